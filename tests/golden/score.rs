//! Compares an analysis with the gold: figures, and every difference in words.

use copydesk::{Analysis, Kind, Mention, MentionForm, QuoteForm, Span, Speaker};

use crate::gold::{Gold, GoldName, GoldQuote, GoldSpeaker};

/// How one article, or all of them together, came out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    /// Exact spans of the right kind, by [`Kind`].
    pub names: [Tally; 3],
    /// Names found that stand in the right entity, of all names found exactly.
    pub entities: Share,
    /// People whose role is found, of those whose role the gold tells.
    pub roles: Share,
    /// Exact stretches of direct quotes.
    pub direct: Tally,
    /// Exact stretches with the right speaker, of all direct stretches whose speaker is told.
    pub direct_spoken: Share,
    /// Stretches of mixed and indirect quotes, at four fifths of overlap.
    pub reported: Tally,
    /// The same with the right speaker, of all whose speaker is told.
    pub reported_spoken: Share,
    /// Right cues, of all stretches found whose cue the gold tells.
    pub cues: Share,
}

/// What was found, what should have been, and how much of both is the same.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub right: usize,
    pub gold: usize,
    pub found: usize,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Share {
    pub right: usize,
    pub of: usize,
}

impl Tally {
    /// In tenths of a percent, rounded; none where there was nothing to find and nothing found.
    pub fn f1(self) -> Option<usize> {
        permille(2 * self.right, self.gold + self.found)
    }

    /// In tenths of a percent, rounded; none where nothing was found.
    pub fn precision(self) -> Option<usize> {
        permille(self.right, self.found)
    }

    /// In tenths of a percent, rounded; none where there was nothing to find.
    pub fn recall(self) -> Option<usize> {
        permille(self.right, self.gold)
    }

    pub fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.gold += other.gold;
        self.found += other.found;
    }
}

impl Share {
    /// In tenths of a percent, rounded; none of nothing.
    pub fn permille(self) -> Option<usize> {
        permille(self.right, self.of)
    }

    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    fn add(&mut self, other: Share) {
        self.right += other.right;
        self.of += other.of;
    }
}

/// Whole numbers only, so that every machine prints the same report.
fn permille(part: usize, whole: usize) -> Option<usize> {
    (2000 * part + whole).checked_div(2 * whole)
}

impl Score {
    pub fn add(&mut self, other: &Score) {
        for (own, more) in self.names.iter_mut().zip(other.names) {
            own.add(more);
        }
        self.entities.add(other.entities);
        self.roles.add(other.roles);
        self.direct.add(other.direct);
        self.direct_spoken.add(other.direct_spoken);
        self.reported.add(other.reported);
        self.reported_spoken.add(other.reported_spoken);
        self.cues.add(other.cues);
    }

    /// People and places in one figure.
    pub fn people_and_places(&self) -> Tally {
        let mut both = self.names[Kind::Person as usize];
        both.add(self.names[Kind::Place as usize]);
        both
    }
}

/// The score of `found`, which counts in bytes, and every difference, in text order.
pub fn compare(article: &str, gold: &Gold, found: &Analysis) -> (Score, Vec<String>) {
    let mut comparison = Comparison {
        article,
        gold,
        found,
        score: Score::default(),
        differences: Vec::new(),
    };
    comparison.names();
    comparison.roles();
    comparison.direct();
    comparison.reported();
    comparison.differences.sort();
    let lines = comparison.differences.into_iter().map(|(_, line)| line);
    (comparison.score, lines.collect())
}

struct Comparison<'a> {
    article: &'a str,
    gold: &'a Gold,
    found: &'a Analysis,
    score: Score,
    /// By where they stand.
    differences: Vec<(usize, String)>,
}

/// One stretch that the engine found.
struct Stretch<'a> {
    span: Span,
    form: QuoteForm,
    cue: Option<Span>,
    speaker: Option<&'a Speaker>,
}

impl<'a> Comparison<'a> {
    fn differ(&mut self, at: usize, what: &str, words: String) {
        let before = &self.article[..at];
        let begins_line = before.is_empty() || before.ends_with('\n');
        let begun = before
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count();
        let paragraph = begun + usize::from(begins_line);
        self.differences
            .push((at, format!("  ¶{paragraph:<3} {what:<13} {words}")));
    }

    fn names(&mut self) {
        let (gold, found, article) = (self.gold, self.found, self.article);
        let mentions: Vec<&Mention> = found
            .mentions
            .iter()
            .filter(|mention| mention.form == MentionForm::Name)
            .collect();
        for kind in Kind::ALL {
            let tally = &mut self.score.names[kind as usize];
            tally.gold = gold.names.iter().filter(|name| name.kind == kind).count();
            tally.found = mentions
                .iter()
                .filter(|mention| mention.kind == kind)
                .count();
        }
        for name in &gold.names {
            let (kind, words) = (name.kind.name(), name.span.of(article));
            let same = mentions.iter().find(|mention| mention.span == name.span);
            match same {
                Some(mention) if mention.kind == name.kind => {
                    self.score.names[name.kind as usize].right += 1;
                    self.entity(name, mention);
                }
                Some(mention) => self.differ(
                    name.span.start,
                    "wrong kind",
                    format!("{words}: is {kind}, found as {}", mention.kind.name()),
                ),
                None => match mentions
                    .iter()
                    .find(|mention| mention.span.overlaps(name.span))
                {
                    Some(mention) => self.differ(
                        name.span.start,
                        "wrong stretch",
                        format!(
                            "{kind} {words}: found as {} {}",
                            mention.kind.name(),
                            mention.text
                        ),
                    ),
                    None => self.differ(name.span.start, "missed", format!("{kind} {words}")),
                },
            }
        }
        for mention in mentions {
            if !gold
                .names
                .iter()
                .any(|name| name.span.overlaps(mention.span))
            {
                self.differ(
                    mention.span.start,
                    "invented",
                    format!("{} {}", mention.kind.name(), mention.text),
                );
            }
        }
    }

    fn entity(&mut self, name: &GoldName, mention: &Mention) {
        let right = self.entity_of(&name.entity) == Some(mention.entity);
        self.score.entities.count(right);
        if !right {
            let found = &self.found.entities[mention.entity].name;
            let found = if *found == name.entity {
                "another entity of that name"
            } else {
                found.as_str()
            };
            self.differ(
                name.span.start,
                "wrong entity",
                format!(
                    "{}: belongs to {}, found in {found}",
                    mention.text, name.entity
                ),
            );
        }
    }

    /// The found entity that stands for the gold entity called `name`: of those with that name,
    /// in capitals or not, the one that most mentions belong to.
    fn entity_of(&self, name: &str) -> Option<usize> {
        let kind = self.gold.entity(name)?.kind;
        let found = self.found.entities.iter();
        found
            .filter(|entity| entity.kind == kind && same_letters(&entity.name, name))
            .max_by_key(|entity| (entity.mentions.len(), std::cmp::Reverse(entity.id)))
            .map(|entity| entity.id)
    }

    fn roles(&mut self) {
        for entity in &self.gold.entities {
            let (Some(role), Some(id)) = (&entity.role, self.entity_of(&entity.name)) else {
                continue;
            };
            let found = self.found.entities[id].role.as_deref();
            let right = found.is_some_and(|found| holds(found, role) || holds(role, found));
            self.score.roles.count(right);
            if !right {
                let at = self
                    .gold
                    .names
                    .iter()
                    .find(|name| name.entity == entity.name);
                self.differ(
                    at.map_or(0, |name| name.span.start),
                    "wrong role",
                    format!(
                        "{}: is {role}, found {}",
                        entity.name,
                        found.unwrap_or("none")
                    ),
                );
            }
        }
    }

    fn direct(&mut self) {
        let (tally, spoken) = self.quotes(true, |found, gold| found == gold);
        self.score.direct = tally;
        self.score.direct_spoken = spoken;
    }

    fn reported(&mut self) {
        let article = self.article;
        let (tally, spoken) = self.quotes(false, |found, gold| {
            mostly_same(trim(article, found), trim(article, gold))
        });
        self.score.reported = tally;
        self.score.reported_spoken = spoken;
    }

    /// Every unbroken stretch of the direct quotes, or of all others.
    fn stretches(&self, direct: bool) -> Vec<Stretch<'a>> {
        let quotes = self.found.quotes.iter();
        quotes
            .filter(|quote| is_direct(quote.form) == direct)
            .flat_map(|quote| {
                quote.spans.iter().map(|span| Stretch {
                    span: *span,
                    form: quote.form,
                    cue: quote.cue,
                    speaker: quote.speaker.as_ref(),
                })
            })
            .collect()
    }

    /// Judges direct quotes, or all others; `same` tells whether a found span is a gold one.
    fn quotes(&mut self, direct: bool, same: impl Fn(Span, Span) -> bool) -> (Tally, Share) {
        let quotes = self.gold.quotes.iter();
        let gold: Vec<&GoldQuote> = quotes
            .filter(|quote| is_direct(quote.form) == direct)
            .collect();
        let found = self.stretches(direct);
        let mut pairs: Vec<Option<usize>> = Vec::new();
        for quote in &gold {
            let fits = |index: &usize| {
                !pairs.contains(&Some(*index)) && same(found[*index].span, quote.span)
            };
            pairs.push((0..found.len()).find(fits));
        }
        let mut tally = Tally {
            right: 0,
            gold: gold.len(),
            found: found.len(),
        };
        let mut spoken = Share::default();
        for (quote, pair) in gold.iter().zip(&pairs) {
            let told = quote.speaker != GoldSpeaker::Unknown;
            let words = format!(
                "{} {}",
                quote.form.name(),
                short(quote.span.of(self.article))
            );
            let Some(stretch) = pair.map(|index| &found[index]) else {
                spoken.of += usize::from(told);
                match found
                    .iter()
                    .find(|stretch| stretch.span.overlaps(quote.span))
                {
                    Some(stretch) => {
                        let other = short(stretch.span.of(self.article));
                        self.differ(
                            quote.span.start,
                            "wrong stretch",
                            format!("{words}: found as {other}"),
                        );
                    }
                    None => self.differ(quote.span.start, "missed", words),
                }
                continue;
            };
            tally.right += 1;
            if stretch.form != quote.form {
                let form = stretch.form.name();
                self.differ(
                    quote.span.start,
                    "wrong form",
                    format!("{words}: found as {form}"),
                );
            }
            let right = self.is_said_by(stretch.speaker, &quote.speaker);
            if told {
                spoken.count(right);
            }
            if !right {
                let by = match &quote.speaker {
                    GoldSpeaker::Entity(name) => name.clone(),
                    GoldSpeaker::Words(ways) => ways.join(" / "),
                    GoldSpeaker::Unknown => "nobody named".to_owned(),
                };
                let found = stretch.speaker.map_or("nobody".to_owned(), |speaker| {
                    format!("{} ({})", speaker.name, speaker.rule)
                });
                self.differ(
                    quote.span.start,
                    "wrong speaker",
                    format!("{words}: said by {by}, found {found}"),
                );
            }
            if let Some(cue) = &quote.cue {
                let found = stretch.cue.map(|cue| cue.of(self.article));
                let right = found.is_some_and(|found| same_letters(found, cue));
                self.score.cues.count(right);
                if !right {
                    let found = found.unwrap_or("none");
                    self.differ(
                        quote.span.start,
                        "wrong cue",
                        format!("{words}: is {cue}, found {found}"),
                    );
                }
            }
        }
        for (index, stretch) in found.iter().enumerate() {
            if !pairs.contains(&Some(index))
                && !gold.iter().any(|quote| quote.span.overlaps(stretch.span))
            {
                let by = stretch
                    .speaker
                    .map_or("nobody", |speaker| speaker.name.as_str());
                self.differ(
                    stretch.span.start,
                    "invented",
                    format!(
                        "{} {}, said by {by}",
                        stretch.form.name(),
                        short(stretch.span.of(self.article))
                    ),
                );
            }
        }
        (tally, spoken)
    }

    fn is_said_by(&self, found: Option<&Speaker>, gold: &GoldSpeaker) -> bool {
        match (gold, found) {
            (GoldSpeaker::Entity(name), Some(found)) => {
                found.entity.is_some() && found.entity == self.entity_of(name)
            }
            (GoldSpeaker::Words(ways), Some(found)) => {
                found.entity.is_none()
                    && ways
                        .iter()
                        .any(|way| begins(way, &found.name) || begins(&found.name, way))
            }
            (GoldSpeaker::Unknown, found) => found.is_none(),
            (_, None) => false,
        }
    }
}

fn is_direct(form: QuoteForm) -> bool {
    form == QuoteForm::Direct
}

/// Four fifths of what either covers is covered by both.
fn mostly_same(a: Span, b: Span) -> bool {
    let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let either = a.end.max(b.end) - a.start.min(b.start);
    5 * both >= 4 * either
}

/// Without marks, white space and punctuation at the ends, which say nothing of the content.
fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let inner = words.trim_matches(|c: char| !c.is_alphanumeric());
    let start = span.start
        + (words.len()
            - words
                .trim_start_matches(|c: char| !c.is_alphanumeric())
                .len());
    Span::new(start, start + inner.len())
}

fn same_letters(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Whether `long` begins with all the words of `short`.
fn begins(long: &str, short: &str) -> bool {
    let mut words = long.split_whitespace();
    short
        .split_whitespace()
        .all(|word| words.next().is_some_and(|other| same_letters(other, word)))
}

/// Whether the words of `short` stand in `long`, one after the other.
fn holds(long: &str, short: &str) -> bool {
    let bare = |text: &str| -> Vec<String> {
        text.split_whitespace()
            .map(|word| {
                word.trim_matches(|c: char| !c.is_alphanumeric())
                    .to_lowercase()
            })
            .collect()
    };
    let (long, short) = (bare(long), bare(short));
    !short.is_empty() && long.windows(short.len()).any(|window| window == short)
}

/// The beginning and the end of a long stretch.
fn short(words: &str) -> String {
    let parts: Vec<&str> = words.split(' ').collect();
    if parts.len() <= 9 {
        return words.to_owned();
    }
    format!(
        "{} […] {}",
        parts[..4].join(" "),
        parts[parts.len() - 3..].join(" ")
    )
}

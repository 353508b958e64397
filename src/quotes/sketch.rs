//! What the letters of one paragraph tell about its quotes, before the rest of the text is asked.
//!
//! A sketch depends on its paragraph alone, so it can be kept while other paragraphs change.

use std::hint::black_box;
use std::ops::Range;

use super::content::{Saying, sayings, units};
use super::cues::Cue;
use super::gerund::clause_between;
use super::label::{self, Label};
use super::marks::{Marked, Stretch};
use super::patterns::{self, Found};
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report, reports};
use super::signs::{equals, is};
use super::verb::group_start;
#[cfg(test)]
use super::words::Classes;
use super::words::{Noted, Word};
use crate::text::{Paragraph, Shape, TokenKind};

/// One paragraph's marks, reports and what they give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// The marked stretches, in order.
    pub stretches: Vec<Stretch>,
    /// What the letters around each stretch tell, by its index.
    pub sides: Vec<Surroundings>,
    /// The sentences, no stretch cut in two.
    pub units: Vec<Range<usize>>,
    /// The subject of each sentence, by its index; empty where nobody speaks and nothing leads on.
    pub subjects: Vec<Option<Phrase>>,
    /// The subject of its last sentence.
    pub last_subject: Option<Phrase>,
    /// The cues with their subjects.
    pub reports: Vec<Report>,
    /// For each report whose subject is "who" or "which", by its index: what that stands for.
    antecedents: Vec<(usize, Phrase)>,
    /// What the reports give, in no order.
    pub sayings: Vec<Saying>,
    /// What leads to the next paragraph: the last report or subject before a colon at the end.
    pub leads: Option<Lead>,
    /// The name or letter before a colon at the paragraph's start: "COX: Well …", "Q: Why?".
    pub speaker_label: Option<Label>,
    /// The name of a paragraph that only signs the one before: "— Ann Lee, Leeds".
    pub signs: Option<Phrase>,
    /// Whether the paragraph ends in a question.
    pub asks: bool,
    /// How many tokens the paragraph has.
    pub tokens: usize,
}

/// What a paragraph that ends in a colon says of the words in the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// "Cox said:" — the index of the report.
    Report(usize),
    /// "This is from Cox:" — the subject of the sentence.
    Subject(Phrase),
}

/// No phrase with a relative clause has more tokens: "the deputy head of the harbour board of Dover, who".
const LONGEST_ANTECEDENT: usize = 10;

/// What stands around a stretch, and what it looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// How many words it holds.
    pub words: usize,
    /// It begins a sentence, or follows a colon or a comma.
    pub begins: bool,
    /// It ends with a stop or a comma inside the marks.
    pub ends: bool,
    /// The word before it says that a name, a title or a term follows.
    pub naming: bool,
    /// It is written as a title is, every long word with a capital.
    pub title: bool,
    /// It stands within a noun phrase: a “once in a generation” vote.
    pub term: bool,
    /// The sentence goes on to the stretch by a colon or comma, without a cue.
    pub led: bool,
    /// The name in "Name: “…”" and in "“Name: …”".
    pub label: Option<Phrase>,
    /// The name in "“…” — Name" at the paragraph's end.
    pub signature: Option<Phrase>,
    /// Whether it stands in what a report gives.
    given: bool,
    /// The subject of a clause of its own behind a report: Cox said no, while Lee spoke of “…”.
    pub clause: Option<Phrase>,
    /// In the passive, who speaks where the text tells: "was accused by Lee of “…”", "was praised for “…”".
    pub passive: Option<Option<Phrase>>,
    /// The pattern beside it that names whose words it holds, where no report gives it.
    pub pattern: Option<Found>,
}

impl Surroundings {
    /// Whether a stretch without a cue is somebody's words rather than a name, a title or a term.
    pub fn is_speech(&self) -> bool {
        if self.label.is_some() || self.signature.is_some() {
            return true;
        }
        if self.naming || self.title || self.term {
            return false;
        }
        if self.begins && self.ends {
            self.words >= 2
        } else {
            self.words >= 4
        }
    }
}

/// A sketch in the making.
struct Draft<'p> {
    reading: Reading<'p>,
    sketch: Sketch,
}

impl Draft<'_> {
    /// What is done for each sketch, in this order.
    const STEPS: [fn(&mut Self); 4] = [
        Draft::find_reports,
        Draft::find_sayings,
        Draft::look_around,
        Draft::find_subjects,
    ];

    fn find_reports(&mut self) {
        let units = units(&self.reading);
        let mut reports = reports(&self.reading, &units);
        reports.retain(|report| !gives_work(&self.reading, &units, report));
        self.sketch.reports = reports;
        self.sketch.units = units;
    }

    fn find_sayings(&mut self) {
        let Draft { reading, sketch } = self;
        let reports = &sketch.reports;
        let mut first = 0;
        for unit in &sketch.units {
            let own = reports[first..].iter();
            let own = own.take_while(|report| report.cue.start < unit.end);
            let last = first + own.count();
            if last > first {
                let mut sayings = sayings(reading, unit, &reports[first..last], first);
                match sketch.sayings.is_empty() {
                    true => sketch.sayings = sayings,
                    false => sketch.sayings.append(&mut sayings),
                }
            }
            first = last;
        }
        for (index, report) in reports.iter().enumerate() {
            if let Some(phrase) = antecedent(reading, &sketch.units, report) {
                sketch.antecedents.push((index, phrase));
            }
        }
    }

    fn look_around(&mut self) {
        let Draft { reading, sketch } = self;
        let units = &sketch.units;
        let stretches = reading.stretches.iter();
        let sides = stretches.map(|stretch| surroundings(reading, units, stretch));
        sketch.sides = sides.collect();
        find_patterns(reading, units, &sketch.sayings, &mut sketch.sides);
    }

    fn find_subjects(&mut self) {
        let Draft { reading, sketch } = self;
        let (units, reports) = (&sketch.units, &sketch.reports);
        let subject = |unit: &Range<usize>| {
            let subject = quoted_first(reading, unit, reports)
                .or_else(|| reading.first_subject(unit.start, unit.end));
            // "Transcript: “…”"
            let heads = |phrase: &Phrase| {
                is!(reading, phrase.tokens.end, ":")
                    && label::is_notice(reading.text(phrase.tokens.start))
            };
            subject.filter(|phrase| reading.dateline != Some(unit.end) && !heads(phrase))
        };
        let speaks = !reports.is_empty() || !sketch.sides.is_empty() || ends_in_colon(reading);
        if speaks {
            sketch.subjects = units.iter().map(subject).collect();
        }
        if let Some(last) = units.last() {
            let known = sketch.subjects.last().cloned();
            sketch.last_subject = known.unwrap_or_else(|| subject(last));
        }
        sketch.leads = lead(reading, units, reports, &sketch.subjects);
        sketch.speaker_label = label::label(reading);
        sketch.signs = signature(reading, 0).filter(|phrase| only_signs(reading, phrase));
        sketch.asks = reading.paragraph.text().trim_end().ends_with('?');
        sketch.tokens = reading.paragraph.tokens().len();
    }
}

impl Sketch {
    /// Looks at some paragraphs, each given with what its tokens can be. One step is done for all of them,
    /// then the next, so that the processor has the step's code at hand.
    pub fn all<'p>(
        paragraphs: impl Iterator<Item = (&'p Paragraph, Noted<'p>)>,
    ) -> impl Iterator<Item = Sketch> {
        let drafts = paragraphs.map(|(paragraph, noted)| Draft {
            reading: Reading::new(paragraph, noted),
            sketch: Sketch::default(),
        });
        let mut drafts: Vec<Draft> = drafts.collect();
        for step in Draft::STEPS {
            drafts.iter_mut().for_each(step);
        }
        drafts.into_iter().map(|draft| Sketch {
            stretches: draft.reading.stretches,
            ..draft.sketch
        })
    }

    /// How many stretches stand in which marks.
    pub fn marked(&self) -> Marked {
        let mut marked = Marked::default();
        for (stretch, sides) in self.stretches.iter().zip(&self.sides) {
            marked.count(stretch, sides.words);
        }
        marked
    }

    /// The sketch of a paragraph whose words nobody has looked up yet.
    #[cfg(test)]
    pub fn of(paragraph: &Paragraph) -> Sketch {
        let mut classes = Classes::of(paragraph);
        let mut sketches = Sketch::all([paragraph].into_iter().zip(classes.each()));
        sketches.next().expect("one paragraph has one sketch")
    }

    /// Whether nobody speaks in the paragraph, signs it or leads on to the next one.
    pub fn is_silent(&self) -> bool {
        self.stretches.is_empty()
            && self.sayings.is_empty()
            && self.leads.is_none()
            && self.signs.is_none()
    }

    /// Asks for its parts together; see [`Paragraph::fetch`].
    pub fn fetch(&self) {
        let stretch = self.stretches.first().map(|stretch| stretch.tokens.start);
        let side = self.sides.first().map(|side| side.words);
        let unit = self.units.first().map(|unit| unit.start);
        let subject = self.subjects.first().map(Option::is_some).map(usize::from);
        let report = self.reports.first().map(|report| report.cue.start);
        let saying = self.sayings.first().map(|saying| saying.report);
        let parts = [stretch, side, unit, subject, report, saying];
        black_box(parts.into_iter().flatten().fold(0, |sum, part| sum ^ part));
    }

    /// What the subject of the report at `report` stands for, where it is "who" or "which".
    pub fn antecedent(&self, report: usize) -> Option<&Phrase> {
        let place = self.antecedents.binary_search_by_key(&report, |row| row.0);
        place.ok().map(|place| &self.antecedents[place].1)
    }

    /// Whether the token at `at` stands in marks.
    pub fn is_marked(&self, at: usize) -> bool {
        let mut stretches = self.stretches.iter();
        stretches.any(|stretch| stretch.tokens.contains(&at))
    }

    /// The index of the sentence that holds the token at `at`.
    pub fn unit_of(&self, at: usize) -> usize {
        self.units.partition_point(|unit| unit.end <= at)
    }
}

/// Whether what a report seems to give is a work, not words: sang “Hello”, wrote three novels.
fn gives_work(reading: &Reading, units: &[Range<usize>], report: &Report) -> bool {
    let end = report.end();
    if !reading.word(end - 1).is(Word::PERFORMANCE) {
        return false;
    }
    if let Some(stretch) = reading.stretch(end) {
        // called “Night Shift” “a triumph”
        let stretch = &reading.stretches[stretch];
        return reading.is_performed(stretch) && reading.stretch(stretch.tokens.end).is_none();
    }
    let unit = &units[units.partition_point(|unit| unit.end < end)];
    let listed = reading.kind(end) == TokenKind::Number
        || reading.word(end).is(Word::DETERMINER | Word::POSSESSIVE);
    !reading.text(end - 1).starts_with(['c', 'C'])
        && listed
        && (end..unit.end).all(|at| {
            reading.stretch(at).is_some() || !reading.is_verb(at) && !is!(reading, at, ":")
        })
}

/// Who speaks the marked words that a sentence begins with: “We won,” said Ann Lee, a nurse.
fn quoted_first(reading: &Reading, unit: &Range<usize>, reports: &[Report]) -> Option<Phrase> {
    let first = &reading.stretches[reading.stretch(unit.start)?].tokens;
    let after = reports.partition_point(|report| report.cue.start < first.end);
    let report = reports
        .get(after)
        .filter(|report| report.cue.start < unit.end)?;
    let says = matches!(report.manner, Manner::Subject | Manner::Inverted);
    report.subject.clone().filter(|_| says)
}

/// Whether the paragraph's last token is a colon outside of marks.
fn ends_in_colon(reading: &Reading) -> bool {
    let last = reading.words.len().saturating_sub(1);
    is!(reading, last, ":") && reading.stretch(last).is_none()
}

fn lead(
    reading: &Reading,
    units: &[Range<usize>],
    reports: &[Report],
    subjects: &[Option<Phrase>],
) -> Option<Lead> {
    let unit = units.last().filter(|_| ends_in_colon(reading))?;
    let report = reports
        .iter()
        .rposition(|report| report.cue.start >= unit.start && report.subject.is_some());
    // "Lee had no comment, but this came from Cox:"
    let rest = report.map_or(unit.start, |index| reports[index].end());
    let pattern = patterns::before(reading, rest.min(unit.end)..unit.end);
    match (pattern, report) {
        (Some(found), _) => Some(Lead::Subject(found.speaker)),
        (None, Some(index)) => Some(Lead::Report(index)),
        (None, None) => subjects.last().cloned().flatten().map(Lead::Subject),
    }
}

/// What "who" stands for, where it is the subject of a report.
fn antecedent(reading: &Reading, units: &[Range<usize>], report: &Report) -> Option<Phrase> {
    let subject = report.subject.as_ref()?;
    let start = subject.tokens.start;
    if subject.tokens.len() != 1 || !is!(reading, start, "who" | "which" | "that") {
        return None;
    }
    let unit = unit_start(units, start);
    let end = if start > unit && reading.text(start - 1) == "," {
        start - 1
    } else {
        start
    };
    let mut phrase = reading.phrase_before(end, unit)?;
    // "Ann Lee, 60, who", "Ann Lee, of Hull, who"
    let first = phrase.tokens.start;
    let linked = usize::from(reading.word(first.saturating_sub(1)).is(Word::PREPOSITION));
    let number = reading.kind(first) == TokenKind::Number && phrase.tokens.len() == 1;
    if end < start
        && (number || linked > 0)
        && reading.text(first.saturating_sub(1 + linked)) == ","
        && let Some(whole) = reading.phrase_before(start, unit)
    {
        phrase = whole;
    }
    // The subject of the clause is none that a relative clause far behind it hangs on.
    if phrase.tokens.len() > LONGEST_ANTECEDENT {
        return reading.nearest_before(end, unit);
    }
    Some(phrase)
}

/// Where the sentence that holds the token at `at` begins.
fn unit_start(units: &[Range<usize>], at: usize) -> usize {
    units
        .get(units.partition_point(|unit| unit.end <= at))
        .map_or(0, |unit| unit.start)
}

fn surroundings(reading: &Reading, units: &[Range<usize>], stretch: &Stretch) -> Surroundings {
    let span = &stretch.tokens;
    let unit = unit_start(units, span.start);
    let last = reading.text(stretch.inner.end - 1);
    let inner = stretch.inner.clone();
    let words = inner
        .clone()
        .filter(|&at| reading.kind(at) == TokenKind::Word);
    let mut long = words.clone().filter(|&at| reading.length(at) > 3);
    let title = words.clone().nth(1).is_some()
        && long.next().is_some_and(|at| reading.is_capital(at))
        && long.all(|at| reading.is_capital(at));
    let follows = span.start > 0 && is!(reading, span.start - 1, ":" | ",");
    let begins = span.start == unit || follows;
    let ends = last.ends_with([',', '.', '?', '!', '…', '—', '–']);
    // In single marks titles stand far more often than in double ones: saw 'Emma'. In double ones a name
    // stands in the middle of a sentence: under the “Timberwolf” brand.
    let name = inner.len() == 1
        && reading.is_capital(inner.start)
        && (stretch.single || !begins && !ends && !reading.is_verb(span.start - 1));
    // “Morning Hour,” May 3
    let day = reading.word(span.end).is(Word::TIME)
        || reading.is_capital(span.end) && reading.kind(span.end + 1) == TokenKind::Number;
    let dated = last.ends_with(',') && day;
    // “The Quiet Road,” her latest, was published; “The River,” released in 1974
    let apposed = || {
        let mut rest = span.end + 1..reading.words.len().min(span.end + LONGEST_APPOSITION);
        let comma = rest.find(|&at| reading.is_comma(at) || reading.is_verb(at));
        reading
            .word(span.end)
            .is(Word::DETERMINER | Word::POSSESSIVE)
            && comma.is_some_and(|comma| reading.is_comma(comma))
    };
    let told_of = title
        && last.ends_with(',')
        && (apposed()
            || reading.equals(span.end, "which")
            || reading.is_past_of_unknown(span.end)
            || reading.names_thing(span, unit));
    Surroundings {
        words: stretch.words(reading.paragraph),
        begins,
        ends,
        led: span.start > unit && follows || is_led_by_words(reading, span.start),
        naming: span.start > unit
            && reading.is_work(stretch)
            && !is_led_by_words(reading, span.start),
        title: (title || name) && (dated || told_of || !(begins && ends)),
        term: !ends && is_term(reading, span),
        label: label(reading, unit, stretch),
        signature: signature(reading, span.end),
        given: false,
        clause: None,
        passive: passive(reading, unit, span),
        pattern: None,
    }
}

/// Whether the marked words at `span` are what somebody in their sentence, which begins at `unit`, was told or
/// called, and by whom.
fn passive(reading: &Reading, unit: usize, span: &Range<usize>) -> Option<Option<Phrase>> {
    /// "was accused by some of the lawyers who had known him of"
    const LONGEST: usize = 12;
    const LEADS: [&str; 8] = ["of", "for", "as", "that", "to", "over", "his", "her"];
    if span.start < unit + 3 || !LEADS.contains(&reading.text(span.start - 1)) {
        return None;
    }
    let mut back = (unit + 1..span.start - 1).rev().take(LONGEST);
    let verb = back.find(|&at| reading.word(at).cue.is_some() || reading.is_verb(at))?;
    let cue = reading.word(verb).cue?;
    let group = group_start(reading, verb, unit);
    let is = (group..verb).any(|at| reading.is_be(at));
    if !cue.is(Cue::PARTICIPLE) || !is || reading.stretch(verb).is_some() {
        return None;
    }
    let mut behind = [verb + 1, span.end].into_iter();
    let by = behind.find(|&at| reading.equals(at, "by"));
    Some(by.and_then(|by| reading.phrase_after(by + 1, reading.words.len())))
}

/// What tells of a title behind it, as “Low Tide,” her third and best novel, does, has no more tokens.
const LONGEST_APPOSITION: usize = 8;

/// Whether marked words belong to a noun phrase that goes on after them or is a subject: a “once in
/// a generation” vote, the “voice of the valleys” was.
fn is_term(reading: &Reading, span: &Range<usize>) -> bool {
    let opens = span
        .start
        .checked_sub(1)
        .is_some_and(|before| reading.word(before).is(Word::DETERMINER | Word::POSSESSIVE));
    let next = span.end;
    opens
        && (!reading.is_capital(span.start + 1) || reading.equals(span.start + 1, "i"))
        && reading.kind(next) == TokenKind::Word
        && (reading.is_nominal(next) || reading.is_verb(next))
}

/// Looks for patterns beside the stretches that none of `sayings` holds.
fn find_patterns(
    reading: &Reading,
    units: &[Range<usize>],
    sayings: &[Saying],
    sides: &mut [Surroundings],
) {
    for piece in sayings.iter().flat_map(|saying| &saying.pieces) {
        for sides in &mut sides[reading.stretches_in(piece)] {
            sides.given = true;
        }
    }
    for (at, sides) in sides.iter_mut().enumerate() {
        // His answer was blunt: “No.”
        let answers = sides.words == 1 && sides.begins && sides.ends && !sides.naming;
        if (sides.is_speech() || answers) && sides.signature.is_none() && !sides.given {
            let stretch = &reading.stretches[at].tokens;
            let own = units.partition_point(|unit| unit.end <= stretch.start);
            let mut unit = units[own].clone();
            // “We won.” Those were the words of Ann Lee.
            if let Some(next) = units.get(own + 1)
                && stretch.end == unit.end
                && points_back(reading, next.start)
            {
                unit.end = next.end;
            }
            let alone = *stretch == units[own] && own > 0;
            sides.pattern = patterns::beside(reading, &unit, at).or_else(|| {
                alone
                    .then(|| patterns::in_sentence(reading, &units[own - 1]))
                    .flatten()
            });
            let from = match at.checked_sub(1) {
                Some(before) => unit.start.max(reading.stretches[before].tokens.end),
                None => unit.start,
            };
            sides.clause = clause_between(reading, from, stretch.start);
        }
    }
}

/// Whether what stands before `at` leads to marked words: "opened the fair with the words".
fn is_led_by_words(reading: &Reading, at: usize) -> bool {
    at > 3
        && reading.equals(at - 1, "words")
        && equals!(reading, at - 3, "with")
        && reading.word(at - 2).is(Word::DETERMINER)
}

/// Whether the word at `at` stands for what was said in the sentence before.
fn points_back(reading: &Reading, at: usize) -> bool {
    ["that", "this", "those", "these", "so", "such"]
        .iter()
        .any(|word| reading.equals(at, word))
}

/// The name before a colon and a stretch, or before a colon within the stretch.
fn label(reading: &Reading, unit: usize, stretch: &Stretch) -> Option<Phrase> {
    let start = stretch.tokens.start;
    if start >= unit + 2 && is!(reading, start - 1, ":") {
        let phrase = reading.phrase_before(start - 1, unit)?;
        let first = phrase.tokens.start;
        let opens = first == unit || reading.is_dash(first - 1) && reading.is_capital(first);
        // "Cox disagreed: “…”", "Cox resigned with the words: “…”"
        let is_clause = reading.ends_in_verb(&phrase) || is_led_by_words(reading, start - 1);
        // "Transcript: “Morning Hour,” May 3"
        let heads = label::is_notice(reading.text(first));
        return (opens && !is_clause && !heads).then_some(phrase);
    }
    let inner = stretch.inner.start;
    let colon = (inner + 1..stretch.inner.end.min(inner + 4)).find(|&at| is!(reading, at, ":"))?;
    let capitals = (inner..colon).all(|at| {
        reading.paragraph.tokens()[at].shape == Shape::Capitals || reading.text(at).ends_with('.')
    });
    (capitals && reading.paragraph.tokens()[inner].shape == Shape::Capitals)
        .then(|| Phrase::of(inner..colon))
}

/// Whether a paragraph that begins with the signature `phrase` says no more: "— Ann Lee, Leeds", but
/// "– Ann Lee, of Leeds, won."
fn only_signs(reading: &Reading, phrase: &Phrase) -> bool {
    const MOST_TOKENS: usize = 14;
    let count = reading.words.len();
    count <= MOST_TOKENS
        && reading.stretches.is_empty()
        && (phrase.tokens.end..count).all(|at| !reading.is_verb(at) && reading.text(at) != ":")
}

/// The name after a dash, with nothing but that name to the paragraph's end.
fn signature(reading: &Reading, end: usize) -> Option<Phrase> {
    if !is!(reading, end, "-" | "--" | "—" | "–" | "―") {
        return None;
    }
    let phrase = reading.phrase_after(end + 1, reading.words.len())?;
    let rest = phrase.tokens.end;
    let ends = rest >= reading.words.len()
        || reading.kind(rest) == TokenKind::Stop
        || matches!(reading.text(rest), "," | "(");
    (ends && reading.is_capital(phrase.tokens.start)).then_some(phrase)
}

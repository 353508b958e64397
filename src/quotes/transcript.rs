//! Transcripts: "Q: …", "COX: …". Each answer is a direct quote of the person its label names,
//! without marks or cue; questions are no quotes.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::Voice;
use super::interviewee::{addressed, guest, hears_witnesses, initialled, judge};
use super::label::{ASKERS, Label, is_part, letters};
use super::phrase::Phrase;
use super::rule::Rule;
use super::speaker::Scene;
use super::words::{Word, word};
use crate::analysis::QuoteForm;
use crate::coref::title::{is_interviewer, is_likely_role, is_title};
use crate::text::{Paragraph, TokenKind};

/// One paragraph of a transcript, or a headline that gives somebody's words after a colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The words of each answer, as tokens, and who speaks, where the label or what stands before the
    /// first question names somebody; none where it is a question, which is no quote.
    pub answers: Vec<(Range<usize>, Option<Voice>)>,
    /// Whether this is one more paragraph of the answer before.
    pub continues: bool,
    /// Direct for answers, indirect for headlines.
    pub form: QuoteForm,
}

/// For each paragraph, its turn in a transcript, if it is part of one.
pub fn turns(scene: &Scene) -> Vec<Option<Turn>> {
    let record = Record::new(scene);
    let mut turns: Vec<Option<Turn>> = record.labels.iter().map(|_| None).collect();
    let Some(&first) = record.labelled.first() else {
        return turns;
    };
    let guest = guest(scene, first).or_else(|| addressed(scene, &record.labelled));
    for (order, &at) in record.labelled.iter().enumerate() {
        let Some(label) = record.labels[at] else {
            continue;
        };
        let asks = record.asks(order, label);
        let words = answered(&scene.paragraphs[at], label, asks);
        let inline = asks && !words.is_empty();
        let follows = at > 0 && turns[at - 1].is_some();
        if !inline && !record.is_turn(order, label, follows) {
            continue;
        }
        turns[at] = Some(turn(scene, at, words, guest));
        for more in record.unlabelled(order, at) {
            if is_told(scene, more, &turns[at]) {
                break;
            }
            turns[more] = continuation(scene, more, &turns[at]);
            // A paragraph without a word ends the turn.
            if turns[more].is_none() {
                break;
            }
        }
    }
    headline(scene, &record.labels, &mut turns);
    turns
}

/// The labels of a text, and how often each recurs.
struct Record<'s> {
    scene: &'s Scene<'s>,
    /// The label of each paragraph that has one and is no notice.
    labels: Vec<Option<&'s Label>>,
    /// The paragraphs with a label.
    labelled: Vec<usize>,
    /// The last word of the label of each of these: "Ann Lee: …" at first is "Lee: …" later.
    names: Vec<&'s str>,
    /// For each such word, how many turns it has, and how many of them end in a question.
    counts: HashMap<&'s str, (usize, usize), FxBuildHasher>,
}

impl<'s> Record<'s> {
    fn new(scene: &'s Scene) -> Self {
        let labels = scene.sketches.iter();
        let labels = labels.map(|sketch| sketch.speaker_label.as_ref().filter(|it| !it.notice));
        let labels: Vec<Option<&Label>> = labels.collect();
        let labelled = (0..labels.len()).filter(|&at| labels[at].is_some());
        let mut record = Record {
            scene,
            labelled: labelled.collect(),
            labels,
            names: Vec::new(),
            counts: HashMap::default(),
        };
        for &at in &record.labelled {
            let name = record.last_word(at);
            let (turns, asks) = record.counts.entry(name).or_default();
            *turns += 1;
            *asks += usize::from(scene.sketches[at].asks);
            record.names.push(name);
        }
        record
    }

    fn last_word(&self, at: usize) -> &'s str {
        let words = self.labels[at].map_or("", |it| letters(&self.scene.paragraphs[at], it));
        words.rsplit(' ').next().unwrap_or(words)
    }

    fn has_label(&self, at: usize) -> bool {
        self.labels.get(at).is_some_and(Option::is_some)
    }

    /// Whether the paragraph before `at` asks.
    fn is_asked(&self, at: usize) -> bool {
        at > 0 && self.scene.sketches[at - 1].asks
    }

    /// Whether the label of `at` is the full name of somebody who says a sentence: "Jill Crane: It is quieter."
    fn is_person(&self, at: usize) -> bool {
        let text = || self.scene.paragraphs[at].text().trim_end();
        let label = self.labels.get(at).copied().flatten();
        label.is_some_and(|label| {
            label.tokens.len() > 1
                && self.scene.names_anybody(at, &label.tokens)
                && text().ends_with(['.', '!', '?'])
        })
    }

    /// Whether the label at `order` begins a turn of a transcript; `follows` tells whether the paragraph before
    /// it is one.
    fn is_turn(&self, order: usize, label: &Label, follows: bool) -> bool {
        let (scene, at) = (self.scene, self.labelled[order]);
        let all = self.counts[self.names[order]].0;
        let answers = self.is_asked(at)
            && (label.capitals || self.labels[at - 1].is_some() || self.is_person(at));
        let asks = scene.sketches[at].asks && self.has_label(at + 1);
        // Somebody who says one thing between others who say more: "Lee: … West: … Lee: …"
        let recurs = |order: Option<usize>, at: Option<usize>| {
            let next = |order: &usize| self.labelled.get(*order).copied() == at;
            order
                .filter(next)
                .is_some_and(|order| self.counts[self.names[order]].0 > 1)
        };
        let among = at > 0
            && recurs(order.checked_sub(1), at.checked_sub(1))
            && recurs(Some(order + 1), Some(at + 1));
        // "Q: Who steers? / Rust: I do. / Bell: She does."
        let asked = || self.counts.values().any(|&(_, asks)| asks > 0);
        let names = || {
            let known = || scene.known(at, &Phrase::of(label.tokens.clone()));
            scene.names_anybody(at, &label.tokens)
                || follows && known().is_some_and(|entity| scene.is_person(entity))
        };
        let interjects = || (among || follows && asked()) && names();
        let near = |other: Option<&usize>| other.is_some_and(|&other| other.abs_diff(at) <= 3);
        let before = order.checked_sub(1);
        let neighbours = near(before.and_then(|before| self.labelled.get(before)))
            || near(self.labelled.get(order + 1));
        // "A. Lincoln was tall." answers nothing where no "Q." asks.
        let initial = matches!(scene.paragraphs[at].words(&label.tokens), "A." | "Q.")
            && self.counts.get("Q").is_none_or(|&(_, asks)| asks == 0);
        let voices =
            self.is_person(at) && (at > 0 && self.is_person(at - 1) || self.is_person(at + 1));
        // "THE COURT: You may step down."
        let part = label.capitals && scene.paragraphs[at].word(label.tokens.start) == "THE";
        let is_one = answers
            || asks
            || voices
            || part
            || neighbours && (label.capitals || all > 1 || order > 0 && is_part(self.names[order]))
            || interjects();
        // "LEEDS: The mayor resigned. HULL: A ferry sank.", but "ENGLAND: We tried. COX: So did I. ENGLAND: …"
        let dateline = || {
            all == 1
                && !answers
                && scene.names_place(at, &label.tokens)
                && !interjects()
                && self.labelled.iter().all(|&other| {
                    let label = self.labels[other].map(|label| &label.tokens);
                    label.is_some_and(|tokens| scene.names_place(other, tokens))
                })
        };
        is_one && !initial && !dateline()
    }

    /// Whether whoever has the label at `order` asks rather than answers: "Q", or most of the turns under it end in
    /// a question. In court, on the telephone and before a committee who asks is heard as well: "MR. COX: Where were
    /// you that night?", "DISPATCHER: Where is the fire?"
    fn asks(&self, order: usize, label: &Label) -> bool {
        let name = self.names[order];
        let (turns, asks) = self.counts[name];
        // "SB: Your new book is short. … SB: Is it the last?", where nobody else asks.
        let alone = || {
            let mut all = self.counts.iter();
            all.all(|(&other, &(_, asks))| other == name || asks == 0)
        };
        let often = asks * 2 > turns || turns > 1 && asks * 2 == turns && alone();
        is_asker(name) || often && !self.is_heard(order, label)
    }

    /// Whether who has the label at `order` is heard whatever they ask.
    fn is_heard(&self, order: usize, label: &Label) -> bool {
        let (scene, at, name) = (self.scene, self.labelled[order], self.names[order]);
        let paragraph = &scene.paragraphs[at];
        let first = label.tokens.start;
        let titled = label.tokens.len() > 1
            && (is_title(paragraph.word(first))
                || word(paragraph.word(first), paragraph.tokens()[first].kind).is(Word::TITLE));
        // "LT: How much?" is Lou Tan's, no lieutenant's.
        let letters = label.tokens.len() == 1 && name.len() <= 3;
        let known = scene.known(at, &Phrase::of(label.tokens.clone()));
        // "Driver: What did I do?", but "Miller: Why?"
        let likely = || {
            known.is_none()
                && !label.capitals
                && !scene.names_anybody(at, &label.tokens)
                && is_likely_role(&name.to_lowercase())
        };
        let role = (is_part(name) || likely()) && !letters && !is_interviewer(name);
        // "Marsh: You told the police …?", of whom the text says that she is a prosecutor
        titled || role || known.is_some_and(|known| hears_witnesses(scene, known))
    }

    /// The paragraphs without a label behind `at` that go on with its turn.
    fn unlabelled(&self, order: usize, at: usize) -> impl Iterator<Item = usize> {
        const MOST: usize = 4;
        let next = self.labelled.get(order + 1).copied().unwrap_or(at);
        let more = match next - at {
            0..=MOST => at + 1..next.max(at + 1),
            _ => 0..0,
        };
        // "Vane: The lights went out. / And what did you do? / Vane: I served cheese."
        let again = self.names.get(order + 1) == Some(&self.names[order])
            || self.is_asked(at) && !self.has_label(at - 1);
        more.take_while(move |&more| {
            self.scene.sketches[more].speaker_label.is_none()
                && !(again && more + 1 == next && self.scene.sketches[more].asks)
                && !is_clip(self.scene.paragraphs[more].text())
        })
    }
}

/// Whether a label stands for who asks, whatever they say.
fn is_asker(name: &str) -> bool {
    name == "Q" || ASKERS.iter().any(|asker| name.eq_ignore_ascii_case(asker))
}

/// The answers in a paragraph: where the label of each stands, and its words.
fn answered(paragraph: &Paragraph, label: &Label, asks: bool) -> Vec<(Range<usize>, Range<usize>)> {
    let tokens = &paragraph.tokens();
    let mut answers = Vec::new();
    let first = label.after.min(tokens.len() - 1);
    let mut open = (!asks).then(|| (label.tokens.clone(), first));
    for &at in &label.inner {
        answers.extend(open.take().map(|(label, start)| (label, start..at)));
        let word = paragraph.word(at);
        let colon = usize::from(paragraph.word(at + 1) == ":");
        let asks = is_asker(word.trim_end_matches('.'));
        open = (!asks).then_some((at..at + 1, at + 1 + colon));
    }
    answers.extend(open.map(|(label, start)| (label, start..tokens.len())));
    answers
}

fn turn(
    scene: &Scene,
    at: usize,
    answers: Vec<(Range<usize>, Range<usize>)>,
    guest: Option<usize>,
) -> Turn {
    let paragraph = &scene.paragraphs[at];
    let voice = |label: Range<usize>| match paragraph.words(&label) {
        "A" | "A." | "ANSWER" | "Answer" => guest.map(|guest| Voice {
            back: 0,
            meant: label.clone(),
            meant_back: 0,
            tokens: label,
            entity: Some(guest),
            unnamed: None,
            confidence: Rule::InheritedPrevious.confidence(),
            rule: Rule::Label.name(),
        }),
        words => {
            let mut voice = scene.voice(at, &Phrase::of(label), None, Rule::Label);
            if voice.entity.is_none() {
                voice.entity = match words {
                    "THE COURT" => judge(scene),
                    _ => initialled(scene, words),
                };
            }
            Some(voice)
        }
    };
    let answers = answers.into_iter();
    Turn {
        answers: answers
            .map(|(label, words)| (words.start..spoken_end(paragraph, &words), voice(label)))
            .collect(),
        continues: false,
        form: QuoteForm::Direct,
    }
}

/// What a paragraph tells besides words, which stands in brackets and in capitals or is short:
/// "(BEGIN VIDEO CLIP)", "[laughs softly]".
fn direction(text: &str) -> Option<&str> {
    const MOST_WORDS: usize = 3;
    let inner = text.trim().strip_prefix(['(', '['])?;
    let inner = inner.strip_suffix([')', ']'])?;
    let letters = || inner.chars().filter(|c| c.is_alphabetic());
    let capitals = !letters().any(char::is_lowercase);
    let short = !letters().any(char::is_uppercase) && inner.split(' ').count() <= MOST_WORDS;
    let told = letters().next().is_some() && (capitals || short);
    (told && !inner.contains(['(', ')', '[', ']'])).then_some(inner)
}

/// Where an answer's words end that what was heard besides them may follow: "Thank you. (applause)".
fn spoken_end(paragraph: &Paragraph, words: &Range<usize>) -> usize {
    if !words
        .clone()
        .next_back()
        .is_some_and(|last| matches!(paragraph.word(last), ")" | "]"))
    {
        return words.end;
    }
    let opens = |at: &usize| matches!(paragraph.word(*at), "(" | "[");
    let Some(bracket) = words.clone().rev().find(opens) else {
        return words.end;
    };
    let last = &paragraph.text()
        [paragraph.tokens()[bracket].start()..paragraph.tokens()[words.end - 1].end()];
    let follows = bracket > words.start && paragraph.tokens()[bracket - 1].kind == TokenKind::Stop;
    if follows && direction(last).is_some() {
        bracket
    } else {
        words.end
    }
}

/// Whether a recording begins or ends there, in which others speak: "(BEGIN VIDEO CLIP)".
fn is_clip(text: &str) -> bool {
    let inner = direction(text).unwrap_or_default();
    inner.starts_with("BEGIN ") || inner.starts_with("END ")
}

/// Whether a paragraph behind an answer is the writer's: it names who answered, or quotes somebody named, and says
/// neither "I" nor "we".
fn is_told(scene: &Scene, at: usize, turn: &Option<Turn>) -> bool {
    let (block, sketch) = (&scene.paragraphs[at], &scene.sketches[at]);
    let answers = turn.iter().flat_map(|turn| &turn.answers);
    let spoke = answers
        .filter_map(|(_, voice)| voice.as_ref()?.entity)
        .next_back();
    let plain = |at: usize| !sketch.is_marked(at);
    let whole = 0..block.tokens().len();
    let own = ["I", "we", "We", "my", "My", "our", "Our", "me", "us"];
    let named = || {
        let mut names = scene.references.within(at, &whole).iter();
        names.any(|name| {
            Some(name.entity) == spoke && name.names_person() && plain(name.tokens.start)
        })
    };
    let quotes = || {
        let mut said = sketch
            .reports
            .iter()
            .filter_map(|report| report.subject.as_ref());
        sketch.stretches.iter().any(|stretch| !stretch.single)
            && said.any(|subject| {
                let known = || scene.known(at, subject);
                let named = subject.head.len() > 1 || scene.names_person(at, subject);
                let known = named.then(known).flatten();
                plain(subject.tokens.start) && known.is_some_and(|entity| scene.is_person(entity))
            })
    };
    let first = || {
        whole
            .clone()
            .any(|at| own.contains(&block.word(at)) && plain(at))
    };
    spoke.is_some() && (named() || quotes()) && !first()
}

fn continuation(scene: &Scene, at: usize, turn: &Option<Turn>) -> Option<Turn> {
    let paragraph = &scene.paragraphs[at];
    let turn = turn.as_ref()?;
    paragraph.tokens().first()?;
    let words = 0..spoken_end(paragraph, &(0..paragraph.tokens().len()));
    let is_answer = !turn.answers.is_empty() && direction(paragraph.text()).is_none();
    Some(Turn {
        answers: is_answer.then_some((words, None)).into_iter().collect(),
        continues: true,
        form: QuoteForm::Direct,
    })
}

/// A headline that gives words after a name: "Cox: Plan Is Off".
fn headline(scene: &Scene, labels: &[Option<&Label>], turns: &mut [Option<Turn>]) {
    let (Some(Some(label)), Some(None)) = (labels.first(), turns.first()) else {
        return;
    };
    let paragraph = &scene.paragraphs[0];
    let words = paragraph.tokens().len().saturating_sub(label.after);
    let short = label.tokens.len() <= 5
        && !label.capitals
        && paragraph.sentences.len() == 1
        && paragraph.tokens().len() <= 30
        && words >= 4
        && scene.paragraphs.len() > 1;
    if short
        && scene.sketches[0]
            .stretches
            .iter()
            .all(|stretch| stretch.single)
    {
        let words = answered(paragraph, label, false);
        let mut turn = turn(scene, 0, words, None);
        turn.form = QuoteForm::Indirect;
        turns[0] = Some(turn);
    }
}

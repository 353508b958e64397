//! What the rest of a document says about a word: how often the same word was taken for which
//! part of a name elsewhere, whether it is written small somewhere, whether it shortens a name.
//!
//! The evidence only points to rows of learned weights, which are added to the scores that the
//! word got from its sentence. It never looks at letters, only at what the first pass noted, so
//! it costs little beside that and can be redone at each edit.

use std::ops::Range;

use super::decode::{Label, Scores};
use super::model::LABELS;
use super::words::{Sentence, mix};

/// What the first pass notes of a word for the second.
#[derive(Debug, Clone, Copy, Default)]
pub struct Note {
    /// Hash of the word's letters, folded.
    pub word: u32,
    /// Hash of all words of the run of capitalized words that it is in.
    pub run: u32,
    /// Where in the run it stands.
    pub position: Position,
    /// Whether it is capitalized.
    pub capital: bool,
    /// Whether it begins its sentence.
    pub start: bool,
    /// For a word in capitals, its hash as an acronym; else 0.
    pub acronym: u32,
    /// Its first letter, folded.
    pub initial: u8,
}

/// Where in a run of capitalized words a word stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Position {
    /// It is the only one.
    #[default]
    Alone,
    /// It is the first of several.
    First,
    /// It is a later one, not the last.
    Inner,
    /// It is the last of several.
    Last,
}

impl Note {
    /// What to note of each of the `words` of `sentence`.
    pub fn all(sentence: &Sentence, words: Range<usize>) -> impl Iterator<Item = Note> {
        // A run is read once, not once for each of its words: in odd text it is the whole text.
        let mut known = (0..0, 0);
        words.map(move |at| {
            let run = sentence.run(at);
            if known.0 != run {
                let words = run.clone().map(|at| sentence.word_near(at, 0).lower);
                known = (run, words.fold(0, mix));
            }
            Note::of(sentence, at, &known.0, known.1)
        })
    }

    /// What to note of the word at `at`, which stands in the run `run` with the hash `words`.
    fn of(sentence: &Sentence, at: usize, run: &Range<usize>, words: u32) -> Note {
        let word = sentence.word_near(at, 0);
        let position = match (at == run.start, at + 1 == run.end) {
            (true, true) => Position::Alone,
            (true, false) => Position::First,
            (false, true) => Position::Last,
            (false, false) => Position::Inner,
        };
        Note {
            word: word.lower,
            run: mix(words, (at - run.start) as u32),
            position,
            capital: word.capital,
            start: at == 0,
            acronym: sentence.acronym(at),
            initial: word.head as u8,
        }
    }
}

/// How the share of votes for one label is told apart: none, few, half, most, all.
const SHARES: usize = 5;

/// The numbers of the rows of weights.
const SAME_WORD: usize = 0;
const SAME_RUN: usize = SAME_WORD + 4 * LABELS * SHARES;
const SMALL: usize = SAME_RUN + LABELS * SHARES;
const SURNAME: usize = SMALL + 4;
const SHORT: usize = SURNAME + 8;
const COUNT: usize = SHORT + 3;
/// How many rows of weights there are.
pub const ROWS: usize = COUNT + 4;

/// What each row is about, for people who look at the weights.
pub fn row_name(row: usize) -> String {
    let share = |row: usize| format!("{:?}, share {}", Label::ALL[row / SHARES], row % SHARES);
    match row {
        SAME_WORD..SAME_RUN => format!(
            "same word, here in position {}: {}",
            row / (LABELS * SHARES),
            share(row % (LABELS * SHARES))
        ),
        SAME_RUN..SMALL => format!("same run: {}", share(row - SAME_RUN)),
        SMALL..SURNAME => format!("written small elsewhere, sentence start {}", row - SMALL),
        SURNAME..SHORT => format!("part of a longer person's name elsewhere {}", row - SURNAME),
        SHORT..COUNT => format!("short for a name of kind {}", row - SHORT),
        _ => format!("seen so often: {}", row - COUNT),
    }
}

/// A word of the document with what the first pass made of it.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// What was noted of it.
    pub note: Note,
    /// The label it got.
    pub label: Label,
    /// By how much that label beat any other, in the model's units.
    pub margin: i32,
}

impl Seen {
    /// A label that was sure counts more than one that could as well have been another.
    fn vote(&self) -> u32 {
        (self.margin / 16).clamp(1, 16) as u32
    }
}

/// The votes for each label.
type Votes = [u32; LABELS];

/// The evidence of a document, ready to be asked about each of its words.
#[derive(Debug, Default)]
pub struct Evidence {
    /// For each word of the document, the rows that apply; ranges into `rows`.
    ranges: Vec<Range<u32>>,
    rows: Vec<u16>,
}

impl Evidence {
    /// Gathers the evidence of a document: its capitalized words and those between them, in
    /// order, and the hashes of its words written small (sorted).
    pub fn gather(seen: &[Seen], small: &[u32]) -> Evidence {
        let mut rows: Vec<(u32, u16)> = Vec::new();
        let capitals = || (0..seen.len()).filter(|at| seen[*at].note.capital);
        let mut order: Vec<(u32, u32)> = capitals()
            .map(|at| (seen[at].note.word, at as u32))
            .collect();
        each_group(&mut order, |group| same_word(seen, group, &mut rows));
        let mut order: Vec<(u32, u32)> = capitals()
            .filter(|at| seen[*at].note.position != Position::Alone)
            .map(|at| (seen[at].note.run, at as u32))
            .collect();
        each_group(&mut order, |group| {
            shares(seen, group, |_| SAME_RUN, &mut rows);
        });
        for at in capitals() {
            if small.binary_search(&seen[at].note.word).is_ok() {
                let row = SMALL
                    + usize::from(seen[at].note.start)
                    + 2 * usize::from(seen[at].note.position == Position::Alone);
                rows.push((at as u32, row as u16));
            }
        }
        acronyms(seen, &mut rows);
        rows.sort_unstable();
        let mut evidence = Evidence::default();
        let mut at = 0;
        for word in 0..seen.len() as u32 {
            let start = at;
            while rows.get(at).is_some_and(|row| row.0 == word) {
                at += 1;
            }
            evidence.ranges.push(start as u32..at as u32);
        }
        evidence.rows = rows.into_iter().map(|row| row.1).collect();
        evidence
    }

    /// The rows of weights that apply to the word numbered `at`.
    pub fn rows(&self, at: usize) -> &[u16] {
        let range = &self.ranges[at];
        &self.rows[range.start as usize..range.end as usize]
    }
}

/// Calls `tell` with each group of words that share a key.
fn each_group(order: &mut [(u32, u32)], mut tell: impl FnMut(&[(u32, u32)])) {
    order.sort_unstable();
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        if group.len() > 1 {
            tell(group);
        }
    }
}

/// The same word elsewhere: its labels there, and whether it is part of a person's longer name.
fn same_word(seen: &[Seen], group: &[(u32, u32)], rows: &mut Vec<(u32, u16)>) {
    shares(
        seen,
        group,
        |note| SAME_WORD + note.position as usize * LABELS * SHARES,
        rows,
    );
    let full = |at: u32, position: Position, label: Label| {
        let word = &seen[at as usize];
        word.label == label && word.note.position == position
    };
    let last = group
        .iter()
        .any(|(_, at)| full(*at, Position::Last, Label::PersonLater));
    let first = group
        .iter()
        .any(|(_, at)| full(*at, Position::First, Label::PersonFirst));
    for (_, at) in group {
        let here = seen[*at as usize].note.position as usize;
        if last {
            rows.push((*at, (SURNAME + here) as u16));
        }
        if first {
            rows.push((*at, (SURNAME + 4 + here) as u16));
        }
        let often = (group.len() - 1).ilog2().min(3) as usize;
        rows.push((*at, (COUNT + often) as u16));
    }
}

/// For each word of a group, the share of the others' votes that each label has.
fn shares(
    seen: &[Seen],
    group: &[(u32, u32)],
    base: impl Fn(&Note) -> usize,
    rows: &mut Vec<(u32, u16)>,
) {
    let mut votes: Votes = [0; LABELS];
    for (_, at) in group {
        let word = &seen[*at as usize];
        votes[word.label as usize] += word.vote();
    }
    let sum: u32 = votes.iter().sum();
    for (_, at) in group {
        let word = &seen[*at as usize];
        let others = sum - word.vote();
        for (label, all) in votes.iter().enumerate() {
            let own = if label == word.label as usize {
                word.vote()
            } else {
                0
            };
            let share = match (all - own) * 6 / others.max(1) {
                _ if all == &own => 0,
                0 | 1 => 1,
                2 | 3 => 2,
                4 | 5 => 3,
                _ => 4,
            };
            if share > 0 {
                rows.push((*at, (base(&word.note) + label * SHARES + share) as u16));
            }
        }
    }
}

/// Words in capitals that are the initials of a name of several words.
fn acronyms(seen: &[Seen], rows: &mut Vec<(u32, u16)>) {
    let mut long: Vec<(u32, usize)> = Vec::new();
    let mut at = 0;
    while at < seen.len() {
        let Some(kind) = seen[at].label.kind() else {
            at += 1;
            continue;
        };
        let start = at;
        at += 1;
        while at < seen.len() && seen[at].label == Label::later(kind) {
            at += 1;
        }
        let initials: Vec<u8> = seen[start..at]
            .iter()
            .filter(|word| word.note.capital)
            .map(|word| word.note.initial)
            .collect();
        if (2..=8).contains(&initials.len()) {
            long.push((super::words::hash(&initials), kind as usize));
        }
    }
    long.sort_unstable();
    long.dedup();
    for (at, word) in seen.iter().enumerate() {
        if word.note.acronym == 0 {
            continue;
        }
        let first = long.partition_point(|long| long.0 < word.note.acronym);
        for (_, kind) in long[first..]
            .iter()
            .take_while(|long| long.0 == word.note.acronym)
        {
            rows.push((at as u32, (SHORT + kind) as u16));
        }
    }
}

/// Adds the weights of `rows` to a word's scores.
pub fn add(scores: &mut Scores, rows: &[u16], weights: impl Fn(usize) -> Scores) {
    for row in rows {
        for (score, weight) in scores.iter_mut().zip(weights(usize::from(*row))) {
            *score += weight;
        }
    }
}

//! From the scores of single words to the best labels of a stretch of words.

use super::model::LABELS;
use crate::analysis::Kind;

/// The label of a word, as the model numbers them: outside any name; the first word of a name of
/// each kind, and a later one; and part of a name of any other kind (an event, a nation's people).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub enum Label {
    /// No part of a name.
    #[default]
    Outside,
    /// The first word of a person's name.
    PersonFirst,
    /// A later word of a person's name.
    PersonLater,
    /// The first word of a place's name.
    PlaceFirst,
    /// A later word of a place's name.
    PlaceLater,
    /// The first word of an organization's name.
    OrganizationFirst,
    /// A later word of an organization's name.
    OrganizationLater,
    /// Part of a name that names none of the three.
    Other,
}

impl Label {
    /// All labels, in the order of their numbers.
    pub const ALL: [Label; LABELS] = [
        Label::Outside,
        Label::PersonFirst,
        Label::PersonLater,
        Label::PlaceFirst,
        Label::PlaceLater,
        Label::OrganizationFirst,
        Label::OrganizationLater,
        Label::Other,
    ];

    /// The label of the first word of a name of this kind.
    pub fn first(kind: Kind) -> Label {
        match kind {
            Kind::Person => Label::PersonFirst,
            Kind::Place => Label::PlaceFirst,
            Kind::Organization => Label::OrganizationFirst,
        }
    }

    /// The label of a later word of a name of this kind.
    pub fn later(kind: Kind) -> Label {
        match kind {
            Kind::Person => Label::PersonLater,
            Kind::Place => Label::PlaceLater,
            Kind::Organization => Label::OrganizationLater,
        }
    }

    /// The kind of the name that the word is part of.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Label::PersonFirst | Label::PersonLater => Some(Kind::Person),
            Label::PlaceFirst | Label::PlaceLater => Some(Kind::Place),
            Label::OrganizationFirst | Label::OrganizationLater => Some(Kind::Organization),
            Label::Outside | Label::Other => None,
        }
    }

    /// Whether it can only follow a word of the same name.
    pub fn is_later(self) -> bool {
        matches!(
            self,
            Label::PersonLater | Label::PlaceLater | Label::OrganizationLater
        )
    }

    /// Whether a word with this label may follow one with the label `before`.
    pub fn may_follow(self, before: Label) -> bool {
        !self.is_later() || self.kind() == before.kind()
    }
}

/// The scores of one word's labels.
pub type Scores = [i32; LABELS];

/// What the model's transitions say of a label that may not follow another.
pub const FORBIDDEN: i32 = -(1 << 24);

/// Lower than any score that counts from the best one of its word.
const NEVER: f32 = -(1 << 28) as f32;

/// Scores as the decoder adds them up, of which processors compare four at once. They stay whole
/// numbers: up to 2²⁴ there is no other, and of what is further from the best, none is ever chosen.
type Sums = [f32; LABELS];

/// Finds the best labels; kept from stretch to stretch for its memory.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The score of the best path from a word with a label on, without the word's own score,
    /// counted from the best.
    behind: Vec<Sums>,
}

impl Decoder {
    /// Appends to `labels` the best labels of a stretch of words, what stands before and after it
    /// being outside of any name; and to `leads` by how much, in the model's units, the best path
    /// with the word's label beats the best with any other, never below zero.
    ///
    /// `transitions` says what a label (second index) scores after a label (first index).
    pub fn decode(
        &mut self,
        scores: &[Scores],
        transitions: &[Scores; LABELS],
        labels: &mut Vec<Label>,
        leads: &mut Vec<i32>,
    ) {
        let after = transitions.map(sums);
        self.look_behind(scores, &after);
        let mut before = Label::Outside;
        let mut last = [NEVER; LABELS];
        last[Label::Outside as usize] = 0.0;
        for (word, behind) in scores.iter().zip(&self.behind) {
            let word = sums(*word);
            // From the label chosen before: of two paths that score the same, one is followed.
            let mut path = word;
            add(&mut path, &after[before as usize]);
            add(&mut path, behind);
            let best = first_highest(&path);
            before = Label::ALL[best];
            labels.push(before);
            last = look_ahead(&last, &word, &after);
            let mut total = last;
            add(&mut total, behind);
            let own = std::mem::replace(&mut total[best], f32::MIN);
            leads.push((own - highest(&total)).max(0.0) as i32);
        }
    }

    fn look_behind(&mut self, scores: &[Scores], after: &[Sums; LABELS]) {
        self.behind.clear();
        self.behind.resize(scores.len(), [0.0; LABELS]);
        // By the label that follows, so that all labels before it are looked at together.
        let mut before = [[0.0; LABELS]; LABELS];
        for (label, row) in after.iter().enumerate() {
            for (later, score) in row.iter().enumerate() {
                before[later][label] = *score;
            }
        }
        let mut last = before[Label::Outside as usize];
        for (at, word) in scores.iter().enumerate().rev() {
            self.behind[at] = last;
            let mut own = sums(*word);
            add(&mut own, &last);
            last = from_best(best_steps(&own, &before));
        }
    }
}

/// The scores of the best paths up to a word with each label, from those up to the word before.
#[inline]
fn look_ahead(last: &Sums, word: &Sums, after: &[Sums; LABELS]) -> Sums {
    let mut next = best_steps(last, after);
    add(&mut next, word);
    from_best(next)
}

/// For each label, the best of the steps to it from labels with these scores.
#[inline]
fn best_steps(from: &Sums, steps: &[Sums; LABELS]) -> Sums {
    let mut next = [NEVER; LABELS];
    for (from, row) in from.iter().zip(steps) {
        for (best, step) in next.iter_mut().zip(row) {
            let score = from + step;
            *best = if score > *best { score } else { *best };
        }
    }
    next
}

fn sums(scores: Scores) -> Sums {
    scores.map(|score| score as f32)
}

#[inline]
fn add(sums: &mut Sums, more: &Sums) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

/// The index of the highest; of equals, the first.
#[inline]
fn first_highest(scores: &Sums) -> usize {
    let mut best = 0;
    for (label, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = label;
        }
    }
    best
}

#[inline]
fn highest(scores: &Sums) -> f32 {
    let mut four = [NEVER; LABELS / 2];
    for half in scores.chunks_exact(LABELS / 2) {
        for (best, score) in four.iter_mut().zip(half) {
            *best = if *score > *best { *score } else { *best };
        }
    }
    four.into_iter().fold(f32::MIN, f32::max)
}

/// Scores counted from the highest, so that they stay small however long the stretch is.
#[inline]
fn from_best(scores: Sums) -> Sums {
    let highest = highest(&scores);
    scores.map(|score| score - highest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transitions() -> [Scores; LABELS] {
        let mut table = [[0; LABELS]; LABELS];
        for before in Label::ALL {
            for after in Label::ALL {
                if !after.may_follow(before) {
                    table[before as usize][after as usize] = FORBIDDEN;
                }
            }
        }
        table
    }

    fn decode(scores: &[Scores]) -> (Vec<Label>, Vec<i32>) {
        let (mut labels, mut leads) = (Vec::new(), Vec::new());
        Decoder::default().decode(scores, &transitions(), &mut labels, &mut leads);
        (labels, leads)
    }

    #[test]
    fn later_words_follow_first_ones() {
        let mut scores = [[0; LABELS]; 3];
        scores[0][Label::PersonFirst as usize] = 5;
        scores[0][Label::PlaceFirst as usize] = 6;
        scores[1][Label::PersonLater as usize] = 9;
        scores[2][Label::OrganizationLater as usize] = 4;
        scores[2][Label::Outside as usize] = 1;
        let (labels, leads) = decode(&scores);
        assert_eq!(
            labels,
            [Label::PersonFirst, Label::PersonLater, Label::Outside]
        );
        // The best without it: a place, then an organization of two words.
        assert_eq!(leads[0], (5 + 9 + 1) - (6 + 4));
        assert_eq!(leads[2], 1);
    }

    #[test]
    fn endless_stretches_do_not_run_over() {
        let (labels, leads) = decode(&vec![[30_000; LABELS]; 40_000]);
        assert_eq!(labels.len(), 40_000);
        assert!(leads.iter().all(|lead| *lead >= 0));
        for pair in labels.windows(2) {
            assert!(pair[1].may_follow(pair[0]));
        }
    }
}

//! From the scores of single words to the best labels of a stretch of words.

use super::eight::Eight;
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

/// The scores of one word's labels, as many as a processor adds and compares at once.
pub type Scores = [i16; LABELS];

/// What the model's transitions say of a label that may not follow another: less than any score
/// that words and transitions add up to.
pub const FORBIDDEN: i16 = -(1 << 14);

/// What labels score one after the other.
#[derive(Debug, Clone)]
pub struct Transitions {
    /// For each label, what those after it score.
    after: [Eight; LABELS],
    /// For each label, what those before it score.
    before: [Eight; LABELS],
}

impl Transitions {
    /// `after` says what a label (second index) scores after a label (first index).
    pub fn new(after: [Scores; LABELS]) -> Transitions {
        let mut before = after;
        for (label, row) in after.iter().enumerate() {
            for (later, score) in row.iter().enumerate() {
                before[later][label] = *score;
            }
        }
        Transitions {
            after: after.map(Eight::new),
            before: before.map(Eight::new),
        }
    }
}

impl Default for Transitions {
    fn default() -> Transitions {
        Transitions::new([[0; LABELS]; LABELS])
    }
}

/// Finds the best labels; kept from stretch to stretch for its memory.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The score of the best path from a word with a label on, the word's own score included; the last
    /// word first.
    behind: Vec<Eight>,
}

impl Decoder {
    /// Appends to `labels` the best labels of a stretch of words, what stands before and after it
    /// being outside of any name; and to `leads` by how much, in the model's units, the best path
    /// with the word's label beats the best with any other, never below zero.
    pub fn decode(
        &mut self,
        scores: &[Scores],
        transitions: &Transitions,
        labels: &mut Vec<Label>,
        leads: &mut Vec<i16>,
    ) {
        self.look_behind(scores, transitions);
        let mut before = Label::Outside;
        // What the best path up to a word scores with each of its labels, the word's own score aside.
        let mut last = transitions.after[Label::Outside as usize];
        for (at, behind) in self.behind.iter().rev().enumerate() {
            if at > 0 {
                let word = counted(&scores[at - 1]);
                let best = last.add(word).counted_from_first();
                last = best.best_steps(&transitions.after);
            }
            // From the label chosen before: of two paths that score the same, one is followed.
            let best = behind
                .add(transitions.after[before as usize])
                .first_highest();
            before = Label::ALL[best];
            labels.push(before);
            leads.push(last.add(*behind).lead(best));
        }
    }

    fn look_behind(&mut self, scores: &[Scores], transitions: &Transitions) {
        self.behind.clear();
        let mut last = transitions.before[Label::Outside as usize];
        for word in scores.iter().rev() {
            // Most stretches are of one word, which no steps lead to.
            if let Some(behind) = self.behind.last() {
                last = behind.best_steps(&transitions.before).counted_from_first();
            }
            self.behind.push(last.add(counted(word)));
        }
    }
}

/// Scores counted from that of the label outside, which any path can take, so that they stay small
/// however long the stretch is.
#[inline]
fn counted(scores: &Scores) -> Eight {
    const { assert!(Label::Outside as usize == 0) };
    Eight::new(*scores).counted_from_first()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transitions() -> Transitions {
        let mut table = [[0; LABELS]; LABELS];
        for before in Label::ALL {
            for after in Label::ALL {
                if !after.may_follow(before) {
                    table[before as usize][after as usize] = FORBIDDEN;
                }
            }
        }
        Transitions::new(table)
    }

    fn decode(scores: &[Scores]) -> (Vec<Label>, Vec<i16>) {
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

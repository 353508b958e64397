//! Reports without a verb: "according to Cox", "in the words of Cox", "his claim that".

use std::ops::Range;

use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::words::Word;

/// Whether "according to" stands at `at`.
fn is_according(reading: &Reading, at: usize) -> bool {
    reading.length(at) == "according".len()
        && reading.equals(at, "according")
        && reading.equals(at + 1, "to")
}

/// Whether "in the words of" begins at `at`.
fn is_in_the_words(reading: &Reading, at: usize, unit: &Range<usize>) -> bool {
    at + 4 < unit.end
        && reading.length(at) == "in".len()
        && ["in", "the", "words", "of"]
            .iter()
            .zip(at..)
            .all(|(word, at)| reading.equals(at, word))
}

/// "according to Cox", "in the words of Cox"
pub fn according(reading: &Reading, at: usize, unit: &Range<usize>) -> Option<Report> {
    // "As reported by Cox, …"
    let by = at > unit.start
        && reading.equals(at - 1, "as")
        && (reading.equals(at + 1, "by") || reading.equals(at + 1, "in"))
        && reading
            .word(at)
            .cue
            .is_some_and(|cue| cue.is(Cue::PARTICIPLE) && cue.takes(Cue::CLAUSE));
    let (start, end, frames) = if is_in_the_words(reading, at, unit) {
        (at, at + 4, Cue::QUOTE)
    } else if by || is_according(reading, at) {
        (at - usize::from(by), at + 2, Cue::CLAUSE | Cue::QUOTE)
    } else {
        return None;
    };
    Some(Report {
        group: start..end,
        cue: at..end,
        frames,
        subject: Some(reading.phrase_after(end, unit.end)?),
        manner: Manner::According,
        negated: false,
    })
}

/// "Cox's claim that", "his earlier claim that"
pub fn nominal(reading: &Reading, at: usize, unit: &Range<usize>) -> Option<Report> {
    if !reading.word(at).is(Word::NOUN) || !reading.equals(at + 1, "that") {
        return None;
    }
    let owner = (unit.start..at)
        .rev()
        .take(3)
        .find(|&index| reading.is_possessive(index) || reading.word(index).is(Word::POSSESSIVE))?;
    let subject = if reading.is_possessive(owner) {
        reading.phrase_before(owner, unit.start)?
    } else {
        Phrase::of(owner..owner + 1)
    };
    Some(Report {
        group: at..at + 1,
        cue: at..at + 1,
        frames: Cue::CLAUSE,
        subject: Some(subject),
        manner: Manner::Nominal,
        negated: false,
    })
}

//! Reports without a verb: "according to Cox", "in the words of Cox", "his claim that".

use std::ops::Range;

use super::clause::{is_clause, is_infinitive};
use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::verb::group_start;
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

/// "Cox's claim that", "his earlier claim that", "a claim by Cox that", "Cox made a promise to"
pub fn nominal(reading: &Reading, at: usize, unit: &Range<usize>) -> Option<Report> {
    if !reading.word(at).is(Word::NOUN) {
        return None;
    }
    let (source, end) = match reading.text(at + 1) {
        "that" | "to" => (None, at + 1),
        "by" | "from" | "of" => {
            let source = reading.phrase_after(at + 2, unit.end)?;
            // "a warning of floods that": of things, not by somebody.
            let speaks = reading.is_capital(at + 2) || !reading.equals(at + 1, "of");
            let end = source.tokens.end;
            (Some(source).filter(|_| speaks), end)
        }
        _ => return None,
    };
    let that = reading.equals(end, "that");
    let intends = reading.equals(end, "to")
        && is_infinitive(reading, end)
        && matches!(
            reading.text(at),
            "promise" | "pledge" | "vow" | "threat" | "promises" | "pledges" | "vows" | "threats"
        );
    if !that && !intends {
        return None;
    }
    let begin = (unit.start..at).rev().take(3).find(|&index| {
        reading.is_possessive(index) || reading.word(index).is(Word::POSSESSIVE | Word::DETERMINER)
    });
    let subject = if end > at + 1 {
        // "a statement from the firm that built it": a relative clause.
        let clause =
            is_clause(reading, end + 1, unit.end) || reading.word(end + 1).is(Word::NEGATION);
        source.filter(|_| intends || clause && !reading.is_verb(end + 1))?
    } else {
        let owner = begin?;
        if reading.is_possessive(owner) {
            reading.phrase_before(owner, unit.start)?
        } else if reading.word(owner).is(Word::POSSESSIVE) {
            Phrase::of(owner..owner + 1)
        } else {
            giver(reading, owner, unit.start)?
        }
    };
    Some(Report {
        group: begin.filter(|_| end > at + 1).unwrap_or(at)..at + 1,
        cue: at..at + 1,
        frames: if intends {
            Cue::INTENT | Cue::CLAUSE
        } else {
            Cue::CLAUSE
        },
        subject: Some(subject),
        manner: Manner::Nominal,
        negated: false,
    })
}

/// Who gives the statement whose noun phrase begins at `noun`: "she issued a warning that".
fn giver(reading: &Reading, noun: usize, from: usize) -> Option<Phrase> {
    let verb = noun.checked_sub(1).filter(|verb| *verb > from)?;
    matches!(
        reading.text(verb),
        "made"
            | "makes"
            | "make"
            | "issued"
            | "issues"
            | "gave"
            | "gives"
            | "given"
            | "repeated"
            | "reiterated"
            | "renewed"
            | "voiced"
            | "released"
            | "offered"
            | "delivered"
            | "posted"
    )
    .then(|| reading.phrase_before(group_start(reading, verb, from), from))?
}

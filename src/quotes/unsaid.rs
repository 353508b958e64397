//! Reports of what was not said: "neither side said how", "has he said that", "short of saying".

use std::ops::Range;

use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::{equals, is};
use super::words::Word;

/// Whether the sentence says that the words were not said, asks whether they were, or doubts it.
pub fn is_unsaid(reading: &Reading, unit: &Range<usize>, report: &Report) -> bool {
    if report.negated || is_possible(reading, report) {
        return true;
    }
    // "has rarely admitted that"
    let mut group = report.group.start..report.cue.start;
    if group.any(|at| matches!(reading.text(at), "rarely" | "seldom" | "scarcely")) {
        return true;
    }
    // "pleaded guilty to fraud"
    let guilty = report.cue.end + usize::from(equals!(reading, report.cue.end, "not"));
    if reading.equals(guilty, "guilty") && reading.text(report.cue.start).starts_with("ple") {
        return true;
    }
    match (&report.subject, report.manner) {
        (Some(subject), Manner::Subject) => {
            let start = subject.tokens.start;
            // "Nobody said", "no official said", "neither side said"
            reading.word(subject.head.start).is(Word::NEGATION)
                || equals!(reading, subject.head.start, "few")
                || start > unit.start && is_denied(reading, unit.start, start)
                || asks(reading, unit, start)
        }
        // "makes no suggestion that"
        (_, Manner::Nominal) => {
            report.group.start > unit.start && reading.equals(report.group.start - 1, "no")
        }
        (_, Manner::Participle) => {
            report.group.start > unit.start && is_avoided(reading, report.group.start)
        }
        _ => false,
    }
}

/// Whether the words may be said, not that they were: "critics may say", "one could argue".
fn is_possible(reading: &Reading, report: &Report) -> bool {
    let mut group = (report.group.start..report.cue.start).rev();
    // "could be heard saying"
    let last =
        group.find(|&at| !reading.word(at).is(Word::ADVERB) && !equals!(reading, at, "have"));
    last.is_some_and(|at| matches!(reading.text(at), "may" | "might" | "could"))
}

/// Whether the words before the subject at `start` deny that it spoke.
fn is_denied(reading: &Reading, from: usize, start: usize) -> bool {
    let before = start - 1;
    // "Nobody", "if Cox said", "had Cox said, we would"
    let opens = before == from || is!(reading, before - 1, ",");
    let condition = matches!(
        reading.text(before),
        "nor" | "whether" | "if" | "If" | "unless" | "Unless"
    );
    if reading.word(before).is(Word::NEGATION)
        || condition
        || opens && (equals!(reading, before, "had") || reading.equals(before, "should"))
    {
        return true;
    }
    // "not one of the jurors said", "none of them said", "no one at the company said"
    if reading.word(before).is(Word::PREPOSITION) {
        return (from..before)
            .rev()
            .take(2)
            .any(|at| reading.word(at).is(Word::NEGATION));
    }
    // "It is not true that Cox said", "there is no sign that Cox said", "rumors that Cox said"
    if equals!(reading, before, "that") {
        let gap = (from..before)
            .rev()
            .take(3)
            .take_while(|&at| reading.word(at).cue.is_none());
        // "There is no doubt that Cox said"
        let certain = matches!(
            reading.text(before.saturating_sub(1)),
            "doubt" | "question" | "denying" | "secret"
        );
        return reading.word(before.saturating_sub(1)).is(Word::DOUBT)
            || !certain
                && gap
                    .into_iter()
                    .any(|at| reading.word(at).is(Word::NEGATION));
    }
    // "At no time has the firm claimed", "nor did Cox say", but "not only did Cox say"
    let denies = |at: usize| {
        (reading.word(at).is(Word::NEGATION) || reading.equals(at, "nor"))
            && !reading.equals(at + 1, "only")
    };
    reading.word(before).is_auxiliary() && (from..before).rev().take(3).any(denies)
}

/// Whether the sentence is a question after what its subject at `start` said: "Has Cox said that",
/// "Who said that", "Why did Cox say that".
fn asks(reading: &Reading, unit: &Range<usize>, start: usize) -> bool {
    let last = unit.end - 1;
    if !is!(reading, last, "?") || reading.stretch(last).is_some() {
        return false;
    }
    let opens = |at: usize| {
        at == unit.start
            || reading
                .word(at - 1)
                .is(Word::CONJUNCTION | Word::RELATIVE | Word::SUBORDINATOR)
    };
    if reading.word(start).is(Word::RELATIVE) {
        return opens(start);
    }
    // "Is it true that Cox said"
    let whether = start > unit.start
        && reading.equals(start - 1, "that")
        && reading.word(unit.start).is_auxiliary();
    whether || start > unit.start && reading.word(start - 1).is_auxiliary() && opens(start - 1)
}

/// Whether the words before "saying" at `at` tell that it was not done: "short of saying", "without
/// saying", "rather than saying", "refrained from saying".
fn is_avoided(reading: &Reading, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| reading.text(at));
    match before(1) {
        "without" | "Without" | "denied" | "denies" | "deny" | "denying" | "avoided" => true,
        "of" => matches!(before(2), "short" | "instead"),
        "than" => before(2) == "rather",
        "from" => matches!(before(2), "refrained" | "refrain" | "refrains" | "stopped"),
        _ => false,
    }
}

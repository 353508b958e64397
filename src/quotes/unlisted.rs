//! Cues that no list has: beside closing marks any verb in the past tells how the words came, “…,” she sobbed.

use std::ops::Range;

use super::clause::{is_plural, tail_end};
use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::words::Word;
use crate::text::TokenKind;

/// No subject between marks and such a verb has more tokens: “…,” his neighbour, Ann Lee, a nurse, fretted.
const LONGEST_SUBJECT: usize = 9;

/// No "Ann Lee raged." in a sentence of its own has more tokens.
const LONGEST_SENTENCE: usize = 5;

/// The report of a verb in -ed that no list has beside the stretch at `index`, whose words end with a comma
/// or the like and open the sentence `unit`: “…,” she sobbed; “…,” sniffed Ann Lee.
pub fn unlisted(reading: &Reading, index: usize, unit: &Range<usize>) -> Option<Report> {
    let stretch = &reading.stretches[index];
    let start = stretch.tokens.end;
    let last = reading.text(stretch.inner.end - 1);
    // “Night Shift,” Cox directed
    let mut inner = stretch.inner.clone();
    let title = inner.clone().all(|at| reading.fits_title(at))
        && (inner.by_ref().skip(1)).any(|at| reading.is_capital(at) && reading.text(at) != "I");
    if stretch.tokens.start != unit.start || !stretch.closed || !is_left_open(last) || title {
        return None;
    }
    let (verb, subject, manner) = if is_past(reading, start) {
        let subject = reading.phrase_after(start + 1, unit.end)?;
        let first = subject.tokens.start;
        let named = reading.is_capital(first)
            || (reading.word(first)).is(Word::DETERMINER | Word::POSSESSIVE | Word::PLURAL);
        (named && ends(reading, subject.tokens.end, unit.end)).then_some(())?;
        (start, subject, Manner::Inverted)
    } else {
        let mut verbs = start + 1..unit.end.min(start + 1 + LONGEST_SUBJECT);
        let verb = verbs.find(|&at| is_past(reading, at))?;
        (
            verb,
            subject_of(reading, verb, start, unit.end)?,
            Manner::Subject,
        )
    };
    Some(Report {
        group: verb..verb + 1,
        cue: verb..verb + 1,
        frames: Cue::QUOTE,
        subject: Some(subject),
        manner,
        negated: false,
    })
}

/// Whether `sentence` is no more than somebody and such a verb: “Get out!” Ann Lee raged.
pub fn is_unlisted_attribution(reading: &Reading, sentence: &Range<usize>) -> bool {
    let Some(verb) = sentence.end.checked_sub(2) else {
        return false;
    };
    sentence.len() <= LONGEST_SENTENCE
        && verb > sentence.start
        && is_past(reading, verb)
        && subject_of(reading, verb, sentence.start, sentence.end).is_some()
}

/// Whether marked words that end so go on in the words after them.
fn is_left_open(last: &str) -> bool {
    last.ends_with([',', '?', '!', '…', '—']) || last == "..."
}

/// The subject that fills the words from `start` to `verb`, where nothing follows but where or when.
fn subject_of(reading: &Reading, verb: usize, start: usize, end: usize) -> Option<Phrase> {
    let word = reading.word(start);
    let opens = reading.is_capital(start)
        || word.is(Word::DETERMINER | Word::POSSESSIVE | Word::PLURAL)
        || is_plural(reading.text(start))
        || word.is(Word::SUBJECT) && !reading.equals(start, "it");
    // "Ann Lee", "his neighbour, Ann Lee,"
    let fills = |subject: &Phrase| {
        let rest = subject.tokens.end;
        let between = reading.text(rest) == "," && reading.text(verb - 1) == "," && rest + 1 < verb;
        subject.tokens.start == start && (rest == verb || between)
    };
    let subject = reading.phrase_before(verb, start).filter(fills)?;
    (opens && ends(reading, verb + 1, end)).then_some(subject)
}

/// Whether nothing but a place, a time or a clause behind a comma stands from `at` to the sentence's `end`.
fn ends(reading: &Reading, at: usize, end: usize) -> bool {
    let tail = tail_end(reading, at, end, false);
    tail >= end || reading.kind(tail) == TokenKind::Stop || reading.text(tail) == ","
}

/// Whether a word in -ed that is in no list stands at `at`.
fn is_past(reading: &Reading, at: usize) -> bool {
    let word = reading.word(at);
    reading.kind(at) == TokenKind::Word
        && reading.stretch(at).is_none()
        && !reading.is_capital(at)
        && reading.length(at) > 4
        && reading.text(at).ends_with("ed")
        && (word.cue).is_none_or(|cue| cue.before(reading.text(at + 1)).is_none())
        && word.classes == 0
}

//! Reports by "saying", "adding" and their like: where such a form tells of speech, and whose.

use std::ops::Range;

use super::cues::Cue;
use super::delivery::shows;
use super::phrase::Phrase;
use super::reading::Reading;
use super::signs::{equals, is};
use super::start::opens_question;
use super::verb::group_start;
use super::words::Word;
use crate::text::TokenKind;

/// Whether the word at `at` says that what follows it goes on or begins: "keeps saying".
pub fn keeps(reading: &Reading, at: usize) -> bool {
    matches!(
        reading.text(at),
        "keep" | "keeps" | "kept" | "began" | "started"
    )
}

/// Whether "saying" at `at` reports speech rather than standing as a noun: after a comma or a
/// stretch, or, less surely, after "and" or "a statement" with "that" or a stretch after it.
pub fn participle(reading: &Reading, at: usize, end: usize, unit: &Range<usize>, cue: Cue) -> bool {
    if at == unit.start {
        // "Saying that it was late, Cox left."
        return reading.is_capital(at)
            && cue.takes(Cue::CLAUSE)
            && !reading.word(at).is(Word::NOUN);
    }
    let previous = reading.word(at - 1);
    // "keeps saying"
    if keeps(reading, at - 1) {
        return true;
    }
    if matches!(reading.text(at - 1), "," | "—" | "–" | "--") || reading.stretch(at - 1).is_some()
    {
        return true;
    }
    // "while arguing the road was safe"
    if reading.equals(at - 1, "while") && cue.takes(Cue::CLAUSE) {
        return true;
    }
    // "has written to the minister asking him to act"
    let writes = |at: &usize| matches!(reading.text(*at), "written" | "wrote" | "writing");
    if cue.takes(Cue::ORDER)
        // "has written asking who will pay" is what the first verb gives.
        && !opens_question(reading.text(end))
        && (unit.start..at).rev().take(12).any(|at| writes(&at))
    {
        return true;
    }
    let carries = reading.equals(end, "that")
        || reading.stretch(end).is_some()
        || matches!(reading.text(end), "," | ":") && reading.stretch(end + 1).is_some()
        || matches!(reading.text(at), "saying" | "telling");
    carries
        && cue.takes(Cue::CLAUSE)
        && !previous.is(Word::DETERMINER | Word::POSSESSIVE)
        && (previous.is(Word::CONJUNCTION | Word::ADVERB | Word::MEDIUM | Word::NOUN)
            || previous.is(Word::PREPOSITION))
}

/// The subject of a clause of its own that begins between `from` and `end`: "Cox agreed; Lee left,
/// saying", "Cox said yes, but Lee left, saying".
pub fn clause_between(reading: &Reading, from: usize, end: usize) -> Option<Phrase> {
    let contrasts = |at: usize| is!(reading, at, "but" | "while" | "whereas");
    let begins = |at: &usize| {
        reading.stretch(*at).is_none()
            && (is!(reading, *at, ";") || is!(reading, *at, ",") && contrasts(*at + 1))
    };
    let mark = (from..end).rev().find(begins)?;
    let start = mark + 1 + usize::from(contrasts(mark + 1));
    let subject = reading.phrase_after(start, end)?;
    // "the latter disagreed, saying": the phrase runs over the verb, which no list has.
    let last = subject.tokens.end - 1;
    if last + 2 < end || last + 1 < end && reading.is_verb(last + 1) {
        return Some(subject);
    }
    let is_verb = last > start && !reading.is_capital(last) && reading.text(last).ends_with("ed");
    is_verb.then(|| Phrase::of(start..last))
}

/// How many words stand between "shows" and "saying".
const LONGEST: usize = 8;

/// Who is shown "saying" at `at`.
pub fn shown(reading: &Reading, at: usize, from: usize) -> Option<Phrase> {
    let mut before = (from + 1..at).rev().take(LONGEST);
    let shows = before.find(|&index| shows(reading, index))?;
    let first = shows + 1;
    if matches!(reading.text(first), "him" | "her" | "them") && first + 1 == at {
        return Some(Phrase::of(first..at));
    }
    // "shows the mayor, Ann Lee, saying"
    let who = match reading.text(at - 1) {
        "," => reading.phrase_before(at, first),
        _ => reading.phrase_after(first, at),
    }?;
    let whole = reading.text(at - 1) == "," || who.tokens.end == at;
    (whole && who.tokens.start == first).then_some(who)
}

/// Who is heard to "say" at `at`: "Neighbors heard a woman shout".
pub fn overheard(reading: &Reading, at: usize, from: usize) -> Option<Phrase> {
    let hears =
        |index: usize| reading.word(index).cue.is_some() && is!(reading, index, "heard" | "hear");
    // Nearly no word has one before it.
    let heard = (from + 1..at)
        .rev()
        .take(LONGEST)
        .find(|&index| hears(index))?;
    let who = shown(reading, at, from)?;
    (who.tokens.start == heard + 1).then_some(who)
}

/// Whether the verb at `at` shows somebody who says something: "The video shows Cox telling a reporter".
pub fn shows_speaker(reading: &Reading, at: usize, limit: usize) -> bool {
    let says = |index: &usize| {
        let cue = reading.word(*index).cue;
        cue.is_some_and(|cue| cue.is(Cue::GERUND))
    };
    let mut behind = (at + 2..limit).take(LONGEST);
    // Nearly no verb has one behind it.
    let says = behind.find(says);
    says.is_some_and(|says| {
        shows(reading, at) && shown(reading, says, at.saturating_sub(1)).is_some()
    })
}

/// Where the verb group begins by which somebody is heard "saying" at `at`: "can be heard", "was caught on
/// camera".
pub fn heard(reading: &Reading, at: usize, from: usize) -> Option<usize> {
    const FARTHEST: usize = 5;
    let before = reading.word(at.checked_sub(1)?);
    // "adding", after a comma or a stretch
    if at <= from + 1 || before.is(Word::CONJUNCTION) || reading.kind(at - 1) != TokenKind::Word {
        return None;
    }
    let heard = (from + 1..at).rev().take(FARTHEST).find(|&index| {
        matches!(
            reading.text(index),
            "heard" | "overheard" | "caught" | "filmed" | "recorded" | "captured" | "seen"
        )
    })?;
    let near = heard + 1 == at || reading.word(heard + 1).is(Word::PREPOSITION);
    let group = group_start(reading, heard, from);
    let be = (group..heard).any(|index| reading.is_be(index));
    (near && be).then_some(group)
}

/// Whether a form of "quote" or "cite" stands at `at`.
pub fn is_quoting(reading: &Reading, at: usize) -> bool {
    let forms = ["quoted", "cited", "quotes", "cites", "quote", "cite"];
    // Nearly no word begins like them.
    matches!(reading.initial(at), b'q' | b'c') && forms.iter().any(|form| reading.equals(at, form))
}

/// Whom the form of "quote" at `quoted` quotes "as saying" something.
pub fn quoted_speaker(reading: &Reading, quoted: usize, limit: usize) -> Option<Phrase> {
    let speaker = reading.phrase_after(quoted + 1, limit)?;
    let end = speaker.tokens.end;
    let saying = reading.word(end + 1).cue;
    let says = saying.is_some_and(|cue| cue.is(Cue::GERUND) && cue.takes(Cue::CLAUSE));
    (reading.equals(end, "as") && says).then_some(speaker)
}

/// Where the report before "saying" at `at` begins, and who speaks: "Cox was quoted as", "Cox was quoted
/// by the paper as", "the paper quoted Cox as".
pub fn quoted_as(reading: &Reading, at: usize, unit: &Range<usize>) -> Option<(usize, Phrase)> {
    const LONGEST: usize = 12;
    let from = unit.start;
    if at < from + 3 || !equals!(reading, at - 1, "as") {
        return None;
    }
    let quoted = (from..at - 1)
        .rev()
        .take(LONGEST)
        .take_while(|&index| reading.stretch(index).is_none())
        .find(|&index| is_quoting(reading, index))?;
    let group = group_start(reading, quoted, from);
    if (group..quoted).any(|index| reading.is_be(index)) {
        return Some((group, reading.phrase_before(group, from)?));
    }
    let speaker = quoted_speaker(reading, quoted, unit.end)?;
    let paper = reading.phrase_before(group, from);
    Some((paper.map_or(group, |paper| paper.tokens.start), speaker))
}

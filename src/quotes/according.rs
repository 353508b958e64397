//! Reports without a verb of saying: "according to Cox", "in the words of Cox", "was adamant that".

use std::ops::Range;

use super::clause::{has_clause, is_clause};
use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::equals;
use super::verb::group_start;
use super::words::Word;
use crate::coref::is_organization;
use crate::coref::title::{is_likely_role, is_role};
use crate::text::TokenKind;

/// Whether "according to" stands at `at`.
fn is_according(reading: &Reading, at: usize) -> bool {
    equals!(reading, at + 1, "to")
        && reading.word(at).is(Word::ATTRIBUTING)
        && reading.equals(at, "according")
}

/// Whether "in the words of" begins at `at`.
fn is_in_the_words(reading: &Reading, at: usize, unit: &Range<usize>) -> bool {
    at + 4 < unit.end
        && equals!(reading, at, "in")
        && equals!(reading, at + 1, "the")
        && equals!(reading, at + 3, "of")
        && reading.equals(at + 2, "words")
}

/// "according to Cox", "in the words of Cox"
pub fn according(reading: &Reading, at: usize, unit: &Range<usize>) -> Option<Report> {
    // "As reported by Cox, …"
    let by = at > unit.start
        && equals!(reading, at - 1, "as")
        && (equals!(reading, at + 1, "by") || equals!(reading, at + 1, "in"))
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
    // "according to her", but "according to her “new” plan"
    let pronoun = || {
        let closes = !matches!(reading.kind(end + 1), TokenKind::Word | TokenKind::Mark);
        (closes && reading.word(end).is(Word::OBJECT)).then(|| Phrase::of(end..end + 1))
    };
    let subject = reading.phrase_after(end, unit.end).or_else(pronoun);
    if subject
        .as_ref()
        .is_some_and(|subject| is_yardstick(reading, start, subject))
    {
        return None;
    }
    Some(Report {
        group: start..end,
        cue: at..end,
        frames,
        subject: Some(subject?),
        manner: Manner::According,
        negated: false,
    })
}

/// Whether what follows "according to" at `start`, within its clause, is by what something is done: "sorted according
/// to height", but "According to the plan, …".
fn is_yardstick(reading: &Reading, start: usize, subject: &Phrase) -> bool {
    let within = start > 0
        && reading.kind(start - 1) == TokenKind::Word
        && reading.stretch(start - 1).is_none();
    let last = subject.head.end - 1;
    within && reading.word(last).is(Word::YARDSTICK) && !reading.is_capital(last)
}

/// Where content begins behind "according to Cox" and what tells who that is: the comma that ends both.
pub fn told_behind(reading: &Reading, report: &Report, limit: usize) -> Option<usize> {
    /// "according to results of polls that were held for the papers in May"
    const LONGEST_SOURCE: usize = 25;
    /// "…, a professor of law at the city's oldest university, who has written two books on it,"
    const LONGEST_APPOSITION: usize = 45;
    let at = report.end();
    let opens = report.start() == 0 || reading.opens_clause(report.start(), 0);
    let (source, longest) = match opens {
        true => (LONGEST_SOURCE, LONGEST_APPOSITION),
        false => (1, 1),
    };
    let mut commas = (at..limit.min(at + longest))
        .filter(|&index| reading.text(index) == "," && reading.stretch(index).is_none());
    let first = commas.next().filter(|comma| comma - at < source)?;
    let is_name = reading.is_capital(first - 1);
    let mut start = first + 1;
    for comma in commas {
        let relative = matches!(reading.text(start), "who" | "which" | "whose")
            || is_past_participle(reading, start);
        if !relative && !tells_who(reading, start..comma, is_name) {
            break;
        }
        start = comma + 1;
        let clause = is_clause(reading, start, limit);
        if clause || relative && has_clause(reading, start, limit) {
            return Some(start);
        }
    }
    Some(first + 1)
}

/// Whether a word tells what was done to the source before it: "the report, | published on Monday,".
fn is_past_participle(reading: &Reading, at: usize) -> bool {
    let irregular = [
        "seen", "sent", "made", "held", "written", "given", "shown", "taken", "drawn", "built",
        "led", "read", "put",
    ];
    !reading.is_capital(at)
        && (reading.text(at).ends_with("ed") || irregular.contains(&reading.text(at)))
        && !reading
            .word(at + 1)
            .is(Word::DETERMINER | Word::POSSESSIVE | Word::OBJECT)
}

/// Whether what stands between two commas tells who the source before them is, which is a name or none:
/// "a spokesman for the airline", "62", "of Hull", "and Tom Ray"; of "its owner", "Quay Mines".
fn tells_who(reading: &Reading, tokens: Range<usize>, is_name: bool) -> bool {
    let (first, last) = (tokens.start, tokens.end - 1);
    let verbless = tokens.clone().all(|at| !reading.is_verb(at));
    let time = tokens.clone().any(|at| reading.word(at).is(Word::TIME));
    if !verbless || time || !reading.is_plain(tokens.clone()) {
        return false;
    }
    if !is_name {
        return tokens.clone().all(|at| reading.is_capital(at));
    }
    let is_role = |at: usize| {
        let word = reading.text(at);
        is_role(word) || is_likely_role(word) || is_organization(word)
    };
    let number = first == last && reading.kind(first) == TokenKind::Number;
    let named = matches!(reading.text(first), "and" | "of" | "from");
    number
        || named && reading.is_capital(first + 1)
        || matches!(reading.text(first), "a" | "an")
        || tokens.clone().any(is_role)
}

/// "was adamant that"
pub fn clear(reading: &Reading, at: usize, unit: &Range<usize>) -> Option<Report> {
    let that = || equals!(reading, at + 1, "that");
    if !reading.word(at).is(Word::CLEAR) || !that() || reading.stretch(at).is_some() {
        return None;
    }
    let be = at.checked_sub(1).filter(|be| *be > unit.start)?;
    let adverb = usize::from(reading.word(be).is(Word::ADVERB) || reading.equals(be, "very"));
    let be = be - adverb;
    if !reading.is_be(be) && !matches!(reading.text(be), "remains" | "remained") {
        return None;
    }
    let group = group_start(reading, be, unit.start);
    let subject = reading.phrase_before(group, unit.start)?;
    let it = reading.word(subject.head.start);
    let thing = ["it", "this", "that"]
        .iter()
        .any(|word| reading.equals(subject.head.start, word));
    (!thing || !it.is(Word::SUBJECT)).then(|| Report {
        group: group..at + 1,
        cue: at..at + 1,
        frames: Cue::CLAUSE,
        subject: Some(subject),
        manner: Manner::Subject,
        negated: (group..at).any(|at| reading.word(at).is(Word::NEGATION)),
    })
}

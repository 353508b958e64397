//! The subject of a verb that reports, where it stands before the verb.

use std::ops::Range;

use super::agreement::agrees;
use super::clause::{is_clause, listener_end, tail_end};
use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::{equals, is};
use super::start::content_start;
use super::verb::group_start;
use super::words::Word;
use crate::text::TokenKind;

/// No subject with what says who that is has more tokens.
const LONGEST_SUBJECT: usize = 30;

/// The phrase that follows marked words, where it is the subject of the verb group at `group` and
/// who that is stands between: “…,” Ann Lee, now 81 and retired in Dover, Mass., said.
pub fn after_marks(reading: &Reading, cue: Cue, group: usize, from: usize) -> Option<Phrase> {
    if !cue.is(Cue::PAST | Cue::THIRD) || !cue.takes(Cue::QUOTE) || !cue.takes(Cue::CLAUSE) {
        return None;
    }
    let start = (from..group)
        .rev()
        .take(LONGEST_SUBJECT)
        .take_while(|&at| reading.stretch(at).is_none())
        .last()?;
    let marks = &reading.stretches[reading.stretch(start.checked_sub(1)?)?];
    let subject = reading.phrase_after(start, group)?;
    let goes_on = matches!(reading.text(marks.inner.end - 1), "," | "?" | "!");
    if !goes_on || reading.is_verb(start) {
        return None;
    }
    let mut between = subject.tokens.end..group;
    (!between.is_empty()
        && between.all(|at| {
            !reading.is_verb(at)
                && (!reading.word(at).is(Word::SUBJECT) || reading.word(at).is(Word::DETERMINER))
        }))
    .then_some(subject)
}

/// What opens the sentence, where it is the subject of the verb group at `group` and what stands
/// between hangs on it: "Members hoping to win back the chamber say", "groups that back her say".
pub fn opening(reading: &Reading, cue: Cue, group: usize, from: usize) -> Option<Phrase> {
    // "the alleged plan", "the right to say"
    let noun = reading
        .word(group - 1)
        .is(Word::DETERMINER | Word::POSSESSIVE | Word::PREPOSITION | Word::CONJUNCTION)
        // "dismissed claims that"
        || reading.word(group).is(Word::NOUN | Word::NOMINAL) && reading.is_verb(group - 1);
    let finite = cue.is(Cue::BASE | Cue::THIRD | Cue::PAST) && !noun;
    if cue.frames & Cue::SAYING == 0 || !finite {
        return None;
    }
    let opening = reading.first_subject(from, group)?;
    let between = opening.tokens.end..group;
    let relative = between
        .clone()
        .find(|&at| is!(reading, at, "who" | "that" | "which"))
        .unwrap_or(group);
    let hangs = between.clone().all(|at| {
        !is!(reading, at, ",")
            && (at > relative || reading.stretch(at).is_none())
            && (at > relative || !reading.word(at).is_auxiliary())
    });
    (hangs && !between.is_empty()).then_some(opening)
}

/// Whether the phrase before a verb group is its subject. `cue` stands at `tokens`.
pub fn is_subject(
    reading: &Reading,
    subject: &Phrase,
    cue: Cue,
    tokens: Range<usize>,
    with_auxiliary: bool,
    from: usize,
) -> bool {
    let (at, end) = (tokens.start, tokens.end);
    if with_auxiliary {
        true
    } else if cue.is(Cue::PAST) {
        // "Asked by Ann Lee", "a bill called": a participle, no past.
        let called = equals!(reading, at, "called");
        let indefinite = called
            && reading.word(subject.tokens.start).is(Word::DETERMINER)
            && matches!(reading.text(subject.tokens.start), "a" | "an" | "A" | "An")
            // "a tearful Ann Lee called it a farce", but "a super PAC called Acme"
            && (!reading.is_capital(subject.head.end - 1) || reading.is_capital(end))
            // "a spokesman called it a farce"
            && (!reading.word(end).is(Word::OBJECT) || reading.word(end).is(Word::POSSESSIVE))
            // "an official called the claims “baseless”", but "a scheme called the “Big Sleep”"
            && !(reading.word(end).is(Word::DETERMINER)
                && reading.stretch(end + 1).is_none()
                && (end + 2..end + 5)
                    .any(|at| reading.stretch(at).is_some() && !reading.is_capital(at + 1)))
            && cue.takes(Cue::OBJECT);
        // "a firm called Acme" names the firm; "the firm called Cox a liar" says something.
        let named = called
            && !reading.is_capital(subject.head.end - 1)
            && reading.is_capital(end)
            && !(end..end + 6)
                .any(|at| matches!(reading.text(at), "a" | "an") || reading.stretch(at).is_some());
        let named = named && !reading.word(subject.head.start).is(Word::SUBJECT) || indefinite;
        // "said by telephone"
        // "He found that the door was locked": what a body or a study found is told.
        let finds =
            equals!(reading, at, "found") && reading.word(subject.head.start).is(Word::SUBJECT);
        !named && !finds && (cue.frames & Cue::SAYING != 0 || !equals!(reading, end, "by"))
    } else {
        agrees(reading, subject, cue, tokens, from)
    }
}

/// The subject alone, where what the verb or the marked words at `end` say something of stands before the
/// subject without a word between: "a move residents say would be", "made a claim Lee called “false”".
pub fn without_antecedent(reading: &Reading, subject: Phrase, end: usize, from: usize) -> Phrase {
    let Range { start, end: last } = subject.tokens;
    if last - start < 3 {
        return subject;
    }
    let name = (start + 2..last).find(|&at| reading.is_capital(at));
    if let Some(name) = name
        && start > from
        && is!(reading, start, "a" | "an")
        && reading.kind(start - 1) == TokenKind::Word
        && (start..last).all(|at| reading.is_capital(at) == (at >= name))
        && (start..name).all(|at| !reading.word(at).is(Word::PREPOSITION))
        && (reading.is_verb(end)
            || reading
                .stretch(end + usize::from(reading.equals(end, "as")))
                .is_some())
    {
        return Phrase::of(name..last);
    }
    let plural = || reading.text(last - 1).ends_with('s') && !reading.is_capital(last - 1);
    let opens = || matches!(reading.text(start), "a" | "an" | "the" | "something");
    if reading.is_verb(end) && plural() && opens() {
        return Phrase::of(last - 1..last);
    }
    subject
}

/// Whether the verb group at `group` belongs to what `last` gives, and the marked words after it tell
/// how: Cox said Lee would respond “in due course”.
pub fn is_within(reading: &Reading, last: &Report, group: usize, end: usize) -> bool {
    // "said he was sorry and had written to her": the tense is that of reported words.
    let shifted = is!(reading, group, "had" | "would" | "could")
        && (equals!(reading, group - 1, "and")
            || equals!(reading, group - 1, "but") && equals!(reading, group, "had"))
        && last.frames & Cue::CLAUSE != 0
        && last.end() + 3 < group;
    if shifted {
        return true;
    }
    let modal = (group..end).any(|at| reading.word(at).is(Word::MODAL));
    let that = last.end() + usize::from(equals!(reading, last.end(), "that"));
    modal
        && matches!(last.manner, Manner::Subject | Manner::Participle)
        && last.frames & Cue::SAYING != 0
        && reading.stretch(end).is_some()
        && reading
            .phrase_after(that, group)
            .is_some_and(|subject| subject.tokens.end == group)
}

/// Whether the verb group at `group` goes on with what the speaker of `report` tells of himself, as it is put
/// to somebody of whom he told before: "said he had met Cox and asked him to go", "said she had rung the owner,
/// Ms. Cox, and demanded a refund".
pub fn is_put_to_whom_he_met(reading: &Reading, report: &Report, group: usize, end: usize) -> bool {
    let puts = Cue::LISTENER | Cue::ORDER | Cue::QUESTION | Cue::INTENT;
    let cue = reading.word(end - 1).cue;
    if !equals!(reading, group - 1, "and")
        || reading.equals(end, "that")
        || report.frames & Cue::CLAUSE == 0
        || cue.is_none_or(|cue| cue.frames & puts == 0)
    {
        return false;
    }
    let whom = reading.word(end);
    let listens = whom.is(Word::OBJECT)
        && !whom.is(Word::SUBJECT | Word::DETERMINER)
        && listener_end(reading, end, end + 3) == end + 1
        && reading.kind(end + 1) == TokenKind::Word;
    let named = reading.text(group - 2) == "," && reading.is_capital(group - 3);
    (listens || named)
        && content_start(reading, report, group).is_some_and(|first| {
            let word = reading.word(first);
            first + 4 < group
                && word.is(Word::SUBJECT)
                && !word.is(Word::DETERMINER)
                && (listens || reading.equals(first + 1, "had"))
        })
}

/// Whether the noun at `at`, or that before the participle at `at`, tells where the words of `last` stand:
/// "said in his statement", "said in a statement read to the court".
pub fn is_where_said(reading: &Reading, last: &Report, at: usize, limit: usize) -> bool {
    let noun = at - usize::from(!reading.word(at).is(Word::MEDIUM));
    last.end() < noun
        && reading.word(noun).is(Word::MEDIUM)
        && tail_end(reading, last.end(), limit, false) > noun
}

/// Whether the verb group at `group` shares the subject of a verb before it: "left and said".
pub fn is_coordinated(
    reading: &Reading,
    group: usize,
    unit: &Range<usize>,
    before: &[Report],
) -> bool {
    if group <= unit.start {
        return false;
    }
    let mut at = group;
    if is!(reading, at - 1, ",") && at - 1 > unit.start {
        at -= 1;
    }
    let joined = is!(reading, at - 1, "and" | "but" | "or" | "then" | "yet");
    // "Cox left, then said": "then" belongs to the verb.
    if at < group && equals!(reading, group, "then") {
        return true;
    }
    // "said he had read it and had asked for money": both are told of.
    let told = before.last().is_some_and(|last| {
        at == group
            && last.frames & Cue::SAYING != 0
            && equals!(reading, group, "had")
            && (last.end()..at - 1).any(|at| equals!(reading, at, "had"))
    });
    joined && !told && (at == group || before.last().is_some_and(|report| report.end() <= group))
}

/// Whether the participle at `at`, which "and" joins to the verb before it, was done to its subject as well: "was
/// arrested and | told that", but "was arrested and | told police that".
pub fn is_done_to(reading: &Reading, at: usize, end: usize, from: usize) -> bool {
    const LONGEST: usize = 12;
    const DONE: [&str; 12] = [
        "sent", "put", "given", "taken", "held", "shot", "brought", "caught", "found", "led",
        "met", "shown",
    ];
    let Some(cue) = reading.word(at).cue else {
        return false;
    };
    let told = equals!(reading, end, "that")
        || equals!(reading, end, "to")
        || reading.word(end).is(Word::SUBJECT) && !reading.word(end).is(Word::DETERMINER);
    if !cue.is(Cue::PARTICIPLE) || !cue.takes(Cue::LISTENER) || !told || at < from + 4 {
        return false;
    }
    let mut back = (from..at - 1).rev().take(LONGEST);
    let Some(is) = back.find(|&at| reading.is_be(at) || reading.word(at).is(Word::SUBJECT)) else {
        return false;
    };
    let verb = reading.text(is + 1);
    reading.is_be(is)
        && reading.equals(at - 1, "and")
        && (reading.is_in_ed(is + 1) || DONE.contains(&verb))
}

/// Where the verb begins that says of its subject that it spoke, before the verb group at `group`: "is
/// said to have replied".
pub fn said_to_have(reading: &Reading, cue: Cue, group: usize, from: usize) -> Option<usize> {
    if group < from + 4 || !equals!(reading, group - 1, "to") || !cue.is(Cue::PARTICIPLE) {
        return None;
    }
    let said = reading.word(group - 2).cue?;
    let is = group_start(reading, group - 2, from);
    let told = said.is(Cue::PARTICIPLE) && reading.is_be(group - 3);
    (told && reading.equals(group, "have")).then_some(is)
}

/// Whether one of the words `near` before "to say" or "to tell", which ends at `end`, says how somebody
/// reached whom it was told, and a clause follows: "rang to say that", "wrote to tell her that".
fn reaches(reading: &Reading, near: Range<usize>, end: usize) -> bool {
    const REACHING: [&str; 12] = [
        "rang",
        "called",
        "phoned",
        "wrote",
        "written",
        "writes",
        "came",
        "radioed",
        "texted",
        "emailed",
        "e-mailed",
        "telephoned",
    ];
    let Some(verb) = near.rev().find(|&at| REACHING.contains(&reading.text(at))) else {
        return false;
    };
    // "called for voters to say", "called on the mayor to say", "nobody called to say"
    let calls_on = matches!(reading.text(verb + 1), "for" | "on" | "upon")
        && !reading.word(verb + 2).is(Word::TIME);
    let before = reading.word(verb.saturating_sub(1));
    let limit = reading.words.len();
    let told = listener_end(reading, end, limit);
    let clause = |at: usize| reading.equals(at, "that") || is_clause(reading, at, limit);
    !calls_on && !before.is(Word::NEGATION) && (clause(end) || clause(told))
}

/// Whether "to" before the verb group at `group` belongs to a verb that says that it was done:
/// "went on to say", "continues to insist"; or whether what was said stands in marks after it.
pub fn to_speak(reading: &Reading, group: usize, end: usize, from: usize) -> bool {
    if group < from + 2 || !equals!(reading, group - 1, "to") {
        return false;
    }
    let goes_on = reading.equals(group - 2, "on")
        && group >= from + 3
        && matches!(reading.text(group - 3), "go" | "goes" | "went" | "gone");
    let clause = reading
        .word(group)
        .cue
        .is_some_and(|cue| cue.takes(Cue::CLAUSE));
    let marked = clause && reading.stretch(end).is_some()
        || matches!(reading.text(end), "," | ":") && reading.stretch(end + 1).is_some();
    // "wrote to parents to say that"
    let writes = |at: usize| {
        let cue = reading.word(at).cue;
        cue.is_some_and(|cue| cue.is(Cue::PAST) && cue.takes(Cue::CLAUSE))
    };
    let near = from.max(group.saturating_sub(6))..group - 1;
    // "went so far as to say", "was quick to point out"
    const GOING_ON: [&str; 13] = [
        "as",
        "quick",
        "careful",
        "pains",
        "continue",
        "continues",
        "continued",
        "began",
        "begun",
        "appeared",
        "seemed",
        "heard",
        "overheard",
    ];
    goes_on
        || marked
        || reading.says(group)
            && ((near.start..group - 2).any(writes) || reaches(reading, near, end))
        || GOING_ON.contains(&reading.text(group - 2))
            && (!reading.equals(group - 2, "as") || reading.equals(group - 3, "far"))
}

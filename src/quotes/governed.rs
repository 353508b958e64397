//! Where a clause ends that belongs to the subject of its sentence, carried by a noun or a relative: "Her claim that
//! the vote was rigged | has been rejected".

use std::ops::Range;

use super::clause::is_plural;
use super::reading::Reading;
use super::signs::is;
use super::words::Word;
use crate::text::TokenKind;

/// Where what a noun carries ends before the verb whose subject the noun is: "Her claim that the vote
/// was “rigged” has been rejected", "His claim that he won is false".
pub fn subject_end(reading: &Reading, start: usize, end: usize) -> usize {
    let verb = |at: usize| {
        // "dismissed for being late", "run by volunteers"
        let governed = || {
            matches!(
                reading.text(at - 1),
                "by" | "for" | "of" | "from" | "without"
            )
        };
        reading.stretch(at).is_none()
            && reading.is_verb(at)
            && !reading.is_hyphen(at - 1)
            && !governed()
    };
    let last = (start..end).rev().find(|&at| reading.stretch(at).is_some());
    let past = |at: usize| reading.is_in_ed(at);
    // "was “lazy” cost her votes": no list has the verb, but its object follows.
    let does = |at: usize| {
        let closed = Word::PREPOSITION
            | Word::CONJUNCTION
            | Word::SUBORDINATOR
            | Word::RELATIVE
            | Word::DETERMINER
            | Word::POSSESSIVE
            | Word::SUBJECT
            | Word::ADVERB
            | Word::TIME;
        reading.kind(at) == TokenKind::Word
            && !reading.is_capital(at)
            && !reading.word(at).is(closed)
            && reading
                .word(at + 1)
                .is(Word::DETERMINER | Word::POSSESSIVE | Word::OBJECT)
    };
    if let Some(next) = last.map(|last| last + 1)
        && next < end
        && (verb(next) || past(next) || does(next))
    {
        return next;
    }
    // "angered the president": no list has the verb, but its object follows.
    let acts = |at: usize| {
        let (before, next) = (reading.word(at - 1), reading.word(at + 1));
        past(at)
            && !reading.is_capital(at)
            && reading.kind(at - 1) == TokenKind::Word
            && !before.is(Word::PREPOSITION | Word::DETERMINER | Word::POSSESSIVE | Word::VERB)
            && !next.is(Word::PREPOSITION)
            && (reading.is_nominal(at + 1)
                || next.is(Word::OBJECT)
                || matches!(
                    reading.text(at + 1),
                    "no" | "nobody" | "few" | "everyone" | "what"
                ))
    };
    // "that he had slept | cost him": its form is that of its base, and its object follows.
    let acts = |at: usize| {
        let same = matches!(reading.text(at), "cost" | "split" | "hit" | "put" | "set");
        let object = Word::OBJECT | Word::POSSESSIVE | Word::DETERMINER;
        acts(at) || same && at > start + 2 && reading.word(at + 1).is(object)
    };
    let joins = |at: usize| {
        let word = reading.word(at);
        // "hid it angered the president": an object.
        let object = word.is(Word::OBJECT) && reading.is_verb(at - 1)
            // "should pay more | was met with silence"
            || matches!(reading.text(at), "more" | "less" | "enough")
            // "no more than before | drew laughter"
            || is!(reading, at, "before") && is!(reading, at - 1, "than");
        // "will stay shut"
        let stays = ["stay", "stays", "stayed", "remain", "keep", "kept"];
        word.is_auxiliary() && !reading.is_capital(at)
            || stays.contains(&reading.text(at))
            || reading.is_comma(at)
            || reading.equals(at, "to")
            || !object
                && word.is(Word::SUBJECT
                    | Word::DETERMINER
                    | Word::POSSESSIVE
                    | Word::RELATIVE
                    | Word::CONJUNCTION
                    | Word::SUBORDINATOR
                    | Word::NEGATION)
    };
    // "he badly hurt", but "he could win alone amused"
    let joins = |at: usize| {
        let adverb = reading.word(at).is(Word::ADVERB);
        let ends = is_sentence_adverb(reading.text(at));
        joins(at) || adverb && !ends && (reading.text(at).ends_with("ly") || joins(at - 1))
    };
    // "that it fell and prices rose": a subject of its own.
    let owns = |at: usize| {
        let subject = reading.nearest_before(at, start);
        subject.is_some_and(|subject| {
            let begin = subject.tokens.start;
            let before = reading.word(begin.saturating_sub(1));
            begin > start
                && before.is(Word::CONJUNCTION | Word::SUBORDINATOR)
                && !before.is(Word::PREPOSITION)
        })
    };
    if reading.equals(start, "to") {
        return (start + 2..end)
            .find(|&at| (verb(at) || acts(at)) && !joins(at - 1))
            .unwrap_or(end);
    }
    // "he lied", "Cox cheated"
    let did = |at: usize| {
        let named = reading.is_capital(at - 1) || reading.word(at - 1).is(Word::SUBJECT);
        past(at) && named && !reading.word(at - 1).is(Word::DETERMINER)
            // "that the school ignored three complaints"
            || at > start + 1 && reading.is_past_of_unknown(at) && reading.kind(at - 1) == TokenKind::Word
    };
    // "that orders had slowed"
    let noun = reading.word(start + 1).is_auxiliary();
    let begin = start + usize::from(noun || !verb(start));
    // "that managers altered safety records"
    let altered = |at: usize| {
        at > start && acts(at) && is_plural(reading.text(at - 1)) && !reading.is_capital(at - 1)
    };
    let Some(first) = (begin..end).find(|&at| verb(at) || did(at) || altered(at)) else {
        return end;
    };
    // "had lied | first surfaced in May"
    let again = |at: usize| {
        let leads = matches!(reading.text(at - 1), "first" | "later" | "soon" | "then");
        leads && reading.is_past_of_unknown(at)
    };
    // "that smaller classes save money in the long run | has found few friends"
    let plural = |at: usize| {
        let next = at + 1;
        is_plural(reading.text(at))
            && !reading.is_capital(at)
            && !reading.is_possessive(next)
            && !reading.word(next).is(Word::PREPOSITION)
    };
    if first > start + 4
        && is!(reading, first, "has" | "is" | "was")
        && (start..start + 3).any(plural)
        && !joins(first - 1)
    {
        return first;
    }
    let relative = (start..first).any(|at| reading.word(at).is(Word::RELATIVE));
    (first + 1..end)
        .filter(|&at| (verb(at) || acts(at)) && !joins(at - 1) && !owns(at) || again(at))
        .nth(usize::from(relative))
        .map_or(end, |at| {
            // "that prices would fall by spring | now looks rash"
            at - usize::from(again(at) || is_sentence_adverb(reading.text(at - 1)))
        })
}

/// Whether an adverb before a verb belongs to that: "that lorries came | finally drew a reply".
fn is_sentence_adverb(word: &str) -> bool {
    matches!(
        word,
        "now" | "still" | "also" | "again" | "finally" | "eventually" | "immediately" | "promptly"
    )
}

/// Where what is said of the word at `who` ends in its relative clause: at the comma that closes it, or
/// before the verb of the sentence: "A device that, Cox said, had failed | was replaced".
pub fn relative_end(
    reading: &Reading,
    unit: &Range<usize>,
    who: usize,
    said: Range<usize>,
) -> usize {
    if !is_of_subject(reading, unit, who) {
        said.end
    } else if who > unit.start && reading.text(who - 1) == "," {
        comma_end(reading, said.start, said.end)
    } else {
        subject_end(reading, said.start, said.end)
    }
}

/// Whether a relative clause at `at` hangs on the subject of the sentence: no verb stands before it.
pub fn is_of_subject(reading: &Reading, unit: &Range<usize>, at: usize) -> bool {
    !(unit.start..at).any(|at| reading.is_verb(at))
}

/// Where words end that a comma closes, if there is one: a comma within marks belongs to them, as in
/// Noting a “long road,” Lee left.
pub fn comma_end(reading: &Reading, start: usize, end: usize) -> usize {
    let comma = (start + 1..end).find(|&at| reading.is_comma(at));
    comma.map_or(end, |comma| {
        reading.stretch(comma).map_or(comma, |stretch| {
            reading.stretches[stretch].tokens.end.min(end)
        })
    })
}

//! Clauses: where reported content begins and ends, told from the words around it.

use std::ops::Range;

use super::aside::{
    adds, doubts, ends_with_comma, happens_besides, is_aside, is_conceded, names_word, results,
    turns,
};
use super::contrast::{does_besides, goes_away, leaves_off, refuses};
use super::cues::Cue;
use super::delivery::comments;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::{equals, is};
use super::words::Word;
use crate::text::TokenKind;

/// Past days and adverbs: "said Tuesday", "said last week", "said on Monday".
pub fn skip_time(reading: &Reading, start: usize, limit: usize) -> usize {
    // "said late on Tuesday"
    let late = equals!(reading, start + 1, "on") && matches!(reading.text(start), "early" | "late");
    let mut at = start + usize::from(late && reading.word(start + 2).is(Word::TIME));
    // "told them to march"
    let is_time =
        |at: usize| reading.word(at).is(Word::TIME) && !matches!(reading.text(at), "march" | "may");
    while at < limit {
        let from = if reading.word(at).is(Word::PREPOSITION) {
            at + 1
        } else {
            at
        };
        let mut end = from;
        while end < limit
            && (is_time(end)
                || is!(
                    reading,
                    end,
                    "last"
                        | "this"
                        | "early"
                        | "late"
                        | "more"
                        | "less"
                        | "than"
                        | "a"
                        | "two"
                        | "three"
                )
                || reading.kind(end) == TokenKind::Number)
        {
            end += 1;
        }
        // "a week" is a time, "two days the" is not: the words before the time belong to it only.
        while end > from && !is_time(end - 1) && reading.kind(end - 1) != TokenKind::Number {
            end -= 1;
        }
        if end == from || !(from..end).any(is_time) {
            break;
        }
        // "said Thursday's debate was late": the day owns what follows.
        if reading.is_possessive(end) {
            break;
        }
        // "at a Saturday rally": the day belongs to the rally.
        let modifies = from > at
            && reading.word(from).is(Word::DETERMINER)
            && !reading.is_capital(end)
            && reading.is_nominal(end)
            && !reading
                .word(end)
                .is(Word::ADVERB | Word::DETERMINER | Word::POSSESSIVE);
        if modifies {
            break;
        }
        at = end;
    }
    at
}

/// Past whom the words are told: "reporters", "the BBC's Ann Lee", "him".
pub fn listener_end(reading: &Reading, start: usize, limit: usize) -> usize {
    // "told her aides", but "told her the plan".
    let owns = reading.word(start).is(Word::POSSESSIVE)
        && reading.is_nominal(start + 1)
        && !reading.is_capital(start + 1)
        && !reading
            .word(start + 1)
            .is(Word::DETERMINER | Word::POSSESSIVE | Word::TIME);
    if reading.word(start).is(Word::OBJECT) && !reading.word(start).is(Word::DETERMINER) && !owns {
        return start + 1;
    }
    let word = reading.word(start);
    if (word.is(Word::POSSESSIVE | Word::DETERMINER) || !word.is(Word::SUBJECT))
        && let Some(phrase) = reading.phrase_after(start, limit)
    {
        return phrase.tokens.end;
    }
    start
}

/// Past what may follow a cue without being what was said: listener, times, places, manner.
pub fn tail_end(reading: &Reading, start: usize, limit: usize, listener: bool) -> usize {
    let mut at = start;
    if listener {
        at = listener_end(reading, at, limit);
    }
    loop {
        let begin = at;
        at = skip_time(reading, at, limit);
        while at < limit && reading.word(at).is(Word::ADVERB) && reading.stretch(at).is_none() {
            at += 1;
        }
        if at < limit
            && reading.word(at).is(Word::PREPOSITION)
            && !is_infinitive(reading, at)
            && reading.stretch(at).is_none()
        {
            // "told a crowd of about 40"
            let about =
                equals!(reading, at + 1, "about") && reading.kind(at + 2) == TokenKind::Number;
            if let Some(phrase) = reading.phrase_after(at + 1 + usize::from(about), limit) {
                at = phrase.tokens.end;
                // "said of the bridge and the weir, …"
                if equals!(reading, at, "and")
                    && let Some(second) = reading.phrase_after(at + 1, limit)
                    && (second.tokens.end >= limit || reading.text(second.tokens.end) == ",")
                {
                    at = second.tokens.end;
                }
            } else if reading.text(at + 1).ends_with("ing") {
                // "after meeting the minister"
                at = reading
                    .phrase_after(at + 2, limit)
                    .map_or(at + 2, |phrase| phrase.tokens.end);
            }
        }
        if at == begin || at >= limit {
            return at.min(limit);
        }
    }
}

/// Whether `word` ends as plural nouns do and verbs in their base form hardly ever.
pub fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
}

/// Whether "to" at `at` begins an infinitive rather than a place or a listener.
pub fn is_infinitive(reading: &Reading, at: usize) -> bool {
    equals!(reading, at, "to")
        && !reading.is_capital(at + 1)
        && !reading
            .word(at + 1)
            .is(Word::DETERMINER | Word::POSSESSIVE | Word::OBJECT | Word::PLURAL)
        && !is_plural(reading.text(at + 1))
}

/// Whether nothing but such a tail stands between `start` and `end`, a stop or comma aside.
pub fn is_tail(reading: &Reading, start: usize, end: usize, listener: bool) -> bool {
    if start >= end {
        return true;
    }
    let tail = tail_end(reading, start, end, listener);
    tail >= end
        || matches!(reading.kind(tail), TokenKind::Stop)
        || matches!(reading.text(tail), "," | ":" | ";" | "—" | "–")
        || reading.stretch(tail).is_some()
        || matches!(
            reading.text(tail),
            "when" | "as" | "while" | "after" | "before" | "and" | "who" | "referring"
        )
}

/// Where content that begins at `start` ends: at the sentence's end, or where the next report of
/// the same sentence begins a clause of its own.
pub fn content_end(
    reading: &Reading,
    start: usize,
    unit: &Range<usize>,
    later: &[Report],
) -> usize {
    let mut end = unit.end;
    for report in later {
        let begin = report.start();
        if begin <= start {
            continue;
        }
        let before = reading.text(begin - 1);
        // "said that as the water rose, the mayor told": the comma ends what "as" began.
        let hangs = before == ","
            && report.end() + 1 < unit.end
            && reading.word(start).is(Word::SUBORDINATOR)
            && !(start..begin - 1).any(|at| reading.is_comma(at));
        if hangs || is_closed_relative(reading, report, unit) {
            continue;
        }
        let own_clause = match report.manner {
            Manner::Participle => {
                matches!(before, "," | "and")
                    || matches!(before, "—" | "–") && report.frames & Cue::CLAUSE != 0
                    || reading.stretch(begin - 1).is_some()
            }
            Manner::According | Manner::Coordinated => true,
            Manner::Subject | Manner::Inverted => {
                matches!(before, "," | ";" | "—" | "–" | "but")
                    // "said France and Germany had agreed": the two are one subject.
                    || before == "and" && !(begin > start + 1 && is_one_subject(reading, start, begin - 1))
                    || before == "while" && begin > start + 3
                    || ends_with_comma(reading, begin - 1)
            }
            // "her client was at home, and her claim that he lied was denied"
            Manner::Nominal => {
                let mut near = (start + 2..begin).rev().take(3);
                let and = near.find(|&at| equals!(reading, at, "and" | "but"));
                if let Some(and) = and.filter(|&and| {
                    let owned = Word::POSSESSIVE | Word::DETERMINER;
                    reading.is_comma(and - 1) && reading.word(and + 1).is(owned)
                }) {
                    end = end.min(and - 1);
                    break;
                }
                false
            }
            Manner::Passive | Manner::Agent => false,
        };
        // "said two were held, with one officer warning that more had fled"
        if before == "with" && begin > start + 3 && reading.is_comma(begin - 2) {
            end = end.min(begin - 2);
            break;
        }
        // "said he would appeal, as his lawyer had predicted"
        let foretold = before == "as"
            && begin > start + 3
            && reading.text(begin - 2) == ","
            && reading.equals(report.group.start, "had");
        if own_clause || foretold {
            end = end.min(begin - usize::from(foretold));
            break;
        }
    }
    let dash = |at: usize| matches!(reading.text(at), "-" | "--");
    // "said the mayors -- Lee, Cox and Ruiz -- would stay": what two dashes hold is no end.
    let holds = |at: usize| {
        dash(at)
            && (at..end)
                .any(|other| dash(other) && reading.spaced(other) && reading.is_verb(other + 1))
    };
    // Content ends at no other words and marks than these.
    let may_break = |at: usize| {
        reading.stretch(at).is_some() && reading.kind(at) != TokenKind::Word
            || equals!(
                reading,
                at,
                "," | ";" | "-" | "--" | "—" | "–" | "―" | "and" | "but"
            )
    };
    let breaks = |&at: &usize| {
        if !may_break(at) {
            return false;
        }
        is_break(reading, at) && !holds(at)
            || adds(reading, at, end)
            || turns(reading, start, at, end)
            || results(reading, start, at)
            || happens_besides(reading, start, at, end)
            || leaves_off(reading, start, at)
            || goes_away(reading, start, at)
            || does_besides(reading, start, at)
            || comments(reading, start, at)
    };
    if let Some(at) = (start + 2..end).find(breaks) {
        // Marks that close before what the writer adds belong to what is said.
        end = at + usize::from(reading.stretch(at).is_some());
    }
    if let Some(comma) = (start + 4..end).find(|&at| is_aside(reading, start, at, end)) {
        end = comma;
    }
    let closed = reading
        .stretches
        .iter()
        .map(|stretch| stretch.tokens.end - 1);
    let mut closed = closed.filter(|at| (start..end).contains(at));
    if let Some(at) = closed.find(|&at| names_word(reading, at)) {
        end = at + 1;
    }
    if let Some(dash) = closing_dash(reading, start, unit) {
        end = end.min(dash);
    }
    if let Some(verb) = reading.main_verb_behind(start, unit) {
        end = end.min(verb);
    }
    // "agreed to lend him the sum, and the union stepped in"
    let leaves = |at: &usize| {
        is!(reading, *at, ",")
            && reading.stretch(*at).is_none()
            && reading.equals(at + 1, "and")
            && is_clause(reading, at + 2, end)
    };
    if equals!(reading, start, "to")
        && let Some(comma) = (start + 2..end).find(leaves)
    {
        end = comma;
    }
    trim_end(reading, start, end)
}

/// Whether nothing but a noun phrase stands between `start` and "and" at `and`.
fn is_one_subject(reading: &Reading, start: usize, and: usize) -> bool {
    // "asked for a photo and Cox said"
    let before = reading.word(start.wrapping_sub(1));
    let thing =
        before.cue.is_some_and(|cue| !cue.takes(Cue::CLAUSE)) || before.is(Word::PREPOSITION);
    let phrase = reading.phrase_after(start, and).filter(|_| !thing);
    phrase.is_some_and(|phrase| phrase.tokens == (start..and)) && reading.is_plain(start..and)
}

/// Whether a report is that of a relative clause between commas, behind which the clause goes on that it stands
/// in: "said Lee, | who has denied the charges, | fled".
fn is_closed_relative(reading: &Reading, report: &Report, unit: &Range<usize>) -> bool {
    const LONGEST: usize = 20;
    let begin = report.start();
    let opens = report.manner == Manner::Subject
        && begin > unit.start + 1
        && is!(reading, begin, "who" | "which")
        && is!(reading, begin - 1, ",");
    if !opens {
        return false;
    }
    let mut rest = report.end()..unit.end.min(report.end() + LONGEST);
    let comma = rest.find(|&at| reading.is_comma(at) && reading.stretch(at).is_none());
    comma.is_some_and(|comma| {
        let next = comma + 1;
        let goes_on = !reading
            .word(next)
            .is(Word::CONJUNCTION | Word::RELATIVE | Word::PREPOSITION | Word::SUBORDINATOR);
        goes_on && !reading.text(next).ends_with("ing") && reading.kind(next) == TokenKind::Word
    })
}

/// The dash that closes an aside in which content begins at `start`: "Lee — who said it was safe — left".
fn closing_dash(reading: &Reading, start: usize, unit: &Range<usize>) -> Option<usize> {
    let dashes = |tokens: Range<usize>| {
        let spaced = |at: usize| reading.spaced(at) && reading.spaced(at + 1);
        tokens.filter(move |&at| {
            is!(reading, at, "—" | "–" | "-" | "--")
                && (is!(reading, at, "—" | "–") || spaced(at))
                && reading.stretch(at).is_none()
        })
    };
    let closes = || dashes(unit.start..start).count() % 2 == 1;
    // Nearly no sentence has any.
    let mut after = dashes(start..unit.end);
    let first = after.next()?;
    (after.count() % 2 == 0 && closes()).then_some(first)
}

/// Whether the writer's own words go on at `at`: after a semicolon or a spaced hyphen, and after
/// ", while" and ", but he".
pub fn is_break(reading: &Reading, at: usize) -> bool {
    if reading.stretch(at).is_some() {
        // "was “great,” although he limped"
        return ends_with_comma(reading, at)
            && match reading.text(at + 1) {
                "although" | "though" => true,
                // "“small,” while “many come”"
                "while" => reading.stretch(at + 2).is_none() && !is_conceded(reading, at + 1),
                _ => false,
            };
    }
    if !is!(reading, at, ";" | "-" | "--" | "and" | "but" | ",") {
        return false;
    }
    match reading.text(at) {
        ";" => true,
        "-" | "--" => reading.spaced(at) && reading.spaced(at + 1),
        "and" | "but" => refuses(reading, at, false),
        "," => match reading.text(at + 1) {
            // "said rent had risen, while sales had barely moved"
            "while"
                if reading
                    .phrase_after(at + 2, reading.words.len())
                    .is_some_and(|subject| reading.equals(subject.tokens.end, "had")) =>
            {
                false
            }
            "while" | "although" | "though" => !is_conceded(reading, at + 1),
            "whereas" | "despite" | "compared" | "citing" => true,
            "and" => {
                // "and then she left"
                let then = reading.equals(at + 2, "then") && reading.word(at + 3).is(Word::SUBJECT);
                then || refuses(reading, at + 1, true)
            }
            "but" => {
                refuses(reading, at + 1, true)
                    || reading.is_capital(at + 2)
                    || reading.word(at + 2).is(Word::SUBJECT)
                        && !reading.word(at + 2).is(Word::DETERMINER)
                    || doubts(reading, at + 2)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Where the words in front of a report begin behind a single dash: "It never came - it sank in
/// the storm, she said" gives what stands after it.
pub fn after_dash(reading: &Reading, begin: usize, end: usize) -> usize {
    let mut dashes = (begin..end)
        .rev()
        .filter(|&at| reading.is_dash(at) && reading.stretch(at).is_none());
    let (Some(dash), None) = (dashes.next(), dashes.next()) else {
        return begin;
    };
    let subject = reading.phrase_after(dash + 1, end);
    let clause = subject
        .is_some_and(|subject| subject.tokens.end < end && reading.is_verb(subject.tokens.end));
    if clause { dash + 1 } else { begin }
}

/// Where what "according to" gives begins in the words before it: after a bracket left open, after a
/// colon, after what is conceded ("Though she lost, he won"), and at a last relative clause.
pub fn told_start(reading: &Reading, begin: usize, end: usize) -> usize {
    let outside = |at: &usize| reading.stretch(*at).is_none();
    let mut closed = 0;
    let mut bracket = None;
    for at in (begin..end).rev().filter(outside) {
        if !is!(reading, at, "(" | ")") {
            continue;
        }
        match reading.text(at) {
            ")" => closed += 1,
            "(" if closed == 0 => {
                bracket = Some(at);
                break;
            }
            "(" => closed -= 1,
            _ => {}
        }
    }
    let mut begin = bracket.map_or(begin, |bracket| bracket + 1);
    let colon = (begin..end)
        .rev()
        .filter(outside)
        .find(|&at| is!(reading, at, ":"));
    if let Some(colon) = colon
        && has_clause(reading, colon + 1, end)
    {
        begin = colon + 1;
    }
    let concedes = ["though", "although", "despite", "while", "even"]
        .iter()
        .any(|word| reading.equals(begin, word));
    let comma = (begin..end)
        .filter(outside)
        .find(|&at| reading.is_comma(at));
    if let (true, Some(comma)) = (concedes, comma)
        && has_clause(reading, comma + 1, end)
        && reading
            .phrase_after(comma + 1, end)
            .is_some_and(|subject| subject.tokens.end < end)
    {
        begin = comma + 1;
    }
    let last = (begin + 3..end)
        .rev()
        .filter(outside)
        .find(|&at| reading.is_comma(at));
    match last {
        Some(comma) if matches!(reading.text(comma + 1), "which" | "who") => comma + 1,
        _ => begin,
    }
}

/// Whether "while" at `at` is a noun: "out for a while", "worth her while".
fn is_time_noun(reading: &Reading, at: usize) -> bool {
    at > 0 && reading.word(at - 1).is(Word::DETERMINER | Word::POSSESSIVE)
}

/// Leaves out conjunctions, commas and stops at the end.
pub fn trim_end(reading: &Reading, start: usize, mut end: usize) -> usize {
    while end > start && reading.stretch(end - 1).is_none() {
        let at = end - 1;
        let loose = is!(
            reading,
            at,
            "," | ";" | ":" | "—" | "–" | "and" | "but" | "as"
        ) || equals!(reading, at, "while") && !is_time_noun(reading, at)
            || reading.kind(at) == TokenKind::Stop
            || is!(reading, at, ")") && (start..at).all(|open| !is!(reading, open, "("));
        if !loose {
            break;
        }
        end = at;
    }
    end
}

/// Whether a clause, not a mere noun phrase, begins at `start`: its subject with a verb after it.
pub fn is_clause(reading: &Reading, start: usize, end: usize) -> bool {
    let Some(subject) = reading.phrase_after(start, end) else {
        return reading.word(start).is(Word::SUBORDINATOR | Word::SUBJECT)
            || reading.equals(start, "there");
    };
    let next = subject.tokens.end;
    let word = reading.word(next);
    // "Cox backs the plan" ends with its verb, "Cox a liar" has none.
    let verbless = word.is(Word::DETERMINER | Word::POSSESSIVE)
        && (subject.tokens.len() < 2 || reading.is_capital(next - 1));
    next < end
        && !verbless
        // "emailed the council twice"
        && !reading.equals(next, "twice")
        && reading.kind(next) == TokenKind::Word
        && reading.stretch(next).is_none()
        && (word.is_auxiliary()
            || !word.is(Word::PREPOSITION
                | Word::CONJUNCTION
                | Word::RELATIVE
                | Word::SUBORDINATOR
                | Word::TIME
                | Word::OBJECT))
}

/// Whether at least `count` words stand in the range.
pub fn has_words(reading: &Reading, start: usize, end: usize, count: usize) -> bool {
    (start..end)
        .filter(|&at| matches!(reading.kind(at), TokenKind::Word | TokenKind::Number))
        .take(count)
        .count()
        == count
}

/// Whether a clause stands in the range: a verb, past any fronted phrase.
pub fn has_clause(reading: &Reading, start: usize, end: usize) -> bool {
    let mut start = start;
    // "That was not so"
    if equals!(reading, start, "that")
        && reading.text(start) == "That"
        && reading.is_verb(start + 1)
    {
        return start + 1 < end;
    }
    if reading
        .word(start)
        .is(Word::PREPOSITION | Word::SUBORDINATOR)
        && !reading.is_rough_number(start)
    {
        match (start..end).find(|&at| reading.is_comma(at)) {
            Some(comma) => start = comma + 1,
            // "In May he was jailed", "Among them were two boys"
            None => {
                let verb = |at: usize| {
                    let word = reading.word(at);
                    reading.kind(at) == TokenKind::Word
                        && !reading.is_capital(at)
                        && (word.is_auxiliary() || word.is(Word::VERB))
                };
                let hangs = |at: usize| reading.word(at).is(Word::SUBORDINATOR | Word::RELATIVE);
                return (start + 2..end).any(verb) && !(start..end).any(hangs);
            }
        }
    }
    (start + 1..end).any(|at| {
        reading.stretch(at).is_none()
            && (reading.is_verb(at)
                || !reading.is_capital(at)
                    && reading.text(at).ends_with("ed")
                    && !reading.word(at - 1).is(Word::DETERMINER | Word::POSSESSIVE))
    })
}

/// Whether what begins at `at` hangs on a clause before it: "because few come", "citing costs".
pub fn hangs(reading: &Reading, at: usize) -> bool {
    let word = reading.word(at);
    let doing = word.cue.is_some_and(|cue| cue.is(Cue::GERUND)) || reading.equals(at, "citing");
    doing || word.is(Word::SUBORDINATOR) && !reading.equals(at, "that")
}

/// Whether at least `count` words stand after the first comma in the range.
pub fn after_comma(reading: &Reading, start: usize, end: usize, count: usize) -> bool {
    let comma = (start..end).find(|&at| reading.is_comma(at));
    comma.is_some_and(|comma| has_words(reading, comma + 1, end, count))
}

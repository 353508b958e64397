//! Where reported content begins after its cue, told from the words between.

use std::ops::Range;

use super::according::told_behind;
use super::clause::{
    has_clause, is_clause, is_infinitive, is_plural, listener_end, skip_time, tail_end,
};
use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::{equals, is};
use super::words::Word;
use crate::text::TokenKind;

/// Where what a report gives begins after it; none where nothing it can give follows.
pub fn content_start(reading: &Reading, report: &Report, limit: usize) -> Option<usize> {
    let mut at = report.end();
    if report.manner == Manner::According {
        return told_behind(reading, report, limit);
    }
    if at >= limit || reading.kind(at) == TokenKind::Stop {
        return None;
    }
    let frames = report.frames;
    // "What Cox said was that the plan was off", but "what Cox said when he left", "all Cox says is a lie"
    let first = report.start();
    let what = first > 0 && equals!(reading, first - 1, "what");
    let all = matches!(reading.initial(first), b'a' | b'e')
        && ["all", "everything", "anything"]
            .iter()
            .any(|word| reading.equals(first, word))
        && (reading.is_capital(first + 1) || reading.word(first + 1).is(Word::SUBJECT));
    if (what || all) && report.manner == Manner::Subject && reading.stretch(at).is_none() {
        let next = reading.word(at);
        if matches!(reading.text(at), "was" | "is") && reading.equals(at + 1, "that") {
            return Some(at + 2);
        }
        let hangs = next.is(Word::SUBORDINATOR) && !reading.equals(at, "that");
        if hangs || all && next.is_auxiliary() {
            return None;
        }
    }
    // "Cox said, the plan is off"
    let as_before = report.start() > 0 && equals!(reading, report.start() - 1, "as");
    if !as_before && is!(reading, at, "," | ":" | ";") {
        // "Her answer, that she had slept, made him smile"
        if report.manner == Manner::Nominal {
            // "An allegation by the treasurer, Simon Platt, that"
            let that = (at + 1..limit).find(|&at| reading.equals(at, "that"))?;
            return Some(that + 1);
        }
        if frames & Cue::CLAUSE != 0
            && let Some(that) = that_behind(reading, at, limit, false)
        {
            return Some(that + 1);
        }
        let before = report.start().checked_sub(1);
        let clause = frames & Cue::CLAUSE != 0
            && report.manner == Manner::Subject
            && reading.opens_clause(report.start(), 0)
            && has_clause(reading, at + 1, limit)
            && !reading.word(at + 1).is(Word::RELATIVE | Word::CONJUNCTION)
            && !reading.text(at + 1).ends_with("ing")
            // "Asked what he would say, Cox left"
            && !before.is_some_and(|at| opens_question(&reading.text(at).to_lowercase()));
        return clause.then_some(at + 1);
    }
    // "was told that": whom it was told stands before.
    let passive = report.manner == Manner::Passive && frames & Cue::QUESTION == 0;
    let frames = if passive {
        frames & !Cue::LISTENER
    } else {
        frames
    };
    let listener = frames & (Cue::LISTENER | Cue::QUESTION | Cue::ORDER) != 0 && !passive;
    // "As Cox told reporters, the plan is off"
    let as_said = report.manner == Manner::Subject
        && report.start() > 0
        && equals!(reading, report.start() - 1, "as")
        && opens_sentence(reading, report.start() - 1);
    // "As Cox put it, the plan is off"
    let put_it = report.cue.len() == 2 && reading.equals(at - 1, "it");
    if as_said && (frames & Cue::CLAUSE != 0 || put_it) {
        return (at..limit.min(at + 15))
            .find(|&index| reading.text(index) == "," && reading.stretch(index).is_none())
            .map(|comma| comma + 1);
    }
    let asks = frames & (Cue::QUESTION | Cue::ORDER) != 0;
    // "asked that the vote be delayed", but not "asked that question"
    if asks
        && frames & (Cue::THAT | Cue::CLAUSE) != 0
        && frames & Cue::LISTENER == 0
        && report.manner != Manner::Passive
        && reading.equals(at, "that")
    {
        let next = reading.word(at + 1);
        // "asked that runway lights be put up"
        let begins_clause = |at: usize| {
            let subject = reading.phrase_after(at, limit);
            subject.is_some_and(|subject| reading.is_verb(subject.tokens.end))
        };
        let subject = next.is(Word::DETERMINER | Word::POSSESSIVE | Word::SUBJECT)
            || reading.is_capital(at + 1)
            || begins_clause(at + 1)
            || is_plural(reading.text(at + 1));
        let begins = subject && at + 2 < limit;
        if begins || frames & Cue::CLAUSE == 0 {
            return begins.then_some(at + 1);
        }
    }
    let tale = |phrase: Phrase| reading.word(phrase.head.end - 1).is(Word::TALE);
    if listener && reading.phrase_after(at, limit).is_some_and(tale) {
        return None;
    }
    // "said in a speech on Tuesday that"
    let tail = tail_end(reading, at, limit, listener);
    let mut that = tail;
    if is!(reading, that, ",") {
        that += 1;
    }
    // "rejected that, calling it a farce": no clause begins.
    let clause = Cue::CLAUSE | Cue::LISTENER | if asks { 0 } else { Cue::THAT };
    if frames & clause == 0 && equals!(reading, that, "that") && is!(reading, that + 1, ",") {
        return None;
    }
    // "The council responded to claims that it was late": those words are others'.
    let others = frames & Cue::ANSWER != 0 && reading.word(that - 1).is(Word::NOUN);
    if others && that > at && equals!(reading, that, "that") {
        return None;
    }
    if equals!(reading, that, "that") && that + 1 < limit && frames & (clause | Cue::OBJECT) != 0 {
        // "said that was not enough": the word stands for a thing.
        let points = reading.is_verb(that + 1) && !reading.is_capital(that + 1)
            // "called that figure absurd"
            || frames & (Cue::CLAUSE | Cue::LISTENER | Cue::THAT) == 0;
        let noun = reading
            .word(report.cue.start)
            .is(Word::NOUN | Word::NOMINAL);
        if points && !noun {
            return Some(that);
        }
        return Some(that + 1 + usize::from(is!(reading, that + 1, ",")));
    }
    if listener && tail > at && frames & (Cue::CLAUSE | Cue::LISTENER) != 0 {
        if let Some(that) = that_behind(reading, tail, limit, true) {
            return Some(that + 1);
        }
        if is!(reading, tail, "who" | "whose") {
            return None;
        }
    }
    if listener
        && tail > at
        && let Some(start) = behind_relative(reading, tail, limit)
    {
        let asked = frames & Cue::QUESTION != 0 && opens_question(reading.text(start));
        let told = frames & clause != 0 && reading.equals(start, "that");
        if asked || told {
            return Some(start + usize::from(told));
        }
    }
    if frames & Cue::CLAUSE != 0
        && let Some(that) = (at..=tail)
            .find_map(|from| that_behind(reading, from, limit, from == tail && from > at))
    {
        return Some(that + 1);
    }
    // "asked anyone who saw the crash to call"
    if frames & Cue::ORDER != 0
        && tail == at + 1
        && equals!(reading, tail, "who")
        && ["anyone", "anybody", "everyone", "everybody", "those"]
            .iter()
            .any(|who| reading.equals(at, who))
        && let Some(to) = (tail + 3..limit.min(tail + 16))
            .find(|&to| is_infinitive(reading, to) && !reading.is_verb(to - 1))
    {
        return Some(to);
    }
    if frames & Cue::QUESTION != 0 && opens_question(reading.text(tail)) {
        return Some(tail);
    }
    if frames & Cue::QUESTION != 0
        && is!(reading, tail, "about" | "for")
        && opens_content(reading, tail + 1, limit)
    {
        return Some(tail + 1);
    }
    // "promised during the campaign - to mend it"
    let aside = is!(reading, tail, "-" | "—" | "–" | ",");
    let to = if frames & Cue::INTENT != 0 && aside && tail > at {
        tail + 1
    } else {
        tail
    };
    // "vowed never to leave", "asked them not to leave", but not "asked not to be named"
    let put = report.manner == Manner::Passive;
    let refuses = (put || tail > at || frames & Cue::QUESTION == 0)
        && (equals!(reading, to, "not") || equals!(reading, to, "never"));
    let verb = to + usize::from(refuses);
    if frames & (Cue::ORDER | Cue::INTENT) != 0
        && !equals!(reading, report.cue.end - 1, "for")
        && equals!(reading, verb, "to")
        && (frames & Cue::INTENT != 0 || tail > at || put)
    {
        // "demanded to know why"
        if reading.equals(verb + 1, "know") && opens_question(reading.text(verb + 2)) {
            return Some(verb + 2);
        }
        // "called on lawmakers to act": they are part of what is called for.
        let on = matches!(reading.text(report.cue.end - 1), "on" | "upon");
        return Some(if on { at } else { to });
    }
    // "asked Ann Lee, the judge, to go"
    if frames & Cue::ORDER != 0
        && is!(reading, tail, ",")
        && tail > at
        && let Some(comma) =
            (tail + 1..limit.min(tail + 16)).find(|&index| is!(reading, index, ","))
        && equals!(reading, comma + 1, "to")
        && (tail + 1..comma).all(|index| !reading.is_verb(index))
    {
        return Some(comma + 1);
    }
    if frames & Cue::LISTENER != 0 {
        // "told reporters the plan is off"
        if tail == at {
            return None;
        }
        let mut told = listener_end(reading, at, limit);
        // "telling the committee officers still had to count by hand"
        let verb = told + usize::from(reading.word(told).is(Word::ADVERB));
        if frames & Cue::TOLD != 0 && reading.is_verb(verb) {
            told = listener_before_clause(reading, at..told).unwrap_or(told);
        }
        if reading.word(told).is_auxiliary() && frames & Cue::CLAUSE != 0 {
            // "warned the supplies might be late": no listener but the subject of the clause.
            return Some(at);
        }
        let after = skip_time(reading, told, limit);
        // "told reporters outside the court the city would appeal"
        let place = reading.word(after).is(Word::PREPOSITION) && tail > after;
        let place = place && !reading.equals(after, "of");
        let opens = reading
            .word(tail)
            .is(Word::DETERMINER | Word::POSSESSIVE | Word::SUBJECT)
            || reading.is_capital(tail) && !reading.word(tail).is(Word::RELATIVE);
        if place && opens && is_clause(reading, tail, limit) {
            return Some(tail);
        }
        return opens_content(reading, after, limit).then_some(after);
    }
    if frames & Cue::DEED != 0 && is_deed(reading, at) {
        return Some(at);
    }
    if frames & Cue::OBJECT != 0 && frames & Cue::MARKED == 0 && reading.equals(at, "as") {
        return (at + 1 < limit).then_some(at + 1);
    }
    if frames & Cue::CLAUSE != 0 {
        at = skip_time(reading, at, limit);
        // "said after the vote he would": a place or time, then a clause with its subject.
        if reading.word(at).is(Word::PREPOSITION)
            && tail > at
            && reading
                .phrase_after(tail, limit)
                .is_some_and(|subject| reading.is_verb(subject.tokens.end))
        {
            return Some(tail);
        }
        return opens_content(reading, at, limit).then_some(at);
    }
    if frames & Cue::OBJECT != 0 {
        return opens_content(reading, at, limit).then_some(at);
    }
    None
}

/// Where the listener ends in a phrase that holds the subject of what is told as well, as a verb follows:
/// "told the jury Cox had lied", "told the BBC staff were tired", "told shareholders profits fell".
fn listener_before_clause(reading: &Reading, phrase: Range<usize>) -> Option<usize> {
    let (start, last) = (phrase.start, phrase.end.checked_sub(1)?);
    let plural = |at: usize| {
        !reading.is_capital(at)
            && (is_plural(reading.text(at)) || reading.word(at).is(Word::PLURAL))
            && !reading.word(at).is(Word::DETERMINER | Word::POSSESSIVE)
            && reading.text(at) != "news"
    };
    let borders = |at: &usize| {
        let (before, next) = (at - 1, *at);
        let inside = reading
            .word(before)
            .is(Word::DETERMINER | Word::POSSESSIVE | Word::TITLE)
            || reading.kind(before) != TokenKind::Word
            || reading.kind(next) != TokenKind::Word;
        // "told a BBC reporter": the name belongs to the noun.
        let indefinite = before == start + 1 && matches!(reading.text(start), "a" | "an");
        !inside
            && (reading.is_capital(before) != reading.is_capital(next) && !indefinite
                || reading.word(next).is(Word::TITLE) && reading.is_capital(next))
    };
    // "told the court officers had lied"
    let two = plural(last) && last > start + 1 && !reading.is_capital(last - 1);
    let two = two && reading.word(start).is(Word::DETERMINER | Word::POSSESSIVE);
    // "told House leaders members would vote", "told a news agency talks had failed"
    let hears = |at: usize| {
        reading.word(at).is(Word::NAMING) && !reading.is_capital(at) || reading.equals(at, "agency")
    };
    let many =
        |at: &usize| (plural(*at - 1) || hears(*at - 1)) && reading.kind(*at) == TokenKind::Word;
    (start + 1..=last)
        .find(many)
        .or_else(|| (start + 1..=last).find(borders))
        .or_else(|| (two && !reading.word(last - 1).is(Word::DETERMINER)).then_some(last))
}

/// The "that" of what is said, behind words at `start` that tell where, when or to whom it was said: an aside
/// between commas ("said in Toledo, Ohio, that", "said, when asked if he was hurt, that"), a short clause ("said as
/// he left court that"), or `behind_phrase` which one is meant ("told the officer who stopped him that", "said in
/// a talk recorded in May that").
fn that_behind(
    reading: &Reading,
    start: usize,
    limit: usize,
    behind_phrase: bool,
) -> Option<usize> {
    const LONGEST: usize = 15;
    let aside = is!(reading, start, ",");
    let hangs = is!(reading, start, "when" | "as" | "after" | "before" | "while");
    let gathered = || {
        let first = reading.text(start);
        !reading.is_capital(start)
            && (first.ends_with("ed") || first.ends_with("ing"))
            && !reading.word(start - 1).is(Word::ADVERB)
    };
    let who = behind_phrase && (is!(reading, start, "who" | "whose") || gathered());
    if !(aside || hangs || who) {
        return None;
    }
    let ends = |at: usize| is!(reading, at, "," | ";" | ":");
    let mut rest = start + 1..limit.min(start + LONGEST);
    let that = rest.find(|&at| equals!(reading, at, "that") || !aside && ends(at))?;
    if !equals!(reading, that, "that") || that + 1 >= limit {
        return None;
    }
    let mut between = start + 1..that;
    if aside {
        let closed = is!(reading, that - 1, ",") && that - 1 > start;
        let verbless = between.all(|at| !reading.is_verb(at));
        return (closed && (verbless || reading.word(start + 1).is(Word::SUBORDINATOR)))
            .then_some(that);
    }
    // A verb that carries a clause has the "that" for itself.
    let carries = |at: usize| {
        let cue = reading.word(at).cue;
        cue.is_some_and(|cue| cue.frames & Cue::CLAUSE != 0)
    };
    (!hangs || !between.any(carries) && is_clause(reading, that + 1, limit)).then_some(that)
}

/// What follows a relative clause between commas, the first of which stands at `comma`: "told Cox, who
/// was in tears, | that", "asked Cox, whose boat it was, | whether".
fn behind_relative(reading: &Reading, comma: usize, limit: usize) -> Option<usize> {
    const LONGEST: usize = 20;
    if !is!(reading, comma, ",") || !is!(reading, comma + 1, "who" | "whose") {
        return None;
    }
    let mut rest = comma + 2..limit.min(comma + LONGEST);
    let end = rest.find(|&at| is!(reading, at, "," | ";" | ":"))?;
    (is!(reading, end, ",") && end + 2 < limit).then_some(end + 1)
}

/// Whether the word at `at` is the first of a sentence, or of what stands in brackets or after "and".
fn opens_sentence(reading: &Reading, at: usize) -> bool {
    reading.starts_sentence(at)
        || reading.word(at - 1).is(Word::CONJUNCTION)
        || reading.text(at - 1) == "("
}

/// Whether a reported clause or phrase can begin at `at`.
pub fn opens_content(reading: &Reading, at: usize, limit: usize) -> bool {
    at < limit
        && !matches!(reading.kind(at), TokenKind::Stop | TokenKind::Clitic)
        && !is!(reading, at, "," | ":" | ";" | ")" | "—" | "–" | "-")
        // A letter that was decoded wrongly ends in a symbol: "protÃ©gÃ©".
        && (reading.kind(at) != TokenKind::Symbol || reading.spaced(at))
        && !reading.word(at).is(Word::CONJUNCTION)
        && !equals!(reading, at, "to")
        && (!reading.word(at).is(Word::PREPOSITION)
            || reading.is_rough_number(at)
            || (at..limit.min(at + 12)).any(|index| reading.text(index) == ","))
}

/// Whether what somebody did begins at `at`: "killing his wife".
pub fn is_deed(reading: &Reading, at: usize) -> bool {
    let text = reading.text(at);
    text.len() > 4
        && text.ends_with("ing")
        && !reading.is_capital(at)
        && reading.kind(at + 1) == TokenKind::Word
}

/// Whether a reported question can begin with `word`: asked "whether", "why".
pub fn opens_question(word: &str) -> bool {
    matches!(
        word,
        "whether" | "if" | "why" | "how" | "what" | "who" | "when" | "where" | "which" | "whom"
    )
}

//! What the speaker did besides, after "and" or "but" behind a report: "but gave no reason".

use super::reading::Reading;
use super::signs::{equals, is};
use super::words::Word;
use crate::text::TokenKind;

/// Whether "and" at `at` goes on with what the speaker would not say: "and declined to comment", "but
/// did not give a date", or, after a comma, "and refused to go".
#[inline(never)]
pub fn refuses(reading: &Reading, at: usize, comma: bool) -> bool {
    if !is!(reading, at, "and" | "but") {
        return false;
    }
    let tells = |at: usize| reading.word(at).is(Word::TELLING);
    // ", and thanked the crew"
    let speaks = matches!(
        reading.text(at + 1),
        "thanked" | "apologized" | "apologised" | "congratulated"
    );
    if comma && speaks {
        return true;
    }
    let verb = reading.word(at + 1);
    if verb.is_auxiliary() {
        let contracted = verb.is(Word::NEGATION);
        // "will not release the files": a plan of theirs.
        return (contracted || reading.word(at + 2).is(Word::NEGATION))
            && tells(at + 3 - usize::from(contracted))
            && reading.text(at + 1) != "will";
    }
    matches!(
        reading.text(at + 1),
        "refused" | "declined" | "refuses" | "declines"
    ) && reading.equals(at + 2, "to")
        && (comma || reading.word(at + 3).cue.is_some() || tells(at + 3))
}

/// Whether ", but" at `at` goes on with what the speaker did, not with the reported clause that begins at
/// `start`, whose tense cannot be that of the verb after it: "said the pool would close, but gave no reason".
#[inline(never)]
pub fn leaves_off(reading: &Reading, start: usize, at: usize) -> bool {
    if !is!(reading, at, "," | "but" | "and") || reading.stretch(at).is_some() {
        return false;
    }
    let comma = usize::from(is!(reading, at, ","));
    let (joins, mut verb) = (at + comma, at + comma + 1);
    let but = is!(reading, joins, "but");
    if !(but || comma == 1 && is!(reading, joins, "and")) {
        return false;
    }
    while reading.word(verb).is(Word::ADVERB) {
        verb += 1;
    }
    // "gave no reason"
    if reading.word(verb + 1).is(Word::NEGATION) && reading.word(verb).is(Word::TELLING) {
        return true;
    }
    if comma == 0 || !but || reading.is_capital(verb) {
        return false;
    }
    let Some(first) = (start + 1..at).find(|&at| reading.is_verb(at)) else {
        return false;
    };
    // "he would stay, but did not", "it had fallen, but did not"
    let modal = reading.word(first).is(Word::MODAL);
    let had = matches!(reading.text(first), "had" | "has" | "have");
    if matches!(reading.text(verb), "did" | "didn't" | "didn’t") {
        return modal || had;
    }
    // "would be moved, but kept": a participle after the same "be".
    let shared = (first + 1..at).any(|at| reading.is_be(at) || reading.equals(at, "have"));
    let acts = reading.word(verb).is(Word::VERB) || reading.is_in_ed(verb);
    // "he would stay, but wanted more": perhaps his own words.
    let pronoun =
        reading.word(start).is(Word::SUBJECT) && !reading.word(start).is(Word::DETERMINER);
    modal && !shared && acts && !pronoun
}

/// Whether "and" at `at`, perhaps behind a comma, goes on with what the speaker did besides, as the verb behind it is
/// a past form, which what begins at `start` with "to" or "would" cannot go on with: "told him to stand up | and
/// sentenced him", "promised to help | and left", "said he would appeal | and flew home".
pub fn does_besides(reading: &Reading, start: usize, at: usize) -> bool {
    let and = at + usize::from(is!(reading, at, ","));
    // "he would stay, but wanted more": perhaps his own words.
    let but = equals!(reading, start, "to") && equals!(reading, and, "but");
    if !(but || equals!(reading, and, "and")) || reading.stretch(at).is_some() {
        return false;
    }
    let mut verb = and + 1;
    while reading.equals(verb, "then") || reading.word(verb).is(Word::ADVERB) {
        verb += 1;
    }
    let past = |at: usize| {
        let text = reading.text(at);
        let base = matches!(
            text,
            "put"
                | "shut"
                | "let"
                | "beat"
                | "quit"
                | "become"
                | "shed"
                | "ground"
                | "fell"
                | "found"
                | "felt"
                | "left"
        );
        let listed = reading.word(at).is(Word::VERB) && !text.ends_with('s') && !base;
        !reading.is_capital(at) && (listed || reading.is_in_ed(at) || reading.equals(at, "left"))
    };
    if !past(verb) || reading.equals(verb + 1, "by") {
        return false;
    }
    let opens = match reading.text(start) {
        "to" => Some(start + 1),
        _ => {
            let modal = start + 1;
            let own = reading.word(start).is(Word::SUBJECT);
            (own && reading.word(modal).is(Word::MODAL)).then_some(modal + 1)
        }
    };
    // "to be fined and jailed", "would have the roof mended and painted"
    let Some(first) = opens.filter(|&at| {
        !matches!(
            reading.text(at),
            "be" | "have"
                | "get"
                | "see"
                | "keep"
                | "hear"
                | "make"
                | "feel"
                | "not"
                | "want"
                | "need"
                | "like"
        )
    }) else {
        return false;
    };
    // "to help those who came and stayed"
    (first + 1..at).all(|at| {
        let word = reading.word(at);
        let closed = Word::RELATIVE | Word::SUBORDINATOR | Word::VERB;
        let of_clause = word.is(closed) && !word.is(Word::PREPOSITION) || word.is_auxiliary();
        !of_clause && !reading.is_in_ed(at) && reading.text(at) != ","
    })
}

/// Whether "and" at `at`, perhaps behind a comma, goes on with what the speaker did in front of who heard it:
/// the reported clause that begins at `start` has a modal, which would be that of "leave" as well, tells a
/// state or is about a thing: "said she would stand, and left without a word", "said she was tired of waiting
/// and hung up", "said the talks had failed and walked out".
pub fn goes_away(reading: &Reading, start: usize, at: usize) -> bool {
    let and = at + usize::from(is!(reading, at, ","));
    if !equals!(reading, and, "and") || reading.stretch(at).is_some() {
        return false;
    }
    let (verb, next) = (and + 1, and + 2);
    let ends = reading.kind(next) == TokenKind::Stop;
    let acts = reading.word(verb).is(Word::DEED)
        && (ends
            || matches!(
                reading.text(next),
                "away"
                    | "back"
                    | "down"
                    | "into"
                    | "off"
                    | "out"
                    | "up"
                    | "her"
                    | "him"
                    | "his"
                    | "the"
            ));
    // "people beaten and left homeless" are no people who went.
    let leaves = reading.equals(verb, "left")
        && match reading.text(next) {
            "the" | "his" | "her" => true,
            "without" => reading.text(next + 1).ends_with("ing"),
            _ => ends,
        };
    if !acts && !leaves {
        return false;
    }
    let Some(first) = (start + 1..at).find(|&at| reading.is_verb(at)) else {
        return false;
    };
    let thing =
        first > start && (reading.equals(start, "it") || reading.word(first - 1).is(Word::EVENT));
    // "was tired", but not "was driving": what happened next may be told as well.
    let state = reading.is_be(first) && !reading.text(first + 1).ends_with("ing")
        || reading.equals(first, "had")
            && reading
                .word(first + 1)
                .is(Word::DETERMINER | Word::OBJECT | Word::SUBJECT);
    // "those who came and left": the verb belongs to another clause, but not "had failed".
    let mut between = first + 2..at;
    let shared = between.any(|at| {
        let word = reading.word(at);
        word.is(Word::VERB | Word::RELATIVE) || word.is_auxiliary()
    });
    let modal = reading.word(first).is(Word::MODAL);
    !shared && (acts && (modal || thing || state) || leaves && modal)
}

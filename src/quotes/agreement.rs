//! Agreement: whether a word that may be a verb or a noun is the verb of the phrase before it.

use std::ops::Range;

use super::clause::{has_clause, is_plural, tail_end};
use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::words::Word;
use crate::coref::is_organization;
use crate::coref::title::is_role;
use crate::text::{Shape, TokenKind};

/// Whether a present form agrees with its subject, which tells verbs from nouns: "officials say"
/// and "the report says", but not "a news report". `cue` stands at `tokens`.
pub fn agrees(
    reading: &Reading,
    subject: &Phrase,
    cue: Cue,
    tokens: Range<usize>,
    from: usize,
) -> bool {
    let (word, end) = (reading.word(tokens.start), tokens.end);
    let last = subject.head.end - 1;
    let text = reading.text(last);
    let class = reading.word(last);
    let name = reading.is_capital(last) || class.is(Word::SUBJECT) && subject.head.len() == 1;
    // "“…,” the letter reads": a noun phrase between marked words and a verb is its subject.
    let first = subject.tokens.start;
    let after_stretch = first > from && reading.stretch(first - 1).is_some();
    if word.is(Word::NOUN | Word::NOMINAL)
        && !after_stretch
        && !closes_sentence(reading, subject, cue, tokens.clone(), from)
    {
        // "the latest demands", "Clinton emails": nouns far more often than verbs. A verb has a
        // clear subject at the start of its clause and something said after it.
        let next = reading.word(end);
        let pronoun = class.is(Word::SUBJECT)
            && subject.tokens.len() == 1
            && !class.is(Word::DETERMINER | Word::POSSESSIVE | Word::RELATIVE);
        // "Council leader calls for new bridge"
        let calls_for = reading.equals(end - 1, "for") && first == from;
        // "the bank estimates that prices", "forecasters forecast that prices"
        let one = subject.tokens.len() == 2 && begins_one(reading, first);
        let speaks = one && (is_organization(text) || is_role(text))
            || subject.tokens.len() == 1 && first == from && is_plural(text) && cue.is(Cue::BASE);
        // "groups note that Cox", "groups note that the road"
        let after_that = reading.is_capital(end + 1)
            || reading
                .word(end + 1)
                .is(Word::DETERMINER | Word::SUBJECT | Word::POSSESSIVE);
        // "the barn, which its owner claims was empty", "a cook who, two sailors claim, left"
        let comma = usize::from(first > from && reading.text(first - 1) == ",");
        let who = first.wrapping_sub(1 + comma);
        let relative = matches!(reading.text(who), "who" | "which")
            && (reading.is_verb(end) || comma == 1 && reading.text(end) == ",");
        // "One of the girls, the sitter reports, has learned to swim"
        let inserted = comma == 1
            && begins_one(reading, first)
            && reading.text(end) == ","
            && reading.is_verb(end + 1);
        let relative = relative || inserted;
        let given = pronoun
            || relative
            || next.is(Word::DETERMINER | Word::SUBJECT | Word::POSSESSIVE)
            || matches!(reading.text(end), "$" | "£" | "€")
            || calls_for
            // "Cox notes, however, that"
            || reading.text(end) == "," && reading.text(end + 2) == "," && reading.equals(end + 3, "that")
            // "the report states that it", but "states that hold primaries".
            || reading.equals(end, "that")
                && !reading.is_verb(end + 1)
                && (name || class.is(Word::PLURAL) || after_that || speaks)
            || reading.is_capital(end)
            || matches!(reading.text(end), ":" | ",") && reading.stretch(end + 1).is_some()
            || reading.text(end) == ":" && end + 1 >= reading.words.len()
            || reading.stretch(end).is_some();
        // "In it, the former minister claims that", "In the book she claims that"
        let front = reading.equals(end, "that")
            && reading.word(from).is(Word::PREPOSITION)
            && (pronoun
                || begins_one(reading, first)
                    && (reading.text(first - 1) == "," || reading.is_behind_front(first, from)));
        if !(name || class.is(Word::PLURAL) || first == from || relative || front)
            || !given
            || !(front || reading.opens_clause(first, from))
        {
            return false;
        }
    }
    let is_plural_noun = |at: usize| {
        let text = reading.text(at);
        text.len() > 3
            && text.ends_with('s')
            && !text.ends_with("ss")
            && !text.ends_with("'s")
            && !reading.word(at).is(Word::TITLE)
            || reading.word(at).is(Word::PLURAL) && !reading.word(at).is(Word::DETERMINER)
    };
    // "sources close to the campaign say", "those near him say"
    let hangs = cue.is(Cue::BASE)
        && subject.head.len() >= 2
        && !reading.is_capital(last)
        && (is_plural_noun(last - 1) || reading.equals(subject.head.start, "those"));
    // "one in five say"
    let among = reading.word(subject.tokens.end - 1);
    let rate = subject.head.end < subject.tokens.end
        && reading.equals(subject.head.end, "in")
        && (among.is(Word::PLURAL) && among.is(Word::DETERMINER)
            || reading.kind(subject.tokens.end - 1) == TokenKind::Number);
    // "Residents of Maple Street say": read as a title is, "Secretary of State".
    let of = subject.head.clone().find(|&at| reading.equals(at, "of"));
    let many_of = of.is_some_and(|of| of > first && is_plural_noun(of - 1));
    let plural = subject.joined
        || rate
        || hangs
        || many_of
        || class.is(Word::PLURAL)
        || matches!(text, "I" | "who" | "which" | "that")
        || reading.kind(last) == TokenKind::Number
        || matches!(
            text,
            "%" | "third" | "quarter" | "fifth" | "half" | "surveyed" | "polled"
        )
        || is_plural_noun(last);
    if cue.is(Cue::BASE) {
        // "the club say no offer was made"
        let many = cue.frames & Cue::SAYING != 0
            && reading.equals(first, "the")
            && !reading.is_capital(last)
            && first.checked_sub(1).is_none_or(|at| !reading.is_verb(at))
            && reading.opens_clause(first, from);
        // "RCMP say", "FIFA say"
        let acronym = || {
            subject.tokens.len() == 1
                && reading.paragraph.tokens()[last].shape == Shape::Capitals
                && reading.length(last) > 2
        };
        return plural || many || cue.frames & Cue::SAYING != 0 && acronym();
    }
    // "the bank says": with a small letter, only a phrase with a determiner is a subject.
    let first = reading.word(subject.tokens.start);
    let determined = name
        || cue.frames & Cue::SAYING != 0
        || first.is(Word::DETERMINER | Word::POSSESSIVE | Word::SUBJECT)
        || subject.head.clone().any(|at| reading.is_capital(at));
    determined && !plural || matches!(text, "who" | "which" | "that") || reading.is_capital(last)
}

/// Whether the word at `at` begins a noun phrase for one: "the", "its".
fn begins_one(reading: &Reading, at: usize) -> bool {
    ["the", "a", "an", "its", "his", "her"]
        .iter()
        .any(|word| reading.equals(at, word))
}

/// Whether a word that may be a noun, which stands at `tokens`, is the verb that ends a sentence, as a
/// subject of its own behind a comma and a whole clause stand before it: "Bees can count, researchers report
/// in Science."
fn closes_sentence(
    reading: &Reading,
    subject: &Phrase,
    cue: Cue,
    tokens: Range<usize>,
    from: usize,
) -> bool {
    let Range { start, end: last } = subject.tokens;
    let own = start >= from + 3 && reading.text(start - 1) == ",";
    // "the latest reports"
    if !own || last != tokens.start || last > start + 6 || reading.text(last - 1).ends_with("est") {
        return false;
    }
    let noun = last - 1;
    let agrees = if cue.is(Cue::BASE) {
        reading.word(noun).is(Word::PLURAL) || is_plural(reading.text(noun))
    } else {
        reading.is_capital(noun) || matches!(reading.text(start), "the" | "a" | "an")
    };
    let tail = tail_end(reading, tokens.end, reading.words.len(), false);
    agrees && reading.kind(tail) == TokenKind::Stop && has_clause(reading, from, start - 1)
}

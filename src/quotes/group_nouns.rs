//! Groups and bodies without a name among the words of a sentence: "two young architects", "fans of Derby County".

use std::ops::Range;

use super::clause::is_plural;
use super::phrase::Phrase;
use super::speaking::{are_several, can_speak};
use super::words::{Word, word};
use crate::coref::is_few;
use crate::text::{Paragraph, Shape, TokenKind};

/// The people in a subject that a verb ends which no list has: "Tenants | live with mould".
pub fn people_in(block: &Paragraph, subject: &Phrase) -> Option<Phrase> {
    let last = subject.head.end - 1;
    let lower = block.tokens()[last].shape == Shape::Lower;
    if subject.joined || !lower || is_plural(block.word(last)) || can_speak(block, last, true) {
        return None;
    }
    let mut before = subject.head.start..last;
    let written = |at: usize| block.tokens()[at].shape == Shape::Lower || at == subject.head.start;
    let people = before.rfind(|&at| written(at) && can_speak(block, at, true))?;
    Some(Phrase::of(subject.head.start..people + 1))
}

/// A subject without the verb that no list has at its end: "Striking nurses | gathered"; and of a number of people
/// those: "Hundreds of | students".
pub fn without_act(block: &Paragraph, subject: &Phrase) -> Phrase {
    let Range { start, end } = subject.head;
    let last = end - 1;
    let number = subject.tokens.len() > subject.head.len() + 1
        && subject.head.len() == 1
        && word(block.word(start), block.tokens()[start].kind).is(Word::DETERMINER)
        && block.word(end) == "of";
    if number {
        return Phrase {
            head: start..subject.tokens.end,
            ..subject.clone()
        };
    }
    // "Fans of Derby County"
    if let Some(of) = (start + 1..end).find(|&at| block.word(at) == "of")
        && can_speak(block, of - 1, true)
    {
        return Phrase {
            head: start..of,
            ..subject.clone()
        };
    }
    // "Doctors and nurses marched": the phrase breaks off.
    let and = subject.tokens.end;
    if block.word(and) == "and"
        && can_speak(block, last, true)
        && block.tokens().len() > and + 1
        && can_speak(block, and + 1, true)
    {
        return Phrase {
            joined: true,
            ..Phrase::of(start..and + 2)
        };
    }
    let acts = end > start + 1
        && subject.tokens == subject.head
        && block.tokens()[last].shape == Shape::Lower
        && block.word(last).ends_with("ed")
        && can_speak(block, last - 1, true);
    match acts {
        true => Phrase::of(start..last),
        false => subject.clone(),
    }
}

/// Where a subject ends that tells what a body is made up of: "a jury of seven women | and five men".
pub fn end_of_sum(block: &Paragraph, subject: &Range<usize>) -> Option<usize> {
    let (start, end) = (subject.start, subject.end);
    let counts = |at: usize| {
        let number = block.tokens().get(at).map(|token| token.kind) == Some(TokenKind::Number);
        number || is_few(block.word(at))
    };
    let of = (start..end).find(|&at| block.word(at) == "of");
    let sum = of.is_some_and(|of| counts(of + 1))
        && block.word(end) == "and"
        && counts(end + 1)
        && end + 2 < block.tokens().len();
    sum.then_some(end + 3)
}

/// Whether the verb at `at`, near the end of its subject at `last`, tells that the subject hears others: "Reporters
/// asked the children. They said", "The court heard from two neighbours".
pub fn hears(block: &Paragraph, at: usize, last: usize) -> bool {
    let asks = match block.word(at) {
        "asked" | "questioned" | "quizzed" | "interviewed" => true,
        // "Neighbours heard shouting."
        "heard" => can_speak(block, last, false),
        _ => false,
    };
    asks && !matches!(block.word(at - 1), "was" | "were")
}

/// Whether the noun at `at` hangs on a preposition: "outside the | houses". Who met "with | parents" met them.
pub fn hangs(block: &Paragraph, at: usize, from: usize) -> bool {
    /// "of the nearby flooded houses"
    const LONGEST: usize = 4;
    let kind = |at: usize| word(block.word(at), block.tokens()[at].kind);
    let mut before = (from..at).rev().take(LONGEST);
    let preposition = before.find(|&at| {
        let kind = kind(at);
        kind.is(Word::PREPOSITION) || kind.is(Word::CONJUNCTION) || kind.cue.is_some()
    });
    preposition.is_some_and(|at| kind(at).is(Word::PREPOSITION) && block.word(at) != "with")
}

/// The two of whom `tokens` tell without a name: "Police arrested | two brothers".
pub fn two_in(block: &Paragraph, tokens: Range<usize>) -> Option<Phrase> {
    /// "two young Dutch tourists"
    const LONGEST: usize = 4;
    let two = |at: &usize| matches!(block.word(*at), "two" | "Two" | "both" | "Both");
    if let Some(two) = tokens.clone().find(two) {
        let mut nouns = two + 1..tokens.end.min(two + 1 + LONGEST);
        let last = nouns.find(|&at| can_speak(block, at, true))?;
        return Some(Phrase::of(two..last + 1));
    }
    let siblings = ["twins", "brothers", "sisters", "parents"];
    let several = |&at: &usize| are_several(block.word(at)) || siblings.contains(&block.word(at));
    let last = tokens.clone().find(several)?;
    (last > tokens.start).then(|| Phrase::of(last - 1..last + 1))
}

/// Whether no people are told of in `tokens`.
pub fn alone_in(block: &Paragraph, tokens: &Range<usize>) -> bool {
    tokens.clone().all(|at| !can_speak(block, at, true))
}

/// The only people without a name of whom `tokens` tell, with their article: "two young architects".
pub fn only_group(block: &Paragraph, tokens: Range<usize>) -> Option<Phrase> {
    /// "two young architects from"
    const LONGEST: usize = 3;
    let class = |at: usize| word(block.word(at), block.tokens()[at].kind);
    // "the families of the victims"
    let governed = |at: usize| {
        let article = usize::from(at > 2 && block.word(at - 1) == "the");
        at > tokens.start + 2 && block.word(at - 1 - article) == "of"
    };
    let people = |at: &usize| {
        block.tokens()[*at].shape == Shape::Lower && can_speak(block, *at, true) && !governed(*at)
    };
    let mut groups = tokens.clone().filter(people);
    let last = groups.next().filter(|_| groups.next().is_none())?;
    let determiner = Word::DETERMINER | Word::POSSESSIVE;
    let plain = |at: usize| {
        let class = class(at);
        class.classes & !Word::ADJECTIVE == 0 && block.tokens()[at].shape == Shape::Lower
    };
    let first = (tokens.start..last)
        .rev()
        .take(LONGEST)
        .find(|&at| class(at).is(determiner));
    let first = first.filter(|first| (first + 1..last).all(plain));
    Some(Phrase::of(first.unwrap_or(last)..last + 1))
}

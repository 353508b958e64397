//! Nouns for those who can speak: one, "chancellor", a body, "council", or several, "neighbours".

use std::borrow::Cow;

use super::stranger::is_somebody;
use super::words::{Word, word};
use crate::coref::is_organization;
use crate::coref::title::is_likely_role;
use crate::text::{Paragraph, small};

/// Whether one word stands for two or more people: "couple".
pub fn are_several(noun: &str) -> bool {
    matches!(noun, "family" | "couple" | "pair" | "duo" | "trio")
}

/// The noun for one of those that a plural stands for: "neighbors", "policemen".
pub fn one_of(plural: &str) -> Option<Cow<'_, str>> {
    let man = || {
        plural
            .strip_suffix("men")
            .map(|man| Cow::from(format!("{man}man")))
    };
    if let Some(party) = plural.strip_suffix("ies") {
        return Some(Cow::from(format!("{party}y")));
    }
    let one = plural.strip_suffix('s');
    let witness = one
        .and_then(|one| one.strip_suffix('e'))
        .filter(|one| one.ends_with("ss"));
    witness.or(one).map(Cow::from).or_else(man)
}

/// Whether the word at `at` is a noun for those who can speak, one or many: "chancellor", "bank", "officers".
pub fn is_speaker(block: &Paragraph, at: usize) -> bool {
    let text = block.word(at);
    let one = |noun: &str| is_somebody(noun) || is_likely_role(noun) || is_organization(noun);
    one(text)
        || can_speak(block, at, false)
        || can_speak(block, at, true)
        || one_of(text).is_some_and(|noun| one(&noun))
}

/// Whether the word at `at` is a noun for those who can speak: for one body, "council", or for `many`
/// people, "police", "neighbors".
pub fn can_speak(block: &Paragraph, at: usize, many: bool) -> bool {
    let text = block.word(at);
    if !many {
        // "The coast guard called off the search."
        let guard = text == "guard" && at > 0 && matches!(block.word(at - 1), "coast" | "national");
        return is_organization(text) || text == "government" || guard;
    }
    if are_several(text) || text == "families" || text == "crews" {
        return true;
    }
    let class = word(text, block.tokens()[at].kind);
    let things = || matches!(text, "percent" | "per" | "cent" | "data" | "number");
    class.is(Word::PLURAL) && !class.is(Word::DETERMINER | Word::SUBJECT) && !things()
        || one_of(&small(text))
            .is_some_and(|one| is_somebody(&one) || is_likely_role(&one) || is_organization(&one))
}

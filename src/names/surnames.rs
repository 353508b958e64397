//! What the surnames of a text tell of its other names.

use super::lore::Lore;
use super::{Name, headlines, labels};
use crate::analysis::Kind;
use crate::coref::person::is_given_name;
use crate::key::key;
use crate::text::Paragraph;

/// From this confidence on, in percent, what is tagged as a place in front of a colon is one, among
/// questions too: "LONDON: …".
const KNOWN_PLACE: u8 = 95;

/// Whether a one-word name is the surname of somebody named in full, and stands before what only
/// people give their name to.
pub fn names_a_rule(paragraph: &Paragraph, name: &Name, lore: &Lore) -> bool {
    name.tokens.len() == 1
        && lore
            .surnames
            .contains_key(&key(paragraph.word(name.tokens.start).bytes()))
        && matches!(
            paragraph.word(name.tokens.end),
            "regime"
                | "administration"
                | "presidency"
                | "campaign"
                | "family"
                | "era"
                | "loyalists"
        )
}

/// Whether a label in capitals is the surname of somebody named in full or, among questions, no place
/// that everybody knows.
pub fn names_speaker(paragraph: &Paragraph, name: &Name, lore: &Lore) -> bool {
    if !labels::is_label(paragraph, name) {
        return false;
    }
    let surname = headlines::titled(paragraph, name);
    let last = paragraph.word(name.tokens.end - 1);
    let is_known = |word: &str| lore.surnames.contains_key(&key(word.bytes()));
    let told = is_known(&surname) || is_known(last) || labels::is_titled(paragraph, name);
    // Who speaks again and again is no place, but may be a paper that asks: "BLITZER: …", "TBP: …"
    let speaks = lore.asks > 0 || lore.recurs(last);
    told || speaks && name.kind == Kind::Place && name.confidence < KNOWN_PLACE
}

/// Whether what was taken for an organization is a given name and the surname that the text gives
/// people in full more than once: one other Stanley makes no person of Morgan Stanley.
pub fn is_relative(paragraph: &Paragraph, name: &Name, lore: &Lore) -> bool {
    let count = |surname: &str| lore.surnames.get(&key(surname.bytes())).copied();
    name.tokens.len() == 2
        && is_given_name(paragraph.word(name.tokens.start))
        && count(paragraph.word(name.tokens.end - 1)).is_some_and(|count| count > 1)
}

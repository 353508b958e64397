//! Titles and roles: what their words tell, from the list that people edit.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use super::Gender;
use crate::key::{Key, key};
use crate::lexicon::{self, Words, holds};
use crate::text::small;

pub(crate) const PEOPLE: &str = include_str!("../../seeds/lexicons/people.txt");

struct Titles {
    honorific_he: Words,
    honorific_she: Words,
    role: Words,
    role_he: Words,
    role_she: Words,
    relation_he: Words,
    relation_she: Words,
    unnamed: Words,
    epithet: Words,
    modifier: Words,
    other_modifier: Words,
    told_modifier: Words,
    field_modifier: Words,
    no_role: Words,
    heard_besides: Words,
    sunday_paper: Words,
    /// What each shorter name of a role stands for.
    same: Vec<(&'static str, &'static str)>,
    /// The words that a short form or a title stands for, with spaces between them.
    short: HashMap<Key, &'static str, FxBuildHasher>,
}

static TITLES: LazyLock<Titles> = LazyLock::new(|| {
    let section = |name| lexicon::section(PEOPLE, name);
    Titles {
        honorific_he: section("honorific he"),
        honorific_she: section("honorific she"),
        role: section("role"),
        role_he: section("role he"),
        role_she: section("role she"),
        relation_he: section("relation he"),
        relation_she: section("relation she"),
        unnamed: section("unnamed"),
        epithet: section("epithet"),
        modifier: section("modifier"),
        other_modifier: section("other modifier"),
        told_modifier: section("told modifier"),
        field_modifier: section("field modifier"),
        no_role: section("no role"),
        heard_besides: section("heard besides"),
        sunday_paper: section("sunday paper"),
        same: lexicon::lines(PEOPLE, "same roles")
            .filter_map(|line| line.split_once(':'))
            .flat_map(|(full, others)| others.split(',').map(move |other| (other.trim(), full)))
            .collect(),
        short: lexicon::lines(PEOPLE, "short roles")
            .filter_map(|line| line.split_once(' '))
            .map(|(short, long)| (key(short.bytes()), long))
            .collect(),
    }
});

/// The gender that an honorific tells; none for any other word. Honorifics begin with a capital.
pub fn honorific(word: &str) -> Option<Gender> {
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    told(word, &TITLES.honorific_he, &TITLES.honorific_she)
}

/// The gender that a role's or a relation's word tells ("chairwoman", "brother").
pub fn role_gender(word: &str) -> Option<Gender> {
    told(word, &TITLES.role_he, &TITLES.role_she)
        .or_else(|| told(word, &TITLES.relation_he, &TITLES.relation_she))
}

/// Whether a word tells what somebody is to another: "father", "widow".
pub fn is_relation(word: &str) -> bool {
    holds(&TITLES.relation_he, word) || holds(&TITLES.relation_she, word)
}

fn told(word: &str, he: &Words, she: &Words) -> Option<Gender> {
    match (holds(he, word), holds(she, word)) {
        (true, _) => Some(Gender::Male),
        (_, true) => Some(Gender::Female),
        _ => None,
    }
}

/// Whether `word` can be the head of a role: "minister", "spokeswoman".
#[inline(never)]
pub fn is_role(word: &str) -> bool {
    holds(&TITLES.role, word) || holds(&TITLES.role_he, word) || holds(&TITLES.role_she, word)
}

/// Whether "the" with `word` stands for somebody just spoken of: "the striker", "the 24-year-old".
pub fn is_epithet(word: &str) -> bool {
    holds(&TITLES.epithet, word)
}

/// Whether `word` stands for somebody of whom the text tells no name: "a witness".
pub fn is_unnamed(word: &str) -> bool {
    holds(&TITLES.unnamed, word)
}

/// Whether `word` has the ending of one who does something: "hydrologist", "beekeeper". Only
/// where an article before it and a comma after it say the rest.
pub fn is_likely_role(word: &str) -> bool {
    const ENDINGS: [&str; 9] = [
        "ist", "ian", "er", "or", "man", "woman", "person", "ologue", "ee",
    ];
    word.len() > 4 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether `word` can stand before the head of a role and belong to it: "deputy".
#[inline(never)]
pub fn is_modifier(word: &str) -> bool {
    holds(&TITLES.modifier, word) || modifier(word).is_some()
}

/// What a word before the head of a role tells of who holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modifier {
    /// Not the one with the bare role, "vice", "former".
    Other,
    /// One of those with the bare role, who is always told so: "prime", "acting".
    Told,
    /// What they are in charge of: "health".
    Field,
}

/// What a modifier tells of who holds a role; none for those that tell nothing, "new".
fn modifier(word: &str) -> Option<Modifier> {
    if is_field(word) {
        Some(Modifier::Field)
    } else if holds(&TITLES.other_modifier, word) {
        Some(Modifier::Other)
    } else {
        holds(&TITLES.told_modifier, word).then_some(Modifier::Told)
    }
}

/// Whether a word tells what somebody is in charge of: "health".
pub fn is_field(word: &str) -> bool {
    holds(&TITLES.field_modifier, word)
}

/// Whether `word` is never part of a role, though a capital may make it look so: "The", "Monday".
pub fn is_no_role(word: &str) -> bool {
    holds(&TITLES.no_role, word)
}

/// Whether a transcript notes with `word` what was heard besides words: "(APPLAUSE)".
pub fn is_heard_besides(word: &str) -> bool {
    holds(&TITLES.heard_besides, word)
}

/// Whether a newspaper is called `word` with "on Sunday" behind it.
pub fn is_sunday_paper(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && holds(&TITLES.sunday_paper, word)
}

/// A role under its full name, where it has a shorter or another one: "chief executive" for "CEO",
/// "company's chief financial officer" for "company's finance chief".
pub fn full_role(role: &str) -> Cow<'_, str> {
    for (other, full) in &TITLES.same {
        let Some(start) = role.len().checked_sub(other.len()) else {
            continue;
        };
        let ends = role.is_char_boundary(start)
            && role[start..].eq_ignore_ascii_case(other)
            && (start == 0 || role.as_bytes()[start - 1] == b' ');
        if ends {
            return Cow::Owned(format!("{}{full}", &role[..start]));
        }
    }
    Cow::Borrowed(role)
}

/// Whether a role is told as one that somebody had: "former mayor".
pub fn is_former(role: &str) -> bool {
    let mut words = role.split(|c: char| !c.is_alphanumeric());
    words.any(|word| matches!(word, "former" | "Former" | "ex" | "late" | "then"))
}

/// Whether the role `role` ("Gov.", "foreign minister") is that of "the `word`".
pub fn is_role_of(role: &str, word: &str) -> bool {
    role.split(|c: char| !c.is_alphanumeric()).any(|part| {
        let part = small(part);
        match TITLES.short.get(&key(part.bytes())) {
            Some(long) => long.split(' ').any(|long| long == word) || part == word,
            None => part == word,
        }
    })
}

/// Whether nothing that it belongs to stands behind the word in a role: the "chief" of "police chief", but
/// not of "chief executive".
fn is_head_of(role: &str, word: &str) -> bool {
    let mut parts = role.split(|c: char| !c.is_alphanumeric()).peekable();
    let mut is_head = false;
    while let Some(part) = parts.next() {
        let joint = |next: &&str| matches!(*next, "" | "of" | "for" | "at" | "in" | "to" | "and");
        is_head |= is_role_of(part, word) && parts.peek().is_none_or(joint);
    }
    is_head
}

/// How well `phrase`, "foreign minister", whose last word is the head of a role, tells who has the
/// role `role`: 0 for somebody else, 1 for who may be called so, 2 for who is.
pub fn role_fit(role: &str, phrase: &[&str]) -> u8 {
    let Some((head, before)) = phrase.split_last() else {
        return 0;
    };
    let head = small(head);
    if !is_role_of(role, &head) || is_modifier(&head) && !is_head_of(role, &head) {
        return 0;
    }
    let mut fit = 2;
    for word in before {
        match modifier(word) {
            None => {}
            Some(_) if is_role_of(role, &small(word)) => {}
            Some(Modifier::Field) => fit = 1,
            Some(_) => return 0,
        }
    }
    let another_field = fit == 1;
    for part in role.split(|c: char| !c.is_alphanumeric()) {
        let Some(modifier) = modifier(part).filter(|_| !is_role_of(part, &head)) else {
            continue;
        };
        match modifier {
            // The health minister may be the minister, but not the finance minister.
            Modifier::Field if another_field => return 0,
            Modifier::Field => {}
            _ if before.iter().any(|word| is_role_of(part, &small(word))) => {}
            Modifier::Other => return 0,
            Modifier::Told => fit = 1,
        }
    }
    fit
}

/// Whether the letters behind the name of a person stand for "the `word`": "Ann Lee QC".
pub fn has_letters_of(name: &str, word: &str) -> bool {
    matches!(name.as_bytes(), [.., b' ', b'A'..=b'Z', b'A'..=b'Z'])
        && is_role_of(&name[name.len() - 2..], word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(honorific("Mrs."), Some(Gender::Female));
        assert_eq!(honorific("miss"), None);
        assert_eq!(role_gender("spokesman"), Some(Gender::Male));
        assert_eq!(role_gender("niece"), Some(Gender::Female));
        assert!(is_role("minister") && !is_role("niece"));
        assert!(is_role_of("Gov.", "governor") && is_role_of("US Secretary of State", "secretary"));
        assert!(!is_role_of("Gov.", "mayor"));
        assert!(is_role_of("Rep.", "congresswoman") && is_role_of("Rep.", "representative"));
    }

    #[test]
    fn roles_with_other_names() {
        assert_eq!(full_role("CEO"), "chief executive");
        assert_eq!(
            full_role("firm's finance chief"),
            "firm's chief financial officer"
        );
        assert_eq!(full_role("fire chief"), "fire chief");
    }

    #[test]
    fn modifiers_of_roles() {
        for (role, phrase, expect) in [
            ("Foreign Minister", "foreign minister", 2),
            ("Finance Minister", "health minister", 0),
            ("Finance Minister", "minister", 2),
            ("Minister", "health minister", 1),
            ("Vice President", "president", 0),
            ("President", "vice president", 0),
            ("former prime minister", "prime minister", 0),
            ("prime minister", "minister", 1),
            ("Lt. Gov.", "lieutenant governor", 2),
            ("Lt. Col.", "colonel", 1),
            ("Attorney General", "secretary general", 0),
            ("club's head coach", "new coach", 2),
            ("Chief Executive", "finance chief", 0),
            ("police chief", "chief", 2),
            ("Secretary of State", "secretary", 2),
        ] {
            let words: Vec<&str> = phrase.split(' ').collect();
            assert_eq!(role_fit(role, &words), expect, "{role} / {phrase}");
        }
    }
}

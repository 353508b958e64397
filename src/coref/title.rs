//! Titles and roles: what their words tell, from the list that people edit.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use super::Gender;
use crate::key::{Key, key};
use crate::lexicon::{self, Sections, small_key};
use crate::text::small;

pub(crate) const PEOPLE: &str = include_str!("../../seeds/lexicons/people.txt");

struct Titles {
    /// What each shorter name of a role stands for.
    same: Vec<(&'static str, &'static str)>,
    /// What the list says of each word.
    words: Sections,
    /// The words that a short form or a title stands for, with spaces between them.
    short: HashMap<Key, &'static str, FxBuildHasher>,
    /// What who does something is called for it, by the forms of the verb.
    doers: HashMap<Key, &'static str, FxBuildHasher>,
    /// The same for those to whom something was done.
    undergoers: HashMap<Key, &'static str, FxBuildHasher>,
    /// The same by what they work with.
    keepers: HashMap<Key, &'static str, FxBuildHasher>,
    /// The same by what they made, "a play by".
    makers: HashMap<Key, &'static str, FxBuildHasher>,
    /// The same by where they work.
    workers: HashMap<Key, &'static str, FxBuildHasher>,
}

const HONORIFIC_HE: u32 = 1;
const HONORIFIC_SHE: u32 = 1 << 1;
const ROLE: u32 = 1 << 2;
const ROLE_HE: u32 = 1 << 3;
const ROLE_SHE: u32 = 1 << 4;
const RELATION_HE: u32 = 1 << 5;
const RELATION_SHE: u32 = 1 << 6;
const UNNAMED: u32 = 1 << 7;
const EPITHET: u32 = 1 << 8;
const MODIFIER: u32 = 1 << 9;
const OTHER_MODIFIER: u32 = 1 << 10;
const TOLD_MODIFIER: u32 = 1 << 11;
const FIELD_MODIFIER: u32 = 1 << 12;
const NO_ROLE: u32 = 1 << 13;
const HEARD_BESIDES: u32 = 1 << 14;
const SUNDAY_PAPER: u32 = 1 << 15;
const OF_A_PLACE: u32 = 1 << 16;
const NO_PERSON: u32 = 1 << 17;
const PARTY_MEMBER: u32 = 1 << 18;
const INTERVIEWER: u32 = 1 << 19;
const OF_COURT: u32 = 1 << 20;

const TELLS_BY_OBJECT: u32 = 1 << 21;
const DEEDS: u32 = 1 << 22;
const UNDERGONE: u32 = 1 << 23;
const APPOINTING: u32 = 1 << 24;
const OF_A_STATE: u32 = 1 << 25;

const MODIFIERS: u32 = MODIFIER | OTHER_MODIFIER | TOLD_MODIFIER | FIELD_MODIFIER;

const SECTIONS: [(&str, u32); 26] = [
    ("honorific he", HONORIFIC_HE),
    ("honorific she", HONORIFIC_SHE),
    ("role", ROLE),
    ("role he", ROLE_HE),
    ("role she", ROLE_SHE),
    ("relation he", RELATION_HE),
    ("relation she", RELATION_SHE),
    ("unnamed", UNNAMED),
    ("epithet", EPITHET),
    ("modifier", MODIFIER),
    ("other modifier", OTHER_MODIFIER),
    ("told modifier", TOLD_MODIFIER),
    ("field modifier", FIELD_MODIFIER),
    ("no role", NO_ROLE),
    ("heard besides", HEARD_BESIDES),
    ("sunday paper", SUNDAY_PAPER),
    ("of a place", OF_A_PLACE),
    ("no person", NO_PERSON),
    ("party member", PARTY_MEMBER),
    ("interviewer", INTERVIEWER),
    ("of court", OF_COURT),
    ("tells by object", TELLS_BY_OBJECT),
    ("deeds", DEEDS),
    ("undergone", UNDERGONE),
    ("appointing", APPOINTING),
    ("of a state", OF_A_STATE),
];

static TITLES: LazyLock<Titles> = LazyLock::new(|| Titles {
    words: Sections::read(PEOPLE, &SECTIONS),
    same: lexicon::lines(PEOPLE, "same roles")
        .filter_map(|line| line.split_once(':'))
        .flat_map(|(full, others)| others.split(',').map(move |other| (other.trim(), full)))
        .collect(),
    short: lexicon::lines(PEOPLE, "short roles")
        .filter_map(|line| line.split_once(' '))
        .map(|(short, long)| (key(short.bytes()), long))
        .collect(),
    doers: by_word("deeds"),
    undergoers: by_word("undergone"),
    keepers: by_word("called by object"),
    makers: by_word("called by work"),
    workers: by_word("called by workplace"),
});

/// Who is told by the words of each line of a section: by the word, what they are called.
fn by_word(section: &str) -> HashMap<Key, &'static str, FxBuildHasher> {
    let lines = lexicon::lines(PEOPLE, section).filter_map(|line| line.split_once(':'));
    let words = lines.flat_map(|(who, words)| {
        let words = words.split_whitespace();
        words.map(move |word| (key(word.bytes()), who))
    });
    words.collect()
}

/// What the list says of a word: one look for all that is asked of it.
#[derive(Debug, Clone, Copy)]
pub struct Known(u32);

impl Known {
    /// What it says of `word`.
    pub fn of(word: &str) -> Known {
        Known(TITLES.words.of(word))
    }

    fn is(self, bits: u32) -> bool {
        self.0 & bits != 0
    }

    /// See [`is_role`].
    pub fn is_role(self) -> bool {
        self.is(ROLE | ROLE_HE | ROLE_SHE)
    }

    /// Whether it is the head of a role or a modifier of one.
    pub fn is_role_or_modifier(self) -> bool {
        self.is(ROLE | ROLE_HE | ROLE_SHE | MODIFIERS)
    }

    /// See [`is_relation`].
    pub fn is_relation(self) -> bool {
        self.is(RELATION_HE | RELATION_SHE)
    }

    /// See [`role_gender`].
    pub fn gender(self) -> Option<Gender> {
        told(self.0, ROLE_HE, ROLE_SHE).or_else(|| told(self.0, RELATION_HE, RELATION_SHE))
    }

    /// Whether somebody is called so who has no name: [`is_epithet`] and [`is_unnamed`].
    pub fn calls(self) -> bool {
        self.is(EPITHET | UNNAMED)
    }

    /// Whether the object of the verb tells what somebody is called: "plays the cello", "runs a farm".
    pub fn tells_by_object(self) -> bool {
        self.is(TELLS_BY_OBJECT)
    }

    /// See [`doer`], which only these have.
    pub fn may_do(self) -> bool {
        self.is(DEEDS)
    }

    /// See [`undergoer`], which only these have.
    pub fn may_be_done(self) -> bool {
        self.is(UNDERGONE)
    }
}

/// Whether `word` stands in one of the sections that `bits` stand for.
fn is(word: &str, bits: u32) -> bool {
    TITLES.words.of(word) & bits != 0
}

/// The gender that an honorific tells; none for any other word. Honorifics begin with a capital.
pub fn honorific(word: &str) -> Option<Gender> {
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    told(TITLES.words.of(word), HONORIFIC_HE, HONORIFIC_SHE)
}

/// The gender that a role's or a relation's word tells ("chairwoman", "brother").
pub fn role_gender(word: &str) -> Option<Gender> {
    Known::of(word).gender()
}

/// Whether a word tells what somebody is to another: "father", "widow".
pub fn is_relation(word: &str) -> bool {
    Known::of(word).is_relation()
}

fn told(known: u32, he: u32, she: u32) -> Option<Gender> {
    if known & he != 0 {
        Some(Gender::Male)
    } else {
        (known & she != 0).then_some(Gender::Female)
    }
}

/// Whether `word` can be the head of a role: "minister", "spokeswoman".
pub fn is_role(word: &str) -> bool {
    Known::of(word).is_role()
}

/// Whether `word` is a role or an honorific, as may stand before a name: both by one look.
pub fn is_title(word: &str) -> bool {
    let known = TITLES.words.of(word);
    known & (ROLE | ROLE_HE | ROLE_SHE) != 0
        || known & (HONORIFIC_HE | HONORIFIC_SHE) != 0 && word.starts_with(char::is_uppercase)
}

/// What a word at the beginning of a person's name is that is no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// A title, or what somebody without a name is called.
    Head,
    /// What belongs to the head of a role.
    Modifier,
}

/// What `word` is before a name: [`is_title`], [`is_unnamed`] and [`is_modifier`] by one look.
pub fn lead(word: &str) -> Option<Lead> {
    let known = TITLES.words.of(word);
    let is_head = known & (ROLE | ROLE_HE | ROLE_SHE | UNNAMED) != 0
        // "Winger Ben Cole", but "Ace Frehley"
        || known & EPITHET != 0 && is_likely_role(word)
        || known & (HONORIFIC_HE | HONORIFIC_SHE) != 0 && word.starts_with(char::is_uppercase);
    match is_head {
        true => Some(Lead::Head),
        false => (known & MODIFIERS != 0).then_some(Lead::Modifier),
    }
}

/// Whether `word` is the head of a role or a modifier of one: both by one look.
pub fn is_role_or_modifier(word: &str) -> bool {
    Known::of(word).is_role_or_modifier()
}

/// Whether what follows `word` and "of" names a place: "mayor", "outskirts".
pub fn is_of_a_place(word: &str) -> bool {
    is(word, OF_A_PLACE)
}

/// Whether "the" with `word` stands for somebody just spoken of: "the striker", "the 24-year-old".
pub fn is_epithet(word: &str) -> bool {
    is(word, EPITHET)
}

/// Whether "the" with `word` stands for somebody of a party: "the Republican".
pub fn is_party_member(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && is(word, PARTY_MEMBER)
}

/// Whether it is the work of who has the role `word` to ask others for readers and viewers: "host".
pub fn is_interviewer(word: &str) -> bool {
    is(word, INTERVIEWER)
}

/// Whether who has the role `word` asks and hears others in court: "judge".
pub fn is_of_court(word: &str) -> bool {
    is(word, OF_COURT)
}

/// Whether who has the role `word` stands for a state: "ambassador".
pub fn is_of_a_state(word: &str) -> bool {
    is(word, OF_A_STATE)
}

/// Whether `word` stands for somebody of whom the text tells no name: "a witness".
pub fn is_unnamed(word: &str) -> bool {
    is(word, UNNAMED)
}

/// Whether `word` has the ending of one who does something: "hydrologist", "beekeeper". Only
/// where an article before it and a comma after it say the rest.
pub fn is_likely_role(word: &str) -> bool {
    const ENDINGS: [&str; 9] = [
        "ist", "ian", "er", "or", "man", "woman", "person", "ologue", "ee",
    ];
    word.len() > 4 && ENDINGS.iter().any(|ending| word.ends_with(ending)) && !is(word, NO_PERSON)
}

/// Whether `word` can stand before the head of a role and belong to it: "deputy".
pub fn is_modifier(word: &str) -> bool {
    is(word, MODIFIERS)
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
    let known = TITLES.words.of(word);
    if known & FIELD_MODIFIER != 0 {
        Some(Modifier::Field)
    } else if known & OTHER_MODIFIER != 0 {
        Some(Modifier::Other)
    } else {
        (known & TOLD_MODIFIER != 0).then_some(Modifier::Told)
    }
}

/// Whether a word tells what somebody is in charge of: "health".
pub fn is_field(word: &str) -> bool {
    is(word, FIELD_MODIFIER)
}

/// Whether `word` is never part of a role, though a capital may make it look so: "The", "Monday".
pub fn is_no_role(word: &str) -> bool {
    is(word, NO_ROLE)
}

/// Whether a transcript notes with `word` what was heard besides words: "(APPLAUSE)".
pub fn is_heard_besides(word: &str) -> bool {
    is(word, HEARD_BESIDES)
}

/// Whether a newspaper is called `word` with "on Sunday" behind it.
pub fn is_sunday_paper(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && is(word, SUNDAY_PAPER)
}

/// A role under its full name, where it has a shorter or another one: "chief executive" for "CEO",
/// "company's chief financial officer" for "company's finance chief", "chief executive of the line" for
/// "CEO of the line".
pub fn full_role(role: &str) -> Cow<'_, str> {
    // Where the role itself may end: before what it is a role of, or with its last word.
    let joints = [" of ", " for ", " at ", " in "];
    let spaces = role.bytes().enumerate().filter(|(_, byte)| *byte == b' ');
    let joint = |at: &usize| joints.iter().any(|joint| role[*at..].starts_with(joint));
    let ends = spaces.map(|(at, _)| at).filter(joint);
    for end in ends.chain([role.len()]) {
        for (other, full) in &TITLES.same {
            let Some(start) = end.checked_sub(other.len()) else {
                continue;
            };
            let is_other = role.is_char_boundary(start)
                && role[start..end].eq_ignore_ascii_case(other)
                && (start == 0 || role.as_bytes()[start - 1] == b' ');
            if is_other {
                return Cow::Owned(format!("{}{full}{}", &role[..start], &role[end..]));
            }
        }
    }
    Cow::Borrowed(role)
}

/// What somebody is called who does what the verb `verb` tells, with spaces between: "captain skipper" for
/// "captained".
pub fn doer(verb: &str) -> Option<&'static str> {
    TITLES.doers.get(&key(verb.bytes())).copied()
}

/// What somebody is called to whom was done what the participle `verb` tells: "defendant accused" for "charged".
pub fn undergoer(verb: &str) -> Option<&'static str> {
    TITLES.undergoers.get(&key(verb.bytes())).copied()
}

/// What somebody is called who runs what the noun `object`, in small letters, stands for: "landlord landlady" for "pub".
pub fn keeper(object: &str) -> Option<&'static str> {
    TITLES.keepers.get(&key(object.bytes())).copied()
}

/// What somebody is called by whom the work is that the noun `work`, in small letters, stands for: "playwright" for "play".
pub fn maker(work: &str) -> Option<&'static str> {
    TITLES.makers.get(&key(work.bytes())).copied()
}

/// What somebody is called who works in what the noun `place`, in small letters, stands for: "nurse doctor" for "ward".
pub fn works_at(place: &str) -> Option<&'static str> {
    TITLES.workers.get(&key(place.bytes())).copied()
}

/// Whether `verb` gives somebody an office: "appointed".
pub fn is_appointing(verb: &str) -> bool {
    is(verb, APPOINTING)
}

/// Whether a role is told as one that somebody had: "former mayor".
pub fn is_former(role: &str) -> bool {
    let mut words = role.split(|c: char| !c.is_alphanumeric());
    words.any(|word| matches!(word, "former" | "Former" | "ex" | "late" | "then"))
}

/// Whether a word before a role tells that somebody had it: "former", "retired".
fn was(word: &str) -> bool {
    matches!(word, "former" | "retired" | "ex" | "onetime" | "one-time")
}

/// Whether the role `role` ("Gov.", "foreign minister") is that of "the `word`".
pub fn is_role_of(role: &str, word: &str) -> bool {
    role.split(|c: char| !c.is_alphanumeric()).any(|part| {
        let long = TITLES.short.get(&small_key(part));
        let mut long = long.into_iter().flat_map(|long| long.split(' '));
        let small = part.chars().flat_map(char::to_lowercase);
        long.any(|long| long == word) || small.eq(word.chars())
    })
}

/// The words that a role is that of, each as one of 64 bits; none but one of them can be the word of
/// [`is_role_of`].
pub fn role_bits(role: &str) -> u64 {
    let parts = role.split(|c: char| !c.is_alphanumeric());
    let bits = parts.map(|part| {
        let long = TITLES.short.get(&small_key(part));
        let long = long.into_iter().flat_map(|long| long.split(' '));
        long.map(word_bit)
            .fold(word_bit(part), |bits, bit| bits | bit)
    });
    bits.fold(0, |bits, more| bits | more)
}

/// The bit of a word, whatever its capitals.
pub fn word_bit(word: &str) -> u64 {
    1 << (small_key(word) >> 58)
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

/// What of a role its holder is: not the president of "the president's | lawyer", nor the mayor of
/// "spokesman | for the mayor".
fn own_part(role: &str) -> &str {
    // What is another's stands at an apostrophe or behind two spaces, and most roles have neither.
    let is_owned = |byte: u8| matches!(byte, b'\'' | 0xe2);
    if !role.bytes().any(is_owned) && role.bytes().filter(|byte| *byte == b' ').count() < 2 {
        return role;
    }
    // "president of Ghana's football association"
    let head = role.find(" of ").unwrap_or(role.len());
    let owners = ["'s ", "’s ", "s' ", "s’ "];
    let owned = owners.iter().filter_map(|owner| {
        let at = role[..head].rfind(owner)?;
        Some(at + owner.len())
    });
    let role = &role[owned.max().unwrap_or(0)..];
    let joints = [" for ", " to ", " of the ", " of a ", " of an "];
    let end = joints.iter().filter_map(|joint| role.find(joint)).min();
    &role[..end.unwrap_or(role.len())]
}

/// Whether a role begins with a word that another role follows: "head" with "Head teacher".
fn begins_with(role: &str, word: &str) -> bool {
    let parts = role.split_once(' ');
    parts.is_some_and(|(first, rest)| {
        // "Head teacher of Ashfield Primary"
        let rest = rest.split(" of ").next().unwrap_or(rest);
        let last = rest.rsplit(' ').next().unwrap_or(rest);
        first.eq_ignore_ascii_case(word) && is_role(last)
    })
}

/// How well `phrase`, "foreign minister", whose last word is the head of a role, tells who has the
/// role `role`: 0 for somebody else, 1 for who may be called so, 2 for who is.
pub fn role_fit(role: &str, phrase: &[&str]) -> u8 {
    let Some((head, before)) = phrase.split_last() else {
        return 0;
    };
    let head = small(head);
    // "Deputy sheriff", "Chief constable": "the deputy", "the chief"; "chief fire officer": "the fire chief"
    let told = |word: &&str| is_role_of(role, &small(word));
    if is_modifier(&head) && begins_with(own_part(role), &head) && before.iter().all(told) {
        return 1;
    }
    if !is_role_of(own_part(role), &head) || is_modifier(&head) && !is_head_of(role, &head) {
        return 0;
    }
    let mut fit = 2;
    for word in before {
        match modifier(word) {
            None => {}
            Some(_) if is_role_of(role, &small(word)) => {}
            Some(_) if was(word) && role.split(' ').any(was) => {}
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_of_others() {
        assert_eq!(role_fit("spokesman for the mayor", &["mayor"]), 0);
        assert_eq!(role_fit("spokesman for the mayor", &["spokesman"]), 2);
        assert_eq!(role_fit("president's lawyer", &["president"]), 0);
        assert_eq!(role_fit("mayor of the city", &["mayor"]), 2);
    }

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
        assert_eq!(full_role("CEO of Quay"), "chief executive of Quay");
        assert_eq!(full_role("member of parliament for Hull"), "mp for Hull");
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
            ("Chief constable", "chief", 1),
            ("Head teacher", "head", 1),
            ("head teacher of Ash Primary", "head", 1),
            ("county's chief fire officer", "fire chief", 1),
            (
                "president of Ghana's football association",
                "new president",
                2,
            ),
            ("Secretary of State", "secretary", 2),
            ("retired postman", "former postman", 2),
            ("postman", "former postman", 0),
        ] {
            let words: Vec<&str> = phrase.split(' ').collect();
            assert_eq!(role_fit(role, &words), expect, "{role} / {phrase}");
        }
    }
}

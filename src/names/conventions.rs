//! What a name's span covers, where the learned boundaries do not settle it: a few rules that hold
//! for every text, applied to what the tagger found.
//!
//! - A headline names what the text names.
//! - Titles and roles stand outside a person's name: Russian Foreign Minister | Pavel Oresh.
//! - The common noun that tells what a place is belongs to its name: "Vnukovo airport".
//! - So do the letters of offices and orders behind it: Ann Lee | KC.
//! - They alone are no name, where somebody holds the office: one MSP.
//! - A given name may end in a small-lettered part: "Moon Jae-in".
//! - Where somebody is from is no place: "South Korean".
//! - A capital and its district are one place: "Washington, D.C."
//! - An acronym names what the words it is made of name: the Democratic Republic of Congo, the DRC.
//! - An acronym of ordinary words names no organization: an electronic voting machine, the EVM.
//! - A newspaper's day belongs to its name: the Sunday Times.
//! - So does the 's of some firms: Moody's.
//! - A nickname in marks stands inside a person's name: Robert "Bob" Vane. No other name goes over one that opens.
//! - Who gives a regime or an administration its name is a person: the Assad regime.
//! - Who bears the surname of somebody in the text after a given name is a person.
//! - A firm's first word alone is the firm: Bexley, of Bexley Estates LLC.
//! - Whose surname stands before a colon in capitals, in a transcript, is a person: FALLIN: Yes.
//! - What the words beside it call an organization is one: the water regulator, Ofwat; so is what they
//!   call a person or a place: her daughter Sofia, the mayor of Dorn, Paul Arden, D-Ohio.
//! - What stands before "airport" is its name: Borg El Arab airport.
//! - In a headline in capitals a verb parts two people: ORESH MEETS HALE.

use std::sync::LazyLock;

use super::lore::{Lesson, Lore, without_periods};
use super::surnames::{is_relative, names_a_rule, names_speaker};
use super::{Name, airports, apposed, headlines, joins, labels};
use crate::analysis::Kind;
use crate::coref::person::{has_letters, is_given_name};
use crate::coref::title::{Lead, is_likely_role, is_role, lead};
use crate::lexicon::{self, Words};
use crate::text::{Paragraph, Shape, TokenKind};

/// Words for peoples and nations: "Russian".
static PEOPLES: LazyLock<Words> =
    LazyLock::new(|| lexicon::words(include_str!("../../seeds/lexicons/peoples.txt")));

/// Applies the rules to `names`, which are sorted; they stay sorted and apart.
pub fn settle(paragraphs: &[Paragraph], names: &mut Vec<Name>) {
    let mut found: Vec<Vec<Name>> = paragraphs.iter().map(|_| Vec::new()).collect();
    for name in names.drain(..) {
        found[name.paragraph].push(name);
    }
    let mut lore = Lore::default();
    for (paragraph, found) in paragraphs.iter().zip(&mut found) {
        join(paragraph, true, found);
        lore.add(&Lesson::of(paragraph, found));
    }
    for (index, (paragraph, found)) in paragraphs.iter().zip(&mut found).enumerate() {
        settle_in(paragraph, found, &lore);
        for name in found {
            name.paragraph = index;
        }
    }
    names.extend(found.into_iter().flatten());
}

/// The rules that need no more than the paragraph of the `names`, and come before the others. `may_have_landmarks`
/// is false where none of its words is one, see [`is_landmark`].
pub fn join(paragraph: &Paragraph, may_have_landmarks: bool, names: &mut Vec<Name>) {
    names.retain(|name| {
        let last = paragraph.word(name.tokens.end - 1);
        // "A. I began when I was ten": an answer's label and its first word.
        let answer = name.tokens.start == 0 && paragraph.words(&name.tokens) == "A. I";
        // "the Dane said", but "Dane Cook"
        let told = name.kind != Kind::Place
            && name.tokens.len() == 1
            && paragraph
                .word_at(name.tokens.start.checked_sub(1))
                .eq_ignore_ascii_case("the")
            && PEOPLES.contains(last);
        // "the CFO", "(CROSSTALK)"
        let other = labels::is_direction(paragraph, name) || labels::is_short_role(paragraph, name);
        !answer && !told && !other && (name.kind != Kind::Place || !PEOPLES.contains(last))
    });
    joins::join_district(paragraph, names);
    joins::join_nickname(paragraph, names);
    joins::part_at_marks(paragraph, names);
    joins::part_bodies(paragraph, names);
    joins::join_fields(paragraph, names);
    let Landmarks {
        days,
        airports,
        firms,
    } = match may_have_landmarks {
        true => Landmarks::of(paragraph),
        false => Landmarks::default(),
    };
    joins::join_clitic(paragraph, &firms, names);
    joins::join_sunday_paper(paragraph, &days, names);
    headlines::part_at_verbs(paragraph, names);
    airports::name_airports(paragraph, &airports, names);
    labels::name_titled(paragraph, names);
    apposed::part_holders(paragraph, names);
    apposed::name_apposed(paragraph, names);
}

/// The tokens of a paragraph that some rules look for in all of it.
#[derive(Default)]
struct Landmarks {
    /// Those that are "Sunday".
    days: Vec<usize>,
    /// Nouns for airports.
    airports: Vec<usize>,
    /// Those that firms are called by that have an 's behind it.
    firms: Vec<usize>,
}

impl Landmarks {
    fn of(paragraph: &Paragraph) -> Landmarks {
        let mut landmarks = Landmarks::default();
        for at in 0..paragraph.tokens().len() {
            let word = paragraph.word(at);
            if word == SUNDAY {
                landmarks.days.push(at);
            } else if airports::NOUNS.contains(&word) {
                landmarks.airports.push(at);
            } else if joins::takes_clitic(word) {
                landmarks.firms.push(at);
            }
        }
        landmarks
    }
}

const SUNDAY: &str = "Sunday";

/// Whether rules look for `word` in the whole paragraph: few paragraphs have one.
pub fn is_landmark(word: &str) -> bool {
    word == SUNDAY || airports::NOUNS.contains(&word) || joins::takes_clitic(word)
}

/// Whether `word` says where somebody is from.
pub fn is_people(word: &str) -> bool {
    PEOPLES.contains(word)
}

/// The rules that follow from the whole document, for the joined `names` of one paragraph.
pub fn settle_in(paragraph: &Paragraph, names: &mut Vec<Name>, lore: &Lore) {
    if !lore.named.is_empty() {
        headlines::name_as_the_text(paragraph, names, |words| lore.named(words));
    }
    if !lore.ordinary.is_empty() {
        names.retain(|name| {
            name.kind != Kind::Organization
                || name.tokens.len() > 1
                || !lore.is_ordinary(without_periods(paragraph.word(name.tokens.start)))
        });
    }
    names.retain(|name| !holds_an_office(paragraph, name));
    let mut room = paragraph.tokens().len();
    for name in names.iter_mut().rev() {
        if name.tokens.len() == 1 {
            let word = paragraph.word(name.tokens.start);
            name.kind = lore
                .spelled_out(without_periods(word))
                .filter(|kind| *kind != Kind::Person)
                .unwrap_or(name.kind);
        }
        match name.kind {
            Kind::Person if lore.shortens_firm(paragraph, name) => name.kind = Kind::Organization,
            Kind::Person => {
                name.tokens.start += usize::from(labels::is_said(paragraph, name));
                name.tokens.start += title_length(paragraph, name);
                name.tokens.end -= letters_length(paragraph, name);
                name.tokens.end += tail_length(paragraph, name, room);
            }
            Kind::Place if takes_noun(paragraph, name, room) => name.tokens.end += 1,
            Kind::Organization if is_relative(paragraph, name, lore) => name.kind = Kind::Person,
            _ if names_a_rule(paragraph, name, lore) => name.kind = Kind::Person,
            _ if labels::is_full_label(paragraph, name) => name.kind = Kind::Person,
            _ if names_speaker(paragraph, name, lore) => {
                name.kind = Kind::Person;
                // "MS. LEE"
                name.tokens.start = name.tokens.end - 1;
            }
            _ => {}
        }
        room = name.tokens.start;
    }
}

/// How many tokens at the beginning of a person's name are titles and roles.
fn title_length(paragraph: &Paragraph, name: &Name) -> usize {
    let word = |at: usize| paragraph.word(name.tokens.start + at);
    let count = name.tokens.len();
    // "Hotelier Ana Ruggi": who keeps bees or an inn stands in no list. Given names in -er are shorter: "Luther".
    const SHORTEST_TRADE: usize = 7;
    if count > 2
        && word(0).len() >= SHORTEST_TRADE
        && is_likely_role(word(0))
        && !is_given_name(word(0))
        && is_given_name(word(1))
        && Shape::of(word(0)) != Shape::Capitals
    {
        return 1;
    }
    let mut length = 0;
    for at in 0..count {
        let word = word(at);
        let lead = lead(word);
        let belongs = lead.is_some()
            || PEOPLES.contains(word)
            || matches!(
                word,
                "of" | "for" | "State" | "-" | "U.S." | "U.S" | "US" | "UK"
            );
        if !belongs || is_given_name(word) {
            break;
        }
        if lead == Some(Lead::Head) {
            length = at + 1;
        }
    }
    // "Secretary of State": what the role is of goes with it.
    if length + 2 < count && matches!(word(length), "of" | "for") {
        length += 2;
    }
    if length == 0 {
        return 0;
    }
    // What is left must be a name: "Chief Justice" is none, and stays as it was found.
    let rest = length < count && Shape::of(word(length)).is_capital();
    if rest && !is_role(word(length)) {
        length
    } else {
        0
    }
}

/// What hangs on a name without being part of it: "Lee-led".
const OF_COMPOUNDS: &[&str] = &[
    "led", "era", "style", "like", "run", "owned", "based", "elect", "born", "free", "inspired",
    "backed", "linked", "ish", "esque", "type", "built", "made", "held",
];

/// How many tokens after a full name of a person are the rest of its last word: the "-in" of "Moon
/// Jae-in", but not the "-led" of "Jo Lee-led".
fn tail_length(paragraph: &Paragraph, name: &Name, room: usize) -> usize {
    let (hyphen, tail) = (name.tokens.end, name.tokens.end + 1);
    let hangs = name.tokens.len() > 1
        && tail < room
        && paragraph.word(hyphen) == "-"
        && !paragraph.spaced(hyphen)
        && !paragraph.spaced(tail)
        && paragraph.tokens()[tail].shape == Shape::Lower
        && paragraph.word(tail).len() < 7
        && !OF_COMPOUNDS.contains(&paragraph.word(tail));
    if hangs { 2 } else { 0 }
}

/// How many tokens at the end of a person's name are the letters of offices and orders: Ann Lee | KC.
fn letters_length(paragraph: &Paragraph, name: &Name) -> usize {
    let last = name.tokens.clone().skip(1).rev();
    let is_letters = |at: &usize| has_letters(paragraph.word(*at));
    last.take_while(is_letters).count()
}

/// Whether a name is but the letters of an office that one of several holds: "one MSP", but "the MLA".
fn holds_an_office(paragraph: &Paragraph, name: &Name) -> bool {
    let first = name.tokens.start;
    let one = ["a", "an", "one", "another", "every", "each"];
    name.tokens.len() == 1
        && name.kind == Kind::Organization
        && first > 0
        && has_letters(paragraph.word(first))
        && is_role(paragraph.word(first))
        && one
            .iter()
            .any(|one| paragraph.word(first - 1).eq_ignore_ascii_case(one))
}

/// Whether the token right after a place is a common noun that belongs to its name.
fn takes_noun(paragraph: &Paragraph, name: &Name, room: usize) -> bool {
    let after = name.tokens.end;
    after < room
        && paragraph.tokens()[after].kind == TokenKind::Word
        && matches!(
            paragraph.word(after),
            "airport"
                | "province"
                | "stadium"
                | "airfield"
                | "peninsula"
                | "Airport"
                | "Province"
                | "Governorate"
                | "Prefecture"
                | "Oblast"
        )
        && paragraph.sentence_of(after) == paragraph.sentence_of(after - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finds the stretch in brackets as `kind` and settles it.
    #[track_caller]
    fn check(text: &str, kind: Kind, others: &[&str], expect: (&str, Kind)) {
        let plain = text.replace(['[', ']'], "");
        let paragraph = Paragraph::new(0, &plain);
        let tokens =
            |from: usize, to: usize| paragraph.token_at(from)..paragraph.token_at(to - 1) + 1;
        let name = |tokens, kind| Name {
            paragraph: 0,
            tokens,
            kind,
            confidence: 99,
            entry: None,
        };
        let mut names = vec![name(
            tokens(text.find('[').unwrap(), text.find(']').unwrap() - 1),
            kind,
        )];
        for other in others {
            let start = plain.find(other).unwrap();
            names.push(name(tokens(start, start + other.len()), Kind::Person));
        }
        names.sort_by_key(|name| name.tokens.start);
        let own = plain[..text.find('[').unwrap()].len();
        let at = names
            .iter()
            .position(|name| paragraph.tokens()[name.tokens.start].start() == own);
        let paragraphs = [paragraph.clone()];
        settle(&paragraphs, &mut names);
        let found = &names[at.unwrap()];
        assert_eq!(
            (paragraph.words(&found.tokens), found.kind),
            expect,
            "{text}"
        );
    }

    #[test]
    fn titles_stand_outside() {
        let check = |text, expect| check(text, Kind::Person, &[], (expect, Kind::Person));
        check(
            "met [Russian Foreign Minister Pavel Oresh] on",
            "Pavel Oresh",
        );
        check("[Councilwoman LaTonya Briggs] said", "LaTonya Briggs");
        check(
            "[US Secretary of State Eleanor Whitcombe] said",
            "Eleanor Whitcombe",
        );
        check("[Detective Constable Kevin Osei] said", "Kevin Osei");
        check("[Sacha Baron Cohen] left", "Sacha Baron Cohen");
        check("[Dean Martin] left", "Dean Martin");
        check("[Chief Justice] left", "Chief Justice");
        check("[Martin Luther King] left", "Martin Luther King");
    }

    #[test]
    fn names_keep_their_last_part() {
        let check = |text, expect| check(text, Kind::Person, &[], (expect, Kind::Person));
        check("met [Moon Jae]-in on", "Moon Jae-in");
        check("the [Jo Lee]-led team", "Jo Lee");
    }

    #[test]
    fn where_people_are_from_is_no_place() {
        let paragraph = Paragraph::new(0, "A South Korean film.");
        let name = Name {
            paragraph: 0,
            tokens: 1..3,
            kind: Kind::Place,
            confidence: 99,
            entry: None,
        };
        let mut names = vec![name];
        settle(&[paragraph], &mut names);
        assert_eq!(names, []);
    }

    /// Settles stretches of `text`, all of `kind`, and tells what is left.
    #[track_caller]
    fn settled<'t>(paragraph: &'t Paragraph, found: &[&str], kind: Kind) -> Vec<&'t str> {
        let mut from = 0;
        let mut names = Vec::new();
        for letters in found {
            let start = from + paragraph.text()[from..].find(letters).unwrap();
            from = start + letters.len();
            names.push(Name {
                paragraph: 0,
                tokens: paragraph.token_at(start)..paragraph.token_at(from - 1) + 1,
                kind,
                confidence: 99,
                entry: None,
            });
        }
        settle(std::slice::from_ref(paragraph), &mut names);
        let words = |name: &Name| paragraph.words(&name.tokens);
        names.iter().map(words).collect()
    }

    #[test]
    fn acronyms_of_ordinary_words_name_nothing() {
        let check = |text, found: &[&str], expect: &[&str]| {
            let paragraph = Paragraph::new(0, text);
            assert_eq!(settled(&paragraph, found, Kind::Organization), expect);
        };
        let text = "A marsh bird count (MBC) began. The MBC ends today. MBCs are many.";
        check(text, &["MBC", "MBC", "MBCs"], &[]);
        let text = "A marsh bird count (MBC) began at the Marsh Bird Club. The MBC left.";
        let names = ["MBC", "Marsh Bird Club", "MBC"];
        check(text, &names, &names);
    }

    #[test]
    fn nicknames_stand_inside() {
        let check = |text, found: &[&str], expect: &[&str]| {
            let paragraph = Paragraph::new(0, text);
            assert_eq!(settled(&paragraph, found, Kind::Person), expect);
        };
        let text = "Then Robert \"Bob\" Vane left.";
        check(text, &["Robert \"Bob", "Vane"], &["Robert \"Bob\" Vane"]);
        let text = "Then Robert ‘Bob’ Vane left.";
        check(text, &["Robert ‘Bob", "Vane"], &["Robert ‘Bob’ Vane"]);
        let text = "Then Robert Bob, Vane left.";
        check(text, &["Robert Bob", "Vane"], &["Robert Bob", "Vane"]);
        let text = "She told Cox “Karl Braun is ill” and Lee “wants more.”";
        let expect = ["Cox", "Karl Braun", "Lee"];
        check(text, &["Cox “Karl Braun", "Lee “"], &expect);
        check("In Hull “Anger is here.”", &["Hull “Anger"], &["Hull"]);
        check(
            "the “Law and Order,” she",
            &["“Law and Order"],
            &["Law and Order"],
        );
        check("told \"Vane", &["\"Vane"], &["Vane"]);
    }

    #[test]
    fn places_take_their_noun() {
        let place = Kind::Place;
        check(
            "at [Vnukovo] airport on",
            place,
            &[],
            ("Vnukovo airport", place),
        );
        check("in [Oslo] on", place, &[], ("Oslo", place));
    }

    #[test]
    fn relatives_are_people() {
        let organization = Kind::Organization;
        let others = ["Pavel Oresh", "Jo Oresh"];
        let text = "[Ivanka Oresh] tweeted. Pavel Oresh and Jo Oresh did not.";
        check(text, organization, &others, ("Ivanka Oresh", Kind::Person));
        let text = "[Coastal Oresh] tweeted. Pavel Oresh and Jo Oresh did not.";
        check(text, organization, &others, ("Coastal Oresh", organization));
        let text = "[Morgan Oresh] tweeted. Pavel Oresh did not.";
        check(
            text,
            organization,
            &others[..1],
            ("Morgan Oresh", organization),
        );
    }

    #[test]
    fn regimes_are_named_for_people() {
        let bashar = ["Omar al-Hadid"];
        let text = "Omar al-Hadid of the [Hadid] regime";
        check(text, Kind::Organization, &bashar, ("Hadid", Kind::Person));
        let text = "Omar al-Hadid of the [Hadid] company";
        check(
            text,
            Kind::Organization,
            &bashar,
            ("Hadid", Kind::Organization),
        );
    }
}

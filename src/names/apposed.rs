//! Names whose kind the words beside them tell: organizations, "the water regulator, Ofwat, said",
//! "Ostrava Energo, a mining company, said"; people, "her daughter Sofia"; places, "the mayor of Dorn",
//! "Paul Arden, D-Ohio,".

use super::Name;
use crate::analysis::Kind;
use crate::coref::person::is_given_name;
use crate::coref::role_before_comma;
use crate::coref::title::{is_of_a_place, is_relation, is_role};
use crate::coref::{is_firm_sign, is_organization, may_have_any_name};
use crate::text::{Paragraph, Shape, TokenKind};

/// How many words may stand between an article and its noun: "a small Czech mining company".
const MOST_ADJECTIVES: usize = 4;

/// Gives each of the `names` the kind that the words beside it tell.
pub fn name_apposed(paragraph: &Paragraph, names: &mut [Name]) {
    for name in names {
        let first = paragraph.word(name.tokens.start);
        match name.kind {
            Kind::Place if is_relative(paragraph, name) => name.kind = Kind::Person,
            Kind::Place if is_traded(paragraph, name) => name.kind = Kind::Organization,
            Kind::Place | Kind::Organization if is_in_office(paragraph, name) => {
                name.kind = Kind::Person;
            }
            Kind::Person if is_state(paragraph, name) => {
                name.tokens.start = name.tokens.end - 1;
                name.kind = Kind::Place;
            }
            Kind::Person if is_governed(paragraph, name) => name.kind = Kind::Place,
            Kind::Person if has_plural_sign(paragraph, name) => name.kind = Kind::Organization,
            _ => {}
        }
        if name.kind != Kind::Organization
            && (is_called_before(paragraph, name) || is_called_after(paragraph, name))
            && (name.kind == Kind::Place || !is_given_name(first))
        {
            name.kind = Kind::Organization;
        }
    }
}

/// Takes out of names what is none of them, and makes an organization and a person of what was taken for one
/// name: "CEO of the Refugee Council | Vera Stoll".
pub fn part_holders(paragraph: &Paragraph, names: &mut Vec<Name>) {
    let mut at = 0;
    while let Some(name) = names.get_mut(at) {
        at += 1;
        drop_noun(paragraph, name);
        if name.kind == Kind::Organization
            && let Some(holder) = holder(paragraph, name)
        {
            let mut person = name.clone();
            person.tokens.start = holder;
            person.kind = Kind::Person;
            name.tokens.end = holder;
            names.insert(at, person);
        }
    }
}

/// Takes the noun that opens a sentence out of the name behind it: "Drugmaker | Harlow Foods", "Carrier |
/// Norwell Airlines", but not "Carrier Global".
fn drop_noun(paragraph: &Paragraph, name: &mut Name) {
    let first = name.tokens.start;
    let before = first.checked_sub(1).map(|at| paragraph.tokens()[at].kind);
    let opens = before.is_none_or(|kind| kind == TokenKind::Stop);
    if !opens || name.kind == Kind::Place || name.tokens.len() < 2 {
        return;
    }
    let noun = paragraph.word(first);
    // "Chipmaker Selix"
    if noun.ends_with("maker") && (name.kind == Kind::Organization || name.tokens.len() == 2) {
        name.tokens.start += 1;
        name.kind = Kind::Organization;
        return;
    }
    let firm = || {
        let noun = noun.to_lowercase();
        noun.ends_with("er") && is_organization(&noun)
    };
    let last = paragraph.word(name.tokens.end - 1);
    if name.tokens.len() > 2 && is_firm_sign(last) && firm() {
        name.tokens.start += 1;
    }
}

/// Where the name of who holds an office begins in the name of what it is an office of.
fn holder(paragraph: &Paragraph, name: &Name) -> Option<usize> {
    /// "Jo Ann Lee"
    const LONGEST: usize = 3;
    let (start, end) = (name.tokens.start, name.tokens.end);
    let article = usize::from(paragraph.word_at(start.checked_sub(1)) == "the");
    let of = start.checked_sub(1 + article)?;
    if paragraph.word(of) != "of" || !is_role(paragraph.word_at(of.checked_sub(1))) {
        return None;
    }
    let first = (start + 1).max(end.saturating_sub(LONGEST));
    let mut starts = first..end.saturating_sub(1);
    starts.find(|&at| {
        is_given_name(paragraph.word(at)) && is_organization(&paragraph.word(at - 1).to_lowercase())
    })
}

/// Whether the word before the name calls its bearer a relative of somebody: "her daughter Sofia".
fn is_relative(paragraph: &Paragraph, name: &Name) -> bool {
    // "with his wife, Ilsa."
    let comma = paragraph.word_at(name.tokens.start.checked_sub(1)) == ",";
    let closes = matches!(paragraph.word(name.tokens.end), "," | "." | "(");
    let Some(relation) = name.tokens.start.checked_sub(1 + usize::from(comma)) else {
        return false;
    };
    if comma && !closes {
        return false;
    }
    // "his late wife Florence"
    let mut owners = (0..relation).rev().take(2);
    is_relation(paragraph.word(relation))
        && paragraph.tokens()[relation].shape == Shape::Lower
        && owners.any(|at| {
            matches!(
                paragraph.word(at),
                "his" | "her" | "their" | "my" | "our" | "whose" | "His" | "Her" | "Their" | "My"
            ) || paragraph.tokens()[at].kind == TokenKind::Clitic
        })
}

/// Whether somebody's name stands between commas behind their office: "The mayor, Sian Wells, said", "The MP
/// for Stroud, Sian Wells, said".
fn is_in_office(paragraph: &Paragraph, name: &Name) -> bool {
    let (start, end) = (name.tokens.start, name.tokens.end);
    let parted = paragraph.word_at(start.checked_sub(1)) == "," && paragraph.word(end) == ",";
    if !parted || name.tokens.len() < 2 || !is_given_name(paragraph.word(start)) {
        return false;
    }
    let sentence = &paragraph.sentences[paragraph.sentence_of(start)];
    is_role(paragraph.word_at(start.checked_sub(2)))
        || role_before_comma(paragraph, sentence.start..start, &(end..sentence.end)).is_some()
}

/// Whether the name is a state behind the letter of a party: "Paul Arden, D-Ohio,".
fn is_state(paragraph: &Paragraph, name: &Name) -> bool {
    let (start, end) = (name.tokens.start, name.tokens.end);
    end - start == 3
        && matches!(paragraph.word(start), "D" | "R" | "I")
        && paragraph.word(start + 1) == "-"
        && matches!(
            paragraph.word_at(start.checked_sub(1)),
            "," | "(" | "[" | "-"
        )
}

/// Whether shares are held in what is named: "Shares in Norvex fell".
pub fn is_traded(paragraph: &Paragraph, name: &Name) -> bool {
    let word = |back: usize| paragraph.word_at(name.tokens.start.checked_sub(back));
    word(1) == "in" && word(2).eq_ignore_ascii_case("shares")
}

/// Whether the last word of the name is one that firms have, in the plural, and no people: "Harlan Foods".
fn has_plural_sign(paragraph: &Paragraph, name: &Name) -> bool {
    let last = paragraph.word(name.tokens.end - 1);
    name.tokens.len() > 1 && last.ends_with('s') && is_firm_sign(last)
}

/// Whether the name says what somebody governs or what lies there: "the mayor of Dorn".
fn is_governed(paragraph: &Paragraph, name: &Name) -> bool {
    let start = name.tokens.start;
    start > 1
        && name.tokens.len() == 1
        && paragraph.word(start - 1) == "of"
        && is_of_a_place(paragraph.word(start - 2))
        && !paragraph
            .tokens()
            .get(name.tokens.end)
            .is_some_and(|next| next.kind == TokenKind::Clitic)
}

/// Whether a noun for an organization stands before the name: "The broadcaster, Volny, said", "The
/// housing charity Shelter said".
fn is_called_before(paragraph: &Paragraph, name: &Name) -> bool {
    let start = name.tokens.start;
    let commas = paragraph.word_at(start.checked_sub(1)) == ",";
    let closed = matches!(paragraph.word(name.tokens.end), "," | "(");
    let Some(noun) = start.checked_sub(1 + usize::from(commas)) else {
        return false;
    };
    let sentence = &paragraph.sentences[paragraph.sentence_of(start)];
    if !is_noun(paragraph, noun) || noun < sentence.start || commas != closed {
        return false;
    }
    let mut before = (sentence.start..noun).rev().take(MOST_ADJECTIVES + 1);
    let article = before.find(|at| is_article(paragraph, *at));
    // "told the newspaper London was": a clause may begin with the name, and "the firm Cox founded" tells whose it is.
    let opens = |first: usize| {
        let clause = name.kind == Kind::Person && is_clause(paragraph, name.tokens.end);
        first == sentence.start && !clause && name.tokens.len() == 1
    };
    if let Some(article) = article {
        return commas || opens(article) && (name.kind == Kind::Place || article + 2 < noun + 1);
    }
    // "Car maker Brenta", "Regional airline Skyward"
    let lead = sentence.start..noun;
    let words = |at: usize| paragraph.tokens()[at].kind == TokenKind::Word;
    !commas && (1..=2).contains(&lead.len()) && lead.clone().all(words) && opens(lead.start)
}

/// Whether what begins at `at` is what somebody did to the one before the name: "The firm Cox | founded in Leeds".
fn is_clause(paragraph: &Paragraph, at: usize) -> bool {
    const DEEDS: [&str; 14] = [
        "founded", "built", "owned", "owns", "runs", "ran", "led", "leads", "joined", "left",
        "started", "created", "had", "has",
    ];
    let works = ["works", "worked"].contains(&paragraph.word(at));
    works || DEEDS.contains(&paragraph.word(at))
}

/// Whether the name is called an organization behind its comma: ", a mining company, said".
fn is_called_after(paragraph: &Paragraph, name: &Name) -> bool {
    let article = name.tokens.end + 1;
    if paragraph.word(name.tokens.end) != "," || !is_article(paragraph, article) {
        return false;
    }
    let words = article + 1..(article + 2 + MOST_ADJECTIVES).min(paragraph.tokens().len());
    let mut plain = words.take_while(|at| paragraph.tokens()[*at].kind == TokenKind::Word);
    let Some(noun) = plain.find(|at| is_noun(paragraph, *at)) else {
        return false;
    };
    // "a company director", "the club's captain"
    matches!(
        paragraph.word(noun + 1),
        "," | "." | "(" | "that" | "which" | "based" | "in" | "with" | "owned" | "founded"
    )
}

/// Whether one word that opens a sentence, and was taken for a person, is called a firm with which the next sentence
/// opens: "Novacell won approval. The drugmaker said", but "Cox has left the firm. The firm said".
pub fn is_called_next(paragraph: &Paragraph, name: &Name) -> bool {
    /// Whom the tagger is as sure of as of "Obama" is a person, though the next sentence tells of a company.
    const SURE: u8 = 90;
    let first = name.tokens.start;
    if name.kind != Kind::Person || name.tokens.len() > 1 || name.confidence > SURE {
        return false;
    }
    let sentence = paragraph.sentence_of(first);
    let own = &paragraph.sentences[sentence];
    let Some(next) = paragraph.sentences.get(sentence + 1) else {
        return false;
    };
    if own.start != first
        || paragraph.word(next.start) != "The"
        || is_given_name(paragraph.word(first))
    {
        return false;
    }
    let mut nouns = (next.start + 1..next.end).take(2);
    let Some(noun) = nouns.find(|at| is_business(paragraph, *at)) else {
        return false;
    };
    let goes_on = paragraph.word(noun + 1);
    let is_owner = paragraph.owns(noun + 1) || goes_on == "of";
    let mut told = own.clone();
    !is_owner && !told.any(|at| paragraph.word(at) == paragraph.word(noun))
}

/// Whether a word stands for a business, not for a group or a paper of which a person may be spoken of as well.
fn is_business(paragraph: &Paragraph, at: usize) -> bool {
    let word = paragraph.word(at);
    let business = [
        "company", "firm", "airline", "carrier", "retailer", "lender", "insurer", "brewer",
        "utility", "start-up", "startup",
    ];
    paragraph.tokens()[at].shape == Shape::Lower
        && (business.contains(&word) || word.ends_with("maker") && is_organization(word))
}

fn is_article(paragraph: &Paragraph, at: usize) -> bool {
    let articles = ["the", "a", "an"];
    articles
        .iter()
        .any(|article| paragraph.word(at).eq_ignore_ascii_case(article))
}

/// Whether a word stands for organizations whose names often do not tell what they are.
fn is_noun(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.tokens()[at].shape == Shape::Lower && may_have_any_name(paragraph.word(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: &str, kind: Kind, expect: Kind) {
        let paragraph = Paragraph::new(0, text);
        let start = text.find(name).unwrap();
        let tokens = paragraph.token_at(start)..paragraph.token_at(start + name.len() - 1) + 1;
        let mut names = [Name {
            paragraph: 0,
            tokens,
            kind,
            confidence: 99,
            entry: None,
        }];
        name_apposed(&paragraph, &mut names);
        assert_eq!(names[0].kind, expect, "{text}");
    }

    #[test]
    fn nouns_beside_names_tell() {
        let (person, place, organization) = (Kind::Person, Kind::Place, Kind::Organization);
        check(
            "The water regulator, Ofwat, said no.",
            "Ofwat",
            place,
            organization,
        );
        check(
            "The housing charity Refuge said no.",
            "Refuge",
            place,
            organization,
        );
        check(
            "She told the charity London was full.",
            "London",
            place,
            place,
        );
        check("It left the bank, London, and us.", "us", place, place);
        check(
            "Velta Energo, a mining company, shut.",
            "Velta Energo",
            person,
            organization,
        );
        check(
            "Velta Energo, a company director, left.",
            "Velta Energo",
            person,
            person,
        );
        check("Ann Lee, a bank, left.", "Ann Lee", person, person);
        check("The club, Ann Lee, left.", "Ann Lee", person, person);
    }

    #[test]
    fn who_holds_an_office_is_no_part_of_it() {
        let text = "CEO of the Refugee Council Vera Stoll and the Council of Europe left.";
        let paragraph = Paragraph::new(0, text);
        let mut names = vec![Name {
            paragraph: 0,
            tokens: 3..7,
            kind: Kind::Organization,
            confidence: 99,
            entry: None,
        }];
        part_holders(&paragraph, &mut names);
        let found: Vec<&str> = names
            .iter()
            .map(|name| paragraph.words(&name.tokens))
            .collect();
        assert_eq!(found, ["Refugee Council", "Vera Stoll"]);
        assert_eq!(names[1].kind, Kind::Person);
    }

    #[test]
    fn relatives_are_people() {
        let (person, place) = (Kind::Person, Kind::Place);
        check("She and her son Jordan left.", "Jordan", place, person);
        check("He and Cox's late wife Paris left.", "Paris", place, person);
        check("A son of Paris left.", "Paris", place, place);
    }

    #[test]
    fn who_is_in_office_is_a_person() {
        let (person, organization) = (Kind::Person, Kind::Organization);
        check(
            "The MP for Hull, Sian Wells, left.",
            "Sian Wells",
            organization,
            person,
        );
        check(
            "The mayor, Sian Wells, left.",
            "Sian Wells",
            organization,
            person,
        );
        check(
            "The head of Quay, Andes Gold, left.",
            "Andes Gold",
            organization,
            organization,
        );
        check(
            "The firm, Sian Wells, left.",
            "Sian Wells",
            organization,
            organization,
        );
    }

    #[test]
    fn what_is_governed_is_a_place() {
        let (person, place) = (Kind::Person, Kind::Place);
        check("The mayor of Dorn left.", "Dorn", person, place);
        check("The city of Dorn's wife left.", "Dorn", person, person);
        check("The mother of Dorn left.", "Dorn", person, person);
        check("Sen. Paul Arden, D-Ohio, left.", "D-Ohio", person, place);
    }
}

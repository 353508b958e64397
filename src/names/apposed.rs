//! Organizations that were taken for a place or a person, where a noun for an organization stands
//! beside the name: "the water regulator, Ofwat, said", "Ostrava Energo, a mining company, said".

use super::Name;
use crate::analysis::Kind;
use crate::coref::may_have_any_name;
use crate::coref::person::is_given_name;
use crate::text::{Paragraph, Shape, TokenKind};

/// How many words may stand between an article and its noun: "a small Czech mining company".
const MOST_ADJECTIVES: usize = 4;

/// Makes an organization of each of the `names` that the words beside it call one.
pub fn name_apposed(paragraph: &Paragraph, names: &mut [Name]) {
    for name in names {
        let first = paragraph.word(name.tokens.start);
        if name.kind != Kind::Organization
            && (name.kind == Kind::Place || !is_given_name(first))
            && (is_called_before(paragraph, name) || is_called_after(paragraph, name))
        {
            name.kind = Kind::Organization;
        }
    }
}

/// Whether a noun for an organization stands before the name: "The broadcaster, Volny, said", "The
/// housing charity Shelter said".
fn is_called_before(paragraph: &Paragraph, name: &Name) -> bool {
    let start = name.tokens.start;
    let commas = paragraph.word_at(start.checked_sub(1)) == ",";
    let closed = matches!(paragraph.word_at(Some(name.tokens.end)), "," | "(");
    let Some(noun) = start.checked_sub(1 + usize::from(commas)) else {
        return false;
    };
    let sentence = &paragraph.sentences[paragraph.sentence_of(start)];
    if !is_noun(paragraph, noun) || noun < sentence.start || commas != closed {
        return false;
    }
    let mut before = (sentence.start..noun).rev().take(MOST_ADJECTIVES + 1);
    let article = before.find(|at| is_article(paragraph, *at));
    // "told the newspaper London was": a clause may begin with the name.
    article.is_some_and(|article| commas || article == sentence.start && name.kind == Kind::Place)
}

/// Whether the name is called an organization behind its comma: ", a mining company, said".
fn is_called_after(paragraph: &Paragraph, name: &Name) -> bool {
    let article = name.tokens.end + 1;
    if paragraph.word_at(Some(name.tokens.end)) != "," || !is_article(paragraph, article) {
        return false;
    }
    let words = article + 1..(article + 2 + MOST_ADJECTIVES).min(paragraph.tokens.len());
    let mut plain = words.take_while(|at| paragraph.tokens[*at].kind == TokenKind::Word);
    let Some(noun) = plain.find(|at| is_noun(paragraph, *at)) else {
        return false;
    };
    // "a company director", "the club's captain"
    matches!(
        paragraph.word_at(Some(noun + 1)),
        "," | "." | "(" | "that" | "which" | "based" | "in" | "with" | "owned" | "founded"
    )
}

fn is_article(paragraph: &Paragraph, at: usize) -> bool {
    let articles = ["the", "a", "an"];
    articles
        .iter()
        .any(|article| paragraph.word_at(Some(at)).eq_ignore_ascii_case(article))
}

/// Whether a word stands for organizations whose names often do not tell what they are.
fn is_noun(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.tokens[at].shape == Shape::Lower && may_have_any_name(paragraph.word(at))
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
}

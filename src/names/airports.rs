//! Airports: the words with capitals right before "airport" are its name, whatever they name
//! elsewhere.

use super::Name;
use super::conventions::is_people;
use crate::analysis::Kind;
use crate::coref::title::{honorific, is_no_role};
use crate::text::{Paragraph, TokenKind};

/// How sure, in percent, a name is that only the noun after it tells.
const TOLD: u8 = 80;

/// What an airport is called behind its name.
pub const NOUNS: [&str; 3] = ["airport", "Airport", "airfield"];

/// Makes a place of each airport whose name was not found, or was taken for the person whom it
/// honours: "Borg El Arab airport", "Ben Gurion airport". `nouns` are the tokens that are [`NOUNS`]; `names` stay
/// sorted.
pub fn name_airports(paragraph: &Paragraph, nouns: &[usize], names: &mut Vec<Name>) {
    for noun in nouns {
        name_airport(paragraph, *noun, names);
    }
}

fn name_airport(paragraph: &Paragraph, noun: usize, names: &mut Vec<Name>) {
    let sentence = paragraph.sentences[paragraph.sentence_of(noun)].clone();
    let is_part = |at: &usize| {
        let token = paragraph.tokens()[*at];
        token.kind == TokenKind::Word && token.shape.is_capital()
    };
    let mut run = (sentence.start..noun).rev().take_while(is_part).count();
    // "The Lagos airport", "Egyptian Army airport": what stands before may be no name.
    let is_before = |word: &str| is_no_role(word) || is_people(word);
    while run > 0 && is_before(paragraph.word(noun - run)) {
        run -= 1;
    }
    let start = noun - run;
    let is_titled = (start..noun).any(|at| honorific(paragraph.word(at)).is_some());
    // One word alone is a name as often as it is none: "Terminal", "Every".
    if run < 2 || is_titled {
        return;
    }
    let first = names.partition_point(|name| name.tokens.end <= start);
    let last = names.partition_point(|name| name.tokens.start <= noun);
    let tokens = start..noun + 1;
    match &mut names[first..last] {
        [] => names.insert(
            first,
            Name {
                paragraph: 0,
                tokens,
                kind: Kind::Place,
                confidence: TOLD,
                entry: None,
            },
        ),
        [honoured] if honoured.kind == Kind::Person && honoured.tokens == (start..noun) => {
            honoured.tokens = tokens;
            honoured.kind = Kind::Place;
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is named where the tagger found the person in brackets, or nobody.
    #[track_caller]
    fn check(marked: &str, expect: &[&str]) {
        let plain = marked.replace(['[', ']'], "");
        let paragraph = Paragraph::new(0, &plain);
        let mut names = Vec::new();
        if let (Some(from), Some(to)) = (marked.find('['), marked.find(']')) {
            names.push(Name {
                paragraph: 0,
                tokens: paragraph.token_at(from)..paragraph.token_at(to - 2) + 1,
                kind: Kind::Person,
                confidence: 99,
                entry: None,
            });
        }
        let is_noun = |at: &usize| NOUNS.contains(&paragraph.word(*at));
        let nouns: Vec<usize> = (0..paragraph.tokens().len()).filter(is_noun).collect();
        name_airports(&paragraph, &nouns, &mut names);
        let found: Vec<String> = names
            .iter()
            .map(|name| format!("{} {}", name.kind.name(), paragraph.words(&name.tokens)))
            .collect();
        assert_eq!(found, expect, "{marked}");
    }

    #[test]
    fn airports_are_places() {
        let place = ["place Borg El Arab airport"];
        check("It left Borg El Arab airport.", &place);
        check("At Borg El Arab airport crowds waited.", &place);
        check("It left the Egyptian Borg El Arab airport.", &place);
        check(
            "She left [Ben Gurion] airport on Friday.",
            &["place Ben Gurion airport"],
        );
    }

    #[test]
    fn what_is_no_name_stays_so() {
        check("The airport was closed.", &[]);
        check("A British Army airfield lay there.", &[]);
        check("Every airport was closed.", &[]);
        check("Then [Hale] airport staff left.", &["person Hale"]);
        check(
            "Then Mr. [Jo Hale] flew from the airport.",
            &["person Jo Hale"],
        );
    }
}

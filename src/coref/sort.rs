//! Of which sort an organization is, as far as its name tells: what "the ministry" can stand for.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use super::title::PEOPLE;
use crate::key::{Key, key};
use crate::lexicon::{self, Words, holds};
use crate::text::{Paragraph, Shape, TokenKind};

/// A sort of organization.
#[derive(Debug)]
pub struct Sort {
    /// Words that stand for one: "ministry"; a name that holds one tells the sort, too.
    words: Words,
    /// What else tells the sort in a name.
    signs: Words,
    /// Whether many names of the sort tell nothing, so that "the bank" may be any.
    often_untold: bool,
    /// Whether some tell nothing.
    untold: bool,
}

/// Each is its own: there is one of every line.
impl PartialEq for Sort {
    fn eq(&self, other: &Sort) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Sort {}

impl Sort {
    /// Reads a line of the lexicon.
    fn of(line: &'static str) -> Sort {
        let (words, signs) = line.split_once(':').unwrap_or((line, ""));
        Sort {
            words: words.split_whitespace().collect(),
            signs: signs.split_whitespace().collect(),
            often_untold: signs.trim_start().starts_with('*'),
            untold: signs.trim_start().starts_with(['*', '+']),
        }
    }

    /// The sort that "the `word`" stands for one of; none for most words.
    pub fn called(word: &str) -> Option<&'static Sort> {
        CALLED.get(&key(word.bytes())).map(|at| &SORTS[*at])
    }

    /// How well it may be said of the organization with this name that it is one.
    pub fn fits(&self, name: &str) -> Option<Fit> {
        if self.is_told_by(name) {
            Some(Fit::Told)
        } else if self.often_untold
            && !is_news_agency(name)
            && !words(name).any(|word| holds(&TELLING, word))
        {
            Some(Fit::Possible)
        } else {
            None
        }
    }

    fn is_told_by(&self, name: &str) -> bool {
        words(name).any(|word| holds(&self.words, word) || holds(&self.signs, word))
    }
}

static SORTS: LazyLock<Vec<Sort>> = LazyLock::new(|| {
    lexicon::lines(PEOPLE, "organization")
        .map(Sort::of)
        .collect()
});

/// All words that tell one of the [`SORTS`] in a name.
static TELLING: LazyLock<Words> = LazyLock::new(|| {
    let lines = lexicon::lines(PEOPLE, "organization");
    let words = lines.flat_map(|line| line.split([':', ' ', '\t']));
    words.filter(|word| !word.is_empty()).collect()
});

/// Which of the [`SORTS`] each word stands for.
static CALLED: LazyLock<HashMap<Key, usize, FxBuildHasher>> = LazyLock::new(|| {
    let lines = lexicon::lines(PEOPLE, "organization").enumerate();
    let words = lines.flat_map(|(at, line)| {
        let words = line.split_once(':').map_or(line, |(words, _)| words);
        words
            .split_whitespace()
            .map(move |word| (key(word.bytes()), at))
    });
    words.collect()
});

/// Names of news agencies, which stand in datelines and beside authors.
static NEWS_AGENCIES: LazyLock<Words> = LazyLock::new(|| lexicon::section(PEOPLE, "news agency"));

/// Whether a name is that of a news agency, or the last word of one: "AFP", "Associated Press".
pub fn is_news_agency(name: &str) -> bool {
    let last = name.rsplit([' ', '-']).next().unwrap_or(name);
    holds(&NEWS_AGENCIES, last)
}

/// How well a word for a sort stands for an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Its name tells that it is one: "the bank" for the World Bank.
    Told,
    /// Its name tells nothing, and it may be one: "the bank" for Barclays.
    Possible,
}

/// The sort that a noun beside the name of an organization tells, which has these tokens: "the budget airline | Hopp",
/// "its publisher, | Harbour,", "Hopp, | a budget airline,".
pub fn sort_beside(paragraph: &Paragraph, name: &Range<usize>) -> Option<&'static Sort> {
    /// "a small Czech mining company"
    const LONGEST: usize = 5;
    let word = |at: usize| paragraph.word(at);
    let noun = |at: usize| {
        // Whatever a firm or a group does, it is one.
        let tells = |sort: &&Sort| !holds(&sort.words, "company") && !holds(&sort.words, "group");
        let lower = paragraph
            .tokens()
            .get(at)
            .is_some_and(|token| token.shape == Shape::Lower);
        lower
            .then(|| Sort::called(word(at)))
            .flatten()
            .filter(tells)
    };
    let closes = matches!(word(name.end), "," | "(" | ".");
    let comma = name.start > 0 && word(name.start - 1) == ",";
    let before = name.start.checked_sub(1 + usize::from(comma));
    if let Some(sort) = before.filter(|_| !comma || closes).and_then(noun) {
        return Some(sort);
    }
    let article = name.end + 1;
    if word(name.end) != "," || !matches!(word(article), "a" | "an" | "the") {
        return None;
    }
    let words = (article + 1..article + 1 + LONGEST).take_while(|at| {
        paragraph
            .tokens()
            .get(*at)
            .is_some_and(|it| it.kind == TokenKind::Word)
    });
    let mut nouns = words.filter(|at| {
        matches!(
            word(at + 1),
            "," | "." | "(" | "that" | "which" | "based" | "in" | "with" | "of" | "for"
        )
    });
    nouns.next().and_then(noun)
}

/// Whether `word` stands for an organization of some sort.
pub fn is_organization(word: &str) -> bool {
    Sort::called(word).is_some()
}

/// Whether `word` at the end of a name tells that it is a firm: "Foods".
pub fn is_firm_sign(word: &str) -> bool {
    Sort::called("company").is_some_and(|sort| holds(&sort.signs, word))
}

/// Whether `word` in a name tells that it is a newspaper: "Times".
pub fn is_newspaper(word: &str) -> bool {
    let of = |sort: &&Sort| sort.words.contains("newspaper");
    let mut sorts = SORTS.iter();
    sorts.find(of).is_some_and(|sort| holds(&sort.signs, word))
}

/// Whether `word` stands for organizations of a sort that not all names tell: "charity".
pub fn may_have_any_name(word: &str) -> bool {
    Sort::called(word).is_some_and(|sort| sort.untold)
}

/// Whether the name holds `word`, as it is written: "the Journal" for the Wall Street Journal.
pub fn holds_name(name: &str, word: &str) -> bool {
    let word = word.trim_end_matches('.');
    words(name).any(|part| part.trim_end_matches('.') == word)
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_sort() {
        let check = |word, name, expect| {
            let fit = Sort::called(word).and_then(|sort| sort.fits(name));
            assert_eq!(fit, expect, "{word} {name}");
        };
        check("ministry", "Daily Herald", None);
        check("ministry", "Interior Ministry", Some(Fit::Told));
        check("ministry", "Barclays", None);
        check("bank", "Barclays", Some(Fit::Possible));
        check("bank", "World Bank", Some(Fit::Told));
        check("bank", "Supreme Court", None);
        check("union", "United Steelworkers", Some(Fit::Told));
        check("survey", "American Community Survey", None);
    }
}

//! The names of people: their parts, and whether two of them can name one person.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use super::Gender;
use super::title::PEOPLE;
use crate::lexicon::{self, Words};
use crate::text::{Paragraph, TokenKind, bare, small};

const GIVEN_NAMES: &str = include_str!("../../seeds/lexicons/given-names.txt");

static PARTICLES: LazyLock<Words> = LazyLock::new(|| lexicon::section(PEOPLE, "particle"));
static SUFFIXES: LazyLock<Words> = LazyLock::new(|| lexicon::section(PEOPLE, "suffix"));
static GENERATIONS: LazyLock<Words> = LazyLock::new(|| lexicon::section(PEOPLE, "generation"));
static HE: LazyLock<Words> = LazyLock::new(|| lexicon::section_bare(GIVEN_NAMES, "he"));
static SHE: LazyLock<Words> = LazyLock::new(|| lexicon::section_bare(GIVEN_NAMES, "she"));

/// Each short form or the name it stands for, with the groups it is in.
static SHORT_FORMS: LazyLock<HashMap<Cow<str>, Vec<usize>, FxBuildHasher>> = LazyLock::new(|| {
    let mut groups: HashMap<Cow<str>, Vec<usize>, FxBuildHasher> = HashMap::default();
    for (group, line) in lexicon::lines(GIVEN_NAMES, "short forms").enumerate() {
        for name in line.split_ascii_whitespace() {
            groups.entry(bare(name)).or_default().push(group);
        }
    }
    groups
});

/// Whether a word in a name is the letters of an office or an order: "KC", "PhD".
pub fn has_letters(word: &str) -> bool {
    let is_written = word.len() < 5 && word.ends_with(|c: char| c.is_ascii_uppercase() || c == '.');
    is_written && lexicon::holds(&SUFFIXES, word)
}

/// A person's name, as far as it counts when names are compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PersonName {
    /// Its words in small letters, without accents, marks, particles ("al-", "van der") and suffixes
    /// ("Jr."). Never empty for a name of letters.
    pub words: Vec<String>,
    /// The suffix that tells generations apart: "jr", "iii".
    pub generation: Option<String>,
}

impl PersonName {
    /// The name in these tokens of `paragraph`.
    pub fn of(paragraph: &Paragraph, tokens: &Range<usize>) -> PersonName {
        let all: Vec<String> = tokens
            .clone()
            .filter(|at| {
                matches!(
                    paragraph.tokens()[*at].kind,
                    TokenKind::Word | TokenKind::Number
                )
            })
            .map(|at| small(paragraph.word(at).trim_end_matches('.')).into_owned())
            .collect();
        let generation = all
            .iter()
            .skip(1)
            .find(|word| GENERATIONS.contains(word.as_str()))
            .cloned();
        let counts = |at: usize| {
            let word = all[at].as_str();
            let is_particle = PARTICLES.contains(word) && at + 1 < all.len();
            // "Ben Affleck" begins with what is a particle elsewhere; "Van Gogh" is a surname alone.
            let is_weight = at == 0 && is_given_name(word);
            let is_suffix = at > 0 && (SUFFIXES.contains(word) || GENERATIONS.contains(word));
            (is_weight || !is_particle) && !is_suffix
        };
        // Nobody has so many words to their name that those beyond matter.
        let first = 0..all.len().min(u64::BITS as usize);
        let counted = first.fold(0_u64, |bits, at| bits | u64::from(counts(at)) << at);
        let mut words = all;
        if counted != 0 {
            let mut at = 0;
            words.retain(|_| {
                at += 1;
                at > u64::BITS || counted >> (at - 1) & 1 != 0
            });
            for word in words.iter_mut().filter(|word| !word.is_ascii()) {
                *word = bare(word).into_owned();
            }
        }
        PersonName { words, generation }
    }

    /// Whether it has more than one word.
    pub fn is_full(&self) -> bool {
        self.words.len() > 1
    }
}

/// How well `short`, fewer or equally many words, can name the person whose full name is `full`:
/// higher is better, none where it cannot.
pub fn fit(short: &[String], full: &[String]) -> Option<u32> {
    let (Some(short_last), Some(full_last)) = (short.last(), full.last()) else {
        return None;
    };
    if short.len() > full.len() {
        return None;
    }
    if let [word] = short {
        if word.chars().count() < 2 {
            return None;
        }
        return match full.iter().position(|full_word| full_word == word) {
            // The surname where the given name comes first, which is most of the world's news.
            _ if word == full_last => Some(4),
            Some(0) => Some(2),
            // Spanish double surnames are cut to the first of the two.
            Some(at) if at + 2 == full.len() && full.len() >= 3 => Some(3),
            Some(_) => Some(1),
            None => None,
        };
    }
    if short_last == full_last {
        let givens = &full[..full.len() - 1];
        let mut rest = givens.iter();
        let all_found = short[..short.len() - 1]
            .iter()
            .all(|given| rest.any(|full_given| is_same_given(given, full_given)));
        if all_found {
            return Some(6);
        }
        // "James Robert Miller" is introduced as "Jim Miller", never as "Ann Miller".
        return is_same_given(&short[0], &full[0]).then_some(5);
    }
    // The first words of a longer name: "Kim Jong" is none, "Gabriel García" of "Gabriel García
    // Márquez" is one.
    (full.len() > short.len() && full.starts_with(short)).then_some(3)
}

/// Whether two given names can be those of one person: equal, an initial, or a short form.
fn is_same_given(a: &str, b: &str) -> bool {
    let is_initial = |short: &str, long: &str| {
        let mut letters = short.chars().filter(|c| *c != '.');
        let first = letters.next().unwrap_or('\0');
        long.starts_with(first) && letters.nth(1).is_none()
    };
    if a == b || is_initial(a, b) || is_initial(b, a) {
        return true;
    }
    match (SHORT_FORMS.get(a), SHORT_FORMS.get(b)) {
        (Some(a), Some(b)) => a.iter().any(|group| b.contains(group)),
        _ => false,
    }
}

/// Whether `word` is a given name that tells a pronoun.
pub fn is_given_name(word: &str) -> bool {
    lexicon::holds(&HE, word) || lexicon::holds(&SHE, word)
}

/// The pronoun that a given name speaks for.
pub fn given_name_gender(words: &[String]) -> Option<Gender> {
    let given = words.first().filter(|_| words.len() > 1)?;
    match (HE.contains(given.as_str()), SHE.contains(given.as_str())) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        let paragraph = Paragraph::new(0, name);
        PersonName::of(&paragraph, &(0..paragraph.tokens().len())).words
    }

    #[test]
    fn parts() {
        assert_eq!(words("Bashar al-Assad"), ["bashar", "assad"]);
        assert_eq!(
            words("Martin Luther King Jr."),
            ["martin", "luther", "king"]
        );
        assert_eq!(words("Ben Affleck"), ["ben", "affleck"]);
        assert_eq!(words("al-Assad"), ["assad"]);
        assert_eq!(words("Von der Leyen"), ["leyen"]);
        assert_eq!(words("Ursula von der Leyen"), ["ursula", "leyen"]);
        assert_eq!(words("J.K. Rowling"), ["j.k", "rowling"]);
        assert_eq!(words("María Nuñez"), ["maria", "nunez"]);
    }

    #[track_caller]
    fn check(short: &str, full: &str, fits: bool) {
        assert_eq!(
            fit(&words(short), &words(full)).is_some(),
            fits,
            "{short} / {full}"
        );
    }

    #[test]
    fn fits() {
        check("Tillerson", "Rex Tillerson", true);
        check("Rex", "Rex Tillerson", true);
        check("Assad", "Bashar al-Assad", true);
        check("Van Gogh", "Vincent van Gogh", true);
        check("De Niro", "Robert De Niro", true);
        check("Ben Affleck", "Casey Affleck", false);
        check("Bill Clinton", "William Jefferson Clinton", true);
        check("Bill Clinton", "Hillary Clinton", false);
        check("J. K. Rowling", "Joanne Kathleen Rowling", true);
        check("Kim", "Kim Jong-un", true);
        check("López Obrador", "Andrés Manuel López Obrador", true);
        check("Donald Trump", "Donald J. Trump", true);
        check("Donald Trump Jr.", "Donald Trump", true);
        check("Smith", "John Jones", false);
        check("J", "J Jones", false);
    }
}

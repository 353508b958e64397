//! Abbreviations: which words keep a period, and which of them can end a sentence.
//!
//! The list is `seeds/lexicons/abbreviations.txt`, which says what each section is for.

use std::sync::LazyLock;

use super::shape::Shape;
use crate::lexicon::Sections;

/// What an abbreviation stands for, as far as sentences care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before a name and so never ends a sentence: "Mr.", "Gov.", "St.".
    Title,
    /// May stand inside or at the end of a sentence: "Inc.", "Jr.", "Nov.".
    Other,
    /// "a.m.": a sentence ends where any capitalized word follows but those of [`follows_hour`].
    Hour,
}

const ABBREVIATIONS: &str = include_str!("../../seeds/lexicons/abbreviations.txt");

const AFTER_HOUR: u32 = 8;

/// The list; the first bits are those of the kinds of abbreviations.
static SECTIONS: LazyLock<Sections> = LazyLock::new(|| {
    let sections = [
        ("before a name", 1),
        ("elsewhere", 2),
        ("hour", 4),
        ("after an hour", AFTER_HOUR),
    ];
    Sections::read(ABBREVIATIONS, &sections)
});

/// Whether a capitalized word can stand after "5 p.m." in the same sentence: "Monday", "Eastern".
pub fn follows_hour(word: &str) -> bool {
    SECTIONS.of(word) & AFTER_HOUR != 0
}

/// What `word`, written with or without its last period, abbreviates; none for other words.
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    let word = word.trim_end_matches('.');
    if word.is_empty() || word.len() > LONGEST_ABBREVIATION {
        return None;
    }
    match (SECTIONS.of(word) & (AFTER_HOUR - 1)).trailing_zeros() {
        0 => Some(Abbreviation::Title),
        1 => Some(Abbreviation::Other),
        2 => Some(Abbreviation::Hour),
        _ => None,
    }
}

/// No listed abbreviation is longer, in bytes.
pub const LONGEST_ABBREVIATION: usize = 8;

/// Whether the period between `word` and `after` belongs to the word.
///
/// It does for listed abbreviations ("Mr."), initials ("J. Smith"), and letters with periods
/// between them ("U.S."). A capital alone at a sentence's end ("plan B.") cannot be told from an
/// initial; it is taken for one where a capitalized word follows.
pub fn keeps_period(word: &str, after: &str) -> bool {
    if word.contains('.') {
        return true;
    }
    if Shape::of(word) == Shape::Initial && word.chars().count() == 1 {
        let next = after.trim_start().chars().next();
        return word != "I" && next.is_some_and(|c| c.is_uppercase() || matches!(c, '.' | '-'));
    }
    // "no." and "sun." are words at the end of a sentence far more often than short forms, so
    // the listed forms that are also words count only where a name or a number can follow.
    match abbreviation(word) {
        None => false,
        // "the SEC." ends a sentence about the agency; "SEC. LEE: Yes." is a label with a title.
        Some(_) if word == "SEC" => names_in_capitals(after),
        Some(_) if is_also_a_word(word) => {
            let next = after.trim_start().chars().next();
            word.starts_with(char::is_uppercase)
                && next.is_some_and(|c| c.is_uppercase() || c.is_numeric())
        }
        Some(_) => true,
    }
}

/// Whether `text` begins with words in capitals alone, up to what ends the name in a label.
fn names_in_capitals(text: &str) -> bool {
    const LONGEST: usize = 40;
    let mut letters = text.chars().take(LONGEST);
    let end = letters.find(|c| c.is_lowercase() || matches!(c, ':' | ',' | '('));
    end.is_some_and(|end| !end.is_lowercase())
}

fn is_also_a_word(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "no" | "sun"
            | "sat"
            | "mar"
            | "art"
            | "fig"
            | "mass"
            | "wash"
            | "ill"
            | "miss"
            | "ore"
            | "del"
            | "pop"
            | "col"
            | "gen"
            | "sec"
            | "pa"
            | "la"
            | "co"
            | "ed"
            | "cal"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        assert_eq!(abbreviation("Mr."), Some(Abbreviation::Title));
        assert_eq!(abbreviation("Inc"), Some(Abbreviation::Other));
        assert_eq!(abbreviation("table"), None);
        assert_eq!(abbreviation(""), None);
    }

    #[test]
    fn periods() {
        assert!(keeps_period("Mr", " Smith"));
        assert!(keeps_period("U.S", " and"));
        assert!(keeps_period("J", " Smith"));
        assert!(!keeps_period("I", " Then"));
        assert!(!keeps_period("no", " He left"));
        assert!(keeps_period("No", " 10 Downing Street"));
        assert!(keeps_period("SEC", " LEE: Yes."));
        assert!(!keeps_period("SEC", " The agency"));
        assert!(!keeps_period("SEC", " NASA said: wait"));
        assert!(!keeps_period("table", " He"));
    }
}

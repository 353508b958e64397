//! Signs: the small words and the marks that rules ask for most, told by a number that is found once
//! for each distinct word rather than by their letters wherever a rule asks.

/// Which of [`SIGNS`] a token is, if any, and whether it has capitals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sign(u8);

/// Some of [`SIGNS`], bit by bit: the first 64, and the others.
#[derive(Debug, Clone, Copy)]
pub struct Signs(u64, u64);

/// The marks, then the words in small letters; the first stands for all others.
const SIGNS: [&str; 124] = [
    "", ",", ":", ";", ".", "?", "—", "–", "―", "-", "--", "(", ")", "[", "]", "/", "‐", "‑",
    "and", "but", "or", "then", "yet", "as", "that", "to", "of", "by", "for", "in", "at", "from",
    "with", "on", "who", "which", "whom", "what", "it", "last", "this", "next", "both", "all",
    "each", "not", "never", "has", "have", "had", "when", "while", "himself", "herself", "itself",
    "there", "others", "some", "many", "heard", "hears", "hear", "hearing", "found", "a", "an",
    "the", "one", "two", "three", "more", "less", "than", "early", "late", "is", "are", "was",
    "were", "be", "been", "being", "am", "he", "she", "they", "we", "i", "you", "his", "her",
    "their", "him", "them", "us", "whose", "where", "before", "after", "although", "though",
    "because", "without", "would", "will", "could", "did", "about", "against", "near", "up",
    "over", "few", "little", "nothing", "very", "if", "why", "how", "whether", "called", "posted",
    "whereas", "too",
];

/// How many of [`SIGNS`] are marks, with the empty one.
const MARKS: usize = 18;

impl Sign {
    /// That of all tokens that are not listed.
    pub const NONE: Sign = Sign(0);

    /// Set where a word has capitals.
    const CAPITALS: u8 = 128;

    /// The sign of a token that is no word.
    pub fn of_mark(text: &str) -> Sign {
        let mark = SIGNS[..MARKS].iter().position(|mark| *mark == text);
        Sign(mark.unwrap_or(0) as u8)
    }

    /// The words that have signs.
    pub fn words() -> impl Iterator<Item = (&'static str, Sign)> {
        let words = SIGNS.iter().zip(0..).skip(MARKS);
        words.map(|(word, number)| (*word, Sign(number)))
    }

    /// The sign of `text`, where that of the same word in small letters is this one.
    pub fn written(self, text: &str) -> Sign {
        let capitals = self.0 != 0 && text.bytes().any(|byte| byte.is_ascii_uppercase());
        Sign(self.0 + u8::from(capitals) * Sign::CAPITALS)
    }

    /// Whether it is one of `signs`, letter by letter.
    #[inline]
    pub fn is(self, signs: Signs) -> bool {
        match signs {
            // Most are told by one comparison and one bit.
            Signs(low, 0) => self.0 < 64 && low >> self.0 & 1 != 0,
            Signs(0, high) => {
                (64..Sign::CAPITALS).contains(&self.0) && high >> (self.0 - 64) & 1 != 0
            }
            _ => self.0 < Sign::CAPITALS && self.equals(signs),
        }
    }

    /// Whether it is one of `signs`, capitals aside.
    #[inline]
    pub fn equals(self, signs: Signs) -> bool {
        let number = self.0 % Sign::CAPITALS;
        match signs {
            Signs(low, 0) => number < 64 && low >> number & 1 != 0,
            Signs(0, high) => number >= 64 && high >> (number - 64) & 1 != 0,
            Signs(low, high) => {
                let half = if number < 64 { low } else { high };
                half >> (number % 64) & 1 != 0
            }
        }
    }
}

impl Signs {
    /// Those of some small words or marks.
    ///
    /// # Panics
    /// Where one of them is not listed; the macros below make that an error of the compiler.
    pub const fn of(texts: &[&str]) -> Signs {
        let mut signs: u128 = 0;
        let mut at = 0;
        while at < texts.len() {
            let mut number = SIGNS.len() - 1;
            while !same(SIGNS[number], texts[at]) {
                number -= 1;
            }
            assert!(number > 0, "SIGNS has no such word or mark");
            signs |= 1 << number;
            at += 1;
        }
        Signs(signs as u64, (signs >> 64) as u64)
    }
}

/// Whether two texts are the same, and at least of one letter.
const fn same(sign: &str, text: &str) -> bool {
    let (sign, text) = (sign.as_bytes(), text.as_bytes());
    if sign.is_empty() {
        return true;
    }
    let mut at = 0;
    while at < sign.len() && at < text.len() && sign[at] == text[at] {
        at += 1;
    }
    at == sign.len() && at == text.len()
}

/// Whether the token at a place is one of some listed words or marks, letter by letter:
/// `is!(reading, at, "," | "and")`.
macro_rules! is {
    ($reading:expr, $at:expr, $($text:literal)|+) => {
        $reading.word($at).sign.is(const { $crate::quotes::signs::Signs::of(&[$($text),+]) })
    };
}

/// Whether the token at a place is one of some listed words, capitals aside.
macro_rules! equals {
    ($reading:expr, $at:expr, $($text:literal)|+) => {
        $reading.word($at).sign.equals(const { $crate::quotes::signs::Signs::of(&[$($text),+]) })
    };
}

pub(super) use {equals, is};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::word;
    use crate::text::{Paragraph, TokenKind};

    #[test]
    fn a_sign_tells_what_the_letters_tell() {
        let signs = Signs::of(&["and", "who", ",", "--"]);
        for (text, is, equals) in [
            ("and", true, true),
            ("And", false, true),
            ("WHO", false, true),
            ("who", true, true),
            (",", true, true),
            ("--", true, true),
            (":", false, false),
            ("or", false, false),
            ("sand", false, false),
        ] {
            let paragraph = Paragraph::new(0, text);
            let sign = word(text, paragraph.tokens()[0].kind).sign;
            assert_eq!((sign.is(signs), sign.equals(signs)), (is, equals), "{text}");
        }
        assert!(!Sign::default().is(signs) && !Sign::default().equals(signs));
    }

    #[test]
    fn every_listed_word_and_mark_has_its_sign() {
        for (number, text) in SIGNS.iter().enumerate().skip(1) {
            let kind = if number < MARKS {
                TokenKind::Punctuation
            } else {
                TokenKind::Word
            };
            assert_eq!(word(text, kind).sign, Sign(number as u8), "{text}");
        }
    }
}

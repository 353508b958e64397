//! Word lists that people edit: the files in `seeds/lexicons`.
//!
//! The form is plain text: a line in square brackets opens a section, a line that begins with
//! `#` is a comment, every other line holds words of the section, in small letters, with ASCII white
//! space between them.

use std::collections::{HashMap, HashSet};

use rustc_hash::FxBuildHasher;

use crate::key::{Key, Letters, key};
use crate::text::bare;

/// The words of one section of a lexicon.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Words {
    keys: HashSet<Key, FxBuildHasher>,
    marks: Marks,
}

/// The [`Mark`]s of some words, bit by bit: nearly every word that is none of them is told by that.
#[derive(Debug, PartialEq, Eq)]
struct Marks([u64; 64]);

impl Default for Marks {
    fn default() -> Marks {
        Marks([0; 64])
    }
}

impl Marks {
    fn add(&mut self, word: &str) {
        let Mark(mark) = Mark::of(word);
        self.0[mark as usize / 64] |= 1 << (mark % 64);
    }

    #[inline]
    fn may_hold(&self, word: &str) -> bool {
        let Mark(mark) = Mark::of(word);
        self.0[mark as usize / 64] >> (mark % 64) & 1 != 0
    }
}

/// A place among 4096 that follows from the length of a word and three of its letters, capitals aside.
#[derive(Clone, Copy)]
struct Mark(u32);

impl Mark {
    #[inline]
    fn of(word: &str) -> Mark {
        let word = word.as_bytes();
        let Some((last, rest)) = word.split_last() else {
            return Mark(0);
        };
        // A capital has the same lowest bits as its small letter.
        let letters = [word[0], word[rest.len() / 2], *last];
        let letters = letters.map(|letter| u32::from(letter & 31));
        let sum = letters[0] | letters[1] << 5 | letters[2] << 10 | (word.len() as u32) << 15;
        Mark(sum.wrapping_mul(0x9e37_79b1) >> 20)
    }
}

impl Words {
    /// Whether `word` is one of them, letter by letter.
    pub fn contains(&self, word: &str) -> bool {
        self.marks.may_hold(word) && self.keys.contains(&key(word.bytes()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    fn add(&mut self, word: &str) {
        self.marks.add(word);
        self.keys.insert(key(word.bytes()));
    }
}

impl<'w> FromIterator<&'w str> for Words {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Words {
        let mut all = Words::default();
        words.into_iter().for_each(|word| all.add(word));
        all
    }
}

/// The words of `section` in the lexicon `text`.
///
/// # Panics
/// Where the lexicon has no such section: the name in the code and the one in the file differ.
// Called from many places, once each: no copy of it in any.
#[inline(never)]
pub fn section(text: &'static str, section: &str) -> Words {
    let words: Words = listed(text, section).collect();
    assert!(!words.is_empty(), "a lexicon has no section [{section}]");
    words
}

/// In which of some sections of a lexicon a word stands: one look for all of them.
#[derive(Debug, Default)]
pub struct Sections {
    /// For each word its sections, bit by bit.
    words: HashMap<Key, u32, FxBuildHasher>,
    marks: Marks,
}

impl Sections {
    /// Reads sections of the lexicon `text`, each with the bits that stand for it.
    ///
    /// # Panics
    /// Where the lexicon has no such section: the name in the code and the one in the file differ.
    pub fn read(text: &'static str, sections: &[(&str, u32)]) -> Sections {
        let mut all = Sections::default();
        for (section, bits) in sections {
            let mut words = listed(text, section).peekable();
            assert!(
                words.peek().is_some(),
                "a lexicon has no section [{section}]"
            );
            for word in words {
                all.marks.add(word);
                *all.words.entry(key(word.bytes())).or_default() |= bits;
            }
        }
        all
    }

    /// The bits of all sections that hold `word`, as [`holds`] finds it.
    #[inline(never)]
    pub fn of(&self, word: &str) -> u32 {
        let word = word.strip_suffix('.').unwrap_or(word);
        let known = |key| self.words.get(&key).copied().unwrap_or(0);
        if !is_ascii(word) {
            return match is_mark(word) {
                true => 0,
                false => known(small_key(word)),
            };
        }
        match self.marks.may_hold(word) {
            true => known(folded_key(word)),
            false => 0,
        }
    }
}

fn listed(text: &'static str, section: &str) -> impl Iterator<Item = &'static str> {
    lines(text, section).flat_map(str::split_ascii_whitespace)
}

/// The words of a lexicon without sections, as they are written there.
pub fn words(text: &'static str) -> Words {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_ascii_whitespace)
        .collect()
}

/// The words of `section` in the lexicon `text`, and how they are written without accents.
pub fn section_bare(text: &'static str, section: &str) -> Words {
    let mut words = Words::default();
    for word in listed(text, section) {
        words.add(word);
        if !is_ascii(word) {
            words.add(&bare(word));
        }
    }
    words
}

/// The lines of `section` in the lexicon `text`, without comments and blank lines.
pub fn lines(text: &'static str, section: &str) -> impl Iterator<Item = &'static str> {
    let begins = |at: &usize| {
        let name = text[at + 1..].strip_prefix(section);
        name.is_some_and(|rest| rest.starts_with(']'))
    };
    let body = heads(text, 0).find(begins).map_or("", |head| {
        let start = head + 1 + section.len() + 1;
        let end = heads(text, start).next().unwrap_or(text.len());
        &text[start..end]
    });
    let lines = body.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Where lines begin with a square bracket, from `from` on. Lists are long, sections many: most lines
/// are never looked at, and whether so many letters have a bracket is told at once.
fn heads(text: &str, from: usize) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    std::iter::from_fn(move || {
        while let Some(some) = bytes.get(at..)?.first_chunk::<64>()
            && !some.iter().fold(false, |any, byte| any | (*byte == b'['))
        {
            at += 64;
        }
        let found = at + bytes[at..].iter().position(|byte| *byte == b'[')?;
        at = found + 1;
        Some(found)
    })
    .filter(|at| *at == 0 || bytes[at - 1] == b'\n')
}

/// Whether `words` holds `word`, whatever its capitals and with or without a last period.
pub fn holds(words: &Words, word: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word);
    if !is_ascii(word) {
        return !is_mark(word) && words.keys.contains(&small_key(word));
    }
    words.marks.may_hold(word) && words.keys.contains(&folded_key(word))
}

/// Whether a token begins with a dash or a quotation mark, as no word of a lexicon does.
fn is_mark(word: &str) -> bool {
    matches!(word.as_bytes(), [0xe2, 0x80, ..])
}

/// Whether a word has ASCII letters alone: without a loop, as no processor foretells how long the next
/// word is. Looks that overlap do no harm.
#[inline]
pub fn is_ascii(word: &str) -> bool {
    let word = word.as_bytes();
    let all = match (word.first_chunk(), word.last_chunk()) {
        (Some(first), Some(last)) if word.len() <= 16 => {
            u64::from_le_bytes(*first) | u64::from_le_bytes(*last)
        }
        (None, None) => match (word.first_chunk(), word.last_chunk()) {
            (Some(first), Some(last)) => {
                u64::from(u32::from_le_bytes(*first) | u32::from_le_bytes(*last))
            }
            _ => {
                let at = |at: usize| word.get(at).map_or(0, |byte| u64::from(*byte));
                at(0) | at(1) | at(2)
            }
        },
        _ => return word.is_ascii(),
    };
    all & 0x8080_8080_8080_8080 == 0
}

/// The key of a word in small letters.
pub fn small_key(word: &str) -> Key {
    if is_ascii(word) {
        return folded_key(word);
    }
    let mut letters = Letters::default();
    let small = word.chars().flat_map(char::to_lowercase);
    small.for_each(|c| letters.push_char(c));
    letters.key()
}

/// The key of an ASCII word in small letters.
fn folded_key(word: &str) -> Key {
    key(word.bytes().map(|byte| byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# about\n[one]\na b\n# more\nmr\n[two]\nc\n";

    #[test]
    fn sections() {
        assert_eq!(section(TEXT, "one"), Words::from_iter(["a", "b", "mr"]));
        assert_eq!(section(TEXT, "two"), Words::from_iter(["c"]));
        assert!(holds(&section(TEXT, "one"), "Mr."));
        assert!(!holds(&section(TEXT, "two"), "a"));
        assert!(!holds(&section(TEXT, "two"), ""));
    }

    #[test]
    fn words_with_accents_are_listed_without_them_too() {
        let words = section_bare("[he]\njosé ana\n", "he");
        assert_eq!(words, Words::from_iter(["josé", "jose", "ana"]));
    }

    #[test]
    fn words_of_lexicons_have_ascii_white_space_between_them() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/lexicons");
        for file in std::fs::read_dir(folder).expect("lexicons lie there") {
            let path = file.expect("a folder can be read to its end").path();
            let text = std::fs::read_to_string(&path).expect("a lexicon is UTF-8");
            let other = text.find(|c: char| c.is_whitespace() && !c.is_ascii_whitespace());
            assert_eq!(other, None, "{}, in bytes", path.display());
        }
    }

    #[test]
    fn letters_beyond_ascii_are_seen_wherever_they_stand() {
        for length in 0..40 {
            let word = "a".repeat(length);
            assert!(is_ascii(&word), "{length}");
            for at in 0..length {
                let (before, after) = word.split_at(at);
                assert!(!is_ascii(&format!("{before}é{}", &after[1..])), "{length}");
                assert!(!is_ascii(&format!(
                    "{before}é{}",
                    after.get(2..).unwrap_or("")
                )));
            }
        }
    }

    #[test]
    fn one_look_for_all_sections() {
        let text = "[one]\na b\n[two]\nb é\n";
        let sections = Sections::read(text, &[("one", 1), ("two", 2)]);
        let found = ["a", "B.", "É", "c", ""].map(|word| sections.of(word));
        assert_eq!(found, [1, 3, 2, 0, 0]);
    }
}

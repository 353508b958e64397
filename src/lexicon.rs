//! Word lists that people edit: the files in `seeds/lexicons`.
//!
//! The form is plain text: a line in square brackets opens a section, a line that begins with
//! `#` is a comment, every other line holds words of the section, in small letters, with white
//! space between them.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use crate::text::bare;

/// The words of one section of a lexicon.
pub type Words = HashSet<&'static str, BuildHasherDefault<WordHasher>>;

/// A short multiplicative hash: the words come from our own lists, so nobody can make them collide.
#[derive(Debug, Default, Clone)]
pub struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// The words of `section` in the lexicon `text`.
///
/// # Panics
/// Where the lexicon has no such section: the name in the code and the one in the file differ.
pub fn section(text: &'static str, section: &str) -> Words {
    let words: Words = lines(text, section)
        .flat_map(str::split_whitespace)
        .collect();
    assert!(!words.is_empty(), "a lexicon has no section [{section}]");
    words
}

/// The words of a lexicon without sections, as they are written there.
pub fn words(text: &'static str) -> Words {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
}

/// The words of `section` in the lexicon `text`, and how they are written without accents.
pub fn section_bare(text: &'static str, section: &str) -> Words {
    let mut words = self::section(text, section);
    let accented = words.iter().filter(|word| !word.is_ascii());
    // A lexicon is read once and kept to the end.
    let bare: Vec<&str> = accented
        .map(|word| &*bare(word).into_owned().leak())
        .collect();
    words.extend(bare);
    words
}

/// The lines of `section` in the lexicon `text`, without comments and blank lines.
pub fn lines(text: &'static str, section: &str) -> impl Iterator<Item = &'static str> {
    let mut inside = false;
    text.lines().map(str::trim).filter(move |line| {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            inside = name == section;
            return false;
        }
        inside && !line.is_empty() && !line.starts_with('#')
    })
}

/// Whether `words` holds `word`, whatever its capitals and with or without a last period.
pub fn holds(words: &Words, word: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word);
    let mut folded = [0; 24];
    match folded.get_mut(..word.len()) {
        Some(folded) if word.is_ascii() => {
            folded.copy_from_slice(word.as_bytes());
            folded.make_ascii_lowercase();
            std::str::from_utf8(folded).is_ok_and(|folded| words.contains(folded))
        }
        _ => words.contains(word.to_lowercase().as_str()),
    }
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
}

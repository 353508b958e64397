//! The units in which a host counts, and the way from bytes to them.

use serde::{Deserialize, Serialize};

/// The unit in which spans count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Offsets {
    /// UTF-16 code units, as JavaScript strings count.
    Utf16,
    /// Unicode code points, as Python strings count.
    Codepoints,
    /// Bytes of UTF-8, as Rust strings count.
    Bytes,
}

/// The way from the bytes of one text to another unit.
pub struct Positions<'t> {
    text: &'t str,
    offsets: Offsets,
    /// For every [`BLOCK`] bytes, the translation of where they begin.
    starts: Vec<usize>,
}

/// So few bytes that the units in them fit into a byte, and are counted many at once.
const BLOCK: usize = 64;

impl<'t> Positions<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str, offsets: Offsets) -> Positions<'t> {
        let mut starts = Vec::new();
        if offsets != Offsets::Bytes {
            let mut start = 0;
            starts.extend(text.as_bytes().chunks(BLOCK).map(|block| {
                let own = start;
                start += count(block, offsets);
                own
            }));
        }
        Positions {
            text,
            offsets,
            starts,
        }
    }

    /// The translation of `byte`. A position inside a character counts as that character's start; one
    /// beyond the text, as the text's end.
    pub fn at(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        // At the end of a text that fills its blocks, the last block is the one before.
        let block = (byte / BLOCK).min(self.starts.len().saturating_sub(1));
        match self.starts.get(block) {
            Some(start) => start + count(&self.text.as_bytes()[block * BLOCK..byte], self.offsets),
            None => byte,
        }
    }
}

/// How many units begin in at most [`BLOCK`] bytes, told from the first byte of each character.
#[inline]
fn count(bytes: &[u8], offsets: Offsets) -> usize {
    let begins = |byte: &u8| u8::from(!is_continuation(*byte));
    match offsets {
        Offsets::Bytes => bytes.len(),
        Offsets::Codepoints => usize::from(bytes.iter().map(begins).sum::<u8>()),
        // Characters of four bytes, and only those, take two units.
        Offsets::Utf16 => {
            let units = |byte: &u8| begins(byte) + u8::from(*byte >= 0xF0);
            usize::from(bytes.iter().map(units).sum::<u8>())
        }
    }
}

/// The length of `text` in UTF-16 code units.
pub fn utf16_length(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let blocks = text.as_bytes().chunks(BLOCK);
    blocks.map(|block| count(block, Offsets::Utf16)).sum()
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_unit() {
        let text = "a\u{e9}\u{20ac}\u{1f996}z";
        let units = |offsets| {
            let positions = Positions::new(text, offsets);
            [0, 1, 3, 6, 10, 11].map(|byte| positions.at(byte))
        };
        assert_eq!(units(Offsets::Bytes), [0, 1, 3, 6, 10, 11]);
        assert_eq!(units(Offsets::Codepoints), [0, 1, 2, 3, 4, 5]);
        assert_eq!(units(Offsets::Utf16), [0, 1, 2, 3, 5, 6]);
    }

    #[test]
    fn long_texts_are_counted_to_their_ends() {
        for text in ["é🦖z".repeat(64), "ab".repeat(BLOCK), String::new()] {
            let positions = Positions::new(&text, Offsets::Utf16);
            let mut units = 0;
            for (byte, c) in text.char_indices() {
                assert_eq!(positions.at(byte), units);
                assert_eq!(positions.at(byte + c.len_utf8() - 1), units);
                units += c.len_utf16();
            }
            assert_eq!(positions.at(text.len()), units);
            assert_eq!(positions.at(text.len() + 9), units);
            assert_eq!(utf16_length(&text), units);
        }
    }
}

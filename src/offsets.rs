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

/// Byte positions of one text translated to another unit.
pub struct Positions {
    /// Byte position and its translation, sorted by both.
    table: Vec<(usize, usize)>,
}

impl Positions {
    /// Translates `bytes`, positions in `text` in any order and with repetitions, in one pass.
    ///
    /// A position inside a character counts as that character's start; one beyond the text, as
    /// the text's end.
    pub fn new(text: &str, offsets: Offsets, mut bytes: Vec<usize>) -> Positions {
        bytes.sort_unstable();
        bytes.dedup();
        let mut table = Vec::with_capacity(bytes.len());
        let (mut at, mut translated) = (0, 0);
        for byte in bytes {
            let mut to = byte.min(text.len());
            while !text.is_char_boundary(to) {
                to -= 1;
            }
            translated += count(&text[at..to], offsets);
            at = to;
            table.push((byte, translated));
        }
        Positions { table }
    }

    /// The translation of `byte`.
    ///
    /// # Panics
    /// Where `byte` is not one of the positions given to [`Positions::new`].
    pub fn at(&self, byte: usize) -> usize {
        let index = self.table.binary_search_by_key(&byte, |row| row.0);
        self.table[index.expect("only positions given to `new` are asked for")].1
    }
}

/// The length of `text` in `offsets`, told from the first byte of each character.
fn count(text: &str, offsets: Offsets) -> usize {
    match offsets {
        Offsets::Bytes => text.len(),
        Offsets::Codepoints => text.bytes().filter(|byte| !is_continuation(*byte)).count(),
        Offsets::Utf16 => utf16_length(text),
    }
}

/// The length of `text` in UTF-16 code units.
pub fn utf16_length(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // Characters of four bytes, and only those, take two units. So few bytes are counted together
    // that the count fits into a byte, and many such counts into what processors add at once.
    let units = |byte: &u8| u8::from(!is_continuation(*byte)) + u8::from(*byte >= 0xF0);
    let blocks = text.as_bytes().chunks(64);
    blocks
        .map(|block| usize::from(block.iter().map(units).sum::<u8>()))
        .sum()
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
        let bytes = vec![text.len(), 0, 1, 3, 6, 10];
        let units = |offsets| {
            let positions = Positions::new(text, offsets, bytes.clone());
            [0, 1, 3, 6, 10, 11].map(|byte| positions.at(byte))
        };
        assert_eq!(units(Offsets::Bytes), [0, 1, 3, 6, 10, 11]);
        assert_eq!(units(Offsets::Codepoints), [0, 1, 2, 3, 4, 5]);
        assert_eq!(units(Offsets::Utf16), [0, 1, 2, 3, 5, 6]);
    }
}

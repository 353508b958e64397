//! The distinct words of a text, each read once: what their letters alone tell.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::gazetteer::Opening;
use super::model::Model;
use super::words::{fine_shape, fold, hash, is_capital, is_title, joins, mix};
use crate::quotes;
use crate::text::{Paragraph, Shape, TokenKind};

/// Words as they are written, numbered in the order in which they were first read; the first is the
/// empty one.
#[derive(Debug)]
pub struct Vocabulary {
    known: HashMap<Key, u32, FxBuildHasher>,
    entries: Vec<Entry>,
    /// The folded letters of all entries, one after the other.
    letters: Vec<u8>,
}

impl Default for Vocabulary {
    fn default() -> Vocabulary {
        Vocabulary {
            known: HashMap::default(),
            entries: vec![Entry::default()],
            letters: Vec::new(),
        }
    }
}

/// What the letters of a word tell.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Hash of the letters, folded: small, without accents.
    pub lower: u32,
    /// Hash of the letters and of how they are written.
    pub exact: u32,
    /// The first four folded bytes, the first in the lowest place.
    pub head: u32,
    /// The last four folded bytes, the last in the lowest place.
    pub tail: u32,
    /// For a word of two to eight capitals, the hash of them without periods; else 0.
    pub acronym: u32,
    /// Its folded letters among those of all words.
    letters: Range<u32>,
    /// The cluster of the word.
    pub cluster: u16,
    /// How it is written in a sentence of prose, without what stands before it.
    pub shape: u8,
    /// Whether it is in capitals, which a sentence in capitals tells nothing by.
    pub shouts: bool,
    /// Whether it is written as names are.
    pub capital: bool,
    /// Whether it is a title that is no part of the name after it.
    pub title: bool,
    /// Whether it is a common small word that stands between no two words of a name.
    pub parts: bool,
    /// Whether it is one of the longer words and written small.
    pub small: bool,
    /// What it can be where phrases and clauses are read.
    pub class: quotes::Word,
    /// For a word written as names are, what the gazetteer knows of it.
    pub opening: Opening,
}

impl Vocabulary {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// What is known of the word with this number.
    pub fn entry(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    /// The folded letters of the word with this number.
    pub fn letters(&self, number: u32) -> &[u8] {
        let Range { start, end } = self.entry(number).letters;
        &self.letters[start as usize..end as usize]
    }

    /// Appends to `numbers` those of the words of `paragraph`, one for each token.
    pub fn read(&mut self, model: &Model, paragraph: &Paragraph, numbers: &mut Vec<u32>) {
        let text = paragraph.text.as_bytes();
        numbers.reserve(paragraph.tokens.len());
        for (at, token) in paragraph.tokens.iter().enumerate() {
            let next = self.entries.len() as u32;
            let key = Key::of(text, token.range(), token.kind);
            let number = match key {
                Some(key) => *self.known.entry(key).or_insert(next),
                None => next,
            };
            if number == next {
                let entry = self.entry_of(model, paragraph, at);
                self.entries.push(entry);
            }
            numbers.push(number);
        }
    }

    fn entry_of(&mut self, model: &Model, paragraph: &Paragraph, at: usize) -> Entry {
        let token = paragraph.tokens[at];
        let word = paragraph.word(at);
        let start = self.letters.len();
        fold(word, &mut self.letters);
        let folded = &self.letters[start..];
        let lower = hash(folded);
        let shape = fine_shape(word, token.shape, token.kind);
        let capital = is_capital(token.kind, token.shape);
        let is_word = token.kind == TokenKind::Word;
        let shouts = is_word && token.shape == Shape::Capitals;
        let is_small = is_word && token.shape == Shape::Lower;
        let cluster = match token.kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Clitic => {
                model.cluster(lower).unwrap_or(0)
            }
            _ => 0,
        };
        let packed = |sum: u32, byte: &u8| (sum << 8) | u32::from(*byte);
        Entry {
            lower,
            exact: mix(lower, u32::from(shape)),
            head: folded.iter().take(4).rev().fold(0, packed),
            tail: folded[folded.len().saturating_sub(4)..]
                .iter()
                .fold(0, packed),
            acronym: if shouts { acronym(folded) } else { 0 },
            letters: start as u32..self.letters.len() as u32,
            cluster,
            shape,
            shouts,
            capital,
            title: token.shape == Shape::Capitalized && is_title(folded),
            parts: is_small && cluster != 0 && !joins(folded),
            small: is_small && word.len() > 3,
            class: quotes::word(word, token.kind),
            opening: if capital {
                model.gazetteer().open_with(folded)
            } else {
                Opening::default()
            },
        }
    }
}

/// The hash of two to eight letters, without periods; else 0.
fn acronym(folded: &[u8]) -> u32 {
    let mut letters = [0; 8];
    let mut length = 0;
    for byte in folded.iter().filter(|byte| byte.is_ascii_alphabetic()) {
        let Some(letter) = letters.get_mut(length) else {
            return 0;
        };
        *letter = *byte;
        length += 1;
    }
    if length < 2 {
        0
    } else {
        hash(&letters[..length])
    }
}

/// The letters of a word of up to sixteen bytes, and what kind of token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    /// The first eight bytes; of fewer, all.
    first: u64,
    /// Of more than eight bytes, the last eight.
    last: u64,
    length: u8,
    kind: TokenKind,
}

impl Key {
    /// The key of `word` in `text`; none where the word is too long.
    #[inline]
    fn of(text: &[u8], word: Range<usize>, kind: TokenKind) -> Option<Key> {
        let length = word.len();
        let eight = |at: usize| -> Option<u64> {
            let bytes = text.get(at..at + 8)?;
            Some(u64::from_le_bytes(bytes.try_into().ok()?))
        };
        let (first, last) = match length {
            1..=8 => {
                let first = eight(word.start).unwrap_or_else(|| {
                    let rest = &text[word.start..];
                    let byte = |sum, byte: &u8| (sum << 8) | u64::from(*byte);
                    rest.iter().rev().fold(0, byte)
                });
                (first & (u64::MAX >> (64 - 8 * length)), 0)
            }
            9..=16 => (eight(word.start)?, eight(word.end - 8)?),
            _ => return None,
        };
        Some(Key {
            first,
            last,
            length: length as u8,
            kind,
        })
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The length follows from the letters almost always, and the kind always but for a few.
        let both = self.last.rotate_left(31) ^ u64::from(self.length);
        state.write_u64(self.first ^ both.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }
}

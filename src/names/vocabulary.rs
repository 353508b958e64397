//! The distinct words of a text, each read once: what their letters alone tell.

use std::ops::Range;

use super::gazetteer::Opening;
use super::model::Model;
use super::words::{Word, fine_shape, fold, hash, is_capital, is_title, joins, mix};
use crate::key::Key;
use crate::quotes;
use crate::text::{Paragraph, Shape, TokenKind};

/// Words as they are written, numbered in the order in which they were first read; the first is the
/// empty one.
#[derive(Debug)]
pub struct Vocabulary {
    /// The key and the number of each word, at a place that follows from the key, or at the next free
    /// one; as many as a power of two, at most half of them taken. Number zero where there is none.
    places: Vec<(Key, u32)>,
    /// For the words of the paragraph that is read, their keys, and what is at the places that follow
    /// from them.
    met: Vec<(Key, (Key, u32))>,
    /// What features look at, as in a sentence of prose and without what stands before.
    words: Vec<Word>,
    classes: Vec<quotes::Word>,
    entries: Vec<Entry>,
    /// The folded letters of all words, one after the other.
    letters: Vec<u8>,
}

impl Default for Vocabulary {
    fn default() -> Vocabulary {
        Vocabulary {
            places: vec![(0, 0); 1 << 10],
            met: Vec::new(),
            words: vec![Word::default()],
            classes: vec![quotes::Word::default()],
            entries: vec![Entry::default()],
            letters: Vec::new(),
        }
    }
}

/// What the letters of a word tell beside what its features look at.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// For a word of two to eight capitals, the hash of them without periods; else 0.
    pub acronym: u32,
    /// Its folded letters among those of all words.
    letters: Range<u32>,
    /// For a word written as names are, what the gazetteer knows of it.
    pub opening: Opening,
}

impl Vocabulary {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The word with this number.
    #[inline]
    pub fn word(&self, number: u32) -> &Word {
        &self.words[number as usize]
    }

    /// What the word with this number can be where phrases and clauses are read.
    #[inline]
    pub fn class(&self, number: u32) -> quotes::Word {
        self.classes[number as usize]
    }

    /// What else is known of the word with this number.
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
        let all = self.places.len() - 1;
        let mut met = std::mem::take(&mut self.met);
        met.clear();
        // All are looked up before any is looked at: memory answers many at once as soon as one.
        met.extend(paragraph.tokens.iter().map(|token| {
            let key = key_of(text, token.range(), token.kind);
            (key, self.places[key as usize & all])
        }));
        numbers.reserve(met.len());
        for (at, (key, (known, number))) in met.iter().enumerate() {
            let number = match (*key, *number) {
                (TOO_LONG, _) => self.words.len() as u32,
                (key, number) if key == *known && number != 0 => number,
                (key, _) => self.look_up(key),
            };
            if number as usize == self.words.len() {
                self.take_in(model, paragraph, at);
            }
            numbers.push(number);
        }
        self.met = met;
    }

    /// The number of the word with this key; that of the next word, where it is a new one.
    fn look_up(&mut self, key: Key) -> u32 {
        let place = self.place(key);
        match self.places[place].1 {
            0 => self.keep(place, key),
            known => known,
        }
    }

    /// Where the number of the word with this key is, or is to be.
    #[inline]
    fn place(&self, key: Key) -> usize {
        let all = self.places.len() - 1;
        let mut place = key as usize & all;
        while self.places[place].1 != 0 && self.places[place].0 != key {
            place = (place + 1) & all;
        }
        place
    }

    /// Keeps the number of the next word, at the place of its key.
    #[cold]
    fn keep(&mut self, place: usize, key: Key) -> u32 {
        let number = self.words.len() as u32;
        self.places[place] = (key, number);
        if 2 * self.words.len() > self.places.len() {
            let more = vec![(0, 0); 2 * self.places.len()];
            for (key, number) in std::mem::replace(&mut self.places, more) {
                if number != 0 {
                    let place = self.place(key);
                    self.places[place] = (key, number);
                }
            }
        }
        number
    }

    /// Takes the word at `at` in, as the next one.
    #[cold]
    fn take_in(&mut self, model: &Model, paragraph: &Paragraph, at: usize) {
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
        let parts = is_small && cluster != 0 && !joins(folded);
        let title = token.shape == Shape::Capitalized && is_title(folded);
        let opening = match capital {
            true => model.gazetteer().open_with(folded),
            false => Opening::default(),
        };
        self.classes.push(quotes::word(word, token.kind));
        self.words.push(Word {
            lower,
            exact: mix(lower, u32::from(shape)),
            head: folded.iter().take(4).rev().fold(0, packed),
            tail: folded[folded.len().saturating_sub(4)..]
                .iter()
                .fold(0, packed),
            number: self.words.len() as u32,
            cluster,
            gazetteer: opening.single,
            shape,
            shouts,
            capital,
            title,
            parts,
            small: is_small && word.len() > 3,
            opens: opening.has_more(),
        });
        self.entries.push(Entry {
            acronym: if shouts { acronym(folded) } else { 0 },
            letters: start as u32..self.letters.len() as u32,
            opening,
        });
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

/// Stands for the key of a word that is too long to have one.
const TOO_LONG: Key = 0;

/// The key of the token of this kind that `word` is in `text`.
#[inline]
fn key_of(text: &[u8], word: Range<usize>, kind: TokenKind) -> Key {
    let length = word.len();
    let eight = |at: usize| -> Option<u64> {
        let bytes = text.get(at..at + 8)?;
        Some(u64::from_le_bytes(bytes.try_into().ok()?))
    };
    // The first eight bytes; of fewer, all. Of more, the last eight as well.
    let (first, last) = match length {
        1..=8 => {
            let first = eight(word.start).unwrap_or_else(|| {
                let rest = &text[word.start..];
                let byte = |sum, byte: &u8| (sum << 8) | u64::from(*byte);
                rest.iter().rev().fold(0, byte)
            });
            (first & (u64::MAX >> (64 - 8 * length)), 0)
        }
        9..=16 => {
            let first = eight(word.start).unwrap_or_default();
            (first, eight(word.end - 8).unwrap_or_default())
        }
        _ => return TOO_LONG,
    };
    let manner = length as u64 | (kind as u64) << 8;
    let first = (first ^ manner << 48).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let last = (last ^ manner).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let sum = first ^ last.rotate_left(32) ^ (first >> 32);
    let spread = sum.wrapping_mul(0x94d0_49bb_1331_11eb);
    spread ^ (spread >> 32)
}

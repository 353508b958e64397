//! The distinct words of a text, each read once: what their letters alone tell.

use std::ops::Range;

use super::conventions::is_landmark;
use super::gazetteer::Opening;
use super::model::Model;
use super::small_words::{is_title, joins};
use super::words::{Hope, Manner, Word, fine_shape, fold_all, hash, is_capital, mix};
use crate::key::Key;
use crate::quotes;
use crate::text::{Paragraph, Shape, TokenKind};

/// Words as they are written, numbered in the order in which they were first read; the first is the
/// empty one.
#[derive(Debug)]
pub struct Vocabulary {
    /// The [`Listed`] of each word, at a place that follows from its key, or at the next free one; as
    /// many as a power of two, at most half of them taken.
    places: Vec<Listed>,
    /// The words met last, each at a place that follows from its key: nearly all words are found
    /// there, and few lines of the processor's cache hold them.
    near: Box<[Listed; NEAR]>,
    /// The words of the paragraph that is read that are not there.
    missed: Vec<Missed>,
    entries: Vec<Entry>,
    /// What the gazetteer knows of the words that longer entries begin with, by their numbers, in order.
    openings: Vec<(u32, Opening)>,
    /// The folded letters of all words, one after the other.
    letters: Vec<u8>,
}

impl Default for Vocabulary {
    fn default() -> Vocabulary {
        let mut entries = Vec::with_capacity(ARTICLES);
        entries.push(Entry::default());
        Vocabulary {
            places: vec![Listed::NONE; 2 * ARTICLES],
            near: Box::new([Listed::NONE; NEAR]),
            missed: Vec::new(),
            entries,
            openings: Vec::new(),
            letters: Vec::with_capacity(8 * ARTICLES),
        }
    }
}

/// What the letters of a word tell: of one line of the processor's cache, as nearly every token
/// waits for memory to tell it.
#[derive(Debug, Clone, Default)]
#[repr(align(64))]
struct Entry {
    /// What features look at, as in a sentence of prose and without what stands before.
    word: Word,
    class: quotes::Word,
    /// For a word of two to eight capitals, the hash of them without periods; else 0.
    acronym: u32,
    /// Its folded letters among those of all words.
    letters: Range<u32>,
}

const _: () = assert!(size_of::<Entry>() == 64);

/// A word's key with its number in place of the lowest bits: so little that many words stay near the
/// processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Listed(u64);

/// A word of a paragraph that is not near.
#[derive(Debug, Clone, Copy)]
struct Missed {
    /// Its token.
    at: usize,
    key: Key,
    /// What is at the place that follows from its key.
    known: Listed,
}

/// For how many words there is room from the start, a power of two: those of a few articles.
const ARTICLES: usize = 1 << 11;

/// How many words are near: a power of two.
const NEAR: usize = 1 << 11;

impl Listed {
    /// What is at places without a word: the empty word, which no token is, has the number zero.
    const NONE: Listed = Listed(0);

    /// How many bits a number has: enough for the words of a desk and those of one more paragraph.
    const BITS: u32 = 17;

    const NUMBERS: u64 = (1 << Listed::BITS) - 1;

    /// None where the number is too high: the word is read anew wherever it stands.
    fn new(key: Key, number: u32) -> Option<Listed> {
        let number = u64::from(number);
        (number <= Listed::NUMBERS).then_some(Listed(key & !Listed::NUMBERS | number))
    }

    fn number(self) -> u32 {
        (self.0 & Listed::NUMBERS) as u32
    }

    /// Of so many places, a power of two, the first for the word with this key.
    #[inline]
    fn place(key: Key, places: usize) -> usize {
        (key >> Listed::BITS) as usize & (places - 1)
    }

    /// Whether it is that of the word with this key; no word has the key of what is at places without one.
    #[inline]
    fn is(self, key: Key) -> bool {
        (self.0 ^ key) & !Listed::NUMBERS == 0
    }
}

impl Vocabulary {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The word with this number.
    #[inline]
    pub fn word(&self, number: u32) -> &Word {
        &self.entry(number).word
    }

    /// Keeps what was told of the word with this number.
    pub fn keep_hope(&mut self, number: u32, hope: Hope) {
        self.entries[number as usize].word.hope = Some(hope);
    }

    /// What the word with this number can be where phrases and clauses are read.
    #[inline]
    pub fn class(&self, number: u32) -> &quotes::Word {
        &self.entry(number).class
    }

    /// For the word with this number, of two to eight capitals, the hash of them without periods;
    /// else 0.
    pub fn acronym(&self, number: u32) -> u32 {
        self.entry(number).acronym
    }

    /// What the gazetteer knows of the word with this number, where longer entries begin with it.
    pub fn opening(&self, number: u32) -> Option<&Opening> {
        let place = self.openings.binary_search_by_key(&number, |row| row.0);
        place.ok().map(|place| &self.openings[place].1)
    }

    #[inline]
    fn entry(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    /// The folded letters of the word with this number.
    pub fn letters(&self, number: u32) -> &[u8] {
        let Range { start, end } = self.entry(number).letters;
        &self.letters[start as usize..end as usize]
    }

    /// Appends to `numbers` those of the words of `paragraph`, one for each token.
    pub fn read(&mut self, model: &Model, paragraph: &Paragraph, numbers: &mut Vec<u32>) {
        let text = paragraph.text().as_bytes();
        let start = numbers.len();
        numbers.resize(start + paragraph.tokens().len(), 0);
        let mut missed = std::mem::take(&mut self.missed);
        // One place more, as what is near is written, too, and the next in its place.
        if missed.len() <= paragraph.tokens().len() {
            let none = Missed {
                at: 0,
                key: TOO_LONG,
                known: Listed::NONE,
            };
            missed.resize(paragraph.tokens().len() + 1, none);
        }
        let mut count = 0;
        let tokens = paragraph.tokens().iter().zip(&mut numbers[start..]);
        for (at, (token, number)) in tokens.enumerate() {
            let key = key_of(text, token.range(), token.kind);
            let known = self.near[Listed::place(key, NEAR)];
            *number = known.number();
            missed[count].at = at;
            missed[count].key = key;
            count += usize::from(!known.is(key));
        }
        // All are looked up before any is looked at: memory answers many at once as soon as one.
        let missed_here = &mut missed[..count];
        for missed in missed_here.iter_mut() {
            missed.known = self.places[Listed::place(missed.key, self.places.len())];
        }
        for Missed { at, key, known } in missed_here {
            let number = if known.is(*key) {
                known.number()
            } else {
                self.look_up(model, paragraph, *at, *key)
            };
            numbers[start + *at] = number;
            if *key != TOO_LONG
                && let Some(known) = Listed::new(*key, number)
            {
                self.near[Listed::place(*key, NEAR)] = known;
            }
        }
        self.missed = missed;
    }

    /// The number of the word at `at`, which has this key and is not at the first of its places.
    #[cold]
    fn look_up(&mut self, model: &Model, paragraph: &Paragraph, at: usize, key: Key) -> u32 {
        let number = self.len() as u32;
        if key != TOO_LONG {
            let place = self.place(key);
            let known = self.places[place];
            if known != Listed::NONE {
                return known.number();
            }
            if let Some(known) = Listed::new(key, number) {
                self.keep(place, known);
            }
        }
        self.take_in(model, paragraph, at);
        number
    }

    /// Where the word with this key is, or is to be.
    fn place(&self, key: Key) -> usize {
        let places = &self.places[..];
        let mut place = Listed::place(key, places.len());
        while places[place] != Listed::NONE && !places[place].is(key) {
            place = (place + 1) & (places.len() - 1);
        }
        place
    }

    /// Keeps a word at its place, and makes room for the next.
    fn keep(&mut self, place: usize, known: Listed) {
        self.places[place] = known;
        if 2 * self.len() > self.places.len() {
            let more = vec![Listed::NONE; 2 * self.places.len()];
            for known in std::mem::replace(&mut self.places, more) {
                if known != Listed::NONE {
                    let place = self.place(known.0);
                    self.places[place] = known;
                }
            }
        }
    }
    /// Takes the word at `at` in, as the next one.
    #[cold]
    fn take_in(&mut self, model: &Model, paragraph: &Paragraph, at: usize) {
        let token = paragraph.tokens()[at];
        let word = paragraph.word(at);
        let start = self.letters.len();
        let letters = fold_all(word, &mut self.letters);
        let folded = &self.letters[start..];
        let lower = letters.hash;
        let shape = fine_shape(word.len(), letters, token.shape, token.kind);
        let capital = is_capital(token.kind, token.shape);
        let is_word = token.kind == TokenKind::Word;
        let is_small = is_word && token.shape == Shape::Lower;
        let manner = Manner::of(&token);
        let shouts = manner == Manner::Capitals;
        let cluster = match token.kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Clitic => {
                model.cluster(lower).unwrap_or(0)
            }
            _ => 0,
        };
        let parts = is_small && cluster != 0 && !joins(folded);
        let title = token.shape == Shape::Capitalized && is_title(folded);
        let opening = match capital {
            true => model.gazetteer().open_with(folded),
            false => Opening::default(),
        };
        let number = self.len() as u32;
        if opening.has_more() {
            self.openings.push((number, opening));
        }
        let class = quotes::word(word, token.kind);
        let mut notes = 0;
        if manner == Manner::Lower {
            notes |= Word::SMALL;
        }
        if is_landmark(word) {
            notes |= Word::LANDMARK;
        }
        let word = Word {
            lower,
            exact: mix(lower, u32::from(shape)),
            head: head(folded),
            tail: tail(folded),
            number,
            cluster,
            gazetteer: opening.single,
            shape,
            shouts,
            capital,
            title,
            parts,
            manner,
            notes,
            opens: opening.has_more(),
            hope: None,
        };
        self.entries.push(Entry {
            word,
            class,
            acronym: if shouts { acronym(folded) } else { 0 },
            letters: start as u32..self.letters.len() as u32,
        });
    }
}

/// The first four of these bytes, the first in the lowest place.
fn head(folded: &[u8]) -> u32 {
    match folded.first_chunk() {
        Some(four) => u32::from_le_bytes(*four),
        None => folded.iter().rev().fold(0, pack),
    }
}

/// The last four of these bytes, the last in the lowest place.
fn tail(folded: &[u8]) -> u32 {
    match folded.last_chunk() {
        Some(four) => u32::from_be_bytes(*four),
        None => folded.iter().fold(0, pack),
    }
}

fn pack(sum: u32, byte: &u8) -> u32 {
    (sum << 8) | u32::from(*byte)
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

/// The bit that every key of a word has.
const IS_KEY: Key = 1 << 63;

/// Stands for the key of a word that is too long to have one.
const TOO_LONG: Key = 1 << 62;

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
    (spread ^ (spread >> 32)) | IS_KEY
}

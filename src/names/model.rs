//! The model: weights, word clusters and gazetteer, from the bytes that the trainer packed.
//!
//! Opening checks the header, the checksum and the gazetteer's own, and spreads out the weights, which
//! are packed so that they compress well; all else is read in place. The format, all numbers
//! little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `COPYDESK` |
//! | 4 | version of the format |
//! | 8 | checksum of all that follows |
//! | 8 each | the sections: offset from the first byte of the file, length |
//! | … | the sections, in the order of [`Section`] |

use std::error::Error;
use std::fmt;

use super::decode::{FORBIDDEN, Scores, Transitions};
use super::gazetteer::Gazetteer;
pub use super::sums::Sums;
use super::sums::{LARGEST_LEVEL, Levels, Row};
use super::words::mix;

/// How many labels a word can have; see [`super::decode::Label`].
pub const LABELS: usize = 8;

/// The version of the format that this code reads.
pub const VERSION: u32 = 2;

/// The first bytes of every model.
pub const MAGIC: &[u8; 8] = b"COPYDESK";

/// The parts of a model, in the order in which they are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Section {
    /// 16 × i16: what each weight level stands for; the first for 0, none for more than 255.
    Levels,
    /// A power of two × u8: for each bucket of features, which labels have a weight, the first label in
    /// the lowest bit.
    Rows,
    /// u8 each: the levels of these weights, from 1 to 15, row after row.
    Weights,
    /// 8 × 8 × i32: the score of a label (column) after a label (row).
    Transitions,
    /// A power of two × u8: how many words each bucket holds.
    WordBuckets,
    /// 3 bytes each: 12 bits of the word's hash, then 12 bits of its cluster.
    WordEntries,
    /// The automaton of [`Gazetteer`].
    Gazetteer,
    /// i32 each: the margins at which confidence rises by one percent, from 50 on.
    Confidence,
    /// Rows of 8 × i16: the weights of document evidence; see [`super::document`].
    Evidence,
}

/// How many sections there are.
pub const SECTIONS: usize = 9;

const HEADER: usize = 8 + 4 + 8 + SECTIONS * 8;

/// A model that could be opened.
#[derive(Debug)]
pub struct Model<'m> {
    /// A row of weight levels for each bucket of features.
    rows: Box<[Row]>,
    levels: Levels,
    transitions: Transitions,
    /// Where each bucket of words ends, counted in entries.
    word_buckets: Box<[u16]>,
    word_entries: &'m [[u8; 3]],
    gazetteer: Gazetteer<'m>,
    confidence: &'m [[u8; 4]],
    evidence: &'m [[[u8; 2]; LABELS]],
}

/// Why a model could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError(Fault);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    Magic,
    Version(u32),
    Checksum,
    Section(Section),
}

impl Error for ModelError {}

impl fmt::Display for ModelError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match &self.0 {
            Fault::Magic => write!(
                out,
                "these bytes are no model: they do not begin with COPYDESK; give the file names.bin from model/"
            ),
            Fault::Version(version) => write!(
                out,
                "this model has version {version} of the format and this program reads version {VERSION}; \
                 pack it again with the trainer of the same release"
            ),
            Fault::Checksum => write!(
                out,
                "the model's bytes are not those that were packed (the checksum differs or the end is missing); \
                 fetch the file again"
            ),
            Fault::Section(section) => write!(
                out,
                "the model's part {section:?} does not have the form it must have; pack the model again"
            ),
        }
    }
}

impl<'m> Model<'m> {
    /// Opens the model in `bytes`.
    ///
    /// # Errors
    /// Where the bytes are not a whole model of this version.
    pub fn open(bytes: &'m [u8]) -> Result<Model<'m>, ModelError> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(ModelError(Fault::Magic));
        }
        let version = u32_at(bytes, 8).ok_or(ModelError(Fault::Checksum))?;
        if version != VERSION {
            return Err(ModelError(Fault::Version(version)));
        }
        let sum = bytes
            .get(12..20)
            .and_then(|sum| sum.try_into().ok())
            .map(u64::from_le_bytes);
        if bytes.len() < HEADER || sum != Some(checksum(&bytes[20..])) {
            return Err(ModelError(Fault::Checksum));
        }
        let model = Model {
            rows: Box::default(),
            levels: Levels::default(),
            transitions: Transitions::default(),
            word_buckets: Box::default(),
            word_entries: parts(bytes, Section::WordEntries)?,
            gazetteer: Gazetteer::open(section(bytes, Section::Gazetteer)?)
                .ok_or(ModelError(Fault::Section(Section::Gazetteer)))?,
            confidence: parts(bytes, Section::Confidence)?,
            evidence: parts(bytes, Section::Evidence)?.as_chunks().0,
        };
        model.with_tables(bytes)
    }

    /// Reads the few numbers that are kept as numbers, and checks what lookups rely on.
    fn with_tables(mut self, bytes: &'m [u8]) -> Result<Model<'m>, ModelError> {
        let fault = |section| Err(ModelError(Fault::Section(section)));
        let levels: &[[u8; 2]] = parts(bytes, Section::Levels)?;
        let levels: Option<[[u8; 2]; 16]> = levels.try_into().ok();
        let levels = levels.map(|levels| levels.map(i16::from_le_bytes));
        let is_small = |level: &i16| level.unsigned_abs() <= LARGEST_LEVEL;
        match levels.filter(|levels| levels[0] == 0 && levels.iter().all(is_small)) {
            Some(levels) => self.levels = Levels::new(levels),
            None => return fault(Section::Levels),
        }
        let scores: &[[u8; 4]] = parts(bytes, Section::Transitions)?;
        if scores.len() != LABELS * LABELS {
            return fault(Section::Transitions);
        }
        let mut transitions = [[0; LABELS]; LABELS];
        for (at, score) in scores.iter().enumerate() {
            let score = i32::from_le_bytes(*score).max(i32::from(FORBIDDEN));
            transitions[at / LABELS][at % LABELS] = score.min(i32::from(i16::MAX)) as i16;
        }
        self.transitions = Transitions::new(transitions);
        self.rows = rows(bytes)?;
        self.word_buckets = word_buckets(bytes)?;
        Ok(self)
    }

    /// The cluster of the word whose folded letters hash to `hash`, if the model knows it.
    pub fn cluster(&self, hash: u32) -> Option<u16> {
        let (bucket, check) = word_slot(hash, self.word_buckets.len());
        let end = |bucket: usize| usize::from(self.word_buckets[bucket]);
        let start = if bucket == 0 { 0 } else { end(bucket - 1) };
        let entries = self.word_entries.get(start..end(bucket))?;
        entries.iter().find_map(|entry| {
            let found = u16::from_le_bytes([entry[0], entry[1]]) & 0xfff;
            (found == check).then(|| u16::from(entry[1] >> 4) | u16::from(entry[2]) << 4)
        })
    }

    /// The names of places and people.
    pub fn gazetteer(&self) -> &Gazetteer<'m> {
        &self.gazetteer
    }

    /// Adds the weights of the features with these hashes.
    #[inline]
    pub fn add<const COUNT: usize>(&self, sums: &mut Sums, hashes: [u32; COUNT]) {
        let all = self.rows.len();
        sums.add(
            &self.levels,
            hashes.map(|hash| self.rows[row_of(hash, all)]),
        );
    }

    /// What labels score one after the other.
    pub fn transitions(&self) -> &Transitions {
        &self.transitions
    }

    /// The confidence, in whole percent, of a label that scores `margin` more than any other.
    pub fn confidence(&self, margin: i32) -> u8 {
        let steps = self
            .confidence
            .partition_point(|step| i32::from_le_bytes(*step) <= margin);
        (50 + steps.min(49)) as u8
    }

    /// The weights of the evidence numbered `at`, one for each label; zeros where there are none.
    pub fn evidence(&self, at: usize) -> Scores {
        self.evidence
            .get(at)
            .map_or([0; LABELS], |row| row.map(i16::from_le_bytes))
    }
}

/// The rows of weight levels, spread out.
fn rows(bytes: &[u8]) -> Result<Box<[Row]>, ModelError> {
    let labels = section(bytes, Section::Rows)?;
    if !labels.len().is_power_of_two() {
        return Err(ModelError(Fault::Section(Section::Rows)));
    }
    let mut weights = section(bytes, Section::Weights)?.iter();
    let mut rows = vec![Row::default(); labels.len()].into_boxed_slice();
    for (row, labels) in rows.iter_mut().zip(labels) {
        let mut left = *labels;
        let mut levels = 0;
        while left != 0 {
            let level = weights.next().filter(|level| **level < 16);
            let level = level.ok_or(ModelError(Fault::Section(Section::Weights)))?;
            levels |= u32::from(*level) << (4 * left.trailing_zeros());
            left &= left - 1;
        }
        *row = levels.to_le_bytes();
    }
    match weights.next() {
        None => Ok(rows),
        Some(_) => Err(ModelError(Fault::Section(Section::Weights))),
    }
}

/// Puts rows of weight levels, the first label in the lowest four bits of each, into the form of the
/// sections `Rows` and `Weights`.
pub fn pack_rows(rows: impl Iterator<Item = u32>) -> [Vec<u8>; 2] {
    let [mut labels, mut weights] = [Vec::new(), Vec::new()];
    for row in rows {
        let levels: [u8; LABELS] = std::array::from_fn(|label| (row >> (4 * label)) as u8 & 15);
        let mut those = 0;
        for (label, level) in levels.into_iter().enumerate() {
            if level != 0 {
                those |= 1 << label;
                weights.push(level);
            }
        }
        labels.push(those);
    }
    [labels, weights]
}

/// Where each bucket of words ends.
fn word_buckets(bytes: &[u8]) -> Result<Box<[u16]>, ModelError> {
    let counts = section(bytes, Section::WordBuckets)?;
    let mut end = 0u16;
    let ends = counts.iter().map(|count| {
        end = end.checked_add(u16::from(*count))?;
        Some(end)
    });
    let ends = ends.collect::<Option<Box<[u16]>>>();
    let ends = ends.filter(|_| counts.len().is_power_of_two());
    ends.ok_or(ModelError(Fault::Section(Section::WordBuckets)))
}

/// The row, of `rows`, that holds the weights of the feature with this hash.
#[inline]
pub fn row_of(hash: u32, rows: usize) -> usize {
    hash as usize & (rows - 1)
}

/// The bucket of `buckets` in which a word is kept, and the 12 bits that tell it from the others
/// there.
pub fn word_slot(hash: u32, buckets: usize) -> (usize, u16) {
    let spread = mix(hash, 0x776f_7264);
    (
        (spread >> 12) as usize & (buckets - 1),
        (spread & 0xfff) as u16,
    )
}

/// A sum over `bytes` that any change to them changes: eight bytes at a time.
pub fn checksum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, word: u64| {
        let mixed = (sum ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 32)
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| {
        step(sum, u64::from_le_bytes(*word))
    });
    rest.iter()
        .fold(sum, |sum, byte| step(sum, u64::from(*byte)))
}

fn section(bytes: &[u8], section: Section) -> Result<&[u8], ModelError> {
    let at = 20 + section as usize * 8;
    u32_at(bytes, at)
        .zip(u32_at(bytes, at + 4))
        .and_then(|(start, length)| bytes.get(start as usize..)?.get(..length as usize))
        .ok_or(ModelError(Fault::Section(section)))
}

/// A section cut into pieces of `N` bytes.
fn parts<const N: usize>(bytes: &[u8], part: Section) -> Result<&[[u8; N]], ModelError> {
    match section(bytes, part)?.as_chunks() {
        (parts, []) => Ok(parts),
        _ => Err(ModelError(Fault::Section(part))),
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// Puts a model's sections, given in the order of [`Section`], into one file.
pub fn pack(sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut offset = HEADER;
    for section in sections {
        body.extend((offset as u32).to_le_bytes());
        body.extend((section.len() as u32).to_le_bytes());
        offset += section.len();
    }
    for section in sections {
        body.extend(section);
    }
    let mut file = MAGIC.to_vec();
    file.extend(VERSION.to_le_bytes());
    file.extend(checksum(&body).to_le_bytes());
    file.extend(body);
    file
}

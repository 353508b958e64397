//! The model: weights, word clusters and gazetteer, from the bytes that the trainer packed.
//!
//! Opening checks the header and the checksum, and spreads out the weights, the words and the gazetteer,
//! which are packed so that they compress well; all else is read in place. The format, all numbers
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
use crate::order::sort_by_rank;

/// How many labels a word can have; see [`super::decode::Label`].
pub const LABELS: usize = 8;

/// The version of the format that this code reads.
pub const VERSION: u32 = 3;

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
    /// u8 each: the levels of these weights, from 1 to 15, two to a byte, the first in the lowest four
    /// bits; in which order says [`pieces`].
    Weights,
    /// 8 × 8 × i32: the score of a label (column) after a label (row).
    Transitions,
    /// One u8: how many bits of a word's place tell its bucket. The 12 bits below them tell it from the
    /// others there.
    WordBits,
    /// Two u8 for each word, in the order of their places: how far its place is from that of the word
    /// before, first the lowest eight bits of all, then the highest of all.
    WordGaps,
    /// 12 bits for the cluster of each word: first the highest eight of all, then the lowest four, two to
    /// a byte.
    WordClusters,
    /// The entries of [`Gazetteer`].
    Gazetteer,
    /// i32 each: the margins at which confidence rises by one percent, from 50 on.
    Confidence,
    /// Rows of 8 × i16: the weights of document evidence; see [`super::document`].
    Evidence,
}

/// How many sections there are.
pub const SECTIONS: usize = 10;

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
    /// For each of them, what tells it from the others in its bucket.
    word_checks: Box<[u16]>,
    word_clusters: &'m [u8],
    gazetteer: Gazetteer,
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
            word_checks: Box::default(),
            word_clusters: section(bytes, Section::WordClusters)?,
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
        [self.word_buckets, self.word_checks] = words(bytes)?;
        let count = self.word_checks.len();
        match self.word_clusters.len() == count + count.div_ceil(2) {
            true => Ok(self),
            false => fault(Section::WordClusters),
        }
    }

    /// The cluster of the word whose folded letters hash to `hash`, if the model knows it.
    pub fn cluster(&self, hash: u32) -> Option<u16> {
        let (bucket, check) = word_slot(hash, self.word_buckets.len());
        let end = |bucket: usize| usize::from(self.word_buckets[bucket]);
        let start = if bucket == 0 { 0 } else { end(bucket - 1) };
        let checks = &self.word_checks[start..end(bucket)];
        let at = start + checks.iter().position(|found| *found == check)?;
        Some(self.cluster_at(at))
    }

    #[inline]
    fn cluster_at(&self, at: usize) -> u16 {
        let (high, low) = self.word_clusters.split_at(self.word_checks.len());
        let low = low[at / 2] >> (4 * (at % 2)) & 15;
        u16::from(high[at]) << 4 | u16::from(low)
    }

    /// All words as [`pack_words`] takes them, for whoever packs them again.
    pub fn words(&self) -> impl Iterator<Item = (usize, u16, u16)> {
        let mut bucket = 0;
        self.word_checks.iter().enumerate().map(move |(at, check)| {
            while usize::from(self.word_buckets[bucket]) <= at {
                bucket += 1;
            }
            (bucket, *check, self.cluster_at(at))
        })
    }

    /// The names of places and people.
    pub fn gazetteer(&self) -> &Gazetteer {
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

/// Which weights of rows stand in a byte together: up to two labels of those rows that have weights for
/// the same labels.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// The labels; the second twice if there is no other.
    labels: [u32; 2],
    /// All labels for which the rows have weights.
    those: u8,
}

/// All pieces of rows, in the order in which they are packed. In it, what is spread alike over the levels
/// stands together, and what goes with what in one byte: so it compresses best.
fn pieces() -> Vec<Piece> {
    let mut pieces = Vec::new();
    for those in 1..=u8::MAX {
        let mut left = those;
        while left != 0 {
            let first = left.trailing_zeros();
            left &= left - 1;
            let second = if left == 0 {
                first
            } else {
                left.trailing_zeros()
            };
            left &= left.wrapping_sub(1);
            let labels = [first, second];
            pieces.push(Piece { labels, those });
        }
    }
    sort_by_rank(&mut pieces, |piece| {
        let labels = piece.labels.map(|label| label as usize);
        [piece.those.count_ones() as usize, labels[0], labels[1]]
    });
    pieces
}

/// The rows of weight levels, spread out.
fn rows(bytes: &[u8]) -> Result<Box<[Row]>, ModelError> {
    let labels = section(bytes, Section::Rows)?;
    if !labels.len().is_power_of_two() {
        return Err(ModelError(Fault::Section(Section::Rows)));
    }
    // Where the rows are that have weights for the same labels, one such group after the other.
    let mut ends = [0u32; 256];
    let (eights, rest) = labels.as_chunks::<8>();
    for eight in eights {
        for those in eight {
            ends[usize::from(*those)] += 1;
        }
    }
    for those in rest {
        ends[usize::from(*those)] += 1;
    }
    ends[0] = 0;
    let mut starts = ends;
    let mut end = 0;
    for (start, own) in starts.iter_mut().zip(&mut ends) {
        *start = end;
        end += *own;
        *own = *start;
    }
    let mut places = vec![0u32; end as usize];
    for (at, those) in labels.iter().enumerate() {
        if *those != 0 {
            let end = &mut ends[usize::from(*those)];
            places[*end as usize] = at as u32;
            *end += 1;
        }
    }
    let fault = || ModelError(Fault::Section(Section::Weights));
    let mut weights = section(bytes, Section::Weights)?;
    let mut rows = vec![Row::default(); labels.len()].into_boxed_slice();
    // What each byte is in a row.
    let mut levels = [0; 256];
    let mut last = None;
    for Piece { labels, those } in pieces() {
        if last != Some(labels) {
            last = Some(labels);
            let [first, second] = labels.map(|label| 4 * label);
            levels = std::array::from_fn(|byte| {
                let byte = byte as u32;
                (byte & 15) << first | (byte >> 4) << second
            });
        }
        let those = usize::from(those);
        let own = &places[starts[those] as usize..ends[those] as usize];
        let (pairs, rest) = weights.split_at_checked(own.len()).ok_or_else(fault)?;
        weights = rest;
        for (place, pair) in own.iter().zip(pairs) {
            let row = &mut rows[*place as usize];
            let more = levels[usize::from(*pair)];
            *row = (u32::from_le_bytes(*row) | more).to_le_bytes();
        }
    }
    match weights {
        [] => Ok(rows),
        _ => Err(fault()),
    }
}

/// Puts rows of weight levels, the first label in the lowest four bits of each, into the form of the
/// sections `Rows` and `Weights`.
pub fn pack_rows(rows: impl Iterator<Item = u32>) -> [Vec<u8>; 2] {
    let rows: Vec<u32> = rows.collect();
    let level = |row: u32, label: u32| (row >> (4 * label)) as u8 & 15;
    let those = |row: &u32| {
        let labels = (0..LABELS as u32).filter(|label| level(*row, *label) != 0);
        labels.map(|label| 1u8 << label).sum()
    };
    let labels: Vec<u8> = rows.iter().map(those).collect();
    let mut weights = Vec::new();
    for piece in pieces() {
        let own = rows
            .iter()
            .zip(&labels)
            .filter(|(_, those)| **those == piece.those);
        let [first, second] = piece.labels;
        weights.extend(own.map(|(row, _)| {
            let other = if first == second {
                0
            } else {
                level(*row, second)
            };
            level(*row, first) | other << 4
        }));
    }
    [labels, weights]
}

/// Where each bucket of words ends, and what tells each word from the others there.
fn words(bytes: &[u8]) -> Result<[Box<[u16]>; 2], ModelError> {
    let gaps = section(bytes, Section::WordGaps)?;
    let (low, high) = gaps.split_at(gaps.len() / 2);
    if low.len() != high.len() || low.len() > usize::from(u16::MAX) {
        return Err(ModelError(Fault::Section(Section::WordGaps)));
    }
    let fault = || ModelError(Fault::Section(Section::WordBits));
    let bits = match section(bytes, Section::WordBits)? {
        [bits @ 0..=16] => *bits,
        _ => return Err(fault()),
    };
    let mut ends = vec![0u16; 1 << bits].into_boxed_slice();
    let mut checks = vec![0u16; low.len()].into_boxed_slice();
    let mut place = 0;
    for ((low, high), check) in low.iter().zip(high).zip(&mut checks) {
        place += u32::from(u16::from_le_bytes([*low, *high]));
        *ends.get_mut((place >> 12) as usize).ok_or_else(fault)? += 1;
        *check = place as u16 & 0xfff;
    }
    let mut end = 0;
    for own in &mut ends {
        end += *own;
        *own = end;
    }
    Ok([ends, checks])
}

/// Puts words, each with its bucket and its 12 bits ([`word_slot`]) and its cluster, into the form of the
/// sections `WordGaps` and `WordClusters`; none where they lie too far apart, or a cluster has more than
/// 12 bits. They are sorted, and no two are alike in bucket and bits.
pub fn pack_words(words: &[(usize, u16, u16)]) -> Option<[Vec<u8>; 2]> {
    let mut before = 0;
    let gap = |(bucket, check, cluster): &(usize, u16, u16)| {
        let place = bucket << 12 | usize::from(*check);
        let gap = u16::try_from(place - before).ok()?;
        before = place;
        (*cluster < 1 << 12).then_some(gap.to_le_bytes())
    };
    let gaps: Vec<[u8; 2]> = words.iter().map(gap).collect::<Option<_>>()?;
    let low = |pair: &[(usize, u16, u16)]| {
        let four = |at: usize| pair.get(at).map_or(0, |word| word.2 as u8 & 15);
        four(0) | four(1) << 4
    };
    let highs = words.iter().map(|word| (word.2 >> 4) as u8);
    Some([
        [0, 1]
            .iter()
            .flat_map(|byte| gaps.iter().map(|gap| gap[*byte]))
            .collect(),
        highs.chain(words.chunks(2).map(low)).collect(),
    ])
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
        mixed.rotate_left(32)
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| {
        step(sum, u64::from_le_bytes(*word))
    });
    rest.iter()
        .fold(sum, |sum, byte| step(sum, u64::from(*byte)))
}

/// The bytes of one part of a model.
///
/// # Errors
/// Where the part does not lie within `bytes`.
pub fn section(bytes: &[u8], section: Section) -> Result<&[u8], ModelError> {
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

//! From what was learned to the bytes of a model.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use copydesk::names::gazetteer;
use copydesk::names::model::{SECTIONS, Section, pack, pack_rows, pack_words, word_slot};
use copydesk::names::words::hash;

use crate::crf::{Field, Row};

/// How many of a model's units make up 1 in the trainer's scores.
pub const UNIT: f32 = 64.0;

/// The sections that training does not change, as bytes.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// How many bits tell a word's bucket.
    bits: u8,
    gaps: Vec<u8>,
    clusters: Vec<u8>,
    gazetteer: Vec<u8>,
}

impl Lexicon {
    /// Packs words with their clusters, and the gazetteer.
    ///
    /// # Errors
    /// Where there are too many words, or the gazetteer's names have characters that nobody sees.
    pub fn new(words: &[(Vec<u8>, u16)], gazetteer: &BTreeMap<Vec<u8>, u8>) -> Result<Lexicon> {
        let buckets = (words.len() / 4).next_power_of_two();
        let mut slots = BTreeMap::new();
        for (word, cluster) in words {
            // Of two words that cannot be told apart, the commoner, which came first, is kept.
            slots
                .entry(word_slot(hash(word), buckets))
                .or_insert(*cluster);
        }
        let slots: Vec<(usize, u16, u16)> = slots
            .into_iter()
            .map(|((bucket, check), cluster)| (bucket, check, cluster))
            .collect();
        const TOO_MANY: &str = "there are more words than the format can count; take fewer";
        u16::try_from(slots.len()).context(TOO_MANY)?;
        let [gaps, clusters] = pack_words(&slots)
            .context("the words' hashes lie further apart than the format can count")?;
        let names = gazetteer
            .iter()
            .map(|(name, kinds)| (name.as_slice(), *kinds));
        Ok(Lexicon {
            bits: buckets.ilog2() as u8,
            gaps,
            clusters,
            gazetteer: gazetteer::pack(names)
                .context("a name of the gazetteer has characters that nobody sees")?,
        })
    }

    /// The bytes of its parts.
    pub fn parts(&self) -> [Vec<u8>; 4] {
        [
            vec![self.bits],
            self.gaps.clone(),
            self.clusters.clone(),
            self.gazetteer.clone(),
        ]
    }

    /// A lexicon from the bytes that [`Lexicon::parts`] gave; none from others.
    pub fn from_parts([bits, gaps, clusters, gazetteer]: [Vec<u8>; 4]) -> Option<Lexicon> {
        let &[bits] = &bits[..] else { return None };
        Some(Lexicon {
            bits,
            gaps,
            clusters,
            gazetteer,
        })
    }

    /// The size of the words and of the gazetteer, in bytes.
    pub fn sizes(&self) -> [usize; 2] {
        [
            1 + self.gaps.len() + self.clusters.len(),
            self.gazetteer.len(),
        ]
    }

    /// A model that knows words and names but has no weights, for computing features.
    pub fn without_weights(&self) -> Vec<u8> {
        self.model(&Field::new(1), &[0.0; 16], &[], &[])
    }

    /// A model with these weights, each of the first pass taken for the nearest of `levels`.
    pub fn model(
        &self,
        field: &Field,
        levels: &[f32; 16],
        confidence: &[i32],
        evidence: &[Row],
    ) -> Vec<u8> {
        let mut sections: [Vec<u8>; SECTIONS] = Default::default();
        let mut put = |section: Section, bytes: Vec<u8>| sections[section as usize] = bytes;
        let units = |value: f32| (value * UNIT).round();
        put(
            Section::Levels,
            levels
                .iter()
                .flat_map(|level| (units(*level) as i16).to_le_bytes())
                .collect(),
        );
        let rows = field.rows.iter().map(|row| packed_row(row, levels));
        let [rows, weights] = pack_rows(rows);
        put(Section::Rows, rows);
        put(Section::Weights, weights);
        put(
            Section::Transitions,
            field
                .transitions
                .iter()
                .flatten()
                .flat_map(|score| (units(*score) as i32).to_le_bytes())
                .collect(),
        );
        put(Section::WordBits, vec![self.bits]);
        put(Section::WordGaps, self.gaps.clone());
        put(Section::WordClusters, self.clusters.clone());
        put(Section::Gazetteer, self.gazetteer.clone());
        put(
            Section::Confidence,
            confidence
                .iter()
                .flat_map(|step| step.to_le_bytes())
                .collect(),
        );
        put(
            Section::Evidence,
            evidence
                .iter()
                .flatten()
                .flat_map(|weight| (units(*weight) as i16).to_le_bytes())
                .collect(),
        );
        pack(&sections)
    }
}

fn packed_row(row: &Row, levels: &[f32; 16]) -> u32 {
    row.iter()
        .enumerate()
        .map(|(label, weight)| (nearest(*weight, levels) as u32) << (4 * label))
        .sum()
}

/// The level nearest to `weight`, by index; zero for a weight that says too little.
pub fn nearest(weight: f32, levels: &[f32; 16]) -> usize {
    if weight.abs() < LEAST {
        return 0;
    }
    (0..16)
        .min_by(|a, b| {
            (levels[*a] - weight)
                .abs()
                .total_cmp(&(levels[*b] - weight).abs())
        })
        .expect("there are sixteen")
}

/// Weights smaller than this are taken for zero: they are the many that say little, and a table
/// of mostly zeros compresses well.
const LEAST: f32 = 0.03;

/// Zero, and the fifteen other levels to which the weights of `field` lie nearest: even steps, drawn
/// by turns to the mean of the weights that are nearest to each (Lloyd, "Least squares quantization
/// in PCM", 1982).
pub fn levels(field: &Field) -> [f32; 16] {
    let mut weights: Vec<f32> = field
        .rows
        .iter()
        .flatten()
        .copied()
        .filter(|weight| weight.abs() >= LEAST)
        .collect();
    weights.sort_unstable_by(f32::total_cmp);
    let Some(last) = weights.len().checked_sub(1) else {
        return [0.0; 16];
    };
    // Zero is level 0, so that most of the table is zero bytes.
    let mut levels = [0.0; 16];
    for (step, level) in levels[1..].iter_mut().enumerate() {
        *level = weights[last * (2 * step + 1) / 30];
    }
    for _ in 0..LLOYD_TURNS {
        let mut start = 0;
        for at in 1..16 {
            let border = levels
                .get(at + 1)
                .map_or(f32::MAX, |next| (levels[at] + next) / 2.0);
            let end = start + weights[start..].partition_point(|weight| *weight < border);
            let own = &weights[start..end];
            if !own.is_empty() {
                levels[at] = own.iter().sum::<f32>() / own.len() as f32;
            }
            start = end;
        }
    }
    levels
}

/// After so many turns the levels move by less than their own precision.
const LLOYD_TURNS: usize = 50;

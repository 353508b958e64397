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
    /// Where there are too many words or names, or a name has a character that nobody sees.
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
        Lexicon::of_slots(buckets.ilog2() as u8, &slots, gazetteer)
    }

    /// Packs words of which only the slots are known, each with its cluster, and the gazetteer.
    fn of_slots(
        bits: u8,
        slots: &[(usize, u16, u16)],
        gazetteer: &BTreeMap<Vec<u8>, u8>,
    ) -> Result<Lexicon> {
        u16::try_from(slots.len())
            .context("there are more words than the format can count; take fewer")?;
        let [gaps, clusters] = pack_words(slots).context(
            "the words lie further apart than the format can count, or there are more clusters; \
             take more words, or fewer clusters",
        )?;
        let names = gazetteer
            .iter()
            .map(|(name, kinds)| (name.as_slice(), *kinds));
        Ok(Lexicon {
            bits,
            gaps,
            clusters,
            gazetteer: gazetteer::pack(names).context(
                "the gazetteer has more names than the format can count, or one with a character \
                 that nobody sees; take fewer, or leave that one out",
            )?,
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

#[cfg(test)]
mod tests {
    use copydesk::names::model::{Model, Sums, section};

    use super::*;
    use crate::report::fill_sizes;

    /// The model that is committed.
    const MODEL: &[u8] = include_bytes!("../../model/names.bin");

    /// The numbers in a part of the committed model, of `N` bytes each.
    fn numbers<const N: usize, V>(part: Section, read: fn([u8; N]) -> V) -> Vec<V> {
        let bytes = section(MODEL, part).expect("the model has all parts");
        let (numbers, rest) = bytes.as_chunks();
        assert!(rest.is_empty(), "{part:?}");
        numbers.iter().copied().map(read).collect()
    }

    /// Rows of weights from numbers in the model's units.
    fn rows(units: &[i32]) -> Vec<Row> {
        let weights: Vec<f32> = units.iter().map(|unit| *unit as f32 / UNIT).collect();
        weights.as_chunks().0.to_vec()
    }

    /// The lexicon of the committed model, packed anew from what its reader finds there.
    fn lexicon(model: &Model) -> Lexicon {
        let slots: Vec<(usize, u16, u16)> = model.words().collect();
        let gazetteer: BTreeMap<Vec<u8>, u8> = model
            .gazetteer()
            .entries()
            .map(|(name, kinds)| (name.to_vec(), kinds))
            .collect();
        let bits = numbers(Section::WordBits, u8::from_le_bytes)[0];
        Lexicon::of_slots(bits, &slots, &gazetteer).expect("all of it was packed before")
    }

    #[test]
    fn the_committed_model_is_what_pack_writes() {
        let model = Model::open(MODEL).expect("the committed model opens");
        let count = section(MODEL, Section::Rows).expect("it has rows").len();
        let units: Vec<i32> = (0..count as u32)
            .flat_map(|row| {
                // The row of a feature with a small hash is that of this number.
                let mut sums = Sums::default();
                model.add(&mut sums, [row]);
                sums.scores().map(i32::from)
            })
            .collect();
        let transitions = numbers(Section::Transitions, i32::from_le_bytes);
        let field = Field::with(rows(&units), &rows(&transitions)).expect("all labels are there");
        let levels = numbers(Section::Levels, i16::from_le_bytes);
        let levels: Vec<f32> = levels.iter().map(|unit| f32::from(*unit) / UNIT).collect();
        let evidence = numbers(Section::Evidence, |unit| i16::from_le_bytes(unit).into());
        let packed = lexicon(&model).model(
            &field,
            levels.first_chunk().expect("there are sixteen"),
            &numbers(Section::Confidence, i32::from_le_bytes),
            &rows(&evidence),
        );
        for part in [
            Section::Levels,
            Section::Rows,
            Section::Weights,
            Section::Transitions,
            Section::WordBits,
            Section::WordGaps,
            Section::WordClusters,
            Section::Gazetteer,
            Section::Confidence,
            Section::Evidence,
        ] {
            assert!(
                section(&packed, part) == section(MODEL, part),
                "{part:?} differs"
            );
        }
        assert!(packed == MODEL, "what stands before the parts differs");
    }

    #[test]
    fn the_committed_card_has_the_sizes_and_sentences_of_its_form() {
        let model = Model::open(MODEL).expect("the committed model opens");
        let form = fill_sizes(include_str!("../card.md"), MODEL.len(), &lexicon(&model));
        let mut card = include_str!("../../model/README.md");
        // What stands between the sentences, training and scoring wrote.
        for (at, piece) in form.split(['{', '}']).step_by(2).enumerate() {
            let (before, after) = card
                .split_once(piece)
                .unwrap_or_else(|| panic!("the card lacks: {piece}"));
            assert!(at > 0 || before.is_empty(), "the card begins otherwise");
            card = after;
        }
        assert_eq!(card, "", "the card goes on");
    }

    #[test]
    fn words_and_names_are_found_again() {
        let words: Vec<(Vec<u8>, u16)> = (0..1000u16)
            .map(|at| (format!("word{at}").into_bytes(), at * 4))
            .collect();
        let names = ["lima", "são paulo", "san juan", "san juan del sur"];
        let names = names.map(|name| (name.as_bytes().to_vec(), gazetteer::CITY));
        let lexicon = Lexicon::new(&words, &BTreeMap::from(names)).expect("they are few");
        let bytes = lexicon.without_weights();
        let model = Model::open(&bytes).expect("it was just packed");
        let found = |word: &[u8]| model.cluster(hash(word));
        let known = words.iter().filter(|word| found(&word.0) == Some(word.1));
        assert_eq!(known.count(), words.len());
        let look = |name: &str| {
            let mut words = name.split(' ').map(str::as_bytes);
            let opening = model.gazetteer().open_with(words.next().unwrap_or(b""));
            let longest = model.gazetteer().longest(&opening, words);
            (opening.single, longest.words)
        };
        assert_eq!(look("lima"), (gazetteer::CITY, 0));
        assert_eq!(look("são paulo"), (0, 2));
        assert_eq!(look("san juan del sur"), (0, 4));
    }
}

//! What a word's vector tells of the part it plays in names: a linear classifier from vectors to
//! labels, whose opinion joins the vector before words are clustered. Words that are alike in
//! meaning but not in what they name ("Georgia", "Georgian") part this way.

use std::collections::HashMap;

use copydesk::names::model::LABELS;
use copydesk::names::words::{fold, hash};
use copydesk::text::{Paragraph, TokenKind};

use crate::corpus::{self, Corpus};
use crate::crf::{Chance, Row};
use crate::vectors::Vector;

/// Passes over the words.
const PASSES: usize = 12;

/// The words whose labels a word's vector is asked about: the one before, itself, the one after.
const NEAR: [isize; 3] = [-1, 0, 1];

/// Each vector with the opinion on its word and on the words beside it behind it, `strength`
/// times the square roots of the labels' probabilities.
pub fn with_roles(vectors: &[Vector], corpora: &[Corpus], strength: f32) -> Vec<Vec<f32>> {
    let weights = NEAR.map(|near| learn(vectors, &count(corpora, near)));
    vectors
        .iter()
        .map(|vector| {
            let mut values = vector.values.clone();
            for weights in &weights {
                let opinion = apply(weights, &vector.values);
                values.extend(opinion.map(|share| strength * share.sqrt()));
            }
            values
        })
        .collect()
}

/// How often the word `near` places from each word, by the hash of its folded letters, has each
/// label.
fn count(corpora: &[Corpus], near: isize) -> HashMap<u32, Row> {
    let mut counts: HashMap<u32, Row> = HashMap::new();
    let mut folded = Vec::new();
    for corpus in corpora.iter().filter(|corpus| !corpus.silver) {
        for sentence in corpus.documents.iter().flat_map(|d| &d.sentences) {
            let paragraph = Paragraph::new(0, &sentence.text);
            let labels = corpus::labels(&paragraph, sentence);
            for (at, token) in paragraph.tokens().iter().enumerate() {
                if token.kind == TokenKind::Word {
                    let label = at
                        .checked_add_signed(near)
                        .and_then(|at| labels.get(at).copied())
                        .map_or(0, usize::from);
                    if label >= LABELS {
                        continue;
                    }
                    folded.clear();
                    fold(paragraph.word(at), &mut folded);
                    counts.entry(hash(&folded)).or_default()[label] += corpus.weight;
                }
            }
        }
    }
    counts
}

/// The weights of a classifier from vectors to the shares of labels in `counts`.
fn learn(vectors: &[Vector], counts: &HashMap<u32, Row>) -> Vec<Row> {
    let width = vectors[0].values.len();
    let mut known: Vec<(&[f32], Row, f32)> = vectors
        .iter()
        .filter_map(|vector| {
            let row = counts.get(&hash(&vector.word))?;
            let sum: f32 = row.iter().sum();
            Some((&vector.values[..], row.map(|count| count / sum), sum.sqrt()))
        })
        .collect();
    let mut weights = vec![[0.0; LABELS]; width + 1];
    let mut squares = vec![[1e-3; LABELS]; width + 1];
    let mut chance = Chance(7);
    for _ in 0..PASSES {
        chance.shuffle(&mut known);
        for (vector, shares, weight) in &known {
            let opinion = apply(&weights, vector);
            let gradient: Row =
                std::array::from_fn(|label| (opinion[label] - shares[label]) * weight.min(8.0));
            for (at, value) in vector.iter().chain([&1.0]).enumerate() {
                for label in 0..LABELS {
                    let step = gradient[label] * value;
                    squares[at][label] += step * step;
                    weights[at][label] -= 0.3 * step / f32::sqrt(squares[at][label]);
                }
            }
        }
    }
    weights
}

/// The probability of each label.
fn apply(weights: &[Row], vector: &[f32]) -> Row {
    let mut scores = [0.0; LABELS];
    for (row, value) in weights.iter().zip(vector.iter().chain([&1.0])) {
        for (score, weight) in scores.iter_mut().zip(row) {
            *score += weight * value;
        }
    }
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|score| (score - highest).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}

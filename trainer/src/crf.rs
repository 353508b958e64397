//! A linear-chain conditional random field over hashed features, trained by stochastic gradient
//! steps (FTRL-proximal, so that weights which earn nothing stay exactly zero).

use std::ops::Range;

use copydesk::names::decode::Label;
use copydesk::names::document::Note;
use copydesk::names::model::LABELS;

/// One number for each label.
pub type Row = [f32; LABELS];

/// Stretches of words with their features and labels, stored end to end.
#[derive(Debug, Default)]
pub struct Examples {
    /// How many features each word has.
    pub width: usize,
    /// The rows of the features of all words.
    pub features: Vec<u32>,
    /// The labels of all words; [`UNKNOWN`] where nobody knows.
    pub labels: Vec<u8>,
    /// The stretches.
    pub stretches: Vec<Stretch>,
    /// For the second pass, what is noted of all words.
    pub notes: Vec<Note>,
    /// For the second pass, the hashes of the words that each document writes small.
    pub small: Vec<Vec<u32>>,
}

/// A stretch of words that are labelled together.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// Its words, as they lie in [`Examples`].
    pub words: Range<usize>,
    /// How much it counts.
    pub weight: f32,
    /// The document it is from, counted over all corpora.
    pub document: u32,
    /// Whether its labels are a machine's.
    pub silver: bool,
    /// Whether that is a whole document rather than a lone sentence.
    pub whole_document: bool,
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Passes over the examples.
    pub passes: usize,
    /// The size of steps.
    pub rate: f32,
    /// The pull of each weight to exactly zero.
    pub l1: f32,
    /// The pull of each weight toward zero, in proportion to it.
    pub l2: f32,
    /// The share of features that is hidden at each step, so that no feature learns to rely on
    /// another's being there.
    pub dropout: f32,
}

/// The weights, and what training keeps about each.
#[derive(Debug, Clone)]
pub struct Field {
    /// The weights of each row of features.
    pub rows: Vec<Row>,
    /// The score of each label (second index) after each label (first index).
    pub transitions: [Row; LABELS],
    state: Vec<[Row; 2]>,
    transition_state: [Row; LABELS],
}

/// In the place of a feature that is hidden.
const HIDDEN: u32 = u32::MAX;

/// In the place of a label that is not known.
pub const UNKNOWN: u8 = u8::MAX;

/// In the place of a label of which only that is known that it tells none of the three kinds.
pub const NO_KIND: u8 = UNKNOWN - 1;

/// The probabilities that the labels of a word should have, where the field gives it `marginal`;
/// none where nobody knows.
pub fn wanted(label: u8, marginal: &Row) -> Option<Row> {
    let mut wanted = [0.0; LABELS];
    match label {
        UNKNOWN => return None,
        NO_KIND => {
            let [outside, other] = [Label::Outside, Label::Other].map(|label| label as usize);
            let sum = (marginal[outside] + marginal[other]).max(1e-9);
            wanted[outside] = marginal[outside] / sum;
            wanted[other] = marginal[other] / sum;
        }
        label => wanted[usize::from(label)] = 1.0,
    }
    Some(wanted)
}

/// What no path may take.
const FORBIDDEN: f32 = -1e4;

impl Field {
    /// A field that knows nothing yet, with this many rows.
    pub fn new(rows: usize) -> Field {
        let mut transitions = [[0.0; LABELS]; LABELS];
        for before in Label::ALL {
            for after in Label::ALL {
                if !after.may_follow(before) {
                    transitions[before as usize][after as usize] = FORBIDDEN;
                }
            }
        }
        Field {
            rows: vec![[0.0; LABELS]; rows],
            transitions,
            state: vec![[[0.0; LABELS]; 2]; rows],
            transition_state: [[0.0; LABELS]; LABELS],
        }
    }

    /// A field with these weights; none where the transitions are not one row for each label.
    pub fn with(rows: Vec<Row>, transitions: &[Row]) -> Option<Field> {
        Some(Field {
            transitions: transitions.try_into().ok()?,
            ..Field {
                rows,
                ..Field::new(0)
            }
        })
    }

    /// Trains on the stretches for which `use_it` holds; `tick` is told after each pass its
    /// number and the mean loss of a word.
    pub fn train(
        &mut self,
        examples: &Examples,
        settings: Settings,
        use_it: impl Fn(&Stretch) -> bool,
        mut tick: impl FnMut(usize, f64),
    ) {
        let mut order: Vec<&Stretch> = examples
            .stretches
            .iter()
            .filter(|stretch| stretch.weight > 0.0 && use_it(stretch))
            .collect();
        let mut chance = Chance(0x5eed);
        let mut chain = Chain::default();
        for pass in 0..settings.passes {
            chance.shuffle(&mut order);
            let (mut loss, mut words) = (0.0, 0usize);
            for stretch in &order {
                loss += self.step(examples, stretch, settings, &mut chance, &mut chain);
                words += stretch.words.len();
            }
            tick(pass, loss / words.max(1) as f64);
        }
    }

    /// Takes the weight from the stretches of silver labels that hold one to which the field gives
    /// less than `least` probability; says how many words are left and how many there were.
    pub fn sift(&self, examples: &mut Examples, least: f32) -> [usize; 2] {
        let mut chain = Chain::default();
        let mut scores = Vec::new();
        let mut counts = [0; 2];
        let mut stretches = std::mem::take(&mut examples.stretches);
        for stretch in stretches.iter_mut().filter(|stretch| stretch.silver) {
            self.scores(examples, stretch.words.clone(), &mut scores);
            let labels = &examples.labels[stretch.words.clone()];
            chain.solve(&scores, &self.transitions, labels);
            counts[1] += labels.len();
            let doubtful = |(label, marginal): (&u8, &Row)| {
                usize::from(*label) < LABELS && marginal[usize::from(*label)] < least
            };
            if labels.iter().zip(&chain.marginals).any(doubtful) {
                stretch.weight = 0.0;
            } else {
                counts[0] += labels.len();
            }
        }
        examples.stretches = stretches;
        counts
    }

    /// The scores of each word of a stretch.
    pub fn scores(&self, examples: &Examples, words: Range<usize>, scores: &mut Vec<Row>) {
        scores.clear();
        for word in words {
            let mut sum = [0.0; LABELS];
            for feature in &examples.features[word * examples.width..(word + 1) * examples.width] {
                for (sum, weight) in sum.iter_mut().zip(&self.rows[*feature as usize]) {
                    *sum += weight;
                }
            }
            scores.push(sum);
        }
    }

    fn step(
        &mut self,
        examples: &Examples,
        stretch: &Stretch,
        settings: Settings,
        chance: &mut Chance,
        chain: &mut Chain,
    ) -> f64 {
        let mut scores = std::mem::take(&mut chain.scores);
        let mut shown = std::mem::take(&mut chain.shown);
        scores.clear();
        shown.clear();
        let hidden = (f64::from(settings.dropout) * 65_536.0) as u64;
        let scale = 1.0 / (1.0 - settings.dropout);
        for word in stretch.words.clone() {
            let mut sum = [0.0; LABELS];
            let features = &examples.features[word * examples.width..(word + 1) * examples.width];
            for four in features.chunks(4) {
                let mut luck = chance.next();
                for feature in four {
                    if luck & 0xffff < hidden {
                        shown.push(HIDDEN);
                    } else {
                        shown.push(*feature);
                        for (sum, weight) in sum.iter_mut().zip(&self.rows[*feature as usize]) {
                            *sum += weight;
                        }
                    }
                    luck >>= 16;
                }
            }
            scores.push(sum.map(|sum| sum * scale));
        }
        let labels = &examples.labels[stretch.words.clone()];
        let loss = chain.solve(&scores, &self.transitions, labels);
        for (at, features) in shown.chunks(examples.width).enumerate() {
            let marginal = &chain.marginals[at];
            let Some(wanted) = wanted(labels[at], marginal) else {
                continue;
            };
            let gradient: Row =
                std::array::from_fn(|label| (marginal[label] - wanted[label]) * stretch.weight);
            // A word that the field is sure of and right about moves nothing.
            if gradient.iter().all(|value| value.abs() < 2e-3) {
                continue;
            }
            for feature in features.iter().filter(|feature| **feature != HIDDEN) {
                let row = *feature as usize;
                update(
                    &mut self.rows[row],
                    &mut self.state[row],
                    &gradient,
                    settings,
                );
            }
        }
        chain.scores = scores;
        chain.shown = shown;
        for (before, row) in chain.pairs.iter().enumerate() {
            for (after, gradient) in row.iter().enumerate() {
                let weight = &mut self.transitions[before][after];
                if *weight > FORBIDDEN {
                    let gradient = gradient * stretch.weight;
                    let sum = &mut self.transition_state[before][after];
                    *sum += gradient * gradient;
                    *weight -= settings.rate * gradient / (1.0 + sum.sqrt());
                }
            }
        }
        loss
    }
}

/// One FTRL-proximal step for the weights of one row.
#[inline]
pub fn update(weights: &mut Row, state: &mut [Row; 2], gradient: &Row, settings: Settings) {
    let [sums, squares] = state;
    for label in 0..LABELS {
        let step = gradient[label];
        let before = squares[label].sqrt();
        squares[label] += step * step;
        let after = squares[label].sqrt();
        sums[label] += step - (after - before) / settings.rate * weights[label];
        let sum = sums[label];
        let over = (sum.abs() - settings.l1).max(0.0);
        weights[label] = -over.copysign(sum) / ((1.0 + after) / settings.rate + settings.l2);
    }
}

/// Forward and backward sums over one stretch; kept from stretch to stretch for its memory.
#[derive(Debug, Default)]
pub struct Chain {
    scores: Vec<Row>,
    shown: Vec<u32>,
    ahead: Vec<Row>,
    behind: Vec<Row>,
    own: Vec<Row>,
    /// The probability of each label of each word.
    pub marginals: Vec<Row>,
    /// For each pair of labels, how often it is expected less how often it is there.
    pairs: [Row; LABELS],
}

impl Chain {
    /// Fills in marginals and pairs, and gives the loss: minus the logarithm of the probability
    /// of `labels`.
    pub fn solve(&mut self, scores: &[Row], transitions: &[Row; LABELS], labels: &[u8]) -> f64 {
        let length = scores.len();
        let moves = transitions.map(|row| row.map(f32::exp));
        self.own.clear();
        for row in scores {
            let highest = row.iter().copied().fold(f32::MIN, f32::max);
            self.own.push(row.map(|score| (score - highest).exp()));
        }
        self.ahead.clear();
        let mut last = [0.0; LABELS];
        last[0] = 1.0;
        for own in &self.own {
            let mut next = [0.0; LABELS];
            for (last, row) in last.iter().zip(&moves) {
                for (next, step) in next.iter_mut().zip(row) {
                    *next += last * step;
                }
            }
            for (next, own) in next.iter_mut().zip(own) {
                *next *= own;
            }
            last = to_one(next);
            self.ahead.push(last);
        }
        self.behind.clear();
        self.behind.resize(length, [0.0; LABELS]);
        let mut last: Row = std::array::from_fn(|label| moves[label][0]);
        for at in (0..length).rev() {
            self.behind[at] = last;
            let mut next = [0.0; LABELS];
            for (next, row) in next.iter_mut().zip(&moves) {
                for ((step, own), later) in row.iter().zip(&self.own[at]).zip(&last) {
                    *next += step * own * later;
                }
            }
            last = to_one(next);
        }
        self.marginals.clear();
        for (ahead, behind) in self.ahead.iter().zip(&self.behind) {
            self.marginals.push(to_one(std::array::from_fn(|label| {
                ahead[label] * behind[label]
            })));
        }
        self.count_pairs(&moves, labels);
        labels
            .iter()
            .zip(&self.marginals)
            .filter(|(label, _)| usize::from(**label) < LABELS)
            .map(|(label, marginal)| -f64::from(marginal[usize::from(*label)].max(1e-9)).ln())
            .sum()
    }

    fn count_pairs(&mut self, moves: &[Row; LABELS], labels: &[u8]) {
        self.pairs = [[0.0; LABELS]; LABELS];
        let mut outside = [0.0; LABELS];
        outside[0] = 1.0;
        let length = self.own.len();
        for at in 0..=length {
            let gold = |at: usize| labels.get(at).map_or(0, |label| usize::from(*label));
            let gold_before = if at == 0 { 0 } else { gold(at - 1) };
            if gold_before.max(gold(at)) >= LABELS {
                continue;
            }
            let before = if at == 0 {
                &outside
            } else {
                &self.ahead[at - 1]
            };
            let mut expected = [[0.0; LABELS]; LABELS];
            let mut sum = 0.0;
            for label in 0..LABELS {
                for after in 0..LABELS {
                    let here = match at == length {
                        true if after == 0 => 1.0,
                        true => 0.0,
                        false => self.own[at][after] * self.behind[at][after],
                    };
                    let value = before[label] * moves[label][after] * here;
                    expected[label][after] = value;
                    sum += value;
                }
            }
            for (pairs, expected) in self.pairs.iter_mut().zip(expected) {
                for (pair, value) in pairs.iter_mut().zip(expected) {
                    *pair += value / sum.max(1e-30);
                }
            }
            self.pairs[gold_before][gold(at)] -= 1.0;
        }
    }
}

fn to_one(row: Row) -> Row {
    let sum: f32 = row.iter().sum();
    row.map(|value| value / sum.max(1e-30))
}

/// Numbers that look like chance and are the same at each run.
#[derive(Debug)]
pub struct Chance(pub u64);

impl Chance {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Puts `items` in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_what_each_feature_says() {
        let mut examples = Examples {
            width: 1,
            ..Examples::default()
        };
        for at in 0..200 {
            let first = at % 2 == 0;
            examples
                .features
                .extend(if first { [1, 2] } else { [3, 2] });
            examples.labels.extend(if first { [1, 2] } else { [0, 0] });
            examples.stretches.push(Stretch {
                words: 2 * at..2 * at + 2,
                weight: 1.0,
                document: 0,
                silver: false,
                whole_document: false,
            });
        }
        let settings = Settings {
            passes: 5,
            rate: 0.2,
            l1: 0.01,
            l2: 0.0,
            dropout: 0.0,
        };
        let mut field = Field::new(4);
        let mut losses = Vec::new();
        field.train(&examples, settings, |_| true, |_, loss| losses.push(loss));
        assert!(losses[4] < losses[0]);
        let mut scores = Vec::new();
        let mut chain = Chain::default();
        field.scores(&examples, 0..2, &mut scores);
        chain.solve(&scores, &field.transitions, &[1, 2]);
        assert!(chain.marginals[0][1] > 0.9 && chain.marginals[1][2] > 0.9);
        assert_eq!(field.rows[0], [0.0; LABELS]);
    }
}

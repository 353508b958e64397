//! Trains the second pass: what the evidence of a document is worth.
//!
//! The first pass is surer of the texts it was trained on than it will ever be of others, so the
//! evidence comes from fields that did not see the document: the corpora are cut in parts, and
//! each part is read by a field trained on the others.

use copydesk::names::decode::{FORBIDDEN, Label, Scores, Transitions};
use copydesk::names::document::{Evidence, ROWS};
use copydesk::names::model::LABELS;
use copydesk::names::{Reading, gather};

use crate::crf::{Chain, Chance, Examples, Field, Row, Settings, Stretch, UNKNOWN, update, wanted};
use crate::pack::UNIT;

/// How many parts the corpora are cut in.
pub const PARTS: u32 = 3;

/// A document as the second pass sees it.
struct Document<'e> {
    stretches: Vec<&'e Stretch>,
    /// The first pass's scores of all words of the stretches.
    scores: Vec<Row>,
    evidence: Evidence,
    transitions: [Row; LABELS],
}

/// What the second pass learned.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The weights of each row of evidence.
    pub weights: Vec<Row>,
    /// For each word of a name found in text that was not trained on: the logarithm of how much
    /// likelier its label was than the next, and whether it was right.
    pub trials: Vec<(f32, bool)>,
}

/// Learns what each row of evidence is worth.
///
/// `fields` holds, for each part, a field trained on the other parts.
pub fn train(
    examples: &Examples,
    fields: &[Field],
    settings: Settings,
    mut tick: impl FnMut(usize, f64, f64),
) -> Outcome {
    let mut trials = Vec::new();
    let documents = read(examples, fields);
    let mut weights = vec![[0.0; LABELS]; ROWS];
    let mut state = vec![[[0.0; LABELS]; 2]; ROWS];
    let mut chain = Chain::default();
    let mut chance = Chance(0xd0c);
    let mut order: Vec<usize> = (0..documents.len()).collect();
    for pass in 0..=settings.passes {
        chance.shuffle(&mut order);
        let (mut loss, mut words, mut without) = (0.0, 0usize, 0.0);
        for document in order.iter().map(|at| &documents[*at]) {
            let mut word = 0;
            for stretch in &document.stretches {
                let own = word..word + stretch.words.len();
                word = own.end;
                let labels = &examples.labels[stretch.words.clone()];
                words += labels.len();
                if pass == 0 {
                    let scores = &document.scores[own.clone()];
                    without += chain.solve(scores, &document.transitions, labels);
                    continue;
                }
                let scores: Vec<Row> = own
                    .clone()
                    .map(|word| {
                        let mut sum = document.scores[word];
                        for row in document.evidence.rows(word) {
                            for (sum, weight) in sum.iter_mut().zip(&weights[usize::from(*row)]) {
                                *sum += weight;
                            }
                        }
                        sum
                    })
                    .collect();
                loss += chain.solve(&scores, &document.transitions, labels);
                if pass == settings.passes {
                    trials.extend(labels.iter().zip(&chain.marginals).filter_map(trial));
                }
                for (at, word) in own.enumerate() {
                    let marginal = &chain.marginals[at];
                    let Some(wanted) = wanted(labels[at], marginal) else {
                        continue;
                    };
                    let gradient: Row = std::array::from_fn(|label| {
                        (marginal[label] - wanted[label]) * stretch.weight
                    });
                    for row in document.evidence.rows(word) {
                        let row = usize::from(*row);
                        update(&mut weights[row], &mut state[row], &gradient, settings);
                    }
                }
            }
        }
        tick(
            pass,
            loss / words.max(1) as f64,
            without / words.max(1) as f64,
        );
    }
    Outcome { weights, trials }
}

/// How sure the field was of a word it took for part of a name, and whether that was right.
fn trial((label, marginal): (&u8, &Row)) -> Option<(f32, bool)> {
    if *label == UNKNOWN {
        return None;
    }
    let best = (0..LABELS).max_by(|a, b| marginal[*a].total_cmp(&marginal[*b]))?;
    Label::ALL[best].kind()?;
    let next = (0..LABELS)
        .filter(|other| *other != best)
        .map(|other| marginal[other])
        .fold(1e-9, f32::max);
    Some(((marginal[best] / next).ln(), best == usize::from(*label)))
}

fn read<'e>(examples: &'e Examples, fields: &[Field]) -> Vec<Document<'e>> {
    let mut documents = Vec::new();
    for stretches in examples
        .stretches
        .chunk_by(|a, b| a.document == b.document)
        .filter(|stretches| stretches[0].whole_document && stretches[0].weight > 0.0)
    {
        let field = &fields[(stretches[0].document % PARTS) as usize];
        let units = |row: &Row| -> Scores { row.map(|score| (score * UNIT).round() as i16) };
        let transitions = field
            .transitions
            .map(|row| row.map(|score| ((score * UNIT) as i16).max(FORBIDDEN)));
        let mut reading = Reading::default();
        let mut all = Vec::new();
        let mut scores = Vec::new();
        for stretch in stretches {
            field.scores(examples, stretch.words.clone(), &mut scores);
            reading.push(
                0..stretch.words.len(),
                scores.iter().map(units),
                examples.notes[stretch.words.clone()].iter().copied(),
            );
            all.extend_from_slice(&scores);
        }
        reading.add_small(&examples.small[stretches[0].document as usize]);
        reading.finish(&Transitions::new(transitions));
        documents.push(Document {
            stretches: stretches.iter().collect(),
            scores: all,
            evidence: gather(&[reading]),
            transitions: field.transitions,
        });
    }
    documents
}

//! The corpora: tokens with labels in, documents of sentences with named spans out.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use copydesk::Kind;
use copydesk::names::decode::Label;
use copydesk::text::Paragraph;

use crate::conventions;
use crate::crf::{NO_KIND, UNKNOWN};
use crate::spacing::{self, Hyphens};
use crate::teacher::{self, View};

/// What a corpus's span names: one of the product's kinds, or something else with a name.
pub type Named = Option<Kind>;

/// One sentence of a corpus, as the product will see it.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Its text.
    pub text: String,
    /// The named spans, in bytes of the text, in order.
    pub spans: Vec<(Range<usize>, Named)>,
    /// Stretches of which nobody knows whether they are names.
    pub unknown: Vec<Range<usize>>,
    /// Words with a hyphen inside that the corpus gives one label, and that is no name's.
    pub compounds: Vec<Range<usize>>,
    /// Whether only names of the three kinds are marked, so that other capitalized words may be
    /// parts of other names.
    pub marks_kinds_only: bool,
}

/// Sentences that belong together; where a corpus keeps no documents, one sentence each.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
}

/// One file of a corpus.
#[derive(Debug, Clone)]
pub struct Corpus {
    /// The file's name without its ending.
    pub name: String,
    /// Its documents.
    pub documents: Vec<Document>,
    /// Whether the corpus says where documents begin.
    pub has_documents: bool,
    /// How much each of its sentences counts in training.
    pub weight: f32,
    /// Whether its labels are a machine's that no teacher looked at, and only those count that a model trained on the
    /// others does not hold for wrong.
    pub silver: bool,
}

/// How much the sentences of each corpus count, by the beginning of the file's name: gold news
/// and encyclopedia count whole, machine labels and other genres less. A corpus that is not
/// listed here is left out.
const WEIGHTS: &[(&str, f32)] = &[
    ("gmb-", 0.5),
    ("redocred-", 1.0),
    ("crossner-politics", 1.0),
    ("crossner-", 0.6),
    ("uner_", 1.0),
    ("gum-news", 1.0),
    ("gum-", 0.8),
    ("re3d-", 0.5),
    ("wnut17-", 0.3),
    ("europarl-", 0.3),
];

/// How much a sentence counts whose labels we read ourselves. They are near gold, but they are a
/// million words from one broadcaster: at their full weight the model forgets what other news looks
/// like (`trainer/EXPERIMENTS.md`).
const READ_BY_US: f32 = 0.2;

/// Reads every corpus below `folder`, sorted by name, except those for which `leave_out` holds;
/// with the teacher's labels, where the folder `teacher` has some.
///
/// # Errors
/// Where the folder or a file in it cannot be read or does not have the form of a corpus.
pub fn read_all(
    folder: &Path,
    teacher: Option<&Path>,
    leave_out: impl Fn(&str) -> bool,
) -> Result<Vec<Corpus>> {
    let paths = files(folder, "tsv").with_context(|| {
        format!(
            "the corpora cannot be read from {}; give their folder with --data",
            folder.display()
        )
    })?;
    let mut corpora = Vec::new();
    for path in paths {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if leave_out(&name) {
            continue;
        }
        if let Some(weight) = weight(&name) {
            let views = match teacher {
                Some(folder) => teacher::read(folder, &name)?,
                None => None,
            };
            corpora.extend(read(&path, name, weight, views)?);
        }
    }
    name_in_compounds(&mut corpora);
    if corpora.is_empty() {
        bail!("{} holds no corpus (*.tsv)", folder.display());
    }
    Ok(corpora)
}

/// The files of `folder` whose names end in `ending`, sorted.
///
/// # Errors
/// Where the folder cannot be read.
pub fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|own| own == ending) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn weight(name: &str) -> Option<f32> {
    WEIGHTS
        .iter()
        .find(|(start, _)| name.starts_with(start))
        .map(|(_, weight)| *weight)
}

/// Reads one file. What we read ourselves of a machine's labels is a corpus of its own.
///
/// # Errors
/// Where it cannot be read or a line is not a token, a tab and a label.
pub fn read(
    path: &Path,
    name: String,
    weight: f32,
    views: Option<Vec<View>>,
) -> Result<Vec<Corpus>> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read as text", path.display()))?;
    let hyphens = if ["gum", "uner", "re3d", "redocred", "wnut17"]
        .iter()
        .any(|start| name.starts_with(start))
    {
        Hyphens::Cut
    } else {
        Hyphens::Kept
    };
    let has_documents = text.starts_with("-DOCSTART-");
    let mut documents: Vec<Document> = Vec::new();
    let mut gold: Vec<Document> = Vec::new();
    let mut gold_goes_on = false;
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut begin = true;
    let mut count = 0;
    for (number, line) in text.lines().chain([""]).enumerate() {
        if line.starts_with("-DOCSTART-") {
            begin = true;
        } else if line.trim().is_empty() {
            if rows.is_empty() {
                continue;
            }
            let view = views.as_ref().and_then(|views| views.get(count));
            count += 1;
            let (documents, new) = match view {
                Some(view) if view.gold => {
                    let new = view.begins || !gold_goes_on;
                    gold_goes_on = true;
                    (&mut gold, new)
                }
                _ => {
                    gold_goes_on = false;
                    (&mut documents, std::mem::take(&mut begin) || !has_documents)
                }
            };
            if new {
                documents.push(Document {
                    sentences: Vec::new(),
                });
            }
            let sentence = conventions::mend(sentence(&rows, hyphens, view), &name);
            documents
                .last_mut()
                .expect("one was just begun")
                .sentences
                .push(sentence);
            rows.clear();
        } else {
            let Some((token, label)) = line.split_once('\t') else {
                bail!(
                    "{}, line {}: there is no tab between a token and its label",
                    path.display(),
                    number + 1
                );
            };
            rows.push((token.to_owned(), label.trim().to_owned()));
        }
    }
    if let Some(views) = &views
        && views.len() != count
    {
        bail!(
            "{} has {count} sentences, but there are teacher's labels for {}; label it again",
            path.display(),
            views.len()
        );
    }
    let read_by_us = Corpus {
        name: format!("{name} (read)"),
        documents: gold,
        has_documents: true,
        weight: READ_BY_US,
        silver: false,
    };
    let rest = Corpus {
        documents,
        has_documents,
        weight,
        silver: name.starts_with("gmb-") && views.is_none(),
        name,
    };
    let corpora = [rest, read_by_us].into_iter();
    Ok(corpora
        .filter(|corpus| !corpus.documents.is_empty())
        .collect())
}

fn sentence(rows: &[(String, String)], hyphens: Hyphens, view: Option<&View>) -> Sentence {
    let tokens: Vec<String> = rows.iter().map(|row| row.0.clone()).collect();
    let (text, places) = spacing::join(&tokens, hyphens);
    let mut spans: Vec<(Range<usize>, Named)> = Vec::new();
    let mut compounds = Vec::new();
    let mut last = "O";
    for ((_, label), place) in rows.iter().zip(places.clone()) {
        let (position, kind) = label.split_once('-').unwrap_or(("O", ""));
        if !matches!(kind, "PER" | "LOC" | "ORG")
            && text[place.clone()].trim_matches('-').contains('-')
        {
            compounds.push(place.clone());
        }
        let named = match kind {
            "PER" => Some(Kind::Person),
            "LOC" => Some(Kind::Place),
            "ORG" => Some(Kind::Organization),
            _ => None,
        };
        if position == "I" && last.ends_with(kind) && last != "O" {
            if let Some((span, _)) = spans.last_mut() {
                span.end = place.end;
            }
        } else if position != "O" {
            spans.push((place, named));
        }
        last = label;
    }
    let mut unknown = Vec::new();
    if let Some(view) = view {
        let settled = view.settle(&text, &places, &spans);
        spans = settled.spans;
        unknown = settled.unknown;
    }
    Sentence {
        text,
        spans,
        unknown,
        compounds,
        marks_kinds_only: false,
    }
}

/// Names the parts of compounds that are names by themselves: a corpus that takes "U.S.-led" for
/// one word calls it no name, but the product, which cuts it, looks for "U.S." in it.
fn name_in_compounds(corpora: &mut [Corpus]) {
    let mut counts: HashMap<String, [usize; 4]> = HashMap::new();
    let documents = corpora.iter().flat_map(|corpus| &corpus.documents);
    for sentence in documents.flat_map(|document| &document.sentences) {
        for (span, named) in &sentence.spans {
            let name = &sentence.text[span.clone()];
            if !name.contains([' ', '-']) && name.starts_with(char::is_uppercase) {
                counts.entry(name.to_owned()).or_default()
                    [named.map_or(3, |kind| kind as usize)] += 1;
            }
        }
    }
    for document in corpora.iter_mut().flat_map(|corpus| &mut corpus.documents) {
        for sentence in &mut document.sentences {
            for compound in std::mem::take(&mut sentence.compounds) {
                let mut start = compound.start;
                for part in sentence.text[compound.clone()].split('-') {
                    let span = start..start + part.len();
                    start = span.end + 1;
                    let Some(votes) = counts.get(part) else {
                        continue;
                    };
                    let best = (0..4).max_by_key(|at| (votes[*at], 4 - at)).unwrap_or(3);
                    let sure =
                        votes[best] >= 3 && votes[best] * 4 > votes.iter().sum::<usize>() * 3;
                    if sure && best < 3 {
                        sentence.spans.retain(|(other, _)| {
                            other.end <= span.start || span.end <= other.start
                        });
                        sentence.spans.push((span, Some(Kind::ALL[best])));
                    }
                }
            }
            sentence.spans.sort_by_key(|(span, _)| span.start);
        }
    }
}

/// The label of each token of `paragraph`, whose text is the sentence's, by its number, or
/// [`UNKNOWN`] or [`NO_KIND`].
pub fn labels(paragraph: &Paragraph, sentence: &Sentence) -> Vec<u8> {
    let mut labels = vec![Label::Outside as u8; paragraph.tokens().len()];
    if sentence.marks_kinds_only {
        // A capitalized word that is no name of the three kinds may be part of another name.
        for (at, label) in labels.iter_mut().enumerate() {
            if paragraph.word(at).starts_with(char::is_uppercase) {
                *label = NO_KIND;
            }
        }
    }
    let tokens_in = |span: &Range<usize>| {
        let span = span.clone();
        (0..paragraph.tokens().len()).filter(move |at| {
            // A token that the span cuts belongs to it where most of it lies inside.
            let token = paragraph.span(&(*at..*at + 1));
            let inside = token
                .end
                .min(span.end)
                .saturating_sub(token.start.max(span.start));
            2 * inside > token.end - token.start
        })
    };
    for span in &sentence.unknown {
        for at in tokens_in(span) {
            labels[at] = UNKNOWN;
        }
    }
    for (span, named) in &sentence.spans {
        for (count, at) in tokens_in(span).enumerate() {
            labels[at] = match named {
                None => Label::Other,
                Some(kind) if count == 0 => Label::first(*kind),
                Some(kind) => Label::later(*kind),
            } as u8;
        }
    }
    labels
}

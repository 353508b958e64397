//! How well found names agree with gold ones: the rules of the project's scoring, trimmed.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use copydesk::Kind;
use copydesk::names::{Tagger, settle};
use copydesk::text::paragraphs;
use serde::Deserialize;

use crate::corpus::Corpus;

/// A name in a text: where, in bytes, and of which kind.
pub type Span = (Range<usize>, Kind);

/// A text with its names.
#[derive(Debug, Clone)]
pub struct Gold {
    /// What it is called.
    pub id: String,
    /// Its letters.
    pub text: String,
    /// Its names.
    pub spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    mentions: Vec<LineMention>,
}

#[derive(Deserialize)]
struct LineMention {
    start: usize,
    end: usize,
    kind: Kind,
    form: Option<String>,
}

/// Reads texts with gold mentions, one JSON object a line, offsets in code points.
///
/// # Errors
/// Where the file cannot be read or a line does not have that form.
pub fn read(path: &Path) -> Result<Vec<Gold>> {
    let lines = fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read as text", path.display()))?;
    let mut golds = Vec::new();
    for (number, line) in lines.lines().enumerate() {
        let line: Line = serde_json::from_str(line).with_context(|| {
            format!(
                "{}, line {}: this is no gold text",
                path.display(),
                number + 1
            )
        })?;
        let mut bytes: Vec<usize> = line.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(line.text.len());
        let spans = line
            .mentions
            .iter()
            .filter(|mention| mention.form.as_deref().unwrap_or("name") == "name")
            .map(|mention| (bytes[mention.start]..bytes[mention.end], mention.kind))
            .collect();
        golds.push(Gold {
            id: line.id.to_string(),
            text: line.text,
            spans,
        });
    }
    Ok(golds)
}

/// The documents of a corpus as texts with names, a sentence a line.
pub fn of_corpus(corpus: &Corpus) -> Vec<Gold> {
    corpus
        .documents
        .iter()
        .enumerate()
        .map(|(at, document)| {
            let mut text = String::new();
            let mut spans = Vec::new();
            for sentence in &document.sentences {
                let start = text.len();
                text.push_str(&sentence.text);
                text.push('\n');
                for (span, named) in &sentence.spans {
                    if let Some(kind) = named {
                        spans.push((start + span.start..start + span.end, *kind));
                    }
                }
            }
            Gold {
                id: format!("{}-{at}", corpus.name),
                text,
                spans,
            }
        })
        .collect()
}

/// Hits, found and gold names of each kind.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    rows: [[usize; 3]; 3],
}

impl Counts {
    /// Precision, recall and F1, in percent, of some kinds together.
    pub fn of(&self, kinds: &[Kind]) -> [f64; 3] {
        let sum = |column: usize| -> f64 {
            kinds
                .iter()
                .map(|kind| self.rows[*kind as usize][column] as f64)
                .sum()
        };
        let share = |part: f64, whole: f64| {
            if whole > 0.0 {
                100.0 * part / whole
            } else {
                0.0
            }
        };
        let precision = share(sum(0), sum(1));
        let recall = share(sum(0), sum(2));
        let f1 = if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        };
        [precision, recall, f1]
    }

    /// One line: precision, recall and F1 of persons and places together, then of each kind.
    pub fn line(&self) -> String {
        let mut groups = vec![self.of(&[Kind::Person, Kind::Place])];
        groups.extend(Kind::ALL.map(|kind| self.of(&[kind])));
        groups
            .iter()
            .map(|[p, r, f]| format!("{p:5.1} {r:5.1} {f:5.1}"))
            .collect::<Vec<_>>()
            .join("   ")
    }
}

/// The names that `tagger` finds in a text.
pub fn find(tagger: &Tagger, text: &str) -> Vec<Span> {
    let paragraphs = paragraphs(text);
    let mut names = tagger.names(&paragraphs);
    settle(&paragraphs, &mut names);
    names
        .iter()
        .map(|name| {
            let span = paragraphs[name.paragraph].span(&name.tokens);
            (span.start..span.end, name.kind)
        })
        .collect()
}

/// Scores `tagger` on texts; each wrong answer is told to `wrong`: the text, the gold name (or
/// none) and the found name (or none).
pub fn score(
    tagger: &Tagger,
    golds: &[Gold],
    mut wrong: impl FnMut(&Gold, Option<&Span>, Option<&Span>),
) -> Counts {
    let mut counts = Counts::default();
    for gold in golds {
        let trim = |spans: &[Span]| -> Vec<Span> {
            let mut spans: Vec<Span> = spans
                .iter()
                .map(|(span, kind)| (trimmed(&gold.text, span.clone()), *kind))
                .collect();
            spans.sort_by_key(|(span, kind)| (span.start, span.end, *kind as usize));
            spans.dedup();
            spans
        };
        let wanted = trim(&gold.spans);
        let found = trim(&find(tagger, &gold.text));
        for span in &found {
            counts.rows[span.1 as usize][1] += 1;
            if wanted.contains(span) {
                counts.rows[span.1 as usize][0] += 1;
            } else {
                let rival = wanted
                    .iter()
                    .find(|other| other.0.start < span.0.end && span.0.start < other.0.end);
                wrong(gold, rival, Some(span));
            }
        }
        for span in &wanted {
            counts.rows[span.1 as usize][2] += 1;
            let met = found
                .iter()
                .any(|other| other.0.start < span.0.end && span.0.start < other.0.end);
            if !met {
                wrong(gold, Some(span), None);
            }
        }
    }
    counts
}

/// The span without white space at its ends, a leading "the" and a possessive.
fn trimmed(text: &str, mut span: Range<usize>) -> Range<usize> {
    let name = &text[span.clone()];
    span.start += name.len() - name.trim_start().len();
    span.end = span.start + text[span.clone()].trim().len();
    let name = &text[span.clone()];
    if name
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("the "))
    {
        span.start = span.end - name[4..].trim_start().len();
    }
    for end in ["'s", "’s", "'", "’"] {
        if let Some(short) = text[span.clone()].strip_suffix(end)
            && !short.is_empty()
        {
            span.end = span.start + short.trim_end().len();
            break;
        }
    }
    span
}

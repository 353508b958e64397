//! Articles that we wrote and marked ourselves (`seeds/corpus`): text in, documents with named
//! spans out. `seeds/corpus/README.md` describes their form.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail};
use copydesk::Kind;

use crate::corpus::{self, Corpus, Document, Named, Sentence};

/// How much each paragraph counts.
const WEIGHT: f32 = 0.5;

/// Reads every file of `folder`, sorted by name, as one corpus; none where there is no folder.
///
/// # Errors
/// Where a file cannot be read or a mark in it is not closed.
pub fn read(folder: &Path) -> Result<Option<Corpus>> {
    if !folder.exists() {
        return Ok(None);
    }
    let mut documents = Vec::new();
    for path in corpus::files(folder, "txt")? {
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read as text", path.display()))?;
        let mut document = Vec::new();
        for (line, number) in text.lines().chain(["===="]).zip(1..) {
            if line.starts_with("====") {
                let sentences = std::mem::take(&mut document);
                if !sentences.is_empty() {
                    documents.push(Document { sentences });
                }
            } else if !line.trim().is_empty() {
                let Some(sentence) = unmark(line.trim()) else {
                    bail!(
                        "{}, line {number}: a mark is not of the form {{P name}}, {{L name}} or \
                         {{O name}}; mend it",
                        path.display()
                    );
                };
                document.push(sentence);
            }
        }
    }
    Ok(Some(Corpus {
        name: "articles of our own".to_owned(),
        documents,
        has_documents: true,
        weight: WEIGHT,
        silver: false,
    }))
}

/// A marked paragraph's text and names; none where a mark is not well formed.
fn unmark(line: &str) -> Option<Sentence> {
    let mut text = String::with_capacity(line.len());
    let mut spans: Vec<(Range<usize>, Named)> = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find(['{', '}']) {
        text.push_str(&rest[..open]);
        let mark = rest[open..].strip_prefix('{')?;
        let kind = match mark.get(..2)? {
            "P " => Kind::Person,
            "L " => Kind::Place,
            "O " => Kind::Organization,
            _ => return None,
        };
        let (name, after) = mark[2..].split_once('}')?;
        if name.trim() != name || name.is_empty() || name.contains('{') {
            return None;
        }
        spans.push((text.len()..text.len() + name.len(), Some(kind)));
        text.push_str(name);
        rest = after;
    }
    text.push_str(rest);
    Some(Sentence {
        text,
        spans,
        unknown: Vec::new(),
        compounds: Vec::new(),
        marks_kinds_only: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans() {
        let sentence = unmark("“No,” {P Ada Obi} told {O NTA} in {L Jos}.").expect("well formed");
        assert_eq!(sentence.text, "“No,” Ada Obi told NTA in Jos.");
        let names: Vec<(&str, Named)> = sentence
            .spans
            .iter()
            .map(|(span, named)| (&sentence.text[span.clone()], *named))
            .collect();
        let expect = [
            ("Ada Obi", Some(Kind::Person)),
            ("NTA", Some(Kind::Organization)),
            ("Jos", Some(Kind::Place)),
        ];
        assert_eq!(names, expect);
    }

    #[test]
    fn broken_marks_are_refused() {
        for line in [
            "{P Ada",
            "Ada}",
            "{X Ada}",
            "{P }",
            "{P {L Ada}}",
            "{P Ada }",
            "{",
        ] {
            assert!(unmark(line).is_none(), "{line}");
        }
    }
}

//! The teacher's view of a corpus (`seeds/labels`), laid beside the corpus's own labels.
//!
//! Where the corpus's labels are a machine's, the teacher is right more often than they are, and
//! where both say the same they are nearly always right. What remains in doubt teaches nothing:
//! it is neither called a name nor called none.
//!
//! Sentences that we read ourselves (`NAME.gold` beside `NAME.labels`) are settled by that: their
//! labels are taken as they are.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, bail};
use copydesk::Kind;

use crate::corpus::Named;

/// How sure, in percent, the teacher must be of a name that the corpus does not have.
const SURE: u32 = 70;

/// What the teacher, or one of us who read it, says of one sentence.
#[derive(Debug, Clone, Default)]
pub struct View {
    mentions: Vec<Mention>,
    /// Whether one of us read the sentence.
    pub gold: bool,
    /// Whether an article begins with the sentence, as far as the one who read it could see.
    pub begins: bool,
}

/// A name that the teacher sees or half sees.
#[derive(Debug, Clone)]
struct Mention {
    /// The corpus's tokens.
    tokens: Range<usize>,
    /// Whether the last token is a compound, of which the name is what stands before the last
    /// hyphen.
    compound: bool,
    kind: Kind,
    percent: u32,
    /// Whether the teacher would leave it out.
    doubt: bool,
}

/// Names and doubts, in bytes of a sentence's text.
#[derive(Debug, Default)]
pub struct Settled {
    /// The names to learn from.
    pub spans: Vec<(Range<usize>, Named)>,
    /// The stretches to learn nothing from.
    pub unknown: Vec<Range<usize>>,
}

/// The views of the sentences of the corpus `name`, in order; none where `folder` has none.
///
/// # Errors
/// Where a file cannot be read or is not of the form that `seeds/labels/README.md` describes.
pub fn read(folder: &Path, name: &str) -> Result<Option<Vec<View>>> {
    let Some(mut views) = rows(&folder.join(format!("{name}.labels")), view)? else {
        return Ok(None);
    };
    let gold = folder.join(format!("{name}.gold"));
    if let Some(read) = rows(&gold, read_by_us)? {
        if read.len() != views.len() {
            bail!(
                "{} has {} sentences where the teacher's labels have {}; one of the two is torn",
                gold.display(),
                read.len(),
                views.len()
            );
        }
        for (view, read) in views.iter_mut().zip(read) {
            if let Some(read) = read {
                *view = read;
            }
        }
    }
    Ok(Some(views))
}

/// The rows of a file of labels, one a sentence; none where there is no such file.
fn rows<T>(path: &Path, parse: impl Fn(&str) -> Option<T>) -> Result<Option<Vec<T>>> {
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read as text", path.display()))?;
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        match parse(line) {
            Some(row) => rows.push(row),
            None => bail!(
                "{}, line {}: this is not a row of labels",
                path.display(),
                number + 1
            ),
        }
    }
    Ok(Some(rows))
}

/// A row of the teacher's labels.
fn view(line: &str) -> Option<View> {
    let mentions: Option<Vec<Mention>> = line
        .split(' ')
        .filter(|m| !m.is_empty())
        .map(mention)
        .collect();
    Some(View {
        mentions: mentions?,
        ..View::default()
    })
}

/// A row of our own labels; nothing inside where nobody read the sentence.
fn read_by_us(line: &str) -> Option<Option<View>> {
    if line == "?" {
        return Some(None);
    }
    let (begins, line) = match line.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let mentions: Option<Vec<Mention>> = line
        .split(' ')
        .filter(|m| !m.is_empty())
        .map(|text| mention(&format!("{text}100")).filter(|mention| !mention.doubt))
        .collect();
    Some(Some(View {
        mentions: mentions?,
        gold: true,
        begins,
    }))
}

/// Reads "3-5P97", "3~4L97" or "17-19o34".
fn mention(text: &str) -> Option<Mention> {
    let at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (tokens, rest) = text.split_at(at);
    let compound = tokens.contains('~');
    let (start, end) = tokens.split_once(['-', '~'])?;
    let letter = rest.chars().next()?;
    Some(Mention {
        tokens: start.parse().ok()?..end.parse().ok()?,
        compound,
        kind: match letter.to_ascii_uppercase() {
            'P' => Kind::Person,
            'L' => Kind::Place,
            'O' => Kind::Organization,
            _ => return None,
        },
        percent: rest[1..].parse().ok()?,
        doubt: letter.is_ascii_lowercase(),
    })
}

impl View {
    /// Settles what to learn from a sentence: `text` with the places of the corpus's tokens in it
    /// and the corpus's own spans.
    pub fn settle(
        &self,
        text: &str,
        places: &[Range<usize>],
        own: &[(Range<usize>, Named)],
    ) -> Settled {
        let mut settled = Settled::default();
        for mention in &self.mentions {
            let Some(places) = places.get(mention.tokens.clone()) else {
                continue;
            };
            let (Some(first), Some(last)) = (places.first(), places.last()) else {
                continue;
            };
            let mut span = first.start..last.end;
            if mention.compound
                && let Some(hyphen) = text[last.clone()].rfind('-')
            {
                span.end = last.start + hyphen;
            }
            let agreed = own
                .iter()
                .any(|(other, named)| *other == span && *named == Some(mention.kind));
            if agreed || (!mention.doubt && mention.percent >= SURE) {
                settled.spans.push((span, Some(mention.kind)));
            } else {
                settled.unknown.push(span);
            }
        }
        // What the corpus calls another name (an event, a people) stays one.
        for (span, named) in own {
            let free = settled
                .spans
                .iter()
                .map(|(other, _)| other)
                .chain(&settled.unknown)
                .all(|other| other.end <= span.start || span.end <= other.start);
            if named.is_none() && free {
                settled.spans.push((span.clone(), None));
            }
        }
        settled.spans.sort_by_key(|(span, _)| span.start);
        settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sure_agreed_and_doubtful() {
        let view = View {
            mentions: ["0-1P97", "2-3O40", "4-5O40", "6~7L80", "8-9l30"]
                .iter()
                .map(|text| mention(text).expect("it is of the form"))
                .collect(),
            ..View::default()
        };
        let text = "Obama met NATO and Acme as Paris-based aides wondered";
        let mut places = Vec::new();
        let mut at = 0;
        for word in text.split(' ') {
            places.push(at..at + word.len());
            at += word.len() + 1;
        }
        let own = [(10..14, Some(Kind::Organization))];
        let settled = view.settle(text, &places, &own);
        let names: Vec<&str> = settled
            .spans
            .iter()
            .map(|(s, _)| &text[s.clone()])
            .collect();
        let unknown: Vec<&str> = settled.unknown.iter().map(|s| &text[s.clone()]).collect();
        assert_eq!(names, ["Obama", "NATO", "Paris"]);
        assert_eq!(unknown, ["Acme", "wondered"]);
    }

    #[test]
    fn what_was_read_counts_as_it_stands() {
        assert!(read_by_us("?").is_some_and(|view| view.is_none()));
        let view = read_by_us("^0-1P 2~3L").flatten().expect("it was read");
        assert!(view.gold && view.begins);
        let own = [(6..9, Some(Kind::Organization))];
        let settled = view.settle("Obama saw Paris-based", &[0..5, 6..9, 10..21], &own);
        let spans: Vec<Range<usize>> = settled.spans.into_iter().map(|(span, _)| span).collect();
        assert_eq!(spans, [0..5, 10..15]);
        assert!(settled.unknown.is_empty());
        for text in ["0-1", "0-1p", "0-1X", "P"] {
            assert!(read_by_us(text).is_none(), "{text}");
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in ["", "3-5", "P97", "3-P97", "3-5X97", "3-5P"] {
            assert!(mention(text).is_none(), "{text}");
        }
    }
}

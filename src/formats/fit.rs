//! An analysis checked against its text, so that the formats can slice and index without doubt.
//!
//! An analysis may come from a caller who edited the text since, counts in another unit than
//! the one it says, or left entities out. Here such an analysis is refused with a sentence.

use std::borrow::Cow;

use super::FormatError;
use crate::analysis::{Analysis, Entity, Id, Mention, MentionForm, Quote};
use crate::offsets::Offsets;
use crate::order::sort_by_rank;
use crate::span::Span;
use crate::text;

/// An analysis and its text, known to belong together.
pub(super) struct Fitted<'a> {
    /// The text that was analyzed.
    pub text: &'a str,
    /// The analysis as the caller gave it, its spans in the caller's unit.
    pub given: &'a Analysis,
    /// The same analysis with its spans in bytes; every span can be sliced, every index holds.
    pub analysis: Cow<'a, Analysis>,
}

/// Checks `analysis` against `text` and counts its spans in bytes.
pub(super) fn fit<'a>(given: &'a Analysis, text: &'a str) -> Result<Fitted<'a>, FormatError> {
    check_indexes(given)?;
    let bytes = Bytes::new(text, given.offsets, spans(given));
    for (index, mention) in given.mentions.iter().enumerate() {
        bytes.check(mention.span, || format!("mentions[{index}]"))?;
    }
    for (index, quote) in given.quotes.iter().enumerate() {
        for (part, span) in quote.spans.iter().enumerate() {
            bytes.check(*span, || format!("quotes[{index}].spans[{part}]"))?;
        }
        if let Some(cue) = quote.cue {
            bytes.check(cue, || format!("quotes[{index}].cue"))?;
        }
        if let Some(speaker) = &quote.speaker {
            bytes.check(speaker.span, || format!("quotes[{index}].speaker"))?;
        }
    }
    let analysis = if given.offsets == Offsets::Bytes {
        Cow::Borrowed(given)
    } else {
        let mut analysis = given.clone();
        analysis.offsets = Offsets::Bytes;
        for span in spans_mut(&mut analysis) {
            // The check above has found both ends.
            span.start = bytes.of(span.start).unwrap_or_default();
            span.end = bytes.of(span.end).unwrap_or_default();
        }
        Cow::Owned(analysis)
    };
    Ok(Fitted {
        text,
        given,
        analysis,
    })
}

impl<'a> Fitted<'a> {
    /// The name mentions with their indexes into `analysis.mentions`.
    pub fn names(&self) -> impl Iterator<Item = (usize, &Mention)> {
        self.analysis
            .mentions
            .iter()
            .enumerate()
            .filter(|(_, mention)| mention.form == MentionForm::Name)
    }

    /// The entities that the text names at least once.
    pub fn named_entities(&self) -> impl Iterator<Item = &Entity> {
        self.analysis
            .entities
            .iter()
            .filter(|entity| self.names_of(entity).next().is_some())
    }

    /// The name mentions of `entity`.
    pub fn names_of<'s>(&'s self, entity: &'s Entity) -> impl Iterator<Item = &'s Mention> {
        entity
            .mentions
            .iter()
            .map(|index| &self.analysis.mentions[*index])
            .filter(|mention| mention.form == MentionForm::Name)
    }

    /// The words of `quote`, its stretches joined by an ellipsis, on one line.
    pub fn words(&self, quote: &Quote) -> String {
        let stretches: Vec<&str> = quote.spans.iter().map(|span| span.of(self.text)).collect();
        one_line(&stretches.join(" … "))
    }

    /// Where the paragraphs stand, in bytes.
    pub fn paragraphs(&self) -> Vec<Span> {
        text::paragraphs(self.text)
            .iter()
            .map(|paragraph| Span {
                start: paragraph.start,
                // With what nobody sees at its end.
                end: paragraph.start + paragraph.start_of(paragraph.text().len()),
            })
            .collect()
    }

    /// The first of `paragraphs` where it reads like a headline: short, not closed like a
    /// sentence, with text to follow.
    pub fn headline(&self, paragraphs: &[Span]) -> Option<&'a str> {
        let [first, _, ..] = paragraphs else {
            return None;
        };
        let line = first.of(self.text).trim();
        let closed = line
            .trim_end_matches(['"', '\u{201d}', '\'', '\u{2019}', '\u{bb}', ')'])
            .ends_with(['.', ',', ':', ';']);
        (!closed && line.chars().count() <= LONGEST_HEADLINE).then_some(line)
    }

    /// Up to `reach` code points before and after `span`.
    pub fn around(&self, span: Span, reach: usize) -> (&'a str, &'a str) {
        let (before, after) = (&self.text[..span.start], &self.text[span.end..]);
        let from = before
            .char_indices()
            .rev()
            .nth(reach - 1)
            .map_or(0, |(at, _)| at);
        let to = after
            .char_indices()
            .nth(reach)
            .map_or(after.len(), |(at, _)| at);
        (&before[from..], &after[..to])
    }

    /// An IRI for the text: the caller's id where that is one, else one made from the id, or
    /// from the letters where there is no id.
    pub fn iri(&self) -> String {
        match &self.given.id {
            Some(Id::Text(id)) if is_iri(id) => id.clone(),
            Some(Id::Text(id)) => format!("urn:x-copydesk:{}", percent_encoded(id)),
            Some(Id::Integer(id)) => format!("urn:x-copydesk:{id}"),
            Some(Id::Number(id)) => format!("urn:x-copydesk:{id}"),
            None => format!("urn:x-copydesk:text-{:016x}", fingerprint(self.text)),
        }
    }
}

/// In code points. Longer first lines are a lead paragraph.
const LONGEST_HEADLINE: usize = 150;

/// `text` with every run of white space as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Positions of one text, from the caller's unit to bytes.
struct Bytes {
    /// Wanted position and the byte where it stands, sorted; none where no character begins.
    table: Vec<(usize, Option<usize>)>,
    /// The length of the text, in words for a reader.
    length: String,
}

impl Bytes {
    /// Looks up both ends of every span in one pass over `text`.
    fn new<'s>(text: &str, offsets: Offsets, spans: impl Iterator<Item = &'s Span>) -> Bytes {
        let mut wanted: Vec<usize> = spans.flat_map(|span| [span.start, span.end]).collect();
        sort_by_rank(&mut wanted, |position| [*position, 0, 0]);
        wanted.dedup();
        let mut chars = text.char_indices();
        let (mut byte, mut unit) = (0, 0);
        let mut reach = |position: usize| {
            while unit < position {
                let Some((at, c)) = chars.next() else { break };
                byte = at + c.len_utf8();
                unit += match offsets {
                    Offsets::Bytes => c.len_utf8(),
                    Offsets::Codepoints => 1,
                    Offsets::Utf16 => c.len_utf16(),
                };
            }
            (unit == position).then_some(byte)
        };
        let table = wanted.into_iter().map(|at| (at, reach(at))).collect();
        reach(usize::MAX);
        let unit_name = match offsets {
            Offsets::Bytes => "bytes",
            Offsets::Codepoints => "code points",
            Offsets::Utf16 => "UTF-16 code units",
        };
        Bytes {
            table,
            length: format!("{unit} {unit_name}"),
        }
    }

    /// The byte at `position`, one of those looked up; none where no character begins there.
    fn of(&self, position: usize) -> Option<usize> {
        let index = self
            .table
            .binary_search_by_key(&position, |row| row.0)
            .ok()?;
        self.table[index].1
    }

    fn check(&self, span: Span, what: impl Fn() -> String) -> Result<(), FormatError> {
        let Span { start, end } = span;
        if start <= end && self.of(start).is_some() && self.of(end).is_some() {
            return Ok(());
        }
        Err(FormatError::new(format!(
            "The analysis does not fit the text: {} stands at {start} to {end}, which is no \
             stretch of whole characters in a text of {}. Give the very text that was analyzed.",
            what(),
            self.length
        )))
    }
}

fn check_indexes(analysis: &Analysis) -> Result<(), FormatError> {
    let check = |list: &str, length: usize, index: usize, what: &dyn Fn() -> String| {
        if index < length {
            return Ok(());
        }
        Err(FormatError::new(format!(
            "The analysis is not whole: {} is {index}, but there are {length} {list}. \
             Give the analysis with all its lists as the engine returned them.",
            what()
        )))
    };
    let (mentions, entities, quotes) = (
        analysis.mentions.len(),
        analysis.entities.len(),
        analysis.quotes.len(),
    );
    for (at, mention) in analysis.mentions.iter().enumerate() {
        check("entities", entities, mention.entity, &|| {
            format!("mentions[{at}].entity")
        })?;
    }
    for (at, entity) in analysis.entities.iter().enumerate() {
        if entity.id != at {
            return Err(FormatError::new(format!(
                "The analysis is not whole: entities[{at}].id is {}, and must be {at}. \
                 Give the analysis with all its lists as the engine returned them.",
                entity.id
            )));
        }
        for index in &entity.mentions {
            check("mentions", mentions, *index, &|| {
                format!("an index in entities[{at}].mentions")
            })?;
        }
        for index in &entity.quotes {
            check("quotes", quotes, *index, &|| {
                format!("an index in entities[{at}].quotes")
            })?;
        }
    }
    for (at, quote) in analysis.quotes.iter().enumerate() {
        if let Some(within) = quote.within {
            check("quotes", quotes, within, &|| format!("quotes[{at}].within"))?;
        }
        if let Some(entity) = quote.speaker.as_ref().and_then(|speaker| speaker.entity) {
            check("entities", entities, entity, &|| {
                format!("quotes[{at}].speaker.entity")
            })?;
        }
    }
    Ok(())
}

fn spans(analysis: &Analysis) -> impl Iterator<Item = &Span> {
    let quotes = analysis.quotes.iter().flat_map(|quote| {
        let speaker = quote.speaker.as_ref().map(|speaker| &speaker.span);
        quote.spans.iter().chain(&quote.cue).chain(speaker)
    });
    analysis
        .mentions
        .iter()
        .map(|mention| &mention.span)
        .chain(quotes)
}

fn spans_mut(analysis: &mut Analysis) -> impl Iterator<Item = &mut Span> {
    let quotes = analysis.quotes.iter_mut().flat_map(|quote| {
        let speaker = quote.speaker.as_mut().map(|speaker| &mut speaker.span);
        quote.spans.iter_mut().chain(&mut quote.cue).chain(speaker)
    });
    analysis
        .mentions
        .iter_mut()
        .map(|mention| &mut mention.span)
        .chain(quotes)
}

/// Whether `id` begins with a scheme and holds no character that an IRI forbids.
fn is_iri(id: &str) -> bool {
    let Some((scheme, rest)) = id.split_once(':') else {
        return false;
    };
    let scheme_holds = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    scheme_holds && !rest.is_empty() && !rest.contains(forbidden)
}

fn percent_encoded(id: &str) -> String {
    let mut encoded = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// FNV-1a: stable for ever, which the hashes of the standard library do not promise.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

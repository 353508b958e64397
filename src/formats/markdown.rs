//! Markdown (CommonMark with the footnotes of GitHub and Pandoc): the article, each entity
//! explained in a footnote where it is first named, then the quotes with their speakers.

use super::fit::{Fitted, one_line};
use crate::analysis::{MentionForm, QuoteForm};
use crate::order::sort_by_rank;
use crate::span::Span;

pub(super) fn write(fitted: &Fitted) -> String {
    let paragraphs = fitted.paragraphs();
    let headline = fitted.headline(&paragraphs);
    let notes = notes(fitted, &paragraphs);
    let mut out = String::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        if index == 0 && headline.is_some() {
            out.push_str("# ");
        }
        let mut at = paragraph.start;
        let mut line = String::new();
        for (number, note) in notes.iter().enumerate() {
            if paragraph.start < note.end && note.end <= paragraph.end {
                escape(&fitted.text[at..note.end], &mut line);
                line.push_str(&format!("[^{}]", number + 1));
                at = note.end;
            }
        }
        escape(&fitted.text[at..paragraph.end], &mut line);
        write_block(&line, &mut out);
    }
    write_quotes(fitted, &mut out);
    for (index, note) in notes.iter().enumerate() {
        let entity = &fitted.analysis.entities[note.entity];
        let mut line = String::new();
        escape(&entity.name, &mut line);
        if let Some(role) = &entity.role {
            line.push_str(", ");
            escape(role, &mut line);
        }
        out.push_str(&format!("\n[^{}]: ", index + 1));
        write_block(&format!("{line} ({})", entity.kind.name()), &mut out);
    }
    out
}

/// The place of a footnote.
struct Note {
    /// Behind this byte.
    end: usize,
    /// Which entity it explains.
    entity: usize,
}

/// One note behind the first name of each entity, in the order of the text.
fn notes(fitted: &Fitted, paragraphs: &[Span]) -> Vec<Note> {
    let mut notes: Vec<Note> = fitted
        .analysis
        .entities
        .iter()
        .enumerate()
        .filter_map(|(entity, found)| {
            let ends = found.mentions.iter().filter_map(|index| {
                let mention = &fitted.analysis.mentions[*index];
                let named = mention.form == MentionForm::Name;
                let paragraph = paragraphs
                    .get(paragraphs.partition_point(|paragraph| paragraph.end < mention.span.end));
                let held = paragraph.is_some_and(|paragraph| paragraph.start < mention.span.end);
                (named && held).then_some(mention.span.end)
            });
            let end = ends.min()?;
            Some(Note { end, entity })
        })
        .collect();
    sort_by_rank(&mut notes, |note| [note.end, 0, 0]);
    notes
}

fn write_quotes(fitted: &Fitted, out: &mut String) {
    // The marked words of a mixed quote stand in the mixed quote already.
    let mut quotes = fitted
        .analysis
        .quotes
        .iter()
        .filter(|quote| quote.within.is_none())
        .peekable();
    if quotes.peek().is_none() {
        return;
    }
    out.push_str("\n## Quotes\n");
    for quote in quotes {
        let mut line = String::new();
        escape(&fitted.words(quote), &mut line);
        out.push_str("\n> ");
        write_block(&line, out);
        let mut source = Vec::new();
        if let Some(speaker) = &quote.speaker {
            let mut name = String::new();
            escape(&speaker.name, &mut name);
            source.push(one_line(&name));
        }
        if quote.form == QuoteForm::Indirect {
            source.push("reported".to_owned());
        }
        if !source.is_empty() {
            out.push_str(&format!(">\n> — {}\n", source.join(", ")));
        }
    }
}

/// One block on one line, so that no line can begin another kind of block.
fn write_block(line: &str, out: &mut String) {
    let line = one_line(line);
    // "1." and "1)" would begin a list; every other such sign is escaped wherever it stands.
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        out.push_str(&line[..digits]);
        out.push('\\');
        out.push_str(&line[digits..]);
    } else {
        out.push_str(&line);
    }
    out.push('\n');
}

/// Appends `text` with every sign escaped that Markdown would read as more than itself.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' | '|' | '+' | '-'
            | '=' | '$' | '^' | '!' => {
                out.push('\\');
                out.push(c);
            }
            '\0' => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push(c),
        }
    }
}

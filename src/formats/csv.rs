//! A table for spreadsheets and scripts: CSV (RFC 4180) in UTF-8, lines ended by CR LF.
//!
//! One row for each name and one for each stretch of a quote, sorted by where they start. Cells
//! hold the letters as they are; a program that takes cells beginning with `=` for formulas must
//! be told to import them as text.

use super::fit::{Fitted, one_line};
use crate::analysis::{Analysis, Id};
use crate::order::sort_by_rank;
use crate::span::Span;

/// The first line of every table, with its line end.
///
/// | column | content |
/// |---|---|
/// | `id` | `m` and an index into the mentions, or `q` and a quote's id; after the text's own id and `#`, where it has one |
/// | `kind` | `person`, `place`, `organization` or `quote` |
/// | `text` | the letters under the span |
/// | `start`, `end` | the span, in the unit of the analysis |
/// | `paragraph` | counted from 1 |
/// | `entity` | the entity's name; for a quote, its speaker's, where the speaker is an entity |
/// | `speaker` | who said the quote |
/// | `quote_type` | `direct`, `mixed` or `indirect` |
/// | `confidence` | in whole percent: of the name, or of the choice of the speaker |
/// | `source` | who made the mark; here always `engine` |
/// | `context` | the mark with some of the text around it, on one line |
pub const HEADER: &str = "id,kind,text,start,end,paragraph,entity,speaker,quote_type,\
                          confidence,source,context\r\n";

/// How much text stands on each side of a mark in `context`, in code points.
const CONTEXT: usize = 40;

pub(super) fn write(fitted: &Fitted) -> String {
    let mut rows: Vec<Row> = names(fitted).chain(quotes(fitted)).collect();
    sort_by_rank(&mut rows, |row| [row.span.start, row.span.end, 0]);
    let paragraphs = fitted.paragraphs();
    let prefix = match &fitted.given.id {
        Some(Id::Text(id)) => format!("{id}#"),
        Some(Id::Integer(id)) => format!("{id}#"),
        Some(Id::Number(id)) => format!("{id}#"),
        None => String::new(),
    };
    let mut out = String::from(HEADER);
    for row in rows {
        let before = paragraphs.partition_point(|paragraph| paragraph.end <= row.span.start);
        let paragraph = (before + 1).min(paragraphs.len());
        let text = row.span.of(fitted.text);
        let (prior, after) = fitted.around(row.span, CONTEXT);
        let cells = [
            &format!("{prefix}{}", row.id),
            row.kind,
            text,
            &row.given.start.to_string(),
            &row.given.end.to_string(),
            &paragraph.to_string(),
            row.entity,
            row.speaker,
            row.quote_type,
            &row.confidence.map_or(String::new(), |c| c.to_string()),
            "engine",
            &one_line(&format!("{prior}{text}{after}")),
        ];
        for (column, cell) in cells.into_iter().enumerate() {
            if column > 0 {
                out.push(',');
            }
            write_cell(cell, &mut out);
        }
        out.push_str("\r\n");
    }
    out
}

/// What differs between a name and a quote.
struct Row<'a> {
    /// In bytes.
    span: Span,
    /// In the caller's unit.
    given: Span,
    id: String,
    kind: &'a str,
    entity: &'a str,
    speaker: &'a str,
    quote_type: &'a str,
    confidence: Option<u8>,
}

fn names<'a>(fitted: &'a Fitted) -> impl Iterator<Item = Row<'a>> {
    fitted.names().map(|(index, mention)| Row {
        span: mention.span,
        given: fitted.given.mentions[index].span,
        id: format!("m{index}"),
        kind: mention.kind.name(),
        entity: &fitted.analysis.entities[mention.entity].name,
        speaker: "",
        quote_type: "",
        confidence: Some(mention.confidence),
    })
}

fn quotes<'a>(fitted: &'a Fitted) -> impl Iterator<Item = Row<'a>> {
    let analysis: &Analysis = &fitted.analysis;
    analysis
        .quotes
        .iter()
        .enumerate()
        .flat_map(move |(at, quote)| {
            let speaker = quote.speaker.as_ref();
            let entity = speaker.and_then(|speaker| speaker.entity);
            let parts = quote.spans.iter().zip(&fitted.given.quotes[at].spans);
            parts.map(move |(span, given)| Row {
                span: *span,
                given: *given,
                id: format!("q{at}"),
                kind: "quote",
                entity: entity.map_or("", |entity| &analysis.entities[entity].name),
                speaker: speaker.map_or("", |speaker| &speaker.name),
                quote_type: quote.form.name(),
                confidence: speaker.map(|speaker| speaker.confidence),
            })
        })
}

fn write_cell(cell: &str, out: &mut String) {
    if cell.contains(['"', ',', '\r', '\n']) {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

//! Every export, for page and command line alike.
//!
//! JSON holds the whole analysis. The other formats hold what a page paints: names and quotes
//! with their speakers; pronouns and roles that refer to a name stay in the JSON. A format is a
//! pure function of analysis and text: no clock, no randomness, the same bytes every time.

mod csv;
mod fit;
mod html;
mod json;
mod json_ld;
mod markdown;
mod ninjs;
mod nitf;
mod weave;
mod web_annotation;

use std::fmt;
use std::str::FromStr;

use crate::analysis::Analysis;

pub use csv::HEADER as CSV_HEADER;

/// Writes `analysis` of `text` in `format`, ending in a line break.
///
/// The spans may count in any unit; `analysis.offsets` says which.
///
/// # Errors
/// Where the analysis does not belong to the text: a span out of bounds or inside a character,
/// or an index to an entity, mention or quote that is not there. What an
/// [`Analyzer`](crate::Analyzer) gave, with the text it was given, is never refused.
pub fn write(format: Format, analysis: &Analysis, text: &str) -> Result<String, FormatError> {
    let fitted = fit::fit(analysis, text)?;
    Ok(match format {
        Format::Json => json::write_pretty(analysis),
        Format::Jsonl => json::write_line(analysis),
        Format::Csv => csv::write(&fitted),
        Format::Html => html::write(&fitted),
        Format::Markdown => markdown::write(&fitted),
        Format::WebAnnotation => web_annotation::write(&fitted),
        Format::Ninjs => ninjs::write(&fitted),
        Format::JsonLd => json_ld::write(&fitted),
        Format::Nitf => nitf::write(&fitted),
    })
}

/// A way to write an analysis down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// The analysis as one indented JSON object.
    Json,
    /// The analysis as one JSON object on one line.
    Jsonl,
    /// A table, one row for each name and each stretch of a quote.
    Csv,
    /// A readable page with marks and a legend.
    Html,
    /// The article with entities in footnotes, then its quotes.
    Markdown,
    /// A W3C Web Annotation collection.
    WebAnnotation,
    /// IPTC ninjs 3.1, the quotes as a second body.
    Ninjs,
    /// A schema.org `NewsArticle`.
    JsonLd,
    /// IPTC NITF 3.6, with people, places, organizations and quotes marked in the running text.
    Nitf,
}

impl Format {
    /// Every format, in the order in which lists show them.
    pub const ALL: [Format; 9] = [
        Format::Json,
        Format::Jsonl,
        Format::Csv,
        Format::Html,
        Format::Markdown,
        Format::WebAnnotation,
        Format::Ninjs,
        Format::JsonLd,
        Format::Nitf,
    ];

    /// The name that the command line and JavaScript use, such as `web-annotation`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Html => "html",
            Format::Markdown => "markdown",
            Format::WebAnnotation => "web-annotation",
            Format::Ninjs => "ninjs",
            Format::JsonLd => "json-ld",
            Format::Nitf => "nitf",
        }
    }

    /// What a file of this format ends in, without the dot. No two formats share one.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Html => "html",
            Format::Markdown => "md",
            Format::WebAnnotation => "annotations.jsonld",
            Format::Ninjs => "ninjs.json",
            Format::JsonLd => "jsonld",
            Format::Nitf => "nitf.xml",
        }
    }

    /// The media type, for a download or an HTTP header. The encoding is always UTF-8.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Json | Format::Ninjs => "application/json",
            Format::Jsonl => "application/jsonl",
            Format::Csv => "text/csv",
            Format::Html => "text/html",
            Format::Markdown => "text/markdown",
            Format::WebAnnotation => web_annotation::MEDIA_TYPE,
            Format::JsonLd => "application/ld+json",
            Format::Nitf => "application/xml",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(name: &str) -> Result<Format, FormatError> {
        Format::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| {
                let names = Format::ALL.map(Format::name).join(", ");
                FormatError::new(format!(
                    "There is no format named `{name}`. Use one of: {names}."
                ))
            })
    }
}

/// Why an analysis could not be written: a format that does not exist, or an analysis that does
/// not belong to the text. Its display is a sentence for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    sentence: String,
}

impl FormatError {
    fn new(sentence: String) -> FormatError {
        FormatError { sentence }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.sentence)
    }
}

impl std::error::Error for FormatError {}

/// Appends `text` to `out` so that it means the same as content or in a quoted attribute, in
/// HTML and XML alike. What XML cannot hold at all becomes a space where it is white space, else
/// U+FFFD.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\u{b}' | '\u{c}' => out.push(' '),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests;

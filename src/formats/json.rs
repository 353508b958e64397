//! JSON (RFC 8259): the analysis itself, and a small writer for every format that builds on it.
//!
//! A writer of our own, for the page's sake: with serde_json in its place the wasm was 23 kB
//! larger under brotli. The tests read everything back with serde_json.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::analysis::{Analysis, Entity, Id, Mention, MentionForm, Quote, Speaker};
use crate::offsets::Offsets;
use crate::span::Span;

/// The analysis as one indented object.
pub(super) fn write_pretty(analysis: &Analysis) -> String {
    value_of(analysis).pretty()
}

/// The analysis as one object on one line.
pub(super) fn write_line(analysis: &Analysis) -> String {
    let mut out = value_of(analysis).compact();
    out.push('\n');
    out
}

/// A JSON value. Fields of an object keep the order they are given in.
#[derive(Debug, Clone)]
pub(super) enum Json<'a> {
    /// `null`.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any other number; `null` where JSON has none for it.
    Number(f64),
    /// A string.
    Text(Cow<'a, str>),
    /// A list of values.
    Array(Vec<Json<'a>>),
    /// Fields in order.
    Object(Vec<(&'static str, Json<'a>)>),
}

impl Json<'_> {
    /// Indented by two spaces, ending in a line break.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(Some(0), &mut out);
        out.push('\n');
        out
    }

    /// Without any white space.
    pub fn compact(&self) -> String {
        let mut out = String::new();
        self.write(None, &mut out);
        out
    }

    /// `depth` is how far to indent; none for no white space at all.
    fn write(&self, depth: Option<usize>, out: &mut String) {
        let (open, close, length) = match self {
            Json::Array(values) => ('[', ']', values.len()),
            Json::Object(fields) => ('{', '}', fields.len()),
            plain => return plain.write_plain(out),
        };
        let inside = depth.map(|depth| depth + 1);
        out.push(open);
        for index in 0..length {
            if index > 0 {
                out.push(',');
            }
            break_line(inside, out);
            match self {
                Json::Array(values) => values[index].write(inside, out),
                Json::Object(fields) => {
                    write_text(fields[index].0, out);
                    out.push_str(if depth.is_some() { ": " } else { ":" });
                    fields[index].1.write(inside, out);
                }
                _ => {}
            }
        }
        if length > 0 {
            break_line(depth, out);
        }
        out.push(close);
    }

    fn write_plain(&self, out: &mut String) {
        match self {
            Json::Text(text) => write_text(text, out),
            // Writing to a string cannot fail.
            Json::Integer(number) => write!(out, "{number}").unwrap_or_default(),
            Json::Number(number) if number.is_finite() => {
                write!(out, "{number:?}").unwrap_or_default();
            }
            _ => out.push_str("null"),
        }
    }
}

fn break_line(depth: Option<usize>, out: &mut String) {
    if let Some(depth) = depth {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            // Writing to a string cannot fail.
            '\0'..' ' => write!(out, "\\u{:04x}", u32::from(c)).unwrap_or_default(),
            _ => out.push(c),
        }
    }
    out.push('"');
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(text: &'a str) -> Json<'a> {
        Json::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Json<'a> {
    fn from(text: &'a String) -> Json<'a> {
        Json::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Json<'_> {
    fn from(text: String) -> Self {
        Json::Text(Cow::Owned(text))
    }
}

impl From<usize> for Json<'_> {
    fn from(number: usize) -> Self {
        // No position in memory is beyond what an i64 holds; a wrong id may be.
        Json::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u8> for Json<'_> {
    fn from(number: u8) -> Self {
        Json::Integer(number.into())
    }
}

impl<'a, T: Into<Json<'a>>> From<Option<T>> for Json<'a> {
    fn from(value: Option<T>) -> Json<'a> {
        value.map_or(Json::Null, Into::into)
    }
}

impl<'a> FromIterator<Json<'a>> for Json<'a> {
    fn from_iter<I: IntoIterator<Item = Json<'a>>>(values: I) -> Json<'a> {
        Json::Array(values.into_iter().collect())
    }
}

/// An object of `fields`, in their order.
pub(super) fn object<'a, const N: usize>(fields: [(&'static str, Json<'a>); N]) -> Json<'a> {
    Json::Object(fields.into())
}

/// The same fields in the same order as serde gives them.
fn value_of(analysis: &Analysis) -> Json<'_> {
    let Analysis {
        id,
        offsets,
        mentions,
        entities,
        quotes,
    } = analysis;
    let id = id.as_ref().map(|id| match id {
        Id::Integer(number) => Json::Integer(*number),
        Id::Number(number) => Json::Number(*number),
        Id::Text(text) => text.into(),
    });
    let offsets = match offsets {
        Offsets::Utf16 => "utf16",
        Offsets::Codepoints => "codepoints",
        Offsets::Bytes => "bytes",
    };
    object([
        ("id", id.into()),
        ("offsets", offsets.into()),
        ("mentions", mentions.iter().map(mention).collect()),
        ("entities", entities.iter().map(entity).collect()),
        ("quotes", quotes.iter().map(quote).collect()),
    ])
}

fn mention(mention: &Mention) -> Json<'_> {
    let Mention {
        span,
        text,
        kind,
        form,
        entity,
        confidence,
    } = mention;
    object([
        ("start", span.start.into()),
        ("end", span.end.into()),
        ("text", text.into()),
        ("kind", kind.name().into()),
        ("form", form_name(*form).into()),
        ("entity", (*entity).into()),
        ("confidence", (*confidence).into()),
    ])
}

fn form_name(form: MentionForm) -> &'static str {
    match form {
        MentionForm::Name => "name",
        MentionForm::Pronoun => "pronoun",
        MentionForm::Role => "role",
    }
}

fn entity(entity: &Entity) -> Json<'_> {
    let Entity {
        id,
        kind,
        name,
        role,
        mentions,
        quotes,
        quoted_words,
    } = entity;
    object([
        ("id", (*id).into()),
        ("kind", kind.name().into()),
        ("name", name.into()),
        ("role", role.as_ref().into()),
        ("mentions", mentions.iter().map(|at| (*at).into()).collect()),
        ("quotes", quotes.iter().map(|at| (*at).into()).collect()),
        ("quoted_words", (*quoted_words).into()),
    ])
}

fn quote(quote: &Quote) -> Json<'_> {
    let Quote {
        id,
        form,
        within,
        spans,
        cue,
        speaker,
    } = quote;
    object([
        ("id", (*id).into()),
        ("form", form.name().into()),
        ("within", (*within).into()),
        ("spans", spans.iter().copied().map(span).collect()),
        ("cue", cue.map(span).into()),
        ("speaker", speaker.as_ref().map(voice).into()),
    ])
}

fn voice(speaker: &Speaker) -> Json<'_> {
    let Speaker {
        entity,
        span,
        text,
        name,
        confidence,
        rule,
    } = speaker;
    object([
        ("entity", (*entity).into()),
        ("start", span.start.into()),
        ("end", span.end.into()),
        ("text", text.into()),
        ("name", name.into()),
        ("confidence", (*confidence).into()),
        ("rule", rule.into()),
    ])
}

fn span(span: Span) -> Json<'static> {
    object([("start", span.start.into()), ("end", span.end.into())])
}

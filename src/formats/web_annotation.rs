//! The W3C Web Annotation Data Model (Recommendation of 23 February 2017), as a collection of
//! one page.
//!
//! Positions count in code points, as the model demands, and each target carries the words and
//! some of the text around them too, so that a reader can find it in a text that has changed.

use super::fit::Fitted;
use super::json::{Json, object};
use crate::analysis::{Entity, Quote};
use crate::offsets::{Offsets, Positions};
use crate::span::Span;

/// JSON-LD in the profile of the model.
pub(super) const MEDIA_TYPE: &str =
    "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";

/// How much text stands on each side of the exact words, in code points: what Hypothesis takes.
const CONTEXT: usize = 32;

pub(super) fn write(fitted: &Fitted) -> String {
    collection(fitted).pretty()
}

/// The collection as a value, for formats that embed it.
pub(super) fn collection<'a>(fitted: &'a Fitted) -> Json<'a> {
    let source = fitted.iri();
    let targets = Targets::new(fitted, &source);
    let names = fitted.names().map(|(index, mention)| {
        let entity = &fitted.analysis.entities[mention.entity];
        let body = vec![
            text_body(mention.kind.name(), "tagging"),
            text_body(&entity.name, "describing"),
            identified(&source, entity),
        ];
        annotation(&source, format!("m{index}"), body, targets.of(mention.span))
    });
    let quotes = fitted.analysis.quotes.iter().enumerate();
    let quotes = quotes.map(|(at, quote)| {
        let mut body = vec![
            text_body("quote", "tagging"),
            text_body(quote.form.name(), "tagging"),
        ];
        body.extend(speaker(fitted, &source, quote));
        let target = match quote.spans.as_slice() {
            [span] => targets.of(*span),
            spans => spans.iter().map(|span| targets.of(*span)).collect(),
        };
        annotation(&source, format!("q{at}"), body, target)
    });
    let items: Vec<Json> = names.chain(quotes).collect();
    object([
        ("@context", "http://www.w3.org/ns/anno.jsonld".into()),
        ("id", format!("{source}#annotations").into()),
        ("type", "AnnotationCollection".into()),
        ("label", "People, places, organizations and quotes".into()),
        ("total", items.len().into()),
        (
            "first",
            object([
                ("id", format!("{source}#page").into()),
                ("type", "AnnotationPage".into()),
                ("startIndex", 0usize.into()),
                ("items", Json::Array(items)),
            ]),
        ),
    ])
}

fn annotation<'a>(source: &str, id: String, body: Vec<Json<'a>>, target: Json<'a>) -> Json<'a> {
    let creator = object([("type", "Software".into()), ("name", "Copydesk".into())]);
    object([
        ("id", format!("{source}#{id}").into()),
        ("type", "Annotation".into()),
        ("motivation", "tagging".into()),
        ("creator", creator),
        ("body", Json::Array(body)),
        ("target", target),
    ])
}

fn text_body<'a>(value: &'a str, purpose: &'static str) -> Json<'a> {
    object([
        ("type", "TextualBody".into()),
        ("value", value.into()),
        ("purpose", purpose.into()),
    ])
}

fn identified(source: &str, entity: &Entity) -> Json<'static> {
    object([
        ("type", "SpecificResource".into()),
        ("source", format!("{source}#e{}", entity.id).into()),
        ("purpose", "identifying".into()),
    ])
}

/// The bodies that name the speaker: in words, and as the entity where there is one.
fn speaker<'a>(fitted: &'a Fitted, source: &str, quote: &'a Quote) -> Vec<Json<'a>> {
    let Some(speaker) = &quote.speaker else {
        return Vec::new();
    };
    let entity = speaker.entity.map(|entity| {
        let entity = &fitted.analysis.entities[entity];
        identified(source, entity)
    });
    [text_body(&speaker.name, "describing")]
        .into_iter()
        .chain(entity)
        .collect()
}

/// Targets in the text.
struct Targets<'a, 's> {
    text: &'a str,
    fitted: &'s Fitted<'a>,
    source: &'s str,
    codepoints: Positions<'a>,
}

impl<'a, 's> Targets<'a, 's> {
    fn new(fitted: &'s Fitted<'a>, source: &'s str) -> Targets<'a, 's> {
        Targets {
            text: fitted.text,
            fitted,
            source,
            codepoints: Positions::new(fitted.text, Offsets::Codepoints),
        }
    }

    fn of(&self, span: Span) -> Json<'a> {
        let (prefix, suffix) = self.fitted.around(span, CONTEXT);
        let words = object([
            ("type", "TextQuoteSelector".into()),
            ("exact", span.of(self.text).into()),
            ("prefix", prefix.into()),
            ("suffix", suffix.into()),
        ]);
        let position = object([
            ("type", "TextPositionSelector".into()),
            ("start", self.codepoints.at(span.start).into()),
            ("end", self.codepoints.at(span.end).into()),
        ]);
        object([
            ("source", self.source.to_owned().into()),
            ("selector", Json::Array(vec![words, position])),
        ])
    }
}

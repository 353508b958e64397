//! IPTC ninjs 3.1, news in JSON.
//!
//! The standard has no field for quotes or positions, and allows none to be added: whom the
//! article quotes is told by `rel`, how sure each entity is by `subjects`, and everything with
//! its place by a second body that holds the Web Annotation collection.

use super::fit::Fitted;
use super::json::{Json, object};
use super::web_annotation;
use crate::analysis::{Entity, Kind};

pub(super) fn write(fitted: &Fitted) -> String {
    let of_kind = |kind: Kind| -> Json {
        let entities = fitted.named_entities();
        entities
            .filter(|entity| entity.kind == kind)
            .map(|entity| {
                object([
                    ("name", (&entity.name).into()),
                    ("rel", relation(entity).into()),
                ])
            })
            .collect()
    };
    let subjects = fitted.named_entities().map(|entity| {
        let confidences = fitted.names_of(entity).map(|mention| mention.confidence);
        object([
            ("name", (&entity.name).into()),
            ("rel", entity.kind.name().into()),
            ("creator", "Copydesk".into()),
            (
                "confidence",
                confidences.max().unwrap_or_default().min(100).into(),
            ),
        ])
    });
    let standard = object([
        ("name", "ninjs".into()),
        ("version", "3.1".into()),
        (
            "schema",
            "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#".into(),
        ),
    ]);
    let main = object([
        ("role", "main".into()),
        ("contentType", "text/plain".into()),
        ("charCount", fitted.text.chars().count().into()),
        ("wordCount", fitted.text.split_whitespace().count().into()),
        ("value", fitted.text.into()),
    ]);
    let annotations = object([
        ("role", "annotations".into()),
        ("contentType", "application/ld+json".into()),
        ("value", web_annotation::collection(fitted).compact().into()),
    ]);
    let mut item = vec![
        ("uri", fitted.iri().into()),
        ("standard", standard),
        ("type", "text".into()),
    ];
    if let Some(headline) = fitted.headline(&fitted.paragraphs()) {
        let headline = object([("value", headline.into())]);
        item.push(("headlines", Json::Array(vec![headline])));
    }
    item.extend([
        ("people", of_kind(Kind::Person)),
        ("places", of_kind(Kind::Place)),
        ("organisations", of_kind(Kind::Organization)),
        ("subjects", subjects.collect()),
        ("bodies", Json::Array(vec![main, annotations])),
    ]);
    Json::Object(item).pretty()
}

/// What the article has to do with `entity`, in a word.
fn relation(entity: &Entity) -> &'static str {
    if entity.quotes.is_empty() {
        "mentioned"
    } else {
        "quoted"
    }
}

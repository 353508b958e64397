//! JSON-LD in the vocabulary of schema.org: a `NewsArticle` that mentions its entities and has
//! its direct quotes as parts.
//!
//! Reported speech is left out: a `Quotation` holds the very words of its creator. As in
//! schema.org's own examples, a real speaker is the `creator`; that is a `Person` or an
//! `Organization`, so "Moscow" gets the credit by its name.

use super::fit::Fitted;
use super::json::{Json, object};
use crate::analysis::{Entity, Kind, Quote, QuoteForm};
use crate::quotes::is_pronoun;

pub(super) fn write(fitted: &Fitted) -> String {
    let entities = fitted.analysis.entities.iter();
    let quotes = fitted.analysis.quotes.iter().enumerate();
    let direct = quotes.filter(|(_, quote)| quote.form == QuoteForm::Direct);
    let mut article = vec![
        ("@context", "https://schema.org".into()),
        ("@type", "NewsArticle".into()),
        ("@id", ARTICLE.into()),
    ];
    if let Some(headline) = fitted.headline(&fitted.paragraphs()) {
        article.push(("headline", headline.into()));
    }
    article.extend([
        ("articleBody", fitted.text.into()),
        (
            "mentions",
            entities.map(|entity| thing(fitted, entity)).collect(),
        ),
        (
            "hasPart",
            direct
                .map(|(at, quote)| quotation(fitted, at, quote))
                .collect(),
        ),
    ]);
    Json::Object(article).pretty()
}

const ARTICLE: &str = "#article";

fn thing<'a>(fitted: &Fitted<'a>, entity: &'a Entity) -> Json<'a> {
    let mut names: Vec<&str> = Vec::new();
    for mention in fitted.names_of(entity) {
        let name = mention.span.of(fitted.text);
        if name != entity.name && !names.contains(&name) {
            names.push(name);
        }
    }
    let kind = match entity.kind {
        Kind::Person => "Person",
        Kind::Place => "Place",
        Kind::Organization => "Organization",
    };
    let mut thing = vec![
        ("@type", kind.into()),
        ("@id", entity_id(entity.id).into()),
        ("name", (&entity.name).into()),
    ];
    if !names.is_empty() {
        let names = names.into_iter().map(Json::from).collect();
        thing.push(("alternateName", names));
    }
    // Only a Person has a `jobTitle`.
    if let (Some(role), Kind::Person) = (&entity.role, entity.kind) {
        thing.push(("jobTitle", role.into()));
    }
    Json::Object(thing)
}

fn quotation<'a>(fitted: &Fitted, at: usize, quote: &'a Quote) -> Json<'a> {
    let mut quotation = vec![
        ("@type", "Quotation".into()),
        ("@id", format!("#q{at}").into()),
        ("text", fitted.words(quote).into()),
    ];
    if let Some(speaker) = &quote.speaker {
        let entity = speaker.entity.map(|index| &fitted.analysis.entities[index]);
        match entity {
            Some(entity) if entity.kind != Kind::Place => {
                quotation.push(("creator", reference(entity_id(entity.id))));
            }
            // Whom "he" means is not known.
            None if is_pronoun(&speaker.text) => {}
            // "A source" may be one person or many, or a paper: only the credit is known.
            _ => quotation.push(("creditText", (&speaker.name).into())),
        }
    }
    quotation.push(("isPartOf", reference(ARTICLE.to_owned())));
    Json::Object(quotation)
}

fn reference(id: String) -> Json<'static> {
    object([("@id", id.into())])
}

fn entity_id(entity: usize) -> String {
    format!("#e{entity}")
}

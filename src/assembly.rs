//! From what the steps found, which counts in paragraphs and tokens, to plain data.

use std::ops::Range;

use crate::analysis::{Analysis, Entity, Mention, MentionForm, Quote, Speaker};
use crate::coref::{Reference, References, single_spaced};
use crate::letters::Letters;
use crate::offsets::Offsets;
use crate::order::sort_by_rank;
use crate::quotes::{Open, Said};
use crate::span::Span;
use crate::text::Paragraph;

/// Puts an analysis together, in byte offsets. `said` has the quotes of each paragraph.
pub fn assemble<'d>(
    letters: &Letters,
    paragraphs: &[Paragraph],
    references: &References,
    said: impl Iterator<Item = &'d Said>,
) -> Analysis {
    let span = |paragraph: usize, tokens: &Range<usize>| {
        let start = letters.places()[paragraph].start;
        paragraphs[paragraph].place(tokens).shifted(start)
    };
    let text = letters.text();
    let mut entities: Vec<Entity> = references
        .clusters
        .iter()
        .enumerate()
        .map(|(id, cluster)| Entity {
            id,
            kind: cluster.kind,
            name: cluster.name.clone(),
            role: cluster.role.clone(),
            mentions: Vec::new(),
            quotes: Vec::new(),
        })
        .collect();
    let (quotes, roles) = quotes(letters, &mut entities, said, &span);
    let mut mentions = Vec::new();
    let mut roles = roles.into_iter().peekable();
    let mut own: Vec<(Span, Reference)> = Vec::new();
    for (index, known) in references.mentions.iter().enumerate() {
        while let Some(role) = roles.next_if(|role| role.paragraph == index) {
            // A phrase that holds a mention of its entity is no mention beside it.
            let inside = references.within(index, &role.tokens);
            if inside.iter().all(|known| known.entity != role.entity) {
                let span = span(index, &role.tokens);
                own.push((
                    span,
                    Reference {
                        kind: references.clusters[role.entity].kind,
                        form: MentionForm::Role,
                        tokens: role.tokens,
                        entity: role.entity,
                        confidence: role.confidence,
                    },
                ));
            }
        }
        own.extend(known.iter().map(|m| (span(index, &m.tokens), m.clone())));
        sort_by_rank(&mut own, |(span, mention)| {
            let is_other = usize::from(mention.form != MentionForm::Name);
            [span.start, span.end, is_other]
        });
        for (span, mention) in own.drain(..) {
            entities[mention.entity].mentions.push(mentions.len());
            mentions.push(Mention {
                span,
                text: span.of(text).to_owned(),
                kind: mention.kind,
                form: mention.form,
                entity: mention.entity,
                confidence: mention.confidence,
            });
        }
    }
    Analysis {
        id: None,
        offsets: Offsets::Bytes,
        mentions,
        entities,
        quotes,
    }
}

/// A noun phrase that names a speaker who is a known entity.
struct Role {
    paragraph: usize,
    tokens: Range<usize>,
    entity: usize,
    confidence: u8,
}

/// The quotes, and the phrases that name their speakers, each once and in order.
fn quotes<'d>(
    letters: &Letters,
    entities: &mut [Entity],
    said: impl Iterator<Item = &'d Said>,
    span: &impl Fn(usize, &Range<usize>) -> Span,
) -> (Vec<Quote>, Vec<Role>) {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut roles: Vec<Role> = Vec::new();
    let mut open = None;
    for (index, (said, place)) in said.zip(letters.places()).enumerate() {
        let first = quotes.len();
        if let (Some(open), Some(more)) = (open, said.continued) {
            let quote: &mut Quote = &mut quotes[open];
            quote.spans.push(more.shifted(place.start));
        }
        for attribution in &said.quotes {
            let id = quotes.len();
            let speaker = attribution.voice.as_ref().map(|voice| {
                let paragraph = index - voice.back;
                if let Some(entity) = voice.entity {
                    entities[entity].quotes.push(id);
                    roles.push(Role {
                        paragraph,
                        tokens: voice.tokens.clone(),
                        entity,
                        confidence: voice.confidence,
                    });
                }
                let meant = span(paragraph, &voice.meant).of(letters.text());
                let span = span(paragraph, &voice.tokens);
                Speaker {
                    entity: voice.entity,
                    span,
                    name: voice.entity.map_or_else(
                        || single_spaced(meant),
                        |entity| entities[entity].name.clone(),
                    ),
                    text: span.of(letters.text()).to_owned(),
                    confidence: voice.confidence,
                    rule: voice.rule.to_owned(),
                }
            });
            quotes.push(Quote {
                id,
                form: attribution.form,
                within: attribution.within.map(|within| first + within),
                spans: attribution
                    .spans
                    .iter()
                    .map(|span| span.shifted(place.start))
                    .collect(),
                cue: attribution.cue.map(|cue| cue.shifted(place.start)),
                speaker,
            });
        }
        open = match said.open {
            Open::Nothing => None,
            Open::Own(quote) => Some(first + quote),
            Open::Before => open,
        };
    }
    sort_by_rank(&mut roles, |role| {
        [role.paragraph, role.tokens.start, role.tokens.end]
    });
    roles.dedup_by(|a, b| (a.paragraph, &a.tokens) == (b.paragraph, &b.tokens));
    (quotes, roles)
}

//! The pipeline, top to bottom.

use crate::analysis::{Analysis, Entity, Mention, MentionForm, Quote, Speaker};
use crate::coref::{self, References};
use crate::house::{House, HouseError, HouseList};
use crate::names::{self, Tagger};
use crate::offsets::Offsets;
use crate::quotes::{self, Attribution};
use crate::text::{self, Paragraph};

/// Finds names and quotes in texts. Made once, used for any number of texts, from any thread.
#[derive(Debug, Default)]
pub struct Analyzer {
    tagger: Tagger,
    house: House,
}

impl Analyzer {
    /// An analyzer with the embedded model and lexicons.
    pub fn new() -> Analyzer {
        Analyzer::default()
    }

    /// Takes `list` in place of the house list given before, for every analysis from now on.
    /// Entries that cannot be used are answered, each with its cure; the rest of the list works.
    pub fn set_house_list(&mut self, list: &HouseList) -> Vec<HouseError> {
        let (house, errors) = House::new(list);
        self.house = house;
        errors
    }

    /// Everything found in `text`, in byte offsets. Total: any text has an answer.
    pub fn analyze(&self, text: &str) -> Analysis {
        let paragraphs = text::paragraphs(text);
        let mut names = self.tagger.names(&paragraphs);
        names::settle(&paragraphs, &mut names);
        let names = self.house.apply(&paragraphs, names);
        let mut references = coref::references(&paragraphs, &names);
        let quotes = quotes::quotes(&paragraphs, &references);
        references.add_roles(quotes.iter().filter_map(|quote| {
            let voice = quote.voice.as_ref()?;
            Some((
                voice.paragraph,
                voice.tokens.clone(),
                voice.entity?,
                voice.confidence,
            ))
        }));
        assemble(text, &paragraphs, references, quotes)
    }
}

/// Turns what the steps found, which counts in paragraphs and tokens, into plain data.
fn assemble(
    text: &str,
    paragraphs: &[Paragraph],
    references: References,
    attributions: Vec<Attribution>,
) -> Analysis {
    let References { mentions, clusters } = references;
    let mut entities: Vec<Entity> = clusters
        .into_iter()
        .enumerate()
        .map(|(id, cluster)| Entity {
            id,
            kind: cluster.kind,
            name: cluster.name,
            role: cluster.role,
            mentions: Vec::new(),
            quotes: Vec::new(),
        })
        .collect();
    let mut mentions: Vec<Mention> = mentions
        .into_iter()
        .map(|mention| {
            let span = paragraphs[mention.paragraph].span(&mention.tokens);
            Mention {
                span,
                text: span.of(text).to_owned(),
                kind: mention.kind,
                form: mention.form,
                entity: mention.entity,
                confidence: mention.confidence,
            }
        })
        .collect();
    mentions.sort_by_key(|mention| (mention.span, mention.form != MentionForm::Name));
    for (index, mention) in mentions.iter().enumerate() {
        entities[mention.entity].mentions.push(index);
    }
    let quotes: Vec<Quote> = attributions
        .into_iter()
        .enumerate()
        .map(|(id, quote)| {
            let speaker = quote.voice.map(|voice| {
                let span = paragraphs[voice.paragraph].span(&voice.tokens);
                let words = span.of(text);
                Speaker {
                    entity: voice.entity,
                    span,
                    text: words.to_owned(),
                    name: voice
                        .entity
                        .map_or_else(|| words.to_owned(), |id| entities[id].name.clone()),
                    confidence: voice.confidence,
                    rule: voice.rule.to_owned(),
                }
            });
            if let Some(entity) = speaker.as_ref().and_then(|speaker| speaker.entity) {
                entities[entity].quotes.push(id);
            }
            Quote {
                id,
                form: quote.form,
                within: quote.within,
                spans: quote.spans,
                cue: quote.cue,
                speaker,
            }
        })
        .collect();
    Analysis {
        id: None,
        offsets: Offsets::Bytes,
        mentions,
        entities,
        quotes,
    }
}

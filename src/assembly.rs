//! From what the steps found, which counts in paragraphs and tokens, to what leaves the core.

use std::ops::Range;

use crate::analysis::{Analysis, Entity, Kind, Mention, MentionForm, Quote, QuoteForm, Speaker};
use crate::coref::{Cluster, References, single_spaced};
use crate::letters::Letters;
use crate::offsets::Offsets;
use crate::order::sort_by_rank;
use crate::quotes::{Attribution, Open, Said, Voice};
use crate::span::Span;
use crate::text::{Paragraph, count_words};

/// All findings of a document, in the order of an [`Analysis`], without a copy of any letter.
pub struct Findings<'d> {
    /// The letters that were read.
    pub letters: &'d Letters,
    /// The entities.
    pub clusters: &'d [Cluster],
    /// The mentions.
    pub mentions: Vec<Found>,
    /// For each entity, its mentions.
    pub mentions_of: Lists,
    /// The quotes.
    pub quotes: Vec<Quoted<'d>>,
    /// For each entity, its quotes.
    pub quotes_of: Lists,
    /// In which passages quotes go on in later paragraphs, in the order of the quotes.
    continued: Vec<(usize, Passage)>,
}

/// A stretch of a paragraph, in bytes from the paragraph's start.
#[derive(Debug, Clone, Copy)]
pub struct Passage {
    /// The index of the paragraph.
    pub paragraph: usize,
    /// The stretch.
    pub span: Span,
}

/// A mention.
pub struct Found {
    /// Where it stands.
    pub passage: Passage,
    /// What it refers to.
    pub kind: Kind,
    /// How it refers.
    pub form: MentionForm,
    /// Its entity.
    pub entity: usize,
    /// How sure the finder is, in whole percent.
    pub confidence: u8,
}

/// A quote.
pub struct Quoted<'d> {
    /// What its paragraph tells of it.
    pub told: &'d Attribution,
    /// The index of that paragraph.
    pub paragraph: usize,
    /// For the marked words inside a mixed quote, that quote.
    pub within: Option<usize>,
    /// Who said it.
    pub speaker: Option<Named<'d>>,
}

/// A speaker.
#[derive(Clone, Copy)]
pub struct Named<'d> {
    /// What is known of the speaker.
    pub voice: &'d Voice,
    /// Where the text names the speaker.
    pub passage: Passage,
    /// The words that tell who that is, if it is no entity.
    pub meant: Passage,
}

/// Lists of numbers, one after the other.
pub struct Lists {
    ends: Vec<usize>,
    numbers: Vec<usize>,
}

impl Lists {
    /// So many lists of the numbers from zero on: `of` says of each in which it belongs, if in any.
    fn new(count: usize, of: impl Iterator<Item = Option<usize>> + Clone) -> Lists {
        // Where each list begins, after one more number; filling a list moves that to its end.
        let mut ends = vec![0; count + 1];
        for list in of.clone().flatten() {
            ends[list + 1] += 1;
        }
        for list in 0..count {
            ends[list + 1] += ends[list];
        }
        let mut numbers = vec![0; ends[count]];
        for (number, list) in of.enumerate() {
            if let Some(list) = list {
                numbers[ends[list]] = number;
                ends[list] += 1;
            }
        }
        Lists { ends, numbers }
    }

    /// The list at `index`.
    pub fn at(&self, index: usize) -> &[usize] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start..self.ends[index]]
    }
}

impl<'d> Findings<'d> {
    /// Gathers what was found; `said` has the quotes of each paragraph.
    pub fn new(
        letters: &'d Letters,
        paragraphs: &'d [Paragraph],
        references: &'d References,
        said: impl Iterator<Item = &'d Said>,
    ) -> Findings<'d> {
        let clusters = &references.clusters[..];
        let (quotes, continued) = quotes(paragraphs, said);
        let speakers = quotes.iter().map(|quote| quote.speaker?.voice.entity);
        let quotes_of = Lists::new(clusters.len(), speakers);
        let mentions = mentions(paragraphs, references, roles(&quotes));
        let entities = mentions.iter().map(|mention| Some(mention.entity));
        let mentions_of = Lists::new(clusters.len(), entities);
        Findings {
            letters,
            clusters,
            mentions,
            mentions_of,
            quotes,
            quotes_of,
            continued,
        }
    }

    /// The passages of the quote numbered `id`: one for each unbroken stretch of its content.
    pub fn passages(&self, id: usize) -> impl Iterator<Item = Passage> {
        let Quoted {
            told, paragraph, ..
        } = self.quotes[id];
        let own = told
            .spans
            .iter()
            .map(move |&span| Passage { paragraph, span });
        let first = self.continued.partition_point(|(quote, _)| *quote < id);
        let later = self.continued[first..].iter();
        let later = later.take_while(move |(quote, _)| *quote == id);
        own.chain(later.map(|(_, passage)| *passage))
    }

    /// How many words of the entity numbered `id` stand in marks.
    pub fn quoted_words(&self, id: usize) -> usize {
        let quotes = self.quotes_of.at(id).iter();
        let direct = quotes.filter(|id| self.quotes[**id].told.form == QuoteForm::Direct);
        let passages = direct.flat_map(|id| self.passages(*id));
        passages
            .map(|passage| count_words(self.text(passage)))
            .sum()
    }

    /// The letters of a passage.
    pub fn text(&self, passage: Passage) -> &'d str {
        passage.span.of(self.letters.paragraph(passage.paragraph))
    }

    /// The findings as plain data, in byte offsets.
    pub fn analysis(&self) -> Analysis {
        let span = |passage: Passage| {
            let start = self.letters.places()[passage.paragraph].start;
            passage.span.shifted(start)
        };
        let mentions = self.mentions.iter().map(|mention| Mention {
            span: span(mention.passage),
            text: self.text(mention.passage).to_owned(),
            kind: mention.kind,
            form: mention.form,
            entity: mention.entity,
            confidence: mention.confidence,
        });
        let entities = self
            .clusters
            .iter()
            .enumerate()
            .map(|(id, cluster)| Entity {
                id,
                kind: cluster.kind,
                name: cluster.name().to_owned(),
                role: cluster.role.clone(),
                mentions: self.mentions_of.at(id).to_vec(),
                quotes: self.quotes_of.at(id).to_vec(),
                quoted_words: self.quoted_words(id),
            });
        let speaker = |named: Named| Speaker {
            entity: named.voice.entity,
            span: span(named.passage),
            text: self.text(named.passage).to_owned(),
            name: match named.voice.entity {
                Some(entity) => self.clusters[entity].name().to_owned(),
                None => single_spaced(self.text(named.meant)),
            },
            confidence: named.voice.confidence,
            rule: named.voice.rule.to_owned(),
        };
        let quotes = self.quotes.iter().enumerate().map(|(id, quote)| {
            let paragraph = quote.paragraph;
            let cue = quote.told.cue.map(|span| Passage { paragraph, span });
            Quote {
                id,
                form: quote.told.form,
                within: quote.within,
                spans: self.passages(id).map(span).collect(),
                cue: cue.map(span),
                speaker: quote.speaker.map(speaker),
            }
        });
        Analysis {
            id: None,
            offsets: Offsets::Bytes,
            mentions: mentions.collect(),
            entities: entities.collect(),
            quotes: quotes.collect(),
        }
    }
}

/// The quotes of all paragraphs, and where they go on.
fn quotes<'d>(
    paragraphs: &[Paragraph],
    said: impl Iterator<Item = &'d Said>,
) -> (Vec<Quoted<'d>>, Vec<(usize, Passage)>) {
    let mut quotes: Vec<Quoted> = Vec::new();
    let mut continued = Vec::new();
    let mut open: Option<usize> = None;
    for (paragraph, said) in said.enumerate() {
        let first = quotes.len();
        let named = |voice: &'d Voice| {
            let paragraph = paragraph - voice.back;
            let passage = |paragraph: usize, tokens: &Range<usize>| Passage {
                paragraph,
                span: paragraphs[paragraph].place(tokens),
            };
            Named {
                voice,
                passage: passage(paragraph, &voice.tokens),
                meant: passage(paragraph - voice.meant_back, &voice.meant),
            }
        };
        if let (Some(open), Some(span)) = (open, said.continued) {
            continued.push((open, Passage { paragraph, span }));
        }
        if let (Some(open), Some(voice)) = (open, &said.opened_by) {
            quotes[open].speaker = Some(named(voice));
        }
        quotes.extend(said.quotes.iter().map(|told| Quoted {
            told,
            paragraph,
            within: told.within.map(|within| first + within),
            speaker: told.voice.as_ref().map(named),
        }));
        open = match said.open {
            Open::Nothing => None,
            Open::Own(quote) => Some(first + quote),
            Open::Before => open,
        };
    }
    (quotes, continued)
}

/// A noun phrase that names a speaker who is a known entity.
struct Role<'d> {
    passage: Passage,
    tokens: &'d Range<usize>,
    entity: usize,
    confidence: u8,
}

/// The phrases that name the speakers of `quotes`, each once and in order.
fn roles<'d>(quotes: &[Quoted<'d>]) -> Vec<Role<'d>> {
    let speakers = quotes.iter().filter_map(|quote| quote.speaker);
    let roles = speakers.filter_map(|Named { voice, passage, .. }| {
        Some(Role {
            passage,
            tokens: &voice.tokens,
            entity: voice.entity?,
            confidence: voice.confidence,
        })
    });
    let mut roles: Vec<Role> = roles.collect();
    let rank = |role: &Role| {
        let Range { start, end } = *role.tokens;
        [role.passage.paragraph, start, end]
    };
    sort_by_rank(&mut roles, rank);
    roles.dedup_by_key(|role| rank(role));
    roles
}

/// The mentions of all paragraphs, with those of `roles` that are none yet.
fn mentions(paragraphs: &[Paragraph], references: &References, roles: Vec<Role>) -> Vec<Found> {
    let count: usize = references.mentions.iter().map(Vec::len).sum();
    let mut mentions: Vec<Found> = Vec::with_capacity(count + roles.len());
    let mut roles = roles.into_iter().peekable();
    for (index, known) in references.mentions.iter().enumerate() {
        let first = mentions.len();
        while let Some(role) = roles.next_if(|role| role.passage.paragraph == index) {
            // A phrase that holds a mention of its entity is no mention beside it.
            let inside = references.within(index, role.tokens);
            if inside.iter().all(|known| known.entity != role.entity) {
                mentions.push(Found {
                    passage: role.passage,
                    kind: references.clusters[role.entity].kind,
                    form: MentionForm::Role,
                    entity: role.entity,
                    confidence: role.confidence,
                });
            }
        }
        mentions.extend(known.iter().map(|mention| Found {
            passage: Passage {
                paragraph: index,
                span: paragraphs[index].place(&mention.tokens),
            },
            kind: mention.kind,
            form: mention.form,
            entity: mention.entity,
            confidence: mention.confidence,
        }));
        sort_by_rank(&mut mentions[first..], |mention| {
            let is_other = usize::from(mention.form != MentionForm::Name);
            let Span { start, end } = mention.passage.span;
            [start, end, is_other]
        });
    }
    mentions
}

//! What an analysis holds: plain data with public fields.
//!
//! The field names and shapes here are the JSON that every caller reads; fields may be added,
//! none is removed, renamed or given another meaning.

use serde::{Deserialize, Serialize};

use crate::offsets::{Offsets, Positions};
use crate::order::sort_by_rank;
use crate::span::Span;

/// Everything found in one text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// The name the caller gave the text, or none.
    pub id: Option<Id>,
    /// The unit in which every span of this analysis counts.
    pub offsets: Offsets,
    /// Sorted by start, then end; no two of form [`MentionForm::Name`] overlap.
    pub mentions: Vec<Mention>,
    /// In the order of their first mention; `entities[i].id == i`.
    pub entities: Vec<Entity>,
    /// Sorted by the start of the first span; `quotes[i].id == i`.
    pub quotes: Vec<Quote>,
}

/// A caller's own name for a text: kept as it came, number or string.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Id {
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// A string.
    Text(String),
}

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A human being.
    Person,
    /// A country, town, region, street, river, building that one goes to.
    Place,
    /// A company, party, ministry, team, institution.
    Organization,
}

impl Kind {
    /// Every kind, in the order of their codes in [`Analysis::marks`].
    pub const ALL: [Kind; 3] = [Kind::Person, Kind::Place, Kind::Organization];

    /// The word for this kind in JSON: `person`, `place` or `organization`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Place => "place",
            Kind::Organization => "organization",
        }
    }
}

/// One stretch of the text that refers to an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// The letters under the span.
    pub text: String,
    /// What it refers to.
    pub kind: Kind,
    /// How it refers.
    pub form: MentionForm,
    /// The entity it refers to, an index into [`Analysis::entities`].
    pub entity: usize,
    /// How sure the finder is, in whole percent.
    pub confidence: u8,
}

/// How a mention refers to its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// By name: "Mr. Lavrov" holds the name mention `Lavrov`.
    Name,
    /// By a pronoun: "he".
    Pronoun,
    /// By a role or another noun phrase: "the latter", "the ministry".
    Role,
}

/// All mentions of one person, place or organization in this text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Its index in [`Analysis::entities`].
    pub id: usize,
    /// What it is.
    pub kind: Kind,
    /// The fullest name the text gives.
    pub name: String,
    /// The title the text gives a person ("US Secretary of State"), or none.
    pub role: Option<String>,
    /// Indexes into [`Analysis::mentions`].
    pub mentions: Vec<usize>,
    /// Indexes into [`Analysis::quotes`]. The marked words inside a mixed quote are listed besides it: who
    /// counts how often somebody is quoted leaves out those that stand [`within`](Quote::within) another.
    pub quotes: Vec<usize>,
    /// How many words of theirs stand in quotation marks, "well-known" being one; a measure of who gets to
    /// speak. Zero in an analysis that was written before it was counted.
    #[serde(default)]
    pub quoted_words: usize,
}

/// Words that somebody said: content, cue and speaker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// Its index in [`Analysis::quotes`].
    pub id: usize,
    /// How the words are given.
    pub form: QuoteForm,
    /// For the marked words inside a mixed quote: that quote's id.
    pub within: Option<usize>,
    /// One span for each unbroken stretch of the content, marks included.
    pub spans: Vec<Span>,
    /// The word or words that say that somebody spoke ("said"), where there are any.
    pub cue: Option<Span>,
    /// Who said it, where the text tells.
    pub speaker: Option<Speaker>,
}

/// How a quote gives somebody's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteForm {
    /// Marked words.
    Direct,
    /// Reported words, part of them in marks.
    Mixed,
    /// Reported words without marks.
    Indirect,
}

impl QuoteForm {
    /// The word for this form in JSON: `direct`, `mixed` or `indirect`.
    pub fn name(self) -> &'static str {
        match self {
            QuoteForm::Direct => "direct",
            QuoteForm::Mixed => "mixed",
            QuoteForm::Indirect => "indirect",
        }
    }
}

/// Who said a quote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// The entity, an index into [`Analysis::entities`]; none for "a source".
    pub entity: Option<usize>,
    /// Where the text names the speaker.
    #[serde(flatten)]
    pub span: Span,
    /// The letters under the span.
    pub text: String,
    /// The entity's name, or the text where there is no entity.
    pub name: String,
    /// How sure the choice is, in whole percent.
    pub confidence: u8,
    /// Why this speaker was chosen, in one fixed word (see `quotes::rule::Rule`).
    pub rule: String,
}

impl Analysis {
    /// An analysis that found nothing, in byte offsets.
    pub fn empty() -> Analysis {
        Analysis {
            id: None,
            offsets: Offsets::Bytes,
            mentions: Vec::new(),
            entities: Vec::new(),
            quotes: Vec::new(),
        }
    }

    /// Counts every span in `offsets` instead of bytes. `text` is the text that was analyzed.
    ///
    /// One pass over the text, whatever the number of spans.
    ///
    /// # Panics
    /// Where this analysis no longer counts in bytes: convert once, from what the analyzer gave.
    pub fn convert(mut self, text: &str, offsets: Offsets) -> Analysis {
        assert_eq!(
            self.offsets,
            Offsets::Bytes,
            "an analysis is converted from bytes, once"
        );
        let positions = Positions::new(text, offsets);
        let convert = |span: &mut Span| {
            *span = Span::new(positions.at(span.start), positions.at(span.end));
        };
        for mention in &mut self.mentions {
            convert(&mut mention.span);
        }
        for quote in &mut self.quotes {
            let speaker = quote.speaker.as_mut().map(|speaker| &mut speaker.span);
            let others = quote.cue.as_mut().into_iter().chain(speaker);
            quote.spans.iter_mut().chain(others).for_each(convert);
        }
        self.offsets = offsets;
        self
    }

    /// What a page paints, in rows of four numbers: start, end, kind (0 person, 1 place,
    /// 2 organization, 3 quote), entity or quote id. Names and quotes only, sorted by start;
    /// a quote has a row for each of its spans. Counts in the unit of [`Analysis::offsets`].
    pub fn marks(&self) -> Vec<[usize; 4]> {
        let names = self
            .mentions
            .iter()
            .filter(|mention| mention.form == MentionForm::Name)
            .map(|mention| {
                [
                    mention.span.start,
                    mention.span.end,
                    mention.kind as usize,
                    mention.entity,
                ]
            });
        let quotes = self.quotes.iter().flat_map(|quote| {
            quote
                .spans
                .iter()
                .map(|span| [span.start, span.end, Kind::ALL.len(), quote.id])
        });
        let mut marks: Vec<_> = names.chain(quotes).collect();
        sort_by_rank(&mut marks, |mark| [mark[0], mark[1], mark[2]]);
        marks
    }
}

//! Who is who: the mentions of one person, place or organization gathered into one entity.

mod cluster;
mod introduction;
mod people;
pub mod person;
mod phrase;
mod pronoun;
#[cfg(test)]
mod tests;
mod things;
pub mod title;

use std::ops::Range;

use crate::analysis::{Kind, MentionForm};
use crate::names::Name;
use crate::text::Paragraph;
use cluster::Clusters;

/// A mention and the entity it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The index of its paragraph.
    pub paragraph: usize,
    /// Its tokens in that paragraph; never empty.
    pub tokens: Range<usize>,
    /// What it refers to.
    pub kind: Kind,
    /// How it refers.
    pub form: MentionForm,
    /// An index into [`References::clusters`].
    pub entity: usize,
    /// How sure the choice is, in whole percent.
    pub confidence: u8,
}

/// What the text says of one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// What it is.
    pub kind: Kind,
    /// The fullest name the text gives.
    pub name: String,
    /// The title the text gives a person, or none.
    pub role: Option<String>,
    /// For a person, the words of the fullest name, as names are compared; else none.
    words: Vec<String>,
    /// Whether it is "he" or "she", where the text tells.
    pub gender: Option<Gender>,
}

/// Which singular pronoun a person takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
}

/// Every mention of a document, and the entities they refer to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct References {
    /// Sorted by paragraph, then first token; names first, where two begin together.
    pub mentions: Vec<Reference>,
    /// The entities, in the order of their first mention.
    pub clusters: Vec<Cluster>,
}

/// Gathers `names` into entities, and finds the pronouns and roles that refer to them.
pub fn references(paragraphs: &[Paragraph], names: &[Name]) -> References {
    let Clusters { of_name, clusters } = cluster::clusters(paragraphs, names);
    let mut mentions: Vec<Reference> = names
        .iter()
        .zip(of_name)
        .map(|(name, entity)| Reference {
            paragraph: name.paragraph,
            tokens: name.tokens.clone(),
            kind: name.kind,
            form: MentionForm::Name,
            entity,
            confidence: name.confidence,
        })
        .collect();
    mentions.extend(pronoun::pronouns(paragraphs, &mentions, &clusters));
    let mut references = References { mentions, clusters };
    references.sort();
    references
}

impl References {
    fn sort(&mut self) {
        self.mentions.sort_by_key(|mention| {
            (
                mention.paragraph,
                mention.tokens.start,
                mention.form != MentionForm::Name,
            )
        });
    }

    /// Adds the noun phrase that names a speaker to the mentions of its entity, unless it holds a
    /// mention of that entity already. `phrases` are paragraph, tokens, entity and confidence.
    pub fn add_roles(&mut self, phrases: impl Iterator<Item = (usize, Range<usize>, usize, u8)>) {
        let mut roles: Vec<Reference> = phrases
            .filter(|(paragraph, tokens, entity, _)| {
                self.within(*paragraph, tokens)
                    .iter()
                    .all(|known| known.entity != *entity)
            })
            .map(|(paragraph, tokens, entity, confidence)| Reference {
                paragraph,
                tokens,
                kind: self.clusters[entity].kind,
                form: MentionForm::Role,
                entity,
                confidence,
            })
            .collect();
        roles.sort_by_key(|role| (role.paragraph, role.tokens.start, role.tokens.end));
        roles.dedup_by(|a, b| (a.paragraph, &a.tokens) == (b.paragraph, &b.tokens));
        self.mentions.extend(roles);
        self.sort();
    }

    /// The mentions that begin within `tokens` of a paragraph, in order.
    pub fn within(&self, paragraph: usize, tokens: &Range<usize>) -> &[Reference] {
        let key = |mention: &Reference| (mention.paragraph, mention.tokens.start);
        let start = self
            .mentions
            .partition_point(|m| key(m) < (paragraph, tokens.start));
        let end = self
            .mentions
            .partition_point(|m| key(m) < (paragraph, tokens.end));
        &self.mentions[start..end.max(start)]
    }
}

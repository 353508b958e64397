//! Names of people, places and organizations: where they stand and of which kind they are.
//!
//! Two passes. The first scores each word by its sentence alone ([`features`], [`model`]), so
//! that what it finds in a paragraph holds until a letter of that paragraph changes. The second
//! ([`document`]) is cheap and looks at the whole text: what the first pass made of the same word
//! elsewhere moves the scores, and the best labels ([`decode`]) are the names.

mod acronyms;
mod airports;
mod apposed;
mod conventions;
pub mod decode;
pub mod document;
mod eight;
pub mod features;
mod folding;
pub mod gazetteer;
mod headlines;
mod joins;
pub(crate) mod labels;
mod lore;
#[cfg(test)]
mod mangled;
pub mod model;
mod small_words;
mod sums;
mod surnames;
mod tagger;
mod vocabulary;
mod weighing;
pub mod words;

use std::ops::Range;

pub use conventions::settle;
pub(crate) use conventions::{is_people, join, settle_in};
pub(crate) use lore::{Concerned, Lesson, Lore, are_concerned};
pub use tagger::{Desk, Reading, Tagger, gather};

use crate::analysis::Kind;
use crate::order::sort_by_rank;

/// One name in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The index of its paragraph.
    pub paragraph: usize,
    /// Its tokens in that paragraph; never empty, within one sentence.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: Kind,
    /// How sure the tagger is, in whole percent.
    pub confidence: u8,
    /// The number of the house list's entry that named it; all names of one entry are one entity.
    pub entry: Option<usize>,
}

/// Sorts the names of a paragraph by where they begin.
pub(crate) fn sort_names(names: &mut [Name]) {
    sort_by_rank(names, |name| [name.tokens.start, 0, 0]);
}

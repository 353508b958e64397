//! The analyzer: the model and the house list. The pipeline itself is [`crate::document`].

use std::sync::atomic::{AtomicU64, Ordering};

use crate::analysis::Analysis;
use crate::document::Document;
use crate::house::{House, HouseError, HouseList};
use crate::names::Tagger;

/// Finds names and quotes in texts. Made once, used for any number of texts, from any thread.
#[derive(Debug)]
pub struct Analyzer {
    tagger: Tagger,
    house: House,
    revision: u64,
}

impl Default for Analyzer {
    fn default() -> Analyzer {
        Analyzer {
            tagger: Tagger::default(),
            house: House::default(),
            revision: next_revision(),
        }
    }
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
        self.revision = next_revision();
        errors
    }

    /// Everything found in `text`, in byte offsets. Total: any text has an answer.
    pub fn analyze(&self, text: &str) -> Analysis {
        Document::once(text).analysis(self)
    }

    /// What reads the names of a paragraph.
    pub(crate) fn tagger(&self) -> &Tagger {
        &self.tagger
    }

    /// The house list in use.
    pub(crate) fn house(&self) -> &House {
        &self.house
    }

    /// A number that no other house list has or had, in any analyzer.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }
}

fn next_revision() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

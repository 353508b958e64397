//! The gazetteer: names of places and of people, looked up word by word in an automaton that is
//! read in place.

use std::fmt;

use fst::raw::{CompiledAddr, Fst, Output};

/// A city or town.
pub const CITY: u8 = 1;
/// A country, a state, a province.
pub const REGION: u8 = 2;
/// A first name.
pub const FIRST: u8 = 4;
/// A surname.
pub const SURNAME: u8 = 8;
/// The first word of an entry of several words.
pub const PHRASE_FIRST: u8 = 16;
/// A later word of an entry of several words.
pub const PHRASE_LATER: u8 = 32;

/// Names, folded as [`super::words::fold`] does, with one space between words, and for each the
/// sum of what it names.
pub struct Gazetteer<'m> {
    automaton: Fst<&'m [u8]>,
}

impl fmt::Debug for Gazetteer<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "Gazetteer({} entries)", self.automaton.len())
    }
}

/// What the gazetteer knows of the words from one on.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// What the first word alone names; 0 for nothing.
    pub single: u8,
    /// How many words the longest entry has; 0 if there is none of several words.
    pub words: usize,
    /// What the longest entry names.
    kinds: u8,
}

impl Found {
    /// What to note on the word at `place` of the longest entry.
    pub fn phrase(&self, place: usize) -> u8 {
        let position = if place == 0 {
            PHRASE_FIRST
        } else {
            PHRASE_LATER
        };
        // The kind of the phrase takes the bits that no single word uses.
        let kind = if self.kinds & REGION != 0 { 64 } else { 0 };
        position | kind
    }
}

impl<'m> Gazetteer<'m> {
    /// The gazetteer in `bytes`; none where they are no automaton.
    pub fn open(bytes: &'m [u8]) -> Option<Gazetteer<'m>> {
        Fst::new(bytes)
            .ok()
            .map(|automaton| Gazetteer { automaton })
    }

    /// The longest entry that `words` begin with, and what the first word alone is.
    pub fn longest<'w>(&self, words: impl Iterator<Item = &'w [u8]>) -> Found {
        let mut found = Found::default();
        let mut node = self.automaton.root();
        let mut sum = Output::zero();
        let mut step = |address: &mut CompiledAddr, byte: u8| {
            let here = self.automaton.node(*address);
            let transition = here.transition(here.find_input(byte)?);
            *address = transition.addr;
            sum = sum.cat(transition.out);
            Some(sum)
        };
        let mut address = node.addr();
        for (count, word) in words.enumerate() {
            if count > 0 && step(&mut address, b' ').is_none() {
                break;
            }
            let mut total = Output::zero();
            for byte in word {
                match step(&mut address, *byte) {
                    Some(sum) => total = sum,
                    None => return found,
                }
            }
            node = self.automaton.node(address);
            if node.is_final() {
                let kinds = total.cat(node.final_output()).value() as u8;
                if count == 0 {
                    found.single = kinds & (CITY | REGION | FIRST | SURNAME);
                } else {
                    found.words = count + 1;
                    found.kinds = kinds;
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_entry() {
        let bytes = fst::Map::from_iter([
            ("new", u64::from(SURNAME)),
            ("new york", u64::from(CITY | REGION)),
            ("paris", u64::from(CITY | FIRST)),
            ("san juan del sur", u64::from(CITY)),
        ])
        .expect("the keys are sorted")
        .into_fst()
        .into_inner();
        let gazetteer = Gazetteer::open(&bytes).expect("the automaton was just built");
        let look = |text: &str| gazetteer.longest(text.split(' ').map(str::as_bytes));
        assert_eq!(look("new york city").words, 2);
        assert_eq!(look("new york city").single, SURNAME);
        assert_eq!(look("paris match").single, CITY | FIRST);
        assert_eq!(look("paris match").words, 0);
        assert_eq!(look("san juan"), Found::default());
        assert_eq!(look("san juan del sur").words, 4);
        assert_eq!(look(""), Found::default());
        assert_eq!(look("york"), Found::default());
    }
}

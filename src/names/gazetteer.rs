//! The gazetteer: names of places and of people, looked up word by word in an automaton that is
//! read in place.

use std::fmt;

use fst::raw::{CompiledAddr, Fst, Node, Output};

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
    /// Where each small letter of ASCII leads from the start: the widest of all steps, and the one that every
    /// word begins with.
    first: [Option<Place>; 26],
}

impl fmt::Debug for Gazetteer<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "Gazetteer({} entries)", self.automaton.len())
    }
}

/// What the gazetteer knows of a word, and where entries go on that begin with it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// What the word alone names; 0 for nothing.
    pub single: u8,
    /// Where longer entries go on, if there are any.
    rest: Option<Place>,
}

impl Opening {
    /// Whether longer entries begin with the word.
    pub fn has_more(&self) -> bool {
        self.rest.is_some()
    }
}

/// A place in the automaton, and what was summed up on the way there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    address: CompiledAddr,
    sum: Output,
}

/// The longest entry of several words.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// How many words it has; 0 if there is none.
    pub words: usize,
    /// What it names.
    kinds: u8,
}

impl Found {
    /// What to note on the word at `place` of the entry.
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
    /// The gazetteer in `bytes`; none where they are no automaton, whole as it was built.
    pub fn open(bytes: &'m [u8]) -> Option<Gazetteer<'m>> {
        // How many entries there are and where the first node lies stand before a checksum of four
        // bytes. The automaton takes both as they are and follows its nodes wherever they point:
        // only the checksum says that they point where they should.
        let (_, numbers) = bytes.split_last_chunk::<4>()?.0.as_rchunks::<8>();
        let is_small = |number: &[u8; 8]| u64::from_le_bytes(*number) <= i32::MAX as u64;
        if !numbers.iter().rev().take(2).all(is_small) {
            return None;
        }
        let automaton = Fst::new(bytes).ok()?;
        // In a browser there is no model but the embedded one, and the tables for the checksum are
        // as large as all the code of the tagger.
        if cfg!(not(target_arch = "wasm32")) {
            automaton.verify().ok()?;
        }
        let mut gazetteer = Gazetteer {
            automaton,
            first: [None; 26],
        };
        let start = gazetteer.start();
        gazetteer.first = std::array::from_fn(|at| gazetteer.step(start, b'a' + at as u8));
        Some(gazetteer)
    }

    fn start(&self) -> Place {
        Place {
            address: self.automaton.root().addr(),
            sum: Output::zero(),
        }
    }

    /// What is known of `word`.
    pub fn open_with(&self, word: &[u8]) -> Opening {
        let read = match word {
            [letter @ b'a'..=b'z', rest @ ..] => {
                let place = self.first[usize::from(letter - b'a')];
                place.and_then(|place| self.read(place, rest))
            }
            _ => self.read(self.start(), word),
        };
        read.map_or_else(Opening::default, |read| Opening {
            single: read.kinds.unwrap_or(0) & (CITY | REGION | FIRST | SURNAME),
            rest: read.rest,
        })
    }

    /// The longest entry of several words that begins with the word of `opening` and goes on with
    /// `words`.
    #[inline]
    pub fn longest<'w>(&self, opening: &Opening, words: impl Iterator<Item = &'w [u8]>) -> Found {
        match opening.rest {
            Some(place) => self.longest_from(place, words),
            None => Found::default(),
        }
    }

    fn longest_from<'w>(&self, rest: Place, words: impl Iterator<Item = &'w [u8]>) -> Found {
        let mut found = Found::default();
        let mut rest = Some(rest);
        for (count, word) in (2..).zip(words) {
            let Some(read) = rest.and_then(|place| self.read(place, word)) else {
                break;
            };
            if let Some(kinds) = read.kinds {
                found = Found {
                    words: count,
                    kinds,
                };
            }
            rest = read.rest;
        }
        found
    }

    /// Follows `word` from a place; none where no entry goes on with it.
    fn read(&self, from: Place, word: &[u8]) -> Option<Read> {
        let place = word
            .iter()
            .try_fold(from, |place, byte| self.step(place, *byte))?;
        let node = self.automaton.node(place.address);
        let kinds = node
            .is_final()
            .then(|| place.sum.cat(node.final_output()).value() as u8);
        Some(Read {
            kinds,
            rest: step(&node, place.sum, b' '),
        })
    }

    fn step(&self, from: Place, byte: u8) -> Option<Place> {
        step(&self.automaton.node(from.address), from.sum, byte)
    }
}

/// Where a word leads that was followed.
struct Read {
    /// What an entry that ends with the word names.
    kinds: Option<u8>,
    /// Where longer entries go on.
    rest: Option<Place>,
}

/// Where `byte` leads from a node that was reached with this sum.
fn step(node: &Node, sum: Output, byte: u8) -> Option<Place> {
    let transition = node.transition(node.find_input(byte)?);
    Some(Place {
        address: transition.addr,
        sum: sum.cat(transition.out),
    })
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
        let look = |text: &str| {
            let mut words = text.split(' ').map(str::as_bytes);
            let opening = gazetteer.open_with(words.next().expect("every text splits"));
            (opening.single, gazetteer.longest(&opening, words).words)
        };
        assert_eq!(look("new york city"), (SURNAME, 2));
        assert_eq!(look("paris match"), (CITY | FIRST, 0));
        assert_eq!(look("san juan"), (0, 0));
        assert_eq!(look("san juan del sur"), (0, 4));
        assert_eq!(look(""), (0, 0));
        assert_eq!(look("york"), (0, 0));
    }

    #[test]
    fn a_mangled_automaton_is_told_apart() {
        let words = ["ada", "new", "new york", "paris", "san juan", "zara"];
        let pairs = words.iter().map(|word| (*word, u64::from(CITY)));
        let whole = fst::Map::from_iter(pairs).expect("the keys are sorted");
        let whole = whole.into_fst().into_inner();
        for at in 0..whole.len() {
            for value in (0..=255).filter(|value| *value != whole[at]) {
                let mut bytes = whole.clone();
                bytes[at] = value;
                assert!(Gazetteer::open(&bytes).is_none(), "byte {at} as {value}");
            }
        }
        for length in 0..whole.len() {
            assert!(
                Gazetteer::open(&whole[..length]).is_none(),
                "{length} bytes"
            );
        }
    }
}

//! The gazetteer: names of places and of people, looked up word by word in a sorted list.
//!
//! In the model each entry stands as how many of its first bytes are those of the entry before, the
//! others, and what it names: under brotli that is three fifths of what an automaton is.

use std::fmt;
use std::ops::Range;

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
pub struct Gazetteer {
    /// The letters of all entries, one after the other.
    letters: Vec<u8>,
    /// Where each entry ends in `letters`, and what it names.
    entries: Vec<(u32, u8)>,
    /// Where the entries begin that begin with each small letter of ASCII, and where the last of them end.
    first: [u16; 27],
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "Gazetteer({} entries)", self.entries.len())
    }
}

/// What the gazetteer knows of a word, and where entries go on that begin with it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// What the word alone names; 0 for nothing.
    pub single: u8,
    /// Longer entries.
    rest: Place,
}

impl Opening {
    /// Whether longer entries begin with the word.
    pub fn has_more(&self) -> bool {
        self.rest.from < self.rest.to
    }
}

/// Entries that follow one another and begin with the same letters.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Place {
    from: u16,
    to: u16,
    /// How many bytes all of them begin with.
    depth: u32,
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

impl Gazetteer {
    /// The gazetteer in `bytes`, as [`pack`] gave them; none where they are nothing of the kind.
    pub fn open(bytes: &[u8]) -> Option<Gazetteer> {
        let mut letters = Vec::with_capacity(2 * bytes.len());
        let mut entries = Vec::with_capacity(bytes.len() / 6);
        let (mut start, mut rest) = (0, bytes);
        while let [same, after @ ..] = rest {
            let own = after.iter().position(|byte| *byte < b' ')?;
            let same = start..start + usize::from(*same);
            start = letters.len();
            if same.end > start {
                return None;
            }
            letters.extend_from_within(same);
            letters.extend_from_slice(&after[..own]);
            entries.push((u32::try_from(letters.len()).ok()?, after[own]));
            rest = &after[own + 1..];
        }
        let count = u16::try_from(entries.len()).ok()?;
        let mut gazetteer = Gazetteer {
            letters,
            entries,
            first: [count; 27],
        };
        let all = Place {
            to: count,
            ..Place::default()
        };
        gazetteer.first = std::array::from_fn(|at| gazetteer.from(all, &[b'a' + at as u8]));
        Some(gazetteer)
    }

    /// All entries as [`pack`] takes them, for whoever packs them again.
    pub fn entries(&self) -> impl Iterator<Item = (&[u8], u8)> {
        let entries = self.entries.iter().enumerate();
        entries.map(|(at, (_, kinds))| (self.tail(at as u16, 0), *kinds))
    }

    /// What is known of `word`.
    pub fn open_with(&self, word: &[u8]) -> Opening {
        let (from, to) = match word {
            [letter @ b'a'..=b'z', ..] => {
                let at = usize::from(letter - b'a');
                (self.first[at], self.first[at + 1])
            }
            _ => (0, self.entries.len() as u16),
        };
        let read = self.read(Place { from, to, depth: 0 }, word);
        Opening {
            single: read.kinds.unwrap_or(0) & (CITY | REGION | FIRST | SURNAME),
            rest: read.rest,
        }
    }

    /// The longest entry of several words that begins with the word of `opening` and goes on with
    /// `words`.
    pub fn longest<'w>(&self, opening: &Opening, words: impl Iterator<Item = &'w [u8]>) -> Found {
        let mut found = Found::default();
        let mut rest = opening.rest;
        for (count, word) in (2..).zip(words) {
            let read = self.read(rest, word);
            if let Some(kinds) = read.kinds {
                found = Found {
                    words: count,
                    kinds,
                };
            }
            if read.rest.from == read.rest.to {
                break;
            }
            rest = read.rest;
        }
        found
    }

    /// Looks `word` up as the next of the entries at a place.
    fn read(&self, place: Place, word: &[u8]) -> Read {
        let mut from = self.from(place, word);
        let mut kinds = None;
        if from < place.to && self.tail(from, place.depth) == word {
            kinds = Some(self.entries[usize::from(from)].1);
            from += 1;
        }
        // A space sorts before all else: what goes on with one follows.
        let goes_on = |entry: &u16| {
            let tail = self.tail(*entry, place.depth);
            tail.get(word.len()) == Some(&b' ') && tail.starts_with(word)
        };
        let rest = match (from..place.to).take_while(goes_on).count() {
            0 => Place::default(),
            count => Place {
                from,
                to: from + count as u16,
                depth: place.depth + word.len() as u32 + 1,
            },
        };
        Read { kinds, rest }
    }

    /// The first of the entries at `place` that does not go on with less than `letters`.
    fn from(&self, place: Place, letters: &[u8]) -> u16 {
        let Range { mut start, mut end } = place.from..place.to;
        while start < end {
            let middle = start.midpoint(end);
            if self.tail(middle, place.depth) < letters {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        start
    }

    /// The letters of an entry behind the first `depth`.
    fn tail(&self, entry: u16, depth: u32) -> &[u8] {
        let entry = usize::from(entry);
        let start = match entry {
            0 => 0,
            _ => self.entries[entry - 1].0 as usize,
        };
        &self.letters[start + depth as usize..self.entries[entry].0 as usize]
    }
}

/// Where a word leads that was looked up.
struct Read {
    /// What an entry that ends with the word names.
    kinds: Option<u8>,
    /// Longer entries.
    rest: Place,
}

/// The bytes of a gazetteer with these entries; none where they are not sorted or too many to be
/// counted, one has a character that is not to be seen, or what it names is none of the kinds.
pub fn pack<'n>(entries: impl Iterator<Item = (&'n [u8], u8)>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut before: &[u8] = &[];
    let mut count = 0u16;
    for (name, kinds) in entries {
        count = count.checked_add(1)?;
        if before > name || kinds >= b' ' || name.iter().any(|byte| *byte < b' ') {
            return None;
        }
        let pairs = name.iter().zip(before).take(usize::from(u8::MAX));
        let same = pairs.take_while(|(own, other)| own == other).count();
        bytes.push(same as u8);
        bytes.extend_from_slice(&name[same..]);
        bytes.push(kinds);
        before = name;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_entry() {
        let bytes = packed(&[
            ("new", SURNAME),
            ("new york", CITY | REGION),
            ("paris", CITY | FIRST),
            ("san juan del sur", CITY),
            ("santa ana", CITY),
        ]);
        let gazetteer = Gazetteer::open(&bytes).expect("it was just packed");
        let look = |text: &str| {
            let mut words = text.split(' ').map(str::as_bytes);
            let opening = gazetteer.open_with(words.next().expect("every text splits"));
            (opening.single, gazetteer.longest(&opening, words).words)
        };
        assert_eq!(look("new york city"), (SURNAME, 2));
        assert_eq!(look("santa"), (0, 0));
        assert_eq!(look("santa ana"), (0, 2));
        assert_eq!(look("paris match"), (CITY | FIRST, 0));
        assert_eq!(look("san juan"), (0, 0));
        assert_eq!(look("san juan del sur"), (0, 4));
        assert_eq!(look(""), (0, 0));
        assert_eq!(look("york"), (0, 0));
    }

    #[test]
    fn mangled_entries_answer_or_are_told_apart() {
        let words = [
            "ada",
            "new",
            "new york",
            "new york city",
            "paris",
            "san juan",
            "zara",
        ];
        let whole = packed(&words.map(|word| (word, CITY)));
        let look = |bytes: &[u8]| {
            if let Some(gazetteer) = Gazetteer::open(bytes) {
                for text in words {
                    let mut words = text.split(' ').map(str::as_bytes);
                    let opening = gazetteer.open_with(words.next().expect("every text splits"));
                    gazetteer.longest(&opening, words);
                }
            }
        };
        for at in 0..whole.len() {
            for value in 0..=255 {
                let mut bytes = whole.clone();
                bytes[at] = value;
                look(&bytes);
            }
            look(&whole[..at]);
        }
        assert!(Gazetteer::open(&whole[..whole.len() - 1]).is_none());
    }

    fn packed(entries: &[(&str, u8)]) -> Vec<u8> {
        let entries = entries
            .iter()
            .map(|(name, kinds)| (name.as_bytes(), *kinds));
        pack(entries).expect("the entries are sorted")
    }
}

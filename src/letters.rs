//! The letters of a document under edit: where its paragraphs stand, in bytes and in UTF-16 units.
//!
//! Both counts are kept paragraph by paragraph and moved along at each edit, so that no offset is
//! ever counted from the text's start.
//!
//! A JavaScript string can hold half of a surrogate pair, and an edit can cut a pair in two. Such a
//! half is no character: it reads as U+FFFD, which is one unit long as well. Which half it was is
//! kept, so that the two make one character as soon as they stand together again.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use crate::offsets::utf16_length;
use crate::text::{MOST_LINES, cuts, may_touch};

/// A text with its paragraphs.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    text: String,
    /// The length of the text in UTF-16 units.
    units: usize,
    /// Halves of surrogate pairs, which the text holds as U+FFFD: at which unit, and which half.
    halves: Vec<(usize, u16)>,
    places: Vec<Place>,
}

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its first byte.
    pub start: usize,
    /// Its length in bytes.
    pub length: usize,
    /// Its first UTF-16 unit.
    pub unit: usize,
    /// Its length in UTF-16 units.
    pub units: usize,
}

impl Place {
    fn end(self) -> usize {
        self.start + self.length
    }
}

/// Which paragraphs an edit replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The index of the first.
    pub first: usize,
    /// How many went.
    pub gone: usize,
    /// How many came in their place.
    pub come: usize,
}

/// An edit that cannot be made, as its stretch is not in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditError {
    from: usize,
    to: usize,
    length: usize,
}

impl fmt::Display for EditError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let EditError { from, to, length } = self;
        write!(
            out,
            "The stretch {from}..{to} cannot be replaced in a text of {length} UTF-16 code units. \
             Give whole numbers with 0 ≤ from ≤ to ≤ {length}."
        )
    }
}

impl Error for EditError {}

impl Letters {
    /// The text; U+FFFD stands for halves of surrogate pairs.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The length of the text in UTF-16 units.
    pub fn units(&self) -> usize {
        self.units
    }

    /// The halves of surrogate pairs in the text, in order: at which UTF-16 unit, and which half.
    pub fn halves(&self) -> &[(usize, u16)] {
        &self.halves
    }

    /// Where the paragraphs stand, in order.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The letters of the paragraph at `index`.
    pub fn paragraph(&self, index: usize) -> &str {
        let place = self.places[index];
        &self.text[place.start..place.end()]
    }

    /// Replaces the units from `from` to `to` by `insert`.
    ///
    /// # Errors
    /// Where these are not the ends of a stretch of the text.
    pub fn replace(&mut self, from: usize, to: usize, insert: &str) -> Result<Change, EditError> {
        self.check(from, to)?;
        let (start, end) = (self.locate(from), self.locate(to));
        let cut = start.inside || end.inside;
        let beside = |half: usize| self.halves.iter().any(|(at, _)| *at == half);
        if cut || beside(from.wrapping_sub(1)) || beside(to) {
            return self.replace_units(from, to, &insert.encode_utf16().collect::<Vec<_>>());
        }
        let gone = from..to;
        Ok(self.exchange(start.byte..end.byte, gone, insert, Vec::new()))
    }

    /// Replaces the units from `from` to `to` by `insert`, which may hold halves of pairs.
    ///
    /// # Errors
    /// Where these are not the ends of a stretch of the text.
    pub fn replace_units(
        &mut self,
        mut from: usize,
        mut to: usize,
        insert: &[u16],
    ) -> Result<Change, EditError> {
        self.check(from, to)?;
        let (mut start, mut end) = (self.locate(from), self.locate(to));
        let mut units = Vec::with_capacity(insert.len() + 2);
        let half = |unit: usize| self.halves.iter().find(|(at, _)| *at == unit);
        // What stays of a pair that is cut, and a half that stands beside the edit, are read
        // together with what is put there.
        if start.inside {
            from -= 1;
            units.push(surrogates(&self.text[start.byte..])[0]);
        } else if let Some((at, before)) = from.checked_sub(1).and_then(half) {
            (from, start) = (*at, self.locate(*at));
            units.push(*before);
        }
        units.extend_from_slice(insert);
        if end.inside {
            units.push(surrogates(&self.text[end.byte..])[1]);
            to += 1;
            end = self.locate(to);
        } else if let Some((_, after)) = half(to) {
            units.push(*after);
            to += 1;
            end = self.locate(to);
        }
        let mut text = String::with_capacity(units.len());
        let mut halves = Vec::new();
        let mut at = from;
        for letter in char::decode_utf16(units) {
            let letter = letter.unwrap_or_else(|error| {
                halves.push((at, error.unpaired_surrogate()));
                char::REPLACEMENT_CHARACTER
            });
            at += letter.len_utf16();
            text.push(letter);
        }
        Ok(self.exchange(start.byte..end.byte, from..to, &text, halves))
    }

    fn check(&self, from: usize, to: usize) -> Result<(), EditError> {
        let length = self.units;
        if from <= to && to <= length {
            Ok(())
        } else {
            Err(EditError { from, to, length })
        }
    }

    /// Where the unit `unit` stands.
    fn locate(&self, unit: usize) -> Located {
        let after = self.places.partition_point(|place| place.unit <= unit);
        let (mut byte, mut at, length) = match after.checked_sub(1).map(|last| self.places[last]) {
            Some(place) => (place.start, place.unit, place.length),
            None => (0, 0, 0),
        };
        let plain = after > 0 && self.places[after - 1].units == length;
        if plain && unit - at <= length {
            byte += unit - at;
            return Located {
                byte,
                inside: false,
            };
        }
        for letter in self.text[byte..].chars() {
            if at + letter.len_utf16() > unit {
                return Located {
                    byte,
                    inside: at < unit,
                };
            }
            at += letter.len_utf16();
            byte += letter.len_utf8();
        }
        Located {
            byte,
            inside: false,
        }
    }

    /// Replaces `bytes`, which are the units `units`, and cuts paragraphs anew where it must be.
    fn exchange(
        &mut self,
        bytes: Range<usize>,
        units: Range<usize>,
        insert: &str,
        halves: Vec<(usize, u16)>,
    ) -> Change {
        let inserted = utf16_length(insert);
        let first = self.halves.partition_point(|(at, _)| *at < units.start);
        let last = self.halves.partition_point(|(at, _)| *at < units.end);
        for (at, _) in &mut self.halves[last..] {
            *at = *at - units.len() + inserted;
        }
        self.halves.splice(first..last, halves);
        self.units = self.units - units.len() + inserted;
        self.text.replace_range(bytes.clone(), insert);
        self.cut(bytes, units.len(), insert.len(), inserted)
    }

    /// Renews the paragraphs after `bytes` were replaced by `length` others, and `units` UTF-16
    /// units by `inserted` others.
    fn cut(&mut self, bytes: Range<usize>, units: usize, length: usize, inserted: usize) -> Change {
        let mut first = self.first_touched(bytes.start);
        let from = self.places.get(first).map_or(0, |place| place.start);
        let from = if first == 0 {
            from.min(bytes.start)
        } else {
            from
        };
        let edited = bytes.start + length;
        let mut after = self.places.partition_point(|place| place.start < bytes.end);
        let mut come: Vec<Place> = Vec::new();
        let mut end = self.places.len();
        for range in cuts(&self.text, from) {
            if come.is_empty()
                && range.end <= bytes.start
                && self.places.get(first).map(|place| place.start..place.end())
                    == Some(range.clone())
            {
                first += 1;
                continue;
            }
            if range.start >= edited {
                let before = range.start - edited + bytes.end;
                while self
                    .places
                    .get(after)
                    .is_some_and(|place| place.start < before)
                {
                    after += 1;
                }
                if self
                    .places
                    .get(after)
                    .is_some_and(|place| place.start == before)
                {
                    end = after;
                    break;
                }
            }
            come.push(Place {
                start: range.start,
                length: range.len(),
                unit: 0,
                units: utf16_length(&self.text[range]),
            });
        }
        self.count(first, &mut come);
        for place in &mut self.places[end..] {
            place.start = place.start - bytes.len() + length;
            place.unit = place.unit - units + inserted;
        }
        let change = Change {
            first,
            gone: end - first,
            come: come.len(),
        };
        self.places.splice(first..end, come);
        change
    }

    /// Counts the units before each of the paragraphs that come in at `first`.
    fn count(&self, first: usize, come: &mut [Place]) {
        let (mut byte, mut unit) = match first.checked_sub(1).map(|last| self.places[last]) {
            Some(place) => (place.end(), place.unit + place.units),
            None => (0, 0),
        };
        for place in come {
            place.unit = unit + utf16_length(&self.text[byte..place.start]);
            (byte, unit) = (place.end(), place.unit + place.units);
        }
    }

    /// The first paragraph that an edit at `byte` can change.
    ///
    /// Where a paragraph ends depends on the line after it, and in a text of short lines on more of
    /// them; and where an endless line was cut depends on the whole of it.
    fn first_touched(&self, byte: usize) -> usize {
        let mut at = self.places.partition_point(|place| place.start <= byte);
        for _ in 0..2 {
            at = at.saturating_sub(1);
            while at > 0 && self.places[at - 1].end() == self.places[at].start {
                at -= 1;
            }
        }
        for _ in 0..MOST_LINES {
            let Some(before) = at.checked_sub(1) else {
                break;
            };
            let between = &self.text[self.places[before].end()..self.places[at].start];
            if !may_touch(self.paragraph(before), between) {
                break;
            }
            at = before;
        }
        at
    }
}

/// Where a UTF-16 unit stands.
#[derive(Debug, Clone, Copy)]
struct Located {
    /// The first byte of its character.
    byte: usize,
    /// Whether it is the second unit of its character.
    inside: bool,
}

/// The two units of the first character of `text`, which is one that takes two.
fn surrogates(text: &str) -> [u16; 2] {
    let mut units = [0; 2];
    if let Some(letter) = text.chars().next() {
        letter.encode_utf16(&mut units);
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Letters {
        let mut letters = Letters::default();
        letters.replace(0, 0, text).expect("an empty text has 0..0");
        letters
    }

    /// Checks `letters` against what the same units say when read anew.
    #[track_caller]
    fn check(letters: &Letters, units: &[u16]) {
        let text = String::from_utf16_lossy(units);
        assert_eq!(letters.text(), text);
        assert_eq!(letters.units(), units.len());
        assert_eq!(letters.places(), open(&text).places());
    }

    #[test]
    fn paragraphs_join_and_split() {
        let mut letters = open("One two\n\nThree.\r\nfour five");
        let change = letters.replace(3, 3, "\n").unwrap();
        assert_eq!((change.first, change.gone, change.come), (0, 1, 2));
        assert_eq!(letters.text(), "One\n two\n\nThree.\r\nfour five");
        let change = letters.replace(3, 4, "").unwrap();
        assert_eq!((change.first, change.gone, change.come), (0, 2, 1));
        let change = letters.replace(14, 15, "").unwrap();
        assert_eq!(letters.text(), "One two\n\nThree\r\nfour five");
        assert_eq!(
            (change.first, change.gone, change.come),
            (1, 2, 1),
            "wrapped lines join"
        );
    }

    #[test]
    fn wrapped_lines_join_and_split_as_when_read_anew() {
        let text = "Dear all,\nAfter a meeting of hours the council has agreed that Anna\n\
                    Weber may sell it. \"We had no choice,\" she said. Money for\n\
                    the quay will come from a loan of the World\nBank.\n\n\
                    It was a matter of weeks, as a buyer had been waiting since\r\n\
                    March for the time when all of the papers would be with the\r\n\
                    Court of Harbour.";
        for from in 0..text.len() {
            for (to, insert) in [
                (0, "\n"),
                (0, "x"),
                (1, ""),
                (3, "B."),
                (30, ""),
                (0, "\n\n"),
            ] {
                let to = text.len().min(from + to);
                let mut letters = open(text);
                letters.replace(from, to, insert).unwrap();
                let mut edited = text.to_owned();
                edited.replace_range(from..to, insert);
                check(&letters, &edited.encode_utf16().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn halves_of_pairs_find_each_other() {
        let mut units: Vec<u16> = "a🦖b".encode_utf16().collect();
        let mut letters = open("a🦖b");
        for (from, to, insert) in [
            (2, 2, "x"),
            (2, 3, ""),
            (1, 2, ""),
            (1, 2, "🦕🦕"),
            (2, 4, ""),
            (0, 2, "ü"),
        ] {
            letters.replace(from, to, insert).unwrap();
            units.splice(from..to, insert.encode_utf16());
            check(&letters, &units);
        }
    }

    #[test]
    fn wrong_stretches_are_told() {
        let mut letters = open("abc");
        let error = letters.replace(2, 9, "").unwrap_err().to_string();
        assert!(
            error.contains("2..9") && error.contains("3 UTF-16"),
            "{error}"
        );
        assert!(letters.replace(2, 1, "").is_err());
    }
}

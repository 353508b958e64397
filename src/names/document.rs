//! What the rest of a document says about a word: how often the same word was taken for which
//! part of a name elsewhere, whether it is written small somewhere, whether it shortens a name.
//!
//! The evidence only points to rows of learned weights, which are added to the scores that the
//! word got from its sentence. It never looks at letters, only at what the first pass noted, so
//! it costs little beside that and can be redone at each edit.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::decode::{Label, Scores};
use super::model::LABELS;
use super::words::{Sentence, mix};

/// What the first pass notes of a word for the second.
#[derive(Debug, Clone, Copy, Default)]
pub struct Note {
    /// Hash of the word's letters, folded.
    pub word: u32,
    /// Hash of all words of the run of capitalized words that it is in.
    pub run: u32,
    /// Where in the run it stands.
    pub position: Position,
    /// Whether it is capitalized.
    pub capital: bool,
    /// Whether it begins its sentence.
    pub start: bool,
    /// For a word in capitals, its hash as an acronym; else 0.
    pub acronym: u32,
    /// Its first letter, folded.
    pub initial: u8,
}

/// Where in a run of capitalized words a word stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Position {
    /// It is the only one.
    #[default]
    Alone,
    /// It is the first of several.
    First,
    /// It is a later one, not the last.
    Inner,
    /// It is the last of several.
    Last,
}

impl Note {
    /// What to note of each of the `words` of `sentence`.
    pub fn all(sentence: &Sentence, words: Range<usize>) -> impl Iterator<Item = Note> {
        // A run is read once, not once for each of its words: in odd text it is the whole text.
        let mut known = (0..0, 0);
        words.map(move |at| {
            let run = sentence.run(at);
            if known.0 != run {
                let words = run.clone().map(|at| sentence.word_near(at, 0).lower);
                known = (run, words.fold(0, mix));
            }
            Note::of(sentence, at, &known.0, known.1)
        })
    }

    /// What to note of the word at `at`, which stands in the run `run` with the hash `words`.
    fn of(sentence: &Sentence, at: usize, run: &Range<usize>, words: u32) -> Note {
        let word = sentence.word_near(at, 0);
        let position = match (at == run.start, at + 1 == run.end) {
            (true, true) => Position::Alone,
            (true, false) => Position::First,
            (false, true) => Position::Last,
            (false, false) => Position::Inner,
        };
        Note {
            word: word.lower,
            run: mix(words, (at - run.start) as u32),
            position,
            capital: word.capital,
            start: at == 0,
            acronym: sentence.acronym(at),
            initial: word.head as u8,
        }
    }
}

/// How the share of votes for one label is told apart: none, few, half, most, all.
const SHARES: usize = 5;

/// The numbers of the rows of weights.
const SAME_WORD: usize = 0;
const SAME_RUN: usize = SAME_WORD + 4 * LABELS * SHARES;
const SMALL: usize = SAME_RUN + LABELS * SHARES;
const SURNAME: usize = SMALL + 4;
const SHORT: usize = SURNAME + 8;
const COUNT: usize = SHORT + 3;
/// How many rows of weights there are.
pub const ROWS: usize = COUNT + 4;

/// What each row is about, for people who look at the weights.
pub fn row_name(row: usize) -> String {
    let share = |row: usize| format!("{:?}, share {}", Label::ALL[row / SHARES], row % SHARES);
    match row {
        SAME_WORD..SAME_RUN => format!(
            "same word, here in position {}: {}",
            row / (LABELS * SHARES),
            share(row % (LABELS * SHARES))
        ),
        SAME_RUN..SMALL => format!("same run: {}", share(row - SAME_RUN)),
        SMALL..SURNAME => format!("written small elsewhere, sentence start {}", row - SMALL),
        SURNAME..SHORT => format!("part of a longer person's name elsewhere {}", row - SURNAME),
        SHORT..COUNT => format!("short for a name of kind {}", row - SHORT),
        _ => format!("seen so often: {}", row - COUNT),
    }
}

/// A word of the document with what the first pass made of it.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// What was noted of it.
    pub note: Note,
    /// The label it got.
    pub label: Label,
    /// By how much that label beat any other, in the model's units.
    pub margin: i16,
}

impl Seen {
    /// A label that was sure counts more than one that could as well have been another.
    fn vote(&self) -> u32 {
        (self.margin / 16).clamp(1, 16) as u32
    }

    fn is(&self, position: Position, label: Label) -> bool {
        self.label == label && self.note.position == position
    }
}

/// The votes for each label.
type Votes = [u32; LABELS];

/// What all words of a document together say, kept up to date as paragraphs come and go.
#[derive(Debug, Default)]
pub struct Tally {
    /// For each capitalized word, by its hash, what it was taken for wherever it stands.
    words: Map<Standing>,
    /// For each run of several capitalized words, with a place in it, the votes there.
    runs: Map<Standing>,
    /// How often a word is written small.
    small: Counts,
    /// For the initials of names, by their hash, how many names of each kind they shorten.
    initials: Map<[u32; 3]>,
}

/// The words of a paragraph as a [`Tally`] takes them: those that could be names, and the hashes of
/// those written small.
pub type Words<'r> = (&'r [Seen], &'r [u32]);

/// Words of which a document may say something else than before.
#[derive(Debug, Default)]
pub struct Touched {
    words: Set,
    runs: Set,
    initials: Set,
}

impl Touched {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.runs.is_empty() && self.initials.is_empty()
    }

    /// Whether the word with this note is one of them.
    pub fn holds(&self, note: &Note) -> bool {
        note.capital && (self.words.contains(&note.word) || self.runs.contains(&note.run))
            || note.acronym != 0 && self.initials.contains(&note.acronym)
    }
}

type Set = HashSet<u32, BuildHasherDefault<Hashed>>;
type Map<V> = HashMap<u32, V, BuildHasherDefault<Hashed>>;

/// Keys that are hashes already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are of 32 bits")
    }

    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// How often each of some hashes came: every other word of a text is looked up here, so it is as plain
/// as can be.
#[derive(Debug, Default)]
struct Counts {
    /// Hashes with their counts, each at a place that follows from the hash, or at the next free one; as
    /// many as a power of two, at most half of them taken. Free places have the hash zero, which stands
    /// for one.
    places: Vec<(u32, u32)>,
    taken: usize,
}

impl Counts {
    fn add(&mut self, hash: u32) {
        if 2 * self.taken >= self.places.len() {
            self.grow();
        }
        let (known, count) = self.at(hash);
        let is_new = *known == 0;
        *known = hash.max(1);
        *count += 1;
        self.taken += usize::from(is_new);
    }

    /// Takes one back that was added.
    fn remove(&mut self, hash: u32) {
        self.at(hash).1 -= 1;
    }

    fn holds(&self, hash: u32) -> bool {
        !self.places.is_empty() && self.places[self.place(hash)].1 > 0
    }

    fn at(&mut self, hash: u32) -> &mut (u32, u32) {
        let place = self.place(hash);
        &mut self.places[place]
    }

    fn place(&self, hash: u32) -> usize {
        let hash = hash.max(1);
        let all = self.places.len() - 1;
        let mut place = hash as usize & all;
        while self.places[place].0 != hash && self.places[place].0 != 0 {
            place = (place + 1) & all;
        }
        place
    }

    /// Makes room for so many, where nothing was added yet; in a long text most words come again and
    /// again, so that they need less.
    fn reserve(&mut self, count: usize) {
        if self.places.is_empty() {
            let most = 2 * count.min(1 << 12);
            self.places = vec![(0, 0); most.next_power_of_two().max(1 << 10)];
        }
    }

    /// Makes room, and leaves out what was taken back.
    #[cold]
    fn grow(&mut self) {
        let more = vec![(0, 0); (2 * self.places.len()).max(1 << 10)];
        let before = std::mem::replace(&mut self.places, more);
        let kept = before.into_iter().filter(|(_, count)| *count > 0);
        self.taken = kept.map(|known| *self.at(known.0) = known).count();
    }
}

/// How often and as what a word, or a word of a run, stands in a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Standing {
    votes: Votes,
    count: u32,
    /// How often it ends a full name of a person.
    last: u32,
    /// How often it begins one.
    first: u32,
}

/// All that a document says of one of its words, in so few bits that two of them are compared at
/// once: which rows of weights apply follows from it and from the word's note.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hint(u64);

/// Where the parts of a [`Hint`] lie: three bits a label for the same word and for the same run,
/// then single flags, then how often the word is seen.
const RUN_BITS: u32 = 3 * LABELS as u32;
const FLAG_BITS: u32 = 2 * RUN_BITS;
const IS_SMALL: u64 = 1 << FLAG_BITS;
const IS_LAST: u64 = 2 << FLAG_BITS;
const IS_FIRST: u64 = 4 << FLAG_BITS;
const SHORT_BITS: u32 = FLAG_BITS + 3;
const OFTEN_BITS: u32 = SHORT_BITS + 3;
const _: () = assert!(OFTEN_BITS + 3 <= 64, "a hint has room for everything");

impl Hint {
    /// Whether nothing is said.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Calls `tell` with each row of weights that applies to the word with this note, in order.
    pub fn rows(self, note: &Note, mut tell: impl FnMut(usize)) {
        if self.is_empty() {
            return;
        }
        let here = note.position as usize;
        for (base, bits) in [
            (SAME_WORD + here * LABELS * SHARES, 0),
            (SAME_RUN, RUN_BITS),
        ] {
            let mut shares = self.0 >> bits & ((1 << RUN_BITS) - 1);
            while shares != 0 {
                let label = shares.trailing_zeros() / 3;
                let share = (shares >> (3 * label) & 7) as usize;
                tell(base + label as usize * SHARES + share);
                shares &= !(7 << (3 * label));
            }
        }
        if self.0 & IS_SMALL != 0 {
            let alone = note.position == Position::Alone;
            tell(SMALL + usize::from(note.start) + 2 * usize::from(alone));
        }
        if self.0 & IS_LAST != 0 {
            tell(SURNAME + here);
        }
        if self.0 & IS_FIRST != 0 {
            tell(SURNAME + 4 + here);
        }
        for kind in 0..3 {
            if self.0 >> (SHORT_BITS + kind) & 1 != 0 {
                tell(SHORT + kind as usize);
            }
        }
        if let Some(often) = (self.0 >> OFTEN_BITS).checked_sub(1) {
            tell(COUNT + often as usize);
        }
    }
}

impl Tally {
    /// Makes room for what the words of a text of so many bytes say, by what news that is full of names has of each; a
    /// long text has the same names again and again.
    pub fn reserve(&mut self, bytes: usize) {
        let words = (bytes / 64).min(1 << 12);
        self.words.reserve(words);
        self.runs.reserve(words / 2);
        self.initials.reserve(words / 4);
        self.small.reserve(bytes / 20);
    }

    /// Takes the words of a paragraph in: those that could be names, and the hashes of those
    /// written small.
    pub fn add(&mut self, seen: &[Seen], small: &[u32]) {
        for word in seen.iter().filter(|word| word.note.capital) {
            self.words.entry(word.note.word).or_default().add(word);
            if word.note.position != Position::Alone {
                self.runs.entry(word.note.run).or_default().add(word);
            }
        }
        for word in small {
            self.small.add(*word);
        }
        each_initials(seen, |initials, kind| {
            self.initials.entry(initials).or_default()[kind] += 1;
        });
    }

    /// Takes the words of a paragraph out that were taken in before.
    pub fn remove(&mut self, seen: &[Seen], small: &[u32]) {
        for word in seen.iter().filter(|word| word.note.capital) {
            subtract(&mut self.words, word.note.word, |known| known.remove(word));
            if word.note.position != Position::Alone {
                subtract(&mut self.runs, word.note.run, |known| known.remove(word));
            }
        }
        for word in small {
            self.small.remove(*word);
        }
        each_initials(seen, |initials, kind| {
            subtract(&mut self.initials, initials, |counts| {
                counts[kind] -= 1;
                *counts == [0; 3]
            });
        });
    }

    /// Takes the words of some paragraphs out and those of others in, and tells of which words the
    /// document may say something else now.
    pub fn exchange(&mut self, gone: &[Words], come: &[Words]) -> Touched {
        let mut words: Map<Option<Standing>> = Map::default();
        let mut runs: Map<Option<Standing>> = Map::default();
        let mut small: Map<bool> = Map::default();
        let mut initials: Map<[bool; 3]> = Map::default();
        for (seen, lower) in gone.iter().chain(come) {
            for note in seen.iter().map(|seen| &seen.note).filter(|n| n.capital) {
                words.insert(note.word, self.words.get(&note.word).copied());
                runs.insert(note.run, self.runs.get(&note.run).copied());
            }
            small.extend(lower.iter().map(|key| (*key, self.small.holds(*key))));
            each_initials(seen, |key, _| {
                initials.insert(key, self.shortens(key));
            });
        }
        for (seen, small) in gone {
            self.remove(seen, small);
        }
        for (seen, small) in come {
            self.add(seen, small);
        }
        words.retain(|key, before| self.words.get(key).copied() != *before);
        runs.retain(|key, before| self.runs.get(key).copied() != *before);
        small.retain(|key, before| {
            self.small.holds(*key) != *before && self.words.contains_key(key)
        });
        initials.retain(|key, before| self.shortens(*key) != *before);
        Touched {
            words: words.into_keys().chain(small.into_keys()).collect(),
            runs: runs.into_keys().collect(),
            initials: initials.into_keys().collect(),
        }
    }

    /// For each kind, whether a name of that kind has these initials.
    fn shortens(&self, initials: u32) -> [bool; 3] {
        self.initials
            .get(&initials)
            .map_or([false; 3], |counts| counts.map(|count| count > 0))
    }

    /// What the document, which the word is part of, says of it.
    pub fn hint(&self, word: &Seen) -> Hint {
        let note = &word.note;
        let mut hint = 0;
        if note.capital {
            if let Some(known) = self.words.get(&note.word).filter(|known| known.count > 1) {
                hint |= known.shares(word);
                if known.last > 0 {
                    hint |= IS_LAST;
                }
                if known.first > 0 {
                    hint |= IS_FIRST;
                }
                let often = (known.count - 1).ilog2().min(3);
                hint |= u64::from(often + 1) << OFTEN_BITS;
            }
            if note.position != Position::Alone
                && let Some(known) = self.runs.get(&note.run).filter(|known| known.count > 1)
            {
                hint |= known.shares(word) << RUN_BITS;
            }
            if self.small.holds(note.word) {
                hint |= IS_SMALL;
            }
        }
        if note.acronym != 0
            && let Some(counts) = self.initials.get(&note.acronym)
        {
            for (kind, count) in counts.iter().enumerate() {
                hint |= u64::from(*count > 0) << (SHORT_BITS + kind as u32);
            }
        }
        Hint(hint)
    }
}

/// Takes something out of the value of `key`; out with the key, where `take` says that nothing is
/// left.
fn subtract<V>(map: &mut Map<V>, key: u32, take: impl FnOnce(&mut V) -> bool) {
    if map.get_mut(&key).is_some_and(take) {
        map.remove(&key);
    }
}

impl Standing {
    fn add(&mut self, word: &Seen) {
        self.votes[word.label as usize] += word.vote();
        self.count += 1;
        self.last += u32::from(word.is(Position::Last, Label::PersonLater));
        self.first += u32::from(word.is(Position::First, Label::PersonFirst));
    }

    /// Answers whether nothing is left.
    fn remove(&mut self, word: &Seen) -> bool {
        self.votes[word.label as usize] -= word.vote();
        self.count -= 1;
        self.last -= u32::from(word.is(Position::Last, Label::PersonLater));
        self.first -= u32::from(word.is(Position::First, Label::PersonFirst));
        self.count == 0
    }

    /// For each label, in three bits, its share of the votes elsewhere than at `word`.
    fn shares(&self, word: &Seen) -> u64 {
        let sum: u32 = self.votes.iter().sum();
        let others = (sum - word.vote()).max(1);
        let mut shares = 0;
        for (label, all) in self.votes.iter().enumerate() {
            let own = if label == word.label as usize {
                word.vote()
            } else {
                0
            };
            if *all == own {
                continue;
            }
            let share = match (all - own) * 6 / others {
                0 | 1 => 1,
                2 | 3 => 2,
                4 | 5 => 3,
                _ => 4,
            };
            shares |= share << (3 * label);
        }
        shares
    }
}

/// Calls `tell` with the hash of the initials of each name of several words that the first pass
/// found, and with the number of its kind.
fn each_initials(seen: &[Seen], mut tell: impl FnMut(u32, usize)) {
    let mut at = 0;
    while at < seen.len() {
        let Some(kind) = seen[at].label.kind() else {
            at += 1;
            continue;
        };
        let start = at;
        at += 1;
        while at < seen.len() && seen[at].label == Label::later(kind) {
            at += 1;
        }
        let mut initials = [0; 8];
        let mut length = 0;
        for word in seen[start..at].iter().filter(|word| word.note.capital) {
            if let Some(initial) = initials.get_mut(length) {
                *initial = word.note.initial;
            }
            length += 1;
        }
        if (2..=initials.len()).contains(&length) {
            tell(super::words::hash(&initials[..length]), kind as usize);
        }
    }
}

/// The evidence of a whole document: the rows of weights that apply to each of its words.
#[derive(Debug, Default)]
pub struct Evidence {
    /// For each word of the document, ranges into `rows`.
    ranges: Vec<Range<u32>>,
    rows: Vec<u16>,
}

impl Evidence {
    /// Adds the next word's rows.
    pub fn push(&mut self, hint: Hint, note: &Note) {
        let start = self.rows.len() as u32;
        hint.rows(note, |row| self.rows.push(row as u16));
        self.ranges.push(start..self.rows.len() as u32);
    }

    /// The rows of weights that apply to the word numbered `at`.
    pub fn rows(&self, at: usize) -> &[u16] {
        let range = &self.ranges[at];
        &self.rows[range.start as usize..range.end as usize]
    }
}

/// Adds `weights` to a word's scores.
pub fn add(scores: &mut Scores, weights: Scores) {
    for (score, weight) in scores.iter_mut().zip(weights) {
        *score = score.saturating_add(weight);
    }
}

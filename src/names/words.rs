//! What the tagger knows of each word of a sentence before it looks at any neighbour.

use std::ops::Range;

pub use super::folding::{Folded, fold, fold_all, hash, mix};
use super::gazetteer::{PHRASE_FIRST, PHRASE_LATER};
use super::model::Model;
use super::vocabulary::Vocabulary;
use crate::quotes;
use crate::text::{Paragraph, Shape, Token, TokenKind};

/// Neighbours on each side that a word's features may look at.
pub const REACH: usize = 2;

/// A word and its neighbours.
pub type Around = [Word; 2 * REACH + 1];

/// One word as the features see it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// Hash of the letters, folded: small, without accents.
    pub lower: u32,
    /// Hash of the letters and of how they are written.
    pub exact: u32,
    /// The first four folded bytes, the first in the lowest place.
    pub head: u32,
    /// The last four folded bytes, the last in the lowest place.
    pub tail: u32,
    /// The cluster of the word, from its vector: 12 bits, of which the higher are the coarser.
    pub cluster: u16,
    /// What the gazetteer knows, as bits of [`super::gazetteer`].
    pub gazetteer: u8,
    /// How it is written, finer than [`Shape`]: length, digits, periods, glue.
    pub shape: u8,
    /// Whether it is written as names are.
    pub capital: bool,
    /// Whether it is a title that is no part of the name after it: "Mr.", "Gen".
    pub title: bool,
    /// Whether it is a common small word, such as a verb, that stands between no two words of a name.
    pub parts: bool,
    /// Whether it is in capitals, which a sentence in capitals tells nothing by.
    pub shouts: bool,
    /// What a whole paragraph is asked for: [`Word::SMALL`] and [`Word::LANDMARK`].
    pub notes: u8,
    /// What it says of how its sentence is written.
    pub manner: Manner,
    /// Whether it is written as names are, and longer entries of the gazetteer begin with it.
    pub opens: bool,
    /// Where it can be part of a name, once that was asked; see [`Sentence::hope`].
    pub hope: Option<Hope>,
    /// Its number in the [`Vocabulary`].
    pub number: u32,
}

impl Word {
    /// Note: one of the longer words and written small.
    pub const SMALL: u8 = 1;
    /// Note: a word that rules for names look for in the whole paragraph; see
    /// [`conventions`](super::conventions).
    pub const LANDMARK: u8 = 2;
}

/// Where a word can be part of a name. Most words are outside of names by so much, counting what they
/// weigh alone, that no neighbours outweigh it; these are not weighed again wherever they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Hope {
    /// Wherever it stands.
    #[default]
    Anywhere,
    /// Between two capitals.
    Between,
    /// Nowhere.
    Nowhere,
}

/// A sentence made ready for its features. Kept from sentence to sentence for its memory, and for
/// the words that it knows already.
#[derive(Debug, Default)]
pub struct Sentence {
    vocabulary: Vocabulary,
    /// The words of the paragraph, by their numbers.
    numbers: Vec<u32>,
    /// The words, with [`REACH`] empty ones before the first and after the last.
    words: Vec<Word>,
    /// The capitalized words, by their indexes.
    capitals: Vec<usize>,
    /// For each capitalized word, the first and the last word of the run of such words it is in; for
    /// others, anything.
    runs: Vec<(u32, u32)>,
    /// How the capitals of the whole sentence are.
    pub casing: Casing,
}

/// How a sentence as a whole is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Casing {
    /// As prose is.
    #[default]
    Prose,
    /// In capitals throughout: headlines, labels.
    Capitals,
    /// Each Word That Matters Begins With a Capital.
    Title,
}

/// How a word is written, as far as that tells of its sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Manner {
    /// It tells nothing.
    #[default]
    Other,
    /// In capitals.
    Capitals,
    /// With a capital, which others may follow.
    Capitalized,
    /// Small, and one of the longer words.
    Lower,
    /// Small and short, as even a headline writes it.
    Short,
}

impl Manner {
    /// The manner of a token.
    pub fn of(token: &Token) -> Manner {
        match (token.kind, token.shape) {
            (TokenKind::Word, Shape::Capitals) => Manner::Capitals,
            (TokenKind::Word, Shape::Capitalized | Shape::Mixed) => Manner::Capitalized,
            (TokenKind::Word, Shape::Lower) if token.end() - token.start() > 3 => Manner::Lower,
            (TokenKind::Word, Shape::Lower) => Manner::Short,
            _ => Manner::Other,
        }
    }
}

/// How many words of each [`Manner`] a sentence has.
type Manners = [usize; 5];

impl Sentence {
    /// Reads the words of `paragraph`, whose sentences are read from then on.
    pub fn open(&mut self, model: &Model, paragraph: &Paragraph) {
        self.numbers.clear();
        self.vocabulary.read(model, paragraph, &mut self.numbers);
    }

    /// Appends to `small` the hashes of the longer words of the open paragraph that are written
    /// small, and tells whether any word is a landmark.
    pub fn read_small(&self, small: &mut Vec<u32>) -> bool {
        let start = small.len();
        small.resize(start + self.numbers.len(), 0);
        // Each is written, and the next in its place where it does not belong there: so no step waits
        // for what memory says of the word before.
        let mut next = start;
        let mut notes = 0;
        for number in &self.numbers {
            let word = self.vocabulary.word(*number);
            small[next] = word.lower;
            next += usize::from(word.notes & Word::SMALL);
            notes |= word.notes;
        }
        small.truncate(next);
        notes & Word::LANDMARK != 0
    }

    /// What each word of the open paragraph can be where phrases and clauses are read.
    pub fn classes(&self) -> impl Iterator<Item = &quotes::Word> {
        let numbers = self.numbers.iter();
        numbers.map(|at| self.vocabulary.class(*at))
    }

    /// Reads the words of `tokens`, a sentence of `paragraph`, which is the open one.
    pub fn read(&mut self, model: &Model, paragraph: &Paragraph, tokens: &Range<usize>) {
        let mut manners = Manners::default();
        self.words.clear();
        self.words.resize(REACH, Word::default());
        self.capitals.clear();
        let numbers = &self.numbers[tokens.clone()];
        // What stands right behind the word before is not spaced; see [`Paragraph::spaced`].
        let mut end = match tokens.start.checked_sub(1) {
            Some(before) => paragraph.tokens()[before].end(),
            None => usize::MAX,
        };
        let all = paragraph.tokens()[tokens.clone()].iter().zip(numbers);
        self.words
            .extend(all.enumerate().map(|(index, (token, number))| {
                let mut word = *self.vocabulary.word(*number);
                manners[word.manner as usize] += 1;
                if word.capital {
                    self.capitals.push(index);
                }
                word.shape |= u8::from(token.start() == end) << 7;
                end = token.end();
                word
            }));
        self.casing = casing_of(&manners);
        if self.casing == Casing::Capitals {
            for word in self.words.iter_mut().filter(|word| word.shouts) {
                let shape = SHOUTED << 3 | word.shape & 7;
                word.exact = mix(word.lower, u32::from(shape));
                word.shape = shape | word.shape & 1 << 7;
            }
        }
        self.words.resize(self.words.len() + REACH, Word::default());
        self.look_up(model);
        self.find_runs();
    }

    /// How many words are known.
    pub fn known(&self) -> usize {
        self.vocabulary.len()
    }

    /// The word at the token `at` of `paragraph`, the open one, as it stands in prose, no entry of the
    /// gazetteer aside that others are part of.
    pub fn alone(&self, paragraph: &Paragraph, at: usize) -> Word {
        let word = *self.vocabulary.word(self.numbers[at]);
        Word {
            shape: word.shape | u8::from(!paragraph.spaced(at)) << 7,
            ..word
        }
    }

    /// The hope of the word at `at`, if it is known; none at all where the word is not written as it is
    /// in the middle of prose, where alone it is kept.
    pub fn hope(&self, at: usize) -> Option<Option<Hope>> {
        let word = self.word_near(at, 0);
        let is_plain = at > 0
            && self.casing == Casing::Prose
            && word.shape >> 7 == 0
            && word.gazetteer & (PHRASE_FIRST | PHRASE_LATER) == 0;
        is_plain.then_some(word.hope)
    }

    /// Keeps the hope of the word with this number.
    pub fn keep_hope(&mut self, number: u32, hope: Hope) {
        self.vocabulary.keep_hope(number, hope);
    }

    /// Forgets all words.
    pub fn forget(&mut self) {
        self.vocabulary = Vocabulary::default();
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len().saturating_sub(2 * REACH)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The word at `at`, moved by `by`, at most [`REACH`] words; an empty one past either end.
    pub fn word_near(&self, at: usize, by: isize) -> &Word {
        &self.words[(at + REACH).wrapping_add_signed(by)]
    }

    /// The word at `at` and its neighbours on both sides, empty ones past the ends.
    #[inline]
    pub fn around(&self, at: usize) -> &Around {
        let around = self.words[at..].first_chunk();
        around.expect("there are empty words behind the last")
    }

    /// The first and the last word of the run of capitalized words that `at` is in.
    pub fn run(&self, at: usize) -> Range<usize> {
        if !self.word_near(at, 0).capital {
            return at..at + 1;
        }
        let (first, last) = self.runs[at];
        first as usize..last as usize + 1
    }

    /// For a word of two to eight capital letters, the hash of them without periods; else 0.
    pub fn acronym(&self, at: usize) -> u32 {
        let word = self.word_near(at, 0);
        if word.shouts {
            self.vocabulary.acronym(word.number)
        } else {
            0
        }
    }

    /// Puts into `stretches` the words that can be part of a name, as ranges of the sentence's words,
    /// in order: capitalized words and what stands within [`REACH`] of one: "Department of Health and
    /// Human Services", "al-Assad", "Vnukovo airport". All other words never are; nor are those for
    /// which `has_hope` says so. It is asked once for each, and is told whether the word stands between
    /// two such capitals.
    pub fn find_stretches(
        &self,
        stretches: &mut Vec<Range<usize>>,
        mut has_hope: impl FnMut(usize, bool) -> bool,
    ) {
        stretches.clear();
        let mut add = |at: usize| match stretches.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => stretches.push(at..at + 1),
        };
        let mut last = None;
        let mut capitals = self.capitals.iter().copied();
        loop {
            let next = capitals.find(|at| has_hope(*at, false));
            let start = last.map_or(0, |last| last + 1);
            let end = next.unwrap_or(self.len());
            let after = last.map_or(start, |last: usize| (last + 1 + REACH).min(end));
            let before = next.map_or(end, |next| next.saturating_sub(REACH).max(start));
            // A capital here was asked for already.
            let mut look = |at: usize, is_between: bool| {
                if !self.word_near(at, 0).capital && has_hope(at, is_between) {
                    add(at);
                }
            };
            for at in start..after {
                look(at, before <= at);
            }
            for at in before.max(after)..end {
                look(at, false);
            }
            match next {
                Some(next) => add(next),
                None => break,
            }
            last = next;
        }
    }

    /// Looks each capitalized word up in the gazetteer, together with the words after it.
    fn look_up(&mut self, model: &Model) {
        let gazetteer = model.gazetteer();
        let vocabulary = &self.vocabulary;
        let words = &mut self.words[..];
        let end = words.len() - REACH;
        let mut free = 0;
        // What a word alone names is known already.
        let capitals = self.capitals.iter().map(|at| at + REACH);
        for at in capitals {
            if !words[at].opens {
                continue;
            }
            let Some(opening) = vocabulary.opening(words[at].number) else {
                continue;
            };
            let rest = words[at + 1..end].iter();
            let found = gazetteer.longest(opening, rest.map(|w| vocabulary.letters(w.number)));
            if found.words > 1 && at >= free {
                for (place, word) in words[at..at + found.words].iter_mut().enumerate() {
                    word.gazetteer |= found.phrase(place);
                }
                free = at + found.words;
            }
        }
    }

    fn find_runs(&mut self) {
        self.runs.resize(self.words.len(), (0, 0));
        for run in self.capitals.chunk_by(|before, after| before + 1 == *after) {
            let (first, last) = (run[0], run[run.len() - 1]);
            self.runs[first..=last].fill((first as u32, last as u32));
        }
    }
}

/// Whether a token is written as names are.
pub fn is_capital(kind: TokenKind, shape: Shape) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Number)
        && (shape.is_capital() || shape == Shape::Inner)
}

/// How the words of a sentence are written, as a whole.
pub fn casing(paragraph: &Paragraph, tokens: &Range<usize>) -> Casing {
    let mut manners = Manners::default();
    for token in &paragraph.tokens()[tokens.clone()] {
        manners[Manner::of(token) as usize] += 1;
    }
    casing_of(&manners)
}

fn casing_of(manners: &Manners) -> Casing {
    let [_, capitals, capitalized, lower, short] = *manners;
    if capitals >= 2 && capitals > 4 * (capitalized + lower + short) {
        Casing::Capitals
    } else if capitalized >= 4 && capitalized > 3 * lower {
        Casing::Title
    } else {
        Casing::Prose
    }
}

/// The class of a word in capitals in a sentence in capitals; see [`fine_shape`].
const SHOUTED: u8 = 2;

/// The way a word of prose of so many bytes is written, in seven bits: a class, and three bits of detail.
pub fn fine_shape(length: usize, letters: Folded, shape: Shape, kind: TokenKind) -> u8 {
    let class = match (kind, shape) {
        (TokenKind::Word, Shape::Uncased) => 0,
        (TokenKind::Word, Shape::Lower) => 1,
        (TokenKind::Word, Shape::Capitalized) => 3,
        (TokenKind::Word, Shape::Initial) => 4,
        (TokenKind::Word, Shape::Capitals) => 5,
        (TokenKind::Word, Shape::Mixed) => 6,
        (TokenKind::Word, Shape::Inner) => 7,
        (TokenKind::Number, _) => 8,
        (TokenKind::Clitic, _) => 9,
        (TokenKind::Mark, _) => 10,
        (TokenKind::Stop, _) => 11,
        (TokenKind::Punctuation, _) => 12,
        (TokenKind::Link, _) => 13,
        (TokenKind::Symbol, _) => 14,
    };
    let detail = match kind {
        // Length tells acronyms from shouted words, and years from sums.
        TokenKind::Number => length.min(5) as u8,
        TokenKind::Word => detail_of_word(length, letters, shape),
        _ => 0,
    };
    (class << 3) | detail
}

/// The detail of a word's shape: what is in it, else how long it is.
fn detail_of_word(length: usize, letters: Folded, shape: Shape) -> u8 {
    match shape {
        _ if letters.period => 7,
        _ if letters.digit => 6,
        Shape::Capitals => length.min(5) as u8,
        _ if letters.accent => 5,
        _ => u8::from(length > 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn casing_of_sentences() {
        for (text, expect) in [
            ("The minister went to Paris on Monday.", Casing::Prose),
            ("FLOODS HIT PAKISTAN", Casing::Capitals),
            ("Court Orders Acme to Pay Its Former Workers", Casing::Title),
            ("NATO said no.", Casing::Prose),
        ] {
            let paragraph = Paragraph::new(0, text);
            let tokens = 0..paragraph.tokens().len();
            assert_eq!(casing(&paragraph, &tokens), expect, "{text}");
        }
    }
}

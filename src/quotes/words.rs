//! What single words tell: the fixed classes by which phrases and clauses are found.
//!
//! The list is `seeds/lexicons/words.txt`, which says what each section is for.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use super::cues::{self, Cue};
use super::signs::Sign;
use crate::key::Key;
use crate::lexicon::is_ascii;
use crate::text::TokenKind;

/// What one word can be: a set of classes, and the cue it is a form of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    /// The classes, bit by bit.
    pub classes: u32,
    /// The cue it is a form of; of several verbs with one form, all frames together.
    pub cue: Option<Cue>,
    /// Which of the words and marks it is that rules ask for most.
    pub sign: Sign,
    /// What a whole paragraph is looked through for: see [`Word::GENDERED`] and the others.
    notes: u8,
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $section:literal, $bit:literal;)*) => {
        impl Word {
            $($(#[$doc])* pub const $name: u32 = 1 << $bit;)*
        }

        /// The sections of the list and their classes.
        const SECTIONS: &[(&str, u32)] = &[$(($section, 1 << $bit)),*];
    };
}

classes! {
    /// Begins a noun phrase: "the", "some", "two".
    DETERMINER = "[determiner]", 0;
    /// Stands as a whole subject: "he", "everyone".
    SUBJECT = "[subject]", 1;
    /// Stands as a whole object: "him".
    OBJECT = "[object]", 2;
    /// "his", "their".
    POSSESSIVE = "[possessive]", 3;
    /// "of", "in".
    PREPOSITION = "[preposition]", 4;
    /// "and", "but".
    CONJUNCTION = "[conjunction]", 5;
    /// "because", "that".
    SUBORDINATOR = "[subordinator]", 6;
    /// "who", "which".
    RELATIVE = "[relative]", 7;
    /// "is", "has", "did".
    AUXILIARY = "[auxiliary]", 8;
    /// "will", "could".
    MODAL = "[modal]", 9;
    /// "not", "never".
    NEGATION = "[negation]", 10;
    /// "also", and words in -ly.
    ADVERB = "[adverb]", 11;
    /// "Monday", "week".
    TIME = "[time]", 12;
    /// "went": a finite verb that is hardly ever a noun.
    VERB = "[verb]", 13;
    /// "Mr.", "President".
    TITLE = "[title]", 14;
    /// "police": takes a plural verb without a plural s.
    PLURAL = "[plural]", 15;
    /// "so-called", "film": what follows in marks is a name or a term.
    NAMING = "[naming]", 16;
    /// "early", "family": ends as adverbs do and is none.
    ADJECTIVE = "[adjective]", 22;
    /// "story": is told, and hears nothing.
    TALE = "[tale]", 23;
    /// "rumors": what they carry, perhaps nobody said.
    DOUBT = "[doubt]", 25;
    /// "sang", "wrote": what follows in marks may be the title of a work.
    PERFORMANCE = "[performance]", 26;
    /// "give", "gave", "disclose": what somebody does who tells more.
    TELLING = "[telling]", 27;
    /// "talks", "trial": holds and fails and cannot walk.
    EVENT = "[event]", 28;
    /// "doubt", "disputed": what somebody thinks of another's words.
    ATTITUDE = "[attitude]", 30;
    /// "hung", "wept": done in front of who hears one speak.
    DEED = "[deed]", 31;
    /// "height", "schedule": things are done according to it, and it says nothing.
    YARDSTICK = "[yardstick]", 21;
}

/// Which forms of a noun, not of a verb, the lexicon of cues lists.
impl Word {
    /// "his claim that": a noun that carries a clause.
    pub const NOUN: u32 = 1 << 17;
    /// "in a statement": a noun for where words were said.
    pub const MEDIUM: u32 = 1 << 18;
    /// "comment", "states": its base form and the form in s are nouns more often than verbs.
    pub const NOMINAL: u32 = 1 << 20;
    /// "a report from a jogger that": a noun that carries a clause where it has a source.
    pub const SOURCED: u32 = 1 << 29;
    /// "was adamant that".
    pub const CLEAR: u32 = 1 << 19;
    /// "according", "in": may begin "according to" or "in the words of".
    pub const ATTRIBUTING: u32 = 1 << 24;

    /// Whether the word has any of `classes`.
    pub fn is(self, classes: u32) -> bool {
        self.classes & classes != 0
    }

    /// Note: a pronoun that tells a gender, "he", "hers".
    const GENDERED: u8 = 1;
    /// Note: reports may be made of it, or it may be a cue that no list has.
    const REPORTING: u8 = 2;
    /// Note: it looks like an adverb or a time, as some names do.
    const SPARED: u8 = 4;
    /// Note: a mark.
    const MARK: u8 = 8;

    /// Nothing in particular.
    pub const NONE: Word = Word {
        classes: 0,
        cue: None,
        sign: Sign::NONE,
        notes: 0,
    };

    /// A word of which no more is known than its sign.
    pub fn of(sign: Sign) -> Word {
        Word { sign, ..Word::NONE }
    }

    /// Whether it is in no list and does not end as adverbs do.
    pub fn is_unknown(self) -> bool {
        self.classes == 0 && self.cue.is_none() && self.notes & Word::GENDERED == 0
    }

    /// Whether it is of none of the classes that bound noun phrases or stand apart in them, and does not end
    /// as the past of verbs does.
    #[inline]
    pub fn is_plain(&self) -> bool {
        const APART: u32 = Word::DETERMINER
            | Word::SUBJECT
            | Word::OBJECT
            | Word::POSSESSIVE
            | Word::PREPOSITION
            | Word::CONJUNCTION
            | Word::SUBORDINATOR
            | Word::RELATIVE
            | Word::AUXILIARY
            | Word::MODAL
            | Word::NEGATION
            | Word::VERB
            | Word::TITLE;
        // Times, adverbs and cues have notes.
        self.notes == 0 && !self.is(APART)
    }

    /// Whether reports are made of it.
    #[inline]
    pub fn is_reporting(&self) -> bool {
        const REPORTING: u32 = Word::NOUN | Word::SOURCED | Word::CLEAR | Word::ATTRIBUTING;
        self.cue.is_some() || self.is(REPORTING)
    }

    /// The same word, written as `text`, with the notes that follow from all else.
    fn noted(mut self, text: &str) -> Word {
        let is_past = text.len() > 4 && text.ends_with("ed");
        if is_past || self.is_reporting() {
            self.notes |= Word::REPORTING;
        }
        if self.is(Word::ADVERB | Word::TIME) {
            self.notes |= Word::SPARED;
        }
        self
    }

    /// Whether it belongs to a verb before its main word: "has", "will", "not".
    pub fn is_auxiliary(self) -> bool {
        self.is(Word::AUXILIARY | Word::MODAL)
    }
}

/// What a token of these letters and of this kind can be.
pub fn word(text: &str, kind: TokenKind) -> Word {
    let word = match kind {
        TokenKind::Word | TokenKind::Clitic => listed(text),
        TokenKind::Mark => Word {
            notes: Word::MARK,
            ..Word::NONE
        },
        _ => Word::of(Sign::of_mark(text)),
    };
    word.noted(text)
}

/// The same for a word, without its notes but for that of its gender.
fn listed(text: &str) -> Word {
    let mut buffer = [0u8; LONGEST];
    let Some(letters) = straight(text, &mut buffer) else {
        return Word::NONE;
    };
    if let Some(word) = LIST.get(&small_key(letters)) {
        let sign = word.sign.written(text);
        // The acronyms are names: "US officials said", "WHO spokeswoman Ann Lee".
        return match text {
            "US" | "WHO" => Word::of(sign),
            _ => Word { sign, ..*word },
        };
    }
    let classes = match letters {
        [.., b'n' | b'N', b'\'', b't' | b'T'] => Word::AUXILIARY | Word::NEGATION,
        [_, _, _, .., b'l' | b'L', b'y' | b'Y'] => Word::ADVERB,
        _ => 0,
    };
    Word {
        classes,
        ..Word::NONE
    }
}

/// Whether `phrase` is a pronoun alone: "he", "somebody".
pub fn is_pronoun(phrase: &str) -> bool {
    word(phrase, TokenKind::Word).is(Word::SUBJECT | Word::OBJECT)
}

/// The pronouns that tell a gender.
const GENDERED: [&str; 8] = [
    "he", "him", "his", "himself", "she", "her", "hers", "herself",
];

/// No listed word is longer, in bytes.
const LONGEST: usize = 24;

/// `text` with straight apostrophes, without allocating; none where it is longer than any listed word.
fn straight<'t>(text: &'t str, buffer: &'t mut [u8; LONGEST]) -> Option<&'t [u8]> {
    if is_ascii(text) {
        return (text.len() <= LONGEST).then_some(text.as_bytes());
    }
    let mut length = 0;
    for c in text.chars() {
        let c = match c {
            '’' | 'ʼ' | '＇' => '\'',
            c => c,
        };
        if length + c.len_utf8() > LONGEST {
            return None;
        }
        length += c.encode_utf8(&mut buffer[length..]).len();
    }
    Some(&buffer[..length])
}

/// The key of no more than [`LONGEST`] letters, capitals aside: of eight at once, as no processor foretells
/// how long the next word is.
fn small_key(letters: &[u8]) -> Key {
    let eight = |at: usize| {
        let bytes = letters.get(at..).and_then(|rest| rest.first_chunk());
        small(bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes)))
    };
    let parts = match (letters.first_chunk(), letters.last_chunk()) {
        _ if letters.len() > 16 => [eight(0), eight(8), eight(letters.len() - 8)],
        _ if letters.len() >= 8 => [eight(0), eight(letters.len() - 8), 0],
        (Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            [small(u64::from(first) | u64::from(last) << 32), 0, 0]
        }
        _ => {
            let byte = |sum, byte: &u8| sum << 8 | u64::from(*byte);
            [small(letters.iter().fold(0, byte)), 0, 0]
        }
    };
    let sum = parts.iter().fold(letters.len() as u64, |sum, part| {
        let sum = (sum ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        sum ^ (sum >> 32)
    });
    sum.wrapping_mul(0x94d0_49bb_1331_11eb)
}

/// Eight bytes with small ASCII letters for capitals.
fn small(eight: u64) -> u64 {
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    // Of each byte, what is said of it stands in its highest bit.
    let low = eight & all(0x7f);
    let from_a = low + all(0x80 - b'A');
    let past_z = low + all(0x7f - b'Z');
    eight | (from_a & !past_z & !eight & all(0x80)) >> 2
}

type Lexicon = HashMap<Key, Word, FxBuildHasher>;

/// For how many words the list has room from the start; it has somewhat fewer.
const LISTED: usize = 2500;

static LIST: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut list = Lexicon::with_capacity_and_hasher(LISTED, FxBuildHasher);
    let mut section = 0;
    for line in include_str!("../../seeds/lexicons/words.txt").lines() {
        let line = line.trim();
        if line.starts_with('[') {
            section = SECTIONS
                .iter()
                .find(|row| row.0 == line)
                .map_or(0, |row| row.1);
        } else if !line.starts_with('#') {
            for word in line.split_ascii_whitespace() {
                list.entry(small_key(word.as_bytes())).or_default().classes |= section;
            }
        }
    }
    for word in ["according", "in"] {
        list.entry(small_key(word.as_bytes())).or_default().classes |= Word::ATTRIBUTING;
    }
    for (word, class) in cues::nouns() {
        list.entry(small_key(word.as_bytes())).or_default().classes |= class;
    }
    for word in GENDERED {
        list.entry(small_key(word.as_bytes())).or_default().notes = Word::GENDERED;
    }
    for (word, sign) in Sign::words() {
        list.entry(small_key(word.as_bytes())).or_default().sign = sign;
    }
    for (form, cue) in cues::forms() {
        let entry = list.entry(small_key(form.as_bytes())).or_default();
        entry.cue = Some(entry.cue.map_or(cue, |known: Cue| known.with(cue)));
    }
    list
});

/// What the tokens of some paragraphs can be, one paragraph after the other.
#[derive(Debug, Default)]
pub struct Classes {
    words: Vec<Word>,
    /// The tokens of each paragraph with notes.
    noted: Vec<u32>,
    /// Where each paragraph ends in both.
    ends: Vec<(usize, usize)>,
}

/// What the tokens of a paragraph can be.
#[derive(Debug, Default)]
pub struct Noted<'c> {
    /// For each token.
    pub words: &'c mut [Word],
    /// Those to look at where something is looked for in the whole paragraph, in order; see
    /// [`Word::is_reporting`].
    pub noted: &'c [u32],
}

impl Classes {
    /// Forgets all paragraphs, and makes room for others with so many tokens.
    pub fn clear(&mut self, tokens: usize) {
        self.words.clear();
        self.words.reserve(tokens);
        self.noted.clear();
        self.noted.reserve(tokens);
        self.ends.clear();
    }

    /// Adds a paragraph by its `words`, and tells which of them are pronouns that tell a gender.
    pub fn push<'w>(&mut self, words: impl Iterator<Item = &'w Word>) -> Vec<u32> {
        let mut pronouns = Vec::new();
        let start = self.words.len();
        self.words.extend(words);
        let words = &self.words[start..];
        // Each place is written, and kept where the next one does not take its place: which words have notes,
        // no processor foretells.
        let mut count = self.noted.len();
        self.noted.resize(count + words.len(), 0);
        for (at, word) in words.iter().enumerate() {
            self.noted[count] = at as u32;
            count += usize::from(word.notes != 0);
            if word.notes & Word::GENDERED != 0 {
                pronouns.push(at as u32);
            }
        }
        self.noted.truncate(count);
        self.ends.push((self.words.len(), self.noted.len()));
        pronouns
    }

    /// Each paragraph.
    pub fn each(&mut self) -> impl Iterator<Item = Noted<'_>> {
        let (mut words, mut noted) = (&mut self.words[..], &self.noted[..]);
        let mut before = (0, 0);
        self.ends.iter().map(move |&end| {
            let own = std::mem::take(&mut words).split_at_mut(end.0 - before.0);
            let own_noted = noted.split_at(end.1 - before.1);
            (words, noted, before) = (own.1, own_noted.1, end);
            Noted {
                words: own.0,
                noted: own_noted.0,
            }
        })
    }

    /// Those of one paragraph.
    #[cfg(test)]
    pub fn of(paragraph: &crate::text::Paragraph) -> Classes {
        let mut classes = Classes::default();
        let tokens = paragraph.tokens().iter();
        let words = tokens.map(|token| word(&paragraph.text()[token.range()], token.kind));
        classes.push(words.collect::<Vec<Word>>().iter());
        classes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Paragraph;

    #[track_caller]
    fn check(text: &str, class: u32) {
        let paragraph = Paragraph::new(0, text);
        let word = word(paragraph.word(0), paragraph.tokens()[0].kind);
        assert!(word.is(class), "{text}");
    }

    #[test]
    fn classes() {
        check("The", Word::DETERMINER);
        check("doesn’t", Word::NEGATION);
        check("quickly", Word::ADVERB);
        check("claims", Word::NOUN);
        check("Statement", Word::MEDIUM);
        check("Gov.", Word::TITLE);
        assert!(word("US", TokenKind::Word).is_unknown());
    }

    #[test]
    fn every_class_has_its_own_bit() {
        let others = [
            Word::NOUN,
            Word::MEDIUM,
            Word::NOMINAL,
            Word::CLEAR,
            Word::SOURCED,
            Word::ATTRIBUTING,
        ];
        let mut bits = 0;
        for class in SECTIONS.iter().map(|row| row.1).chain(others) {
            assert_eq!(bits & class, 0, "two classes have the bit {class:#x}");
            bits |= class;
        }
    }

    #[test]
    fn every_section_is_known() {
        for line in include_str!("../../seeds/lexicons/words.txt").lines() {
            if line.starts_with('[') {
                assert!(SECTIONS.iter().any(|row| row.0 == line), "{line}");
            }
            for word in line.split_ascii_whitespace() {
                assert!(line.starts_with('#') || word.len() <= LONGEST, "{word}");
            }
        }
    }
}

//! What single words tell: the fixed classes by which phrases and clauses are found.
//!
//! The list is `seeds/lexicons/words.txt`, which says what each section is for.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use super::cues::{self, Cue};
use crate::key::{Key, key};
use crate::text::TokenKind;

/// What one word can be: a set of classes, and the cue it is a form of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    /// The classes, bit by bit.
    pub classes: u32,
    /// The cue it is a form of; of several verbs with one form, all frames together.
    pub cue: Option<Cue>,
    /// Whether it is a pronoun that tells a gender: "he", "hers".
    pub is_gendered: bool,
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

    /// Whether it belongs to a verb before its main word: "has", "will", "not".
    pub fn is_auxiliary(self) -> bool {
        self.is(Word::AUXILIARY | Word::MODAL)
    }
}

/// What a token of these letters and of this kind can be.
pub fn word(text: &str, kind: TokenKind) -> Word {
    // The acronyms are names: "US officials said", "WHO spokeswoman Ann Lee".
    let is_listed = matches!(kind, TokenKind::Word | TokenKind::Clitic);
    if !is_listed || matches!(text, "US" | "WHO") {
        return Word::default();
    }
    let mut buffer = [0u8; LONGEST];
    let Some(lower) = lower(text, &mut buffer) else {
        return Word::default();
    };
    if let Some(word) = LIST.get(&key(lower.iter().copied())) {
        return *word;
    }
    if lower.ends_with(b"n't") {
        return Word {
            classes: Word::AUXILIARY | Word::NEGATION,
            ..Word::default()
        };
    }
    let classes = if lower.len() > 4 && lower.ends_with(b"ly") {
        Word::ADVERB
    } else {
        0
    };
    Word {
        classes,
        ..Word::default()
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

/// `text` in small ASCII letters and with straight apostrophes, without allocating; none where it
/// is longer than any listed word.
fn lower<'b>(text: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b [u8]> {
    if text.is_ascii() {
        let lower = buffer.get_mut(..text.len())?;
        lower.copy_from_slice(text.as_bytes());
        lower.make_ascii_lowercase();
        return Some(lower);
    }
    let mut length = 0;
    for c in text.chars() {
        let c = match c {
            '’' | 'ʼ' | '＇' => '\'',
            c => c.to_ascii_lowercase(),
        };
        if length + c.len_utf8() > LONGEST {
            return None;
        }
        length += c.encode_utf8(&mut buffer[length..]).len();
    }
    Some(&buffer[..length])
}

type Lexicon = HashMap<Key, Word, FxBuildHasher>;

static LIST: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut list = Lexicon::default();
    let mut section = 0;
    for line in include_str!("../../seeds/lexicons/words.txt").lines() {
        let line = line.trim();
        if line.starts_with('[') {
            section = SECTIONS
                .iter()
                .find(|row| row.0 == line)
                .map_or(0, |row| row.1);
        } else if !line.starts_with('#') {
            for word in line.split_whitespace() {
                list.entry(key(word.bytes())).or_default().classes |= section;
            }
        }
    }
    for word in ["according", "in"] {
        list.entry(key(word.bytes())).or_default().classes |= Word::ATTRIBUTING;
    }
    for (word, class) in cues::nouns() {
        list.entry(key(word.bytes())).or_default().classes |= class;
    }
    for word in GENDERED {
        list.entry(key(word.bytes())).or_default().is_gendered = true;
    }
    for (form, cue) in cues::forms() {
        let entry = list.entry(key(form.bytes())).or_default();
        entry.cue = Some(entry.cue.map_or(cue, |known: Cue| known.with(cue)));
    }
    list
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Paragraph;

    #[track_caller]
    fn check(text: &str, class: u32) {
        let paragraph = Paragraph::new(0, text);
        let word = word(paragraph.word(0), paragraph.tokens[0].kind);
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
        assert_eq!(word("US", TokenKind::Word), Word::default());
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
            for word in line.split_whitespace() {
                assert!(line.starts_with('#') || word.len() <= LONGEST, "{word}");
            }
        }
    }
}

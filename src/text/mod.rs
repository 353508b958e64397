//! From letters to paragraphs, sentences and tokens.
//!
//! Everything below a paragraph is a function of that paragraph's letters alone, and its tokens
//! count from the paragraph's start, so that a paragraph analyzed once can be moved or kept.

pub mod abbreviation;
mod ascii;
mod paragraph;
mod plain;
mod sentence;
pub mod shape;
mod token;
mod wrapping;

use std::hint::black_box;
use std::ops::Range;

use plain::{Changes, plain};
pub use plain::{bare, small};

pub(crate) use paragraph::cuts;
pub use paragraph::paragraphs;
pub use shape::Shape;
pub use token::{Token, TokenKind};
pub(crate) use wrapping::{MOST_LINES, may_touch};

use crate::span::Span;

/// How many words a text has: runs without blanks or dashes, with a letter or a digit in them.
pub fn count_words(text: &str) -> usize {
    let (mut count, mut is_counted) = (0, false);
    let mut rest = text;
    loop {
        if let Some(eight) = rest.as_bytes().first_chunk()
            && eight.is_ascii()
        {
            let begun = words_in(u64::from_le_bytes(*eight), &mut is_counted);
            count += begun;
            rest = &rest[8..];
            continue;
        }
        let Some(letter) = rest.chars().next() else {
            return count;
        };
        rest = &rest[letter.len_utf8()..];
        match letter {
            // Beyond ASCII, all but punctuation of Latin-1 and of the general block.
            'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{c0}'..='\u{1fff}' | '\u{2070}'.. => {
                count += usize::from(!is_counted);
                is_counted = true;
            }
            '\0'..=' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '–' | '—' => is_counted = false,
            _ => {}
        }
    }
}

/// How many words become such in eight ASCII characters; `is_counted` says whether the last one before them has
/// a letter or a digit, and then the same of them.
fn words_in(eight: u64, is_counted: &mut bool) -> usize {
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    // Of each byte, what is said of it stands in its highest bit.
    const HIGHEST: u64 = all(0x80);
    let within = |bytes: u64, first: u8, last: u8| {
        (bytes + all(0x80 - first)) & !(bytes + all(0x7f - last)) & HIGHEST
    };
    let counts = within(eight | all(0x20), b'a', b'z') | within(eight, b'0', b'9');
    let goes_on = (eight + all(0x7f - b' ')) & HIGHEST;
    // A word that is counted is so to its end.
    let mut counted = counts;
    let before = |counted: u64| counted << 8 | u64::from(*is_counted) << 7;
    while let more = counted | before(counted) & goes_on
        && more != counted
    {
        counted = more;
    }
    let begins = counts & !before(counted);
    *is_counted = counted >> 63 != 0;
    // The number of bytes whose highest bit is set.
    ((begins >> 7).wrapping_mul(all(1)) >> 56) as usize
}

/// One paragraph, cut into tokens and sentences.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// Where it begins in the document, in bytes.
    pub start: usize,
    /// Its letters, without the line break that ends it, made plain: without what no reader sees.
    /// Its own copy, so that it can be kept while the rest of the document changes.
    text: Box<str>,
    /// The way from the plain letters back to the document's own.
    changes: Changes,
    /// Its tokens, in order; their spans count in the bytes of [`Paragraph::text`].
    tokens: Vec<Token>,
    /// Its sentences, in order, as ranges of tokens; together they hold every token.
    pub sentences: Vec<Range<usize>>,
}

impl Paragraph {
    /// Cuts one paragraph into tokens and sentences. `start` is where it begins in the document.
    pub fn new(start: usize, text: &str) -> Paragraph {
        let (text, changes) = plain(text);
        let tokens = token::tokens(&text);
        let sentences = sentence::sentences(&text, &tokens);
        Paragraph {
            start,
            text: text.into(),
            changes,
            tokens,
            sentences,
        }
    }

    /// Whether the token at `index` is what makes an owner of the word before it: "'s", or the apostrophe
    /// after an s.
    pub fn owns(&self, index: usize) -> bool {
        let Some(token) = self.tokens.get(index) else {
            return false;
        };
        token.kind == TokenKind::Clitic
            || token.kind == TokenKind::Mark
                && matches!(self.word(index), "'" | "’")
                && !self.spaced(index)
                && index > 0
                && self.word(index - 1).ends_with(['s', 'S'])
                && (self.tokens.get(index + 1)).is_some_and(|next| next.kind == TokenKind::Word)
    }

    /// Reads a byte of each line of memory that it lies in. In a long text it is far from the processor
    /// whenever a step comes to it; so its lines are asked for together, not one after the other.
    pub fn fetch(&self) {
        const LINE: usize = 64;
        let tokens = self.tokens.iter().step_by(LINE / size_of::<Token>());
        let letters = self.text.as_bytes().iter().step_by(LINE);
        let sum = tokens.fold(0, |sum, token| sum ^ token.start);
        black_box(letters.fold(sum, |sum, byte| sum ^ u16::from(*byte)));
    }

    /// Its letters.
    #[inline]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its tokens, in order; their spans count in the bytes of [`Paragraph::text`].
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The letters of the token at `index`, or "" where there is none.
    #[allow(unsafe_code)]
    pub fn word(&self, index: usize) -> &str {
        let Some(token) = self.tokens.get(index) else {
            return "";
        };
        debug_assert!(self.text.get(token.range()).is_some());
        // Every rule asks for words, so often that looking whether a word begins and ends between two letters
        // took 3 percent of an analysis and 8 kB of the compressed module.
        //
        // SAFETY: `tokens` and `text` are private, never written after [`Paragraph::new`] made the one from the
        // other, and tokens begin and end on boundaries of letters within their text.
        unsafe { self.text.get_unchecked(token.range()) }
    }

    /// The letters of the token at `index`, or "" where there is none.
    pub fn word_at(&self, index: Option<usize>) -> &str {
        index.map_or("", |index| self.word(index))
    }

    /// The letters from the first to the last of the tokens in `range`.
    pub fn words(&self, range: &Range<usize>) -> &str {
        if range.is_empty() {
            return "";
        }
        &self.text[self.tokens[range.start].start()..self.tokens[range.end - 1].end()]
    }

    /// Where the tokens in `range` stand in the document, in bytes of its own letters. `range` must
    /// not be empty.
    pub fn span(&self, range: &Range<usize>) -> Span {
        self.place(range).shifted(self.start)
    }

    /// Where the tokens in `range` stand in the paragraph, in bytes of its own letters. `range`
    /// must not be empty.
    pub fn place(&self, range: &Range<usize>) -> Span {
        Span::new(
            self.changes.start(self.tokens[range.start].start()),
            self.changes.end(self.tokens[range.end - 1].end()),
        )
    }

    /// Where the letter that begins at `byte` of [`Paragraph::text`] begins among the paragraph's
    /// own letters.
    pub fn start_of(&self, byte: usize) -> usize {
        self.changes.start(byte)
    }

    /// Where the letter that ends at `byte` of [`Paragraph::text`] ends among the paragraph's own
    /// letters.
    pub fn end_of(&self, byte: usize) -> usize {
        self.changes.end(byte)
    }

    /// Whether white space stands before the token at `index` (true at a paragraph's start).
    pub fn spaced(&self, index: usize) -> bool {
        index == 0 || self.tokens[index - 1].end() < self.tokens[index].start()
    }

    /// The index of the sentence that holds the token at `index`.
    pub fn sentence_of(&self, index: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.end <= index)
    }

    /// The first token that ends after `byte`, a position in [`Paragraph::text`].
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.end() <= byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_wherever_they_stand() {
        for (text, words) in [
            ("", 0),
            ("It is Lee's well-known yes-men, 5,000 of them.", 8),
            ("'tis – it isn’t—the “first” & last...", 6),
            ("one-\u{a0}two\u{2009}three\n\tfour @ #5", 5),
            ("Größe über alles 12", 4),
        ] {
            for blanks in 0..9 {
                let (before, after) = (" ".repeat(blanks), ".".repeat(9 - blanks));
                let text = format!("{before}{text} {after}");
                assert_eq!(count_words(&text), words, "{text}");
            }
        }
    }
}

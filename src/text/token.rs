//! Tokens: words, numbers, marks.
//!
//! The rules that matter to names and quotes: a hyphen is a token of its own ("U.S.-led" holds
//! the name "U.S."), so is a possessive ("Assad" + "'s"); an apostrophe inside a word stays
//! ("O'Brien", "Sana'a", "don't"); the period of an abbreviation or an initial stays with it
//! ("Mr.", "U.S.", "J."); a picture character is one token, however many code points draw it, and
//! none inside a name.

use std::ops::Range;

use super::abbreviation::keeps_period;
use super::ascii::{plain_number, plain_word};
use super::shape::Shape;

/// One token of a paragraph: few bytes, as every step reads them and a text has one in five letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub(super) start: u16,
    end: u16,
    /// What it is.
    pub kind: TokenKind,
    /// How it is written.
    pub shape: Shape,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum TokenKind {
    /// Letters, with the digits, apostrophes and abbreviation periods among them.
    Word,
    /// Begins with a digit: "14", "5,000", "21st".
    Number,
    /// A shortened word or possessive hung on a word: "'s", "'ll", "’".
    Clitic,
    /// A quotation mark or a lone apostrophe, of any kind.
    Mark,
    /// What ends sentences: . ! ? …
    Stop,
    /// Other punctuation: , ; : ( ) - — / and the like.
    Punctuation,
    /// A web or mail address, a "@name", a "#tag".
    Link,
    /// Anything else: currency, mathematics, pictures.
    Symbol,
}

impl Token {
    /// The first byte, counted from the paragraph's start.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The first byte after it, counted from the paragraph's start.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Its bytes in the paragraph.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
}

/// The tokens of a paragraph, in order; what lies between them is white space. What is behind the last
/// place that a token can have is not read: no paragraph of a document is so long.
pub fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    // Only where there is such a sign can a word be the beginning of a mail address.
    let may_mail = bytes.contains(&b'@');
    let mut pictures = false;
    let mut at = 0;
    while let Some(rest @ [byte, after @ ..]) = bytes.get(at..) {
        // Nearly every token is one of these; the rules for all of them stand in `next_token`.
        let plain = match byte {
            b' ' => {
                at += 1;
                continue;
            }
            b',' | b';' | b':' | b'(' | b')' => Some((1, TokenKind::Punctuation, Shape::Uncased)),
            b'.' | b'?' | b'!' => match after {
                [] | [b' ' | b'"', ..] | [0xe2, 0x80, 0x9d, ..] => {
                    Some((1, TokenKind::Stop, Shape::Uncased))
                }
                _ => None,
            },
            b'"' => Some((1, TokenKind::Mark, Shape::Uncased)),
            0xe2 => match after {
                [0x80, 0x9c | 0x9d, ..] => Some((3, TokenKind::Mark, Shape::Uncased)),
                [0x80, 0x93 | 0x94, ..] => Some((3, TokenKind::Punctuation, Shape::Uncased)),
                [0x80, 0x99, b's', b' ' | b',' | b'.', ..] if hangs(tokens.last(), at) => {
                    Some((4, TokenKind::Clitic, Shape::Uncased))
                }
                _ => None,
            },
            b'\'' => match after {
                [b's', b' ' | b',' | b'.', ..] if hangs(tokens.last(), at) => {
                    Some((2, TokenKind::Clitic, Shape::Uncased))
                }
                _ => None,
            },
            b'-' if after.first() != Some(&b'-') => {
                Some((1, TokenKind::Punctuation, Shape::Uncased))
            }
            b'0'..=b'9' if !may_mail => {
                plain_number(rest).map(|length| (length, TokenKind::Number, Shape::Uncased))
            }
            b'A'..=b'Z' | b'a'..=b'z' if !may_mail => {
                plain_word(rest).map(|(length, shape)| (length, TokenKind::Word, shape))
            }
            _ => None,
        };
        let (length, kind, shape) = match plain {
            Some(token) => token,
            None => {
                let Some(c) = text[at..].chars().next() else {
                    break;
                };
                if is_blank(c) {
                    at += c.len_utf8();
                    continue;
                }
                let (length, kind) = next_token(text, at, c, tokens.last());
                let shape = match kind {
                    TokenKind::Word | TokenKind::Number => Shape::of(&text[at..at + length]),
                    _ => Shape::Uncased,
                };
                pictures |= kind == TokenKind::Symbol && length > 2;
                (length, kind, shape)
            }
        };
        let end = at + length;
        let Ok(last) = u16::try_from(end) else {
            break;
        };
        tokens.push(Token {
            start: at as u16,
            end: last,
            kind,
            shape,
        });
        // A space stands behind nearly every word.
        at = end + usize::from(bytes.get(end) == Some(&b' '));
    }
    if pictures {
        without_ornaments(text, tokens)
    } else {
        tokens
    }
}

/// The tokens without pictures inside names: "Rex 🦖 Tillerson" reads as "Rex Tillerson".
///
/// A picture between two capitalized words is taken for such an ornament, unless it is one of
/// several that mark the items of a list ("⚽ Kane ⚽ Saka"), or a flag, which goes with what
/// stands before or after it.
fn without_ornaments(text: &str, mut tokens: Vec<Token>) -> Vec<Token> {
    let is_picture = |token: &Token| token.kind == TokenKind::Symbol && token.end - token.start > 2;
    let is_name = |token: &&Token| token.kind == TokenKind::Word && token.shape.is_capital();
    let is_flag = |token: &Token| {
        text[token.range()].starts_with(|c| matches!(c, '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3f4}'))
    };
    let ornaments: Vec<bool> = (0..tokens.len())
        .map(|at| {
            let (before, after) = (&tokens[..at], &tokens[at + 1..]);
            let marks = |token: Option<&Token>| token.is_some_and(is_picture);
            is_picture(&tokens[at])
                && !is_flag(&tokens[at])
                && before.last().as_ref().is_some_and(is_name)
                && after.first().as_ref().is_some_and(is_name)
                && !marks(before.iter().rev().find(|token| !is_name(token)))
                && !marks(after.iter().find(|token| !is_name(token)))
        })
        .collect();
    let mut kept = ornaments.iter().map(|ornament| !ornament);
    tokens.retain(|_| kept.next().unwrap_or(true));
    tokens
}

/// The length in bytes and the kind of the token that begins at `at` with `first`.
fn next_token(text: &str, at: usize, first: char, last: Option<&Token>) -> (usize, TokenKind) {
    let rest = &text[at..];
    if let Some(length) = link_length(rest, first) {
        return (length, TokenKind::Link);
    }
    if first.is_numeric() {
        return (number_length(rest), TokenKind::Number);
    }
    if is_letter(first) {
        return (word_length(rest), TokenKind::Word);
    }
    if is_apostrophe(first) {
        if hangs(last, at)
            && let Some(length) = clitic_length(rest, first)
        {
            return (length, TokenKind::Clitic);
        }
        return (first.len_utf8(), TokenKind::Mark);
    }
    match first {
        '"' | '“' | '”' | '„' | '‟' | '‘' | '‚' | '‛' | '«' | '»' | '‹' | '›' | '`' | '´' | '″'
        | '′' | '＂' | '「' | '」' | '『' | '』' => (first.len_utf8(), TokenKind::Mark),
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' => (
            run_length(rest, |c| matches!(c, '.' | '!' | '?' | '…')).max(first.len_utf8()),
            TokenKind::Stop,
        ),
        '-' => (run_length(rest, |c| c == '-'), TokenKind::Punctuation),
        ',' | ';' | ':' | '(' | ')' | '[' | ']' | '{' | '}' | '/' | '\\' | '|' | '‐' | '‑'
        | '‒' | '–' | '—' | '―' | '−' | '•' | '·' | '،' | '؛' | '、' | '，' | '：' | '；' | '_'
        | '*' => (first.len_utf8(), TokenKind::Punctuation),
        _ => (cluster_length(rest), TokenKind::Symbol),
    }
}

/// Whether what begins at `at` hangs on a word, the last token: its letter stands right before.
fn hangs(last: Option<&Token>, at: usize) -> bool {
    last.is_some_and(|token| {
        token.end() == at && matches!(token.kind, TokenKind::Word | TokenKind::Number)
    })
}

/// White space, and the place for a line break that nobody sees; the other characters that nobody
/// sees are gone from plain letters.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{200b}'
}

/// The marks that serve as apostrophes.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_alphabetic() || is_combining(c)))
}

/// Accents written as characters of their own, after the letter that carries them.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{900}'..='\u{903}'
        | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

fn run_length(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

/// Digits with the points, commas, colons and letters inside them: "5,000.50", "21st", "10:30".
fn number_length(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins =
            matches!(c, '.' | ',' | ':') && chars.peek().is_some_and(|(_, next)| next.is_numeric());
        if !(c.is_numeric() || is_letter(c) || joins) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// A word: letters and digits, single apostrophes between letters, the periods of abbreviations.
fn word_length(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = match c {
            _ if is_letter(c) || c.is_numeric() => true,
            // "AT&T", "B&B"
            '&' => {
                chars.peek().is_some_and(|(_, next)| next.is_uppercase())
                    && rest[..at].ends_with(char::is_uppercase)
            }
            // Zero-width joiners shape letters in some scripts.
            '\u{200c}' | '\u{200d}' => chars.peek().is_some_and(|(_, next)| is_letter(*next)),
            _ if is_apostrophe(c) => {
                let after = &rest[at..];
                clitic_length(after, c).is_none_or(|length| length == c.len_utf8())
                    && chars.peek().is_some_and(|(_, next)| is_letter(*next))
            }
            '.' => {
                // "U.S.", "e.g.", "J.K.": single letters between periods.
                let inside = chars.peek().is_some_and(|(_, next)| is_letter(*next))
                    && at < LONGEST_DOTTED
                    && is_dotted(&rest[..at])
                    && rest[at + 1..].chars().nth(1).is_none_or(|c| !is_letter(c));
                inside || keeps_period(&rest[..at], &rest[at + 1..])
            }
            _ => false,
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// No abbreviation of single letters and periods is longer, in bytes.
const LONGEST_DOTTED: usize = 32;

/// Whether `word` is one letter, or single letters with periods between them.
fn is_dotted(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(is_letter) && letters.next().is_none()
    })
}

/// The length of a possessive or shortened word that begins with the apostrophe `first`; of the
/// apostrophe alone where nothing follows it ("the lawyers' view" — which may as well close a
/// quotation: only a word in s can carry it).
fn clitic_length(rest: &str, first: char) -> Option<usize> {
    let after = &rest[first.len_utf8()..];
    let letters = after.find(|c: char| !is_letter(c)).unwrap_or(after.len());
    let is_clitic = ["s", "ll", "re", "ve", "d", "m"]
        .iter()
        .any(|clitic| after[..letters].eq_ignore_ascii_case(clitic));
    is_clitic.then_some(first.len_utf8() + letters)
}

/// A web or mail address, a "@name" or a "#tag" at the start of `rest`.
fn link_length(rest: &str, first: char) -> Option<usize> {
    let until_space = || {
        let end =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '“' | '”'));
        let word = &rest[..end.unwrap_or(rest.len())];
        word.trim_end_matches(|c: char| {
            matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '\'' | '’' | '…'
            )
        })
        .len()
    };
    match first {
        '@' | '#' => {
            let name = run_length(&rest[1..], |c| is_letter(c) || c.is_numeric() || c == '_');
            (name > 0).then_some(1 + name)
        }
        'h' | 'H' | 'w' | 'W'
            if ["http://", "https://", "www."].iter().any(|prefix| {
                rest.get(..prefix.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            }) =>
        {
            Some(until_space())
        }
        _ if first.is_ascii_alphanumeric() => {
            // A mail address: at most 64 letters up to an "@", and more after it, before any white
            // space.
            let name = rest
                .bytes()
                .take(65)
                .take_while(|c| c.is_ascii_alphanumeric() || b"._-+".contains(c))
                .count();
            let after = rest[name..].strip_prefix('@')?;
            after
                .starts_with(|c: char| c.is_ascii_alphanumeric())
                .then(until_space)
        }
        _ => None,
    }
}

/// One picture or symbol with everything that belongs to its drawing: joined pictures, skin
/// tones, variation selectors, the second half of a flag.
fn cluster_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let Some((_, first)) = chars.next() else {
        return 0;
    };
    let is_flag = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    let mut end = first.len_utf8();
    if is_flag(first)
        && let Some((at, second)) = chars.next_if(|(_, c)| is_flag(*c))
    {
        end = at + second.len_utf8();
    }
    while let Some((at, c)) = chars.peek().copied() {
        let joined = c == '\u{200d}';
        let extends = joined
            || is_combining(c)
            || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
                | '\u{e0020}'..='\u{e007f}' | '\u{20e3}');
        if !extends {
            break;
        }
        chars.next();
        end = at + c.len_utf8();
        if joined && let Some((at, next)) = chars.next_if(|(_, c)| !c.is_whitespace()) {
            end = at + next.len_utf8();
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let words: Vec<&str> = tokens(text)
            .iter()
            .map(|token| &text[token.range()])
            .collect();
        assert_eq!(words.join(" "), expect);
    }

    #[test]
    fn words_and_marks() {
        check("Mr. Oresh wrote: “Never.”", "Mr. Oresh wrote : “ Never . ”");
        check("(AP) — Hello,world", "( AP ) — Hello , world");
        check("wait... what?!", "wait ... what ?!");
    }

    #[test]
    fn hyphens_stand_alone() {
        check(
            "the U.S.-led al-Assad regime",
            "the U.S. - led al - Assad regime",
        );
        check("six-year-old", "six - year - old");
    }

    #[test]
    fn apostrophes() {
        check(
            "Assad's men don’t like O'Brien’s Sana'a",
            "Assad 's men don’t like O'Brien ’s Sana'a",
        );
        check("the lawyers' view", "the lawyers ' view");
        check("'We're in,' she said", "' We 're in , ' she said");
        check(
            "Côte d'Ivoire and Patrizia d’Ettorre",
            "Côte d'Ivoire and Patrizia d’Ettorre",
        );
    }

    #[test]
    fn abbreviations() {
        check("the U.S on Monday", "the U.S on Monday");
        check("in the U.S. and the U.N.", "in the U.S. and the U.N.");
        check("J.K. Rowling, J. R. Smith", "J.K. Rowling , J. R. Smith");
        check("Gov. Cox of Ala. said no.", "Gov. Cox of Ala. said no .");
        check("AT&T and R&B", "AT&T and R&B");
    }

    #[test]
    fn numbers_and_links() {
        check(
            "$5,000.50 on 2017-04-11 at 10:30 a.m.",
            "$ 5,000.50 on 2017 - 04 - 11 at 10:30 a.m.",
        );
        check(
            "see https://x.org/a?b=1, @jane or #vote.",
            "see https://x.org/a?b=1 , @jane or #vote .",
        );
        check("write to desk@paper.com.", "write to desk@paper.com .");
    }

    #[test]
    fn pictures_are_one_token() {
        check("we🦖won 👩‍🚒 🇫🇷🇩🇪 👍🏽!", "we 🦖 won 👩‍🚒 🇫🇷 🇩🇪 👍🏽 !");
        check("e\u{301}te\u{301}", "e\u{301}te\u{301}");
    }

    #[test]
    fn pictures_inside_names_are_no_tokens() {
        check("Rex 🦖 Tillerson said", "Rex Tillerson said");
        check("“No,” Rex🦖Tillerson said", "“ No , ” Rex Tillerson said");
        check("⚽ Kane ⚽ Saka", "⚽ Kane ⚽ Saka");
        check("Kane ⚽ Saka ⚽", "Kane ⚽ Saka ⚽");
        check("Paris 🇫🇷 Macron", "Paris 🇫🇷 Macron");
        check("he won 🎉 Then", "he won 🎉 Then");
        check("Price £ Pound", "Price £ Pound");
    }

    #[test]
    fn tokens_never_overlap_and_leave_only_blanks() {
        for text in [
            "a'",
            "''",
            "..",
            "@",
            "#",
            "http://",
            "\u{200d}",
            "\u{fe0f}x",
            "1.",
            "A.B",
            "’s",
        ] {
            let mut at = 0;
            for token in tokens(text) {
                assert!(
                    token.start() >= at && token.end() > token.start(),
                    "{text:?}"
                );
                assert!(text[at..token.start()].chars().all(is_blank), "{text:?}");
                at = token.end();
            }
        }
    }
}

//! Sentences, as ranges of tokens.

use std::ops::Range;

use super::abbreviation::{Abbreviation, abbreviation, follows_hour};
use super::shape::Shape;
use super::token::{Token, TokenKind};

/// The sentences of a paragraph; together they hold every token.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut sentences = Vec::with_capacity(tokens.len() / 16 + 1);
    let mut start = 0;
    let mut at = 0;
    let may_end = |token: &Token| match token.kind {
        TokenKind::Stop => true,
        TokenKind::Word => text.as_bytes()[token.end() - 1] == b'.',
        _ => false,
    };
    while let Some(next) = tokens[at..].iter().position(may_end) {
        at += next;
        if ends_sentence(text, tokens, at) {
            let end = closing_end(text, tokens, at + 1);
            if begins_sentence(text, tokens, end) {
                sentences.push(start..end);
                start = end;
            }
            at = end;
        } else {
            at += 1;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

/// Whether a sentence can end with the token at `at`, which is a stop or a word with a period.
fn ends_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = tokens[at];
    match token.kind {
        TokenKind::Stop => true,
        _ => {
            let word = &text[token.range()];
            let kind = abbreviation(word);
            // "at 5 p.m. Ann Lee", not "at 5 p.m. Tuesday"
            let after_hour = |next: &Token| {
                kind == Some(Abbreviation::Hour)
                    && next.shape == Shape::Capitalized
                    && !follows_hour(&text[next.range()])
            };
            kind != Some(Abbreviation::Title)
                && Shape::of(word) != Shape::Initial
                // "the U.S. He", not "the U.S. Army": only a word that begins sentences counts.
                && tokens.get(closing_end(text, tokens, at + 1)).is_some_and(|next| {
                    next.kind == TokenKind::Mark
                        || is_opener(&text[next.range()])
                        || after_hour(next)
                })
        }
    }
}

/// Past the closing marks and brackets that belong to the sentence before them.
fn closing_end(text: &str, tokens: &[Token], mut at: usize) -> usize {
    while at < tokens.len() && tokens[at - 1].end() == tokens[at].start() {
        let closes = match tokens[at].kind {
            TokenKind::Mark | TokenKind::Clitic => true,
            TokenKind::Stop => true,
            _ => matches!(&text[tokens[at].range()], ")" | "]"),
        };
        if !closes {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the token at `at` can begin a sentence: not a small letter, not a comma.
fn begins_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else {
        return true;
    };
    match token.kind {
        // "He left.Then" was typed without its space; "example.com" was not.
        _ if tokens[at - 1].end() == token.start() => {
            token.shape.is_capital() || token.kind == TokenKind::Mark
        }
        TokenKind::Word => token.shape != Shape::Lower,
        TokenKind::Punctuation => matches!(&text[token.range()], "(" | "[" | "—" | "–" | "-" | "•"),
        TokenKind::Stop | TokenKind::Clitic => false,
        TokenKind::Number | TokenKind::Mark | TokenKind::Link | TokenKind::Symbol => true,
    }
}

/// Capitalized words that begin sentences and hardly ever follow an abbreviation inside one.
fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "I"
            | "You"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "Our"
            | "My"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "There"
            | "But"
            | "And"
            | "Or"
            | "So"
            | "Yet"
            | "In"
            | "On"
            | "At"
            | "For"
            | "From"
            | "With"
            | "By"
            | "As"
            | "If"
            | "When"
            | "While"
            | "After"
            | "Before"
            | "Since"
            | "Although"
            | "Though"
            | "However"
            | "Meanwhile"
            | "What"
            | "Who"
            | "Why"
            | "How"
            | "Where"
            | "No"
            | "Not"
            | "Some"
            | "Many"
            | "Most"
            | "Both"
            | "Even"
            | "Under"
            | "Last"
            | "One"
    )
}

#[cfg(test)]
mod tests {
    use super::super::Paragraph;

    #[track_caller]
    fn check(expect: &[&str]) {
        let text = expect.join(" ");
        let paragraph = Paragraph::new(0, &text);
        let found: Vec<&str> = paragraph
            .sentences
            .iter()
            .map(|s| paragraph.words(s))
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn plain() {
        check(&["He left.", "She stayed!", "Why?", "Nobody knew…", "The end"]);
    }

    #[test]
    fn abbreviations() {
        check(&["Mr. Cox met Gov. Ann Lee of the U.S. Army in Ala. on Nov. 3 at 5 p.m. Tuesday."]);
        check(&["He moved to the U.S.", "The visit was short."]);
        check(&["It closed at 5 p.m.", "Ann Lee left."]);
        check(&["J. K. Rowling wrote to Acme Inc. about it.", "It answered."]);
    }

    #[test]
    fn marks() {
        check(&[
            "“We won.”",
            "“They lost,” he said.",
            "(It rained.)",
            "Nobody came.",
        ]);
        check(&["“Why?” he asked.", "“Because.”"]);
    }

    #[test]
    fn every_token_is_in_one_sentence() {
        for text in ["", ".", "...", "”", "a.b", "U.S.", "!? ”) A"] {
            let paragraph = Paragraph::new(0, text);
            let mut at = 0;
            for sentence in &paragraph.sentences {
                assert_eq!(sentence.start, at);
                assert!(!sentence.is_empty());
                at = sentence.end;
            }
            assert_eq!(at, paragraph.tokens.len());
        }
    }
}

//! The labels of a transcript: "Q: Why? FALLIN: I must."

use super::Name;
use crate::coref::title::honorific;
use crate::text::{Paragraph, Shape, TokenKind};

/// Whether the paragraph begins with the label of a question.
pub fn asks(paragraph: &Paragraph) -> bool {
    let text = &paragraph.text;
    let labels = ["Q: ", "Q. ", "QUESTION: "];
    labels.iter().any(|label| text.starts_with(label)) || bare_question(text).is_some()
}

/// The words of a question whose label has no colon: "Q But why?".
pub fn bare_question(text: &str) -> Option<&str> {
    let words = text.strip_prefix("Q ")?.trim_ascii_start();
    matches!(words.as_bytes(), [b'A'..=b'Z', ..]).then_some(words)
}

/// Whether the name is one word in capitals with a colon behind it, and perhaps an honorific before
/// it, at the beginning of a paragraph or of a sentence.
pub fn is_label(paragraph: &Paragraph, name: &Name) -> bool {
    let last = name.tokens.end - 1;
    let first = last - usize::from(is_titled(paragraph, name));
    first <= name.tokens.start
        && paragraph.word_at(Some(last + 1)) == ":"
        && paragraph.tokens[last].shape == Shape::Capitals
        && (first == 0 || paragraph.tokens[first - 1].kind == TokenKind::Stop)
}

/// Whether an honorific stands before the last word of the name, in it or not: "MS. LEE".
pub fn is_titled(paragraph: &Paragraph, name: &Name) -> bool {
    let before = paragraph.word_at((name.tokens.end - 1).checked_sub(1));
    honorific(before).is_some()
}

/// Whether a name begins with the verb of whoever has it, though men are called Said: "Said Lee: “…”".
pub fn is_said(paragraph: &Paragraph, name: &Name) -> bool {
    name.tokens.len() > 1
        && matches!(paragraph.word(name.tokens.start), "Said" | "Says")
        && paragraph.word_at(Some(name.tokens.end)) == ":"
}

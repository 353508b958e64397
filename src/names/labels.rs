//! The labels of a transcript: "Q: Why? FALLIN: I must."

use super::Name;
use crate::text::{Paragraph, Shape, TokenKind};

/// Whether the paragraph begins with the label of a question.
pub fn asks(paragraph: &Paragraph) -> bool {
    ["Q: ", "Q. ", "QUESTION: "]
        .iter()
        .any(|label| paragraph.text.starts_with(label))
}

/// Whether the name is one word in capitals with a colon behind it, at the beginning of a paragraph
/// or of a sentence.
pub fn is_label(paragraph: &Paragraph, name: &Name) -> bool {
    let (start, end) = (name.tokens.start, name.tokens.end);
    name.tokens.len() == 1
        && paragraph.word_at(Some(end)) == ":"
        && paragraph.tokens[start].shape == Shape::Capitals
        && (start == 0 || paragraph.tokens[start - 1].kind == TokenKind::Stop)
}

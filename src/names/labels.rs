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
    let words = text.strip_prefix("Q ")?.trim_start();
    words.starts_with(char::is_uppercase).then_some(words)
}

/// Whether the name is one word in capitals with a colon behind it, and perhaps an honorific before
/// it, at the beginning of a paragraph or of a sentence.
pub fn is_label(paragraph: &Paragraph, name: &Name) -> bool {
    let end = name.tokens.end;
    let (title, own) = honorifics(paragraph, name);
    name.tokens.len() == 1 + own
        && paragraph.word_at(Some(end)) == ":"
        && paragraph.tokens[end - 1].shape == Shape::Capitals
        && (title == 0 || paragraph.tokens[title - 1].kind == TokenKind::Stop)
}

/// Where a name begins with the honorific before it or in it, and how many of its tokens that is:
/// "MS. LEE".
fn honorifics(paragraph: &Paragraph, name: &Name) -> (usize, usize) {
    let start = name.tokens.start;
    let is_one = |at: usize| honorific(paragraph.word(at)).is_some();
    if name.tokens.len() > 1 && is_one(start) {
        (start, 1)
    } else {
        (start - usize::from(start > 0 && is_one(start - 1)), 0)
    }
}

/// Whether an honorific makes what is a label a person.
pub fn is_titled(paragraph: &Paragraph, name: &Name) -> bool {
    let (title, own) = honorifics(paragraph, name);
    own > 0 || title < name.tokens.start
}

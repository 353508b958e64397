//! The labels of a transcript: "Q: Why? FALLIN: I must."

use super::Name;
use crate::analysis::Kind;
use crate::coref::person::is_given_name;
use crate::coref::title::{honorific, is_heard_besides, is_role};
use crate::text::{Paragraph, Shape, TokenKind};

/// Whether the paragraph begins with the label of a question.
pub fn asks(paragraph: &Paragraph) -> bool {
    let text = paragraph.text().trim_start();
    let labels = ["Q: ", "Q. ", "QUESTION: "];
    labels.iter().any(|label| text.starts_with(label)) || bare_question(text).is_some()
}

/// The words of a question whose label has no colon: "Q But why?".
pub fn bare_question(text: &str) -> Option<&str> {
    let words = text.strip_prefix("Q ")?.trim_ascii_start();
    matches!(words.as_bytes(), [b'A'..=b'Z', ..]).then_some(words)
}

/// The word in capitals before a colon that the paragraph begins with: "BLITZER" of "BLITZER: Why?".
pub fn word(paragraph: &Paragraph) -> Option<&str> {
    let label = paragraph.tokens().first()?;
    let is_one = label.shape == Shape::Capitals && paragraph.word(1) == ":";
    is_one.then(|| paragraph.word(0))
}

/// Whether the name is one word in capitals with a colon behind it, and perhaps an honorific before
/// it, at the beginning of a paragraph or of a sentence.
pub fn is_label(paragraph: &Paragraph, name: &Name) -> bool {
    let last = name.tokens.end - 1;
    // Most names are told by this already.
    if paragraph.tokens()[last].shape != Shape::Capitals || paragraph.word(last + 1) != ":" {
        return false;
    }
    let first = last - usize::from(is_titled(paragraph, name));
    first <= name.tokens.start
        && (first == 0 || paragraph.tokens()[first - 1].kind == TokenKind::Stop)
}

/// Whether the name is a given name and more in capitals before the colon of a label: "BEN WEST: …".
pub fn is_full_label(paragraph: &Paragraph, name: &Name) -> bool {
    let capitals = |at: usize| paragraph.tokens()[at].shape == Shape::Capitals;
    name.tokens.start == 0
        && name.tokens.len() > 1
        && paragraph.word(name.tokens.end) == ":"
        && name.tokens.clone().all(capitals)
        && is_given_name(paragraph.word(0))
}

/// Whether what was taken for a name is what a transcript notes besides words: "(CROSSTALK)".
pub fn is_direction(paragraph: &Paragraph, name: &Name) -> bool {
    let (start, end) = (name.tokens.start, name.tokens.end);
    let opens = matches!(paragraph.word_at(start.checked_sub(1)), "(" | "[");
    let closes = matches!(paragraph.word(end), ")" | "]");
    opens && closes && is_heard_besides(paragraph.word(start))
}

/// Whether what was taken for a name is a role in capitals: "The CFO".
pub fn is_short_role(paragraph: &Paragraph, name: &Name) -> bool {
    let at = name.tokens.start;
    name.tokens.len() == 1
        && paragraph.tokens()[at].shape == Shape::Capitals
        && is_role(paragraph.word(at))
        && ["the", "a"].iter().any(|word| {
            paragraph
                .word_at(at.checked_sub(1))
                .eq_ignore_ascii_case(word)
        })
        && paragraph.word(at + 1) != ":"
}

/// Whether an honorific stands before the last word of the name, in it or not: "MS. LEE".
pub fn is_titled(paragraph: &Paragraph, name: &Name) -> bool {
    let before = paragraph.word_at((name.tokens.end - 1).checked_sub(1));
    honorific(before).is_some()
}

/// Makes a person of whom a label in capitals names behind a short title: "GOV. LIZ PARK (R), IOWA: …",
/// "SEC. LEE: …".
pub fn name_titled(paragraph: &Paragraph, names: &mut Vec<Name>) {
    const LONGEST: usize = 4;
    let title = paragraph.word(0);
    let is_short = title.ends_with('.')
        && paragraph.tokens()[0].shape == Shape::Capitals
        && (title == "SEC." || is_role(title) || honorific(title).is_some());
    if !is_short {
        return;
    }
    let is_part = |at: &usize| {
        let token = &paragraph.tokens()[*at];
        let cased = matches!(token.shape, Shape::Capitals | Shape::Initial | Shape::Mixed);
        token.kind == TokenKind::Word && cased && paragraph.word(*at) != "OF"
    };
    let end = (1..paragraph.tokens().len()).take_while(is_part).last();
    let end = end.map_or(1, |last| last + 1);
    let is_named = (2..=1 + LONGEST).contains(&end) && closes(paragraph, end);
    let inside = |name: &&Name| name.tokens.start < end;
    if let Some(first) = names.iter().find(inside).filter(|_| is_named) {
        let named = Name {
            tokens: 1..end,
            kind: Kind::Person,
            ..first.clone()
        };
        names.retain(|name| name.tokens.start >= end);
        names.insert(0, named);
    }
}

/// Whether the name of a label ends at the token `end`: before its colon, or before the party, the firm or
/// the state that stand between it and the colon.
fn closes(paragraph: &Paragraph, end: usize) -> bool {
    const LONGEST_AFFILIATION: usize = 12;
    let mut words = (end..end + LONGEST_AFFILIATION).map(|at| paragraph.word(at));
    matches!(paragraph.word(end), ":" | "," | "(") && words.any(|word| word == ":")
}

/// Whether a name begins with the verb of whoever has it, though men are called Said: "Said Lee: “…”".
pub fn is_said(paragraph: &Paragraph, name: &Name) -> bool {
    name.tokens.len() > 1
        && matches!(paragraph.word(name.tokens.start), "Said" | "Says")
        && paragraph.word(name.tokens.end) == ":"
}

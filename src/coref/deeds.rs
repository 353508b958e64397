//! What somebody is called for what the text tells that they do: "Ann Lee drove the bus. … The driver said".

use std::ops::Range;

use super::title::doer;
use crate::text::{Paragraph, TokenKind};

/// What the person does, as the verb tells whose subject the name is: Jane Roe | drove the bus; Jane Roe, 38, |
/// who has chaired the board.
pub fn does(paragraph: &Paragraph, after: &Range<usize>) -> Option<&'static str> {
    let word = |at: usize| match after.contains(&at) {
        true => paragraph.word(at),
        false => "",
    };
    let mut verb = after.start;
    // "Jane Roe's | son Adam was hurt. The mother said"
    if after.contains(&verb) && paragraph.owns(verb) {
        let mut near = (verb + 1..verb + 4).map(word);
        let children = [
            "son",
            "daughter",
            "baby",
            "child",
            "children",
            "sons",
            "daughters",
        ];
        let child = near.any(|word| children.contains(&word));
        return child.then_some("mother father parent mum dad");
    }
    if word(verb) == "," {
        let age =
            after.contains(&(verb + 1)) && paragraph.tokens[verb + 1].kind == TokenKind::Number;
        verb += match (age && word(verb + 2) == ",", word(verb + 1)) {
            (true, _) => 3,
            (false, "who") => 1,
            _ => return None,
        };
    }
    verb += usize::from(word(verb) == "who");
    if matches!(word(verb), "has" | "had" | "was" | "is") {
        verb += 1 + usize::from(word(verb + 1) == "been");
        // "was driven", but "has driven"
        if matches!(word(verb - 1), "was" | "is") && !word(verb).ends_with("ing") {
            return None;
        }
    }
    doer(word(verb))
}

/// What who stands behind "by" does: "a bus driven by | Jane Roe".
pub fn done_by(paragraph: &Paragraph, before: &Range<usize>) -> Option<&'static str> {
    let by = before.end.checked_sub(1).filter(|by| *by > before.start)?;
    let done = paragraph.word(by - 1);
    let participle = done.ends_with("ed") || done == "driven" || done == "led" || done == "taught";
    (paragraph.word(by) == "by" && participle).then(|| doer(done))?
}

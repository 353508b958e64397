//! Acronyms of ordinary words: after "an electronic voting machine (EVM)" no EVM is an organization.

use crate::key::{Key, key};
use crate::text::{Paragraph, Shape, TokenKind};

/// Small words that an acronym may pass over: "memorandum of understanding (MOU)".
const PASSED_OVER: [&str; 6] = ["and", "for", "in", "of", "on", "the"];

/// The acronyms in brackets that stand for small-lettered words right before them, each with its
/// plural.
pub fn ordinary(paragraph: &Paragraph) -> Vec<Key> {
    let mut found = Vec::new();
    for (byte, _) in paragraph.text().match_indices('(') {
        let open = paragraph.token_at(byte);
        if paragraph.word(open) != "(" || paragraph.word(open + 2) != ")" {
            continue;
        }
        let word = paragraph.word(open + 1);
        let acronym = word.strip_suffix('s').unwrap_or(word);
        if acronym.len() > 1
            && acronym.bytes().all(|byte| byte.is_ascii_uppercase())
            && shortens(paragraph, open, acronym)
        {
            found.push(key(acronym.bytes()));
            found.push(key(acronym.bytes().chain([b's'])));
        }
    }
    found
}

/// Whether the letters of `acronym` begin the small-lettered words right before the token `end`.
fn shortens(paragraph: &Paragraph, end: usize, acronym: &str) -> bool {
    let mut letters = acronym.bytes().rev().map(|c| c.to_ascii_lowercase());
    let mut wanted = letters.next();
    for at in (0..end).rev() {
        let Some(letter) = wanted else { break };
        let token = &paragraph.tokens()[at];
        if token.kind != TokenKind::Word || token.shape != Shape::Lower {
            return false;
        }
        let word = paragraph.word(at);
        if word.as_bytes()[0] == letter {
            wanted = letters.next();
        } else if !PASSED_OVER.contains(&word) {
            return false;
        }
    }
    wanted.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, acronym: Option<&str>) {
        let found = ordinary(&Paragraph::new(0, text));
        assert_eq!(
            found.first().copied(),
            acronym.map(|acronym| key(acronym.bytes())),
            "{text}"
        );
    }

    #[test]
    fn acronyms_of_small_lettered_words_are_ordinary() {
        check("Each electronic voting machine (EVM) works.", Some("EVM"));
        check(
            "Three electronic voting machines (EVMs) broke.",
            Some("EVM"),
        );
        check(
            "A memorandum of understanding (MOU) lies here.",
            Some("MOU"),
        );
        check("The Marsh Bird Trust (MBT) said so.", None);
        check("The old voting machine (EVM) works.", None);
        check("Voting machine (EVM)", None);
        check("He went (EVM) and", None);
    }
}

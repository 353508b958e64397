//! Whose somebody is: "his wife, Ellen", "Ann Lee's brother Marc".

use std::ops::Range;

use super::Gender;
use super::introduction::{hangs, joint_before};
use super::title::{Known, is_likely_role, is_relation, is_role, role_gender};
use crate::text::{Paragraph, TokenKind};

/// Whose the person is, and what they are to them, by what leads to the name: "his wife, | Ellen", "her older
/// brother | Bill Kane", "his lawyer, | Rob Stark".
pub fn belongs(paragraph: &Paragraph, before: &Range<usize>) -> Option<[usize; 2]> {
    /// "her late older brother"
    const LONGEST: usize = 3;
    let last = before.end.checked_sub(1).filter(|at| before.contains(at))?;
    let comma = usize::from(paragraph.word(last) == ",");
    let noun = last.checked_sub(comma).filter(|at| before.contains(at))?;
    let from = before.start.max(noun.saturating_sub(LONGEST));
    let relation = || is_relation(paragraph.word(noun));
    // "Ann Lee's brother, | Marc": a lawyer of one is not that of another "his".
    let owner = (from..noun).rev().find(|&at| {
        let word = paragraph.word(at);
        matches!(word, "his" | "her" | "His" | "Her") || paragraph.owns(at) && relation()
    })?;
    let plain = |at: usize| paragraph.tokens()[at].kind == TokenKind::Word;
    let is_one = || relation() || is_role(paragraph.word(noun));
    ((owner + 1..noun).all(plain) && is_one()).then_some([owner, noun])
}

/// Whether the words beside the name call its bearer a relative of somebody: "his son, the director |
/// Mark Finch", "whose brother | Marco died", "Ella Dunn |, his late wife,".
pub fn is_relative(
    paragraph: &Paragraph,
    before: &Range<usize>,
    after: &Range<usize>,
    beside: Known,
) -> bool {
    /// "the film director"
    const LONGEST: usize = 5;
    // "her late husband", "his younger brother"
    let owned = |relation: usize, from: usize| {
        let owner = |at: usize| {
            let owns = ["his", "her", "their", "whose", "my", "our"];
            let is_owner = |word: &&str| paragraph.word(at).eq_ignore_ascii_case(word);
            paragraph.owns(at) || owns.iter().any(is_owner)
        };
        (from.max(relation.saturating_sub(2))..relation).any(owner)
    };
    let belongs = |at: usize, word: &str, known: Known| {
        paragraph.tokens()[at].shape.is_capital()
            || known.is_role_or_modifier()
            || is_likely_role(word)
    };
    // Nothing stands between the relation and the name but what belongs there.
    for at in before.clone().rev().take(LONGEST) {
        let word = paragraph.word(at);
        if matches!(word, "," | "the") {
            continue;
        }
        let known = match at + 1 == before.end {
            true => beside,
            false => Known::of(word),
        };
        if known.is_relation() {
            if owned(at, before.start) {
                return true;
            }
            break;
        }
        if !belongs(at, word, known) {
            break;
        }
    }
    after.len() > 2
        && paragraph.word(after.start) == ","
        && paragraph.word(after.start + 1) != "whose"
        && (after.start + 2..after.end.min(after.start + 4))
            .any(|at| owned(at, after.start + 1) && is_relation(paragraph.word(at)))
}

/// The gender that a relation beside the name tells: ", her husband," or "his niece, Ann Lee".
pub fn relation_gender(
    paragraph: &Paragraph,
    before: Range<usize>,
    after: Range<usize>,
    beside: Known,
) -> Option<Gender> {
    let comma = |at: usize| paragraph.word(at) == ",";
    if !after.is_empty() && comma(after.start) {
        let gender = (after.start + 1..after.end.min(after.start + 3))
            .map(|at| paragraph.word(at))
            // ", whose son died,": the son's gender.
            .take_while(|word| *word != "whose")
            .find_map(role_gender);
        if gender.is_some() {
            return gender;
        }
    }
    // "Nils Berg and his sister"
    if after.len() > 2 && paragraph.word(after.start) == "and" {
        let owner = match paragraph.word(after.start + 1) {
            "his" => Some(Gender::Male),
            "her" => Some(Gender::Female),
            _ => None,
        };
        let relation = (after.start + 2..after.end.min(after.start + 4))
            .any(|at| is_relation(paragraph.word(at)));
        if owner.is_some() && relation {
            return owner;
        }
    }
    let parted = !before.is_empty() && comma(before.end - 1);
    let end = before.end - usize::from(parted);
    let last = end.checked_sub(1).filter(|at| before.contains(at))?;
    if !parted {
        return beside.gender();
    }
    // "the wife of the mayor, Ann Lee"
    let joint = joint_before(paragraph, before.start, last);
    let head = joint.filter(|joint| hangs(paragraph, *joint));
    role_gender(paragraph.word(head.map_or(last, |joint| joint - 1)))
}

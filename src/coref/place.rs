//! Where names and pronouns stand in their sentence, told from neighbouring words, without a parser.

use std::ops::Range;

use super::Reference;
use super::title::{
    is_epithet, is_likely_role, is_party_member, is_role, is_role_or_modifier, is_title,
    role_gender,
};
use crate::quotes::Sketch;
use crate::text::{Paragraph, Shape, TokenKind};

/// A clause is not looked for over more tokens than this.
const LONGEST_CLAUSE: usize = 60;

/// No subject stands right behind them.
const PREPOSITIONS: [&str; 19] = [
    "of", "to", "by", "with", "for", "from", "at", "in", "on", "about", "against", "between",
    "like", "under", "over", "than", "after", "toward", "towards",
];

/// Whether a pronoun can stand before what somebody owns.
pub fn is_possessive(word: &str) -> bool {
    ["his", "her"]
        .iter()
        .any(|form| word.eq_ignore_ascii_case(form))
}

/// Whether the sentence before the one at `sentence` has one person without a name for its subject.
pub fn is_led_by_role(paragraph: &Paragraph, sketch: &Sketch, sentence: usize) -> bool {
    let Some(before) = sentence.checked_sub(1) else {
        return false;
    };
    let unit = sketch.unit_of(paragraph.sentences[before].start);
    let subject = sketch.subjects.get(unit);
    subject.and_then(Option::as_ref).is_some_and(|subject| {
        let word = paragraph.word(subject.head.end - 1);
        is_role(word) || is_party_member(word) || is_epithet(word)
    })
}

/// Whether the name at `start` opens a clause of its own behind that of somebody else, roles aside: "Cox left,
/// but | Lee", "…, while the mayor, | Lee, said".
pub fn opens_clause(paragraph: &Paragraph, start: usize) -> bool {
    /// "while the newly elected prime minister,"
    const LONGEST: usize = 8;
    let mut before = (1..start).rev().take(LONGEST);
    before
        .find(|&at| matches!(paragraph.word(at), "while" | "but" | "and" | "whereas"))
        .is_some_and(|at| {
            let role = |at: usize| {
                let word = paragraph.word(at);
                let small = matches!(word, "," | "the" | "his" | "her" | "its" | "their" | "a");
                small || paragraph.tokens()[at].shape.is_capital() || is_role_or_modifier(word)
            };
            paragraph.word(at - 1) == "," && (at + 1..start).all(role)
        })
}

/// Whether a preposition stands before what begins at the token `start`, titles aside: "to Mr. Lee".
pub fn is_governed(paragraph: &Paragraph, start: usize) -> bool {
    let is_word = |at: usize| paragraph.tokens()[at].kind == TokenKind::Word;
    let mut before = (0..start)
        .rev()
        .skip_while(|at| is_word(*at) && is_title(paragraph.word(*at)));
    before.next().filter(|at| is_word(*at)).is_some_and(|at| {
        let word = paragraph.word(at);
        PREPOSITIONS
            .iter()
            .any(|preposition| word.eq_ignore_ascii_case(preposition))
    })
}

/// The last word of who owns the person of this name, as the words before it in its sentence tell:
/// "Lee's lawyer, Ann Cox", "his son James". The sentence begins at the token `start`.
pub fn owner(paragraph: &Paragraph, start: usize, name: &Reference) -> Option<usize> {
    /// "former chief of staff,"
    const LONGEST: usize = 6;
    let comma =
        usize::from(name.tokens.start > start && paragraph.word(name.tokens.start - 1) == ",");
    let closes = matches!(paragraph.word(name.tokens.end), "," | "(");
    let role = name.tokens.start - comma;
    let last = role.checked_sub(1).filter(|last| *last >= start)?;
    if !closes && comma == 1 {
        return None;
    }
    let is_person = || {
        let word = paragraph.word(last);
        is_role(word) || role_gender(word).is_some() || is_likely_role(word)
    };
    let owner = (start..last)
        .rev()
        .take(LONGEST)
        .find(|at| paragraph.owns(*at) || is_possessive(paragraph.word(*at)));
    let plain = |owner: usize| (owner + 1..last).all(|at| paragraph.word(at) != ",");
    // "Her understudy Ann Lee": whatever the noun is, it stands for her.
    let noun = |owner: usize| {
        owner + 1 == last
            && paragraph.tokens()[last].shape == Shape::Lower
            && !paragraph.owns(owner)
    };
    owner.filter(|owner| plain(*owner) && (comma == 1 || noun(*owner) || is_person()))
}

/// Whether the one named at `name` is another than the pronoun at `at`, as the clause tells that opens their
/// sentence: "Pressed by | Lee on the dates, she", "When | Lee asked her, she", "After meeting | Lee, she".
pub fn is_other_in_front(
    paragraph: &Paragraph,
    sentence: &Range<usize>,
    at: usize,
    name: usize,
) -> bool {
    const ASKED: [&str; 4] = ["asked", "pressed", "questioned", "challenged"];
    let comma = at - 1;
    if at - name > LONGEST_CLAUSE || comma <= name || paragraph.word(comma) != "," {
        return false;
    }
    let first = paragraph.word(sentence.start);
    if first == "When" {
        let mut rest = (name + 1..at).take(4);
        return rest.any(|at| ASKED.contains(&paragraph.word(at)));
    }
    let second = paragraph.word(sentence.start + 1);
    let meets = (first.ends_with("ing") || second.ends_with("ing"))
        && (sentence.start..comma).all(|at| paragraph.word(at) != ",");
    let by = |at: usize| paragraph.word(at) == "by";
    meets || first.ends_with("ed") && (sentence.start..name).any(by)
}

/// The comma that ends the clause of the pronoun at `at`, where that clause opens the sentence and hangs on the
/// next: "Asked whether she would go | , Ms. Lee", "After he left | , Cox".
pub fn fronted(paragraph: &Paragraph, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let first = paragraph.word(sentence.start);
    let opens = matches!(
        first,
        "Asked"
            | "Pressed"
            | "Questioned"
            | "When"
            | "After"
            | "Before"
            | "While"
            | "Once"
            | "Although"
            | "Though"
            | "Despite"
    ) || first.ends_with("ing");
    // A pronoun far behind is in no clause that long: a text without commas is not gone through at each.
    let mut clause = sentence.clone().take(LONGEST_CLAUSE);
    let near = opens && at - sentence.start < LONGEST_CLAUSE;
    let comma = near.then(|| clause.find(|at| paragraph.word(*at) == ","))??;
    (at < comma).then_some(comma)
}

/// Whether nothing but titles stands between the comma and the name, which owns nothing.
pub fn opens_after(paragraph: &Paragraph, comma: usize, name: &Reference) -> bool {
    comma < name.tokens.start
        && (comma + 1..name.tokens.start).all(|at| is_title(paragraph.word(at)))
        && !paragraph.owns(name.tokens.end)
}

/// Whether words behind the pronoun at `at` date what it is the subject of to a year, or to somebody's memoirs.
pub fn tells_of_past(paragraph: &Paragraph, at: usize) -> bool {
    /// "told an interviewer from the Herald in 1990"
    const LONGEST: usize = 10;
    let rest = (at + 1..paragraph.tokens().len()).take(LONGEST);
    let mut rest = rest.take_while(|at| paragraph.tokens()[*at].kind != TokenKind::Stop);
    rest.any(|at| {
        let word = paragraph.word(at);
        let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let dated = matches!(paragraph.word(at - 1), "in" | "a");
        paragraph.tokens()[at].kind == TokenKind::Number && year && dated
            || matches!(word, "memoir" | "memoirs" | "autobiography")
    })
}

/// Whether the subject pronoun at `at` follows what it reports: ", he said" or "…” she added".
pub fn ends_report(paragraph: &Paragraph, sentence: usize, at: usize) -> bool {
    if at <= sentence + 1 {
        return false;
    }
    let before = paragraph.tokens()[at - 1].kind;
    let verb = paragraph.word(at + 1);
    let ends = paragraph.tokens().get(at + 2).is_none_or(|token| {
        token.kind != TokenKind::Word || matches!(paragraph.word(at + 2), "in" | "on" | "at" | "of")
    });
    matches!(before, TokenKind::Punctuation | TokenKind::Mark) && ends && !verb.is_empty()
}

/// Whether the pronoun at `at` reports between commas, behind which the clause goes on: "was, | he admits, a fool".
pub fn is_parenthesis(paragraph: &Paragraph, at: usize) -> bool {
    let comma = |at: usize| paragraph.word(at) == ",";
    at > 0 && comma(at - 1) && (comma(at + 2) || comma(at + 3))
}

/// Whether nothing that parts clauses stands between two tokens.
pub fn is_one_clause(paragraph: &Paragraph, from: usize, to: usize) -> bool {
    // "Lee left Cox, calling him": the subject is the same after the comma.
    let goes_on = |at: usize| paragraph.word(at) == "," && paragraph.word(at + 1).ends_with("ing");
    to - from <= LONGEST_CLAUSE
        && (from..to).all(|at| {
            (paragraph.tokens()[at].kind != TokenKind::Punctuation || goes_on(at))
                && !matches!(
                    paragraph.word(at),
                    "that" | "and" | "but" | "when" | "who" | "as" | "because"
                )
        })
}

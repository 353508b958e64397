//! What stands before a colon at the start of a paragraph and may tell who speaks: "Q: …", "COX: …".

use std::ops::Range;
use std::sync::LazyLock;

use super::reading::Reading;
use super::signs::is;
use super::words::Word;
use crate::coref::title::{is_role, is_unnamed};
use crate::lexicon::{self, Words};
use crate::names::labels;
use crate::text::{Paragraph, Shape, TokenKind};

/// What stands before a colon at the start of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The name or letter, as tokens.
    pub tokens: Range<usize>,
    /// The first token after the colon.
    pub after: usize,
    /// Whether it is in capitals throughout: "COX", "Q".
    pub capitals: bool,
    /// Whether it opens with a word that heads notes and notices rather than a name.
    pub notice: bool,
    /// The tokens in the paragraph that begin questions and answers as well, letters and names in
    /// capitals: "Q: Why? A: I must. COX: So must I."
    pub inner: Vec<usize>,
}

/// First words of a label that heads a notice: "update", "note".
static NOTICES: LazyLock<Words> =
    LazyLock::new(|| lexicon::words(include_str!("../../seeds/lexicons/notices.txt")));

/// Whether a word before a colon heads a notice rather than somebody's words.
pub fn is_notice(word: &str) -> bool {
    lexicon::holds(&NOTICES, word)
}

/// What stands around a label in bold letters: "**Ann Lee:** Well …".
const EMPHASIS: [char; 2] = ['*', '_'];

/// Those who ask, as the last word of a label calls them, in small letters or not: "Times reporter".
pub const ASKERS: [&str; 4] = ["reporter", "interviewer", "moderator", "question"];

/// The name that a paragraph begins with as a label does, and where the words after it begin, in
/// bytes: one to five words with capitals ("van" and the like among them), perhaps a bracket, and a
/// colon with white space behind it.
fn labelled(text: &str) -> Option<(&str, usize)> {
    // "Q. Why did you go?"
    if let Some(words) = text.strip_prefix("Q. ").or(text.strip_prefix("A. ")) {
        return Some((&text[..2], text.len() - words.trim_start().len()));
    }
    if let Some(question) = labels::bare_question(text) {
        return Some((&text[..1], text.len() - question.len()));
    }
    let inside = |c: char| {
        !matches!(
            c,
            ' ' | '\t' | ':' | ',' | ';' | '(' | ')' | '"' | '“' | '”' | '*' | '_'
        )
    };
    let word = |from: usize| {
        let rest = &text[from..];
        if !rest.starts_with(|c| matches!(c, 'A'..='Z' | 'À'..='Þ')) {
            return None;
        }
        Some(from + rest.find(|c| !inside(c)).unwrap_or(rest.len()))
    };
    let mut end = word(0)?;
    for _ in 0..4 {
        let Some(rest) = text[end..].strip_prefix(' ') else {
            break;
        };
        let particle = ["de ", "van ", "von ", "al-"].iter();
        let particle = particle
            .copied()
            .find(|particle| rest.starts_with(particle));
        let Some(next) = word(end + 1 + particle.map_or(0, str::len)) else {
            break;
        };
        end = next;
    }
    let asker = ASKERS.iter().find(|asker| {
        let rest = text[end..].strip_prefix(' ');
        let rest = rest.and_then(|rest| rest.strip_prefix(**asker));
        rest.is_some_and(|rest| rest.starts_with(':'))
    });
    end += asker.map_or(0, |asker| 1 + asker.len());
    let name = &text[..end];
    // "Q&A: Ann Lee on grief" is a heading.
    if name == "Q&A" {
        return None;
    }
    let mut rest = &text[end..];
    let bracket = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix('(');
    if let Some(bracket) = bracket {
        let (words, after) = bracket.split_once(['(', ')'])?;
        let closes = bracket[words.len()..].starts_with(')');
        if !closes || !(1..=40).contains(&words.chars().count()) {
            return None;
        }
        rest = after;
    }
    rest = affiliation(name, rest).unwrap_or(rest);
    // "**Ann Lee:** Well …", "**Ann Lee**: Well …"
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let said = rest.trim_start_matches(EMPHASIS).strip_prefix(':')?;
    let words = said.trim_start_matches(EMPHASIS);
    let words = words.trim_start_matches([' ', '\t']);
    let follow = words.len() < said.len() && !words.is_empty();
    follow.then_some((name, text.len() - words.len()))
}

/// What follows the party, the firm or the state behind a name in `rest`: "SEN. ANN LEE, R-Utah:".
fn affiliation<'t>(name: &str, rest: &'t str) -> Option<&'t str> {
    const LONGEST: usize = 40;
    let said = rest.strip_prefix(", ")?;
    let stops = |byte: u8| matches!(byte, b':' | b',' | b';' | b'"' | b'?' | b'!');
    let end = said.bytes().position(stops)?;
    // "Meg Orr, 34, teacher: Not really."
    let age = said.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&age) && name.contains(' ') {
        let end = said
            .bytes()
            .position(|byte| matches!(byte, b':' | b';' | b'"' | b'?' | b'!' | b'.'))?;
        let plain = end <= LONGEST && said[end..].starts_with(':');
        return plain.then(|| &said[end..]);
    }
    // "LEEDS, Yorkshire: …" is a place.
    let capitals = || name.contains(' ') && !name.bytes().any(|byte| byte.is_ascii_lowercase());
    let party = matches!(said.as_bytes(), [b'R' | b'D' | b'I', b'-', ..]);
    // "Ann Lee, host: …"
    let role = || name.contains(' ') && said[..end].rsplit(' ').next().is_some_and(is_role);
    let closes = end <= LONGEST && said[end..].starts_with(':');
    (closes && (party || capitals() || role())).then(|| &said[end..])
}

/// Whether a label is what a record calls somebody instead of a name: "THE COURT", "The Speaker".
pub fn is_part(name: &str) -> bool {
    let part = &name[name.rfind(' ').map_or(0, |space| space + 1)..];
    let radio = ["dispatch", "control", "tower"];
    let is = |word: &&str| part.eq_ignore_ascii_case(word);
    part == "COURT" || is_role(part) || is_unnamed(part) || radio.iter().any(is)
}

/// The label at the start of a paragraph.
pub fn label(reading: &Reading) -> Option<Label> {
    let text: &str = reading.paragraph.text();
    if reading.paragraph.tokens().is_empty() {
        return None;
    }
    let words = text.trim_start().trim_start_matches(EMPHASIS);
    let lead = text.len() - words.len();
    let (name, after) = labelled(words)?;
    // Its colon, or the period of a title in it, stands near the start.
    let head = text.get(..text.len().min(96)).unwrap_or(text);
    if !head.contains([':', '.']) && !words.starts_with("Q ") {
        return None;
    }
    let start = reading.paragraph.token_at(lead);
    let end = reading.paragraph.token_at(lead + name.len());
    let after = reading.paragraph.token_at(lead + after);
    if end == 0 || reading.stretch(0).is_some() {
        return None;
    }
    let first = reading.text(start);
    let says = (after..reading.words.len()).any(|at| reading.kind(at) == TokenKind::Word);
    if !says {
        // "Cox: 547." is a count.
        return None;
    }
    let capitals = !name.contains(|c: char| c.is_lowercase());
    let inner = |at: &usize| {
        reading.kind(at - 1) == TokenKind::Stop
            && match reading.text(*at) {
                "Q." | "A." => true,
                _ if !is!(reading, at + 1, ":") => false,
                "Q" | "A" => true,
                _ => {
                    let token = &reading.paragraph.tokens()[*at];
                    token.shape == Shape::Capitals
                }
            }
    };
    let inner = match capitals {
        true => (after + 1..reading.words.len().saturating_sub(2))
            .filter(inner)
            .collect(),
        false => Vec::new(),
    };
    // "The Post: Why did you go?", but not "The plan: …"
    let asks = first == "The" && text.trim_end().ends_with('?');
    Some(Label {
        inner,
        tokens: start..end.min(after).max(start),
        after,
        capitals,
        notice: is_notice(reading.text(start))
            || reading.word(start).is(Word::DETERMINER)
                && !(asks || matches!(name, "A" | "A.") || is_part(name))
            || first.ends_with("'s")
            || reading.is_possessive(start + 1),
    })
    .filter(|label| !label.tokens.is_empty())
}

/// The name or letter of a label: "Q" for "Q." as well.
pub fn letters<'a>(paragraph: &'a Paragraph, label: &Label) -> &'a str {
    let words = paragraph.words(&label.tokens);
    words.strip_suffix('.').unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::words::Classes;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        let paragraph = Paragraph::new(0, text);
        let mut classes = Classes::of(&paragraph);
        let noted = classes.each().next().expect("there is one paragraph");
        let reading = Reading::new(&paragraph, noted);
        let label = label(&reading);
        assert_eq!(
            label.map(|label| paragraph.words(&label.tokens)),
            expect,
            "{text}"
        );
    }

    #[test]
    fn labels() {
        check("COX: Well, we tried.", Some("COX"));
        check("Q: Why did you go?", Some("Q"));
        check("Q. Why did you go?", Some("Q."));
        check("Ann Lee: It was late.", Some("Ann Lee"));
        check("Q But why did you go?", Some("Q"));
        check("Q and A was late.", None);
        check("MAYOR COX (D): It was late.", Some("MAYOR COX"));
        check("MAYOR COX (D), LEEDS: It was late.", Some("MAYOR COX"));
        check("Sen. Ann Lee, R-Utah: It was late.", Some("Sen. Ann Lee"));
        check("ANN LEE, Water for All: It was late.", Some("ANN LEE"));
        check("Ann Lee, host: It was late.", Some("Ann Lee"));
        check("LEEDS, Yorkshire: It was late.", None);
        check("He said: go home.", None);
        check("At 10:30 we left.", None);
        check("“COX: Well.”", None);
        check(":", None);
    }
}

//! Names that the tagger cut in two at a mark or at a day, or that it did not end before a mark, two bodies that it took
//! for one, and firms whose name ends in an 's.

use std::ops::Range;
use std::sync::LazyLock;

use super::Name;
use crate::analysis::Kind;
use crate::coref::title::is_sunday_paper;
use crate::coref::{ALIASES, is_newspaper};
use crate::lexicon::Sections;
use crate::text::{Paragraph, TokenKind};

/// What a name ends in that is one body's.
const BODIES: [&str; 10] = [
    "Agency",
    "Office",
    "Commission",
    "Authority",
    "Council",
    "Ministry",
    "Department",
    "Police",
    "University",
    "Parliament",
];

/// Gives a body all that it is in charge of: "the Competition | and Markets Authority", where the first word is no name.
pub fn join_fields(paragraph: &Paragraph, names: &mut [Name]) {
    let mut before = 0;
    for name in names {
        let start = name.tokens.start;
        let last = paragraph.word(name.tokens.end - 1);
        let joins = name.kind == Kind::Organization
            && start >= before + 3
            && paragraph.word(start - 1) == "and"
            && paragraph.tokens()[start - 2].shape.is_capital()
            && paragraph.word(start - 3).eq_ignore_ascii_case("the")
            && BODIES.contains(&last);
        if joins {
            name.tokens.start = start - 2;
        }
        before = name.tokens.end;
    }
}

/// Makes two organizations of what "and" joins, where the first ends in what a body is: "the Environment Agency | and
/// | Thames Water", but not "the Department of Trade and Industry".
pub fn part_bodies(paragraph: &Paragraph, names: &mut Vec<Name>) {
    let mut at = 0;
    while let Some(name) = names.get_mut(at) {
        at += 1;
        let (start, end) = (name.tokens.start, name.tokens.end);
        if name.kind != Kind::Organization || end - start < 5 {
            continue;
        }
        let Some(and) = (start + 2..end - 2).find(|&at| paragraph.word(at) == "and") else {
            continue;
        };
        let hangs = |at: usize| matches!(paragraph.word(at), "of" | "for" | "," | "and");
        let body = BODIES.contains(&paragraph.word(and - 1));
        if body && !(start..and).any(hangs) && !(and + 1..end).any(hangs) {
            let mut other = name.clone();
            other.tokens.start = and + 1;
            name.tokens.end = and;
            names.insert(at, other);
        }
    }
}

/// Firms whose name ends in an 's, without it; and those among them where people have the name as well.
static WITH_CLITIC: LazyLock<Sections> = LazyLock::new(|| {
    let sections = [
        ("with clitic", FIRM),
        ("with clitic or not", FIRM_OR_PERSON),
    ];
    Sections::read(ALIASES, &sections)
});

const FIRM: u32 = 1;
const FIRM_OR_PERSON: u32 = 1 << 1;

/// Whether a firm may be called by `word` and an 's behind it.
pub fn takes_clitic(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase()) && WITH_CLITIC.of(word) != 0
}

/// Gives a firm the 's of its name, "Moody's", where it stands behind one of `firms`, for which [`takes_clitic`].
pub fn join_clitic(paragraph: &Paragraph, firms: &[usize], names: &mut Vec<Name>) {
    for &last in firms {
        let clitic = last + 1;
        let kind = paragraph.tokens().get(clitic).map(|token| token.kind);
        if kind != Some(TokenKind::Clitic) {
            continue;
        }
        let is_firm = WITH_CLITIC.of(paragraph.word(last)) == FIRM;
        let at = names.partition_point(|name| name.tokens.end < clitic);
        match names.get_mut(at).filter(|name| name.tokens.start < clitic) {
            Some(name) if name.tokens.end == clitic => {
                let one = name.tokens.len() == 1;
                if name.kind == Kind::Organization || is_firm && one {
                    name.kind = Kind::Organization;
                    name.tokens.end += 1;
                }
            }
            Some(_) => {}
            None if is_firm => names.insert(
                at,
                Name {
                    paragraph: 0,
                    tokens: last..clitic + 1,
                    kind: Kind::Organization,
                    confidence: 70,
                    entry: None,
                },
            ),
            None => {}
        }
    }
}

/// Makes one place of "Washington" and the "D.C." behind its comma.
pub fn join_district(paragraph: &Paragraph, names: &mut Vec<Name>) {
    names.dedup_by(|district, city| {
        let joins = [city.kind, district.kind] == [Kind::Place; 2]
            && district.tokens.start == city.tokens.end + 1
            && paragraph.word(city.tokens.end) == ","
            && paragraph.words(&city.tokens) == "Washington"
            && matches!(paragraph.words(&district.tokens), "D.C." | "D.C" | "DC");
        if joins {
            city.tokens.end = district.tokens.end;
            city.confidence = city.confidence.min(district.confidence);
        }
        joins
    });
}

/// Makes one person of what ends in an open nickname and what follows its closing mark.
pub fn join_nickname(paragraph: &Paragraph, names: &mut Vec<Name>) {
    names.dedup_by(|rest, given| {
        let is_open = || {
            let mut marks = given
                .tokens
                .clone()
                .skip(1)
                .filter(|at| matches!(paragraph.word(*at), "\"" | "“" | "‘" | "'"));
            marks.next().is_some_and(|at| at + 1 < given.tokens.end) && marks.next().is_none()
        };
        let joins = [given.kind, rest.kind] == [Kind::Person; 2]
            && rest.tokens.start == given.tokens.end + 1
            && matches!(paragraph.word(given.tokens.end), "\"" | "”" | "’" | "'")
            && is_open();
        if joins {
            given.tokens.end = rest.tokens.end;
            given.confidence = given.confidence.min(rest.confidence);
        }
        joins
    });
}

/// Parts what runs over an opening quotation mark whose partner is behind it: "told Cox | “Karl Braun is ill”". A pair
/// stays in a name, as that of a nickname does.
pub fn part_at_marks(paragraph: &Paragraph, names: &mut Vec<Name>) {
    let mut at = 0;
    while let Some(name) = names.get_mut(at) {
        let Some(mark) = open_mark(paragraph, &name.tokens) else {
            at += 1;
            continue;
        };
        let behind = mark + 1..name.tokens.end;
        if mark == name.tokens.start && !behind.is_empty() {
            name.tokens = behind;
            continue;
        }
        name.tokens.end = mark;
        // One word has its capital from the sentence that it begins: "in Hull “Anger is …”".
        if behind.len() > 1 {
            let rest = Name {
                tokens: behind,
                ..name.clone()
            };
            names.insert(at + 1, rest);
        }
    }
    names.retain(|name| !name.tokens.is_empty());
}

/// The last double quotation mark among `tokens` that opens what none of them closes.
fn open_mark(paragraph: &Paragraph, tokens: &Range<usize>) -> Option<usize> {
    let mut open = None;
    for at in tokens.clone() {
        match paragraph.word(at) {
            "“" => open = Some(at),
            "\"" if at == tokens.start || paragraph.spaced(at) => open = Some(at),
            "”" | "\"" => open = None,
            _ => {}
        }
    }
    open
}

/// How sure, in percent, a newspaper is that only its day tells.
const TOLD: u8 = 80;

/// Makes one organization of each newspaper that has its day in its name: "The Sunday Times", "The Mail
/// on Sunday". `days` are the tokens that are "Sunday"; `names` stay sorted.
pub fn join_sunday_paper(paragraph: &Paragraph, days: &[usize], names: &mut Vec<Name>) {
    for &day in days {
        let word = |at: Option<usize>| paragraph.word_at(at);
        let before = word(day.checked_sub(1));
        let is_paper = is_newspaper(word(Some(day + 1)));
        let tokens = if before.eq_ignore_ascii_case("the") && is_paper {
            day..day + 2
        } else if before == "on" && day > 2 && is_sunday_paper(word(Some(day - 2))) {
            if !word(Some(day - 3)).eq_ignore_ascii_case("the") {
                continue;
            }
            day - 2..day + 1
        } else {
            continue;
        };
        let first = names.partition_point(|name| name.tokens.end <= tokens.start);
        let last = names.partition_point(|name| name.tokens.start < tokens.end);
        let fits = names[first..last]
            .iter()
            .all(|name| tokens.contains(&name.tokens.start) && name.tokens.end <= tokens.end);
        if fits {
            let paper = Name {
                paragraph: 0,
                tokens,
                kind: Kind::Organization,
                confidence: TOLD,
                entry: None,
            };
            names.splice(first..last, [paper]);
        }
    }
}

//! Names in headlines, told by the names of the text below.
//!
//! In a headline every word may be written as names are, so that its letters tell neither where a
//! name ends nor whether a word is one. The text says both: what it names, the headline names.

use std::ops::Range;
use std::sync::LazyLock;

use super::words::{Casing, casing, fold};
use super::{Name, sort_names};
use crate::analysis::Kind;
use crate::coref::person::is_given_name;
use crate::coref::title::PEOPLE;
use crate::key::{Key, Letters};
use crate::lexicon::{self, Words};
use crate::text::{Paragraph, Shape, TokenKind};

/// The longest name that is looked for, in tokens.
const LONGEST: usize = 8;

/// How sure, in percent, a name is that only the text tells.
const TOLD: u8 = 80;

/// What `names`, those of a paragraph, tell headlines elsewhere: the key of the folded words of
/// each name in prose, and its kind. People's names are told with each of their ends, too: "Hale" for "Ann Hale".
pub fn told(paragraph: &Paragraph, names: &[Name]) -> Vec<(Key, Kind)> {
    let mut told = Vec::with_capacity(2 * names.len());
    let headlines = headlines(paragraph);
    for name in names {
        let in_headline = headlines.iter().any(|s| s.contains(&name.tokens.start));
        if in_headline || name.tokens.len() > LONGEST {
            continue;
        }
        let starts = match name.kind {
            Kind::Person => name.tokens.clone(),
            _ => name.tokens.start..name.tokens.start + 1,
        };
        told.extend(
            starts
                .filter(|start| paragraph.tokens()[*start].shape.is_capital())
                .map(|start| (folded(paragraph, start..name.tokens.end), name.kind)),
        );
    }
    told
}

/// Verbs as headlines have them between two people, none of which is a surname of any number.
static VERBS: LazyLock<Words> = LazyLock::new(|| lexicon::section(PEOPLE, "headline verb"));

/// Makes two people of one name in capitals with a verb between its words: ORESH MEETS HALE.
pub fn part_at_verbs(paragraph: &Paragraph, names: &mut Vec<Name>) {
    let mut at = 0;
    while let Some(name) = names.get_mut(at) {
        at += 1;
        if name.kind != Kind::Person || name.tokens.len() < 3 {
            continue;
        }
        let mut inner = name.tokens.start + 1..name.tokens.end - 1;
        let is_verb = |at: &usize| {
            let is_shouted = paragraph.tokens()[*at].shape == Shape::Capitals;
            is_shouted && lexicon::holds(&VERBS, paragraph.word(*at))
        };
        if let Some(verb) = inner.find(is_verb) {
            let mut after = name.clone();
            after.tokens.start = verb + 1;
            name.tokens.end = verb;
            names.insert(at, after);
        }
    }
}

/// Gives the headlines of a paragraph the names that the text has, in place of what was found in
/// them. `named` says what the text names with some folded words; `names` stay sorted.
pub fn name_as_the_text(
    paragraph: &Paragraph,
    names: &mut Vec<Name>,
    named: impl Fn(Key) -> Option<Kind>,
) {
    for sentence in headlines(paragraph) {
        let listed = matches(paragraph, &sentence, &named);
        if !listed.is_empty() {
            settle(paragraph, listed, names);
            sort_names(names);
        }
    }
}

/// Whether a sentence of the paragraph is written as headlines are.
pub fn has_any(paragraph: &Paragraph) -> bool {
    !headlines(paragraph).is_empty()
}

/// The sentences that are written as headlines are; a short sentence full of names may look like
/// one, but has a period.
fn headlines(paragraph: &Paragraph) -> Vec<Range<usize>> {
    let is_headline = |sentence: &&Range<usize>| {
        paragraph.word(sentence.end - 1) != "." && casing(paragraph, sentence) != Casing::Prose
    };
    let sentences = paragraph.sentences.iter();
    sentences.filter(is_headline).cloned().collect()
}

/// The names of the text that stand in a headline: in order, the longest that begin with a word.
fn matches(
    paragraph: &Paragraph,
    sentence: &Range<usize>,
    named: impl Fn(Key) -> Option<Kind>,
) -> Vec<Name> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let token = paragraph.tokens()[at];
        let mut longest = (at + 1..=sentence.end.min(at + LONGEST)).rev();
        let name = if token.kind == TokenKind::Word && token.shape.is_capital() {
            longest.find_map(|end| {
                let kind = named(folded(paragraph, at..end))?;
                // "In May" is a month, whoever is called so.
                let before = paragraph.word_at(at.checked_sub(1));
                let is_nobody = kind == Kind::Person && before.eq_ignore_ascii_case("in");
                (!is_nobody).then_some((end, kind))
            })
        } else {
            None
        };
        found.extend(name.map(|(end, kind)| Name {
            paragraph: 0,
            tokens: at..end,
            kind,
            confidence: TOLD,
            entry: None,
        }));
        at = name.map_or(at + 1, |(end, _)| end);
    }
    found
}

/// Puts `listed` among `names`, in place of those that they contradict.
fn settle(paragraph: &Paragraph, mut listed: Vec<Name>, names: &mut Vec<Name>) {
    names.retain(|name| {
        let meets = |other: &&mut Name| {
            name.tokens.start < other.tokens.end && other.tokens.start < name.tokens.end
        };
        let mut met: Vec<&mut Name> = listed.iter_mut().filter(meets).collect();
        let [only] = &mut met[..] else {
            return met.is_empty();
        };
        only.confidence = only.confidence.max(name.confidence);
        let longer = name.tokens.len() > only.tokens.len()
            && name.tokens.start <= only.tokens.start
            && only.tokens.end <= name.tokens.end;
        // "John Ashworth" above a text that only says "Ashworth"; "Bank of Ghana" above one that
        // names no bank. But "Senate Passes" is no longer name than "Senate".
        let fuller = match only.tokens.start == name.tokens.start {
            true => name.kind != only.kind,
            false => name.kind != Kind::Person || is_given_name(&titled(paragraph, name)),
        };
        if longer && fuller {
            only.tokens = name.tokens.clone();
            only.kind = name.kind;
        }
        false
    });
    listed.dedup_by(|later, first| later.tokens.start < first.tokens.end);
    names.append(&mut listed);
}

/// The first word of a name with a capital and small letters.
pub fn titled(paragraph: &Paragraph, name: &Name) -> String {
    let mut letters = paragraph.word(name.tokens.start).chars();
    let first: String = letters.next().into_iter().collect();
    first + &letters.as_str().to_lowercase()
}

/// The key of the folded words in `tokens`.
fn folded(paragraph: &Paragraph, tokens: Range<usize>) -> Key {
    let mut letters = Letters::default();
    for word in tokens.map(|at| paragraph.word(at)) {
        fold(word, &mut letters);
        letters.push(b' ');
    }
    letters.key()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    /// Reads a text in which names stand in brackets behind the letters of their kinds, and says
    /// which names its first paragraph has then.
    #[track_caller]
    fn check(marked: &str, expect: &[&str]) {
        let mut text = String::new();
        let mut spans = Vec::new();
        for part in marked.split('[') {
            match part.split_once(']') {
                Some((name, rest)) => {
                    spans.push((text.len(), name.len() - 2, &name[..1]));
                    text += &name[2..];
                    text += rest;
                }
                None => text += part,
            }
        }
        let paragraphs = text::paragraphs(&text);
        let mut names: Vec<Name> = spans
            .into_iter()
            .map(|(start, length, kind)| {
                let index = paragraphs.partition_point(|p| p.start <= start) - 1;
                let paragraph = &paragraphs[index];
                let start = start - paragraph.start;
                Name {
                    paragraph: index,
                    tokens: paragraph.token_at(start)..paragraph.token_at(start + length - 1) + 1,
                    kind: match kind {
                        "P" => Kind::Person,
                        "L" => Kind::Place,
                        _ => Kind::Organization,
                    },
                    confidence: 90,
                    entry: None,
                }
            })
            .collect();
        crate::names::settle(&paragraphs, &mut names);
        let found: Vec<String> = names
            .iter()
            .filter(|name| name.paragraph == 0)
            .map(|name| format!("{} {}", name.kind.name(), paragraphs[0].words(&name.tokens)))
            .collect();
        assert_eq!(found, expect, "{marked}");
    }

    #[test]
    fn the_text_tells_where_names_end() {
        check(
            "[P HALE MEETS ORESH] IN [L GENEVA]\n\n[P Ann Hale] met [P Pavel Oresh] in [L Geneva].",
            &["person HALE", "person ORESH", "place GENEVA"],
        );
        check(
            "[O Coastal Bank Lends Peru] Two Billion\n\nThe [O Coastal Bank] lent [L Peru] money.",
            &["organization Coastal Bank", "place Peru"],
        );
        check(
            "[O Senate Passes] Budget as Hale Objects\n\nThe [O Senate] passed it. [P Ann Hale] did not.",
            &["organization Senate", "person Hale"],
        );
    }

    #[test]
    fn verbs_part_people_where_no_text_tells() {
        let parted = ["person ORESH", "person ANN HALE"];
        check("[P ORESH MEETS ANN HALE] IN GENEVA", &parted);
        check("[P ANN MARIE HALE] IN GENEVA", &["person ANN MARIE HALE"]);
        check("[P ORESH MEETS] MINERS", &["person ORESH MEETS"]);
    }

    #[test]
    fn the_text_tells_the_kind() {
        check(
            "ARSENAL BEAT [P CHELSEA] AGAIN\n\n[O Arsenal] beat [O Chelsea] on Sunday.",
            &["organization ARSENAL", "organization CHELSEA"],
        );
    }

    #[test]
    fn nobody_is_stood_in() {
        check(
            "BREAD RUNS SHORT IN MAY\n\n[P Ann May] asked for bread.",
            &[],
        );
    }

    #[test]
    fn fuller_names_stay() {
        check(
            "[P JOHN ASHWORTH], POET OF THE FENS\n\n[P Ashworth] was a poet.",
            &["person JOHN ASHWORTH"],
        );
        check(
            "[O BANK OF GHANA] CUTS RATES AGAIN\n\nPrices in [L Ghana] fell.",
            &["organization BANK OF GHANA"],
        );
    }

    #[test]
    fn prose_stays_as_it_is() {
        check(
            "[P Ann Hale] met Oresh in town.\n\n[P Pavel Oresh] left.",
            &["person Ann Hale"],
        );
    }
}

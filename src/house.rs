//! The house list: a newsroom's own names, found always or never, whatever the model says.
//!
//! ```json
//! {
//!   "always": [
//!     {"name": "Harbour Trust", "kind": "organization", "aliases": ["HT", "the Trust"]},
//!     {"pattern": "Flight [A-Z]{2}\\d+", "kind": "place"}
//!   ],
//!   "never": [{"name": "May"}, {"pattern": "Section \\d+"}]
//! }
//! ```
//!
//! A name is found as it is written, capitals included, at word boundaries. A pattern is a regular
//! expression in the syntax of the `regex-lite` crate; what it matches is widened to whole words. It
//! reads the text character by character, but `\w`, `\d`, `\s`, `\b` and `(?i)` know ASCII only, and
//! there is no `\p{…}`: letters beyond A to Z are written out, `[A-Za-zÀ-ÿ]+`. Where two entries of
//! `always` overlap in the text, the longer match wins, then the earlier entry. An entry of `never`
//! takes away a name that is written exactly so, or that its pattern matches from end to end; with a
//! `kind`, only names of that kind.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;

use regex_lite::{Regex, RegexBuilder};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

use crate::analysis::Kind;
use crate::names::Name;
use crate::names::sort_names;
use crate::order::sort_by_rank;
use crate::text::Paragraph;

/// A compiled pattern may take this many bytes; a list that needs more would stall the page.
const LARGEST_PATTERN: usize = 1 << 20;

/// A pattern has fewer groups that can be told apart than this: each takes memory for each of its steps.
const MOST_GROUPS: usize = 30;

/// A house list as callers write it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HouseList {
    /// What is always a name.
    pub always: Vec<HouseEntry>,
    /// What is never a name.
    pub never: Vec<HouseEntry>,
}

/// One entry of a house list: a name with its aliases, or a pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HouseEntry {
    /// The name, as it is written in running text.
    pub name: Option<String>,
    /// Other ways to write it; they belong to the same entity.
    pub aliases: Vec<String>,
    /// A regular expression, instead of a name.
    pub pattern: Option<String>,
    /// `person`, `place` or `organization`; needed in `always`.
    pub kind: Option<String>,
    /// The names of fields that no entry has: misspelled ones. An entry with any is left out.
    #[serde(flatten, deserialize_with = "field_names", skip_serializing)]
    pub others: Vec<String>,
}

/// The names of the fields that are left when an entry's own are taken.
fn field_names<'de, D: Deserializer<'de>>(fields: D) -> Result<Vec<String>, D::Error> {
    let fields = BTreeMap::<String, IgnoredAny>::deserialize(fields)?;
    Ok(fields.into_keys().collect())
}

/// An entry that cannot be used. The rest of the list works without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseError {
    /// The list that holds the entry: `always` or `never`.
    pub list: &'static str,
    /// The entry's place in that list, counted from 1.
    pub number: usize,
    /// The entry's name or pattern; empty where it has neither.
    pub entry: String,
    /// What is wrong with it and how to mend that, in sentences.
    pub reason: String,
}

impl fmt::Display for HouseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "The house list's entry \"{}\" number {}",
            self.list, self.number
        )?;
        if !self.entry.is_empty() {
            write!(f, " (\"{}\")", self.entry)?;
        }
        write!(f, " is left out: {}", self.reason)
    }
}

impl std::error::Error for HouseError {}

/// A house list made ready for use.
#[derive(Debug, Clone, Default)]
pub struct House {
    /// Names of `always`, by their first word.
    always: HashMap<String, Vec<Written>>,
    patterns: Vec<(Regex, Kind, usize)>,
    /// Names of `never`, with the kind they are limited to.
    never: HashMap<String, Option<Kind>>,
    never_patterns: Vec<(Regex, Option<Kind>)>,
}

/// One way to write a name.
#[derive(Debug, Clone)]
struct Written {
    words: Vec<String>,
    kind: Kind,
    /// The number of the entry, which all ways to write its name share.
    entry: usize,
}

/// A match of `always` in a paragraph.
struct Match {
    tokens: Range<usize>,
    kind: Kind,
    entry: usize,
}

impl House {
    /// Makes `list` ready. Entries that cannot be used are told and left out.
    pub fn new(list: &HouseList) -> (House, Vec<HouseError>) {
        let mut house = House::default();
        let mut errors = Vec::new();
        for (number, entry) in list.always.iter().enumerate() {
            if let Err(reason) = house.add_always(entry, number) {
                errors.push(error("always", number, entry, reason));
            }
        }
        for (number, entry) in list.never.iter().enumerate() {
            if let Err(reason) = house.add_never(entry) {
                errors.push(error("never", number, entry, reason));
            }
        }
        // The longest way to write a name is tried first.
        for written in house.always.values_mut() {
            sort_by_rank(written, |written| [!written.words.len(), written.entry, 0]);
        }
        (house, errors)
    }

    fn add_always(&mut self, entry: &HouseEntry, number: usize) -> Result<(), String> {
        let kind = kind(entry)?.ok_or(
            "it says no kind. Give it a \"kind\": \"person\", \"place\" or \"organization\".",
        )?;
        match checked(entry)? {
            Matcher::Pattern(regex) => self.patterns.push((regex, kind, number)),
            Matcher::Names(names) => {
                for name in names {
                    let paragraph = Paragraph::new(0, name);
                    let words: Vec<String> = (0..paragraph.tokens().len())
                        .map(|index| paragraph.word(index).to_owned())
                        .collect();
                    let first = words.first().cloned().unwrap_or_default();
                    self.always.entry(first).or_default().push(Written {
                        words,
                        kind,
                        entry: number,
                    });
                }
            }
        }
        Ok(())
    }

    fn add_never(&mut self, entry: &HouseEntry) -> Result<(), String> {
        let kind = kind(entry)?;
        match checked(entry)? {
            Matcher::Pattern(regex) => self.never_patterns.push((regex, kind)),
            Matcher::Names(names) => {
                self.never
                    .extend(names.into_iter().map(|name| (name.trim().to_owned(), kind)));
            }
        }
        Ok(())
    }

    /// Puts the list's names among `names`, those of the paragraph at `index`, which are sorted, and
    /// takes away what it forbids.
    pub fn apply(&self, paragraph: &Paragraph, index: usize, names: &mut Vec<Name>) {
        names.retain(|name| !self.forbids(paragraph, name));
        if self.always.is_empty() && self.patterns.is_empty() {
            return;
        }
        let listed = self.matches(paragraph);
        names.retain(|name| {
            let overlaps =
                |m: &Match| m.tokens.start < name.tokens.end && name.tokens.start < m.tokens.end;
            !listed.iter().any(overlaps)
        });
        names.extend(listed.into_iter().map(|m| Name {
            paragraph: index,
            tokens: m.tokens,
            kind: m.kind,
            confidence: 100,
            entry: Some(m.entry),
        }));
        sort_names(names);
    }

    fn forbids(&self, paragraph: &Paragraph, name: &Name) -> bool {
        if self.never.is_empty() && self.never_patterns.is_empty() {
            return false;
        }
        let words = paragraph.words(&name.tokens);
        let covers = |kind: &Option<Kind>| kind.is_none_or(|kind| kind == name.kind);
        self.never.get(words).is_some_and(covers)
            || self.never_patterns.iter().any(|(regex, kind)| {
                let whole = regex.find(words).map(|found| found.range());
                covers(kind) && whole == Some(0..words.len())
            })
    }

    /// What `always` finds in a paragraph: in order, without overlaps.
    fn matches(&self, paragraph: &Paragraph) -> Vec<Match> {
        let mut matches = Vec::new();
        for first in 0..paragraph.tokens().len() {
            let written = self
                .always
                .get(paragraph.word(first))
                .into_iter()
                .flatten()
                .find(|written| {
                    let end = first + written.words.len();
                    end <= paragraph.tokens().len()
                        && (first..end)
                            .zip(&written.words)
                            .all(|(at, word)| paragraph.word(at) == word)
                });
            matches.extend(written.map(|written| Match {
                tokens: first..first + written.words.len(),
                kind: written.kind,
                entry: written.entry,
            }));
        }
        for (regex, kind, entry) in &self.patterns {
            let found = regex.find_iter(paragraph.text());
            for found in found.filter(|found| !found.is_empty()) {
                let start = paragraph.token_at(found.start());
                let end = paragraph.token_at(found.end() - 1) + 1;
                // A match of nothing but white space covers no token.
                if start < end.min(paragraph.tokens().len()) {
                    let end = end.min(paragraph.tokens().len());
                    matches.push(Match {
                        tokens: start..end,
                        kind: *kind,
                        entry: *entry,
                    });
                }
            }
        }
        without_overlaps(matches)
    }
}

/// Keeps the longest matches, then the earliest entries; in order.
fn without_overlaps(mut matches: Vec<Match>) -> Vec<Match> {
    sort_by_rank(&mut matches, |m| [m.tokens.start, !m.tokens.len(), m.entry]);
    let mut kept: Vec<Match> = Vec::with_capacity(matches.len());
    for candidate in matches {
        match kept.last_mut() {
            Some(last) if candidate.tokens.start < last.tokens.end => {
                if candidate.tokens.len() > last.tokens.len() {
                    *last = candidate;
                }
            }
            _ => kept.push(candidate),
        }
    }
    kept
}

enum Matcher<'e> {
    Names(Vec<&'e str>),
    Pattern(Regex),
}

/// The entry's names or its pattern; a sentence where it has neither or both.
fn checked(entry: &HouseEntry) -> Result<Matcher<'_>, String> {
    if let Some(other) = entry.others.first() {
        return Err(format!(
            "it has a field \"{other}\", which no entry has. Write \"name\", \"aliases\", \
             \"pattern\" or \"kind\"."
        ));
    }
    match (&entry.name, &entry.pattern) {
        (Some(name), None) => {
            let names: Vec<&str> = std::iter::once(name)
                .chain(&entry.aliases)
                .map(|name| name.trim())
                .collect();
            if names.iter().any(|name| name.is_empty()) {
                return Err(
                    "its name or one of its aliases is empty. Write one, or remove it.".into(),
                );
            }
            Ok(Matcher::Names(names))
        }
        (None, Some(pattern)) => compile(pattern).map(Matcher::Pattern),
        (Some(_), Some(_)) => Err("it has a name and a pattern. Make two entries of it.".into()),
        (None, None) => {
            Err("it has neither a \"name\" nor a \"pattern\". Give it one of them.".into())
        }
    }
}

fn kind(entry: &HouseEntry) -> Result<Option<Kind>, String> {
    let Some(word) = &entry.kind else {
        return Ok(None);
    };
    Kind::ALL
        .into_iter()
        .find(|kind| kind.name() == word)
        .map(Some)
        .ok_or_else(|| {
            format!("\"{word}\" is no kind. Write \"person\", \"place\" or \"organization\".")
        })
}

/// Compiles a pattern, or says in sentences why that cannot be.
fn compile(pattern: &str) -> Result<Regex, String> {
    let build = |pattern: &str, limit| RegexBuilder::new(pattern).size_limit(limit).build();
    let regex = build(pattern, LARGEST_PATTERN).map_err(|error| {
        // An error tells its sort by its words only: this is what any pattern over its limit has.
        if build("", 0).is_err_and(|too_large| too_large == error) {
            "its pattern is too large. Use smaller repetitions, or several patterns.".to_owned()
        } else {
            format!("its pattern is no regular expression ({error}). Mend the pattern.")
        }
    })?;
    if regex.captures_len() > MOST_GROUPS {
        return Err(format!(
            "its pattern has {MOST_GROUPS} groups or more. Write \"(?:\" for \"(\"."
        ));
    }
    Ok(regex)
}

/// What is wrong with the entry at `index` of `list`.
fn error(list: &'static str, index: usize, entry: &HouseEntry, reason: String) -> HouseError {
    let words = entry.name.as_ref().or(entry.pattern.as_ref());
    HouseError {
        list,
        number: index + 1,
        entry: words.cloned().unwrap_or_default(),
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    fn list(json: &str) -> HouseList {
        serde_json::from_str(json).expect("the test's list is right")
    }

    #[track_caller]
    fn check(json: &str, text: &str, found: &[&str], expect: &[&str]) {
        let (house, errors) = House::new(&list(json));
        assert_eq!(errors, []);
        let paragraphs = text::paragraphs(text);
        let mut names: Vec<Name> = found
            .iter()
            .map(|name| {
                let start = text.find(name).expect("the name stands in the text");
                let end = start + name.len();
                let tokens = paragraphs[0].token_at(start)..paragraphs[0].token_at(end - 1) + 1;
                Name {
                    paragraph: 0,
                    tokens,
                    kind: Kind::Person,
                    confidence: 90,
                    entry: None,
                }
            })
            .collect();
        house.apply(&paragraphs[0], 0, &mut names);
        let words: Vec<String> = names
            .iter()
            .map(|name| format!("{} {}", name.kind.name(), paragraphs[0].words(&name.tokens)))
            .collect();
        assert_eq!(words, expect);
    }

    #[test]
    fn names_and_aliases() {
        let trust =
            r#"{"always": [{"name": "Harbour Trust", "kind": "organization", "aliases": ["HT"]}]}"#;
        check(
            trust,
            "The Harbour Trust, or HT, met Jo Harbour.",
            &["Harbour Trust", "Jo Harbour"],
            &[
                "organization Harbour Trust",
                "organization HT",
                "person Jo Harbour",
            ],
        );
        check(trust, "The harbour trust and HTML.", &[], &[]);
    }

    #[test]
    fn patterns() {
        let flights = r#"{"always": [{"pattern": "(?i)flight \\w\\w\\d+", "kind": "place"}]}"#;
        check(
            flights,
            "On FLIGHT KX1234 to Oslo.",
            &[],
            &["place FLIGHT KX1234"],
        );
        check(
            r#"{"always": [{"pattern": "é.n", "kind": "place"}]}"#,
            "L’Océan.",
            &[],
            &["place L’Océan"],
        );
        // A pattern counts in characters, of which those beyond ASCII are no letters to "\w" and "\b".
        check(
            r#"{"always": [{"pattern": "\\b[A-ZÀ-Ý]..\\b", "kind": "place"}]}"#,
            "Rom and Łów. Où? Ode.",
            &[],
            &["place Rom", "place Ode"],
        );
    }

    #[test]
    fn no_pattern_hangs() {
        check(
            r#"{"always": [{"pattern": "(?:a*)*(?:a|aa)*b", "kind": "place"}]}"#,
            &"a".repeat(4000),
            &[],
            &[],
        );
    }

    #[test]
    fn what_no_pattern_can_have_is_told() {
        for (pattern, told) in [
            (
                "(",
                "no regular expression (found open group without closing ')')",
            ),
            (r"\p{Lu}", "(Unicode character classes are not supported)"),
            (
                "[a-z&&b]",
                "(character class intersection is not supported)",
            ),
            ("(a{1000}){1000}", "too large. Use smaller repetitions"),
            ("(?:){1000000000}a", "too large. Use smaller repetitions"),
            (&"(".repeat(1000), "no regular expression"),
            (&"(?:".repeat(1000), "no regular expression"),
            (&"()".repeat(30), "30 groups or more. Write \"(?:\""),
        ] {
            let reason = compile(pattern).err().unwrap_or_default();
            assert!(reason.contains(told), "{pattern}: {reason}");
        }
        assert!(compile(&"()".repeat(29)).is_ok());
    }

    #[test]
    fn never() {
        let never = r#"{"never": [{"name": "May"}, {"pattern": "Sec \\d+"}, {"name": "Ash", "kind": "place"}]}"#;
        check(
            never,
            "May left. Sec 12 and Ash stay.",
            &["May", "Sec 12", "Ash"],
            &["person Ash"],
        );
    }

    #[test]
    fn the_longest_wins() {
        let list = r#"{"always": [
            {"name": "Port", "kind": "place"}, {"name": "Port Louis FC", "kind": "organization"}
        ]}"#;
        check(
            list,
            "Port Louis FC left the Port.",
            &[],
            &["organization Port Louis FC", "place Port"],
        );
    }

    #[test]
    fn bad_entries_are_told_and_the_rest_works() {
        let (house, errors) = House::new(&list(
            r#"{"always": [
                {"pattern": "(", "kind": "place"}, {"name": "Oslo"}, {"name": "Oslo", "kind": "town"},
                {"kind": "place"}, {"name": "A", "pattern": "A", "kind": "place"},
                {"pattern": "(a{1000}){1000}", "kind": "place"}, {"name": "Oslo", "kind": "place"},
                {"name": "Oslo", "kind": "place", "alias": "Christiania"}
            ], "never": [{"name": " "}]}"#,
        ));
        let errors: Vec<String> = errors.iter().map(HouseError::to_string).collect();
        assert_eq!(errors.len(), 8, "{errors:#?}");
        assert!(
            errors[0].contains("\"always\" number 1 (\"(\")"),
            "{}",
            errors[0]
        );
        assert!(
            errors[6].contains("\"always\" number 8 (\"Oslo\")") && errors[6].contains("\"alias\""),
            "{}",
            errors[6]
        );
        assert!(errors[7].contains("\"never\" number 1"), "{}", errors[7]);
        let paragraphs = text::paragraphs("Oslo.");
        let mut names = Vec::new();
        house.apply(&paragraphs[0], 0, &mut names);
        assert_eq!(names.len(), 1);
    }
}

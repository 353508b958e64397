//! Kinds of error, counted: what a wrong answer did to which kind of name.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::score::Span;

/// How many kinds of error a report tells, the commonest.
const TOLD: usize = 10;

/// How often each kind of error was made on one set.
#[derive(Debug, Clone, Default)]
pub struct Errors {
    counts: BTreeMap<String, usize>,
}

impl Errors {
    /// Counts one wrong answer: the gold name (or none) and the found one (or none).
    pub fn add(&mut self, wanted: Option<&Span>, found: Option<&Span>) {
        if let Some(sort) = sort(wanted, found) {
            *self.counts.entry(sort).or_default() += 1;
        }
    }

    /// A table of the commonest kinds of error on `set`, as Markdown.
    pub fn table(&self, set: &str) -> String {
        let all: usize = self.counts.values().sum();
        let mut rows: Vec<(&String, usize)> = self.counts.iter().map(|(s, n)| (s, *n)).collect();
        rows.sort_by_key(|(sort, count)| (Reverse(*count), *sort));
        let mut table = format!("| {set}: {all} errors | times | percent |\n|---|---|---|\n");
        for (sort, count) in rows.into_iter().take(TOLD) {
            let share = 100.0 * count as f64 / all as f64;
            table += &format!("| {sort} | {count} | {share:.1} |\n");
        }
        table
    }
}

/// What went wrong, in words; none where nothing did.
fn sort(wanted: Option<&Span>, found: Option<&Span>) -> Option<String> {
    Some(match (wanted, found) {
        (None, None) => return None,
        (Some((_, kind)), None) => format!("{} missed", kind.name()),
        (None, Some((_, kind))) => format!("{} found where none is", kind.name()),
        (Some((gold, wanted)), Some((span, found))) => {
            let span = if span == gold {
                ""
            } else if gold.start <= span.start && span.end <= gold.end {
                "cut short"
            } else if span.start <= gold.start && gold.end <= span.end {
                "too long"
            } else {
                "cut elsewhere"
            };
            match (wanted == found, span) {
                (true, "") => return None,
                (true, span) => format!("{} {span}", wanted.name()),
                (false, "") => format!("{} taken for {}", wanted.name(), found.name()),
                (false, span) => format!("{} taken for {}, {span}", wanted.name(), found.name()),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use copydesk::Kind;

    use super::*;

    #[test]
    fn sorts() {
        let span = |start, end, kind| (start..end, kind);
        let of = |wanted: Option<Span>, found: Option<Span>| sort(wanted.as_ref(), found.as_ref());
        let gold = span(4, 10, Kind::Place);
        assert_eq!(of(Some(gold.clone()), Some(gold.clone())), None);
        assert_eq!(
            of(Some(gold.clone()), None).as_deref(),
            Some("place missed")
        );
        assert_eq!(
            of(None, Some(gold.clone())).as_deref(),
            Some("place found where none is")
        );
        for (start, end, kind, expect) in [
            (4, 8, Kind::Place, "place cut short"),
            (0, 10, Kind::Place, "place too long"),
            (0, 6, Kind::Place, "place cut elsewhere"),
            (4, 10, Kind::Organization, "place taken for organization"),
            (6, 10, Kind::Person, "place taken for person, cut short"),
        ] {
            let found = of(Some(gold.clone()), Some(span(start, end, kind)));
            assert_eq!(found.as_deref(), Some(expect));
        }
    }

    #[test]
    fn the_commonest_come_first() {
        let mut errors = Errors::default();
        let place = (0..4, Kind::Place);
        let person = (0..4, Kind::Person);
        errors.add(Some(&place), Some(&person));
        errors.add(Some(&place), None);
        errors.add(Some(&place), None);
        errors.add(Some(&place), Some(&place));
        assert_eq!(
            errors.table("news"),
            "| news: 3 errors | times | percent |\n|---|---|---|\n| place missed | 2 | 66.7 |\n\
             | place taken for person | 1 | 33.3 |\n"
        );
    }
}

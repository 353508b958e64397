//! Cue patterns: regular expressions for the words that name whose words stand in marks where no
//! cue verb does, "a statement from Cox: “…”".
//!
//! The list is `seeds/lexicons/cue-patterns.txt`, which says how a pattern is written. A pattern is
//! only tried where some letters stand that it cannot do without, which are found much faster, and
//! it is compiled when it is first tried: in a browser all of them together take longer than an article.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind};

use super::phrase::Phrase;
use super::reading::Reading;
use super::words::Word;
use crate::text::TokenKind;

const LIST: &str = include_str!("../../seeds/lexicons/cue-patterns.txt");

/// What stands for the speaker in a pattern.
const SPEAKER: &str = "SPEAKER";

/// Between a pattern and its example in the list.
const EXAMPLE: &str = " => ";

/// No more tokens stand between what a pattern matches and the marks after it: "a statement from
/// Cox, the mayor of Dover, on Tuesday: “…”".
const LONGEST_GAP: usize = 12;

/// No more tokens stand between marks and a pattern after them: “…” were the words of Cox.
const LONGEST_GAP_AFTER: usize = 2;

/// Where a pattern says whose words are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The words of the pattern without the speaker; of two stretches the latter.
    pub cue: Range<usize>,
    /// Who spoke.
    pub speaker: Phrase,
}

/// A pattern: what stands before the speaker and what stands after.
struct Pattern {
    /// For either side of the speaker, small letters of which some stand there wherever the pattern
    /// matches; nothing for a side that needs none.
    needed: Vec<Vec<String>>,
    before: Option<Side>,
    after: Option<Side>,
}

/// One side of a pattern.
struct Side {
    /// The expression, in the syntax of `regex`.
    expression: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Side {
    fn new(expression: String) -> Side {
        Side {
            expression,
            compiled: OnceLock::new(),
        }
    }

    fn compile(&self) -> Result<Regex, regex::Error> {
        RegexBuilder::new(&self.expression)
            .unicode(false)
            .case_insensitive(true)
            .build()
    }

    /// The expression compiled; a test holds that each can be.
    fn regex(&self) -> Option<&Regex> {
        let compiled = self.compiled.get_or_init(|| self.compile().ok());
        compiled.as_ref()
    }
}

/// The list's patterns; a test holds that each can be read and compiled.
static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let patterns = entries().map(|(_, pattern, _)| Pattern::new(pattern));
    patterns.filter_map(Result::ok).collect()
});

/// The list's patterns with their line numbers, from 1, and their examples.
fn entries() -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    LIST.lines().enumerate().filter_map(|(index, line)| {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let (pattern, example) = line.split_once(EXAMPLE).unwrap_or((line, ""));
        Some((index + 1, pattern.trim(), example.trim()))
    })
}

impl Pattern {
    /// Reads a line of the list; says what is wrong with one that is no pattern.
    fn new(pattern: &str) -> Result<Pattern, String> {
        let (before, after) = pattern
            .split_once(SPEAKER)
            .ok_or_else(|| format!("it lacks {SPEAKER}, which stands for who speaks"))?;
        let side = |part: &str, start: &str, end: &str| {
            let words = spaced(part);
            (!words.is_empty()).then(|| Side::new(format!("{start}(?:{words}){end}")))
        };
        let owned = after.strip_prefix("'s").map(|owned| {
            let owned = owned.trim();
            format!(r"(?:'s?|\b(?:his|her|their|my|our)) {owned}")
        });
        let mut parser = ParserBuilder::new().unicode(false).utf8(false).build();
        let mut letters = Vec::new();
        for part in [before, after.trim_start_matches("'s")] {
            let parsed = parser.parse(&spaced(part));
            letters.extend(needed(&parsed.map_err(|error| error.to_string())?));
        }
        let pattern = Pattern {
            needed: letters,
            before: side(before, r"\b", r"\b"),
            after: match &owned {
                Some(owned) => side(owned, "", r"\b"),
                None => side(after, r"\b", r"\b"),
            },
        };
        if pattern.before.is_none() && pattern.after.is_none() {
            return Err(format!("it has no words beside {SPEAKER}"));
        }
        Ok(pattern)
    }

    /// Whether the pattern can match in this text in small letters, which has these pairs.
    fn may_match(&self, text: &str, pairs: &Pairs) -> bool {
        let holds = |letters: &String| pairs.may_hold(letters) && text.contains(letters);
        self.needed.iter().all(|side| side.iter().any(holds))
    }

    /// The first place within `tokens` where the pattern finds a speaker and that `fits`.
    fn find(
        &self,
        reading: &Reading,
        tokens: &Range<usize>,
        fits: impl Fn(&Found) -> bool,
    ) -> Option<Found> {
        let within = |from: usize| from..tokens.end;
        let Some(before) = &self.before else {
            let found = matches(reading, self.after.as_ref()?.regex()?, within(tokens.start));
            let mut found = found.filter_map(|cue| {
                let speaker = if reading.word(cue.start).is(Word::POSSESSIVE) {
                    Phrase::of(cue.start..cue.start + 1)
                } else {
                    reading.phrase_before(cue.start, tokens.start)?
                };
                Some(Found { cue, speaker })
            });
            return found.find(fits);
        };
        let mut found = matches(reading, before.regex()?, within(tokens.start)).filter_map(|cue| {
            let speaker = reading.phrase_after(cue.end, tokens.end)?;
            let Some(after) = &self.after else {
                return Some(Found { cue, speaker });
            };
            let end = speaker.tokens.end;
            let cue = matches(reading, after.regex()?, within(end)).next()?;
            (cue.start == end).then_some(Found { cue, speaker })
        });
        found.find(fits)
    }
}

/// Which bytes of a text follow which, by the lowest five bits of each: most letters that are looked
/// for and are not there are told by that.
struct Pairs([u32; 32]);

impl Pairs {
    fn of(text: &str) -> Pairs {
        let mut pairs = [0; 32];
        for pair in text.as_bytes().windows(2) {
            pairs[usize::from(pair[0] & 31)] |= 1 << (pair[1] & 31);
        }
        Pairs(pairs)
    }

    fn may_hold(&self, letters: &str) -> bool {
        let holds = |pair: &[u8]| self.0[usize::from(pair[0] & 31)] >> (pair[1] & 31) & 1 != 0;
        letters.as_bytes().windows(2).all(holds)
    }
}

/// A part of a pattern as the regular expression that it stands for.
fn spaced(part: &str) -> String {
    let part = part.trim();
    part.replace(' ', r"\s+").replace('\'', "(?:'|’)")
}

/// Letters of which some stand wherever `part` matches, the longest that there are; none where it can
/// do without any.
fn needed(part: &Hir) -> Option<Vec<String>> {
    match part.kind() {
        HirKind::Literal(letters) => {
            let letters = std::str::from_utf8(&letters.0).ok()?;
            Some(vec![letters.to_ascii_lowercase()])
        }
        HirKind::Capture(group) => needed(&group.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Concat(parts) => {
            let shortest = |letters: &Vec<String>| letters.iter().map(String::len).min();
            parts.iter().filter_map(needed).max_by_key(shortest)
        }
        HirKind::Alternation(parts) => {
            let all: Option<Vec<Vec<String>>> = parts.iter().map(needed).collect();
            Some(all?.concat())
        }
        _ => None,
    }
}

/// The first of the list's patterns that finds a speaker within `tokens` and `fits`.
fn first(reading: &Reading, tokens: &Range<usize>, fits: impl Fn(&Found) -> bool) -> Option<Found> {
    let text = reading.paragraph.words(tokens).to_ascii_lowercase();
    let pairs = Pairs::of(&text);
    let may_match = |pattern: &&Pattern| pattern.may_match(&text, &pairs);
    let mut patterns = PATTERNS.iter().filter(may_match);
    patterns.find_map(|pattern| pattern.find(reading, tokens, &fits))
}

/// The tokens that `regex` matches within `tokens`, match by match.
fn matches(
    reading: &Reading,
    regex: &Regex,
    tokens: Range<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let paragraph = reading.paragraph;
    let bytes = if tokens.is_empty() {
        0..0
    } else {
        paragraph.tokens[tokens.start].start()..paragraph.tokens[tokens.end - 1].end()
    };
    let start = bytes.start;
    regex
        .find_iter(&paragraph.text.as_bytes()[bytes])
        .filter(|found| !found.is_empty())
        .map(move |found| {
            let first = paragraph.token_at(start + found.start());
            let last = paragraph.token_at(start + found.end() - 1);
            first..last + 1
        })
}

/// Whose words the stretch at `index`, which stands in the sentence `unit`, holds by the pattern
/// before it or else after it.
pub fn beside(reading: &Reading, unit: &Range<usize>, index: usize) -> Option<Found> {
    let stretch = &reading.stretches[index].tokens;
    let start = match index.checked_sub(1) {
        Some(index) => unit.start.max(reading.stretches[index].tokens.end),
        None => unit.start,
    };
    let end = match reading.stretches.get(index + 1) {
        Some(next) => unit.end.min(next.tokens.start),
        None => unit.end,
    };
    before(reading, start.min(stretch.start)..stretch.start)
        .or_else(|| after(reading, stretch.end..end.max(stretch.end)))
}

/// The first pattern that leads from `tokens` to the words after them.
pub fn before(reading: &Reading, tokens: Range<usize>) -> Option<Found> {
    if tokens.len() < 2 {
        return None;
    }
    let leads = |found: &Found| {
        let end = found.cue.end.max(found.speaker.tokens.end);
        let gap = end..tokens.end;
        let Some(last) = gap.clone().next_back() else {
            return true;
        };
        let joins = matches!(reading.text(last), ":" | ",")
            || reading.is_dash(last)
            || reading.word(last).is(Word::AUXILIARY);
        joins && gap.len() <= LONGEST_GAP && gap.clone().all(|at| is_quiet(reading, at))
    };
    first(reading, &tokens, leads)
}

/// The first pattern of a sentence that tells what the words after it are: His answer was simple. “No.”
pub fn in_sentence(reading: &Reading, unit: &Range<usize>) -> Option<Found> {
    /// "Her one-word answer to the committee was as short as ever."
    const LONGEST: usize = 16;
    let last = unit.end - 1;
    let tells = |found: &Found| {
        let start = found.cue.start.min(found.speaker.tokens.start);
        let mut gap = found.cue.end.max(found.speaker.tokens.end)..last;
        start == unit.start
            && gap.len() <= LONGEST_GAP
            && gap.clone().all(|at| is_quiet(reading, at))
            && gap.any(|at| reading.word(at).is(Word::AUXILIARY))
    };
    let is = |class: u32| unit.clone().any(|at| reading.word(at).is(class));
    let may_tell = (3..LONGEST).contains(&unit.len())
        && reading.kind(last) == TokenKind::Stop
        && is(Word::AUXILIARY)
        && reading.is_plain(unit.clone());
    if !may_tell {
        return None;
    }
    first(reading, unit, tells)
}

/// The first pattern in `tokens` that says whose words stood before them.
fn after(reading: &Reading, tokens: Range<usize>) -> Option<Found> {
    if tokens.len() < 3 {
        return None;
    }
    let follows = |found: &Found| {
        let gap = tokens.start..found.cue.start.min(found.speaker.tokens.start);
        gap.len() <= LONGEST_GAP_AFTER && gap.clone().all(|at| is_quiet(reading, at))
    };
    first(reading, &tokens, follows)
}

/// Whether the token at `at` can stand between a pattern and the words that it is about.
fn is_quiet(reading: &Reading, at: usize) -> bool {
    reading.kind(at) != TokenKind::Stop
        && (!reading.is_verb(at) || reading.word(at).is(Word::AUXILIARY))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::words::word;
    use crate::text::Paragraph;

    /// The words of the cue and of the speaker that `find` gives in `text`.
    fn read(text: &str, find: impl Fn(&Reading) -> Option<Found>) -> Option<(String, String)> {
        let paragraph = Paragraph::new(0, text);
        let words = (0..paragraph.tokens.len())
            .map(|at| word(paragraph.word(at), paragraph.tokens[at].kind))
            .collect();
        let reading = Reading::new(&paragraph, words);
        let found = find(&reading)?;
        let words = |tokens| paragraph.words(tokens).to_owned();
        Some((words(&found.cue), words(&found.speaker.tokens)))
    }

    fn beside_first(text: &str) -> Option<(String, String)> {
        read(text, |reading| {
            beside(reading, &(0..reading.words.len()), 0)
        })
    }

    #[test]
    fn every_pattern_compiles_and_finds_the_speaker_of_its_example() {
        for (line, pattern, example) in entries() {
            let place = format!("cue-patterns.txt, line {line}");
            let pattern = match Pattern::new(pattern) {
                Ok(pattern) => pattern,
                Err(reason) => panic!("{place}: the pattern cannot be used: {reason}"),
            };
            for side in [&pattern.before, &pattern.after].into_iter().flatten() {
                if let Err(reason) = side.compile() {
                    panic!("{place}: the pattern cannot be compiled: {reason}");
                }
            }
            let speaker = example
                .split_once('[')
                .and_then(|(_, rest)| Some(rest.split_once(']')?.0));
            let text = example.replace(['[', ']'], "");
            let own = read(&text, |reading| {
                pattern.find(reading, &(0..reading.words.len()), |_| true)
            });
            let own = own.map(|(_, speaker)| speaker);
            assert_eq!(own.as_deref(), speaker, "{place}, by itself: {example}");
            let all = beside_first(&text).map(|(_, speaker)| speaker);
            assert_eq!(all.as_deref(), speaker, "{place}, beside marks: {example}");
            assert!(speaker.is_some(), "{place} has no example with a [speaker]");
        }
    }

    #[test]
    fn letters_that_a_pattern_needs() {
        let check = |pattern: &str, expect: &[&[&str]]| {
            let needed = Pattern::new(pattern).map(|pattern| pattern.needed);
            assert_eq!(
                format!("{needed:?}"),
                format!("Ok({expect:?})"),
                "{pattern}"
            );
        };
        check("to (?:quote|cite) SPEAKER", &[&["quote", "cite"]]);
        check("As SPEAKER (?:has|had) it", &[&["as"], &["has", "had"]]);
        check(
            "SPEAKER's (?:blunt )?(?:answer|reply)",
            &[&["answer", "reply"]],
        );
        check(r"\S+ SPEAKER", &[]);
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        for (line, reason) in [
            ("quoting", "lacks SPEAKER"),
            ("SPEAKER", "no words"),
            ("quoting (SPEAKER", "regex parse error"),
        ] {
            let told = Pattern::new(line).err().unwrap_or_default();
            assert!(told.contains(reason), "{line}: {told}");
        }
    }

    #[test]
    fn capitals_white_space_and_apostrophes_do_not_matter() {
        let found = |cue: &str, speaker: &str| Some((cue.to_owned(), speaker.to_owned()));
        assert_eq!(
            beside_first("THIS\nFROM Cox: “It is over now.”"),
            found("THIS\nFROM", "Cox")
        );
        assert_eq!(
            beside_first("Cox’s answer was “it is over now.”"),
            found("’s answer", "Cox")
        );
        assert_eq!(
            beside_first("Her answer: “It is over now.”"),
            found("Her answer", "Her")
        );
    }

    #[test]
    fn a_pattern_stands_near_the_marks() {
        assert_eq!(
            beside_first("A letter from Cox arrived and Lee read “it is over now.”"),
            None
        );
        assert_eq!(beside_first("A letter from Cox in “it is over now.”"), None);
        assert!(beside_first("“It is over now” was the message from Cox.").is_some());
        assert_eq!(
            beside_first("“It is over now” opened as planned with a message from Cox."),
            None
        );
    }
}

//! Cue patterns: regular expressions for the words that name whose words stand in marks where no
//! cue verb does, "a statement from Cox: “…”".
//!
//! The list is `seeds/lexicons/cue-patterns.txt`, which says how a pattern is written. A pattern is
//! only tried where some letters stand that it cannot do without, which are found much faster.

use std::iter::Peekable;
use std::ops::Range;
use std::str::Chars;
use std::sync::{LazyLock, OnceLock};

use regex_lite::{Regex, RegexBuilder};

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
    /// Lists of letters: some of each stand wherever the pattern matches, in a text as [`plain`] makes it.
    needed: Vec<Vec<String>>,
    before: Option<Side>,
    after: Option<Side>,
}

/// What stands on one side of the speaker. It is compiled when it is first tried: few texts have the letters of
/// more than one or two patterns, and all of them would take half as long as the rest of a first answer.
struct Side {
    expression: String,
    /// Nothing where the expression cannot be compiled.
    compiled: OnceLock<Option<Regex>>,
}

impl Side {
    fn new(expression: String) -> Side {
        let compiled = OnceLock::new();
        Side {
            expression,
            compiled,
        }
    }

    /// Compiles the expression, or says what is wrong with it.
    fn compile(&self) -> Result<Regex, String> {
        let mut builder = RegexBuilder::new(&self.expression);
        let compiled = builder.case_insensitive(true).build();
        compiled.map_err(|error| error.to_string())
    }

    /// The expression, ready to be searched for.
    fn regex(&self) -> Option<&Regex> {
        let compiled = self.compiled.get_or_init(|| self.compile().ok());
        compiled.as_ref()
    }
}

/// The list's patterns; a test holds that each can be compiled.
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
    /// Reads a line of the list; says what is missing in one that is no pattern.
    fn new(pattern: &str) -> Result<Pattern, String> {
        let (before, after) = pattern
            .split_once(SPEAKER)
            .ok_or_else(|| format!("it lacks {SPEAKER}, which stands for who speaks"))?;
        let side = |part: &str, start: &str, end: &str| {
            let words = spaced(part);
            (!words.is_empty()).then(|| Side::new(format!("{start}(?:{words}){end}")))
        };
        let owned = after.strip_prefix("'s").map(str::trim);
        let pattern = Pattern {
            needed: [before, owned.unwrap_or(after)]
                .into_iter()
                .flat_map(needed)
                .collect(),
            before: side(before, r"\b", r"\b"),
            after: match owned {
                Some(owned) => {
                    let owned = format!(r"(?:'s?|\b(?:his|her|their|my|our)) {owned}");
                    side(&owned, "", r"\b")
                }
                None => side(after, r"\b", r"\b"),
            },
        };
        if pattern.before.is_none() && pattern.after.is_none() {
            return Err(format!("it has no words beside {SPEAKER}"));
        }
        Ok(pattern)
    }

    /// Whether the pattern can match in this plain text, which has these pairs.
    fn may_match(&self, text: &str, pairs: &Pairs) -> bool {
        let holds = |letters: &String| pairs.may_hold(letters) && text.contains(letters);
        self.needed.iter().all(|some| some.iter().any(holds))
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
                    // "Her club's response"
                    let owner = cue.clone().skip(2).find(|&at| reading.is_possessive(at));
                    Phrase::of(cue.start..owner.unwrap_or(cue.start + 1))
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

/// A text in small letters, with a space for whatever is part of no word, and around it.
fn plain(text: &str) -> String {
    let small = |byte: u8| match byte {
        b'_' => '_',
        byte if byte.is_ascii_alphanumeric() => char::from(byte.to_ascii_lowercase()),
        _ => ' ',
    };
    let mut plain = String::with_capacity(text.len() + 2);
    plain.push(' ');
    plain.extend(text.bytes().map(small));
    plain.push(' ');
    plain
}

/// Lists of letters: some of each stand in a plain text wherever `part` matches, with a space where a word surely
/// begins or ends. It is read here for what the list of patterns has, and where it has more it is said to need none.
fn needed(part: &str) -> Vec<Vec<String>> {
    let part = part.trim().replace("(?:", "(").replace(r"\S", ".");
    if part.contains(['[', '\\']) || part.contains("(?") {
        return Vec::new();
    }
    needed_by_some(&mut part.to_ascii_lowercase().chars().peekable(), &mut true)
}

/// The same for a group, up to its end: of several alternatives, the longest that each needs. `begins` says whether
/// a word begins here, and then whether one does behind the group.
fn needed_by_some(group: &mut Peekable<Chars>, begins: &mut bool) -> Vec<Vec<String>> {
    let before = *begins;
    let mut needed = needed_by_all(group, begins);
    while group.next_if_eq(&'|').is_some() {
        let mut behind = before;
        let both = longest(needed).zip(longest(needed_by_all(group, &mut behind)));
        needed = Vec::from_iter(both.map(|(before, here)| [before, here].concat()));
        *begins &= behind;
    }
    group.next();
    needed
}

/// The same for one alternative of a group. What is repeated could be left out.
fn needed_by_all(alternative: &mut Peekable<Chars>, begins: &mut bool) -> Vec<Vec<String>> {
    let mut parts = Vec::new();
    let mut letters = String::new();
    while let Some(sign) = alternative.next_if(|sign| !matches!(sign, '|' | ')')) {
        let mut behind = *begins;
        let group = (sign == '(').then(|| needed_by_some(alternative, &mut behind));
        let repeats = alternative.next_if(|sign| matches!(sign, '?' | '*' | '+' | '{'));
        if repeats == Some('{') {
            while alternative.next().is_some_and(|sign| sign != '}') {}
        }
        if sign.is_alphabetic() && repeats.is_none() {
            if letters.is_empty() && *begins {
                letters.push(' ');
            }
            letters.push(sign);
            if matches!(alternative.peek(), None | Some(' ')) {
                letters.push(' ');
            }
            *begins = false;
            continue;
        }
        if !letters.is_empty() {
            parts.push(vec![std::mem::take(&mut letters)]);
        }
        parts.extend(group.filter(|_| repeats.is_none()).into_iter().flatten());
        *begins = match sign {
            '(' => behind && (repeats.is_none() || *begins),
            sign => sign == ' ',
        };
    }
    if !letters.is_empty() {
        parts.push(vec![letters]);
    }
    parts
}

/// The list of which the shortest letters are the longest.
fn longest(parts: Vec<Vec<String>>) -> Option<Vec<String>> {
    let shortest = |letters: &Vec<String>| letters.iter().map(String::len).min();
    parts.into_iter().max_by_key(shortest)
}

/// The first of the list's patterns that finds a speaker within `tokens` and `fits`.
fn first(reading: &Reading, tokens: &Range<usize>, fits: impl Fn(&Found) -> bool) -> Option<Found> {
    let text = plain(reading.paragraph.words(tokens));
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
        paragraph.tokens()[tokens.start].start()..paragraph.tokens()[tokens.end - 1].end()
    };
    let start = bytes.start;
    regex
        .find_iter(&paragraph.text()[bytes])
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
    use crate::quotes::words::Classes;
    use crate::text::Paragraph;

    /// The words of the cue and of the speaker that `find` gives in `text`.
    fn read(text: &str, find: impl Fn(&Reading) -> Option<Found>) -> Option<(String, String)> {
        let paragraph = Paragraph::new(0, text);
        let mut classes = Classes::of(&paragraph);
        let reading = Reading::new(&paragraph, classes.each().next()?);
        let found = find(&reading)?;
        let words = |tokens| paragraph.words(tokens).to_owned();
        Some((words(&found.cue), words(&found.speaker.tokens)))
    }

    /// A pattern whose sides can be compiled, or what is wrong with it.
    fn compiled(line: &str) -> Result<Pattern, String> {
        let pattern = Pattern::new(line)?;
        for side in [&pattern.before, &pattern.after].into_iter().flatten() {
            side.compile()?;
        }
        Ok(pattern)
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
            let pattern = match compiled(pattern) {
                Ok(pattern) => pattern,
                Err(reason) => panic!("{place}: the pattern cannot be used: {reason}"),
            };
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
        check(
            "to (?:quote|cite) SPEAKER",
            &[&[" to "], &[" quote", " cite"]],
        );
        check(
            "As SPEAKER (?:has|had) it",
            &[&[" as "], &[" has", " had"], &[" it "]],
        );
        check(
            "SPEAKER's (?:blunt )?(?:answer|reply)",
            &[&[" answer", " reply"]],
        );
        check(r"\S+ SPEAKER", &[]);
        check(
            "replies? (?:to|(?:from|of) one) SPEAKER",
            &[&[" replie"], &[" to", " one"]],
        );
        check("SPEAKER's (?:answers|)", &[]);
        check("(?:cited|quoted){0,2} a SPEAKER", &[&[" a "]]);
        check(
            "re(?:ad|plied to) (?:by )?SPEAKER",
            &[&[" re"], &["ad", "plied "]],
        );
        check(r"[aeu] line (?<sort>of|by)\x61 SPEAKER", &[]);
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        for (line, reason) in [
            ("quoting", "lacks SPEAKER"),
            ("SPEAKER", "no words"),
            ("quoting (SPEAKER", "without closing"),
        ] {
            let told = compiled(line).err().unwrap_or_default();
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

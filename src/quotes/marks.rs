//! Marks: which quotation marks of a paragraph belong together.
//!
//! Newspapers, typists and converters break every rule about marks, so each mark is first judged
//! by what stands on its two sides, and only then by which character it is; any closing mark
//! closes any opening one of its family (double or single).

use std::ops::Range;

use super::cues::Cue;
use super::singles::singles;
use super::words::{Word, word};
use crate::text::{Paragraph, Shape, TokenKind};

/// Words between two marks, the outermost ones where marks are nested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// From the opening mark through the closing one; to the paragraph's end where none closes.
    pub tokens: Range<usize>,
    /// The tokens between the marks.
    pub inner: Range<usize>,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether the marks are single ones, which may as well be apostrophes.
    pub single: bool,
}

impl Stretch {
    /// How many words and numbers stand between the marks.
    pub fn words(&self, paragraph: &Paragraph) -> usize {
        self.inner
            .clone()
            .filter(|&at| {
                matches!(
                    paragraph.tokens()[at].kind,
                    TokenKind::Word | TokenKind::Number
                )
            })
            .count()
    }
}

/// How many stretches stand in double marks, and how many in single ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marked {
    /// Those of four words or more.
    long: [usize; 2],
    /// The shorter ones, many of them titles and terms.
    short: [usize; 2],
}

impl Marked {
    /// Whether single marks hold speech in a document with these stretches: where more long ones
    /// are in single marks than in double ones; without long ones, where all are in single marks.
    pub fn uses_singles(&self) -> bool {
        match self.long {
            [0, 0] => self.short[0] == 0 && self.short[1] > 0,
            [doubles, singles] => singles > doubles,
        }
    }

    /// Counts in a stretch with so many words.
    pub fn count(&mut self, stretch: &Stretch, words: usize) {
        let counts = if words >= 4 {
            &mut self.long
        } else {
            &mut self.short
        };
        counts[usize::from(stretch.single)] += 1;
    }

    /// Counts in what a paragraph has.
    pub fn add(&mut self, mut other: Marked) {
        for (sum, own) in self.counts().zip(other.counts()) {
            *sum += *own;
        }
    }

    /// Takes out what a paragraph had.
    pub fn subtract(&mut self, mut other: Marked) {
        for (sum, own) in self.counts().zip(other.counts()) {
            *sum -= *own;
        }
    }

    fn counts(&mut self) -> impl Iterator<Item = &mut usize> {
        self.long.iter_mut().chain(&mut self.short)
    }
}

/// The stretches of a paragraph, in order; no two overlap. Its first mark does not stand before the token at
/// `from`.
pub fn stretches(paragraph: &Paragraph, from: usize) -> Vec<Stretch> {
    let marks = marks(paragraph, from);
    if marks.is_empty() {
        return Vec::new();
    }
    let doubles = doubles(paragraph, &marks);
    let singles = singles(paragraph, &marks);
    match singles.is_empty() {
        true => doubles,
        false => outermost(doubles, singles),
    }
}

/// One quotation mark, or two single ones that stand for a double one.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    pub token: usize,
    /// How many tokens it takes: two for ''.
    length: usize,
    pub single: bool,
    pub side: Side,
    /// It can only be a closing mark or an apostrophe, whatever stands around it.
    curly: bool,
}

/// What a mark does, judged by its neighbours and its character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Open,
    Close,
    Either,
}

fn marks(paragraph: &Paragraph, from: usize) -> Vec<Mark> {
    let tokens = &paragraph.tokens();
    let mut marks = Vec::new();
    let mut at = from;
    while at < tokens.len() {
        if tokens[at].kind != TokenKind::Mark {
            at += 1;
            continue;
        }
        let word = paragraph.word(at);
        let sign = sign(paragraph, at);
        let is_single = matches!(
            sign,
            '\'' | '’'
                | '‘'
                | '‚'
                | '‛'
                | '`'
                | '´'
                | '′'
                | '‹'
                | '›'
                | 'ʼ'
                | '＇'
                | '「'
                | '」'
        );
        let is_pair = is_single
            && at + 1 < tokens.len()
            && paragraph.word(at + 1) == word
            && !paragraph.spaced(at + 1)
            && !closes_inner(paragraph, at);
        let length = if is_pair { 2 } else { 1 };
        marks.push(Mark {
            token: at,
            length,
            single: is_single && !is_pair,
            side: side(paragraph, at, length),
            curly: matches!(sign, '”' | '»' | '’'),
        });
        at += length;
    }
    marks
}

/// The one character of the mark at `at`.
#[inline]
fn sign(paragraph: &Paragraph, at: usize) -> char {
    paragraph.word(at).chars().next().unwrap_or_default()
}

/// Whether the first of three equal marks without white space closes words within the words that
/// the other two close: ''They say 'never,''' said Lee.
fn closes_inner(paragraph: &Paragraph, at: usize) -> bool {
    let same = |other: usize| {
        other < paragraph.tokens().len()
            && paragraph.word(other) == paragraph.word(at)
            && !paragraph.spaced(other)
    };
    at > 0 && same(at) && !same(at - 1) && same(at + 1) && same(at + 2) && !same(at + 3)
}

/// What the mark of `length` tokens at `at` does.
fn side(paragraph: &Paragraph, at: usize, length: usize) -> Side {
    let (start, end) = (
        paragraph.tokens()[at].start(),
        paragraph.tokens()[at + length - 1].end(),
    );
    let before = paragraph.text()[..start].chars().next_back();
    let after = paragraph.text()[end..].chars().next();
    let free_before = before
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '“' | '‘' | '„' | '«'));
    // A mark before "…" opens where white space stands before it: “…you look at it”.
    let ellipsis = after == Some('…') || paragraph.text()[end..].starts_with("..");
    let free_after = after.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';' | ':' | '?' | '!' | ')' | ']' | '}' | '”' | '’' | '»'
            )
            || (matches!(c, '.' | '…') && !(ellipsis && free_before))
    });
    let shape = match (free_before, free_after) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        _ => Side::Either,
    };
    match sign(paragraph, at) {
        '“' | '‘' | '„' | '‚' | '«' | '‹' | '「' | '『' => match shape {
            Side::Close if after.is_none_or(|c| c != '—' && c != '–') => Side::Close,
            _ => Side::Open,
        },
        '”' | '»' | '›' | '」' | '』' => match shape {
            Side::Open => Side::Open,
            _ => Side::Close,
        },
        // An apostrophe closes or is none: only its shape can make it an opening mark.
        '’' if length == 1 && shape == Side::Either => Side::Close,
        _ => shape,
    }
}

/// The stretches between double marks.
fn doubles(paragraph: &Paragraph, marks: &[Mark]) -> Vec<Stretch> {
    let count = paragraph.tokens().len();
    let mut stretches: Vec<Stretch> = Vec::new();
    let own: Vec<Mark>;
    let doubles = if marks.iter().any(|mark| mark.single) {
        own = marks.iter().copied().filter(|mark| !mark.single).collect();
        &own
    } else {
        marks
    };
    let mut open: Option<Mark> = None;
    let mut depth = 0;
    for (index, mark) in doubles.iter().enumerate() {
        let rest = &doubles[index + 1..];
        if is_measure(paragraph, mark, open.is_some(), rest) {
            continue;
        }
        match (open, mark.side) {
            (None, Side::Open | Side::Either) => {
                open = Some(*mark);
                depth = 0;
            }
            (None, Side::Close) if is_attached_opener(paragraph, mark, rest) => {
                open = Some(*mark);
                depth = 0;
            }
            (None, Side::Close) => stray(paragraph, mark, &mut stretches),
            (Some(_), Side::Open) if is_nested(rest) => depth += 1,
            (Some(first), Side::Open) => {
                // The closing mark was forgotten.
                stretches.push(unclosed(paragraph, marks, first, mark.token));
                open = Some(*mark);
                depth = 0;
            }
            (Some(_), _) if depth > 0 => depth -= 1,
            (Some(first), _) => {
                push(&mut stretches, first, mark);
                open = None;
            }
        }
    }
    if let Some(first) = open {
        stretches.push(unclosed(paragraph, marks, first, count));
    }
    stretches.retain(|stretch| !stretch.inner.is_empty());
    stretches
}

/// Adds the stretch from the mark `first` through `last`.
pub fn push(stretches: &mut Vec<Stretch>, first: Mark, last: &Mark) {
    stretches.push(Stretch {
        tokens: first.token..last.token + last.length,
        inner: first.token + first.length..last.token,
        closed: true,
        single: first.single,
    });
}

/// Whether an opening mark was typed against the comma before it: she said," We shall see".
fn is_attached_opener(paragraph: &Paragraph, mark: &Mark, rest: &[Mark]) -> bool {
    let at = mark.token;
    !mark.curly
        && at > 0
        && matches!(paragraph.word(at - 1), "," | ":")
        && rest.first().is_some_and(|next| next.side == Side::Close)
}

/// Whether a mark that would open inside an open stretch is nested: two closing marks follow
/// before any other opening one.
fn is_nested(rest: &[Mark]) -> bool {
    matches!(
        rest,
        [
            Mark {
                side: Side::Close | Side::Either,
                ..
            },
            Mark {
                side: Side::Close | Side::Either,
                ..
            },
            ..
        ]
    )
}

/// Whether the mark is inches or minutes: 6'2", a 12" pipe.
fn is_measure(paragraph: &Paragraph, mark: &Mark, inside: bool, rest: &[Mark]) -> bool {
    let number = |at: usize| paragraph.tokens()[at].kind == TokenKind::Number;
    let at = mark.token;
    if at == 0 || !number(at - 1) || paragraph.spaced(at) || mark.length > 1 {
        return false;
    }
    if !inside {
        return true;
    }
    // "a 55" screen,": inside marked words, if the sentence goes on and the next mark closes.
    let goes_on = at + 1 < paragraph.tokens().len()
        && paragraph.spaced(at + 1)
        && paragraph.tokens()[at + 1].shape == Shape::Lower
        && !mark.curly;
    if goes_on && rest.first().is_some_and(|next| next.side == Side::Close) {
        return true;
    }
    // Else only after feet, and only if another mark is left to close them.
    let feet = at >= 3
        && paragraph.tokens()[at - 2].kind == TokenKind::Mark
        && number(at - 3)
        && !paragraph.spaced(at - 1);
    feet && rest.first().is_some_and(|next| next.side != Side::Open)
}

/// A closing mark with nothing open. Where the words before it began with a marked word of their
/// own (said: “Normal” is to treat …”), it closes those; else, after a stop or a comma, the
/// sentence that it ends, whose opening mark was lost.
fn stray(paragraph: &Paragraph, mark: &Mark, stretches: &mut Vec<Stretch>) {
    let at = mark.token;
    let ends_speech = at > 0
        && matches!(paragraph.word(at - 1), "," | "." | "!" | "?" | "…" | "...")
        && !paragraph.spaced(at);
    if !ends_speech {
        return;
    }
    if let Some(last) = stretches.last_mut() {
        let led = last.tokens.start > 0
            && matches!(paragraph.word(last.tokens.start - 1), ":" | ",")
            || last.tokens.start == 0;
        if led && last.words(paragraph) <= 3 {
            last.tokens.end = at + mark.length;
            last.inner.end = at;
        }
        return;
    }
    if at + mark.length == paragraph.tokens().len() {
        // Nothing follows that could say who spoke: more likely a line of its own.
        return;
    }
    let sentence = paragraph.sentences[paragraph.sentence_of(at - 1)].start;
    stretches.push(Stretch {
        tokens: sentence..at + mark.length,
        inner: sentence..at,
        closed: true,
        single: false,
    });
}

/// The stretch that `first` opens and no double mark closes, up to `end`, or up to who said it; a single mark
/// after a stop closes it where it is the only one: “Let's go.’ Then he left.
pub fn unclosed(paragraph: &Paragraph, marks: &[Mark], first: Mark, end: usize) -> Stretch {
    let start = first.token + first.length;
    if let Some(end) = cue_inside(paragraph, &first, end) {
        return Stretch {
            tokens: first.token..end,
            inner: start..end,
            closed: true,
            single: first.single,
        };
    }
    let from = marks.partition_point(|mark| mark.token < start);
    let mut singles = marks[from..]
        .iter()
        .take_while(|mark| mark.token < end)
        .filter(|mark| mark.single);
    if let (Some(only), None) = (singles.next(), singles.next())
        && only.side == Side::Close
        && paragraph.tokens()[only.token - 1].kind == TokenKind::Stop
    {
        return Stretch {
            tokens: first.token..only.token + 1,
            inner: start..only.token,
            closed: true,
            single: false,
        };
    }
    Stretch {
        tokens: first.token..end.max(start),
        inner: start..end.max(start),
        closed: false,
        single: false,
    }
}

/// Where words end that the mark `first` opens at the start of a sentence and none closes before `end`, as the last
/// sentence there tells who said them: “We shall stay, said Ann Lee, a nurse. Or: “We shall stay, Ann Lee said.
fn cue_inside(paragraph: &Paragraph, first: &Mark, end: usize) -> Option<usize> {
    let last = end - 1;
    let start = first.token + first.length;
    let opens = first.token == 0 || paragraph.tokens()[first.token - 1].kind == TokenKind::Stop;
    if !opens || last < start + 3 {
        return None;
    }
    let sentence = &paragraph.sentences[paragraph.sentence_of(last)];
    let class = |at: usize| word(paragraph.word(at), paragraph.tokens()[at].kind);
    let says = |at: usize| {
        let cue = class(at).cue;
        cue.is_some_and(|cue| cue.is(Cue::PAST | Cue::THIRD) && cue.frames & Cue::SAYING != 0)
    };
    let is_name =
        |at: usize| paragraph.tokens()[at].shape.is_capital() && paragraph.word(at) != "I";
    let comma = |at: usize| paragraph.word(at) == ",";
    let inverted = |at: &usize| comma(*at) && says(at + 1) && is_name(at + 2);
    let mut commas = sentence.start.max(start + 1)..last.saturating_sub(1);
    if let Some(comma) = commas.clone().find(inverted) {
        return Some(comma + 1);
    }
    if paragraph.tokens()[last].kind != TokenKind::Stop || !says(last - 1) {
        return None;
    }
    // "…, Ann Lee, a nurse, said."
    let told = last - 1;
    let apposed = comma(told - 1).then(|| (commas.start..told - 1).rev().find(|at| comma(*at)));
    let subject = apposed.flatten().unwrap_or(told);
    let before = commas.rfind(|at| *at < subject && comma(*at))?;
    let subject = before + 1..subject;
    let is_pronoun = subject.len() == 1 && class(subject.start).is(Word::SUBJECT);
    let is_named = (1..=LONGEST_SUBJECT).contains(&subject.len())
        && is_name(subject.end - 1)
        && !subject
            .clone()
            .any(|at| class(at).is_auxiliary() || class(at).is(Word::VERB));
    (is_pronoun || is_named).then_some(subject.start)
}

/// The most tokens of the name and the role in front of it that stand before "said".
const LONGEST_SUBJECT: usize = 6;

/// All stretches that do not lie inside another; where two cross, the double one stays.
fn outermost(doubles: Vec<Stretch>, singles: Vec<Stretch>) -> Vec<Stretch> {
    // Stretches of one family are in order and never overlap, so both lists are walked together.
    let mut all: Vec<Stretch> = Vec::with_capacity(doubles.len() + singles.len());
    let mut doubles = doubles.into_iter().peekable();
    for single in singles {
        let (start, end) = (single.tokens.start, single.tokens.end);
        while let Some(before) = doubles.next_if(|double| double.tokens.end <= start) {
            all.push(before);
        }
        let mut inside = Vec::new();
        while let Some(double) =
            doubles.next_if(|double| start <= double.tokens.start && double.tokens.end <= end)
        {
            inside.push(double);
        }
        match doubles.peek() {
            Some(next) if next.tokens.start < end => all.append(&mut inside),
            _ => all.push(single),
        }
    }
    all.extend(doubles);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stretches of `text`, "…" joined by " | "; an unclosed one ends in "¬".
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let paragraph = Paragraph::new(0, text);
        let found: Vec<String> = stretches(&paragraph, 0)
            .iter()
            .map(|stretch| {
                let words = paragraph.words(&stretch.tokens);
                format!("{words}{}", if stretch.closed { "" } else { "¬" })
            })
            .collect();
        assert_eq!(found.join(" | "), expect, "{text}");
    }

    #[test]
    fn families() {
        check(r#""Yes," he said. "No.""#, r#""Yes," | "No.""#);
        check("“Yes,” he said.", "“Yes,”");
        check("„Ja“, sagte er.", "„Ja“");
        check("«Oui», dit-il.", "«Oui»");
        check("»Ja«, sagte er.", "»Ja«");
        check("''Yes,'' he said. ``No.''", "''Yes,'' | ``No.''");
        check("“Yes,\" he said. \"No,” she said.", "“Yes,\" | \"No,”");
    }

    #[test]
    fn broken() {
        check("“Are you sure?“ he asked.", "“Are you sure?“");
        check("He said: ”We are off.”", "”We are off.”");
        check("“We have only begun.", "“We have only begun.¬");
        check("He wrote: “Off we go.’ Then he left.", "“Off we go.’");
        check(
            "She said: “Fair” is what they call it.”",
            "“Fair” is what they call it.”",
        );
        check(
            "“It is “quite” something,” he said.",
            "“It is “quite” something,”",
        );
        check("\"Off, \" he said.", "\"Off, \"");
        check("We shall stay,\" he said.", "We shall stay,\"");
    }

    #[test]
    fn measures_are_no_marks() {
        check("“He is 6’2”,” she said.", "“He is 6’2”,”");
        check("A 12\" pipe and a 9\" one.", "");
        check("He stands 6'2\" tall.", "");
    }

    #[test]
    fn singles_and_apostrophes() {
        check(
            "‘We won’t pay the lawyers’ bill,’ said Ann. ‘It’s our members’ money,’ she added.",
            "‘We won’t pay the lawyers’ bill,’ | ‘It’s our members’ money,’",
        );
        check(
            "'We don't know,' he said of the boys' plan.",
            "'We don't know,'",
        );
        check("The lawyers' view and the boys' bus.", "");
        check("It was the '90s and he told 'em.", "");
        check("He called it 'a shambles' again.", "'a shambles'");
        check(
            "It was 'a mess' and the boys' bus 'broke down'.",
            "'a mess' | 'broke down'",
        );
        check("'Since '97, we lost,' he said.", "'Since '97, we lost,'");
        check("“He said ‘no’ to me,” she said.", "“He said ‘no’ to me,”");
        check(
            "'He said \"no\" to me,' she said.",
            "'He said \"no\" to me,'",
        );
    }

    #[test]
    fn singles_left_open() {
        check(
            "Cox said: 'We took the boys' bus.",
            "'We took the boys' bus.¬",
        );
        check("‘No,’ he said. ‘It broke.", "‘No,’ | ‘It broke.¬");
        check("'This,' he said, 'is it. Go.", "'This,' | 'is it. Go.¬");
        check("He left. 'Arry was there.", "");
        check("'Cause he left, we lost.", "");
        check("The team of 'Appy Hale lost.", "");
        check("The title was 'Low Tide.", "");
    }

    #[test]
    fn anything_goes() {
        for text in [
            "\"",
            "''",
            "“",
            "”",
            "'\"'",
            "“”",
            "\"\"",
            "‘",
            "«»",
            "a\"b\"c\"d",
        ] {
            let paragraph = Paragraph::new(0, text);
            for stretch in stretches(&paragraph, 0) {
                assert!(stretch.tokens.end <= paragraph.tokens().len(), "{text}");
                assert!(!stretch.inner.is_empty(), "{text}");
            }
        }
    }
}

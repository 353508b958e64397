//! Content: which words of a sentence each report gives, told from clause boundaries.

use std::ops::Range;

use super::clause::{content_end, has_clause, is_tail, tail_end, trim_end};
use super::cues::Cue;
use super::direct::{direct, echo};
use super::following::following;
use super::fronted::fronted;
use super::hearsay::{drop_lesser_hearsay, is_told_within};
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::is;
use super::start::content_start;
use super::words::Word;
use crate::text::TokenKind;

/// What one report gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// The index of the report.
    pub report: usize,
    /// The content: each unbroken piece, in order.
    pub pieces: Vec<Range<usize>>,
    /// Whether the pieces are whole marked stretches.
    pub direct: bool,
}

impl Saying {
    /// Whether `piece` is part of its content, which is not in marks.
    pub fn holds(&self, piece: &Range<usize>) -> bool {
        let holds = |own: &Range<usize>| {
            own.start <= piece.start && piece.end <= own.end && own.len() > piece.len()
        };
        !self.direct && self.pieces.iter().any(holds)
    }
}

/// No sentence of a paragraph is read as longer than this many tokens, a marked stretch at its end
/// aside. News has none of half the length, but tables and garbage do, and clauses are looked for
/// from each cue through its whole sentence.
const LONGEST_UNIT: usize = 256;

/// No "Ann Lee said." that was typed as a sentence of its own has more tokens.
const LONGEST_MISTYPED: usize = 6;

/// No subject of a trailing "Ann Lee, a nurse from Hull, asked" has more tokens.
const LONGEST_SUBJECT: usize = 30;

/// The sentences of a paragraph in which no marked stretch is cut in two, and in which a question
/// in marks stays with the words that say who asked it.
pub fn units(reading: &Reading) -> Vec<Range<usize>> {
    let sentences = &reading.paragraph.sentences;
    let mut units: Vec<Range<usize>> = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        // "PORTLAND, Ore. (AP) — …" may look like two sentences.
        if let Some(end) = reading.dateline
            && sentence.contains(&end)
            && sentence.start < end
        {
            units.push(sentence.start..end);
            units.push(end..sentence.end);
            continue;
        }
        let cut = sentence.start > 0
            && reading.stretch(sentence.start).is_some()
            && reading.stretch(sentence.start) == reading.stretch(sentence.start - 1);
        match units.last_mut() {
            Some(last) if cut || is_trailing_attribution(reading, sentence) => {
                last.end = sentence.end;
            }
            _ => units.push(sentence.clone()),
        }
    }
    if units.iter().any(|unit| unit.len() > LONGEST_UNIT) {
        units = units
            .iter()
            .flat_map(|unit| shorter(reading, unit))
            .collect();
    }
    units
}

/// Cuts a sentence into pieces of [`LONGEST_UNIT`] tokens, each with the whole of its last stretch.
fn shorter(reading: &Reading, unit: &Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = unit.start;
    while unit.end - start > LONGEST_UNIT {
        let last = start + LONGEST_UNIT - 1;
        let end = reading
            .stretch(last)
            .map_or(last + 1, |index| reading.stretches[index].tokens.end)
            .min(unit.end);
        pieces.push(start..end);
        start = end;
    }
    if start < unit.end {
        pieces.push(start..unit.end);
    }
    pieces
}

/// Whether a sentence is no more than "Cox asked." after a stretch that ends in "?" or the like.
fn is_trailing_attribution(reading: &Reading, sentence: &Range<usize>) -> bool {
    let start = sentence.start;
    if start == 0 {
        return false;
    }
    let Some(stretch) = reading
        .stretch(start - 1)
        .map(|index| &reading.stretches[index])
    else {
        return false;
    };
    // The stop may stand within inner marks: ‘…?’ ”
    let last = (stretch.inner.clone().rev())
        .find(|&at| reading.kind(at) != TokenKind::Mark)
        .map_or("", |at| reading.text(at));
    let goes_on = last.ends_with(['?', '!', '…', ',']) || last == "...";
    // “The plan is off.” Cox said. But “The plan is off.” Cox agreed.
    let mistyped = last == "." && sentence.len() <= LONGEST_MISTYPED;
    if !stretch.closed || !(goes_on || mistyped) {
        return false;
    }
    // "Ann Lee, a nurse from Hull, asked": the first verb whose subject opens the sentence.
    (start + 1..sentence.end.min(start + LONGEST_SUBJECT)).any(|verb| {
        reading.stretch(verb).is_none()
            && reading
                .word(verb)
                .cue
                .and_then(|cue| cue.before(reading.text(verb + 1)))
                .is_some_and(|(cue, particle)| {
                    let first_person =
                        cue.is(Cue::BASE) && matches!(reading.text(verb - 1), "I" | "we");
                    let end = verb + 1 + usize::from(particle);
                    // “Why?” Cox asked. “Why now?” Lee said: “Because.”
                    let leads = reading.text(end) == ":" && reading.stretch(end + 1).is_some();
                    (cue.is(Cue::PAST | Cue::THIRD) || first_person)
                        && !leads
                        && cue.takes(Cue::QUOTE)
                        && (goes_on || cue.frames & Cue::SAYING != 0)
                        && (is_tail(reading, end, sentence.end, true)
                            // “Are you hurt?” Cox asked the boy as he lifted him.
                            || (end..=tail_end(reading, end, sentence.end, true))
                                .any(|at| matches!(reading.text(at), "as" | "when" | "while")))
                })
            && reading
                .phrase_before(verb, start)
                .is_some_and(|subject| subject.tokens.start == start)
    })
}

/// What each of the `reports` of the sentence `unit` gives. `base` is the index of the first.
pub fn sayings(
    reading: &Reading,
    unit: &Range<usize>,
    reports: &[Report],
    base: usize,
) -> Vec<Saying> {
    let mut sayings = direct(reading, unit, reports);
    echo(reading, unit, reports, &mut sayings);
    for saying in &mut sayings {
        if let Some(opening) = opening(reading, unit, &reports[saying.report], &saying.pieces) {
            saying.pieces.insert(0, opening);
            saying.direct = false;
            // Lee, he said, “would stay” in the town
            if let Some(last) = saying.pieces.last_mut()
                && last.end < unit.end
                && reading.kind(last.end) == TokenKind::Word
                && reading.stretch(last.end).is_none()
            {
                let others = &reports[saying.report + 1..];
                last.end = content_end(reading, last.end, unit, others).max(last.end);
            }
        }
    }
    for (index, report) in reports.iter().enumerate() {
        let taken = sayings.iter().any(|saying| saying.report == index);
        let pieces = if taken {
            beside_direct(reading, unit, report)
        } else {
            fronted(reading, unit, reports, index, &sayings)
                .or_else(|| following(reading, unit, reports, index))
        };
        let Some(mut pieces) = pieces else {
            continue;
        };
        // Words that a direct quote of this sentence already holds are not given twice.
        if let Some(last) = pieces.last_mut()
            && let Some(start) = sayings
                .iter()
                .filter(|saying| {
                    let inner = &reports[saying.report];
                    saying.direct && !is_told_within(reading, report, last, inner, saying)
                })
                .flat_map(|saying| &saying.pieces)
                .filter(|piece| piece.start >= last.start && piece.start < last.end)
                .map(|piece| piece.start)
                .min()
        {
            last.end = trim_end(reading, last.start, start);
            // "denounced what he called “mob rule”"
            if reading.equals(last.start, "what") {
                last.end = last.start;
            }
            // Parents say the opposite: “…,” said Lee.
            if start > last.start
                && reading.text(start - 1) == ":"
                && !has_clause(reading, last.start, last.end)
            {
                last.end = last.start;
            }
        }
        // "described it": the word tells nothing of what was said.
        pieces.retain(|piece| match piece.len() {
            0 => false,
            1 => !reading.word(piece.start).is(Word::SUBJECT | Word::OBJECT),
            _ => true,
        });
        if pieces.is_empty() {
            continue;
        }
        for piece in &mut pieces {
            narrow(reading, piece);
        }
        let direct = pieces.iter().all(|piece| is_stretch(reading, piece));
        sayings.push(Saying {
            report: index,
            pieces,
            direct,
        });
    }
    drop_lesser_hearsay(reading, reports, &mut sayings);
    for saying in &mut sayings {
        saying.report += base;
    }
    sayings
}

/// Whether `piece` is exactly one marked stretch.
fn is_stretch(reading: &Reading, piece: &Range<usize>) -> bool {
    reading
        .stretch(piece.start)
        .is_some_and(|index| reading.stretches[index].tokens == *piece)
}

/// A list of one piece.
pub fn one(piece: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(piece).collect()
}

/// Cuts a piece down to its marked stretch, where only a word or two of it stand outside: calling
/// it a “mistake that we shall regret for years” gives those words directly.
fn narrow(reading: &Reading, piece: &mut Range<usize>) {
    let [stretch] = &reading.stretches[reading.stretches_over(piece)] else {
        return;
    };
    let letters = |tokens: Range<usize>| -> usize {
        tokens
            .filter(|&at| matches!(reading.kind(at), TokenKind::Word | TokenKind::Number))
            .map(|at| reading.length(at))
            .sum()
    };
    if letters(stretch.tokens.clone()) * 10 >= letters(piece.clone()) * 9 {
        *piece = stretch.tokens.clone();
    }
}

/// The sentence's own words before a report that also gives marked ones:
/// By going, he had lost them, he said: “…”
fn beside_direct(
    reading: &Reading,
    unit: &Range<usize>,
    report: &Report,
) -> Option<Vec<Range<usize>>> {
    let start = report.start();
    let own = report.manner != Manner::Participle && !reading.word(start).is(Word::RELATIVE);
    if own
        && start > unit.start + 3
        && is!(reading, start - 1, ",")
        && reading.text(report.end()) == ":"
        && reading.word(unit.start).cue.is_none()
        // "The tax, the court was told, Lee had called: “…”"
        && reading.word(start - 2).cue.is_none()
        && reading.is_plain(unit.start..start)
        && has_clause(reading, unit.start, start - 1)
    {
        return Some(one(unit.start..start - 1));
    }
    // "said the plan was off: “…”"
    let colon = (report.end()..unit.end)
        .take_while(|&at| reading.stretch(at).is_none())
        .find(|&at| is!(reading, at, ":"))?;
    let begin = content_start(reading, report, colon)?;
    (begin < colon && has_clause(reading, begin, colon)).then(|| one(begin..colon))
}

/// The first words of a sentence that its marked ones go on with: That, he said, “would be best.”
fn opening(
    reading: &Reading,
    unit: &Range<usize>,
    report: &Report,
    pieces: &[Range<usize>],
) -> Option<Range<usize>> {
    let start = report.start();
    let first = &reading.stretches[reading.stretch(pieces.first()?.start)?];
    let parenthesis = start > unit.start + 1
        && is!(reading, start - 1, ",")
        && report.end() + 1 == first.tokens.start
        && reading.text(report.end()) == ",";
    let goes_on = reading.kind(first.inner.start) == TokenKind::Word
        && !reading.is_capital(first.inner.start);
    let end = start.saturating_sub(1);
    let theirs = reading.is_plain(unit.start..end)
        && !links_only(reading, unit.start, end)
        && reading.word(unit.start).cue.is_none();
    (parenthesis && goes_on && theirs).then_some(unit.start..end)
}

/// Whether nothing but a word that links sentences stands in the range: "Still", "But".
fn links_only(reading: &Reading, start: usize, end: usize) -> bool {
    end == start + 1
        && reading
            .word(start)
            .is(Word::ADVERB | Word::CONJUNCTION | Word::SUBORDINATOR)
}

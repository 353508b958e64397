//! Direct quotes: which report of a sentence each of its marked stretches stands beside.

use std::ops::Range;

use super::clause::{is_clause, is_tail, tail_end};
use super::content::Saying;
use super::cues::Cue;
use super::marks::Stretch;
use super::object::is_nicknamed;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::is;
use super::words::Word;
use crate::text::TokenKind;

/// The stretches of the sentence that stand beside a report.
pub fn direct(reading: &Reading, unit: &Range<usize>, reports: &[Report]) -> Vec<Saying> {
    let mut sayings: Vec<Saying> = Vec::new();
    for stretch in &reading.stretches[reading.stretches_in(unit)] {
        let span = &stretch.tokens;
        if is!(reading, span.start.saturating_sub(1), ",") && reading.is_work(stretch)
            || span.start > unit.start && reading.is_programme(stretch)
            || reading.is_performed(stretch)
        {
            continue;
        }
        let before = reports
            .iter()
            .rposition(|report| report.end() <= span.start)
            .filter(|&index| {
                leads(reading, &reports[index], span.start)
                    || is_listed(reading, span.start, index, &sayings)
            });
        let after = reports
            .iter()
            .position(|report| report.start() >= span.end)
            .filter(|&index| follows(reading, &reports[index], span.end, unit));
        // After a colon or a comma the report before the stretch speaks, unless it already has
        // the stretch before it and another one follows: “A,” he said, “B,” she added.
        let chosen = match (before, after) {
            (Some(before), Some(after)) => {
                let used = sayings.iter().any(|saying| saying.report == before);
                let others = match reading.text(span.start - 1) {
                    "," => used,
                    // Parents say the opposite: “…,” said Lee.
                    ":" => {
                        let says = &reports[before];
                        reports[after].manner == Manner::Inverted
                            && says.end() + 1 < span.start
                            && says.frames & Cue::LISTENER == 0
                    }
                    _ => false,
                };
                if others && reports[after].subject.is_some() {
                    after
                } else {
                    before
                }
            }
            (Some(before), None) => {
                if runs_on(reading, unit, stretch, &reports[before]) {
                    continue;
                }
                before
            }
            (None, Some(after)) => {
                // The stretch may end a longer clause: The deal “is off,” Cox said.
                if starts_inside_clause(reading, unit, span.start, reports) {
                    continue;
                }
                after
            }
            (None, None) => continue,
        };
        // "which Londoners call “the Gherkin”"
        let named = &reports[chosen];
        if named.end() == span.start && is_nicknamed(reading, named, span.start, span.end) {
            continue;
        }
        match sayings.iter_mut().find(|saying| saying.report == chosen) {
            Some(saying) => saying.pieces.push(span.clone()),
            None => sayings.push(Saying {
                report: chosen,
                pieces: vec![span.clone()],
                direct: true,
            }),
        }
    }
    sayings
}

/// Whether "and" joins a stretch that begins at `start` to the one before it, which the report at `report`
/// gives: chanted “Shame” and “Resign”.
fn is_listed(reading: &Reading, start: usize, report: usize, sayings: &[Saying]) -> bool {
    let last = sayings.last().filter(|saying| saying.report == report);
    let piece = last.and_then(|saying| saying.pieces.last());
    piece.is_some_and(|piece| piece.end + 1 == start && reading.equals(piece.end, "and"))
}

/// A speaker's own word put back to him in a question: Asked what he meant by “fair,” Cox said.
pub fn echo(reading: &Reading, unit: &Range<usize>, reports: &[Report], sayings: &mut Vec<Saying>) {
    let Some(asked) = reports
        .iter()
        .find(|report| report.manner == Manner::Passive && report.frames & Cue::QUESTION != 0)
    else {
        return;
    };
    let stretch = reading
        .stretches
        .iter()
        .find(|stretch| stretch.tokens.start >= asked.cue.end && stretch.tokens.end <= unit.end)
        .filter(|stretch| !reading.is_programme(stretch));
    let Some(stretch) = stretch else {
        return;
    };
    let taken = sayings
        .iter()
        .any(|saying| saying.pieces.contains(&stretch.tokens));
    let answer = reports.iter().position(|report| {
        report.manner == Manner::Subject
            && (stretch.tokens.end..stretch.tokens.end + 2).contains(&report.start())
    });
    if let (false, Some(report)) = (taken, answer) {
        sayings.push(Saying {
            report,
            pieces: vec![stretch.tokens.clone()],
            direct: true,
        });
    }
}

/// Whether `report` introduces a stretch that begins at `start`: nothing but listeners, places and
/// times between them, and a comma or colon after those.
fn leads(reading: &Reading, report: &Report, start: usize) -> bool {
    let gap = report.end()..start;
    if !reading.is_plain(gap.clone()) || gap.len() > 40 {
        return false;
    }
    // "dismissed “Hamlet”", "accepted “gifts”": named.
    if report.frames & (Cue::MARKED | Cue::QUOTE) == Cue::MARKED || report.frames == Cue::THAT {
        return false;
    }
    if gap.is_empty() {
        return report.manner != Manner::According
            && report.frames & Cue::PAUSED == 0
            && !(report.negated && report.frames & Cue::SAYING != 0);
    }
    let last = reading.text(start - 1);
    if gap.len() == 1 {
        return matches!(
            last,
            "," | ":" | "—" | "–" | "-" | "as" | "that" | "with" | "of"
        ) && (!matches!(last, "with" | "of" | "as") || report.frames & Cue::OBJECT != 0);
    }
    if !matches!(last, "," | ":" | "—" | "–") || report.frames & Cue::QUOTE == 0 {
        return false;
    }
    if last == ":" {
        return true;
    }
    // "Asked about the crash, “…,” Lee said"
    if report.manner == Manner::Passive && report.frames & Cue::QUESTION != 0 {
        return false;
    }
    let listener = report.frames & (Cue::LISTENER | Cue::QUESTION) != 0;
    let tail = tail_end(reading, report.end(), start - 1, listener);
    // "Lee joked, with a wink at the mayor, “…”"
    let aside = reading.text(report.end()) == ","
        && gap.len() <= 15
        && gap
            .clone()
            .all(|at| !reading.is_verb(at) && !reading.word(at).is(Word::RELATIVE));
    if aside {
        return true;
    }
    // "told a crowd in Toledo, Ohio, “…”"
    tail >= start - 1 || reading.text(tail) == "," && start - 1 - tail <= 4
}

/// Whether `report` says who spoke a stretch that ends at `end`.
fn follows(reading: &Reading, report: &Report, end: usize, unit: &Range<usize>) -> bool {
    let start = report.start();
    let gap = end..start;
    let near = match gap.len() {
        0 => true,
        1 => matches!(reading.text(end), "," | "—" | "–" | "-" | "as"),
        2 => matches!(reading.text(end), "," | "—" | "–") && reading.equals(end + 1, "as"),
        _ => false,
    };
    if !near
        || report.frames & (Cue::QUOTE | Cue::CLAUSE) == 0
        || matches!(
            report.manner,
            Manner::Participle | Manner::Coordinated | Manner::Nominal
        )
    {
        return false;
    }
    // "“Yes,” Cox said the plan was" cannot be, but "“Fair” officials say they are" can.
    let stretch = reading
        .stretch(end - 1)
        .map(|index| &reading.stretches[index]);
    let closed_clause = stretch.is_some_and(|stretch| {
        // The stop may stand within inner marks: ‘…,’ ”
        let last = stretch
            .inner
            .clone()
            .rev()
            .find(|&at| reading.kind(at) != TokenKind::Mark);
        last.is_some_and(|last| {
            reading.kind(last) == TokenKind::Stop
                || is!(reading, last, "," | "—" | "–" | "-" | "--")
        })
    });
    // 'Harbour Lights' star Ann Lee said
    if gap.is_empty()
        && !closed_clause
        && stretch.is_some_and(|stretch| reading.has_title(stretch))
        && reading.kind(start) == TokenKind::Word
        && !reading.is_capital(start)
        && !reading
            .word(start)
            .is(Word::DETERMINER | Word::POSSESSIVE | Word::SUBJECT)
        && report.start() < report.cue.start
        && reading.is_capital(start + 1)
    {
        return false;
    }
    closed_clause || gap.len() == 1 || is_tail(reading, report.end(), unit.end, true)
}

/// Whether a clause that begins with the stretch goes on after it: Cox said “fair play” would do.
fn runs_on(reading: &Reading, unit: &Range<usize>, stretch: &Stretch, report: &Report) -> bool {
    let start = stretch.tokens.start;
    let next = stretch.tokens.end;
    let joined = report.end() == start || reading.equals(start - 1, "that");
    // said that “unless prices fall”, families would go hungry
    let comma = usize::from(reading.text(next) == ",");
    let goes_on = |main: usize| {
        is_clause(reading, main, unit.end)
            || reading
                .phrase_after(main, unit.end)
                .is_some_and(|subject| reading.stretch(subject.tokens.end).is_some())
    };
    let hangs = reading.equals(start - 1, "that")
        && reading.word(stretch.inner.start).is(Word::SUBORDINATOR)
        && goes_on(next + comma);
    // said that “the door is open” and that talks could start
    let again = reading.word(next).is(Word::CONJUNCTION) && reading.equals(next + 1, "that");
    if (hangs || joined && again && stretch.closed) && report.frames & Cue::CLAUSE != 0 {
        return true;
    }
    let ended = matches!(
        reading.text(stretch.inner.end - 1),
        "," | "." | "?" | "!" | "…"
    );
    joined
        && !ended
        && stretch.closed
        && next < unit.end
        && report.frames & Cue::CLAUSE != 0
        && reading.kind(next) == TokenKind::Word
        && !reading
            .word(next)
            .is(Word::CONJUNCTION | Word::SUBORDINATOR | Word::TIME)
        // wrote “Get well” on a card
        && !(reading.word(report.cue.end - 1).is(Word::PERFORMANCE)
            && reading.word(next).is(Word::PREPOSITION)
            && (next..unit.end).all(|at| !reading.is_verb(at)))
}

/// Whether words of the same clause stand before the stretch at `start`.
fn starts_inside_clause(
    reading: &Reading,
    unit: &Range<usize>,
    start: usize,
    reports: &[Report],
) -> bool {
    if start == unit.start {
        return false;
    }
    let previous = reading.text(start - 1);
    let bounded = matches!(
        reading.kind(start - 1),
        TokenKind::Punctuation | TokenKind::Stop | TokenKind::Mark | TokenKind::Symbol
    ) && !matches!(previous, "-" | "/");
    let other_report = reports.iter().any(|report| {
        // Lee called it “a sham,” her lawyer said.
        let names = report.frames & Cue::OBJECT != 0 && report.frames & Cue::CLAUSE == 0;
        report.end() <= start && start - report.end() < 3 && (report.end() == start || !names)
    });
    let infinitive = reading.equals(start - 1, "to");
    !bounded && (!other_report || infinitive) && reading.stretch(start - 1).is_none()
}

//! Reports: each place in a paragraph where a cue says that somebody spoke, with its subject.

use std::ops::Range;

use super::according::{according, clear};
use super::cues::Cue;
use super::finite::is_where_said;
use super::nominal::nominal;
use super::phrase::Phrase;
use super::reading::Reading;
use super::verb::verb;
use crate::order::sort_by_rank;

/// A cue with the phrase that says who spoke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The verb with its auxiliaries and adverbs: "has also said".
    pub group: Range<usize>,
    /// The cue alone: "said", "pointed out", "according to".
    pub cue: Range<usize>,
    /// What the cue can introduce.
    pub frames: u16,
    /// Who spoke; none where the sentence says it elsewhere ("Cox left, adding that").
    pub subject: Option<Phrase>,
    /// How the subject was found.
    pub manner: Manner,
    /// "did not say", "never claimed".
    pub negated: bool,
}

/// How a report names its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// "Cox said"
    Subject,
    /// "said Cox"
    Inverted,
    /// "…, adding that", "went on to add that": the subject is that of the clause before.
    Participle,
    /// "Cox left and said": the subject is that of the verb before.
    Coordinated,
    /// "according to Cox"
    According,
    /// "his claim that", "a statement that"
    Nominal,
    /// "Asked what he meant": the words are put to somebody.
    Passive,
    /// "was first reported by Cox"
    Agent,
}

impl Report {
    /// The first token that belongs to cue or subject.
    pub fn start(&self) -> usize {
        match (&self.subject, self.manner) {
            (Some(phrase), Manner::Subject | Manner::Nominal) => {
                phrase.tokens.start.min(self.group.start)
            }
            _ => self.group.start,
        }
    }

    /// Whether a verb parts a noun from what was said: "his answer was that".
    pub fn is_copular(&self) -> bool {
        self.manner == Manner::Nominal && self.group.end > self.cue.end
    }

    /// The first token after cue and subject.
    #[inline(never)]
    pub fn end(&self) -> usize {
        match (&self.subject, self.manner) {
            // "ordered to pay by the magistrates"
            (Some(phrase), Manner::Passive) if phrase.tokens.start > self.group.end + 1 => {
                self.group.end
            }
            (
                Some(phrase),
                Manner::Inverted
                | Manner::According
                | Manner::Agent
                | Manner::Nominal
                | Manner::Passive,
            ) => phrase.tokens.end.max(self.group.end),
            _ => self.group.end,
        }
    }
}

/// The reports of one paragraph, in order. `units` are its sentences, marked stretches unbroken.
pub fn reports(reading: &Reading, units: &[Range<usize>]) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    // Nearly every word is none of those that reports are made of.
    let noted = reading.noted.iter().map(|at| *at as usize);
    let mut noted = noted
        .filter(|&at| reading.words[at].is_reporting())
        .peekable();
    for unit in units {
        let first = reports.len();
        let mut at = unit.start;
        while let Some(next) = noted.next_if(|next| *next < unit.end) {
            if next < at {
                continue;
            }
            at = next;
            if let Some(index) = reading.stretch(at) {
                at = reading.stretches[index].tokens.end;
                continue;
            }
            let found = according(reading, at, unit)
                .or_else(|| {
                    let report = nominal(reading, at, unit)?;
                    let within = |last| is_where_said(reading, last, at, unit.end);
                    // "said in his statement that"
                    (!reports[first..].last().is_some_and(within)).then_some(report)
                })
                .or_else(|| clear(reading, at, unit))
                .or_else(|| verb(reading, at, unit, &reports[first..]));
            at += 1;
            if let Some(report) = found {
                at = at.max(report.cue.end);
                let other = other_of_two(reading, &report, unit.end);
                reports.push(report);
                reports.extend(other);
            }
        }
        // What the other of two says may stand behind a report within what the one says.
        sort_by_rank(&mut reports[first..], |report| [report.cue.start, 0, 0]);
    }
    reports
}

/// What the other of two says, who has no verb of their own: "The former says prices fell, the latter | that they
/// rose".
fn other_of_two(reading: &Reading, report: &Report, end: usize) -> Option<Report> {
    let one = report.subject.as_ref()?.head.end - 1;
    let others: &[&str] = match reading.text(one) {
        "former" | "latter" => &["latter", "former"],
        "first" => &["second"],
        "one" | "One" => &["other", "another"],
        _ => return None,
    };
    let opens = |at: &usize| {
        let before = reading.text(at - 1);
        let other = at + usize::from(reading.equals(*at, "the"));
        matches!(before, "," | ";" | "and" | "while")
            && others.contains(&reading.text(other))
            && reading.equals(other + 1, "that")
    };
    let start = (report.end() + 2..end.saturating_sub(3)).find(opens)?;
    let that = start + usize::from(reading.equals(start, "the")) + 1;
    Some(Report {
        group: that..that + 1,
        cue: that..that + 1,
        frames: Cue::CLAUSE,
        subject: Some(Phrase::of(start..that)),
        manner: Manner::Subject,
        negated: false,
    })
}

//! Reports in the passive: "Asked whether it was true, Cox", "were told by police to leave", "described by one critic
//! as a “gem”".

use std::ops::Range;

use super::clause::{is_infinitive, skip_time};
use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::equals;
use super::speaking::is_speaker;
use super::start::opens_question;
use super::verb::Verb;
use super::words::Word;

impl Verb<'_, '_> {
    /// "Asked whether it was true, Cox": who asks is not said.
    pub fn asked(&self) -> Option<Report> {
        let (reading, unit, group, end) = (self.reading, self.unit, self.group, self.end);
        if !self.cue.takes(Cue::QUESTION) || !self.cue.is(Cue::PARTICIPLE) {
            return None;
        }
        // "was asked by the chairman whether it was true"
        let agent = self.agent();
        let behind = agent.as_ref().map_or(end, |agent| agent.tokens.end);
        let asks = opens_question(reading.text(behind)) || reading.text(end) == "about";
        // "He was asked: “Is it true?”"
        let comma = usize::from(matches!(reading.text(end), "," | ":"));
        let asks = asks || reading.stretch(end + comma).is_some();
        let opens = group == unit.start || reading.equals(group.saturating_sub(1), "when");
        let opens_far = opens && reading.word(end).is(Word::PREPOSITION);
        // "Ann Lee, asked whether it was true, said"
        let mut before = unit.start..group;
        let aside = group > unit.start
            && reading.is_comma(group - 1)
            && opens_question(reading.text(end))
            && reading
                .phrase_before(group - 1, unit.start)
                .is_some_and(|whom| whom.tokens.start == unit.start)
            && !before.any(|at| reading.is_verb(at) || reading.is_past(at));
        let opens = opens || aside;
        if asks && (opens || self.with_be) || opens_far {
            return Some(self.report(group, agent, Manner::Passive));
        }
        // “Is it true?” he was asked.
        let whom = self
            .with_be
            .then(|| reading.phrase_before(group, unit.start))??;
        let marked =
            whom.tokens.start > unit.start && reading.stretch(whom.tokens.start - 1).is_some();
        marked.then(|| self.report(whom.tokens.start, None, Manner::Passive))
    }

    /// "described by one critic as a “gem”"
    pub fn named(&self) -> Option<Report> {
        if !self.cue.is(Cue::PARTICIPLE) || self.reading.stretches.is_empty() {
            return None;
        }
        let (agent, _) = marked_name(self.reading, self.end, self.unit.end)?;
        // what it called “bullying” by the city
        let subject = self.reading.phrase_before(self.group, self.unit.start);
        if subject.is_some_and(|subject| {
            let first = subject.tokens.start;
            first > self.unit.start && self.reading.equals(first - 1, "what")
        }) {
            return None;
        }
        Some(Report {
            frames: self.cue.frames | Cue::OBJECT,
            ..self.report(self.group, Some(agent), Manner::Agent)
        })
    }

    /// "was asked", "is described as": somebody else speaks, perhaps after "by".
    pub fn passive(&self) -> Option<Report> {
        let (reading, unit, cue, group) = (self.reading, self.unit, self.cue, self.group);
        // "The court was told that": nobody is named who said so, but in "was told by Cox that".
        // "was informed that", but "was convinced that" tells what somebody thinks.
        let told = reading.equals(self.at, "told")
            || cue.frames & Cue::TOLD != 0
                && reading.equals(self.end, "that")
                && !reading.equals(self.at, "convinced");
        // "She was told of the delay": nobody knows in what words.
        if told && self.end > self.at + 1 && reading.equals(self.end - 1, "of") {
            return None;
        }
        let whom = reading.phrase_before(group, unit.start);
        if (told || self.is_put_to())
            && let Some(whom) = whom
        {
            let agent = self.agent().or_else(|| self.agent_at_end());
            return Some(self.report(whom.tokens.start, agent, Manner::Passive));
        }
        // "It is claimed that", "it was suggested by the coroner that"
        let agent = self.agent();
        let behind = agent.as_ref().map_or(self.end, |agent| agent.tokens.end);
        let behind = skip_time(reading, behind, unit.end);
        if group > unit.start
            && reading.equals(group - 1, "it")
            && cue.frames & Cue::CLAUSE != 0
            && reading.equals(behind, "that")
        {
            return Some(self.report(group - 1, agent, Manner::Passive));
        }
        let given = cue.frames & (Cue::CLAUSE | Cue::OBJECT) != 0
            && cue.frames & (Cue::LISTENER | Cue::QUESTION | Cue::ORDER | Cue::MARKED) == 0;
        let agent = given.then(|| self.agent())??;
        // "It was first reported by Cox", but "the novel was written by Cox"
        let made = cue.frames & Cue::MADE != 0;
        (!made).then(|| self.report(group, Some(agent), Manner::Agent))
    }

    /// Whether the passive tells what somebody is to do or is told: "were told by police to", "was warned that".
    fn is_put_to(&self) -> bool {
        let (reading, frames) = (self.reading, self.cue.frames);
        let agent = self.agent();
        let behind = agent.as_ref().map_or(self.end, |agent| agent.tokens.end);
        let to = behind + usize::from(reading.word(behind).is(Word::NEGATION));
        let ordered = frames & Cue::ORDER != 0 && is_infinitive(reading, to);
        let clause =
            reading.word(behind).is(Word::SUBJECT) && reading.word(behind + 1).is_auxiliary();
        let warned = frames & Cue::LISTENER != 0
            && (reading.equals(behind, "that") || clause)
            && !reading.equals(self.at, "convinced");
        // "was invited to speak", "was asked to be there"
        let asked = agent.is_some()
            || !matches!(
                reading.text(self.at),
                "invited" | "directed" | "encouraged" | "challenged" | "appealed"
            );
        asked && (ordered || warned)
    }

    /// Who it is at the end of the sentence, behind what somebody is to do: "ordered to pay by the magistrates".
    fn agent_at_end(&self) -> Option<Phrase> {
        let reading = self.reading;
        let last = self.unit.end.checked_sub(1)?;
        let by = (self.end + 2..last)
            .rev()
            .find(|&at| reading.equals(at, "by"))?;
        let agent = reading.phrase_after(by + 1, self.unit.end)?;
        let speaks = reading.is_capital(agent.head.end - 1)
            || is_speaker(reading.paragraph, agent.head.end - 1);
        (is_infinitive(reading, self.end) && speaks && agent.tokens.end == last).then_some(agent)
    }

    /// Who does it, behind "by".
    pub fn agent(&self) -> Option<Phrase> {
        let by = self.reading.equals(self.end, "by");
        by.then(|| self.reading.phrase_after(self.end + 1, self.unit.end))?
    }
}

/// Who calls something what marks hold, and what that is, after the participle that ends at `end`: "a play
/// described by one critic as a “gem”", "a move branded “a gamble” by the unions".
pub fn marked_name(reading: &Reading, end: usize, limit: usize) -> Option<(Phrase, Range<usize>)> {
    let name = |start: usize| {
        let marked = start + usize::from(reading.word(start).is(Word::DETERMINER));
        let stretch = &reading.stretches[reading.stretch(marked)?];
        // "a song called “Home” by Cox"
        let title = reading.is_capital(stretch.inner.start) && reading.is_work(stretch);
        (stretch.tokens.start == marked && !title).then_some(start..stretch.tokens.end)
    };
    if equals!(reading, end, "by") {
        let agent = reading.phrase_after(end + 1, limit)?;
        let last = agent.tokens.end;
        return reading
            .equals(last, "as")
            .then_some((agent, name(last + 1)?));
    }
    let name = name(end + usize::from(equals!(reading, end, "as")))?;
    let by = reading.equals(name.end, "by");
    Some((
        reading.phrase_after(name.end + 1, limit).filter(|_| by)?,
        name,
    ))
}

/// Where what is put to somebody ends before the one behind "by": "was ordered to pay | by the magistrates".
pub fn before_agent(report: &Report, start: usize, end: usize) -> usize {
    let agent = report.subject.as_ref().map(|agent| agent.tokens.start);
    match agent {
        Some(agent) if report.manner == Manner::Passive && (start..end).contains(&agent) => {
            agent - 1
        }
        _ => end,
    }
}

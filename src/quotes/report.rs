//! Reports: each place in a paragraph where a cue says that somebody spoke, with its subject.

use std::ops::Range;

use super::according::{according, nominal};
use super::agreement::agrees;
use super::clause::{skip_time, tail_end};
use super::cues::Cue;
use super::inverted::inverted;
use super::phrase::Phrase;
use super::reading::Reading;
use super::words::Word;
use crate::text::TokenKind;

/// No subject with what says who that is has more tokens.
const LONGEST_SUBJECT: usize = 30;

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

    /// The first token after cue and subject.
    pub fn end(&self) -> usize {
        match (&self.subject, self.manner) {
            (Some(phrase), Manner::Inverted | Manner::According | Manner::Agent) => {
                phrase.tokens.end.max(self.group.end)
            }
            _ => self.group.end,
        }
    }
}

/// The reports of one paragraph, in order. `units` are its sentences, marked stretches unbroken.
pub fn reports(reading: &Reading, units: &[Range<usize>]) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    for unit in units {
        let first = reports.len();
        let mut at = unit.start;
        while at < unit.end {
            if let Some(index) = reading.stretch(at) {
                at = reading.stretches[index].tokens.end;
                continue;
            }
            // Nearly every word is none of those that reports are made of.
            let word = reading.word(at);
            if word.cue.is_none() && !word.is(Word::NOUN | Word::ATTRIBUTING) {
                at += 1;
                continue;
            }
            let found = according(reading, at, unit)
                .or_else(|| nominal(reading, at, unit))
                .or_else(|| verb(reading, at, unit, &reports[first..]));
            at += 1;
            if let Some(report) = found {
                at = at.max(report.cue.end);
                reports.push(report);
            }
        }
    }
    reports
}

/// A verb that is a cue at `at`, with its subject.
fn verb(reading: &Reading, at: usize, unit: &Range<usize>, before: &[Report]) -> Option<Report> {
    let word = reading.word(at);
    let cue = word.cue?;
    // "called on Sunday for calm"
    let next = match cue.particles {
        0 => at + 1,
        _ => skip_time(reading, at + 1, unit.end),
    };
    let (cue, particle) = cue.before(reading.text(next))?;
    if reading.is_capital(at)
        && !reading.headline
        && at != unit.start
        && !reading.opens_clause(at, unit.start)
    {
        return None;
    }
    // "Interfax quoted Cox as saying": the report is that of "saying".
    if is_quoting(reading, at) && quoted_speaker(reading, at, unit.end).is_some() {
        return None;
    }
    let end = if particle { next + 1 } else { at + 1 };
    // "found that", "found in May that", "…, the inquiry found.", but not "found it too dear"
    if cue.frames == Cue::THAT
        && reading.kind(end) != TokenKind::Stop
        && !(end..end + 5).any(|at| reading.equals(at, "that"))
    {
        return None;
    }
    let group = group_start(reading, at, unit.start);
    let auxiliaries = group..at;
    // "those who agree that it is late": not told, but who they are.
    if cue.frames & Cue::THAT != 0
        && group > unit.start
        && reading.equals(group - 1, "who")
        && reading.equals(end, "that")
    {
        return None;
    }
    let has = |class: u32| {
        auxiliaries
            .clone()
            .any(|index| reading.word(index).is(class))
    };
    // "Clinton's emails", but "he's said".
    if group < at && reading.is_possessive(group) && !cue.is(Cue::PARTICIPLE | Cue::GERUND) {
        return None;
    }
    let negated = has(Word::NEGATION);
    let report = |group: usize, subject, manner| Report {
        group: group..end,
        cue: at..end,
        frames: cue.frames,
        subject,
        manner,
        negated,
    };
    let with_be = auxiliaries
        .clone()
        .rev()
        .find(|&index| !reading.word(index).is(Word::ADVERB | Word::NEGATION))
        .is_some_and(|index| reading.is_be(index));
    let with_auxiliary = auxiliaries
        .clone()
        .any(|index| reading.word(index).is_auxiliary());

    if cue.takes(Cue::QUESTION) && cue.is(Cue::PARTICIPLE) {
        let asks = matches!(
            reading.text(end),
            "whether"
                | "if"
                | "why"
                | "how"
                | "what"
                | "who"
                | "whom"
                | "which"
                | "when"
                | "where"
                | "about"
        );
        // "He was asked: “Is it true?”"
        let comma = usize::from(matches!(reading.text(end), "," | ":"));
        let asks = asks || reading.stretch(end + comma).is_some();
        let opens = group == unit.start || reading.equals(group.saturating_sub(1), "when");
        let opens_far = opens && reading.word(end).is(Word::PREPOSITION);
        if asks && (opens || with_be) || opens_far {
            return Some(report(group, None, Manner::Passive));
        }
        // “Is it true?” he was asked.
        if with_be
            && let Some(whom) = reading.phrase_before(group, unit.start)
            && whom.tokens.start > unit.start
            && reading.stretch(whom.tokens.start - 1).is_some()
        {
            return Some(report(whom.tokens.start, None, Manner::Passive));
        }
    }
    if cue.is(Cue::PARTICIPLE)
        && let Some((agent, _)) = marked_name(reading, end, unit.end)
    {
        return Some(Report {
            frames: cue.frames | Cue::OBJECT,
            ..report(group, Some(agent), Manner::Agent)
        });
    }
    if with_be && cue.is(Cue::PARTICIPLE) && !cue.is(Cue::GERUND) {
        // "The court was told that": nobody is named who said so.
        if reading.equals(at, "told")
            && !reading.equals(end, "by")
            && let Some(whom) = reading.phrase_before(group, unit.start)
        {
            return Some(report(whom.tokens.start, None, Manner::Passive));
        }
        // "was asked", "is described as": somebody else speaks, perhaps after "by".
        let given = cue.frames & (Cue::CLAUSE | Cue::OBJECT) != 0
            && cue.frames & (Cue::LISTENER | Cue::QUESTION | Cue::ORDER | Cue::MARKED) == 0;
        if !given || !reading.equals(end, "by") {
            return None;
        }
        let agent = reading.phrase_after(end + 1, unit.end)?;
        return Some(report(group, Some(agent), Manner::Agent));
    }
    let say = cue.is(Cue::BASE) && cue.frames & Cue::SAYING != 0;
    if (cue.is(Cue::PAST | Cue::THIRD) || say)
        && !with_auxiliary
        && let Some(phrase) = inverted(reading, at, end, unit, cue)
    {
        return Some(report(at, Some(phrase), Manner::Inverted));
    }
    if cue.is(Cue::GERUND) {
        // "quoting Ann Lee: “…”": another's words, which a pattern tells.
        if reading.equals(at, "quoting") && reading.stretch(end).is_none() {
            return None;
        }
        if let Some((given, subject)) = quoted_as(reading, at, unit) {
            return Some(report(given, Some(subject), Manner::Subject));
        }
        if with_be {
            let subject = reading.phrase_before(group, unit.start)?;
            return Some(report(group, Some(subject), Manner::Subject));
        }
        // "with Cox adding that"
        if let Some(subject) = reading.phrase_before(at, unit.start)
            && subject.tokens.start > unit.start
            && reading.equals(subject.tokens.start - 1, "with")
        {
            return Some(report(at, Some(subject), Manner::Subject));
        }
        let joins = at > unit.start
            && reading.equals(at - 1, "and")
            && (unit.start + 1..at - 1).any(|other| {
                reading.text(other).ends_with("ing")
                    && reading.length(other) > 4
                    && !reading.is_capital(other)
                    && matches!(reading.text(other - 1), "," | "by")
            });
        return (joins || participle(reading, at, end, unit, cue)).then(|| {
            let from = before.last().map_or(unit.start, Report::end);
            report(at, clause_between(reading, from, at), Manner::Participle)
        });
    }
    let last = before.last();
    if last.is_some_and(|last| {
        is_within(reading, last, group, end)
            || cue.is(Cue::PARTICIPLE)
                && cue.frames & Cue::SAYING == 0
                && is_where_said(reading, last, group, unit.end)
    }) {
        return None;
    }
    if is_coordinated(reading, group, unit, before) && agrees_with_coordination(cue, with_auxiliary)
    {
        return Some(report(group, None, Manner::Coordinated));
    }
    if let Some(subject) = after_marks(reading, cue, group, unit.start) {
        return Some(report(group, Some(subject), Manner::Subject));
    }
    if let Some(subject) = reading.phrase_before(group, unit.start)
        && is_subject(reading, &subject, cue, at..end, with_auxiliary, unit.start)
    {
        let subject = without_antecedent(reading, subject, end);
        return Some(report(group, Some(subject), Manner::Subject));
    }
    if let Some(given) = said_to_have(reading, cue, group, unit.start) {
        let subject = reading.phrase_before(given, unit.start)?;
        return Some(report(given, Some(subject), Manner::Subject));
    }
    if cue.is(Cue::BASE) && !with_auxiliary && to_speak(reading, group, end, unit.start) {
        return Some(report(at, None, Manner::Participle));
    }
    if group == unit.start {
        return None;
    }
    let opening = opening(reading, cue, group, unit.start)?;
    let fits = cue.is(Cue::PAST) || agrees(reading, &opening, cue, at..end, unit.start);
    fits.then(|| report(group, Some(opening), Manner::Subject))
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
    if reading.equals(end, "by") {
        let agent = reading.phrase_after(end + 1, limit)?;
        let last = agent.tokens.end;
        return reading
            .equals(last, "as")
            .then_some((agent, name(last + 1)?));
    }
    let name = name(end + usize::from(reading.equals(end, "as")))?;
    let by = reading.equals(name.end, "by");
    Some((
        reading.phrase_after(name.end + 1, limit).filter(|_| by)?,
        name,
    ))
}

/// Whether the verb group at `group` belongs to what `last` gives, and the marked words after it tell
/// how: Cox said Lee would respond “in due course”.
fn is_within(reading: &Reading, last: &Report, group: usize, end: usize) -> bool {
    // "said he was sorry and had written to her": the tense is that of reported words.
    let shifted = matches!(reading.text(group), "had" | "would" | "could")
        && reading.equals(group - 1, "and")
        && last.frames & Cue::CLAUSE != 0
        && last.end() + 3 < group;
    if shifted {
        return true;
    }
    let modal = (group..end).any(|at| reading.word(at).is(Word::MODAL));
    let that = last.end() + usize::from(reading.equals(last.end(), "that"));
    modal
        && matches!(last.manner, Manner::Subject | Manner::Participle)
        && last.frames & Cue::SAYING != 0
        && reading.stretch(end).is_some()
        && reading
            .phrase_after(that, group)
            .is_some_and(|subject| subject.tokens.end == group)
}

/// Whether the verb at `group` is a participle that tells where the words of `last` stand: "said in a
/// statement read to the court".
fn is_where_said(reading: &Reading, last: &Report, group: usize, limit: usize) -> bool {
    last.end() + 2 < group
        && reading.word(group - 1).is(Word::MEDIUM)
        && tail_end(reading, last.end(), limit, false) >= group
}

/// The subject alone, where the cue ends at a verb and what that verb says something of stands before
/// the subject without a word between: "a move residents say would be".
fn without_antecedent(reading: &Reading, subject: Phrase, end: usize) -> Phrase {
    let Range { start, end: last } = subject.tokens;
    let opens = matches!(reading.text(start), "a" | "an" | "the" | "something");
    let plural = reading.text(last - 1).ends_with('s') && !reading.is_capital(last - 1);
    if opens && plural && last - start >= 3 && reading.is_verb(end) {
        return Phrase::of(last - 1..last);
    }
    subject
}

/// The subject of a clause of its own that begins between `from` and `end`: "Cox agreed; Lee left,
/// saying", "Cox said yes, but Lee left, saying".
pub fn clause_between(reading: &Reading, from: usize, end: usize) -> Option<Phrase> {
    let contrasts = |at: usize| matches!(reading.text(at), "but" | "while" | "whereas");
    let begins = |at: &usize| {
        reading.stretch(*at).is_none()
            && (reading.text(*at) == ";" || reading.text(*at) == "," && contrasts(*at + 1))
    };
    let mark = (from..end).rev().find(begins)?;
    let start = mark + 1 + usize::from(contrasts(mark + 1));
    let subject = reading.phrase_after(start, end)?;
    // "the latter disagreed, saying": the phrase runs over the verb, which no list has.
    let last = subject.tokens.end - 1;
    if last + 2 < end || last + 1 < end && reading.is_verb(last + 1) {
        return Some(subject);
    }
    let is_verb = last > start && !reading.is_capital(last) && reading.text(last).ends_with("ed");
    is_verb.then(|| Phrase::of(start..last))
}

/// Whether a form of "quote" or "cite" stands at `at`.
fn is_quoting(reading: &Reading, at: usize) -> bool {
    ["quoted", "cited", "quotes", "cites"]
        .iter()
        .any(|form| reading.equals(at, form))
}

/// Whom the form of "quote" at `quoted` quotes "as saying" something.
fn quoted_speaker(reading: &Reading, quoted: usize, limit: usize) -> Option<Phrase> {
    let speaker = reading.phrase_after(quoted + 1, limit)?;
    let end = speaker.tokens.end;
    let saying = reading.word(end + 1).cue;
    let says = saying.is_some_and(|cue| cue.is(Cue::GERUND) && cue.takes(Cue::CLAUSE));
    (reading.equals(end, "as") && says).then_some(speaker)
}

/// Where the report before "saying" at `at` begins, and who speaks: "Cox was quoted as", "Cox was quoted
/// by the paper as", "the paper quoted Cox as".
fn quoted_as(reading: &Reading, at: usize, unit: &Range<usize>) -> Option<(usize, Phrase)> {
    const LONGEST: usize = 12;
    let from = unit.start;
    if at < from + 3 || !reading.equals(at - 1, "as") {
        return None;
    }
    let quoted = (from..at - 1)
        .rev()
        .take(LONGEST)
        .take_while(|&index| reading.stretch(index).is_none())
        .find(|&index| is_quoting(reading, index))?;
    let group = group_start(reading, quoted, from);
    if (group..quoted).any(|index| reading.is_be(index)) {
        return Some((group, reading.phrase_before(group, from)?));
    }
    let speaker = quoted_speaker(reading, quoted, unit.end)?;
    let paper = reading.phrase_before(group, from);
    Some((paper.map_or(group, |paper| paper.tokens.start), speaker))
}

/// Where the verb begins that says of its subject that it spoke, before the verb group at `group`: "is
/// said to have replied".
fn said_to_have(reading: &Reading, cue: Cue, group: usize, from: usize) -> Option<usize> {
    if group < from + 4 || !reading.equals(group - 1, "to") || !cue.is(Cue::PARTICIPLE) {
        return None;
    }
    let said = reading.word(group - 2).cue?;
    let is = group_start(reading, group - 2, from);
    let told = said.is(Cue::PARTICIPLE) && reading.is_be(group - 3);
    (told && reading.equals(group, "have")).then_some(is)
}

/// Whether "to" before the verb group at `group` belongs to a verb that says that it was done:
/// "went on to say", "continues to insist"; or whether what was said stands in marks after it.
fn to_speak(reading: &Reading, group: usize, end: usize, from: usize) -> bool {
    if group < from + 2 || !reading.equals(group - 1, "to") {
        return false;
    }
    let goes_on = reading.equals(group - 2, "on")
        && group >= from + 3
        && matches!(reading.text(group - 3), "go" | "goes" | "went" | "gone");
    let clause = reading
        .word(group)
        .cue
        .is_some_and(|cue| cue.takes(Cue::CLAUSE));
    let marked = clause && reading.stretch(end).is_some()
        || matches!(reading.text(end), "," | ":") && reading.stretch(end + 1).is_some();
    // "wrote to parents to say that"
    let writes = |at: usize| {
        let cue = reading.word(at).cue;
        cue.is_some_and(|cue| cue.is(Cue::PAST) && cue.takes(Cue::CLAUSE))
    };
    let says = reading
        .word(group)
        .cue
        .is_some_and(|cue| cue.frames & Cue::SAYING != 0);
    goes_on
        || marked
        || says && (from.max(group.saturating_sub(6))..group - 2).any(writes)
        || matches!(
            reading.text(group - 2),
            "continue" | "continues" | "continued" | "began" | "begun" | "appeared" | "seemed"
        )
}

/// The phrase that follows marked words, where it is the subject of the verb group at `group` and
/// who that is stands between: “…,” Ann Lee, now 81 and retired in Dover, Mass., said.
fn after_marks(reading: &Reading, cue: Cue, group: usize, from: usize) -> Option<Phrase> {
    if !cue.is(Cue::PAST | Cue::THIRD) || !cue.takes(Cue::QUOTE) || !cue.takes(Cue::CLAUSE) {
        return None;
    }
    let start = (from..group)
        .rev()
        .take(LONGEST_SUBJECT)
        .take_while(|&at| reading.stretch(at).is_none())
        .last()?;
    let marks = &reading.stretches[reading.stretch(start.checked_sub(1)?)?];
    let goes_on = matches!(reading.text(marks.inner.end - 1), "," | "?" | "!");
    let subject = reading.phrase_after(start, group)?;
    if !goes_on || reading.is_verb(start) {
        return None;
    }
    let mut between = subject.tokens.end..group;
    (!between.is_empty()
        && between.all(|at| {
            !reading.is_verb(at)
                && (!reading.word(at).is(Word::SUBJECT) || reading.word(at).is(Word::DETERMINER))
        }))
    .then_some(subject)
}

/// What opens the sentence, where it is the subject of the verb group at `group` and what stands
/// between hangs on it: "Members hoping to win back the chamber say", "groups that back her say".
fn opening(reading: &Reading, cue: Cue, group: usize, from: usize) -> Option<Phrase> {
    // "the alleged plan", "the right to say"
    let noun = reading
        .word(group - 1)
        .is(Word::DETERMINER | Word::POSSESSIVE | Word::PREPOSITION | Word::CONJUNCTION);
    let finite = cue.is(Cue::BASE | Cue::THIRD | Cue::PAST) && !noun;
    if cue.frames & Cue::SAYING == 0 || !finite {
        return None;
    }
    let opening = reading.first_subject(from, group)?;
    let between = opening.tokens.end..group;
    let relative = between
        .clone()
        .find(|&at| matches!(reading.text(at), "who" | "that" | "which"))
        .unwrap_or(group);
    let hangs = between.clone().all(|at| {
        reading.text(at) != ","
            && (at > relative || reading.stretch(at).is_none())
            && (at > relative || !reading.word(at).is_auxiliary())
    });
    (hangs && !between.is_empty()).then_some(opening)
}

/// Whether the phrase before a verb group is its subject. `cue` stands at `tokens`.
fn is_subject(
    reading: &Reading,
    subject: &Phrase,
    cue: Cue,
    tokens: Range<usize>,
    with_auxiliary: bool,
    from: usize,
) -> bool {
    let (at, end) = (tokens.start, tokens.end);
    if with_auxiliary {
        true
    } else if cue.is(Cue::PAST) {
        // "Asked by Ann Lee", "a bill called": a participle, no past.
        let indefinite = reading.word(subject.tokens.start).is(Word::DETERMINER)
            && matches!(reading.text(subject.tokens.start), "a" | "an" | "A" | "An")
            && cue.takes(Cue::OBJECT);
        // "a firm called Acme" names the firm; "the firm called Cox a liar" says something.
        let named = reading.equals(at, "called")
            && !reading.is_capital(subject.head.end - 1)
            && reading.is_capital(end)
            && !(end..end + 6)
                .any(|at| matches!(reading.text(at), "a" | "an") || reading.stretch(at).is_some());
        let named = named && !reading.word(subject.head.start).is(Word::SUBJECT)
            || indefinite && reading.equals(at, "called");
        // "said by telephone"
        // "He found that the door was locked": what a body or a study found is told.
        let finds =
            reading.equals(at, "found") && reading.word(subject.head.start).is(Word::SUBJECT);
        !named && !finds && (cue.frames & Cue::SAYING != 0 || !reading.equals(end, "by"))
    } else {
        agrees(reading, subject, cue, tokens, from)
    }
}

/// Where the verb group that has its main verb at `at` begins.
fn group_start(reading: &Reading, at: usize, from: usize) -> usize {
    let mut start = at;
    let mut index = at;
    while index > from {
        let word = reading.word(index - 1);
        let name = reading.is_capital(index - 1) && !reading.starts_sentence(index - 1);
        let auxiliary = word.is_auxiliary() && !name
            || word.is(Word::NEGATION) && !word.is(Word::SUBJECT | Word::PREPOSITION);
        let adverb = word.is(Word::ADVERB) && !reading.is_capital(index - 1);
        if reading.stretch(index - 1).is_some() || !(auxiliary || adverb) {
            break;
        }
        // "He, too, said" is left to the search for the subject.
        index -= 1;
        start = index;
    }
    start
}

/// Whether "saying" at `at` reports speech rather than standing as a noun: after a comma or a
/// stretch, or, less surely, after "and" or "a statement" with "that" or a stretch after it.
fn participle(reading: &Reading, at: usize, end: usize, unit: &Range<usize>, cue: Cue) -> bool {
    if at == unit.start {
        // "Saying that it was late, Cox left."
        return reading.is_capital(at)
            && cue.takes(Cue::CLAUSE)
            && !reading.word(at).is(Word::NOUN);
    }
    let previous = reading.word(at - 1);
    // "keeps saying"
    if matches!(
        reading.text(at - 1),
        "keep" | "keeps" | "kept" | "began" | "started"
    ) {
        return true;
    }
    if matches!(reading.text(at - 1), "," | "—" | "–" | "--") || reading.stretch(at - 1).is_some()
    {
        return true;
    }
    // "while arguing the road was safe"
    if reading.equals(at - 1, "while") && cue.takes(Cue::CLAUSE) {
        return true;
    }
    let carries = reading.equals(end, "that")
        || reading.stretch(end).is_some()
        || matches!(reading.text(end), "," | ":") && reading.stretch(end + 1).is_some()
        || matches!(reading.text(at), "saying" | "telling");
    carries
        && cue.takes(Cue::CLAUSE)
        && !previous.is(Word::DETERMINER | Word::POSSESSIVE)
        && (previous.is(Word::CONJUNCTION | Word::ADVERB | Word::MEDIUM | Word::NOUN)
            || previous.is(Word::PREPOSITION))
}

/// Whether the verb group at `group` shares the subject of a verb before it: "left and said".
fn is_coordinated(reading: &Reading, group: usize, unit: &Range<usize>, before: &[Report]) -> bool {
    if group <= unit.start {
        return false;
    }
    let mut at = group;
    if reading.text(at - 1) == "," && at - 1 > unit.start {
        at -= 1;
    }
    let joined = matches!(reading.text(at - 1), "and" | "but" | "or" | "then" | "yet");
    // "Cox left, then said": "then" belongs to the verb.
    if at < group && reading.equals(group, "then") {
        return true;
    }
    joined && (at == group || before.last().is_some_and(|report| report.end() <= group))
}

fn agrees_with_coordination(cue: Cue, with_auxiliary: bool) -> bool {
    with_auxiliary || cue.is(Cue::PAST | Cue::THIRD)
}

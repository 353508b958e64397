//! Content after its report: "Officials said Tuesday that the plan is off."

use std::ops::Range;

use super::clause::{
    content_end, has_clause, has_words, is_clause, is_plural, listener_end, trim_end,
};
use super::content::one;
use super::cues::Cue;
use super::delivery::{is_called, is_identifying};
use super::governed::{comma_end, is_of_subject, subject_end};
use super::marks::Stretch;
use super::object::{is_epithet, is_nicknamed, marked_end, object_end};
use super::passive::{before_agent, marked_name};
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::{equals, is};
use super::start::{content_start, is_deed};
use super::unsaid::is_unsaid;
use super::words::Word;
use crate::text::TokenKind;

/// What somebody is asked, up to the answer: "Asked whether he would go, Cox …".
fn question(
    reading: &Reading,
    unit: &Range<usize>,
    reports: &[Report],
    index: usize,
) -> Option<Vec<Range<usize>>> {
    let start = content_start(reading, &reports[index], unit.end)?;
    let end = content_end(reading, start, unit, &reports[index + 1..]);
    let comma = (start..end).find(|&at| reading.is_comma(at));
    let end = before_agent(&reports[index], start, comma.unwrap_or(end));
    let plain = reading.is_plain(start..end);
    (plain && has_words(reading, start, end, 3)).then(|| one(start..end))
}

/// Whether a participle between commas stands before the verb of its sentence, as what it gives ends at a comma
/// behind which that verb stands: "Lee, saying that the roof leaked, | refused to pay".
fn is_in_front_of_verb(
    reading: &Reading,
    unit: &Range<usize>,
    report: &Report,
    content: Range<usize>,
) -> bool {
    let begin = report.start();
    let aside = report.manner == Manner::Participle && reading.is_comma(begin.wrapping_sub(1));
    let comma = || (content.start + 1..content.end).find(|&at| reading.is_comma(at));
    aside
        && !(unit.start..begin).any(|at| reading.is_verb(at) || reading.is_past_of_unknown(at))
        && comma().is_some_and(|comma| {
            let verb = comma + 1;
            !reading.is_capital(verb) && (reading.is_verb(verb) || reading.is_in_ed(verb))
        })
}

/// Whether the report stands in a clause that hangs on another, so that what it gives ends at the
/// next comma: "While Cox said he agrees, …", "After he was told it was off, …", "Lee, who said she agrees, …".
fn is_subordinate(reading: &Reading, unit: &Range<usize>, report: &Report) -> bool {
    let start = match (&report.subject, report.manner) {
        (_, Manner::Passive) => report.start(),
        (Some(subject), _) => subject.tokens.start,
        // "Lee, who left and testified for the city, said"
        (None, Manner::Coordinated) => {
            let mut clause = (unit.start + 1..report.group.start)
                .rev()
                .take_while(|&at| !reading.is_comma(at));
            return clause.any(|at| is!(reading, at, "who" | "which") && is!(reading, at - 1, ","));
        }
        _ => return false,
    };
    if let Some(mark) = relative_before(reading, unit, start) {
        return mark > unit.start && reading.text(mark - 1) == ",";
    }
    let first = unit.start + usize::from(reading.word(unit.start).is(Word::CONJUNCTION));
    let last = start.wrapping_sub(1);
    // "Even though Cox said", "As soon as Cox said", "On Monday, when Cox said", but "As Cox said"
    start > first
        && reading.word(last).is(Word::SUBORDINATOR)
        && !reading.equals(last, "that")
        && !(reading.equals(last, "as") && (last == first || reading.starts_clause(last)))
        && !(first..last).any(|at| reading.is_verb(at))
}

/// The word in whose relative clause a subject at `start` stands, or which is that subject: "who | police
/// said was armed".
fn relative_before(reading: &Reading, unit: &Range<usize>, start: usize) -> Option<usize> {
    let is_relative = |at: &usize| is!(reading, *at, "who" | "which" | "whom");
    let before = start.checked_sub(1).filter(|at| *at >= unit.start);
    Some(start)
        .filter(is_relative)
        .or(before.filter(is_relative))
}

/// Whether what stands between `start` and `end` is content that the report's cue can give: a
/// clause where it takes clauses, and not "no" or "so".
fn carries_content(reading: &Reading, report: &Report, start: usize, end: usize) -> bool {
    // "said nothing about the plan", "said very little of it"
    let nothing = start + usize::from(equals!(reading, start, "very"));
    if is!(reading, nothing, "nothing" | "little")
        && reading.word(nothing + 1).is(Word::PREPOSITION)
    {
        return false;
    }
    // "wrote a book called “Tides”", but "said a book called “Tides” had sold out"
    let acts = |tokens: Range<usize>| {
        let mut acts = tokens.filter(|&at| reading.stretch(at).is_none() && reading.is_verb(at));
        acts.any(|at| !equals!(reading, at, "called"))
    };
    let titled = |stretch: &Stretch| reading.is_titled(stretch);
    let within = &reading.stretches[reading.stretches_in(&(start..end))];
    // "wrote 200 songs, among them “X,” which Cox sang"
    let wrote = reading.word(report.cue.start).is(Word::PERFORMANCE);
    let last = match within.first() {
        Some(stretch) if wrote => stretch.tokens.start,
        _ => end,
    };
    if within.iter().any(titled) && !acts(start..last) {
        return false;
    }
    let words_of_theirs = reading.stretches[reading.stretches_in(&(start..end))]
        .iter()
        .any(|stretch| {
            let names = stretch.tokens.start > start && reading.is_named(stretch);
            !names && !reading.is_performed(stretch)
        });
    if words_of_theirs {
        if is_nicknamed(reading, report, start, end) {
            return false;
        }
        // "praised the crew's “courage”", but not "rejected the “deal”"
        let marked = report.frames & (Cue::MARKED | Cue::QUOTE);
        return marked != Cue::MARKED || names_as(reading, start, end);
    }
    // "accused the firm of theft" tells what somebody did, "of “theft”" and "of hiding it" give words.
    if report.frames & Cue::MARKED != 0 {
        // "compares the sound of flowing water with recordings"
        let compares = reading.text(report.cue.start).starts_with("compar");
        return !compares && charges(reading, start, end);
    }
    // "claimed 12 lives"
    let toll = report.frames & Cue::SAYING != 0
        && end - start == 2
        && reading.kind(start) == TokenKind::Number;
    // "admitted 14 counts of fraud", "claimed 40 percent of the vote"
    let counted = report.frames & (Cue::DEED | Cue::INTENT) != 0
        && (reading.kind(start) == TokenKind::Number || reading.is_rough_number(start))
        && !is_after_that(reading, start)
        && !has_clause(reading, start, end);
    // "claimed her third title"
    let ordinal = |at: usize| {
        let text = reading.text(at);
        matches!(text, "first" | "second" | "third") || text.len() > 4 && text.ends_with("th")
    };
    let won = reading.word(start).is(Word::POSSESSIVE)
        && reading.text(report.cue.start).starts_with("claim")
        && ordinal(start + 1);
    if toll || counted || won {
        return false;
    }
    // "noted the time", "acknowledged the crowd": a thing that nothing more is said of.
    let thing = report.frames & Cue::CLAUSE != 0
        && report.frames & Cue::OBJECT != 0
        && end - start == 2
        && equals!(reading, start, "the")
        && !reading.is_capital(start + 1)
        && !reading.word(start + 1).is(Word::NOUN | Word::MEDIUM);
    if thing {
        return false;
    }
    // "argued for an hour", "called a special meeting", "called no witnesses"
    let lasts = reading.word(end - 1).is(Word::TIME)
        && end - start <= 3
        && reading.word(start).is(Word::DETERMINER)
        && report.frames & Cue::OBJECT != 0;
    if lasts || calls_for_it(reading, report, start, end) {
        return false;
    }
    // "had called his sister", "called him from Beirut", "called him a taxi": no name for anything.
    let rings = report.cue.len() == 1
        && reading.initial(report.cue.start) == b'c'
        && ["call", "calls", "called", "calling"]
            .iter()
            .any(|form| reading.equals(report.cue.start, form))
        && {
            let whom = listener_end(reading, start, end);
            (whom > start || reading.equals(start, "back"))
                && (whom >= end
                    // "called her Sgt. Ann Lee"
                    || whom == start + 1
                        && reading.word(start).is(Word::OBJECT)
                        && reading.is_capital(whom)
                    || matches!(
                        reading.text(whom),
                        "from" | "at" | "on" | "into" | "back" | "quits" | "when" | "while"
                    )
                    // "called several of the parents to apologize", but "called a meeting to discuss"
                    || reading.equals(whom, "to")
                        && (reading.text(whom - 1).ends_with('s') || reading.says(whom + 1))
                    || matches!(
                        reading.text(end - 1),
                        "taxi" | "cab" | "ambulance" | "doctor"
                    ))
        };
    if rings {
        return false;
    }
    // "complained twice, but nobody came"
    if is!(reading, start + 1, ",")
        && (reading.word(start).is(Word::ADVERB) || matches!(reading.text(start), "once" | "twice"))
    {
        return false;
    }
    if report.frames & Cue::DEED != 0 && is_deed(reading, start) {
        return true;
    }
    // "asked to be identified only as Lidia": what the paper calls who speaks.
    if equals!(reading, start, "to")
        && reading.equals(start + 1, "be")
        && (start + 2..end.min(start + 4)).any(|at| is_identifying(reading, at))
    {
        return false;
    }
    let verb = start + usize::from(reading.word(start).is(Word::NEGATION));
    let that = is_after_that(reading, start) || equals!(reading, verb, "to");
    let free =
        report.frames & (Cue::OBJECT | Cue::QUESTION) != 0 || report.manner == Manner::According;
    if report.frames & Cue::CLAUSE == 0 {
        let least = if report.frames & Cue::QUESTION != 0 {
            2
        } else {
            1
        };
        return has_words(reading, start, end, least)
            && (free || that || is_clause(reading, start, end));
    }
    if report.frames & Cue::SAYING == 0 {
        // "As Cox noted, …": a clause of its own.
        let subject = report.start();
        let clause =
            is!(reading, start - 1, ",") && subject > 0 && equals!(reading, subject - 1, "as");
        return that || free || clause || is_clause(reading, start, end);
    }
    let pronoun =
        reading.word(start).is(Word::SUBJECT) && !reading.word(start).is(Word::DETERMINER);
    let enough = if pronoun { 3 } else { 4 };
    // "warned both the auditor and the board"
    let heard = report.frames & Cue::LISTENER != 0 && reading.equals(start - 1, "both");
    if heard && !has_clause(reading, start, end) {
        return false;
    }
    has_words(reading, start, end, 2)
        && (that
            || free
            || reading.is_verb(start)
            // "said that was unlikely"
            || equals!(reading, start, "that") && reading.is_verb(start + 1)
            || has_clause(reading, start, end)
            || has_words(reading, start, end, enough))
}

/// Where the noun phrase that begins at `start` ends, where it tells what others say and the cue that
/// somebody denies it: "denied the charges", "rejected claims | that he lied".
fn denied(reading: &Reading, report: &Report, start: usize, end: usize) -> Option<usize> {
    let denies = report.frames & (Cue::DEED | Cue::MARKED) != 0 && !is_after_that(reading, start);
    if !denies || !reading.is_plain(start..end) {
        return None;
    }
    let noun = reading.phrase_after(start, end)?.tokens.end;
    let (text, word) = (reading.text(noun - 1), reading.word(noun - 1));
    let told = word.is(Word::NOUN | Word::DOUBT) && !reading.is_capital(noun - 1);
    let that = reading.equals(noun, "that")
        && (told || matches!(text, "idea" | "notion" | "criticism" | "reports"));
    // "denied the claim": perhaps an insurer's.
    let many = is_plural(text) || text.ends_with("ation");
    (that || told && many && report.frames & Cue::DEED != 0).then_some(noun)
}

/// Whether the words from `start` name a thing and then say in marks what it is said to be: "the report
/// as “fiction”". "Accused of “theft”" is a participle, "the story, “Home,”" a title.
fn names_as(reading: &Reading, start: usize, end: usize) -> bool {
    let Some(marked) = (start..end).find(|&at| reading.stretch(at).is_some()) else {
        return false;
    };
    marked > start + 1
        && !reading.word(start).is(Word::PREPOSITION)
        && reading.kind(marked - 1) == TokenKind::Word
        && (start + 1..marked).any(|at| is!(reading, at, "as" | "of" | "to" | "for" | "on"))
}

/// Whether somebody calls what is to take place or to come, which says nothing: "called | a special meeting", "called |
/// no witnesses", but "called | the meeting a farce".
fn calls_for_it(reading: &Reading, report: &Report, start: usize, end: usize) -> bool {
    let at = report.cue.start;
    let calls =
        report.cue.len() == 1 && ["call", "calls", "called", "calling"].contains(&reading.text(at));
    let thing = || {
        let first = start + usize::from(reading.word(start).is(Word::NEGATION));
        let phrase = reading.phrase_after(first, end)?;
        let last = phrase.head.end - 1;
        // "called the vote a farce", "called the strike “mad”"
        // "called her vote for the war a mistake"
        let judged = (last + 1..end).any(|at| {
            let one = matches!(reading.text(at), "a" | "an" | "the");
            (one || reading.word(at).is(Word::ADVERB))
                && !reading.word(at - 1).is(Word::PREPOSITION)
        });
        Some(is_called(reading, last) && !judged && reading.is_plain(start..end))
    };
    calls && thing().unwrap_or(false)
}

/// Whether the words from `start` tell somebody what they did: "accused | the governor of hiding the report".
fn charges(reading: &Reading, start: usize, end: usize) -> bool {
    /// "the head of the finance committee"
    const LONGEST: usize = 12;
    let doing = |of: usize| {
        reading.equals(of, "of") && {
            let not = usize::from(reading.word(of + 1).is(Word::NEGATION | Word::ADVERB));
            let verb = of + 1 + not;
            verb < end && reading.is_in_ing(verb)
        }
    };
    (start + 1..end).take(LONGEST).any(doing)
}

/// Whether "that" stands before what begins at `start`: "noted that, like him, Cox had left".
fn is_after_that(reading: &Reading, start: usize) -> bool {
    let comma = usize::from(is!(reading, start - 1, ","));
    start > comma && equals!(reading, start - 1 - comma, "that")
}

/// Content after the report: "Officials said Tuesday that the plan is off."
pub fn following(
    reading: &Reading,
    unit: &Range<usize>,
    reports: &[Report],
    index: usize,
) -> Option<Vec<Range<usize>>> {
    let report = &reports[index];
    if report.manner == Manner::Inverted || is_unsaid(reading, unit, report) {
        return None;
    }
    if report.manner == Manner::Agent {
        if let Some((agent, name)) = marked_name(reading, report.cue.end, unit.end) {
            return (!is_epithet(reading, &agent, &name)).then(|| one(name));
        }
        // "The plan was described by Cox as a farce"
        let behind = report.subject.as_ref().map(|agent| agent.tokens.end);
        if let Some(behind) = behind.filter(|&behind| reading.equals(behind, "as")) {
            let end = content_end(reading, behind + 1, unit, &reports[index + 1..]);
            return (behind + 1 < end).then(|| one(behind + 1..end));
        }
        let given = reading.phrase_before(report.group.start, unit.start)?;
        return Some(one(given.tokens));
    }
    if report.manner == Manner::Passive && report.frames & Cue::QUESTION != 0 {
        return question(reading, unit, reports, index);
    }
    let start = content_start(reading, report, unit.end)?;
    let mut end = content_end(reading, start, unit, &reports[index + 1..]);
    end = before_agent(report, start, end);
    // "The woman who called police said": what she says is not in the relative clause.
    let outer = outer_report(reading, report, &reports[index + 1..]);
    if let Some(outer) = outer.filter(|&outer| outer < end) {
        let closed = report.frames & Cue::OBJECT != 0 && reading.text(outer - 1) == ",";
        end = trim_end(reading, start, outer);
        let marked = !reading.is_plain(start..end);
        let that = start > 0 && reading.equals(start - 1, "that");
        if start >= end || !(marked || that || closed || is_clause(reading, start, end)) {
            return None;
        }
    }
    // "Opposition claims that it was rigged are nonsense": a noun that looks like a verb.
    let claims = report.manner == Manner::Subject
        && reading
            .word(report.cue.start)
            .is(Word::NOUN | Word::SOURCED)
        && reading.equals(start - 1, "that");
    let nominal = report.manner == Manner::Nominal && !report.is_copular();
    // "It closed, and its claim that it was late has been denied": the subject of a second clause.
    let begin = report.start();
    let mut near = (unit.start + 2..begin).rev().take(3);
    let and = near.find(|&at| equals!(reading, at, "and" | "but") && reading.is_comma(at - 1));
    let from = and.map_or(unit.start, |and| and + 1);
    // "ended with a pledge that": the noun is no subject.
    let governed =
        || (from..report.cue.start).any(|at| reading.is_past_of_unknown(at) || reading.is_verb(at));
    if (claims || nominal && !governed()) && begin <= from + 2 - usize::from(and.is_none()) {
        let verb = subject_end(reading, start, end);
        // "that the driver had been awake for 20 hours | were read out", but "that he knew the drivers | were"
        let plural = reading.text(verb - 1).ends_with('s');
        let mut near = (start.max(verb.saturating_sub(5))..verb).rev();
        let mut governed_noun = || near.any(|at| reading.word(at).is(Word::PREPOSITION));
        let are = matches!(reading.text(verb), "are" | "were")
            && (start..verb).any(|at| reading.word(at).is_auxiliary())
            && !(start..verb).any(|at| reading.word(at).is(Word::RELATIVE))
            && (!plural || governed_noun());
        // "The news that he left": nobody said so, and nothing is said of it.
        if !claims && report.subject.is_none() && verb >= end {
            return None;
        }
        if !claims || are {
            end = verb;
        }
    }
    // "Lee has said he will go and has hired a lawyer"
    if report.group.start < report.cue.start && is!(reading, report.group.start, "has" | "have") {
        let has = reading.text(report.group.start);
        let again = |&at: &usize| equals!(reading, at, "and") && reading.equals(at + 1, has);
        let and = (start + 2..end).find(again);
        let only = |and: &usize| (start..*and).all(|at| !reading.equals(at, has));
        end = and.filter(only).unwrap_or(end);
    }
    let denied = denied(reading, report, start, end);
    if let Some(noun) = denied {
        if !reading.equals(noun, "that") {
            end = noun;
        } else if (start..noun)
            .any(|at| reading.is_possessive(at) || reading.word(at).is(Word::POSSESSIVE))
        {
            // "rejected Cox's claim that he lied": those are the words of Cox.
            return None;
        }
    }
    // "There was a complaint that it was late, but nothing was done", "Her advice was that he rest, but the jockey rode"
    let of_another = |at: usize| {
        let next = reading.word(at);
        nominal || next.is(Word::DETERMINER) && !next.is(Word::SUBJECT)
    };
    if report.manner == Manner::Nominal
        && let Some(comma) = (start..end).find(|&at| {
            reading.is_comma(at)
                && equals!(reading, at + 1, "but")
                && of_another(at + 2)
                && has_clause(reading, at + 2, end)
        })
    {
        end = comma;
    }
    // "rejected the union's argument that it was fair and granted an injunction"
    let weighed = |at: usize| {
        let rejects = ["rejected", "dismissed", "accepted", "disputed", "denied"];
        rejects.contains(&reading.text(at))
    };
    if nominal
        && (unit.start..report.cue.start).any(weighed)
        && let Some(and) =
            (start + 2..end).find(|&at| equals!(reading, at, "and") && reading.is_in_ed(at + 1))
    {
        end = and;
    }
    let object = report.frames & Cue::OBJECT != 0
        && denied.is_none()
        && !is_after_that(reading, start)
        && !is_clause(reading, start, end);
    // "apologized for his remark that it was late": the noun gives the words.
    let own_noun = |at: usize| reading.word(at).is(Word::NOUN) && reading.equals(at + 1, "that");
    if object && reading.word(start).is(Word::POSSESSIVE) && (start + 1..start + 3).any(own_noun) {
        return None;
    }
    if object {
        // "among those she called was Cox"
        let verb = reading.word(start).is_auxiliary() && !reading.equals(start - 1, "as");
        if verb && report.frames & Cue::CLAUSE == 0 {
            return None;
        }
        // "blamed the agency, which he said had “done nothing”": those words are told of by the latter.
        let aside = |later: &&Report| {
            let begin = later.start();
            begin > start + 2
                && begin < end
                && later.manner == Manner::Subject
                && matches!(reading.text(begin - 1), "which" | "who")
                && reading.text(begin - 2) == ","
        };
        if let Some(later) = reports[index + 1..].iter().find(aside) {
            end = later.start() - 2;
        }
        let marked = !reading.is_plain(start..end);
        // "Union condemns pay cut": a headline, with nothing that was said.
        let bare = report.frames & Cue::CLAUSE == 0 && report.cue.len() == 1 && !marked;
        let last = unit.end - 1;
        if bare && reading.kind(last) == TokenKind::Word && !reading.text(last).ends_with('.') {
            return None;
        }
        end = if marked {
            marked_end(reading, start, end)
        } else {
            object_end(reading, start, end)
        };
    }
    // "Saying it was late, Cox left", "After saying it was late, Cox left"
    let first = unit.start
        + usize::from(
            reading
                .word(unit.start)
                .is(Word::PREPOSITION | Word::SUBORDINATOR),
        );
    // "Despite repeated promises by Cox that it was late, nothing was done"
    let fronted = || (first..report.start()).all(|at| reading.is_in_ed(at));
    let opens = report.manner == Manner::Participle && report.group.start == first
        || nominal && first > unit.start && report.start() >= first && fronted();
    let of = relative(reading, unit, report, start);
    // "The petition, with the demand that it be closed, reached"
    let mut lead = (unit.start + 1..report.group.start).rev().take(3);
    let mut with = || lead.any(|at| reading.equals(at, "with") && reading.is_comma(at - 1));
    let apposed = nominal && (reading.is_comma(report.end()) || with());
    if opens
        || apposed
        || is_in_front_of_verb(reading, unit, report, start..end)
        || is_subordinate(reading, unit, report)
    {
        end = comma_end(reading, start, end);
    } else if of.is_some() && is_of_subject(reading, unit, report.start()) {
        end = subject_end(reading, start, end);
    }
    if start >= end || denied.is_none() && !carries_content(reading, report, start, end) {
        return None;
    }
    let mut pieces = of.map_or(Vec::new(), one);
    pieces.push(start..end);
    Some(pieces)
}

/// Where the verb of a later report begins in whose subject the relative clause of `report` stands:
/// "The woman who called police said".
fn outer_report(reading: &Reading, report: &Report, later: &[Report]) -> Option<usize> {
    let who = report.subject.as_ref()?.tokens.start;
    if !is!(reading, who, "who" | "which" | "that") {
        return None;
    }
    let outer = later.iter().find(|later| {
        let subject = later.subject.as_ref();
        // "her call for calm" is no verb.
        let noun = reading
            .word(later.group.start - 1)
            .is(Word::POSSESSIVE | Word::DETERMINER);
        later.manner == Manner::Subject
            && !noun
            && subject.is_some_and(|subject| subject.tokens.start < who)
    })?;
    Some(outer.group.start)
}

/// What a clause without its subject says something of, which stands before the report: "the road,
/// which Cox said is closed", "a move that Cox said would fail", "a move Cox said would fail".
fn relative(
    reading: &Reading,
    unit: &Range<usize>,
    report: &Report,
    start: usize,
) -> Option<Range<usize>> {
    let goes_on = report.manner == Manner::Subject
        && start == report.end()
        && reading.is_verb(start)
        && report.start() > unit.start;
    if !goes_on {
        return None;
    }
    let before = report.start() - 1;
    if matches!(reading.text(before), "which" | "what" | "who" | "that") {
        return Some(before..before + 1);
    }
    let of = reading.phrase_before(report.start(), unit.start)?;
    (of.tokens.end == report.start()).then_some(of.tokens)
}

//! Verbs that report: "said", "has been told", "is described as", "adding".

use std::ops::Range;

use super::agreement::agrees;
use super::clause::{is_plural, skip_time};
use super::cues::Cue;
use super::delivery::is_recording;
use super::finite::{
    after_marks, is_coordinated, is_done_to, is_put_to_whom_he_met, is_subject, is_where_said,
    is_within, opening, said_to_have, to_speak, without_antecedent,
};
use super::gerund::{
    clause_between, heard, is_quoting, keeps, overheard, participle, quoted_as, quoted_speaker,
    shown, shows_speaker,
};
use super::inverted::inverted;
use super::latter::is_one_of_two;
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::{equals, is};
use super::words::Word;
use crate::text::TokenKind;

/// A cue that is a verb, with the auxiliaries before it.
pub struct Verb<'r, 'p> {
    pub reading: &'r Reading<'p>,
    /// The sentence that it stands in.
    pub unit: &'r Range<usize>,
    pub cue: Cue,
    /// Where its auxiliaries begin, or the cue.
    pub group: usize,
    /// The cue alone.
    pub at: usize,
    /// Where the cue and its particle end.
    pub end: usize,
    negated: bool,
    with_auxiliary: bool,
    /// Whether the last of the auxiliaries is a form of "be".
    pub with_be: bool,
}

/// A verb that is a cue at `at`, with its subject. `before` are the sentence's reports so far.
pub fn verb(
    reading: &Reading,
    at: usize,
    unit: &Range<usize>,
    before: &[Report],
) -> Option<Report> {
    let verb = Verb::read(reading, at, unit)?;
    if let Some(report) = verb.asked().or_else(|| verb.named()) {
        return Some(report);
    }
    if verb.hears() {
        return verb.heard();
    }
    if verb.with_be && verb.cue.is(Cue::PARTICIPLE) && !verb.cue.is(Cue::GERUND) {
        return verb.passive();
    }
    if let Some(report) = verb.inverted() {
        return Some(report);
    }
    if verb.cue.is(Cue::GERUND) {
        return verb.gerund(before);
    }
    verb.finite(before)
}

impl<'r, 'p> Verb<'r, 'p> {
    fn read(reading: &'r Reading<'p>, at: usize, unit: &'r Range<usize>) -> Option<Self> {
        let cue = reading.word(at).cue?;
        // "called on Sunday for calm"
        let next = match cue.particles {
            0 => at + 1,
            // "made it clear that"
            _ if equals!(reading, at + 1, "it") && reading.equals(at + 2, "clear") => at + 2,
            _ => skip_time(reading, at + 1, unit.end),
        };
        let particle = match cue.particles {
            0 => "",
            _ => reading.text(next),
        };
        let (cue, particle) = cue.before(particle)?;
        if reading.is_capital(at)
            && !reading.headline
            && at != unit.start
            && !reading.opens_clause(at, unit.start)
        {
            return None;
        }
        // "She appeared in a series called “Wards”"
        let named = equals!(reading, at, "called")
            && reading
                .stretch(at + 1)
                .is_some_and(|index| reading.is_titled(&reading.stretches[index]));
        if named {
            return None;
        }
        // "Interfax quoted Cox as saying": the report is that of "saying".
        if is_quoting(reading, at) && quoted_speaker(reading, at, unit.end).is_some() {
            return None;
        }
        let end = if particle { next + 1 } else { at + 1 };
        // "calls on Sundays"
        let day = || {
            reading.word(end).is(Word::TIME)
                || reading.text(end).trim_end_matches('s').ends_with("day")
        };
        if particle && reading.equals(next, "on") && day() {
            return None;
        }
        // "A report found the road had sunk", but "found the man dead", "agreed the price of the land"
        let that = cue.frames & (Cue::THAT | Cue::CLAUSE) == Cue::THAT;
        let mut cue = cue;
        if that && says_clause(reading, end, unit.end) {
            cue.frames |= Cue::CLAUSE;
        }
        // "found that", "found in May that", "…, the inquiry found on Monday.", but not "found it too dear"
        let last = || {
            let time = end + usize::from(reading.word(end).is(Word::PREPOSITION));
            let after = time + usize::from(reading.word(time).is(Word::TIME));
            reading.kind(after) == TokenKind::Stop
        };
        // "his top shows", but ", records show."
        let shows = Cue::LISTENER | Cue::THAT;
        let bare = cue.frames == Cue::THAT || cue.frames & (shows | Cue::CLAUSE) == shows;
        let trails = || {
            let subject = reading.phrase_before(at, unit.start);
            let before = subject.and_then(|subject| subject.tokens.start.checked_sub(1));
            before.is_some_and(|before| reading.is_comma(before))
        };
        if bare
            && !(last() && (cue.frames == Cue::THAT || trails()))
            && !(end..end + 5).any(|at| equals!(reading, at, "that"))
        {
            return None;
        }
        // "has reckoned with the past"
        if equals!(reading, end, "with") && reading.text(at).starts_with("reckon") {
            return None;
        }
        let group = group_start(reading, at, unit.start);
        // "four pledged delegates", "12 reported cases": counted, not told.
        let counted = group == at
            && at > unit.start
            && cue.is(Cue::PARTICIPLE)
            && reading.kind(at - 1) == TokenKind::Number
            && is_plural(reading.text(end))
            && !reading
                .word(end)
                .is(Word::DETERMINER | Word::POSSESSIVE | Word::SUBJECT);
        if counted {
            return None;
        }
        // "those who agree that it is late": not told, but who they are.
        if cue.frames & Cue::THAT != 0
            && group > unit.start
            && equals!(reading, group - 1, "who")
            && equals!(reading, end, "that")
        {
            return None;
        }
        // "Clinton's emails", but "he's said".
        if group < at && reading.is_possessive(group) && !cue.is(Cue::PARTICIPLE | Cue::GERUND) {
            return None;
        }
        let mut auxiliaries = group..at;
        let last = auxiliaries
            .clone()
            .rev()
            .find(|&index| !reading.word(index).is(Word::ADVERB | Word::NEGATION));
        Some(Verb {
            reading,
            unit,
            cue,
            group,
            at,
            end,
            negated: auxiliaries
                .clone()
                .any(|index| reading.word(index).is(Word::NEGATION)),
            with_auxiliary: auxiliaries.any(|index| reading.word(index).is_auxiliary()),
            with_be: last.is_some_and(|index| reading.is_be(index)),
        })
    }

    /// Its report, which begins at `group`.
    pub fn report(&self, group: usize, subject: Option<Phrase>, manner: Manner) -> Report {
        Report {
            group: group..self.end,
            cue: self.at..self.end,
            frames: self.cue.frames,
            subject,
            manner,
            negated: self.negated,
        }
    }

    /// Whether the verb is a form of "hear", which tells of speech only where a court or the like does.
    fn hears(&self) -> bool {
        equals!(
            self.reading,
            self.at,
            "heard" | "hears" | "hear" | "hearing"
        )
    }

    /// "The court heard that": nobody is named who said so.
    fn heard(&self) -> Option<Report> {
        const LISTENERS: [&str; 9] = [
            "court",
            "inquest",
            "inquiry",
            "tribunal",
            "jury",
            "jurors",
            "hearing",
            "trial",
            "magistrates",
        ];
        if self.with_be || !self.cue.is(Cue::PAST | Cue::THIRD | Cue::PARTICIPLE) {
            return None;
        }
        let whom = self.reading.phrase_before(self.group, self.unit.start)?;
        let last = whom.head.end - 1;
        let listens = LISTENERS.iter().any(|word| self.reading.equals(last, word));
        listens.then(|| self.report(whom.tokens.start, None, Manner::Passive))
    }

    /// "said Cox"
    fn inverted(&self) -> Option<Report> {
        let say = self.cue.is(Cue::BASE) && self.cue.frames & Cue::SAYING != 0;
        if !self.cue.is(Cue::PAST | Cue::THIRD) && !say || self.with_auxiliary {
            return None;
        }
        let subject = inverted(self.reading, self.at, self.end, self.unit, self.cue)?;
        Some(self.report(self.at, Some(subject), Manner::Inverted))
    }

    /// The subject of a gerund that has one of its own: "with | Cox | adding that", "the two met, | the latter | adding
    /// that"; behind another such, "with Cox saying yes and | Lee | saying no".
    fn with_subject(&self, before: &[Report]) -> Option<Phrase> {
        let (reading, unit) = (self.reading, self.unit);
        let mut subject = reading.phrase_before(self.at, unit.start)?;
        // "The trial ended with | Cox": no list has the verb.
        if let Some(with) = subject
            .tokens
            .clone()
            .rfind(|&at| equals!(reading, at, "with"))
            && with + 1 < subject.tokens.end
        {
            subject = Phrase::of(with + 1..subject.tokens.end);
        }
        let mut start = subject.tokens.start;
        // "with | Leader of the Opposition Jo Lee | saying"
        let title = |at: usize| {
            reading.is_capital(at) || matches!(reading.text(at), "of" | "the" | "for" | "and")
        };
        let first = (unit.start..start)
            .rev()
            .take(6)
            .take_while(|&at| title(at))
            .last();
        if let Some(first) = first
            && first > unit.start
            && reading.is_capital(subject.tokens.end - 1)
            && equals!(reading, first - 1, "with")
        {
            start = first;
            subject = Phrase::of(start..subject.tokens.end);
        }
        // "with | one doctor | warning that"
        if start > unit.start && equals!(reading, start - 1, "one") {
            start -= 1;
            subject = Phrase::of(start..subject.tokens.end);
        }
        let lead = start.checked_sub(1).filter(|lead| *lead >= unit.start)?;
        let with = |at: usize| equals!(reading, at, "with");
        let one_of_two = || {
            let last = reading.text(subject.tokens.end - 1);
            let named = is_one_of_two(last) || matches!(last, "first" | "second" | "other");
            named && reading.is_comma(lead)
        };
        let again = || {
            let other = before.last().and_then(|report| report.subject.as_ref());
            let other = other.filter(|other| other.tokens.start > unit.start);
            equals!(reading, lead, "and") && other.is_some_and(|it| with(it.tokens.start - 1))
        };
        let own = with(lead) || one_of_two() || again();
        (own && can_speak(reading, &subject)).then_some(subject)
    }

    /// "…, adding that", "with Cox adding that", "is saying that"
    fn gerund(&self, before: &[Report]) -> Option<Report> {
        let (reading, unit, at) = (self.reading, self.unit, self.at);
        // "quoting Ann Lee: “…”": another's words, which a pattern tells.
        if reading.equals(at, "quoting") && reading.stretch(self.end).is_none() {
            return None;
        }
        if let Some((given, subject)) = quoted_as(reading, at, unit) {
            return Some(self.report(given, Some(subject), Manner::Subject));
        }
        if let Some(heard) = heard(reading, at, unit.start) {
            let subject = reading.phrase_before(heard, unit.start)?;
            return Some(self.report(heard, Some(subject), Manner::Subject));
        }
        if self.with_be {
            let subject = reading.phrase_before(self.group, unit.start)?;
            return Some(self.report(self.group, Some(subject), Manner::Subject));
        }
        if let Some(subject) = self.with_subject(before) {
            return Some(self.report(at, Some(subject), Manner::Subject));
        }
        if let Some(subject) = shown(reading, at, unit.start).filter(|who| can_speak(reading, who))
        {
            return Some(self.report(at, Some(subject), Manner::Subject));
        }
        // “We want bread,” they kept shouting.
        if at > unit.start + 1
            && keeps(reading, at - 1)
            && let Some(subject) = reading.phrase_before(at - 1, unit.start)
            && subject.tokens.start > unit.start
            && reading.stretch(subject.tokens.start - 1).is_some()
        {
            return Some(self.report(at - 1, Some(subject), Manner::Subject));
        }
        let joins = at > unit.start
            && reading.equals(at - 1, "and")
            && (unit.start + 1..at - 1).any(|other| {
                reading.text(other).ends_with("ing")
                    && reading.length(other) > 4
                    && !reading.is_capital(other)
                    && is!(reading, other - 1, "," | "by")
            });
        (joins || participle(reading, at, self.end, unit, self.cue)).then(|| {
            let from = before.last().map_or(unit.start, Report::end);
            self.report(at, clause_between(reading, from, at), Manner::Participle)
        })
    }

    /// "Cox said", "Cox left and said", "went on to say"
    fn finite(&self, before: &[Report]) -> Option<Report> {
        let (reading, unit, cue) = (self.reading, self.unit, self.cue);
        let (group, at, end) = (self.group, self.at, self.end);
        let with_auxiliary = self.with_auxiliary;
        let is_of_the_last = before.last().is_some_and(|last| {
            is_within(reading, last, group, end)
                || cue.is(Cue::PARTICIPLE)
                    && cue.frames & Cue::SAYING == 0
                    && is_where_said(reading, last, group, unit.end)
        });
        let put = |before: &Report| is_put_to_whom_he_met(reading, before, group, end);
        if is_of_the_last || before.iter().any(put) {
            return None;
        }
        // "a deputy accused of theft", "a plan criticized for its cost": what is done to them.
        let done = cue.is(Cue::PARTICIPLE)
            && cue.frames & (Cue::OBJECT | Cue::CLAUSE) == Cue::OBJECT
            && group == at
            && end == at + 1
            && matches!(reading.text(end), "of" | "for" | "by" | "as")
            && (end + 1..end + 3).all(|at| reading.stretch(at).is_none());
        // "A video posted online shows"
        let put_up = group == at
            && at > unit.start
            && equals!(reading, at, "posted")
            && is_recording(reading, at - 1);
        if done || put_up {
            return None;
        }
        if shows_speaker(reading, at, unit.end) {
            return None;
        }
        if cue.is(Cue::BASE)
            && group == at
            && let Some(subject) = overheard(reading, at, unit.start)
        {
            return Some(self.report(at, Some(subject), Manner::Subject));
        }
        if !with_auxiliary
            && cue.is(Cue::BASE)
            && cue.is(Cue::PAST)
            && is_thing_done(reading, at, unit)
        {
            return None;
        }
        let agrees_anyhow = with_auxiliary || cue.is(Cue::PAST | Cue::THIRD);
        if !with_auxiliary && is_done_to(reading, at, end, unit.start) {
            return Some(self.report(group, self.agent(), Manner::Passive));
        }
        if agrees_anyhow && is_coordinated(reading, group, unit, before) {
            let within = reading
                .speaker_in_clause(unit.start, group)
                .or_else(|| reading.cleft(unit.start, group));
            return Some(self.report(group, within, Manner::Coordinated));
        }
        // "There are reports that": a noun, and nobody is named.
        if self.with_be && cue.is(Cue::THIRD) && reading.word(at).is(Word::NOUN | Word::NOMINAL) {
            return Some(self.report(at, None, Manner::Nominal));
        }
        // "“The Quiet Floor”, the drama written by Jo Lee"
        if !with_auxiliary
            && !cue.is(Cue::PAST | Cue::BASE | Cue::THIRD)
            && equals!(reading, end, "by")
        {
            return None;
        }
        // "Those who argued were told to go"
        if group == at
            && at > unit.start + 1
            && equals!(reading, at - 1, "who")
            && !reading.is_comma(at - 2)
            && reading.word(end).is_auxiliary()
        {
            return None;
        }
        if let Some(subject) = after_marks(reading, cue, group, unit.start) {
            return Some(self.report(group, Some(subject), Manner::Subject));
        }
        if let Some(subject) = reading.phrase_before(group, unit.start)
            && let subject = without_antecedent(reading, subject, end, unit.start)
            && is_subject(reading, &subject, cue, at..end, with_auxiliary, unit.start)
        {
            return Some(self.report(group, Some(subject), Manner::Subject));
        }
        if let Some(given) = said_to_have(reading, cue, group, unit.start) {
            let subject = reading.phrase_before(given, unit.start)?;
            return Some(self.report(given, Some(subject), Manner::Subject));
        }
        // "“…,” the coach used to say"
        if cue.is(Cue::BASE)
            && cue.frames & Cue::SAYING != 0
            && group > unit.start + 1
            && equals!(reading, group - 1, "to")
            && matches!(
                reading.text(group - 2),
                "used" | "liked" | "likes" | "loved" | "loves"
            )
            && let Some(subject) = reading.phrase_before(group - 2, unit.start)
        {
            return Some(self.report(group - 2, Some(subject), Manner::Subject));
        }
        if cue.is(Cue::BASE) && !with_auxiliary && to_speak(reading, group, end, unit.start) {
            return Some(self.report(at, None, Manner::Participle));
        }
        if group == unit.start {
            return None;
        }
        let opening = opening(reading, cue, group, unit.start)?;
        let fits = cue.is(Cue::PAST) || agrees(reading, &opening, cue, at..end, unit.start);
        fits.then(|| self.report(group, Some(opening), Manner::Subject))
    }
}

/// Whether a clause with a verb like "had" right behind its subject begins at `start`, without "that".
fn says_clause(reading: &Reading, start: usize, limit: usize) -> bool {
    let first = reading.word(start);
    let clear = |verb: usize| {
        first.is(Word::DETERMINER | Word::POSSESSIVE)
            || is_plural(reading.text(verb - 1))
            || reading.equals(start, "there")
    };
    let has = |subject: Phrase| {
        let verb = subject.tokens.end;
        verb < limit && reading.word(verb).is_auxiliary() && clear(verb)
    };
    // "found most voters opposed the plan", but "found the plan described in a letter"
    let does = |subject: Phrase| {
        let verb = subject.tokens.end;
        let thing = Word::DETERMINER | Word::POSSESSIVE | Word::OBJECT;
        subject.tokens.start == start
            && verb < limit
            && clear(verb)
            && (reading.is_past_of_unknown(verb) || reading.word(verb).is(Word::VERB))
            && (reading.word(verb + 1).is(thing) || reading.kind(verb + 1) == TokenKind::Number)
    };
    reading.phrase_after(start, limit).is_some_and(has)
        || reading.first_subject(start, limit).is_some_and(does)
}

/// Whether the word at `at`, which may be a noun, ends what a verb before it is done to: "cut its profit
/// forecast".
fn is_thing_done(reading: &Reading, at: usize, unit: &Range<usize>) -> bool {
    const LONGEST: usize = 6;
    let inside = |at: usize| {
        let word = reading.word(at);
        reading.kind(at) != TokenKind::Stop
            && reading.text(at) != ","
            && !word.is(Word::CONJUNCTION | Word::RELATIVE | Word::SUBORDINATOR | Word::SUBJECT)
    };
    let noun = reading
        .word(at)
        .is(Word::NOUN | Word::NOMINAL | Word::MEDIUM);
    let mut before = (unit.start..at)
        .rev()
        .take(LONGEST)
        .take_while(|&at| inside(at));
    // The phrase has an owner or an article, and a verb stands before that.
    let thing = Word::DETERMINER | Word::POSSESSIVE;
    noun && before.any(|at| reading.word(at).is(thing))
        && before.next().is_some_and(|verb| {
            reading.is_verb(verb)
                || reading.is_past(verb)
                || reading.is_in_ed(verb)
                || reading.word(verb).cue.is_some()
        })
}

/// Whether a phrase behind "with" can be a subject: "with critics saying", but not "softer language
/// saying".
fn can_speak(reading: &Reading, phrase: &Phrase) -> bool {
    let last = phrase.head.end - 1;
    let first = reading.word(phrase.tokens.start);
    reading.is_capital(last)
        || reading.text(last).ends_with('s')
        || reading.word(last).is(Word::PLURAL | Word::SUBJECT)
        || first.is(Word::DETERMINER | Word::POSSESSIVE | Word::SUBJECT | Word::OBJECT)
}

/// Where the verb group that has its main verb at `at` begins.
pub fn group_start(reading: &Reading, at: usize, from: usize) -> usize {
    let mut start = at;
    let mut index = at;
    while index > from {
        let word = reading.word(index - 1);
        let small = Word::AUXILIARY | Word::MODAL | Word::NEGATION | Word::ADVERB;
        if !word.is(small) && !is!(reading, index - 1, "both" | "all" | "each") {
            break;
        }
        let name = reading.is_capital(index - 1) && !reading.starts_sentence(index - 1)
            || reading.is_modal_name(index - 1);
        let auxiliary = word.is_auxiliary() && !name
            || word.is(Word::NEGATION) && !word.is(Word::SUBJECT | Word::PREPOSITION);
        // "have both said"
        let every = index > from + 1
            && is!(reading, index - 1, "both" | "all" | "each")
            && reading.word(index - 2).is_auxiliary();
        // "The first said"
        let adverb = word.is(Word::ADVERB)
            && !reading.is_capital(index - 1)
            && !reading.is_one_of_two(index - 1, from);
        let adverb = every || adverb;
        if reading.stretch(index - 1).is_some() || !(auxiliary || adverb) {
            break;
        }
        // "He, too, said" is left to the search for the subject.
        index -= 1;
        start = index;
    }
    start
}

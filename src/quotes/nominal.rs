//! Reports by a noun: "Cox's claim that", "a warning from the ministry that", "her answer was that".

use std::ops::Range;

use super::clause::{has_clause, is_clause, is_infinitive, skip_time};
use super::cues::Cue;
use super::delivery::{is_giving, is_meeting};
use super::latter::is_one_of_two;
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::{equals, is};
use super::speaking::{can_speak, is_speaker};
use super::verb::group_start;
use super::words::Word;
use crate::coref::is_organization;

/// What stands between the noun and what was said.
struct Behind {
    /// Who said so, as the noun's phrase tells: "a claim by | Cox".
    source: Option<Phrase>,
    /// The "that" or "to" before what was said.
    opener: usize,
    /// Whether a verb parts the noun from it: "her answer | was | that".
    copula: bool,
}

/// "Cox's claim that", "his earlier claim that", "a claim by Cox that", "his answer was that", "Cox made a promise to"
pub fn nominal(reading: &Reading, at: usize, unit: &Range<usize>) -> Option<Report> {
    let noun = reading.word(at);
    // "with one doctor warning that": a verb, but "with a police warning that".
    let does = || {
        let mut before = (unit.start..at - 1).rev().take(3);
        before.any(|at| equals!(reading, at, "with"))
            && is_speaker(reading.paragraph, at - 1)
            && !reading.word(at - 1).is(Word::PLURAL)
    };
    if reading.text(at).ends_with("ing") && at > unit.start + 1 && does() {
        return None;
    }
    // "Her answer, that she had slept, made him smile"
    let apposed = is!(reading, at + 1, ",") && equals!(reading, at + 2, "that");
    if !apposed && !noun.is(Word::NOUN | Word::SOURCED) {
        return None;
    }
    // "The latter claims that"
    let last = at.checked_sub(1).map_or("", |before| reading.text(before));
    if is_one_of_two(last) && reading.text(at).ends_with('s') {
        return None;
    }
    let before = (unit.start..at).rev().take(3);
    let owner = before
        .clone()
        .find(|&index| reading.is_possessive(index) || reading.word(index).is(Word::POSSESSIVE));
    let begin = owner.or_else(|| {
        let mut before = before.clone();
        before.find(|&index| reading.word(index).is(Word::DETERMINER))
    });
    let behind = behind(reading, at, unit, owner.is_some())?;
    let Behind {
        source,
        opener: end,
        copula,
    } = behind;
    let that = reading.equals(end, "that");
    if apposed && !(noun.is(Word::NOUN | Word::SOURCED) && is_clause(reading, end + 1, unit.end)) {
        return None;
    }
    let intends = reading.equals(end, "to")
        && is_infinitive(reading, end)
        && matches!(
            reading.text(at),
            "promise" | "pledge" | "vow" | "threat" | "promises" | "pledges" | "vows" | "threats"
        );
    // "her statement that followed": a relative clause.
    let behind = || reading.is_in_ed(end + 1) && !is_clause(reading, end + 1, unit.end);
    let relative = that && (reading.word(end + 1).is_auxiliary() || behind());
    if !that && !intends || relative {
        return None;
    }
    let group = begin.filter(|_| source.is_some()).unwrap_or(at);
    let subject = match (source, begin) {
        (Some(source), _) => {
            // "reports from villagers that"
            let says =
                noun.is(Word::NOUN) || can_speak(reading.paragraph, source.head.end - 1, true);
            let gives = intends || gives_clause(reading, says, end + 1, unit.end);
            Some(Some(source).filter(|_| gives)?)
        }
        (None, Some(owner)) if reading.is_possessive(owner) => {
            Some(owning(reading, owner, unit.start)?)
        }
        (None, Some(owner)) if reading.word(owner).is(Word::POSSESSIVE) => {
            Some(repeater(reading, owner, unit.start).unwrap_or(Phrase::of(owner..owner + 1)))
        }
        _ => giver(reading, begin.unwrap_or(at), at, end, unit.start)?,
    };
    if subject.is_none() && copula {
        return None;
    }
    Some(Report {
        group: group..if copula { end } else { at + 1 },
        cue: at..at + 1,
        frames: if intends {
            Cue::INTENT | Cue::CLAUSE
        } else {
            Cue::CLAUSE
        },
        subject,
        manner: Manner::Nominal,
        negated: false,
    })
}

/// Who takes up the words that are theirs, as the verb before the word at `owner` tells: "his agent, | Jo Lee, | withdrew
/// his claim that", but "Jo Lee rejected his claim that".
fn repeater(reading: &Reading, owner: usize, from: usize) -> Option<Phrase> {
    let verb = owner.checked_sub(1).filter(|verb| *verb > from)?;
    let own = matches!(
        reading.text(verb),
        "withdrew"
            | "withdrawn"
            | "retracted"
            | "repeated"
            | "reiterated"
            | "renewed"
            | "defended"
            | "highlighted"
    );
    let subject = own.then(|| reading.phrase_before(group_start(reading, verb, from), from))??;
    let end = subject.tokens.end;
    let apposed = reading.is_comma(end) && reading.is_capital(end + 1);
    (reading.is_capital(subject.head.end - 1) || apposed).then_some(subject)
}

/// Whose the noun behind the clitic at `owner` is: "pounced on | the detective's", but "the mayor of London's".
fn owning(reading: &Reading, owner: usize, from: usize) -> Option<Phrase> {
    let mut phrase = reading.phrase_before(owner, from)?;
    // ", contradicting | the council's claim"
    let first = phrase.tokens.start;
    if first > from && first + 1 < owner && reading.is_comma(first - 1) && reading.is_in_ing(first)
    {
        phrase = Phrase::of(first + 1..owner);
    }
    let hangs = |at: &usize| {
        reading.word(*at).is(Word::PREPOSITION) && !equals!(reading, *at, "of" | "for")
    };
    let joint = phrase.tokens.clone().rfind(hangs);
    let verb = |at: usize| reading.is_past_of_unknown(at) || reading.is_verb(at);
    // "a dig at Cox's claim", "just prior to Cox's announcement"
    let leads = |at: usize| {
        is!(
            reading,
            at,
            "at" | "to" | "with" | "over" | "by" | "against" | "about"
        ) || matches!(
            reading.text(at),
            "despite" | "after" | "following" | "amid" | "before"
        )
    };
    match joint {
        Some(joint) if joint > 0 && (verb(joint - 1) || leads(joint)) => {
            Some(Phrase::of(joint + 1..owner))
        }
        _ => Some(phrase),
    }
}

/// Reads on behind the noun at `at`; `owned` says whether somebody's it is.
fn behind(reading: &Reading, at: usize, unit: &Range<usize>, owned: bool) -> Option<Behind> {
    let noun = reading.word(at);
    let plain = |opener: usize| {
        Some(Behind {
            source: None,
            opener,
            copula: false,
        })
    };
    let is_that = |at: usize| reading.equals(at, "that");
    match reading.text(at + 1) {
        "," if is_that(at + 2) => plain(at + 2),
        // "The governor's reassurance, in a televised address, that"
        "," if owned && noun.is(Word::NOUN | Word::SOURCED) => {
            let mut near = at + 2..unit.end.min(at + 10);
            let comma = near.find(|&at| reading.is_comma(at))?;
            // "The pilot's last report, at 4 a.m., was that"
            if reading.is_be(comma + 1) && is_that(comma + 2) && is_said(reading, at) {
                return Some(Behind {
                    source: None,
                    opener: comma + 2,
                    copula: true,
                });
            }
            let clause = is_that(comma + 1) && is_clause(reading, comma + 2, unit.end);
            clause.then(|| plain(comma + 1)).flatten()
        }
        "that" if noun.is(Word::NOUN) => plain(at + 1),
        // "stunned fans with the news that"
        "that"
            if at >= unit.start + 2
                && reading.equals(at - 1, "the")
                && equals!(reading, at - 2, "with") =>
        {
            is_clause(reading, at + 2, unit.end).then(|| plain(at + 1))?
        }
        // "a newspaper's report that he had lied", "Reports that he had lied were denied"
        // "Witness accounts that"
        "that" if owned || at == unit.start || follows_source(reading, at, unit.start) => {
            let none = reading.word(at + 2).is(Word::NEGATION);
            let clause = none || is_clause(reading, at + 2, unit.end);
            clause.then(|| plain(at + 1)).flatten()
        }
        "to" if is_infinitive(reading, at + 1) => plain(at + 1),
        // "The announcement on Tuesday by the mayor that"
        "on" if reading.word(at + 2).is(Word::TIME) && is!(reading, at + 3, "by" | "from") => {
            with_source(reading, at, at + 3, unit)
        }
        // "the announcement on Friday that", "her statement last week that"
        _ if (noun.is(Word::NOUN) || at > 0 && reading.is_possessive(at - 1))
            && !is_that(at + 1)
            && is_that(skip_time(reading, at + 1, unit.end)) =>
        {
            let that = skip_time(reading, at + 1, unit.end);
            // "a message on Sunday that resonates"
            let clause = reading.stretch(that + 1).is_some()
                || !reading.is_verb(that + 1) && is_clause(reading, that + 1, unit.end);
            clause.then(|| plain(that)).flatten()
        }
        // "his message to voters that"
        "to" if noun.is(Word::NOUN) => plain(reading.phrase_after(at + 2, unit.end)?.tokens.end),
        "by" | "from" | "of" => with_source(reading, at, at + 1, unit),
        // "a report in the Financial Courier that"
        "in" if noun.is(Word::SOURCED) && reading.is_capital(at + 3) => {
            with_source(reading, at, at + 1, unit)
        }
        // "a claim in the Echo newspaper that"
        "in" if reading
            .phrase_after(at + 2, unit.end)
            .is_some_and(|paper| is_organization(reading.text(paper.head.end - 1))) =>
        {
            with_source(reading, at, at + 1, unit)
        }
        // "The claim in the Times that", "his remark on local radio that"
        _ if noun.is(Word::NOUN) && reading.word(at + 1).is(Word::PREPOSITION) => {
            let end = reading.phrase_after(at + 2, unit.end)?.tokens.end;
            let marked = || (end + 1..end + 6).any(|at| reading.stretch(at).is_some());
            let clause = is_that(end) && (is_clause(reading, end + 1, unit.end) || marked());
            clause.then(|| plain(end)).flatten()
        }
        // "Her answer was that", "Their response has been that"
        _ if owned && is_said(reading, at) => {
            let been = is!(reading, at + 1, "has" | "had") && is!(reading, at + 2, "been");
            let opener = at + 2 + usize::from(been);
            let copula = been || reading.is_be(at + 1);
            (copula && is_that(opener)).then_some(Behind {
                source: None,
                opener,
                copula: true,
            })
        }
        _ => None,
    }
}

/// Whether those whose words the noun at `at` stands for stand right before it and open the sentence or what tells when
/// or why something is so: "Witness | accounts", "after police | reports".
fn follows_source(reading: &Reading, at: usize, from: usize) -> bool {
    let there = || at > from + 2 && reading.is_be(at - 2) && reading.equals(at - 3, "there");
    let opens = at == from + 1 || at > from + 1 && (is_passing(reading, at - 2) || there());
    opens && is_speaker(reading.paragraph, at - 1)
}

/// Whether the word at `at` leads to what somebody's words brought about: "after the announcement that", "amid claims".
fn is_passing(reading: &Reading, at: usize) -> bool {
    matches!(
        reading.text(at),
        "after"
            | "amid"
            | "amidst"
            | "following"
            | "despite"
            | "followed"
            | "follows"
            | "by"
            | "over"
            | "of"
    )
}

/// Whether the noun at `at` stands for words even where it is told what they were: not "her view was that".
fn is_said(reading: &Reading, at: usize) -> bool {
    let others = [
        "view", "theory", "evidence", "news", "signal", "finding", "appeal", "call", "charge",
        "account",
    ];
    !others.iter().any(|noun| reading.equals(at, noun))
}

/// With who gives it behind the word at `joint`: "a claim by Cox that", "a warning from the ministry that", "the verdict of the coroner, Alan Reed, was that"
fn with_source(reading: &Reading, at: usize, joint: usize, unit: &Range<usize>) -> Option<Behind> {
    let noun = reading.word(at);
    let source = reading.phrase_after(joint + 1, unit.end)?;
    let last = source.head.end - 1;
    let side = || matches!(reading.text(last), "defence" | "defense" | "prosecution");
    let speaker = || is_speaker(reading.paragraph, last) || side();
    let speaks = || reading.is_capital(last) || speaker();
    // "a warning of floods that": of things, not by somebody. "a report from the campaign that"
    let of = reading.equals(joint, "of") && !reading.is_capital(joint + 1);
    let from = !noun.is(Word::NOUN) && !reading.equals(joint, "by");
    // "confirmation from the palace that the king was ill"
    let the = || {
        let end = source.tokens.end;
        reading.equals(joint, "from")
            && !noun.is(Word::MEDIUM)
            && reading.word(joint + 1).is(Word::DETERMINER)
            && reading.equals(end, "that")
            && is_clause(reading, end + 1, unit.end)
    };
    if (of || from) && !speaks() && !the() {
        return None;
    }
    // "confirmation from the coroner on Wednesday that"
    let mut end = skip_time(reading, source.tokens.end, unit.end);
    // "An allegation by the treasurer, Simon Platt, that"
    let opens = |at: usize| {
        reading.equals(at, "that") || reading.is_be(at) && reading.equals(at + 1, "that")
    };
    let mut near = end + 1..unit.end.min(end + 12);
    if reading.is_comma(end)
        && let Some(comma) = near.find(|&at| reading.is_comma(at))
        && opens(comma + 1)
    {
        end = comma + 1;
    }
    let copula = reading.is_be(end) && opens(end) && is_said(reading, at);
    // "a warning of landslides by Cox that", but "the verdict of the coroner was that", "the suggestion of the defence that"
    let own = || {
        reading.equals(end, "that")
            && reading.equals(joint + 1, "the")
            && speaker()
            && !matches!(
                reading.text(at),
                "warning" | "report" | "prediction" | "forecast"
            )
    };
    if of && !copula && !own() {
        return None;
    }
    Some(Behind {
        source: Some(source),
        opener: end + usize::from(copula),
        copula,
    })
}

/// Whether a clause begins at `start` that tells what the source before "that" said, for a noun that is always one of
/// saying: not "a statement from the firm | that built it".
fn gives_clause(reading: &Reading, says: bool, start: usize, end: usize) -> bool {
    // "an allegation by Cox that the firm owed him"
    let owed = || {
        let mut verbs = start + 1..end.min(start + 5);
        let first = reading.word(start);
        says && (reading.is_capital(start)
            || first.is(Word::DETERMINER | Word::POSSESSIVE | Word::SUBJECT))
            && verbs.any(|at| {
                let next = at + 1;
                let object = reading.is_nominal(next) || reading.word(next).is(Word::OBJECT);
                let past = reading.is_past_of_unknown(at) || reading.equals(at, "owed");
                past && object
            })
    };
    // "the assurance from Cox that “nobody will leave”"
    let marked = || reading.stretch(start).is_some() || says && has_clause(reading, start, end);
    let clause = is_clause(reading, start, end)
        || reading.word(start).is(Word::NEGATION)
        || marked()
        || owed();
    // "that orders had slowed"
    let built = reading.is_verb(start) && !reading.is_verb(start + 1);
    clause && !built
}

/// The word that governs what "and" at `and` joins: "issued | an apology and", "opened | with | a joke and".
fn governor(reading: &Reading, and: usize, from: usize) -> Option<usize> {
    /// "with a full apology to all investors"
    const LONGEST: usize = 8;
    let mut before = (from..and).rev().take(LONGEST);
    before.find(|&at| equals!(reading, at, "with") || is_giving(reading, at))
}

/// Who gives the statement whose noun stands at `at`, whose phrase begins at `noun` and whose words at `opener`, "she issued a warning that";
/// nobody for "there was a warning that", "The warning that", and none where the noun is no statement of the
/// sentence's subject.
fn giver(
    reading: &Reading,
    noun: usize,
    at: usize,
    opener: usize,
    from: usize,
) -> Option<Option<Phrase>> {
    // "The announcement that fares would rise stunned them": nobody is named.
    let plain = |at: usize| {
        let word = reading.word(at);
        word.classes & !Word::ADJECTIVE == 0 && word.cue.is_none() && !reading.is_capital(at)
    };
    if noun == from
        && reading.equals(opener, "that")
        && (reading.word(noun).is(Word::DETERMINER) || noun == at)
        && (noun + 1..at).all(plain)
    {
        return Some(None);
    }
    let verb = noun.checked_sub(1).filter(|verb| *verb >= from)?;
    // "opened with an apology to investors | and a pledge that"
    let verb = match verb > from && equals!(reading, verb, "and") && !reading.is_comma(verb - 1) {
        true => governor(reading, verb, from).unwrap_or(verb),
        false => verb,
    };
    // "after the announcement that", "amid claims that": nobody is named.
    let bare = is_clause(reading, opener + 1, reading.words.len())
        && (noun == at || (noun + 1..at).all(plain) && reading.word(noun).is(Word::DETERMINER));
    if bare && reading.word(at).is(Word::NOUN) && is_passing(reading, verb) {
        return Some(None);
    }
    // "Police warnings that the ice was thin went unheeded"
    let speaks = can_speak(reading.paragraph, verb, true)
        || reading.word(at).cue.is_none() && is_speaker(reading.paragraph, verb);
    // "There were police reports that"
    let there = || reading.is_be(verb - 1) && verb > from + 1 && reading.equals(verb - 2, "there");
    let opens = || verb == from || is_passing(reading, verb - 1) || there();
    if noun == at && speaks && opens() {
        return Some(Some(Phrase::of(verb..at)));
    }
    // "Cox closed with the argument that he was ill"
    let determined = reading.word(noun).is(Word::DETERMINER) && noun < at;
    // "agreed with the claim that", "comply with the demand that": of others.
    let others = || verb > from && is_meeting(reading, verb - 1);
    // "gave no details beyond a statement that"
    let with = ["with", "beyond", "besides"];
    if with.contains(&reading.text(verb)) && determined && !others() {
        // "an email from the insurer with the news that"
        let source =
            (from.max(verb.saturating_sub(5))..verb).find(|&at| equals!(reading, at, "from"));
        return Some(Some(match source {
            Some(joint) => reading.phrase_after(joint + 1, verb)?,
            None => reading.first_subject(from, verb)?,
        }));
    }
    let verb = Some(verb).filter(|verb| *verb > from)?;
    // "The report included the finding that", but "includes a pledge to curb it"
    let holds = || {
        let finding = reading.word(at).is(Word::NOUN) && reading.equals(opener, "that");
        finding && matches!(reading.text(verb), "included" | "includes")
    };
    let gives = is_giving(reading, verb) || holds();
    if !gives && !reading.is_be(verb) {
        return None;
    }
    let group = group_start(reading, verb, from);
    if gives {
        return Some(Some(reading.phrase_before(group, from)?));
    }
    (group > from && reading.equals(group - 1, "there")).then_some(None)
}

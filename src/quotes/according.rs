//! Reports without a verb: "according to Cox", "in the words of Cox", "his claim that".

use std::ops::Range;

use super::clause::{has_clause, is_clause, is_infinitive};
use super::cues::Cue;
use super::groups::{can_speak, is_speaker};
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::{equals, is};
use super::verb::group_start;
use super::words::Word;
use crate::coref::is_organization;
use crate::coref::title::{is_likely_role, is_role};
use crate::text::TokenKind;

/// Whether "according to" stands at `at`.
fn is_according(reading: &Reading, at: usize) -> bool {
    reading.word(at).is(Word::ATTRIBUTING)
        && reading.equals(at, "according")
        && reading.equals(at + 1, "to")
}

/// Whether "in the words of" begins at `at`.
fn is_in_the_words(reading: &Reading, at: usize, unit: &Range<usize>) -> bool {
    at + 4 < unit.end
        && reading.word(at).is(Word::ATTRIBUTING)
        && ["in", "the", "words", "of"]
            .iter()
            .zip(at..)
            .all(|(word, at)| reading.equals(at, word))
}

/// "according to Cox", "in the words of Cox"
pub fn according(reading: &Reading, at: usize, unit: &Range<usize>) -> Option<Report> {
    // "As reported by Cox, …"
    let by = at > unit.start
        && equals!(reading, at - 1, "as")
        && (equals!(reading, at + 1, "by") || equals!(reading, at + 1, "in"))
        && reading
            .word(at)
            .cue
            .is_some_and(|cue| cue.is(Cue::PARTICIPLE) && cue.takes(Cue::CLAUSE));
    let (start, end, frames) = if is_in_the_words(reading, at, unit) {
        (at, at + 4, Cue::QUOTE)
    } else if by || is_according(reading, at) {
        (at - usize::from(by), at + 2, Cue::CLAUSE | Cue::QUOTE)
    } else {
        return None;
    };
    // "according to her", but "according to her “new” plan"
    let pronoun = || {
        let closes = !matches!(reading.kind(end + 1), TokenKind::Word | TokenKind::Mark);
        (closes && reading.word(end).is(Word::OBJECT)).then(|| Phrase::of(end..end + 1))
    };
    let subject = reading.phrase_after(end, unit.end).or_else(pronoun);
    if subject
        .as_ref()
        .is_some_and(|subject| is_yardstick(reading, start, subject))
    {
        return None;
    }
    Some(Report {
        group: start..end,
        cue: at..end,
        frames,
        subject: Some(subject?),
        manner: Manner::According,
        negated: false,
    })
}

/// Whether what follows "according to" at `start`, within its clause, is by what something is done: "sorted according
/// to height", but "According to the plan, …".
fn is_yardstick(reading: &Reading, start: usize, subject: &Phrase) -> bool {
    let within = start > 0
        && reading.kind(start - 1) == TokenKind::Word
        && reading.stretch(start - 1).is_none();
    let last = subject.head.end - 1;
    within && reading.word(last).is(Word::YARDSTICK) && !reading.is_capital(last)
}

/// Where content begins behind "according to Cox" and what tells who that is: the comma that ends both.
pub fn told_behind(reading: &Reading, report: &Report, limit: usize) -> Option<usize> {
    /// "according to results of polls that were held for the papers in May"
    const LONGEST_SOURCE: usize = 25;
    /// "…, a professor of law at the city's oldest university, who has written two books on it,"
    const LONGEST_APPOSITION: usize = 45;
    let at = report.end();
    let opens = report.start() == 0 || reading.opens_clause(report.start(), 0);
    let (source, longest) = match opens {
        true => (LONGEST_SOURCE, LONGEST_APPOSITION),
        false => (1, 1),
    };
    let mut commas = (at..limit.min(at + longest))
        .filter(|&index| reading.text(index) == "," && reading.stretch(index).is_none());
    let first = commas.next().filter(|comma| comma - at < source)?;
    let is_name = reading.is_capital(first - 1);
    let mut start = first + 1;
    for comma in commas {
        let relative = matches!(reading.text(start), "who" | "which" | "whose")
            || is_past_participle(reading, start);
        if !relative && !tells_who(reading, start..comma, is_name) {
            break;
        }
        start = comma + 1;
        let clause = is_clause(reading, start, limit);
        if clause || relative && has_clause(reading, start, limit) {
            return Some(start);
        }
    }
    Some(first + 1)
}

/// Whether a word tells what was done to the source before it: "the report, | published on Monday,".
fn is_past_participle(reading: &Reading, at: usize) -> bool {
    let irregular = [
        "seen", "sent", "made", "held", "written", "given", "shown", "taken", "drawn", "built",
        "led", "read", "put",
    ];
    !reading.is_capital(at)
        && (reading.text(at).ends_with("ed") || irregular.contains(&reading.text(at)))
        && !reading
            .word(at + 1)
            .is(Word::DETERMINER | Word::POSSESSIVE | Word::OBJECT)
}

/// Whether what stands between two commas tells who the source before them is, which is a name or none:
/// "a spokesman for the airline", "62", "of Hull", "and Tom Ray"; of "its owner", "Quay Mines".
fn tells_who(reading: &Reading, tokens: Range<usize>, is_name: bool) -> bool {
    let (first, last) = (tokens.start, tokens.end - 1);
    let verbless = tokens.clone().all(|at| !reading.is_verb(at));
    let time = tokens.clone().any(|at| reading.word(at).is(Word::TIME));
    if !verbless || time || !reading.is_plain(tokens.clone()) {
        return false;
    }
    if !is_name {
        return tokens.clone().all(|at| reading.is_capital(at));
    }
    let is_role = |at: usize| {
        let word = reading.text(at);
        is_role(word) || is_likely_role(word) || is_organization(word)
    };
    let number = first == last && reading.kind(first) == TokenKind::Number;
    let named = matches!(reading.text(first), "and" | "of" | "from");
    number
        || named && reading.is_capital(first + 1)
        || matches!(reading.text(first), "a" | "an")
        || tokens.clone().any(is_role)
}

/// "Cox's claim that", "his earlier claim that", "a claim by Cox that", "Cox made a promise to"
pub fn nominal(reading: &Reading, at: usize, unit: &Range<usize>) -> Option<Report> {
    let noun = reading.word(at);
    // "Her answer, that she had slept, made him smile"
    let apposed = is!(reading, at + 1, ",") && equals!(reading, at + 2, "that");
    if !apposed && !noun.is(Word::NOUN | Word::SOURCED) {
        return None;
    }
    let (source, end) = match reading.text(at + 1) {
        "," if apposed => (None, at + 2),
        "that" if noun.is(Word::NOUN) => (None, at + 1),
        // "a newspaper's report that he had lied"
        "that" if reading.is_possessive(at - 1) && is_clause(reading, at + 2, unit.end) => {
            (None, at + 1)
        }
        "to" if is_infinitive(reading, at + 1) => (None, at + 1),
        // "the announcement on Friday that"
        "on" if (noun.is(Word::NOUN) || reading.is_possessive(at - 1))
            && reading.word(at + 2).is(Word::TIME)
            && equals!(reading, at + 3, "that") =>
        {
            (None, at + 3)
        }
        // "his message to voters that"
        "to" if noun.is(Word::NOUN) => (None, reading.phrase_after(at + 2, unit.end)?.tokens.end),
        // "a warning of floods that": of things, not by somebody.
        "of" if !reading.is_capital(at + 2) => return None,
        "by" | "from" | "of" => {
            let source = reading.phrase_after(at + 2, unit.end)?;
            let mut end = source.tokens.end;
            // "An allegation by the treasurer, Simon Platt, that"
            let mut near = end + 1..unit.end.min(end + 8);
            if reading.is_comma(end)
                && let Some(comma) = near.find(|&at| reading.is_comma(at))
                && reading.equals(comma + 1, "that")
            {
                end = comma + 1;
            }
            let last = source.head.end - 1;
            // "a report from the campaign that"
            if !noun.is(Word::NOUN)
                && !reading.equals(at + 1, "by")
                && !reading.is_capital(last)
                && !is_speaker(reading.paragraph, last)
            {
                return None;
            }
            (Some(source), end)
        }
        _ => return None,
    };
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
    let relative = that && reading.is_in_ed(end + 1) && !is_clause(reading, end + 1, unit.end);
    if !that && !intends || relative {
        return None;
    }
    let before = (unit.start..at).rev().take(3);
    let begin = before
        .clone()
        .find(|&index| reading.is_possessive(index) || reading.word(index).is(Word::POSSESSIVE))
        .or_else(|| {
            before
                .clone()
                .find(|&index| reading.word(index).is(Word::DETERMINER))
        });
    let group = begin.filter(|_| source.is_some()).unwrap_or(at);
    let subject = if source.is_some() {
        // "a statement from the firm that built it": a relative clause. "an allegation by Cox that the firm owed him"
        let owed = || {
            let mut verbs = end + 2..unit.end.min(end + 6);
            let first = reading.word(end + 1);
            noun.is(Word::NOUN)
                && (reading.is_capital(end + 1)
                    || first.is(Word::DETERMINER | Word::POSSESSIVE | Word::SUBJECT))
                && verbs.any(|at| {
                    let next = at + 1;
                    let object = reading.is_nominal(next) || reading.word(next).is(Word::OBJECT);
                    let past = reading.is_past_of_unknown(at) || reading.equals(at, "owed");
                    past && object
                })
        };
        // "the assurance from Cox that “nobody will leave”"
        let marked = || reading.stretch(end + 1).is_some();
        let clause = is_clause(reading, end + 1, unit.end)
            || reading.word(end + 1).is(Word::NEGATION)
            || marked()
            || owed();
        // "that orders had slowed"
        let built = reading.is_verb(end + 1) && !reading.is_verb(end + 2);
        Some(source.filter(|_| intends || clause && !built)?)
    } else {
        match begin {
            Some(owner) if reading.is_possessive(owner) => {
                Some(reading.phrase_before(owner, unit.start)?)
            }
            Some(owner) if reading.word(owner).is(Word::POSSESSIVE) => {
                Some(Phrase::of(owner..owner + 1))
            }
            _ => giver(reading, begin.unwrap_or(at), at, unit.start)?,
        }
    };
    Some(Report {
        group: group..at + 1,
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

/// "was adamant that"
pub fn clear(reading: &Reading, at: usize, unit: &Range<usize>) -> Option<Report> {
    let that = || equals!(reading, at + 1, "that");
    if !reading.word(at).is(Word::CLEAR) || !that() || reading.stretch(at).is_some() {
        return None;
    }
    let be = at.checked_sub(1).filter(|be| *be > unit.start)?;
    let adverb = usize::from(reading.word(be).is(Word::ADVERB) || reading.equals(be, "very"));
    let be = be - adverb;
    if !reading.is_be(be) && !matches!(reading.text(be), "remains" | "remained") {
        return None;
    }
    let group = group_start(reading, be, unit.start);
    let subject = reading.phrase_before(group, unit.start)?;
    let it = reading.word(subject.head.start);
    let thing = ["it", "this", "that"]
        .iter()
        .any(|word| reading.equals(subject.head.start, word));
    (!thing || !it.is(Word::SUBJECT)).then(|| Report {
        group: group..at + 1,
        cue: at..at + 1,
        frames: Cue::CLAUSE,
        subject: Some(subject),
        manner: Manner::Subject,
        negated: (group..at).any(|at| reading.word(at).is(Word::NEGATION)),
    })
}

/// Who gives the statement whose noun stands at `at` and whose phrase begins at `noun`, "she issued a warning that";
/// nobody for "there was a warning that", "The warning that", and none where the noun is no statement of the
/// sentence's subject.
fn giver(reading: &Reading, noun: usize, at: usize, from: usize) -> Option<Option<Phrase>> {
    // "The announcement that fares would rise stunned them": nobody is named.
    let plain = |at: usize| {
        let word = reading.word(at);
        word.classes & !Word::ADJECTIVE == 0 && word.cue.is_none() && !reading.is_capital(at)
    };
    if noun == from
        && reading.word(noun).is(Word::DETERMINER)
        && (reading.equals(at + 1, "that") || reading.equals(at + 1, "on"))
        && (noun + 1..at).all(plain)
    {
        return Some(None);
    }
    let verb = noun.checked_sub(1).filter(|verb| *verb >= from)?;
    // "after the announcement that", "amid claims that": nobody is named.
    let bare = is_clause(reading, at + 2, reading.words.len())
        && (noun == at || (noun + 1..at).all(plain) && reading.word(noun).is(Word::DETERMINER));
    let passing = [
        "after",
        "amid",
        "amidst",
        "following",
        "despite",
        "by",
        "over",
    ];
    if bare && reading.word(at).is(Word::NOUN) && passing.contains(&reading.text(verb)) {
        return Some(None);
    }
    // "Police warnings that the ice was thin went unheeded"
    if verb == from && noun == at && can_speak(reading.paragraph, verb, true) {
        return Some(Some(Phrase::of(verb..at)));
    }
    // "Cox closed with the argument that he was ill"
    let determined = reading.word(noun).is(Word::DETERMINER) && noun < at;
    // "agreed with the claim that", "comply with the demand that": of others.
    const OTHERS: [&str; 15] = [
        "agree",
        "agreed",
        "agrees",
        "disagree",
        "disagreed",
        "comply",
        "complied",
        "issue",
        "deal",
        "dealt",
        "faced",
        "confronted",
        "presented",
        "met",
        "greeted",
    ];
    let others = || verb > from && OTHERS.contains(&reading.text(verb - 1));
    if reading.equals(verb, "with") && determined && !others() {
        return Some(Some(reading.first_subject(from, verb)?));
    }
    let verb = Some(verb).filter(|verb| *verb > from)?;
    const GIVING: [&str; 16] = [
        "made",
        "makes",
        "make",
        "issued",
        "issues",
        "gave",
        "gives",
        "given",
        "repeated",
        "reiterated",
        "renewed",
        "voiced",
        "released",
        "offered",
        "delivered",
        "posted",
    ];
    let gives = GIVING.contains(&reading.text(verb));
    if !gives && !reading.is_be(verb) {
        return None;
    }
    let group = group_start(reading, verb, from);
    if gives {
        return Some(Some(reading.phrase_before(group, from)?));
    }
    (group > from && reading.equals(group - 1, "there")).then_some(None)
}

//! Content before the report that gives it: "The plan is off, officials said."

use std::ops::Range;

use super::clause::{
    after_comma, after_dash, content_end, hangs, has_clause, has_words, is_clause, is_plural,
    tail_end, told_start,
};
use super::content::{Saying, one};
use super::cues::Cue;
use super::delivery::is_link;
use super::governed::relative_end;
use super::inverted::{behind_apposition, resumed};
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::{equals, is};
use super::words::Word;
use crate::text::{Shape, TokenKind};

/// Content before the report: "The plan is off, officials said Tuesday."
pub fn fronted(
    reading: &Reading,
    unit: &Range<usize>,
    reports: &[Report],
    index: usize,
    sayings: &[Saying],
) -> Option<Vec<Range<usize>>> {
    let report = &reports[index];
    let mut start = report.start();
    if matches!(
        report.manner,
        Manner::Participle | Manner::Coordinated | Manner::Nominal | Manner::Agent
    ) || report.frames & Cue::CLAUSE == 0
        && report.frames & (Cue::THAT | Cue::QUESTION | Cue::ORDER) != Cue::THAT
        && report.manner != Manner::According
        || start <= unit.start + 1
        // "When we asked him, he did not reply"
        || report.negated
        || is!(reading, start, "who" | "which")
    {
        return None;
    }
    if equals!(reading, start - 1, "as") && start > unit.start + 2 {
        // "Kim said he would appeal, as his lawyer had predicted"
        let told = |before: &Report| {
            before.manner == Manner::Subject && before.frames & Cue::CLAUSE != 0 && !before.negated
        };
        if reports[..index].iter().any(told) {
            return None;
        }
        start -= 1;
    }
    let comma = is!(reading, start - 1, "," | "—" | "–" | "-");
    let after_stretch = reading.stretch(start - 1).is_some();
    let given = |at: usize| {
        sayings
            .iter()
            .any(|saying| saying.direct && saying.pieces.iter().any(|piece| piece.contains(&at)))
    };
    if given(start - 1) {
        // The marked words before it are another report's.
        return None;
    }
    // "It fell: According to Cox, …": what stands before belongs to nobody.
    let according =
        report.manner == Manner::According && !matches!(reading.text(start - 1), ":" | ";");
    if !(comma || after_stretch || according) {
        return None;
    }
    let listener =
        report.frames & (Cue::LISTENER | Cue::QUESTION) != 0 && report.manner != Manner::Passive;
    let tail = tail_end(reading, report.end(), unit.end, listener);
    let closed = tail >= unit.end
        || reading.kind(tail) == TokenKind::Stop
        || is!(reading, tail, "," | ";" | "—" | "–" | ":")
        || reading.stretch(tail).is_some()
        || report.manner == Manner::Inverted && reading.word(tail).is(Word::RELATIVE)
        || report.manner == Manner::According;
    if !closed {
        return None;
    }
    let front_end = if comma { start - 1 } else { start };
    // "The painting, which according to the gallery is worth two million,"
    let bare = report.manner == Manner::According
        && matches!(reading.text(start - 1), "which" | "who" | "that")
        && reading.is_verb(tail);
    if bare {
        let who = start - 1;
        let end = content_end(reading, tail, unit, &reports[index + 1..]);
        let end = relative_end(reading, unit, who, tail..end);
        return Some(vec![who..start, tail..end]);
    }
    // "It was put off because, according to the speaker, few had come"
    let joint = report.manner == Manner::According
        && matches!(
            reading.text(front_end - 1),
            "because"
                | "where"
                | "when"
                | "while"
                | "although"
                | "though"
                | "since"
                | "but"
                | "and"
                | "what"
        );
    if joint && comma && reading.text(tail) == "," && tail + 2 < unit.end {
        let end = content_end(reading, tail + 1, unit, &reports[index + 1..]);
        return Some(one(tail + 1..end));
    }
    // "a man who, witnesses said, wore red": what is said of him stands behind the comma.
    let who = front_end - 1;
    let relative = match reading.text(who) {
        "who" | "which" | "whom" => true,
        // "a dog that, she says, never barks"
        "that" => {
            let verb = tail + 1;
            let verb = verb + usize::from(reading.word(verb).is(Word::ADVERB | Word::NEGATION));
            let does = verb > tail + 1 && is_plural(reading.text(verb));
            who > unit.start && reading.is_nominal(who - 1) && (reading.is_verb(verb) || does)
        }
        _ => false,
    };
    if relative && comma && reading.text(tail) == "," && tail + 2 < unit.end {
        let end = content_end(reading, tail + 1, unit, &reports[index + 1..]);
        let end = relative_end(reading, unit, who, tail + 1..end);
        // "all of which"
        let mut begin = who;
        let of = reading.equals(begin.wrapping_sub(1), "of");
        while of && begin > unit.start && reading.kind(begin - 1) == TokenKind::Word {
            begin -= 1;
        }
        return Some(vec![begin..front_end, tail + 1..end]);
    }
    let begin = reports[..index]
        .iter()
        .filter(|before| before.manner != Manner::Nominal)
        .map(|before| before.start())
        .next()
        .map_or(unit.start, |first| first.min(front_end).max(unit.start));
    // A report of its own stands before: "Cox said it was off, and so, Lee said, was …".
    let begin = if begin > unit.start || reports[..index].is_empty() {
        unit.start
    } else {
        begin
    };
    // "She would stay; the rest, she said, must go."
    let begin = (begin..front_end)
        .rev()
        .find(|&at| is!(reading, at, ";") && reading.stretch(at).is_none())
        .map_or(begin, |at| at + 1);
    let begin = after_label(reading, after_dash(reading, begin, front_end), front_end);
    // "Asked whether it was off, Cox said", "Claiming it was off, Cox said"
    let asked = reports[..index].iter().any(|before| {
        before.manner == Manner::Passive && before.frames & Cue::QUESTION != 0
            || before.manner == Manner::Participle && before.group.start == unit.start
    });
    let begin = if report.manner == Manner::According {
        told_start(reading, begin, front_end)
    } else {
        begin
    };
    if front_end <= begin || asked {
        return None;
    }
    // Marked words at its end hold the verb: Cox “is the man for it,” said Lee, who left.
    let marked = (reading.stretch(front_end - 1)).map(|index| &reading.stretches[index]);
    // "In her memoir, “Salt,” Dunn writes"
    let work = marked.is_some_and(|stretch| {
        stretch.tokens.start > begin
            && reading.word(begin).is(Word::PREPOSITION)
            && reading.is_work(stretch)
    });
    if after_stretch && work {
        return None;
    }
    let clause = after_stretch
        || has_clause(reading, begin, front_end)
        // "The board plans to close schools, Lee said, as few come": a verb that no list has.
        || reading.text(tail) == ","
            && hangs(reading, tail + 1)
            && has_words(reading, begin, front_end, 4)
            && !reading.word(begin).is(Word::PREPOSITION | Word::SUBORDINATOR)
            && !reading.text(begin).ends_with("ing");
    // "Trains run late every winter": perhaps with a verb that no list has.
    let stands_alone = |begin: usize, end: usize| {
        let adjunct = !clause
            && reading.word(begin).is(Word::PREPOSITION)
            && !reading.is_rough_number(begin)
            && !after_comma(reading, begin, end, 4);
        has_words(reading, begin, end, 3) && !adjunct
    };
    let linked = matches!(reading.text(begin), "But" | "And" | "So" | "Yet");
    let mut pieces = one(begin + usize::from(linked)..front_end);
    // A parenthesis: "Costs, he added, were higher."
    if is!(reading, tail, ",") && tail + 2 < unit.end {
        let end = content_end(reading, tail + 1, unit, &reports[index + 1..]);
        // After "said Cox," and "according to Cox," stands who Cox is, unless the clause has not
        // begun yet.
        let apposition = matches!(report.manner, Manner::Inverted | Manner::According) && clause;
        // "There is a risk, she said, that it falls": the clause goes on.
        let that = clause && reading.equals(tail + 1, "that") && has_clause(reading, tail + 2, end);
        let verb = reading.is_verb(tail + 1);
        // "Every Friday, she told the paper, they would meet": the clause comes after the cue.
        let begins = !clause && has_clause(reading, tail + 1, end);
        // "Without rain, said Lee, the barley would be lost"
        let fronts = begins
            && reading
                .word(begin)
                .is(Word::PREPOSITION | Word::SUBORDINATOR)
            && is_clause(reading, tail + 1, end);
        let goes_on = !apposition
            && (report.manner != Manner::Inverted || verb || fronts)
            && (that
                || !reading.word(tail + 1).is(Word::RELATIVE)
                || reading.text(tail + 1) == "when")
            && reading
                .word(tail + 1)
                .cue
                .is_none_or(|cue| !cue.is(Cue::GERUND));
        // "It is off, Cox said, citing two aides"
        let goes_on = goes_on && !reading.equals(tail + 1, "citing");
        // "It will close, Cox said Monday, because few come"
        let next = reports.get(index + 1).map_or(unit.end, Report::start);
        let reason = clause
            && matches!(reading.text(tail + 1), "because" | "since" | "unless")
            && next > tail + 2;
        // "It has no debt, Cox told investors, and plans to grow"
        let and = equals!(reading, tail + 1, "and" | "but");
        let more = clause && and && {
            let next = tail + 2;
            let noun = reading
                .word(next)
                .is(Word::DETERMINER | Word::SUBJECT | Word::POSSESSIVE);
            // "It was cold, she told them, and nobody had come", but "…, and shares rose"
            let shifted = || {
                let subject = reading.phrase_after(next, end);
                subject.is_some_and(|it| is!(reading, it.tokens.end, "had" | "would" | "could"))
            };
            shifted()
                || !noun
                    && (reading.is_verb(next)
                        || reading.is_in_ed(next)
                        // "and plans to grow", but "and shares rose"
                        || is_plural(reading.text(next))
                            && !(reading.is_verb(next + 1) || reading.is_past(next + 1)))
        };
        let resumes = tail == report.end() || verb || begins || reason || more;
        let goes_on = goes_on
            || (verb || more && report.frames & Cue::CLAUSE != 0)
                && report.manner == Manner::According;
        let apposed = matches!(report.manner, Manner::Inverted | Manner::According) && !clause;
        if apposed && let Some(verb) = behind_apposition(reading, report, tail, end) {
            pieces.push(verb..end);
        } else if goes_on && resumes && end > tail + 1 {
            // "Still, he said, …": a word that links sentences is nobody's.
            let link = reading.word(begin).is(Word::CONJUNCTION) || is_link(reading, begin);
            if link && front_end == begin + 1 {
                pieces.clear();
            }
            pieces.push(tail + 1..end);
        } else if apposition && let Some(more) = resumed(reading, report, tail, end) {
            pieces.push(more..end);
        } else if !(clause || report.manner == Manner::Inverted && stands_alone(begin, front_end)) {
            return None;
        }
    } else if clause
        && tail == report.end()
        && reading.text(tail) == ":"
        && reading.stretch(tail + 1).is_none()
        && has_clause(reading, tail + 1, unit.end)
    {
        // "The rules were unclear, he said: nobody knew them."
        pieces.push(tail + 1..content_end(reading, tail + 1, unit, &reports[index + 1..]));
    } else if !stands_alone(begin, front_end) {
        return None;
    }
    Some(pieces)
}

/// Behind the label or dateline that words may begin with: "Q: It will rain, they say", "HULL: A ferry sank,
/// police said".
fn after_label(reading: &Reading, begin: usize, end: usize) -> usize {
    const LONGEST: usize = 4;
    let colon = (begin + 1..end.min(begin + LONGEST)).find(|&at| is!(reading, at, ":"));
    let shouts = |at: usize| {
        let initial = reading.is_capital(at) && reading.length(at) == 1;
        initial || reading.paragraph.tokens()[at].shape == Shape::Capitals
    };
    let label = colon.filter(|&colon| (begin..colon).all(shouts));
    label.map_or(begin, |colon| colon + 1)
}

//! Content: which words of a sentence each report gives, told from clause boundaries.

use std::ops::Range;

use super::clause::{
    after_comma, after_dash, content_end, hangs, has_clause, has_words, is_clause, is_plural,
    is_tail, tail_end, told_start, trim_end,
};
use super::cues::Cue;
use super::direct::{direct, echo};

use super::following::following;
use super::governed::relative_end;
use super::hearsay::{drop_lesser_hearsay, is_told_within};
use super::inverted::{behind_apposition, resumed};
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::{equals, is};
use super::start::content_start;
use super::words::Word;
use crate::text::{Shape, TokenKind};

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

/// Whether a word that opens a sentence tells nothing of it: "However".
fn is_link(word: &str) -> bool {
    matches!(
        word,
        "However"
            | "Still"
            | "Besides"
            | "Meanwhile"
            | "Moreover"
            | "Furthermore"
            | "Nevertheless"
            | "Nonetheless"
    )
}

/// Content before the report: "The plan is off, officials said Tuesday."
fn fronted(
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
            let link = reading.word(begin).is(Word::CONJUNCTION) || is_link(reading.text(begin));
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
        initial || reading.paragraph.tokens[at].shape == Shape::Capitals
    };
    let label = colon.filter(|&colon| (begin..colon).all(shouts));
    label.map_or(begin, |colon| colon + 1)
}

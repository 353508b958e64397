//! The subject after its verb: "said Ann Lee".

use std::ops::Range;

use super::clause::{has_clause, is_clause, tail_end};
use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::signs::is;
use super::words::Word;
use crate::text::TokenKind;

/// The subject after the verb: "said Ann Lee, a nurse". Only where a stretch or a comma stands
/// before the verb, and where no clause follows the subject.
pub fn inverted(
    reading: &Reading,
    at: usize,
    end: usize,
    unit: &Range<usize>,
    cue: Cue,
) -> Option<Phrase> {
    if !cue.takes(Cue::QUOTE) {
        return None;
    }
    if at == unit.start {
        // "Added Ann Lee: “…”"
        let phrase = reading.phrase_after(end, unit.end)?;
        let (first, last) = (phrase.tokens.start, phrase.head.end - 1);
        let told = reading.word(last).is(Word::NOUN | Word::MEDIUM);
        let says = cue.takes(Cue::CLAUSE) && cue.frames & Cue::LISTENER == 0 && !told;
        // "Said a neighbor: “…”", but "Added a note: “…”"
        let is_speaker = reading.is_capital(first)
            || says && reading.word(first).is(Word::DETERMINER | Word::POSSESSIVE);
        return (is_speaker && leads_to_marks(reading, &phrase, unit.end)).then_some(phrase);
    }
    let after_stretch = reading.stretch(at - 1).is_some_and(|index| {
        let stretch = &reading.stretches[index];
        stretch.tokens.start == unit.start || !reading.is_programme(stretch)
    });
    let after_comma = is!(reading, at - 1, "," | "—" | "–");
    if !(after_stretch || after_comma) {
        return None;
    }
    // "Her memoir, titled “No Exit,” says little about it"
    if matches!(
        reading.text(end),
        "little" | "nothing" | "much" | "more" | "plenty"
    ) {
        return None;
    }
    let phrase = reading.phrase_after(end, unit.end)?;
    // "The vote, said Cox, was a sham"
    let tail = tail_end(reading, phrase.tokens.end, unit.end, false);
    let resumes = is!(reading, tail, ",") && reading.is_verb(tail + 1);
    // "…, said Ann Lee, director of the centre.", "…, said Ann Lee."
    let closes = phrase.tokens.end >= unit.end
        || reading.kind(phrase.tokens.end) == TokenKind::Stop
        || is!(reading, phrase.tokens.end, ",") && !has_main_verb(reading, tail, unit.end);
    let is_named = reading.is_capital(phrase.tokens.start) && closes;
    // "Ann Lee, a nurse, said bus drivers left": nothing said stands before the verb.
    let apposition = !after_stretch
        && !resumes
        && !is_named
        && reading
            .phrase_before(at, unit.start)
            .is_some_and(|subject| subject.tokens.end + 1 < at)
        && !has_main_verb(reading, unit.start, at - 1);
    if apposition {
        return None;
    }
    let first = phrase.tokens.start;
    // "said her", but "said her boss"
    let owns = reading.word(first).is(Word::POSSESSIVE) && phrase.tokens.len() > 1;
    if reading.word(first).is(Word::OBJECT)
        && !reading.word(first).is(Word::SUBJECT | Word::DETERMINER)
        && !owns
        || reading.only_time(phrase.tokens.clone())
        || reading.is_verb(phrase.tokens.end)
    {
        return None;
    }
    if is_thing(reading, at, unit, cue, first) {
        return None;
    }
    if after_stretch {
        // "“…,” told reporters" has no subject after it, "“…,” tells the story" none either.
        return (!matches!(reading.text(at), "told" | "tells")).then_some(phrase);
    }
    let next = phrase.tokens.end;
    let closes = next >= unit.end
        || matches!(reading.kind(next), TokenKind::Stop)
        || matches!(reading.text(next), "," | ";" | "—" | "–" | "(" | ":")
        || reading
            .word(next)
            .is(Word::PREPOSITION | Word::RELATIVE | Word::TIME);
    // "The law, warned Ann Lee, “will fail.”"
    let leads = reading.text(next) == "," && reading.stretch(next + 1).is_some();
    let leads = leads && !matches!(reading.text(at), "told" | "tells");
    // "Ann Lee, a nurse, told the BBC": whom she told is no subject, but "Prices may double, warned Ann Lee."
    let warns = is_named
        && cue.frames & Cue::CLAUSE != 0
        && !matches!(reading.text(at), "told" | "tells")
        && has_main_verb(reading, unit.start, at - 1);
    if cue.frames & Cue::LISTENER != 0 && !leads && !warns {
        return None;
    }
    // "He left early, said little": a subject is a name or has a determiner or a title.
    let is_speaker = reading.is_capital(first)
        || reading.is_capital(phrase.head.end - 1)
        || reading
            .word(first)
            .is(Word::DETERMINER | Word::POSSESSIVE | Word::SUBJECT | Word::PLURAL)
        || reading.text(next.saturating_sub(1)).ends_with('s');
    // "Glass is easy to hold, explains Ann Lee, who runs the works.": what she explains stands before it.
    let clause = is_named && has_clause(reading, unit.start, at - 1);
    let said = cue.frames & Cue::CLAUSE != 0 && (cue.frames & Cue::OBJECT == 0 || clause);
    (closes && is_speaker && (said || leads)).then_some(phrase)
}

/// The verb by which a clause goes on behind the comma that closes an apposition, which the comma at `comma`
/// opens: "The trouble with such deals, said Jo Kim, a lawyer, | is that nobody reads them".
pub fn behind_apposition(
    reading: &Reading,
    report: &Report,
    comma: usize,
    end: usize,
) -> Option<usize> {
    let verb = (comma + 1..end).find(|&at| reading.is_verb(at))?;
    // "according to its chairman, Ann Lee, | has debts", but "according to Cox, the firm, once rich, had"
    let named = |at: usize| reading.is_capital(at);
    let who = report.subject.as_ref()?.head.end - 1;
    let tells_who = named(who) != named(comma + 1);
    let role = matches!(reading.text(comma + 1), "a" | "an") || !named(who);
    let tells = report.manner == Manner::Inverted || tells_who && role;
    (tells && verb > comma + 2 && reading.is_comma(verb - 1)).then_some(verb)
}

/// Where what was said goes on behind who said it, whose name the comma at `comma` ends or parts from what tells who
/// that is: "It was old, said Lee, who built it, | and should have been sunk".
pub fn resumed(reading: &Reading, report: &Report, comma: usize, end: usize) -> Option<usize> {
    /// "…, a professor of law at the city's oldest university,"
    const LONGEST: usize = 20;
    let links = |at: usize| matches!(reading.text(at + 1), "and" | "but");
    // "The plan failed, in the words of one aide, and she left": the writer goes on.
    let bare = links(comma);
    if bare && report.manner == Manner::According {
        return None;
    }
    let comma = match bare {
        true => comma,
        false => (comma + 2..end.min(comma + LONGEST))
            .filter(|&at| reading.is_comma(at))
            .find(|&at| links(at))?,
    };
    let next = comma + 2;
    let verb = reading.is_verb(next) || reading.is_in_ed(next);
    let negated = reading.equals(next, "not");
    // "said Lee, a lawyer, and Cox, a judge", "said Lee, who runs it, but he refused to say more"
    let other = reading.is_capital(next) || matches!(reading.text(next), "he" | "she" | "who");
    let clause = is_clause(reading, next, end);
    (!other && (clause || !bare && (verb || negated))).then_some(comma + 1)
}

/// Whether what stands behind a subject leads to marked words: "Added Ann Lee, a nurse: “…”".
fn leads_to_marks(reading: &Reading, subject: &Phrase, limit: usize) -> bool {
    const LONGEST_TAIL: usize = 20;
    let gives = |at: usize| reading.stretch(at + 1).is_some();
    let tail = tail_end(reading, subject.tokens.end, limit, false);
    match reading.text(tail) {
        ":" | "," if gives(tail) => true,
        "," => (tail..limit.min(tail + LONGEST_TAIL))
            .find(|&at| reading.text(at) == ":" || reading.stretch(at).is_some())
            .is_some_and(|colon| {
                reading.text(colon) == ":" && gives(colon) && !has_main_verb(reading, tail, colon)
            }),
        _ => false,
    }
}

/// Whether the phrase that begins at `first` is what the verb at `at` is about, as no other verb stands
/// in the sentence before it: The rapper, known as “Big Tom,” posted a video.
fn is_thing(reading: &Reading, at: usize, unit: &Range<usize>, cue: Cue, first: usize) -> bool {
    let bare = !reading.is_capital(first)
        && !reading
            .word(first)
            .is(Word::DETERMINER | Word::POSSESSIVE | Word::PLURAL | Word::SUBJECT);
    let (mut front, mut named) = (at - 1, false);
    if let Some(index) = reading.stretch(at - 1) {
        front = reading.stretches[index].tokens.start;
        named = front > unit.start
            && (reading.word(front - 1).is(Word::NAMING) || reading.equals(front - 1, "as"));
    }
    let indefinite =
        bare || matches!(reading.text(first), "a" | "an") || named && !reading.is_capital(first);
    // What was said would stand alone, behind a comma or a colon, or with a verb of its own.
    indefinite
        && cue.frames & Cue::SAYING == 0
        && front > unit.start
        && (front + 1 == at || !matches!(reading.text(front - 1), "," | ":" | "—" | "–" | "-"))
        && !has_main_verb(reading, unit.start, front - usize::from(named))
}

/// Whether a finite verb stands in the range, relative clauses between commas left out.
fn has_main_verb(reading: &Reading, start: usize, end: usize) -> bool {
    let mut relative = false;
    // "described by one critic as"
    let done = |at: usize| {
        let participle = |cue: Cue| cue.is(Cue::PARTICIPLE);
        reading.word(at).cue.is_some_and(participle) && is!(reading, at + 1, "by" | "as")
    };
    (start..end).any(|at| {
        if is!(reading, at, ",") {
            relative = reading.word(at + 1).is(Word::RELATIVE);
        }
        !relative
            && reading.stretch(at).is_none()
            && (reading.is_verb(at) && at > start && !done(at)
                || is!(reading, at, "who") && {
                    relative = true;
                    false
                })
    })
}

//! Hearsay: what somebody says that another said, or they themselves.

use std::ops::Range;

use super::clause::has_clause;
use super::content::Saying;
use super::cues::Cue;
use super::reading::Reading;
use super::report::{Manner, Report};
use super::start::opens_question;
use super::words::Word;

/// Whether marked words that `inner` gives belong to the clause in `piece` that `outer` reports: "The club said it
/// regretted “any offence”", but not "She said she was thinking, “Oh no”".
pub fn is_told_within(
    reading: &Reading,
    outer: &Report,
    piece: &Range<usize>,
    inner: &Report,
    saying: &Saying,
) -> bool {
    let goes_on = |marked: &Range<usize>| {
        let before = marked.start.wrapping_sub(1);
        reading.text(before) != "," && reading.text(before) != ":"
    };
    outer.frames & Cue::SAYING != 0
        && inner.manner == Manner::Subject
        && inner.start() >= piece.start
        && saying.pieces.iter().all(goes_on)
}

/// Drops what a report inside another's content gives, but for words in marks, a clause that a verb
/// of saying introduces and a question: of "Lee said Cox had told him it was off and had promised to
/// pay", what Cox told him. The rest Lee reports as a deed.
pub fn drop_lesser_hearsay(reading: &Reading, reports: &[Report], sayings: &mut Vec<Saying>) {
    let mut at = 0;
    while at < sayings.len() {
        if is_lesser_hearsay(reading, reports, sayings, at) {
            sayings.remove(at);
        } else {
            at += 1;
        }
    }
}

fn is_lesser_hearsay(reading: &Reading, reports: &[Report], sayings: &[Saying], at: usize) -> bool {
    let saying = &sayings[at];
    let [piece] = &saying.pieces[..] else {
        return false;
    };
    if !sayings.iter().any(|outer| outer.holds(piece)) {
        return false;
    }
    let frames = reports[saying.report].frames;
    if saying.direct {
        // "it regretted “any offence”": who speaks of themselves.
        let subject = reports[saying.report].subject.as_ref();
        return subject.is_some_and(|subject| {
            let word = reading.word(subject.head.start);
            subject.head.len() == 1 && word.is(Word::SUBJECT) && !word.is(Word::DETERMINER)
        }) && frames & Cue::SAYING == 0;
    }
    let said = frames & Cue::SAYING != 0
        && !reading.equals(piece.start, "to")
        && has_clause(reading, piece.start, piece.end);
    let asked = frames & Cue::QUESTION != 0 && opens_question(reading.text(piece.start));
    let marked = !reading.is_plain(piece.clone());
    !(said || asked || marked)
}

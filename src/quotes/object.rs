//! Where a noun phrase that names what was said ends, "warned of floods, fires and drought | on Monday", and
//! when it says by what name somebody is called.

use std::ops::Range;

use super::clause::is_plural;
use super::cues::Cue;
use super::marks::Stretch;
use super::phrase::Phrase;
use super::reading::Reading;
use super::report::Report;
use super::speaking::one_of;
use super::words::Word;
use crate::coref::title::is_likely_role;

/// Where a noun phrase that names what was said ends: at a comma, or where a time or the place
/// of the words follows ("in an interview").
pub fn object_end(reading: &Reading, start: usize, end: usize) -> usize {
    let outside = |at: &usize| reading.stretch(*at).is_none();
    let stop = (start + 1..end).filter(outside).find(|&at| {
        reading.text(at) == "," && !is_listing(reading, at, end)
            || reading.word(at).is(Word::PREPOSITION)
                && !is_of_the_thing(reading, at)
                && (at + 1..end.min(at + 5))
                    .take_while(|&next| {
                        next == at + 1
                            || !reading.word(next).is(Word::PREPOSITION | Word::CONJUNCTION)
                    })
                    .any(|next| {
                        reading.word(next).is(Word::TIME)
                            || reading.word(next).is(Word::MEDIUM)
                                && matches!(reading.text(at), "in" | "on" | "during" | "at" | "via")
                    })
    });
    stop.unwrap_or(end)
}

/// Whether the comma at `at` parts the things of a list that "and" ends: "warned of floods, fires and drought".
fn is_listing(reading: &Reading, at: usize, end: usize) -> bool {
    const MOST: usize = 4;
    let mut comma = at;
    for _ in 0..MOST {
        let Some(thing) = reading.phrase_after(comma + 1, end) else {
            return false;
        };
        let mut next = thing.tokens.end;
        if thing.joined {
            return !reading.is_verb(next) && !reading.is_past_of_unknown(next);
        }
        next += usize::from(
            reading.text(next) == "," && matches!(reading.text(next + 1), "and" | "or"),
        );
        if matches!(reading.text(next), "and" | "or") {
            let last = reading.phrase_after(next + 1, end);
            return last.is_some_and(|last| {
                !reading.is_verb(last.tokens.end) && !reading.is_past_of_unknown(last.tokens.end)
            });
        }
        if reading.text(next) != "," {
            return false;
        }
        comma = next;
    }
    false
}

/// Whether the preposition at `at` tells more of the thing before it, though a time follows: "a vote in the
/// autumn", "a review of the past two years".
fn is_of_the_thing(reading: &Reading, at: usize) -> bool {
    let season = matches!(
        reading.text(at + 2),
        "spring" | "summer" | "autumn" | "fall" | "winter"
    );
    matches!(reading.text(at), "of" | "for" | "by" | "until" | "before")
        || reading.text(at) == "in" && reading.text(at + 1) == "the" && season
}

/// Where content that holds marked words ends after them, if the verb names rather than tells:
/// "called Cox a “disgrace” after she left".
pub fn marked_end(reading: &Reading, start: usize, end: usize) -> usize {
    let Some(last) = (start..end).rev().find(|&at| reading.stretch(at).is_some()) else {
        return end;
    };
    let stops = |at: &usize| {
        reading.text(*at) == ","
            || matches!(
                reading.text(*at),
                "after"
                    | "during"
                    | "before"
                    | "while"
                    | "when"
                    | "in"
                    | "on"
                    | "at"
                    | "but"
                    | "and"
                    | "as"
            )
    };
    (last + 1..end).find(stops).unwrap_or(end)
}

/// Whether nothing is said but a name by which many call somebody: dubbed her “The Voice”, they call him
/// “the Butcher”.
pub fn is_nicknamed(reading: &Reading, report: &Report, start: usize, end: usize) -> bool {
    let frames = report.frames & (Cue::OBJECT | Cue::CLAUSE | Cue::MARKED);
    if frames & Cue::OBJECT == 0 {
        return false;
    }
    let Some(stretch) = (start..end).find_map(|at| reading.stretch(at)) else {
        return false;
    };
    let stretch = &reading.stretches[stretch];
    let next = stretch.tokens.end;
    // "call the hill “the Widow” because of the ships"
    let closes = next >= end
        || reading
            .word(next)
            .is(Word::SUBORDINATOR | Word::PREPOSITION);
    if closes && is_term(reading, report, stretch) {
        return true;
    }
    let named = closes
        && frames == Cue::OBJECT
        && stretch.inner.clone().any(|at| reading.is_capital(at))
        && reading.has_title(stretch)
        && (start..stretch.tokens.start).all(|at| !reading.is_verb(at));
    let many = report.subject.as_ref().is_some_and(|subject| {
        let last = subject.head.end - 1;
        // "Neighbours", but perhaps "Jones"
        let the = reading.equals(stretch.inner.start, "the") && reading.starts_sentence(last);
        reading.word(last).is(Word::PLURAL)
            || (the || !reading.is_capital(last)) && is_plural(reading.text(last))
    });
    named && (many || reading.text(report.cue.start).starts_with("dub"))
}

/// Whether a short name in marks is that by which many who belong to somebody call him: called “the iron
/// aunt” by her neighbors.
pub fn is_epithet(reading: &Reading, agent: &Phrase, name: &Range<usize>) -> bool {
    const LONGEST: usize = 8;
    let last = agent.head.end - 1;
    let many = reading.word(last).is(Word::PLURAL) || is_plural(reading.text(last));
    name.len() <= LONGEST
        && reading.word(agent.tokens.start).is(Word::POSSESSIVE)
        && many
        && !reading.is_capital(last)
        && (reading.equals(name.start + 1, "the") || reading.is_capital(name.start + 1))
}

/// Whether a few words in marks are what those of a trade call a thing: "Geologists call the rock “fool's gold”",
/// "sailors refer to it as “the graveyard”". What it is to those who judge it, "critics call it “a sham”", is said.
fn is_term(reading: &Reading, report: &Report, stretch: &Stretch) -> bool {
    const LONGEST: usize = 4;
    let trade = report.subject.as_ref().is_some_and(|subject| {
        let last = subject.head.end - 1;
        let bare = subject.head.len() <= 2
            && subject.tokens == subject.head
            && !reading
                .word(subject.head.start)
                .is(Word::DETERMINER | Word::POSSESSIVE);
        let one = one_of(reading.text(last));
        bare && one.is_some_and(|one| {
            let one = one.to_lowercase();
            matches!(&*one, "local" | "villager" | "resident")
                || is_likely_role(&one) && !is_judge(&one)
        })
    });
    let usual = reading.word(report.cue.start).cue;
    let mut before = report.group.start..report.cue.start;
    let usual = usual.is_some_and(|cue| cue.is(Cue::BASE))
        && before.all(|at| reading.word(at).is(Word::ADVERB));
    let description = matches!(reading.text(stretch.inner.start), "a" | "an");
    trade && usual && stretch.inner.len() <= LONGEST && !description
}

/// Whether a noun is for those who take a side: "critic", "supporter".
fn is_judge(noun: &str) -> bool {
    matches!(
        noun,
        "critic"
            | "opponent"
            | "supporter"
            | "backer"
            | "defender"
            | "detractor"
            | "campaigner"
            | "protester"
            | "lawmaker"
            | "voter"
            | "leader"
            | "minister"
            | "fighter"
            | "lawyer"
            | "prosecutor"
            | "insider"
    )
}

//! Where a noun phrase that names what was said ends, "warned of floods, fires and drought | on Monday", and
//! when it names marked words.

use super::cues::Cue;
use super::marks::Stretch;
use super::reading::Reading;
use super::words::Word;

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

impl Reading<'_> {
    /// Whether the word before a stretch says that it is a name or a term: "the film “…”", but "said the film
    /// “broke my heart”", as a verb begins no title, and "called the film “a gem”".
    pub fn is_named(&self, stretch: &Stretch) -> bool {
        let (first, noun) = (stretch.inner.start, stretch.tokens.start.wrapping_sub(1));
        let judges = |verb: usize| {
            self.word(verb)
                .cue
                .is_some_and(|cue| cue.takes(Cue::OBJECT))
        };
        let says = || {
            self.is_verb(first)
                || self.word(first).is_auxiliary()
                || self.text(first).ends_with("ed")
                || matches!(self.text(first), "a" | "an") && noun > 1 && judges(noun - 2)
        };
        self.word(noun).is(Word::NAMING) && (self.is_capital(first) || !says())
    }
}

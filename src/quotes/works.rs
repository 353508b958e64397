//! Marks that hold the title of a work, as what stands before them, behind them or in them tells.

use std::ops::Range;

use super::clause::is_plural;
use super::cues::Cue;
use super::delivery::is_written_in;
use super::marks::Stretch;
use super::reading::Reading;
use super::signs::{equals, is};
use super::words::Word;
use crate::coref::title::is_role;
use crate::text::{Shape, TokenKind};

impl Reading<'_> {
    /// Whether a stretch is the title of a work: "the film “…”", "her book, “Every Word With One,”".
    pub fn is_work(&self, stretch: &Stretch) -> bool {
        let start = stretch.tokens.start;
        let Some(before) = start.checked_sub(1) else {
            return false;
        };
        if self.is_named(stretch) || self.is_performed(stretch) {
            return true;
        }
        let comma = is!(self, before, ",") && before > 0 && self.word(before - 1).is(Word::NAMING);
        // "on the station's “Morning Hour”"
        let owned = self.is_possessive(before) && stretch.inner.len() <= 8;
        let other = equals!(self, before, "and").then(|| self.stretch(before.wrapping_sub(1)));
        let other = other.flatten().map(|index| &self.stretches[index]);
        // "the films «Les Heures» and «Un été sans fin»"
        if other.is_some_and(|other| self.is_named(other)) && self.is_capital(stretch.inner.start) {
            return true;
        }
        // "the author of “Dust” and “Rain,”"
        let joined = |other: &Stretch| {
            let led = self.word(other.tokens.start.wrapping_sub(1));
            led.is(Word::PREPOSITION) && self.has_title(other) || self.is_work(other)
        };
        (comma || owned || other.is_some_and(joined)) && self.has_title(stretch)
    }

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

    /// Whether what stands before a stretch says that it is a title or a name: "a series called “Wards”", "songs
    /// including “Home”", but "what he called “Mob Rule”".
    pub fn is_titled(&self, stretch: &Stretch) -> bool {
        /// "a book of poems about the sea called “Tides”"
        const LONGEST: usize = 8;
        let Some(by) = stretch.tokens.start.checked_sub(2) else {
            return false;
        };
        let thing = |at: usize| {
            self.kind(at) == TokenKind::Word
                && !self.is_capital(at)
                && self.is_nominal(at)
                && !self.word(at).is(Word::SUBJECT)
        };
        // "an official called “Home” a triumph" judges it.
        let one = || {
            let before = (by.saturating_sub(LONGEST)..=by).rev();
            let mut before = before.take_while(|&at| !self.is_verb(at));
            before.any(|at| is!(self, at, "a" | "an" | "his" | "her" | "their"))
        };
        let named = match self.text(by + 1) {
            "called" => {
                (one() || self.word(by).is(Word::NAMING))
                    && !self.word(stretch.tokens.end).is(Word::DETERMINER)
            }
            "titled" | "entitled" | "named" => true,
            // "wrote more than 200 songs, among them “X”"
            "them" if self.equals(by, "among") => {
                let mut before = (by.saturating_sub(3)..by).rev();
                return before.any(|at| self.word(at).is(Word::NAMING))
                    && self.is_capital(stretch.inner.start);
            }
            "including" | "for" => self.word(by).is(Word::NAMING),
            _ => false,
        };
        named && thing(by) && self.is_capital(stretch.inner.start)
    }

    /// Where what the title of a work right before the token at `end` hangs on ends, and whether a comma
    /// ends the title: "Ann Lee, who wrote “Low Tide,” said", "the author of “Low Tide” said".
    pub fn closing_title(&self, end: usize) -> Option<(usize, bool)> {
        let stretch = &self.stretches[self.stretch(end.checked_sub(1)?)?];
        let start = stretch.tokens.start;
        let comma = is!(self, stretch.inner.end - 1, ",");
        let hangs = self.is_programme(stretch);
        (hangs || self.is_work(stretch)).then(|| (start - usize::from(hangs && !comma), comma))
    }

    /// Whether a stretch is the name of a programme: On Sunday, on “Meet the Town,” Lee said.
    pub fn is_programme(&self, stretch: &Stretch) -> bool {
        let Some(before) = stretch.tokens.start.checked_sub(1) else {
            return false;
        };
        let on = is!(self, before, "on" | "in" | "of" | "for" | "at") && stretch.inner.len() >= 2;
        (on || self.is_possessive(before)) && stretch.inner.len() <= 6 && self.has_title(stretch)
    }

    /// Whether what stands behind a stretch says which work it is: “Paper Boats,” her new album, was recorded in May.
    fn is_what(&self, stretch: &Stretch) -> bool {
        /// "her second solo album"
        const LONGEST: usize = 5;
        let end = stretch.tokens.end;
        let comma = self.text(stretch.inner.end - 1) == ",";
        let first = end + usize::from(!comma && self.is_comma(end));
        let own = || self.word(first).is(Word::POSSESSIVE) || is!(self, first, "the" | "a" | "an");
        let work = || {
            let mut nouns = first + 1..first + LONGEST;
            nouns.any(|at| self.word(at).is(Word::NAMING) && self.is_comma(at + 1))
        };
        let goes_on = comma || first > end;
        goes_on
            && own()
            && work()
            && self.is_capital(stretch.inner.start)
            && self.has_title(stretch)
    }

    /// Whether marks hold nothing but what fits a title.
    pub fn has_title(&self, stretch: &Stretch) -> bool {
        stretch.inner.clone().all(|at| self.fits_title(at))
    }

    /// Whether the token at `at` can stand in the title of a work: short, no word, or capital.
    #[inline(never)]
    fn fits_title(&self, at: usize) -> bool {
        self.length(at) <= 3
            || self.kind(at) != TokenKind::Word
            || self.is_capital(at)
            // "Voices from the East"
            || self.word(at).is(Word::PREPOSITION)
    }

    /// Whether marked words at `span`, in a sentence that begins at `unit`, tell which one the thing behind whose
    /// comma they stand is, as the sentence goes on: The lecture, “Why Bees Matter,” is free.
    pub fn names_thing(&self, span: &Range<usize>, unit: usize) -> bool {
        let Some(noun) = span.start.checked_sub(2).filter(|&noun| noun > unit) else {
            return false;
        };
        let next = span.end + usize::from(self.text(span.end) == ",");
        let goes_on = self.is_verb(next)
            || is_plural(self.text(next))
                && !self.is_capital(next)
                && self.word(next).cue.is_none();
        let thing =
            self.text(noun + 1) == "," && !self.is_capital(noun) && !is_role(self.text(noun));
        goes_on
            && thing
            && self.phrase_before(noun + 1, unit).is_some_and(|phrase| {
                let first = self.word(phrase.tokens.start);
                first.is(Word::DETERMINER | Word::POSSESSIVE)
                    || phrase.tokens.clone().any(|at| self.is_possessive(at))
            })
    }

    /// Whether words are written in what is named at `at`: "in the guest book", "in red paint", but "in six weeks", "in
    /// Paris", "in a rented cottage".
    fn is_written_in(&self, at: usize) -> bool {
        (at..at + 5).any(|at| is_written_in(self, at))
    }

    /// "at the top of the page"
    fn says_where_on_page(&self, at: usize) -> bool {
        let place = self.text(at + usize::from(self.equals(at, "the")));
        matches!(place, "top" | "bottom" | "end" | "foot" | "head")
    }

    /// Whether a stretch is the title of a work that somebody sings, reads, writes or judges:
    /// sang “Hello”, called “Night Shift” a triumph.
    pub fn is_performed(&self, stretch: &Stretch) -> bool {
        let start = stretch.tokens.start;
        let Some(verb) = start.checked_sub(1) else {
            return false;
        };
        if self.is_what(stretch) {
            return true;
        }
        let inner = &stretch.inner;
        let mut within = inner.clone();
        let mut shouted = || {
            within.any(|at| {
                self.length(at) > 3 && self.paragraph.tokens()[at].shape == Shape::Capitals
            })
        };
        let next = stretch.tokens.end;
        // hailed “Night Shift” as a triumph; praised “Night Shift”, calling it a triumph
        let gerund = self
            .word(next + 1)
            .cue
            .is_some_and(|cue| cue.is(Cue::GERUND));
        let judges = (equals!(self, next, "as") || is!(self, next, ",") && gerund)
            && self
                .word(verb)
                .cue
                .is_some_and(|cue| !cue.takes(Cue::CLAUSE));
        if !(self.word(verb).is(Word::PERFORMANCE) || judges)
            || !stretch.closed
            || shouted()
            || !self.is_capital(inner.start)
            || !self.has_title(stretch)
        {
            return false;
        }
        if judges {
            return true;
        }
        if self.text(verb).starts_with(['c', 'C']) {
            return self.word(next).is(Word::DETERMINER) || self.stretch(next).is_some();
        }
        // wrote “Get Well” on a card
        let written = ["on", "to", "across", "under", "into"];
        let is_message = self.text(verb).starts_with(['w', 'W'])
            && (written.iter().any(|word| self.equals(next, word))
                || self.equals(next, "in") && self.is_written_in(next + 1)
                || self.equals(next, "at") && self.says_where_on_page(next + 1));
        let before = verb.checked_sub(1);
        let is = |classes| before.is_some_and(|at| self.word(at).is(classes));
        let does = match self.text(verb) {
            // "is reading “Emma”", but "they left, singing “Off we go”"
            gerund if gerund.ends_with("ing") => is(Word::AUXILIARY | Word::ADVERB),
            // Signs and letters read as well.
            reads if reads.starts_with(['r', 'R']) && reads.len() < 6 => {
                is(Word::SUBJECT | Word::AUXILIARY | Word::MODAL | Word::ADVERB)
                    || before.is_some_and(|at| self.is_capital(at) || self.equals(at, "to"))
            }
            _ => true,
        };
        does && !is_message
    }
}

//! Relative clauses: what "who" and "whose" stand for, and where their clause ends.

use std::ops::Range;

use super::clause::is_plural;
use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::signs::{equals, is};
use super::words::Word;
use crate::coref::is_organization;
use crate::coref::title::{is_likely_role, is_role, is_unnamed, role_gender};
use crate::text::{Paragraph, TokenKind};

impl Reading<'_> {
    /// Whether the word at `at` ends in -ed, as past forms do that no list has.
    #[inline(never)]
    pub fn is_in_ed(&self, at: usize) -> bool {
        self.length(at) > 4 && self.text(at).ends_with("ed")
    }

    /// Whether the word at `at` ends in -ing, as participles do.
    #[inline(never)]
    pub fn is_in_ing(&self, at: usize) -> bool {
        self.length(at) > 4 && self.text(at).ends_with("ing")
    }

    /// Whether the word at `at` is a form of "say" or the like.
    #[inline(never)]
    pub fn says(&self, at: usize) -> bool {
        let cue = self.word(at).cue;
        cue.is_some_and(|cue| cue.frames & Cue::SAYING != 0)
    }

    /// What a relative clause without commas hangs on: "a farmer who did not want to be named".
    pub fn before_relative(&self, end: usize, from: usize) -> Option<Phrase> {
        (from + 1..end)
            .rev()
            .take(20)
            .take_while(|&at| self.stretch(at).is_none() && !self.is_comma(at))
            .filter(|&at| {
                self.word(at).is(Word::RELATIVE)
                    && is!(self, at, "who" | "whose" | "that" | "which" | "where")
            })
            .find_map(|who| self.antecedent_of(who, end, from))
    }

    /// Whether the words from `start` to `end` are the verb of a relative clause with what belongs to
    /// it, though no list has it: "the neighbour who rang 999 said", but "a man who experts said is ill".
    pub fn is_relative_verb(&self, start: usize, end: usize, from: usize) -> bool {
        const FARTHEST_CUE: usize = 4;
        start > from + 1
            && self.is_after_relative(start)
            && !self
                .word(start)
                .is(Word::SUBJECT | Word::DETERMINER | Word::POSSESSIVE)
            && (end..end + FARTHEST_CUE)
                .find(|&at| self.word(at).cue.is_some())
                .is_some_and(|cue| !self.is_verb(cue + 1))
    }

    /// Whether a small word stands where a verb does behind "who", "that" or "which": "a cafe that | burned down",
    /// but "a plan that | officials said".
    fn is_after_relative(&self, at: usize) -> bool {
        let word = self.word(at);
        let past = || self.is_in_ed(at) && !word.is(!Word::DEED) && word.cue.is_none();
        let relative = is!(self, at - 1, "who") || is!(self, at - 1, "that" | "which") && past();
        relative && !self.is_capital(at)
    }

    /// Whether a phrase is what somebody was after or before, not who speaks: "a boy who died after | a routine
    /// operation | said", but "after a doctor said".
    pub fn is_event(&self, phrase: &Phrase) -> bool {
        let (first, last) = (phrase.head.start, phrase.head.end - 1);
        // The cheap tests come first: nearly no phrase stands behind such a word.
        let may_be = first > 0
            && self.word(first - 1).is(Word::SUBORDINATOR)
            && self.word(first - 1).is(Word::PREPOSITION)
            && self.word(first).is(Word::DETERMINER | Word::POSSESSIVE)
            && last > first
            && !self.is_capital(last);
        if !may_be {
            return false;
        }
        let text = self.text(last);
        let class = *self.word(last);
        let is_person = is_role(text) || is_unnamed(text) || is_likely_role(text);
        !is_person
            && role_gender(text).is_none()
            && !is_plural(text)
            && !is_organization(text)
            && !class.is(Word::MEDIUM | Word::NOUN | Word::PLURAL | Word::SUBJECT)
    }

    /// Whether a relative clause opens the range, and a verb follows it that is not the relative clause's: "a plan |
    /// that was agreed last week would cost jobs".
    pub fn goes_on_behind_relative(&self, range: Range<usize>) -> bool {
        let opens = range.start < range.end
            && self.word(range.start).is(Word::RELATIVE)
            && is!(self, range.start, "that" | "which" | "who");
        let verb = |at: usize| {
            self.word(at).is_auxiliary() || self.is_verb(at) || self.is_past_of_unknown(at)
        };
        let joins = Word::SUBJECT | Word::RELATIVE | Word::SUBORDINATOR | Word::CONJUNCTION;
        // "who was told she would be sent home", "who was arrested", "who did not say"
        let own = |at: usize| {
            let before = self.word(at - 1);
            !verb(at - 1) && !before.is(joins | Word::ADVERB | Word::NEGATION)
        };
        opens && (range.start + 2..range.end).any(|at| verb(at) && own(at))
    }

    /// Where the sentence goes on behind what the relative clause of its subject reports, which begins at
    /// `start`: "A man who told police | he was lost | was arrested", "A firm that said it was hacked has closed".
    pub fn main_verb_behind(&self, start: usize, unit: &Range<usize>) -> Option<usize> {
        const LONGEST: usize = 8;
        let relative = |at: &usize| {
            self.word(*at).is(Word::RELATIVE)
                && (is!(self, *at, "who") && !is!(self, at - 1, ",")
                    || is!(self, *at, "that") && self.says(at + 1) && !self.says(at - 1))
        };
        let mut before = (unit.start + 1..start).rev().take(LONGEST);
        let who = before.find(relative)?;
        let verb = |at: usize| self.is_verb(at) || self.is_past_of_unknown(at);
        // "officials who met Cox say he is tired" is their report.
        let mut said = (who + 1..start).skip_while(|&at| {
            let word = self.word(at);
            word.is_auxiliary() || word.is(Word::ADVERB)
        });
        let reports = |at: usize| self.word(at).cue.is_some();
        let is_own = said.next().is_some_and(reports) && !said.any(|at| reports(at) || verb(at));
        if !is_own || (unit.start..who).any(verb) {
            return None;
        }
        // Each subject has one verb, and so has each word that opens a clause.
        let mut awaited = 1;
        let mut at = start;
        while at < unit.end && self.stretch(at).is_none() {
            let word = self.word(at);
            let pronoun = word.is(Word::SUBJECT) && !word.is(Word::DETERMINER | Word::RELATIVE);
            let opens = word.is(Word::CONJUNCTION | Word::RELATIVE | Word::SUBORDINATOR)
                && !word.is(Word::PREPOSITION)
                || equals!(self, at, "that");
            let ends = at + 1 == unit.end || self.kind(at + 1) == TokenKind::Stop;
            let verb = verb(at) || self.is_in_ed(at) && ends && !self.is_capital(at);
            if verb {
                if awaited == 0 {
                    return Some(at);
                }
                awaited -= 1;
                // "had not been seen"
                while self.word(at).is_auxiliary() && {
                    let next = self.word(at + 1);
                    next.is_auxiliary() || next.is(Word::ADVERB | Word::NEGATION)
                } {
                    at += 1;
                }
                let main = self.word(at).is_auxiliary()
                    && (self.is_verb(at + 1) && !self.word(at + 1).is_auxiliary()
                        || self.is_in_ed(at + 1)
                        || self.is_past(at + 1));
                at += usize::from(main);
            } else if opens || pronoun && at > start && awaited == 0 {
                awaited += 1;
            }
            at += 1;
        }
        None
    }

    /// Whether a phrase before a verb ends the clause of "whose": "parents whose children attend | the school",
    /// "a couple whose | house burned down", but "a man whose | lawyer".
    pub fn is_owned_clause(&self, phrase: &Phrase, from: usize) -> bool {
        let start = phrase.tokens.start;
        let owner = (from..start)
            .rev()
            .take(12)
            .take_while(|&at| self.stretch(at).is_none() && !self.is_comma(at))
            .find(|&at| is!(self, at, "whose"));
        owner.is_some_and(|whose| {
            let mut rest = whose + 2..phrase.tokens.end;
            start > whose + 1 || rest.any(|at| self.text(at).ends_with("ed"))
        })
    }

    /// What "who" stands for, where a relative clause with one verb runs from it to `end`.
    pub fn antecedent_of(&self, who: usize, end: usize, from: usize) -> Option<Phrase> {
        let first = |at: usize| at == who + 1 && self.is_after_relative(at);
        let mut verbs = (who + 1..end)
            .filter(|&at| self.is_verb(at) || self.is_past_of_unknown(at) || first(at));
        if self.text(who) != "whose" {
            verbs.next()?;
        }
        // "a man who knew him said the firm": a clause of its own begins.
        let said = verbs.any(|at| self.says(at));
        let phrase = self.nearest_before(who, from)?;
        let start = phrase.tokens.start;
        // "Police said a man who …"
        let reported = start > from && self.says(start - 1);
        (!said && (reported || self.opens_clause(start, from))).then_some(phrase)
    }
}

/// Where the clause of "who" or "whose" at `end` ends, which a name may follow: "The engineer who designed
/// the bridge | , Jo Lee, said"; without such a clause, `end`.
pub fn behind_relative(block: &Paragraph, end: usize) -> usize {
    const LONGEST: usize = 16;
    if !matches!(block.word(end), "who" | "whose") {
        return end;
    }
    let mut clause = (end + 1..block.tokens().len()).take(LONGEST);
    let comma = clause.find(|&at| {
        let kind = block.tokens()[at].kind;
        matches!(kind, TokenKind::Stop | TokenKind::Mark) || block.word(at) == ","
    });
    // "The man who shot the officer, Jo Lee, said": whose name it is, is open.
    let comma = comma.filter(|&at| block.word(at) == "," && !is_role(block.word(at - 1)));
    comma.unwrap_or(end)
}

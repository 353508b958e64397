//! Relative clauses: what "who" and "whose" stand for, and where their clause ends.

use super::clause::is_plural;
use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
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
            .take_while(|&at| self.stretch(at).is_none() && self.text(at) != ",")
            .filter(|&at| matches!(self.text(at), "who" | "whose" | "that" | "which" | "where"))
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
        let past = || self.is_in_ed(at);
        let relative = match self.text(at - 1) {
            "who" => true,
            "that" | "which" => past() && *self.word(at) == Word::default(),
            _ => false,
        };
        relative && !self.is_capital(at)
    }

    /// Whether a phrase is what somebody was after or before, not who speaks: "a boy who died after | a routine
    /// operation | said", but "after a doctor said".
    pub fn is_event(&self, phrase: &Phrase) -> bool {
        let (first, last) = (phrase.head.start, phrase.head.end - 1);
        let text = self.text(last);
        let class = *self.word(last);
        // The cheap tests come first: nearly no phrase stands behind such a word.
        let is_person = || is_role(text) || is_unnamed(text) || is_likely_role(text);
        first > 0
            && self.word(first - 1).is(Word::SUBORDINATOR)
            && self.word(first - 1).is(Word::PREPOSITION)
            && self.word(first).is(Word::DETERMINER | Word::POSSESSIVE)
            && last > first
            && !self.is_capital(last)
            && !is_person()
            && role_gender(text).is_none()
            && !is_plural(text)
            && !is_organization(text)
            && !class.is(Word::MEDIUM | Word::NOUN | Word::PLURAL | Word::SUBJECT)
    }

    /// Whether a phrase before a verb ends the clause of "whose": "parents whose children attend | the school",
    /// "a couple whose | house burned down", but "a man whose | lawyer".
    pub fn is_owned_clause(&self, phrase: &Phrase, from: usize) -> bool {
        let start = phrase.tokens.start;
        let owner = (from..start)
            .rev()
            .take(12)
            .take_while(|&at| self.stretch(at).is_none() && self.text(at) != ",")
            .find(|&at| self.text(at) == "whose");
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
    if !matches!(block.word_at(Some(end)), "who" | "whose") {
        return end;
    }
    let mut clause = (end + 1..block.tokens.len()).take(LONGEST);
    let comma = clause.find(|&at| {
        let kind = block.tokens[at].kind;
        matches!(kind, TokenKind::Stop | TokenKind::Mark) || block.word(at) == ","
    });
    // "The man who shot the officer, Jo Lee, said": whose name it is, is open.
    let comma = comma.filter(|&at| block.word(at) == "," && !is_role(block.word(at - 1)));
    comma.unwrap_or(end)
}

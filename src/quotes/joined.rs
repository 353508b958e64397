//! Phrases joined by "and": two speakers, or two roles of one.

use super::clause::is_plural;
use super::phrase::Phrase;
use super::reading::Reading;
use super::signs::equals;
use super::words::Word;
use crate::coref::is_organization;
use crate::coref::title::{is_likely_role, is_modifier, is_role, is_unnamed, role_gender};
use crate::text::TokenKind;

impl Reading<'_> {
    /// Whether the words from "and" to `end` are another role of the one whose role stands before them: "coach |
    /// and former captain Ann Lee", "the firm's founder | and chair", before ", Ann Lee", but "Police | and fire
    /// chief Ann Lee".
    pub fn is_other_role(&self, and: usize, end: usize) -> bool {
        let role = |at: usize| {
            let text = self.text(at);
            is_role(text) || is_likely_role(text) || is_unnamed(text) || role_gender(text).is_some()
        };
        let (before, first) = (and.saturating_sub(1), and + 1);
        let text = self.text(before);
        let several =
            is_plural(text) || is_organization(text) || self.word(before).is(Word::PLURAL);
        // "mother-of-two"
        let one = !several || before > 0 && self.is_hyphen(before - 1);
        let bare =
            !self.is_capital(first) && !self.word(first).is(Word::DETERMINER | Word::POSSESSIVE);
        // "Gov. Ann Lee and former senator Al Cox"
        let named = self.is_capital(before) && !role(before);
        if named || !one || !bare || first >= end {
            return false;
        }
        match (first..end).find(|&at| self.is_capital(at)) {
            Some(name) => {
                let second = role(name - 1) || role(before) || is_modifier(self.text(first));
                second && name > first && self.is_capital(end - 1)
            }
            None => role(end - 1) && self.text(end) == "," && self.is_capital(end + 1),
        }
    }

    /// Whether the clause goes on at `at`, behind what may be a phrase of its own.
    pub fn clause_goes_on(&self, at: usize) -> bool {
        !matches!(self.kind(at), TokenKind::Stop | TokenKind::Mark) && self.text(at) != ","
    }

    /// Takes "Mr. Cox and" before "Ms. Lee" into the phrase, where the first opens the clause.
    pub fn join(&self, phrase: &mut Phrase, from: usize) {
        let start = phrase.tokens.start;
        if start < from + 2 || !equals!(self, start - 1, "and") || self.is_verb(start - 2) {
            return;
        }
        let other_role = self.is_other_role(start - 1, phrase.head.end);
        if let Some(left) = self.nominal_start(start - 1, from)
            && self.opens_clause(left, from)
            && !self.only_time(left..start - 1)
            && (self.is_capital(start - 2) == self.is_capital(phrase.head.end - 1)
                || other_role
                // "Cox and her brother"
                || self.is_capital(start - 2) && self.word(start).is(Word::POSSESSIVE)
                || left == from && start == left + 2 && self.is_people(left))
        {
            phrase.joined = !other_role;
            phrase.tokens.start = left;
            if !phrase.joined {
                phrase.head.start = left;
            }
        }
        // "Cox, Ruiz and Lee"
        while phrase.joined && phrase.tokens.start >= from + 2 {
            let comma = phrase.tokens.start - 1;
            let before = self.nominal_start(comma, from).filter(|&left| {
                self.text(comma) == ","
                    && self.opens_clause(left, from)
                    && !self.only_time(left..comma)
                    && self.is_capital(comma - 1) == self.is_capital(phrase.head.end - 1)
            });
            let Some(left) = before else {
                return;
            };
            phrase.tokens.start = left;
        }
    }

    /// Whether the word at `at` stands for people without an article: "Police", "Doctors".
    fn is_people(&self, at: usize) -> bool {
        let word = *self.word(at);
        word.is(Word::PLURAL) || word.is_unknown() && is_plural(self.text(at))
    }
}

//! The subject of a clause, looked for from where the clause begins.

use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::words::Word;
use crate::text::TokenKind;

impl Reading<'_> {
    /// A phrase that is all of a sentence without its last word, where that can be but the verb:
    /// "Her colleague Max Berg disagrees."
    fn without_verb(&self, phrase: Phrase) -> Phrase {
        let (start, end) = (phrase.head.start, phrase.head.end);
        let ends = phrase.tokens.end == end && self.kind(end) == TokenKind::Stop;
        let is_verb = !self.is_capital(end - 1) && self.text(end - 1).ends_with(['s', 'd']);
        if ends && is_verb && end > start + 1 && self.is_capital(end - 2) {
            return Phrase::of(start..end - 1);
        }
        phrase
    }

    /// The subject of the clause that begins at `start`: fronted phrases up to a comma are
    /// skipped, and so are conjunctions and adverbs.
    pub fn first_subject(&self, start: usize, limit: usize) -> Option<Phrase> {
        let mut at = start;
        for _ in 0..4 {
            while at < limit
                && (self.word(at).is(Word::CONJUNCTION)
                    || self.word(at).is(Word::ADVERB) && !self.word(at).is(Word::DETERMINER)
                    || matches!(
                        self.kind(at),
                        TokenKind::Punctuation | TokenKind::Mark | TokenKind::Symbol
                    ))
            {
                at += 1;
            }
            let word = self.word(at);
            // "Asked about the crowd, Lee …"
            let asked = word.cue.is_some_and(|cue| cue.takes(Cue::QUESTION))
                && !word.is(Word::NOUN | Word::NOMINAL);
            let fronted = word.is(Word::PREPOSITION | Word::SUBORDINATOR)
                || asked
                || word.cue.is_some_and(|cue| cue.is(Cue::GERUND))
                || self.text(at).len() > 4 && self.text(at).ends_with("ing");
            if !fronted
                && !word.is(Word::RELATIVE)
                && let Some(phrase) = self.phrase_after(at, limit)
                && !self.only_time(phrase.head.clone())
                && phrase
                    .head
                    .clone()
                    .any(|at| self.kind(at) == TokenKind::Word)
            {
                return Some(self.without_verb(phrase));
            }
            at = (at..limit)
                .find(|&index| self.text(index) == "," && self.stretch(index).is_none())?
                + 1;
        }
        None
    }
}

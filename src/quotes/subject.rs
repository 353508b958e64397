//! The subject of a clause, looked for from where the clause begins.

use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::words::Word;
use crate::text::{Shape, TokenKind};

impl Reading<'_> {
    /// A phrase without its last words, where the first of them can be but the verb: "Her colleague Max
    /// Berg disagrees.", "The court upheld the ban", "Kyiv released photos".
    fn without_verb(&self, phrase: Phrase) -> Phrase {
        let (start, end) = (phrase.head.start, phrase.head.end);
        let ends = phrase.tokens.end == end && self.kind(end) == TokenKind::Stop;
        let is_verb = !self.is_capital(end - 1) && self.text(end - 1).ends_with(['s', 'd']);
        if ends && is_verb && end > start + 1 && self.is_capital(end - 2) {
            return Phrase::of(start..end - 1);
        }
        match (start + 1..end).find(|&at| self.ends_subject(at, start, end)) {
            Some(verb) => Phrase::of(start..verb),
            None => phrase,
        }
    }

    /// Whether the word at `at` in a phrase from `start` to `end`, which no list has as a verb, is one.
    fn ends_subject(&self, at: usize, start: usize, end: usize) -> bool {
        let before = self.word(at - 1);
        let inside = self.is_capital(at)
            || self.kind(at) != TokenKind::Word
            || self.kind(at - 1) != TokenKind::Word
            || self.is_hyphen(at + 1)
            || self
                .word(at)
                .is(Word::TIME | Word::DETERMINER | Word::POSSESSIVE)
            || before.is(Word::DETERMINER | Word::POSSESSIVE | Word::ADVERB);
        if inside {
            return false;
        }
        // A name, or a noun with its determiner, stands before it.
        let first = self.word(start);
        let name = self.is_capital(at - 1) && !before.is(Word::TITLE);
        if !name && !first.is(Word::DETERMINER | Word::POSSESSIVE) && at < start + 2 {
            return false;
        }
        let text = self.text(at);
        let past = text.len() > 4 && text.ends_with("ed") && text != "based";
        // "Rivals cut prices"
        let cut = name
            && at + 1 < end
            && self
                .word(at)
                .cue
                .is_some_and(|cue| cue.is(Cue::PAST) && cue.is(Cue::BASE));
        let last = at + 1 == end;
        let next = self.word(end);
        let object = last
            && !self.is_capital(end)
            && next.is(Word::DETERMINER | Word::POSSESSIVE | Word::OBJECT)
            && !next.is(Word::SUBJECT)
            && !self.text(at - 1).ends_with("ed");
        past || cut || object
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
                // "NEW DELHI: The court …", but "COX: We …"
                let label = self.text(phrase.tokens.end) == ":"
                    && self.paragraph.tokens[at].shape == Shape::Capitals
                    && phrase.tokens.end + 1 < limit
                    && !self.word(phrase.tokens.end + 1).is(Word::SUBJECT)
                    && self.stretch(phrase.tokens.end + 1).is_none();
                if label {
                    at = phrase.tokens.end + 1;
                    continue;
                }
                return Some(self.without_verb(phrase));
            }
            at = (at..limit)
                .find(|&index| self.text(index) == "," && self.stretch(index).is_none())?
                + 1;
        }
        None
    }
}

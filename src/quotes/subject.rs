//! The subject of a clause, looked for from where the clause begins.

use super::clause::is_plural;
use super::cues::Cue;
use super::phrase::Phrase;
use super::reading::Reading;
use super::signs::{equals, is};
use super::speaking::{can_speak, is_speaker};
use super::words::Word;
use crate::coref::title::is_role;
use crate::names::is_people;
use crate::text::{Shape, TokenKind};

impl Reading<'_> {
    /// A phrase without its last words, where the first of them can be but the verb: "Her colleague Max
    /// Berg disagrees.", "The court upheld the ban", "Kyiv released photos".
    fn without_verb(&self, phrase: Phrase) -> Phrase {
        let (start, end) = (phrase.head.start, phrase.head.end);
        if is!(self, phrase.tokens.end, ":") && self.ends_in_verb(&phrase) {
            let end = phrase.tokens.end - 1;
            return Phrase {
                tokens: start..end,
                head: start..phrase.head.end.min(end),
                ..phrase
            };
        }
        let ends = phrase.tokens.end == end && self.kind(end) == TokenKind::Stop;
        let is_verb = || !self.is_capital(end - 1) && self.text(end - 1).ends_with(['s', 'd']);
        if ends && end > start + 1 && self.is_capital(end - 2) && is_verb() {
            return Phrase::of(start..end - 1);
        }
        match (start + 1..end).find(|&at| self.ends_subject(at, start, end)) {
            Some(verb) => Phrase::of(start..verb),
            None => phrase,
        }
    }

    /// Whether the last word of a phrase before a colon is a verb that no list has: "Cox disagreed", but
    /// "the accused".
    pub fn ends_in_verb(&self, phrase: &Phrase) -> bool {
        let (start, last) = (phrase.tokens.start, phrase.tokens.end - 1);
        let before = last.saturating_sub(1);
        last > start
            && self.paragraph.tokens()[last].shape == Shape::Lower
            && self.is_in_ed(last)
            && !self.is_hyphen(before)
            && !self.word(before).is(Word::ADVERB | Word::POSSESSIVE)
            && !["the", "a", "an"]
                .iter()
                .any(|word| self.equals(before, word))
    }

    /// Whether the word at `at` in a phrase from `start` to `end`, which no list has as a verb, is one.
    fn ends_subject(&self, at: usize, start: usize, end: usize) -> bool {
        let before = self.word(at - 1);
        // "Tehran test-fired a missile"
        if self.is_hyphen(at + 1) && at + 3 == end {
            let next = self.word(end);
            return self.text(end - 1).ends_with("ed")
                && self.is_capital(at - 1)
                && next.is(Word::DETERMINER | Word::POSSESSIVE | Word::OBJECT);
        }
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
        let past = self.is_in_ed(at) && text != "based";
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
        // "The coach disagrees.", but "The coach drivers from Leeds said"
        let does = || {
            let mut rest =
                (end..self.words.len()).take_while(|&at| self.kind(at) != TokenKind::Stop);
            let told = is_role(self.text(at - 1)) || is_people(self.text(at - 1));
            told && text.ends_with('s') && !text.ends_with("ss") && !rest.any(|at| self.is_verb(at))
        };
        // "Flynn nods when I bring it up."
        let nods = name
            && last
            && text.ends_with('s')
            && !text.ends_with("ss")
            && next.is(Word::SUBORDINATOR)
            && !next.is(Word::PREPOSITION)
            && !is_speaker(self.paragraph, at);
        // "The bank plans to sell it", but "Peace talks to end it", "The bank plans to cut jobs have failed"
        let plans = || {
            let mut rest =
                (end..self.words.len()).take_while(|&at| self.kind(at) != TokenKind::Stop);
            let body = can_speak(self.paragraph, at - 1, false) || self.is_capital(at - 1);
            equals!(self, end, "to")
                && matches!(
                    text,
                    "plans" | "aims" | "hopes" | "looks" | "needs" | "moves"
                )
                && body
                && !rest.any(|at| self.word(at).is_auxiliary())
        };
        past || cut || object || nods || last && (does() || plans())
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
            // "About 300 nurses", "Nearly 300 nurses"
            let about = self.is_rough_number(at)
                || self.text(at) == "About" && self.kind(at + 1) == TokenKind::Number;
            if about && self.kind(at + 1) == TokenKind::Number {
                at += 1;
            }
            let word = self.word(at);
            // "Asked about the crowd, Lee …"
            let asked = word.cue.is_some_and(|cue| cue.takes(Cue::QUESTION))
                && !word.is(Word::NOUN | Word::NOMINAL);
            // "Said a neighbor: “…”"
            let said = word.cue.is_some_and(|cue| cue.is(Cue::PAST | Cue::THIRD))
                && !word.is(Word::NOUN | Word::NOMINAL)
                && self.word(at + 1).is(Word::DETERMINER | Word::POSSESSIVE);
            let fronted = word.is(Word::PREPOSITION | Word::SUBORDINATOR)
                // "Next to her sat Ann Lee"
                || equals!(self, at, "next") && self.word(at + 1).is(Word::PREPOSITION)
                || asked
                || said
                || word.cue.is_some_and(|cue| cue.is(Cue::GERUND))
                || self.is_in_ing(at) && !self.tells_people(at, limit);
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
                let label = is!(self, phrase.tokens.end, ":")
                    && self.paragraph.tokens()[at].shape == Shape::Capitals
                    && phrase.tokens.end + 1 < limit
                    && !self.word(phrase.tokens.end + 1).is(Word::SUBJECT)
                    && self.stretch(phrase.tokens.end + 1).is_none();
                if label {
                    at = phrase.tokens.end + 1;
                    continue;
                }
                // "The daughter of a baker and a nurse, she grew up in Hull."
                let comma =
                    || (phrase.tokens.end..limit.min(at + 15)).find(|&at| self.is_comma(at));
                if matches!(self.text(at), "The" | "A" | "An")
                    && let Some(comma) = comma()
                    && matches!(self.text(comma + 1), "he" | "she")
                    && !(phrase.tokens.end..comma).any(|at| self.is_verb(at) || self.is_past(at))
                {
                    return Some(Phrase::of(comma + 1..comma + 2));
                }
                return Some(self.without_verb(phrase));
            }
            if let Some(pronoun) = self.pronoun_behind_place(at, limit) {
                return Some(pronoun);
            }
            at = (at..limit)
                .find(|&index| self.is_comma(index) && self.stretch(index).is_none())?
                + 1;
        }
        None
    }

    /// The pronoun behind a place that no comma parts from it: "Outside the court in Leeds | they | thanked the jury".
    fn pronoun_behind_place(&self, at: usize, limit: usize) -> Option<Phrase> {
        let word = self.word(at);
        if !word.is(Word::PREPOSITION) || word.is(Word::SUBORDINATOR) {
            return None;
        }
        let mut behind = (at + 1..limit).take_while(|&at| {
            self.kind(at) == TokenKind::Word && self.stretch(at).is_none() && !self.is_verb(at)
        });
        let pronoun = |at: &usize| {
            let subject = self.word(*at).is(Word::SUBJECT) && !self.word(*at).is(Word::OBJECT);
            subject && !self.word(*at).is(Word::DETERMINER | Word::PLURAL)
                || self.equals(*at, "they")
        };
        behind.find(pronoun).map(|at| Phrase::of(at..at + 1))
    }

    /// Whether the word at `at`, which ends in -ing, tells of the people behind it and leads no clause of its own:
    /// "Striking | nurses gathered", but "Meeting nurses on Monday, Cox said".
    fn tells_people(&self, at: usize, limit: usize) -> bool {
        let people = at + 1 < limit && can_speak(self.paragraph, at + 1, true);
        people && !(at + 2..limit).any(|at| self.is_comma(at))
    }

    /// Whether the word at `at` ends "the other" or "the first", which stand for somebody without a noun.
    pub fn is_one_of_two(&self, at: usize, from: usize) -> bool {
        self.word(at).is(Word::DETERMINER | Word::ADVERB)
            && at > from
            && matches!(self.text(at), "other" | "first")
            && self.equals(at - 1, "the")
    }

    /// Whether the phrase from `start` on tells more of a place: "In Kyiv, | Ukraine, the mayor, Jo Lee,".
    pub fn follows_place(&self, start: usize, from: usize) -> bool {
        if start < from + 3 || self.text(start - 1) != "," {
            return false;
        }
        let named = |at: &usize| self.is_capital(*at) && !self.word(*at).is(Word::PREPOSITION);
        let run = (from + 1..start - 1).rev().take_while(named);
        run.last().is_some_and(|first| {
            let places = ["in", "at", "near", "outside"];
            places.iter().any(|place| self.equals(first - 1, place))
        })
    }

    /// The name that opens the sentence, where `phrase` is the end of its apposition and the comma
    /// after that is missing: "Ann Lee, a nurse and one of the first to go said".
    pub fn opening_name(&self, phrase: &Phrase, from: usize) -> Option<Phrase> {
        let start = phrase.tokens.start;
        let hangs = start > from
            && equals!(self, start - 1, "and")
            && !self.is_capital(phrase.head.end - 1)
            && !phrase.joined;
        if !hangs || !self.is_capital(from) {
            return None;
        }
        let first = self.phrase_after(from, start)?;
        let end = first.tokens.end;
        let verbless = (end..start).all(|at| !self.is_verb(at) && self.stretch(at).is_none());
        let name = self.is_capital(first.head.end - 1)
            && self.words[from].cue.is_none()
            && !self.word(from).is(Word::ADVERB)
            && !self.only_time(first.head.clone());
        (name && verbless && is!(self, end, ",")).then_some(first)
    }

    /// Whether no clause runs over the token at `at`: a stretch, a stop, a comma, "and", "because".
    fn bounds_clause(&self, at: usize) -> bool {
        let word = self.word(at);
        self.stretch(at).is_some()
            || word.is(Word::CONJUNCTION)
            || word.is(Word::SUBORDINATOR) && !word.is(Word::PREPOSITION)
            || match self.kind(at) {
                TokenKind::Stop | TokenKind::Mark => true,
                TokenKind::Punctuation => !self.is_hyphen(at),
                _ => false,
            }
    }

    /// Whether the phrase from `at` on stands behind a time or place that opens its clause, without a comma
    /// between: "In Paris | the prime minister, Louis Barre, said", "Last night | Ann Lee, the mayor, said".
    pub fn is_behind_front(&self, at: usize, from: usize) -> bool {
        const LONGEST: usize = 12;
        let before = at - 1;
        let begins = self.word(at).is(Word::DETERMINER | Word::POSSESSIVE)
            || self.is_capital(at)
                && (!self.is_capital(before) || self.word(before).is(Word::TIME));
        // "at least half of the voters", "in opposing the plan", "by the time the vote ended"
        let ends = (self.is_nominal(before) || self.word(before).is(Word::OBJECT))
            && (!self.text(before).ends_with("ing") || self.word(before).is(Word::TIME))
            && !matches!(self.text(before), "least" | "most" | "time");
        if !begins || !ends {
            return false;
        }
        let open = (from..at)
            .rev()
            .take(LONGEST)
            .take_while(|&at| !self.bounds_clause(at));
        let Some(start) = open.last() else {
            return false;
        };
        let opens = self.word(start).is(Word::PREPOSITION)
            || self.text(start).ends_with("ing") && self.word(start + 1).is(Word::PREPOSITION)
            || self.equals(start, "next")
            || self.only_time(start..at);
        opens
            && start + 1 < at
            && (start == from || self.bounds_clause(start - 1))
            && (start..at).all(|at| {
                let word = self.word(at);
                // "In it the minister says"
                !self.is_verb(at) && (!word.is(Word::SUBJECT) || word.is(Word::OBJECT))
            })
    }

    /// Who is the subject of a verb at `group` behind "and", where the sentence, which begins at `from`, is about
    /// a thing and somebody does something in a clause within it: "The pound fell after | the bank | cut its
    /// rate and said".
    pub fn speaker_in_clause(&self, from: usize, group: usize) -> Option<Phrase> {
        const OPENS: [&str; 8] = [
            "after", "as", "when", "because", "since", "while", "before", "once",
        ];
        let speaks = |phrase: &Phrase| {
            // "Shares of the bank"
            let mut head = phrase.head.clone();
            let end = head.find(|&at| equals!(self, at + 1, "of"));
            let last = end.unwrap_or(phrase.head.end - 1);
            let opens = last == from;
            self.word(last).is(Word::SUBJECT | Word::OBJECT)
                || self.is_capital(last) && !(opens && is_plural(self.text(last)))
                || is_speaker(self.paragraph, last)
        };
        let main = self.first_subject(from, group)?;
        if speaks(&main) {
            return None;
        }
        let opens = |at: &usize| {
            self.word(*at).is(Word::SUBORDINATOR)
                && OPENS.contains(&self.text(*at))
                && self.stretch(*at).is_none()
        };
        let clause = (main.tokens.end..group).rev().find(opens)?;
        // "as many as three men"
        if clause > 1 && self.equals(clause - 2, "as") {
            return None;
        }
        let inner = self.first_subject(clause + 1, group)?;
        let mut rest = inner.tokens.end..group;
        // "worked there as a student and said"
        let does = self.text(clause) != "as"
            || rest.any(|at| self.is_verb(at) || self.is_past(at) || self.is_in_ed(at));
        (does && speaks(&inner)).then_some(inner)
    }

    /// Of whom a sentence tells that begins with "it", where "and" joins the verb group at `group` to another: "It was
    /// | a teacher, Jo Lee |, who came and explained".
    pub fn cleft(&self, from: usize, group: usize) -> Option<Phrase> {
        let is_it = equals!(self, from, "it") && matches!(self.text(from + 1), "was" | "is");
        let phrase = is_it.then(|| self.phrase_after(from + 2, group))??;
        let mut rest = phrase.tokens.end..group;
        rest.any(|at| self.equals(at, "who")).then_some(phrase)
    }

    /// The phrase that begins the clause, where `phrase` hangs on it by more than can be read
    /// here: "Protesters marching through the streets" for "the streets".
    pub fn clause_subject(&self, phrase: &Phrase, from: usize) -> Option<Phrase> {
        let end = phrase.tokens.start;
        let before = end.checked_sub(1).filter(|before| *before >= from)?;
        // "after her campaign said": what follows "after" is a clause here.
        // "A teenager accused of stabbing a classmate said"
        // "The lawyer representing the families said"
        let who = || {
            self.word(before).cue.is_none()
                && !self.is_capital(before)
                && !self
                    .word(before - 1)
                    .is(Word::DETERMINER | Word::POSSESSIVE)
                && self.is_nominal(before - 1)
        };
        let doing = before > from
            && self.text(before).ends_with("ing")
            && (self.word(before - 1).is(Word::PREPOSITION) || who());
        let hangs = self.word(before).is(Word::PREPOSITION) || doing;
        if !hangs || self.word(before).is(Word::SUBORDINATOR) {
            return None;
        }
        let start = (from..end)
            .rev()
            .take(25)
            .take_while(|&at| !self.bounds_clause(at))
            .last()?;
        // "dealing a blow to Mr. Cox": a participle is no subject.
        let does = self.text(start).ends_with("ing")
            && self
                .word(start + 1)
                .is(Word::DETERMINER | Word::POSSESSIVE | Word::PREPOSITION | Word::OBJECT);
        let first = self.phrase_after(start, end).filter(|_| !does)?;
        // "A man charged with theft said": what was done to him is no verb of his.
        let done = |at: usize| {
            let word = self.text(at);
            (word.ends_with("ed") || word == "caught") && self.word(at + 1).is(Word::PREPOSITION)
        };
        // "A judge refused to delay the trial of a former deputy"
        let did = |at: usize| {
            self.is_in_ed(at)
                && !self.is_capital(at)
                && !self.word(at - 1).is(Word::DETERMINER | Word::POSSESSIVE)
                && !done(at)
        };
        let verbless = (first.head.end..end)
            .all(|at| !(self.is_verb(at) || did(at)) || done(at) || doing && at == before);
        let fronted = self.word(start).is(Word::PREPOSITION) || self.only_time(first.head.clone());
        if !verbless || fronted || !self.opens_clause(start, from) {
            return None;
        }
        Some(Phrase {
            tokens: first.tokens.start..phrase.tokens.end,
            head: first.head,
            joined: false,
        })
    }
}

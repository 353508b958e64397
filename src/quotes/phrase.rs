//! Phrases: where the noun phrase before or after a cue begins and ends, told without a parser
//! from word classes, capitals and punctuation.

use std::ops::Range;

use super::cues::Cue;
use super::reading::Reading;
use super::signs::{equals, is};
use super::words::Word;
use crate::text::TokenKind;

/// A noun phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The whole of it: "a spokesman for Mr. Cox".
    pub tokens: Range<usize>,
    /// Without what hangs on it by a preposition: "a spokesman".
    pub head: Range<usize>,
    /// Whether it joins two phrases: "Mr. Cox and Ms. Lee".
    pub joined: bool,
}

impl Phrase {
    /// A phrase with nothing hanging on it.
    pub fn of(tokens: Range<usize>) -> Phrase {
        Phrase {
            head: tokens.clone(),
            tokens,
            joined: false,
        }
    }
}

impl Reading<'_> {
    /// The noun phrase that begins at `start` and ends before `limit`.
    pub fn phrase_after(&self, start: usize, limit: usize) -> Option<Phrase> {
        let limit = limit.min(self.words.len());
        if start >= limit || self.stretch(start).is_some() {
            return None;
        }
        let word = self.word(start);
        let next = start + 1;
        let goes_on = || {
            let nominal = next < limit && self.is_nominal(next) && !self.is_past(next);
            equals!(self, next, "of") || nominal && !self.word(next).is(Word::DETERMINER)
        };
        if word.is(Word::SUBJECT) && !(word.is(Word::DETERMINER) && goes_on()) {
            return Some(Phrase::of(start..start + 1));
        }
        let end = self.nominal_end(start, limit)?;
        let mut phrase = Phrase::of(start..end);
        // "the mayor of London", "a spokesman for the ministry"
        let mut at = end;
        while at + 1 < limit && self.links(at) {
            let begin = at + 1;
            // "one of them"
            if equals!(self, at, "of") && is!(self, begin, "them" | "us" | "you") {
                phrase.tokens.end = begin + 1;
                at = begin + 1;
                break;
            }
            let Some(next) = self.nominal_end(begin, limit) else {
                break;
            };
            // "wrote Ann Lee on Facebook": where, not who.
            let medium = is!(self, at, "on" | "in") && self.word(next - 1).is(Word::MEDIUM);
            if self.only_time(begin..next) || medium {
                break;
            }
            phrase.tokens.end = next;
            if phrase.head.end == at && self.is_part_of_title(at, next) {
                phrase.head.end = next;
            }
            at = next;
        }
        if equals!(self, at, "and")
            && let Some(next) = self.nominal_end(at + 1, limit)
            && self.is_other_role(at, next)
        {
            let from = if at == end { start } else { at + 1 };
            phrase = Phrase {
                tokens: start..next,
                head: from..next,
                joined: false,
            };
        } else if equals!(self, at, "and")
            && self.is_capital(end - 1)
            && let Some(next) = self.nominal_end(at + 1, limit)
            && (self.is_capital(at + 1) && !self.is_verb(next)
                // "said Paul Lee and his wife, Ann"
                || self.word(at + 1).is(Word::POSSESSIVE) && !self.clause_goes_on(next))
        {
            phrase.tokens.end = next;
            phrase.joined = true;
        }
        Some(phrase)
    }

    /// Whether a phrase can go on after the preposition at `at`.
    fn links(&self, at: usize) -> bool {
        if !self.word(at).is(Word::PREPOSITION) {
            return false;
        }
        is!(
            self,
            at,
            "of" | "for" | "in" | "at" | "from" | "with" | "on" | "against" | "near" | "about"
        ) || is!(self, at, "to")
            && (self.is_capital(at + 1)
                || self.word(at + 1).is(Word::DETERMINER | Word::POSSESSIVE)
                || self.is_near_to(at))
    }

    /// Whether the word at `at` is the "to" of "a source close to him".
    fn is_near_to(&self, at: usize) -> bool {
        at > 0 && is!(self, at, "to") && self.text(at - 1) == "close"
    }

    /// Where the simple noun phrase that begins at `start` ends; none where nothing nominal does.
    fn nominal_end(&self, start: usize, limit: usize) -> Option<usize> {
        let mut at = start;
        while at < limit {
            if self.is_plain_noun(at) {
                at += 1;
                continue;
            }
            if !self.is_nominal(at) {
                break;
            }
            let first = at == start;
            let after_determiner =
                !first && self.word(at - 1).is(Word::DETERMINER | Word::POSSESSIVE);
            if self.is_past(at) && !first && !after_determiner && !self.is_hyphen(at - 1) {
                break;
            }
            if self.word(at).is(Word::DETERMINER | Word::POSSESSIVE)
                && !first
                && !after_determiner
                && !self.is_capital(at)
                && !self.is_hyphen(at - 1)
            {
                break;
            }
            // "her long-time manager"
            let joined = self.is_hyphen(at + 1);
            if self.word(at).is(Word::ADVERB)
                && !self.is_capital(at)
                && !after_determiner
                && !joined
            {
                break;
            }
            if !first && !after_determiner && self.is_past_of_unknown(at) {
                break;
            }
            at += 1;
        }
        // A day at the end is when, not who: "said Ann Lee Tuesday".
        while at > start && (self.word(at - 1).is(Word::TIME) || is!(self, at - 1, "last" | "this"))
        {
            at -= 1;
        }
        while at > start && (self.is_hyphen(at - 1) || self.is_possessive(at - 1)) {
            at -= 1;
        }
        let has_noun = (start..at).any(|index| {
            matches!(
                self.kind(index),
                TokenKind::Word | TokenKind::Number | TokenKind::Link
            ) && !self.word(index).is(Word::POSSESSIVE)
        });
        (at > start && has_noun).then_some(at)
    }

    /// A lower-case past form of a cue, which ends a noun phrase rather than belonging to it.
    pub fn is_past(&self, at: usize) -> bool {
        !self.is_capital(at)
            && self
                .word(at)
                .cue
                .is_some_and(|cue| cue.is(Cue::PAST | Cue::PARTICIPLE))
            && self.text(at).ends_with(['d', 'e', 't', 'k'])
            && !self.word(at).is(Word::NOUN)
            && !(self.word(at).cue.is_some_and(|cue| cue.is(Cue::BASE)))
    }

    /// Whether a word in -ed that no list has is a verb with its object or place after it: "Cox
    /// attacked the plan", "the union rejected his offer".
    pub fn is_past_of_unknown(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        at > 0
            && !self.is_capital(at)
            && self.is_in_ed(at)
            && !self.is_hyphen(at - 1)
            && !self.is_hyphen(at + 1)
            && (next.is(Word::DETERMINER | Word::POSSESSIVE | Word::OBJECT | Word::PREPOSITION)
                || self.kind(at + 1) == TokenKind::Number
                || matches!(self.text(at + 1), "down" | "up" | "away" | "apart")
                || self.is_capital(at + 1) && self.is_capital(at - 1))
    }

    /// The noun phrase that ends right before `end` and does not begin before `from`: the subject
    /// of a verb at `end`. Looks through appositions ("Ann Lee, a nurse, said") and brackets.
    pub fn phrase_before(&self, end: usize, from: usize) -> Option<Phrase> {
        let mut end = end;
        // "Sen. Ann Lee (D-Ohio) said"
        if end > from && is!(self, end - 1, ")" | "]") {
            end = (from..end - 1)
                .rev()
                .take(12)
                .find(|&at| is!(self, at, "(" | "["))?;
        }
        if end <= from {
            return None;
        }
        if self.stretch(end - 1).is_some() {
            return match self.closing_title(end)? {
                (title, true) => self.phrase_before_apposition(title, from),
                (title, false) => self.plain_before(title, from),
            };
        }
        if is!(self, end - 1, ",") || self.is_dash(end - 1) {
            return self.phrase_before_apposition(end - 1, from);
        }
        self.plain_before(end, from)
    }

    /// The subject before a comma that closes an apposition or a relative clause.
    fn phrase_before_apposition(&self, end: usize, from: usize) -> Option<Phrase> {
        let mark = self.stretch(end).map_or(self.text(end), |_| ",");
        let mut best: Option<Phrase> = None;
        let mut at = end;
        let mut steps = 0;
        while at > from && steps < 60 {
            at -= 1;
            steps += 1;
            if self.stretch(at).is_some() && best.is_some() {
                break;
            }
            let closes = match mark {
                "," => is!(self, at, ","),
                _ => self.text(at) == mark || self.is_dash(at),
            };
            if !closes {
                continue;
            }
            let bracketed = is!(self, at.saturating_sub(1), ")" | "]");
            let found = if bracketed {
                self.phrase_before(at, from)
            } else {
                self.plain_before(at, from)
            };
            let Some(phrase) = found else {
                continue;
            };
            let start = phrase.tokens.start;
            let first = self.word(start);
            // "Speaking in the town hall, Ms. Lee, who …", "Asked about the vote, the mayor, Ms. Lee, said"
            let asked = |cue: Cue| cue.is(Cue::PARTICIPLE) && cue.takes(Cue::QUESTION);
            let asked = self.starts_sentence(start)
                && !first.is(Word::NOUN | Word::NOMINAL)
                && first.cue.is_some_and(asked);
            let doing = best.is_some() && (asked || self.text(start).ends_with("ing"));
            // "After Mr. Cox, asked about the vote, had said …"
            let opens = self.opens_clause(start, from)
                || best.is_none() && self.word(start - 1).is(Word::SUBORDINATOR);
            // "Captain Lee, who served with her son, Private Cox, told"
            let relative = phrase.tokens.len() > 1 && is!(self, start, "who");
            // "Ann Lee, whose son, Max, 9, was ill, said"
            let owned = start > from && is!(self, start - 1, "whose");
            // "It is icy and dangerous, the chief, Ann Lee, said"
            let quality = best.is_some()
                && start > from
                && self.word(start - 1).is(Word::CONJUNCTION)
                && !self.is_capital(start)
                && !first.is(Word::DETERMINER | Word::POSSESSIVE | Word::SUBJECT);
            if !opens
                || self.only_time(phrase.head.clone())
                || doing
                || relative
                || owned
                || quality
            {
                continue;
            }
            if best.is_some() && self.follows_place(start, from) {
                break;
            }
            // "The bridge, built in 1932, could fall, | Tom Reed, an engineer, said": no apposition has a verb.
            if let Some(nearest) = &best {
                let mut between = phrase.tokens.end..nearest.tokens.start;
                let says = between.clone().any(|at| self.word(at).is_auxiliary());
                let whole = self.goes_on_behind_relative(between.clone());
                let hangs = |at| self.word(at).is(Word::RELATIVE | Word::SUBORDINATOR);
                if whole || says && !between.any(hangs) {
                    break;
                }
            }
            let pronoun = self.word(start).is(Word::SUBJECT);
            // "Ann Lee, who lives with her son, Max, 30, said", "Ann Lee, mother of Max, 9, said"
            let hangs = !self.is_capital(phrase.head.start)
                || (from + 1..start)
                    .any(|at| is!(self, at, "who" | "whose") && is!(self, at - 1, ","));
            let age = best.is_none()
                && !hangs
                && (at + 1..end).all(|inside| self.kind(inside) == TokenKind::Number);
            // "For his part, Mr. Cox, who …": further left only past another comma.
            best = Some(phrase);
            if pronoun || age || start <= from + 1 || !is!(self, start - 1, ",") {
                break;
            }
            at = start;
        }
        best
    }

    /// Whether a clause can begin at `at`, a position not before `from`.
    pub fn opens_clause(&self, at: usize, from: usize) -> bool {
        at <= from
            || self.starts_clause(at)
            || self.stretch(at - 1).is_some()
            || self
                .word(at - 1)
                .is(Word::CONJUNCTION | Word::RELATIVE | Word::ADVERB)
            || self.word(at - 1).is(Word::SUBORDINATOR) && !self.word(at - 1).is(Word::PREPOSITION)
            // "As Ms. Tan, a judge, put it", "…, as Ms. Tan put it"
            || equals!(self, at - 1, "as") && self.starts_clause(at - 1)
            || self.word(at - 1).is(Word::PREPOSITION) && self.is_rough_number(at - 1)
            || self.is_behind_front(at, from)
    }

    /// The noun phrase right before `end`, no punctuation inside.
    fn plain_before(&self, end: usize, from: usize) -> Option<Phrase> {
        let mut end = end;
        // "Mr. Cox this week said": when, not who.
        let time = (from..end)
            .rev()
            .take_while(|&at| self.word(at).is(Word::TIME) || is!(self, at, "last" | "this"))
            .last();
        if let Some(start) = time
            && start > from
        {
            let on = start > from + 1 && is!(self, start - 1, "on" | "in");
            end = if on { start - 1 } else { start };
            while end > from + 1 && self.word(end - 1).is(Word::ADVERB) {
                end -= 1;
            }
        }
        // "An official there", "Cox himself", "Lee and Cox both"
        let more = is!(
            self,
            end.saturating_sub(1),
            "himself" | "herself" | "itself" | "there" | "both" | "each"
        );
        if end > from + 1 && more && self.is_nominal(end - 2) {
            end -= 1;
        }
        let Some(phrase) = self.nearest_before(end, from) else {
            return self.before_relative(end, from);
        };
        // "in less than three hours": the count is the time's.
        let counts =
            |at: usize| self.word(at).is(Word::DETERMINER) || self.kind(at) == TokenKind::Number;
        if time == Some(end) && phrase.tokens.clone().all(counts) {
            return None;
        }
        let start = phrase.tokens.start;
        let before = self.word(start.saturating_sub(1));
        let preposition = before.is(Word::PREPOSITION) && !before.is(Word::SUBORDINATOR);
        // "who rang the bell": the word after "who" is a verb.
        let hangs = self.is_event(&phrase)
            || !self.opens_clause(start, from)
                && (self.is_verb(start - 1)
                    || preposition
                    || before.is(Word::OBJECT) && !before.is(Word::SUBJECT | Word::DETERMINER)
                    || start > from + 2 && is!(self, start - 2, "who"));
        let relative = if self.is_relative_verb(start, end, from) {
            self.antecedent_of(start - 1, end, from)
        } else {
            (hangs || self.is_owned_clause(&phrase, from))
                .then(|| self.before_relative(start, from))
                .flatten()
        };
        let subject = relative
            .or_else(|| self.clause_subject(&phrase, from))
            .or_else(|| self.opening_name(&phrase, from));
        Some(subject.unwrap_or(phrase))
    }

    /// The noun phrase right before `end`, with what hangs on it by prepositions.
    pub fn nearest_before(&self, end: usize, from: usize) -> Option<Phrase> {
        let last = end.checked_sub(1).filter(|last| *last >= from)?;
        let word = self.word(last);
        if self.stretch(last).is_some() {
            return None;
        }
        if word.is(Word::SUBJECT) && !word.is(Word::DETERMINER | Word::PREPOSITION)
            || is!(
                self,
                last,
                "who" | "which" | "that" | "both" | "others" | "some" | "many"
            )
        {
            return Some(Phrase::of(last..end));
        }
        if self.is_one_of_two(last, from) {
            return Some(Phrase::of(last - 1..end));
        }
        // "one of them", "a source close to him"
        let of_them = word.is(Word::OBJECT)
            && last >= from + 2
            && (equals!(self, last - 1, "of") || self.is_near_to(last - 1));
        let start = if of_them {
            last
        } else if !self.is_nominal(last) || self.is_possessive(last) || self.is_hyphen(last) {
            return None;
        } else {
            self.nominal_start(end, from)?
        };
        let mut phrase = Phrase::of(start..end);
        // To the left over prepositions: "members of the committee".
        let mut begin = start;
        while begin >= from + 2 && self.links(begin - 1) {
            // "four out of ten voters"
            let out = begin >= from + 3
                && self.kind(begin) == TokenKind::Number
                && equals!(self, begin - 1, "of")
                && self.equals(begin - 2, "out");
            if out {
                begin -= 1;
            }
            let someone = matches!(
                self.text(begin - 2).to_ascii_lowercase().as_str(),
                "someone"
                    | "anyone"
                    | "everyone"
                    | "one"
                    | "those"
                    | "many"
                    | "some"
                    | "most"
                    | "each"
                    | "either"
                    | "neither"
                    | "none"
                    | "both"
                    | "all"
            );
            let some = self.word(begin - 2);
            let count = some.is(Word::DETERMINER) && some.is(Word::PLURAL);
            let left = if someone || count {
                begin - 2
            } else if let Some(left) = self.nominal_start(begin - 1, from) {
                left
            } else {
                break;
            };
            if self.only_time(left..begin - 1) || self.word(begin - 2).is(Word::VERB) {
                break;
            }
            begin = left;
            // "About four in ten"
            let rough = matches!(
                self.text(begin.saturating_sub(1))
                    .to_ascii_lowercase()
                    .as_str(),
                "about" | "nearly" | "roughly" | "almost" | "over" | "than"
            );
            let counted =
                self.kind(begin) == TokenKind::Number || self.word(begin).is(Word::DETERMINER);
            if rough && counted && begin > from {
                begin -= 1;
                if begin > from && self.equals(begin, "than") {
                    begin -= 1;
                }
            }
            phrase = Phrase {
                tokens: begin..end,
                head: begin..self.first_link(begin, end),
                joined: false,
            };
        }
        // The chain must not hang on a verb of its own: "met members of the committee said".
        // "was a boy of nine, who"
        let age = end == start + 1
            && start > 0
            && equals!(self, start - 1, "of")
            && (self.kind(start) == TokenKind::Number || self.word(start).is(Word::DETERMINER));
        if begin != start && !age && !self.opens_clause(begin, from) {
            phrase = Phrase::of(start..end);
        }
        self.join(&mut phrase, from);
        Some(phrase)
    }

    fn first_link(&self, start: usize, end: usize) -> usize {
        (start + 1..end)
            .find(|&at| {
                let links = self.word(at).is(Word::PREPOSITION) && !self.is_capital(at);
                links && !self.is_hyphen(at - 1) && !self.is_part_of_title(at, end)
            })
            .unwrap_or(end)
    }

    /// Whether the token at `at` is the "of" of a title before a name, or of a name before a title,
    /// in a phrase that ends at `end`: "Secretary of State Ann Lee", "Bank of Ghana Governor Ann Lee".
    fn is_part_of_title(&self, at: usize, end: usize) -> bool {
        equals!(self, at, "of")
            && self.is_capital(at - 1)
            && at + 2 < end
            && self.is_capital(at + 1)
            && self.is_capital(at + 2)
    }

    /// Where the simple noun phrase that ends before `end` begins.
    pub fn nominal_start(&self, end: usize, from: usize) -> Option<usize> {
        let mut at = end;
        while at > from {
            let index = at - 1;
            if self.is_plain_noun(index) {
                at = index;
                continue;
            }
            if !self.is_nominal(index) {
                break;
            }
            let word = self.word(index);
            if word.is(Word::TIME) && at < end && !self.is_hyphen(at) {
                // "On Tuesday Mr. Cox": the day is not his name.
                break;
            }
            // "then-mayor Ann Lee"
            let joined = at < end && self.is_hyphen(at);
            // "Joe Long"
            let named = self.is_capital(index) && index > from && self.is_capital(index - 1);
            if word.is(Word::ADVERB) && !word.is(Word::DETERMINER) && !joined && !named {
                // "the very doctor", "the city's only hospital"
                let modifies = index > from
                    && (self.word(index - 1).is(Word::DETERMINER | Word::POSSESSIVE)
                        || self.is_possessive(index - 1))
                    && at < end;
                if !modifies {
                    break;
                }
            }
            if self.is_past(index) && !(index > from && self.word(index - 1).is(Word::DETERMINER)) {
                break;
            }
            at = index;
            let joined = at > from && (self.is_hyphen(at - 1) || self.is_nickname_mark(at - 1));
            if word.is(Word::DETERMINER | Word::POSSESSIVE)
                && !joined
                && !self.starts_possessive(at, from)
            {
                // "all the officials", "one such official", but "what | its chief called “a mess”"
                while at > from
                    && self.word(at - 1).is(Word::DETERMINER)
                    && !equals!(self, at - 1, "what")
                {
                    at -= 1;
                }
                break;
            }
            if word.is(Word::TITLE)
                && self.text(at).ends_with('.')
                && at > from
                && self.kind(at - 1) != TokenKind::Word
            {
                break;
            }
        }
        while at < end && (self.is_hyphen(at) || self.kind(at) == TokenKind::Clitic) {
            at += 1;
        }
        // "In 2015 Ann Lee": the year is not her name.
        let year = self.kind(at) == TokenKind::Number && self.length(at) == 4;
        if year && at > from && equals!(self, at - 1, "in") && self.is_capital(at + 1) {
            at += 1;
        }
        let has_noun = (at..end).any(|index| {
            !self.word(index).is(Word::DETERMINER | Word::POSSESSIVE)
                || self.word(index).is(Word::SUBJECT)
                || self.word(index).is(Word::PLURAL)
        });
        (at < end && has_noun).then_some(at)
    }

    /// Whether the determiner at `at` follows a possessive, which cannot be: then it begins.
    fn starts_possessive(&self, at: usize, from: usize) -> bool {
        at > from && self.is_possessive(at - 1)
    }
}

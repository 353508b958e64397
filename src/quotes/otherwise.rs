//! Somebody named whom the text calls by another word: "the Spaniard", "the New York businessman", "the new coach".

use super::Voice;
use super::phrase::Phrase;
use super::speaker::{Asks, Scene};
use super::stranger::{is_somebody, subject_pronoun};
use crate::analysis::Kind;
use crate::coref::title::{
    is_appointing, is_epithet, is_likely_role, is_party_member, is_role, role_gender,
};
use crate::coref::{Gender, is_organization, tells_work};
use crate::names::is_people;
use crate::text::{Paragraph, Shape};

impl Scene<'_> {
    /// Whom "the Spaniard", "the Texas Republican" means, which nothing else tells: the person whom the sentence
    /// before is about.
    pub fn called_otherwise(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let known = self.successor(paragraph, phrase);
        if let Some(known) = known.or_else(|| self.named_next(paragraph, phrase)) {
            return Some(known);
        }
        if !is_other_word(&self.paragraphs[paragraph], phrase) {
            return None;
        }
        // "Paul Dean, a Democrat, left. The Democrat said"
        let block = &self.paragraphs[paragraph];
        let text = block.word(phrase.head.end - 1);
        let told = (2..phrase.head.start)
            .rev()
            .find(|at| block.word(*at) == text);
        if let Some(told) = told.filter(|at| matches!(block.word(at - 1), "a" | "an")) {
            let names = self.references.within(paragraph, &(0..told - 1));
            let name = names.last().filter(|name| name.names_person())?;
            return (name.tokens.end + 2 == told).then_some(name.entity);
        }
        let (unit, subject) = self.told_of(paragraph, phrase.head.start)?;
        // "Dunn sued Lee after the former adviser said"
        let sketch = &self.sketches[paragraph];
        let own = sketch.units[sketch.unit_of(phrase.head.start)].start..phrase.head.start;
        let mut names = self.references.within(paragraph, &own).iter();
        if names.any(|name| name.names_person() && !sketch.is_marked(name.tokens.start)) {
            return None;
        }
        // "German driver Jens Kuhn beat German driver Max Vogt": either is "the German". "Labour challenger Tom Hale
        // won": another is "the Green challenger".
        let references = self.references;
        let mut named = references.within(paragraph, &sketch.units[unit]).iter();
        let capital = block.tokens[phrase.head.start + 1].shape.is_capital();
        if named.any(|name| {
            references.is_of(name.entity, text)
                || capital && references.is_called(name.entity, text)
        }) {
            return None;
        }
        let entity = self.known(paragraph, subject)?;
        // "Rubio's days are over"
        let around = subject.tokens.start..subject.tokens.end + 1;
        let mut names = self.references.within(paragraph, &around).iter();
        if names.any(|name| name.entity == entity && block.owns(name.tokens.end)) {
            return None;
        }
        let cluster = &self.references.clusters[entity];
        if cluster.kind == Kind::Person {
            let gender = subject_pronoun(block.word(subject.head.start)).or(cluster.gender);
            let told = role_gender(text).zip(gender);
            return Some(entity).filter(|_| told.is_none_or(|(one, other)| one == other));
        }
        // "Leicester have sacked Graham Tull. The former coach said"
        let sentence = &self.sketches[paragraph].units[unit];
        self.only_person(paragraph, sentence)
            .map(|name| name.entity)
    }

    /// Whom "the new coach" means, where the sentence before tells who was given an office: "Lars Berg was replaced by
    /// Per Aas", "The club has appointed Per Aas".
    fn successor(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        /// "by the former Norway captain"
        const LONGEST: usize = 5;
        let block = &self.paragraphs[paragraph];
        let (first, last) = (phrase.head.start, phrase.head.end - 1);
        let noun = block.word(last);
        let is_new = last > first + 1
            && block.word(first).eq_ignore_ascii_case("the")
            && matches!(block.word(first + 1), "new" | "incoming")
            && (is_somebody(noun) || is_likely_role(noun));
        if !is_new {
            return None;
        }
        let (unit, _) = self.told_of(paragraph, first)?;
        let unit = &self.sketches[paragraph].units[unit];
        let comes = |name: usize| {
            let mut before = (unit.start..name).rev().take(LONGEST);
            let last = |at: usize| block.word_at(at.checked_sub(1));
            before.any(|at| match block.word(at) {
                given if is_appointing(given) => true,
                "by" => matches!(last(at), "succeeded" | "replaced" | "followed"),
                "to" => last(at) == "over",
                _ => false,
            })
        };
        let names = self.references.within(paragraph, unit);
        let mut successors = names
            .iter()
            .filter(|name| name.names_person() && comes(name.tokens.start));
        successors.next().map(|name| name.entity)
    }

    /// Whom "the nurse" means, where nobody is named before it and the sentence after it tells who works as one: “We
    /// are tired,” said | the nurse |. Jo Lee, 41, has worked in Hull since May.
    fn named_next(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let (first, last) = (phrase.head.start, phrase.head.end - 1);
        let noun = block.word(last);
        let is_one = phrase.head.len() == 2
            && matches!(block.word(first), "the" | "The")
            && (is_somebody(noun) || is_likely_role(noun))
            && !is_organization(noun);
        if !is_one || self.names_anybody(paragraph, &(0..first)) {
            return None;
        }
        let next = sketch.units.get(sketch.unit_of(first) + 1)?;
        let name = self.references.within(paragraph, next).first()?;
        let opens = name.tokens.start == next.start && name.tokens.len() > 1;
        let works = || tells_work(block, &(name.tokens.end..next.end));
        (opens && name.names_person() && works()).then_some(name.entity)
    }

    /// Whether a voice of a paragraph is another word for `entity`, who spoke `last` in the paragraph before, and
    /// nobody is named between.
    pub fn goes_on(&self, paragraph: usize, voice: &Voice, last: &Voice, entity: usize) -> bool {
        let phrase = Phrase::of(voice.tokens.clone());
        let noun = self.paragraphs[paragraph].word(phrase.head.end - 1);
        // “I am ready,” she said. / The New York businessman
        let fits = || {
            self.asks.set(Asks {
                last: true,
                ..self.asks.get()
            });
            let was = self.paragraphs[paragraph - last.back].word(last.tokens.start);
            let genders = role_gender(noun).zip(subject_pronoun(was));
            genders.is_none_or(|(one, other)| one == other)
        };
        voice.back == 0
            && is_other_word(&self.paragraphs[paragraph], &phrase)
            && !self.names_anybody(paragraph, &(0..voice.tokens.start))
            && self.is_person(entity)
            && fits()
    }

    /// Whom "he" means where the sentence before is about "the Dane": of whom the text tells that he is one, or
    /// nobody known, where the paragraph speaks of two who may be.
    pub fn other_word_before(
        &self,
        paragraph: usize,
        subject: &Phrase,
        gender: Gender,
    ) -> Option<Option<usize>> {
        if !is_other_word(&self.paragraphs[paragraph], subject) {
            return None;
        }
        let fits = |entity: usize| {
            let known = self.references.clusters[entity].gender;
            known.is_none_or(|known| known == gender)
        };
        if let Some(known) = self.known(paragraph, subject) {
            return fits(known).then_some(Some(known));
        }
        let people = self
            .references
            .within(paragraph, &(0..subject.tokens.start));
        let mut people = people
            .iter()
            .filter(|name| name.names_person() && fits(name.entity));
        let first = people.next()?;
        people
            .any(|other| other.entity != first.entity)
            .then_some(None)
    }
}

/// Whether a phrase is another word for one person of whom the text spoke: "the Spaniard", "the Texas Republican".
pub fn is_other_word(block: &Paragraph, phrase: &Phrase) -> bool {
    let (first, last) = (phrase.head.start, phrase.head.end - 1);
    let text = block.word(last);
    // "The French", "the Russians" are many.
    let many = ["s", "ese", "ish", "nch", "tch"]
        .iter()
        .any(|end| text.ends_with(end));
    // "The British rider", "the New York businessman", but "the British ambassador"
    let lower = block.tokens[last].shape == Shape::Lower;
    let does = last > first + 1
        && lower
        && (is_epithet(text) && block.word(last - 1) != "-"
            || is_people(block.word(first + 1)) && !is_role(text) && is_likely_role(text));
    // "the retired postman"
    let was = last == first + 2
        && matches!(
            block.word(first + 1),
            "former" | "retired" | "onetime" | "one-time"
        )
        && lower
        && (is_somebody(text) || is_likely_role(text));
    last > first
        && !phrase.joined
        && phrase.tokens == phrase.head
        && block.word(first).eq_ignore_ascii_case("the")
        && (is_party_member(text)
            || is_people(text) && (last == first + 1 || block.word(last - 1) == "old") && !many
            || does
            || was)
}

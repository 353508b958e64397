//! Who answers: after a question that somebody puts to them, and in marked words that stand alone in a
//! paragraph, after one that tells of them.

use std::ops::Range;

use super::cues::Cue;
use super::delivery::{carries_words, is_crowd};
use super::label::ASKERS;
use super::marks::Stretch;
use super::remaining::may_speak;
use super::rule::Rule;
use super::speaker::Scene;
use super::start::opens_question;
use super::{Attribution, Trail, Voice, inherit, word};
use crate::analysis::{Kind, QuoteForm};
use crate::coref::title::{is_likely_role, is_role, is_unnamed};
use crate::coref::{Reference, is_organization};
use crate::text::TokenKind;

/// How many sentences back it is told who is asked.
const FARTHEST: usize = 4;

impl Scene<'_> {
    /// Whether a quote is a question of who does nothing but ask: “Do they mind?” I ask.
    pub fn is_interviewers(&self, paragraph: usize, quote: &Attribution) -> bool {
        let block = &self.paragraphs[paragraph];
        let asks = |voice: &Voice| {
            let last = block.word(voice.tokens.end - 1);
            matches!(last, "I" | "we" | "We") || is_asker(last)
        };
        let own = quote.voice.as_ref().filter(|voice| voice.back == 0);
        own.is_some_and(asks) && self.is_question(paragraph, quote)
    }

    /// Whether a quote is what the narrator puts to somebody: "I ask why she left."
    pub fn is_narrators(&self, paragraph: usize, quote: &Attribution) -> bool {
        let block = &self.paragraphs[paragraph];
        let own = quote.voice.as_ref().filter(|voice| voice.back == 0);
        let whose = own.map(|voice| block.word(voice.tokens.end - 1));
        quote.form != QuoteForm::Direct && matches!(whose, Some("I" | "We" | "we"))
    }

    /// Who answers what stands before the sentence `unit`, the last quote in which is `last`, where that is
    /// put to somebody; the inner none where nobody is known who may.
    pub fn who_answers(
        &self,
        paragraph: usize,
        unit: usize,
        last: Option<&Attribution>,
        quotes: &[Attribution],
        trail: &Trail,
    ) -> Option<Option<Voice>> {
        if let Some(answers) = self.answers_told(paragraph, unit, trail) {
            return Some(answers);
        }
        let last = last?;
        if self.is_interviewers(paragraph, last) {
            return Some(self.answerer(paragraph, quotes, last, trail));
        }
        // I ask why she left. She shrugs. “It was time.”
        let told = self.unit_at(paragraph, last.spans[0].start) + 1;
        if told >= unit || !self.is_narrators(paragraph, last) {
            return None;
        }
        let subject = self.sketches[paragraph].subjects.get(unit - 1)?.as_ref();
        let subject =
            subject.map(|phrase| self.voice(paragraph, phrase, None, Rule::SentenceBefore));
        let subject = subject.filter(|voice| voice.entity.is_some());
        Some(subject.or_else(|| self.answers_told(paragraph, told, trail).flatten()))
    }

    /// Who answers an interviewer's question: whom it is put to, or the paragraph is about.
    pub fn answerer(
        &self,
        paragraph: usize,
        quotes: &[Attribution],
        question: &Attribution,
        trail: &Trail,
    ) -> Option<Voice> {
        let start = question.spans[0].start;
        let asked = self.report_of(paragraph, question).and_then(|report| {
            let listener = self.listener(paragraph, report).1;
            let mut names = self.references.within(paragraph, &listener).iter();
            names
                .find(|name| name.names_person())
                .map(|name| self.told_by(name))
        });
        let unit = self.unit_at(paragraph, start);
        let before = || {
            let other = |quote: &&Attribution| {
                let entity = quote.voice.as_ref().and_then(|voice| voice.entity);
                quote.spans[0].start < start && entity.is_some()
            };
            let said = quotes
                .iter()
                .filter(other)
                .max_by_key(|quote| quote.spans[0].start)?;
            inherit(&said.voice, Rule::InheritedParagraph)
        };
        asked
            .or_else(|| self.told(paragraph, unit))
            .or_else(before)
            .or_else(|| trail.answerer())
    }

    /// Who answers the question that the text itself asks before the sentence `unit`: "Ana Reis shows me her
    /// hands. Do they hurt? “Only when it rains.”"
    pub fn answers_text(&self, paragraph: usize, unit: usize, trail: &Trail) -> Option<Voice> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let question = &sketch.units[unit.checked_sub(1)?];
        let mut stretches = sketch.stretches.iter();
        if block.word(question.end - 1) != "?"
            || stretches.any(|stretch| question.contains(&stretch.tokens.start))
        {
            return None;
        }
        self.only_person(paragraph, question)
            .map(|name| self.told_by(name))
            .or_else(|| self.told(paragraph, unit - 1))
            .or_else(|| trail.answerer())
    }

    /// The only person of whom the sentence before `unit` tells, though as no subject: "The noise keeps Ann Lee
    /// awake. | “I hear it all night.”", but not "The body of Ann Lee was found."
    pub fn introduced(&self, paragraph: usize, unit: usize) -> Option<Voice> {
        let block = &self.paragraphs[paragraph];
        let sentence = &self.sketches[paragraph].units[unit.checked_sub(1)?];
        let person = self.only_person(paragraph, sentence)?;
        let before = person.tokens.start.checked_sub(1);
        // "The crowd turned on Ann Lee. “Out!”", "Leaflets about Ann Lee"
        let crowd = sentence.clone().any(|at| is_crowd(block.word(at)));
        let told = matches!(block.word_at(before), "of" | "about" | "against");
        let aside = crowd || told || self.carries_words(paragraph, unit - 1);
        (!aside).then(|| self.told_by(person))
    }

    /// Whether the sentence tells of a thing that carries words of whoever made it: "A banner greeted Ann Lee."
    pub fn carries_words(&self, paragraph: usize, unit: usize) -> bool {
        let block = &self.paragraphs[paragraph];
        let mut sentence = self.sketches[paragraph].units[unit].clone();
        sentence.any(|at| carries_words(block.word(at)))
    }

    /// Who answers what the sentence before `unit` tells of: "I ask Ann Lee why she left. | “It was time.”",
    /// "Asked by the judge whether it was so, Lee nodded.", "The judge asked Lee if it was so.", but not
    /// "I told Ann Lee that it was over."; the inner none where nobody is known who may.
    pub fn answers_told(
        &self,
        paragraph: usize,
        unit: usize,
        trail: &Trail,
    ) -> Option<Option<Voice>> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let before = unit.checked_sub(1)?;
        let sentence = &sketch.units[before];
        let subject = sketch.subjects.get(before)?.as_ref()?;
        let marked = |stretch: &Stretch| sentence.contains(&stretch.tokens.start);
        if sketch.stretches.iter().any(marked) {
            return None;
        }
        let cue = |at: usize| word(block.word(at), block.tokens()[at].kind).cue;
        let asks = |at: usize| cue(at).is_some_and(|cue| cue.takes(Cue::QUESTION));
        if asks(sentence.start) && subject.tokens.start > sentence.start {
            let nods = self.voice(paragraph, subject, None, Rule::SentenceBefore);
            return nods.entity.is_some().then_some(Some(nods));
        }
        let mut rest = subject.tokens.end..sentence.end;
        let asked = rest.clone().find(|&at| asks(at));
        let who = block.word(subject.head.end - 1);
        if !(matches!(who, "I" | "We" | "we") || is_asker(who)) {
            let (heard, end) = self.heard(paragraph, &(asked? + 1..sentence.end))?;
            let comma = usize::from(block.word(end) == ",");
            let next = block.word(end + comma);
            return (next == "about" || opens_question(next)).then_some(Some(heard));
        }
        let told = |cue: Cue| cue.takes(Cue::CLAUSE | Cue::LISTENER) && !cue.is(Cue::BASE);
        if asked.is_none() && (is_asker(who) || rest.any(|at| cue(at).is_some_and(told))) {
            return None;
        }
        let answers = self
            .only_person(paragraph, sentence)
            .map(|name| self.told_by(name));
        let answers = answers.or_else(|| self.told(paragraph, before));
        Some(answers.or_else(|| trail.answerer()))
    }

    /// Whose view the sentence `unit` gives that leads to marked words: "For Ann Lee, the answer is simple: “…”",
    /// "To Ann Lee it was plain: “…”".
    pub fn person_in_front(&self, paragraph: usize, unit: usize) -> Option<Voice> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let sentence = &sketch.units[unit];
        let opens = match block.word(sentence.start) {
            "For" | "To" => sentence.start + 1,
            "As" if block.word(sentence.start + 1) == "for" => sentence.start + 2,
            _ => return None,
        };
        let subject = sketch.subjects[unit].as_ref();
        let speaks = subject.is_some_and(|subject| may_speak(block, subject));
        let whom = self
            .references
            .within(paragraph, &(opens..sentence.end))
            .first();
        let whom = whom.filter(|name| name.kind == Kind::Person && name.tokens.start == opens);
        whom.filter(|name| !speaks && !block.owns(name.tokens.end))
            .map(|name| Voice {
                confidence: name.confidence.min(Rule::SentenceSubject.confidence()),
                rule: Rule::SentenceSubject.name(),
                ..self.told_by(name)
            })
    }

    /// The only person whom `tokens` name, or else mean.
    pub fn only_person(&self, paragraph: usize, tokens: &Range<usize>) -> Option<&Reference> {
        let people = self.references.within(paragraph, tokens).iter();
        let people = people.filter(|name| name.kind == Kind::Person);
        let named = people.clone().any(Reference::names_person);
        let mut people = people.filter(|name| !named || name.names_person());
        let first = people.next()?;
        people
            .all(|other| other.entity == first.entity)
            .then_some(first)
    }

    /// The person whom the sentences before `unit` are about, the nearest first.
    fn told(&self, paragraph: usize, unit: usize) -> Option<Voice> {
        let units = &self.sketches[paragraph].units[..unit];
        let mut units = units.iter().rev().take(FARTHEST);
        units
            .find_map(|unit| {
                let mentions = self.references.within(paragraph, unit);
                self.subject_of(paragraph, unit, mentions)
            })
            .map(|name| self.told_by(name))
    }

    /// The voice of a mention that tells who answers.
    pub fn told_by(&self, name: &Reference) -> Voice {
        Voice {
            back: 0,
            tokens: name.tokens.clone(),
            meant: name.tokens.clone(),
            meant_back: 0,
            entity: Some(name.entity),
            unnamed: None,
            confidence: name.confidence.min(Rule::SentenceBefore.confidence()),
            rule: Rule::SentenceBefore.name(),
        }
    }

    /// The person whom a paragraph is about at its end, who may speak in the next: "Al Dietz grew up in Gary. /
    /// “The mill was our metronome.”"
    pub fn told_at_end(&self, paragraph: usize) -> Option<Voice> {
        // Who signs a letter has had their say.
        if self.sketches[paragraph].signs.is_some() {
            return None;
        }
        let sentences = self.paragraphs[paragraph].sentences.iter().rev();
        for sentence in sentences.take(FARTHEST) {
            let mentions = self.references.within(paragraph, sentence);
            if let Some(name) = self.subject_of(paragraph, sentence, mentions) {
                return Some(self.told_by(name));
            }
            // Whom else it names may speak as well.
            if mentions.iter().any(Reference::names_person) {
                return None;
            }
        }
        None
    }

    /// The mention of a person that a sentence with these begins with, titles aside.
    fn subject_of<'m>(
        &self,
        paragraph: usize,
        sentence: &Range<usize>,
        mentions: &'m [Reference],
    ) -> Option<&'m Reference> {
        let block = &self.paragraphs[paragraph];
        // "Burnley's manager, Jo Lee, was in no mood to celebrate."
        let first = mentions.iter().find(|name| name.kind == Kind::Person)?;
        let title = |at: usize| {
            let token = &block.tokens()[at];
            matches!(token.kind, TokenKind::Punctuation | TokenKind::Clitic)
                || is_organization(block.word(at))
                || token.shape.is_capital()
                || is_role(block.word(at))
                || matches!(block.word(at), "the" | "of")
                || is_unnamed(block.word(at))
                || is_likely_role(block.word(at))
        };
        let leads = (sentence.start..first.tokens.start).all(title);
        let owns = || {
            block.owns(first.tokens.end)
                || matches!(
                    block.word(first.tokens.start),
                    "His" | "his" | "Her" | "her"
                )
        };
        (leads && !owns()).then_some(first)
    }
}

/// Whether a word stands for one who does nothing but ask.
pub fn is_asker(word: &str) -> bool {
    ASKERS.contains(&word) || word == "journalist"
}

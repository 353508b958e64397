//! Who answers: after a question that somebody puts to them, and in marked words that stand alone in a
//! paragraph, after one that tells of them.

use std::ops::Range;

use super::speaker::{Rule, Scene};
use super::transcript::ASKERS;
use super::{Attribution, Trail, Voice, inherit};
use crate::analysis::{Kind, QuoteForm};
use crate::coref::Reference;
use crate::coref::title::{is_likely_role, is_role, is_unnamed};
use crate::text::TokenKind;

/// How many sentences back it is told who is asked.
const FARTHEST: usize = 4;

impl Scene<'_> {
    /// Whether a quote is a question of who does nothing but ask: “Do they mind?” I ask.
    pub fn is_interviewers(&self, paragraph: usize, quote: &Attribution) -> bool {
        let block = &self.paragraphs[paragraph];
        let asks = |voice: &Voice| {
            let last = block.word(voice.tokens.end - 1);
            matches!(last, "I" | "we" | "We") || ASKERS.contains(&last) || last == "journalist"
        };
        let end = quote.spans.iter().map(|span| span.end).max().unwrap_or(0);
        let end = block.token_at(end);
        let question = (end.saturating_sub(2)..end).any(|at| block.word(at) == "?");
        let own = quote.voice.as_ref().filter(|voice| voice.back == 0);
        quote.form == QuoteForm::Direct && question && own.is_some_and(asks)
    }

    /// Who answers an interviewer's question: whom it is put to, or the paragraph is about.
    pub fn answerer(
        &self,
        paragraph: usize,
        quotes: &[Attribution],
        question: &Attribution,
        trail: &Trail,
    ) -> Option<Voice> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let start = question.spans[0].start;
        let asked = question.cue.and_then(|cue| {
            let token = block.token_at(cue.start);
            let report = sketch
                .reports
                .iter()
                .position(|report| report.cue.contains(&token))?;
            let listener = self.listener(paragraph, report).1;
            let mut names = self.references.within(paragraph, &listener).iter();
            names.find(|name| name.names_person()).map(named)
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
        let people = self.references.within(paragraph, question).iter();
        let mut people = people.filter(|name| name.kind == Kind::Person);
        let asked = people
            .next()
            .filter(|first| people.all(|other| other.entity == first.entity));
        asked
            .map(named)
            .or_else(|| self.told(paragraph, unit - 1))
            .or_else(|| trail.answerer())
    }

    /// The person whom the sentences before `unit` are about, the nearest first.
    fn told(&self, paragraph: usize, unit: usize) -> Option<Voice> {
        let units = &self.sketches[paragraph].units[..unit];
        let mut units = units.iter().rev().take(FARTHEST);
        units
            .find_map(|unit| self.subject_of(paragraph, unit))
            .map(named)
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
            if let Some(name) = self.subject_of(paragraph, sentence) {
                return Some(named(name));
            }
            // Whom else it names may speak as well.
            if self.names_anybody(paragraph, sentence) {
                return None;
            }
        }
        None
    }

    /// The mention of a person that a sentence begins with, titles aside.
    fn subject_of(&self, paragraph: usize, sentence: &Range<usize>) -> Option<&Reference> {
        let block = &self.paragraphs[paragraph];
        let first = self.references.within(paragraph, sentence).first()?;
        let title = |at: usize| {
            let token = &block.tokens[at];
            token.kind == TokenKind::Punctuation
                || token.shape.is_capital()
                || is_role(block.word(at))
                || matches!(block.word(at), "the" | "of")
                || is_unnamed(block.word(at))
                || is_likely_role(block.word(at))
        };
        let leads = (sentence.start..first.tokens.start).all(title);
        let owns = block.owns(first.tokens.end)
            || matches!(
                block.word(first.tokens.start),
                "His" | "his" | "Her" | "her"
            );
        (first.kind == Kind::Person && leads && !owns).then_some(first)
    }
}

/// The voice of a mention that tells who answers.
fn named(name: &Reference) -> Voice {
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

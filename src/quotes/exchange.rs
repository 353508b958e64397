//! Exchanges over paragraphs: who asks in one answers nothing in the next.

use std::ops::Range;

use super::answer::is_asker;
use super::cues::Cue;
use super::phrase::Phrase;
use super::remaining::reach;
use super::rule::Rule;
use super::speaker::Scene;
use super::speaking::is_speaker;
use super::stranger::is_somebody;
use super::{Attribution, Trail, Voice, Word, entity, inherit, word};
use crate::analysis::{Kind, QuoteForm};
use crate::coref::Reference;
use crate::coref::title::is_role;
use crate::text::Paragraph;

/// How many paragraphs back somebody was just met.
const FARTHEST: usize = 2;

/// Two who speak in turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    asker: Option<Voice>,
    answerer: Option<Voice>,
    /// Whether the last words asked, so that the next are the other's.
    asks: bool,
}

/// The people whom a paragraph names, where they are no more than two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Met {
    pub people: [Option<Reference>; 2],
    /// How many paragraphs back that is.
    pub back: usize,
}

impl Exchange {
    /// The voices in it.
    pub fn voices(&mut self) -> impl Iterator<Item = &mut Voice> {
        self.asker.iter_mut().chain(&mut self.answerer)
    }

    /// Who says the next words that no cue gives, where that is not simply who spoke last; the inner none
    /// where nobody is known who may.
    pub fn next(&self, asks: bool) -> Option<Option<Voice>> {
        let next = match (self.asks, asks) {
            (true, _) => &self.answerer,
            (false, true) => &self.asker,
            (false, false) => return None,
        };
        Some(inherit(next, Rule::InheritedPrevious))
    }
}

impl Scene<'_> {
    /// The exchange that a paragraph with these quotes begins or goes on with.
    pub fn exchange(
        &self,
        paragraph: usize,
        quotes: &[Attribution],
        before: &Trail,
    ) -> Option<Exchange> {
        let sketch = &self.sketches[paragraph];
        let last = quotes.iter().max_by_key(|quote| reach(quote));
        // Nearly no paragraph ends with what is put to somebody.
        let block = &self.paragraphs[paragraph];
        let tells = sketch.reports.last().is_some_and(|report| {
            let who = report.subject.as_ref();
            let who = who.map_or("", |who| block.word(who.head.end - 1));
            report.frames & Cue::QUESTION != 0 || matches!(who, "I" | "We" | "we") || is_asker(who)
        });
        let puts = |last: &Attribution| {
            self.is_interviewers(paragraph, last) || self.is_narrators(paragraph, last)
        };
        if (tells || last.is_some_and(puts))
            && let Some(answerer) =
                self.who_answers(paragraph, sketch.units.len(), last, quotes, before)
        {
            let asker = last.and_then(|last| last.voice.clone());
            return Some(Exchange {
                asker,
                answerer,
                asks: true,
            });
        }
        let last = last?;
        let question = self.is_question(paragraph, last);
        if question
            && last.cue.is_some()
            && let Some(exchange) = self.put_to(paragraph, last, before)
        {
            return exchange;
        }
        let known = before.exchange.as_ref()?;
        let own = entity(&last.voice);
        let (mut asks, mut answerer) = (false, known.answerer.clone());
        if last.cue.is_none() {
            asks = question && !known.asks;
        } else if own.is_some() && own == entity(&known.asker) {
            asks = question;
        } else if known.asks && known.answerer.is_none() {
            answerer = last.voice.clone();
        } else if own.is_none() || own != entity(&known.answerer) {
            return None;
        }
        Some(Exchange {
            asker: known.asker.clone(),
            answerer,
            asks,
        })
    }

    /// Whether a quote is marked words that end in a question mark.
    pub fn is_question(&self, paragraph: usize, quote: &Attribution) -> bool {
        let end = quote.spans.iter().map(|span| span.end).max();
        let block = &self.paragraphs[paragraph];
        quote.form == QuoteForm::Direct && ends_in_question(block, block.token_at(end.unwrap_or(0)))
    }

    /// The report that gives a quote.
    pub fn report_of(&self, paragraph: usize, quote: &Attribution) -> Option<usize> {
        let token = self.paragraphs[paragraph].token_at(quote.cue?.start);
        let mut reports = self.sketches[paragraph].reports.iter();
        reports.position(|report| report.cue.contains(&token))
    }

    /// The exchange that a question begins, where it is put to somebody, as “Who did it?” she said is not by
    /// itself: with whom it is put to, with the other of the exchange before, or, where it says "you", with the
    /// only other person whom this paragraph or the one before names. The inner none where it is put to a
    /// crowd, to which who asks speaks on.
    fn put_to(
        &self,
        paragraph: usize,
        question: &Attribution,
        before: &Trail,
    ) -> Option<Option<Exchange>> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let index = self.report_of(paragraph, question)?;
        let report = &sketch.reports[index];
        let asks = report.frames & Cue::QUESTION != 0;
        let you = |at: usize| matches!(block.word(at), "you" | "You" | "your" | "Your");
        let mut words = question
            .spans
            .iter()
            .flat_map(|span| block.token_at(span.start)..block.token_at(span.end));
        let to_you = words.any(you);
        if !asks && !to_you {
            return None;
        }
        let tokens = self.listener(paragraph, index).1;
        let tokens = report.end().max(tokens.start)..tokens.end;
        let asker = question.voice.clone();
        let own = entity(&asker);
        let heard = self.heard(paragraph, &tokens).map(|heard| heard.0);
        let crowd = match block.word(tokens.start) {
            "the" | "a" | "an" | "his" | "her" | "their" | "them" | "rhetorically" => true,
            told => !told.is_empty() && is_speaker(block, tokens.start),
        };
        if heard.is_none() && crowd {
            return Some(None);
        }
        let other = || {
            let known = before.exchange.as_ref().filter(|_| own.is_some())?;
            match own {
                _ if own == entity(&known.asker) => known.answerer.clone(),
                _ if own == entity(&known.answerer) => known.asker.clone(),
                _ => None,
            }
        };
        let only_other = |met: &Met| {
            let own = own.filter(|_| to_you)?;
            self.only_other(met, own)
        };
        let answerer = heard
            .or_else(other)
            .or_else(|| only_other(&self.met(paragraph, Met::default())))
            .or_else(|| only_other(&before.met));
        (asks || answerer.is_some()).then_some(Some(Exchange {
            asker,
            answerer,
            asks: true,
        }))
    }

    /// Who hears a question, and where the words for them end, which stand in `tokens`, behind its cue: "Lee",
    /// "him", "the witness", "the mayor, Ann Lee".
    pub fn heard(&self, paragraph: usize, tokens: &Range<usize>) -> Option<(Voice, usize)> {
        /// "the former police officer"
        const LONGEST: usize = 4;
        let block = &self.paragraphs[paragraph];
        let start = tokens.start;
        let class = |at: usize| word(block.word(at), block.tokens()[at].kind);
        let people = self.references.within(paragraph, tokens).iter();
        let mut people = people.filter(|name| name.kind == Kind::Person);
        let leads = |name: &&Reference| {
            let titles = start..name.tokens.start;
            let apposed = block.word_at(titles.end.checked_sub(1)) == ",";
            apposed
                || titles
                    .clone()
                    .all(|at| class(at).is(Word::TITLE) || is_role(block.word(at)))
        };
        if let Some(name) = people.next().filter(leads) {
            return Some((self.told_by(name), name.tokens.end));
        }
        if !matches!(block.word(start), "the" | "a" | "an" | "his" | "her") {
            return None;
        }
        let mut nouns = start + 1..(start + 1 + LONGEST).min(tokens.end);
        let noun = nouns.find(|at| is_somebody(block.word(*at)))?;
        let phrase = Phrase::of(start..noun + 1);
        Some((
            self.voice(paragraph, &phrase, None, Rule::SentenceBefore),
            noun + 1,
        ))
    }

    /// Whom a paragraph leaves as the people just met: its own, or else those of the ones `before`.
    pub fn met(&self, paragraph: usize, before: Met) -> Met {
        let mut met = Met::default();
        for name in &self.references.mentions[paragraph] {
            let known = |other: &Option<Reference>| {
                let other = other.as_ref();
                other.is_none_or(|other| other.entity == name.entity)
            };
            if !name.names_person() {
                continue;
            }
            // More are a crowd.
            let Some(place) = met.people.iter_mut().find(|other| known(other)) else {
                return Met::default();
            };
            place.get_or_insert_with(|| name.clone());
        }
        match met.people {
            [None, _] if before.back <= FARTHEST => before,
            _ => met,
        }
    }

    /// The only one of them who is not `entity`.
    fn only_other(&self, met: &Met, entity: usize) -> Option<Voice> {
        let people = met.people.iter().flatten();
        let mut others = people.filter(|name| name.entity != entity);
        let first = others.next().filter(|_| others.next().is_none())?;
        Some(Voice {
            back: met.back,
            ..self.told_by(first)
        })
    }
}

/// Whether the words before `end` end in a question mark, marks aside.
pub fn ends_in_question(block: &Paragraph, end: usize) -> bool {
    (end.saturating_sub(2)..end).any(|at| block.word(at) == "?")
}

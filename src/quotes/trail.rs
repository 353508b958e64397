//! What a paragraph hands on to the next, as far as quotes go.

use std::ops::Range;

use super::exchange::{Exchange, Met};
use super::rule::Rule;
use super::speaker::{self, Scene};
use super::{Attribution, Voice, inherit};
use crate::coref::Gender;

/// How sure it is, in percent, that "she" is somebody of the paragraph before who may as well be a man.
const UNSURE: u8 = 70;

/// What a paragraph hands on to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    /// The quote that it leaves open.
    pub open: Option<Heard>,
    /// The last quote in it.
    pub last: Option<Heard>,
    /// Somebody new whom its last sentence tells of, after its last quote: the gender and the tokens.
    pub newcomer: Option<(Option<Gender>, Range<usize>)>,
    /// The person whom it is about at its end.
    pub told: Option<Voice>,
    /// Whether it is marked words alone, whose speaker the next one may tell: "— Ann Lee".
    pub unsigned: bool,
    /// Whether the colon at its end stands after a cue: "Cox said:".
    pub said: bool,
    /// Whom it introduces with a colon at its end.
    pub introduced: Option<Voice>,
    /// Who asks in it, and who answers.
    pub exchange: Option<Box<Exchange>>,
    /// The few people whom it names, or else the one before it.
    pub met: Met,
}

/// A quote, as far as later ones care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Who said it.
    pub voice: Option<Voice>,
}

impl Trail {
    /// Makes it what the next paragraph sees.
    pub fn move_on(&mut self) {
        let heard = [&mut self.open, &mut self.last].into_iter().flatten();
        let voices = heard.filter_map(|heard| heard.voice.as_mut());
        let others = self.introduced.iter_mut().chain(&mut self.told);
        let exchange = self
            .exchange
            .iter_mut()
            .flat_map(|exchange| exchange.voices());
        for voice in voices.chain(others).chain(exchange) {
            voice.back += 1;
        }
        self.met.back += usize::from(self.met.people[0].is_some());
    }

    /// Whether somebody spoke just before.
    pub fn speaks(&self) -> bool {
        self.last.is_some() || self.exchange.is_some()
    }

    /// Who can answer in the next paragraph: who spoke last, where that is known, else whom it is about at its end.
    pub fn answerer(&self) -> Option<Voice> {
        let last = self
            .last
            .as_ref()
            .and_then(|last| inherit(&last.voice, Rule::InheritedPrevious));
        last.filter(|voice| voice.entity.is_some())
            .or_else(|| self.told.clone())
    }

    /// The trail behind a paragraph in which nobody speaks: who spoke last may speak on, where it tells of nobody.
    pub fn silent(self, scene: &Scene, index: usize) -> Trail {
        /// How many paragraphs back somebody spoke who speaks on.
        const FARTHEST: usize = 2;
        let newcomer = scene.newcomer(index);
        let near = |last: &Heard| {
            let near = last.voice.as_ref().filter(|voice| voice.back <= FARTHEST);
            let entity = near.and_then(|voice| voice.entity);
            entity.is_some_and(|id| scene.is_person(id))
        };
        let whole = 0..scene.paragraphs[index].tokens().len();
        let goes_on = newcomer.is_none() && !scene.names_anybody(index, &whole);
        let asked = scene.exchange(index, &[], &self).map(Box::new);
        Trail {
            last: self.last.filter(|last| goes_on && near(last)),
            newcomer,
            told: scene.told_at_end(index),
            exchange: asked.or_else(|| self.exchange.filter(|_| goes_on)),
            met: scene.met(index, self.met),
            ..Trail::default()
        }
    }

    /// Leaves "he" and "she" without an entity where somebody without a name spoke last and nobody is
    /// named since: "… Mr. Cox's wife said." “I am tired,” she said.
    pub fn speaks_on(&self, scene: &Scene, index: usize, quotes: &mut [Attribution]) {
        let sketch = &scene.sketches[index];
        let last = self.last.as_ref().and_then(|last| last.voice.as_ref());
        let newcomer = self.newcomer.clone();
        let newcomer = newcomer.map(|(gender, meant)| (gender, 1, meant));
        let mut stranger = newcomer.or_else(|| last.and_then(Voice::stranger));
        // “I am ready,” said Paul Lee. / The Texas Republican added that
        let spoke = last.filter(|last| last.back == 1);
        let spoke = spoke.and_then(|last| Some((last, last.entity?)));
        if let Some(voice) = quotes.iter_mut().find_map(|quote| quote.voice.as_mut())
            && voice.entity.is_none()
            && let Some((_, entity)) =
                spoke.filter(|(last, entity)| scene.goes_on(index, voice, last, *entity))
        {
            voice.entity = Some(entity);
            voice.unnamed = None;
            voice.confidence = voice.confidence.min(speaker::OTHERWISE);
        }
        let mut bodies = [None, None];
        for voice in quotes.iter_mut().filter_map(|quote| quote.voice.as_mut()) {
            if let Some(many) = scene.begins_with_pronoun(index, voice) {
                let body = &mut bodies[usize::from(many)];
                let body = body.get_or_insert_with(|| scene.body_before(index, many));
                if let Some(body) = body {
                    voice.entity = body.entity;
                    voice.confidence = voice.confidence.min(speaker::OTHERWISE);
                    (voice.meant_back, voice.meant) = (body.back + 1, body.meant.clone());
                }
            }
        }
        let mut from = 0;
        for voice in quotes.iter_mut().filter_map(|quote| quote.voice.as_mut()) {
            if let Some((unnamed, back, meant)) = stranger
                && let Some(told) = scene.speaks_on(index, from, voice, unnamed)
            {
                // "A former manager said. / “No,” she said": it may be who was told of before.
                if voice.entity.is_some() && unnamed.is_none() && back > 0 {
                    voice.confidence = voice.confidence.min(UNSURE);
                }
                voice.entity = None;
                voice.unnamed = Some(Some(told));
                // The sentence before may already tell who it is.
                if voice.meant == voice.tokens {
                    (voice.meant_back, voice.meant) = (back, meant);
                }
            }
            // "Asked by a reporter whether he was afraid, he said": he is not who asked.
            let before = voice.tokens.start.checked_sub(1);
            let asked = voice.back == 0 && scene.paragraphs[index].word_at(before) == "by";
            stranger = voice.stranger().filter(|_| !asked);
            // Whom they speak of does not speak.
            from = sketch.units[sketch.unit_of(voice.tokens.start)].end;
        }
    }
}

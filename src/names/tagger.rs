//! The tagger: paragraphs in, names out.

use std::ops::Range;
use std::sync::Mutex;

use super::Name;
use super::decode::{Decoder, Label, Scores, Transitions};
use super::document::{self, Evidence, Hint, Note, Seen, Tally, Touched, Words};
use super::model::{Model, ModelError, Sums};
use super::weighing::Weighing;
use super::words::Sentence;
use crate::analysis::Kind;
use crate::coref::Namebook;
use crate::quotes;
use crate::text::Paragraph;

/// The model that the crate carries.
static EMBEDDED: &[u8] = include_bytes!("../../model/names.bin");

/// The score of a title's being part of a name: lower than any sum of weights.
const OUTSIDE: i16 = -(1 << 13);

/// What a short title adds to the score that the word after it begins a person's name.
const BEHIND_TITLE: i16 = 384;

/// Finds names, with a model. Made once, used for any number of texts, from any thread.
#[derive(Debug)]
pub struct Tagger {
    model: Model<'static>,
    /// Desks that nobody sits at, with the words of the texts that were read at them.
    desks: Mutex<Vec<Desk>>,
}

/// What the first pass says of a paragraph: a function of the paragraph's letters alone.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The stretches of words that could be names, as ranges of tokens, each within a sentence.
    stretches: Vec<Range<usize>>,
    /// For each word of each stretch, one after the other, the scores of its labels.
    scores: Vec<Scores>,
    /// For each such word, what the second pass needs to know of it.
    seen: Vec<Seen>,
    /// Hashes of the words written small, in the whole paragraph.
    small: Vec<u32>,
    /// Whether any word of the paragraph is one that rules for names look for.
    pub has_landmarks: bool,
}

impl Default for Tagger {
    /// A tagger with the model that the crate carries.
    fn default() -> Tagger {
        Tagger::new(EMBEDDED).expect("a test opens the embedded model, which no text can change")
    }
}

impl Tagger {
    /// A tagger with the model in `bytes`.
    ///
    /// # Errors
    /// Where the bytes are no model that this release reads; the error says what to do.
    pub fn new(bytes: &'static [u8]) -> Result<Tagger, ModelError> {
        Ok(Tagger {
            model: Model::open(bytes)?,
            desks: Mutex::default(),
        })
    }

    /// A desk to read at: one that was left, with what is known there, else a new one.
    pub fn sit_down(&self) -> Desk {
        let desk = self.desks.lock().ok().and_then(|mut desks| desks.pop());
        desk.unwrap_or_default()
    }

    /// Leaves a desk to whoever reads next. Only desks at which this tagger alone has read.
    pub fn leave(&self, desk: Desk) {
        if let Ok(mut desks) = self.desks.lock() {
            desks.push(desk);
        }
    }

    /// The names of a document, in order; no two overlap.
    pub fn names(&self, paragraphs: &[Paragraph]) -> Vec<Name> {
        let mut desk = self.sit_down();
        let readings = paragraphs.iter().map(|p| self.read(p, &mut desk));
        let readings: Vec<Reading> = readings.collect();
        let mut tally = Tally::default();
        for reading in &readings {
            let (seen, small) = reading.words();
            tally.add(seen, small);
        }
        let mut names = Vec::new();
        for (index, reading) in readings.iter().enumerate() {
            let hints = reading.hints(&tally);
            self.decide(index, reading, &hints, &mut desk, &mut names);
        }
        self.leave(desk);
        names
    }

    /// The first pass over one paragraph.
    pub fn read(&self, paragraph: &Paragraph, desk: &mut Desk) -> Reading {
        desk.tidy();
        let Desk {
            sentence,
            weighing,
            stretches,
            decoder,
            labels,
            leads,
            reading,
            ..
        } = desk;
        sentence.open(&self.model, paragraph);
        reading.clear();
        reading.has_landmarks = sentence.read_small(&mut reading.small);
        for tokens in &paragraph.sentences {
            if !weighing.has_hope(&self.model, sentence, paragraph, tokens) {
                continue;
            }
            sentence.read(&self.model, paragraph, tokens);
            weighing.find_stretches(&self.model, sentence, stretches);
            for stretch in stretches.iter().cloned() {
                let range = tokens.start + stretch.start..tokens.start + stretch.end;
                let sums = weighing.sums(&self.model, sentence, stretch.clone());
                let scores = stretch
                    .clone()
                    .zip(sums)
                    .map(|(at, sums)| self.scores(sentence, at, sums));
                let notes = Note::all(sentence, stretch);
                reading.push(range, scores, notes);
            }
        }
        reading.label(self.model.transitions(), decoder, labels, leads);
        reading.clone()
    }

    /// The scores of the labels of a word, by its sentence alone; `sums` are those of its features.
    fn scores(&self, sentence: &Sentence, at: usize, sums: &Sums) -> Scores {
        let mut scores = sums.scores();
        // "Ms" before a name is outside of it, and the name is a person's, whatever the weights say.
        let (word, after) = (sentence.word_near(at, 0), sentence.word_near(at, 1));
        if word.title && after.capital {
            for label in Label::ALL {
                if label.kind().is_some() {
                    scores[label as usize] = OUTSIDE;
                }
            }
        } else if word.capital && sentence.word_near(at, -1).title {
            scores[Label::PersonFirst as usize] += BEHIND_TITLE;
        } else if word.parts && after.capital {
            // "The World Bank lent Peru": a verb between two names, not a word inside one.
            for label in Label::ALL.into_iter().filter(|label| label.is_later()) {
                scores[label as usize] = OUTSIDE;
            }
        }
        scores
    }

    /// The second pass: adds to `names` those of the paragraph at `index`, from what the first said of
    /// it and what the document says of its words.
    pub fn decide(
        &self,
        index: usize,
        reading: &Reading,
        hints: &[Hint],
        desk: &mut Desk,
        names: &mut Vec<Name>,
    ) {
        let Desk {
            decoder,
            labels,
            leads,
            scores,
            ..
        } = desk;
        let mut start = 0;
        for stretch in &reading.stretches {
            let own = start..start + stretch.len();
            start = own.end;
            labels.clear();
            leads.clear();
            if hints[own.clone()].iter().all(|hint| hint.is_empty()) {
                let seen = &reading.seen[own];
                labels.extend(seen.iter().map(|seen| seen.label));
                leads.extend(seen.iter().map(|seen| seen.margin));
            } else {
                scores.clear();
                scores.extend_from_slice(&reading.scores[own.clone()]);
                for (scores, at) in scores.iter_mut().zip(own) {
                    hints[at].rows(&reading.seen[at].note, |row| {
                        document::add(scores, self.model.evidence(row));
                    });
                }
                decoder.decode(scores, self.model.transitions(), labels, leads);
            }
            for (span, kind) in spans(labels) {
                names.push(Name {
                    entry: None,
                    paragraph: index,
                    kind,
                    confidence: self.confidence(leads, &span),
                    tokens: stretch.start + span.start..stretch.start + span.end,
                });
            }
        }
    }

    /// How sure the labels of a name are: as sure as the least sure of them.
    fn confidence(&self, leads: &[i16], name: &Range<usize>) -> u8 {
        // The word after the name counts too: the name might have gone on.
        let end = (name.end + 1).min(leads.len());
        let lead = leads[name.start..end].iter().min().copied();
        self.model.confidence(i32::from(lead.unwrap_or(0)))
    }
}

impl Reading {
    /// Adds a stretch of words: where it stands, and the scores and notes of its words.
    pub fn push(
        &mut self,
        tokens: Range<usize>,
        scores: impl Iterator<Item = Scores>,
        notes: impl Iterator<Item = Note>,
    ) {
        self.stretches.push(tokens);
        self.scores.extend(scores);
        self.seen.extend(notes.map(|note| Seen {
            note,
            label: Label::Outside,
            margin: 0,
        }));
    }

    fn clear(&mut self) {
        self.stretches.clear();
        self.scores.clear();
        self.seen.clear();
        self.small.clear();
    }

    /// Adds words that the paragraph writes small, by their hashes.
    pub fn add_small(&mut self, small: &[u32]) {
        self.small.extend_from_slice(small);
    }

    /// Forgets the words written small, once the evidence has them.
    pub fn drop_small(&mut self) {
        self.small = Vec::new();
    }

    /// The words that the document's evidence is made of.
    pub fn words(&self) -> Words<'_> {
        (&self.seen, &self.small)
    }

    /// What the document says of each word that could be part of a name, now.
    pub fn hints(&self, tally: &Tally) -> Vec<Hint> {
        self.seen.iter().map(|seen| tally.hint(seen)).collect()
    }

    /// Whether any word that could be part of a name is one of `touched`.
    pub fn is_touched(&self, touched: &Touched) -> bool {
        self.seen.iter().any(|seen| touched.holds(&seen.note))
    }

    /// Labels all stretches by their own scores and makes the rest ready for the second pass.
    pub fn finish(&mut self, transitions: &Transitions) {
        let (mut labels, mut leads) = (Vec::new(), Vec::new());
        self.label(
            transitions,
            &mut Decoder::default(),
            &mut labels,
            &mut leads,
        );
    }

    fn label(
        &mut self,
        transitions: &Transitions,
        decoder: &mut Decoder,
        labels: &mut Vec<Label>,
        leads: &mut Vec<i16>,
    ) {
        labels.clear();
        leads.clear();
        let mut start = 0;
        for stretch in &self.stretches {
            let own = &self.scores[start..start + stretch.len()];
            decoder.decode(own, transitions, labels, leads);
            start += stretch.len();
        }
        for ((seen, label), lead) in self.seen.iter_mut().zip(labels).zip(leads) {
            seen.label = *label;
            seen.margin = *lead;
        }
    }
}

/// What reading works with; kept from paragraph to paragraph for its memory, and from text to text
/// for the words that it knows.
#[derive(Debug, Default)]
pub struct Desk {
    sentence: Sentence,
    weighing: Weighing,
    /// The stretches of the sentence that is read.
    stretches: Vec<Range<usize>>,
    decoder: Decoder,
    labels: Vec<Label>,
    leads: Vec<i16>,
    scores: Vec<Scores>,
    /// The reading in the making; what is kept of it is no longer than it must be.
    reading: Reading,
    /// What names are called that were found before.
    pub(crate) namebook: Namebook,
}

/// How many distinct words are kept, at a few hundred bytes each: 4 MB of news have half as many.
const MOST_WORDS: usize = 1 << 16;

impl Desk {
    /// What each word of the paragraph that was read last can be where phrases and clauses are
    /// read.
    pub fn classes(&self) -> impl Iterator<Item = &quotes::Word> {
        self.sentence.classes()
    }

    /// Forgets the words that it knows where they are too many.
    fn tidy(&mut self) {
        if self.sentence.known() > MOST_WORDS {
            self.sentence.forget();
            self.weighing.forget();
        }
    }
}

/// The evidence of a document, in which the words of all readings are numbered through.
pub fn gather(readings: &[Reading]) -> Evidence {
    let mut tally = Tally::default();
    for reading in readings {
        let (seen, small) = reading.words();
        tally.add(seen, small);
    }
    let mut evidence = Evidence::default();
    for seen in readings.iter().flat_map(|reading| &reading.seen) {
        evidence.push(tally.hint(seen), &seen.note);
    }
    evidence
}

/// The names that labels tell, as ranges of words, with their kinds.
pub fn spans(labels: &[Label]) -> impl Iterator<Item = (Range<usize>, Kind)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at
            + labels[at..]
                .iter()
                .position(|label| label.kind().is_some())?;
        let kind = labels[start].kind()?;
        let later = labels[start + 1..].iter().take_while(|l| l.is_later());
        at = start + 1 + later.count();
        Some((start..at, kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_opens() {
        let tagger = Tagger::default();
        let paragraphs = [Paragraph::new(
            0,
            "The minister met Angela Merkel in Paris.",
        )];
        let names: Vec<&str> = tagger
            .names(&paragraphs)
            .iter()
            .map(|name| paragraphs[0].words(&name.tokens))
            .collect();
        assert_eq!(names, ["Angela Merkel", "Paris"]);
    }
}

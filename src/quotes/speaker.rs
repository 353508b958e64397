//! Speakers: who said each quote, by rules whose order and confidence can be read here.

use std::cell::Cell;

use crate::analysis::{Kind, MentionForm};
use crate::coref::References;
use crate::text::Paragraph;

use super::Voice;
use super::phrase::Phrase;
use super::report::Manner;
use super::sketch::Sketch;

/// Why a speaker was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The subject of the cue, before it: "Cox said".
    CueSubject,
    /// The subject of the cue, after it: "said Cox".
    CueInverted,
    /// The subject of the clause that the cue hangs on: "Cox left, saying …".
    CueParticiple,
    /// The subject of the verb before: "Cox left and said …".
    CueCoordinated,
    /// "according to Cox"
    AccordingTo,
    /// "A statement from Cox: “…”": a pattern of `seeds/lexicons/cue-patterns.txt`.
    CuePattern,
    /// "Cox: “…”", or the label of an answer.
    Label,
    /// "“…” — Cox"
    SignOff,
    /// Who said the quote before it in the same paragraph.
    InheritedParagraph,

    /// Who said the quote in the paragraph before.
    InheritedPrevious,
    /// The speaker or subject of a paragraph before that ends in a colon.
    Introduced,
    /// The subject of the sentence that holds the quote.
    SentenceSubject,
    /// The subject of the sentence before the quote.
    SentenceBefore,
    /// Who said the quote after it in the same paragraph.
    QuoteAfter,
}

impl Rule {
    /// Every rule.
    #[cfg(test)]
    pub const ALL: [Rule; 14] = [
        Rule::CueSubject,
        Rule::CueInverted,
        Rule::CueParticiple,
        Rule::CueCoordinated,
        Rule::AccordingTo,
        Rule::CuePattern,
        Rule::Label,
        Rule::SignOff,
        Rule::InheritedParagraph,
        Rule::InheritedPrevious,
        Rule::Introduced,
        Rule::SentenceSubject,
        Rule::SentenceBefore,
        Rule::QuoteAfter,
    ];

    /// The fixed word for this rule in an analysis.
    pub fn name(self) -> &'static str {
        match self {
            Rule::CueSubject => "cue-subject",
            Rule::CueInverted => "cue-inverted",
            Rule::CueParticiple => "cue-participle",
            Rule::CueCoordinated => "cue-coordinated",
            Rule::AccordingTo => "according-to",
            Rule::CuePattern => "cue-pattern",
            Rule::Label => "label",
            Rule::SignOff => "sign-off",
            Rule::InheritedParagraph => "inherited-paragraph",

            Rule::InheritedPrevious => "inherited-previous",
            Rule::Introduced => "introduced",
            Rule::SentenceSubject => "sentence-subject",
            Rule::SentenceBefore => "sentence-before",
            Rule::QuoteAfter => "quote-after",
        }
    }

    /// How sure the rule is by itself, in whole percent.
    pub fn confidence(self) -> u8 {
        match self {
            Rule::CueSubject | Rule::CueInverted => 95,
            Rule::Label | Rule::AccordingTo => 93,
            Rule::SignOff => 92,
            Rule::InheritedParagraph => 90,
            Rule::CueCoordinated | Rule::CuePattern | Rule::Introduced => 85,
            Rule::CueParticiple => 80,
            Rule::QuoteAfter => 80,
            Rule::InheritedPrevious => 70,
            Rule::SentenceBefore => 65,
            Rule::SentenceSubject => 60,
        }
    }
}

/// The text with what its paragraphs tell.
pub struct Scene<'a> {
    /// The paragraphs.
    pub paragraphs: &'a [Paragraph],
    /// One sketch for each paragraph.
    pub sketches: &'a [Sketch],
    /// Who is who.
    pub references: &'a References,
    /// What the voices told since this was last reset depend on in other paragraphs.
    pub asks: Cell<Asks>,
}

/// What the speakers of a paragraph depend on in other paragraphs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asks {
    /// On the mentions in the paragraphs before.
    pub before: bool,
    /// On who is in the document at all.
    pub all: bool,
}

impl Scene<'_> {
    /// The voice that `phrase` in `paragraph` names. `meant` is what the phrase stands for, where
    /// that is another one ("who").
    pub fn voice(
        &self,
        paragraph: usize,
        phrase: &Phrase,
        meant: Option<&Phrase>,
        rule: Rule,
    ) -> Voice {
        let resolved = meant.unwrap_or(phrase);
        let here = || {
            self.references
                .here(self.paragraphs, paragraph, &resolved.head)
        };
        let elsewhere = || {
            self.asks.set(Asks {
                before: true,
                all: self.asks.get().all
                    || self
                        .references
                        .is_named(self.paragraphs, paragraph, &resolved.head),
            });
            self.references
                .elsewhere(self.paragraphs, paragraph, &resolved.head)
        };
        let entity = if resolved.joined || self.is_stranger(paragraph, resolved) {
            None
        } else {
            here()
                .or_else(|| self.apposed(paragraph, resolved))
                .or_else(elsewhere)
        };
        Voice {
            back: 0,
            tokens: phrase.tokens.clone(),
            meant: resolved.tokens.clone(),
            entity,
            confidence: rule.confidence(),
            rule: rule.name(),
        }
    }

    /// Whether `phrase` is a person's name, with what belongs to it: "Her colleague Max Berg".
    pub fn names_person(&self, paragraph: usize, phrase: &Phrase) -> bool {
        let entity = self
            .references
            .here(self.paragraphs, paragraph, &phrase.head);
        let names = self.references.within(paragraph, &phrase.head);
        !phrase.joined
            && names.iter().any(|mention| {
                mention.form == MentionForm::Name
                    && mention.kind == Kind::Person
                    && Some(mention.entity) == entity
            })
    }

    /// Whether a pronoun means somebody without a name who spoke in the sentence before: "A farmer
    /// said it was over. “We are off,” he said."
    fn is_stranger(&self, paragraph: usize, phrase: &Phrase) -> bool {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let start = phrase.head.start;
        if !matches!(block.word(start), "he" | "she" | "He" | "She") {
            return false;
        }
        let before = sketch.unit_of(start).checked_sub(1);
        let Some(subject) = before.and_then(|unit| sketch.subjects[unit].as_ref()) else {
            return false;
        };
        let first = subject.tokens.start;
        let names = self.references.within(paragraph, &(first..start));
        matches!(block.word(first), "A" | "An" | "a" | "an")
            && !block.tokens[subject.head.end - 1].shape.is_capital()
            && sketch.reports.iter().any(|report| {
                let speaker = report.subject.as_ref();
                speaker.is_some_and(|speaker| speaker.tokens.start == first)
            })
            && !names
                .iter()
                .any(|mention| mention.kind == Kind::Person && mention.form == MentionForm::Name)
    }

    /// Whom the name after a phrase says that it is: "his niece, Jo Lee, said".
    fn apposed(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let block = &self.paragraphs[paragraph];
        let end = phrase.tokens.end;
        let closes =
            |at: usize| matches!(block.word_at(Some(at)), "," | "." | "" | "(" | ";" | ":");
        let names = self.references.within(paragraph, &(end + 1..end + 2));
        let name = names.iter().find(|mention| {
            mention.kind == Kind::Person
                && mention.form == MentionForm::Name
                && closes(mention.tokens.end)
        })?;
        let lower = !block.tokens[phrase.head.end - 1].shape.is_capital();
        (lower && block.word_at(Some(end)) == ",").then_some(name.entity)
    }

    /// The index of the sentence of `paragraph` that holds `byte`, counted from the paragraph's
    /// start.
    pub fn unit_at(&self, paragraph: usize, byte: usize) -> usize {
        let token = self.paragraphs[paragraph].token_at(byte);
        self.sketches[paragraph].unit_of(token)
    }

    /// The voice of the report at `index` of a paragraph.
    pub fn reporter(&self, paragraph: usize, index: usize) -> Option<Voice> {
        let sketch = &self.sketches[paragraph];
        let report = &sketch.reports[index];
        let unit = sketch.unit_of(report.cue.start);
        let own = |rule| {
            report.subject.as_ref().map(|phrase| {
                self.voice(paragraph, phrase, sketch.antecedents[index].as_ref(), rule)
            })
        };
        match report.manner {
            Manner::Subject => own(Rule::CueSubject),
            Manner::Inverted | Manner::Agent => own(Rule::CueInverted),
            Manner::According => own(Rule::AccordingTo),
            Manner::Nominal => own(Rule::CueSubject),
            Manner::Passive => None,
            Manner::Participle | Manner::Coordinated => {
                let rule = match report.manner {
                    Manner::Participle => Rule::CueParticiple,
                    _ => Rule::CueCoordinated,
                };
                if let Some(voice) = own(rule) {
                    return Some(voice);
                }
                let before = (0..index)
                    .rev()
                    .take_while(|&other| sketch.unit_of(sketch.reports[other].cue.start) == unit);
                for other in before {
                    let report = &sketch.reports[other];
                    if let Some(phrase) = report.subject.as_ref()
                        && report.manner != Manner::According
                    {
                        let meant = sketch.antecedents[other].as_ref();
                        return Some(self.voice(paragraph, phrase, meant, rule));
                    }
                }
                let phrase = sketch.subjects[unit].as_ref()?;
                // "After saying so, she left": the subject may stand behind a fronted clause.
                let fronted = report.group.start <= sketch.units[unit].start + 2;
                (fronted || phrase.tokens.end <= report.group.start)
                    .then(|| self.voice(paragraph, phrase, None, rule))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;

    #[test]
    fn every_rule_has_its_own_word() {
        let mut names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Rule::ALL.len());
    }
}

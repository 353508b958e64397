//! Somebody without a name who speaks or is spoken of, "a witness", and the "he" after that.

use std::ops::Range;

use super::cues::Cue;
use super::otherwise::is_other_word;
use super::phrase::Phrase;
use super::speaker::Scene;
use super::speaking::{can_speak, one_of};
use super::words::{Word, word};
use super::{Sketch, Voice};
use crate::analysis::Kind;
use crate::coref::Gender;
use crate::coref::is_organization;
use crate::coref::title::{is_epithet, is_likely_role, is_role, is_unnamed, role_gender};
use crate::text::Paragraph;

/// How many sentences or reports back "the senator" is who was spoken of, so that a paragraph as long as a book is not
/// gone through at each.
pub const FARTHEST_ONE: usize = 32;

impl Scene<'_> {
    /// The gender of a voice of the paragraph that is a pronoun and can mean who spoke last before it,
    /// where nobody is named between `from` and it.
    pub fn speaks_on(
        &self,
        paragraph: usize,
        from: usize,
        voice: &Voice,
        gender: Option<Gender>,
    ) -> Option<Gender> {
        let start = voice.tokens.start;
        if voice.back > 0 || voice.tokens.len() > 1 {
            return None;
        }
        let told = subject_pronoun(self.paragraphs[paragraph].word(start))?;
        let fits = gender.is_none_or(|gender| gender == told);
        (fits && !self.names_anybody(paragraph, &(from..start))).then_some(told)
    }

    /// Whom "he" or "she" means that follows a sentence about somebody without a name: nobody known,
    /// or who is known by that role. "A farmer said it was over. “We are off,” he said."
    pub fn subject_before(&self, paragraph: usize, phrase: &Phrase) -> Option<Option<usize>> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let start = phrase.head.start;
        // "Her statement that": of whom the sentence before tells.
        let opens = || start <= sketch.units[sketch.unit_of(start)].start + 1;
        let owner = || match block.word(start) {
            "Her" | "her" if phrase.tokens.len() == 1 => Some(Gender::Female),
            "His" | "his" if phrase.tokens.len() == 1 => Some(Gender::Male),
            _ => None,
        };
        let gender = subject_pronoun(block.word(start)).or_else(|| owner().filter(|_| opens()))?;
        let (before, subject) = self.told_of(paragraph, start)?;
        // "When Ian Cox was 12, his father left. “I never saw him,” he says."
        let first = subject.tokens.start;
        let unit = sketch.units[before].start;
        let owned = matches!(block.word(first), "his" | "her" | "their");
        if owned && self.names_anybody(paragraph, &(unit..first)) {
            return None;
        }
        // "An investor offered her a million, and she told him": "she" is not the investor.
        let pronoun = block.word(start).to_ascii_lowercase();
        let mut rest = subject.tokens.end..sketch.units[before].end.min(start);
        let another = rest.any(|at| {
            block.word(at) == pronoun && matches!(block.word(at - 1), "and" | "but" | "so")
        });
        if another && subject_pronoun(block.word(start)).is_some() {
            return None;
        }
        // "The senator and his wife, Carol, moved."
        let end = subject.tokens.end;
        if block.word(end) == "and" && matches!(block.word(end + 1), "his" | "her") {
            return None;
        }
        if let Some(meant) = self.other_word_before(paragraph, subject, gender) {
            return Some(meant);
        }
        let Some(told) = self.stranger(paragraph, subject) else {
            return self
                .role_before(paragraph, subject, start, gender)
                .map(Some)
                .or_else(|| {
                    self.hears_stranger(paragraph, before, start, gender)
                        .then_some(None)
                });
        };
        // Whom they speak of does not speak.
        let is_named = match report_by(sketch, subject) {
            Some(report) => {
                self.turns_to_named(paragraph, report)
                    || self.turns_to_owner(paragraph, report, subject)
            }
            None if is_one(block, subject) || is_spokesperson(block, subject) => false,
            None => self.names_anybody(paragraph, &(subject.tokens.end..start)),
        };
        if is_named || told.is_some_and(|told| told != gender) {
            return None;
        }
        if self.apposed(paragraph, subject).is_some() {
            return None;
        }
        Some(self.known(paragraph, subject))
    }

    /// Whom the pronoun at `start` may mean, and the index of the sentence that is about them: the one before,
    /// and of "A judge blocked what she called “a sham”", "The mayor resigned after he said" its own.
    pub fn told_of(&self, paragraph: usize, start: usize) -> Option<(usize, &Phrase)> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let unit = sketch.unit_of(start);
        let subject_of = |unit: usize| sketch.subjects.get(unit).and_then(Option::as_ref);
        let own = subject_of(unit).filter(|own| own.tokens.end < start);
        let before = block.word_at(start.checked_sub(1));
        if let Some(own) =
            own.filter(|_| matches!(before, "after" | "when" | "because" | "as" | "before"))
        {
            if self.names_person(paragraph, own) {
                return None;
            }
            let many = block.word(start) == "they";
            let fits = |at: usize| match block.word(start) {
                "he" | "she" => is_somebody(block.word(at)),
                _ => can_speak(block, at, many),
            };
            if fits(own.head.end - 1) {
                let mut between = own.tokens.end..start;
                let other = |at: usize| {
                    fits(at) || word(block.word(at), block.tokens()[at].kind).is(Word::OBJECT)
                };
                let alone = !self.names_anybody(paragraph, &between) && !between.any(other);
                return alone.then_some((unit, own));
            }
        }
        let spoke = unit.checked_sub(1).and_then(subject_of);
        let spoke = spoke.is_some_and(|subject| report_by(sketch, subject).is_some());
        // "The company expects a loss, it said on Monday"
        let many = block.word(start) == "they";
        if (many || block.word(start) == "it")
            && matches!(before, "," | ":" | ";")
            && !spoke
            && let Some(own) = own
            && can_speak(block, own.head.end - 1, many)
        {
            return Some((unit, own));
        }
        // "Ann Lee and Jo Cox stayed away, but they said"
        if many
            && matches!(before, "and" | "but")
            && let Some(own) = own.filter(|own| self.named_group(paragraph, own).is_some())
        {
            return Some((unit, own));
        }
        let told = if before == "what" {
            unit
        } else {
            unit.checked_sub(1)?
        };
        let subject = sketch.subjects.get(told)?.as_ref()?;
        let reporter = reporter_of(sketch, subject);
        // "The union will fight, it said"
        let other = |phrase: &&Phrase| {
            // "Norway will close its embassy, the minister said. It said"
            let one = block.word(start).eq_ignore_ascii_case("it")
                && (self.names_person(paragraph, phrase)
                    || is_somebody(block.word(phrase.head.end - 1)));
            !one && !matches!(block.word(phrase.head.start), "it" | "they")
        };
        Some((told, reporter.filter(other).unwrap_or(subject)))
    }

    /// Whom "the senator" means where the paragraph spoke of "a senator" before it, whoever else is one.
    pub fn one_before(&self, paragraph: usize, phrase: &Phrase) -> Option<&Phrase> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let noun = |phrase: &Phrase| block.word(phrase.head.end - 1);
        if phrase.head.len() != 2 || !matches!(block.word(phrase.head.start), "the" | "The") {
            return None;
        }
        let one = |other: &&Phrase| {
            let first = block.word(other.tokens.start);
            let one = matches!(
                first,
                "a" | "an" | "one" | "another" | "A" | "An" | "One" | "Another"
            );
            one && other.tokens.end <= phrase.head.start && noun(other) == noun(phrase)
        };
        let start = phrase.head.start;
        let units = sketch.units.partition_point(|unit| unit.start < start);
        let subjects = sketch.subjects.iter().take(units).rev().take(FARTHEST_ONE);
        let reports = sketch
            .reports
            .partition_point(|report| report.cue.start < start);
        let reports = sketch.reports[..reports].iter().rev().take(FARTHEST_ONE);
        let mut reporters = reports.filter_map(|report| report.subject.as_ref());
        reporters.find(one).or_else(|| subjects.flatten().find(one))
    }

    /// The subject of the sentence before a pronoun, if it is somebody without a name.
    pub fn stranger_before(&self, paragraph: usize, pronoun: &Phrase) -> Option<&Phrase> {
        let (_, subject) = self.told_of(paragraph, pronoun.head.start)?;
        let other_word = || is_other_word(&self.paragraphs[paragraph], subject);
        (self.stranger(paragraph, subject).is_some() || other_word()).then_some(subject)
    }

    /// Whether a subject is one person without a name, and the gender that it tells. "The judge" is one
    /// where the text knows nobody by that role: "The judge jailed Roth for life. “You ran,” he said."
    fn stranger(&self, paragraph: usize, subject: &Phrase) -> Option<Option<Gender>> {
        let block = &self.paragraphs[paragraph];
        let told = somebody(block, subject);
        if told.is_some() || !is_one(block, subject) || self.known(paragraph, subject).is_some() {
            return told;
        }
        Some(role_gender(block.word(subject.head.end - 1)))
    }

    /// Of whom the last sentence of a paragraph tells, where that is somebody new: the gender that it tells, and
    /// its tokens.
    pub fn newcomer(&self, paragraph: usize) -> Option<(Option<Gender>, Range<usize>)> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let subject = sketch.last_subject.as_ref()?;
        let anew = ["a", "an", "one"];
        let first = block.word(subject.tokens.start);
        let anew = anew.iter().any(|word| first.eq_ignore_ascii_case(word));
        let gender = somebody(block, subject)?;
        let unit = &sketch.units[sketch.unit_of(subject.tokens.start)];
        // Of a judge or a reporter it is not told whether they go on to speak.
        (anew
            && gender.is_some()
            && report_by(sketch, subject).is_none()
            && !self.names_anybody(paragraph, unit))
        .then(|| (gender, subject.tokens.clone()))
    }

    /// Where the content behind a report begins, and the words between the two: who hears it.
    pub fn listener(&self, paragraph: usize, index: usize) -> (Option<usize>, Range<usize>) {
        let sketch = &self.sketches[paragraph];
        let report = &sketch.reports[index];
        let end = report.cue.end;
        let pieces = sketch
            .sayings
            .iter()
            .filter(|saying| saying.report == index);
        let starts = pieces.flat_map(|saying| saying.pieces.iter().map(|piece| piece.start));
        let content = starts.filter(|start| *start >= end).min();
        let unit = &sketch.units[sketch.unit_of(report.cue.start)];
        (content, end..content.unwrap_or(unit.end))
    }

    /// Who answers whom the report before the one at `index` names: “I am off,” Marsh told Hale. “Good,” he
    /// replied. `voice` is whom the pronoun means by itself.
    pub fn answers(&self, paragraph: usize, index: usize, voice: &mut Voice) {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let gender = subject_pronoun(block.word(voice.tokens.start));
        let answer = sketch.reports[index].frames & Cue::ANSWER != 0;
        let (Some(gender), Some(before), true) = (gender, index.checked_sub(1), answer) else {
            return;
        };
        let spoke = sketch.reports[before].subject.as_ref();
        let spoke = spoke.and_then(|phrase| self.known(paragraph, phrase));
        if spoke.is_none() || spoke != voice.entity {
            return;
        }
        let listener = self.listener(paragraph, before).1;
        let names = self.references.within(paragraph, &listener).iter();
        let heard = names.filter(|name| name.names_person()).find(|name| {
            let known = self.references.clusters[name.entity].gender;
            Some(name.entity) != spoke && known.is_none_or(|known| known == gender)
        });
        voice.entity = heard.map(|name| name.entity);
        voice.confidence = voice.confidence.min(80);
    }

    /// Whether a report turns to somebody named, who answers next: "A reporter asked Cox whether", "a judge
    /// ordered Cox to pay", "a fan shouted at Cox".
    pub fn turns_to_named(&self, paragraph: usize, index: usize) -> bool {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let report = &sketch.reports[index];
        let (content, listener) = self.listener(paragraph, index);
        let orders = content.is_some_and(|start| block.word(start) == "to");
        let answers = match report.frames & (Cue::LISTENER | Cue::CLAUSE) {
            0 => true,
            _ => orders || report.frames & Cue::QUESTION != 0,
        };
        // "“Will you go?” a man asked."
        let asks = report.frames & Cue::QUESTION != 0
            && sketch.sayings.iter().any(|saying| {
                let last = saying.pieces.last().map_or(0, |piece| piece.end);
                let question = (last.saturating_sub(2)..last).any(|at| block.word(at) == "?");
                saying.report == index && saying.direct && question
            });
        let marked = report.frames & Cue::MARKED != 0;
        asks || answers && !marked && self.names_anybody(paragraph, &listener)
    }

    /// Whether a relative tells those words to whose relative it is, who may speak next: "her grandmother told
    /// her that".
    pub fn turns_to_owner(&self, paragraph: usize, index: usize, speaker: &Phrase) -> bool {
        let block = &self.paragraphs[paragraph];
        let first = self.listener(paragraph, index).1.start;
        let heard = block.word(first);
        let owner = block.word(speaker.tokens.start);
        match heard {
            "her" => owner.eq_ignore_ascii_case("her"),
            "him" => owner.eq_ignore_ascii_case("his"),
            _ => false,
        }
    }

    /// Whom "he" at `start` means where the sentence before is about somebody known by a role: "The former
    /// envoy was there. He said".
    pub fn role_before(
        &self,
        paragraph: usize,
        subject: &Phrase,
        start: usize,
        gender: Gender,
    ) -> Option<usize> {
        let block = &self.paragraphs[paragraph];
        let last = subject.head.end - 1;
        let is_one = subject.head.len() > 1
            && !subject.joined
            && block.word(subject.head.start).eq_ignore_ascii_case("the")
            && !block.tokens()[last].shape.is_capital();
        if !is_one || self.names_anybody(paragraph, &(subject.tokens.end..start)) {
            return None;
        }
        let entity = self.known(paragraph, subject)?;
        let cluster = &self.references.clusters[entity];
        let fits =
            cluster.kind == Kind::Person && cluster.gender.is_none_or(|known| known == gender);
        fits.then_some(entity)
    }

    /// Whether the sentence `unit`, where nobody is known, hears somebody without a name who can be the
    /// pronoun of this gender at `start`: "The court heard from one of the boys. He said".
    fn hears_stranger(&self, paragraph: usize, unit: usize, start: usize, gender: Gender) -> bool {
        /// "a former police officer"
        const LONGEST: usize = 4;
        let block = &self.paragraphs[paragraph];
        let sketch = &self.sketches[paragraph];
        let unit = &sketch.units[unit];
        let known = self.references.within(paragraph, &(unit.start..start));
        if known.iter().any(|mention| mention.kind == Kind::Person) {
            return false;
        }
        // The first word of whom the verb at `at` hears.
        let heard = |at: usize| {
            let next = block.word(at + 1);
            match block.word(at) {
                "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing" | "interviewed" => {
                    Some(at + 1)
                }
                "heard" | "hears" | "evidence" | "testimony" | "statement" if next == "from" => {
                    Some(at + 2)
                }
                "spoke" | "speaks" | "spoken" | "talked" | "turned" | "listened"
                    if next == "to" =>
                {
                    Some(at + 2)
                }
                "spoke" | "talked" | "met" if next == "with" => Some(at + 2),
                _ => None,
            }
        };
        let can_be = |noun: &str| {
            let told = role_gender(noun);
            is_somebody(noun) && told.is_none_or(|told| told == gender)
        };
        // "“I spoke to a doctor. He left,” Lee said": who is quoted speaks of them.
        let mut heard = unit
            .clone()
            .filter(|at| !sketch.is_marked(*at))
            .filter_map(heard);
        heard.any(|first| {
            let mut nouns = first + 1..(first + 1 + LONGEST).min(unit.end);
            match block.word(first) {
                "a" | "an" | "another" => nouns.any(|at| can_be(block.word(at))),
                "one" if block.word(first + 1) == "of" => {
                    nouns.any(|at| one_of(block.word(at)).is_some_and(|one| can_be(&one)))
                }
                _ => false,
            }
        })
    }
}

/// Whether a noun stands for a person: "mayor", "neighbor", "brother".
pub fn is_somebody(noun: &str) -> bool {
    is_role(noun) || is_unnamed(noun) || role_gender(noun).is_some()
}

/// The first report of whom the phrase names.
pub fn report_by(sketch: &Sketch, speaker: &Phrase) -> Option<usize> {
    let first = speaker.tokens.start;
    sketch.reports.iter().position(|report| {
        let subject = report.subject.as_ref();
        subject.is_some_and(|subject| subject.tokens.start == first)
    })
}

/// Who tells the words that `subject` is the subject of, where it stands in a report: "The senator, | the
/// doctor | said, was tired."
fn reporter_of<'s>(sketch: &'s Sketch, subject: &Phrase) -> Option<&'s Phrase> {
    let first = subject.tokens.start;
    let tells = sketch.sayings.iter().find(|saying| {
        saying.pieces.iter().any(|piece| piece.contains(&first)) && !saying.direct
    })?;
    sketch.reports[tells.report].subject.as_ref()
}

/// Whether a phrase is one person in particular by what they are: "the judge", "the defendant".
pub fn is_one(block: &Paragraph, phrase: &Phrase) -> bool {
    let (first, last) = (phrase.head.start, phrase.head.end - 1);
    let text = block.word(last);
    last > first
        && !phrase.joined
        && block.word(first).eq_ignore_ascii_case("the")
        && !block.tokens()[last].shape.is_capital()
        // "The goalkeeper" is as often somebody whom the text has named by another word.
        && (is_role(text) && !is_epithet(text) || is_unnamed(text))
        && !is_organization(text)
}

/// Whether a phrase is somebody whose work it is to speak: "a spokesman for the firm".
pub fn is_spokesperson(block: &Paragraph, phrase: &Phrase) -> bool {
    block.word(phrase.head.end - 1).starts_with("spokes")
}

/// The gender of a pronoun that can only be a subject.
pub fn subject_pronoun(word: &str) -> Option<Gender> {
    match word {
        "he" | "He" => Some(Gender::Male),
        "she" | "She" => Some(Gender::Female),
        _ => None,
    }
}

/// Whether a phrase is one person without a name, "Mr. Cox's wife", "another neighbor"; and the
/// gender that it tells.
pub fn somebody(block: &Paragraph, phrase: &Phrase) -> Option<Option<Gender>> {
    let (first, last) = (phrase.head.start, phrase.head.end - 1);
    let text = block.word(last);
    let begins = |word: &str| block.word(first).eq_ignore_ascii_case(word);
    // "One of the guests", "Another, who gave no name,"
    if first == last {
        return (begins("one") || begins("another")).then(|| role_gender(text));
    }
    // The cheap tests come first: most phrases are names.
    if phrase.joined || block.tokens()[last].shape.is_capital() {
        return None;
    }
    let gender = role_gender(text);
    // "The goalkeeper" is as often somebody whom the text has named by another word.
    let definite = begins("the") && block.word(first + 1) != "other";
    if definite && gender.is_none() {
        return None;
    }
    let is_person = is_role(text) || gender.is_some() || is_likely_role(text) || is_unnamed(text);
    let class = || word(text, block.tokens()[last].kind);
    let is_thing = || class().is(Word::MEDIUM | Word::NAMING | Word::NOUN) || is_organization(text);
    (is_person && !is_thing()).then_some(gender)
}

//! Bodies and groups without a name, who are "it" and "they" in the next sentence: "The council voted. It said",
//! "Campaigners marched. They said".

use std::ops::Range;

use super::Voice;
use super::clause::is_plural;
use super::group_nouns::{
    alone_in, end_of_sum, hangs, hears, only_group, people_in, two_in, without_act,
};
use super::phrase::Phrase;
use super::rule::Rule;
use super::speaker::{Asks, Scene};
use super::speaking::{are_several, can_speak};
use super::stranger::{is_somebody, is_spokesperson, report_by};
use super::words::{Word, word};
use crate::analysis::{Kind, MentionForm};
use crate::coref::person::is_given_name;
use crate::coref::title::{Known, is_relation, is_title};
use crate::coref::{Reference, is_few};
use crate::text::{Paragraph, Shape, TokenKind};

/// What a pronoun goes back to.
enum Before {
    /// Whom it means, if anybody.
    Phrase(Option<Phrase>),
    /// The same pronoun at another token.
    Pronoun(usize),
}

impl Scene<'_> {
    /// Who "it", "they" or "both" is, where that is no name: who spoke in the sentence before, or alone in it can
    /// speak. "The council voted on Monday. It said there was no money."
    pub fn speaker_before(&self, paragraph: usize, pronoun: &Phrase) -> Option<Phrase> {
        /// "Researchers followed 40 nurses. They found little. They said"
        const FARTHEST: usize = 8;
        let many = is_many(&self.paragraphs[paragraph], pronoun)?;
        let mut start = pronoun.head.start;
        for _ in 0..FARTHEST {
            match self.told_before(paragraph, start, many) {
                Before::Phrase(phrase) => return phrase,
                Before::Pronoun(before) => start = before,
            }
        }
        None
    }

    /// What stands before the pronoun at `start`, "they", for `many`, or "it", for whom it means.
    fn told_before(&self, paragraph: usize, start: usize, many: bool) -> Before {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        // "Last week they wrote to him."
        let own = sketch.unit_of(start);
        let same = |at: &usize| {
            let owns = matches!(block.word(*at), "its" | "Its" | "their" | "Their" | "them");
            !owns && is_many(block, &Phrase::of(*at..*at + 1)) == Some(many)
        };
        let opening = |unit: usize| {
            let unit = &sketch.units[unit];
            (unit.start..unit.end.min(unit.start + 4)).find(same)
        };
        // "There was criticism of the airport over its claim that"
        let body = || {
            let owns = block.word(start) == "its";
            owns.then(|| self.only_body(paragraph, sketch.units[own].start..start))?
        };
        // "It was the second time that the airline had gone back on its promise that": nobody is "it".
        let expletive = matches!(block.word(start), "its" | "their")
            && sketch
                .subjects
                .get(own)
                .and_then(Option::as_ref)
                .is_some_and(|subject| {
                    let next = block.word(subject.tokens.end);
                    block.word(subject.head.start) == "It" && matches!(next, "was" | "is")
                });
        if expletive && let Some(body) = body() {
            return Before::Phrase(Some(body));
        }
        // "The bank's shares fell after its disclosure that"
        if block.word(start) == "its"
            && let Some(subject) = sketch.subjects.get(own).and_then(Option::as_ref)
            && subject.tokens.end <= start
            && let Some(owner) = subject.head.clone().find(|&at| block.owns(at))
            && owner > subject.head.start
            && can_speak(block, owner - 1, false)
        {
            return Before::Phrase(Some(Phrase::of(subject.head.start..owner)));
        }
        // "On Friday, it issued a statement in which it said"
        if let Some(before) = opening(own).filter(|at| at + 1 < start) {
            return Before::Pronoun(before);
        }
        // "When officers arrived they said"
        if many
            && start >= 3
            && matches!(
                block.word(start - 3),
                "when" | "When" | "after" | "After" | "once" | "Once"
            )
            && can_speak(block, start - 2, true)
        {
            return Before::Phrase(Some(Phrase::of(start - 2..start - 1)));
        }
        let pronoun_before = || opening(own.checked_sub(1)?);
        let Some((unit, subject)) = self.sentence_told_of(paragraph, start) else {
            return match pronoun_before() {
                Some(before) => Before::Pronoun(before),
                None => Before::Phrase(body()),
            };
        };
        let found = self.speaker_in(paragraph, unit, subject, many, start);
        if found.is_some() {
            return Before::Phrase(found);
        }
        // "Both thanked": no list has the verb.
        let first = subject.head.start;
        let acts = subject.head.len() == 2 && block.word(first + 1).ends_with("ed");
        let same = match acts {
            true => &Phrase::of(first..first + 1),
            false => subject,
        };
        if same.tokens.end < start && is_many(block, same) == Some(many) {
            return Before::Pronoun(first);
        }
        let people = || self.people_before(paragraph, unit).filter(|_| many);
        Before::Phrase(people().or_else(body))
    }

    /// The people of whom the sentence before `unit` tells, where that one tells of nobody else but one person:
    /// "Teachers walked out on Monday. The governor has offered 4 percent. They say".
    fn people_before(&self, paragraph: usize, unit: usize) -> Option<Phrase> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let subject_of = |unit: usize| sketch.subjects.get(unit).and_then(Option::as_ref);
        let one = |subject: &&Phrase| {
            let text = block.word(subject.head.end - 1);
            !subject.joined && (self.names_person(paragraph, subject) || is_somebody(text))
        };
        subject_of(unit).filter(one)?;
        let before = unit.checked_sub(1)?;
        // "Ann Lee and Jo Cox found it. “We wept,” Lee said. They said"
        if let Some(pair) = self.named_group(paragraph, subject_of(before)?) {
            return Some(pair);
        }
        let people = people_in(block, subject_of(before)?)
            .or_else(|| subject_of(before).cloned())
            .map(|people| without_act(block, &people))?;
        let told = people.tokens.end..sketch.units[unit].end;
        let alone = only_group(block, told).is_none();
        (alone && self.is_noun_for(paragraph, &people, true)).then_some(people)
    }

    /// Whom "it", or for `many` "they", means with which a paragraph begins: of whom the last sentence of the paragraph
    /// before tells.
    pub fn body_before(&self, paragraph: usize, many: bool) -> Option<Voice> {
        self.asks.set(Asks {
            before: true,
            last: true,
            ..self.asks.get()
        });
        let paragraph = paragraph.checked_sub(1)?;
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let subject = sketch.last_subject.as_ref()?;
        let unit = sketch.units.len().checked_sub(1)?;
        let phrase = match is_many(block, subject) {
            Some(same) if same == many => self.speaker_before(paragraph, subject),
            Some(_) => None,
            None => self.speaker_in(paragraph, unit, subject, many, block.tokens().len()),
        };
        Some(self.voice(paragraph, &phrase?, None, Rule::SentenceBefore))
    }

    /// Whether a voice of a paragraph is the pronoun with which the paragraph begins, or which it goes on with, where
    /// nothing in it tells whom that means: "they", for many, or "it".
    pub fn begins_with_pronoun(&self, paragraph: usize, voice: &Voice) -> Option<bool> {
        let untold = voice.entity.is_none()
            && voice.meant == voice.tokens
            && voice.back == 0
            && voice.tokens.len() == 1;
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let many = untold.then(|| is_many(block, &Phrase::of(voice.tokens.clone())))??;
        let start = voice.tokens.start;
        let same = |phrase: &Phrase| is_many(block, phrase) == Some(many);
        let mut before = sketch.subjects.iter().take(sketch.unit_of(start));
        let mut names = self.references.within(paragraph, &(0..start)).iter();
        let first = before.all(|subject| subject.as_ref().is_some_and(same))
            && names.all(|name| name.form != MentionForm::Name);
        first.then_some(many)
    }

    /// The sentence of which the pronoun at `start` goes on to tell, and its subject. "The company repeated its
    /// promise that": its own.
    fn sentence_told_of(&self, paragraph: usize, start: usize) -> Option<(usize, &Phrase)> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let owns = matches!(block.word(start), "its" | "their");
        let unit = sketch.unit_of(start);
        let own = sketch.subjects.get(unit).and_then(Option::as_ref);
        match own.filter(|own| owns && own.tokens.end < start) {
            Some(own) => Some((unit, own)),
            None => self.told_of(paragraph, start),
        }
    }

    /// Whom the sentence `unit` has for its subject or alone speaks of, where `many`, or one body, can be meant that is
    /// no name.
    fn speaker_in(
        &self,
        paragraph: usize,
        unit: usize,
        subject: &Phrase,
        many: bool,
        start: usize,
    ) -> Option<Phrase> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let report = report_by(sketch, subject);
        let spoke = report.and_then(|report| sketch.reports[report].subject.as_ref());
        let subject = &without_act(block, spoke.unwrap_or(subject));
        if subject.tokens.end > start {
            return None;
        }
        // "A spokesperson for the zoo said it was shut. “We care,” they said."
        if many && is_spokesperson(block, subject) && !subject.joined {
            return Some(subject.clone());
        }
        let subject = &match many {
            true => people_in(block, subject).unwrap_or_else(|| subject.clone()),
            false => subject.clone(),
        };
        let last = subject.head.end - 1;
        let sum = end_of_sum(block, &subject.tokens);
        let behind = sum.unwrap_or(subject.tokens.end)..start;
        if many && let Some(group) = self.named_group(paragraph, subject) {
            return Some(group);
        }
        if block.word(start).eq_ignore_ascii_case("both") {
            return two_in(
                block,
                subject.tokens.start..sketch.units[unit].end.min(start),
            );
        }
        let own = behind.start..behind.end.min(sketch.units[unit].end);
        if many
            && report.is_none_or(|_| !own.is_empty())
            && (last + 1..last + 3).any(|at| own.contains(&at) && hears(block, at, last))
        {
            // "Prosecutors asked the judge to wait. They said"
            if let Some(heard) = only_group(block, own.clone()) {
                return Some(heard);
            }
            if !alone_in(block, &own) {
                return None;
            }
        }
        // "Police arrested four men. They said": either may.
        let undergo = |at: usize| {
            let done = own.contains(&at) && Known::of(block.word(at)).may_be_done();
            done && !matches!(block.word(at - 1), "was" | "were" | "been" | "be")
        };
        let did = report.is_none_or(|report| undergo(sketch.reports[report].cue.start));
        if many && did && (last + 1..last + 3).any(undergo) {
            // "Through their lawyers, they said"
            let unit = sketch.units.get(sketch.unit_of(start));
            let mut lead = unit.map_or(start, |unit| unit.start)..start;
            if lead.any(|at| block.word(at) == "their") {
                return only_group(block, own);
            }
            // "They said they had slept"
            if (start + 1..start + 4).any(|at| block.word(at) == "they") {
                return None;
            }
        }
        // "The Taliban denied it. They said": who speaks of themselves so, where nobody else can be meant.
        let body = || {
            let mut names = self.references.within(paragraph, &subject.head).iter();
            let body = names.all(|name| name.kind == Kind::Organization);
            report.is_some() && alone_in(block, &own) && body
        };
        let named = (!many || body()) && self.is_named_body(paragraph, subject, &behind);
        let alone = || {
            let mut others = own.clone();
            // "The nurses met the firm's lawyers", "The sisters raised 31 children": of whom the sentence tells
            let governed = |at: usize| {
                let before = block.word(at - 1);
                let counts = block.tokens()[at - 1].kind == TokenKind::Number || is_few(before);
                before == "their" || block.owns(at - 1) || counts || hangs(block, at, own.start)
            };
            let other = |at: usize| can_speak(block, at, many) && !governed(at);
            can_speak(block, last, many) && !others.any(other)
        };
        // "The jury questioned the account. They said"
        let body = many
            && subject.head.len() > 1
            && (can_speak(block, last, false) || block.word(last) == "crowd")
            && alone_in(block, &own);
        if body && report.is_none() && block.tokens()[last].shape == Shape::Lower {
            return Some(match sum {
                Some(_) => Phrase::of(subject.head.clone()),
                None => subject.clone(),
            });
        }
        if named || self.is_noun_for(paragraph, subject, many) && (report.is_some() || alone()) {
            return Some(subject.clone());
        }
        // "The plan has angered farmers. They say", "I asked the council. It said"
        // "He spoke to students. They told him"
        let tells = || {
            let mut sayings = sketch.sayings.iter();
            report.is_some_and(|report| sayings.any(|saying| saying.report == report))
        };
        let plural = is_plural(block.word(last)) && !block.tokens()[last].shape.is_capital();
        let one = !plural && !subject.joined && !tells();
        let other = one && !can_speak(block, last, many);
        if !many && let Some(body) = self.contrasted_body(paragraph, &own) {
            return Some(body);
        }
        match many {
            true => {
                let group = one.then(|| only_group(block, own)).flatten();
                // "Many came, and they blamed the organisers. They said"
                group.filter(|group| {
                    let verb = group.tokens.start.checked_sub(1);
                    !matches!(
                        block.word_at(verb),
                        "blamed" | "accused" | "criticised" | "criticized" | "blame" | "accuse"
                    )
                })
            }
            false => other.then(|| self.only_body(paragraph, own)).flatten(),
        }
    }

    /// The country or organization of which a sentence tells last, against others: "Germany and France backed it, but
    /// | Hungary | did not."
    fn contrasted_body(&self, paragraph: usize, tokens: &Range<usize>) -> Option<Phrase> {
        let block = &self.paragraphs[paragraph];
        let but = tokens
            .clone()
            .rfind(|&at| matches!(block.word(at), "but" | "while" | "whereas" | "though"))?;
        let first = but + 1 + usize::from(block.word(but + 1) == "the");
        let name = self
            .references
            .within(paragraph, &(first..first + 1))
            .first()?;
        let acts = || {
            let next = name.tokens.end;
            tokens.contains(&next)
                && word(block.word(next), block.tokens()[next].kind).is_auxiliary()
        };
        let body = matches!(name.kind, Kind::Organization | Kind::Place);
        (body && name.form == MentionForm::Name && acts()).then(|| Phrase::of(name.tokens.clone()))
    }

    /// The only body without a name of which `tokens` tell, "the council", where they name none.
    fn only_body(&self, paragraph: usize, tokens: Range<usize>) -> Option<Phrase> {
        let block = &self.paragraphs[paragraph];
        let names = self.references.within(paragraph, &tokens);
        let named = names.iter().any(|name| name.kind == Kind::Organization);
        // "the Danish brewer"
        let the = |at: usize| {
            let from = at.saturating_sub(if block.word(at - 1) == "the" { 1 } else { 2 });
            (block.word(from) == "the" && tokens.contains(&from)).then_some(from)
        };
        let body = |at: usize| {
            Some(Phrase::of(
                the(at).filter(|_| can_speak(block, at, false))?..at + 1,
            ))
        };
        let mut bodies = tokens.clone().skip(1).filter_map(body);
        let body = bodies.next().filter(|_| !named)?;
        bodies.next().is_none().then_some(body)
    }

    /// Whether a subject is a body or a country by its name: "China summoned the envoy. It said", "Norwell lost its
    /// licence. It said".
    fn is_named_body(&self, paragraph: usize, subject: &Phrase, behind: &Range<usize>) -> bool {
        let block = &self.paragraphs[paragraph];
        let last = subject.head.end - 1;
        let class = word(block.word(last), block.tokens()[last].kind);
        let known = match self.references.within(paragraph, &subject.head) {
            [] => class.classes == 0 && class.cue.is_none() && subject.tokens.len() == 1,
            [name] if name.kind == Kind::Organization => name.tokens.end == subject.head.end,
            // What is "it" is no person, whatever its name looks like: "Tesora fined a supplier. It said"
            [name] => {
                let one = || {
                    subject.head.len() == 1
                        && !is_given_name(block.word(last))
                        && self.has_one_name(name.entity)
                };
                let the = usize::from(block.word(subject.head.start).eq_ignore_ascii_case("the"));
                name.tokens == (subject.head.start + the..subject.head.end)
                    && name.form == MentionForm::Name
                    && (name.kind == Kind::Place || name.kind == Kind::Person && one())
            }
            _ => false,
        };
        // "Cox sent a letter. It said"
        let class = |at: usize| word(block.word(at), block.tokens()[at].kind);
        let tells = || {
            behind.clone().any(|at| {
                // "Norway sent nobody to the conference. It said"
                class(at).is(Word::MEDIUM | Word::NAMING) && !hangs(block, at, behind.start)
            })
        };
        known && !tells() && block.tokens()[last].shape.is_capital() && !subject.joined
    }

    /// The several people whom a sentence has for its subject by their names: "Joan and Derek Hale opened the cafe.
    /// They say", "The Hudsons moved. They say".
    pub fn named_group(&self, paragraph: usize, subject: &Phrase) -> Option<Phrase> {
        /// ", a Democrat from Ohio,"
        const LONGEST: usize = 7;
        let block = &self.paragraphs[paragraph];
        let (start, end) = (subject.tokens.start, subject.tokens.end);
        let last = subject.head.end - 1;
        let names = subject.head.start + 1..subject.head.end;
        let family = !names.is_empty()
            && names
                .clone()
                .all(|at| block.tokens()[at].shape.is_capital())
            && block.word(subject.head.start).eq_ignore_ascii_case("the")
            && block.tokens()[last].shape.is_capital()
            && is_plural(block.word(last));
        let names = self.references.within(paragraph, &subject.tokens);
        if family || subject.joined && !names.is_empty() {
            return Some(subject.clone());
        }
        // The phrase breaks off before "and", or before what tells who the first is: "Jo Lee, a Democrat, and"
        let comma = block.word(end) == ",";
        let mut closes = end + 1..(end + LONGEST).min(block.tokens().len());
        let closes = closes.find(|&at| comma && block.word(at) == ",");
        let end = closes.map_or(end, |closes| closes + 1);
        // "and captain Mats Lund"
        let titles = (end + 1..end + 3).take_while(|&at| {
            block
                .tokens()
                .get(at)
                .is_some_and(|token| token.shape == Shape::Lower)
                && is_title(block.word(at))
        });
        let mut first = end + 1 + titles.count();
        // "Tom Reilly and his brother Declan", "Tom Reilly and his wife"
        if matches!(block.word(first), "his" | "her") {
            let kin = first + 1;
            let comma = usize::from(block.word(kin + 1) == ",");
            first = kin + 1 + comma;
            let named = self.references.within(paragraph, &(first..first + 1));
            let named = named.first().is_some_and(Reference::names_person);
            if is_relation(block.word(kin)) && !named {
                return Some(Phrase {
                    joined: true,
                    ..Phrase::of(start..kin + 1)
                });
            }
        }
        let others = self.references.within(paragraph, &(first..first + 1));
        let other = others.first()?;
        // "France and Germany called for restraint."
        let alike = names
            .iter()
            .any(|name| name.tokens == subject.head && name.kind == other.kind);
        let joined = block.word(end) == "and"
            && (self.names_person(paragraph, subject) && other.names_person() || alike);
        joined.then(|| Phrase {
            joined: true,
            ..Phrase::of(start..other.tokens.end)
        })
    }

    /// Whether a subject is a noun without a name that "they", for `many`, or "it" can stand for.
    fn is_noun_for(&self, paragraph: usize, subject: &Phrase, many: bool) -> bool {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let last = subject.head.end - 1;
        let text = block.word(last);
        let class = word(text, block.tokens()[last].kind);
        let men = text.len() > 3 && text.ends_with("men");
        let plural = subject.joined || class.is(Word::PLURAL) || is_plural(text) || men;
        // "Police said"
        let opens = last == sketch.units[sketch.unit_of(last)].start;
        // "Greenpeace activists", "Israel's army", but not "the actor Jo Lee"
        let mut names = self.references.within(paragraph, &subject.head).iter();
        // "Airlines are impatient. They say": a noun with which the sentence begins may look like a name.
        let noun = opens && many && can_speak(block, last, true);
        let named = names.any(|name| {
            name.tokens.end == subject.head.end && !(noun && name.kind == Kind::Organization)
        });
        (block.tokens()[last].shape == Shape::Lower || opens && many)
            && !named
            && !class.is(Word::SUBJECT | Word::OBJECT)
            && (plural == many || many && are_several(text))
            && (many || !is_somebody(text) || can_speak(block, last, false))
    }
}

/// Whether a pronoun stands for several, "they", or for one body, "it"; none for any other phrase.
fn is_many(block: &Paragraph, pronoun: &Phrase) -> Option<bool> {
    match block.word(pronoun.head.start) {
        _ if pronoun.head.len() > 1 => None,
        "it" | "It" | "its" | "Its" => Some(false),
        "they" | "They" | "them" | "their" | "Their" | "both" | "Both" => Some(true),
        _ => None,
    }
}

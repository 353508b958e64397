//! Somebody named whom the text calls by another word: "the Spaniard", "the New York businessman", "the new coach".

use std::ops::Range;

use super::Voice;
use super::delivery::is_signed;
use super::phrase::Phrase;
use super::speaker::{Asks, Scene};
use super::stranger::{FARTHEST_ONE, is_somebody, subject_pronoun};
use crate::analysis::Kind;
use crate::coref::title::{
    is_appointing, is_epithet, is_interviewer, is_likely_role, is_of_a_place, is_of_a_state,
    is_of_court, is_party_member, is_role, is_title, is_unnamed, role_gender,
};
use crate::coref::{Gender, Reference, is_organization, tells_of_somebody, tells_work};
use crate::names::is_people;
use crate::text::{Paragraph, Shape};

impl Scene<'_> {
    /// Whom "the Spaniard", "the Texas Republican" means, which nothing else tells; `described` is whom
    /// [`Scene::described`] has told, where it was asked.
    pub fn called_otherwise(
        &self,
        paragraph: usize,
        phrase: &Phrase,
        described: Option<usize>,
    ) -> Option<usize> {
        self.successor(paragraph, phrase)
            .or_else(|| self.named_next(paragraph, phrase))
            .or_else(|| {
                let other_word = is_other_word(&self.paragraphs[paragraph], phrase);
                other_word.then(|| self.sentence_before(paragraph, phrase))?
            })
            .or_else(|| described.or_else(|| self.described(paragraph, phrase)))
            .or_else(|| self.author(paragraph, phrase))
    }

    /// Whose words "the statement" has, where the paragraph or the one before tells: "The bank said in a statement".
    fn author(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let (first, noun) = (phrase.head.start, phrase.head.end - 1);
        let block = &self.paragraphs[paragraph];
        let noun = block.word(noun);
        let is_one = phrase.tokens.len() == 2
            && block.word(first).eq_ignore_ascii_case("the")
            && is_signed(noun);
        let wrote = |paragraph: usize, end: usize| {
            let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
            let told = sketch
                .reports
                .partition_point(|report| report.cue.end <= end);
            let reports = sketch.reports[..told].iter().rev().take(FARTHEST_ONE);
            let mut reports = reports.filter(|report| report.subject.is_some());
            let last = reports.find(|report| {
                let mut unit = sketch.units[sketch.unit_of(report.cue.start)].clone();
                // "said in a Facebook post", but "said the post was false"
                let written = |at: usize| {
                    let mut before = (at.saturating_sub(3)..at).map(|at| block.word(at));
                    before.any(|word| matches!(word, "in" | "In" | "by" | "By"))
                };
                unit.any(|at| block.word(at) == noun && !sketch.is_marked(at) && written(at))
            })?;
            self.known(paragraph, last.subject.as_ref()?)
        };
        let before = || {
            self.asks.set(Asks {
                before: true,
                last: true,
                ..self.asks.get()
            });
            let before = paragraph.checked_sub(1)?;
            wrote(before, self.paragraphs[before].tokens().len())
        };
        is_one.then(|| wrote(paragraph, first).or_else(before))?
    }

    /// Whom "the Spaniard" means: the person whom the sentence before is about.
    fn sentence_before(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        // "Paul Dean, a Democrat, left. The Democrat said"
        let block = &self.paragraphs[paragraph];
        let text = block.word(phrase.head.end - 1);
        let told = self.near(paragraph, phrase.head.start);
        let told = told.rev().find(|at| block.word(*at) == text);
        if let Some(told) = told.filter(|at| *at > 1 && matches!(block.word(at - 1), "a" | "an")) {
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
        let capital = block.tokens()[phrase.head.start + 1].shape.is_capital();
        if named.any(|name| {
            references.is_of(name.entity, text)
                || capital && references.is_called(name.entity, text)
        }) {
            return None;
        }
        let entity = self.known(paragraph, subject)?;
        // "Jo Lee replaces Ann Cox": either may be "the 24-year-old".
        let any_trade = text == "old" || !is_epithet(text);
        if tells_age(block, phrase)
            && any_trade
            && self.tells_of_another(paragraph, sketch.units[unit].clone(), entity, text)
        {
            return None;
        }
        // "Rubio's days are over"
        let around = subject.tokens.start..subject.tokens.end + 1;
        let mut names = self.references.within(paragraph, &around).iter();
        if names.any(|name| name.entity == entity && block.owns(name.tokens.end)) {
            return None;
        }
        let cluster = &self.references.clusters[entity];
        // "Prime Minister Ann Lee met her German counterpart. The Norwegian leader said"
        if text == "leader" && cluster.role.is_none() {
            return None;
        }
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

    /// Whom "the hydrologist", "the former minister", "the Leeds captain" means: the only person of whom the paragraph
    /// tells before it, else the one before.
    pub fn described(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let told = description(block, phrase)?;
        let start = phrase.head.start;
        let noun = block.word(phrase.head.end - 1);
        // "Cruz smiled as the heckler said"
        let own = sketch.units[sketch.unit_of(start)].start..start;
        if self.people_told_of(paragraph, own).next().is_some() {
            return None;
        }
        let mut near = self.near(paragraph, start);
        let mut paragraph = paragraph;
        let here = self.people_told_of(paragraph, near.clone()).next();
        if near.start == 0 && here.is_none() {
            self.asks.set(Asks {
                before: true,
                last: true,
                ..self.asks.get()
            });
            paragraph = paragraph.checked_sub(1)?;
            near = self.near(paragraph, self.paragraphs[paragraph].tokens().len());
        }
        let name = self.people_told_of(paragraph, near.clone()).next()?;
        if self.tells_of_another(paragraph, near.clone(), name.entity, noun) {
            return None;
        }
        let met =
            told != Description::Office && self.tells_of_both(paragraph, name.entity, noun, &near);
        if met
            || !self.acts(paragraph, name.entity, &near)
            || told == Description::Office && !self.is_told_first(paragraph, noun, name)
        {
            return None;
        }
        self.asks.set(Asks {
            all: true,
            ..self.asks.get()
        });
        let cluster = &self.references.clusters[name.entity];
        let genders = role_gender(noun).zip(cluster.gender);
        let fits = genders.is_none_or(|(one, other)| one == other);
        (fits && (told == Description::Rare || cluster.role.is_none())).then_some(name.entity)
    }

    /// The tokens of the [`FARTHEST_ONE`] sentences that end with the token before `end`.
    fn near(&self, paragraph: usize, end: usize) -> Range<usize> {
        let units = &self.sketches[paragraph].units;
        let last = units.partition_point(|unit| unit.start < end);
        let first = last.checked_sub(FARTHEST_ONE);
        first.map_or(0, |first| units[first].start)..end
    }

    /// The people named in `tokens` of a paragraph outside of marks.
    fn people_told_of(
        &self,
        paragraph: usize,
        tokens: Range<usize>,
    ) -> impl Iterator<Item = &Reference> {
        let sketch = &self.sketches[paragraph];
        let names = self.references.within(paragraph, &tokens).iter();
        names.filter(|name| name.names_person() && !sketch.is_marked(name.tokens.start))
    }

    /// Whether `tokens` of a paragraph tell of another than `entity` whom `noun` may mean: of a person by name, and where
    /// it is an age alone, of somebody without one as well.
    fn tells_of_another(
        &self,
        paragraph: usize,
        tokens: Range<usize>,
        entity: usize,
        noun: &str,
    ) -> bool {
        let mut named = self.people_told_of(paragraph, tokens.clone());
        named.any(|name| name.entity != entity)
            || noun == "old" && tells_of_somebody(&self.paragraphs[paragraph], tokens)
    }

    /// Whether a sentence in `near`, of a paragraph, has the name of `entity` for its subject.
    fn acts(&self, paragraph: usize, entity: usize, near: &Range<usize>) -> bool {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let before = |at: usize| {
            sketch
                .reports
                .partition_point(|report| report.cue.start < at)
        };
        let reports = sketch.reports[before(near.start)..before(near.end)].iter();
        let reporters = reports.filter_map(|report| report.subject.as_ref());
        let subjects = sketch.subjects.iter().skip(sketch.unit_of(near.start));
        let mut subjects = subjects.take(FARTHEST_ONE).flatten().chain(reporters);
        // Where nobody speaks, no subjects are kept: "Jo Lee missed a penalty", "In May, Jo Lee missed a penalty".
        let mut names = self.people_told_of(paragraph, near.clone());
        names.any(|name| {
            let unit = &sketch.units[sketch.unit_of(name.tokens.start)];
            let titles = (unit.start..name.tokens.start).rev();
            let titles = titles.take_while(|at| is_title(block.word(*at))).count();
            let start = name.tokens.start - titles;
            let behind_front = || {
                let next = block.tokens().get(name.tokens.end);
                block.word(start - 1) == "," && next.is_some_and(|next| next.shape == Shape::Lower)
            };
            // "When Jo Lee was asked, her answer was no."
            let when = || {
                let first = block.word(unit.start);
                start == unit.start + 1 && matches!(first, "When" | "After" | "Before" | "While")
            };
            let opens = start == unit.start || behind_front() || when();
            opens && name.entity == entity && !block.owns(name.tokens.end)
        }) || subjects.any(|subject| {
            let end = subject.tokens.end <= near.end && !block.owns(subject.tokens.end);
            end && !subject.joined && self.known(paragraph, subject) == Some(entity)
        })
    }

    /// Whether a sentence in `near` names `one` and holds `noun` as well: "Lee met the heckler".
    fn tells_of_both(&self, paragraph: usize, one: usize, noun: &str, near: &Range<usize>) -> bool {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let mut names = self.people_told_of(paragraph, near.clone());
        names.any(|name| {
            let mut unit = sketch.units[sketch.unit_of(name.tokens.start)].clone();
            name.entity == one && unit.any(|at| at < near.end && block.word(at) == noun)
        })
    }

    /// Whether a paragraph begins with who has the office `noun`, and tells the name in the sentence after: "The
    /// senator has said nothing. On Friday Ann Lee left".
    fn is_told_first(&self, paragraph: usize, noun: &str, name: &Reference) -> bool {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let first = sketch.subjects.first().and_then(Option::as_ref);
        first.is_some_and(|subject| {
            let opens = |word: &&str| block.word(subject.head.start).eq_ignore_ascii_case(word);
            let mut opening = ["the", "a", "an"].iter();
            opening.any(opens)
                && block.word(subject.head.end - 1) == noun
                && sketch.unit_of(name.tokens.start) == sketch.unit_of(subject.head.start) + 1
        })
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
        let is_one = (phrase.head.len() == 2 || is_office(noun))
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
        // "The new mayor of Hull promised it. Jo Lee, who was elected in May, also"
        let holds = || {
            let comma = block.word(name.tokens.end) == ",";
            let who = comma && block.word(name.tokens.end + 1) == "who";
            who && is_office(noun) && self.references.clusters[name.entity].role.is_none()
        };
        (opens && name.names_person() && (works() || holds())).then_some(name.entity)
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
        // "Lee said Jo Cox had never played. / “I ran,” the 19-year-old said"
        let alone = || {
            let before = paragraph - last.back;
            let after = last.tokens.end..self.paragraphs[before].tokens().len();
            self.asks.set(Asks {
                before: true,
                last: true,
                ..self.asks.get()
            });
            !self.tells_of_another(before, after, entity, noun)
        };
        voice.back == 0
            && is_other_word(&self.paragraphs[paragraph], &phrase)
            && (!tells_age(&self.paragraphs[paragraph], &phrase) || alone())
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

/// Whether a noun stands for who governs a country or a place: "minister", "mayor".
fn is_office(noun: &str) -> bool {
    is_role(noun) && (is_of_a_state(noun) || is_of_a_place(noun))
}

/// How a phrase describes one person of whom the text has spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Description {
    /// By a noun that nobody holds as an office: "the hydrologist".
    Rare,
    /// By what they were or where they are from: "the former minister", "the Leeds captain".
    Told,
    /// By an office that they hold: "the prime minister".
    Office,
}

/// How a phrase describes one person of whom the text has spoken, if it does.
fn description(block: &Paragraph, phrase: &Phrase) -> Option<Description> {
    let (first, last) = (phrase.head.start, phrase.head.end - 1);
    let text = block.word(last);
    let whole = last > first
        && !phrase.joined
        && phrase.tokens == phrase.head
        && block.word(first).eq_ignore_ascii_case("the")
        && (block.tokens()[last].shape == Shape::Lower || is_party_member(text))
        && !is_organization(text)
        && !(first..last).any(|at| block.owns(at));
    // "Lee was asked about it. “Why?” the moderator said", "Lee was jailed. The judge said"
    let unnamed = is_unnamed(text) && !is_role(text);
    if !whole || unnamed || is_interviewer(text) || is_of_court(text) {
        return None;
    }
    if is_party_member(text) {
        return Some(Description::Rare);
    }
    if tells_age(block, phrase) {
        return Some(Description::Rare);
    }
    let next = block.tokens()[first + 1].shape;
    let was = matches!(block.word(first + 1), "former" | "retired");
    // "Lee went to Leeds. The British ambassador said"
    if is_of_a_state(text) && is_people(block.word(first + 1)) {
        return None;
    }
    if is_role(text) {
        return Some(match last > first + 1 && (was || next.is_capital()) {
            true => Description::Told,
            false => Description::Office,
        });
    }
    (is_likely_role(text) && role_gender(text).is_none()).then_some(Description::Rare)
}

/// Whether a phrase tells somebody's age: "the 45-year-old", "the 51-year-old former engineer".
fn tells_age(block: &Paragraph, phrase: &Phrase) -> bool {
    let old = phrase.head.start + 5;
    old < phrase.head.end && block.word(old) == "old"
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
    let lower = block.tokens()[last].shape == Shape::Lower;
    let does = last > first + 1
        && lower
        && (is_epithet(text) && block.word(last - 1) != "-"
            || is_people(block.word(first + 1))
                && (!is_role(text) && is_likely_role(text) || text == "leader"));
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
            || tells_age(block, phrase) && lower && !is_unnamed(text) && !is_organization(text)
            || does
            || was)
}

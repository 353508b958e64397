//! Speakers: who said each quote, by rules whose order and confidence can be read here.

use std::cell::Cell;
use std::ops::Range;

use crate::analysis::{Kind, MentionForm};
use crate::coref::person::has_letters;
use crate::coref::title::{is_party_member, is_role, is_role_or_modifier, is_title, role_gender};
use crate::coref::{JOINTS, Reference, References, is_organization};
use crate::text::{Paragraph, Shape, TokenKind};

use super::Voice;
use super::clause::is_plural;
use super::cues::Cue;
use super::phrase::Phrase;
use super::relative::behind_relative;
use super::report::{Manner, Report};
use super::rule::Rule;
use super::sketch::Sketch;
use super::speaking::is_speaker;
use super::stranger::{is_one, somebody, subject_pronoun};
use super::words::{Word, word};

/// How sure it is, in percent, that another word for somebody means whom the sentence before is about.
pub const OTHERWISE: u8 = 80;

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
    /// On what the paragraph before tells.
    pub last: bool,
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
        let resolved = &self.unjoined(paragraph, meant.unwrap_or(phrase));
        let one = self.one_before(paragraph, resolved);
        // "A nurse has won. … the nurse, Jo Lee, said"
        let one = one.filter(|_| self.apposed(paragraph, resolved).is_none());
        let described = one.and_then(|_| self.described(paragraph, resolved));
        if let Some(one) = one.filter(|_| described.is_none()) {
            return Voice {
                tokens: phrase.tokens.clone(),
                ..self.voice(paragraph, one, None, rule)
            };
        }
        let before = self.subject_before(paragraph, resolved);
        let entity = match before {
            _ if resolved.joined => None,
            Some(entity) => entity,
            None => meant
                .and_then(|meant| self.named_before(paragraph, meant))
                .or_else(|| meant.and_then(|meant| self.named_at_end(paragraph, meant)))
                .or_else(|| self.known(paragraph, resolved)),
        };
        let otherwise = match (entity, before) {
            (None, None) => self.called_otherwise(paragraph, resolved, described),
            _ => None,
        };
        let entity = entity.or(otherwise);
        let block = &self.paragraphs[paragraph];
        let unnamed = match (entity, before) {
            (Some(_), _) => None,
            (None, Some(_)) => Some(subject_pronoun(block.word(resolved.head.start))),
            (None, None) => somebody(block, resolved).or_else(|| {
                is_one(block, resolved).then(|| role_gender(block.word(resolved.head.end - 1)))
            }),
        };
        // "A farmer said it was over. He wept": he is the farmer.
        let stranger = match (entity, before) {
            (None, Some(_)) => self.stranger_before(paragraph, resolved).cloned(),
            (None, None) => self
                .speaker_before(paragraph, resolved)
                .or_else(|| self.of_two(paragraph, resolved)),
            _ => None,
        };
        let entity = entity.or_else(|| match before {
            None => {
                // "The parents of the boy, Jo Lee, …. They said"
                let several = |phrase: &Phrase| {
                    let last = phrase.head.end - 1;
                    phrase.joined
                        || block.tokens()[last].shape == Shape::Lower && is_plural(block.word(last))
                };
                let one = stranger.as_ref().filter(|phrase| !several(phrase));
                one.and_then(|phrase| self.known(paragraph, phrase))
            }
            Some(_) => None,
        });
        Voice {
            back: 0,
            tokens: phrase.tokens.clone(),
            meant: stranger.as_ref().unwrap_or(resolved).tokens.clone(),
            meant_back: 0,
            entity,
            unnamed,
            confidence: self
                .surety(paragraph, resolved)
                .min(rule.confidence())
                .min(otherwise.map_or(100, |_| OTHERWISE)),
            rule: rule.name(),
        }
    }

    /// The name alone that ends a phrase, where "and" joins no two people but the words of a title: "Trade and
    /// Industry minister Jo Lee", "Health and Safety Authority inspector Jo Lee".
    fn unjoined(&self, paragraph: usize, phrase: &Phrase) -> Phrase {
        let block = &self.paragraphs[paragraph];
        let name = || {
            let names = self.references.within(paragraph, &phrase.tokens);
            let name = names
                .last()
                .filter(|name| name.names_person() && name.tokens.end == phrase.tokens.end)?;
            let start = phrase.tokens.start;
            let and = (start + 1..name.tokens.start).find(|&at| block.word(at) == "and")?;
            let capital = |at: usize| block.tokens()[at].shape.is_capital();
            let apart = names.iter().any(|other| other.tokens.end <= and);
            let title = capital(start)
                && capital(and + 1)
                && !is_role_or_modifier(&block.word(and + 1).to_lowercase())
                && (and + 2..name.tokens.start).any(|at| is_role(block.word(at)));
            (title && !apart).then(|| name.tokens.clone())
        };
        match phrase.joined.then(name).flatten() {
            Some(head) => Phrase {
                head,
                joined: false,
                ..phrase.clone()
            },
            None => phrase.clone(),
        }
    }

    /// How sure it is whom a phrase means, in whole percent: a pronoun may mean several people.
    fn surety(&self, paragraph: usize, phrase: &Phrase) -> u8 {
        let mentions = self.references.within(paragraph, &phrase.head);
        let is_pronoun = phrase.head.len() == 1;
        let pronoun = mentions
            .first()
            .filter(|mention| is_pronoun && mention.form == MentionForm::Pronoun);
        pronoun.map_or(100, |mention| mention.confidence)
    }

    /// The entity that a phrase names.
    pub fn known(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let (references, paragraphs) = (self.references, self.paragraphs);
        let phrase = &self.with_whole_name(paragraph, phrase);
        let here = references.here(paragraphs, paragraph, &phrase.head);
        here.or_else(|| self.named_with_sort(paragraph, phrase))
            .or_else(|| self.apposed(paragraph, phrase))
            .or_else(|| self.named_last(paragraph, phrase))
            .or_else(|| {
                let named = references.is_named(paragraphs, paragraph, &phrase.head);
                self.asks.set(Asks {
                    before: true,
                    all: self.asks.get().all || named,
                    ..self.asks.get()
                });
                references.elsewhere(paragraphs, paragraph, &phrase.head)
            })
            .or_else(|| {
                let ahead = references.ahead(&paragraphs[paragraph], &phrase.head)?;
                self.asks.set(Asks {
                    all: true,
                    ..self.asks.get()
                });
                ahead
            })
    }

    /// Whether somebody whom another paragraph tells of is a person, which the whole document decides.
    pub fn is_person(&self, entity: usize) -> bool {
        self.asks.set(Asks {
            all: true,
            ..self.asks.get()
        });
        self.references.clusters[entity].kind == Kind::Person
    }

    /// Whether the document never calls somebody by more than one word, nor tells what they are.
    pub fn has_one_name(&self, entity: usize) -> bool {
        self.asks.set(Asks {
            all: true,
            ..self.asks.get()
        });
        let cluster = &self.references.clusters[entity];
        !cluster.name().contains(' ') && cluster.role.is_none() && cluster.gender.is_none()
    }

    /// The organization that a phrase names with the noun for what it is: "The Unite union", "The Guardian
    /// newspaper".
    fn named_with_sort(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let block = &self.paragraphs[paragraph];
        let (first, last) = (phrase.head.start, phrase.head.end - 1);
        let name = self.references.within(paragraph, &(first..last)).first()?;
        let whole = name.tokens.start <= first + 1 && name.tokens.end == last;
        let sort = block.tokens()[last].shape == Shape::Lower && is_organization(block.word(last));
        (whole && sort && name.kind == Kind::Organization && name.form == MentionForm::Name)
            .then_some(name.entity)
    }

    /// A phrase whose head goes on behind the name that it breaks off in: "The Bank | of Ghana's
    /// governor".
    fn with_whole_name(&self, paragraph: usize, phrase: &Phrase) -> Phrase {
        let block = &self.paragraphs[paragraph];
        let names = self.references.within(paragraph, &phrase.head);
        let end = names.last().map_or(0, |name| name.tokens.end);
        let mut phrase = phrase.clone();
        if (phrase.head.end + 1..phrase.tokens.end).contains(&end) {
            let mut rest = end..phrase.tokens.end;
            let joint = rest.find(|at| JOINTS.contains(&block.word(*at)));
            phrase.head.end = joint.unwrap_or(phrase.tokens.end);
        }
        phrase
    }

    /// Whether a person is named in `tokens`.
    pub fn names_anybody(&self, paragraph: usize, tokens: &Range<usize>) -> bool {
        let mut names = self.references.within(paragraph, tokens).iter();
        names.any(Reference::names_person)
    }

    /// Whether all of `tokens` name a place.
    pub fn names_place(&self, paragraph: usize, tokens: &Range<usize>) -> bool {
        let names = self.references.within(paragraph, tokens);
        names
            .first()
            .is_some_and(|name| name.kind == Kind::Place && name.tokens == *tokens)
    }

    /// Whether `phrase` is a person's name, with what belongs to it: "Her colleague Max Berg".
    pub fn names_person(&self, paragraph: usize, phrase: &Phrase) -> bool {
        let entity = self
            .references
            .here(self.paragraphs, paragraph, &phrase.head);
        let names = self.references.within(paragraph, &phrase.head);
        !phrase.joined
            && names
                .iter()
                .any(|mention| mention.names_person() && Some(mention.entity) == entity)
    }

    /// Which organization the name after a phrase says that it is: "the ferry's owner, North Lines, said".
    fn apposed_thing(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let block = &self.paragraphs[paragraph];
        let (end, last) = (phrase.tokens.end, phrase.head.end - 1);
        let first = end + 1 + usize::from(block.word(end + 1) == "the");
        let name = self.references.within(paragraph, &(first..first + 1));
        let name = name.first().filter(|mention| {
            mention.kind == Kind::Organization && mention.form == MentionForm::Name
        })?;
        // "The minister, Ofgas, the unions and": a list goes on behind the comma.
        let next = name.tokens.end + 1;
        let class = |at: usize| {
            block
                .tokens()
                .get(at)
                .map(|token| word(block.word(at), token.kind))
        };
        let lists = Word::DETERMINER | Word::POSSESSIVE | Word::CONJUNCTION;
        let closes = match block.word(name.tokens.end) {
            "," => {
                !class(next).is_some_and(|class| class.is(lists))
                    && !block
                        .tokens()
                        .get(next)
                        .is_some_and(|token| token.shape.is_capital())
            }
            other => matches!(other, "." | "" | ":"),
        };
        // "The publisher of the book, North Press, said"
        let whole = phrase.tokens.end == phrase.head.end
            || block.word(phrase.head.end) == "of" && is_organization(block.word(last));
        let is_one = whole
            && phrase.head.len() > 1
            && block.tokens()[last].shape == Shape::Lower
            && role_gender(block.word(last)).is_none();
        (closes && is_one).then_some(name.entity)
    }

    /// Whose apposition a phrase is, which stands for "who": "Jo Lee, a spokeswoman for the city, | who said".
    fn named_before(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let block = &self.paragraphs[paragraph];
        let comma = phrase.tokens.start.checked_sub(1)?;
        let name = self.references.within(paragraph, &(0..comma)).last()?;
        let closed = block.word(comma) == "," && block.word(phrase.tokens.end) == ",";
        let is_role = is_role(block.word(phrase.head.end - 1)) || somebody(block, phrase).is_some();
        (closed && is_role && name.names_person() && name.tokens.end == comma)
            .then_some(name.entity)
    }

    /// Who is named at the end of what "who" stands for: "after talks with | coach Jo Lee |, who told him".
    fn named_at_end(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let block = &self.paragraphs[paragraph];
        let with = phrase
            .tokens
            .clone()
            .rfind(|&at| block.word(at) == "with")?;
        let name = self
            .references
            .within(paragraph, &(with..phrase.tokens.end))
            .last()?;
        (name.names_person() && name.tokens.end == phrase.tokens.end).then_some(name.entity)
    }

    /// Whom a name that somebody gives names: "One woman, who gave her name only as Lidia, said".
    fn named_as(&self, paragraph: usize, end: usize) -> Option<usize> {
        /// "who asked to be identified only by her first name,"
        const LONGEST: usize = 12;
        let block = &self.paragraphs[paragraph];
        let first = end + 1 + usize::from(block.word(end) == ",");
        let name = self.references.within(paragraph, &(first..first + LONGEST));
        let name = name.first().filter(|mention| mention.names_person())?;
        let who = block.word(first - 1);
        let tells = |at: usize| {
            let word = block.word(at);
            matches!(word, "name" | "names" | "nickname") || word.starts_with("identif")
        };
        let joins = matches!(block.word(name.tokens.start - 1), "as" | ",");
        (who == "who" && joins && (first..name.tokens.start).any(tells)).then_some(name.entity)
    }

    /// Whom the name after a phrase says that it is: "his niece, Jo Lee, said".
    pub fn apposed(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let block = &self.paragraphs[paragraph];
        if let Some(entity) = self.named_as(paragraph, phrase.tokens.end) {
            return Some(entity);
        }
        let end = behind_relative(block, phrase.tokens.end);
        // "The new mayor is Jo Lee."
        if matches!(block.word(end), "is" | "was") {
            let name = self.references.within(paragraph, &(end + 1..end + 8));
            let name = name.first().filter(|name| {
                name.names_person()
                    && (end + 1..name.tokens.start).all(|at| is_title(block.word(at)))
                    && !block.owns(name.tokens.end)
            })?;
            let definite = block.word(phrase.head.start).eq_ignore_ascii_case("the");
            return definite.then_some(name.entity);
        }
        if block.word(end) != "," {
            return None;
        }
        // "Jo Lee KC,"
        let closes = |at: usize| {
            let at = at + usize::from(has_letters(block.word(at)));
            matches!(
                block.word(at),
                "," | "." | "" | "(" | ";" | ":" | "of" | "from"
            )
        };
        if let Some(thing) = self.apposed_thing(paragraph, phrase) {
            return Some(thing);
        }
        // "Peru's envoy, Ambassador Jo Lee, said", "the bishop, the Rt Rev Jo Lee, said"
        let names = self.references.within(paragraph, &(end + 1..end + 8));
        // "her cousin, retired nurse Jo Lee, said", "one resident, 72-year-old Jo Lee, said"
        let titles = |at: usize| {
            let class = word(block.word(at), block.tokens()[at].kind);
            block.tokens()[at].shape.is_capital()
                || matches!(block.word(at), "the" | "-" | "year" | "old" | "state")
                || block.tokens()[at].kind == TokenKind::Number
                || class.is(Word::TITLE)
                || class.is_unknown() && !block.word(at).ends_with("ing")
                // "The driver, a man named Jo Lee, said"
                || class.is(Word::DETERMINER)
                || matches!(block.word(at), "named" | "called" | "identified" | "known" | "as")
        };
        // "The chair, Labour MP Jo Lee, said"
        let name = names.iter().find(|mention| mention.names_person());
        let name = name.filter(|mention| {
            closes(mention.tokens.end) && (end + 1..mention.tokens.start).all(titles)
        })?;
        // "The new MP, Jo Lee, said", "Counsel to the inquiry, Jo Lee, said"
        let last = phrase.head.end - 1;
        let role = !block.tokens()[last].shape.is_capital()
            || is_role(block.word(last))
            || is_party_member(block.word(last))
            || block.tokens()[last].shape == Shape::Capitals
            || matches!(block.word(last), "One" | "Another")
            || phrase.tokens.end > phrase.head.end;
        role.then_some(name.entity)
    }

    /// Whom a name at a phrase's end names, where it hangs on no preposition: "mother of three Jo Lee",
    /// "Chair of governors Dr Jo Lee".
    fn named_last(&self, paragraph: usize, phrase: &Phrase) -> Option<usize> {
        let block = &self.paragraphs[paragraph];
        let of = phrase.head.end;
        if of + 2 >= phrase.tokens.end {
            return None;
        }
        let names = self
            .references
            .within(paragraph, &(of + 2..phrase.tokens.end));
        let name = names
            .last()
            .filter(|mention| mention.names_person() && mention.tokens.end == phrase.tokens.end)?;
        let mut before = (of + 1..name.tokens.start)
            .rev()
            .skip_while(|at| block.tokens()[*at].shape.is_capital());
        let Some(last) = before.next() else {
            // "Minister for Housing Jo Lee", but "a spokesman for Mayor Jo Lee"
            let office = matches!(
                block.word(of - 1),
                "Minister" | "minister" | "Secretary" | "secretary"
            );
            return (office && block.word(of) == "for").then_some(name.entity);
        };
        let text = block.word(last);
        let class = word(text, block.tokens()[last].kind);
        // "Leader of the council Jo Lee"
        let is_office = phrase.head.len() == 1 && is_role(block.word(phrase.head.start));
        (is_office || text.ends_with('s') || class.is(Word::PLURAL)).then_some(name.entity)
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
        let own = |rule| {
            report.subject.as_ref().map(|phrase| {
                let antecedent = sketch.antecedent(index);
                let mut voice = self.voice(paragraph, phrase, antecedent, rule);
                // Who asks somebody known does not go on to speak.
                let turns = || {
                    self.turns_to_named(paragraph, index)
                        || self.turns_to_owner(paragraph, index, phrase)
                };
                // "Shaw welcomed the finding by the coroner that it was murder. “We waited,” he said"
                let told_by_another = || {
                    let unit = sketch.unit_of(report.cue.start);
                    let subject = sketch.subjects.get(unit).and_then(Option::as_ref);
                    report.manner == Manner::Nominal
                        && subject.is_some_and(|subject| {
                            self.names_person(paragraph, subject)
                                || self.apposed(paragraph, subject).is_some()
                        })
                };
                if voice.unnamed.is_some() && (turns() || told_by_another()) {
                    voice.unnamed = None;
                }
                self.answers(paragraph, index, &mut voice);
                voice
            })
        };
        match report.manner {
            Manner::Subject => own(Rule::CueSubject),
            Manner::Inverted | Manner::Agent | Manner::Passive => own(Rule::CueInverted),
            Manner::According => own(Rule::AccordingTo),
            Manner::Nominal => own(Rule::CueSubject),
            Manner::Participle | Manner::Coordinated => {
                let rule = match report.manner {
                    Manner::Participle => Rule::CueParticiple,
                    _ => Rule::CueCoordinated,
                };
                if let Some(voice) = own(rule) {
                    return Some(voice);
                }
                let unit = sketch.unit_of(report.cue.start);
                let before = (0..index)
                    .rev()
                    .take_while(|&other| sketch.unit_of(sketch.reports[other].cue.start) == unit);
                // "Lee said the state had asked for help but warned": Lee warned. "Lee noted that Cox has
                // called it off and asked for help": perhaps Cox did.
                let block = &self.paragraphs[paragraph];
                let aided = |report: &Report, by: u32| {
                    let first = report.group.start;
                    word(block.word(first), block.tokens()[first].kind).is(by)
                };
                let any = Word::AUXILIARY | Word::MODAL;
                let outermost = before.clone().last().filter(|&outer| {
                    let outer = &sketch.reports[outer];
                    let says = outer.manner == Manner::Subject && outer.frames & Cue::CLAUSE != 0;
                    says && report.manner == Manner::Coordinated && !aided(report, any)
                });
                let comma = report.group.start.checked_sub(2);
                let comma = block.word_at(comma) == ",";
                // "She said the leak showed it was old and warned": a leak warns nobody.
                let thing = |report: &Report| {
                    report.subject.as_ref().is_some_and(|subject| {
                        let last = subject.head.end - 1;
                        let class = word(block.word(last), block.tokens()[last].kind);
                        block.tokens()[last].shape == Shape::Lower
                            && !class.is(Word::SUBJECT)
                            && !is_speaker(block, last)
                    })
                };
                for other in before {
                    let within = outermost.is_some_and(|outer| {
                        if other > outer && thing(&sketch.reports[other]) {
                            return true;
                        }
                        let told = sketch.reports[outer].frames & Cue::SAYING != 0;
                        let by = if told || comma { any } else { Word::MODAL };
                        other > outer && aided(&sketch.reports[other], by)
                    });
                    let report = &sketch.reports[other];
                    if let Some(phrase) = report.subject.as_ref()
                        && !matches!(report.manner, Manner::According | Manner::Nominal)
                        && !within
                    {
                        let meant = sketch.antecedent(other);
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

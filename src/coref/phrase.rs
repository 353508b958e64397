//! Noun phrases that refer without a name: "the latter", "the minister", "the ministry", "it".

use std::ops::Range;
use std::sync::LazyLock;

use super::person::{PersonName, fit};
use super::recent::{RIVALS, latest_pair, most_named, only};
use super::sort::{self, Fit, Sort};
use super::things::ALIASES;
use super::title::{
    full_role, honorific, is_epithet, is_field, is_likely_role, is_modifier, is_party_member,
    is_relation, is_role, is_role_of, is_unnamed, role_fit, role_gender, word_bit,
};
use super::{Cluster, Reference, References};
use crate::analysis::{Kind, MentionForm};
use crate::lexicon::{self, Words, holds};
use crate::names::is_people;
use crate::text::{Paragraph, Shape, TokenKind, small};

/// Words by which a name hangs on another: "a spokesman for Trump".
pub const JOINTS: [&str; 8] = ["of", "for", "to", "from", "with", "in", "at", "on"];

/// Whether a phrase hangs on what stands before `word`: one of [`JOINTS`], or "by".
pub fn is_joint(word: &str) -> bool {
    word == "by" || JOINTS.contains(&word)
}

/// What places end in that are no town or country.
static STREETS: LazyLock<Words> = LazyLock::new(|| lexicon::section(ALIASES, "streets"));

/// How many mentions back a phrase looks for what it refers to: about a page.
const REACH: usize = 200;

/// And how many paragraphs back, however few mentions they hold.
pub const REACH_PARAGRAPHS: usize = 200;

impl References {
    /// The entity that a noun phrase or pronoun refers to, which need not be among the mentions:
    /// "he", "the latter", "the minister", "the ministry", "Mr. Lavrov". `tokens` are those of the
    /// whole phrase, in `paragraph`. None where the text does not tell.
    #[cfg(test)]
    pub fn resolve(
        &self,
        paragraphs: &[Paragraph],
        paragraph: usize,
        tokens: &Range<usize>,
    ) -> Option<usize> {
        self.here(paragraphs, paragraph, tokens)
            .or_else(|| self.elsewhere(paragraphs, paragraph, tokens))
    }

    /// What [`References::resolve`] finds in the paragraph's own mentions.
    pub fn here(
        &self,
        paragraphs: &[Paragraph],
        paragraph: usize,
        tokens: &Range<usize>,
    ) -> Option<usize> {
        if tokens.is_empty() {
            return None;
        }
        let block = &paragraphs[paragraph];
        let head = head_range(block, tokens);
        // "The Texas Republican said": not the party.
        let is_member = is_party_member(block.word(head.end - 1))
            && block.word(head.start).eq_ignore_ascii_case("the");
        let mention = self.head_mention(block, paragraph, &head);
        mention
            .filter(|mention| !is_member || mention.kind == Kind::Person)
            .map(|mention| mention.entity)
    }

    /// Whether [`References::elsewhere`] asks who in the document has the name that the phrase is.
    pub fn is_named(
        &self,
        paragraphs: &[Paragraph],
        paragraph: usize,
        tokens: &Range<usize>,
    ) -> bool {
        let block = &paragraphs[paragraph];
        is_capitalized(block, &head_range(block, tokens))
    }

    /// What [`References::resolve`] finds in the rest of the document, where the phrase holds no
    /// mention: in the mentions before it, and in what all entities are called.
    pub fn elsewhere(
        &self,
        paragraphs: &[Paragraph],
        paragraph: usize,
        tokens: &Range<usize>,
    ) -> Option<usize> {
        if tokens.is_empty() {
            return None;
        }
        let block = &paragraphs[paragraph];
        let head = head_range(block, tokens);
        if let Some(person) = self.by_words(block, &head) {
            return Some(person);
        }
        let words = head
            .clone()
            .filter(|at| block.tokens()[*at].kind == TokenKind::Word);
        // Other words tell nothing, and most phrases begin with others.
        let first = block.word(words.clone().next()?);
        let mut openers = ["the", "his", "her", "it"].iter();
        if !openers.any(|opener| first.eq_ignore_ascii_case(opener)) {
            return None;
        }
        let words: Vec<String> = words.map(|at| block.word(at).to_lowercase()).collect();
        let before = self.before(paragraph, tokens.start);
        let own = self.within(paragraph, &(0..tokens.start)).len();
        let pair = || {
            let names: Vec<&Reference> = before.clone().collect();
            let (own, earlier) = names.split_at(own);
            self.latest_pair_before(block, tokens.start, own, earlier)
        };
        match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            // "Three engineers came. The first said": none of those named before.
            ["the", "first" | "second"] if own < 2 => None,
            ["the", "latter" | "second"] => pair().map(|pair| pair[1].entity),
            ["the", "former" | "first"] => pair().map(|pair| pair[0].entity),
            // "His lawyer, Ann Lee, … / his lawyer said"
            [owner @ ("his" | "her"), .., last] => {
                only(before.filter(|mention| {
                    let belongs = self.clusters[mention.entity].belongs.as_ref();
                    let belongs = belongs.and_then(|known| known.split_once(' '));
                    // "Dean Howe's brother, Marc, … His brother said"
                    belongs.is_some_and(|(whose, known)| {
                        known == last && (whose == owner || !matches!(whose, "his" | "her"))
                    })
                }))
            }
            // "The conductor's wife, Ann Lee, … / The conductor's wife said"
            ["the", .., last] if is_relation(last) && block.owns(head.end - 2) => {
                only(before.filter(|mention| {
                    let belongs = self.clusters[mention.entity].belongs.as_ref();
                    belongs.is_some_and(|known| known.ends_with(last))
                }))
            }
            ["it"] => self.subject_before(block, paragraph, tokens.start),
            ["the", "city" | "town" | "village" | "country" | "island"] => {
                only(before.filter(|mention| {
                    mention.kind == Kind::Place && !self.is_street(mention.entity)
                }))
            }
            // "the dad-of-three", "the mother | of two"
            ["the", relation, "of", number] | ["the", "year", "old", relation, "of", number]
                if is_few(number) =>
            {
                self.by_relation(&before, own, relation)
            }
            // "the 67-year-old widow"
            ["the", "year", "old", relation] if is_relation(relation) => {
                self.by_relation(&before, own, relation)
            }
            ["the", relation] | ["the", "year", "old", relation]
                if block.word(head.end) == "of" && is_few(block.word(head.end + 1)) =>
            {
                self.by_relation(&before, own, relation)
            }
            ["the", .., last] => {
                if is_party_member(block.word(head.end - 1)) {
                    // Which of several "the Texas Republican" is, only who knows them can tell.
                    let member = (words.len() == 2).then(|| block.word(head.end - 1))?;
                    let named = self.by_origin(&before, &[member], last);
                    return named.or_else(|| self.by_epithet(&before, own, None, None));
                }
                let field = field_after(block, head.end);
                let words = head.clone().skip(1).map(|at| block.word(at));
                let role: Vec<&str> = field.into_iter().chain(words).collect();
                let phrase = &role[usize::from(field.is_some())..];
                let full = full_role(&role.join(" ")).into_owned();
                let full: Vec<&str> = full.split(' ').collect();
                let is_role =
                    is_role(last) || is_likely_role(last) || is_relation(last) || is_unnamed(last);
                let by_role = || self.by_role(&before, &full);
                is_role
                    .then(by_role)
                    .flatten()
                    .or_else(|| self.by_origin(&before, phrase, last))
                    .or_else(|| self.by_name(&before, own, phrase, last))
                    .or_else(|| {
                        let people = phrase.len() == 1 && is_people(phrase[0]);
                        let people = people.then_some(last);
                        // "Under questioning from Jo Lee, the 49-year-old accepted": not Jo Lee.
                        let by = |name: &Reference| {
                            let before = block.word_at(name.tokens.start.checked_sub(1));
                            matches!(before, "from" | "by" | "with" | "against")
                        };
                        let sentence = block.sentences[block.sentence_of(tokens.start)].start;
                        let before_it = block.sentence_of(sentence.saturating_sub(1));
                        let near = block.sentences[before_it].start..tokens.start;
                        let here = self.within(paragraph, &(sentence..tokens.start));
                        let aside = last == "old"
                            && (own == 0 || here.iter().any(by) || tells_of_somebody(block, near));
                        let tells = people.is_some() || is_epithet(last) && !aside;
                        tells
                            .then(|| self.by_epithet(&before, own, role_gender(last), people))
                            .flatten()
                    })
                    .or_else(|| is_epithet(last).then(by_role).flatten())
            }
            _ => None,
        }
    }

    /// Whether a place is a street or the like by the last word of its name.
    fn is_street(&self, entity: usize) -> bool {
        let name = self.clusters[entity].name().rsplit(' ').next();
        name.is_some_and(|last| holds(&STREETS, last))
    }

    /// The two of whom "the former" and "the latter" at `token` are one each: `own` mentions stand before it in its
    /// paragraph, `earlier` ones in those before, each from the latest on.
    fn latest_pair_before<'m>(
        &self,
        block: &Paragraph,
        token: usize,
        own: &[&'m Reference],
        earlier: &[&'m Reference],
    ) -> Option<[&'m Reference; 2]> {
        let sentence = block.sentences[block.sentence_of(token)].start;
        // "In an interview with the Echo, the latter said": one name in its own sentence makes no pair.
        let here = own.partition_point(|name| name.tokens.start >= sentence);
        // "Russia and Turkey signed it in Sochi": where it was is none of the two.
        let is_where = |name: &Reference| {
            let before = block.word_at(name.tokens.start.checked_sub(1));
            name.kind == Kind::Place && matches!(before, "in" | "at" | "near" | "outside")
        };
        let mut names = own[usize::from(here == 1)..].to_vec();
        names.retain(|name| name.form == MentionForm::Name && !is_where(name));
        let own = names.len();
        names.extend(earlier);
        names.retain(|name| name.form == MentionForm::Name);
        // What an edited text keeps goes by who is named in the paragraphs before, not by where.
        latest_pair(&names, |at| {
            let of = |name: &Reference| block.sentence_of(name.tokens.start);
            at + 1 < own && of(names[at]) == of(names[at + 1])
        })
    }

    /// Whom a phrase means whose office the text tells only behind it: "The prime minister has said … / Prime
    /// Minister Ann Lee told". Some answer, if it asks who in the document has an office.
    pub fn ahead(&self, block: &Paragraph, tokens: &Range<usize>) -> Option<Option<usize>> {
        let head = head_range(block, tokens);
        let last = head.end.checked_sub(1).filter(|last| *last > head.start)?;
        let is_office = block.word(head.start).eq_ignore_ascii_case("the")
            && block.tokens()[last].shape == Shape::Lower
            && is_role(block.word(last))
            && !is_epithet(block.word(last));
        is_office.then(|| self.holder(block.words(&(head.start + 1..head.end))))
    }

    /// The only person whose name the phrase can be, where the phrase is no mention: the label
    /// "HUANG" of an answer.
    fn by_words(&self, block: &Paragraph, head: &Range<usize>) -> Option<usize> {
        if !is_capitalized(block, head) {
            return None;
        }
        // "MS. HUANG", "SEN. HUANG"
        let is_title = |at: &usize| {
            let word = block.word(*at);
            honorific(word).is_some() || is_role(word)
        };
        let titles = head.clone().take_while(is_title).count();
        let name = (head.start + titles).min(head.end - 1)..head.end;
        let words = PersonName::of(block, &name).words;
        // Whatever fits, fits with its last word too.
        let namesakes = self.namesakes(words.last()?);
        let mut people = namesakes
            .filter(|id| fit(&words, self.clusters[*id].words()).is_some_and(|fit| fit >= 3));
        let first = people.next()?;
        people.all(|other| other == first).then_some(first)
    }

    /// The mentions before a token of a paragraph, the latest first, as far back as phrases look.
    fn before(&self, paragraph: usize, token: usize) -> impl Iterator<Item = &Reference> + Clone {
        let own = &self.mentions[paragraph];
        let own = &own[..own.partition_point(|mention| mention.tokens.start < token)];
        let first = paragraph.saturating_sub(REACH_PARAGRAPHS);
        let earlier = self.mentions[first..paragraph].iter().rev();
        own.iter()
            .rev()
            .chain(earlier.flat_map(|mentions| mentions.iter().rev()))
            .take(REACH)
    }

    /// The mention that is the phrase's head.
    fn head_mention(
        &self,
        block: &Paragraph,
        paragraph: usize,
        head: &Range<usize>,
    ) -> Option<&Reference> {
        let inside = self.within(paragraph, head);
        let is_head = |mention: &&Reference| {
            // "Father-of-three Lee Cox": a joint between hyphens hangs nothing.
            let hyphened = |at: usize| at > 0 && block.word(at - 1) == "-" && !block.spaced(at);
            let joins = |at: usize| JOINTS.contains(&block.word(at)) && !hyphened(at);
            // "a spokesman for Trump": the name hangs on another head. "Obama aide Kori Lee": a
            // noun goes on after the name. "Jo Lee of the council": a phrase hangs on the name.
            // The "of" of a title hangs nothing: "Secretary of State John Kerry".
            let in_title = |at: usize| {
                let named = at + 2..=at + 3;
                block.word(at) == "of"
                    && mention.kind == Kind::Person
                    && named.contains(&mention.tokens.start)
                    && at > head.start
                    && is_role(block.word(at - 1))
                    && block.tokens()[at + 1].shape.is_capital()
            };
            // That of another name neither: "Bank of Ghana Governor Ann Lee".
            let in_name = |at: usize| inside.iter().any(|other| other.tokens.contains(&at));
            let hangs = |at: usize| joins(at) && !in_title(at) && !in_name(at);
            // "a lawyer representing Cox"
            let does = |at: usize| {
                let before = block.word(at - 1);
                block.word(at).ends_with("ing")
                    && block.tokens()[at].shape == Shape::Lower
                    && (is_role(before) || is_unnamed(before) || role_gender(before).is_some())
            };
            let hung = (head.start..mention.tokens.start).any(hangs)
                || (head.start + 1..mention.tokens.start).any(does);
            let goes_on = mention.tokens.end < head.end && !joins(mention.tokens.end);
            !hung && !goes_on
        };
        let person = |mention: &&Reference| mention.kind == Kind::Person;
        let mut heads = inside.iter().filter(is_head);
        heads.clone().find(person).or_else(|| heads.next_back())
    }

    /// The organization that the paragraph named last before the token at `end`, where it was named
    /// as subjects are: first in its sentence, and hung on no other word.
    fn subject_before(&self, block: &Paragraph, paragraph: usize, end: usize) -> Option<usize> {
        let before = self.within(paragraph, &(0..end));
        let at = before.iter().rposition(|m| m.kind == Kind::Organization)?;
        let subject = &before[at];
        let sentence = &block.sentences[block.sentence_of(subject.tokens.start)];
        let is_first = at == 0 || before[at - 1].tokens.end <= sentence.start;
        let comma = (sentence.start..subject.tokens.start).rfind(|at| block.word(*at) == ",");
        let mut lead = comma.unwrap_or(sentence.start)..subject.tokens.start;
        // "The report, seen by the Herald, says"
        let is_free = !lead.any(|at| is_joint(block.word(at)));
        // Who is named in marks is spoken of there, not whom "it said" after them means.
        let between = block.tokens().get(subject.tokens.end..end)?;
        let marks = between.iter().filter(|token| token.kind == TokenKind::Mark);
        let is_outside = marks.count() % 2 == 0;
        (is_first && is_free && is_outside).then_some(subject.entity)
    }

    /// The person whose role or title holds the last word of `phrase`, which has no article: "the minister", "the Florida senator".
    fn by_role<'m>(
        &self,
        before: &(impl Iterator<Item = &'m Reference> + Clone),
        phrase: &[&str],
    ) -> Option<usize> {
        let word = phrase.last()?;
        // "The German" is no role, though "German driver" holds the word.
        if is_people(word) {
            return None;
        }
        let roles = |entity: usize| self.clusters[entity].roles.iter();
        let gender = role_gender(word);
        let bit = word_bit(&small(word));
        // In a long text somebody has many roles, and is named again and again.
        let mut asked: Vec<(usize, u8)> = Vec::new();
        let mut role_fit_of = |entity: usize| match asked.iter().find(|asked| asked.0 == entity) {
            Some((_, fit)) => *fit,
            None => {
                let roles = self.clusters[entity].roles_with(bit);
                let mut fit = 0;
                for role in roles {
                    fit = fit.max(role_fit(role, phrase));
                    // No role fits better.
                    if fit == 2 {
                        break;
                    }
                }
                let cluster = &self.clusters[entity];
                let is_called = || {
                    let mut callings = cluster.callings.iter();
                    callings.any(|calling| calling.fits(phrase, is_modifier))
                        || is_kin(cluster, phrase)
                };
                let fit = if fit == 0 { u8::from(is_called()) } else { fit };
                asked.push((entity, fit));
                fit
            }
        };
        // Who is called so goes before who may be.
        let (mut best, mut holders) = (1, Vec::new());
        for mention in before
            .clone()
            .filter(|mention| mention.kind == Kind::Person)
        {
            let cluster = &self.clusters[mention.entity];
            let may_be = cluster.gender.is_none() || gender.is_none() || cluster.gender == gender;
            let fit = role_fit_of(mention.entity);
            if !may_be || fit < best {
                continue;
            }
            if fit > best {
                holders.clear();
                best = fit;
            }
            holders.push(mention.entity);
        }
        // "The council leader" is who was called so before the leader of anything else is.
        let is_called = |&entity: &usize| {
            let mut before = phrase[..phrase.len() - 1].iter();
            before.any(|word| {
                let mut roles = self.clusters[entity].roles_with(word_bit(word));
                roles.any(|role| is_role_of(role, word))
            })
        };
        if holders.iter().any(is_called) {
            holders.retain(is_called);
        }
        let last = *holders.first()?;
        let is_one = |all: &[usize]| all.iter().all(|other| *other == all[0]).then_some(all[0]);
        // "Florida" tells the senator from Florida from him from Texas.
        let tells = |word: &&str| is_name(word) && !is_role(word) && !is_modifier(word);
        let names: Vec<&str> = phrase.iter().copied().filter(tells).collect();
        if !names.is_empty() {
            let shares = |&entity: &usize| {
                let mut names = names.iter();
                names.any(|name| roles(entity).any(|role| sort::holds_name(role, name)))
            };
            if let Some(holder) = holders.iter().copied().find(shares) {
                return Some(holder);
            }
            let others = |role: &String| role.split_whitespace().any(|part| tells(&part));
            holders.retain(|entity| !roles(*entity).any(others));
            holders.truncate(1 + RIVALS);
            return (!holders.is_empty()).then(|| is_one(&holders)).flatten();
        }
        // "The company's chairman" is not any chairman.
        if phrase.iter().any(|word| is_possessive(word)) {
            return is_one(&holders);
        }
        Some(last)
    }

    /// The organization whose name holds all of `phrase`, which has no article, "the Journal", or that
    /// its last word, `word`, can stand for, "the ministry". The first `own` mentions before it are
    /// its own paragraph's.
    fn by_name<'m>(
        &self,
        before: &(impl Iterator<Item = &'m Reference> + Clone),
        own: usize,
        phrase: &[&str],
        word: &str,
    ) -> Option<usize> {
        let is_organization = |mention: &&Reference| mention.kind == Kind::Organization;
        let organizations = || before.clone().filter(is_organization);
        let cluster = |mention: &Reference| &self.clusters[mention.entity];
        let name = |mention: &Reference| cluster(mention).name();
        if phrase.last().is_some_and(|word| is_name(word)) {
            let is_called = |mention: &&Reference| {
                let name = name(mention);
                phrase
                    .iter()
                    .all(|word| sort::holds_name(name, word) && !is_people(word))
            };
            return organizations().find(is_called).map(|named| named.entity);
        }
        let sort = Sort::called(word)?;
        let fits = |mention: &Reference| match cluster(mention).sort {
            Some(told) if told == sort => Some(Fit::Told),
            _ => sort.fits(name(mention)),
        };
        // "The steelworkers' union" is not any union.
        if phrase.iter().any(|word| is_possessive(word)) {
            return only(organizations().filter(|mention| fits(mention) == Some(Fit::Told)));
        }
        let latest = organizations().find(|mention| fits(mention).is_some())?;
        // "The environment agency" is not the firm that the text has named.
        const OFFICES: [&str; 3] = ["agency", "watchdog", "regulator"];
        let acronym = !name(latest).bytes().any(|byte| byte.is_ascii_lowercase());
        let other = phrase.len() > 1 && OFFICES.contains(&word) && !acronym;
        if other && fits(latest) != Some(Fit::Told) {
            return None;
        }
        if fits(latest) == Some(Fit::Told) {
            return Some(latest.entity);
        }
        // Whose name tells it goes before whose does not, in its own paragraph. Else that speaks of one, or
        // the text does, or it is the one that the text is about.
        let told =
            |mention: &&Reference| is_organization(mention) && fits(mention) == Some(Fit::Told);
        let possible = |mention: &&Reference| is_organization(mention) && fits(mention).is_some();
        let here = || before.clone().take(own);
        only(here().filter(told))
            .or_else(|| only(here().filter(possible)))
            .or_else(|| only(before.clone().filter(possible)))
            .or_else(|| most_named(before.clone().filter(possible)))
    }
}

/// Whether `phrase`, without its article, is the one word for what the text calls somebody to another: "father".
pub(super) fn is_kin(cluster: &Cluster, phrase: &[&str]) -> bool {
    let belongs = cluster
        .belongs
        .as_deref()
        .and_then(|known| known.split_once(' '));
    belongs.is_some_and(|(_, kin)| *phrase == [kin] && is_relation(kin))
}

/// What a role is in charge of that ends at the token `end`: "secretary | of state".
fn field_after(block: &Paragraph, end: usize) -> Option<&str> {
    let joint = matches!(block.word(end), "of" | "for");
    Some(block.word(end + 1)).filter(|word| joint && is_field(word))
}

/// Whether a word counts as many children as people have.
pub fn is_few(word: &str) -> bool {
    matches!(
        word,
        "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten"
    )
}

/// Whether a token is the clitic of an owner.
fn is_possessive(token: &str) -> bool {
    matches!(token, "'s" | "’s" | "'" | "’")
}

/// Whether a word is written as names are.
fn is_name(word: &str) -> bool {
    Shape::of(word).is_capital()
}

fn is_capitalized(block: &Paragraph, head: &Range<usize>) -> bool {
    head.clone().all(|at| block.tokens()[at].shape.is_capital())
}

/// The phrase up to the first comma, bracket or clause that hangs on its head.
fn head_range(block: &Paragraph, tokens: &Range<usize>) -> Range<usize> {
    let end = tokens
        .clone()
        .skip(1)
        .find(|at| {
            matches!(
                block.word(*at),
                "," | "(" | "who" | "which" | "whose" | "—" | "–" | ";"
            )
        })
        .unwrap_or(tokens.end);
    tokens.start..end
}

/// Whether `tokens` tell of somebody without a name: "a man", "her neighbour", but not who somebody is, "Jo Lee, a farmer".
pub fn tells_of_somebody(block: &Paragraph, tokens: Range<usize>) -> bool {
    /// "a young bus driver"
    const LONGEST: usize = 3;
    let somebody = |at: usize| {
        let word = block.word(at);
        let one = is_unnamed(word)
            || is_relation(word)
            || is_role(word)
            || is_likely_role(word)
            || role_gender(word).is_some();
        block.tokens()[at].shape == Shape::Lower && one
    };
    let begins = |at: usize| {
        let first = block.word(at);
        let begins = ["a", "an", "one", "another", "his", "her"];
        begins.iter().any(|word| first.eq_ignore_ascii_case(word))
            && block.word_at(at.checked_sub(1)) != ","
    };
    let mut nouns = tokens.clone().filter(|&at| somebody(at));
    nouns.any(|at| (tokens.start..at).rev().take(LONGEST).any(begins))
}

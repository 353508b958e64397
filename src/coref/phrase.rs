//! Noun phrases that refer without a name: "the latter", "the minister", "the ministry", "it".

use std::ops::Range;
use std::sync::LazyLock;

use super::person::{PersonName, fit};
use super::title::{PEOPLE, is_role, is_role_of, role_gender};
use super::{Reference, References};
use crate::analysis::{Kind, MentionForm};
use crate::lexicon::{self, Words};
use crate::text::{Paragraph, TokenKind};

static GENERAL_ORGANIZATIONS: LazyLock<Words> =
    LazyLock::new(|| lexicon::section(PEOPLE, "organization"));

/// How many mentions back a phrase looks for what it refers to: about a page.
const REACH: usize = 200;

/// How many places named before the last one "the city" asks about.
const PLACES: usize = 2;

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
        self.head_mention(block, paragraph, &head)
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
        let words: Vec<String> = head
            .clone()
            .filter(|at| block.tokens[*at].kind == TokenKind::Word)
            .map(|at| block.word(at).to_lowercase())
            .collect();
        let before = self.before(paragraph, tokens.start);
        match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["the", "latter"] => latest_pair(&before).map(|pair| pair[1].entity),
            ["the", "former"] => latest_pair(&before).map(|pair| pair[0].entity),
            ["it"] => latest(&before, Kind::Organization).map(|mention| mention.entity),
            ["the", "city" | "town" | "village" | "country" | "island"] => only_place(before),
            ["the", .., head] => self
                .by_role(&before, head)
                .or_else(|| self.by_name(&before, head)),
            _ => None,
        }
    }

    /// The only person whose name the phrase can be, where the phrase is no mention: the label
    /// "HUANG" of an answer.
    fn by_words(&self, block: &Paragraph, head: &Range<usize>) -> Option<usize> {
        if !is_capitalized(block, head) {
            return None;
        }
        let words = PersonName::of(block, head).words;
        // Whatever fits, fits with its last word too.
        let namesakes = self.namesakes(words.last()?).iter().copied();
        let mut people = namesakes
            .filter(|id| fit(&words, &self.clusters[*id].words).is_some_and(|fit| fit >= 3));
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
        const JOINTS: [&str; 8] = ["of", "for", "to", "from", "with", "in", "at", "on"];
        let inside = self.within(paragraph, head);
        let is_head = |mention: &&Reference| {
            let is_joint = |at: usize| JOINTS.contains(&block.word(at));
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
                    && block.tokens[at + 1].shape.is_capital()
            };
            // That of another name neither: "Bank of Ghana Governor Ann Lee".
            let in_name = |at: usize| inside.iter().any(|other| other.tokens.contains(&at));
            let hangs = |at: usize| is_joint(at) && !in_title(at) && !in_name(at);
            let hung = (head.start..mention.tokens.start).any(hangs);
            let goes_on = mention.tokens.end < head.end && !is_joint(mention.tokens.end);
            !hung && !goes_on
        };
        let person = |mention: &&Reference| mention.kind == Kind::Person;
        let mut heads = inside.iter().filter(is_head);
        heads.clone().find(person).or_else(|| heads.next_back())
    }

    /// The person or organization whose role or title holds `word`: "the minister".
    fn by_role<'m>(
        &self,
        before: &(impl Iterator<Item = &'m Reference> + Clone),
        word: &str,
    ) -> Option<usize> {
        if !is_role(word) {
            return None;
        }
        let gender = role_gender(word);
        let people = || {
            before
                .clone()
                .filter(|mention| mention.kind == Kind::Person)
        };
        people()
            .find(|mention| {
                let role = self.clusters[mention.entity].role.as_deref().unwrap_or("");
                is_role_of(role, word)
            })
            .or_else(|| {
                // "the congresswoman": a role that nobody was given, but one person fits.
                gender.and_then(|gender| {
                    people().find(|mention| self.clusters[mention.entity].gender == Some(gender))
                })
            })
            .map(|mention| mention.entity)
    }

    /// The organization whose name holds `word`, "the ministry", or that `word` names in general,
    /// "the company".
    fn by_name<'m>(
        &self,
        before: &(impl Iterator<Item = &'m Reference> + Clone),
        word: &str,
    ) -> Option<usize> {
        let organizations = || {
            before
                .clone()
                .filter(|mention| mention.kind == Kind::Organization)
        };
        organizations()
            .find(|mention| {
                let name = &self.clusters[mention.entity].name;
                name.split(|c: char| !c.is_alphanumeric())
                    .any(|part| part.eq_ignore_ascii_case(word))
            })
            .or_else(|| {
                organizations()
                    .next()
                    .filter(|_| GENERAL_ORGANIZATIONS.contains(word))
            })
            .map(|mention| mention.entity)
    }
}

/// The place named last, where the last few places named are all the same one.
fn only_place<'m>(before: impl Iterator<Item = &'m Reference>) -> Option<usize> {
    let mut places = before.filter(|mention| mention.kind == Kind::Place);
    let last = places.next()?;
    places
        .take(PLACES)
        .all(|other| other.entity == last.entity)
        .then_some(last.entity)
}

fn is_capitalized(block: &Paragraph, head: &Range<usize>) -> bool {
    head.clone().all(|at| block.tokens[at].shape.is_capital())
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

/// The last two different people, else entities, that were named by name.
fn latest_pair<'m>(
    before: &(impl Iterator<Item = &'m Reference> + Clone),
) -> Option<[&'m Reference; 2]> {
    let pair = |only: Option<Kind>| {
        let mut names = before
            .clone()
            .filter(|m| m.form == MentionForm::Name && only.is_none_or(|kind| m.kind == kind));
        let last = names.next()?;
        let other = names.find(|mention| mention.entity != last.entity)?;
        Some([other, last])
    };
    pair(Some(Kind::Person)).or_else(|| pair(None))
}

fn latest<'m>(
    before: &(impl Iterator<Item = &'m Reference> + Clone),
    kind: Kind,
) -> Option<&'m Reference> {
    before.clone().find(|mention| mention.kind == kind)
}

//! What somebody is called besides their roles, for what the text tells that they do or that was done to them: "Ann
//! Lee drove the bus. … The driver said".

use std::borrow::Cow;
use std::ops::Range;

use super::introduction::behind_comma;
use super::phrase::is_joint;
use super::sort::is_organization;
use super::title::{Known, doer, is_likely_role, keeper, maker, undergoer, works_at};
use crate::names::is_people;
use crate::text::{Paragraph, Shape, TokenKind, small};

/// What "the" and a noun may call a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Calling {
    /// Any of these nouns, with spaces between: "driver".
    Nouns(Cow<'static, str>),
    /// Nouns for who works with this: "cello" for "cellist".
    WorksWith(String),
}

impl Calling {
    /// Whether `noun`, in small letters, is one of them.
    pub fn is(&self, noun: &str) -> bool {
        match self {
            Calling::Nouns(nouns) => nouns.split(' ').any(|known| known == noun),
            Calling::WorksWith(object) => shares_stem(object, noun),
        }
    }

    /// Whether `phrase`, without its article, "bus driver", can be meant. Who is told to be another, "the former
    /// driver", "the Labour challenger", is not meant.
    pub fn fits(&self, phrase: &[&str], is_another: impl Fn(&str) -> bool) -> bool {
        let Some((last, before)) = phrase.split_last() else {
            return false;
        };
        let tells = |word: &&str| is_another(word) || Shape::of(word).is_capital();
        self.is(last) && !before.iter().any(tells)
    }
}

/// What a person may be called by the words before and after the name in its sentence; `beside` is what the list
/// says of the last one before it.
pub fn callings(
    paragraph: &Paragraph,
    before: &Range<usize>,
    after: &Range<usize>,
    beside: Known,
) -> Vec<Calling> {
    let told = [
        noun_before(paragraph, before, beside),
        done_by(paragraph, before).map(Cow::from),
        done_to(paragraph, before, beside).map(Cow::from),
    ];
    let mut all: Vec<Calling> = told.into_iter().flatten().map(Calling::Nouns).collect();
    by_verb(paragraph, after, &mut all);
    all
}

/// Whether `noun` stands for who works with `object`: "cellist" and "cello", "farmer" and "farm", "brewer" and "brewery".
fn shares_stem(object: &str, noun: &str) -> bool {
    let shared = object
        .bytes()
        .zip(noun.bytes())
        .take_while(|(one, other)| one == other)
        .count();
    let ending = ["er", "or", "ist", "ian", "ican", "ier", "eur"];
    let names_one = ending.iter().any(|ending| noun.ends_with(ending));
    names_one && (shared >= 4.max(object.len().saturating_sub(2)) || shared == object.len())
}

/// The noun right before a name that is no role: "Landlord | Jo Lee", "Republican challenger | Jo Lee".
fn noun_before(
    paragraph: &Paragraph,
    before: &Range<usize>,
    beside: Known,
) -> Option<Cow<'static, str>> {
    let noun = before.end.checked_sub(1).filter(|at| before.contains(at))?;
    let word = paragraph.word(noun);
    let opens = noun == before.start;
    let written = paragraph.tokens()[noun].shape == Shape::Lower || opens;
    // "The trial of | Jo Lee", "have lost six in a row under | Jo Lee"
    if word == "of" && noun > before.start && paragraph.word(noun - 1) == "trial" {
        return Some("defendant accused".into());
    }
    if word == "under" {
        return Some("manager coach boss".into());
    }
    // "Dutch tourist | Jo Lee", "Swiss guide | Jo Lee", but "carrier | Lee Lines"
    let of_people = || !opens && is_people(paragraph.word(noun - 1));
    let is_somebody = || {
        let likely = is_likely_role(word) || of_people();
        likely && !beside.is_role() && !is_organization(word)
    };
    (written && (beside.calls() || is_somebody())).then(|| small(word).into_owned().into())
}

/// What who stands behind "by" does: "a bus driven by | Jane Roe".
fn done_by(paragraph: &Paragraph, before: &Range<usize>) -> Option<&'static str> {
    let by = before.end.checked_sub(1).filter(|by| *by > before.start)?;
    if paragraph.word(by) != "by" {
        return None;
    }
    let done = paragraph.word(by - 1);
    // "a new play by | Jane Roe"
    if let Some(maker) = maker(done) {
        return Some(maker);
    }
    let participle = done.ends_with("ed") || done == "driven" || done == "led" || done == "taught";
    participle.then(|| doer(done))?
}

/// What was done to who stands behind a verb: "Police have charged | Jane Roe".
fn done_to(paragraph: &Paragraph, before: &Range<usize>, beside: Known) -> Option<&'static str> {
    let verb = before.end.checked_sub(1).filter(|at| before.contains(at))?;
    beside
        .may_be_done()
        .then(|| undergoer(paragraph.word(verb)))?
}

/// The verb whose subject the name before `after` is.
struct Verb {
    at: usize,
    /// Whether it tells what was done to the person.
    passive: bool,
}

impl Verb {
    /// Jane Roe | drove; Jane Roe, 38, who has | chaired; Jane Roe, | accused.
    fn behind(paragraph: &Paragraph, after: &Range<usize>) -> Verb {
        let word = |at: usize| match after.contains(&at) {
            true => paragraph.word(at),
            false => "",
        };
        let mut verb = after.start;
        // "Jane Roe of the National University | led the study"
        if matches!(word(verb), "of" | "from" | "at") {
            let in_name = |at: &usize| {
                matches!(paragraph.word(*at), "the" | "of")
                    || paragraph.tokens()[*at].shape.is_capital()
            };
            verb += 1 + (verb + 1..after.end).take_while(in_name).count();
        }
        let behind = behind_comma(paragraph, &(verb..after.end));
        let [comma, age] = [behind > verb, behind > verb + 1];
        verb = behind;
        let who = word(verb) == "who";
        verb += usize::from(who);
        // "Jane Roe, accused of theft,"
        let mut passive = comma && !who && !age;
        if matches!(word(verb), "has" | "had" | "was" | "is") {
            passive = matches!(word(verb), "was" | "is") || word(verb + 1) == "been";
            verb += 1 + usize::from(word(verb + 1) == "been");
            // "had just opened her salon"
            let when = ["just", "already", "recently", "also", "long", "once"];
            verb += usize::from(when.contains(&word(verb)));
        }
        // "was driven", but "was driving" and "has driven"
        passive &= !word(verb).ends_with("ing");
        Verb { at: verb, passive }
    }
}

/// Whether who is named before `after` is told by their work: "Jane Roe, 41, | has worked at", "Jane Roe | runs a farm".
pub fn tells_work(paragraph: &Paragraph, after: &Range<usize>) -> bool {
    let verb = Verb::behind(paragraph, after);
    let word = paragraph.word_at(Some(verb.at).filter(|at| after.contains(at)));
    let known = Known::of(word);
    !verb.passive && (known.tells_by_object() || is_work(word))
}

/// Adds what the person does, or what is done to them, as the verb tells whose subject the name is: Jane Roe | drove
/// the bus; Jane Roe, 38, | who has chaired the board; Jane Roe | was charged with theft.
fn by_verb(paragraph: &Paragraph, after: &Range<usize>, all: &mut Vec<Calling>) {
    let mut add = |nouns: Option<&'static str>| {
        all.extend(nouns.map(|nouns| Calling::Nouns(nouns.into())));
    };
    let word = |at: usize| match after.contains(&at) {
        true => paragraph.word(at),
        false => "",
    };
    let first = after.start;
    // "Jane Roe's | son Adam was hurt. The mother said"
    if after.contains(&first) && paragraph.owns(first) {
        let mut near = (first + 1..first + 4).map(word);
        let child = near.any(is_child);
        return add(child.then_some(PARENT));
    }
    // "Jane Roe, | whose son Adam was hurt"
    if word(first) == "," && word(first + 1) == "whose" {
        let mut near = (first + 2..first + 5).map(word);
        let child = near.any(is_child);
        return add(child.then_some(PARENT));
    }
    let Verb { at: verb, passive } = Verb::behind(paragraph, after);
    let done = word(verb);
    let known = Known::of(done);
    if passive && !matches!(done, "behind" | "at") {
        return add(known.may_be_done().then(|| undergoer(done)).flatten());
    }
    // "denies murdering his brother", but "denied that the council had lied"
    let charge = matches!(done, "denies" | "denied" | "admits" | "admitted");
    if charge && word(verb + 1).ends_with("ing") {
        return add(Some("accused defendant"));
    }
    // "was behind the wheel of a bus"
    if matches!(done, "behind" | "at") && word(verb + 1) == "the" && word(verb + 2) == "wheel" {
        return add(Some("driver motorist"));
    }
    // "lost his wife"
    if done == "lost" && matches!(word(verb + 1), "his" | "her") {
        return match word(verb + 2) {
            "wife" => add(Some("widower")),
            "husband" => add(Some("widow")),
            child if is_child(child) => add(Some(PARENT)),
            _ => {}
        };
    }
    // "opened her salon", but "opened the new ward" on a visit
    let visits = matches!(done, "opened" | "opens" | "opening")
        && !matches!(word(verb + 1), "his" | "her" | "their");
    if known.tells_by_object()
        && !visits
        && let Some(object) = object(paragraph, verb + 1..after.end)
    {
        let object = small(paragraph.word(object));
        add(doer(done));
        add(keeper(&object));
        return all.push(Calling::WorksWith(object.into_owned()));
    }
    // "took over at the ministry", but "took her son to the hospital"
    if is_work(done) || done == "took" && word(verb + 1) == "over" {
        return add(worker(paragraph, verb + 1..after.end));
    }
    add(known.may_do().then(|| doer(done)).flatten());
}

/// Whether a verb tells that somebody works.
fn is_work(verb: &str) -> bool {
    matches!(verb, "works" | "worked" | "working")
}

/// What somebody is called who works where `words` tell: "on the children's | ward | at Leeds Infirmary".
fn worker(paragraph: &Paragraph, words: Range<usize>) -> Option<&'static str> {
    /// "as part of the night shift on the children's ward"
    const LONGEST: usize = 12;
    let mut words = words.take(LONGEST);
    words.find_map(|at| works_at(&small(paragraph.word(at))))
}

/// The noun that a verb before `words` has for its object: "a small dairy | farm | near Hull".
fn object(paragraph: &Paragraph, words: Range<usize>) -> Option<usize> {
    /// "one of the oldest family farms"
    const LONGEST: usize = 6;
    let plain = |at: &usize| {
        let word = paragraph.word(*at);
        let joins = ["and", "near", "since", "that", "which"];
        let is_word = paragraph.tokens()[*at].kind == TokenKind::Word;
        is_word && !joins.contains(&word) && !is_joint(word)
    };
    words.take(LONGEST).take_while(plain).last()
}

/// What somebody is called who has a child.
const PARENT: &str = "mother father parent mum dad";

/// Whether a noun stands for somebody's child or children.
fn is_child(noun: &str) -> bool {
    matches!(
        noun,
        "son" | "daughter" | "baby" | "child" | "children" | "sons" | "daughters"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_works_with_something() {
        for (object, noun, expect) in [
            ("cello", "cellist", true),
            ("farm", "farmer", true),
            ("brewery", "brewer", true),
            ("pub", "publican", true),
            ("farm", "father", false),
            ("bus", "businessman", false),
            ("company", "companion", false),
        ] {
            assert_eq!(shares_stem(object, noun), expect, "{object} {noun}");
        }
    }

    #[test]
    fn callings_of_phrases() {
        let another = |word: &str| word == "former";
        let driver = Calling::Nouns("owner driver".into());
        assert!(driver.fits(&["bus", "driver"], another));
        assert!(!driver.fits(&["former", "driver"], another));
        let farm = Calling::WorksWith("farm".to_owned());
        assert!(farm.fits(&["farmer"], another));
    }
}

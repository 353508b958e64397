//! "he" and "she": which person a pronoun refers to.
//!
//! A scan from the top of the text keeps the people named in the last few sentences; each
//! pronoun takes the one that scores best by gender, distance and the part it plays in its
//! sentence. The parts are told from neighbouring words, without a parser. The weights below
//! follow what the literature on pronouns agrees on (subjects before objects, the nearer before
//! the farther, agreement in gender before all), rounded to whole numbers.

use std::ops::Range;

use super::place::{
    ends_report, fronted, is_governed, is_led_by_role, is_one_clause, is_other_in_front,
    is_parenthesis, is_possessive, opens_after, opens_clause, owner, tells_of_past,
};
use super::window::{Candidate, QUOTED, WINDOW, Window};
use super::{Cluster, Gender, Reference};
use crate::analysis::{Kind, MentionForm};
use crate::quotes::Sketch;
use crate::text::{Paragraph, TokenKind};

/// What a mention scores by the distance to the pronoun, in sentences.
const BY_DISTANCE: [i16; WINDOW] = [0, -2, -5, -8];
const SUBJECT: i16 = 4;
const SAME_GENDER: i16 = 3;
/// The same for "she": of those in the news whose name tells no gender most are men.
const KNOWN_WOMAN: i16 = 5;
/// Who is the subject of this sentence or the one before, where nothing tells a gender.
const NEAR_SUBJECT: i16 = 2;
const POSSESSIVE: i16 = -3;
/// "Lee told him": an object in the clause of its own subject.
const SAME_CLAUSE: i16 = -8;

/// How sure it is that the text goes back to whom a speaker spoke of, in percent.
const GOES_BACK: u8 = 76;

/// How sure it is that a pronoun means the subject that comes after its clause, in percent.
const AHEAD: u8 = 84;

/// How sure it is that somebody speaks of themselves in what a parenthesis reports, in percent.
const WITHIN: u8 = 72;

/// Who is that surely "her" is not "he", in percent.
const SURE: u8 = 90;

/// Whom `pronouns`, those of `paragraph`, refer to, in order, where the text tells. `sketch` tells its
/// words in quotation marks and who speaks, `names` are its name mentions, in order; `window` is what
/// the paragraph before handed on, and becomes what this one hands on.
pub fn antecedents(
    paragraph: &Paragraph,
    sketch: &Sketch,
    pronouns: &[u32],
    names: &[Reference],
    clusters: &[Cluster],
    window: &mut Window,
) -> Vec<Reference> {
    let mut found = Vec::with_capacity(pronouns.len());
    let mut totals = Vec::new();
    let mut names = names.iter().peekable();
    let mut pronouns = pronouns.iter().map(|at| *at as usize).peekable();
    let parts = parts(paragraph, sketch);
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let quoted = |at: usize| part(at) == Part::Quoted;
    // Where the person named last ends, who may be a subject.
    let mut before = None;
    // Whom the marked words speak of.
    let mut spoken_of = [None; 2];
    for (number, sentence) in (1..).zip(&paragraph.sentences) {
        // A sentence that is all quotation does not push away who was spoken of before it.
        if sentence
            .clone()
            .any(|at| !quoted(at) && paragraph.tokens()[at].kind == TokenKind::Word)
        {
            window.begin_sentence();
        }
        loop {
            let pronoun = pronouns.next_if(|at| *at < sentence.end);
            let end = pronoun.map_or(sentence.end, |at| at + 1);
            while let Some(name) = names.next_if(|name| name.tokens.start < end) {
                if name.kind == Kind::Person {
                    let mut latest = window.sentences().next().into_iter().flatten();
                    // "His lawyer, Ann Lee, said": the owner is not the subject.
                    let owner = owner(paragraph, sentence.start, name);
                    let first = latest.all(|known| known.aside || owner.is_some() && known.owns);
                    let part = part(name.tokens.end - 1);
                    let governed = is_governed(paragraph, owner.unwrap_or(name.tokens.start));
                    let joined = before.is_some_and(|end| lists(paragraph, end, name));
                    let place = Place {
                        first: first || joined || opens_clause(paragraph, name.tokens.start),
                        governed,
                        part,
                    };
                    let mut candidate = candidate(paragraph, name, number, place);
                    candidate.joined = joined && candidate.subject;
                    // "said his friend Ann Lee", "his brother, Karl Lee, said"
                    let mut role = (sentence.start..name.tokens.start).rev();
                    let role = role.find(|at| paragraph.word(*at) != ",");
                    candidate.speaks |= role.is_some_and(|at| parts.get(at) == Some(&Part::Speaks));
                    before = candidate.subject.then_some(name.tokens.end);
                    window.remember(candidate);
                }
            }
            let Some(at) = pronoun else { break };
            let Some(gender) = gender(paragraph.word(at)) else {
                continue;
            };
            if quoted(at) {
                spoken_of[gender as usize] = Some(gender);
                continue;
            }
            let start = sentence.start;
            let ahead = || {
                let comma = fronted(paragraph, sentence, at)?;
                let mut ahead = names
                    .clone()
                    .take_while(|name| name.tokens.end < sentence.end);
                let name = ahead.find(|name| name.kind == Kind::Person)?;
                let known = clusters[name.entity].gender;
                let fits = known.is_none_or(|known| known == gender);
                (fits && opens_after(paragraph, comma, name)).then_some((name.entity, AHEAD))
            };
            // "He told Lee": he is not Lee.
            let hears = |entity: usize| {
                let behind = names
                    .clone()
                    .take_while(|name| name.tokens.end < sentence.end);
                let mut behind =
                    behind.take_while(|name| is_one_clause(paragraph, at, name.tokens.start));
                is_subject(paragraph.word(at)) && behind.any(|name| name.entity == entity)
            };
            // "Asked by Lee whether she would go, she said", "When Lee asked him, he said": they are not Lee.
            let asks = |known: &&Candidate| {
                let name = known.token as usize;
                let is_named = self::gender(paragraph.word(name)).is_none();
                known.sentence == number
                    && is_named
                    && is_other_in_front(paragraph, sentence, at, name)
            };
            let latest = window.sentences().next();
            let latest = latest.filter(|_| is_subject(paragraph.word(at)));
            let asker = latest.and_then(|latest| latest.iter().find(asks));
            let asker = asker.map(|known| known.entity);
            let asked = Asked {
                paragraph,
                start,
                number,
                at,
                gender,
                speaks: part(at) == Part::Speaks,
                follows_role: part(at) == Part::Speaks
                    && is_led_by_role(paragraph, sketch, number as usize - 1),
            };
            let Some((entity, confidence)) =
                ahead().or_else(|| antecedent(&asked, hears, asker, window, clusters, &mut totals))
            else {
                continue;
            };
            let mut others = found.iter().rev();
            let is_first = others
                .next()
                .is_none_or(|other: &Reference| other.tokens.start < start);
            found.push(Reference {
                tokens: at..at + 1,
                kind: Kind::Person,
                form: MentionForm::Pronoun,
                entity,
                confidence,
            });
            let subject = is_subject(paragraph.word(at));
            let score = if subject { SUBJECT } else { 0 };
            window.remember(Candidate {
                entity: entity as u32,
                sentence: number,
                token: at as u32,
                score,
                // "Next to her sat Ann Lee": she is not the subject.
                aside: !subject && is_governed(paragraph, at),
                subject,
                joined: false,
                owns: is_possessive(paragraph.word(at)),
                speaks: subject && part(at) == Part::Speaks,
                back: 0,
                // Whom "him" means is less sure, and would bar another from "she".
                told: (subject
                    || is_first && is_possessive(paragraph.word(at)) && confidence >= SURE)
                    .then_some(gender),
            });
        }
    }
    for gender in spoken_of.into_iter().flatten() {
        window.remember_spoken_of(gender, clusters);
    }
    window.end_paragraph();
    found
}

/// The gender that a pronoun tells; none for any other word.
pub fn gender(word: &str) -> Option<Gender> {
    if !word.bytes().next().is_some_and(may_have_gender) {
        return None;
    }
    let is = |pronoun: &&str| word.eq_ignore_ascii_case(pronoun);
    if ["he", "him", "his", "himself"].iter().any(is) {
        Some(Gender::Male)
    } else if ["she", "her", "hers", "herself"].iter().any(is) {
        Some(Gender::Female)
    } else {
        None
    }
}

/// Whether a word that begins with this byte can be a pronoun with a gender.
fn may_have_gender(first: u8) -> bool {
    matches!(first, b'h' | b'H' | b's' | b'S')
}

/// Whether a pronoun can only be a subject.
fn is_subject(word: &str) -> bool {
    ["he", "she"]
        .iter()
        .any(|form| word.eq_ignore_ascii_case(form))
}

/// Where a name stands in its sentence.
struct Place {
    /// Whether nobody who can be the subject stands before it.
    first: bool,
    governed: bool,
    part: Part,
}

/// Whether a name is one more of those that share a place, the one before which ends at `end`: "Lee and Cox", "Lee,
/// Cox and Ruiz".
fn lists(paragraph: &Paragraph, end: usize, name: &Reference) -> bool {
    let is = |at: usize, words: &[&str]| words.contains(&paragraph.word(at));
    match name.tokens.start.checked_sub(end) {
        Some(1) if is(end, &["and"]) => true,
        Some(1) => is(end, &[","]) && is(name.tokens.end, &[",", "and"]),
        Some(2) => is(end, &[","]) && is(end + 1, &["and"]),
        _ => false,
    }
}

/// Whether the pronoun at `at` stands in what "who" tells of somebody named: "it comes from Lee, who has worked here
/// since | he".
fn is_within_who(paragraph: &Paragraph, named: &Candidate, at: usize) -> bool {
    /// "Jo Lee KC, who"
    const LONGEST: usize = 6;
    let first = named.token as usize + 1;
    let who = (first..at.min(first + LONGEST)).find(|&at| paragraph.word(at) == "who");
    who.is_some_and(|who| {
        // "Lee, who he called “weak”"
        at > who + 1
            && paragraph.word(who - 1) == ","
            && !(who..at).any(|at| paragraph.word(at) == ",")
    })
}

/// Weighs a name mention by the part it plays in its sentence.
fn candidate(paragraph: &Paragraph, name: &Reference, sentence: u32, place: Place) -> Candidate {
    let possessive = paragraph.owns(name.tokens.end);
    let quoted = place.part == Part::Quoted;
    let aside = place.governed || quoted || possessive;
    // "since the death of her husband, the playwright Jo Lee", but "the death of Max, his widow, Jo Lee, said"
    let dead = {
        const LONGEST: usize = 8;
        let mut before = (1..name.tokens.start).rev().take(LONGEST);
        let near = before
            .by_ref()
            .find(|&at| paragraph.tokens()[at].shape.is_capital() || paragraph.word(at) == "of");
        near.is_some_and(|of| paragraph.word(of) == "of" && paragraph.word(of - 1) == "death")
    };
    let subject = place.part == Part::Speaks || place.first && !aside && !dead;
    let mut score = 0;
    if subject {
        score += SUBJECT;
    }
    if possessive {
        score += POSSESSIVE;
    }
    if quoted || dead {
        score += QUOTED;
    }
    Candidate {
        entity: name.entity as u32,
        sentence,
        token: name.tokens.start as u32,
        score,
        aside,
        subject,
        joined: false,
        owns: possessive,
        speaks: place.part == Part::Speaks,
        back: 0,
        told: None,
    }
}

/// A pronoun that asks whom it means.
struct Asked<'a> {
    paragraph: &'a Paragraph,
    /// The first token of its sentence.
    start: usize,
    /// The number of its sentence in the paragraph, from 1 on.
    number: u32,
    /// Its token.
    at: usize,
    gender: Gender,
    /// Whether it says who speaks.
    speaks: bool,
    /// Whether the sentence before has somebody without a name for its subject: "The Texan dismissed it."
    follows_role: bool,
}

/// Who a pronoun refers to, and how sure that is, in percent; `hears` tells who is named
/// behind it in its clause, `asker` who asked what its clause answers; `totals` becomes what each scores.
fn antecedent(
    asked: &Asked,
    hears: impl Fn(usize) -> bool,
    asker: Option<u32>,
    window: &Window,
    clusters: &[Cluster],
    totals: &mut Vec<(usize, i16)>,
) -> Option<(usize, u8)> {
    let &Asked {
        paragraph,
        start,
        number,
        at,
        gender,
        speaks,
        follows_role,
    } = asked;
    let word = paragraph.word(at);
    let reports = is_subject(word) && ends_report(paragraph, start, at);
    let object = ["him", "her"]
        .iter()
        .any(|form| word.eq_ignore_ascii_case(form));
    // "Lee's statements, among them his claim": who owns the subject, where nobody is the subject.
    let latest = window.sentences().next().unwrap_or_default();
    let owns = is_possessive(word) && !latest.iter().any(|known| known.subject);
    let is_owner = |known: &Candidate| owns && known.owns && known.token as usize <= start + 2;
    // Who was just "he" is not "she".
    let other = |entity: u32| {
        let mut known = window.people.iter().filter(|known| known.entity == entity);
        known.any(|known| known.told.is_some_and(|told| told != gender))
    };
    let may_be = |entity: usize| clusters[entity].gender.is_none_or(|known| known == gender);
    let introduced = (speaks && !follows_role).then(|| window.introduced(may_be));
    let introduced = introduced.flatten();
    // "Her rival Ann Lee came fifth. “My legs were gone,” she said."
    let mut told = window.sentences().filter(|people| !people.is_empty());
    let told = told.next().unwrap_or_default();
    let is_owned = speaks
        && told
            .iter()
            .any(|known| known.owns && known.told == Some(gender));
    let owned = |known: &Candidate| {
        let subject = known.subject && !known.owns && known.told.is_none();
        is_owned && subject && told.contains(known)
    };
    totals.clear();
    let mut within = None;
    for (candidates, by_distance) in window.sentences().zip(BY_DISTANCE) {
        for candidate in candidates {
            let entity = candidate.entity as usize;
            if asker == Some(candidate.entity) {
                continue;
            }
            let agreement = match clusters[entity].gender {
                Some(known) if known != gender => continue,
                Some(Gender::Female) => KNOWN_WOMAN,
                Some(Gender::Male) => SAME_GENDER,
                None if other(candidate.entity) => continue,
                _ if hears(entity) => continue,
                None if owned(candidate) => KNOWN_WOMAN,
                None if candidate.subject && by_distance >= BY_DISTANCE[1] => NEAR_SUBJECT,
                None => 0,
            };
            // "The plan failed when Lee left, he said": he is not in what he reports.
            let same_sentence = candidate.sentence == number;
            if same_sentence && reports {
                let told = candidate.subject && is_parenthesis(paragraph, at);
                within = within.or(told.then_some(entity));
                continue;
            }
            let is_introduced = introduced == Some(entity) && candidate.back == 0
                || same_sentence && !object && is_within_who(paragraph, candidate, at);
            let part = if is_introduced {
                SUBJECT + NEAR_SUBJECT
            } else {
                candidate.score
            };
            let mut score = part + agreement + by_distance;
            if same_sentence && is_owner(candidate) {
                score += SUBJECT - POSSESSIVE;
            }
            if same_sentence
                && object
                && candidate.subject
                && is_one_clause(paragraph, candidate.token as usize, at)
            {
                score += SAME_CLAUSE;
            }
            match totals.iter_mut().find(|(known, _)| *known == entity) {
                Some((_, total)) => *total = (*total).max(score),
                None => totals.push((entity, score)),
            }
        }
    }
    // "Lew Carter was, he admits, a terrible husband": where nobody else can be.
    if totals.is_empty()
        && let Some(own) = within
    {
        return Some((own, WITHIN));
    }
    // The first of equals is the nearest.
    let best = totals
        .iter()
        .enumerate()
        .max_by_key(|(order, (_, score))| (*score, usize::MAX - order))?;
    let (entity, score) = *best.1;
    // Who was only asked about somebody is not told of: “He was the quickest,” Doyle said. / He left school
    let fits = |id: usize| totals.iter().any(|(known, _)| *known == id);
    if !speaks && let Some(told) = window.spoken_of_by(entity, fits) {
        return Some((told, GOES_BACK));
    }
    let second = totals
        .iter()
        .filter(|(other, _)| *other != entity)
        .map(|(_, score)| *score)
        .max();
    // "Lee and Cox came in. “Good,” he said."
    let either = second == Some(score) && is_subject(word) && {
        let tied = |id: usize| totals.contains(&(id, score));
        let mut sentences = window.sentences().filter(|people| !people.is_empty());
        let last = sentences.next().unwrap_or_default();
        last.iter().all(|known| known.subject || known.aside)
            && last
                .iter()
                .any(|known| known.joined && tied(known.entity as usize))
    };
    // Whose friend spoke last may be meant as well: “I was lucky,” he told the paper in 1990.
    // Who is spoken of in this paragraph is not.
    let told =
        |known: &Candidate| known.entity as usize == entity && known.back == 0 && known.subject;
    let past = || {
        let far = !window.people.iter().any(told);
        far && second.is_some() && is_subject(word) && tells_of_past(paragraph, at)
    };
    if either || past() {
        return None;
    }
    let margin = second.map_or(8, |second| score - second).clamp(0, 8);
    let alone = if second.is_none() { 4 } else { 0 };
    (score > QUOTED).then_some((entity, (60 + 4 * margin + alone) as u8))
}

/// What a token is to the people spoken of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    /// Nothing of the following.
    #[default]
    Other,
    /// It stands between double marks; single ones may as well be apostrophes.
    Quoted,
    /// It belongs to the subject of a report.
    Speaks,
}

/// The name between commas that says who the subject before `start` is: "Her daughter, | Dr Jo Lee |, said".
fn apposed(paragraph: &Paragraph, start: usize) -> Range<usize> {
    const LONGEST: usize = 6;
    let first = start + 1;
    if paragraph.word(start) != "," {
        return start..start;
    }
    let name = |at: &usize| paragraph.tokens()[*at].shape.is_capital();
    let last = paragraph.tokens().len().min(first + LONGEST);
    let end = (first..last).find(|at| !name(at)).unwrap_or(last);
    match paragraph.word(end) {
        "," => first..end,
        _ => start..start,
    }
}

/// What each token of a paragraph is; empty where nobody speaks in it.
fn parts(paragraph: &Paragraph, sketch: &Sketch) -> Vec<Part> {
    let mut parts = Vec::new();
    if !sketch.stretches.is_empty() || !sketch.reports.is_empty() {
        parts.resize(paragraph.tokens().len(), Part::Other);
    }
    let subjects = sketch
        .reports
        .iter()
        .filter_map(|report| report.subject.as_ref());
    for subject in subjects {
        parts[subject.head.clone()].fill(Part::Speaks);
        parts[apposed(paragraph, subject.tokens.end)].fill(Part::Speaks);
    }
    for stretch in sketch.stretches.iter().filter(|stretch| !stretch.single) {
        parts[stretch.tokens.clone()].fill(Part::Quoted);
    }
    parts
}

//! Who was named last: whom the mentions before a phrase, the latest first, agree on.

use super::Reference;
use crate::analysis::{Kind, MentionForm};

/// How many of its kind named before the last one a phrase asks about that fits all of them alike:
/// "the city".
pub const RIVALS: usize = 2;

/// Whom the first of `mentions`, the latest, and the few before it all refer to.
pub fn only<'m>(mut mentions: impl Iterator<Item = &'m Reference>) -> Option<usize> {
    let last = mentions.next()?;
    mentions
        .take(RIVALS)
        .all(|other| other.entity == last.entity)
        .then_some(last.entity)
}

/// Whom `mentions` mostly refer to: often, and at least twice as often as to any other.
pub fn most_named<'m>(mentions: impl Iterator<Item = &'m Reference>) -> Option<usize> {
    const OFTEN: usize = 3;
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for mention in mentions {
        match counts.iter_mut().find(|known| known.1 == mention.entity) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, mention.entity)),
        }
    }
    let (most, entity) = counts.iter().copied().max()?;
    let rival = |&(count, other): &(usize, usize)| other != entity && count * 2 > most;
    (most >= OFTEN && !counts.iter().any(rival)).then_some(entity)
}

/// The last two different people, else organizations, else entities, that were named by name. `is_one_sentence` says
/// whether one sentence names the mention with the number that it gets, from the latest on, and the one after it.
pub fn latest_pair<'m>(
    before: &(impl Iterator<Item = &'m Reference> + Clone),
    is_one_sentence: impl Fn(usize, &Reference, &Reference) -> bool,
) -> Option<[&'m Reference; 2]> {
    let pair = |only: Option<Kind>| {
        let mut names = before
            .clone()
            .filter(|m| m.form == MentionForm::Name && only.is_none_or(|kind| m.kind == kind));
        let last = names.next()?;
        let other = names.find(|mention| mention.entity != last.entity)?;
        Some(as_named_together(before, &is_one_sentence, [other, last]))
    };
    // "Ryanair and EasyJet cut flights from Bristol. The former said"
    pair(Some(Kind::Person))
        .or_else(|| pair(Some(Kind::Organization)))
        .or_else(|| pair(None))
}

/// Two who were named, in the order in which they stood side by side: "Ann Lee and Jo Cox met. Lee said she was glad.
/// The latter".
fn as_named_together<'m>(
    before: &(impl Iterator<Item = &'m Reference> + Clone),
    is_one_sentence: impl Fn(usize, &Reference, &Reference) -> bool,
    [one, other]: [&'m Reference; 2],
) -> [&'m Reference; 2] {
    /// "Ann Lee, the mayor of Hull, and Jo Cox"
    const FARTHEST: usize = 10;
    let both = |entity: usize| entity == one.entity || entity == other.entity;
    let is_name = |name: &&Reference| name.form == MentionForm::Name && both(name.entity);
    let numbered = before.clone().enumerate();
    let names = numbered.filter(|(_, name)| is_name(name));
    let pairs = names.clone().skip(1).zip(names);
    let mut together = pairs.filter(|((at, first), (_, second))| {
        let apart = second.tokens.start.checked_sub(first.tokens.end);
        first.entity != second.entity
            && apart.is_some_and(|apart| apart <= FARTHEST)
            && is_one_sentence(*at, first, second)
    });
    together
        .next()
        .map_or([one, other], |((_, first), (_, second))| [first, second])
}

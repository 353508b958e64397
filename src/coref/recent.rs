//! Who was named last: whom the mentions before a phrase, the latest first, agree on.

use super::Reference;
use crate::analysis::Kind;

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

/// The last two different people, else organizations, else entities, of `names`, which are given from the latest on.
/// `is_one_sentence` says whether one sentence holds the name at a place and the one after it.
pub fn latest_pair<'m>(
    names: &[&'m Reference],
    is_one_sentence: impl Fn(usize) -> bool,
) -> Option<[&'m Reference; 2]> {
    // "Ryanair and EasyJet cut flights from Bristol. The former said"
    for only in [Some(Kind::Person), Some(Kind::Organization), None] {
        let fits = |name: &Reference| only.is_none_or(|kind| name.kind == kind);
        let Some(last) = names.iter().find(|name| fits(name)) else {
            continue;
        };
        let is_other = |name: &Reference| fits(name) && name.entity != last.entity;
        if let Some(other) = names.iter().find(|name| is_other(name)) {
            return Some(as_named_together(names, is_one_sentence, [other, last]));
        }
    }
    None
}

/// Two who were named, in the order in which they stood side by side: "Ann Lee and Jo Cox met. Lee said she was glad.
/// The latter".
fn as_named_together<'m>(
    names: &[&'m Reference],
    is_one_sentence: impl Fn(usize) -> bool,
    [one, other]: [&'m Reference; 2],
) -> [&'m Reference; 2] {
    /// "Ann Lee, the mayor of Hull, and Jo Cox"
    const FARTHEST: usize = 10;
    let both = [one.entity, other.entity];
    for (at, pair) in names.windows(2).enumerate() {
        let [second, first] = [pair[0], pair[1]];
        let apart = second.tokens.start.checked_sub(first.tokens.end);
        let alike = first.entity != second.entity
            && both.contains(&first.entity)
            && both.contains(&second.entity);
        if alike && apart.is_some_and(|apart| apart <= FARTHEST) && is_one_sentence(at) {
            return [first, second];
        }
    }
    [one, other]
}

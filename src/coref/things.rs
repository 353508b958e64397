//! Places and organizations: which names mean the same one.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use super::cameo::Cameo;
use crate::analysis::Kind;
use crate::key::{Key, Letters};
use crate::lexicon::{self, Words};
use crate::names::Name;
use crate::order::sort_by_rank;
use crate::text::{Paragraph, Shape, TokenKind, bare};

/// Names of one place or organization, and what else is known of how names are written.
pub const ALIASES: &str = include_str!("../../seeds/lexicons/aliases.txt");

/// Folded names of places and organizations that have others, and the first of their group.
static GROUPS: LazyLock<HashMap<(Kind, Key), Key, FxBuildHasher>> = LazyLock::new(|| {
    let mut groups = HashMap::default();
    for (kind, section) in [
        (Kind::Place, "places"),
        (Kind::Organization, "organizations"),
    ] {
        for line in lexicon::lines(ALIASES, section) {
            let mut names = line.split(',').map(fold);
            let first = names.next().unwrap_or_default();
            groups.extend(names.map(|name| ((kind, name), first)));
        }
    }
    groups
});

static LEGAL_FORMS: LazyLock<Words> = LazyLock::new(|| lexicon::section(ALIASES, "legal forms"));
static GENERAL: LazyLock<Words> = LazyLock::new(|| lexicon::section(ALIASES, "general words"));

/// No name of more words is looked at for the short names it may have: what is longer is a line in
/// capitals taken for a name.
const LONGEST_WITH_SHORT: usize = 16;

/// What a place or an organization is called by one of its names: keys of folded names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// The name, folded.
    folded: Key,
    /// The first name of its group of [`GROUPS`]; the folded name where there is none.
    group: Key,
    /// What else it is called.
    others: Vec<Key>,
    /// The parts that can stand for the whole.
    parts: Vec<Key>,
}

impl Thing {
    /// Reads `name`, which stands in the paragraph.
    pub fn of(paragraph: &Paragraph, name: &Name) -> Thing {
        let folded = fold(paragraph.words(&name.tokens));
        let group = GROUPS.get(&(name.kind, folded)).copied();
        let words = match name.kind {
            Kind::Organization => words(paragraph, name),
            _ => Vec::new(),
        };
        Thing {
            group: group.unwrap_or(folded),
            others: other_names(&words),
            parts: parts(&words),
            folded,
        }
    }
}

/// Numbers the entities of places and organizations, from `next` on; answers the first number
/// not used. `cast` has the names of the document, in order.
pub fn things(cast: &[(usize, &Cameo)], mut next: usize, of_name: &mut [usize]) -> usize {
    let mut known = Known::default();
    for names in &mut known.names {
        names.reserve(cast.len() / 2);
    }
    // Long names first, so that short ones find them.
    let things = cast.iter().map(|(_, cameo)| cameo).enumerate();
    let mut order: Vec<(usize, usize)> = things
        .filter(|(_, cameo)| cameo.kind != Kind::Person)
        .map(|(at, cameo)| (cameo.tokens, at))
        .collect();
    sort_by_rank(&mut order, |(tokens, at)| [!tokens, *at, 0]);
    for (_, at) in order {
        let cameo = cast[at].1;
        let Some(thing) = &cameo.called.thing else {
            continue;
        };
        let names = &mut known.names[usize::from(cameo.kind == Kind::Organization)];
        let listed = cameo
            .entry
            .and_then(|entry| known.entries.get(&entry).copied());
        let part = || match cameo.kind {
            Kind::Organization => known.parts.get(&thing.folded).copied().flatten(),
            _ => None,
        };
        let entity = listed
            .or_else(|| names.get(&thing.group).copied())
            .or_else(part)
            .unwrap_or_else(|| {
                next += 1;
                next - 1
            });
        of_name[at] = entity;
        known
            .entries
            .extend(cameo.entry.map(|entry| (entry, entity)));
        names.insert(thing.group, entity);
        let short = cameo.seldom.iter().flat_map(|seldom| &seldom.short);
        for short in short.chain(&thing.others) {
            names.entry(*short).or_insert(entity);
        }
        for short in &thing.parts {
            let part = known.parts.entry(*short).or_insert(Some(entity));
            *part = part.filter(|other| *other == entity);
        }
    }
    next
}

/// What the names read so far are called.
#[derive(Default)]
struct Known {
    /// The names of places, and those of organizations.
    names: [HashMap<Key, usize, FxBuildHasher>; 2],
    /// Parts of organizations' names; none where several organizations share one.
    parts: HashMap<Key, Option<usize>, FxBuildHasher>,
    /// What an entry of the house list names.
    entries: HashMap<usize, usize, FxBuildHasher>,
}

/// Whether a word at the end of a firm's name tells its legal form: "LLC", "Inc.".
pub fn is_legal_form(word: &str) -> bool {
    lexicon::holds(&LEGAL_FORMS, word)
}

/// The key of a name without periods and accents, in small letters, with single spaces, without
/// "the".
fn fold(name: &str) -> Key {
    fold_all([name])
}

/// The key of the name that `words` make, folded.
fn fold_all<'w>(words: impl IntoIterator<Item = &'w str>) -> Key {
    let mut folded = Letters::default();
    for word in words.into_iter().flat_map(str::split_whitespace) {
        if folded.is_empty() && word.eq_ignore_ascii_case("the") {
            continue;
        }
        if !folded.is_empty() {
            folded.push(b' ');
        }
        if word.is_ascii() {
            let bytes = word.bytes().filter(|byte| *byte != b'.');
            folded.extend(bytes.map(|byte| byte.to_ascii_lowercase()));
        } else {
            let word = bare(word);
            let chars = word.chars().filter(|c| *c != '.');
            chars
                .flat_map(char::to_lowercase)
                .for_each(|c| folded.push_char(c));
        }
    }
    folded.key()
}

/// The short form that stands in brackets right after the name: United Steelworkers (USW).
pub fn abbreviation_after(paragraph: &Paragraph, names: &[Name], at: usize) -> Option<Key> {
    let (name, short) = (&names[at], names.get(at + 1)?);
    let end = name.tokens.end;
    let follows = short.kind == name.kind
        && short.tokens == (end + 1..end + 2)
        && paragraph.word(end) == "("
        && paragraph.word(end + 2) == ")"
        && paragraph.tokens()[end + 1].shape == Shape::Capitals;
    follows.then(|| fold(paragraph.word(end + 1)))
}

fn words<'p>(paragraph: &'p Paragraph, name: &Name) -> Vec<&'p str> {
    name.tokens
        .clone()
        .filter(|at| {
            matches!(
                paragraph.tokens()[*at].kind,
                TokenKind::Word | TokenKind::Number
            )
        })
        .map(|at| paragraph.word(at))
        .collect()
}

/// What else a long organization name is called: its initials, its words in another order
/// ("Justice Department" for "Department of Justice"), its words without the legal form.
fn other_names(words: &[&str]) -> Vec<Key> {
    let mut others = Vec::new();
    if !(2..=LONGEST_WITH_SHORT).contains(&words.len()) {
        return others;
    }
    for with_small in [false, true] {
        let mut initials = Letters::default();
        let count = words
            .iter()
            .filter(|word| with_small || Shape::of(word).is_capital())
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_lowercase)
            .map(|c| initials.push_char(c))
            .count();
        if count > 1 {
            others.push(initials.key());
        }
    }
    if let Some(of) = words.iter().position(|word| *word == "of")
        && of > 0
    {
        let turned = words[of + 1..].iter().chain(&words[..of]);
        others.push(fold_all(turned.copied()));
    }
    let bare = words
        .iter()
        .rposition(|word| !is_legal_form(word))
        .map_or(0, |last| last + 1);
    if (1..words.len()).contains(&bare) {
        others.push(fold_all(words[..bare].iter().copied()));
    }
    others
}

/// The parts that can stand for the whole of an organization's name: its first word, and its last
/// words ("Water Trust", "Rovers"), where they say more than what many organizations share.
fn parts(words: &[&str]) -> Vec<Key> {
    let tells = |word: &str| {
        Shape::of(word).is_capital()
            && word.chars().count() > 2
            && !lexicon::holds(&GENERAL, word)
            && !lexicon::holds(&LEGAL_FORMS, word)
    };
    let mut parts = Vec::new();
    if (2..=LONGEST_WITH_SHORT).contains(&words.len()) {
        parts.extend(
            words
                .first()
                .filter(|word| tells(word))
                .map(|word| fold(word)),
        );
        for start in 1..words.len() {
            let rest = &words[start..];
            // "The Commission", where the text speaks of one.
            let last = rest.len() == 1
                && rest[0].len() > 3
                && rest[0] != "House"
                && !is_legal_form(rest[0]);
            if Shape::of(rest[0]).is_capital() && (last || rest.iter().any(|word| tells(word))) {
                parts.push(fold_all(rest.iter().copied()));
            }
        }
    }
    parts
}

//! What the names of a document teach about others in it: what acronyms stand for, who bears which
//! surname, whose label recurs.

use std::collections::{HashMap, HashSet};

use rustc_hash::FxBuildHasher;

use super::apposed::{is_called_next, is_traded};
use super::{Name, acronyms, headlines, labels};
use crate::analysis::Kind;
use crate::coref::title::{honorific, is_role};
use crate::coref::{is_firm_sign, is_legal_form};
use crate::key::{Key, Letters, key};
use crate::text::{Paragraph, Shape};

/// What the names of one paragraph teach about short ones elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lesson {
    /// The initials of each long name, and its kind.
    initials: Vec<(Key, Kind)>,
    /// The acronyms that the paragraph gives for ordinary words.
    ordinary: Vec<Key>,
    /// The last word of each full name of a person.
    surnames: Vec<Key>,
    /// The first word of each name of a firm: "Bexley" for "Bexley Estates LLC", "Novacell" that is called "the drugmaker".
    firms: Vec<Key>,
    /// What each name tells headlines; see [`headlines::told`].
    named: Vec<(Key, Kind)>,
    /// Whether it is a question in a transcript.
    asks: bool,
    /// The word in capitals before a colon that it begins with.
    label: Option<Key>,
}

impl Lesson {
    /// What `names`, joined, teach.
    pub fn of(paragraph: &Paragraph, names: &[Name]) -> Lesson {
        let ordinary = acronyms::ordinary(paragraph);
        let asks = labels::asks(paragraph);
        let label = labels::word(paragraph).map(|word| key(word.bytes()));
        if names.is_empty() {
            return Lesson {
                ordinary,
                asks,
                label,
                ..Lesson::default()
            };
        }
        let long = names.iter().filter(|name| name.tokens.len() > 2);
        let initials = long.filter_map(|name| {
            let initials = name
                .tokens
                .clone()
                .filter(|at| paragraph.tokens()[*at].shape == Shape::Capitalized)
                .filter_map(|at| paragraph.word(at).chars().next());
            let mut letters = Letters::default();
            let count = initials.map(|c| letters.push_char(c)).count();
            (count > 2).then(|| (letters.key(), name.kind))
        });
        let full = |name: &&Name| name.kind == Kind::Person && name.tokens.len() > 1;
        let last = |name: &Name| key(paragraph.word(name.tokens.end - 1).bytes());
        let first = |name: &Name| key(paragraph.word(name.tokens.start).bytes());
        Lesson {
            initials: initials.collect(),
            ordinary,
            surnames: names.iter().filter(full).map(last).collect(),
            firms: names
                .iter()
                .filter(|name| {
                    let traded = || name.tokens.len() > 1 && is_traded(paragraph, name);
                    is_firm(paragraph, name) || is_called_next(paragraph, name) || traded()
                })
                .map(first)
                .collect(),
            named: headlines::told(paragraph, names),
            asks,
            label,
        }
    }

    fn is_empty(&self) -> bool {
        self.initials.is_empty()
            && self.ordinary.is_empty()
            && self.surnames.is_empty()
            && self.firms.is_empty()
            && self.named.is_empty()
            && !self.asks
            && self.label.is_none()
    }
}

/// What all lessons of a document teach.
#[derive(Debug, Default)]
pub struct Lore {
    /// For the initials of long names, how many names of each kind they are of.
    initials: Counts<[u32; 3]>,
    /// How many times an acronym is given for ordinary words.
    pub(super) ordinary: Counts<u32>,
    /// How many full names of people end in a word.
    pub(super) surnames: Counts<u32>,
    /// How many names of firms begin with a word.
    firms: Counts<u32>,
    /// For the words of names in prose, how many names of each kind they are.
    pub(super) named: Counts<[u32; 3]>,
    /// How many paragraphs are questions in a transcript.
    pub(super) asks: u32,
    /// How many paragraphs begin with a word in capitals as their label.
    labels: Counts<u32>,
}

type Counts<V> = HashMap<Key, V, FxBuildHasher>;

/// What some lessons are about.
#[derive(Debug, Default)]
pub struct Concerned {
    /// The words of one-word names, and the last ones of two-word names, that they may concern.
    words: HashSet<Key, FxBuildHasher>,
    /// Whether they teach anything, to headlines for instance.
    any: bool,
}

impl Concerned {
    /// What those lessons are about that are not both among `gone` and among `come`.
    pub fn of<'l>(gone: &'l [Lesson], come: impl Iterator<Item = &'l Lesson>) -> Concerned {
        let taught = |lesson: &&Lesson| !lesson.is_empty();
        let gone: Vec<&Lesson> = gone.iter().filter(taught).collect();
        let come: Vec<&Lesson> = come.filter(taught).collect();
        let mut concerned = Concerned::default();
        if gone == come {
            return concerned;
        }
        concerned.any = true;
        for lesson in gone.into_iter().chain(come) {
            concerned.words.extend(&lesson.ordinary);
            concerned.words.extend(&lesson.surnames);
            concerned.words.extend(&lesson.firms);
            let initials = lesson.initials.iter().map(|(initials, _)| *initials);
            concerned.words.extend(initials);
        }
        concerned
    }

    /// Whether they teach nothing.
    pub fn is_empty(&self) -> bool {
        !self.any
    }
}

impl Lore {
    /// Learns `lesson`.
    pub fn add(&mut self, lesson: &Lesson) {
        for (initials, kind) in &lesson.initials {
            self.initials.entry(*initials).or_default()[*kind as usize] += 1;
        }
        for acronym in &lesson.ordinary {
            *self.ordinary.entry(*acronym).or_default() += 1;
        }
        for surname in &lesson.surnames {
            *self.surnames.entry(*surname).or_default() += 1;
        }
        for firm in &lesson.firms {
            *self.firms.entry(*firm).or_default() += 1;
        }
        for (words, kind) in &lesson.named {
            self.named.entry(*words).or_default()[*kind as usize] += 1;
        }
        self.asks += u32::from(lesson.asks);
        if let Some(label) = lesson.label {
            *self.labels.entry(label).or_default() += 1;
        }
    }

    /// Forgets `lesson`, which was learned before.
    fn remove(&mut self, lesson: &Lesson) {
        for (initials, kind) in &lesson.initials {
            forget(&mut self.initials, *initials, *kind);
        }
        for acronym in &lesson.ordinary {
            forget_one(&mut self.ordinary, *acronym);
        }
        for surname in &lesson.surnames {
            forget_one(&mut self.surnames, *surname);
        }
        for firm in &lesson.firms {
            forget_one(&mut self.firms, *firm);
        }
        for (words, kind) in &lesson.named {
            forget(&mut self.named, *words, *kind);
        }
        self.asks -= u32::from(lesson.asks);
        if let Some(label) = lesson.label {
            forget_one(&mut self.labels, label);
        }
    }

    /// Whether several paragraphs begin with the word as their label.
    pub fn recurs(&self, label: &str) -> bool {
        self.labels
            .get(&key(label.bytes()))
            .is_some_and(|count| *count > 1)
    }

    /// Whether a name of one word that was taken for a person is short for a firm, and nobody's surname:
    /// "Bexley" beside "Bexley Estates LLC".
    pub fn shortens_firm(&self, paragraph: &Paragraph, name: &Name) -> bool {
        if self.firms.is_empty() || name.tokens.len() > 1 {
            return false;
        }
        let word = key(paragraph.word(name.tokens.start).bytes());
        let before = paragraph.word_at(name.tokens.start.checked_sub(1));
        self.firms.contains_key(&word)
            && !self.surnames.contains_key(&word)
            && honorific(before).is_none()
            && !is_role(before)
    }

    /// What prose names with these folded words: the commonest kind; of kinds as common as each
    /// other, the first.
    pub fn named(&self, words: Key) -> Option<Kind> {
        let counts = self.named.get(&words)?;
        let most = counts.iter().max()?;
        Kind::ALL
            .into_iter()
            .find(|kind| counts[*kind as usize] == *most)
    }

    /// Forgets `gone` and learns those of `come`.
    pub fn exchange<'l>(
        &mut self,
        gone: &[Lesson],
        come: impl Iterator<Item = &'l Lesson> + Clone,
    ) {
        let count = |named: fn(&Lesson) -> usize| come.clone().map(named).sum();
        self.named.reserve(count(|lesson| lesson.named.len()));
        self.surnames.reserve(count(|lesson| lesson.surnames.len()));
        gone.iter().for_each(|lesson| self.remove(lesson));
        come.for_each(|lesson| self.add(lesson));
    }

    /// Whether `acronym` stands for ordinary words, and for no organization that is spelled out.
    pub fn is_ordinary(&self, acronym: Key) -> bool {
        let organization = Kind::Organization as usize;
        self.ordinary.contains_key(&acronym)
            && self
                .initials
                .get(&acronym)
                .is_none_or(|counts| counts[organization] == 0)
    }

    /// The kind of the names that `acronym` shortens, where they are all of one kind.
    pub fn spelled_out(&self, acronym: Key) -> Option<Kind> {
        let counts = self.initials.get(&acronym)?;
        let mut kinds = Kind::ALL
            .into_iter()
            .filter(|kind| counts[*kind as usize] > 0);
        kinds.next().filter(|_| kinds.next().is_none())
    }
}

/// Whether a name is a firm's, as its last word tells.
fn is_firm(paragraph: &Paragraph, name: &Name) -> bool {
    let last = paragraph.word(name.tokens.end - 1);
    name.kind == Kind::Organization
        && name.tokens.len() > 1
        && (is_legal_form(last) || is_firm_sign(last))
}

fn forget(counts: &mut Counts<[u32; 3]>, key: Key, kind: Kind) {
    if let Some(known) = counts.get_mut(&key) {
        known[kind as usize] -= 1;
        if *known == [0; 3] {
            counts.remove(&key);
        }
    }
}

fn forget_one(counts: &mut Counts<u32>, key: Key) {
    if let Some(count) = counts.get_mut(&key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(&key);
        }
    }
}

/// The key of a word without its periods.
pub fn without_periods(word: &str) -> Key {
    key(word.bytes().filter(|byte| *byte != b'.'))
}

/// Whether what the document teaches about `words` can matter to `names`, those of the paragraph.
pub fn are_concerned(paragraph: &Paragraph, names: &[Name], words: &Concerned) -> bool {
    let mut short = names.iter().filter(|name| name.tokens.len() <= 2);
    let is_concerned = |name: &Name| {
        let word = paragraph.word(name.tokens.end - 1);
        words.words.contains(&key(word.bytes()))
            || word.contains('.') && words.words.contains(&without_periods(word))
    };
    let labels = || names.iter().any(|name| labels::is_label(paragraph, name));
    !words.is_empty() && (short.any(is_concerned) || headlines::has_any(paragraph) || labels())
}

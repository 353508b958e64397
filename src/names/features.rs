//! The features of a word in its sentence: the one function that trainer and tagger share.

use super::words::{Around, Casing, Sentence, Word, mix};

/// What each feature template looks at, by its number; `explain` prints these.
pub const TEMPLATES: &[&str] = &[
    "any word",
    "word as written",
    "word",
    "word before",
    "word after",
    "word two before",
    "word two after",
    "word before + word",
    "word + word after",
    "word before + word after",
    "two words before",
    "two words after",
    "shape",
    "shape before + shape",
    "shape + shape after",
    "three shapes",
    "first letter",
    "first two letters",
    "first three letters",
    "first four letters",
    "last letter",
    "last two letters",
    "last three letters",
    "last four letters",
    "cluster, coarse",
    "cluster, middle",
    "cluster, fine",
    "cluster before, coarse",
    "cluster before, middle",
    "cluster before, fine",
    "cluster after, coarse",
    "cluster after, middle",
    "cluster after, fine",
    "cluster two before",
    "cluster two after",
    "word before + cluster",
    "cluster + word after",
    "fine cluster before + shape",
    "gazetteer",
    "gazetteer + shape",
    "gazetteer + cluster",
    "word before the run",
    "word after the run",
    "first word of the run",
    "last word of the run",
    "cluster before the run",
    "cluster after the run",
    "cluster of the first word of the run",
    "cluster of the last word of the run",
    "sentence start + shape",
    "sentence start + word",
    "casing + shape + cluster",
    "shape + last three letters",
    "cluster + shape",
];

/// A feature: the index of its template and a hash that already tells templates apart.
pub type Feature = (usize, u32);

/// Gives `sink` each feature of the word at `at`.
///
/// Most features look at one word alone, so that what they weigh together can be kept for the next
/// place where that word stands so; this is why they come in groups.
///
/// # Panics
/// Where `at` is not a word of the sentence.
#[inline]
pub fn features(sentence: &Sentence, at: usize, mut sink: impl FnMut(usize, u32)) {
    let word = sentence.word_near(at, 0);
    let run = Run::of(sentence, at);
    let mut give = |features: &[Feature]| {
        for (template, hash) in features {
            sink(*template, *hash);
        }
    };
    let setting = Setting::of(sentence, at);
    let (form, own) = (of_form(word, setting.start), of_word(word, setting));
    let mut alone: Vec<Feature> = form.into_iter().chain(own).collect();
    // The trainer adds up in the order of the templates.
    alone.sort_unstable_by_key(|feature| feature.0);
    give(&alone);
    give(&of_further(sentence.word_near(at, -2), -2));
    give(&of_neighbour(sentence.word_near(at, -1), -1));
    give(&of_neighbour(sentence.word_near(at, 1), 1));
    give(&of_further(sentence.word_near(at, 2), 2));
    give(&of_forms(sentence.around(at)));
    give(&of_pairs(sentence.around(at)));
    for (place, other) in run.words(sentence).into_iter().enumerate() {
        give(&of_run_word(other, place, word.capital));
    }
}

/// What the features of a word alone depend on beside the word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Setting {
    /// How the sentence is written.
    pub casing: Casing,
    /// Whether the word begins it.
    pub start: bool,
}

impl Setting {
    /// The setting of the word at `at`.
    pub fn of(sentence: &Sentence, at: usize) -> Setting {
        Setting {
            casing: sentence.casing,
            start: at == 0,
        }
    }
}

/// A run of capitalized words, or a word that is none: its first and its last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    first: usize,
    last: usize,
}

impl Run {
    /// The run that the word at `at` is in.
    pub fn of(sentence: &Sentence, at: usize) -> Run {
        let run = sentence.run(at);
        Run {
            first: run.start,
            last: run.end - 1,
        }
    }

    /// The words that its features look at: those before and after it, its first and its last.
    pub fn words<'s>(&self, sentence: &'s Sentence) -> [&'s Word; 4] {
        [
            sentence.word_near(self.first, -1),
            sentence.word_near(self.last, 1),
            sentence.word_near(self.first, 0),
            sentence.word_near(self.last, 0),
        ]
    }
}

#[inline]
fn feature(template: usize, value: u32) -> Feature {
    (template, mix(value, 0x1000 + template as u32))
}

fn two(a: u32, b: u32) -> u32 {
    a.rotate_left(7) ^ b.wrapping_mul(0x85eb_ca6b)
}

/// The features of a word that look at how it is written and at what the gazetteer knows of it, but not at
/// its letters: most values of these are those of many words.
pub fn of_form(word: &Word, start: bool) -> [Feature; 5] {
    let shape = u32::from(word.shape);
    let gazetteer = u32::from(word.gazetteer);
    [
        feature(0, 0),
        feature(12, shape),
        feature(38, gazetteer),
        feature(39, gazetteer << 8 | shape),
        feature(49, u32::from(start) << 8 | shape),
    ]
}

/// The other features of a word alone.
pub fn of_word(word: &Word, setting: Setting) -> [Feature; 18] {
    let shape = u32::from(word.shape);
    // Affixes of names and of other words are different things.
    let capital = u32::from(word.capital);
    let head = |length: u32| two(word.head & (u32::MAX >> (32 - 8 * length)), capital);
    let tail = |length: u32| two(word.tail & (u32::MAX >> (32 - 8 * length)), capital);
    let gazetteer = u32::from(word.gazetteer);
    let start = u32::from(setting.start);
    [
        feature(1, word.exact),
        feature(2, word.lower),
        feature(16, head(1)),
        feature(17, head(2)),
        feature(18, head(3)),
        feature(19, head(4)),
        feature(20, tail(1)),
        feature(21, tail(2)),
        feature(22, tail(3)),
        feature(23, tail(4)),
        feature(24, coarse(word)),
        feature(25, middle(word)),
        feature(26, u32::from(word.cluster)),
        feature(40, gazetteer << 8 | coarse(word)),
        feature(50, two(word.lower, start)),
        feature(
            51,
            (setting.casing as u32) << 16 | shape << 8 | middle(word),
        ),
        feature(52, two(word.tail & 0xff_ffff, shape)),
        feature(53, u32::from(word.cluster) << 8 | shape),
    ]
}

/// The features that look at the word right before or after the word alone.
pub fn of_neighbour(near: &Word, by: isize) -> [Feature; 4] {
    let (lower, cluster) = if by < 0 { (3, 27) } else { (4, 30) };
    [
        feature(lower, near.lower),
        feature(cluster, coarse(near)),
        feature(cluster + 1, middle(near)),
        feature(cluster + 2, u32::from(near.cluster)),
    ]
}

/// Those that look at the word two places before or after it.
pub fn of_further(near: &Word, by: isize) -> [Feature; 2] {
    let (lower, cluster) = if by < 0 { (5, 33) } else { (6, 34) };
    [feature(lower, near.lower), feature(cluster, middle(near))]
}

/// What the features of [`of_forms`] look at, in one number.
pub fn forms([_, before, word, after, _]: &Around) -> u32 {
    u32::from_le_bytes([before.shape, word.shape, after.shape, 0])
}

/// The features that look at how several words are written: of the few values that these have, most
/// come again and again.
pub fn of_forms(around: &Around) -> [Feature; 3] {
    let [before, shape, after, _] = forms(around).to_le_bytes().map(u32::from);
    [
        feature(13, before << 8 | shape),
        feature(14, shape << 8 | after),
        feature(15, before << 16 | shape << 8 | after),
    ]
}

/// The features that look at several words, the word itself or its neighbours.
#[inline]
pub fn of_pairs([before2, before, word, after, after2]: &Around) -> [Feature; 8] {
    [
        feature(7, two(before.lower, word.lower)),
        feature(8, two(word.lower, after.lower)),
        feature(9, two(before.lower, after.lower)),
        feature(10, two(before2.lower, before.lower)),
        feature(11, two(after.lower, after2.lower)),
        feature(35, two(before.lower, middle(word))),
        feature(36, two(after.lower, middle(word))),
        feature(37, u32::from(before.cluster) << 8 | u32::from(word.shape)),
    ]
}

/// The features of a word that look at one word of its run alone, that at `place` among
/// [`Run::words`]. `capital` says whether the run is one of capitalized words.
pub fn of_run_word(other: &Word, place: usize, capital: bool) -> [Feature; 2] {
    let capital = u32::from(capital);
    [
        feature(41 + place, two(other.lower, capital)),
        feature(45 + place, u32::from(other.cluster) << 1 | capital),
    ]
}

/// The four highest bits of a word's cluster; past them, whether it has one.
fn coarse(word: &Word) -> u32 {
    u32::from(word.cluster >> 8) | u32::from(word.cluster == 0) << 4
}

/// The eight highest bits of a word's cluster.
fn middle(word: &Word) -> u32 {
    u32::from(word.cluster >> 4)
}

//! The features of a word in its sentence: the one function that trainer and tagger share.

use super::words::{Sentence, Word, mix};

/// What each feature template looks at, in the order in which [`features`] gives them; `explain`
/// prints these.
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
    "cluster before + cluster",
    "cluster + cluster after",
    "cluster before + cluster after",
    "word before + cluster",
    "cluster + word after",
    "fine cluster before + shape",
    "gazetteer",
    "gazetteer + shape",
    "gazetteer before + gazetteer",
    "gazetteer + gazetteer after",
    "gazetteer + cluster",
    "word before the run",
    "word after the run",
    "first word of the run",
    "last word of the run",
    "cluster before the run",
    "cluster after the run",
    "cluster of the first word of the run",
    "cluster of the last word of the run",
    "place in the run",
    "clusters before and after the run",
    "place in the run + cluster of its last word",
    "sentence start + shape",
    "sentence start + word",
    "casing + shape + cluster",
    "shape + last three letters",
    "cluster + shape",
];

/// Gives `sink` each feature of the word at `at`, as the index of its template and a hash that
/// already tells templates apart.
///
/// # Panics
/// Where `at` is not a word of the sentence.
#[inline]
pub fn features(sentence: &Sentence, at: usize, mut sink: impl FnMut(usize, u32)) {
    let word = sentence.word_near(at, 0);
    let before = sentence.word_near(at, -1);
    let after = sentence.word_near(at, 1);
    let before2 = sentence.word_near(at, -2);
    let after2 = sentence.word_near(at, 2);
    let mut template = 0;
    let mut one = |value: u32| {
        sink(template, mix(value, 0x1000 + template as u32));
        template += 1;
    };
    let two = |a: u32, b: u32| a.rotate_left(7) ^ b.wrapping_mul(0x85eb_ca6b);

    one(0);
    one(word.exact);
    one(word.lower);
    one(before.lower);
    one(after.lower);
    one(before2.lower);
    one(after2.lower);
    one(two(before.lower, word.lower));
    one(two(word.lower, after.lower));
    one(two(before.lower, after.lower));
    one(two(before2.lower, before.lower));
    one(two(after.lower, after2.lower));

    let shape = u32::from(word.shape);
    let shape_before = u32::from(before.shape);
    let shape_after = u32::from(after.shape);
    one(shape);
    one(shape_before << 8 | shape);
    one(shape << 8 | shape_after);
    one(shape_before << 16 | shape << 8 | shape_after);

    // Affixes of names and of other words are different things.
    let capital = u32::from(word.capital);
    for length in 1..=4 {
        one(two(word.head & (u32::MAX >> (32 - 8 * length)), capital));
    }
    for length in 1..=4 {
        one(two(word.tail & (u32::MAX >> (32 - 8 * length)), capital));
    }

    for near in [word, before, after] {
        one(coarse(near));
        one(middle(near));
        one(u32::from(near.cluster));
    }
    one(middle(before2));
    one(middle(after2));
    one(middle(before) << 8 | middle(word));
    one(middle(word) << 8 | middle(after));
    one(middle(before) << 8 | middle(after));
    one(two(before.lower, middle(word)));
    one(two(after.lower, middle(word)));
    one(u32::from(before.cluster) << 8 | shape);

    let gazetteer = u32::from(word.gazetteer);
    one(gazetteer);
    one(gazetteer << 8 | shape);
    one(u32::from(before.gazetteer) << 8 | gazetteer);
    one(gazetteer << 8 | u32::from(after.gazetteer));
    one(gazetteer << 8 | coarse(word));

    let run = sentence.run(at);
    let first = sentence.word_near(run.start, 0);
    let last = sentence.word_near(run.end - 1, 0);
    let outside_before = sentence.word_near(run.start, -1);
    let outside_after = sentence.word_near(run.end - 1, 1);
    let place = (at - run.start).min(3) as u32 * 4 + (run.end - 1 - at).min(3) as u32;
    one(two(outside_before.lower, capital));
    one(two(outside_after.lower, capital));
    one(two(first.lower, capital));
    one(two(last.lower, capital));
    one(u32::from(outside_before.cluster) << 1 | capital);
    one(u32::from(outside_after.cluster) << 1 | capital);
    one(u32::from(first.cluster) << 1 | capital);
    one(u32::from(last.cluster) << 1 | capital);
    one(place << 1 | capital);
    one(middle(outside_before) << 9 | middle(outside_after) << 1 | capital);
    one(place << 9 | middle(last) << 1 | capital);

    let start = u32::from(at == 0);
    one(start << 8 | shape);
    one(two(word.lower, start));
    one((sentence.casing as u32) << 16 | shape << 8 | middle(word));
    one(two(word.tail & 0xff_ffff, shape));
    one(u32::from(word.cluster) << 8 | shape);
}

/// The four highest bits of a word's cluster; past them, whether it has one.
fn coarse(word: &Word) -> u32 {
    u32::from(word.cluster >> 8) | u32::from(word.cluster == 0) << 4
}

/// The eight highest bits of a word's cluster.
fn middle(word: &Word) -> u32 {
    u32::from(word.cluster >> 4)
}

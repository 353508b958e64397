//! The weights of a word's features, added up: those that look at one word alone once for each
//! place that it can have, the others each time.

use std::ops::Range;

use super::features::{
    Feature, Run, Setting, forms, of_forms, of_neighbour, of_pairs, of_run_word, of_word,
};
use super::model::{Model, Sums};
use super::words::{Sentence, Word};

/// What was added up before.
#[derive(Debug, Default)]
pub struct Weighing {
    /// For each word of the vocabulary, by its number.
    words: Vec<Known>,
    /// For values of [`forms`], each at a place that follows from it; those met last.
    forms: Vec<(u32, Sums)>,
}

/// The sums of the features that look at one word alone.
#[derive(Debug, Clone, Default)]
struct Known {
    /// Which of the sums are known, bit by bit.
    known: u16,
    /// For what the sum of the word itself holds.
    form: Form,
    /// By [`Place`].
    sums: [Sums; PLACES],
}

impl Known {
    #[cold]
    fn learn(&mut self, place: usize, weigh: impl FnOnce(&mut Sums)) {
        let mut sums = Sums::default();
        weigh(&mut sums);
        self.sums[place] = sums;
        self.known |= 1 << place;
    }
}

/// Where a word stands, beside the word that is weighed. A word that is no name's is its own run, so
/// that what its neighbours say of that run is known with them.
#[derive(Debug, Clone, Copy)]
enum Place {
    Own,
    TwoBefore,
    TwoAfter,
    /// Beside a word without a capital, with what it says of the run.
    BeforeSmall,
    AfterSmall,
    /// Beside a word with a capital.
    Before,
    After,
    /// The first of the [`Run::words`] of a run with capitals; the others follow.
    Run,
}

const PLACES: usize = Place::Run as usize + 4;

/// What one word alone can have differently in different places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Form {
    shape: u8,
    gazetteer: u8,
    setting: Setting,
}

/// How many values of [`forms`] are kept, as a power of two.
const FORMS: u32 = 11;

impl Weighing {
    /// Forgets what was added up.
    pub fn forget(&mut self) {
        self.words.clear();
    }

    /// The sums for each word of `stretch`, in order. `sentence` must number its words as all those
    /// did that were weighed since the last [`Weighing::forget`].
    pub fn sums(
        &mut self,
        model: &Model,
        sentence: &Sentence,
        stretch: Range<usize>,
    ) -> impl Iterator<Item = Sums> {
        self.words.resize(sentence.known(), Known::default());
        // No value is all ones.
        self.forms.resize(1 << FORMS, (u32::MAX, Sums::default()));
        let mut last = None;
        stretch.map(move |at| {
            let run = Run::of(sentence, at);
            let word = sentence.word_near(at, 0);
            let mut sums = *self.of_word(model, sentence, at);
            sums.merge(self.of_neighbour(model, sentence, at, -2, Place::TwoBefore));
            sums.merge(self.of_neighbour(model, sentence, at, 2, Place::TwoAfter));
            sums.merge(self.of_forms(model, sentence, at));
            if word.capital {
                let of_run = match last {
                    Some((known, sums)) if known == run => sums,
                    _ => {
                        let sums = self.of_run(model, sentence, &run);
                        last = Some((run, sums));
                        sums
                    }
                };
                sums.merge(&of_run);
                sums.merge(self.of_neighbour(model, sentence, at, -1, Place::Before));
                sums.merge(self.of_neighbour(model, sentence, at, 1, Place::After));
            } else {
                sums.merge(self.of_neighbour(model, sentence, at, -1, Place::BeforeSmall));
                sums.merge(self.of_neighbour(model, sentence, at, 1, Place::AfterSmall));
            }
            add(model, &mut sums, of_pairs(sentence, at));
            sums
        })
    }

    /// The sum that is kept for a word at a place, which `weigh` adds up where it is not known.
    #[inline]
    fn kept(&mut self, word: &Word, place: usize, weigh: impl FnOnce(&mut Sums)) -> &Sums {
        let kept = &mut self.words[word.number as usize];
        if kept.known & 1 << place == 0 {
            kept.learn(place, weigh);
        }
        &kept.sums[place]
    }

    #[inline]
    fn of_word(&mut self, model: &Model, sentence: &Sentence, at: usize) -> &Sums {
        let word = sentence.word_near(at, 0);
        let form = Form {
            shape: word.shape,
            gazetteer: word.gazetteer,
            setting: Setting::of(sentence, at),
        };
        let known = &mut self.words[word.number as usize];
        if known.form != form {
            known.form = form;
            known.known &= !1;
        }
        self.kept(word, Place::Own as usize, |sums| {
            add(model, sums, of_word(word, form.setting));
            if !word.capital {
                add(model, sums, of_run_word(word, 2, false));
                add(model, sums, of_run_word(word, 3, false));
            }
        })
    }

    #[inline]
    fn of_neighbour(
        &mut self,
        model: &Model,
        sentence: &Sentence,
        at: usize,
        by: isize,
        place: Place,
    ) -> &Sums {
        let near = sentence.word_near(at, by);
        self.kept(near, place as usize, |sums| {
            let (features, count) = of_neighbour(near, by);
            for feature in &features[..count] {
                add(model, sums, [*feature]);
            }
            match place {
                Place::BeforeSmall => add(model, sums, of_run_word(near, 0, false)),
                Place::AfterSmall => add(model, sums, of_run_word(near, 1, false)),
                _ => {}
            }
        })
    }

    #[inline]
    fn of_forms(&mut self, model: &Model, sentence: &Sentence, at: usize) -> &Sums {
        let forms = forms(sentence, at);
        let place = forms.wrapping_mul(0x9e37_79b9) >> (32 - FORMS);
        let (known, sums) = &mut self.forms[place as usize];
        if *known != forms {
            *known = forms;
            *sums = Sums::default();
            add(model, sums, of_forms(sentence, at));
        }
        sums
    }

    /// The sums that all words of a run with capitals have.
    fn of_run(&mut self, model: &Model, sentence: &Sentence, run: &Run) -> Sums {
        let mut sums = Sums::default();
        for (place, word) in run.words(sentence).into_iter().enumerate() {
            sums.merge(self.kept(word, Place::Run as usize + place, |sums| {
                add(model, sums, of_run_word(word, place, true));
            }));
        }
        sums
    }
}

#[inline]
fn add<const COUNT: usize>(model: &Model, sums: &mut Sums, features: [Feature; COUNT]) {
    model.add(sums, features.map(|feature| feature.1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::features::features;
    use crate::text::paragraphs;

    #[test]
    fn what_is_kept_adds_up_to_all_features() {
        let bytes = include_bytes!("../../model/names.bin");
        let model = Model::open(bytes).expect("the model of the crate opens");
        let text = "THE MAYOR OF NEW YORK SAYS NO\n\nThe mayor of New York, Mayor Ann Lee, met Lee in \
                    New Orleans. “Ann Lee of New York,” Ms. Ann-Lee O’Brien said; she met Ann Lee.";
        let (mut sentence, mut weighing) = (Sentence::default(), Weighing::default());
        let mut count = 0;
        // The second time, all is known.
        for paragraph in paragraphs(text).iter().chain(&paragraphs(text)) {
            sentence.open(&model, paragraph);
            for tokens in &paragraph.sentences {
                sentence.read(&model, paragraph, tokens);
                let all = 0..sentence.len();
                let found: Vec<Sums> = weighing.sums(&model, &sentence, all).collect();
                for (at, found) in found.iter().enumerate() {
                    let mut expect = Sums::default();
                    features(&sentence, at, |_, hash| model.add(&mut expect, [hash]));
                    assert_eq!(*found, expect, "word {at} of {tokens:?}");
                    count += 1;
                }
            }
        }
        assert!(count > 80, "{count}");
    }
}

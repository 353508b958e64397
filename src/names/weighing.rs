//! The weights of a word's features, added up: those that look at one word alone once for each
//! place that it can have, the others each time.

use std::ops::Range;

use super::features::{Feature, Run, Setting, of_neighbour, of_pairs, of_run_word, of_word};
use super::model::{Model, Sums};
use super::words::{Sentence, Word};

/// What was added up before, for each word of the vocabulary by its number. Sums that count no
/// features are not known yet.
#[derive(Debug, Default)]
pub struct Weighing {
    words: Vec<Known>,
}

/// The sums of the features that look at one word alone.
#[derive(Debug, Clone, Default)]
struct Known {
    /// Where it is the word itself, and for what else that holds.
    own: Sums,
    form: Form,
    /// Where it is two before, one before, one after and two after the word.
    near: [Sums; 4],
    /// Where it is one of [`Run::words`], of a run without capitals and of one with them.
    run: [[Sums; 4]; 2],
}

/// What one word alone can have differently in different places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Form {
    shape: u8,
    gazetteer: u8,
    setting: Setting,
}

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
        let mut last = None;
        stretch.map(move |at| {
            let run = Run::of(sentence, at);
            let mut sums = match last {
                Some((known, sums)) if known == run => sums,
                _ => {
                    let sums = self.of_run(model, sentence, &run);
                    last = Some((run, sums));
                    sums
                }
            };
            sums.merge(self.of_word(model, sentence, at));
            for (place, by) in [-2, -1, 1, 2].into_iter().enumerate() {
                sums.merge(self.of_neighbour(model, sentence.word_near(at, by), by, place));
            }
            add(model, &mut sums, &of_pairs(sentence, at));
            sums
        })
    }

    fn of_word(&mut self, model: &Model, sentence: &Sentence, at: usize) -> &Sums {
        let word = sentence.word_near(at, 0);
        let form = Form {
            shape: word.shape,
            gazetteer: word.gazetteer,
            setting: Setting::of(sentence, at),
        };
        let known = &mut self.words[word.number as usize];
        if known.own.is_empty() || known.form != form {
            known.form = form;
            known.own = sum(model, &of_word(word, form.setting));
        }
        &known.own
    }

    fn of_neighbour(&mut self, model: &Model, near: &Word, by: isize, place: usize) -> &Sums {
        let known = &mut self.words[near.number as usize].near[place];
        if known.is_empty() {
            let (features, count) = of_neighbour(near, by);
            *known = sum(model, &features[..count]);
        }
        known
    }

    /// The sums that all words of a run have.
    fn of_run(&mut self, model: &Model, sentence: &Sentence, run: &Run) -> Sums {
        let words = run.words(sentence);
        let capital = words[2].capital;
        let mut sums = Sums::default();
        for (place, word) in words.into_iter().enumerate() {
            let known = &mut self.words[word.number as usize].run[usize::from(capital)][place];
            if known.is_empty() {
                *known = sum(model, &of_run_word(word, place, capital));
            }
            sums.merge(known);
        }
        sums
    }
}

fn sum(model: &Model, features: &[Feature]) -> Sums {
    let mut sums = Sums::default();
    add(model, &mut sums, features);
    sums
}

#[inline]
fn add(model: &Model, sums: &mut Sums, features: &[Feature]) {
    for (_, hash) in features {
        model.add(sums, *hash);
    }
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
                    features(&sentence, at, |_, hash| model.add(&mut expect, hash));
                    assert_eq!(*found, expect, "word {at} of {tokens:?}");
                    count += 1;
                }
            }
        }
        assert!(count > 80, "{count}");
    }
}

//! The weights of a word's features, added up: those that look at one word alone once for each
//! place that it can have, the others each time.

use std::ops::Range;

use super::features::{
    Feature, Run, Setting, forms, of_forms, of_neighbour, of_pairs, of_run_word, of_word,
};
use super::model::{Model, Sums};
use super::words::{Casing, Manner, Sentence, Word};

/// What was added up before.
#[derive(Debug, Default)]
pub struct Weighing {
    /// For each word of the vocabulary, by its number.
    words: Vec<Known>,
    /// For values of [`forms`], each at a place that follows from it; those met last.
    forms: Vec<(u32, Sums)>,
    /// The sums for the words of the stretch that is weighed.
    sums: Vec<Sums>,
}

/// The sums of the features that look at one word alone, in three lines of the processor's cache, of
/// which most words need the first two.
#[derive(Debug, Clone)]
#[repr(C, align(64))]
struct Known {
    /// For what the sum of the word itself holds, where it is known.
    own: Option<Form>,
    hope: Hope,
    /// Which of the sums of [`Place::Run`] are known, bit by bit.
    runs: u8,
    /// By [`Place`].
    sums: [Sums; PLACES],
}

impl Known {
    /// What is known of a word before it is weighed itself: what it says of its neighbours.
    fn new(model: &Model, word: &Word) -> Known {
        let mut sums = [Sums::default(); PLACES];
        for (by, places) in [
            (-2, [Place::TwoBefore].as_slice()),
            (2, &[Place::TwoAfter]),
            (-1, &[Place::Before, Place::BeforeSmall]),
            (1, &[Place::After, Place::AfterSmall]),
        ] {
            let mut near = Sums::default();
            let (features, count) = of_neighbour(word, by);
            for feature in &features[..count] {
                add(model, &mut near, [*feature]);
            }
            for place in places {
                sums[*place as usize] = near;
            }
        }
        for (run, place) in [Place::BeforeSmall, Place::AfterSmall]
            .into_iter()
            .enumerate()
        {
            let sums = &mut sums[place as usize];
            add(model, sums, of_run_word(word, run, false));
        }
        Known {
            own: None,
            hope: Hope::default(),
            runs: 0,
            sums,
        }
    }

    /// Adds up the features of the word itself.
    #[cold]
    fn learn(&mut self, model: &Model, word: &Word, form: Form) {
        let mut sums = Sums::default();
        add(model, &mut sums, of_word(word, form.setting));
        if !word.capital {
            add(model, &mut sums, of_run_word(word, 2, false));
            add(model, &mut sums, of_run_word(word, 3, false));
        }
        self.sums[Place::Own as usize] = sums;
        self.own = Some(form);
        self.hope = Hope::of(word, form, &sums);
    }
}

/// Where a word can be part of a name. Most words are outside of names by so much, counting what they
/// weigh alone, that no neighbours outweigh it; these are not weighed again wherever they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Hope {
    #[default]
    Anywhere,
    /// Between two capitals.
    Between,
    Nowhere,
}

impl Hope {
    /// By how much a word must be outside of names to be hopeless, in the units of the weights. In 4 MB of
    /// news, fewer than one in 2,000 of the words that were had a label before, most of them a wrong one.
    const WORD: i16 = 100;

    /// The same for numbers and signs: a period may end "Pump Co." and the sentence.
    const SIGN: i16 = 180;

    /// The hope of a word of this form, whose features alone add up to `sums`.
    fn of(word: &Word, form: Form, sums: &Sums) -> Hope {
        let [outside, others @ ..] = sums.scores();
        let lead = outside - others.into_iter().max().unwrap_or_default();
        let enough = match word.manner {
            Manner::Other => Hope::SIGN,
            _ => Hope::WORD,
        };
        // Headlines write any word as names are written.
        if form.setting.casing != Casing::Prose || lead < enough {
            Hope::Anywhere
        } else if word.capital || word.parts {
            Hope::Nowhere
        } else {
            Hope::Between
        }
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

const _: () = assert!(size_of::<Known>() == 3 * 64);

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

    /// Puts into `stretches` the words of the sentence that can be part of a name, as
    /// [`Sentence::find_stretches`] does.
    pub fn find_stretches(
        &mut self,
        model: &Model,
        sentence: &Sentence,
        stretches: &mut Vec<Range<usize>>,
    ) {
        let new = self.words.len()..sentence.known();
        let new = new.map(|number| Known::new(model, sentence.known_word(number as u32)));
        self.words.extend(new);
        sentence.find_stretches(stretches, |at, is_between| {
            match self.of_word(model, sentence, at).hope {
                Hope::Anywhere => true,
                Hope::Between => is_between,
                Hope::Nowhere => false,
            }
        });
    }

    /// The sums for each word of `stretch`, one that was found in the sentence, in order. `sentence`
    /// must number its words as all those did that were weighed since the last [`Weighing::forget`].
    pub fn sums(&mut self, model: &Model, sentence: &Sentence, stretch: Range<usize>) -> &[Sums] {
        // No value is all ones.
        self.forms.resize(1 << FORMS, (u32::MAX, Sums::default()));
        let mut all = std::mem::take(&mut self.sums);
        all.clear();
        // One short loop after the other, so that memory answers for many words at once.
        all.extend(stretch.clone().map(|at| {
            let known = self.of_word(model, sentence, at);
            known.sums[Place::Own as usize]
        }));
        let mut last = None;
        for (at, sums) in stretch.clone().zip(&mut all) {
            let word = sentence.word_near(at, 0);
            let (before, after) = match word.capital {
                true => (Place::Before, Place::After),
                false => (Place::BeforeSmall, Place::AfterSmall),
            };
            for (by, place) in [
                (-2, Place::TwoBefore),
                (-1, before),
                (1, after),
                (2, Place::TwoAfter),
            ] {
                let near = sentence.word_near(at, by);
                sums.merge(&self.words[near.number as usize].sums[place as usize]);
            }
            sums.merge(self.of_forms(model, sentence, at));
            if word.capital {
                let run = Run::of(sentence, at);
                let of_run = match last {
                    Some((known, sums)) if known == run => sums,
                    _ => {
                        let sums = self.of_run(model, sentence, &run);
                        last = Some((run, sums));
                        sums
                    }
                };
                sums.merge(&of_run);
            }
        }
        for (at, sums) in stretch.zip(&mut all) {
            add(model, sums, of_pairs(sentence, at));
        }
        self.sums = all;
        &self.sums
    }

    #[inline]
    fn of_word(&mut self, model: &Model, sentence: &Sentence, at: usize) -> &Known {
        let word = sentence.word_near(at, 0);
        let form = Form {
            shape: word.shape,
            gazetteer: word.gazetteer,
            setting: Setting::of(sentence, at),
        };
        let known = &mut self.words[word.number as usize];
        if known.own != Some(form) {
            known.learn(model, word, form);
        }
        known
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
        let mut all = Sums::default();
        for (place, word) in run.words(sentence).into_iter().enumerate() {
            let known = &mut self.words[word.number as usize];
            let sums = &mut known.sums[Place::Run as usize + place];
            if known.runs & 1 << place == 0 {
                known.runs |= 1 << place;
                add(model, sums, of_run_word(word, place, true));
            }
            all.merge(sums);
        }
        all
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
                weighing.find_stretches(&model, &sentence, &mut Vec::new());
                let all = 0..sentence.len();
                let found = weighing.sums(&model, &sentence, all).to_vec();
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

    #[test]
    fn words_without_hope_are_in_no_stretch() {
        let bytes = include_bytes!("../../model/names.bin");
        let model = Model::open(bytes).expect("the model of the crate opens");
        let (mut sentence, mut weighing) = (Sentence::default(), Weighing::default());
        let mut stretches = |text: &str| {
            let paragraph = crate::text::Paragraph::new(0, text);
            sentence.open(&model, &paragraph);
            sentence.read(&model, &paragraph, &paragraph.sentences[0]);
            let mut found = Vec::new();
            weighing.find_stretches(&model, &sentence, &mut found);
            let words = found.iter().map(|stretch| paragraph.words(stretch));
            words.map(str::to_owned).collect::<Vec<_>>()
        };
        // "He" begins the sentence, "said" and "which" are verbs and the like, "of" is between capitals.
        let found = stretches("He said that the Bank of England, which met on Monday, agreed.");
        assert_eq!(found, ["Bank of England"]);
        // In a headline, any word can be part of a name.
        let found = stretches("He Said That The Bank Of England Agreed");
        assert_eq!(found.concat(), "He Said That The Bank Of England Agreed");
    }
}

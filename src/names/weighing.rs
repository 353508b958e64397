//! The weights of a word's features, added up: those that look at one word alone once for each
//! place that it can have, the others each time.

use std::ops::Range;

use super::features::{
    Feature, Run, Setting, forms, of_form, of_forms, of_further, of_neighbour, of_pairs,
    of_run_word, of_word,
};
use super::model::{Model, Sums};
use super::words::{Around, Casing, Hope, Manner, Sentence, Word, is_capital};
use crate::text::{Paragraph, Shape};

/// What was added up before.
#[derive(Debug, Default)]
pub struct Weighing {
    words: Table,
    /// For words that were met in another form, each at a place that follows from both; those met last.
    others: Vec<Other>,
    /// For values of [`forms`] and for numbers of [`Form`]s, each at a place that follows from it; those met
    /// last.
    forms: Vec<(u32, Sums)>,
    /// The sums for the words of the stretch that is weighed.
    sums: Vec<Sums>,
    /// The hopes that the sentence is to keep, by the numbers of their words.
    learned: Vec<(u32, Hope)>,
}

/// The sums of the features that look at one word alone, in three lines of the processor's cache.
#[derive(Debug, Clone, Default)]
#[repr(C, align(64))]
struct Known {
    /// What the word itself weighs in the form in which it was first met.
    own: Sums,
    /// None where it was not weighed yet.
    form: Option<Form>,
    hope: Hope,
    /// Which of the sums that follow are known, bit by bit.
    places: u16,
    /// What the word weighs for others, by [`Place`].
    sums: [Sums; PLACES],
}

const _: () = assert!(size_of::<Known>() == 3 * 64);

/// A word in another form than that in which it was first met.
#[derive(Debug, Clone, Copy, Default)]
struct Other {
    own: Sums,
    number: u32,
    form: Option<Form>,
    hope: Hope,
}

/// What is known of each word of the vocabulary, by its number. It grows by whole pieces, so that nothing of
/// it is ever copied: a first article alone is told from thousands of words.
#[derive(Debug, Default)]
struct Table(Vec<Box<[Known; PIECE]>>);

/// How many words a piece of the [`Table`] has.
const PIECE: usize = 128;

impl Table {
    /// Makes room for so many words.
    fn reserve(&mut self, count: usize) {
        while self.0.len() * PIECE < count {
            let piece = vec![Known::default(); PIECE];
            let piece = piece.try_into().expect("the piece has so many words");
            self.0.push(piece);
        }
    }

    #[inline]
    fn at(&mut self, number: u32) -> &mut Known {
        let number = number as usize;
        &mut self.0[number / PIECE][number % PIECE]
    }
}

impl Known {
    /// What the word weighs at a place beside another: added up where it first stands there.
    #[inline]
    fn at(&mut self, model: &Model, word: &Word, place: Place) -> &Sums {
        if self.places & 1 << place as u16 == 0 {
            self.learn(model, word, place);
        }
        &self.sums[place as usize]
    }

    #[cold]
    fn learn(&mut self, model: &Model, word: &Word, place: Place) {
        let sums = &mut self.sums[place as usize];
        match place {
            Place::TwoBefore => add(model, sums, of_further(word, -2)),
            Place::TwoAfter => add(model, sums, of_further(word, 2)),
            Place::Before | Place::BeforeSmall => add(model, sums, of_neighbour(word, -1)),
            Place::After | Place::AfterSmall => add(model, sums, of_neighbour(word, 1)),
            Place::BeforeRun => add(model, sums, of_run_word(word, 0, true)),
            Place::AfterRun => add(model, sums, of_run_word(word, 1, true)),
            Place::RunFirst => add(model, sums, of_run_word(word, 2, true)),
            Place::RunLast => add(model, sums, of_run_word(word, 3, true)),
        }
        match place {
            Place::BeforeSmall => add(model, sums, of_run_word(word, 0, false)),
            Place::AfterSmall => add(model, sums, of_run_word(word, 1, false)),
            _ => {}
        }
        self.places |= 1 << place as u16;
    }
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

/// Where a word stands beside the word that is weighed, or in its run. A word that is no name's is its
/// own run, so that what its neighbours say of that run is known with them.
#[derive(Debug, Clone, Copy)]
enum Place {
    TwoBefore,
    TwoAfter,
    /// Beside a word with a capital. What follows to the next four lies in one line of the processor's cache, as
    /// a word beside a run is beside its first or last word, too.
    Before,
    After,
    /// Beside a run with capitals.
    BeforeRun,
    AfterRun,
    /// Beside a word without a capital, with what it says of the run.
    BeforeSmall,
    AfterSmall,
    /// In a run with capitals.
    RunFirst,
    RunLast,
}

const PLACES: usize = Place::RunLast as usize + 1;

/// What one word alone can have differently in different places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Form {
    shape: u8,
    gazetteer: u8,
    setting: Setting,
}

impl Form {
    fn number(self) -> u32 {
        let Setting { casing, start } = self.setting;
        u32::from_le_bytes([self.shape, self.gazetteer, casing as u8, u8::from(start)])
    }

    /// What the features of [`of_form`] look at, in one number, which is none of [`forms`].
    fn own(self) -> u32 {
        let start = u8::from(self.setting.start);
        u32::from_le_bytes([self.shape, self.gazetteer, start, 1])
    }
}

/// How many values of [`forms`] are kept, as a power of two.
const FORMS: u32 = 11;

/// How many words are kept in other forms, as a power of two.
const OTHERS: u32 = 12;

// What a paragraph is asked for is never inlined: in one function they were no faster, and 1.7 kB more to download.
impl Weighing {
    /// Forgets what was added up.
    pub fn forget(&mut self) {
        self.words = Table::default();
        self.others.clear();
    }

    /// Whether a sentence of the open paragraph can have names, as far as its capitals alone tell. Of a few
    /// capitals that does not have to be read that tells all: no word is hopeful without one that is, and
    /// the sentence is one of prose.
    #[inline(never)]
    pub fn has_hope(
        &mut self,
        model: &Model,
        sentence: &Sentence,
        paragraph: &Paragraph,
        tokens: &Range<usize>,
    ) -> bool {
        const FEW: usize = 3;
        self.make_room(sentence);
        let (mut count, mut shouted) = (0, 0);
        for (token, at) in paragraph.tokens()[tokens.clone()]
            .iter()
            .zip(tokens.start..)
        {
            if !is_capital(token.kind, token.shape) {
                continue;
            }
            count += 1;
            shouted += usize::from(token.shape == Shape::Capitals);
            let word = sentence.alone(paragraph, at);
            if count > FEW || shouted > 1 || word.opens {
                return true;
            }
            let setting = Setting {
                casing: Casing::Prose,
                start: at == tokens.start,
            };
            if self.in_setting(model, &word, setting).0 == Hope::Anywhere {
                return true;
            }
        }
        false
    }

    /// Makes room for what is told of the words that are known.
    fn make_room(&mut self, sentence: &Sentence) {
        self.words.reserve(sentence.known());
        // No value is all ones.
        self.forms.resize(1 << FORMS, (u32::MAX, Sums::default()));
        self.others.resize(1 << OTHERS, Other::default());
    }

    /// Puts into `stretches` the words of the sentence that can be part of a name, as
    /// [`Sentence::find_stretches`] does.
    #[inline(never)]
    pub fn find_stretches(
        &mut self,
        model: &Model,
        sentence: &mut Sentence,
        stretches: &mut Vec<Range<usize>>,
    ) {
        self.make_room(sentence);
        let mut learned = std::mem::take(&mut self.learned);
        sentence.find_stretches(stretches, |at, is_between| {
            let known = sentence.hope(at);
            let hope = known.flatten().unwrap_or_else(|| {
                let (hope, _) = self.own(model, sentence, at);
                if known.is_some() {
                    learned.push((sentence.word_near(at, 0).number, hope));
                }
                hope
            });
            match hope {
                Hope::Anywhere => true,
                Hope::Between => is_between,
                Hope::Nowhere => false,
            }
        });
        for (number, hope) in learned.drain(..) {
            sentence.keep_hope(number, hope);
        }
        self.learned = learned;
    }

    /// The sums for each word of `stretch`, one that was found in the sentence, in order. `sentence`
    /// must number its words as all those did that were weighed since the last [`Weighing::forget`].
    #[inline(never)]
    pub fn sums(&mut self, model: &Model, sentence: &Sentence, stretch: Range<usize>) -> &[Sums] {
        let mut all = std::mem::take(&mut self.sums);
        all.clear();
        // One short loop after the other, so that memory answers for many words at once.
        all.extend(stretch.clone().map(|at| self.own(model, sentence, at).1));
        let mut last = None;
        for (at, sums) in stretch.clone().zip(&mut all) {
            let around = sentence.around(at);
            let [before2, before, word, after, after2] = around;
            let [place_before, place_after] = match word.capital {
                true => [Place::Before, Place::After],
                false => [Place::BeforeSmall, Place::AfterSmall],
            };
            for (near, place) in [
                (before2, Place::TwoBefore),
                (before, place_before),
                (after, place_after),
                (after2, Place::TwoAfter),
            ] {
                sums.merge(self.words.at(near.number).at(model, near, place));
            }
            sums.merge(self.of_forms(model, around));
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
            add(model, sums, of_pairs(sentence.around(at)));
        }
        self.sums = all;
        &self.sums
    }

    /// Where the word at `at` can be part of a name, and what it weighs itself.
    #[inline]
    fn own(&mut self, model: &Model, sentence: &Sentence, at: usize) -> (Hope, Sums) {
        let setting = Setting::of(sentence, at);
        self.in_setting(model, sentence.word_near(at, 0), setting)
    }

    /// The same for a word in this setting.
    #[inline]
    fn in_setting(&mut self, model: &Model, word: &Word, setting: Setting) -> (Hope, Sums) {
        let form = Form {
            shape: word.shape,
            gazetteer: word.gazetteer,
            setting,
        };
        let known = self.words.at(word.number);
        match known.form == Some(form) {
            true => (known.hope, known.own),
            false => self.learn(model, word, form),
        }
    }

    /// The same for a word that was not weighed last in this form.
    #[inline(never)]
    fn learn(&mut self, model: &Model, word: &Word, form: Form) -> (Hope, Sums) {
        let known = self.words.at(word.number);
        if known.form.is_none() {
            let (hope, own) = weigh(&mut self.forms, model, word, form);
            (known.hope, known.own) = (hope, own);
            known.form = Some(form);
            return (hope, own);
        }
        let place = (form.number() ^ word.number.rotate_left(16)).wrapping_mul(0x9e37_79b9);
        let other = &mut self.others[place as usize >> (32 - OTHERS)];
        if other.number != word.number || other.form != Some(form) {
            (other.hope, other.own) = weigh(&mut self.forms, model, word, form);
            (other.number, other.form) = (word.number, Some(form));
        }
        (other.hope, other.own)
    }

    #[inline]
    fn of_forms(&mut self, model: &Model, around: &Around) -> &Sums {
        kept(&mut self.forms, forms(around), |sums| {
            add(model, sums, of_forms(around));
        })
    }

    /// The sums that all words of a run with capitals have.
    fn of_run(&mut self, model: &Model, sentence: &Sentence, run: &Run) -> Sums {
        let mut all = Sums::default();
        let places = [
            Place::BeforeRun,
            Place::AfterRun,
            Place::RunFirst,
            Place::RunLast,
        ];
        for (word, place) in run.words(sentence).into_iter().zip(places) {
            all.merge(self.words.at(word.number).at(model, word, place));
        }
        all
    }
}

/// The sums for the value `of`, which `add` adds up where they are not among those that are kept.
#[inline]
fn kept(known: &mut [(u32, Sums)], of: u32, add: impl FnOnce(&mut Sums)) -> &Sums {
    let place = of.wrapping_mul(0x9e37_79b9) >> (32 - FORMS);
    let (known, sums) = &mut known[place as usize];
    if *known != of {
        *known = of;
        *sums = Sums::default();
        add(sums);
    }
    sums
}

/// Where a word of this form can be part of a name, and the sum of the features of the word itself.
#[cold]
fn weigh(forms: &mut [(u32, Sums)], model: &Model, word: &Word, form: Form) -> (Hope, Sums) {
    let start = form.setting.start;
    let mut sums = *kept(forms, form.own(), |sums| {
        add(model, sums, of_form(word, start));
    });
    add(model, &mut sums, of_word(word, form.setting));
    if !word.capital {
        add(model, &mut sums, of_run_word(word, 2, false));
        add(model, &mut sums, of_run_word(word, 3, false));
    }
    (Hope::of(word, form, &sums), sums)
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
                weighing.find_stretches(&model, &mut sentence, &mut Vec::new());
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
            weighing.find_stretches(&model, &mut sentence, &mut found);
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

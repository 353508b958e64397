//! Models whose bytes are not those that were packed: they are told apart, and where somebody made the
//! checksum right again, they are told apart or answer, whatever the answers are.

use std::ops::Range;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::gazetteer::{self, CITY, FIRST, REGION};
use super::model::{Model, SECTIONS, Section, checksum, pack, pack_rows, pack_words, word_slot};
use super::tagger::Tagger;
use super::words::{hash, mix};

/// The model that the crate carries.
const WHOLE: &[u8] = include_bytes!("../../model/names.bin");

/// Where the table of the sections is.
const TABLE: Range<usize> = 20..20 + 8 * SECTIONS;

const TEXT: &str = "Dr. Ann Hale met Pavel Oresh of the World Health Organization (WHO) in New York.\n\n\
    HALE: THE WHO LEAVES NEW YORK\n\nOresh and O'Hale-Žižek left São Paulo for New York City.";

/// What is done to a model.
#[derive(Debug, Clone)]
enum Damage {
    /// Only so much of it is left, in thousandths.
    Cut(usize),
    /// Bytes of the table of sections (0) or of a section (its number + 1) are others: each as a place,
    /// counted around, and a value.
    Part(usize, Vec<(usize, u8)>),
    /// Bytes anywhere are others.
    Anywhere(Vec<(usize, u8)>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let bytes = |most| prop::collection::vec((any::<usize>(), any::<u8>()), 1..=most);
    prop_oneof![
        (0..1000usize).prop_map(Damage::Cut),
        (0..=SECTIONS, bytes(3)).prop_map(|(part, bytes)| Damage::Part(part, bytes)),
        (0..=SECTIONS, bytes(400)).prop_map(|(part, bytes)| Damage::Part(part, bytes)),
        bytes(400).prop_map(Damage::Anywhere),
    ]
}

impl Damage {
    fn of(&self, whole: &[u8]) -> Vec<u8> {
        let mut bytes = whole.to_vec();
        let (part, others) = match self {
            Damage::Cut(left) => {
                bytes.truncate(whole.len() * left / 1000);
                return bytes;
            }
            Damage::Part(0, others) => (TABLE, others),
            Damage::Part(at, others) => (place(whole, at - 1), others),
            Damage::Anywhere(others) => (0..whole.len(), others),
        };
        for (at, value) in others {
            bytes[part.start + at % part.len()] = *value;
        }
        bytes
    }
}

/// Where a section is.
fn place(bytes: &[u8], at: usize) -> Range<usize> {
    let number = |at: usize| {
        let four = bytes[at..at + 4].try_into().expect("four bytes");
        u32::from_le_bytes(four) as usize
    };
    let start = number(TABLE.start + 8 * at);
    start..start + number(TABLE.start + 8 * at + 4)
}

/// The bytes with the beginning and the checksum that a model has.
fn made_right(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() >= 20 {
        bytes[..12].copy_from_slice(&WHOLE[..12]);
        let sum = checksum(&bytes[20..]).to_le_bytes();
        bytes[12..20].copy_from_slice(&sum);
    }
    bytes
}

/// Opens a model and reads a text with it; the error's sentence where it cannot be opened.
fn answer(bytes: Vec<u8>) -> Result<(), String> {
    Model::open(&bytes).map_err(|error| error.to_string())?;
    // A tagger keeps its model for as long as the program runs.
    let tagger = Tagger::new(bytes.leak()).map_err(|error| error.to_string())?;
    tagger.names(&crate::text::paragraphs(TEXT));
    Ok(())
}

/// A model that is small, so that many can be damaged: all parts are there, and the text's words lead
/// to them.
fn small() -> Vec<u8> {
    let mut sections: [Vec<u8>; SECTIONS] =
        std::array::from_fn(|at| WHOLE[place(WHOLE, at)].to_vec());
    let mut put = |part: Section, bytes| sections[part as usize] = bytes;
    // Any weights: some rows have none, some few, some many.
    let rows = (0..512).map(|at| match at % 3 {
        0 => 0,
        1 => mix(at, 1),
        _ => mix(at, 1) & 0xf00f_0000,
    });
    let [labels, weights] = pack_rows(rows);
    put(Section::Rows, labels);
    put(Section::Weights, weights);
    let mut words: Vec<(usize, u16, u16)> = TEXT
        .to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .map(|word| {
            let (bucket, check) = word_slot(hash(word.as_bytes()), 16);
            (bucket, check, 1000 + word.len() as u16)
        })
        .collect();
    words.sort_unstable();
    words.dedup();
    let [gaps, clusters] = pack_words(&words).expect("sixteen buckets are near each other");
    put(Section::WordBits, vec![4]);
    put(Section::WordGaps, gaps);
    put(Section::WordClusters, clusters);
    let names: [(&[u8], u8); 7] = [
        (b"ann", FIRST),
        (b"new", 0),
        (b"new york", REGION),
        (b"new york city", CITY),
        (b"pavel", FIRST),
        ("são paulo".as_bytes(), CITY),
        ("žižek".as_bytes(), FIRST),
    ];
    put(
        Section::Gazetteer,
        gazetteer::pack(names.into_iter()).expect("they are sorted"),
    );
    pack(&sections)
}

/// Whether a model with a checksum that was made right is told by its form, or answers.
fn tells_or_answers(bytes: Vec<u8>) -> Result<(), TestCaseError> {
    if let Err(error) = answer(made_right(bytes)) {
        let known = [
            "does not have the form",
            "do not begin",
            "the end is missing",
        ];
        prop_assert!(known.iter().any(|part| error.contains(part)), "{}", error);
    }
    Ok(())
}

#[test]
fn mangled_models_are_told_apart() {
    let check = |bytes: Vec<u8>, expect: &str| {
        let error = answer(bytes).expect_err(expect);
        assert!(error.contains(expect), "{error}");
    };
    check(Vec::new(), "do not begin with COPYDESK");
    check(b"COPYDESK".to_vec(), "not those that were packed");
    check(
        WHOLE[..WHOLE.len() - 1].to_vec(),
        "not those that were packed",
    );
    check([WHOLE, &[0]].concat(), "not those that were packed");
    let mut other = WHOLE.to_vec();
    other[8] = 200;
    check(other, "version 200");
    let mut other = WHOLE.to_vec();
    other[5000] ^= 1;
    check(other, "not those that were packed");
}

#[test]
fn every_changed_byte_is_told() {
    let small = small();
    for at in 0..small.len() {
        let mut bytes = small.clone();
        bytes[at] ^= 1 << (at % 8);
        let error = answer(bytes).expect_err("a byte is another");
        let expect = match at {
            0..8 => "do not begin with COPYDESK",
            8..12 => "of the format",
            _ => "not those that were packed",
        };
        assert!(error.contains(expect), "byte {at}: {error}");
    }
}

#[test]
fn the_small_model_answers() {
    assert_eq!(answer(small()), Ok(()));
}

proptest! {
    #[test]
    fn damage_is_told(damage in damage()) {
        let small = small();
        let bytes = damage.of(&small);
        let is_other = bytes != small;
        prop_assert_eq!(answer(bytes).is_err(), is_other);
    }

    #[test]
    fn damage_with_a_right_checksum_is_told_or_answers(damage in damage()) {
        tells_or_answers(damage.of(&small()))?;
    }
}

/// A tagger keeps its model, and the crate's is large: few cases, however many are asked for.
#[test]
fn damage_of_the_whole_model_is_told_or_answers() {
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(96)
    };
    let result = TestRunner::new(config).run(&damage(), |damage| {
        let bytes = damage.of(WHOLE);
        let is_other = bytes != WHOLE;
        prop_assert_eq!(answer(bytes.clone()).is_err(), is_other);
        tells_or_answers(bytes)
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

//! How words are delivered, received and recorded, as the writer tells it: ", shaking his head", ", to the dismay of
//! his fans", "the video shows".
//!
//! The list is `seeds/lexicons/delivery.txt`.

use std::sync::LazyLock;

use super::clause::is_plural;
use super::reading::Reading;
use super::signs;
use super::words::Word;
use crate::lexicon::{Sections, Words, holds, section};

const GESTURE: u32 = 1;
const MOVING: u32 = 1 << 1;
const BODY: u32 = 1 << 2;
const FEATURE: u32 = 1 << 3;
const POSTURE: u32 = 1 << 4;
const RECEPTION: u32 = 1 << 5;
const DRAWING: u32 = 1 << 6;
const LEAVING_OUT: u32 = 1 << 7;
const RECORDING: u32 = 1 << 8;
const SHOWING: u32 = 1 << 9;
const IDENTIFYING: u32 = 1 << 10;
const CARRYING: u32 = 1 << 11;
const CROWD: u32 = 1 << 12;
const SIGNED: u32 = 1 << 13;

const LIST: &str = include_str!("../../seeds/lexicons/delivery.txt");

static DELIVERY: LazyLock<Sections> = LazyLock::new(|| {
    Sections::read(
        LIST,
        &[
            ("gesture", GESTURE),
            ("moving", MOVING),
            ("body", BODY),
            ("feature", FEATURE),
            ("posture", POSTURE),
            ("reception", RECEPTION),
            ("drawing", DRAWING),
            ("leaving-out", LEAVING_OUT),
            ("recording", RECORDING),
            ("showing", SHOWING),
            ("identifying", IDENTIFYING),
            ("carrying", CARRYING),
            ("crowd", CROWD),
            ("signed", SIGNED),
        ],
    )
});

// Most texts never ask for these, and need not read them.
static GIVING: LazyLock<Words> = LazyLock::new(|| section(LIST, "giving"));
static MEETING: LazyLock<Words> = LazyLock::new(|| section(LIST, "meeting"));
static CALLED: LazyLock<Words> = LazyLock::new(|| section(LIST, "called"));
static WRITTEN_IN: LazyLock<Words> = LazyLock::new(|| section(LIST, "written-in"));
static LINKING: LazyLock<Words> = LazyLock::new(|| section(LIST, "linking"));

/// Whether the word at `at` stands in any of `sections` of the list.
fn is(reading: &Reading, at: usize, sections: u32) -> bool {
    DELIVERY.of(reading.text(at)) & sections != 0
}

/// Whether a word is for a thing that carries words of whoever made it: "banner", "note".
pub fn carries_words(word: &str) -> bool {
    DELIVERY.of(word) & CARRYING != 0
}

/// Whether what a word is for says what its author says: "statement", "letter".
pub fn is_signed(word: &str) -> bool {
    DELIVERY.of(word) & SIGNED != 0
}

/// Whether a word is for those who shout together: "crowd", "fans".
pub fn is_crowd(word: &str) -> bool {
    DELIVERY.of(word) & CROWD != 0
}

/// Whether the word at `at` is a recording or a picture, which shows and speaks but does not write.
pub fn is_recording(reading: &Reading, at: usize) -> bool {
    is(reading, at, RECORDING)
}

/// Whether the word at `at` is what a paper does to those who speak in it: "identified", "quoted".
pub fn is_identifying(reading: &Reading, at: usize) -> bool {
    is(reading, at, IDENTIFYING)
}

/// Whether the verb at `at` is for giving what a noun of saying stands for: "issued", "repeated".
pub fn is_giving(reading: &Reading, at: usize) -> bool {
    holds(&GIVING, reading.text(at))
}

/// Whether the verb at `at` tells how somebody meets what others say: "agreed | with the claim that".
pub fn is_meeting(reading: &Reading, at: usize) -> bool {
    holds(&MEETING, reading.text(at))
}

/// Whether the word at `at` is for what somebody calls so that it takes place or comes: "meeting", "witness".
pub fn is_called(reading: &Reading, at: usize) -> bool {
    holds(&CALLED, reading.text(at))
}

/// Whether the word at `at` is for what words are written in: "chalk", "diary".
pub fn is_written_in(reading: &Reading, at: usize) -> bool {
    holds(&WRITTEN_IN, reading.text(at))
}

/// Whether the word at `at` opens a sentence and tells nothing of it: "However".
pub fn is_link(reading: &Reading, at: usize) -> bool {
    reading.is_capital(at) && holds(&LINKING, reading.text(at))
}

/// Whether what stands behind the word at `at` is seen or heard "saying": "the video shows | Cox saying", "a
/// tape of | Cox saying".
pub fn shows(reading: &Reading, at: usize) -> bool {
    if signs::is!(reading, at, "of") {
        return at > 0 && is_recording(reading, at - 1);
    }
    is(reading, at, SHOWING)
}

/// Whether the comma at `at` opens how something was said since `start`, how it was received or how it compares,
/// as the writer saw it: ", shaking his head", ", his voice breaking", ", to applause", ", without elaborating".
pub fn comments(reading: &Reading, start: usize, at: usize) -> bool {
    if !reading.is_comma(at) || reading.stretch(at).is_some() {
        return false;
    }
    let (first, next) = (at + 1, at + 2);
    let owned = reading.word(next).is(Word::POSSESSIVE);
    let sections = DELIVERY.of(reading.text(first));
    if sections & GESTURE != 0
        || sections & MOVING != 0 && owned && is(reading, next + 1, BODY)
        || sections & POSTURE != 0 && reading.word(next).is(Word::PREPOSITION)
        || sections & DRAWING != 0 && draws(reading, next)
    {
        return true;
    }
    match reading.text(first) {
        "tears" => matches!(
            reading.text(next),
            "in" | "streaming" | "rolling" | "running"
        ),
        "his" | "her" | "their" => is(reading, next, FEATURE) && !reading.is_verb(next + 1),
        // "would be sold, to the dismay of his fans"
        "to" => {
            let modified = matches!(reading.text(next), "the" | "loud" | "great" | "some");
            is(reading, next + usize::from(modified), RECEPTION)
        }
        "without" => is(reading, next, LEAVING_OUT),
        "well" => matches!(reading.text(next), "above" | "below" | "ahead" | "short"),
        "news" => matches!(reading.text(next), "that" | "which"),
        _ => times(reading, start, first),
    }
}

/// Whether what hearers do begins at `at`: ", drawing | a sharp reply", ", prompting | shouts".
fn draws(reading: &Reading, at: usize) -> bool {
    reading.word(at).is(Word::DETERMINER)
        || is(reading, at, RECEPTION)
        || is_plural(reading.text(at))
}

/// Whether the words at `first` tell when something announced since `start` was told: "would run, | hours after
/// the vote".
fn times(reading: &Reading, start: usize, first: usize) -> bool {
    const LONGEST: usize = 6;
    let mut near = first..first + LONGEST;
    let behind = near.find(|&at| signs::is!(reading, at, "after" | "before"));
    behind.is_some_and(|behind| {
        let length = reading.word(behind - 1);
        length.is(Word::TIME)
            && !reading.is_capital(behind - 1)
            && (first..behind).all(|at| !reading.is_verb(at))
            && (start..first).any(|at| matches!(reading.text(at), "would" | "will"))
    })
}

//! Which of two without a name "the former" and "the latter" are: "The council and the developer blame each other.
//! The latter said".

use std::ops::Range;

use super::phrase::Phrase;
use super::speaker::Scene;
use super::speaking::{can_speak, is_speaker};
use super::words::{Word, word};
use crate::text::{Paragraph, Shape, TokenKind};

impl Scene<'_> {
    /// Which of two without a name "the former" or "the latter" is, of whom the sentence before tells: two that
    /// "and" joins, else the only two who can speak, "The union met the company".
    pub fn of_two(&self, paragraph: usize, phrase: &Phrase) -> Option<Phrase> {
        let (block, sketch) = (&self.paragraphs[paragraph], &self.sketches[paragraph]);
        let (start, one) = (phrase.head.start, block.word(phrase.head.end - 1));
        if !is_one_of_two(one)
            || phrase.head.len() != 2
            || !block.word(start).eq_ignore_ascii_case("the")
        {
            return None;
        }
        let (mut unit, mut subject) = self.told_of(paragraph, start)?;
        // "The former said no. The latter said"
        let again = block.word(subject.head.end - 1);
        if subject.head.len() == 2 && is_one_of_two(again) && unit > 0 {
            unit -= 1;
            subject = sketch.subjects.get(unit)?.as_ref()?;
        }
        let told = subject.tokens.start..sketch.units[unit].end.min(start);
        let nouns = nouns(block, told);
        let joined = |pair: &&[Range<usize>]| {
            let and = pair[0].end;
            and + 1 == pair[1].start && block.word(and) == "and"
        };
        let pair = nouns.windows(2).rfind(joined).map(<[_]>::to_vec);
        let pair = pair.or_else(|| {
            let speak = |noun: &&Range<usize>| is_speaker(block, noun.end - 1);
            let mut two: Vec<_> = nouns.iter().filter(speak).cloned().collect();
            // "Students clashed with police outside the embassy."
            if two
                .first()
                .is_some_and(|first| first.start < subject.tokens.end)
            {
                two.truncate(2);
            }
            Some(two).filter(|two| two.len() == 2)
        })?;
        let known = |noun: &Range<usize>| !self.references.within(paragraph, noun).is_empty();
        let one = pair[usize::from(one == "latter")].clone();
        (!pair.iter().any(known)).then(|| Phrase::of(one))
    }
}

/// Whether "the" with `word` is one of two just told of.
pub fn is_one_of_two(word: &str) -> bool {
    matches!(word, "former" | "latter")
}

/// The nouns without a name of which `tokens` tell, with their articles: "the county council", "a taxi driver",
/// "teachers".
fn nouns(block: &Paragraph, tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut nouns: Vec<Range<usize>> = Vec::new();
    for at in tokens.clone() {
        if nouns.last().is_none_or(|noun| noun.end <= at) {
            nouns.extend(noun(block, at, tokens.end).map(|end| at..end));
        }
    }
    nouns
}

/// Where the noun that begins at `at` ends.
fn noun(block: &Paragraph, at: usize, end: usize) -> Option<usize> {
    /// "the quarry's former owner"
    const LONGEST: usize = 5;
    let class = |at: usize| word(block.word(at), block.tokens()[at].kind);
    let lower = |at: usize| block.tokens()[at].shape == Shape::Lower;
    let opens = at == 0 || block.tokens()[at - 1].kind == TokenKind::Stop;
    if (lower(at) || opens) && can_speak(block, at, true) {
        return Some(at + 1);
    }
    if !class(at).is(Word::DETERMINER | Word::POSSESSIVE) {
        return None;
    }
    let speaks = |at: &usize| {
        let next = block.word(at + 1);
        lower(*at) && is_speaker(block, *at) && next != "-" && !block.owns(at + 1)
    };
    let plain = |at: &usize| {
        let class = class(*at);
        block.owns(*at) || lower(*at) && class.classes & !Word::ADJECTIVE == 0
    };
    let words = at + 1..end.min(at + 1 + LONGEST);
    let mut inside = words.clone().take_while(|at| plain(at) || speaks(at));
    if let Some(last) = inside.find(speaks) {
        return Some(last + 1);
    }
    // "the city", "the fire service"
    let end = words.clone().skip(1).find(|at| !plain(at));
    // "the farmers' cooperative"
    let owned = |end: usize| (at + 1..end - 1).any(|at| block.owns(at));
    let joined = end.filter(|&end| block.word(end) == "and" || owned(end));
    (!words.is_empty() && lower(at + 1)).then_some(joined.unwrap_or(at + 2))
}

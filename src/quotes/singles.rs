//! Single marks: which of them hold words, and which are apostrophes.

use super::marks::{Mark, Side, Stretch, push, unclosed};
use super::words::{Word, word};
use crate::text::{Paragraph, TokenKind};

/// The stretches between single marks, apostrophes left alone.
pub fn singles(paragraph: &Paragraph, marks: &[Mark]) -> Vec<Stretch> {
    let singles: Vec<Mark> = marks.iter().copied().filter(|mark| mark.single).collect();
    // Where there are marks that open, one that closes never opens: ‘The young ’uns go.’
    let paired = singles.iter().any(|mark| paragraph.word(mark.token) == "‘");
    let opens = |mark: &Mark| {
        mark.side == Side::Open
            && !is_elision(paragraph, mark.token)
            && !(paired && paragraph.word(mark.token) == "’")
    };
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut index = 0;
    while index < singles.len() {
        let first = singles[index];
        index += 1;
        if !opens(&first) {
            continue;
        }
        // The next opening mark bounds the search: single marks are not nested in single marks.
        let bound = singles[index..]
            .iter()
            .position(opens)
            .map_or(singles.len(), |offset| index + offset);
        let closer = best_closer(paragraph, &first, &singles[index..bound]);
        if let Some(closer) = closer.map(|offset| index + offset) {
            push(&mut stretches, first, &singles[closer]);
            index = closer + 1;
        } else if bound == singles.len() && goes_on(paragraph, first.token, !stretches.is_empty()) {
            stretches.push(unclosed(paragraph, &[], first, paragraph.tokens().len()));
        }
    }
    for stretch in &mut stretches {
        stretch.single = true;
    }
    stretches.retain(|stretch| !stretch.inner.is_empty());
    stretches
}

/// How surely a mark closes, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Certainty {
    /// It stands after a stop or a comma.
    Ends,
    /// No apostrophe stands there in all likelihood.
    Likely,
    /// It stands after an s, but what follows is nobody's: ‘a shambles’ and that.
    AfterS,
    /// What follows can belong to the word before: the lawyers’ bill, goin’ home.
    Apostrophe,
}

/// Which of `marks` closes the words that `first` opens: the first of the surest, of those that are
/// apostrophes more likely the last.
fn best_closer(paragraph: &Paragraph, first: &Mark, marks: &[Mark]) -> Option<usize> {
    marks
        .iter()
        .enumerate()
        .filter_map(|(index, mark)| Some((certainty(paragraph, first, mark)?, index)))
        .min_by_key(|&(certainty, index)| match certainty {
            Certainty::Apostrophe => (certainty, usize::MAX - index),
            _ => (certainty, index),
        })
        .map(|(_, index)| index)
}

/// How surely `mark` closes what `first` opens; none where it cannot.
fn certainty(paragraph: &Paragraph, first: &Mark, mark: &Mark) -> Option<Certainty> {
    let at = mark.token;
    let last = at.checked_sub(1).map_or("", |at| paragraph.word(at));
    let spaced = at + 1 >= paragraph.tokens().len() || paragraph.spaced(at + 1);
    // 6' 2", 5'10": a measure, not an end.
    let measure = last.ends_with(|c: char| c.is_ascii_digit()) && !spaced;
    // rock 'n' roll
    let and = last == "n" && at >= 2 && paragraph.tokens()[at - 2].kind == TokenKind::Mark;
    if mark.side != Side::Close || measure || and {
        return None;
    }
    if last.ends_with([',', '.', '?', '!', '…', '—', '–']) {
        return Some(Certainty::Ends);
    }
    let drops = matches!(last, "o" | "th" | "ol" | "mo") || last.len() > 4 && last.ends_with("in");
    if !(last.ends_with(['s', 'S']) || drops && spaced) {
        return Some(Certainty::Likely);
    }
    if !spaced || !drops && is_function_word(paragraph, at + 1) {
        return Some(Certainty::AfterS);
    }
    // 'They took the workers' money.
    let inside = first.token + 1..at;
    let clause = opens_sentence(paragraph, first.token)
        && inside.into_iter().any(|at| {
            let class = word(paragraph.word(at), paragraph.tokens()[at].kind);
            paragraph.tokens()[at].kind == TokenKind::Stop
                || class.is(Word::SUBJECT | Word::AUXILIARY | Word::MODAL | Word::NEGATION)
        });
    // ‘The boys’ faces said it all.
    let owners = names_owners(paragraph, first.token, at);
    (!(clause || owners) || at + 1 >= paragraph.tokens().len()).then_some(Certainty::Apostrophe)
}

/// Whether the words between the marks at `first` and `at` are the first of a sentence and name whose
/// the next thing is. What goes on to the paragraph's end ends in a stop, as no headline does.
fn names_owners(paragraph: &Paragraph, first: usize, at: usize) -> bool {
    let class = |at: usize| word(paragraph.word(at), paragraph.tokens()[at].kind);
    opens_sentence(paragraph, first)
        && class(first + 1).is(Word::DETERMINER | Word::POSSESSIVE)
        && at > first + 2
        && !paragraph.tokens()[at - 1].shape.is_capital()
        && paragraph
            .tokens()
            .last()
            .is_some_and(|last| last.kind == TokenKind::Stop)
}

/// Whether the word at `at` can belong to no name or noun before it; true at the paragraph's end.
fn is_function_word(paragraph: &Paragraph, at: usize) -> bool {
    let Some(token) = paragraph.tokens().get(at) else {
        return true;
    };
    let class = word(paragraph.word(at), token.kind);
    token.kind != TokenKind::Word && token.kind != TokenKind::Number
        || class.is(Word::PREPOSITION
            | Word::CONJUNCTION
            | Word::SUBORDINATOR
            | Word::RELATIVE
            | Word::AUXILIARY
            | Word::MODAL
            | Word::NEGATION
            | Word::SUBJECT
            | Word::VERB)
}

/// Whether what the mark at `at` would open begins a sentence or follows a colon or comma.
fn begins(paragraph: &Paragraph, at: usize) -> bool {
    at == 0
        || matches!(paragraph.word(at - 1), ":" | ",")
        || paragraph.sentences[paragraph.sentence_of(at)].start == at
}

/// Whether the mark at `at` can open a sentence: a capital after it, and a place for one before it.
fn opens_sentence(paragraph: &Paragraph, at: usize) -> bool {
    let next = paragraph.tokens().get(at + 1);
    next.is_some_and(|token| token.kind == TokenKind::Word && token.shape.is_capital())
        && begins(paragraph, at)
}

/// Whether the words that the mark at `at` opens, and no mark closes, go on in the next paragraph.
/// A wrong answer would give all words to the paragraph's end to somebody, so an apostrophe must be
/// as good as out of the question. `marked` says whether marked words stand before it.
fn goes_on(paragraph: &Paragraph, at: usize, marked: bool) -> bool {
    let opening = paragraph.word(at) == "‘";
    if opening && at == 0 {
        return true;
    }
    let last = paragraph.tokens().len() - 1;
    // 'This,' said Lee, 'is bad. It hurts.
    let resumes = marked && paragraph.word_at(at.checked_sub(1)) == ",";
    if !(resumes || opens_sentence(paragraph, at))
        || paragraph.tokens()[last].kind != TokenKind::Stop
        || is_clipped(paragraph.word(at + 1))
    {
        return false;
    }
    if at == 0 {
        return true;
    }
    let class = |at: usize| word(paragraph.word(at), paragraph.tokens()[at].kind);
    match paragraph.word(at - 1) {
        // Ann Lee said: 'It is time.
        ":" | "," => {
            let sentence = paragraph.sentences[paragraph.sentence_of(at)].start;
            (sentence..at).any(|at| class(at).cue.is_some())
        }
        _ => {
            let known = Word::SUBJECT
                | Word::DETERMINER
                | Word::POSSESSIVE
                | Word::AUXILIARY
                | Word::SUBORDINATOR;
            opening || marked || class(at + 1).is(known)
        }
    }
}

/// An apostrophe that stands for letters or figures left out: ’em, ’90s, ’tis, ’97.
fn is_elision(paragraph: &Paragraph, at: usize) -> bool {
    let opening = paragraph.word(at) == "‘";
    let Some(next) = paragraph.tokens().get(at + 1) else {
        return false;
    };
    let text = paragraph.word(at + 1);
    if next.kind == TokenKind::Number {
        let year = text.len() == 2
            && text.bytes().all(|digit| digit.is_ascii_digit())
            && !begins(paragraph, at)
            && paragraph.word(at + 2) != "%"
            && is_function_word(paragraph, at + 2);
        // Word processors turn the apostrophe of a decade around.
        let decade = text.ends_with('s') && !(opening && begins(paragraph, at));
        return year || decade;
    }
    !opening && (matches!(text, "Tis" | "Twas") || CLIPPED.contains(&text))
}

/// What is left of words whose beginning is not spoken.
const CLIPPED: [&str; 10] = [
    "em", "un", "uns", "til", "till", "tis", "twas", "n", "cause", "bout",
];

/// Others, which may as well be whole words or begin a sentence in earnest.
const MAYBE_CLIPPED: [&str; 16] = [
    "cos", "coz", "course", "nuff", "round", "neath", "gainst", "fraid", "ere", "ave", "arry",
    "kay", "ello", "twere", "twill", "twixt",
];

/// Whether a word may have lost its beginning, capitals aside.
fn is_clipped(text: &str) -> bool {
    let mut all = CLIPPED.iter().chain(&MAYBE_CLIPPED);
    all.any(|word| text.eq_ignore_ascii_case(word))
}

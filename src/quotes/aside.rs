//! What the writer adds to reported words, in the same sentence: ", who had left", ", but the court has not met".

use super::clause::{has_clause, is_clause, is_plural, tail_end};
use super::reading::Reading;
use super::signs::is;
use super::words::Word;
use crate::text::TokenKind;

/// Whether the token at `at` closes marked words of which the writer then speaks: “dead,” a word that he
/// has used.
pub fn names_word(reading: &Reading, at: usize) -> bool {
    ends_with_comma(reading, at)
        && matches!(reading.text(at + 1), "a" | "an")
        && matches!(
            reading.text(at + 2),
            "word" | "term" | "phrase" | "description"
        )
}

/// Whether the token at `at` closes a marked stretch that ends with a comma.
pub fn ends_with_comma(reading: &Reading, at: usize) -> bool {
    reading.stretch(at).is_some_and(|index| {
        let stretch = &reading.stretches[index];
        stretch.tokens.end == at + 1 && is!(reading, stretch.inner.end - 1, ",")
    })
}

/// Whether the comma at `at` opens what the writer adds about the last words of a report: ", who
/// had left", ", a town of nine thousand". Where a verb follows the next comma, the report goes on.
pub fn is_aside(reading: &Reading, start: usize, at: usize, end: usize) -> bool {
    if !reading.is_comma(at) || reading.stretch(at).is_some() {
        return false;
    }
    let comma = (at + 2..end).find(|&next| reading.is_comma(next));
    // "said he was glad, shook hands with fans and left"
    let goes_on = |verb: usize| reading.word(verb).is(Word::VERB) && !reading.is_capital(verb);
    if goes_on(at + 1)
        && has_clause(reading, start, at)
        && (start..at).all(|before| !reading.is_comma(before))
        && (at + 2..end).any(|and| reading.equals(and, "and") && goes_on(and + 1))
    {
        return true;
    }
    match reading.text(at + 1) {
        "who" | "whose" | "whom" | "where" | "which" => {
            !comma.is_some_and(|comma| comma + 1 < end && reading.is_verb(comma + 1))
        }
        "a" | "an" | "one" if lists(reading, at, end) => false,
        // "three had been charged, one of them with theft"
        "one" if reading.equals(at + 2, "of") => false,
        "a" | "an" | "one" => {
            // "a claim that Cox, Lee and Ruiz deny"
            let told = (at + 2..end.min(at + 6))
                .take_while(|&next| !reading.is_verb(next))
                .any(|next| matches!(reading.text(next), "that" | "which"));
            (told || comma.is_none())
                && (has_clause(reading, start, at) || reading.equals(start, "to"))
        }
        _ => false,
    }
}

/// Whether the comma at `at` parts things that are listed: "a laptop, a camera and a ring"; behind a name
/// stands who that is.
fn lists(reading: &Reading, at: usize, end: usize) -> bool {
    let before = at - 1;
    let next = reading.phrase_after(at + 1, end);
    let listed = next.is_some_and(|thing| {
        thing.joined
            || reading.equals(thing.tokens.end, "and")
                && !is_clause(reading, thing.tokens.end + 1, end)
    });
    listed && reading.kind(before) == TokenKind::Word && !reading.is_capital(before)
}

/// Whether a clause in the present begins behind a comma and "but" or "as" at `at`, where what is said since
/// `start` stands in the past, or is what somebody is to do: "it would appeal, | but the court has not met", "to
/// go, | but his men refused".
pub fn turns(reading: &Reading, start: usize, at: usize, end: usize) -> bool {
    let comma = reading.is_comma(at) && reading.stretch(at).is_none();
    if !comma || !matches!(reading.text(at + 1), "but" | "as") {
        return false;
    }
    let Some(subject) = reading.phrase_after(at + 2, end) else {
        return false;
    };
    let verb = subject.tokens.end;
    let is = |words: &[&str], at: usize| words.contains(&reading.text(at));
    let present = is(&["is", "are", "has", "have", "does", "do"], verb);
    let past = || (start..at).any(|at| is(&["would", "had", "was", "were", "could", "did"], at));
    let to_do = reading.equals(start, "to") && reading.equals(at + 1, "but");
    verb < end && (present && past() || to_do && is_clause(reading, at + 2, end))
}

/// Whether the comma at `at` opens what came of what somebody announced since `start` of themselves: "she would
/// retire, | ending a long career", but "a truck crossed the line, hitting a bus".
pub fn results(reading: &Reading, start: usize, at: usize) -> bool {
    if !reading.is_comma(at) || reading.stretch(at).is_some() {
        return false;
    }
    let own = matches!(reading.text(start), "he" | "she" | "it" | "they")
        && matches!(reading.text(start + 1), "would" | "will");
    let text = reading.text(at + 1);
    let doing = text.len() > 4
        && text.ends_with("ing")
        && reading.word(at + 1).cue.is_none_or(|cue| cue.frames == 0);
    let of_it = matches!(
        text,
        "including" | "starting" | "beginning" | "following" | "depending" | "assuming" | "using"
    );
    // "told reporters that it began in a storeroom, contradicting earlier reports"
    matches!(text, "contradicting" | "bowing") || own && doing && !of_it
}

/// Whether the comma at `at` opens what happened besides what is said since `start`: "talks would go on, | and its
/// shares rose 2 percent", but "the road was shut, and crews were at work".
pub fn happens_besides(reading: &Reading, start: usize, at: usize, end: usize) -> bool {
    if !reading.is_comma(at) || reading.stretch(at).is_some() || !reading.equals(at + 1, "and") {
        return false;
    }
    // "urged her to move, and last year a firm offered her a house"
    let to_do = reading.equals(start, "to");
    let begin = match to_do {
        true => tail_end(reading, at + 2, end, false),
        false => at + 2,
    };
    let Some(subject) = reading.phrase_after(begin, end) else {
        return false;
    };
    let verb = subject.tokens.end;
    let shifted = (start..at).any(|at| {
        matches!(
            reading.text(at),
            "would" | "could" | "had" | "was" | "were" | "should" | "might"
        )
    });
    let known = || reading.word(verb).is(Word::VERB) && !reading.text(verb).ends_with('s');
    let did = verb < end && (reading.is_in_ed(verb) || known());
    let pronoun = reading.word(begin).is(Word::SUBJECT) && subject.tokens.len() == 1 && !to_do;
    (shifted || to_do) && did && !pronoun && !(verb..end).any(|at| reading.word(at).is_auxiliary())
}

/// Whether the last dash before `end` stands at `at` and what follows is the writer's: "— a rare step",
/// "– which they deny", "— but she left".
pub fn adds(reading: &Reading, at: usize, end: usize) -> bool {
    if !is!(reading, at, "—" | "–" | "―") || reading.stretch(at).is_some() {
        return false;
    }
    let begins = match reading.text(at + 1) {
        "a" | "an" | "which" | "although" | "though" => true,
        "and" | "but" | "then" => {
            let subject = reading.word(at + 2);
            subject.is(Word::SUBJECT) && !subject.is(Word::DETERMINER)
        }
        _ => false,
    };
    begins && !(at + 1..end).any(|other| reading.is_dash(other))
}

/// Whether the words at `at` concede something within a clause that goes on behind them: "the plan, | while
/// imperfect, | was better than nothing".
pub fn is_conceded(reading: &Reading, at: usize) -> bool {
    const LONGEST: usize = 8;
    let mut rest = at + 1..(at + LONGEST).min(reading.words.len());
    let closes = |at: usize| {
        let marked = || ends_with_comma(reading, at) && !reading.starts_sentence(at + 1);
        reading.is_comma(at) && reading.stretch(at).is_none() || marked()
    };
    let verb = |at: usize| reading.is_verb(at) && reading.stretch(at).is_none();
    let close = rest.find(|&at| closes(at) || verb(at));
    close.is_some_and(|close| closes(close) && reading.is_verb(close + 1))
}

/// Whether a clause begins at `at` that tells what others think of what was said: "but residents doubted it".
pub fn doubts(reading: &Reading, at: usize) -> bool {
    const LONGEST_SUBJECT: usize = 6;
    let subject = reading.phrase_after(at, at + LONGEST_SUBJECT);
    subject.is_some_and(|subject| {
        // "but critics doubt it": the verb looks like a noun.
        let mut rest = subject.tokens.start + 1..subject.tokens.end;
        let noun = Word::DETERMINER | Word::POSSESSIVE;
        let doubt = |at: usize| {
            reading.word(at).is(Word::ATTITUDE)
                && is_plural(reading.text(at - 1))
                && !is_plural(reading.text(at))
                && !reading.word(at - 1).is(noun)
        };
        if rest.any(doubt) {
            return true;
        }
        let mut verb = subject.tokens.end;
        while reading.word(verb).is(Word::ADVERB | Word::AUXILIARY) {
            verb += 1;
        }
        reading.word(verb).is(Word::ATTITUDE)
    })
}

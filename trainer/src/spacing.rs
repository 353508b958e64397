//! From a corpus's tokens back to the text they were cut from, so that the model is trained on
//! what the product sees: its own tokens of running text.

use std::ops::Range;

/// The text of one sentence and where in it each of the corpus's tokens stands, in bytes.
pub fn join(tokens: &[String], hyphens: Hyphens) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(tokens.len());
    let mut open_marks = 0;
    for (at, token) in tokens.iter().enumerate() {
        let token = plain(token);
        let last = at.checked_sub(1).map_or("", |at| plain(&tokens[at]));
        let before = at.checked_sub(2).map_or("", |at| plain(&tokens[at]));
        let next = tokens.get(at + 1).map_or("", |token| plain(token));
        let closes = token == "\"" && open_marks % 2 == 1;
        let opened = last == "\"" && open_marks % 2 == 1;
        let glued = text.is_empty()
            || closes
            || opened
            || sticks_to_last(token, last, next)
            || takes_next(last)
            || joined_by_hyphen(token, last, before, next, hyphens);
        if !glued {
            text.push(' ');
        }
        if token == "\"" {
            open_marks += 1;
        }
        let start = text.len();
        text.push_str(token);
        spans.push(start..text.len());
    }
    (text, spans)
}

/// Whether a corpus cuts words at their hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hyphens {
    /// "Coca-Cola" is "Coca", "-", "Cola".
    Cut,
    /// "Coca-Cola" is one token, and "-" a dash between words.
    Kept,
}

fn plain(token: &str) -> &str {
    match token {
        "-LRB-" => "(",
        "-RRB-" => ")",
        "-LSB-" => "[",
        "-RSB-" => "]",
        "-LCB-" => "{",
        "-RCB-" => "}",
        "``" => "“",
        "''" => "”",
        _ => token,
    }
}

fn sticks_to_last(token: &str, last: &str, next: &str) -> bool {
    let letters = token.strip_prefix(['\'', '’']);
    match token {
        "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "}" | "%" | "”" | "..." | "…" | "n't"
        | "n’t" | ")," | ")." | "\")," => true,
        // "Valencia ' s", "the workers ' council"
        "'" | "’" => next == "s" || last.ends_with('s'),
        "s" | "S" if matches!(last, "'" | "’") => true,
        "/" => true,
        _ => match letters {
            // "O 'Reilly"; "'s", "'ll", "'re" on any word.
            Some(rest) if rest.starts_with(|c: char| c.is_alphabetic()) => {
                rest.len() <= 2 || matches!(last, "O" | "o" | "d" | "D" | "L" | "l")
            }
            _ => false,
        },
    }
}

fn takes_next(last: &str) -> bool {
    matches!(
        last,
        "(" | "[" | "{" | "“" | "$" | "£" | "€" | "#" | "/" | "(\"" | "US$"
    )
}

fn joined_by_hyphen(token: &str, last: &str, before: &str, next: &str, hyphens: Hyphens) -> bool {
    let ends = |word: &str| word.ends_with(|c: char| c.is_alphanumeric() || c == '.');
    let begins = |word: &str| word.starts_with(|c: char| c.is_alphanumeric());
    hyphens == Hyphens::Cut
        && ((matches!(token, "-" | "–") && ends(last) && begins(next))
            || (matches!(last, "-" | "–") && ends(before) && begins(token)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tokens: &str, hyphens: Hyphens, expect: &str) {
        let tokens: Vec<String> = tokens.split(' ').map(str::to_owned).collect();
        let (text, spans) = join(&tokens, hyphens);
        assert_eq!(text, expect);
        for (token, span) in tokens.iter().zip(spans) {
            assert_eq!(plain(token), &text[span]);
        }
    }

    #[test]
    fn marks_and_brackets() {
        check(
            "He said , `` We won , '' and left -LRB- early -RRB- .",
            Hyphens::Kept,
            "He said, “We won,” and left (early).",
        );
        check(
            "\" We won , \" he said .",
            Hyphens::Kept,
            "\"We won,\" he said.",
        );
        check(
            "It cost $ 5 million .",
            Hyphens::Kept,
            "It cost $5 million.",
        );
    }

    #[test]
    fn apostrophes() {
        check("Cuba 's flag", Hyphens::Kept, "Cuba's flag");
        check("Cuba ' s flag", Hyphens::Kept, "Cuba's flag");
        check(
            "the workers ' council",
            Hyphens::Kept,
            "the workers' council",
        );
        check(
            "John O 'Reilly did n't go",
            Hyphens::Kept,
            "John O'Reilly didn't go",
        );
    }

    #[test]
    fn hyphens() {
        check("U.S. - led force", Hyphens::Cut, "U.S.-led force");
        check(
            "the vote - a close one",
            Hyphens::Kept,
            "the vote - a close one",
        );
    }
}

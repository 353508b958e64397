//! Paragraphs: one for each line that holds more than white space.

use std::ops::Range;

use super::Paragraph;

/// A line longer than this many bytes is cut, so that no step ever works on more at once.
/// News paragraphs are three hundred times shorter; only data pasted by mistake gets here.
const LONGEST: usize = 1 << 16;

/// The paragraphs of `text`, in order.
///
/// A line break ends a paragraph, with one exception: where a line ends in the middle of a
/// sentence and the next begins with a small letter, the text was wrapped at a fixed width, and
/// the two lines are one paragraph.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    cuts(text, 0)
        .map(|range| Paragraph::new(range.start, &text[range]))
        .collect()
}

/// Where the paragraphs of `text` stand, from `start` on, which must be the text's start or that of
/// a paragraph: where one ends depends on nothing before its own start.
pub fn cuts(text: &str, mut start: usize) -> impl Iterator<Item = Range<usize>> {
    std::iter::from_fn(move || {
        while start < text.len() {
            let (from, end) = (start, paragraph_end(text, start));
            // Whatever ended the paragraph, a break or the cut of an endless line, the next one
            // begins here; a break of two characters leaves an empty line, which is skipped.
            start = end
                + text[end..]
                    .chars()
                    .next()
                    .filter(|c| is_break(*c))
                    .map_or(0, char::len_utf8);
            if !text[from..end].trim().is_empty() {
                return Some(from..end);
            }
        }
        None
    })
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn paragraph_end(text: &str, start: usize) -> usize {
    let mut from = start;
    loop {
        let end = text[from..]
            .find(is_break)
            .map_or(text.len(), |at| from + at);
        if end - start > LONGEST {
            return cut(text, start);
        }
        match wrapped_line(text, start, end) {
            Some(next) => from = next,
            None => return end,
        }
    }
}

/// Where the next line begins, if it goes on with the sentence that the line up to `end` left.
fn wrapped_line(text: &str, start: usize, end: usize) -> Option<usize> {
    let after = &text[end..];
    let break_length = if after.starts_with("\r\n") {
        2
    } else {
        after.chars().next()?.len_utf8()
    };
    let next = end + break_length;
    let leaves_sentence = text[start..end].ends_with(|c: char| c.is_lowercase() || c == ',');
    let continues = text[next..].starts_with(char::is_lowercase);
    (leaves_sentence && continues).then_some(next)
}

/// The last white space within reach of `start`, else the last character boundary.
fn cut(text: &str, start: usize) -> usize {
    let mut end = start + LONGEST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    match text[start..end].rfind(char::is_whitespace) {
        Some(at) if at > 0 => start + at,
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let paragraphs = paragraphs(text);
        let found: Vec<&str> = paragraphs
            .iter()
            .map(|paragraph| &*paragraph.text)
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn lines_are_paragraphs() {
        check("", &[]);
        check("\n \r\n\t", &[]);
        check("One.\nTwo.\r\n\r\nThree.", &["One.", "Two.", "Three."]);
        check("Headline\nBy Jane Doe\n", &["Headline", "By Jane Doe"]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        check(
            "The minister, who\nleft early, said\r\nnothing.",
            &["The minister, who\nleft early, said\r\nnothing."],
        );
    }

    #[test]
    fn endless_lines_are_cut() {
        let text = "é".repeat(LONGEST);
        let parts = paragraphs(&text);
        assert_eq!(parts.len(), 2);
        assert_eq!(
            parts.iter().map(|part| part.text.len()).sum::<usize>(),
            text.len()
        );
    }
}

//! Paragraphs: one for each line that holds more than white space.

use std::ops::Range;

use super::Paragraph;
use super::wrapping::{Block, goes_on, is_break, line_end, next_line};

/// A line longer than this many bytes is cut, so that no step ever works on more at once.
/// News paragraphs are three hundred times shorter; only data pasted by mistake gets here.
const LONGEST: usize = u16::MAX as usize;

/// The paragraphs of `text`, in order.
///
/// A line break ends a paragraph, but for the breaks of a text wrapped at a fixed width, as e-mail
/// is: see the module `wrapping`.
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

fn paragraph_end(text: &str, start: usize) -> usize {
    let mut from = start;
    let mut block = None;
    loop {
        let end = line_end(text, from);
        if end - start > LONGEST {
            return cut(text, start);
        }
        // An empty line goes on nowhere: what stands behind it is not looked at.
        if end == start {
            return end;
        }
        let Some(next) = next_line(text, end) else {
            return end;
        };
        let (line, after) = (&text[from..end], &text[next..line_end(text, next)]);
        if after.is_empty() {
            return end;
        }
        if !goes_on(line, after) {
            let block = block.get_or_insert_with(|| Block::at(text, start));
            if !block.goes_on(line, after) {
                return end;
            }
        }
        from = next;
    }
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
    fn a_name_signs_the_line_before() {
        check(
            "“We won.”\n— Ann Lee, baker",
            &["“We won.”\n— Ann Lee, baker"],
        );
        check("We won.\n— Ann Lee", &["We won.", "— Ann Lee"]);
        check(
            "“We won.”\n- “So we did.”",
            &["“We won.”", "- “So we did.”"],
        );
    }

    #[test]
    fn sentences_go_on_in_the_next_line() {
        check(
            "The minister, who\nleft early, said\r\nnothing.",
            &["The minister, who\nleft early, said\r\nnothing."],
        );
        check(
            "Aid came from the \nWorld Bank.",
            &["Aid came from the \nWorld Bank."],
        );
    }

    /// An e-mail, wrapped before the seventieth character.
    const MAIL: [&str; 3] = [
        "Dear all,",
        "After a meeting of four hours the council has agreed that Mayor Anna\n\
         Weber may sell the old harbour. \"We had no choice,\" she said. Money\n\
         for the quay will now come from a loan, which the banks and the World\n\
         Bank called fair.",
        "The sale is a matter of weeks; a buyer has been waiting since\nMarch.",
    ];

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        check(&MAIL[..2].join("\n"), &MAIL[..2]);
        check(&MAIL[..2].join("\n\n"), &MAIL[..2]);
        check(
            &MAIL[1].replace('\n', "\r\n"),
            &[&MAIL[1].replace('\n', "\r\n")],
        );
    }

    #[test]
    fn lines_that_are_not_full_end_paragraphs() {
        let lines = "Harbour sold after a meeting of four hours in the old town hall\n\
                     By Anna Weber\n\
                     The council has agreed to sell the harbour, as Mayor Ann Cole said on\n\
                     Monday after a meeting that went on for so long that no bus was left\n\
                     to take her home.";
        let expect: Vec<&str> = lines.splitn(3, '\n').collect();
        check(lines, &expect);
    }

    #[test]
    fn short_paragraphs_are_not_wrapped() {
        let lines = [
            "Mayor Anna Weber has agreed to sell the old harbour of the town.",
            "Nobody knows yet who will buy it, and some doubt that anybody will.",
            "Banks said that they had not been asked to lend the money for that.",
            "Q: Who would buy a harbour that no ship has entered since the war?",
            "ANNA WEBER: Somebody who likes quiet and has more money than sense.",
        ];
        check(&lines.join("\n"), &lines);
    }

    #[test]
    fn endless_lines_are_cut() {
        // Of two bytes each, so that none ends where a paragraph must.
        let text = "é".repeat(LONGEST - 1);
        let parts = paragraphs(&text);
        assert_eq!(parts.len(), 2);
        assert_eq!(
            parts.iter().map(|part| part.text.len()).sum::<usize>(),
            text.len()
        );
    }
}

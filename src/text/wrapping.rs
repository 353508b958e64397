//! Lines of a text wrapped at a fixed width, as e-mail is: they are one paragraph.
//!
//! Where a line ends in the middle of a sentence and the next begins with a small letter, the
//! sentence goes on. Whether it does before a capital ("Anna" at the end of a line, "Weber" at the
//! start of the next), the lines around tell: in a wrapped text each line is full, for the first
//! word of the next would not have fitted behind it, and sentences go on from line to line.

/// The most characters in a line of wrapped text; programs wrap at 60 to 80.
const WIDEST: usize = 100;

/// The fewest characters in the widest line of a wrapped paragraph. Narrower lines are verse, lists
/// and addresses.
const NARROWEST: usize = 40;

/// How many lines are looked at, to know how wide a text is.
pub const MOST_LINES: usize = 32;

/// Whether `c` ends a line.
pub fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Where the line that begins at `start` ends.
pub fn line_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let is_break = |at: &usize| match bytes[*at] {
        b'\n'..=b'\r' => true,
        0xc2 => bytes.get(at + 1) == Some(&0x85),
        0xe2 => matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9])),
        _ => false,
    };
    // Eight bytes are looked at together: nearly all are printed letters of ASCII.
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    let mut from = start;
    for eight in bytes[start..].as_chunks::<8>().0 {
        let end = from + eight.len();
        let eight = u64::from_le_bytes(*eight);
        let others = eight.wrapping_sub(EACH * 0x20) | eight;
        if others & EACH << 7 != 0
            && let Some(found) = (from..end).find(is_break)
        {
            return found;
        }
        from = end;
    }
    (from..bytes.len()).find(is_break).unwrap_or(bytes.len())
}

/// Where the line after the one that ends at `end` begins; none at the end of the text.
pub fn next_line(text: &str, end: usize) -> Option<usize> {
    let after = &text[end..];
    match after.starts_with("\r\n") {
        true => Some(end + 2),
        false => Some(end + after.chars().next()?.len_utf8()),
    }
}

/// Whether the sentence of `line` goes on in `next`, as the letters at the break tell alone.
pub fn goes_on(line: &str, next: &str) -> bool {
    let line = line.trim_end();
    let leaves_sentence = line.ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | '-'));
    leaves_sentence && (next.starts_with(char::is_lowercase) || asks_for_more(line, next))
        || is_signed(line, next)
}

/// Whether `line` is somebody's words in marks and `next` says whose: "— Ann Lee, baker".
fn is_signed(line: &str, next: &str) -> bool {
    const MARKS: &[char] = &['"', '“', '”', '‘', '’', '«', '»', '„'];
    if !line.starts_with(MARKS) || !line.ends_with(MARKS) || line.len() > 4 * WIDEST {
        return false;
    }
    let name = next.trim_start_matches(['-', '–', '—', '―']);
    name.len() < next.len()
        && width(next) <= WIDEST
        && name.trim_start().starts_with(char::is_uppercase)
        && !name.contains(MARKS)
}

/// Whether `line` ends with a word that ends no sentence and no headline.
fn asks_for_more(line: &str, next: &str) -> bool {
    let word = line.rsplit(char::is_whitespace).next();
    matches!(word, Some("the" | "a" | "an" | "of" | "and"))
        && word != Some(line)
        && next.starts_with(char::is_alphanumeric)
}

/// What the lines from a paragraph's first one on tell, up to an empty line or one that is too wide.
#[derive(Debug)]
pub struct Block {
    /// The characters of the widest line.
    width: usize,
    is_wrapped: bool,
    /// Whether each line but the last is full, so that none ends a paragraph.
    is_full: bool,
}

impl Block {
    /// The block whose first line begins at `start`.
    pub fn at(text: &str, start: usize) -> Block {
        let lines: Vec<&str> = lines(text, start).take(MOST_LINES).collect();
        let width = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        let breaks = || lines.windows(2).map(|pair| (pair[0], pair[1]));
        let full = breaks().filter(|(line, next)| is_full(line, next, width));
        let (full, going_on) = full.fold((0, 0), |(full, going_on), (line, next)| {
            (full + 1, going_on + usize::from(goes_on(line, next)))
        });
        Block {
            width,
            is_wrapped: width >= NARROWEST && going_on > 0 && 3 * going_on >= full,
            is_full: full == breaks().count(),
        }
    }

    /// Whether the paragraph of `line` goes on in `next`.
    pub fn goes_on(&self, line: &str, next: &str) -> bool {
        let line = line.trim_end();
        self.is_wrapped
            && is_full(line, next, self.width)
            && (self.is_full || !line.ends_with(['.', '!', '?', ':', '"', '”', '’', '…']))
            && next.starts_with(|c: char| c.is_alphanumeric() || "(\"'“‘$£€".contains(c))
            && !is_labelled(next)
    }
}

/// The lines from `start` on, up to the first that is empty or too wide.
fn lines(text: &str, start: usize) -> impl Iterator<Item = &str> {
    let mut at = Some(start);
    std::iter::from_fn(move || {
        let start = at?;
        let end = line_end(text, start);
        at = next_line(text, end);
        let line = text[start..end].trim_end();
        (!line.is_empty() && line.len() <= 4 * WIDEST && width(line) <= WIDEST).then_some(line)
    })
}

/// Whether the first word of `next` would not have fitted behind `line`. A sixth is let go, as what
/// is copied from print was set in letters of many widths.
fn is_full(line: &str, next: &str, widest: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    width(line) + 1 + width(word) > widest - widest / 6
}

fn width(line: &str) -> usize {
    line.chars().count()
}

/// Whether a line is a byline, or begins as an answer of an interview does: "Q:", "ANNA WEBER:".
fn is_labelled(line: &str) -> bool {
    let is_name = |words: &str| {
        let mut words = words.split_whitespace();
        words.all(|word| word.starts_with(char::is_uppercase))
    };
    let label = line.split_once(':').map(|(label, _)| label);
    label.is_some_and(|label| label.len() <= WIDEST && is_name(label))
        || line.starts_with("By ") && is_name(line)
}

/// Whether the break between `before` and `after`, which stand one after the other with `between`
/// them, can be one of a wrapped text: the paragraph that begins with `before` then depends on
/// `after`.
pub fn may_touch(before: &str, between: &str) -> bool {
    let is_one_break = next_line(between, 0) == Some(between.len());
    is_one_break && (before.contains(is_break) || before.len() <= 4 * WIDEST)
}

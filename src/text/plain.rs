//! Plain letters: what a reader sees, without the characters that nobody sees.
//!
//! Text that comes out of word processors, page layouts and web pages carries soft hyphens,
//! zero-width characters and marks of writing direction inside its words, accents as characters of
//! their own, joined letters and letters of double width. Names are looked up and compared letter
//! by letter, so all of that is taken out or written in the common way before anything reads the
//! paragraph; [`Changes::start`] and [`Changes::end`] lead back to the letters as they were given.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What was changed to make letters plain, in order: the way back to those that were given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes(Vec<Change>);

/// A stretch of the given letters and what stands for it, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Change {
    start: usize,
    end: usize,
    given_start: usize,
    given_end: usize,
}

/// Makes `given` plain: the plain letters, which are the given ones where nothing had to change,
/// and what was changed.
pub fn plain(given: &str) -> (Cow<'_, str>, Changes) {
    if !may_change(given.as_bytes()) {
        return (Cow::Borrowed(given), Changes::default());
    }
    let mut text = String::with_capacity(given.len());
    let mut changes = Changes::default();
    for (at, c) in given.char_indices() {
        let rest = &given[at + c.len_utf8()..];
        let start = text.len();
        let change = |start, given_start, text: &str| Change {
            start,
            end: text.len(),
            given_start,
            given_end: at + c.len_utf8(),
        };
        if is_unseen(c, &text, rest) {
            changes.0.push(change(start, at, &text));
        } else if let Some(letters) = spelled_out(c) {
            text.push_str(letters);
            changes.0.push(change(start, at, &text));
        } else if let Some(narrow) = narrow(c) {
            text.push(narrow);
            changes.0.push(change(start, at, &text));
        } else if let Some(whole) = text.chars().last().and_then(|letter| compose(letter, c)) {
            text.pop();
            let start = text.len();
            text.push(whole);
            // The letter may itself stand for others, and unseen ones may follow it.
            let given_start = changes.start(start);
            while changes.0.pop_if(|last| last.end > start).is_some() {}
            changes.0.push(change(start, given_start, &text));
        } else {
            text.push(c);
        }
    }
    (Cow::Owned(text), changes)
}

impl Changes {
    /// Where, in the given letters, the plain letter that begins at `at` begins.
    pub fn start(&self, at: usize) -> usize {
        let before = self.0.partition_point(|change| change.end <= at);
        match self.0.get(before) {
            Some(inside) if inside.start < at => inside.given_start,
            _ => self.beyond(before, at),
        }
    }

    /// Where, in the given letters, the plain letter that ends at `at` ends.
    pub fn end(&self, at: usize) -> usize {
        let before = self
            .0
            .partition_point(|change| change.end < at || (change.end == at && change.start < at));
        match self.0.get(before) {
            Some(inside) if inside.start < at => inside.given_end,
            _ => self.beyond(before, at),
        }
    }

    /// The given place of the plain place `at`, which lies beyond so many changes.
    fn beyond(&self, changes: usize, at: usize) -> usize {
        match changes.checked_sub(1).map(|last| self.0[last]) {
            Some(last) => last.given_end + (at - last.end),
            None => at,
        }
    }
}

/// Whether any character may have to change, told by bytes alone.
fn may_change(given: &[u8]) -> bool {
    let may = |at: usize| {
        let byte = given[at];
        if byte < 0xc2 {
            return false;
        }
        let next = |by: usize| given.get(at + by).copied().unwrap_or(0);
        match byte {
            0xc2 => next(1) == 0xad,
            0xcc | 0xcd => true,
            0xd8 => next(1) == 0x9c,
            0xe2 => matches!(
                (next(1), next(2)),
                (0x80, 0x8b..=0x8f | 0xaa..=0xae) | (0x81, 0xa0..=0xa9)
            ),
            0xef => matches!(
                (next(1), next(2)),
                (0xac, 0x80..=0x86) | (0xbb, 0xbf) | (0xbc | 0xbd, _)
            ),
            _ => false,
        }
    };
    // Nearly all of eight bytes together are of ASCII.
    let (eights, rest) = given.as_chunks::<8>();
    let are_others = |eight: &[u8; 8]| u64::from_le_bytes(*eight) & 0x8080_8080_8080_8080 != 0;
    let mut places = eights.iter().enumerate();
    places.any(|(at, eight)| are_others(eight) && (8 * at..8 * at + 8).any(may))
        || (given.len() - rest.len()..given.len()).any(may)
}

/// Whether nobody sees `c`, and no script needs it, between `before` and `after`.
fn is_unseen(c: char, before: &str, after: &str) -> bool {
    match c {
        '\u{ad}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => true,
        // A place where a line may break: inside a word it was put there by a program, between
        // two words it is all that parts them.
        '\u{200b}' => {
            before.ends_with(char::is_alphabetic)
                && after.starts_with(|c: char| c.is_lowercase() || matches!(c, '\'' | '’'))
        }
        // Other scripts than the Latin one are shaped by these, and pictures joined.
        '\u{200c}' | '\u{200d}' => before.ends_with(is_latin) && after.starts_with(is_latin),
        _ => false,
    }
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && (c < '\u{250}' || matches!(c, '\u{1e00}'..='\u{1eff}'))
}

/// The letters that a joined letter stands for.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

/// The letter or digit that one of double width is.
fn narrow(c: char) -> Option<char> {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
        .then(|| char::from_u32(c as u32 - 0xfee0))
        .flatten()
}

/// Accents, and after each the letters that Latin scripts put it on, each with the one character for
/// both.
const ACCENTS: &[(char, &str)] = &[
    (
        '\u{300}',
        "AÀEÈIÌOÒUÙaàeèiìoòuùNǸnǹWẀwẁYỲyỳÜǛüǜÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừ",
    ),
    (
        '\u{301}',
        "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźGǴgǵKḰkḱMḾmḿPṔpṕWẂwẃ\
             ÜǗüǘÅǺåǻÆǼæǽØǾøǿÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứ",
    ),
    (
        '\u{302}',
        "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ",
    ),
    (
        '\u{303}',
        "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽEẼeẽYỸyỹÂẪâẫĂẴăẵÊỄêễÔỖôỗƠỠơỡƯỮưữ",
    ),
    ('\u{304}', "AĀaāEĒeēIĪiīOŌoōUŪuūYȲyȳGḠgḡ"),
    ('\u{306}', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭẠẶạặ"),
    ('\u{307}', "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯ"),
    ('\u{308}', "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸ"),
    (
        '\u{309}',
        "AẢaảEẺeẻIỈiỉOỎoỏUỦuủYỶyỷÂẨâẩĂẲăẳÊỂêểÔỔôổƠỞơởƯỬưử",
    ),
    ('\u{30a}', "AÅaåUŮuů"),
    ('\u{30b}', "OŐoőUŰuű"),
    (
        '\u{30c}',
        "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔGǦgǧKǨkǩ",
    ),
    ('\u{31b}', "OƠoơUƯuư"),
    (
        '\u{323}',
        "AẠaạEẸeẹIỊiịOỌoọUỤuụYỴyỵHḤhḥSṢsṣTṬtṭDḌdḍZẒzẓƠỢơợƯỰưự",
    ),
    ('\u{326}', "SȘsșTȚtț"),
    ('\u{327}', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţ"),
    ('\u{328}', "AĄaąEĘeęIĮiįUŲuųOǪoǫ"),
];

/// The letters that [`ACCENTS`] make, and those that are others with a stroke, with what is left of
/// them where people write without.
static BARE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let accents = ACCENTS.iter().map(|(_, letters)| *letters);
    let letters = accents.chain(["OØoøLŁlłDĐdđiı"]);
    let letters = letters.flat_map(pairs);
    letters.map(|(plain, whole)| (whole, plain)).collect()
});

/// The one character for a letter and the accent after it.
fn compose(letter: char, accent: char) -> Option<char> {
    let (_, letters) = ACCENTS.iter().find(|(other, _)| *other == accent)?;
    pairs(letters).find_map(|(plain, whole)| (plain == letter).then_some(whole))
}

/// Two by two, the characters of `letters`.
fn pairs(letters: &str) -> impl Iterator<Item = (char, char)> {
    let mut letters = letters.chars();
    std::iter::from_fn(move || Some((letters.next()?, letters.next()?)))
}

/// `word` as it is written without accents: "Maria" for "María". One person's name is often written
/// both ways in one text.
pub fn bare(word: &str) -> Cow<'_, str> {
    match word.is_ascii() {
        true => Cow::Borrowed(word),
        false => Cow::Owned(word.chars().map(bare_letter).collect()),
    }
}

/// `word` in small letters; nearly all words are so already.
pub fn small(word: &str) -> Cow<'_, str> {
    let (mut any, mut capital) = (0, false);
    for byte in word.bytes() {
        any |= byte;
        capital |= byte.is_ascii_uppercase();
    }
    match (any.is_ascii(), capital) {
        (true, false) => Cow::Borrowed(word),
        (true, true) => Cow::Owned(word.to_ascii_lowercase()),
        (false, _) => Cow::Owned(word.to_lowercase()),
    }
}

fn bare_letter(letter: char) -> char {
    BARE.get(&letter)
        .map_or(letter, |letter| bare_letter(*letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: &str, expect: &str) {
        assert_eq!(plain(given).0, expect, "{given:?}");
    }

    /// Finds `word` in the plain letters and gives the stretch of `given` that it stands for.
    fn back<'g>(given: &'g str, word: &str) -> &'g str {
        let (text, changes) = plain(given);
        let start = text.find(word).expect("the word is there");
        &given[changes.start(start)..changes.end(start + word.len())]
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        for given in ["", "Ann Lee", "José “Žižek” — 🦖 Москва\u{a0}…", "القاهرة"]
        {
            let (text, changes) = plain(given);
            assert!(matches!(text, Cow::Borrowed(_)), "{given:?}");
            for at in 0..=given.len() {
                assert_eq!((changes.start(at), changes.end(at)), (at, at));
            }
        }
    }

    #[test]
    fn what_nobody_sees_goes() {
        check("Ma\u{ad}ria Gar\u{200b}cía", "Maria García");
        check("Ann\u{200b}Lee", "Ann\u{200b}Lee");
        check(
            "\u{200f}Ahmed\u{202c} \u{2068}Hassan\u{2069}",
            "Ahmed Hassan",
        );
        check("\u{feff}Rex", "Rex");
        check("می\u{200c}خواهم", "می\u{200c}خواهم");
        check("👩\u{200d}🚒", "👩\u{200d}🚒");
    }

    #[test]
    fn letters_are_written_in_the_common_way() {
        check("Jose\u{301} Pe\u{301}rez", "José Pérez");
        check("Nguye\u{302}\u{303}n", "Nguyễn");
        check("S\u{30c}koda e\u{32a}", "Škoda e\u{32a}");
        check("Ｒｅｘ Ｎｏ１", "Rex No1");
        check("Griﬃth of Sheﬃeld", "Griffith of Sheffield");
    }

    #[test]
    fn accents_go() {
        for (word, expect) in [
            ("María", "Maria"),
            ("Nguyễn", "Nguyen"),
            ("Jørgen", "Jorgen"),
            ("Москва", "Москва"),
            ("Ann", "Ann"),
        ] {
            assert_eq!(bare(word), expect);
        }
    }

    #[test]
    fn places_lead_back() {
        assert_eq!(back("a Ma\u{ad}ria b", "Maria"), "Ma\u{ad}ria");
        assert_eq!(back("a \u{200e}Maria\u{200f} b", "Maria"), "Maria");
        assert_eq!(back("Jose\u{301} said", "José"), "Jose\u{301}");
        assert_eq!(back("Jose\u{301} said", "said"), "said");
        assert_eq!(
            back("Nguye\u{ad}\u{302}\u{303}n x", "Nguyễn"),
            "Nguye\u{ad}\u{302}\u{303}n"
        );
        assert_eq!(back("Nguye\u{302}\u{ad}\u{303}n x", "n x"), "n x");
        assert_eq!(back("Ｒｅｘ said", "Rex"), "Ｒｅｘ");
        assert_eq!(back("Griﬃth", "Griffith"), "Griﬃth");
        // A place inside a joined letter is before or behind all of it.
        assert_eq!(back("Griﬃth", "ffi"), "ﬃ");
        assert_eq!(back("Griﬃth", "f"), "ﬃ");
    }
}

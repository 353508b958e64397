//! Letters folded: small, without accents; and their hashes.

/// What is seen of the letters of a word while they are folded.
#[derive(Debug, Clone, Copy)]
pub struct Folded {
    /// The [`hash`] of the folded letters.
    pub hash: u32,
    /// Whether any is a period.
    pub period: bool,
    /// Whether any is a digit.
    pub digit: bool,
    /// Whether any is not of ASCII.
    pub accent: bool,
}

/// Appends the letters of `word` to `all` as [`fold`] does.
pub fn fold_all(word: &str, all: &mut Vec<u8>) -> Folded {
    let start = all.len();
    all.extend_from_slice(word.as_bytes());
    let (mut sum, mut told) = (HASH_OF_NONE, 0);
    for byte in &mut all[start..] {
        let known = BYTES[usize::from(*byte)];
        told |= known;
        *byte = known as u8;
        sum = hash_step(sum, *byte);
    }
    let accent = told & IS_ACCENT != 0;
    if accent {
        all.truncate(start);
        fold(word, all);
    }
    Folded {
        hash: match accent {
            true => hash(&all[start..]),
            false => mix(sum, word.len() as u32),
        },
        period: told & IS_PERIOD != 0,
        digit: told & IS_DIGIT != 0,
        accent,
    }
}

/// Appends the letters of `word` to `folded`: small, without accents, apostrophes alike, digits
/// as one digit.
pub fn fold(word: &str, folded: &mut impl Extend<u8>) {
    if word.is_ascii() {
        folded.extend(word.bytes().map(fold_byte));
        return;
    }
    for c in word.chars() {
        if c.is_ascii() {
            folded.extend([fold_byte(c as u8)]);
            continue;
        }
        if let Some(plain) = without_accent(c) {
            folded.extend(plain.bytes());
        } else if !matches!(c, '\u{300}'..='\u{36f}') {
            for small in c.to_lowercase() {
                let mut bytes = [0; 4];
                folded.extend(small.encode_utf8(&mut bytes).bytes());
            }
        }
    }
}

fn fold_byte(byte: u8) -> u8 {
    BYTES[usize::from(byte)] as u8
}

/// For each byte the one that it folds to, and above that what it tells of a word.
static BYTES: [u16; 256] = {
    let mut bytes = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        bytes[at] = match byte {
            b'0'..=b'9' => b'0' as u16 | IS_DIGIT,
            b'.' => b'.' as u16 | IS_PERIOD,
            _ if byte.is_ascii() => byte.to_ascii_lowercase() as u16,
            _ => byte as u16 | IS_ACCENT,
        };
        at += 1;
    }
    bytes
};

const IS_PERIOD: u16 = 1 << 8;
const IS_DIGIT: u16 = 1 << 9;
const IS_ACCENT: u16 = 1 << 10;

/// The plain letters for the Latin letters with accents and for curly apostrophes.
fn without_accent(c: char) -> Option<&'static str> {
    /// For U+00C0 to U+017F, in order; a dot where there is no plain letter.
    const LATIN: &[u8; 192] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnn\
        oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    Some(match c {
        '’' | 'ʼ' | '‘' | '`' => "'",
        'ß' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        '\u{c0}'..='\u{17f}' => {
            let at = c as usize - 0xc0;
            match LATIN[at] {
                b'.' => return None,
                _ => std::str::from_utf8(&LATIN[at..=at]).ok()?,
            }
        }
        'ș' | 'Ș' => "s",
        'ț' | 'Ț' => "t",
        'ơ' | 'Ơ' => "o",
        'ư' | 'Ư' => "u",
        'ǎ' | 'Ǎ' => "a",
        'ǐ' | 'Ǐ' => "i",
        'ǒ' | 'Ǒ' => "o",
        'ǔ' | 'Ǔ' => "u",
        '\u{1ea0}'..='\u{1eb7}' => "a",
        '\u{1eb8}'..='\u{1ec7}' => "e",
        '\u{1ec8}'..='\u{1ecb}' => "i",
        '\u{1ecc}'..='\u{1ee3}' => "o",
        '\u{1ee4}'..='\u{1ef1}' => "u",
        '\u{1ef2}'..='\u{1ef9}' => "y",
        _ => return None,
    })
}

/// The hash of folded letters.
pub fn hash(folded: &[u8]) -> u32 {
    let sum = folded
        .iter()
        .fold(HASH_OF_NONE, |sum, byte| hash_step(sum, *byte));
    mix(sum, folded.len() as u32)
}

/// The sum of no letters, from which their hash is made.
const HASH_OF_NONE: u32 = 0x811c_9dc5;

#[inline]
fn hash_step(sum: u32, byte: u8) -> u32 {
    (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// One number from two, spread over all bits.
pub fn mix(a: u32, b: u32) -> u32 {
    let both = (u64::from(a) << 32 | u64::from(b)) ^ 0x2545_f491_4f6c_dd1d;
    let spread = both.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((spread ^ (spread >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_fold(word: &str, expect: &str) {
        let mut folded = Vec::new();
        fold(word, &mut folded);
        assert_eq!(String::from_utf8_lossy(&folded), expect);
    }

    #[test]
    fn folding() {
        check_fold("Çavuşoğlu", "cavusoglu");
        check_fold("O’Brien", "o'brien");
        check_fold("Łódź", "lodz");
        check_fold("Škoda", "skoda");
        check_fold("Ñuñoa", "nunoa");
        check_fold("Nguyễn", "nguyen");
        check_fold("Straße", "strasse");
        check_fold("e\u{301}te\u{301}", "ete");
        check_fold("Žižek", "zizek");
        check_fold("2017", "0000");
        check_fold("Москва", "москва");
    }
}

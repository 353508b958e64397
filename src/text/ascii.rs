//! Words and numbers of ASCII alone, told from their bytes: nearly all tokens are such.

use super::abbreviation::{LONGEST_ABBREVIATION, abbreviation};
use super::shape::Shape;

/// The length and the shape of the word that `bytes`, which begin with a letter, begin with; none
/// where more than plain letters may belong to it, or it may be a link.
#[inline]
pub fn plain_word(bytes: &[u8]) -> Option<(usize, Shape)> {
    let Letters {
        length,
        any_small,
        capital_inside,
    } = letters(bytes);
    let ends = match bytes.get(length..) {
        None | Some([] | [b' ', ..]) => true,
        // "https://"
        Some([b':', ..]) => !matches!(bytes[0], b'h' | b'H'),
        // An initial, an abbreviation or "www."; none is longer.
        Some([b'.', ..]) => {
            length > LONGEST_ABBREVIATION
                || length > 1
                    && !matches!(bytes[0], b'w' | b'W')
                    && std::str::from_utf8(&bytes[..length])
                        .is_ok_and(|word| abbreviation(word).is_none())
        }
        // "Ruiz's"
        Some([b'\'', b's', after, ..] | [0xe2, 0x80, 0x99, b's', after, ..]) => {
            matches!(after, b' ' | b',' | b'.')
        }
        Some(
            [
                b',' | b';' | b'?' | b'!' | b')' | b'-' | b'"' | b'/' | b'\n',
                ..,
            ],
        ) => true,
        // Dashes and quotation marks, but not the one that serves as an apostrophe.
        Some([0xe2, 0x80, 0x93 | 0x94 | 0x98 | 0x9c | 0x9d, ..]) => true,
        _ => false,
    };
    let shape = match (bytes[0].is_ascii_uppercase(), capital_inside) {
        (false, false) => Shape::Lower,
        (false, true) => Shape::Inner,
        (true, _) if length == 1 => Shape::Initial,
        (true, false) => Shape::Capitalized,
        (true, true) if any_small => Shape::Mixed,
        (true, true) => Shape::Capitals,
    };
    ends.then_some((length, shape))
}

/// The length of the number that `bytes`, which begin with a digit, begin with; none where more than
/// digits may belong to it.
pub fn plain_number(bytes: &[u8]) -> Option<usize> {
    let length = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let ends = match &bytes[length..] {
        [] | [b' ' | b'-' | b')', ..] | [b',' | b'.', b' ', ..] => true,
        rest => matches!(rest, [b'.' | b','] | [b'%', ..]),
    };
    ends.then_some(length)
}

/// The ASCII letters that some bytes begin with.
#[derive(Debug, Default, PartialEq, Eq)]
struct Letters {
    length: usize,
    any_small: bool,
    /// Whether any but the first is a capital.
    capital_inside: bool,
}

/// The ASCII letters that `bytes` begin with. Eight are looked at in one step, as no processor foretells
/// how long the next word is.
#[inline]
fn letters(bytes: &[u8]) -> Letters {
    const HIGHEST: u64 = all(0x80);
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    let (mut length, mut all_small, mut all_capitals) = (0, 0, 0);
    let (mut inside, mut left) = (!0xff, bytes);
    loop {
        let eight = match left.split_first_chunk() {
            Some((eight, behind)) => {
                left = behind;
                u64::from_le_bytes(*eight)
            }
            None => {
                let rest = left.iter().rev();
                rest.fold(0, |sum, byte| sum << 8 | u64::from(*byte))
            }
        };
        // Of each byte, what is said of it stands in its highest bit.
        let small = (eight | all(0x20)) & !HIGHEST;
        let from_a = small + all(0x80 - b'a');
        let past_z = small + all(0x7f - b'z');
        let are_letters = from_a & !past_z & !eight & HIGHEST;
        let others = are_letters ^ HIGHEST;
        let before_others = others ^ others.wrapping_sub(1);
        let are_first = are_letters & before_others;
        // Capitals lack the bit that is 0x20.
        all_small |= are_first & (eight << 2);
        all_capitals |= are_first & !(eight << 2) & inside;
        inside = !0;
        let count = others.trailing_zeros() as usize / 8;
        length += count;
        if count < 8 {
            return Letters {
                length,
                any_small: all_small != 0,
                capital_inside: all_capitals != 0,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_by_eights() {
        for byte in 0..=u8::MAX {
            for length in 0..20 {
                let mut word: Vec<u8> = b"bZaAz".iter().copied().cycle().take(length).collect();
                word.push(byte);
                word.extend(b"Ab, and more Than eight");
                let own = word.iter().take_while(|byte| byte.is_ascii_alphabetic());
                let own: Vec<u8> = own.copied().collect();
                let expect = Letters {
                    length: own.len(),
                    any_small: own.iter().any(u8::is_ascii_lowercase),
                    capital_inside: own.iter().skip(1).any(u8::is_ascii_uppercase),
                };
                assert_eq!(letters(&word), expect, "{word:?}");
                word.truncate(length + 1);
                let end = length + usize::from(byte.is_ascii_alphabetic());
                assert_eq!(letters(&word).length, end, "{word:?}");
            }
        }
    }
}

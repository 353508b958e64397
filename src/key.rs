//! Keys: letters by a number that tells them from all others, where they are only ever compared.

/// The number of some letters. Of 64 bits, well spread: no two words of any text will meet.
pub type Key = u64;

/// A key in the making.
#[derive(Debug, Clone, Copy)]
pub struct Letters {
    sum: u64,
    length: usize,
}

impl Default for Letters {
    fn default() -> Letters {
        Letters {
            sum: 0xcbf2_9ce4_8422_2325,
            length: 0,
        }
    }
}

impl Letters {
    /// Adds a byte.
    #[inline]
    pub fn push(&mut self, byte: u8) {
        // FNV-1a.
        self.sum = (self.sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        self.length += 1;
    }

    /// Adds a character.
    #[inline]
    pub fn push_char(&mut self, c: char) {
        if c.is_ascii() {
            self.push(c as u8);
        } else {
            self.extend(c.encode_utf8(&mut [0; 4]).bytes());
        }
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The key of what was added.
    pub fn key(self) -> Key {
        (self.sum ^ (self.sum >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

impl Extend<u8> for Letters {
    fn extend<I: IntoIterator<Item = u8>>(&mut self, bytes: I) {
        bytes.into_iter().for_each(|byte| self.push(byte));
    }
}

/// The key of `bytes`.
pub fn key(bytes: impl IntoIterator<Item = u8>) -> Key {
    let mut letters = Letters::default();
    letters.extend(bytes);
    letters.key()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_make_the_same_key_however_they_come() {
        let mut letters = Letters::default();
        assert!(letters.is_empty());
        "Łódź".chars().for_each(|c| letters.push_char(c));
        assert_eq!(letters.key(), key("Łódź".bytes()));
        assert_ne!(key("ab".bytes()), key("ba".bytes()));
        assert_ne!(key([]), key([0]));
    }
}

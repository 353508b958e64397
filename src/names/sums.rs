//! The weights of features, added up: those of all labels at once, each in 16 bits.

use super::decode::Scores;
use super::model::LABELS;

pub use lanes::{Levels, Sums};

/// A row of weight levels: four bits for each label, the first label in the lowest.
pub type Row = [u8; LABELS / 2];

/// No weight is further from zero than this, so that as many as 128 add up within 16 bits.
pub const LARGEST_LEVEL: u16 = i16::MAX as u16 / 128;

/// With an instruction that looks sixteen bytes up in a table at once.
#[cfg(target_arch = "wasm32")]
mod lanes {
    use std::arch::wasm32::{
        i8x16, i8x16_shuffle, i16x8, i16x8_add, i16x8_extract_lane, i16x8_shuffle, i16x8_splat,
        i32x4, i64x2_shuffle, u8x16_shr, u8x16_splat, u8x16_swizzle, v128, v128_and,
    };

    use super::{Row, Scores};

    /// What each weight level stands for; nothing, for the first.
    #[derive(Debug, Default)]
    pub struct Levels {
        low: [i8; 16],
        high: [i8; 16],
    }

    impl Levels {
        /// The weights in the order of their levels.
        pub fn new(levels: [i16; 16]) -> Levels {
            Levels {
                low: levels.map(|level| level as i8),
                high: levels.map(|level| (level >> 8) as i8),
            }
        }
    }

    /// The weights of some features, added up.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    #[repr(align(16))]
    pub struct Sums(Scores);

    impl Sums {
        /// Adds some rows of weights.
        #[inline]
        pub fn add<const ROWS: usize>(&mut self, levels: &Levels, rows: [Row; ROWS]) {
            let (low, high) = (table(&levels.low), table(&levels.high));
            // The labels with even numbers and those with odd ones, of two rows each.
            let mut even = i16x8_splat(0);
            let mut odd = i16x8_splat(0);
            let mut add = |four: [Row; 4]| {
                let [a, b, c, d] = four.map(i32::from_le_bytes);
                let four = i32x4(a, b, c, d);
                let lower = v128_and(four, u8x16_splat(15));
                let upper = u8x16_shr(four, 4);
                even = i16x8_add(even, weights(low, high, lower));
                odd = i16x8_add(odd, weights(low, high, upper));
            };
            // The compiler knows how many there are, so that no loop is left.
            let (fours, rest) = rows.as_chunks();
            fours.iter().for_each(|four| add(*four));
            // Rows that are not there add nothing, as the first level does.
            let none = Row::default();
            match *rest {
                [a] => add([a, none, none, none]),
                [a, b] => add([a, b, none, none]),
                [a, b, c] => add([a, b, c, none]),
                _ => {}
            }
            let even = i16x8_add(even, i64x2_shuffle::<1, 0>(even, even));
            let odd = i16x8_add(odd, i64x2_shuffle::<1, 0>(odd, odd));
            let all = i16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(even, odd);
            let [a, b, c, d, e, f, g, h] = self.0;
            let sums = i16x8_add(all, i16x8(a, b, c, d, e, f, g, h));
            self.0 = [
                i16x8_extract_lane::<0>(sums),
                i16x8_extract_lane::<1>(sums),
                i16x8_extract_lane::<2>(sums),
                i16x8_extract_lane::<3>(sums),
                i16x8_extract_lane::<4>(sums),
                i16x8_extract_lane::<5>(sums),
                i16x8_extract_lane::<6>(sums),
                i16x8_extract_lane::<7>(sums),
            ];
        }

        /// Adds the weights of other features.
        #[inline]
        pub fn merge(&mut self, other: &Sums) {
            for (sum, more) in self.0.iter_mut().zip(other.0) {
                *sum = sum.wrapping_add(more);
            }
        }

        /// The scores of the labels that the weights add up to.
        #[inline]
        pub fn scores(&self) -> Scores {
            self.0
        }
    }

    #[inline]
    fn table(bytes: &[i8; 16]) -> v128 {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = *bytes;
        i8x16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
    }

    /// The weights of sixteen levels: those of the first eight and of the last eight, added up.
    #[inline]
    fn weights(low: v128, high: v128, levels: v128) -> v128 {
        let low = u8x16_swizzle(low, levels);
        let high = u8x16_swizzle(high, levels);
        i16x8_add(
            i8x16_shuffle::<0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23>(low, high),
            i8x16_shuffle::<8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31>(
                low, high,
            ),
        )
    }
}

/// With plain numbers: two sums in each, and a table for the two levels in each byte.
#[cfg(not(target_arch = "wasm32"))]
mod lanes {
    use super::{LABELS, Row, Scores};

    /// What each byte of a row, which holds two weight levels, stands for: the weight of the first
    /// level, and 65,536 times that of the second.
    #[derive(Debug)]
    pub struct Levels(Box<[u32; 256]>);

    impl Default for Levels {
        fn default() -> Levels {
            Levels(Box::new([0; 256]))
        }
    }

    impl Levels {
        /// The weights in the order of their levels.
        pub fn new(levels: [i16; 16]) -> Levels {
            let mut pairs = Box::new([0; 256]);
            for (byte, pair) in pairs.iter_mut().enumerate() {
                let [low, high] = [byte & 15, byte >> 4].map(|level| i32::from(levels[level]));
                *pair = (low + (high << 16)) as u32;
            }
            Levels(pairs)
        }
    }

    /// The weights of some features, added up: for every two labels, the sum of the first and 65,536
    /// times that of the second.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    #[repr(align(16))]
    pub struct Sums([u32; LABELS / 2]);

    impl Sums {
        /// Adds some rows of weights.
        #[inline]
        pub fn add<const ROWS: usize>(&mut self, levels: &Levels, rows: [Row; ROWS]) {
            for row in rows {
                for (sum, byte) in self.0.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(levels.0[usize::from(byte)]);
                }
            }
        }

        /// Adds the weights of other features.
        #[inline]
        pub fn merge(&mut self, other: &Sums) {
            for (sum, more) in self.0.iter_mut().zip(other.0) {
                *sum = sum.wrapping_add(more);
            }
        }

        /// The scores of the labels that the weights add up to.
        #[inline]
        pub fn scores(&self) -> Scores {
            let mut scores = [0; LABELS];
            for (two, sum) in scores.as_chunks_mut::<2>().0.iter_mut().zip(self.0) {
                let first = sum as i16;
                let rest = sum.wrapping_sub(i32::from(first) as u32);
                *two = [first, (rest >> 16) as i16];
            }
            scores
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_all_labels_add_up_apart() {
        let levels = [0, 1, 2, 3, 4, 5, 6, 255, -1, -2, -3, -4, -5, -6, -7, -255];
        let rows = [
            0x7654_3210_u32,
            0xfedc_ba98,
            0x8f8f_8f8f,
            0x7070_7070,
            0xf777_777f,
        ];
        let mut sums = Sums::default();
        sums.add(&Levels::new(levels), rows.map(u32::to_le_bytes));
        let expect: Scores = std::array::from_fn(|label| {
            let weights = rows.map(|row| levels[(row >> (4 * label)) as usize & 15]);
            weights.iter().sum()
        });
        assert_eq!(sums.scores(), expect);
        let twice = sums;
        sums.merge(&twice);
        assert_eq!(sums.scores(), expect.map(|score| 2 * score));
    }
}

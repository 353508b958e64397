//! The scores of all labels of a word, added and compared at once: sums stay within 16 bits, and
//! what is lower than any path that could be chosen stays so.

#[cfg(not(target_arch = "wasm32"))]
pub use plain::Eight;
#[cfg(target_arch = "wasm32")]
pub use wide::Eight;

#[cfg(target_arch = "wasm32")]
mod wide {
    use std::arch::wasm32::{
        i16x8, i16x8_add_sat, i16x8_bitmask, i16x8_eq, i16x8_extract_lane, i16x8_max,
        i16x8_shuffle, i16x8_splat, i16x8_sub_sat, v128, v128_bitselect,
    };

    use crate::names::decode::Scores;

    /// Eight scores.
    #[derive(Debug, Clone, Copy)]
    pub struct Eight(v128);

    impl Eight {
        #[inline]
        pub fn new([a, b, c, d, e, f, g, h]: Scores) -> Eight {
            Eight(i16x8(a, b, c, d, e, f, g, h))
        }

        #[cfg(test)]
        pub fn scores(self) -> Scores {
            [
                i16x8_extract_lane::<0>(self.0),
                i16x8_extract_lane::<1>(self.0),
                i16x8_extract_lane::<2>(self.0),
                i16x8_extract_lane::<3>(self.0),
                i16x8_extract_lane::<4>(self.0),
                i16x8_extract_lane::<5>(self.0),
                i16x8_extract_lane::<6>(self.0),
                i16x8_extract_lane::<7>(self.0),
            ]
        }

        #[inline]
        pub fn add(self, more: Eight) -> Eight {
            Eight(i16x8_add_sat(self.0, more.0))
        }

        /// Counted from the first of them.
        #[inline]
        pub fn counted_from_first(self) -> Eight {
            Eight(i16x8_sub_sat(self.0, self.all::<0>()))
        }

        /// For each column, the highest sum of a score and what stands in its row.
        #[inline]
        pub fn best_steps(self, rows: &[Eight; 8]) -> Eight {
            let step = |score: v128, row: usize| i16x8_add_sat(score, rows[row].0);
            let a = i16x8_max(step(self.all::<0>(), 0), step(self.all::<1>(), 1));
            let b = i16x8_max(step(self.all::<2>(), 2), step(self.all::<3>(), 3));
            let c = i16x8_max(step(self.all::<4>(), 4), step(self.all::<5>(), 5));
            let d = i16x8_max(step(self.all::<6>(), 6), step(self.all::<7>(), 7));
            Eight(i16x8_max(i16x8_max(a, b), i16x8_max(c, d)))
        }

        /// The index of the highest; of equals, the first.
        #[inline]
        pub fn first_highest(self) -> usize {
            let equal = i16x8_eq(self.0, i16x8_splat(self.highest()));
            i16x8_bitmask(equal).trailing_zeros() as usize & 7
        }

        /// By how much the one at `at` beats all others, never below zero.
        #[inline]
        pub fn lead(self, at: usize) -> i16 {
            let here = i16x8_eq(i16x8(0, 1, 2, 3, 4, 5, 6, 7), i16x8_splat(at as i16));
            let lowest = i16x8_splat(i16::MIN);
            let own = Eight(v128_bitselect(self.0, lowest, here)).highest();
            let others = Eight(v128_bitselect(lowest, self.0, here)).highest();
            own.saturating_sub(others).max(0)
        }

        #[inline]
        fn highest(self) -> i16 {
            let four = i16x8_max(
                self.0,
                i16x8_shuffle::<4, 5, 6, 7, 0, 1, 2, 3>(self.0, self.0),
            );
            let two = i16x8_max(four, i16x8_shuffle::<2, 3, 0, 1, 6, 7, 4, 5>(four, four));
            let one = i16x8_max(two, i16x8_shuffle::<1, 0, 3, 2, 5, 4, 7, 6>(two, two));
            i16x8_extract_lane::<0>(one)
        }

        /// The score at `AT`, eight times.
        #[inline]
        fn all<const AT: usize>(self) -> v128 {
            i16x8_shuffle::<AT, AT, AT, AT, AT, AT, AT, AT>(self.0, self.0)
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod plain {
    use crate::names::decode::Scores;

    /// Eight scores.
    #[derive(Debug, Clone, Copy)]
    pub struct Eight(Scores);

    impl Eight {
        #[inline]
        pub fn new(scores: Scores) -> Eight {
            Eight(scores)
        }

        #[cfg(test)]
        pub fn scores(self) -> Scores {
            self.0
        }

        #[inline]
        pub fn add(mut self, more: Eight) -> Eight {
            for (sum, more) in self.0.iter_mut().zip(more.0) {
                *sum = sum.saturating_add(more);
            }
            self
        }

        /// Counted from the first of them.
        #[inline]
        pub fn counted_from_first(self) -> Eight {
            Eight(self.0.map(|score| score.saturating_sub(self.0[0])))
        }

        /// For each column, the highest sum of a score and what stands in its row.
        #[inline]
        pub fn best_steps(self, rows: &[Eight; 8]) -> Eight {
            let mut best = [i16::MIN; 8];
            for (score, row) in self.0.iter().zip(rows) {
                for (best, step) in best.iter_mut().zip(row.0) {
                    *best = score.saturating_add(step).max(*best);
                }
            }
            Eight(best)
        }

        /// The index of the highest; of equals, the first.
        #[inline]
        pub fn first_highest(self) -> usize {
            let highest = self.highest();
            let first = self.0.iter().position(|score| *score == highest);
            first.unwrap_or_default()
        }

        /// By how much the one at `at` beats all others, never below zero.
        #[inline]
        pub fn lead(mut self, at: usize) -> i16 {
            let own = std::mem::replace(&mut self.0[at], i16::MIN);
            own.saturating_sub(self.highest()).max(0)
        }

        #[inline]
        fn highest(self) -> i16 {
            let [a, b, c, d, e, f, g, h] = self.0;
            let [a, b, c, d] = [a.max(e), b.max(f), c.max(g), d.max(h)];
            a.max(c).max(b.max(d))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_over_stays_low() {
        let some = Eight::new([0, -5, 7, i16::MIN, 7, i16::MAX, -1, 3]);
        let sums = some.add(some).scores();
        assert_eq!(sums, [0, -10, 14, i16::MIN, 14, i16::MAX, -2, 6]);
        let counted = Eight::new([5, 0, 7, i16::MIN, 7, 6, -1, 3]).counted_from_first();
        assert_eq!(counted.scores(), [0, -5, 2, i16::MIN, 2, 1, -6, -2]);
        assert_eq!(counted.first_highest(), 2);
        assert_eq!((counted.lead(2), counted.lead(5)), (0, 0));
        assert_eq!(Eight::new([0, -5, 2, 0, 1, 0, 0, 0]).lead(2), 1);
    }

    #[test]
    fn the_best_step_to_each() {
        let mut rows = [[i16::MIN; 8]; 8];
        rows[1][3] = 4;
        rows[6][3] = 7;
        rows[7] = [-2; 8];
        let from = Eight::new([0, 10, 0, 0, 0, 0, 5, 0]);
        let best = from.best_steps(&rows.map(Eight::new)).scores();
        assert_eq!(best, [-2, -2, -2, 14, -2, -2, -2, -2]);
    }
}

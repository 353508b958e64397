//! One sort for the whole crate.
//!
//! The standard library's sorts are compiled once for each type and each key, at some five kilobytes of
//! WebAssembly each time. What is sorted here is short and mostly in order already, so all of it goes
//! by numbers through one and the same sort.

/// What things are sorted by: by the first number, then by the next. `!number` sorts downwards.
pub type Rank = [usize; 3];

/// Sorts `items` by `rank`; those of equal rank keep their order.
pub fn sort_by_rank<T>(items: &mut [T], rank: impl Fn(&T) -> Rank) {
    if items.is_sorted_by_key(&rank) {
        return;
    }
    let mut order: Vec<(Rank, usize)> = items.iter().map(rank).zip(0..).collect();
    order.sort_unstable();
    // Each item goes to its place along the circle of those that take one another's.
    for first in 0..order.len() {
        let mut place = first;
        while order[place].1 != first {
            let from = std::mem::replace(&mut order[place].1, place);
            items.swap(place, from);
            place = from;
        }
        order[place].1 = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_a_stable_sort_does(numbers in prop::collection::vec(0_usize..9, 0..40)) {
            let mut items: Vec<(usize, usize)> = numbers.into_iter().zip(0..).collect();
            let mut expect = items.clone();
            expect.sort_by_key(|item| (item.0 % 3, std::cmp::Reverse(item.0)));
            sort_by_rank(&mut items, |item| [item.0 % 3, !item.0, 0]);
            prop_assert_eq!(items, expect);
        }
    }
}

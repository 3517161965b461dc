//! Seeded chance in whole numbers. The same seed and topic always give the same sequence, on every
//! machine; a topic has a sequence of its own, so that a change in one does not disturb another.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a sequence is for.
#[derive(Clone, Copy)]
pub(super) enum Topic {
    Customers,
    Invoices,
    Deal,
    Payments,
    Treasury,
    Listing,
}

/// A seeded sequence of decisions.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64, topic: Topic) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(match topic {
            Topic::Customers => 1,
            Topic::Invoices => 2,
            Topic::Deal => 3,
            Topic::Payments => 4,
            Topic::Treasury => 5,
            Topic::Listing => 6,
        });
        Self(stream)
    }

    /// A number from 0 up to but not `end`; 0 when `end` is 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(end);
        u64::try_from(wide >> 64).expect("a product of two 64-bit numbers, shifted by 64, fits")
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).saturating_add(1);
        let steps = self.below(u64::try_from(span).unwrap_or(0));
        low.saturating_add(i64::try_from(steps).unwrap_or(0))
    }

    /// True this often in a thousand.
    pub(super) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1_000) < per_mille
    }

    /// One of a list that is never empty.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        let at = usize::try_from(self.below(size(list))).unwrap_or(0);
        *list
            .get(at)
            .expect("the lists of this module are not empty")
    }

    /// One of a list whose entries carry how often they come, relative to each other.
    pub(super) fn weighted<T: Copy>(&mut self, list: &[(T, u64)]) -> T {
        let total = list.iter().map(|(_, weight)| weight).sum();
        let mut left = self.below(total);
        for (value, weight) in list {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        list.last()
            .expect("the lists of this module are not empty")
            .0
    }

    /// Puts a list into another order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            let other = self.below(u64::try_from(end).unwrap_or(0) + 1);
            list.swap(end, usize::try_from(other).unwrap_or(0));
        }
    }
}

/// The length of a list as a 64-bit number.
pub(super) fn size<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_inside_its_bounds_and_repeats_itself() {
        let draw = |seed| {
            let mut dice = Dice::new(seed, Topic::Deal);
            (0..1_000).map(|_| dice.between(-3, 4)).collect::<Vec<_>>()
        };
        let first = draw(7);
        assert_eq!(first, draw(7));
        assert_ne!(first, draw(8));
        assert!(first.contains(&-3) && first.contains(&4));
        assert!(first.iter().all(|n| (-3..=4).contains(n)));
    }

    #[test]
    fn weights_are_kept() {
        let mut dice = Dice::new(1, Topic::Deal);
        let often = (0..4_000)
            .filter(|_| dice.weighted(&[(true, 3), (false, 1)]))
            .count();
        assert!((2_850..3_150).contains(&often), "{often}");
    }

    #[test]
    fn shuffling_keeps_every_card() {
        let mut deck: Vec<_> = (0..100).collect();
        Dice::new(1, Topic::Deal).shuffle(&mut deck);
        assert_ne!(deck, (0..100).collect::<Vec<_>>());
        deck.sort_unstable();
        assert_eq!(deck, (0..100).collect::<Vec<_>>());
    }
}

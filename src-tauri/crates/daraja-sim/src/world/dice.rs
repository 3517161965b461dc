//! Chance under the seed.
//!
//! Every draw names what it is for, so a draw added in one place doesn't change those of another, and
//! the order in which requests arrive changes nothing. Not for secrets: everything here is invented.

/// A row of draws that depends on the seed and a label alone (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Dice {
    state: u64,
}

/// Lower-case letters and digits, as conversation ids have them.
pub(crate) const LOWER: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
/// Hexadecimal digits.
pub(crate) const HEX: &[u8] = b"0123456789abcdef";
/// Letters and digits, as tokens and keys have them.
pub(crate) const MIXED: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl Dice {
    /// The row for this seed and label.
    pub(crate) fn of(seed: u64, label: &str) -> Self {
        // FNV-1a: the label only has to spread, not to hide.
        let mut state = 0xcbf2_9ce4_8422_2325_u64 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for byte in label.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Self { state }
    }

    /// The next 64 bits.
    pub(crate) fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `limit` - 1; 0 when the limit is 0.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.draw() % limit.max(1)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True once in `times` draws.
    pub(crate) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of these; `None` when there are none.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.below(u64::try_from(from.len()).unwrap_or(0));
        from.get(usize::try_from(at).unwrap_or(0))
    }

    /// So many characters of an alphabet.
    pub(crate) fn text(&mut self, length: usize, alphabet: &[u8]) -> String {
        (0..length)
            .filter_map(|_| self.pick(alphabet).copied().map(char::from))
            .collect()
    }

    /// The same things in another order.
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.below(u64::try_from(last + 1).unwrap_or(1));
            things.swap(last, usize::try_from(other).unwrap_or(last));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_label_draw_the_same() {
        let row = |seed, label| Dice::of(seed, label).text(40, MIXED);
        assert_eq!(row(1, "token"), row(1, "token"));
        assert_ne!(row(1, "token"), row(2, "token"));
        assert_ne!(row(1, "token"), row(1, "key"));
    }

    #[test]
    fn draws_stay_within_their_bounds_and_reach_them() {
        let mut dice = Dice::of(7, "bounds");
        let drawn: Vec<u64> = (0..500).map(|_| dice.between(2, 5)).collect();
        assert_eq!(drawn.iter().min(), Some(&2));
        assert_eq!(drawn.iter().max(), Some(&5));
        assert_eq!(dice.below(0), 0);
        assert_eq!(dice.pick::<u8>(&[]), None);
        let mut all: Vec<u8> = (0..20).collect();
        dice.shuffle(&mut all);
        assert_ne!(all, (0..20).collect::<Vec<_>>());
        all.sort_unstable();
        assert_eq!(all, (0..20).collect::<Vec<_>>());
    }
}

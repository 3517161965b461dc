//! How long a person waits after failed tries. Owns the table; counting tries stays out.

/// Seconds to wait before the next try, after `failed` tries in a row went wrong.
#[must_use]
pub const fn seconds_after(failed: u32) -> u32 {
    match failed {
        0..=2 => 0,
        3 => 5,
        4 => 15,
        5 => 60,
        6 => 5 * 60,
        7 => 15 * 60,
        _ => 60 * 60,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_table() {
        let waits: Vec<_> = (0..10).map(seconds_after).collect();
        assert_eq!(waits, [0, 0, 0, 5, 15, 60, 300, 900, 3600, 3600]);
    }

    proptest! {
        #[test]
        fn never_shrinks_and_never_passes_an_hour(a: u32, b: u32) {
            prop_assert!(seconds_after(a.min(b)) <= seconds_after(a.max(b)));
            prop_assert!(seconds_after(a) <= 3600);
        }
    }
}

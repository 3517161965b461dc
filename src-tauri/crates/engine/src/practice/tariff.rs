//! What a payment costs the business. Bands of the right size and shape, not Safaricom's own list.

/// Band ceilings and charges in shillings, for payments in that the business bears the charge of.
const PAY_IN: &[(i64, i64)] = &[
    (100, 1),
    (500, 5),
    (1_000, 10),
    (1_500, 15),
    (2_500, 20),
    (3_500, 25),
    (5_000, 34),
    (7_500, 42),
    (10_000, 48),
    (15_000, 57),
    (20_000, 62),
    (25_000, 67),
    (30_000, 72),
    (35_000, 83),
    (40_000, 99),
    (45_000, 103),
    (i64::MAX, 108),
];

/// The same for payouts.
const PAYOUT: &[(i64, i64)] = &[
    (100, 2),
    (1_500, 5),
    (5_000, 9),
    (20_000, 11),
    (i64::MAX, 13),
];

fn band(bands: &[(i64, i64)], cents: i64) -> i64 {
    let found = bands.iter().find(|(ceiling, _)| cents / 100 <= *ceiling);
    found.map_or(0, |(_, shillings)| shillings * 100)
}

/// Cents charged for a payment in of so many cents.
pub(super) fn pay_in_charge(cents: i64) -> i64 {
    band(PAY_IN, cents)
}

/// Cents charged for a payout of so many cents.
pub(super) fn payout_charge(cents: i64) -> i64 {
    band(PAYOUT, cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dearer_payments_never_cost_less() {
        for charge in [pay_in_charge, payout_charge] {
            let steps: Vec<_> = (1..500).map(|n| charge(n * 50_000)).collect();
            assert!(steps.is_sorted() && steps.iter().all(|cents| *cents > 0));
        }
    }
}

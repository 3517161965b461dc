//! What a movement costs the business.
//!
//! B2C from the bulk payment tariff form (`daraja-api.md` section 15, the later column; its last two bands
//! are inferred there). B2B prices are not in the reference: the table here is invented and says so.

/// Cents for one B2C payment, by whole shillings. The recipient pays nothing.
pub(crate) fn b2c_fee_cents(shillings: i64) -> i64 {
    let fee = match shillings {
        ..=100 => 0,
        101..=1_500 => 5,
        1_501..=5_000 => 9,
        5_001..=20_000 => 11,
        _ => 13,
    };
    fee * 100
}

/// Cents for one payment between businesses. Invented: only the reference's sample of 77.00 is known.
pub(crate) fn b2b_fee_cents(shillings: i64) -> i64 {
    let fee = match shillings {
        ..=1_000 => 10,
        1_001..=10_000 => 25,
        10_001..=100_000 => 77,
        _ => 150,
    };
    fee * 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_band_begins_and_ends_where_the_form_says() {
        for (shillings, fee) in [
            (10, 0),
            (100, 0),
            (101, 5),
            (1_500, 5),
            (1_501, 9),
            (5_000, 9),
            (5_001, 11),
            (20_000, 11),
            (20_001, 13),
            (250_000, 13),
        ] {
            assert_eq!(b2c_fee_cents(shillings), fee * 100, "{shillings}");
        }
    }
}

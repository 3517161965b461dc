//! Identifiers in the patterns Daraja gives them.
//!
//! Source: `daraja-api.md` section 1, "Identifier formats". Each is drawn from the seed and a serial
//! number that the world counts, so none comes twice.

use super::dice::{Dice, HEX, LOWER};
use super::times;

/// `AG_` + day + `_` + 20 lower-case letters and digits.
pub(crate) fn conversation(dice: &mut Dice, now_ms: u64) -> String {
    let day = times::formatted(now_ms, "%Y%m%d");
    format!("AG_{day}_{}", dice.text(20, LOWER))
}

/// What the gateway assigns where the caller gives no id: mostly the new style, at times the old one.
pub(crate) fn gateway(dice: &mut Dice) -> String {
    if dice.one_in(5) {
        let number = dice.between(10_000, 99_999);
        let long = dice.between(1_000_000, 999_999_999);
        return format!("{number}-{long}-1");
    }
    let tail = dice.between(100_000, 9_999_999);
    format!(
        "{}-{}-{}-{}{tail}",
        dice.text(4, HEX),
        dice.text(4, HEX),
        dice.text(4, HEX),
        dice.text(12, HEX)
    )
}

/// `ws_CO_` + day and time + 3 digits + the payer's nine digits: it holds the phone number.
pub(crate) fn checkout(dice: &mut Dice, now_ms: u64, msisdn: &str) -> String {
    let at = times::formatted(now_ms, "%d%m%Y%H%M%S");
    let national = msisdn.strip_prefix("254").unwrap_or(msisdn);
    format!("ws_CO_{at}{}{national}", dice.between(100, 999))
}

/// What stands in a failed result for a receipt: the date and seven zeros.
pub(crate) fn placeholder(receipt: &str) -> String {
    let date: String = receipt.chars().take(3).collect();
    format!("{date}0000000")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_patterns_of_the_reference() {
        let mut dice = Dice::of(3, "ids");
        let at = 1_773_144_249_000;
        let conversation = conversation(&mut dice, at);
        assert!(conversation.starts_with("AG_20260310_"));
        assert_eq!(conversation.len(), 32);
        let checkout = checkout(&mut dice, at, "254712000111");
        assert!(checkout.starts_with("ws_CO_10032026150409"), "{checkout}");
        assert!(checkout.ends_with("712000111"));
        assert_eq!(placeholder("UCA7K2M9QX"), "UCA0000000");
        let both: Vec<String> = (0..50).map(|_| gateway(&mut dice)).collect();
        assert!(both.iter().any(|id| id.split('-').count() == 3));
        assert!(both.iter().any(|id| id.split('-').count() == 4));
    }
}

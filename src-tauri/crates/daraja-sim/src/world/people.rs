//! Names for numbers: any valid phone number is a customer, any short code an organisation.
//!
//! All invented, and the same number has the same name under the same seed.

use super::dice::Dice;

const FIRST: [&str; 16] = [
    "AMINA", "JARIBIO", "MFANO", "AMANI", "BARAKA", "NEEMA", "IMANI", "ZAWADI", "TUMAINI",
    "SALAMA", "FURAHA", "PENDO", "BAHATI", "RAHA", "SHUKRANI", "UPENDO",
];
const LAST: [&str; 12] = [
    "OTIENO",
    "MFANO",
    "WANJIKU",
    "KIPROTICH",
    "MUTUA",
    "ACHIENG",
    "NJOROGE",
    "CHEBET",
    "HASSAN",
    "MWANGI",
    "JARIBU",
    "WEKESA",
];
const TRADES: [&str; 8] = [
    "DUKA", "BAKERY", "HARDWARE", "CHEMIST", "STORES", "TRADERS", "FARM", "SCHOOL",
];

/// First name, middle initial and last name of a customer.
pub(crate) fn customer(seed: u64, msisdn: &str) -> (String, String, String) {
    let mut dice = Dice::of(seed, &format!("customer {msisdn}"));
    let word =
        |dice: &mut Dice, from: &[&str]| dice.pick(from).copied().unwrap_or("MFANO").to_owned();
    let first = word(&mut dice, &FIRST);
    let middle = dice.text(1, b"ABCDEFGHJKLMNOPRSTW");
    let last = word(&mut dice, &LAST);
    (first, middle, last)
}

/// `AMINA W OTIENO`.
pub(crate) fn customer_name(seed: u64, msisdn: &str) -> String {
    let (first, middle, last) = customer(seed, msisdn);
    format!("{first} {middle} {last}")
}

/// `AMANI BAKERY LTD`.
pub(crate) fn organisation(seed: u64, short_code: &str) -> String {
    let mut dice = Dice::of(seed, &format!("organisation {short_code}"));
    let first = dice.pick(&FIRST).copied().unwrap_or("MFANO");
    let trade = dice.pick(&TRADES).copied().unwrap_or("STORES");
    format!("{first} {trade} LTD")
}

/// `2547 ***** 111` or `25471****111`: two of the masks in use.
pub(crate) fn masked(dice: &mut Dice, msisdn: &str) -> String {
    let head: String = msisdn
        .chars()
        .take(if dice.one_in(2) { 4 } else { 5 })
        .collect();
    let tail: String = msisdn
        .chars()
        .skip(msisdn.len().saturating_sub(3))
        .collect();
    if head.len() == 4 {
        format!("{head} ***** {tail}")
    } else {
        format!("{head}****{tail}")
    }
}

/// Whether this is `2547…` or `2541…` with twelve digits.
pub(crate) fn is_msisdn(text: &str) -> bool {
    text.len() == 12
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.starts_with("2547") || text.starts_with("2541"))
}

/// Whether this is a short code of five to seven digits.
pub(crate) fn is_short_code(text: &str) -> bool {
    (5..=7).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

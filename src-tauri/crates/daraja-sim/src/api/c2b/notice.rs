//! The body of a validation or confirmation: the same shape, every value a string
//! (`daraja-api.md` section 5.3).

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::NumberForm;
use crate::wire::drift::Drift;
use crate::wire::json::{Json, decimal};
use crate::world::dice::Dice;
use crate::world::{people, times};

/// What a notice tells.
pub(super) struct Notice<'a> {
    pub(super) is_till: bool,
    pub(super) receipt: &'a str,
    pub(super) at_ms: u64,
    pub(super) cents: i64,
    pub(super) short_code: &'a str,
    pub(super) bill_ref: &'a str,
    /// `None` in a validation: it is blank there.
    pub(super) balance_cents: Option<i64>,
    pub(super) third_party: &'a str,
    pub(super) number: String,
    pub(super) first_name: &'a str,
}

/// The body.
pub(super) fn body(of: &Notice<'_>, drift: &mut Drift) -> Json {
    let kind = match of.is_till {
        false => "Pay Bill",
        true if drift.one_in(4) => "Customer Merchant Payment",
        true => "Buy Goods",
    };
    let first_name = if drift.one_in(6) { "" } else { of.first_name };
    Json::object([
        ("TransactionType", Json::text(kind)),
        ("TransID", Json::text(of.receipt)),
        ("TransTime", Json::text(times::stamp(of.at_ms))),
        ("TransAmount", Json::text(decimal(of.cents))),
        ("BusinessShortCode", Json::text(of.short_code)),
        ("BillRefNumber", Json::text(of.bill_ref)),
        ("InvoiceNumber", Json::text("")),
        (
            "OrgAccountBalance",
            Json::text(of.balance_cents.map(decimal).unwrap_or_default()),
        ),
        ("ThirdPartyTransID", Json::text(of.third_party)),
        ("MSISDN", Json::text(&*of.number)),
        ("FirstName", Json::text(first_name)),
        ("MiddleName", Json::text("")),
        ("LastName", Json::text("")),
    ])
}

/// The payer's number as the registration's version and the settings have it.
pub(super) fn number(
    msisdn: &str,
    form: NumberForm,
    version: u8,
    drift: &mut Drift,
    dice: &mut Dice,
) -> String {
    match form {
        NumberForm::Clear => msisdn.to_owned(),
        NumberForm::Hashed => hashed(msisdn),
        NumberForm::Masked => people::masked(dice, msisdn),
        NumberForm::ByVersion if drift.one_in(8) => msisdn.to_owned(),
        NumberForm::ByVersion if version == 1 => hashed(msisdn),
        NumberForm::ByVersion => people::masked(dice, msisdn),
    }
}

/// SHA-256 of the twelve digits, as 64 hexadecimal ones.
fn hashed(msisdn: &str) -> String {
    Sha256::digest(msisdn)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("a string takes what is written");
            hex
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(is_till: bool, balance_cents: Option<i64>, drift: &mut Drift) -> String {
        let of = Notice {
            is_till,
            receipt: "UCA5H8T1ZP",
            at_ms: 1_773_144_249_000,
            cents: 250_000,
            short_code: "600111",
            bill_ref: "INV-0091",
            balance_cents,
            third_party: "",
            number: "2547 ***** 417".to_owned(),
            first_name: "AMINA",
        };
        body(&of, drift).to_string()
    }

    #[test]
    fn a_tidy_notice_is_that_of_the_reference() {
        let text = notice(false, Some(8_812_050), &mut Drift::new(None));
        assert_eq!(
            text,
            concat!(
                r#"{"TransactionType":"Pay Bill","TransID":"UCA5H8T1ZP","TransTime":"20260310150409","#,
                r#""TransAmount":"2500.00","BusinessShortCode":"600111","BillRefNumber":"INV-0091","#,
                r#""InvoiceNumber":"","OrgAccountBalance":"88120.50","ThirdPartyTransID":"","#,
                r#""MSISDN":"2547 ***** 417","FirstName":"AMINA","MiddleName":"","LastName":""}"#,
            )
        );
        let asked = notice(false, None, &mut Drift::new(None));
        assert!(asked.contains(r#""OrgAccountBalance":"""#));
    }

    #[test]
    fn types_and_names_drift() {
        let all: Vec<String> = (0..100)
            .map(|seed| notice(true, None, &mut Drift::new(Some(Dice::of(seed, "c2b")))))
            .collect();
        for shape in [
            r#""Buy Goods""#,
            r#""Customer Merchant Payment""#,
            r#""FirstName":"""#,
        ] {
            assert!(all.iter().any(|text| text.contains(shape)), "never {shape}");
        }
    }

    #[test]
    fn version_one_hashes_and_version_two_masks() {
        let dice = &mut Dice::of(1, "number");
        let tidy = &mut Drift::new(None);
        let by_version = |version, drift: &mut Drift, dice: &mut Dice| {
            number("254712000111", NumberForm::ByVersion, version, drift, dice)
        };
        // printf 254712000111 | sha256sum
        let hash = by_version(1, tidy, dice);
        assert_eq!(
            hash,
            "ab414d4e29e0ed68349bb8182388c5c60962a150f7388a76e28ddb0d51484fc8"
        );
        assert!(by_version(2, tidy, dice).contains("***"));
        assert_eq!(
            number("254712000111", NumberForm::Clear, 1, tidy, dice),
            "254712000111"
        );
        assert_eq!(
            number("254712000111", NumberForm::Hashed, 2, tidy, dice),
            hash
        );
        assert!(number("254712000111", NumberForm::Masked, 1, tidy, dice).contains("***"));
        let mut drawn = (0..100)
            .map(|seed| by_version(2, &mut Drift::new(Some(Dice::of(seed, "clear"))), dice));
        assert!(
            drawn.any(|number| number == "254712000111"),
            "at times it is clear"
        );
    }
}

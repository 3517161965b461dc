//! The answer to a query: a list inside a list, or one of the ways to say that there is nothing.

use crate::wire::drift::Drift;
use crate::wire::json::{Json, decimal};
use crate::world::dice::Dice;
use crate::world::{people, times};

/// Rows of one page. Undocumented; the documents' example suggests it.
pub(super) const ROWS_MAX: usize = 100;

/// One payment.
pub(super) struct Row {
    pub(super) receipt: String,
    pub(super) at_ms: u64,
    pub(super) msisdn: String,
    pub(super) name: String,
    pub(super) is_till: bool,
    pub(super) bill_ref: String,
    pub(super) cents: i64,
    pub(super) organisation: String,
}

/// A page with rows.
pub(super) fn found(id: &str, rows: &[Row], in_utc: bool, drift: &mut Drift, seed: u64) -> Json {
    let rows = rows
        .iter()
        .map(|row| written(row, in_utc, drift, seed))
        .collect();
    Json::object([
        ("ResponseRefID", Json::text(id)),
        ("ResponseCode", Json::text("1000")),
        ("ResponseMessage", Json::text("Success")),
        ("Response", Json::List(vec![Json::List(rows)])),
    ])
}

/// A page without: as the live sandbox says it, or as the documents do.
pub(super) fn nothing(id: &str, drift: &mut Drift) -> Json {
    if drift.one_in(3) {
        return Json::object([
            ("ResponseRefID", Json::text(id)),
            ("ResponseCode", Json::text("1000")),
            ("ResponseMessage", Json::text("Success")),
            ("Transaction", Json::text("[[]]")),
        ]);
    }
    Json::object([
        ("RequestID", Json::text(id)),
        ("ResponseCode", Json::text("1001")),
        (
            "ResponseMessage",
            Json::text("No records found or Organization Name not available"),
        ),
    ])
}

fn written(row: &Row, in_utc: bool, drift: &mut Drift, seed: u64) -> Json {
    let national = row
        .msisdn
        .strip_prefix("254")
        .unwrap_or(&row.msisdn)
        .to_owned();
    let msisdn = if drift.one_in(3) {
        let mut dice = Dice::of(seed, &format!("pull {}", row.receipt));
        Json::text(people::masked(&mut dice, &row.msisdn))
    } else {
        Json::Literal(national)
    };
    let sender = if drift.one_in(3) {
        row.name.as_str()
    } else {
        "MPESA"
    };
    let kind = if row.is_till {
        "c2b-buy-goods-debit"
    } else {
        "c2b-pay-bill-debit"
    };
    Json::object([
        ("transactionId", Json::text(&*row.receipt)),
        ("trxDate", Json::text(stamp(row.at_ms, in_utc))),
        ("msisdn", msisdn),
        ("sender", Json::text(sender)),
        ("transactiontype", Json::text(kind)),
        ("billreference", Json::text(&*row.bill_ref)),
        ("amount", Json::text(decimal(row.cents))),
        ("organizationname", Json::text(&*row.organisation)),
    ])
}

/// A time with a Z behind it, which may be the truth or not.
fn stamp(at_ms: u64, in_utc: bool) -> String {
    const EAT_MS: u64 = 3 * 3_600_000;
    let at_ms = if in_utc {
        at_ms.saturating_sub(EAT_MS)
    } else {
        at_ms
    };
    times::formatted(at_ms, "%Y-%m-%dT%H:%M:%SZ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row {
            receipt: "UCA5H8T1ZP".to_owned(),
            at_ms: 1_773_144_249_000,
            msisdn: "254712000111".to_owned(),
            name: "AMINA W OTIENO".to_owned(),
            is_till: false,
            bill_ref: "INV-0091".to_owned(),
            cents: 250_000,
            organisation: "MFANO LTD".to_owned(),
        }
    }

    fn drifting(seed: u64) -> Drift {
        Drift::new(Some(Dice::of(seed, "pull")))
    }

    #[test]
    fn a_tidy_page_is_that_of_the_reference() {
        let text = found("id", &[row()], false, &mut Drift::new(None), 1).to_string();
        assert_eq!(
            text,
            concat!(
                r#"{"ResponseRefID":"id","ResponseCode":"1000","ResponseMessage":"Success","#,
                r#""Response":[[{"transactionId":"UCA5H8T1ZP","trxDate":"2026-03-10T15:04:09Z","#,
                r#""msisdn":712000111,"sender":"MPESA","transactiontype":"c2b-pay-bill-debit","#,
                r#""billreference":"INV-0091","amount":"2500.00","organizationname":"MFANO LTD"}]]}"#,
            )
        );
        let in_utc = found("id", &[row()], true, &mut Drift::new(None), 1).to_string();
        assert!(in_utc.contains("2026-03-10T12:04:09Z"));
    }

    #[test]
    fn each_drift_is_drawn_by_some_seed() {
        let pages: Vec<String> = (0..100)
            .map(|seed| found("id", &[row()], false, &mut drifting(seed), seed).to_string())
            .collect();
        for shape in ["AMINA W OTIENO", r#""MPESA""#, "***", "712000111,"] {
            assert!(
                pages.iter().any(|page| page.contains(shape)),
                "never {shape}"
            );
        }
        let empty: Vec<String> = (0..100)
            .map(|seed| nothing("id", &mut drifting(seed)).to_string())
            .collect();
        assert!(
            empty
                .iter()
                .any(|page| page.contains(r#""Transaction":"[[]]""#))
        );
        assert!(
            empty
                .iter()
                .any(|page| page.contains(r#"{"RequestID":"id","ResponseCode":"1001""#))
        );
    }
}

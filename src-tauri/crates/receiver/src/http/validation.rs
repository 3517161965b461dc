//! A payment that is about to come in: Safaricom asks, and waits about eight seconds for the answer
//! (`daraja-api.md` section 5.3).
//!
//! The decision is made in memory from what the console published. It is stored with the delivery before
//! it is answered; where the disk takes longer than the deadline, what is answered and what is kept are
//! still the same (`commit::ruling`). Which short code is paid is taken from the address, not the body.

use std::borrow::Cow;
use std::time::Duration;

use domain::Kes;
use domain::c2b::{Verdict, Why};
use serde::{Deserialize, Serialize};

use super::publications::PaymentRules;
use crate::config::Limits;
use crate::inbox::Decision;

/// The longest deadline, whatever is configured or published, and from the request's head on: well under
/// what Safaricom waits.
pub(super) const DEADLINE_MAX: Duration = Duration::from_secs(7);

/// What is answered, and when at the latest.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Validation {
    /// By the rules.
    pub decision: Decision,
    /// When time runs out before the delivery was handed to the store.
    pub late: Decision,
    /// After the request was whole.
    pub deadline: Duration,
}

/// The two fields that decide; all are strings (`daraja-api.md` section 5.3). A field that is there twice
/// makes the body unreadable: nobody can know which was meant.
#[derive(Deserialize)]
struct Payment<'a> {
    #[serde(borrow, rename = "TransAmount")]
    amount: Cow<'a, str>,
    #[serde(borrow, default, rename = "BillRefNumber")]
    reference: Cow<'a, str>,
}

/// The answer's body.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'a> {
    result_code: &'a str,
    result_desc: &'a str,
}

/// Decides about a payment.
pub(super) fn decide(rules: Option<&PaymentRules>, body: &[u8], limits: &Limits) -> Validation {
    let version = rules.map_or(0, |rules| rules.version);
    let by_default = |why| match rules {
        Some(rules) => rules.rules.by_default(why),
        None => Verdict::without_rules(why),
    };
    let verdict = match (rules, read(body)) {
        (None, _) => by_default(Why::Default),
        (Some(_), None) => by_default(Why::Unreadable),
        (Some(rules), Some((reference, amount))) => rules.rules.decide(&reference, amount),
    };
    let configured = Duration::from_millis(limits.validation_ms).min(DEADLINE_MAX);
    let deadline = rules.map_or(configured, |rules| {
        Duration::from_millis(u64::from(rules.deadline_ms)).min(configured)
    });
    Validation {
        decision: kept(verdict, version),
        late: kept(by_default(Why::Late), version),
        deadline,
    }
}

/// What Safaricom is answered.
pub(super) fn answer(decision: Option<&Decision>) -> String {
    let code = decision.map_or("0", |decision| decision.code.as_str());
    let answer = Answer {
        result_code: code,
        result_desc: if code == "0" { "Accepted" } else { "Rejected" },
    };
    serde_json::to_string(&answer).unwrap_or_default()
}

fn read(body: &[u8]) -> Option<(Cow<'_, str>, Kes)> {
    let payment: Payment<'_> = serde_json::from_slice(body).ok()?;
    let amount = payment.amount.parse().ok()?;
    Some((payment.reference, amount))
}

fn kept(verdict: Verdict, rules: u64) -> Decision {
    Decision {
        code: verdict.answer.code().to_owned(),
        why: verdict.why.word().to_owned(),
        rules,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{ReferencePublished, RulesPublished};

    fn rules(accept_by_default: bool, deadline_ms: u32) -> PaymentRules {
        PaymentRules::of(
            7,
            &RulesPublished {
                short_code: "600111".to_owned(),
                accept_by_default,
                accept_unknown: false,
                accept_over: false,
                accept_under: false,
                deadline_ms,
                references: vec![ReferencePublished {
                    reference: "INV-0091".to_owned(),
                    open_cents: Some(250_000),
                }],
            },
        )
    }

    #[test]
    fn a_body_is_decided_by_its_two_fields() {
        for (body, code, why) in [
            (
                r#"{"TransAmount":"2500.00","BillRefNumber":"inv 0091","Other":[1.5]}"#,
                "0",
                "open_reference",
            ),
            (
                r#"{"TransAmount":"2500","BillRefNumber":"INV\u002d0091"}"#,
                "0",
                "open_reference",
            ),
            (
                r#"{"TransAmount":"2500.01","BillRefNumber":"INV-0091"}"#,
                "C2B00013",
                "over",
            ),
            (
                r#"{"TransAmount":"1","BillRefNumber":"INV-0091"}"#,
                "C2B00013",
                "under",
            ),
            (
                r#"{"TransAmount":"1","BillRefNumber":"INV-0092"}"#,
                "C2B00012",
                "unknown_reference",
            ),
            (r#"{"TransAmount":"1"}"#, "C2B00012", "unknown_reference"),
            (
                r#"{"TransAmount":2500.00,"BillRefNumber":"INV-0091"}"#,
                "C2B00016",
                "unreadable",
            ),
            (
                r#"{"TransAmount":"2,500","BillRefNumber":"INV-0091"}"#,
                "C2B00016",
                "unreadable",
            ),
            (
                r#"{"TransAmount":"1","TransAmount":"2500","BillRefNumber":"INV-0091"}"#,
                "C2B00016",
                "unreadable",
            ),
            (
                r#"{"TransAmount":"2500","BillRefNumber":null}"#,
                "C2B00016",
                "unreadable",
            ),
            (
                r#"{"TransAmount":"2500","BillRefNumber":"#,
                "C2B00016",
                "unreadable",
            ),
            ("", "C2B00016", "unreadable"),
        ] {
            let rules = rules(false, 2_000);
            let decision = decide(Some(&rules), body.as_bytes(), &Limits::default()).decision;
            let kept = (
                decision.code.as_str(),
                decision.why.as_str(),
                decision.rules,
            );
            assert_eq!(kept, (code, why, 7), "{body}");
        }
    }

    #[test]
    fn the_deadline_is_the_shortest_of_three() {
        let at = |published, validation_ms| {
            let limits = Limits {
                validation_ms,
                ..Limits::default()
            };
            decide(Some(&rules(true, published)), b"{}", &limits)
                .deadline
                .as_millis()
        };
        assert_eq!(at(2_000, 3_000), 2_000);
        assert_eq!(at(5_000, 3_000), 3_000);
        assert_eq!(at(9_000, 60_000), 7_000);
    }

    #[test]
    fn late_is_answered_by_the_default() {
        let late = |rules: Option<&PaymentRules>| {
            let late = decide(rules, b"{}", &Limits::default()).late;
            (late.code, late.why, late.rules)
        };
        let (yes, no) = (rules(true, 1), rules(false, 1));
        assert_eq!(late(Some(&yes)), ("0".into(), "late".into(), 7));
        assert_eq!(late(Some(&no)), ("C2B00016".into(), "late".into(), 7));
        assert_eq!(late(None), ("0".into(), "late".into(), 0));
    }

    #[test]
    fn the_answer_is_in_safaricoms_words() {
        assert_eq!(
            answer(None),
            r#"{"ResultCode":"0","ResultDesc":"Accepted"}"#
        );
        let decision = Decision {
            code: "C2B00012".into(),
            why: "unknown_reference".into(),
            rules: 1,
        };
        assert_eq!(
            answer(Some(&decision)),
            r#"{"ResultCode":"C2B00012","ResultDesc":"Rejected"}"#
        );
    }
}

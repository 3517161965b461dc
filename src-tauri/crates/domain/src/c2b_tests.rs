//! Verdicts by table and by law.

use proptest::prelude::*;

use super::*;

const STRICT: Policy = Policy {
    accept_by_default: false,
    accept_unknown: false,
    accept_over: false,
    accept_under: false,
};

const LAX: Policy = Policy {
    accept_by_default: true,
    accept_unknown: true,
    accept_over: true,
    accept_under: true,
};

fn kes(shillings: i64) -> Kes {
    Kes::from_shillings(shillings).unwrap()
}

fn rules(policy: Policy) -> Rules {
    Rules::new(
        policy,
        [
            ("INV-0091", Some(kes(2_500))),
            ("Plot 7/B", None),
            ("inv 12", Some(kes(100))),
            ("INV-12", Some(kes(250))),
            ("PAID-1", Some(Kes::ZERO)),
            ("--", None),
        ],
    )
}

#[test]
fn what_the_references_decide() {
    use Answer::{Accept, Account, Amount};
    use Why::{OpenReference, Over, Under, UnknownReference};
    for (typed, shillings, strict, why) in [
        ("INV-0091", 2_500, Accept, OpenReference),
        ("inv 0091", 2_500, Accept, OpenReference),
        (" ＩＮＶ.0091\u{200b}", 2_500, Accept, OpenReference),
        ("INV-0091", 2_501, Amount, Over),
        ("INV-0091", 2_499, Amount, Under),
        ("INV-91", 2_500, Account, UnknownReference),
        ("plot7b", 1, Accept, OpenReference),
        ("PLOT 7 B", 9_999_999, Accept, OpenReference),
        // Two invoices whose references the payer can't tell apart: either, or both.
        ("inv12", 100, Accept, OpenReference),
        ("inv12", 250, Accept, OpenReference),
        ("inv12", 350, Accept, OpenReference),
        ("inv12", 200, Amount, Under),
        ("inv12", 351, Amount, Over),
        ("paid 1", 1, Amount, Over),
        ("--", 10, Account, UnknownReference),
        ("", 10, Account, UnknownReference),
        ("INV-0091", 0, Amount, Under),
        ("INV-0091", -5, Amount, Under),
    ] {
        let verdict = rules(STRICT).decide(typed, kes(shillings));
        assert_eq!(
            (verdict.answer, verdict.why),
            (strict, why),
            "{typed} {shillings}"
        );
        let lax = rules(LAX).decide(typed, kes(shillings));
        assert_eq!(lax.why, why, "a policy changes the answer, not the reason");
        assert_eq!(lax.answer == Accept, shillings > 0, "{typed} {shillings}");
    }
}

#[test]
fn each_policy_moves_its_own_answer_only() {
    let only = |change: fn(&mut Policy)| {
        let mut policy = STRICT;
        change(&mut policy);
        let rules = rules(policy);
        [
            rules.decide("nobody", kes(1)).answer,
            rules.decide("INV-0091", kes(9_000)).answer,
            rules.decide("INV-0091", kes(9)).answer,
            rules.by_default(Why::Late).answer,
        ]
    };
    use Answer::{Accept, Account, Amount, Other};
    assert_eq!(only(|_| ()), [Account, Amount, Amount, Other]);
    let unknown = only(|policy| policy.accept_unknown = true);
    assert_eq!(unknown, [Accept, Amount, Amount, Other]);
    let over = only(|policy| policy.accept_over = true);
    assert_eq!(over, [Account, Accept, Amount, Other]);
    let under = only(|policy| policy.accept_under = true);
    assert_eq!(under, [Account, Amount, Accept, Other]);
    let default = only(|policy| policy.accept_by_default = true);
    assert_eq!(default, [Account, Amount, Amount, Accept]);
}

#[test]
fn without_rules_a_payment_is_taken() {
    let verdict = Verdict::without_rules(Why::Default);
    assert_eq!(
        (verdict.answer.code(), verdict.why.word()),
        ("0", "default")
    );
}

#[test]
fn a_sum_past_the_range_is_more_than_any_payment() {
    let rules = Rules::new(STRICT, [("A", Some(Kes::MAX)), ("a", Some(Kes::MAX))]);
    assert_eq!(rules.decide("A", kes(1)).why, Why::Under);
}

proptest! {
    #[test]
    fn any_way_of_typing_an_open_reference_with_its_amount_is_taken(
        reference in "[A-Z0-9]{1,12}", gaps in "[ ./-]{0,3}", cents in 1_i64..10_000_000,
    ) {
        let rules = Rules::new(STRICT, [(reference.as_str(), Some(Kes::from_cents(cents)))]);
        let typed: String = reference
            .to_lowercase()
            .chars()
            .flat_map(|letter| [letter.to_string(), gaps.clone()])
            .collect();
        let verdict = rules.decide(&typed, Kes::from_cents(cents));
        prop_assert_eq!(verdict.answer, Answer::Accept);
    }

    #[test]
    fn a_verdict_says_over_or_under_by_the_amount_alone(
        open in 1_i64..1_000_000, paid in 1_i64..1_000_000, over: bool, under: bool,
    ) {
        let policy = Policy { accept_over: over, accept_under: under, ..STRICT };
        let rules = Rules::new(policy, [("A1", Some(Kes::from_cents(open)))]);
        let verdict = rules.decide("a-1", Kes::from_cents(paid));
        let (why, taken) = match paid.cmp(&open) {
            std::cmp::Ordering::Equal => (Why::OpenReference, true),
            std::cmp::Ordering::Greater => (Why::Over, over),
            std::cmp::Ordering::Less => (Why::Under, under),
        };
        prop_assert_eq!(verdict.why, why);
        prop_assert_eq!(verdict.answer == Answer::Accept, taken);
        prop_assert_eq!(verdict.answer.code() == "0", taken);
    }

    #[test]
    fn no_text_and_no_amount_makes_it_fail(typed in ".{0,60}", cents: i64) {
        let verdict = rules(STRICT).decide(&typed, Kes::from_cents(cents));
        prop_assert!(["0", "C2B00012", "C2B00013"].contains(&verdict.answer.code()));
    }
}

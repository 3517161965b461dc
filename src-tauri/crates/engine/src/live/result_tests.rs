use daraja::inbound::{Kind, read};

use super::*;
use crate::api::CheckOutcome;

const QUESTION: &str = "AG_20260310_010010203abcd4efgh5i";

fn told(body: &str) -> Option<Verdict> {
    let question = ConversationId::parse(QUESTION).unwrap();
    let read = read(Some(Kind::Result), body.as_bytes());
    verdict(&read.body, &question, Environment::Sandbox)
}

fn failed(code: &str, text: &str) -> String {
    format!(
        r#"{{"Result":{{"ResultType":0,"ResultCode":{code},"ResultDesc":"{text}",
        "OriginatorConversationID":"1-2-3","ConversationID":"{QUESTION}","TransactionID":"UCA0000000"}}}}"#
    )
}

fn balance(accounts: &str) -> String {
    format!(
        r#"{{"Result":{{"ResultType":"0","ResultCode":"0","ResultDesc":"The service request is processed successfully.",
        "OriginatorConversationID":"1-2-3","ConversationID":"{QUESTION}","TransactionID":"UCA0000000",
        "ResultParameters":{{"ResultParameter":[{{"Key":"AccountBalance","Value":"{accounts}"}},
        {{"Key":"BOCompletedTime","Value":20260310150409}}]}}}}}}"#
    )
}

#[test]
fn balances_are_told_with_what_can_be_spent() {
    let told = told(&balance(
        "Working Account|KES|9000.00|8200.00|800.00|0.00&Utility Account|KES|450120.60|450120.60|0.00|0.00\
         &Charges Paid Account|KES|-1980.00|-1980.00|0.00|0.00",
    ))
    .unwrap();
    assert_eq!(told.outcome, CheckOutcome::Passed);
    assert_eq!(
        told.text,
        "Utility KES 450,120.60 can be spent; Working KES 8,200.00, Charges Paid KES −1,980.00."
    );
    let till = self::told(&balance("Merchant Account|KES|5.00|5.00|0.00|0.00")).unwrap();
    assert_eq!(till.text, "Merchant KES 5.00.");
}

#[test]
fn a_balance_that_cannot_be_read_is_no_pass() {
    assert_eq!(told(&balance("")).unwrap().outcome, CheckOutcome::Unclear);
}

#[test]
fn refusals_come_with_their_remedy_and_stop_the_initiator() {
    for (code, stops) in [
        ("2001", true),
        ("\"2001\"", true),
        ("8006", true),
        ("18", true),
        ("21", false),
        ("\"TP40153\"", false),
    ] {
        let told = told(&failed(code, "No.")).unwrap();
        assert_eq!(told.outcome, CheckOutcome::Failed, "{code}");
        assert_eq!(told.initiator_refused, stops, "{code}");
        assert!(!told.remedies.is_empty(), "{code}");
        assert!(told.text.contains(code.trim_matches('"')), "{}", told.text);
    }
}

#[test]
fn an_unknown_code_is_no_verdict() {
    let told = told(&failed("4711", "Odd")).unwrap();
    assert_eq!(told.outcome, CheckOutcome::Unclear);
    assert!(told.text.contains("4711 (\"Odd\")"), "{}", told.text);
}

#[test]
fn what_is_about_another_question_or_not_final_is_waited_past() {
    let other = failed("2001", "No.").replace(QUESTION, "AG_20260310_010010203zzzz4yyyy5x");
    assert_eq!(told(&other), None);
    let waiting = failed("0", "Wait").replace("\"ResultType\":0", "\"ResultType\":1");
    assert_eq!(told(&waiting), None);
}

#[test]
fn what_is_no_result_is_told_as_such() {
    for body in ["", "<html>", "[]", "{}"] {
        assert_eq!(told(body).unwrap().outcome, CheckOutcome::Unclear, "{body}");
    }
}

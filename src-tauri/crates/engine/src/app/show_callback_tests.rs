use super::*;

fn kept(use_: Use, body: &str) -> callbacks_page::CallbackRow {
    callbacks_page::CallbackRow {
        id: 1,
        at_ms: 1_793_000_000_000,
        profile: "sandbox/600111".into(),
        use_,
        body: body.as_bytes().to_vec(),
        sha256: [7; 32],
        scrubbed: false,
        sealed: false,
        fault: None,
        expected: true,
        decision: None,
        verified: true,
        deliveries: 1,
        purpose: None,
        line: None,
    }
}

fn shown(use_: Use, body: &str) -> String {
    let detail = detail(&kept(use_, body), &[], &[]);
    format!("{} {} {:?}", detail.row.summary, detail.raw, detail.fields)
}

#[test]
fn nobody_is_named_and_no_number_is_whole() {
    let hash = "a".repeat(64);
    let payment = format!(
        r#"{{"TransID":"UCA3P0W8RD","TransAmount":"1200.00","BusinessShortCode":"600111",
        "BillRefNumber":"0712345118","MSISDN":"{hash}","FirstName":"AMANI","LastName":"MFANO"}}"#
    );
    let prompt = r#"{"Body":{"stkCallback":{"MerchantRequestID":"29115-34620561-1",
        "CheckoutRequestID":"ws_CO_10032026143012345712345118","ResultCode":0,"ResultDesc":"ok",
        "CallbackMetadata":{"Item":[{"Name":"Amount","Value":1},{"Name":"MpesaReceiptNumber",
        "Value":"UCA3P0W8RD"},{"Name":"PhoneNumber","Value":254712345118}]}}}}"#;
    let result = r#"{"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"Done.",
        "ConversationID":"AG_20260310_010010203abcd4efgh5i","TransactionID":"UCA3P0W8RD",
        "ResultParameters":{"ResultParameter":[
            {"Key":"ReceiverPartyPublicName","Value":"254712345118 - AMANI MFANO"}]}}}"#;
    for (use_, body) in [
        (Use::Confirmation, &*payment),
        (Use::Prompt, prompt),
        (Use::Result, result),
    ] {
        let text = shown(use_, body);
        for secret in ["712345118", "AMANI", "MFANO", &hash] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert!(text.contains("UCA3P0W8RD"), "{text}");
    }
}

#[test]
fn what_can_not_be_opened_shows_nothing() {
    let mut of = kept(Use::Result, "sealed bytes");
    of.fault = Some("unopened".into());
    let detail = detail(&of, &[], &[]);
    assert!(detail.raw.is_empty() && detail.fields.is_empty());
    assert!(detail.row.summary.starts_with("Can't be opened"));
}

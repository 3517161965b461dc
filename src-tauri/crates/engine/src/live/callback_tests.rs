use super::*;

#[test]
fn a_payment_is_read_whole_and_its_summary_names_nobody() {
    let body = br#"{"TransactionType":"Pay Bill","TransID":"UCA3P0W8RD","TransTime":"20260310150409",
        "TransAmount":"1200.00","BusinessShortCode":"600111","BillRefNumber":"inv-7","MSISDN":"2547 ***** 111",
        "FirstName":"AMANI","MiddleName":"","LastName":"MFANO"}"#;
    let read = read(Use::Confirmation, body);
    assert_eq!(read.summary, "Payment of KES 1,200.00 \u{b7} UCA3P0W8RD");
    assert_eq!(read.receipt.as_deref(), Some("UCA3P0W8RD"));
    assert_eq!(read.found_by(), "UCA3P0W8RD INV-7");
    assert!(read.names.len() >= 2);
    assert!(
        read.fields
            .iter()
            .any(|(key, value)| key == "From" && value == "AMANI MFANO")
    );
}

#[test]
fn what_is_none_of_safaricoms_is_said() {
    for body in [&b"not json"[..], b"[]", b"{}", b"\xff\xfe", b""] {
        let read = read(Use::Result, body);
        assert!(
            read.summary.starts_with("Nothing that Safaricom sends"),
            "{}",
            read.summary
        );
        assert!(read.fields.is_empty() && read.receipt.is_none());
    }
    assert_eq!(read(Use::Test, b"{}").summary, "Test delivery");
}

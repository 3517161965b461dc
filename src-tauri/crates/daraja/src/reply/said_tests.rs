use super::*;

fn said(text: &str) -> Said {
    Said::read(&RawBody::keep(text.as_bytes()))
}

fn page(text: &str) -> Option<GatewayPage> {
    match said(text) {
        Said::Gateway(page, _) => Some(page),
        Said::Daraja(_) => None,
    }
}

#[test]
fn darajas_own_json_is_read_in_any_spelling() {
    let body = r#"{"requestId":"1","errorCode":"400.002.02","errorMessage":"Bad Request - Invalid PartyB"}"#;
    assert_eq!(said(body).error_code(), Some("400.002.02"));
    assert_eq!(said(body).message(), "Bad Request - Invalid PartyB");
    let Said::Daraja(fields) = said(
        r#"{"Response Code":0,"Response Description":"Accepted","Conversation ID":"AG_1","OriginatorCoversationID":"b"}"#,
    ) else {
        panic!("Daraja's own");
    };
    assert_eq!(fields.response_code.as_deref(), Some("0"));
    assert_eq!(fields.conversation_id.as_deref(), Some("AG_1"));
    assert_eq!(fields.originator_id.as_deref(), Some("b"));
}

#[test]
fn what_daraja_did_not_write_is_known_as_such() {
    let cases = [
        ("", GatewayPage::Empty),
        (" \r\n", GatewayPage::Empty),
        ("<!DOCTYPE html><html><title>403</title>", GatewayPage::Html),
        ("<html>", GatewayPage::Html),
        ("Service Unavailable", GatewayPage::Other),
        (r#"{"ResponseCode":"0""#, GatewayPage::Other),
        (r#"{"ResponseCode":"0"} trailing"#, GatewayPage::Other),
        ("[1,2]", GatewayPage::Other),
        (r#""0""#, GatewayPage::Other),
        (
            r#"{"fault":{"faultstring":"Invalid ApiKey","detail":{"errorcode":"oauth.v2.X"}}}"#,
            GatewayPage::Fault,
        ),
        (
            r#"{"soapenv:Envelope":{"soapenv:Body":{"soapenv:Fault":{"faultstring":"down"}}}}"#,
            GatewayPage::Fault,
        ),
        (
            r#"<?xml version="1.0"?><soapenv:Envelope><faultstring>down</faultstring>"#,
            GatewayPage::Fault,
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(page(text), Some(expected), "{text}");
    }
}

#[test]
fn a_page_is_quoted_by_its_title_and_a_fault_by_its_words() {
    assert_eq!(
        said("<HTML><Title>Request Rejected</Title>").message(),
        "Request Rejected"
    );
    assert_eq!(
        said(r#"{"Envelope":{"Body":{"Fault":{"faultstring":"down"}}}}"#).message(),
        "down"
    );
    assert_eq!(said("plain words").message(), "");
}

#[test]
fn a_message_shows_no_phone_and_no_control_characters() {
    let body = r#"{"errorMessage":"no such\ncustomer 254712000111"}"#;
    assert_eq!(said(body).message(), "no such customer 2547•••••111");
}

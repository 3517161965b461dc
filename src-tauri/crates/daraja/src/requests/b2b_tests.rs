use super::*;
use crate::requests::sample;
use serde_json::json;

fn payment(command: B2bCommand) -> B2bPayment {
    B2bPayment {
        command,
        amount: Shillings::new(618_683).unwrap(),
        from: sample::short_code(),
        reference: B2bReference::parse("INV-0091").unwrap(),
        requester: Some(sample::phone()),
        remarks: sample::remarks(),
        occasion: Some(Occasion::parse("March 2026").unwrap()),
        result_url: sample::url("token-of-result"),
        timeout_url: sample::url("token-of-timeout"),
    }
}

#[test]
fn b2b_is_written_as_section_7_has_it() {
    let of = payment(B2bCommand::PayBill {
        to: sample::other_short_code(),
    });
    assert_eq!(
        sample::json(&of.body(&sample::initiator())),
        json!({
            "Initiator": "testapi",
            "SecurityCredential": sample::credential(),
            "CommandID": "BusinessPayBill",
            "SenderIdentifierType": "4",
            "RecieverIdentifierType": "4",
            "Amount": "618683",
            "PartyA": "600111",
            "PartyB": "600222",
            "AccountReference": "INV-0091",
            "Requester": "254712000111",
            "Remarks": "Wages of week 10",
            "QueueTimeOutURL": "https://pay.example.com/token-of-timeout",
            "ResultURL": "https://pay.example.com/token-of-result",
            "Occassion": "March 2026",
        })
    );
    sample::tells_nothing(&format!("{of:?}"));
}

#[test]
fn each_command_has_the_receiver_it_needs() {
    let to = sample::other_short_code;
    for (command, word, party, receiver_type) in [
        (
            B2bCommand::BuyGoods {
                to: to(),
                receiver_type: ReceiverType::default(),
            },
            "BusinessBuyGoods",
            "600222",
            "4",
        ),
        (
            B2bCommand::BuyGoods {
                to: to(),
                receiver_type: ReceiverType::Till,
            },
            "BusinessBuyGoods",
            "600222",
            "2",
        ),
        (
            B2bCommand::TopUp { to: to() },
            "BusinessPayToBulk",
            "600222",
            "4",
        ),
        (
            B2bCommand::WorkingToUtility,
            "BusinessTransferFromMMFToUtility",
            "600111",
            "4",
        ),
    ] {
        let of = B2bPayment {
            requester: None,
            occasion: None,
            ..payment(command)
        };
        let body = sample::json(&of.body(&sample::initiator()));
        assert_eq!(body["CommandID"], word);
        assert_eq!(body["PartyB"], party);
        assert_eq!(body["RecieverIdentifierType"], receiver_type);
        assert!(body.get("Requester").is_none() && body.get("Occassion").is_none());
    }
}

#[test]
fn tax_has_one_receiver() {
    let of = payment(B2bCommand::WorkingToUtility);
    let tax = TaxRemittance {
        amount: of.amount,
        from: of.from.clone(),
        prn: Prn::parse("2026030012345678").unwrap(),
        remarks: of.remarks.clone(),
        occasion: None,
        result_url: of.result_url.clone(),
        timeout_url: of.timeout_url.clone(),
    };
    assert_eq!(
        sample::json(&tax.body(&sample::initiator())),
        json!({
            "Initiator": "testapi",
            "SecurityCredential": sample::credential(),
            "CommandID": "PayTaxToKRA",
            "SenderIdentifierType": "4",
            "RecieverIdentifierType": "4",
            "Amount": "618683",
            "PartyA": "600111",
            "PartyB": "572572",
            "AccountReference": "2026030012345678",
            "Remarks": "Wages of week 10",
            "QueueTimeOutURL": "https://pay.example.com/token-of-timeout",
            "ResultURL": "https://pay.example.com/token-of-result",
        })
    );
    assert_eq!(tax.api().path(), "/mpesa/b2b/v1/remittax");
}

#[test]
fn b2b_express_is_in_camel_case_but_for_its_id() {
    let express = B2bExpress {
        payer: sample::short_code(),
        receiver: sample::other_short_code(),
        amount: Shillings::new(100).unwrap(),
        reference: BillReference::parse("INV-0091").unwrap(),
        partner: TradeName::parse("Mfano Traders").unwrap(),
        request_id: OriginatorId::parse("express-1").unwrap(),
        callback_url: sample::url("token-of-result"),
    };
    assert_eq!(
        sample::json(&express.body()),
        json!({
            "primaryShortCode": "600111",
            "receiverShortCode": "600222",
            "amount": "100",
            "paymentRef": "INV-0091",
            "callbackUrl": "https://pay.example.com/token-of-result",
            "partnerName": "Mfano Traders",
            "RequestRefID": "express-1",
        })
    );
    sample::tells_nothing(&format!("{express:?}"));
}

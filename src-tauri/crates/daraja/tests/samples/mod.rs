//! One message of every kind in `daraja-api.md`, values invented.

use daraja::inbound::Kind;

/// A message, the address it comes to, and a name.
#[derive(Debug)]
pub struct Sample {
    pub name: &'static str,
    pub kind: Kind,
    pub json: &'static str,
}

const fn sample(name: &'static str, kind: Kind, json: &'static str) -> Sample {
    Sample { name, kind, json }
}

pub const ALL: &[Sample] = &[
    sample("b2c", Kind::Result, B2C),
    sample("b2c failed", Kind::Result, B2C_FAILED),
    sample("pochi failed", Kind::Result, POCHI_FAILED),
    sample("b2b", Kind::Result, B2B),
    sample("tax", Kind::Result, TAX),
    sample("status", Kind::Result, STATUS),
    sample("status of nothing", Kind::Result, STATUS_NOT_FOUND),
    sample("balance", Kind::Result, BALANCE),
    sample("balance failed", Kind::Result, BALANCE_FAILED),
    sample("reversal", Kind::Result, REVERSAL),
    sample("reversal failed", Kind::Result, REVERSAL_FAILED),
    sample("timeout", Kind::QueueTimeout, TIMEOUT),
    sample("timeout under Result", Kind::QueueTimeout, TIMEOUT_WRAPPED),
    sample("stk", Kind::Stk, STK),
    sample("stk failed", Kind::Stk, STK_FAILED),
    sample("confirmation", Kind::C2bConfirmation, CONFIRMATION),
    sample("validation", Kind::C2bValidation, VALIDATION),
    sample("express", Kind::B2bExpress, EXPRESS),
    sample("express cancelled", Kind::B2bExpress, EXPRESS_CANCELLED),
    sample("ratiba", Kind::Ratiba, RATIBA),
];

pub const B2C: &str = r#"{"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"The service request is processed successfully.",
"OriginatorConversationID":"PAYRUN-0042-000017","ConversationID":"AG_20260310_010010203abcd4efgh5i","TransactionID":"UCA3P0W8RD",
"ResultParameters":{"ResultParameter":[
{"Key":"TransactionAmount","Value":1200},
{"Key":"TransactionReceipt","Value":"UCA3P0W8RD"},
{"Key":"ReceiverPartyPublicName","Value":"254712000111 - AMANI W MFANO"},
{"Key":"TransactionCompletedDateTime","Value":"10.03.2026 15:04:09"},
{"Key":"B2CUtilityAccountAvailableFunds","Value":450120.60},
{"Key":"B2CWorkingAccountAvailableFunds","Value":1000.00},
{"Key":"B2CRecipientIsRegisteredCustomer","Value":"Y"},
{"Key":"B2CChargesPaidAccountAvailableFunds","Value":-1980.00}]},
"ReferenceData":{"ReferenceItem":{"Key":"QueueTimeoutURL","Value":"https://internalapi.example/b2cresults/v1/submit"}}}}"#;

pub const B2C_FAILED: &str = r#"{"Result":{"ResultType":0,"ResultCode":2001,"ResultDesc":"The initiator information is invalid.",
"OriginatorConversationID":"PAYRUN-0042-000018","ConversationID":"AG_20260310_010010203zzzz4yyyy5x","TransactionID":"UCA0000000",
"ReferenceData":{"ReferenceItem":{"Key":"QueueTimeoutURL","Value":"https://internalapi.example/b2cresults/v1/submit"}}}}"#;

pub const POCHI_FAILED: &str = r#"{"Result":{"ResultType":0,"ResultCode":"SFC_IC0003","ResultDesc":"The operator does not exist.",
"OriginatorConversationID":"PAYRUN-0042-000019","ConversationID":"AG_20260310_010010203zzzz4yyyy6x","TransactionID":"",
"ResultParameters":{"ResultParameter":{"Key":"CreditPartyName","Value":"254712000222 - JARIBIO MFANO"}},
"ReferenceData":{"ReferenceItem":[{"Key":"QueueTimeoutURL"},{"Key":"Occassion"}]}}}"#;

pub const B2B: &str = r#"{"Result":{"ResultType":"0","ResultCode":"0","ResultDesc":"The service request is processed successfully",
"OriginatorConversationID":"626f-4c2b-9d3e-99aabbccddee120934","ConversationID":"AG_20260310_010010203bbbb4cccc5d","TransactionID":"UCA4T6Y1BQ",
"ResultParameters":{"ResultParameter":[
{"Key":"DebitAccountBalance","Value":"{Amount={CurrencyCode=KES, MinimumAmount=618683, BasicAmount=6186.83}}"},
{"Key":"Amount","Value":"190.00"},
{"Key":"DebitPartyAffectedAccountBalance","Value":"Working Account|KES|346568.83|6186.83|340382.00|0.00"},
{"Key":"TransCompletedTime","Value":"20260310110717"},
{"Key":"DebitPartyCharges","Value":""},
{"Key":"ReceiverPartyPublicName","Value":"600222 - MFANO LTD"},
{"Key":"Currency","Value":"KES"},
{"Key":"InitiatorAccountCurrentBalance","Value":"{Amount={BasicAmount=6186.83, CurrencyCode=KES, MinimumAmount=618683}}"}]},
"ReferenceData":{"ReferenceItem":[{"Key":"BillReferenceNumber","Value":19008},{"Key":"QueueTimeoutURL","Value":"https://timeouts.example/b2b"},{"Key":"Occassion"}]}}}"#;

pub const TAX: &str = r#"{"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"The service request is processed successfully",
"OriginatorConversationID":"626f-4c2b-9d3e-99aabbccddee120935","ConversationID":"AG_20260310_010010203bbbb4cccc6d","TransactionID":"UCA4T6Y1BR",
"ResultParameters":{"ResultParameter":[
{"Key":"Amount","Value":239},
{"Key":"TransCompletedTime","Value":20260310110718},
{"Key":"DebitPartyCharges","Value":"Tax Fee|KES|77.00"},
{"Key":"ReceiverPartyPublicName","Value":"572572 - Revenue"},
{"Key":"Currency","Value":"KES"}]},
"ReferenceData":{"ReferenceItem":{"Key":"BillReferenceNumber","Value":"353353"}}}}"#;

pub const STATUS: &str = r#"{"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"The service request is processed successfully.",
"OriginatorConversationID":"2b7e-4d11-8c3f-0011223344551880121","ConversationID":"AG_20260310_010010203qqqq4wwww5e","TransactionID":"UCA0000000",
"ResultParameters":{"ResultParameter":[
{"Key":"DebitPartyName","Value":"600111 - DEMO LTD"},
{"Key":"CreditPartyName","Value":"254712000111 - AMANI W MFANO"},
{"Key":"Originator Conversation ID","Value":"PAYRUN-0042-000017"},
{"Key":"InitiatedTime","Value":20260310150405},
{"Key":"DebitAccountType","Value":"Utility Account"},
{"Key":"DebitPartyCharges","Value":"Fee For B2C Payment|KES|22.40"},
{"Key":"TransactionReason"},
{"Key":"ReasonType","Value":"Business Payment to Customer via API"},
{"Key":"TransactionStatus","Value":"Completed"},
{"Key":"FinalisedTime","Value":20260310150409},
{"Key":"Amount","Value":1200},
{"Key":"ConversationID","Value":"AG_20260310_010010203abcd4efgh5i"},
{"Key":"ReceiptNo","Value":"UCA3P0W8RD"}]},
"ReferenceData":{"ReferenceItem":{"Key":"Occasion"}}}}"#;

pub const STATUS_NOT_FOUND: &str = r#"{"Result":{"ResultType":0,"ResultCode":2032,"ResultDesc":"The transaction receipt number does not exist.",
"OriginatorConversationID":"2b7e-4d11-8c3f-0011223344551880122","ConversationID":"AG_20260310_010010203qqqq4wwww6e","TransactionID":"UCA0000000",
"ReferenceData":{"ReferenceItem":{"Key":"Occasion"}}}}"#;

pub const BALANCE: &str = r#"{"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"The service request is processed successfully",
"OriginatorConversationID":"16917-22577599-3","ConversationID":"AG_20260310_010010203eeee4ffff5g","TransactionID":"UCA0000000",
"ResultParameters":{"ResultParameter":[
{"Key":"AccountBalance","Value":"Working Account|KES|9000.00|8200.00|800.00|0.00&Utility Account|KES|450120.60|450120.60|0.00|0.00&Charges Paid Account|KES|-1980.00|-1980.00|0.00|0.00"},
{"Key":"BOCompletedTime","Value":20260310125150}]},
"ReferenceData":{"ReferenceItem":{"Key":"QueueTimeoutURL","Value":"https://internalapi.example/abresults/v1/submit"}}}}"#;

pub const BALANCE_FAILED: &str = r#"{"Result":{"ResultType":0,"ResultCode":2001,"ResultDesc":"The initiator information is invalid.",
"OriginatorConversationID":"16917-22577599-4","ConversationID":"AG_20260310_010010203eeee4ffff6g","TransactionID":"UCA0000000",
"ResultParameters":{"ResultParameter":[
{"Key":"ActionType","Value":"Query"},
{"Key":"ErrorMsg","Value":"The initiator information is invalid. "},
{"Key":"BOCompletedTime","Value":20260310125151}]},
"ReferenceData":{"ReferenceItem":{"Key":"QueueTimeoutURL","Value":"https://internalapi.example/abresults/v1/submit"}}}}"#;

pub const REVERSAL: &str = r#"{"Result":{"ResultType":0,"ResultCode":0,"ResultDesc":"The service request is processed successfully.",
"OriginatorConversationID":"8521-4298025-1","ConversationID":"AG_20260310_010010203hhhh4iiii5j","TransactionID":"UCA8M7N2KX",
"ResultParameters":{"ResultParameter":[
{"Key":"DebitAccountBalance","Value":"Utility Account|KES|51661.00|51661.00|0.00|0.00"},
{"Key":"Amount","Value":100},
{"Key":"TransCompletedTime","Value":20260310140500},
{"Key":"OriginalTransactionID","Value":"UCA5H8T1ZP"},
{"Key":"Charge","Value":0},
{"Key":"CreditPartyPublicName","Value":"254712000111 - AMANI MFANO"},
{"Key":"DebitPartyPublicName","Value":"600111 - DEMO LTD"}]},
"ReferenceData":{"ReferenceItem":{"Key":"QueueTimeoutURL","Value":"https://internalapi.example/reversal/v1"}}}}"#;

pub const REVERSAL_FAILED: &str = r#"{"Result":{"ResultType":0,"ResultCode":"R000002","ResultDesc":"The OriginalTransactionID is invalid.",
"OriginatorConversationID":"8521-4298025-2","ConversationID":"AG_20260310_010010203hhhh4iiii6j","TransactionID":"UCA0000000"}}"#;

pub const TIMEOUT: &str = r#"{"OriginatorConversationID":"PAYRUN-0042-000020","InitiatorName":"mfano_api","SecurityCredential":"c2VjcmV0IGNpcGhlcnRleHQ=",
"CommandID":"BusinessPayment","Amount":"1500","PartyA":"600111","PartyB":"254712000111","Remarks":"Mfano payout",
"QueueTimeOutURL":"https://timeouts.example/t","ResultURL":"https://results.example/r","Occassion":"March"}"#;

pub const TIMEOUT_WRAPPED: &str = r#"{"Result":{"OriginatorConversationID":"PAYRUN-0042-000021","InitiatorName":"mfano_api",
"SecurityCredential":"c2VjcmV0IGNpcGhlcnRleHQ=","CommandID":"BusinessPayment","Amount":1500,"PartyA":600111,"PartyB":254712000111}}"#;

pub const STK: &str = r#"{"Body":{"stkCallback":{"MerchantRequestID":"51d0-4c77-a9e1-77aa88bb99cc310277",
"CheckoutRequestID":"ws_CO_10032026143012345712000111","ResultCode":0,"ResultDesc":"The service request is processed successfully.",
"CallbackMetadata":{"Item":[
{"Name":"Amount","Value":150.00},
{"Name":"MpesaReceiptNumber","Value":"UCA7K2M9QX"},
{"Name":"Balance"},
{"Name":"TransactionDate","Value":20260310143041},
{"Name":"PhoneNumber","Value":254712000111}]}}}}"#;

pub const STK_FAILED: &str = r#"{"Body":{"stkCallback":{"MerchantRequestID":"51d0-4c77-a9e1-77aa88bb99cc310278",
"CheckoutRequestID":"ws_CO_10032026143012346712000111","ResultCode":1032,"ResultDesc":"Request cancelled by user"}}}"#;

pub const CONFIRMATION: &str = r#"{"TransactionType":"Pay Bill","TransID":"UCA5H8T1ZP","TransTime":"20260310091544","TransAmount":"2500.00",
"BusinessShortCode":"600111","BillRefNumber":"INV-0091","InvoiceNumber":"","OrgAccountBalance":"88120.50","ThirdPartyTransID":"",
"MSISDN":"2547 ***** 417","FirstName":"AMANI","MiddleName":"","LastName":""}"#;

pub const VALIDATION: &str = r#"{"TransactionType":"Pay Bill","TransID":"UCA5H8T1ZP","TransTime":"20260310091544","TransAmount":"2500.00",
"BusinessShortCode":"600111","BillRefNumber":"INV-0091","InvoiceNumber":"","OrgAccountBalance":"","ThirdPartyTransID":"",
"MSISDN":"c0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ff","FirstName":"AMANI","MiddleName":"","LastName":""}"#;

pub const EXPRESS: &str = r#"{"resultCode":"0","resultDesc":"The service request is processed successfully.","amount":"71.0",
"requestId":"c0aa-4e19-4ce3-973d-bd92e94c80","resultType":"0","conversationID":"AG_20260310_010010203kkkk4llll5m","transactionId":"UCA9R1S2TU","status":"SUCCESS"}"#;

pub const EXPRESS_CANCELLED: &str = r#"{"resultCode":"4001","resultDesc":"User cancelled transaction","requestId":"c0aa-4e19-4ce3-973d-bd92e94c81",
"amount":"71.0","paymentReference":"mfano-ref-1"}"#;

pub const RATIBA: &str = r#"{"responseHeader":{"responseRefID":"0acc-20fa-4a52-8b9d-9bba64a41a","requestRefID":"0acc-20fa-4a52-8b9d-9bba64a41b",
"responseCode":"0","responseDescription":"The service request is processed successfully"},
"responseBody":{"responseData":[{"name":"TransactionID","value":"UCA2C8F3QM"},{"name":"responseCode","value":"0"},
{"name":"Status","value":"OKAY"},{"name":"Msisdn","value":"254******111"}]}}"#;

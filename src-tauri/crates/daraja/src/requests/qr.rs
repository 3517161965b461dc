//! QR codes to pay by (section 12).

use std::num::NonZeroU16;

use serde::Serialize;

use crate::Api;
use crate::requests::RequestBody;
use crate::values::{BillReference, Msisdn, Shillings, ShortCode, TradeName};

/// Who is paid by a QR code, and how: `TrxCode` and `CPI` on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QrPayee {
    /// `BG`: a till.
    BuyGoods(ShortCode),
    /// `WA`: cash from an agent.
    Withdraw(ShortCode),
    /// `PB`: a paybill.
    PayBill(ShortCode),
    /// `SM`: a person.
    SendMoney(Msisdn),
    /// `SB`: a business, by its phone number.
    SendToBusiness(Msisdn),
}

/// Asks for a QR code; answered at once with a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrRequest {
    /// The name the payer sees.
    pub merchant: TradeName,
    /// What the payment is for.
    pub reference: BillReference,
    /// Whole shillings.
    pub amount: Shillings,
    /// Who is paid.
    pub payee: QrPayee,
    /// Width and height of the picture, in pixels.
    pub size: NonZeroU16,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Fields<'a> {
    merchant_name: &'a str,
    ref_no: &'a str,
    amount: u32,
    trx_code: &'a str,
    #[serde(rename = "CPI")]
    cpi: &'a str,
    size: String,
}

impl QrRequest {
    /// Which call this is.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::Qr
    }

    /// The JSON body.
    #[must_use]
    pub fn body(&self) -> RequestBody {
        let (trx_code, cpi) = match &self.payee {
            QrPayee::BuyGoods(code) => ("BG", code.as_str().to_owned()),
            QrPayee::Withdraw(code) => ("WA", code.as_str().to_owned()),
            QrPayee::PayBill(code) => ("PB", code.as_str().to_owned()),
            QrPayee::SendMoney(phone) => ("SM", phone.digits()),
            QrPayee::SendToBusiness(phone) => ("SB", phone.digits()),
        };
        RequestBody::of(&Fields {
            merchant_name: self.merchant.as_str(),
            ref_no: self.reference.as_str(),
            amount: self.amount.get(),
            trx_code,
            cpi: &cpi,
            size: self.size.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requests::sample;
    use serde_json::json;

    #[test]
    fn a_qr_request_is_written_as_section_12_has_it() {
        let code = sample::short_code;
        for (payee, trx_code, cpi) in [
            (QrPayee::BuyGoods(code()), "BG", "600111"),
            (QrPayee::Withdraw(code()), "WA", "600111"),
            (QrPayee::PayBill(code()), "PB", "600111"),
            (QrPayee::SendMoney(sample::phone()), "SM", "254712000111"),
            (
                QrPayee::SendToBusiness(sample::phone()),
                "SB",
                "254712000111",
            ),
        ] {
            let of = QrRequest {
                merchant: TradeName::parse("Mfano Traders").unwrap(),
                reference: BillReference::parse("INV-0091").unwrap(),
                amount: Shillings::new(2_500).unwrap(),
                payee,
                size: NonZeroU16::new(300).unwrap(),
            };
            assert_eq!(
                sample::json(&of.body()),
                json!({
                    "MerchantName": "Mfano Traders",
                    "RefNo": "INV-0091",
                    "Amount": 2500,
                    "TrxCode": trx_code,
                    "CPI": cpi,
                    "Size": "300",
                })
            );
            sample::tells_nothing(&format!("{of:?}"));
        }
    }
}

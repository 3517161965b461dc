//! Requests as the tests send them. All of it is invented.

use daraja::inbound::Kind;
use daraja::{
    B2bCommand, B2bExpress, B2bPayment, B2bReference, B2cAmount, B2cCommand, B2cPayment,
    BalanceQuery, BillReference, C2bRegistration, C2bSimulation, DefaultAction, IdentifierType,
    Msisdn, OriginatorId, PochiPayment, Prn, Receipt, Remarks, Reversal, Shillings, ShortCode,
    SimulatedPayment, StatusQuery, StatusSubject, StkAmount, StkPayee, StkPush, StkReference,
    TaxRemittance, TradeName,
};

use crate::stage::Stage;

/// The number whose last digits choose outcome NN.
pub fn magic(nn: u8) -> Msisdn {
    Msisdn::parse(&format!("2547120990{nn:02}")).unwrap()
}

pub fn phone(text: &str) -> Msisdn {
    Msisdn::parse(text).unwrap()
}

pub fn shillings(amount: u32) -> Shillings {
    Shillings::new(amount).unwrap()
}

pub fn remarks() -> Remarks {
    Remarks::parse("Wages of week 10").unwrap()
}

/// A phone that nothing special happens to.
pub fn anyone() -> Msisdn {
    phone("254712000111")
}

impl Stage {
    pub fn payment(&self, id: &str, to: Msisdn, amount: u32) -> B2cPayment {
        let (result_url, timeout_url) = self.addresses();
        B2cPayment {
            originator_id: OriginatorId::parse(id).unwrap(),
            command: B2cCommand::SalaryPayment,
            amount: B2cAmount::new(amount).unwrap(),
            from: self.payout_code(),
            to,
            remarks: remarks(),
            occasion: None,
            result_url,
            timeout_url,
        }
    }

    pub fn pochi(&self, id: &str, to: Msisdn, amount: u32) -> PochiPayment {
        let same = self.payment(id, to, amount);
        PochiPayment {
            originator_id: same.originator_id,
            amount: same.amount,
            from: same.from,
            to,
            remarks: same.remarks,
            occasion: None,
            result_url: same.result_url,
            timeout_url: same.timeout_url,
        }
    }

    pub fn b2b(&self, command: B2bCommand, amount: u32) -> B2bPayment {
        let (result_url, timeout_url) = self.addresses();
        B2bPayment {
            command,
            amount: shillings(amount),
            from: self.payout_code(),
            reference: B2bReference::parse("INV-0091").unwrap(),
            requester: None,
            remarks: remarks(),
            occasion: None,
            result_url,
            timeout_url,
        }
    }

    pub fn pay_bill(&self, to: &str, amount: u32) -> B2bPayment {
        let to = ShortCode::parse(to).unwrap();
        self.b2b(B2bCommand::PayBill { to }, amount)
    }

    pub fn tax(&self, amount: u32) -> TaxRemittance {
        let (result_url, timeout_url) = self.addresses();
        TaxRemittance {
            amount: shillings(amount),
            from: self.payout_code(),
            prn: Prn::parse("2020230012345678").unwrap(),
            remarks: remarks(),
            occasion: None,
            result_url,
            timeout_url,
        }
    }

    pub fn status_of(&self, subject: StatusSubject, short_code: ShortCode) -> StatusQuery {
        let (result_url, timeout_url) = self.addresses();
        StatusQuery {
            subject,
            short_code,
            identifier_type: IdentifierType::ShortCode,
            remarks: remarks(),
            occasion: None,
            result_url,
            timeout_url,
        }
    }

    /// What became of a payout of ours.
    pub fn status_by_id(&self, id: &str) -> StatusQuery {
        let id = OriginatorId::parse(id).unwrap();
        self.status_of(StatusSubject::Originator(id), self.payout_code())
    }

    pub fn balance(&self, short_code: ShortCode) -> BalanceQuery {
        let (result_url, timeout_url) = self.addresses();
        BalanceQuery {
            short_code,
            identifier_type: IdentifierType::ShortCode,
            remarks: remarks(),
            result_url,
            timeout_url,
        }
    }

    pub fn reversal(&self, receipt: &str, amount: u32) -> Reversal {
        let (result_url, timeout_url) = self.addresses();
        Reversal {
            receipt: Receipt::parse(receipt).unwrap(),
            amount: shillings(amount),
            receiver: self.paybill(),
            remarks: remarks(),
            occasion: None,
            result_url,
            timeout_url,
        }
    }

    pub fn push(&self, payer: Msisdn, amount: u32) -> StkPush {
        let token = self.mint();
        StkPush {
            short_code: self.paybill(),
            payee: StkPayee::PayBill,
            amount: StkAmount::new(amount).unwrap(),
            payer,
            reference: StkReference::parse("INV-0091").unwrap(),
            description: None,
            callback_url: self.address(Kind::Stk, token),
        }
    }

    pub fn registration(&self, short_code: ShortCode) -> C2bRegistration {
        let token = self.mint();
        C2bRegistration {
            short_code,
            default_action: DefaultAction::Completed,
            confirmation_url: self.address(Kind::C2bConfirmation, token),
            validation_url: self.address(Kind::C2bValidation, token),
        }
    }

    pub fn simulation(&self, payer: Msisdn, amount: u32) -> C2bSimulation {
        C2bSimulation {
            short_code: self.paybill(),
            payment: SimulatedPayment::PayBill {
                reference: BillReference::parse("INV-0091").unwrap(),
            },
            amount: StkAmount::new(amount).unwrap(),
            payer,
        }
    }

    pub fn express(&self, payer: ShortCode, receiver: ShortCode, amount: u32) -> B2bExpress {
        let token = self.mint();
        B2bExpress {
            payer,
            receiver,
            amount: shillings(amount),
            reference: BillReference::parse("INV-0091").unwrap(),
            partner: TradeName::parse("Mfano Stores").unwrap(),
            request_id: OriginatorId::parse(&format!("USSD-{token:04}")).unwrap(),
            callback_url: self.address(Kind::B2bExpress, token),
        }
    }
}

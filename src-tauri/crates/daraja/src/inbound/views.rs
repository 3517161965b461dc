//! Results by API: the typed views of a [`ResultNotice`].
//!
//! A view reads the parameters only. Whether the money moved is in the code (the catalogue) and, for a
//! status result, in [`super::StatusResult::status`]. Each view lists what it could not read; nothing is due in
//! a result that is not a success.

use super::accounts::{AccountBalance, BalanceText, Fee};
use super::given::Party;
use super::loss::Loss;
use super::reader::{Due, Need, Optional, Reader};
use super::result::ResultNotice;
use crate::masks::Verbatim;
use crate::{Receipt, WireTime};
use rust_decimal::Decimal;

pub(super) const PATH: &str = "Result.ResultParameters";

/// B2C and Pochi (`daraja-api.md` section 6.4). Amounts in shillings, exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentResult {
    /// What was paid.
    pub amount: Option<Decimal>,
    /// The receipt: the parameter's, or the envelope's when the parameter has none.
    pub receipt: Option<Receipt>,
    /// Who was paid.
    pub receiver: Option<Party>,
    /// When.
    pub completed: Option<WireTime>,
    /// Utility account after the payment.
    pub utility: Option<Decimal>,
    /// Working account after the payment.
    pub working: Option<Decimal>,
    /// Charges Paid account after the payment; usually negative.
    pub charges_paid: Option<Decimal>,
    /// Whether the recipient is a registered customer.
    pub registered: Option<bool>,
    /// What could not be read.
    pub losses: Vec<Loss>,
}

/// B2B, top-up and tax (section 7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct B2bResult {
    /// What was paid.
    pub amount: Option<Decimal>,
    /// Currency as given.
    pub currency: Option<Verbatim>,
    /// When.
    pub completed: Option<WireTime>,
    /// What it cost; empty when nothing was said.
    pub fees: Vec<Fee>,
    /// Who was paid.
    pub receiver: Option<Party>,
    /// The accounts it was paid from.
    pub debit_affected: Option<BalanceText>,
    /// Balance of the paying account.
    pub debit_balance: Option<BalanceText>,
    /// Balance of the initiator's account.
    pub initiator_balance: Option<BalanceText>,
    /// The reference it was paid under, from the reference data.
    pub bill_reference: Option<Verbatim>,
    /// What could not be read.
    pub losses: Vec<Loss>,
}

/// Account Balance (section 9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceResult {
    /// Every account that could be read.
    pub accounts: Vec<AccountBalance>,
    /// When the balances were taken.
    pub completed: Option<WireTime>,
    /// What went wrong, on failures that say so.
    pub error: Option<Verbatim>,
    /// What could not be read.
    pub losses: Vec<Loss>,
}

/// Reversal (section 10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReversalResult {
    /// What was reversed.
    pub amount: Option<Decimal>,
    /// The receipt that was reversed.
    pub original: Option<Receipt>,
    /// When.
    pub completed: Option<WireTime>,
    /// What it cost.
    pub charge: Vec<Fee>,
    /// Balances of the account it was taken from.
    pub debit_balance: Option<BalanceText>,
    /// Who it was taken from.
    pub debit_party: Option<Party>,
    /// Who got it back.
    pub credit_party: Option<Party>,
    /// What could not be read.
    pub losses: Vec<Loss>,
}

impl ResultNotice {
    pub(super) fn need(&self) -> Need {
        if self.is_success() { Due } else { Optional }
    }

    /// Reads this as the result of a B2C or Pochi payment.
    #[must_use]
    pub fn payment(&self) -> PaymentResult {
        let need = self.need();
        let mut read = Reader::new(&self.parameters, PATH);
        let own = read.receipt(&["TransactionReceipt"], Optional);
        let receipt = match (own, self.transaction_id.clone()) {
            (Some(own), Some(envelope)) if own != envelope => {
                read.lose(
                    "TransactionReceipt",
                    own.as_str(),
                    "the TransactionID of the envelope",
                );
                None
            }
            (own, envelope) => own.or(envelope),
        };
        if receipt.is_none() && need == Due {
            read.lose("TransactionReceipt", "", "a receipt of ten characters");
        }
        PaymentResult {
            amount: read.amount(&["TransactionAmount", "Amount"], need),
            receipt,
            receiver: read.party(&["ReceiverPartyPublicName", "CreditPartyName"], need),
            completed: read.time(
                &["TransactionCompletedDateTime", "TransCompletedTime"],
                need,
            ),
            utility: read.amount(&["B2CUtilityAccountAvailableFunds"], Optional),
            working: read.amount(&["B2CWorkingAccountAvailableFunds"], Optional),
            charges_paid: read.amount(&["B2CChargesPaidAccountAvailableFunds"], Optional),
            registered: read.yes_or_no(&["B2CRecipientIsRegisteredCustomer"]),
            losses: read.into_losses(),
        }
    }

    /// Reads this as the result of a B2B payment, top-up or tax remittance.
    #[must_use]
    pub fn b2b(&self) -> B2bResult {
        let need = self.need();
        let mut reference = Reader::new(&self.reference, "Result.ReferenceData");
        let bill_reference = reference.text(&["BillReferenceNumber"], Optional);
        let mut read = Reader::new(&self.parameters, PATH);
        let mut result = B2bResult {
            amount: read.amount(&["Amount", "TransactionAmount"], need),
            currency: read.text(&["Currency"], Optional),
            completed: read.time(
                &["TransCompletedTime", "TransactionCompletedDateTime"],
                need,
            ),
            fees: read.fees(&["DebitPartyCharges"]),
            receiver: read.party(&["ReceiverPartyPublicName", "CreditPartyName"], need),
            debit_affected: read.balance(&["DebitPartyAffectedAccountBalance"]),
            debit_balance: read.balance(&["DebitAccountCurrentBalance", "DebitAccountBalance"]),
            initiator_balance: read.balance(&["InitiatorAccountCurrentBalance"]),
            bill_reference,
            losses: read.into_losses(),
        };
        result.losses.extend(reference.into_losses());
        result
    }

    /// Reads this as the result of a balance query.
    #[must_use]
    pub fn balance(&self) -> BalanceResult {
        let need = self.need();
        let mut read = Reader::new(&self.parameters, PATH);
        BalanceResult {
            accounts: read.accounts(&["AccountBalance"], need),
            completed: read.time(&["BOCompletedTime"], need),
            error: read.text(&["ErrorMsg"], Optional),
            losses: read.into_losses(),
        }
    }

    /// Reads this as the result of a reversal.
    #[must_use]
    pub fn reversal(&self) -> ReversalResult {
        let need = self.need();
        let mut read = Reader::new(&self.parameters, PATH);
        ReversalResult {
            amount: read.amount(&["Amount"], need),
            original: read.receipt(&["OriginalTransactionID"], need),
            completed: read.time(&["TransCompletedTime"], need),
            charge: read.fees(&["Charge"]),
            debit_balance: read.balance(&["DebitAccountBalance"]),
            debit_party: read.party(&["DebitPartyPublicName"], Optional),
            credit_party: read.party(&["CreditPartyPublicName"], Optional),
            losses: read.into_losses(),
        }
    }
}

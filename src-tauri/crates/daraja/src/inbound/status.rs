//! The answer to "what became of this transaction?" (`daraja-api.md` section 8).

use super::accounts::Fee;
use super::given::{Party, Personal};
use super::loss::Loss;
use super::reader::{Optional, Reader};
use super::result::ResultNotice;
use super::views::PATH;
use crate::loose::letters;
use crate::masks::Verbatim;
use crate::{ConversationId, Receipt, WireTime};
use rust_decimal::Decimal;

/// The transaction that was asked about. The ids on the [`ResultNotice`] itself are usually those of the
/// question; the ones here are those of the transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusResult {
    /// What became of it; none when the result does not say, which proves nothing.
    pub status: Option<TransactionStatus>,
    /// Its receipt.
    pub receipt: Option<Receipt>,
    /// Its amount.
    pub amount: Option<Decimal>,
    /// When it began.
    pub initiated: Option<WireTime>,
    /// When it ended.
    pub finalised: Option<WireTime>,
    /// Who paid.
    pub debit_party: Option<Party>,
    /// Who was paid.
    pub credit_party: Option<Party>,
    /// `Utility Account`, `MMF Account`.
    pub debit_account_type: Option<Verbatim>,
    /// What it cost: the one place of the API where the fee really charged is given.
    pub fees: Vec<Fee>,
    /// Such as `Business Payment to Customer via API`.
    pub reason_type: Option<Verbatim>,
    /// What the sender wrote; usually nothing.
    pub reason: Personal,
    /// Its `ConversationID`.
    pub conversation_id: Option<ConversationId>,
    /// Its `OriginatorConversationID`.
    pub originator_id: Option<ConversationId>,
    /// What could not be read.
    pub losses: Vec<Loss>,
}

/// A transaction's status.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TransactionStatus {
    /// The money moved.
    Completed,
    /// Begun.
    Initiated,
    /// Allowed, not yet done.
    Authorized,
    /// Waiting to be allowed.
    PendingAuthorized,
    /// Waiting.
    Pending,
    /// Called off.
    Cancelled,
    /// Turned down.
    Declined,
    /// Ran out of time.
    Expired,
    /// Went wrong.
    Failed,
    /// Turned down by the other side.
    Rejected,
    /// A word not known; its text.
    Unknown(Verbatim),
}

impl TransactionStatus {
    /// Reads a status in any spelling of case and space.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let word: String = letters(text).take(64).collect();
        match word.as_str() {
            "completed" => Self::Completed,
            "initiated" => Self::Initiated,
            "authorized" | "authorised" => Self::Authorized,
            "pendingauthorized" | "pendingauthorised" => Self::PendingAuthorized,
            "pending" => Self::Pending,
            "cancelled" | "canceled" => Self::Cancelled,
            "declined" => Self::Declined,
            "expired" => Self::Expired,
            "failed" => Self::Failed,
            "rejected" => Self::Rejected,
            _ => Self::Unknown(Verbatim::new(text.trim())),
        }
    }

    /// Whether it is certain that the money moved (`true`), certain that it did not (`false`), or not
    /// certain (none): waiting, or a word that is not known.
    #[must_use]
    pub fn moved(&self) -> Option<bool> {
        match self {
            Self::Completed => Some(true),
            Self::Cancelled | Self::Declined | Self::Expired | Self::Failed | Self::Rejected => {
                Some(false)
            }
            Self::Initiated
            | Self::Authorized
            | Self::PendingAuthorized
            | Self::Pending
            | Self::Unknown(_) => None,
        }
    }
}

impl ResultNotice {
    /// Reads this as the result of a transaction status query.
    #[must_use]
    pub fn status(&self) -> StatusResult {
        let need = self.need();
        let mut read = Reader::new(&self.parameters, PATH);
        let status = read.text(&["TransactionStatus"], need);
        let (debit_party, credit_party) = self.parties(&mut read);
        StatusResult {
            status: status.map(|text| TransactionStatus::read(text.reveal())),
            receipt: read.receipt(&["ReceiptNo"], need),
            amount: read.amount(&["Amount", "TransactionAmount"], need),
            initiated: read.time(&["InitiatedTime"], Optional),
            finalised: read.time(&["FinalisedTime", "FinalizedTime"], Optional),
            debit_party,
            credit_party,
            debit_account_type: read.text(&["DebitAccountType"], Optional),
            fees: read.fees(&["DebitPartyCharges"]),
            reason_type: read.text(&["ReasonType"], Optional),
            reason: read.personal(&["TransactionReason"]),
            conversation_id: read.id(&["ConversationID"], Optional),
            originator_id: read.id(&["OriginatorConversationID"], Optional),
            losses: read.into_losses(),
        }
    }

    /// Payer and payee. The official sample gives `DebitPartyName` twice and no `CreditPartyName`; then
    /// the second is the payee (section 8).
    fn parties(&self, read: &mut Reader<'_>) -> (Option<Party>, Option<Party>) {
        let twice: Vec<&str> = self
            .parameters
            .all("DebitPartyName")
            .filter_map(|one| one.value.as_ref().map(Verbatim::reveal))
            .collect();
        let named = self.parameters.all("CreditPartyName").next().is_some();
        match twice.as_slice() {
            [payer, payee] if !named && payer != payee => {
                let mut party = |text: &str| {
                    let party = Party::read(text);
                    if party.id.is_none() {
                        read.lose("DebitPartyName", text, "a number, a hyphen and a name");
                    }
                    Some(party)
                };
                (party(payer), party(payee))
            }
            _ => (
                read.party(&["DebitPartyName"], Optional),
                read.party(&["CreditPartyName"], Optional),
            ),
        }
    }
}

//! Customer payments, pulled (`daraja-api.md` section 11).

use std::fmt;

use rust_decimal::Decimal;

use crate::calls::{reading, unreadable};
use crate::client::Answered;
use crate::loose::{Node, decimal, scan};
use crate::reply::shown;
use crate::{CallError, Receipt, Reply, Uncertainty, Verbatim, glimpse, mask_phones};

/// The answer to a registration for Pull.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullRegistered {
    /// Whether it was new.
    pub state: PullRegistrationState,
    /// The words, as sent.
    pub description: String,
    /// The whole answer.
    pub reply: Reply,
}

/// Whether a registration was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PullRegistrationState {
    /// `1000`: it is registered now.
    Registered,
    /// `1001`: it was before.
    AlreadyRegistered,
}

/// One page of payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullPage {
    /// The payments, in the order they came.
    pub rows: Vec<PullRow>,
    /// Items of the list that are no payments: not objects, or without an id. Advance the offset by
    /// `rows.len() + unread`, and say so: something was not understood.
    pub unread: usize,
    /// The words, as sent.
    pub description: String,
    /// The whole answer.
    pub reply: Reply,
}

/// One payment. Texts are as sent; `Debug` masks phone numbers and names.
#[derive(Clone, PartialEq, Eq)]
pub struct PullRow {
    /// The receipt, as sent.
    pub transaction_id: String,
    /// The receipt, if it has the form of one.
    pub receipt: Option<Receipt>,
    /// When, as sent. It ends in `Z`, and whether it really is UTC is not known: match by receipt and
    /// allow three hours.
    pub trx_date: String,
    /// The payer, eight or nine digits, or masked.
    pub msisdn: Verbatim,
    /// The payer's name, or the word `MPESA`.
    pub sender: Verbatim,
    /// Such as `c2b-pay-bill-debit`.
    pub transaction_type: String,
    /// What the payer typed as account: untrusted text.
    pub bill_reference: Verbatim,
    /// The amount in shillings, if it could be read.
    pub amount: Option<Decimal>,
    /// The amount, as sent.
    pub amount_text: String,
    /// The organisation that was paid.
    pub organization: String,
}

impl PullRegistered {
    pub(crate) fn read(answered: Answered) -> Result<Self, CallError> {
        let text = |keys: &[&str]| reading(&answered)?.root.text_of(keys);
        let description = shown(&text(&["ResponseDescription"]).unwrap_or_default());
        let state = match text(&["ResponseStatus", "ResponseCode"]).as_deref() {
            Some("1000") => PullRegistrationState::Registered,
            Some("1001") => PullRegistrationState::AlreadyRegistered,
            Some(other) => {
                let code = shown(other);
                return Err(answered.unclear(Uncertainty::NotZero(code)));
            }
            None => return Err(unreadable(answered)),
        };
        Ok(Self {
            state,
            description,
            reply: answered.reply,
        })
    }
}

impl PullPage {
    /// The empty page, when the answer says that there are no records: code 1001, with status 200 as
    /// seen live or with 500 as documented.
    pub(crate) fn empty(answered: &Answered) -> Option<Self> {
        let reading = reading(answered)?;
        let none = reading.root.text_of(&["ResponseCode"]).as_deref() == Some("1001");
        let rows = rows(&reading.root).is_some_and(|(rows, unread)| rows.len() + unread > 0);
        (none && !rows).then(|| Self {
            rows: Vec::new(),
            unread: 0,
            description: answered.said.message().to_owned(),
            reply: answered.reply.clone(),
        })
    }

    pub(crate) fn read(answered: Answered) -> Result<Self, CallError> {
        let found = reading(&answered).map(|reading| {
            let code = reading.root.text_of(&["ResponseCode"]).unwrap_or_default();
            (code, rows(&reading.root))
        });
        match found {
            Some((code, Some((rows, unread)))) if code == "1000" => Ok(Self {
                rows,
                unread,
                description: answered.said.message().to_owned(),
                reply: answered.reply,
            }),
            Some((code, _)) if !code.is_empty() && code != "1000" => {
                Err(answered.unclear(Uncertainty::NotZero(shown(&code))))
            }
            _ => Err(unreadable(answered)),
        }
    }
}

/// The payments under `Response` or `Transaction`, lists inside the list opened; the documented empty
/// answer has the list as a text, `"[[]]"`. `None` when neither key is there.
fn rows(root: &Node<'_>) -> Option<(Vec<PullRow>, usize)> {
    let list = root.get_any(&["Response", "Transaction", "Transactions"])?;
    if let Some(text) = list.scalar() {
        let inner = scan(text.text.as_bytes()).ok()?;
        return Some(of_list(&inner.root));
    }
    Some(of_list(list))
}

fn of_list(list: &Node<'_>) -> (Vec<PullRow>, usize) {
    let items = list.items_flat();
    let rows: Vec<PullRow> = items.iter().filter_map(|item| row(item)).collect();
    let unread = items.len() - rows.len();
    (rows, unread)
}

fn row(item: &Node<'_>) -> Option<PullRow> {
    let text = |key: &str| item.text_of(&[key]).unwrap_or_default();
    let transaction_id = item
        .text_of(&["transactionId"])
        .filter(|id| !id.is_empty())?;
    let amount_text = text("amount");
    Some(PullRow {
        receipt: Receipt::parse(&transaction_id).ok(),
        transaction_id,
        trx_date: text("trxDate"),
        msisdn: Verbatim::new(text("msisdn")),
        sender: Verbatim::new(text("sender")),
        transaction_type: text("transactiontype"),
        bill_reference: Verbatim::new(text("billreference")),
        amount: decimal(&amount_text),
        amount_text,
        organization: text("organizationname"),
    })
}

impl fmt::Debug for PullRow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PullRow")
            .field("transaction_id", &mask_phones(&self.transaction_id))
            .field("trx_date", &mask_phones(&self.trx_date))
            .field("msisdn", &self.msisdn)
            .field("sender", &glimpse(self.sender.reveal()))
            .field("transaction_type", &mask_phones(&self.transaction_type))
            .field("bill_reference", &glimpse(self.bill_reference.reveal()))
            .field("amount", &mask_phones(&self.amount_text))
            .finish_non_exhaustive()
    }
}

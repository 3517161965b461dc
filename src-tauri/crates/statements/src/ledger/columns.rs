//! The ledger's columns and the names people and accounting systems give them.

use crate::header::{Columns, Field};

/// A column of a ledger (design section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// Invoice or bill number.
    Reference,
    /// Customer or unit.
    Account,
    /// Receivable or payable.
    Direction,
    /// Whose.
    Party,
    /// Their number.
    Phone,
    /// The whole amount.
    Amount,
    /// Document date.
    Date,
    /// Due date.
    Due,
    /// Paid before.
    Paid,
    /// Still open.
    Open,
    /// Its money.
    Currency,
    /// Free text.
    Description,
    /// The M-Pesa receipt already held.
    Receipt,
}

impl Field for Column {
    fn word(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Account => "account",
            Self::Direction => "direction",
            Self::Party => "party",
            Self::Phone => "phone",
            Self::Amount => "amount",
            Self::Date => "date",
            Self::Due => "due_date",
            Self::Paid => "paid",
            Self::Open => "open",
            Self::Currency => "currency",
            Self::Description => "description",
            Self::Receipt => "receipt",
        }
    }
}

/// The field of a folded header.
pub(crate) fn column(folded: &str) -> Option<Column> {
    Some(match folded {
        "reference" | "ref" | "referenceno" | "referencenumber" | "refno" | "invoice"
        | "invoiceno" | "invoicenumber" | "billno" | "billnumber" | "documentno"
        | "documentnumber" | "docno" | "number" | "num" => Column::Reference,
        "account" | "accountno" | "accountnumber" | "acno" | "accountref" | "customerno"
        | "customernumber" | "customerid" | "customeraccount" | "unit" | "unitno" | "house"
        | "houseno" | "admissionno" | "admissionnumber" | "admno" | "memberno" | "membernumber" => {
            Column::Account
        }
        "direction" | "type" | "kind" | "transactiontype" => Column::Direction,
        "party" | "name" | "customer" | "customername" | "contact" | "contactname" | "client"
        | "clientname" | "supplier" | "suppliername" | "vendor" | "vendorname" | "payee"
        | "tenant" | "student" | "studentname" | "member" | "membername" | "partner" => {
            Column::Party
        }
        "phone" | "phoneno" | "phonenumber" | "mobile" | "mobileno" | "mobilenumber" | "msisdn"
        | "telephone" | "tel" => Column::Phone,
        "amount" | "total" | "totalamount" | "invoiceamount" | "invoicetotal" | "grandtotal" => {
            Column::Amount
        }
        "date" | "invoicedate" | "documentdate" | "postingdate" | "billdate" | "issuedate" => {
            Column::Date
        }
        "duedate" | "due" | "dueon" => Column::Due,
        "paid" | "amountpaid" | "paidamount" | "invoiceamountpaid" => Column::Paid,
        "open" | "openbalance" | "openamount" | "balance" | "balancedue" | "outstanding"
        | "outstandingamount" | "amountdue" | "invoiceamountdue" => Column::Open,
        "currency" | "currencycode" => Column::Currency,
        "description" | "memo" | "details" | "narration" | "notes" | "remarks" | "particulars" => {
            Column::Description
        }
        "receipt" | "receiptno" | "receiptnumber" | "mpesareceipt" | "mpesareceiptno"
        | "mpesareceiptnumber" | "mpesacode" | "mpesaref" | "transactioncode" => Column::Receipt,
        _ => return None,
    })
}

/// Whether a row can be a ledger's header: three columns known, one of which tells whose the entry is
/// and another how much or which way.
pub(crate) fn is_header(columns: &Columns<Column>) -> bool {
    let any = |fields: &[Column]| fields.iter().any(|field| columns.has(*field));
    columns.known() >= 3
        && any(&[Column::Reference, Column::Account, Column::Party])
        && any(&[Column::Amount, Column::Direction, Column::Open, Column::Due])
}

/// What a ledger can't do without and this one lacks, as messages name it.
pub(crate) fn missing(columns: &Columns<Column>) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if !columns.has(Column::Reference) && !columns.has(Column::Account) {
        missing.push("reference or account");
    }
    if !columns.has(Column::Direction) {
        missing.push("direction");
    }
    if !columns.has(Column::Amount) {
        missing.push("amount");
    }
    missing
}

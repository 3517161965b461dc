//! F1: the organisation portal's account statement, one wallet per file (`mpesa-statements.md`
//! section 3; grade A). A preamble of labelled rows, then 13 or 14 columns, newest first.

use domain::{ShortCode, SubAccount};

use super::{Column, NameHint, Rules, wallet};
use crate::header::Columns;
use crate::model::Layout;

/// The rules of F1.
pub(super) const RULES: Rules = Rules {
    layout: Layout::F1,
    column,
    recognises,
    name,
    slashes: false,
    all_wallets: false,
};

/// Exact spellings of 2017 and today, and the variants met in edited copies.
fn column(folded: &str) -> Option<Column> {
    Some(match folded {
        "receiptno" | "receiptnumber" | "receipt" | "receiptid" | "mpesareceiptno"
        | "mpesareceiptnumber" | "mpesareceipt" => Column::Receipt,
        "completiontime"
        | "completiondate"
        | "completedtime"
        | "completed"
        | "completion"
        | "completiondatetime"
        | "completiontimestamp"
        | "date" => Column::Completed,
        "time" | "clock" => Column::Clock,
        "initiationtime" | "initiatedtime" | "initiation" | "initiationdate" => Column::Initiated,
        "details" | "transactiondetails" | "detail" => Column::Details,
        "transactionstatus" | "status" => Column::Status,
        "paidin" | "paidinamount" | "amountpaidin" | "moneyin" => Column::PaidIn,
        "withdrawn" | "withdrawal" | "withdrawnamount" | "amountwithdrawn" | "paidout"
        | "moneyout" => Column::Withdrawn,
        "balance" | "runningbalance" | "accountbalance" => Column::Balance,
        "balanceconfirmed" => Column::BalanceConfirmed,
        "reasontype" | "reason" | "transactiontype" => Column::Reason,
        "otherpartyinfo" | "otherparty" | "oppositeparty" | "otherpartyinformation" => {
            Column::Party
        }
        "linkedtransactionid" | "linkedtransaction" | "linkedid" => Column::Linked,
        "acno" | "accountno" | "accountnumber" | "acnumber" | "ac" | "account" => Column::Account,
        "currency" => Column::Currency,
        _ => return None,
    })
}

/// Anything with a statement's header that no other layout claims.
fn recognises(_: &Columns<Column>, _: bool) -> bool {
    true
}

/// `ORG_<shortcode>_<account>_<status filter>_<yyyyMMddHHmmss>.csv`; `ORG_<shortcode>_MMF…`.
fn name(name: &str) -> NameHint {
    let Some(rest) = name
        .get(..4)
        .filter(|head| head.eq_ignore_ascii_case("ORG_"))
        .and_then(|_| name.get(4..))
    else {
        return NameHint::default();
    };
    let mut parts = rest.split('_');
    let Some(short_code) = parts.next().and_then(ShortCode::parse) else {
        return NameHint::default();
    };
    NameHint {
        short_code: Some(short_code),
        account: parts
            .next()
            .and_then(wallet)
            .filter(|account| *account != SubAccount::Other),
        period: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_a_hint() {
        let hint = name("ORG_600111_Utility Account_Completed_20260204070511 (1).csv");
        assert_eq!(hint.short_code, ShortCode::parse("600111"));
        assert_eq!(hint.account, Some(SubAccount::Utility));
        assert_eq!(
            name("ORG_600111_MMF_Completed.csv").account,
            Some(SubAccount::Working)
        );
        assert_eq!(name("march.csv"), NameHint::default());
        assert_eq!(name("ORG_x"), NameHint::default());
        assert_eq!(name("ÖRG"), NameHint::default());
    }
}

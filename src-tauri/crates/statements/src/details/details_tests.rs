use super::*;
use domain::SubAccount::{Merchant, Settlement, Utility, Working};
use proptest::prelude::*;

fn leg(details: &str, money_in: bool) -> (Wording, Option<SubAccount>) {
    let said = read(details, money_in);
    (said.leg, said.home)
}

#[test]
fn collections() {
    for details in [
        "Pay Bill from 25470****101 - AMANI **** MFANO Acc. HSE-014",
        "Pay Bill Online from 010****202 - baraka jaribio Acc. 0042",
        "Small Business Pay Bill from 0700***303 - X Acc. 1",
        "Merchant Pay Utility Received from 600333 - MFANO Acc. 1",
        "Business Pay Bill via API by 600333 - MFANO BANK TO PAYBILL Acc. INV 77",
        "FSI to Pay Bill by 600444 - MFANO BANK Acc. 12 via WEB by MFANO\\clerk",
        "Payment received from 0700000801 – IMANI MFANO Acc. 70011",
        "pay bill FROM 2547****505 - ELIMU CHARGE Acc. reversal",
    ] {
        assert_eq!(
            leg(details, true),
            (Wording::PayIn, Some(Utility)),
            "{details}"
        );
    }
    for details in [
        "Merchant Payment from 0700***303 - CHAUSIKU JARIBIO",
        "Merchant Payment Online from 0700***303 - CHAUSIKU JARIBIO",
        "Small Business Pay Merchant from 0700***303 - CHAUSIKU",
        "Merchant Payment received from 600333 - MFANO LTD",
    ] {
        assert_eq!(
            leg(details, true),
            (Wording::PayIn, Some(Merchant)),
            "{details}"
        );
    }
}

#[test]
fn charges_come_before_what_they_resemble() {
    for details in [
        "Pay Bill Charge",
        "Pay merchant Charge",
        "Pay Merchant Charge",
        "Merchant Payment Charge",
        "Merchant to Merchant Payment Charge to M-PESA",
        "FSI to Merchant Charge by Receiver",
        "B2C Payment Charge",
        "Business Payment Charge",
        "Business Pay Bill Charge",
        "Business Buy Goods Charge",
    ] {
        assert_eq!(leg(details, false), (Wording::Charge, None), "{details}");
    }
}

#[test]
fn payouts_and_treasury() {
    let out = |details| leg(details, false);
    assert_eq!(
        out("Business Payment to 25470****404 - DALILI **** MFANO via API"),
        (Wording::PayOut, Some(Utility))
    );
    assert_eq!(
        out("Salary Payment to 25470****404 - X"),
        (Wording::PayOut, Some(Utility))
    );
    assert_eq!(
        out("Business Buy Goods via API to 600333 - X"),
        (Wording::PayOut, Some(Working))
    );
    let sweep = "Utility Account to Organization Settlement Account";
    assert_eq!(leg(sweep, false), (Wording::Sweep, Some(Utility)));
    assert_eq!(leg(sweep, true), (Wording::Sweep, Some(Settlement)));
    let hop = "Organization Settlement Account to Organization MMF Account";
    assert_eq!(leg(hop, false), (Wording::Sweep, Some(Settlement)));
    assert_eq!(leg(hop, true), (Wording::Sweep, Some(Working)));
    let float = "Organization MMF Account to Utility Account";
    assert_eq!(leg(float, true), (Wording::OwnTransfer, Some(Utility)));
    assert_eq!(leg(float, false), (Wording::OwnTransfer, Some(Working)));
    for details in [
        "Agency Withdrawal of funds to Bank",
        "Withdraw Funds to Bank Account",
        "Funds sent to Bank",
    ] {
        assert_eq!(out(details), (Wording::ToBank, Some(Working)), "{details}");
    }
    assert_eq!(
        out("Real Time Settlement from 600111"),
        (Wording::Sweep, None)
    );
    assert_eq!(
        leg("Merchant to Utility Transfer", true),
        (Wording::OwnTransfer, Some(Utility))
    );
}

#[test]
fn reversals_borrowing_and_the_unknown() {
    assert_eq!(
        leg("Pay Utility Reversal by mfano.clerk", false),
        (Wording::Reversal, Some(Utility))
    );
    assert_eq!(
        leg("Send Money Reversal via API to 25470****404 X", false).0,
        Wording::Reversal
    );
    assert_eq!(
        leg("Cancelled:Payment received from 0700 – X", true).0,
        Wording::Reversal
    );
    assert_eq!(
        leg("Pay Bill from 25470****101 - X Acc. 1", false),
        (Wording::Reversal, Some(Utility))
    );
    assert_eq!(leg("Pay Bill Charge Reversal", true).0, Wording::Reversal);
    for details in [
        "OverDraft of Credit Party",
        "OD Loan Repayment to 1 - X",
        "Term Loan Disbursement",
    ] {
        assert_eq!(leg(details, true).0, Wording::Borrowing, "{details}");
    }
    for details in ["", "Something new", "Utility Account to somewhere"] {
        assert_eq!(leg(details, true), (Wording::Unknown, None), "{details}");
    }
}

#[test]
fn party_and_account_are_told_apart() {
    for (details, party, account) in [
        (
            "Pay Bill from 2547****505 - ELIMU MFANO Acc.",
            "2547****505 - ELIMU MFANO",
            None,
        ),
        (
            "Pay Bill from 1 - A Acc. B  Acc. INV 77",
            "1 - A Acc. B",
            Some("INV 77"),
        ),
        (
            "FSI to Pay Bill by 600444 - MFANO Acc. 12 via WEB by MF\\x",
            "600444 - MFANO",
            Some("12"),
        ),
        (
            "FSI to Pay Bill by 600444 - MFANO Acc. via WEB by MF\\x",
            "600444 - MFANO",
            None,
        ),
        (
            "Business Payment to 25470****404 - D M via API",
            "25470****404 - D M",
            None,
        ),
        (
            "Pay Bill from 1 - A Acc. via nairobi",
            "1 - A",
            Some("via nairobi"),
        ),
        ("Pay Bill from 1 - A Acc. x - y", "1 - A", Some("x - y")),
    ] {
        let said = read(details, true);
        assert_eq!(party_part(said.rest.unwrap()), party, "{details}");
        assert_eq!(typed_account(details), account, "{details}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in ".{0,80}", money_in: bool) {
        let said = read(&text, money_in);
        if let Some(rest) = said.rest {
            let _ = party::read(party_part(rest));
        }
        let _ = typed_account(&text);
        let _ = party::read(&text);
    }
}

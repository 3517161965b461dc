//! The phrases that details begin with (`mpesa-statements.md` section 5), as lower-case text.

/// What a phrase means, before the direction of the money is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A payment to a paybill.
    PayBill,
    /// A payment to a till.
    Till,
    /// A payment received by words that name neither.
    Received,
    /// Paybill between businesses: in for one, out for the other.
    BusinessPayBill,
    /// Buy goods between businesses: likewise.
    BusinessBuyGoods,
    /// A payout to a person.
    Payout,
    /// Overdraft or loan.
    Borrowing,
    /// Real-time settlement of collections.
    Settlement,
    /// Till collections moved to the paybill's wallet.
    MerchantToUtility,
    /// Another move between own accounts.
    OwnTransfer,
}

/// Words and their meaning.
pub(super) struct Phrase {
    pub words: &'static str,
    pub meaning: Meaning,
}

const fn phrase(words: &'static str, meaning: Meaning) -> Phrase {
    Phrase { words, meaning }
}

/// Every phrase, a longer one before the shorter one that it begins with.
pub(super) const PHRASES: &[Phrase] = &[
    phrase("pay bill from ", Meaning::PayBill),
    phrase("pay bill online from ", Meaning::PayBill),
    phrase("merchant payment from ", Meaning::Till),
    phrase("merchant payment online from ", Meaning::Till),
    phrase("business payment to ", Meaning::Payout),
    phrase("small business pay bill from ", Meaning::PayBill),
    phrase("merchant pay utility received from ", Meaning::PayBill),
    phrase("standing order pay bill from ", Meaning::PayBill),
    phrase("fsi to pay bill by ", Meaning::PayBill),
    phrase("business pay bill via api by ", Meaning::BusinessPayBill),
    phrase("business pay bill via api to ", Meaning::BusinessPayBill),
    phrase("business pay bill from ", Meaning::BusinessPayBill),
    phrase("business pay bill by ", Meaning::BusinessPayBill),
    phrase("business pay bill to ", Meaning::BusinessPayBill),
    phrase("business pay bill ", Meaning::BusinessPayBill),
    phrase("payment received from ", Meaning::PayBill),
    phrase("small business pay merchant from ", Meaning::Till),
    phrase("merchant payment received from ", Meaning::Till),
    phrase("business buy goods via api by ", Meaning::BusinessBuyGoods),
    phrase("business buy goods via api to ", Meaning::BusinessBuyGoods),
    phrase(
        "business buy goods via api from ",
        Meaning::BusinessBuyGoods,
    ),
    phrase("business buy goods via api ", Meaning::BusinessBuyGoods),
    phrase("business buy goods from ", Meaning::BusinessBuyGoods),
    phrase("business buy goods to ", Meaning::BusinessBuyGoods),
    phrase("salary payment to ", Meaning::Payout),
    phrase("promotion payment to ", Meaning::Payout),
    phrase("payment to ", Meaning::Payout),
    phrase("business payment from ", Meaning::Received),
    phrase("salary payment from ", Meaning::Received),
    phrase("promotion payment from ", Meaning::Received),
    phrase("overdraft of credit party", Meaning::Borrowing),
    phrase("od loan repayment to ", Meaning::Borrowing),
    phrase("od loan repayment", Meaning::Borrowing),
    phrase("od payment transfer", Meaning::Borrowing),
    phrase("biashara overdraft", Meaning::Borrowing),
    phrase("loan disbursement", Meaning::Borrowing),
    phrase("term loan ", Meaning::Borrowing),
    phrase("real time settlement", Meaning::Settlement),
    phrase("merchant to utility", Meaning::MerchantToUtility),
    phrase("funds transfer", Meaning::OwnTransfer),
    phrase("settle business charges from ", Meaning::OwnTransfer),
];

#[cfg(test)]
mod tests {
    use super::PHRASES;

    #[test]
    fn no_phrase_hides_a_longer_one_after_it() {
        for (index, earlier) in PHRASES.iter().enumerate() {
            assert_eq!(earlier.words, earlier.words.to_lowercase());
            for later in &PHRASES[index + 1..] {
                assert!(
                    !later.words.starts_with(earlier.words),
                    "{:?} hides {:?}",
                    earlier.words,
                    later.words
                );
            }
        }
    }
}

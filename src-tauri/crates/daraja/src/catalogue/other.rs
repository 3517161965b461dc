//! Codes that one API has for itself (sections 6.8, 7, 8, 10, 12).

use crate::catalogue::rows;

rows! {
    /// B2C and Pochi.
    B2C = {
        "2", Failed, Production, "Declined due to limit rule: less than the minimum transaction amount.",
            "The amount is below 10 shillings, the least that B2C pays. Nothing was paid.",
            "Correct the amount and make a new payment.";
        "2028", FailedHold, Official, "The request is not permitted according to product assignment.",
            "The paying short code cannot make B2C payments. Nothing was paid.",
            "Check that this is the B2C short code; ask Safaricom to add the product.";
    }

    /// B2B, top-up and tax.
    B2B = {
        "21", FailedHold, Production, "The initiator is not allowed to initiate this request.",
            "The operator lacks the role for this, or the transfer does not exist here: Utility to Working never does. Nothing was done.",
            "Have the Business Administrator give the operator the API role; move Utility to Working in the portal.";
        "SFC_IC0003", Failed, Production, "The operator does not exist. / Receiver party is invalid.",
            "The receiver or its kind is wrong. Nothing was paid.",
            "Check the receiver's number; for a till try the other receiver type (2 in place of 4, or the other way round).";
    }

    /// Transaction Status: what became of the question.
    STATUS = {
        "0", Success, Production, "The service request is processed successfully.",
            "The transaction was found; what became of it is in the parameters.",
            "Read the transaction's own status, amount and parties.";
        "2032", Unknown, Live, "The transaction receipt number does not exist.",
            "No transaction of this receipt was found. That is no proof that none will be.",
            "Ask again later; within 48 hours only the M-Pesa portal shows that a payment was not made.";
        "SFC_IC0003", Failed, Official, "The operator does not exist.",
            "The question named a party that M-Pesa does not know. It says nothing about the transaction.",
            "Check the short code and the kind of number it is.";
    }

    /// Reversal.
    REVERSAL = {
        "R000001", AlreadyDone, Official, "The transaction has already been reversed.",
            "An earlier request reversed this payment.",
            "Find the earlier reversal on the statement, and take this one as done.";
        "R000002", Failed, Official, "The OriginalTransactionID is invalid.",
            "No payment of this receipt can be reversed. Nothing was moved.",
            "Check the receipt: it must be a customer's payment to this short code.";
    }

    /// Dynamic QR.
    QR = {
        "0", Success, Live, "The service request is processed successfully.",
            "The picture was made.",
            "Nothing to do.";
    }

    /// Hakikisha: the status in the answer's header.
    NAME_CHECK = {
        "200", Success, Official, "Success",
            "The number belongs to a customer of this name.",
            "Compare the name.";
        "400", Failed, Official, "The customer does not exist.",
            "Nobody is registered for M-Pesa with this number.",
            "Check the number with the recipient.";
    }

    /// The callback of a USSD prompt to a till.
    B2B_EXPRESS = {
        "0", Success, Official, "The service request is processed successfully.",
            "The other business paid.",
            "Nothing to do.";
        "4001", Failed, Official, "User cancelled transaction",
            "The other business did not agree. Nothing was paid.",
            "Ask again when they agree.";
    }
}

//! Codes of the APIs that take money in: STK prompts (section 4.5), C2B (5.3), Pull (11).

use crate::catalogue::rows;

rows! {
    /// Callbacks of prompts, and answers to questions about them.
    STK = {
        "0", Success, Production, "The service request is processed successfully.",
            "The customer paid.",
            "Nothing to do. A query gives no receipt: take it from the callback, the confirmation or the statement.";
        "1", Failed, Production, "The balance is insufficient for the transaction.",
            "The customer has too little money. Nothing was paid.",
            "Ask the customer to top up, then prompt again.";
        "2", Failed, Secondary, "Declined due to limit rule: less than the minimum transaction amount.",
            "The amount is below the least that can be paid. Nothing was paid.",
            "Correct the amount and prompt again.";
        "3", Failed, Secondary, "Declined due to limit rule: greater than the maximum transaction amount.",
            "The amount is above the most that one transaction may have. Nothing was paid.",
            "Prompt for a smaller amount.";
        "4", Failed, Secondary, "Declined due to limit rule: would exceed daily transfer limit.",
            "The customer's daily limit would be passed. Nothing was paid.",
            "Prompt again the next day.";
        "8", Failed, Secondary, "Declined due to limit rule: would exceed the maximum balance.",
            "The receiving account would hold more than it may. Nothing was paid.",
            "Move money out of the receiving account, then prompt again.";
        "17", Failed, Official, "Rule limited.",
            "The same customer was asked for the same amount less than two minutes ago. Nothing was paid by this prompt.",
            "See whether the earlier prompt was paid; wait two minutes before another.";
        "26", Unknown, Secondary, "System busy.",
            "M-Pesa was overloaded; what became of the prompt is not known.",
            "Ask about this prompt before sending another.";
        "1001", Failed, Secondary, "Unable to lock subscriber, a transaction is already in process for the current subscriber.",
            "The customer has another session open. Nothing was paid.",
            "Wait one to three minutes, then prompt again.";
        "1019", Failed, Secondary, "Transaction has expired.",
            "The prompt ran out. Nothing was paid.",
            "Prompt again.";
        "1025" | "9999", Failed, Secondary, "An error occurred while sending a push request.",
            "The prompt did not reach the phone: too long a text, or a fault in the system. Nothing was paid.",
            "Shorten the account number and description, then prompt again.";
        "1031", Failed, Secondary, "STK timeout.",
            "The customer did not enter the PIN in time. Nothing was paid.",
            "Prompt again when the customer is ready.";
        "1032", Failed, Production, "Request cancelled by user.",
            "The customer cancelled. Nothing was paid.",
            "Prompt again when the customer agrees.";
        "1037", Failed, Production, "DS timeout user cannot be reached. / No response from user.",
            "The phone was not reached, or nobody answered. Nothing was paid, though a late payment is conceivable.",
            "Keep matching what comes in; prompt again when the phone is on.";
        "2001", Failed, Secondary, "The initiator information is invalid.",
            "The customer entered a wrong PIN. Nothing was paid.",
            "Prompt again.";
        "2028", FailedHold, Secondary, "The request is not permitted according to product assignment.",
            "The short code does not take this kind of payment: paybill and till are mixed up. Nothing was paid.",
            "Check whether the number is a paybill or a till, and which number the passkey belongs to.";
        "8006", Failed, Secondary, "The security credential is locked.",
            "The customer's PIN is locked. Nothing was paid.",
            "The customer must unlock the PIN with Safaricom.";
        "SFC_IC0003", FailedHold, Secondary, "The operator does not exist.",
            "The receiving number is not right: paybill and till are mixed up. Nothing was paid.",
            "Check whether the number is a paybill or a till, and which number the passkey belongs to.";
        "4999", Pending, Live, "The transaction is still under processing.",
            "The prompt is still open.",
            "Ask again later.";
    }

    /// Answers to registering and simulating, and what a validation answers with.
    C2B = {
        "0", Success, Live, "Success",
            "Taken.",
            "Nothing to do.";
        "C2B00011", Failed, Official, "Invalid MSISDN",
            "The validation turned the payment away: the payer's number. Nothing was paid.",
            "The payer's number is not one that is served.";
        "C2B00012", Failed, Official, "Invalid account number",
            "The validation turned the payment away: the account number. Nothing was paid.",
            "The payer must correct the account number.";
        "C2B00013", Failed, Official, "Invalid amount",
            "The validation turned the payment away: the amount. Nothing was paid.",
            "The payer must correct the amount.";
        "C2B00014", Failed, Official, "Invalid KYC details",
            "The validation turned the payment away: who the payer is. Nothing was paid.",
            "The payer's details do not fit the account.";
        "C2B00015", Failed, Official, "Invalid short code",
            "The validation turned the payment away: the short code. Nothing was paid.",
            "Check the short code that payers were given.";
        "C2B00016", Failed, Official, "Other error",
            "The validation turned the payment away for another reason. Nothing was paid.",
            "See what the validation noted.";
    }

    /// `ResponseStatus` of a registration for Pull.
    PULL_REGISTER = {
        "1000", Success, Official, "Success",
            "The short code is registered for Pull.",
            "Nothing to do.";
        "1001", AlreadyDone, Official, "Already registered",
            "The short code was registered for Pull before.",
            "Nothing to do.";
    }

    /// `ResponseCode` of a Pull query.
    PULL_QUERY = {
        "1000", Success, Official, "Success",
            "The rows of this span.",
            "Nothing to do.";
        "1001", Success, Live, "No records found or Organization Name not available",
            "No rows in this span, or the short code is not set up for Pull. It proves nothing about any payment.",
            "If payments are known to be there, check that the short code is registered for Pull.";
    }
}

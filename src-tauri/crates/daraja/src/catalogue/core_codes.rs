//! Result codes 0 to 29 of the APIs with an initiator (section 6.6): M-Pesa's own.

use crate::catalogue::rows;

rows! {
    /// Common to every API with an initiator.
    CORE = {
        "0", Success, Production, "The service request is processed successfully.",
            "Done.",
            "Nothing to do.";
        "1", FailedHold, Production, "The balance is insufficient for the transaction.",
            "The account that pays has too little: Utility for payments to customers, Working for payments to businesses. Nothing was paid.",
            "Top the account up, then go on. Money in the Working account does not count for payments to customers.";
        "2", Failed, Production, "Declined due to limit rule: less than the minimum transaction amount.",
            "The amount is below the least that is paid (10 shillings for customers). Nothing was paid.",
            "Correct the amount and make a new payment.";
        "3", Failed, Official, "Declined due to limit rule: greater than the maximum transaction amount.",
            "The amount is above the most that one transaction may have (250,000 shillings). Nothing was paid.",
            "Split the amount into several payments.";
        "4", Failed, Official, "Declined due to limit rule: would exceed daily transfer limit.",
            "A daily limit would be passed, usually the recipient's 500,000 shillings. Nothing was paid.",
            "Make a new payment the next day.";
        "5", Failed, Secondary, "Declined due to limit rule: would exceed the minimum balance.",
            "An account would fall below the least it must hold. Nothing was paid.",
            "Look at the balances in the M-Pesa portal.";
        "6", FailedHold, Secondary, "Unresolved primary party.",
            "M-Pesa does not know the short code that pays. Nothing was paid.",
            "Check the short code of this profile.";
        "7", Failed, Secondary, "Unresolved receiver party.",
            "M-Pesa does not know the recipient. Nothing was paid.",
            "Check the recipient's number.";
        "8", Failed, Official, "Declined due to limit rule: would exceed the maximum balance.",
            "The recipient's wallet would hold more than it may (500,000 shillings). Nothing was paid.",
            "Ask the recipient to spend or withdraw, then make a new payment.";
        "9" | "10" | "16" | "23" | "27" | "28", Unknown, Nothing, "",
            "No reliable meaning of this code is known.",
            "Ask for the status, or look into the M-Pesa portal, before anything is repeated.";
        "11", FailedHold, Official, "The DebitParty is in an invalid state.",
            "The short code that pays is not active. Nothing was paid.",
            "Ask Safaricom why the short code is not active.";
        "12", Failed, Secondary, "Credit account invalid.",
            "The recipient's account cannot be paid into. Nothing was paid.",
            "Check the recipient.";
        "13", FailedHold, Secondary, "Unresolved debit account.",
            "M-Pesa found no account of the short code to pay from. Nothing was paid.",
            "Check with Safaricom which accounts the short code has.";
        "14", Failed, Secondary, "Unresolved credit account.",
            "M-Pesa found no account of the recipient to pay into. Nothing was paid.",
            "Check the recipient.";
        "15", Unknown, Official, "Duplicate detected.",
            "A request with this id was seen before, and that first one may have paid.",
            "Ask for the status of the first request. Do not pay again before the answer.";
        "17", Unknown, Official, "Internal failure.",
            "Something inside M-Pesa failed; whether money moved is not known.",
            "Ask for the status, or look into the M-Pesa portal, before anything is repeated.";
        "18", FailedHold, Official, "Initiator credential check failure.",
            "The operator's name or password was refused before anything was done.",
            "Correct the initiator's password or certificate before anything else is sent: more tries lock the operator.";
        "19", Unknown, Official, "Message sequencing failure.",
            "Messages inside M-Pesa came out of order; whether money moved is not known.",
            "Ask for the status, or look into the M-Pesa portal, before anything is repeated.";
        "20", FailedHold, Official, "Unresolved initiator.",
            "M-Pesa does not know an operator of this name. Nothing was done.",
            "Check the initiator's name, and that the operator belongs to this short code.";
        "21", FailedHold, Production, "The initiator is not allowed to initiate this request.",
            "The operator lacks the role for this. Nothing was done.",
            "Have the Business Administrator give the operator the API role for this request.";
        "22", FailedHold, Official, "The initiator is not active, or not permitted for the receiver.",
            "The operator is not active, or may not do this for the receiver. Nothing was done.",
            "Have the Business Administrator activate the operator; a new one is active once its password is set.";
        "24", Failed, Production, "Missing mandatory fields.",
            "A field that must be there was not. Nothing was done.",
            "The request needs mending; report it with the code and the request's name.";
        "25", Failed, Production, "Invalid parameter. The format of parameter null is invalid.",
            "A field was not in the form M-Pesa wants. Nothing was done.",
            "The request needs mending; report it with the code and the request's name.";
        "26", Unknown, Official, "Traffic blocking condition in place.",
            "M-Pesa was holding traffic back; as a result it does not say whether money moved.",
            "Send more slowly. Ask for the status before anything is repeated.";
        "29", FailedHold, Official, "Invalid command.",
            "The short code does not know this kind of request. Nothing was done.",
            "Check which products the short code has, and the kind of payment chosen.";
    }
}

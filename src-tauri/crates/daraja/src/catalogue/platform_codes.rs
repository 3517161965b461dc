//! Result codes above 29 of the APIs with an initiator (section 6.6): rules of products, operators and
//! the gateway behind Daraja.

use crate::catalogue::rows;

rows! {
    /// Common to every API with an initiator.
    PLATFORM = {
        "2001", FailedHold, Official, "The initiator information is invalid.",
            "The operator's name, password or certificate is wrong. Nothing was done.",
            "Stop. Correct the initiator's name, password and certificate before anything else is sent: about five tries lock the operator.";
        "2006", FailedHold, Official, "Declined due to account rule: the account status does not allow this transaction.",
            "The short code's account is not active. Nothing was done.",
            "Ask Safaricom why the account is not active.";
        "2028", FailedHold, Official, "The request is not permitted according to product assignment.",
            "The short code does not have the product for this request. Nothing was done.",
            "Check that the paying short code may make this kind of payment; ask Safaricom to add the product.";
        "2040", Failed, Official, "Credit Party customer type (Unregistered or Registered Customer) can't be supported by the service.",
            "The recipient is not a registered M-Pesa customer. Nothing was paid.",
            "Check the number with the recipient, who must be registered for M-Pesa.";
        "8006", FailedHold, Official, "The security credential is locked.",
            "The operator is locked after wrong passwords. Nothing was done.",
            "Stop. Have the Business Administrator unlock the operator, set a new password, and give it to this profile.";
        "TP40153", FailedHold, Production, "",
            "The operator has no permission for this API, or is not of this organisation. Nothing was done.",
            "Stop. Have the Business Administrator give the operator the API role; check that operator and short code belong together.";
        "SFC_IC0003", Failed, Production, "The operator does not exist. / Receiver party is invalid.",
            "The recipient's number is not one M-Pesa can pay. Nothing was paid.",
            "Check the recipient's number.";
        "100000000", Unknown, Official, "Request was cached, waiting for resending.",
            "M-Pesa keeps the request and may still carry it out.",
            "Wait, then ask for the status. Do not pay again: this one may still pay.";
        "100000001", Unknown, Official, "The system is overloaded.",
            "The system was overloaded; whether the request went through is not known.",
            "Send more slowly. Ask for the status before anything is repeated.";
        "100000002", Unknown, Official, "Throttling error.",
            "The request was throttled somewhere on its way; whether it went through is not known.",
            "Send more slowly. Ask for the status before anything is repeated.";
        "100000004", Unknown, Official, "Internal server error.",
            "Something inside the platform failed; whether the request went through is not known.",
            "Ask for the status before anything is repeated.";
        "100000005", Failed, Official, "Invalid input value.",
            "A value was not one the platform takes. Nothing was done.",
            "The request needs mending; report it with the code and the request's name.";
        "100000007", Unknown, Official, "Service status is abnormal.",
            "The service was not in order; whether the request went through is not known.",
            "Ask for the status before anything is repeated.";
        "100000009", Unknown, Official, "API status is abnormal.",
            "The API was not in order; whether the request went through is not known.",
            "Ask for the status before anything is repeated.";
        "100000010", Failed, Official, "Insufficient permissions.",
            "The platform did not allow this request. Nothing was done.",
            "Check the app's products and the operator's roles.";
        "100000011", Unknown, Official, "The request rate exceeds the limit.",
            "The rate was too high; whether this request went through is not known.",
            "Send more slowly. Ask for the status before anything is repeated.";
    }
}

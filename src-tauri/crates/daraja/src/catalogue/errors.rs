//! Error codes of answers (`errorCode`, sections 2 to 11), with the message: one code means several
//! things, and only the message tells them apart (section 0, fact 5).

use crate::Api;
use crate::catalogue::Grade;

/// Whether the request reached the queue of M-Pesa, as far as the error tells (section 6.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Queued {
    /// No: it was turned away before.
    No,
    /// It may have been.
    Perhaps,
    /// An earlier request with the same id was.
    Earlier,
}

/// What went wrong, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The token; a new one is fetched and the request sent once more.
    TokenRefused,
    /// The consumer key or secret.
    WrongAppCredentials,
    /// A field of the request.
    BadRequest,
    /// The path.
    NoSuchResource,
    /// GET in place of POST, or the other way round.
    WrongMethod,
    /// The app or the address it calls from may not do this.
    NotEntitled,
    /// Too many requests at once.
    SpikeArrest,
    /// Too many requests in all.
    Quota,
    /// The system has no room now.
    Busy,
    /// The originator id was used before.
    DuplicateId,
    /// Something inside failed.
    InternalError,
    /// The system is being worked on.
    Maintenance,
    /// The callback addresses are registered already.
    AlreadyRegistered,
    /// The short code of an STK prompt.
    NoSuchShortCode,
    /// The passkey of an STK prompt.
    WrongPasskey,
    /// The customer has another session open.
    SubscriberBusy,
    /// A prompt that is still open.
    StillPending,
    /// A prompt that is not known, or not yet.
    NoSuchPrompt,
    /// Nothing known.
    Unknown,
}

/// What an error code with its message means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorMeaning {
    /// What went wrong.
    pub kind: ErrorKind,
    /// Whether the request may have gone through all the same.
    pub queued: Queued,
    /// What it means, in plain words.
    pub meaning: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// How well this is known.
    pub evidence: Grade,
}

/// What an error of an API means. The message is part of it; case does not matter.
///
/// ```
/// use daraja::{Api, ErrorKind, Queued, error_code};
///
/// let duplicate = error_code(Api::B2c, "500.002.1001", "Duplicate OriginatorConversationID.");
/// assert_eq!(duplicate.kind, ErrorKind::DuplicateId);
/// let internal = error_code(Api::B2c, "500.002.1001", "System internal error.");
/// assert_eq!(internal.queued, Queued::Perhaps);
/// ```
#[must_use]
pub fn error_code(api: Api, code: &str, message: &str) -> ErrorMeaning {
    let code = code.trim();
    let message = message.to_ascii_lowercase();
    let says = |words: &str| message.contains(words);
    if says("duplicate originatorconversationid") {
        return DUPLICATE_ID;
    }
    if api.refuses_token(0, Some(code)) {
        let product = says("no apiproduct match found");
        return if product { NO_PRODUCT } else { TOKEN };
    }
    let stk = matches!(api, Api::StkPush | Api::StkQuery);
    match code {
        "400.008.01" | "400.008.02" => APP_CREDENTIALS,
        "400.002.02" | "400.002.05" | "400.003.02" => BAD_REQUEST,
        "400.001" => SHORT_CODE_REFUSED,
        "403.002.1001" => NOT_ENTITLED,
        "404.001.01" | "404.002.01" | "404.003.01" => NO_RESOURCE,
        "404.001.04" => BAD_HEADER,
        "405.001" => METHOD,
        "500.003.02" if says("spike arrest") => SPIKE_ARREST,
        "500.003.02" => BUSY,
        "500.003.03" => QUOTA,
        "500.003.1001" if says("already registered") => REGISTERED,
        "500.003.1001" if says("duplicate notification info") => REGISTERED_ELSEWHERE,
        "500.001.1001" if stk && says("merchant does not exist") => NO_MERCHANT,
        "500.001.1001" if stk && says("wrong credentials") => PASSKEY,
        "500.001.1001" if stk && says("unable to lock subscriber") => SUBSCRIBER,
        "500.001.1001" if stk && says("being processed") => PENDING,
        "500.001.1001" if stk && says("does not exist") => NO_PROMPT,
        "00.002.1001" => MAINTENANCE,
        "500.001.1001" | "500.002.1001" | "500.003.1001" => INTERNAL,
        _ => UNKNOWN,
    }
}

/// One constant per row, as it reads: kind, queued, grade; meaning; remedy.
macro_rules! errors {
    ($($name:ident = $kind:ident, $queued:ident, $grade:ident, $meaning:literal, $remedy:literal;)*) => {
        $(const $name: ErrorMeaning = ErrorMeaning {
            kind: ErrorKind::$kind,
            queued: Queued::$queued,
            meaning: $meaning,
            remedy: $remedy,
            evidence: Grade::$grade,
        };)*
    };
}

errors! {
    TOKEN = TokenRefused, No, Official,
        "The token was not taken. Nothing was sent on.",
        "If it comes again with a new token: tick the product on the app in the Daraja portal, and check that key and host are of one environment.";
    NO_PRODUCT = TokenRefused, No, Official,
        "The app does not have the product for this call. Nothing was sent on.",
        "Tick the product on the app in the Daraja portal, then fetch a new token.";
    APP_CREDENTIALS = WrongAppCredentials, No, Official,
        "The consumer key or secret was refused.",
        "Copy both again from the app in the Daraja portal, and check that they are of this environment.";
    BAD_REQUEST = BadRequest, No, Official,
        "A field of the request was refused; the message names it. Nothing was sent on.",
        "Correct that field and send a new request.";
    SHORT_CODE_REFUSED = BadRequest, No, Official,
        "The short code was refused. Nothing was sent on.",
        "Check the short code of this profile.";
    NOT_ENTITLED = NotEntitled, No, Production,
        "This call is not allowed. Nothing was queued. There are two known causes: the app lacks B2C v3, or the address this computer calls from is not on Safaricom's list for the short code.",
        "Ask Safaricom to enable B2C v3 for the app; if it is, ask them to list this computer's outgoing address, or set a proxy that has a listed one.";
    NO_RESOURCE = NoSuchResource, No, Official,
        "The address of the call does not exist. Nothing was sent on.",
        "Check the base address of this profile.";
    BAD_HEADER = BadRequest, No, Official,
        "The authorisation header was refused. Nothing was sent on.",
        "If a proxy or gateway stands between, check that it passes headers on unchanged.";
    METHOD = WrongMethod, No, Official,
        "The call was made the wrong way. Nothing was sent on.",
        "Check the base address, and any gateway between that could turn one kind of call into another.";
    SPIKE_ARREST = SpikeArrest, No, Official,
        "Too many requests came at once. This one was not queued.",
        "Send more slowly; the same request with the same id may be offered again.";
    QUOTA = Quota, No, Official,
        "The app has used up what it may send for now. This request was not queued.",
        "Wait; the same request with the same id may be offered again. Ask Safaricom for a higher quota if it comes often.";
    BUSY = Busy, Perhaps, Official,
        "The system said it was busy; whether the request was queued is not known.",
        "Ask for the status before anything is repeated.";
    DUPLICATE_ID = DuplicateId, Earlier, Production,
        "An earlier request with this id reached Safaricom. This is never a failure of the payment.",
        "Ask for the status of the payment by its id. Do not give it a new id.";
    INTERNAL = InternalError, Perhaps, Official,
        "Something inside failed; whether the request was queued is not known.",
        "Ask for the status before anything is repeated.";
    MAINTENANCE = Maintenance, Perhaps, Official,
        "The system is being worked on; whether the request was queued is not known.",
        "Wait, then ask for the status before anything is repeated.";
    REGISTERED = AlreadyRegistered, No, Official,
        "Callback addresses are registered for this short code already. Nothing was changed.",
        "To change them, two people delete them in the portal (Self Services, URL Management); then register again.";
    REGISTERED_ELSEWHERE = AlreadyRegistered, No, Official,
        "Callback addresses of this short code are registered on Safaricom's older platform. Nothing was changed.",
        "Ask Safaricom to remove them there, then register again.";
    NO_MERCHANT = NoSuchShortCode, No, Official,
        "M-Pesa does not know this short code for prompts. Nobody was prompted.",
        "Check the short code, and that it went live for M-Pesa Express.";
    PASSKEY = WrongPasskey, No, Official,
        "The passkey does not fit the short code. Nobody was prompted.",
        "Copy the passkey again from Safaricom's go-live mail.";
    SUBSCRIBER = SubscriberBusy, No, Official,
        "The customer has another session open. Nobody was prompted.",
        "Wait one to three minutes, then prompt again.";
    PENDING = StillPending, Perhaps, Secondary,
        "The prompt is still open.",
        "Ask again later.";
    NO_PROMPT = NoSuchPrompt, Perhaps, Live,
        "The prompt is not known, or was sent less than half a minute ago.",
        "Ask again in a minute.";
    UNKNOWN = Unknown, Perhaps, Nothing,
        "This error is in no list known to this client; whether the request was queued is not known.",
        "Ask for the status, or look into the M-Pesa portal, before anything is repeated.";
}

#[cfg(test)]
#[path = "errors_tests.rs"]
mod tests;

//! The table of `daraja-api.md` section 6.3: which answers prove that nothing was queued.
//!
//! The rule for what the table does not name: nobody knows. A wrong "refused" pays twice; a wrong
//! "unclear" costs a question.

use crate::outcome::{PromptRefusal, Proof, Uncertainty};
use crate::reply::{Fields, Said};
use crate::{Api, GatewayPage, Reply};

/// What an answer proves, before it is read as the answer of one API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Status 2xx, Daraja's own JSON, no error in it: read it.
    Answer,
    /// Not queued.
    Refused(Proof),
    /// Nobody knows.
    Unclear(Uncertainty),
}

/// Judges one answer. The token has been dealt with: what still refuses it refuses a fresh one.
pub(crate) fn judge(api: Api, reply: &Reply, said: &Said) -> Verdict {
    let status = reply.status;
    if repeats_an_id(api, reply, said) {
        return Verdict::Unclear(Uncertainty::DuplicateId);
    }
    if contradicts_itself(status, said) {
        let code = said.error_code().map(str::to_owned);
        return Verdict::Unclear(Uncertainty::Unlisted(status, code));
    }
    if refuses_token(api, reply, said) {
        return Verdict::Refused(Proof::TokenRefused);
    }
    if status == 429 {
        return Verdict::Refused(Proof::Throttled);
    }
    match said {
        Said::Daraja(fields) => by_code(api, status, fields),
        Said::Gateway(page, _) => by_page(status, *page),
    }
}

/// Whether an answer refuses the token it was asked with (section 2). Not under 5xx: who fails proves
/// nothing.
pub(crate) fn refuses_token(api: Api, reply: &Reply, said: &Said) -> bool {
    reply.status < 500
        && api.refuses_token(reply.status, said.error_code())
        && !repeats_an_id(api, reply, said)
        && !contradicts_itself(reply.status, said)
}

/// Whether an answer that refuses also acknowledges: a conversation id, or a `ResponseCode` of zeros,
/// beside an error or under a status of one. Such an answer proves nothing: the request may be queued.
fn contradicts_itself(status: u16, said: &Said) -> bool {
    let Said::Daraja(fields) = said else {
        return false;
    };
    let acknowledges =
        fields.conversation_id.is_some() || fields.response_code.as_deref().is_some_and(is_zeros);
    let refuses = fields.error_code.is_some() || !(200..300).contains(&status);
    acknowledges && refuses
}

/// Whether the answer says that the id was used before, under whatever status: one project expects this
/// with status 200 (section 6.3, last paragraph).
fn repeats_an_id(api: Api, reply: &Reply, said: &Said) -> bool {
    let says = |text: &str| {
        let letters: String = crate::loose::letters(text).collect();
        letters.contains("duplicateoriginator")
            || (api.caller_gives_id() && letters.contains("duplicate"))
    };
    match said {
        Said::Daraja(fields) => [&fields.error_message, &fields.response_description]
            .into_iter()
            .flatten()
            .any(|text| says(text)),
        Said::Gateway(..) => says(&reply.body.text()),
    }
}

/// Daraja's own JSON, by its `errorCode` and words.
fn by_code(api: Api, status: u16, fields: &Fields) -> Verdict {
    let refused = Verdict::Refused;
    let unclear = Verdict::Unclear;
    let message = fields.error_message.as_deref().unwrap_or_default();
    let says = |words: &str| message.to_ascii_lowercase().contains(words);
    let failed = status >= 500;
    match fields.error_code.as_deref() {
        Some("500.003.02") if says("spike arrest") => refused(Proof::Throttled),
        Some("500.003.02") => unclear(Uncertainty::Busy),
        Some("500.003.03") => refused(Proof::Quota),
        Some("00.002.1001") => unclear(Uncertainty::Maintenance),
        Some("500.002.1001") => unclear(Uncertainty::InternalError),
        Some("500.001.1001") if api == Api::StkPush => match prompt_refusal(message) {
            Some(why) => refused(Proof::Prompt(why)),
            None => unclear(Uncertainty::InternalError),
        },
        _ if failed => unclear(Uncertainty::ServerError(status)),
        Some("400.002.02" | "400.002.05" | "400.003.02") => refused(Proof::BadRequest),
        Some("404.001.01" | "404.002.01" | "404.003.01") => refused(Proof::NoSuchResource),
        Some("404.001.04") => refused(Proof::BadHeader),
        Some("403.002.1001") => refused(Proof::NotAuthorized),
        _ if status == 405 => refused(Proof::WrongMethod),
        Some("405.001") => refused(Proof::WrongMethod),
        None if (200..300).contains(&status) => Verdict::Answer,
        code => unclear(Uncertainty::Unlisted(status, code.map(str::to_owned))),
    }
}

/// The texts of section 4.2 that turn a prompt away.
fn prompt_refusal(message: &str) -> Option<PromptRefusal> {
    let text = message.to_ascii_lowercase();
    if text.contains("merchant does not exist") {
        Some(PromptRefusal::UnknownMerchant)
    } else if text.contains("wrong credentials") {
        Some(PromptRefusal::WrongPasskey)
    } else if text.contains("unable to lock subscriber") {
        Some(PromptRefusal::SubscriberBusy)
    } else {
        None
    }
}

/// What Daraja did not write, by its status.
fn by_page(status: u16, page: GatewayPage) -> Verdict {
    match status {
        // Only the firewall's web page is known to stand before everything (sections 1 and 6.3).
        403 if page == GatewayPage::Html => Verdict::Refused(Proof::EdgeRefused),
        405 => Verdict::Refused(Proof::WrongMethod),
        500.. => Verdict::Unclear(Uncertainty::ServerError(status)),
        _ => Verdict::Unclear(Uncertainty::Page(status, page)),
    }
}

/// Whether a `ResponseCode` is a success: only zeros (`0`, `00`, `00000000`; section 1).
pub(crate) fn is_zeros(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|b| b == b'0')
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;

//! What the result of a balance question says.

use daraja::inbound::{AccountBalance, Body, ResultNotice};
use daraja::{Api, Class, ConversationId, result_code};
use domain::{Environment, Kes};

use super::{Verdict, say};

/// Codes that mean that name, password or certificate of the initiator was wrong, or that the operator is
/// locked for it (`daraja-api.md` sections 3 and 6.6).
const INITIATOR_REFUSED: [&str; 3] = ["2001", "8006", "18"];

/// The verdict on what came to the result address; `None` when it is about another question, or not the
/// last word.
pub fn verdict(of: &Body, question: &ConversationId, environment: Environment) -> Option<Verdict> {
    match of {
        Body::Result(notice) => {
            let other = notice
                .conversation_id
                .as_ref()
                .is_some_and(|id| id != question);
            (!other && notice.is_final()).then(|| of_notice(notice, environment))
        }
        Body::QueueTimeout(_) => None,
        Body::Stk(_) | Body::C2b(_) | Body::B2bExpress(_) | Body::Ratiba(_) => Some(unreadable()),
        Body::Unreadable { .. } => Some(unreadable()),
    }
}

fn unreadable() -> Verdict {
    Verdict::unclear("Something came to the callback address that is not a balance result.")
        .with_remedy("Try again in a few minutes; if it comes back, something between Safaricom and this computer changes what is sent.")
        .with_remedy(say::LOCK_REMEDY)
}

fn of_notice(notice: &ResultNotice, environment: Environment) -> Verdict {
    if notice.is_success() {
        return balances(notice);
    }
    let meaning = result_code(Api::Balance, notice.code.as_str());
    let said = notice.description.to_string();
    let said = said.trim().trim_end_matches('.');
    let quoted = if said.is_empty() {
        String::new()
    } else {
        format!(" (\"{said}\")")
    };
    let text = format!(
        "{} answered {}{quoted}. {}",
        say::who(environment),
        meaning.code,
        meaning.meaning
    );
    let verdict = match meaning.class {
        Class::Failed | Class::FailedHold => Verdict::failed(text),
        Class::Success | Class::Unknown | Class::Pending | Class::AlreadyDone => {
            Verdict::unclear(text)
        }
    };
    let mut verdict = verdict
        .with_remedy(meaning.remedy)
        .with_code(&*meaning.code);
    verdict.initiator_refused = INITIATOR_REFUSED.contains(&meaning.code.as_str());
    verdict
}

/// `Utility KES 450,120.60 can be spent; Working KES 8,200.00, Charges Paid KES −1,980.00.`
fn balances(notice: &ResultNotice) -> Verdict {
    let read = notice.balance();
    let is_utility = |of: &&AccountBalance| called(of).eq_ignore_ascii_case("Utility");
    let utility = read.accounts.iter().find(is_utility);
    let others: Vec<String> = read
        .accounts
        .iter()
        .filter(|of| !is_utility(of))
        .map(|of| format!("{} {}", called(of), amount(of)))
        .collect();
    let parts: Vec<String> = utility
        .map(|of| format!("Utility {} can be spent", amount(of)))
        .into_iter()
        .chain((!others.is_empty()).then(|| others.join(", ")))
        .collect();
    if parts.is_empty() {
        return Verdict::unclear(
            "A result came back and says that it worked, but no balance in it can be read.",
        )
        .with_remedy("Try again; if it comes back, Safaricom may have changed the form.")
        .with_code("0");
    }
    Verdict::passed(format!("{}.", parts.join("; "))).with_code("0")
}

fn called(of: &AccountBalance) -> &str {
    let name = of.name.reveal().trim();
    name.strip_suffix(" Account").unwrap_or(name)
}

/// What can be counted on, exactly as far as cents go.
fn amount(of: &AccountBalance) -> String {
    let spendable = of.spendable();
    let shown =
        Kes::from_decimal(spendable).map_or_else(|_| spendable.to_string(), |kes| kes.to_string());
    format!("{} {shown}", of.currency.reveal())
}

#[cfg(test)]
#[path = "result_tests.rs"]
mod tests;

//! Pays one customer: `cargo run --example pay_one`.
//!
//! Settings: those of `environment`, and `DARAJA_PHONE`, `DARAJA_AMOUNT`, `DARAJA_PAYMENT_ID` and
//! `DARAJA_CALLBACK` (the address that results go to, such as `http://127.0.0.1:8099`).

mod environment;

use std::error::Error;

use daraja::{
    B2cAmount, B2cCommand, B2cPayment, CallbackUrl, Msisdn, OriginatorId, Remarks, Submission, Use,
};
use environment::{Given, client, operator, setting, short_code};

#[allow(
    dead_code,
    reason = "a test that has this file as a module has a main of its own"
)]
#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    println!("{}", run(&|name| std::env::var(name).ok()).await?);
    Ok(())
}

/// Pays, and says what came of it.
///
/// # Errors
/// When a setting is missing or refused. What Daraja answers is never an error here.
pub async fn run(given: Given<'_>) -> Result<String, Box<dyn Error>> {
    let client = client(given)?;
    let operator = operator(given)?;
    let callback = setting(given, "DARAJA_CALLBACK")?;
    let callback = callback.trim_end_matches('/');
    let payment = B2cPayment {
        // A program stores this id before it sends, and never gives one payment two.
        originator_id: OriginatorId::parse(&setting(given, "DARAJA_PAYMENT_ID")?)?,
        command: B2cCommand::BusinessPayment,
        amount: B2cAmount::parse(&setting(given, "DARAJA_AMOUNT")?)?,
        from: short_code(given)?,
        to: Msisdn::read(&setting(given, "DARAJA_PHONE")?)?,
        remarks: Remarks::parse("An example")?,
        occasion: None,
        result_url: CallbackUrl::parse(&format!("{callback}/results/pay-one"), Use::Rehearsal)?,
        timeout_url: CallbackUrl::parse(&format!("{callback}/timeouts/pay-one"), Use::Rehearsal)?,
    };
    Ok(match client.b2c(&operator, &payment).await {
        Submission::Accepted(taken) => format!(
            "queued: {} for {}. Paid or not is said to {callback}.",
            taken.conversation_id, payment.to
        ),
        Submission::Refused(refusal) => format!(
            "not queued: {refusal}. {} Again: {:?}.",
            refusal.explanation(),
            refusal.again()
        ),
        Submission::Unclear(unclear) => format!(
            "nobody knows: {unclear}. Ask for the status of {}; do not pay again.",
            payment.originator_id
        ),
    })
}

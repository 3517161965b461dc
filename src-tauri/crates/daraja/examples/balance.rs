//! Asks for the balances of a short code: `cargo run --example balance`.
//!
//! Settings: those of `environment`, and `DARAJA_CALLBACK`. The answer only says that the question was
//! taken; the balances are called back.

mod environment;

use std::error::Error;

use daraja::{BalanceQuery, CallbackUrl, IdentifierType, Remarks, Submission, Use};
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

/// Asks, and says what came of it.
///
/// # Errors
/// When a setting is missing or refused, or no token could be had.
pub async fn run(given: Given<'_>) -> Result<String, Box<dyn Error>> {
    let client = client(given)?;
    let token = client.check_token().await?;
    let callback = setting(given, "DARAJA_CALLBACK")?;
    let callback = callback.trim_end_matches('/');
    let query = BalanceQuery {
        short_code: short_code(given)?,
        identifier_type: IdentifierType::ShortCode,
        remarks: Remarks::parse("An example")?,
        result_url: CallbackUrl::parse(&format!("{callback}/results/balance"), Use::Rehearsal)?,
        timeout_url: CallbackUrl::parse(&format!("{callback}/timeouts/balance"), Use::Rehearsal)?,
    };
    let lasts = token.expires_in.unwrap_or_default().as_secs();
    Ok(match client.balance(&operator(given)?, &query).await {
        Submission::Accepted(taken) => {
            format!("token for {lasts} s; asked as {}", taken.conversation_id)
        }
        Submission::Refused(refusal) => format!("not asked: {refusal}. {}", refusal.explanation()),
        Submission::Unclear(unclear) => format!("perhaps asked: {unclear}. Ask again."),
    })
}

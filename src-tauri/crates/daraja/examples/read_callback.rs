//! Reads one callback from standard input and says what it says:
//! `cargo run --example read_callback < body.json`.

use std::io::Read;

use daraja::inbound::{self, Body};
use daraja::{Api, result_code};

#[allow(
    dead_code,
    reason = "a test that has this file as a module has a main of its own"
)]
fn main() -> std::io::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    println!("{}", describe(&bytes));
    Ok(())
}

/// What a callback says, in a few lines.
#[must_use]
pub fn describe(bytes: &[u8]) -> String {
    let inbound = inbound::read(None, bytes);
    let mut said = match &inbound.body {
        Body::Result(notice) => {
            let meaning = result_code(Api::B2c, notice.code.as_str());
            let receipt = notice
                .transaction_id
                .as_ref()
                .map_or("none", |it| it.as_str());
            format!(
                "a result: code {} ({:?}): {}\nreceipt {receipt}, amount {:?}",
                notice.code.as_str(),
                meaning.class,
                meaning.meaning,
                notice.payment().amount
            )
        }
        Body::QueueTimeout(echo) => format!("a queue timeout; the outcome is unknown: {echo:?}"),
        Body::Stk(notice) => format!("a prompt: {notice:?}"),
        Body::C2b(notice) => format!("a customer's payment: {notice:?}"),
        Body::B2bExpress(notice) => format!("a till's payment: {notice:?}"),
        Body::Ratiba(notice) => format!("a standing order: {notice:?}"),
        Body::Unreadable { why } => format!("nothing known: {why}"),
    };
    for loss in &inbound.losses {
        said.push_str(&format!("\nnot read: {loss:?}"));
    }
    said
}

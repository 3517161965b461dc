//! A page of deliveries on its way into the ledger, and then to whoever waits.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::{Environment, Problem};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::app::Core;
use crate::audit::unhex;
use crate::callbacks::{Delivery, Minted};
use crate::live::callback;
use crate::relay::RelayError;
use crate::relay::seal::SealKey;
use crate::relay::wire;
use crate::store::callbacks::{self, Fault, Incoming};
use crate::store::{By, Done, callbacks_page};

/// Who the audit chain says drained: nobody need be signed in.
const RECEIVER: &str = "receiver";

impl Core {
    /// Keeps a page in the ledger, in one transaction with its one event, then hands what is new to whoever
    /// waits for it. `false` when no ledger is open: then nothing was kept.
    ///
    /// # Errors
    /// `receiver.other_inbox`, `receiver.other_environment`, `receiver.not_one`; what the disk says. Then
    /// nothing of the page was kept.
    pub(super) async fn keep_page(
        self: &Arc<Self>,
        receiver: i64,
        seal: Option<Arc<SealKey>>,
        page: Vec<wire::Delivery>,
    ) -> Result<bool, Problem> {
        let Some(ledger) = self.held().clone() else {
            return Ok(false);
        };
        self.blocking(move |core| {
            let page = page
                .into_iter()
                .map(|of| incoming(of, core.environment, seal.as_deref()))
                .collect::<Result<Vec<_>, _>>()?;
            let known = ledger.read(|read| callbacks::known(read, receiver, &page))?;
            if known == page.len() {
                return Ok(true);
            }
            let by = By {
                operator: RECEIVER,
                at: core.now(),
            };
            let taken = ledger.write(by, "receiver.drain", |write| {
                let taken = callbacks::take(write, receiver, &page)?;
                let told = json!({
                    "deliveries": taken.deliveries,
                    "events": taken.events,
                    "strangers": taken.strangers,
                    "last": page.last().map(|of| of.cursor),
                    "digest": taken.digest,
                });
                Ok(Done::to(format!("receiver {receiver}"), taken).after(told))
            })?;
            for (cursor, id, expected) in taken.expected {
                let Some(of) = page
                    .iter()
                    .find(|of| of.cursor == cursor)
                    .filter(|_| expected)
                else {
                    continue;
                };
                let kept = ledger.read(|read| callbacks_page::by_id(read, id))?.0;
                if kept.fault.is_none() {
                    core.shared.waiters.hand_minted(
                        Minted {
                            environment: core.environment,
                            use_: of.use_,
                            profile: &of.profile,
                            request: &of.request,
                        },
                        Delivery {
                            path: String::new(),
                            body: kept.body,
                            source: of.source.clone(),
                            at: of.at_ms,
                            verified: of.verified,
                        },
                    );
                }
            }
            Ok(true)
        })
        .await
    }
}

/// A delivery, checked and opened.
fn incoming(
    of: wire::Delivery,
    environment: Environment,
    seal: Option<&SealKey>,
) -> Result<Incoming, Problem> {
    let odd = |why: &str| RelayError::Stranger(why.to_owned()).problem();
    if of.profile.split_once('/').map(|(word, _)| word) != Some(environment.word()) {
        return Err(other_environment(environment));
    }
    let sha256 = unhex::<32>(&of.sha256).ok_or_else(|| odd("a hash is none"))?;
    let body = of
        .body
        .map(|text| {
            BASE64_STANDARD
                .decode(text)
                .map_err(|_| odd("a body is no base64"))
        })
        .transpose()?;
    let opened = match (&body, of.sealed) {
        (Some(body), true) => seal.and_then(|key| key.open(body)),
        _ => None,
    };
    let fault = match (&body, &opened, of.sealed) {
        (None, ..) => None,
        (Some(_), None, true) => Some(Fault::Unopened),
        (Some(raw), opened, _) => {
            let plain = opened.as_ref().unwrap_or(raw);
            let same = of.scrubbed || Sha256::digest(plain).as_slice() == sha256;
            (!same).then_some(Fault::Altered)
        }
    };
    let body = opened.or(body);
    let read = match (&body, fault) {
        (Some(body), None | Some(Fault::Altered)) => callback::read(of.use_, body),
        _ => callback::ReadCallback::default(),
    };
    Ok(Incoming {
        cursor: of.cursor,
        event: of.event,
        found_by: read.found_by(),
        // One that was changed on its way is about no transaction that counts.
        receipt: read.receipt.filter(|_| fault.is_none()),
        profile: of.profile,
        use_: of.use_,
        request: of.request,
        body,
        sha256,
        scrubbed: of.scrubbed,
        sealed: of.sealed,
        fault,
        source: of.source,
        verified: of.verified,
        at_ms: of.at_ms,
        decision: of.decision.map(|told| {
            json!({"code": told.code, "why": told.why, "rules": told.rules}).to_string()
        }),
    })
}

fn other_environment(environment: Environment) -> Problem {
    Problem::new(
        "receiver.other_environment",
        format!(
            "Nothing more is taken from the receiver: something there under this console's token is not of \
             {environment}. Environments never mix."
        ),
    )
    .with_remedy("Give each environment a console token of its own at the receiver, and connect again with it.")
}

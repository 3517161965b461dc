//! The receiver: connecting it, forgetting it, its addresses and rules, and testing it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Environment, Problem};
use serde_json::json;

use crate::api::{
    JobRequest, Nothing, ReceiverConnect, ReceiverInfo, ReceiverRotate, ReceiverRules,
    ReceiverTested,
};
use crate::app::receiver::{Rules, builtin_refused, none_connected, seal_name, token_name};
use crate::app::{Acts, Core, Job, show_receiver};
use crate::callbacks::End;
use crate::reconcile::cancelled;
use crate::relay::seal::SealKey;
use crate::relay::{Relay, RelayAddress};
use crate::store::receivers::{self, NewReceiver};
use crate::store::{Done, callback_addresses, profiles};
use crate::vault::{Secret, SecretName};
use crate::words;

/// Longest overlap of old and new addresses.
const OVERLAP_HOURS_MAX: u32 = 168;
/// How long a test delivery is waited for.
const TEST_WAIT: Duration = Duration::from_secs(30);
/// How often a waiting test looks whether it was cancelled.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Longest certificate file.
const CERTIFICATE_LEN_MAX: usize = 64 * 1024;

impl Acts<'_> {
    /// How it goes with the receiver.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn receiver_show(&self, _: Nothing) -> Result<ReceiverInfo, Problem> {
        self.with_ledger(show_receiver::info).await
    }

    /// Connects a receiver, once it let this console in. Token and sealing key go to the keyring.
    ///
    /// # Errors
    /// `receiver.builtin` in practice; what the receiver or the keyring says. Then all is as before.
    pub async fn receiver_connect(
        &self,
        request: ReceiverConnect,
    ) -> Result<ReceiverInfo, Problem> {
        let here = self.here();
        if here.environment == Environment::Practice {
            return Err(builtin_refused());
        }
        let new = NewReceiver {
            url: request.url.trim().trim_end_matches('/').to_owned(),
            certificate: request.certificate.filter(|pem| !pem.trim().is_empty()),
            sealed: request.seal,
        };
        let long = new
            .certificate
            .as_ref()
            .is_some_and(|pem| pem.len() > CERTIFICATE_LEN_MAX);
        let token = Secret::new(request.token.trim());
        if token.reveal().is_empty() || long {
            let (field, what) = if long {
                ("certificate", "certificate")
            } else {
                ("token", "token")
            };
            return Err(Problem::new(
                "receiver.form",
                format!("Nothing was connected: the {what} is none."),
            )
            .with_field(field)
            .with_remedy("Give what `patanisha receiver init` printed."));
        }
        let address = RelayAddress {
            url: new.url.clone(),
            certificate: new.certificate.clone(),
            token: token.clone(),
        };
        let relay = Relay::new(&address).map_err(|error| error.problem().with_field("url"))?;
        let status = relay.status().await.map_err(|error| error.problem())?.value;
        if new.sealed {
            here.ensure_seal_key().await?;
        }
        let name = token_name(&here)?;
        let before = self.shared.keys.get(name.clone()).await?;
        self.shared.keys.set(name.clone(), token).await?;
        let (last, base) = (status.position.last, new.url.clone());
        let kept = here
            .with_ledger(move |core, ledger| {
                ledger.write(core.by(), "receiver.connect", |write| {
                    // The same inbox goes on where it was; another one, or one that was emptied, begins anew.
                    let known = receivers::last_at(write, &new.url)?;
                    let goes_on = known.filter(|row| last >= row.cursor).map(|row| row.id);
                    let id = receivers::connect(write, &new, goes_on)?;
                    Ok(Done::to(format!("receiver {id}"), ()).after(json!({
                        "goes_on": goes_on.is_some(),
                        "sealed": new.sealed,
                        "own_certificate": new.certificate.is_some(),
                    })))
                })
            })
            .await;
        if let Err(problem) = kept {
            self.put_back(name, before).await;
            return Err(problem);
        }
        here.begin_receiver(Some(base));
        here.receiver_info().await
    }

    async fn put_back(&self, name: SecretName, before: Option<Secret>) {
        let _ = match before {
            Some(secret) => self.shared.keys.set(name, secret).await,
            None => self.shared.keys.delete(name).await,
        };
    }

    /// Forgets the receiver and its token. The sealing key is kept: bodies that were sealed to it may come
    /// once more.
    ///
    /// # Errors
    /// `receiver.builtin` in practice; what the keyring says.
    pub async fn receiver_forget(&self, _: Nothing) -> Result<ReceiverInfo, Problem> {
        let here = self.here();
        if here.environment == Environment::Practice {
            return Err(builtin_refused());
        }
        here.with_ledger(|core, ledger| {
            if ledger.read(receivers::in_use)?.is_none() {
                return Ok(());
            }
            ledger.write(core.by(), "receiver.forget", |write| {
                receivers::forget(write)?;
                Ok(Done::to("receiver", ()))
            })
        })
        .await?;
        here.begin_receiver(None);
        self.shared.keys.delete(token_name(&here)?).await?;
        here.receiver_info().await
    }

    /// Makes new callback addresses. The old ones are taken for some hours more.
    ///
    /// # Errors
    /// `receiver.overlap` when the hours are none that fit.
    pub async fn receiver_rotate(&self, request: ReceiverRotate) -> Result<ReceiverInfo, Problem> {
        let hours = request.overlap_hours;
        if !(1..=OVERLAP_HOURS_MAX).contains(&hours) {
            return Err(Problem::new(
                "receiver.overlap",
                format!("Nothing was changed: old addresses are taken for 1 to {OVERLAP_HOURS_MAX} hours more."),
            )
            .with_field("overlap_hours")
            .with_remedy("Give a number of hours in which everything that was asked is answered, such as 24."));
        }
        let here = self.here();
        here.with_ledger(move |core, ledger| {
            let until = core
                .now()
                .unix()
                .saturating_add(i64::from(hours).saturating_mul(3_600));
            ledger.write(core.by(), "receiver.rotate", |write| {
                let count = callback_addresses::rotate(write, until)?;
                Ok(Done::to("receiver", ()).after(json!({ "addresses": count, "hours": hours })))
            })
        })
        .await?;
        here.publish_soon().await;
        here.receiver_info().await
    }

    /// Sets how payments are answered while they can still be refused.
    ///
    /// # Errors
    /// When the ledger can't be written.
    pub async fn receiver_rules(&self, request: ReceiverRules) -> Result<ReceiverInfo, Problem> {
        let here = self.here();
        here.with_ledger(move |core, ledger| {
            let said = |rules: &ReceiverRules| {
                json!({
                    "by_default": rules.accept_by_default,
                    "unknown": rules.accept_unknown,
                    "over": rules.accept_over,
                    "under": rules.accept_under,
                })
            };
            ledger.write(core.by(), "receiver.rules", |write| {
                let before = Rules::kept(write)?;
                Rules::keep(write, &request)?;
                Ok(Done::to("receiver", ())
                    .before(said(&before))
                    .after(said(&request)))
            })
        })
        .await?;
        here.publish_soon().await;
        here.receiver_info().await
    }

    /// Posts a test delivery to the public address and waits until it was drained.
    ///
    /// # Errors
    /// `receiver.none`, `receiver.no_profile`, `job.cancelled`. That it did not come is no error but an
    /// answer.
    pub async fn receiver_test(&self, request: JobRequest) -> Result<ReceiverTested, Problem> {
        let here = self.here();
        let job = self.shared.jobs.start(&request.job)?;
        let begun = Instant::now();
        let done = here.test_receiver(&job).await;
        let took_ms = u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX);
        let (ok, text, problem) = match done {
            Ok(text) => (true, text, None),
            Err(problem)
                if matches!(
                    problem.code.0,
                    "job.cancelled" | "receiver.none" | "receiver.no_profile"
                ) =>
            {
                return Err(problem);
            }
            Err(problem) => (
                false,
                "The test delivery did not come back.".to_owned(),
                Some(problem.into()),
            ),
        };
        here.with_ledger(move |core, ledger| {
            let tested = ReceiverTested {
                ok,
                at: words::minute(core.now()),
                took_ms,
                text,
                problem,
            };
            ledger.write(core.by(), "receiver.test", |write| {
                show_receiver::keep_test(write, &tested)?;
                Ok(Done::to("receiver", ()).after(json!({ "ok": ok, "took_ms": took_ms })))
            })?;
            Ok(tested)
        })
        .await
    }
}

impl Core {
    async fn receiver_info(self: &Arc<Self>) -> Result<ReceiverInfo, Problem> {
        self.with_ledger(show_receiver::info).await
    }

    /// The sealing key, made if there is none.
    async fn ensure_seal_key(&self) -> Result<(), Problem> {
        let name = seal_name(self)?;
        let held = self.shared.keys.get(name.clone()).await?;
        if held.as_ref().and_then(SealKey::from_secret).is_some() {
            return Ok(());
        }
        self.shared
            .keys
            .set(name, SealKey::random()?.to_secret())
            .await
    }

    async fn test_receiver(self: &Arc<Self>, job: &Job) -> Result<String, Problem> {
        let reach = self.reach().await?.ok_or_else(none_connected)?;
        let rows = self
            .with_ledger(|_, ledger| ledger.read(profiles::all))
            .await?;
        let Some(row) = rows.first() else {
            return Err(Problem::new(
                "receiver.no_profile",
                "Nothing was tested: addresses are made for a short code, and there is none yet.",
            )
            .with_remedy("Add a short code, then test again."));
        };
        let base = self.surroundings().callback_base(row);
        let base = base
            .or_else(|| self.receiver.base())
            .ok_or_else(none_connected)?;
        let mut addresses = self.expect_callback(row, "test", &base).await?;
        let body = json!({ "test": true, "at": self.now().to_string() }).to_string();
        let begun = Instant::now();
        reach
            .relay
            .post_callback(&addresses.test_url, body.into_bytes())
            .await
            .map_err(|error| not_posted(&error.problem()))?;
        while begun.elapsed() < TEST_WAIT {
            let milliseconds = |of: Duration| u64::try_from(of.as_millis()).unwrap_or(u64::MAX);
            let (done, of) = (milliseconds(begun.elapsed()), milliseconds(TEST_WAIT));
            if !job.report("Waiting for the test delivery", (0, 10_000), done, of) {
                return Err(cancelled());
            }
            tokio::select! {
                arrived = addresses.expected.arrivals.recv() => {
                    if arrived.is_some_and(|arrived| arrived.at == End::Test) {
                        return Ok("The test delivery went out to the public address and came back through the receiver.".to_owned());
                    }
                }
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
        Err(Problem::new(
            "receiver.test_lost",
            "The public address took the test delivery, and it did not come here in half a minute.",
        )
        .with_remedy(
            "See whether the receiver at the public address is the one that is connected here.",
        ))
    }
}

fn not_posted(why: &Problem) -> Problem {
    Problem::new(
        "receiver.test_not_taken",
        format!("The public address did not take the test delivery. {}", why.message),
    )
    .with_remedy("Check that the callback address of the short code leads to the receiver, through its proxy if it has one.")
}

//! Testing a profile: real calls, one verdict each, kept until what it rests on changes.
//!
//! A wrong initiator password is acknowledged like a right one, and five wrong tries lock the operator at
//! Safaricom. So nothing is asked twice by itself, and after a refusal nothing more is sent with the same
//! initiator.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Environment, Problem};
use serde_json::json;

use super::profiles::subject;
use crate::api::{ProfileCheck, ProfileInfo, ProfileItem, ProfileTest};
use crate::app::show_profile::{refusal, refused_problem};
use crate::app::{Acts, Core, Job, checklist, lock};
use crate::callbacks::{End, Expected};
use crate::live::{Access, Asked, Caller, Operator, Verdict};
use crate::reconcile::cancelled;
use crate::store::Done;
use crate::store::profiles::{self, CheckRow, ProfileRow};
use crate::vault::{ProfileSecret, Secret};

/// How often a waiting check looks whether it was cancelled, and tells how far it is.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// The parts of the job, of 10 000.
const TOKEN_SPAN: (u32, u32) = (0, 1_500);
const ASK_SPAN: (u32, u32) = (1_500, 3_000);
const WAIT_SPAN: (u32, u32) = (3_000, 10_000);

impl Acts<'_> {
    /// Calls Safaricom (in practice: the simulator) to see that the items work.
    ///
    /// # Errors
    /// `state.initiator_refused` when the balance is asked for with an initiator that was refused before;
    /// `state.profile_in_test`; `job.cancelled`. How a call ends is no error but a verdict.
    pub async fn profile_test(&self, request: ProfileTest) -> Result<ProfileInfo, Problem> {
        let here = self.here();
        let job = self.shared.jobs.start(&request.job)?;
        here.supply_practice().await?;
        let (row, _testing) = here.begin_test(request.profile).await?;
        let checks: &[ProfileCheck] = match &request.check {
            Some(check) => std::slice::from_ref(check),
            None => ProfileCheck::ALL,
        };
        for check in checks {
            if request.check == Some(ProfileCheck::Balance)
                && let Some(refused) = refusal(&row)
            {
                return Err(refused_problem(refused));
            }
            if here.hindrance(&row, *check).is_some() {
                continue;
            }
            let verdict = here.run(&row, *check, &job).await?;
            let go_on = verdict.outcome == crate::api::CheckOutcome::Passed;
            here.keep(&row, *check, verdict).await?;
            if !go_on {
                break;
            }
        }
        here.info(row.id).await
    }
}

/// A profile under test. Dropping it ends the test.
struct Testing {
    core: Arc<Core>,
    id: i64,
}

impl Drop for Testing {
    fn drop(&mut self) {
        lock(&self.core.testing).remove(&self.id);
    }
}

impl Core {
    async fn begin_test(self: &Arc<Self>, id: i64) -> Result<(ProfileRow, Testing), Problem> {
        let _turn = self.profiles.lock().await;
        let row = self.profile(id).await?;
        if !lock(&self.testing).insert(id) {
            return Err(Problem::new(
                "state.profile_in_test",
                "Nothing was sent: a check of this profile is running already.",
            )
            .with_remedy("Wait until it has ended, or cancel it; then try again."));
        }
        let core = Arc::clone(self);
        Ok((row, Testing { core, id }))
    }

    async fn run(
        self: &Arc<Self>,
        row: &ProfileRow,
        check: ProfileCheck,
        job: &Job,
    ) -> Result<Verdict, Problem> {
        let around = self.surroundings();
        let key = self.secret(row, ProfileSecret::ConsumerKey).await?;
        let secret = self.secret(row, ProfileSecret::ConsumerSecret).await?;
        let (consumer_key, consumer_secret) = match (key, secret) {
            (Ok(key), Ok(secret)) => (key, secret),
            (Err(gone), _) | (_, Err(gone)) => return Ok(gone),
        };
        let access = Access {
            environment: self.environment,
            base_url: around.base_url(row).unwrap_or_default(),
            proxy: row.value(ProfileItem::Proxy).map(str::to_owned),
            consumer_key,
            consumer_secret,
        };
        let core = Arc::clone(self);
        let caller = match Caller::new(&access, move |theirs| core.heard_clock(theirs)) {
            Ok(caller) => caller,
            Err(verdict) => return Ok(verdict),
        };
        match check {
            ProfileCheck::Token => {
                let asking = caller.token(self.shared.clock);
                unless_stopped(job, "Asking for a token", TOKEN_SPAN, asking).await
            }
            ProfileCheck::Balance => self.balance(row, &caller, job).await,
        }
    }

    async fn balance(
        self: &Arc<Self>,
        row: &ProfileRow,
        caller: &Caller,
        job: &Job,
    ) -> Result<Verdict, Problem> {
        let operator = match self.operator(row).await? {
            Ok(operator) => operator,
            Err(gone) => return Ok(gone),
        };
        let base = self.surroundings().callback_base(row).unwrap_or_default();
        let mut expected = match self.receiver.base() {
            Some(_) => self.expect_callback(row, "check", &base).await?.expected,
            None => self.shared.waiters.expect(&base)?,
        };
        let urls = (&*expected.result_url, &*expected.timeout_url);
        // Known before it is sent: a try that is cancelled or cut off still counts towards the lock.
        let before = Verdict::unclear(
            "The balance was asked for, and how it ended is not known: the check was stopped.",
        )
        .with_remedy("If you are not sure of the initiator's password, check it before you try again: five wrong tries lock the operator.");
        self.keep(row, ProfileCheck::Balance, before).await?;
        let asking =
            caller.ask_balance(&operator, &row.profile.short_code, urls, self.shared.clock);
        let asked = unless_stopped(job, "Asking for the balance", ASK_SPAN, asking)
            .await
            .map_err(|_| stopped_waiting())?;
        match asked {
            Err(verdict) => Ok(verdict),
            Ok(asked) => self.wait(&mut expected, &asked, job).await,
        }
    }

    /// Waits for the result. A queue timeout is no result: one may still come.
    async fn wait(
        &self,
        expected: &mut Expected,
        asked: &Asked,
        job: &Job,
    ) -> Result<Verdict, Problem> {
        let (begun, patience) = (Instant::now(), self.shared.result_wait);
        let (mut timed_out, mut unverified) = (false, false);
        while begun.elapsed() < patience {
            let milliseconds = |of: Duration| u64::try_from(of.as_millis()).unwrap_or(u64::MAX);
            let (done, of) = (milliseconds(begun.elapsed()), milliseconds(patience));
            if !job.report("Waiting for the result", WAIT_SPAN, done, of) {
                return Err(stopped_waiting());
            }
            tokio::select! {
                arrived = expected.arrivals.recv() => match arrived {
                    Some(arrived) if arrived.at == End::Result => {
                        // Anybody could have posted it who knew the address; a real one may still come.
                        if !arrived.delivery.verified && self.environment != Environment::Practice {
                            unverified = true;
                            continue;
                        }
                        if let Some(verdict) = asked.verdict(&arrived.delivery.body) {
                            return Ok(verdict);
                        }
                    }
                    Some(arrived) => timed_out |= arrived.at == End::Timeout,
                    None => break,
                },
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
        let verdict = asked.silent(patience, timed_out);
        Ok(if unverified {
            verdict.but_unverified()
        } else {
            verdict
        })
    }

    /// The initiator, or the verdict that a part of it is gone.
    async fn operator(&self, row: &ProfileRow) -> Result<Result<Operator, Verdict>, Problem> {
        let name = row.value(ProfileItem::InitiatorName).unwrap_or_default();
        let ready = checklist::required(row, ProfileItem::SecurityCredential);
        let secret = if ready {
            ProfileSecret::SecurityCredential
        } else {
            ProfileSecret::InitiatorPassword
        };
        let held = self.secret(row, secret).await?;
        Ok(held.map(|held| Operator {
            name: name.to_owned(),
            certificate: row
                .value(ProfileItem::Certificate)
                .filter(|_| !ready)
                .map(str::to_owned),
            secret: held,
        }))
    }

    /// A secret that the ledger says is given, or the verdict that the keyring has lost it.
    async fn secret(
        &self,
        row: &ProfileRow,
        secret: ProfileSecret,
    ) -> Result<Result<Secret, Verdict>, Problem> {
        let held = self
            .shared
            .keys
            .get(self.secret_name(row.id, secret))
            .await?;
        Ok(held.ok_or_else(|| {
            let remedy = if row.profile.supplied && self.environment == Environment::Practice {
                "Start Patanisha again; it puts the simulator's secrets back.".to_owned()
            } else {
                format!("Give the {} again.", secret.called())
            };
            Verdict::failed(format!(
                "Nothing was sent: the keyring no longer holds the {} that was given here.",
                secret.called()
            ))
            .with_remedy(remedy)
            .with_remedy(
                "If you use several keyrings or accounts, sign in with the one it was given in.",
            )
        }))
    }

    async fn keep(
        self: &Arc<Self>,
        row: &ProfileRow,
        check: ProfileCheck,
        verdict: Verdict,
    ) -> Result<(), Problem> {
        let id = row.id;
        self.with_ledger(move |core, ledger| {
            ledger.write(core.by(), "profile.test", |write| {
                let end = CheckRow {
                    check,
                    outcome: verdict.outcome,
                    text: verdict.text,
                    remedies: verdict.remedies,
                    at: core.now(),
                };
                profiles::keep_check(write, id, &end)?;
                if verdict.initiator_refused {
                    profiles::refuse(write, id, verdict.code.as_deref())?;
                }
                Ok(Done::to(subject(id), ()).after(json!({
                    "check": check.word(),
                    "outcome": end.outcome.word(),
                    "code": verdict.code,
                })))
            })
        })
        .await
    }
}

/// Waits for `act`, unless the job is cancelled first.
async fn unless_stopped<T>(
    job: &Job,
    phase: &str,
    span: (u32, u32),
    act: impl Future<Output = T>,
) -> Result<T, Problem> {
    let mut act = std::pin::pin!(act);
    loop {
        if !job.report(phase, span, 0, 1) {
            return Err(cancelled());
        }
        tokio::select! {
            done = &mut act => return Ok(done),
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

fn stopped_waiting() -> Problem {
    Problem::new(
        "job.cancelled",
        "Stopped as asked. The request for the balance may have been sent; its result will not be looked at.",
    )
    .with_remedy("If you are not sure of the initiator's password, check it before you try again: five wrong tries lock the operator.")
}

//! The three worlds: which there are, going from one to another, and making a workspace in one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::api::{
    AppStatus, EnvironmentInfo, EnvironmentList, EnvironmentSwitch, Nothing, WorkspaceCreate,
};
use crate::app::{Acts, World, lock};
use crate::store::{Done, preferences};
use domain::account::collapse;
use domain::{Environment, Problem, Retry};

/// What is typed to enter production.
const PRODUCTION_WORD: &str = "PRODUCTION";
/// Longest name of a business, in characters.
const BUSINESS_CHARS_MAX: usize = 80;
/// How long running commands are waited for before a switch is refused.
const LEAVE_WAIT: Duration = Duration::from_secs(5);
/// How often it is looked whether they have ended.
const LEAVE_LOOK: Duration = Duration::from_millis(10);

impl Acts<'_> {
    /// The three worlds.
    ///
    /// # Errors
    /// When the data folder can't be read.
    pub async fn environments_list(&self, _: Nothing) -> Result<EnvironmentList, Problem> {
        let here = self.here();
        here.blocking(|core| {
            let environments = Environment::ALL
                .iter()
                .map(|environment| {
                    Ok(EnvironmentInfo {
                        environment: (*environment).into(),
                        current: *environment == core.environment,
                        workspace: core.shared.has_workspace(*environment)?,
                        unavailable: match environment {
                            Environment::Practice => core.shared.practice_fault.clone(),
                            Environment::Sandbox | Environment::Production => None,
                        },
                    })
                })
                .collect::<Result<_, Problem>>()?;
            Ok(EnvironmentList { environments })
        })
        .await
    }

    /// Goes to another world. What was held of this one is let go; nothing of it is seen in the other.
    ///
    /// # Errors
    /// `environment.not_typed` when production is not entered by its name; `state.job_running` and
    /// `state.busy` while something still works here. Then this world stays open.
    pub async fn environment_switch(
        &self,
        request: EnvironmentSwitch,
    ) -> Result<AppStatus, Problem> {
        let to = Environment::from(request.to);
        if to == self.here().environment {
            return Ok(self.here().status().await);
        }
        let typed = request.typed.as_deref().map(str::trim);
        if to == Environment::Production && typed != Some(PRODUCTION_WORD) {
            return Err(Problem::new(
                "environment.not_typed",
                format!(
                    "Production was not entered: it moves real money, and is entered by typing \
                     {PRODUCTION_WORD}."
                ),
            )
            .with_field("typed")
            .with_remedy(format!("Type {PRODUCTION_WORD} in capital letters.")));
        }
        let begun = Instant::now();
        loop {
            if self.shared.jobs.any() {
                return Err(Problem::new(
                    "state.job_running",
                    "The environment was not changed: a job still runs in this one.",
                )
                .with_remedy("Wait until it has ended, or cancel it; then switch."));
            }
            if self.leave(to) {
                return Ok(self.here().status().await);
            }
            if begun.elapsed() > LEAVE_WAIT {
                return Err(Problem::new(
                    "state.busy",
                    "The environment was not changed: something in this one has not ended yet.",
                )
                .with_remedy("Answer the keyring's prompt if one is open, then switch again.")
                .with_retry(Retry::Now));
            }
            tokio::time::sleep(LEAVE_LOOK).await;
        }
    }

    /// Leaves this world if no command holds it.
    fn leave(&self, to: Environment) -> bool {
        let mut here = lock(&self.engine.here);
        // Commands take hold of it under this lock only, so alone here is alone until it is let go.
        let alone = Arc::strong_count(&here) == 1;
        if alone {
            *here = Arc::new(World::new(Arc::clone(self.shared), to));
        }
        alone
    }

    /// Makes an empty workspace in the sandbox or in production.
    ///
    /// # Errors
    /// When there is one already, the name is no name, or keyring or disk refuse. Then none is made.
    pub async fn workspace_create(&self, request: WorkspaceCreate) -> Result<AppStatus, Problem> {
        let here = self.here();
        if here.environment == Environment::Practice {
            return Err(Problem::new(
                "environment.practice",
                "Nothing was made: practice has the sample business and no other workspace.",
            )
            .with_remedy("Open the sample business, or go to the sandbox."));
        }
        let business = collapse(&request.business);
        if !(1..=BUSINESS_CHARS_MAX).contains(&business.chars().count()) {
            return Err(Problem::new(
                "business.name",
                format!(
                    "Nothing was made: the business' name has 1 to {BUSINESS_CHARS_MAX} characters."
                ),
            )
            .with_field("business")
            .with_remedy("Give the name as it stands on the M-Pesa statements."));
        }
        here.make_ledger(move |core, ledger| {
            ledger.write(core.by(), "workspace.create", |write| {
                preferences::set_meta(write, "business", &business)?;
                Ok(Done::to("workspace", ()))
            })
        })
        .await?;
        Ok(here.status().await)
    }
}

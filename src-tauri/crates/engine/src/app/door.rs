//! The one door: every command asks the table of permissions first, whichever host gives it.

use std::sync::Arc;

use domain::Problem;

use super::jobs::Job;
use super::session::{Session, signed_out};
use super::{Core, Engine, Shared, World, lock};
use crate::api::*;
use crate::people::permissions::{self, Command, Need, Who};
use crate::store::{Done, Ledger};

/// What an admitted command works with.
pub(super) struct Acts<'e> {
    pub(super) engine: &'e Engine,
    pub(super) shared: &'e Arc<Shared>,
    /// The world it was admitted to; none for a command that anybody may give.
    held: Option<Arc<World>>,
    session: Option<Arc<Session>>,
}

impl Acts<'_> {
    /// The world to act in. Whoever holds it keeps it from being left.
    pub(super) fn here(&self) -> Arc<Core> {
        let world = self
            .held
            .as_ref()
            .map_or_else(|| Arc::clone(&lock(&self.engine.here)), Arc::clone);
        Arc::new(Core {
            world,
            actor: self.session.clone(),
        })
    }

    /// Runs `act` with the open ledger on a thread that may block.
    pub(super) async fn with_ledger<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Core, &Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.here().with_ledger(act).await
    }

    /// Runs a job with the open ledger on a thread that may block.
    pub(super) async fn with_job<T: Send + 'static>(
        &self,
        name: &str,
        act: impl FnOnce(&Core, &Ledger, &Job) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let here = self.here();
        let job = self.shared.jobs.start(name)?;
        here.with_ledger(move |core, ledger| act(core, ledger, &job))
            .await
    }
}

impl Engine {
    /// Lets a command in, or says why not. A refusal for want of a role is an event.
    async fn admit(&self, command: Command) -> Result<Acts<'_>, Problem> {
        let need = permissions::need(command);
        let world = Arc::clone(&lock(&self.here));
        let session = world.live_session(self.shared.idle);
        if need.who == Who::Anyone {
            return Ok(Acts {
                engine: self,
                shared: &self.shared,
                held: None,
                session,
            });
        }
        let core = Arc::new(Core {
            world,
            actor: session.clone(),
        });
        core.admit(command, need).await?;
        Ok(Acts {
            engine: self,
            shared: &self.shared,
            held: Some(Arc::clone(&core.world)),
            session,
        })
    }
}

impl World {
    /// Who is signed in, unless they did nothing for too long; then nobody is.
    pub(super) fn live_session(&self, idle: std::time::Duration) -> Option<Arc<Session>> {
        let mut held = lock(&self.session);
        if held.as_ref().is_some_and(|session| session.idle(idle)) {
            *held = None;
        }
        held.clone()
    }
}

impl Core {
    async fn admit(self: &Arc<Self>, command: Command, need: Need) -> Result<(), Problem> {
        if self.open_ledger().await?.is_none() {
            return Err(super::no_workspace());
        }
        let Some(session) = self.actor.clone() else {
            return Err(
                Problem::new("session.none", "Nothing was done: nobody is signed in.")
                    .with_remedy("Sign in, then try again."),
            );
        };
        if !need.admits(Some(&session.roles)) {
            self.with_ledger(move |core, ledger| {
                ledger.write(core.by(), "access.refused", |_| {
                    Ok(Done::to(format!("command {}", command.name()), ()))
                })
            })
            .await?;
            return Err(refused(need));
        }
        if need.step_up && !session.stepped_up(self.shared.step_up) {
            return Err(Problem::new(
                "session.step_up",
                "Nothing was done yet: this needs your passphrase again.",
            )
            .with_field("passphrase")
            .with_remedy("Type your passphrase, then try again."));
        }
        if !asks_by_itself(command) {
            session.touch();
        }
        Ok(())
    }
}

/// Whether a window asks for it again and again while it is shown: that is no act of a person, and keeps
/// nobody signed in.
const fn asks_by_itself(command: Command) -> bool {
    matches!(command, Command::receiver_show | Command::callbacks_page)
}

fn refused(need: Need) -> Problem {
    let Who::Roles(roles) = need.who else {
        return signed_out();
    };
    let words: Vec<&str> = roles.iter().map(|role| role.word()).collect();
    Problem::new(
        "access.refused",
        format!(
            "Nothing was done: this is for {}, and it was recorded that you tried.",
            words.join(" or ")
        ),
    )
    .with_remedy("Ask a person with that role.")
}

macro_rules! door {
    ($($(#[doc = $doc:literal])* $name:ident($request:ident) -> $response:ident;)*) => {
        impl Engine {
            $($(#[doc = $doc])*
            ///
            /// # Errors
            /// `session.none`, `session.step_up` and `access.refused` by the table of permissions; else
            /// what the act itself says.
            pub async fn $name(&self, request: $request) -> Result<$response, Problem> {
                self.admit(Command::$name).await?.$name(request).await
            })*
        }
    };
}
crate::for_each_command!(door);

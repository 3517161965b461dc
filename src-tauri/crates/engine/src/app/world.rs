//! One world and what acts in it.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use domain::{Eat, Environment, Problem};

use super::lineage::Lineage;
use super::position::Position;
use super::preview::Previews;
use super::receiver::ReceiverDesk;
use super::session::Session;
use super::{Shared, lock, no_workspace};
use crate::store::{By, Ledger};

/// One world: an environment with all that is held of it. Nothing of it is ever seen by another
/// (law 10), so going to another makes a new one.
pub(super) struct World {
    pub(super) shared: Arc<Shared>,
    pub(super) environment: Environment,
    pub(super) previews: Previews,
    pub(super) opening: tokio::sync::Mutex<()>,
    pub(super) ledger: Mutex<Option<Arc<Ledger>>>,
    pub(super) position: Mutex<Option<Arc<Position>>>,
    /// Whether the practice profile was brought up to date since this world was entered.
    pub(super) supplied: AtomicBool,
    /// One change of a profile's items at a time: keyring and ledger change together.
    pub(super) profiles: tokio::sync::Mutex<()>,
    /// Profiles being tested now.
    pub(super) testing: Mutex<BTreeSet<i64>>,
    /// What the open ledger is: the one that was open here last, or a copy; none while none is open.
    pub(super) lineage: Mutex<Option<Lineage>>,
    /// When the day's backup was tried in vain, and why; none once a backup was made. In memory: the next
    /// opening tries again.
    pub(super) backup_failed: Mutex<Option<(Eat, Problem)>>,
    /// The groups of the recovery key that were asked for when it was last shown.
    pub(super) confirming: Mutex<Option<[u32; 3]>>,
    /// The receiver, while a ledger is open.
    pub(super) receiver: ReceiverDesk,
    /// Who is signed in.
    pub(super) session: Mutex<Option<Arc<Session>>>,
}

/// A world with whoever acts in it: what a command began with it keeps, whoever signs in meanwhile.
pub(super) struct Core {
    pub(super) world: Arc<World>,
    pub(super) actor: Option<Arc<Session>>,
}

impl Deref for Core {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl World {
    pub(super) fn new(shared: Arc<Shared>, environment: Environment) -> Self {
        Self {
            shared,
            environment,
            previews: Previews::default(),
            opening: tokio::sync::Mutex::default(),
            ledger: Mutex::new(None),
            position: Mutex::new(None),
            supplied: AtomicBool::new(false),
            profiles: tokio::sync::Mutex::default(),
            testing: Mutex::default(),
            lineage: Mutex::default(),
            backup_failed: Mutex::default(),
            confirming: Mutex::default(),
            receiver: ReceiverDesk::default(),
            session: Mutex::default(),
        }
    }
}

impl Core {
    /// Runs `act` with the open ledger on a thread that may block.
    pub(super) async fn with_ledger<T: Send + 'static>(
        self: &Arc<Self>,
        act: impl FnOnce(&Self, &Ledger) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let ledger = self.open_ledger().await?.ok_or_else(no_workspace)?;
        self.blocking(move |core| act(core, &ledger)).await
    }

    pub(super) async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        act: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let core = Arc::clone(self);
        tokio::task::spawn_blocking(move || act(&core)).await.unwrap_or_else(|error| {
            Err(Problem::new(
                "engine.fault",
                format!("The act was cut off by a fault in the program; nothing half-done was kept. {error}"),
            )
            .with_remedy("Try again; if it comes back, report it with the time it happened."))
        })
    }

    /// Who changes the ledger now.
    pub(super) fn by(&self) -> By<'_> {
        By {
            operator: self
                .actor
                .as_ref()
                .map_or(&self.shared.operator, |actor| &actor.name),
            at: self.now(),
        }
    }

    pub(super) fn now(&self) -> Eat {
        Eat::from_unix((self.shared.clock)())
            .unwrap_or_else(|| Eat::start_of(domain::Day::default()))
    }

    /// Where the books stand now.
    pub(super) fn position(&self, ledger: &Ledger) -> Result<Arc<Position>, Problem> {
        Position::of(ledger, &self.position)
    }

    pub(super) fn held(&self) -> std::sync::MutexGuard<'_, Option<Arc<Ledger>>> {
        lock(&self.ledger)
    }
}

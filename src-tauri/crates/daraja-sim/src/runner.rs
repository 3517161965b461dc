//! The world, its clock, and whoever carries out what is due.
//!
//! Two clocks: a running one follows the real time plus what it was advanced; a manual one moves only when
//! it is advanced, and then everything due is done one after the other before the call returns.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::api;
use crate::poster;
use crate::state_file::StateFile;
use crate::world::World;
use crate::world::deliveries::DeliveryState;
use crate::world::schedule::{Event, Work};

/// Most posts on their way at a time while the clock runs.
const POSTS_MAX: usize = 256;
/// The longest a running clock waits without looking at what is due.
const LOOK_EVERY: Duration = Duration::from_secs(3_600);

/// Where a running clock began: real time, and the virtual time it was then.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Began {
    pub(crate) at: Instant,
    pub(crate) unix_ms: u64,
}

/// Everything that is shared between the sockets, the schedule and the control API.
pub(crate) struct Runner {
    world: Mutex<World>,
    /// `None`: time is moved by hand.
    clock: Option<Began>,
    wake: Notify,
    /// Held by whoever moves the time.
    turn: tokio::sync::Mutex<()>,
    state: Option<StateFile>,
    pub(crate) beyond_loopback: bool,
}

impl Runner {
    pub(crate) fn new(
        world: World,
        clock: Option<Began>,
        state: Option<StateFile>,
        beyond_loopback: bool,
    ) -> Self {
        Self {
            world: Mutex::new(world),
            clock,
            wake: Notify::new(),
            turn: tokio::sync::Mutex::new(()),
            state,
            beyond_loopback,
        }
    }

    /// Whether time passes by itself.
    pub(crate) fn runs(&self) -> bool {
        self.clock.is_some()
    }

    /// Reads or changes the world, at the time it is now.
    pub(crate) fn with<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let done = {
            let mut world = self.lock();
            if let Some(state) = &self.state {
                state.changed();
            }
            change(&mut world)
        };
        self.wake.notify_one();
        done
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        // A panic elsewhere left whole entries: each change is made under one lock.
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(began) = self.clock {
            let since = u64::try_from(began.at.elapsed().as_millis()).unwrap_or(0);
            let now = began.unix_ms + since + world.advanced_ms;
            world.now_ms = world.now_ms.max(now);
        }
        world
    }

    /// Writes the world to its file, if it has one and anything changed.
    pub(crate) async fn keep(&self) {
        match &self.state {
            Some(state) => state.keep(|whole| self.lock().written(whole)).await,
            None => self.lock().forget_changes(),
        }
    }

    /// Does everything held for an exchange.
    pub(crate) async fn run_held(&self, group: &str) {
        while let Some(event) = self.with(|world| {
            let now = world.now_ms;
            world.schedule.take_held(group, now)
        }) {
            self.run(event).await;
        }
        self.with(|world| world.schedule.release(group));
    }

    /// Moves the time, and returns when everything that came due is done.
    pub(crate) async fn advance(&self, ms: u64) {
        let _turn = self.turn.lock().await;
        let manual = self.clock.is_none();
        let until = self.with(|world| {
            if !manual {
                world.advanced_ms = world.advanced_ms.saturating_add(ms);
            }
            world.now_ms.saturating_add(ms)
        });
        while let Some(event) = self.with(|world| {
            let event = world.schedule.take_due(until)?;
            if manual {
                world.now_ms = world.now_ms.max(event.due_ms);
            }
            Some(event)
        }) {
            self.run(event).await;
        }
        if manual {
            self.with(|world| world.now_ms = world.now_ms.max(until));
        }
        self.keep().await;
    }

    /// Follows a running clock until the task is ended.
    pub(crate) async fn follow(self: Arc<Self>) {
        let mut posts = JoinSet::new();
        loop {
            let (event, wait) = self.with_quietly(|world| {
                let now = world.now_ms;
                let event = world.schedule.take_due(now);
                let wait = world.schedule.next_due().map(|due| due.saturating_sub(now));
                (event, wait)
            });
            if let Some(event) = event {
                if posts.len() >= POSTS_MAX {
                    posts.join_next().await;
                }
                let runner = Arc::clone(&self);
                posts.spawn(async move {
                    runner.run(event).await;
                    runner.keep().await;
                });
                continue;
            }
            let wait = wait
                .map_or(LOOK_EVERY, Duration::from_millis)
                .min(LOOK_EVERY);
            tokio::select! {
                () = self.wake.notified() => {}
                () = tokio::time::sleep(wait) => {}
                Some(_) = posts.join_next() => {}
            }
        }
    }

    /// As [`Self::with`], without waking the one who follows the clock.
    fn with_quietly<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        change(&mut self.lock())
    }

    async fn run(&self, event: Event) {
        match event.work {
            Work::Step { api, step } => {
                if let Some(api) = api::by_name(&api) {
                    self.with(|world| api.step(world, &step));
                }
            }
            Work::Post { delivery } => self.post(delivery).await,
        }
    }

    async fn post(&self, id: u64) {
        let found = self.with(|world| {
            let limit = Duration::from_millis(world.scenario.callback_timeout_ms);
            world
                .deliveries
                .waiting(id)
                .map(|delivery| (delivery, limit))
        });
        let Some((delivery, limit)) = found else {
            return;
        };
        let posted = poster::post(&delivery.url, &delivery.body, limit, self.beyond_loopback).await;
        self.with(|world| {
            let (state, answered) = match posted {
                Ok((status, body)) => (DeliveryState::Answered { status }, Some((status, body))),
                Err(state) => (state, None),
            };
            world.deliveries.ended(id, state);
            if let Some(api) = api::by_name(&delivery.api) {
                let answered = answered
                    .as_ref()
                    .map(|(status, body)| (*status, body.as_ref()));
                api.answered(world, &delivery, answered);
            }
        });
    }
}

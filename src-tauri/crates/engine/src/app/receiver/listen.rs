//! The loop that drains: long polls, each page kept and then acknowledged; a pause that grows while the
//! receiver is away. It holds its world only for moments, so that the world can be left.

use std::sync::{Arc, Weak};
use std::time::Duration;

use domain::{Environment, Problem};

use super::reach::Reach;
use crate::api::ReceiverState;
use crate::app::Core;
use crate::app::world::World;
use crate::relay::wire::{Deliveries, WAIT_MS_MAX};
use crate::relay::{Answer, RelayError};
use crate::store::callbacks::other_inbox;

/// How long the receiver is asked to wait for a delivery.
const WAIT: Duration = Duration::from_millis(WAIT_MS_MAX);
/// How often it is looked whether there is something to publish.
const LOOK_EVERY: Duration = Duration::from_secs(3);
/// The first pause after a failure, and the longest.
const PAUSE: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(60));
/// How often it is looked whether a ledger is open again.
const REOPEN_LOOK: Duration = Duration::from_millis(200);

/// Why a session with the receiver ended.
enum End {
    /// The world is gone.
    Left,
    /// The ledger was closed, or another inbox begins.
    Anew,
    /// It failed. Whether it may pass by itself is told with it.
    Failed(Problem, bool),
}

impl From<RelayError> for End {
    fn from(error: RelayError) -> Self {
        Self::Failed(error.problem(), error.passes())
    }
}

impl From<Problem> for End {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem, false)
    }
}

/// Drains until the world is gone, or nothing is connected any more.
pub(super) async fn run(world: Weak<World>) {
    let mut pause = PAUSE.0;
    loop {
        let mut heard = false;
        let end = match reached(&world).await {
            Ok(Some(reach)) => session(&world, reach, &mut heard).await,
            Ok(None) => Ok(End::Anew),
            Err(end) => Err(end),
        };
        if heard {
            pause = PAUSE.0;
        }
        match end.unwrap_or_else(|end| end) {
            End::Left => return,
            // The ledger is being put in its place; the one that is opened then has a loop of its own.
            End::Anew => tokio::time::sleep(REOPEN_LOOK).await,
            End::Failed(problem, passes) => {
                let Some(core) = core(&world) else { return };
                core.receiver.note(|seen| {
                    seen.state = if passes {
                        ReceiverState::Away
                    } else {
                        ReceiverState::Refused
                    };
                    seen.problem = Some(problem);
                });
                drop(core);
                tokio::time::sleep(pause).await;
                pause = pause.saturating_mul(2).min(PAUSE.1);
            }
        }
    }
}

/// The world, for a moment.
pub(super) fn core(world: &Weak<World>) -> Option<Arc<Core>> {
    let world = world.upgrade()?;
    Some(Arc::new(Core { world, actor: None }))
}

async fn reached(world: &Weak<World>) -> Result<Option<Reach>, End> {
    let core = core(world).ok_or(End::Left)?;
    Ok(core.reach().await?)
}

/// Talks to one receiver until something ends it.
async fn session(world: &Weak<World>, reach: Reach, heard: &mut bool) -> Result<End, End> {
    let status = reach.relay.status().await?;
    *heard = true;
    let place = status.value.position.clone();
    let published = status.value.published;
    {
        let core = core(world).ok_or(End::Left)?;
        core.note_clock(status.date);
        core.receiver.note(|seen| {
            seen.backlog = place.backlog;
            seen.last_delivery_ms = place.last_delivery_ms;
            seen.status = Some(status.value);
        });
        if place.last < reach.row.cursor {
            // Practice's inbox is a file beside its ledger; a new one is nobody's loss.
            let Some(ledger) = core
                .held()
                .clone()
                .filter(|_| core.environment == Environment::Practice)
            else {
                return Err(other_inbox().into());
            };
            core.blocking(move |core| core.builtin_anew(&ledger, false))
                .await?;
            return Ok(End::Anew);
        }
    }
    // What was kept and not acknowledged comes once more, and has to be the same.
    let mut after = place.acknowledged.min(reach.row.cursor);
    let mut again = published != reach.row.published;
    loop {
        super::publish::publish(world, &reach, again).await?;
        again = false;
        note_place(world, None)?;
        let answer = next(world, &reach, after).await?;
        let page = answer.value;
        let (last, backlog) = (page.deliveries.last().map(|of| of.at_ms), page.backlog);
        if !page.deliveries.is_empty() {
            let core = core(world).ok_or(End::Left)?;
            let kept = core
                .keep_page(reach.row.id, reach.seal.clone(), page.deliveries)
                .await?;
            if !kept {
                return Ok(End::Anew);
            }
            drop(core);
            reach.relay.acknowledge(page.next).await?;
        }
        after = page.next.max(after);
        let core = core(world).ok_or(End::Left)?;
        core.note_clock(answer.date);
        note_place(world, Some((backlog, last)))?;
    }
}

/// The next page. What there is to publish meanwhile is published.
async fn next(world: &Weak<World>, reach: &Reach, after: i64) -> Result<Answer<Deliveries>, End> {
    let mut asking = std::pin::pin!(reach.relay.deliveries(after, WAIT));
    loop {
        tokio::select! {
            answer = &mut asking => return Ok(answer?),
            () = tokio::time::sleep(LOOK_EVERY) => {
                super::publish::publish(world, reach, false).await?;
            }
        }
    }
}

fn note_place(world: &Weak<World>, told: Option<(i64, Option<i64>)>) -> Result<(), End> {
    let core = core(world).ok_or(End::Left)?;
    core.receiver.note(|seen| {
        if let Some((backlog, last)) = told {
            seen.backlog = backlog;
            seen.last_delivery_ms = last.or(seen.last_delivery_ms);
        }
        seen.problem = None;
        seen.state = if seen.backlog > 0 {
            ReceiverState::Behind
        } else {
            ReceiverState::Listening
        };
    });
    Ok(())
}

impl Core {
    fn note_clock(&self, date: Option<i64>) {
        if let Some(theirs) = date {
            let ahead = theirs.saturating_sub(self.now().unix());
            self.receiver.note(|seen| seen.ahead = Some(ahead));
        }
    }
}

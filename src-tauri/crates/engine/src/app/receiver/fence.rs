//! The fence: the receiver knows the highest lease generation that any console told it for a short code,
//! and holds a console that is behind (design sections 8 and 9).

use std::sync::Arc;

use domain::{Environment, Problem, Retry, ShortCode};

use crate::app::Core;
use crate::relay::wire::{Fence, Fenced};

impl Core {
    /// Tells the receiver the lease's generation, and hears whether another console is ahead. Practice and
    /// a workspace without a receiver have no fence.
    ///
    /// # Errors
    /// `lease.fenced` when another console is ahead; `lease.fence_unknown` when the receiver does not answer:
    /// who may not be asked is taken for one that says no.
    pub(in crate::app) async fn ask_fence(
        self: &Arc<Self>,
        short_code: &ShortCode,
        generation: i64,
    ) -> Result<(), Problem> {
        let Some(fenced) = self.tell_fence(short_code, generation).await? else {
            return Ok(());
        };
        if fenced.passed {
            return Ok(());
        }
        Err(Problem::new(
            "lease.fenced",
            format!(
                "Nothing was sent: another computer is ahead for {}. The receiver knows claim {} (send {}), and \
                 this ledger has claim {generation}.",
                short_code.as_str(),
                fenced.held.generation,
                fenced.held.sequence
            ),
        )
        .with_remedy("Send from the computer that claimed sending last.")
        .with_remedy("If that one is gone, have two people claim sending for this computer.")
        .with_retry(Retry::AfterRemedy))
    }

    /// The highest generation that any console told the receiver; 0 when there is none. A claim has to be
    /// above it, or it would be held at once.
    ///
    /// # Errors
    /// As [`Core::ask_fence`].
    pub(in crate::app) async fn fenced_generation(
        self: &Arc<Self>,
        short_code: &ShortCode,
    ) -> Result<i64, Problem> {
        let fenced = self.tell_fence(short_code, 0).await?;
        Ok(fenced.map_or(0, |fenced| fenced.held.generation))
    }

    /// `None` where there is no fence.
    async fn tell_fence(
        self: &Arc<Self>,
        short_code: &ShortCode,
        generation: i64,
    ) -> Result<Option<Fenced>, Problem> {
        if self.environment == Environment::Practice {
            return Ok(None);
        }
        let Some(reach) = self.reach().await? else {
            return Ok(None);
        };
        let told = Fence {
            environment: self.environment.word().to_owned(),
            short_code: short_code.as_str().to_owned(),
            generation,
            // Sends are numbered once there are any.
            sequence: 0,
        };
        let fenced = reach.relay.fence(&told).await.map_err(|error| {
            let why = error.problem();
            Problem::new(
                "lease.fence_unknown",
                format!("Nothing was sent: the receiver can't be asked whether another computer sends. {}", why.message),
            )
            .with_remedy("Bring the receiver back, then try again.")
            .with_retry(Retry::Now)
        })?;
        Ok(Some(fenced))
    }
}

#[cfg(test)]
#[path = "fence_tests.rs"]
mod tests;

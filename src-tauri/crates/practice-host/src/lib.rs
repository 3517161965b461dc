//! What practice runs beside the engine: the simulator, and the receiver of its results.
//!
//! Owns: starting both, and lending them to the engine in its own words. Stays out: everything they do.
//! The engine knows only addresses (design section 2), so its hosts, the window and the command line,
//! share this crate.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use daraja_sim::{Setup, Simulator, Time};
use engine::callbacks::{Callbacks, Delivery};
use engine::{Options, PracticeWorld};
use receiver::Local;
use tokio::sync::mpsc;

/// Names, amounts and delays of the simulated world follow from it.
const SEED: u64 = 2_400;
/// Where the simulated world is kept, under the data folder.
const STATE: &str = "practice/simulator.json";
/// Deliveries on their way from the receiver to the engine.
const ON_THE_WAY: usize = 64;

/// Keeps simulator and receiver running until it is dropped.
#[must_use = "dropped, both stop"]
pub struct Practice {
    _simulator: Option<Simulator>,
    _receiver: Option<Local>,
}

impl Practice {
    /// Starts both and lends them to the engine. What can't be started is told where practice would
    /// need it; the rest of the program works without.
    pub async fn start(data_folder: &Path, options: &mut Options) -> Self {
        // A key is made at the first start, and the world is read at each: not on the async threads.
        let folder = data_folder.to_owned();
        let runtime = tokio::runtime::Handle::current();
        let started = tokio::task::spawn_blocking(move || {
            let _inside = runtime.enter();
            simulator(&folder)
        });
        let started = started
            .await
            .unwrap_or_else(|error| Err(std::io::Error::other(error)));
        let simulator = match started {
            Ok(simulator) => {
                options.practice = Some(world(&simulator.base_url(), simulator.setup()));
                Some(simulator)
            }
            Err(error) => {
                options.practice_fault = Some(error.to_string());
                None
            }
        };
        let receiver = match Local::start().await {
            Ok((receiver, deliveries)) => {
                options.callbacks = Some(Callbacks {
                    base: receiver.base(),
                    deliveries: carried(deliveries),
                });
                Some(receiver)
            }
            Err(_) => None,
        };
        Self {
            _simulator: simulator,
            _receiver: receiver,
        }
    }
}

fn simulator(data_folder: &Path) -> std::io::Result<Simulator> {
    let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let state = data_folder.join(STATE);
    if let Some(folder) = state.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Simulator::start(daraja_sim::Options {
        listen: free,
        control: free,
        seed: SEED,
        time: Time::Running,
        scenario: None,
        state_file: Some(state),
        beyond_loopback: false,
    })
}

fn world(base_url: &str, setup: &Setup) -> PracticeWorld {
    PracticeWorld {
        base_url: base_url.to_owned(),
        consumer_key: setup.consumer_key.clone(),
        consumer_secret: setup.consumer_secret.clone(),
        passkey: setup.passkey.clone(),
        initiator_name: setup.initiator_name.clone(),
        initiator_password: setup.initiator_password.clone(),
        certificate_pem: setup.certificate_pem.clone(),
        short_code: setup.paybill.clone(),
    }
}

fn carried(mut from: mpsc::Receiver<receiver::Delivery>) -> mpsc::Receiver<Delivery> {
    let (hand, to) = mpsc::channel(ON_THE_WAY);
    tokio::spawn(async move {
        while let Some(delivery) = from.recv().await {
            let delivery = Delivery {
                path: delivery.path,
                body: delivery.body.to_vec(),
                source: delivery.source.to_string(),
                at: delivery.at_unix_ms,
            };
            if hand.send(delivery).await.is_err() {
                break;
            }
        }
    });
    to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_engine_is_lent_a_world_that_outlives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Options::default();
        let running = Practice::start(folder.path(), &mut first).await;
        let world = first.practice.clone().unwrap();
        assert!(first.callbacks.is_some() && first.practice_fault.is_none());
        if let Some(simulator) = running._simulator {
            simulator.stop().await;
        }

        let mut second = Options::default();
        let _running = Practice::start(folder.path(), &mut second).await;
        let again = second.practice.unwrap();
        assert_eq!(
            again.certificate_pem, world.certificate_pem,
            "the key is kept"
        );
        assert_eq!(again.consumer_secret, world.consumer_secret);
        assert_ne!(again.base_url, world.base_url);
    }

    #[tokio::test]
    async fn a_world_that_cannot_be_read_is_told_and_practice_goes_without() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join(STATE);
        std::fs::create_dir_all(state.parent().unwrap()).unwrap();
        std::fs::write(&state, b"{ not a world").unwrap();
        let mut options = Options::default();
        let _running = Practice::start(folder.path(), &mut options).await;
        assert!(options.practice.is_none());
        assert!(options.practice_fault.is_some());
        assert_eq!(
            std::fs::read(&state).unwrap(),
            b"{ not a world",
            "it is left as it was"
        );
    }
}

//! What practice runs beside the engine: the simulator, and the receiver of its results.
//!
//! Owns: starting both, and lending them to the engine in its own words. Stays out: everything they do.
//! The engine knows only addresses (design section 2), so its hosts, the window and the command line,
//! share this crate.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use daraja_sim::{Setup, Simulator, Time};
use engine::{LentReceiver, Options, PracticeWorld};
use receiver::Serving;
use receiver::config::Config;
use receiver::setup::Token;

/// Names, amounts and delays of the simulated world follow from it.
const SEED: u64 = 2_400;
/// Where the simulated world is kept, under the data folder.
const STATE: &str = "practice/simulator.json";
/// Where its callbacks are taken in, under the data folder.
const INBOX: &str = "practice/inbox.db";
/// What the one console is called at its receiver.
const CONSOLE: &str = "practice";

/// Keeps simulator and receiver running until it is dropped.
#[must_use = "dropped, both stop"]
pub struct Practice {
    _simulator: Option<Simulator>,
    _receiver: Option<Serving>,
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
        // Its inbox is locked while another process serves from it: then that one takes the results in.
        let receiver = match serve(data_folder).await {
            Some((serving, lent)) => {
                options.receiver = Some(lent);
                Some(serving)
            }
            None => None,
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

/// The same receiver that a business puts on a host, on loopback, for the simulator alone.
async fn serve(data_folder: &Path) -> Option<(Serving, LentReceiver)> {
    let store = data_folder.join(INBOX);
    std::fs::create_dir_all(store.parent()?).ok()?;
    let token = Token::make().ok()?;
    let config = Config {
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        metrics: None,
        store: format!("sqlite:{}", store.display()),
        sources: vec![Ipv4Addr::LOCALHOST.to_string()],
        console: vec![token.key(CONSOLE)],
        ..Config::default()
    };
    let serving = Serving::start(&config).await.ok()?;
    let lent = LentReceiver {
        base_url: format!("http://{}", serving.address()),
        console_token: token.reveal().to_owned(),
    };
    Some((serving, lent))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_engine_is_lent_a_world_that_outlives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Options::default();
        let running = Practice::start(folder.path(), &mut first).await;
        let world = first.practice.clone().unwrap();
        assert!(first.receiver.is_some() && first.practice_fault.is_none());
        if let Some(simulator) = running._simulator {
            simulator.stop().await;
        }
        if let Some(receiver) = running._receiver {
            receiver.stop().await;
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
        assert!(second.receiver.is_some(), "the inbox is free again");
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

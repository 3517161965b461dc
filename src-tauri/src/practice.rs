//! What practice runs beside the engine: the simulator, and the receiver of its results.

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

/// Keeps simulator and receiver running for as long as the window is there.
pub struct Practice {
    _simulator: Option<Simulator>,
    _receiver: Option<Local>,
}

impl Practice {
    /// Starts both and lends them to the engine. What can't be started is told where practice would
    /// need it; the rest of the program works without.
    pub async fn start(data_folder: &Path, options: &mut Options) -> Self {
        let simulator = match simulator(data_folder) {
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

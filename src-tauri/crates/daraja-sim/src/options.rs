//! How a simulator is started, and what a client needs to call it.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::scenario::Scenario;
use crate::world::dice::{Dice, HEX, MIXED};

/// How time passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Time {
    /// With the real clock, plus what it was advanced.
    Running,
    /// Only when it is advanced.
    Manual {
        /// Where it begins, in Unix milliseconds.
        start_unix_ms: u64,
    },
}

/// How to start.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the simulated Daraja listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the control API listens.
    pub control: SocketAddr,
    /// Names, ids, delays and shapes follow from it.
    pub seed: u64,
    /// How time passes.
    pub time: Time,
    /// What is different from an ordinary practice world.
    pub scenario: Option<Scenario>,
    /// Where the world is kept; without it, it ends with the process.
    pub state_file: Option<PathBuf>,
    /// Listen and post to other machines too.
    pub beyond_loopback: bool,
}

impl Options {
    /// Free ports on this machine, and time that stands still until it is advanced: for tests.
    #[must_use]
    pub fn for_tests(seed: u64) -> Self {
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        Self {
            listen: free,
            control: free,
            seed,
            time: Time::Manual {
                start_unix_ms: 1_773_144_000_000,
            },
            scenario: None,
            state_file: None,
            beyond_loopback: false,
        }
    }
}

/// What a client puts where. All of it is invented and follows from the seed, except the certificate.
#[derive(Clone, Serialize, Deserialize)]
pub struct Setup {
    /// Of the app.
    pub consumer_key: String,
    /// Of the app.
    pub consumer_secret: String,
    /// For STK push.
    pub passkey: String,
    /// The API operator's name.
    pub initiator_name: String,
    /// The API operator's password, to be encrypted to the certificate.
    pub initiator_password: String,
    /// The certificate security credentials are encrypted to, as PEM.
    pub certificate_pem: String,
    /// Receives customers' payments.
    pub paybill: String,
    /// A till.
    pub till: String,
    /// Pays out.
    pub payout_short_code: String,
    /// A phone number to try things with.
    pub test_msisdn: String,
}

impl Setup {
    pub(crate) fn of(seed: u64, certificate_pem: &str) -> Self {
        let mut dice = Dice::of(seed, "setup");
        Self {
            consumer_key: dice.text(48, MIXED),
            consumer_secret: dice.text(64, MIXED),
            passkey: dice.text(64, HEX),
            initiator_name: "testapi".to_owned(),
            initiator_password: format!("{}#{}", dice.text(8, MIXED), dice.text(3, HEX)),
            certificate_pem: certificate_pem.to_owned(),
            paybill: "600111".to_owned(),
            till: "600333".to_owned(),
            payout_short_code: "600222".to_owned(),
            test_msisdn: "254708374149".to_owned(),
        }
    }
}

impl fmt::Debug for Setup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setup")
            .field("initiator_name", &self.initiator_name)
            .field("paybill", &self.paybill)
            .field("till", &self.till)
            .field("payout_short_code", &self.payout_short_code)
            .finish_non_exhaustive()
    }
}

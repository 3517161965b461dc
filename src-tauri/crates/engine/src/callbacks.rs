//! The way results come back: addresses that nobody can guess, and who waits at each.
//!
//! Owns: minting an address per request, and handing a delivery to its waiter. Stays out: listening
//! (a host's receiver puts what it took in on the channel) and what a delivery means (`live`).
//!
//! An address ends in `/<kind token>/<request token>`, both 64 lower-case hexadecimal digits. Callbacks
//! are unsigned; a request token is known to Safaricom and to this process only.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Environment, Problem};
use rand::TryRng as _;
use rand::rngs::SysRng;
use tokio::sync::mpsc;

use crate::audit::hex;
use crate::relay::wire::Use;

/// Random bytes of a token.
const TOKEN_BYTES: usize = 32;
/// Deliveries kept for one request until it looks: its result, its timeout, and repeats.
const ARRIVALS_MAX: usize = 8;

/// One POST that a receiver took in.
#[derive(Clone)]
pub struct Delivery {
    /// The path it was posted to.
    pub path: String,
    /// The body, as it came.
    pub body: Vec<u8>,
    /// The address it came from.
    pub source: String,
    /// When, in milliseconds since 1970 in UTC.
    pub at: i64,
    /// Whether that address is on the receiver's list. Without a list, whatever comes from this computer.
    pub verified: bool,
}

/// Whose a delivery is that a receiver told by its use, profile and request, not by its path.
#[derive(Clone, Copy)]
pub struct Minted<'a> {
    /// The world that drained it.
    pub environment: Environment,
    /// What its address is for.
    pub use_: Use,
    /// `production/600111`.
    pub profile: &'a str,
    /// The second part of the address.
    pub request: &'a str,
}

/// Neither path nor body is shown: one holds tokens, the other names and numbers.
impl fmt::Debug for Delivery {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Delivery")
            .field("bytes", &self.body.len())
            .field("source", &self.source)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// A host's receiver, as the engine knows it.
#[derive(Debug)]
pub struct Callbacks {
    /// The address that the receiver listens at, as far as this computer can reach it:
    /// `http://127.0.0.1:8123`. Practice uses it as it is; elsewhere a profile names the public one.
    pub base: String,
    /// Whose results it takes: a receiver of practice never counts as one of real money (law 10).
    pub serves: Environment,
    /// What it takes in.
    pub deliveries: mpsc::Receiver<Delivery>,
}

/// The requests that wait for a result.
#[derive(Debug)]
pub struct Waiters {
    base: Option<(String, Environment)>,
    waiting: Arc<Waiting>,
}

#[derive(Default)]
struct Waiting(Mutex<HashMap<String, Waiter>>);

/// Who waits: the request's tokens and where to hand what comes.
type Waiter = (Ends, mpsc::Sender<Arrived>);

/// How a request's addresses are told apart.
#[derive(Clone)]
enum Ends {
    /// By kind tokens of its own.
    Tokens(Tokens),
    /// By what a receiver says of each: the world and the profile it must be of.
    Profile(Environment, String),
}

/// The two kind tokens of one request: where its result goes, and where its queue timeout goes.
#[derive(Clone)]
struct Tokens {
    result: String,
    timeout: String,
}

/// What arrived for a request.
#[derive(Clone)]
pub struct Arrived {
    /// Where to.
    pub at: End,
    /// What.
    pub delivery: Delivery,
}

/// Which of a request's two addresses a delivery came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Its result address.
    Result,
    /// Its queue-timeout address: the outcome is unknown, a result may still come.
    Timeout,
    /// The address of a test delivery.
    Test,
}

impl Waiters {
    /// Begins to take deliveries in, if a host has a receiver.
    #[must_use]
    pub fn new(callbacks: Option<Callbacks>) -> Self {
        let waiting = Arc::<Waiting>::default();
        let base = callbacks.map(|callbacks| {
            let for_whom = Arc::clone(&waiting);
            let mut deliveries = callbacks.deliveries;
            // A thread of its own: a host may make the engine before any async runtime runs. It ends
            // when the receiver does. If none can be made, every wait ends without a result.
            let _ = std::thread::Builder::new()
                .name("callbacks".into())
                .spawn(move || {
                    while let Some(delivery) = deliveries.blocking_recv() {
                        for_whom.hand(delivery);
                    }
                });
            (callbacks.base, callbacks.serves)
        });
        Self { base, waiting }
    }

    /// Where the host's receiver of this environment's results listens; `None` when there is none.
    #[must_use]
    pub fn base(&self, environment: Environment) -> Option<&str> {
        let (base, serves) = self.base.as_ref()?;
        (*serves == environment).then_some(base.as_str())
    }

    /// Mints the two addresses of a request under `base` and waits at them from now on.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn expect(&self, base: &str) -> Result<Expected, Problem> {
        let tokens = Tokens {
            result: token()?,
            timeout: token()?,
        };
        let request = token()?;
        let (hand, arrivals) = mpsc::channel(ARRIVALS_MAX);
        let base = base.trim_end_matches('/');
        let expected = Expected {
            result_url: format!("{base}/{}/{request}", tokens.result),
            timeout_url: format!("{base}/{}/{request}", tokens.timeout),
            request: request.clone(),
            waiting: Arc::clone(&self.waiting),
            arrivals,
        };
        self.waiting
            .lock()
            .insert(request, (Ends::Tokens(tokens), hand));
        Ok(expected)
    }

    /// Waits from now on for what a receiver drains for a request whose token is in the ledger.
    #[must_use]
    pub fn expect_minted(
        &self,
        environment: Environment,
        request: &str,
        profile: &str,
        (result_url, timeout_url): (String, String),
    ) -> Expected {
        let (hand, arrivals) = mpsc::channel(ARRIVALS_MAX);
        let ends = Ends::Profile(environment, profile.to_owned());
        self.waiting.lock().insert(request.to_owned(), (ends, hand));
        Expected {
            result_url,
            timeout_url,
            request: request.to_owned(),
            waiting: Arc::clone(&self.waiting),
            arrivals,
        }
    }

    /// Hands what was drained, and is in the ledger, to whoever waits for it.
    pub fn hand_minted(&self, of: Minted<'_>, delivery: Delivery) {
        let waiting = self.waiting.lock();
        let Some((Ends::Profile(environment, profile), hand)) = waiting.get(of.request) else {
            return;
        };
        let at = match of.use_ {
            Use::Result => End::Result,
            Use::Timeout => End::Timeout,
            Use::Test => End::Test,
            Use::Prompt | Use::Confirmation | Use::Validation => return,
        };
        if *environment == of.environment && profile == of.profile {
            let _ = hand.try_send(Arrived { at, delivery });
        }
    }
}

/// A request's addresses, and the waiting for what comes to them. Dropping it ends the waiting.
pub struct Expected {
    /// Where its result is to go.
    pub result_url: String,
    /// Where its queue timeout is to go.
    pub timeout_url: String,
    request: String,
    waiting: Arc<Waiting>,
    /// What came, in order. It ends only when the waiting does.
    pub arrivals: mpsc::Receiver<Arrived>,
}

impl Drop for Expected {
    fn drop(&mut self) {
        self.waiting.lock().remove(&self.request);
    }
}

impl Waiting {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Waiter>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands a delivery to its waiter. One that nobody waits for is dropped: it is late, repeated or
    /// forged, and says nothing that this process asked for.
    fn hand(&self, delivery: Delivery) {
        let mut parts = delivery.path.trim_end_matches('/').rsplit('/');
        let (Some(request), Some(kind)) = (parts.next(), parts.next()) else {
            return;
        };
        let waiting = self.lock();
        let Some((Ends::Tokens(tokens), hand)) = waiting.get(request) else {
            return;
        };
        let at = if same(kind, &tokens.result) {
            End::Result
        } else if same(kind, &tokens.timeout) {
            End::Timeout
        } else {
            return;
        };
        // Full means that it was repeated often; the first ones say all.
        let _ = hand.try_send(Arrived { at, delivery });
    }
}

impl fmt::Debug for Waiting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Waiting({})", self.lock().len())
    }
}

/// Compares without telling by its time how much is equal.
fn same(one: &str, other: &str) -> bool {
    let unequal = one
        .bytes()
        .zip(other.bytes())
        .fold(0_u8, |seen, (a, b)| seen | (a ^ b));
    one.len() == other.len() && unequal == 0
}

fn token() -> Result<String, Problem> {
    let mut bytes = [0_u8; TOKEN_BYTES];
    SysRng.try_fill_bytes(&mut bytes).map_err(|error| {
        Problem::new(
            "callbacks.no_randomness",
            format!("Nothing was sent: the system gave no random numbers ({error})."),
        )
        .with_remedy("Try again; if it stays, restart the computer.")
    })?;
    Ok(hex(&bytes))
}

#[cfg(test)]
#[path = "callbacks_tests.rs"]
mod tests;

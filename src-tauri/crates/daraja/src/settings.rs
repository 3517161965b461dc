//! What a [`Client`](crate::Client) is made of: where to, as whom, by which way, and how long to wait.
//!
//! Owns: [`Settings`], [`Timeouts`] and their limits. Stays out: the addresses themselves (`base_url`,
//! `proxy`) and the secrets (`credentials`).

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::{AppCredentials, BaseUrl, Clock, ProxyUrl, SystemClock};

/// Longest `User-Agent` taken, in characters.
const USER_AGENT_LEN_MAX: usize = 120;

/// Hears the server's clock.
pub(crate) type DateHeard = Arc<dyn Fn(DateTime<Utc>) + Send + Sync>;

/// How long the client waits. There is no call without a limit.
///
/// | Limit | Default | Covers |
/// |---|---|---|
/// | connect | 10 s | name, connection, proxy, TLS; when it ends, nothing was sent |
/// | read | 40 s | from the start of the call, and then between two pieces of the answer |
/// | total | 60 s | the whole call |
///
/// Safaricom documents no limits of its own; answers take one to five seconds on an ordinary day. A
/// payment that ran into `read` or `total` may have been made: wait rather long than short.
///
/// They follow in this order, so that a connection that could not be opened is always told as such and
/// not as an answer that did not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    connect: Duration,
    read: Duration,
    total: Duration,
}

impl Timeouts {
    /// Limits of the caller's own.
    ///
    /// # Errors
    /// Unless zero < `connect` < `read` ≤ `total`.
    pub fn new(connect: Duration, read: Duration, total: Duration) -> Result<Self, SettingsError> {
        if connect.is_zero() || connect >= read || read > total {
            return Err(SettingsError::Timeouts);
        }
        Ok(Self {
            connect,
            read,
            total,
        })
    }

    /// For opening the connection.
    #[must_use]
    pub fn connect(&self) -> Duration {
        self.connect
    }

    /// For the first piece of the answer, and between two pieces.
    #[must_use]
    pub fn read(&self) -> Duration {
        self.read
    }

    /// For the whole call.
    #[must_use]
    pub fn total(&self) -> Duration {
        self.total
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            read: Duration::from_secs(40),
            total: Duration::from_secs(60),
        }
    }
}

/// Why no client can be made of the settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// Limits that are zero or in the wrong order.
    #[error(
        "waiting times follow in order: connect below read, read at most total, none of them zero"
    )]
    Timeouts,
    /// A `User-Agent` that is empty, too long or not plain ASCII.
    #[error("the user agent is 1 to 120 printable ASCII characters")]
    UserAgent,
    /// A proxy address that the HTTP library does not take.
    #[error("the proxy address cannot be used")]
    Proxy,
    /// The TLS library found no roots of trust, or would not start.
    #[error("TLS could not be set up on this computer: {0}")]
    Tls(String),
}

/// What a client is made of. Start with [`Settings::new`]; all else has a default.
///
/// ```
/// use daraja::{AppCredentials, BaseUrl, Client, SecretString, Settings};
///
/// let app = AppCredentials::new(&SecretString::from("key"), &SecretString::from("secret"))?;
/// let client = Client::new(Settings::new(BaseUrl::sandbox(), app))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Settings {
    pub(crate) base: BaseUrl,
    pub(crate) app: AppCredentials,
    pub(crate) proxy: Option<ProxyUrl>,
    pub(crate) timeouts: Timeouts,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) user_agent: String,
    pub(crate) date_heard: Option<DateHeard>,
}

impl Settings {
    /// To `base`, as `app`; without a proxy, with the default [`Timeouts`] and this computer's clock.
    #[must_use]
    pub fn new(base: BaseUrl, app: AppCredentials) -> Self {
        Self {
            base,
            app,
            proxy: None,
            timeouts: Timeouts::default(),
            clock: Arc::new(SystemClock::new()),
            user_agent: concat!("daraja-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            date_heard: None,
        }
    }

    /// Sends everything that goes over https through a proxy that tunnels. Proxies named by the
    /// environment or the system are never used: a way out is chosen, not found.
    #[must_use]
    pub fn proxy(mut self, proxy: ProxyUrl) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Waits no longer than this.
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Takes the time from this clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Tells the server's clock (`Date`) of every answer, as soon as its head is there: tokens, payments and
    /// questions, whatever their status. An answer without a readable `Date` tells nothing.
    ///
    /// `heard` is called on the task that waits for the answer; it returns at once. A token is fetched by
    /// whichever client of the app needs one first, and told to that one.
    #[must_use]
    pub fn on_date(mut self, heard: impl Fn(DateTime<Utc>) + Send + Sync + 'static) -> Self {
        self.date_heard = Some(Arc::new(heard));
        self
    }

    /// Says this in `User-Agent`.
    #[must_use]
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    pub(crate) fn checked_user_agent(&self) -> Result<&str, SettingsError> {
        let fits = (1..=USER_AGENT_LEN_MAX).contains(&self.user_agent.len())
            && self.user_agent.bytes().all(|b| (b' '..=b'~').contains(&b));
        fits.then_some(self.user_agent.as_str())
            .ok_or(SettingsError::UserAgent)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Settings")
            .field("base", &self.base)
            .field("proxy", &self.proxy)
            .field("timeouts", &self.timeouts)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_times_are_in_order() {
        let s = Duration::from_secs;
        assert!(Timeouts::new(s(1), s(2), s(2)).is_ok());
        for (connect, read, total) in [(0, 1, 1), (2, 2, 3), (1, 3, 2), (5, 4, 9)] {
            assert_eq!(
                Timeouts::new(s(connect), s(read), s(total)),
                Err(SettingsError::Timeouts)
            );
        }
        let Timeouts {
            connect,
            read,
            total,
        } = Timeouts::default();
        assert!(Timeouts::new(connect, read, total).is_ok());
    }
}

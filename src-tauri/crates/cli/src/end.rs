//! When a program that serves is asked to end, or to look at its files again.

use std::io;

/// Ctrl-C, or the signal that asks a service to end.
pub struct End {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl End {
    /// From now on the program does not end by itself.
    ///
    /// # Errors
    /// When the system gives no signals.
    #[cfg(unix)]
    pub fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Until it is asked to end.
    #[cfg(unix)]
    pub async fn wait(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    /// From now on the program does not end by itself.
    ///
    /// # Errors
    /// When the system gives no signals.
    #[cfg(not(unix))]
    pub fn new() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Until it is asked to end.
    #[cfg(not(unix))]
    pub async fn wait(self) {
        // Without a signal handler there is nothing to wait for, and the program ends.
        let _ = tokio::signal::ctrl_c().await;
    }
}

/// The signal that asks a service to look at its files again.
pub struct Hangup {
    #[cfg(unix)]
    signal: tokio::signal::unix::Signal,
}

impl Hangup {
    /// From now on the signal does not end the program.
    ///
    /// # Errors
    /// When the system gives no signals.
    #[cfg(unix)]
    pub fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            signal: signal(SignalKind::hangup())?,
        })
    }

    /// Until it comes.
    #[cfg(unix)]
    pub async fn wait(&mut self) {
        if self.signal.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }

    /// There is no such signal on this system.
    ///
    /// # Errors
    /// Never.
    #[cfg(not(unix))]
    pub fn new() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Never ends.
    #[cfg(not(unix))]
    pub async fn wait(&mut self) {
        std::future::pending::<()>().await;
    }
}

//! Starting and stopping.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::control::{self, Control};
use crate::options::{Options, Setup, Time};
use crate::runner::{Began, Runner};
use crate::server;
use crate::state_file::StateFile;
use crate::world::World;
use crate::world::keys::Keys;

/// Connections that may wait to be accepted. A batch that opens one for each payment opens many at once; with
/// the usual 128 some of them would wait for seconds.
const BACKLOG: u32 = 2_048;

/// A running simulator. Dropped, it stops at once; [`Simulator::stop`] also keeps its world.
pub struct Simulator {
    runner: Arc<Runner>,
    setup: Setup,
    listen: SocketAddr,
    control: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
}

impl Simulator {
    /// Starts in the current tokio runtime.
    ///
    /// # Errors
    /// When there is no runtime, an address can't be bound or is refused, the key can't be made, or the
    /// state file can't be used.
    pub fn start(options: Options) -> io::Result<Self> {
        let runtime = Handle::try_current().map_err(io::Error::other)?;
        let _inside = runtime.enter();
        let listener = bind(options.listen, options.beyond_loopback)?;
        // The control API can do anything: never beyond this machine.
        let control_listener = bind(options.control, false)?;
        let (listen, control) = (listener.local_addr()?, control_listener.local_addr()?);
        let runner = Arc::new(wake(options)?);
        let setup = runner.with(|world| world.setup.clone());
        let mut tasks = vec![
            runtime.spawn(server::accept(listener, Arc::clone(&runner))),
            runtime.spawn(control::http::accept(control_listener, Arc::clone(&runner))),
        ];
        if runner.runs() {
            tasks.push(runtime.spawn(Arc::clone(&runner).follow()));
        }
        Ok(Self {
            runner,
            setup,
            listen,
            control,
            tasks,
        })
    }

    /// Where the simulated Daraja is: `http://127.0.0.1:40123`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// Where the control API is.
    #[must_use]
    pub fn control_url(&self) -> String {
        format!("http://{}", self.control)
    }

    /// What a client puts where.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The acts of the control API, from inside the process.
    #[must_use]
    pub fn control(&self) -> Control {
        Control::new(Arc::clone(&self.runner))
    }

    /// Ends every connection, and keeps the world.
    pub async fn stop(mut self) {
        for task in self.tasks.drain(..) {
            task.abort();
            // It was told to end: that it did is all it has to say.
            let _ = task.await;
        }
        self.runner.keep().await;
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

fn bind(address: SocketAddr, beyond_loopback: bool) -> io::Result<TcpListener> {
    if !address.ip().is_loopback() && !beyond_loopback {
        let why = format!("{address} is not on this machine only; a simulator listens on loopback");
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // Unix only: elsewhere it would let two programs have one address.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket
        .bind(address)
        .and_then(|()| socket.listen(BACKLOG))
        .map_err(|error| io::Error::new(error.kind(), format!("{address}: {error}")))
}

/// The world as it was kept, or a new one.
fn wake(options: Options) -> io::Result<Runner> {
    let scenario_given = options.scenario.clone();
    let scenario = options.scenario.unwrap_or_default();
    let time = scenario.time.unwrap_or(options.time);
    let start = match time {
        Time::Running => real_now(),
        Time::Manual { start_unix_ms } => start_unix_ms,
    };
    let kept = match &options.state_file {
        Some(path) => StateFile::read(path)?,
        None => None,
    };
    let (world, keys) = match kept {
        Some((world, stored)) => {
            let keys = Arc::new(Keys::load(stored).map_err(io::Error::other)?);
            let mut world = world.woken(Arc::clone(&keys));
            if let Some(scenario) = scenario_given {
                world.scenario = scenario;
            }
            world.now_ms = world.now_ms.max(start);
            (world, keys)
        }
        None => {
            let keys = Keys::shared().map_err(io::Error::other)?;
            (
                World::new(options.seed, start, scenario, Arc::clone(&keys)),
                keys,
            )
        }
    };
    let clock = match time {
        Time::Running => Some(Began {
            at: Instant::now(),
            unix_ms: start,
        }),
        Time::Manual { .. } => None,
    };
    let state = options
        .state_file
        .map(|path| StateFile::new(path, keys.stored().clone()));
    Ok(Runner::new(world, clock, state, options.beyond_loopback))
}

fn real_now() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(0)
}

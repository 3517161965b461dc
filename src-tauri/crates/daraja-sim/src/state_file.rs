//! The world in a file, so that a restart remembers.
//!
//! Written whole and put in place by a rename, so that it is always one moment's world. Whoever waits for a
//! write that another already made doesn't write again.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Deserialize;

use crate::world::World;
use crate::world::keys::StoredKeys;

/// The shape of the file; a file of another is refused.
const VERSION: u32 = 1;

#[derive(Deserialize)]
struct Kept {
    version: u32,
    keys: StoredKeys,
    world: World,
}

/// Where the world is kept.
pub(crate) struct StateFile {
    path: PathBuf,
    keys: StoredKeys,
    changes: AtomicU64,
    /// How many changes the file holds.
    written: tokio::sync::Mutex<u64>,
}

impl StateFile {
    pub(crate) fn new(path: PathBuf, keys: StoredKeys) -> Self {
        Self {
            path,
            keys,
            changes: AtomicU64::new(1),
            written: tokio::sync::Mutex::new(0),
        }
    }

    /// Reads what was kept; `None` when there is no file yet.
    ///
    /// # Errors
    /// When the file can't be read, or is no world of this version.
    pub(crate) fn read(path: &Path) -> io::Result<Option<(World, StoredKeys)>> {
        let text = match std::fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let unread = |why: String| {
            let what = format!(
                "the simulator's state file can't be used: {why}; move it away to begin anew"
            );
            io::Error::new(io::ErrorKind::InvalidData, what)
        };
        let kept: Kept =
            serde_json::from_slice(&text).map_err(|error| unread(error.to_string()))?;
        if kept.version != VERSION {
            return Err(unread(format!("it is of version {}", kept.version)));
        }
        Ok(Some((kept.world, kept.keys)))
    }

    /// Notes that the world may have changed.
    pub(crate) fn changed(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }

    /// Writes, unless what changed is in the file already. A write that fails is tried again at the next
    /// change: a simulator has no one to tell, and goes on from memory.
    pub(crate) async fn keep(&self, world: impl FnOnce() -> serde_json::Result<Vec<u8>>) {
        let now = self.changes.load(Ordering::SeqCst);
        let mut written = self.written.lock().await;
        if *written >= now {
            return;
        }
        let including = self.changes.load(Ordering::SeqCst);
        let Ok(world) = world() else {
            return;
        };
        if self.write(&world).is_ok() {
            *written = including;
        }
    }

    fn write(&self, world: &[u8]) -> io::Result<()> {
        let keys = serde_json::to_vec(&self.keys)?;
        let mut text = format!("{{\"version\":{VERSION},\"keys\":").into_bytes();
        text.extend_from_slice(&keys);
        text.extend_from_slice(b",\"world\":");
        text.extend_from_slice(world);
        text.extend_from_slice(b"}\n");
        let beside = self.path.with_extension("new");
        std::fs::write(&beside, text)?;
        std::fs::rename(&beside, &self.path)
    }
}

//! The world in a file, so that a restart remembers.
//!
//! A journal of lines: the first holds everything, each further one what changed since. A line is written
//! before the answer it belongs to leaves. When the changes outgrow the beginning, the file is written anew
//! beside and put in place by a rename. A last line that broke off was never answered for, and is dropped.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::world::World;
use crate::world::keys::StoredKeys;
use crate::world::patch::{Patch, Written};

/// The shape of the file; a file of another is refused.
const VERSION: u32 = 1;
/// Changes shorter than this are never a reason to write anew.
const JOURNAL_BYTES_MIN: usize = 4 * 1024 * 1024;

/// One line.
#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    keys: Option<StoredKeys>,
    head: Map<String, Value>,
    #[serde(default)]
    patch: Patch,
}

/// Where the world is kept.
pub(crate) struct StateFile {
    path: PathBuf,
    keys: StoredKeys,
    changes: AtomicU64,
    journal: tokio::sync::Mutex<Journal>,
}

#[derive(Default)]
struct Journal {
    /// How many changes the file holds.
    holds: u64,
    /// Open once it was written whole.
    file: Option<File>,
    first_bytes: usize,
    further_bytes: usize,
    /// The small fields as last written.
    head: BTreeMap<String, Value>,
}

impl StateFile {
    pub(crate) fn new(path: PathBuf, keys: StoredKeys) -> Self {
        Self {
            path,
            keys,
            changes: AtomicU64::new(1),
            journal: tokio::sync::Mutex::default(),
        }
    }

    /// Reads what was kept; `None` when there is no file yet.
    ///
    /// # Errors
    /// When the file can't be read, or is no world of this version.
    pub(crate) fn read(path: &Path) -> io::Result<Option<(World, StoredKeys)>> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        parse(&bytes).map(Some).map_err(|why| {
            let what = format!(
                "the simulator's state file can't be used: {why}; move it away to begin anew"
            );
            io::Error::new(io::ErrorKind::InvalidData, what)
        })
    }

    /// Notes that the world may have changed.
    pub(crate) fn changed(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }

    /// Writes what changed, unless another who waited wrote it already. A write that fails is made up for by
    /// the next, which writes everything: a simulator has no one to tell, and goes on from memory.
    pub(crate) async fn keep(&self, written: impl FnOnce(bool) -> serde_json::Result<Written>) {
        let now = self.changes.load(Ordering::SeqCst);
        let mut journal = self.journal.lock().await;
        if journal.holds >= now {
            return;
        }
        let including = self.changes.load(Ordering::SeqCst);
        let outgrown =
            journal.further_bytes > JOURNAL_BYTES_MIN.max(journal.first_bytes.saturating_mul(2));
        let done = written(journal.file.is_none() || outgrown)
            .map_err(io::Error::other)
            .and_then(|written| self.write(&mut journal, written));
        match done {
            Ok(()) => journal.holds = including,
            Err(_) => journal.file = None,
        }
    }

    fn write(&self, journal: &mut Journal, written: Written) -> io::Result<()> {
        let mut head = written.head;
        if written.whole {
            journal.head.clear();
        }
        head.retain(|name, value| journal.head.get(name) != Some(value));
        journal.head.extend(
            head.iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        );
        let line = Line {
            version: written.whole.then_some(VERSION),
            keys: written.whole.then(|| self.keys.clone()),
            head,
            patch: written.patch,
        };
        let mut bytes = serde_json::to_vec(&line)?;
        bytes.push(b'\n');
        match &mut journal.file {
            Some(file) if !written.whole => {
                file.write_all(&bytes)?;
                journal.further_bytes += bytes.len();
            }
            _ => {
                let beside = self.path.with_extension("new");
                std::fs::write(&beside, &bytes)?;
                std::fs::rename(&beside, &self.path)?;
                journal.file = Some(OpenOptions::new().append(true).open(&self.path)?);
                (journal.first_bytes, journal.further_bytes) = (bytes.len(), 0);
            }
        }
        Ok(())
    }
}

fn parse(bytes: &[u8]) -> Result<(World, StoredKeys), String> {
    let mut head = Map::new();
    let mut keys = None;
    let mut patches = Vec::new();
    // What follows the last end of a line broke off.
    let whole = bytes
        .iter()
        .rposition(|byte| *byte == b'\n')
        .unwrap_or(bytes.len());
    let lines = bytes
        .get(..whole)
        .unwrap_or(bytes)
        .split(|byte| *byte == b'\n');
    for (at, line) in lines.enumerate() {
        let line: Line =
            serde_json::from_slice(line).map_err(|error| format!("line {}: {error}", at + 1))?;
        if at == 0 && line.version != Some(VERSION) {
            return Err(format!("it is not of version {VERSION}"));
        }
        keys = keys.or(line.keys);
        head.extend(line.head);
        patches.push(line.patch);
    }
    let world = World::rebuilt(head, patches).map_err(|error| error.to_string())?;
    Ok((world, keys.ok_or("it has no key")?))
}

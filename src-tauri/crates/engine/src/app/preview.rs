//! Previews that wait for a decision, in memory and for a limited time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::Problem;
use statements::model::{LedgerFile, StatementFile};

/// How long a preview waits before it is forgotten.
const KEPT_FOR: Duration = Duration::from_secs(30 * 60);
/// How many previews wait at once; the oldest makes room.
const PREVIEWS_MAX: usize = 4;

/// A file that was read and waits.
#[derive(Debug)]
pub struct WaitingFile {
    /// Name without folders.
    pub name: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Its bytes, kept on commit.
    pub bytes: Vec<u8>,
    /// What it holds.
    pub content: Content,
}

impl WaitingFile {
    /// A file that was read.
    #[must_use]
    pub fn new(name: String, bytes: Vec<u8>, content: Content) -> Self {
        let sha256 = crate::store::files::sha256(&bytes);
        Self {
            name,
            sha256,
            bytes,
            content,
        }
    }
}

/// What a waiting file holds. Commit uses these same parsed rows.
#[derive(Debug)]
pub enum Content {
    /// A statement.
    Statement(Box<StatementFile>),
    /// A ledger.
    Ledger(Box<LedgerFile>),
}

/// The files of one preview that can be imported, in the order they would be.
pub type Preview = Arc<Vec<WaitingFile>>;

/// The previews that wait.
#[derive(Default)]
pub struct Previews {
    waiting: Mutex<HashMap<String, (Instant, Preview)>>,
}

impl Previews {
    /// Keeps a preview under a new token.
    pub fn keep(&self, files: Vec<WaitingFile>) -> String {
        let token = format!("{:032x}", rand::random::<u128>());
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, (since, _)| since.elapsed() < KEPT_FOR);
        while waiting.len() >= PREVIEWS_MAX {
            let oldest = waiting.iter().min_by_key(|(_, (since, _))| *since);
            let Some(oldest) = oldest.map(|(token, _)| token.clone()) else {
                break;
            };
            waiting.remove(&oldest);
        }
        waiting.insert(token.clone(), (Instant::now(), Arc::new(files)));
        token
    }

    /// The preview of a token.
    ///
    /// # Errors
    /// When it was discarded, committed, or has waited too long.
    pub fn find(&self, token: &str) -> Result<Preview, Problem> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        match waiting.get(token) {
            Some((since, files)) if since.elapsed() < KEPT_FOR => Ok(Arc::clone(files)),
            _ => Err(Problem::new(
                "import.preview_gone",
                "Nothing was imported: this preview is no longer kept.",
            )
            .with_remedy("Choose the files again.")),
        }
    }

    /// Forgets all of them.
    pub fn clear(&self) {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// Forgets a preview.
    pub fn forget(&self, token: &str) {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_waits_until_it_is_forgotten_or_pushed_out() {
        let previews = Previews::default();
        let first = previews.keep(Vec::new());
        assert!(previews.find(&first).is_ok());
        for _ in 0..PREVIEWS_MAX {
            previews.keep(Vec::new());
        }
        assert_eq!(
            previews.find(&first).unwrap_err().code.0,
            "import.preview_gone"
        );
        let last = previews.keep(Vec::new());
        previews.forget(&last);
        assert!(previews.find(&last).is_err());
    }
}

//! The computer's clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in milliseconds since 1970 in UTC; 0 when the clock stands before that.
pub(crate) fn now_unix_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or_default()
}

//! Bodies as they go over the wire: exact names, misspellings included, and nothing that is empty.
//!
//! Names and types: `daraja-api.md` sections 4 to 12. The structs that are serialised stand beside the
//! request they belong to and stay private there.

use std::fmt;

use serde::Serialize;
use zeroize::Zeroizing;

/// Room for a body, in bytes, so that it never moves while it is written and leaves no copy of a
/// credential behind. The longest, B2C with three long texts, two long addresses and a credential of
/// 4096 bits, has under 2,000.
const BODY_ROOM: usize = 4_096;

/// The JSON body of one request. It may hold a security credential or an STK password: `Debug` shows
/// its length only, and its memory is wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestBody(Zeroizing<Vec<u8>>);

impl RequestBody {
    /// Writes a body.
    pub(crate) fn of(fields: &impl Serialize) -> Self {
        let mut bytes = Zeroizing::new(Vec::with_capacity(BODY_ROOM));
        serde_json::to_writer(&mut *bytes, fields)
            .expect("structs of texts and numbers have a JSON form, and memory takes all writes");
        Self(bytes)
    }

    /// The body, secrets and phone numbers and all.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "RequestBody({} bytes)", self.0.len())
    }
}

//! A QR code (`daraja-api.md` section 12).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::calls::{reading, unreadable};
use crate::client::Answered;
use crate::loose::scan;
use crate::{CallError, Reply};

/// The first bytes of every PNG file.
const PNG_SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];

/// A QR code to pay by.
#[derive(Clone, PartialEq, Eq)]
pub struct QrCode {
    /// The picture, a PNG file.
    pub png: Vec<u8>,
    /// Daraja's id of the request.
    pub request_id: Option<String>,
    /// The words, as sent.
    pub description: String,
    /// The whole answer.
    pub reply: Reply,
}

impl QrCode {
    /// The picture proves the success: `ResponseCode` is zeros live and an `AG_…` text in the
    /// documentation.
    pub(crate) fn read(answered: Answered) -> Result<Self, CallError> {
        // From the body as it came: a picture in Base64 may look like a credential and be struck out.
        let raw = scan(&answered.bytes).ok();
        let picture = raw
            .and_then(|raw| raw.root.text_of(&["QRCode"]))
            .and_then(|text| {
                let plain: String = text.split_whitespace().collect();
                STANDARD.decode(plain).ok()
            });
        let request_id = reading(&answered).and_then(|it| it.root.text_of(&["RequestID"]));
        match picture {
            Some(png) if png.starts_with(&PNG_SIGNATURE) => Ok(Self {
                png,
                request_id,
                description: answered.said.message().to_owned(),
                reply: answered.reply,
            }),
            _ => Err(unreadable(answered)),
        }
    }
}

impl fmt::Debug for QrCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "QrCode({} bytes of PNG)", self.png.len())
    }
}

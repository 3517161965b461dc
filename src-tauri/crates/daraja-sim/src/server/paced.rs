//! A body that goes out whole, or in small pieces with pauses.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// Bytes in one piece of a slow body.
const PIECE: usize = 16;

/// The body of an answer.
#[derive(Debug)]
pub(crate) struct Paced {
    pieces: VecDeque<Bytes>,
    left: u64,
    pause: Option<(Duration, Pin<Box<Sleep>>)>,
}

impl Paced {
    /// All at once.
    pub(crate) fn whole(body: String) -> Self {
        let body = Bytes::from(body);
        Self {
            left: u64::try_from(body.len()).unwrap_or(0),
            pieces: VecDeque::from([body]),
            pause: None,
        }
    }

    /// Piece by piece, with a pause before each.
    pub(crate) fn slow(body: &str, every: Duration) -> Self {
        Self {
            left: u64::try_from(body.len()).unwrap_or(0),
            pieces: body
                .as_bytes()
                .chunks(PIECE)
                .map(Bytes::copy_from_slice)
                .collect(),
            pause: Some((every, Box::pin(sleep(every)))),
        }
    }
}

impl Body for Paced {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some((every, pause)) = &mut self.pause {
            if pause.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            *pause = Box::pin(sleep(*every));
        }
        let piece = self.pieces.pop_front();
        if let Some(piece) = &piece {
            self.left = self
                .left
                .saturating_sub(u64::try_from(piece.len()).unwrap_or(0));
        }
        Poll::Ready(piece.map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

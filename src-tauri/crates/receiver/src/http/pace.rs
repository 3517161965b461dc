//! A connection's stream that gives up on who is too slow.
//!
//! Three waits are bounded: from a head's first byte to its end, between two requests, and while an answer
//! is not read. How long a body may take is the handler's to bound, for only it can answer 408.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// Where a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// A head is coming in.
    Head,
    /// A handler has the request.
    Serving,
    /// The answer goes out.
    Answering,
    /// Nothing is asked.
    Idle,
}

/// Shared by the stream and who serves it.
#[derive(Clone)]
pub(super) struct Pace(Arc<AtomicU8>);

/// The stream. Its errors of kind `TimedOut` end the connection.
pub(super) struct Paced<I> {
    io: I,
    pace: Pace,
    head: Duration,
    idle: Duration,
    timer: Pin<Box<Sleep>>,
    timed: Phase,
}

impl Pace {
    /// A handler has the request.
    pub(super) fn serving(&self) {
        self.set(Phase::Serving);
    }

    /// A handler has answered.
    pub(super) fn answering(&self) {
        self.set(Phase::Answering);
    }

    fn set(&self, phase: Phase) {
        let code = match phase {
            Phase::Head => 0,
            Phase::Serving => 1,
            Phase::Answering => 2,
            Phase::Idle => 3,
        };
        self.0.store(code, Ordering::Relaxed);
    }

    fn phase(&self) -> Phase {
        match self.0.load(Ordering::Relaxed) {
            0 => Phase::Head,
            1 => Phase::Serving,
            2 => Phase::Answering,
            _ => Phase::Idle,
        }
    }
}

impl<I> Paced<I> {
    /// A stream that was just opened: its first head is awaited.
    pub(super) fn new(io: I, head: Duration, idle: Duration) -> (Self, Pace) {
        let pace = Pace(Arc::new(AtomicU8::new(0)));
        let paced = Self {
            io,
            pace: pace.clone(),
            head,
            idle,
            timer: Box::pin(sleep(head)),
            timed: Phase::Head,
        };
        (paced, pace)
    }

    /// After bytes came in: the first of a head start its time, the others don't prolong it.
    fn came_in(&mut self) {
        if self.pace.phase() == Phase::Idle {
            self.pace.set(Phase::Head);
        }
    }

    /// After bytes went out: who reads is given its time anew.
    fn went_out(&mut self) {
        if self.pace.phase() == Phase::Answering {
            self.pace.set(Phase::Idle);
        }
        if self.pace.phase() == Phase::Idle {
            self.time(Phase::Idle);
        }
    }

    fn time(&mut self, phase: Phase) {
        let most = if phase == Phase::Head {
            self.head
        } else {
            self.idle
        };
        self.timed = phase;
        self.timer.as_mut().reset(Instant::now() + most);
    }

    /// Nothing moves: an error once the phase has had its time.
    fn waits(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        let phase = self.pace.phase();
        if phase == Phase::Serving {
            self.timed = phase;
            return Poll::Pending;
        }
        if phase != self.timed {
            self.time(phase);
        }
        ready!(self.timer.as_mut().poll(cx));
        Poll::Ready(io::ErrorKind::TimedOut.into())
    }

    fn bounded<T>(
        &mut self,
        cx: &mut Context<'_>,
        polled: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        match polled {
            Poll::Pending => self.waits(cx).map(Err),
            ready => ready,
        }
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Paced<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.io).poll_read(cx, buf);
        if buf.filled().len() > before {
            self.came_in();
        }
        self.bounded(cx, polled)
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for Paced<I> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.io).poll_write(cx, buf);
        if matches!(polled, Poll::Ready(Ok(_))) {
            self.went_out();
        }
        self.bounded(cx, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.io).poll_write_vectored(cx, bufs);
        if matches!(polled, Poll::Ready(Ok(_))) {
            self.went_out();
        }
        self.bounded(cx, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_flush(cx);
        self.bounded(cx, polled)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.io).poll_shutdown(cx);
        self.bounded(cx, polled)
    }
}

#[cfg(test)]
#[path = "pace_tests.rs"]
mod tests;

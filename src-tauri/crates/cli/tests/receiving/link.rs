//! One connection that is asked again and again.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// Longest wait for an answer; longer than a console waits for a delivery.
const ANSWER: Duration = Duration::from_secs(40);

/// The connection. After an error it is of no more use.
pub struct Link(BufReader<TcpStream>);

impl Link {
    /// Connects.
    pub fn open(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(ANSWER))?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Sends a request, whose head lacks its length, and reads the whole answer: status and body.
    pub fn ask(&mut self, head: &str, body: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        let length = body.len();
        let mut request =
            format!("{head}\r\nHost: receiver\r\nContent-Length: {length}\r\n\r\n").into_bytes();
        request.extend_from_slice(body);
        self.0.get_mut().write_all(&request)?;
        let status = self.line()?;
        let status = status
            .strip_prefix("HTTP/1.1 ")
            .and_then(|rest| rest.get(..3));
        let status = status.and_then(|code| code.parse().ok()).ok_or_else(odd)?;
        let mut length = 0;
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().map_err(|_| odd())?;
            }
        }
        let mut answer = vec![0; length];
        self.0.read_exact(&mut answer)?;
        Ok((status, answer))
    }

    /// A line without its end; one that was cut off is an error.
    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        self.0.read_line(&mut line)?;
        let whole = line.strip_suffix("\r\n");
        whole.map(str::to_owned).ok_or_else(odd)
    }
}

fn odd() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

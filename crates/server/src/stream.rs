//! A body that is made while it is sent, in bounded memory.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Bytes, HttpBody};
use hyper::body::Frame;
use tokio::{runtime::Handle, sync::mpsc};

/// Bytes that are sent at a time, about.
const CHUNK_BYTES: usize = 64 << 10;
/// Chunks that wait for a slow reader: with those under way, all that is held of a body.
const CHUNKS: usize = 8;
/// A reader that takes nothing for so long has left.
const PATIENCE: Duration = Duration::from_secs(30);

/// The writing end and the body that sends what is written.
pub(crate) fn stream() -> (Pen, Written) {
    let (send, receive) = mpsc::channel(CHUNKS);
    (Pen { waiting: Vec::new(), send }, Written(Some(receive)))
}

/// A part of a body, or its end.
#[derive(Debug)]
enum Part {
    Chunk(Bytes),
    End,
}

/// Writes a body from a thread that may wait.
#[derive(Debug)]
pub(crate) struct Pen {
    waiting: Vec<u8>,
    send: mpsc::Sender<Part>,
}

/// Nobody reads any more: there is nothing to go on for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left;

impl Pen {
    /// Adds a line.
    ///
    /// # Errors
    /// When the reader has left.
    pub(crate) fn line(&mut self, line: &impl serde::Serialize) -> Result<(), Left> {
        // Numbers, words and names are always JSON.
        serde_json::to_writer(&mut self.waiting, line).map_err(|_| Left)?;
        self.waiting.push(b'\n');
        if self.waiting.len() < CHUNK_BYTES {
            return Ok(());
        }
        let chunk = std::mem::take(&mut self.waiting);
        self.hand(Part::Chunk(chunk.into()))
    }

    /// Whether the reader has left.
    pub(crate) fn is_left(&self) -> bool {
        self.send.is_closed()
    }

    /// Sends the rest, and that this is the end: a body without it was cut.
    ///
    /// # Errors
    /// When the reader has left.
    pub(crate) fn end(mut self) -> Result<(), Left> {
        let rest = std::mem::take(&mut self.waiting);
        self.hand(Part::Chunk(rest.into()))?;
        self.hand(Part::End)
    }

    fn hand(&self, part: Part) -> Result<(), Left> {
        let sent = Handle::current().block_on(self.send.send_timeout(part, PATIENCE));
        sent.map_err(|_| Left)
    }
}

/// The body.
#[derive(Debug)]
pub(crate) struct Written(Option<mpsc::Receiver<Part>>);

/// The work behind a body came to nothing: the connection closes without the body's end, so that
/// nobody takes it for whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body was cut before its end")
    }
}

impl std::error::Error for Cut {}

impl HttpBody for Written {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        let Some(receive) = &mut self.0 else { return Poll::Ready(None) };
        let part = std::task::ready!(receive.poll_recv(context));
        let (next, over) = match part {
            Some(Part::Chunk(chunk)) => (Some(Ok(Frame::data(chunk))), false),
            Some(Part::End) => (None, true),
            None => (Some(Err(Cut)), true),
        };
        if over {
            self.0 = None;
        }
        Poll::Ready(next)
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn what_is_written_is_sent_to_its_end() {
        let (mut pen, body) = stream();
        let writing = tokio::task::spawn_blocking(move || {
            (0..50_000).try_for_each(|n| pen.line(&n))?;
            pen.end()
        });
        let sent = body.collect().await.unwrap().to_bytes();
        assert_eq!(writing.await.unwrap(), Ok(()));
        let lines: Vec<u32> = sent.split(|b| *b == b'\n').filter_map(|l| serde_json::from_slice(l).ok()).collect();
        assert!(lines.into_iter().eq(0..50_000));
    }

    #[tokio::test]
    async fn a_body_whose_writer_fails_is_no_whole_body() {
        let (mut pen, body) = stream();
        let writing = tokio::task::spawn_blocking(move || {
            pen.line(&1).unwrap();
            drop(pen);
        });
        assert_eq!(body.collect().await.unwrap_err(), Cut);
        writing.await.unwrap();
    }

    #[tokio::test]
    async fn whoever_stops_reading_stops_the_writing_and_little_was_held() {
        let (mut pen, mut body) = stream();
        let writing = tokio::task::spawn_blocking(move || {
            let mut lines = 0_u64;
            while pen.line(&"x".repeat(1000)).is_ok() {
                lines += 1;
            }
            (lines, pen.is_left())
        });
        assert!(body.frame().await.unwrap().is_ok());
        drop(body);
        let (lines, left) = writing.await.unwrap();
        assert!(left && lines * 1003 < (2 + CHUNKS + 2) as u64 * (CHUNK_BYTES as u64 + 1003), "{lines} lines");
    }
}

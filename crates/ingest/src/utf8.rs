//! A reader of UTF-8 over one of bytes: marks are taken off, and what is no UTF-8 is read as
//! Windows-1252, byte by byte, so that a long text need not be in memory to be decoded.

use std::{
    cell::Cell,
    io::{self, Read},
};

use crate::text;

/// What was met on the way.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Met {
    /// Something else than blanks.
    pub(crate) text: bool,
    /// The name of another encoding than UTF-8.
    pub(crate) encoding: Option<&'static str>,
}

/// See the module.
pub(crate) struct Utf8<'a, R> {
    input: R,
    met: &'a Cell<Met>,
    /// Bytes of a character whose end was not read yet.
    raw: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    started: bool,
    ended: bool,
}

/// Bytes that are read at once.
const BLOCK: usize = 64 << 10;

impl<'a, R: Read> Utf8<'a, R> {
    pub(crate) fn new(input: R, met: &'a Cell<Met>) -> Self {
        Self { input, met, raw: Vec::new(), ready: Vec::new(), at: 0, started: false, ended: false }
    }

    fn fill(&mut self) -> io::Result<()> {
        (self.at, self.ready) = (0, std::mem::take(&mut self.ready));
        self.ready.clear();
        let mut block = (&mut self.input).take(BLOCK as u64);
        let length = self.raw.len();
        block.read_to_end(&mut self.raw)?;
        self.ended = self.raw.len() - length < BLOCK;
        if !std::mem::replace(&mut self.started, true) {
            self.start()?;
        }
        self.decode();
        let blank = self.ready.iter().all(u8::is_ascii_whitespace);
        self.met.set(Met { text: self.met.get().text || !blank, ..self.met.get() });
        Ok(())
    }

    fn start(&mut self) -> io::Result<()> {
        if self.raw.starts_with(&[0xef, 0xbb, 0xbf]) {
            self.raw.drain(..3);
        }
        if self.raw.starts_with(&[0xff, 0xfe]) || self.raw.starts_with(&[0xfe, 0xff]) {
            // Two bytes a character: rare enough to be read whole.
            self.input.read_to_end(&mut self.raw)?;
            let (whole, encoding) = text::decode(std::mem::take(&mut self.raw));
            self.met.set(Met { encoding: Some(encoding.name()), ..self.met.get() });
            self.raw = whole.into_bytes();
            self.ended = true;
        }
        Ok(())
    }

    fn decode(&mut self) {
        let mut rest = self.raw.as_slice();
        loop {
            let Err(error) = std::str::from_utf8(rest) else {
                self.ready.extend(rest);
                self.raw.clear();
                return;
            };
            let (valid, after) = rest.split_at(error.valid_up_to());
            self.ready.extend(valid);
            let wrong = match error.error_len() {
                None if !self.ended => {
                    self.raw = after.to_vec();
                    return;
                }
                None => after.len(),
                Some(length) => length,
            };
            let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&after[..wrong]);
            self.ready.extend(decoded.as_bytes());
            self.met.set(Met { encoding: Some(encoding_rs::WINDOWS_1252.name()), ..self.met.get() });
            rest = &after[wrong..];
        }
    }
}

impl<R: Read> Read for Utf8<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.ended {
            self.fill()?;
        }
        let length = out.len().min(self.ready.len() - self.at);
        out[..length].copy_from_slice(&self.ready[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes one at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let n = self.0.len().min(1).min(out.len());
            out[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn read(bytes: &[u8]) -> (String, Met) {
        let met = Cell::default();
        let mut text = String::new();
        Utf8::new(Slow(bytes), &met).read_to_string(&mut text).unwrap();
        (text, met.get())
    }

    #[test]
    fn marks_go_and_other_bytes_are_windows_1252() {
        assert_eq!(read("\u{feff}Vendée".as_bytes()), ("Vendée".into(), Met { text: true, encoding: None }));
        let (text, met) = read(b"Vend\xe9e \xc3");
        assert_eq!((text.as_str(), met.encoding), ("Vendée Ã", Some("windows-1252")));
        let utf16: Vec<u8> = "\u{feff}é".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16).0, "é");
        assert_eq!(read(b" \n"), (" \n".into(), Met::default()));
    }

    #[test]
    fn a_character_across_two_blocks_stays_whole() {
        let text = "é".repeat(BLOCK);
        for shift in 0..2 {
            let text = format!("{}{text}", "a".repeat(shift));
            assert_eq!(read(text.as_bytes()), (text.clone(), Met { text: true, encoding: None }));
        }
    }
}

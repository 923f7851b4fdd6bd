//! How much memory a long file takes: alone in its process, so that nothing else is measured.

use std::io::{self, Read};

/// Bytes of the line.
const LENGTH: usize = 200 << 20;

/// A collection in one line, made as it is read: features of ten thousand characters.
struct OneLine {
    at: usize,
    ready: Vec<u8>,
    feature: usize,
    ended: bool,
}

impl OneLine {
    fn next(&mut self) {
        let feature = |code: usize, note: &str| {
            format!(
                r#"{{"type":"Feature","properties":{{"code":"{code:05}","nom":"Fictive","note":"{note}"}},"geometry":{{"type":"Polygon","coordinates":[[[0,46],[0.1,46],[0.1,46.1],[0,46]]]}}}}"#
            )
        };
        let text = match self.feature {
            0 => format!(r#"{{"type":"FeatureCollection","features":[{}"#, feature(1, "")),
            _ if self.at < LENGTH => format!(",{}", feature(1 + self.feature % 9000, &"é ".repeat(5_000))),
            _ => {
                self.ended = true;
                "]}".to_owned()
            }
        };
        self.feature += 1;
        self.ready = text.into_bytes();
    }
}

impl Read for OneLine {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.ready.is_empty() && !self.ended {
            self.next();
        }
        let length = out.len().min(self.ready.len());
        out[..length].copy_from_slice(&self.ready[..length]);
        self.ready.drain(..length);
        self.at += length;
        Ok(length)
    }
}

/// The most that this process ever held, bytes; `None` where the system does not say.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok()? << 10)
}

#[test]
fn a_line_of_200_mb_is_read_feature_by_feature() {
    let Some(before) = peak() else {
        eprintln!("skipped: memory (this system has no /proc/self/status)");
        return;
    };
    let line = OneLine { at: 0, ready: Vec::new(), feature: 0, ended: false };
    let batch = ingest::read_communes_geojson("long.geojson", line).unwrap();
    // Every code of the nine thousand is accepted once; the others are said to stand twice.
    assert_eq!(batch.accepted.len(), 9000);
    assert!(batch.rejected.len() > 4000, "{}", batch.rejected.len());
    let grown = peak().unwrap() - before;
    assert!(grown < 40 << 20, "{} MB for a text of {} MB", grown >> 20, LENGTH >> 20);
}

//! OpenStreetMap: the roads, the ferries and the turn restrictions of a file, or the places in it that
//! may be services.
//!
//! In: OSM PBF, or OSM XML, plain or packed by gzip or bzip2; which one is told by the bytes, not by the
//! name. Out: [`OsmRoads`], plain values near the file (nobody's travel time is decided here), or a table.

mod collect;
mod model;
mod pbf;
mod places;
mod xml;

pub use model::{OsmCounts, OsmNode, OsmRestriction, OsmRoads, OsmTags, OsmVia, OsmWay};

use std::io::{BufReader, Cursor, Read};

use collect::Collector;
use flate2::read::MultiGzDecoder;

use crate::{IngestError, table::Table};

/// Bytes that tell what a file is: enough for the header of a PBF.
const HEAD_BYTES: usize = 32;

/// Reads the road map of an OSM file.
///
/// `file` is the label of messages. Ways keep the node references that the file has no node for
/// out of their shape; [`OsmCounts`] says how many were missing.
///
/// # Errors
/// When the file is neither OSM PBF nor OSM XML, stops early, or is damaged.
pub fn read_osm(file: &str, reader: impl Read + Send) -> Result<OsmRoads, IngestError> {
    let mut collector = Collector::new(file);
    read(file, reader, &mut collector)?;
    collector.finish()
}

/// What may be a service in an OSM file, as a table: `@id`, tags, `longitude`, `latitude`. Rows are numbered
/// by their line, or in a PBF by their place among its elements.
///
/// # Errors
/// As [`read_osm`].
pub(crate) fn places(file: &str, reader: impl Read + Send) -> Result<Table, IngestError> {
    let mut places = places::Places::default();
    read(file, reader, &mut places)?;
    Ok(places.table(file))
}

/// Whether the beginning of a text is an extract of OpenStreetMap.
pub(crate) fn is_xml(text: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&text[..text.len().min(400)]).to_lowercase();
    head.contains("<osm")
}

/// Member of a relation, as both formats give it.
struct Member<'a> {
    way: Option<i64>,
    node: Option<i64>,
    role: &'a str,
}

/// Takes the elements of a file in, in its order. `line` is where an element begins in XML, and its place
/// among the elements of a PBF.
trait Sink {
    /// A node: longitude and latitude in degrees.
    fn node<'a>(&mut self, line: u64, id: i64, at: (f64, f64), tags: impl Iterator<Item = (&'a str, &'a str)> + Clone);

    /// A way of any kind.
    fn way<'a>(&mut self, line: u64, id: i64, nodes: Vec<i64>, tags: impl Iterator<Item = (&'a str, &'a str)> + Clone);

    /// A relation of any kind.
    fn relation<'a>(
        &mut self,
        line: u64,
        id: i64,
        tags: impl Iterator<Item = (&'a str, &'a str)> + Clone,
        members: &[Member<'_>],
    );
}

fn read(file: &str, mut reader: impl Read + Send, into: &mut impl Sink) -> Result<(), IngestError> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    reader
        .by_ref()
        .take(HEAD_BYTES as u64)
        .read_to_end(&mut head)
        .map_err(|source| IngestError::Read { file: file.to_owned(), source })?;
    let kind = Kind::of(&head);
    let whole = BufReader::with_capacity(1 << 20, Cursor::new(head.clone()).chain(reader));
    match kind {
        Kind::Empty => Err(IngestError::Empty { file: file.to_owned() }),
        Kind::Pbf => pbf::read(file, whole, into),
        Kind::Xml => xml::read(file, whole, into),
        Kind::Gzip => xml::read(file, BufReader::new(MultiGzDecoder::new(whole)), into),
        Kind::Bzip2 => xml::read(file, BufReader::new(bzip2::read::MultiBzDecoder::new(whole)), into),
        Kind::Other(found) => Err(IngestError::OtherKind {
            file: file.to_owned(),
            found: found.to_owned(),
            remedy: "an OSM extract in .osm.pbf, .osm, .osm.gz or .osm.bz2 would work",
        }),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Empty,
    Pbf,
    Xml,
    Gzip,
    Bzip2,
    Other(&'static str),
}

impl Kind {
    fn of(head: &[u8]) -> Self {
        let text = head.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(head).trim_ascii_start();
        // A PBF starts with the length of a header (four bytes), whose first field names "OSMHeader".
        let pbf = head.len() >= 6 && head[..2] == [0, 0] && head[4] == 0x0a && head[6..].starts_with(b"OSM");
        match head {
            [] => Self::Empty,
            _ if pbf => Self::Pbf,
            [0x1f, 0x8b, ..] => Self::Gzip,
            [b'B', b'Z', b'h', ..] => Self::Bzip2,
            _ if text.starts_with(b"<?xml") || text.starts_with(b"<osm") => Self::Xml,
            [b'P', b'K', 3, 4, ..] => Self::Other("this is a zip archive, not an OSM file"),
            [b'{', ..] => Self::Other("this is JSON, not an OSM file"),
            [b'o', b'5', ..] | [0xff, 0xe0, ..] => Self::Other("this is an o5m file"),
            _ => Self::Other("this is no OSM file: its first bytes are neither those of PBF nor of XML"),
        }
    }
}

#[cfg(test)]
mod tests;

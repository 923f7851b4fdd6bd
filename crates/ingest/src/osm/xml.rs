//! OSM XML.

use std::io::{BufRead, Read};

use quick_xml::{Reader, events::BytesStart, events::Event};

use super::{Member, Sink};
use crate::IngestError;

/// The element that is open: its children come before its end.
enum Open {
    Node { id: i64, lon: f64, lat: f64 },
    Way { id: i64, nodes: Vec<i64> },
    Relation { id: i64, members: Vec<(char, i64, String)> },
}

/// Reads every element of an OSM XML file into the sink.
pub(super) fn read(file: &str, reader: impl BufRead, into: &mut impl Sink) -> Result<(), IngestError> {
    let mut xml = Reader::from_reader(Lines { inner: reader, ends: 0 });
    let (mut buffer, mut open, mut tags, mut line) = (Vec::new(), None, Vec::new(), 1);
    // An <osm> that is never closed is a file that stops early.
    let (mut seen_root, mut closed) = (false, false);
    loop {
        let at = xml.buffer_position();
        let begins = xml.get_ref().ends + 1;
        let broken = |detail: String| IngestError::Osm { file: file.to_owned(), detail };
        let event = xml.read_event_into(&mut buffer).map_err(|e| {
            broken(format!("the XML is damaged or stops early at byte {at} ({e}); copy or download it again"))
        })?;
        match event {
            Event::Start(e) | Event::Empty(e) if !seen_root => {
                if e.name().as_ref() != "osm" {
                    let found = e.name().as_ref().to_owned();
                    return Err(broken(format!("the XML holds <{found}>, not <osm>; an OSM XML extract would work")));
                }
                seen_root = true;
            }
            Event::Start(e) => {
                let fresh = start(&e, &mut open, &mut tags).map_err(|d| broken(format!("{d}, at byte {at}")))?;
                line = if fresh { begins } else { line };
            }
            Event::Empty(e) => {
                let fresh = start(&e, &mut open, &mut tags).map_err(|d| broken(format!("{d}, at byte {at}")))?;
                if fresh {
                    close(begins, &mut open, &mut tags, into);
                }
            }
            Event::End(e) => match e.name().as_ref() {
                "node" | "way" | "relation" => close(line, &mut open, &mut tags, into),
                "osm" => closed = true,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    if !closed {
        let detail = "the XML stops before </osm>; copy or download it again".to_owned();
        return Err(IngestError::Osm { file: file.to_owned(), detail });
    }
    Ok(())
}

/// Counts the ends of lines that are taken from a reader.
struct Lines<R> {
    inner: R,
    ends: u64,
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(to)?;
        self.ends += ends(&to[..count]);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        // What is consumed lies in the buffer: filling it again reads nothing.
        if let Ok(buffer) = self.inner.fill_buf() {
            self.ends += ends(&buffer[..count.min(buffer.len())]);
        }
        self.inner.consume(count);
    }
}

fn ends(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|b| **b == b'\n').count() as u64
}

/// Takes a start tag in; `true` when it opened a node, a way or a relation.
fn start(e: &BytesStart<'_>, open: &mut Option<Open>, tags: &mut Vec<(String, String)>) -> Result<bool, String> {
    let name = e.name();
    match name.as_ref() {
        "node" => {
            *open = Some(Open::Node { id: number(e, "id")?, lon: number(e, "lon")?, lat: number(e, "lat")? });
            Ok(true)
        }
        "way" => {
            *open = Some(Open::Way { id: number(e, "id")?, nodes: Vec::new() });
            Ok(true)
        }
        "relation" => {
            *open = Some(Open::Relation { id: number(e, "id")?, members: Vec::new() });
            Ok(true)
        }
        "nd" => {
            if let Some(Open::Way { nodes, .. }) = open {
                nodes.push(number(e, "ref")?);
            }
            Ok(false)
        }
        "member" => {
            if let Some(Open::Relation { members, .. }) = open {
                let kind = text(e, "type")?.chars().next().unwrap_or_default();
                members.push((kind, number(e, "ref")?, text(e, "role")?));
            }
            Ok(false)
        }
        "tag" => {
            tags.push((text(e, "k")?, text(e, "v")?));
            Ok(false)
        }
        _ => Ok(false),
    }
}

/// Hands the open element over.
fn close(line: u64, open: &mut Option<Open>, tags: &mut Vec<(String, String)>, into: &mut impl Sink) {
    let pairs = tags.iter().map(|(k, v)| (k.as_str(), v.as_str()));
    match open.take() {
        Some(Open::Node { id, lon, lat }) => into.node(line, id, (lon, lat), pairs),
        Some(Open::Way { id, nodes }) => into.way(line, id, nodes, pairs),
        Some(Open::Relation { id, members }) => {
            let members: Vec<Member<'_>> = members
                .iter()
                .map(|(kind, of, role)| Member {
                    way: (*kind == 'w').then_some(*of),
                    node: (*kind == 'n').then_some(*of),
                    role,
                })
                .collect();
            into.relation(line, id, pairs, &members);
        }
        None => {}
    }
    tags.clear();
}

fn text(e: &BytesStart<'_>, key: &str) -> Result<String, String> {
    let element = || e.name().as_ref().to_owned();
    let attribute =
        e.try_get_attribute(key).map_err(|why| format!("<{}> has a damaged attribute ({why})", element()))?;
    let attribute = attribute.ok_or_else(|| format!("<{}> has no `{key}`", element()))?;
    let value = attribute
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .map_err(|why| format!("`{key}` of <{}> cannot be read ({why})", element()))?;
    Ok(value.into_owned())
}

fn number<T: std::str::FromStr>(e: &BytesStart<'_>, key: &str) -> Result<T, String> {
    let value = text(e, key)?;
    value.trim().parse().map_err(|_| format!("`{key}` of <{}> is `{value}`; a number was expected", e.name().as_ref()))
}

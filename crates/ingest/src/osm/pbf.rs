//! OSM PBF.

use std::io::Read;

use osmpbf::{Element, ElementReader, RelMemberType};

use super::{Member, Sink};
use crate::IngestError;

/// Reads every element of a PBF into the sink.
pub(super) fn read(file: &str, reader: impl Read + Send, into: &mut impl Sink) -> Result<(), IngestError> {
    let mut count = 0;
    let read = ElementReader::new(reader).for_each(|element| {
        count += 1;
        match element {
            Element::Node(n) => into.node(count, n.id(), (n.lon(), n.lat()), n.tags()),
            Element::DenseNode(n) => into.node(count, n.id(), (n.lon(), n.lat()), n.tags()),
            Element::Way(w) => into.way(count, w.id(), w.refs().collect(), w.tags()),
            Element::Relation(r) => {
                let members: Vec<Member<'_>> = r
                    .members()
                    .map(|m| Member {
                        way: (m.member_type == RelMemberType::Way).then_some(m.member_id),
                        node: (m.member_type == RelMemberType::Node).then_some(m.member_id),
                        role: m.role().unwrap_or_default(),
                    })
                    .collect();
                into.relation(count, r.id(), r.tags(), &members);
            }
        }
    });
    read.map_err(|error| {
        let why = error.to_string();
        let detail = if why.to_lowercase().contains("end of") || why.contains("eof") || why.contains("EOF") {
            format!("the PBF stops in the middle of a block ({why}); copy or download it again")
        } else {
            format!("a block of the PBF is damaged ({why}); copy or download it again")
        };
        IngestError::Osm { file: file.to_owned(), detail }
    })
}

//! What bears a tag of a service, as a table: nodes, ways and relations of any format.
//!
//! A node is where it says; a way, and a relation with the nodes of its ways, is at the middle of its
//! box. A relation around something that is a place itself is passed over: the school and its grounds
//! are one.

use std::collections::{HashMap, HashSet};

use super::{Member, Sink};
use crate::{diagnose::widen, table::Table};

/// Tags that become columns; the first of them decide what is kept.
pub(crate) const TAGS: [&str; 16] = [
    "amenity",
    "social_facility",
    "highway",
    "school:FR",
    "childcare",
    "name",
    "operator",
    "capacity",
    "opening_hours",
    "addr:housenumber",
    "addr:street",
    "addr:postcode",
    "ref:INSEE",
    "phone",
    "website",
    "community_centre",
];
const DECISIVE: usize = 3;
/// The `highway` of a node that is a stop; roads are no services.
const STOP: &str = "bus_stop";

/// An element that may be a service.
struct Place {
    line: u64,
    id: String,
    shape: Shape,
    tags: Vec<(usize, String)>,
}

enum Shape {
    Point(f64, f64),
    Nodes(Vec<i64>),
    /// Member nodes and ways.
    Members(Vec<i64>, Vec<i64>),
}

/// Takes the elements of a file in.
#[derive(Default)]
pub(super) struct Places {
    positions: HashMap<i64, (f64, f64)>,
    /// Nodes of each way: a relation may name any.
    ways: HashMap<i64, Vec<i64>>,
    found: Vec<Place>,
}

impl Sink for Places {
    fn node<'a>(
        &mut self,
        line: u64,
        id: i64,
        (lon, lat): (f64, f64),
        tags: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) {
        self.positions.insert(id, (lon, lat));
        self.keep(line, format!("n{id}"), Shape::Point(lon, lat), tags);
    }

    fn way<'a>(&mut self, line: u64, id: i64, nodes: Vec<i64>, tags: impl Iterator<Item = (&'a str, &'a str)> + Clone) {
        if decides(tags.clone()) {
            self.keep(line, format!("w{id}"), Shape::Nodes(nodes.clone()), tags);
        }
        self.ways.insert(id, nodes);
    }

    fn relation<'a>(
        &mut self,
        line: u64,
        id: i64,
        tags: impl Iterator<Item = (&'a str, &'a str)> + Clone,
        members: &[Member<'_>],
    ) {
        if decides(tags.clone()) {
            let nodes = members.iter().filter_map(|m| m.node).collect();
            let ways = members.iter().filter_map(|m| m.way).collect();
            self.keep(line, format!("r{id}"), Shape::Members(nodes, ways), tags);
        }
    }
}

impl Places {
    fn keep<'a>(
        &mut self,
        line: u64,
        id: String,
        shape: Shape,
        tags: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) {
        if decides(tags.clone()) {
            let column = |(key, value): (&str, &str)| Some((TAGS.iter().position(|t| *t == key)?, value.to_owned()));
            self.found.push(Place { line, id, shape, tags: tags.filter_map(column).collect() });
        }
    }

    /// The table: `@id`, the [`TAGS`], `longitude`, `latitude`.
    pub(super) fn table(self, file: &str) -> Table {
        let Self { positions, ways, found } = self;
        let ids: HashSet<String> = found.iter().map(|p| p.id.clone()).collect();
        let is_place = |prefix: char, of: &i64| ids.contains(&format!("{prefix}{of}"));
        let inside = |shape: &Shape| match shape {
            Shape::Members(nodes, outlines) => {
                nodes.iter().any(|n| is_place('n', n)) || outlines.iter().any(|w| is_place('w', w))
            }
            _ => false,
        };
        let middle = |nodes: &mut dyn Iterator<Item = &i64>| {
            let mut bounds = None;
            for (lon, lat) in nodes.filter_map(|node| positions.get(node)) {
                widen(&mut bounds, *lon, *lat);
            }
            bounds.map(|[west, south, east, north]| ((west + east) / 2.0, (south + north) / 2.0))
        };
        let at = |shape: &Shape| match shape {
            Shape::Point(lon, lat) => Some((*lon, *lat)),
            Shape::Nodes(nodes) => middle(&mut nodes.iter()),
            Shape::Members(nodes, outlines) => {
                let corners = outlines.iter().filter_map(|w| ways.get(w)).flatten();
                middle(&mut nodes.iter().chain(corners))
            }
        };
        let records =
            found.iter().filter(|p| !inside(&p.shape)).map(|place| (place.line, record(place, at(&place.shape))));
        let columns = std::iter::once("@id").chain(TAGS).chain(["longitude", "latitude"]);
        Table::of_records(file, columns.map(str::to_owned).collect(), records.collect())
    }
}

/// Whether a tag says that this may be a service.
fn decides<'a>(mut tags: impl Iterator<Item = (&'a str, &'a str)>) -> bool {
    tags.any(|(key, value)| TAGS[..DECISIVE].contains(&key) && (key != "highway" || value == STOP))
}

fn record(place: &Place, at: Option<(f64, f64)>) -> csv::StringRecord {
    let mut fields = vec![String::new(); TAGS.len() + 3];
    fields[0].clone_from(&place.id);
    for (column, value) in &place.tags {
        fields[column + 1].clone_from(value);
    }
    if let Some((lon, lat)) = at {
        fields[TAGS.len() + 1] = lon.to_string();
        fields[TAGS.len() + 2] = lat.to_string();
    }
    fields.into()
}

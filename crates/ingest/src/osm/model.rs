//! What is kept of an OSM file.

use territory::LonLat;

/// Keys and values as the file has them, only those that travel may depend on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OsmTags(pub Vec<(String, String)>);

impl OsmTags {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }
}

/// A node that a kept way passes.
#[derive(Debug, Clone, PartialEq)]
pub struct OsmNode {
    /// OSM id.
    pub id: i64,
    /// Where it is.
    pub at: LonLat,
}

/// A road, a path or a ferry line.
#[derive(Debug, Clone, PartialEq)]
pub struct OsmWay {
    /// OSM id.
    pub id: i64,
    /// Nodes in order, every one of them in [`OsmRoads::nodes`].
    pub nodes: Vec<i64>,
    /// Its tags.
    pub tags: OsmTags,
}

/// Where a restricted turn happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OsmVia {
    /// At a node.
    Node(i64),
    /// Along ways, in the order of the relation.
    Ways(Vec<i64>),
}

/// A `type=restriction` relation whose members make sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OsmRestriction {
    /// OSM id.
    pub id: i64,
    /// "no_left_turn", "only_straight_on"…
    pub kind: String,
    /// The vehicle of `restriction:hgv` and its like; `None` for all vehicles.
    pub vehicle: Option<String>,
    /// The value of `except`: "bicycle;psv".
    pub except: String,
    /// Ways that one comes from; several only for `no_entry`.
    pub from: Vec<i64>,
    /// Where.
    pub via: OsmVia,
    /// Ways that one may not (or must) take; several only for `no_exit`.
    pub to: Vec<i64>,
}

/// How much of the file was kept and what was missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OsmCounts {
    /// Nodes, ways and relations of the file.
    pub nodes: u64,
    /// See `nodes`.
    pub ways: u64,
    /// See `nodes`.
    pub relations: u64,
    /// Node references of kept ways without a node in the file.
    pub missing_nodes: u64,
    /// Roads left out because fewer than two of their nodes are in the file.
    pub ways_without_nodes: u64,
    /// Restrictions without a usable from, via or to, or conditional ones.
    pub odd_restrictions: u64,
    /// Nodes outside the world.
    pub outside_world: u64,
}

/// The road map of one file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OsmRoads {
    /// Nodes of the ways, by id, without doubles.
    pub nodes: Vec<OsmNode>,
    /// Nodes with a barrier, a signal or another tag that slows down or stops, by id.
    pub node_tags: Vec<(i64, OsmTags)>,
    /// Roads, paths and ferries, in the order of the file.
    pub ways: Vec<OsmWay>,
    /// Turn restrictions, in the order of the file.
    pub restrictions: Vec<OsmRestriction>,
    /// Counts.
    pub counts: OsmCounts,
}

//! Keeps what concerns roads, whatever the format it came in.

use std::collections::HashSet;

use territory::LonLat;

use super::{
    Member, Sink,
    model::{OsmCounts, OsmNode, OsmRestriction, OsmRoads, OsmTags, OsmVia, OsmWay},
};
use crate::IngestError;

/// Keys of ways that the travel of some profile depends on; prefixes end with ":".
const WAY_KEYS: &[&str] = &[
    "highway",
    "route",
    "junction",
    "oneway",
    "oneway:",
    "access",
    "vehicle",
    "motor_vehicle",
    "motorcar",
    "bicycle",
    "foot",
    "maxspeed",
    "maxspeed:",
    "source:maxspeed",
    "zone:traffic",
    "zone:maxspeed",
    "traffic_zone",
    "surface",
    "smoothness",
    "tracktype",
    "service",
    "duration",
    "cycleway",
    "cycleway:",
    "motorroad",
    "toll",
    "name",
    "ref",
    "bridge",
    "tunnel",
    "ferry",
    "sidewalk",
    "area",
    "impassable",
    "construction",
    "lit",
    "incline",
    "steps",
];

/// Keys of nodes that stop or slow down.
const NODE_KEYS: &[&str] = &[
    "barrier",
    "highway",
    "crossing",
    "access",
    "vehicle",
    "motor_vehicle",
    "motorcar",
    "bicycle",
    "foot",
    "bollard",
    "direction",
    "traffic_signals:direction",
    "ford",
    "locked",
];

/// What a node's `highway` says about delays.
const NODE_HIGHWAYS: &[&str] =
    &["traffic_signals", "stop", "give_way", "crossing", "mini_roundabout", "turning_circle"];

pub(super) struct Collector {
    file: String,
    /// Every node of the file: id, position in 1e-7 degrees. A node is 16 bytes here.
    all: Vec<(i64, i32, i32)>,
    node_tags: Vec<(i64, OsmTags)>,
    ways: Vec<OsmWay>,
    restrictions: Vec<OsmRestriction>,
    counts: OsmCounts,
}

impl Collector {
    pub(super) fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            all: Vec::new(),
            node_tags: Vec::new(),
            ways: Vec::new(),
            restrictions: Vec::new(),
            counts: OsmCounts::default(),
        }
    }

    /// Drops what no road needs and checks the references.
    pub(super) fn finish(mut self) -> Result<OsmRoads, IngestError> {
        if self.counts.nodes + self.counts.ways + self.counts.relations == 0 {
            return Err(IngestError::Empty { file: self.file });
        }
        // The last of two nodes with one id wins, as in a file of changes laid end to end.
        self.all.reverse();
        self.all.sort_by_key(|n| n.0);
        self.all.dedup_by_key(|n| n.0);
        let all = std::mem::take(&mut self.all);
        let find = |id: i64| all.binary_search_by_key(&id, |n| n.0).ok();
        let mut used: HashSet<usize> = HashSet::new();
        let counts = &mut self.counts;
        self.ways.retain_mut(|way| {
            let before = way.nodes.len();
            way.nodes.retain(|id| find(*id).is_some());
            counts.missing_nodes += (before - way.nodes.len()) as u64;
            let kept = way.nodes.len() >= 2;
            counts.ways_without_nodes += u64::from(!kept);
            if kept {
                used.extend(way.nodes.iter().filter_map(|id| find(*id)));
            }
            kept
        });
        let mut used: Vec<usize> = used.into_iter().collect();
        used.sort_unstable();
        let nodes = used.into_iter().filter_map(|i| Some(OsmNode { id: all[i].0, at: position(all[i].1, all[i].2)? }));
        let nodes: Vec<OsmNode> = nodes.collect();
        self.node_tags.retain(|(id, _)| nodes.binary_search_by_key(id, |n| n.id).is_ok());
        self.node_tags.sort_by_key(|(id, _)| *id);
        Ok(OsmRoads {
            nodes,
            node_tags: self.node_tags,
            ways: self.ways,
            restrictions: self.restrictions,
            counts: self.counts,
        })
    }
}

impl Sink for Collector {
    fn node<'a>(
        &mut self,
        _line: u64,
        id: i64,
        (lon, lat): (f64, f64),
        tags: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) {
        self.counts.nodes += 1;
        if LonLat::new(lon, lat).is_err() {
            self.counts.outside_world += 1;
            return;
        }
        self.all.push((id, (lon * 1e7).round() as i32, (lat * 1e7).round() as i32));
        let tags = OsmTags(tags.map(|(k, v)| (k.to_owned(), v.to_owned())).collect());
        if tags.0.is_empty() {
            return;
        }
        let slows = tags.get("highway").is_some_and(|h| NODE_HIGHWAYS.contains(&h)) || tags.get("barrier").is_some();
        if slows {
            let kept = tags.0.into_iter().filter(|(k, _)| NODE_KEYS.contains(&k.as_str())).collect();
            self.node_tags.push((id, OsmTags(kept)));
        }
    }

    fn way<'a>(
        &mut self,
        _line: u64,
        id: i64,
        nodes: Vec<i64>,
        tags: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) {
        self.counts.ways += 1;
        let road =
            tags.clone().any(|(k, v)| k == "highway" || (k == "route" && matches!(v, "ferry" | "shuttle_train")));
        if road {
            let kept = tags.filter(|(k, _)| wanted(WAY_KEYS, k)).map(|(k, v)| (k.to_owned(), v.to_owned()));
            self.ways.push(OsmWay { id, nodes, tags: OsmTags(kept.collect()) });
        }
    }

    fn relation<'a>(
        &mut self,
        _line: u64,
        id: i64,
        tags: impl Iterator<Item = (&'a str, &'a str)> + Clone,
        members: &[Member<'_>],
    ) {
        self.counts.relations += 1;
        let get = |key: &str| tags.clone().find(|(k, _)| *k == key).map(|(_, v)| v);
        if !get("type").is_some_and(|t| t.starts_with("restriction")) {
            return;
        }
        match restriction(id, get("except").unwrap_or_default(), tags.clone(), members) {
            Some(kept) => self.restrictions.push(kept),
            None => self.counts.odd_restrictions += 1,
        }
    }
}

fn wanted(keys: &[&str], key: &str) -> bool {
    keys.iter().any(|k| *k == key || (k.ends_with(':') && key.starts_with(k)))
}

fn position(lon: i32, lat: i32) -> Option<LonLat> {
    LonLat::new(f64::from(lon) / 1e7, f64::from(lat) / 1e7).ok()
}

/// A restriction with a kind, and members that fit it; `None` for conditional ones and broken ones.
fn restriction<'a>(
    id: i64,
    except: &str,
    mut tags: impl Iterator<Item = (&'a str, &'a str)>,
    members: &[Member<'_>],
) -> Option<OsmRestriction> {
    let (key, kind) = tags.find(|(k, v)| {
        (*k == "restriction" || (k.starts_with("restriction:") && !k.ends_with(":conditional")))
            && (v.starts_with("no_") || v.starts_with("only_"))
    })?;
    let ways = |role: &str| -> Vec<i64> { members.iter().filter(|m| m.role == role).filter_map(|m| m.way).collect() };
    let (from, to) = (ways("from"), ways("to"));
    let via_nodes: Vec<i64> = members.iter().filter(|m| m.role == "via").filter_map(|m| m.node).collect();
    let via_ways = ways("via");
    let via = match (via_nodes.as_slice(), via_ways.is_empty()) {
        ([node], true) => OsmVia::Node(*node),
        ([], false) => OsmVia::Ways(via_ways),
        _ => return None,
    };
    let several = (from.len() > 1 && kind != "no_entry") || (to.len() > 1 && kind != "no_exit");
    if from.is_empty() || to.is_empty() || several {
        return None;
    }
    Some(OsmRestriction {
        id,
        kind: kind.to_owned(),
        vehicle: key.strip_prefix("restriction:").map(str::to_owned),
        except: except.to_owned(),
        from,
        via,
        to,
    })
}

//! From a road map as `ingest` read it to the builder of `travel`: neither crate knows the other.

use std::collections::HashSet;

use ::travel::{NetworkBuilder, Restriction, Tags, Via};
use ingest::{
    OsmRoads,
    osm::{OsmTags, OsmVia},
};

/// Hands a road map over to a builder.
pub(crate) fn builder(roads: OsmRoads) -> NetworkBuilder {
    let mut map = NetworkBuilder::new();
    add(&mut map, roads, &mut HashSet::new());
    map
}

/// Hands one more road map over; `seen` are the ways of those before: extracts of neighbours share
/// the ways that cross their border.
pub(crate) fn add(map: &mut NetworkBuilder, roads: OsmRoads, seen: &mut HashSet<i64>) {
    let tags = |tags: OsmTags| Tags(tags.0);
    for node in roads.nodes {
        map.node(node.id, node.at);
    }
    for (id, of) in roads.node_tags {
        map.node_tags(id, tags(of));
    }
    for way in roads.ways.into_iter().filter(|way| seen.insert(way.id)) {
        map.way(way.id, &way.nodes, tags(way.tags));
    }
    for r in roads.restrictions {
        map.restriction(Restriction {
            kind: r.kind,
            vehicle: r.vehicle,
            except: r.except,
            from: r.from,
            via: match r.via {
                OsmVia::Node(node) => Via::Node(node),
                OsmVia::Ways(ways) => Via::Ways(ways),
            },
            to: r.to,
        });
    }
}

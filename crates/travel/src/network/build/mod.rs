//! From the nodes, ways and restrictions of a road map to a frozen network.

mod components;
mod cut;
mod order;
mod turns;

pub(super) use components::Parts;
pub(super) use cut::Cut;
pub(super) use order::Order;
pub(crate) use order::hilbert;
pub(super) use turns::Edge;
pub(super) use turns::Turned;

use rustc_hash::FxHashMap;
use territory::LonLat;

use super::{
    Census, Network, NetworkError,
    arrays::{Arcs, Names, Streets},
    grid::Grid,
    measure::{Point, point},
};
use crate::{
    hierarchy::Hierarchy,
    profile::{Profile, Tags},
};

/// Where a restricted turn happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// At a node, by its id.
    Node(i64),
    /// Along ways, by their ids.
    Ways(Vec<i64>),
}

/// A turn that is forbidden or the only one allowed; ids are those of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// "no_left_turn", "only_straight_on"…
    pub kind: String,
    /// The vehicle that it is for; `None` for all.
    pub vehicle: Option<String>,
    /// Vehicles that it is not for: "bicycle;psv".
    pub except: String,
    /// Ways that one comes from.
    pub from: Vec<i64>,
    /// Where.
    pub via: Via,
    /// Ways that one may not, or must, go on by.
    pub to: Vec<i64>,
}

/// A way as it was given.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) id: i64,
    /// Positions in the builder's nodes.
    pub(super) nodes: Vec<u32>,
    pub(super) tags: Tags,
}

/// Collects a road map; [`NetworkBuilder::freeze`] makes a network of it, one per profile.
#[derive(Debug, Clone, Default)]
pub struct NetworkBuilder {
    pub(super) at: Vec<Point>,
    pub(super) index: FxHashMap<i64, u32>,
    pub(super) node_tags: FxHashMap<u32, Tags>,
    pub(super) ways: Vec<Way>,
    pub(super) restrictions: Vec<Restriction>,
    missing_nodes: u64,
}

/// Preparation for many services at once: worth its time for networks that are asked often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preparation {
    /// With a hierarchy: searches from many services, large matrices.
    Hierarchy,
    /// Without: searches run over the plain network, one by one.
    Plain,
}

impl NetworkBuilder {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a node. Of two with one id, the last place is kept.
    pub fn node(&mut self, id: i64, at: LonLat) {
        let next = self.at.len() as u32;
        let place = *self.index.entry(id).or_insert(next);
        if place == next {
            self.at.push(point(at));
        } else {
            self.at[place as usize] = point(at);
        }
    }

    /// Says what a node does to traffic (barrier, signals). Nodes that were not added are passed over.
    pub fn node_tags(&mut self, id: i64, tags: Tags) {
        if let Some(place) = self.index.get(&id) {
            self.node_tags.insert(*place, tags);
        }
    }

    /// Adds a way, after its nodes; references to nodes that were not added leave its shape and are counted.
    pub fn way(&mut self, id: i64, nodes: &[i64], tags: Tags) {
        let mut known: Vec<u32> = nodes.iter().filter_map(|n| self.index.get(n).copied()).collect();
        self.missing_nodes += (nodes.len() - known.len()) as u64;
        known.dedup();
        if known.len() >= 2 {
            self.ways.push(Way { id, nodes: known, tags });
        }
    }

    /// Adds a turn restriction.
    pub fn restriction(&mut self, restriction: Restriction) {
        self.restrictions.push(restriction);
    }

    /// Makes the network of one profile.
    ///
    /// Streets are cut at junctions, turns that are forbidden get nodes of their own so that a search
    /// stays one over nodes, nodes are laid out along a space-filling curve.
    ///
    /// # Errors
    /// When the profile has no street in the map, or the map is too large for 32-bit numbers.
    pub fn freeze(&self, profile: &Profile, preparation: Preparation) -> Result<Network, NetworkError> {
        let cut = cut::cut(self, profile);
        if cut.streets.is_empty() {
            return Err(NetworkError::NoRoad { profile: profile.id.clone(), ways: self.ways.len() });
        }
        if cut.streets.len() >= (1 << 30) || cut.shape.len() >= u32::MAX as usize {
            return Err(NetworkError::TooLarge { streets: cut.streets.len() });
        }
        let rules = turns::rules(self, profile, &cut);
        let turned = turns::expand(&cut, &rules);
        let parts = components::find(&cut);
        let mut census = Census {
            ways: self.ways.len() as u64,
            streets: cut.streets.len() as u64,
            nodes: cut.at.len() as u64,
            split_nodes: turned.copies.len() as u64,
            restrictions: rules.restrictions,
            restrictions_out_of_place: rules.out_of_place,
            missing_nodes: self.missing_nodes,
            barriers: cut.barriers,
            components: parts.reaches.len() as u64,
            tiny_components: parts.tiny,
            tiny_metres: parts.tiny_m.round() as u64,
            arcs: 0,
            shortcuts: 0,
        };
        let order = order::order(&cut, &turned);
        let arcs = Arcs::new(order.rank_of.len(), turned.edges.iter().map(|e| order.edge(e)));
        census.arcs = arcs.pairs.len() as u64;
        let names = Names::new(&cut.names);
        let streets = Streets::new(&cut, &turned, &order, &parts);
        let grid = Grid::new(&streets, &order.at);
        let hierarchy = match preparation {
            Preparation::Hierarchy => Some(Hierarchy::new(&arcs)),
            Preparation::Plain => None,
        };
        census.shortcuts = hierarchy.as_ref().map_or(0, |h| h.shortcuts() as u64);
        Ok(Network {
            profile: profile.clone(),
            census,
            at: order.at,
            arcs,
            streets,
            names,
            grid,
            reaches: parts.reaches,
            hierarchy,
        })
    }
}

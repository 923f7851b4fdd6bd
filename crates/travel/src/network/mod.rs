//! The road network of one profile: immutable, compact, searched backwards from services.
//!
//! Times inside are whole milliseconds, positions 1e-7 degrees; both leave as [`territory`] types.

mod arrays;
mod build;
mod file;
mod grid;
mod measure;
mod snap;

pub use build::{NetworkBuilder, Preparation, Restriction, Via};
pub use file::FORMAT_VERSION;
pub use snap::Snap;

pub(crate) use arrays::Arcs;
#[cfg(test)]
pub(crate) use measure::length_between;

pub(crate) use build::hilbert;
pub(crate) use measure::{Point, Scale, lon_lat, part_of, point};

use arrays::{Names, Streets};
use grid::Grid;
use serde::{Deserialize, Serialize};
use territory::LonLat;

use crate::{hierarchy::Hierarchy, profile::Profile};

/// Milliseconds of a direction that is not travelled, and of what was not reached.
pub(crate) const CLOSED: u32 = u32::MAX;

/// Part of a junction in a scrap of network.
pub(crate) const NO_COMPONENT: u32 = u32::MAX;

/// What a network is made of, and what was left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Census {
    /// Ways of the map, of any profile.
    pub ways: u64,
    /// Streets between junctions that the profile uses.
    pub streets: u64,
    /// Junctions and ends.
    pub nodes: u64,
    /// Copies of junctions made for restricted turns.
    pub split_nodes: u64,
    /// Turn restrictions that bind the profile.
    pub restrictions: u64,
    /// Restrictions whose members do not meet on streets of the profile.
    pub restrictions_out_of_place: u64,
    /// Node references of ways without a node.
    pub missing_nodes: u64,
    /// Barriers that close a way.
    pub barriers: u64,
    /// Parts of the network large enough to snap to: the mainland and its islands.
    pub components: u64,
    /// Scraps that nobody is snapped to.
    pub tiny_components: u64,
    /// Metres of street in them.
    pub tiny_metres: u64,
    /// Arcs searched.
    pub arcs: u64,
    /// Shortcuts of the hierarchy, 0 without one.
    pub shortcuts: u64,
}

/// Which part of a network leads to which, a bit for each pair.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reaches {
    pub(crate) parts: u32,
    pub(crate) bits: Vec<u64>,
}

impl Reaches {
    fn len(&self) -> usize {
        self.parts as usize
    }

    fn leads(&self, from: u32, to: u32) -> bool {
        let words = self.len().div_ceil(64);
        from < self.parts
            && to < self.parts
            && self.bits[from as usize * words + to as usize / 64] >> (to % 64) & 1 == 1
    }
}

/// Why no network could be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// A map without a way that the profile uses.
    #[error(
        "none of the {ways} ways is open to `{profile}`: is this an extract with roads, and the profile the right one?"
    )]
    NoRoad {
        /// The profile.
        profile: String,
        /// Ways of the map.
        ways: usize,
    },
    /// More streets than a network holds.
    #[error("{streets} streets are more than one network holds (1,073,741,824); cut the extract")]
    TooLarge {
        /// Streets.
        streets: usize,
    },
    /// The reader or writer failed.
    #[error("the network file cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// The bytes are not a network, or of another version.
    #[error("not a network file of format {FORMAT_VERSION}: {0}; prepare it again from its map")]
    Format(String),
}

/// A frozen network.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    pub(crate) profile: Profile,
    pub(crate) census: Census,
    pub(crate) at: Vec<Point>,
    pub(crate) arcs: Arcs,
    pub(crate) streets: Streets,
    pub(crate) names: Names,
    pub(crate) grid: Grid,
    pub(crate) reaches: Reaches,
    pub(crate) hierarchy: Option<Hierarchy>,
}

/// A node of a network: a junction, an end, or a copy of a junction where turns are restricted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl Network {
    /// The profile that it was made for.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// What it is made of.
    pub fn census(&self) -> &Census {
        &self.census
    }

    /// How many nodes there are, copies included: node ids are below this.
    pub fn node_count(&self) -> usize {
        self.at.len()
    }

    /// Where a node is.
    ///
    /// # Panics
    /// When the node is of another network.
    pub fn position(&self, node: NodeId) -> LonLat {
        lon_lat(self.at[node.0 as usize])
    }

    /// Was it prepared for many services at once?
    pub fn is_prepared(&self) -> bool {
        self.hierarchy.is_some()
    }

    /// Can one get from a place to another at all, whatever the time?
    pub(crate) fn connects(&self, from: &Snap, to: &Snap) -> bool {
        self.reaches.leads(self.streets.part[from.street as usize], self.streets.part[to.street as usize])
    }
}

#[cfg(test)]
pub(crate) mod tests;

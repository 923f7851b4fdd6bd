//! A contraction hierarchy: nodes by importance, and shortcuts, so that searches from many services
//! run as sweeps over arrays.
//!
//! Geisberger, Sanders, Schultes, Delling 2008 (contraction); Delling, Goldberg, Nowatzyk, Werneck
//! 2011 (sweeps, here 16 services at once). Places are positions in the order of importance, the
//! most important at 0: an arc "up" leads to a smaller place.

mod contract;
mod sweep;
mod witness;

pub(crate) use sweep::{LANES, Lane, Plan, Row, Sweeper, shorten};

use crate::network::{Arcs, CLOSED};

/// Arcs between a place and more important ones, grouped by the less important end.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct UpArcs {
    /// First arc of each place, and the end.
    pub(crate) first: Vec<u32>,
    /// The more important place, milliseconds.
    pub(crate) pairs: Vec<[u32; 2]>,
    /// The place that a shortcut leads through, [`CLOSED`] for an arc of the network.
    pub(crate) middle: Vec<u32>,
}

impl UpArcs {
    pub(crate) fn range(&self, place: u32) -> std::ops::Range<usize> {
        self.first[place as usize] as usize..self.first[place as usize + 1] as usize
    }

    pub(crate) fn of(&self, place: u32) -> &[[u32; 2]] {
        &self.pairs[self.range(place)]
    }
}

/// The hierarchy of a network.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Hierarchy {
    /// Node at each place.
    pub(crate) node_at: Vec<u32>,
    /// Place of each node.
    pub(crate) place_of: Vec<u32>,
    /// Arcs from a place up.
    pub(crate) leaving: UpArcs,
    /// Arcs from up to a place.
    pub(crate) arriving: UpArcs,
}

impl Hierarchy {
    /// Contracts a network. Same arcs, same hierarchy.
    pub(crate) fn new(arcs: &Arcs) -> Self {
        contract::contract(arcs)
    }

    /// How many of the arcs are shortcuts.
    pub(crate) fn shortcuts(&self) -> usize {
        [&self.leaving, &self.arriving].iter().flat_map(|a| &a.middle).filter(|m| **m != CLOSED).count()
    }

    /// The network's nodes from one node to another over a hierarchy's arc, without the first one.
    pub(crate) fn unpack(&self, from: u32, to: u32, ms: u32, into: &mut Vec<u32>) {
        // An arc is kept with its less important end, the one with the larger place.
        let (arcs, low, high) = if from > to { (&self.leaving, from, to) } else { (&self.arriving, to, from) };
        let found = arcs.range(low).find(|i| arcs.pairs[*i] == [high, ms]);
        match found.map(|i| arcs.middle[i]) {
            Some(middle) if middle != CLOSED => {
                // Of the two halves, each is the shortest of its kind.
                let best = |arcs: &UpArcs, end: u32| arcs.of(middle).iter().filter(|a| a[0] == end).map(|a| a[1]).min();
                if let (Some(a), Some(b)) = (best(&self.arriving, from), best(&self.leaving, to)) {
                    self.unpack(from, middle, a, into);
                    self.unpack(middle, to, b, into);
                }
            }
            _ => into.push(self.node_at[to as usize]),
        }
    }
}

//! The arrays of a network: arcs by head, streets, names.

use super::{
    CLOSED, NO_COMPONENT,
    build::{Cut, Edge, Order, Parts, Turned},
    measure::Point,
};

/// Arcs grouped by the node that they lead to: a search runs against them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Arcs {
    /// First arc of each node, and the end.
    pub(crate) first: Vec<u32>,
    /// Tail, milliseconds.
    pub(crate) pairs: Vec<[u32; 2]>,
    /// Street × 2, plus 1 against its nodes.
    pub(crate) lanes: Vec<u32>,
    /// Milliseconds of the longest.
    pub(crate) longest_ms: u32,
}

impl Arcs {
    pub(super) fn new(nodes: usize, edges: impl Iterator<Item = Edge>) -> Self {
        let mut edges: Vec<Edge> = edges.collect();
        edges.sort_unstable_by_key(|e| (e.head, e.tail, e.ms, e.lane));
        let mut first = vec![0; nodes + 1];
        edges.iter().for_each(|e| first[e.head as usize + 1] += 1);
        (0..nodes).for_each(|v| first[v + 1] += first[v]);
        Self {
            first,
            pairs: edges.iter().map(|e| [e.tail, e.ms]).collect(),
            lanes: edges.iter().map(|e| e.lane).collect(),
            longest_ms: edges.iter().map(|e| e.ms).max().unwrap_or(0),
        }
    }

    pub(crate) fn nodes(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    pub(crate) fn range(&self, head: u32) -> std::ops::Range<usize> {
        self.first[head as usize] as usize..self.first[head as usize + 1] as usize
    }

    /// Tails and milliseconds of the arcs to a node.
    pub(crate) fn to(&self, head: u32) -> &[[u32; 2]] {
        &self.pairs[self.range(head)]
    }
}

/// Streets, one place each in every array; pairs are along and against.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Streets {
    /// Junctions at both ends.
    pub(crate) ends: Vec<[u32; 2]>,
    /// Milliseconds, [`CLOSED`] where not travelled.
    pub(crate) ms: Vec<[u32; 2]>,
    /// Node where one arrives who starts on the street.
    pub(crate) heads: Vec<[u32; 2]>,
    /// Length in decimetres.
    pub(crate) length_dm: Vec<u32>,
    /// Part of the network, [`NO_COMPONENT`] where nobody is snapped.
    pub(crate) part: Vec<u32>,
    /// Place of its name.
    pub(crate) name: Vec<u32>,
    /// First point between the ends, and the end.
    pub(crate) shape_first: Vec<u32>,
    /// Points between the ends.
    pub(crate) shape: Vec<Point>,
    /// Arcs that enter a street from a copy of its junction: lane, tail, milliseconds; sorted.
    pub(crate) entries: Vec<[u32; 3]>,
    /// Junctions and their copies, sorted.
    pub(crate) copies: Vec<[u32; 2]>,
}

impl Streets {
    pub(super) fn new(cut: &Cut, turned: &Turned, order: &Order, parts: &Parts) -> Self {
        let rank = |v: u32| if v == CLOSED { CLOSED } else { order.rank_of[v as usize] };
        let junctions = cut.at.len() as u32;
        let mut entries: Vec<[u32; 3]> =
            turned.edges.iter().filter(|e| e.tail >= junctions).map(|e| [e.lane, rank(e.tail), e.ms]).collect();
        entries.sort_unstable();
        let mut copies: Vec<[u32; 2]> =
            turned.copies.iter().enumerate().map(|(i, j)| [rank(*j), rank(junctions + i as u32)]).collect();
        copies.sort_unstable();
        let mut streets = Self { entries, copies, shape_first: vec![0], ..Self::default() };
        for (i, s) in cut.streets.iter().enumerate() {
            streets.ends.push([rank(s.from), rank(s.to)]);
            streets.ms.push(s.ms);
            streets.heads.push([rank(turned.heads[i * 2]), rank(turned.heads[i * 2 + 1])]);
            streets.length_dm.push((s.length_m * 10.0).round() as u32);
            let (a, b) = (parts.of_junction[s.from as usize], parts.of_junction[s.to as usize]);
            streets.part.push(if a == b { a } else { NO_COMPONENT });
            streets.name.push(s.name);
            streets.shape.extend_from_slice(&cut.shape[s.inner.clone()]);
            streets.shape_first.push(streets.shape.len() as u32);
        }
        streets
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The points of a street from end to end.
    pub(crate) fn points<'a>(&'a self, street: u32, at: &'a [Point]) -> impl DoubleEndedIterator<Item = Point> + 'a {
        let s = street as usize;
        let inner = self.shape_first[s] as usize..self.shape_first[s + 1] as usize;
        let [a, b] = self.ends[s];
        std::iter::once(at[a as usize]).chain(self.shape[inner].iter().copied()).chain(std::iter::once(at[b as usize]))
    }

    /// The arcs into a lane: tail, milliseconds of the turn and the whole lane.
    pub(crate) fn entries(&self, lane: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let (street, side) = (lane as usize / 2, lane as usize % 2);
        let own = (self.ends[street][side], self.ms[street][side]);
        let start = self.entries.partition_point(|e| e[0] < lane);
        let more = self.entries[start..].iter().take_while(move |e| e[0] == lane).map(|e| (e[1], e[2]));
        std::iter::once(own).chain(more)
    }

    /// The copies of a junction.
    pub(crate) fn copies_of(&self, junction: u32) -> impl Iterator<Item = u32> + '_ {
        let start = self.copies.partition_point(|c| c[0] < junction);
        self.copies[start..].iter().take_while(move |c| c[0] == junction).map(|c| c[1])
    }
}

/// Names of streets, each once.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Names {
    /// Start of each name, and the end.
    pub(crate) first: Vec<u32>,
    /// UTF-8.
    pub(crate) text: Vec<u8>,
}

impl Names {
    pub(super) fn new(names: &[String]) -> Self {
        let mut all = Self { first: vec![0], text: Vec::new() };
        for name in names {
            all.text.extend_from_slice(name.as_bytes());
            all.first.push(all.text.len() as u32);
        }
        all
    }

    pub(crate) fn get(&self, name: u32) -> &str {
        let bytes = &self.text[self.first[name as usize] as usize..self.first[name as usize + 1] as usize];
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

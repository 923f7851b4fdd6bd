//! Rings cut into arcs, each stored once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Arcs: runs of point ids, from a node to a node. A closed arc repeats its first point at its end.
#[derive(Debug, Default)]
pub(crate) struct Arcs {
    points: Vec<u32>,
    ends: Vec<u32>,
}

/// An arc, walked forwards or backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ArcRef(u32);

/// What cutting gives: the arcs, and each ring as a walk over them.
#[derive(Debug)]
pub(crate) struct Cut {
    pub(crate) arcs: Arcs,
    is_node: Vec<bool>,
    refs: Vec<ArcRef>,
    ring_ends: Vec<u32>,
}

impl Arcs {
    /// How many arcs there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Points of an arc, forwards; at least two.
    pub(crate) fn get(&self, arc: usize) -> &[u32] {
        let start = if arc == 0 { 0 } else { self.ends[arc - 1] as usize };
        &self.points[start..self.ends[arc] as usize]
    }

    /// Points of an arc in the direction of the reference.
    pub(crate) fn walk(&self, of: ArcRef) -> impl Iterator<Item = u32> + '_ {
        let points = self.get(of.arc());
        (0..points.len()).map(move |i| if of.is_reversed() { points[points.len() - 1 - i] } else { points[i] })
    }

    /// Points of a ring of arcs, each once.
    pub(crate) fn walk_ring<'a>(&'a self, ring: &'a [ArcRef]) -> impl Iterator<Item = u32> + 'a {
        ring.iter().flat_map(|&arc| self.walk(arc).take(self.get(arc.arc()).len() - 1))
    }

    /// First and last point in the direction of the reference.
    pub(crate) fn ends_of(&self, of: ArcRef) -> (u32, u32) {
        let points = self.get(of.arc());
        let ends = (points[0], points[points.len() - 1]);
        if of.is_reversed() { (ends.1, ends.0) } else { ends }
    }

    fn push(&mut self, points: impl Iterator<Item = u32>) -> usize {
        self.points.extend(points);
        self.ends.push(self.points.len() as u32);
        self.ends.len() - 1
    }
}

impl ArcRef {
    pub(crate) fn forwards(arc: usize) -> Self {
        Self((arc as u32) << 1)
    }

    /// The same arc, walked the other way.
    pub(crate) fn flipped(self) -> Self {
        Self(self.0 ^ 1)
    }

    pub(crate) fn arc(self) -> usize {
        (self.0 >> 1) as usize
    }

    pub(crate) fn is_reversed(self) -> bool {
        self.0 & 1 == 1
    }
}

impl Cut {
    /// The arcs of a ring, in order.
    pub(crate) fn ring(&self, ring: usize) -> &[ArcRef] {
        let start = if ring == 0 { 0 } else { self.ring_ends[ring - 1] as usize };
        &self.refs[start..self.ring_ends[ring] as usize]
    }
}

/// Cuts simple rings (runs of point ids) at nodes.
pub(crate) fn cut(points: usize, ids: &[u32], ring_ends: &[u32]) -> Cut {
    let is_node = find_nodes(points, ids, ring_ends);
    let mut cut = Cut { arcs: Arcs::default(), is_node, refs: Vec::new(), ring_ends: Vec::new() };
    let mut known: ByEdge = HashMap::default();
    let mut start = 0;
    for &end in ring_ends {
        let ring = &ids[start..end as usize];
        let n = ring.len();
        // A ring without a node is one closed arc; it starts at its lowest point, so that the
        // areas inside and outside of it find the same arc.
        let first = ring.iter().position(|&p| cut.is_node[p as usize]);
        let lowest = || (0..n).min_by_key(|&i| ring[i]).unwrap_or(0);
        let first = first.unwrap_or_else(lowest);
        let mut from = first;
        while from < first + n {
            let mut to = from + 1;
            while to < first + n && !cut.is_node[ring[to % n] as usize] {
                to += 1;
            }
            let points = (from..=to).map(|i| ring[i % n]);
            cut.refs.push(find_or_store(points, ring[(to - 1) % n], &mut cut.arcs, &mut known));
            from = to;
        }
        cut.ring_ends.push(cut.refs.len() as u32);
        start = end as usize;
    }
    cut
}

type ByEdge = HashMap<u64, ArcRef, BuildHasherDefault<EdgeHasher>>;

/// Between two nodes the way is settled by its first edge, so the first edge is the arc's name;
/// the arc is known by both of its ends.
fn find_or_store(
    points: impl Iterator<Item = u32> + Clone,
    before_last: u32,
    arcs: &mut Arcs,
    known: &mut ByEdge,
) -> ArcRef {
    let edge = |a: u32, b: u32| (u64::from(a) << 32) | u64::from(b);
    let mut two = points.clone();
    let name = edge(two.next().unwrap_or_default(), two.next().unwrap_or_default());
    if let Some(&found) = known.get(&name) {
        return found;
    }
    let arc = ArcRef::forwards(arcs.push(points));
    let (_, last) = arcs.ends_of(arc);
    known.insert(edge(last, before_last), arc.flipped());
    known.insert(name, arc);
    arc
}

/// A point is a node when two rings that pass through it do not come from and go to the same
/// two points.
fn find_nodes(points: usize, ids: &[u32], ring_ends: &[u32]) -> Vec<bool> {
    const NONE: [u32; 2] = [u32::MAX; 2];
    let mut beside = vec![NONE; points];
    let mut is_node = vec![false; points];
    let mut start = 0;
    for &end in ring_ends {
        let ring = &ids[start..end as usize];
        for (i, &p) in ring.iter().enumerate() {
            let (before, after) = (ring[(i + ring.len() - 1) % ring.len()], ring[(i + 1) % ring.len()]);
            let pair = [before.min(after), before.max(after)];
            let known = &mut beside[p as usize];
            if *known == NONE {
                *known = pair;
            } else if *known != pair {
                is_node[p as usize] = true;
            }
        }
        start = end as usize;
    }
    is_node
}

/// Edges are pairs of small integers: a multiplication mixes them well enough.
#[derive(Default)]
struct EdgeHasher(u64);

impl Hasher for EdgeHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.write_u64(u64::from(b));
        }
    }

    fn write_u64(&mut self, v: u64) {
        let mixed = (self.0 ^ v).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 29);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Walks of all rings, as points.
    fn walks(cut: &Cut, rings: usize) -> Vec<Vec<u32>> {
        (0..rings).map(|r| cut.arcs.walk_ring(cut.ring(r)).collect()).collect()
    }

    #[test]
    fn two_neighbours_share_one_arc() {
        // 0-1-2-3 and, on its right, 1-4-5-2: the border 1-2 is common.
        let ids = [0, 1, 2, 3, 4, 5, 2, 1];
        let cut = cut(6, &ids, &[4, 8]);
        assert_eq!(cut.is_node, [false, true, true, false, false, false]);
        assert_eq!(cut.arcs.len(), 3);
        let shared = ArcRef::forwards((0..3).find(|&a| cut.arcs.get(a).len() == 2).unwrap());
        assert!(cut.ring(0).contains(&shared) && cut.ring(1).contains(&shared.flipped()));
        assert_eq!(walks(&cut, 2), [[1, 2, 3, 0], [2, 1, 4, 5]]);
    }

    #[test]
    fn an_enclave_is_one_closed_arc_walked_both_ways() {
        // Ring 0-1-2-3 with the hole 6-5-4, filled by the enclave 4-5-6.
        let cut = cut(7, &[0, 1, 2, 3, 6, 5, 4, 4, 5, 6], &[4, 7, 10]);
        assert_eq!(cut.arcs.len(), 2);
        assert_eq!(cut.ring(1), [cut.ring(2)[0].flipped()]);
        assert!(cut.is_node.iter().all(|n| !n));
        assert_eq!(cut.arcs.get(1), [4, 6, 5, 4]);
    }

    #[test]
    fn a_vertex_on_one_side_only_gives_two_arcs_side_by_side() {
        // The border 1-2 of the left ring is 1-6-2 on the right.
        let cut = cut(7, &[0, 1, 2, 3, 4, 5, 2, 6, 1], &[4, 9]);
        assert_eq!(cut.arcs.len(), 4);
        assert_eq!(walks(&cut, 2), [vec![1, 2, 3, 0], vec![2, 6, 1, 4, 5]]);
    }
}

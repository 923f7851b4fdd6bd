//! Groups of areas put together by arcs: what two members share is inside and vanishes.
//!
//! No geometry is computed: an arc that members walk both ways cancels out, the others are
//! stitched into rings.

use super::{ArcRef, LooseRing, Shapes, Topology};
use crate::mercator::{GridPoint, cross};

/// The union of the members of each group, in the order of the groups. Members are positions of
/// areas in the topology.
pub(crate) fn dissolve<'a>(topology: &Topology, groups: impl Iterator<Item = &'a [usize]>) -> Shapes {
    let mut shapes = Shapes::default();
    // Net walks of each arc: forwards minus backwards. All zero between two groups.
    let mut net = vec![0i32; topology.arcs.len()];
    for members in groups {
        let mut touched = Vec::new();
        for arc in members.iter().flat_map(|&m| topology.areas.rings(m)).flat_map(|(arcs, _)| arcs) {
            net[arc.arc()] += if arc.is_reversed() { -1 } else { 1 };
            touched.push(arc.arc());
        }
        let mut outline = Vec::new();
        for arc in touched {
            let walks = std::mem::take(&mut net[arc]);
            let forwards = ArcRef::forwards(arc);
            let directed = if walks < 0 { forwards.flipped() } else { forwards };
            outline.extend(std::iter::repeat_n(directed, walks.unsigned_abs() as usize));
        }
        let rings = stitch(topology, outline);
        let fallback = members.first().map_or(GridPoint::default(), |&m| topology.areas.anchor(m));
        shapes.push(rings, fallback, &topology.arcs, &topology.points);
    }
    shapes
}

/// Directed arcs, each with the area on its right as seen on a map, joined into simple rings.
fn stitch(topology: &Topology, outline: Vec<ArcRef>) -> Vec<LooseRing> {
    let arcs = &topology.arcs;
    let mut by_start: Vec<(u32, ArcRef)> = outline.iter().map(|&a| (arcs.ends_of(a).0, a)).collect();
    by_start.sort_unstable();
    let mut used = vec![false; by_start.len()];
    let mut rings = Vec::new();
    for first in 0..by_start.len() {
        if used[first] {
            continue;
        }
        used[first] = true;
        let mut ring = vec![by_start[first].1];
        let mut at = by_start[first].1;
        loop {
            let (_, node) = arcs.ends_of(at);
            let from = by_start.partition_point(|(start, _)| *start < node);
            let leaving = (from..by_start.len()).take_while(|&i| by_start[i].0 == node);
            // The first arc again means that the ring is complete.
            let open = leaving.filter(|&i| !used[i] || i == first);
            match next_around(topology, at, open.map(|i| (i, by_start[i].1))) {
                Some(next) if next != first => {
                    used[next] = true;
                    at = by_start[next].1;
                    ring.push(at);
                }
                _ => break,
            }
        }
        split_at_repeated_nodes(topology, ring, &mut rings);
    }
    rings.retain(LooseRing::has_area);
    rings
}

/// Of the arcs that leave the node where `at` ends, the one that bounds the same wedge of the
/// outside: the first met when turning from where `at` comes, over the outside. So a gap between
/// two members whose vertices do not match is a hole, and not a cut through the area.
fn next_around(topology: &Topology, at: ArcRef, leaving: impl Iterator<Item = (usize, ArcRef)>) -> Option<usize> {
    let point = |id: u32| topology.points[id as usize];
    let (_, node) = topology.arcs.ends_of(at);
    let node = point(node);
    let back = second(topology, at.flipped());
    let best = leaving
        .map(|(i, arc)| (i, second(topology, arc)))
        .reduce(|best, other| if turns_less(node, back, other.1, best.1) { other } else { best });
    best.map(|(i, _)| i)
}

/// The point after the start of an arc.
fn second(topology: &Topology, arc: ArcRef) -> GridPoint {
    let id = topology.arcs.walk(arc).nth(1).expect("an arc has two points");
    topology.points[id as usize]
}

/// Whether direction `a` comes before direction `b` when turning around `node` from direction
/// `back` over the outside, which lies to the left of a walk on a map: clockwise as seen on it.
fn turns_less(node: GridPoint, back: GridPoint, a: GridPoint, b: GridPoint) -> bool {
    // 0 before half a turn, 1 from there on; straight back is a whole turn and comes last.
    let half = |p: GridPoint| {
        let turn = cross(node, back, p);
        let ahead =
            i64::from(back.x - node.x) * i64::from(p.x - node.x) + i64::from(back.y - node.y) * i64::from(p.y - node.y);
        match (turn, ahead) {
            (0, ahead) if ahead > 0 => 3,
            (0, _) => 1,
            (turn, _) if turn > 0 => 0,
            _ => 2,
        }
    };
    let (half_a, half_b) = (half(a), half(b));
    if half_a == half_b { cross(node, a, b) > 0 } else { half_a < half_b }
}

/// A walk that meets a node again is two rings that touch there.
fn split_at_repeated_nodes(topology: &Topology, walk: Vec<ArcRef>, rings: &mut Vec<LooseRing>) {
    let arcs = &topology.arcs;
    let mut position: std::collections::HashMap<u32, usize> = std::collections::HashMap::new();
    let mut open: Vec<ArcRef> = Vec::new();
    for arc in walk {
        let (start, end) = arcs.ends_of(arc);
        position.insert(start, open.len());
        open.push(arc);
        if let Some(&from) = position.get(&end) {
            let ring = open.split_off(from);
            for done in &ring {
                position.remove(&arcs.ends_of(*done).0);
            }
            rings.push(LooseRing::new(ring, arcs, &topology.points));
        }
    }
}

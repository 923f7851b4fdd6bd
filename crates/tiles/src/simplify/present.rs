//! The points still present, in a k-d tree: is any of them inside a triangle?

use crate::mercator::{GridPoint, cross};

const LEAF: usize = 12;

/// A k-d tree over points that can be removed. Its shape never changes; each tree node counts
/// the points left below it, so that emptied regions cost nothing.
#[derive(Debug)]
pub(crate) struct Present {
    /// Point ids in tree order.
    ids: Vec<u32>,
    /// Points in tree order.
    points: Vec<GridPoint>,
    /// Place of each id in tree order.
    place: Vec<u32>,
    is_present: Vec<bool>,
    /// Points left and coordinate of the cut, by tree node; children of `n` are `2n + 1`, `2n + 2`.
    nodes: Vec<(u32, i32)>,
}

impl Present {
    /// All points present.
    pub(crate) fn new(all: &[GridPoint]) -> Self {
        let mut ids: Vec<u32> = (0..all.len() as u32).collect();
        let mut nodes = Vec::new();
        split(&mut ids, all, 0, 0, &mut nodes);
        let points = ids.iter().map(|&id| all[id as usize]).collect();
        let mut place = vec![0; all.len()];
        for (&id, i) in ids.iter().zip(0u32..) {
            place[id as usize] = i;
        }
        Self { ids, points, place, is_present: vec![true; all.len()], nodes }
    }

    pub(crate) fn contains(&self, id: u32) -> bool {
        self.is_present[self.place[id as usize] as usize]
    }

    /// Removes a present point.
    pub(crate) fn remove(&mut self, id: u32) {
        let place = self.place[id as usize] as usize;
        self.is_present[place] = false;
        let (mut node, mut low, mut high) = (0, 0, self.ids.len());
        loop {
            self.nodes[node].0 -= 1;
            if high - low <= LEAF {
                break;
            }
            let middle = low.midpoint(high);
            (node, low, high) = if place < middle { (2 * node + 1, low, middle) } else { (2 * node + 2, middle, high) };
        }
    }

    /// A present point in the closed triangle other than its corners, given with their ids.
    pub(crate) fn in_triangle(&self, corners: [(u32, GridPoint); 3]) -> Option<u32> {
        let [(_, a), (_, b), (_, c)] = corners;
        let min = GridPoint::new(a.x.min(b.x).min(c.x), a.y.min(b.y).min(c.y));
        let max = GridPoint::new(a.x.max(b.x).max(c.x), a.y.max(b.y).max(c.y));
        let mut stack = [(0, 0, 0, 0); 64];
        stack[0] = (0, 0, self.ids.len(), 0);
        let mut height = 1;
        while height > 0 {
            height -= 1;
            let (node, low, high, axis) = stack[height];
            if self.nodes[node].0 == 0 {
                continue;
            }
            if high - low <= LEAF {
                for i in low..high {
                    let p = self.points[i];
                    let in_box = min.x <= p.x && p.x <= max.x && min.y <= p.y && p.y <= max.y;
                    if in_box && self.is_present[i] && in_closed_triangle(p, a, b, c) {
                        let id = self.ids[i];
                        if corners.iter().all(|(corner, _)| *corner != id) {
                            return Some(id);
                        }
                    }
                }
                continue;
            }
            let middle = low.midpoint(high);
            let cut = self.nodes[node].1;
            let (from, to) = if axis == 0 { (min.x, max.x) } else { (min.y, max.y) };
            // Points equal to the cut may be on either side.
            if from <= cut {
                stack[height] = (2 * node + 1, low, middle, 1 - axis);
                height += 1;
            }
            if to >= cut {
                stack[height] = (2 * node + 2, middle, high, 1 - axis);
                height += 1;
            }
        }
        None
    }
}

fn split(ids: &mut [u32], all: &[GridPoint], node: usize, axis: u8, nodes: &mut Vec<(u32, i32)>) {
    if nodes.len() <= node {
        nodes.resize(node + 1, (0, 0));
    }
    nodes[node].0 = ids.len() as u32;
    if ids.len() <= LEAF {
        return;
    }
    let coordinate = |id: u32| if axis == 0 { all[id as usize].x } else { all[id as usize].y };
    let middle = ids.len() / 2;
    // The id makes the order, and with it the tree, the same on every machine.
    ids.select_nth_unstable_by_key(middle, |&id| (coordinate(id), id));
    nodes[node].1 = coordinate(ids[middle]);
    let (low, high) = ids.split_at_mut(middle);
    split(low, all, 2 * node + 1, 1 - axis, nodes);
    split(high, all, 2 * node + 2, 1 - axis, nodes);
}

/// Borders and corners included; a triangle without area is the segment it covers.
fn in_closed_triangle(p: GridPoint, a: GridPoint, b: GridPoint, c: GridPoint) -> bool {
    let turns = [cross(a, b, p), cross(b, c, p), cross(c, a, p)];
    // Without area all three are on one line, and the bounding box that was checked before decides.
    turns.iter().all(|t| *t >= 0) || turns.iter().all(|t| *t <= 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]
        #[test]
        fn the_tree_finds_what_a_scan_finds(
            points in prop::collection::btree_set((0..40i32, 0..40i32), 3..200),
            gone in prop::collection::vec(any::<prop::sample::Index>(), 0..100),
            corners in prop::collection::vec(any::<[prop::sample::Index; 3]>(), 1..20),
        ) {
            let points: Vec<GridPoint> = points.into_iter().map(|(x, y)| GridPoint::new(x, y)).collect();
            let mut present = Present::new(&points);
            for index in gone {
                let id = index.index(points.len()) as u32;
                if present.contains(id) {
                    present.remove(id);
                }
            }
            for corner in corners {
                let ids = corner.map(|i| i.index(points.len()) as u32);
                let [a, b, c] = ids.map(|i| points[i as usize]);
                let found = present.in_triangle(ids.map(|i| (i, points[i as usize])));
                let inside = |id: u32| {
                    let p = points[id as usize];
                    let within = |v: [i32; 3], w: i32| v.iter().min() <= Some(&w) && Some(&w) <= v.iter().max();
                    present.contains(id) && !ids.contains(&id) && within([a.x, b.x, c.x], p.x)
                        && within([a.y, b.y, c.y], p.y) && in_closed_triangle(p, a, b, c)
                };
                let oracle = (0..points.len() as u32).any(inside);
                prop_assert_eq!(found.is_some(), oracle);
                if let Some(id) = found {
                    prop_assert!(inside(id));
                }
            }
        }
    }
}

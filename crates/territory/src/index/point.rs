//! Nearest, k nearest and within a distance, over points on the sphere.

use rstar::{AABB, Envelope, ParentNode, PointDistance, RTree, RTreeNode, RTreeObject};

use crate::{LonLat, Meters};

/// Points in an R-tree, found by great-circle distance (haversine, mean Earth radius).
///
/// The tree holds unit vectors: the straight chord between two of them grows with the great-circle
/// distance, so neighbours are exact everywhere, also across the antimeridian. Its leaves are
/// blocks of neighbours, which lie side by side in memory: a search waits for memory, not for sums.
#[derive(Debug, Clone)]
pub struct PointIndex {
    tree: RTree<Block>,
    /// By block: unit vector and position in the list given.
    vectors: Vec<([f64; 3], u32)>,
}

impl PointIndex {
    /// Indexes points; answers name them by their position in this list. At most 2³² points.
    pub fn new(points: Vec<LonLat>) -> Self {
        let mut vectors: Vec<([f64; 3], u32)> = points.iter().zip(0u32..).map(|(p, i)| (unit_vector(*p), i)).collect();
        let mut blocks = Vec::with_capacity(vectors.len() / (BLOCK / 2) + 1);
        cut(&mut vectors, 0, &mut blocks);
        Self { tree: RTree::bulk_load(blocks), vectors }
    }

    /// How many points are indexed.
    pub fn len(&self) -> usize {
        self.vectors.len()
    }

    /// True without points.
    pub fn is_empty(&self) -> bool {
        self.vectors.is_empty()
    }

    /// The closest point and its distance in metres; of equally close ones the first in the list.
    pub fn nearest(&self, at: LonLat) -> Option<(usize, Meters)> {
        self.k_nearest(at, 1).pop()
    }

    /// The `k` closest points, closest first; equally close ones in the order of the list.
    /// Fewer when fewer are indexed.
    pub fn k_nearest(&self, at: LonLat, k: usize) -> Vec<(usize, Meters)> {
        if k == 0 {
            return Vec::new();
        }
        let found = Vec::with_capacity(k.min(self.len()));
        let mut best = Best { vectors: &self.vectors, from: unit_vector(at), k, found, worst: f64::INFINITY };
        best.search(self.tree.root());
        best.found.into_iter().map(|(far, i)| (i as usize, along_the_sphere(far))).collect()
    }

    /// Every point at most `limit` away (`≤`), closest first, equally close ones in list order.
    pub fn within(&self, at: LonLat, limit: Meters) -> Vec<(usize, Meters)> {
        // Beyond half the Earth's circumference everything is within; the chord stops growing there.
        let half_angle = (limit.0 / (2.0 * EARTH_RADIUS_M)).clamp(0.0, std::f64::consts::FRAC_PI_2);
        // A hair wider than the limit; the exact distance decides.
        let chord_2 = (2.0 * half_angle.sin()).powi(2) * (1.0 + 1e-9) + 1e-18;
        let from = unit_vector(at);
        let near = self.tree.locate_within_distance(from, chord_2).flat_map(|block| block.of(&self.vectors));
        let mut found: Vec<(usize, Meters)> = near
            .map(|(vector, i)| (*i as usize, along_the_sphere(chord_squared(vector, &from))))
            .filter(|(_, d)| d.0 <= limit.0)
            .collect();
        found.sort_by(|a, b| a.1.0.total_cmp(&b.1.0).then(a.0.cmp(&b.0)));
        found
    }
}

/// Neighbours that lie side by side in the list of vectors, and the box around them.
#[derive(Debug, Clone)]
struct Block {
    bounds: AABB<[f64; 3]>,
    start: u32,
    end: u32,
}

impl Block {
    fn of<'v>(&self, vectors: &'v [([f64; 3], u32)]) -> &'v [([f64; 3], u32)] {
        &vectors[self.start as usize..self.end as usize]
    }
}

impl RTreeObject for Block {
    type Envelope = AABB<[f64; 3]>;

    fn envelope(&self) -> Self::Envelope {
        self.bounds
    }
}

impl PointDistance for Block {
    fn distance_2(&self, point: &[f64; 3]) -> f64 {
        self.bounds.distance_2(point)
    }
}

/// Halves the vectors along their widest side until a block holds few enough.
fn cut(vectors: &mut [([f64; 3], u32)], start: u32, blocks: &mut Vec<Block>) {
    if vectors.is_empty() {
        return;
    }
    let bounds = vectors.iter().fold(AABB::new_empty(), |b: AABB<[f64; 3]>, v| b.merged(&AABB::from_point(v.0)));
    if vectors.len() <= BLOCK {
        blocks.push(Block { bounds, start, end: start + vectors.len() as u32 });
        return;
    }
    let side = |axis: &usize| bounds.upper()[*axis] - bounds.lower()[*axis];
    let widest = (0..3).max_by(|a, b| side(a).total_cmp(&side(b))).expect("there are three axes");
    let middle = vectors.len() / 2;
    vectors.select_nth_unstable_by(middle, |a, b| a.0[widest].total_cmp(&b.0[widest]));
    let (low, high) = vectors.split_at_mut(middle);
    cut(low, start, blocks);
    cut(high, start + middle as u32, blocks);
}

/// The great-circle distance under a squared chord of the unit sphere: the haversine formula, whose
/// term `a` is a quarter of the squared chord.
fn along_the_sphere(chord_2: f64) -> Meters {
    Meters(2.0 * EARTH_RADIUS_M * (0.5 * chord_2.sqrt()).min(1.0).asin())
}

fn chord_squared(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2) + (a[2] - b[2]).powi(2)
}

/// Squared distance from a point to a box, 0 inside it.
fn box_squared(bounds: &AABB<[f64; 3]>, from: &[f64; 3]) -> f64 {
    let (low, high) = (bounds.lower(), bounds.upper());
    let outside = |axis: usize| (low[axis] - from[axis]).max(from[axis] - high[axis]).max(0.0);
    outside(0).powi(2) + outside(1).powi(2) + outside(2).powi(2)
}

/// The `k` best so far of a depth-first search. The tree's own iterator keeps every open node in a
/// heap: for a few neighbours, going down the closest box first costs less than half.
struct Best<'v> {
    vectors: &'v [([f64; 3], u32)],
    from: [f64; 3],
    k: usize,
    /// Squared chord and position, ascending: of equally close ones the first in the list.
    found: Vec<(f64, u32)>,
    /// The last squared chord of `found`; without end as long as fewer than `k` are found.
    worst: f64,
}

impl Best<'_> {
    fn search(&mut self, node: &ParentNode<Block>) {
        // Boxes of one node, closest first.
        let mut boxes = [(f64::INFINITY, 0u32); CHILDREN];
        let mut count = 0;
        for (child, i) in node.children().iter().zip(0u32..) {
            let far = match child {
                RTreeNode::Parent(parent) => box_squared(&parent.envelope(), &self.from),
                RTreeNode::Leaf(block) => box_squared(&block.bounds, &self.from),
            };
            if count == CHILDREN {
                self.open(child);
            } else if self.admits(far) {
                let mut at = count;
                while at > 0 && boxes[at - 1].0 > far {
                    boxes[at] = boxes[at - 1];
                    at -= 1;
                }
                boxes[at] = (far, i);
                count += 1;
            }
        }
        for (far, i) in &boxes[..count] {
            if !self.admits(*far) {
                break;
            }
            self.open(&node.children()[*i as usize]);
        }
    }

    fn open(&mut self, child: &RTreeNode<Block>) {
        match child {
            RTreeNode::Parent(parent) => self.search(parent),
            RTreeNode::Leaf(block) => {
                for (vector, i) in block.of(self.vectors) {
                    self.offer(chord_squared(vector, &self.from), *i);
                }
            }
        }
    }

    /// A box as far as the worst of the best may still hold an earlier one of the list.
    fn admits(&self, far: f64) -> bool {
        far <= self.worst
    }

    fn offer(&mut self, far: f64, position: u32) {
        if !self.admits(far) || (self.found.len() == self.k && (far, position) > self.found[self.k - 1]) {
            return;
        }
        if self.found.len() == self.k {
            self.found.pop();
        }
        // Lists are short: moving one by one costs less than a call that moves them all.
        self.found.push((far, position));
        let mut at = self.found.len() - 1;
        while at > 0 && self.found[at] < self.found[at - 1] {
            self.found.swap(at, at - 1);
            at -= 1;
        }
        if self.found.len() == self.k {
            self.worst = self.found[self.k - 1].0;
        }
    }
}

/// Most points of one block: fewer make a deeper tree, more are more sums for each block opened.
const BLOCK: usize = 16;

/// More children than bulk loading gives a node in three dimensions; what exceeds it is searched
/// without an order.
const CHILDREN: usize = 8;

/// The mean radius that `geo` gives its haversine; tests hold both equal.
const EARTH_RADIUS_M: f64 = 6_371_008.8;

fn unit_vector(at: LonLat) -> [f64; 3] {
    let (sin_lon, cos_lon) = at.lon_deg().to_radians().sin_cos();
    let (sin_lat, cos_lat) = at.lat_deg().to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

#[cfg(test)]
mod tests {
    use geo::{Distance, Haversine};
    use proptest::prelude::*;

    use super::*;

    fn scan(points: &[LonLat], at: LonLat) -> Vec<(usize, f64)> {
        let distance = |p: &LonLat| Haversine.distance(at.point(), p.point());
        let mut all: Vec<(usize, f64)> = points.iter().map(distance).enumerate().collect();
        all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        all
    }

    fn position() -> impl Strategy<Value = LonLat> {
        // A tenth of the draws repeat a coarse lattice, so that ties and duplicates occur.
        prop_oneof![
            9 => (-180.0..180.0f64, -90.0..90.0f64),
            1 => (-18..18i32, -9..9i32).prop_map(|(x, y)| (f64::from(x) * 10.0, f64::from(y) * 10.0)),
        ]
        .prop_map(|(lon, lat)| LonLat::new(lon, lat).unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]
        #[test]
        fn the_tree_finds_what_a_linear_scan_finds(
            points in prop::collection::vec(position(), 1..120), at in position(), k in 1..12usize, limit_km in 0.0..20_100.0f64,
        ) {
            let index = PointIndex::new(points.clone());
            let all = scan(&points, at);
            let found = index.k_nearest(at, k);
            prop_assert_eq!(found.len(), k.min(points.len()));
            for (mine, oracle) in found.iter().zip(&all) {
                // Ties to a nanometre may come in either order.
                prop_assert!((mine.1.0 - oracle.1).abs() < 1e-6 || mine.0 == oracle.0, "{mine:?} {oracle:?}");
            }
            prop_assert_eq!(index.nearest(at).unwrap().0, found[0].0);
            let limit = limit_km * 1000.0;
            let within = index.within(at, Meters(limit));
            prop_assert!(within.iter().is_sorted_by(|a, b| (a.1.0, a.0) < (b.1.0, b.0)));
            for (i, distance) in &all {
                let found = within.iter().find(|w| w.0 == *i);
                prop_assert!((distance - limit).abs() < 1e-6 || found.is_some() == (*distance < limit), "{i} {distance}");
                prop_assert!(found.is_none_or(|w| (w.1.0 - distance).abs() < 1e-6), "{i} {distance} {found:?}");
            }
        }
    }

    #[test]
    fn duplicates_come_in_the_order_of_the_list() {
        let here = LonLat::new(-1.0, 46.0).unwrap();
        let there = LonLat::new(-1.1, 46.0).unwrap();
        let index = PointIndex::new(vec![there, here, here, here]);
        let ids: Vec<usize> = index.k_nearest(here, 2).into_iter().map(|(i, _)| i).collect();
        assert_eq!(ids, [1, 2]);
        assert_eq!(index.nearest(here), Some((1, Meters(0.0))));
    }

    #[test]
    fn an_empty_index_has_no_nearest() {
        let index = PointIndex::new(Vec::new());
        assert!(index.nearest(LonLat::new(0.0, 0.0).unwrap()).is_none() && index.is_empty());
    }
}

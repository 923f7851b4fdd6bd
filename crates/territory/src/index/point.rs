//! Nearest, k nearest and within a distance, over points on the sphere.

use geo::{Distance, Haversine};
use rstar::{ParentNode, PointDistance, RTree, RTreeNode, primitives::GeomWithData};

use crate::{LonLat, Meters};

/// Points in an R-tree, found by great-circle distance (haversine, mean Earth radius).
///
/// The tree holds unit vectors: the straight chord between two of them grows with the great-circle
/// distance, so neighbours are exact everywhere, also across the antimeridian.
#[derive(Debug, Clone)]
pub struct PointIndex {
    tree: RTree<GeomWithData<[f64; 3], u32>>,
    points: Vec<LonLat>,
}

impl PointIndex {
    /// Indexes points; answers name them by their position in this list. At most 2³² points.
    pub fn new(points: Vec<LonLat>) -> Self {
        let vectors = points.iter().zip(0u32..).map(|(p, i)| GeomWithData::new(unit_vector(*p), i)).collect();
        Self { tree: RTree::bulk_load(vectors), points }
    }

    /// How many points are indexed.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// True without points.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
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
        let mut best = Best { from: unit_vector(at), k, found: Vec::with_capacity(k.min(self.len()) + 1) };
        best.search(self.tree.root());
        best.found.into_iter().map(|(_, i)| (i as usize, self.distance(at, i as usize))).collect()
    }

    /// Every point at most `limit` away (`≤`), closest first, equally close ones in list order.
    pub fn within(&self, at: LonLat, limit: Meters) -> Vec<(usize, Meters)> {
        // Beyond half the Earth's circumference everything is within; the chord stops growing there.
        let half_angle = (limit.0 / (2.0 * EARTH_RADIUS_M)).clamp(0.0, std::f64::consts::FRAC_PI_2);
        // A hair wider than the limit; the exact distance decides.
        let chord_2 = (2.0 * half_angle.sin()).powi(2) * (1.0 + 1e-9) + 1e-18;
        let candidates = self.tree.locate_within_distance(unit_vector(at), chord_2);
        let mut found: Vec<(usize, Meters)> = candidates
            .map(|item| (item.data as usize, self.distance(at, item.data as usize)))
            .filter(|(_, d)| d.0 <= limit.0)
            .collect();
        found.sort_by(|a, b| a.1.0.total_cmp(&b.1.0).then(a.0.cmp(&b.0)));
        found
    }

    fn distance(&self, at: LonLat, i: usize) -> Meters {
        Meters(Haversine.distance(at.point(), self.points[i].point()))
    }
}

/// The `k` best so far of a depth-first search. The tree's own iterator keeps every open node in a
/// heap: for a few neighbours, going down the closest box first costs less than half.
struct Best {
    from: [f64; 3],
    k: usize,
    /// Squared chord and position, ascending: of equally close ones the first in the list.
    found: Vec<(f64, u32)>,
}

impl Best {
    fn search(&mut self, node: &ParentNode<GeomWithData<[f64; 3], u32>>) {
        // Boxes of one node, closest first.
        let mut boxes = [(f64::INFINITY, 0u32); CHILDREN];
        let mut count = 0;
        for (child, i) in node.children().iter().zip(0u32..) {
            match child {
                RTreeNode::Leaf(point) => self.offer(point.distance_2(&self.from), point.data),
                RTreeNode::Parent(parent) => {
                    let far = parent.envelope().distance_2(&self.from);
                    if count == CHILDREN {
                        self.search(parent);
                    } else if self.admits(far) {
                        let at = boxes[..count].partition_point(|b| b.0 <= far);
                        boxes.copy_within(at..count, at + 1);
                        boxes[at] = (far, i);
                        count += 1;
                    }
                }
            }
        }
        for (far, i) in &boxes[..count] {
            if !self.admits(*far) {
                break;
            }
            if let RTreeNode::Parent(parent) = &node.children()[*i as usize] {
                self.search(parent);
            }
        }
    }

    /// A box as far as the worst of the best may still hold an earlier one of the list.
    fn admits(&self, far: f64) -> bool {
        self.found.len() < self.k || far <= self.found[self.k - 1].0
    }

    fn offer(&mut self, far: f64, position: u32) {
        if self.admits(far) {
            let at = self.found.partition_point(|b| *b < (far, position));
            self.found.insert(at, (far, position));
            self.found.truncate(self.k);
        }
    }
}

/// More children than bulk loading gives a node in three dimensions; what exceeds it is searched
/// without an order.
const CHILDREN: usize = 32;

/// The mean radius that `geo`'s haversine uses.
const EARTH_RADIUS_M: f64 = 6_371_008.771_4;

fn unit_vector(at: LonLat) -> [f64; 3] {
    let (sin_lon, cos_lon) = at.lon_deg().to_radians().sin_cos();
    let (sin_lat, cos_lat) = at.lat_deg().to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

#[cfg(test)]
mod tests {
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
            let within: Vec<usize> = index.within(at, Meters(limit_km * 1000.0)).into_iter().map(|(i, _)| i).collect();
            let expected: Vec<usize> = all.iter().take_while(|(_, d)| *d <= limit_km * 1000.0).map(|(i, _)| *i).collect();
            prop_assert_eq!(within, expected);
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

//! Which area holds a point.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{BoundingRect, Coord, MultiPolygon};
use rstar::{AABB, RTree, primitives::GeomWithData, primitives::Rectangle};

use crate::LonLat;

/// Areas in an R-tree, each with its edges sorted into horizontal strips, so that a point is
/// tested against a few edges of a ring and not against all.
///
/// **Shared borders.** A point on a border belongs to every area that the border bounds;
/// [`AreaIndex::containing`] answers the first of them in the list (the lowest code, where the list
/// is sorted by code). Whether a point is on a border is decided exactly, without a tolerance.
#[derive(Debug, Clone)]
pub struct AreaIndex {
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
    areas: Vec<Strips>,
}

#[derive(Debug, Clone)]
struct Strips {
    south: f64,
    strips_per_degree: f64,
    /// Edges that touch each strip, south to north.
    edges: Vec<Vec<(Coord<f64>, Coord<f64>)>>,
}

impl AreaIndex {
    /// Indexes areas in WGS84 degrees; answers name them by their position in this list.
    /// An empty area holds nothing.
    pub fn new<'a>(areas: impl IntoIterator<Item = &'a MultiPolygon<f64>>) -> Self {
        let mut boxes = Vec::new();
        let mut strips = Vec::new();
        for (area, i) in areas.into_iter().zip(0u32..) {
            if let Some(bounds) = area.bounding_rect() {
                let corners =
                    Rectangle::from_corners([bounds.min().x, bounds.min().y], [bounds.max().x, bounds.max().y]);
                boxes.push(GeomWithData::new(corners, i));
            }
            strips.push(Strips::new(area));
        }
        Self { tree: RTree::bulk_load(boxes), areas: strips }
    }

    /// The area that holds the point, borders included; on a shared border the first in the list.
    pub fn containing(&self, at: LonLat) -> Option<usize> {
        let p = Coord { x: at.lon_deg(), y: at.lat_deg() };
        let candidates = self.tree.locate_in_envelope_intersecting(&AABB::from_point([p.x, p.y]));
        candidates.map(|c| c.data as usize).filter(|i| self.areas[*i].contains(p)).min()
    }
}

impl Strips {
    fn new(area: &MultiPolygon<f64>) -> Self {
        let Some(bounds) = area.bounding_rect() else {
            return Self { south: 0.0, strips_per_degree: 0.0, edges: Vec::new() };
        };
        let rings = area.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        let all: Vec<_> = rings.flat_map(geo::LineString::lines).collect();
        // About eight edges a strip: a long border costs memory in proportion, not in square.
        let count = (all.len() / 8).clamp(1, 4096);
        let strips_per_degree = if bounds.height() > 0.0 { count as f64 / bounds.height() } else { 0.0 };
        let mut strips = Self { south: bounds.min().y, strips_per_degree, edges: vec![Vec::new(); count] };
        for edge in all {
            let (low, high) = (strips.strip(edge.start.y.min(edge.end.y)), strips.strip(edge.start.y.max(edge.end.y)));
            for strip in &mut strips.edges[low..=high] {
                strip.push((edge.start, edge.end));
            }
        }
        strips
    }

    fn strip(&self, y: f64) -> usize {
        // Saturating: a point south of the box falls in strip 0, whose edges it does not touch.
        (((y - self.south) * self.strips_per_degree) as usize).min(self.edges.len().saturating_sub(1))
    }

    /// Inside by the even-odd rule, or on an edge.
    fn contains(&self, p: Coord<f64>) -> bool {
        let Some(edges) = self.edges.get(self.strip(p.y)) else { return false };
        let mut inside = false;
        for &(a, b) in edges {
            let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
            if p.y < low.y || high.y < p.y {
                continue;
            }
            let side = RobustKernel::orient2d(low, high, p);
            if side == Orientation::Collinear {
                if low.x.min(high.x) <= p.x && p.x <= low.x.max(high.x) {
                    return true;
                }
                continue;
            }
            // Half open, so that a vertex between two edges counts once.
            if low.y <= p.y && p.y < high.y && side == Orientation::CounterClockwise {
                inside = !inside;
            }
        }
        inside
    }
}

#[cfg(test)]
mod tests {
    use geo::{Intersects, Polygon, polygon};
    use proptest::prelude::*;

    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    fn square(x: f64, y: f64) -> Polygon<f64> {
        polygon![(x: x, y: y), (x: x + 1.0, y: y), (x: x + 1.0, y: y + 1.0), (x: x, y: y + 1.0), (x: x, y: y)]
    }

    #[test]
    fn a_point_on_a_shared_border_belongs_to_the_first_of_the_list() {
        let (west, east) = (MultiPolygon::from(square(0.0, 0.0)), MultiPolygon::from(square(1.0, 0.0)));
        for (areas, expected) in [([&west, &east], 0), ([&east, &west], 0)] {
            let index = AreaIndex::new(areas);
            assert_eq!(index.containing(at(1.0, 0.5)), Some(expected));
            assert_eq!(index.containing(at(1.0, 0.0)), Some(expected), "a shared corner too");
        }
        assert_eq!(AreaIndex::new([&west, &east]).containing(at(1.5, 0.5)), Some(1));
        assert_eq!(AreaIndex::new([&west, &east]).containing(at(2.5, 0.5)), None);
    }

    #[test]
    fn a_hole_is_outside_and_its_island_inside() {
        let ring = |r: f64| vec![(-r, -r), (r, -r), (r, r), (-r, r), (-r, -r)];
        let outer = Polygon::new(ring(3.0).into(), vec![ring(2.0).into()]);
        let island = Polygon::new(ring(1.0).into(), vec![]);
        let index = AreaIndex::new([&MultiPolygon(vec![outer, island])]);
        assert_eq!(index.containing(at(2.5, 0.0)), Some(0));
        assert_eq!(index.containing(at(1.5, 0.0)), None);
        assert_eq!(index.containing(at(0.5, 0.0)), Some(0));
        assert_eq!(index.containing(at(2.0, 0.0)), Some(0), "the edge of a hole is border");
    }

    #[test]
    fn an_empty_area_holds_nothing() {
        assert_eq!(AreaIndex::new([&MultiPolygon(vec![])]).containing(at(0.0, 0.0)), None);
    }

    fn star(points: Vec<f64>, cx: f64, cy: f64) -> MultiPolygon<f64> {
        let n = points.len() as f64;
        let corner = |(i, r): (usize, f64)| {
            let angle = std::f64::consts::TAU * i as f64 / n;
            // Halves of quarters: exact in binary, so that border points occur.
            (((cx + r * angle.cos()) * 4.0).round() / 4.0, ((cy + r * angle.sin()) * 4.0).round() / 4.0)
        };
        let ring: Vec<(f64, f64)> = points.into_iter().enumerate().map(corner).collect();
        MultiPolygon(vec![Polygon::new(ring.into(), vec![])])
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]
        #[test]
        fn the_index_finds_what_a_linear_scan_finds(
            shapes in prop::collection::vec((prop::collection::vec(0.5..6.0f64, 4..60), -10..10i32, -10..10i32), 1..8),
            probes in prop::collection::vec((-60..60i32, -60..60i32), 1..40),
        ) {
            let areas: Vec<MultiPolygon<f64>> =
                shapes.into_iter().map(|(radii, x, y)| star(radii, f64::from(x), f64::from(y))).collect();
            let index = AreaIndex::new(&areas);
            for (x, y) in probes {
                let p = at(f64::from(x) / 4.0, f64::from(y) / 4.0);
                // `Intersects` counts the border in, as the rule asks.
                let oracle = areas.iter().position(|a| a.intersects(&p.point()));
                prop_assert_eq!(index.containing(p), oracle, "{:?}", p);
            }
        }
    }
}

//! Generalisation of all arcs together, computed once for every zoom.
//!
//! Vertices are removed in the order of the area that their removal changes (Visvalingam and
//! Whyatt 1993). A vertex b between a and c is removed only when no other present vertex lies in
//! the closed triangle abc: then the new edge ac can cross nothing, and what remains after every
//! single step is as planar as what was given. Nodes stay; a closed arc keeps three points; of
//! several arcs between the same two nodes only one becomes straight, so that no area between
//! them collapses. The state at a zoom is the state when the next removal would be visible there.

mod at_zoom;
mod present;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

pub(crate) use at_zoom::{ArcsAtZoom, close_without_spike, push_without_spike};
use present::Present;

use crate::mercator::{cross, unit_bits};
use crate::topology::Topology;

/// Triangles smaller than this are not visible, in square tile units: one pixel of a 512 px tile.
const VISIBLE_UNITS_2: u64 = 64;
/// The same at the deepest zoom, which is enlarged on screen: one tile unit.
const VISIBLE_UNITS_2_AT_MAX: u64 = 1;

/// The zoom from which each point of the topology is drawn; beyond `max_zoom` for never.
/// `progress` is told how many points are removed.
pub(crate) fn visible_from(topology: &Topology, max_zoom: u8, progress: &dyn Fn(u64)) -> Vec<u8> {
    // Twice the smallest visible area of each zoom, in square world units.
    let thresholds: Vec<u64> = (0..=max_zoom)
        .map(|zoom| {
            let units = if zoom == max_zoom { VISIBLE_UNITS_2_AT_MAX } else { VISIBLE_UNITS_2 };
            (2 * units) << (2 * unit_bits(zoom))
        })
        .collect();
    let mut state = Removal::new(topology);
    let mut visible = vec![0; topology.points.len()];
    let mut reached = 0;
    let mut removed = 0u64;
    while let Some((area2, point)) = state.next() {
        // What is removed after a large triangle was is as visible as that one.
        reached = area2.max(reached);
        let zoom = thresholds.partition_point(|&t| reached < t);
        if zoom == 0 {
            break;
        }
        visible[point as usize] = zoom as u8;
        state.remove(point);
        removed += 1;
        if removed.is_multiple_of(1 << 16) {
            progress(removed);
        }
    }
    visible
}

const NONE: u32 = u32::MAX;

struct Removal<'a> {
    topology: &'a Topology,
    present: Present,
    /// Neighbours on the arc; `NONE` for nodes.
    before: Vec<u32>,
    after: Vec<u32>,
    /// The arc of each point that is no node.
    arc: Vec<u32>,
    /// Points left on each arc, a closing point counted once.
    left: Vec<u32>,
    /// Twice the area of the triangle of each point; entries of the heap with another area are old.
    area2: Vec<u64>,
    heap: BinaryHeap<Reverse<(u64, u32)>>,
    /// Node pairs that a straight arc joins.
    straight: HashSet<(u32, u32)>,
    /// Who waits for each point to go: a chain through `waiting`.
    first_waiting: Vec<u32>,
    waiting: Vec<(u32, u32)>,
}

impl<'a> Removal<'a> {
    fn new(topology: &'a Topology) -> Self {
        let n = topology.points.len();
        let mut state = Self {
            topology,
            present: Present::new(&topology.points),
            before: vec![NONE; n],
            after: vec![NONE; n],
            arc: vec![NONE; n],
            left: Vec::with_capacity(topology.arcs.len()),
            area2: vec![0; n],
            heap: BinaryHeap::new(),
            straight: HashSet::new(),
            first_waiting: vec![NONE; n],
            waiting: Vec::new(),
        };
        let mut entries = Vec::with_capacity(n);
        for arc in 0..topology.arcs.len() {
            let points = topology.arcs.get(arc);
            let (first, last) = (points[0], points[points.len() - 1]);
            state.left.push((points.len() - usize::from(first == last)) as u32);
            if points.len() == 2 {
                state.straight.insert((first.min(last), first.max(last)));
            }
            for triple in points.windows(3) {
                let [a, b, c] = [triple[0], triple[1], triple[2]];
                state.before[b as usize] = a;
                state.after[b as usize] = c;
                state.arc[b as usize] = arc as u32;
                state.area2[b as usize] = state.triangle(b);
                entries.push(Reverse((state.area2[b as usize], b)));
            }
        }
        state.heap = BinaryHeap::from(entries);
        state
    }

    /// The point whose removal changes least and is allowed, with twice the area it changes.
    fn next(&mut self) -> Option<(u64, u32)> {
        while let Some(Reverse((area2, b))) = self.heap.pop() {
            if area2 != self.area2[b as usize] || !self.present.contains(b) {
                continue;
            }
            let (a, c) = (self.before[b as usize], self.after[b as usize]);
            let points = &self.topology.points;
            if !self.leaves_an_area(a, b, c) {
                continue;
            }
            match self.present.in_triangle([a, b, c].map(|id| (id, points[id as usize]))) {
                None => return Some((area2, b)),
                Some(blocker) => {
                    self.waiting.push((b, self.first_waiting[blocker as usize]));
                    self.first_waiting[blocker as usize] = (self.waiting.len() - 1) as u32;
                }
            }
        }
        None
    }

    /// Whether the arc still bounds something without `b`. A refusal is final: points and straight
    /// arcs never come back.
    fn leaves_an_area(&self, a: u32, b: u32, c: u32) -> bool {
        let arc = self.arc[b as usize] as usize;
        let points = self.topology.arcs.get(arc);
        if points[0] == points[points.len() - 1] {
            return self.left[arc] > 3;
        }
        self.left[arc] > 3 || !self.straight.contains(&(a.min(c), a.max(c)))
    }

    fn remove(&mut self, b: u32) {
        let (a, c) = (self.before[b as usize], self.after[b as usize]);
        self.present.remove(b);
        let arc = self.arc[b as usize] as usize;
        self.left[arc] -= 1;
        if self.left[arc] == 2 {
            self.straight.insert((a.min(c), a.max(c)));
        }
        // Ends of arcs have no neighbours of their own: they belong to several arcs.
        if self.arc[a as usize] != NONE {
            self.after[a as usize] = c;
        }
        if self.arc[c as usize] != NONE {
            self.before[c as usize] = a;
        }
        for id in [a, c] {
            if self.arc[id as usize] != NONE {
                self.area2[id as usize] = self.triangle(id);
                self.heap.push(Reverse((self.area2[id as usize], id)));
            }
        }
        let mut entry = std::mem::replace(&mut self.first_waiting[b as usize], NONE);
        while entry != NONE {
            let (id, next) = self.waiting[entry as usize];
            if self.present.contains(id) {
                self.heap.push(Reverse((self.area2[id as usize], id)));
            }
            entry = next;
        }
    }

    fn triangle(&self, b: u32) -> u64 {
        let point = |id: u32| self.topology.points[id as usize];
        cross(point(self.before[b as usize]), point(b), point(self.after[b as usize])).unsigned_abs()
    }
}

#[cfg(test)]
#[path = "../../tests/tiles/common/tessellation.rs"]
mod tessellation;

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, Polygon};
    use proptest::prelude::*;

    use super::tessellation::Tessellation;
    use super::*;
    use crate::mercator::GridPoint;

    fn topology(areas: &[MultiPolygon<f64>]) -> Topology {
        Topology::build(areas.iter(), &vec![GridPoint::default(); areas.len()]).unwrap()
    }

    /// Segments of all arcs with the points drawn at a zoom, on the world grid.
    fn segments(topology: &Topology, visible: &[u8], zoom: u8) -> Vec<(u32, u32)> {
        let arcs = (0..topology.arcs.len()).map(|arc| topology.arcs.get(arc).iter().copied());
        let drawn = arcs.map(|arc| arc.filter(|&id| visible[id as usize] <= zoom).collect::<Vec<u32>>());
        drawn.flat_map(|points| points.windows(2).map(|w| (w[0], w[1])).collect::<Vec<_>>()).collect()
    }

    /// Whether two segments have a point in common other than an end of both.
    fn meet(points: &[GridPoint], (a, b): (u32, u32), (c, d): (u32, u32)) -> bool {
        let common = [a, b].into_iter().filter(|end| [c, d].contains(end)).count();
        let [pa, pb, pc, pd] = [a, b, c, d].map(|id| points[id as usize]);
        let on = |p: GridPoint, q: GridPoint, r: GridPoint| {
            cross(p, q, r) == 0
                && p.x.min(q.x) <= r.x
                && r.x <= p.x.max(q.x)
                && p.y.min(q.y) <= r.y
                && r.y <= p.y.max(q.y)
        };
        match common {
            2 => true,
            1 => {
                let (other, end) = if a == c || b == c { ((a, b), d) } else { ((a, b), c) };
                let far = if other.0 == c || other.0 == d { b } else { a };
                let shared = if far == a { b } else { a };
                let p = |id: u32| points[id as usize];
                on(p(shared), p(far), p(end)) || on(p(shared), p(end), p(far))
            }
            _ => {
                let sides = |p, q, r, s| cross(p, q, r).signum() * cross(p, q, s).signum();
                let proper = sides(pa, pb, pc, pd) < 0 && sides(pc, pd, pa, pb) < 0;
                proper || on(pa, pb, pc) || on(pa, pb, pd) || on(pc, pd, pa) || on(pc, pd, pb)
            }
        }
    }

    fn crossings(topology: &Topology, visible: &[u8], zoom: u8) -> usize {
        let segments = segments(topology, visible, zoom);
        let pairs = (0..segments.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
        pairs.filter(|&(i, j)| meet(&topology.points, segments[i], segments[j])).count()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]
        #[test]
        fn no_two_borders_meet_at_any_zoom(columns in 1..4usize, rows in 1..4usize, detail in 1..5u32, seed in any::<u64>()) {
            let topology = topology(&Tessellation::new(columns, rows, detail, seed).cells());
            let visible = visible_from(&topology, 12, &|_| {});
            for zoom in 0..=12 {
                prop_assert_eq!(crossings(&topology, &visible, zoom), 0, "zoom {}", zoom);
            }
        }

        #[test]
        fn stars_inside_stars_do_not_meet_at_any_zoom(radii in prop::collection::vec(0.55..1.0f64, 12..60), islands in 1..5u32) {
            // Copies of one shape, each inside the other: close parallels that want to cross.
            let star = |scale: f64| -> Vec<(f64, f64)> {
                let angle = |i: usize| std::f64::consts::TAU * i as f64 / radii.len() as f64;
                radii.iter().enumerate().map(|(i, r)| (scale * r * angle(i).cos(), scale * r * angle(i).sin())).collect()
            };
            let ring = |i: u32| star(0.93f64.powi(i as i32));
            let area = |i: u32| MultiPolygon(vec![Polygon::new(ring(i).into(), vec![ring(i + 1).into()])]);
            let topology = topology(&(0..islands).map(area).collect::<Vec<_>>());
            prop_assert_eq!(topology.arcs.len(), islands as usize + 1);
            let visible = visible_from(&topology, 8, &|_| {});
            for zoom in 0..=8 {
                prop_assert_eq!(crossings(&topology, &visible, zoom), 0, "zoom {}", zoom);
                for arc in 0..topology.arcs.len() {
                    let drawn = topology.arcs.get(arc).iter().filter(|id| visible[**id as usize] <= zoom).count();
                    prop_assert!(drawn >= 4, "a closed arc keeps a triangle");
                }
            }
        }
    }

    #[test]
    fn deeper_zooms_draw_more_and_the_deepest_nearly_all() {
        let topology = topology(&Tessellation::new(6, 6, 6, 1).cells());
        let visible = visible_from(&topology, 12, &|_| {});
        let drawn: Vec<usize> = (0..=12).map(|z| visible.iter().filter(|v| **v <= z).count()).collect();
        assert!(drawn.is_sorted(), "{drawn:?}");
        assert!(drawn[0] < 2 * 49, "little more than the 49 corners: {drawn:?}");
        assert!(drawn[12] * 10 > visible.len() * 9, "{drawn:?} of {}", visible.len());
        assert!(drawn[7] * 2 < visible.len(), "{drawn:?} of {}", visible.len());
    }

    #[test]
    fn what_is_left_out_is_not_visible() {
        // At every zoom, a left-out vertex is within a few pixels of the line that is drawn.
        let topology = topology(&Tessellation::new(3, 3, 7, 5).cells());
        let visible = visible_from(&topology, 12, &|_| {});
        for zoom in 4..=11u8 {
            let unit = f64::from(1u32 << unit_bits(zoom));
            for arc in 0..topology.arcs.len() {
                let points = topology.arcs.get(arc);
                let drawn: Vec<GridPoint> = points
                    .iter()
                    .filter(|id| visible[**id as usize] <= zoom)
                    .map(|id| topology.points[*id as usize])
                    .collect();
                for id in points {
                    let p = topology.points[*id as usize];
                    let distance = |w: &[GridPoint]| {
                        let line = geo::Line::new(
                            (f64::from(w[0].x), f64::from(w[0].y)),
                            (f64::from(w[1].x), f64::from(w[1].y)),
                        );
                        geo::Distance::distance(
                            &geo::Euclidean,
                            &geo::Point::new(f64::from(p.x), f64::from(p.y)),
                            &line,
                        )
                    };
                    let nearest = drawn.windows(2).map(distance).fold(f64::INFINITY, f64::min);
                    assert!(nearest < 24.0 * unit, "zoom {zoom}: {} units, 8 are a pixel", nearest / unit);
                }
            }
        }
    }
}

//! Rings and lines cut by a straight vertical or horizontal line.
//!
//! Coordinates are tile units of one zoom, as `f64`, so that a border cut several times does not
//! drift. The crossing point of an edge is computed from the same end whichever way the edge is
//! walked: two neighbours cut at the same bits.

/// What a run of points is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The outside of a polygon, positive area (x east, y south).
    Exterior,
    /// A hole of the exterior before it, negative area.
    Hole,
    /// An open line.
    Line,
}

/// The side of a cut that is kept; points on the cut are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Coordinates up to the cut.
    Below,
    /// Coordinates from the cut on.
    Above,
}

/// A cut across an axis (0 for x, 1 for y).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut {
    pub(crate) axis: usize,
    pub(crate) at: f64,
    pub(crate) keep: Keep,
}

/// Rings (without closing points) and lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Parts {
    points: Vec<[f64; 2]>,
    parts: Vec<(u32, Role)>,
}

impl Parts {
    /// Adds a run of points.
    pub(crate) fn push(&mut self, role: Role, points: impl IntoIterator<Item = [f64; 2]>) {
        self.points.extend(points);
        self.close(role);
    }

    pub(crate) fn clear(&mut self) {
        self.points.clear();
        self.parts.clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The runs, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&[[f64; 2]], Role)> {
        let mut start = 0;
        self.parts.iter().map(move |&(end, role)| {
            let points = &self.points[start..end as usize];
            start = end as usize;
            (points, role)
        })
    }

    /// Smallest and largest coordinates; infinite the wrong way round when empty.
    pub(crate) fn bounds(&self) -> ([f64; 2], [f64; 2]) {
        let (mut min, mut max) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for p in &self.points {
            for axis in 0..2 {
                min[axis] = min[axis].min(p[axis]);
                max[axis] = max[axis].max(p[axis]);
            }
        }
        (min, max)
    }

    /// What lies on the kept side. A ring cut in two stays one ring, joined along the cut
    /// (Sutherland and Hodgman 1974); a line becomes several.
    pub(crate) fn cut(&self, cut: Cut) -> Self {
        let mut kept = Self::default();
        for (points, role) in self.iter() {
            match role {
                Role::Exterior | Role::Hole => kept.cut_ring(points, role, cut),
                Role::Line => kept.cut_line(points, cut),
            }
        }
        kept
    }

    fn close(&mut self, role: Role) {
        let start = self.parts.last().map_or(0, |(end, _)| *end as usize);
        let fewest = if role == Role::Line { 2 } else { 3 };
        if self.points.len() - start < fewest {
            self.points.truncate(start);
        } else {
            self.parts.push((self.points.len() as u32, role));
        }
    }

    fn cut_ring(&mut self, ring: &[[f64; 2]], role: Role, cut: Cut) {
        let Some(&last) = ring.last() else { return };
        let mut a = last;
        for &b in ring {
            self.push_crossing(a, b, cut);
            if cut.keeps(b) {
                self.points.push(b);
            }
            a = b;
        }
        self.close(role);
    }

    fn cut_line(&mut self, line: &[[f64; 2]], cut: Cut) {
        if cut.keeps(line[0]) {
            self.points.push(line[0]);
        }
        for edge in line.windows(2) {
            let (a, b) = (edge[0], edge[1]);
            self.push_crossing(a, b, cut);
            if cut.keeps(b) {
                self.points.push(b);
            } else if cut.keeps(a) {
                self.close(Role::Line);
            }
        }
        self.close(Role::Line);
    }

    fn push_crossing(&mut self, a: [f64; 2], b: [f64; 2], cut: Cut) {
        let (from, to) = (a[cut.axis], b[cut.axis]);
        if from.min(to) < cut.at && cut.at < from.max(to) {
            let (p, q) = if from < to { (a, b) } else { (b, a) };
            let other = 1 - cut.axis;
            let t = (cut.at - p[cut.axis]) / (q[cut.axis] - p[cut.axis]);
            let mut crossing = [cut.at; 2];
            crossing[other] = p[other] + t * (q[other] - p[other]);
            self.points.push(crossing);
        }
    }
}

impl Cut {
    fn keeps(self, p: [f64; 2]) -> bool {
        match self.keep {
            Keep::Below => p[self.axis] <= self.at,
            Keep::Above => p[self.axis] >= self.at,
        }
    }
}

#[cfg(test)]
mod tests {
    use geo::{Area, BooleanOps, LineString, Polygon, Validation};
    use proptest::prelude::*;

    use super::*;

    fn area(ring: &[[f64; 2]]) -> f64 {
        let edges = ring.iter().zip(ring.iter().cycle().skip(1));
        edges.map(|(a, b)| a[0] * b[1] - a[1] * b[0]).sum::<f64>() / 2.0
    }

    fn to_box(parts: &Parts, min: [f64; 2], max: [f64; 2]) -> Parts {
        let mut kept = parts.clone();
        for axis in 0..2 {
            kept = kept.cut(Cut { axis, at: max[axis], keep: Keep::Below });
            kept = kept.cut(Cut { axis, at: min[axis], keep: Keep::Above });
        }
        kept
    }

    /// A star around a centre: simple whatever the radii.
    fn star(radii: &[f64], cx: f64, cy: f64) -> Vec<[f64; 2]> {
        let angle = |i: usize| std::f64::consts::TAU * i as f64 / radii.len() as f64;
        radii.iter().enumerate().map(|(i, r)| [cx + r * angle(i).cos(), cy + r * angle(i).sin()]).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]
        #[test]
        fn the_area_cut_out_is_the_area_of_the_intersection(
            radii in prop::collection::vec(0.5..60.0f64, 3..40), cx in -40.0..140.0f64, cy in -40.0..140.0f64,
        ) {
            let ring = star(&radii, cx, cy);
            let mut parts = Parts::default();
            parts.push(Role::Exterior, ring.iter().copied());
            let mine: f64 = to_box(&parts, [0.0, 0.0], [100.0, 100.0]).iter().map(|(r, _)| area(r)).sum();
            let polygon = Polygon::new(LineString::from(ring), vec![]);
            prop_assume!(polygon.is_valid());
            let frame: Polygon<f64> = geo::Rect::new((0.0, 0.0), (100.0, 100.0)).to_polygon();
            let oracle = polygon.intersection(&frame).unsigned_area();
            // The oracle rounds coordinates to about 10⁻⁷, along borders some hundred long.
            prop_assert!((mine.abs() - oracle).abs() < 5e-5, "{mine} {oracle}");
        }

        #[test]
        fn both_sides_of_a_cut_hold_all_of_a_line(points in prop::collection::vec((-50.0..50.0f64, -50.0..50.0f64), 2..30)) {
            let length = |parts: &Parts| -> f64 {
                let edge = |e: &[[f64; 2]]| (e[1][0] - e[0][0]).hypot(e[1][1] - e[0][1]);
                parts.iter().flat_map(|(line, _)| line.windows(2).map(edge).collect::<Vec<_>>()).sum()
            };
            let mut parts = Parts::default();
            parts.push(Role::Line, points.into_iter().map(|(x, y)| [x, y]));
            let side = |keep| parts.cut(Cut { axis: 0, at: 3.5, keep });
            let (low, high) = (side(Keep::Below), side(Keep::Above));
            prop_assert!((length(&low) + length(&high) - length(&parts)).abs() < 1e-9);
            prop_assert!(low.bounds().1[0] <= 3.5 && high.bounds().0[0] >= 3.5);
        }
    }

    #[test]
    fn an_edge_is_cut_at_the_same_bits_in_both_directions() {
        let cut = Cut { axis: 0, at: 10.0, keep: Keep::Below };
        let crossing = |a, b| {
            let mut parts = Parts::default();
            parts.push(Role::Line, [a, b]);
            let kept = parts.cut(cut);
            let points: Vec<[f64; 2]> = kept.iter().flat_map(|(p, _)| p.to_vec()).collect();
            points.into_iter().find(|p| p[0] == 10.0).unwrap()
        };
        let (a, b) = ([3.0, 0.1], [17.0, 93.7]);
        assert_eq!(crossing(a, b), crossing(b, a));
    }
}

//! Outlines that touch or cross themselves: found in one sweep, repaired by a union with nothing.

use geo::{
    BooleanOps, Intersects, Validation,
    orient::{Direction, Orient},
};
use geo_types::{Coord, Line, LineString, MultiPolygon};

/// The area as it is when it is valid; else the same area by the even-odd rule, and what was done.
///
/// # Errors
/// A sentence when nothing is left of it.
pub(crate) fn repaired(area: MultiPolygon<f64>) -> Result<(MultiPolygon<f64>, Option<String>), String> {
    // The full validation compares every pair of segments: only doubtful outlines get it.
    let touch = first_touch(&area);
    if touch.is_none() && !is_nested_wrongly(&area) {
        return Ok((area, None));
    }
    let Err(problem) = area.check_validation() else { return Ok((area, None)) };
    let union = area.union(&MultiPolygon::new(Vec::new())).orient(Direction::Default);
    let union = with_original_coordinates(union, &area);
    if union.0.is_empty() {
        return Err(format!(
            "the outline is not valid ({problem}) and nothing is left after its repair: draw it again"
        ));
    }
    let place = touch.map(|at| format!(" at {}, {}", at.x, at.y)).unwrap_or_default();
    let reason = format!(
        "self-intersection{place} repaired by a union with nothing (even-odd rule, {} polygons before, {} after): {problem}",
        area.0.len(),
        union.0.len()
    );
    Ok((union, Some(reason)))
}

/// A segment of a ring, with its place.
struct Segment {
    line: Line<f64>,
    ring: usize,
    place: usize,
    /// Segments of the ring, repeated positions left out.
    of: usize,
}

/// A position where two segments meet that do not follow each other, of any rings; `None` in
/// almost every outline, and then its rings are simple and apart.
fn first_touch(area: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    let rings = area.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    let mut segments: Vec<Segment> = Vec::new();
    for (ring, line) in rings.enumerate() {
        let from = segments.len();
        let lines = line.lines().filter(|l| l.start != l.end).enumerate();
        segments.extend(lines.map(|(place, line)| Segment { line, ring, place, of: 0 }));
        let of = segments.len() - from;
        segments[from..].iter_mut().for_each(|s| s.of = of);
    }
    segments.sort_unstable_by(|a, b| west(a).total_cmp(&west(b)));
    // A sweep from west to east: those that reach as far as the next one begins.
    let mut active: Vec<&Segment> = Vec::new();
    for segment in &segments {
        let from = west(segment);
        active.retain(|other| other.line.start.x.max(other.line.end.x) >= from);
        if let Some(at) = active.iter().find_map(|other| meeting(segment, other)) {
            return Some(at);
        }
        active.push(segment);
    }
    None
}

fn west(segment: &Segment) -> f64 {
    segment.line.start.x.min(segment.line.end.x)
}

fn meeting(a: &Segment, b: &Segment) -> Option<Coord<f64>> {
    let span = |s: &Segment| (s.line.start.y.min(s.line.end.y), s.line.start.y.max(s.line.end.y));
    let ((a_low, a_high), (b_low, b_high)) = (span(a), span(b));
    if a_high < b_low || b_high < a_low {
        return None;
    }
    let follows = |a: &Segment, b: &Segment| a.ring == b.ring && (a.place + 1) % a.of == b.place;
    let (first, second) = match (follows(a, b), follows(b, a)) {
        (false, false) => return a.line.intersects(&b.line).then(|| common(a.line, b.line)),
        (true, _) => (a, b),
        (_, true) => (b, a),
    };
    // Neighbours share one end; more than that is a spike.
    let spike = second.line.intersects(&first.line.start) || first.line.intersects(&second.line.end);
    spike.then_some(first.line.end)
}

/// Where two segments meet: an end of one on the other, or their crossing.
fn common(a: Line<f64>, b: Line<f64>) -> Coord<f64> {
    let end = [a.start, a.end].into_iter().find(|c| b.intersects(c));
    let end = end.or_else(|| [b.start, b.end].into_iter().find(|c| a.intersects(c)));
    end.unwrap_or_else(|| {
        let (da, db) = (a.delta(), b.delta());
        let share = ((b.start.x - a.start.x) * db.y - (b.start.y - a.start.y) * db.x) / (da.x * db.y - da.y * db.x);
        Coord { x: a.start.x + share * da.x, y: a.start.y + share * da.y }
    })
}

/// Whether a hole lies outside its polygon, or a polygon inside another. The rings do not touch,
/// so one position of each tells.
fn is_nested_wrongly(area: &MultiPolygon<f64>) -> bool {
    let first = |ring: &LineString<f64>| ring.0.first().copied().unwrap_or_default();
    let hole_outside = area.iter().any(|p| p.interiors().iter().any(|hole| !is_inside(first(hole), p.exterior())));
    let one_in_another = || {
        area.iter().enumerate().any(|(i, p)| {
            let others = area.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, other)| other);
            let in_ring = |ring: &LineString<f64>| is_inside(first(p.exterior()), ring);
            others.into_iter().any(|other| in_ring(other.exterior()) && !other.interiors().iter().any(in_ring))
        })
    };
    hole_outside || (area.0.len() > 1 && one_in_another())
}

fn is_inside(at: Coord<f64>, ring: &LineString<f64>) -> bool {
    let crosses = |l: &Line<f64>| {
        (l.start.y > at.y) != (l.end.y > at.y)
            && at.x < (l.end.x - l.start.x) * (at.y - l.start.y) / (l.end.y - l.start.y) + l.start.x
    };
    ring.lines().filter(crosses).count() % 2 == 1
}

/// The union computes on a grid of its own: positions that it moved by less than this go back to
/// where the source has them, so that shared borders stay shared. Degrees, about a millimetre.
const SAME: f64 = 1e-8;

fn with_original_coordinates(mut union: MultiPolygon<f64>, source: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let rings = source.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    let mut originals: Vec<Coord<f64>> = rings.flat_map(|ring| ring.0.iter().copied()).collect();
    originals.sort_unstable_by(|a, b| a.x.total_cmp(&b.x));
    let original = |at: &Coord<f64>| {
        let from = originals.partition_point(|c| c.x < at.x - SAME);
        let near = originals[from..].iter().take_while(|c| c.x <= at.x + SAME);
        near.filter(|c| (c.y - at.y).abs() <= SAME).min_by(|a, b| a.y.total_cmp(&b.y)).copied()
    };
    let restore = |ring: &mut LineString<f64>| ring.0.iter_mut().for_each(|at| *at = original(at).unwrap_or(*at));
    for polygon in &mut union {
        polygon.exterior_mut(restore);
        polygon.interiors_mut(|holes| holes.iter_mut().for_each(restore));
    }
    union
}

#[cfg(test)]
mod tests {
    use geo::Area;
    use geo_types::Polygon;
    use proptest::prelude::*;

    use super::*;

    fn polygon(positions: &[(f64, f64)]) -> Polygon<f64> {
        Polygon::new(LineString::from(positions.to_vec()), vec![])
    }

    fn area(positions: &[(f64, f64)]) -> MultiPolygon<f64> {
        MultiPolygon::new(vec![polygon(positions)])
    }

    #[test]
    fn a_bow_tie_becomes_two_triangles_of_the_same_area() {
        let tie = area(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)]);
        assert_eq!(tie.unsigned_area(), 0.0, "its two lobes run against each other");
        let (fixed, reason) = repaired(tie).unwrap();
        assert_eq!((fixed.0.len(), fixed.is_valid()), (2, true));
        assert!((fixed.unsigned_area() - 2.0).abs() < 1e-6);
        let reason = reason.unwrap();
        assert!(reason.contains("self-intersection at 1, 1 repaired by a union with nothing"), "{reason}");
    }

    #[test]
    fn a_ring_that_touches_itself_at_a_vertex_keeps_its_coordinates() {
        // A pinched ring: what is left and right of (1, 1) meets there only.
        let at = [(0.1, 0.0), (1.0, 1.0), (2.0, 0.3), (2.0, 2.0), (1.0, 1.0), (0.0, 2.0), (0.1, 0.0)];
        let (fixed, reason) = repaired(area(&at)).unwrap();
        assert!(reason.unwrap().contains("at 1, 1"));
        assert!(fixed.is_valid());
        let back = |c: &Coord<f64>| at.contains(&(c.x, c.y));
        assert!(fixed.iter().all(|p| p.exterior().0.iter().all(back)), "{fixed:?}");
    }

    #[test]
    fn valid_outlines_are_left_alone() {
        let hole = LineString::from(vec![(1.0, 1.0), (1.0, 2.0), (2.0, 1.0), (1.0, 1.0)]);
        let square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)];
        let touching_hole = LineString::from(vec![(0.0, 0.0), (1.0, 2.0), (2.0, 1.0), (0.0, 0.0)]);
        let in_the_hole = polygon(&[(1.1, 1.1), (1.5, 1.1), (1.1, 1.5), (1.1, 1.1)]);
        let repeated = [(0.0, 0.0), (4.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)];
        for valid in [
            area(&square),
            area(&repeated),
            MultiPolygon::new(vec![Polygon::new(polygon(&square).exterior().clone(), vec![hole.clone()])]),
            MultiPolygon::new(vec![Polygon::new(polygon(&square).exterior().clone(), vec![touching_hole])]),
            MultiPolygon::new(vec![Polygon::new(polygon(&square).exterior().clone(), vec![hole]), in_the_hole]),
        ] {
            assert_eq!(repaired(valid.clone()).unwrap(), (valid, None));
        }
    }

    #[test]
    fn a_hole_outside_and_a_polygon_inside_another_are_found_without_a_touch() {
        let square = polygon(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
        let small = [(1.0, 1.0), (2.0, 1.0), (1.0, 2.0), (1.0, 1.0)];
        let twice = MultiPolygon::new(vec![square.clone(), polygon(&small)]);
        assert!(first_touch(&twice).is_none() && is_nested_wrongly(&twice));
        let away = LineString::from(vec![(8.0, 8.0), (8.0, 9.0), (9.0, 8.0), (8.0, 8.0)]);
        let outside = MultiPolygon::new(vec![Polygon::new(square.exterior().clone(), vec![away])]);
        assert!(first_touch(&outside).is_none() && is_nested_wrongly(&outside));
        assert!(repaired(outside).unwrap().1.is_some());
    }

    #[test]
    fn a_spike_is_a_touch() {
        let spike = area(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (6.0, 6.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
        assert_eq!(first_touch(&spike).map(|c| c.x > 3.0), Some(true));
    }

    proptest! {
        #[test]
        fn the_sweep_agrees_with_the_comparison_of_all_pairs(
            positions in prop::collection::vec((0_i8..12, 0_i8..12), 3..9)
        ) {
            let mut ring: Vec<(f64, f64)> = positions.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
            ring.push(ring[0]);
            let outline = area(&ring);
            prop_assume!(outline.0[0].exterior().lines().filter(|l| l.start != l.end).count() >= 3);
            // The validation takes neighbours that overlap for sound; the sweep does not.
            if !outline.is_valid() {
                prop_assert!(first_touch(&outline).is_some(), "{outline:?}");
            }
            if let Ok((fixed, _)) = repaired(outline) {
                prop_assert!(fixed.is_valid(), "{fixed:?}");
            }
        }
    }
}

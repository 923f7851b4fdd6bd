//! Polygons to simple rings over unique points.

use geo::{LineString, MultiPolygon};
use rayon::slice::ParallelSliceMut;

use super::BadPoint;
use crate::mercator::{GridPoint, area2, project};

/// Rings that meet no point twice, exteriors with positive area, holes with negative area.
#[derive(Debug, Default)]
pub(crate) struct SimpleRings {
    /// Every distinct point, ascending.
    pub(crate) points: Vec<GridPoint>,
    /// Points of the rings, ring after ring, without closing points.
    pub(crate) ids: Vec<u32>,
    /// Where each ring ends in `ids`.
    pub(crate) ring_ends: Vec<u32>,
    /// Where each area ends in `ring_ends`.
    pub(crate) area_ends: Vec<u32>,
}

/// Reads the rings of areas in WGS84 degrees. A ring that touches itself becomes several rings;
/// what has no extent (fewer than three points, no area) is left out.
pub(crate) fn simple_rings<'a>(areas: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Result<SimpleRings, BadPoint> {
    let mut raw: Vec<GridPoint> = Vec::new();
    let mut raw_ring_ends = Vec::new();
    let mut raw_area_ends = Vec::new();
    for (index, area) in areas.enumerate() {
        for polygon in area {
            push_ring(&mut raw, &mut raw_ring_ends, polygon.exterior(), 1, index)?;
            for hole in polygon.interiors() {
                push_ring(&mut raw, &mut raw_ring_ends, hole, -1, index)?;
            }
        }
        raw_area_ends.push(raw_ring_ends.len());
    }
    let (points, raw_ids) = index_points(&raw);
    let mut rings = SimpleRings { points, ..SimpleRings::default() };
    // Position in the stack plus one of each point of the ring being split.
    let mut seen = vec![0u32; rings.points.len()];
    let mut stack = Vec::new();
    let (mut start, mut ring) = (0, 0);
    for area_end in raw_area_ends {
        while ring < area_end {
            let end = raw_ring_ends[ring];
            split_ring(&raw_ids[start..end], &mut seen, &mut stack, &mut rings);
            start = end;
            ring += 1;
        }
        rings.area_ends.push(rings.ring_ends.len() as u32);
    }
    Ok(rings)
}

/// Appends a ring with the wanted sign of its area, or nothing when it has none.
fn push_ring(
    points: &mut Vec<GridPoint>,
    ends: &mut Vec<usize>,
    ring: &LineString<f64>,
    sign: i128,
    area: usize,
) -> Result<(), BadPoint> {
    let start = points.len();
    for c in ring.coords() {
        if !(c.x.abs() <= 180.0 && c.y.abs() <= 90.0) {
            return Err(BadPoint { area, lon_deg: c.x, lat_deg: c.y });
        }
        let p = project(c.x, c.y);
        if points.len() == start || points.last() != Some(&p) {
            points.push(p);
        }
    }
    while points.len() > start + 1 && points.last() == Some(&points[start]) {
        points.pop();
    }
    let area = area2(points[start..].iter().copied());
    if area == 0 {
        points.truncate(start);
        return Ok(());
    }
    if area.signum() != sign {
        points[start..].reverse();
    }
    ends.push(points.len());
    Ok(())
}

/// The distinct points, and for each given point its place among them.
fn index_points(all: &[GridPoint]) -> (Vec<GridPoint>, Vec<u32>) {
    let mut sorted: Vec<(u64, u32)> = all.iter().zip(0u32..).map(|(p, i)| (p.key(), i)).collect();
    sorted.par_sort_unstable();
    let mut points: Vec<GridPoint> = Vec::new();
    let mut ids = vec![0; all.len()];
    for (_, i) in sorted {
        let p = all[i as usize];
        if points.last() != Some(&p) {
            points.push(p);
        }
        ids[i as usize] = (points.len() - 1) as u32;
    }
    (points, ids)
}

/// Splits a ring where it meets a point again: a spike vanishes, a ring pinched at a point
/// becomes two that touch there.
fn split_ring(ring: &[u32], seen: &mut [u32], stack: &mut Vec<u32>, rings: &mut SimpleRings) {
    for &id in ring {
        let position = seen[id as usize] as usize;
        if position == 0 {
            stack.push(id);
            seen[id as usize] = stack.len() as u32;
        } else {
            emit(&stack[position - 1..], rings);
            for dropped in stack.drain(position..) {
                seen[dropped as usize] = 0;
            }
        }
    }
    emit(stack, rings);
    for id in stack.drain(..) {
        seen[id as usize] = 0;
    }
}

fn emit(ring: &[u32], rings: &mut SimpleRings) {
    let area = area2(ring.iter().map(|&id| rings.points[id as usize]));
    if ring.len() >= 3 && area != 0 {
        rings.ids.extend_from_slice(ring);
        rings.ring_ends.push(rings.ids.len() as u32);
    }
}

#[cfg(test)]
mod tests {
    use geo::{Polygon, polygon};

    use super::*;

    fn rings_of(polygon: Polygon<f64>) -> Vec<(usize, i128)> {
        let area = MultiPolygon(vec![polygon]);
        let rings = simple_rings(std::iter::once(&area)).unwrap();
        let mut start = 0;
        let mut found = Vec::new();
        for &end in &rings.ring_ends {
            let ids = &rings.ids[start..end as usize];
            found.push((ids.len(), area2(ids.iter().map(|&i| rings.points[i as usize])).signum()));
            start = end as usize;
        }
        found
    }

    #[test]
    fn winding_is_made_right_whatever_the_file_says() {
        let square = polygon!(exterior: [(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0)]]);
        assert_eq!(rings_of(square.clone()), [(4, 1), (3, -1)]);
        let (mut exterior, holes) = square.into_inner();
        exterior.0.reverse();
        let holes = holes.into_iter().map(|h| LineString(h.0.into_iter().rev().collect())).collect();
        assert_eq!(rings_of(Polygon::new(exterior, holes)), [(4, 1), (3, -1)]);
    }

    #[test]
    fn a_spike_vanishes_and_a_pinched_ring_becomes_two() {
        let spike = polygon![(x: 0.0, y: 0.0), (x: 2.0, y: 0.0), (x: 5.0, y: 0.5), (x: 2.0, y: 0.0), (x: 2.0, y: 2.0)];
        assert_eq!(rings_of(spike), [(3, 1)]);
        let hole_at_a_corner = polygon![(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 0.0, y: 9.0), (x: 0.0, y: 0.0),
            (x: 1.0, y: 2.0), (x: 2.0, y: 1.0)];
        let mut found = rings_of(hole_at_a_corner);
        found.sort_unstable();
        assert_eq!(found, [(3, -1), (3, 1)]);
    }

    #[test]
    fn rings_without_extent_are_left_out_and_bad_points_named() {
        assert_eq!(rings_of(polygon![(x: 1.0, y: 1.0), (x: 2.0, y: 2.0)]), []);
        assert_eq!(
            rings_of(polygon![(x: 1.0, y: 1.0), (x: 1.000_000_000_1, y: 1.0), (x: 1.0, y: 1.000_000_000_1)]),
            []
        );
        let metres = MultiPolygon(vec![polygon![(x: 410_000.0, y: 6.0), (x: 1.0, y: 1.0), (x: 2.0, y: 1.0)]]);
        let bad = simple_rings([MultiPolygon(vec![]), metres].iter()).unwrap_err();
        assert_eq!(bad, BadPoint { area: 1, lon_deg: 410_000.0, lat_deg: 6.0 });
    }
}

//! Where the names of EPCI are written: inside the largest part of each.

use geo::{Area, Centroid, Contains, InteriorPoint, LineString, Point, Polygon};
use territory::{Quantity, Territory};

use super::NAMES;
use super::places::{self, Points};
use crate::mercator::GridPoint;
use crate::pieces::Pieces;
use crate::topology::{ArcRef, Shapes, Topology};

/// EPCI by falling population, as far as it is known, each with a point inside it; EPCI without a
/// commune are left out.
pub(super) fn names_by_rank(territory: &Territory, epcis: &Shapes, topology: &Topology) -> Points {
    let known = |&member: &usize| match territory.communes[member].population {
        Quantity::Known(inhabitants) => inhabitants,
        Quantity::Suppressed | Quantity::Missing => 0.0,
    };
    let population = |i: usize| -> f64 { territory.epcis[i].members.iter().map(known).sum() };
    let mut order: Vec<usize> = (0..epcis.len()).filter(|&i| !territory.epcis[i].members.is_empty()).collect();
    order.sort_by(|&a, &b| population(b).total_cmp(&population(a)));
    order.into_iter().map(|i| (i as u32, inside(epcis, i, topology))).collect()
}

pub(super) fn name_pieces(by_rank: &[(u32, GridPoint)], at: (u8, i32)) -> Pieces {
    places::pieces(by_rank, NAMES, at)
}

/// A point inside the largest part of an area: its centre of gravity, or the middle of a wide
/// part of it where that centre lies outside (a crescent, a hole).
fn inside(shapes: &Shapes, shape: usize, topology: &Topology) -> GridPoint {
    let line = |ring: &[ArcRef]| -> LineString {
        let points = topology.arcs.walk_ring(ring).map(|id| topology.points[id as usize]);
        points.map(|p| (f64::from(p.x), f64::from(p.y))).collect()
    };
    let mut parts: Vec<Polygon> = Vec::new();
    for (ring, is_outer) in shapes.rings(shape) {
        match parts.last_mut() {
            Some(part) if !is_outer => part.interiors_push(line(ring)),
            _ => parts.push(Polygon::new(line(ring), Vec::new())),
        }
    }
    let largest = parts.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()));
    let point = largest.and_then(|part| part.centroid().filter(|c| part.contains(c)).or_else(|| part.interior_point()));
    // Points of the grid are whole numbers of 32 bits, and so is what lies between them.
    point.map_or(shapes.anchor(shape), |p: Point| GridPoint::new(p.x().round() as i32, p.y().round() as i32))
}

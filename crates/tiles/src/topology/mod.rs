//! Borders as a topology: arcs between nodes, and areas as sequences of arcs.
//!
//! A node is a point where the set of neighbouring areas changes; an arc is a piece of border
//! between two nodes, stored once however many areas it bounds. Two neighbours whose vertices do
//! not match (a vertex on one side only) have two arcs side by side there, and nothing else.

mod arcs;
mod dissolve;
mod rings;
mod shapes;

use geo::MultiPolygon;

pub(crate) use arcs::{ArcRef, Arcs};
pub(crate) use dissolve::dissolve;
pub(crate) use shapes::{LooseRing, Shapes};

use crate::mercator::GridPoint;
use crate::topology::rings::SimpleRings;

/// Arcs over unique points, and the areas they bound.
#[derive(Debug)]
pub(crate) struct Topology {
    /// Every distinct border point, world grid, ascending by x then y.
    pub(crate) points: Vec<GridPoint>,
    /// The arcs.
    pub(crate) arcs: Arcs,
    /// The areas, in the order given.
    pub(crate) areas: Shapes,
}

/// A border point that is not a position: the area's place in the list, and the point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct BadPoint {
    pub(crate) area: usize,
    pub(crate) lon_deg: f64,
    pub(crate) lat_deg: f64,
}

impl Topology {
    /// The topology of areas in WGS84 degrees. `anchors` says where to put an area that has no
    /// extent at all (one for each area).
    pub(crate) fn build<'a>(
        areas: impl Iterator<Item = &'a MultiPolygon<f64>>,
        anchors: &[GridPoint],
    ) -> Result<Self, BadPoint> {
        let SimpleRings { points, ids, ring_ends, area_ends } = rings::simple_rings(areas)?;
        let cut = arcs::cut(points.len(), &ids, &ring_ends);
        let mut shapes = Shapes::default();
        let mut ring = 0;
        for (&end, &anchor) in area_ends.iter().zip(anchors) {
            let loose = (ring..end as usize).map(|r| LooseRing::new(cut.ring(r).to_vec(), &cut.arcs, &points));
            shapes.push(loose.collect(), anchor, &cut.arcs, &points);
            ring = end as usize;
        }
        Ok(Self { points, arcs: cut.arcs, areas: shapes })
    }

    /// The first two different areas that each arc bounds; `None` for a missing one.
    pub(crate) fn neighbours(&self) -> Vec<[Option<u32>; 2]> {
        let mut neighbours = vec![[None; 2]; self.arcs.len()];
        for area in 0..self.areas.len() {
            for arc in self.areas.rings(area).flat_map(|(arcs, _)| arcs) {
                let slots = &mut neighbours[arc.arc()];
                let id = Some(area as u32);
                if slots[0].is_none() {
                    slots[0] = id;
                } else if slots[0] != id && slots[1].is_none() {
                    slots[1] = id;
                }
            }
        }
        neighbours
    }
}

//! The area around what is reached, to be drawn. People are counted by their own travel time, never by
//! this polygon: it only shows.
//!
//! Reached stretches of street are marked on squares; what is marked, and the squares beside it, is
//! outlined. A square that no reached street comes near stays out: lakes and closed woods are holes.

mod outline;
mod raster;

use geo_types::MultiPolygon;
use territory::Seconds;

use self::raster::Raster;
use crate::{
    network::{CLOSED, Network, Point, Snap},
    search::{Reach, limit_ms},
};

/// How an isochrone is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawing {
    /// Side of a square, metres; larger where the area would have more than a million squares.
    pub square_m: f64,
    /// Holes of fewer squares are filled.
    pub smallest_hole: usize,
}

impl Network {
    /// The area from where one of some services is reached within a limit: WGS84 degrees, outer rings
    /// counter-clockwise, holes clockwise, no ring touches another. Empty when nothing is reached.
    pub fn isochrone(&self, to: &[Snap], limit: Seconds, drawing: Drawing) -> MultiPolygon<f64> {
        self.draw(&self.reach(to, limit), drawing)
    }

    /// The area of a search that was made.
    pub fn draw(&self, reach: &Reach, drawing: Drawing) -> MultiPolygon<f64> {
        let limit = limit_ms(reach.limit);
        let reached = || (0..self.node_count()).filter(|v| reach.labels[*v] != CLOSED);
        let ends = reached().map(|v| self.at[v]).chain(reach.to.iter().map(Snap::point));
        let Some(mut raster) = Raster::around(ends, drawing.square_m, self.longest_stretch_m(limit)) else {
            return MultiPolygon::new(Vec::new());
        };
        for node in reached() {
            let left = limit - reach.labels[node];
            for arc in self.arcs.range(node as u32) {
                let whole = self.arcs.pairs[arc][1];
                // The end of the lane lies at the node: what is near it is reached first.
                let share = if left >= whole { 1.0 } else { f64::from(left) / f64::from(whole) };
                self.mark(&mut raster, self.arcs.lanes[arc], 1.0 - share, 1.0);
            }
        }
        for service in &reach.to {
            self.mark_own_street(&mut raster, service, limit);
        }
        raster.spread();
        outline::outline(&raster, drawing.smallest_hole)
    }

    /// Both sides of a service on its own street.
    fn mark_own_street(&self, raster: &mut Raster, service: &Snap, limit: u32) {
        for side in 0..2 {
            let whole = self.streets.ms[service.street as usize][side];
            let Some(into) = self.ms_into_lane(service, side).filter(|_| whole > 0) else { continue };
            let Some(left) = limit.checked_sub(self.terminal_ms(service)) else { continue };
            let from = f64::from(into.saturating_sub(left)) / f64::from(whole);
            self.mark(raster, service.street * 2 + side as u32, from, f64::from(into) / f64::from(whole));
        }
    }

    fn mark(&self, raster: &mut Raster, lane: u32, from: f64, to: f64) {
        // Shares along a lane against its nodes are shares from the other end.
        let (from, to) = if lane.is_multiple_of(2) { (from, to) } else { (1.0 - to, 1.0 - from) };
        let points = self.streets.points(lane / 2, &self.at);
        if from <= 0.0 && to >= 1.0 {
            let mut last: Option<Point> = None;
            for p in points {
                raster.line(last.unwrap_or(p), p);
                last = Some(p);
            }
        } else {
            let points: Vec<Point> = points.collect();
            let part = crate::network::part_of(&points, from, to);
            part.windows(2).for_each(|w| raster.line(w[0], w[1]));
        }
    }

    /// How far beyond its last reached node a search may have come, metres.
    fn longest_stretch_m(&self, limit_ms: u32) -> f64 {
        let hours = f64::from(limit_ms.min(self.arcs.longest_ms)) / 3.6e6;
        hours * self.profile.max_kmh * 1000.0
    }
}

#[cfg(test)]
mod tests;

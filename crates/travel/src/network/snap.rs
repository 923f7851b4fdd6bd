//! From a door to the nearest street, and to the place on it.

use territory::{LonLat, Meters};

use super::{
    CLOSED, Network,
    measure::{Point, Scale, lon_lat, point},
};

/// A place on a street of a network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Snap {
    pub(crate) street: u32,
    /// Share of the street's length that lies before the place, 0 to 1, along its nodes.
    pub(crate) fraction: f64,
    /// Milliseconds between the door and the street.
    pub(crate) off_road_ms: u32,
    at: Point,
    away_m: f64,
}

impl Snap {
    /// The place on the street.
    pub fn at(&self) -> LonLat {
        lon_lat(self.at)
    }

    pub(crate) fn point(&self) -> Point {
        self.at
    }

    /// How far the door is from it, as the crow flies.
    pub fn away(&self) -> Meters {
        Meters(self.away_m)
    }

    /// Share of the street's length that lies before the place, 0 to 1.
    pub fn fraction(&self) -> f64 {
        self.fraction
    }
}

/// The best place so far.
struct Best {
    away_m: f64,
    street: u32,
    fraction: f64,
    at: Point,
}

impl Network {
    /// The nearest place on a street, at most `within` away (and never more than the profile's own
    /// maximum). Of two streets equally near, the one that comes first in the map.
    ///
    /// `None` means not snapped: no usable street is near enough.
    pub fn snap(&self, at: LonLat, within: Meters) -> Option<Snap> {
        let limit_m = within.0.min(self.profile.snap_m);
        let from = point(at);
        let scale = Scale::at(from[1]);
        let home = self.grid.cell(from);
        let [_, _, w, h, columns, rows] = self.grid.frame;
        let step_m = (w as f64 * scale.x_m).min(h as f64 * scale.y_m);
        let mut best: Option<Best> = None;
        // Everything in ring r is at least (r − 1) squares away.
        for ring in 0_i64.. {
            let near = (ring - 1).max(0) as f64 * step_m;
            let beaten = best.as_ref().is_some_and(|b| b.away_m < near);
            let gone =
                ring > home[0].abs().max((home[0] - columns).abs()).max(home[1].abs()).max((home[1] - rows).abs());
            if near > limit_m || beaten || gone {
                break;
            }
            for cell in around(home, ring) {
                for street in self.grid.streets(cell) {
                    self.try_street(*street, from, scale, &mut best);
                }
            }
        }
        let best = best.filter(|b| b.away_m <= limit_m)?;
        let off_road_ms = (best.away_m * 3600.0 / self.profile.off_road_kmh).round() as u32;
        Some(Snap { street: best.street, fraction: best.fraction, off_road_ms, at: best.at, away_m: best.away_m })
    }

    fn try_street(&self, street: u32, from: Point, scale: Scale, best: &mut Option<Best>) {
        let (mut walked, mut found): (f64, Option<(f64, f64, Point)>) = (0.0, None);
        let mut last: Option<(Point, [f64; 2])> = None;
        for p in self.streets.points(street, &self.at) {
            let b = scale.offset_m(from, p);
            if let Some((q, a)) = last {
                let (d, length) = ([b[0] - a[0], b[1] - a[1]], (b[0] - a[0]).hypot(b[1] - a[1]));
                let t = if length > 0.0 { -(a[0] * d[0] + a[1] * d[1]) / (length * length) } else { 0.0 };
                let t = t.clamp(0.0, 1.0);
                let away = (a[0] + t * d[0]).hypot(a[1] + t * d[1]);
                if found.is_none_or(|f| away < f.0) {
                    let on = |axis: usize| (f64::from(q[axis]) + t * (f64::from(p[axis]) - f64::from(q[axis]))).round();
                    found = Some((away, walked + t * length, [on(0) as i32, on(1) as i32]));
                }
                walked += length;
            }
            last = Some((p, b));
        }
        let Some((away_m, before, at)) = found else { return };
        let better = best.as_ref().is_none_or(|b| away_m < b.away_m || (away_m == b.away_m && street < b.street));
        if better {
            let fraction = if walked > 0.0 { (before / walked).clamp(0.0, 1.0) } else { 0.0 };
            *best = Some(Best { away_m, street, fraction, at });
        }
    }

    /// Milliseconds from the start of a lane to a place on it: along (`side` 0) or against (1).
    /// `None` when the lane is closed.
    pub(crate) fn ms_into_lane(&self, snap: &Snap, side: usize) -> Option<u32> {
        let whole = self.streets.ms[snap.street as usize][side];
        if whole == CLOSED {
            return None;
        }
        let share = if side == 0 { snap.fraction } else { 1.0 - snap.fraction };
        Some((f64::from(whole) * share).round() as u32)
    }

    /// Milliseconds from a place to the end of a lane.
    pub(crate) fn ms_out_of_lane(&self, snap: &Snap, side: usize) -> Option<u32> {
        Some(self.streets.ms[snap.street as usize][side] - self.ms_into_lane(snap, side)?)
    }
}

/// The squares of a ring around a square.
fn around([column, row]: [i64; 2], ring: i64) -> impl Iterator<Item = [i64; 2]> {
    let rows = row - ring..=row + ring;
    rows.flat_map(move |r| {
        let edge = (r - row).abs() == ring;
        let step = if edge || ring == 0 { 1 } else { 2 * ring };
        (column - ring..=column + ring).step_by(step as usize).map(move |c| [c, r])
    })
}

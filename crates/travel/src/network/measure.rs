//! Lengths on the WGS84 ellipsoid, positions in units of 1e-7 degrees.

use territory::LonLat;

/// A position: longitude, latitude, in 1e-7 degrees (a centimetre).
pub(crate) type Point = [i32; 2];

/// Semi-major axis, metres, and squared eccentricity of WGS84.
const A_M: f64 = 6_378_137.0;
const E2: f64 = 6.694_379_990_141_33e-3;

pub(crate) fn point(at: LonLat) -> Point {
    [(at.lon_deg() * 1e7).round() as i32, (at.lat_deg() * 1e7).round() as i32]
}

pub(crate) fn lon_lat(p: Point) -> LonLat {
    LonLat::new(f64::from(p[0]) / 1e7, f64::from(p[1]) / 1e7).expect("a point was made from a position")
}

/// A flat picture of the surroundings of a latitude: metres per 1e-7 degree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    pub(crate) x_m: f64,
    pub(crate) y_m: f64,
}

impl Scale {
    /// By the two radii of curvature at a latitude in 1e-7 degrees.
    pub(crate) fn at(lat: i32) -> Self {
        let phi = (f64::from(lat) / 1e7).to_radians();
        let w2 = 1.0 - E2 * phi.sin().powi(2);
        let unit = 1e-7_f64.to_radians();
        Self { x_m: A_M / w2.sqrt() * phi.cos() * unit, y_m: A_M * (1.0 - E2) / w2.powf(1.5) * unit }
    }

    /// Metres east and north from `origin` to `p`, by the shorter way round the Earth.
    pub(crate) fn offset_m(self, origin: Point, p: Point) -> [f64; 2] {
        let dx = i64::from(p[0]) - i64::from(origin[0]);
        let turn = 3_600_000_000;
        let dx = if dx > turn / 2 {
            dx - turn
        } else if dx < -turn / 2 {
            dx + turn
        } else {
            dx
        };
        [dx as f64 * self.x_m, (i64::from(p[1]) - i64::from(origin[1])) as f64 * self.y_m]
    }
}

/// Length of a straight piece of road, metres: within 1e-5 of the geodesic up to 50 km.
pub(crate) fn length_m(a: Point, b: Point) -> f64 {
    let [x, y] = Scale::at(a[1].midpoint(b[1])).offset_m(a, b);
    x.hypot(y)
}

/// Metres between two positions in degrees.
#[cfg(test)]
pub(crate) fn length_between(a: [f64; 2], b: [f64; 2]) -> f64 {
    let unit = |p: [f64; 2]| p.map(|v| (v * 1e7).round() as i32);
    length_m(unit(a), unit(b))
}

/// The part of a line between two shares of its length.
pub(crate) fn part_of(points: &[Point], from: f64, to: f64) -> Vec<Point> {
    let lengths: Vec<f64> = points.windows(2).map(|w| length_m(w[0], w[1])).collect();
    let whole: f64 = lengths.iter().sum();
    let (start, end) = (whole * from, whole * to);
    let (mut part, mut walked) = (Vec::new(), 0.0);
    let on = |a: Point, b: Point, t: f64| {
        [0, 1].map(|k| (f64::from(a[k]) + t.clamp(0.0, 1.0) * (f64::from(b[k]) - f64::from(a[k]))).round() as i32)
    };
    for (w, length) in points.windows(2).zip(&lengths) {
        let next = walked + length;
        if next >= start && walked <= end {
            let share = |m: f64| if *length > 0.0 { (m - walked) / length } else { 0.0 };
            if part.is_empty() {
                part.push(on(w[0], w[1], share(start)));
            }
            part.push(on(w[0], w[1], share(end.min(next))));
        }
        walked = next;
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_and_of_longitude_have_the_lengths_of_the_tables() {
        // WGS84 around 45°: a degree of latitude is 111 132 m, one of longitude 78 846.8 m.
        let north = length_m([0, 445_000_000], [0, 455_000_000]);
        assert!((north - 111_132.0).abs() < 2.0, "{north}");
        let east = length_m([0, 450_000_000], [1_000_000, 450_000_000]) * 10.0;
        assert!((east - 78_846.8).abs() < 1.0, "{east}");
        let across = length_m([1_799_999_000, 0], [-1_799_999_000, 0]);
        assert!(across < 30.0, "the date line is no wall: {across}");
    }
}

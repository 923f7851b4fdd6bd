//! Web Mercator on an integer grid: the only coordinates that the rest of this crate knows.
//!
//! The world is 2³⁰ grid units across (3.7 cm at the equator), x to the east, **y to the south**,
//! origin at 180° W, 85.05° N. Equal source coordinates give equal grid points, which is what
//! makes a shared border recognisable.

/// Grid units across the world, as a power of two.
pub(crate) const WORLD_BITS: u32 = 30;
/// Tile units across a tile, as a power of two.
pub(crate) const EXTENT_BITS: u32 = 12;
/// Tile units across a tile.
pub(crate) const EXTENT: i32 = 1 << EXTENT_BITS;
/// The latitude where the square world ends, degrees.
pub(crate) const MAX_LATITUDE_DEG: f64 = 85.051_128_779_806_6;

/// A position on the world grid, or on the tile grid of a zoom: x east, y south.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct GridPoint {
    pub(crate) x: i32,
    pub(crate) y: i32,
}

impl GridPoint {
    pub(crate) fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    /// As a number that sorts and compares like the position.
    pub(crate) fn key(self) -> u64 {
        (u64::from(self.x as u32) << 32) | u64::from(self.y as u32)
    }
}

/// Grid point of WGS84 degrees; latitudes beyond the square world are moved to its edge.
pub(crate) fn project(lon_deg: f64, lat_deg: f64) -> GridPoint {
    let size = f64::from(1u32 << WORLD_BITS);
    let sin = lat_deg.clamp(-MAX_LATITUDE_DEG, MAX_LATITUDE_DEG).to_radians().sin();
    let x = (lon_deg + 180.0) / 360.0;
    let y = 0.5 - ((1.0 + sin) / (1.0 - sin)).ln() / (4.0 * std::f64::consts::PI);
    let on_grid = |v: f64| (v * size).round().clamp(0.0, size) as i32;
    GridPoint::new(on_grid(x), on_grid(y))
}

/// The point on the tile grid of a zoom (2^(12 + zoom) units across the world), rounded.
pub(crate) fn snap(p: GridPoint, zoom: u8) -> GridPoint {
    let shift = unit_bits(zoom);
    let half = 1 << (shift - 1);
    GridPoint::new((p.x + half) >> shift, (p.y + half) >> shift)
}

/// World grid units in a tile unit of a zoom, as a power of two; at least 4 for zooms up to 14.
pub(crate) fn unit_bits(zoom: u8) -> u32 {
    WORLD_BITS - EXTENT_BITS - u32::from(zoom)
}

/// World grid units in a metre on the ground, at a grid row.
pub(crate) fn units_per_m(y: i32) -> f64 {
    const EQUATOR_M: f64 = 40_075_016.685_578_5;
    let size = f64::from(1u32 << WORLD_BITS);
    let mercator = std::f64::consts::PI * (1.0 - 2.0 * f64::from(y) / size);
    size / EQUATOR_M * mercator.cosh()
}

/// Twice the signed area of the triangle: positive where the turn from `ab` to `ac` goes clockwise
/// on a map (from x east to y south).
pub(crate) fn cross(a: GridPoint, b: GridPoint, c: GridPoint) -> i64 {
    let d = |v: i32, w: i32| i64::from(v) - i64::from(w);
    d(b.x, a.x) * d(c.y, a.y) - d(b.y, a.y) * d(c.x, a.x)
}

/// Twice the signed area of a ring given without its closing point; positive for an exterior of
/// the MVT specification (clockwise on a map).
pub(crate) fn area2(ring: impl IntoIterator<Item = GridPoint>) -> i128 {
    let mut ring = ring.into_iter();
    let (Some(first), Some(second)) = (ring.next(), ring.next()) else { return 0 };
    let mut sum = 0;
    let mut previous = second;
    for p in ring {
        sum += i128::from(cross(first, previous, p));
        previous = p;
    }
    sum
}

#[cfg(test)]
mod tests {
    use territory::projection::{Crs, Projector};

    use super::*;

    #[test]
    fn the_grid_is_web_mercator_to_within_half_a_unit() {
        let projector = Projector::new(Crs::WebMercator);
        let half_world_m = std::f64::consts::PI * 6_378_137.0;
        for (lon, lat) in [(0.0, 0.0), (-1.05, 46.687), (55.5, -21.1), (-61.5, 16.2), (179.9, 84.9)] {
            let (x_m, y_m) = projector.from_wgs84(territory::LonLat::new(lon, lat).unwrap()).unwrap();
            let p = project(lon, lat);
            let scale = f64::from(1u32 << WORLD_BITS) / (2.0 * half_world_m);
            assert!((f64::from(p.x) - (x_m + half_world_m) * scale).abs() <= 0.51, "{lon} {lat} {p:?}");
            assert!((f64::from(p.y) - (half_world_m - y_m) * scale).abs() <= 0.51, "{lon} {lat} {p:?}");
        }
        assert_eq!(project(180.0, -90.0), GridPoint::new(1 << 30, 1 << 30));
        assert_eq!(project(-180.0, 90.0), GridPoint::new(0, 0));
    }

    #[test]
    fn a_metre_is_longer_in_the_north() {
        let at = |lat: f64| units_per_m(project(0.0, lat).y);
        assert!((at(60.0) / at(0.0) - 2.0).abs() < 1e-6);
        assert!((at(0.0) - 26.793).abs() < 1e-3);
    }

    #[test]
    fn snapping_rounds_to_the_nearest_tile_unit() {
        assert_eq!(snap(GridPoint::new(1 << 29, (1 << 17) - 1), 0), GridPoint::new(2048, 0));
        assert_eq!(snap(GridPoint::new(1 << 30, 1 << 17), 0), GridPoint::new(4096, 1));
        assert_eq!(snap(GridPoint::new(7, 8), 14), GridPoint::new(0, 1));
    }

    #[test]
    fn the_area_is_positive_clockwise_on_a_map() {
        let square = [(0, 0), (10, 0), (10, 10), (0, 10)].map(|(x, y)| GridPoint::new(x, y));
        assert_eq!(area2(square), 200);
        assert_eq!(area2(square.into_iter().rev()), -200);
    }
}

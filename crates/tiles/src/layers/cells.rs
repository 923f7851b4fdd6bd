//! The 200 m cells in which children live.

use rayon::prelude::*;
use territory::projection::{Crs, Projector};
use territory::{LonLat, Territory};

use super::{GRID, LAYERS};
use crate::clip::{Parts, Role};
use crate::mercator::{GridPoint, area2, project, snap};
use crate::pieces::Pieces;
use crate::pyramid::descend;

const HALF_SIDE_M: f64 = 100.0;

/// A cell: its corners, and its children in tenths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    /// Position in [`Territory::demand`].
    pub(super) demand: u32,
    pub(super) tenths: i64,
    /// North-west, north-east, south-east, south-west as the grid sees it.
    corners: [GridPoint; 4],
}

/// Cells of all demand points that are cells, in their order.
pub(super) fn cells(territory: &Territory) -> Vec<Cell> {
    const CHUNK: usize = 4096;
    let chunks: Vec<Vec<Cell>> = territory
        .demand
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(chunk, points)| {
            let grids = [Crs::LaeaEurope, Crs::Utm20North, Crs::Utm22North, Crs::Utm38South, Crs::Utm40South];
            let grids = grids.map(Projector::new);
            let cells = points.iter().zip(chunk * CHUNK..).filter(|(point, _)| point.is_cell);
            let cell = |(point, i): (&territory::DemandPoint, usize)| Cell {
                demand: i as u32,
                tenths: (point.children * 10.0).round() as i64,
                corners: corners(point.at, grids.iter().find(|g| Some(g.crs()) == grid_of(point.at))),
            };
            cells.map(cell).collect()
        })
        .collect();
    chunks.concat()
}

/// The grid that the statistics of a place use: LAEA in Europe, UTM overseas. `None` where there
/// is no French grid.
fn grid_of(at: LonLat) -> Option<Crs> {
    let (lon, lat) = (at.lon_deg(), at.lat_deg());
    if (-10.0..=20.0).contains(&lon) && (35.0..=60.0).contains(&lat) {
        Some(Crs::LaeaEurope)
    } else if (-66.0..-57.0).contains(&lon) {
        Some(Crs::Utm20North)
    } else if (-57.0..-48.0).contains(&lon) {
        Some(Crs::Utm22North)
    } else if (42.0..48.0).contains(&lon) {
        Some(Crs::Utm38South)
    } else if (52.0..60.0).contains(&lon) {
        Some(Crs::Utm40South)
    } else {
        None
    }
}

fn corners(at: LonLat, grid: Option<&Projector>) -> [GridPoint; 4] {
    const SIGNS: [(f64, f64); 4] = [(-1.0, 1.0), (1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)];
    let on_grid = grid.and_then(|grid| {
        let (x, y) = grid.from_wgs84(at).ok()?;
        // Cells lie on whole metres; rounding away the noise makes neighbours share corners.
        let (x, y) = (x.round(), y.round());
        let corner = |(sx, sy): (f64, f64)| grid.to_wgs84(x + sx * HALF_SIDE_M, y + sy * HALF_SIDE_M).ok();
        let [nw, ne, se, sw] = SIGNS.map(corner);
        Some([nw?, ne?, se?, sw?].map(|c| project(c.lon_deg(), c.lat_deg())))
    });
    on_grid.unwrap_or_else(|| {
        let centre = project(at.lon_deg(), at.lat_deg());
        let half = (HALF_SIDE_M * crate::mercator::units_per_m(centre.y)).round();
        SIGNS.map(|(sx, sy)| GridPoint::new(centre.x + (sx * half) as i32, centre.y - (sy * half) as i32))
    })
}

pub(super) fn pieces(cells: &[Cell], (zoom, buffer): (u8, i32)) -> Pieces {
    if zoom < LAYERS[usize::from(GRID)].min_zoom {
        return Pieces::default();
    }
    Pieces::collect(cells.len(), |i, pieces| {
        let square = cells[i].corners.map(|c| snap(c, zoom));
        if area2(square) > 0 {
            let mut parts = Parts::default();
            parts.push(Role::Exterior, square.map(|p| [f64::from(p.x), f64::from(p.y)]));
            descend(&parts, zoom, buffer, &mut |tile, parts| {
                pieces.push_parts(tile, GRID, i as u32, parts, buffer);
            });
        }
    })
}

#[cfg(test)]
mod tests {
    use geo::{Distance, Haversine};

    use super::*;

    fn lonlat(p: GridPoint) -> geo::Point<f64> {
        let size = f64::from(1u32 << crate::mercator::WORLD_BITS);
        let y = std::f64::consts::PI * (1.0 - 2.0 * f64::from(p.y) / size);
        geo::Point::new(f64::from(p.x) / size * 360.0 - 180.0, y.sinh().atan().to_degrees())
    }

    #[test]
    fn cells_have_sides_of_200_m_here_and_overseas() {
        for (lon, lat) in
            [(-1.05, 46.687), (9.1, 42.1), (-61.5, 16.2), (-53.0, 4.5), (45.15, -12.8), (55.5, -21.1), (2.0, 10.0)]
        {
            let at = LonLat::new(lon, lat).unwrap();
            let grid = grid_of(at).map(Projector::new);
            assert_eq!(grid.is_none(), lat == 10.0);
            let [nw, ne, se, sw] = corners(at, grid.as_ref());
            assert!(area2([nw, ne, se, sw]) > 0);
            for (a, b) in [(nw, ne), (ne, se), (se, sw), (sw, nw)] {
                let side_m = Haversine.distance(lonlat(a), lonlat(b));
                // LAEA keeps areas, not lengths: up to a percent at the edge of France.
                assert!((side_m - 200.0).abs() < 2.5, "{lon} {lat}: {side_m}");
            }
        }
    }

    #[test]
    fn neighbouring_cells_share_their_corners() {
        let grid = Projector::new(Crs::LaeaEurope);
        let centre = |x| grid.to_wgs84(x, 2_600_100.0).unwrap();
        let (west, east) = (corners(centre(3_500_100.0), Some(&grid)), corners(centre(3_500_300.0), Some(&grid)));
        assert_eq!((west[1], west[2]), (east[0], east[3]));
    }
}

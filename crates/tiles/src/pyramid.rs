//! From the whole world down to the tiles of a zoom.
//!
//! Every feature is cut by the same lines in the same order, those of the quadtree, and only by
//! lines that cross it: an edge that two polygons share ends up the same in both.

use pmtiles::{TileCoord, TileId};

use crate::clip::{Cut, Keep, Parts, Role};
use crate::mercator::{EXTENT, EXTENT_BITS, GridPoint};

/// A tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Tile {
    pub(crate) zoom: u8,
    pub(crate) x: u32,
    pub(crate) y: u32,
}

impl Tile {
    /// Place on the Hilbert curve of the archive; fits 32 bits up to zoom 14.
    pub(crate) fn id(self) -> u32 {
        TileId::from(self.coord()).value() as u32
    }

    pub(crate) fn coord(self) -> TileCoord {
        TileCoord::new(self.zoom, self.x, self.y).expect("tiles are made inside their zoom")
    }
}

/// Calls `show` with every tile of the zoom that shows something of `parts`, and what it shows.
/// Coordinates are tile units of the zoom, over the whole world; `buffer` is in the same units.
pub(crate) fn descend(parts: &Parts, zoom: u8, buffer: i32, show: &mut impl FnMut(Tile, &Parts)) {
    let step = Step { zoom, buffer: f64::from(buffer) };
    step.descend(parts, Tile { zoom: 0, x: 0, y: 0 }, show);
}

/// The tiles of the zoom that show a point, and where in each of them.
pub(crate) fn tiles_around(p: GridPoint, zoom: u8, buffer: i32) -> impl Iterator<Item = (Tile, [i32; 2])> {
    let last = (1 << zoom) - 1;
    let range =
        move |v: i32| ((v - buffer) >> EXTENT_BITS).clamp(0, last)..=((v + buffer) >> EXTENT_BITS).clamp(0, last);
    range(p.x).flat_map(move |x| {
        range(p.y).map(move |y| (Tile { zoom, x: x as u32, y: y as u32 }, [p.x - x * EXTENT, p.y - y * EXTENT]))
    })
}

struct Step {
    zoom: u8,
    buffer: f64,
}

enum Kept {
    Nothing,
    Everything,
    Part(Parts),
}

impl Step {
    fn descend(&self, parts: &Parts, tile: Tile, show: &mut impl FnMut(Tile, &Parts)) {
        if tile.zoom == self.zoom {
            show(tile, parts);
            return;
        }
        for x in [2 * tile.x, 2 * tile.x + 1] {
            self.half(parts, 0, tile.zoom, x, &mut |parts| {
                for y in [2 * tile.y, 2 * tile.y + 1] {
                    self.half(parts, 1, tile.zoom, y, &mut |parts| {
                        self.descend(parts, Tile { zoom: tile.zoom + 1, x, y }, show);
                    });
                }
            });
        }
    }

    /// Calls `then` with what lies in one half of a tile: column or row `child` one zoom deeper.
    fn half(&self, parts: &Parts, axis: usize, zoom: u8, child: u32, then: &mut dyn FnMut(&Parts)) {
        let size = f64::from(1u32 << (EXTENT_BITS + u32::from(self.zoom - zoom - 1)));
        let cut = if child.is_multiple_of(2) {
            Cut { axis, at: f64::from(child + 1) * size + self.buffer, keep: Keep::Below }
        } else {
            Cut { axis, at: f64::from(child) * size - self.buffer, keep: Keep::Above }
        };
        match keep(parts, cut) {
            Kept::Nothing => {}
            Kept::Everything => then(parts),
            Kept::Part(kept) => then(&kept),
        }
    }
}

fn keep(parts: &Parts, cut: Cut) -> Kept {
    let (min, max) = parts.bounds();
    // How far the parts reach over the cut on its kept and on its other side.
    let (kept, other) = match cut.keep {
        Keep::Below => (cut.at - min[cut.axis], max[cut.axis] - cut.at),
        Keep::Above => (max[cut.axis] - cut.at, cut.at - min[cut.axis]),
    };
    // A polygon that only touches the cut shows nothing, a line on the cut does.
    let shows = kept > 0.0 || (kept == 0.0 && parts.iter().any(|(_, role)| role == Role::Line));
    if !shows {
        return Kept::Nothing;
    }
    if other <= 0.0 {
        return Kept::Everything;
    }
    let part = parts.cut(cut);
    if part.is_empty() { Kept::Nothing } else { Kept::Part(part) }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn a_square_is_shown_by_the_tiles_it_meets() {
        let mut parts = Parts::default();
        // From the middle of tile 5/9 to the middle of tile 7/9, at zoom 4.
        let (w, e, n, s) = (5.5 * 4096.0, 7.5 * 4096.0, 9.25 * 4096.0, 9.75 * 4096.0);
        parts.push(Role::Exterior, [[w, n], [e, n], [e, s], [w, s]]);
        let mut widths = HashMap::new();
        descend(&parts, 4, 64, &mut |tile, parts| {
            let (min, max) = parts.bounds();
            widths.insert((tile.x, tile.y), (max[0] - min[0], max[1] - min[1]));
        });
        let expected = [((5, 9), (2112.0, 2048.0)), ((6, 9), (4224.0, 2048.0)), ((7, 9), (2112.0, 2048.0))];
        assert_eq!(widths, HashMap::from(expected));
    }

    #[test]
    fn a_point_near_a_corner_is_shown_by_four_tiles() {
        let near = GridPoint::new(3 * 4096 - 10, 2 * 4096 + 10);
        let mut tiles: Vec<_> = tiles_around(near, 3, 64).map(|(t, at)| (t.x, t.y, at)).collect();
        tiles.sort_unstable();
        assert_eq!(tiles, [(2, 1, [4086, 4106]), (2, 2, [4086, 10]), (3, 1, [-10, 4106]), (3, 2, [-10, 10])]);
        assert_eq!(tiles_around(GridPoint::new(4096, 0), 0, 64).count(), 1, "the edge of the world");
    }
}

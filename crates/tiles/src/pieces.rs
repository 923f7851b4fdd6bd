//! What stands in the tiles of one zoom, before it is encoded.

use rayon::prelude::*;

use crate::clip::{Parts, Role};
use crate::mercator::{EXTENT, EXTENT_BITS};
use crate::pyramid::Tile;
use crate::simplify::{close_without_spike, push_without_spike};

/// A thing in a tile: the part of one feature's geometry that the tile shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    /// Place of the tile on the Hilbert curve of the archive.
    pub(crate) tile: u32,
    /// Place of the layer in [`crate::LAYERS`].
    pub(crate) layer: u8,
    /// Position of the feature in its list (arc, for borders).
    pub(crate) feature: u32,
    start: u32,
    len: u32,
}

/// Pieces and their geometry: runs of `[n, x₁, y₁, … xₙ, yₙ]` in units of their tile.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pieces: Vec<Piece>,
    geometry: Vec<i32>,
}

impl Pieces {
    /// The pieces.
    pub(crate) fn as_slice(&self) -> &[Piece] {
        &self.pieces
    }

    /// The runs of points of a piece.
    pub(crate) fn runs(&self, piece: &Piece) -> impl Iterator<Item = &[[i32; 2]]> {
        let mut rest = &self.geometry[piece.start as usize..(piece.start + piece.len) as usize];
        std::iter::from_fn(move || {
            let (&n, tail) = rest.split_first()?;
            let (run, tail) = tail.split_at(2 * n as usize);
            rest = tail;
            Some(run.as_chunks().0)
        })
    }

    /// Makes the pieces of many features in parallel; the result does not depend on the threads.
    pub(crate) fn collect(features: usize, make: impl Fn(usize, &mut Self) + Sync) -> Self {
        const CHUNK: usize = 512;
        let chunks: Vec<Self> = (0..features.div_ceil(CHUNK))
            .into_par_iter()
            .map(|chunk| {
                let mut pieces = Self::default();
                (chunk * CHUNK..features.min((chunk + 1) * CHUNK)).for_each(|i| make(i, &mut pieces));
                pieces
            })
            .collect();
        let mut all = Self::default();
        all.pieces.reserve_exact(chunks.iter().map(|c| c.pieces.len()).sum());
        all.geometry.reserve_exact(chunks.iter().map(|c| c.geometry.len()).sum());
        chunks.into_iter().for_each(|chunk| all.append(chunk));
        all
    }

    /// Adds the pieces of another set.
    pub(crate) fn append(&mut self, other: Self) {
        let shift = self.geometry.len() as u32;
        self.pieces.extend(other.pieces.into_iter().map(|p| Piece { start: p.start + shift, ..p }));
        self.geometry.extend(other.geometry);
    }

    /// Brings the pieces in the order of the archive: by tile, layer, feature.
    pub(crate) fn sort(&mut self) {
        self.pieces.par_sort_unstable_by_key(|p| (p.tile, p.layer, p.feature));
    }

    /// Adds a point, in units of its tile.
    pub(crate) fn push_point(&mut self, tile: Tile, layer: u8, feature: u32, at: [i32; 2]) {
        let start = self.geometry.len();
        self.geometry.extend([1, at[0], at[1]]);
        self.finish(tile, layer, feature, start);
    }

    /// Adds what a tile shows of rings or lines in units of the zoom: moved to the tile, rounded
    /// and cleaned. Rings that lose their area are dropped, exteriors with their holes. Whether
    /// anything remains.
    pub(crate) fn push_parts(&mut self, tile: Tile, layer: u8, feature: u32, parts: &Parts, buffer: i32) -> bool {
        let start = self.geometry.len();
        let origin = [f64::from(tile.x << EXTENT_BITS), f64::from(tile.y << EXTENT_BITS)];
        let mut run: Vec<[i32; 2]> = Vec::new();
        let mut exterior_dropped = false;
        for (points, role) in parts.iter() {
            if role == Role::Hole && exterior_dropped {
                continue;
            }
            run.clear();
            let rounded = points.iter().map(|p| [0, 1].map(|axis| (p[axis] - origin[axis]).round() as i32));
            let keep = if role == Role::Line {
                rounded.for_each(|p| {
                    if run.last() != Some(&p) {
                        run.push(p);
                    }
                });
                run.len() >= 2
            } else {
                rounded.for_each(|p| push_without_spike(&mut run, p));
                close_without_spike(&mut run);
                drop_detours_on_the_edge(&mut run, buffer);
                let area = ring_area2(&run);
                if role == Role::Exterior { area > 0 } else { area < 0 }
            };
            if keep {
                self.geometry.push(run.len() as i32);
                self.geometry.extend(run.iter().flatten());
            }
            if role == Role::Exterior {
                exterior_dropped = !keep;
            }
        }
        if self.geometry.len() == start {
            return false;
        }
        self.finish(tile, layer, feature, start);
        true
    }

    fn finish(&mut self, tile: Tile, layer: u8, feature: u32, start: usize) {
        let len = (self.geometry.len() - start) as u32;
        self.pieces.push(Piece { tile: tile.id(), layer, feature, start: start as u32, len });
    }
}

/// Twice the area of a ring, positive for an exterior.
pub(crate) fn ring_area2(ring: &[[i32; 2]]) -> i64 {
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    edges.map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(a[1]) * i64::from(b[0])).sum()
}

/// Joining along a cut can walk there and back on the edge of the tile; the way back is taken out.
fn drop_detours_on_the_edge(ring: &mut Vec<[i32; 2]>, buffer: i32) {
    let edges = [-buffer, EXTENT + buffer];
    let mut i = 0;
    let mut unchanged = 0;
    while ring.len() >= 3 && unchanged < ring.len() {
        let n = ring.len();
        let (a, b, c) = (ring[(i + n - 1) % n], ring[i % n], ring[(i + 1) % n]);
        let is_detour = (0..2).any(|axis| {
            let along = 1 - axis;
            let on_edge = edges.contains(&b[axis]) && a[axis] == b[axis] && b[axis] == c[axis];
            on_edge && (b[along] - a[along]).signum() * (c[along] - b[along]).signum() <= 0
        });
        if is_detour {
            ring.remove(i % n);
            i = if ring.is_empty() { 0 } else { (i % n + ring.len() - 1) % ring.len() };
            unchanged = 0;
        } else {
            i = (i + 1) % n;
            unchanged += 1;
        }
    }
    if ring.len() < 3 {
        ring.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detour_on_the_edge_of_the_tile_is_taken_out() {
        // Two teeth of a comb, joined along the cut x = 4160.
        let mut comb = vec![[4000, 0], [4160, 0], [4160, 100], [4160, 50], [4160, 300], [4000, 300]];
        let area = ring_area2(&comb);
        drop_detours_on_the_edge(&mut comb, 64);
        assert_eq!(ring_area2(&comb), area);
        assert_eq!(comb, [[4000, 0], [4160, 0], [4160, 50], [4160, 300], [4000, 300]], "the way to 100 and back");
        let mut flat = vec![[4160, 0], [4160, 9], [4160, 4]];
        drop_detours_on_the_edge(&mut flat, 64);
        assert!(flat.is_empty());
    }

    #[test]
    fn a_hole_goes_with_its_exterior() {
        let square = |x: f64, r: f64| [[x - r, -r], [x + r, -r], [x + r, r], [x - r, r]];
        let mut parts = Parts::default();
        parts.push(Role::Exterior, square(0.0, 0.1));
        parts.push(Role::Hole, square(50.0, 9.0).into_iter().rev());
        parts.push(Role::Exterior, square(99.0, 5.0));
        let mut pieces = Pieces::default();
        assert!(pieces.push_parts(Tile { zoom: 0, x: 0, y: 0 }, 0, 7, &parts, 64));
        let runs: Vec<_> = pieces.runs(&pieces.as_slice()[0]).map(ring_area2).collect();
        assert_eq!(runs, [200]);
    }
}

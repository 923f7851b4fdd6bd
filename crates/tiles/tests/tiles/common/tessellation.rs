//! Fictional communes: a jittered grid of cells with fractal borders.

use geo::{LineString, MultiPolygon, Polygon};

/// Cells, row after row from the south-west.
pub(crate) struct Tessellation {
    columns: usize,
    rows: usize,
    /// Detail of an edge: it has 2^detail segments.
    detail: u32,
    /// South-west corner and size of a cell, degrees.
    origin: (f64, f64),
    cell_deg: f64,
    seed: u64,
}

impl Tessellation {
    pub(crate) fn new(columns: usize, rows: usize, detail: u32, seed: u64) -> Self {
        Self { columns, rows, detail, origin: (-2.0, 46.0), cell_deg: 0.11, seed }
    }

    /// The cells as areas in WGS84 degrees; neighbours have the same vertices.
    pub(crate) fn cells(&self) -> Vec<MultiPolygon<f64>> {
        let cells = (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (column, row)));
        cells.map(|(column, row)| MultiPolygon(vec![Polygon::new(self.ring(column, row), vec![])])).collect()
    }

    fn ring(&self, column: usize, row: usize) -> LineString<f64> {
        let (e, n) = (column + 1, row + 1);
        let corners = [(column, row), (e, row), (e, n), (column, n)];
        let mut ring = Vec::new();
        for i in 0..4 {
            let mut edge = self.edge(corners[i], corners[(i + 1) % 4]);
            edge.pop();
            ring.extend(edge);
        }
        LineString::from(ring)
    }

    /// The border between two corners, the same points in either direction.
    fn edge(&self, from: (usize, usize), to: (usize, usize)) -> Vec<(f64, f64)> {
        if to < from {
            let mut edge = self.edge(to, from);
            edge.reverse();
            return edge;
        }
        let mut points = vec![self.corner(from), self.corner(to)];
        // Displacements shrink with depth so that two edges of a corner never meet again.
        let mut amplitude = 0.12;
        for level in 0..self.detail {
            let mut finer = vec![points[0]];
            for (i, pair) in points.windows(2).enumerate() {
                let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
                let key = [from.0, from.1, to.0, to.1, level as usize, i];
                let shift = amplitude * self.random(&key);
                finer.push(((ax + bx) / 2.0 - shift * (by - ay), (ay + by) / 2.0 + shift * (bx - ax)));
                finer.push((bx, by));
            }
            points = finer;
            amplitude /= 2.0;
        }
        // Seven decimals, as files have them.
        points.into_iter().map(|(x, y)| ((x * 1e7).round() / 1e7, (y * 1e7).round() / 1e7)).collect()
    }

    fn corner(&self, (column, row): (usize, usize)) -> (f64, f64) {
        let jitter = |axis| 0.12 * self.random(&[column, row, axis]);
        let x = self.origin.0 + self.cell_deg * (column as f64 + jitter(7));
        (x, self.origin.1 + self.cell_deg * 0.7 * (row as f64 + jitter(8)))
    }

    /// From −1 to 1, the same for the same key.
    fn random(&self, key: &[usize]) -> f64 {
        let mut state = self.seed;
        for &k in key {
            // The finaliser of SplitMix64.
            state = state.wrapping_add(k as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            state ^= state >> 27;
        }
        (state >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

//! Which streets pass a square of the map: the index that snapping looks into.

use super::{
    NO_COMPONENT,
    arrays::Streets,
    measure::{Point, Scale},
};

/// Side of a square, metres, where the network is not too wide for it.
const SIDE_M: f64 = 400.0;
/// Most squares.
const MOST_CELLS: f64 = 6e6;

/// Squares over the bounding box, row by row from the south-west.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Grid {
    /// West, south, width and height of a square in 1e-7 degrees, columns, rows.
    pub(crate) frame: [i64; 6],
    /// First entry of each square, and the end.
    pub(crate) first: Vec<u32>,
    /// Streets.
    pub(crate) streets: Vec<u32>,
}

impl Grid {
    /// Indexes the streets that somebody may be snapped to.
    pub(super) fn new(streets: &Streets, at: &[Point]) -> Self {
        let points = || at.iter().chain(&streets.shape);
        let bound = |axis: usize| {
            let low = points().map(|p| p[axis]).min().unwrap_or(0);
            (low, points().map(|p| p[axis]).max().unwrap_or(0))
        };
        let ((west, east), (south, north)) = (bound(0), bound(1));
        let scale = Scale::at(south.midpoint(north));
        let (width, height) = (i64::from(east) - i64::from(west), i64::from(north) - i64::from(south));
        let area = width as f64 * scale.x_m * (height as f64 * scale.y_m);
        let side = SIDE_M.max((area / MOST_CELLS).sqrt());
        let cell = |unit: f64| ((side / unit).ceil() as i64).max(1);
        let (w, h) = (cell(scale.x_m), cell(scale.y_m));
        let frame = [west.into(), south.into(), w, h, width / w + 1, height / h + 1];
        let mut grid = Self { frame, first: Vec::new(), streets: Vec::new() };
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for street in (0..streets.len() as u32).filter(|s| streets.part[*s as usize] != NO_COMPONENT) {
            let start = pairs.len();
            let mut last: Option<Point> = None;
            for p in streets.points(street, at) {
                if let Some(q) = last {
                    grid.along(q, p, |cell| pairs.push((cell, street)));
                }
                last = Some(p);
            }
            pairs[start..].sort_unstable();
            let mut kept = start;
            for i in start..pairs.len() {
                if i == start || pairs[i] != pairs[kept - 1] {
                    pairs[kept] = pairs[i];
                    kept += 1;
                }
            }
            pairs.truncate(kept);
        }
        let cells = (grid.frame[4] * grid.frame[5]) as usize;
        grid.first = vec![0; cells + 1];
        pairs.iter().for_each(|(cell, _)| grid.first[*cell as usize + 1] += 1);
        (0..cells).for_each(|c| grid.first[c + 1] += grid.first[c]);
        pairs.sort_unstable();
        grid.streets = pairs.iter().map(|p| p.1).collect();
        grid
    }

    /// Column and row of a point, outside the grid too.
    pub(super) fn cell(&self, p: Point) -> [i64; 2] {
        let [west, south, w, h, ..] = self.frame;
        [(i64::from(p[0]) - west).div_euclid(w), (i64::from(p[1]) - south).div_euclid(h)]
    }

    /// Streets of a square; none outside.
    pub(super) fn streets(&self, [column, row]: [i64; 2]) -> &[u32] {
        let [.., columns, rows] = self.frame;
        if column < 0 || row < 0 || column >= columns || row >= rows {
            return &[];
        }
        let cell = (row * columns + column) as usize;
        &self.streets[self.first[cell] as usize..self.first[cell + 1] as usize]
    }

    /// The squares that a segment may pass: those of each row between where it enters and leaves it.
    fn along(&self, a: Point, b: Point, mut found: impl FnMut(u32)) {
        let [west, south, w, h, columns, _] = self.frame;
        let (low, high) = if a[1] <= b[1] { (a, b) } else { (b, a) };
        let (rows, span) = (self.cell(low)[1]..=self.cell(high)[1], i64::from(high[1]) - i64::from(low[1]));
        for row in rows {
            let x_at = |y: i64| {
                let y = y.clamp(low[1].into(), high[1].into()) - i64::from(low[1]);
                let dx = i64::from(high[0]) - i64::from(low[0]);
                i64::from(low[0])
                    + if span == 0 { 0 } else { (i128::from(dx) * i128::from(y) / i128::from(span)) as i64 }
            };
            let (x0, x1) = if span == 0 {
                (i64::from(low[0]), i64::from(high[0]))
            } else {
                (x_at(south + row * h), x_at(south + (row + 1) * h))
            };
            let column = |x: i64| ((x - west).div_euclid(w)).clamp(0, columns - 1);
            // One unit wider: the division above rounds.
            for c in column(x0.min(x1) - 1)..=column(x0.max(x1) + 1) {
                found((row * columns + c) as u32);
            }
        }
    }
}

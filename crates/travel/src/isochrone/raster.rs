//! Squares on the map, marked or not.

use crate::network::{Point, Scale};

/// Most squares in all.
const MOST_SQUARES: f64 = 1e6;
/// Squares left free around everything, so that an outline always closes.
const MARGIN: f64 = 3.0;

/// Squares by row from the south, true where a reached street passes it or, once spread, a square beside it.
#[derive(Debug, Clone)]
pub(super) struct Raster {
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) marked: Vec<bool>,
    /// South-west corner, degrees.
    corner: [f64; 2],
    /// Size of a square, degrees.
    step: [f64; 2],
}

impl Raster {
    /// Squares around some points and `beyond_m` more, or `None` without points.
    pub(super) fn around(points: impl Iterator<Item = Point>, square_m: f64, beyond_m: f64) -> Option<Self> {
        let (mut low, mut high) = ([i32::MAX; 2], [i32::MIN; 2]);
        for p in points {
            for k in 0..2 {
                (low[k], high[k]) = (low[k].min(p[k]), high[k].max(p[k]));
            }
        }
        if low[0] > high[0] {
            return None;
        }
        let scale = Scale::at(low[1].midpoint(high[1]));
        // A ferry may be hours long: what lies beyond is bounded by a share of what is there, and a minimum.
        let [wide, tall] = [0, 1].map(|k| (i64::from(high[k]) - i64::from(low[k])) as f64 * [scale.x_m, scale.y_m][k]);
        let beyond = beyond_m.min(5000.0_f64.max(wide.max(tall) * 0.5));
        let area = (wide + 2.0 * beyond) * (tall + 2.0 * beyond);
        let side = square_m.max((area / MOST_SQUARES).sqrt());
        let count = |metres: f64| ((metres + 2.0 * beyond) / side + 2.0 * MARGIN).ceil() as usize + 1;
        let step = [side / scale.x_m * 1e-7, side / scale.y_m * 1e-7];
        let edge = beyond / side + MARGIN;
        let corner = [0, 1].map(|k| f64::from(low[k]) / 1e7 - edge * step[k]);
        let (columns, rows) = (count(wide), count(tall));
        Some(Self { columns, rows, marked: vec![false; columns * rows], corner, step })
    }

    /// Marks the squares along a straight line.
    pub(super) fn line(&mut self, a: Point, b: Point) {
        let (a, b) = (self.place(a), self.place(b));
        let steps = ((b[0] - a[0]).abs().max((b[1] - a[1]).abs()) * 2.0).ceil().max(1.0);
        let mut last = [usize::MAX; 2];
        for i in 0..=steps as usize {
            let t = i as f64 / steps;
            let square = [0, 1].map(|k| (a[k] + t * (b[k] - a[k])).max(0.0) as usize);
            if square != last {
                self.mark(square);
                last = square;
            }
        }
    }

    /// Longitude and latitude of a place in squares, degrees.
    pub(super) fn degrees(&self, x: f64, y: f64) -> [f64; 2] {
        // A tenth of a metre is enough, and keeps the text of an answer short.
        [0, 1].map(|k| ((self.corner[k] + [x, y][k] * self.step[k]) * 1e6).round() / 1e6)
    }

    fn place(&self, p: Point) -> [f64; 2] {
        [0, 1].map(|k| (f64::from(p[k]) / 1e7 - self.corner[k]) / self.step[k])
    }

    fn mark(&mut self, [x, y]: [usize; 2]) {
        // What lies on the margin or outside is left out: the outline needs free squares around it.
        if x < 2 || y < 2 || x + 2 >= self.columns || y + 2 >= self.rows {
            return;
        }
        self.marked[y * self.columns + x] = true;
    }

    /// Marks the squares beside every marked one: once at the end, as streets cross the same squares often.
    pub(super) fn spread(&mut self) {
        let columns = self.columns;
        // Along rows, then across them: the margin keeps neighbours within the same row.
        let mut wide = self.marked.clone();
        for (w, m) in wide[1..].iter_mut().zip(&self.marked) {
            *w |= *m;
        }
        for (w, m) in wide.iter_mut().zip(&self.marked[1..]) {
            *w |= *m;
        }
        self.marked.copy_from_slice(&wide);
        for (m, below) in self.marked[columns..].iter_mut().zip(&wide) {
            *m |= *below;
        }
        for (m, above) in self.marked.iter_mut().zip(&wide[columns..]) {
            *m |= *above;
        }
    }
}

//! The endless plane of communes: a triangular lattice of jittered centres, the corners between
//! three of them, and the winding borders between two. Everything is a pure function of the seed
//! and of whole-number coordinates, so that two neighbours compute the same border, bit for bit.
//!
//! Why polygons are always valid: a corner lies inside the triangle of its three centres, so a cell
//! is star-shaped around its centre; a border never turns back along its chord and stays inside
//! the two triangles (centre, end, end) that belong to it alone.

use geo_types::Coord;

use crate::rng::{Rng, mix};

/// A cell of the lattice, in axial coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    /// Along the first axis.
    pub(crate) q: i32,
    /// Along the second axis, 60° counter-clockwise from the first.
    pub(crate) r: i32,
}

/// The six neighbours, counter-clockwise.
const AROUND: [(i32, i32); 6] = [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)];
/// Height of a triangle of side 1: √3 / 2, a literal because it decides positions.
const HEIGHT: f64 = 0.866_025_403_784_438_6;
/// Distance between centres, metres: 17.5 km² a commune.
pub(crate) const SPACING_M: f64 = 4_500.0;
/// A centre moves by at most this, in spacings and on each axis. Below 0.306 (height over 2√2)
/// three centres keep their turning sense.
const JITTER: f64 = 0.29;
/// How far the middle of a border goes aside at most, in lengths of the border.
const WINDING: f64 = 0.24;
/// How much less a border winds at each halving.
const DECAY: f64 = 0.93;

impl Cell {
    /// The six neighbours, counter-clockwise from the first axis.
    pub(crate) fn neighbours(self) -> [Self; 6] {
        AROUND.map(|(q, r)| Self { q: self.q + q, r: self.r + r })
    }

    fn key(self) -> u64 {
        (u64::from(self.q as u32) << 32) | u64::from(self.r as u32)
    }

    /// Steps between two cells of the lattice.
    pub(crate) fn steps_to(self, other: Self) -> i32 {
        let (q, r) = (self.q - other.q, self.r - other.r);
        q.abs().max(r.abs()).max((q + r).abs())
    }

    /// Position of the unjittered centre, in spacings.
    pub(crate) fn lattice(self) -> Coord<f64> {
        Coord { x: f64::from(self.q) + 0.5 * f64::from(self.r), y: HEIGHT * f64::from(self.r) }
    }
}

/// The point where three cells meet, named by one of them: the triangle to its upper right
/// (`0`) or the one right above it (`1`).
type Corner = (Cell, u8);

/// The corner between neighbours `side` and `side + 1` of a cell.
fn corner(cell: Cell, side: usize) -> Corner {
    let moved = |q: i32, r: i32| Cell { q: cell.q + q, r: cell.r + r };
    match side % 6 {
        0 => (cell, 0),
        1 => (cell, 1),
        2 => (moved(-1, 0), 0),
        3 => (moved(0, -1), 1),
        4 => (moved(0, -1), 0),
        _ => (moved(1, -1), 1),
    }
}

fn cells_of((cell, up): Corner) -> [Cell; 3] {
    let moved = |q: i32, r: i32| Cell { q: cell.q + q, r: cell.r + r };
    if up == 0 { [cell, moved(1, 0), moved(0, 1)] } else { [cell, moved(0, 1), moved(-1, 1)] }
}

/// The plane of one seed. Positions are Lambert-93 metres.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    seed: u64,
    origin: Coord<f64>,
}

impl Field {
    /// The plane of that seed, its cell (0, 0) near `origin` (Lambert-93 metres).
    pub(crate) fn new(seed: u64, origin: Coord<f64>) -> Self {
        Self { seed, origin }
    }

    /// The centre of a cell.
    pub(crate) fn centre(&self, cell: Cell) -> Coord<f64> {
        let mut rng = Rng::of(self.seed, "centre", cell.key());
        let jitter = Coord { x: rng.between(-JITTER, JITTER), y: rng.between(-JITTER, JITTER) };
        let at = cell.lattice() + jitter;
        // A turn by the 7-24-25 triangle, exact enough everywhere: no row runs west to east.
        let turned = Coord { x: 0.96 * at.x - 0.28 * at.y, y: 0.28 * at.x + 0.96 * at.y };
        self.origin + turned * SPACING_M
    }

    /// The ring of a cell, counter-clockwise, closed, rounded to the centimetre. `halvings` gives
    /// for each side how often its border is halved: 2 to that power segments.
    pub(crate) fn ring(&self, cell: Cell, halvings: [u32; 6]) -> Vec<Coord<f64>> {
        let mut ring = Vec::new();
        for (side, neighbour) in cell.neighbours().into_iter().enumerate() {
            let mut border = self.border(cell, neighbour, corner(cell, side + 5), corner(cell, side), halvings[side]);
            border.pop();
            ring.append(&mut border);
        }
        ring.push(ring[0]);
        ring
    }

    /// How much a cell pushes its borders away: large and small communes.
    fn size(&self, cell: Cell) -> f64 {
        Rng::of(self.seed, "size", cell.key()).between(0.75, 1.35)
    }

    fn corner_at(&self, corner: Corner) -> Coord<f64> {
        let mut rng = Rng::of(self.seed, "corner", mix(corner.0.key()) ^ u64::from(corner.1));
        let (mut sum, mut weights) = (Coord { x: 0.0, y: 0.0 }, 0.0);
        for cell in cells_of(corner) {
            let weight = rng.between(0.85, 1.15) / self.size(cell);
            sum = sum + self.centre(cell) * weight;
            weights += weight;
        }
        sum / weights
    }

    /// The border from one corner to the next, both ends included.
    fn border(&self, cell: Cell, neighbour: Cell, from: Corner, to: Corner, halvings: u32) -> Vec<Coord<f64>> {
        // Always computed from the smaller corner to the larger: the neighbour walks the other way.
        let (first, last) = if from < to { (from, to) } else { (to, from) };
        let (a, b) = (self.corner_at(first), self.corner_at(last));
        let centres = [self.centre(cell), self.centre(neighbour)];
        let key = mix(first.0.key() ^ (u64::from(first.1) << 63)) ^ last.0.key() ^ (u64::from(last.1) << 62);
        let mut rng = Rng::of(self.seed, "border", key);
        // Wild borders are tried first; a straight one always fits.
        let mut winding = WINDING;
        let mut border = wind(a, b, winding, halvings, &mut rng);
        while winding > 0.0 && !fits(&border, centres) {
            winding = if winding > 0.01 { 0.8 * winding } else { 0.0 };
            border = wind(a, b, winding, halvings, &mut rng);
        }
        for point in &mut border {
            *point = round_cm(*point);
        }
        if from > to {
            border.reverse();
        }
        border
    }
}

/// To the centimetre: what is written is what was decided on.
pub(crate) fn round_cm(at: Coord<f64>) -> Coord<f64> {
    Coord { x: (at.x * 100.0).round() / 100.0, y: (at.y * 100.0).round() / 100.0 }
}

/// Midpoint displacement from `a` to `b`: the middle of each piece goes aside by at most `winding`
/// lengths of the piece, less at each halving.
fn wind(a: Coord<f64>, b: Coord<f64>, winding: f64, halvings: u32, rng: &mut Rng) -> Vec<Coord<f64>> {
    let count = 1usize << halvings;
    let mut points = vec![a; count + 1];
    points[count] = b;
    let (mut step, mut reach) = (count, winding);
    while step > 1 {
        for left in (0..count).step_by(step) {
            let (p, q) = (points[left], points[left + step]);
            let along = q - p;
            let aside = rng.between(-reach, reach);
            points[left + step / 2] = (p + q) * 0.5 + Coord { x: -along.y, y: along.x } * aside;
        }
        step /= 2;
        reach *= DECAY;
    }
    points
}

/// Whether a border goes forward along its chord all the way, inside the triangles that its ends
/// make with the two centres, drawn in by a tenth.
fn fits(border: &[Coord<f64>], centres: [Coord<f64>; 2]) -> bool {
    let (a, b) = (border[0], border[border.len() - 1]);
    let middle = (a + b) * 0.5;
    let apexes = centres.map(|c| middle + (c - middle) * 0.9);
    let chord = b - a;
    let forward = border.windows(2).all(|w| {
        let step = w[1] - w[0];
        step.x * chord.x + step.y * chord.y > 0.0
    });
    let within = |p: &Coord<f64>, apex: &Coord<f64>| {
        let turn = cross(a, b, *apex).signum();
        turn * cross(a, b, *p) >= 0.0 && turn * cross(b, *apex, *p) > 0.0 && turn * cross(*apex, a, *p) > 0.0
    };
    forward && border[1..border.len() - 1].iter().all(|p| apexes.iter().any(|apex| within(p, apex)))
}

/// Positive when `c` is left of the way from `a` to `b`.
fn cross(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> f64 {
    let (u, v) = (b - a, c - a);
    u.x * v.y - u.y * v.x
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: Cell = Cell { q: 2, r: -3 };

    #[test]
    fn the_corner_between_two_neighbours_touches_both_of_them() {
        let around = CELL.neighbours();
        for side in 0..6 {
            let mut cells = cells_of(corner(CELL, side));
            let mut expected = [CELL, around[side], around[(side + 1) % 6]];
            cells.sort_unstable();
            expected.sort_unstable();
            assert_eq!(cells, expected, "side {side}");
        }
    }

    #[test]
    fn a_ring_turns_counter_clockwise_around_its_centre() {
        let field = Field::new(5, Coord { x: 250_000.0, y: 6_550_000.0 });
        let ring = field.ring(CELL, [4; 6]);
        assert_eq!(ring.len(), 6 * 16 + 1);
        let centre = field.centre(CELL);
        let twice: f64 = ring
            .windows(2)
            .map(|w| {
                let (u, v) = (w[0] - centre, w[1] - centre);
                u.x * v.y - u.y * v.x
            })
            .sum();
        assert!((5.0e6..40.0e6).contains(&(twice / 2.0)), "area {} m²", twice / 2.0);
    }

    #[test]
    fn a_neighbour_walks_the_same_border_the_other_way() {
        let field = Field::new(11, Coord { x: 0.0, y: 0.0 });
        for (side, neighbour) in CELL.neighbours().into_iter().enumerate() {
            let one = field.border(CELL, neighbour, corner(CELL, side + 5), corner(CELL, side), 5);
            let back = (side + 3) % 6;
            let mut other = field.border(neighbour, CELL, corner(neighbour, back + 5), corner(neighbour, back), 5);
            other.reverse();
            assert_eq!(one, other, "side {side}");
        }
    }
}

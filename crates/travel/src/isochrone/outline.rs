//! From marked squares to polygons with holes (marching squares).
//!
//! Corners of the outline lie half-way between the centres of a marked and a free square. Where two
//! marked squares touch by a corner only, they stay apart: no ring ever touches itself or another.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::raster::Raster;

/// Half-way points: twice the position in squares.
type Corner = [usize; 2];

/// Polygons of the marked squares; holes of fewer than `smallest_hole` squares are filled.
pub(super) fn outline(raster: &Raster, smallest_hole: usize) -> MultiPolygon<f64> {
    let parts = parts(raster);
    let mut outer: Vec<Option<LineString<f64>>> = Vec::new();
    let mut holes: Vec<Vec<LineString<f64>>> = Vec::new();
    for ring in rings(raster) {
        let part = parts[ring.marked] as usize - 1;
        if outer.len() <= part {
            outer.resize(part + 1, None);
            holes.resize(part + 1, Vec::new());
        }
        let (area, line) = (doubled_area(&ring.corners), drawn(raster, &ring.corners));
        if area > 0 {
            outer[part] = Some(line);
        } else if -area >= 8 * smallest_hole as i64 {
            holes[part].push(line);
        }
    }
    let polygons = outer.into_iter().zip(holes).filter_map(|(o, h)| Some(Polygon::new(o?, h)));
    MultiPolygon::new(polygons.collect())
}

struct Ring {
    corners: Vec<Corner>,
    /// A marked square beside it.
    marked: usize,
}

/// Numbers the parts that hang together by sides, from 1; 0 is free.
fn parts(raster: &Raster) -> Vec<u32> {
    let mut parts = vec![0; raster.marked.len()];
    let (mut count, mut stack) = (0, Vec::new());
    for start in 0..raster.marked.len() {
        if !raster.marked[start] || parts[start] != 0 {
            continue;
        }
        count += 1;
        parts[start] = count;
        stack.push(start);
        while let Some(square) = stack.pop() {
            // The margin is free: a marked square has all four neighbours.
            for near in [square - 1, square + 1, square - raster.columns, square + raster.columns] {
                if raster.marked[near] && parts[near] == 0 {
                    parts[near] = count;
                    stack.push(near);
                }
            }
        }
    }
    parts
}

/// Follows every border once, the marked squares on its left.
fn rings(raster: &Raster) -> Vec<Ring> {
    let columns = raster.columns;
    let marked = |x: usize, y: usize| raster.marked[y * columns + x];
    // A border is entered where a marked square lies above a free one: each such pair is passed once.
    let mut seen = vec![false; raster.marked.len()];
    let mut rings = Vec::new();
    for y in 1..raster.rows {
        for x in 0..columns {
            if !marked(x, y) || marked(x, y - 1) || seen[y * columns + x] {
                continue;
            }
            let (mut corners, mut at) = (Vec::new(), [x, y]);
            // East along the lower side: the free square lies to the south.
            let mut toward = [1_i64, 0_i64];
            loop {
                if toward == [1, 0] {
                    if seen[at[1] * columns + at[0]] {
                        break;
                    }
                    seen[at[1] * columns + at[0]] = true;
                }
                corners.push(middle(at, toward));
                (at, toward) = next(&marked, at, toward);
            }
            rings.push(Ring { corners: straightened(corners), marked: y * columns + x });
        }
    }
    rings
}

/// Half-way between a marked square and the free one on the right of the direction.
fn middle(at: [usize; 2], toward: [i64; 2]) -> Corner {
    let right = [toward[1], -toward[0]];
    [0, 1].map(|k| (2 * at[k] as i64 + right[k]) as usize)
}

/// The next pair of a marked square and its free neighbour on the right.
fn next(marked: &impl Fn(usize, usize) -> bool, at: [usize; 2], toward: [i64; 2]) -> ([usize; 2], [i64; 2]) {
    let step = |from: [usize; 2], by: [i64; 2]| [0, 1].map(|k| (from[k] as i64 + by[k]) as usize);
    let right = [toward[1], -toward[0]];
    let ahead = step(at, toward);
    if !marked(ahead[0], ahead[1]) {
        // Around the outer corner: the square stays, the free neighbour is the one ahead.
        return (at, [-toward[1], toward[0]]);
    }
    let beside = step(ahead, right);
    if marked(beside[0], beside[1]) {
        return (beside, right);
    }
    (ahead, toward)
}

/// Without the corners in the middle of a straight line.
fn straightened(corners: Vec<Corner>) -> Vec<Corner> {
    let n = corners.len();
    let turn = |i: usize| {
        let [a, b, c] = [corners[(i + n - 1) % n], corners[i], corners[(i + 1) % n]];
        let d = |p: Corner, q: Corner, k: usize| q[k] as i64 - p[k] as i64;
        d(a, b, 0) * d(b, c, 1) != d(a, b, 1) * d(b, c, 0)
    };
    (0..n).filter(|i| turn(*i)).map(|i| corners[i]).collect()
}

/// Twice the area in half squares: positive when the ring runs counter-clockwise.
fn doubled_area(corners: &[Corner]) -> i64 {
    let next = corners.iter().cycle().skip(1);
    let cross = |(a, b): (&Corner, &Corner)| a[0] as i64 * b[1] as i64 - b[0] as i64 * a[1] as i64;
    corners.iter().zip(next).map(cross).sum()
}

fn drawn(raster: &Raster, corners: &[Corner]) -> LineString<f64> {
    let place = |c: &Corner| {
        let [x, y] = raster.degrees(c[0] as f64 / 2.0 + 0.5, c[1] as f64 / 2.0 + 0.5);
        Coord { x, y }
    };
    let mut line: Vec<Coord<f64>> = corners.iter().map(place).collect();
    line.extend(line.first().copied());
    LineString::new(line)
}

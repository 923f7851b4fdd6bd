//! Which cells are the territory: one piece, without holes, cut by a coast in the west.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use geo_types::Coord;

use crate::field::Cell;
use crate::rng::{Rng, mix};

/// Where the coast runs, in radii west of the middle.
const COAST: f64 = -0.62;

/// The cells of a territory in the order in which it grows from its middle.
///
/// A cell is only taken when the taken ones around it are one unbroken arc: the territory stays
/// connected and never closes around a hole.
pub(crate) fn grow(seed: u64, count: usize) -> Vec<Cell> {
    let radius = (count as f64 * 0.866 / std::f64::consts::PI).sqrt().max(0.8);
    let mut taken: BTreeMap<Cell, ()> = BTreeMap::new();
    let mut order = Vec::with_capacity(count);
    let start = Cell { q: 0, r: 0 };
    let mut heap = BinaryHeap::from([Reverse((0u64, start))]);
    while order.len() < count {
        // An extreme cell of the border has one unbroken arc, and a cell re-enters the heap when
        // something around it changes: the heap does not run dry.
        let Some(Reverse((_, cell))) = heap.pop() else { break };
        if taken.contains_key(&cell) || !(order.is_empty() || one_arc(cell, &taken)) {
            continue;
        }
        taken.insert(cell, ());
        order.push(cell);
        for next in cell.neighbours() {
            if !taken.contains_key(&next) {
                heap.push(Reverse((cost(seed, next, radius), next)));
            }
        }
    }
    order
}

fn one_arc(cell: Cell, taken: &BTreeMap<Cell, ()>) -> bool {
    let around = cell.neighbours().map(|c| taken.contains_key(&c));
    (0..6).filter(|i| around[*i] && !around[(i + 1) % 6]).count() == 1
}

/// The lower, the sooner a cell is taken: distance from the middle, with bays and capes.
fn cost(seed: u64, cell: Cell, radius: f64) -> u64 {
    let at = cell.lattice() / radius;
    let square = at.x * at.x + at.y * at.y;
    let bays = 0.55 + 0.9 * noise(seed, "bays", at * 1.7);
    let coast = COAST + 0.5 * (noise(seed, "coast", Coord { x: 0.5, y: at.y * 3.0 }) - 0.5);
    let sea = if at.x < coast { 3.0 + 4.0 * (coast - at.x) } else { 0.0 };
    ((square * bays + sea) * 1.0e6) as u64
}

/// Smooth noise in 0 ≤ x < 1, one hill or hollow per unit: value noise on a square lattice.
pub(crate) fn noise(seed: u64, purpose: &str, at: Coord<f64>) -> f64 {
    let (x0, y0) = (at.x.floor(), at.y.floor());
    let value = |dx: i64, dy: i64| {
        let (x, y) = (x0 as i64 + dx, y0 as i64 + dy);
        Rng::of(seed, purpose, mix(x as u64) ^ (y as u64)).unit()
    };
    let smooth = |t: f64| t * t * (3.0 - 2.0 * t);
    let (tx, ty) = (smooth(at.x - x0), smooth(at.y - y0));
    let south = value(0, 0) + (value(1, 0) - value(0, 0)) * tx;
    let north = value(0, 1) + (value(1, 1) - value(0, 1)) * tx;
    south + (north - south) * ty
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_territory_has_the_size_asked_for_and_one_closed_outline() {
        for seed in 0..12 {
            for count in [1usize, 2, 3, 15, 120, 1000] {
                let cells = grow(seed, count);
                assert_eq!(cells.len(), count);
                let taken: BTreeMap<Cell, ()> = cells.iter().map(|c| (*c, ())).collect();
                assert_eq!(taken.len(), count, "a cell stands twice");
                // Euler: cells − inner borders + inner corners = 1 for one piece without holes.
                let has = |c: &Cell| taken.contains_key(c);
                let borders: usize = cells.iter().map(|c| c.neighbours()[..3].iter().filter(|n| has(n)).count()).sum();
                let corners: usize = cells
                    .iter()
                    .map(|c| {
                        let n = c.neighbours();
                        usize::from(has(&n[0]) && has(&n[1])) + usize::from(has(&n[1]) && has(&n[2]))
                    })
                    .sum();
                assert_eq!(count as i64 - borders as i64 + corners as i64, 1, "seed {seed}, {count} communes");
            }
        }
    }

    #[test]
    fn another_seed_has_another_outline() {
        let sorted = |seed| {
            let mut cells = grow(seed, 60);
            cells.sort_unstable();
            cells
        };
        assert_ne!(sorted(1), sorted(2));
    }
}

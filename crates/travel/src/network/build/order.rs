//! Neighbours on the map become neighbours in memory: nodes are laid out along a Hilbert curve.

use super::{
    cut::Cut,
    turns::{Edge, Turned},
};
use crate::network::measure::Point;

pub(in crate::network) struct Order {
    /// New number of each junction and copy.
    pub(in crate::network) rank_of: Vec<u32>,
    /// Position of each node in its new number.
    pub(in crate::network) at: Vec<Point>,
}

impl Order {
    pub(super) fn edge(&self, e: &Edge) -> Edge {
        Edge { tail: self.rank_of[e.tail as usize], head: self.rank_of[e.head as usize], ..*e }
    }
}

pub(super) fn order(cut: &Cut, turned: &Turned) -> Order {
    let places: Vec<Point> = cut.at.iter().copied().chain(turned.copies.iter().map(|j| cut.at[*j as usize])).collect();
    let mut sorted: Vec<(u64, u32)> = places.iter().enumerate().map(|(i, p)| (hilbert(*p), i as u32)).collect();
    sorted.sort_unstable();
    let mut rank_of = vec![0; places.len()];
    sorted.iter().enumerate().for_each(|(rank, (_, i))| rank_of[*i as usize] = rank as u32);
    Order { rank_of, at: sorted.iter().map(|(_, i)| places[*i as usize]).collect() }
}

/// Place on a Hilbert curve over the world, 32 bits a side.
pub(crate) fn hilbert(p: Point) -> u64 {
    let (mut x, mut y) = ((p[0] as u32) ^ (1 << 31), (p[1] as u32) ^ (1 << 31));
    let mut place = 0_u64;
    for bit in (0..32).rev() {
        let (rx, ry) = (x >> bit & 1, y >> bit & 1);
        place = place << 2 | u64::from((3 * rx) ^ ry);
        if ry == 0 {
            if rx == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_steps_from_cell_to_neighbouring_cell() {
        // 16 × 16 cells of 2^28 units: each is visited once, and its follower shares a side.
        let side = |i: i64| ((i << 28) + (1 << 27) - (1 << 31)) as i32;
        let mut cells: Vec<(u64, i64, i64)> =
            (0..256).map(|k| (hilbert([side(k % 16), side(k / 16)]), k % 16, k / 16)).collect();
        cells.sort_unstable();
        assert!(cells.windows(2).all(|w| (w[0].1 - w[1].1).abs() + (w[0].2 - w[1].2).abs() == 1), "{cells:?}");
    }
}

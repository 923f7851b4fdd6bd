//! Statistical secrecy of small counts, and of what would reveal them by subtraction.
//!
//! What is promised: whoever knows every published cell, every sum between cells, and that a hidden
//! cell holds somebody, cannot narrow any hidden cell down to fewer than `threshold` values. One
//! module for every figure; API, tiles, exports and reports only see what is left.

mod network;
mod pooled;
mod table;

use territory::Quantity;

pub use pooled::{Hidden, pooled};
pub use table::{TableColumn, protect_table};

use network::Network;

/// A total that is published beside its parts: an EPCI and its communes, a département and its EPCI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Position of the total among the cells.
    pub total: usize,
    /// Positions of the parts among the cells.
    pub parts: Vec<usize>,
}

/// Which cells must be kept secret, given counts of persons and the totals published beside them.
///
/// *Primary*: a known count from 1 to `threshold − 1`. *Secondary*: for each hidden cell the range
/// that all published cells leave to it is computed (the largest and smallest flow through the
/// network of sums); while it holds fewer than `threshold` whole numbers, the smallest published
/// cell beside it is hidden as well, parts before totals. Zero is published: it concerns nobody.
/// Missing counts as zero persons. Hiding more never narrows a range, so one pass suffices.
///
/// A cell may stand in two groups. Groups that meet otherwise (a cell in three of them, or signs
/// that cannot be told apart) hide every cell of theirs that holds somebody, as soon as one of them
/// is small: safe, if coarse.
///
/// The result has one entry a cell, `true` for secret.
pub fn protect(counts: &[Quantity], groups: &[Group], threshold: u32) -> Vec<bool> {
    let persons: Vec<f64> = counts.iter().map(|q| q.known().unwrap_or(0.0)).collect();
    let small = f64::from(threshold);
    let mut secret: Vec<bool> = persons.iter().map(|n| 0.0 < *n && *n < small).collect();
    let network = Network::new(&persons, groups);
    for cells in network.tangles() {
        if cells.iter().any(|cell| secret[*cell]) {
            cells.iter().for_each(|cell| secret[*cell] = persons[*cell] > 0.0);
        }
    }
    let mut queue: Vec<usize> = (0..secret.len()).filter(|cell| secret[*cell]).collect();
    let mut next = 0;
    while next < queue.len() {
        let cell = queue[next];
        while network.values_left(cell, &secret, threshold) < threshold {
            let Some(beside) = network.beside(cell, &secret) else { break };
            secret[beside] = true;
            queue.push(beside);
        }
        next += 1;
    }
    secret
}

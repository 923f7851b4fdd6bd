//! The part of a hierarchy that matters to a group of neighbouring services under a limit.
//!
//! Whatever lies on a way within the limit is itself within the limit: a bounded search finds those
//! nodes, and the hierarchy's arcs between them are all that a sweep needs.

use super::{buckets::Buckets, ends::Seed};
use crate::{
    hierarchy::{Hierarchy, LANES, Lane, Row, UpArcs, shorten},
    network::{CLOSED, Network},
};

/// A part, and room for its sweeps.
pub(super) struct Part<L> {
    /// By node, [`CLOSED`] outside.
    labels: Vec<u32>,
    row_of: Vec<u32>,
    /// The nodes, the most important first: a row each.
    nodes: Vec<u32>,
    leaving: Local,
    arriving: Local,
    /// One row more than nodes, never reached: whatever lies outside.
    rows: Vec<Row<L>>,
    climbed: Vec<bool>,
}

/// Arcs between rows.
#[derive(Default)]
struct Local {
    first: Vec<u32>,
    pairs: Vec<[u32; 2]>,
}

impl<L: Lane> Part<L> {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            labels: vec![CLOSED; nodes],
            row_of: vec![CLOSED; nodes],
            nodes: Vec::new(),
            leaving: Local::default(),
            arriving: Local::default(),
            rows: Vec::new(),
            climbed: Vec::new(),
        }
    }

    /// The nodes, in the order of their rows.
    pub(super) fn nodes(&self) -> &[u32] {
        &self.nodes
    }

    /// The row of a node; outside the part, one that is always far.
    pub(super) fn row_of(&self, node: u32) -> u32 {
        self.row_of[node as usize].min(self.nodes.len() as u32)
    }

    /// The numbers of a row after a sweep.
    pub(super) fn row(&self, row: u32) -> &Row<L> {
        &self.rows[row as usize]
    }

    /// The rows after a sweep, and their nodes.
    pub(super) fn all(&self) -> impl Iterator<Item = (u32, &Row<L>)> {
        self.nodes.iter().copied().zip(&self.rows)
    }

    /// Finds the nodes within a limit of any service of a group and lays their arcs out; `false`, and an
    /// empty part, when they are more than `most`.
    pub(super) fn lay(
        &mut self,
        network: &Network,
        h: &Hierarchy,
        seeds: &[Vec<Seed>],
        limit_ms: u32,
        most: usize,
    ) -> bool {
        self.clear();
        let mut queue = Buckets::new(network.arcs.longest_ms, seeds.iter().flatten().map(|s| s.1));
        let Self { labels, nodes, row_of, .. } = self;
        let improve = |node: u32, ms: u32, nodes: &mut Vec<u32>, labels: &mut [u32], queue: &mut Buckets<Seed>| {
            let label = &mut labels[node as usize];
            if ms <= limit_ms && ms < *label {
                if *label == CLOSED {
                    nodes.push(node);
                }
                *label = ms;
                queue.push(ms, (node, ms));
            }
        };
        seeds.iter().flatten().for_each(|(node, ms)| improve(*node, *ms, nodes, labels, &mut queue));
        while let Some((node, ms)) = queue.pop() {
            if ms > labels[node as usize] {
                continue;
            }
            if nodes.len() > most {
                self.clear();
                return false;
            }
            for [tail, cost] in network.arcs.to(node) {
                improve(*tail, ms + cost, nodes, labels, &mut queue);
            }
        }
        nodes.sort_unstable_by_key(|v| h.place_of[*v as usize]);
        nodes.iter().enumerate().for_each(|(row, v)| row_of[*v as usize] = row as u32);
        self.leaving.lay(&h.leaving, h, &self.nodes, &self.row_of);
        self.arriving.lay(&h.arriving, h, &self.nodes, &self.row_of);
        true
    }

    /// Times from every row to each of at most [`LANES`] services of the group: up, and then down.
    pub(super) fn sweep(&mut self, seeds: &[Vec<Seed>]) {
        let (rows, climbed) = (&mut self.rows, &mut self.climbed);
        rows.resize(self.nodes.len() + 1, [L::FAR; LANES]);
        rows[self.nodes.len()] = [L::FAR; LANES];
        climbed.clear();
        climbed.resize(self.nodes.len(), false);
        for (lane, seed) in seeds.iter().enumerate().take(LANES) {
            for (node, ms) in seed {
                let row = self.row_of[*node as usize];
                if row != CLOSED {
                    let (number, ms) = (&mut touched(rows, climbed, row)[lane], L::of_ms(*ms));
                    if ms < *number {
                        *number = ms;
                    }
                }
            }
        }
        for row in (0..self.nodes.len()).rev() {
            if climbed[row] {
                let here = rows[row];
                for [above, ms] in self.arriving.of(row) {
                    shorten(touched(rows, climbed, *above), &here, *ms);
                }
            }
        }
        for row in 0..self.nodes.len() {
            let mut best = if climbed[row] { rows[row] } else { [L::FAR; LANES] };
            for [above, ms] in self.leaving.of(row) {
                shorten(&mut best, &rows[*above as usize], *ms);
            }
            rows[row] = best;
        }
    }

    fn clear(&mut self) {
        for v in self.nodes.drain(..) {
            self.labels[v as usize] = CLOSED;
            self.row_of[v as usize] = CLOSED;
        }
    }
}

/// A row on the way up; what it held before the first touch is of another batch.
fn touched<'a, L: Lane>(rows: &'a mut [Row<L>], climbed: &mut [bool], row: u32) -> &'a mut Row<L> {
    let row = row as usize;
    if !std::mem::replace(&mut climbed[row], true) {
        rows[row] = [L::FAR; LANES];
    }
    &mut rows[row]
}

impl Local {
    fn lay(&mut self, arcs: &UpArcs, h: &Hierarchy, nodes: &[u32], row_of: &[u32]) {
        self.first.clear();
        self.pairs.clear();
        self.first.push(0);
        for v in nodes {
            for [above, ms] in arcs.of(h.place_of[*v as usize]) {
                let row = row_of[h.node_at[*above as usize] as usize];
                if row != CLOSED {
                    self.pairs.push([row, *ms]);
                }
            }
            self.first.push(self.pairs.len() as u32);
        }
    }

    fn of(&self, row: usize) -> &[[u32; 2]] {
        &self.pairs[self.first[row] as usize..self.first[row + 1] as usize]
    }
}

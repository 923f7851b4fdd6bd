//! Is there a way around a node that is as short? A small search that may give up.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::contract::{Graph, Link};
use crate::network::CLOSED;

/// Room for one search at a time.
pub(super) struct Witness {
    ms: Vec<u32>,
    touched: Vec<u32>,
    heap: BinaryHeap<Reverse<(u32, u32)>>,
}

impl Witness {
    pub(super) fn new(nodes: usize) -> Self {
        Self { ms: vec![CLOSED; nodes], touched: Vec::new(), heap: BinaryHeap::new() }
    }

    /// Searches from `from` around `without`, up to the longest of `targets` (by way of `without`, the
    /// first leg being `leg_ms`), settling at most `most` nodes.
    pub(super) fn search(
        &mut self,
        graph: &Graph,
        from: u32,
        without: u32,
        leg_ms: u32,
        targets: &[Link],
        most: usize,
    ) {
        for v in self.touched.drain(..) {
            self.ms[v as usize] = CLOSED;
        }
        self.heap.clear();
        let longest = targets.iter().filter(|t| t.node != from).map(|t| t.ms).max().unwrap_or(0);
        let limit = leg_ms.saturating_add(longest);
        let mut left = targets.iter().filter(|t| t.node != from).count();
        self.label(from, 0);
        let mut settled = 0;
        while let Some(Reverse((ms, v))) = self.heap.pop() {
            if ms > self.ms[v as usize] {
                continue;
            }
            if targets.iter().any(|t| t.node == v) {
                left -= usize::from(v != from);
            }
            settled += 1;
            if ms >= limit || settled > most || left == 0 {
                break;
            }
            for link in graph.out[v as usize].iter().filter(|l| l.node != without) {
                let there = ms.saturating_add(link.ms);
                if there <= limit && there < self.ms[link.node as usize] {
                    self.label(link.node, there);
                }
            }
        }
    }

    /// Milliseconds found to a node: an upper bound, [`CLOSED`] where nothing was found.
    pub(super) fn ms(&self, node: u32) -> u32 {
        self.ms[node as usize]
    }

    fn label(&mut self, node: u32, ms: u32) {
        if self.ms[node as usize] == CLOSED {
            self.touched.push(node);
        }
        self.ms[node as usize] = ms;
        self.heap.push(Reverse((ms, node)));
    }
}

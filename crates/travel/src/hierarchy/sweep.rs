//! Times from everywhere to 16 services at once, in one pass over arrays.

use std::{collections::BinaryHeap, ops::Add};

use super::Hierarchy;
use crate::network::CLOSED;

/// Services in one sweep: 64 bytes a place, one line of cache.
pub(crate) const LANES: usize = 16;

/// A number of milliseconds in a lane.
///
/// `f32` is the faster one: every machine has an instruction for the smaller of two. It holds whole
/// milliseconds up to 4.6 hours without rounding; what is longer stays longer. `i32` holds 12 days.
pub(crate) trait Lane: Copy + PartialOrd + Add<Output = Self> + Send {
    /// Not reached; a sum with an arc stays so.
    const FAR: Self;
    /// Longest milliseconds that are exact.
    const EXACT_MS: u32;

    /// From milliseconds.
    fn of_ms(ms: u32) -> Self;

    /// To milliseconds, [`CLOSED`] when not reached.
    fn ms(self) -> u32;
}

impl Lane for f32 {
    const FAR: Self = f32::INFINITY;
    const EXACT_MS: u32 = 1 << 24;

    fn of_ms(ms: u32) -> Self {
        ms as f32
    }

    fn ms(self) -> u32 {
        if self == Self::FAR { CLOSED } else { self as u32 }
    }
}

impl Lane for i32 {
    // Half the range: a sum with an arc stays within it.
    const FAR: Self = i32::MAX / 2;
    const EXACT_MS: u32 = i32::MAX as u32 / 2 - 1;

    fn of_ms(ms: u32) -> Self {
        ms.min(Self::FAR as u32) as i32
    }

    fn ms(self) -> u32 {
        if self >= Self::FAR { CLOSED } else { self as u32 }
    }
}

/// One number a service.
pub(crate) type Row<L> = [L; LANES];

/// Keeps the smaller of what is there and what comes over an arc.
pub(crate) fn shorten<L: Lane>(best: &mut Row<L>, from: &Row<L>, ms: u32) {
    let ms = L::of_ms(ms);
    for (b, f) in best.iter_mut().zip(from) {
        let there = *f + ms;
        *b = if there < *b { there } else { *b };
    }
}

/// Which places a sweep has to visit: those asked for, and everything above them.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Place of each row, the most important first.
    places: Vec<u32>,
    first: Vec<u32>,
    /// Row above, milliseconds.
    pairs: Vec<[u32; 2]>,
    /// Row of each place that was asked for or lies above, else [`NO_ROW`].
    row_of: Vec<u32>,
}

const NO_ROW: u32 = u32::MAX;

impl Plan {
    /// Every place.
    pub(crate) fn everywhere(h: &Hierarchy) -> Self {
        let places: Vec<u32> = (0..h.node_at.len() as u32).collect();
        Self { row_of: places.clone(), places, first: h.leaving.first.clone(), pairs: h.leaving.pairs.clone() }
    }

    /// The places of some nodes, and what lies above.
    pub(crate) fn of_nodes(h: &Hierarchy, nodes: impl Iterator<Item = u32>) -> Self {
        let mut wanted = vec![false; h.node_at.len()];
        let mut stack: Vec<u32> = nodes.map(|v| h.place_of[v as usize]).collect();
        while let Some(place) = stack.pop() {
            if !std::mem::replace(&mut wanted[place as usize], true) {
                stack.extend(h.leaving.of(place).iter().map(|a| a[0]).filter(|p| !wanted[*p as usize]));
            }
        }
        let places: Vec<u32> = (0..h.node_at.len() as u32).filter(|p| wanted[*p as usize]).collect();
        let mut row_of = vec![NO_ROW; h.node_at.len()];
        places.iter().enumerate().for_each(|(row, place)| row_of[*place as usize] = row as u32);
        let mut plan = Self { places, first: vec![0], pairs: Vec::new(), row_of };
        for place in &plan.places {
            plan.pairs.extend(h.leaving.of(*place).iter().map(|a| [plan.row_of[a[0] as usize], a[1]]));
            plan.first.push(plan.pairs.len() as u32);
        }
        plan
    }

    /// How many places it visits.
    pub(crate) fn rows(&self) -> usize {
        self.places.len()
    }
}

/// Room for one sweep at a time.
pub(crate) struct Sweeper<L> {
    rows: Vec<Row<L>>,
    /// Places that the way up from the services has touched, and their numbers.
    up: Vec<u32>,
    up_rows: Vec<Row<L>>,
    heap: BinaryHeap<u32>,
    visited: Vec<u32>,
}

const UNTOUCHED: u32 = u32::MAX;

impl<L: Lane> Sweeper<L> {
    pub(crate) fn new(h: &Hierarchy) -> Self {
        let n = h.node_at.len();
        Self {
            rows: Vec::new(),
            up: vec![UNTOUCHED; n],
            up_rows: Vec::new(),
            heap: BinaryHeap::new(),
            visited: Vec::new(),
        }
    }

    /// Computes the times from every place of the plan to at most [`LANES`] services, each given by nodes
    /// and the milliseconds from there to it.
    pub(crate) fn run(&mut self, h: &Hierarchy, plan: &Plan, services: &[Vec<(u32, u32)>]) {
        self.climb(h, services);
        self.rows.resize(plan.rows(), [L::FAR; LANES]);
        for row in 0..plan.rows() {
            let touched = self.up[plan.places[row] as usize];
            let mut best = if touched == UNTOUCHED { [L::FAR; LANES] } else { self.up_rows[touched as usize] };
            for [above, ms] in &plan.pairs[plan.first[row] as usize..plan.first[row + 1] as usize] {
                shorten(&mut best, &self.rows[*above as usize], *ms);
            }
            self.rows[row] = best;
        }
        for place in self.visited.drain(..) {
            self.up[place as usize] = UNTOUCHED;
        }
        self.up_rows.clear();
    }

    /// The numbers of a node of the plan after a run; all far for another node.
    pub(crate) fn of(&self, h: &Hierarchy, plan: &Plan, node: u32) -> Row<L> {
        match plan.row_of[h.place_of[node as usize] as usize] {
            NO_ROW => [L::FAR; LANES],
            row => self.rows[row as usize],
        }
    }

    /// After a run over every place: the rows and their nodes.
    pub(crate) fn all<'a>(&'a self, h: &'a Hierarchy) -> impl Iterator<Item = (u32, &'a Row<L>)> {
        h.node_at.iter().copied().zip(&self.rows)
    }

    /// From the services up, against the arcs: the least important place first, so that each is final
    /// when its turn comes.
    fn climb(&mut self, h: &Hierarchy, services: &[Vec<(u32, u32)>]) {
        for (lane, seeds) in services.iter().enumerate().take(LANES) {
            for (node, ms) in seeds {
                let row = self.touch(h.place_of[*node as usize]);
                let (number, ms) = (&mut self.up_rows[row][lane], L::of_ms(*ms));
                if ms < *number {
                    *number = ms;
                }
            }
        }
        while let Some(place) = self.heap.pop() {
            let here = self.up_rows[self.up[place as usize] as usize];
            for [above, ms] in h.arriving.of(place) {
                let row = self.touch(*above);
                shorten(&mut self.up_rows[row], &here, *ms);
            }
        }
    }

    fn touch(&mut self, place: u32) -> usize {
        let row = &mut self.up[place as usize];
        if *row == UNTOUCHED {
            *row = self.up_rows.len() as u32;
            self.up_rows.push([L::FAR; LANES]);
            self.visited.push(place);
            self.heap.push(place);
        }
        *row as usize
    }
}

//! Nodes are taken out one by one, the least important first; shortcuts keep all distances.

use std::{cmp::Reverse, collections::BinaryHeap};

use rayon::prelude::*;

use super::{Hierarchy, UpArcs, witness::Witness};
use crate::network::{Arcs, CLOSED};

/// Nodes that a witness search may settle when a priority is only estimated, and when a node goes.
const SETTLED_TO_ESTIMATE: usize = 24;
const SETTLED_TO_CONTRACT: usize = 120;

/// An arc to or from a neighbour that is still there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) node: u32,
    pub(super) ms: u32,
    /// Node that it leads through, [`CLOSED`] for an arc of the network.
    middle: u32,
    /// Arcs of the network in it.
    hops: u32,
}

/// What is left of the network.
pub(super) struct Graph {
    pub(super) out: Vec<Vec<Link>>,
    back: Vec<Vec<Link>>,
}

/// Links from and to a node when it went.
type Gone = (Vec<Link>, Vec<Link>);

/// A shortcut that a contraction needs.
struct Shortcut {
    from: u32,
    to: u32,
    ms: u32,
    hops: u32,
}

pub(super) fn contract(arcs: &Arcs) -> Hierarchy {
    let n = arcs.nodes();
    let mut graph = Graph::new(arcs);
    let mut level = vec![0_u32; n];
    let first: Vec<u64> = (0..n as u32)
        .into_par_iter()
        .with_min_len(4096)
        .map_init(|| (Witness::new(n), Vec::new()), |(witness, found), v| priority(&graph, witness, v, 0, found))
        .collect();
    let mut queue: BinaryHeap<Reverse<(u64, u32)>> = (0..n as u32).map(|v| Reverse((first[v as usize], v))).collect();
    let mut current = first;
    let mut witness = Witness::new(n);
    let mut found = Vec::new();
    let mut order = Vec::with_capacity(n);
    let mut gone: Vec<Gone> = vec![Gone::default(); n];
    while let Some(Reverse((key, v))) = queue.pop() {
        if key != current[v as usize] {
            continue;
        }
        // The neighbourhood may have changed since: the node goes only if it is still the least.
        let fresh = priority(&graph, &mut witness, v, level[v as usize], &mut found);
        if queue.peek().is_some_and(|Reverse(next)| (fresh, v) > *next) {
            current[v as usize] = fresh;
            queue.push(Reverse((fresh, v)));
            continue;
        }
        current[v as usize] = u64::MAX;
        shortcuts(&graph, &mut witness, v, SETTLED_TO_CONTRACT, &mut found);
        let (out, back) = (std::mem::take(&mut graph.out[v as usize]), std::mem::take(&mut graph.back[v as usize]));
        for link in &out {
            graph.back[link.node as usize].retain(|l| l.node != v);
        }
        for link in &back {
            graph.out[link.node as usize].retain(|l| l.node != v);
        }
        for s in &found {
            add(&mut graph.out[s.from as usize], Link { node: s.to, ms: s.ms, middle: v, hops: s.hops });
            add(&mut graph.back[s.to as usize], Link { node: s.from, ms: s.ms, middle: v, hops: s.hops });
        }
        let next = level[v as usize] + 1;
        for link in out.iter().chain(&back) {
            let l = &mut level[link.node as usize];
            *l = (*l).max(next);
        }
        gone[v as usize] = (out, back);
        order.push(v);
    }
    assemble(&order, &gone)
}

impl Graph {
    fn new(arcs: &Arcs) -> Self {
        let n = arcs.nodes();
        let (mut out, mut back) = (vec![Vec::new(); n], vec![Vec::new(); n]);
        for head in 0..n as u32 {
            for [tail, ms] in arcs.to(head).iter().copied().filter(|a| a[0] != head) {
                add(&mut out[tail as usize], Link { node: head, ms, middle: CLOSED, hops: 1 });
                add(&mut back[head as usize], Link { node: tail, ms, middle: CLOSED, hops: 1 });
            }
        }
        Self { out, back }
    }
}

/// Adds a link, or shortens the one that is there.
fn add(links: &mut Vec<Link>, link: Link) {
    match links.iter_mut().find(|l| l.node == link.node) {
        Some(old) if link.ms < old.ms => *old = link,
        Some(_) => {}
        None => links.push(link),
    }
}

/// The shortcuts that taking `v` out needs.
fn shortcuts(graph: &Graph, witness: &mut Witness, v: u32, most: usize, found: &mut Vec<Shortcut>) {
    found.clear();
    let (out, back) = (&graph.out[v as usize], &graph.back[v as usize]);
    for a in back {
        if out.iter().all(|b| b.node == a.node) {
            continue;
        }
        witness.search(graph, a.node, v, a.ms, out, most);
        for b in out.iter().filter(|b| b.node != a.node) {
            let ms = a.ms + b.ms;
            if ms < witness.ms(b.node) {
                found.push(Shortcut { from: a.node, to: b.node, ms, hops: a.hops + b.hops });
            }
        }
    }
}

/// How late a node should go: few shortcuts for many arcs, short ones, low level (as RoutingKit does).
fn priority(graph: &Graph, witness: &mut Witness, v: u32, level: u32, found: &mut Vec<Shortcut>) -> u64 {
    shortcuts(graph, witness, v, SETTLED_TO_ESTIMATE, found);
    let links = || graph.out[v as usize].iter().chain(&graph.back[v as usize]);
    let (arcs, hops) = (links().count().max(1), links().map(|l| u64::from(l.hops)).sum::<u64>().max(1));
    let new_hops: u64 = found.iter().map(|s| u64::from(s.hops)).sum();
    1000 * u64::from(level) + 1000 * found.len() as u64 / arcs as u64 + 1000 * new_hops / hops
}

/// Numbers the places, the last to go first, and lays the arcs out.
fn assemble(order: &[u32], gone: &[Gone]) -> Hierarchy {
    let node_at: Vec<u32> = order.iter().rev().copied().collect();
    let mut place_of = vec![0; node_at.len()];
    node_at.iter().enumerate().for_each(|(place, v)| place_of[*v as usize] = place as u32);
    let lay = |side: fn(&Gone) -> &Vec<Link>| {
        let mut arcs = UpArcs { first: vec![0], ..UpArcs::default() };
        for v in &node_at {
            let mut links: Vec<[u32; 3]> = side(&gone[*v as usize])
                .iter()
                .map(|l| {
                    let middle = if l.middle == CLOSED { CLOSED } else { place_of[l.middle as usize] };
                    [place_of[l.node as usize], l.ms, middle]
                })
                .collect();
            links.sort_unstable();
            arcs.pairs.extend(links.iter().map(|l| [l[0], l[1]]));
            arcs.middle.extend(links.iter().map(|l| l[2]));
            arcs.first.push(arcs.pairs.len() as u32);
        }
        arcs
    };
    Hierarchy { leaving: lay(|g| &g.0), arriving: lay(|g| &g.1), node_at, place_of }
}

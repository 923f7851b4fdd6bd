//! The nearest few services from everywhere, in one sweep over the network.

use territory::Seconds;

use super::{buckets::Buckets, limit_ms, seconds};
use crate::network::{CLOSED, Network, NodeId, Snap};

/// A service and how long it takes to it, milliseconds first: the order of answers.
type Label = (u32, u32);

/// No service.
const NONE: Label = (CLOSED, CLOSED);

/// The nearest `count` services from every node.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    count: usize,
    limit_ms: u32,
    /// `count` labels a node, in their order.
    labels: Vec<Label>,
    services: Vec<Option<Snap>>,
    /// Services by street, sorted.
    on_street: Vec<(u32, u32)>,
}

impl Network {
    /// Searches back from all services at once and keeps the nearest `count` of each node, no further
    /// than `limit`. Of two services equally far, the one that comes first in the list.
    ///
    /// # Panics
    /// When `count` is 0.
    pub fn nearest(&self, services: &[Option<Snap>], count: usize, limit: Seconds) -> Nearest {
        assert!(count > 0, "the nearest none of something is not a question");
        let limit_ms = limit_ms(limit);
        let mut labels = vec![NONE; self.arcs.nodes() * count];
        let each = services.iter().enumerate().filter_map(|(i, s)| Some((i as u32, s.as_ref()?)));
        let seeds: Vec<(Label, u32)> =
            each.flat_map(|(i, s)| self.seeds(s).into_iter().map(move |(node, ms)| ((ms, i), node))).collect();
        let mut queue = Buckets::new(self.arcs.longest_ms, seeds.iter().map(|s| s.0.0));
        for (label, node) in seeds {
            if label.0 <= limit_ms && insert(&mut labels[node as usize * count..][..count], label) {
                queue.push(label.0, (label, node));
            }
        }
        while let Some((label, node)) = queue.pop() {
            // Gone from its node, or shorter by now.
            if !labels[node as usize * count..][..count].contains(&label) {
                continue;
            }
            for [tail, cost] in self.arcs.to(node) {
                let there = (label.0 + cost, label.1);
                if there.0 <= limit_ms && insert(&mut labels[*tail as usize * count..][..count], there) {
                    queue.push(there.0, (there, *tail));
                }
            }
        }
        let mut on_street: Vec<(u32, u32)> =
            services.iter().enumerate().filter_map(|(i, s)| Some(((*s)?.street, i as u32))).collect();
        on_street.sort_unstable();
        Nearest { count, limit_ms, labels, services: services.to_vec(), on_street }
    }
}

impl Nearest {
    /// The nearest services from a home, the nearest first: positions in the list, and seconds.
    /// Fewer than asked for when fewer are within the limit.
    pub fn from(&self, network: &Network, home: &Snap) -> Vec<(usize, Seconds)> {
        let mut best = vec![NONE; self.count];
        for (node, ms) in network.exits(home).into_iter().flatten() {
            for (there, service) in self.of(node).iter().filter(|l| **l != NONE) {
                insert(&mut best, (there.saturating_add(ms), *service));
            }
        }
        let start = self.on_street.partition_point(|s| s.0 < home.street);
        for (_, i) in self.on_street[start..].iter().take_while(|s| s.0 == home.street) {
            let along = self.services[*i as usize].and_then(|s| network.along_ms(home, &s));
            if let Some(ms) = along {
                insert(&mut best, (ms, *i));
            }
        }
        self.told(&best)
    }

    /// The nearest services from a node, the nearest first.
    pub fn from_node(&self, node: NodeId) -> Vec<(usize, Seconds)> {
        if (node.0 as usize + 1) * self.count > self.labels.len() {
            return Vec::new();
        }
        self.told(self.of(node.0))
    }

    fn of(&self, node: u32) -> &[Label] {
        &self.labels[node as usize * self.count..][..self.count]
    }

    fn told(&self, labels: &[Label]) -> Vec<(usize, Seconds)> {
        labels.iter().filter(|l| l.0 <= self.limit_ms).map(|l| (l.1 as usize, seconds(l.0))).collect()
    }
}

/// Puts a label among the best of a node; `false` when it changes nothing.
fn insert(best: &mut [Label], label: Label) -> bool {
    let last = best.len() - 1;
    if label >= best[last] {
        return false;
    }
    // The place that the label leaves free: that of its own service, else the last.
    let own = best.iter().position(|b| b.1 == label.1).unwrap_or(last);
    if best[own].1 == label.1 && best[own] <= label {
        return false;
    }
    best[own] = label;
    let mut at = own;
    while at > 0 && best[at] < best[at - 1] {
        best.swap(at, at - 1);
        at -= 1;
    }
    true
}

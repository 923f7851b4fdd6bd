//! From one service, or the nearest of several, back to everywhere within a limit.

use territory::Seconds;

use super::{buckets::Buckets, ends::Seed, limit_ms, seconds};
use crate::{
    Travel,
    network::{CLOSED, Network, NodeId, Snap},
};

/// How long it takes from anywhere to the nearest of some services.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// Milliseconds by node.
    pub(crate) labels: Vec<u32>,
    pub(crate) to: Vec<Snap>,
    pub(crate) limit: Seconds,
}

impl Network {
    /// Searches back from some services, no further than `limit`: the plain network, a queue of buckets.
    /// For one service, or one that moves, this is a matter of milliseconds.
    pub fn reach(&self, to: &[Snap], limit: Seconds) -> Reach {
        let seeds: Vec<Seed> = to.iter().flat_map(|s| self.seeds(s)).collect();
        Reach { labels: self.labels(&seeds, limit_ms(limit), None, &[]), to: to.to_vec(), limit }
    }

    /// Milliseconds from every node to the nearest seed, [`CLOSED`] beyond `limit_ms`. `next` takes the
    /// node that follows on the way, for whoever wants it. The search may stop once it is certain of
    /// all of `until` (when there are any).
    pub(crate) fn labels(
        &self,
        seeds: &[Seed],
        limit_ms: u32,
        mut next: Option<&mut Vec<u32>>,
        until: &[u32],
    ) -> Vec<u32> {
        let mut labels = vec![CLOSED; self.arcs.nodes()];
        let mut queue = Buckets::new(self.arcs.longest_ms, seeds.iter().map(|s| s.1));
        for (node, ms) in seeds.iter().filter(|s| s.1 <= limit_ms) {
            if *ms < labels[*node as usize] {
                labels[*node as usize] = *ms;
                queue.push(*ms, (*ms, *node));
            }
        }
        let mut certain_ms = CLOSED;
        while let Some((ms, node)) = queue.pop() {
            if ms > labels[node as usize] {
                continue;
            }
            if !until.is_empty() && until.contains(&node) {
                // Two buckets later nothing can become shorter any more.
                if until.iter().all(|u| labels[*u as usize] != CLOSED) {
                    certain_ms = until.iter().map(|u| labels[*u as usize]).max().unwrap_or(CLOSED);
                }
            }
            if ms > certain_ms.saturating_add(queue.width_ms()) {
                break;
            }
            for [tail, cost] in self.arcs.to(node) {
                let there = ms + cost;
                if there < labels[*tail as usize] && there <= limit_ms {
                    labels[*tail as usize] = there;
                    if let Some(next) = next.as_deref_mut() {
                        next[*tail as usize] = node;
                    }
                    queue.push(there, (there, *tail));
                }
            }
        }
        labels
    }
}

impl Reach {
    /// From a home to the nearest of the services.
    pub fn from(&self, network: &Network, home: &Snap) -> Travel {
        let by_nodes = network.by_nodes_ms(home, |node| self.labels[node as usize]);
        let along = self.to.iter().filter_map(|s| network.along_ms(home, s)).min();
        let best = by_nodes.min(along.unwrap_or(CLOSED));
        if best <= limit_ms(self.limit) {
            return Travel::Reached(seconds(best));
        }
        if self.to.iter().any(|s| network.connects(home, s)) { Travel::Beyond } else { Travel::Unreachable }
    }

    /// From a node, where it is reached within the limit.
    pub fn from_node(&self, node: NodeId) -> Option<Seconds> {
        let ms = *self.labels.get(node.0 as usize)?;
        (ms <= limit_ms(self.limit)).then(|| seconds(ms))
    }

    /// How many nodes are within the limit.
    pub fn reached_nodes(&self) -> usize {
        self.labels.iter().filter(|ms| **ms != CLOSED).count()
    }
}

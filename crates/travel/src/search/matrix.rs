//! Many homes, many services: rows of the matrix one service at a time, in bounded memory.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use territory::Seconds;

use super::{Pool, ends::Seed, limit_ms, seconds};
use crate::{
    Travel,
    hierarchy::{FAR, Hierarchy, LANES, Plan, Sweeper},
    network::{CLOSED, Network, NodeId, Snap, hilbert, point},
};

/// Times from every node to one service.
#[derive(Debug, Clone, Copy)]
pub struct NodeTimes<'a> {
    ms: &'a [u32],
    limit_ms: u32,
}

impl NodeTimes<'_> {
    /// From a node, where it is reached within the limit.
    pub fn from(&self, node: NodeId) -> Option<Seconds> {
        self.ms.get(node.0 as usize).filter(|ms| **ms <= self.limit_ms).map(|ms| seconds(*ms))
    }

    /// Nodes reached within the limit, and their times.
    pub fn reached(&self) -> impl Iterator<Item = (NodeId, Seconds)> + '_ {
        let within = self.ms.iter().enumerate().filter(|(_, ms)| **ms <= self.limit_ms);
        within.map(|(node, ms)| (NodeId(node as u32), seconds(*ms)))
    }
}

impl Network {
    /// How long it takes from each home to each service: `row` is called once a service, in their order,
    /// with one answer a home. `None` stands for what was not snapped.
    ///
    /// Memory is bounded by a few rows, whatever the number of services. With a hierarchy, 16 services
    /// are swept at once over what lies above the homes; without, each is searched on its own.
    ///
    /// # Errors
    /// Stops with the first error of `row`.
    pub fn matrix<E>(
        &self,
        homes: &[Option<Snap>],
        services: &[Option<Snap>],
        limit: Seconds,
        mut row: impl FnMut(usize, &[Travel]) -> Result<(), E>,
    ) -> Result<(), E> {
        let limit_ms = limit_ms(limit);
        let beside = self.beside(homes, services);
        let exits: Vec<[Option<Seed>; 2]> =
            homes.iter().map(|h| h.as_ref().map_or([None; 2], |h| self.exits(h))).collect();
        let engine =
            self.hierarchy.as_ref().map(|h| (h, Plan::of_nodes(h, exits.iter().flatten().flatten().map(|e| e.0))));
        let mut travel = vec![Travel::NotSnapped; homes.len()];
        self.batches(
            services,
            || engine.as_ref().map(|(h, _)| Sweeper::new(h)),
            |sweeper, batch| {
                let mut rows = match (&engine, sweeper) {
                    (Some((h, plan)), Some(sweeper)) => swept(h, plan, sweeper, &batch.seeds, &exits),
                    _ => self.searched(&batch.seeds, &exits, limit_ms),
                };
                for (lane, service) in batch.services.iter().enumerate() {
                    for (home, ms) in beside.get(service).into_iter().flatten() {
                        let number = &mut rows[lane][*home as usize];
                        *number = (*number).min(*ms);
                    }
                }
                rows
            },
            |service, ms| {
                for ((told, home), ms) in travel.iter_mut().zip(homes).zip(ms) {
                    *told = self.told(home.as_ref(), services[service].as_ref(), *ms, limit_ms);
                }
                row(service, &travel)
            },
        )
    }

    /// How long it takes from every node to each service: `row` is called once a service, in their order.
    ///
    /// # Errors
    /// Stops with the first error of `row`.
    pub fn node_matrix<E>(
        &self,
        services: &[Option<Snap>],
        limit: Seconds,
        mut row: impl FnMut(usize, NodeTimes<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let limit_ms = limit_ms(limit);
        let engine = self.hierarchy.as_ref().map(|h| (h, Plan::everywhere(h)));
        self.batches(
            services,
            || engine.as_ref().map(|(h, _)| Sweeper::new(h)),
            |sweeper, batch| match (&engine, sweeper) {
                (Some((h, plan)), Some(sweeper)) => {
                    sweeper.run(h, plan, &batch.seeds);
                    sweeper.by_node(h, plan, batch.seeds.len())
                }
                _ => batch.seeds.iter().map(|s| self.labels(s, limit_ms, None, &[])).collect(),
            },
            |service, ms| row(service, NodeTimes { ms, limit_ms }),
        )
    }

    /// Runs batches of services side by side and hands their rows over in the order of the services.
    fn batches<S: Send, E>(
        &self,
        services: &[Option<Snap>],
        room: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, &Batch) -> Vec<Vec<u32>> + Sync,
        mut row: impl FnMut(usize, &[u32]) -> Result<(), E>,
    ) -> Result<(), E> {
        let window = LANES * rayon::current_num_threads() * 2;
        let rooms = Pool::default();
        for (w, block) in services.chunks(window).enumerate() {
            // Neighbours in a batch share their way up.
            let mut near: Vec<usize> = (0..block.len()).collect();
            near.sort_by_key(|i| block[*i].map(|s| hilbert(point(s.at()))));
            let batches: Vec<Batch> = near
                .chunks(LANES)
                .map(|b| Batch {
                    services: b.iter().map(|i| w * window + i).collect(),
                    seeds: b.iter().map(|i| block[*i].as_ref().map_or_else(Vec::new, |s| self.seeds(s))).collect(),
                })
                .collect();
            let rows = batches.par_iter().map(|batch| rooms.with(&room, |room| work(room, batch)));
            let rows: Vec<Vec<Vec<u32>>> = rows.collect();
            let mut by_service: Vec<(usize, Vec<u32>)> =
                batches.iter().zip(rows).flat_map(|(batch, rows)| batch.services.iter().copied().zip(rows)).collect();
            by_service.sort_by_key(|r| r.0);
            by_service.iter().try_for_each(|(service, ms)| row(*service, ms))?;
        }
        Ok(())
    }

    /// Rows of a batch without a hierarchy.
    fn searched(&self, seeds: &[Vec<Seed>], exits: &[[Option<Seed>; 2]], limit_ms: u32) -> Vec<Vec<u32>> {
        let row = |seeds: &Vec<Seed>| {
            let labels = self.labels(seeds, limit_ms, None, &[]);
            let ms = |e: &Seed| labels[e.0 as usize].saturating_add(e.1);
            exits.iter().map(|e| e.iter().flatten().map(ms).min().unwrap_or(CLOSED)).collect()
        };
        seeds.iter().map(row).collect()
    }

    /// Homes that share a street with a service, by service: home, milliseconds along the street.
    fn beside(&self, homes: &[Option<Snap>], services: &[Option<Snap>]) -> FxHashMap<usize, Vec<(u32, u32)>> {
        let mut on_street: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (i, service) in services.iter().enumerate().filter_map(|(i, s)| Some((i, s.as_ref()?))) {
            on_street.entry(service.street).or_default().push(i);
        }
        let mut beside: FxHashMap<usize, Vec<(u32, u32)>> = FxHashMap::default();
        for (h, home) in homes.iter().enumerate().filter_map(|(h, s)| Some((h, s.as_ref()?))) {
            for i in on_street.get(&home.street).into_iter().flatten() {
                if let Some(ms) = services[*i].as_ref().and_then(|s| self.along_ms(home, s)) {
                    beside.entry(*i).or_default().push((h as u32, ms));
                }
            }
        }
        beside
    }

    fn told(&self, home: Option<&Snap>, service: Option<&Snap>, ms: u32, limit_ms: u32) -> Travel {
        match (home, service) {
            (Some(_), Some(_)) if ms <= limit_ms => Travel::Reached(seconds(ms)),
            (Some(home), Some(service)) if self.connects(home, service) => Travel::Beyond,
            (Some(_), Some(_)) => Travel::Unreachable,
            _ => Travel::NotSnapped,
        }
    }
}

/// Services that are searched together.
struct Batch {
    /// Positions in the list.
    services: Vec<usize>,
    seeds: Vec<Vec<Seed>>,
}

/// Rows of a batch over a hierarchy: milliseconds by home, for each service.
fn swept(
    h: &Hierarchy,
    plan: &Plan,
    sweeper: &mut Sweeper,
    seeds: &[Vec<Seed>],
    exits: &[[Option<Seed>; 2]],
) -> Vec<Vec<u32>> {
    sweeper.run(h, plan, seeds);
    let mut rows: Vec<Vec<u32>> = seeds.iter().map(|_| Vec::with_capacity(exits.len())).collect();
    for home in exits {
        let mut best = [FAR; LANES];
        for (node, ms) in home.iter().flatten() {
            let there = sweeper.of(h, plan, *node);
            best.iter_mut().zip(there).for_each(|(b, t)| *b = (*b).min(t + *ms as i32));
        }
        for (row, ms) in rows.iter_mut().zip(best) {
            row.push(if ms >= FAR { CLOSED } else { ms as u32 });
        }
    }
    rows
}

//! Many homes, many services: rows of the matrix one service at a time, in bounded memory.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use territory::Seconds;

use super::{Pool, ends::Seed, limit_ms, part::Part, seconds};
use crate::{
    Travel,
    hierarchy::{Hierarchy, LANES, Lane, Plan, Row, Sweeper, shorten},
    network::{CLOSED, Network, NodeId, Snap, hilbert, point},
};

/// Times to one service from the nodes that are within the limit.
#[derive(Debug, Clone, Copy)]
pub struct NodeTimes<'a>(&'a [Seed]);

impl NodeTimes<'_> {
    /// The nodes and their times, in an order that depends on the network only.
    pub fn reached(&self) -> impl Iterator<Item = (NodeId, Seconds)> + '_ {
        self.0.iter().map(|(node, ms)| (NodeId(*node), seconds(*ms)))
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Is the service out of reach of every node?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Network {
    /// How long it takes from each home to each service: `row` is called once a service, with one answer a
    /// home; neighbouring services follow each other, in an order that depends on the services only. `None` stands for what was not snapped.
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
        row: impl FnMut(usize, &[Travel]) -> Result<(), E>,
    ) -> Result<(), E> {
        if limit_ms(limit) < f32::EXACT_MS {
            self.matrix_in::<f32, E>(homes, services, limit_ms(limit), row)
        } else {
            self.matrix_in::<i32, E>(homes, services, limit_ms(limit), row)
        }
    }

    fn matrix_in<L: Lane, E>(
        &self,
        homes: &[Option<Snap>],
        services: &[Option<Snap>],
        limit_ms: u32,
        mut row: impl FnMut(usize, &[Travel]) -> Result<(), E>,
    ) -> Result<(), E> {
        let beside = self.beside(homes, services);
        let exits: Vec<[Option<Seed>; 2]> =
            homes.iter().map(|h| h.as_ref().map_or([None; 2], |h| self.exits(h))).collect();
        let engine =
            self.hierarchy.as_ref().map(|h| (h, Plan::of_nodes(h, exits.iter().flatten().flatten().map(|e| e.0))));
        let mut travel = vec![Travel::NotSnapped; homes.len()];
        self.batches(
            services,
            || engine.as_ref().map(|(h, _)| Sweeper::<L>::new(h)),
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
            |service, ms: &Vec<u32>| {
                for ((told, home), ms) in travel.iter_mut().zip(homes).zip(ms) {
                    *told = self.told(home.as_ref(), services[service].as_ref(), *ms, limit_ms);
                }
                row(service, &travel)
            },
        )
    }

    /// How long it takes from every node to each service: `row` is called once a service, in the order of
    /// [`Network::matrix`].
    ///
    /// # Errors
    /// Stops with the first error of `row`.
    pub fn node_matrix<E>(
        &self,
        services: &[Option<Snap>],
        limit: Seconds,
        row: impl FnMut(usize, NodeTimes<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        if limit_ms(limit) < f32::EXACT_MS {
            self.node_matrix_in::<f32, E>(services, limit_ms(limit), row)
        } else {
            self.node_matrix_in::<i32, E>(services, limit_ms(limit), row)
        }
    }

    fn node_matrix_in<L: Lane, E>(
        &self,
        services: &[Option<Snap>],
        limit_ms: u32,
        mut row: impl FnMut(usize, NodeTimes<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let everywhere = self.hierarchy.as_ref().map(|h| (h, Plan::everywhere(h)));
        // Measured: around a small part, a search and a sweep over that part cost less than one sweep
        // over everything.
        let small_part = self.node_count() / 4;
        self.batches(
            services,
            || self.hierarchy.as_ref().map(|h| (Part::<L>::new(self.node_count()), Sweeper::<L>::new(h))),
            |room, batch| {
                let (Some((h, plan)), Some((part, sweeper))) = (&everywhere, room) else {
                    let labels = batch.seeds.iter().map(|s| self.labels(s, limit_ms, None, &[]));
                    return labels.map(|l| reached_nodes(&l)).collect();
                };
                if part.lay(self, h, &batch.seeds, limit_ms, small_part) {
                    part.sweep(&batch.seeds);
                    within(part.all(), batch.seeds.len(), L::of_ms(limit_ms))
                } else {
                    sweeper.run(h, plan, &batch.seeds);
                    within(sweeper.all(h), batch.seeds.len(), L::of_ms(limit_ms))
                }
            },
            |service, times: &Vec<Seed>| row(service, NodeTimes(times)),
        )
    }

    /// Runs batches of neighbouring services side by side and hands their rows over.
    fn batches<S: Send, R: Send, E>(
        &self,
        services: &[Option<Snap>],
        room: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, &Batch) -> Vec<R> + Sync,
        mut row: impl FnMut(usize, &R) -> Result<(), E>,
    ) -> Result<(), E> {
        // Neighbours in a batch share their way up and their surroundings.
        let mut near: Vec<usize> = (0..services.len()).collect();
        near.sort_by_key(|i| (services[*i].map(|s| hilbert(point(s.at()))), *i));
        let rooms = Pool::default();
        for window in near.chunks(LANES * rayon::current_num_threads() * 2) {
            let batches: Vec<Batch> = window
                .chunks(LANES)
                .map(|batch| Batch {
                    services: batch.to_vec(),
                    seeds: batch.iter().map(|i| services[*i].map_or_else(Vec::new, |s| self.seeds(&s))).collect(),
                })
                .collect();
            let rows = batches.par_iter().map(|batch| rooms.with(&room, |room| work(room, batch)));
            let rows: Vec<Vec<R>> = rows.collect();
            for (batch, rows) in batches.iter().zip(&rows) {
                batch.services.iter().zip(rows).try_for_each(|(service, ms)| row(*service, ms))?;
            }
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

/// The nodes within a limit of each service of a batch.
fn within<'a, L: Lane + 'a>(
    rows: impl Iterator<Item = (u32, &'a Row<L>)>,
    services: usize,
    limit: L,
) -> Vec<Vec<Seed>> {
    let mut within = vec![Vec::new(); services];
    for (node, row) in rows {
        for (nodes, ms) in within.iter_mut().zip(row).filter(|(_, ms)| **ms <= limit) {
            nodes.push((node, ms.ms()));
        }
    }
    within
}

fn reached_nodes(labels: &[u32]) -> Vec<Seed> {
    labels.iter().enumerate().filter(|(_, ms)| **ms != CLOSED).map(|(node, ms)| (node as u32, *ms)).collect()
}

/// Rows of a batch over a hierarchy: milliseconds by home, for each service.
fn swept<L: Lane>(
    h: &Hierarchy,
    plan: &Plan,
    sweeper: &mut Sweeper<L>,
    seeds: &[Vec<Seed>],
    exits: &[[Option<Seed>; 2]],
) -> Vec<Vec<u32>> {
    sweeper.run(h, plan, seeds);
    let mut rows: Vec<Vec<u32>> = seeds.iter().map(|_| Vec::with_capacity(exits.len())).collect();
    for home in exits {
        let mut best: Row<L> = [L::FAR; LANES];
        for (node, ms) in home.iter().flatten() {
            shorten(&mut best, &sweeper.of(h, plan, *node), *ms);
        }
        rows.iter_mut().zip(best).for_each(|(row, ms)| row.push(ms.ms()));
    }
    rows
}

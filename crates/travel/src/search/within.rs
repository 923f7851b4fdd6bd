//! For every place where a service could stand: how many people get to it within a limit.
//!
//! Places are taken in groups of neighbours. One bounded search finds all that can matter to a group;
//! over that part of the hierarchy the group is swept, 16 places at once.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use territory::Seconds;

use super::{Pool, ends::Seed, limit_ms, part::Part};
use crate::{
    hierarchy::{Hierarchy, LANES, Lane, Row, shorten},
    network::{Network, Snap, hilbert, point},
};

/// Services in a group.
const GROUP: usize = 256;

/// Somebody who may come.
struct Guest {
    exits: [Option<Seed>; 2],
    /// In units of [`Guests::unit`].
    weight: i32,
    home: Snap,
}

/// All guests, and which of them pass a node first, or live on a street.
struct Guests {
    list: Vec<Guest>,
    /// A power of two: the total of the weights stays within 31 bits.
    unit: f64,
    first: Vec<u32>,
    by_node: Vec<u32>,
    on_street: FxHashMap<u32, Vec<u32>>,
}

impl Network {
    /// The sum of the weights (children, say; none below 0) of the homes that get to each service within a
    /// limit. A home or service that is not snapped counts for nothing.
    ///
    /// Weights are summed as whole multiples of a power of two, so that a sum has the same bits in any
    /// order; the power is such that the total fits 30 bits: for 100,000 children, 0.0001 of a child.
    pub fn within(&self, homes: &[(Option<Snap>, f64)], services: &[Option<Snap>], limit: Seconds) -> Vec<f64> {
        let limit_ms = limit_ms(limit);
        let guests = Guests::new(self, homes);
        let sums = match &self.hierarchy {
            None => services.par_iter().map(|s| self.plain_sum(&guests, s.as_ref(), limit_ms)).collect(),
            Some(h) if limit_ms < f32::EXACT_MS => self.swept_sums::<f32>(h, &guests, services, limit_ms),
            Some(h) => self.swept_sums::<i32>(h, &guests, services, limit_ms),
        };
        sums.into_iter().map(|s| f64::from(s) * guests.unit).collect()
    }

    fn swept_sums<L: Lane>(
        &self,
        h: &Hierarchy,
        guests: &Guests,
        services: &[Option<Snap>],
        limit_ms: u32,
    ) -> Vec<i32> {
        let mut order: Vec<usize> = (0..services.len()).filter(|i| services[*i].is_some()).collect();
        order.sort_by_key(|i| (services[*i].map(|s| hilbert(point(s.at()))), *i));
        let rooms = Pool::default();
        let groups = order.par_chunks(GROUP).map(|group| {
            let snaps: Vec<&Snap> = group.iter().filter_map(|i| services[*i].as_ref()).collect();
            rooms.with(
                || Room::<L> { part: Part::new(self.node_count()), single: Vec::new(), double: Vec::new() },
                |room| self.group(h, room, guests, &snaps, limit_ms),
            )
        });
        let groups: Vec<Vec<i32>> = groups.collect();
        let mut sums = vec![0; services.len()];
        order.iter().zip(groups.into_iter().flatten()).for_each(|(i, sum)| sums[*i] = sum);
        sums
    }

    fn plain_sum(&self, guests: &Guests, service: Option<&Snap>, limit_ms: u32) -> i32 {
        let Some(service) = service else { return 0 };
        let labels = self.labels(&self.seeds(service), limit_ms, None, &[]);
        let ms = |g: &Guest| {
            let ways = g.exits.iter().flatten().map(|e| labels[e.0 as usize].saturating_add(e.1));
            ways.chain(self.along_ms(&g.home, service)).min()
        };
        guests.list.iter().filter(|g| ms(g).is_some_and(|m| m <= limit_ms)).map(|g| g.weight).sum()
    }

    /// The sums of a group of neighbouring services.
    fn group<L: Lane>(
        &self,
        h: &Hierarchy,
        room: &mut Room<L>,
        guests: &Guests,
        services: &[&Snap],
        limit_ms: u32,
    ) -> Vec<i32> {
        let seeds: Vec<Vec<Seed>> = services.iter().map(|s| self.seeds(s)).collect();
        room.part.lay(self, h, &seeds, limit_ms, usize::MAX);
        room.invite(guests, limit_ms);
        let mut sums = Vec::with_capacity(services.len());
        for (batch, snaps) in seeds.chunks(LANES).zip(services.chunks(LANES)) {
            room.part.sweep(batch);
            let all = room.sum();
            sums.extend(snaps.iter().zip(all).enumerate().map(|(lane, (service, sum))| {
                sum + self.neighbours_on_the_street(room, guests, service, lane, limit_ms)
            }));
        }
        sums
    }

    /// Weights of those who get there along the street they live on, and not by its ends.
    fn neighbours_on_the_street<L: Lane>(
        &self,
        room: &Room<L>,
        guests: &Guests,
        service: &Snap,
        lane: usize,
        limit_ms: u32,
    ) -> i32 {
        let near = guests.on_street.get(&service.street).into_iter().flatten().map(|g| &guests.list[*g as usize]);
        let new = near.filter(|g| {
            self.along_ms(&g.home, service).is_some_and(|ms| ms <= limit_ms)
                && room.best(&g.exits)[lane] > L::of_ms(limit_ms)
        });
        new.map(|g| g.weight).sum()
    }
}

impl Guests {
    fn new(network: &Network, homes: &[(Option<Snap>, f64)]) -> Self {
        let snapped = || {
            homes.iter().filter_map(|(snap, weight)| {
                Some((snap.as_ref()?, if weight.is_finite() { weight.max(0.0) } else { 0.0 }))
            })
        };
        // Half of the range is left for the rounding of each.
        let (total, mut unit) = (snapped().map(|s| s.1).sum::<f64>(), 2.0_f64.powi(-16));
        while total / unit > f64::from(1 << 30) {
            unit *= 2.0;
        }
        let list: Vec<Guest> = snapped()
            .map(|(snap, weight)| Guest {
                exits: needed(network, snap),
                weight: (weight / unit).round() as i32,
                home: *snap,
            })
            .collect();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut on_street: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (i, g) in list.iter().enumerate() {
            pairs.extend(g.exits.iter().flatten().map(|e| (e.0, i as u32)));
            on_street.entry(g.home.street).or_default().push(i as u32);
        }
        pairs.sort_unstable();
        let mut first = vec![0_u32; network.node_count() + 1];
        pairs.iter().for_each(|(node, _)| first[*node as usize + 1] += 1);
        (0..network.node_count()).for_each(|v| first[v + 1] += first[v]);
        Self { list, unit, first, by_node: pairs.into_iter().map(|p| p.1).collect(), on_street }
    }
}

/// Room for one group at a time.
struct Room<L> {
    part: Part<L>,
    /// Guests with one way to the part, and with two.
    single: Vec<(Way<L>, i32)>,
    double: Vec<([Way<L>; 2], i32)>,
}

/// A row, and the longest time from there that leaves a guest within the limit.
#[derive(Clone, Copy)]
struct Way<L> {
    row: u32,
    until: L,
}

impl<L: Lane> Room<L> {
    /// Seats the guests who pass a node of the part, in the order of its rows.
    fn invite(&mut self, guests: &Guests, limit_ms: u32) {
        self.single.clear();
        self.double.clear();
        let outside = self.part.nodes().len() as u32;
        for (row, v) in self.part.nodes().iter().enumerate() {
            let here = guests.first[*v as usize] as usize..guests.first[*v as usize + 1] as usize;
            for guest in guests.by_node[here].iter().map(|g| &guests.list[*g as usize]) {
                let way = |exit: &Option<Seed>| {
                    let (node, ms) = (*exit)?;
                    let row = self.part.row_of(node);
                    Some(Way { row, until: L::of_ms(limit_ms.checked_sub(ms)?) }).filter(|w| w.row != outside)
                };
                // A guest with two ways is met at both: seated at the first.
                match (way(&guest.exits[0]), way(&guest.exits[1])) {
                    (Some(a), Some(b)) if a.row == row as u32 => self.double.push(([a, b], guest.weight)),
                    (Some(a), None) if a.row == row as u32 => self.single.push((a, guest.weight)),
                    (None, Some(b)) if b.row == row as u32 => self.single.push((b, guest.weight)),
                    _ => {}
                }
            }
        }
    }

    /// Milliseconds from a guest to each service of the batch.
    fn best(&self, exits: &[Option<Seed>; 2]) -> Row<L> {
        let mut best = [L::FAR; LANES];
        for (node, ms) in exits.iter().flatten() {
            shorten(&mut best, self.part.row(self.part.row_of(*node)), *ms);
        }
        best
    }

    fn sum(&self) -> [i32; LANES] {
        let mut sums = [0; LANES];
        for (way, weight) in &self.single {
            let row = self.part.row(way.row);
            sums.iter_mut().zip(row).for_each(|(s, ms)| *s += if *ms <= way.until { *weight } else { 0 });
        }
        for ([a, b], weight) in &self.double {
            let rows = self.part.row(a.row).iter().zip(self.part.row(b.row));
            for (s, (by_a, by_b)) in sums.iter_mut().zip(rows) {
                *s += if (*by_a <= a.until) | (*by_b <= b.until) { *weight } else { 0 };
            }
        }
        sums
    }
}

/// The exits of a home; of one that lives at the end of a street, the one that is there.
fn needed(network: &Network, home: &Snap) -> [Option<Seed>; 2] {
    let exits = network.exits(home);
    let ends = network.streets.ends[home.street as usize];
    let whole = network.streets.ms[home.street as usize];
    let at_end = |side: usize| exits[side] == Some((ends[1 - side], home.off_road_ms));
    // Whoever drives the whole street from one end could as well start at that end.
    let from_start = |side: usize| exits[side].is_some_and(|e| e.1 == whole[side] + home.off_road_ms);
    match (at_end(1) && from_start(0), at_end(0) && from_start(1)) {
        (true, _) => [None, exits[1]],
        (_, true) => [exits[0], None],
        _ => exits,
    }
}

//! For every place where a service could stand: how many people get to it within a limit.
//!
//! Places are taken in groups of neighbours. One bounded search finds all that can matter to a group;
//! over that part of the hierarchy the group is swept, 16 places at once.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use territory::Seconds;

use super::{Pool, buckets::Buckets, ends::Seed, limit_ms};
use crate::{
    hierarchy::{FAR, Hierarchy, LANES, UpArcs},
    network::{CLOSED, Network, Snap, hilbert, point},
};

/// Services in a group.
const GROUP: usize = 256;

/// Somebody who may come.
struct Guest {
    exits: [Option<Seed>; 2],
    weight: f64,
    home: Snap,
}

/// All guests, and which of them pass a node first, or live on a street.
struct Guests {
    list: Vec<Guest>,
    first: Vec<u32>,
    by_node: Vec<u32>,
    on_street: FxHashMap<u32, Vec<u32>>,
}

/// Room for one group at a time.
struct Room {
    /// By node, [`CLOSED`] between two groups.
    labels: Vec<u32>,
    row_of: Vec<u32>,
    /// The group's nodes, the most important first: a row each.
    nodes: Vec<u32>,
    leaving: Local,
    arriving: Local,
    rows: Vec<[i32; LANES]>,
    climbed: Vec<bool>,
    guests: Vec<u32>,
}

/// Arcs between rows.
#[derive(Default)]
struct Local {
    first: Vec<u32>,
    pairs: Vec<[u32; 2]>,
}

impl Network {
    /// The sum of the weights (children, say) of the homes that get to each service within a limit.
    /// A home or service that is not snapped counts for nothing.
    ///
    /// The sum of a service is made in one order, whatever the number of threads.
    pub fn within(&self, homes: &[(Option<Snap>, f64)], services: &[Option<Snap>], limit: Seconds) -> Vec<f64> {
        let limit_ms = limit_ms(limit);
        let guests = Guests::new(self, homes);
        let Some(h) = &self.hierarchy else {
            return services.par_iter().map(|s| self.plain_sum(&guests, s.as_ref(), limit_ms)).collect();
        };
        let mut order: Vec<usize> = (0..services.len()).filter(|i| services[*i].is_some()).collect();
        order.sort_by_key(|i| services[*i].map(|s| hilbert(point(s.at()))));
        let rooms = Pool::default();
        let groups = order.par_chunks(GROUP).map(|group| {
            let snaps: Vec<&Snap> = group.iter().filter_map(|i| services[*i].as_ref()).collect();
            rooms.with(|| Room::new(self.node_count()), |room| self.group(h, room, &guests, &snaps, limit_ms))
        });
        let groups: Vec<Vec<f64>> = groups.collect();
        let mut sums = vec![0.0; services.len()];
        order.iter().zip(groups.into_iter().flatten()).for_each(|(i, sum)| sums[*i] = sum);
        sums
    }

    fn plain_sum(&self, guests: &Guests, service: Option<&Snap>, limit_ms: u32) -> f64 {
        let Some(service) = service else { return 0.0 };
        let labels = self.labels(&self.seeds(service), limit_ms, None, &[]);
        let ms = |g: &Guest| {
            let ways = g.exits.iter().flatten().map(|e| labels[e.0 as usize].saturating_add(e.1));
            ways.chain(self.along_ms(&g.home, service)).min()
        };
        guests.list.iter().filter(|g| ms(g).is_some_and(|m| m <= limit_ms)).map(|g| g.weight).sum()
    }

    /// The sums of a group of neighbouring services.
    fn group(&self, h: &Hierarchy, room: &mut Room, guests: &Guests, services: &[&Snap], limit_ms: u32) -> Vec<f64> {
        let seeds: Vec<Vec<Seed>> = services.iter().map(|s| self.seeds(s)).collect();
        self.surroundings(h, room, &seeds, limit_ms);
        room.invite(guests);
        let mut sums = Vec::with_capacity(services.len());
        for (batch, snaps) in seeds.chunks(LANES).zip(services.chunks(LANES)) {
            room.sweep(batch);
            let all = room.sum(guests, limit_ms as i32);
            sums.extend(snaps.iter().zip(all).enumerate().map(|(lane, (service, sum))| {
                sum + self.neighbours_on_the_street(room, guests, service, lane, limit_ms)
            }));
        }
        room.leave();
        sums
    }

    /// Weights of those who get there along the street they live on, and not by its ends.
    fn neighbours_on_the_street(
        &self,
        room: &Room,
        guests: &Guests,
        service: &Snap,
        lane: usize,
        limit_ms: u32,
    ) -> f64 {
        let near = guests.on_street.get(&service.street).into_iter().flatten().map(|g| &guests.list[*g as usize]);
        let new = near.filter(|g| {
            self.along_ms(&g.home, service).is_some_and(|ms| ms <= limit_ms)
                && room.best(&g.exits)[lane] > limit_ms as i32
        });
        new.map(|g| g.weight).sum()
    }

    /// Finds the nodes within the limit of any service of a group, and lays their part of the hierarchy out.
    fn surroundings(&self, h: &Hierarchy, room: &mut Room, seeds: &[Vec<Seed>], limit_ms: u32) {
        let mut queue = Buckets::new(self.arcs.longest_ms, seeds.iter().flatten().map(|s| s.1));
        let Room { labels, nodes, row_of, .. } = room;
        let mut improve = |node: u32, ms: u32, queue: &mut Buckets<(u32, u32)>| {
            let label = &mut labels[node as usize];
            if ms <= limit_ms && ms < *label {
                if *label == CLOSED {
                    nodes.push(node);
                }
                *label = ms;
                queue.push(ms, (ms, node));
            }
        };
        seeds.iter().flatten().for_each(|(node, ms)| improve(*node, *ms, &mut queue));
        while let Some((ms, node)) = queue.pop() {
            // An entry that was improved meanwhile only finds nothing to improve.
            self.arcs.to(node).iter().for_each(|[tail, cost]| improve(*tail, ms + cost, &mut queue));
        }
        nodes.sort_unstable_by_key(|v| h.place_of[*v as usize]);
        nodes.iter().enumerate().for_each(|(row, v)| row_of[*v as usize] = row as u32);
        room.leaving.lay(&h.leaving, h, &room.nodes, &room.row_of);
        room.arriving.lay(&h.arriving, h, &room.nodes, &room.row_of);
    }
}

impl Guests {
    fn new(network: &Network, homes: &[(Option<Snap>, f64)]) -> Self {
        let snapped = homes.iter().filter_map(|(snap, weight)| Some((snap.as_ref()?, *weight)));
        let list: Vec<Guest> =
            snapped.map(|(snap, weight)| Guest { exits: network.exits(snap), weight, home: *snap }).collect();
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
        Self { list, first, by_node: pairs.into_iter().map(|p| p.1).collect(), on_street }
    }
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

impl Room {
    fn new(nodes: usize) -> Self {
        Self {
            labels: vec![CLOSED; nodes],
            row_of: vec![CLOSED; nodes],
            nodes: Vec::new(),
            leaving: Local::default(),
            arriving: Local::default(),
            rows: Vec::new(),
            climbed: Vec::new(),
            guests: Vec::new(),
        }
    }

    /// The guests who pass one of the nodes, in their order.
    fn invite(&mut self, guests: &Guests) {
        self.guests.clear();
        for v in &self.nodes {
            let here = guests.first[*v as usize] as usize..guests.first[*v as usize + 1] as usize;
            self.guests.extend_from_slice(&guests.by_node[here]);
        }
        self.guests.sort_unstable();
        self.guests.dedup();
    }

    /// Times from every row to each service of a batch, up and then down.
    fn sweep(&mut self, seeds: &[Vec<Seed>]) {
        let rows = &mut self.rows;
        rows.clear();
        // One row more, never reached: where a guest's other exit is too far.
        rows.resize(self.nodes.len() + 1, [FAR; LANES]);
        self.climbed.clear();
        self.climbed.resize(self.nodes.len(), false);
        for (lane, seed) in seeds.iter().enumerate() {
            for (node, ms) in seed {
                if let Some(row) = Some(self.row_of[*node as usize]).filter(|r| *r != CLOSED) {
                    let number = &mut rows[row as usize][lane];
                    *number = (*number).min(*ms as i32);
                    self.climbed[row as usize] = true;
                }
            }
        }
        for row in (0..self.nodes.len()).rev() {
            if self.climbed[row] {
                let here = rows[row];
                for [above, ms] in self.arriving.of(row) {
                    shorten(&mut rows[*above as usize], &here, *ms as i32);
                    self.climbed[*above as usize] = true;
                }
            }
        }
        for row in 0..self.nodes.len() {
            let mut best = rows[row];
            for [above, ms] in self.leaving.of(row) {
                shorten(&mut best, &rows[*above as usize], *ms as i32);
            }
            rows[row] = best;
        }
    }

    /// Milliseconds from a guest to each service of the batch.
    fn best(&self, exits: &[Option<Seed>; 2]) -> [i32; LANES] {
        let mut best = [FAR; LANES];
        for (node, ms) in exits.iter().flatten() {
            let row = (self.row_of[*node as usize] as usize).min(self.nodes.len());
            shorten(&mut best, &self.rows[row], *ms as i32);
        }
        best
    }

    fn sum(&self, guests: &Guests, limit_ms: i32) -> [f64; LANES] {
        let mut sums = [0.0; LANES];
        for g in &self.guests {
            let guest = &guests.list[*g as usize];
            let best = self.best(&guest.exits);
            sums.iter_mut().zip(best).for_each(|(s, ms)| *s += if ms <= limit_ms { guest.weight } else { 0.0 });
        }
        sums
    }

    /// Ready for the next group.
    fn leave(&mut self) {
        for v in self.nodes.drain(..) {
            self.labels[v as usize] = CLOSED;
            self.row_of[v as usize] = CLOSED;
        }
    }
}

fn shorten(best: &mut [i32; LANES], from: &[i32; LANES], ms: i32) {
    for (b, f) in best.iter_mut().zip(from) {
        *b = (*b).min(f + ms);
    }
}

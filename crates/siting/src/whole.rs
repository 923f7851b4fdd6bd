//! Homes that go whole to one of the open sites of limited capacity (generalised assignment).

use std::cmp::Reverse;

use crate::{
    core::{Core, NONE},
    plan::{Plan, Share},
    tree::ceil,
};

/// Fractions of a unit in which capacities are priced.
const SCALE: i64 = 64;

/// A good plan of an open set: priced capacities, then moves and exchanges of homes.
pub(crate) fn good(core: &Core, open: &[bool]) -> Plan {
    let mut table = Table::new(core, open);
    let none = vec![0; core.sites()];
    let mut best = table.fill(&none);
    table.exchange(&mut best);
    // Where capacities bind, a few prices of theirs suggest other ways.
    if table.binds(&none) {
        let (prices, _) = table.price(best.cost, 30);
        let mut other = table.fill(&prices);
        table.exchange(&mut other);
        if other.cost < best.cost {
            best = other;
        }
    }
    table.plan(open, &best)
}

/// The cheapest plan below `upper`, or `None` when there is none or `stop` said so.
pub(crate) fn cheapest(core: &Core, open: &[bool], upper: i64, stop: &mut dyn FnMut() -> bool) -> Option<Plan> {
    let mut table = Table::new(core, open);
    let charges = core.charges(open);
    let (prices, bound) = table.price(upper - charges, 400);
    if bound >= upper - charges {
        return None;
    }
    let mut dive = Dive::new(&table, &prices, upper - charges);
    dive.search(stop);
    let best = dive.best.take()?;
    let cost = dive.upper;
    Some(table.plan(open, &Filling { goes: best, cost }))
}

struct Table<'a> {
    core: &'a Core,
    /// Homes with a demand.
    homes: Vec<usize>,
    /// Open sites of each home with their costs, cheapest first.
    ways: Vec<Vec<(u32, i64)>>,
    room: Vec<i64>,
}

/// Where each home goes, or `NONE`; what that costs without charges.
#[derive(Debug, Clone)]
struct Filling {
    goes: Vec<u32>,
    cost: i64,
}

impl<'a> Table<'a> {
    fn new(core: &'a Core, open: &[bool]) -> Self {
        let fits = |home: usize, site: u32| open[site as usize] && core.demand[home] <= core.capacity[site as usize];
        let ways = |home| core.of(home).iter().copied().filter(|&(s, _)| fits(home, s)).collect();
        let homes = (0..core.homes()).filter(|&h| core.demand[h] > 0).collect();
        Self { core, homes, ways: (0..core.homes()).map(ways).collect(), room: core.capacity.clone() }
    }

    /// Cost of a home's way under prices, in fractions.
    fn priced(&self, home: usize, (site, cost): (u32, i64), prices: &[i64]) -> i64 {
        cost * SCALE + prices[site as usize] * self.core.demand[home]
    }

    /// The cheapest way of a home under prices, and its cost in fractions; leaving has no price.
    fn least(&self, home: usize, prices: &[i64]) -> (u32, i64) {
        let ways = self.ways[home].iter().map(|&way| (way.0, self.priced(home, way, prices)));
        let leave = (NONE, self.core.leave[home] * SCALE);
        ways.chain([leave]).min_by_key(|w| w.1).expect("leaving is a way")
    }

    fn binds(&self, prices: &[i64]) -> bool {
        let mut room = self.room.clone();
        self.homes.iter().any(|&home| {
            let (site, _) = self.least(home, prices);
            site != NONE && {
                room[site as usize] -= self.core.demand[home];
                room[site as usize] < 0
            }
        })
    }

    /// Prices of capacities, and what no plan is cheaper than.
    fn price(&mut self, upper: i64, steps: usize) -> (Vec<i64>, i64) {
        let mut prices = vec![0_i64; self.core.sites()];
        let mut best = (prices.clone(), i64::MIN);
        let (mut stride, mut idle) = (1.0, 0);
        for _ in 0..steps {
            let mut over: Vec<i64> = self.room.iter().map(|&r| -r).collect();
            let mut value = 0;
            for &home in &self.homes {
                let (site, cost) = self.least(home, &prices);
                value += cost;
                if site != NONE {
                    over[site as usize] += self.core.demand[home];
                }
            }
            value -= prices.iter().zip(&self.room).filter(|(p, _)| **p > 0).map(|(p, r)| p * r).sum::<i64>();
            if value > best.1 {
                best = (prices.clone(), value);
                idle = 0;
            } else {
                idle += 1;
                if idle > 10 {
                    (idle, stride) = (0, stride / 2.0);
                }
            }
            let moves = |site: usize| prices[site] > 0 || over[site] > 0;
            let norm: f64 = (0..over.len()).filter(|&s| moves(s)).map(|s| (over[s] as f64).powi(2)).sum();
            if norm == 0.0 || ceil(best.1, SCALE) >= upper {
                break;
            }
            let near = value as f64 + 0.05 * value.abs() as f64 + SCALE as f64;
            let step = stride * (((upper * SCALE) as f64).min(near) - value as f64).max(1.0) / norm;
            for site in 0..over.len() {
                if prices[site] > 0 || over[site] > 0 {
                    prices[site] = (prices[site] + (step * over[site] as f64).round() as i64).max(0);
                }
            }
        }
        (best.0, ceil(best.1, SCALE))
    }

    /// Homes one after the other, who loses most first, at the cheapest site with room.
    fn fill(&self, prices: &[i64]) -> Filling {
        let mut room = self.room.clone();
        let (mut goes, mut cost) = (vec![NONE; self.core.homes()], 0);
        let regret = |home: usize| {
            let mut costs: Vec<i64> = self.ways[home].iter().map(|&w| self.priced(home, w, prices)).collect();
            costs.push(self.core.leave[home] * SCALE);
            costs.sort_unstable();
            costs.get(1).map_or(0, |second| second - costs[0])
        };
        let mut order = self.homes.clone();
        order.sort_by_cached_key(|&h| Reverse((regret(h), self.core.demand[h])));
        for home in order {
            let demand = self.core.demand[home];
            let fits = self.ways[home].iter().filter(|w| room[w.0 as usize] >= demand);
            match fits.min_by_key(|&&w| self.priced(home, w, prices)) {
                Some(&(site, way)) => {
                    room[site as usize] -= demand;
                    goes[home] = site;
                    cost += way;
                }
                None => cost += self.core.leave[home],
            }
        }
        Filling { goes, cost }
    }

    fn cost_at(&self, home: usize, site: u32) -> Option<i64> {
        if site == NONE {
            return Some(self.core.leave[home]);
        }
        self.ways[home].iter().find(|w| w.0 == site).map(|w| w.1)
    }

    /// Moves homes to cheaper sites with room, and exchanges two homes, until neither helps.
    fn exchange(&self, filling: &mut Filling) {
        let mut room = self.room.clone();
        for &home in &self.homes {
            if filling.goes[home] != NONE {
                room[filling.goes[home] as usize] -= self.core.demand[home];
            }
        }
        let mut again = true;
        while again {
            again = false;
            for &home in &self.homes {
                let demand = self.core.demand[home];
                let at = filling.goes[home];
                let here = self.cost_at(home, at).expect("a home can be where it goes");
                for &(to, there) in self.ways[home].iter().take_while(|w| w.1 < here) {
                    if room[to as usize] >= demand {
                        release(&mut room, at, demand);
                        room[to as usize] -= demand;
                        filling.goes[home] = to;
                        filling.cost += there - here;
                        again = true;
                        break;
                    }
                    // Somebody there may take the place left here, or another one with room.
                    let swap = self.homes.iter().copied().filter(|&o| filling.goes[o] == to).find_map(|other| {
                        let theirs = self.core.demand[other];
                        if room[to as usize] + theirs < demand {
                            return None;
                        }
                        let now = self.cost_at(other, to)?;
                        let goes = |w: &&(u32, i64)| {
                            w.0 != to && room[w.0 as usize] + if w.0 == at { demand } else { 0 } >= theirs
                        };
                        let &(next, cost) = self.ways[other].iter().find(goes)?;
                        (there - here + cost - now < 0).then_some((other, next, cost - now))
                    });
                    if let Some((other, next, more)) = swap {
                        let theirs = self.core.demand[other];
                        release(&mut room, at, demand);
                        room[to as usize] += theirs - demand;
                        room[next as usize] -= theirs;
                        (filling.goes[home], filling.goes[other]) = (to, next);
                        filling.cost += there - here + more;
                        again = true;
                        break;
                    }
                }
            }
        }
    }

    fn plan(&self, open: &[bool], filling: &Filling) -> Plan {
        let served = self.homes.iter().filter(|&&h| filling.goes[h] != NONE);
        let share = |&home: &usize| Share {
            home: u32::try_from(home).expect("homes are numbered in 32 bits"),
            site: filling.goes[home],
            amount: self.core.demand[home],
        };
        let cost = filling.cost + self.core.charges(open);
        Plan { cost, open: open.to_vec(), shares: Some(served.map(share).collect()) }
    }
}

fn release(room: &mut [i64], site: u32, demand: i64) {
    if site != NONE {
        room[site as usize] += demand;
    }
}

/// Depth first over the homes, those whose choice matters most first.
struct Dive<'t> {
    table: &'t Table<'t>,
    order: Vec<usize>,
    /// Ways of each home of the order: site, priced cost in fractions, cost; the least first.
    ways: Vec<Vec<(u32, i64, i64)>>,
    /// The least that all homes cost under prices, minus the prices of the capacities.
    floor: i64,
    room: Vec<i64>,
    goes: Vec<u32>,
    best: Option<Vec<u32>>,
    upper: i64,
}

impl<'t> Dive<'t> {
    fn new(table: &'t Table<'t>, prices: &[i64], upper: i64) -> Self {
        let ways = |home: usize| {
            let ways = table.ways[home].iter().map(|&w| (w.0, table.priced(home, w, prices), w.1));
            let leave = table.core.leave[home];
            let mut ways: Vec<_> = ways.chain([(NONE, leave * SCALE, leave)]).collect();
            ways.sort_unstable_by_key(|w| (w.1, w.0));
            ways
        };
        let matters = |home: &usize| {
            let ways = ways(*home);
            Reverse((ways.get(1).map_or(i64::MAX, |w| w.1 - ways[0].1), table.core.demand[*home]))
        };
        let mut order = table.homes.clone();
        order.sort_by_cached_key(matters);
        let ways: Vec<_> = order.iter().map(|&h| ways(h)).collect();
        let capacities = prices.iter().zip(&table.room).filter(|(p, _)| **p > 0).map(|(p, r)| p * r).sum::<i64>();
        let floor = ways.iter().map(|w| w[0].1).sum::<i64>() - capacities;
        let (room, goes) = (table.room.clone(), vec![NONE; table.core.homes()]);
        Self { table, order, ways, floor, room, goes, best: None, upper }
    }

    /// Without recursion: there may be more homes than a stack has room for.
    fn search(&mut self, stop: &mut dyn FnMut() -> bool) {
        let homes = self.order.len();
        // At each depth: the next way to try, the floor and the cost of what is decided above.
        let (mut next, mut floors, mut costs) = (vec![0; homes + 1], vec![self.floor; homes + 1], vec![0; homes + 1]);
        let (mut depth, mut count) = (0, 0_u64);
        loop {
            if depth == homes {
                if costs[depth] < self.upper {
                    self.upper = costs[depth];
                    self.best = Some(self.goes.clone());
                }
            } else if let Some(&(site, priced, plain)) = self.ways[depth].get(next[depth]) {
                count += 1;
                if count.is_multiple_of(4096) && stop() {
                    return;
                }
                let floor = floors[depth] + priced - self.ways[depth][0].1;
                if ceil(floor, SCALE) < self.upper {
                    next[depth] += 1;
                    let home = self.order[depth];
                    let demand = self.table.core.demand[home];
                    if site == NONE || self.room[site as usize] >= demand {
                        release(&mut self.room, site, -demand);
                        self.goes[home] = site;
                        (floors[depth + 1], costs[depth + 1]) = (floor, costs[depth] + plain);
                        depth += 1;
                        next[depth] = 0;
                    }
                    continue;
                }
            }
            // Nothing cheaper below: one step back.
            let Some(above) = depth.checked_sub(1) else { return };
            depth = above;
            let home = self.order[depth];
            release(&mut self.room, self.goes[home], self.table.core.demand[home]);
            self.goes[home] = NONE;
        }
    }
}

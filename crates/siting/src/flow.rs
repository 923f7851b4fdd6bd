//! The cheapest way of sharing homes out among open sites of limited capacity: shortest augmenting
//! paths over the sites (a transportation problem). Homes enter one after the other; each may push
//! others on, and what is in place is the cheapest at every moment.

use std::collections::VecDeque;

use crate::{
    core::Core,
    plan::{Plan, Share},
};

/// The cheapest plan of an open set.
pub(crate) fn cheapest(core: &Core, open: &[bool]) -> Plan {
    let mut flow = Flow::new(core, open);
    let mut order: Vec<usize> = (0..core.homes()).filter(|&h| core.demand[h] > 0).collect();
    // Those who lose most without their first site come first: fewer are pushed on later.
    order.sort_by_key(|&h| std::cmp::Reverse(flow.regret(h)));
    for home in order {
        flow.enter(home);
    }
    flow.plan(open)
}

struct Flow<'a> {
    core: &'a Core,
    /// Position of each open site among the open ones.
    place: Vec<usize>,
    sites: Vec<u32>,
    /// Open sites of each home with their costs for a unit of demand, cheapest first.
    ways: Vec<Vec<(usize, i64)>>,
    /// Demand in place at each open site, by home.
    held: Vec<Vec<(usize, i64)>>,
    room: Vec<i64>,
}

/// How a place is reached: from another place by pushing a home on, or straight.
#[derive(Debug, Clone, Copy)]
enum From {
    Straight,
    Pushed { from: usize, home: usize },
}

impl<'a> Flow<'a> {
    fn new(core: &'a Core, open: &[bool]) -> Self {
        let mut place = vec![usize::MAX; core.sites()];
        let mut sites = Vec::new();
        for site in (0..core.sites()).filter(|&s| open[s]) {
            place[site] = sites.len();
            sites.push(u32::try_from(site).expect("sites are numbered in 32 bits"));
        }
        let unit = |home: usize, cost: i64| cost / core.demand[home];
        let ways = |home: usize| {
            let open = core.of(home).iter().filter(|&&(s, _)| place[s as usize] != usize::MAX);
            open.map(|&(s, cost)| (place[s as usize], unit(home, cost))).collect()
        };
        let ways = (0..core.homes()).map(ways).collect();
        let room = sites.iter().map(|&s| core.capacity[s as usize]).collect();
        Self { core, ways, held: vec![Vec::new(); sites.len()], room, place, sites }
    }

    fn leave(&self, home: usize) -> i64 {
        self.core.leave[home] / self.core.demand[home]
    }

    fn regret(&self, home: usize) -> i64 {
        let way = |k: usize| self.ways[home].get(k).map_or(self.leave(home), |w| w.1);
        way(1) - way(0)
    }

    fn enter(&mut self, home: usize) {
        let mut rest = self.core.demand[home];
        while rest > 0 {
            // The cheapest way has room: no other can be cheaper.
            if let Some(&(place, _)) = self.ways[home].first()
                && self.room[place] > 0
            {
                let amount = rest.min(self.room[place]);
                self.put(place, home, amount);
                rest -= amount;
                continue;
            }
            let Some((amount, path, left)) = self.path(home, rest) else { return };
            // From the end of the path back to its start: who is pushed on makes room.
            if let Some(left) = left {
                let &(place, _) = path.last().expect("someone is at a place");
                self.take(place, left, amount);
            }
            for step in (0..path.len()).rev() {
                let (place, from) = path[step];
                match from {
                    From::Straight => self.put(place, home, amount),
                    From::Pushed { from, home } => {
                        self.take(from, home, amount);
                        self.put(place, home, amount);
                    }
                }
            }
            rest -= amount;
        }
    }

    /// The cheapest way in for a home: how much fits, the places on the way, and who leaves at its
    /// end when no place has room. `None` when leaving the home itself is cheapest.
    #[expect(clippy::type_complexity, reason = "three parts of one answer, used in one place")]
    fn path(&self, home: usize, rest: i64) -> Option<(i64, Vec<(usize, From)>, Option<usize>)> {
        let places = self.sites.len();
        let (mut cost, mut via) = (vec![i64::MAX; places], vec![From::Straight; places]);
        let (mut queue, mut queued) = (VecDeque::new(), vec![false; places]);
        for &(place, unit) in &self.ways[home] {
            cost[place] = unit;
            queue.push_back(place);
            queued[place] = true;
        }
        while let Some(from) = queue.pop_front() {
            queued[from] = false;
            if self.room[from] > 0 {
                continue;
            }
            for &(held, _) in &self.held[from] {
                let here = self.ways[held].iter().find(|w| w.0 == from).expect("who is held can come").1;
                for &(to, unit) in &self.ways[held] {
                    let through = cost[from] + unit - here;
                    if through < cost[to] {
                        cost[to] = through;
                        via[to] = From::Pushed { from, home: held };
                        if !queued[to] {
                            queued[to] = true;
                            queue.push_back(to);
                        }
                    }
                }
            }
        }
        let mut best = (self.leave(home), None);
        for place in (0..places).filter(|&p| cost[p] < i64::MAX) {
            if self.room[place] > 0 && cost[place] < best.0 {
                best = (cost[place], Some((place, None)));
            } else if self.room[place] <= 0 {
                for &(held, _) in &self.held[place] {
                    let here = self.ways[held].iter().find(|w| w.0 == place).expect("who is held can come").1;
                    let out = cost[place] + self.leave(held) - here;
                    if out < best.0 {
                        best = (out, Some((place, Some(held))));
                    }
                }
            }
        }
        let (end, left) = best.1?;
        let (mut path, mut at) = (Vec::new(), end);
        let mut amount = rest;
        match left {
            Some(left) => amount = amount.min(self.amount(end, left)),
            None => amount = amount.min(self.room[end]),
        }
        loop {
            path.push((at, via[at]));
            let From::Pushed { from, home } = via[at] else { break };
            amount = amount.min(self.amount(from, home));
            at = from;
        }
        path.reverse();
        Some((amount, path, left))
    }

    fn amount(&self, place: usize, home: usize) -> i64 {
        self.held[place].iter().find(|h| h.0 == home).map_or(0, |h| h.1)
    }

    fn put(&mut self, place: usize, home: usize, amount: i64) {
        self.room[place] -= amount;
        match self.held[place].iter_mut().find(|h| h.0 == home) {
            Some(held) => held.1 += amount,
            None => self.held[place].push((home, amount)),
        }
    }

    fn take(&mut self, place: usize, home: usize, amount: i64) {
        self.room[place] += amount;
        let at = self.held[place].iter().position(|h| h.0 == home).expect("who is taken is there");
        self.held[place][at].1 -= amount;
        if self.held[place][at].1 == 0 {
            self.held[place].swap_remove(at);
        }
    }

    fn plan(&self, open: &[bool]) -> Plan {
        let mut served = vec![0; self.core.homes()];
        let mut cost = self.core.charges(open);
        let mut shares = Vec::new();
        for (place, held) in self.held.iter().enumerate() {
            for &(home, amount) in held {
                let unit = self.ways[home].iter().find(|w| w.0 == place).expect("who is held can come").1;
                cost += unit * amount;
                served[home] += amount;
                let home = u32::try_from(home).expect("homes are numbered in 32 bits");
                shares.push(Share { home, site: self.sites[place], amount });
            }
        }
        for (home, &demand) in self.core.demand.iter().enumerate().filter(|(_, d)| **d > 0) {
            cost += self.leave(home) * (demand - served[home]);
        }
        shares.sort_unstable_by_key(|s| (s.home, s.site));
        debug_assert!(self.place.len() == self.core.sites());
        Plan { cost, open: open.to_vec(), shares: Some(shares) }
    }
}

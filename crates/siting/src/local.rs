//! A first answer in one pass, then interchange until no exchange helps.
//!
//! The neighbourhood of Teitz and Bart (1968) at the price of Whitaker (1983) and Resende and
//! Werneck (2004): each home knows its two cheapest open sites; one walk over the homes of a site
//! tells what opening it gains, whichever site it replaces.

use crate::{
    core::{Core, NONE},
    problem::Status,
    random::Random,
};

/// An open set and what it costs without capacities, kept up to date.
#[derive(Debug, Clone)]
pub(crate) struct Local<'a> {
    core: &'a Core,
    pub(crate) open: Vec<bool>,
    /// Candidates that are open.
    opened: Vec<u32>,
    pub(crate) cost: i64,
    spent: i64,
    first: Vec<(u32, i64)>,
    second: Vec<(u32, i64)>,
    /// What closing each open site would cost its homes.
    loss: Vec<i64>,
    extra: Vec<i64>,
    touched: Vec<u32>,
}

impl<'a> Local<'a> {
    /// The required sites and nothing else.
    pub(crate) fn new(core: &'a Core) -> Self {
        let open: Vec<bool> = core.status.iter().map(|&s| s == Status::Required).collect();
        let cost = core.charges(&open);
        let mut local = Self {
            core,
            open,
            opened: Vec::new(),
            cost,
            spent: 0,
            first: vec![(NONE, 0); core.homes()],
            second: vec![(NONE, 0); core.homes()],
            loss: vec![0; core.sites()],
            extra: vec![0; core.sites()],
            touched: Vec::new(),
        };
        for home in 0..core.homes() {
            local.enter(home);
        }
        local
    }

    /// Opens the sites of a set in their order, as far as the rules let it.
    pub(crate) fn from_set(core: &'a Core, open: &[bool]) -> Self {
        let mut local = Self::new(core);
        for (site, &open) in open.iter().enumerate() {
            if open && local.may_open(site) {
                local.add(site);
            }
        }
        local
    }

    /// Opens the best site again and again while it helps (the gains only fall, so that a stale
    /// gain is looked at again only when it comes to the top).
    pub(crate) fn greedy(&mut self, stop: &mut dyn FnMut() -> bool) {
        let mut heap: std::collections::BinaryHeap<Offer> =
            (0..self.core.sites()).filter(|&s| self.may_open(s)).filter_map(|s| self.offer(s)).collect();
        while let Some(offer) = heap.pop() {
            if !self.may_open(offer.site) {
                continue;
            }
            let Some(now) = self.offer(offer.site) else { continue };
            if heap.peek().is_some_and(|next| *next > now) {
                heap.push(now);
                continue;
            }
            self.add(offer.site);
            if self.opened.len() >= self.core.open || stop() {
                return;
            }
        }
    }

    /// Exchanges, openings and closings until none helps.
    pub(crate) fn descend(&mut self, random: &mut Random, stop: &mut dyn FnMut() -> bool) {
        let mut order: Vec<usize> =
            (0..self.core.sites()).filter(|&s| self.core.status[s] == Status::Candidate).collect();
        random.shuffle(&mut order);
        let (mut quiet, mut at) = (0, 0);
        while quiet < order.len() {
            let site = order[at];
            at = (at + 1) % order.len();
            quiet += 1;
            let moved = if self.open[site] { self.try_close(site) } else { self.try_open(site) };
            if moved {
                quiet = 0;
            }
            if at % 64 == 0 && stop() {
                return;
            }
        }
    }

    /// Exchanges a few sites at random.
    pub(crate) fn shake(&mut self, exchanges: usize, random: &mut Random) {
        let sites = self.core.sites();
        for _ in 0..exchanges {
            if let Some(last) = self.opened.len().checked_sub(1) {
                let site = self.opened[random.below(last + 1)];
                self.remove(site as usize);
            }
            for _ in 0..20 {
                let site = random.below(sites);
                if self.may_open(site) {
                    self.add(site);
                    break;
                }
            }
        }
    }

    fn gain(&self, site: usize) -> i64 {
        let gains = self.core.served_by(site).iter().map(|&(home, cost)| self.first[home as usize].1 - cost);
        gains.filter(|&g| g > 0).sum()
    }

    fn offer(&self, site: usize) -> Option<Offer> {
        let (gain, charge, price) = (self.gain(site), self.core.charge[site], self.core.price[site]);
        let worth = match (charge, self.core.budget) {
            (0, None) => gain as f64,
            (0, Some(_)) => gain as f64 / price.max(1) as f64,
            _ => gain as f64 / charge as f64,
        };
        (gain > charge).then_some(Offer { worth, site })
    }

    fn may_open(&self, site: usize) -> bool {
        !self.open[site]
            && self.core.status[site] == Status::Candidate
            && self.opened.len() < self.core.open
            && self.core.budget.is_none_or(|b| self.spent + self.core.price[site] <= b)
            && self.neighbours(site).next().is_none()
    }

    /// Open sites that a site must stay apart from.
    fn neighbours(&self, site: usize) -> impl Iterator<Item = u32> {
        self.core.apart[site].iter().copied().filter(|&s| self.open[s as usize])
    }

    fn try_close(&mut self, site: usize) -> bool {
        let helps = self.loss[site] < self.core.charge[site];
        if helps {
            self.remove(site);
        }
        helps
    }

    fn try_open(&mut self, site: usize) -> bool {
        let mut near = self.neighbours(site);
        let held = near.next();
        if near.next().is_some() {
            return false;
        }
        drop(near);
        let core = self.core;
        let mut gain = -core.charge[site];
        for &(home, cost) in core.served_by(site) {
            let ((best, first), (_, second)) = (self.first[home as usize], self.second[home as usize]);
            gain += (first - cost).max(0);
            if best != NONE && cost < second {
                if self.extra[best as usize] == 0 {
                    self.touched.push(best);
                }
                self.extra[best as usize] += second - first.max(cost);
            }
        }
        let room = core.budget.map_or(i64::MAX, |b| b - self.spent - core.price[site]);
        let mut best = (0, None);
        if self.opened.len() < core.open && room >= 0 && held.is_none() && gain > 0 {
            best = (gain, Some(NONE));
        }
        for &out in &self.opened {
            let o = out as usize;
            if held.is_some_and(|h| h != out) || room.saturating_add(core.price[o]) < 0 {
                continue;
            }
            let profit = gain + core.charge[o] - self.loss[o] + self.extra[o];
            if profit > best.0 {
                best = (profit, Some(out));
            }
        }
        for &t in &self.touched {
            self.extra[t as usize] = 0;
        }
        self.touched.clear();
        let Some(out) = best.1 else { return false };
        if out != NONE {
            self.remove(out as usize);
        }
        self.add(site);
        true
    }

    fn add(&mut self, site: usize) {
        self.open[site] = true;
        self.opened.push(u32::try_from(site).expect("sites are numbered in 32 bits"));
        self.cost += self.core.charge[site];
        self.spent += self.core.price[site];
        let core = self.core;
        for &(home, cost) in core.served_by(site) {
            if cost < self.second[home as usize].1 {
                self.leave(home as usize);
                self.enter(home as usize);
            }
        }
    }

    fn remove(&mut self, site: usize) {
        self.open[site] = false;
        self.opened.retain(|&s| s as usize != site);
        self.cost -= self.core.charge[site];
        self.spent -= self.core.price[site];
        let core = self.core;
        for &(home, _) in core.served_by(site) {
            let home = home as usize;
            if self.first[home].0 as usize == site || self.second[home].0 as usize == site {
                self.leave(home);
                self.enter(home);
            }
        }
    }

    /// Takes a home out of the sums.
    fn leave(&mut self, home: usize) {
        let ((best, first), (_, second)) = (self.first[home], self.second[home]);
        self.cost -= first;
        if best != NONE {
            self.loss[best as usize] -= second - first;
        }
    }

    /// Finds a home's two cheapest open sites and puts it into the sums.
    fn enter(&mut self, home: usize) {
        let none = (NONE, self.core.leave[home]);
        let mut open = self.core.of(home).iter().filter(|&&(s, _)| self.open[s as usize]).copied();
        let first = open.next().unwrap_or(none);
        let second = open.next().unwrap_or(none);
        (self.first[home], self.second[home]) = (first, second);
        self.cost += first.1;
        if first.0 != NONE {
            self.loss[first.0 as usize] += second.1 - first.1;
        }
    }

    /// Cost of each home at its cheapest and its second cheapest open site.
    pub(crate) fn two_costs(&self, home: usize) -> (i64, i64) {
        (self.first[home].1, self.second[home].1)
    }
}

/// A site and what opening it is worth now.
#[derive(Debug, PartialEq)]
struct Offer {
    worth: f64,
    site: usize,
}

impl Eq for Offer {}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.worth.total_cmp(&other.worth).then(other.site.cmp(&self.site))
    }
}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

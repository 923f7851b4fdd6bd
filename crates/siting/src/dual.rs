//! Bounds: the assignment of homes is priced instead of imposed (Lagrangian relaxation).
//!
//! Every home is paid a price; a site earns the prices of the homes it serves minus what serving
//! them costs; the best sites are chosen. Whatever the prices, no answer costs less than the sum
//! of the prices minus the earnings (Cornuejols, Fisher and Nemhauser 1977). Prices are integers in
//! fractions 1/scale of the core's unit and all sums are exact, so that a bound rounds up to a proof.

use crate::{
    core::{Core, UNLIMITED},
    knapsack::Knapsack,
};

/// What a node of the search has decided about each site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Free,
    Open,
    Shut,
}

/// Prices of homes, and of the budget.
#[derive(Debug, Clone)]
pub(crate) struct Prices {
    pub(crate) home: Vec<i64>,
    /// Price of a unit of the budget.
    pub(crate) budget: i64,
}

/// One evaluation of the bound.
#[derive(Debug, Clone)]
pub(crate) struct Bound {
    /// In fractions of the core's unit.
    pub(crate) value: i64,
    /// Free sites that the bound opens.
    pub(crate) chosen: Vec<u32>,
    /// Cost minus earnings of each site: a chosen site has a negative one.
    pub(crate) reduced: Vec<i64>,
    /// The greatest reduced cost among the chosen when no further may open, else 0.
    pub(crate) bar: i64,
    /// The least reduced cost among the free that are not chosen, 0 at most.
    pub(crate) next: i64,
}

/// Evaluates bounds of a core.
#[derive(Debug)]
pub(crate) struct Dual<'a> {
    pub(crate) core: &'a Core,
    /// Fractions of a unit.
    pub(crate) scale: i64,
    knapsack: Knapsack,
    order: Vec<u32>,
    taken: Vec<bool>,
    count: Vec<i64>,
}

impl<'a> Dual<'a> {
    pub(crate) fn new(core: &'a Core) -> Self {
        // The finest fraction whose sums fit, up to 1/4096.
        let most = core.leave_all().max(1) + core.charge.iter().sum::<i64>();
        let mut scale = 1;
        while scale < 4096 && most < (1 << 60) / (scale * 2) {
            scale *= 2;
        }
        Self {
            core,
            scale,
            knapsack: Knapsack::default(),
            order: Vec::new(),
            taken: vec![false; core.sites()],
            count: vec![0; core.homes()],
        }
    }

    /// The bound of a node at given prices.
    pub(crate) fn evaluate(&mut self, fates: &[Fate], prices: &Prices, chosen_limit: usize, spent: i64) -> Bound {
        let core = self.core;
        let mut reduced: Vec<i64> = if core.capacitated {
            (0..core.sites()).map(|site| self.packed(fates, prices, site)).collect()
        } else {
            let mut reduced = vec![0; core.sites()];
            for (home, &price) in prices.home.iter().enumerate() {
                for &(site, cost) in core.of(home) {
                    let margin = cost * self.scale - price;
                    if margin >= 0 {
                        break;
                    }
                    reduced[site as usize] += margin;
                }
            }
            reduced
        };
        let mut value: i64 = prices.home.iter().sum();
        self.order.clear();
        for site in 0..core.sites() {
            reduced[site] += core.charge[site] * self.scale;
            match fates[site] {
                Fate::Open => value += reduced[site],
                Fate::Shut => {}
                Fate::Free => {
                    reduced[site] += prices.budget * core.price[site];
                    self.order.push(u32::try_from(site).expect("sites are numbered in 32 bits"));
                }
            }
        }
        if let Some(budget) = core.budget {
            value -= prices.budget * (budget - spent);
        }
        let key = |s: &u32| (reduced[*s as usize], *s);
        let few = chosen_limit.min(self.order.len());
        if few > 0 && few < self.order.len() {
            self.order.select_nth_unstable_by_key(few - 1, key);
        }
        let mut chosen: Vec<u32> = self.order[..few].iter().copied().filter(|&s| reduced[s as usize] < 0).collect();
        chosen.sort_unstable();
        value += chosen.iter().map(|&s| reduced[s as usize]).sum::<i64>();
        let full = chosen.len() == chosen_limit;
        let bar = if full { chosen.iter().map(|&s| reduced[s as usize]).max().unwrap_or(0) } else { 0 };
        let next = self.order[few..].iter().map(|&s| reduced[s as usize]).min().unwrap_or(0).min(0);
        Bound { value, chosen, reduced, bar, next }
    }

    /// Earnings of a site that fills its capacity, negative.
    fn packed(&mut self, fates: &[Fate], prices: &Prices, site: usize) -> i64 {
        if fates[site] == Fate::Shut {
            return 0;
        }
        let core = self.core;
        self.knapsack.clear();
        let mut all = 0;
        for &(home, cost) in core.served_by(site) {
            let margin = prices.home[home as usize] - cost * self.scale;
            if margin > 0 {
                all += margin;
                self.knapsack.push(home, margin, core.demand[home as usize]);
            }
        }
        if core.capacity[site] == UNLIMITED { -all } else { -self.knapsack.best(core.capacity[site], core.sharing) }
    }

    /// How often each home is served by the open and the chosen sites, minus once: the direction
    /// in which prices fall. `value` of a home that is served in part is in thousandths.
    pub(crate) fn surplus(&mut self, fates: &[Fate], prices: &Prices, bound: &Bound) -> &[i64] {
        let core = self.core;
        self.taken.fill(false);
        for (site, &fate) in fates.iter().enumerate() {
            self.taken[site] = fate == Fate::Open;
        }
        for &site in &bound.chosen {
            self.taken[site as usize] = true;
        }
        self.count.fill(-1000);
        if core.capacitated {
            for site in (0..core.sites()).filter(|&s| self.taken[s]) {
                self.knapsack.clear();
                for &(home, cost) in core.served_by(site) {
                    let margin = prices.home[home as usize] - cost * self.scale;
                    if margin > 0 {
                        self.knapsack.push(home, margin, core.demand[home as usize]);
                    }
                }
                self.knapsack.best(core.capacity[site], core.sharing);
                for &(home, thousandths) in self.knapsack.taken() {
                    self.count[home as usize] += thousandths;
                }
            }
        } else {
            for (home, &price) in prices.home.iter().enumerate() {
                let near = core.of(home).iter().take_while(|&&(_, cost)| cost * self.scale < price);
                self.count[home] += 1000 * near.filter(|&&(s, _)| self.taken[s as usize]).count() as i64;
            }
        }
        &self.count
    }
}

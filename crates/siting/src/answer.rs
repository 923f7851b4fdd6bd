//! An answer that explains itself.

use crate::{
    core::{Core, NONE},
    plan::{Plan, Share},
    problem::{Objective, Problem},
};

/// Which sites open, and what that means for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What the objective is worth: what the served count (max-cover), weight × distance (p-median),
    /// greatest distance (p-center), costs (set-cover), the sum of prices (combined).
    pub value: u64,
    /// No answer is better than this: at least `value` for max-cover, at most `value` else. Computed
    /// in whole numbers, hence exact.
    pub bound: u64,
    /// Parts of the choices that the proof went through.
    pub nodes: u64,
    /// Open sites in their order, required ones among them.
    pub sites: Vec<OpenSite>,
    /// Who goes where, home by home. Amounts of a home, served, unserved and unreachable, sum to its weight.
    pub served: Vec<Served>,
    /// Demand that another choice could serve, and this one does not.
    pub unserved: Vec<Left>,
    /// Demand that no site which may open can serve: too far, or nowhere reached.
    pub unreachable: Vec<Left>,
}

/// A site that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSite {
    /// Its number.
    pub site: u32,
    /// Demand that goes there.
    pub served: u64,
    /// How much it takes at most.
    pub capacity: Option<u64>,
    /// What would be lost without it.
    pub gain: Gain,
}

/// What would be lost without a site, the others staying.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gain {
    /// Demand that nobody would serve.
    pub demand: u64,
    /// Weight × distance that those who would go elsewhere would travel more; negative when someone
    /// else gets nearer, which only happens under capacities.
    pub distance: i64,
}

/// Demand that goes to a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    /// Number of the home.
    pub home: u32,
    /// Number of the site.
    pub site: u32,
    /// How much of the home's demand.
    pub amount: u64,
    /// From home to site.
    pub distance: u64,
}

/// Demand that goes nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Number of the home.
    pub home: u32,
    /// How much of its demand.
    pub amount: u64,
}

impl Answer {
    /// Whether nothing can be better: value and bound meet.
    pub fn is_proven(&self) -> bool {
        self.value == self.bound
    }

    /// Distance between value and bound, as a share of the greater one; 0 when proven.
    pub fn gap(&self) -> f64 {
        let (low, high) = (self.value.min(self.bound), self.value.max(self.bound));
        if low == high { 0.0 } else { (high - low) as f64 / high as f64 }
    }

    /// Numbers of the open sites.
    pub fn open(&self) -> impl Iterator<Item = u32> {
        self.sites.iter().map(|s| s.site)
    }

    /// Demand served, of all homes.
    pub fn demand_served(&self) -> u64 {
        self.served.iter().map(|s| s.amount).sum()
    }

    /// Sum of weight × distance of those who are served.
    pub fn travelled(&self) -> u64 {
        self.served.iter().map(|s| s.amount * s.distance).sum()
    }

    /// Greatest distance of a served home, `None` when nobody is served.
    pub fn worst(&self) -> Option<u64> {
        self.served.iter().map(|s| s.distance).max()
    }
}

/// Tells a plan in the terms of the problem. `core` is the one the plan was found in.
pub(crate) fn explain(problem: &Problem, core: &Core, plan: &Plan, bound: i64, nodes: u64) -> Answer {
    let served = shares(problem, core, plan);
    let gains = gains(problem, core, plan, &served);
    let mut rest: Vec<u64> = problem.weights.clone();
    let mut held = vec![0; problem.sites.len()];
    for share in &served {
        rest[share.home as usize] -= share.amount;
        held[share.site as usize] += share.amount;
    }
    let (mut unserved, mut unreachable) = (Vec::new(), Vec::new());
    for (home, &amount) in rest.iter().enumerate().filter(|(_, a)| **a > 0) {
        let left = Left { home: number(home), amount };
        if core.of(home).is_empty() && problem.counts()[home] > 0 {
            unreachable.push(left)
        } else {
            unserved.push(left)
        }
    }
    let open = (0..problem.sites.len()).filter(|&s| plan.open[s]);
    let site =
        |s: usize| OpenSite { site: number(s), served: held[s], capacity: problem.sites[s].capacity, gain: gains[s] };
    let mut answer =
        Answer { value: 0, bound: 0, nodes, sites: open.map(site).collect(), served, unserved, unreachable };
    let amount = |value: i64| u64::try_from(value).expect("costs are positive");
    (answer.value, answer.bound) = match problem.objective {
        Objective::MaxCover { .. } => {
            let all = core.leave_all();
            (amount(all - plan.cost), amount(all - bound))
        }
        _ => (amount(plan.cost), amount(bound)),
    };
    answer
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("homes and sites are numbered in 32 bits")
}

fn shares(problem: &Problem, core: &Core, plan: &Plan) -> Vec<Served> {
    let with = |home: u32, site: u32, amount: u64| {
        let distance = problem.reach.distance(home as usize, site).expect("who is served reaches the site");
        Served { home, site, amount, distance }
    };
    if let Some(shares) = &plan.shares {
        let amount = |s: &Share| u64::try_from(s.amount).expect("shares are positive");
        return shares.iter().map(|s| with(s.home, s.site, amount(s))).collect();
    }
    let mut served = Vec::new();
    for home in 0..core.homes() {
        if let Some(&(site, _)) = core.of(home).iter().find(|&&(s, _)| plan.open[s as usize]) {
            served.push(with(number(home), site, problem.weights[home]));
        }
    }
    served
}

fn gains(problem: &Problem, core: &Core, plan: &Plan, served: &[Served]) -> Vec<Gain> {
    let mut gains = vec![Gain::default(); problem.sites.len()];
    if !core.capacitated {
        for s in served {
            let gain = &mut gains[s.site as usize];
            let ways = core.of(s.home as usize).iter().filter(|&&(o, _)| o != s.site && plan.open[o as usize]);
            match ways.map(|w| w.0).next() {
                None => gain.demand += s.amount,
                Some(other) => {
                    let there = problem.reach.distance(s.home as usize, other).expect("a way has a distance");
                    gain.distance += signed(there * s.amount) - signed(s.distance * s.amount);
                }
            }
        }
        return gains;
    }
    let sums = |served: &[Served]| {
        let demand: u64 = served.iter().map(|s| s.amount).sum();
        (signed(demand), served.iter().map(|s| signed(s.amount * s.distance)).sum::<i64>())
    };
    let (demand, distance) = sums(served);
    for site in (0..problem.sites.len()).filter(|&s| plan.open[s]) {
        let mut open = plan.open.clone();
        open[site] = false;
        let without = crate::capacity::settle(core, &open);
        let (less, other) = sums(&shares(problem, core, &without));
        gains[site] = Gain { demand: u64::try_from(demand - less).unwrap_or(0), distance: other - distance };
    }
    gains
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).expect("checked: sums stay below 2^56")
}

/// Whether everybody who may be served is.
pub(crate) fn serves_all(core: &Core, plan: &Plan) -> bool {
    match &plan.shares {
        None => (0..core.homes()).all(|home| {
            core.leave[home] == 0 || core.of(home).iter().any(|&(s, _)| s != NONE && plan.open[s as usize])
        }),
        Some(shares) => {
            let all: i64 = (0..core.homes()).filter(|&h| core.leave[h] > 0).map(|h| core.demand[h]).sum();
            shares.iter().map(|s| s.amount).sum::<i64>() == all
        }
    }
}

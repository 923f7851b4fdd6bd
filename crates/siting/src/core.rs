//! The one shape that every objective is brought to before the search.
//!
//! Minimise Σ cost of serving each home (or of leaving it) + Σ charges of the open sites. Covering:
//! serving costs nothing, leaving costs the weight. Median: serving costs weight × distance. Where
//! everybody must be served, leaving costs more than all the rest together, so that an answer
//! leaves somebody only when it has to.

use crate::problem::{Objective, Problem, Sharing, Status};

/// No site.
pub(crate) const NONE: u32 = u32::MAX;

/// Sums of the core's costs stay below this.
const ROOM: u128 = 1 << 58;

#[derive(Debug, Clone)]
pub(crate) struct Core {
    start: Vec<usize>,
    near: Vec<(u32, i64)>,
    back_start: Vec<usize>,
    back: Vec<(u32, i64)>,
    /// Cost of leaving each home; 0 for a home that no site can serve.
    pub(crate) leave: Vec<i64>,
    /// Demand of each home.
    pub(crate) demand: Vec<i64>,
    pub(crate) status: Vec<Status>,
    /// Cost of opening each site, in the objective.
    pub(crate) charge: Vec<i64>,
    /// Cost of opening each site, against the budget.
    pub(crate) price: Vec<i64>,
    pub(crate) budget: Option<i64>,
    /// How many candidates may open.
    pub(crate) open: usize,
    /// Candidates that each site keeps shut when it is open.
    pub(crate) apart: Vec<Vec<u32>>,
    /// How much demand each site takes.
    pub(crate) capacity: Vec<i64>,
    pub(crate) capacitated: bool,
    pub(crate) sharing: Sharing,
    /// Whether serving costs nothing wherever it is possible.
    pub(crate) covering: bool,
    /// Whether leaving somebody costs more than anything else together.
    pub(crate) strict: bool,
}

/// What a core asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// The objective of the problem, which is not a p-center.
    Objective,
    /// Leave as little demand (without capacities: as few homes) as possible beyond a distance.
    Within(u64),
}

impl Core {
    pub(crate) fn new(problem: &Problem, goal: Goal) -> Self {
        let capacitated = problem.is_capacitated();
        let horizon = match goal {
            Goal::Objective => problem.horizon(),
            Goal::Within(radius) => problem.horizon().min(radius),
        };
        let prices = Prices::of(problem, goal);
        let status = statuses(problem);
        let homes = problem.weights.len();
        let (mut start, mut near) = (vec![0], Vec::with_capacity(problem.reach.pairs()));
        let (mut leave, mut demand) = (Vec::with_capacity(homes), Vec::with_capacity(homes));
        for (home, &counts) in problem.counts().iter().enumerate() {
            let weight = if problem.weights[home] > 0 { counts } else { 0 };
            let counted = if goal != Goal::Objective && !capacitated { weight.min(1) } else { weight };
            let weight = integer(counted);
            let from = near.len();
            if weight > 0 {
                for &(site, distance) in problem.reach.of(home) {
                    if distance <= horizon && status[site as usize] != Status::Closed {
                        near.push((site, weight * prices.unit(distance)));
                    }
                }
            }
            near[from..].sort_by_key(|&(_, cost)| cost);
            start.push(near.len());
            leave.push(if near.len() > from { weight * prices.leave } else { 0 });
            demand.push(if weight > 0 { integer(problem.weights[home]) } else { 0 });
        }
        let candidate = |s: &crate::problem::Site| s.status == Status::Candidate;
        let charge = |s| if candidate(s) { integer(s.cost) * prices.charge } else { 0 };
        let price = |s| if candidate(s) { integer(s.cost) } else { 0 };
        let (back_start, back) = transpose(&start, &near, status.len());
        Self {
            covering: near.iter().all(|&(_, cost)| cost == 0),
            back_start,
            back,
            start,
            near,
            leave,
            demand,
            charge: problem.sites.iter().map(charge).collect(),
            price: problem.sites.iter().map(price).collect(),
            budget: problem.rules.budget.map(|b| integer(b.min(1 << 60))),
            open: problem
                .rules
                .open
                .unwrap_or(usize::MAX)
                .min(status.iter().filter(|&&s| s == Status::Candidate).count()),
            apart: apart(problem, &status),
            capacity: problem.sites.iter().map(|s| s.capacity.map_or(UNLIMITED, |c| integer(c.min(1 << 60)))).collect(),
            capacitated,
            sharing: problem.rules.sharing,
            status,
            strict: prices.strict,
        }
    }

    /// The same question for some of the homes and some of the sites: numbers stay, lists get
    /// shorter. `open` of the candidates may open that have not become required.
    pub(crate) fn restricted(&self, asks: impl Fn(usize) -> bool, status: &[Status], open: usize) -> Self {
        let (mut start, mut near) = (vec![0], Vec::new());
        for home in 0..self.homes() {
            if asks(home) {
                near.extend(self.of(home).iter().filter(|w| status[w.0 as usize] != Status::Closed));
            }
            start.push(near.len());
        }
        let (back_start, back) = transpose(&start, &near, status.len());
        Self {
            leave: (0..self.homes()).map(|h| if asks(h) { self.leave[h] } else { 0 }).collect(),
            start,
            near,
            back_start,
            back,
            status: status.to_vec(),
            open,
            ..self.clone()
        }
    }

    pub(crate) fn homes(&self) -> usize {
        self.leave.len()
    }

    pub(crate) fn sites(&self) -> usize {
        self.status.len()
    }

    /// Sites that can serve a home with their costs, cheapest first.
    pub(crate) fn of(&self, home: usize) -> &[(u32, i64)] {
        &self.near[self.start[home]..self.start[home + 1]]
    }

    /// Homes that a site can serve with their costs.
    pub(crate) fn served_by(&self, site: usize) -> &[(u32, i64)] {
        &self.back[self.back_start[site]..self.back_start[site + 1]]
    }

    /// What leaving every home costs.
    pub(crate) fn leave_all(&self) -> i64 {
        self.leave.iter().sum()
    }

    /// Cost of an open set, every home at its cheapest open site; capacities not looked at.
    pub(crate) fn cost(&self, open: &[bool]) -> i64 {
        let served = |home: usize| {
            let found = self.of(home).iter().find(|&&(s, _)| open[s as usize]);
            found.map_or(self.leave[home], |&(_, c)| c)
        };
        (0..self.homes()).map(served).sum::<i64>() + self.charges(open)
    }

    /// Sum of the charges of an open set.
    pub(crate) fn charges(&self, open: &[bool]) -> i64 {
        open.iter().zip(&self.charge).filter(|(o, _)| **o).map(|(_, c)| c).sum()
    }
}

/// A capacity that is none.
pub(crate) const UNLIMITED: i64 = i64::MAX / 4;

/// Unit prices of an objective.
struct Prices {
    per_distance: i64,
    far: Option<(u64, i64)>,
    leave: i64,
    charge: i64,
    strict: bool,
}

impl Prices {
    fn of(problem: &Problem, goal: Goal) -> Self {
        let cover = |leave| Self { per_distance: 0, far: None, leave, charge: 0, strict: false };
        let demand = u128::from(problem.counts().iter().sum::<u64>().max(1));
        let must = |prices: Self, worst: u128| {
            let leave = (worst + 1).min(ROOM / demand);
            Self { leave: i64::try_from(leave).expect("below 2^58"), strict: leave == worst + 1, ..prices }
        };
        let farthest = u128::from(problem.reach.farthest());
        let costs: u128 = problem.sites.iter().map(|s| u128::from(s.cost)).sum();
        match (goal, problem.objective) {
            (Goal::Within(_), _) | (_, Objective::MaxCover { .. } | Objective::PCenter) => cover(1),
            (_, Objective::PMedian) => must(Self { per_distance: 1, ..cover(0) }, demand * farthest),
            (_, Objective::SetCover { .. }) => must(Self { charge: 1, ..cover(0) }, costs),
            (_, Objective::Combined { limit, per_distance, per_far, per_cost }) => {
                let worst =
                    demand * (farthest * u128::from(per_distance) + u128::from(per_far)) + costs * u128::from(per_cost);
                let far = Some((limit, integer(per_far)));
                must(Self { per_distance: integer(per_distance), far, charge: integer(per_cost), ..cover(0) }, worst)
            }
        }
    }

    fn unit(&self, distance: u64) -> i64 {
        let far = self.far.map_or(0, |(limit, price)| if distance > limit { price } else { 0 });
        if self.per_distance == 0 { far } else { integer(distance) * self.per_distance + far }
    }
}

fn integer(value: u64) -> i64 {
    i64::try_from(value).expect("checked: sums stay below 2^56")
}

fn transpose(start: &[usize], near: &[(u32, i64)], sites: usize) -> (Vec<usize>, Vec<(u32, i64)>) {
    let mut back_start = vec![0; sites + 1];
    for &(site, _) in near {
        back_start[site as usize + 1] += 1;
    }
    for site in 0..sites {
        back_start[site + 1] += back_start[site];
    }
    let mut next = back_start.clone();
    let mut back = vec![(0, 0); near.len()];
    for home in 0..start.len() - 1 {
        for &(site, cost) in &near[start[home]..start[home + 1]] {
            back[next[site as usize]] = (u32::try_from(home).expect("homes are numbered in 32 bits"), cost);
            next[site as usize] += 1;
        }
    }
    (back_start, back)
}

/// What each site may be. A required site keeps its neighbours shut for good.
pub(crate) fn statuses(problem: &Problem) -> Vec<Status> {
    let given = |s: u32| problem.sites[s as usize].status;
    let mut statuses: Vec<Status> = problem.sites.iter().map(|s| s.status).collect();
    for &[a, b] in &problem.rules.apart {
        for (one, other) in [(a, b), (b, a)] {
            if given(one) == Status::Required && given(other) == Status::Candidate {
                statuses[other as usize] = Status::Closed;
            }
        }
    }
    statuses
}

/// Candidates that each candidate keeps shut when it is open.
fn apart(problem: &Problem, status: &[Status]) -> Vec<Vec<u32>> {
    let mut apart = vec![Vec::new(); status.len()];
    for &[a, b] in &problem.rules.apart {
        if a != b && [a, b].iter().all(|&s| status[s as usize] == Status::Candidate) {
            apart[a as usize].push(b);
            apart[b as usize].push(a);
        }
    }
    for list in &mut apart {
        list.sort_unstable();
        list.dedup();
    }
    apart
}

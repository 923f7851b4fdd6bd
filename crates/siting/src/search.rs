//! The whole search of a core: a first answer, better ones, bounds, proof.

use crate::{
    ascent::Pace,
    capacity,
    core::Core,
    dual::{Fate, Prices},
    local::Local,
    plan::Plan,
    random::Random,
    tree::{Part, Tree, ceil},
};

/// How far a search is, in the core's units.
#[derive(Debug, Clone, Copy)]
pub(crate) struct State {
    /// Cost of the best answer so far.
    pub(crate) cost: Option<i64>,
    /// Nothing costs less.
    pub(crate) bound: i64,
    /// Parts looked at.
    pub(crate) nodes: u64,
}

/// What a search found.
#[derive(Debug)]
pub(crate) struct Found {
    /// The best answer below the cutoff, if there is one.
    pub(crate) plan: Option<Plan>,
    /// Nothing costs less: equal to the plan's cost, or to the cutoff, when that is proven.
    pub(crate) bound: i64,
    pub(crate) nodes: u64,
}

/// Asks the caller whether to stop.
pub(crate) type Stop<'s> = dyn FnMut(State) -> bool + 's;

/// Searches for the cheapest answer that costs less than `cutoff`. `start` is a set to begin with.
pub(crate) fn search(core: &Core, seed: u64, cutoff: i64, start: Option<&[bool]>, stop: &mut Stop) -> Found {
    let mut search = Search {
        core,
        random: Random::new(seed),
        best: None,
        cutoff,
        state: State { cost: None, bound: 0, nodes: 0 },
        stopped: false,
        stop,
    };
    search.begin(start);
    search.prove();
    let Search { best, state, cutoff, .. } = search;
    let upper = best.as_ref().map_or(cutoff, |p| p.cost.min(cutoff));
    Found { plan: best.filter(|p| p.cost < cutoff), bound: state.bound.min(upper), nodes: state.nodes }
}

struct Search<'a, 's> {
    core: &'a Core,
    random: Random,
    best: Option<Plan>,
    cutoff: i64,
    state: State,
    stopped: bool,
    stop: &'a mut Stop<'s>,
}

/// Exchanges at random without success after which the search for better answers gives way to proof.
const SHAKES: usize = 40;

/// Prices of waiting parts are kept up to this many numbers (256 MB); beyond it the search stops.
const PARTS: usize = 1 << 25;

impl Search<'_, '_> {
    fn upper(&self) -> i64 {
        self.best.as_ref().map_or(self.cutoff, |p| p.cost.min(self.cutoff))
    }

    fn ask(&mut self) -> bool {
        self.stopped = self.stopped || (self.stop)(self.state);
        self.stopped
    }

    fn closed(&self) -> bool {
        self.stopped || self.state.bound >= self.upper()
    }

    /// Takes a plan if it is better than the best.
    fn offer(&mut self, plan: Plan) -> bool {
        let better = self.best.as_ref().is_none_or(|b| plan.cost < b.cost);
        if better {
            self.state.cost = Some(plan.cost);
            self.best = Some(plan);
        }
        better
    }

    /// Exchanges from a set until none helps.
    fn improve(&mut self, open: &[bool]) {
        let core = self.core;
        let mut random = self.random.clone();
        let plan = if core.capacitated {
            capacity::improve(core, open, &mut random, &mut || self.ask())
        } else {
            let mut local = Local::from_set(core, open);
            local.greedy(&mut || self.ask());
            local.descend(&mut random, &mut || self.ask());
            Plan::of_set(local.cost, local.open)
        };
        self.random = random;
        self.offer(plan);
    }

    fn begin(&mut self, start: Option<&[bool]>) {
        let mut first = Local::new(self.core);
        first.greedy(&mut || self.ask());
        let open = first.open.clone();
        if !self.core.capacitated {
            self.offer(Plan::of_set(first.cost, open.clone()));
        }
        self.improve(&open);
        if let Some(start) = start {
            self.improve(start);
        }
    }

    fn prove(&mut self) {
        let mut tree = Tree::new(self.core);
        let prices = self.first_prices(tree.dual.scale);
        let root = tree.root();
        let part = self.assess(&mut tree, root, &prices, Pace::ROOT);
        self.settle(&mut tree, part);
        self.note(&tree);
        self.shake(SHAKES);
        let mut beat = 0_usize;
        while !self.closed() && !self.ask() {
            let Some(parts) = tree.cut() else { break };
            for (fates, prices) in parts {
                let part = self.assess(&mut tree, fates, &prices, Pace::NODE);
                self.settle(&mut tree, part);
            }
            self.note(&tree);
            beat += 1;
            if beat.is_multiple_of(64) {
                self.shake(2);
            }
            if tree.numbers() > PARTS {
                break;
            }
        }
        self.note(&tree);
    }

    /// The least that is still possible.
    fn note(&mut self, tree: &Tree) {
        if !self.stopped {
            let bound = tree.bound().unwrap_or(i64::MAX).min(self.upper());
            self.state.bound = self.state.bound.max(bound);
            self.state.nodes = tree.nodes;
        }
    }

    /// Between what serving a home costs and what its second site would cost.
    fn first_prices(&self, scale: i64) -> Prices {
        let none = vec![false; self.core.sites()];
        let local = Local::from_set(self.core, self.best.as_ref().map_or(&none, |p| &p.open));
        let price = |home| {
            let (first, second) = local.two_costs(home);
            // Who has no second site is worth little more than the first, not the cost of being left.
            let second = if second >= self.core.leave[home] { first + first / 2 + 1 } else { second };
            ((first + second) / 2 * scale).clamp(0, self.core.leave[home] * scale)
        };
        Prices { home: (0..self.core.homes()).map(price).collect(), budget: 0 }
    }

    fn assess(&mut self, tree: &mut Tree, fates: Vec<Fate>, prices: &Prices, pace: Pace) -> Part {
        let core = self.core;
        let (mut suggested, mut least) = (None, i64::MAX);
        let mut seen = |fates: &[Fate], bound: &crate::dual::Bound| {
            let mut open: Vec<bool> = fates.iter().map(|&f| f == Fate::Open).collect();
            bound.chosen.iter().for_each(|&s| open[s as usize] = true);
            let cost = if core.capacitated { -bound.value } else { core.cost(&open) };
            if cost < least {
                (suggested, least) = (Some(open), cost);
            }
        };
        let upper = self.upper();
        let is_root = pace.steps == Pace::ROOT.steps;
        let (mut state, stop, stopped) = (self.state, &mut *self.stop, &mut self.stopped);
        let scale = tree.dual.scale;
        let mut halt = |value: i64| {
            if is_root {
                state.bound = state.bound.max(ceil(value, scale).min(upper));
            }
            *stopped = *stopped || stop(state);
            *stopped
        };
        let part = tree.assess(fates, prices, upper, pace, &mut seen, &mut halt);
        if is_root {
            self.state.bound = state.bound;
        }
        if let Some(open) = suggested
            && !self.stopped
        {
            self.improve(&open);
        }
        part
    }

    fn settle(&mut self, tree: &mut Tree, part: Part) {
        match part {
            Part::Done => {}
            Part::Open(node) => {
                if ceil(node.bound, tree.dual.scale) < self.upper() {
                    tree.keep(node);
                }
            }
            Part::Leaf(fates) => {
                let open: Vec<bool> = fates.iter().map(|&f| f == Fate::Open).collect();
                let plan = if self.core.capacitated {
                    let upper = self.upper();
                    capacity::exact(self.core, &open, upper, &mut || self.ask())
                } else {
                    Some(Plan::of_set(self.core.cost(&open), open))
                };
                if let Some(plan) = plan {
                    self.offer(plan);
                }
            }
        }
    }

    /// Goes away from the best answer and comes down again, a little farther at each failure.
    fn shake(&mut self, patience: usize) {
        let mut failures = 0;
        while failures < patience && !self.closed() && !self.ask() {
            let Some(best) = &self.best else { return };
            let mut local = Local::from_set(self.core, &best.open);
            local.shake(1 + failures % 6, &mut self.random);
            let before = best.cost;
            let open = local.open;
            self.improve(&open);
            let after = self.best.as_ref().map_or(before, |b| b.cost);
            failures = if after < before { 0 } else { failures + 1 };
        }
    }
}

//! Proof: sites are opened and shut one after the other, the part with the least bound first.

use std::{cmp::Reverse, collections::BinaryHeap, rc::Rc};

use crate::{
    ascent::{Ascent, Decided, Pace, ascend},
    core::Core,
    dual::{Bound, Dual, Fate, Prices},
    problem::Status,
};

/// A part of the choices, with the least that any of them costs.
#[derive(Debug)]
pub(crate) struct Node {
    /// In fractions of the core's unit.
    pub(crate) bound: i64,
    pub(crate) fates: Vec<Fate>,
    prices: Rc<Prices>,
    /// The site to decide next.
    branch: u32,
    number: u64,
}

/// What became of a part.
#[derive(Debug)]
pub(crate) enum Part {
    /// Nothing in it is cheaper than what is known.
    Done,
    /// All is decided: what it costs is to be found out.
    Leaf(Vec<Fate>),
    /// It must be cut further.
    Open(Node),
}

/// The parts that are left, and the tools to cut them.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    core: &'a Core,
    pub(crate) dual: Dual<'a>,
    parts: BinaryHeap<(Reverse<i64>, u64, ByNumber)>,
    pub(crate) nodes: u64,
}

/// Compares by nothing: the heap orders by the fields before it.
#[derive(Debug)]
struct ByNumber(Node);

impl PartialEq for ByNumber {
    fn eq(&self, other: &Self) -> bool {
        self.0.number == other.0.number
    }
}

impl Eq for ByNumber {}

impl PartialOrd for ByNumber {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ByNumber {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.number.cmp(&other.0.number)
    }
}

/// What a search tells its caller about a set of open sites that a bound suggests.
pub(crate) type Seen<'s> = dyn FnMut(&[Fate], &Bound) + 's;

impl<'a> Tree<'a> {
    pub(crate) fn new(core: &'a Core) -> Self {
        Self { core, dual: Dual::new(core), parts: BinaryHeap::new(), nodes: 0 }
    }

    /// The whole problem.
    pub(crate) fn root(&self) -> Vec<Fate> {
        let fate = |&s: &Status| match s {
            Status::Required => Fate::Open,
            Status::Candidate => Fate::Free,
            Status::Closed => Fate::Shut,
        };
        self.core.status.iter().map(fate).collect()
    }

    /// The least bound of the parts that are left, in whole units of the core; `None` when none is left.
    pub(crate) fn bound(&self) -> Option<i64> {
        self.parts.peek().map(|(Reverse(bound), ..)| ceil(*bound, self.dual.scale))
    }

    /// How many numbers the waiting parts hold.
    pub(crate) fn numbers(&self) -> usize {
        self.parts.len() * (self.core.homes() + self.core.sites() / 8)
    }

    /// Keeps a part for later.
    pub(crate) fn keep(&mut self, node: Node) {
        self.parts.push((Reverse(node.bound), node.number, ByNumber(node)));
    }

    /// Takes the part with the least bound and cuts it in two, the site opened and the site shut.
    pub(crate) fn cut(&mut self) -> Option<[(Vec<Fate>, Rc<Prices>); 2]> {
        let (_, _, ByNumber(node)) = self.parts.pop()?;
        let with = |fate| {
            let mut fates = node.fates.clone();
            fates[node.branch as usize] = fate;
            (fates, Rc::clone(&node.prices))
        };
        Some([with(Fate::Open), with(Fate::Shut)])
    }

    /// Follows what the decisions imply, then bounds the part.
    pub(crate) fn assess(
        &mut self,
        mut fates: Vec<Fate>,
        prices: &Prices,
        upper: i64,
        pace: Pace,
        seen: &mut Seen,
        stop: &mut dyn FnMut(i64) -> bool,
    ) -> Part {
        self.nodes += 1;
        let mut prices = prices.clone();
        let mut pace = pace;
        loop {
            let Some((left, spent)) = follow(self.core, &mut fates, upper) else { return Part::Done };
            if !fates.contains(&Fate::Free) {
                return Part::Leaf(fates);
            }
            let decided = Decided { fates: &fates, left, spent };
            let mut show = |bound: &Bound| seen(&fates, bound);
            let Ascent { prices: better, bound, often } =
                ascend(&mut self.dual, decided, prices, upper, pace, &mut show, stop);
            prices = better;
            if ceil(bound.value, self.dual.scale) >= upper {
                return Part::Done;
            }
            if self.fix(&mut fates, &bound, upper) {
                pace = Pace::NODE;
                continue;
            }
            let branch = self.branch(&fates, &often, &bound, upper);
            let number = self.nodes;
            return Part::Open(Node { bound: bound.value, fates, prices: Rc::new(prices), branch, number });
        }
    }

    /// Decides the sites whose other fate would cost too much. Says whether it changed many.
    fn fix(&self, fates: &mut [Fate], bound: &Bound, upper: i64) -> bool {
        let scale = self.dual.scale;
        let (mut free, mut fixed) = (0, 0);
        for (site, fate) in fates.iter_mut().enumerate().filter(|(_, f)| **f == Fate::Free) {
            free += 1;
            let reduced = bound.reduced[site];
            let chosen = bound.chosen.binary_search(&u32::try_from(site).expect("32 bits")).is_ok();
            if chosen && ceil(bound.value - reduced + bound.next, scale) >= upper {
                *fate = Fate::Open;
                fixed += 1;
            } else if !chosen && ceil(bound.value + reduced - bound.bar, scale) >= upper {
                *fate = Fate::Shut;
                fixed += 1;
            }
        }
        fixed * 10 > free
    }

    /// The free site to decide next.
    fn branch(&self, fates: &[Fate], often: &[f64], bound: &Bound, upper: i64) -> u32 {
        let core = self.core;
        let undecided = |o: f64| (o - 0.5).abs();
        let better = |a: &u32, b: &u32| {
            let (a, b) = (*a as usize, *b as usize);
            undecided(often[a]).total_cmp(&undecided(often[b])).then(bound.reduced[a].cmp(&bound.reduced[b]))
        };
        if core.covering {
            // The home with the fewest ways to be served.
            let waiting = (0..core.homes()).filter(|&home| core.leave[home] >= upper);
            let ways = waiting.filter_map(|home| {
                let served = core.of(home).iter().any(|&(s, _)| fates[s as usize] == Fate::Open);
                let free = core.of(home).iter().filter(|&&(s, _)| fates[s as usize] == Fate::Free).count();
                (!served || core.capacitated && free > 0).then_some((free, home))
            });
            if let Some((_, home)) = ways.min() {
                let free = core.of(home).iter().map(|&(s, _)| s).filter(|&s| fates[s as usize] == Fate::Free);
                if let Some(site) = free.min_by_key(|&s| (bound.reduced[s as usize], s)) {
                    return site;
                }
            }
        }
        let sites = (0..core.sites()).filter(|&s| fates[s] == Fate::Free);
        let sites = sites.map(|s| u32::try_from(s).expect("sites are numbered in 32 bits"));
        sites.min_by(better).expect("a part that is not a leaf has a free site")
    }
}

/// A bound in fractions, in whole units: rounded up, because costs are whole.
pub(crate) fn ceil(value: i64, scale: i64) -> i64 {
    value.div_euclid(scale) + i64::from(value.rem_euclid(scale) != 0)
}

/// What the decisions imply: rules that shut sites, homes with one site left. Returns how many sites
/// may open yet and what is spent, or `None` when nothing cheaper than `upper` is left.
fn follow(core: &Core, fates: &mut [Fate], upper: i64) -> Option<(usize, i64)> {
    loop {
        let (mut opened, mut spent) = (0, 0);
        for site in 0..core.sites() {
            if fates[site] == Fate::Open && core.status[site] == Status::Candidate {
                opened += 1;
                spent += core.price[site];
                for &other in &core.apart[site] {
                    if fates[other as usize] == Fate::Open {
                        return None;
                    }
                    fates[other as usize] = Fate::Shut;
                }
            }
        }
        let room = core.budget.map_or(i64::MAX, |b| b - spent);
        if opened > core.open || room < 0 {
            return None;
        }
        let left = core.open - opened;
        for (fate, &price) in fates.iter_mut().zip(&core.price) {
            if *fate == Fate::Free && (left == 0 || price > room) {
                *fate = Fate::Shut;
            }
        }
        let mut forced = false;
        for home in (0..core.homes()).filter(|&home| core.leave[home] >= upper) {
            let mut ways = core.of(home).iter().map(|&(s, _)| s as usize).filter(|&s| fates[s] != Fate::Shut);
            let only = ways.next()?;
            if fates[only] == Fate::Free && ways.next().is_none() {
                fates[only] = Fate::Open;
                forced = true;
            }
        }
        if !forced {
            return Some((left, spent));
        }
    }
}

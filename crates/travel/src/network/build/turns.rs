//! Forbidden and mandatory turns: nodes are split only where a turn depends on where one comes from.
//!
//! A rule follows a traveller along its path of directed streets. Whoever has entered such a path
//! arrives not at the junction itself but at a copy of it that remembers the rules under way; the
//! copy has only the streets that they allow. A search then needs to know nothing of turns.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::{NetworkBuilder, Restriction, Via, cut::Cut};
use crate::{network::CLOSED, profile::Profile};

/// A street in one direction: position × 2, plus 1 against its nodes.
pub(in crate::network) type Lane = u32;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::network) enum Effect {
    /// None of the last lanes.
    Forbid,
    /// The whole path, then one of the last lanes.
    Only,
    /// The last lanes cost so many milliseconds more.
    Cost(u32),
}

/// After the lanes of `path`, in this order and without a gap, `effect` holds for `last`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::network) struct Rule {
    pub(in crate::network) path: Vec<Lane>,
    pub(in crate::network) last: Vec<Lane>,
    pub(in crate::network) effect: Effect,
}

#[derive(Debug, Default)]
pub(in crate::network) struct Rules {
    pub(in crate::network) list: Vec<Rule>,
    /// Restrictions that bind the profile and lie on its streets.
    pub(in crate::network) restrictions: u64,
    /// Those that bind it and whose members do not meet, or are not travelled.
    pub(in crate::network) out_of_place: u64,
}

/// An arc of the network to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::network) struct Edge {
    pub(in crate::network) tail: u32,
    pub(in crate::network) head: u32,
    pub(in crate::network) ms: u32,
    pub(in crate::network) lane: Lane,
}

#[derive(Debug, Default)]
pub(in crate::network) struct Turned {
    pub(in crate::network) edges: Vec<Edge>,
    /// Junction of each copy; copies are numbered after the junctions.
    pub(in crate::network) copies: Vec<u32>,
    /// Where one arrives who starts on a lane, by lane; unset for closed ones.
    pub(in crate::network) heads: Vec<u32>,
}

impl Cut {
    fn tail(&self, lane: Lane) -> u32 {
        let s = &self.streets[lane as usize / 2];
        if lane.is_multiple_of(2) { s.from } else { s.to }
    }

    fn head(&self, lane: Lane) -> u32 {
        self.tail(lane ^ 1)
    }

    fn ms(&self, lane: Lane) -> u32 {
        self.streets[lane as usize / 2].ms[lane as usize % 2]
    }

    fn is_open(&self, lane: Lane) -> bool {
        self.ms(lane) != CLOSED
    }

    /// Open lanes of a way, in its order, first along and then against it.
    fn lanes_of(&self, way: i64) -> Vec<Lane> {
        let streets = self.of_way.get(&way).cloned().unwrap_or_default();
        let both = streets.clone().map(|s| s * 2).chain(streets.rev().map(|s| s * 2 + 1));
        both.filter(|lane| self.is_open(*lane)).collect()
    }

    /// Open lanes that leave each junction.
    fn leaving(&self) -> Vec<Vec<Lane>> {
        let mut out = vec![Vec::new(); self.at.len()];
        for lane in (0..self.streets.len() as u32 * 2).filter(|l| self.is_open(*l)) {
            out[self.tail(lane) as usize].push(lane);
        }
        out
    }
}

/// The rules that the restrictions of a map make for a profile.
pub(super) fn rules(map: &NetworkBuilder, profile: &Profile, cut: &Cut) -> Rules {
    let mut rules = Rules::default();
    let bound = |r: &&Restriction| profile.is_bound_by(r.vehicle.as_deref(), &r.except);
    for restriction in map.restrictions.iter().filter(bound) {
        let before = rules.list.len();
        lay_out(restriction, map, cut, &mut rules.list);
        let placed = rules.list.len() > before;
        rules.restrictions += u64::from(placed);
        rules.out_of_place += u64::from(!placed);
    }
    // Past a forbidden turn one could go on, turn round in the road, and take it from the other side.
    let cost = (profile.u_turn_s * 1000.0).round() as u32;
    if cost > 0 && !rules.list.is_empty() {
        let leaving = cut.leaving();
        let evasions: Vec<Rule> = rules.list.iter().flat_map(|r| evasions(r, cut, &leaving, cost)).collect();
        rules.list.extend(evasions);
    }
    rules
}

fn lay_out(restriction: &Restriction, map: &NetworkBuilder, cut: &Cut, into: &mut Vec<Rule>) {
    let effect = if restriction.kind.starts_with("only_") { Effect::Only } else { Effect::Forbid };
    let to: Vec<Lane> = restriction.to.iter().flat_map(|w| cut.lanes_of(*w)).collect();
    for from in restriction.from.iter().flat_map(|w| cut.lanes_of(*w)) {
        let path = match &restriction.via {
            Via::Node(node) => {
                let here = map.index.get(node).and_then(|n| cut.junction.get(n));
                (here == Some(&cut.head(from))).then(|| vec![from])
            }
            Via::Ways(ways) => along(cut, from, ways.iter()).or_else(|| along(cut, from, ways.iter().rev())),
        };
        let Some(path) = path else { continue };
        let end = cut.head(*path.last().expect("a path has its first lane"));
        let u_turn = restriction.kind == "no_u_turn" && path.len() == 1 && restriction.from == restriction.to;
        let last: Vec<Lane> =
            to.iter().copied().filter(|l| cut.tail(*l) == end && (!u_turn || *l == from ^ 1)).collect();
        if !last.is_empty() {
            into.push(Rule { path, last, effect });
        }
    }
}

/// The lanes from `from` through whole ways, one after the other; `None` when they do not meet.
fn along<'a>(cut: &Cut, from: Lane, ways: impl Iterator<Item = &'a i64>) -> Option<Vec<Lane>> {
    let mut path = vec![from];
    for way in ways {
        let streets = cut.of_way.get(way).filter(|s| !s.is_empty())?;
        let here = cut.head(*path.last()?);
        let forward = cut.tail(streets.start * 2) == here;
        if !forward && cut.head((streets.end - 1) * 2) != here {
            return None;
        }
        if forward {
            path.extend(streets.clone().map(|s| s * 2));
        } else {
            path.extend(streets.clone().rev().map(|s| s * 2 + 1));
        }
    }
    path[1..].iter().all(|l| cut.is_open(*l)).then_some(path)
}

fn evasions(rule: &Rule, cut: &Cut, leaving: &[Vec<Lane>], cost: u32) -> Vec<Rule> {
    let end = cut.head(*rule.path.last().expect("a rule has a path"));
    let free = |lane: &&Lane| (rule.effect == Effect::Only) == rule.last.contains(lane);
    let back = |lane: &&Lane| cut.is_open(**lane ^ 1);
    leaving[end as usize]
        .iter()
        .filter(free)
        .filter(back)
        .map(|lane| Rule {
            path: rule.path.iter().copied().chain([*lane]).collect(),
            last: vec![lane ^ 1],
            effect: Effect::Cost(cost),
        })
        .collect()
}

/// Rules under way: which one, and how many lanes of its path are behind.
type Memory = Vec<(u32, u32)>;

/// Splits the junctions where rules are under way.
pub(super) fn expand(cut: &Cut, rules: &Rules) -> Turned {
    let rules = &rules.list;
    let leaving = cut.leaving();
    let mut starting: FxHashMap<Lane, Vec<u32>> = FxHashMap::default();
    for (i, rule) in rules.iter().enumerate() {
        starting.entry(rule.path[0]).or_default().push(i as u32);
    }
    let mut copies: FxHashMap<(u32, Memory), u32> = FxHashMap::default();
    let mut turned = Turned { heads: vec![CLOSED; cut.streets.len() * 2], ..Turned::default() };
    let mut ahead: VecDeque<(u32, u32, Memory)> = VecDeque::new();
    let mut arrive = |lane: Lane, memory: Memory, copied: &mut Vec<u32>, ahead: &mut VecDeque<(u32, u32, Memory)>| {
        let junction = cut.head(lane);
        if memory.is_empty() {
            return junction;
        }
        *copies.entry((junction, memory)).or_insert_with_key(|(_, memory)| {
            copied.push(junction);
            let copy = (cut.at.len() + copied.len() - 1) as u32;
            ahead.push_back((copy, junction, memory.clone()));
            copy
        })
    };
    for lane in leaving.iter().flatten().copied() {
        let memory = starting.get(&lane).map(|s| s.iter().map(|r| (*r, 1)).collect()).unwrap_or_default();
        let head = arrive(lane, memory, &mut turned.copies, &mut ahead);
        turned.heads[lane as usize] = head;
        turned.edges.push(Edge { tail: cut.tail(lane), head, ms: cut.ms(lane), lane });
    }
    while let Some((tail, junction, memory)) = ahead.pop_front() {
        for lane in leaving[junction as usize].iter().copied() {
            let Some((extra, mut next)) = step(rules, &memory, lane) else { continue };
            next.extend(starting.get(&lane).into_iter().flatten().map(|r| (*r, 1)));
            next.sort_unstable();
            next.dedup();
            let head = arrive(lane, next, &mut turned.copies, &mut ahead);
            turned.edges.push(Edge { tail, head, ms: cut.ms(lane) + extra, lane });
        }
    }
    turned
}

/// Milliseconds more and the rules still under way after a lane, or `None` when it is forbidden.
fn step(rules: &[Rule], memory: &Memory, lane: Lane) -> Option<(u32, Memory)> {
    let (mut extra, mut next) = (0, Memory::new());
    for (r, done) in memory {
        let rule = &rules[*r as usize];
        match rule.path.get(*done as usize) {
            Some(expected) if *expected == lane => next.push((*r, done + 1)),
            Some(_) if rule.effect == Effect::Only => return None,
            Some(_) => {}
            None => match (rule.effect, rule.last.contains(&lane)) {
                (Effect::Forbid, true) | (Effect::Only, false) => return None,
                (Effect::Cost(ms), true) => extra += ms,
                _ => {}
            },
        }
    }
    Some((extra, next))
}

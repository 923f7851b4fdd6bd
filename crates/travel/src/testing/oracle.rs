//! The slow truth: a forward search over whole histories of roads, without splitting, without
//! shortcuts, without rounding tricks. It knows the town, not the network.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashSet},
};

use super::town::Town;
use crate::network::{Snap, length_between};

/// A road in a direction: road × 2, plus 1 against its ends.
type Lane = usize;

/// A turn as lanes: those driven in order, then those forbidden or mandatory.
struct Turn {
    only: bool,
    path: Vec<Lane>,
    last: Vec<Lane>,
}

pub(crate) struct Oracle {
    town: Town,
    turns: Vec<Turn>,
    /// Milliseconds of each lane, `None` where closed.
    ms: Vec<Option<u64>>,
    /// Of the profile: milliseconds.
    parking: u64,
    u_turn: u64,
    /// Longest path of a turn, and one lane more to turn round after.
    memory: usize,
    /// Lanes by the node they leave.
    leaving: Vec<Vec<Lane>>,
}

impl Oracle {
    pub(crate) fn new(town: &Town) -> Self {
        let car = Town::car();
        let ms = |r: usize, side: usize| {
            let road = town.roads[r];
            let [a, b] = road.ends.map(|n| town.nodes[n]);
            let kmh = f64::from(road.limit_kmh) * car.limit_factor;
            let whole = (length_between(a, b) * 3.6 / kmh * 1000.0).round().max(1.0) as u64;
            (side == 0 || !road.oneway).then_some(whole)
        };
        let ms: Vec<Option<u64>> = (0..town.roads.len() * 2).map(|lane| ms(lane / 2, lane % 2)).collect();
        let mut oracle = Self {
            town: town.clone(),
            turns: Vec::new(),
            ms,
            parking: (car.parking_s * 1000.0) as u64,
            u_turn: (car.u_turn_s * 1000.0) as u64,
            memory: 1,
            leaving: vec![Vec::new(); town.nodes.len()],
        };
        for lane in 0..town.roads.len() * 2 {
            let start = oracle.start(lane);
            oracle.leaving[start].push(lane);
        }
        for (kind, from, over, to) in &town.turns {
            oracle.lay_out(kind, *from, over, *to);
        }
        oracle.memory = oracle.turns.iter().map(|t| t.path.len() + 1).max().unwrap_or(1);
        oracle
    }

    /// The same town without its turn restrictions.
    pub(crate) fn without_turns(&self) -> Self {
        Self::new(&Town { turns: Vec::new(), ..self.town.clone() })
    }

    fn end(&self, lane: Lane) -> usize {
        self.town.roads[lane / 2].ends[1 - lane % 2]
    }

    fn start(&self, lane: Lane) -> usize {
        self.town.roads[lane / 2].ends[lane % 2]
    }

    fn lay_out(&mut self, kind: &str, from: usize, over: &[usize], to: usize) {
        let open = |lane: &Lane| self.ms[*lane].is_some();
        let lanes = |road: usize| [road * 2, road * 2 + 1].into_iter().filter(open).collect::<Vec<_>>();
        let mut new = Vec::new();
        for first in lanes(from) {
            if over.is_empty() && self.town.via_node(from, to) != Some(self.end(first)) {
                continue;
            }
            let mut path = vec![first];
            for road in over {
                let here = self.end(*path.last().unwrap());
                // Along before against, as a road that ends where it begins is the same both ways.
                let next = [road * 2, road * 2 + 1].into_iter().find(|l| self.start(*l) == here);
                path.extend(next);
            }
            if path.len() != over.len() + 1 || !path.iter().all(open) {
                continue;
            }
            let here = self.end(*path.last().unwrap());
            let u_turn = kind == "no_u_turn" && from == to;
            let fits = |l: &Lane| self.start(*l) == here && (!u_turn || *l == first ^ 1);
            let last: Vec<Lane> = lanes(to).into_iter().filter(fits).collect();
            if !last.is_empty() {
                new.push(Turn { only: kind.starts_with("only"), path, last });
            }
        }
        self.turns.extend(new);
    }

    /// Milliseconds that taking `next` costs on top, after a history of lanes; `None`: not allowed.
    fn turn(&self, history: &[Lane], next: Lane) -> Option<u64> {
        let mut extra = 0;
        for turn in &self.turns {
            if history.ends_with(&turn.path) && turn.last.contains(&next) != turn.only {
                return None;
            }
            if turn.only {
                for done in 1..turn.path.len() {
                    if history.ends_with(&turn.path[..done]) && turn.path[done] != next {
                        return None;
                    }
                }
            }
            // Straight on past the turn, and back: the way to cheat.
            if let Some((past, before)) = history.split_last()
                && before.ends_with(&turn.path)
                && turn.last.contains(past) == turn.only
                && next == past ^ 1
            {
                extra += self.u_turn;
            }
        }
        Some(extra)
    }

    /// Milliseconds from door to door to each service, `None` where there is no way.
    pub(crate) fn times(&self, home: &Snap, services: &[Option<Snap>]) -> Vec<Option<u64>> {
        let into = |snap: &Snap, side: usize| {
            let whole = self.ms[snap.street as usize * 2 + side]?;
            let share = if side == 0 { snap.fraction } else { 1.0 - snap.fraction };
            Some((whole as f64 * share).round() as u64)
        };
        let mut best: Vec<Option<u64>> = vec![None; services.len()];
        let mut found = |ms: &dyn Fn(&Snap) -> Option<u64>| {
            for (i, s) in services.iter().enumerate().filter_map(|(i, s)| Some((i, s.as_ref()?))) {
                if let Some(ms) = ms(s) {
                    let there = ms + u64::from(home.off_road_ms) + u64::from(s.off_road_ms) + self.parking;
                    best[i] = Some(best[i].map_or(there, |b| b.min(there)));
                }
            }
        };
        let mut queue = BinaryHeap::new();
        // A history is lanes; of who starts at a junction, there is none yet.
        let at_end = |s: &Snap| match s.fraction {
            f if f <= 0.0 => Some(self.town.roads[s.street as usize].ends[0]),
            f if f >= 1.0 => Some(self.town.roads[s.street as usize].ends[1]),
            _ => None,
        };
        for side in 0..2 {
            let Some(done) = into(home, side) else { continue };
            let lane = home.street as usize * 2 + side;
            queue.push(Reverse((self.ms[lane].unwrap() - done, self.end(lane), vec![lane])));
            found(&|s| (s.street == home.street).then(|| into(s, side)?.checked_sub(done)).flatten());
        }
        queue.extend(at_end(home).map(|node| Reverse((0, node, Vec::new()))));
        let mut seen: HashSet<(usize, Vec<Lane>)> = HashSet::new();
        while let Some(Reverse((ms, node, history))) = queue.pop() {
            if !seen.insert((node, history.clone())) {
                continue;
            }
            found(&|s| (at_end(s) == Some(node)).then_some(ms));
            for next in &self.leaving[node] {
                let (Some(cost), Some(extra)) = (self.ms[*next], self.turn(&history, *next)) else { continue };
                found(&|s| (s.street as usize == next / 2).then(|| Some(ms + extra + into(s, next % 2)?)).flatten());
                let mut longer = history.clone();
                longer.push(*next);
                let start = longer.len().saturating_sub(self.memory);
                queue.push(Reverse((ms + extra + cost, self.end(*next), longer[start..].to_vec())));
            }
        }
        best
    }
}

/// The nearest of some times, nearest first: milliseconds and position.
pub(crate) fn nearest(times: &[Option<u64>], count: usize) -> Vec<(u64, usize)> {
    let mut all: Vec<(u64, usize)> = times.iter().enumerate().filter_map(|(i, ms)| Some(((*ms)?, i))).collect();
    all.sort_unstable();
    all.truncate(count);
    all
}

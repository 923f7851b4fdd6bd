//! Random problems from a seed, every choice tried, and what every answer must keep.

use std::fmt;

use siting::{Answer, Objective, Problem, Reach, Rules, Sharing, Site, Status};

/// A repeatable stream of numbers (xorshift64*; the crate's own generator is not used here).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }
}

/// A problem that prints itself whole when a test fails.
pub(crate) struct Case {
    pub(crate) seed: u64,
    pub(crate) problem: Problem,
}

impl Case {
    /// 3 to 9 homes and 2 to 6 sites on a plane of 30 × 30, some pairs missing, every status, costs,
    /// now and then a budget, neighbours to keep apart, a bound on the worst-off.
    pub(crate) fn new(seed: u64, objective: Objective, capacities: Option<Sharing>) -> Self {
        let mut dice = Dice::new(seed + 1);
        let most_homes = if capacities.is_some() { 4 } else { 7 };
        let (homes, sites) = (3 + dice.below(most_homes) as usize, 2 + dice.below(5) as usize);
        let mut point = || (dice.below(30), dice.below(30));
        let from: Vec<_> = (0..homes).map(|_| point()).collect();
        let to: Vec<_> = (0..sites).map(|_| point()).collect();
        let mut pairs = Vec::new();
        for (home, a) in from.iter().enumerate() {
            for (site, b) in to.iter().enumerate() {
                if dice.below(8) > 0 {
                    pairs.push((home as u32, site as u32, a.0.abs_diff(b.0) + a.1.abs_diff(b.1)));
                }
            }
        }
        let site = |dice: &mut Dice| Site {
            status: match dice.below(8) {
                0 => Status::Required,
                1 => Status::Closed,
                _ => Status::Candidate,
            },
            capacity: (capacities.is_some() && dice.below(5) > 0).then(|| 1 + dice.below(9)),
            cost: 1 + dice.below(9),
        };
        let list: Vec<Site> = (0..sites).map(|_| site(&mut dice)).collect();
        let open = if dice.below(6) == 0 { None } else { Some(1 + dice.below(3) as usize) };
        let budget = (dice.below(4) == 0).then(|| 4 + dice.below(16));
        let farthest = (dice.below(5) == 0).then(|| 15 + dice.below(25));
        let mut apart = Vec::new();
        if dice.below(3) == 0 {
            for a in 0..sites as u32 {
                for b in a + 1..sites as u32 {
                    if dice.below(4) == 0 {
                        apart.push([a, b]);
                    }
                }
            }
        }
        // Shared homes are spread child by child: few children keep the tries countable.
        let heaviest = if capacities == Some(Sharing::Split) { 4 } else { 8 };
        let problem = Problem {
            weights: (0..homes).map(|_| dice.below(heaviest)).collect(),
            // Shared homes count by their demand.
            importance: (capacities != Some(Sharing::Split) && dice.below(3) == 0)
                .then(|| (0..homes).map(|_| dice.below(9)).collect()),
            sites: list,
            reach: Reach::from_pairs(homes, sites, pairs).expect("every pair once"),
            objective,
            rules: Rules { open, budget, apart, farthest, sharing: capacities.unwrap_or_default() },
        };
        Self { seed, problem }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "case {}: {:#?}", self.seed, self.problem)
    }
}

fn horizon(problem: &Problem) -> u64 {
    let own = match problem.objective {
        Objective::MaxCover { limit } | Objective::SetCover { limit } => limit,
        _ => u64::MAX,
    };
    own.min(problem.rules.farthest.unwrap_or(u64::MAX))
}

/// Sites that may be open at all.
fn usable(problem: &Problem) -> Vec<bool> {
    let near_required = |site: usize| {
        problem.rules.apart.iter().any(|p| {
            let other = match p {
                [a, b] if *a as usize == site => *b,
                [a, b] if *b as usize == site => *a,
                _ => return false,
            };
            problem.sites[other as usize].status == Status::Required
        })
    };
    let statuses = problem.sites.iter().enumerate();
    statuses
        .map(|(s, site)| match site.status {
            Status::Required => true,
            Status::Candidate => !near_required(s),
            Status::Closed => false,
        })
        .collect()
}

/// Whether a set keeps statuses, number, budget and neighbours.
fn keeps_rules(problem: &Problem, open: &[bool]) -> bool {
    let usable = usable(problem);
    let opened: Vec<usize> =
        (0..open.len()).filter(|&s| open[s] && problem.sites[s].status == Status::Candidate).collect();
    let required = |s: usize| problem.sites[s].status != Status::Required || open[s];
    (0..open.len()).all(|s| required(s) && (!open[s] || usable[s]))
        && problem.rules.open.is_none_or(|k| opened.len() <= k)
        && problem.rules.budget.is_none_or(|b| opened.iter().map(|&s| problem.sites[s].cost).sum::<u64>() <= b)
        && problem.rules.apart.iter().all(|&[a, b]| {
            let candidate = |s: u32| problem.sites[s as usize].status == Status::Candidate;
            !(a != b && open[a as usize] && open[b as usize] && (candidate(a) || candidate(b)))
        })
}

/// The best value of all choices, or `None` when none keeps the rules.
pub(crate) fn brute(problem: &Problem) -> Option<u64> {
    let values = (0_u32..1 << problem.sites.len()).filter_map(|set| {
        let open: Vec<bool> = (0..problem.sites.len()).map(|s| set >> s & 1 == 1).collect();
        keeps_rules(problem, &open).then(|| value(problem, &open)).flatten()
    });
    if matches!(problem.objective, Objective::MaxCover { .. }) { values.max() } else { values.min() }
}

/// The best value of a set of open sites.
fn value(problem: &Problem, open: &[bool]) -> Option<u64> {
    let candidates = (0..open.len()).filter(|&s| open[s] && problem.sites[s].status == Status::Candidate);
    let costs: u64 = candidates.map(|s| problem.sites[s].cost).sum();
    let units = units(problem);
    let room: Vec<u64> = problem.sites.iter().map(|s| s.capacity.unwrap_or(u64::MAX)).collect();
    match problem.objective {
        Objective::MaxCover { .. } => {
            // Leaving costs 1 for each unit of demand that someone could serve.
            let all: u64 = units.iter().map(|u| u.counts).sum();
            spread(&units, open, &mut room.clone(), &|_, _| 0, Some(1)).map(|cost| all - cost)
        }
        Objective::SetCover { .. } => spread(&units, open, &mut room.clone(), &|_, _| 0, None).map(|_| costs),
        Objective::PMedian => spread(&units, open, &mut room.clone(), &|d, w| d * w, None),
        Objective::PCenter => {
            let mut distances: Vec<u64> = units.iter().flat_map(|u| u.ways.iter().map(|w| w.1)).collect();
            distances.push(0);
            distances.sort_unstable();
            distances.into_iter().find(|&r| {
                let near = |u: &Unit| Unit { ways: u.ways.iter().copied().filter(|w| w.1 <= r).collect(), ..*u };
                let near: Vec<Unit> = units.iter().map(near).collect();
                spread(&near, open, &mut room.clone(), &|_, _| 0, None).is_some()
            })
        }
        Objective::Combined { limit, per_distance, per_far, per_cost } => {
            let price = move |d: u64, w: u64| d * w * per_distance + if d > limit { w * per_far } else { 0 };
            spread(&units, open, &mut room.clone(), &price, None).map(|cost| cost + costs * per_cost)
        }
    }
}

/// What moves together: a home, or one child of it when homes may be shared under capacities.
#[derive(Clone)]
struct Unit {
    amount: u64,
    counts: u64,
    ways: Vec<(u32, u64)>,
}

fn units(problem: &Problem) -> Vec<Unit> {
    let (usable, horizon) = (usable(problem), horizon(problem));
    let capacitated = problem.is_capacitated();
    let mut units = Vec::new();
    for (home, &weight) in problem.weights.iter().enumerate() {
        let ways: Vec<_> =
            problem.reach.of(home).iter().copied().filter(|&(s, d)| usable[s as usize] && d <= horizon).collect();
        let counts = problem.importance.as_ref().map_or(weight, |i| i[home]);
        if counts == 0 || weight == 0 || ways.is_empty() {
            continue;
        }
        let parts = if capacitated && problem.rules.sharing == Sharing::Split { weight } else { 1 };
        units.extend((0..parts).map(|_| Unit { amount: weight / parts, counts: counts / parts, ways: ways.clone() }));
    }
    units
}

/// The least cost of every way of spreading the units, by trying all; equal units in a row are
/// spread in the order of their sites, as exchanging them changes nothing.
fn spread(
    units: &[Unit],
    open: &[bool],
    room: &mut [u64],
    price: &dyn Fn(u64, u64) -> u64,
    leave: Option<u64>,
) -> Option<u64> {
    Spread { open, price, leave, best: None }.go(units, room, 0, 0)
}

struct Spread<'a> {
    open: &'a [bool],
    price: &'a dyn Fn(u64, u64) -> u64,
    leave: Option<u64>,
    best: Option<u64>,
}

impl Spread<'_> {
    fn go(&mut self, units: &[Unit], room: &mut [u64], from: usize, spent: u64) -> Option<u64> {
        if self.best.is_some_and(|b| spent >= b) {
            return self.best;
        }
        let Some((unit, rest)) = units.split_first() else {
            self.best = Some(spent);
            return self.best;
        };
        let twin =
            rest.first().is_some_and(|n| n.ways == unit.ways && n.amount == unit.amount && n.counts == unit.counts);
        let next_from = |way| if twin { way } else { 0 };
        for (way, &(site, distance)) in unit.ways.iter().enumerate().skip(from) {
            if self.open[site as usize] && room[site as usize] >= unit.amount {
                room[site as usize] -= unit.amount;
                self.go(rest, room, next_from(way), spent + (self.price)(distance, unit.counts));
                room[site as usize] += unit.amount;
            }
        }
        if let Some(leave) = self.leave {
            self.go(rest, room, next_from(unit.ways.len()), spent + leave * unit.counts);
        }
        self.best
    }
}

/// What every answer keeps: rules, capacities, every child once, distances as given, bound and value.
pub(crate) fn check(problem: &Problem, answer: &Answer) -> Result<(), String> {
    let mut open = vec![false; problem.sites.len()];
    answer.open().for_each(|s| open[s as usize] = true);
    if !keeps_rules(problem, &open) {
        return Err(format!("the rules are not kept: {open:?}"));
    }
    let mut counted = vec![0; problem.weights.len()];
    let mut held = vec![0; problem.sites.len()];
    for served in &answer.served {
        if !open[served.site as usize]
            || problem.reach.distance(served.home as usize, served.site) != Some(served.distance)
        {
            return Err(format!("{served:?} goes to a closed site or over a wrong distance"));
        }
        if served.distance > horizon(problem) {
            return Err(format!("{served:?} is too far"));
        }
        counted[served.home as usize] += served.amount;
        held[served.site as usize] += served.amount;
    }
    for left in answer.unserved.iter().chain(&answer.unreachable) {
        counted[left.home as usize] += left.amount;
    }
    if counted != problem.weights {
        return Err(format!("demand {:?}, counted {counted:?}", problem.weights));
    }
    for site in &answer.sites {
        if site.served != held[site.site as usize] || site.capacity.is_some_and(|c| site.served > c) {
            return Err(format!("{site:?} holds {}", held[site.site as usize]));
        }
    }
    let covers = matches!(problem.objective, Objective::MaxCover { .. });
    if (covers && answer.bound < answer.value) || (!covers && answer.bound > answer.value) {
        return Err(format!("value {} is beyond its bound {}", answer.value, answer.bound));
    }
    let shared = |home: u32| answer.served.iter().filter(|s| s.home == home).count() > 1;
    if problem.rules.sharing == Sharing::Whole && (0..problem.weights.len() as u32).any(shared) {
        return Err("a home is shared".to_owned());
    }
    Ok(())
}

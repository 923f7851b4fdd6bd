use territory::{Meters, Seconds};

use crate::{
    Travel,
    network::{Network, Preparation, Snap},
    testing::{Draw, Oracle, Shape, Town, nearest},
};

const ANYWHERE: Meters = Meters(1e6);

/// A town with places in it, as the network has snapped them.
struct Case {
    label: String,
    oracle: Oracle,
    plain: Network,
    prepared: Network,
    homes: Vec<Option<Snap>>,
    services: Vec<Option<Snap>>,
    limit: Seconds,
}

impl Case {
    fn drawn(shape: Shape, seed: u64) -> Option<Self> {
        let town = Town::drawn(shape, seed);
        let plain = town.builder().freeze(&Town::car(), Preparation::Plain).ok()?;
        let prepared = town.network(Preparation::Hierarchy);
        let mut draw = Draw::new(seed ^ 0xabcd);
        let mut places = |n: usize| -> Vec<Option<Snap>> {
            (0..n).map(|_| plain.snap(town.somewhere(&mut draw), ANYWHERE)).collect()
        };
        let (homes, services) = (places(5), places(4));
        let limit = Seconds(120 + draw.below(300) as u32);
        let label = format!("{shape:?} {seed}: {town:?}");
        Some(Self { label, oracle: Oracle::new(&town), plain, prepared, homes, services, limit })
    }

    /// What the oracle says in the words of the engine, a row a service. Turns may cut what the parts of
    /// the network join: then it is beyond any limit.
    fn truth(&self, times: &[Vec<Option<u64>>]) -> Vec<Vec<Travel>> {
        let free = self.oracle.without_turns();
        let told = |h: usize, s: usize| {
            let (Some(home), Some(_)) = (&self.homes[h], &self.services[s]) else { return Travel::NotSnapped };
            match times[h][s] {
                Some(ms) if (ms + 500) / 1000 <= u64::from(self.limit.0) => {
                    Travel::Reached(Seconds(((ms + 500) / 1000) as u32))
                }
                Some(_) => Travel::Beyond,
                None if free.times(home, &self.services)[s].is_some() => Travel::Beyond,
                None => Travel::Unreachable,
            }
        };
        (0..self.services.len()).map(|s| (0..self.homes.len()).map(|h| told(h, s)).collect()).collect()
    }

    fn check(&self) -> usize {
        let mut reached = 0;
        let none = vec![None; self.services.len()];
        let of = |h: &Option<Snap>| h.as_ref().map_or_else(|| none.clone(), |h| self.oracle.times(h, &self.services));
        let times: Vec<Vec<Option<u64>>> = self.homes.iter().map(of).collect();
        let truth = self.truth(&times);
        for network in [&self.plain, &self.prepared] {
            let engine = format!("prepared {}: {}", network.is_prepared(), self.label);
            let done: Result<(), ()> = network.matrix(&self.homes, &self.services, self.limit, |service, row| {
                assert_eq!(row, truth[service], "matrix, service {service}, {engine}");
                Ok(())
            });
            done.unwrap();
            for (s, service) in self.services.iter().enumerate() {
                let Some(service) = service else { continue };
                let reach = network.reach(std::slice::from_ref(service), self.limit);
                for (h, home) in self.homes.iter().enumerate() {
                    let Some(home) = home else { continue };
                    let told = truth[s][h];
                    assert_eq!(reach.from(network, home), told, "reach {h} → {s}, {engine}");
                    let route = network.route(home, service, self.limit);
                    let by_route = route.as_ref().map_or_else(|why| *why, |r| Travel::Reached(r.seconds));
                    assert_eq!(by_route, told, "route {h} → {s}, {engine}");
                    reached += usize::from(told.seconds().is_some());
                }
            }
            self.check_nearest(network, &times, &engine);
            self.check_within(network, &truth, &engine);
        }
        reached
    }

    fn check_nearest(&self, network: &Network, times: &[Vec<Option<u64>>], engine: &str) {
        let found = network.nearest(&self.services, 3, self.limit);
        for (h, home) in self.homes.iter().enumerate().filter_map(|(h, s)| Some((h, s.as_ref()?))) {
            let truth: Vec<(usize, Seconds)> = nearest(&times[h], 3)
                .into_iter()
                .map(|(ms, i)| (i, Seconds(((ms + 500) / 1000) as u32)))
                .filter(|(_, s)| *s <= self.limit)
                .collect();
            assert_eq!(found.from(network, home), truth, "nearest, {engine}");
        }
    }

    /// Homes weigh 1, 2, 4…: a sum says exactly which ones it holds.
    fn check_within(&self, network: &Network, truth: &[Vec<Travel>], engine: &str) {
        let weight = |h: usize| f64::from(1_u32 << h);
        let homes: Vec<_> = self.homes.iter().enumerate().map(|(h, s)| (*s, weight(h))).collect();
        let expected: Vec<f64> = truth
            .iter()
            .map(|row| row.iter().enumerate().filter(|(_, t)| t.seconds().is_some()).map(|(h, _)| weight(h)).sum())
            .collect();
        assert_eq!(network.within(&homes, &self.services, self.limit), expected, "within, {engine}");
    }
}

fn check_all(shape: Shape) {
    let cases: Vec<Case> = (0..1000).filter_map(|seed| Case::drawn(shape, seed)).collect();
    assert!(cases.len() >= 990, "{} towns", cases.len());
    let reached: usize = cases.iter().map(Case::check).sum();
    assert!(reached > 5000, "most services are reached from some home: {reached}");
}

#[test]
fn every_search_agrees_with_the_oracle_on_a_thousand_towns_of_blocks() {
    check_all(Shape::Blocks);
}

#[test]
fn every_search_agrees_with_the_oracle_on_a_thousand_towns_of_neighbours() {
    check_all(Shape::Neighbours);
}

#[test]
fn every_search_agrees_with_the_oracle_on_a_thousand_towns_of_dead_ends_and_islands() {
    check_all(Shape::DeadEnds);
}

#[test]
fn times_from_every_node_are_those_of_each_search_near_and_far_on_any_number_of_threads() {
    for seed in 0..60 {
        let shape = [Shape::Blocks, Shape::Neighbours, Shape::DeadEnds][seed as usize % 3];
        let Some(case) = Case::drawn(shape, 7000 + seed) else { continue };
        // Beyond 4.6 hours numbers are kept in another way.
        for limit in [Seconds(140), case.limit, Seconds(20_000)] {
            let mut answers = Vec::new();
            for (network, threads) in [(&case.plain, 1), (&case.prepared, 1), (&case.prepared, 3)] {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                let mut times = vec![Vec::new(); case.services.len()];
                let done: Result<(), ()> = pool.install(|| {
                    network.node_matrix(&case.services, limit, |service, row| {
                        times[service] = row.reached().collect();
                        times[service].sort_unstable();
                        Ok(())
                    })
                });
                done.unwrap();
                answers.push(times);
            }
            assert_eq!(answers[0], answers[1], "{}", case.label);
            assert_eq!(answers[1], answers[2], "{}", case.label);
            for (service, times) in case.services.iter().zip(&answers[0]) {
                let Some(service) = service else { continue };
                let reach = case.plain.reach(&[*service], limit);
                let nodes = (0..case.plain.node_count() as u32).map(crate::NodeId);
                let truth: Vec<_> = nodes.filter_map(|n| Some((n, reach.from_node(n)?))).collect();
                assert_eq!(times, &truth, "{}", case.label);
            }
        }
    }
}

#[test]
fn a_road_more_never_lengthens_and_a_longer_limit_never_reaches_fewer() {
    for seed in 0..150 {
        let shape = [Shape::Blocks, Shape::Neighbours, Shape::DeadEnds][seed as usize % 3];
        let mut town = Town::drawn(shape, 9000 + seed);
        town.turns.clear();
        let Ok(before) = town.builder().freeze(&Town::car(), Preparation::Plain) else { continue };
        let mut draw = Draw::new(seed);
        let places: Vec<_> = (0..4).map(|_| town.somewhere(&mut draw)).collect();
        let (a, b) = (draw.below(town.nodes.len()), draw.below(town.nodes.len()));
        if a == b {
            continue;
        }
        // A road far from every door: nobody is snapped to it, everybody may drive it.
        town.road(a, b, 110, false);
        let after = town.builder().freeze(&Town::car(), Preparation::Hierarchy).unwrap();
        let last = town.roads.len() as u32 - 1;
        let snapped = |n: &Network| places.iter().map(|p| n.snap(*p, ANYWHERE)).collect::<Vec<_>>();
        let (old, new) = (snapped(&before), snapped(&after));
        for (i, j) in (0..4).flat_map(|i| (0..4).map(move |j| (i, j))) {
            let (Some(h0), Some(s0), Some(h1), Some(s1)) = (old[i], old[j], new[i], new[j]) else { continue };
            if [h1, s1].iter().any(|s| s.street == last) || h0.street != h1.street || s0.street != s1.street {
                continue;
            }
            let time = |n: &Network, h: &Snap, s: &Snap, limit| n.reach(&[*s], Seconds(limit)).from(n, h).seconds();
            let (t0, t1) = (time(&before, &h0, &s0, 9999), time(&after, &h1, &s1, 9999));
            assert!(t0.is_none_or(|t0| t1.is_some_and(|t1| t1 <= t0)), "{seed}: {t0:?} before, {t1:?} after");
            assert_eq!(time(&after, &h1, &s1, 300), t1.filter(|t| t.0 <= 300), "{seed}: a limit only cuts off");
        }
    }
}

#[test]
fn turning_every_one_way_street_round_mirrors_the_matrix() {
    for seed in 0..150 {
        let mut town = Town::drawn(Shape::Blocks, 11_000 + seed);
        town.turns.clear();
        let mut mirrored = town.clone();
        mirrored.roads.iter_mut().for_each(|r| r.ends.reverse());
        let (Ok(one), Ok(other)) = (
            town.builder().freeze(&Town::car(), Preparation::Hierarchy),
            mirrored.builder().freeze(&Town::car(), Preparation::Hierarchy),
        ) else {
            continue;
        };
        let mut draw = Draw::new(seed);
        let places: Vec<_> = (0..5).map(|_| town.somewhere(&mut draw)).collect();
        let matrix = |n: &Network| {
            let snaps: Vec<_> = places.iter().map(|p| n.snap(*p, ANYWHERE)).collect();
            let mut rows = vec![Vec::new(); snaps.len()];
            let done: Result<(), ()> = n.matrix(&snaps, &snaps, Seconds(3600), |service, row| {
                rows[service] = row.iter().map(|t| t.seconds().map(|s| s.0)).collect();
                Ok(())
            });
            done.unwrap();
            rows
        };
        let (there, back) = (matrix(&one), matrix(&other));
        for (i, j) in (0..5).flat_map(|i| (0..5).map(move |j| (i, j))) {
            // A share of a street and the rest of it are rounded apart: two ends, a millisecond each.
            let same = there[i][j].zip(back[j][i]).map_or(there[i][j] == back[j][i], |(a, b)| a.abs_diff(b) <= 1);
            assert!(same, "{seed}: {i} → {j}: {:?}, mirrored {:?}", there[i][j], back[j][i]);
        }
    }
}

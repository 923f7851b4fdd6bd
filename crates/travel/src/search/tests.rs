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

//! How many people live in each commune and how many are born there.

use crate::field::Cell;
use crate::rng::Rng;

/// Inhabitants and births of one commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct People {
    /// Its place in its EPCI by design: 0 for the main town, 1 for the second, then the villages.
    pub(crate) rank: usize,
    /// Inhabitants.
    pub(crate) population: u32,
    /// Births of 2020, 2021 and 2022.
    pub(crate) births: [u32; 3],
}

/// People of every commune. In each EPCI the population falls as one over the rank, as in Zipf's
/// law, from one main town; a few EPCI have a city.
pub(crate) fn settle(seed: u64, cells: &[Cell], epci_of: &[usize]) -> Vec<People> {
    let count = epci_of.iter().max().map_or(0, |last| last + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (commune, epci) in epci_of.iter().enumerate() {
        members[*epci].push(commune);
    }
    let nobody = People { rank: 0, population: 0, births: [0; 3] };
    let mut people = vec![nobody; cells.len()];
    for (epci, members) in members.iter().enumerate() {
        let mut rng = Rng::of(seed, "people", epci as u64);
        let town = town_population(epci, &mut rng);
        for (rank, commune) in ranked(cells, members, &mut rng).into_iter().enumerate() {
            people[commune] = commune_people(rank, town, &mut rng);
        }
    }
    people
}

fn town_population(epci: usize, rng: &mut Rng) -> f64 {
    // The first EPCI stays rural: the demonstration speaks of the country.
    match (epci, rng.unit()) {
        (0, _) => rng.between(5_000.0, 8_500.0),
        (_, draw) if draw < 0.012 => rng.between(60_000.0, 160_000.0),
        (_, draw) if draw < 0.09 => rng.between(12_000.0, 38_000.0),
        _ => rng.between(2_600.0, 8_000.0),
    }
}

/// Members by rank: a town off the middle, a second town far from it, villages in any order.
fn ranked(cells: &[Cell], members: &[usize], rng: &mut Rng) -> Vec<usize> {
    let mut order = members.to_vec();
    rng.shuffle(&mut order);
    // The most surrounded of three: towns are rarely at the very edge.
    let inside = |i: usize| members.iter().filter(|m| cells[**m].steps_to(cells[i]) == 1).count();
    let candidates = order.len().min(3);
    let town = (0..candidates).max_by_key(|k| (inside(order[*k]), *k)).unwrap_or(0);
    order.swap(0, town);
    if order.len() > 2 {
        let first = cells[order[0]];
        let second = (1..order.len()).max_by_key(|k| (cells[order[*k]].steps_to(first), *k)).unwrap_or(1);
        order.swap(1, second);
    }
    order
}

fn commune_people(rank: usize, town: f64, rng: &mut Rng) -> People {
    let population = if rank == 0 {
        town
    } else {
        // A city does not make cities of its neighbours.
        town.min(9_000.0) / (rank + 1) as f64 * rng.between(0.5, 1.25)
    };
    let population = rng.round(population).max(41);
    let rate = rng.between(0.0078, 0.0122);
    let births = std::array::from_fn(|_| {
        let expected = f64::from(population) * rate * rng.between(0.85, 1.15);
        rng.round(expected)
    });
    People { rank, population, births }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{groups, outline};

    #[test]
    fn each_epci_has_one_main_town_and_births_are_those_of_france() {
        let cells = outline::grow(3, 600);
        let epci_of = groups::epcis(3, &cells, &groups::neighbours(&cells));
        let people = settle(3, &cells, &epci_of);
        for epci in 0..=*epci_of.iter().max().unwrap() {
            let members: Vec<&People> =
                people.iter().zip(&epci_of).filter(|(_, e)| **e == epci).map(|(p, _)| p).collect();
            let town = members.iter().filter(|p| p.rank == 0).collect::<Vec<_>>();
            assert_eq!(town.len(), 1);
            assert!(members.iter().all(|p| p.population <= town[0].population && p.population > 40));
        }
        let total: u32 = people.iter().map(|p| p.population).sum();
        for year in 0..3 {
            let births: u32 = people.iter().map(|p| p.births[year]).sum();
            let per_thousand = 1000.0 * f64::from(births) / f64::from(total);
            assert!((8.0..12.0).contains(&per_thousand), "{per_thousand} births per thousand");
        }
    }
}

//! Why the accessible rate of a commune is not its own rate, in parts that add up exactly.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::catchment::Sharing;

/// One commune's way from the rate of its own places to the rate of those its children can reach.
/// Every part is in places per 100 children of the commune; they add up to
/// `accessible_rate − own_rate`.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// 100 × places in the commune, those without a position included, ÷ its children.
    pub own_rate: f64,
    /// 100 × `Σ P·A` ÷ children with times.
    pub accessible_rate: f64,
    /// Places of neighbours that children of the commune use: zero or more.
    pub from_neighbours: f64,
    /// Places of the commune that children of neighbours use: zero or less.
    pub to_neighbours: f64,
    /// Places of the commune that no child reaches in time: zero or less.
    pub beyond_reach: f64,
    /// Places of the commune counted in its own rate but that stand nowhere on the map (school at
    /// two, care at home): zero or less.
    pub without_position: f64,
    /// Places that the method itself does not hand out: zero for a method that conserves places.
    pub left_by_method: f64,
    /// Homes without times leave the mean of the others: the effect on the rate.
    pub unreachable_homes: f64,
    /// The neighbours, commune position and places per 100 children: positive where places are used
    /// there, negative where theirs use ours. Largest first, at most [`NEIGHBOURS`].
    pub neighbours: Vec<(u32, f64)>,
}

/// How many neighbours an explanation names.
pub const NEIGHBOURS: usize = 5;

impl Explanation {
    /// The sum of the parts.
    pub fn difference(&self) -> f64 {
        self.from_neighbours
            + self.to_neighbours
            + self.beyond_reach
            + self.without_position
            + self.left_by_method
            + self.unreachable_homes
    }
}

/// Where things are, by position of commune.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    /// Places by service.
    pub by_service: &'a [f64],
    /// Commune of each service; `None` for a service outside the territory (beyond its border).
    pub commune_of_service: &'a [Option<u32>],
    /// Commune of each home, grouped: homes of one commune follow each other.
    pub commune_of_home: &'a [u32],
    /// Places by commune that have no position.
    pub without_position: &'a [f64],
}

/// One explanation a commune, `None` where the commune has no child with times. The neighbours'
/// children count as they do in `sharing`.
///
/// # Panics
/// When the lists do not go with the pairs of `sharing`.
pub fn explanations(sharing: &Sharing<'_>, places: &Places<'_>) -> Vec<Option<Explanation>> {
    let communes = places.without_position.len();
    assert_eq!(places.commune_of_home.len(), sharing.homes(), "one commune a home");
    assert_eq!(places.commune_of_service.len(), places.by_service.len(), "one commune a service");
    let flows = flows(sharing, places, communes);
    let mut totals = vec![Totals::default(); communes];
    for (home, commune) in places.commune_of_home.iter().enumerate() {
        let totals = &mut totals[*commune as usize];
        totals.children += sharing.children_of(home);
        totals.with_times += if sharing.lacks_times(home) { 0.0 } else { sharing.children_of(home) };
    }
    for (service, (n, commune)) in places.by_service.iter().zip(places.commune_of_service).enumerate() {
        let Some(commune) = commune else { continue };
        let totals = &mut totals[*commune as usize];
        totals.located += n;
        totals.unreached += if sharing.is_reached(service) { 0.0 } else { *n };
    }
    // What others take of each commune's places.
    let mut taken: Vec<BTreeMap<u32, f64>> = vec![BTreeMap::new(); communes];
    for (of, flows) in (0u32..).zip(&flows) {
        for (at, places) in flows.iter().filter_map(|(at, places)| Some(((*at)?, places))) {
            taken[at as usize].insert(of, *places);
        }
    }
    let one = |commune: usize| explain(commune as u32, &totals[commune], &flows[commune], &taken[commune], places);
    (0..communes).map(one).collect()
}

#[derive(Debug, Clone, Copy, Default)]
struct Totals {
    children: f64,
    with_times: f64,
    located: f64,
    unreached: f64,
}

type Flows = BTreeMap<Option<u32>, f64>;

/// Commune of home → commune of service → places taken.
fn flows(sharing: &Sharing<'_>, places: &Places<'_>, communes: usize) -> Vec<Flows> {
    let rates = sharing.rates(places.by_service);
    let mut spans: Vec<Vec<usize>> = vec![Vec::new(); communes];
    places.commune_of_home.iter().enumerate().for_each(|(home, commune)| spans[*commune as usize].push(home));
    let of = |homes: &Vec<usize>| {
        let mut flows = Flows::new();
        for home in homes {
            for (service, taken) in sharing.taken(*home, &rates) {
                *flows.entry(places.commune_of_service[service as usize]).or_default() += taken;
            }
        }
        flows
    };
    spans.par_iter().map(of).collect()
}

fn explain(
    commune: u32,
    totals: &Totals,
    flows: &Flows,
    taken: &BTreeMap<u32, f64>,
    places: &Places<'_>,
) -> Option<Explanation> {
    if totals.with_times <= 0.0 {
        return None;
    }
    let per_100 = |places: f64| 100.0 * places / totals.children;
    let used: f64 = flows.values().sum();
    let at_home = flows.get(&Some(commune)).copied().unwrap_or(0.0);
    let by_others: f64 = taken.iter().filter(|(of, _)| **of != commune).map(|(_, n)| n).sum();
    let without_position = places.without_position[commune as usize];
    let mut neighbours: BTreeMap<u32, f64> = BTreeMap::new();
    for (at, n) in flows.iter().filter_map(|(at, n)| Some(((*at)?, *n))) {
        *neighbours.entry(at).or_default() += per_100(n);
    }
    taken.iter().for_each(|(of, n)| *neighbours.entry(*of).or_default() -= per_100(*n));
    neighbours.remove(&commune);
    let mut neighbours: Vec<(u32, f64)> = neighbours.into_iter().collect();
    neighbours.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    neighbours.truncate(NEIGHBOURS);
    Some(Explanation {
        own_rate: per_100(totals.located + without_position),
        accessible_rate: 100.0 * used / totals.with_times,
        from_neighbours: per_100(used - at_home),
        to_neighbours: -per_100(by_others),
        beyond_reach: -per_100(totals.unreached),
        without_position: -per_100(without_position),
        left_by_method: -per_100(totals.located - totals.unreached - at_home - by_others),
        unreachable_homes: 100.0 * used / totals.with_times - per_100(used),
        neighbours,
    })
}

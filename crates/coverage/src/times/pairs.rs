//! Every place with places for children within a limit, not only the nearest: what is shared out.

use super::*;
use territory::Meters;
use travel::Snap;

use crate::catchment::{Pairs, PairsBuilder};

/// From every demand point to every place of care within a limit, by car.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// The services that have places, then the seats that stand for assistants maternels: the
    /// services of the pairs.
    pub places: Vec<Place>,
    /// Homes are the demand points of the territory.
    pub pairs: Pairs,
    /// The longest time searched.
    pub limit: Seconds,
    /// No network of cars was there: great-circle distances.
    pub estimated: bool,
    /// Demand points whose times are estimates although a network was there, ascending.
    pub estimated_homes: Vec<u32>,
}

/// Times by car within `limit` (`≤`) to whatever has places for children: over the network where
/// there is one, else estimated. Communes that the network does not reach at all keep an estimate;
/// other homes without a road have no times.
pub fn reach(territory: &Territory, kinds: &Kinds, means: &Means<'_>, limit: Seconds) -> Reach {
    let of_care = kinds.all.iter().filter(|kind| kind.mode.is_some());
    let places: Vec<Place> = of_care.flat_map(|kind| super::places(territory, kind)).collect();
    let at = positions(territory, &places);
    let homes: Vec<LonLat> = territory.demand.iter().map(|point| point.at).collect();
    let network = means.roads.iter().find(|(mode, _)| *mode == TravelMode::Car).map(|(_, network)| *network);
    let (pairs, estimated_homes) = match network {
        Some(network) => over_roads(territory, network, &homes, &at, &means.estimate, limit),
        None => {
            let near = Estimated::new(&at, &means.estimate, limit);
            let rows: Vec<Vec<(u32, Seconds)>> = homes.par_iter().map(|home| near.of(*home)).collect();
            (Pairs::by_home(at.len(), rows.into_iter().map(Some)).expect("each place is found once"), Vec::new())
        }
    };
    Reach { places, pairs, limit, estimated: network.is_none(), estimated_homes }
}

fn over_roads(
    territory: &Territory,
    network: &Network,
    homes: &[LonLat],
    at: &[LonLat],
    estimate: &Estimate,
    limit: Seconds,
) -> (Pairs, Vec<u32>) {
    let snap = |at: &LonLat| network.snap(*at, Meters(f64::INFINITY));
    let snapped: Vec<Option<Snap>> = homes.par_iter().map(snap).collect();
    let services: Vec<Option<Snap>> = at.par_iter().map(snap).collect();
    let mut reached = vec![false; territory.communes.len()];
    for (point, snap) in territory.demand.iter().zip(&snapped) {
        reached[point.commune as usize] |= snap.is_some();
    }
    for (reached, commune) in reached.iter_mut().zip(&territory.communes) {
        *reached = *reached || snap(&commune.seat).is_some();
    }
    let mut builder = PairsBuilder::new(homes.len(), at.len());
    network
        .matrix(&snapped, &services, limit, |service, travel| {
            for (home, travel) in (0u32..).zip(travel) {
                if let Some(seconds) = travel.seconds() {
                    builder.push(home, service as u32, seconds)?;
                }
            }
            Ok::<(), crate::catchment::PairError>(())
        })
        .expect("the matrix names homes and services of these lists, within the limit");
    let near = Estimated::new(at, estimate, limit);
    let mut estimated = Vec::new();
    for (home, point) in (0u32..).zip(&territory.demand).filter(|(home, _)| snapped[*home as usize].is_none()) {
        if reached[point.commune as usize] {
            builder.lacks_times(home).expect("the home is of the list");
            continue;
        }
        estimated.push(home);
        for (service, seconds) in near.of(point.at) {
            builder.push(home, service, seconds).expect("the index names services of the list, within the limit");
        }
    }
    (builder.build().expect("a home is searched over roads or estimated, once"), estimated)
}

/// Places within a time, as the crow flies.
struct Estimated<'a> {
    index: territory::PointIndex,
    estimate: &'a Estimate,
    limit: Seconds,
}

impl<'a> Estimated<'a> {
    fn new(at: &[LonLat], estimate: &'a Estimate, limit: Seconds) -> Self {
        Self { index: territory::PointIndex::new(at.to_vec()), estimate, limit }
    }

    fn of(&self, home: LonLat) -> Vec<(u32, Seconds)> {
        let near = self.index.within(home, self.estimate.distance(self.limit)).into_iter();
        let timed = near.map(|(place, metres)| (place as u32, self.estimate.seconds(metres)));
        timed.filter(|(_, seconds)| *seconds <= self.limit).collect()
    }
}

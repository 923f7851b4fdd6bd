//! By car, bike or on foot over a network.

use super::*;
use territory::{Meters, times::RANKS};
use travel::Snap;

/// The times over a network. With a `fallback`, communes that the network does not reach at all
/// (neither the seat nor any home is snapped) have times by the estimate instead, each said so.
pub(super) fn times(
    territory: &Territory,
    kinds: &[Target<'_>],
    mode: TravelMode,
    network: &Network,
    limit: Seconds,
    fallback: Option<&Estimate>,
) -> ModeTimes {
    let homes = Homes::of(territory);
    let snap = |at: &LonLat| network.snap(*at, Meters(f64::INFINITY));
    let snaps: Vec<Option<Snap>> = homes.at.par_iter().map(snap).collect();
    let outside = fallback.map(|estimate| (estimate, outside(territory, &snaps)));
    let of_kind = |target: &Target<'_>| {
        let services: Vec<Option<Snap>> = target.at.iter().map(snap).collect();
        let nearest = network.nearest(&services, RANKS, limit);
        let near =
            |(place, seconds): (usize, Seconds)| Near { place: place as u32, seconds: seconds.0, estimated: false };
        let row = |home: &Option<Snap>| -> Vec<Near> {
            home.as_ref().map(|home| nearest.from(network, home).into_iter().map(near).collect()).unwrap_or_default()
        };
        let mut rows: Vec<Vec<Near>> = snaps.par_iter().map(row).collect();
        if let Some((estimate, outside)) = &outside {
            let at: Vec<LonLat> = outside.iter().map(|home| homes.at[*home]).collect();
            for (home, mut row) in outside.iter().zip(estimated::rows(&at, &target.at, estimate)) {
                row.retain(|near| near.seconds <= limit.0);
                rows[*home] = row;
            }
        }
        let (demand, seats) = homes.tables(&rows);
        let lost: Vec<bool> = services.iter().map(Option::is_none).collect();
        let (kind, places) = (target.kind.id.clone(), target.places.clone());
        KindTimes { kind, places, places_not_snapped: numbers(&lost), demand, seats }
    };
    let lost: Vec<bool> = snaps.iter().map(Option::is_none).collect();
    let (demand_not_snapped, seats_not_snapped) = homes.lost(&lost);
    let kinds = kinds.par_iter().map(of_kind).collect();
    ModeTimes { mode, estimated: false, limit: Some(limit), demand_not_snapped, seats_not_snapped, kinds }
}

/// Homes (demand points, then seats) of communes of which nothing is snapped.
fn outside(territory: &Territory, snaps: &[Option<Snap>]) -> Vec<usize> {
    let demand = territory.demand.iter().map(|point| point.commune as usize);
    let commune: Vec<usize> = demand.chain(0..territory.communes.len()).collect();
    let mut reached = vec![false; territory.communes.len()];
    for (commune, snap) in commune.iter().zip(snaps) {
        reached[*commune] |= snap.is_some();
    }
    (0..commune.len()).filter(|home| !reached[commune[*home]]).collect()
}

//! Cars without a network: great-circle distances.

use super::*;
use territory::{PointIndex, times::RANKS};

/// The nearest places from some homes, as the crow flies: the nearest by distance is then the
/// nearest by time.
pub(crate) fn rows(homes: &[LonLat], places: &[LonLat], estimate: &Estimate) -> Vec<Vec<Near>> {
    let index = PointIndex::new(places.to_vec());
    let row = |at: &LonLat| {
        let near = index.k_nearest(*at, RANKS).into_iter();
        near.map(|(place, away)| Near { place: place as u32, seconds: estimate.seconds(away).0, estimated: true })
            .collect()
    };
    homes.par_iter().map(row).collect()
}

pub(super) fn times(territory: &Territory, kinds: &[Target<'_>], estimate: &Estimate) -> ModeTimes {
    let seats: Vec<LonLat> = territory.communes.iter().map(|commune| commune.seat).collect();
    let of_kind = |target: &Target<'_>| KindTimes {
        kind: target.kind.id.clone(),
        places: target.places.clone(),
        places_not_snapped: Vec::new(),
        demand: Nearby::default(),
        seats: Nearby::from_rows(rows(&seats, &target.at, estimate).iter().map(Vec::as_slice)),
    };
    ModeTimes {
        mode: TravelMode::Car,
        estimated: true,
        limit: None,
        demand_not_snapped: Vec::new(),
        seats_not_snapped: Vec::new(),
        kinds: kinds.iter().map(of_kind).collect(),
    }
}

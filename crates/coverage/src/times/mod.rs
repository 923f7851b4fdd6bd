//! How long it takes from every home to the nearest services of every kind, by every mode.
//!
//! Services are few and homes many: every search runs backwards from the services. A home is a
//! demand point, or the seat of a commune (what a portrait speaks of).

mod estimated;
mod pairs;
mod road;
mod timed;

pub use pairs::{Reach, reach};
pub use timed::Timed;

use rayon::prelude::*;
use territory::{
    Kind, Kinds, LonLat, Seconds, Territory, TravelMode, TravelTimes,
    times::{KindTimes, ModeTimes, Near, Nearby, Place},
};
use travel::Network;

use crate::Estimate;

pub(crate) use estimated::rows as estimated_rows;

/// What one can travel by.
pub struct Means<'a> {
    /// For cars without a network, and for communes that the network of cars does not reach.
    pub estimate: Estimate,
    /// Longest travel searched.
    pub limit: Seconds,
    /// Networks of cars, bikes and walkers, each mode at most once.
    pub roads: Vec<(TravelMode, &'a Network)>,
    /// Travel by timetable and on demand.
    pub timed: Option<Timed<'a>>,
}

impl Means<'_> {
    /// Without any network: cars at the estimate.
    pub fn estimated(estimate: Estimate) -> Self {
        Self { estimate, limit: Seconds(u32::MAX), roads: Vec::new(), timed: None }
    }
}

/// The nearest services of each kind from every home of a territory, by every mode there are means
/// for. Cars are always there; without a network they are estimated, and the rows of the demand
/// points are then left out: an estimate needs no search, and they are made when figures need them.
pub fn travel_times(territory: &Territory, kinds: &Kinds, means: &Means<'_>) -> TravelTimes {
    let kinds: Vec<Target<'_>> = kinds.all.iter().filter_map(|kind| Target::of(territory, kind)).collect();
    let mut modes = Vec::new();
    if !means.roads.iter().any(|(mode, _)| *mode == TravelMode::Car) {
        modes.push(estimated::times(territory, &kinds, &means.estimate));
    }
    for (mode, network) in &means.roads {
        // A commune without roads of the map still has cars.
        let fallback = (*mode == TravelMode::Car).then_some(&means.estimate);
        modes.push(road::times(territory, &kinds, *mode, network, means.limit, fallback));
    }
    if let Some(timed) = &means.timed {
        modes.extend(timed.times(territory, &kinds));
    }
    modes.sort_by_key(|times| times.mode);
    TravelTimes { modes }
}

/// Where one travels to for one kind.
struct Target<'k> {
    kind: &'k Kind,
    places: Vec<Place>,
    at: Vec<LonLat>,
}

impl<'k> Target<'k> {
    /// `None` for a kind without any service.
    fn of(territory: &Territory, kind: &'k Kind) -> Option<Self> {
        let places = places(territory, kind);
        let at = positions(territory, &places);
        (!places.is_empty()).then_some(Self { kind, places, at })
    }
}

/// What is travelled to for a kind: its services or, for homes of persons, the seats of the
/// communes that have some.
fn places(territory: &Territory, kind: &Kind) -> Vec<Place> {
    if kind.nominative {
        let present = territory.home_care.iter().zip(0u32..);
        return present
            .filter(|(care, _)| care.assistants.known().is_some_and(|n| n > 0.0))
            .map(|(_, i)| Place::Seat(i))
            .collect();
    }
    let of_kind = territory.services.iter().zip(0u32..).filter(|(service, _)| service.kind == kind.id);
    of_kind.map(|(_, i)| Place::Service(i)).collect()
}

/// Where places are.
pub(crate) fn positions(territory: &Territory, places: &[Place]) -> Vec<LonLat> {
    let at = |place: &Place| match place {
        Place::Service(i) => territory.services[*i as usize].at,
        Place::Seat(i) => territory.communes[*i as usize].seat,
    };
    places.iter().map(at).collect()
}

/// Where homes are: demand points, then seats.
struct Homes {
    at: Vec<LonLat>,
    demand: usize,
}

impl Homes {
    fn of(territory: &Territory) -> Self {
        let demand = territory.demand.iter().map(|point| point.at);
        let at = demand.chain(territory.communes.iter().map(|commune| commune.seat)).collect();
        Self { at, demand: territory.demand.len() }
    }

    /// Rows of all homes as the tables of a kind.
    fn tables(&self, rows: &[Vec<Near>]) -> (Nearby, Nearby) {
        let table = |rows: &[Vec<Near>]| Nearby::from_rows(rows.iter().map(Vec::as_slice));
        (table(&rows[..self.demand]), table(&rows[self.demand..]))
    }

    /// Which homes are lost, as the lists of a mode.
    fn lost(&self, lost: &[bool]) -> (Vec<u32>, Vec<u32>) {
        (numbers(&lost[..self.demand]), numbers(&lost[self.demand..]))
    }
}

/// Positions of what is true.
fn numbers(of: &[bool]) -> Vec<u32> {
    of.iter().zip(0u32..).filter(|(is, _)| **is).map(|(_, i)| i).collect()
}

//! From doors to stops and back: what a home and a service are to the timetable.

use territory::{LonLat, Meters, PointIndex, Seconds, transit::Window as Hours};

use super::{
    build::Walk,
    model::Timetable,
    query::{Access, On, Place, SearchOptions, When},
    rides::Ride,
    window::Window,
};
use crate::network::{Network, Snap};

/// Longest walk between a door and a stop.
pub const LONGEST_WALK: Seconds = Seconds(20 * 60);
/// Longest walk between two stops, for a change: 600 m at 4.5 km/h.
pub const LONGEST_CHANGE: Seconds = Seconds(8 * 60);
/// Most changes from vehicle to vehicle.
pub const MAX_TRANSFERS: u8 = 3;

/// How one gets along between doors and stops.
#[derive(Debug, Clone, Copy)]
pub enum Ways<'n> {
    /// By a network.
    Network(&'n Network),
    /// As the crow flies, with a detour, at constant speed: there is no network.
    Estimate {
        /// Way over great-circle distance.
        circuity: f64,
        /// Kilometres per hour.
        kmh: f64,
    },
}

/// Places as a network sees them.
#[derive(Debug, Clone)]
pub struct Spots {
    at: Vec<LonLat>,
    snaps: Vec<Option<Snap>>,
}

impl Ways<'_> {
    /// Snaps places; without a network they stay where they are.
    pub fn spots(&self, at: &[LonLat]) -> Spots {
        let snaps = match self {
            Self::Network(network) => at.iter().map(|at| network.snap(*at, Meters(f64::INFINITY))).collect(),
            Self::Estimate { .. } => Vec::new(),
        };
        Spots { at: at.to_vec(), snaps }
    }

    /// For each place of `to`, the places of `from` that are within the limit, with the seconds from
    /// there; by place.
    pub fn times(&self, from: &Spots, to: &Spots, limit: Seconds) -> Vec<Vec<(u32, Seconds)>> {
        let mut rows = vec![Vec::new(); to.at.len()];
        match self {
            Self::Network(network) => {
                let taken = network.matrix(&from.snaps, &to.snaps, limit, |place, row| {
                    let reached = row.iter().zip(0u32..).filter_map(|(travel, i)| Some((i, travel.seconds()?)));
                    rows[place] = reached.collect();
                    Ok::<_, std::convert::Infallible>(())
                });
                taken.unwrap_or_else(|never| match never {});
            }
            Self::Estimate { circuity, kmh } => {
                let index = PointIndex::new(from.at.clone());
                let seconds = |away: Meters| Seconds((away.0 * circuity * 3.6 / kmh).round() as u32);
                let within = Meters((f64::from(limit.0) + 0.5) * kmh / 3.6 / circuity);
                for (row, at) in rows.iter_mut().zip(&to.at) {
                    let near = index.within(*at, within).into_iter();
                    row.extend(near.map(|(i, away)| (i as u32, seconds(away))).filter(|(_, s)| *s <= limit));
                    row.sort_unstable_by_key(|(i, _)| *i);
                }
            }
        }
        rows
    }
}

/// Walks between stops that are near each other, for [`Timetable::build`]; stops without a place
/// (`None`) have none.
pub fn walks_between(ways: Ways<'_>, stops: &[Option<LonLat>]) -> Vec<Walk> {
    let (numbers, at): (Vec<u32>, Vec<LonLat>) =
        stops.iter().zip(0u32..).filter_map(|(at, i)| Some((i, (*at)?))).unzip();
    let spots = ways.spots(&at);
    let rows = ways.times(&spots, &spots, LONGEST_CHANGE);
    let mut walks = Vec::new();
    for (to, row) in numbers.iter().zip(rows) {
        let others = row.into_iter().map(|(from, seconds)| (numbers[from as usize], seconds)).filter(|(f, _)| f != to);
        walks.extend(others.map(|(from, seconds)| Walk { from, to: *to, seconds }));
    }
    walks
}

/// What is asked of every home: when to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Latest arrival, seconds since midnight of the service day.
    pub arrive_by: Seconds,
    /// Arrivals are asked for every minute of this span before it, both ends included.
    pub window: Seconds,
    /// Which of these times counts, 1 to 100: 50 for the median.
    pub percentile: u8,
    /// Longest travel (`≤`), from leaving home to the time one asked to be there.
    pub limit: Seconds,
}

impl Question {
    /// The times that are asked for.
    pub fn window(&self) -> Window {
        Window {
            from: When::ArriveBefore(Seconds(self.arrive_by.0.saturating_sub(self.window.0))),
            to: self.arrive_by,
            step: Seconds(60),
            percentiles: vec![self.percentile],
        }
    }

    /// The search that answers them, with the rides that the doors know.
    pub fn options(&self, doors: &Doors<'_>) -> SearchOptions {
        SearchOptions {
            limit: self.limit,
            max_transfers: MAX_TRANSFERS,
            phone_calls: !doors.rides.is_empty(),
            on_demand: doors.rides.iter().map(|ride| ride.demand.clone()).collect(),
            hours: Hours {
                from: Seconds(self.arrive_by.0.saturating_sub(self.window.0 + self.limit.0)),
                to: self.arrive_by,
            },
        }
    }
}

/// The stops of a timetable, and the ways between them and doors.
#[derive(Debug)]
pub struct Doors<'a> {
    walk: Ways<'a>,
    drive: Ways<'a>,
    rides: &'a [Ride],
    /// Served stops that have a place.
    stops: Vec<(u32, LonLat)>,
    walked: Spots,
    driven: Spots,
    longest_ride: Seconds,
}

impl<'a> Doors<'a> {
    /// `walk` leads to stops on foot, `drive` tells how long rides on demand take directly; `rides`
    /// are at most [`Ride::MOST`] (the rest is left aside), none for travel by timetable alone.
    pub fn new(
        timetable: &Timetable,
        walk: Ways<'a>,
        drive: Ways<'a>,
        rides: &'a [Ride],
        longest_ride: Seconds,
    ) -> Self {
        let rides = &rides[..rides.len().min(Ride::MOST)];
        let all = timetable.stops();
        let place = |i: &u32| {
            let stop = &all[*i as usize];
            let of_parent = || all.get(stop.parent? as usize)?.at;
            Some((*i, stop.at.or_else(of_parent)?))
        };
        let stops: Vec<(u32, LonLat)> =
            (0..all.len() as u32).filter(|i| all[*i as usize].served).filter_map(|i| place(&i)).collect();
        let at: Vec<LonLat> = stops.iter().map(|(_, at)| *at).collect();
        let driven = if rides.is_empty() { Spots { at: Vec::new(), snaps: Vec::new() } } else { drive.spots(&at) };
        Self { walk, drive, rides, stops, walked: walk.spots(&at), driven, longest_ride }
    }

    /// The rides that take part, in the order of [`On::Demand`].
    pub fn rides(&self) -> &[Ride] {
        self.rides
    }

    /// Homes with their ways to stops: on foot, and by the rides that pick up there.
    pub fn homes(&self, at: &[LonLat]) -> Vec<Place> {
        let mut homes = vec![Place::default(); at.len()];
        let walks = self.walk.times(&self.walk.spots(at), &self.walked, LONGEST_WALK);
        for ((stop, _), row) in self.stops.iter().zip(walks) {
            for (home, seconds) in row {
                homes[home as usize].stops.push(Access { stop: *stop, seconds, on: On::Street });
            }
        }
        for (number, ride) in self.rides.iter().enumerate() {
            let inside: Vec<usize> = (0..at.len()).filter(|i| ride.picks_up(at[*i])).collect();
            let stops: Vec<usize> =
                (0..self.stops.len()).filter(|i| ride.sets_down_at_stop(self.stops[*i].0, self.stops[*i].1)).collect();
            let from = self.drive.spots(&inside.iter().map(|i| at[*i]).collect::<Vec<_>>());
            let rows = self.drive.times(&from, &self.driven.only(&stops), self.longest_ride);
            for (stop, row) in stops.iter().zip(rows) {
                for (home, direct) in row {
                    let seconds = Seconds(ride.seconds(direct.0));
                    let way = Access { stop: self.stops[*stop].0, seconds, on: On::Demand(number as u8) };
                    homes[inside[home as usize]].stops.push(way);
                }
            }
        }
        homes
    }

    /// Services with the ways from stops to them: on foot, and by the rides that set down there.
    pub fn services(&self, at: &[LonLat]) -> Vec<Place> {
        let mut services = vec![Place::default(); at.len()];
        let walks = self.walk.times(&self.walked, &self.walk.spots(at), LONGEST_WALK);
        for (service, row) in services.iter_mut().zip(walks) {
            let way =
                |(stop, seconds): (u32, Seconds)| Access { stop: self.stops[stop as usize].0, seconds, on: On::Street };
            service.stops.extend(row.into_iter().map(way));
        }
        // A lift takes one from door to door; it does not wait at stops.
        for (number, ride) in self.rides.iter().enumerate().filter(|(_, ride)| !ride.goes_anywhere()) {
            let inside: Vec<usize> = (0..at.len()).filter(|i| ride.sets_down(at[*i])).collect();
            let stops: Vec<usize> =
                (0..self.stops.len()).filter(|i| ride.picks_up_at_stop(self.stops[*i].0, self.stops[*i].1)).collect();
            let to = self.drive.spots(&inside.iter().map(|i| at[*i]).collect::<Vec<_>>());
            let rows = self.drive.times(&self.driven.only(&stops), &to, self.longest_ride);
            for (service, row) in inside.iter().zip(rows) {
                for (stop, direct) in row {
                    let seconds = Seconds(ride.seconds(direct.0));
                    let stop = self.stops[stops[stop as usize]].0;
                    services[*service].stops.push(Access { stop, seconds, on: On::Demand(number as u8) });
                }
            }
        }
        services
    }

    /// Ways from each home to each service without a stop, one list of homes a service: on foot
    /// within the limit, and by the rides that pick up at the one and set down at the other. They
    /// belong into [`Place::direct`] of the home when that service is asked.
    pub fn direct(&self, homes: &[LonLat], services: &[LonLat], limit: Seconds) -> Vec<Vec<(u32, Seconds, On)>> {
        let walks = self.walk.times(&self.walk.spots(homes), &self.walk.spots(services), limit);
        let mut direct: Vec<Vec<(u32, Seconds, On)>> = walks
            .into_iter()
            .map(|row| row.into_iter().map(|(home, seconds)| (home, seconds, On::Street)).collect())
            .collect();
        for (number, ride) in self.rides.iter().enumerate() {
            let of = |all: &[LonLat], inside: &dyn Fn(LonLat) -> bool| -> (Vec<usize>, Spots) {
                let numbers: Vec<usize> = (0..all.len()).filter(|i| inside(all[*i])).collect();
                let spots = self.drive.spots(&numbers.iter().map(|i| all[*i]).collect::<Vec<_>>());
                (numbers, spots)
            };
            let (from, from_spots) = of(homes, &|at| ride.picks_up(at));
            let (to, to_spots) = of(services, &|at| ride.sets_down(at));
            for (service, row) in to.iter().zip(self.drive.times(&from_spots, &to_spots, limit)) {
                let ways = row.into_iter().map(|(home, direct)| {
                    let seconds = Seconds(ride.seconds(direct.0));
                    (from[home as usize] as u32, seconds, On::Demand(number as u8))
                });
                direct[*service].extend(ways.filter(|(_, seconds, _)| *seconds <= limit));
            }
        }
        direct
    }

    /// Which of some places has a way to (or from) a stop on foot or could be walked from at all:
    /// whether the network of walks knows them.
    pub fn knows(&self, at: &[LonLat]) -> Vec<bool> {
        match self.walk {
            Ways::Network(_) => self.walk.spots(at).snaps.iter().map(Option::is_some).collect(),
            Ways::Estimate { .. } => vec![true; at.len()],
        }
    }
}

impl Spots {
    /// Some of them.
    fn only(&self, numbers: &[usize]) -> Self {
        Self {
            at: numbers.iter().map(|i| self.at[*i]).collect(),
            snaps: numbers.iter().filter_map(|i| self.snaps.get(*i).copied()).collect(),
        }
    }
}

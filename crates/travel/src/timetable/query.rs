//! What is asked: places with the ways between them and their stops, times, limits.

use territory::{
    Seconds,
    transit::{Booking, Window},
};

use super::day::{Day, SPAN};

/// How one gets from a home to a stop, from a stop to a service, or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// Place of the stop in the timetable.
    pub stop: u32,
    /// How long it takes.
    pub seconds: Seconds,
    /// When it can be done.
    pub on: On,
}

/// When a way between a place and a stop can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// Always: on foot, by bike, by car.
    Street,
    /// In the hours of a ride on demand or a lift: its place in [`SearchOptions::on_demand`].
    Demand(u8),
}

/// A home or a service as the timetable sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Ways to (or from) stops; several to one stop are fine. A place inside the zone of a ride on
    /// demand has a way to each stop of the zone.
    pub stops: Vec<Access>,
    /// Of a home: ways to the service without any stop, each with its hours. Not used of a service.
    pub direct: Vec<(Seconds, On)>,
}

/// A ride on demand, a zone of GTFS-Flex or the lifts of neighbours, on the day of the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnDemand {
    /// Its name in answers.
    pub name: String,
    /// Its hours on this day: a ride begins and ends within one of them.
    pub windows: Vec<Window>,
    /// How long before to book, to be said with the answer.
    pub booking: Booking,
}

/// How far and how. The caller decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchOptions {
    /// Longest travel that counts as reached (`≤`).
    pub limit: Seconds,
    /// Most changes from vehicle to vehicle: 0 to [`SearchOptions::MOST_TRANSFERS`].
    pub max_transfers: u8,
    /// Vehicles whose call at a stop has to be asked for by telephone are used.
    pub phone_calls: bool,
    /// Rides on demand and lifts that places refer to; none to leave them out.
    pub on_demand: Vec<OnDemand>,
    /// The hours that are searched; the whole of [`SPAN`] tells best what is beyond and what
    /// cannot be reached, less is faster.
    pub hours: Window,
}

/// The time of a question, since midnight of the service day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Leaving at this time or later, there as early as possible.
    LeaveAfter(Seconds),
    /// There at this time or earlier, leaving as late as possible.
    ArriveBefore(Seconds),
}

/// Why a question cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// A stop that the timetable has not.
    #[error("stop {stop} is not in the timetable: it has {stops}, numbered from 0")]
    NoSuchStop {
        /// The stop that was asked for.
        stop: u32,
        /// How many there are.
        stops: usize,
    },
    /// A ride on demand that the options have not.
    #[error("ride on demand {asked} is not in the options: they have {known}, at most 14")]
    NoSuchDemand {
        /// The ride that was asked for.
        asked: u8,
        /// How many there are.
        known: usize,
    },
    /// A way that takes longer than a day.
    #[error("a way of {} s between a place and a stop: at most {} s are searched", .0.0, LONGEST_ACCESS_S)]
    TooLong(Seconds),
    /// More changes than the search counts.
    #[error("{0} changes: at most {most} are searched", most = SearchOptions::MOST_TRANSFERS)]
    TooManyTransfers(u8),
}

/// Longest way between a place and a stop, seconds.
pub(super) const LONGEST_ACCESS_S: u32 = 24 * 3600;
/// Most rides on demand of one search: each has a number in the key of a way.
pub(super) const MOST_ON_DEMAND: usize = 14;

impl SearchOptions {
    /// Most changes that are searched.
    pub const MOST_TRANSFERS: u8 = 5;

    /// All hours of the day and of the following one.
    pub const ALL_HOURS: Window = Window { from: Seconds(0), to: SPAN };

    /// # Errors
    /// When more changes or rides on demand are asked for than a search can count.
    pub(super) fn check(&self) -> Result<(), PlaceError> {
        if self.max_transfers > Self::MOST_TRANSFERS {
            return Err(PlaceError::TooManyTransfers(self.max_transfers));
        }
        let known = self.on_demand.len();
        if known > MOST_ON_DEMAND { Err(PlaceError::NoSuchDemand { asked: known as u8, known }) } else { Ok(()) }
    }
}

impl Place {
    /// A person at a stop: boards there, or walks to where one can change to. A station stands for
    /// its platforms.
    pub fn at_stop(day: &Day<'_>, stop: u32) -> Self {
        let timetable = day.timetable;
        let mut stops = vec![Access { stop, seconds: Seconds(0), on: On::Street }];
        // Changes lead out of a stop where they lead into another with time turned round.
        let out = day.forward().links_into(stop);
        stops.extend(out.iter().filter(|link| link.from != stop).map(|link| Access {
            stop: link.from,
            seconds: Seconds(link.seconds),
            on: On::Street,
        }));
        if !timetable.stops[stop as usize].served {
            stops.extend(day.parts_of(stop).iter().map(|part| Access {
                stop: *part,
                seconds: Seconds(0),
                on: On::Street,
            }));
        }
        Self { stops, direct: Vec::new() }
    }

    /// # Errors
    /// When a stop or a ride on demand does not exist, or a way is longer than a day.
    pub(super) fn check(&self, day: &Day<'_>, options: &SearchOptions) -> Result<(), PlaceError> {
        self.check_against(day, options.on_demand.len())
    }

    /// The same with the number of rides on demand that are known.
    ///
    /// # Errors
    /// As [`Place::check`].
    pub(super) fn check_against(&self, day: &Day<'_>, known: usize) -> Result<(), PlaceError> {
        let stops = day.timetable.stops.len();
        let ways = self.stops.iter().map(|way| (way.seconds, way.on)).chain(self.direct.iter().copied());
        for (seconds, on) in ways {
            if seconds.0 > LONGEST_ACCESS_S {
                return Err(PlaceError::TooLong(seconds));
            }
            if let On::Demand(asked) = on
                && usize::from(asked) >= known
            {
                return Err(PlaceError::NoSuchDemand { asked, known });
            }
        }
        match self.stops.iter().find(|way| way.stop as usize >= stops) {
            Some(way) => Err(PlaceError::NoSuchStop { stop: way.stop, stops }),
            None => Ok(()),
        }
    }
}

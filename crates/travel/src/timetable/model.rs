//! The timetable: stops, days, trips with their calls, and the ways between stops.

use serde::{Deserialize, Serialize};
use territory::{Date, LonLat, transit::FeedOrigin};

use super::day::Day;

/// Trips, days and changes, ready to be searched. See [`Timetable::build`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timetable {
    pub(super) origins: Vec<FeedOrigin>,
    pub(super) stops: Vec<StopPlace>,
    /// Names of lines: "15", or the long name where there is no short one.
    pub(super) lines: Vec<String>,
    pub(super) first_day: Date,
    pub(super) day_count: u32,
    /// One set of days for each service: `words` words of 64 days.
    pub(super) days: Vec<u64>,
    pub(super) trips: Vec<TripRow>,
    pub(super) calls: Vec<CallRow>,
    /// Where the links of each stop begin; one more than there are stops.
    pub(super) link_start: Vec<u32>,
    /// Changes *into* each stop: from where, and how long.
    pub(super) links: Vec<Link>,
}

/// A stop of the timetable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StopPlace {
    /// Unique; the name of its feed comes first once feeds are merged.
    pub id: String,
    /// As published.
    pub name: String,
    /// WGS84 degrees.
    pub at: Option<LonLat>,
    /// The station that it belongs to.
    pub parent: Option<u32>,
    /// Some trip calls there.
    pub served: bool,
}

/// One run, once a day of its service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct TripRow {
    pub(super) id: String,
    pub(super) line: Option<u32>,
    pub(super) service: u32,
    pub(super) first_call: u32,
    pub(super) call_count: u32,
}

/// Seconds since midnight of the service day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CallRow {
    pub(super) stop: u32,
    pub(super) arrival: u32,
    pub(super) departure: u32,
    /// See [`flags`].
    pub(super) flags: u8,
}

/// Bits of [`CallRow::flags`].
pub(super) mod flags {
    /// One may get on.
    pub(in super::super) const BOARD: u8 = 1;
    /// One may get off.
    pub(in super::super) const ALIGHT: u8 = 2;
    /// Getting on needs a telephone call.
    pub(in super::super) const BOARD_CALL: u8 = 4;
    /// Getting off needs a telephone call.
    pub(in super::super) const ALIGHT_CALL: u8 = 8;
}

/// A change from another stop, or within one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Link {
    pub(super) from: u32,
    /// At least 1: a vehicle that is met in the second of its departure is missed.
    pub(super) seconds: u32,
}

/// Why a timetable cannot answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimetableError {
    /// No feed has a service on any day.
    #[error("no day of the timetable has a service: check the calendars of its feeds")]
    NoDay,
    /// A day before the first or after the last day with a service.
    #[error("{date} is outside the timetable: it speaks of the days from {first} to {last}")]
    OutsideCalendar {
        /// The day that was asked for.
        date: Date,
        /// First day that would work.
        first: Date,
        /// Last day that would work.
        last: Date,
    },
    /// More than the search can number.
    #[error("{what}: {count} are more than {most}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many would work.
        most: usize,
    },
}

impl Timetable {
    /// All stops, by their place in the timetable.
    pub fn stops(&self) -> &[StopPlace] {
        &self.stops
    }

    /// The feeds that it was made from, with the days of each.
    pub fn origins(&self) -> &[FeedOrigin] {
        &self.origins
    }

    /// The place of a stop with this id.
    pub fn stop(&self, id: &str) -> Option<u32> {
        self.stops.iter().position(|stop| stop.id == id).map(|place| place as u32)
    }

    /// First and last day with a service.
    pub fn range(&self) -> (Date, Date) {
        let last =
            self.first_day.plus_days(self.day_count as i32 - 1).expect("days were counted from one date to another");
        (self.first_day, last)
    }

    /// Number of trips, repetitions counted one by one.
    pub fn trip_count(&self) -> usize {
        self.trips.len()
    }

    /// Number of trips that start on a day; 0 outside the calendar.
    pub fn trips_on(&self, date: Date) -> usize {
        let Some(day) = self.day_number(date) else { return 0 };
        self.trips.iter().filter(|trip| self.runs(trip.service, day)).count()
    }

    /// The connections of a day.
    ///
    /// # Errors
    /// When the day is outside the calendar: with the range that would work.
    pub fn day(&self, date: Date) -> Result<Day<'_>, TimetableError> {
        let (first, last) = self.range();
        match self.day_number(date) {
            Some(number) => Ok(Day::open(self, date, number)),
            None => Err(TimetableError::OutsideCalendar { date, first, last }),
        }
    }

    /// Feeds whose own calendar does not hold this day, although another's does: they are silent
    /// then, and an answer should say so.
    pub fn silent_feeds(&self, date: Date) -> Vec<&str> {
        let holds =
            |origin: &FeedOrigin| origin.first.is_some_and(|d| d <= date) && origin.last.is_some_and(|d| date <= d);
        self.origins.iter().filter(|origin| !holds(origin)).map(|origin| origin.name.as_str()).collect()
    }

    pub(super) fn calls_of(&self, trip: &TripRow) -> &[CallRow] {
        &self.calls[trip.first_call as usize..(trip.first_call + trip.call_count) as usize]
    }

    /// Changes into a stop.
    pub(super) fn links_into(&self, stop: u32) -> &[Link] {
        let stop = stop as usize;
        &self.links[self.link_start[stop] as usize..self.link_start[stop + 1] as usize]
    }

    fn day_number(&self, date: Date) -> Option<i64> {
        let day = i64::from(date.days_since(self.first_day));
        (0 <= day && day < i64::from(self.day_count)).then_some(day)
    }

    /// Whether a service runs on a day of the calendar; days outside have none.
    pub(super) fn runs(&self, service: u32, day: i64) -> bool {
        if day < 0 || day >= i64::from(self.day_count) {
            return false;
        }
        let words = self.day_count.div_ceil(64) as usize;
        let (word, bit) = (day as usize / 64, day as usize % 64);
        self.days[service as usize * words + word] >> bit & 1 == 1
    }
}

//! Public transport: how long it takes by timetable, searched backwards from a service.
//!
//! A [`Timetable`] is built once from a checked [`territory::transit::TransitFeed`] and the walks
//! that the street network gives; it is serialisable and versioned. [`Timetable::day`] opens the
//! connections of one day, with the trips of the day before that are still under way after
//! midnight and those of the day after; a day outside the calendar is refused with the range that
//! would work. [`ToService::search`] scans them once, backwards from a service, and then answers
//! for every stop and every home: leaving after a time, arriving before a time, or over a whole
//! window with its median and percentiles; [`FromService::search`] is the way home.
//! [`round_trip`] joins both around the opening hours, [`days`] names days (a school Tuesday, a
//! Saturday, a Wednesday of the holidays), [`OnDemand`] rides and lifts are ways with hours.
//!
//! The search is a profile connection scan with one lane for each number of rides: of the family
//! of RAPTOR in what it answers (earliest arrival for every departure and every number of rides),
//! and exact for the whole window at the price of one pass over the day. Times are whole seconds
//! since midnight of the service day, `≤` at every limit; a search is pure, so that one thread and
//! many give the same bits.

mod build;
mod bytes;
mod day;
pub mod days;
mod doors;
mod journey;
mod model;
mod on_demand;
mod outcome;
mod profile;
mod query;
mod rides;
mod round_trip;
mod scan;
mod window;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod random_tests;
#[cfg(test)]
mod tests;

pub use self::{
    build::{BuildOptions, Walk},
    bytes::BytesError,
    day::{Day, SPAN},
    doors::{Doors, LONGEST_CHANGE, LONGEST_WALK, MAX_TRANSFERS, Question, Spots, Ways, walks_between},
    journey::{Leg, Means},
    model::{StopPlace, Timetable, TimetableError},
    outcome::{Itinerary, Outcome},
    profile::{FromService, ToService},
    query::{Access, On, OnDemand, Place, PlaceError, SearchOptions, When},
    rides::Ride,
    round_trip::{Opening, Presence, RoundTrip, round_trip},
    window::{Window, WindowSummary},
};

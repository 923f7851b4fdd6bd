//! What a search says for one home.

use serde::{Deserialize, Serialize};
use territory::Seconds;

use crate::Travel;

/// A way by timetable, or its absence. Absence is never spelt as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// There within the limit (`≤`).
    Reached(Itinerary),
    /// A way exists on this day, but it takes longer than the limit.
    Beyond,
    /// No way exists on this day.
    Unreachable,
}

/// The best way for one home and one time, in numbers.
///
/// `seconds` = `street` + `riding` + `waiting`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Itinerary {
    /// From the time asked for to the arrival (leaving after it), or from the departure to the time
    /// asked for (arriving before it): waiting at either end counts.
    pub seconds: Seconds,
    /// Latest time to leave for this way.
    pub departure: Seconds,
    /// When one is there.
    pub arrival: Seconds,
    /// Vehicles that are ridden; 0 for a way without timetable.
    pub rides: u8,
    /// On foot, by bike or by car: to the first stop, between stops, from the last one.
    pub street: Seconds,
    /// In vehicles, booked ones too.
    pub riding: Seconds,
    /// At stops, and at both ends.
    pub waiting: Seconds,
    /// The ride on demand that begins or ends at the home: its place in the list of the query.
    pub booked_at_home: Option<u8>,
    /// The ride on demand that begins or ends at the service.
    pub booked_at_service: Option<u8>,
}

impl Outcome {
    /// As the answer of every other search.
    pub fn travel(&self) -> Travel {
        match self {
            Self::Reached(itinerary) => Travel::Reached(itinerary.seconds),
            Self::Beyond => Travel::Beyond,
            Self::Unreachable => Travel::Unreachable,
        }
    }

    /// The way, where it is within the limit.
    pub fn itinerary(&self) -> Option<&Itinerary> {
        match self {
            Self::Reached(itinerary) => Some(itinerary),
            Self::Beyond | Self::Unreachable => None,
        }
    }
}

impl Itinerary {
    /// Changes from vehicle to vehicle.
    pub fn transfers(&self) -> u8 {
        self.rides.saturating_sub(1)
    }
}

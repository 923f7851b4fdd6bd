//! Transport that comes when it was booked: GTFS-Flex, a simple form of our own, and lifts given
//! by neighbours (déplacement solidaire).

use serde::{Deserialize, Serialize};

use crate::{CommuneCode, LonLat, Seconds, WeeklyHours};

/// A span of a service day, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// Its beginning.
    pub from: Seconds,
    /// Its end; never before its beginning.
    pub to: Seconds,
}

/// Polygons, each with its outer ring first and then its holes; WGS84 degrees, rings closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outline(pub Vec<Vec<Vec<LonLat>>>);

/// A zone of locations.geojson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlexZone {
    /// Unique among zones, groups and stops.
    pub id: String,
    /// As published; blank where it has none.
    pub name: String,
    /// Where it is.
    pub outline: Outline,
}

/// Stops of location_groups.txt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlexGroup {
    /// Unique.
    pub id: String,
    /// As published.
    pub name: String,
    /// Its stops.
    pub stops: Vec<u32>,
}

/// How long before the ride it has to be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// Unique; blank for a rule that has no name of its own.
    pub id: String,
    /// Whole days before the day of the ride; 0 for the same day.
    pub days_before: u32,
    /// Of a rule in days: the latest hour of the last day.
    pub until: Option<Seconds>,
    /// Of a rule within the day: this long before the ride; 0 for at once.
    pub notice: Seconds,
    /// What the operator says.
    pub message: String,
    /// Telephone of the operator.
    pub phone: String,
    /// Page of the operator.
    pub url: String,
}

/// Where a booked ride may begin or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlexPlace {
    /// Anywhere in a zone.
    Zone(u32),
    /// At any stop of a group.
    Group(u32),
    /// At one stop.
    Stop(u32),
}

/// One place of a booked run, and when it is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlexStop {
    /// Where.
    pub place: FlexPlace,
    /// When.
    pub window: Window,
    /// One may get on.
    pub board: bool,
    /// One may get off.
    pub alight: bool,
    /// How getting on is booked.
    pub board_booking: Option<u32>,
    /// How getting off is booked.
    pub alight_booking: Option<u32>,
}

/// A run that comes when it was booked: from any of its places to any later one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlexTrip {
    /// Unique among trips.
    pub id: String,
    /// Its line.
    pub route: Option<u32>,
    /// Its days.
    pub service: u32,
    /// At least two, in order.
    pub stops: Vec<FlexStop>,
}

/// Transport on demand in its simple form: an area, hours, a delay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OnDemandArea {
    /// Unique.
    pub id: String,
    /// As published.
    pub name: String,
    /// Communes that it serves whole; empty where it has an outline.
    pub communes: Vec<CommuneCode>,
    /// The area that it serves; `None` where it has communes.
    pub outline: Option<Outline>,
    /// When rides begin and end.
    pub hours: WeeklyHours,
    /// It runs in school holidays too.
    pub in_school_holidays: bool,
    /// How it is booked.
    pub booking: Booking,
    /// How long a ride takes, in hundredths of the direct drive: 130 for three tenths more.
    pub detour_percent: u32,
}

/// Lifts that volunteers give (déplacement solidaire): communes, and how long before to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiftArea {
    /// Unique.
    pub id: String,
    /// As published.
    pub name: String,
    /// Where the homes of those who may ask are.
    pub communes: Vec<CommuneCode>,
    /// When lifts are given.
    pub hours: WeeklyHours,
    /// How they are asked for.
    pub booking: Booking,
}

/// All transport on demand that is known.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct OnDemand {
    /// Areas with their hours.
    pub areas: Vec<OnDemandArea>,
    /// Lifts that volunteers give.
    pub lifts: Vec<LiftArea>,
    /// Booked runs of the feeds (GTFS-Flex) with their zones, groups, bookings, lines and days; its
    /// stops are places in the timetable, and no list of them is here.
    pub flex: super::TransitFeed,
}

impl OnDemand {
    /// Whether nothing runs on demand.
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty() && self.lifts.is_empty() && self.flex.flex_trips.is_empty()
    }
}

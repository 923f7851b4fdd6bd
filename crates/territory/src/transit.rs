//! Public transport as operators publish it, checked: what `ingest` reads and `travel` searches.
//!
//! Everything refers to everything else by place in its list, so nothing dangles. Clock times are
//! [`Seconds`] since midnight of the service day, beyond 86 400 for the night that follows.

use serde::{Deserialize, Serialize};

use crate::{Date, LonLat, Seconds};

pub use self::on_demand::{
    Booking, FlexGroup, FlexPlace, FlexStop, FlexTrip, FlexZone, LiftArea, OnDemandArea, Outline, Window,
};

pub use self::{
    map::{MapLine, MapStop, TransitMap},
    on_demand::OnDemand,
    report::{Action, DayCount, FeedDiagnosis, FeedFinding, FeedReport, FeedReports, FindingCount, FindingKind},
};

mod map;
mod on_demand;
mod report;

/// One feed, or several merged.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TransitFeed {
    /// The feeds it comes from, with the days that each speaks of.
    pub origins: Vec<FeedOrigin>,
    /// Operators.
    pub agencies: Vec<Agency>,
    /// Stops, stations, entrances.
    pub stops: Vec<Stop>,
    /// Lines.
    pub routes: Vec<Route>,
    /// Sets of days.
    pub services: Vec<ServiceDays>,
    /// Runs of a vehicle, each with its calls.
    pub trips: Vec<Trip>,
    /// Calls of all trips: see [`Trip::calls`].
    pub calls: Vec<Call>,
    /// Trips repeated at an interval; such a trip only runs as its repetitions.
    pub frequencies: Vec<Frequency>,
    /// What the operators say of changes.
    pub transfers: Vec<Transfer>,
    /// Ways inside stations.
    pub pathways: Vec<Pathway>,
    /// Drawn lines.
    pub shapes: Vec<Shape>,
    /// Zones in which a vehicle comes when it was booked (GTFS-Flex).
    pub flex_zones: Vec<FlexZone>,
    /// Stops that one booking covers together (GTFS-Flex).
    pub flex_groups: Vec<FlexGroup>,
    /// How vehicles are booked (GTFS-Flex).
    pub bookings: Vec<Booking>,
    /// Runs that come when they were booked (GTFS-Flex).
    pub flex_trips: Vec<FlexTrip>,
}

/// Where a feed comes from and which days it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedOrigin {
    /// The label of the feed; the prefix of its ids once merged.
    pub name: String,
    /// First day with a service; `None` when there is none.
    pub first: Option<Date>,
    /// Last day with a service.
    pub last: Option<Date>,
}

/// An operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Unique in its feed; may be blank where there is only one.
    pub id: String,
    /// As published.
    pub name: String,
    /// IANA name, as published.
    pub timezone: String,
}

/// What a stop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopKind {
    /// Where one gets on: a platform, a pole.
    Platform,
    /// A station, which groups platforms.
    Station,
    /// An entrance of a station.
    Entrance,
    /// A point inside a station.
    Node,
    /// A part of a platform.
    BoardingArea,
}

/// A stop, a station, or a part of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// Unique.
    pub id: String,
    /// As published; blank where it has none.
    pub name: String,
    /// WGS84 degrees; `None` where the feed gives none that can be believed.
    pub at: Option<LonLat>,
    /// What it is.
    pub kind: StopKind,
    /// The station (or platform, of a boarding area) that it belongs to.
    pub parent: Option<u32>,
}

/// The means of transport of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteKind {
    /// Tramway.
    Tram,
    /// Underground.
    Metro,
    /// Train.
    Rail,
    /// Bus.
    Bus,
    /// Coach.
    Coach,
    /// Bus that comes when it was booked (extended type 715).
    OnDemandBus,
    /// Trolleybus.
    Trolleybus,
    /// Ship.
    Ferry,
    /// Gondola, cable car.
    AerialLift,
    /// Funicular.
    Funicular,
    /// Cable tram.
    CableTram,
    /// Monorail.
    Monorail,
    /// Aeroplane.
    Air,
    /// Taxi.
    Taxi,
    /// Something else, or a type that is none.
    Other,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// Unique.
    pub id: String,
    /// Number or letter.
    pub short_name: String,
    /// Name.
    pub long_name: String,
    /// Means of transport.
    pub kind: RouteKind,
    /// Its operator.
    pub agency: Option<u32>,
    /// Six hexadecimal digits, as published.
    pub color: Option<String>,
}

/// The days on which some trips run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceDays {
    /// Unique.
    pub id: String,
    /// Sorted, each once.
    pub dates: Vec<Date>,
}

/// One run of a vehicle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trip {
    /// Unique.
    pub id: String,
    /// Its line.
    pub route: Option<u32>,
    /// Its days.
    pub service: u32,
    /// Where it says it goes.
    pub headsign: String,
    /// How it is drawn.
    pub shape: Option<u32>,
    /// Place of its first call in [`TransitFeed::calls`].
    pub first_call: u32,
    /// Number of its calls: at least two.
    pub call_count: u32,
}

/// Whether one may get on (or off) at a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Boarding {
    /// As usual.
    Regular,
    /// No.
    No,
    /// After a call to the operator.
    Phone,
    /// By asking the driver.
    Driver,
}

/// A vehicle at a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The stop.
    pub stop: u32,
    /// Arrival; never before the departure from the call before.
    pub arrival: Seconds,
    /// Departure; never before the arrival.
    pub departure: Seconds,
    /// Getting on.
    pub board: Boarding,
    /// Getting off.
    pub alight: Boarding,
}

/// A trip that is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frequency {
    /// The trip that gives the running times.
    pub trip: u32,
    /// Departure of the first repetition from the first stop.
    pub from: Seconds,
    /// No repetition departs at this time or later.
    pub until: Seconds,
    /// From one repetition to the next; never zero.
    pub headway: Seconds,
    /// The departures are exactly these; otherwise only the interval is promised.
    pub exact: bool,
}

/// What a line of transfers.txt says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferKind {
    /// A recommended place to change; the time is the walk where it is given.
    Recommended,
    /// The departing vehicle waits.
    Timed,
    /// The change needs at least this time.
    AtLeast,
    /// No change is possible.
    Forbidden,
}

/// A change between two stops (stations stand for their platforms).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// Where one gets off.
    pub from: u32,
    /// Where one gets on.
    pub to: u32,
    /// What is said of it.
    pub kind: TransferKind,
    /// Time that it needs, where the feed gives it.
    pub seconds: Option<Seconds>,
}

/// A way inside a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pathway {
    /// Its beginning.
    pub from: u32,
    /// Its end.
    pub to: u32,
    /// Walked in both directions.
    pub both_ways: bool,
    /// Time that it takes.
    pub seconds: Seconds,
}

/// A drawn line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Unique.
    pub id: String,
    /// Its points in order, WGS84 degrees.
    pub points: Vec<LonLat>,
}

impl Trip {
    /// Its calls in order.
    pub fn calls<'a>(&self, feed: &'a TransitFeed) -> &'a [Call] {
        &feed.calls[self.first_call as usize..(self.first_call + self.call_count) as usize]
    }
}

impl TransitFeed {
    /// The first and the last day with a service; `None` when no day has one.
    pub fn days(&self) -> Option<(Date, Date)> {
        let first = self.services.iter().filter_map(|s| s.dates.first()).min()?;
        let last = self.services.iter().filter_map(|s| s.dates.last()).max()?;
        Some((*first, *last))
    }
}

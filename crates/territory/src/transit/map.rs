//! Stops and lines as a map shows them.

use serde::{Deserialize, Serialize};

use super::RouteKind;
use crate::LonLat;

/// What runs, for the map: stops at which something calls, and lines.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TransitMap {
    /// Sorted by id.
    pub stops: Vec<MapStop>,
    /// Sorted by id.
    pub lines: Vec<MapLine>,
}

/// A stop at which something calls.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapStop {
    /// Its id in the merged feeds.
    pub id: String,
    /// As published.
    pub name: String,
    /// WGS84 degrees.
    pub at: LonLat,
    /// What calls there, sorted, each once.
    pub kinds: Vec<RouteKind>,
    /// Vehicles that call there on the day of the figures, repetitions counted.
    pub trips_on_day: u32,
}

/// A line, drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapLine {
    /// The id of the route in the merged feeds; a route of several paths gives several lines of one id.
    pub id: String,
    /// Number or letter.
    pub short_name: String,
    /// Name.
    pub long_name: String,
    /// Means of transport.
    pub kind: RouteKind,
    /// Six hexadecimal digits, as published.
    pub color: Option<String>,
    /// Its operator; blank where it has none.
    pub agency: String,
    /// WGS84 degrees, at least two: the drawn shape, else from stop to stop.
    pub points: Vec<LonLat>,
    /// Trips of the line, on all its paths, on the day of the figures, repetitions counted.
    pub trips_on_day: u32,
}

//! The nearest services of a place, and tables of travel times.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Position, TravelMode};

/// Why nothing is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unreached {
    /// Ways may exist, but they take longer than the limit.
    Beyond,
    /// No way exists, or there is no such service.
    Unreachable,
    /// The place has no usable road within the snapping distance.
    NotSnapped,
}

/// The nearest services of a kind.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NearestList {
    /// The place that was asked for.
    pub origin: Position,
    /// The kind.
    pub kind: String,
    /// How one travels.
    pub travel: TravelMode,
    /// Longest travel that was searched.
    pub minutes: u32,
    /// Longest way between a place and a usable road, metres; `null` for an estimate.
    #[schema(required = true)]
    pub snap_limit_m: Option<u32>,
    /// The nearest first; of equally near ones the first in the list of services.
    pub items: Vec<NearestItem>,
    /// Why there is none; `null` when there is one.
    #[schema(required = true)]
    pub outcome: Option<Unreached>,
}

/// A service within the limit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NearestItem {
    /// Its identifier.
    pub service: String,
    /// Feature id in tiles.
    pub fid: u32,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Where it is.
    pub at: Position,
    /// From door to door, whole seconds.
    pub seconds: u32,
    /// The same in minutes, one decimal.
    pub minutes: f64,
    /// True where it rests on the great-circle estimate.
    pub estimated: bool,
}

/// A table of travel times that is asked for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskTravelTimes {
    /// Where one leaves.
    pub origins: Vec<End>,
    /// Where one gets to.
    pub destinations: Vec<End>,
    /// How one travels; by car unless it is given.
    #[serde(default)]
    #[schema(required = false, value_type = Option<TravelMode>)]
    pub travel: Option<TravelMode>,
    /// Longest travel that counts, minutes; the longest that the snapshot searches unless it is given.
    #[serde(default)]
    #[schema(required = false, minimum = 1, maximum = 600, value_type = Option<u32>)]
    pub minutes: Option<u32>,
}

/// A place with a name.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// Its name in the answer.
    pub id: String,
    /// Longitude and latitude, WGS84 degrees.
    #[schema(value_type = (f64, f64), example = json!([-1.25, 46.67]))]
    pub at: territory::LonLat,
}

/// A line of the answer: first the header, then one line a pair within the limit.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum TravelTimesLine<'a> {
    /// The first line.
    Header(TravelTimesHeader),
    /// Every other line.
    Time(TravelTime<'a>),
}

/// The first line of a table of travel times.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TravelTimesHeader {
    /// How one travels.
    pub travel: TravelMode,
    /// Longest travel that counts.
    pub minutes: u32,
    /// True where times are great-circle estimates.
    pub estimated: bool,
    /// How many origins were asked for.
    pub origins: usize,
    /// How many destinations.
    pub destinations: usize,
    /// Longest way between a place and a usable road, metres; `null` for an estimate.
    #[schema(required = true)]
    pub snap_limit_m: Option<u32>,
    /// Names of origins that no usable road is near to: they have no line.
    pub origins_not_snapped: Vec<String>,
    /// Names of destinations that no usable road is near to: they have no line.
    pub destinations_not_snapped: Vec<String>,
}

/// A pair within the limit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TravelTime<'a> {
    /// Name of the origin.
    pub origin: &'a str,
    /// Name of the destination.
    pub destination: &'a str,
    /// From door to door, whole seconds.
    pub seconds: u32,
}

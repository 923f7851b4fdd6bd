//! The way from one place to another, by road or by timetable.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    TravelMode,
    geometry::{FeatureCollectionType, FeatureType},
};

/// A way: one feature by road, one feature a leg by timetable.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Route {
    /// By road.
    Road(RoadRoute),
    /// By timetable.
    Journey(Journey),
}

/// The word `LineString`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub enum LineStringType {
    /// The only one.
    LineString,
}

/// A line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LineStringGeometry {
    /// Always `LineString`.
    pub r#type: LineStringType,
    /// Positions, longitude first; six decimals (0.1 m).
    #[schema(value_type = Vec<(f64, f64)>)]
    pub coordinates: Vec<[f64; 2]>,
}

impl LineStringGeometry {
    /// A line; a single place is a line of no length, as GeoJSON wants two positions.
    pub fn new(points: impl IntoIterator<Item = territory::LonLat>) -> Self {
        let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
        let mut coordinates: Vec<[f64; 2]> =
            points.into_iter().map(|at| [round(at.lon_deg()), round(at.lat_deg())]).collect();
        if let [only] = coordinates[..] {
            coordinates.push(only);
        }
        Self { r#type: LineStringType::LineString, coordinates }
    }
}

/// A way by road, from the place on the first street to the place on the last one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RoadRoute {
    /// Always `Feature`.
    pub r#type: FeatureType,
    /// How long it takes, and its steps.
    pub properties: RoadProperties,
    /// The line.
    pub geometry: LineStringGeometry,
}

/// How long a way by road takes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RoadProperties {
    /// How one travels.
    pub travel: TravelMode,
    /// From door to door, whole seconds: the same as every other address gives.
    pub seconds: u32,
    /// On streets, metres.
    pub metres: u32,
    /// The streets in order.
    pub steps: Vec<Step>,
}

/// A stretch of streets of one name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Step {
    /// Name or number of the street, blank where the map has none.
    pub name: String,
    /// Length.
    pub metres: u32,
    /// Rounded for itself: the sum may differ from the whole by the rounding, the way to and from the
    /// doors, and parking.
    pub seconds: u32,
    /// Number of its first position in the line, from 0.
    pub start: usize,
}

impl RoadRoute {
    /// A way as a feature.
    pub fn new(properties: RoadProperties, geometry: LineStringGeometry) -> Self {
        Self { r#type: FeatureType::Feature, properties, geometry }
    }
}

/// A way by timetable: its legs in order.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Journey {
    /// Always `FeatureCollection`.
    pub r#type: FeatureCollectionType,
    /// How long it takes.
    pub properties: JourneyProperties,
    /// The legs in order.
    pub features: Vec<Leg>,
}

/// How long a way by timetable takes. `seconds` = walking + riding + waiting.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JourneyProperties {
    /// How one travels.
    pub travel: TravelMode,
    /// The day, "2025-01-14".
    pub day: String,
    /// From leaving to the time at which one wants to be there, waiting before it included.
    pub seconds: u32,
    /// Leaving: "08:12"; beyond "24:00" for the night that follows.
    pub departs: String,
    /// Being there.
    pub arrives: String,
    /// Changes from vehicle to vehicle.
    pub transfers: u8,
    /// On foot.
    pub walking_s: u32,
    /// In vehicles.
    pub riding_s: u32,
    /// At stops, and at the end until the time at which one wants to be there.
    pub waiting_s: u32,
}

/// How a leg is travelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LegMeans {
    /// On foot.
    Walk,
    /// In a vehicle of the timetable.
    Ride,
    /// In a vehicle that was booked.
    OnDemand,
}

/// A leg.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Leg {
    /// Always `Feature`.
    pub r#type: FeatureType,
    /// What is done.
    pub properties: LegProperties,
    /// A straight line from end to end for a ride, the streets of a walk.
    pub geometry: LineStringGeometry,
}

/// What is done on a leg.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LegProperties {
    /// How.
    pub means: LegMeans,
    /// Name of the line, or of the ride on demand; `null` on foot.
    #[schema(required = true)]
    pub line: Option<String>,
    /// Name of the stop where it begins; `null` at the place of departure.
    #[schema(required = true)]
    pub from: Option<String>,
    /// Name of the stop where it ends; `null` at the destination.
    #[schema(required = true)]
    pub to: Option<String>,
    /// "08:12".
    pub departs: String,
    /// "08:31".
    pub arrives: String,
    /// How long it takes.
    pub seconds: u32,
}

impl Journey {
    /// Legs as a collection.
    pub fn new(properties: JourneyProperties, legs: Vec<(LegProperties, LineStringGeometry)>) -> Self {
        let leg = |(properties, geometry)| Leg { r#type: FeatureType::Feature, properties, geometry };
        let features = legs.into_iter().map(leg).collect();
        Self { r#type: FeatureCollectionType::FeatureCollection, properties, features }
    }
}

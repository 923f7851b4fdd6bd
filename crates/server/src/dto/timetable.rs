//! Timetables: what their feeds hold, and their stops and lines for the map.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    LineStringGeometry,
    geometry::{FeatureCollectionType, FeatureType},
};

/// What is said of each feed, in the order of the sources.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeedReportList {
    /// One a feed; empty without timetables.
    pub items: Vec<FeedReport>,
}

/// What a feed holds and what is wrong with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeedReport {
    /// The source that names it.
    pub source: String,
    /// Its file.
    pub file: String,
    /// Why it cannot be used; `null` when it can.
    #[schema(required = true)]
    pub refused: Option<String>,
    /// First day with a service, "2025-01-01".
    #[schema(required = true)]
    pub first_day: Option<String>,
    /// Last day with a service.
    #[schema(required = true)]
    pub last_day: Option<String>,
    /// West, south, east, north of its stops; WGS84 degrees.
    #[schema(required = true, value_type = Option<(f64, f64, f64, f64)>)]
    pub bounds: Option<[f64; 4]>,
    /// Operators.
    pub agencies: Vec<String>,
    /// Stops, stations and their parts.
    pub stops: usize,
    /// Stops at which nothing calls.
    pub stops_without_service: usize,
    /// Lines.
    pub routes: usize,
    /// Lines by means of transport: "bus", "rail".
    pub routes_by_kind: BTreeMap<String, usize>,
    /// Trips, each counted once whatever its days.
    pub trips: usize,
    /// Calls at stops.
    pub calls: usize,
    /// Calls that arrive at 24:00 or later.
    pub calls_past_midnight: usize,
    /// Booked runs (GTFS-Flex).
    pub flex_trips: usize,
    /// Zones of booked runs.
    pub flex_zones: usize,
    /// Trips a day, Monday to Sunday.
    pub days: Vec<FeedDay>,
    /// Findings by kind and what was done, with a number each.
    pub counts: Vec<FeedCount>,
    /// The first findings of each kind.
    pub findings: Vec<FeedFinding>,
}

/// How many trips run on the days of one name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeedDay {
    /// 0 for Monday to 6 for Sunday.
    pub weekday: u8,
    /// Days of this name from the first to the last day of the feed.
    pub days: usize,
    /// Fewest trips on one of them.
    pub least: usize,
    /// Trips on the middle one.
    pub median: usize,
    /// Most trips on one of them.
    pub most: usize,
}

/// How often one thing was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeedCount {
    /// What: "unknown_stop".
    pub kind: String,
    /// What was done: "kept", "repaired", "dropped", "refused".
    pub action: String,
    /// How often.
    pub count: usize,
    /// French label.
    pub label_fr: &'static str,
    /// English label.
    pub label_en: &'static str,
}

/// One remark about a feed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeedFinding {
    /// What sort of remark it is.
    pub kind: String,
    /// What was done.
    pub action: String,
    /// The file.
    pub file: String,
    /// The line, from 1; `null` for the whole file.
    #[schema(required = true)]
    pub line: Option<u64>,
    /// The column; blank for the whole row.
    pub field: String,
    /// The value, shortened.
    pub value: String,
    /// What is wrong and what was done about it, in English.
    pub reason: String,
}

/// The word `Point`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub enum PointType {
    /// The only one.
    Point,
}

/// A position.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PointGeometry {
    /// Always `Point`.
    pub r#type: PointType,
    /// Longitude, latitude; six decimals (0.1 m).
    #[schema(value_type = (f64, f64))]
    pub coordinates: [f64; 2],
}

/// The stops at which something calls.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StopCollection {
    /// Always `FeatureCollection`.
    pub r#type: FeatureCollectionType,
    /// Sorted by id.
    pub features: Vec<StopFeature>,
}

/// A stop.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StopFeature {
    /// Always `Feature`.
    pub r#type: FeatureType,
    /// What is known of it.
    pub properties: StopProperties,
    /// Where it is.
    pub geometry: PointGeometry,
}

/// What is known of a stop.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StopProperties {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What calls there: "bus", "rail".
    pub kinds: Vec<String>,
    /// Vehicles that call there on the day of the figures.
    pub trips_on_day: u32,
}

/// The lines.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LineCollection {
    /// Always `FeatureCollection`.
    pub r#type: FeatureCollectionType,
    /// Sorted by id; a line of several paths has several features.
    pub features: Vec<LineFeature>,
}

/// A path of a line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LineFeature {
    /// Always `Feature`.
    pub r#type: FeatureType,
    /// What is known of it.
    pub properties: LineProperties,
    /// The path: as drawn by the operator, else from stop to stop.
    pub geometry: LineStringGeometry,
}

/// What is known of a line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LineProperties {
    /// Its identifier.
    pub id: String,
    /// Number or letter.
    pub short_name: String,
    /// Name.
    pub long_name: String,
    /// Means of transport: "bus".
    pub kind: String,
    /// "#rrggbb"; `null` where the operator gives none.
    #[schema(required = true)]
    pub color: Option<String>,
    /// Operator; blank where it has none.
    pub agency: String,
    /// Trips along this path on the day of the figures.
    pub trips_on_day: u32,
}

impl StopCollection {
    /// Stops as a collection.
    pub fn new(stops: impl IntoIterator<Item = (StopProperties, territory::LonLat)>) -> Self {
        let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
        let stop = |(properties, at): (StopProperties, territory::LonLat)| StopFeature {
            r#type: FeatureType::Feature,
            properties,
            geometry: PointGeometry {
                r#type: PointType::Point,
                coordinates: [round(at.lon_deg()), round(at.lat_deg())],
            },
        };
        Self { r#type: FeatureCollectionType::FeatureCollection, features: stops.into_iter().map(stop).collect() }
    }
}

impl LineCollection {
    /// Paths as a collection.
    pub fn new(lines: impl IntoIterator<Item = (LineProperties, LineStringGeometry)>) -> Self {
        let line = |(properties, geometry)| LineFeature { r#type: FeatureType::Feature, properties, geometry };
        Self { r#type: FeatureCollectionType::FeatureCollection, features: lines.into_iter().map(line).collect() }
    }
}

/// The word of a value that is written as one.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

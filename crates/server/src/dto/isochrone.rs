//! Areas from where a place is reached in time.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    MultiPolygonGeometry, Quantity, TravelMode,
    geometry::{FeatureCollectionType, FeatureType},
};

/// A position.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Position {
    /// Longitude, WGS84 degrees.
    pub lon: f64,
    /// Latitude, WGS84 degrees.
    pub lat: f64,
}

impl From<territory::LonLat> for Position {
    fn from(at: territory::LonLat) -> Self {
        Self { lon: at.lon_deg(), lat: at.lat_deg() }
    }
}

/// The areas from where one gets to a place within some limits: one feature a limit, the largest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IsochroneCollection {
    /// Always `FeatureCollection`.
    pub r#type: FeatureCollectionType,
    /// How one travels.
    pub travel: TravelMode,
    /// The place that one gets to.
    pub origin: Position,
    /// Its service, where it was named by one.
    #[schema(required = true)]
    pub service: Option<String>,
    /// Metres between the place and the road that leads to it.
    pub away_m: u32,
    /// The areas.
    pub features: Vec<IsochroneFeature>,
}

/// The area of one limit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IsochroneFeature {
    /// Always `Feature`.
    pub r#type: FeatureType,
    /// The limit and who lives within it.
    pub properties: IsochroneProperties,
    /// The area, to be drawn: people are counted by their own travel time.
    pub geometry: MultiPolygonGeometry,
}

/// A limit, and who lives within it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IsochroneProperties {
    /// The limit, minutes.
    pub minutes: u32,
    /// How one travels.
    pub travel: TravelMode,
    /// Children under three who get there in time, counted by the travel time of the point where they
    /// live; whole children, secret below five.
    pub children_under_3: Quantity,
    /// Communes whose town centre gets there in time.
    pub communes_reached: usize,
}

impl IsochroneCollection {
    /// Areas as a collection.
    pub fn new(
        travel: TravelMode,
        origin: Position,
        service: Option<String>,
        away_m: u32,
        features: Vec<IsochroneFeature>,
    ) -> Self {
        Self { r#type: FeatureCollectionType::FeatureCollection, travel, origin, service, away_m, features }
    }
}

impl IsochroneFeature {
    /// An area as a feature.
    pub fn new(properties: IsochroneProperties, geometry: MultiPolygonGeometry) -> Self {
        Self { r#type: FeatureType::Feature, properties, geometry }
    }
}

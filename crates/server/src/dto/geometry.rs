//! GeoJSON (RFC 7946), WGS84 degrees, longitude first.

use geo_types::MultiPolygon;
use serde::Serialize;
use utoipa::ToSchema;

use super::Level;

/// The area of a commune, or of every commune of a larger territory.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Geometry {
    /// Of a commune.
    Feature(Feature),
    /// Of an EPCI or a département: its communes.
    FeatureCollection(FeatureCollection),
}

/// The word `Feature`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub enum FeatureType {
    /// The only one.
    Feature,
}

/// The word `FeatureCollection`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub enum FeatureCollectionType {
    /// The only one.
    FeatureCollection,
}

/// The word `MultiPolygon`.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub enum MultiPolygonType {
    /// The only one.
    MultiPolygon,
}

/// A commune with its area.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Feature {
    /// Always `Feature`.
    pub r#type: FeatureType,
    /// Feature id in tiles.
    pub id: u32,
    /// Code and name.
    pub properties: FeatureProperties,
    /// The area.
    pub geometry: MultiPolygonGeometry,
}

/// What a feature says of its commune.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeatureProperties {
    /// Its level.
    pub level: Level,
    /// INSEE code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// An area.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MultiPolygonGeometry {
    /// Always `MultiPolygon`.
    pub r#type: MultiPolygonType,
    /// Polygons, rings (outer first, counter-clockwise), positions; six decimals (0.1 m).
    #[schema(value_type = Vec<Vec<Vec<(f64, f64)>>>)]
    pub coordinates: Vec<Vec<Vec<[f64; 2]>>>,
}

/// Several communes with their areas.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeatureCollection {
    /// Always `FeatureCollection`.
    pub r#type: FeatureCollectionType,
    /// The communes, in the order of their codes.
    pub features: Vec<Feature>,
}

impl Feature {
    /// A commune as a feature.
    pub fn new(id: u32, properties: FeatureProperties, area: &MultiPolygon<f64>) -> Self {
        Self { r#type: FeatureType::Feature, id, properties, geometry: area.into() }
    }
}

impl FeatureCollection {
    /// Communes as a collection.
    pub fn new(features: Vec<Feature>) -> Self {
        Self { r#type: FeatureCollectionType::FeatureCollection, features }
    }
}

impl From<&MultiPolygon<f64>> for MultiPolygonGeometry {
    fn from(area: &MultiPolygon<f64>) -> Self {
        let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
        let ring = |line: &geo_types::LineString<f64>| line.coords().map(|c| [round(c.x), round(c.y)]).collect();
        let polygon = |p: &geo_types::Polygon<f64>| {
            std::iter::once(p.exterior()).chain(p.interiors()).map(ring).collect::<Vec<Vec<[f64; 2]>>>()
        };
        Self { r#type: MultiPolygonType::MultiPolygon, coordinates: area.iter().map(polygon).collect() }
    }
}

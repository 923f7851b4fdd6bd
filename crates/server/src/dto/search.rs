//! Answers to what people type.

use serde::Serialize;
use utoipa::ToSchema;

use super::Level;

/// What the text was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Matched {
    /// The name.
    Name,
    /// A postal code.
    Postcode,
    /// The official code.
    Code,
}

/// A territory that answers a search.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchHit {
    /// Feature id in tiles.
    pub fid: u32,
    /// Its level.
    pub level: Level,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What tells it from its homonyms: the EPCI of a commune, the département of an EPCI.
    pub context: String,
    /// Postal codes; communes only.
    pub postcodes: Vec<String>,
    /// West, south, east, north; WGS84 degrees.
    #[schema(value_type = (f64, f64, f64, f64))]
    pub bbox: [f64; 4],
    /// What the text was found in.
    pub matched: Matched,
}

/// Territories that answer a search, the best first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchResults {
    /// At most `limit` territories.
    pub items: Vec<SearchHit>,
}

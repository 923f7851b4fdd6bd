//! Territories in lists and one by one.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Level, Named, Quantity};

/// A territory in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TerritoryItem {
    /// Feature id in tiles.
    pub fid: u32,
    /// Its level.
    pub level: Level,
    /// INSEE code, or SIREN number for an EPCI.
    pub code: String,
    /// Official name with its article.
    pub name: String,
    /// SIREN of the EPCI that holds it; `null` for four communes and for other levels.
    #[schema(required = true)]
    pub parent_epci: Option<String>,
    /// Code of the département that holds it (most of its communes, for an EPCI); `null` for a département.
    #[schema(required = true)]
    pub parent_departement: Option<String>,
    /// Municipal population, inhabitants.
    pub population: Quantity,
    /// Children under three who live there.
    pub children_under_3: Quantity,
    /// West, south, east, north; WGS84 degrees.
    #[schema(value_type = (f64, f64, f64, f64))]
    pub bbox: [f64; 4],
    /// Longitude and latitude of the town centre, WGS84 degrees; communes only.
    #[schema(required = true, value_type = Option<(f64, f64)>)]
    pub seat: Option<[f64; 2]>,
}

/// A page of a list of territories, in the order of their codes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TerritoryPage {
    /// At most `limit` territories.
    pub items: Vec<TerritoryItem>,
    /// How many the whole list has.
    pub total: usize,
    /// The `after` of the next page; `null` on the last one.
    #[schema(required = true)]
    pub next: Option<String>,
}

/// A territory.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TerritoryDetail {
    /// What lists say of it.
    #[serde(flatten)]
    pub item: TerritoryItem,
    /// Communes of this territory in the snapshot; 1 for a commune.
    pub members: usize,
    /// Communes that its own source declares; more than `members` when it straddles the border of
    /// the snapshot; EPCI only.
    #[schema(required = true)]
    pub declared_members: Option<usize>,
    /// Postal codes, sorted.
    pub postcodes: Vec<String>,
    /// The EPCI that holds it.
    #[schema(required = true)]
    pub epci: Option<Named>,
    /// The département that holds it (most of its communes, for an EPCI), or itself.
    pub departement: Named,
}

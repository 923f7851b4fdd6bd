//! Services with a public address.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Named, Quantity};

/// How the position of a service is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Located {
    /// The source gives coordinates.
    Exact,
    /// The source only names the commune: placed at its town centre.
    TownCentre,
}

/// Places for children: three counts that never enter one rate together.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Capacity {
    /// Places of the agrément.
    pub agreees: Quantity,
    /// Places really offered.
    pub actives: Quantity,
    /// Places free at the date of the source.
    pub disponibles: Quantity,
}

/// A service with a public address.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ServiceCard {
    /// Feature id in tiles.
    pub fid: u32,
    /// Unique in the snapshot: "france-services:1820".
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Name as published.
    pub name: String,
    /// Longitude, WGS84 degrees.
    pub lon: f64,
    /// Latitude, WGS84 degrees.
    pub lat: f64,
    /// How the position is known.
    pub located: Located,
    /// Its commune; the code stands for the name of one outside the snapshot.
    pub commune: Named,
    /// Places; `null` when nothing is known of them.
    #[schema(required = true)]
    pub capacity: Option<Capacity>,
    /// Opening hours in the syntax of OpenStreetMap's `opening_hours`.
    #[schema(required = true)]
    pub hours: Option<String>,
    /// Held at several places in turn: the position is only its base.
    pub itinerant: bool,
    /// Street line of the address.
    #[schema(required = true)]
    pub address: Option<String>,
    /// Postal code.
    #[schema(required = true)]
    pub postcode: Option<String>,
    /// Telephone, as published.
    #[schema(required = true)]
    pub phone: Option<String>,
    /// Address on the web.
    #[schema(required = true)]
    pub website: Option<String>,
    /// Identifier of the source it was read from.
    pub source: String,
    /// The date the data speak of.
    pub vintage: String,
}

/// A page of services, in the order of their identifiers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ServicePage {
    /// At most `limit` services.
    pub items: Vec<ServiceCard>,
    /// How many the whole list has.
    pub total: usize,
    /// The `after` of the next page; `null` on the last one.
    #[schema(required = true)]
    pub next: Option<String>,
}

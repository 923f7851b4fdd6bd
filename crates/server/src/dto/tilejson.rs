//! TileJSON 3.0.0.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where the tiles are and what they hold.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TileJson {
    /// "3.0.0".
    pub tilejson: String,
    /// Name of the observatory.
    pub name: String,
    /// Always "xyz".
    pub scheme: String,
    /// Address of a tile, with `{z}`, `{x}` and `{y}`.
    pub tiles: Vec<String>,
    /// The layers of a tile.
    pub vector_layers: Vec<VectorLayer>,
    /// West, south, east, north; WGS84 degrees.
    #[schema(value_type = (f64, f64, f64, f64))]
    pub bounds: [f64; 4],
    /// First zoom that has tiles.
    pub minzoom: u8,
    /// Last zoom that has tiles.
    pub maxzoom: u8,
    /// Whose data, as HTML.
    pub attribution: String,
}

/// Bytes that are no text.
#[derive(Debug, Clone, ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct Binary(pub Vec<u8>);

/// A layer of a vector tile.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct VectorLayer {
    /// Its name.
    pub id: String,
    /// Its properties, with a word for their type.
    #[serde(default)]
    #[schema(required = true)]
    pub fields: BTreeMap<String, String>,
    /// First zoom that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub minzoom: Option<u8>,
    /// Last zoom that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub maxzoom: Option<u8>,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub description: Option<String>,
}

//! The layers of the archive: what each shows, from which zoom, with which properties.

mod areas;
mod borders;
mod cells;
mod names;
mod places;
mod scene;

use serde_json::{Value, json};

pub(crate) use scene::Scene;

/// A layer of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayerSpec {
    /// Its name in the tiles.
    pub id: &'static str,
    /// What it shows.
    pub description: &'static str,
    /// First zoom with features; the last is that of the archive.
    pub min_zoom: u8,
    /// Properties, each with its type as TileJSON writes it.
    pub fields: &'static [(&'static str, &'static str)],
}

const CODE_AND_NAME: &[(&str, &str)] = &[("code", "String"), ("name", "String")];

/// The layers, in the order in which they stand in a tile.
pub const LAYERS: [LayerSpec; 8] = [
    LayerSpec { id: "communes", description: "Communes", min_zoom: 0, fields: CODE_AND_NAME },
    LayerSpec {
        id: "epcis",
        description: "EPCI, as far as their communes are here",
        min_zoom: 0,
        fields: CODE_AND_NAME,
    },
    LayerSpec {
        id: "departements",
        description: "Départements, as far as their communes are here",
        min_zoom: 0,
        fields: CODE_AND_NAME,
    },
    LayerSpec {
        id: "borders",
        description: "Borders, each once; rank 1 between communes, 2 between EPCI, 3 between départements and around all",
        min_zoom: 0,
        fields: &[("rank", "Number")],
    },
    LayerSpec {
        id: "grid",
        description: "200 m cells with the children under three who live there",
        min_zoom: 10,
        fields: &[("children", "Number")],
    },
    LayerSpec {
        id: "services",
        description: "Services with a public address",
        min_zoom: 7,
        fields: &[("kind", "String"), ("name", "String")],
    },
    LayerSpec {
        id: "seats",
        description: "Town centres, the most populated (rank 0) from zoom 0, all from zoom 10",
        min_zoom: 0,
        fields: &[("code", "String"), ("name", "String"), ("rank", "Number")],
    },
    LayerSpec {
        id: "names",
        description: "A point inside each EPCI, for its name; rank 0 is the most populated",
        min_zoom: 4,
        fields: &[("code", "String"), ("name", "String"), ("rank", "Number")],
    },
];

// Places in `LAYERS`.
const COMMUNES: u8 = 0;
const EPCIS: u8 = 1;
const DEPARTEMENTS: u8 = 2;
const BORDERS: u8 = 3;
const GRID: u8 = 4;
const SERVICES: u8 = 5;
const SEATS: u8 = 6;
const NAMES: u8 = 7;

/// The `vector_layers` of an archive that ends at `max_zoom`, as TileJSON 3.0.0 describes them.
pub fn vector_layers(max_zoom: u8) -> Value {
    let layers = LAYERS.iter().filter(|layer| layer.min_zoom <= max_zoom).map(|layer| {
        let fields: serde_json::Map<String, Value> =
            layer.fields.iter().map(|(name, kind)| ((*name).to_owned(), json!(kind))).collect();
        json!({
            "id": layer.id,
            "description": layer.description,
            "minzoom": layer.min_zoom,
            "maxzoom": max_zoom,
            "fields": fields,
        })
    });
    layers.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_constants_name_their_layers() {
        let named = [COMMUNES, EPCIS, DEPARTEMENTS, BORDERS, GRID, SERVICES, SEATS, NAMES];
        let ids: Vec<&str> = named.iter().map(|&i| LAYERS[usize::from(i)].id).collect();
        assert_eq!(ids, ["communes", "epcis", "departements", "borders", "grid", "services", "seats", "names"]);
    }

    #[test]
    fn a_layer_that_starts_deeper_than_the_archive_is_not_announced() {
        let ids = |max| -> Vec<String> {
            let layers = vector_layers(max);
            layers.as_array().unwrap().iter().map(|l| l["id"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(ids(6), ["communes", "epcis", "departements", "borders", "seats", "names"]);
        assert_eq!(ids(12).len(), 8);
    }
}

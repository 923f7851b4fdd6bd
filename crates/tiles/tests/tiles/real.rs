//! Real communes, where there are files.

use std::collections::BTreeSet;
use std::path::PathBuf;

use geo::{LineString, MultiPolygon, Polygon};
use serde_json::Value;
use territory::Commune;

use crate::common::{build, commune, options, territory};

/// A file or folder of the real data.
pub(crate) fn real_file(relative: &str) -> Option<PathBuf> {
    let root = std::env::var_os("MAILLAGE_TEST_DATA").map(PathBuf::from);
    let root = root.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    Some(root.join(relative)).filter(|path| path.exists())
}

fn polygon(rings: &Value) -> Polygon<f64> {
    let position = |p: &Value| (p[0].as_f64().unwrap(), p[1].as_f64().unwrap());
    let ring = |r: &Value| LineString::from_iter(r.as_array().unwrap().iter().map(position));
    let mut rings = rings.as_array().unwrap().iter().map(ring);
    Polygon::new(rings.next().unwrap(), rings.collect())
}

/// The communes of a GeoJSON file; features without the code of a commune are left aside.
pub(crate) fn communes(file: &Value) -> Vec<Commune> {
    let communes = file["features"].as_array().unwrap().iter().filter_map(|feature| {
        let (properties, geometry) = (&feature["properties"], &feature["geometry"]);
        let code = properties["code"].as_str().filter(|c| c.len() == 5)?;
        let area = match geometry["type"].as_str().unwrap() {
            "Polygon" => vec![polygon(&geometry["coordinates"])],
            _ => geometry["coordinates"].as_array().unwrap().iter().map(polygon).collect(),
        };
        Some(commune(code, properties["siren_epci"].as_str().filter(|s| !s.is_empty()), MultiPolygon(area)))
    });
    communes.collect()
}

#[test]
fn no_commune_of_vendee_is_lost_and_its_epci_fill_it() {
    let Some(path) = real_file("boundaries/admin-express-2024-coarse/communes-85-2024.geojson") else {
        eprintln!("skipped: no_commune_of_vendee_is_lost_and_its_epci_fill_it (no real files; set MAILLAGE_TEST_DATA)");
        return;
    };
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let communes = communes(&file);
    let territory = territory(communes);
    assert_eq!(territory.communes.len(), 255);
    let (archive, _) = build(&territory, &options(12));
    for zoom in 0..=12 {
        let ids: BTreeSet<u64> = archive.features(zoom, "communes").iter().map(|(_, f)| f.id.unwrap()).collect();
        assert_eq!(ids, (1..=255).collect(), "zoom {zoom}");
    }
    // At zoom 6 one tile holds everything, and nothing is small enough to be lost.
    let area = |layer| archive.features(6, layer).iter().map(|(_, f)| f.area2()).sum::<i64>();
    let (communes, epcis, departement) = (area("communes"), area("epcis"), area("departements"));
    assert!((communes - departement).abs() <= 40, "{communes} {departement}");
    // One commune, an island, has no EPCI.
    assert!(epcis <= departement && 95 * departement < 100 * epcis, "{epcis} {departement}");
}

//! Builds over real road maps and a real timetable; each place is a square around its extract, with
//! two fictional crèches near its centre.

use std::{fs, path::Path};

use maillage_tests::{
    demo::{inspect, text},
    real_data, repository, succeed,
};
use serde_json::{Value, json};
use tempfile::TempDir;

/// An extract, the square around it, and a place in its middle, degrees.
struct Extract {
    file: &'static str,
    bounds: [f64; 4],
    centre: [f64; 2],
}

const SAINT_BARTHELEMY: Extract =
    Extract { file: "saint-barthelemy.osm.pbf", bounds: [-62.96, 17.86, -62.77, 17.98], centre: [-62.8498, 17.8962] };
const PONT_DE_VEYLE: Extract =
    Extract { file: "pont-de-veyle.osm.gz", bounds: [4.80, 46.20, 4.98, 46.32], centre: [4.888, 46.262] };
const REDON: Extract = Extract { file: "redon.osm", bounds: [-2.15, 47.60, -2.0, 47.70], centre: [-2.0846, 47.6511] };
const LE_MANS: Extract = Extract { file: "le-mans.osm.pbf", bounds: [0.1, 47.9, 0.3, 48.1], centre: [0.199, 48.008] };
const LIECHTENSTEIN: Extract =
    Extract { file: "liechtenstein.osm.pbf", bounds: [9.47, 47.04, 9.64, 47.28], centre: [9.5209, 47.1410] };

fn source(id: &str, format: &str, path: &str) -> String {
    format!(
        "\n[[source]]\nid = \"{id}\"\nformat = \"{format}\"\npath = \"{path}\"\ntitle = \"{id}\"\nproducer = \"Essai\"\n\
         licence = \"CC0-1.0\"\nvintage = \"2024\"\n"
    )
}

/// Builds a square around an extract with its roads; `more` are further sources.
fn built(data: &Path, extract: &Extract, more: &str) -> (TempDir, Value) {
    let land = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(land.path().join(name), text).unwrap();
    let ([west, south, east, north], [x, y]) = (extract.bounds, extract.centre);
    let ring = json!([[west, south], [east, south], [east, north], [west, north], [west, south]]);
    let commune = json!({"type": "Feature", "properties": {"code": "85901", "nom": "Essai"},
                         "geometry": {"type": "Polygon", "coordinates": [ring]}});
    put("communes.geojson", &json!({"type": "FeatureCollection", "features": [commune]}).to_string());
    put("seats.csv", &format!("insee_com,nom_com,lon_cl,lat_cl\n85901,Essai,{x},{y}\n"));
    put("counts.csv", "insee_com,commune,population,naissances\n85901,Essai,1000,10\n");
    let creche = |id, dx, dy| format!("{id},Crèche {id},creche,Essai,85901,{},{},20,2024-09-01\n", y + dy, x + dx);
    let services = creche("a", 0.003, 0.002) + &creche("b", -0.001, -0.004);
    put(
        "services.csv",
        &format!("id,nom,type,commune,code_insee,latitude,longitude,places_agreees,date_maj\n{services}"),
    );
    let map = fs::canonicalize(data.join("osm").join(extract.file)).unwrap();
    let config = "name = \"Essai\"\ngeography_year = 2024\n".to_owned()
        + &source("communes", "communes-geojson", "communes.geojson")
        + &source("chefs-lieux", "seats-csv", "seats.csv")
        + &source("population", "commune-counts", "counts.csv")
        + &source("services", "service-list", "services.csv")
        + &source("routes", "osm-roads", text(&map))
        + &more.replace("MAP", text(&map));
    put("observatory.toml", &config);
    let out = land.path().join("obs");
    succeed(&["build", "--config", text(&land.path().join("observatory.toml")), "--out", text(&out), "--quiet"]);
    let report = inspect(&out);
    (land, report)
}

/// Seconds from the centre to the nearest service of a kind, never by an estimate.
fn nearest(report: &Value, kind: &str, travel: &str) -> Option<u64> {
    let rows = report["nearest"]["85901"].as_array().unwrap();
    let first = rows.iter().find(|n| n["kind"] == kind && n["travel"] == travel && n["rank"] == 1)?;
    assert_eq!(first["estimated"], false);
    first["seconds"].as_u64()
}

#[test]
fn places_of_france_are_travelled_by_their_own_roads() {
    let Some(data) = real_data("places_of_france_are_travelled_by_their_own_roads") else { return };
    for extract in [SAINT_BARTHELEMY, PONT_DE_VEYLE, REDON] {
        let (_land, report) = built(&data, &extract, "");
        for travel in ["car", "bike", "foot"] {
            let seconds = nearest(&report, "creche", travel);
            assert!(seconds.is_some_and(|s| (30..1200).contains(&s)), "{} {travel}: {seconds:?}", extract.file);
        }
    }
    // Redon is cut out of a larger map: ways lack their nodes, and that is said.
    let (_land, report) = built(&data, &REDON, "");
    let roads = report["sources"].as_array().unwrap().iter().find(|s| s["id"] == "routes").unwrap();
    assert!(roads["rejected"].as_u64().unwrap() > 0, "{roads}");
    // Of Le Mans there are a few streets with turn restrictions: what they do not reach is not near.
    let (_land, report) = built(&data, &LE_MANS, "");
    let modes = report["travel"]["modes"].as_array().unwrap();
    assert_eq!(modes.len(), 3);
    assert!(modes.iter().all(|m| m["nodes"].as_u64() > Some(50)), "{modes:?}");
    assert!(nearest(&report, "creche", "foot").is_some_and(|s| s > 0));
}

#[test]
fn liechtenstein_goes_to_its_own_schools() {
    let Some(data) = real_data("liechtenstein_goes_to_its_own_schools") else { return };
    let (_land, report) = built(&data, &LIECHTENSTEIN, &source("ecoles", "osm-services", "MAP"));
    let kinds = report["services_by_kind"].as_object().unwrap();
    let schools: Vec<&String> = kinds.keys().filter(|kind| kind.starts_with("ecole")).collect();
    assert!(!schools.is_empty(), "{kinds:?}");
    for kind in schools {
        let [car, foot] = ["car", "foot"].map(|travel| nearest(&report, kind, travel));
        assert!(car.is_some_and(|car| car < 1800), "{kind}: {car:?}");
        assert!(foot.is_none_or(|foot| foot > 0), "{kind}");
    }
    let car = &report["travel"]["modes"][0];
    assert!(car["nodes"].as_u64() > Some(3000) && car["estimated"] == false, "{car}");
}

#[test]
fn the_vendee_takes_the_train() {
    let Some(data) = real_data("the_vendee_takes_the_train") else { return };
    let land = tempfile::tempdir().unwrap();
    let vendee = fs::read_to_string(repository().join("data/vendee.toml")).unwrap();
    let config = vendee + &source("ter", "gtfs", "gtfs/ter-2025-01.zip");
    fs::write(land.path().join("vendee.toml"), config).unwrap();
    let out = land.path().join("obs");
    let config = land.path().join("vendee.toml");
    succeed(&["build", "--config", text(&config), "--data", text(&data), "--out", text(&out), "--quiet"]);
    let report = inspect(&out);
    let travel = &report["travel"];
    assert_eq!(
        (&travel["day_name"], &travel["range"][0]),
        (&json!("school_tuesday"), &json!("2025-01-22")),
        "{travel}"
    );
    let rows = report["nearest"].as_object().unwrap().values().flat_map(|rows| rows.as_array().unwrap());
    let by_train = rows.filter(|n| n["travel"] == "transit" && n["kind"] == "france_services" && n["rank"] == 1);
    let mut reached = 0;
    for near in by_train {
        reached += 1;
        assert!(near["seconds"].as_u64() <= Some(3600) && near["estimated"] == true, "{near}");
    }
    assert!((1..255).contains(&reached), "{reached} of 255 seats");
    let past = report["past"].as_array().unwrap();
    assert_eq!(past.iter().map(|p| p["year"].as_u64().unwrap()).collect::<Vec<_>>(), [2020]);
}

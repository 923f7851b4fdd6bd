//! `maillage travel`: from a road map to tables, areas and routes, on a small town of our own.

use std::{fmt::Write, fs, path::Path};

use maillage_tests::{refuse, succeed, town::town_text};
use tempfile::TempDir;

struct Town {
    folder: TempDir,
}

impl Town {
    fn prepared() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let town = Self { folder };
        town.write("town.osm", &town_text());
        town.write("homes.csv", "id,lon,lat\nA,-1.05,46.65\nB,-1.0275,46.66\nsea,-3.5,46.0\n");
        town.write("services.csv", "\u{feff}id,lon,lat\nmairie,-1.03,46.66\nécole,-1.005,46.695\nphare,-3.6,46.1\n");
        let said = succeed(&["travel", "prepare", &town.path("town.osm"), "--out", &town.path("town.network")]);
        assert!(said.contains("180 streets, 100 nodes"), "{said}");
        town
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn lists(&self, command: &str, more: &[&str]) -> Vec<Vec<String>> {
        let (network, homes, services) = (self.path("town.network"), self.path("homes.csv"), self.path("services.csv"));
        let mut arguments = vec!["travel", command, "--network", &network, "--homes", &homes, "--services", &services];
        arguments.extend(more);
        let table = succeed(&arguments);
        table.lines().map(|l| l.split(',').map(str::to_owned).collect()).collect()
    }
}

fn row<'a>(table: &'a [Vec<String>], home: &str, service: &str, column: usize) -> &'a [String] {
    let found = table.iter().find(|r| r[0] == home && r[column] == service);
    found.unwrap_or_else(|| panic!("no row of {home} and {service}: {table:?}"))
}

#[test]
fn matrix_nearest_and_route_tell_the_same_seconds() {
    let town = Town::prepared();
    let matrix = town.lists("matrix", &["--limit", "30"]);
    assert_eq!(matrix[0], ["home", "service", "seconds"]);
    assert_eq!(matrix.len(), 1 + 4, "two homes, two services: {matrix:?}");
    let nearest = town.lists("nearest", &["--count", "1", "--limit", "30"]);
    assert_eq!(nearest.len(), 1 + 2, "{nearest:?}");
    let (by_matrix, by_nearest) = (&row(&matrix, "A", "mairie", 1)[2], &row(&nearest, "A", "mairie", 2)[3]);
    assert_eq!(by_matrix, by_nearest);
    let network = town.path("town.network");
    let route = succeed(&["travel", "route", "--network", &network, "--from=-1.05,46.65", "--to=-1.03,46.66"]);
    let route: serde_json::Value = serde_json::from_str(&route).unwrap();
    assert_eq!(route["properties"]["seconds"].to_string(), *by_matrix);
    // Four blocks east and two north: 1 531 m and 1 112 m at 45 km/h, and two minutes to park.
    let paper = (1531.0 + 1112.0) * 3.6 / 45.0 + 120.0;
    let told: f64 = by_matrix.parse().unwrap();
    assert!((told - paper).abs() < 5.0, "{told} s, on paper {paper} s");
    let metres: f64 = route["properties"]["metres"].as_f64().unwrap();
    assert!((metres - 2643.0).abs() < 15.0, "{metres}");
    let steps = route["properties"]["steps"].as_array().unwrap();
    assert!(steps.len() >= 2 && steps.iter().all(|s| !s["name"].as_str().unwrap().is_empty()), "{steps:?}");
}

#[test]
fn with_all_every_pair_says_what_is_known_of_it() {
    let town = Town::prepared();
    let table = town.lists("matrix", &["--limit", "4", "--all"]);
    assert_eq!(table.len(), 1 + 9);
    assert_eq!(row(&table, "B", "mairie", 1)[3], "reached");
    assert_eq!(row(&table, "A", "école", 1)[2..], ["", "beyond"]);
    assert_eq!(row(&table, "sea", "mairie", 1)[2..], ["", "not_snapped"]);
    assert_eq!(row(&table, "A", "phare", 1)[3], "not_snapped");
}

#[test]
fn an_isochrone_is_geojson_and_grows_with_its_limit() {
    let town = Town::prepared();
    let network = town.path("town.network");
    let area = ["travel", "isochrone", "--network", &network, "--at=-1.03,46.67", "--limit", "3,5"];
    let area: serde_json::Value = serde_json::from_str(&succeed(&area)).unwrap();
    let features = area["features"].as_array().unwrap();
    assert_eq!(features.iter().map(|f| f["properties"]["minutes"].as_u64().unwrap()).collect::<Vec<_>>(), [5, 3]);
    let west = |f: &serde_json::Value| {
        let ring = f["geometry"]["coordinates"][0][0].as_array().unwrap();
        ring.iter().map(|c| c[0].as_f64().unwrap()).fold(f64::INFINITY, f64::min)
    };
    assert!(west(&features[0]) < west(&features[1]), "five minutes lead further west than three");
}

#[test]
fn bad_input_is_refused_with_its_name_and_what_would_work() {
    let town = Town::prepared();
    let (network, out) = (town.path("town.network"), town.path("out"));
    let prepare = |file: &str, profile: &str| {
        refuse(&["travel", "prepare", &town.path(file), "--profile", profile, "--out", &out])
    };
    town.write("half.osm", &town_text()[..3000]);
    assert!(prepare("half.osm", "car").contains("copy or download it again"));
    town.write("table.osm.pbf", "id,lon,lat\n");
    assert!(prepare("table.osm.pbf", "car").contains(".osm.pbf"));
    town.write("paths.osm", &town_text().replace("residential", "footway"));
    assert!(prepare("paths.osm", "car").contains("none of the 20 ways is open to `car`"));
    assert!(prepare("town.osm", "horse").contains("bike, car, foot"));
    assert!(!Path::new(&out).exists(), "what is refused writes nothing");

    let matrix = |homes: &str| {
        let (homes, services) = (town.path(homes), town.path("services.csv"));
        refuse(&["travel", "matrix", "--network", &network, "--homes", &homes, "--services", &services])
    };
    town.write("metres.csv", "id,lon,lat\nA,412000,6600000\n");
    assert!(matrix("metres.csv").contains("line 2"), "{}", matrix("metres.csv"));
    town.write("words.csv", "id,lon,lat\nA,west,46\n");
    assert!(matrix("words.csv").contains("`lon` is `west`"));
    town.write("columns.csv", "id,where\nA,here\n");
    assert!(matrix("columns.csv").contains("no column `lon`"));
    let sea = refuse(&["travel", "isochrone", "--network", &network, "--at=-3.5,46.0"]);
    assert!(sea.contains("not snapped") && sea.contains("500 m"), "{sea}");
    town.write("cut.network", "MAILLNET");
    let cut = refuse(&["travel", "isochrone", "--network", &town.path("cut.network"), "--at=-1.03,46.67"]);
    assert!(cut.contains("prepare it again"), "{cut}");
}

#[test]
fn a_matrix_of_ten_thousand_million_pairs_is_refused_with_the_limit() {
    let town = Town::prepared();
    let mut many = "id,lon,lat\n".to_owned();
    (0..100_000).for_each(|i| writeln!(many, "p{i},-1.03,46.66").unwrap());
    town.write("many.csv", &many);
    let (network, many) = (town.path("town.network"), town.path("many.csv"));
    let said = refuse(&["travel", "matrix", "--network", &network, "--homes", &many, "--services", &many]);
    assert!(said.contains("10000000000 pairs") && said.contains("2000000000"), "{said}");
}

//! Faults on purpose: all of them, where the list says, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use synth::SynthOptions;
use territory::Kinds;

use crate::read_back::Files;

const KINDS: [&str; 19] = [
    "outside_its_commune",
    "swapped_coordinates",
    "metres_as_degrees",
    "duplicate",
    "itinerant_at_base",
    "postcode_for_insee",
    "empty_coordinate",
    "nan_coordinate",
    "decimal_comma",
    "lost_leading_zero",
    "latin1_bytes",
    "quoted_newline",
    "narrow_no_break_space",
    "unknown_kind",
    "long_name",
    "html_in_name",
    "negative_capacity",
    "bow_tie",
    "missing_epci",
];

fn with_faults(communes: u32, seed: u64, faults: f64) -> Files {
    let options = SynthOptions { faults, ..SynthOptions::new(communes, seed).unwrap() };
    let files = synth::territory(&options, &Kinds::builtin()).unwrap();
    Files(files.into_iter().map(|f| (f.path, f.bytes)).collect())
}

/// File, line, fault.
fn list(files: &Files) -> Vec<(String, u64, String)> {
    let rows = files.rows("FAULTS.csv", b',').into_iter();
    rows.map(|r| (r["file"].clone(), r["line"].parse().unwrap(), r["fault"].clone())).collect()
}

#[test]
fn every_kind_of_fault_is_planted_at_about_the_rate_asked_for() {
    let files = with_faults(60, 4, 0.2);
    let planted = list(&files);
    let found: BTreeSet<&str> = planted.iter().map(|(_, _, fault)| fault.as_str()).collect();
    assert_eq!(found, KINDS.into_iter().collect());
    let share = |path: &str| {
        let struck = planted.iter().filter(|(file, ..)| file == path).count();
        struck as f64 / Files::new(60, 4).bytes(path).iter().filter(|b| **b == b'\n').count() as f64
    };
    for path in ["services/services.csv", "grid/cells_200m.csv", "population/naissances.csv"] {
        assert!((0.14..0.26).contains(&share(path)), "{path}: {}", share(path));
    }
}

#[test]
fn lines_that_are_not_in_the_list_are_as_they_were() {
    let (sound, faulty) = (Files::new(60, 4), with_faults(60, 4, 0.1));
    let planted = list(&faulty);
    for path in ["services/services.csv", "population/communes.csv", "grid/cells_200m.csv"] {
        let struck: BTreeMap<u64, &str> =
            planted.iter().filter(|(file, ..)| file == path).map(|(_, line, fault)| (*line, fault.as_str())).collect();
        let mut after = faulty.bytes(path).split_inclusive(|b| *b == b'\n').zip(1u64..);
        let mut met = 0;
        for before in sound.bytes(path).split_inclusive(|b| *b == b'\n') {
            let (line, number) = after.next().expect("no line is lost");
            let Some(fault) = struck.get(&number) else {
                assert!(line == before, "{path} line {number}");
                // The row written twice follows the row.
                if struck.get(&(number + 1)) == Some(&"duplicate") {
                    assert!(String::from_utf8_lossy(after.next().unwrap().0).contains("-bis,"));
                    met += 1;
                }
                continue;
            };
            assert!(line != before, "{path} line {number}: {fault} changes nothing");
            if *fault == "quoted_newline" {
                after.next();
            }
            met += 1;
        }
        assert!(after.next().is_none() && met == struck.len(), "{path}: {met} of {}", struck.len());
    }
    let same = sound.0.iter().filter(|(path, bytes)| faulty.0.get(*path) == Some(bytes)).count();
    assert_eq!(sound.0.len() - same, 5 + 4, "five tables, .shp, .dbf, GeoJSON and the workbook");
}

#[test]
fn the_same_rate_gives_the_same_bytes_and_no_rate_gives_no_list() {
    assert!(with_faults(30, 9, 0.3).0 == with_faults(30, 9, 0.3).0);
    assert!(!with_faults(30, 9, 0.0).0.contains_key("FAULTS.csv"));
    let everything = list(&with_faults(2, 9, 1.0));
    assert!(everything.iter().filter(|(file, ..)| file == "boundaries/communes.shp").count() == 2);
}

#[test]
fn a_commune_that_tells_no_epci_is_in_no_file_that_would_tell_it() {
    let files = with_faults(60, 4, 0.2);
    let codes: Vec<String> = files.communes().into_iter().map(|(code, _)| code).collect();
    let silent: BTreeSet<&str> = list(&files)
        .iter()
        .filter(|(_, _, fault)| fault == "missing_epci")
        .map(|(_, line, _)| codes[*line as usize - 1].as_str())
        .collect();
    let geojson: serde_json::Value = serde_json::from_str(files.text("boundaries/communes.geojson")).unwrap();
    let mut found = BTreeSet::new();
    for feature in geojson["features"].as_array().unwrap() {
        if feature["properties"]["siren_epci"].is_null() {
            found.insert(feature["properties"]["code"].as_str().unwrap());
        }
    }
    assert!(!found.is_empty());
    assert_eq!(found, silent);
    let members = ingest::read_epci_xlsx("epci", files.bytes("cog/epcicom.xlsx")).unwrap().accepted;
    assert!(members.iter().all(|m| !silent.contains(m.commune.as_str())));
    assert_eq!(members.len(), codes.len() - silent.len());
}

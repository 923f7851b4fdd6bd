//! One folder a case: `input.*` is read by the reader that the folder's first word names, and
//! the whole outcome must equal `expected.json`. The fixtures are fictional.

use std::{fs, path::Path};

use ingest::{Batch, GridSpec, IngestError};
use serde::Serialize;
use serde_json::{Value, json};
use territory::Kinds;

fn outcome<T: Serialize>(read: Result<Batch<T>, IngestError>) -> Value {
    match read {
        Ok(batch) => {
            let mut value = serde_json::to_value(batch).unwrap();
            // Empty lists of remarks are left out of the expectations.
            value.as_object_mut().unwrap().retain(|name, list| name == "accepted" || list != &json!([]));
            value
        }
        Err(error) => json!({ "error": error.to_string() }),
    }
}

fn read(case: &str, input: &Path) -> Value {
    let bytes = fs::read(input).unwrap();
    let file = input.file_name().unwrap().to_str().unwrap();
    let input = bytes.as_slice();
    let kinds = Kinds::builtin();
    match case.split('_').next().unwrap() {
        "bpe" => outcome(ingest::read_bpe_schools(file, input, &kinds)),
        "births" => outcome(ingest::read_births_series(file, input)),
        "counts" => outcome(ingest::read_commune_counts(file, input)),
        "departements" => outcome(ingest::read_departements_csv(file, input)),
        "fs" => outcome(ingest::read_france_services(file, input)),
        "geojson" => outcome(ingest::read_communes_geojson(file, input)),
        "grid" => outcome(ingest::read_grid_csv(file, input, &GridSpec { tile: None })),
        "movements" => outcome(ingest::read_movements_csv(file, input)),
        "seats" if file.ends_with(".csv") => outcome(ingest::read_seats_csv(file, input)),
        "seats" => outcome(ingest::read_seats_geojson(file, input)),
        "services" => outcome(ingest::read_service_list(file, input, &kinds)),
        other => panic!("no reader is named `{other}`"),
    }
}

#[test]
fn every_case_gives_exactly_what_is_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    let mut failures = Vec::new();
    for case in &cases {
        let name = case.file_name().unwrap().to_str().unwrap();
        let is_input = |path: &std::path::PathBuf| path.file_stem().is_some_and(|stem| stem == "input");
        let input = fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).find(is_input);
        let found = read(name, &input.unwrap_or_else(|| panic!("{name} has no input")));
        // Through text like the expectation: reading a number back may change its last bit.
        let found: Value = serde_json::from_str(&found.to_string()).unwrap();
        let expected = fs::read_to_string(case.join("expected.json")).unwrap_or_default();
        if serde_json::from_str::<Value>(&expected).ok().as_ref() != Some(&found) {
            failures.push(format!("--- {name}\n{}", serde_json::to_string_pretty(&found).unwrap()));
        }
    }
    assert!(failures.is_empty(), "these cases give something else:\n{}", failures.join("\n"));
    assert!(cases.len() >= 25, "only {} cases were found", cases.len());
}

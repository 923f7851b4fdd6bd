//! `maillage check` from outside: what it says of fictional files, and of every real one.

use std::{fs, path::PathBuf, process::Command};

use maillage_tests::{binary, demo::text, maillage, real_data, refuse, succeed};
use serde_json::Value;

const SERVICES: &str = "id;nom;type;commune;code_insee;date_maj;latitude;longitude\n\
    s1;Les Lucioles;creche;Alpha;99001;2030-01-01;46,5;-1,2\n\
    s2;Les Lucioles;creche;Alpha;99001;2030-01-01;46,5;-1,2\n\
    s3;\u{1b}[31mRouge;creche;Alpha;99001;hier;46,5;-1,2\n";

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, bytes)| fs::write(folder.path().join(name), bytes).unwrap());
    folder
}

#[test]
fn a_readable_file_is_described_and_its_findings_name_their_line() {
    let folder = folder(&[("donnees.csv", SERVICES.as_bytes())]);
    let file = folder.path().join("donnees.csv");
    let said = succeed(&["check", text(&file)]);
    assert!(said.contains("list of services of this program") && said.contains("separated by `;`"), "{said}");
    assert!(said.contains("2 accepted; 1 rejected"), "{said}");
    assert!(said.contains("donnees.csv:4: rejected: date_maj `hier`"), "{said}");
    assert!(said.contains("donnees.csv:3: warning: nom `Les Lucioles`: the same name as line 2"), "{said}");
    assert!(!said.contains('\u{1b}'), "a file cannot steer the terminal");
}

#[test]
fn services_are_held_against_the_communes_that_are_given() {
    let feature = |code: &str, west: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}","nom":"Fictive"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},46],[{},46],[{},47],[{west},47],[{west},46]]]}}}}"#,
            west + 1.0,
            west + 1.0
        )
    };
    let communes =
        format!(r#"{{"type":"FeatureCollection","features":[{},{}]}}"#, feature("99002", -2.0), feature("99001", 0.0));
    let folder = folder(&[("donnees.csv", SERVICES.as_bytes()), ("communes.geojson", communes.as_bytes())]);
    let (file, communes) = (folder.path().join("donnees.csv"), folder.path().join("communes.geojson"));
    let said = succeed(&["check", text(&file), "--communes", text(&communes)]);
    assert!(
        said.contains("donnees.csv:2: warning: longitude `-1.2, 46.5`: the position is in commune 99002"),
        "{said}"
    );
    assert!(!succeed(&["check", text(&file)]).contains("99002"), "without outlines nothing is known of communes");
    let report: Value =
        serde_json::from_str(&succeed(&["check", "--json", text(&file), "--communes", text(&communes)])).unwrap();
    let findings = report[0]["findings"].as_array().unwrap();
    assert!(findings.iter().any(|f| f["check"] == "outside_its_commune" && f["commune"] == "99001"), "{report}");
    refuse(&["check", text(&file), "--communes", text(&file)]);
}

#[test]
fn one_bad_file_among_good_ones_is_exit_code_1_and_named() {
    let folder = folder(&[("donnees.csv", SERVICES.as_bytes()), ("image.csv", b"GIF89a\x01\0")]);
    let (good, bad) = (folder.path().join("donnees.csv"), folder.path().join("image.csv"));
    let said = refuse(&["check", text(&good), text(&bad)]);
    assert!(said.contains("image.csv: this is a GIF image") && said.contains("1 of 2 file(s)"), "{said}");
    let output = maillage(&["check", "--json", text(&good), text(&bad)]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report[0]["dataset"], "services");
    assert_eq!((&report[0]["rows"], &report[0]["accepted"]), (&3.into(), &2.into()));
    assert_eq!(report[0]["findings"][0]["severity"], "rejected");
    assert_eq!(report[0]["findings"][0]["line"], 4);
    assert!(report[1]["error"].as_str().unwrap().contains("GIF"), "{report}");
    refuse(&["check", text(&folder.path().join("absent.csv"))]);
    refuse(&["check", text(&folder.path().join("absent.shp"))]);
}

#[test]
fn a_long_single_line_of_geojson_is_read_within_a_bounded_memory() {
    let folder = folder(&[]);
    let file = folder.path().join("communes.geojson");
    let mut json = String::from(r#"{"type":"FeatureCollection","features":["#);
    let mut features = 0;
    while json.len() < 60_000_000 {
        let (west, south) = (-4.0 + f64::from(features % 1000) * 0.01, 43.0 + f64::from(features / 1000) * 0.01);
        let ring: Vec<String> = (0..=40)
            .map(|i| {
                let turn = f64::from(i % 40) / 40.0 * std::f64::consts::TAU;
                format!("[{:.6},{:.6}]", west + 0.004 * turn.cos(), south + 0.004 * turn.sin())
            })
            .collect();
        let comma = if features == 0 { "" } else { "," };
        json += &format!(
            r#"{comma}{{"type":"Feature","properties":{{"code":"{:05}","nom":"Alpha {features}"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            10_000 + features,
            ring.join(",")
        );
        features += 1;
    }
    json += "]}";
    assert!(!json.contains('\n'));
    fs::write(&file, &json).unwrap();
    // Ten times the file would be 600 MB: the address space of the process is held to 420 MB.
    let limited = format!("ulimit -v 420000; exec '{}' check --json '{}'", binary().display(), file.display());
    let output = Command::new("sh").args(["-c", &limited]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report[0]["rows"], &report[0]["accepted"]), (&features.into(), &features.into()));
}

#[test]
fn every_real_file_is_read_or_refused_with_a_reason() {
    let Some(data) = real_data("check of every real file") else { return };
    let mut files: Vec<PathBuf> = Vec::new();
    let mut folders = vec![data.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    assert!(files.len() > 500, "{} files", files.len());
    let arguments: Vec<&str> = ["check", "--json"].into_iter().chain(files.iter().map(|f| text(f))).collect();
    let output = maillage(&arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked"), "{said}");
    let report: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {said}"));
    assert_eq!(report.len(), files.len());
    let (mut refused, mut by_dataset) = (0, std::collections::BTreeMap::<String, usize>::new());
    for (file, report) in files.iter().zip(&report) {
        match report["error"].as_str() {
            Some(reason) => {
                refused += 1;
                let named = file.file_name().unwrap().to_str().unwrap();
                assert!(reason.contains(named) && reason.len() > named.len() + 20, "{}: {reason}", file.display());
            }
            None => {
                *by_dataset.entry(report["dataset"].as_str().unwrap().to_owned()).or_default() += 1;
                assert!(report["why"].as_str().is_some_and(|why| !why.is_empty()), "{report}");
            }
        }
    }
    println!("{} files, {refused} refused, {by_dataset:?}", files.len());
    assert_eq!(output.status.code(), Some(1), "some are no tables");
    let known = |dataset: &str| by_dataset.get(dataset).copied().unwrap_or_default();
    assert!(known("communes") >= 110 && known("france_services") == 3 && known("cnaf_iris") == 2, "{by_dataset:?}");
}

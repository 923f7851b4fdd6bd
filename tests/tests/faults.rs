//! Every fault that `maillage synth --faults` plants is told by the build, or makes no difference.

use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path};

use maillage_tests::{
    Running,
    demo::{build, text},
    succeed,
};
use serde_json::Value;

/// Faults that a reader has to say something about on their very line.
const TOLD: [&str; 13] = [
    "bow_tie",
    "duplicate",
    "empty_coordinate",
    "itinerant_at_base",
    "long_name",
    "lost_leading_zero",
    "metres_as_degrees",
    "nan_coordinate",
    "negative_capacity",
    "outside_its_commune",
    "postcode_for_insee",
    "swapped_coordinates",
    "unknown_kind",
];

/// What a build came to.
struct Outcome {
    /// File and line of everything that was refused, repaired or doubted; a remark about a whole
    /// file has no line.
    told: BTreeSet<(String, Option<u64>)>,
    /// Values of remarks about town centres, which begin with the code of a commune.
    centres: Vec<String>,
    /// Services by id.
    services: BTreeMap<String, Value>,
    /// Population by code.
    population: BTreeMap<String, Value>,
    without_epci: BTreeSet<String>,
}

/// All items of a list, page by page.
fn all(server: &Running, path: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut after = String::new();
    loop {
        let page = server.get(&format!("{path}limit=1000{after}")).json();
        items.extend(page["items"].as_array().unwrap_or_else(|| panic!("{path}: {page}")).iter().cloned());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return items,
        }
    }
}

fn outcome(sources: &Path) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = folder.path().join("obs");
    build(sources, &snapshot);
    let server = Running::serve(&snapshot);
    let (mut told, mut centres) = (BTreeSet::new(), Vec::new());
    for source in server.get("/api/v1/sources").json()["items"].as_array().unwrap() {
        for row in all(&server, &format!("/api/v1/sources/{}/rejections?", source["id"].as_str().unwrap())) {
            if row["field"] == "town centre" {
                centres.push(row["value"].as_str().unwrap().to_owned());
            }
            told.insert((row["file"].as_str().unwrap().to_owned(), row["line"].as_u64()));
        }
    }
    let services = all(&server, "/api/v1/services?");
    let services = services.into_iter().map(|s| (s["id"].as_str().unwrap().to_owned(), s)).collect();
    let (mut population, mut without_epci) = (BTreeMap::new(), BTreeSet::new());
    for commune in all(&server, "/api/v1/territories?level=commune&") {
        let code = commune["code"].as_str().unwrap().to_owned();
        if commune["parent_epci"].is_null() {
            without_epci.insert(code.clone());
        }
        population.insert(code, commune["population"]["value"].clone());
    }
    let (status, log) = server.stop();
    assert!(status.success(), "{log}");
    Outcome { told, centres, services, population, without_epci }
}

struct Planted {
    file: String,
    line: u64,
    fault: String,
}

fn planted(sources: &Path) -> Vec<Planted> {
    let list = fs::read_to_string(sources.join("FAULTS.csv")).unwrap();
    let row = |line: &str| {
        let [file, number, fault] = line.split(',').collect::<Vec<_>>().try_into().unwrap();
        Planted { file: file.to_owned(), line: number.parse().unwrap(), fault: fault.to_owned() }
    };
    list.lines().skip(1).map(row).collect()
}

/// First field of the row that begins on a line, without its quotes.
fn first_field(sources: &Path, at: &Planted) -> String {
    let bytes = fs::read(sources.join(&at.file)).unwrap();
    let line = bytes.split(|b| *b == b'\n').nth(at.line as usize - 1).unwrap();
    let text = String::from_utf8_lossy(line).into_owned();
    text.split([',', ';']).next().unwrap().trim_matches('"').to_owned()
}

#[test]
fn every_planted_fault_is_told_or_makes_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let [sound, faulty] = ["sound", "faulty"].map(|name| folder.path().join(name));
    let size = ["synth", "--communes", "60", "--seed", "4", "--years", "1"];
    succeed(&[&size[..], &["--out", text(&sound)]].concat());
    succeed(&[&size[..], &["--faults", "0.2", "--out", text(&faulty)]].concat());
    let (before, after) = (outcome(&sound), outcome(&faulty));
    let mut met: BTreeMap<&str, u32> = BTreeMap::new();
    let planted = planted(&faulty);
    for fault in &planted {
        let on_its_line = after.told.contains(&(fault.file.clone(), Some(fault.line)));
        let name = format!("{} on line {} of {}", fault.fault, fault.line, fault.file);
        let id = format!("services:{}", first_field(&faulty, fault));
        *met.entry(&fault.fault).or_default() += 1;
        match fault.fault.as_str() {
            // A centre is doubted once all outlines are read: by its commune, not by its line.
            "swapped_coordinates" | "metres_as_degrees" if fault.file.starts_with("chefs-lieux/") => {
                let codes: Vec<String> = before.population.keys().cloned().collect();
                let code = &codes[fault.line as usize - 2];
                assert!(on_its_line || after.centres.iter().any(|c| c.starts_with(code)), "{name} is not told");
            }
            word if TOLD.contains(&word) => assert!(on_its_line, "{name} is not told"),
            // Neither French commas nor spaces are wrong: the number is the same, or the row is refused.
            "decimal_comma" if fault.file.starts_with("services/") => {
                for axis in ["lon", "lat"] {
                    assert_eq!(before.services[&id][axis], after.services[&id][axis], "{name}");
                }
                assert!(before.services[&id]["lon"].is_number(), "{}", before.services[&id]);
            }
            "decimal_comma" => assert!(on_its_line, "{name}: a field too many is not told"),
            "narrow_no_break_space" => {
                let code = first_field(&faulty, fault);
                assert!(before.population[&code].is_number(), "{name}");
                assert_eq!(before.population[&code], after.population[&code], "{name}");
            }
            // One line in another encoding spoils a whole file: the file is told.
            "latin1_bytes" => {
                assert!(on_its_line || after.told.contains(&(fault.file.clone(), None)), "{name} is not told");
            }
            "quoted_newline" => assert!(after.services.contains_key(&id), "{name} loses its row"),
            "html_in_name" => {
                // As text: the page shows it letter by letter, which the browser tests hold.
                assert!(after.services[&id]["name"].as_str().unwrap().contains("<b>gras</b>"), "{name}");
            }
            "missing_epci" => {
                let codes: Vec<&String> = after.population.keys().collect();
                assert!(after.without_epci.contains(codes[fault.line as usize - 1]), "{name}");
            }
            other => panic!("no word for {other}"),
        }
    }
    assert_eq!(met.len(), 19, "every kind of fault was met: {met:?}");
    let silent = planted.iter().filter(|f| f.fault == "missing_epci").count();
    assert_eq!(after.without_epci.len(), silent, "no other commune lost its EPCI");
    assert!(before.without_epci.is_empty() && after.population.len() == 60, "no commune is lost");
}

#[test]
fn rates_that_are_none_are_refused_with_the_range() {
    for rate in ["1.5", "-0.1", "NaN"] {
        let out = tempfile::tempdir().unwrap();
        let argument = format!("--faults={rate}");
        let said = maillage_tests::refuse(&["synth", &argument, "--out", text(&out.path().join("x"))]);
        assert!(said.contains("0 (none) to 1"), "{said}");
    }
}

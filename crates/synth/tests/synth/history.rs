//! Earlier years: the readers take them, and the movements carry them to the communes of today.

use std::collections::{BTreeMap, BTreeSet};

use ingest::{Carried, Movement, carry_forward};
use territory::{CommuneCode, Kinds};

use crate::ingested::clean;
use crate::read_back::Files;

fn movements(files: &Files) -> Vec<Movement> {
    clean("movements", ingest::read_movements_csv("movements", files.bytes("cog/mouvements-communes.csv")))
}

fn today(files: &Files) -> BTreeSet<String> {
    files.communes().into_iter().map(|(code, _)| code).collect()
}

#[test]
fn every_past_file_is_read_without_a_finding() {
    for communes in [1, 2, 15, 700] {
        let files = Files::new(communes, 7);
        for year in 2019..2024 {
            let bytes = |name: &str| files.bytes(&format!("history/{year}/{name}.csv"));
            clean("counts", ingest::read_commune_counts("counts", bytes("communes")));
            let services =
                clean("services", ingest::read_service_list("services", bytes("services"), &Kinds::builtin()));
            assert!(services.iter().all(|s| s.date.as_deref() == Some(format!("{year}-12-01").as_str())));
        }
        let births = clean("births", ingest::read_births_series("births", files.bytes("population/naissances.csv")));
        // Children under three of 2019 are born from 2015 to 2017, as those of 2024 from 2020 on.
        assert_eq!(births.len(), 8 * communes as usize);
    }
}

#[test]
fn the_movements_carry_every_past_code_to_communes_of_today() {
    for communes in [1, 2, 15, 700] {
        let files = Files::new(communes, 7);
        let (movements, today) = (movements(&files), today(&files));
        let mut met = BTreeSet::new();
        for year in 2019..2024 {
            let mut reached = BTreeSet::new();
            for row in files.rows(&format!("history/{year}/communes.csv"), b',') {
                let code = CommuneCode::new(&row["insee_com"]).unwrap();
                match carry_forward(&movements, code, &format!("{year}-01-01"), "2024-01-01") {
                    Carried::Same(code) => {
                        reached.insert(code.to_string());
                    }
                    Carried::Into(code) => {
                        met.insert("into");
                        reached.insert(code.to_string());
                    }
                    Carried::Split(codes) => {
                        met.insert("split");
                        reached.extend(codes.iter().map(ToString::to_string));
                    }
                    Carried::Unknown => panic!("{code} is no commune of {year}"),
                }
            }
            assert_eq!(reached, today, "{year}");
        }
        assert_eq!(met.contains("split"), communes > 2, "{communes} communes");
        assert!(met.contains("into"));
    }
}

#[test]
fn services_of_a_year_are_in_the_communes_of_that_year() {
    let files = Files::new(60, 3);
    for year in 2019..2024 {
        let communes = files.rows(&format!("history/{year}/communes.csv"), b',');
        let names: BTreeMap<&str, &str> = communes
            .iter()
            .filter(|r| r["commune_type"] == "COM")
            .map(|r| (r["insee_com"].as_str(), r["commune_article"].as_str()))
            .collect();
        assert_eq!(names.len(), 60 + usize::from(year < 2021) - usize::from(year < 2023));
        let services = files.rows(&format!("history/{year}/services.csv"), b',');
        for service in &services {
            assert_eq!(names.get(service["code_insee"].as_str()), Some(&service["commune"].as_str()), "{service:?}");
        }
        let all: BTreeSet<&str> = services.iter().map(|s| s["code_insee"].as_str()).collect();
        assert!(names.keys().filter(|code| all.contains(*code)).count() > 40, "services are everywhere");
    }
}

#[test]
fn one_year_has_no_history_and_ten_years_have_nine_folders() {
    for (years, folders) in [(1, 0), (2, 1), (10, 9)] {
        let options = synth::SynthOptions { years, ..synth::SynthOptions::new(15, 7).unwrap() };
        let files = synth::territory(&options, &Kinds::builtin()).unwrap();
        let lists = files.iter().filter(|f| f.path.starts_with("history/2") && f.path.ends_with("/services.csv"));
        assert_eq!(lists.count(), folders);
        assert_eq!(files.iter().any(|f| f.path == "cog/mouvements-communes.csv"), years > 1);
        // What does not speak of the past does not depend on how far back it goes.
        let six = Files::new(15, 7);
        let of_the_past = ["observatory.toml", "population/naissances.csv"];
        for file in files.iter().filter(|f| !f.path.starts_with("history/") && !of_the_past.contains(&f.path.as_str()))
        {
            assert!(six.bytes(&file.path) == file.bytes, "{}", file.path);
        }
    }
}

#[test]
fn nothing_of_an_agrement_is_kept_by_the_reader() {
    let files = Files::new(15, 7);
    let rows = files.rows("services/services.csv", b',');
    let numbers: Vec<&String> = rows.iter().map(|r| &r["agrement_numero"]).filter(|n| !n.is_empty()).collect();
    assert!(numbers.len() > 100 && numbers.iter().all(|n| n.starts_with("FICTIF-00-")), "{:?}", numbers[0]);
    for row in &rows {
        assert_eq!(row["agrement_numero"].is_empty(), row["type"] != "assistant_maternel", "{row:?}");
    }
    let read = ingest::read_service_list("services", files.bytes("services/services.csv"), &Kinds::builtin()).unwrap();
    assert!(!format!("{read:?}").contains("FICTIF-"), "a number of an agrément leads to a person");
}

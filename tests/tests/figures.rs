//! `maillage figures` on the demo: what a spreadsheet opens.

use maillage_tests::{
    demo::{demo, text},
    refuse, succeed,
};

const HEADER: &str = "level,code,name,indicator,facet,travel,year,value,state,partial,unit";

fn figures(arguments: &[&str]) -> String {
    let folder = demo().snapshot();
    succeed(&[&["figures", text(&folder)], arguments].concat())
}

#[test]
fn accessible_places_are_printed_for_every_commune_and_conserve_the_places() {
    let out = figures(&["--indicator", "accessible_places", "--facet", "total"]);
    let mut lines = out.lines();
    assert_eq!(lines.next(), Some(HEADER));
    let rows: Vec<&str> = lines.collect();
    assert_eq!(rows.len(), 15, "{out}");
    for row in rows {
        assert!(row.contains(",accessible_places,total,car,") && row.ends_with(",places_per_100"), "{row}");
        assert!(row.contains(",known,"), "no secret enters it: {row}");
    }
}

#[test]
fn what_is_secret_has_no_number() {
    let out = figures(&["--indicator", "coverage_rate", "--facet", "total"]);
    let secret: Vec<&str> = out.lines().filter(|row| row.contains(",secret,")).collect();
    assert!(!secret.is_empty(), "the demo has a secret: {out}");
    assert!(secret.iter().all(|row| row.contains(",,secret,")), "{secret:?}");
}

#[test]
fn every_commune_has_its_class_and_the_reason() {
    let out = figures(&["--typology"]);
    let rows: Vec<&str> = out.lines().skip(1).collect();
    assert_eq!(rows.len(), 15);
    let classes = ["sans_offre", "en_tension", "a_potentiel", "surdotee", "equilibree"];
    for row in rows {
        assert!(classes.iter().any(|class| row.contains(&format!(",{class},"))), "{row}");
        assert!(row.contains("places accessibles pour 100 enfants"), "{row}");
    }
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    let folder = demo().snapshot();
    let folder = text(&folder);
    let said = refuse(&["figures", folder, "--indicator", "bonheur"]);
    assert!(said.contains("no such figure") && said.contains("accessible_places total"), "{said}");
    assert!(refuse(&["figures", folder, "--year", "1950"]).contains("--year 1950: the snapshot has"));
    assert!(refuse(&["figures", folder, "--level", "canton"]).contains("commune, epci, departement"));
}

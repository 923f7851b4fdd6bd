//! The readers of the project accept every row of every file, without a word.

use std::fmt::Debug;

use ingest::{Batch, GridSpec, IngestError, ShapefileParts};
use territory::Kinds;

use crate::read_back::Files;

/// The accepted rows of a file that leaves nothing to say.
pub(crate) fn clean<T: Debug>(file: &str, batch: Result<Batch<T>, IngestError>) -> Vec<T> {
    let batch = batch.unwrap_or_else(|e| panic!("{file}: {e}"));
    for (what, findings) in
        [("rejected", &batch.rejected), ("repaired", &batch.repaired), ("doubtful", &batch.warnings)]
    {
        assert!(findings.is_empty(), "{file}: {} {what}, first {:?}", findings.len(), findings[0]);
    }
    assert!(!batch.accepted.is_empty(), "{file}");
    batch.accepted
}

#[test]
fn every_file_is_read_without_a_finding() {
    let kinds = Kinds::builtin();
    for (communes, seed) in [(1, 3), (15, 7), (1_500, 2)] {
        let files = Files::new(communes, seed);
        let bytes = |path: &str| files.bytes(path);
        let part = |extension: &str| files.bytes(&format!("boundaries/communes.{extension}")).to_vec();
        let text = |extension: &str| String::from_utf8(part(extension)).unwrap();
        let parts = ShapefileParts {
            shp: Some(part("shp")),
            shx: Some(part("shx")),
            dbf: Some(part("dbf")),
            prj: Some(text("prj")),
            cpg: Some(text("cpg")),
        };
        let of_shapefile = clean("shp", ingest::read_communes_shapefile("shp", &parts));
        let geojson = bytes("boundaries/communes.geojson");
        let of_geojson = clean("geojson", ingest::read_communes_geojson("geojson", geojson));
        assert_eq!(of_shapefile.len(), communes as usize);
        for (a, b) in of_shapefile.iter().zip(&of_geojson) {
            assert_eq!((&a.code, &a.name, &a.epci), (&b.code, &b.name, &b.epci));
        }

        let members = clean("epci", ingest::read_epci_xlsx("epci", bytes("cog/epcicom.xlsx")));
        for (member, area) in members.iter().map(|m| (m, of_shapefile.iter().find(|a| a.code == m.commune).unwrap())) {
            assert_eq!((Some(member.siren), &member.commune_name), (area.epci, &area.name));
        }
        clean("départements", ingest::read_departements_csv("départements", bytes("cog/departements.csv")));
        let seats = clean("seats", ingest::read_seats_csv("seats", bytes("chefs-lieux/chefs-lieux.csv")));
        assert_eq!(seats.len(), communes as usize);
        let counts = clean("counts", ingest::read_commune_counts("counts", bytes("population/communes.csv")));
        assert_eq!(counts.len(), communes as usize);
        let births = clean("births", ingest::read_births_series("births", bytes("population/naissances.csv")));
        assert_eq!(births.len(), 8 * communes as usize);
        let cells = bytes("grid/cells_200m.csv");
        clean("grid", ingest::read_grid_csv("grid", cells, &GridSpec::default()));
        let spaces = bytes("services/france-services.csv");
        let spaces = clean("france services", ingest::read_france_services("france services", spaces));
        assert!(spaces.iter().all(|s| s.hours.is_some()) && spaces.iter().any(|s| s.itinerant));
        let services = bytes("services/services.csv");
        let services = clean("services", ingest::read_service_list("services", services, &kinds));
        assert_eq!(services.iter().any(|s| s.itinerant), communes > 1, "a LAEP goes from place to place");
        assert!(services.iter().all(|s| !s.name.contains("Fictive")), "no assistant maternel keeps a name");
    }
}

#[test]
fn only_schools_for_the_young_are_taken_from_the_schools() {
    let files = Files::new(15, 7);
    let schools = files.bytes("bpe/bpe_enseignement.csv");
    let batch = ingest::read_bpe_schools("bpe", schools, &Kinds::builtin()).unwrap();
    assert!(batch.rejected.is_empty() && batch.repaired.is_empty(), "{:?} {:?}", batch.rejected, batch.repaired);
    for kind in ["ecole_maternelle", "ecole_elementaire"] {
        assert!(batch.accepted.iter().any(|s| s.kind.as_str() == kind), "no {kind}");
    }
}

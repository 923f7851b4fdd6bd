//! Whatever the bytes, a reader answers: it never panics.

use std::path::Path;

use ingest::{GridSpec, ShapefileParts};
use proptest::prelude::*;
use territory::Kinds;

fn read_with_everything(bytes: &[u8]) {
    let kinds = Kinds::builtin();
    let _ = ingest::read_communes_geojson("f", bytes);
    let _ = ingest::read_seats_geojson("f", bytes);
    let _ = ingest::read_seats_csv("f", bytes);
    let _ = ingest::read_commune_counts("f", bytes);
    let _ = ingest::read_births_series("f", bytes);
    let _ = ingest::read_france_services("f", bytes);
    let _ = ingest::read_bpe_schools("f", bytes, &kinds);
    let _ = ingest::read_service_list("f", bytes, &kinds);
    let _ = ingest::read_grid_csv("f", bytes, &GridSpec { tile: Some((1, 1)) });
    let _ = ingest::read_departements_csv("f", bytes);
    let _ = ingest::read_movements_csv("f", bytes);
    let _ = ingest::read_epci_xlsx("f", bytes);
    let _ = ingest::open("f", bytes.to_vec(), &ingest::Limits::default());
    let _ = ingest::read_cnaf_rates("f", bytes);
    let _ = ingest::read_cnaf_legacy("f", bytes);
    let _ = ingest::read_communes_csv("f", bytes);
    if let Ok(content) = ingest::open("f", bytes.to_vec(), &ingest::Limits::default()) {
        let _ = ingest::diagnose(&content, &kinds, None);
        let _ = ingest::read_communes(&content, None);
        let table = ingest::DataTable::open(&content, None);
        let _ =
            table.map(|table| (table.osm_services(&kinds).is_ok(), table.incomes().is_ok(), table.cnaf_iris().is_ok()));
    }
    let parts = ShapefileParts {
        shp: Some(bytes.to_vec()),
        shx: Some(vec![]),
        dbf: Some(bytes.to_vec()),
        prj: Some("GEOGCS[\"WGS84\"]".into()),
        cpg: None,
    };
    let _ = ingest::read_communes_shapefile("f", &parts);
    let _ = ingest::diagnose(&ingest::Content::Shapefile { name: "f".into(), parts }, &kinds, None);
}

/// The fixtures, all of them.
fn inputs() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let files = std::fs::read_dir(folder).unwrap().flat_map(|case| std::fs::read_dir(case.unwrap().path()).unwrap());
    let mut files: Vec<_> =
        files.map(|file| file.unwrap().path()).filter(|p| p.file_stem().unwrap() == "input").collect();
    files.sort();
    let others = [crate::geopackages::services(), crate::osm::XML.as_bytes().to_vec()];
    files.into_iter().map(|path| std::fs::read(path).unwrap()).chain(others).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_with_everything(&bytes);
    }

    #[test]
    fn fixtures_with_some_bytes_changed_are_answered(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let inputs = inputs();
        let mut bytes = inputs[which.index(inputs.len())].clone();
        if bytes.is_empty() { return Ok(()); }
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        read_with_everything(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        read_with_everything(&bytes);
    }
}

//! The archive as a whole: nothing is dropped, nothing depends on the threads, errors are plain.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Mutex;

use crate::common::{build, commune, grid_territory, options, territory};
use geo::{MultiPolygon, polygon};
use geozero::mvt::tile::GeomType;
use territory::{Kinds, LonLat, Territory};
use tiles::{LAYERS, Stage, TileError, TileOptions, build_archive};

fn square(x: f64, y: f64, side: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![polygon![(x: x, y: y), (x: x + side, y: y), (x: x + side, y: y + side), (x: x, y: y + side)]])
}

#[test]
fn every_commune_epci_and_departement_is_in_a_tile_at_every_zoom() {
    let territory = grid_territory(10, 8, 5);
    let (archive, report) = build(&territory, &options(10));
    assert_eq!(archive.tiles.len() as u64, report.tiles);
    for zoom in 0..=10 {
        for (layer, count) in [("communes", 80), ("epcis", territory.epcis.len()), ("departements", 2)] {
            let ids: BTreeSet<u64> = archive.features(zoom, layer).iter().map(|(_, f)| f.id.unwrap()).collect();
            assert_eq!(ids, (1..=count as u64).collect(), "{layer} at zoom {zoom}");
        }
        for (_, feature) in archive.features(zoom, "communes") {
            let commune = &territory.communes[feature.id.unwrap() as usize - 1];
            assert_eq!((feature.text("code"), feature.text("name")), (commune.code.as_str(), &*commune.name));
            assert_eq!(feature.kind, GeomType::Polygon);
        }
    }
}

#[test]
fn a_commune_smaller_than_a_pixel_or_without_area_is_kept_at_every_zoom() {
    let line = MultiPolygon(vec![polygon![(x: 1.0, y: 46.0), (x: 1.5, y: 46.5)]]);
    let mut nowhere = commune("85003", None, line);
    nowhere.seat = LonLat::new(1.25, 46.25).unwrap();
    let communes = vec![
        commune("85001", None, square(0.0, 46.0, 1.0)),
        commune("85002", None, square(2.0, 46.0, 0.000_02)),
        nowhere,
    ];
    let (archive, _) = build(&territory(communes), &options(14));
    for zoom in 0..=14 {
        for id in 1..=3 {
            let shown: Vec<i64> = archive
                .features(zoom, "communes")
                .iter()
                .filter(|(_, f)| f.id == Some(id))
                .map(|(_, f)| f.area2())
                .collect();
            assert!(!shown.is_empty() && shown.iter().all(|a| *a >= 1), "commune {id} at zoom {zoom}: {shown:?}");
        }
    }
    let (tile, tiny) = archive.features(0, "communes").into_iter().find(|(_, f)| f.id == Some(2)).unwrap();
    let x = (2.0 + 180.0) / 360.0 * 4096.0;
    assert!(tile == (0, 0) && tiny.runs[0].iter().all(|p| (f64::from(p[0]) - x).abs() <= 1.5), "{tiny:?} {x}");
}

#[test]
fn a_long_thin_commune_on_the_edge_of_tiles_is_kept_without_a_buffer() {
    // Along the meridian of Greenwich, the edge of two tiles at every zoom from 1.
    let thin = polygon![(x: -0.000_01, y: 45.0), (x: 0.000_01, y: 45.0), (x: 0.0, y: 47.0)];
    let communes = vec![commune("85001", None, MultiPolygon(vec![thin]))];
    let (archive, _) = build(&territory(communes), &TileOptions { buffer: 0, ..options(12) });
    for zoom in 0..=12 {
        assert!(!archive.features(zoom, "communes").is_empty(), "zoom {zoom}");
    }
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let territory = grid_territory(12, 12, 4);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| build(&territory, &options(9)).0.bytes)
    };
    let one = with(1);
    assert!(one == with(2) && one == with(3));
}

#[test]
fn the_header_says_what_is_inside() {
    let territory = grid_territory(4, 4, 3);
    let (archive, report) = build(&territory, &options(8));
    let byte = |at: usize| archive.bytes[at];
    // Clustered; gzip inside and for tiles; MVT; zoom 0 to 8.
    assert_eq!([byte(96), byte(97), byte(98), byte(99), byte(100), byte(101)], [1, 2, 2, 1, 0, 8]);
    let number = |at: usize| u64::from_le_bytes(archive.bytes[at..at + 8].try_into().unwrap());
    assert_eq!((number(72), archive.bytes.len() as u64), (report.tiles, report.bytes));
    let degrees = |at: usize| f64::from(i32::from_le_bytes(archive.bytes[at..at + 4].try_into().unwrap())) / 1e7;
    let extent = territory.extent().unwrap();
    let expected = [extent.min().x, extent.min().y, extent.max().x, extent.max().y];
    for (at, expected) in [102, 106, 110, 114].into_iter().zip(expected) {
        assert!((degrees(at) - expected).abs() < 2e-7);
    }
    let (lon, lat) = (degrees(119), degrees(123));
    assert!(expected[0] < lon && lon < expected[2] && expected[1] < lat && lat < expected[3]);
    assert_eq!(archive.metadata["name"], "Fictif");
    assert_eq!(archive.metadata["attribution"], "© Personne");
    let announced = archive.metadata["vector_layers"].as_array().unwrap();
    for layer in announced {
        let spec = LAYERS.iter().find(|l| l.id == layer["id"]).unwrap();
        assert_eq!((&layer["minzoom"], &layer["maxzoom"]), (&spec.min_zoom.into(), &8.into()));
        assert!(spec.fields.iter().all(|(name, kind)| layer["fields"][name] == *kind));
    }
    let ids: BTreeSet<&str> = announced.iter().map(|l| l["id"].as_str().unwrap()).collect();
    let present: BTreeSet<&str> = archive.tiles.values().flatten().map(|l| l.name.as_str()).collect();
    assert!(present.is_subset(&ids) && present.contains("borders"), "{present:?} {ids:?}");
}

#[test]
fn what_a_tile_shows_stays_in_its_buffer() {
    let (archive, _) = build(&grid_territory(6, 6, 5), &TileOptions { buffer: 100, ..options(11) });
    let (mut least, mut most) = (0, 0);
    for feature in archive.tiles.values().flatten().flat_map(|l| &l.features) {
        for v in feature.runs.iter().flatten().flatten() {
            (least, most) = (least.min(*v), most.max(*v));
        }
    }
    assert_eq!((least, most), (-100, 4196));
}

#[test]
fn a_tile_inside_one_commune_is_written_and_stored_once() {
    let communes = vec![commune("85001", None, square(0.0, 46.0, 1.0))];
    let (archive, _) = build(&territory(communes), &options(12));
    let full = archive.features(12, "communes").iter().filter(|(_, f)| f.area2() == 2 * 4224 * 4224).count();
    // About 11 tiles to a degree of longitude, and 16 of latitude.
    assert!((9 * 14..=11 * 17).contains(&full), "{full}");
    let number = |at: usize| u64::from_le_bytes(archive.bytes[at..at + 8].try_into().unwrap());
    assert!(number(88) < number(72) - full as u64 + 5, "contents {}, tiles {}", number(88), number(72));
}

#[test]
fn progress_reaches_its_end_in_every_stage() {
    let seen = Mutex::new(Vec::new());
    let progress = |stage: Stage, done: u64, total: u64| seen.lock().unwrap().push((stage, done, total));
    let out = Cursor::new(Vec::new());
    build_archive(&grid_territory(3, 3, 3), &Kinds::builtin(), &options(2), &progress, out).unwrap();
    let seen = seen.into_inner().unwrap();
    assert!(seen.iter().all(|(_, done, total)| done <= total));
    let ended: Vec<Stage> = seen.iter().filter(|(_, done, total)| done == total).map(|(s, ..)| *s).collect();
    let tiles = (0..=2).map(|zoom| Stage::Tiles { zoom });
    assert_eq!(ended, [Stage::Topology, Stage::Simplify].into_iter().chain(tiles).collect::<Vec<_>>());
}

#[test]
fn what_cannot_be_built_is_said_plainly() {
    let error = |territory: &Territory, options: TileOptions| {
        build_archive(territory, &Kinds::builtin(), &options, &|_, _, _| {}, Cursor::new(Vec::new())).unwrap_err()
    };
    assert!(matches!(error(&Territory::default(), options(12)), TileError::EmptyTerritory));
    let grid = grid_territory(2, 2, 2);
    let deep = error(&grid, options(15));
    assert!(deep.to_string().contains("15; use 0 to 14"), "{deep}");
    let wide = error(&grid, TileOptions { buffer: 5000, ..options(3) });
    assert!(wide.to_string().contains("5000"), "{wide}");
    let metres = territory(vec![commune("85001", None, square(410_000.0, 6_620_000.0, 9.0))]);
    let metres = error(&metres, options(3));
    assert!(metres.to_string().contains("85001") && metres.to_string().contains("410000"), "{metres}");
    let mut lost = grid.clone();
    lost.epcis[0].members.push(77);
    let lost = error(&lost, options(3));
    assert!(lost.to_string().contains("200000000") && lost.to_string().contains("77"), "{lost}");
}

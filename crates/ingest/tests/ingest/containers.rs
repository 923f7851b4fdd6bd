//! Wrappings: what is unpacked, and what is refused with its reason.

use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use ingest::{Content, IngestError, Limits, open};
use zip::{ZipWriter, write::SimpleFileOptions};

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gz = GzEncoder::new(Vec::new(), Compression::best());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

fn file(content: Content) -> (String, Vec<u8>) {
    match content {
        Content::File { name, bytes } => (name, bytes),
        Content::Shapefile { name, .. } => panic!("{name} is a shapefile"),
    }
}

fn refused(name: &str, bytes: Vec<u8>) -> String {
    match open(name, bytes, &Limits::default()) {
        Err(error @ IngestError::Container { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn gzip_is_taken_off_and_a_bare_file_stays() {
    let (name, bytes) = file(open("a.csv.gz", gzipped(b"id\n1\n"), &Limits::default()).unwrap());
    assert_eq!((name.as_str(), bytes.as_slice()), ("a.csv.gz", b"id\n1\n".as_slice()));
    let (name, bytes) = file(open("a.csv", b"id\n".to_vec(), &Limits::default()).unwrap());
    assert_eq!((name.as_str(), bytes.as_slice()), ("a.csv", b"id\n".as_slice()));
}

#[test]
fn the_only_data_file_of_a_zip_is_taken_and_its_notes_are_left() {
    let zip = zipped(&[
        ("lisez-moi.txt", b"fictif"),
        ("__MACOSX/._bpe.csv", b"x"),
        ("notice.pdf", b"%PDF"),
        ("donnees/bpe.csv", b"AN;REG\n"),
        ("varmod_bpe.csv", b"COD_VAR\n"),
    ]);
    let (name, bytes) = file(open("bpe.zip", zip, &Limits::default()).unwrap());
    assert_eq!((name.as_str(), bytes.as_slice()), ("bpe.zip/donnees/bpe.csv", b"AN;REG\n".as_slice()));
}

#[test]
fn the_parts_of_a_shapefile_come_out_together() {
    let zip = zipped(&[
        ("d/COMMUNE.SHP", b"shp"),
        ("d/COMMUNE.shx", b"shx"),
        ("d/COMMUNE.dbf", b"dbf"),
        ("d/COMMUNE.prj", b" GEOGCS "),
        ("d/COMMUNE.cpg", b"UTF-8\n"),
        ("d/COMMUNE.sbn", b"sbn"),
    ]);
    let Content::Shapefile { name, parts } = open("c.zip", zip, &Limits::default()).unwrap() else {
        panic!("a shapefile")
    };
    assert_eq!(name, "c.zip/d/COMMUNE.shp");
    assert_eq!(
        (parts.shp.unwrap(), parts.shx.unwrap(), parts.dbf.unwrap()),
        (b"shp".into(), b"shx".into(), b"dbf".into())
    );
    assert_eq!((parts.prj.as_deref(), parts.cpg.as_deref()), (Some("GEOGCS"), Some("UTF-8")));
}

#[test]
fn several_data_files_none_and_a_timetable_are_named() {
    let several = refused("z.zip", zipped(&[("a.csv", b"x"), ("b.geojson", b"{}")]));
    assert!(several.contains("2 data files") && several.contains("a.csv, b.geojson"), "{several}");
    let none = refused("z.zip", zipped(&[("image.png", b"x")]));
    assert!(none.contains("no data file among image.png"), "{none}");
    let gtfs = refused("z.zip", zipped(&[("stops.txt", b"x"), ("trips.txt", b"x")]));
    assert!(gtfs.contains("GTFS timetable"), "{gtfs}");
}

#[test]
fn bombs_are_refused_with_their_size_and_both_limits() {
    let zeros = vec![b'0'; 40 << 20];
    for (name, bomb) in [("b.csv.gz", gzipped(&zeros)), ("b.zip", zipped(&[("b.csv", &zeros)]))] {
        assert!(bomb.len() < 200 << 10, "{name} is small: {}", bomb.len());
        let said = refused(name, bomb);
        assert!(said.contains("200 times") && said.contains("2147483648 bytes"), "{said}");
        let size: u64 = said.split("at least ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        assert!(size > 32 << 20 && size <= 40 << 20, "{said}");
    }
    let tight = Limits { total_bytes: 10, ..Limits::default() };
    let said = open("a.csv.gz", gzipped(b"id;nom;commune"), &tight).unwrap_err().to_string();
    assert!(said.contains("at least 11 bytes") && said.contains("at most 10 bytes"), "{said}");
}

#[test]
fn an_announced_size_that_lies_is_not_believed() {
    let mut zip = zipped(&[("b.csv", &vec![b'0'; 40 << 20])]);
    // Both headers of the member announce its size; in the directory it stands 24 bytes in.
    let directory = zip.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    for at in [22, directory + 24] {
        zip[at..at + 4].copy_from_slice(&9_u32.to_le_bytes());
    }
    let said = refused("b.zip", zip);
    assert!(said.contains("at least") || said.contains("unpacked"), "{said}");
}

#[test]
fn a_path_that_leaves_the_folder_is_refused_whatever_its_spelling() {
    for name in ["../../etc/cron.csv", "a/../../b.csv", "/etc/passwd.csv", "..\\..\\b.csv"] {
        // The writer tidies names: the bytes of an innocent one are replaced.
        let innocent = "x".repeat(name.len());
        let mut zip = zipped(&[(&innocent, b"id\n")]);
        let places: Vec<usize> =
            zip.windows(name.len()).enumerate().filter(|(_, w)| *w == innocent.as_bytes()).map(|(i, _)| i).collect();
        assert_eq!(places.len(), 2);
        places.iter().for_each(|at| zip[*at..*at + name.len()].copy_from_slice(name.as_bytes()));
        let said = refused("p.zip", zip);
        assert!(said.contains("leads out of"), "{name}: {said}");
    }
}

#[test]
fn damaged_and_crowded_archives_are_refused() {
    let zip = zipped(&[("a.csv", b"id\n")]);
    assert!(refused("a.zip", zip[..zip.len() - 30].to_vec()).contains("not a whole zip"), "cut");
    let gz = gzipped(b"id\n1\n");
    assert!(refused("a.gz", gz[..gz.len() - 4].to_vec()).contains("cannot be unpacked"), "cut");
    let crowded = Limits { members: 1, ..Limits::default() };
    let said = open("a.zip", zipped(&[("a.csv", b"x"), ("b.csv", b"y")]), &crowded).unwrap_err().to_string();
    assert!(said.contains("2 members"), "{said}");
}

#[test]
fn a_workbook_is_a_zip_that_stays_whole() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(file(open("b.xlsx", bytes.clone(), &Limits::default()).unwrap()).1, bytes);
}

//! GeoPackages: written here as the standard says, and by GDAL where it is installed.

use ingest::{Batch, CommuneArea, DataTable, Dataset, IngestError, Limits};
use rusqlite::{Connection, params};
use territory::{
    Kinds, LonLat,
    projection::{Crs, Projector},
};

const SCHEMA: &str = "
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
        geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined', -1, 'NONE', -1, 'undefined', NULL);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('RGF93 / Lambert-93', 2154, 'EPSG', 2154, 'see EPSG', NULL);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'see EPSG', NULL);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('NTF zone II', 27572, 'EPSG', 27572, 'see EPSG', NULL);
";

/// A package under construction.
struct Made(Connection);

impl Made {
    fn new() -> Self {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(SCHEMA).unwrap();
        Self(connection)
    }

    fn layer(self, name: &str, kind: &str, srs: i32, columns: &str) -> Self {
        let Self(connection) = &self;
        connection
            .execute_batch(&format!("CREATE TABLE \"{name}\" (fid INTEGER PRIMARY KEY, geom BLOB, {columns})"))
            .unwrap();
        connection.execute("INSERT INTO gpkg_contents VALUES (?1, 'features', ?1, ?2)", params![name, srs]).unwrap();
        connection
            .execute("INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)", params![name, kind, srs])
            .unwrap();
        self
    }

    fn commune(self, layer: &str, blob: Option<Vec<u8>>, code: &str, name: &str) -> Self {
        let query = format!("INSERT INTO \"{layer}\" (geom, code_insee, nom_officiel) VALUES (?1, ?2, ?3)");
        self.0.execute(&query, params![blob, code, name]).unwrap();
        self
    }

    fn bytes(mut self) -> Vec<u8> {
        self.0.serialize("main").unwrap().to_vec()
    }
}

const COLUMNS: &str = "code_insee TEXT, nom_officiel TEXT, population INTEGER";

/// The header of a GeoPackage binary without envelope, little endian.
fn head(srs: i32) -> Vec<u8> {
    [b"GP\0\x01".as_slice(), &srs.to_le_bytes()].concat()
}

/// WKB as the standard writes it: byte order, type, counts, coordinates.
fn wkb(kind: u32, counts: &[u32], coordinates: &[(f64, f64)]) -> Vec<u8> {
    let mut bytes = vec![1];
    bytes.extend(kind.to_le_bytes());
    counts.iter().for_each(|n| bytes.extend(n.to_le_bytes()));
    coordinates.iter().for_each(|(x, y)| {
        bytes.extend(x.to_le_bytes());
        bytes.extend(y.to_le_bytes());
    });
    bytes
}

/// The GeoPackage binary of a square of a kilometre with its corner there, in this system.
fn square(srs: i32, x: f64, y: f64) -> Vec<u8> {
    let side = if srs == 4326 { 0.01 } else { 1000.0 };
    let ring = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)];
    [head(srs), wkb(6, &[1], &[]), wkb(3, &[1, 5], &ring)].concat()
}

fn point(srs: i32, x: f64, y: f64) -> Vec<u8> {
    [head(srs), wkb(1, &[], &[(x, y)])].concat()
}

fn read(bytes: &[u8]) -> Result<Batch<CommuneArea>, IngestError> {
    ingest::read_communes_geopackage("essai.gpkg", bytes, None)
}

fn refusal(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().to_string()
}

#[test]
fn lambert_93_of_a_layer_leaves_as_wgs84() {
    let made = Made::new()
        .layer("commune", "MULTIPOLYGON", 2154, COLUMNS)
        .commune("commune", Some(square(2154, 400_000.0, 6_620_000.0)), "85901", "Fictive-sur-Mer")
        .commune("commune", Some(square(2154, 401_000.0, 6_620_000.0)), "85902", "L'Imaginaire");
    let batch = read(&made.bytes()).unwrap();
    assert_eq!((batch.accepted.len(), batch.rejected.len()), (2, 0));
    let expected = Projector::new(Crs::Lambert93).to_wgs84(401_000.0, 6_620_000.0).unwrap();
    let has = |commune: &CommuneArea| {
        commune.area.0[0].exterior().0.iter().any(|c| c.x == expected.lon_deg() && c.y == expected.lat_deg())
    };
    assert!(batch.accepted.iter().all(has), "the shared corner is bit-identical in both");
    assert_eq!(batch.accepted[1].name, "L'Imaginaire");
}

#[test]
fn a_coordinate_system_is_never_guessed() {
    for (srs, says) in [(27572, "27572"), (-1, "undefined")] {
        let made = Made::new().layer("commune", "MULTIPOLYGON", srs, COLUMNS).commune(
            "commune",
            Some(square(srs, 0.0, 0.0)),
            "85901",
            "Fictive",
        );
        let said = refusal(&made.bytes());
        assert!(said.contains(says) && said.contains("commune"), "{said}");
    }
    let other = Made::new().layer("commune", "MULTIPOLYGON", 4326, COLUMNS).commune(
        "commune",
        Some(square(2154, 400_000.0, 6_620_000.0)),
        "85901",
        "Fictive",
    );
    let batch = read(&other.bytes()).unwrap();
    assert!(batch.accepted.is_empty() && batch.rejected[0].reason.contains("2154"), "{:?}", batch.rejected);
}

#[test]
fn the_layer_of_communes_is_found_among_several_and_others_are_named() {
    let two = || {
        Made::new().layer("departement", "MULTIPOLYGON", 4326, COLUMNS).commune(
            "departement",
            Some(square(4326, 0.0, 46.0)),
            "85",
            "Fictif",
        )
    };
    let with_communes = two().layer("Commune", "MULTIPOLYGON", 4326, COLUMNS).commune(
        "Commune",
        Some(square(4326, 0.0, 46.0)),
        "85901",
        "Fictive",
    );
    assert_eq!(read(&with_communes.bytes()).unwrap().accepted[0].code.as_str(), "85901");
    let without = two().layer("canton", "MULTIPOLYGON", 4326, COLUMNS).bytes();
    let said = refusal(&without);
    assert!(said.contains("canton, departement") && said.contains("`layer`"), "{said}");
    let named = ingest::read_communes_geopackage("f", &without, Some("region")).unwrap_err().to_string();
    assert!(named.contains("no layer `region`") && named.contains("canton"), "{named}");
    assert_eq!(ingest::read_communes_geopackage("f", &without, Some("DEPARTEMENT")).unwrap().rejected.len(), 1);
}

#[test]
fn null_points_and_broken_geometries_are_rejected_by_their_place() {
    let mut nested = vec![b'G', b'P', 0, 1, 0xe6, 0x10, 0, 0];
    // A collection in a collection, a hundred thousand deep.
    (0..100_000).for_each(|_| nested.extend([1, 7, 0, 0, 0, 1, 0, 0, 0]));
    let mut endless = square(4326, 0.0, 46.0);
    endless.truncate(40);
    let made = Made::new()
        .layer("communes", "GEOMETRY", 4326, COLUMNS)
        .commune("communes", Some(square(4326, 0.0, 46.0)), "85901", "Fictive")
        .commune("communes", None, "85902", "Nulle")
        .commune("communes", Some(point(4326, 0.0, 46.0)), "85903", "Point")
        .commune("communes", Some(nested), "85904", "Sans fin")
        .commune("communes", Some(endless), "85905", "Courte")
        .commune("communes", Some(b"nothing".to_vec()), "85906", "Autre");
    let batch = read(&made.bytes()).unwrap();
    assert_eq!(batch.accepted.len(), 1);
    let said: Vec<_> = batch.rejected.iter().map(|f| (f.line.unwrap(), f.reason.as_str())).collect();
    let expected = ["is null", "is a point", "of type 7", "stops early", "stops early"];
    assert_eq!(said.len(), expected.len(), "{said:?}");
    for (i, ((line, reason), word)) in said.iter().zip(expected).enumerate() {
        assert!(*line == i as u64 + 2 && reason.contains(word), "{line}: {reason}");
    }
}

#[test]
fn what_is_no_geopackage_is_refused_with_what_would_work() {
    let mut plain = Connection::open_in_memory().unwrap();
    plain.execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(refusal(&plain.serialize("main").unwrap()).contains("without the tables of a GeoPackage"));
    assert!(refusal(b"id;nom\n1;a\n").contains("not an SQLite database"));
    let whole = Made::new()
        .layer("commune", "MULTIPOLYGON", 4326, COLUMNS)
        .commune("commune", Some(square(4326, 0.0, 46.0)), "85901", "Fictive")
        .bytes();
    for end in [20, 100, 600, 4096, whole.len() / 2] {
        let said = refusal(&whole[..end]);
        assert!(said.contains("essai.gpkg") && said.contains("export it"), "{end}: {said}");
    }
    let mut in_wal_mode = whole;
    (in_wal_mode[18], in_wal_mode[19]) = (2, 2);
    assert_eq!(read(&in_wal_mode).unwrap().accepted.len(), 1, "a log beside it was written back");
}

/// A layer of services in Lambert-93.
pub(crate) fn services() -> Vec<u8> {
    let columns = "id TEXT, nom TEXT, type TEXT, commune TEXT, code_insee TEXT, date_maj TEXT, places_agreees REAL";
    let made = Made::new().layer("creches", "POINT", 2154, columns);
    let blob = point(2154, 400_500.0, 6_620_500.0);
    let query = "INSERT INTO creches (geom, id, nom, type, commune, code_insee, date_maj, places_agreees) \
                 VALUES (?1, 'c1', 'Les Lucioles', 'creche', 'Fictive', '85901', '2024-09-30', 24.0)";
    made.0.execute(query, params![blob]).unwrap();
    made.bytes()
}

#[test]
fn points_of_services_are_placed_by_their_geometry() {
    let content = ingest::open("creches.gpkg", services(), &Limits::default()).unwrap();
    let batch = DataTable::open(&content, None).unwrap().service_list(&Kinds::builtin()).unwrap();
    let expected = Projector::new(Crs::Lambert93).to_wgs84(400_500.0, 6_620_500.0).unwrap();
    let at: LonLat = batch.accepted[0].at.unwrap();
    assert!((at.lon_deg() - expected.lon_deg()).abs() < 1e-9 && (at.lat_deg() - expected.lat_deg()).abs() < 1e-9);
    assert_eq!(batch.accepted[0].capacity.agreees.known(), Some(24.0));
    let diagnosis = ingest::diagnose(&content, &Kinds::builtin(), None).unwrap();
    assert_eq!((diagnosis.recognised.dataset, diagnosis.accepted), (Dataset::Services, 1));
    assert!(diagnosis.crs.unwrap().contains("Lambert-93 metres, layer creches"));
}

#[test]
fn what_gdal_writes_is_read_as_what_it_was_made_from() {
    let Ok(version) = std::process::Command::new("ogr2ogr").arg("--version").output() else {
        eprintln!("skipped: GDAL (ogr2ogr is not installed)");
        return;
    };
    assert!(version.status.success());
    let folder = std::env::temp_dir().join(format!("maillage-gpkg-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let feature = |code: &str, west: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}","nom":"É <b>{code}</b>","siren_epci":"200000001"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},46],[{},46],[{},47],[{west},46]]]}}}}"#,
            west + 0.5,
            west + 0.5
        )
    };
    let text =
        format!(r#"{{"type":"FeatureCollection","features":[{},{}]}}"#, feature("85901", 0.0), feature("85902", 0.5));
    let source = folder.join("communes.geojson");
    std::fs::write(&source, &text).unwrap();
    let original = ingest::read_communes_geojson("f", text.as_bytes()).unwrap().accepted;
    for (epsg, within_deg) in [("4326", 0.0), ("2154", 1e-8)] {
        let made = folder.join(format!("communes-{epsg}.gpkg"));
        let done = std::process::Command::new("ogr2ogr")
            .args(["-f", "GPKG", "-nln", "commune", "-t_srs", &format!("EPSG:{epsg}")])
            .args([&made, &source])
            .status()
            .unwrap();
        assert!(done.success());
        let batch = read(&std::fs::read(&made).unwrap()).unwrap();
        assert_eq!(batch.accepted.len(), 2, "{:?}", batch.rejected);
        for (ours, theirs) in original.iter().zip(&batch.accepted) {
            assert_eq!((&ours.code, &ours.name, &ours.epci), (&theirs.code, &theirs.name, &theirs.epci));
            let corners = |c: &CommuneArea| {
                let mut all: Vec<_> = c.area.0[0].exterior().0.iter().map(|c| (c.x, c.y)).collect();
                all.sort_by(|a, b| a.partial_cmp(b).unwrap());
                all
            };
            for corner in corners(ours) {
                let near =
                    |c: &(f64, f64)| (c.0 - corner.0).abs() <= within_deg && (c.1 - corner.1).abs() <= within_deg;
                assert!(corners(theirs).iter().any(near), "{corner:?} in EPSG:{epsg}");
            }
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

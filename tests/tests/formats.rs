//! Every format of a build that the demo does not use, on a land of four fictional communes:
//! squares of a tenth of a degree in a row, written here in the formats as their producers
//! document them.

use std::{fs, io::Write, path::Path};

use maillage_tests::{
    Running,
    demo::{build, inspect, text},
    refuse,
};
use serde_json::{Value, json};
use tempfile::TempDir;

/// West of the first commune, degrees; each is 0.1 wide, from 46.5 to 46.6 north.
const WEST: f64 = -1.2;
const CODES: [&str; 4] = ["85901", "85902", "85903", "85904"];

fn gzipped(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A GeoPackage with the layers `commune` (the last one nameless) and `departement`.
fn geopackage() -> Vec<u8> {
    let mut package = rusqlite::Connection::open_in_memory().unwrap();
    package
        .execute_batch(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
               organization_coordsys_id INTEGER, definition TEXT);
             INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, '');
             CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);
             INSERT INTO gpkg_contents VALUES ('commune', 'features', 4326), ('departement', 'features', 4326);
             CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
               srs_id INTEGER, z INTEGER, m INTEGER);
             INSERT INTO gpkg_geometry_columns VALUES ('commune', 'geom', 'POLYGON', 4326, 0, 0),
               ('departement', 'geom', 'POLYGON', 4326, 0, 0);
             CREATE TABLE departement (fid INTEGER PRIMARY KEY, geom BLOB, code_insee TEXT, nom_officiel TEXT);
             CREATE TABLE commune (fid INTEGER PRIMARY KEY, geom BLOB, code_insee TEXT, nom_officiel TEXT, siren_epci TEXT);",
        )
        .unwrap();
    for (i, code) in CODES.iter().enumerate() {
        let west = WEST + i as f64 * 0.1;
        let ring = [(west, 46.5), (west + 0.1, 46.5), (west + 0.1, 46.6), (west, 46.6), (west, 46.5)];
        let mut blob = b"GP\0\x01\xe6\x10\0\0\x01\x03\0\0\0\x01\0\0\0\x05\0\0\0".to_vec();
        ring.iter().flat_map(|(x, y)| [x, y]).for_each(|c| blob.extend(c.to_le_bytes()));
        let name = ["Amont", "Bocage", "<b>Clair</b>", ""][i];
        let epci = if i < 3 { "248599901" } else { "" };
        package.execute("INSERT INTO commune VALUES (NULL, ?, ?, ?, ?)", (blob, code, name, epci)).unwrap();
    }
    package.serialize("main").unwrap().to_vec()
}

/// A list of services as a workbook: a merged title above the header, an empty header cell, one
/// crèche in its commune, one beside it, one twice, one assistant maternel.
fn services() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 8, "Services (fictifs)", &rust_xlsxwriter::Format::new()).unwrap();
    let rows: [[&str; 10]; 6] = [
        ["id", "nom", "type", "commune", "code_insee", "date_maj", "longitude", "latitude", "", "places_agreees"],
        ["a", "Les Lucioles", "creche", "Amont", "85901", "2024-09-30", "-1.15", "46.55", "", "20"],
        ["b", "Les Grillons", "creche", "Amont", "85901", "2024-09-30", "-1.05", "46.55", "", "10"],
        ["c", "LES LUCIOLES", "creche", "Amont", "85901", "2024-09-30", "-1.15", "46.5501", "", "20"],
        ["d", "Sans place", "creche", "Bocage", "85902", "2024-09-30", "", "", "", "5"],
        ["e", "Ada Fictive", "assistant_maternel", "Bocage", "85902", "2024-09-30", "46.55", "-1.05", "", "4"],
    ];
    for (r, row) in rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(r as u32 + 1, c as u16, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// Format, file, bytes and vintage of each source.
fn sources() -> Vec<(&'static str, &'static str, Vec<u8>, &'static str)> {
    let cog = "TYPECOM,COM,DEP,LIBELLE,COMPARENT\nCOM,85904,85,L'Oubliée,\nCOMD,85904,85,Ancienne,85901\n";
    let counts = "code_insee,nom,population,naissances\n85901,Amont,1000,10\n85902,Bocage,900,9\n85903,Clair,800,8\n85904,L'Oubliée,700,7\n";
    let rates = "annee,numepci,nomepci,txcouv_psu_col_epci,txcouv_hors_psu_col_epci,txcouv_eaje_epci,txcouv_prescol_epci,txcouv_am_ind_epci,txcouv_gad_ind_epci,txcouv_epci\n\
        2022,248599901,Fictive,20,4,24,3,30,2,59\n\
        2023,248599901,Fictive,20.1,4,24.1,3,30,2,80\n\
        2023,XXXXXXXXX,,1,1,1,1,1,1,195.8\n";
    let places = "annee,numepci,nomepci,pl_psu_col_epci,pl_hors_psu_col_epci,pl_eaje_epci,pl_prescol_epci,pl_am_ind_epci,pl_gad_ind_epci,tot_offre_epci\n\
        2023,248599901,Fictive,10,2,12,1,15,1,29\n";
    let legacy = "NUM_COM;NOM_COM;TAUXCOUV_COM\n85901;Amont;61,5\n85902;Bocage;\n";
    let iris = "CODGEO,ENF_2,ENF_3_5\n859010101,90,25\n859010102,30,20\n859020000,27,\n859030000,,20\n";
    let incomes =
        "CODGEO;LIBGEO;NBMEN19;Q219\n85901;Amont;400;21 340,5\n85902;Bocage;350;\n248599901;CC Fictive;1200;20 900\n";
    let mediation = "id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,date_maj,itinerance\n\
        m1,0,Espace <i>fictif</i>,Bocage,85902,85902,1 rue X,46.55,-1.05,2024-01-01,\n\
        m2,0,Bus fictif,Clair,85000,85903,2 rue X,46.55,-0.95,2024-01-01,Itinérant\n";
    let msap = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[-1.15,46.55]},"properties":{"locatin":"1 rue X","osm_id":"1","postcod":"85000","city":"Amont"}},{"type":"Feature","geometry":{"type":"Point","coordinates":[-9.14,38.72]},"properties":{"locatin":"2 rue X","osm_id":"2","postcod":"85000","city":"Ailleurs"}}]}"#;
    let bpe = "DEPCOM;AN;TYPEQU;LAMBERT_X;LAMBERT_Y;QUALITE_XY\n85903;2018;D502;397000;6610000;Bonne\n85903;2018;Z999;397000;6610000;Bonne\n";
    let france_services = "matricule,lib_france_services,code_insee,longitude,latitude,code_postal\nFS1,France services fictive,85903,46.55,-0.95,85000\n";
    let osm = r#"<?xml version="1.0"?><osm version="0.6"><node id="4" lon="-0.85" lat="46.55"><tag k="amenity" v="kindergarten"/><tag k="name" v="Maternelle fictive"/></node><node id="5" lon="-0.851" lat="46.551"><tag k="amenity" v="childcare"/><tag k="name" v="Assistante maternelle Ada Fictive"/></node></osm>"#;
    let fs_csv = zipped(&[("liste-fs.csv", france_services.as_bytes()), ("lisezmoi.txt", b"notes")]);
    vec![
        ("communes-geopackage", "communes.gpkg", geopackage(), "2024"),
        ("cog-communes", "cog.csv", cog.into(), "2024"),
        ("commune-counts", "comptes.csv.gz", gzipped(counts), "2022"),
        ("cnaf-rates", "txcouv_pe_epci.csv", rates.into(), "2025"),
        ("cnaf-rates", "nbpla_pe_epci.csv", places.into(), "2025"),
        ("cnaf-rates", "TAUXCOUV2020.csv", legacy.into(), "2020"),
        ("cnaf-iris", "iris.csv", iris.into(), "2020"),
        ("incomes", "FILO2019.csv", incomes.into(), "2019"),
        ("mediation-numerique", "mediation.csv", mediation.into(), "2024"),
        ("msap-shapefile", "msap.geojson", msap.into(), "2018"),
        ("bpe-geolocated", "bpe.csv", bpe.into(), "2018"),
        ("france-services", "fs2020.zip", fs_csv, "2020"),
        ("osm-services", "essai.osm", osm.into(), "2024"),
        ("service-list", "services.xlsx", services(), "2024"),
    ]
}

/// The sources in a folder, their bytes changed by the name of the file.
fn land(change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut config = "name = \"Essai\"\ngeography_year = 2024\n".to_owned();
    for (format, file, bytes, vintage) in sources() {
        fs::write(folder.path().join(file), change(file, bytes)).unwrap();
        let id = file.replace('.', "-");
        config += &format!(
            "[[source]]\nid = \"{id}\"\nformat = \"{format}\"\npath = \"{file}\"\ntitle = \"Fictif\"\nproducer = \"Essai\"\nlicence = \"CC0-1.0\"\nvintage = \"{vintage}\"\n"
        );
    }
    fs::write(folder.path().join("observatory.toml"), config).unwrap();
    folder
}

fn values(server: &Running, indicator: &str, facet: &str, level: &str) -> Value {
    server.get(&format!("/api/v1/figures?indicator={indicator}&facet={facet}&level={level}")).json()
}

#[test]
fn every_format_of_a_build_comes_out_as_services_figures_and_findings() {
    let land = land(|_, bytes| bytes);
    let out = land.path().join("obs");
    build(land.path(), &out);
    let report = inspect(&out);
    assert_eq!(report["counts"]["commune"], 4);
    let kinds = &report["services_by_kind"];
    let expected = json!({"creche": 5, "ecole_maternelle": 1, "france_services": 2, "mediation_numerique": 2});
    for (kind, count) in expected.as_object().unwrap() {
        assert_eq!(&kinds[kind], count, "{kind}: {kinds}");
    }
    let server = Running::serve(&out);
    let name = |code: &str| server.get(&format!("/api/v1/territories/commune/{code}")).json()["name"].clone();
    assert_eq!(name("85904"), "L'Oubliée", "the official name where the outline has none");
    assert_eq!(name("85903"), "<b>Clair</b>", "text stays text");
    // Published figures: those of the latest year, as they are, and nothing of ours with them.
    let rates = values(&server, "official_coverage_rate", "total", "epci");
    assert_eq!((&rates["codes"], &rates["values"]), (&json!(["248599901"]), &json!([80.0])), "{rates}");
    assert_eq!(values(&server, "official_coverage_rate", "eaje", "epci")["values"], json!([24.1]));
    assert_eq!(values(&server, "official_places", "assistant_maternel", "epci")["values"], json!([15.0]));
    let legacy = values(&server, "official_coverage_rate", "total", "commune");
    assert_eq!(legacy["values"], json!([61.5, null, null, null]));
    assert_eq!(legacy["status"], "ksmm", "a blank is a secret, an absent commune is not known: {legacy}");
    assert_eq!(values(&server, "median_income", "total", "epci")["values"], json!([20900.0]));
    assert_eq!(values(&server, "median_income", "total", "commune")["values"], json!([21340.5, null, null, null]));
    let children = values(&server, "cnaf_children_under_3", "total", "commune");
    assert_eq!(children["values"], json!([120.0, 27.0, null, null]));
    let sums = values(&server, "cnaf_children_under_3", "total", "epci");
    assert_eq!(sums["values"], json!([null]), "a sum over a secret is secret");
    let provenance = server.get("/api/v1/figures/official_coverage_rate.total/provenance").json();
    assert!(provenance.to_string().contains("2023") && provenance.to_string().contains("2020"), "{provenance}");
    // Findings.
    let page = server.get("/api/v1/warnings?limit=1000").json();
    let items = page["items"].as_array().unwrap();
    let found = |check: &str, source: &str| {
        items.iter().filter(|i| i["check"] == check && i["source"] == source).collect::<Vec<_>>()
    };
    let one = |check: &str, source: &str| {
        let all = found(check, source);
        assert_eq!(all.len(), 1, "{check} of {source}: {page}");
        all[0].clone()
    };
    let beside = one("outside_its_commune", "services-xlsx");
    assert_eq!((&beside["lon"], &beside["commune"]["name"]), (&json!(-1.05), &json!("Amont")));
    one("duplicate", "services-xlsx");
    one("nan_or_null_coordinates", "services-xlsx");
    assert_eq!(one("swapped_coordinates", "fs2020-zip")["lon"], json!(-0.95), "shown where it more likely is");
    one("itinerant_at_base", "mediation-csv");
    assert_eq!(one("postcode_for_insee", "mediation-csv")["value"], "85902");
    assert!(one("sum_of_parts", "txcouv_pe_epci-csv")["reason"].as_str().unwrap().contains("59.10"));
    one("disagrees_with_other", "iris-csv");
    assert!(!page.to_string().contains("Ada"), "a home has no finding");
    let refused = server.get("/api/v1/sources/msap-geojson/rejections").json();
    assert_eq!(refused["items"][0]["check"], "outside_france", "{refused}");
    let (status, log) = server.stop();
    assert!(status.success() && !log.contains("Ada"), "{log}");
    let manifest =
        fs::read_to_string(out.join(fs::read_to_string(out.join("CURRENT")).unwrap().trim()).join("manifest.json"));
    assert!(manifest.unwrap().contains("comptes.csv.gz"), "the digest is that of the file as found");
}

#[test]
fn a_file_that_cannot_be_what_its_format_says_is_refused_by_its_name() {
    let blank = "{\"type\":\"FeatureCollection\",\"features\":[".to_owned() + &" ".repeat(80 << 20);
    let outside = zipped(&[("../../liste-fs.csv", b"a,b\n1,2\n")]);
    type Damage = (&'static str, Vec<u8>, &'static [&'static str]);
    let damages: [Damage; 5] = [
        ("comptes.csv.gz", gzipped(&blank), &["comptes.csv.gz", "times the packed size"]),
        ("fs2020.zip", outside, &["fs2020.zip", "leads out of the archive's folder"]),
        ("services.xlsx", b"\x89PNG\r\n\x1a\n".to_vec(), &["services.xlsx", "PNG image, not the xlsx"]),
        ("communes.gpkg", b"SQLite format 3\0".to_vec(), &["communes.gpkg", "export it again"]),
        ("mediation.csv", b"a;b\n1;2\n".to_vec(), &["mediation.csv", "no column `id`", "found: a, b"]),
    ];
    for (file, bytes, says) in damages {
        let land = land(|name, whole| if name == file { bytes.clone() } else { whole });
        let out = land.path().join("obs");
        let said = refuse(&["build", "--config", text(&land.path().join("observatory.toml")), "--out", text(&out)]);
        assert!(says.iter().all(|word| said.contains(word)), "{file}: {said}");
        assert!(!Path::new(&out).join("CURRENT").exists());
    }
}

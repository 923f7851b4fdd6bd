//! Tables: codes, sums, kinds, positions, and the columns of the real producers.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use crate::read_back::{Files, real_file};
use calamine::{Data, Reader, Xlsx};
use sha2::{Digest, Sha256};
use territory::{AreaIndex, CommuneCode, DepartementCode, Kinds, LonLat, Siren};

fn digest(files: &Files) -> Vec<u8> {
    let mut hash = Sha256::new();
    for (path, bytes) in &files.0 {
        hash.update(path);
        hash.update([0]);
        hash.update(bytes);
    }
    hash.finalize().to_vec()
}

fn sheet(files: &Files) -> Vec<Vec<Data>> {
    let mut workbook = Xlsx::new(Cursor::new(files.bytes("cog/epcicom.xlsx").to_vec())).unwrap();
    workbook.worksheet_range("Epcicom2024").unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn whole(text: &str) -> u32 {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no whole number"))
}

#[test]
fn the_same_options_give_the_same_bytes_and_another_seed_others() {
    for communes in [1, 15, 120] {
        let first = digest(&Files::new(communes, 7));
        // The clock of the workbook has a resolution of a second.
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        assert_eq!(first, digest(&Files::new(communes, 7)));
        assert_ne!(first, digest(&Files::new(communes, 8)));
    }
}

#[test]
fn every_code_has_the_shape_of_its_kind_and_keeps_its_zeros() {
    let files = Files::new(1_200, 3);
    let codes: BTreeSet<String> = files.communes().into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes.len(), 1_200);
    for code in &codes {
        CommuneCode::new(code).unwrap();
        assert!(code.starts_with('0'), "{code}: three départements are 00, 01, 02");
    }
    let columns = [
        ("chefs-lieux/chefs-lieux.csv", b',', "insee"),
        ("population/communes.csv", b',', "insee_com"),
        ("population/naissances.csv", b';', "GEO"),
        ("services/france-services.csv", b',', "insee_com"),
        ("services/services.csv", b',', "code_insee"),
        ("bpe/bpe_enseignement.csv", b';', "DEPCOM"),
        ("cog/departements.csv", b',', "CHEFLIEU"),
    ];
    for (path, delimiter, column) in columns {
        let rows = files.rows(path, delimiter);
        assert!(!rows.is_empty(), "{path}");
        for row in rows {
            assert!(codes.contains(&row[column]), "{path}: `{}` is no commune", row[column]);
        }
    }
    for row in files.rows("cog/departements.csv", b',') {
        DepartementCode::new(&row["DEP"]).unwrap();
    }
    for row in sheet(&files).iter().skip(1) {
        assert!(codes.contains(&row[9].to_string()), "{row:?}");
        Siren::new(&row[1].to_string()).unwrap();
        Siren::new(&row[10].to_string()).unwrap();
    }
    for row in files.rows("population/communes.csv", b',') {
        assert!(row["code_postal"].len() == 5 && row["code_postal"].starts_with('0'), "{}", row["code_postal"]);
    }
}

#[test]
fn births_and_people_agree_between_all_files() {
    let files = Files::new(150, 5);
    let rows = files.rows("population/communes.csv", b',');
    let mut once: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for row in &rows {
        let figures = (whole(&row["population_2021"]), whole(&row["naissances_2022"]));
        let before = once.insert(row["insee_com"].clone(), figures);
        assert!(before.is_none_or(|b| b == figures), "rows of one commune repeat its figures");
    }
    assert_eq!(once.len(), 150);
    assert!(rows.len() > 151, "some communes have two postal codes");
    let delegated: Vec<_> = rows.iter().filter(|r| r["commune_type"] == "COMD").collect();
    assert_eq!(delegated.len(), 1);
    assert_eq!(delegated[0]["insee_parente"], delegated[0]["insee_com"]);

    let births = files.rows("population/naissances.csv", b';');
    assert_eq!(births.len(), 8 * 150);
    for row in births.iter().filter(|r| r["TIME_PERIOD"] == "2022") {
        assert_eq!(whole(&row["OBS_VALUE"]), once[&row["GEO"]].1, "{}", row["GEO"]);
    }
    let total: u32 = once.values().map(|(people, _)| people).sum();
    let born: u32 = once.values().map(|(_, births)| births).sum();
    let per_thousand = 1_000.0 * f64::from(born) / f64::from(total);
    assert!((8.0..12.0).contains(&per_thousand), "{per_thousand}");

    let sheet = sheet(&files);
    let in_sheet: u32 = sheet.iter().skip(1).map(|r| whole(&r[13].to_string())).sum();
    assert_eq!(in_sheet, total);
    let members: BTreeMap<String, u32> =
        sheet.iter().skip(1).map(|r| (r[1].to_string(), whole(&r[5].to_string()))).collect();
    assert_eq!(members.values().sum::<u32>(), 150, "nb_membres counts the communes of each EPCI");
}

#[test]
fn the_grid_covers_the_population_of_each_commune() {
    use territory::projection::{Crs, Projector};
    let files = Files::new(60, 9);
    let communes = files.communes();
    let index = AreaIndex::new(communes.iter().map(|(_, area)| area));
    let laea = Projector::new(Crs::LaeaEurope);
    let mut people = vec![0.0; communes.len()];
    for row in files.rows("grid/cells_200m.csv", b',') {
        let (north, east) = row["idcar_200m"].strip_prefix("CRS3035RES200mN").unwrap().split_once('E').unwrap();
        let centre = laea.to_wgs84(f64::from(whole(east)) + 100.0, f64::from(whole(north)) + 100.0).unwrap();
        let commune = index.containing(centre).expect("a cell lies in a commune");
        let of = |column: &str| row[column].parse::<f64>().unwrap();
        people[commune] += of("ind");
        let ages: f64 = row.keys().filter(|k| k.starts_with("ind_")).map(|k| of(k)).sum();
        assert!((ages - of("ind")).abs() < 1e-6, "{row:?}");
    }
    let rows = files.rows("population/communes.csv", b',');
    for ((code, _), people) in communes.iter().zip(people) {
        let row = rows.iter().find(|r| r["insee_com"] == *code).unwrap();
        let population = f64::from(whole(&row["population_2021"]));
        assert!((people - population).abs() < 0.05, "{code}: {people} in cells, {population} counted");
    }
}

#[test]
fn every_position_lies_in_the_commune_that_it_names() {
    for (communes, seed) in [(15, 7), (400, 2), (2_000, 1)] {
        let files = Files::new(communes, seed);
        let areas = files.communes();
        let index = AreaIndex::new(areas.iter().map(|(_, area)| area));
        let columns = [
            ("services/services.csv", "code_insee", "longitude", "latitude"),
            ("services/france-services.csv", "insee_com", "longitude", "latitude"),
            ("chefs-lieux/chefs-lieux.csv", "insee", "lon_cl", "lat_cl"),
            ("population/communes.csv", "insee_com", "lng", "lat"),
        ];
        for (path, code, lon, lat) in columns {
            let mut placed = 0;
            for row in files.rows(path, b',').iter().filter(|r| !r[lon].is_empty()) {
                let at = LonLat::new(row[lon].parse().unwrap(), row[lat].parse().unwrap()).unwrap();
                let found = index.containing(at).map(|i| areas[i].0.as_str());
                assert_eq!(found, Some(row[code].as_str()), "{path}: {row:?}");
                placed += 1;
            }
            assert!(placed > 0, "{path}");
        }
    }
}

#[test]
fn the_demonstration_has_every_kind_somewhere() {
    let options = synth::demo_options();
    let files = Files::new(options.communes, options.seed);
    let listed: BTreeSet<String> =
        files.rows("services/services.csv", b',').into_iter().map(|mut r| r.remove("type").unwrap()).collect();
    let spaces = files.rows("services/france-services.csv", b',');
    let schools = files.rows("bpe/bpe_enseignement.csv", b';');
    for kind in &Kinds::builtin().all {
        let found = match kind.id.as_str() {
            "france_services" => !spaces.is_empty(),
            "ecole_maternelle" | "ecole_elementaire" => schools.iter().any(|s| kind.bpe.contains(&s["TYPEQU"])),
            id => listed.contains(id),
        };
        assert!(found, "no {}", kind.id.as_str());
    }
    assert!(spaces.iter().any(|s| s["format_fs"] == "Bus_équivalent"));
    assert!(spaces.iter().any(|s| s["commentaire"].contains('\n')), "a quoted line break, as in the real list");
    assert!(files.text("services/france-services.csv").lines().nth(1).unwrap().starts_with("\"1\",\"00\",\"France"));
}

#[test]
fn families_at_some_edge_are_far_from_every_creche() {
    let files = Files::new(15, 7);
    let metres = |a: (f64, f64), b: (f64, f64)| {
        // 46° north: a degree of longitude is 77 km.
        (((a.0 - b.0) * 77_300.0).powi(2) + ((a.1 - b.1) * 111_200.0).powi(2)).sqrt()
    };
    let at = |row: &BTreeMap<String, String>, lon: &str, lat: &str| {
        (row[lon].parse::<f64>().unwrap(), row[lat].parse::<f64>().unwrap())
    };
    let services = files.rows("services/services.csv", b',');
    let creches: Vec<(f64, f64)> =
        services.iter().filter(|s| s["type"] == "creche").map(|s| at(s, "longitude", "latitude")).collect();
    assert!(!creches.is_empty());
    // 15 min at 45 km/h along a road 1.3 times as long as the crow flies.
    let limit_m = 45_000.0 / 4.0 / 1.3;
    let seats = files.rows("chefs-lieux/chefs-lieux.csv", b',');
    let far = seats.iter().filter(|s| creches.iter().all(|c| metres(*c, at(s, "lon_cl", "lat_cl")) > limit_m)).count();
    assert!((1..=10).contains(&far), "{far} of 15 town centres are beyond 15 min");
}

#[test]
fn the_configuration_names_files_that_are_there() {
    for communes in [1, 15] {
        let files = Files::new(communes, 7);
        let config: toml::Table = files.text("observatory.toml").parse().unwrap();
        let sources = config["source"].as_array().unwrap();
        // Ten of the present, roads and timetable, the movements, two of each year before.
        assert_eq!(sources.len(), 10 + 2 + 1 + 2 * 5);
        let mut ids = BTreeSet::new();
        for source in sources {
            files.bytes(source["path"].as_str().unwrap());
            assert!(ids.insert(source["id"].as_str().unwrap()), "{source:?}");
        }
        let epci = sheet(&files)[1][1].to_string();
        assert_eq!(config["default_parent"].as_str(), Some(format!("epci:{epci}").as_str()));
        assert_eq!(config["default_parent"].as_str(), Some("epci:200099010"));
        let readme = files.text("README.txt");
        assert!(readme.contains("FICTIF") && readme.contains("graine 7"), "{readme}");
    }
}

#[test]
fn columns_are_those_of_the_real_producers() {
    let files = Files::new(15, 7);
    let first_line = |text: &str| text.lines().next().unwrap().trim_start_matches('\u{feff}').to_owned();
    for (ours, theirs) in [
        ("cog/departements.csv", "cog/departements.csv"),
        ("cog/mouvements-communes.csv", "cog/mouvements-communes.csv"),
        ("population/communes.csv", "population/communes_datasfun_2024.csv"),
        ("services/france-services.csv", "france-services/liste-fs-20240801.csv"),
        ("bpe/bpe_enseignement.csv", "bpe/bpe18_enseignement.csv"),
    ] {
        let Some(path) = real_file("columns_are_those_of_the_real_producers", theirs) else { return };
        let real = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
        assert_eq!(first_line(files.text(ours)), first_line(&real), "{ours}");
    }
    let Some(path) = real_file("columns_are_those_of_the_real_producers", "cog/epcicom.xlsx") else { return };
    let mut real: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let names = real.sheet_names();
    assert_eq!(names, ["Epcicom2024"]);
    let range = real.worksheet_range(&names[0]).unwrap();
    assert_eq!(range.rows().next().unwrap(), sheet(&files)[0]);
    let types = |row: &[Data]| row.iter().map(|d| matches!(d, Data::String(_))).collect::<Vec<_>>();
    assert_eq!(types(range.rows().nth(1).unwrap()), types(&sheet(&files)[1]), "text where theirs is text");
}

#[test]
fn no_invented_name_is_that_of_a_real_commune() {
    let Some(path) = real_file("no_invented_name_is_that_of_a_real_commune", "cog/communes.csv") else { return };
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.deserialize().map(|r: csv::Result<BTreeMap<String, String>>| r.unwrap());
    let real: BTreeSet<String> = rows.map(|r| territory::name::fold(&r["LIBELLE"])).collect();
    let ours = Files::new(2_000, 7).rows("chefs-lieux/chefs-lieux.csv", b',');
    let same: Vec<&String> =
        ours.iter().map(|r| &r["nom"]).filter(|n| real.contains(&territory::name::fold(n))).collect();
    assert!(same.is_empty(), "{same:?}");
}

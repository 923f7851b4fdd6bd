//! Real files, where they are: the traps that their producers set.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use geo_types::Coord;
use ingest::{Batch, Carried, CommuneArea, GridSpec, ShapefileParts};
use territory::{CommuneCode, Kinds, Quantity};

use crate::real_file;

fn parts(shp: &Path) -> ShapefileParts {
    let bytes = |extension: &str| fs::read(shp.with_extension(extension)).ok();
    let text = |extension: &str| fs::read_to_string(shp.with_extension(extension)).ok();
    ShapefileParts { shp: bytes("shp"), shx: bytes("shx"), dbf: bytes("dbf"), prj: text("prj"), cpg: text("cpg") }
}

fn read_shapefile(shp: &Path) -> Batch<CommuneArea> {
    ingest::read_communes_shapefile(shp.file_name().unwrap().to_str().unwrap(), &parts(shp)).unwrap()
}

fn code(text: &str) -> CommuneCode {
    CommuneCode::new(text).unwrap()
}

fn named<'a>(batch: &'a Batch<CommuneArea>, wanted: &str) -> &'a CommuneArea {
    batch.accepted.iter().find(|c| c.code.as_str() == wanted).unwrap_or_else(|| panic!("{wanted} is there"))
}

/// Vertices of every ring of "MULTIPOLYGON (((x y, …)))", ring after ring.
fn rings_of_wkt(wkt: &str) -> Vec<Vec<Coord<f64>>> {
    let rings = wkt.split(['(', ')']).filter(|part| part.contains(' ') && part.contains('.'));
    let position = |text: &str| {
        let (x, y) = text.trim().split_once(' ').unwrap();
        Coord { x: x.parse().unwrap(), y: y.parse().unwrap() }
    };
    rings.map(|ring| ring.split(',').filter(|p| !p.trim().is_empty()).map(position).collect()).collect()
}

/// Metres between two near positions in degrees.
fn metres(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let (dx, dy) = ((a.x - b.x) * 111_320.0 * a.y.to_radians().cos(), (a.y - b.y) * 111_320.0);
    dx.hypot(dy)
}

#[test]
fn every_vertex_of_geofla_is_within_a_centimetre_of_igns_own_reprojection() {
    let folder = "shapefiles/geofla-2015-dep29-lambert93";
    let Some(shp) = real_file("geofla", &format!("{folder}/COMMUNE.shp")) else { return };
    let batch = read_shapefile(&shp);
    assert_eq!((batch.accepted.len(), batch.rejected.len()), (352, 0));
    let mut reader = csv::Reader::from_path(shp.with_file_name("EXPECTED_COMMUNE_WKT_WGS84.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name| header.iter().position(|h| h == name).unwrap();
    let (insee, wkt) = (column("INSEE_COM"), column("WKT"));
    let (mut worst, mut count) = (0.0_f64, 0);
    for record in reader.records().map(Result::unwrap) {
        let area = &named(&batch, &record[insee]).area;
        let found: Vec<_> = area.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors())).collect();
        let expected = rings_of_wkt(&record[wkt]);
        assert_eq!(found.len(), expected.len(), "rings of {}", &record[insee]);
        for ring in expected {
            let ours = found.iter().filter(|r| r.0.len() == ring.len());
            // The same ring is the one of that length which comes nearest; it may run backwards.
            let errors = ours.flat_map(|ours| {
                let forwards = ours.0.iter().zip(&ring).map(|(a, b)| metres(*a, *b)).fold(0.0, f64::max);
                let backwards = ours.0.iter().rev().zip(&ring).map(|(a, b)| metres(*a, *b)).fold(0.0, f64::max);
                [forwards, backwards]
            });
            worst = worst.max(errors.fold(f64::INFINITY, f64::min));
            count += ring.len();
        }
    }
    println!("GEOFLA: largest error {:.4} mm over {count} vertices", worst * 1000.0);
    assert!(count > 30_000, "only {count} vertices were compared");
    assert!(worst < 0.01, "{worst} m");
    assert_eq!(named(&batch, "29019").name, "BREST", "capitals are kept");
}

#[test]
fn admin_express_of_vendee_has_its_255_communes() {
    let folder = "shapefiles/admin-express-2024-dep85-lambert93";
    let Some(shp) = real_file("admin express", &format!("{folder}/COMMUNE_D085_2024.shp")) else { return };
    let batch = read_shapefile(&shp);
    assert_eq!((batch.accepted.len(), batch.rejected.len()), (255, 0));
    let yeu = named(&batch, "85113");
    assert_eq!(yeu.epci, None, "an island without EPCI");
    assert_eq!(named(&batch, "85051").epci.unwrap().as_str(), "248500340");
    // The next year: two communes fewer, and a population of zero for those just created.
    let Some(shp) = real_file("admin express 2025", &format!("{folder}/COMMUNE_D085_2025.shp")) else { return };
    let next = read_shapefile(&shp);
    assert_eq!((next.accepted.len(), next.rejected.len()), (253, 0));
}

#[test]
fn overseas_shapefiles_are_read_in_their_utm_zones() {
    let zones = [
        ("971", 32, (-61.9, -60.9, 15.8, 16.6)),
        ("972", 34, (-61.3, -60.7, 14.3, 15.0)),
        ("973", 22, (-54.7, -51.5, 2.0, 5.9)),
        ("974", 24, (55.1, 55.9, -21.5, -20.8)),
        ("976", 17, (44.9, 45.4, -13.1, -12.5)),
    ];
    for (departement, communes, (west, east, south, north)) in zones {
        let relative = format!("shapefiles/admin-express-drom-utm-2019/{departement}/COMMUNE.shp");
        let Some(shp) = real_file("overseas", &relative) else { return };
        let batch = read_shapefile(&shp);
        assert_eq!((batch.accepted.len(), batch.rejected.len()), (communes, 0), "{departement}: {:?}", batch.rejected);
        for commune in &batch.accepted {
            assert!(commune.code.as_str().starts_with(departement));
            assert!(!commune.name.contains('\u{fffd}') && !commune.name.contains('Ã'), "{}", commune.name);
            for c in commune.area.iter().flat_map(|p| p.exterior().coords()) {
                assert!(west < c.x && c.x < east && south < c.y && c.y < north, "{} at {c:?}", commune.name);
            }
        }
    }
}

#[test]
fn latin_1_without_cpg_polygon_z_and_utm_40s_are_read() {
    let relative = "shapefiles/insee-dep59-lambert93-latin1/com_dep59.shp";
    let Some(shp) = real_file("latin-1", relative) else { return };
    let nord = read_shapefile(&shp);
    assert_eq!((nord.accepted.len(), nord.rejected.len()), (648, 0));
    assert_eq!(named(&nord, "59025").name, "Aubers");
    assert!(nord.accepted.iter().any(|c| c.name.contains('é')));
    assert!(nord.accepted.iter().all(|c| !c.name.contains(['\u{fffd}', 'Ã'])));
    let Some(shp) = real_file("BD TOPO", "shapefiles/bdtopo3-olemps-lambert93/COMMUNE.shp") else { return };
    assert_eq!(named(&read_shapefile(&shp), "12174").name, "Olemps");
    let Some(shp) = real_file("Réunion", "shapefiles/insee-reunion-utm40s/com_reg04.shp") else { return };
    assert_eq!(read_shapefile(&shp).accepted.len(), 24);
}

#[test]
fn all_communes_of_2017_are_read_from_their_101_files() {
    let Some(folder) = real_file("France 2017", "boundaries/france-2017") else { return };
    let (mut communes, mut rejected, mut bytes) = (0, Vec::new(), 0);
    let mut seconds = 0.0;
    for entry in commune_files(&folder) {
        let content = fs::read(&entry).unwrap();
        bytes += content.len();
        let start = std::time::Instant::now();
        let batch =
            ingest::read_communes_geojson(entry.file_name().unwrap().to_str().unwrap(), content.as_slice()).unwrap();
        seconds += start.elapsed().as_secs_f64();
        communes += batch.accepted.len();
        rejected.extend(batch.rejected);
    }
    println!("France 2016: {communes} communes, {:.0} MB/s, rejected {rejected:?}", bytes as f64 / 1e6 / seconds);
    assert_eq!((communes, rejected.len()), (35_927, 0));
}

/// Area by the even-odd rule, square degrees, from horizontal lines across it: no geometry
/// library takes part.
fn even_odd_area(area: &geo_types::MultiPolygon<f64>) -> f64 {
    const LINES: usize = 20_000;
    let rings = || area.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    let ys = || rings().flat_map(|r| r.0.iter().map(|c| c.y));
    let (low, high) = (ys().fold(f64::INFINITY, f64::min), ys().fold(f64::NEG_INFINITY, f64::max));
    let step = (high - low) / LINES as f64;
    let along = |y: f64| {
        let crossing = |l: geo_types::Line<f64>| {
            ((l.start.y > y) != (l.end.y > y))
                .then(|| l.start.x + (y - l.start.y) * (l.end.x - l.start.x) / (l.end.y - l.start.y))
        };
        let mut xs: Vec<f64> = rings().flat_map(|r| r.lines().collect::<Vec<_>>()).filter_map(crossing).collect();
        xs.sort_by(f64::total_cmp);
        xs.chunks_exact(2).map(|pair| pair[1] - pair[0]).sum::<f64>()
    };
    (0..LINES).map(|i| along(low + (i as f64 + 0.5) * step) * step).sum()
}

/// The polygons of one feature as they stand in the file.
fn as_published(path: &Path, wanted: &str) -> geo_types::MultiPolygon<f64> {
    let json: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let features = json["features"].as_array().unwrap();
    let geometry = &features.iter().find(|f| f["properties"]["code"] == wanted).unwrap()["geometry"];
    assert_eq!(geometry["type"], "Polygon");
    let position = |c: &serde_json::Value| Coord { x: c[0].as_f64().unwrap(), y: c[1].as_f64().unwrap() };
    let rings = geometry["coordinates"].as_array().unwrap().iter();
    let mut rings = rings.map(|r| geo_types::LineString::new(r.as_array().unwrap().iter().map(position).collect()));
    let outer = rings.next().unwrap();
    geo_types::Polygon::new(outer, rings.collect()).into()
}

#[test]
fn invalid_communes_are_repaired_reported_and_keep_their_area() {
    use geo::{Area, Validation};
    for (file, wanted) in [("communes-14-calvados", "14174"), ("communes-62-pas-de-calais", "62549")] {
        let Some(path) = real_file("repairs", &format!("boundaries/france-2017/{file}.geojson")) else { return };
        let batch = ingest::read_communes_geojson(file, fs::File::open(&path).unwrap()).unwrap();
        let repaired: Vec<_> = batch.repaired.iter().map(|f| f.value.as_str()).collect();
        assert_eq!(repaired, [wanted], "only the invalid one: {:?}", batch.repaired);
        assert!(batch.repaired[0].reason.contains("self-intersection"), "{}", batch.repaired[0].reason);
        let area = &named(&batch, wanted).area;
        let (before, after) = (even_odd_area(&as_published(&path, wanted)), area.unsigned_area());
        println!("{wanted}: {before} before, {after} after, {}", batch.repaired[0].reason);
        assert!(area.is_valid());
        assert!((after - before).abs() < 0.01 * before, "{wanted}: {before} before, {after} after");
    }
    let Some(shp) = real_file("repairs", "shapefiles/admin-express-drom-utm-2019/976/COMMUNE.shp") else { return };
    let mayotte = read_shapefile(&shp);
    let repaired: Vec<_> = mayotte.repaired.iter().map(|f| f.value.as_str()).collect();
    assert_eq!(repaired, ["97602"], "{:?}", mayotte.repaired);
    assert!(mayotte.accepted.iter().all(|c| c.area.is_valid()));
    let area = &named(&mayotte, "97602").area;
    assert!((area.unsigned_area() - even_odd_area(area)).abs() < 0.001 * area.unsigned_area());
}

#[test]
fn births_add_up_to_the_national_figure_once_rows_are_unique() {
    let Some(path) = real_file("births", "population/communes_datasfun_2024.csv") else { return };
    let batch = ingest::read_commune_counts("communes_datasfun_2024.csv", fs::File::open(path).unwrap()).unwrap();
    let births: f64 = batch.accepted.iter().filter_map(|c| c.births.known()).sum();
    assert_eq!((batch.accepted.len(), births), (34_931, 682_527.0));
    assert_eq!(batch.rejected, []);
    let missing: Vec<_> =
        batch.accepted.iter().filter(|c| c.births == Quantity::Missing).map(|c| c.commune.as_str()).collect();
    assert_eq!(missing, ["60694", "85165", "85212"], "younger than the counts");
    assert_eq!(batch.repaired.len(), 3);
    let ajaccio = batch.accepted.iter().find(|c| c.commune == code("2A004")).unwrap();
    assert_eq!(ajaccio.postcodes, ["20000", "20090", "20167"]);
    let cities: Vec<_> = batch.warnings.iter().map(|f| f.value.as_str()).collect();
    assert_eq!(cities, ["13055", "69123", "75056"], "only given by arrondissement");
}

#[test]
fn births_of_an_epci_are_those_of_its_members() {
    let Some(counts) = real_file("epci", "population/communes_datasfun_2024.csv") else { return };
    let Some(members) = real_file("epci", "cog/epcicom.xlsx") else { return };
    let counts = ingest::read_commune_counts("counts", fs::File::open(counts).unwrap()).unwrap();
    let births: HashMap<_, _> = counts.accepted.iter().map(|c| (c.commune, c.births)).collect();
    let members = ingest::read_epci_xlsx("epcicom.xlsx", &fs::read(members).unwrap()).unwrap();
    println!(
        "epcicom: {} members, {} rejected, {} warnings",
        members.accepted.len(),
        members.rejected.len(),
        members.warnings.len()
    );
    assert_eq!(members.rejected, []);
    for (siren, communes, expected) in [("248500340", 10, 260.0), ("248500563", 15, 124.0), ("200072882", 15, 481.0)] {
        let of_epci: Vec<_> = members.accepted.iter().filter(|m| m.siren.as_str() == siren).collect();
        let sum: f64 = of_epci.iter().filter_map(|m| births[&m.commune].known()).sum();
        assert_eq!((of_epci.len(), sum), (communes, expected), "{siren} {}", of_epci[0].epci_name);
    }
    assert!(members.accepted.iter().all(|m| m.commune != code("85113")), "L'Île-d'Yeu has no EPCI");
}

#[test]
fn the_national_list_of_france_services_is_read() {
    let Some(path) = real_file("France services", "france-services/liste-fs-20240801.csv") else { return };
    let batch = ingest::read_france_services("liste-fs-20240801.csv", fs::File::open(path).unwrap()).unwrap();
    let (accepted, rejected) = (batch.accepted.len(), batch.rejected.len());
    let with_hours = batch.accepted.iter().filter(|s| s.hours.is_some()).count();
    println!(
        "France services: {accepted} accepted, {rejected} rejected, {} warnings, {with_hours} with hours",
        batch.warnings.len()
    );
    for warning in &batch.warnings {
        println!("  line {:?} {} `{}`: {}", warning.line, warning.field, warning.value, warning.reason);
    }
    assert_eq!(accepted + rejected, 2845);
    assert_eq!(rejected, 0);
    assert!(with_hours > 2700);
    let vendee = batch.accepted.iter().filter(|s| s.commune.is_some_and(|c| c.as_str().starts_with("85")));
    assert_eq!(vendee.count(), 23);
    assert_eq!(batch.accepted.iter().filter(|s| s.itinerant).count(), 134 + 174 + 29);
}

#[test]
fn bpe_counts_and_schools_are_read_by_the_meaning_of_their_year() {
    let kinds = Kinds::builtin();
    let Some(path) = real_file("BPE 2018", "bpe/bpe18_enseignement.csv") else { return };
    let schools = ingest::read_bpe_schools("bpe18_enseignement.csv", fs::File::open(path).unwrap(), &kinds).unwrap();
    assert_eq!(schools.rejected, []);
    let of = |batch: &Batch<ingest::FoundService>, kind: &str| -> u32 {
        batch.accepted.iter().filter(|s| s.kind.as_str() == kind).map(|s| s.count).sum()
    };
    // Counted with awk over TYPEQU C101 and C102, C104 and C105.
    println!(
        "BPE 2018: {} maternelles, {} élémentaires",
        of(&schools, "ecole_maternelle"),
        of(&schools, "ecole_elementaire")
    );
    assert!(of(&schools, "ecole_maternelle") > 14_000);
    let Some(path) = real_file("BPE 2013", "bpe/bpe2013.xlsx") else { return };
    let counts = ingest::read_bpe_counts_xlsx("bpe2013.xlsx", &fs::read(path).unwrap(), &kinds, 2013).unwrap();
    println!("BPE 2013: {} crèches, {} warnings", of(&counts, "creche"), counts.warnings.len());
    assert_eq!(counts.rejected, []);
    assert!(of(&counts, "creche") > 8_000);
    assert_eq!(of(&counts, "rpe"), 0, "2013 has no code for it");
}

#[test]
fn grid_cells_are_where_the_twin_file_says() {
    let name = "extrait_manuel_chantonnay_2021_tuile_10_26";
    let Some(twin) = real_file("grid", &format!("grid/{name}_idcar_derive.csv")) else { return };
    let Some(tiled) = real_file("grid", &format!("grid/{name}.csv")) else { return };
    let by_name = ingest::read_grid_csv("twin", fs::File::open(&twin).unwrap(), &GridSpec::default()).unwrap();
    let spec = GridSpec::of_file_name(tiled.file_name().unwrap().to_str().unwrap());
    let by_tile = ingest::read_grid_csv("tiled", fs::File::open(&tiled).unwrap(), &spec).unwrap();
    assert_eq!((by_name.accepted.len(), by_name.rejected.len()), (90, 0));
    assert_eq!(by_name, by_tile);
    let mut reader = csv::Reader::from_path(twin).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name| header.iter().position(|h| h == name).unwrap();
    let (lon, lat) = (column("lon_centre"), column("lat_centre"));
    let mut worst = 0.0_f64;
    for (record, cell) in reader.records().map(Result::unwrap).zip(&by_name.accepted) {
        let expected = Coord { x: record[lon].parse().unwrap(), y: record[lat].parse().unwrap() };
        worst = worst.max(metres(Coord { x: cell.centre.lon_deg(), y: cell.centre.lat_deg() }, expected));
    }
    println!("grid: centres within {worst:.2} m");
    assert!(worst < 1.0);
}

#[test]
fn town_centres_agree_between_three_files() {
    let Some(geojson) = real_file("seats", "chefs-lieux/cheflieu_2020.geojson") else { return };
    let Some(degrees) = real_file("seats", "chefs-lieux/EXTRAIT_51_communes_chefs_lieux.csv") else { return };
    let Some(mercator) = real_file("seats", "chefs-lieux/communes_attr_2023_epsg3857.csv") else { return };
    let geojson = ingest::read_seats_geojson("geojson", fs::File::open(geojson).unwrap()).unwrap();
    let degrees = ingest::read_seats_csv("degrees", fs::File::open(degrees).unwrap()).unwrap();
    let mercator = ingest::read_seats_csv("mercator", fs::File::open(mercator).unwrap()).unwrap();
    assert_eq!((geojson.accepted.len(), geojson.rejected.len()), (38_256 - 111, 111), "111 have no point");
    assert_eq!(degrees.accepted.len(), 51);
    println!("seats 2023: {} accepted, {} rejected", mercator.accepted.len(), mercator.rejected.len());
    for seat in &degrees.accepted {
        let same = mercator.accepted.iter().find(|s| s.commune == seat.commune).unwrap();
        let at = |s: &ingest::Seat| Coord { x: s.at.lon_deg(), y: s.at.lat_deg() };
        assert!(metres(at(seat), at(same)) < 600.0, "{}: {:?} {:?}", seat.name, seat.at, same.at);
    }
}

#[test]
fn codes_are_carried_over_real_mergers_and_splits() {
    let Some(path) = real_file("movements", "cog/mouvements-communes.csv") else { return };
    let batch = ingest::read_movements_csv("mouvements", fs::File::open(path).unwrap()).unwrap();
    let of = |c, from, to| ingest::carry_forward(&batch.accepted, code(c), from, to);
    assert_eq!(
        of("85084", "2023-01-01", "2024-01-01"),
        Carried::Split(vec![code("85084"), code("85165"), code("85212")])
    );
    assert_eq!(of("85307", "2021-01-01", "2024-01-01"), Carried::Into(code("85001")));
    assert_eq!(of("85001", "2021-01-01", "2024-01-01"), Carried::Same(code("85001")));
    assert_eq!(of("85165", "2020-01-01", "2024-01-01"), Carried::Unknown, "a delegated commune then");
    assert_eq!(of("85165", "2015-01-01", "2020-01-01"), Carried::Into(code("85084")));
    assert_eq!(of("20197", "1970-01-01", "2024-01-01"), Carried::Into(code("2A197")));
    let Some(path) = real_file("départements", "cog/departements.csv") else { return };
    let departements = ingest::read_departements_csv("departements", fs::File::open(path).unwrap()).unwrap();
    assert_eq!((departements.accepted.len(), departements.rejected.len()), (101, 0));
}

#[test]
fn every_commune_of_2016_is_carried_to_communes_of_2024() {
    let Some(movements) = real_file("carry", "cog/mouvements-communes.csv") else { return };
    let Some(members) = real_file("carry", "cog/epcicom.xlsx") else { return };
    let Some(folder) = real_file("carry", "boundaries/france-2017") else { return };
    let movements = ingest::read_movements_csv("m", fs::File::open(movements).unwrap()).unwrap().accepted;
    let members = ingest::read_epci_xlsx("e", &fs::read(members).unwrap()).unwrap().accepted;
    let mut known: HashSet<_> = members.iter().map(|m| m.commune).collect();
    // The communes without EPCI are not in that file.
    known.extend(["85113", "29083", "22016", "29155"].map(code));
    let (mut lost, mut kinds, mut arrondissements) = (Vec::new(), [0; 3], 0);
    for path in commune_files(&folder) {
        for commune in ingest::read_communes_geojson("g", fs::File::open(path).unwrap()).unwrap().accepted {
            // The folder is named after 2017, but its communes are those of the first of January 2016.
            let carried = ingest::carry_forward(&movements, commune.code, "2016-01-01", "2024-01-01");
            let codes = match &carried {
                Carried::Same(code) => (kinds[0] += 1, vec![*code]).1,
                Carried::Into(code) => (kinds[1] += 1, vec![*code]).1,
                Carried::Split(codes) => (kinds[2] += 1, codes.clone()).1,
                Carried::Unknown => Vec::new(),
            };
            let is_arrondissement = ["751", "132", "6938"].iter().any(|start| commune.code.as_str().starts_with(start));
            if is_arrondissement {
                arrondissements += 1;
            } else if codes.is_empty() || !codes.iter().all(|code| known.contains(code)) {
                lost.push((commune.code, carried));
            }
        }
    }
    println!("2016 to 2024: {} the same, {} into another, {} split", kinds[0], kinds[1], kinds[2]);
    assert_eq!(lost, []);
    assert_eq!(arrondissements, 20 + 16 + 9, "Paris, Marseille and Lyon are there by arrondissement");
    assert!(kinds[1] > 900, "{kinds:?}");
}

fn commune_files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        paths.filter(|p| p.file_name().unwrap().to_str().unwrap().starts_with("communes-")).collect();
    files.sort();
    files
}

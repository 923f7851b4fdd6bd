//! The road map and the timetable, read as a stranger would.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use ingest::OsmRoads;
use ingest::osm::{OsmNode, OsmVia};
use territory::{AreaIndex, LonLat};

use crate::read_back::Files;

type Rows = Vec<BTreeMap<String, String>>;

fn roads(files: &Files) -> OsmRoads {
    ingest::read_osm("roads.osm.pbf", files.bytes("roads.osm.pbf")).unwrap()
}

/// Tables of the feed by name, and the text of its zones.
fn feed(files: &Files) -> (BTreeMap<String, Rows>, String) {
    let mut archive = zip::ZipArchive::new(Cursor::new(files.bytes("gtfs.zip"))).unwrap();
    let (mut tables, mut zones) = (BTreeMap::new(), String::new());
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if name.ends_with(".txt") {
            let rows: Rows = csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect();
            tables.insert(name, rows);
        } else {
            zones = text;
        }
    }
    (tables, zones)
}

fn seconds(clock: &str) -> u32 {
    let parts: Vec<u32> = clock.split(':').map(|part| part.parse().unwrap()).collect();
    parts[0] * 3_600 + parts[1] * 60 + parts[2]
}

#[test]
fn the_reader_of_road_maps_finds_everything_and_nothing_odd() {
    for communes in [1, 15, 120] {
        let roads = roads(&Files::new(communes, 7));
        let counts = roads.counts;
        let odd = [counts.missing_nodes, counts.ways_without_nodes, counts.odd_restrictions, counts.outside_world];
        assert_eq!(odd, [0; 4], "{communes} communes");
        assert!(counts.nodes > 100 * u64::from(communes) && counts.ways > 10 * u64::from(communes), "{counts:?}");
        assert!(roads.restrictions.len() as u64 == counts.relations, "{counts:?}");
        let ids: BTreeSet<i64> = roads.ways.iter().map(|w| w.id).collect();
        for turn in &roads.restrictions {
            assert!(turn.from.iter().chain(&turn.to).all(|way| ids.contains(way)), "{turn:?}");
            assert!(matches!(turn.via, OsmVia::Node(_)), "{turn:?}");
        }
    }
}

#[test]
fn a_road_begins_at_every_town_centre() {
    let files = Files::new(15, 7);
    let roads = roads(&files);
    let used: BTreeSet<i64> = roads.ways.iter().flat_map(|w| w.nodes.iter().copied()).collect();
    for seat in files.rows("chefs-lieux/chefs-lieux.csv", b',') {
        let (lon, lat): (f64, f64) = (seat["lon_cl"].parse().unwrap(), seat["lat_cl"].parse().unwrap());
        // Both are rounded: to the millionth of a degree there, to the ten-millionth here.
        let near = |n: &&OsmNode| (n.at.lon_deg() - lon).abs() < 2e-6 && (n.at.lat_deg() - lat).abs() < 2e-6;
        let node = roads.nodes.iter().find(near).unwrap_or_else(|| panic!("no node at {}", seat["nom"]));
        assert!(used.contains(&node.id), "{}", seat["nom"]);
    }
}

#[test]
fn roads_are_written_with_their_tags() {
    let roads = roads(&Files::new(15, 7));
    let tagged = |key: &str, value: &str| roads.ways.iter().filter(|w| w.tags.get(key) == Some(value)).count();
    for (key, value) in [("highway", "motorway"), ("junction", "roundabout"), ("route", "ferry"), ("maxspeed", "30")] {
        assert!(tagged(key, value) > 0, "{key}={value}");
    }
    assert_eq!(roads.ways.iter().find(|w| w.tags.get("route").is_some()).unwrap().tags.get("duration"), Some("00:25"));
    let kinds: BTreeSet<&str> = roads.restrictions.iter().map(|r| r.kind.as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["no_left_turn", "only_straight_on"]));
}

#[test]
fn a_map_alone_is_the_same_every_time() {
    let map = synth::roads(5, 4_000).unwrap();
    assert_eq!(map.path, "roads.osm.pbf");
    assert!(map == synth::roads(5, 4_000).unwrap());
    let nodes = ingest::read_osm("roads", map.bytes.as_slice()).unwrap().counts.nodes;
    assert!((3_400..4_600).contains(&nodes), "{nodes}");
    let error = synth::roads(5, 10).unwrap_err().to_string();
    assert!(error.contains("1000 to 8000000"), "{error}");
}

#[test]
fn gdal_reads_the_road_map() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roads.osm.pbf");
    std::fs::write(&path, Files::new(15, 7).bytes("roads.osm.pbf")).unwrap();
    let Ok(output) = std::process::Command::new("ogrinfo").args(["-al", "-geom=NO"]).arg(&path).output() else {
        eprintln!("skipped: gdal_reads_the_road_map (no ogrinfo; install gdal-bin)");
        return;
    };
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let count = |layer: &str| report.matches(&format!("OGRFeature({layer}):")).count() as u64;
    let ways = roads(&Files::new(15, 7)).counts.ways;
    assert!(ways > 300 && count("lines") + count("multipolygons") == ways, "{ways} ways, {} lines", count("lines"));
    assert!(count("points") >= 15, "town centres are named");
}

#[test]
fn the_feed_names_nothing_that_is_not_there() {
    for communes in [1, 2, 15, 60] {
        let (tables, zones) = feed(&Files::new(communes, 7));
        let ids = |table: &str, column: &str| -> BTreeSet<&str> {
            let all: Vec<&str> = tables[table].iter().map(|row| row[column].as_str()).collect();
            let set: BTreeSet<&str> = all.iter().copied().collect();
            assert_eq!(set.len(), all.len(), "an id stands twice in {table}");
            set
        };
        let named = |table: &str, column: &str| -> BTreeSet<&str> {
            tables[table].iter().map(|row| row[column].as_str()).filter(|id| !id.is_empty()).collect()
        };
        let (stops, trips, routes) =
            (ids("stops.txt", "stop_id"), ids("trips.txt", "trip_id"), ids("routes.txt", "route_id"));
        let days: BTreeSet<&str> = &named("calendar.txt", "service_id") | &named("calendar_dates.txt", "service_id");
        assert!(named("trips.txt", "service_id").is_subset(&days));
        assert_eq!(named("trips.txt", "route_id"), routes, "every line has a trip");
        assert_eq!(named("stop_times.txt", "trip_id"), trips, "every trip has its times");
        assert!(named("stop_times.txt", "stop_id").is_subset(&stops));
        assert!(named("stops.txt", "parent_station").is_subset(&stops));
        assert!(named("transfers.txt", "from_stop_id").is_subset(&stops));
        assert!(named("frequencies.txt", "trip_id").is_subset(&trips));
        let zones: geojson::FeatureCollection = zones.parse().unwrap();
        let geojson::feature::Id::String(zone) = zones.features[0].id.clone().unwrap() else { panic!("{zones:?}") };
        assert_eq!(named("stop_times.txt", "location_id"), BTreeSet::from([zone.as_str()]));
        let rules = ids("booking_rules.txt", "booking_rule_id");
        assert_eq!(named("stop_times.txt", "pickup_booking_rule_id"), rules);
    }
}

#[test]
fn a_bus_is_never_earlier_at_a_later_stop_and_one_arrives_after_midnight() {
    let (tables, _) = feed(&Files::new(15, 7));
    let mut by_trip: BTreeMap<&str, Vec<&BTreeMap<String, String>>> = BTreeMap::new();
    for row in tables["stop_times.txt"].iter().filter(|row| !row["stop_id"].is_empty()) {
        by_trip.entry(&row["trip_id"]).or_default().push(row);
    }
    let (mut past_midnight, mut reckoned) = (0, 0);
    for (trip, rows) in by_trip {
        assert!(rows.len() > 1, "{trip}");
        let known: Vec<u32> =
            rows.iter().map(|r| &r["arrival_time"]).filter(|t| !t.is_empty()).map(|t| seconds(t)).collect();
        assert!(known.windows(2).all(|w| w[0] < w[1]), "{trip}: {known:?}");
        let ends = [rows[0], rows[rows.len() - 1]];
        assert!(ends.iter().all(|row| !row["arrival_time"].is_empty()), "{trip}: ends have their time");
        past_midnight += known.iter().filter(|t| **t > 24 * 3_600).count();
        reckoned += rows.len() - known.len();
    }
    assert!(past_midnight > 0 && reckoned > 0);
}

#[test]
fn the_feed_of_the_demonstration_has_all_that_a_timetable_may_have() {
    let files = Files::new(15, 7);
    let (tables, zones) = feed(&files);
    let kinds: BTreeSet<&str> = tables["routes.txt"].iter().map(|r| r["route_type"].as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["200", "3", "712", "715"]), "coach, bus, school bus, on demand");
    assert!((6..=12).contains(&tables["routes.txt"].len()), "{:?}", tables["routes.txt"]);
    assert!(tables["stops.txt"].iter().any(|s| s["location_type"] == "1"));
    assert_eq!(tables["frequencies.txt"].len(), 2);
    // A service by dates alone, and dates that only take away.
    let weekly: BTreeSet<&str> = tables["calendar.txt"].iter().map(|r| r["service_id"].as_str()).collect();
    let added: BTreeSet<&str> = tables["calendar_dates.txt"]
        .iter()
        .filter(|r| r["exception_type"] == "1")
        .map(|r| r["service_id"].as_str())
        .collect();
    assert!(!added.is_empty() && added.is_disjoint(&weekly));
    // Stops are in their communes, the zone covers the first EPCI.
    let communes = files.communes();
    let index = AreaIndex::new(communes.iter().map(|(_, area)| area));
    for stop in &tables["stops.txt"] {
        let at = LonLat::new(stop["stop_lon"].parse().unwrap(), stop["stop_lat"].parse().unwrap()).unwrap();
        assert!(index.containing(at).is_some(), "{stop:?}");
    }
    let zones: geojson::FeatureCollection = zones.parse().unwrap();
    let polygon = geo::Polygon::<f64>::try_from(zones.features[0].geometry.clone().unwrap()).unwrap();
    use geo::{Contains, Validation};
    assert!(polygon.is_valid());
    let of_first: BTreeSet<String> = files
        .rows("chefs-lieux/chefs-lieux.csv", b',')
        .iter()
        .filter(|r| r["epci"] == "CC du Pays de la Maille")
        .map(|r| r["nom"].clone())
        .collect();
    for seat in files.rows("chefs-lieux/chefs-lieux.csv", b',').iter().filter(|r| of_first.contains(&r["nom"])) {
        let at = geo::Point::new(seat["lon_cl"].parse::<f64>().unwrap(), seat["lat_cl"].parse::<f64>().unwrap());
        assert!(polygon.contains(&at), "{}", seat["nom"]);
    }
}

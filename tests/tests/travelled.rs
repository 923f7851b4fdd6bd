//! Travel through a build: from a road map, a timetable and rides on demand to figures.

use std::{collections::BTreeMap, fs, os::unix::fs::MetadataExt, path::Path};

use maillage_tests::{
    demo::{build, demo, inspect, leave_out, text},
    refuse, succeed,
    town::{self, TO_CRECHE_M, town_text},
};
use serde_json::Value;
use tempfile::TempDir;

const MODES: [&str; 5] = ["car", "bike", "foot", "transit", "on_demand"];

/// The town, built; `change` may spoil its sources first.
fn built(more: &str, change: impl FnOnce(&Path)) -> TempDir {
    let land = tempfile::tempdir().unwrap();
    town::write(land.path(), more);
    change(land.path());
    build(land.path(), &land.path().join("obs"));
    land
}

fn report(land: &TempDir) -> Value {
    inspect(&land.path().join("obs"))
}

/// Seconds and whether they are an estimate, by service, from the seat of a commune.
fn nearest(report: &Value, code: &str, kind: &str, travel: &str) -> Vec<(String, u64, bool)> {
    let rows = report["nearest"][code].as_array().unwrap();
    let of = rows.iter().filter(|n| n["kind"] == kind && n["travel"] == travel);
    let entry = |n: &Value| {
        let service = n["service"].as_str().unwrap_or_default().to_owned();
        (service, n["seconds"].as_u64().unwrap(), n["estimated"].as_bool().unwrap())
    };
    let found: Vec<_> = of.clone().map(entry).collect();
    let ranks: Vec<u64> = of.map(|n| n["rank"].as_u64().unwrap()).collect();
    assert_eq!(ranks, (1..=found.len() as u64).collect::<Vec<_>>());
    assert!(found.is_sorted_by_key(|f| f.1), "{found:?}");
    found
}

/// How many communes of a column are known and missing.
fn counts(report: &Value, indicator: &str, facet: &str, travel: &str) -> [u64; 2] {
    let figures = report["figures"].as_array().unwrap();
    let of = |f: &&Value| {
        f["indicator"] == indicator && f["facet"] == facet && f["travel"] == travel && f["level"] == "commune"
    };
    let column = figures.iter().find(of).unwrap_or_else(|| panic!("{indicator} {facet} {travel}"));
    [column["known"].as_u64().unwrap(), column["missing"].as_u64().unwrap()]
}

fn artifacts(report: &Value) -> BTreeMap<String, String> {
    let all = report["artifacts"].as_array().unwrap().iter();
    all.map(|a| (a["name"].as_str().unwrap().to_owned(), a["file"].as_str().unwrap().to_owned())).collect()
}

/// The file of an artifact of the snapshot in force.
fn artifact(land: &TempDir, name: &str) -> std::path::PathBuf {
    let obs = land.path().join("obs");
    let current = fs::read_to_string(obs.join("CURRENT")).unwrap();
    obs.join(current.trim()).join(&artifacts(&report(land))[name])
}

#[test]
fn minutes_of_a_town_are_those_of_the_paper() {
    let land = built("", |_| ());
    let report = report(&land);
    let first = |travel: &str| nearest(&report, "85901", "creche", travel)[0].clone();
    // A posted limit of 50 is driven at 45, and two minutes to park; one walks at 4.5 km/h.
    let car = TO_CRECHE_M * 3.6 / 45.0 + 120.0;
    let (service, seconds, estimated) = first("car");
    assert!(
        service.ends_with(":a") && !estimated && (seconds as f64 - car).abs() < 5.0,
        "{service} {seconds} s, {car}"
    );
    let (foot, walk) = (first("foot").1 as f64, TO_CRECHE_M * 3.6 / 4.5);
    assert!((foot - walk).abs() < 10.0, "{foot} s, {walk}");
    assert!(seconds < first("bike").1 && first("bike").1 < first("foot").1);
    // The bus leaves every ten minutes and takes five: to be there at a minute of one's choice one
    // needs 5 to 14 minutes, each as often; of the 121 minutes from 7:00 to 9:00 the middle one is 10.
    assert_eq!(first("transit").1, 600);
    // The ride on demand takes three tenths more than the drive, at any minute.
    assert_eq!(first("on_demand").1, seconds * 130 / 100);
    let travel = &report["travel"];
    assert_eq!((&travel["day"], &travel["day_name"]), (&"2025-01-07".into(), &"school_tuesday".into()), "{travel}");
    let modes: Vec<&str> = travel["modes"].as_array().unwrap().iter().map(|m| m["mode"].as_str().unwrap()).collect();
    assert_eq!(modes, MODES);
}

#[test]
fn a_commune_outside_the_network_is_estimated_by_car_and_not_known_otherwise() {
    let land = built("", |_| ());
    let report = report(&land);
    // Its crèche is 766 m away as the crow flies: × 1.3 at 45 km/h.
    let (service, seconds, estimated) = nearest(&report, "85902", "creche", "car")[0].clone();
    assert!(service.ends_with(":c") && estimated && (75..=85).contains(&seconds), "{service} {seconds}");
    for travel in ["bike", "foot", "transit"] {
        assert!(nearest(&report, "85902", "creche", travel).is_empty(), "{travel}");
        for indicator in ["nearest_minutes", "share_beyond", "children_beyond"] {
            assert_eq!(counts(&report, indicator, "creche", travel), [1, 1], "{indicator} {travel}: never 0 minutes");
        }
    }
    assert_eq!(counts(&report, "nearest_minutes", "creche", "car"), [2, 0]);
    // Les Bruyères lies where no road is; the home of Lande too.
    for mode in report["travel"]["modes"].as_array().unwrap() {
        assert_eq!((&mode["not_snapped_homes"], &mode["not_snapped_services"]), (&1.into(), &1.into()), "{mode}");
    }
}

#[test]
fn every_time_by_road_is_that_of_the_command_line() {
    let land = built("", |_| ());
    let report = report(&land);
    let path = |name: &str| land.path().join(name).display().to_string();
    fs::write(land.path().join("homes.csv"), "id,lon,lat\n85901,-1.05,46.65\n").unwrap();
    let places = "id,lon,lat\na,-1.03,46.66\nb,-1.005,46.695\nc,-0.96,46.67\n";
    fs::write(land.path().join("places.csv"), places).unwrap();
    for travel in ["car", "bike", "foot"] {
        let network = artifact(&land, &format!("roads-{travel}")).display().to_string();
        let (homes, services) = (path("homes.csv"), path("places.csv"));
        let told = succeed(&[
            "travel",
            "nearest",
            "--network",
            &network,
            "--homes",
            &homes,
            "--services",
            &services,
            "--count",
            "3",
            "--limit",
            "60",
        ]);
        let told: Vec<(String, u64)> = told
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect::<Vec<_>>())
            .map(|row| (format!(":{}", row[2]), row[3].parse().unwrap()))
            .collect();
        let built = nearest(&report, "85901", "creche", travel);
        assert_eq!(told.len(), built.len(), "{travel}");
        for ((service, seconds), (of_build, by_build, _)) in told.iter().zip(&built) {
            assert!(of_build.ends_with(service) && seconds == by_build, "{travel}: {told:?} {built:?}");
        }
    }
}

#[test]
fn the_demo_has_every_mode_and_slower_means_take_longer() {
    let report = inspect(&demo().snapshot());
    for travel in MODES {
        for indicator in ["nearest_minutes", "second_minutes", "third_minutes", "share_beyond", "children_beyond"] {
            assert!(counts(&report, indicator, "ecole_elementaire", travel)[0] > 0, "{indicator} {travel}");
        }
    }
    let (mut pairs, mut ordered) = (0, 0);
    let kinds: Vec<&String> = report["services_by_kind"].as_object().unwrap().keys().collect();
    for code in report["nearest"].as_object().unwrap().keys() {
        for kind in &kinds {
            let of = |travel: &str| nearest(&report, code, kind, travel);
            let seconds = |travel: &str| of(travel).first().map(|n| n.1);
            if let (Some(car), Some(bike), Some(foot)) = (seconds("car"), seconds("bike"), seconds("foot")) {
                // Next door one is there before a car is parked or a bike is locked.
                pairs += usize::from(foot > 900);
                ordered += usize::from(foot > 900 && car <= bike && bike <= foot);
            }
            // Who takes the bus may also walk, who books a ride may also take the bus.
            for (better, worse) in [("transit", "foot"), ("on_demand", "transit")] {
                let (better, worse) = (of(better), of(worse));
                assert!(better.len() >= worse.len(), "{code} {kind}");
                for (rank, worse) in worse.iter().enumerate() {
                    assert!(better[rank].1 <= worse.1, "{code} {kind}: {better:?} {worse:?}");
                }
            }
        }
    }
    assert!(pairs > 30 && ordered * 10 >= pairs * 9, "{ordered} of {pairs}");
}

#[test]
fn what_did_not_change_is_taken_over() {
    let land = built("", |_| ());
    let before = report(&land);
    let inode = |name: &str| fs::metadata(artifact(&land, name)).unwrap().ino();
    let names = ["roads-car", "roads-bike", "roads-foot", "timetable", "on-demand", "territory", "figures"];
    let old = names.map(inode);
    town::write(land.path(), "\n[travel]\npercentile = 90\n");
    build(land.path(), &land.path().join("obs"));
    let new = names.map(inode);
    assert_eq!(old[..6], new[..6], "no network, no timetable and no territory is made again");
    assert_ne!(old[6], new[6], "but the figures are");
    let after = report(&land);
    assert_eq!(after["travel"]["percentile"], 90);
    let transit = |report: &Value| nearest(report, "85901", "creche", "transit")[0].1;
    assert!(transit(&before) == 600 && transit(&after) == 780, "{} {}", transit(&before), transit(&after));
    // Another bus, the same roads.
    let feed = land.path().join("gtfs/frequencies.txt");
    fs::write(&feed, fs::read_to_string(&feed).unwrap().replace(",600,", ",1200,")).unwrap();
    build(land.path(), &land.path().join("obs"));
    let newer = names.map(inode);
    assert_eq!(new[..3], newer[..3]);
    assert_ne!(new[3], newer[3]);
}

#[test]
fn without_roads_walks_to_stops_are_estimated_and_said_so() {
    let land = built("", |folder| leave_out(folder, "osm-roads"));
    let report = report(&land);
    let modes: Vec<(&str, bool)> = report["travel"]["modes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| (m["mode"].as_str().unwrap(), m["estimated"].as_bool().unwrap()))
        .collect();
    assert_eq!(modes, [("car", true), ("transit", true), ("on_demand", true)]);
    assert_eq!(nearest(&report, "85901", "creche", "transit")[0].1, 600, "stops are at the doors");
    // From Les Logis to Lande nothing runs, and it is too far to walk within the hour.
    assert!(nearest(&report, "85901", "creche", "transit").iter().all(|n| !n.0.ends_with(":c")));
}

#[test]
fn a_source_of_travel_that_cannot_be_used_refuses_the_build_with_its_reason() {
    type Damage = (&'static str, Option<String>, &'static [&'static str]);
    let lost = town_text().replace("<node ", "<!-- ").replace("\"/>\n", "\" -->\n");
    let damages: [Damage; 7] = [
        ("town.osm", Some(town_text()[..3000].to_owned()), &["routes", "town.osm", "download it again"]),
        ("town.osm", Some("id,lon,lat\n".to_owned()), &["town.osm", ".osm.pbf"]),
        ("town.osm", Some(lost), &["town.osm", "`car`", "[travel] profiles"]),
        (
            "town.osm",
            Some(town_text().replace("residential", "footway")),
            &["town.osm", "none of the 20 ways is open to `car`", "[travel] profiles"],
        ),
        ("gtfs/stop_times.txt", None, &["horaires", "stop_times.txt", "timetable check"]),
        ("gtfs/calendar.txt", None, &["horaires", "nothing to travel with"]),
        ("rides.csv", Some("id,name\nx,y\n".to_owned()), &["navette", "rides.csv", "communes"]),
    ];
    for (file, bytes, says) in damages {
        let land = tempfile::tempdir().unwrap();
        town::write(land.path(), "");
        match bytes {
            Some(bytes) => fs::write(land.path().join(file), bytes).unwrap(),
            None => fs::remove_file(land.path().join(file)).unwrap(),
        }
        let out = land.path().join("obs");
        let said = refuse(&["build", "--config", text(&land.path().join("observatory.toml")), "--out", text(&out)]);
        assert!(says.iter().all(|word| said.contains(word)), "{file}: {said}");
        assert!(!out.join("CURRENT").exists());
    }
}

#[test]
fn bad_rows_of_a_timetable_are_counted_and_the_others_travel() {
    let land = built("", |folder| {
        let add = |name: &str, rows: &str| {
            let path = folder.join("gtfs").join(name);
            fs::write(&path, fs::read_to_string(&path).unwrap() + rows).unwrap();
        };
        add("trips.txt", "1,week,alone\n1,week,back\n1,week,nowhere\n");
        add("stop_times.txt", "alone,07:00:00,07:00:00,homes,1\n");
        add("stop_times.txt", "back,07:10:00,07:10:00,homes,1\nback,07:00:00,07:00:00,creche,2\n");
        add("stop_times.txt", "nowhere,07:00:00,07:00:00,homes,1\nnowhere,07:05:00,07:05:00,atlantis,2\n");
    });
    let report = report(&land);
    let source = report["sources"].as_array().unwrap().iter().find(|s| s["id"] == "horaires").unwrap();
    assert!(source["rejected"].as_u64().unwrap() >= 3, "{source}");
    assert_eq!(nearest(&report, "85901", "creche", "transit")[0].1, 600, "the sound trip still runs");
}

#[test]
fn keys_of_the_travel_table_are_checked() {
    for (more, word) in [
        ("percentile = 0", "1 to 100"),
        ("profiles = [\"boat\"]", "boat"),
        ("day = \"2031-01-01\"", "2025-01-06"),
        ("day = \"holiday_wednesday\"", "holiday_wednesday"),
        ("speed = 3", "speed"),
    ] {
        let land = tempfile::tempdir().unwrap();
        town::write(land.path(), &format!("\n[travel]\n{more}\n"));
        let out = land.path().join("obs");
        let said = refuse(&["build", "--config", text(&land.path().join("observatory.toml")), "--out", text(&out)]);
        assert!(said.contains(word), "{more}: {said}");
    }
}

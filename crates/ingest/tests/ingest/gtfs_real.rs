//! Feeds as operators and test collections publish them: every folder behaves as its name says.

use std::{collections::BTreeSet, path::Path};

use geo::Contains;
use ingest::{
    Limits,
    gtfs::{Action, CheckedFeed, FeedFiles, FeedRefused, diagnose_feed, merge_feeds, read_feed},
};

use crate::real_file;

fn folder(path: &Path, label: &str) -> FeedFiles {
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap().flatten() {
            let at = entry.path();
            if at.is_dir() {
                folders.push(at);
            } else {
                let name = at.strip_prefix(path).unwrap().to_string_lossy().into_owned();
                files.push((name, std::fs::read(&at).unwrap()));
            }
        }
    }
    FeedFiles::from_files(label, files)
}

fn zipped(path: &Path) -> FeedFiles {
    let label = path.file_name().unwrap().to_string_lossy().into_owned();
    FeedFiles::from_zip(&label, &std::fs::read(path).unwrap(), &Limits::default()).unwrap()
}

/// What a folder is there for.
struct Case {
    folder: &'static str,
    /// Trips and booked runs that are left; `None` for a feed that is refused.
    left: Option<(usize, usize)>,
    /// Findings that its name announces.
    found: &'static [&'static str],
}

const fn case(folder: &'static str, left: Option<(usize, usize)>, found: &'static [&'static str]) -> Case {
    Case { folder, left, found }
}

const VALIDATOR: &[Case] = &[
    case("accessibility", None, &["empty_file refused stop_times.txt"]),
    case(
        "agency",
        None,
        &["not_supported kept agency.txt:3 agency_timezone", "blank_id dropped calendar.txt:2 service_id"],
    ),
    case("agency_multiple", Some((3, 0)), &["duplicate_sequence kept stop_times.txt:3 stop_sequence"]),
    case("agency_single", None, &["unknown_service dropped trips.txt:2 service_id"]),
    case("arrange_by_phone_stops", Some((1, 0)), &[]),
    case("check_id", None, &["blank_id dropped stops.txt:6 stop_id", "blank_id dropped routes.txt:2 route_id"]),
    case(
        "check_name",
        None,
        &[
            "blank_name kept stops.txt:2 stop_name",
            "blank_name kept routes.txt:2 route_short_name",
            "blank_name kept agency.txt:2 agency_name",
        ],
    ),
    case("coordinate_with_driver_stops", Some((1, 0)), &[]),
    case("custom_route_color", Some((1, 0)), &["bad_route_type kept routes.txt:6 route_type"]),
    case("custom_rules", None, &["missing_file refused stops.txt", "missing_file refused stop_times.txt"]),
    case(
        "duplicate_stop_sequence",
        Some((3, 0)),
        &[
            "duplicate_sequence kept stop_times.txt:6 stop_sequence",
            "duplicate_sequence kept stop_times.txt:8 stop_sequence",
        ],
    ),
    case(
        "duplicate_stops",
        Some((11, 0)),
        &["near_duplicate kept stops.txt:16 stop_id", "near_duplicate kept stops.txt:18 stop_id"],
    ),
    case(
        "duplicates",
        Some((11, 0)),
        &[
            "duplicate dropped agency.txt:3 agency_id",
            "duplicate dropped stops.txt:17 stop_id",
            "duplicate dropped routes.txt:6 route_id",
            "duplicate dropped calendar.txt:4 service_id",
            "duplicate kept calendar_dates.txt:3 date",
            "duplicate dropped trips.txt:13 trip_id",
            "duplicate dropped frequencies.txt:13 start_time",
            "duplicate dropped pathways.txt:3 pathway_id",
        ],
    ),
    case(
        "duration_distance",
        Some((5, 0)),
        &["decreasing_time dropped stop_times.txt:13 arrival_time", "bad_coordinates repaired stops.txt:6 stop_lat"],
    ),
    case(
        "empty_calendar",
        None,
        &["missing_file kept calendar.txt", "unknown_service dropped trips.txt:2 service_id", "nothing_runs refused "],
    ),
    case("fare_attributes", Some((1, 0)), &[]),
    case("feed_info", None, &["blank_id dropped calendar.txt:2 service_id"]),
    case(
        "interpolated_stop_times",
        Some((2, 0)),
        &["interpolated repaired stop_times.txt:3 arrival_time", "untimed dropped stop_times.txt:5 arrival_time"],
    ),
    case(
        "invalid_references",
        Some((11, 0)),
        &[
            "unknown_parent repaired stops.txt:10 parent_station",
            "unknown_agency repaired routes.txt:8 agency_id",
            "unknown_service dropped trips.txt:13 service_id",
            "unknown_route repaired trips.txt:14 route_id",
            "unknown_stop dropped stop_times.txt:30 stop_id",
            "unknown_trip dropped stop_times.txt:31 trip_id",
        ],
    ),
    case("invalid_stop_file", Some((11, 0)), &["bad_coordinates repaired stops.txt:13 stop_lat"]),
    case("missing_agency_id", Some((3, 0)), &["blank_id kept routes.txt:4 agency_id"]),
    case("missing_mandatory_files", None, &["missing_file refused stop_times.txt"]),
    case("no_optional_files", Some((1, 0)), &[]),
    case("optimisation_route_trips", None, &["unknown_service dropped trips.txt:2 service_id"]),
    case("route_type_invalid", None, &["bad_route_type kept routes.txt:2 route_type"]),
    case("route_type_missing", None, &["bad_route_type kept routes.txt:2 route_type"]),
    case(
        "shapes",
        Some((11, 0)),
        &["bad_coordinates dropped shapes.txt:3 shape_pt_lat", "unknown_shape repaired trips.txt:2 shape_id"],
    ),
    case("stop_times_increase", Some((1, 0)), &["decreasing_time dropped stop_times.txt:9 departure_time"]),
    case("stop_times_location_type", Some((11, 0)), &["not_a_platform kept stop_times.txt:6 stop_id"]),
    case(
        "stops",
        Some((11, 0)),
        &[
            "bad_coordinates repaired stops.txt:19 stop_lat",
            "bad_coordinates repaired stops.txt:20 stop_lat",
            "wrong_parent repaired stops.txt:3 parent_station",
        ],
    ),
    case("sub_folder", Some((1, 0)), &["sub_folder kept "]),
    case(
        "unusable_trip",
        None,
        &["duplicate_sequence kept stop_times.txt:3 stop_sequence", "unknown_service dropped trips.txt:2 service_id"],
    ),
    case("unused_stop", Some((11, 0)), &["unused_stop kept stops.txt:6 stop_id"]),
];

const STRUCTURE: &[Case] = &[
    case(
        "basic",
        Some((1, 0)),
        &["bad_code repaired stop_times.txt:4 drop_off_type", "not_supported dropped transfers.txt:5 transfer_type"],
    ),
    case("fares_v1", None, &["empty_file refused stop_times.txt"]),
    case("fares_v2", None, &["empty_file refused stop_times.txt"]),
    case("interpolated_stop_times", Some((1, 0)), &["interpolated repaired stop_times.txt:3 arrival_time"]),
    case("missing_feed_date", Some((1, 0)), &[]),
    case("only_required_fields", None, &["one_stop dropped trips.txt:2 trip_id"]),
    case("subdirectory", Some((1, 0)), &["sub_folder kept "]),
];

const ZIPS: &[Case] = &[
    case("gtfs.zip", Some((1, 0)), &[]),
    case("gtfs_with_bom.zip", Some((1, 0)), &[]),
    case("macosx.zip", Some((1, 0)), &["sub_folder kept "]),
    case("metra.zip", Some((1, 0)), &["sub_folder kept ", "no_stop dropped trips.txt:3 trip_id"]),
    case("subdirectory.zip", Some((1, 0)), &["sub_folder kept "]),
];

const FLEX: &[Case] = &[
    case(
        "badref",
        None,
        &["unknown_flex dropped stop_times.txt:3 location_id", "one_stop dropped trips.txt:2 trip_id"],
    ),
    case("multipolygon", Some((0, 1)), &[]),
    case(
        "nowindow",
        Some((1, 3)),
        &["no_window dropped stop_times.txt:2 start_pickup_drop_off_window", "no_stop dropped trips.txt:2 trip_id"],
    ),
    case("pointstop", Some((1, 1)), &[]),
    case("threestops", Some((1, 2)), &[]),
    case("valid", Some((1, 4)), &[]),
];

/// Holds a folder to its case; gives back what it says about it when they differ.
fn hold(case: &Case, files: &FeedFiles) -> Option<String> {
    let read = read_feed(files);
    let (left, findings) = match &read {
        Ok(CheckedFeed { feed, findings }) => (Some((feed.trips.len(), feed.flex_trips.len())), findings),
        Err(FeedRefused { findings, .. }) => (None, findings),
    };
    let said: BTreeSet<String> = findings
        .iter()
        .map(|finding| {
            let at = &finding;
            let file = at.file.rsplit('/').next().filter(|name| name.contains(".txt")).unwrap_or_default();
            let line = at.line.map(|line| format!(":{line} {}", at.field)).unwrap_or_default();
            format!("{} {} {file}{line}", finding.kind.name(), finding.action.name())
        })
        .collect();
    let missing: Vec<_> = case.found.iter().filter(|wanted| !said.contains(**wanted)).collect();
    let refusal_is_said = left.is_some() || findings.iter().any(|finding| finding.action == Action::Refused);
    let right = left == case.left && missing.is_empty() && refusal_is_said;
    (!right).then(|| {
        format!("{}: left {left:?} instead of {:?}; not said {missing:?}; said {said:#?}", case.folder, case.left)
    })
}

#[test]
fn every_folder_of_cases_behaves_as_its_name_says() {
    let groups =
        [("cases-validator/test_data", VALIDATOR), ("cases-structure/fixtures", STRUCTURE), ("cases-flex", FLEX)];
    for (group, cases) in groups {
        let Some(root) = real_file(group, &format!("gtfs/{group}")) else { continue };
        let there: BTreeSet<String> = std::fs::read_dir(&root)
            .unwrap()
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name != "zips")
            .collect();
        let known: BTreeSet<String> = cases.iter().map(|case| case.folder.to_owned()).collect();
        assert_eq!(there, known, "every folder of {group} has its case");
        let wrong: Vec<String> =
            cases.iter().filter_map(|case| hold(case, &folder(&root.join(case.folder), case.folder))).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
    let Some(root) = real_file("zips", "gtfs/cases-structure/fixtures/zips") else { return };
    let wrong: Vec<String> = ZIPS.iter().filter_map(|case| hold(case, &zipped(&root.join(case.folder)))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_regional_trains_of_january_2025_are_read_whole() {
    let Some(path) = real_file("regional trains", "gtfs/ter-2025-01.zip") else { return };
    let checked = read_feed(&zipped(&path)).unwrap();
    let diagnosis = diagnose_feed("ter", &checked);
    assert_eq!((diagnosis.stops, diagnosis.trips, diagnosis.calls), (9_196, 33_280, 299_983));
    assert_eq!(diagnosis.calls_past_midnight, 876);
    let range = (diagnosis.first_day.unwrap().to_string(), diagnosis.last_day.unwrap().to_string());
    assert_eq!(range, ("2025-01-22".to_owned(), "2025-04-22".to_owned()));
    let lost: Vec<_> =
        checked.findings.iter().filter(|f| matches!(f.action, Action::Dropped | Action::Refused)).collect();
    assert!(lost.is_empty(), "nothing is lost: {lost:#?}");
    let outline = "boundaries/admin-express-2024-coarse/communes-85-2024.geojson";
    if let Some(outline) = real_file("stops of the Vendée", outline) {
        let communes = ingest::read_communes_geojson("85", std::fs::File::open(outline).unwrap()).unwrap().accepted;
        let stops = checked.feed.stops.iter().filter_map(|stop| stop.at);
        let inside = stops.filter(|at| communes.iter().any(|commune| commune.area.contains(&at.point())));
        assert_eq!(inside.count(), 96);
    }
    assert_eq!(diagnosis.days.len(), 7);
    let (monday, sunday) = (&diagnosis.days[0], &diagnosis.days[6]);
    assert!(sunday.median < monday.median, "fewer trains run on Sundays");
}

#[test]
fn the_ferry_runs_in_its_season() {
    let Some(path) = real_file("ferry", "gtfs/ferry-glenan-2025.zip") else { return };
    let checked = read_feed(&zipped(&path)).unwrap();
    let feed = &checked.feed;
    assert_eq!((feed.stops.len(), feed.trips.len(), feed.calls.len()), (3, 24, 48));
    let days = feed.days().unwrap();
    assert_eq!((days.0.to_string(), days.1.to_string()), ("2025-04-04".to_owned(), "2025-09-29".to_owned()));
    assert!(checked.findings.iter().all(|finding| finding.action == Action::Kept), "{:#?}", checked.findings);
}

#[test]
fn real_feeds_are_merged_without_their_ids_meeting() {
    let (Some(ter), Some(ferry)) =
        (real_file("merge", "gtfs/ter-2025-01.zip"), real_file("merge", "gtfs/ferry-glenan-2025.zip"))
    else {
        return;
    };
    let read = |path: &Path| read_feed(&zipped(path)).unwrap().feed;
    let ferry = read(&ferry);
    let all = merge_feeds(vec![ferry.clone(), read(&ter), ferry]);
    assert_eq!((all.stops.len(), all.trips.len()), (9_196 + 6, 33_280 + 48));
    let ids: BTreeSet<&str> = all.stops.iter().map(|stop| stop.id.as_str()).collect();
    assert_eq!(ids.len(), all.stops.len());
    assert!(ids.contains("ferry-glenan-2025:BEGMEIL") && ids.contains("ferry-glenan-2025-2:BEGMEIL"));
    let last = all.trips.last().unwrap();
    let called: Vec<&str> = last.calls(&all).iter().map(|call| all.stops[call.stop as usize].id.as_str()).collect();
    assert!(called.iter().all(|id| id.starts_with("ferry-glenan-2025-2:")), "{called:?}");
    assert_eq!(all.services[last.service as usize].id.split(':').next(), Some("ferry-glenan-2025-2"));
}

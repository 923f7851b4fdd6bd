//! `maillage timetable check` from outside.

use std::fs;

use maillage_tests::maillage;

/// A fictional feed in a folder; one call is at a stop that does not exist.
fn feed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in [
        (
            "agency.txt",
            "agency_id,agency_name,agency_url,agency_timezone\na,Cars du Bocage,https://example.org,Europe/Paris\n",
        ),
        ("stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nmairie,Mairie,46.70,-1.20\nhalle,Halle,46.72,-1.22\n"),
        ("routes.txt", "route_id,agency_id,route_short_name,route_type\n1,a,1,3\n"),
        ("trips.txt", "route_id,service_id,trip_id\n1,week,t1\n"),
        (
            "stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,23:50:00,23:50:00,mairie,1\nt1,24:00:00,24:00:00,nowhere,2\nt1,24:10:00,24:10:00,halle,3\n",
        ),
        ("calendar_dates.txt", "service_id,date,exception_type\nweek,20250106,1\nweek,20250113,1\n"),
    ] {
        fs::write(folder.path().join(name), text).expect("a file is written");
    }
    folder
}

#[test]
fn a_feed_is_diagnosed_with_the_line_of_what_was_left_out() {
    let folder = feed();
    let path = folder.path().to_str().expect("a path in UTF-8");
    let output = maillage(&["timetable", "check", path]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    for wanted in [
        "2025-01-06 to 2025-01-13",
        "Cars du Bocage",
        "1 with 2 calls, 1 of them after midnight",
        "stop_times.txt:3: stop_id `nowhere`",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    let output = maillage(&["timetable", "check", "--json", path]);
    let reports: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(reports[0]["counts"][0], serde_json::json!({"kind": "unknown_stop", "action": "dropped", "count": 1}));
    assert_eq!(reports[0]["findings"][0]["line"], 3);
    assert_eq!(reports[0]["days"][0]["most"], 1, "one trip on a Monday");
}

#[test]
fn a_feed_without_calls_is_exit_code_1_and_the_others_are_still_diagnosed() {
    let (good, bad) = (feed(), feed());
    fs::remove_file(bad.path().join("stop_times.txt")).expect("a file is removed");
    let path = |folder: &tempfile::TempDir| folder.path().to_str().expect("a path in UTF-8").to_owned();
    let output = maillage(&["timetable", "check", "--json", &path(&bad), &path(&good), "nowhere.zip"]);
    assert_eq!(output.status.code(), Some(1));
    let reports: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(reports[0]["refused"].as_str().is_some_and(|reason| reason.contains("stop_times.txt")), "{reports}");
    assert_eq!(reports[1]["trips"], 1);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("nowhere.zip") && said.contains("2 of 3 feed(s)"), "{said}");
}

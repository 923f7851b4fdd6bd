//! `maillage serve` from outside, on the demo: every answer on the wire, and a clean log at the end.

use std::{
    fs,
    net::TcpListener,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    time::{Duration, Instant},
};

use maillage_tests::{
    Running,
    demo::{build, copy_folder, demo, inspect, text},
    refuse, succeed,
};

fn clean_stop(server: Running) {
    let (status, log) = server.stop();
    assert!(status.success(), "{status}: {log}");
    for line in log.lines() {
        let entry: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: a log line is JSON: {line}"));
        assert!(entry["level"] == "INFO", "a clean log: {line}");
    }
}

#[test]
fn another_service_is_asked_for_a_map_only_where_the_administrator_allows_it() {
    let snapshot = demo().snapshot();
    let told = |server: Running| {
        let page = server.get_with("/", &[("Accept", "text/html")]);
        let policy = page.header("content-security-policy").unwrap().to_owned();
        (server.get("/api/v1/observatory").json()["background"]["id"].clone(), policy.contains("https://data.geopf.fr"))
    };
    let closed = (serde_json::Value::Null, false);
    let open = (serde_json::json!("ign"), true);
    assert_eq!(told(Running::serve(&snapshot)), closed);
    assert_eq!(told(Running::serve_with(&snapshot, &["--background", "ign"], &[])), open);
    assert_eq!(told(Running::serve_with(&snapshot, &[], &[("MAILLAGE_BACKGROUND", "ign")])), open);
    let option = ["--background", "none"];
    assert_eq!(told(Running::serve_with(&snapshot, &option, &[("MAILLAGE_BACKGROUND", "ign")])), closed);
}

#[test]
fn whoever_prefers_french_reads_refusals_in_french() {
    let server = Running::serve(&demo().snapshot());
    let refused = server.get_with("/api/v1/territories/commune/99999", &[("Accept-Language", "fr,en;q=0.5")]);
    assert_eq!((refused.status, refused.json()["title"].as_str()), (404, Some("Introuvable")));
}

#[test]
fn a_whole_visit_leaves_a_clean_log() {
    let server = Running::serve(&demo().snapshot());
    let observatory = server.get("/api/v1/observatory").json();
    assert_eq!(observatory["counts"]["commune"], 15);
    let view = &observatory["default_view"];
    let (indicator, facet) = (view["indicator"].as_str().unwrap(), view["facet"].as_str().unwrap());
    let figures = server.get(&format!("/api/v1/figures?indicator={indicator}&facet={facet}&level=commune")).json();
    assert_eq!(figures["values"].as_array().unwrap().len(), 15);
    let provenance =
        server.get(&format!("/api/v1/figures/{}/provenance", figures["provenance"].as_str().unwrap())).json();
    assert!(provenance["sources"].as_array().unwrap().iter().all(|s| !s["licence"].as_str().unwrap().is_empty()));
    let code = figures["codes"][0].as_str().unwrap();
    let portrait = server.get(&format!("/api/v1/territories/commune/{code}/portrait")).json();
    assert!(!portrait["sentence_fr"].as_str().unwrap().is_empty());
    assert!(!portrait["nearest"].as_array().unwrap().is_empty());
    for path in [
        "/healthz",
        "/readyz",
        "/metrics",
        "/api",
        "/api/openapi.json",
        "/tiles/observatory.json",
        "/",
        "/api/v1/sources",
    ] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    clean_stop(server);
}

#[test]
fn tiles_come_gzipped_with_etag_and_hold_every_commune() {
    let server = Running::serve(&demo().snapshot());
    let tilejson = server.get("/tiles/observatory.json").json();
    assert_eq!(tilejson["tilejson"], "3.0.0");
    let bounds: Vec<f64> = tilejson["bounds"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect();
    let (z, lon, lat) = (9u32, (bounds[0] + bounds[2]) / 2.0, (bounds[1] + bounds[3]) / 2.0);
    let n = f64::from(1u32 << z);
    let x = ((lon + 180.0) / 360.0 * n) as u32;
    let y = ((1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * n) as u32;
    let path = format!("/tiles/observatory/{z}/{x}/{y}");
    let tile = server.get_with(&path, &[("Accept-Encoding", "gzip")]);
    assert_eq!(tile.status, 200, "{path}");
    assert_eq!(tile.header("content-type"), Some("application/vnd.mapbox-vector-tile"));
    assert_eq!(tile.header("content-encoding"), Some("gzip"));
    assert_eq!(tile.body[..2], [0x1f, 0x8b]);
    let etag = tile.header("etag").unwrap();
    assert_eq!(server.get_with(&path, &[("If-None-Match", etag)]).status, 304);
    assert_eq!(server.get("/tiles/observatory/9/0/0").status, 204);
    assert_eq!(server.get("/tiles/observatory/25/0/0").status, 404);
    assert_eq!(server.get("/tiles/observatory/1/2/0").status, 400);
    let part = server.get_with("/tiles/observatory.pmtiles", &[("Range", "bytes=0-126")]);
    assert_eq!((part.status, part.body.len(), &part.body[..7]), (206, 127, &b"PMTiles"[..]));
    clean_stop(server);
}

#[test]
fn what_is_wrong_is_named_with_what_would_work() {
    let server = Running::serve(&demo().snapshot());
    for (path, status, words) in [
        (
            "/api/v1/figures?indicator=coverage_rate&facet=total&level=commune&colour=red",
            400,
            vec!["colour", "indicator"],
        ),
        ("/api/v1/figures?indicator=happiness&facet=total&level=commune", 400, vec!["happiness", "coverage_rate"]),
        ("/api/v1/territories/commune/99999", 404, vec!["99999"]),
        ("/api/v1/territories/canton/1", 404, vec!["canton", "commune"]),
        ("/api/v1/services?kind=casino", 400, vec!["casino", "creche"]),
        ("/api/v1/nothing", 404, vec!["/api/v1/nothing", "/api"]),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(words.iter().all(|w| detail.contains(w)), "{path}: {detail}");
    }
    clean_stop(server);
}

#[test]
fn no_home_of_an_assistant_maternel_is_in_any_answer() {
    let server = Running::serve(&demo().snapshot());
    // What the demo's service list says of them, and nobody else.
    let csv = fs::read_to_string(demo().sources().join("services/services.csv")).unwrap();
    let columns: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    let at = |name: &str| columns.iter().position(|c| c.trim_matches('"') == name).unwrap();
    let rows = csv.lines().filter(|l| l.contains("assistant_maternel"));
    let canaries: Vec<String> = rows
        .map(|row| row.split(',').nth(at("nom")).unwrap().trim_matches('"').to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    assert!(canaries.len() >= 20, "the demo has assistants maternels: {}", canaries.len());
    let mut pages = vec!["/api/v1/services?limit=1000".to_owned(), "/api/v1/sources".to_owned()];
    for source in server.get("/api/v1/sources").json()["items"].as_array().unwrap() {
        pages.push(format!("/api/v1/sources/{}/rejections?limit=1000", source["id"].as_str().unwrap()));
    }
    for commune in server.get("/api/v1/territories?level=commune").json()["items"].as_array().unwrap() {
        pages.push(format!("/api/v1/territories/commune/{}/portrait", commune["code"].as_str().unwrap()));
    }
    for page in pages {
        let body = String::from_utf8(server.get(&page).body).unwrap();
        let leak = canaries.iter().find(|c| body.contains(c.as_str()));
        assert!(leak.is_none(), "{page} names {leak:?}");
    }
    for file in fs::read_dir(demo().snapshot().join(current(&demo().snapshot()))).unwrap().flatten() {
        let bytes = fs::read(file.path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!canaries.iter().any(|c| text.contains(c.as_str())), "{} names one", file.path().display());
    }
    clean_stop(server);
}

fn current(root: &std::path::Path) -> String {
    fs::read_to_string(root.join("CURRENT")).unwrap().trim().to_owned()
}

#[test]
fn a_new_snapshot_is_taken_over_without_a_failed_request() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("obs");
    copy_folder(&demo().snapshot(), &root);
    let other = folder.path().join("other");
    succeed(&["synth", "--communes", "20", "--seed", "8", "--out", text(&other)]);
    let server = Running::serve(&root);
    let (stop, asked) = (AtomicBool::new(false), AtomicU32::new(0));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let answer = server.get("/api/v1/observatory");
                    assert_eq!(answer.status, 200);
                    let communes = answer.json()["counts"]["commune"].as_u64().unwrap();
                    assert!(communes == 15 || communes == 20, "whole, never half: {communes}");
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        build(&other, &root);
        let since = Instant::now();
        while server.get("/api/v1/observatory").json()["counts"]["commune"] != 20 {
            assert!(since.elapsed() < Duration::from_secs(20), "not taken over: {}", server.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert!(asked.load(Ordering::Relaxed) > 20);
    assert_eq!(server.get("/api/v1/observatory").json()["snapshot"]["id"], inspect(&root)["id"]);
    clean_stop(server);
}

#[test]
fn a_port_in_use_is_said_with_what_would_work() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let said = refuse(&["serve", text(&demo().snapshot()), "--listen", &address.to_string()]);
    assert!(said.contains(&address.port().to_string()) && said.contains("--listen"), "{said}");
}

#[test]
fn a_damaged_or_missing_snapshot_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    let said = refuse(&["serve", text(folder.path()), "--listen", "127.0.0.1:0"]);
    assert!(said.contains("maillage build"), "{said}");
    let root = folder.path().join("obs");
    copy_folder(&demo().snapshot(), &root);
    let tiles = fs::read_dir(root.join(current(&root)))
        .unwrap()
        .flatten()
        .find(|e| e.file_name().to_string_lossy().starts_with("tiles"))
        .unwrap();
    let mut bytes = fs::read(tiles.path()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    fs::write(tiles.path(), bytes).unwrap();
    let said = refuse(&["serve", text(&root), "--listen", "127.0.0.1:0"]);
    assert!(said.contains("tiles") && said.contains("build again"), "{said}");
}

//! Areas, routes, nearest services: one network, the same seconds everywhere.

use serde_json::{Value, json};

use crate::{
    fixture::App,
    town::{CHILDREN, Has, at, drive_s, lon, write},
};

/// Seconds of the route between two town centres.
async fn route_s(app: &App, from: usize, to: usize) -> u64 {
    let route = app.json(&format!("/api/v1/routes?from={}&to={}", at(from), at(to))).await;
    route["properties"]["seconds"].as_u64().unwrap()
}

/// Minutes of a limit and, of each area, the children within it.
async fn children(app: &App, query: &str) -> Vec<(u64, Value)> {
    let areas = app.json(&format!("/api/v1/isochrones?{query}")).await;
    let each = areas["features"].as_array().unwrap().iter().map(|feature| &feature["properties"]);
    each.map(|p| (p["minutes"].as_u64().unwrap(), p["children_under_3"].clone())).collect()
}

#[tokio::test]
async fn a_route_takes_the_time_that_is_known_on_paper_and_tells_its_steps() {
    let app = App::travelling().await;
    let route = app.json(&format!("/api/v1/routes?from={}&to={}", at(0), at(2))).await;
    let properties = &route["properties"];
    let seconds = properties["seconds"].as_f64().unwrap();
    assert!((seconds - drive_s(2)).abs() <= 1.0, "{seconds} for {}", drive_s(2));
    assert_eq!(properties["steps"].as_array().unwrap().len(), 1, "one street of one name");
    assert_eq!([&properties["steps"][0]["name"], &properties["travel"]], ["Route du Bourg", "car"]);
    let line = route["geometry"]["coordinates"].as_array().unwrap();
    let ends = [&line[0], &line[line.len() - 1]];
    for (end, commune) in ends.into_iter().zip([0, 2]) {
        assert!((end[0].as_f64().unwrap() - lon(commune)).abs() < 1e-5, "{end}");
    }
    let by_service = app.json(&format!("/api/v1/routes?from={}&service=essai:2", at(0))).await;
    assert_eq!(by_service, route, "the service stands in the town centre");
}

#[tokio::test]
async fn every_address_gives_the_same_seconds() {
    let app = App::travelling().await;
    // Services 0 and 6 stand in commune 0; crèches are 0, 1, 3 and 6.
    for (home, own) in CHILDREN.iter().enumerate().take(5) {
        let nearest = app.json(&format!("/api/v1/services/nearest?at={}&kind=creche&count=4", at(home))).await;
        for item in nearest["items"].as_array().unwrap() {
            let number: usize = item["service"].as_str().unwrap().trim_start_matches("essai:").parse().unwrap();
            let seconds = item["seconds"].as_u64().unwrap();
            assert_eq!(seconds, route_s(&app, home, number % 6).await, "{home} to {number}");
            assert_eq!(item["estimated"], false);
            let minutes = seconds.div_ceil(60);
            // Who needs 507 s is within nine minutes and not within eight.
            let query = format!("service=essai:{number}&minutes={},{minutes}", minutes - 1);
            let within = children(&app, &query).await;
            let has = |told: &Value| told["value"].as_f64().is_some_and(|sum| sum as u64 & *own as u64 != 0);
            assert_eq!(within[0].0, minutes, "the largest first");
            if home < 4 {
                assert!(
                    has(&within[0].1) && (seconds == (minutes - 1) * 60 || !has(&within[1].1)),
                    "{home}: {within:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn children_are_counted_by_their_own_time_and_few_are_secret() {
    let app = App::travelling().await;
    let known = |sum: f64| json!({"status": "known", "value": sum});
    let around = children(&app, &format!("at={}&minutes=5,10,15", at(1))).await;
    assert_eq!(around, [(15, known(32.0 + 64.0 + 128.0 + 256.0)), (10, known(32.0 + 64.0 + 128.0)), (5, known(64.0))]);
    let secret = children(&app, &format!("at={}&minutes=5", at(4))).await;
    assert_eq!(secret, [(5, json!({"status": "suppressed", "value": null}))]);
    let nobody = children(&app, &format!("at={}&minutes=5", at(5))).await;
    assert_eq!(nobody, [(5, known(0.0))]);
    let areas = app.json(&format!("/api/v1/isochrones?at={}&minutes=15,10", at(1))).await;
    let communes = |i: usize| areas["features"][i]["properties"]["communes_reached"].clone();
    assert_eq!([communes(0), communes(1)], [4, 3]);
    assert_eq!([&areas["travel"], &areas["service"], &areas["away_m"]], [&json!("car"), &json!(null), &json!(0)]);
}

#[tokio::test]
async fn an_area_holds_its_place_and_grows_with_the_limit() {
    let app = App::travelling().await;
    let areas = app.json(&format!("/api/v1/isochrones?at={}&minutes=2,5,10&travel=foot", at(1))).await;
    let widths: Vec<f64> = areas["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| {
            let ring = feature["geometry"]["coordinates"][0][0].as_array().unwrap();
            let lons = || ring.iter().map(|p| p[0].as_f64().unwrap());
            let (west, east) = (lons().fold(f64::INFINITY, f64::min), lons().fold(f64::NEG_INFINITY, f64::max));
            assert!(west < lon(1) && lon(1) < east);
            east - west
        })
        .collect();
    assert!(widths.is_sorted_by(|a, b| a > b), "{widths:?}");
    // Ten minutes at 1.25 m/s lead 750 m to each side; squares are at least 25 m wide.
    let wide_m = widths[0] * 10.0 * crate::town::between_m();
    assert!((1500.0..1700.0).contains(&wide_m), "{wide_m}");
}

#[tokio::test]
async fn nothing_near_is_told_with_its_reason() {
    let app = App::travelling().await;
    let outcome = async |query: &str| {
        let list = app.json(&format!("/api/v1/services/nearest?{query}")).await;
        (list["items"].as_array().unwrap().len(), list["outcome"].clone())
    };
    assert_eq!(outcome(&format!("at={}&kind=creche", at(0))).await, (3, json!(null)));
    assert_eq!(outcome(&format!("at={}&kind=creche&minutes=5", at(2))).await, (0, json!("beyond")));
    assert_eq!(outcome(&format!("at={}&kind=creche", at(5))).await, (0, json!("unreachable")), "an island");
    assert_eq!(outcome(&format!("at={}&kind=laep", at(0))).await, (0, json!("unreachable")), "there is none");
    assert_eq!(outcome("at=-0.9,46.09&kind=creche").await, (0, json!("not_snapped")), "at sea");
    let list = app.json("/api/v1/services/nearest?at=-0.9,46.09&kind=creche").await;
    assert_eq!(list["snap_limit_m"], 500);
}

#[tokio::test]
async fn places_at_sea_and_islands_are_refused_with_the_limit() {
    let app = App::travelling().await;
    let isochrone = app.problem("/api/v1/isochrones?at=-0.9,46.09", 404).await;
    assert!(isochrone["type"] == "/api#not-snapped" && isochrone["detail"].as_str().unwrap().contains("500 m"));
    let from = app.problem(&format!("/api/v1/routes?from=-0.9,46.09&to={}", at(0)), 404).await;
    assert!(from["detail"].as_str().unwrap().contains("`from`"), "{from}");
    let to = app.problem(&format!("/api/v1/routes?from={}&to=-0.9,46.09", at(0)), 404).await;
    assert!(to["detail"].as_str().unwrap().contains("`to`"), "{to}");
    let island = app.problem(&format!("/api/v1/routes?from={}&to={}", at(0), at(5)), 404).await;
    assert_eq!(island["type"], "/api#no-route");
    // 32 km on foot is seven hours; beyond ten hours a route is not searched.
    assert!(app.get(&format!("/api/v1/routes?from={}&to={}&travel=foot", at(0), at(4))).await.status == 200);
}

#[tokio::test]
async fn without_a_network_the_nearest_is_an_estimate_and_the_rest_says_what_is_missing() {
    let app = App::start().await;
    let list = app.json(&format!("/api/v1/services/nearest?at={}&kind=creche", at(2))).await;
    let first = &list["items"][0];
    assert_eq!([&first["service"], &first["estimated"]], [&json!("essai:1"), &json!(true)]);
    // Great-circle × 1.3 at 45 km/h; the sphere is within half a percent of the ellipsoid here.
    let paper = crate::town::between_m() * 1.3 / 12.5;
    assert!((first["seconds"].as_f64().unwrap() - paper).abs() < paper * 0.005, "{first} for {paper}");
    assert_eq!(list["snap_limit_m"], json!(null));
    let beyond = app.json(&format!("/api/v1/services/nearest?at={}&kind=creche&minutes=5", at(2))).await;
    assert_eq!(beyond["outcome"], "beyond");
    for path in ["/api/v1/isochrones?at=-0.95,46.05", "/api/v1/routes?from=-0.95,46.05&to=-0.85,46.05"] {
        let problem = app.problem(path, 409).await;
        assert_eq!([&problem["type"], &problem["valid"]], [&json!("/api#no-network"), &json!([])]);
        assert!(problem["detail"].as_str().unwrap().contains("osm-roads"), "{problem}");
    }
    app.problem("/api/v1/services/nearest?at=-0.95,46.05&kind=creche&travel=foot", 409).await;
    let timed = app.problem("/api/v1/services/nearest?at=-0.95,46.05&kind=creche&travel=transit", 409).await;
    assert!(timed["detail"].as_str().unwrap().contains("gtfs"), "{timed}");
}

#[tokio::test]
async fn a_mode_without_network_lists_those_that_have_one() {
    let app = App::having(Has::RoadsAndTimetable).await;
    let problem = app.problem("/api/v1/isochrones?at=-0.95,46.05&travel=bike", 409).await;
    assert_eq!(problem["valid"], json!(["car", "foot"]), "no area is drawn for timetables");
    let nearest = app.problem("/api/v1/services/nearest?at=-0.95,46.05&kind=creche&travel=bike", 409).await;
    assert_eq!(nearest["valid"], json!(["car", "foot", "transit"]));
    let app = App::having(Has::Roads).await;
    let timed = app.problem("/api/v1/isochrones?at=-0.95,46.05&travel=transit", 400).await;
    assert_eq!([&timed["parameter"], &timed["valid"]], [&json!("travel"), &json!(["car", "foot"])]);
}

#[tokio::test]
async fn questions_that_cannot_be_answered_are_refused_with_what_would_work() {
    let app = App::travelling().await;
    for (path, parameter) in [
        ("isochrones", "at"),
        ("isochrones?at=-0.95,46.05&service=essai:0", "at"),
        ("isochrones?at=46.05", "at"),
        ("isochrones?at=-0.95,146", "at"),
        ("isochrones?service=essai:99", "service"),
        ("isochrones?at=-0.95,46.05&travel=horse", "travel"),
        ("isochrones?at=-0.95,46.05&minutes=0", "minutes"),
        ("isochrones?at=-0.95,46.05&minutes=1,2,3,4,5,6,7", "minutes"),
        ("isochrones?at=-0.95,46.05&minutes=61", "minutes"),
        ("routes?to=-0.95,46.05", "from"),
        ("routes?from=-0.95,46.05", "to"),
        ("routes?from=-0.95,46.05&to=-0.9,46.05&service=essai:0", "to"),
        ("routes?from=-0.95,46.05&to=-0.9,46.05&day=2025-01-14", "day"),
        ("routes?from=-0.95,46.05&to=-0.9,46.05&arrive_by=09:00", "arrive_by"),
        ("routes?from=-0.95,46.05&to=-0.9,46.05&travel=transit&arrive_by=9h", "arrive_by"),
        ("services/nearest?kind=creche", "at"),
        ("services/nearest?at=-0.95,46.05", "kind"),
        ("services/nearest?at=-0.95,46.05&kind=garage", "kind"),
        ("services/nearest?at=-0.95,46.05&kind=assistant_maternel", "kind"),
        ("services/nearest?at=-0.95,46.05&kind=creche&count=21", "count"),
        ("services/nearest?at=-0.95,46.05&kind=creche&minutes=61", "minutes"),
        ("services/nearest?at=-0.95,46.05&kind=creche&minutes=5,10", "minutes"),
    ] {
        let problem = app.problem(&format!("/api/v1/{path}"), 400).await;
        assert_eq!(problem["parameter"], parameter, "{path}: {problem}");
        let french = app.ask("GET", &format!("/api/v1/{path}"), &[("accept-language", "fr")]).await.json();
        assert_ne!(french["detail"], problem["detail"], "{path}");
    }
    let longest = app.problem("/api/v1/isochrones?at=-0.95,46.05&minutes=61", 400).await;
    assert!(longest["detail"].as_str().unwrap().contains("60 minutes"), "{longest}");
}

#[tokio::test]
async fn no_query_makes_it_panic() {
    let app = App::travelling().await;
    let values = [
        "",
        "0",
        "-0.95,46.05",
        "180,90",
        "-180,-90",
        "0,0",
        "1e308,0",
        "NaN,NaN",
        "-0.95,46.0500000001",
        "5",
        "600",
        "60",
        "4294967296",
        "creche",
        "essai:0",
        "car",
        "foot",
        "transit",
        "on_demand",
        "%FF",
        "%00",
        "08:00",
        "47:59",
        "2025-01-14",
        "2025-01-18",
        "9999-12-31",
        "school_tuesday",
        "a,b",
        ",",
        "1,2,3",
    ];
    let names = ["at", "from", "to", "service", "kind", "travel", "minutes", "count", "day", "arrive_by"];
    let mut seed = 7_u64;
    let mut draw = |end: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % end
    };
    let mut answered = 0;
    for _ in 0..1500 {
        let path = ["isochrones", "routes", "services/nearest"][draw(3)];
        let base = ["", "at=-0.95,46.05", "from=-0.95,46.05&to=-0.65,46.05", "at=-0.75,46.05&kind=creche"][draw(4)];
        let more: Vec<String> =
            (0..draw(4)).map(|_| format!("{}={}", names[draw(names.len())], values[draw(values.len())])).collect();
        let path = format!("/api/v1/{path}?{base}&{}", more.join("&"));
        let reply = app.get(&path).await;
        assert!(reply.status.as_u16() < 500, "{path}: {}", reply.text());
        answered += usize::from(reply.status == 200);
    }
    assert!(answered > 50, "some of them are questions: {answered}");
}

#[tokio::test]
async fn a_snapshot_whose_network_does_not_fit_is_not_served() {
    for (has, word) in [(Has::MislabelledRoads, "foot"), (Has::CutRoads, "cut")] {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "Essai", has);
        let error = server::AppState::open(root.path()).await.unwrap_err().to_string();
        assert!(error.contains("roads-car") && error.contains(word) && error.contains("build again"), "{error}");
    }
}

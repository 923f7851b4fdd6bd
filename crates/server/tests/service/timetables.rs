//! Feeds, stops and lines; and figures by mode of travel.

use serde_json::{Value, json};

use crate::fixture::App;

#[tokio::test]
async fn a_feed_is_told_with_its_findings_in_both_languages_and_fifty_of_a_kind() {
    let app = App::travelling().await;
    let feeds = app.json("/api/v1/timetables/diagnosis").await;
    let feed = &feeds["items"][0];
    assert_eq!([&feed["source"], &feed["first_day"], &feed["agencies"][0]], ["cars", "2025-01-13", "Cars du Val"]);
    assert_eq!(feed["routes_by_kind"], json!({"bus": 1}));
    let count = &feed["counts"][0];
    assert_eq!([&count["kind"], &count["action"], &count["label_fr"]], ["unknown_stop", "dropped", "Arrêt inconnu"]);
    assert_eq!((count["count"].as_u64(), feed["findings"].as_array().unwrap().len()), (Some(60), 50));
    assert_eq!(feed["findings"][0]["line"], 2);
    assert_eq!(App::start().await.json("/api/v1/timetables/diagnosis").await, json!({"items": []}));
}

#[tokio::test]
async fn stops_and_lines_are_layers() {
    let app = App::travelling().await;
    let stops = app.json("/api/v1/timetables/stops").await;
    assert_eq!(stops["features"][1]["geometry"], json!({"type": "Point", "coordinates": [-0.95, 46.05]}));
    assert_eq!(stops["features"][1]["properties"]["kinds"], json!(["bus"]));
    let lines = app.json("/api/v1/timetables/lines").await;
    let line = &lines["features"][0]["properties"];
    assert_eq!([&line["short_name"], &line["color"], &line["kind"]], ["12", "#00aaff", "bus"]);
    let empty = App::start().await.json("/api/v1/timetables/lines").await;
    assert_eq!(empty, json!({"type": "FeatureCollection", "features": []}));
}

#[tokio::test]
async fn figures_are_those_of_the_mode_that_is_asked_for() {
    let app = App::travelling().await;
    let base = "/api/v1/figures?indicator=nearest_minutes&facet=creche&level=commune";
    let car = app.json(base).await;
    assert_eq!([&car["travel"], &car["values"][2]], [&json!("car"), &json!(8.5)]);
    assert_eq!(app.json(&format!("{base}&travel=car")).await, car);
    let foot = app.json(&format!("{base}&travel=foot")).await;
    assert_eq!([&foot["travel"], &foot["values"][2], &foot["partial"]], [&json!("foot"), &json!(50.0), &json!([6])]);
    assert_eq!([&car["provenance"], &foot["provenance"]], ["nearest_minutes.creche", "nearest_minutes.creche.foot"]);
    app.json("/api/v1/figures/nearest_minutes.creche.foot/provenance").await;
    let bike = app.problem(&format!("{base}&travel=bike"), 400).await;
    assert_eq!([&bike["parameter"], &bike["valid"]], [&json!("travel"), &json!(["car", "foot"])]);
    let rate = "/api/v1/figures?indicator=coverage_rate&facet=total&level=commune";
    let plain = app.json(rate).await;
    assert_eq!(plain["travel"], Value::Null);
    assert_eq!(app.json(&format!("{rate}&travel=car")).await, plain, "the default mode says nothing of it");
    let foot = app.problem(&format!("{rate}&travel=foot"), 400).await;
    assert_eq!([&foot["parameter"], &foot["valid"]], [&json!("travel"), &json!(["car"])]);
    app.problem(&format!("{base}&travel=horse"), 400).await;
}

#[tokio::test]
async fn series_and_workbooks_take_the_mode_too() {
    let app = App::travelling().await;
    let series = "/api/v1/territories/commune/01003/series?indicator=nearest_minutes&facet=creche";
    let value = async |path: &str| app.json(path).await["points"][0]["value"]["value"].clone();
    assert_eq!([value(series).await, value(&format!("{series}&travel=foot")).await], [8.5, 50.0]);
    assert_eq!(app.problem(&format!("{series}&travel=bike"), 400).await["parameter"], "travel");
    let book = "/api/v1/figures.xlsx?indicator=nearest_minutes&facet=creche&level=commune";
    let name = app.get(&format!("{book}&travel=foot")).await.header("content-disposition").to_owned();
    assert!(name.contains("a-pied"), "{name}");
    assert_eq!(app.problem(&format!("{book}&travel=bike"), 400).await["parameter"], "travel");
}

#[tokio::test]
async fn the_observatory_lists_its_modes_and_its_timetable() {
    let observatory = App::travelling().await.json("/api/v1/observatory").await;
    let travel = &observatory["travel"];
    let modes: Vec<&Value> = travel["modes"].as_array().unwrap().iter().map(|mode| &mode["id"]).collect();
    assert_eq!(modes, ["car", "foot", "transit"]);
    assert_eq!(travel["default"], "car");
    assert_eq!(
        [&travel["modes"][0]["limit_minutes"], &travel["modes"][0]["sources"]],
        [&json!(60), &json!(["routes"])]
    );
    let timetable = &travel["timetable"];
    assert_eq!(
        [&timetable["day"], &timetable["arrive_by"], &timetable["last_day"]],
        ["2025-01-14", "09:00", "2025-01-17"]
    );
    let travels = |id: &str| {
        let all = observatory["indicators"].as_array().unwrap();
        all.iter().find(|i| i["id"] == id).unwrap()["travels"].clone()
    };
    assert_eq!([travels("nearest_minutes"), travels("coverage_rate")], [json!(["car", "foot"]), json!([])]);
    let without = App::start().await.json("/api/v1/observatory").await;
    assert_eq!(without["travel"]["timetable"], Value::Null);
}

#[tokio::test]
async fn a_portrait_has_the_minutes_of_each_mode_and_may_be_of_another_year() {
    let app = App::travelling().await;
    let base = "/api/v1/territories/commune/01003/portrait";
    let portrait = app.json(base).await;
    let creche = portrait["minutes"].as_array().unwrap().iter().find(|kind| kind["kind"] == "creche").unwrap();
    let brief: Vec<_> =
        creche["modes"].as_array().unwrap().iter().map(|m| (&m["travel"], &m["value"]["value"])).collect();
    assert_eq!(brief, [(&json!("car"), &json!(8.5)), (&json!("foot"), &json!(50.0))]);
    let near = &portrait["nearest"][0];
    assert_eq!([&near["travel"], &near["rank"], &near["estimated"]], [&json!("car"), &json!(1), &json!(true)]);
    let figures = |portrait: &Value| portrait["figures"].as_array().unwrap().clone();
    assert_eq!(
        figures(&portrait).iter().filter(|f| f["indicator"] == "nearest_minutes").count(),
        1,
        "by the default mode"
    );
    let past = app.json(&format!("{base}?year=2021")).await;
    assert_eq!([&past["year"], &past["nearest"], &past["minutes"]], [&json!(2021), &json!([]), &json!([])]);
    assert_eq!((figures(&past).len(), &figures(&past)[0]["value"]["value"]), (1, &json!(9.0)));
    assert_eq!(app.problem(&format!("{base}?year=2019"), 400).await["valid"], json!(["2021", "2024"]));
}

//! By timetable: line 12 leaves the first commune at seven and at eight and is in the fourth half an
//! hour later, on weekdays.

use axum::body::Body;
use http_body_util::BodyExt;
use serde_json::{Value, json};

use crate::{
    fixture::App,
    town::{LAT, at, lon},
};

#[tokio::test]
async fn a_journey_tells_its_legs_its_waiting_and_its_day() {
    let app = App::travelling().await;
    let path = format!("/api/v1/routes?from={}&to={}&travel=transit&arrive_by=08:45", at(0), at(3));
    let journey = app.json(&path).await;
    let properties = &journey["properties"];
    // Leaving at eight to be there at a quarter to nine, a quarter of an hour early.
    assert_eq!([&properties["departs"], &properties["arrives"], &properties["day"]], ["08:00", "08:30", "2025-01-14"]);
    let numbers = ["seconds", "riding_s", "waiting_s", "walking_s", "transfers"].map(|name| properties[name].as_u64());
    assert_eq!(numbers, [Some(2700), Some(1800), Some(900), Some(0), Some(0)]);
    let legs = journey["features"].as_array().unwrap();
    let ride = legs.iter().map(|leg| &leg["properties"]).find(|leg| leg["means"] == "ride").unwrap();
    assert_eq!([&ride["line"], &ride["from"], &ride["to"]], ["12", "Le Val, mairie", "Orval, gare"]);
    assert_eq!([&ride["departs"], &ride["arrives"]], ["08:00", "08:30"]);
    let early = app.json(&format!("/api/v1/routes?from={}&to={}&travel=transit&arrive_by=08:29", at(0), at(3))).await;
    assert_eq!(early["properties"]["departs"], "07:00");
}

#[tokio::test]
async fn days_are_dates_or_names_and_others_are_refused_with_those_that_work() {
    let app = App::travelling().await;
    let on = |day: &str| format!("/api/v1/routes?from={}&to={}&travel=transit&arrive_by=08:45&day={day}", at(0), at(3));
    assert_eq!(app.json(&on("2025-01-16")).await["properties"]["day"], "2025-01-16");
    assert_eq!(app.json(&on("school_wednesday")).await["properties"]["day"], "2025-01-15");
    for day in ["2025-02-01", "saturday", "someday", ""] {
        let problem = app.problem(&on(day), 400).await;
        assert_eq!(
            [&problem["parameter"], &problem["valid"]],
            [&json!("day"), &json!(["school_tuesday", "school_wednesday"])]
        );
        assert!(problem["detail"].as_str().unwrap().contains("2025-01-13"), "{problem}");
    }
    let days = &app.json("/api/v1/observatory").await["travel"]["timetable"]["days"];
    assert_eq!([&days[0]["id"], &days[0]["date"]], ["school_tuesday", "2025-01-14"]);
}

#[tokio::test]
async fn the_nearest_and_the_table_have_the_median_of_the_figures() {
    let app = App::travelling().await;
    let nearest = app.json(&format!("/api/v1/services/nearest?at={}&kind=creche&travel=transit", at(0))).await;
    let items: Vec<_> =
        nearest["items"].as_array().unwrap().iter().map(|item| (&item["service"], &item["seconds"])).collect();
    // Two are next door. To the fourth commune, of the 121 arrivals asked for from seven to nine, those
    // half an hour to an hour after a departure are within the hour: the 61st of them is the hour itself.
    let paper = [("essai:0", 0), ("essai:6", 0), ("essai:3", 3600)].map(|(id, s)| (json!(id), json!(s)));
    assert_eq!(items, paper.iter().map(|(id, s)| (id, s)).collect::<Vec<_>>());
    let end = |id: &str, commune: usize| json!({ "id": id, "at": [lon(commune), LAT] });
    let ends: Vec<Value> = (0..6).map(|i| end(&i.to_string(), i)).collect();
    let question = json!({ "origins": ends, "destinations": ends, "travel": "transit" }).to_string();
    let response = app.post("/api/v1/travel-times", Body::from(question)).await;
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let text = String::from_utf8(body.to_vec()).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let seconds = |from: &str, to: &str| {
        let line = lines[1..].iter().find(|line| line["origin"] == from && line["destination"] == to);
        line.map(|line| line["seconds"].as_u64().unwrap())
    };
    assert_eq!(
        [seconds("0", "3"), seconds("0", "0"), seconds("3", "0")],
        [Some(3600), Some(0), None],
        "no bus goes back"
    );
    assert_eq!((lines.len(), &lines[0]["estimated"]), (1 + 7, &json!(false)));
}

#[tokio::test]
async fn what_no_bus_leads_to_is_told() {
    let app = App::travelling().await;
    let outcome = async |query: &str| {
        app.json(&format!("/api/v1/services/nearest?travel=transit&kind=creche&{query}")).await["outcome"].clone()
    };
    assert_eq!(outcome("at=-0.9,46.09").await, "not_snapped");
    assert_eq!(outcome(&format!("at={}", at(5))).await, "unreachable");
    let back =
        app.problem(&format!("/api/v1/routes?from={}&to={}&travel=transit&arrive_by=05:00", at(3), at(0)), 404).await;
    assert_eq!(back["type"], "/api#no-route");
    let sea = app.problem(&format!("/api/v1/routes?from=-0.9,46.09&to={}&travel=transit", at(0)), 404).await;
    assert!(sea["type"] == "/api#not-snapped" && sea["detail"].as_str().unwrap().contains("`from`"), "{sea}");
    let lifts = app.problem(&format!("/api/v1/services/nearest?at={}&kind=creche&travel=on_demand", at(0)), 409).await;
    assert_eq!(lifts["valid"], json!(["car", "foot", "transit"]));
}

//! Tables of travel times: streamed, sparse, bounded.

use axum::{body::Body, http::StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};

use crate::{
    contract::{contract, differs, schema_of},
    fixture::App,
    town::{LAT, at, drive_s, lon},
};

const PATH: &str = "/api/v1/travel-times";

/// The lines of a table; it must be one.
async fn lines(app: &App, question: &Value) -> Vec<Value> {
    let response = app.post(PATH, question.to_string()).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/x-ndjson");
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let text = String::from_utf8(body.to_vec()).unwrap();
    assert!(text.ends_with('\n'));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

async fn refused(app: &App, question: impl Into<Body>, status: u16) -> Value {
    let response = app.post(PATH, question).await;
    let told = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let problem: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((told, &problem["instance"]), (status, &json!(PATH)), "{problem}");
    problem
}

fn end(id: &str, commune: usize) -> Value {
    json!({ "id": id, "at": [lon(commune), LAT] })
}

/// All town centres to all town centres, and a place at sea.
fn everywhere() -> Value {
    let mut ends: Vec<Value> = (0..6).map(|i| end(&i.to_string(), i)).collect();
    ends.push(json!({ "id": "mer", "at": [-0.9, 46.09] }));
    json!({ "origins": ends, "destinations": ends, "travel": "car", "minutes": 15 })
}

#[tokio::test]
async fn a_table_has_its_header_and_one_line_for_each_pair_within_the_limit() {
    let app = App::travelling().await;
    let contract = contract();
    let (media, schema) = schema_of(&contract, "compute_travel_times");
    assert_eq!(media, "application/x-ndjson");
    let lines = lines(&app, &everywhere()).await;
    for line in &lines {
        assert_eq!(differs(&contract, &schema, line, "line"), None);
    }
    let header = &lines[0];
    assert_eq!([&header["origins"], &header["destinations"], &header["minutes"]], [7, 7, 15]);
    assert_eq!([&header["origins_not_snapped"], &header["destinations_not_snapped"]], [&json!(["mer"]); 2]);
    assert_eq!([&header["estimated"], &header["snap_limit_m"]], [&json!(false), &json!(500)]);
    let mut told: Vec<(usize, usize, f64)> = lines[1..]
        .iter()
        .map(|line| {
            let number = |name: &str| line[name].as_str().unwrap().parse().unwrap();
            (number("origin"), number("destination"), line["seconds"].as_f64().unwrap())
        })
        .collect();
    told.sort_by(|a, b| a.partial_cmp(b).unwrap());
    // On paper: up to two communes away are within a quarter of an hour; the island reaches itself.
    let paper = (0..6).flat_map(|from: usize| (0..6).map(move |to: usize| (from, to)));
    let paper: Vec<(usize, usize)> =
        paper.filter(|(from, to)| from == to || (from.abs_diff(*to) <= 2 && *from < 5 && *to < 5)).collect();
    assert_eq!(told.iter().map(|(from, to, _)| (*from, *to)).collect::<Vec<_>>(), paper);
    for (from, to, seconds) in told {
        assert!((seconds - drive_s(from.abs_diff(to))).abs() <= 1.0, "{from} to {to}: {seconds}");
        let route = app.json(&format!("/api/v1/routes?from={}&to={}", at(from), at(to))).await;
        assert_eq!(route["properties"]["seconds"].as_f64(), Some(seconds), "{from} to {to}");
    }
}

#[tokio::test]
async fn without_a_network_the_table_is_an_estimate_and_says_so() {
    let app = App::start().await;
    let lines = lines(&app, &everywhere()).await;
    assert_eq!([&lines[0]["estimated"], &lines[0]["snap_limit_m"]], [&json!(true), &json!(null)]);
    let nearest = app.json(&format!("/api/v1/services/nearest?at={}&kind=creche&count=1", at(2))).await;
    let line = lines[1..].iter().find(|line| line["origin"] == "2" && line["destination"] == "1").unwrap();
    assert_eq!(line["seconds"], nearest["items"][0]["seconds"]);
}

#[tokio::test]
async fn a_table_of_nothing_is_its_header() {
    let app = App::travelling().await;
    let lines = lines(&app, &json!({ "origins": [], "destinations": [end("a", 0)] })).await;
    assert_eq!((lines.len(), &lines[0]["minutes"], &lines[0]["travel"]), (1, &json!(60), &json!("car")));
}

#[tokio::test]
async fn what_is_no_question_is_refused_with_what_would_work() {
    let app = App::travelling().await;
    for (question, words) in [
        ("", "EOF"),
        ("[]", "origins"),
        ("{\"origins\":[]}", "destinations"),
        ("{\"origins\":[],\"destinations\":[],\"speed\":3}", "speed"),
        ("{\"origins\":[{\"id\":\"a\",\"at\":[46,200]}],\"destinations\":[]}", "origins[0].at"),
        ("{\"origins\":[{\"id\":\"a\"}],\"destinations\":[]}", "at"),
        ("{\"origins\":[],\"destinations\":[],\"travel\":\"horse\"}", "car"),
        ("{\"origins\":[],\"destinations\":[]} {}", "trailing"),
    ] {
        let problem = refused(&app, question, 400).await;
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(words) && detail.contains("Expected: {\"origins\""), "{question}: {detail}");
    }
    for minutes in [0, 61] {
        let question = json!({ "origins": [], "destinations": [], "minutes": minutes });
        assert_eq!(refused(&app, question.to_string(), 400).await["parameter"], "minutes");
    }
    let bike = json!({ "origins": [], "destinations": [], "travel": "bike" });
    assert_eq!(refused(&app, bike.to_string(), 409).await["valid"], json!(["car", "foot", "transit"]));
}

#[tokio::test]
async fn more_than_is_answered_at_once_is_refused_with_the_limit() {
    let app = App::travelling().await;
    let many: Vec<Value> = (0..2001).map(|_| end("a", 0)).collect();
    let question = json!({ "origins": many, "destinations": many });
    let problem = refused(&app, question.to_string(), 413).await;
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("4000000") && detail.contains("2001 origins"), "{detail}");
    let bytes = refused(&app, vec![b' '; (16 << 20) + 1], 413).await;
    assert!(bytes["detail"].as_str().unwrap().contains("16777216"), "{bytes}");
}

#[tokio::test]
async fn a_client_that_leaves_frees_its_place() {
    let app = App::travelling().await;
    let many: Vec<Value> = (0..2000).map(|i| end(&format!("une origine au nom plutôt long, {i}"), i % 5)).collect();
    let question = json!({ "origins": many, "destinations": many }).to_string();
    // Places are as many as cores: were one kept by a client that left, this would not come to an end.
    for _ in 0..3 * std::thread::available_parallelism().map_or(2, usize::from) {
        let response = app.post(PATH, question.clone()).await;
        let mut body = response.into_body();
        assert!(body.frame().await.unwrap().is_ok(), "the table is sent while it is computed");
    }
    assert_eq!(lines(&app, &everywhere()).await.len(), 1 + 20);
}

#[tokio::test]
async fn only_this_address_takes_a_body() {
    let app = App::travelling().await;
    assert_eq!(app.problem(PATH, 405).await["status"], 405);
    assert_eq!(app.post("/api/v1/isochrones", "{}").await.status(), StatusCode::METHOD_NOT_ALLOWED);
    let question = json!({ "origins": [], "destinations": [] }).to_string();
    let unknown = app.post(&format!("{PATH}?travel=car"), question).await;
    assert_eq!(unknown.status(), StatusCode::BAD_REQUEST);
}

//! Search through the router; ranking itself is tested beside the index.

use serde_json::{Value, json};

use crate::fixture::App;

async fn found(app: &App, q: &str) -> Vec<(String, String)> {
    let results = app.json(&format!("/api/v1/search?q={q}")).await;
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    results["items"].as_array().unwrap().iter().map(|h| (text(&h["code"]), text(&h["matched"]))).collect()
}

fn hit(code: &str, matched: &str) -> (String, String) {
    (code.into(), matched.into())
}

#[tokio::test]
async fn names_are_found_without_accents_articles_or_case() {
    let app = App::start().await;
    assert_eq!(found(&app, "VAL").await, [hit("01001", "name")]);
    assert_eq!(found(&app, "les%20pres").await, [hit("01002", "name")]);
    assert_eq!(found(&app, "st%20bo").await, [hit("02002", "name")]);
    assert_eq!(found(&app, "l%27etang").await, [hit("01003", "name")]);
    assert!(found(&app, "xyz").await.is_empty());
}

#[tokio::test]
async fn an_epci_is_found_by_its_name_with_or_without_its_form() {
    let app = App::start().await;
    assert_eq!(found(&app, "pays").await, [hit("200000001", "name")]);
    assert_eq!(found(&app, "cc%20du%20pays").await, [hit("200000001", "name")]);
    // Both are named Orval; the whole name comes before its beginning.
    assert_eq!(found(&app, "orval").await, [hit("02001", "name"), hit("200000002", "name")]);
}

#[tokio::test]
async fn codes_and_postal_codes_are_found_by_their_beginning() {
    let app = App::start().await;
    assert_eq!(found(&app, "01100").await, [hit("01002", "postcode"), hit("01001", "postcode")]);
    assert_eq!(found(&app, "02003").await, [hit("02003", "code")]);
    assert_eq!(found(&app, "02").await[0], hit("02", "code"));
    assert_eq!(found(&app, "01100%20val").await, [hit("01001", "postcode")]);
    assert_eq!(found(&app, "200000002").await, [hit("200000002", "code")]);
}

#[tokio::test]
async fn an_answer_says_where_it_is() {
    let app = App::start().await;
    let commune = &app.json("/api/v1/search?q=val&limit=1").await["items"][0];
    assert_eq!([&commune["context"], &commune["level"]], ["CC du Pays des Prés", "commune"]);
    assert_eq!([&commune["postcodes"], &commune["fid"]], [&json!(["01100"]), &json!(1)]);
    assert_eq!(app.json("/api/v1/search?q=seule").await["items"][0]["context"], "Aval");
    assert_eq!(app.json("/api/v1/search?q=pays").await["items"][0]["context"], "Amont");
}

#[tokio::test]
async fn a_text_that_says_nothing_is_refused() {
    let app = App::start().await;
    for q in ["", "%20", "-", &"a".repeat(101)] {
        assert_eq!(app.problem(&format!("/api/v1/search?q={q}"), 400).await["parameter"], "q");
    }
    assert_eq!(app.problem("/api/v1/search", 400).await["parameter"], "q");
}

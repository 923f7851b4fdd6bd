//! Services with a public address.

use serde_json::json;

use crate::fixture::{App, figures, territory, write};

async fn ids(app: &App, query: &str) -> Vec<String> {
    let page = app.json(&format!("/api/v1/services?{query}")).await;
    let ids = page["items"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap().to_owned());
    ids.collect()
}

#[tokio::test]
async fn filters_combine() {
    let app = App::start().await;
    assert_eq!(ids(&app, "kind=creche").await, ["essai:0", "essai:1", "essai:3", "essai:6"]);
    assert_eq!(ids(&app, "commune=01001").await, ["essai:0", "essai:6"]);
    assert_eq!(ids(&app, "epci=200000002").await, ["essai:3", "essai:4"]);
    assert_eq!(ids(&app, "epci=200000002&kind=creche").await, ["essai:3"]);
    assert!(ids(&app, "epci=200000002&commune=01001").await.is_empty());
    assert_eq!(ids(&app, "bbox=-1,46,-0.9,46.1").await, ["essai:0", "essai:6"]);
    assert_eq!(ids(&app, "bbox=-0.95,46.05,-0.85,46.05").await, ["essai:0", "essai:1", "essai:6"]);
}

#[tokio::test]
async fn pages_walk_every_service_exactly_once() {
    let app = App::start().await;
    let mut walked = Vec::new();
    let mut after = String::new();
    loop {
        let page = app.json(&format!("/api/v1/services?limit=3{after}")).await;
        assert_eq!(page["total"], 7);
        walked.extend(page["items"].as_array().unwrap().iter().map(|s| s["fid"].as_u64().unwrap()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(walked, [1, 2, 3, 4, 5, 6, 7]);
}

#[tokio::test]
async fn a_service_says_what_is_known_of_it() {
    let app = App::start().await;
    let service = app.json("/api/v1/services/essai:0").await;
    assert_eq!(service["commune"], json!({"code": "01001", "name": "Le Val"}));
    assert_eq!(service["capacity"]["agreees"], json!({"status": "known", "value": 25.0}));
    assert_eq!(service["capacity"]["disponibles"], json!({"status": "missing", "value": null}));
    assert_eq!([&service["hours"], &service["located"]], ["Mo 09:00-12:00", "exact"]);
    let other = app.json("/api/v1/services/essai%3A1").await;
    assert_eq!([&other["capacity"], &other["hours"]], [&json!(null), &json!(null)]);
    assert_eq!(other["located"], "town_centre");
}

#[tokio::test]
async fn what_does_not_exist_is_refused_with_what_would_work() {
    let app = App::start().await;
    app.problem("/api/v1/services/essai:99", 404).await;
    let kind = app.problem("/api/v1/services?kind=garage", 400).await;
    assert!(kind["valid"].as_array().unwrap().contains(&json!("creche")));
    assert_eq!(app.problem("/api/v1/services?commune=85051", 400).await["parameter"], "commune");
    assert_eq!(app.problem("/api/v1/services?epci=x", 400).await["parameter"], "epci");
    assert!(
        app.problem("/api/v1/services?bbox=1,2,3", 400).await["detail"].to_string().contains("west,south,east,north")
    );
}

#[tokio::test]
async fn homes_are_not_a_kind_that_can_be_listed() {
    let app = App::start().await;
    let problem = app.problem("/api/v1/services?kind=assistant_maternel", 400).await;
    assert!(!problem["valid"].as_array().unwrap().contains(&json!("assistant_maternel")));
}

#[tokio::test]
async fn a_snapshot_that_lists_homes_is_not_served() {
    let root = tempfile::tempdir().unwrap();
    let mut territory = territory();
    territory.services[0].kind = "assistant_maternel".into();
    write(root.path(), "Essai", &territory, &figures());
    let error = server::AppState::open(root.path()).await.unwrap_err().to_string();
    assert!(error.contains("nominative"), "{error}");
}

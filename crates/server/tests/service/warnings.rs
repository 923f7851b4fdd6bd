//! Quality findings.

use serde_json::json;

use crate::fixture::App;

#[tokio::test]
async fn findings_are_those_of_checks_with_their_place_and_their_count() {
    let app = App::start().await;
    let page = app.json("/api/v1/warnings").await;
    assert_eq!((&page["total"], &page["next"]), (&json!(3), &json!(null)));
    let lines: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| item["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [8, 9, 10], "refused rows are not findings");
    let first = &page["items"][0];
    assert_eq!((&first["check"], &first["source"]), (&json!("outside_its_commune"), &json!("essai")));
    assert!(first["lon"].is_f64() && first["lat"].is_f64() && first["commune"]["code"] == "01001", "{first}");
    assert!(first["commune"]["name"] != "01001" && first["reason_fr"].as_str().unwrap().contains("commune"));
    assert_eq!(page["items"][2]["lon"], json!(null));
    let counts: Vec<_> = page["checks"].as_array().unwrap().iter().map(|c| (&c["check"], &c["count"])).collect();
    assert_eq!(counts, [(&json!("outside_its_commune"), &json!(2)), (&json!("duplicate"), &json!(1))]);
}

#[tokio::test]
async fn findings_are_paged_within_a_check_and_every_check_keeps_its_count() {
    let app = App::start().await;
    let page = app.json("/api/v1/warnings?check=outside_its_commune&source=essai&limit=1").await;
    assert_eq!((&page["total"], &page["items"][0]["line"]), (&json!(2), &json!(8)));
    assert_eq!(page["checks"].as_array().unwrap().len(), 2);
    let after = page["next"].as_str().unwrap();
    let page = app.json(&format!("/api/v1/warnings?check=outside_its_commune&limit=1&after={after}")).await;
    assert_eq!((&page["items"][0]["line"], &page["next"]), (&json!(10), &json!(null)));
}

#[tokio::test]
async fn an_unknown_check_or_source_is_refused_with_those_that_work() {
    let app = App::start().await;
    let problem = app.problem("/api/v1/warnings?check=ugly", 400).await;
    assert!(problem["parameter"] == "check" && problem["valid"].to_string().contains("swapped_coordinates"));
    assert_eq!(app.problem("/api/v1/warnings?source=autre", 400).await["valid"], json!(["essai"]));
    assert_eq!(app.problem("/api/v1/warnings?after=9", 400).await["parameter"], "after");
}

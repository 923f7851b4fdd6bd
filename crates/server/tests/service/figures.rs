//! Columns of figures and their provenance.

use serde_json::{Value, json};

use crate::fixture::App;

const RATE: &str = "/api/v1/figures?indicator=coverage_rate&facet=total&level=commune";

#[tokio::test]
async fn a_table_has_one_entry_a_territory_and_tells_secret_from_missing() {
    let table = App::start().await.json(RATE).await;
    assert_eq!(table["fids"], json!([1, 2, 3, 4, 5, 6]));
    assert_eq!(table["codes"][3], "02001");
    assert_eq!(table["names"][2], "L’Étang <b>");
    assert_eq!(table["values"], json!([10.0, 70.0, null, 35.0, null, 110.0]));
    assert_eq!(table["status"], "kkmksk");
    assert_eq!(table["summary"], json!({"known": 4, "suppressed": 1, "missing": 1, "min": 10.0, "max": 110.0}));
    assert_eq!([&table["unit"], &table["better"]], ["places_per_100", "higher"]);
}

#[tokio::test]
async fn secret_rows_carry_no_part_of_their_ratio() {
    let table = App::start().await.json(RATE).await;
    // Row 4 is secret: the snapshot has 7 and 11 there, and nobody reads them.
    assert_eq!(table["numerators"], json!([7.0, 7.0, null, 7.0, null, 7.0]));
    assert_eq!(table["denominators"], json!([11.0, 11.0, null, 11.0, null, 11.0]));
}

#[tokio::test]
async fn what_is_no_ratio_has_no_parts() {
    let app = App::start().await;
    let table = app.json("/api/v1/figures?indicator=service_count&facet=creche&level=commune").await;
    assert_eq!([&table["numerators"], &table["denominators"]], [&Value::Null; 2]);
}

#[tokio::test]
async fn a_parent_keeps_its_own_rows_only() {
    let app = App::start().await;
    let table = app.json(&format!("{RATE}&parent=epci:200000002")).await;
    assert_eq!([&table["fids"], &table["values"]], [&json!([4, 5]), &json!([35.0, null])]);
    assert_eq!([&table["status"], &table["summary"]["known"]], [&json!("ks"), &json!(1)]);
    let epcis = app.json("/api/v1/figures?indicator=coverage_rate&facet=total&level=epci&parent=departement:01").await;
    assert_eq!([&epcis["codes"], &epcis["partial"]], [&json!(["200000001"]), &json!([1])]);
}

#[tokio::test]
async fn classes_are_those_of_the_measure_or_quantiles_of_what_is_shown() {
    let app = App::start().await;
    let fixed = app.json(RATE).await;
    assert_eq!([&fixed["breaks"], &fixed["breaks_method"]], [&json!([20.0, 40.0, 60.0, 80.0]), &json!("fixed")]);
    let quantiles = app.json("/api/v1/figures?indicator=children_beyond&facet=creche&level=commune").await;
    // Known values 0, 1, 1200.4: limits at 1 (rank 1 is 0, rank 2 is 1) and 1200.
    assert_eq!([&quantiles["breaks"], &quantiles["breaks_method"]], [&json!([1.0, 1200.0]), &json!("quantiles")]);
}

#[tokio::test]
async fn a_table_that_does_not_exist_is_refused_with_those_that_do() {
    let app = App::start().await;
    let indicator = app.problem("/api/v1/figures?indicator=x&facet=total&level=commune", 400).await;
    assert_eq!(indicator["parameter"], "indicator");
    assert!(indicator["valid"].as_array().unwrap().contains(&json!("coverage_rate")));
    let facet = app.problem("/api/v1/figures?indicator=coverage_rate&facet=x&level=commune", 400).await;
    assert_eq!([&facet["parameter"], &facet["valid"]], [&json!("facet"), &json!(["total"])]);
    let level = app.problem("/api/v1/figures?indicator=service_count&facet=creche&level=epci", 400).await;
    assert_eq!([&level["parameter"], &level["valid"]], [&json!("level"), &json!(["commune"])]);
    let word = app.problem("/api/v1/figures?indicator=coverage_rate&facet=total&level=region", 400).await;
    assert!(word["detail"].as_str().unwrap().contains("departement"));
}

#[tokio::test]
async fn every_figure_leads_to_its_sources() {
    let app = App::start().await;
    let id = app.json(RATE).await["provenance"].as_str().unwrap().to_owned();
    let provenance = app.json(&format!("/api/v1/figures/{id}/provenance")).await;
    assert_eq!(provenance["sources"][0]["licence"], "etalab-2.0");
    assert_eq!(provenance["sources"][0]["files"][0]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(provenance["parameters"], json!([{"name": "vitesse", "value": "45 km/h"}]));
    let unknown = app.problem("/api/v1/figures/x/provenance", 404).await;
    assert!(unknown["valid"].as_array().unwrap().contains(&json!("coverage_rate.total")));
}

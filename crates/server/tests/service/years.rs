//! Earlier years: tables, series, comparison with what was published, workbooks.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};

use crate::fixture::App;

const RATE: &str = "indicator=coverage_rate&facet=total";

#[tokio::test]
async fn the_observatory_lists_its_years_and_those_of_each_measure() {
    let observatory = App::start().await.json("/api/v1/observatory").await;
    assert_eq!([&observatory["year"], &observatory["years"]], [&json!(2024), &json!([2021, 2024])]);
    let years = |id: &str| {
        let all = observatory["indicators"].as_array().unwrap();
        all.iter().find(|i| i["id"] == id).unwrap()["years"].clone()
    };
    assert_eq!(years("coverage_rate"), json!([2021, 2024]));
    assert_eq!(years("service_count"), json!([2024]));
}

#[tokio::test]
async fn a_table_of_another_year_has_its_own_values_and_marks_what_was_carried() {
    let app = App::start().await;
    let table = app.json(&format!("/api/v1/figures?{RATE}&level=commune&year=2021")).await;
    assert_eq!([&table["year"], &table["carried"]], [&json!(2021), &json!([2])]);
    assert_eq!(table["values"], json!([8.0, 60.0, 9.0, null, null, 100.0]));
    assert_eq!(table["status"], "kkksmk");
    assert_eq!([&table["numerators"][0], &table["numerators"][3]], [&json!(77_777.0), &Value::Null]);
    assert_eq!(table["provenance"], "coverage_rate.total.2021");
    assert_eq!(app.json("/api/v1/figures/coverage_rate.total.2021/provenance").await["id"], "coverage_rate.total.2021");
    let epcis = app.json(&format!("/api/v1/figures?{RATE}&level=epci&year=2021")).await;
    assert_eq!(epcis["carried"], json!([1]), "the EPCI that holds the commune");
    let inside = app.json(&format!("/api/v1/figures?{RATE}&level=commune&year=2021&parent=epci:200000002")).await;
    assert_eq!([&inside["carried"], &inside["fids"]], [&json!([]), &json!([4, 5])]);
    let present = app.json(&format!("/api/v1/figures?{RATE}&level=commune")).await;
    assert_eq!(
        [&present["year"], &present["carried"], &present["values"][0]],
        [&json!(2024), &json!([]), &json!(10.0)]
    );
    assert_eq!(app.json(&format!("/api/v1/figures?{RATE}&level=commune&year=2024")).await, present);
}

#[tokio::test]
async fn a_year_that_is_not_there_is_refused_with_those_that_are() {
    let app = App::start().await;
    for path in ["/api/v1/figures", "/api/v1/figures.xlsx"] {
        let problem = app.problem(&format!("{path}?{RATE}&level=commune&year=2019"), 400).await;
        assert_eq!([&problem["parameter"], &problem["valid"]], [&json!("year"), &json!(["2021", "2024"])]);
        let measure =
            app.problem(&format!("{path}?indicator=service_count&facet=creche&level=commune&year=2021"), 400).await;
        assert_eq!([&measure["parameter"], &measure["valid"]], [&json!("year"), &json!(["2024"])]);
        let level = app.problem(&format!("{path}?{RATE}&level=departement&year=2021"), 400).await;
        assert_eq!([&level["parameter"], &level["valid"]], [&json!("year"), &json!(["2024"])]);
        for bad in ["21", "x", "", "-2021", "+202", "65537"] {
            let problem = app.problem(&format!("{path}?{RATE}&level=commune&year={bad}"), 400).await;
            assert_eq!(problem["parameter"], "year", "{bad}");
        }
    }
}

#[tokio::test]
async fn a_series_has_one_point_a_year_and_no_part_of_a_secret() {
    let app = App::start().await;
    let of = async |territory: &str| app.json(&format!("/api/v1/territories/{territory}/series?{RATE}")).await;
    let series = of("commune/01002").await;
    assert_eq!([&series["unit"], &series["level"], &series["code"]], ["places_per_100", "commune", "01002"]);
    let points = series["points"].as_array().unwrap();
    let brief: Vec<_> = points.iter().map(|p| (&p["year"], &p["value"]["value"], &p["carried"])).collect();
    assert_eq!(brief, [(&json!(2021), &json!(60.0), &json!(true)), (&json!(2024), &json!(70.0), &json!(false))]);
    assert_eq!(points[0]["denominator"], json!({"status": "known", "value": 88_888.0}));
    let secret = &of("commune/02001").await["points"][0];
    assert_eq!(secret["value"], json!({"status": "suppressed", "value": null}));
    assert_eq!([&secret["numerator"], &secret["denominator"]], [&Value::Null; 2]);
    assert_eq!(of("departement/01").await["points"].as_array().unwrap().len(), 1, "no point is made up");
    assert_eq!(of("epci/200000001").await["points"][1]["partial"], true);
    let base = "/api/v1/territories/commune/01002/series";
    let facet = app.problem(&format!("{base}?indicator=coverage_rate&facet=x"), 400).await;
    assert_eq!([&facet["parameter"], &facet["valid"]], [&json!("facet"), &json!(["total"])]);
    assert_eq!(app.problem(&format!("{base}?indicator=x&facet=total"), 400).await["parameter"], "indicator");
    app.problem(&format!("/api/v1/territories/commune/99999/series?{RATE}"), 404).await;
}

#[tokio::test]
async fn a_portrait_has_the_short_series_and_what_was_published_for_the_country() {
    let app = App::start().await;
    let portrait = app.json("/api/v1/territories/commune/01002/portrait").await;
    let figure =
        |id: &str| portrait["figures"].as_array().unwrap().iter().find(|f| f["indicator"] == id).unwrap().clone();
    let rate = figure("coverage_rate");
    assert_eq!(rate["series"][0], json!({"year": 2021, "value": {"status": "known", "value": 60.0}, "carried": true}));
    assert_eq!(rate["series"].as_array().unwrap().len(), 2);
    assert_eq!(figure("service_count")["series"], json!([]), "one year is no series");
    let compared = rate["compare"].as_array().unwrap();
    let country = compared.last().unwrap();
    // Cnaf: 60.9 places for 100 children under three in 2023.
    assert_eq!([&country["level"], &country["code"], &country["name"]], ["pays", "FR", "France"]);
    assert_eq!([&country["value"]["value"], &country["year"]], [&json!(60.9), &json!(2023)]);
    assert!(country["source"].as_str().unwrap().contains("Cnaf"));
    // Computed ones say no year; a fictional département is not the real one of its code.
    assert_eq!(compared.iter().filter(|c| !c["year"].is_null()).count(), 1);
    assert_eq!([&compared[0]["year"], &compared[0]["source"]], [&Value::Null; 2]);
    assert_eq!(figure("service_count")["compare"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn a_workbook_says_the_same_as_the_table() {
    let app = App::start().await;
    for (query, lang) in [("level=commune", "fr"), ("level=commune&year=2021", "en"), ("level=epci", "fr")] {
        let table = app.json(&format!("/api/v1/figures?{RATE}&{query}")).await;
        let reply = app.get(&format!("/api/v1/figures.xlsx?{RATE}&{query}&lang={lang}")).await;
        assert_eq!(reply.status, 200);
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(reply.body.clone())).unwrap();
        let first = book.sheet_names()[0].clone();
        let sheet = book.worksheet_range(&first).unwrap();
        let list = |field: &str| table[field].as_array().unwrap().clone();
        assert_eq!(sheet.height(), list("codes").len() + 1);
        let fields = ["codes", "names", "values", "numerators", "denominators"].map(list);
        for line in 0..fields[0].len() {
            let status = table["status"].as_str().unwrap().as_bytes()[line];
            for (column, field) in fields.iter().enumerate() {
                let cell = sheet.get_value((line as u32 + 1, column as u32)).unwrap();
                match &field[line] {
                    Value::String(text) => assert_eq!(cell, &Data::String(text.clone())),
                    Value::Number(number) => assert_eq!(cell, &Data::Float(number.as_f64().unwrap())),
                    _ if status == b's' => assert_eq!(cell, &Data::String("secret".into())),
                    _ => assert_eq!(
                        cell,
                        &Data::String(["non disponible", "not available"][usize::from(lang == "en")].into())
                    ),
                }
            }
        }
    }
}

#[tokio::test]
async fn a_workbook_has_a_name_and_no_number_of_a_secret_row() {
    let app = App::start().await;
    let reply = app.get(&format!("/api/v1/figures.xlsx?{RATE}&level=commune&year=2021&parent=epci:200000002")).await;
    let name = "taux-de-couverture-tous-modes-d-accueil-communes-orval-agglo-2021.xlsx";
    assert_eq!(reply.header("content-disposition"), format!("attachment; filename=\"{name}\""));
    let mut archive = zip::ZipArchive::new(Cursor::new(&reply.body)).unwrap();
    let mut all = String::new();
    for i in 0..archive.len() {
        archive.by_index(i).unwrap().read_to_string(&mut all).unwrap();
    }
    // 02001 is secret; 02002 is missing, and its parts are known.
    assert_eq!((all.matches("<v>77777</v>").count(), all.matches("<v>88888</v>").count()), (1, 1));
    assert!(all.contains("Essai") && all.contains("etalab-2.0") && all.contains("Méthode."));
    let refused = app.problem(&format!("/api/v1/figures.xlsx?{RATE}&level=commune&lang=de"), 400).await;
    assert_eq!(refused["parameter"], "lang");
}

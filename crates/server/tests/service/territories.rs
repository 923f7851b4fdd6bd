//! The observatory, territories, portraits, sources.

use serde_json::{Value, json};

use crate::fixture::App;

#[tokio::test]
async fn the_observatory_says_what_it_holds_and_what_to_show() {
    let o = App::start().await.json("/api/v1/observatory").await;
    assert_eq!(o["name"], "Essai");
    assert_eq!(o["notice_fr"], "Territoire fictif de démonstration");
    assert_eq!(o["notice_en"], Value::Null);
    assert_eq!(o["counts"], json!({"commune": 6, "epci": 2, "departement": 2, "services": 7, "demand_points": 6}));
    assert_eq!(o["levels"], json!(["commune", "epci", "departement"]));
    assert_eq!(o["themes"].as_array().unwrap().len(), 5);
    assert_eq!(o["themes"][0]["id"], "petite-enfance");
    assert_eq!(o["modes"], json!(["eaje", "assistant_maternel", "prescolarisation", "garde_a_domicile"]));
    let kind = |id: &str| o["kinds"].as_array().unwrap().iter().find(|k| k["id"] == id).unwrap().clone();
    assert_eq!([&kind("creche")["count"], &kind("laep")["count"]], [4, 0]);
    assert_eq!(kind("assistant_maternel")["nominative"], true);
    assert_eq!(
        o["default_view"],
        json!({"indicator": "coverage_rate", "facet": "total", "level": "commune",
               "parent": {"level": "epci", "code": "200000001"}})
    );
    let bounds: Vec<f64> = o["bounds"].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
    assert!(bounds.iter().zip([-1.0, 46.0, -0.4, 46.1]).all(|(a, b)| (a - b).abs() < 1e-9), "{bounds:?}");
}

#[tokio::test]
async fn a_measure_without_any_figure_is_not_offered() {
    let o = App::start().await.json("/api/v1/observatory").await;
    let ids: Vec<&str> = o["indicators"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["coverage_rate", "children_beyond", "service_count"]);
    assert_eq!(o["indicators"][1]["levels"], json!(["commune", "epci"]));
    assert_eq!(o["indicators"][1]["facets"], json!(["creche"]));
}

#[tokio::test]
async fn pages_walk_every_territory_exactly_once_and_the_total_is_exact() {
    let app = App::start().await;
    for limit in 1..=7 {
        let (mut codes, mut after) = (Vec::new(), String::new());
        loop {
            let page = app.json(&format!("/api/v1/territories?level=commune&limit={limit}{after}")).await;
            assert_eq!(page["total"], 6);
            codes.extend(page["items"].as_array().unwrap().iter().map(|i| i["code"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(codes, ["01001", "01002", "01003", "02001", "02002", "02003"], "limit {limit}");
    }
}

#[tokio::test]
async fn a_list_may_be_that_of_a_parent() {
    let app = App::start().await;
    let codes = async |query: &str| {
        let page = app.json(&format!("/api/v1/territories?{query}")).await;
        let items = page["items"].as_array().unwrap().iter();
        items.map(|i| i["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes("level=commune&parent=epci:200000002").await, ["02001", "02002"]);
    assert_eq!(codes("level=commune&parent=departement:02").await, ["02001", "02002", "02003"]);
    assert_eq!(codes("level=epci&parent=departement:02").await, ["200000002"]);
    assert_eq!(codes("level=departement&parent=epci:200000001").await, ["01"]);
    assert_eq!(codes("level=epci&parent=epci:200000001").await, ["200000001"]);
    assert_eq!(codes("level=commune&after=02002").await, ["02003"]);
    let two = app.json("/api/v1/territories?level=commune&parent=epci:200000002&limit=1").await;
    assert_eq!([&two["total"], &two["next"]], [&json!(2), &json!("02001")], "the total is that of the parent");
}

#[tokio::test]
async fn what_does_not_exist_is_refused_with_what_would_work() {
    let app = App::start().await;
    let detail = |problem: Value| problem["detail"].as_str().unwrap().to_owned();
    let unknown = detail(app.problem("/api/v1/territories/commune/85051", 404).await);
    assert!(unknown.contains("`85051`") && unknown.contains("`01001`"), "{unknown}");
    let level = app.problem("/api/v1/territories/region/52", 404).await;
    assert_eq!(level["valid"], json!(["commune", "epci", "departement"]));
    let parent = app.problem("/api/v1/territories?level=commune&parent=epci:999999999", 400).await;
    assert_eq!(parent["parameter"], "parent");
    assert!(detail(app.problem("/api/v1/territories?level=commune&parent=85", 400).await).contains("epci:248500340"));
    assert!(detail(app.problem("/api/v1/territories?level=commune&limit=1001", 400).await).contains("1 to 1000"));
    assert!(detail(app.problem("/api/v1/territories", 400).await).contains("`level` is required"));
    assert!(detail(app.problem("/api/v1/territories?level=commune&level=epci", 400).await).contains("twice"));
}

#[tokio::test]
async fn a_territory_knows_those_that_hold_it() {
    let app = App::start().await;
    let commune = app.json("/api/v1/territories/commune/01003").await;
    assert_eq!(commune["name"], "L’Étang <b>", "text is data: it is neither escaped nor interpreted");
    assert_eq!(commune["fid"], 3);
    assert_eq!(commune["epci"], json!({"code": "200000001", "name": "CC du Pays des Prés"}));
    assert_eq!(commune["departement"], json!({"code": "01", "name": "Amont"}));
    assert_eq!(commune["children_under_3"], json!({"status": "missing", "value": null}));
    assert_eq!(commune["postcodes"], json!(["01200"]));
    let epci = app.json("/api/v1/territories/epci/200000001").await;
    assert_eq!([&epci["members"], &epci["declared_members"]], [3, 5]);
    assert_eq!(epci["postcodes"], json!(["01100", "01200"]));
    assert_eq!([&epci["parent_epci"], &epci["seat"]], [&Value::Null; 2]);
    assert_eq!(epci["population"], json!({"status": "known", "value": 6300.0}));
    assert_eq!(epci["children_under_3"]["status"], "missing", "a sum with an unknown part is unknown");
    let alone = app.json("/api/v1/territories/commune/02003").await;
    assert_eq!([&alone["epci"], &alone["parent_epci"]], [&Value::Null; 2]);
}

#[tokio::test]
async fn a_geometry_is_geojson_of_the_commune_or_of_the_members() {
    let app = App::start().await;
    let reply = app.get("/api/v1/territories/commune/01001/geometry").await;
    assert_eq!(reply.header("content-type"), "application/geo+json");
    let feature = reply.json();
    assert_eq!([&feature["type"], &feature["geometry"]["type"]], ["Feature", "MultiPolygon"]);
    let ring = json!([[-1.0, 46.0], [-0.9, 46.0], [-0.9, 46.1], [-1.0, 46.1], [-1.0, 46.0]]);
    assert_eq!(feature["geometry"]["coordinates"], json!([[ring]]));
    let epci = app.json("/api/v1/territories/epci/200000002/geometry").await;
    let codes: Vec<_> = epci["features"].as_array().unwrap().iter().map(|f| &f["properties"]["code"]).collect();
    assert_eq!(codes, ["02001", "02002"]);
}

#[tokio::test]
async fn a_portrait_speaks_and_compares() {
    let app = App::start().await;
    let portrait = app.json("/api/v1/territories/commune/01001/portrait").await;
    assert_eq!(
        portrait["sentence_fr"],
        "Au Val, 1\u{202f}200 enfants de moins de 3 ans vivent à plus de 15 min d’une crèche (estimation)."
    );
    assert_eq!(
        portrait["sentence_en"],
        "In Le Val, 1,200 children under three live more than 15 min from a day nursery (estimate)."
    );
    let rate = &portrait["figures"][0];
    assert_eq!([&rate["indicator"], &rate["provenance"]], ["coverage_rate", "coverage_rate.total"]);
    assert_eq!(rate["value"], json!({"status": "known", "value": 10.0}));
    // Le Val 10, Les Prés 70, L’Étang unknown: second of the two known, higher is better.
    assert_eq!(rate["rank"], json!({"position": 2, "of": 2}));
    let compared: Vec<_> =
        rate["compare"].as_array().unwrap().iter().map(|c| (&c["code"], &c["value"]["value"])).collect();
    assert_eq!(
        compared,
        [(&json!("200000001"), &json!(60.0)), (&json!("01"), &json!(60.0)), (&json!("FR"), &json!(60.9))]
    );
    assert_eq!(rate["numerator"], json!({"status": "known", "value": 7.0}));
    assert!(portrait["notes_fr"].to_string().contains("centre-bourg"));
}

#[tokio::test]
async fn a_secret_figure_shows_none_of_its_parts() {
    let app = App::start().await;
    let portrait = app.json("/api/v1/territories/commune/02002/portrait").await;
    let rate = &portrait["figures"][0];
    assert_eq!(rate["value"], json!({"status": "suppressed", "value": null}));
    assert_eq!([&rate["numerator"], &rate["denominator"], &rate["rank"]], [&Value::Null; 3]);
    assert!(portrait["sentence_fr"].as_str().unwrap().contains("secret statistique"));
}

#[tokio::test]
async fn sentences_follow_what_is_known() {
    let app = App::start().await;
    let sentence = async |path: &str| {
        let portrait = app.json(&format!("/api/v1/territories/{path}/portrait")).await;
        portrait["sentence_fr"].as_str().unwrap().to_owned()
    };
    assert!(sentence("commune/01002").await.starts_with("Aux Prés, 1 enfant de moins de 3 ans vit "));
    assert!(sentence("commune/02001").await.starts_with("À Orval, aucun enfant de moins de 3 ans ne vit "));
    assert_eq!(
        sentence("commune/01003").await,
        "Le nombre d’enfants de moins de 3 ans de L’Étang <b> n’est pas connu."
    );
    assert!(sentence("epci/200000001").await.starts_with("Dans la CC du Pays des Prés, 1\u{202f}201 enfants "));
}

#[tokio::test]
async fn the_nearest_services_hide_homes_and_round_distances() {
    let app = App::start().await;
    let portrait = app.json("/api/v1/territories/commune/01001/portrait").await;
    assert_eq!(
        portrait["nearest"][0],
        json!({"kind": "creche", "travel": "car", "rank": 1, "estimated": true, "minutes": 10.1, "distance_m": 4300, "hours": "Mo 09:00-12:00",
               "service": {"id": "essai:0", "name": "Lieu n°0 <script>", "commune_code": "01001", "commune_name": "Le Val"}})
    );
    let home = json!({"kind": "assistant_maternel", "travel": "car", "rank": 1, "estimated": true, "minutes": 0.5,
                      "distance_m": 100, "hours": null, "service": null});
    assert_eq!(portrait["nearest"][1], home);
    assert_eq!(app.json("/api/v1/territories/epci/200000001/portrait").await["nearest"], json!([]));
}

#[tokio::test]
async fn an_epci_that_straddles_says_so_and_names_the_weakest_method() {
    let portrait = App::start().await.json("/api/v1/territories/epci/200000001/portrait").await;
    assert!(portrait["notes_fr"].to_string().contains("5 communes, dont 3"));
    assert_eq!(portrait["children_method"], "three_times_births");
    assert_eq!(portrait["figures"][0]["partial"], true);
}

#[tokio::test]
async fn sources_and_their_refused_rows_are_listed() {
    let app = App::start().await;
    let source = &app.json("/api/v1/sources").await["items"][0];
    assert_eq!([&source["accepted"], &source["rejected"]], [10, 5]);
    let mut lines = Vec::new();
    let mut after = String::new();
    loop {
        let page = app.json(&format!("/api/v1/sources/essai/rejections?limit=2{after}")).await;
        assert_eq!(page["total"], 8);
        lines.extend(page["items"].as_array().unwrap().iter().map(|r| r["line"].as_u64().unwrap()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(lines, [2, 3, 4, 5, 6, 8, 9, 10]);
    let rows = app.json("/api/v1/sources/essai/rejections").await;
    let told = |line: u64| {
        let row = rows["items"].as_array().unwrap().iter().find(|row| row["line"] == line).unwrap();
        row["reason_fr"].as_str().map(str::to_owned)
    };
    assert_eq!(told(2), None, "a reason outside the catalogue");
    assert!(told(9).unwrap().starts_with("Même nom"), "a check has its words");
    assert_eq!(app.problem("/api/v1/sources/autre/rejections", 404).await["valid"], json!(["essai"]));
    assert_eq!(app.problem("/api/v1/sources/essai/rejections?after=6x", 400).await["parameter"], "after");
}

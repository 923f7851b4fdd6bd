//! Earlier years from outside: four communes of today, of which one was two and two were one.
//!
//! ```text
//! 2020:  00001 + 00005 | 00002 | 00003 ------------
//! 2024:  00001 Aune    | 00002 | 00003 Cote | 00004 Dune
//! ```

use std::{fs, path::Path};

use maillage_tests::{
    Running,
    demo::{inspect, text},
    refuse, succeed,
};
use serde_json::{Value, json};

const CONFIG: &str = r#"name = "Deux années (fictif)"
geography_year = 2024
"#;

/// A source in the configuration; `more` are further lines of it.
fn source(id: &str, format: &str, path: &str, more: &str) -> String {
    format!(
        "\n[[source]]\nid = \"{id}\"\nformat = \"{format}\"\npath = \"{path}\"\ntitle = \"{id}\"\nproducer = \"Essai\"\nlicence = \"CC0-1.0\"\nvintage = \"2024\"\n{more}\n"
    )
}

fn write(folder: &Path, more: &str) {
    let square = |west: f64| {
        let (east, south, north) = (west + 0.1, 46.0, 46.1);
        json!([[[west, south], [east, south], [east, north], [west, north], [west, south]]])
    };
    let communes = [("00001", "Aune"), ("00002", "Bief"), ("00003", "Cote"), ("00004", "Dune")];
    let features: Vec<Value> = communes
        .iter()
        .enumerate()
        .map(|(i, (code, name))| {
            json!({"type": "Feature", "properties": {"code": code, "nom": name},
                   "geometry": {"type": "Polygon", "coordinates": square(i as f64 * 0.1)}})
        })
        .collect();
    let put = |name: &str, text: String| fs::write(folder.join(name), text).unwrap();
    put("communes.geojson", json!({"type": "FeatureCollection", "features": features}).to_string());
    let movements = [
        "32,2021-01-01,COM,00001,COM,00001",
        "32,2021-01-01,COM,00005,COM,00001",
        "21,2023-01-01,COM,00003,COM,00003",
        "21,2023-01-01,COM,00003,COM,00004",
    ];
    put("mouvements.csv", format!("MOD,DATE_EFF,TYPECOM_AV,COM_AV,TYPECOM_AP,COM_AP\n{}\n", movements.join("\n")));
    let counts = |rows: &[&str]| format!("insee_com,commune,population,naissances\n{}\n", rows.join("\n"));
    put("now.csv", counts(&["00001,Aune,1000,10", "00002,Bief,500,5", "00003,Cote,300,6", "00004,Dune,100,2"]));
    put(
        "then.csv",
        counts(&["00001,Aune,600,6", "00005,Aulne,300,3", "00002,Bief,480,5", "00003,Cote,420,8", "99999,Loin,7,7"]),
    );
    let services = |rows: &[&str]| {
        let head = "id,nom,type,commune,code_insee,latitude,longitude,places_agreees,assistants,date_maj";
        format!("{head}\n{}\n", rows.join("\n"))
    };
    put(
        "services-now.csv",
        services(&[
            "c1,Crèche une,creche,Aune,00001,46.05,0.05,25,,2024-01-01",
            "a1,,assistant_maternel,Bief,00002,,,30,10,2024-01-01",
        ]),
    );
    put(
        "services-then.csv",
        services(&[
            "c1,Crèche une,creche,Aulne,00005,46.05,0.05,20,,2020-01-01",
            "c2,Crèche deux,creche,Cote,00003,46.05,0.35,12,,2020-01-01",
            "a1,,assistant_maternel,Bief,00002,,,9,3,2020-01-01",
            "a2,,assistant_maternel,Cote,00003,,,20,8,2020-01-01",
            "a3,,assistant_maternel,Aulne,00005,,,28,14,2020-01-01",
        ]),
    );
    let past = "year = 2020\ngeography_year = 2020";
    let sources = [
        source("communes", "communes-geojson", "communes.geojson", ""),
        source("mouvements", "movements-csv", "mouvements.csv", ""),
        // A past source that comes first is not taken for the present one.
        source("comptes-2020", "commune-counts", "then.csv", past),
        source("comptes", "commune-counts", "now.csv", ""),
        source("services-2020", "service-list", "services-then.csv", past),
        source("services", "service-list", "services-now.csv", ""),
    ];
    put("observatory.toml", format!("{CONFIG}{}{more}", sources.concat()));
}

fn build(folder: &Path) -> std::path::PathBuf {
    let out = folder.join("obs");
    succeed(&["build", "--config", text(&folder.join("observatory.toml")), "--out", text(&out)]);
    out
}

fn figures(server: &Running, indicator: &str, facet: &str, level: &str, year: u16) -> Value {
    let path = format!("/api/v1/figures?indicator={indicator}&facet={facet}&level={level}&year={year}");
    let answer = server.get(&path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.json());
    answer.json()
}

#[test]
fn counts_are_carried_over_a_merger_and_a_split_and_nobody_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "");
    let server = Running::serve(&build(folder.path()));
    let observatory = server.get("/api/v1/observatory").json();
    assert_eq!([&observatory["year"], &observatory["years"]], [&json!(2024), &json!([2020, 2024])]);
    // 00001 is 600 + 300; 00003 keeps 300 of the 400 people that its parts have today.
    for (indicator, expected, total) in
        [("population", [900.0, 480.0, 315.0, 105.0], 1800.0), ("births", [9.0, 5.0, 6.0, 2.0], 22.0)]
    {
        let table = figures(&server, indicator, "total", "commune", 2020);
        assert_eq!(table["values"], json!(expected), "{indicator}");
        assert_eq!(table["carried"], json!([1, 3, 4]), "the merged one and both parts, not Bief");
        let whole = figures(&server, indicator, "total", "departement", 2020);
        assert_eq!([&whole["values"], &whole["carried"]], [&json!([total]), &json!([1])], "{indicator}");
    }
    assert_eq!(
        figures(&server, "children_under_3", "total", "commune", 2020)["values"],
        json!([27.0, 15.0, 18.0, 6.0])
    );
    let present = figures(&server, "population", "total", "commune", 2024);
    assert_eq!([&present["values"], &present["carried"]], [&json!([1000.0, 500.0, 300.0, 100.0]), &json!([])]);
    let source = |id: &str| {
        let all = server.get("/api/v1/sources").json();
        all["items"].as_array().unwrap().iter().find(|s| s["id"] == id).unwrap().clone()
    };
    let then = source("comptes-2020");
    assert_eq!([&then["accepted"], &then["outside"]], [&json!(4), &json!(1)], "a row of elsewhere is counted apart");
    assert_eq!(source("comptes")["outside"], 0);
}

#[test]
fn services_of_a_year_stand_where_they_lie_and_their_figures_are_of_that_year() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "");
    let server = Running::serve(&build(folder.path()));
    // The second crèche names 00003 and lies in what is 00004 today.
    assert_eq!(figures(&server, "service_count", "creche", "commune", 2020)["values"], json!([1.0, 0.0, 0.0, 1.0]));
    assert_eq!(figures(&server, "service_count", "creche", "commune", 2024)["values"], json!([1.0, 0.0, 0.0, 0.0]));
    assert_eq!(figures(&server, "places_agreees", "eaje", "departement", 2020)["values"], json!([32.0]));
    let (then, now) = (2020, 2024);
    let minutes = |year| figures(&server, "nearest_minutes", "creche", "commune", year)["values"][3].as_f64().unwrap();
    assert!(minutes(then) < minutes(now), "Dune had its own crèche: {} and {} min", minutes(then), minutes(now));
    // Only services of the present are on the map.
    assert_eq!(server.get("/api/v1/services?kind=creche").json()["items"].as_array().map_or(0, Vec::len), 1);
    let series = server.get("/api/v1/territories/departement/00/series?indicator=places_agreees&facet=eaje").json();
    let points: Vec<_> =
        series["points"].as_array().unwrap().iter().map(|p| (&p["year"], &p["value"]["value"])).collect();
    assert_eq!(points, [(&json!(2020), &json!(32.0)), (&json!(2024), &json!(25.0))]);
    let provenance = series["points"][0]["provenance"].as_str().unwrap();
    let provenance = server.get(&format!("/api/v1/figures/{provenance}/provenance")).json();
    let sources: Vec<_> = provenance["sources"].as_array().unwrap().iter().map(|s| &s["id"]).collect();
    assert_eq!(sources, ["services-2020"], "each year rests on its own sources");
    assert!(provenance["method_fr"].as_str().unwrap().contains("Situation de 2020"));
}

#[test]
fn secrecy_holds_in_each_year_and_in_the_workbook() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "");
    let server = Running::serve(&build(folder.path()));
    // Three assistants maternels in Bief in 2020, ten today; the next smaller count hides with them.
    let table = figures(&server, "service_count", "assistant_maternel", "commune", 2020);
    assert_eq!(table["status"], "kssk", "{table}");
    assert_eq!(figures(&server, "service_count", "assistant_maternel", "commune", 2024)["status"], "kkkk");
    let rate = "indicator=coverage_rate&facet=assistant_maternel&level=commune&year=2020";
    let rates = server.get(&format!("/api/v1/figures?{rate}")).json();
    assert_eq!([&rates["numerators"][1], &rates["denominators"][1]], [&Value::Null; 2]);
    let book = server.get(&format!("/api/v1/figures.xlsx?{rate}"));
    assert_eq!((book.status, &book.body[..2]), (200, &b"PK"[..]));
    let name = book.header("content-disposition").unwrap();
    assert!(name.contains("assistants-maternels-communes-2020.xlsx"), "{name}");
}

#[test]
fn a_year_whose_children_are_unknown_weighs_times_by_those_of_today() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "");
    let config = folder.path().join("observatory.toml");
    let text = fs::read_to_string(&config).unwrap();
    let kept: Vec<&str> = text.split("\n[[source]]").filter(|source| !source.contains("comptes-2020")).collect();
    fs::write(&config, kept.join("\n[[source]]")).unwrap();
    let server = Running::serve(&build(folder.path()));
    let minutes = |level| figures(&server, "nearest_minutes", "creche", level, 2020)["values"].clone();
    // Three times the births of today: 30, 15, 18 and 6 children.
    let by_commune: Vec<f64> = minutes("commune").as_array().unwrap().iter().map(|m| m.as_f64().unwrap()).collect();
    let weighted: f64 = by_commune.iter().zip([30.0, 15.0, 18.0, 6.0]).map(|(m, children)| m * children).sum();
    let mean = minutes("departement")[0].as_f64().unwrap();
    assert!((mean - weighted / 69.0).abs() < 1e-9, "{mean} is not {}", weighted / 69.0);
    assert_eq!(figures(&server, "children_beyond", "creche", "commune", 2020)["status"], "mmmm");
}

#[test]
fn a_year_that_is_not_there_lists_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "");
    let server = Running::serve(&build(folder.path()));
    let refused = server.get("/api/v1/figures?indicator=births&facet=total&level=commune&year=2019");
    assert_eq!(refused.status, 400);
    assert_eq!(refused.json()["valid"], json!(["2020", "2024"]));
}

#[test]
fn a_series_of_births_is_carried_and_shown_with_the_delay_of_the_present() {
    let folder = tempfile::tempdir().unwrap();
    let series = source("naissances", "births-series", "series.csv", "geography_year = 2020");
    write(folder.path(), &series);
    let mut rows = String::from("GEO,GEO_OBJECT,TIME_PERIOD,OBS_VALUE\n");
    for year in 2016..=2022 {
        for (code, births) in [("00001", 4), ("00005", 3), ("00002", 2), ("00003", 8)] {
            rows += &format!("2024-COM-{code},COM,{year},{}\n", births + year - 2016);
        }
    }
    fs::write(folder.path().join("series.csv"), rows).unwrap();
    let server = Running::serve(&build(folder.path()));
    // The last births are two years behind 2024: 2020 is shown with those of 2018.
    assert_eq!(figures(&server, "births", "total", "commune", 2020)["values"], json!([11.0, 4.0, 7.5, 2.5]));
    let children = figures(&server, "children_under_3", "total", "commune", 2020);
    assert_eq!(children["values"], json!([27.0, 9.0, 20.25, 6.75]), "births of 2016 to 2018");
}

#[test]
fn a_build_without_earlier_years_has_the_present_only_and_equal_inputs_give_equal_snapshots() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "");
    let first = inspect(&build(folder.path()));
    assert_eq!(
        [&first["year"], &first["past"][0]["year"], &first["past"][0]["carried"]],
        [&json!(2024), &json!(2020), &json!(3)]
    );
    assert_eq!(inspect(&build(folder.path()))["id"], first["id"]);
    // Only the year changes: no figure is taken over from the build before.
    let config = folder.path().join("observatory.toml");
    let changed =
        fs::read_to_string(&config).unwrap().replace("geography_year = 2024\n", "geography_year = 2024\nyear = 2025\n");
    fs::write(&config, changed).unwrap();
    assert_eq!(inspect(&build(folder.path()))["year"], 2025);
    let present: String = fs::read_to_string(&config)
        .unwrap()
        .split("\n[[source]]")
        .filter(|s| !s.contains("-2020\""))
        .collect::<Vec<_>>()
        .join("\n[[source]]");
    fs::write(&config, present).unwrap();
    assert_eq!(inspect(&build(folder.path()))["past"], json!([]));
}

#[test]
fn a_year_where_none_can_be_is_refused_with_what_would_work() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &source("bourgs", "seats-csv", "now.csv", "year = 2020"));
    let config = folder.path().join("observatory.toml");
    let said = refuse(&["build", "--config", text(&config), "--out", text(&folder.path().join("obs"))]);
    assert!(said.contains("bourgs") && said.contains("service-list"), "{said}");
}

//! The Vendée from the files of its producers, end to end.

use std::path::Path;

use maillage_tests::{Running, demo::inspect, real_data, repository, succeed};

fn build(data: &Path, out: &Path) {
    let config = repository().join("data/vendee.toml");
    let path = |p: &Path| p.to_str().expect("a path is UTF-8").to_owned();
    succeed(&["build", "--config", &path(&config), "--data", &path(data), "--out", &path(out), "--quiet"]);
}

#[test]
fn the_vendee_has_its_communes_its_services_and_its_births() {
    let Some(data) = real_data("the_vendee_has_its_communes_its_services_and_its_births") else { return };
    let out = tempfile::tempdir().unwrap();
    build(&data, out.path());
    let report = inspect(out.path());
    assert_eq!(report["counts"]["commune"], 255);
    assert_eq!(report["services_by_kind"]["france_services"], 23);
    for (siren, births) in [("248500340", 260.0), ("248500563", 124.0), ("200072882", 481.0)] {
        assert_eq!(report["epcis"][siren]["births"], births, "{siren}");
        assert_eq!(report["epcis"][siren]["children_under_3"], 3.0 * births, "{siren}");
    }
    let figure = |indicator: &str, facet: &str| {
        let all = report["figures"].as_array().unwrap().iter();
        all.filter(|f| f["indicator"] == indicator && f["facet"] == facet && f["level"] == "commune").count()
    };
    assert_eq!(figure("coverage_rate", "total"), 0, "no file states places: the rate is absent, not zero");
    assert_eq!(figure("nearest_minutes", "france_services"), 1);
    assert_eq!(figure("nearest_minutes", "creche"), 1);

    let server = Running::serve(out.path());
    let found = server.get("/api/v1/search?q=st%20etienne%20du%20bois").json();
    assert_eq!(found["items"][0]["name"], "Saint-Étienne-du-Bois", "{found}");
    let yeu = server.get("/api/v1/territories/commune/85113").json();
    assert!(yeu["epci"].is_null(), "an island without EPCI: {yeu}");
    let portrait = server.get("/api/v1/territories/commune/85051/portrait").json();
    assert!(portrait["sentence_fr"].as_str().unwrap().starts_with("À Chantonnay, "), "{}", portrait["sentence_fr"]);
    let (status, _) = server.stop();
    assert!(status.success());
}

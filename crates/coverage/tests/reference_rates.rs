//! Published rates kept beside the repository, recomputed.

use coverage::coverage_rate;
use serde_json::Value;
use territory::Quantity::Known;

/// Published components and their total may differ by this much: they are rounded to a tenth.
const ROUNDING: f64 = 0.15;

#[test]
fn the_published_rates_are_recomputed_within_their_rounding() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("MAILLAGE_TEST_DATA").map_or_else(|| root.join("../shared/data"), Into::into);
    let Ok(text) = std::fs::read_to_string(data.join("reference/coverage-rates.json")) else {
        eprintln!(
            "skipped: the_published_rates_are_recomputed_within_their_rounding (no real files; set MAILLAGE_TEST_DATA)"
        );
        return;
    };
    let rates: Value = serde_json::from_str(&text).unwrap();
    let number = |value: &Value| value.as_f64().expect("a number");
    let of_2023 = rates["national_2023"].as_object().unwrap();
    let parts: f64 = of_2023.iter().filter(|(mode, _)| *mode != "total").map(|(_, v)| number(v)).sum();
    assert!((parts - number(&of_2023["total"])).abs() <= ROUNDING, "{parts}");
    let of_2009 = &rates["national_2009"];
    let children = Known(number(&of_2009["children_under_3"]));
    let rate = |mode: &str| coverage_rate(Known(number(&of_2009["places"][mode])), children).known().unwrap();
    assert!((rate("total") - number(&of_2009["rate"])).abs() <= 0.005);
    for (mode, published) in of_2009["parts"].as_object().unwrap() {
        assert!((rate(mode) - number(published)).abs() <= 0.005, "{mode}: {}", rate(mode));
    }
    let places: f64 = of_2009["parts"].as_object().unwrap().keys().map(|mode| number(&of_2009["places"][mode])).sum();
    assert_eq!(places, number(&of_2009["places"]["total"]), "places add up exactly");
}

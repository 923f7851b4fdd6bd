//! Counts carried over what really became of communes.

use std::{collections::BTreeMap, fs::File};

use ingest::{CarriedBy, CarriedCounts, carry_counts};
use territory::{CommuneCode, Quantity};

use crate::real_file;

fn code(text: &str) -> CommuneCode {
    CommuneCode::new(text).unwrap()
}

#[test]
fn populations_carried_over_three_years_and_back_keep_their_total_and_split_by_inhabitants() {
    let Some(movements) = real_file("carried counts", "cog/mouvements-communes.csv") else { return };
    let movements = ingest::read_movements_csv("m", File::open(movements).unwrap()).unwrap().accepted;
    // A table over every code that ever moved and was a commune in 2021: 100, 101, 102 inhabitants…
    let mut codes: Vec<CommuneCode> = movements.iter().flat_map(|m| [m.before, m.after]).collect();
    codes.sort_unstable();
    codes.dedup();
    let was =
        |c: &CommuneCode| ingest::carry_forward(&movements, *c, "2021-01-01", "2021-01-01") != ingest::Carried::Unknown;
    let counts: BTreeMap<_, _> =
        codes.into_iter().filter(was).zip((100..).map(f64::from).map(Quantity::Known)).collect();
    let weight = |c: CommuneCode| match c.as_str() {
        "85084" => Some(3000.0),
        "85165" => Some(700.0),
        "85212" => Some(300.0),
        _ => Some(1.0),
    };
    let total = |all: &CarriedCounts| all.values.values().filter_map(|q| q.known()).sum::<f64>();
    let before: f64 = counts.values().filter_map(|q| q.known()).sum();
    let carried = carry_counts(&movements, &counts, "2021-01-01", "2024-01-01", weight);
    assert!((total(&carried) - before).abs() < 1e-6 * before && carried.unknown.is_empty());
    let whole = counts[&code("85084")].known().unwrap();
    for (part, share) in [("85084", 0.75), ("85165", 0.175), ("85212", 0.075)] {
        let value = carried.values[&code(part)].known().unwrap();
        assert!((value - whole * share).abs() < 1e-9, "{part}: {value}");
        assert!(carried.carried.iter().any(|c| c.code == code(part) && c.by == CarriedBy::Split), "{part}");
    }
    let joined = carried.carried.iter().find(|c| c.code == code("85001")).unwrap();
    assert_eq!((joined.by, joined.sources.contains(&code("85307"))), (CarriedBy::Merger, true));
    let back = carry_counts(&movements, &carried.values, "2024-01-01", "2021-01-01", weight);
    assert!((total(&back) - before).abs() < 1e-6 * before);
    assert!((back.values[&code("85084")].known().unwrap() - whole).abs() < 1e-9, "the parts are the whole again");
}

//! Where a territory goes: known on paper, and what must hold whatever is assumed.

use std::collections::BTreeMap;

use coverage::projection::{
    Assumptions, Band, Births, Migration, Opening, Projection, Pyramid, Scenario, Start, net_migration_percent,
    projection,
};
use proptest::prelude::*;
use territory::{CareMode, Quantity};

fn still() -> Assumptions {
    let mut a = Assumptions::builtin();
    a.births = Births { low: 0.0, central: 0.0, high: 0.0 };
    a.migration = Migration { percent: 0.0 };
    (a.assistants.leaving_percent, a.assistants.entering_percent) = (0.0, 0.0);
    a
}

fn start(pyramid: &[Band]) -> Start {
    Start {
        year: 2024,
        births: [100.0, 100.0, 100.0],
        children: 300.0,
        places: BTreeMap::from([(CareMode::Eaje, 60.0), (CareMode::AssistantMaternel, 90.0)]),
        pyramid: (!pyramid.is_empty()).then(|| Pyramid::new(pyramid).unwrap()),
        openings: Vec::new(),
    }
}

fn band(from: u8, to: u8, count: f64) -> Band {
    Band { from, to, count }
}

fn rates(p: &Projection) -> Vec<f64> {
    p.years.iter().map(|y| y.rate.known().unwrap()).collect()
}

#[test]
fn where_nothing_moves_the_rate_stays() {
    let p = projection(&start(&[]), &still(), Scenario::Central).unwrap();
    assert_eq!(rates(&p), [50.0; 11]);
    assert_eq!((p.horizons.as_slice(), p.years.last().unwrap().year), (&[2029, 2034][..], 2034));
    assert_eq!(p.held_constant, [CareMode::Eaje, CareMode::AssistantMaternel]);
    assert_eq!(p.assumptions, still(), "the assumptions come with the result");
}

#[test]
fn assistants_retire_when_they_reach_the_age() {
    // 20 of 60 to 63 years, five of each age; 10 of 40. All of the former are gone after four years.
    let p = projection(&start(&[band(60, 63, 20.0), band(40, 40, 10.0)]), &still(), Scenario::Low).unwrap();
    let active: Vec<f64> = p.years.iter().map(|y| y.assistants.known().unwrap()).collect();
    assert_eq!(active[..6], [30.0, 25.0, 20.0, 15.0, 10.0, 10.0]);
    // Three places each, and the 60 of the crèches.
    assert_eq!(p.years[4].places[&CareMode::AssistantMaternel], 30.0);
    assert_eq!((p.years[4].rate, p.years[4].retired), (Quantity::Known(30.0), Quantity::Known(20.0)));
    assert_eq!(p.held_constant, [CareMode::Eaje]);
}

#[test]
fn whoever_enters_or_leaves_counts_from_the_next_year() {
    let mut a = still();
    (a.assistants.leaving_percent, a.assistants.entering_percent) = (10.0, 5.0);
    let p = projection(&start(&[band(40, 40, 100.0)]), &a, Scenario::Low).unwrap();
    assert!((p.years[1].assistants.known().unwrap() - 95.0).abs() < 1e-9);
    assert!((p.years[2].assistants.known().unwrap() - 90.5).abs() < 1e-9);
}

#[test]
fn planned_places_count_from_their_year_and_closings_do_not_go_below_zero() {
    let mut start = start(&[]);
    start.openings = vec![
        Opening { year: 2026, mode: CareMode::Eaje, places: 30.0 },
        Opening { year: 2028, mode: CareMode::AssistantMaternel, places: -500.0 },
        Opening { year: 2020, mode: CareMode::Eaje, places: 999.0 },
    ];
    let p = projection(&start, &still(), Scenario::High).unwrap();
    assert_eq!(rates(&p)[..5], [50.0, 50.0, 60.0, 60.0, 30.0]);
}

#[test]
fn births_of_the_years_to_come_enter_one_by_one() {
    let mut a = still();
    a.births = Births { low: -10.0, central: 0.0, high: 10.0 };
    let p = projection(&start(&[]), &a, Scenario::Low).unwrap();
    let children: Vec<f64> = p.years.iter().map(|y| y.children).collect();
    for (mine, paper) in children.iter().zip([300.0, 290.0, 271.0, 243.9]) {
        assert!((mine - paper).abs() < 1e-9, "{children:?}");
    }
}

#[test]
fn two_censuses_of_one_generation_give_the_arrivals() {
    let percent = net_migration_percent(100.0, 110.0, 5).known().unwrap();
    assert!((100.0 * (1.0 + percent / 100.0).powi(5) - 110.0).abs() < 1e-9);
    assert_eq!(net_migration_percent(0.0, 4.0, 5), Quantity::Missing);
}

#[test]
fn numbers_that_cannot_be_used_are_refused() {
    let refused = |change: fn(&mut Assumptions)| {
        let mut a = still();
        change(&mut a);
        projection(&start(&[]), &a, Scenario::Low).unwrap_err()
    };
    assert!(refused(|a| a.horizons.clear()).contains("horizons"));
    assert!(refused(|a| a.births.low = 1.0).contains("do not go up"));
    assert!(refused(|a| a.assistants.entry_age = 70).contains("entry_age = 70"));
    assert!(refused(|a| a.migration.percent = f64::NAN).contains("migration.percent"));
    let mut odd = start(&[]);
    odd.children = -1.0;
    assert!(projection(&odd, &still(), Scenario::Low).unwrap_err().contains("-1"));
    assert!(Pyramid::new(&[band(50, 40, 1.0)]).is_err() && Pyramid::new(&[band(40, 50, -1.0)]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: proptest::test_runner::RngSeed::Fixed(5), ..ProptestConfig::default() })]
    #[test]
    fn more_births_never_raise_the_rate_and_nobody_is_lost(
        births in prop::array::uniform3(0.0..200.0f64), counts in prop::collection::vec(0.0..40.0f64, 8),
        change in -5.0..0.0f64, more in 0.0..8.0f64, migration in -3.0..3.0f64,
    ) {
        let bands: Vec<Band> = (0u8..).zip(&counts).map(|(i, n)| band(25 + 5 * i, 29 + 5 * i, *n)).collect();
        let mut a = still();
        a.births = Births { low: change, central: change, high: change + more };
        a.migration.percent = migration;
        let mut start = start(&bands);
        start.births = births;
        let (low, high) = (projection(&start, &a, Scenario::Low).unwrap(), projection(&start, &a, Scenario::High).unwrap());
        for (l, h) in low.years.iter().zip(&high.years) {
            prop_assert!(l.children <= h.children + 1e-9);
            if let (Some(l), Some(h)) = (l.rate.known(), h.rate.known()) {
                prop_assert!(h <= l + 1e-9);
            }
            // Nobody leaves or enters here: whoever does not work any more has retired.
            let all = l.assistants.known().unwrap() + l.retired.known().unwrap();
            prop_assert!((all - counts.iter().sum::<f64>()).abs() < 1e-6);
        }
        let counted = if births.iter().sum::<f64>() > 0.0 { 300.0 } else { 0.0 };
        prop_assert!((low.years[0].children - counted).abs() < 1e-9);
    }
}

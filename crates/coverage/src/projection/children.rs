//! Children under three: births to come, and arrivals.

use territory::Quantity;

use super::{Assumptions, Scenario, Start};

/// Children of the first year and of each year up to `last` ahead: the births of the last three
/// years, each moved by the net arrivals since, scaled so that the first year is what was counted.
pub(super) fn children(start: &Start, assumptions: &Assumptions, scenario: Scenario, last: u16) -> Vec<f64> {
    let growth = 1.0 + assumptions.births(scenario) / 100.0;
    let stay = 1.0 + assumptions.migration.percent / 100.0;
    let mut births = start.births.to_vec();
    for _ in 0..last {
        births.push(births[births.len() - 1] * growth);
    }
    // A child born in a year is half a year old at its end.
    let of_year = |ahead: u16| -> f64 {
        let end = usize::from(ahead) + 2;
        (0..3).map(|age| births[end - age] * stay.powf(age as f64 + 0.5)).sum()
    };
    let counted = if of_year(0) > 0.0 { start.children / of_year(0) } else { 0.0 };
    (0..=last).map(|ahead| counted * of_year(ahead)).collect()
}

/// Net arrivals, percent a year, from one generation counted in two censuses `years` apart (children
/// of 0 to 2 in the first are those of 5 to 7 five years later). Missing from an empty generation.
pub fn net_migration_percent(first: f64, second: f64, years: u16) -> Quantity {
    Quantity::from(100.0 * ((second / first).powf(1.0 / f64::from(years)) - 1.0))
}

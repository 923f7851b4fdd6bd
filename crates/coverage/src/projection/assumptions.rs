//! What a projection assumes. The defaults are data: `data/projection.toml`.

use serde::Deserialize;

use super::Scenario;

/// Everything that is not known but assumed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumptions {
    /// Years ahead that are shown: 5 and 10.
    pub horizons: Vec<u16>,
    /// How births go on.
    pub births: Births,
    /// Arrivals and departures of children.
    pub migration: Migration,
    /// Assistants maternels.
    pub assistants: Trade,
}

/// Change in births, percent a year.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Births {
    /// Fewest.
    pub low: f64,
    /// In between.
    pub central: f64,
    /// Most.
    pub high: f64,
}

/// Net arrivals of children.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Migration {
    /// For 100 children and year, departures negative.
    pub percent: f64,
}

/// How assistants maternels come and go.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trade {
    /// Age at which one stops, years.
    pub retirement_age: u8,
    /// Of 100, those who leave in a year before that age.
    pub leaving_percent: f64,
    /// Newcomers in a year, for 100 assistants of the first year.
    pub entering_percent: f64,
    /// Age of newcomers, years.
    pub entry_age: u8,
}

impl Assumptions {
    /// The assumptions that are part of the binary.
    ///
    /// # Panics
    /// Never in a released binary: a test reads them.
    pub fn builtin() -> Self {
        toml::from_str(include_str!("../../../../data/projection.toml")).expect("data/projection.toml is valid")
    }

    /// Whether the numbers can be computed with.
    ///
    /// # Errors
    /// A sentence with the name of the number and what would work.
    pub fn check(&self) -> Result<(), String> {
        if self.horizons.is_empty() || self.horizons.iter().any(|h| !(1..=30).contains(h)) {
            return Err(format!("horizons = {:?}: years ahead from 1 to 30 are needed, one at least", self.horizons));
        }
        let Births { low, central, high } = self.births;
        if !(low <= central && central <= high) {
            return Err(format!("births: low = {low}, central = {central}, high = {high} do not go up"));
        }
        let percents = [
            ("births.low", low, -20.0, 20.0),
            ("births.high", high, -20.0, 20.0),
            ("migration.percent", self.migration.percent, -20.0, 20.0),
            ("assistants.leaving_percent", self.assistants.leaving_percent, 0.0, 100.0),
            ("assistants.entering_percent", self.assistants.entering_percent, 0.0, 100.0),
        ];
        if let Some((name, value, least, most)) =
            percents.into_iter().find(|(_, value, least, most)| !(least..=most).contains(&value))
        {
            return Err(format!("{name} = {value} is not within {least} to {most} percent a year"));
        }
        let Trade { retirement_age, entry_age, .. } = self.assistants;
        if entry_age >= retirement_age {
            return Err(format!("entry_age = {entry_age} is not below retirement_age = {retirement_age}"));
        }
        Ok(())
    }

    /// Change in births of a scenario, percent a year.
    pub(super) fn births(&self, scenario: Scenario) -> f64 {
        match scenario {
            Scenario::Low => self.births.low,
            Scenario::Central => self.births.central,
            Scenario::High => self.births.high,
        }
    }
}

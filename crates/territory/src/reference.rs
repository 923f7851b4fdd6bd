//! Values that others published, to stand beside ours: never mixed with them.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The level of a published value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceLevel {
    /// The country.
    Pays,
    /// A département.
    Departement,
}

/// Values of one measure for one territory and year, as one publication states them
/// (`data/references.toml`).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Level of the territory.
    pub level: ReferenceLevel,
    /// "FR", or the code of a département.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The measure: "coverage_rate".
    pub indicator: String,
    /// The year that the values speak of.
    pub year: u16,
    /// Which publication: values are revised, and two publications make no series.
    pub publication: String,
    /// Who published it, fit to be shown.
    pub source: String,
    /// Whether the modes are all here and add up to the total.
    #[serde(default)]
    pub complete: bool,
    /// Facet → value, in the unit of the measure.
    pub values: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
struct Catalogue {
    reference: Vec<Reference>,
}

/// Every published value, in the order of the file.
///
/// # Panics
/// Never in a released binary: the catalogue is part of it, and a test reads it.
pub fn references() -> Vec<Reference> {
    let catalogue: Catalogue =
        toml::from_str(include_str!("../../../data/references.toml")).expect("data/references.toml is valid");
    catalogue.reference
}

/// The most recent published value of a measure and facet for a territory.
pub fn latest<'a>(
    references: &'a [Reference],
    level: ReferenceLevel,
    code: &str,
    indicator: &str,
    facet: &str,
) -> Option<(&'a Reference, f64)> {
    let of_territory = references.iter().filter(|r| r.level == level && r.code == code && r.indicator == indicator);
    of_territory.filter_map(|r| Some((r, *r.values.get(facet)?))).max_by_key(|(r, _)| r.year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CareMode, figure::indicators};

    /// Parts that are rounded to a tenth may miss the rounded total by this much.
    const ROUNDING: f64 = 0.15;

    #[test]
    fn modes_sum_to_their_total_within_rounding() {
        let mut complete = 0;
        for reference in references() {
            let total = reference.values["total"];
            let modes: Vec<f64> =
                CareMode::ALL.iter().filter_map(|m| reference.values.get(m.as_str()).copied()).collect();
            let sum: f64 = modes.iter().sum();
            let name = format!("{} {} ({})", reference.name, reference.year, reference.publication);
            assert_eq!(modes.len() + 1, reference.values.len(), "{name} has a facet that is no mode");
            if reference.complete {
                complete += 1;
                assert_eq!(modes.len(), CareMode::ALL.len(), "{name}");
                assert!((sum - total).abs() <= ROUNDING, "{name}: {sum} is not {total}");
            }
            assert!(sum <= total + ROUNDING, "{name}: {sum} is above {total}");
        }
        assert!(complete >= 2);
    }

    #[test]
    fn a_value_names_a_measure_a_year_and_its_publication_once() {
        let (all, indicators) = (references(), indicators());
        for (i, r) in all.iter().enumerate() {
            assert!(indicators.iter().any(|known| known.id == r.indicator), "{}", r.indicator);
            assert!((1990..=2100).contains(&r.year) && !r.publication.is_empty() && !r.source.is_empty());
            assert_eq!(r.level == ReferenceLevel::Pays, r.code == "FR");
            let same = |o: &&Reference| (&o.code, o.year, &o.publication) == (&r.code, r.year, &r.publication);
            assert_eq!(all[..=i].iter().filter(same).count(), 1, "{} {}", r.name, r.year);
        }
    }

    #[test]
    fn the_latest_value_is_the_one_that_is_compared_with() {
        let all = references();
        let (national, value) = latest(&all, ReferenceLevel::Pays, "FR", "coverage_rate", "total").unwrap();
        // Cnaf, 2023: 19.9 PSU + 3.6 outside + 3.3 at school + 31.9 childminders + 2.2 at home.
        assert_eq!((national.year, value), (2023, 60.9));
        let (vendee, value) = latest(&all, ReferenceLevel::Departement, "85", "coverage_rate", "total").unwrap();
        assert_eq!((vendee.year, value), (2023, 85.7));
        assert!(latest(&all, ReferenceLevel::Departement, "15", "coverage_rate", "total").is_none());
        assert!(latest(&all, ReferenceLevel::Pays, "FR", "births", "total").is_none());
    }
}

//! Evolution: from one year to another of the same publication, never across two.

use territory::{FigureSet, Level, Quantity, Territory};

use crate::members::members;

/// A value of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The year that the value speaks of.
    pub year: u16,
    /// Which publication states it: published series are revised, and the 2017 of one edition makes
    /// no change with the 2018 of another. Empty for figures of our own, computed alike in all years.
    pub publication: String,
    /// The value.
    pub value: Quantity,
    /// Whether it was carried over a merger or a split of communes.
    pub carried: bool,
}

/// A change between two years.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The publication that states both years.
    pub publication: String,
    /// The later value less the earlier.
    pub difference: f64,
    /// In percent of the earlier; missing from zero.
    pub percent: Quantity,
    /// Whether one of the two was carried over a merger or a split.
    pub carried: bool,
}

/// Why there is no change to state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoChange {
    /// The years stand in different publications.
    #[error("no publication states both {from} and {to}: values of two publications make no change")]
    Publications {
        /// The earlier year.
        from: u16,
        /// The later year.
        to: u16,
    },
    /// A value is secret or not known.
    #[error("the value of {year} is secret or not known")]
    Value {
        /// The year.
        year: u16,
    },
    /// The order of the years.
    #[error("{from} does not come before {to}")]
    Order {
        /// The first year given.
        from: u16,
        /// The second.
        to: u16,
    },
}

/// The change from one year to another within the most recent publication that states both: the one
/// that reaches furthest, the later in the list of equals.
///
/// # Errors
/// [`NoChange`] says why there is none.
pub fn evolution(points: &[Point], from: u16, to: u16) -> Result<Change, NoChange> {
    if from >= to {
        return Err(NoChange::Order { from, to });
    }
    let of = |year: u16, publication: &str| points.iter().rfind(|p| p.year == year && p.publication == publication);
    let reach = |publication: &str| points.iter().filter(|p| p.publication == publication).map(|p| p.year).max();
    let pairs = points.iter().filter(|p| p.year == to).filter_map(|end| Some((of(from, &end.publication)?, end)));
    let best = pairs.max_by_key(|(_, end)| reach(&end.publication));
    let (start, end) = best.ok_or(NoChange::Publications { from, to })?;
    let before = start.value.known().ok_or(NoChange::Value { year: from })?;
    let after = end.value.known().ok_or(NoChange::Value { year: to })?;
    Ok(Change {
        publication: end.publication.clone(),
        difference: after - before,
        percent: Quantity::from(100.0 * (after - before) / before),
        carried: start.carried || end.carried,
    })
}

/// The values of our own figures for one territory, year by year in the present geography, marked
/// where a commune of the territory was carried over a merger or a split.
pub fn series(
    set: &FigureSet,
    territory: &Territory,
    indicator: &str,
    facet: &str,
    (level, position): (Level, usize),
) -> Vec<Point> {
    let members = members(territory, level, position);
    let point = |year: u16| {
        let value = *set.column_in(year, indicator, facet, level)?.values.get(position)?;
        let carried = set.carried_in(year).iter().any(|commune| members.contains(&(*commune as usize)));
        Some(Point { year, publication: String::new(), value, carried })
    };
    set.years().filter_map(point).collect()
}

#[cfg(test)]
mod tests {
    use territory::{
        Quantity::{Known, Missing, Suppressed},
        YearFigures,
    };

    use super::*;

    fn point(year: u16, publication: &str, value: Quantity) -> Point {
        Point { year, publication: publication.into(), value, carried: year == 2017 }
    }

    /// National rates as published: the edition of 2020 revised the years before.
    fn published() -> Vec<Point> {
        vec![
            point(2015, "2018", Known(56.6)),
            point(2017, "2019", Known(58.9)),
            point(2018, "2020", Known(55.2)),
            point(2020, "2020", Known(58.8)),
        ]
    }

    #[test]
    fn a_change_within_one_publication_is_stated() {
        let change = evolution(&published(), 2018, 2020).unwrap();
        assert!((change.difference - 3.6).abs() < 1e-9 && change.publication == "2020");
        assert!((change.percent.known().unwrap() - 100.0 * 3.6 / 55.2).abs() < 1e-9);
        assert!(!change.carried);
    }

    #[test]
    fn values_of_two_publications_are_not_chained() {
        let refused = evolution(&published(), 2017, 2018).unwrap_err();
        assert_eq!(refused, NoChange::Publications { from: 2017, to: 2018 });
        assert!(refused.to_string().contains("make no change"));
        assert!(matches!(evolution(&published(), 2020, 2018), Err(NoChange::Order { .. })));
    }

    #[test]
    fn the_most_recent_publication_of_both_years_is_taken() {
        let mut points = published();
        points.extend([
            point(2018, "2024", Known(56.0)),
            point(2020, "2024", Known(59.0)),
            point(2022, "2024", Known(59.5)),
        ]);
        let change = evolution(&points, 2018, 2020).unwrap();
        assert_eq!((change.publication.as_str(), change.difference), ("2024", 3.0));
    }

    #[test]
    fn secret_and_unknown_values_have_no_change_and_zero_no_percentage() {
        for (value, from_zero) in [(Suppressed, false), (Missing, false), (Known(0.0), true)] {
            let points = [point(2017, "", value), point(2024, "", Known(4.0))];
            match evolution(&points, 2017, 2024) {
                Ok(change) => assert!(from_zero && change.percent == Missing && change.carried),
                Err(refused) => assert_eq!((refused, from_zero), (NoChange::Value { year: 2017 }, false)),
            }
        }
    }

    #[test]
    fn a_commune_that_was_carried_marks_its_own_series_only() {
        let column = |year: u16| territory::Column {
            indicator: "births".into(),
            facet: "total".into(),
            level: Level::Commune,
            values: vec![Known(f64::from(year)), Known(1.0)],
            numerators: Vec::new(),
            denominators: Vec::new(),
            partial: Vec::new(),
            provenance: String::new(),
            travel: None,
        };
        let past = YearFigures { year: 2021, columns: vec![column(2021)], carried: vec![1], ..YearFigures::default() };
        let set = FigureSet { year: 2024, columns: vec![column(2024)], past: vec![past], ..FigureSet::default() };
        let of = |position| series(&set, &Territory::default(), "births", "total", (Level::Commune, position));
        assert_eq!(
            of(0).iter().map(|p| (p.year, p.value, p.carried)).collect::<Vec<_>>(),
            [(2021, Known(2021.0), false), (2024, Known(2024.0), false)]
        );
        assert_eq!(of(1).iter().map(|p| p.carried).collect::<Vec<_>>(), [true, false]);
        assert!(evolution(&of(1), 2021, 2024).unwrap().carried && of(2).is_empty());
    }
}

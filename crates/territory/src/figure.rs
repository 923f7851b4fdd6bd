//! Tables of figures: one column a measure, one value a territory, in the order of the territory.

use serde::{Deserialize, Serialize};

use crate::{KindId, Level, Provenance, Quantity, TravelMode};

/// What a measure is split by, and so what its facet names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// One column a level: the facet is "total".
    None,
    /// By mode of care: the facet is a [`crate::CareMode`] word or "total".
    Mode,
    /// By kind of service: the facet is a [`KindId`].
    Kind,
}

/// Which end of the scale is good news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better: places.
    Higher,
    /// Less is better: minutes.
    Lower,
    /// Neither: a population.
    Neutral,
}

/// A measure of the catalogue `data/indicators.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// "coverage_rate".
    pub id: String,
    /// French label, without the facet.
    pub label_fr: String,
    /// English label, without the facet.
    pub label_en: String,
    /// One French sentence: what it counts, and its limits.
    pub help_fr: String,
    /// The same in English.
    pub help_en: String,
    /// Unit: "places/100", "min", "children", "%", "count", "births", "inhabitants".
    pub unit: String,
    /// Decimals to show.
    pub decimals: u8,
    /// Which end of the scale is good news.
    pub better: Better,
    /// What it is split by.
    pub facet: Facet,
    /// Fixed class limits, ascending, each the lower bound of the class above it (`≤ x <`);
    /// empty when classes are quantiles of what is shown.
    #[serde(default)]
    pub breaks: Vec<f64>,
}

/// Values of one measure for every territory of one level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Identifier in [`indicators`].
    pub indicator: String,
    /// "total", a mode or a kind.
    pub facet: String,
    /// How one travels; `None` for a measure that is not of travel.
    pub travel: Option<TravelMode>,
    /// The level whose territories are the rows.
    pub level: Level,
    /// In the order of the territory's list for that level.
    pub values: Vec<Quantity>,
    /// Upper part of a ratio, same order; empty for what is no ratio.
    pub numerators: Vec<Quantity>,
    /// Lower part of a ratio, same order; empty for what is no ratio.
    pub denominators: Vec<Quantity>,
    /// Positions whose value is a sum or mean over *some* of their communes, the others being
    /// unknown. Ascending.
    pub partial: Vec<u32>,
    /// Identifier in [`FigureSet::provenances`].
    pub provenance: String,
}

/// A service close to a commune's families, for the portrait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Nearest {
    /// Its kind.
    pub kind: KindId,
    /// How one travels there.
    pub travel: TravelMode,
    /// 1 for the nearest, up to 3.
    pub rank: u8,
    /// Position in [`crate::Territory::services`], or `None` for a kind without public places
    /// (assistants maternels).
    pub service: Option<u32>,
    /// Travel time from the commune's town centre, whole seconds.
    pub seconds: u32,
    /// Great-circle distance from the town centre, metres.
    pub distance_m: f64,
    /// The time rests on the great-circle distance, not on roads or timetables.
    pub estimated: bool,
}

/// All figures of a snapshot.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FigureSet {
    /// The present year: the one that `columns` and `nearest` speak of.
    pub year: u16,
    /// Sorted by indicator, facet, travel and level, each once: [`FigureSet::is_ordered`].
    pub columns: Vec<Column>,
    /// For each commune, the closest services of each kind that has any, in the order of the kinds,
    /// then of the modes of travel, then of the ranks.
    pub nearest: Vec<Vec<Nearest>>,
    /// One for each `provenance` of the columns, sorted by id.
    pub provenances: Vec<Provenance>,
    /// Earlier years, ascending, all before `year`.
    pub past: Vec<YearFigures>,
}

/// The figures of an earlier year, for the territories of the present geography.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct YearFigures {
    /// The year that they speak of.
    pub year: u16,
    /// Sorted by indicator, facet, travel and level, each once.
    pub columns: Vec<Column>,
    /// Positions of communes whose data were carried over a merger (added up) or a split (shared
    /// out). Ascending.
    pub carried: Vec<u32>,
    /// One for each `provenance` of the columns, sorted by id. Ids differ from those of other years.
    pub provenances: Vec<Provenance>,
}

impl FigureSet {
    /// The column of a measure, facet and level in the present year; of a measure of travel, the
    /// column by car.
    pub fn column(&self, indicator: &str, facet: &str, level: Level) -> Option<&Column> {
        self.column_in(self.year, indicator, facet, level)
    }

    /// The column of a measure, facet and level in a year, the present one or an earlier one; of a
    /// measure of travel, the column by car.
    pub fn column_in(&self, year: u16, indicator: &str, facet: &str, level: Level) -> Option<&Column> {
        let columns = self.columns_in(year)?;
        let by = |travel| find(columns, indicator, facet, travel, level);
        by(None).or_else(|| by(Some(TravelMode::Car)))
    }

    /// The column of exactly this mode of travel in the present year; `None` asks for a measure
    /// that is not of travel.
    pub fn column_by(&self, indicator: &str, facet: &str, travel: Option<TravelMode>, level: Level) -> Option<&Column> {
        find(&self.columns, indicator, facet, travel, level)
    }

    /// The column of exactly this mode of travel in a year, the present one or an earlier one.
    pub fn column_by_in(
        &self,
        year: u16,
        indicator: &str,
        facet: &str,
        travel: Option<TravelMode>,
        level: Level,
    ) -> Option<&Column> {
        find(self.columns_in(year)?, indicator, facet, travel, level)
    }

    /// The modes of travel that a measure and facet have in the present year, in their order; none
    /// for a measure that is not of travel.
    pub fn travels(&self, indicator: &str, facet: &str) -> Vec<TravelMode> {
        let first = self.columns.partition_point(|c| (c.indicator.as_str(), c.facet.as_str()) < (indicator, facet));
        let of_both = self.columns[first..].iter().take_while(|c| c.indicator == indicator && c.facet == facet);
        let mut modes: Vec<TravelMode> = of_both.filter_map(|c| c.travel).collect();
        modes.dedup();
        modes
    }

    /// Every column of a year, or `None` for a year that is not there.
    pub fn columns_in(&self, year: u16) -> Option<&[Column]> {
        if year == self.year {
            return Some(&self.columns);
        }
        self.past_year(year).map(|past| past.columns.as_slice())
    }

    /// The years that have figures, ascending, the present one last.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = u16> + '_ {
        self.past.iter().map(|past| past.year).chain([self.year])
    }

    /// Positions of the communes whose data of a year were carried over a merger or a split.
    pub fn carried_in(&self, year: u16) -> &[u32] {
        self.past_year(year).map_or(&[], |past| &past.carried)
    }

    /// The facets of an indicator that this snapshot holds for the present year, in the order of
    /// the columns.
    pub fn facets(&self, indicator: &str) -> Vec<&str> {
        facets(&self.columns, indicator)
    }

    /// The facets of an indicator in a year, in the order of the columns.
    pub fn facets_in(&self, year: u16, indicator: &str) -> Vec<&str> {
        facets(self.columns_in(year).unwrap_or_default(), indicator)
    }

    /// The provenance of a column of any year.
    pub fn provenance(&self, id: &str) -> Option<&Provenance> {
        let lists = std::iter::once(&self.provenances).chain(self.past.iter().map(|past| &past.provenances));
        lists.filter_map(|list| Some(&list[list.binary_search_by(|p| p.id.as_str().cmp(id)).ok()?])).next()
    }

    /// Identifiers of every provenance, the present year first.
    pub fn provenance_ids(&self) -> impl Iterator<Item = &str> {
        let past = self.past.iter().flat_map(|past| &past.provenances);
        self.provenances.iter().chain(past).map(|p| p.id.as_str())
    }

    /// Puts columns and provenances into the order that look-ups rely on.
    pub fn put_in_order(&mut self) {
        self.columns.sort_by(|a, b| key(a).cmp(&key(b)));
        self.provenances.sort_by(|a, b| a.id.cmp(&b.id));
    }

    /// Whether columns, provenances and years stand in the order that look-ups rely on, each once.
    pub fn is_ordered(&self) -> bool {
        let years: Vec<u16> = self.years().collect();
        let of_year = |columns: &[Column], provenances: &[Provenance]| {
            columns.is_sorted_by(|a, b| key(a) < key(b)) && provenances.is_sorted_by(|a, b| a.id < b.id)
        };
        years.is_sorted_by(|a, b| a < b)
            && of_year(&self.columns, &self.provenances)
            && self
                .past
                .iter()
                .all(|past| of_year(&past.columns, &past.provenances) && past.carried.is_sorted_by(|a, b| a < b))
    }

    fn past_year(&self, year: u16) -> Option<&YearFigures> {
        Some(&self.past[self.past.binary_search_by_key(&year, |past| past.year).ok()?])
    }
}

/// What columns are sorted by.
fn key(column: &Column) -> (&str, &str, Option<TravelMode>, Level) {
    (&column.indicator, &column.facet, column.travel, column.level)
}

fn find<'a>(
    columns: &'a [Column],
    indicator: &str,
    facet: &str,
    travel: Option<TravelMode>,
    level: Level,
) -> Option<&'a Column> {
    let position = columns.binary_search_by(|column| key(column).cmp(&(indicator, facet, travel, level))).ok()?;
    Some(&columns[position])
}

fn facets<'a>(columns: &'a [Column], indicator: &str) -> Vec<&'a str> {
    let first = columns.partition_point(|column| column.indicator.as_str() < indicator);
    let mut facets: Vec<&str> =
        columns[first..].iter().take_while(|c| c.indicator == indicator).map(|c| c.facet.as_str()).collect();
    facets.dedup();
    facets
}

#[derive(Deserialize)]
struct Catalogue {
    indicator: Vec<Indicator>,
}

/// The catalogue of measures, in the order in which they are offered.
///
/// # Panics
/// Never in a released binary: the catalogue is part of it, and a test reads it.
pub fn indicators() -> Vec<Indicator> {
    let catalogue: Catalogue =
        toml::from_str(include_str!("../../../data/indicators.toml")).expect("data/indicators.toml is valid");
    catalogue.indicator
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_readable_and_its_breaks_ascend() {
        let all = indicators();
        assert!(all.iter().any(|i| i.id == "coverage_rate"));
        for indicator in all {
            assert!(indicator.breaks.is_sorted_by(|a, b| a < b), "{}", indicator.id);
            assert!(!indicator.help_fr.is_empty() && !indicator.help_en.is_empty(), "{}", indicator.id);
        }
    }

    fn columns(year: u16) -> Vec<Column> {
        let mut columns = Vec::new();
        for (indicator, facet, travel) in [
            ("births", "total", None),
            ("coverage_rate", "eaje", None),
            ("coverage_rate", "total", None),
            ("nearest_minutes", "creche", Some(TravelMode::Car)),
            ("nearest_minutes", "creche", Some(TravelMode::Foot)),
        ] {
            for level in Level::ALL {
                columns.push(Column {
                    indicator: indicator.into(),
                    facet: facet.into(),
                    travel,
                    level,
                    values: vec![Quantity::Known(f64::from(year))],
                    numerators: Vec::new(),
                    denominators: Vec::new(),
                    partial: Vec::new(),
                    provenance: format!("{indicator}.{facet}.{year}"),
                });
            }
        }
        columns
    }

    fn set() -> FigureSet {
        let past = |year| YearFigures { year, columns: columns(year), carried: vec![3], ..YearFigures::default() };
        FigureSet { year: 2024, columns: columns(2024), past: vec![past(2019), past(2021)], ..FigureSet::default() }
    }

    #[test]
    fn every_column_of_every_year_is_found_and_nothing_else_is() {
        let set = set();
        assert!(set.is_ordered());
        assert_eq!(set.years().collect::<Vec<_>>(), [2019, 2021, 2024]);
        for year in set.years() {
            for column in set.columns_in(year).unwrap() {
                // The naive search is the oracle.
                let of_year = set.columns_in(year).unwrap();
                let naive = of_year.iter().find(|c| key(c) == key(column)).unwrap();
                let (indicator, facet) = (&column.indicator, &column.facet);
                let found = set.column_by_in(year, indicator, facet, column.travel, column.level).unwrap();
                assert!(std::ptr::eq(naive, found), "{year} {:?}", key(column));
                if column.travel != Some(TravelMode::Foot) {
                    let found = set.column_in(year, indicator, facet, column.level).unwrap();
                    assert!(std::ptr::eq(naive, found), "the column without a mode, or by car: {:?}", key(column));
                }
            }
            assert_eq!(set.facets_in(year, "coverage_rate"), ["eaje", "total"]);
        }
        assert_eq!(set.column("births", "total", Level::Epci), set.column_in(2024, "births", "total", Level::Epci));
        assert!(set.column_in(2020, "births", "total", Level::Epci).is_none());
        assert!(set.column("coverage_rate", "autre", Level::Epci).is_none() && set.facets("autre").is_empty());
        assert_eq!([set.carried_in(2019), set.carried_in(2024), set.carried_in(2020)], [&[3][..], &[], &[]]);
    }

    #[test]
    fn modes_of_travel_are_listed_for_measures_of_travel_alone() {
        let set = set();
        assert_eq!(set.travels("nearest_minutes", "creche"), [TravelMode::Car, TravelMode::Foot]);
        assert!(set.travels("coverage_rate", "total").is_empty() && set.travels("nearest_minutes", "x").is_empty());
        assert!(set.column_by("nearest_minutes", "creche", None, Level::Epci).is_none());
        assert!(set.column_by("nearest_minutes", "creche", Some(TravelMode::Bike), Level::Epci).is_none());
        assert!(set.column_by("births", "total", Some(TravelMode::Car), Level::Epci).is_none());
    }

    #[test]
    fn columns_are_put_in_the_order_of_look_ups() {
        let mut set = set();
        set.columns.reverse();
        assert!(!set.is_ordered());
        set.put_in_order();
        assert!(set.is_ordered());
    }

    #[test]
    fn columns_out_of_order_are_noticed() {
        let mut swapped = set();
        swapped.columns.swap(0, 4);
        assert!(!swapped.is_ordered());
        let mut twice = set();
        twice.past[0].columns[1] = twice.past[0].columns[0].clone();
        assert!(!twice.is_ordered());
        let mut years = set();
        years.past.reverse();
        assert!(!years.is_ordered());
        let mut present = set();
        present.year = 2021;
        assert!(!present.is_ordered());
    }
}

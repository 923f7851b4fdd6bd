//! Tables of figures: one column a measure, one value a territory, in the order of the territory.

use serde::{Deserialize, Serialize};

use crate::{KindId, Level, Provenance, Quantity};

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

/// The service closest to a commune's families, for the portrait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Nearest {
    /// Its kind.
    pub kind: KindId,
    /// Position in [`crate::Territory::services`], or `None` for a kind without public places
    /// (assistants maternels).
    pub service: Option<u32>,
    /// Travel time from the commune's town centre, whole seconds.
    pub seconds: u32,
    /// Great-circle distance from the town centre, metres.
    pub distance_m: f64,
}

/// All figures of a snapshot.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FigureSet {
    /// Sorted by indicator, facet and level.
    pub columns: Vec<Column>,
    /// For each commune, the closest service of each kind that has any, in the order of the kinds.
    pub nearest: Vec<Vec<Nearest>>,
    /// One for each `provenance` of the columns, sorted by id.
    pub provenances: Vec<Provenance>,
}

impl FigureSet {
    /// The column of a measure, facet and level.
    pub fn column(&self, indicator: &str, facet: &str, level: Level) -> Option<&Column> {
        let key = |c: &Column| (c.indicator.as_str() == indicator, c.facet == facet, c.level == level);
        self.columns.iter().find(|c| key(c) == (true, true, true))
    }

    /// The facets of an indicator that this snapshot holds, in the order of the columns.
    pub fn facets(&self, indicator: &str) -> Vec<&str> {
        let mut facets: Vec<&str> = Vec::new();
        for column in self.columns.iter().filter(|c| c.indicator == indicator) {
            if !facets.contains(&column.facet.as_str()) {
                facets.push(&column.facet);
            }
        }
        facets
    }

    /// The provenance of a column.
    pub fn provenance(&self, id: &str) -> Option<&Provenance> {
        self.provenances.iter().find(|p| p.id == id)
    }
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
    #[test]
    fn the_catalogue_is_readable_and_its_breaks_ascend() {
        let all = super::indicators();
        assert!(all.iter().any(|i| i.id == "coverage_rate"));
        for indicator in all {
            assert!(indicator.breaks.is_sorted_by(|a, b| a < b), "{}", indicator.id);
            assert!(!indicator.help_fr.is_empty() && !indicator.help_en.is_empty(), "{}", indicator.id);
        }
    }
}

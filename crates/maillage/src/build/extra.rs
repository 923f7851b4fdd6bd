//! What stands beside our own figures: official names, and columns that producers publish
//! ready-made.

use std::collections::{BTreeMap, BTreeSet};

use ingest::{CnafFigures, CnafLevel, DataTable, Finding, IngestError, Movement, carry_counts, children_by_commune};
use territory::{Check, CommuneCode, Level, Published, Quantity, SourceId, Territory};

use super::read::{Tallies, Tally};
use crate::config::{Config, Format, Source};

/// Everything of this kind that was read.
#[derive(Default)]
pub(crate) struct Extra {
    /// Official names of communes.
    pub(crate) names: BTreeMap<CommuneCode, String>,
    columns: Vec<Raw>,
    children: Vec<Children>,
}

/// Young children of one source, by commune of its year.
struct Children {
    source: SourceId,
    geography_year: Option<u16>,
    year: Option<u16>,
    values: BTreeMap<CommuneCode, (Quantity, Quantity)>,
}

/// A published column, by code.
struct Raw {
    source: SourceId,
    indicator: &'static str,
    facet: &'static str,
    level: Level,
    year: Option<u16>,
    values: BTreeMap<String, Quantity>,
}

/// Facets of the Cnaf, and where they are in a row.
type ModeOf = fn(&CnafFigures) -> Quantity;
const MODES: [(&str, ModeOf); 5] = [
    ("eaje", |f| f.eaje),
    ("prescolarisation", |f| f.prescolarisation),
    ("assistant_maternel", |f| f.assistants_maternels),
    ("garde_a_domicile", |f| f.at_home),
    ("total", |f| f.total),
];

/// Children that a difference must concern before two sources are said to disagree.
const ENOUGH_CHILDREN: f64 = 30.0;

impl Extra {
    /// Reads a file of one of the formats of this module.
    pub(crate) fn file(&mut self, source: &Source, table: &DataTable, tally: &mut Tally) -> Result<(), IngestError> {
        let id = SourceId(source.id.clone());
        let vintage = source.vintage.get(..4).and_then(|year| year.parse().ok());
        match source.format {
            Format::CogCommunes => {
                let communes = tally.take(table.cog_communes()?);
                // A delegated commune may have the code of its commune: its name is another.
                let whole = communes.into_iter().filter(|c| matches!(c.kind.as_str(), "COM" | "ARM"));
                self.names.extend(whole.map(|c| (c.code, c.name)));
            }
            Format::CnafRates if table.is_cnaf_rates() => {
                self.cnaf(&id, "official_coverage_rate", &tally.take(table.cnaf_rates()?));
            }
            Format::CnafRates if table.is_cnaf_places() => {
                self.cnaf(&id, "official_places", &tally.take(table.cnaf_places()?));
            }
            Format::CnafRates => {
                let rates = tally.take(table.cnaf_legacy()?);
                self.columns.push(Raw {
                    source: id,
                    indicator: "official_coverage_rate",
                    facet: "total",
                    level: Level::Commune,
                    year: vintage,
                    values: rates.into_iter().map(|rate| (rate.commune.to_string(), rate.rate)).collect(),
                });
            }
            Format::CnafIris => {
                let values = children_by_commune(&tally.take(table.cnaf_iris()?));
                let geography_year = source.geography_year;
                self.children.push(Children { source: id, geography_year, year: vintage, values });
            }
            Format::Incomes => {
                let mut by_level: BTreeMap<Level, BTreeMap<String, Quantity>> = BTreeMap::new();
                for income in tally.take(table.incomes()?) {
                    let level = if income.code.len() == 9 { Level::Epci } else { Level::Commune };
                    by_level.entry(level).or_default().insert(income.code, income.median_eur);
                }
                self.columns.extend(by_level.into_iter().map(|(level, values)| Raw {
                    source: id.clone(),
                    indicator: "median_income",
                    facet: "total",
                    level,
                    year: vintage,
                    values,
                }));
            }
            _ => {}
        }
        Ok(())
    }

    /// The latest year of each level in a file of the Cnaf.
    fn cnaf(&mut self, source: &SourceId, indicator: &'static str, rows: &[CnafFigures]) {
        for (cnaf, level) in [
            (CnafLevel::Commune, Level::Commune),
            (CnafLevel::Epci, Level::Epci),
            (CnafLevel::Departement, Level::Departement),
        ] {
            let of_level = || rows.iter().filter(|row| row.level == cnaf);
            let Some(year) = of_level().map(|row| row.year).max() else { continue };
            for (facet, of) in MODES {
                let values = of_level().filter(|row| row.year == year).map(|row| (row.code.clone(), of(row)));
                let values = values.collect();
                self.columns.push(Raw { source: source.clone(), indicator, facet, level, year: Some(year), values });
            }
        }
    }

    /// Columns in the order of the territory. Of several of one measure the latest year stands,
    /// of one year the source that the configuration names first. Counts of another year's
    /// communes are carried to ours; rates cannot be.
    pub(crate) fn published(
        self,
        config: &Config,
        territory: &Territory,
        movements: &[Movement],
        tallies: &mut Tallies<'_>,
    ) -> Vec<Published> {
        let mut published = Vec::new();
        for column in &self.columns {
            column.count_outside(territory, tallies);
            let code = |i| territory.code(column.level, i).unwrap_or_default();
            let value = |i| column.values.get(code(i)).copied().unwrap_or(Quantity::Missing);
            published.push(Published {
                indicator: column.indicator.into(),
                facet: column.facet.into(),
                level: column.level,
                values: (0..territory.count(column.level)).map(value).collect(),
                year: column.year,
                source: column.source.clone(),
                summed: false,
            });
        }
        for children in &self.children {
            published.extend(children.columns(config, territory, movements, tallies));
        }
        published.retain(|column| column.values.iter().any(|value| *value != Quantity::Missing));
        published.sort_by(|a, b| {
            let key = |p: &Published| (p.indicator.clone(), p.facet.clone(), p.level, std::cmp::Reverse(p.year));
            key(a).cmp(&key(b))
        });
        published.dedup_by(|later, first| {
            (&later.indicator, &later.facet, later.level) == (&first.indicator, &first.facet, first.level)
        });
        published
    }
}

impl Raw {
    /// Rows about other territories than ours, counted once for the facets of one measure.
    fn count_outside(&self, territory: &Territory, tallies: &mut Tallies<'_>) {
        if self.facet != "total" {
            return;
        }
        let ours: BTreeSet<&str> =
            (0..territory.count(self.level)).filter_map(|i| territory.code(self.level, i)).collect();
        let outside = self.values.keys().filter(|code| !ours.contains(code.as_str())).count();
        if let Some(tally) = tallies.get_mut(self.source.0.as_str()) {
            (0..outside).for_each(|_| tally.outside());
        }
    }
}

impl Children {
    fn columns(
        &self,
        config: &Config,
        territory: &Territory,
        movements: &[Movement],
        tallies: &mut Tallies<'_>,
    ) -> Vec<Published> {
        let day = |year: u16| format!("{year:04}-01-01");
        let (from, to) = (day(self.geography_year.unwrap_or(config.geography_year)), day(config.geography_year));
        let inhabitants =
            |code: CommuneCode| territory.commune(code).and_then(|i| territory.communes[i].population.known());
        let mut all = Vec::new();
        type Of = fn(&(Quantity, Quantity)) -> Quantity;
        let measures: [(&str, Of); 2] = [("cnaf_children_under_3", |v| v.0), ("cnaf_children_3_to_5", |v| v.1)];
        for (indicator, of) in measures {
            let counts = self.values.iter().map(|(code, value)| (*code, of(value))).collect();
            let carried = carry_counts(movements, &counts, &from, &to, inhabitants).values;
            let value = |code| carried.get(&code).copied().unwrap_or(Quantity::Missing);
            let communes: Vec<Quantity> = territory.communes.iter().map(|c| value(c.code)).collect();
            if indicator == "cnaf_children_under_3" {
                self.compare(territory, &communes, tallies);
            }
            all.extend(Level::ALL.map(|level| Published {
                indicator: indicator.into(),
                facet: "total".into(),
                level,
                values: coverage::sums_of_published(territory, level, &communes),
                year: self.year,
                source: self.source.clone(),
                summed: true,
            }));
        }
        all
    }

    /// Says where the children of this source are less than half or more than twice ours.
    fn compare(&self, territory: &Territory, communes: &[Quantity], tallies: &mut Tallies<'_>) {
        let Some(tally) = tallies.get_mut(self.source.0.as_str()) else { return };
        for (commune, theirs) in territory.communes.iter().zip(communes) {
            let (Some(theirs), Some(ours)) = (theirs.known(), commune.children_under_3.known()) else { continue };
            let (less, more) = (theirs.min(ours), theirs.max(ours));
            if more < ENOUGH_CHILDREN || less * 2.0 >= more {
                continue;
            }
            let reason = format!(
                "{theirs:.0} children of 0 to 2 years here, {ours:.0} by births in {} ({}): check both",
                commune.name, commune.code
            );
            tally.warn(Finding {
                field: "ENF_2".into(),
                value: format!("{theirs:.0}"),
                at: Some(commune.seat),
                commune: Some(commune.code),
                ..Finding::whole(&self.source.0, reason).of(Check::DisagreesWithOther)
            });
        }
    }
}

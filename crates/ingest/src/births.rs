//! Births and population per commune: the national table with postal codes, and Insee's series
//! of births by year.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    io::Read,
};

use serde::Serialize;
use territory::{CommuneCode, Quantity};

use crate::{
    Batch, Finding, IngestError,
    table::{Column, Row, Table},
    text,
};

/// The counts of one commune.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommuneCounts {
    /// INSEE code.
    pub commune: CommuneCode,
    /// Name with its article.
    pub name: String,
    /// Postal codes, sorted, each once.
    pub postcodes: Vec<String>,
    /// Municipal population, inhabitants.
    pub population: Quantity,
    /// Births in the year of the source, to mothers who live in the commune.
    pub births: Quantity,
}

/// Births of one commune in one year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct YearBirths {
    /// INSEE code.
    pub commune: CommuneCode,
    /// Calendar year.
    pub year: u16,
    /// Births to mothers who live in the commune.
    pub births: f64,
}

struct RawCounts<'a> {
    name: &'a str,
    kind: &'a str,
    parent: &'a str,
    population: Quantity,
    households: Quantity,
    births: Quantity,
    deaths: Quantity,
}

struct CountColumns {
    code: Column,
    name: Column,
    postcode: Column,
    kind: Column,
    parent: Column,
    population: Column,
    households: Column,
    births: Column,
    deaths: Column,
}

/// Reads the table of communes that has one row per postal code (`insee_com`, `commune_article`,
/// `code_postal`, `commune_type`, `population_…`, `naissances_…`, `menages_…`, `deces_…`): one
/// value per commune, its postal codes gathered.
///
/// Rows of delegated and associated communes (`COMD`, `COMA`) repeat the figures of their commune
/// and only give a postal code. Rows of municipal arrondissements (`ARM`) are not communes; a
/// warning says so once per city whose own row is absent. Births 0 with deaths 0 and households 0
/// where people live are the blanks of a commune younger than the counts: missing, and reported.
///
/// # Errors
/// When the file cannot be read or a column is missing.
pub fn read_commune_counts(file: &str, input: impl Read) -> Result<Batch<CommuneCounts>, IngestError> {
    commune_counts(&Table::read(file, input)?)
}

/// See [`read_commune_counts`].
pub(crate) fn commune_counts(table: &Table) -> Result<Batch<CommuneCounts>, IngestError> {
    let births = table.optional_prefix("naissances");
    let population = table.optional_prefix("population");
    let columns = CountColumns {
        code: table.required(&["insee_com", "code_insee", "codgeo", "com"])?,
        name: table.required(&["commune_article", "commune", "nom", "libgeo", "libelle"])?,
        postcode: table.optional(&["code_postal", "codes_postaux"]),
        kind: table.optional(&["commune_type", "typecom"]),
        parent: table.optional(&["insee_parente", "comparent"]),
        population: if population.is_there() { population } else { table.required(&["population", "pmun"])? },
        households: table.optional_prefix("menages"),
        births: if births.is_there() { births } else { table.required(&["naissances", "births"])? },
        deaths: table.optional_prefix("deces"),
    };
    let mut batch = Batch::default();
    let mut positions: HashMap<CommuneCode, usize> = HashMap::new();
    let mut postcodes: Vec<(CommuneCode, String)> = Vec::new();
    let mut cities = SplitCities::default();
    table.for_each(&mut batch, |row, batch| {
        let Some(code) = row.commune(&columns.code, batch) else { return };
        let raw = RawCounts::of(row, &columns, batch);
        let owner = match raw.kind {
            "" | "COM" => code,
            "ARM" => return cities.see(row, raw),
            _ => text::commune_code(raw.parent).map_or(code, |parent| parent.value),
        };
        postcodes.extend(row.postcode(&columns.postcode, batch).map(|postcode| (owner, postcode)));
        if matches!(raw.kind, "" | "COM")
            && let Entry::Vacant(vacant) = positions.entry(code)
        {
            vacant.insert(batch.accepted.len());
            let counts = raw.checked(row, code, &columns, batch);
            batch.accepted.push(counts);
        }
    });
    for (code, postcode) in postcodes {
        if let Some(&position) = positions.get(&code) {
            batch.accepted[position].postcodes.push(postcode);
        }
    }
    for counts in &mut batch.accepted {
        counts.postcodes.sort_unstable();
        counts.postcodes.dedup();
    }
    batch.warnings.extend(cities.warnings(table.file(), &positions));
    Ok(batch)
}

impl<'a> RawCounts<'a> {
    fn of(row: &Row<'a>, columns: &CountColumns, batch: &mut Batch<CommuneCounts>) -> Self {
        Self {
            name: row.get(&columns.name),
            kind: row.get(&columns.kind),
            parent: row.get(&columns.parent),
            population: row.count(&columns.population, batch),
            households: row.count(&columns.households, batch),
            births: row.count(&columns.births, batch),
            deaths: row.count(&columns.deaths, batch),
        }
    }

    fn checked(
        self,
        row: &Row<'_>,
        commune: CommuneCode,
        columns: &CountColumns,
        batch: &mut Batch<CommuneCounts>,
    ) -> CommuneCounts {
        let zero = Quantity::Known(0.0);
        let inhabited = self.population.known().is_some_and(|p| p > 0.0);
        let never_counted = self.births == zero && self.deaths == zero && self.households == zero && inhabited;
        let births = if never_counted {
            let reason = "births, deaths and households are all 0 where people live: the commune is younger than these counts, its births are taken as missing";
            batch.repaired.push(row.finding(&columns.births, reason));
            Quantity::Missing
        } else {
            self.births
        };
        CommuneCounts {
            commune,
            name: self.name.to_owned(),
            postcodes: Vec::new(),
            population: self.population,
            births,
        }
    }
}

/// Cities that the file only gives by municipal arrondissement (Paris, Lyon, Marseille).
#[derive(Default)]
struct SplitCities(Vec<(String, u64, f64)>);

impl SplitCities {
    fn see(&mut self, row: &Row<'_>, raw: RawCounts<'_>) {
        let births = raw.births.known().unwrap_or_default();
        match self.0.iter_mut().find(|(city, ..)| city == raw.parent) {
            Some((_, _, sum)) => *sum += births,
            None => self.0.push((raw.parent.to_owned(), row.line, births)),
        }
    }

    fn warnings(self, file: &str, known: &HashMap<CommuneCode, usize>) -> impl Iterator<Item = Finding> {
        let is_absent = |city: &str| CommuneCode::new(city).map_or(true, |code| !known.contains_key(&code));
        let absent: Vec<_> = self.0.into_iter().filter(|(city, ..)| is_absent(city)).collect();
        absent.into_iter().map(move |(city, line, births)| {
            let reason = format!(
                "the city is only given by its municipal arrondissements ({births} births in all): its counts are missing; add a row of type COM for it"
            );
            Finding::at(file, line, "insee_parente", &city, reason)
        })
    }
}

/// Reads Insee's births by commune and year (`GEO`, `GEO_OBJECT`, `TIME_PERIOD`, `OBS_VALUE`).
/// Rows of other levels (`GEO_OBJECT` other than `COM`) are passed over. `GEO` is the code, alone
/// or behind its level and year ("2024-COM-85051").
///
/// # Errors
/// When the file cannot be read or a column is missing.
pub fn read_births_series(file: &str, input: impl Read) -> Result<Batch<YearBirths>, IngestError> {
    births_series(&Table::read(file, input)?)
}

/// See [`read_births_series`].
pub(crate) fn births_series(table: &Table) -> Result<Batch<YearBirths>, IngestError> {
    let geo = table.required(&["geo"])?;
    let object = table.optional(&["geo_object"]);
    let period = table.required(&["time_period"])?;
    let value = table.required(&["obs_value"])?;
    let mut batch = Batch::default();
    let mut seen = HashSet::new();
    table.for_each(&mut batch, |row, batch| {
        let text = row.get(&geo);
        if !matches!(row.get(&object), "" | "COM") || (text.contains('-') && !text.contains("COM-")) {
            return;
        }
        let code = match text::commune_code(text.rsplit('-').next().unwrap_or_default()) {
            Ok(code) => code,
            Err(reason) => return batch.rejected.push(row.finding(&geo, reason)),
        };
        let Some(year) = row.get(&period).parse::<u16>().ok().filter(|year| (1900..=2100).contains(year)) else {
            return batch.rejected.push(row.finding(&period, "not a year: four digits, such as 2023"));
        };
        let births = match text::number(row.get(&value)) {
            Ok(Some(births)) if births >= 0.0 => births,
            Ok(_) => return batch.rejected.push(row.finding(&value, "no number of births: 0 or more would work")),
            Err(reason) => return batch.rejected.push(row.finding(&value, reason)),
        };
        if !seen.insert((code.value, year)) {
            let reason = "the commune has this year already: one row per commune and year would work";
            return batch.rejected.push(row.finding(&geo, reason));
        }
        batch.repaired.extend(code.repair.map(|reason| row.finding(&geo, reason)));
        batch.accepted.push(YearBirths { commune: code.value, year, births });
    });
    Ok(batch)
}

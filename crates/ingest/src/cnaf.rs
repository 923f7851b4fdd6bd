//! Cnaf open data: coverage rates and places of each mode of care, per territory and year.
//!
//! `txcouv_pe_{nat,reg,dep,epci,com}` and `nbpla_pe_…` have one row per territory and year. An
//! export carries the technical names of its columns or their French labels.

use std::io::Read;

use serde::Serialize;
use territory::{Check, Quantity};

use crate::{
    Batch, Finding, IngestError,
    table::{Column, Row, Table},
    text,
};

/// The level that a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CnafLevel {
    /// The whole of France.
    National,
    /// Région.
    Region,
    /// Département.
    Departement,
    /// EPCI.
    Epci,
    /// Commune, of more than 10,000 inhabitants in these files.
    Commune,
}

/// Values of one territory and one year, by mode of care. Rates are places per 100 children under
/// three; places are counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CnafFigures {
    /// Year of the figures.
    pub year: u16,
    /// Level.
    pub level: CnafLevel,
    /// Code of the territory; empty for France.
    pub code: String,
    /// EAJE with the Psu, run by anyone.
    pub psu: Quantity,
    /// EAJE without the Psu: Paje micro-crèches and others.
    pub outside_psu: Quantity,
    /// All EAJE.
    pub eaje: Quantity,
    /// Prescolarisation of children of two years.
    pub prescolarisation: Quantity,
    /// Assistants maternels.
    pub assistants_maternels: Quantity,
    /// Care at home.
    pub at_home: Quantity,
    /// All modes.
    pub total: Quantity,
}

/// Figures are published with one decimal: sums of rounded terms differ by this much at most.
const ROUNDING: f64 = 0.15;

struct Columns {
    year: Column,
    level: CnafLevel,
    code: Option<Column>,
    values: [Column; 7],
}

/// Level, its suffix in column names, and the names of its code.
const LEVELS: [(CnafLevel, &str, &[&str]); 5] = [
    (CnafLevel::Commune, "com", &["numcom", "numéro commune", "code commune", "code insee commune"]),
    (CnafLevel::Epci, "epci", &["numepci", "numéro epci", "code epci"]),
    (CnafLevel::Departement, "dep", &["numdep", "numéro département", "code département"]),
    (CnafLevel::Region, "reg", &["numregi", "numreg", "numéro région", "code région"]),
    (CnafLevel::National, "nat", &["national"]),
];

/// Stem of the technical name, and the label without its level, for rates and for places.
const RATES: [(&str, &str); 7] = [
    ("txcouv_psu_col_", "taux de couv eaje psu"),
    ("txcouv_hors_psu_col_", "taux de couv eaje hors psu"),
    ("txcouv_eaje_", "taux de couv eaje"),
    ("txcouv_prescol_", "taux de couv préscolarisation"),
    ("txcouv_am_ind_", "taux de couv assistante maternelle"),
    ("txcouv_gad_ind_", "taux de couv garde à domicile"),
    ("txcouv_", "taux de couv global"),
];
const PLACES: [(&str, &str); 7] = [
    ("pl_psu_col_", "nombre de places eaje psu"),
    ("pl_hors_psu_col_", "nombre de places eaje hors psu"),
    ("pl_eaje_", "nombre de places eaje"),
    ("pl_prescol_", "nombre de places préscolarisation"),
    ("pl_am_ind_", "nombre de places assistante maternelle"),
    ("pl_gad_ind_", "nombre de places garde à domicile"),
    ("tot_offre_", "offre totale"),
];

/// Reads coverage rates (`txcouv_pe_…`). Rows of an unknown territory (`XX`, `XXX`) are dropped
/// and counted in one warning; sums that do not hold within 0.15 are warned of and kept.
///
/// # Errors
/// When the file cannot be read, or a column is missing.
pub fn read_cnaf_rates(file: &str, input: impl Read) -> Result<Batch<CnafFigures>, IngestError> {
    rates(&Table::read(file, input)?)
}

/// Reads places (`nbpla_pe_…`), like [`read_cnaf_rates`].
///
/// # Errors
/// When the file cannot be read, or a column is missing.
pub fn read_cnaf_places(file: &str, input: impl Read) -> Result<Batch<CnafFigures>, IngestError> {
    places(&Table::read(file, input)?)
}

pub(crate) fn rates(table: &Table) -> Result<Batch<CnafFigures>, IngestError> {
    read(table, &RATES)
}

pub(crate) fn places(table: &Table) -> Result<Batch<CnafFigures>, IngestError> {
    read(table, &PLACES)
}

/// Whether the columns are those of rates, or of places.
pub(crate) fn is_rates(table: &Table) -> bool {
    level_of(table, &RATES).is_some()
}

/// See [`is_rates`].
pub(crate) fn is_places(table: &Table) -> bool {
    level_of(table, &PLACES).is_some()
}

/// The finest level with a total and with EAJE: a file names its territory's parents too.
fn level_of(table: &Table, names: &[(&str, &str); 7]) -> Option<usize> {
    let has = |stem: (&str, &str), suffix: &str| value_column(table, stem, suffix).is_there();
    LEVELS.iter().position(|(_, suffix, codes)| {
        has(names[6], suffix) && has(names[2], suffix) && table.optional(codes).is_there()
    })
}

fn value_column(table: &Table, (stem, label): (&str, &str), suffix: &str) -> Column {
    let technical = format!("{stem}{suffix}");
    let by_name = table.optional(&[&technical]);
    if by_name.is_there() || table.optional(&["annee"]).is_there() && table.optional_prefix(stem).is_there() {
        return by_name;
    }
    // A label may end with the level: "Taux de couv EAJE (EPCI)".
    let is_label = |name: &str| {
        let lower = name.to_lowercase();
        lower.strip_prefix(label).is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with('('))
    };
    table.header().iter().find(|name| is_label(name)).map_or(by_name, |name| table.optional(&[name]))
}

fn read(table: &Table, names: &[(&str, &str); 7]) -> Result<Batch<CnafFigures>, IngestError> {
    let position = level_of(table, names);
    // Which column is missing is said with the names of the finest level.
    let (level, suffix, codes) = LEVELS[position.unwrap_or_default()];
    let values = names.map(|stem| value_column(table, stem, suffix));
    if position.is_none() {
        table.required(codes)?;
        table.required(&[&format!("{}{suffix}", names[6].0), names[6].1])?;
        table.required(&[&format!("{}{suffix}", names[2].0), names[2].1])?;
    }
    let columns = Columns {
        year: table.required(&["annee", "année"])?,
        level,
        code: (level != CnafLevel::National).then(|| table.required(codes)).transpose()?,
        values,
    };
    let mut batch = Batch::default();
    let mut unknown = Vec::new();
    table.for_each(&mut batch, |row, batch| {
        let code = columns.code.as_ref().map_or("", |column| row.get(column));
        if !code.is_empty() && code.bytes().all(|b| b == b'X') {
            unknown.push(row.line);
            return;
        }
        if let Some(figures) = read_row(row, &columns, code, batch) {
            batch.accepted.push(figures);
        }
    });
    if let Some(first) = unknown.first() {
        let reason =
            format!("{} row(s) of an unknown territory (XX, XXX) are left out, the first on this line", unknown.len());
        let name = columns.code.as_ref().map_or("", Column::name);
        batch.warnings.push(Finding::at(table.file(), *first, name, "XX", reason));
    }
    Ok(batch)
}

fn read_row(row: &Row<'_>, columns: &Columns, code: &str, batch: &mut Batch<CnafFigures>) -> Option<CnafFigures> {
    // A whole number, or the first of January of the year in the national file.
    let year = row.get(&columns.year);
    let digits = year.get(..4).filter(|_| year.len() == 4 || text::iso_date(year).is_some());
    let Some(year) = digits.and_then(|d| d.parse::<u16>().ok()).filter(|y| (2000..=2100).contains(y)) else {
        batch.rejected.push(row.finding(&columns.year, "not a year: 2023 or 2023-01-01 would work"));
        return None;
    };
    let lengths = match columns.level {
        CnafLevel::National => 0..=0,
        CnafLevel::Region => 1..=2,
        CnafLevel::Departement => 1..=3,
        CnafLevel::Epci => 9..=9,
        CnafLevel::Commune => 4..=5,
    };
    if let Some(column) = columns.code.as_ref().filter(|_| !lengths.contains(&code.len())) {
        batch.rejected.push(row.finding(column, "not the code of a territory of this file's level"));
        return None;
    }
    // A spreadsheet takes the first zero from "01" and "01001".
    let wanted = match columns.level {
        CnafLevel::Commune => 5,
        CnafLevel::Region | CnafLevel::Departement => 2,
        CnafLevel::Epci | CnafLevel::National => 0,
    };
    let full = format!("{code:0>wanted$}");
    if let Some(column) = columns.code.as_ref().filter(|_| full != code) {
        batch.repaired.push(row.finding(column, format!("read as {full}: a code is text, not a number")));
    }
    let [psu, outside_psu, eaje, prescolarisation, assistants_maternels, at_home, total] =
        [0, 1, 2, 3, 4, 5, 6].map(|i| row.count(&columns.values[i], batch));
    let figures = CnafFigures {
        year,
        level: columns.level,
        code: full,
        psu,
        outside_psu,
        eaje,
        prescolarisation,
        assistants_maternels,
        at_home,
        total,
    };
    check_sum(row, &columns.values[2], eaje, &[psu, outside_psu], batch);
    check_sum(row, &columns.values[6], total, &[eaje, prescolarisation, assistants_maternels, at_home], batch);
    Some(figures)
}

/// Warns when terms that are all known do not add up to their sum.
fn check_sum(row: &Row<'_>, column: &Column, sum: Quantity, terms: &[Quantity], batch: &mut Batch<CnafFigures>) {
    let all = terms.iter().map(|term| term.known()).sum::<Option<f64>>();
    if let (Some(sum), Some(all)) = (sum.known(), all)
        && (sum - all).abs() > ROUNDING + 1e-9
    {
        let reason = format!("its parts add up to {all:.2}: check the source; the published figure is kept");
        batch.warnings.push(row.finding(column, reason).of(Check::SumOfParts));
    }
}

/// The coverage rate of a commune in the files of 2019 to 2021, all modes together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LegacyRate {
    /// Commune.
    pub commune: territory::CommuneCode,
    /// Places per 100 children under three; a blank is a secret.
    pub rate: Quantity,
}

/// Reads `TAUXCOUV2019.csv` to `TAUXCOUV2021.csv` (`;`, `NUM_COM`, `TAUXCOUV_COM` or
/// `TAUXCOUV_COMM`): every commune, a blank where too few children live.
///
/// # Errors
/// When the file cannot be read, or a column is missing.
pub fn read_cnaf_legacy(file: &str, input: impl Read) -> Result<Batch<LegacyRate>, IngestError> {
    legacy(&Table::read(file, input)?)
}

pub(crate) const LEGACY_CODE: &[&str] = &["num_com"];
pub(crate) const LEGACY_RATE: &[&str] = &["tauxcouv_com", "tauxcouv_comm", "tauxcouv_commune"];

pub(crate) fn legacy(table: &Table) -> Result<Batch<LegacyRate>, IngestError> {
    let code = table.required(LEGACY_CODE)?;
    let rate = table.required(LEGACY_RATE)?;
    let mut batch = Batch::default();
    let mut seen = std::collections::HashSet::new();
    table.for_each(&mut batch, |row, batch| {
        if row.get(&code).bytes().all(|b| b == b'X') && !row.get(&code).is_empty() {
            return batch.rejected.push(row.finding(&code, "an unknown territory: left out"));
        }
        let Some(commune) = row.commune(&code, batch) else { return };
        if !seen.insert(commune) {
            return batch.rejected.push(row.finding(&code, "the commune stands twice: the first row is kept"));
        }
        let value = row.get(&rate);
        let rate = if value.is_empty() { Quantity::Suppressed } else { row.count(&rate, batch) };
        batch.accepted.push(LegacyRate { commune, rate });
    });
    Ok(batch)
}

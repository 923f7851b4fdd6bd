//! Tables whose blanks are secrets: Cnaf families per IRIS, INSEE incomes (Filosofi).

use std::io::Read;

use serde::Serialize;
use territory::Quantity;

use crate::{
    Batch, Finding, IngestError,
    table::{Column, Row, Table},
    text,
};

/// Young children of families known to the Cnaf, in one IRIS.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IrisChildren {
    /// Code of the IRIS: its commune and four digits.
    pub iris: String,
    /// Children of 0 to 2 years.
    pub under_3: Quantity,
    /// Children of 3 to 5 years.
    pub from_3_to_5: Quantity,
}

/// Incomes of a commune or an EPCI.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Income {
    /// Code of the commune (5 characters) or SIREN of the EPCI (9).
    pub code: String,
    /// Name as published.
    pub name: String,
    /// Tax households.
    pub households: Quantity,
    /// Median disposable income per consumption unit, euros a year.
    pub median_eur: Quantity,
    /// First and third quartiles of the same, euros a year; secret in small communes.
    pub quartiles_eur: (Quantity, Quantity),
    /// Share of people below the poverty line, percent; few files have it.
    pub poverty_pct: Quantity,
}

/// Reads `data_CAF_….csv` per IRIS (`CODGEO`, `ENF_2`, `ENF_3_5`). A blank is a number below the
/// threshold of secrecy.
///
/// # Errors
/// When the file cannot be read, or a column is missing.
pub fn read_cnaf_iris(file: &str, input: impl Read) -> Result<Batch<IrisChildren>, IngestError> {
    iris(&Table::read(file, input)?)
}

pub(crate) fn iris(table: &Table) -> Result<Batch<IrisChildren>, IngestError> {
    let code = table.required(&["codgeo", "iris"])?;
    let (under_3, older) = (table.required(&["enf_2"])?, table.required(&["enf_3_5"])?);
    let mut batch = Batch::default();
    let mut seen = std::collections::HashSet::new();
    table.for_each(&mut batch, |row, batch| {
        let raw = row.get(&code);
        // A département without its zero gives eight digits.
        let padded = if raw.len() == 8 { format!("0{raw}") } else { raw.to_owned() };
        let is_iris = padded.len() == 9
            && padded.get(..5).is_some_and(|c| text::commune_code(c).is_ok())
            && padded.get(5..).is_some_and(|d| d.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !is_iris {
            return batch
                .rejected
                .push(row.finding(&code, "not the code of an IRIS: nine characters, such as 010040101"));
        }
        if !seen.insert(padded.clone()) {
            return batch.rejected.push(row.finding(&code, "the IRIS stands twice: the first row is kept"));
        }
        if padded != raw {
            batch.repaired.push(row.finding(&code, format!("read as {padded}: a code is text, not a number")));
        }
        let (under_3, from_3_to_5) = (secret(row, &under_3, batch), secret(row, &older, batch));
        batch.accepted.push(IrisChildren { iris: padded, under_3, from_3_to_5 });
    });
    Ok(batch)
}

/// Reads `FILO…_DISP_COM.csv` or `…_EPCI.csv` (`;`, decimal comma, `CODGEO`, `NBMEN19`, `Q219`…;
/// the two digits are the year). A blank is a secret.
///
/// # Errors
/// When the file cannot be read, or a column is missing.
pub fn read_incomes(file: &str, input: impl Read) -> Result<Batch<Income>, IngestError> {
    incomes(&Table::read(file, input)?)
}

/// The column of this stem and a year of two digits.
pub(crate) fn dated(table: &Table, stem: &str) -> Option<String> {
    let is = |name: &&String| {
        name.to_lowercase().strip_prefix(stem).is_some_and(|y| y.len() == 2 && y.bytes().all(|b| b.is_ascii_digit()))
    };
    table.header().iter().find(is).cloned()
}

pub(crate) fn incomes(table: &Table) -> Result<Batch<Income>, IngestError> {
    let named = |stem: &str| dated(table, stem).unwrap_or_else(|| format!("{stem}19"));
    let (code, name) = (table.required(&["codgeo"])?, table.optional(&["libgeo"]));
    let households = table.required(&[&named("nbmen")])?;
    let median = table.required(&[&named("q2")])?;
    let (first, third) = (table.optional(&[&named("q1")]), table.optional(&[&named("q3")]));
    let poverty = table.optional(&[&named("tp60")]);
    let mut batch = Batch::default();
    table.for_each(&mut batch, |row, batch| {
        let raw = row.get(&code);
        let is_siren = raw.len() == 9 && raw.bytes().all(|b| b.is_ascii_digit());
        let full = match text::commune_code(raw) {
            _ if is_siren => raw.to_owned(),
            Ok(commune) => {
                batch.repaired.extend(commune.repair.map(|reason| row.finding(&code, reason)));
                commune.value.to_string()
            }
            Err(reason) => return batch.rejected.push(row.finding(&code, reason)),
        };
        let mut optional =
            |column: &Column| if column.is_there() { secret(row, column, batch) } else { Quantity::Missing };
        let poverty_pct = optional(&poverty);
        let quartiles_eur = (optional(&first), optional(&third));
        let (households, median_eur) = (secret(row, &households, batch), secret(row, &median, batch));
        batch.accepted.push(Income {
            code: full,
            name: row.get(&name).to_owned(),
            households,
            median_eur,
            quartiles_eur,
            poverty_pct,
        });
    });
    Ok(batch)
}

/// A count whose blank is a secret.
fn secret<T>(row: &Row<'_>, column: &Column, batch: &mut Batch<T>) -> Quantity {
    if row.get(column).is_empty() { Quantity::Suppressed } else { row.count(column, batch) }
}

/// How many values are secret, as one remark on the file.
pub(crate) fn count_secrets(file: &str, secrets: usize, of: usize) -> Option<Finding> {
    (secrets > 0)
        .then(|| Finding::whole(file, format!("{secrets} of {of} values are blank: secret, neither 0 nor missing")))
}

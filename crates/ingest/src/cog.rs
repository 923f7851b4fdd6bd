//! Code officiel géographique: names of départements, and what became of communes.

use std::{collections::BTreeSet, io::Read};

use serde::Serialize;
use territory::{CommuneCode, DepartementCode};

use crate::{Batch, IngestError, table::Table, text};

/// A département and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DepartementName {
    /// INSEE code.
    pub code: DepartementCode,
    /// Name: "Vendée".
    pub name: String,
}

/// A row of the list of communes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CogCommune {
    /// INSEE code; a delegated commune may have the code of its commune.
    pub code: CommuneCode,
    /// Name with its article.
    pub name: String,
    /// `COM` commune, `ARM` municipal arrondissement, `COMD` delegated and `COMA` associated
    /// commune.
    pub kind: String,
    /// The commune that it is a part of; `None` for a commune.
    pub parent: Option<CommuneCode>,
}

/// One change of one commune.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Movement {
    /// First day of the new state, ISO.
    pub date: String,
    /// INSEE's kind of change (`MOD`): 10 rename, 20 creation, 21 restoration, 31 to 34 mergers,
    /// 41 change of département…
    pub kind: u16,
    /// Code before.
    pub before: CommuneCode,
    /// Code after; equal to `before` for a commune that stays while others join or leave it.
    pub after: CommuneCode,
}

/// What a code of one date is at a later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// The same commune code; its name or its extent may have changed.
    Same(CommuneCode),
    /// Another code, by merger or renumbering.
    Into(CommuneCode),
    /// Several communes, ascending: a figure of the old one cannot be attributed.
    Split(Vec<CommuneCode>),
    /// No such commune at the first date.
    Unknown,
}

/// Reads `departement.csv` of the COG (`DEP`, `LIBELLE`).
///
/// # Errors
/// When the file cannot be read or a column is missing.
pub fn read_departements_csv(file: &str, input: impl Read) -> Result<Batch<DepartementName>, IngestError> {
    departements(&Table::read(file, input)?)
}

/// See [`read_departements_csv`].
pub(crate) fn departements(table: &Table) -> Result<Batch<DepartementName>, IngestError> {
    let code = table.required(&["dep", "code", "code_departement"])?;
    let name = table.required(&["libelle", "nom", "nom_departement"])?;
    let mut batch: Batch<DepartementName> = Batch::default();
    table.for_each(&mut batch, |row, batch| {
        let raw = row.get(&code);
        // "1" is the Ain whose zero a spreadsheet took.
        let padded = if raw.len() == 1 { format!("0{raw}") } else { raw.to_owned() };
        let departement = match DepartementCode::new(&padded) {
            Ok(departement) => departement,
            Err(e) => return batch.rejected.push(row.finding(&code, e.to_string())),
        };
        if batch.accepted.iter().any(|d| d.code == departement) {
            return batch.rejected.push(row.finding(&code, "the département stands twice: the first row is kept"));
        }
        let Some(name) = text::non_blank(row.get(&name)) else {
            return batch.rejected.push(row.finding(&name, "a département needs its name"));
        };
        if padded != raw {
            batch.repaired.push(row.finding(&code, format!("read as {padded}: a code is text, not a number")));
        }
        batch.accepted.push(DepartementName { code: departement, name });
    });
    Ok(batch)
}

/// Reads the list of communes of the COG (`TYPECOM`, `COM`, `LIBELLE`, `COMPARENT`). A code is
/// unique among rows of one type only.
///
/// # Errors
/// When the file cannot be read or a column is missing.
pub fn read_communes_csv(file: &str, input: impl Read) -> Result<Batch<CogCommune>, IngestError> {
    communes(&Table::read(file, input)?)
}

/// See [`read_communes_csv`].
pub(crate) fn communes(table: &Table) -> Result<Batch<CogCommune>, IngestError> {
    let (kind, code) = (table.required(&["typecom"])?, table.required(&["com"])?);
    let (name, parent) = (table.required(&["libelle"])?, table.optional(&["comparent"]));
    let mut batch = Batch::default();
    let mut seen = BTreeSet::new();
    table.for_each(&mut batch, |row, batch| {
        let word = row.get(&kind);
        if !matches!(word, "COM" | "ARM" | "COMD" | "COMA") {
            return batch.rejected.push(row.finding(&kind, "not a type of commune: COM, ARM, COMD or COMA"));
        }
        let Some(commune) = row.commune(&code, batch) else { return };
        let Some(called) = row.name(&name, "a commune needs its name", batch) else { return };
        let owner = text::commune_code(row.get(&parent)).ok().map(|parent| parent.value);
        if word != "COM" && owner.is_none() {
            return batch.rejected.push(row.finding(&parent, "a part of a commune needs the commune's code"));
        }
        if !seen.insert((word.to_owned(), commune)) {
            return batch
                .rejected
                .push(row.finding(&code, "the code stands twice for this type: the first row is kept"));
        }
        batch.accepted.push(CogCommune { code: commune, name: called, kind: word.to_owned(), parent: owner });
    });
    Ok(batch)
}

/// Reads `mvtcommune.csv` of the COG (`MOD`, `DATE_EFF`, `TYPECOM_AV`, `COM_AV`, `TYPECOM_AP`,
/// `COM_AP`); keeps what happens between communes and passes over their delegated parts.
///
/// # Errors
/// When the file cannot be read or a column is missing.
pub fn read_movements_csv(file: &str, input: impl Read) -> Result<Batch<Movement>, IngestError> {
    movements(&Table::read(file, input)?)
}

/// See [`read_movements_csv`].
pub(crate) fn movements(table: &Table) -> Result<Batch<Movement>, IngestError> {
    let kind = table.required(&["mod"])?;
    let date = table.required(&["date_eff"])?;
    let (type_before, type_after) = (table.required(&["typecom_av"])?, table.required(&["typecom_ap"])?);
    let (before, after) = (table.required(&["com_av"])?, table.required(&["com_ap"])?);
    let mut batch = Batch::default();
    table.for_each(&mut batch, |row, batch| {
        if row.get(&type_before) != "COM" || row.get(&type_after) != "COM" {
            return;
        }
        let Ok(number) = row.get(&kind).parse() else {
            return batch.rejected.push(row.finding(&kind, "not a kind of movement: two digits, such as 32"));
        };
        let Some(day) = text::iso_date(row.get(&date)) else {
            return batch.rejected.push(row.finding(&date, "not a date: write it like 2024-01-01"));
        };
        let Some(before) = row.commune(&before, batch) else { return };
        let Some(after) = row.commune(&after, batch) else { return };
        batch.accepted.push(Movement { date: day.to_owned(), kind: number, before, after });
    });
    Ok(batch)
}

/// What became of `code`, a commune on the day `from` (the geography of some data), on the day
/// `to`; both ISO dates, `to` not before `from`. The order of `movements` does not matter.
pub fn carry_forward(movements: &[Movement], code: CommuneCode, from: &str, to: &str) -> Carried {
    if !existed(movements, code, from) {
        return Carried::Unknown;
    }
    let mut now = BTreeSet::new();
    follow(movements, code, from, to, &mut now);
    let codes: Vec<_> = now.into_iter().collect();
    match codes[..] {
        [only] if only == code => Carried::Same(code),
        [only] => Carried::Into(only),
        _ => Carried::Split(codes),
    }
}

/// Creations and restorations: parts leave a commune that may go on beside them.
const PARTS_LEAVE: [u16; 2] = [20, 21];

/// Adds to `found` what became of `code` between the day `from` and the day `to`.
fn follow(movements: &[Movement], code: CommuneCode, from: &str, to: &str, found: &mut BTreeSet<CommuneCode>) {
    let later = |m: &&Movement| m.before == code && from < m.date.as_str() && m.date.as_str() <= to;
    let Some(date) = movements.iter().filter(later).map(|m| m.date.as_str()).min() else {
        found.insert(code);
        return;
    };
    // Several movements of one day follow each other: a new number, then a merger.
    let (mut waiting, mut met, mut after) = (vec![code], BTreeSet::from([code]), BTreeSet::new());
    while let Some(current) = waiting.pop() {
        for next in targets(movements, current, date) {
            if next == current || met.contains(&next) {
                after.insert(next);
            } else {
                met.insert(next);
                waiting.push(next);
            }
        }
    }
    after.into_iter().for_each(|code| follow(movements, code, date, to, found));
}

/// The codes that the movements of one day give to one commune; itself when there are none.
fn targets(movements: &[Movement], code: CommuneCode, date: &str) -> BTreeSet<CommuneCode> {
    let of_day: Vec<&Movement> = movements.iter().filter(|m| m.before == code && m.date == date).collect();
    let parts: BTreeSet<_> = of_day.iter().filter(|m| PARTS_LEAVE.contains(&m.kind)).map(|m| m.after).collect();
    if !parts.is_empty() {
        return parts;
    }
    // A commune may be renamed (itself to itself) and merged on the same day.
    let others: BTreeSet<_> = of_day.iter().map(|m| m.after).filter(|after| *after != code).collect();
    if others.is_empty() { BTreeSet::from([code]) } else { others }
}

/// Whether the code was a commune on that day: its last movement until then tells, or else its
/// first one after; a code that never moved always was.
fn existed(movements: &[Movement], code: CommuneCode, day: &str) -> bool {
    let touching = || movements.iter().filter(|m| m.before == code || m.after == code).map(|m| m.date.as_str());
    let on =
        |date: &str, is: fn(&Movement, CommuneCode) -> bool| movements.iter().any(|m| m.date == date && is(m, code));
    if let Some(last) = touching().filter(|date| *date <= day).max() {
        return on(last, |m, code| m.after == code);
    }
    touching().min().is_none_or(|first| on(first, |m, code| m.before == code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> CommuneCode {
        CommuneCode::new(text).unwrap()
    }

    fn movement(date: &str, kind: u16, before: &str, after: &str) -> Movement {
        Movement { date: date.into(), kind, before: code(before), after: code(after) }
    }

    /// 99… is no département: none of these communes exists.
    fn history() -> Vec<Movement> {
        vec![
            movement("2016-01-01", 32, "99001", "99001"),
            movement("2016-01-01", 32, "99002", "99001"),
            movement("2018-01-01", 41, "99001", "98001"),
            movement("2020-01-01", 10, "99010", "99010"),
            movement("2020-01-01", 32, "99010", "99020"),
            movement("2021-01-01", 41, "99040", "98040"),
            movement("2021-01-01", 32, "98040", "98041"),
            movement("2024-01-01", 21, "99030", "99030"),
            movement("2024-01-01", 21, "99030", "99031"),
        ]
    }

    #[test]
    fn mergers_and_new_numbers_are_followed_one_after_the_other() {
        let of = |c, from, to| carry_forward(&history(), code(c), from, to);
        assert_eq!(of("99002", "2015-01-01", "2017-01-01"), Carried::Into(code("99001")));
        assert_eq!(of("99002", "2015-01-01", "2024-01-01"), Carried::Into(code("98001")));
        assert_eq!(of("99001", "2015-01-01", "2017-01-01"), Carried::Same(code("99001")));
        assert_eq!(of("99010", "2019-01-01", "2024-01-01"), Carried::Into(code("99020")));
        assert_eq!(of("99040", "2019-01-01", "2024-01-01"), Carried::Into(code("98041")), "both on one day");
        assert_eq!(of("99030", "2023-01-01", "2024-01-01"), Carried::Split(vec![code("99030"), code("99031")]));
        assert_eq!(of("85051", "2015-01-01", "2024-01-01"), Carried::Same(code("85051")));
    }

    #[test]
    fn the_first_day_is_already_in_the_geography_of_the_data() {
        let of = |c, from, to| carry_forward(&history(), code(c), from, to);
        assert_eq!(of("99030", "2024-01-01", "2025-01-01"), Carried::Same(code("99030")));
        assert_eq!(of("99030", "2023-12-31", "2023-12-31"), Carried::Same(code("99030")));
    }

    #[test]
    fn a_code_that_was_no_commune_on_the_first_day_is_unknown() {
        let of = |c, from| carry_forward(&history(), code(c), from, "2025-01-01");
        assert_eq!(of("99002", "2017-01-01"), Carried::Unknown, "merged before");
        assert_eq!(of("99031", "2020-01-01"), Carried::Unknown, "created later");
        assert_eq!(of("99031", "2024-01-01"), Carried::Same(code("99031")));
    }

    #[test]
    fn the_order_of_the_movements_does_not_matter() {
        let mut backwards = history();
        backwards.reverse();
        for c in ["99001", "99002", "99010", "99030", "99031"] {
            for from in ["2015-01-01", "2019-01-01"] {
                let of = |movements| carry_forward(movements, code(c), from, "2025-01-01");
                assert_eq!(of(&history()), of(&backwards), "{c} from {from}");
            }
        }
    }
}

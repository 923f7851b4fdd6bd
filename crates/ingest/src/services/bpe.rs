//! Base permanente des équipements (INSEE): how many of which kind each commune has.
//!
//! A code does not mean the same in every year. What is taken is written in [`MEANINGS`]; a code
//! of the catalogue that has no line there for the year of the file is passed over, with a
//! warning that gives the reason.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
    ops::RangeInclusive,
};

use territory::{CommuneCode, Kind, Kinds};

use super::FoundService;
use crate::{Batch, Finding, IngestError, table::Table, text, workbook};

/// In which years a code means what `data/kinds.toml` takes it for.
struct Meaning {
    code: &'static str,
    years: RangeInclusive<u16>,
    reason: &'static str,
}

/// Years before the first and after the last edition of the BPE.
const ALWAYS: RangeInclusive<u16> = 0..=u16::MAX;
const UNTIL_2013: RangeInclusive<u16> = 0..=2013;
const SINCE_2014: RangeInclusive<u16> = 2014..=u16::MAX;

/// The dictionary of variables of the edition of 2013 (varmod) has D501 « Garde d'enfant d'âge
/// préscolaire » and C101, C102, C104, C105; it has none of the other codes of the catalogue. The
/// dictionary of 2018 has D502 « Crèche » and no D501.
const MEANINGS: [Meaning; 15] = [
    Meaning {
        code: "D501",
        years: UNTIL_2013,
        reason: "D501 is the care of young children until the edition of 2013; crèches are D502 since",
    },
    Meaning { code: "D502", years: SINCE_2014, reason: "D502 is a crèche since 2014 only; until 2013 it is D501" },
    Meaning { code: "D504", years: SINCE_2014, reason: NOT_IN_2013 },
    Meaning { code: "D505", years: SINCE_2014, reason: NOT_IN_2013 },
    Meaning { code: "D506", years: SINCE_2014, reason: NOT_IN_2013 },
    Meaning { code: "D509", years: SINCE_2014, reason: NOT_IN_2013 },
    Meaning { code: "D115", years: SINCE_2014, reason: NOT_IN_2013 },
    Meaning {
        code: "A128",
        years: 2020..=u16::MAX,
        reason: "France services exist since 2020; A128 does not stand in the dictionaries of 2013 and 2018",
    },
    Meaning { code: "C101", years: ALWAYS, reason: "" },
    Meaning { code: "C102", years: ALWAYS, reason: "" },
    Meaning { code: "C104", years: ALWAYS, reason: "" },
    Meaning { code: "C105", years: ALWAYS, reason: "" },
    Meaning { code: "C107", years: 2019..=u16::MAX, reason: NOT_IN_2018 },
    Meaning { code: "C108", years: 2019..=u16::MAX, reason: NOT_IN_2018 },
    Meaning { code: "C109", years: 2019..=u16::MAX, reason: NOT_IN_2018 },
];

const NOT_IN_2013: &str = "the dictionary of the edition of 2013 does not have this code";
const NOT_IN_2018: &str = "the dictionaries of the editions of 2013 and 2018 do not have this code";

/// Column titles of the crossed table of 2013, which writes labels where later files write codes.
/// A title is cut at 64 characters there, so the start is what counts.
const LABELS_2013: [(&str, &str); 5] = [
    ("garde d'enfant d'âge préscolaire", "D501"),
    ("école maternelle", "C101"),
    ("classe maternelle de regroupement pédagogique intercommunal", "C102"),
    ("école élémentaire", "C104"),
    ("classe élémentaire de regroupement pédagogique intercommunal", "C105"),
];

const COMMUNE: &[&str] = &["depcom", "codgeo"];

/// Reads a BPE file of schools (`;`, `DEPCOM`, `AN`, `TYPEQU`, `NB_EQUIP`): one value per commune
/// and kind, sorted so, with the number of schools in `count` and no position. Codes that are no
/// kind of the catalogue (colleges, universities) are passed over.
///
/// # Errors
/// When the file cannot be read or a column is missing.
pub fn read_bpe_schools(file: &str, input: impl Read, kinds: &Kinds) -> Result<Batch<FoundService>, IngestError> {
    bpe_schools_of(&Table::read(file, input)?, kinds)
}

/// See [`read_bpe_schools`].
pub(crate) fn bpe_schools_of(table: &Table, kinds: &Kinds) -> Result<Batch<FoundService>, IngestError> {
    let commune = table.required(COMMUNE)?;
    let code = table.required(&["typequ"])?;
    let count = table.required(&["nb_equip"])?;
    let year = table.required(&["an"])?;
    let mut counts = Counts::new(table.file(), kinds);
    let mut batch = Batch::default();
    table.for_each(&mut batch, |row, batch| {
        let Ok(edition) = row.get(&year).parse::<u16>() else {
            return batch.rejected.push(row.finding(&year, "not a year: four digits, such as 2018"));
        };
        let Some(kind) = counts.kind(row.get(&code), edition) else { return };
        let number = match whole_number(row.get(&count)) {
            Ok(number) => number,
            Err(reason) => return batch.rejected.push(row.finding(&count, reason)),
        };
        let Some(commune) = row.commune(&commune, batch) else { return };
        counts.add(commune, kind, number, row.line);
    });
    counts.finish(&mut batch);
    Ok(batch)
}

/// Whether a code means in the edition of this year what the catalogue takes it for.
///
/// # Errors
/// Why it does not.
pub(super) fn meaning_of(code: &str, year: u16) -> Result<(), &'static str> {
    match MEANINGS.iter().find(|m| m.code == code) {
        Some(meaning) if meaning.years.contains(&year) => Ok(()),
        Some(meaning) => Err(meaning.reason),
        None => Err("what this code means in which year is not written down in this program"),
    }
}

/// Reads a BPE workbook with one row per commune (`depcom`) and one column per type of equipment,
/// titled by its code or, in the edition of 2013, by its label. `year` is the edition: it decides
/// what a code means. One value per commune and kind, sorted so.
///
/// # Errors
/// When the bytes are no workbook or no sheet has the column of communes.
pub fn read_bpe_counts_xlsx(
    file: &str,
    bytes: &[u8],
    kinds: &Kinds,
    year: u16,
) -> Result<Batch<FoundService>, IngestError> {
    let (header, rows) = workbook::read_sheet(file, bytes, &[COMMUNE])?;
    let commune = header.column(COMMUNE);
    let mut counts = Counts::new(file, kinds);
    let titles = header.cells.iter();
    let columns: Vec<(u32, &str, &Kind)> = titles
        .filter_map(|(column, title)| Some((*column, title.as_str(), counts.kind(code_of_title(title, year)?, year)?)))
        .collect();
    let mut batch = Batch::default();
    if columns.is_empty() {
        let reason =
            "no column is a type of equipment of the catalogue: titles are codes such as D502, or the labels of 2013";
        batch.warnings.push(Finding::whole(file, reason));
    }
    for row in &rows {
        let raw = row.get(commune);
        // The last row of a crossed table is its total.
        if raw.is_empty() || raw.to_lowercase().starts_with("total") {
            continue;
        }
        let code = match text::commune_code(raw) {
            Ok(code) => code,
            Err(reason) => {
                batch.rejected.push(Finding::at(file, row.number, "depcom", raw, reason));
                continue;
            }
        };
        batch.repaired.extend(code.repair.map(|reason| Finding::at(file, row.number, "depcom", raw, reason)));
        for (column, title, kind) in &columns {
            let value = row.get(Some(*column));
            match whole_number(value) {
                Ok(number) => counts.add(code.value, kind, number, row.number),
                Err(_) if value.is_empty() => {}
                Err(reason) => batch.rejected.push(Finding::at(file, row.number, title, value, reason)),
            }
        }
    }
    counts.finish(&mut batch);
    Ok(batch)
}

/// The code of a column title: itself, or that of a label of 2013.
fn code_of_title(title: &str, year: u16) -> Option<&str> {
    let title = title.trim();
    let is_code =
        title.len() == 4 && title.as_bytes()[0].is_ascii_uppercase() && title[1..].bytes().all(|b| b.is_ascii_digit());
    if is_code {
        return Some(title);
    }
    let lower = title.to_lowercase();
    let of_2013 = LABELS_2013.iter().filter(|_| year == 2013);
    of_2013.filter(|(label, _)| lower.starts_with(label)).map(|(_, code)| *code).next()
}

fn whole_number(text: &str) -> Result<u32, String> {
    match text::number(text)? {
        Some(value) if 0.0 <= value && value <= f64::from(u32::MAX) && value.fract() == 0.0 => Ok(value as u32),
        _ => Err("not a number of equipments: a whole number, 0 or more, would work".into()),
    }
}

/// Equipments added up per commune and kind.
struct Counts<'a> {
    file: &'a str,
    kinds: &'a Kinds,
    sums: BTreeMap<(CommuneCode, &'a str), (u32, u64)>,
    refused: BTreeSet<(String, String)>,
}

impl<'a> Counts<'a> {
    fn new(file: &'a str, kinds: &'a Kinds) -> Self {
        Self { file, kinds, sums: BTreeMap::new(), refused: BTreeSet::new() }
    }

    /// The kind of a code in the edition of that year.
    fn kind(&mut self, code: &str, year: u16) -> Option<&'a Kind> {
        let kind = self.kinds.all.iter().find(|kind| kind.bpe.iter().any(|c| c == code))?;
        let Err(reason) = meaning_of(code, year) else { return Some(kind) };
        self.refused.insert((
            code.to_owned(),
            format!("not read as `{}` in the edition of {year}: {reason}", kind.id.as_str()),
        ));
        None
    }

    fn add(&mut self, commune: CommuneCode, kind: &'a Kind, number: u32, line: u64) {
        if number > 0 {
            let sum = self.sums.entry((commune, kind.id.as_str())).or_insert((0, line));
            sum.0 = sum.0.saturating_add(number);
        }
    }

    fn finish(self, batch: &mut Batch<FoundService>) {
        for (code, reason) in self.refused {
            let mut finding = Finding::whole(self.file, reason);
            finding.field = "TYPEQU".into();
            finding.value = code;
            batch.warnings.push(finding);
        }
        for ((commune, id), (count, line)) in self.sums {
            let label = self.kinds.get(id).map_or(id, |kind| &kind.label_fr);
            let mut service = FoundService::bare(format!("{commune}-{id}"), id.into(), label.to_owned(), line);
            service.commune = Some(commune);
            service.count = count;
            batch.accepted.push(service);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_catalogue_has_its_years_written_down() {
        for kind in Kinds::builtin().all {
            for code in &kind.bpe {
                assert!(MEANINGS.iter().any(|m| m.code == code), "{code} of {}", kind.id.as_str());
            }
        }
    }

    #[test]
    fn a_creche_is_d501_until_2013_and_d502_since() {
        let kinds = Kinds::builtin();
        let mut counts = Counts::new("f", &kinds);
        let mut of = |code, year| counts.kind(code, year).map(|kind| kind.id.as_str().to_owned());
        assert_eq!(of("D501", 2013).as_deref(), Some("creche"));
        assert_eq!(of("D502", 2018).as_deref(), Some("creche"));
        assert_eq!(of("D502", 2013), None);
        assert_eq!(of("D501", 2018), None);
        let refused: Vec<_> = counts.refused.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(refused, ["D501", "D502"]);
    }

    #[test]
    fn titles_are_codes_or_the_labels_of_2013() {
        assert_eq!(code_of_title("D502", 2020), Some("D502"));
        assert_eq!(code_of_title("Garde d'enfant d'âge préscolaire", 2013), Some("D501"));
        assert_eq!(code_of_title("Garde d'enfant d'âge préscolaire", 2018), None);
        assert_eq!(code_of_title("École élémentaire", 2013), Some("C104"));
        assert_eq!(code_of_title("Épic", 2013), None);
        assert_eq!(code_of_title("Taxi", 2013), None);
    }
}

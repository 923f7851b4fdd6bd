//! Which commune belongs to which EPCI: the workbook `epcicom` of the DGCL, one row a commune.

use std::collections::HashMap;

use serde::Serialize;
use territory::{CommuneCode, Siren};

use crate::{
    Batch, Finding, IngestError,
    table::Table,
    text,
    workbook::{self, SheetRow},
};

/// A commune as member of its EPCI with its own tax.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EpciMember {
    /// SIREN of the EPCI.
    pub siren: Siren,
    /// Name of the EPCI as published: "CC du Pays de Chantonnay".
    pub epci_name: String,
    /// The commune.
    pub commune: CommuneCode,
    /// Its name.
    pub commune_name: String,
    /// Municipal population, inhabitants.
    pub population: Option<f64>,
}

const SIREN: &[&str] = &["siren", "siren_epci", "epci"];
const EPCI_NAME: &[&str] = &["raison_sociale", "nom_epci", "libepci"];
const COMMUNE: &[&str] = &["insee", "codgeo", "code_insee", "insee_com"];
const COMMUNE_NAME: &[&str] = &["nom_membre", "nom", "libgeo"];
const POPULATION: &[&str] = &["pmun*"];
const NATURE: &[&str] = &["nature_juridique"];

/// EPCI with their own tax; a syndicat or a pôle covers communes a second time.
const OWN_TAX: [&str; 7] = ["CC", "CA", "CU", "METRO", "MET69", "MET", "ME"];

struct RawMember<'a> {
    number: u64,
    siren: &'a str,
    epci_name: &'a str,
    commune: &'a str,
    commune_name: &'a str,
    population: &'a str,
}

/// Reads `epcicom.xlsx` (columns `siren`, `raison_sociale`, `insee`, `nom_membre`, `pmun_…`; the
/// header row and the sheet are found). Codes that the workbook holds as numbers get their zero
/// back. Finding lines are row numbers.
///
/// # Errors
/// When the bytes are no workbook or no sheet has the columns.
pub fn read_epci_xlsx(file: &str, bytes: &[u8]) -> Result<Batch<EpciMember>, IngestError> {
    let required = [SIREN, EPCI_NAME, COMMUNE, COMMUNE_NAME];
    let (header, rows) = workbook::read_sheet(file, bytes, &required)?;
    let [siren, epci_name, commune, commune_name] = required.map(|names| header.column(names));
    let (population, nature) = (header.column(POPULATION), header.column(NATURE));
    let mut batch = Batch::default();
    let mut seen: HashMap<CommuneCode, u64> = HashMap::new();
    for row in &rows {
        let kind = row.get(nature);
        if !kind.is_empty() && !OWN_TAX.contains(&kind) {
            let reason = "not an EPCI with its own tax (CC, CA, CU, métropole): left out";
            batch.warnings.push(Finding::at(file, row.number, "nature_juridique", kind, reason));
            continue;
        }
        let raw = RawMember {
            number: row.number,
            siren: row.get(siren),
            epci_name: row.get(epci_name),
            commune: row.get(commune),
            commune_name: row.get(commune_name),
            population: row.get(population),
        };
        check(file, &raw, &mut seen, &mut batch);
    }
    if rows.iter().all(SheetRow::is_blank) {
        batch.warnings.push(Finding::whole(file, "only a header, no row: check that the export is complete"));
    }
    Ok(batch)
}

/// Members from a table in another format: the same columns.
pub(crate) fn members(table: &Table) -> Result<Batch<EpciMember>, IngestError> {
    let [siren, epci_name, commune, commune_name] = {
        let column = |names| table.required(names);
        [column(SIREN)?, column(EPCI_NAME)?, column(COMMUNE)?, column(COMMUNE_NAME)?]
    };
    let (population, nature) = (table.optional_prefix("pmun"), table.optional(NATURE));
    let mut batch = Batch::default();
    let mut seen: HashMap<CommuneCode, u64> = HashMap::new();
    table.for_each(&mut batch, |row, batch| {
        let kind = row.get(&nature);
        if !kind.is_empty() && !OWN_TAX.contains(&kind) {
            let reason = "not an EPCI with its own tax (CC, CA, CU, métropole): left out";
            return batch.warnings.push(row.finding(&nature, reason));
        }
        let raw = RawMember {
            number: row.line,
            siren: row.get(&siren),
            epci_name: row.get(&epci_name),
            commune: row.get(&commune),
            commune_name: row.get(&commune_name),
            population: row.get(&population),
        };
        check(table.file(), &raw, &mut seen, batch);
    });
    Ok(batch)
}

fn check(file: &str, raw: &RawMember<'_>, seen: &mut HashMap<CommuneCode, u64>, batch: &mut Batch<EpciMember>) {
    let at = |field: &str, value: &str, reason: String| Finding::at(file, raw.number, field, value, reason);
    let siren = match Siren::new(raw.siren) {
        Ok(siren) => siren,
        Err(e) => return batch.rejected.push(at("siren", raw.siren, e.to_string())),
    };
    let commune = match text::commune_code(raw.commune) {
        Ok(code) => code,
        Err(reason) => return batch.rejected.push(at("insee", raw.commune, reason)),
    };
    if let Some(first) = seen.insert(commune.value, raw.number) {
        let reason = format!("the commune is in an EPCI on row {first} already: a commune has one EPCI at most");
        return batch.rejected.push(at("insee", raw.commune, reason));
    }
    batch.repaired.extend(commune.repair.map(|reason| at("insee", raw.commune, reason)));
    let population = text::number(raw.population).unwrap_or_else(|reason| {
        batch.warnings.push(at("pmun", raw.population, format!("{reason}; taken as missing")));
        None
    });
    batch.accepted.push(EpciMember {
        siren,
        epci_name: raw.epci_name.to_owned(),
        commune: commune.value,
        commune_name: raw.commune_name.to_owned(),
        population,
    });
}

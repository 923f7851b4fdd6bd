//! `cog/epcicom.xlsx`: which communes make which EPCI, in the sheet of the DGCL.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::SynthError;
use crate::world::{World, passes_luhn};

const HEADER: [&str; 14] = [
    "dept",
    "siren",
    "raison_sociale",
    "nature_juridique",
    "mode_financ",
    "nb_membres",
    "total_pop_tot",
    "total_pop_mun",
    "dep_com",
    "insee",
    "siren_membre",
    "nom_membre",
    "ptot_2024",
    "pmun_2024",
];

/// The workbook: one row per commune, grouped by EPCI, the main town first; codes are text and
/// SIREN numbers are numbers, as the DGCL has them.
pub(super) fn epcicom(world: &World) -> Result<Vec<u8>, SynthError> {
    let mut workbook = Workbook::new();
    // Without this the file carries the time of its making.
    let created = ExcelDateTime::from_ymd(2024, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Epcicom2024")?;
    sheet.write_row(0, 0, HEADER)?;
    let mut row = 0;
    for epci in &world.epcis {
        let members = || epci.members.iter().map(|i| &world.communes[*i]);
        let total: u32 = members().map(|c| c.people.population).sum();
        let with_absent: u32 = members().map(|c| counted_apart(c.people.population)).sum();
        for commune in members().filter(|c| c.tells_epci) {
            row += 1;
            let departement = world.departements[commune.departement].code.as_str();
            let population = commune.people.population;
            for (column, text) in [
                (0, departement),
                (2, &epci.name),
                (3, epci.nature),
                (4, "FPU"),
                (8, departement),
                (9, &commune.code),
                (11, &commune.name),
            ] {
                sheet.write_string(row, column, text)?;
            }
            for (column, number) in [
                (1, epci.siren),
                (5, epci.members.len() as u32),
                (6, with_absent),
                (7, total),
                (10, siren(row)),
                (12, counted_apart(population)),
                (13, population),
            ] {
                sheet.write_number(row, column, number)?;
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// "Population totale": with those counted apart, about two per cent more.
fn counted_apart(population: u32) -> u32 {
    population + population / 50
}

/// SIREN number of the commune on that row: like the real ones it starts with 21, unlike them it
/// fails its check digit.
fn siren(row: u32) -> u32 {
    let number = 210_000_000 + row * 10;
    if passes_luhn(number) { number + 1 } else { number }
}

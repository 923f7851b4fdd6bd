//! Tables of places of national producers: France services and the schools.

use csv::{QuoteStyle, WriterBuilder};

use super::table;
use crate::rng::Rng;
use crate::services;
use crate::world::{Commune, REGION, World};
use crate::{SynthError, SynthFile, place};

const DAY: &str = "09:00 - 12:00 / 13:30 - 17:00";
const MORNING: &str = "09:00 - 12:00";

/// Position of the format in a row of [`spaces`].
pub(super) const FORMAT: usize = 20;

/// Rows of the list of France services after their id: one space per main town, a bus for one EPCI
/// in four. The bus carries the coordinates of its base, as in the real list.
pub(super) fn spaces(world: &World) -> Result<Vec<Vec<String>>, SynthError> {
    let mut rows = Vec::new();
    for (e, epci) in world.epcis.iter().enumerate() {
        let town = &world.communes[epci.members[0]];
        let mut rng = world.rng("france services", e);
        if e == 0 || rng.chance(0.8) {
            let comment = if e == 0 { "Fermé le premier jeudi du mois.\nAccès de plain-pied." } else { "" };
            let opening = [DAY, DAY, MORNING, DAY, MORNING, if rng.chance(0.2) { MORNING } else { "" }];
            let name = format!("France services de {}", town.name);
            rows.push(space(world, town, &name, "Fixe", opening, comment, &mut rng)?);
        }
        if e % 4 == 0 {
            let comment = "Tournée dans les communes, lieux et jours affichés en mairie";
            let opening = ["09:30 - 16:30", "09:30 - 16:30", "", "09:30 - 16:30", "09:30 - 12:30", ""];
            let name = format!("Bus France services {}", &epci.name[epci.nature.len() + 1..]);
            rows.push(space(world, town, &name, "Bus_équivalent", opening, comment, &mut rng)?);
        }
    }
    Ok(rows)
}

/// `services/france-services.csv` in the columns of the national list of 2024.
pub(super) fn france_services(world: &World) -> Result<SynthFile, SynthError> {
    let rows = spaces(world)?;
    // Texts are quoted and numbers and absent values are not, as in the real list; its ids are.
    table("services/france-services.csv", WriterBuilder::new().quote_style(QuoteStyle::Never), |w| {
        let header = "id_fs,insee_dep,lib_fs,adresse,complement_adresse,insee_com,code_postal,lib_com,latitude,\
            longitude,mail,telephone,h_lundi,h_mardi,h_mercredi,h_jeudi,h_vendredi,h_samedi,prise_rdv,commentaire,\
            type_fs,format_fs,groupe_fs,labellisation_fs";
        w.write_record(header.split(',').map(quoted))?;
        for (row, id) in rows.iter().zip(1..) {
            let cells = std::iter::once(quoted(&id.to_string())).chain(
                row.iter().enumerate().map(|(i, cell)| if i == 7 || i == 8 { cell.clone() } else { quoted(cell) }),
            );
            w.write_record(cells.collect::<Vec<_>>())?;
        }
        Ok(())
    })
}

/// `bpe/bpe_enseignement.csv` in the columns of 2018: C101 for écoles maternelles, C104 for écoles
/// élémentaires or both under one roof, C105 for schools shared by communes, and a collège (C201)
/// where there is a town.
pub(super) fn schools(world: &World) -> Result<SynthFile, SynthError> {
    table("bpe/bpe_enseignement.csv", WriterBuilder::new().delimiter(b';'), |w| {
        w.write_record([
            "REG", "DEP", "DEPCOM", "DCIRIS", "AN", "TYPEQU", "CANT", "INT", "RPIC", "CL_PELEM", "CL_PGE", "EP",
            "SECT", "NB_EQUIP",
        ])?;
        for (i, commune) in world.communes.iter().enumerate() {
            let departement = &world.departements[commune.departement].code;
            for (school, sector, count) in schools_of(commune, &mut world.rng("schools", i)) {
                let [rpi, pre, prep] = match school {
                    "C101" => ["X", "X", "X"],
                    "C201" => ["X", "X", "0"],
                    "C105" => ["1", "1", "X"],
                    _ => ["0", "1", "X"],
                };
                let count = count.to_string();
                w.write_record([
                    REGION,
                    departement,
                    &commune.code,
                    &commune.code,
                    "2018",
                    school,
                    "1",
                    "X",
                    rpi,
                    pre,
                    prep,
                    "0",
                    sector,
                    &count,
                ])?;
            }
        }
        Ok(())
    })
}

/// Code of the BPE, sector and number of schools of a commune; `rng` is its stream of schools.
pub(super) fn schools_of(commune: &Commune, rng: &mut Rng) -> Vec<(&'static str, &'static str, u32)> {
    let (rank, population) = (commune.people.rank, commune.people.population);
    let mut schools = Vec::new();
    // The first town has both kinds, whatever its size.
    let town = rank == 0;
    if town || population > 2_200 {
        schools.push(("C101", "PU", (population / 5_000).max(1)));
        schools.push(("C104", "PU", (population / 4_000).max(1)));
        if rng.chance(0.7) {
            schools.push(("C104", "PR", (population / 12_000).max(1)));
        }
        schools.push(("C201", "PU", (population / 15_000).max(1)));
    } else if population > 600 {
        schools.push(("C104", "PU", 1));
    } else if population > 250 && rng.chance(0.5) {
        schools.push(if rng.chance(0.4) { ("C105", "PU", 1) } else { ("C104", "PU", 1) });
    }
    schools
}

/// A row of the list of France services after its id.
fn space(
    world: &World,
    town: &Commune,
    name: &str,
    format: &str,
    opening: [&str; 6],
    comment: &str,
    rng: &mut Rng,
) -> Result<Vec<String>, SynthError> {
    let at = world.degrees(place::near(&town.ring, town.seat, 300.0, rng))?;
    let mut row = vec![
        world.departements[town.departement].code.clone(),
        name.to_owned(),
        services::address(rng),
        String::new(),
        town.code.clone(),
        town.postcodes[0].clone(),
        town.name.clone(),
        at.y.to_string(),
        at.x.to_string(),
        format!("france-services-{}@maille.example", town.code),
        services::phone(rng),
    ];
    row.extend(opening.map(str::to_owned));
    row.extend(["Non", comment, "Principal", format, "", "Espace labellisé 01/01/2022"].map(str::to_owned));
    Ok(row)
}

fn quoted(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

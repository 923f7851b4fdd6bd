//! Tables of people: départements, town centres, population, births, and the 200 m grid.

use std::fmt::Write;

use csv::{QuoteStyle, WriterBuilder};

use super::table;
use crate::names::{capitals, split_article, tncc};
use crate::world::{REGION, World};
use crate::{SynthError, SynthFile, grid, place};

/// `cog/departements.csv`, columns of the COG.
pub(super) fn departements(world: &World) -> Result<SynthFile, SynthError> {
    table("cog/departements.csv", &WriterBuilder::new(), |w| {
        w.write_record(["DEP", "REG", "CHEFLIEU", "TNCC", "NCC", "NCCENR", "LIBELLE"])?;
        for departement in &world.departements {
            let seat = &world.communes[departement.seat].code;
            let (name, contraction) = (&departement.name, tncc(&departement.name).to_string());
            w.write_record([&departement.code, REGION, seat, &contraction, &capitals(name), name, name])?;
        }
        Ok(())
    })
}

/// `chefs-lieux/chefs-lieux.csv`: town centres in WGS84 degrees.
pub(super) fn seats(world: &World) -> Result<SynthFile, SynthError> {
    let positions = world.communes.iter().map(|c| world.degrees(c.seat)).collect::<Result<Vec<_>, _>>()?;
    table("chefs-lieux/chefs-lieux.csv", &WriterBuilder::new(), |w| {
        w.write_record(["epci", "insee", "nom", "lon_cl", "lat_cl"])?;
        for (commune, at) in world.communes.iter().zip(&positions) {
            let epci = &world.epcis[commune.epci].name;
            w.write_record([epci, &commune.code, &commune.name, &at.x.to_string(), &at.y.to_string()])?;
        }
        Ok(())
    })
}

/// `population/communes.csv`: one row per postal code, and a delegated commune that repeats the
/// figures of the commune it merged into.
pub(super) fn communes(world: &World) -> Result<SynthFile, SynthError> {
    let positions = world.communes.iter().map(|c| world.degrees(c.seat)).collect::<Result<Vec<_>, _>>()?;
    table("population/communes.csv", &WriterBuilder::new(), |w| {
        w.write_record([
            "insee_com",
            "insee_reg",
            "insee_dep",
            "commune",
            "commune_article",
            "code_postal",
            "commune_type",
            "insee_parente",
            "lat",
            "lng",
            "superficie_km2",
            "population_2021",
            "population_2015",
            "menages_2021",
            "naissances_2022",
            "deces_2022",
            "pop_15_64_totale_2021",
            "pop_15_64_chomage_2021",
            "pop_15_64_active_2021",
        ])?;
        // The commune of the COMD row: the last one, so that its row follows its parent's.
        let merged = world.communes.len() - 1;
        for (i, (commune, at)) in world.communes.iter().zip(&positions).enumerate() {
            let mut rng = world.rng("figures", i);
            let (population, area) = (commune.people.population, place::area_m2(&commune.ring) / 1e6);
            let adults = population * 3 / 5;
            let figures = [
                at.y.to_string(),
                at.x.to_string(),
                format!("{area:.2}"),
                population.to_string(),
                (population * rng.whole(92, 104) / 100).to_string(),
                (population * 10 / rng.whole(21, 25)).to_string(),
                commune.people.births[2].to_string(),
                (population * rng.whole(7, 13) / 1_000).to_string(),
                adults.to_string(),
                (adults * rng.whole(4, 9) / 100).to_string(),
                (adults * rng.whole(72, 79) / 100).to_string(),
            ];
            let rest = || figures.iter().map(String::as_str);
            let departement = &world.departements[commune.departement].code;
            let short = split_article(&commune.name).1;
            for postcode in &commune.postcodes {
                let head = [&commune.code, REGION, departement, short, &commune.name, postcode, "COM", ""];
                w.write_record(head.into_iter().chain(rest()))?;
            }
            if i == merged {
                let old = format!("{short}-le-Bourg-Délégué");
                let head = [&commune.code, "", "", &old, &old, &commune.postcodes[0], "COMD", &commune.code];
                w.write_record(head.into_iter().chain(rest()))?;
            }
        }
        Ok(())
    })
}

/// `population/naissances.csv`: births of 2020 to 2022, the series of Insee's Melodi.
pub(super) fn births(world: &World) -> Result<SynthFile, SynthError> {
    let mut builder = WriterBuilder::new();
    builder.delimiter(b';').quote_style(QuoteStyle::Always);
    table("population/naissances.csv", &builder, |w| {
        w.write_record(["GEO", "GEO_OBJECT", "TIME_PERIOD", "OBS_VALUE"])?;
        for commune in &world.communes {
            for (births, year) in commune.people.births.iter().zip(2020..) {
                w.write_record([commune.code.as_str(), "COM", &year.to_string(), &births.to_string()])?;
            }
        }
        Ok(())
    })
}

/// `grid/cells_200m.csv`: inhabited cells, fractional, those with few inhabitants flagged as
/// imputed.
pub(super) fn grid(world: &World) -> Result<String, SynthError> {
    let cells = grid::cells(world)?;
    let mut text = String::with_capacity(96 * cells.len());
    let _ = writeln!(text, "idcar_200m,imputed,ind,{}", grid::AGES.join(","));
    for cell in cells {
        let imputed = u8::from(cell.people < 110);
        let _ = write!(text, "CRS3035RES200mN{}E{},{imputed},", cell.north_m, cell.east_m);
        let _ = write!(text, "{}.{}", cell.people / 10, cell.people % 10);
        for age in cell.ages {
            let _ = write!(text, ",{}.{}", age / 10, age % 10);
        }
        text.push('\n');
    }
    Ok(text)
}

//! Tables of people: départements, town centres, population, births, and the 200 m grid.

use std::fmt::Write;

use csv::{QuoteStyle, WriterBuilder};

use super::table;
use crate::names::{capitals, split_article, tncc};
use crate::options::PRESENT;
use crate::world::{REGION, World};
use crate::{SynthError, SynthFile, grid, history, place};

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
    counts(world, "population/communes.csv", PRESENT)
}

/// `history/2021/communes.csv`: the same of the communes of a year before.
pub(super) fn communes_of(world: &World, year: u16) -> Result<SynthFile, SynthError> {
    counts(world, &format!("history/{year}/communes.csv"), year)
}

/// Figures are published late: inhabitants of three years before, births of two years before.
fn counts(world: &World, path: &str, year: u16) -> Result<SynthFile, SynthError> {
    let positions = world.communes.iter().map(|c| world.degrees(c.seat)).collect::<Result<Vec<_>, _>>()?;
    let (counted, born) = (year - 3, year - 2);
    let header = format!(
        "insee_com,insee_reg,insee_dep,commune,commune_article,code_postal,commune_type,insee_parente,lat,lng,\
         superficie_km2,population_{counted},population_{},menages_{counted},naissances_{born},deces_{born},\
         pop_15_64_totale_{counted},pop_15_64_chomage_{counted},pop_15_64_active_{counted}",
        counted - 6
    );
    let merger = &world.events.merger;
    table(path, &WriterBuilder::new(), |w| {
        w.write_record(header.split(','))?;
        for past in history::communes(world, year) {
            let sum =
                |count: &dyn Fn(usize) -> u32| -> u32 { past.parts.iter().map(|(i, share)| share.of(count(*i))).sum() };
            let (first, _) = past.parts[0];
            let (commune, at) = (&world.communes[first], positions[first]);
            let mut rng = world.rng("figures", first);
            let population = sum(&|i| history::population(world, i, year));
            let area: f64 =
                past.parts.iter().map(|(i, s)| s.of_measure(place::area_m2(&world.communes[*i].ring) / 1e6)).sum();
            let adults = population * 3 / 5;
            let figures = [
                at.y.to_string(),
                at.x.to_string(),
                format!("{area:.2}"),
                population.to_string(),
                (population * rng.whole(92, 104) / 100).to_string(),
                (population * 10 / rng.whole(21, 25)).to_string(),
                sum(&|i| history::births(world, i, born)).to_string(),
                (population * rng.whole(7, 13) / 1_000).to_string(),
                adults.to_string(),
                (adults * rng.whole(4, 9) / 100).to_string(),
                (adults * rng.whole(72, 79) / 100).to_string(),
            ];
            let rest = || figures.iter().map(String::as_str);
            let departement = &world.departements[commune.departement].code;
            let short = split_article(&past.name).1;
            for postcode in &commune.postcodes {
                let head = [&past.code, REGION, departement, short, &past.name, postcode, "COM", ""];
                w.write_record(head.into_iter().chain(rest()))?;
            }
            if first == merger.into && year >= history::MERGED {
                let old = format!("{}-Délégué", merger.main);
                let head = [&past.code, "", "", &old, &old, &commune.postcodes[0], "COMD", &past.code];
                w.write_record(head.into_iter().chain(rest()))?;
            }
        }
        Ok(())
    })
}

/// `cog/mouvements-communes.csv`: the merger and the split, in the columns of the COG.
pub(super) fn movements(world: &World) -> Result<SynthFile, SynthError> {
    table("cog/mouvements-communes.csv", &WriterBuilder::new(), |w| {
        let header = "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,\
            NCC_AP,NCCENR_AP,LIBELLE_AP";
        w.write_record(header.split(','))?;
        let mut write = |kind: &str, year: u16, before: [&str; 3], after: [&str; 3]| {
            let date = format!("{year}-01-01");
            let side = |[kind, code, name]: [&str; 3]| {
                let short = split_article(name).1.to_owned();
                [kind.to_owned(), code.to_owned(), tncc(name).to_string(), capitals(name), short, name.to_owned()]
            };
            let cells = [kind.to_owned(), date].into_iter().chain(side(before)).chain(side(after));
            w.write_record(cells.collect::<Vec<_>>())
        };
        let today = |i: usize| (world.communes[i].code.as_str(), world.communes[i].name.as_str());
        if let Some(split) = world.events.split {
            let (kept, restored) = (today(split.from), today(split.restored));
            for after in [kept, restored] {
                write("21", history::PARTED, ["COM", kept.0, kept.1], ["COM", after.0, after.1])?;
            }
        }
        let merger = &world.events.merger;
        let (code, name) = today(merger.into);
        for (old, called) in [(code, merger.main.as_str()), (&merger.gone.0, &merger.gone.1)] {
            write("32", history::MERGED, ["COM", old, called], ["COM", code, name])?;
            write("32", history::MERGED, ["COM", old, called], ["COMD", old, called])?;
        }
        Ok(())
    })
}

/// `population/naissances.csv`: the series of births of Insee's Melodi until 2022, in the communes of
/// today, as far back as the children under three of the first year were born.
pub(super) fn births(world: &World) -> Result<SynthFile, SynthError> {
    let mut builder = WriterBuilder::new();
    builder.delimiter(b';').quote_style(QuoteStyle::Always);
    // Figures of a year tell the births of two years before; three years of them are the children.
    let first = world.options.past().start - 4;
    table("population/naissances.csv", &builder, |w| {
        w.write_record(["GEO", "GEO_OBJECT", "TIME_PERIOD", "OBS_VALUE"])?;
        for (i, commune) in world.communes.iter().enumerate() {
            for year in first..=PRESENT - 2 {
                let births = history::births(world, i, year).to_string();
                w.write_record([commune.code.as_str(), "COM", &year.to_string(), &births])?;
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

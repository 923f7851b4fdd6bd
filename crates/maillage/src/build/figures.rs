//! The figures of a build: those of the present, and those of each earlier year.

use anyhow::Result;
use coverage::{Estimate, Options, Roles};
use territory::{FigureSet, Kinds, SourceId, Territory};

use super::history::{PastYear, territory_in};
use crate::config::{Config, Format, Source};

/// Computes the figures of every year; each rests on the sources that speak of it.
pub(crate) fn figures(
    config: &Config,
    territory: &Territory,
    history: &[PastYear],
    kinds: &Kinds,
) -> Result<FigureSet> {
    let estimate =
        Estimate::new(config.estimation.circuity, config.estimation.speed_kmh).map_err(anyhow::Error::msg)?;
    let options = |year, roles| Options { year, estimate, roles };
    let present = options(config.present_year(), roles(config, territory, None));
    let mut set = coverage::figures(territory, kinds, &present);
    for past in history {
        let then = territory_in(territory, past);
        let options = options(past.year, roles(config, &then, Some(past.year)));
        set.past.push(coverage::past_figures(&then, kinds, &options, past.carried.clone()));
    }
    Ok(set)
}

fn roles(config: &Config, territory: &Territory, year: Option<u16>) -> Roles {
    let of = |formats: &[Format], fits: &dyn Fn(&Source) -> bool| -> Vec<SourceId> {
        let sources = config.sources.iter().filter(|s| formats.contains(&s.format) && fits(s));
        sources.map(|s| SourceId(s.id.clone())).collect()
    };
    let of_year = |source: &Source| source.year == year;
    let always = |source: &Source| source.year.is_none();
    // A series of births speaks of many years.
    let births = of(&[Format::CommuneCounts], &of_year).into_iter().chain(of(&[Format::BirthsSeries], &always));
    let mut homes = vec![
        Format::SeatsCsv,
        Format::SeatsGeojson,
        Format::CommunesShapefile,
        Format::CommunesGeojson,
        Format::CommunesGeopackage,
    ];
    // Cells that were all left aside spoke in no figure.
    if territory.demand.iter().any(|d| d.is_cell) {
        homes.push(Format::GridCsv);
    }
    let has_home_care = territory.home_care.iter().any(|c| c.assistants.known().is_some());
    Roles {
        births: births.collect(),
        population: of(&[Format::CommuneCounts, Format::EpciXlsx], &of_year),
        homes: of(&homes, &always),
        home_care: if has_home_care { of(&[Format::ServiceList], &of_year) } else { Vec::new() },
    }
}

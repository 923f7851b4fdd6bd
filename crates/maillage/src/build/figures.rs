//! Travel times and figures of a build: those of the present, and those of each earlier year.

use anyhow::Result;
use coverage::{How, Options, Roles};
use snapshot::{TravelRecord, Writer};
use territory::{FigureSet, Kinds, Published, SourceId, Territory, TravelTimes};

use super::{
    Keys,
    history::{PastYear, territory_in},
    travel::{self, Engines, Made},
};
use crate::{
    config::{Config, Format, Source},
    progress::Progress,
};

/// What figures are about.
pub(crate) struct Known<'a> {
    pub(crate) territory: &'a Territory,
    pub(crate) history: &'a [PastYear],
    pub(crate) published: &'a [Published],
    pub(crate) kinds: &'a Kinds,
}

/// Computes travel times and figures where they are not there already, and writes them. Answers how
/// times were computed. Networks are opened only when something has to be computed.
pub(super) fn compute(
    config: &Config,
    keys: &Keys,
    known: &Known<'_>,
    made: &Made,
    writer: &mut Writer,
    progress: &Progress,
) -> Result<TravelRecord> {
    let digest = |writer: &Writer, name: &str| writer.digest(name).map(|d| d.to_string()).unwrap_or_default();
    let of_territory = digest(writer, "territory");
    let mut times_key = keys.derived("times", &of_territory).with("estimation", &keys.estimation);
    times_key = times_key.with("travel", &keys.travel);
    for name in travel::artifacts(made) {
        times_key = times_key.with(&name, &digest(writer, &name));
    }
    let times_key = times_key.finish();
    let there = writer.reuse("times", times_key)? && writer.reuse("travel-record", times_key)?;
    // Which source speaks of what, and of which year, is not in the territory.
    let figures_key = keys.derived("figures", &of_territory).with("estimation", &keys.estimation);
    let figures_key = figures_key.with("inputs", &keys.territory.to_string()).with("times", &times_key.to_string());
    let figures_key = figures_key.finish();
    if there && writer.reuse("figures", figures_key)? {
        return Ok(writer.read("travel-record")?);
    }
    progress.stage("Travel times", "", 0);
    let engines = Engines::open(config, made, writer)?;
    let times = if there { writer.read("times")? } else { engines.times(known.territory, known.kinds)? };
    let timing = engines.timing(&times)?;
    if !writer.has("times") {
        writer.put("times", times_key, &times)?;
    }
    if !writer.has("travel-record") {
        writer.put("travel-record", times_key, &timing.record)?;
    }
    progress.stage("Figures", "", 0);
    let mut set = figures(config, known, &engines, &times, &timing.how);
    coverage::add_published(&mut set, known.territory, known.published);
    writer.put("figures", figures_key, &set)?;
    Ok(timing.record)
}

/// The figures of every year; each rests on the sources that speak of it. Roads are those of today
/// for all years, and the provenance says so.
fn figures(config: &Config, known: &Known<'_>, engines: &Engines<'_>, times: &TravelTimes, how: &[How]) -> FigureSet {
    let territory = known.territory;
    let reach = engines.reach(territory, known.kinds);
    let present = Options {
        year: config.present_year(),
        estimate: engines.estimate(),
        times,
        reach: &reach,
        how,
        roles: roles(config, territory, None),
    };
    let mut set = coverage::figures(territory, known.kinds, &present);
    for past in known.history {
        let then = territory_in(territory, past);
        let times = engines.road_times(&then, known.kinds);
        let reach = engines.reach(&then, known.kinds);
        let roles = roles(config, &then, Some(past.year));
        let options = Options { year: past.year, times: &times, reach: &reach, roles, ..present.clone() };
        set.past.push(coverage::past_figures(&then, known.kinds, &options, past.carried.clone()));
    }
    set
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

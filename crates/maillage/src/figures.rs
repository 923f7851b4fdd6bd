//! `maillage figures`: the figures of a snapshot as CSV, one row a territory and measure.

use std::io::{self, Write};

use anyhow::{Result, bail};
use coverage::{typology::Typology, typology::Verdict, zones};
use territory::{Column, FigureSet, Level, Quantity, Territory, TravelMode};

use crate::cli::FiguresArgs;

pub(crate) fn run(args: &FiguresArgs) -> Result<()> {
    let snapshot = snapshot::open(&args.snapshot)?;
    let territory: Territory = snapshot.read("territory")?;
    let figures: FigureSet = snapshot.read("figures")?;
    let Some(level) = Level::parse(&args.level) else {
        let words: Vec<&str> = Level::ALL.iter().map(|l| l.as_str()).collect();
        bail!("--level {}: one of {} is needed", args.level, words.join(", "));
    };
    let out = io::stdout().lock();
    let written = match args.typology {
        true => typology(out, &territory, &figures, level),
        false => columns(out, &territory, &figures, level, args)?,
    };
    match written {
        // Whoever reads the rows has had enough of them.
        Err(error) if is_closed(&error) => Ok(()),
        other => Ok(other?),
    }
}

fn is_closed(error: &csv::Error) -> bool {
    matches!(error.kind(), csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::BrokenPipe)
}

/// The columns asked for; an error when the snapshot has none of them, with those it has.
fn columns(
    out: impl Write,
    territory: &Territory,
    figures: &FigureSet,
    level: Level,
    args: &FiguresArgs,
) -> Result<csv::Result<()>> {
    let year = args.year.unwrap_or(figures.year);
    let Some(of_year) = figures.columns_in(year) else {
        let years: Vec<String> = figures.years().map(|y| y.to_string()).collect();
        bail!("--year {year}: the snapshot has {}", years.join(", "));
    };
    let fits = |asked: &Option<String>, is: &str| asked.as_ref().is_none_or(|word| word == is);
    let travels = |column: &Column| {
        let asked = args.travel.as_deref();
        asked.is_none_or(|word| column.travel.map(TravelMode::as_str) == Some(word))
    };
    let chosen: Vec<&Column> = of_year
        .iter()
        .filter(|c| c.level == level && fits(&args.indicator, &c.indicator) && fits(&args.facet, &c.facet))
        .filter(|c| travels(c))
        .collect();
    if chosen.is_empty() {
        let mut known: Vec<String> = of_year.iter().map(|c| format!("{} {}", c.indicator, c.facet)).collect();
        known.dedup();
        bail!("no such figure in {year}; the snapshot has: {}", known.join(", "));
    }
    Ok(write(out, territory, level, year, &chosen))
}

fn write(out: impl Write, territory: &Territory, level: Level, year: u16, chosen: &[&Column]) -> csv::Result<()> {
    let units = territory::figure::indicators();
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record([
        "level",
        "code",
        "name",
        "indicator",
        "facet",
        "travel",
        "year",
        "value",
        "state",
        "partial",
        "unit",
    ])?;
    for column in chosen {
        let unit = units.iter().find(|i| i.id == column.indicator).map_or("", |i| i.unit.as_str());
        for (position, value) in column.values.iter().enumerate() {
            let (code, name) = named(territory, level, position);
            let (shown, state) = match value {
                Quantity::Known(n) => (n.to_string(), "known"),
                Quantity::Suppressed => (String::new(), "secret"),
                Quantity::Missing => (String::new(), "missing"),
            };
            let partial = column.partial.binary_search(&(position as u32)).is_ok();
            rows.write_record([
                level.as_str(),
                &code,
                name,
                &column.indicator,
                &column.facet,
                column.travel.map_or("", TravelMode::as_str),
                &year.to_string(),
                &shown,
                state,
                if partial { "yes" } else { "no" },
                unit,
            ])?;
        }
    }
    rows.flush()?;
    Ok(())
}

/// The class of each territory, and why.
fn typology(out: impl Write, territory: &Territory, figures: &FigureSet, level: Level) -> csv::Result<()> {
    let rules = Typology::builtin();
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(["level", "code", "name", "class", "reason_fr", "reason_en"])?;
    for (position, verdict) in zones(territory, figures, level, &rules).iter().enumerate() {
        let (code, name) = named(territory, level, position);
        let class = match verdict {
            Verdict::Class { id, .. } => id,
            Verdict::Undecided { .. } | Verdict::None => "",
        };
        rows.write_record([
            level.as_str(),
            &code,
            name,
            class,
            &rules.sentence_fr(verdict),
            &rules.sentence_en(verdict),
        ])?;
    }
    rows.flush()?;
    Ok(())
}

fn named(territory: &Territory, level: Level, position: usize) -> (String, &str) {
    match level {
        Level::Commune => {
            let commune = &territory.communes[position];
            (commune.code.to_string(), &commune.name)
        }
        Level::Epci => (territory.epcis[position].siren.to_string(), &territory.epcis[position].name),
        Level::Departement => {
            let departement = &territory.departements[position];
            (departement.code.to_string(), &departement.name)
        }
    }
}

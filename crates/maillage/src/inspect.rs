//! `maillage inspect`: what a snapshot holds, read and verified.

use std::fmt::Write;

use anyhow::Result;
use serde_json::json;
use territory::{FigureSet, Level, Quantity, Territory};

use crate::cli::InspectArgs;

pub(crate) fn run(args: &InspectArgs) -> Result<()> {
    let snapshot = snapshot::open(&args.snapshot)?;
    let manifest = snapshot.manifest();
    let territory: Territory = snapshot.read("territory")?;
    let figures: FigureSet = snapshot.read("figures")?;
    let columns: Vec<Summary> = figures.columns.iter().map(Summary::of).collect();
    if args.json {
        let value = json!({
            "id": manifest.id,
            "built_at": manifest.built_at,
            "program_version": manifest.program_version,
            "name": manifest.name,
            "geography_year": manifest.geography_year,
            "year": figures.year,
            "past": past(&figures),
            "counts": {
                "commune": territory.communes.len(),
                "epci": territory.epcis.len(),
                "departement": territory.departements.len(),
                "services": territory.services.len(),
                "demand_points": territory.demand.len(),
            },
            "services_by_kind": by_kind(&territory).into_iter().collect::<std::collections::BTreeMap<_, _>>(),
            "sources": manifest.sources,
            "artifacts": manifest.artifacts,
            "figures": columns.iter().map(Summary::json).collect::<Vec<_>>(),
            "epcis": epcis(&territory, &figures),
            "travel": manifest.travel,
            "nearest": nearest(&territory, &figures),
        });
        println!("{}", serde_json::to_string_pretty(&value)?);
        return Ok(());
    }
    print!("{}", text(manifest, &territory, &figures, &columns)?);
    Ok(())
}

fn text(
    manifest: &snapshot::Manifest,
    territory: &Territory,
    figures: &FigureSet,
    columns: &[Summary],
) -> Result<String> {
    let mut out = String::new();
    writeln!(
        out,
        "{}\nsnapshot {}, built {}, format {}",
        manifest.name, manifest.id, manifest.built_at, manifest.format_version
    )?;
    writeln!(
        out,
        "\n{} communes ({}), {} EPCI, {} départements, {} services, {} demand points",
        territory.communes.len(),
        manifest.geography_year,
        territory.epcis.len(),
        territory.departements.len(),
        territory.services.len(),
        territory.demand.len()
    )?;
    for past in &figures.past {
        let (columns, carried) = (past.columns.len(), past.carried.len());
        writeln!(
            out,
            "  year {}: {columns} columns of figures, {carried} communes carried over a merger or split",
            past.year
        )?;
    }
    for (kind, count) in by_kind(territory) {
        writeln!(out, "  {kind:<24}{count:>8}")?;
    }
    travel(&mut out, &manifest.travel)?;
    writeln!(out, "\nSources{:>38}{:>10}{:>10}{:>10}  vintage", "accepted", "refused", "repaired", "outside")?;
    for s in &manifest.sources {
        writeln!(
            out,
            "  {:<32}{:>11}{:>10}{:>10}{:>10}  {} · {}",
            s.id, s.accepted, s.rejected, s.repaired, s.outside, s.vintage, s.licence
        )?;
        for file in &s.files {
            writeln!(out, "    {}  {}… {} bytes", file.file, &file.sha256.to_string()[..12], file.bytes)?;
        }
    }
    writeln!(
        out,
        "\nFigures of {}{:>37}{:>8}{:>9}{:>11}{:>11}{:>11}",
        figures.year, "known", "secret", "missing", "min", "median", "max"
    )?;
    for c in columns {
        let show = |v: Option<f64>| v.map_or("–".to_owned(), |v| format!("{v:.1}"));
        let travel = c.travel.map(|mode| format!(" {mode}")).unwrap_or_default();
        let name = format!("{} {}{travel} {}", c.indicator, c.facet, c.level.as_str());
        writeln!(
            out,
            "  {name:<44}{:>6}{:>8}{:>9}{:>11}{:>11}{:>11}",
            c.known,
            c.secret,
            c.missing,
            show(c.min),
            show(c.median),
            show(c.max)
        )?;
    }
    writeln!(out, "\nArtifacts")?;
    for a in &manifest.artifacts {
        writeln!(out, "  {:<12}{:>12} bytes  {}", a.name, a.bytes, a.file)?;
    }
    Ok(out)
}

/// How one travels: a line a mode, then the day of the timetable.
fn travel(out: &mut String, record: &snapshot::TravelRecord) -> std::fmt::Result {
    writeln!(out, "\nTravel{:>12}{:>10}{:>22}{:>24}", "limit", "nodes", "homes not snapped", "services not snapped")?;
    for mode in &record.modes {
        let limit = if mode.limit_s == 0 { "–".to_owned() } else { format!("{} min", mode.limit_s / 60) };
        let (homes, services) = (mode.not_snapped_homes, mode.not_snapped_services);
        let how = if mode.estimated { "  estimated" } else { "" };
        writeln!(out, "  {:<10}{limit:>6}{:>10}{homes:>22}{services:>24}{how}", mode.mode.as_str(), mode.nodes)?;
    }
    if let Some(day) = &record.day {
        let clock = |s: u32| format!("{:02}:{:02}", s / 3600, s / 60 % 60);
        let name = record.day_name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        let from = clock(record.arrive_by_s.saturating_sub(record.window_s));
        writeln!(
            out,
            "  timetable of {day}{name}, there between {from} and {}, percentile {}",
            clock(record.arrive_by_s),
            record.percentile
        )?;
    }
    Ok(())
}

/// What is nearest to the seat of each commune, by its code.
fn nearest(territory: &Territory, figures: &FigureSet) -> serde_json::Value {
    let entry = |near: &territory::figure::Nearest| {
        json!({
            "kind": near.kind.as_str(), "travel": near.travel.as_str(), "rank": near.rank, "seconds": near.seconds,
            "service": near.service.map(|service| &territory.services[service as usize].id.0),
            "estimated": near.estimated,
        })
    };
    let of = |(commune, list): (&territory::Commune, &Vec<territory::figure::Nearest>)| {
        (commune.code.to_string(), list.iter().map(entry).collect())
    };
    serde_json::Value::Object(territory.communes.iter().zip(&figures.nearest).map(of).collect())
}

/// Earlier years: how many figures, and the communes whose data were carried.
fn past(figures: &FigureSet) -> Vec<serde_json::Value> {
    let year = |past: &territory::YearFigures| {
        let columns: Vec<_> = past.columns.iter().map(|column| Summary::of(column).json()).collect();
        json!({ "year": past.year, "carried": past.carried.len(), "figures": columns })
    };
    figures.past.iter().map(year).collect()
}

fn by_kind(territory: &Territory) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for service in &territory.services {
        let kind = service.kind.as_str();
        match counts.iter_mut().find(|(k, _)| k == kind) {
            Some((_, n)) => *n += 1,
            None => counts.push((kind.to_owned(), 1)),
        }
    }
    counts.sort();
    counts
}

/// The EPCI with their births and children, the first figures anybody checks.
fn epcis(territory: &Territory, figures: &FigureSet) -> serde_json::Value {
    let value = |indicator: &str, i: usize| {
        figures.column(indicator, "total", Level::Epci).and_then(|c| c.values.get(i)?.known())
    };
    let rows = territory.epcis.iter().enumerate().map(|(i, epci)| {
        (
            epci.siren.to_string(),
            json!({
                "name": epci.name,
                "communes": epci.members.len(),
                "births": value("births", i),
                "children_under_3": value("children_under_3", i),
            }),
        )
    });
    serde_json::Value::Object(rows.collect())
}

struct Summary {
    indicator: String,
    facet: String,
    travel: Option<territory::TravelMode>,
    level: Level,
    known: usize,
    secret: usize,
    missing: usize,
    min: Option<f64>,
    median: Option<f64>,
    max: Option<f64>,
}

impl Summary {
    fn of(column: &territory::Column) -> Self {
        let mut known: Vec<f64> = column.values.iter().filter_map(|v| v.known()).collect();
        known.sort_by(f64::total_cmp);
        let count = |q: Quantity| column.values.iter().filter(|v| **v == q).count();
        Self {
            indicator: column.indicator.clone(),
            facet: column.facet.clone(),
            travel: column.travel,
            level: column.level,
            known: known.len(),
            secret: count(Quantity::Suppressed),
            missing: count(Quantity::Missing),
            min: known.first().copied(),
            median: median(&known),
            max: known.last().copied(),
        }
    }

    fn json(&self) -> serde_json::Value {
        json!({
            "indicator": self.indicator, "facet": self.facet, "travel": self.travel, "level": self.level.as_str(),
            "known": self.known, "suppressed": self.secret, "missing": self.missing,
            "min": self.min, "median": self.median, "max": self.max,
        })
    }
}

/// Middle of sorted values, the mean of both where there are two.
fn median(sorted: &[f64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = sorted[(sorted.len() - 1) / 2];
    Some((lower + upper) / 2.0)
}

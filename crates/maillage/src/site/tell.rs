//! Answers as tables, as JSON, and in a few lines for people.

use std::{
    io::{self, Write},
    path::Path,
    time::Duration,
};

use anyhow::Context;
use serde_json::{Value, json};
use siting::{Answer, Objective, Potential, Progress, Status};

use super::{args::SiteArgs, decimals::Told, prepare::Prepared};

/// How far a search is, in one line.
pub(super) fn progress(prepared: &Prepared, progress: &Progress, after: Duration) -> String {
    let Prepared { problem, units, .. } = prepared;
    let told = |value: Option<u64>| {
        value.map_or_else(|| "none yet".to_owned(), |v| units.value(problem.objective, v).to_string())
    };
    let seconds = after.as_secs();
    format!(
        "{seconds} s: best {}, {} {}, {} parts",
        told(progress.value),
        side(problem.objective),
        told(progress.bound),
        progress.nodes
    )
}

fn side(objective: Objective) -> &'static str {
    if matches!(objective, Objective::MaxCover { .. }) { "at most" } else { "at least" }
}

/// The open sites and, on standard error, what the answer is worth.
pub(super) fn answer(args: &SiteArgs, prepared: &Prepared, answer: &Answer, took: Duration) -> anyhow::Result<()> {
    let Prepared { problem, units, sites, .. } = prepared;
    if !args.quiet {
        eprintln!("{}", summary(prepared, answer, took));
    }
    if args.json {
        return print_json(&as_json(args, prepared, answer));
    }
    let mut table = csv::Writer::from_writer(io::stdout().lock());
    table.write_record(["site", "status", "served", "capacity", "lost_without", "farther_without"])?;
    for site in &answer.sites {
        table.write_record([
            sites[site.site as usize].clone(),
            status(problem.sites[site.site as usize].status).to_owned(),
            units.demand(site.served).to_string(),
            site.capacity.map_or_else(String::new, |c| units.demand(c).to_string()),
            units.demand(site.gain.demand).to_string(),
            units.travelled(site.gain.distance).to_string(),
        ])?;
    }
    Ok(table.flush()?)
}

fn summary(prepared: &Prepared, answer: &Answer, took: Duration) -> String {
    let Prepared { problem, units, .. } = prepared;
    let value = units.value(problem.objective, answer.value);
    let proof = if answer.is_proven() {
        "proven: none is better".to_owned()
    } else {
        let bound = units.value(problem.objective, answer.bound);
        format!("not proven: {} {bound}, gap {:.2} %", side(problem.objective), answer.gap() * 100.0)
    };
    let what = match problem.objective {
        Objective::MaxCover { .. } => "demand served",
        Objective::PMedian => "weight × distance",
        Objective::PCenter => "greatest distance",
        Objective::SetCover { .. } => "cost",
        Objective::Combined { .. } => "sum of prices",
    };
    let sum = |left: &[siting::Left]| units.demand(left.iter().map(|l| l.amount).sum());
    format!(
        "{what} {value} with {} sites ({proof}; {:.1} s)\nof a demand of {}: served {}, not served {}, beyond reach of \
         every site {}",
        answer.sites.len(),
        took.as_secs_f64(),
        units.demand(problem.demand()),
        units.demand(answer.demand_served()),
        sum(&answer.unserved),
        sum(&answer.unreachable),
    )
}

/// Who goes where.
pub(super) fn assignments(path: &Path, prepared: &Prepared, answer: &Answer) -> anyhow::Result<()> {
    let file = std::fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut table = csv::Writer::from_writer(file);
    table.write_record(["home", "site", "amount", "distance"])?;
    let Prepared { homes, sites, units, .. } = prepared;
    for served in &answer.served {
        table.write_record([
            homes[served.home as usize].clone(),
            sites[served.site as usize].clone(),
            units.demand(served.amount).to_string(),
            units.distance(served.distance).to_string(),
        ])?;
    }
    for left in answer.unserved.iter().chain(&answer.unreachable) {
        let amount = units.demand(left.amount).to_string();
        table.write_record([homes[left.home as usize].as_str(), "", &amount, ""])?;
    }
    Ok(table.flush()?)
}

/// Every candidate by what it would newly cover.
pub(super) fn ranking(args: &SiteArgs, prepared: &Prepared, ranked: &[Potential]) -> anyhow::Result<()> {
    let Prepared { units, sites, .. } = prepared;
    if args.json {
        let row = |p: &Potential| json!({"site": sites[p.site as usize], "demand": number(units.demand(p.demand)), "fits": number(units.demand(p.fits))});
        return print_json(&ranked.iter().map(row).collect());
    }
    let mut table = csv::Writer::from_writer(io::stdout().lock());
    table.write_record(["rank", "site", "demand", "fits"])?;
    for (rank, p) in (1..).zip(ranked) {
        let (demand, fits) = (units.demand(p.demand).to_string(), units.demand(p.fits).to_string());
        table.write_record([rank.to_string().as_str(), &sites[p.site as usize], &demand, &fits])?;
    }
    Ok(table.flush()?)
}

/// One row for each number of sites.
pub(super) fn curve(args: &SiteArgs, prepared: &Prepared, points: &[(usize, Answer)]) -> anyhow::Result<()> {
    let rows = points.iter().map(|(k, answer)| (json!(k), answer));
    series(args, prepared, "k", &rows.collect::<Vec<_>>())
}

/// One row for each choice between mean and worst.
pub(super) fn trade_off(args: &SiteArgs, prepared: &Prepared, points: &[Answer]) -> anyhow::Result<()> {
    let worst = |a: &Answer| number(prepared.units.distance(a.worst().unwrap_or(0)));
    let rows = points.iter().map(|answer| (worst(answer), answer));
    series(args, prepared, "worst", &rows.collect::<Vec<_>>())
}

fn series(args: &SiteArgs, prepared: &Prepared, name: &str, rows: &[(Value, &Answer)]) -> anyhow::Result<()> {
    let Prepared { problem, units, sites, .. } = prepared;
    if args.json {
        let row = |(key, answer): &(Value, &Answer)| {
            let mut row = as_json(args, prepared, answer);
            row[name] = key.clone();
            row
        };
        return print_json(&rows.iter().map(row).collect());
    }
    let mut table = csv::Writer::from_writer(io::stdout().lock());
    table.write_record([name, "value", "bound", "proven", "served", "open"])?;
    for (key, answer) in rows {
        let open: Vec<&str> = answer.open().map(|s| sites[s as usize].as_str()).collect();
        table.write_record([
            key.to_string(),
            units.value(problem.objective, answer.value).to_string(),
            units.value(problem.objective, answer.bound).to_string(),
            answer.is_proven().to_string(),
            units.demand(answer.demand_served()).to_string(),
            open.join(" "),
        ])?;
    }
    Ok(table.flush()?)
}

fn as_json(args: &SiteArgs, prepared: &Prepared, answer: &Answer) -> Value {
    let Prepared { problem, units, homes, sites } = prepared;
    let value = |v| number(units.value(problem.objective, v));
    let site = |s: &siting::OpenSite| {
        json!({
            "site": sites[s.site as usize],
            "status": status(problem.sites[s.site as usize].status),
            "served": number(units.demand(s.served)),
            "capacity": s.capacity.map(|c| number(units.demand(c))),
            "lost_without": number(units.demand(s.gain.demand)),
            "farther_without": number(units.travelled(s.gain.distance)),
        })
    };
    let served = |s: &siting::Served| {
        json!({
            "home": homes[s.home as usize],
            "site": sites[s.site as usize],
            "amount": number(units.demand(s.amount)),
            "distance": number(units.distance(s.distance)),
        })
    };
    let left = |l: &siting::Left| json!({"home": homes[l.home as usize], "amount": number(units.demand(l.amount))});
    json!({
        "problem": args.problem.map(super::args::ProblemChoice::name),
        "value": value(answer.value),
        "bound": value(answer.bound),
        "proven": answer.is_proven(),
        "gap": answer.gap(),
        "parts": answer.nodes,
        "seed": args.seed,
        "demand": number(units.demand(problem.demand())),
        "demand_served": number(units.demand(answer.demand_served())),
        "worst_distance": answer.worst().map(|d| number(units.distance(d))),
        "sites": answer.sites.iter().map(site).collect::<Vec<_>>(),
        "served": answer.served.iter().map(served).collect::<Vec<_>>(),
        "unserved": answer.unserved.iter().map(left).collect::<Vec<_>>(),
        "unreachable": answer.unreachable.iter().map(left).collect::<Vec<_>>(),
    })
}

/// A number of JSON: whole when it is.
fn number(told: Told) -> Value {
    let text = told.to_string();
    text.parse::<i64>()
        .map(Value::from)
        .or_else(|_| text.parse::<f64>().map(Value::from))
        .unwrap_or(Value::String(text))
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Required => "required",
        Status::Candidate => "candidate",
        Status::Closed => "closed",
    }
}

fn print_json(value: &Value) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    Ok(writeln!(out)?)
}

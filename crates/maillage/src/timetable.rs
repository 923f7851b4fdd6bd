//! `maillage timetable`: what GTFS feeds hold, on which days, and what is wrong on which line.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use ingest::{
    Limits,
    gtfs::{FeedDiagnosis, FeedFiles, FeedFinding, FindingKind, diagnose_feed, diagnose_refused, read_feed},
};
use serde_json::json;

use crate::cli::{TimetableCheckArgs, TimetableCommand};

/// Findings of one kind that are shown to people; `--json` has them all.
const SHOWN: usize = 3;
/// Deepest folder that is looked into: a feed is in one folder of its own at most.
const DEPTH: usize = 3;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

pub(crate) fn run(command: &TimetableCommand) -> Result<()> {
    match command {
        TimetableCommand::Check(args) => check(args),
    }
}

fn check(args: &TimetableCheckArgs) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let (mut reports, mut failures) = (Vec::new(), 0);
    for path in &args.feeds {
        let file = path.display().to_string();
        let diagnosis = match open(path, &file) {
            Ok(files) => match read_feed(&files) {
                Ok(checked) => diagnose_feed(&file, &checked),
                Err(refused) => diagnose_refused(&refused),
            },
            Err(error) => {
                failures += 1;
                eprintln!("error: {}", visible(&format!("{error:#}")));
                reports.push(json!({ "file": file, "refused": format!("{error:#}") }));
                continue;
            }
        };
        failures += usize::from(diagnosis.refused.is_some());
        if args.json {
            reports.push(serde_json::to_value(&diagnosis)?);
        } else {
            write!(out, "{}", text(&diagnosis))?;
        }
    }
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&reports)?)?;
    }
    out.flush()?;
    if failures > 0 {
        bail!("{failures} of {} feed(s) cannot be used: see above", args.feeds.len());
    }
    Ok(())
}

/// The files of a zip archive or of a folder.
fn open(path: &Path, file: &str) -> Result<FeedFiles> {
    let unreadable = || format!("{} cannot be read", path.display());
    if !path.is_dir() {
        let bytes = fs::read(path).with_context(unreadable)?;
        return Ok(FeedFiles::from_zip(file, &bytes, &Limits::default())?);
    }
    let mut files = Vec::new();
    let mut folders: Vec<(PathBuf, usize)> = vec![(path.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(unreadable)? {
            let at = entry.with_context(unreadable)?.path();
            let name = at.strip_prefix(path).unwrap_or(&at).to_string_lossy().into_owned();
            if at.is_dir() && depth < DEPTH {
                folders.push((at, depth + 1));
            } else if at.is_file() && FeedFiles::reads(&name) {
                files.push((name, fs::read(&at).with_context(|| format!("{} cannot be read", at.display()))?));
            }
        }
    }
    Ok(FeedFiles::from_files(file, files))
}

/// A diagnosis for people: one fact a line, then the findings by kind with the first of each.
fn text(diagnosis: &FeedDiagnosis) -> String {
    let mut lines = vec![visible(&diagnosis.file)];
    let mut fact = |name: &str, value: String| lines.push(format!("  {name:<9} {}", visible(&value)));
    match &diagnosis.refused {
        Some(reason) => fact("refused", reason.clone()),
        None => facts(diagnosis, &mut fact),
    }
    let total: usize = diagnosis.counts.iter().map(|count| count.count).sum();
    lines.push(format!("  {:<9} {total}", "findings"));
    for count in &diagnosis.counts {
        lines.push(format!("    {} × {} ({})", count.count, count.kind.name(), count.action.name()));
        let same = |f: &&FeedFinding| f.kind == count.kind && f.action == count.action;
        lines.extend(diagnosis.findings.iter().filter(same).take(SHOWN).map(finding));
    }
    if diagnosis.counts.iter().any(|count| count.count > SHOWN) {
        lines.push(format!("    at most {SHOWN} of a kind are shown: --json lists them all"));
    }
    lines.join("\n") + "\n\n"
}

fn facts(diagnosis: &FeedDiagnosis, fact: &mut impl FnMut(&str, String)) {
    let d = diagnosis;
    if let (Some(first), Some(last)) = (d.first_day, d.last_day) {
        fact("days", format!("{first} to {last}"));
    }
    if let Some([west, south, east, north]) = d.bounds {
        fact("bounds", format!("{west:.4}, {south:.4} to {east:.4}, {north:.4}"));
    }
    if !d.agencies.is_empty() {
        fact("operators", d.agencies.join(", "));
    }
    let kinds: Vec<String> = d
        .routes_by_kind
        .iter()
        .map(|(kind, count)| {
            format!(
                "{count} {}",
                serde_json::to_value(kind).ok().and_then(|v| Some(v.as_str()?.to_owned())).unwrap_or_default()
            )
        })
        .collect();
    fact("lines", format!("{} ({})", d.routes, kinds.join(", ")));
    fact("trips", format!("{} with {} calls, {} of them after midnight", d.trips, d.calls, d.calls_past_midnight));
    if d.flex_trips + d.flex_zones > 0 {
        fact("on demand", format!("{} booked runs, {} zones", d.flex_trips, d.flex_zones));
    }
    let unused = d.findings.iter().filter(|f| f.kind == FindingKind::UnusedStop).count();
    fact("stops", format!("{}, {unused} of them without service", d.stops));
    let of_day = |day: &ingest::gtfs::DayCount| {
        format!("{} {} ({}–{})", WEEKDAYS[usize::from(day.weekday) % 7], day.median, day.least, day.most)
    };
    if !d.days.is_empty() {
        let days: Vec<String> = d.days.iter().map(of_day).collect();
        fact("trips/day", format!("{}: the middle one of the days of a name (fewest–most)", days.join(", ")));
    }
}

fn finding(finding: &FeedFinding) -> String {
    let at = finding;
    let line = at.line.map(|line| format!(":{line}")).unwrap_or_default();
    let value = if at.value.is_empty() { String::new() } else { format!(" `{}`", at.value) };
    let field = if at.field.is_empty() { String::new() } else { format!(" {}", at.field) };
    visible(&format!("      {}{line}:{field}{value}: {}", at.file, at.reason))
}

/// What comes from a file cannot steer the terminal.
fn visible(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

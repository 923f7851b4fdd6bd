//! Timetables and transport on demand: read, checked, merged.

use anyhow::{Context, Result, bail};
use ingest::{
    Limits,
    gtfs::{
        self, Action, CheckedFeed, FeedFiles, FeedFinding, FeedRefused, diagnose_feed, merge_feeds, read_feed,
        read_lifts_csv, read_on_demand_csv, read_on_demand_geojson,
    },
};
use serde::{Deserialize, Serialize};
use snapshot::{RejectionRecord, Severity, Writer};
use territory::{
    LonLat, Seconds, SourceId, TravelMode,
    transit::{FeedReport, FeedReports, OnDemand, TransitFeed},
};
use travel::timetable::{BuildOptions, Timetable, Ways, walks_between};

use super::{super::read::Tally, means, *};
use crate::config::Format;

/// What became of the rows, and what there is.
const NOTES: &str = "feeds-notes";
/// A change at one stop, and between platforms of a station, where the feed says nothing.
const CHANGES: BuildOptions = BuildOptions { change: Seconds(120), station_change: Seconds(300) };
/// Findings of a refused feed that the message repeats.
const SAID: usize = 3;

/// What the sources of timetables gave.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Feeds {
    pub(super) timetable: bool,
    pub(super) on_demand: bool,
    pub(super) notes: Notes,
}

/// Everything that was read.
#[derive(Default)]
struct Read {
    feeds: Vec<TransitFeed>,
    reports: FeedReports,
    on_demand: OnDemand,
    notes: Notes,
}

/// Makes the timetable and what belongs to it, or takes it over.
pub(super) fn make(
    config: &Config,
    inputs: &Inputs,
    program: &str,
    writer: &mut Writer,
    progress: &Progress,
) -> Result<Feeds> {
    let given = sources(config, inputs, |source| source.format.is_timed());
    if given.is_empty() {
        return Ok(Feeds::default());
    }
    let key_of = |name: &str| key(name, program, &given);
    // Walks between stops come from the network of walkers or, without one, from the estimate.
    let foot = digest(writer, &network_name(TravelMode::Foot));
    let estimation = toml::to_string(&config.estimation).context("the estimation cannot be written")?;
    let walks = if foot.is_empty() { estimation } else { String::new() };
    let timetable_key = key_of("timetable").with("foot", &foot).with("estimation", &walks).finish();
    let day = format!("{:?} {:?} {:?}", config.travel.day, config.travel.school_zone, config.departements.first());
    let map_key = key_of("transit-map").with("day", &day).finish();
    if writer.reuse(NOTES, key_of(NOTES).finish())? {
        let feeds: Feeds = writer.read(NOTES)?;
        // Each is taken over on its own: what is missing is made below.
        let mut rest = true;
        if feeds.timetable {
            rest &= writer.reuse("feeds", key_of("feeds").finish())?;
            rest &= writer.reuse("timetable", timetable_key)?;
            rest &= writer.reuse("transit-map", map_key)?;
        }
        if feeds.on_demand {
            rest &= writer.reuse("on-demand", key_of("on-demand").finish())?;
        }
        if rest {
            return Ok(feeds);
        }
    }
    progress.stage("Timetables", "", 0);
    let read = read(&given)?;
    let Read { feeds: all, reports, mut on_demand, notes } = read;
    let mut feeds = Feeds { timetable: !all.is_empty(), on_demand: false, notes };
    if !all.is_empty() {
        let merged = merge_feeds(all);
        let timetable = build(config, &merged, writer)?;
        if !writer.has("feeds") {
            writer.put("feeds", key_of("feeds").finish(), &reports)?;
        }
        if !writer.has("timetable") {
            let bytes = timetable.to_bytes();
            writer.put_file("timetable", timetable_key, "timetable", |file| std::io::Write::write_all(file, &bytes))?;
        }
        if !writer.has("transit-map") {
            let date = day::choose(config, &timetable, &day::school(config)?)?.date;
            writer.put("transit-map", map_key, &map::draw(&merged, date))?;
        }
        on_demand.flex = flex_part(merged);
    }
    feeds.on_demand = !on_demand.is_empty();
    if feeds.on_demand && !writer.has("on-demand") {
        writer.put("on-demand", key_of("on-demand").finish(), &on_demand)?;
    }
    if !writer.has(NOTES) {
        writer.put(NOTES, key_of(NOTES).finish(), &feeds)?;
    }
    Ok(feeds)
}

fn build(config: &Config, merged: &TransitFeed, writer: &Writer) -> Result<Timetable> {
    let foot = means::open_network(writer, TravelMode::Foot)?;
    let ways = foot.as_ref().map_or_else(|| means::estimated_walk(config), Ways::Network);
    let at = |stop: &territory::transit::Stop| -> Option<LonLat> {
        stop.at.or_else(|| merged.stops.get(stop.parent? as usize)?.at)
    };
    // Only where something calls can one change.
    let mut called = vec![false; merged.stops.len()];
    merged.calls.iter().for_each(|call| called[call.stop as usize] = true);
    let stops: Vec<Option<LonLat>> =
        merged.stops.iter().zip(called).map(|(stop, called)| at(stop).filter(|_| called)).collect();
    Ok(Timetable::build(merged, &walks_between(ways, &stops), &CHANGES)?)
}

/// The booked runs of a feed alone; stops stay numbers.
fn flex_part(merged: TransitFeed) -> TransitFeed {
    if merged.flex_trips.is_empty() {
        return TransitFeed::default();
    }
    TransitFeed {
        stops: Vec::new(),
        trips: Vec::new(),
        calls: Vec::new(),
        frequencies: Vec::new(),
        transfers: Vec::new(),
        pathways: Vec::new(),
        shapes: Vec::new(),
        ..merged
    }
}

fn read(given: &[(&Source, &[Input])]) -> Result<Read> {
    let mut all = Read::default();
    for (source, files) in given {
        all.source(source, files).with_context(|| format!("source `{}`", source.id))?;
    }
    Ok(all)
}

impl Read {
    fn source(&mut self, source: &Source, files: &[Input]) -> Result<()> {
        let tally = self.notes.entry(source.id.clone()).or_default();
        match source.format {
            Format::Gtfs => {
                for feed in feeds_of(source, files)? {
                    let checked = read_feed(&feed).map_err(refusal)?;
                    tally_feed(tally, &checked);
                    let diagnosis = diagnose_feed(&feed.label, &checked);
                    self.reports.push(FeedReport { source: SourceId(source.id.clone()), diagnosis });
                    self.feeds.push(checked.feed);
                }
            }
            Format::LiftsCsv => {
                for input in files {
                    let batch = read_lifts_csv(&input.name, input.bytes()?.as_slice())?;
                    self.on_demand.lifts.extend(tally.take(batch));
                }
            }
            _ => {
                for input in files {
                    let bytes = input.bytes()?;
                    let batch = if source.format == Format::OnDemandCsv {
                        read_on_demand_csv(&input.name, bytes.as_slice())?
                    } else {
                        read_on_demand_geojson(&input.name, bytes.as_slice())?
                    };
                    self.on_demand.areas.extend(tally.take(batch));
                }
            }
        }
        Ok(())
    }
}

/// Each archive is a feed; files that are no archive are together one.
fn feeds_of(source: &Source, files: &[Input]) -> Result<Vec<FeedFiles>> {
    let is_zip = |input: &&Input| input.name.to_lowercase().ends_with(".zip");
    let mut feeds = Vec::new();
    for input in files.iter().filter(is_zip) {
        feeds.push(FeedFiles::from_zip(&input.name, &input.bytes()?, &Limits::default())?);
    }
    let loose: Vec<(String, Vec<u8>)> = files
        .iter()
        .filter(|input| !is_zip(input) && FeedFiles::reads(&input.name))
        .map(|input| Ok((input.name.clone(), input.bytes()?)))
        .collect::<Result<_>>()?;
    if !loose.is_empty() {
        feeds.push(FeedFiles::from_files(&source.id, loose));
    }
    if feeds.is_empty() {
        bail!("no timetable: a .zip of GTFS, or its files by a pattern (`gtfs/*.txt`), would work");
    }
    Ok(feeds)
}

/// A feed that cannot be used refuses the build: first what makes it so, each with its line.
fn refusal(refused: FeedRefused) -> anyhow::Error {
    let worst = refused.findings.iter().filter(|f| matches!(f.action, Action::Refused | Action::Dropped));
    let said: Vec<String> = worst.take(SAID).map(line).collect();
    let advice = "`maillage timetable check` lists everything; a feed that is repaired, or none, would work";
    anyhow::anyhow!("{refused}\n  {}\n  {advice}", said.join("\n  "))
}

fn line(finding: &FeedFinding) -> String {
    let at = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    let value = if finding.value.is_empty() { String::new() } else { format!(" `{}`", finding.value) };
    format!("{}{at}: {}{value}: {}", finding.file, finding.field, finding.reason)
}

/// A row of a timetable is a stop, a line, a trip or a call.
fn tally_feed(tally: &mut Tally, checked: &CheckedFeed) {
    let feed = &checked.feed;
    let rows = [feed.stops.len(), feed.routes.len(), feed.trips.len(), feed.calls.len(), feed.flex_trips.len()];
    tally.accepted += rows.iter().sum::<usize>() as u64;
    for finding in &checked.findings {
        let severity = match finding.action {
            gtfs::Action::Kept => Severity::Warning,
            gtfs::Action::Repaired => {
                tally.repaired += 1;
                Severity::Repaired
            }
            gtfs::Action::Dropped | gtfs::Action::Refused => {
                tally.rejected += 1;
                Severity::Rejected
            }
        };
        let FeedFinding { file, line, field, value, reason, .. } = finding.clone();
        tally.records.push(RejectionRecord {
            file,
            line,
            field,
            value,
            reason,
            severity,
            check: None,
            at: None,
            commune: None,
        });
    }
}

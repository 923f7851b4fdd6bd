//! GTFS: timetables as operators publish them, checked line by line.
//!
//! In: the files of a feed ([`FeedFiles`]: a zip, with or without a folder, or files by name).
//! Out: a [`TransitFeed`] in which nothing dangles, and a [`FeedFinding`] for every row that was
//! kept with a doubt, repaired or dropped: file, line, field, value, reason. A feed that cannot be
//! used is a [`FeedRefused`] with the same findings. [`diagnose_feed`] sums a feed up for a page;
//! [`merge_feeds`] puts several into one without their ids meeting.
//!
//! The rows are read here and not by the library `gtfs-structures`: one bad row makes it give up
//! the whole file, a transfer from an unknown stop disappears without a word, `10:99:99` is a time
//! to it, a row has no line number, and it knows nothing of GTFS-Flex. After a check of our own it
//! would give what the check has in its hands anyway. The rows come through `csv`.

mod areas;
mod calls;
mod days;
mod diagnosis;
mod files;
mod finding;
mod flex;
mod frequencies;
mod lines;
mod links;
mod merge;
mod sheet;
mod stops;
mod trips;

use territory::transit::{FeedOrigin, RouteKind, StopKind, TransitFeed};

pub use self::{
    areas::{read_lifts_csv, read_on_demand_csv, read_on_demand_geojson},
    diagnosis::{DayCount, FeedDiagnosis, FindingCount, diagnose_feed, diagnose_refused},
    files::FeedFiles,
    finding::{Action, FeedFinding, FeedRefused, FindingKind, count_findings},
    merge::merge_feeds,
};
use self::{
    finding::{
        Action::{Kept, Refused},
        Log,
    },
    flex::FlexIndex,
    stops::Stops,
};
use crate::Finding;

/// A feed that can be used, and what was found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedFeed {
    /// What is left after the check.
    pub feed: TransitFeed,
    /// In the order of the files, then of the lines, then of the trips.
    pub findings: Vec<FeedFinding>,
}

/// Reads and checks a feed.
///
/// # Errors
/// When one of stops.txt, trips.txt and stop_times.txt is missing, empty or without its ids, or
/// when no trip is left that can run: all findings, the refusal among them.
pub fn read_feed(files: &FeedFiles) -> Result<CheckedFeed, FeedRefused> {
    let mut log = Log::default();
    files.remark(&mut log);
    let feed = read(files, &mut log);
    match feed {
        Some(feed) if !log.refused() => Ok(CheckedFeed { feed, findings: log.0 }),
        _ => Err(FeedRefused { file: files.label.clone(), findings: log.0 }),
    }
}

/// `None` only after a refusal was written down.
fn read(files: &FeedFiles, log: &mut Log) -> Option<TransitFeed> {
    for name in ["stops.txt", "trips.txt", "stop_times.txt"] {
        let zones_instead = name == "stops.txt" && files.has("locations.geojson");
        if !files.has(name) && !zones_instead {
            let reason = "not there: a timetable needs stops.txt, trips.txt and stop_times.txt";
            log.add(FindingKind::MissingFile, Refused, Finding::whole(&files.label_of(name), reason));
        }
    }
    let agencies = lines::read_agencies(files, log);
    let stops = stops::read_stops(files, log).or_else(|| Stops::none(files));
    let routes = lines::read_routes(files, &agencies, log);
    let days = days::read_days(files, log);
    let shapes = lines::read_shapes(files, log);
    let drafts = trips::read_drafts(files, &routes.1, &days, &shapes, log);
    let (Some(stops), Some(drafts)) = (stops, drafts) else {
        return refuse_empty(files, &["stops.txt", "trips.txt"], log);
    };
    let mut index = FlexIndex::default();
    let flex_zones = flex::read_zones(files, &mut index, log);
    let flex_groups = flex::read_groups(files, &stops, &mut index, log);
    let bookings = flex::read_bookings(files, &mut index, log);
    let Some(mut calls) = calls::read_calls(files, &drafts, &stops, &index, log) else {
        return refuse_empty(files, &["stop_times.txt"], log);
    };
    let used = std::mem::take(&mut calls.used);
    let frequent = frequencies::read_frequencies(files, &drafts, log);
    let kinds: Vec<RouteKind> = routes.0.iter().map(|route| route.kind).collect();
    let runs = trips::finish(files, drafts, calls, &stops, &kinds, log);
    let frequencies = frequent.into_iter().filter_map(|row| row.of(&runs.place)).collect();
    let transfers = links::read_transfers(files, &stops, log);
    let pathways = links::read_pathways(files, &stops, log);
    say_unused(files, &stops, used, &flex_groups, log);
    let services = runs.trips.iter().map(|trip| trip.service).chain(runs.flex.iter().map(|trip| trip.service));
    if services.into_iter().all(|service| days.0[service as usize].dates.is_empty()) {
        let reason = "no trip is left that has a day and two calls: there is nothing to travel with";
        log.add(FindingKind::NothingRuns, Refused, Finding::whole(&files.label, reason));
    }
    let mut feed = TransitFeed {
        origins: Vec::new(),
        agencies: agencies.0,
        stops: stops.list,
        routes: routes.0,
        services: days.0,
        trips: runs.trips,
        calls: runs.calls,
        frequencies,
        transfers,
        pathways,
        shapes: shapes.0,
        flex_zones,
        flex_groups,
        bookings,
        flex_trips: runs.flex,
    };
    let days = feed.days();
    feed.origins = vec![FeedOrigin { name: files.label.clone(), first: days.map(|d| d.0), last: days.map(|d| d.1) }];
    Some(feed)
}

/// Says which needed file has no row, unless it was refused already.
fn refuse_empty(files: &FeedFiles, names: &[&str], log: &mut Log) -> Option<TransitFeed> {
    if !log.refused() {
        let reason = "no row: a timetable needs rows in stops.txt, trips.txt and stop_times.txt";
        log.add(FindingKind::EmptyFile, Refused, Finding::whole(&files.label_of(names[0]), reason));
    }
    None
}

/// Platforms at which nothing calls, and stations without any platform that is called at.
fn say_unused(
    files: &FeedFiles,
    stops: &Stops,
    mut used: Vec<bool>,
    groups: &[territory::transit::FlexGroup],
    log: &mut Log,
) {
    for stop in groups.iter().flat_map(|group| &group.stops) {
        used[*stop as usize] = true;
    }
    // A boarding area uses its platform, a platform its station.
    for _ in 0..2 {
        for (i, stop) in stops.list.iter().enumerate() {
            if let Some(parent) = stop.parent.filter(|_| used[i]) {
                used[parent as usize] = true;
            }
        }
    }
    let label = files.label_of("stops.txt");
    for (i, stop) in stops.list.iter().enumerate() {
        if !used[i] && matches!(stop.kind, StopKind::Platform | StopKind::Station) {
            let reason = "nothing calls there";
            log.add(FindingKind::UnusedStop, Kept, Finding::at(&label, stops.lines[i], "stop_id", &stop.id, reason));
        }
    }
}

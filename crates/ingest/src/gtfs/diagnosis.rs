//! A feed summed up for a page: what it holds, on which days, and what is wrong with it.

use std::collections::BTreeMap;

pub use territory::transit::{DayCount, FeedDiagnosis, FindingCount};
use territory::{Date, transit::TransitFeed};

use super::{
    CheckedFeed,
    finding::{FeedFinding, FeedRefused, FindingKind, count_findings},
};

/// Sums up a feed that can be used.
pub fn diagnose_feed(file: &str, checked: &CheckedFeed) -> FeedDiagnosis {
    let feed = &checked.feed;
    let mut routes_by_kind = BTreeMap::new();
    for route in &feed.routes {
        *routes_by_kind.entry(route.kind).or_insert(0) += 1;
    }
    let days = feed.days();
    let unused = checked.findings.iter().filter(|finding| finding.kind == FindingKind::UnusedStop);
    FeedDiagnosis {
        file: file.to_owned(),
        refused: None,
        first_day: days.map(|days| days.0),
        last_day: days.map(|days| days.1),
        bounds: bounds(feed),
        agencies: feed.agencies.iter().map(|agency| agency.name.clone()).collect(),
        stops: feed.stops.len(),
        routes: feed.routes.len(),
        routes_by_kind,
        trips: feed.trips.len(),
        calls: feed.calls.len(),
        calls_past_midnight: feed.calls.iter().filter(|call| call.arrival.0 >= 24 * 3600).count(),
        flex_trips: feed.flex_trips.len(),
        flex_zones: feed.flex_zones.len(),
        days: days.map(|(first, last)| day_counts(feed, first, last)).unwrap_or_default(),
        stops_without_service: unused.map(|finding| finding.value.clone()).collect(),
        counts: counts(&checked.findings),
        findings: checked.findings.clone(),
    }
}

/// Sums up a feed that cannot be used: its findings only.
pub fn diagnose_refused(refused: &FeedRefused) -> FeedDiagnosis {
    FeedDiagnosis {
        file: refused.file.clone(),
        refused: Some(refused.to_string()),
        first_day: None,
        last_day: None,
        bounds: None,
        agencies: Vec::new(),
        stops: 0,
        routes: 0,
        routes_by_kind: BTreeMap::new(),
        trips: 0,
        calls: 0,
        calls_past_midnight: 0,
        flex_trips: 0,
        flex_zones: 0,
        days: Vec::new(),
        stops_without_service: Vec::new(),
        counts: counts(&refused.findings),
        findings: refused.findings.clone(),
    }
}

fn counts(findings: &[FeedFinding]) -> Vec<FindingCount> {
    let counted = count_findings(findings);
    counted.into_iter().map(|((kind, action), count)| FindingCount { kind, action, count }).collect()
}

fn bounds(feed: &TransitFeed) -> Option<[f64; 4]> {
    let mut known = feed.stops.iter().filter_map(|stop| stop.at).map(|at| (at.lon_deg(), at.lat_deg()));
    let (x, y) = known.next()?;
    Some(known.fold([x, y, x, y], |[west, south, east, north], (x, y)| {
        [west.min(x), south.min(y), east.max(x), north.max(y)]
    }))
}

/// A trip that is repeated counts as often as it departs.
fn day_counts(feed: &TransitFeed, first: Date, last: Date) -> Vec<DayCount> {
    let mut departures = vec![1_usize; feed.trips.len()];
    for (i, row) in feed.frequencies.iter().enumerate() {
        let repeated = (row.until.0 - row.from.0).div_ceil(row.headway.0) as usize;
        let first_row = !feed.frequencies[..i].iter().any(|other| other.trip == row.trip);
        let so_far = if first_row { 0 } else { departures[row.trip as usize] };
        departures[row.trip as usize] = so_far + repeated;
    }
    let mut of_service = vec![0_usize; feed.services.len()];
    for (trip, departures) in feed.trips.iter().zip(&departures) {
        of_service[trip.service as usize] += departures;
    }
    let mut of_day = vec![0_usize; last.days_since(first) as usize + 1];
    for (service, trips) in feed.services.iter().zip(&of_service) {
        for date in &service.dates {
            of_day[date.days_since(first) as usize] += trips;
        }
    }
    let mut by_name: [Vec<usize>; 7] = Default::default();
    for (trips, date) in of_day.iter().zip(first.through(last)) {
        by_name[usize::from(date.weekday())].push(*trips);
    }
    let count = |(weekday, trips): (usize, &mut Vec<usize>)| {
        trips.sort_unstable();
        let median = *trips.get(trips.len().checked_sub(1)? / 2)?;
        Some(DayCount { weekday: weekday as u8, days: trips.len(), least: trips[0], median, most: *trips.last()? })
    };
    by_name.iter_mut().enumerate().filter_map(count).collect()
}

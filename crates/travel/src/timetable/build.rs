//! From a checked feed to a timetable: trips repeated, days as bits, changes as links.

use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};

use territory::{
    Seconds,
    transit::{Boarding, StopKind, TransferKind, TransitFeed, Trip},
};

use super::model::{CallRow, Link, StopPlace, Timetable, TimetableError, TripRow, flags};

/// What feeds leave open. The caller decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuildOptions {
    /// A change at one stop takes this long unless the feed says otherwise.
    pub change: Seconds,
    /// A change between two platforms of one station takes this long unless transfers.txt,
    /// pathways.txt or a walk says otherwise.
    pub station_change: Seconds,
}

/// A walk between two stops, from the street network. One walk is made between two rides: give the
/// pairs that are near enough, both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walk {
    /// Where one gets off.
    pub from: u32,
    /// Where one gets on.
    pub to: u32,
    /// How long it takes.
    pub seconds: Seconds,
}

/// Longest change that is kept, seconds: a day.
const LONGEST_LINK_S: u32 = 24 * 3600;
/// Stations of more platforms than this are linked by what the feed says only: pairs grow with the
/// square.
const LARGEST_STATION: usize = 200;
/// Most calls of one trip: connections of a day have a short number in their ride.
pub(super) const MOST_CALLS: u32 = 60_000;
/// Most trips that repetitions may make.
const MOST_TRIPS: usize = 20_000_000;

impl Timetable {
    /// Makes a timetable. Stops keep their places; `walks` name stops by them.
    ///
    /// # Errors
    /// When no day has a service, or repetitions make more trips than can be numbered.
    pub fn build(feed: &TransitFeed, walks: &[Walk], options: &BuildOptions) -> Result<Self, TimetableError> {
        let (first_day, last_day) = feed.days().ok_or(TimetableError::NoDay)?;
        let day_count = last_day.days_since(first_day) as u32 + 1;
        let words = day_count.div_ceil(64) as usize;
        let mut days = vec![0_u64; words * feed.services.len()];
        for (service, all) in feed.services.iter().enumerate() {
            for date in &all.dates {
                let day = date.days_since(first_day) as usize;
                days[service * words + day / 64] |= 1 << (day % 64);
            }
        }
        let (trips, calls) = runs(feed)?;
        let mut stops: Vec<StopPlace> = feed
            .stops
            .iter()
            .map(|stop| StopPlace {
                id: stop.id.clone(),
                name: stop.name.clone(),
                at: stop.at,
                parent: stop.parent,
                served: false,
            })
            .collect();
        for call in &calls {
            stops[call.stop as usize].served = true;
        }
        let (link_start, links) = links(feed, &stops, walks, options);
        let named = |route: &territory::transit::Route| match route.short_name.as_str() {
            "" => route.long_name.clone(),
            short => short.to_owned(),
        };
        let lines = feed.routes.iter().map(named).collect();
        Ok(Self {
            origins: feed.origins.clone(),
            stops,
            lines,
            first_day,
            day_count,
            days,
            trips,
            calls,
            link_start,
            links,
        })
    }
}

/// Trips with their calls; a trip with a frequency runs as its repetitions only. Where only the
/// interval is promised, repetitions are taken to depart at it from the beginning on.
fn runs(feed: &TransitFeed) -> Result<(Vec<TripRow>, Vec<CallRow>), TimetableError> {
    let mut repeated: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut count = feed.trips.len();
    for (i, row) in feed.frequencies.iter().enumerate() {
        repeated.entry(row.trip).or_default().push(i);
        count += (row.until.0.saturating_sub(row.from.0) / row.headway.0.max(1)) as usize + 1;
    }
    if count > MOST_TRIPS {
        return Err(TimetableError::TooLarge { what: "repetitions of trips", count, most: MOST_TRIPS });
    }
    let longest = feed.trips.iter().map(|trip| trip.call_count).max().unwrap_or(0);
    if longest > MOST_CALLS {
        return Err(TimetableError::TooLarge {
            what: "calls of one trip",
            count: longest as usize,
            most: MOST_CALLS as usize,
        });
    }
    let (mut trips, mut calls) = (Vec::new(), Vec::with_capacity(feed.calls.len()));
    for (place, trip) in feed.trips.iter().enumerate() {
        let Some(rows) = repeated.get(&(place as u32)) else {
            push(feed, trip, trip.id.clone(), |time| time, &mut trips, &mut calls);
            continue;
        };
        let start = trip.calls(feed).first().map_or(0, |call| call.departure.0);
        for row in rows.iter().map(|i| &feed.frequencies[*i]) {
            let mut departure = row.from.0;
            while departure < row.until.0 {
                // The first stop is left at `departure`; arrivals there may lie before it.
                let at = |time: u32| (time + departure).saturating_sub(start);
                push(feed, trip, format!("{}@{}", trip.id, Seconds(departure)), at, &mut trips, &mut calls);
                departure += row.headway.0.max(1);
            }
        }
    }
    Ok((trips, calls))
}

fn push(
    feed: &TransitFeed,
    trip: &Trip,
    id: String,
    at: impl Fn(u32) -> u32,
    trips: &mut Vec<TripRow>,
    calls: &mut Vec<CallRow>,
) {
    let first_call = calls.len() as u32;
    calls.extend(trip.calls(feed).iter().map(|call| {
        let board = match call.board {
            Boarding::No => 0,
            Boarding::Phone => flags::BOARD | flags::BOARD_CALL,
            Boarding::Regular | Boarding::Driver => flags::BOARD,
        };
        let alight = match call.alight {
            Boarding::No => 0,
            Boarding::Phone => flags::ALIGHT | flags::ALIGHT_CALL,
            Boarding::Regular | Boarding::Driver => flags::ALIGHT,
        };
        CallRow { stop: call.stop, arrival: at(call.arrival.0), departure: at(call.departure.0), flags: board | alight }
    }));
    trips.push(TripRow { id, line: trip.route, service: trip.service, first_call, call_count: trip.call_count });
}

/// Changes into each served stop, shortest first by stop of origin.
fn links(feed: &TransitFeed, stops: &[StopPlace], walks: &[Walk], options: &BuildOptions) -> (Vec<u32>, Vec<Link>) {
    let mut into: Vec<BTreeMap<u32, u32>> = vec![BTreeMap::new(); stops.len()];
    let served = |stop: u32| stops[stop as usize].served;
    for stop in (0..stops.len() as u32).filter(|stop| served(*stop)) {
        into[stop as usize].insert(stop, options.change.0);
    }
    let mut parts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for stop in (0..stops.len() as u32).filter(|stop| served(*stop)) {
        if let Some(parent) = stops[stop as usize].parent {
            parts.entry(parent).or_default().push(stop);
        }
    }
    for platforms in parts.values().filter(|platforms| platforms.len() <= LARGEST_STATION) {
        for (from, to) in pairs(platforms, platforms).filter(|(from, to)| from != to) {
            into[to as usize].insert(from, options.station_change.0);
        }
    }
    // A way that was found replaces what was assumed for the station.
    let mut found: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    let near = walks.iter().map(|walk| (walk.from, walk.to, walk.seconds.0));
    for (from, to, seconds) in near.chain(pathway_walks(feed, &served)) {
        if from != to && served(from) && served(to) && seconds <= LONGEST_LINK_S {
            found.entry((from, to)).and_modify(|best| *best = seconds.min(*best)).or_insert(seconds);
        }
    }
    for ((from, to), seconds) in found {
        into[to as usize].insert(from, seconds);
    }
    // What the feed says comes last; a rule between platforms wins over one between stations.
    let platforms = |stop: u32| -> Vec<u32> {
        let own = served(stop).then_some(stop);
        own.into_iter().chain(parts.get(&stop).into_iter().flatten().copied()).collect()
    };
    let is_station = |stop: u32| feed.stops[stop as usize].kind == StopKind::Station;
    let mut rules: Vec<_> = feed.transfers.iter().collect();
    rules.sort_by_key(|rule| !(is_station(rule.from) || is_station(rule.to)));
    for rule in rules {
        for (from, to) in pairs(&platforms(rule.from), &platforms(rule.to)) {
            let known = into[to as usize].get(&from).copied();
            let seconds = rule.seconds.map(|s| s.0);
            let link = match rule.kind {
                TransferKind::Forbidden => None,
                TransferKind::Timed => Some(seconds.unwrap_or(0)),
                TransferKind::AtLeast => seconds,
                TransferKind::Recommended => seconds.or(known).or(Some(options.station_change.0)),
            };
            match link.filter(|seconds| *seconds <= LONGEST_LINK_S) {
                Some(seconds) => into[to as usize].insert(from, seconds),
                None => into[to as usize].remove(&from),
            };
        }
    }
    let (mut start, mut links) = (vec![0], Vec::new());
    for of_stop in &into {
        links.extend(
            of_stop.iter().map(|(from, seconds)| Link { from: *from, seconds: (*seconds).clamp(1, LONGEST_LINK_S) }),
        );
        start.push(links.len() as u32);
    }
    (start, links)
}

fn pairs<'a>(from: &'a [u32], to: &'a [u32]) -> impl Iterator<Item = (u32, u32)> + 'a {
    from.iter().flat_map(move |a| to.iter().map(move |b| (*a, *b)))
}

/// Shortest ways along pathways between served stops.
fn pathway_walks(feed: &TransitFeed, served: &impl Fn(u32) -> bool) -> Vec<(u32, u32, u32)> {
    let mut ways: HashMap<u32, Vec<(u32, u32)>> = HashMap::new();
    let mut ends: HashSet<u32> = HashSet::new();
    for way in &feed.pathways {
        ways.entry(way.from).or_default().push((way.to, way.seconds.0));
        if way.both_ways {
            ways.entry(way.to).or_default().push((way.from, way.seconds.0));
        }
        ends.extend([way.from, way.to]);
    }
    let mut sources: Vec<u32> = ends.into_iter().filter(|stop| served(*stop)).collect();
    sources.sort_unstable();
    let mut walks = Vec::new();
    for source in sources {
        let mut best: BTreeMap<u32, u32> = BTreeMap::new();
        let mut queue = BinaryHeap::from([(std::cmp::Reverse(0_u32), source)]);
        while let Some((std::cmp::Reverse(seconds), stop)) = queue.pop() {
            if best.contains_key(&stop) {
                continue;
            }
            best.insert(stop, seconds);
            for (next, more) in ways.get(&stop).into_iter().flatten() {
                queue.push((std::cmp::Reverse(seconds.saturating_add(*more)), *next));
            }
        }
        walks.extend(
            best.into_iter().filter(|(stop, _)| *stop != source && served(*stop)).map(|(stop, s)| (source, stop, s)),
        );
    }
    walks
}

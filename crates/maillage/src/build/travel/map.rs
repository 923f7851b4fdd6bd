//! Stops and lines for the map of the page.

use std::collections::{BTreeMap, BTreeSet};

use territory::{
    Date, LonLat,
    transit::{MapLine, MapStop, RouteKind, TransitFeed, TransitMap, Trip},
};

/// Paths of one line that are drawn: the most travelled ones. Trains have hundreds of calling patterns.
const PATHS: usize = 6;

/// Draws what runs; numbers of trips are those of a day.
pub(super) fn draw(feed: &TransitFeed, day: Date) -> TransitMap {
    let departures = departures(feed, day);
    let mut map = TransitMap { stops: stops(feed, &departures), lines: lines(feed, &departures) };
    map.stops.sort_by(|a, b| a.id.cmp(&b.id));
    map
}

/// How often each trip departs on a day.
fn departures(feed: &TransitFeed, day: Date) -> Vec<u32> {
    let runs = |trip: &Trip| feed.services[trip.service as usize].dates.binary_search(&day).is_ok();
    let mut all: Vec<u32> = feed.trips.iter().map(|trip| u32::from(runs(trip))).collect();
    let mut repeated: BTreeMap<u32, u32> = BTreeMap::new();
    for row in &feed.frequencies {
        *repeated.entry(row.trip).or_default() += (row.until.0 - row.from.0).div_ceil(row.headway.0.max(1));
    }
    for (trip, count) in repeated {
        all[trip as usize] *= count;
    }
    all
}

fn stops(feed: &TransitFeed, departures: &[u32]) -> Vec<MapStop> {
    let mut calls: Vec<(u32, BTreeSet<RouteKind>)> = vec![(0, BTreeSet::new()); feed.stops.len()];
    let mut called = vec![false; feed.stops.len()];
    for (trip, departures) in feed.trips.iter().zip(departures) {
        for call in trip.calls(feed) {
            let (trips, kinds) = &mut calls[call.stop as usize];
            *trips += departures;
            kinds.extend(trip.route.map(|route| feed.routes[route as usize].kind));
            called[call.stop as usize] = true;
        }
    }
    let stop =
        |((stop, (trips_on_day, kinds)), called): ((&territory::transit::Stop, (u32, BTreeSet<RouteKind>)), bool)| {
            let at = place(feed, stop).filter(|_| called)?;
            let (id, name) = (stop.id.clone(), stop.name.clone());
            Some(MapStop { id, name, at, kinds: kinds.into_iter().collect(), trips_on_day })
        };
    feed.stops.iter().zip(calls).zip(called).filter_map(stop).collect()
}

/// Where a stop is: its own place, else that of its station.
fn place(feed: &TransitFeed, stop: &territory::transit::Stop) -> Option<LonLat> {
    stop.at.or_else(|| feed.stops.get(stop.parent? as usize)?.at)
}

/// What a trip is drawn by: its shape, else its stops.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Path {
    Shape(u32),
    Stops(Vec<u32>),
}

fn lines(feed: &TransitFeed, departures: &[u32]) -> Vec<MapLine> {
    let mut of_line: BTreeMap<u32, (u32, BTreeMap<Path, u32>)> = BTreeMap::new();
    for (trip, departures) in feed.trips.iter().zip(departures) {
        let Some(route) = trip.route else { continue };
        let (on_day, paths) = of_line.entry(route).or_default();
        *on_day += departures;
        let mut stops: Vec<u32> = trip.calls(feed).iter().map(|call| call.stop).collect();
        // There and back is one line on the map.
        if stops.last() < stops.first() {
            stops.reverse();
        }
        *paths.entry(trip.shape.map_or(Path::Stops(stops), Path::Shape)).or_default() += 1;
    }
    let mut lines = Vec::new();
    for (number, (trips_on_day, paths)) in of_line {
        let route = &feed.routes[number as usize];
        let mut paths: Vec<(Path, u32)> = paths.into_iter().collect();
        paths.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        for (path, _) in paths.into_iter().take(PATHS) {
            let points: Vec<LonLat> = match path {
                Path::Shape(shape) => feed.shapes[shape as usize].points.clone(),
                Path::Stops(stops) => {
                    stops.into_iter().filter_map(|stop| place(feed, &feed.stops[stop as usize])).collect()
                }
            };
            if points.len() >= 2 {
                let agency = route.agency.map(|agency| feed.agencies[agency as usize].name.clone());
                lines.push(MapLine {
                    id: route.id.clone(),
                    short_name: route.short_name.clone(),
                    long_name: route.long_name.clone(),
                    kind: route.kind,
                    color: route.color.clone(),
                    agency: agency.unwrap_or_default(),
                    points,
                    trips_on_day,
                });
            }
        }
    }
    lines.sort_by(|a, b| a.id.cmp(&b.id));
    lines
}

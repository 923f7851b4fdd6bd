//! trips.txt, and what becomes of each trip once its calls are known.

use std::collections::HashMap;

use territory::{
    LonLat,
    transit::{Call, FlexTrip, RouteKind, ServiceDays, Shape, Trip},
};

use super::{
    calls::{self, TripCalls},
    files::FeedFiles,
    finding::{
        Action::{Dropped, Kept, Refused, Repaired},
        FindingKind as Kind, Log,
    },
    lines::Listed,
    sheet::Sheet,
    stops::Stops,
};
use crate::Finding;

/// A row of trips.txt.
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) line: u64,
    route: Option<u32>,
    /// `None` when it has no day: said, and dropped once its calls are checked too.
    service: Option<u32>,
    headsign: String,
    shape: Option<u32>,
}

/// The rows of trips.txt and their places by id.
pub(super) struct Drafts {
    pub(super) list: Vec<Draft>,
    pub(super) by_id: HashMap<String, u32>,
}

/// What is left of trips.txt and stop_times.txt.
#[derive(Default)]
pub(super) struct Runs {
    pub(super) trips: Vec<Trip>,
    pub(super) calls: Vec<Call>,
    pub(super) flex: Vec<FlexTrip>,
    /// Place in `trips` of a row of trips.txt.
    pub(super) place: HashMap<u32, u32>,
}

pub(super) fn read_drafts(
    files: &FeedFiles,
    routes: &HashMap<String, u32>,
    services: &Listed<ServiceDays>,
    shapes: &Listed<Shape>,
    log: &mut Log,
) -> Option<Drafts> {
    let sheet = Sheet::open(files, "trips.txt", log)?;
    let id = sheet.needed("trip_id", Refused, log)?;
    let (route, service) = (sheet.field("route_id"), sheet.field("service_id"));
    let (headsign, shape) = (sheet.field("trip_headsign"), sheet.field("shape_id"));
    let mut drafts = Drafts { list: Vec::new(), by_id: HashMap::new() };
    sheet.each(log, |line, log| {
        let Some(trip_id) = line.id(id, log) else { return };
        if drafts.by_id.contains_key(trip_id) {
            line.say(log, Kind::Duplicate, Dropped, id, "this id was there before: the first row is kept");
            return;
        }
        let known_route = routes.get(line.get(route)).copied();
        if known_route.is_none() {
            let reason = "not in routes.txt: the trip is kept without its line";
            line.say(log, Kind::UnknownRoute, Repaired, route, reason);
        }
        let days = services.1.get(line.get(service)).copied();
        if days.is_none() {
            let reason = "neither in calendar.txt nor in calendar_dates.txt: the trip has no day and is left out";
            line.say(log, Kind::UnknownService, Dropped, service, reason);
        }
        let drawn = shapes.1.get(line.get(shape)).copied();
        if drawn.is_none() && !line.get(shape).is_empty() {
            let reason = "not in shapes.txt: drawn from stop to stop";
            line.say(log, Kind::UnknownShape, Repaired, shape, reason);
        }
        drafts.by_id.insert(trip_id.to_owned(), drafts.list.len() as u32);
        drafts.list.push(Draft {
            id: trip_id.to_owned(),
            line: line.number,
            route: known_route,
            service: days,
            headsign: line.get(headsign).to_owned(),
            shape: drawn,
        });
    });
    Some(drafts)
}

/// Puts the calls under their trips, checks each trip, and leaves out those that cannot run.
pub(super) fn finish(
    files: &FeedFiles,
    drafts: Drafts,
    mut calls: TripCalls,
    stops: &Stops,
    kinds: &[RouteKind],
    log: &mut Log,
) -> Runs {
    let mut runs = Runs::default();
    let (trips_label, calls_label) = (files.label_of("trips.txt"), files.label_of("stop_times.txt"));
    calls.sort();
    for (place, draft) in drafts.list.into_iter().enumerate() {
        let place = place as u32;
        let (timed, flex) = (calls.timed_of(place), calls.flex_of(place));
        let drop_trip = |log: &mut Log, kind, reason: &str| {
            log.add(kind, Dropped, Finding::at(&trips_label, draft.line, "trip_id", &draft.id, reason));
        };
        if timed.is_empty() && flex.is_empty() {
            // Without a day the trip was said to be left out already.
            if draft.service.is_some() {
                drop_trip(log, Kind::NoStop, "no call in stop_times.txt: the trip is left out");
            }
            continue;
        }
        let checked = calls::check(&draft.id, timed, &calls_label, log);
        if checked.as_ref().is_some_and(|calls| calls.len() + flex.len() == 1) {
            drop_trip(log, Kind::OneStop, "one call only: nobody can ride; the trip is left out");
        }
        let Some(service) = draft.service else { continue };
        if let Some(calls) = checked.filter(|calls| calls.len() > 1) {
            let kind = draft.route.map_or(RouteKind::Other, |route| kinds[route as usize]);
            if let Some((from, to, km_h)) = too_fast(&calls, stops, kind) {
                let names = format!("{} to {}", stops.list[from as usize].id, stops.list[to as usize].id);
                let reason =
                    format!("{km_h:.0} km/h in a straight line: check the times, or the coordinates of the stops");
                log.add(
                    Kind::TooFast,
                    Kept,
                    Finding::at(&trips_label, draft.line, "trip_id", &format!("{} ({names})", draft.id), reason),
                );
            }
            runs.place.insert(place, runs.trips.len() as u32);
            runs.trips.push(Trip {
                id: draft.id.clone(),
                route: draft.route,
                service,
                headsign: draft.headsign,
                shape: draft.shape,
                first_call: runs.calls.len() as u32,
                call_count: calls.len() as u32,
            });
            runs.calls.extend(calls);
        }
        match flex.len() {
            0 => {}
            1 if timed.is_empty() => {}
            1 => drop_trip(
                log,
                Kind::NotSupported,
                "booked detours from a fixed run are not known here: its fixed calls are kept",
            ),
            _ => runs.flex.push(FlexTrip {
                id: draft.id.clone(),
                route: draft.route,
                service,
                stops: flex.iter().map(|row| row.stop).collect(),
            }),
        }
    }
    runs
}

/// The first two calls between which a vehicle flies: a minute of rounding is granted.
fn too_fast(calls: &[Call], stops: &Stops, kind: RouteKind) -> Option<(u32, u32, f64)> {
    // The fastest scheduled trains of Europe run at 320 km/h, coaches at 100; twice that for others.
    let limit_km_h = match kind {
        RouteKind::Air => 1200.0,
        RouteKind::Rail | RouteKind::Other => 350.0,
        _ => 200.0,
    };
    let at = |call: &Call| stops.list[call.stop as usize].at;
    calls.windows(2).find_map(|pair| {
        let (from, to): (LonLat, LonLat) = (at(&pair[0])?, at(&pair[1])?);
        let seconds = f64::from(pair[1].arrival.0 - pair[0].departure.0 + 60);
        let km_h = distance_m(from, to) / seconds * 3.6;
        (km_h > limit_km_h).then_some((pair[0].stop, pair[1].stop, km_h))
    })
}

fn distance_m(from: LonLat, to: LonLat) -> f64 {
    use geo::{Distance, Haversine};
    Haversine.distance(from.point(), to.point())
}

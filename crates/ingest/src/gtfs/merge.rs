//! Several feeds as one.

use territory::transit::{FlexPlace, TransitFeed};

/// Puts feeds into one, in the order given. Every id gets the name of its feed in front,
/// "ter:StopArea:OCE87481002", so that ids of two feeds never meet; two feeds of one name are told
/// apart by a number ("ter", "ter-2").
pub fn merge_feeds(feeds: Vec<TransitFeed>) -> TransitFeed {
    let mut all = TransitFeed::default();
    for feed in feeds {
        append(&mut all, feed);
    }
    all
}

fn append(all: &mut TransitFeed, mut feed: TransitFeed) {
    let base = feed.origins.first().map_or_else(|| "feed".to_owned(), |origin| stem(&origin.name).to_owned());
    let taken = |name: &str| all.origins.iter().any(|origin| origin.name == name);
    let name = (1..)
        .map(|n| if n == 1 { base.clone() } else { format!("{base}-{n}") })
        .find(|name| !taken(name))
        .expect("numbers do not end");
    for origin in &mut feed.origins {
        origin.name.clone_from(&name);
    }
    let prefix = |id: &mut String| *id = format!("{name}:{id}");
    let [stops, routes, agencies, services, trips] =
        [all.stops.len(), all.routes.len(), all.agencies.len(), all.services.len(), all.trips.len()].map(|n| n as u32);
    let [calls, shapes, zones, groups, bookings] =
        [all.calls.len(), all.shapes.len(), all.flex_zones.len(), all.flex_groups.len(), all.bookings.len()]
            .map(|n| n as u32);
    let later = |place: &mut Option<u32>, by: u32| {
        if let Some(place) = place {
            *place += by;
        }
    };
    feed.agencies.iter_mut().for_each(|agency| prefix(&mut agency.id));
    for stop in &mut feed.stops {
        prefix(&mut stop.id);
        later(&mut stop.parent, stops);
    }
    for route in &mut feed.routes {
        prefix(&mut route.id);
        later(&mut route.agency, agencies);
    }
    feed.services.iter_mut().for_each(|service| prefix(&mut service.id));
    for trip in &mut feed.trips {
        prefix(&mut trip.id);
        later(&mut trip.route, routes);
        later(&mut trip.shape, shapes);
        trip.service += services;
        trip.first_call += calls;
    }
    feed.calls.iter_mut().for_each(|call| call.stop += stops);
    feed.frequencies.iter_mut().for_each(|row| row.trip += trips);
    for transfer in &mut feed.transfers {
        transfer.from += stops;
        transfer.to += stops;
    }
    for pathway in &mut feed.pathways {
        pathway.from += stops;
        pathway.to += stops;
    }
    feed.shapes.iter_mut().for_each(|shape| prefix(&mut shape.id));
    feed.flex_zones.iter_mut().for_each(|zone| prefix(&mut zone.id));
    for group in &mut feed.flex_groups {
        prefix(&mut group.id);
        group.stops.iter_mut().for_each(|stop| *stop += stops);
    }
    feed.bookings.iter_mut().for_each(|booking| prefix(&mut booking.id));
    for trip in &mut feed.flex_trips {
        prefix(&mut trip.id);
        later(&mut trip.route, routes);
        trip.service += services;
        for stop in &mut trip.stops {
            match &mut stop.place {
                FlexPlace::Zone(place) => *place += zones,
                FlexPlace::Group(place) => *place += groups,
                FlexPlace::Stop(place) => *place += stops,
            }
            later(&mut stop.board_booking, bookings);
            later(&mut stop.alight_booking, bookings);
        }
    }
    all.origins.append(&mut feed.origins);
    all.agencies.append(&mut feed.agencies);
    all.stops.append(&mut feed.stops);
    all.routes.append(&mut feed.routes);
    all.services.append(&mut feed.services);
    all.trips.append(&mut feed.trips);
    all.calls.append(&mut feed.calls);
    all.frequencies.append(&mut feed.frequencies);
    all.transfers.append(&mut feed.transfers);
    all.pathways.append(&mut feed.pathways);
    all.shapes.append(&mut feed.shapes);
    all.flex_zones.append(&mut feed.flex_zones);
    all.flex_groups.append(&mut feed.flex_groups);
    all.bookings.append(&mut feed.bookings);
    all.flex_trips.append(&mut feed.flex_trips);
}

/// The last part of a name, without ".zip".
fn stem(name: &str) -> &str {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    base.strip_suffix(".zip").unwrap_or(base)
}

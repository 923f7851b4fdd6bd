//! agency.txt, routes.txt and shapes.txt: who runs what, and how it is drawn.

use std::collections::HashMap;

use territory::{
    LonLat,
    transit::{Agency, Route, RouteKind, Shape},
};

use super::{
    files::FeedFiles,
    finding::{
        Action::{Dropped, Kept, Repaired},
        FindingKind as Kind, Log,
    },
    sheet::Sheet,
};
use crate::Finding;

/// A list and the place of each id in it.
pub(super) type Listed<T> = (Vec<T>, HashMap<String, u32>);

pub(super) fn read_agencies(files: &FeedFiles, log: &mut Log) -> Listed<Agency> {
    let (mut list, mut by_id): Listed<Agency> = Default::default();
    let Some(sheet) = Sheet::open(files, "agency.txt", log) else {
        let reason = "not there, or empty: operators are not known";
        log.add(Kind::MissingFile, Kept, Finding::whole(&files.label_of("agency.txt"), reason));
        return (list, by_id);
    };
    let (id, name, zone) = (sheet.field("agency_id"), sheet.field("agency_name"), sheet.field("agency_timezone"));
    sheet.each(log, |line, log| {
        let key = line.get(id);
        if by_id.contains_key(key) {
            // Without an id column every row has a blank id, and routes cannot tell them apart.
            let (kind, reason) = match key {
                "" => (Kind::BlankId, "several operators need an id each: lines cannot be told apart by operator"),
                _ => (Kind::Duplicate, "this id was there before: the first row is kept"),
            };
            line.say(log, kind, Dropped, id, reason);
            return;
        }
        if line.get(name).is_empty() {
            line.say(log, Kind::BlankName, Kept, name, "blank: people know an operator by its name");
        }
        if let Some(first) = list.first().filter(|first: &&Agency| first.timezone != line.get(zone)) {
            let reason = format!("another zone than `{}`: times are taken as they are written", first.timezone);
            line.say(log, Kind::NotSupported, Kept, zone, reason);
        }
        by_id.insert(key.to_owned(), list.len() as u32);
        list.push(Agency { id: key.to_owned(), name: line.get(name).to_owned(), timezone: line.get(zone).to_owned() });
    });
    (list, by_id)
}

pub(super) fn read_routes(files: &FeedFiles, agencies: &Listed<Agency>, log: &mut Log) -> Listed<Route> {
    let (mut list, mut by_id): Listed<Route> = Default::default();
    let Some(sheet) = Sheet::open(files, "routes.txt", log) else {
        let reason = "not there, or empty: lines have neither name nor type";
        log.add(Kind::MissingFile, Kept, Finding::whole(&files.label_of("routes.txt"), reason));
        return (list, by_id);
    };
    let Some(id) = sheet.needed("route_id", Kept, log) else { return (list, by_id) };
    let (short, long, kind) =
        (sheet.field("route_short_name"), sheet.field("route_long_name"), sheet.field("route_type"));
    let (agency, color) = (sheet.field("agency_id"), sheet.field("route_color"));
    sheet.each(log, |line, log| {
        let Some(route_id) = line.id(id, log) else { return };
        if by_id.contains_key(route_id) {
            line.say(log, Kind::Duplicate, Dropped, id, "this id was there before: the first row is kept");
            return;
        }
        if line.get(short).is_empty() && line.get(long).is_empty() {
            line.say(
                log,
                Kind::BlankName,
                Kept,
                short,
                "neither a short nor a long name: people know a line by its name",
            );
        }
        let code = line.get(kind);
        let route_kind = code.parse().ok().and_then(route_kind).unwrap_or_else(|| {
            let reason = "not a type of line (0 to 7, 11, 12, or 100 to 1702): kept without a means of transport";
            line.say(log, Kind::BadRouteType, Kept, kind, reason);
            RouteKind::Other
        });
        let of = line.get(agency);
        let operator = match agencies.1.get(of) {
            Some(place) => Some(*place),
            // One operator needs no id.
            None if of.is_empty() && agencies.0.len() == 1 => Some(0),
            None if of.is_empty() => {
                if agencies.0.len() > 1 {
                    line.say(
                        log,
                        Kind::BlankId,
                        Kept,
                        agency,
                        "there are several operators: name the one of this line",
                    );
                }
                None
            }
            None => {
                line.say(
                    log,
                    Kind::UnknownAgency,
                    Repaired,
                    agency,
                    "not in agency.txt: the line is kept without operator",
                );
                None
            }
        };
        by_id.insert(route_id.to_owned(), list.len() as u32);
        let hexadecimal = |text: &str| text.len() == 6 && text.bytes().all(|b| b.is_ascii_hexdigit());
        list.push(Route {
            id: route_id.to_owned(),
            short_name: line.get(short).to_owned(),
            long_name: line.get(long).to_owned(),
            kind: route_kind,
            agency: operator,
            color: Some(line.get(color)).filter(|text| hexadecimal(text)).map(str::to_owned),
        });
    });
    (list, by_id)
}

pub(super) fn read_shapes(files: &FeedFiles, log: &mut Log) -> Listed<Shape> {
    let (mut list, mut by_id): Listed<Shape> = Default::default();
    let Some(sheet) = Sheet::open(files, "shapes.txt", log) else { return (list, by_id) };
    let Some(id) = sheet.needed("shape_id", Dropped, log) else { return (list, by_id) };
    let (lat, lon, place) =
        (sheet.field("shape_pt_lat"), sheet.field("shape_pt_lon"), sheet.field("shape_pt_sequence"));
    let mut points: Vec<Vec<(u32, u64, LonLat)>> = Vec::new();
    sheet.each(log, |line, log| {
        let Some(shape_id) = line.id(id, log) else { return };
        let degrees = |field| line.get(field).parse::<f64>().ok();
        let at = degrees(lon).zip(degrees(lat)).filter(|at| *at != (0.0, 0.0));
        let Some(at) = at.and_then(|(x, y)| LonLat::new(x, y).ok()) else {
            let reason = "not a position: the line is drawn without this point";
            line.say(log, Kind::BadCoordinates, Dropped, lat, reason);
            return;
        };
        let order = match line.number(place) {
            Ok(Some(order)) => order,
            _ => {
                line.say(
                    log,
                    Kind::BadNumber,
                    Dropped,
                    place,
                    "not a whole number: the line is drawn without this point",
                );
                return;
            }
        };
        let shape = *by_id.entry(shape_id.to_owned()).or_insert_with(|| {
            points.push(Vec::new());
            points.len() as u32 - 1
        });
        points[shape as usize].push((order, line.number, at));
    });
    let mut named: Vec<(&String, u32)> = by_id.iter().map(|(id, place)| (id, *place)).collect();
    named.sort_by_key(|(_, place)| *place);
    for (id, place) in named {
        let mut points = std::mem::take(&mut points[place as usize]);
        points.sort_by_key(|(order, line, _)| (*order, *line));
        list.push(Shape { id: id.clone(), points: points.into_iter().map(|(_, _, at)| at).collect() });
    }
    (list, by_id)
}

/// The means of transport of a basic or extended type; `None` for what is no type.
pub(super) fn route_kind(code: u16) -> Option<RouteKind> {
    Some(match code {
        0 | 900..=906 => RouteKind::Tram,
        1 | 400..=404 | 500 | 600 => RouteKind::Metro,
        2 | 100..=117 | 300 => RouteKind::Rail,
        715 => RouteKind::OnDemandBus,
        3 | 700..=716 => RouteKind::Bus,
        200..=209 => RouteKind::Coach,
        4 | 1000..=1021 | 1200 => RouteKind::Ferry,
        5 => RouteKind::CableTram,
        6 | 1300..=1307 => RouteKind::AerialLift,
        7 | 1400..=1402 => RouteKind::Funicular,
        11 | 800 => RouteKind::Trolleybus,
        12 | 405 => RouteKind::Monorail,
        1100..=1114 => RouteKind::Air,
        1500..=1507 => RouteKind::Taxi,
        1600..=1604 | 1700 | 1702 => RouteKind::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extended_types_are_means_of_transport_and_42_is_none() {
        assert_eq!(route_kind(106), Some(RouteKind::Rail), "regional rail");
        assert_eq!(route_kind(715), Some(RouteKind::OnDemandBus));
        assert_eq!(route_kind(712), Some(RouteKind::Bus), "school bus");
        for none in [8, 9, 10, 13, 42, 99, 118, 1703] {
            assert_eq!(route_kind(none), None, "{none}");
        }
    }
}

//! transfers.txt and pathways.txt: changes, and ways inside stations.

use std::collections::HashSet;

use geo::{Distance, Haversine};
use territory::{
    Seconds,
    transit::{Pathway, Transfer, TransferKind},
};

use super::{
    files::FeedFiles,
    finding::{
        Action::{Dropped, Repaired},
        FindingKind as Kind, Log,
    },
    sheet::{Field, Line, Sheet},
    stops::Stops,
};

/// Speed inside a station where only a length is given, metres a second (GTFS names no speed; this
/// is 4.3 km/h).
const WALK_M_S: f64 = 1.2;
/// Longest change or way that is believed, seconds.
const LONGEST_S: u32 = 6 * 3600;

pub(super) fn read_transfers(files: &FeedFiles, stops: &Stops, log: &mut Log) -> Vec<Transfer> {
    let mut list = Vec::new();
    let Some(sheet) = Sheet::open(files, "transfers.txt", log) else { return list };
    let (from, to) = (sheet.field("from_stop_id"), sheet.field("to_stop_id"));
    let (kind, least) = (sheet.field("transfer_type"), sheet.field("min_transfer_time"));
    let only = ["from_route_id", "to_route_id", "from_trip_id", "to_trip_id"].map(|name| sheet.field(name));
    let mut seen = HashSet::new();
    sheet.each(log, |line, log| {
        if matches!(line.get(kind), "4" | "5") {
            let reason = "seats kept from trip to trip are not known here: passengers change as usual";
            line.say(log, Kind::NotSupported, Dropped, kind, reason);
            return;
        }
        if let Some(field) = only.iter().find(|field| !line.get(**field).is_empty()) {
            let reason = "a rule for some lines or trips only is not known here: passengers change as usual";
            line.say(log, Kind::NotSupported, Dropped, *field, reason);
            return;
        }
        let Some((a, b)) = ends(line, from, to, stops, log) else { return };
        if !seen.insert((a, b)) {
            line.say(log, Kind::Duplicate, Dropped, from, "this pair of stops was there before: the first row is kept");
            return;
        }
        let seconds = match line.number(least) {
            Ok(seconds) => seconds.filter(|s| *s <= LONGEST_S).map(Seconds),
            Err(reason) => {
                line.say(log, Kind::BadNumber, Repaired, least, reason);
                None
            }
        };
        let kind = match line.code(kind, 0..=3, log) {
            0 => TransferKind::Recommended,
            1 => TransferKind::Timed,
            2 if seconds.is_none() => {
                line.say(
                    log,
                    Kind::BadNumber,
                    Repaired,
                    least,
                    "a least time is announced and not given: read as recommended",
                );
                TransferKind::Recommended
            }
            2 => TransferKind::AtLeast,
            _ => TransferKind::Forbidden,
        };
        list.push(Transfer { from: a, to: b, kind, seconds });
    });
    list
}

pub(super) fn read_pathways(files: &FeedFiles, stops: &Stops, log: &mut Log) -> Vec<Pathway> {
    let mut list = Vec::new();
    let Some(sheet) = Sheet::open(files, "pathways.txt", log) else { return list };
    let (id, from, to) = (sheet.field("pathway_id"), sheet.field("from_stop_id"), sheet.field("to_stop_id"));
    let (both, length, time) = (sheet.field("is_bidirectional"), sheet.field("length"), sheet.field("traversal_time"));
    let mut seen = HashSet::new();
    sheet.each(log, |line, log| {
        if !seen.insert(line.get(id).to_owned()) {
            line.say(log, Kind::Duplicate, Dropped, id, "this id was there before: the first row is kept");
            return;
        }
        let Some((a, b)) = ends(line, from, to, stops, log) else { return };
        let given = line.number(time).unwrap_or_else(|reason| {
            line.say(log, Kind::BadNumber, Repaired, time, format!("{reason}: computed from the length"));
            None
        });
        let metres = line.get(length).parse::<f64>().ok().filter(|m| m.is_finite() && *m >= 0.0);
        let straight = || {
            let (a, b) = (stops.list[a as usize].at?, stops.list[b as usize].at?);
            line.say(log, Kind::BadNumber, Repaired, time, "neither a time nor a length: the straight line is walked");
            Some(Haversine.distance(a.point(), b.point()))
        };
        let seconds = match given {
            Some(seconds) => Some(seconds),
            None => metres.or_else(straight).map(|m| (m / WALK_M_S).ceil() as u32),
        };
        match seconds.filter(|s| *s <= LONGEST_S) {
            Some(seconds) => {
                let both_ways = line.code(both, 0..=1, log) == 1;
                list.push(Pathway { from: a, to: b, both_ways, seconds: Seconds(seconds) });
            }
            None => {
                let reason = "no time that can be believed (six hours at most): the way is not walked";
                line.say(log, Kind::BadNumber, Dropped, time, reason);
            }
        }
    });
    list
}

/// Both stops of a row; an unknown one drops the row and is said.
fn ends(line: &Line<'_>, from: Field, to: Field, stops: &Stops, log: &mut Log) -> Option<(u32, u32)> {
    let mut end = |field: Field| {
        let place = stops.by_id.get(line.get(field)).copied();
        if place.is_none() {
            line.say(log, Kind::UnknownStop, Dropped, field, "not in stops.txt: the row is left out");
        }
        place
    };
    let (a, b) = (end(from), end(to));
    Some((a?, b?))
}

//! GTFS-Flex: locations.geojson, location_groups.txt, booking_rules.txt.

use std::collections::HashMap;

use geo_types::Coord;
use territory::{
    LonLat, Seconds,
    transit::{Booking, FlexGroup, FlexZone, Outline},
};

use super::{
    files::FeedFiles,
    finding::{
        Action::{Dropped, Kept, Repaired},
        FindingKind as Kind, Log,
    },
    sheet::{Field, Line, Sheet},
    stops::Stops,
};
use crate::{Batch, Finding, geojson};

/// Places of zones, groups and rules by their ids.
#[derive(Default)]
pub(super) struct FlexIndex {
    pub(super) zones: HashMap<String, u32>,
    pub(super) groups: HashMap<String, u32>,
    pub(super) bookings: HashMap<String, u32>,
}

pub(super) fn read_zones(files: &FeedFiles, index: &mut FlexIndex, log: &mut Log) -> Vec<FlexZone> {
    let mut zones = Vec::new();
    let Some(bytes) = files.bytes("locations.geojson") else { return zones };
    let label = files.label_of("locations.geojson");
    let mut batch = Batch::<()>::default();
    let read = geojson::for_each_feature(&label, bytes, &mut batch, |feature, batch| {
        let outline = feature.polygons().and_then(outline);
        let reject = |batch: &mut Batch<()>, field: &str, value: &str, reason: String| {
            batch.rejected.push(Finding::at(&label, feature.record, field, value, reason));
        };
        if feature.id.is_empty() {
            return reject(batch, "id", "", "a zone without an id: calls refer to it by its id".to_owned());
        }
        if index.zones.contains_key(&feature.id) {
            return reject(batch, "id", &feature.id, "this id was there before: the first zone is kept".to_owned());
        }
        match outline {
            Ok(outline) => {
                let name = feature.properties.attribute(&["stop_name", "name"]).value;
                index.zones.insert(feature.id.clone(), zones.len() as u32);
                zones.push(FlexZone { id: feature.id.clone(), name, outline });
            }
            Err(reason) => reject(batch, "geometry", &feature.id, reason),
        }
    });
    if let Err(e) = read {
        log.add(Kind::Unreadable, Dropped, Finding::whole(&label, e.to_string()));
    }
    for finding in batch.rejected {
        log.add(Kind::BadZone, Dropped, finding);
    }
    for finding in batch.warnings {
        log.add(Kind::OtherText, Kept, finding);
    }
    zones
}

/// Rings of positions as an outline, closed where they were left open.
///
/// # Errors
/// What is wrong with a ring.
pub(super) fn outline(polygons: Vec<Vec<Vec<Coord<f64>>>>) -> Result<Outline, String> {
    let ring = |ring: Vec<Coord<f64>>| -> Result<Vec<LonLat>, String> {
        let mut points: Vec<LonLat> =
            ring.iter().map(|at| LonLat::new(at.x, at.y).map_err(|e| e.to_string())).collect::<Result<_, _>>()?;
        if points.first() != points.last() {
            points.extend(points.first().copied());
        }
        if points.len() < 4 {
            return Err("a ring of fewer than three corners is no area".to_owned());
        }
        Ok(points)
    };
    let polygons: Vec<Vec<Vec<LonLat>>> =
        polygons.into_iter().map(|rings| rings.into_iter().map(ring).collect()).collect::<Result<_, String>>()?;
    if polygons.is_empty() || polygons.iter().any(Vec::is_empty) {
        return Err("a polygon without a ring: nothing is inside".to_owned());
    }
    Ok(Outline(polygons))
}

pub(super) fn read_groups(files: &FeedFiles, stops: &Stops, index: &mut FlexIndex, log: &mut Log) -> Vec<FlexGroup> {
    let mut groups: Vec<FlexGroup> = Vec::new();
    if let Some(sheet) = Sheet::open(files, "location_groups.txt", log) {
        let (id, name) = (sheet.field("location_group_id"), sheet.field("location_group_name"));
        sheet.each(log, |line, log| {
            let Some(group) = line.id(id, log) else { return };
            if index.groups.contains_key(group) {
                line.say(log, Kind::Duplicate, Dropped, id, "this id was there before: the first row is kept");
                return;
            }
            index.groups.insert(group.to_owned(), groups.len() as u32);
            groups.push(FlexGroup { id: group.to_owned(), name: line.get(name).to_owned(), stops: Vec::new() });
        });
    }
    if let Some(sheet) = Sheet::open(files, "location_group_stops.txt", log) {
        let (id, stop) = (sheet.field("location_group_id"), sheet.field("stop_id"));
        sheet.each(log, |line, log| {
            let group = index.groups.get(line.get(id));
            let member = stops.by_id.get(line.get(stop));
            match (group, member) {
                (Some(group), Some(member)) => groups[*group as usize].stops.push(*member),
                (None, _) => {
                    line.say(log, Kind::UnknownFlex, Dropped, id, "not in location_groups.txt: the row is left out")
                }
                (_, None) => line.say(log, Kind::UnknownStop, Dropped, stop, "not in stops.txt: the row is left out"),
            }
        });
    }
    groups
}

pub(super) fn read_bookings(files: &FeedFiles, index: &mut FlexIndex, log: &mut Log) -> Vec<Booking> {
    let mut rules = Vec::new();
    let Some(sheet) = Sheet::open(files, "booking_rules.txt", log) else { return rules };
    let (id, kind) = (sheet.field("booking_rule_id"), sheet.field("booking_type"));
    let (minutes, days) = (sheet.field("prior_notice_duration_min"), sheet.field("prior_notice_last_day"));
    let (until, message) = (sheet.field("prior_notice_last_time"), sheet.field("message"));
    let (phone, url) = (sheet.field("phone_number"), sheet.field("info_url"));
    sheet.each(log, |line, log| {
        let Some(rule) = line.id(id, log) else { return };
        if index.bookings.contains_key(rule) {
            line.say(log, Kind::Duplicate, Dropped, id, "this id was there before: the first row is kept");
            return;
        }
        let kind = line.code(kind, 0..=2, log);
        let notice = if kind == 1 { needed(line, minutes, log) } else { 0 };
        let days_before = if kind == 2 { needed(line, days, log) } else { 0 };
        let until = line.time(until).unwrap_or_else(|reason| {
            line.say(log, Kind::BadTime, Repaired, until, reason);
            None
        });
        index.bookings.insert(rule.to_owned(), rules.len() as u32);
        rules.push(Booking {
            id: rule.to_owned(),
            days_before,
            until: until.filter(|_| kind == 2),
            notice: Seconds(notice.saturating_mul(60)),
            message: line.get(message).to_owned(),
            phone: line.get(phone).to_owned(),
            url: line.get(url).to_owned(),
        });
    });
    rules
}

/// A number that the type of booking needs; its absence is said, and nothing is asked then.
fn needed(line: &Line<'_>, field: Field, log: &mut Log) -> u32 {
    match line.number(field) {
        Ok(Some(value)) => value,
        _ => {
            line.say(
                log,
                Kind::BadNumber,
                Repaired,
                field,
                "this type of booking needs a whole number here: read as 0",
            );
            0
        }
    }
}

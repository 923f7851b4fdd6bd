//! stops.txt: stops, stations, their parts, and where they are.

use std::collections::{HashMap, HashSet};

use geo::{Distance, Haversine};
use territory::{
    LonLat,
    transit::{Stop, StopKind},
};

use super::{
    files::FeedFiles,
    finding::{
        Action::{Dropped, Kept, Refused, Repaired},
        FindingKind as Kind, Log,
    },
    sheet::{Field, Line, Sheet},
};
use crate::{Finding, france};

/// Stops and their places by id.
pub(super) struct Stops {
    pub(super) list: Vec<Stop>,
    pub(super) by_id: HashMap<String, u32>,
    /// Lines of the stops in the file.
    pub(super) lines: Vec<u64>,
}

/// How far a swapped stop is from the others before it is believed to be swapped, metres.
const FAR_M: f64 = 500_000.0;
/// How near to the others it is when it is swapped back, metres.
const NEAR_M: f64 = 200_000.0;
/// Two stops of one name nearer than this are the same one, metres.
const SAME_PLACE_M: f64 = 10.0;

pub(super) fn read_stops(files: &FeedFiles, log: &mut Log) -> Option<Stops> {
    let sheet = Sheet::open(files, "stops.txt", log)?;
    let id = sheet.needed("stop_id", Refused, log)?;
    let field = |name| sheet.field(name);
    let (name, kind, parent) = (field("stop_name"), field("location_type"), field("parent_station"));
    let (lat, lon) = (field("stop_lat"), field("stop_lon"));
    let mut stops = Stops { list: Vec::new(), by_id: HashMap::new(), lines: Vec::new() };
    let mut parents: Vec<(u32, String, u64)> = Vec::new();
    sheet.each(log, |line, log| {
        let Some(stop_id) = line.id(id, log) else { return };
        let place = stops.list.len() as u32;
        if stops.by_id.contains_key(stop_id) {
            line.say(log, Kind::Duplicate, Dropped, id, "this id was there before: the first row is kept");
            return;
        }
        stops.by_id.insert(stop_id.to_owned(), place);
        let kind = match line.code(kind, 0..=4, log) {
            0 => StopKind::Platform,
            1 => StopKind::Station,
            2 => StopKind::Entrance,
            3 => StopKind::Node,
            _ => StopKind::BoardingArea,
        };
        let text = line.get(name);
        if text.is_empty() && matches!(kind, StopKind::Platform | StopKind::Station | StopKind::Entrance) {
            line.say(log, Kind::BlankName, Kept, name, "blank: people know a stop by its name");
        }
        let inside = matches!(kind, StopKind::Node | StopKind::BoardingArea);
        let at = position(line, lat, lon, inside, log);
        if !line.get(parent).is_empty() {
            parents.push((place, line.get(parent).to_owned(), line.number));
        }
        stops.list.push(Stop { id: stop_id.to_owned(), name: text.to_owned(), at, kind, parent: None });
        stops.lines.push(line.number);
    });
    let label = files.label_of("stops.txt");
    link_parents(&mut stops, parents, &label, log);
    swap_back(&mut stops, &label, log);
    for place in 0..stops.list.len() {
        take_parents_position(&mut stops, place, &label, log);
    }
    near_duplicates(&stops, &label, log);
    Some(stops)
}

/// A position; `None` (said) where there is none that can be believed.
fn position(line: &Line<'_>, lat: Field, lon: Field, inside: bool, log: &mut Log) -> Option<LonLat> {
    let (y, x) = (line.get(lat), line.get(lon));
    if x.is_empty() && y.is_empty() {
        if !inside {
            line.say(log, Kind::BadCoordinates, Kept, lat, "no coordinates: nobody can walk to this stop");
        }
        return None;
    }
    let number = |text: &str| text.parse::<f64>().ok().filter(|value| value.is_finite());
    let (Some(y), Some(x)) = (number(y), number(x)) else {
        let field = if number(y).is_none() { lat } else { lon };
        let reason = "not a number of degrees like 46.6702: the stop is kept without a position";
        line.say(log, Kind::BadCoordinates, Repaired, field, reason);
        return None;
    };
    if x == 0.0 && y == 0.0 {
        let reason = "0, 0 is in the Gulf of Guinea: the stop is kept without a position";
        line.say(log, Kind::BadCoordinates, Repaired, lat, reason);
        return None;
    }
    if let Ok(at) = LonLat::new(x, y) {
        return Some(at);
    }
    if let Ok(at) = LonLat::new(y, x) {
        line.say(
            log,
            Kind::SwappedCoordinates,
            Repaired,
            lat,
            "beyond the pole: longitude and latitude are swapped back",
        );
        return Some(at);
    }
    line.say(log, Kind::BadCoordinates, Repaired, lat, "outside the world: the stop is kept without a position");
    None
}

fn link_parents(stops: &mut Stops, parents: Vec<(u32, String, u64)>, label: &str, log: &mut Log) {
    for (child, id, line) in parents {
        let Some(&parent) = stops.by_id.get(&id) else {
            let reason = "not in stops.txt: the stop is kept without its station";
            log.add(Kind::UnknownParent, Repaired, Finding::at(label, line, "parent_station", &id, reason));
            continue;
        };
        let wanted = match stops.list[child as usize].kind {
            StopKind::BoardingArea => StopKind::Platform,
            StopKind::Station => {
                let reason = "a station has no parent: the field is left out";
                log.add(Kind::WrongParent, Repaired, Finding::at(label, line, "parent_station", &id, reason));
                continue;
            }
            _ => StopKind::Station,
        };
        if stops.list[parent as usize].kind != wanted {
            let needs = if wanted == StopKind::Station {
                "a station (location_type 1)"
            } else {
                "a platform (location_type 0)"
            };
            let reason = format!("the parent is not {needs}: the stop is kept without it");
            log.add(Kind::WrongParent, Repaired, Finding::at(label, line, "parent_station", &id, reason));
            continue;
        }
        stops.list[child as usize].parent = Some(parent);
    }
    for (stop, line) in stops.list.iter().zip(&stops.lines) {
        let needs_one = matches!(stop.kind, StopKind::Entrance | StopKind::Node | StopKind::BoardingArea);
        if needs_one && stop.parent.is_none() {
            let reason = "an entrance, a node or a boarding area belongs to a station: name it";
            log.add(Kind::WrongParent, Kept, Finding::at(label, *line, "parent_station", &stop.id, reason));
        }
    }
}

/// Longitude and latitude that changed places, in one stop (far from all others, near them when
/// swapped back) or in the whole feed (nowhere near France, and in France when swapped back).
fn swap_back(stops: &mut Stops, label: &str, log: &mut Log) {
    let known: Vec<LonLat> = stops.list.iter().filter_map(|stop| stop.at).collect();
    if known.is_empty() {
        return;
    }
    let swapped = |at: LonLat| LonLat::new(at.lat_deg(), at.lon_deg()).ok();
    let all = known.iter().all(|at| !france::contains(*at) && swapped(*at).is_some_and(france::contains));
    let middle = |coordinate: fn(LonLat) -> f64| {
        let mut all: Vec<f64> = known.iter().map(|at| coordinate(*at)).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    let centre = LonLat::new(middle(LonLat::lon_deg), middle(LonLat::lat_deg)).expect("medians of positions");
    let from_centre = |at: LonLat| Haversine.distance(at.point(), centre.point());
    for (stop, line) in stops.list.iter_mut().zip(&stops.lines) {
        let Some(at) = stop.at else { continue };
        let Some(other) = swapped(at) else { continue };
        if all || known.len() > 2 && from_centre(at) > FAR_M && from_centre(other) < NEAR_M {
            let value = format!("{}, {}", at.lat_deg(), at.lon_deg());
            let reason = "longitude and latitude are swapped: swapped back";
            log.add(Kind::SwappedCoordinates, Repaired, Finding::at(label, *line, "stop_lat", &value, reason));
            stop.at = Some(other);
        }
    }
}

fn take_parents_position(stops: &mut Stops, place: usize, label: &str, log: &mut Log) {
    let stop = &stops.list[place];
    let Some(parent) = stop.parent.filter(|_| stop.at.is_none()) else { return };
    let Some(at) = stops.list[parent as usize].at else { return };
    if stop.kind == StopKind::Platform {
        let reason = "no coordinates of its own: the station's are taken";
        log.add(Kind::BadCoordinates, Repaired, Finding::at(label, stops.lines[place], "stop_lat", "", reason));
    }
    stops.list[place].at = Some(at);
}

fn near_duplicates(stops: &Stops, label: &str, log: &mut Log) {
    // Stops of one name, of one kind, without a common station.
    let mut groups: HashMap<(&str, StopKind), Vec<usize>> = HashMap::new();
    for (i, stop) in stops.list.iter().enumerate().filter(|(_, stop)| !stop.name.is_empty()) {
        groups.entry((&stop.name, stop.kind)).or_default().push(i);
    }
    let mut said = HashSet::new();
    for group in groups.values() {
        // A name that hundreds of stops share ("Mairie") is compared in order of latitude only.
        let mut sorted: Vec<(LonLat, usize)> = group.iter().filter_map(|i| Some((stops.list[*i].at?, *i))).collect();
        sorted.sort_by(|a, b| a.0.lat_deg().total_cmp(&b.0.lat_deg()).then(a.1.cmp(&b.1)));
        for pair in sorted.windows(2) {
            let [(at, a), (other, b)] = [pair[0], pair[1]];
            let (parent, other_parent) = (stops.list[a].parent, stops.list[b].parent);
            let apart = parent.is_none() || parent != other_parent;
            if apart && Haversine.distance(at.point(), other.point()) < SAME_PLACE_M {
                said.insert((a.max(b), a.min(b)));
            }
        }
    }
    let mut said: Vec<_> = said.into_iter().collect();
    said.sort_unstable();
    for (later, earlier) in said {
        let reason =
            format!("the same name and place as `{}`: changes between them count as changes", stops.list[earlier].id);
        let finding = Finding::at(label, stops.lines[later], "stop_id", &stops.list[later].id, reason);
        log.add(Kind::NearDuplicate, Kept, finding);
    }
}

impl Stops {
    /// No stop at all, which is enough where zones are served instead.
    pub(super) fn none(files: &FeedFiles) -> Option<Self> {
        files.has("locations.geojson").then(|| Self { list: Vec::new(), by_id: HashMap::new(), lines: Vec::new() })
    }
}

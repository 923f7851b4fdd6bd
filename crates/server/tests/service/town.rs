//! Roads, a bus and lifts for the fictional country, with times known on paper.
//!
//! One road leads along the parallel of the town centres, from the first commune to the fifth, and is
//! driven at 20 m/s (72 km/h: nine tenths of the limit of 80) and walked at 1.25 m/s. The sixth commune
//! is an island with a road of its own. Nothing else is there: north and south are the sea.

use std::path::Path;

use ::travel::{
    Network, NetworkBuilder, Preparation, Profiles, Tags,
    timetable::{BuildOptions, Timetable},
};
use snapshot::{KeyBuilder, Manifest, ModeRecord, TravelRecord, Writer};
use territory::{
    Column, Date, FigureSet, LonLat,
    Quantity::Known,
    Seconds, SourceId, Territory, TravelMode,
    transit::{
        Action, Boarding, Call, FeedDiagnosis, FeedFinding, FeedOrigin, FeedReport, FindingCount, FindingKind, MapLine,
        MapStop, Route, RouteKind, ServiceDays, Stop, StopKind, TransitFeed, TransitMap, Trip,
    },
};

use crate::fixture;

/// Latitude of the road and of the town centres.
pub(crate) const LAT: f64 = 46.05;
/// Children under three of each town centre: a sum says who is in it.
pub(crate) const CHILDREN: [f64; 6] = [32.0, 64.0, 128.0, 256.0, 1.0, 0.0];
/// At the service, for a car.
pub(crate) const PARKING_S: f64 = 120.0;

/// Longitude of a town centre.
pub(crate) fn lon(commune: usize) -> f64 {
    -0.95 + 0.1 * commune as f64
}

/// A town centre as a parameter.
pub(crate) fn at(commune: usize) -> String {
    format!("{},{LAT}", lon(commune))
}

/// Metres from one town centre to the next: a tenth of a degree of the parallel on WGS84.
pub(crate) fn between_m() -> f64 {
    let (phi, e2) = (LAT.to_radians(), 0.006_694_379_990_14_f64);
    6_378_137.0 / (1.0 - e2 * phi.sin().powi(2)).sqrt() * phi.cos() * 0.1_f64.to_radians()
}

/// Seconds by car from one town centre to another one `steps` away, door to door.
pub(crate) fn drive_s(steps: usize) -> f64 {
    between_m() * steps as f64 / 20.0 + PARKING_S
}

fn network(profile: &str) -> Network {
    let mut map = NetworkBuilder::new();
    let road = |map: &mut NetworkBuilder, id: i64, from: i32, to: i32| {
        let nodes: Vec<i64> = (from..=to).map(|k| i64::from(k) + 1000).collect();
        for k in from..=to {
            map.node(i64::from(k) + 1000, LonLat::new(-1.0 + 0.01 * f64::from(k), LAT).unwrap());
        }
        let tags = [("highway", "secondary"), ("maxspeed", "80"), ("name", "Route du Bourg")];
        let tags = Tags(tags.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec());
        // A street of its own each hundredth of a degree: another way ends there.
        nodes.windows(2).enumerate().for_each(|(i, ends)| map.way(id + i as i64, ends, tags.clone()));
    };
    road(&mut map, 100, 4, 46);
    road(&mut map, 200, 53, 57);
    map.freeze(Profiles::builtin().get(profile).unwrap(), Preparation::Hierarchy).unwrap()
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Line 12 from the first commune to the fourth in half an hour, at seven and at eight, on weekdays.
fn feed() -> TransitFeed {
    let stop = |id: &str, name: &str, commune: usize| Stop {
        id: id.into(),
        name: name.into(),
        at: LonLat::new(lon(commune), LAT).ok(),
        kind: StopKind::Platform,
        parent: None,
    };
    let mut feed = TransitFeed {
        origins: vec![FeedOrigin {
            name: "cars".into(),
            first: Some(date("2025-01-13")),
            last: Some(date("2025-01-19")),
        }],
        stops: vec![stop("val", "Le Val, mairie", 0), stop("orval", "Orval, gare", 3)],
        routes: vec![Route {
            id: "12".into(),
            short_name: "12".into(),
            long_name: "Le Val – Orval".into(),
            kind: RouteKind::Bus,
            agency: None,
            color: None,
        }],
        services: vec![ServiceDays {
            id: "semaine".into(),
            dates: date("2025-01-13").through(date("2025-01-17")).collect(),
        }],
        ..TransitFeed::default()
    };
    for hour in [7, 8] {
        let call = |stop, time| Call {
            stop,
            arrival: Seconds(time),
            departure: Seconds(time),
            board: Boarding::Regular,
            alight: Boarding::Regular,
        };
        feed.trips.push(Trip {
            id: format!("12-{hour}"),
            route: Some(0),
            service: 0,
            headsign: String::new(),
            shape: None,
            first_call: feed.calls.len() as u32,
            call_count: 2,
        });
        feed.calls.extend([call(0, hour * 3600), call(1, hour * 3600 + 1800)]);
    }
    feed
}

fn map() -> TransitMap {
    let stop = |id: &str, commune| MapStop {
        id: id.into(),
        name: id.into(),
        at: LonLat::new(lon(commune), LAT).unwrap(),
        kinds: vec![RouteKind::Bus],
        trips_on_day: 2,
    };
    let line = MapLine {
        id: "12".into(),
        short_name: "12".into(),
        long_name: "Le Val – Orval".into(),
        kind: RouteKind::Bus,
        color: Some("00AAFF".into()),
        agency: String::new(),
        points: vec![LonLat::new(lon(0), LAT).unwrap(), LonLat::new(lon(3), LAT).unwrap()],
        trips_on_day: 2,
    };
    TransitMap { stops: vec![stop("orval", 3), stop("val", 0)], lines: vec![line] }
}

fn report() -> FeedReport {
    let finding = |line| FeedFinding {
        kind: FindingKind::UnknownStop,
        action: Action::Dropped,
        file: "stop_times.txt".into(),
        line: Some(line),
        field: "stop_id".into(),
        value: "nulle-part".into(),
        reason: "it is not in stops.txt: the call is left out".into(),
    };
    FeedReport {
        source: SourceId("cars".into()),
        diagnosis: FeedDiagnosis {
            file: "cars.zip".into(),
            refused: None,
            first_day: Some(date("2025-01-13")),
            last_day: Some(date("2025-01-19")),
            bounds: Some([lon(0), LAT, lon(3), LAT]),
            agencies: vec!["Cars du Val".into()],
            stops: 2,
            routes: 1,
            routes_by_kind: [(RouteKind::Bus, 1)].into(),
            trips: 2,
            calls: 4,
            calls_past_midnight: 0,
            flex_trips: 0,
            flex_zones: 0,
            days: Vec::new(),
            stops_without_service: Vec::new(),
            counts: vec![FindingCount { kind: FindingKind::UnknownStop, action: Action::Dropped, count: 60 }],
            findings: (2..62).map(finding).collect(),
        },
    }
}

pub(crate) fn territory() -> Territory {
    let mut territory = fixture::territory();
    for (point, children) in territory.demand.iter_mut().zip(CHILDREN) {
        point.children = children;
    }
    territory
}

/// The figures of the fixture, and minutes to a crèche by car and on foot.
pub(crate) fn figures() -> FigureSet {
    let mut figures = fixture::figures();
    for (travel, minutes, partial) in [
        (TravelMode::Car, [2.0, 2.0, 8.5, 2.0, 8.5, 21.0], vec![]),
        (TravelMode::Foot, [0.0, 0.0, 50.0, 0.0, 50.0, 59.0], vec![5]),
    ] {
        let provenance = match travel {
            TravelMode::Car => "nearest_minutes.creche".to_owned(),
            other => format!("nearest_minutes.creche.{other}"),
        };
        figures.columns.push(Column {
            indicator: "nearest_minutes".into(),
            facet: "creche".into(),
            travel: Some(travel),
            level: territory::Level::Commune,
            values: minutes.map(Known).to_vec(),
            numerators: vec![],
            denominators: vec![],
            partial,
            provenance: provenance.clone(),
        });
        figures.provenances.push(fixture::provenance(provenance));
    }
    figures.put_in_order();
    figures
}

fn record() -> TravelRecord {
    let mode = |mode: TravelMode, profile: &str, sources: &[&str]| ModeRecord {
        mode,
        estimated: false,
        profile_id: profile.into(),
        source_ids: sources.iter().map(|s| (*s).to_owned()).collect(),
        limit_s: 3600,
        nodes: 48,
        not_snapped_homes: 0,
        not_snapped_services: 0,
    };
    TravelRecord {
        modes: vec![
            mode(TravelMode::Car, "car", &["routes"]),
            mode(TravelMode::Foot, "foot", &["routes"]),
            mode(TravelMode::Transit, "foot", &["routes", "cars"]),
        ],
        day: Some("2025-01-14".into()),
        day_name: Some("school_tuesday".into()),
        arrive_by_s: 9 * 3600,
        window_s: 7200,
        percentile: 50,
        range: Some(["2025-01-13".into(), "2025-01-17".into()]),
        school_zone: "B".into(),
    }
}

/// What a snapshot of this country may have of travelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Has {
    Roads,
    RoadsAndTimetable,
    /// A walker's network under the name of the car's.
    MislabelledRoads,
    /// A network that lost its end.
    CutRoads,
}

/// Writes the snapshot in force under a root folder.
pub(crate) fn write(root: &Path, name: &str, has: Has) -> Manifest {
    let mut writer: Writer = fixture::started(root, name, &territory(), &figures());
    let key = |artifact: &str| KeyBuilder::new(artifact).with("name", name).finish();
    for (artifact, profile) in [("roads-car", "car"), ("roads-foot", "foot")] {
        let profile = if has == Has::MislabelledRoads { "foot" } else { profile };
        let mut bytes = Vec::new();
        network(profile).write(&mut bytes).unwrap();
        if has == Has::CutRoads {
            bytes.truncate(bytes.len() / 2);
        }
        writer.put_file(artifact, key(artifact), "network", |file| std::io::Write::write_all(file, &bytes)).unwrap();
    }
    let mut draft = fixture::draft(name);
    draft.travel = record();
    if has == Has::RoadsAndTimetable {
        let options = BuildOptions { change: Seconds(60), station_change: Seconds(300) };
        let bytes = Timetable::build(&feed(), &[], &options).unwrap().to_bytes();
        writer
            .put_file("timetable", key("timetable"), "timetable", |file| std::io::Write::write_all(file, &bytes))
            .unwrap();
        writer.put("feeds", key("feeds"), &vec![report()]).unwrap();
        writer.put("transit-map", key("transit-map"), &map()).unwrap();
    } else {
        draft.travel.modes.truncate(2);
        (draft.travel.day, draft.travel.range) = (None, None);
    }
    writer.finish(draft).unwrap()
}

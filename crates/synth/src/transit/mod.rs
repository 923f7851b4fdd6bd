//! A timetable of the fictional territory: buses from town to town, a school line, a market line,
//! a shuttle by frequency, a night bus, and transport on demand.

pub(crate) mod calendar;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use geo_types::Coord;

use crate::place;
use crate::world::World;

/// Everything that a feed tells, positions in Lambert-93 metres.
#[derive(Debug, Default)]
pub(crate) struct Timetable {
    pub(crate) stops: Vec<Stop>,
    pub(crate) lines: Vec<Line>,
    /// Pairs of stops between which one changes, with the seconds that it takes.
    pub(crate) transfers: Vec<(String, String, u32)>,
    pub(crate) zone: Option<Zone>,
}

/// A stop or a station.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) at: Coord<f64>,
    pub(crate) is_station: bool,
    pub(crate) parent: Option<String>,
}

/// A line and its trips.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) short: String,
    pub(crate) long: String,
    /// Route type, of the extended list for other things than a plain bus.
    pub(crate) kind: u16,
    pub(crate) trips: Vec<Trip>,
}

/// A trip.
#[derive(Debug)]
pub(crate) struct Trip {
    pub(crate) service: &'static str,
    pub(crate) headsign: String,
    pub(crate) direction: u8,
    /// Stop and minutes since midnight of the service day; blank between two known times.
    pub(crate) calls: Vec<(String, Option<u32>)>,
    /// From, until (minutes since midnight) and headway (seconds), for a trip that repeats.
    pub(crate) frequency: Option<(u32, u32, u32)>,
}

/// Where a bus comes when it is asked for.
#[derive(Debug)]
pub(crate) struct Zone {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Closed, counter-clockwise.
    pub(crate) outline: Vec<Coord<f64>>,
    /// First and last minute of each half-day.
    pub(crate) windows: [(u32, u32); 2],
}

/// Minutes for a bus from one town centre to another: 38 km/h on a road 1.25 times as long as the
/// crow flies, and a stop.
fn minutes(a: Coord<f64>, b: Coord<f64>) -> u32 {
    let metres = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).sqrt() * 1.25;
    (metres / (38_000.0 / 60.0) + 0.7).round().max(2.0) as u32
}

/// The timetable of a territory whose town centres are joined by `roads`.
pub(crate) fn timetable(world: &World, roads: &[[usize; 2]]) -> Timetable {
    let mut table = Timetable::default();
    for commune in 0..world.communes.len() {
        stops(world, commune, &mut table);
    }
    let graph = Graph::new(world, roads);
    for (e, epci) in world.epcis.iter().enumerate() {
        let town = epci.members[0];
        let paths = graph.paths(town);
        let to = |commune: usize| paths(commune);
        let far = epci.members.iter().copied().max_by_key(|m| (graph.length(&to(*m)), Reverse(*m))).unwrap_or(town);
        let second = epci.members.get(1).copied().filter(|m| *m != far);
        let number = e * 10;
        if let Some(second) = second {
            table.lines.extend(country_bus(world, number + 1, &to(second), 60));
        }
        table.lines.extend(country_bus(world, number + 2, &to(far), 180));
        table.lines.extend(school_bus(world, e, &to(far)));
        let market = epci.members.iter().rev().copied().find(|m| *m != far && *m != town);
        table.lines.extend(market.and_then(|village| market_bus(world, e, &to(village))));
        if let Some(next) = world.epcis.get(e + 1) {
            table.lines.extend(coach(world, e, &to(next.members[0])));
        }
    }
    shuttle(world, &mut table);
    table.zone = Some(zone(world));
    table
}

/// Stop at the centre of a commune; a station with two platforms in a main town.
fn stops(world: &World, commune: usize, table: &mut Timetable) {
    let home = &world.communes[commune];
    let mut add = |id: String, name: String, offset: (f64, f64), is_station: bool, parent: Option<String>| {
        let at = home.seat + Coord::from(offset);
        table.stops.push(Stop { id, name, at, is_station, parent });
    };
    if home.people.rank > 0 {
        add(stop_id(world, commune, 'A'), format!("{} Mairie", home.name), (22.0, 14.0), false, None);
        return;
    }
    let station = format!("pole:{}", home.code);
    add(station.clone(), format!("{} Pôle d’échanges", home.name), (30.0, 10.0), true, None);
    let platforms = ['A', 'B'].map(|platform| stop_id(world, commune, platform));
    for (k, (id, platform)) in platforms.iter().zip(['A', 'B']).enumerate() {
        let name = format!("{} Pôle d’échanges quai {platform}", home.name);
        add(id.clone(), name, (22.0 + 16.0 * k as f64, 14.0), false, Some(station.clone()));
    }
    let [a, b] = platforms;
    table.transfers.push((a.clone(), b.clone(), 180));
    table.transfers.push((b, a, 180));
}

fn stop_id(world: &World, commune: usize, platform: char) -> String {
    let home = &world.communes[commune];
    if home.people.rank > 0 { format!("arret:{}", home.code) } else { format!("quai:{}:{platform}", home.code) }
}

/// Trips there and back along a path. `starts` gives the service and the minute of each.
fn there_and_back(
    world: &World,
    path: &[usize],
    there: &[(&'static str, u32)],
    back: &[(&'static str, u32)],
    platform: char,
) -> Vec<Trip> {
    let mut trips = Vec::new();
    let backwards: Vec<usize> = path.iter().rev().copied().collect();
    for (direction, (line, starts)) in [(path, there), (backwards.as_slice(), back)].into_iter().enumerate() {
        for (service, start) in starts {
            let mut now = *start;
            let mut calls = vec![(stop_id(world, line[0], platform), Some(now))];
            for pair in line.windows(2) {
                now += minutes(world.communes[pair[0]].seat, world.communes[pair[1]].seat);
                calls.push((stop_id(world, pair[1], platform), Some(now)));
            }
            let headsign = world.communes[line[line.len() - 1]].name.clone();
            trips.push(Trip { service, headsign, direction: direction as u8, calls, frequency: None });
        }
    }
    trips
}

fn ends(world: &World, path: &[usize]) -> String {
    format!("{} – {}", world.communes[path[0]].name, world.communes[path[path.len() - 1]].name)
}

/// From a town every so many minutes; the times of the villages on the way are left to be
/// reckoned.
fn country_bus(world: &World, number: usize, path: &[usize], every: u32) -> Option<Line> {
    if path.len() < 2 {
        return None;
    }
    let starts = |first: u32| -> Vec<(&'static str, u32)> {
        let week = (0..).map(|k| first + k * every).take_while(|t| *t < 19 * 60 + 30).map(|t| ("semaine", t));
        week.chain([("samedi", first + 150), ("samedi", first + 390)]).collect()
    };
    let mut trips = there_and_back(world, path, &starts(6 * 60 + 45), &starts(6 * 60 + 20), 'A');
    for trip in &mut trips {
        let last = trip.calls.len() - 1;
        trip.calls[1..last].iter_mut().for_each(|call| call.1 = None);
    }
    Some(Line { id: format!("ligne {number}"), short: number.to_string(), long: ends(world, path), kind: 3, trips })
}

/// To the collège of the town in the morning, home in the evening, at noon on Wednesday.
fn school_bus(world: &World, epci: usize, path: &[usize]) -> Option<Line> {
    let [from_town, ride] = [path, path].map(|p| p.to_vec());
    if ride.len() < 2 {
        return None;
    }
    let length: u32 = ride.windows(2).map(|w| minutes(world.communes[w[0]].seat, world.communes[w[1]].seat)).sum();
    let arrive = (7 * 60 + 50u32).saturating_sub(length);
    let home = [("scolaire", 17 * 60 + 5), ("scolaire-mercredi", 12 * 60 + 10)];
    let school = [("scolaire", arrive), ("scolaire-mercredi", arrive)];
    let trips = there_and_back(world, &from_town, &home, &school, 'B');
    Some(Line {
        id: format!("scolaire {epci}"),
        short: format!("S{epci}"),
        long: format!("Collège – {}", ends(world, path)),
        // School bus.
        kind: 712,
        trips,
    })
}

/// To the market on Wednesday and Saturday, and home at noon.
fn market_bus(world: &World, epci: usize, path: &[usize]) -> Option<Line> {
    if path.len() < 2 {
        return None;
    }
    let trips = there_and_back(world, path, &[("marche", 12 * 60 + 15)], &[("marche", 9 * 60)], 'B');
    let long = format!("Marché – {}", ends(world, path));
    Some(Line { id: format!("marche {epci}"), short: format!("M{epci}"), long, kind: 3, trips })
}

/// From one EPCI to the next, with a bus on summer nights that arrives after midnight.
fn coach(world: &World, epci: usize, path: &[usize]) -> Option<Line> {
    if path.len() < 2 {
        return None;
    }
    let week = [6 * 60, 7 * 60 + 10, 9 * 60, 12 * 60 + 30, 16 * 60 + 15, 17 * 60 + 40, 19 * 60];
    let mut starts: Vec<(&'static str, u32)> = week.into_iter().map(|t| ("semaine", t)).collect();
    starts.extend([("samedi", 9 * 60), ("samedi", 18 * 60)]);
    let mut there = starts.clone();
    there.push(("nuits-d-ete", 23 * 60 + 52));
    let trips = there_and_back(world, path, &there, &starts, 'B');
    // Coach.
    Some(Line { id: format!("car {epci}"), short: format!("X{epci}"), long: ends(world, path), kind: 200, trips })
}

/// Around the first town every quarter of an hour.
fn shuttle(world: &World, table: &mut Timetable) {
    let town = world.epcis[0].members[0];
    let home = &world.communes[town];
    let first = stop_id(world, town, 'A');
    let mut calls = vec![(first.clone(), Some(7 * 60))];
    let quarters = [("Filature", (520.0, 60.0)), ("Lavoir", (40.0, 480.0)), ("Canevas", (-500.0, -30.0))];
    for (k, (name, offset)) in quarters.into_iter().enumerate() {
        let at = home.seat + Coord::from(offset);
        let at = if place::inside(&home.ring, at, 10.0) { at } else { home.seat };
        let id = format!("arret:{}:{}", home.code, k + 1);
        table.stops.push(Stop { id: id.clone(), name: name.to_owned(), at, is_station: false, parent: None });
        calls.push((id, Some(7 * 60 + 4 * (k as u32 + 1))));
    }
    calls.push((first, Some(7 * 60 + 17)));
    let trip = |service, until, headway| Trip {
        service,
        headsign: "Tour de ville".to_owned(),
        direction: 0,
        calls: calls.clone(),
        frequency: Some((7 * 60, until, headway)),
    };
    let trips = vec![trip("semaine", 19 * 60, 900), trip("samedi", 13 * 60, 1_200)];
    let long = format!("Navette de {}", home.name);
    table.lines.push(Line { id: "navette".to_owned(), short: "N".to_owned(), long, kind: 3, trips });
}

/// All of the first EPCI, as the hull of its communes.
fn zone(world: &World) -> Zone {
    let epci = &world.epcis[0];
    let mut points: Vec<Coord<f64>> =
        epci.members.iter().flat_map(|i| world.communes[*i].ring.iter().copied()).collect();
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    Zone {
        id: format!("zone:{}", epci.siren),
        name: format!("Transport à la demande {}", &epci.name[epci.nature.len() + 1..]),
        outline: hull(&points),
        windows: [(9 * 60, 12 * 60), (14 * 60, 17 * 60 + 30)],
    }
}

/// The convex hull of sorted points, closed, counter-clockwise (Andrew's chain).
fn hull(points: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let half = |points: &mut dyn Iterator<Item = &Coord<f64>>| {
        let mut chain: Vec<Coord<f64>> = Vec::new();
        for at in points {
            while let [.., a, b] = chain[..]
                && (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x) <= 0.0
            {
                chain.pop();
            }
            chain.push(*at);
        }
        chain
    };
    let mut outline = half(&mut points.iter());
    outline.pop();
    outline.extend(half(&mut points.iter().rev()));
    outline
}

/// Town centres and the roads between them.
struct Graph<'a> {
    world: &'a World,
    next: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn new(world: &'a World, roads: &[[usize; 2]]) -> Self {
        let mut next = vec![Vec::new(); world.communes.len()];
        for [a, b] in roads {
            next[*a].push(*b);
            next[*b].push(*a);
        }
        Self { world, next }
    }

    fn step(&self, a: usize, b: usize) -> u32 {
        minutes(self.world.communes[a].seat, self.world.communes[b].seat)
    }

    /// Minutes along a path.
    fn length(&self, path: &[usize]) -> u32 {
        path.windows(2).map(|w| self.step(w[0], w[1])).sum()
    }

    /// The quickest paths from a commune to those within two hours.
    fn paths(&self, from: usize) -> impl Fn(usize) -> Vec<usize> {
        let mut came: BTreeMap<usize, (u32, usize)> = BTreeMap::new();
        let mut heap = BinaryHeap::from([Reverse((0, from, from))]);
        while let Some(Reverse((time, at, before))) = heap.pop() {
            if time > 120 || came.contains_key(&at) {
                continue;
            }
            came.insert(at, (time, before));
            heap.extend(self.next[at].iter().map(|next| Reverse((time + self.step(at, *next), *next, at))));
        }
        move |to| {
            let mut path = vec![to];
            let mut at = to;
            while let Some((_, before)) = came.get(&at).filter(|_| at != from) {
                path.push(*before);
                at = *before;
            }
            path.reverse();
            if path[0] == from { path } else { Vec::new() }
        }
    }
}

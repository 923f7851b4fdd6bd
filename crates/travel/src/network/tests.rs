use territory::{LonLat, Meters, Seconds};

use super::*;
use crate::{
    Travel,
    profile::{Profiles, Tags},
    testing::{Draw, Shape, Town},
};

const FAR_ENOUGH: Meters = Meters(1e6);

fn tags(pairs: &[(&str, &str)]) -> Tags {
    Tags(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
}

/// A car that drives at limits and pays for nothing else: times are lengths over speeds.
fn plain_car() -> Profile {
    let mut car = Profiles::builtin().get("car").unwrap().clone();
    (car.limit_factor, car.parking_s, car.u_turn_s) = (1.0, 0.0, 0.0);
    car.delays_s.values.clear();
    car
}

/// Nodes 1 to 25 on a grid of 5 × 5, 1 000 m apart (on the ellipsoid, at 46.6° north), limit 60 km/h:
/// every block takes 60 s.
fn grid_town() -> NetworkBuilder {
    let mut map = NetworkBuilder::new();
    let scale = measure::Scale::at(466_000_000);
    for k in 0..25_i64 {
        let (x, y) = ((k % 5) as f64 * 1000.0, (k / 5) as f64 * 1000.0);
        map.node(k + 1, LonLat::new(-1.0 + x / scale.x_m * 1e-7, 46.6 + y / scale.y_m * 1e-7).unwrap());
    }
    map
}

fn street(map: &mut NetworkBuilder, id: i64, nodes: &[i64], more: &[(&str, &str)]) {
    let all: Vec<(&str, &str)> = [("highway", "residential"), ("maxspeed", "60")].iter().chain(more).copied().collect();
    map.way(id, nodes, tags(&all));
}

fn grid_streets(map: &mut NetworkBuilder) {
    for row in 0..5 {
        let nodes: Vec<i64> = (1..=5).map(|c| row * 5 + c).collect();
        street(map, 100 + row, &nodes, &[("name", &format!("Rue {row}"))]);
    }
    for column in 0..5 {
        let nodes: Vec<i64> = (0..5).map(|r| r * 5 + column + 1).collect();
        street(map, 200 + column, &nodes, &[("name", &format!("Avenue {column}"))]);
    }
}

fn at(map: &NetworkBuilder, node: i64) -> LonLat {
    measure::lon_lat(map.at[map.index[&node] as usize])
}

fn seconds(network: &Network, map: &NetworkBuilder, from: i64, to: i64) -> Option<u32> {
    let (home, service) =
        (network.snap(at(map, from), FAR_ENOUGH).unwrap(), network.snap(at(map, to), FAR_ENOUGH).unwrap());
    let told = network.route(&home, &service, Seconds(100_000)).ok().map(|r| r.seconds.0);
    assert_eq!(network.reach(&[service], Seconds(100_000)).from(network, &home).seconds().map(|s| s.0), told);
    told
}

/// Within a second of what stands on paper: rows of the grid get a little shorter to the north.
fn takes(network: &Network, map: &NetworkBuilder, from: i64, to: i64, paper: u32) {
    let told = seconds(network, map, from, to).unwrap();
    assert!(told.abs_diff(paper) <= 1, "{from} → {to}: {told} s, on paper {paper} s");
}

#[test]
fn in_a_town_on_a_grid_every_block_takes_a_minute() {
    let mut map = grid_town();
    grid_streets(&mut map);
    for preparation in [Preparation::Plain, Preparation::Hierarchy] {
        let network = map.freeze(&plain_car(), preparation).unwrap();
        for (from, to, blocks) in [(1, 1, 0), (1, 2, 1), (1, 25, 8), (3, 23, 4), (21, 5, 8), (13, 13, 0)] {
            takes(&network, &map, from, to, blocks * 60);
        }
        let census = network.census();
        assert_eq!((census.streets, census.nodes, census.components), (40, 25, 1));
    }
}

#[test]
fn a_one_way_street_is_driven_around_the_block() {
    let mut map = grid_town();
    grid_streets(&mut map);
    street(&mut map, 300, &[1, 7], &[("oneway", "yes")]);
    let network = map.freeze(&plain_car(), Preparation::Plain).unwrap();
    // The diagonal is 1 414 m: 85 s, and two blocks back.
    takes(&network, &map, 1, 7, 85);
    takes(&network, &map, 7, 1, 120);
}

#[test]
fn a_forbidden_left_turn_costs_the_way_around_the_block_and_a_mandatory_one_too() {
    for (kind, to) in [("no_left_turn", 202), ("only_straight_on", 102)] {
        let mut map = grid_town();
        grid_streets(&mut map);
        // From the south along column 2 (way 202) one would turn left at 13 into row 2 (way 102).
        map.ways.retain(|w| w.id != 202 && w.id != 102);
        street(&mut map, 2021, &[3, 8, 13], &[]);
        street(&mut map, 2022, &[13, 18, 23], &[]);
        street(&mut map, 1021, &[11, 12, 13], &[]);
        street(&mut map, 1022, &[13, 14, 15], &[]);
        let free = map.freeze(&plain_car(), Preparation::Hierarchy).unwrap();
        takes(&free, &map, 8, 12, 120);
        let to = if to == 202 { vec![1021] } else { vec![2022] };
        map.restriction(Restriction {
            kind: kind.to_owned(),
            vehicle: None,
            except: "bicycle".to_owned(),
            from: vec![2021],
            via: Via::Node(13),
            to,
        });
        let network = map.freeze(&plain_car(), Preparation::Hierarchy).unwrap();
        assert_eq!(network.census().restrictions, 1);
        // 8 → 7 → 12 is as short; from 8 itself there is no need to pass 13.
        takes(&network, &map, 8, 12, 120);
        // From half-way between 8 and 13 one has to turn round, or go on around a block.
        let half = LonLat::new(at(&map, 8).lon_deg(), (at(&map, 8).lat_deg() + at(&map, 13).lat_deg()) / 2.0).unwrap();
        let home = network.snap(half, FAR_ENOUGH).unwrap();
        let service = network.snap(at(&map, 12), FAR_ENOUGH).unwrap();
        let told = network.reach(&[service], Seconds(9000)).from(&network, &home).seconds().unwrap().0;
        assert!(told.abs_diff(150) <= 1, "{kind}: 30 s back to 8, then two blocks: {told}");
        let free_told = free.reach(&[service], Seconds(9000)).from(&free, &home).seconds().unwrap().0;
        assert!(free_told.abs_diff(90) <= 1, "{free_told}");
        // A bike is not bound.
        let bike = map.freeze(Profiles::builtin().get("bike").unwrap(), Preparation::Plain).unwrap();
        assert_eq!((bike.census().restrictions, bike.census().split_nodes), (0, 0));
    }
}

#[test]
fn a_ferry_takes_its_duration_a_bollard_closes_and_a_signal_delays() {
    let mut map = grid_town();
    street(&mut map, 1, &[1, 2, 3], &[]);
    street(&mut map, 2, &[3, 4, 5], &[]);
    street(&mut map, 3, &[21, 22, 23, 24, 25], &[]);
    map.way(4, &[5, 15, 25], tags(&[("route", "ferry"), ("duration", "00:30"), ("motor_vehicle", "yes")]));
    let network = map.freeze(&plain_car(), Preparation::Hierarchy).unwrap();
    takes(&network, &map, 1, 5, 240);
    takes(&network, &map, 1, 21, 240 + 1800 + 240);
    map.node_tags(4, tags(&[("highway", "traffic_signals")]));
    let mut car = plain_car();
    car.delays_s.values.insert("traffic_signals".to_owned(), 45.0);
    let slower = map.freeze(&car, Preparation::Hierarchy).unwrap();
    takes(&slower, &map, 1, 5, 240 + 45);
    map.node_tags(4, tags(&[("barrier", "bollard")]));
    let closed = map.freeze(&plain_car(), Preparation::Hierarchy).unwrap();
    assert_eq!((closed.census().barriers, closed.census().components), (1, 2));
    let (home, service) =
        (closed.snap(at(&map, 1), FAR_ENOUGH).unwrap(), closed.snap(at(&map, 5), FAR_ENOUGH).unwrap());
    assert_eq!(closed.reach(&[service], Seconds(99_999)).from(&closed, &home), Travel::Unreachable);
}

#[test]
fn on_one_long_street_both_directions_are_right_without_leaving_it() {
    let mut map = grid_town();
    street(&mut map, 1, &[1, 5], &[]);
    street(&mut map, 2, &[21, 25], &[("oneway", "yes")]);
    street(&mut map, 3, &[25, 5], &[]);
    street(&mut map, 4, &[1, 21], &[]);
    let network = map.freeze(&plain_car(), Preparation::Hierarchy).unwrap();
    let on = |node: i64| network.snap(at(&map, node), FAR_ENOUGH).unwrap();
    let go = |a: i64, b: i64| network.reach(&[on(b)], Seconds(9999)).from(&network, &on(a)).seconds().unwrap().0;
    // 2 and 4 lie on the long street, which has no junction between; 22 and 24 on the one-way one.
    assert!(go(2, 4).abs_diff(120) <= 1 && go(4, 2).abs_diff(120) <= 1, "{} {}", go(2, 4), go(4, 2));
    assert!(go(22, 24).abs_diff(120) <= 1, "{}", go(22, 24));
    // Against it: 24 → 25 → 5 → 1 → 21 → 22.
    assert!(go(24, 22).abs_diff(60 + 240 + 240 + 240 + 60) <= 2, "{}", go(24, 22));
}

#[test]
fn a_place_is_snapped_to_the_nearest_street_and_not_beyond_the_maximum() {
    for seed in 0..60 {
        let town = Town::drawn([Shape::Blocks, Shape::DeadEnds][seed as usize % 2], seed);
        let Ok(network) = town.builder().freeze(&Town::car(), Preparation::Plain) else { continue };
        let mut draw = Draw::new(seed);
        for _ in 0..20 {
            let place = town.somewhere(&mut draw);
            let usable = (0..network.streets.len()).filter(|s| network.streets.part[*s] != NO_COMPONENT);
            let scale = measure::Scale::at(point(place)[1]);
            // A street of a drawn town is straight: the distance to a segment, by a thousand steps along it.
            let away = |s: usize| {
                let [a, b] = network.streets.ends[s].map(|v| scale.offset_m(point(place), network.at[v as usize]));
                let on = |t: f64| (a[0] + t * (b[0] - a[0])).hypot(a[1] + t * (b[1] - a[1]));
                (0..=1000).map(|i| on(f64::from(i) / 1000.0)).fold(f64::INFINITY, f64::min)
            };
            let truth = usable.map(away).fold(f64::INFINITY, f64::min);
            match network.snap(place, FAR_ENOUGH) {
                Some(snap) => {
                    assert!((snap.away().0 - truth).abs() < 2.0, "{seed}: {:?}, nearest {truth}", snap.away())
                }
                None => assert!(truth > network.profile.snap_m - 2.0, "{seed}: a street is {truth} m away"),
            }
            assert_eq!(network.snap(place, Meters(truth - 2.0)), None, "{seed}: nothing is nearer");
        }
    }
}

#[test]
fn a_network_comes_back_from_its_file_and_a_damaged_one_is_refused() {
    let town = Town::drawn(Shape::Blocks, 5);
    for preparation in [Preparation::Plain, Preparation::Hierarchy] {
        let network = town.network(preparation);
        let mut bytes = Vec::new();
        network.write(&mut bytes).unwrap();
        assert_eq!(Network::read(bytes.as_slice(), bytes.len() as u64).unwrap(), network);
        let said = |bytes: &[u8]| Network::read(bytes, bytes.len() as u64).unwrap_err().to_string();
        assert!(said(&bytes[..bytes.len() - 1]).contains("cut"));
        assert!(said(b"PK\x03\x04").contains("header") && said(&[b'x'; 600]).contains("MAILLNET"));
        for place in (16..bytes.len()).step_by(bytes.len() / 50) {
            let mut other = bytes.clone();
            other[place] ^= 1;
            // The last four bytes of a line of the table are not used.
            let unused = place < 16 + 28 * 16 && place % 16 >= 12;
            assert_eq!(Network::read(other.as_slice(), other.len() as u64).is_err(), !unused, "byte {place}");
        }
        bytes[8] = 99;
        assert!(said(&bytes).contains("format 99"), "{}", said(&bytes));
    }
}

#[test]
fn a_map_without_a_road_for_the_profile_is_refused_with_its_name() {
    let mut map = grid_town();
    map.way(1, &[1, 2], tags(&[("highway", "footway")]));
    let said = map.freeze(&plain_car(), Preparation::Plain).unwrap_err().to_string();
    assert!(said.contains("`car`") && said.contains("1 ways"), "{said}");
}

#[test]
fn missing_nodes_and_scraps_are_counted_and_nobody_is_snapped_to_a_scrap() {
    let mut map = grid_town();
    grid_streets(&mut map);
    let scale = measure::Scale::at(466_000_000);
    let (lon, lat) = (-1.0 + 500.0 / scale.x_m * 1e-7, 46.6 + 500.0 / scale.y_m * 1e-7);
    map.node(90, LonLat::new(lon, lat).unwrap());
    map.node(91, LonLat::new(lon + 0.001, lat).unwrap());
    street(&mut map, 900, &[90, 91, 92], &[]);
    let network = map.freeze(&plain_car(), Preparation::Plain).unwrap();
    assert_eq!((network.census().missing_nodes, network.census().tiny_components), (1, 1));
    let snap = network.snap(LonLat::new(lon, lat).unwrap(), FAR_ENOUGH).unwrap();
    assert!((snap.away().0 - 500.0).abs() < 5.0, "the scrap is beside, the street 500 m away: {:?}", snap.away());
}

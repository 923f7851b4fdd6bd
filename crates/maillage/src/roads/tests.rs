use std::path::Path;

use ::travel::{Network, Preparation, Profiles, Travel};
use territory::{LonLat, Meters, Seconds};

use super::*;

const ANYWHERE: Meters = Meters(1e6);

/// A real road map, or `None` after saying which test is skipped.
fn real_map(test: &str, path: &str) -> Option<OsmRoads> {
    let folder = std::env::var("MAILLAGE_TEST_DATA").unwrap_or("../../../shared/data".to_owned());
    let Ok(bytes) = std::fs::read(Path::new(&folder).join("osm").join(path)) else {
        eprintln!("skipped: {test} (no real files; set MAILLAGE_TEST_DATA)");
        return None;
    };
    Some(ingest::read_osm(path, bytes.as_slice()).unwrap())
}

fn network(map: &OsmRoads, profile: &str, preparation: Preparation) -> Network {
    builder(map.clone()).freeze(Profiles::builtin().get(profile).unwrap(), preparation).unwrap()
}

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

#[test]
fn in_liechtenstein_every_school_is_reached_from_the_capital_and_every_search_agrees() {
    let Some(map) = real_map("in_liechtenstein_every_school_is_reached", "liechtenstein.osm.pbf") else { return };
    let wanted = |p: &&ingest::osm::OsmPlace| matches!(p.tags.get("amenity"), Some("school" | "kindergarten"));
    let schools: Vec<LonLat> = map.places.iter().filter(wanted).map(|p| p.at).collect();
    assert_eq!(schools.len(), 25);
    let vaduz = at(9.5209, 47.1410);
    let (mut walked, mut driven) = (0, 0);
    for profile in ["car", "bike", "foot"] {
        let (prepared, plain) =
            (network(&map, profile, Preparation::Hierarchy), network(&map, profile, Preparation::Plain));
        let services: Vec<_> = schools.iter().map(|s| prepared.snap(*s, ANYWHERE)).collect();
        assert!(services.iter().filter(|s| s.is_some()).count() >= 24, "{profile}: {services:?}");
        let home = prepared.snap(vaduz, ANYWHERE).expect("the capital has streets");
        let limit = Seconds(5 * 3600);
        let mut rows = Vec::new();
        let done: Result<(), ()> = prepared.matrix(&[Some(home)], &services, limit, |service, row| {
            rows.push((service, row[0]));
            Ok(())
        });
        done.unwrap();
        let mut times = Vec::new();
        for (service, told) in rows {
            let Some(snap) = services[service] else { continue };
            assert_eq!(plain.reach(&[snap], limit).from(&plain, &home), told, "{profile}: reach, {service}");
            let route = prepared.route(&home, &snap, limit).map_or_else(|why| why, |r| Travel::Reached(r.seconds));
            assert_eq!(route, told, "{profile}: route, {service}");
            times.extend(told.seconds().map(|s| (s.0, service)));
        }
        assert!(times.len() >= 23, "{profile}: the country is 25 km long: {times:?}");
        times.sort_unstable();
        let nearest = prepared.nearest(&services, 3, limit).from(&prepared, &home);
        let shortest: Vec<u32> = times.iter().take(3).map(|t| t.0).collect();
        assert_eq!(nearest.iter().map(|n| n.1.0).collect::<Vec<_>>(), shortest, "{profile}");
        let sum: u32 = times.iter().map(|t| t.0).sum();
        match profile {
            "car" => driven = sum,
            "foot" => walked = sum,
            _ => {}
        }
    }
    assert!(driven * 3 < walked, "a car is faster than a walker: {driven} s, {walked} s in all");
}

#[test]
fn the_turn_restrictions_of_le_mans_find_their_streets_and_never_shorten_a_way() {
    let Some(mut map) = real_map("the_turn_restrictions_of_le_mans", "le-mans.osm.pbf") else { return };
    let bound = network(&map, "car", Preparation::Hierarchy);
    let census = *bound.census();
    assert!(census.restrictions >= 5 && census.split_nodes > 0, "{census:?}");
    map.restrictions.clear();
    let free = network(&map, "car", Preparation::Hierarchy);
    let places: Vec<LonLat> = map.nodes.iter().step_by(29).map(|n| n.at).collect();
    let snaps: Vec<_> = places.iter().map(|p| bound.snap(*p, Meters(20.0))).collect();
    let table = |n: &Network| {
        let mut rows = vec![Vec::new(); snaps.len()];
        let done: Result<(), ()> = n.matrix(&snaps, &snaps, Seconds(3600), |service, row| {
            rows[service] = row.to_vec();
            Ok(())
        });
        done.unwrap();
        rows.concat()
    };
    let (bound, free) = (table(&bound), table(&free));
    let pairs = || free.iter().zip(&bound).filter_map(|(f, b)| Some((f.seconds()?, b.seconds())));
    assert!(pairs().count() > 1000, "{} pairs", pairs().count());
    assert!(pairs().all(|(f, b)| b.is_none_or(|b| b >= f)), "a restriction never shortens");
    assert!(pairs().any(|(f, b)| b.is_some_and(|b| b > f)), "and somewhere it lengthens");
}

#[test]
fn a_whole_island_commune_is_one_network_and_the_sea_has_no_street() {
    let Some(map) = real_map("a_whole_island_commune_is_one_network", "saint-barthelemy.osm.pbf") else { return };
    let car = network(&map, "car", Preparation::Hierarchy);
    let (gustavia, airport, sea) = (at(-62.8502, 17.8960), at(-62.8440, 17.9040), at(-62.90, 17.85));
    let (home, service) = (car.snap(gustavia, ANYWHERE).unwrap(), car.snap(airport, ANYWHERE).unwrap());
    let told = car.reach(&[service], Seconds(3600)).from(&car, &home).seconds().expect("the town leads to its airport");
    assert!((60..1200).contains(&told.0), "{told:?}");
    assert_eq!(car.snap(sea, ANYWHERE), None);
}

#[test]
fn small_extracts_with_missing_nodes_become_networks_for_every_profile() {
    for path in ["pont-de-veyle.osm.gz", "redon.osm"] {
        let Some(map) = real_map("small_extracts_become_networks", path) else { return };
        for profile in ["car", "bike", "foot"] {
            let network = network(&map, profile, Preparation::Hierarchy);
            let census = network.census();
            assert!(census.streets > 100 && census.components >= 1, "{path} {profile}: {census:?}");
            let mut bytes = Vec::new();
            network.write(&mut bytes).unwrap();
            assert_eq!(Network::read(bytes.as_slice(), bytes.len() as u64).unwrap(), network);
        }
    }
}

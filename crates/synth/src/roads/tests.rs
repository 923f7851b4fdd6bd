//! The road map as a graph.

use std::collections::BTreeSet;

use super::*;
use crate::SynthOptions;

fn world(communes: u32, seed: u64) -> World {
    World::new(&SynthOptions::new(communes, seed).unwrap()).unwrap()
}

fn tag<'a>(way: &'a Way, key: &str) -> Option<&'a str> {
    way.tags.iter().find(|(k, _)| *k == key).map(|(_, value)| value.as_str())
}

/// For each node, what a car reaches from it in one step, one-way streets kept.
fn by_car(roads: &Roads) -> Vec<Vec<u32>> {
    let mut next = vec![Vec::new(); roads.nodes.len()];
    for way in &roads.ways {
        let closed = ["footway", "steps", "path", "cycleway", "track"];
        let ferry = tag(way, "route") == Some("ferry");
        if !ferry && tag(way, "highway").is_none_or(|h| closed.contains(&h)) || tag(way, "access") == Some("private") {
            continue;
        }
        for pair in way.nodes.windows(2) {
            next[pair[0] as usize].push(pair[1]);
            if tag(way, "oneway").is_none() {
                next[pair[1] as usize].push(pair[0]);
            }
        }
    }
    next
}

fn reached(next: &[Vec<u32>], from: u32) -> Vec<bool> {
    let mut seen = vec![false; next.len()];
    let mut stack = vec![from];
    while let Some(at) = stack.pop() {
        if !std::mem::replace(&mut seen[at as usize], true) {
            stack.extend(&next[at as usize]);
        }
    }
    seen
}

#[test]
fn every_town_centre_is_reached_by_car_from_every_other_and_back() {
    for (communes, seed) in [(1, 1), (2, 3), (15, 7), (15, 8), (300, 2)] {
        let world = world(communes, seed);
        let next = by_car(&map(&world));
        let mut back = vec![Vec::new(); next.len()];
        for (from, all) in next.iter().enumerate() {
            all.iter().for_each(|to| back[*to as usize].push(from as u32));
        }
        for graph in [&next, &back] {
            let seen = reached(graph, 0);
            let lost = (0..communes as usize).filter(|i| !seen[*i]).count();
            assert_eq!(lost, 0, "{communes} communes, seed {seed}");
        }
    }
}

#[test]
fn rivers_are_crossed_on_bridges_only_and_there_are_few() {
    let world = world(300, 2);
    let mut plan = Plan { world: &world, roads: map(&world) };
    let ways = std::mem::take(&mut plan.roads.ways);
    let roads = ways.iter().filter(|w| tag(w, "highway").is_some());
    let (mut bridges, mut segments) = (0, 0);
    for way in roads {
        for pair in way.nodes.windows(2) {
            segments += 1;
            let crosses = plan.bank(plan.at(pair[0])) != plan.bank(plan.at(pair[1]));
            assert_eq!(crosses, tag(way, "bridge").is_some());
            bridges += usize::from(crosses);
        }
    }
    assert!((1..segments / 500).contains(&bridges), "{bridges} bridges on {segments} segments");
}

#[test]
fn the_demonstration_has_every_class_of_road_and_every_trap() {
    let roads = map(&world(15, 7));
    let classes: BTreeSet<&str> = roads.ways.iter().filter_map(|w| tag(w, "highway")).collect();
    for class in [
        "motorway",
        "motorway_link",
        "primary",
        "secondary",
        "tertiary",
        "unclassified",
        "residential",
        "living_street",
        "service",
        "track",
        "path",
        "footway",
        "cycleway",
    ] {
        assert!(classes.contains(class), "no {class}: {classes:?}");
    }
    let has = |key: &str, value: &str| roads.ways.iter().any(|w| tag(w, key) == Some(value));
    for (key, value) in [
        ("junction", "roundabout"),
        ("oneway:bicycle", "no"),
        ("bridge", "yes"),
        ("route", "ferry"),
        ("access", "private"),
        ("waterway", "river"),
    ] {
        assert!(has(key, value), "no {key}={value}");
    }
    let kinds: BTreeSet<&str> = roads.turns.iter().map(|t| t.kind).collect();
    assert_eq!(kinds, BTreeSet::from(["no_left_turn", "only_straight_on"]));
    for turn in &roads.turns {
        let ends = |way: u32| {
            let nodes = &roads.ways[way as usize].nodes;
            [nodes[0], nodes[nodes.len() - 1]]
        };
        assert!(ends(turn.from).contains(&turn.via) && ends(turn.to).contains(&turn.via), "{turn:?}");
        assert_ne!(turn.from, turn.to);
    }
}

#[test]
fn the_island_is_reached_by_its_ferry_only() {
    let mut roads = map(&world(15, 7));
    let village = roads.nodes.iter().position(|n| n.tags.iter().any(|(_, v)| v == "L'Îlot-du-Dé")).unwrap();
    assert!(reached(&by_car(&roads), 0)[village]);
    roads.ways.retain(|w| tag(w, "route").is_none());
    assert!(!reached(&by_car(&roads), 0)[village]);
}

#[test]
fn a_map_has_about_the_nodes_that_were_asked_for() {
    for wanted in [2_000, 10_000] {
        let (_, roads) = of_size(3, wanted).unwrap();
        let share = roads.nodes.len() as f64 / f64::from(wanted);
        assert!((0.85..1.15).contains(&share), "{} nodes for {wanted}", roads.nodes.len());
    }
}

#[test]
fn a_way_has_two_nodes_that_differ_wherever_it_goes_on() {
    let roads = map(&world(120, 5));
    for way in &roads.ways {
        assert!(way.nodes.len() > 1 && way.nodes.windows(2).all(|w| w[0] != w[1]), "{way:?}");
    }
    // The streets of a town are where its people live: one node in three, not one in a hundred.
    let streets = roads.ways.iter().filter(|w| tag(w, "highway") == Some("residential")).flat_map(|w| &w.nodes);
    assert!(streets.count() * 5 > roads.nodes.len());
}

//! Shared borders stay shared: the tiles of one zoom have neither gaps nor overlaps.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::common::{Feature, area2, build, commune, grid_territory, options, territory};
use geo::{MultiPolygon, polygon};

type Edge = ([i32; 2], [i32; 2]);

fn edges<'a>(features: impl Iterator<Item = &'a Feature>) -> HashMap<Edge, i32> {
    let mut edges: HashMap<Edge, i32> = HashMap::new();
    for ring in features.flat_map(|f| &f.runs) {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            *edges.entry((*a, *b)).or_default() += 1;
        }
    }
    edges
}

#[test]
fn every_interior_edge_stands_twice_and_in_opposite_directions() {
    let territory = grid_territory(9, 6, 5);
    let (archive, _) = build(&territory, &options(7));
    for zoom in 2..=7 {
        for level in ["communes", "epcis"] {
            let mut by_tile: BTreeMap<(u32, u32), Vec<&Feature>> = BTreeMap::new();
            for (tile, feature) in archive.features(zoom, level) {
                by_tile.entry(tile).or_default().push(feature);
            }
            for (tile, features) in by_tile {
                let drawn = edges(features.iter().copied());
                assert!(drawn.values().all(|n| *n == 1), "zoom {zoom} {tile:?}: an edge stands twice one way");
                // What is left without its opposite is the outline of the union, as the
                // départements draw it when they are put together the same way.
                let departements: Vec<&Feature> = archive
                    .features(zoom, "departements")
                    .into_iter()
                    .filter(|(t, _)| *t == tile)
                    .map(|(_, f)| f)
                    .collect();
                let unpaired = |edges: &HashMap<Edge, i32>| {
                    let mut alone: Vec<Edge> =
                        edges.keys().filter(|(a, b)| !edges.contains_key(&(*b, *a))).copied().collect();
                    alone.sort_unstable();
                    alone
                };
                // On the cut of a tile, neighbours lie side by side along one line.
                let on_cut = |(a, b): &Edge| (0..2).any(|axis| a[axis] == b[axis] && [-64, 4160].contains(&a[axis]));
                let alone = |edges| unpaired(edges).into_iter().filter(|e| !on_cut(e)).collect::<Vec<_>>();
                let outline = edges(departements.iter().copied());
                assert_eq!(alone(&drawn), alone(&outline), "zoom {zoom} {tile:?} {level}");
                let area = |features: &[&Feature]| features.iter().map(|f| f.area2()).sum::<i64>();
                assert_eq!(area(&features), area(&departements), "zoom {zoom} {tile:?} {level}");
            }
        }
    }
}

#[test]
fn groups_have_the_area_of_their_members_in_every_tile() {
    let territory = grid_territory(7, 7, 5);
    let (archive, _) = build(&territory, &options(9));
    for zoom in 3..=9 {
        let mut of_commune: HashMap<((u32, u32), u64), i64> = HashMap::new();
        for (tile, feature) in archive.features(zoom, "communes") {
            of_commune.insert((tile, feature.id.unwrap()), feature.area2());
        }
        let mut compared = 0;
        for (tile, feature) in archive.features(zoom, "epcis") {
            let members = &territory.epcis[feature.id.unwrap() as usize - 1].members;
            let area = |m: &usize| of_commune.get(&(tile, *m as u64 + 1)).copied().unwrap_or_default();
            let sum: i64 = members.iter().map(area).sum();
            // Where the border of a tile cuts an edge, each polygon rounds its own corner.
            let slack = if feature.runs.iter().flatten().flatten().any(|v| [-64, 4160].contains(v)) { 4160 } else { 0 };
            assert!((feature.area2() - sum).abs() <= slack, "zoom {zoom} {tile:?}: {} {sum}", feature.area2());
            compared += 1;
        }
        assert!(compared >= territory.epcis.len());
    }
}

#[test]
fn an_epci_around_an_enclave_has_a_hole() {
    let territory = grid_territory(3, 3, 4);
    let (archive, _) = build(&territory, &options(8));
    for zoom in 3..=8 {
        let tiles = archive.features(zoom, "epcis");
        // The tile that holds all of it.
        let (_, around) = tiles.iter().find(|(_, f)| f.text("code") == "200000000" && f.runs.len() == 2).unwrap();
        let enclave = &territory.epcis[1];
        assert_eq!((enclave.siren.as_str(), enclave.members.len()), ("200000099", 1));
        let (_, enclave) = tiles.iter().find(|(_, f)| f.text("code") == "200000099").unwrap();
        assert_eq!(area2(&around.runs[1]), -enclave.area2(), "zoom {zoom}");
    }
}

#[test]
fn every_border_is_drawn_once_with_its_rank() {
    let territory = grid_territory(6, 6, 4);
    let (archive, _) = build(&territory, &options(6));
    let zoom = 6;
    let key = |a: [i32; 2], b: [i32; 2]| (a.min(b), a.max(b));
    for tile in archive.features(zoom, "borders").iter().map(|(t, _)| *t).collect::<BTreeSet<_>>() {
        let mut drawn: HashMap<Edge, u64> = HashMap::new();
        for (_, feature) in archive.features(zoom, "borders").into_iter().filter(|(t, _)| *t == tile) {
            for line in &feature.runs {
                for w in line.windows(2) {
                    let known = drawn.insert(key(w[0], w[1]), feature.count("rank"));
                    assert_eq!(known, None, "{w:?} is drawn twice");
                }
            }
        }
        let mut users: HashMap<Edge, Vec<usize>> = HashMap::new();
        for (_, feature) in archive.features(zoom, "communes").into_iter().filter(|(t, _)| *t == tile) {
            for ring in &feature.runs {
                for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                    users.entry(key(*a, *b)).or_default().push(feature.id.unwrap() as usize - 1);
                }
            }
        }
        let on_cut = |(a, b): &Edge| (0..2).any(|axis| a[axis] == b[axis] && [-64, 4160].contains(&a[axis]));
        users.retain(|edge, _| !on_cut(edge));
        drawn.retain(|edge, _| !on_cut(edge));
        assert_eq!(users.len(), drawn.len());
        for (edge, users) in users {
            let communes: Vec<_> = users.iter().map(|&i| &territory.communes[i]).collect();
            let rank = match communes[..] {
                [_] => 3,
                [a, b] if a.departement != b.departement => 3,
                [a, b] if a.epci != b.epci => 2,
                [_, _] => 1,
                _ => panic!("{edge:?} has {} sides", users.len()),
            };
            assert_eq!(drawn[&edge], rank, "{edge:?}");
        }
    }
}

#[test]
fn a_vertex_on_one_side_only_is_still_an_inner_border() {
    // The eastern commune has a vertex that the western one lacks, 5 m off the line.
    let west = polygon![(x: 0.0, y: 46.0), (x: 0.1, y: 46.0), (x: 0.1, y: 46.1), (x: 0.0, y: 46.1)];
    let east =
        polygon![(x: 0.1, y: 46.0), (x: 0.2, y: 46.0), (x: 0.2, y: 46.1), (x: 0.1, y: 46.1), (x: 0.10005, y: 46.05)];
    let communes = [("85001", west), ("85002", east)];
    let communes = communes.map(|(code, area)| commune(code, Some("200000001"), MultiPolygon(vec![area])));
    let (archive, report) = build(&territory(communes.to_vec()), &options(12));
    assert_eq!(report.arcs, 4);
    let ranks: BTreeSet<u64> = archive.features(8, "borders").iter().map(|(_, f)| f.count("rank")).collect();
    assert_eq!(ranks, BTreeSet::from([1, 3]));
    let epcis = archive.features(8, "epcis");
    assert_eq!(epcis[0].1.runs.len(), 1, "the sliver is no hole at this zoom");
}

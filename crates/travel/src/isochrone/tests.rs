use geo::{Area, Contains, Validation};
use geo_types::{Point, Polygon};
use territory::{Meters, Seconds};

use super::*;
use crate::{
    network::{NodeId, Preparation},
    testing::{Draw, Shape, Town},
};

const DRAWING: Drawing = Drawing { square_m: 60.0, smallest_hole: 1 };

/// A ring road of 3 km around nothing, and a spoke.
fn ring() -> Town {
    let mut town = Town::default();
    for k in 0..24 {
        let angle = f64::from(k) / 24.0 * std::f64::consts::TAU;
        town.nodes.push([-1.0 + 0.02 * angle.cos(), 46.6 + 0.0137 * angle.sin()]);
    }
    (0..24).for_each(|k| {
        town.road(k, (k + 1) % 24, 50, false);
    });
    town
}

#[test]
fn a_ring_road_around_nothing_is_drawn_with_its_hole() {
    let town = ring();
    let network = town.network(Preparation::Plain);
    let service = network.snap(network.position(NodeId(0)), Meters(10.0)).unwrap();
    let area = network.isochrone(&[service], Seconds(3600), DRAWING);
    assert_eq!((area.0.len(), area.0[0].interiors().len()), (1, 1));
    assert!(area.is_valid(), "{:?}", area.check_validation());
    assert!(!area.contains(&Point::new(-1.0, 46.6)), "nothing is reached in the middle");
    let part = network.isochrone(&[service], Seconds(300), DRAWING);
    assert_eq!((part.0.len(), part.0[0].interiors().len()), (1, 0), "half of the ring has no hole");
    assert!(part.unsigned_area() < area.unsigned_area());
}

#[test]
fn nothing_reached_is_drawn_as_nothing() {
    let network = ring().network(Preparation::Plain);
    assert!(network.isochrone(&[], Seconds(3600), DRAWING).0.is_empty());
}

#[test]
fn isochrones_of_drawn_towns_are_valid_hold_what_is_reached_and_grow_with_the_limit() {
    for seed in 0..200 {
        let shape = [Shape::Blocks, Shape::Neighbours, Shape::DeadEnds][seed as usize % 3];
        let town = Town::drawn(shape, seed);
        let Ok(network) = town.builder().freeze(&Town::car(), Preparation::Plain) else { continue };
        let mut draw = Draw::new(seed);
        let Some(service) = network.snap(town.somewhere(&mut draw), Meters(1e5)) else { continue };
        let mut before: Option<MultiPolygon<f64>> = None;
        for limit in [150, 240, 600].map(Seconds) {
            let area = network.isochrone(&[service], limit, DRAWING);
            assert!(area.is_valid(), "{seed}: {:?}", area.check_validation());
            assert!(area.0.iter().all(|p: &Polygon<f64>| p.signed_area() > 0.0), "outer rings turn left");
            let reach = network.reach(&[service], limit);
            for node in (0..network.node_count() as u32).map(NodeId).filter(|n| reach.from_node(*n).is_some()) {
                assert!(area.contains(&network.position(node).point()), "{seed}: node {node:?} within {limit:?}");
            }
            // Squares lie differently in each picture: what was in stays in but for a square's width.
            if let Some(smaller) = &before {
                assert!(area.unsigned_area() >= smaller.unsigned_area() * 0.95, "{seed}: {limit:?}");
            }
            before = Some(area);
        }
    }
}

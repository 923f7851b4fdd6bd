//! Faults of boundaries: outlines that cross themselves, communes that tell no EPCI.

use geo_types::Coord;

use super::{Fault, Sower};
use crate::world::World;

const FILE: &str = "boundaries/communes.shp";
const FAULTS: [Fault; 2] = [Fault::BowTie, Fault::MissingEpci];

/// Spoils outlines and memberships of the world.
pub(super) fn plant(world: &mut World, sower: &mut Sower) {
    sower.turn_to(FAULTS.len());
    for i in 0..world.communes.len() {
        if !sower.strikes() {
            continue;
        }
        let commune = &mut world.communes[i];
        for turn in sower.turns() {
            let done = match FAULTS[turn] {
                Fault::BowTie => tie(&mut commune.ring, &mut commune.ring_deg),
                _ => std::mem::replace(&mut commune.tells_epci, false),
            };
            if done {
                sower.note(FILE, i as u64 + 1, &FAULTS, turn);
                break;
            }
        }
    }
}

/// Walks a part of the ring backwards, in both units, so that it crosses itself as a bow tie does.
/// False when no part can.
fn tie(ring: &mut [Coord<f64>], ring_deg: &mut [Coord<f64>]) -> bool {
    let length = (ring.len() / 12).max(2);
    // The ends of a part and their neighbours: the two new segments have to cross.
    let crosses = |a: usize| cross(ring[a - 1], ring[a + length], ring[a], ring[a + length + 1]);
    let Some(start) = (1..ring.len().saturating_sub(length + 1)).find(|a| crosses(*a)) else { return false };
    ring[start..=start + length].reverse();
    ring_deg[start..=start + length].reverse();
    true
}

/// Whether the segments from `a` to `b` and from `c` to `d` cross inside both.
fn cross(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> bool {
    let side = |p: Coord<f64>, q: Coord<f64>, r: Coord<f64>| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SynthOptions;

    #[test]
    fn every_outline_can_be_tied_and_is_then_crossed() {
        let mut world = World::new(&SynthOptions::new(80, 4).unwrap()).unwrap();
        for commune in &mut world.communes {
            let before = commune.ring.clone();
            assert!(tie(&mut commune.ring, &mut commune.ring_deg), "{}", commune.code);
            let segments: Vec<_> = commune.ring.windows(2).collect();
            let crossing = segments
                .iter()
                .enumerate()
                .any(|(i, s)| segments[i + 1..].iter().any(|t| cross(s[0], s[1], t[0], t[1])));
            assert!(crossing && commune.ring.len() == before.len() && commune.ring[0] == before[0], "{}", commune.code);
        }
    }
}

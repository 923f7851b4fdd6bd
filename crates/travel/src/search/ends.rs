//! Both ends of a travel: from the door of a home onto the network, from the network to a service.

use crate::network::{CLOSED, Network, Snap};

/// A node and the milliseconds between it and an end.
pub(crate) type Seed = (u32, u32);

impl Network {
    /// Where a search back from a service starts: nodes, and the milliseconds from each to its door.
    pub(crate) fn seeds(&self, service: &Snap) -> Vec<Seed> {
        let door = self.terminal_ms(service);
        let mut seeds = Vec::with_capacity(2);
        for side in 0..2 {
            let Some(into) = self.ms_into_lane(service, side) else { continue };
            let whole = self.streets.ms[service.street as usize][side];
            // Entering from a copy of the junction may cost a turn on top of the lane.
            let entries = self.streets.entries(service.street * 2 + side as u32);
            seeds.extend(entries.map(|(tail, ms)| (tail, ms - whole + into + door)));
        }
        // At a junction one has arrived, whatever street one came by.
        if let Some(junction) = self.junction(service) {
            seeds.push((junction, door));
            seeds.extend(self.streets.copies_of(junction).map(|copy| (copy, door)));
        }
        seeds
    }

    /// The junction that a place lies at.
    fn junction(&self, place: &Snap) -> Option<u32> {
        let ends = self.streets.ends[place.street as usize];
        match place.fraction {
            f if f <= 0.0 => Some(ends[0]),
            f if f >= 1.0 => Some(ends[1]),
            _ => None,
        }
    }

    /// Nodes that somebody leaving a home gets to first, and the milliseconds to each.
    pub(crate) fn exits(&self, home: &Snap) -> [Option<Seed>; 2] {
        let junction = self.junction(home);
        [0, 1].map(|side| {
            // At a junction one leaves by any street, even where one's own leads only to it.
            let here = self.streets.ends[home.street as usize][1 - side];
            let at_end = if side == 0 { home.fraction >= 1.0 } else { home.fraction <= 0.0 };
            if at_end && junction == Some(here) {
                return Some((here, home.off_road_ms));
            }
            let out = self.ms_out_of_lane(home, side)?;
            Some((self.streets.heads[home.street as usize][side], out + home.off_road_ms))
        })
    }

    /// Milliseconds from a home to a service on the same street without leaving it.
    pub(crate) fn along_ms(&self, home: &Snap, service: &Snap) -> Option<u32> {
        if home.street != service.street {
            return None;
        }
        let side = |side| Some((self.ms_into_lane(home, side)?, self.ms_into_lane(service, side)?));
        let ways = [side(0), side(1)].into_iter().flatten().filter(|(from, to)| from <= to).map(|(from, to)| to - from);
        Some(ways.min()? + home.off_road_ms + self.terminal_ms(service))
    }

    /// Milliseconds from a home to the services whose search gave `label`, by way of a node;
    /// [`CLOSED`] when they are not reached that way.
    pub(crate) fn by_nodes_ms(&self, home: &Snap, label: impl Fn(u32) -> u32) -> u32 {
        let ways = self.exits(home).into_iter().flatten().map(|(node, ms)| label(node).saturating_add(ms));
        ways.min().unwrap_or(CLOSED)
    }

    /// Milliseconds at a service that do not depend on where one comes from: from the road to the door, parking.
    pub(crate) fn terminal_ms(&self, service: &Snap) -> u32 {
        service.off_road_ms + (self.profile.parking_s * 1000.0).round() as u32
    }
}

//! The way from one home to one service: its streets, its steps, its line.

use territory::{LonLat, Meters, Seconds};

use super::{ends::Seed, limit_ms, seconds};
use crate::{
    Travel,
    hierarchy::Hierarchy,
    network::{CLOSED, Network, Point, Snap, lon_lat},
};

/// A way from a home to a service.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// Whole seconds, the same as every other search gives.
    pub seconds: Seconds,
    /// Length on streets.
    pub length: Meters,
    /// Streets in order; what has one name and no other between is one step.
    pub steps: Vec<Step>,
    /// From the place on the first street to the place on the last one.
    pub line: Vec<LonLat>,
}

/// A stretch of streets of one name.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Name or number of the street, empty where the map has none.
    pub name: String,
    /// Length.
    pub length: Meters,
    /// Seconds, rounded for themselves: their sum may differ from the route's by the rounding, the way
    /// to and from the door, and parking.
    pub seconds: Seconds,
    /// Position of its first point in [`Route::line`].
    pub start: usize,
}

/// A stretch of a lane: the shares of its length where it begins and ends, along its direction.
struct Stretch {
    lane: u32,
    from: f64,
    to: f64,
    ms: u32,
}

impl Network {
    /// The fastest way from a home to a service within a limit.
    ///
    /// # Errors
    /// Why there is none: beyond the limit, or unreachable.
    pub fn route(&self, home: &Snap, service: &Snap, limit: Seconds) -> Result<Route, Travel> {
        let along = self.along_ms(home, service).unwrap_or(CLOSED);
        let seeds = self.seeds(service);
        let exits: Vec<Seed> = self.exits(home).into_iter().flatten().collect();
        let found = match &self.hierarchy {
            Some(h) => climb(h, &exits, &seeds),
            None => self.walk(&exits, &seeds, limit_ms(limit)),
        };
        let by_nodes = found.as_ref().map_or(CLOSED, |f| f.0);
        let ms = by_nodes.min(along);
        if ms > limit_ms(limit) {
            return Err(if self.connects(home, service) { Travel::Beyond } else { Travel::Unreachable });
        }
        let stretches = match found {
            Some((ms, nodes)) if ms < along => self.stretches(home, service, &nodes),
            _ => self.beside_stretch(home, service),
        };
        Ok(self.tell(ms, &stretches))
    }

    /// Without a hierarchy: milliseconds and nodes of the way.
    fn walk(&self, exits: &[Seed], seeds: &[Seed], limit_ms: u32) -> Option<(u32, Vec<u32>)> {
        let mut next = vec![CLOSED; self.node_count()];
        let until: Vec<u32> = exits.iter().map(|e| e.0).collect();
        let labels = self.labels(seeds, limit_ms, Some(&mut next), &until);
        let best = exits.iter().map(|(node, ms)| (labels[*node as usize].saturating_add(*ms), *node)).min()?;
        let mut nodes = vec![best.1];
        while let Some(node) = nodes.last().map(|v| next[*v as usize]).filter(|v| *v != CLOSED) {
            nodes.push(node);
        }
        (best.0 != CLOSED).then_some((best.0, nodes))
    }

    /// The streets of a way over nodes, with the parts of the first and the last one.
    fn stretches(&self, home: &Snap, service: &Snap, nodes: &[u32]) -> Vec<Stretch> {
        let mut all = Vec::new();
        let (first, last) = (nodes[0], nodes[nodes.len() - 1]);
        let exit = |side: usize| Some((self.exits(home)[side].filter(|e| e.0 == first)?.1, side));
        if let Some((_, side)) = [exit(0), exit(1)].into_iter().flatten().min() {
            let from = if side == 0 { home.fraction } else { 1.0 - home.fraction };
            let ms = self.ms_out_of_lane(home, side).unwrap_or(0);
            all.push(Stretch { lane: home.street * 2 + side as u32, from, to: 1.0, ms });
        }
        for hop in nodes.windows(2) {
            let arcs = self.arcs.range(hop[1]).filter(|i| self.arcs.pairs[*i][0] == hop[0]);
            if let Some(arc) = arcs.min_by_key(|i| self.arcs.pairs[*i][1]) {
                all.push(Stretch { lane: self.arcs.lanes[arc], from: 0.0, to: 1.0, ms: self.arcs.pairs[arc][1] });
            }
        }
        let entry = |side: usize| {
            let into = self.ms_into_lane(service, side)?;
            let whole = self.streets.ms[service.street as usize][side];
            let ways = self.streets.entries(service.street * 2 + side as u32).filter(|e| e.0 == last);
            Some((ways.map(|e| e.1 - whole + into).min()?, side))
        };
        if let Some((ms, side)) = [entry(0), entry(1)].into_iter().flatten().min() {
            let to = if side == 0 { service.fraction } else { 1.0 - service.fraction };
            all.push(Stretch { lane: service.street * 2 + side as u32, from: 0.0, to, ms });
        }
        all
    }

    /// The part of the street that both are on.
    fn beside_stretch(&self, home: &Snap, service: &Snap) -> Vec<Stretch> {
        let side = |side: usize| {
            let (from, to) = (self.ms_into_lane(home, side)?, self.ms_into_lane(service, side)?);
            Some((to.checked_sub(from)?, side))
        };
        let Some((ms, side)) = [side(0), side(1)].into_iter().flatten().min() else { return Vec::new() };
        let share = |s: &Snap| if side == 0 { s.fraction } else { 1.0 - s.fraction };
        vec![Stretch { lane: home.street * 2 + side as u32, from: share(home), to: share(service), ms }]
    }

    fn tell(&self, ms: u32, stretches: &[Stretch]) -> Route {
        let (mut line, mut steps, mut length) = (Vec::<Point>::new(), Vec::<(u32, f64, u32, usize)>::new(), 0.0);
        for s in stretches {
            let street = (s.lane / 2) as usize;
            let metres = f64::from(self.streets.length_dm[street]) / 10.0 * (s.to - s.from).max(0.0);
            length += metres;
            let name = self.streets.name[street];
            match steps.last_mut() {
                Some(step) if step.0 == name => {
                    step.1 += metres;
                    step.2 += s.ms;
                }
                _ => steps.push((name, metres, s.ms, line.len().saturating_sub(1))),
            }
            for p in self.stretch_points(s) {
                if line.last() != Some(&p) {
                    line.push(p);
                }
            }
        }
        let steps = steps.into_iter().map(|(name, metres, ms, start)| Step {
            name: self.names.get(name).to_owned(),
            length: Meters(metres),
            seconds: seconds(ms),
            start,
        });
        Route {
            seconds: seconds(ms),
            length: Meters(length),
            steps: steps.collect(),
            line: line.into_iter().map(lon_lat).collect(),
        }
    }

    fn stretch_points(&self, s: &Stretch) -> Vec<Point> {
        let mut points: Vec<Point> = self.streets.points(s.lane / 2, &self.at).collect();
        if s.lane % 2 == 1 {
            points.reverse();
        }
        if s.from <= 0.0 && s.to >= 1.0 {
            return points;
        }
        crate::network::part_of(&points, s.from, s.to)
    }
}

/// With a hierarchy: up from the home, up against the arcs from the service, to where both meet best.
fn climb(h: &Hierarchy, exits: &[Seed], seeds: &[Seed]) -> Option<(u32, Vec<u32>)> {
    let up = Climb::new(&h.leaving, h, exits);
    let down = Climb::new(&h.arriving, h, seeds);
    let meet = up.ms.iter().filter_map(|(place, a)| Some((a.0.saturating_add(down.ms.get(place)?.0), *place))).min()?;
    let mut places = up.path(meet.1);
    places.reverse();
    places.extend(down.path(meet.1).into_iter().skip(1));
    let mut nodes = vec![h.node_at[places[0] as usize]];
    for hop in places.windows(2) {
        let (arcs, low, high) =
            if hop[0] > hop[1] { (&h.leaving, hop[0], hop[1]) } else { (&h.arriving, hop[1], hop[0]) };
        let ms = arcs.of(low).iter().filter(|a| a[0] == high).map(|a| a[1]).min()?;
        h.unpack(hop[0], hop[1], ms, &mut nodes);
    }
    Some((meet.0, nodes))
}

/// All places above some seeds: milliseconds, and the place before.
struct Climb {
    ms: rustc_hash::FxHashMap<u32, (u32, u32)>,
}

impl Climb {
    fn new(arcs: &crate::hierarchy::UpArcs, h: &Hierarchy, seeds: &[Seed]) -> Self {
        let mut climb = Self { ms: rustc_hash::FxHashMap::default() };
        let mut heap = std::collections::BinaryHeap::new();
        for (node, ms) in seeds {
            climb.improve(h.place_of[*node as usize], (*ms, CLOSED), &mut heap);
        }
        while let Some(place) = heap.pop() {
            let ms = climb.ms[&place].0;
            for [above, cost] in arcs.of(place) {
                climb.improve(*above, (ms + cost, place), &mut heap);
            }
        }
        climb
    }

    fn improve(&mut self, place: u32, label: (u32, u32), heap: &mut std::collections::BinaryHeap<u32>) {
        let old = self.ms.entry(place).or_insert_with(|| {
            heap.push(place);
            (CLOSED, CLOSED)
        });
        *old = (*old).min(label);
    }

    /// From a place back to its seed.
    fn path(&self, mut place: u32) -> Vec<u32> {
        let mut path = vec![place];
        while let Some((_, before)) = self.ms.get(&place).filter(|l| l.1 != CLOSED) {
            place = *before;
            path.push(place);
        }
        path
    }
}

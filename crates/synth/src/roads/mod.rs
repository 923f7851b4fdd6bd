//! A road map of the fictional territory: main roads between towns, streets around each town
//! centre, lanes to hamlets, a motorway, a river with few bridges, an island with its ferry.
//! Every town centre is a node, and every one is reached from every other by car.
//!
//! Only sums, products and square roots: the same map on every machine.

mod extras;
mod mains;
mod towns;

use geo_types::Coord;

use crate::options::SynthError;
use crate::outline;
use crate::world::World;

/// Keys and values of OpenStreetMap.
pub(crate) type Tags = Vec<(&'static str, String)>;

/// A road map. Nodes and ways are known by their position in these lists.
#[derive(Debug, Default)]
pub(crate) struct Roads {
    pub(crate) nodes: Vec<Node>,
    pub(crate) ways: Vec<Way>,
    pub(crate) turns: Vec<Turn>,
    /// Communes whose centres a road joins.
    pub(crate) between_towns: Vec<[usize; 2]>,
}

/// A point of the map.
#[derive(Debug)]
pub(crate) struct Node {
    /// Lambert-93 metres, rounded to the centimetre.
    pub(crate) at: Coord<f64>,
    pub(crate) tags: Tags,
}

/// A line of the map.
#[derive(Debug)]
pub(crate) struct Way {
    pub(crate) nodes: Vec<u32>,
    pub(crate) tags: Tags,
}

/// A turn restriction.
#[derive(Debug)]
pub(crate) struct Turn {
    /// "no_left_turn", "only_straight_on".
    pub(crate) kind: &'static str,
    pub(crate) from: u32,
    pub(crate) via: u32,
    pub(crate) to: u32,
}

/// Metres between two nodes of a road in the country.
const STEP_M: f64 = 70.0;
/// Metres from one river to the next.
const RIVERS_APART_M: f64 = 55_000.0;

/// The road map of a territory. Node `i` is the town centre of commune `i`.
pub(crate) fn map(world: &World) -> Roads {
    let mut plan = Plan { world, roads: Roads::default() };
    for commune in &world.communes {
        let place = if commune.people.population > 5_000 { "town" } else { "village" };
        plan.node(commune.seat, tags(&[("place", place), ("name", &commune.name)]));
    }
    let mains = mains::choose(&plan);
    let towns = towns::build(&mut plan, &mains);
    let laid = mains::lay(&mut plan, &mains, &towns);
    towns::restrict(&mut plan, &laid.at_seat);
    extras::hamlets(&mut plan, &laid);
    extras::cycleways(&mut plan, &mains);
    extras::motorway(&mut plan, &laid);
    extras::island(&mut plan);
    extras::rivers(&mut plan);
    plan.roads.between_towns = mains.iter().map(|m| m.ends).collect();
    plan.roads
}

/// The road map of a land of about `nodes` nodes, with the land itself.
///
/// # Errors
/// When the land cannot be made.
pub(crate) fn of_size(seed: u64, nodes: u32) -> Result<(World, Roads), SynthError> {
    let land = |communes: f64| -> Result<(World, Roads), SynthError> {
        let communes = (communes.round() as u32).clamp(1, crate::MAX_COMMUNES);
        let world = World::new(&crate::SynthOptions::new(communes, seed)?)?;
        let roads = map(&world);
        Ok((world, roads))
    };
    // Towns differ: the first try tells how many communes this many nodes need.
    let guess = f64::from(nodes) / NODES_PER_COMMUNE;
    let first = land(guess)?;
    let ratio = f64::from(nodes) / first.1.nodes.len() as f64;
    if (0.96..1.04).contains(&ratio) { Ok(first) } else { land(first.0.communes.len() as f64 * ratio) }
}

/// About.
const NODES_PER_COMMUNE: f64 = 330.0;

/// A map that is being drawn.
struct Plan<'a> {
    world: &'a World,
    roads: Roads,
}

impl Plan<'_> {
    fn node(&mut self, at: Coord<f64>, tags: Tags) -> u32 {
        self.roads.nodes.push(Node { at: crate::field::round_cm(at), tags });
        (self.roads.nodes.len() - 1) as u32
    }

    fn at(&self, node: u32) -> Coord<f64> {
        self.roads.nodes[node as usize].at
    }

    /// A way through these nodes, cut where it crosses a river: that piece is a bridge. The
    /// positions of the first and the last piece.
    fn way(&mut self, nodes: &[u32], tags: &Tags) -> (u32, u32) {
        let first = self.roads.ways.len() as u32;
        let mut piece = vec![nodes[0]];
        for pair in nodes.windows(2) {
            if self.bank(self.at(pair[0])) == self.bank(self.at(pair[1])) {
                piece.push(pair[1]);
                continue;
            }
            self.push(std::mem::replace(&mut piece, vec![pair[1]]), tags.clone());
            let bridge = [("bridge", "yes".to_owned()), ("layer", "1".to_owned())];
            self.push(pair.to_vec(), tags.iter().cloned().chain(bridge).collect());
        }
        self.push(piece, tags.clone());
        (first, self.roads.ways.len() as u32 - 1)
    }

    fn push(&mut self, nodes: Vec<u32>, tags: Tags) {
        if nodes.len() > 1 {
            self.roads.ways.push(Way { nodes, tags });
        }
    }

    /// Which land between two rivers a point is on; a line between two banks needs a bridge.
    fn bank(&self, at: Coord<f64>) -> i64 {
        ((at.y - river_y(self.world.options.seed, at.x)) / RIVERS_APART_M).floor() as i64
    }

    /// Nodes from `a` (excluded) to `b` (excluded), along a line that leaves the straight one by
    /// at most `aside_m` and returns to it.
    fn between(&mut self, a: Coord<f64>, b: Coord<f64>, aside_m: f64, step_m: f64) -> Vec<u32> {
        bend(a, b, aside_m, step_m).into_iter().map(|at| self.node(at, Tags::new())).collect()
    }

    /// Whether no river is between any two points that follow each other.
    fn is_dry(&self, line: &[Coord<f64>]) -> bool {
        line.windows(2).all(|w| self.bank(w[0]) == self.bank(w[1]))
    }
}

/// Where the first river runs, Lambert-93 metres: a little south of the middle of the territory.
fn river_y(seed: u64, x: f64) -> f64 {
    6_546_500.0 + 2_600.0 * outline::noise(seed, "river", Coord { x: x / 4_800.0, y: 0.5 })
}

/// Points between two others, see [`Plan::between`].
fn bend(a: Coord<f64>, b: Coord<f64>, aside_m: f64, step_m: f64) -> Vec<Coord<f64>> {
    let length = length(b - a);
    let count = (length / step_m).floor().max(0.0) as u32;
    let along = (b - a) / length.max(1.0);
    let left = Coord { x: -along.y, y: along.x };
    let point = |k: u32| {
        let t = f64::from(k) / f64::from(count + 1);
        // One bow, and another one the other way: zero, and level, at both ends.
        let bow = 16.0 * (t * (1.0 - t)) * (t * (1.0 - t));
        a + along * (length * t) + left * (aside_m * bow * (1.0 - 1.6 * t))
    };
    (1..=count).map(point).collect()
}

fn length(v: Coord<f64>) -> f64 {
    (v.x * v.x + v.y * v.y).sqrt()
}

fn unit(v: Coord<f64>) -> Coord<f64> {
    v / length(v).max(1e-9)
}

fn cross(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.y - a.y * b.x
}

fn dot(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.x + a.y * b.y
}

fn tags(pairs: &[(&'static str, &str)]) -> Tags {
    pairs.iter().map(|(key, value)| (*key, (*value).to_owned())).collect()
}

#[cfg(test)]
mod tests;

//! Streets around a town centre: spokes and rings, as villages have grown around their church.

use geo_types::Coord;

use super::{Plan, Tags, Turn, cross, dot, length, mains::Main, tags, unit};
use crate::rng::Rng;
use crate::words::STREETS;

/// Metres from one ring to the next.
const RING_M: f64 = 105.0;
/// No ring farther out than this share of the way to the nearest neighbour.
const REACH: f64 = 0.3;
/// Cosine and sine of 0°, 22.5°, 45° and 67.5°; the other quadrants follow.
const QUARTER: [(f64, f64); 4] = [
    (1.0, 0.0),
    (0.923_879_532_511_286_8, 0.382_683_432_365_089_8),
    (std::f64::consts::FRAC_1_SQRT_2, std::f64::consts::FRAC_1_SQRT_2),
    (0.382_683_432_365_089_8, 0.923_879_532_511_286_8),
];

/// The streets of one commune.
pub(super) struct Town {
    spokes: Vec<Spoke>,
}

struct Spoke {
    direction: Coord<f64>,
    /// The main road that it is the beginning of.
    main: Option<usize>,
    /// From the centre outwards.
    nodes: Vec<u32>,
}

impl Town {
    /// The nodes of a main road from the centre to the last ring; `direction` finds it back.
    pub(super) fn main(&self, road: usize, direction: Coord<f64>) -> Vec<u32> {
        let mine = |s: &&Spoke| s.main == Some(road) && dot(s.direction, direction) > 0.0;
        self.spokes.iter().find(mine).map(|s| s.nodes.clone()).unwrap_or_default()
    }
}

/// Streets of every commune, the first part of its main roads among them (laid with the road).
pub(super) fn build(plan: &mut Plan<'_>, mains: &[Main]) -> Vec<Town> {
    let mut of: Vec<Vec<(usize, Coord<f64>, f64)>> = vec![Vec::new(); plan.world.communes.len()];
    for (road, main) in mains.iter().enumerate() {
        let [i, j] = main.ends;
        let way = plan.at(j as u32) - plan.at(i as u32);
        of[i].push((road, unit(way), length(way)));
        of[j].push((road, unit(way * -1.0), length(way)));
    }
    of.iter().enumerate().map(|(commune, roads)| town(plan, commune, roads)).collect()
}

fn town(plan: &mut Plan<'_>, commune: usize, roads: &[(usize, Coord<f64>, f64)]) -> Town {
    let mut rng = plan.world.rng("streets", commune);
    let population = f64::from(plan.world.communes[commune].people.population);
    let nearest = roads.iter().map(|r| r.2).fold(4_500.0, f64::min);
    let rings = (2.0 + (population / 70.0).sqrt() * 0.8).min(nearest * REACH / RING_M).max(1.0) as usize;
    let mut spokes: Vec<Spoke> = roads
        .iter()
        .map(|(road, direction, _)| Spoke { direction: *direction, main: Some(*road), nodes: Vec::new() })
        .collect();
    let wanted = if population > 5_000.0 { 0.3 } else { 0.55 };
    for direction in compass() {
        // Half the space between two streets, as a sine: no street beside another.
        let free =
            spokes.iter().all(|s| dot(s.direction, direction) < 0.0 || cross(s.direction, direction).abs() > wanted);
        if free {
            spokes.push(Spoke { direction, main: None, nodes: Vec::new() });
        }
    }
    spokes.sort_by(|a, b| turn(a.direction).total_cmp(&turn(b.direction)));
    let seat = commune as u32;
    for spoke in &mut spokes {
        spoke.nodes.push(seat);
        for ring in 1..=rings {
            let at = plan.at(seat) + spoke.direction * (RING_M * ring as f64);
            let before = plan.at(spoke.nodes[ring - 1]);
            // Only main roads have bridges.
            if spoke.main.is_none() && plan.bank(before) != plan.bank(at) {
                break;
            }
            spoke.nodes.push(plan.node(at, Tags::new()));
        }
        if spoke.main.is_none() && spoke.nodes.len() > 1 {
            plan.way(&spoke.nodes, &street(&mut rng));
        }
    }
    for ring in 1..=rings {
        for k in 0..spokes.len() {
            let next = &spokes[(k + 1) % spokes.len()];
            if let (Some(a), Some(b)) = (spokes[k].nodes.get(ring), next.nodes.get(ring))
                && a != b
            {
                arc(plan, commune, ring, [*a, *b], &mut rng);
            }
        }
    }
    Town { spokes }
}

/// A piece of a ring street, with a footpath to the ring outside and, in towns, one-way rings.
fn arc(plan: &mut Plan<'_>, commune: usize, ring: usize, ends: [u32; 2], rng: &mut Rng) {
    let (seat, [a, b]) = (plan.at(commune as u32), ends);
    let radius = RING_M * ring as f64;
    let (from, to) = (unit(plan.at(a) - seat), unit(plan.at(b) - seat));
    // A gap of half a turn or more has no middle that could be told from its ends.
    if cross(from, to) <= 0.05 || rng.chance(0.12) {
        return;
    }
    let half = unit(from + to);
    let line = [unit(from + half), half, unit(half + to)].map(|way| seat + way * radius);
    let all = [plan.at(a), line[0], line[1], line[2], plan.at(b)];
    if !plan.is_dry(&all) {
        return;
    }
    let mut nodes = vec![a];
    nodes.extend(line.map(|at| plan.node(at, Tags::new())));
    nodes.push(b);
    let mut about = street(rng);
    let town = plan.world.communes[commune].people.rank < 2;
    if town && ring == 2 {
        about.push(("oneway", "yes".to_owned()));
        if rng.chance(0.6) {
            about.push(("oneway:bicycle", "no".to_owned()));
        }
    }
    if town && ring == 3 && rng.chance(0.1) {
        let barrier = tags(&[("barrier", "bollard"), ("bicycle", "yes"), ("foot", "yes")]);
        plan.roads.nodes[nodes[2] as usize].tags = barrier;
    }
    let middle = nodes[2];
    plan.way(&nodes, &about);
    if rng.chance(0.3) {
        let out = plan.at(middle) + half * (RING_M * 0.6);
        if plan.is_dry(&[plan.at(middle), out]) {
            let end = plan.node(out, Tags::new());
            let kind = if rng.chance(0.3) { "steps" } else { "footway" };
            plan.way(&[middle, end], &tags(&[("highway", kind)]));
        }
    }
}

/// At the centre of larger towns: one left turn that is forbidden, one way straight on that is the
/// only one allowed. `at_seat` gives the direction and the way of the main roads of each commune.
pub(super) fn restrict(plan: &mut Plan<'_>, at_seat: &[Vec<(Coord<f64>, u32)>]) {
    for (commune, roads) in at_seat.iter().enumerate() {
        if plan.world.communes[commune].people.rank > 1 || roads.len() < 3 {
            continue;
        }
        let mut turns = Vec::new();
        for (from, way) in roads {
            // Whoever comes along a road drives against its outward direction.
            let ahead = *from * -1.0;
            let others = || roads.iter().filter(|(_, to)| to != way);
            let turn = |kind, to| Turn { kind, from: *way, via: commune as u32, to };
            turns.extend(others().find(|(out, _)| cross(ahead, *out) > 0.6).map(|(_, to)| turn("no_left_turn", *to)));
            turns.extend(others().find(|(out, _)| dot(ahead, *out) > 0.9).map(|(_, to)| turn("only_straight_on", *to)));
        }
        // One of each kind, from two roads.
        let left = turns.iter().position(|t| t.kind == "no_left_turn");
        let straight =
            turns.iter().position(|t| t.kind == "only_straight_on" && left.is_none_or(|l| turns[l].from != t.from));
        let kept: Vec<usize> = left.into_iter().chain(straight).collect();
        let chosen = turns.into_iter().enumerate().filter(|(k, _)| kept.contains(k)).map(|(_, t)| t);
        plan.roads.turns.extend(chosen);
    }
}

fn street(rng: &mut Rng) -> Tags {
    let name = *rng.pick(&STREETS);
    match rng.whole(0, 9) {
        0 => tags(&[("highway", "living_street"), ("name", name)]),
        1..=4 => tags(&[("highway", "residential"), ("maxspeed", "30"), ("name", name)]),
        _ => tags(&[("highway", "residential"), ("name", name)]),
    }
}

/// Sixteen directions.
fn compass() -> impl Iterator<Item = Coord<f64>> {
    let quadrants = [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]];
    let turned = |[cos, sin]: [f64; 2], (x, y): (f64, f64)| Coord { x: cos * x - sin * y, y: sin * x + cos * y };
    quadrants.into_iter().flat_map(move |quadrant| QUARTER.map(|at| turned(quadrant, at)))
}

/// Grows with the angle from 0 to 4 over one turn, without a trigonometric function.
fn turn(v: Coord<f64>) -> f64 {
    let (x, y) = (v.x / (v.x.abs() + v.y.abs()), v.y / (v.x.abs() + v.y.abs()));
    match (x >= 0.0, y >= 0.0) {
        (true, true) => y,
        (false, true) => 1.0 - x,
        (false, false) => 2.0 - y,
        (true, false) => 3.0 + x,
    }
}

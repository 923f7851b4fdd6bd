//! Roads from town to town: which ones there are, of which class, and how they run.

use std::collections::{BTreeMap, VecDeque};

use geo_types::Coord;
use territory::name;

use super::{Plan, STEP_M, Tags, bend, length, tags, towns::Town, unit};
use crate::world::World;

/// A road from the centre of one commune to that of a neighbour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Main {
    pub(super) ends: [usize; 2],
    pub(super) class: Class,
    /// How far it leaves the straight line, metres, to the left or to the right.
    pub(super) aside_m: f64,
}

/// Classes of main roads, the largest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Trunk,
    Primary,
    Secondary,
    Tertiary,
    Unclassified,
}

/// What was laid.
pub(super) struct Laid {
    /// For each commune, the direction and the way of each main road at its centre.
    pub(super) at_seat: Vec<Vec<(Coord<f64>, u32)>>,
    /// For each commune, nodes of its main roads outside of its streets.
    pub(super) country: Vec<Vec<u32>>,
}

impl Class {
    fn word(self) -> &'static str {
        match self {
            Self::Trunk => "trunk",
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Tertiary => "tertiary",
            Self::Unclassified => "unclassified",
        }
    }

    /// Tags in the country. Small roads tell no speed, as most do in OpenStreetMap.
    fn tags(self, number: usize) -> Tags {
        let mut all = tags(&[("highway", self.word())]);
        match self {
            Self::Trunk => all.extend(tags(&[("maxspeed", "110"), ("ref", &format!("N {}", 900 + number % 90))])),
            Self::Primary | Self::Secondary => {
                all.extend(tags(&[("maxspeed", "80"), ("ref", &format!("D {}", 1 + number % 990))]));
            }
            Self::Tertiary => all.push(("ref", format!("D {}", 1 + number % 990))),
            Self::Unclassified => {}
        }
        all.push(("surface", "asphalt".to_owned()));
        all
    }

    /// Tags between houses.
    pub(super) fn tags_in_town(self, name: &str) -> Tags {
        let word = if self == Self::Trunk { "primary" } else { self.word() };
        tags(&[("highway", word), ("maxspeed", "50"), ("name", name), ("surface", "asphalt")])
    }
}

/// The main roads: a tree that reaches every commune with the fewest bridges, most of the other
/// roads between neighbours, and few more bridges.
pub(super) fn choose(plan: &Plan<'_>) -> Vec<Main> {
    let world = plan.world;
    let mut candidates: Vec<(bool, f64, Main)> = Vec::new();
    for (i, around) in world.neighbours.iter().enumerate() {
        for &j in around.iter().filter(|j| **j > i) {
            let mut rng = world.rng("main road", i * 40_000 + j);
            let (a, b) = (world.communes[i].seat, world.communes[j].seat);
            let aside_m = length(b - a) * rng.between(-0.09, 0.09);
            let mut line = vec![a];
            line.extend(bend(a, b, aside_m, STEP_M));
            line.push(b);
            let class = class(world, i, j);
            candidates.push((!plan.is_dry(&line), length(b - a), Main { ends: [i, j], class, aside_m }));
        }
    }
    // Dry roads first, then short ones.
    candidates.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.ends.cmp(&b.2.ends)));
    let mut group: Vec<usize> = (0..world.communes.len()).collect();
    let mut kept = Vec::new();
    for (wet, _, main) in candidates {
        let [a, b] = main.ends.map(|i| find(&mut group, i));
        let more = if wet { 0.12 } else { 0.7 };
        let chosen = world.rng("more roads", main.ends[0] * 40_000 + main.ends[1]).chance(more);
        if a != b || chosen {
            group[a] = b;
            kept.push(main);
        }
    }
    kept.sort_by_key(|m| m.ends);
    promote(world, &mut kept);
    kept
}

/// "route de Lainigny", "route du Fuseau", "route de l'Étamine", "route d'Ourlezy".
fn road_to(commune: &str) -> String {
    let of = match commune.split_once([' ', '\'']) {
        Some(("Le", rest)) => format!("du {rest}"),
        Some(("Les", rest)) => format!("des {rest}"),
        Some(("La", rest)) => format!("de la {rest}"),
        Some(("L", rest)) => format!("de l'{rest}"),
        _ if name::is_elided(commune) => format!("d'{commune}"),
        _ => format!("de {commune}"),
    };
    format!("route {of}")
}

/// Lays the roads between the streets of their towns, with a roundabout before every larger one.
pub(super) fn lay(plan: &mut Plan<'_>, mains: &[Main], towns: &[Town]) -> Laid {
    let count = plan.world.communes.len();
    let mut laid = Laid { at_seat: vec![Vec::new(); count], country: vec![Vec::new(); count] };
    for (number, main) in mains.iter().enumerate() {
        let [i, j] = main.ends;
        let direction = unit(plan.at(j as u32) - plan.at(i as u32));
        let spokes = [(i, direction), (j, direction * -1.0)].map(|(town, way)| towns[town].main(number, way));
        for (end, spoke) in [i, j].into_iter().zip(&spokes) {
            let name = road_to(&plan.world.communes[if end == i { j } else { i }].name);
            let (at_seat, _) = plan.way(spoke, &main.class.tags_in_town(&name));
            let outwards = if end == i { direction } else { direction * -1.0 };
            laid.at_seat[end].push((outwards, at_seat));
        }
        let [mut a, mut b] = spokes.map(|spoke| spoke[spoke.len() - 1]);
        for (end, node) in [(i, &mut a), (j, &mut b)] {
            if plan.world.communes[end].people.rank < 2 {
                let towards = if end == i { direction } else { direction * -1.0 };
                *node = roundabout(plan, *node, towards, main.class);
            }
        }
        let middle = plan.between(plan.at(a), plan.at(b), main.aside_m, STEP_M);
        for (k, node) in middle.iter().enumerate() {
            laid.country[if k < middle.len() / 2 { i } else { j }].push(*node);
        }
        let line: Vec<u32> = [a].into_iter().chain(middle).chain([b]).collect();
        plan.way(&line, &main.class.tags(number));
    }
    laid
}

/// A circle of eight nodes a little further along the road, driven counter-clockwise, with a
/// cul-de-sac for the shops beside it. Its far node, from where the road goes on.
fn roundabout(plan: &mut Plan<'_>, from: u32, along: Coord<f64>, class: Class) -> u32 {
    const RADIUS_M: f64 = 18.0;
    // Cosine and sine of 45°.
    const HALF: f64 = std::f64::consts::FRAC_1_SQRT_2;
    let middle = plan.at(from) + along * 60.0;
    let left = Coord { x: -along.y, y: along.x };
    // From the node that faces the town, counter-clockwise: towards, right, away, left.
    let around = [(-1.0, 0.0), (-HALF, -HALF), (0.0, -1.0), (HALF, -HALF), (1.0, 0.0), (HALF, HALF), (0.0, 1.0)];
    let mut circle: Vec<u32> = Vec::with_capacity(9);
    for (ahead, aside) in around.into_iter().chain([(-HALF, HALF)]) {
        circle.push(plan.node(middle + along * (RADIUS_M * ahead) + left * (RADIUS_M * aside), Tags::new()));
    }
    circle.push(circle[0]);
    let (far, right) = (circle[4], circle[2]);
    plan.way(&[from, circle[0]], &class.tags_in_town("avenue de la Trame"));
    let mut ring = class.tags_in_town("rond-point de la Bobine");
    ring.extend(tags(&[("junction", "roundabout"), ("oneway", "yes")]));
    plan.push(circle, ring);
    let end = plan.node(plan.at(right) - left * 90.0, tags(&[("amenity", "parking")]));
    plan.way(&[right, end], &tags(&[("highway", "service"), ("name", "zone artisanale du Canevas")]));
    far
}

fn class(world: &World, i: usize, j: usize) -> Class {
    let rank = |k: usize| world.communes[k].people.rank;
    match (rank(i).min(rank(j)), rank(i).max(rank(j))) {
        (0, 0 | 1) => Class::Primary,
        (0, _) => Class::Secondary,
        (1, _) => Class::Tertiary,
        _ if world.rng("class", i * 40_000 + j).chance(0.3) => Class::Tertiary,
        _ => Class::Unclassified,
    }
}

/// Every main town has a primary road to that of the next EPCI, a trunk road between two cities.
fn promote(world: &World, mains: &mut [Main]) {
    let mut of: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (road, main) in mains.iter().enumerate() {
        let [i, j] = main.ends;
        of.entry(i).or_default().push((j, road));
        of.entry(j).or_default().push((i, road));
    }
    for pair in world.epcis.windows(2) {
        let city = pair.iter().all(|epci| epci.nature == "CA");
        let class = if city { Class::Trunk } else { Class::Primary };
        for road in path(&of, pair[0].members[0], pair[1].members[0]) {
            mains[road].class = mains[road].class.min(class);
        }
    }
}

/// Roads of the way with the fewest communes; none when it is longer than forty.
fn path(of: &BTreeMap<usize, Vec<(usize, usize)>>, from: usize, to: usize) -> Vec<usize> {
    let mut came: BTreeMap<usize, (usize, usize)> = BTreeMap::from([(from, (from, usize::MAX))]);
    let mut queue = VecDeque::from([(from, 0)]);
    while let Some((at, steps)) = queue.pop_front() {
        if at == to || steps == 40 {
            break;
        }
        for (next, road) in of.get(&at).into_iter().flatten() {
            came.entry(*next).or_insert_with(|| {
                queue.push_back((*next, steps + 1));
                (at, *road)
            });
        }
    }
    let mut roads = Vec::new();
    let mut at = to;
    while let Some((before, road)) = came.get(&at).filter(|_| at != from) {
        roads.push(*road);
        at = *before;
    }
    roads
}

/// The group of a commune, shortening the way to it.
fn find(group: &mut [usize], mut i: usize) -> usize {
    while group[i] != i {
        group[i] = group[group[i]];
        i = group[i];
    }
    i
}

#[cfg(test)]
mod tests {
    use super::road_to;

    #[test]
    fn roads_are_named_after_where_they_lead_with_its_article() {
        for (commune, road) in [
            ("Lainigny", "route de Lainigny"),
            ("Le Dévidoir-le-Vieux", "route du Dévidoir-le-Vieux"),
            ("Les Fuseaux", "route des Fuseaux"),
            ("La Cardeuse-sous-Laine", "route de la Cardeuse-sous-Laine"),
            ("L'Étamine", "route de l'Étamine"),
            ("Ourlezy", "route d'Ourlezy"),
        ] {
            assert_eq!(road_to(commune), road);
        }
    }
}

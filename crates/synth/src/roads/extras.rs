//! What is not a road from town to town: lanes to hamlets, cycleways, a motorway, an island with
//! its ferry, the rivers themselves.

use geo_types::Coord;

use super::mains::{Class, Laid, Main};
use super::{Plan, RIVERS_APART_M, Tags, bend, length, river_y, tags, unit};
use crate::place;

/// Metres between two interchanges, about.
const INTERCHANGES_APART_M: f64 = 9_000.0;

/// Hamlets of each commune, each with its lane from the nearest main road, its yard, and sometimes
/// a path to the next one.
pub(super) fn hamlets(plan: &mut Plan<'_>, laid: &Laid) {
    for commune in 0..plan.world.communes.len() {
        let home = &plan.world.communes[commune];
        let mut rng = plan.world.rng("lanes", commune);
        let mut before: Option<u32> = None;
        for _ in 0..rng.whole(4, 7) {
            let at = place::near(&home.ring, home.seat, 2_400.0, &mut rng);
            let apart = |node: &u32| length(plan.at(*node) - at);
            let roadside = laid.country[commune].iter().copied().chain([commune as u32]);
            let Some(from) = roadside.min_by(|a, b| apart(a).total_cmp(&apart(b))) else { continue };
            let away = apart(&from);
            let line = bend(plan.at(from), at, away * rng.between(-0.15, 0.15), 60.0);
            let whole: Vec<Coord<f64>> = [plan.at(from)].into_iter().chain(line.clone()).chain([at]).collect();
            // A hamlet beyond the river has its lane from the other side, or none.
            if away < 120.0 || !plan.is_dry(&whole) {
                continue;
            }
            let mut nodes = vec![from];
            nodes.extend(line.into_iter().map(|at| plan.node(at, Tags::new())));
            let hamlet = plan.node(at, tags(&[("place", "hamlet")]));
            nodes.push(hamlet);
            let about: &[(&'static str, &str)] = match rng.whole(0, 9) {
                0..=4 => &[("highway", "unclassified")],
                5..=7 => &[("highway", "track"), ("tracktype", "grade2"), ("surface", "gravel")],
                8 => &[("highway", "track"), ("tracktype", "grade4"), ("motor_vehicle", "private")],
                _ => &[("highway", "service"), ("access", "private")],
            };
            plan.way(&nodes, &tags(about));
            yard(plan, hamlet, unit(at - plan.at(from)));
            if let Some(other) = before
                && length(plan.at(other) - at) < 1_500.0
                && rng.chance(0.5)
            {
                let line = bend(plan.at(other), at, 40.0, 90.0);
                let whole: Vec<Coord<f64>> = [plan.at(other)].into_iter().chain(line.clone()).chain([at]).collect();
                if plan.is_dry(&whole) {
                    let mut nodes = vec![other];
                    nodes.extend(line.into_iter().map(|at| plan.node(at, Tags::new())));
                    nodes.push(hamlet);
                    plan.way(&nodes, &tags(&[("highway", "path"), ("bicycle", "yes")]));
                }
            }
            before = Some(hamlet);
        }
    }
}

/// Four houses around the end of a lane.
fn yard(plan: &mut Plan<'_>, hamlet: u32, ahead: Coord<f64>) {
    let (at, left) = (plan.at(hamlet), Coord { x: -ahead.y, y: ahead.x });
    let corners = [at + ahead * 45.0 + left * 30.0, at + ahead * 90.0, at + ahead * 45.0 - left * 30.0];
    let whole: Vec<Coord<f64>> = [at].into_iter().chain(corners).chain([at]).collect();
    if plan.is_dry(&whole) {
        let mut nodes = vec![hamlet];
        nodes.extend(corners.map(|at| plan.node(at, Tags::new())));
        nodes.push(hamlet);
        plan.way(&nodes, &tags(&[("highway", "residential")]));
    }
}

/// A cycleway beside one secondary road in two, from town centre to town centre.
pub(super) fn cycleways(plan: &mut Plan<'_>, mains: &[Main]) {
    for main in mains.iter().filter(|m| m.class == Class::Secondary) {
        let [i, j] = main.ends;
        if !plan.world.rng("cycleway", i * 40_000 + j).chance(0.5) {
            continue;
        }
        let mut nodes = vec![i as u32];
        let (a, b) = (plan.at(i as u32), plan.at(j as u32));
        nodes.extend(plan.between(a, b, main.aside_m + 60.0, 110.0));
        nodes.push(j as u32);
        plan.way(
            &nodes,
            &tags(&[("highway", "cycleway"), ("bicycle", "designated"), ("foot", "yes"), ("surface", "asphalt")]),
        );
    }
}

/// Two carriageways from the west to the east of the territory, north of its middle, with an
/// interchange wherever a road of some size is near.
pub(super) fn motorway(plan: &mut Plan<'_>, laid: &Laid) {
    let seats: Vec<Coord<f64>> = plan.world.communes.iter().map(|c| c.seat).collect();
    if seats.len() < 8 {
        return;
    }
    let west = seats.iter().map(|s| s.x).fold(f64::MAX, f64::min);
    let east = seats.iter().map(|s| s.x).fold(f64::MIN, f64::max);
    let y = seats.iter().map(|s| s.y).sum::<f64>() / seats.len() as f64 + 1_900.0;
    let ends = [Coord { x: west, y }, Coord { x: east, y }];
    let bow = (east - west) * 0.02;
    let across = Coord { x: 0.0, y: 16.0 };
    // Traffic keeps right: eastwards in the south, westwards in the north.
    let [eastwards, westwards] = [-1.0, 1.0].map(|side| {
        let line = bend(ends[0] + across * side, ends[1] + across * side, bow, 180.0);
        line.into_iter().map(|at| plan.node(at, Tags::new())).collect::<Vec<u32>>()
    });
    let westwards: Vec<u32> = westwards.into_iter().rev().collect();
    let about = tags(&[("highway", "motorway"), ("oneway", "yes"), ("maxspeed", "130"), ("ref", "A 99")]);
    for carriageway in [&eastwards, &westwards] {
        plan.way(carriageway, &about);
    }
    let every = (INTERCHANGES_APART_M / 180.0) as usize;
    for k in (8..eastwards.len().saturating_sub(8)).step_by(every) {
        let here = plan.at(eastwards[k]);
        let apart = |node: &u32| length(plan.at(*node) - here);
        let roadside = laid.country.iter().flatten().copied().min_by(|a, b| apart(a).total_cmp(&apart(b)));
        let Some(road) = roadside.filter(|node| apart(node) < 4_000.0) else { continue };
        for carriageway in [&eastwards, &westwards] {
            let nearest = (4..carriageway.len() - 4).min_by(|a, b| {
                apart_from(plan, carriageway[*a], here).total_cmp(&apart_from(plan, carriageway[*b], here))
            });
            let Some(at) = nearest else { continue };
            // Off before the road, on behind it.
            link(plan, carriageway[at - 3], road);
            link(plan, road, carriageway[at + 3]);
        }
    }
}

fn apart_from(plan: &Plan<'_>, node: u32, here: Coord<f64>) -> f64 {
    length(plan.at(node) - here)
}

fn link(plan: &mut Plan<'_>, from: u32, to: u32) {
    let mut nodes = vec![from];
    nodes.extend(plan.between(plan.at(from), plan.at(to), 40.0, 120.0));
    nodes.push(to);
    plan.way(&nodes, &tags(&[("highway", "motorway_link"), ("oneway", "yes"), ("maxspeed", "70")]));
}

/// An island west of the coast, with a round road, a ferry of 25 minutes to the nearest commune,
/// and a jetty on either side.
pub(super) fn island(plan: &mut Plan<'_>) {
    let capes = plan.world.communes.iter().enumerate().flat_map(|(i, c)| c.ring.iter().map(move |at| (i, *at)));
    let Some((commune, cape)) = capes.min_by(|a, b| a.1.x.total_cmp(&b.1.x)) else { return };
    let jetty = plan.node(cape + Coord { x: 30.0, y: 0.0 }, tags(&[("amenity", "ferry_terminal")]));
    let mut lane = vec![commune as u32];
    lane.extend(plan.between(plan.at(commune as u32), plan.at(jetty), 120.0, 70.0));
    lane.push(jetty);
    plan.way(&lane, &tags(&[("highway", "tertiary"), ("name", "route de l'Embarcadère")]));
    let middle = cape - Coord { x: 6_200.0, y: 0.0 };
    // A hexagon and its middle, with corners on a circle of 700 m.
    const HEIGHT: f64 = 606.2;
    let corners = [(700.0, 0.0), (350.0, HEIGHT), (-350.0, HEIGHT), (-700.0, 0.0), (-350.0, -HEIGHT), (350.0, -HEIGHT)];
    let mut round: Vec<u32> =
        corners.iter().map(|(x, y)| plan.node(middle + Coord { x: *x, y: *y }, Tags::new())).collect();
    round.push(round[0]);
    let village = plan.node(middle, tags(&[("place", "village"), ("name", "L'Îlot-du-Dé")]));
    plan.way(&round, &tags(&[("highway", "unclassified"), ("maxspeed", "50")]));
    plan.way(&[round[0], village, round[3]], &tags(&[("highway", "residential"), ("name", "rue du Phare")]));
    let mut crossing = vec![jetty];
    let (from, to) = (plan.at(jetty), plan.at(round[0]));
    crossing.extend([0.33, 0.66].map(|t| plan.node(from + (to - from) * t, Tags::new())));
    crossing.push(round[0]);
    let ferry = [
        ("route", "ferry"),
        ("name", "Bac du Dé"),
        ("duration", "00:25"),
        ("motor_vehicle", "yes"),
        ("bicycle", "yes"),
        ("foot", "yes"),
    ];
    plan.push(crossing, tags(&ferry));
    // A farm track that leads to no road: the smallest of components.
    let field = plan.at(commune as u32) + Coord { x: 35.0, y: 55.0 };
    let track = [0.0, 30.0].map(|x| plan.node(field + Coord { x, y: 0.0 }, Tags::new()));
    plan.push(track.to_vec(), tags(&[("highway", "track"), ("access", "private")]));
}

/// Every river from the west to the east of the territory, as water.
pub(super) fn rivers(plan: &mut Plan<'_>) {
    let seats = || plan.world.communes.iter().map(|c| c.seat);
    let (west, east) = (seats().map(|s| s.x).fold(f64::MAX, f64::min), seats().map(|s| s.x).fold(f64::MIN, f64::max));
    let (south, north) = (seats().map(|s| s.y).fold(f64::MAX, f64::min), seats().map(|s| s.y).fold(f64::MIN, f64::max));
    let seed = plan.world.options.seed;
    let first = ((south - river_y(seed, west)) / RIVERS_APART_M).floor() as i64;
    let last = ((north - river_y(seed, west)) / RIVERS_APART_M).ceil() as i64;
    for nth in first..=last {
        let source = river_y(seed, west) + nth as f64 * RIVERS_APART_M;
        if !(south - 2_000.0..north + 2_000.0).contains(&source) {
            continue;
        }
        let steps = ((east - west) / 250.0) as u32 + 8;
        let mut nodes = Vec::new();
        // Rivers run to the sea, which is in the west.
        for k in (0..=steps).rev() {
            let x = west - 1_000.0 + 250.0 * f64::from(k);
            nodes.push(plan.node(Coord { x, y: river_y(seed, x) + nth as f64 * RIVERS_APART_M }, Tags::new()));
        }
        let name = format!("La {}", crate::words::RIVERS[nth.rem_euclid(crate::words::RIVERS.len() as i64) as usize].0);
        plan.push(nodes, tags(&[("waterway", "river"), ("name", &name)]));
    }
}

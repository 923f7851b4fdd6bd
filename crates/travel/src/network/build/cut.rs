//! Ways are cut into streets at junctions: between two junctions there is nothing to decide.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{NetworkBuilder, Way};
use crate::{
    network::{
        CLOSED,
        measure::{Point, length_m},
    },
    profile::{Direction, Profile, StreetUse, Tags},
};

/// A piece of a way between two junctions.
#[derive(Debug, Clone)]
pub(in crate::network) struct Street {
    pub(in crate::network) from: u32,
    pub(in crate::network) to: u32,
    /// Points between the junctions, in [`Cut::shape`].
    pub(in crate::network) inner: Range<usize>,
    /// Milliseconds along and against, [`CLOSED`] where not travelled.
    pub(in crate::network) ms: [u32; 2],
    pub(in crate::network) length_m: f64,
    /// Position in [`Cut::names`].
    pub(in crate::network) name: u32,
}

/// The map of one profile, cut.
#[derive(Debug, Default)]
pub(in crate::network) struct Cut {
    /// Junctions and ends.
    pub(in crate::network) at: Vec<Point>,
    pub(in crate::network) streets: Vec<Street>,
    pub(in crate::network) shape: Vec<Point>,
    pub(in crate::network) names: Vec<String>,
    /// Streets of a way, in the way's order, by the way's id.
    pub(super) of_way: FxHashMap<i64, Range<u32>>,
    /// Junction of a node of the builder. A closed barrier has none: each side ends for itself.
    pub(super) junction: FxHashMap<u32, u32>,
    pub(super) barriers: u64,
}

/// What a node does to one profile.
#[derive(Clone, Copy)]
struct Stop {
    /// Seconds for who arrives along the way, and against it; `None`: nobody passes.
    delay_s: Option<[f64; 2]>,
}

pub(super) fn cut(map: &NetworkBuilder, profile: &Profile) -> Cut {
    let used: Vec<(&Way, StreetUse)> =
        map.ways.iter().filter_map(|w| Some((w, open(profile.street(&w.tags)?)?))).collect();
    let stops: FxHashMap<u32, Stop> = map.node_tags.iter().map(|(n, tags)| (*n, stop(profile, tags))).collect();
    // A junction is the end of a way, or lies on two.
    let mut meetings = vec![0_u8; map.at.len()];
    for (way, _) in &used {
        let last = way.nodes.len() - 1;
        for (i, n) in way.nodes.iter().enumerate() {
            let m = &mut meetings[*n as usize];
            *m = m.saturating_add(if i == 0 || i == last { 2 } else { 1 });
        }
    }
    let mut cut = Cut { names: vec![String::new()], ..Cut::default() };
    let mut names: FxHashMap<String, u32> = FxHashMap::default();
    names.insert(String::new(), 0);
    for (way, uses) in &used {
        let first = cut.streets.len() as u32;
        let name = way.tags.get("name").or_else(|| way.tags.get("ref")).unwrap_or_default();
        let name = *names.entry(name.to_owned()).or_insert_with(|| {
            cut.names.push(name.to_owned());
            cut.names.len() as u32 - 1
        });
        let whole_m: f64 = way.nodes.windows(2).map(|w| length_m(map.at[w[0] as usize], map.at[w[1] as usize])).sum();
        let mut start = 0;
        for end in 1..way.nodes.len() {
            let node = way.nodes[end];
            let closed = stops.get(&node).is_some_and(|s| s.delay_s.is_none());
            if end + 1 == way.nodes.len() || meetings[node as usize] >= 2 || closed {
                street(&mut cut, map, &stops, (&way.nodes[start..=end], uses, whole_m, name));
                start = end;
            }
        }
        cut.of_way.insert(way.id, first..cut.streets.len() as u32);
    }
    cut.barriers = used
        .iter()
        .flat_map(|(w, _)| &w.nodes)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .filter(|n| stops.get(n).is_some_and(|s| s.delay_s.is_none()))
        .count() as u64;
    cut
}

/// `None` when closed both ways.
fn open(uses: StreetUse) -> Option<StreetUse> {
    (uses.forward != Direction::Closed || uses.backward != Direction::Closed).then_some(uses)
}

fn stop(profile: &Profile, tags: &Tags) -> Stop {
    let side = tags.get("traffic_signals:direction").or_else(|| tags.get("direction"));
    let delay_s = profile.node_delay_s(tags).map(|s| match side {
        Some("forward") => [s, 0.0],
        Some("backward") => [0.0, s],
        _ => [s, s],
    });
    Stop { delay_s }
}

/// Adds the street over some nodes of a way.
fn street(
    cut: &mut Cut,
    map: &NetworkBuilder,
    stops: &FxHashMap<u32, Stop>,
    (nodes, uses, whole_m, name): (&[u32], &StreetUse, f64, u32),
) {
    let points = || nodes.iter().map(|n| map.at[*n as usize]);
    let length: f64 = points().zip(points().skip(1)).map(|(a, b)| length_m(a, b)).sum();
    let [first, .., last] = nodes else { return };
    // Who travels pays for what lies between the ends, and for the end that is arrived at.
    let delay = |n: &u32| stops.get(n).and_then(|s| s.delay_s).unwrap_or_default();
    let between: [f64; 2] =
        nodes[1..nodes.len() - 1].iter().map(delay).fold([0.0; 2], |a, d| [a[0] + d[0], a[1] + d[1]]);
    let ms = [
        milliseconds(uses.forward, length, whole_m, between[0] + delay(last)[0]),
        milliseconds(uses.backward, length, whole_m, between[1] + delay(first)[1]),
    ];
    let inner = cut.shape.len()..cut.shape.len() + nodes.len() - 2;
    cut.shape.extend(nodes[1..nodes.len() - 1].iter().map(|n| map.at[*n as usize]));
    let (from, to) = (junction(cut, map, stops, *first), junction(cut, map, stops, *last));
    cut.streets.push(Street { from, to, inner, ms, length_m: length, name });
}

fn junction(cut: &mut Cut, map: &NetworkBuilder, stops: &FxHashMap<u32, Stop>, node: u32) -> u32 {
    let at = &mut cut.at;
    let mut fresh = || {
        at.push(map.at[node as usize]);
        at.len() as u32 - 1
    };
    if stops.get(&node).is_some_and(|s| s.delay_s.is_none()) {
        return fresh();
    }
    *cut.junction.entry(node).or_insert_with(fresh)
}

fn milliseconds(direction: Direction, length_m: f64, whole_m: f64, delay_s: f64) -> u32 {
    let seconds = match direction {
        Direction::Closed => return CLOSED,
        Direction::Kmh(kmh) => length_m * 3.6 / kmh,
        Direction::WholeWay(seconds) if whole_m > 0.0 => seconds * length_m / whole_m,
        Direction::WholeWay(seconds) => seconds,
    };
    // Never nothing, and below 12 days: a sum of a path stays within 32 bits.
    ((seconds + delay_s) * 1000.0).round().clamp(1.0, 1e9) as u32
}

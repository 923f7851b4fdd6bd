//! Borders: every arc once, with the rank of what it separates.

use std::collections::HashSet;

use geozero::mvt::tile;
use territory::{Commune, Territory};

use super::BORDERS;
use crate::clip::{Parts, Role};
use crate::encode::lines;
use crate::mercator::{GridPoint, area2, units_per_m};
use crate::pieces::{Piece, Pieces};
use crate::pyramid::descend;
use crate::simplify::ArcsAtZoom;
use crate::topology::{ArcRef, Topology, dissolve};

/// Between two communes of an EPCI.
pub(super) const COMMUNE: u8 = 1;
/// Between two EPCI, or between one and a commune that has none.
pub(super) const EPCI: u8 = 2;
/// Between two départements, and around everything.
pub(super) const DEPARTEMENT: u8 = 3;
/// No border: a commune meets itself.
pub(super) const NO_BORDER: u8 = 0;

/// The rank of each arc.
pub(super) fn ranks(territory: &Territory, topology: &Topology) -> Vec<u8> {
    let neighbours = topology.neighbours();
    let between = |a: u32, b: u32| rank_between(&territory.communes[a as usize], &territory.communes[b as usize]);
    let mut ranks: Vec<u8> = (0..topology.arcs.len())
        .map(|arc| match neighbours[arc] {
            [Some(a), Some(b)] => between(a, b),
            _ => NO_BORDER,
        })
        .collect();
    let all: Vec<usize> = (0..territory.communes.len()).collect();
    let whole = dissolve(topology, std::iter::once(&all[..]));
    for (ring, _) in whole.rings(0) {
        let mut beside: Vec<u32> = ring.iter().flat_map(|arc| neighbours[arc.arc()]).flatten().collect();
        beside.sort_unstable();
        beside.dedup();
        // Neighbours whose vertices do not match leave slivers between them: their two sides
        // are one border, not the outside.
        let is_sliver = beside.len() > 1 && is_sliver(topology, ring);
        let rank = beside.windows(2).map(|pair| between(pair[0], pair[1])).max().unwrap_or(DEPARTEMENT);
        for arc in ring {
            ranks[arc.arc()] = if is_sliver { rank } else { DEPARTEMENT };
        }
    }
    ranks
}

fn rank_between(a: &Commune, b: &Commune) -> u8 {
    if a.departement != b.departement {
        DEPARTEMENT
    } else if a.epci != b.epci {
        EPCI
    } else {
        COMMUNE
    }
}

/// Whether a ring is too thin to be a place: the gap or overlap of two borders that do not match.
fn is_sliver(topology: &Topology, ring: &[ArcRef]) -> bool {
    let points: Vec<GridPoint> = topology.arcs.walk_ring(ring).map(|id| topology.points[id as usize]).collect();
    let Some(first) = points.first() else { return false };
    let edges = points.iter().zip(points.iter().cycle().skip(1));
    let length = |(a, b): (&GridPoint, &GridPoint)| f64::from(b.x - a.x).hypot(f64::from(b.y - a.y));
    let perimeter: f64 = edges.map(length).sum();
    let twice_area = area2(points.iter().copied()).unsigned_abs() as f64;
    // A long ring of width w has an area of about w · perimeter / 2.
    let width_m = twice_area / perimeter / units_per_m(first.y);
    let roundness = 2.0 * std::f64::consts::PI * twice_area / (perimeter * perimeter);
    width_m < 15.0 || (width_m < 200.0 && roundness < 0.1)
}

pub(super) fn pieces(ranks: &[u8], arcs: &ArcsAtZoom, (zoom, buffer): (u8, i32)) -> Pieces {
    Pieces::collect(ranks.len(), |arc, pieces| {
        if ranks[arc] == NO_BORDER {
            return;
        }
        let mut parts = Parts::default();
        parts.push(Role::Line, arcs.get(arc).iter().map(|p| [f64::from(p.x), f64::from(p.y)]));
        if !parts.is_empty() {
            descend(&parts, zoom, buffer, &mut |tile, parts| {
                pieces.push_parts(tile, BORDERS, arc as u32, parts, buffer);
            });
        }
    })
}

/// The lines of one rank in a tile. Where a zoom makes several short arcs the same segment, it is
/// drawn once.
pub(super) fn lines_of_rank(
    rank: u8,
    ranks: &[u8],
    pieces: &Pieces,
    group: &[Piece],
) -> Option<(tile::GeomType, Vec<u32>)> {
    let mut drawn = HashSet::new();
    let of_rank = group.iter().filter(|p| ranks[p.feature as usize] == rank);
    let mut runs = of_rank.flat_map(|p| pieces.runs(p)).filter(|run| match run {
        [a, b] => drawn.insert((*a.min(b), *a.max(b))),
        _ => true,
    });
    let first = runs.next()?;
    Some(lines(std::iter::once(first).chain(runs)))
}

//! Polygons of communes, EPCI and départements.

use crate::clip::{Parts, Role};
use crate::mercator::{EXTENT_BITS, GridPoint, area2, snap};
use crate::pieces::Pieces;
use crate::pyramid::descend;
use crate::simplify::ArcsAtZoom;
use crate::topology::Shapes;

/// Polygons of all `shapes` that `is_drawn`. Every one of them is in a tile: one that the zoom
/// leaves without area is a square of one tile unit where it is.
pub(super) fn pieces(
    shapes: &Shapes,
    arcs: &ArcsAtZoom,
    layer: u8,
    (zoom, buffer): (u8, i32),
    is_drawn: impl Fn(usize) -> bool + Sync,
) -> Pieces {
    Pieces::collect(shapes.len(), |shape, pieces| {
        if !is_drawn(shape) {
            return;
        }
        let mut parts = polygon(shapes, shape, arcs);
        let mut is_shown = false;
        let mut show = |parts: &Parts| {
            descend(parts, zoom, buffer, &mut |tile, parts| {
                is_shown |= pieces.push_parts(tile, layer, shape as u32, parts, buffer);
            });
            is_shown
        };
        if !show(&parts) {
            parts.clear();
            parts.push(Role::Exterior, unit_square(snap(shapes.anchor(shape), zoom), zoom));
            show(&parts);
        }
    })
}

/// The rings of a shape at a zoom; those that lost their area or turned over are left out.
fn polygon(shapes: &Shapes, shape: usize, arcs: &ArcsAtZoom) -> Parts {
    let mut parts = Parts::default();
    let mut ring = Vec::new();
    let mut exterior_dropped = false;
    for (refs, is_outer) in shapes.rings(shape) {
        if !is_outer && exterior_dropped {
            continue;
        }
        arcs.ring(refs, &mut ring);
        let area = area2(ring.iter().copied());
        let keep = if is_outer { area > 0 } else { area < 0 };
        if keep {
            let role = if is_outer { Role::Exterior } else { Role::Hole };
            parts.push(role, ring.iter().map(|p| [f64::from(p.x), f64::from(p.y)]));
        }
        if is_outer {
            exterior_dropped = !keep;
        }
    }
    parts
}

/// A square of one tile unit at a point, inside the world.
fn unit_square(at: GridPoint, zoom: u8) -> [[f64; 2]; 4] {
    let last = (1 << (EXTENT_BITS + u32::from(zoom))) - 1;
    let [x, y] = [at.x, at.y].map(|v| f64::from(v.clamp(0, last)));
    [[x, y], [x + 1.0, y], [x + 1.0, y + 1.0], [x, y + 1.0]]
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, polygon};

    use super::*;
    use crate::topology::{Topology, dissolve};

    /// A ring of eight cells around a ninth, one degree each.
    fn nine_cells() -> Topology {
        let cell = |i: u8| {
            let (x, y) = (f64::from(i % 3), f64::from(i / 3) + 45.0);
            let (e, n) = (x + 1.0, y + 1.0);
            MultiPolygon(vec![polygon![(x: x, y: y), (x: e, y: y), (x: e, y: n), (x: x, y: n)]])
        };
        let cells: Vec<MultiPolygon<f64>> = (0..9).map(cell).collect();
        Topology::build(cells.iter(), &[GridPoint::default(); 9]).unwrap()
    }

    fn areas(shapes: &Shapes, shape: usize, arcs: &ArcsAtZoom) -> Vec<i128> {
        let grid = |p: &[f64; 2]| GridPoint::new(p[0] as i32, p[1] as i32);
        polygon(shapes, shape, arcs).iter().map(|(ring, _)| area2(ring.iter().map(grid))).collect()
    }

    #[test]
    fn a_group_around_an_enclave_has_a_hole_and_the_area_of_its_members_at_every_zoom() {
        let topology = nine_cells();
        let around = [0, 1, 2, 3, 5, 6, 7, 8];
        let groups = [&around[..], &[4], &[0, 8], &[0, 4, 8, 1]];
        let shapes = dissolve(&topology, groups.into_iter());
        let visible = crate::simplify::visible_from(&topology, 12, &|_| {});
        for zoom in 0..=12 {
            let arcs = ArcsAtZoom::new(&topology, &visible, zoom);
            for (group, members) in groups.iter().enumerate() {
                let union: i128 = areas(&shapes, group, &arcs).iter().sum();
                let sum: i128 = members.iter().flat_map(|&m| areas(&topology.areas, m, &arcs)).sum();
                assert_eq!(union, sum, "group {group} zoom {zoom}");
            }
            let around = areas(&shapes, 0, &arcs);
            assert_eq!(around.iter().map(|a| a.signum()).collect::<Vec<_>>(), [1, -1], "zoom {zoom}");
            assert_eq!(-around[1], areas(&shapes, 1, &arcs)[0]);
            assert_eq!(areas(&shapes, 2, &arcs).len(), 2, "two members that do not meet");
            assert_eq!(areas(&shapes, 3, &arcs).len(), 2, "two parts that touch at a corner stay apart");
        }
    }

    #[test]
    fn the_square_of_a_lost_polygon_is_inside_the_world_and_wound_as_an_exterior() {
        for at in [GridPoint::new(0, 0), GridPoint::new(4096, 4096), GridPoint::new(17, 4095)] {
            let square = unit_square(at, 0);
            assert!(square.iter().flatten().all(|v| (0.0..=4096.0).contains(v)), "{square:?}");
            assert_eq!(area2(square.map(|[x, y]| GridPoint::new(x as i32, y as i32))), 2);
        }
    }
}

//! Areas as rings of arcs, holes behind the exterior they are in.

use super::{ArcRef, Arcs};
use crate::mercator::{GridPoint, area2, cross};

/// Areas, each a list of rings, each a list of arcs. An exterior (positive area) comes before its
/// holes (negative area).
#[derive(Debug, Default)]
pub(crate) struct Shapes {
    arcs: Vec<ArcRef>,
    rings: Vec<Ring>,
    ends: Vec<u32>,
    anchors: Vec<GridPoint>,
}

#[derive(Debug, Clone, Copy)]
struct Ring {
    end: u32,
    is_outer: bool,
}

/// A ring whose place in its area is not known yet.
#[derive(Debug, Clone)]
pub(crate) struct LooseRing {
    arcs: Vec<ArcRef>,
    area2: i128,
}

impl LooseRing {
    pub(crate) fn new(ring: Vec<ArcRef>, arcs: &Arcs, points: &[GridPoint]) -> Self {
        let area2 = area2(arcs.walk_ring(&ring).map(|id| points[id as usize]));
        Self { arcs: ring, area2 }
    }

    /// Whether it encloses anything.
    pub(crate) fn has_area(&self) -> bool {
        self.area2 != 0
    }

    fn flip(&mut self) {
        self.arcs.reverse();
        for arc in &mut self.arcs {
            *arc = arc.flipped();
        }
        self.area2 = -self.area2;
    }
}

impl Shapes {
    /// How many areas there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where the area is, world grid: the middle of its largest exterior, or where it was said to
    /// be when it has none.
    pub(crate) fn anchor(&self, shape: usize) -> GridPoint {
        self.anchors[shape]
    }

    /// Rings of an area, and whether each is an exterior.
    pub(crate) fn rings(&self, shape: usize) -> impl Iterator<Item = (&[ArcRef], bool)> {
        let start = if shape == 0 { 0 } else { self.ends[shape - 1] as usize };
        (start..self.ends[shape] as usize).map(|r| {
            let from = if r == 0 { 0 } else { self.rings[r - 1].end as usize };
            (&self.arcs[from..self.rings[r].end as usize], self.rings[r].is_outer)
        })
    }

    /// Adds an area. A ring with negative area that no exterior holds (a bow-tie) becomes one.
    pub(crate) fn push(&mut self, rings: Vec<LooseRing>, fallback: GridPoint, arcs: &Arcs, points: &[GridPoint]) {
        let (mut outers, holes): (Vec<_>, Vec<_>) = rings.into_iter().partition(|r| r.area2 > 0);
        let mut holes_of: Vec<Vec<LooseRing>> = vec![Vec::new(); outers.len()];
        if !holes.is_empty() {
            let outlines: Vec<Outline> = outers.iter().map(|r| Outline::new(r, arcs, points)).collect();
            for mut hole in holes {
                let outline = Outline::new(&hole, arcs, points);
                let around = (0..outlines.len()).filter(|&o| outlines[o].holds(&outline));
                match around.min_by_key(|&o| outers[o].area2) {
                    Some(o) => holes_of[o].push(hole),
                    None => {
                        hole.flip();
                        outers.push(hole);
                        holes_of.push(Vec::new());
                    }
                }
            }
        }
        let largest = outers.iter().max_by_key(|r| r.area2);
        self.anchors.push(largest.map_or(fallback, |r| Outline::new(r, arcs, points).middle()));
        for (outer, holes) in outers.into_iter().zip(holes_of) {
            self.push_ring(&outer.arcs, true);
            for hole in holes {
                self.push_ring(&hole.arcs, false);
            }
        }
        self.ends.push(self.rings.len() as u32);
    }

    fn push_ring(&mut self, ring: &[ArcRef], is_outer: bool) {
        self.arcs.extend_from_slice(ring);
        self.rings.push(Ring { end: self.arcs.len() as u32, is_outer });
    }
}

/// The points of a ring and their bounding box.
struct Outline {
    points: Vec<GridPoint>,
    min: GridPoint,
    max: GridPoint,
}

impl Outline {
    fn new(ring: &LooseRing, arcs: &Arcs, points: &[GridPoint]) -> Self {
        let points: Vec<GridPoint> = arcs.walk_ring(&ring.arcs).map(|id| points[id as usize]).collect();
        let corner = |f: fn(i32, i32) -> i32| {
            let x = points.iter().map(|p| p.x).reduce(f).unwrap_or_default();
            GridPoint::new(x, points.iter().map(|p| p.y).reduce(f).unwrap_or_default())
        };
        let (min, max) = (corner(i32::min), corner(i32::max));
        Self { points, min, max }
    }

    fn middle(&self) -> GridPoint {
        let mean = |a: i32, b: i32| a + (b - a) / 2;
        GridPoint::new(mean(self.min.x, self.max.x), mean(self.min.y, self.max.y))
    }

    /// Whether the other ring is inside; they may touch at points.
    fn holds(&self, other: &Self) -> bool {
        let in_box = self.min.x <= other.min.x
            && self.min.y <= other.min.y
            && other.max.x <= self.max.x
            && other.max.y <= self.max.y;
        in_box && other.points.iter().find_map(|&p| self.side(p)).unwrap_or(true)
    }

    /// Inside by the even-odd rule; `None` on the border.
    fn side(&self, p: GridPoint) -> Option<bool> {
        let mut inside = false;
        let mut a = *self.points.last()?;
        for &b in &self.points {
            let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
            if low.y <= p.y && p.y <= high.y {
                let turn = cross(low, high, p);
                if turn == 0 && low.x.min(high.x) <= p.x && p.x <= low.x.max(high.x) {
                    return None;
                }
                if p.y < high.y && turn > 0 {
                    inside = !inside;
                }
            }
            a = b;
        }
        Some(inside)
    }
}

//! Where data stop: communes whose figures would change if the neighbours beyond were known.

use std::collections::BTreeMap;

use geo::CoordsIter;
use territory::{LonLat, Meters, PointIndex, Territory};

/// How it is known where data stop.
#[derive(Debug, Clone, Copy)]
pub enum Beyond<'a> {
    /// Town centres of communes that are not in the territory: only where somebody lives beyond is
    /// something missing. A coast is no edge.
    Communes(&'a [LonLat]),
    /// Nothing is known of the outside: every outline that no two communes share counts, coasts
    /// included. Some communes are then flagged for nothing, none is forgotten.
    Outline,
}

/// Whether each commune lies at the edge: one of its homes has something beyond within `reach`
/// (`≤`, great-circle). Give the distance of the largest threshold, so that every place that could
/// count is within it. In the order of the communes.
pub fn edge(territory: &Territory, beyond: Beyond<'_>, reach: Meters) -> Vec<bool> {
    let points = match beyond {
        Beyond::Communes(seats) => seats.to_vec(),
        Beyond::Outline => outline(territory),
    };
    let index = PointIndex::new(points);
    let near = |at: LonLat| index.nearest(at).is_some_and(|(_, distance)| distance.0 <= reach.0);
    let mut edge: Vec<bool> = territory.communes.iter().map(|commune| near(commune.seat)).collect();
    for home in &territory.demand {
        let edge = &mut edge[home.commune as usize];
        *edge = *edge || near(home.at);
    }
    edge
}

/// Points along the outlines that one commune alone has, at most [`SPACING_M`] apart. Two communes
/// share an outline when they share its two ends: vertices of neighbours are the same in every
/// source of boundaries that this project reads.
fn outline(territory: &Territory) -> Vec<LonLat> {
    let mut seen: BTreeMap<Segment, u32> = BTreeMap::new();
    let rings = territory
        .communes
        .iter()
        .flat_map(|commune| &commune.area)
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    for ring in rings {
        let corners: Vec<Corner> = ring.coords_iter().map(corner).collect();
        for ends in corners.windows(2).filter(|ends| ends[0] != ends[1]) {
            *seen.entry((ends[0].min(ends[1]), ends[0].max(ends[1]))).or_default() += 1;
        }
    }
    let alone = seen.into_iter().filter(|(_, times)| *times == 1);
    alone.flat_map(|(segment, _)| along(segment)).collect()
}

/// Tenths of a millionth of a degree: a centimetre.
type Corner = (i64, i64);
type Segment = (Corner, Corner);

const SPACING_M: f64 = 250.0;

fn corner(at: geo::Coord<f64>) -> Corner {
    ((at.x * 1e7).round() as i64, (at.y * 1e7).round() as i64)
}

fn along((from, to): Segment) -> Vec<LonLat> {
    let degrees = |(x, y): Corner| (x as f64 / 1e7, y as f64 / 1e7);
    let ((x0, y0), (x1, y1)) = (degrees(from), degrees(to));
    // A degree of latitude is 111.2 km and one of longitude less.
    let metres = (x1 - x0).hypot(y1 - y0) * 111_200.0;
    let steps = (metres / SPACING_M).ceil().max(1.0);
    let at = |step: f64| LonLat::new(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps).ok();
    (0..=steps as u32).filter_map(|step| at(f64::from(step))).collect()
}

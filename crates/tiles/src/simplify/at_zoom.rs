//! The arcs of one zoom, on its tile grid, and rings put together from them.

use rayon::prelude::*;

use crate::mercator::{GridPoint, snap};
use crate::topology::{ArcRef, Topology};

/// Every arc with the points drawn at a zoom, snapped to its tile grid (2^(12 + zoom) units across
/// the world), equal neighbours merged. An arc may be down to a single point.
#[derive(Debug)]
pub(crate) struct ArcsAtZoom {
    points: Vec<GridPoint>,
    ends: Vec<u32>,
}

impl ArcsAtZoom {
    /// `visible` as [`super::visible_from`] gives it.
    pub(crate) fn new(topology: &Topology, visible: &[u8], zoom: u8) -> Self {
        const CHUNK: usize = 4096;
        let arcs: Vec<usize> = (0..topology.arcs.len()).collect();
        let chunks: Vec<(Vec<GridPoint>, Vec<u32>)> = arcs
            .par_chunks(CHUNK)
            .map(|chunk| {
                let (mut points, mut counts) = (Vec::new(), Vec::with_capacity(chunk.len()));
                for &arc in chunk {
                    let start = points.len();
                    for &id in topology.arcs.get(arc) {
                        let p = snap(topology.points[id as usize], zoom);
                        if visible[id as usize] <= zoom && (points.len() == start || points.last() != Some(&p)) {
                            points.push(p);
                        }
                    }
                    counts.push((points.len() - start) as u32);
                }
                (points, counts)
            })
            .collect();
        let mut all = Self { points: Vec::new(), ends: Vec::with_capacity(arcs.len()) };
        let mut end = 0;
        for (points, counts) in chunks {
            all.points.extend(points);
            all.ends.extend(counts.into_iter().map(|n| {
                end += n;
                end
            }));
        }
        all
    }

    /// Points of an arc, forwards; at least one.
    pub(crate) fn get(&self, arc: usize) -> &[GridPoint] {
        let start = if arc == 0 { 0 } else { self.ends[arc - 1] as usize };
        &self.points[start..self.ends[arc] as usize]
    }

    /// A ring of arcs as a ring of points without closing point, without repeated points and
    /// without spikes. Empty when fewer than three points remain. The buffer is overwritten.
    pub(crate) fn ring(&self, ring: &[ArcRef], into: &mut Vec<GridPoint>) {
        into.clear();
        for &arc in ring {
            let points = self.get(arc.arc());
            if arc.is_reversed() {
                points.iter().rev().for_each(|p| push_without_spike(into, *p));
            } else {
                points.iter().for_each(|p| push_without_spike(into, *p));
            }
        }
        close_without_spike(into);
    }
}

/// Appends a point to a ring; going back to the last point but one takes the last one away.
pub(crate) fn push_without_spike<P: PartialEq + Copy>(ring: &mut Vec<P>, p: P) {
    if ring.last() == Some(&p) {
        return;
    }
    if ring.len() >= 2 && ring[ring.len() - 2] == p {
        ring.pop();
    } else {
        ring.push(p);
    }
}

/// The same where the ring closes.
pub(crate) fn close_without_spike<P: PartialEq + Copy>(ring: &mut Vec<P>) {
    let (mut low, mut high) = (0, ring.len());
    loop {
        if high - low < 3 {
            ring.clear();
            return;
        }
        if ring[high - 1] == ring[low] || ring[high - 2] == ring[low] {
            high -= 1;
        } else if ring[high - 1] == ring[low + 1] {
            low += 1;
        } else {
            break;
        }
    }
    ring.truncate(high);
    ring.drain(..low);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spikes_and_repeated_points_go_also_where_the_ring_closes() {
        let clean = |points: &[u8]| {
            let mut ring = Vec::new();
            points.iter().for_each(|&p| push_without_spike(&mut ring, p));
            close_without_spike(&mut ring);
            ring
        };
        assert_eq!(clean(&[1, 1, 2, 3, 3]), [1, 2, 3]);
        assert_eq!(clean(&[1, 2, 3, 9, 3, 4]), [1, 2, 3, 4]);
        assert_eq!(clean(&[1, 2, 3, 8, 9, 8, 3, 4]), [1, 2, 3, 4]);
        assert_eq!(clean(&[9, 1, 2, 3, 1]), [1, 2, 3], "the first point is the tip");
        assert_eq!(clean(&[1, 2, 3, 1, 9]), [1, 2, 3], "the last point is the tip");
        assert_eq!(clean(&[1, 2, 1, 2]), [0u8; 0]);
    }
}

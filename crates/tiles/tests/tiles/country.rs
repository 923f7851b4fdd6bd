//! The whole country, tile after tile: no gap and no overlap beyond one unit of a tile.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    common::{Feature, build, options, territory},
    real,
};

/// From, to, in tile units along a horizontal line.
type Interval = (f64, f64);

/// Where a horizontal line, half way between two rows of the lattice, runs inside each feature.
fn inside(features: &[&Feature], y: i32) -> Vec<Interval> {
    let height = f64::from(y) + 0.5;
    let mut intervals = Vec::new();
    for feature in features {
        let mut crossings = Vec::new();
        for ring in &feature.runs {
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                let (low, high) = if a[1] <= b[1] { (a, b) } else { (b, a) };
                if low[1] <= y && y < high[1] {
                    let share = (height - f64::from(low[1])) / f64::from(high[1] - low[1]);
                    crossings.push(f64::from(low[0]) + share * f64::from(high[0] - low[0]));
                }
            }
        }
        crossings.sort_by(f64::total_cmp);
        intervals.extend(crossings.chunks_exact(2).map(|pair| (pair[0], pair[1])));
    }
    intervals.sort_by(|a, b| a.0.total_cmp(&b.0));
    intervals
}

/// Parts that two features claim, and parts between the features of the line.
fn overlaps_and_gaps(intervals: &[Interval]) -> (Vec<Interval>, Vec<Interval>) {
    let (mut overlaps, mut gaps) = (Vec::new(), Vec::new());
    let mut end = f64::NEG_INFINITY;
    for (from, to) in intervals {
        if *from < end {
            overlaps.push((*from, end.min(*to)));
        } else if end.is_finite() {
            gaps.push((end, *from));
        }
        end = end.max(*to);
    }
    (overlaps, gaps)
}

/// Longest part that both lines have.
fn longest_common(a: &[Interval], b: &[Interval]) -> f64 {
    let both = a.iter().flat_map(|p| b.iter().map(move |q| p.1.min(q.1) - p.0.max(q.0)));
    both.fold(0.0, f64::max)
}

/// Gaps of the communes that the départements fill: no sea, no neighbouring country.
fn filled(gaps: Vec<Interval>, land: &[Interval]) -> Vec<Interval> {
    let parts = gaps.iter().flat_map(|g| land.iter().map(move |l| (g.0.max(l.0), g.1.min(l.1))));
    parts.filter(|(from, to)| from < to).collect()
}

#[test]
fn an_overlap_and_a_gap_of_two_units_are_seen() {
    assert_eq!(overlaps_and_gaps(&[(0.0, 12.0), (10.0, 20.0)]), (vec![(10.0, 12.0)], vec![]));
    assert_eq!(overlaps_and_gaps(&[(0.0, 10.0), (2.0, 3.0), (12.0, 20.0)]), (vec![(2.0, 3.0)], vec![(10.0, 12.0)]));
    assert_eq!(filled(vec![(10.0, 12.0), (30.0, 40.0)], &[(0.0, 20.0)]), [(10.0, 12.0)], "the sea is no gap");
    assert_eq!(longest_common(&[(10.0, 12.0)], &[(11.0, 15.0)]), 1.0);
}

#[test]
fn communes_of_all_france_leave_no_gap_and_no_overlap_beyond_one_unit() {
    let name = "communes_of_all_france_leave_no_gap_and_no_overlap_beyond_one_unit";
    let Some(folder) = real::real_file("boundaries/france-2017") else {
        eprintln!("skipped: {name} (no real files; set MAILLAGE_TEST_DATA)");
        return;
    };
    let mut communes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "geojson") {
            communes.extend(real::communes(&serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()));
        }
    }
    // Two outlines cross themselves in the file; the build repairs them before they come here.
    communes.retain(|c| !["14174", "62549"].contains(&c.code.as_str()));
    let territory = territory(communes);
    assert!(territory.communes.len() > 35_000, "{}", territory.communes.len());
    let zooms: Range<u8> = 5..10;
    let (archive, _) = build(&territory, &options(zooms.end - 1));
    let mut lines = 0;
    for zoom in zooms {
        let mut tiles: BTreeMap<(u32, u32), [Vec<&Feature>; 2]> = BTreeMap::new();
        for (i, layer) in ["communes", "departements"].into_iter().enumerate() {
            for (tile, feature) in archive.features(zoom, layer) {
                tiles.entry(tile).or_default()[i].push(feature);
            }
        }
        for (tile, [communes, land]) in tiles {
            for y in (0..4096).step_by(32) {
                // What is wrong on one line only is thinner than a unit.
                let found = [y, y + 1].map(|y| {
                    let (overlaps, gaps) = overlaps_and_gaps(&inside(&communes, y));
                    (overlaps, filled(gaps, &inside(&land, y)))
                });
                let overlap = longest_common(&found[0].0, &found[1].0);
                let gap = longest_common(&found[0].1, &found[1].1);
                assert!(overlap <= 1.0 && gap <= 1.0, "zoom {zoom} {tile:?} line {y}: overlap {overlap}, gap {gap}");
                lines += 1;
            }
        }
    }
    assert!(lines > 10_000, "only {lines} lines were looked at");
}

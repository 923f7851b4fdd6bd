//! Time to the first, second and third service; children beyond thresholds, and without a choice.

use rayon::prelude::*;
use territory::{Quantity, Seconds};

use crate::{Homes, catchment::Pairs};

/// How many services a family is taken to compare.
pub const RANKS: usize = 3;

/// The gaps of one commune. Every home with times is in exactly one of within and beyond.
#[derive(Debug, Clone, PartialEq)]
pub struct Gaps {
    /// Children of homes with times.
    pub children: f64,
    /// Children of homes without times: nobody knows.
    pub children_without_times: f64,
    /// Mean minutes to the first, second and third service, over the children who have one within
    /// what was searched; missing where nobody has.
    pub minutes: [Quantity; RANKS],
    /// Children who have a first, second and third service within what was searched.
    pub children_with: [f64; RANKS],
    /// Children without a service within each threshold (`≤`), in the order of the thresholds.
    pub beyond: Vec<f64>,
    /// Children with fewer than two services within each threshold.
    pub without_choice: Vec<f64>,
}

/// The gaps of each commune, seen from the services that are `offered` (a kind, those open on a
/// Saturday…). Thresholds above the time that was searched would count the unknown as far: the
/// caller keeps them below.
///
/// # Panics
/// When a list does not go with the pairs.
pub fn gaps(pairs: &Pairs, homes: &Homes<'_>, offered: &[bool], thresholds: &[Seconds]) -> Vec<Gaps> {
    assert_eq!(homes.children.len(), pairs.homes(), "one number of children a home");
    assert_eq!(offered.len(), pairs.services(), "one answer a service");
    let nearest: Vec<[Option<Seconds>; RANKS]> =
        (0..pairs.homes()).into_par_iter().map(|home| nearest(pairs, home, offered)).collect();
    let weights = homes.weights();
    let mut all: Vec<Gaps> = vec![Gaps::empty(thresholds.len()); homes.communes];
    let mut means = vec![[(0.0, 0.0); RANKS]; homes.communes];
    for (home, (commune, n)) in homes.iter().enumerate() {
        let gaps = &mut all[commune];
        if pairs.lacks_times(home) {
            gaps.children_without_times += n;
            continue;
        }
        gaps.children += n;
        for (rank, seconds) in nearest[home].iter().enumerate() {
            if let Some(seconds) = seconds {
                gaps.children_with[rank] += n;
                let (minutes, weight) = &mut means[commune][rank];
                *minutes += weights[home] * seconds.minutes();
                *weight += weights[home];
            }
        }
        let beyond = |rank: usize, limit: Seconds| nearest[home][rank].is_none_or(|s| s > limit);
        for (i, limit) in thresholds.iter().enumerate() {
            gaps.beyond[i] += if beyond(0, *limit) { n } else { 0.0 };
            gaps.without_choice[i] += if beyond(1, *limit) { n } else { 0.0 };
        }
    }
    for (gaps, means) in all.iter_mut().zip(means) {
        gaps.minutes = means.map(|(minutes, weight)| Quantity::from(minutes / weight));
    }
    all
}

impl Gaps {
    fn empty(thresholds: usize) -> Self {
        Self {
            children: 0.0,
            children_without_times: 0.0,
            minutes: [Quantity::Missing; RANKS],
            children_with: [0.0; RANKS],
            beyond: vec![0.0; thresholds],
            without_choice: vec![0.0; thresholds],
        }
    }
}

fn nearest(pairs: &Pairs, home: usize, offered: &[bool]) -> [Option<Seconds>; RANKS] {
    let mut best = [None; RANKS];
    for (_, seconds) in pairs.of(home).filter(|(service, _)| offered[*service as usize]) {
        let at = best.iter().position(|b: &Option<Seconds>| b.is_none_or(|b| seconds < b));
        if let Some(at) = at {
            best[at..].rotate_right(1);
            best[at] = Some(seconds);
        }
    }
    best
}

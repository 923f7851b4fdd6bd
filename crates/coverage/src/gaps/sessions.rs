//! Sessions a week within reach: what counts for a LAEP, which has no places and often several sites.

use territory::{Quantity, Seconds};

use crate::{Homes, catchment::Pairs};

/// The sessions that the children of one commune reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sessions {
    /// Mean number of sessions a week within the limit, over children with times; missing without
    /// one. Services that do not state their sessions add nothing: the mean is then at least this.
    pub mean: Quantity,
    /// Children who reach none that is stated.
    pub children_without: f64,
    /// Among them, those who reach a service that does not state its sessions.
    pub children_unknown: f64,
}

/// Sessions a week within `limit` (`≤`) by commune. `sessions` of each service: spans of its
/// ordinary week, `None` where not known; zero for services of other kinds.
///
/// # Panics
/// When a list does not go with the pairs.
pub fn sessions(pairs: &Pairs, homes: &Homes<'_>, sessions: &[Option<u32>], limit: Seconds) -> Vec<Sessions> {
    assert_eq!(homes.children.len(), pairs.homes(), "one number of children a home");
    assert_eq!(sessions.len(), pairs.services(), "one answer a service");
    let weights = homes.weights();
    let mut sums = vec![(0.0, 0.0); homes.communes];
    let mut all =
        vec![Sessions { mean: Quantity::Missing, children_without: 0.0, children_unknown: 0.0 }; homes.communes];
    for (home, (commune, n)) in homes.iter().enumerate().filter(|(home, _)| !pairs.lacks_times(*home)) {
        let (mut stated, mut silent) = (0, false);
        for (service, _) in pairs.of(home).filter(|(_, seconds)| *seconds <= limit) {
            match sessions[service as usize] {
                Some(n) => stated += n,
                None => silent = true,
            }
        }
        if stated == 0 {
            all[commune].children_without += n;
            all[commune].children_unknown += if silent { n } else { 0.0 };
        }
        let (sum, weight) = &mut sums[commune];
        *sum += weights[home] * f64::from(stated);
        *weight += weights[home];
    }
    for (sessions, (sum, weight)) in all.iter_mut().zip(sums) {
        sessions.mean = Quantity::from(sum / weight);
    }
    all
}

//! Great-circle estimates, where there is no network: the same as those of the figures.

use ::travel::Travel;
use coverage::Estimate;
use geo::{Distance, Haversine};
use territory::{LonLat, Meters, Seconds, Territory};

use super::Near;

/// Travel without a network: distance, detour, constant speed. Always labelled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Estimated(Estimate);

impl Estimated {
    /// From the parameters of the snapshot.
    ///
    /// # Errors
    /// A sentence when they are absurd.
    pub(super) fn new(estimation: &snapshot::Estimation) -> Result<Self, String> {
        Ok(Self(Estimate::new(estimation.circuity, estimation.speed_kmh)?))
    }

    /// Way over great-circle distance.
    pub(super) fn circuity(&self) -> f64 {
        self.0.circuity()
    }

    /// Kilometres per hour.
    pub(super) fn speed_kmh(&self) -> f64 {
        self.0.speed_kmh()
    }

    /// Whole seconds between two places.
    pub(crate) fn seconds(&self, from: LonLat, to: LonLat) -> Seconds {
        self.0.seconds(Meters(Haversine.distance(from.point(), to.point())))
    }

    /// As [`super::Means::nearest`].
    pub(super) fn nearest(
        &self,
        territory: &Territory,
        home: LonLat,
        wanted: &[usize],
        count: usize,
        limit: Seconds,
    ) -> (Vec<Near>, Travel) {
        let near = |&service: &usize| Near { seconds: self.seconds(home, territory.services[service].at), service };
        let mut near: Vec<Near> = wanted.iter().map(near).filter(|near| near.seconds <= limit).collect();
        near.sort_unstable();
        near.truncate(count);
        (near, if wanted.is_empty() { Travel::Unreachable } else { Travel::Beyond })
    }
}

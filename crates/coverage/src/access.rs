//! The nearest service of a kind from every place where children live.

use rayon::prelude::*;
use territory::{LonLat, PointIndex, Seconds, Territory};

use crate::Estimate;

/// Estimated travel from every demand point to the nearest of some places.
#[derive(Debug, Clone, PartialEq)]
pub struct Access {
    /// Whole seconds, in the order of [`Territory::demand`].
    pub from_demand: Vec<Seconds>,
    /// From the town centre of each commune: position of the nearest place in the list, seconds
    /// and great-circle metres.
    pub from_seat: Vec<(usize, Seconds, f64)>,
}

/// Travel from home to the nearest of `places`, or `None` without places. Estimated from
/// great-circle distances: the nearest by distance is then the nearest by time.
pub fn nearest_access(territory: &Territory, places: &[LonLat], estimate: &Estimate) -> Option<Access> {
    if places.is_empty() {
        return None;
    }
    let index = PointIndex::new(places.to_vec());
    let nearest = |at: LonLat| index.nearest(at).expect("the index holds at least one place");
    Some(Access {
        from_demand: territory.demand.par_iter().map(|d| estimate.seconds(nearest(d.at).1)).collect(),
        from_seat: territory
            .communes
            .par_iter()
            .map(|c| {
                let (place, metres) = nearest(c.seat);
                (place, estimate.seconds(metres), metres.0)
            })
            .collect(),
    })
}

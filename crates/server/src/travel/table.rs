//! Many origins, many destinations.

use ::travel::{Snap, Travel};
use territory::{LonLat, Seconds};

use super::{Estimated, Means, OnDay, Road};

/// A table that is asked for, its places looked up.
pub(crate) enum Table<'a> {
    Road { road: &'a Road, origins: Vec<Option<Snap>>, destinations: Vec<Option<Snap>> },
    Timed { day: &'a OnDay<'a>, origins: Vec<LonLat>, destinations: Vec<LonLat> },
    Estimated { estimated: &'a Estimated, origins: Vec<LonLat>, destinations: Vec<LonLat> },
}

impl<'a> Means<'a> {
    /// The table between some places.
    pub(crate) fn table(&'a self, origins: &[LonLat], destinations: &[LonLat]) -> Table<'a> {
        match self {
            Self::Road(road) => {
                let snaps = |places: &[LonLat]| places.iter().map(|at| road.snap(*at)).collect();
                Table::Road { road, origins: snaps(origins), destinations: snaps(destinations) }
            }
            Self::Timed(day) => Table::Timed { day, origins: origins.to_vec(), destinations: destinations.to_vec() },
            Self::Estimated(estimated) => {
                Table::Estimated { estimated, origins: origins.to_vec(), destinations: destinations.to_vec() }
            }
        }
    }
}

impl Table<'_> {
    /// Positions of the origins, and of the destinations, that no usable road is near to.
    pub(crate) fn not_snapped(&self) -> [Vec<usize>; 2] {
        let out = |snaps: &[Option<Snap>]| (0..snaps.len()).filter(|&i| snaps[i].is_none()).collect();
        match self {
            Self::Road { origins, destinations, .. } => [out(origins), out(destinations)],
            Self::Timed { day, origins, destinations } => [day.lost(origins), day.lost(destinations)],
            Self::Estimated { .. } => [Vec::new(), Vec::new()],
        }
    }

    /// Calls `row` once a destination, with one answer an origin.
    ///
    /// # Errors
    /// Stops with the first error of `row`.
    pub(crate) fn rows<E>(
        &self,
        limit: Seconds,
        mut row: impl FnMut(usize, &[Travel]) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::Road { road, origins, destinations } => road.network().matrix(origins, destinations, limit, row),
            Self::Timed { day, origins, destinations } => day.rows(origins, destinations, limit, row),
            Self::Estimated { estimated, origins, destinations } => {
                let told = |seconds| if seconds <= limit { Travel::Reached(seconds) } else { Travel::Beyond };
                destinations.iter().enumerate().try_for_each(|(place, to)| {
                    let times: Vec<Travel> = origins.iter().map(|from| told(estimated.seconds(*from, *to))).collect();
                    row(place, &times)
                })
            }
        }
    }
}

//! One road network: what is asked of it, and where the snapshot's homes and services lie on it.

use std::{convert::Infallible, sync::OnceLock};

use ::travel::{Drawing, Network, Route, Snap, Travel};
use geo_types::MultiPolygon;
use territory::{LonLat, Meters, Quantity, Seconds, Territory, TravelMode};

use super::Left;

/// A road network of the snapshot.
#[derive(Debug)]
pub(crate) struct Road {
    mode: TravelMode,
    network: Network,
    limit: Seconds,
    /// Places of the snapshot on the network, found when they are first needed: in the order of the
    /// demand points, of the communes (their town centres), of the services.
    homes: OnceLock<Vec<Option<Snap>>>,
    seats: OnceLock<Vec<Option<Snap>>>,
    services: OnceLock<Vec<Option<Snap>>>,
}

/// The area from where a place is reached within a limit, and who lives there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Area {
    pub(crate) minutes: u32,
    /// WGS84 degrees.
    pub(crate) outline: MultiPolygon<f64>,
    /// Children under three of the demand points that get there in time.
    pub(crate) children: Quantity,
    /// Communes whose town centre gets there in time.
    pub(crate) communes: usize,
}

/// A service within the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Near {
    pub(crate) seconds: Seconds,
    /// Position in the territory's services.
    pub(crate) service: usize,
}

/// Holes of fewer squares are filled: they are the inside of a block, not a lake.
const SMALLEST_HOLE: usize = 4;

impl Road {
    /// Longest way of a route: a route may lead further than figures search.
    pub(crate) const LONGEST_ROUTE: Seconds = Seconds(10 * 3600);

    pub(super) fn new(mode: TravelMode, network: Network, limit: Seconds) -> Self {
        let (homes, seats, services) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { mode, network, limit, homes, seats, services }
    }

    pub(crate) fn mode(&self) -> TravelMode {
        self.mode
    }

    pub(crate) fn network(&self) -> &Network {
        &self.network
    }

    /// Longest travel that is searched.
    pub(crate) fn limit(&self) -> Seconds {
        self.limit
    }

    /// Longest way between a door and the network, metres.
    pub(crate) fn snap_limit_m(&self) -> f64 {
        self.network.profile().snap_m
    }

    /// Where a place lies on the network; `None` when no usable street is near enough.
    pub(crate) fn snap(&self, at: LonLat) -> Option<Snap> {
        self.network.snap(at, Meters(f64::INFINITY))
    }

    fn snaps<'a>(
        &self,
        cell: &'a OnceLock<Vec<Option<Snap>>>,
        places: impl Iterator<Item = LonLat>,
    ) -> &'a [Option<Snap>] {
        cell.get_or_init(|| places.map(|at| self.snap(at)).collect())
    }

    fn homes(&self, territory: &Territory) -> &[Option<Snap>] {
        self.snaps(&self.homes, territory.demand.iter().map(|d| d.at))
    }

    fn seats(&self, territory: &Territory) -> &[Option<Snap>] {
        self.snaps(&self.seats, territory.communes.iter().map(|c| c.seat))
    }

    fn services(&self, territory: &Territory) -> &[Option<Snap>] {
        self.snaps(&self.services, territory.services.iter().map(|s| s.at))
    }

    /// The areas from where a place is reached within some limits, in their order; fewer when the
    /// client has left. Counts below `threshold` are secret.
    ///
    /// Children are counted by the time of the point where they live, never by the drawn area. Such
    /// a sum tells no more than what is public: the count of a commune is published as it is, and it
    /// is spread over cells by Insee's grid, which is published cell by cell. It is still rounded to
    /// whole children and hidden below the threshold, as a small circle around one house should not
    /// look like a statement about it.
    pub(crate) fn areas(
        &self,
        territory: &Territory,
        to: Snap,
        minutes: &[u32],
        threshold: u32,
        left: &Left,
    ) -> Vec<Area> {
        let longest = minutes.iter().copied().max().unwrap_or(0);
        let widest = self.network.reach(&[to], Seconds::from_minutes(longest));
        let seconds = |snap: &Option<Snap>| widest.from(&self.network, snap.as_ref()?).seconds();
        let of_homes: Vec<Option<Seconds>> = self.homes(territory).iter().map(seconds).collect();
        let of_seats: Vec<Option<Seconds>> = self.seats(territory).iter().map(seconds).collect();
        let nobody_counted = territory.communes.iter().all(|c| c.children_under_3.known().is_none());
        let area = |&minutes: &u32| {
            let limit = Seconds::from_minutes(minutes);
            let within = |seconds: &Option<Seconds>| seconds.is_some_and(|s| s <= limit);
            let reached = territory.demand.iter().zip(&of_homes).filter(|(_, seconds)| within(seconds));
            let children: f64 = reached.map(|(home, _)| home.children).sum();
            let outline = if minutes == longest {
                self.network.draw(&widest, self.drawing(minutes))
            } else {
                self.network.isochrone(&[to], limit, self.drawing(minutes))
            };
            Area {
                minutes,
                outline,
                children: if nobody_counted { Quantity::Missing } else { small_counts_hidden(children, threshold) },
                communes: of_seats.iter().filter(|seconds| within(seconds)).count(),
            }
        };
        minutes.iter().take_while(|_| !left.is_true()).map(area).collect()
    }

    /// Finer for who is slower and for shorter limits: a drawing is some hundred squares wide.
    fn drawing(&self, minutes: u32) -> Drawing {
        let metres_a_minute = self.network.profile().max_kmh * 1000.0 / 60.0;
        Drawing {
            square_m: (metres_a_minute * f64::from(minutes) / 150.0).clamp(25.0, 250.0),
            smallest_hole: SMALLEST_HOLE,
        }
    }

    /// The fastest way.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) fn route(&self, from: &Snap, to: &Snap) -> Result<Route, Travel> {
        self.network.route(from, to, Self::LONGEST_ROUTE)
    }

    /// The nearest of some services (by their positions), the nearest first; of equally near ones the
    /// first in the list. Without any: whether one lies beyond the limit.
    pub(crate) fn nearest(
        &self,
        territory: &Territory,
        home: Snap,
        wanted: &[usize],
        count: usize,
        limit: Seconds,
    ) -> (Vec<Near>, Travel) {
        let all = self.services(territory);
        let services: Vec<Option<Snap>> = wanted.iter().map(|&i| all[i]).collect();
        let (mut near, mut without) = (Vec::new(), Travel::Unreachable);
        let Ok(()) = self.network.matrix(&[Some(home)], &services, limit, |place, row| {
            match row[0] {
                Travel::Reached(seconds) => near.push(Near { seconds, service: wanted[place] }),
                Travel::Beyond => without = Travel::Beyond,
                Travel::Unreachable | Travel::NotSnapped => {}
            }
            Ok::<(), Infallible>(())
        });
        near.sort_unstable();
        near.truncate(count);
        (near, without)
    }
}

/// Whole children; a count that speaks of few is secret, nobody is not.
fn small_counts_hidden(children: f64, threshold: u32) -> Quantity {
    let whole = children.round();
    if 0.0 < children && whole < f64::from(threshold) { Quantity::Suppressed } else { Quantity::Known(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_are_secret_and_zero_is_not() {
        let told = [0.0, 0.3, 4.4, 4.5, 12.2].map(|children| small_counts_hidden(children, 5));
        let known = Quantity::Known;
        assert_eq!(told, [known(0.0), Quantity::Suppressed, Quantity::Suppressed, known(5.0), known(12.0)]);
    }
}

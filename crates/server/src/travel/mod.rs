//! The networks and timetables of a snapshot, opened once, asked by requests.
//!
//! Every artifact of travel is optional. What is there is opened whole before the snapshot is
//! served, and must fit the rest of it; what is not there is said by whoever asks for it.

mod estimate;
mod left;
mod open;
mod road;
mod table;

pub(crate) use estimate::Estimated;
pub(crate) use left::Left;
pub(crate) use open::Unusable;
pub(crate) use road::{Area, Near, Road};

use ::travel::Travel;
use territory::{
    LonLat, Seconds, Territory, TravelMode,
    transit::{FeedReports, TransitMap},
};

use crate::{messages, problem::Problem};

/// What a snapshot knows of travelling.
#[derive(Debug)]
pub(crate) struct Travels {
    /// In the order of the modes.
    roads: Vec<Road>,
    /// What is said of each feed.
    pub(crate) feeds: FeedReports,
    /// Stops and lines.
    pub(crate) map: TransitMap,
    estimated: Estimated,
}

/// What answers for a mode.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Means<'a> {
    /// A road network.
    Road(&'a Road),
    /// Great-circle distances: there is no network.
    Estimated(&'a Estimated),
}

impl Means<'_> {
    /// Longest travel that is searched; `None` where nothing bounds it.
    pub(crate) fn limit(self) -> Option<Seconds> {
        match self {
            Self::Road(road) => Some(road.limit()),
            Self::Estimated(_) => None,
        }
    }

    /// Whether times rest on the great-circle distance.
    pub(crate) fn is_estimated(self) -> bool {
        matches!(self, Self::Estimated(_))
    }

    /// Longest way between a place and a usable road, metres; `None` where none is needed.
    pub(crate) fn snap_limit_m(self) -> Option<u32> {
        match self {
            Self::Road(road) => Some(road.snap_limit_m().round() as u32),
            Self::Estimated(_) => None,
        }
    }

    /// The nearest of some services (by their positions in the territory's list), the nearest first;
    /// of equally near ones the first in the list. Without any, the second answer says why.
    pub(crate) fn nearest(
        self,
        territory: &Territory,
        home: LonLat,
        wanted: &[usize],
        count: usize,
        limit: Seconds,
    ) -> (Vec<Near>, Travel) {
        match self {
            Self::Road(road) => match road.snap(home) {
                Some(snap) => road.nearest(territory, snap, wanted, count, limit),
                None => (Vec::new(), Travel::NotSnapped),
            },
            Self::Estimated(estimated) => estimated.nearest(territory, home, wanted, count, limit),
        }
    }
}

impl Travels {
    /// The modes that have a road network.
    pub(crate) fn roads(&self) -> impl Iterator<Item = TravelMode> + '_ {
        self.roads.iter().map(Road::mode)
    }

    /// The road network of a mode.
    ///
    /// # Errors
    /// A problem that says what is missing and what would work.
    pub(crate) fn road(&self, mode: TravelMode) -> Result<&Road, Problem> {
        self.roads.iter().find(|road| road.mode() == mode).ok_or_else(|| {
            let detail = messages::no_network(mode.as_str(), mode.is_timed());
            Problem::no_network(detail).with_valid(self.roads.iter().map(|road| road.mode().as_str()))
        })
    }

    /// What answers for a mode: its network or, of the car without any, the estimate.
    ///
    /// # Errors
    /// As [`Travels::road`].
    pub(crate) fn means(&self, mode: TravelMode) -> Result<Means<'_>, Problem> {
        match (self.road(mode), mode) {
            (Ok(road), _) => Ok(Means::Road(road)),
            (Err(_), TravelMode::Car) => Ok(Means::Estimated(&self.estimated)),
            (Err(problem), _) => Err(problem),
        }
    }
}

//! The networks and timetables of a snapshot, opened once, asked by requests.
//!
//! Every artifact of travel is optional. What is there is opened whole before the snapshot is
//! served, and must fit the rest of it; what is not there is said by whoever asks for it.

mod estimate;
mod left;
mod open;
mod road;
mod table;
mod timed;

pub(crate) use estimate::Estimated;
pub(crate) use left::Left;
pub(crate) use open::Unusable;
pub(crate) use road::{Area, Near, Road};
pub(crate) use timed::{OnDay, Timed, Trip};

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
    timed: Option<Timed>,
    /// What is said of each feed.
    pub(crate) feeds: FeedReports,
    /// Stops and lines.
    pub(crate) map: TransitMap,
    estimated: Estimated,
}

/// What answers for a mode.
pub(crate) enum Means<'a> {
    /// A road network.
    Road(&'a Road),
    /// A timetable, on the day of the figures.
    Timed(Box<OnDay<'a>>),
    /// Great-circle distances: there is no network.
    Estimated(&'a Estimated),
}

impl Means<'_> {
    /// Whether times rest on the great-circle distance, in whole or for the walks.
    pub(crate) fn is_estimated(&self) -> bool {
        match self {
            Self::Road(_) => false,
            Self::Timed(day) => day.is_estimated(),
            Self::Estimated(_) => true,
        }
    }

    /// Longest way between a place and a usable road, metres; `None` where no one limit says it.
    pub(crate) fn snap_limit_m(&self) -> Option<u32> {
        match self {
            Self::Road(road) => Some(road.snap_limit_m().round() as u32),
            Self::Timed(_) | Self::Estimated(_) => None,
        }
    }

    /// The nearest of some services (by their positions in the territory's list), the nearest first;
    /// of equally near ones the first in the list. Without any, the second answer says why.
    pub(crate) fn nearest(
        &self,
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
            Self::Timed(day) => day.nearest(territory, home, wanted, count, limit),
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
            Problem::no_network(detail).with_valid(self.roads().map(TravelMode::as_str))
        })
    }

    /// The timetable, for a mode that goes by one.
    ///
    /// # Errors
    /// As [`Travels::road`].
    pub(crate) fn timed(&self, mode: TravelMode) -> Result<&Timed, Problem> {
        self.timed.as_ref().filter(|timed| timed.has(mode)).ok_or_else(|| self.nothing_for(mode))
    }

    /// Nothing answers for a mode; others may.
    fn nothing_for(&self, mode: TravelMode) -> Problem {
        let detail = messages::no_network(mode.as_str(), mode.is_timed());
        Problem::no_network(detail).with_valid(self.modes().map(TravelMode::as_str))
    }

    /// The timetable, whatever the mode.
    pub(crate) fn timetable(&self) -> Option<&Timed> {
        self.timed.as_ref()
    }

    /// Longest travel that is searched for a mode; `None` where nothing bounds it.
    ///
    /// # Errors
    /// As [`Travels::road`].
    pub(crate) fn limit(&self, mode: TravelMode) -> Result<Option<Seconds>, Problem> {
        if mode.is_timed() {
            return Ok(Some(self.timed(mode)?.limit()));
        }
        match (self.road(mode), mode) {
            (Ok(road), _) => Ok(Some(road.limit())),
            (Err(_), TravelMode::Car) => Ok(None),
            (Err(_), _) => Err(self.nothing_for(mode)),
        }
    }

    /// What answers for a mode: its network, its timetable opened on the day of the figures or, of
    /// the car without any network, the estimate.
    ///
    /// # Errors
    /// As [`Travels::road`].
    pub(crate) fn means<'a>(&'a self, territory: &Territory, mode: TravelMode) -> Result<Means<'a>, Problem> {
        if mode.is_timed() {
            let day = self.timed(mode)?.on(self, territory, mode, None);
            return day
                .map(|day| Means::Timed(Box::new(day)))
                .ok_or_else(|| Problem::internal("the day of the figures is gone"));
        }
        match (self.road(mode), mode) {
            (Ok(road), _) => Ok(Means::Road(road)),
            (Err(_), TravelMode::Car) => Ok(Means::Estimated(&self.estimated)),
            (Err(_), _) => Err(self.nothing_for(mode)),
        }
    }

    /// Every mode that has a network or a timetable.
    fn modes(&self) -> impl Iterator<Item = TravelMode> + '_ {
        let timed = |mode: &TravelMode| self.timed.as_ref().is_some_and(|timed| timed.has(*mode));
        self.roads().chain(TravelMode::ALL.into_iter().filter(timed))
    }
}

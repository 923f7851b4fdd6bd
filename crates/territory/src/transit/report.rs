//! What the check of a feed has to say: its remarks, one line of one file at a time, and its sum.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::RouteKind;
use crate::{Date, SourceId};

/// What is said of the feed of each source, in the order of the sources.
pub type FeedReports = Vec<FeedReport>;

/// What is said of the feed of one source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeedReport {
    /// The source that names the feed.
    pub source: SourceId,
    /// What the feed holds and what is wrong with it.
    pub diagnosis: FeedDiagnosis,
}

/// What `maillage timetable check` and the page of the data say of a feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeedDiagnosis {
    /// The label of the feed.
    pub file: String,
    /// Why it cannot be used; `None` when it can.
    pub refused: Option<String>,
    /// First day with a service.
    pub first_day: Option<Date>,
    /// Last day with a service.
    pub last_day: Option<Date>,
    /// West, south, east and north of its stops, WGS84 degrees.
    pub bounds: Option<[f64; 4]>,
    /// Operators.
    pub agencies: Vec<String>,
    /// Number of stops, stations and their parts.
    pub stops: usize,
    /// Number of lines.
    pub routes: usize,
    /// Lines by means of transport.
    pub routes_by_kind: BTreeMap<RouteKind, usize>,
    /// Number of trips, each counted once whatever its days.
    pub trips: usize,
    /// Number of calls at stops.
    pub calls: usize,
    /// Calls that arrive at 24:00 or later.
    pub calls_past_midnight: usize,
    /// Booked runs (GTFS-Flex).
    pub flex_trips: usize,
    /// Zones of booked runs.
    pub flex_zones: usize,
    /// Trips a day, Monday to Sunday.
    pub days: Vec<DayCount>,
    /// Ids of stops at which nothing calls.
    pub stops_without_service: Vec<String>,
    /// Findings by kind and action, with a number each.
    pub counts: Vec<FindingCount>,
    /// Every finding.
    pub findings: Vec<FeedFinding>,
}

/// How many trips run on the days of one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCount {
    /// 0 for Monday to 6 for Sunday.
    pub weekday: u8,
    /// Days of this name from the first to the last day of the feed.
    pub days: usize,
    /// Fewest trips on one of them.
    pub least: usize,
    /// Trips on the middle one (the lower of two).
    pub median: usize,
    /// Most trips on one of them.
    pub most: usize,
}

/// How often one thing was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCount {
    /// What.
    pub kind: FindingKind,
    /// What was done.
    pub action: Action,
    /// How often.
    pub count: usize,
}

/// One remark about a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedFinding {
    /// What sort of remark it is.
    pub kind: FindingKind,
    /// What was done.
    pub action: Action,
    /// The label of the file.
    pub file: String,
    /// Where: the physical line, from 1. `None` speaks of the whole file.
    pub line: Option<u64>,
    /// The column, as the file spells it; empty for the whole row.
    pub field: String,
    /// The value as found, shortened.
    pub value: String,
    /// What is wrong and what was done about it.
    pub reason: String,
}

/// What was done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The row stays as it is.
    Kept,
    /// The row stays with another value.
    Repaired,
    /// The row, or the trip that it spoils, is left out.
    Dropped,
    /// The whole feed is left out.
    Refused,
}

/// The sorts of remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    // The files.
    /// A file that every timetable needs is not there.
    MissingFile,
    /// A file that every timetable needs has no row.
    EmptyFile,
    /// A column that is needed has not its name.
    MissingColumn,
    /// The files are in a folder of the archive, or have paths.
    SubFolder,
    /// A name that occurs twice in a header, or a file that occurs twice.
    Twice,
    /// A file that is not UTF-8, or separated by another sign than the comma.
    OtherText,
    /// A file that cannot be read.
    Unreadable,
    /// A row of another length than the header.
    Misshapen,
    /// Nothing is left that runs.
    NothingRuns,
    // Ids and references.
    /// An id that is blank.
    BlankId,
    /// An id, or a whole row, that was there before.
    Duplicate,
    /// Two stops of one name in one place.
    NearDuplicate,
    /// A stop that is not in stops.txt.
    UnknownStop,
    /// A parent station that is not in stops.txt.
    UnknownParent,
    /// A parent station that is none.
    WrongParent,
    /// A line that is not in routes.txt.
    UnknownRoute,
    /// An operator that is not in agency.txt.
    UnknownAgency,
    /// A service that has no day in calendar.txt or calendar_dates.txt.
    UnknownService,
    /// A trip that is not in trips.txt.
    UnknownTrip,
    /// A drawn line that is not in shapes.txt.
    UnknownShape,
    /// A zone, group or booking rule that is in no file.
    UnknownFlex,
    /// A stop that nothing calls at.
    UnusedStop,
    // Values.
    /// A name that is blank where one is needed.
    BlankName,
    /// Coordinates that are none.
    BadCoordinates,
    /// Longitude in the place of latitude.
    SwappedCoordinates,
    /// A number of a list of codes that is none of them.
    BadCode,
    /// A type of line that is none.
    BadRouteType,
    /// A number that is none.
    BadNumber,
    /// A day that is none.
    BadDate,
    /// A span of days or hours that ends before it begins.
    Backwards,
    /// A service that runs on no day.
    EmptyService,
    // Trips.
    /// A time that is none.
    BadTime,
    /// A time between two timepoints, computed from them.
    Interpolated,
    /// A time before the first or after the last timepoint.
    Untimed,
    /// Only one of arrival and departure is given.
    CopiedTime,
    /// A trip that starts again at 00:00 where 24:00 follows.
    MidnightWrap,
    /// A trip that arrives before it departs.
    DecreasingTime,
    /// A trip that is faster than its vehicle can be.
    TooFast,
    /// Two calls of a trip with one number.
    DuplicateSequence,
    /// A trip that calls at a station or an entrance instead of a platform.
    NotAPlatform,
    /// A trip of one call.
    OneStop,
    /// A trip without calls.
    NoStop,
    /// An interval that is none.
    BadHeadway,
    /// A booked run without its hours.
    NoWindow,
    /// A zone without its polygon.
    BadZone,
    /// A rule that the search does not know.
    NotSupported,
}

impl FindingKind {
    /// Its name as it is serialised: "unknown_stop".
    pub fn name(self) -> String {
        snake(&format!("{self:?}"))
    }
}

impl Action {
    /// Its name as it is serialised: "dropped".
    pub fn name(self) -> String {
        snake(&format!("{self:?}"))
    }
}

fn snake(camel: &str) -> String {
    let mut name = String::with_capacity(camel.len() + 4);
    for (i, c) in camel.char_indices() {
        if c.is_uppercase() && i > 0 {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_named_as_it_is_serialised() {
        for kind in [FindingKind::UnknownStop, FindingKind::NotAPlatform, FindingKind::OneStop] {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.name()));
        }
    }
}

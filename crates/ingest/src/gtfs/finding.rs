//! What the check of a feed has to say, one line of one file at a time.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::Finding;

/// One remark about a feed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeedFinding {
    /// What sort of remark it is.
    pub kind: FindingKind,
    /// What was done.
    pub action: Action,
    /// File, line, field, value and reason.
    #[serde(flatten)]
    pub at: Finding,
}

/// What was done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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

/// A feed that cannot be used at all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeedRefused {
    /// The label of the feed.
    pub file: String,
    /// All findings; at least one says [`Action::Refused`].
    pub findings: Vec<FeedFinding>,
}

/// Findings by kind and action, with how many there are.
pub fn count_findings(findings: &[FeedFinding]) -> BTreeMap<(FindingKind, Action), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry((finding.kind, finding.action)).or_insert(0) += 1;
    }
    counts
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

impl fmt::Display for FeedRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons = self.findings.iter().filter(|finding| finding.action == Action::Refused);
        let reasons: Vec<String> = reasons.map(|r| format!("{}: {}", r.at.file, r.at.reason)).collect();
        write!(f, "{}: not a timetable that can be used: {}", self.file, reasons.join("; "))
    }
}

impl std::error::Error for FeedRefused {}

/// Findings as they are made.
#[derive(Default)]
pub(super) struct Log(pub(super) Vec<FeedFinding>);

impl Log {
    pub(super) fn add(&mut self, kind: FindingKind, action: Action, at: Finding) {
        self.0.push(FeedFinding { kind, action, at });
    }

    pub(super) fn refused(&self) -> bool {
        self.0.iter().any(|finding| finding.action == Action::Refused)
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

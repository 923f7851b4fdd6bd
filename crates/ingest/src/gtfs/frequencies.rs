//! frequencies.txt: trips that are repeated.

use std::collections::{HashMap, HashSet};

use territory::{Seconds, transit::Frequency};

use super::{
    files::FeedFiles,
    finding::{Action::Dropped, FindingKind as Kind, Log},
    sheet::Sheet,
    trips::Drafts,
};

/// A row, its trip still a place among the rows of trips.txt.
pub(super) struct Repeated(Frequency);

/// Shortest interval that is believed, seconds: a metro comes every 85.
const SHORTEST_S: u32 = 10;

pub(super) fn read_frequencies(files: &FeedFiles, drafts: &Drafts, log: &mut Log) -> Vec<Repeated> {
    let mut list = Vec::new();
    let Some(sheet) = Sheet::open(files, "frequencies.txt", log) else { return list };
    let Some(trip) = sheet.needed("trip_id", Dropped, log) else { return list };
    let (from, until) = (sheet.field("start_time"), sheet.field("end_time"));
    let (headway, exact) = (sheet.field("headway_secs"), sheet.field("exact_times"));
    let mut seen = HashSet::new();
    sheet.each(log, |line, log| {
        let Some(&place) = drafts.by_id.get(line.get(trip)) else {
            line.say(log, Kind::UnknownTrip, Dropped, trip, "not in trips.txt: the row is left out");
            return;
        };
        let mut time = |field| match line.time(field) {
            Ok(Some(time)) => Some(time),
            Ok(None) => {
                line.say(log, Kind::BadTime, Dropped, field, "blank: the row is left out");
                None
            }
            Err(reason) => {
                line.say(log, Kind::BadTime, Dropped, field, reason);
                None
            }
        };
        let (Some(begin), Some(end)) = (time(from), time(until)) else { return };
        if end <= begin {
            line.say(log, Kind::Backwards, Dropped, until, "not after the start: the trip is never repeated");
            return;
        }
        let seconds = match line.number(headway) {
            Ok(Some(seconds)) if seconds >= SHORTEST_S => Seconds(seconds),
            _ => {
                let reason = format!("not an interval of at least {SHORTEST_S} seconds: the row is left out");
                line.say(log, Kind::BadHeadway, Dropped, headway, reason);
                return;
            }
        };
        if !seen.insert((place, begin)) {
            line.say(
                log,
                Kind::Duplicate,
                Dropped,
                from,
                "this start of this trip was there before: the first row is kept",
            );
            return;
        }
        let exact = line.code(exact, 0..=1, log) == 1;
        list.push(Repeated(Frequency { trip: place, from: begin, until: end, headway: seconds, exact }));
    });
    list
}

impl Repeated {
    /// With the trip's place among those that are left; `None` when it is not.
    pub(super) fn of(self, place: &HashMap<u32, u32>) -> Option<Frequency> {
        let trip = *place.get(&self.0.trip)?;
        Some(Frequency { trip, ..self.0 })
    }
}

//! stop_times.txt: when vehicles call where, and when booked ones may.

use std::collections::HashSet;

use territory::{
    Seconds,
    transit::{Boarding, Call, FlexPlace, FlexStop, StopKind, Window},
};

use super::{
    files::FeedFiles,
    finding::{
        Action::{Dropped, Kept, Refused, Repaired},
        FindingKind as Kind, Log,
    },
    flex::FlexIndex,
    sheet::{Field, Line, Sheet},
    stops::Stops,
    trips::Drafts,
};
use crate::Finding;

/// A row with a stop and perhaps times.
pub(super) struct Timed {
    trip: u32,
    sequence: u32,
    line: u64,
    stop: u32,
    arrival: Option<Seconds>,
    departure: Option<Seconds>,
    board: Boarding,
    alight: Boarding,
}

/// A row with a window instead of times.
pub(super) struct Flexible {
    trip: u32,
    sequence: u32,
    line: u64,
    pub(super) stop: FlexStop,
}

/// All rows, by trip once sorted.
#[derive(Default)]
pub(super) struct TripCalls {
    timed: Vec<Timed>,
    flex: Vec<Flexible>,
    /// Whether each stop is called at.
    pub(super) used: Vec<bool>,
}

/// A change of more than this within a trip, backwards, is midnight, seconds.
const HALF_A_DAY: u32 = 12 * 3600;

struct Columns {
    trip: Field,
    sequence: Field,
    stop: Field,
    arrival: Field,
    departure: Field,
    pickup: Field,
    drop_off: Field,
    location: Field,
    group: Field,
    window: [Field; 2],
    bookings: [Field; 2],
}

pub(super) fn read_calls(
    files: &FeedFiles,
    drafts: &Drafts,
    stops: &Stops,
    flex: &FlexIndex,
    log: &mut Log,
) -> Option<TripCalls> {
    let sheet = Sheet::open(files, "stop_times.txt", log)?;
    let columns = Columns {
        trip: sheet.needed("trip_id", Refused, log)?,
        sequence: sheet.needed("stop_sequence", Refused, log)?,
        stop: sheet.field("stop_id"),
        arrival: sheet.field("arrival_time"),
        departure: sheet.field("departure_time"),
        pickup: sheet.field("pickup_type"),
        drop_off: sheet.field("drop_off_type"),
        location: sheet.field("location_id"),
        group: sheet.field("location_group_id"),
        window: ["start_pickup_drop_off_window", "end_pickup_drop_off_window"].map(|name| sheet.field(name)),
        bookings: ["pickup_booking_rule_id", "drop_off_booking_rule_id"].map(|name| sheet.field(name)),
    };
    let mut calls = TripCalls { used: vec![false; stops.list.len()], ..TripCalls::default() };
    let mut stations_said = HashSet::new();
    let rows = sheet.each(log, |line, log| {
        let Some(&trip) = drafts.by_id.get(line.get(columns.trip)) else {
            line.say(log, Kind::UnknownTrip, Dropped, columns.trip, "not in trips.txt: the call is left out");
            return;
        };
        let sequence = match line.number(columns.sequence) {
            Ok(Some(sequence)) => sequence,
            _ => {
                line.say(
                    log,
                    Kind::BadNumber,
                    Dropped,
                    columns.sequence,
                    "not a whole number from 0 up: the call has no place in its trip",
                );
                return;
            }
        };
        let booked = [columns.location, columns.group, columns.window[0], columns.window[1]];
        if booked.iter().any(|field| !line.get(*field).is_empty()) {
            if let Some(stop) = columns.flex_stop(line, stops, flex, log) {
                if let FlexPlace::Stop(stop) = stop.place {
                    calls.used[stop as usize] = true;
                }
                calls.flex.push(Flexible { trip, sequence, line: line.number, stop });
            }
            return;
        }
        let Some(&stop) = stops.by_id.get(line.get(columns.stop)) else {
            line.say(
                log,
                Kind::UnknownStop,
                Dropped,
                columns.stop,
                "not in stops.txt: the trip passes without calling there",
            );
            return;
        };
        let what = stops.list[stop as usize].kind;
        if !matches!(what, StopKind::Platform | StopKind::BoardingArea) && stations_said.insert(stop) {
            let reason = "vehicles call at platforms (location_type 0), not at a station or entrance: kept";
            line.say(log, Kind::NotAPlatform, Kept, columns.stop, reason);
        }
        let time = |field: Field, log: &mut Log| {
            line.time(field).map_err(|reason| {
                line.say(
                    log,
                    Kind::BadTime,
                    Dropped,
                    field,
                    format!("{reason}; the trip passes without calling there"),
                );
            })
        };
        let (arrival, departure) = (time(columns.arrival, log), time(columns.departure, log));
        let (Ok(arrival), Ok(departure)) = (arrival, departure) else { return };
        if arrival.is_some() != departure.is_some() {
            let (field, other) = match arrival {
                None => (columns.arrival, "departure"),
                Some(_) => (columns.departure, "arrival"),
            };
            line.say(log, Kind::CopiedTime, Repaired, field, format!("blank: the {other} is taken"));
        }
        calls.used[stop as usize] = true;
        let board = columns.boarding(line, columns.pickup, log);
        let alight = columns.boarding(line, columns.drop_off, log);
        calls.timed.push(Timed {
            trip,
            sequence,
            line: line.number,
            stop,
            arrival: arrival.or(departure),
            departure: departure.or(arrival),
            board,
            alight,
        });
    });
    (rows > 0).then_some(calls)
}

impl Columns {
    fn boarding(&self, line: &Line<'_>, field: Field, log: &mut Log) -> Boarding {
        [Boarding::Regular, Boarding::No, Boarding::Phone, Boarding::Driver][usize::from(line.code(field, 0..=3, log))]
    }

    /// A row of GTFS-Flex.
    fn flex_stop(&self, line: &Line<'_>, stops: &Stops, flex: &FlexIndex, log: &mut Log) -> Option<FlexStop> {
        let [location, group, stop] = [self.location, self.group, self.stop].map(|field| line.get(field));
        let (field, place) = if !location.is_empty() {
            (self.location, flex.zones.get(location).map(|zone| FlexPlace::Zone(*zone)))
        } else if !group.is_empty() {
            (self.group, flex.groups.get(group).map(|group| FlexPlace::Group(*group)))
        } else {
            (self.stop, stops.by_id.get(stop).map(|stop| FlexPlace::Stop(*stop)))
        };
        let Some(place) = place else {
            let kind = if field.is(self.stop) { Kind::UnknownStop } else { Kind::UnknownFlex };
            line.say(log, kind, Dropped, field, "in none of the files of the feed: nobody is picked up there");
            return None;
        };
        let [from, to] = self.window.map(|field| line.time(field));
        let window = match (from, to) {
            (Ok(Some(from)), Ok(Some(to))) if from <= to => Window { from, to },
            (Ok(Some(_)), Ok(Some(_))) => {
                line.say(log, Kind::Backwards, Dropped, self.window[1], "the window ends before it begins");
                return None;
            }
            (Err(reason), _) | (_, Err(reason)) => {
                line.say(log, Kind::BadTime, Dropped, self.window[0], reason);
                return None;
            }
            _ => {
                let reason = "no hours: a zone needs start_pickup_drop_off_window and end_pickup_drop_off_window";
                line.say(log, Kind::NoWindow, Dropped, self.window[0], reason);
                return None;
            }
        };
        let mut booking = |field: Field| {
            let id = line.get(field);
            let rule = flex.bookings.get(id).copied();
            if rule.is_none() && !id.is_empty() {
                line.say(log, Kind::UnknownFlex, Repaired, field, "not in booking_rules.txt: how to book is not known");
            }
            rule
        };
        let [board_booking, alight_booking] = self.bookings.map(&mut booking);
        let no = |field: Field| line.get(field) == "1";
        Some(FlexStop {
            place,
            window,
            board: !no(self.pickup),
            alight: !no(self.drop_off),
            board_booking,
            alight_booking,
        })
    }
}

impl TripCalls {
    /// Rows of one number stay in the order of the file.
    pub(super) fn sort(&mut self) {
        self.timed.sort_by_key(|row| (row.trip, row.sequence, row.line));
        self.flex.sort_by_key(|row| (row.trip, row.sequence, row.line));
    }

    pub(super) fn timed_of(&self, trip: u32) -> &[Timed] {
        let from = self.timed.partition_point(|row| row.trip < trip);
        let len = self.timed[from..].partition_point(|row| row.trip == trip);
        &self.timed[from..from + len]
    }

    pub(super) fn flex_of(&self, trip: u32) -> &[Flexible] {
        let from = self.flex.partition_point(|row| row.trip < trip);
        let len = self.flex[from..].partition_point(|row| row.trip == trip);
        &self.flex[from..from + len]
    }
}

/// The calls of one trip with all their times; `None` (said) when they go backwards.
pub(super) fn check(trip: &str, rows: &[Timed], label: &str, log: &mut Log) -> Option<Vec<Call>> {
    let say = |log: &mut Log, kind, action, row: &Timed, field: &str, reason: String| {
        log.add(kind, action, Finding::at(label, row.line, field, trip, reason));
    };
    if let Some(pair) = rows.windows(2).find(|pair| pair[0].sequence == pair[1].sequence) {
        let reason = format!(
            "the number {} is there twice in this trip: calls stay in the order of the lines",
            pair[1].sequence
        );
        say(log, Kind::DuplicateSequence, Kept, &pair[1], "stop_sequence", reason);
    }
    let is_timed = |row: &&Timed| row.arrival.is_some();
    let first = rows.iter().position(|row| is_timed(&row)).unwrap_or(rows.len());
    let last = rows.iter().rposition(|row| is_timed(&row)).map_or(first, |last| last + 1);
    if let Some(row) = rows[..first].first().or(rows[last..].first()) {
        let reason = format!(
            "{} calls before the first or after the last time have none: they are left out",
            first + rows.len() - last
        );
        say(log, Kind::Untimed, Dropped, row, "arrival_time", reason);
    }
    let rows = &rows[first..last];
    let blanks = rows.iter().filter(|row| row.arrival.is_none()).count();
    if let Some(row) = rows.iter().find(|row| row.arrival.is_none()) {
        let reason =
            format!("{blanks} blank times of this trip are computed: equal shares between the times around them");
        say(log, Kind::Interpolated, Repaired, row, "arrival_time", reason);
    }
    let mut calls: Vec<Call> = Vec::with_capacity(rows.len());
    let (mut shift, mut before) = (0, 0);
    let mut i = 0;
    while i < rows.len() {
        let row = &rows[i];
        let (Some(Seconds(arrival)), Some(Seconds(departure))) = (row.arrival, row.departure) else {
            unreachable!("blank times are passed together with the time after them");
        };
        let mut times = [arrival, departure];
        for (time, field) in times.iter_mut().zip(["arrival_time", "departure_time"]) {
            *time += shift;
            if *time + HALF_A_DAY < before {
                // Also for the times after this one.
                shift += 24 * 3600;
                *time += 24 * 3600;
                let reason = "starts again at 00:00: hours go on past 24 in one trip; read as the next day".to_owned();
                say(log, Kind::MidnightWrap, Repaired, row, field, reason);
            }
            if *time < before {
                let reason = format!(
                    "{} comes after {}: time runs backwards, and the trip is left out",
                    clock(*time),
                    clock(before)
                );
                say(log, Kind::DecreasingTime, Dropped, row, field, reason);
                return None;
            }
            before = *time;
        }
        calls.push(row.call(times[0], times[1]));
        // Blank times up to the next time.
        let blank = rows[i + 1..].iter().take_while(|row| row.arrival.is_none()).count();
        if let Some(Seconds(next)) = rows.get(i + 1 + blank).and_then(|row| row.arrival) {
            let mut next = next + shift;
            if next + HALF_A_DAY < before {
                next += 24 * 3600;
            }
            let span = u64::from(next.saturating_sub(before));
            for (n, row) in rows[i + 1..i + 1 + blank].iter().enumerate() {
                let share = (span * (n as u64 + 1) / (blank as u64 + 1)) as u32;
                calls.push(row.call(before + share, before + share));
            }
        }
        i += 1 + blank;
    }
    Some(calls)
}

impl Timed {
    fn call(&self, arrival: u32, departure: u32) -> Call {
        Call {
            stop: self.stop,
            arrival: Seconds(arrival),
            departure: Seconds(departure),
            board: self.board,
            alight: self.alight,
        }
    }
}

fn clock(seconds: u32) -> String {
    format!("{}:{:02}", Seconds(seconds), seconds % 60)
}

//! The scan: every connection of the day once, latest departure first.
//!
//! For each stop it keeps what boarding there at a time leads to: one lane for each number of rides,
//! in it the best key (arrival, then street, then riding) of all ways that depart then or later.
//! The same code goes back from a service and, with time turned round, home from it.

use territory::transit::Window;

use super::day::{Connection, Connections};
use super::model::flags;

/// Rides that are counted apart: one more than changes.
pub(super) const LANES: usize = 6;

/// Arrival, street seconds, riding seconds and the ride on demand at the end, packed so that a
/// comparison of numbers compares them in this order. 20, 20, 20 and 4 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(pub(super) u64);

/// One boarding: when, and what it leads to with at most 1, 2… rides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) departure: u32,
    pub(super) lanes: [Key; LANES],
}

/// The way from a stop to the end of the journey.
#[derive(Debug, Clone)]
pub(super) struct Exit {
    pub(super) seconds: u32,
    /// 0 for the street, or the number of the ride on demand and its hours.
    pub(super) tag: u8,
    pub(super) windows: Option<Vec<Window>>,
}

/// What the scan leaves.
#[derive(Debug)]
pub(super) struct Scan {
    /// For each stop: getting on there, latest first; lanes never get worse down the list.
    pub(super) board: Vec<Vec<Entry>>,
    /// For each stop: what getting off there leads to by a change; the same order.
    pub(super) change: Vec<Vec<Entry>>,
    pub(super) lanes: usize,
}

/// What a scan is asked.
pub(super) struct Question<'q> {
    pub(super) connections: &'q Connections,
    pub(super) exits: &'q [Vec<Exit>],
    pub(super) rides: usize,
    pub(super) lanes: usize,
    pub(super) phone_calls: bool,
    /// In the scan's own time.
    pub(super) hours: Window,
}

impl Key {
    pub(super) const NONE: Self = Self(u64::MAX);

    pub(super) fn new(arrival: u32, street: u32, riding: u32, tag: u8) -> Self {
        Self(u64::from(arrival) << 44 | u64::from(street) << 24 | u64::from(riding) << 4 | u64::from(tag))
    }

    pub(super) fn arrival(self) -> u32 {
        (self.0 >> 44) as u32
    }

    pub(super) fn street(self) -> u32 {
        (self.0 >> 24 & 0xF_FFFF) as u32
    }

    pub(super) fn riding(self) -> u32 {
        (self.0 >> 4 & 0xF_FFFF) as u32
    }

    pub(super) fn tag(self) -> u8 {
        (self.0 & 0xF) as u8
    }

    pub(super) fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// The same way with more street.
    fn walked(self, seconds: u32) -> Self {
        if self.is_none() { self } else { Self(self.0 + (u64::from(seconds) << 24)) }
    }

    /// The same way with more riding.
    fn ridden(self, seconds: u32) -> Self {
        if self.is_none() { self } else { Self(self.0 + (u64::from(seconds) << 4)) }
    }

    /// The same way with the riding counted from a clock time instead of from zero.
    fn ridden_since(self, clock: u32) -> Self {
        if self.is_none() { self } else { Self(self.0 - (u64::from(clock) << 4)) }
    }
}

impl Exit {
    /// The key of getting off at `at` and going on by this way; `None` outside its hours.
    pub(super) fn key(&self, at: u32) -> Option<Key> {
        let Some(windows) = &self.windows else {
            return Some(Key::new(at + self.seconds, self.seconds, 0, self.tag));
        };
        let start = first_start(windows, at, self.seconds)?;
        Some(Key::new(start + self.seconds, 0, self.seconds, self.tag))
    }
}

/// The first time from `at` on at which a ride of some seconds fits into a window.
pub(super) fn first_start(windows: &[Window], at: u32, seconds: u32) -> Option<u32> {
    let starts = windows.iter().filter_map(|w| {
        let start = at.max(w.from.0);
        (start + seconds <= w.to.0).then_some(start)
    });
    starts.min()
}

/// The last time up to which a ride of some seconds that ends by `by` can begin.
pub(super) fn last_start(windows: &[Window], by: u32, seconds: u32) -> Option<u32> {
    let starts = windows.iter().filter_map(|w| by.min(w.to.0).checked_sub(seconds).filter(|start| *start >= w.from.0));
    starts.max()
}

/// Scans the connections of a day.
pub(super) fn scan(question: &Question<'_>) -> Scan {
    let stops = question.exits.len();
    let lanes = question.lanes;
    let mut scan = Scan { board: vec![Vec::new(); stops], change: vec![Vec::new(); stops], lanes };
    // What staying on each ride leads to; riding is counted as the clock at which one gets off.
    let mut aboard = vec![[Key::NONE; LANES]; question.rides];
    let list = &question.connections.list;
    let first = list.partition_point(|c| c.departure > question.hours.to.0);
    for connection in &list[first..] {
        if connection.departure < question.hours.from.0 {
            break;
        }
        if connection.arrival > question.hours.to.0 {
            continue;
        }
        let best = &mut aboard[connection.ride as usize];
        if may(connection, flags::ALIGHT, flags::ALIGHT_CALL, question.phone_calls) {
            alight(connection, question, &scan.change[connection.to as usize], best);
        }
        if best[lanes - 1].is_none() || !may(connection, flags::BOARD, flags::BOARD_CALL, question.phone_calls) {
            continue;
        }
        let departure = connection.departure;
        let entry = Entry { departure, lanes: best.map(|key| key.ridden_since(departure)) };
        if !insert(&mut scan.board[connection.from as usize], entry) {
            continue;
        }
        for link in question.connections.links_into(connection.from) {
            let Some(leave) = departure.checked_sub(link.seconds) else { continue };
            let street = if link.from == connection.from { 0 } else { link.seconds };
            let entry = Entry { departure: leave, lanes: entry.lanes.map(|key| key.walked(street)) };
            insert(&mut scan.change[link.from as usize], entry);
        }
    }
    scan
}

fn may(connection: &Connection, allowed: u8, by_call: u8, phone_calls: bool) -> bool {
    connection.flags & allowed != 0 && (phone_calls || connection.flags & by_call == 0)
}

/// Betters what staying on a ride leads to by what getting off at the end of a connection does.
fn alight(connection: &Connection, question: &Question<'_>, changes: &[Entry], best: &mut [Key; LANES]) {
    let at = connection.arrival;
    for exit in &question.exits[connection.to as usize] {
        if let Some(key) = exit.key(at) {
            let key = key.ridden(at);
            best.iter_mut().take(question.lanes).for_each(|lane| *lane = key.min(*lane));
        }
    }
    if let Some(next) = first_from(changes, at) {
        // One more ride than the way after the change.
        for (lane, after) in best[1..question.lanes].iter_mut().zip(&next.lanes) {
            *lane = after.ridden(at).min(*lane);
        }
    }
}

/// The last entry of a list that departs at a time or later: the best of all that do. Lists are
/// searched from their end, which is near the time of the scan.
fn first_from(list: &[Entry], time: u32) -> Option<&Entry> {
    list.iter().rev().find(|entry| entry.departure >= time)
}

/// The entry of a finished list for departing at a time or later.
pub(super) fn entry_from(list: &[Entry], time: u32) -> Option<&Entry> {
    list[..list.partition_point(|entry| entry.departure >= time)].last()
}

/// Puts an entry in its place; false when it leads to nothing better than a later one.
fn insert(list: &mut Vec<Entry>, entry: Entry) -> bool {
    let mut place = list.len();
    while place > 0 && list[place - 1].departure < entry.departure {
        place -= 1;
    }
    let mut merged = entry;
    if let Some(before) = place.checked_sub(1).map(|i| &list[i]) {
        if before.lanes.iter().zip(&entry.lanes).all(|(before, new)| before <= new) {
            return false;
        }
        better(&mut merged.lanes, &before.lanes);
    }
    if place > 0 && list[place - 1].departure == entry.departure {
        list[place - 1] = merged;
        place -= 1;
    } else {
        list.insert(place, merged);
    }
    // Earlier departures may leave later, too; those that no longer add anything go.
    let mut kept = place + 1;
    let mut lanes = merged.lanes;
    for i in place + 1..list.len() {
        let mut later = list[i];
        better(&mut later.lanes, &lanes);
        if later.lanes != lanes {
            lanes = later.lanes;
            list[kept] = later;
            kept += 1;
        }
    }
    list.truncate(kept);
    true
}

fn better(lanes: &mut [Key; LANES], other: &[Key; LANES]) {
    for (lane, other) in lanes.iter_mut().zip(other) {
        *lane = (*lane).min(*other);
    }
}

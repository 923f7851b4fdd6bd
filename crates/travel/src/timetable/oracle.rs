//! The oracle: a plain Dijkstra over the events of a day, forwards in time, without any of the
//! ideas of the search. Slow on purpose.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashSet},
};

use territory::{Seconds, transit::Window};

use super::{
    Access, On, SPAN, Timetable,
    model::{CallRow, flags},
};

/// Arrival, rides, street, riding: the best way in the order of the search.
pub(super) type Best = (u32, u8, u32, u32);

pub(super) struct Oracle<'t> {
    timetable: &'t Timetable,
    /// Calls of each run under way on the day, times shifted to the day.
    vehicles: Vec<Vec<(i64, i64, CallRow)>>,
    phone_calls: bool,
}

pub(super) struct Asked<'a> {
    pub(super) from: &'a [Access],
    pub(super) to: &'a [Access],
    pub(super) direct: &'a [(Seconds, On)],
    pub(super) windows: &'a [Vec<Window>],
    pub(super) max_rides: u8,
}

impl<'t> Oracle<'t> {
    pub(super) fn new(timetable: &'t Timetable, day: i64, phone_calls: bool) -> Self {
        let mut vehicles = Vec::new();
        for trip in &timetable.trips {
            for days in -1..=1 {
                if timetable.runs(trip.service, day + days) {
                    let at = |time: u32| i64::from(time) + days * 86_400;
                    let calls = timetable.calls_of(trip).iter();
                    vehicles.push(calls.map(|call| (at(call.arrival), at(call.departure), *call)).collect());
                }
            }
        }
        Self { timetable, vehicles, phone_calls }
    }

    /// Every time at which a vehicle departs from a stop.
    pub(super) fn departures(&self, stop: u32) -> Vec<u32> {
        let calls = self.vehicles.iter().flatten().filter(|(_, _, call)| call.stop == stop);
        calls.filter_map(|(_, departure, _)| u32::try_from(*departure).ok()).collect()
    }

    /// The best way that leaves at a time or later.
    pub(super) fn leave_after(&self, asked: &Asked<'_>, time: u32) -> Option<Best> {
        let mut best: Option<Best> = None;
        let mut offer = |found: Best| best = Some(best.map_or(found, |best| best.min(found)));
        // (time, street, riding, rides, vehicle, call, whether it has arrived there)
        let mut queue = BinaryHeap::new();
        for (seconds, on) in asked.direct {
            if let Some((at, street, riding)) = go(asked, i64::from(time), *seconds, *on) {
                offer((at as u32, 0, street, riding));
            }
        }
        for access in asked.from {
            let Some((at, street, riding)) = go(asked, i64::from(time), access.seconds, access.on) else { continue };
            for exit in asked.to.iter().filter(|exit| exit.stop == access.stop) {
                if let Some((end, more, ridden)) = go(asked, at, exit.seconds, exit.on) {
                    offer((end as u32, 0, street + more, riding + ridden));
                }
            }
            self.board(access.stop, at, |v, i, departure| {
                queue.push(Reverse((departure, street, riding, 1, v, i, false)))
            });
        }
        let mut settled = HashSet::new();
        while let Some(Reverse((at, street, riding, rides, v, i, arrived))) = queue.pop() {
            if rides > asked.max_rides || !settled.insert((v, i, arrived, rides)) {
                continue;
            }
            let (_, departure, call): (i64, i64, CallRow) = self.vehicles[v][i];
            if !arrived {
                if let Some((arrival, _, _)) = self.segment(v, i) {
                    queue.push(Reverse((arrival, street, riding + (arrival - at) as u32, rides, v, i + 1, true)));
                }
                continue;
            }
            queue.push(Reverse((departure, street, riding + (departure - at) as u32, rides, v, i, false)));
            if call.flags & flags::ALIGHT == 0 || call.flags & flags::ALIGHT_CALL != 0 && !self.phone_calls {
                continue;
            }
            for exit in asked.to.iter().filter(|exit| exit.stop == call.stop) {
                if let Some((end, more, ridden)) = go(asked, at, exit.seconds, exit.on) {
                    offer((end as u32, rides, street + more, riding + ridden));
                }
            }
            for to in 0..self.timetable.stops.len() as u32 {
                for link in self.timetable.links_into(to).iter().filter(|link| link.from == call.stop) {
                    let more = if to == call.stop { 0 } else { link.seconds };
                    self.board(to, at + i64::from(link.seconds), |w, j, departure| {
                        queue.push(Reverse((departure, street + more, riding, rides + 1, w, j, false)));
                    });
                }
            }
        }
        best
    }

    /// Every vehicle that can be boarded at a stop at a time or later.
    fn board(&self, stop: u32, at: i64, mut give: impl FnMut(usize, usize, i64)) {
        for (v, calls) in self.vehicles.iter().enumerate() {
            for (i, (_, departure, call)) in calls.iter().enumerate() {
                let allowed =
                    call.flags & flags::BOARD != 0 && (self.phone_calls || call.flags & flags::BOARD_CALL == 0);
                if call.stop == stop && *departure >= at && allowed && self.segment(v, i).is_some() {
                    give(v, i, *departure);
                }
            }
        }
    }

    /// The arrival after a call, where both ends are within the span of the day.
    fn segment(&self, v: usize, i: usize) -> Option<(i64, i64, CallRow)> {
        let (_, departure, _) = self.vehicles[v][i];
        self.vehicles[v].get(i + 1).copied().filter(|next| departure >= 0 && next.0 <= i64::from(SPAN.0))
    }
}

/// Arrival, street and riding of a way that is ready at a time.
fn go(asked: &Asked<'_>, at: i64, seconds: Seconds, on: On) -> Option<(i64, u32, u32)> {
    let long = i64::from(seconds.0);
    match on {
        On::Street => Some((at + long, seconds.0, 0)),
        On::Demand(ride) => {
            let windows = asked.windows[usize::from(ride)].iter();
            let starts = windows.map(|w| (at.max(i64::from(w.from.0)), i64::from(w.to.0)));
            let start = starts.filter(|(start, to)| start + long <= *to).map(|(start, _)| start).min()?;
            Some((start + long, 0, seconds.0))
        }
    }
}

//! A whole window of departures (or arrivals): the median and other percentiles.

use serde::{Deserialize, Serialize};
use territory::Seconds;

use super::{
    day::SPAN,
    outcome::Outcome,
    profile::{FromService, Profile, ToService},
    query::{Access, On, Place, PlaceError, When},
    scan::{Entry, last_start},
};
use crate::Travel;

/// Times to ask for, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The first time; it also says whether times are departures or arrivals.
    pub from: When,
    /// The last time (`≤`).
    pub to: Seconds,
    /// From one time to the next; at least 1. 60 asks for every minute.
    pub step: Seconds,
    /// Percentiles to give, 1 to 100: 50 for the median.
    pub percentiles: Vec<u8>,
}

/// What a window of times gives for one home.
///
/// A percentile is the value of nearest rank among the times: with 121 times the median is the
/// 61st shortest travel. Times at which the service is beyond the limit or cannot be reached count
/// as longer than all others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowSummary {
    /// Number of times that were asked for.
    pub times: u32,
    /// Number of them at which the service is reached within the limit.
    pub reached: u32,
    /// Percentiles in the order in which they were asked for.
    pub percentiles: Vec<(u8, Travel)>,
    /// The way at the first time whose travel is the median: its rides, street and waiting.
    pub median: Outcome,
}

impl Window {
    /// The times.
    fn times(&self) -> impl Iterator<Item = u32> + Clone {
        let (When::LeaveAfter(Seconds(from)) | When::ArriveBefore(Seconds(from))) = self.from;
        (from..=self.to.0).step_by(self.step.0.max(1) as usize)
    }

    fn when(&self, time: u32) -> When {
        match self.from {
            When::LeaveAfter(_) => When::LeaveAfter(Seconds(time)),
            When::ArriveBefore(_) => When::ArriveBefore(Seconds(time)),
        }
    }
}

impl ToService<'_> {
    /// The travel of a home over a window.
    ///
    /// # Errors
    /// When the home names a stop or a ride on demand that is not there.
    pub fn over_window(&self, home: &Place, window: &Window) -> Result<WindowSummary, PlaceError> {
        self.0.check(home)?;
        Ok(self.0.over_window(home, window))
    }

    /// The travel from a stop over a window, see [`Place::at_stop`].
    pub fn stop_over_window(&self, stop: u32, window: &Window) -> WindowSummary {
        self.0.over_window(&Place::at_stop(self.0.day, stop), window)
    }
}

impl FromService<'_> {
    /// The travel of a home over a window.
    ///
    /// # Errors
    /// When the home names a stop or a ride on demand that is not there.
    pub fn over_window(&self, home: &Place, window: &Window) -> Result<WindowSummary, PlaceError> {
        self.0.check(home)?;
        Ok(self.0.over_window(home, window))
    }
}

/// Travel that is beyond the limit, and that does not exist, as numbers that sort last.
const BEYOND: u32 = u32::MAX - 1;
const NEVER: u32 = u32::MAX;

impl Profile<'_> {
    fn over_window(&self, home: &Place, window: &Window) -> WindowSummary {
        let times = window.times();
        let count = times.clone().count();
        let never = |count: usize| WindowSummary {
            times: count as u32,
            reached: 0,
            percentiles: window.percentiles.iter().map(|percent| (*percent, Travel::Unreachable)).collect(),
            median: Outcome::Unreachable,
        };
        if count == 0 {
            return never(0);
        }
        let booked = !self.turned && self.has_booked(home);
        let mut travel: Vec<u32> = match self.stairs(home, window) {
            // Most stops of a country do not lead to a service at all.
            Some(stairs) if stairs.steps.is_empty() && stairs.street.is_none() && !booked => return never(count),
            Some(stairs) => {
                let by_ride = |time| booked.then(|| self.booked(home, window.when(time))).flatten();
                stairs.travel(times.clone(), self.limit, by_ride)
            }
            None => times.clone().map(|time| self.travel(home, window.when(time))).collect(),
        };
        let in_order = travel.clone();
        let mut rank = |percent: u8| -> u32 {
            let place = (count * usize::from(percent)).div_ceil(100).clamp(1, count) - 1;
            *travel.select_nth_unstable(place).1
        };
        let percentiles = window.percentiles.iter().map(|percent| (*percent, said(rank(*percent)))).collect();
        let middle = rank(50);
        let median = match middle {
            NEVER => Outcome::Unreachable,
            BEYOND => Outcome::Beyond,
            _ => {
                let first = in_order.iter().position(|seconds| *seconds == middle).unwrap_or(0);
                let time = times.clone().nth(first).expect("one travel for each time");
                self.outcome(home, window.when(time))
            }
        };
        let reached = in_order.iter().filter(|seconds| **seconds < BEYOND).count() as u32;
        WindowSummary { times: count as u32, reached, percentiles, median }
    }

    fn travel(&self, home: &Place, when: When) -> u32 {
        match self.outcome(home, when) {
            Outcome::Reached(itinerary) => itinerary.seconds.0,
            Outcome::Beyond => BEYOND,
            Outcome::Unreachable => NEVER,
        }
    }

    /// The boardings at a stop that matter between two times of the scan: those from the first time
    /// on with one after the last (leaving), or those that are there by the last with one that is
    /// there by the first (arriving). Lists are sorted by both.
    fn near(&self, stop: u32, seconds: u32, leaving: bool, first: u32, last: u32) -> &[Entry] {
        let list = &self.scan.board[stop as usize];
        let place = |from_here: &dyn Fn(&Entry) -> bool| list.partition_point(from_here);
        if leaving {
            let after = place(&|entry| entry.departure > last.saturating_add(seconds));
            &list[after.saturating_sub(1)..place(&|entry| entry.departure >= first.saturating_add(seconds))]
        } else {
            let arrival = |entry: &Entry| entry.lanes[self.scan.lanes - 1].arrival();
            let early = place(&|entry| arrival(entry) > first);
            &list[place(&|entry| arrival(entry) > last)..list.len().min(early + 1)]
        }
    }

    /// The travel of a home as stairs, which are climbed once for all times; `None` for the way home
    /// where rides on demand take part.
    fn stairs(&self, home: &Place, window: &Window) -> Option<Stairs> {
        let exits = |stop: u32| self.exits[stop as usize].iter();
        let booked =
            home.stops.iter().any(|way| way.on != On::Street || exits(way.stop).any(|exit| exit.windows.is_some()));
        let booked = booked || home.direct.iter().any(|(_, on)| *on != On::Street);
        if booked && self.turned {
            return None;
        }
        let on_foot = home.stops.iter().filter(|way| way.on == On::Street);
        let through = on_foot.flat_map(|way| {
            let free = exits(way.stop).filter(|exit| exit.windows.is_none());
            free.map(|exit| way.seconds.0 + exit.seconds)
        });
        let direct = home.direct.iter().filter(|(_, on)| *on == On::Street).map(|(seconds, _)| seconds.0);
        let street = through.chain(direct).min();
        let leaving = matches!(window.from, When::LeaveAfter(_));
        let span = SPAN.0;
        let (When::LeaveAfter(Seconds(from)) | When::ArriveBefore(Seconds(from))) = window.from;
        let (first, last) = match self.turned {
            false => (from, window.to.0),
            true => (span.saturating_sub(window.to.0), span.saturating_sub(from)),
        };
        let steps = home.stops.iter().flat_map(|way| {
            // A booked ride may wait for its hours: what leaves much later matters too.
            let near = match way.on {
                On::Demand(_) if leaving => self.scan.board[way.stop as usize].as_slice(),
                _ => self.near(way.stop, way.seconds.0, leaving != self.turned, first, last),
            };
            near.iter().filter_map(|entry| {
                let key = entry.lanes[self.scan.lanes - 1];
                Some((self.leave(way.on, entry.departure, way.seconds.0)?, key.arrival())).filter(|_| !key.is_none())
            })
        });
        // In the time of the clock: (leave the one place, be at the other).
        let steps: Vec<(u32, u32)> = match self.turned {
            false => steps.collect(),
            true => steps.filter_map(|(leave, there)| Some((span.checked_sub(there)?, span - leave))).collect(),
        };
        Some(Stairs::new(steps, street, leaving, (self.turned, span)))
    }

    /// The travel of a home by booked rides without a vehicle of the timetable, where it has any: to
    /// the service, or to a stop from which one walks on or books on. Not for the way home.
    fn booked(&self, home: &Place, when: When) -> Option<u32> {
        let direct = home.direct.iter().filter(|(_, on)| *on != On::Street);
        let direct = direct.filter_map(|(seconds, on)| match when {
            When::LeaveAfter(Seconds(time)) => Some(self.start(*on, time, seconds.0)? + seconds.0 - time),
            When::ArriveBefore(Seconds(time)) => Some(time - self.leave(*on, time, seconds.0)?),
        });
        let through = home.stops.iter().flat_map(|way| {
            let exits = self.exits[way.stop as usize].iter();
            exits.filter(|exit| way.on != On::Street || exit.windows.is_some()).filter_map(|exit| match when {
                When::LeaveAfter(Seconds(time)) => {
                    let at = self.start(way.on, time, way.seconds.0)? + way.seconds.0;
                    Some(exit.key(at)?.arrival() - time)
                }
                When::ArriveBefore(Seconds(time)) => {
                    let start = match &exit.windows {
                        None => time.checked_sub(exit.seconds),
                        Some(windows) => last_start(windows, time, exit.seconds),
                    };
                    Some(time - self.leave(way.on, start?, way.seconds.0)?)
                }
            })
        });
        direct.chain(through).min()
    }

    /// Whether booked rides without a vehicle of the timetable lead from a home to the service.
    fn has_booked(&self, home: &Place) -> bool {
        let by_stop = |way: &Access| {
            let exits = &self.exits[way.stop as usize];
            !exits.is_empty() && (way.on != On::Street || exits.iter().any(|exit| exit.windows.is_some()))
        };
        home.direct.iter().any(|(_, on)| *on != On::Street) || home.stops.iter().any(by_stop)
    }
}

/// What each time leads to: sorted, each step better than those that it covers.
struct Stairs {
    /// Departure and arrival; sorted by departure (leaving) or arrival (arriving).
    steps: Vec<(u32, u32)>,
    street: Option<u32>,
    leaving: bool,
    turned: bool,
    span: u32,
}

impl Stairs {
    fn new(mut steps: Vec<(u32, u32)>, street: Option<u32>, leaving: bool, (turned, span): (bool, u32)) -> Self {
        if leaving {
            // From the last departure back, the earliest arrival so far.
            steps.sort_unstable();
            let mut best = u32::MAX;
            for (_, arrival) in steps.iter_mut().rev() {
                best = best.min(*arrival);
                *arrival = best;
            }
        } else {
            // From the first arrival on, the latest departure so far.
            steps.sort_unstable_by_key(|(departure, arrival)| (*arrival, *departure));
            let mut best = 0;
            for (departure, _) in &mut steps {
                best = best.max(*departure);
                *departure = best;
            }
        }
        Self { steps, street, leaving, turned, span }
    }

    /// The travel at each time; `by_ride` is what leads there without the timetable and off the street.
    fn travel(&self, times: impl Iterator<Item = u32>, limit: u32, by_ride: impl Fn(u32) -> Option<u32>) -> Vec<u32> {
        let mut next = 0;
        let of_time = |time: u32| {
            let by_timetable = if self.leaving {
                next += self.steps[next..].iter().take_while(|(departure, _)| *departure < time).count();
                self.steps.get(next).map(|(_, arrival)| arrival - time)
            } else {
                next += self.steps[next..].iter().take_while(|(_, arrival)| *arrival <= time).count();
                next.checked_sub(1).map(|last| time - self.steps[last].0)
            };
            // On foot one leaves no earlier than midnight, and is back within the span.
            let on_foot = self.street.filter(|street| match (self.leaving, self.turned) {
                (true, false) => true,
                (false, false) => *street <= time,
                (true, true) => time + street <= self.span,
                (false, true) => time <= self.span && *street <= time,
            });
            match by_timetable.into_iter().chain(on_foot).chain(by_ride(time)).min() {
                None => NEVER,
                Some(seconds) if seconds > limit => BEYOND,
                Some(seconds) => seconds,
            }
        };
        times.map(of_time).collect()
    }
}

fn said(seconds: u32) -> Travel {
    match seconds {
        NEVER => Travel::Unreachable,
        BEYOND => Travel::Beyond,
        seconds => Travel::Reached(Seconds(seconds)),
    }
}

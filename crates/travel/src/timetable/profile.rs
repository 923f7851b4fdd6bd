//! What a scan answers: for any home and any time of the day.

use rayon::prelude::*;
use territory::{Seconds, transit::Window};

use super::{
    day::{Connections, Day, SPAN},
    outcome::{Itinerary, Outcome},
    query::{On, Place, PlaceError, SearchOptions, When},
    scan::{Exit, Key, LANES, Question, Scan, entry_from, first_start, last_start, scan},
};

/// Ways from every stop and every home to one service, all times of one day.
#[derive(Debug)]
pub struct ToService<'d>(pub(super) Profile<'d>);

/// Ways from one service back to every stop and every home.
#[derive(Debug)]
pub struct FromService<'d>(pub(super) Profile<'d>);

/// A scan and what it was asked. All times in here are those of the scan: for the way home they
/// count back from [`SPAN`].
#[derive(Debug)]
pub(super) struct Profile<'d> {
    pub(super) day: &'d Day<'d>,
    pub(super) turned: bool,
    pub(super) scan: Scan,
    pub(super) exits: Vec<Vec<Exit>>,
    /// Hours of each ride on demand.
    pub(super) windows: Vec<Vec<Window>>,
    pub(super) limit: u32,
    pub(super) phone_calls: bool,
}

/// A way that was found, in the time of the scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) leave: u32,
    pub(super) key: Key,
    pub(super) rides: u8,
    pub(super) home: On,
    /// Place of the way to the stop in [`Place::stops`]; `None` for a direct way.
    pub(super) access: Option<usize>,
}

impl<'d> ToService<'d> {
    /// Searches backwards from a service: `service.stops` lead from stops to it.
    ///
    /// # Errors
    /// When the service names a stop or a ride on demand that is not there.
    pub fn search(day: &'d Day<'d>, service: &Place, options: &SearchOptions) -> Result<Self, PlaceError> {
        Ok(Self(Profile::new(day, service, options, false)?))
    }

    /// Searches backwards from many services at once, one after the other in the answer; the
    /// threads of the pool in force share them.
    ///
    /// # Errors
    /// As [`ToService::search`], for the first service that is wrong.
    pub fn search_all(day: &'d Day<'d>, services: &[Place], options: &SearchOptions) -> Result<Vec<Self>, PlaceError> {
        services.par_iter().map(|service| Self::search(day, service, options)).collect()
    }

    /// The best way from a home (its `stops` lead to stops) at a time.
    ///
    /// # Errors
    /// When the home names a stop or a ride on demand that is not there.
    pub fn ask(&self, home: &Place, when: When) -> Result<Outcome, PlaceError> {
        self.0.ask(home, when)
    }

    /// The best way from a stop, see [`Place::at_stop`].
    pub fn ask_stop(&self, stop: u32, when: When) -> Outcome {
        let place = Place::at_stop(self.0.day, stop);
        self.0.outcome(&place, when)
    }
}

impl<'d> FromService<'d> {
    /// Searches the way home: `service.stops` lead from it to stops.
    ///
    /// # Errors
    /// When the service names a stop or a ride on demand that is not there.
    pub fn search(day: &'d Day<'d>, service: &Place, options: &SearchOptions) -> Result<Self, PlaceError> {
        Ok(Self(Profile::new(day, service, options, true)?))
    }

    /// The best way to a home (its `stops` lead from stops) at a time: leaving the service after
    /// it, or at home before it.
    ///
    /// # Errors
    /// When the home names a stop or a ride on demand that is not there.
    pub fn ask(&self, home: &Place, when: When) -> Result<Outcome, PlaceError> {
        self.0.ask(home, when)
    }
}

impl<'d> Profile<'d> {
    fn new(day: &'d Day<'d>, service: &Place, options: &SearchOptions, turned: bool) -> Result<Self, PlaceError> {
        options.check()?;
        service.check(day, options)?;
        let turn = |window: &Window| match turned {
            false => Some(*window),
            true => Some(Window {
                from: Seconds(SPAN.0.saturating_sub(window.to.0)),
                to: Seconds(SPAN.0.checked_sub(window.from.0)?),
            }),
        };
        let windows: Vec<Vec<Window>> =
            options.on_demand.iter().map(|ride| ride.windows.iter().filter_map(turn).collect()).collect();
        let mut exits = vec![Vec::new(); day.timetable.stops.len()];
        for way in &service.stops {
            let exit = match way.on {
                On::Street => Exit { seconds: way.seconds.0, tag: 0, windows: None },
                On::Demand(ride) => {
                    Exit { seconds: way.seconds.0, tag: ride + 1, windows: Some(windows[usize::from(ride)].clone()) }
                }
            };
            exits[way.stop as usize].push(exit);
        }
        let mut profile = Self {
            day,
            turned,
            scan: Scan { board: Vec::new(), change: Vec::new(), lanes: 1 },
            exits,
            windows,
            limit: options.limit.0,
            phone_calls: options.phone_calls,
        };
        profile.scan = scan(&Question {
            connections: profile.connections(),
            exits: &profile.exits,
            rides: day.rides.len(),
            lanes: usize::from(options.max_transfers) + 1,
            phone_calls: options.phone_calls,
            hours: turn(&options.hours).unwrap_or(Window { from: Seconds(0), to: Seconds(0) }),
        });
        Ok(profile)
    }

    pub(super) fn connections(&self) -> &'d Connections {
        if self.turned { self.day.forward() } else { self.day.backward() }
    }

    fn ask(&self, home: &Place, when: When) -> Result<Outcome, PlaceError> {
        self.check(home)?;
        Ok(self.outcome(home, when))
    }

    pub(super) fn check(&self, home: &Place) -> Result<(), PlaceError> {
        home.check_against(self.day, self.windows.len())
    }

    /// The answer for a home that was checked.
    pub(super) fn outcome(&self, home: &Place, when: When) -> Outcome {
        let found = self.find(home, when);
        found.map_or(Outcome::Unreachable, |found| self.outcome_of(&found, when))
    }

    /// The way for a home that was checked, in the time of the scan.
    pub(super) fn find(&self, home: &Place, when: When) -> Option<Found> {
        match (when, self.turned) {
            (When::LeaveAfter(Seconds(time)), false) => self.leave_after(home, time),
            (When::ArriveBefore(Seconds(time)), false) => self.arrive_before(home, time),
            (When::LeaveAfter(Seconds(time)), true) => self.arrive_before(home, SPAN.0.checked_sub(time)?),
            (When::ArriveBefore(Seconds(time)), true) => self.leave_after(home, SPAN.0.checked_sub(time)?),
        }
    }

    fn outcome_of(&self, found: &Found, when: When) -> Outcome {
        let (departure, arrival) = match self.turned {
            false => (found.leave, found.key.arrival()),
            // A way home may end after the span; it then ends beyond every limit that fits in it.
            true => match SPAN.0.checked_sub(found.key.arrival()) {
                Some(departure) => (departure, SPAN.0 - found.leave),
                None => return Outcome::Unreachable,
            },
        };
        let seconds = match when {
            When::LeaveAfter(Seconds(time)) => arrival - time,
            When::ArriveBefore(Seconds(time)) => time - departure,
        };
        if seconds > self.limit {
            return Outcome::Beyond;
        }
        let (street, riding) = (found.key.street(), found.key.riding());
        let at_home = match found.home {
            On::Street => None,
            On::Demand(ride) => Some(ride),
        };
        Outcome::Reached(Itinerary {
            seconds: Seconds(seconds),
            departure: Seconds(departure),
            arrival: Seconds(arrival),
            rides: found.rides,
            street: Seconds(street),
            riding: Seconds(riding),
            waiting: Seconds(seconds - street - riding),
            booked_at_home: at_home,
            booked_at_service: found.key.tag().checked_sub(1),
        })
    }

    /// Earliest arrival, then fewest rides, least street, least riding, latest departure.
    fn leave_after(&self, home: &Place, time: u32) -> Option<Found> {
        let rank = |found: &Found| (found.key.arrival(), found.rides, found.key, std::cmp::Reverse(found.leave));
        let mut best: Option<Found> = None;
        let mut offer = |found: Found| {
            if best.as_ref().is_none_or(|best| rank(&found) < rank(best)) {
                best = Some(found);
            }
        };
        for (access, way) in home.stops.iter().enumerate() {
            let seconds = way.seconds.0;
            let Some(start) = self.start(way.on, time, seconds) else { continue };
            let at = start + seconds;
            for exit in &self.exits[way.stop as usize] {
                if let Some(key) = exit.key(at) {
                    // One leaves at once for the street, and in time for a booked ride.
                    let leave = match (&exit.windows, way.on) {
                        (Some(_), On::Street) => key.arrival() - exit.seconds - seconds,
                        _ => start,
                    };
                    offer(Found {
                        leave,
                        key: add(key, way.on, seconds),
                        rides: 0,
                        home: way.on,
                        access: Some(access),
                    });
                }
            }
            let list = &self.scan.board[way.stop as usize];
            let Some(entry) = entry_from(list, at) else { continue };
            let arrival = entry.lanes[self.scan.lanes - 1].arrival();
            let lane = entry.lanes.iter().position(|key| key.arrival() == arrival).unwrap_or(LANES - 1);
            let key = entry.lanes[lane];
            if key.is_none() {
                continue;
            }
            let latest = list[list.partition_point(|entry| entry.lanes[lane] > key)].departure;
            let leave = self.leave(way.on, latest, seconds).unwrap_or(start);
            offer(Found {
                leave,
                key: add(key, way.on, seconds),
                rides: lane as u8 + 1,
                home: way.on,
                access: Some(access),
            });
        }
        for (seconds, on) in &home.direct {
            if let Some(start) = self.start(*on, time, seconds.0) {
                let key = add(Key::new(start + seconds.0, 0, 0, 0), *on, seconds.0);
                offer(Found { leave: start, key, rides: 0, home: *on, access: None });
            }
        }
        best
    }

    /// Latest departure, then fewest rides, earliest arrival, least street, least riding.
    fn arrive_before(&self, home: &Place, time: u32) -> Option<Found> {
        let rank = |found: &Found| (std::cmp::Reverse(found.leave), found.rides, found.key);
        let mut best: Option<Found> = None;
        let mut offer = |found: Found| {
            if best.as_ref().is_none_or(|best| rank(&found) < rank(best)) {
                best = Some(found);
            }
        };
        for (access, way) in home.stops.iter().enumerate() {
            let seconds = way.seconds.0;
            for exit in &self.exits[way.stop as usize] {
                let start = match &exit.windows {
                    None => time.checked_sub(exit.seconds),
                    Some(windows) => last_start(windows, time, exit.seconds),
                };
                let Some(start) = start else { continue };
                let Some(leave) = self.leave(way.on, start, seconds) else { continue };
                let (street, riding) = if exit.windows.is_none() { (exit.seconds, 0) } else { (0, exit.seconds) };
                let key = Key::new(start + exit.seconds, street, riding, exit.tag);
                offer(Found { leave, key: add(key, way.on, seconds), rides: 0, home: way.on, access: Some(access) });
            }
            let list = &self.scan.board[way.stop as usize];
            let last = self.scan.lanes - 1;
            // The hours of a booked ride may let a way of fewer rides leave as late: each is offered.
            let first = if way.on == On::Street { last } else { 0 };
            for most in first..=last {
                let Some(entry) = list.get(list.partition_point(|entry| entry.lanes[most].arrival() > time)) else {
                    continue;
                };
                let Some(leave) = self.leave(way.on, entry.departure, seconds) else { continue };
                let lane = entry.lanes.iter().position(|key| key.arrival() <= time).unwrap_or(most);
                let key = add(entry.lanes[lane], way.on, seconds);
                offer(Found { leave, key, rides: lane as u8 + 1, home: way.on, access: Some(access) });
            }
        }
        for (seconds, on) in &home.direct {
            if let Some(leave) = self.leave(*on, time, seconds.0) {
                let key = add(Key::new(leave + seconds.0, 0, 0, 0), *on, seconds.0);
                offer(Found { leave, key, rides: 0, home: *on, access: None });
            }
        }
        best
    }

    /// When a way at the home begins if one is ready at a time.
    pub(super) fn start(&self, on: On, time: u32, seconds: u32) -> Option<u32> {
        match on {
            On::Street => Some(time),
            On::Demand(ride) => first_start(&self.windows[usize::from(ride)], time, seconds),
        }
    }

    /// When to leave home to be at the end of a way by a time.
    pub(super) fn leave(&self, on: On, by: u32, seconds: u32) -> Option<u32> {
        match on {
            On::Street => by.checked_sub(seconds),
            On::Demand(ride) => last_start(&self.windows[usize::from(ride)], by, seconds),
        }
    }
}

/// A key with the way at the home added.
fn add(key: Key, on: On, seconds: u32) -> Key {
    match on {
        On::Street => Key::new(key.arrival(), key.street() + seconds, key.riding(), key.tag()),
        On::Demand(_) => Key::new(key.arrival(), key.street(), key.riding() + seconds, key.tag()),
    }
}

//! The legs of a way: which vehicle from which stop to which, and when.

use serde::{Deserialize, Serialize};
use territory::Seconds;

use super::{
    day::{Connection, SPAN},
    model::flags,
    profile::{Found, FromService, Profile, ToService},
    query::{On, Place, PlaceError, When},
    scan::{Exit, Key, entry_from},
};

/// One leg.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// How.
    pub means: Means,
    /// The stop where it begins; `None` for the home or the service.
    pub from: Option<u32>,
    /// The stop where it ends; `None` for the home or the service.
    pub to: Option<u32>,
    /// When it begins.
    pub departure: Seconds,
    /// When it ends.
    pub arrival: Seconds,
}

/// How a leg is travelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Means {
    /// On foot, by bike or by car.
    Street,
    /// In a vehicle of a timetable.
    Ride {
        /// Id of the trip.
        trip: String,
        /// Name of its line.
        line: String,
    },
    /// In a ride on demand: its place in the list of the query.
    OnDemand(u8),
}

impl ToService<'_> {
    /// The legs of the way that [`ToService::ask`] answers with, in order; `None` where there is no
    /// way (a way beyond the limit has its legs).
    ///
    /// # Errors
    /// When the home names a stop or a ride on demand that is not there.
    pub fn journey(&self, home: &Place, when: When) -> Result<Option<Vec<Leg>>, PlaceError> {
        self.0.check(home)?;
        Ok(self.0.find(home, when).and_then(|found| self.0.legs(home, &found)))
    }
}

impl FromService<'_> {
    /// The legs of the way that [`FromService::ask`] answers with, in order.
    ///
    /// # Errors
    /// When the home names a stop or a ride on demand that is not there.
    pub fn journey(&self, home: &Place, when: When) -> Result<Option<Vec<Leg>>, PlaceError> {
        self.0.check(home)?;
        Ok(self.0.find(home, when).and_then(|found| self.0.legs(home, &found)))
    }
}

/// Boarding a ride and leaving it, in the time of the scan.
struct Ridden {
    on: Connection,
    off: Connection,
}

impl Profile<'_> {
    /// The legs in the order of the clock.
    fn legs(&self, home: &Place, found: &Found) -> Option<Vec<Leg>> {
        let mut legs = self.legs_of_scan(home, found)?;
        if self.turned {
            for leg in &mut legs {
                std::mem::swap(&mut leg.from, &mut leg.to);
                (leg.departure, leg.arrival) =
                    (Seconds(SPAN.0.checked_sub(leg.arrival.0)?), Seconds(SPAN.0.checked_sub(leg.departure.0)?));
            }
            legs.reverse();
        }
        Some(legs)
    }

    fn legs_of_scan(&self, home: &Place, found: &Found) -> Option<Vec<Leg>> {
        let means = |on: On| match on {
            On::Street => Means::Street,
            On::Demand(ride) => Means::OnDemand(ride),
        };
        let leg = |means, from, to, departure: u32, arrival: u32| Leg {
            means,
            from,
            to,
            departure: Seconds(departure),
            arrival: Seconds(arrival),
        };
        let Some(way) = found.access.map(|access| home.stops[access]) else {
            return Some(vec![leg(means(found.home), None, None, found.leave, found.key.arrival())]);
        };
        let at = found.leave + way.seconds.0;
        let mut legs = vec![leg(means(way.on), None, Some(way.stop), found.leave, at)];
        if found.rides == 0 {
            // Whoever leaves as late as possible may still wait between two rides on demand.
            let long = found.key.street() + found.key.riding() - way.seconds.0;
            let fits = |exit: &&Exit| {
                let in_time = exit.key(at).is_some_and(|key| key.arrival() <= found.key.arrival());
                in_time && exit.tag == found.key.tag() && exit.seconds == long
            };
            let exit = self.exits[way.stop as usize].iter().find(fits)?;
            let on = exit.tag.checked_sub(1).map_or(On::Street, On::Demand);
            legs.push(leg(means(on), Some(way.stop), None, found.key.arrival() - exit.seconds, found.key.arrival()));
            return Some(legs);
        }
        // Without the way at the home, as the lanes have it.
        let (street, riding) = match way.on {
            On::Street => (found.key.street() - way.seconds.0, found.key.riding()),
            On::Demand(_) => (found.key.street(), found.key.riding() - way.seconds.0),
        };
        let mut key = Key::new(found.key.arrival(), street, riding, found.key.tag());
        let mut stop = way.stop;
        for lane in (0..usize::from(found.rides)).rev() {
            let list = &self.scan.board[stop as usize];
            let departure = list.get(list.partition_point(|entry| entry.lanes[lane] > key))?.departure;
            let (ridden, next) = self.ride_with(stop, departure, lane, key)?;
            legs.push(leg(self.ride_means(&ridden), Some(stop), Some(ridden.off.to), departure, ridden.off.arrival));
            stop = ridden.off.to;
            match next {
                Next::Exit(exit) => {
                    let exit = &self.exits[stop as usize][exit];
                    let on = exit.tag.checked_sub(1).map_or(On::Street, On::Demand);
                    legs.push(leg(means(on), Some(stop), None, key.arrival() - exit.seconds, key.arrival()));
                    return Some(legs);
                }
                Next::Change { to, seconds, key: rest } => {
                    if to != stop {
                        legs.push(leg(
                            Means::Street,
                            Some(stop),
                            Some(to),
                            ridden.off.arrival,
                            ridden.off.arrival + seconds,
                        ));
                    }
                    stop = to;
                    key = rest;
                }
            }
        }
        None
    }

    /// The ride from a stop at a time that leads to a key with a number of rides, and what follows.
    fn ride_with(&self, stop: u32, departure: u32, lane: usize, key: Key) -> Option<(Ridden, Next)> {
        let list = &self.connections().list;
        let first = list.partition_point(|c| c.departure > departure);
        let may = |flag: u8, allowed: u8, by_call: u8| flag & allowed != 0 && (self.phone_calls || flag & by_call == 0);
        let boardings = list[first..].iter().take_while(|c| c.departure == departure);
        for on in boardings.filter(|c| c.from == stop && may(c.flags, flags::BOARD, flags::BOARD_CALL)) {
            // Later connections of the same ride come earlier in the list.
            let mut ride: Vec<&Connection> = list.iter().filter(|c| c.ride == on.ride && c.place >= on.place).collect();
            ride.sort_unstable_by_key(|c| c.place);
            for off in ride.into_iter().filter(|c| may(c.flags, flags::ALIGHT, flags::ALIGHT_CALL)) {
                if let Some(next) = self.next_with(off, departure, lane, key) {
                    return Some((Ridden { on: *on, off: *off }, next));
                }
            }
        }
        None
    }

    fn next_with(&self, off: &Connection, departure: u32, lane: usize, key: Key) -> Option<Next> {
        let ridden = off.arrival - departure;
        let with = |rest: Key| Key::new(rest.arrival(), rest.street(), rest.riding() + ridden, rest.tag()) == key;
        let exits = &self.exits[off.to as usize];
        if let Some(exit) = exits.iter().position(|exit| exit.key(off.arrival).is_some_and(with)) {
            return Some(Next::Exit(exit));
        }
        let lane = lane.checked_sub(1)?;
        let out = if self.turned { self.day.backward() } else { self.day.forward() };
        out.links_into(off.to).iter().find_map(|link| {
            let entry = entry_from(&self.scan.board[link.from as usize], off.arrival + link.seconds)?;
            let rest = entry.lanes[lane];
            let street = if link.from == off.to { 0 } else { link.seconds };
            let fits =
                !rest.is_none() && with(Key::new(rest.arrival(), rest.street() + street, rest.riding(), rest.tag()));
            fits.then_some(Next::Change { to: link.from, seconds: link.seconds, key: rest })
        })
    }

    fn ride_means(&self, ridden: &Ridden) -> Means {
        let timetable = self.day.timetable;
        let trip = &timetable.trips[self.day.rides[ridden.on.ride as usize].trip as usize];
        let line = trip.line.map_or_else(String::new, |line| timetable.lines[line as usize].clone());
        Means::Ride { trip: trip.id.clone(), line }
    }
}

/// What follows a ride.
enum Next {
    /// A way to the end: its place among those of the stop.
    Exit(usize),
    /// A change.
    Change { to: u32, seconds: u32, key: Key },
}

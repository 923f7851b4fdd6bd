//! The connections of one day, ordered for the scan.

use std::sync::OnceLock;

use territory::{Date, Seconds};

use super::model::{Link, Timetable, flags};

/// What a day holds: from its midnight to the end of the following day.
pub const SPAN: Seconds = Seconds(48 * 3600);

/// A day of a timetable, opened for searches. Immutable; searches share it.
#[derive(Debug)]
pub struct Day<'t> {
    pub(super) timetable: &'t Timetable,
    date: Date,
    pub(super) rides: Vec<RideOf>,
    /// Ordered for searches that go back in time from a service.
    backward: Connections,
    /// The same with time turned round, for the way home; made when it is needed.
    forward: OnceLock<Connections>,
}

/// One run on one day: the trip, and by how much its times are shifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RideOf {
    pub(super) trip: u32,
    pub(super) shift: i64,
}

/// Connections in the order of the scan, and the changes that lead into each stop.
#[derive(Debug)]
pub(super) struct Connections {
    /// Latest departure first; within one ride its last connection first.
    pub(super) list: Vec<Connection>,
    link_start: Vec<u32>,
    links: Vec<Link>,
}

/// A vehicle from one call to the next. In a scan of the way home both ends and both times have
/// changed places, and times count back from [`SPAN`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Connection {
    pub(super) departure: u32,
    pub(super) arrival: u32,
    pub(super) from: u32,
    pub(super) to: u32,
    /// Place in [`Day::rides`].
    pub(super) ride: u32,
    /// Place of the connection in its ride, in the order of the scan's time.
    pub(super) place: u16,
    pub(super) flags: u8,
}

impl<'t> Day<'t> {
    /// Trips of the day, of the day before while they are under way after midnight, and of the day
    /// after.
    pub(super) fn open(timetable: &'t Timetable, date: Date, number: i64) -> Self {
        let (mut rides, mut list) = (Vec::new(), Vec::new());
        for (trip, row) in timetable.trips.iter().enumerate() {
            let calls = timetable.calls_of(row);
            for days in -1..=1 {
                if !timetable.runs(row.service, number + days) {
                    continue;
                }
                let shift = days * 24 * 3600;
                let clock = |time: u32| {
                    let time = i64::from(time) + shift;
                    u32::try_from(time).ok().filter(|time| *time <= SPAN.0)
                };
                let ride = rides.len() as u32;
                let before = list.len();
                for (place, pair) in calls.windows(2).enumerate() {
                    let (Some(departure), Some(arrival)) = (clock(pair[0].departure), clock(pair[1].arrival)) else {
                        continue;
                    };
                    let on = pair[0].flags & (flags::BOARD | flags::BOARD_CALL);
                    let off = pair[1].flags & (flags::ALIGHT | flags::ALIGHT_CALL);
                    let (from, to) = (pair[0].stop, pair[1].stop);
                    let place = u16::try_from(place).unwrap_or(u16::MAX);
                    list.push(Connection { departure, arrival, from, to, ride, place, flags: on | off });
                }
                if list.len() > before {
                    rides.push(RideOf { trip: trip as u32, shift });
                }
            }
        }
        let backward = Connections::ordered(list, timetable.link_start.clone(), timetable.links.clone());
        Self { timetable, date, rides, backward, forward: OnceLock::new() }
    }

    /// The day.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The timetable.
    pub fn timetable(&self) -> &'t Timetable {
        self.timetable
    }

    /// The served stops whose station this is.
    pub(super) fn parts_of(&self, station: u32) -> Vec<u32> {
        let stops = &self.timetable.stops;
        let of_it = |stop: &u32| {
            let stop = &stops[*stop as usize];
            stop.served && stop.parent == Some(station)
        };
        (0..stops.len() as u32).filter(of_it).collect()
    }

    /// Number of connections from one call to the next.
    pub fn connection_count(&self) -> usize {
        self.backward.list.len()
    }

    pub(super) fn backward(&self) -> &Connections {
        &self.backward
    }

    pub(super) fn forward(&self) -> &Connections {
        self.forward.get_or_init(|| self.backward.turned(self.timetable))
    }
}

impl Connections {
    fn ordered(mut list: Vec<Connection>, link_start: Vec<u32>, links: Vec<Link>) -> Self {
        list.sort_unstable_by_key(|c| {
            use std::cmp::Reverse;
            (Reverse(c.departure), c.ride, Reverse(c.place))
        });
        Self { list, link_start, links }
    }

    fn turned(&self, timetable: &Timetable) -> Self {
        let turn = |c: &Connection| {
            let swap =
                |flags: u8, a: u8, b: u8| (if flags & a != 0 { b } else { 0 }) | (if flags & b != 0 { a } else { 0 });
            Connection {
                departure: SPAN.0 - c.arrival,
                arrival: SPAN.0 - c.departure,
                from: c.to,
                to: c.from,
                ride: c.ride,
                place: u16::MAX - c.place,
                flags: swap(c.flags, flags::BOARD, flags::ALIGHT)
                    | swap(c.flags, flags::BOARD_CALL, flags::ALIGHT_CALL),
            }
        };
        let stops = timetable.stops.len();
        let mut out: Vec<Vec<Link>> = vec![Vec::new(); stops];
        for to in 0..stops as u32 {
            for link in timetable.links_into(to) {
                out[link.from as usize].push(Link { from: to, seconds: link.seconds });
            }
        }
        let mut link_start = vec![0];
        let mut links = Vec::with_capacity(timetable.links.len());
        for of_stop in out {
            links.extend(of_stop);
            link_start.push(links.len() as u32);
        }
        Self::ordered(self.list.iter().map(turn).collect(), link_start, links)
    }

    /// Changes into a stop, in the direction of the scan.
    pub(super) fn links_into(&self, stop: u32) -> &[Link] {
        let stop = stop as usize;
        &self.links[self.link_start[stop] as usize..self.link_start[stop + 1] as usize]
    }
}

//! Travel by timetable and on demand, as the figures have it: walks to stops, rides, arrivals asked
//! for over a window.

use ::travel::{
    Travel,
    timetable::{
        Day, Doors, FromService, Itinerary, Leg, Outcome, Place, Question, Ride, Timetable, ToService, Ways, When,
        days::{NamedDay, SchoolCalendar},
    },
};
use rayon::prelude::*;
use territory::{Date, LonLat, Seconds, Territory, TravelMode, transit::OnDemand};

use super::{Near, Travels};

/// Kilometres per hour of a walker where there is no network: as for the figures.
const WALK_KMH: f64 = 4.5;
/// Longest way by timetable that a route may be.
const LONGEST_ROUTE: Seconds = Seconds(6 * 3600);
/// Days by name that are offered, where the timetable has them.
const OFFERED: [(&str, &str, &str); 5] = [
    ("school_tuesday", "Mardi d’école", "School Tuesday"),
    ("school_wednesday", "Mercredi d’école", "School Wednesday"),
    ("saturday", "Samedi", "Saturday"),
    ("holiday_tuesday", "Mardi de vacances", "Holiday Tuesday"),
    ("holiday_wednesday", "Mercredi de vacances", "Holiday Wednesday"),
];

/// The timetable of a snapshot, and what figures asked of it.
#[derive(Debug)]
pub(crate) struct Timed {
    timetable: Timetable,
    known: OnDemand,
    question: Question,
    date: Date,
    modes: Vec<TravelMode>,
    /// The calendar of the zone of the snapshot's schools.
    school: SchoolCalendar,
    /// Word, French, English, day.
    days: Vec<(&'static str, &'static str, &'static str, Date)>,
}

/// A way by timetable that was found.
#[derive(Debug)]
pub(crate) struct Trip {
    pub(crate) itinerary: Itinerary,
    pub(crate) legs: Vec<Leg>,
    /// Names of the rides on demand, by their numbers in the legs.
    pub(crate) rides: Vec<String>,
}

/// A day of the timetable, opened for one mode.
pub(crate) struct OnDay<'a> {
    timed: &'a Timed,
    day: Day<'a>,
    walk: Ways<'a>,
    drive: Ways<'a>,
    rides: Vec<Ride>,
    is_estimated: bool,
}

impl Timed {
    pub(super) fn new(timetable: Timetable, known: OnDemand, record: &snapshot::TravelRecord) -> Result<Self, String> {
        let modes: Vec<TravelMode> = record.modes.iter().map(|m| m.mode).filter(|mode| mode.is_timed()).collect();
        let (first, last) = timetable.range();
        let date = match &record.day {
            Some(day) => day.parse().map_err(|_| format!("timetable: `{day}` is not a day"))?,
            None => first,
        };
        if date < first || last < date {
            return Err(format!("timetable: {date} is outside its days, from {first} to {last}"));
        }
        let limits = record.modes.iter().filter(|m| m.mode.is_timed()).map(|m| m.limit_s).filter(|limit| *limit > 0);
        let question = Question {
            arrive_by: Seconds(record.arrive_by_s.min(24 * 3600)),
            window: Seconds(record.window_s.min(24 * 3600)),
            percentile: record.percentile.clamp(1, 100),
            limit: Seconds(limits.max().unwrap_or(3600)),
        };
        let school = calendar(record)?;
        let typical = |word: &str| {
            let day: NamedDay = word.parse().ok()?;
            day.typical(&timetable, &school).ok()
        };
        let days = OFFERED.into_iter().filter_map(|(word, fr, en)| Some((word, fr, en, typical(word)?))).collect();
        Ok(Self { timetable, known, question, date, modes, school, days })
    }

    pub(super) fn has(&self, mode: TravelMode) -> bool {
        self.modes.contains(&mode)
    }

    /// Longest travel that is searched.
    pub(crate) fn limit(&self) -> Seconds {
        self.question.limit
    }

    /// Latest arrival of the figures.
    pub(crate) fn arrive_by(&self) -> Seconds {
        self.question.arrive_by
    }

    /// Days by name: word, French, English, day.
    pub(crate) fn days(&self) -> &[(&'static str, &'static str, &'static str, Date)] {
        &self.days
    }

    /// First and last day.
    pub(crate) fn range(&self) -> (Date, Date) {
        self.timetable.range()
    }

    /// The day that a word or a date names; that of the figures where none is asked for.
    pub(crate) fn date(&self, asked: Option<&str>) -> Option<Date> {
        let Some(asked) = asked else { return Some(self.date) };
        let (first, last) = self.range();
        let named = || asked.parse::<NamedDay>().ok()?.typical(&self.timetable, &self.school).ok();
        asked.parse().ok().or_else(named).filter(|date| first <= *date && *date <= last)
    }

    /// Where a stop is, and its name.
    pub(crate) fn stop(&self, stop: u32) -> Option<(&str, Option<LonLat>)> {
        let stops = self.timetable.stops();
        let stop = stops.get(stop as usize)?;
        let of_parent = || stops.get(stop.parent? as usize)?.at;
        Some((&stop.name, stop.at.or_else(of_parent)))
    }

    /// Opens a day for a mode.
    pub(crate) fn on<'a>(
        &'a self,
        travels: &'a Travels,
        territory: &Territory,
        mode: TravelMode,
        date: Option<Date>,
    ) -> Option<OnDay<'a>> {
        let date = date.unwrap_or(self.date);
        let day = self.timetable.day(date).ok()?;
        let rests = self.school.in_holidays(date).unwrap_or(false);
        let rides = match mode {
            TravelMode::OnDemand => Ride::of_day(&self.known, territory, date, rests),
            _ => Vec::new(),
        };
        let network = |mode| travels.road(mode).ok().map(|road| Ways::Network(road.network()));
        let estimate = |kmh| Ways::Estimate { circuity: travels.estimated.circuity(), kmh };
        let foot = network(TravelMode::Foot);
        Some(OnDay {
            timed: self,
            day,
            is_estimated: foot.is_none(),
            walk: foot.unwrap_or_else(|| estimate(WALK_KMH)),
            drive: network(TravelMode::Car).unwrap_or_else(|| estimate(travels.estimated.speed_kmh())),
            rides,
        })
    }
}

/// The calendar of the zone that the snapshot was built with.
fn calendar(record: &snapshot::TravelRecord) -> Result<SchoolCalendar, String> {
    let all = SchoolCalendar::read_all(include_str!("../../../../data/school_holidays.toml"))?;
    let zone = &record.school_zone;
    all.into_iter().find(|calendar| calendar.zone == *zone).ok_or_else(|| format!("there is no school zone {zone}"))
}

impl OnDay<'_> {
    /// Whether walks are great-circle estimates.
    pub(crate) fn is_estimated(&self) -> bool {
        self.is_estimated
    }

    /// Rides in the numbers that one search counts: each batch answers, the shortest counts.
    fn batches(&self) -> Vec<&[Ride]> {
        if self.rides.is_empty() { vec![&[]] } else { self.rides.chunks(Ride::MOST).collect() }
    }

    fn doors<'s>(&'s self, rides: &'s [Ride], limit: Seconds) -> Doors<'s> {
        Doors::new(&self.timed.timetable, self.walk, self.drive, rides, limit)
    }

    /// Which places have neither a stop nor a street near.
    pub(crate) fn lost(&self, places: &[LonLat]) -> Vec<usize> {
        let known = self.doors(&[], Seconds(0)).knows(places);
        let doors = self.batches().into_iter().map(|rides| self.doors(rides, self.timed.limit()).homes(places));
        let led: Vec<Vec<Place>> = doors.collect();
        (0..places.len()).filter(|&i| !known[i] && led.iter().all(|homes| homes[i].stops.is_empty())).collect()
    }

    /// Calls `row` once a destination, with one answer an origin: the percentile of the figures over
    /// their window of arrivals.
    pub(crate) fn rows<E>(
        &self,
        origins: &[LonLat],
        destinations: &[LonLat],
        limit: Seconds,
        mut row: impl FnMut(usize, &[Travel]) -> Result<(), E>,
    ) -> Result<(), E> {
        let question = Question { limit, ..self.timed.question };
        let window = question.window();
        for (number, to) in destinations.iter().enumerate() {
            let mut told = vec![Travel::Unreachable; origins.len()];
            for rides in self.batches() {
                let doors = self.doors(rides, limit);
                let (mut homes, services) = (doors.homes(origins), doors.services(&[*to]));
                let direct = doors.direct(origins, &[*to], limit);
                for (home, seconds, on) in direct.into_iter().flatten() {
                    homes[home as usize].direct.push((seconds, on));
                }
                let Ok(search) = ToService::search(&self.day, &services[0], &question.options(&doors)) else {
                    continue;
                };
                let answer = |home: &Place| search.over_window(home, &window).ok().map(|s| first(&s.percentiles));
                let answers: Vec<Option<Travel>> = homes.par_iter().map(answer).collect();
                told.iter_mut().zip(answers).for_each(|(told, new)| *told = better(*told, new));
            }
            row(number, &told)?;
        }
        Ok(())
    }

    /// The nearest of some services: one search from the home, whatever their number.
    pub(crate) fn nearest(
        &self,
        territory: &Territory,
        home: LonLat,
        wanted: &[usize],
        count: usize,
        limit: Seconds,
    ) -> (Vec<Near>, Travel) {
        if !self.lost(&[home]).is_empty() {
            return (Vec::new(), Travel::NotSnapped);
        }
        let question = Question { limit, ..self.timed.question };
        let window = question.window();
        let at: Vec<LonLat> = wanted.iter().map(|&i| territory.services[i].at).collect();
        let mut told = vec![Travel::Unreachable; at.len()];
        for rides in self.batches() {
            let doors = self.doors(rides, limit);
            let leaving = doors.homes(&[home]);
            let mut services = doors.services(&at);
            for (service, ways) in services.iter_mut().zip(doors.direct(&[home], &at, limit)) {
                service.direct.extend(ways.into_iter().map(|(_, seconds, on)| (seconds, on)));
            }
            // From the home on, each service is where one arrives.
            let Ok(search) = FromService::search(&self.day, &leaving[0], &question.options(&doors)) else { continue };
            let answer = |service: &Place| search.over_window(service, &window).ok().map(|s| first(&s.percentiles));
            let answers: Vec<Option<Travel>> = services.par_iter().map(answer).collect();
            told.iter_mut().zip(answers).for_each(|(told, new)| *told = better(*told, new));
        }
        let reached = told.iter().zip(wanted).filter_map(|(t, &service)| Some(Near { seconds: t.seconds()?, service }));
        let mut near: Vec<Near> = reached.collect();
        near.sort_unstable();
        near.truncate(count);
        let beyond = told.contains(&Travel::Beyond);
        (near, if beyond { Travel::Beyond } else { Travel::Unreachable })
    }

    /// The best way that is there by a time.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) fn trip(&self, from: LonLat, to: LonLat, arrive_by: Seconds) -> Result<Trip, Travel> {
        let question = Question { arrive_by, window: Seconds(0), limit: LONGEST_ROUTE, percentile: 50 };
        let when = When::ArriveBefore(arrive_by);
        let (mut best, mut why): (Option<Trip>, Travel) = (None, Travel::Unreachable);
        for rides in self.batches() {
            let doors = self.doors(rides, LONGEST_ROUTE);
            let mut home = doors.homes(&[from]).swap_remove(0);
            let direct = doors.direct(&[from], &[to], LONGEST_ROUTE).swap_remove(0);
            home.direct.extend(direct.into_iter().map(|(_, seconds, on)| (seconds, on)));
            let service = doors.services(&[to]).swap_remove(0);
            let Ok(search) = ToService::search(&self.day, &service, &question.options(&doors)) else { continue };
            match search.ask(&home, when) {
                Ok(Outcome::Reached(itinerary)) => {
                    let shorter = best.as_ref().is_none_or(|b| itinerary.seconds < b.itinerary.seconds);
                    if let Some(legs) = search.journey(&home, when).ok().flatten().filter(|_| shorter) {
                        let rides = doors.rides().iter().map(|ride| ride.demand.name.clone()).collect();
                        best = Some(Trip { itinerary, legs, rides });
                    }
                }
                Ok(Outcome::Beyond) => why = Travel::Beyond,
                Ok(Outcome::Unreachable) | Err(_) => {}
            }
        }
        best.ok_or(why)
    }

    /// Longest way of a route.
    pub(crate) const LONGEST_ROUTE: Seconds = LONGEST_ROUTE;
}

fn first(percentiles: &[(u8, Travel)]) -> Travel {
    percentiles.first().map_or(Travel::Unreachable, |(_, travel)| *travel)
}

/// The shorter of two answers; beyond the limit is nearer than nowhere.
fn better(old: Travel, new: Option<Travel>) -> Travel {
    match (old, new) {
        (Travel::Reached(a), Some(Travel::Reached(b))) => Travel::Reached(a.min(b)),
        (Travel::Reached(_), _) | (_, None) => old,
        (_, Some(new @ (Travel::Reached(_) | Travel::Beyond))) => new,
        (old, Some(_)) => old,
    }
}

//! Rides on demand of a day: from zones of GTFS-Flex, areas in the simple form, and lifts.
//!
//! Who lives where is the caller's to say: a home (or a stop, or the service) inside the zone gets
//! a way [`On::Demand`](super::On::Demand) with the time that the ride takes; outside it gets none.

use territory::{
    Date, Seconds, WeeklyHours,
    transit::{Booking, FlexTrip, LiftArea, OnDemandArea, TransitFeed, Window},
};

use super::query::OnDemand;

impl OnDemand {
    /// The rides of an area on a day; `None` when it does not run then. `in_school_holidays` is
    /// what the school calendar says of the day.
    pub fn of_area(area: &OnDemandArea, date: Date, in_school_holidays: bool) -> Option<Self> {
        let runs = area.in_school_holidays || !in_school_holidays;
        let windows = if runs { windows_on(&area.hours, date) } else { Vec::new() };
        Self::with(&area.name, windows, area.booking.clone())
    }

    /// The lifts of neighbours on a day; `None` when there are none.
    pub fn of_lift(area: &LiftArea, date: Date) -> Option<Self> {
        Self::with(&area.name, windows_on(&area.hours, date), area.booking.clone())
    }

    /// The booked runs of a feed on a day, each with the ride that it is. A ride begins in the hours
    /// of the place where one gets on and ends in those of a later place where one gets off.
    pub fn of_feed(feed: &TransitFeed, date: Date) -> Vec<(&FlexTrip, Self)> {
        let runs = |trip: &&FlexTrip| feed.services[trip.service as usize].dates.binary_search(&date).is_ok();
        let ride = |trip| Some((trip, Self::of_trip(feed, trip)?));
        feed.flex_trips.iter().filter(runs).filter_map(ride).collect()
    }

    fn of_trip(feed: &TransitFeed, trip: &FlexTrip) -> Option<Self> {
        let mut windows = Vec::new();
        for (i, on) in trip.stops.iter().enumerate().filter(|(_, stop)| stop.board) {
            for off in trip.stops[i + 1..].iter().filter(|stop| stop.alight) {
                let window = Window { from: on.window.from, to: off.window.to };
                if window.from <= window.to && !windows.contains(&window) {
                    windows.push(window);
                }
            }
        }
        let rule = trip.stops.iter().find_map(|stop| stop.board_booking.or(stop.alight_booking));
        let booking = rule.map_or_else(no_rule, |rule| feed.bookings[rule as usize].clone());
        let line = trip.route.map(|route| &feed.routes[route as usize]);
        let name =
            line.map_or(&trip.id, |line| if line.short_name.is_empty() { &line.long_name } else { &line.short_name });
        Self::with(name, windows, booking)
    }

    fn with(name: &str, windows: Vec<Window>, booking: Booking) -> Option<Self> {
        (!windows.is_empty()).then(|| Self { name: name.to_owned(), windows, booking })
    }
}

/// The spans of an ordinary week on a day; one that began the evening before goes on.
fn windows_on(hours: &WeeklyHours, date: Date) -> Vec<Window> {
    const DAY_S: u32 = 24 * 3600;
    let (today, yesterday) = (date.weekday(), (date.weekday() + 6) % 7);
    let of_today = hours.0.iter().filter(|slot| slot.day == today).map(|slot| Window { from: slot.from, to: slot.to });
    let going_on = hours.0.iter().filter(|slot| slot.day == yesterday && slot.to.0 > DAY_S);
    let going_on = going_on
        .map(|slot| Window { from: Seconds(slot.from.0.saturating_sub(DAY_S)), to: Seconds(slot.to.0 - DAY_S) });
    going_on.chain(of_today).collect()
}

/// A run without a rule: nothing is known of how it is booked.
fn no_rule() -> Booking {
    Booking {
        id: String::new(),
        days_before: 0,
        until: None,
        notice: Seconds(0),
        message: String::new(),
        phone: String::new(),
        url: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use territory::{
        Slot,
        transit::{FlexPlace, FlexStop, ServiceDays},
    };

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn window(from: u32, to: u32) -> Window {
        Window { from: Seconds(from * 3600), to: Seconds(to * 3600) }
    }

    #[test]
    fn an_area_has_the_hours_of_its_weekday_and_rests_in_the_holidays() {
        let slot = |day, from: u32, to: u32| Slot { day, from: Seconds(from * 3600), to: Seconds(to * 3600) };
        let area = OnDemandArea {
            id: "tad".into(),
            name: "TAD".into(),
            communes: Vec::new(),
            outline: None,
            hours: WeeklyHours(vec![slot(1, 8, 12), slot(1, 22, 26), slot(2, 9, 10)]),
            in_school_holidays: false,
            booking: no_rule(),
            detour_percent: 130,
        };
        // 14 January 2025 is a Tuesday.
        let on = |day: &str, holidays| OnDemand::of_area(&area, date(day), holidays).map(|ride| ride.windows);
        assert_eq!(on("2025-01-14", false), Some(vec![window(8, 12), window(22, 26)]));
        assert_eq!(on("2025-01-15", false), Some(vec![window(0, 2), window(9, 10)]), "the night goes on");
        assert_eq!((on("2025-01-14", true), on("2025-01-13", false)), (None, None));
    }

    #[test]
    fn a_booked_run_goes_from_a_place_to_a_later_one() {
        let stop = |from, to, board, alight| FlexStop {
            place: FlexPlace::Stop(0),
            window: window(from, to),
            board,
            alight,
            board_booking: None,
            alight_booking: None,
        };
        let trip = |stops| FlexTrip { id: "f".into(), route: None, service: 0, stops };
        let feed = TransitFeed {
            services: vec![ServiceDays { id: "s".into(), dates: vec![date("2025-01-14")] }],
            flex_trips: vec![
                trip(vec![stop(8, 12, true, false), stop(9, 13, false, true)]),
                trip(vec![stop(8, 12, false, true), stop(9, 13, true, false)]),
            ],
            ..TransitFeed::default()
        };
        let rides = OnDemand::of_feed(&feed, date("2025-01-14"));
        assert_eq!(rides.len(), 1, "nobody can board the second one and get off later");
        assert_eq!(rides[0].1.windows, [window(8, 13)]);
        assert!(OnDemand::of_feed(&feed, date("2025-01-15")).is_empty());
    }
}

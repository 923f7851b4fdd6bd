//! A line on paper: times that can be checked by hand.

use territory::{
    Date, Seconds,
    transit::{
        Boarding, Booking, Call, FeedOrigin, Frequency, ServiceDays, Stop, StopKind, Transfer, TransferKind,
        TransitFeed, Trip, Window as Hours,
    },
};

use super::{
    Access, BuildOptions, BytesError, FromService, On, OnDemand, Opening, Outcome, Place, PlaceError, Presence,
    SearchOptions, Timetable, TimetableError, ToService, When, Window,
    days::{DayError, NamedDay, SchoolCalendar, Season},
    round_trip,
};
use crate::Travel;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn hm(hours: u32, minutes: u32) -> Seconds {
    Seconds(hours * 3600 + minutes * 60)
}

/// A village, a town and a station on one bus line and one train line:
/// stop 0 village, 1 town (bus), 2 town (train), 3 city; 4 the station of 1 and 2.
fn line() -> TransitFeed {
    let stop = |id: &str, kind, parent| Stop { id: id.into(), name: id.into(), at: None, kind, parent };
    let mut feed = TransitFeed {
        origins: vec![FeedOrigin {
            name: "line".into(),
            first: Some(date("2025-01-13")),
            last: Some(date("2025-01-19")),
        }],
        stops: vec![
            stop("village", StopKind::Platform, None),
            stop("town-bus", StopKind::Platform, Some(4)),
            stop("town-train", StopKind::Platform, Some(4)),
            stop("city", StopKind::Platform, None),
            stop("town", StopKind::Station, None),
        ],
        services: vec![ServiceDays {
            id: "week".into(),
            dates: date("2025-01-13").through(date("2025-01-19")).collect(),
        }],
        ..TransitFeed::default()
    };
    // The bus takes half an hour, the train twenty minutes.
    for (id, from, to, start, minutes) in [
        ("bus-7", 0, 1, hm(7, 0), 30),
        ("bus-8", 0, 1, hm(8, 0), 30),
        ("train-7", 2, 3, hm(7, 40), 20),
        ("train-8", 2, 3, hm(8, 32), 20),
        ("train-9", 2, 3, hm(9, 40), 20),
        ("train-back-17", 3, 2, hm(17, 10), 20),
        ("bus-back-18", 1, 0, hm(18, 0), 30),
        ("bus-back-night", 1, 0, hm(24, 30), 30),
    ] {
        trip(&mut feed, id, &[(from, start), (to, Seconds(start.0 + minutes * 60))]);
    }
    feed
}

fn trip(feed: &mut TransitFeed, id: &str, calls: &[(u32, Seconds)]) {
    let first_call = feed.calls.len() as u32;
    let call = |(stop, time): &(u32, Seconds)| Call {
        stop: *stop,
        arrival: *time,
        departure: *time,
        board: Boarding::Regular,
        alight: Boarding::Regular,
    };
    feed.calls.extend(calls.iter().map(call));
    feed.trips.push(Trip {
        id: id.into(),
        route: None,
        service: 0,
        headsign: String::new(),
        shape: None,
        first_call,
        call_count: calls.len() as u32,
    });
}

const BUILD: BuildOptions = BuildOptions { change: Seconds(60), station_change: Seconds(300) };

fn built(feed: &TransitFeed) -> Timetable {
    Timetable::build(feed, &[], &BUILD).unwrap()
}

fn on_foot(stop: u32, seconds: u32) -> Place {
    Place { stops: vec![Access { stop, seconds: Seconds(seconds), on: On::Street }], direct: Vec::new() }
}

fn options() -> SearchOptions {
    SearchOptions {
        limit: Seconds(3 * 3600),
        max_transfers: 3,
        phone_calls: false,
        on_demand: Vec::new(),
        hours: SearchOptions::ALL_HOURS,
    }
}

#[test]
fn a_way_on_paper_has_its_parts() {
    let timetable = built(&line());
    let day = timetable.day(date("2025-01-14")).unwrap();
    let four_hours = SearchOptions { limit: Seconds(4 * 3600), ..options() };
    let search = ToService::search(&day, &on_foot(3, 240), &four_hours).unwrap();
    // 6:56 at home, 4 minutes to the stop, bus 7:00, town 7:30, train 7:40, city 8:00, crèche 8:04.
    let way = *search.ask(&on_foot(0, 240), When::LeaveAfter(hm(6, 50))).unwrap().itinerary().unwrap();
    assert_eq!((way.departure, way.arrival), (hm(6, 56), hm(8, 4)));
    assert_eq!((way.seconds, way.transfers()), (Seconds(74 * 60), 1));
    // Walks of 4 + 5 + 4 minutes, 50 minutes in vehicles, the rest waiting.
    assert_eq!((way.street, way.riding, way.waiting), (Seconds(13 * 60), Seconds(50 * 60), Seconds(11 * 60)));
    // The train of 8:32 leaves two minutes after the bus arrives, and the change takes five.
    let way = *search.ask(&on_foot(0, 240), When::LeaveAfter(hm(7, 0))).unwrap().itinerary().unwrap();
    assert_eq!((way.departure, way.arrival), (hm(7, 56), hm(10, 4)));
    // Arriving by 8:30 means leaving at 6:56; by 8:03 nobody arrives.
    let by =
        |time| search.ask(&on_foot(0, 240), When::ArriveBefore(time)).unwrap().itinerary().map(|way| way.departure);
    assert_eq!([by(hm(8, 30)), by(hm(8, 4)), by(hm(8, 3))], [Some(hm(6, 56)), Some(hm(6, 56)), None]);
}

#[test]
fn the_limit_is_reached_at_its_second_and_beyond_is_not_unreachable() {
    let timetable = built(&line());
    let day = timetable.day(date("2025-01-14")).unwrap();
    let ask = |limit: u32, stop: u32| {
        let search =
            ToService::search(&day, &on_foot(3, 240), &SearchOptions { limit: Seconds(limit), ..options() }).unwrap();
        search.ask(&on_foot(stop, 240), When::LeaveAfter(hm(6, 50))).unwrap().travel()
    };
    assert_eq!(ask(4440, 0), Travel::Reached(Seconds(4440)));
    assert_eq!(ask(4439, 0), Travel::Beyond);
    let mut feed = line();
    feed.stops.push(Stop {
        id: "island".into(),
        name: String::new(),
        at: None,
        kind: StopKind::Platform,
        parent: None,
    });
    let timetable = built(&feed);
    let day = timetable.day(date("2025-01-14")).unwrap();
    let search = ToService::search(&day, &on_foot(3, 240), &options()).unwrap();
    assert_eq!(search.ask(&on_foot(5, 0), When::LeaveAfter(hm(6, 0))).unwrap(), Outcome::Unreachable);
    assert_eq!(
        search.ask_stop(4, When::LeaveAfter(hm(7, 30))).itinerary().unwrap().arrival,
        hm(8, 4),
        "a station is its platforms"
    );
}

#[test]
fn a_night_bus_of_the_day_before_is_there_after_midnight() {
    let timetable = built(&line());
    let to_village = |day: &str, time| {
        let day = timetable.day(date(day)).unwrap();
        let search = ToService::search(&day, &on_foot(0, 0), &options()).unwrap();
        search.ask(&on_foot(1, 0), When::LeaveAfter(time)).unwrap().itinerary().map(|way| way.arrival)
    };
    assert_eq!(to_village("2025-01-14", hm(0, 10)), Some(hm(1, 0)), "the bus of Monday 24:30");
    assert_eq!(to_village("2025-01-14", hm(24, 10)), Some(hm(25, 0)), "its own bus of 24:30");
    assert_eq!(to_village("2025-01-13", hm(0, 10)), None, "no bus ran the day before the first");
    assert_eq!(to_village("2025-01-19", hm(24, 10)), Some(hm(25, 0)));
}

#[test]
fn a_day_outside_the_calendar_is_refused_with_the_days_that_would_work() {
    let timetable = built(&line());
    for outside in ["2025-01-12", "2025-01-20", "2031-07-01"] {
        let error = timetable.day(date(outside)).err().unwrap();
        let expected = TimetableError::OutsideCalendar {
            date: date(outside),
            first: date("2025-01-13"),
            last: date("2025-01-19"),
        };
        assert_eq!(error, expected);
        assert!(error.to_string().contains("from 2025-01-13 to 2025-01-19"), "{error}");
    }
    assert!(timetable.silent_feeds(date("2025-01-15")).is_empty());
    assert_eq!(timetable.silent_feeds(date("2025-02-15")), ["line"]);
}

#[test]
fn a_repeated_trip_runs_until_its_end_which_it_does_not_leave_at() {
    let mut feed = line();
    trip(&mut feed, "shuttle", &[(0, hm(5, 0)), (3, hm(5, 10))]);
    let trip = feed.trips.len() as u32 - 1;
    feed.frequencies.push(Frequency { trip, from: hm(12, 0), until: hm(13, 0), headway: Seconds(1200), exact: true });
    let timetable = built(&feed);
    let day = timetable.day(date("2025-01-14")).unwrap();
    let search = ToService::search(&day, &on_foot(3, 0), &options()).unwrap();
    let arrival = |time| search.ask(&on_foot(0, 0), When::LeaveAfter(time)).unwrap().itinerary().map(|way| way.arrival);
    assert_eq!(arrival(hm(12, 1)), Some(hm(12, 30)));
    assert_eq!(arrival(hm(12, 40)), Some(hm(12, 50)));
    assert_eq!(arrival(hm(12, 41)), None, "none leaves at 13:00");
    assert_eq!(arrival(hm(5, 0)), Some(hm(8, 0)), "the pattern itself does not run");
}

#[test]
fn what_the_feed_says_of_changes_holds() {
    let arrival = |kind, seconds| {
        let mut feed = line();
        feed.transfers.push(Transfer { from: 4, to: 4, kind, seconds });
        let timetable = built(&feed);
        let day = timetable.day(date("2025-01-14")).unwrap();
        let search = ToService::search(&day, &on_foot(3, 0), &options()).unwrap();
        search.ask(&on_foot(0, 0), When::LeaveAfter(hm(7, 30))).unwrap().itinerary().map(|way| way.arrival)
    };
    assert_eq!(arrival(TransferKind::Recommended, None), Some(hm(10, 0)), "five minutes are assumed in a station");
    assert_eq!(
        arrival(TransferKind::AtLeast, Some(Seconds(120))),
        Some(hm(8, 52)),
        "two are enough for the train of 8:32"
    );
    assert_eq!(arrival(TransferKind::AtLeast, Some(Seconds(121))), Some(hm(10, 0)));
    assert_eq!(arrival(TransferKind::Timed, None), Some(hm(8, 52)));
    assert_eq!(arrival(TransferKind::Forbidden, None), None);
}

#[test]
fn a_window_gives_the_middle_and_the_late_ones() {
    let timetable = built(&line());
    let day = timetable.day(date("2025-01-14")).unwrap();
    let search = ToService::search(&day, &on_foot(3, 0), &options()).unwrap();
    let window =
        Window { from: When::LeaveAfter(hm(6, 1)), to: hm(7, 0), step: Seconds(60), percentiles: vec![50, 100] };
    let summary = search.over_window(&on_foot(0, 0), &window).unwrap();
    // Arrival is 8:00 whenever one leaves: 60 to 119 minutes, the 30th of which is 89.
    assert_eq!(summary.percentiles, [(50, Travel::Reached(hm(1, 29))), (100, Travel::Reached(hm(1, 59)))]);
    assert_eq!((summary.times, summary.reached), (60, 60));
    assert_eq!(summary.median.itinerary().map(|way| way.transfers()), Some(1));
}

#[test]
fn there_before_it_opens_and_back_after_it_closes() {
    let timetable = built(&line());
    let day = timetable.day(date("2025-01-14")).unwrap();
    let wide = SearchOptions { limit: Seconds(12 * 3600), ..options() };
    let to = ToService::search(&day, &on_foot(3, 0), &wide).unwrap();
    let from = FromService::search(&day, &on_foot(3, 0), &wide).unwrap();
    let home = on_foot(0, 0);
    let trip = |from_hour, to_hour, presence| {
        let openings = [Opening { from: from_hour, to: to_hour }];
        round_trip(&to, &from, &home, &home, &openings, presence).unwrap()
    };
    let whole = trip(hm(8, 15), hm(17, 0), Presence::Whole).unwrap();
    assert_eq!((whole.out.departure, whole.back.arrival), (hm(7, 0), hm(18, 30)));
    assert_eq!(whole.away, hm(11, 30));
    assert_eq!(trip(hm(7, 59), hm(17, 0), Presence::Whole), None, "the first train arrives at 8:00");
    assert_eq!(trip(hm(8, 15), hm(17, 11), Presence::Whole), None, "the last train leaves at 17:10");
    // A visit may come later: the bus of 8:00 is enough for a counter that opens from 9 to 17.
    let visit = trip(hm(9, 0), hm(17, 0), Presence::Visit(Seconds(1800))).unwrap();
    assert_eq!((visit.out.departure, visit.out.arrival, visit.back.departure), (hm(8, 0), hm(10, 0), hm(17, 10)));
    assert_eq!(trip(hm(9, 0), hm(10, 20), Presence::Visit(Seconds(1800))).unwrap().out.departure, hm(7, 0));
    assert_eq!(trip(hm(7, 0), hm(8, 20), Presence::Visit(Seconds(1800))), None, "nobody arrives by 7:50");
}

#[test]
fn a_ride_on_demand_has_its_hours_and_says_how_it_is_booked() {
    let timetable = built(&line());
    let day = timetable.day(date("2025-01-14")).unwrap();
    let booking = Booking {
        id: String::new(),
        days_before: 1,
        until: Some(hm(17, 0)),
        notice: Seconds(0),
        message: String::new(),
        phone: String::new(),
        url: String::new(),
    };
    let ride = OnDemand { name: "TAD".into(), windows: vec![Hours { from: hm(9, 0), to: hm(12, 0) }], booking };
    let with = SearchOptions { on_demand: vec![ride], ..options() };
    let search = ToService::search(&day, &on_foot(3, 0), &with).unwrap();
    // The zone: home is in it, and so is the service, 25 minutes away; a stop in town is 15 away.
    let mut home = on_foot(0, 240);
    home.direct.push((Seconds(25 * 60), On::Demand(0)));
    home.stops.push(Access { stop: 2, seconds: Seconds(15 * 60), on: On::Demand(0) });
    let way = |time| *search.ask(&home, When::LeaveAfter(time)).unwrap().itinerary().unwrap();
    let booked = way(hm(8, 30));
    assert_eq!((booked.departure, booked.arrival, booked.rides), (hm(9, 0), hm(9, 25), 0));
    assert_eq!((booked.booked_at_home, booked.riding, booked.waiting), (Some(0), Seconds(1500), Seconds(1800)));
    assert_eq!(with.on_demand[0].booking.days_before, 1);
    assert_eq!(way(hm(6, 30)).booked_at_home, None, "the bus is earlier than the zone's hours");
    assert_eq!(search.ask(&home, When::LeaveAfter(hm(11, 35))).unwrap().travel(), Travel::Reached(hm(0, 25)));
    assert_ne!(search.ask(&home, When::LeaveAfter(hm(11, 36))).unwrap().travel(), Travel::Reached(hm(0, 25)));
    assert_eq!(
        search.ask(&home, When::ArriveBefore(hm(13, 0))).unwrap().itinerary().map(|way| (way.departure, way.arrival)),
        Some((hm(11, 35), hm(12, 0)))
    );
    let without = ToService::search(&day, &on_foot(3, 0), &options()).unwrap();
    assert_eq!(without.ask(&home, When::LeaveAfter(hm(8, 0))), Err(PlaceError::NoSuchDemand { asked: 0, known: 0 }));
}

#[test]
fn a_place_that_is_not_there_is_refused() {
    let timetable = built(&line());
    let day = timetable.day(date("2025-01-14")).unwrap();
    let error = |place: &Place, options: &SearchOptions| ToService::search(&day, place, options).err().unwrap();
    assert_eq!(error(&on_foot(77, 0), &options()), PlaceError::NoSuchStop { stop: 77, stops: 5 });
    assert_eq!(error(&on_foot(0, 90_000), &options()), PlaceError::TooLong(Seconds(90_000)));
    let many = SearchOptions { max_transfers: 6, ..options() };
    assert_eq!(error(&on_foot(0, 0), &many), PlaceError::TooManyTransfers(6));
}

#[test]
fn a_timetable_survives_its_bytes_and_damage_is_refused() {
    let timetable = built(&line());
    let bytes = timetable.to_bytes();
    assert_eq!(Timetable::from_bytes(&bytes).unwrap(), timetable);
    assert_eq!(Timetable::from_bytes(b"PK\x03\x04"), Err(BytesError::NotATimetable));
    let mut other = bytes.clone();
    other[8] = 99;
    assert_eq!(Timetable::from_bytes(&other), Err(BytesError::OtherVersion { found: 99, expected: 1 }));
    assert!(matches!(Timetable::from_bytes(&bytes[..bytes.len() - 1]), Err(BytesError::Damaged(_))));
    // Whatever byte is flipped: refused, or a timetable in which a search stays within its lists.
    for place in 12..bytes.len() {
        for bit in [0x01, 0x40, 0xFF] {
            let mut damaged = bytes.clone();
            damaged[place] ^= bit;
            let Ok(timetable) = Timetable::from_bytes(&damaged) else { continue };
            let Ok(day) = timetable.day(date("2025-01-14")) else { continue };
            let search = ToService::search(&day, &on_foot(3, 0), &options()).unwrap();
            let _ = search.journey(&on_foot(0, 0), When::LeaveAfter(hm(6, 0)));
        }
    }
}

#[test]
fn one_thread_and_many_give_the_same_bits() {
    let timetable = built(&line());
    let day = timetable.day(date("2025-01-14")).unwrap();
    let services: Vec<Place> = (0..40).map(|n| on_foot(n % 4, 60 * n)).collect();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let searches = pool.install(|| ToService::search_all(&day, &services, &options())).unwrap();
        let ask =
            |search: &ToService<'_>| (0..5).map(|stop| search.ask_stop(stop, When::LeaveAfter(hm(6, 0)))).collect();
        searches.iter().map(ask).collect::<Vec<Vec<Outcome>>>()
    };
    let alone = with(1);
    assert!(alone.iter().flatten().any(|outcome| outcome.itinerary().is_some_and(|way| way.rides == 2)));
    assert_eq!(with(4), alone);
}

#[test]
fn days_have_names_and_the_typical_one_has_the_middle_number_of_trips() {
    let mut feed = line();
    feed.services[0].dates = date("2025-01-01").through(date("2025-05-31")).collect();
    let some = ["2025-03-04", "2025-03-11", "2025-03-18"].map(date);
    feed.services.push(ServiceDays { id: "market".into(), dates: some.to_vec() });
    trip(&mut feed, "market", &[(0, hm(9, 0)), (1, hm(9, 30))]);
    feed.trips.last_mut().unwrap().service = 1;
    let timetable = built(&feed);
    let school = SchoolCalendar {
        zone: "B".into(),
        known: (date("2024-09-01"), date("2025-07-04")),
        holidays: vec![(date("2025-02-08"), date("2025-02-23")), (date("2025-04-05"), date("2025-04-21"))],
    };
    let named = |weekday, season| NamedDay { weekday, season };
    let days = named(1, Season::Holidays).days(&timetable, &school).unwrap();
    assert_eq!(days, ["2025-02-11", "2025-02-18", "2025-04-08", "2025-04-15"].map(date));
    let mondays = named(0, Season::Term).days(&timetable, &school).unwrap();
    assert!(!mondays.contains(&date("2025-04-21")), "Easter Monday");
    let tuesday = named(1, Season::Term).typical(&timetable, &school).unwrap();
    assert_eq!(tuesday, date("2025-01-07"), "one without a market: they are the more");
    let old = SchoolCalendar { known: (date("2020-09-01"), date("2021-07-04")), ..school.clone() };
    assert!(matches!(named(1, Season::Term).days(&timetable, &old), Err(DayError::OtherYears { .. })));
    assert!(named(5, Season::Any).days(&timetable, &old).is_ok(), "a Saturday needs no school");
}

//! The timetable on feeds as operators publish them.

use std::{path::PathBuf, sync::OnceLock};

use ingest::{
    Limits,
    gtfs::{FeedFiles, read_feed},
};
use territory::{Date, Seconds, transit::TransitFeed};
use travel::timetable::{
    Access, BuildOptions, FromService, Means, On, Place, SearchOptions, Timetable, TimetableError, ToService, When,
    Window,
};

const BUILD: BuildOptions = BuildOptions { change: Seconds(120), station_change: Seconds(300) };

/// A real file of the test data, or `None` (said on stderr) where the data is not there.
fn real_file(test: &str, relative: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let path = std::env::var_os("MAILLAGE_TEST_DATA").map_or_else(beside, PathBuf::from).join(relative);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {test} (no real files; set MAILLAGE_TEST_DATA)");
    None
}

fn feed(relative: &str) -> Option<TransitFeed> {
    let path = real_file(relative, &format!("gtfs/{relative}"))?;
    let files = FeedFiles::from_zip(relative, &std::fs::read(path).unwrap(), &Limits::default()).unwrap();
    Some(read_feed(&files).unwrap().feed)
}

/// Regional trains of January 2025, read once.
fn trains() -> Option<&'static Timetable> {
    static TRAINS: OnceLock<Option<Timetable>> = OnceLock::new();
    TRAINS.get_or_init(|| Some(Timetable::build(&feed("ter-2025-01.zip")?, &[], &BUILD).unwrap())).as_ref()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn options() -> SearchOptions {
    SearchOptions {
        limit: Seconds(4 * 3600),
        max_transfers: 3,
        phone_calls: false,
        on_demand: Vec::new(),
        hours: SearchOptions::ALL_HOURS,
    }
}

/// All platforms of stations of a name, five minutes on foot.
fn near(timetable: &Timetable, name: &str) -> Place {
    let stops = timetable.stops().iter().enumerate().filter(|(_, stop)| stop.served && stop.name == name);
    let way = |(stop, _): (usize, _)| Access { stop: stop as u32, seconds: Seconds(300), on: On::Street };
    let place = Place { stops: stops.map(way).collect(), direct: Vec::new() };
    assert!(!place.stops.is_empty(), "{name} is in the feed");
    place
}

#[test]
fn the_trains_of_2025_go_from_la_roche_to_nantes_and_back() {
    let Some(timetable) = trains() else { return };
    let day = timetable.day(date("2025-01-28")).unwrap();
    let nantes = near(timetable, "Nantes");
    let home = near(timetable, "La Roche-sur-Yon");
    let to = ToService::search(&day, &nantes, &options()).unwrap();
    let when = When::ArriveBefore(Seconds(9 * 3600));
    let way = *to.ask(&home, when).unwrap().itinerary().expect("a train before nine");
    assert!(way.arrival.0 <= 9 * 3600 && way.rides == 1, "{way:?}");
    assert!((35 * 60..=90 * 60).contains(&way.riding.0), "about fifty minutes: {way:?}");
    let legs = to.journey(&home, when).unwrap().unwrap();
    assert!(matches!(legs[1].means, Means::Ride { .. }), "{legs:?}");
    let from = FromService::search(&day, &nantes, &options()).unwrap();
    let back = *from.ask(&home, When::LeaveAfter(Seconds(17 * 3600))).unwrap().itinerary().expect("a train after five");
    assert!(back.departure.0 >= 17 * 3600 && back.rides == 1, "{back:?}");
}

#[test]
fn a_day_before_or_after_the_trains_is_refused() {
    let Some(timetable) = trains() else { return };
    for outside in ["2025-01-21", "2025-04-23", "2026-01-28"] {
        let error = timetable.day(date(outside)).err().unwrap();
        assert!(matches!(error, TimetableError::OutsideCalendar { .. }));
        assert!(error.to_string().contains("2025-01-22 to 2025-04-22"), "{error}");
    }
}

#[test]
fn trains_under_way_at_midnight_arrive_on_the_following_day() {
    let Some(timetable) = trains() else { return };
    let day = timetable.day(date("2025-01-29")).unwrap();
    // Somebody arrives somewhere between midnight and two on a train of the evening before.
    let early =
        SearchOptions { hours: territory::transit::Window { from: Seconds(0), to: Seconds(2 * 3600) }, ..options() };
    let served = (0..timetable.stops().len() as u32).filter(|stop| timetable.stops()[*stop as usize].served);
    let nights = served.step_by(20).filter(|stop| {
        let place =
            Place { stops: vec![Access { stop: *stop, seconds: Seconds(0), on: On::Street }], direct: Vec::new() };
        let search = ToService::search(&day, &place, &early).unwrap();
        (0..timetable.stops().len() as u32).step_by(7).any(|home| {
            search.ask_stop(home, When::LeaveAfter(Seconds(0))).itinerary().is_some_and(|way| way.rides > 0)
        })
    });
    assert!(nights.count() > 0);
}

#[test]
fn every_stop_has_its_median_and_many_stops_reach_nantes() {
    let Some(timetable) = trains() else { return };
    let day = timetable.day(date("2025-01-28")).unwrap();
    let to = ToService::search(&day, &near(timetable, "Nantes"), &options()).unwrap();
    let window = Window {
        from: When::LeaveAfter(Seconds(7 * 3600)),
        to: Seconds(9 * 3600),
        step: Seconds(60),
        percentiles: vec![10, 50, 90],
    };
    let mut reached = 0;
    for stop in 0..timetable.stops().len() as u32 {
        let summary = to.stop_over_window(stop, &window);
        assert_eq!(summary.times, 121);
        let seconds: Vec<_> = summary.percentiles.iter().filter_map(|(_, travel)| travel.seconds()).collect();
        assert!(seconds.is_sorted(), "{seconds:?}");
        reached += usize::from(seconds.len() > 1);
    }
    assert!((200..4000).contains(&reached), "{reached} stops are within four hours of Nantes");
}

#[test]
fn the_timetable_of_the_trains_survives_its_bytes() {
    let Some(timetable) = trains() else { return };
    let bytes = timetable.to_bytes();
    assert_eq!(&Timetable::from_bytes(&bytes).unwrap(), timetable);
    assert!(bytes.len() < 12 << 20, "{} bytes for 300,000 calls", bytes.len());
}

#[test]
fn the_ferry_takes_an_hour_and_does_not_sail_on_tuesdays_in_april() {
    let Some(feed) = feed("ferry-glenan-2025.zip") else { return };
    let timetable = Timetable::build(&feed, &[], &BUILD).unwrap();
    let island = near(&timetable, "Saint‑Nicolas (Les Glénan)");
    let home = near(&timetable, "Concarneau (Embarcadère)");
    let way = |day: &str| {
        let day = timetable.day(date(day)).unwrap();
        let search = ToService::search(&day, &island, &SearchOptions { limit: Seconds(86_400), ..options() }).unwrap();
        search.ask(&home, When::LeaveAfter(Seconds(0))).unwrap().itinerary().map(|way| (way.rides, way.riding))
    };
    let (rides, riding) = way("2025-07-15").expect("it sails every day in July");
    assert!(rides == 1 && (45 * 60..=120 * 60).contains(&riding.0), "{riding:?}");
    // The day after a Tuesday without a ship there is none either: the span holds both.
    assert_eq!(way("2025-04-15"), None);
}

//! How fast a timetable is searched: `timetable FEED.zip DATE STOP_ID [RUNS]` prints one JSON object.
//!
//! One search runs backwards from a service at the stop, over the whole day and the following one,
//! then gives the median over a window of two hours (7:00 to 9:00, every minute) for every stop.

use std::{env, fs, process::ExitCode, time::Instant};

use ingest::{
    Limits,
    gtfs::{FeedFiles, read_feed},
};
use territory::{Seconds, transit::Window as Hours};
use travel::{
    Travel,
    timetable::{Access, BuildOptions, On, Place, SearchOptions, Timetable, ToService, When, Window},
};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [feed, date, stop, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: timetable FEED.zip DATE STOP_ID [RUNS]");
        return ExitCode::from(2);
    };
    let runs = rest.first().and_then(|runs| runs.parse().ok()).unwrap_or(20);
    match measure(feed, date, stop, runs) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(feed: &str, date: &str, stop: &str, runs: usize) -> Result<String, Box<dyn std::error::Error>> {
    let start = Instant::now();
    let files = FeedFiles::from_zip(feed, &fs::read(feed)?, &Limits::default())?;
    let checked = read_feed(&files)?;
    let read_ms = milliseconds(start);
    let start = Instant::now();
    let options = BuildOptions { change: Seconds(120), station_change: Seconds(300) };
    let timetable = Timetable::build(&checked.feed, &[], &options)?;
    let build_ms = milliseconds(start);
    let bytes = timetable.to_bytes();
    let start = Instant::now();
    let timetable = Timetable::from_bytes(&bytes)?;
    let load_ms = milliseconds(start);
    let start = Instant::now();
    let day = timetable.day(date.parse()?)?;
    let open_day_ms = milliseconds(start);
    let place = timetable.stop(stop).ok_or("no such stop")?;
    let platforms = Place::at_stop(&day, place).stops;
    let service = Place {
        stops: platforms.into_iter().map(|way| Access { seconds: Seconds(300), on: On::Street, ..way }).collect(),
        direct: Vec::new(),
    };
    let stops = timetable.stops().len() as u32;
    let homes: Vec<Place> = (0..stops).map(|stop| Place::at_stop(&day, stop)).collect();
    let window = Window {
        from: When::LeaveAfter(Seconds(7 * 3600)),
        to: Seconds(9 * 3600),
        step: Seconds(60),
        percentiles: vec![50, 90],
    };
    let hours = |from: u32, to: u32| Hours { from: Seconds(from * 3600), to: Seconds(to * 3600) };
    let mut lines = Vec::new();
    for (name, hours) in [("whole_span", SearchOptions::ALL_HOURS), ("seven_to_noon", hours(7, 12))] {
        let options = SearchOptions {
            limit: Seconds(3 * 3600),
            max_transfers: 3,
            phone_calls: false,
            on_demand: Vec::new(),
            hours,
        };
        let (mut search_ms, mut all_ms) = (Vec::new(), Vec::new());
        let mut reached = 0;
        for _ in 0..runs {
            let start = Instant::now();
            let search = ToService::search(&day, &service, &options)?;
            search_ms.push(milliseconds(start));
            reached = 0;
            for home in &homes {
                let summary = search.over_window(home, &window)?;
                reached += u32::from(matches!(summary.median.travel(), Travel::Reached(_)));
            }
            all_ms.push(milliseconds(start));
        }
        lines.push(format!(
            "\"{name}\": {{\"search_ms\": {:.2}, \"search_and_window_of_all_stops_ms\": {:.2}, \"stops_reached\": {reached}}}",
            median(search_ms),
            median(all_ms)
        ));
    }
    Ok(format!(
        "{{\"feed\": {feed:?}, \"date\": {date:?}, \"stop\": {stop:?}, \"runs\": {runs}, \"stops\": {stops}, \"trips\": {}, \"trips_of_the_day\": {}, \"connections\": {}, \"read_ms\": {read_ms:.1}, \"build_ms\": {build_ms:.1}, \"bytes\": {}, \"load_ms\": {load_ms:.1}, \"open_day_ms\": {open_day_ms:.1}, {}, \"peak_memory_kib\": {}}}",
        timetable.trip_count(),
        timetable.trips_on(date.parse()?),
        day.connection_count(),
        bytes.len(),
        lines.join(", "),
        peak_memory_kib().map_or("null".to_owned(), |kib| kib.to_string()),
    ))
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The most memory that the process held, where the system tells.
fn peak_memory_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()
}

//! The search against the oracle, on a thousand small timetables with fixed seeds.

use territory::{
    Date, Seconds,
    transit::{
        Boarding, Booking, Call, FeedOrigin, Frequency, ServiceDays, Stop, StopKind, Transfer, TransferKind,
        TransitFeed, Trip, Window as Hours,
    },
};

use super::{
    Access, BuildOptions, FromService, Itinerary, Leg, Means, On, OnDemand, Opening, Outcome, Place, Presence, SPAN,
    SearchOptions, Timetable, ToService, Walk, When, Window,
    oracle::{Asked, Oracle},
    round_trip,
};
use crate::Travel;

/// splitmix64: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % u64::from(below)) as u32
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.roll(n) == 0
    }
}

fn day(n: u32) -> Date {
    Date::new(2025, 1, 6).unwrap().plus_days(n as i32).unwrap()
}

/// The day that is searched: one with a day before and a day after.
const DAY: u32 = 1;

fn random_feed(dice: &mut Dice) -> TransitFeed {
    let stops = 6 + dice.roll(8);
    let stop = |n: u32, parent: Option<u32>| Stop {
        id: format!("s{n}"),
        name: String::new(),
        at: None,
        kind: if n < 2 { StopKind::Station } else { StopKind::Platform },
        parent,
    };
    let mut feed = TransitFeed {
        stops: (0..stops + 2).map(|n| stop(n, (n > 1 && dice.one_in(2)).then_some(n % 2))).collect(),
        origins: vec![FeedOrigin { name: "random".into(), first: Some(day(0)), last: Some(day(2)) }],
        ..TransitFeed::default()
    };
    for id in ["all", "some", "others"] {
        let dates = (0..3).filter(|_| id == "all" || dice.one_in(2)).map(day).collect();
        feed.services.push(ServiceDays { id: id.into(), dates });
    }
    let code = |dice: &mut Dice| match dice.roll(12) {
        0 => Boarding::No,
        1 => Boarding::Phone,
        _ => Boarding::Regular,
    };
    for n in 0..6 + dice.roll(16) {
        // Steps of ten minutes make vehicles meet; some rides take no time at all.
        let mut time = if dice.one_in(4) { 20 * 3600 + 600 * dice.roll(40) } else { 6 * 3600 + 600 * dice.roll(24) };
        let first_call = feed.calls.len() as u32;
        let call_count = 2 + dice.roll(3);
        for _ in 0..call_count {
            let arrival = time;
            let departure = arrival + 60 * dice.roll(3) * dice.roll(2);
            let call = Call {
                stop: 2 + dice.roll(stops),
                arrival: Seconds(arrival),
                departure: Seconds(departure),
                board: code(dice),
                alight: code(dice),
            };
            feed.calls.push(call);
            time = departure + 300 * dice.roll(5);
        }
        let trip = Trip {
            id: format!("t{n}"),
            route: None,
            service: dice.roll(3),
            headsign: String::new(),
            shape: None,
            first_call,
            call_count,
        };
        feed.trips.push(trip);
        if dice.one_in(5) {
            let from = 5 * 3600 + 600 * dice.roll(20);
            let until = from + 600 * (1 + dice.roll(12));
            let headway = Seconds(600 * (1 + dice.roll(3)));
            feed.frequencies.push(Frequency {
                trip: n,
                from: Seconds(from),
                until: Seconds(until),
                headway,
                exact: true,
            });
        }
    }
    for _ in 0..dice.roll(4) {
        let kind = [TransferKind::Recommended, TransferKind::Timed, TransferKind::AtLeast, TransferKind::Forbidden]
            [dice.roll(4) as usize];
        let seconds = (kind == TransferKind::AtLeast || dice.one_in(2)).then(|| Seconds(60 * dice.roll(12)));
        feed.transfers.push(Transfer { from: dice.roll(stops + 2), to: dice.roll(stops + 2), kind, seconds });
    }
    feed
}

fn random_timetable(dice: &mut Dice) -> Timetable {
    let mut feed = random_feed(dice);
    feed.services[0].dates = (0..3).map(day).collect();
    let stops = feed.stops.len() as u32;
    let walk =
        |dice: &mut Dice| Walk { from: dice.roll(stops), to: dice.roll(stops), seconds: Seconds(60 * dice.roll(15)) };
    let walks: Vec<Walk> = (0..dice.roll(8)).map(|_| walk(dice)).collect();
    let options = BuildOptions { change: Seconds(60 * dice.roll(4)), station_change: Seconds(120) };
    Timetable::build(&feed, &walks, &options).unwrap()
}

fn random_ways(dice: &mut Dice, timetable: &Timetable, demands: u32) -> Vec<Access> {
    let stops = timetable.stops().len() as u32;
    let way = |dice: &mut Dice| Access {
        stop: dice.roll(stops),
        seconds: Seconds(60 * dice.roll(20)),
        on: if demands > 0 && dice.one_in(3) { On::Demand(dice.roll(demands) as u8) } else { On::Street },
    };
    (0..1 + dice.roll(2)).map(|_| way(dice)).collect()
}

fn options(dice: &mut Dice, demands: u32) -> SearchOptions {
    let window = |dice: &mut Dice| {
        let from = 6 * 3600 + 1800 * dice.roll(30);
        Hours { from: Seconds(from), to: Seconds(from + 1800 * dice.roll(6)) }
    };
    let booking = Booking {
        id: String::new(),
        days_before: 1,
        until: None,
        notice: Seconds(0),
        message: String::new(),
        phone: String::new(),
        url: String::new(),
    };
    let on_demand = (0..demands).map(|n| OnDemand {
        name: format!("d{n}"),
        windows: (0..1 + dice.roll(2)).map(|_| window(dice)).collect(),
        booking: booking.clone(),
    });
    SearchOptions {
        limit: SPAN,
        on_demand: on_demand.collect(),
        max_transfers: dice.roll(6) as u8,
        phone_calls: dice.one_in(2),
        hours: SearchOptions::ALL_HOURS,
    }
}

fn best(outcome: &Outcome) -> Option<(u32, u8, u32, u32)> {
    let way = outcome.itinerary()?;
    Some((way.arrival.0, way.rides, way.street.0, way.riding.0))
}

#[test]
fn leaving_after_any_time_equals_the_oracle_on_a_thousand_timetables() {
    let mut reached = [0_u32; 4];
    for seed in 0..1000 {
        let mut dice = Dice(seed);
        let timetable = random_timetable(&mut dice);
        let opened = timetable.day(day(DAY)).unwrap();
        let demands = if seed % 3 == 0 { 2 } else { 0 };
        let options = options(&mut dice, demands);
        let windows: Vec<_> = options.on_demand.iter().map(|ride| ride.windows.clone()).collect();
        let service = Place { stops: random_ways(&mut dice, &timetable, demands), direct: Vec::new() };
        let search = ToService::search(&opened, &service, &options).unwrap();
        let oracle = Oracle::new(&timetable, i64::from(DAY), options.phone_calls);
        for _ in 0..12 {
            let direct = if dice.one_in(4) { vec![(Seconds(60 * dice.roll(300)), On::Street)] } else { Vec::new() };
            let home = Place { stops: random_ways(&mut dice, &timetable, demands), direct };
            let time = if dice.one_in(3) { 60 * dice.roll(48 * 60) } else { 5 * 3600 + 300 * dice.roll(80) };
            let asked = Asked {
                from: &home.stops,
                to: &service.stops,
                direct: &home.direct,
                windows: &windows,
                max_rides: options.max_transfers + 1,
            };
            let found = search.ask(&home, When::LeaveAfter(Seconds(time))).unwrap();
            let expected = oracle.leave_after(&asked, time);
            assert_eq!(best(&found), expected, "seed {seed}, {time} s, {home:?} to {service:?} in {timetable:#?}");
            let Some(way) = found.itinerary() else { continue };
            reached[usize::from(way.rides.min(3))] += 1;
            assert_eq!(way.seconds.0, way.street.0 + way.riding.0 + way.waiting.0);
            let later = oracle.leave_after(&asked, way.departure.0);
            assert_eq!(later, expected, "seed {seed}: leaving at the last moment arrives no later");
            if way.rides > 0 && way.booked_at_home.is_none() {
                assert_ne!(
                    oracle.leave_after(&asked, way.departure.0 + 1),
                    expected,
                    "seed {seed}: that was not the last moment"
                );
            }
            let legs = search
                .journey(&home, When::LeaveAfter(Seconds(time)))
                .unwrap()
                .expect("a way that is reached has legs");
            check_legs(&timetable, &legs, way, seed);
        }
    }
    assert!(reached.iter().all(|count| *count > 100), "every number of rides was met: {reached:?}");
}

/// Legs follow one another in place and time, rides are those of the timetable, and the sums are
/// those of the answer.
fn check_legs(timetable: &Timetable, legs: &[Leg], way: &Itinerary, seed: u64) {
    let say = || format!("seed {seed}: {legs:#?} for {way:?}");
    let (first, last) = (legs.first().unwrap(), legs.last().unwrap());
    assert_eq!((first.from, last.to, last.arrival), (None, None, way.arrival), "{}", say());
    let (mut street, mut riding, mut rides) = (0, 0, 0);
    for pair in legs.windows(2) {
        assert_eq!(pair[0].to, pair[1].from, "{}", say());
        assert!(pair[0].arrival <= pair[1].departure, "{}", say());
    }
    for leg in legs {
        let seconds = leg.arrival.0 - leg.departure.0;
        match &leg.means {
            Means::Street => street += seconds,
            Means::OnDemand(_) => riding += seconds,
            Means::Ride { trip, .. } => {
                rides += 1;
                riding += seconds;
                let row = timetable.trips.iter().find(|row| row.id == *trip).unwrap();
                let calls = timetable.calls_of(row);
                let at = |time: Seconds, of: fn(&super::model::CallRow) -> u32, stop: Option<u32>| {
                    let same =
                        |call: &super::model::CallRow| Some(call.stop) == stop && of(call) % 86_400 == time.0 % 86_400;
                    calls.iter().position(same)
                };
                let on = at(leg.departure, |call| call.departure, leg.from);
                assert!(on.is_some(), "{}", say());
                assert!(at(leg.arrival, |call| call.arrival, leg.to).is_some(), "{}", say());
            }
        }
    }
    assert_eq!((street, riding, rides), (way.street.0, way.riding.0, way.rides), "{}", say());
}

#[test]
fn arriving_before_any_time_equals_the_oracle_on_a_thousand_timetables() {
    let mut reached = 0;
    for seed in 0..1000 {
        let mut dice = Dice(seed + 5000);
        let timetable = random_timetable(&mut dice);
        let opened = timetable.day(day(DAY)).unwrap();
        let options = options(&mut dice, 0);
        let service = Place { stops: random_ways(&mut dice, &timetable, 0), direct: Vec::new() };
        let search = ToService::search(&opened, &service, &options).unwrap();
        let oracle = Oracle::new(&timetable, i64::from(DAY), options.phone_calls);
        let home = Place { stops: random_ways(&mut dice, &timetable, 0), direct: Vec::new() };
        let asked = Asked {
            from: &home.stops,
            to: &service.stops,
            direct: &[],
            windows: &[],
            max_rides: options.max_transfers + 1,
        };
        for _ in 0..4 {
            let time = 6 * 3600 + 300 * dice.roll(120);
            // Whoever leaves as late as possible leaves for a vehicle, or walks all the way.
            let vehicles = home
                .stops
                .iter()
                .flat_map(|way| oracle.departures(way.stop).into_iter().filter_map(|at| at.checked_sub(way.seconds.0)));
            let walks = home.stops.iter().flat_map(|way| {
                let exits = service.stops.iter().filter(|exit| exit.stop == way.stop);
                exits.filter_map(|exit| time.checked_sub(way.seconds.0 + exit.seconds.0))
            });
            let mut leaves: Vec<u32> = vehicles.chain(walks).filter(|leave| *leave <= time).collect();
            leaves.sort_unstable();
            leaves.dedup();
            let in_time = |leave: &u32| oracle.leave_after(&asked, *leave).is_some_and(|best| best.0 <= time);
            let expected = leaves.into_iter().rev().find(in_time);
            let found = search.ask(&home, When::ArriveBefore(Seconds(time))).unwrap();
            let way = found.itinerary();
            assert_eq!(
                way.map(|way| way.departure.0),
                expected,
                "seed {seed}, {time} s, {home:?} to {service:?} in {timetable:#?}"
            );
            if let Some(way) = way {
                reached += 1;
                assert!(way.arrival.0 <= time);
                let legs = search.journey(&home, When::ArriveBefore(Seconds(time))).unwrap().expect("legs");
                check_legs(&timetable, &legs, way, seed);
            }
        }
    }
    assert!(reached > 1000, "{reached}");
}

#[test]
fn the_way_home_equals_the_oracle_on_a_thousand_timetables() {
    let mut reached = 0;
    for seed in 0..1000 {
        let mut dice = Dice(seed + 10_000);
        let timetable = random_timetable(&mut dice);
        let opened = timetable.day(day(DAY)).unwrap();
        let demands = if seed % 3 == 0 { 2 } else { 0 };
        let options = options(&mut dice, demands);
        let windows: Vec<_> = options.on_demand.iter().map(|ride| ride.windows.clone()).collect();
        let service = Place { stops: random_ways(&mut dice, &timetable, demands), direct: Vec::new() };
        let search = FromService::search(&opened, &service, &options).unwrap();
        let oracle = Oracle::new(&timetable, i64::from(DAY), options.phone_calls);
        for _ in 0..6 {
            let home = Place { stops: random_ways(&mut dice, &timetable, demands), direct: Vec::new() };
            let time = 6 * 3600 + 300 * dice.roll(200);
            let asked = Asked {
                from: &service.stops,
                to: &home.stops,
                direct: &[],
                windows: &windows,
                max_rides: options.max_transfers + 1,
            };
            let when = When::LeaveAfter(Seconds(time));
            let found = search.ask(&home, when).unwrap();
            // A way home that ends after the span of the day is none.
            let expected = oracle.leave_after(&asked, time).filter(|best| best.0 <= SPAN.0);
            let arrival_and_rides = |best: (u32, u8, u32, u32)| (best.0, best.1);
            assert_eq!(
                best(&found).map(arrival_and_rides),
                expected.map(arrival_and_rides),
                "seed {seed}, {time} s, {service:?} to {home:?} in {timetable:#?}"
            );
            if let Some(way) = found.itinerary() {
                reached += 1;
                assert!(way.departure.0 >= time && way.seconds.0 == way.arrival.0 - time);
                let legs = search.journey(&home, when).unwrap().expect("legs");
                check_legs(&timetable, &legs, way, seed);
            }
        }
    }
    assert!(reached > 1000, "{reached}");
}

#[test]
fn a_window_is_its_times_one_by_one() {
    for seed in 0..300 {
        let mut dice = Dice(seed + 20_000);
        let timetable = random_timetable(&mut dice);
        let opened = timetable.day(day(DAY)).unwrap();
        let demands = if seed % 2 == 0 { 1 } else { 0 };
        let mut options = options(&mut dice, demands);
        options.limit = Seconds(3600 * (1 + dice.roll(4)));
        let service = Place { stops: random_ways(&mut dice, &timetable, demands), direct: Vec::new() };
        let to = ToService::search(&opened, &service, &options).unwrap();
        let from = FromService::search(&opened, &service, &options).unwrap();
        let mut direct = if dice.one_in(3) { vec![(Seconds(60 * dice.roll(120)), On::Street)] } else { Vec::new() };
        if demands > 0 && dice.one_in(2) {
            direct.push((Seconds(60 * dice.roll(120)), On::Demand(0)));
        }
        let home = Place { stops: random_ways(&mut dice, &timetable, demands), direct };
        let start = Seconds(6 * 3600 + 600 * dice.roll(60));
        for first in [When::LeaveAfter(start), When::ArriveBefore(start)] {
            let window = Window {
                from: first,
                to: Seconds(start.0 + 7200),
                step: Seconds(60),
                percentiles: vec![1, 50, 90, 100],
            };
            let when = |time| match first {
                When::LeaveAfter(_) => When::LeaveAfter(Seconds(time)),
                When::ArriveBefore(_) => When::ArriveBefore(Seconds(time)),
            };
            let times = || (start.0..=start.0 + 7200).step_by(60);
            for turned in [false, true] {
                let ask = |time| if turned { from.ask(&home, when(time)) } else { to.ask(&home, when(time)) };
                let one_by_one: Vec<Outcome> = times().map(|time| ask(time).unwrap()).collect();
                let summary =
                    if turned { from.over_window(&home, &window) } else { to.over_window(&home, &window) }.unwrap();
                let order = |travel: &Travel| match travel {
                    Travel::Reached(seconds) => (0, seconds.0),
                    Travel::Beyond => (1, 0),
                    _ => (2, 0),
                };
                let mut sorted: Vec<Travel> = one_by_one.iter().map(Outcome::travel).collect();
                sorted.sort_by_key(order);
                // 121 times: the 2nd, the 61st, the 109th and the last.
                let expected = vec![(1, sorted[1]), (50, sorted[60]), (90, sorted[108]), (100, sorted[120])];
                assert_eq!(summary.percentiles, expected, "seed {seed}, turned {turned}, {first:?}");
                assert_eq!(summary.median.travel(), sorted[60]);
                assert_eq!(summary.times, 121);
                assert_eq!(summary.reached as usize, one_by_one.iter().filter(|o| o.itinerary().is_some()).count());
            }
        }
    }
}

#[test]
fn a_further_trip_or_change_never_makes_a_way_longer() {
    for seed in 0..200 {
        let mut dice = Dice(seed + 30_000);
        let mut feed = random_feed(&mut dice);
        feed.services[0].dates = (0..3).map(day).collect();
        let build = BuildOptions { change: Seconds(60), station_change: Seconds(120) };
        let more = Timetable::build(&feed, &[], &build).unwrap();
        let removed = feed.trips.pop().unwrap();
        feed.frequencies.retain(|row| row.trip as usize != feed.trips.len());
        let less = Timetable::build(&feed, &[], &build).unwrap();
        let mut options = options(&mut dice, 0);
        let service = Place { stops: random_ways(&mut dice, &less, 0), direct: Vec::new() };
        let home = Place { stops: random_ways(&mut dice, &less, 0), direct: Vec::new() };
        let (day_more, day_less) = (more.day(day(DAY)).unwrap(), less.day(day(DAY)).unwrap());
        let arrival = |day, options: &SearchOptions, time| {
            let search = ToService::search(day, &service, options).unwrap();
            best(&search.ask(&home, When::LeaveAfter(Seconds(time))).unwrap()).map_or(u32::MAX, |best| best.0)
        };
        options.max_transfers = 1;
        for time in (6 * 3600..11 * 3600).step_by(1200) {
            let before = arrival(&day_less, &options, time);
            assert!(arrival(&day_more, &options, time) <= before, "seed {seed}: without {removed:?}");
            let further = SearchOptions { max_transfers: 3, ..options.clone() };
            assert!(arrival(&day_less, &further, time) <= before, "seed {seed}: with more changes");
            assert!(
                arrival(&day_less, &options, time + 1) >= before,
                "seed {seed}: leaving later never arrives earlier"
            );
        }
    }
}

#[test]
fn no_visit_keeps_one_away_for_less_than_the_round_trip_found() {
    let mut found = 0;
    for seed in 0..200 {
        let mut dice = Dice(seed + 40_000);
        let timetable = random_timetable(&mut dice);
        let opened = timetable.day(day(DAY)).unwrap();
        let options = options(&mut dice, 0);
        let service = Place { stops: random_ways(&mut dice, &timetable, 0), direct: Vec::new() };
        let home = Place { stops: random_ways(&mut dice, &timetable, 0), direct: Vec::new() };
        let to = ToService::search(&opened, &service, &options).unwrap();
        let from = FromService::search(&opened, &service, &options).unwrap();
        let (opens, latest, stay) = (8 * 3600, 11 * 3600, 1800);
        let opening = Opening { from: Seconds(opens), to: Seconds(latest + stay) };
        let best = round_trip(&to, &from, &home, &home, &[opening], Presence::Visit(Seconds(stay))).unwrap();
        // Every minute of arrival, one by one.
        let one_by_one = (opens..=latest).step_by(60).filter_map(|by| {
            let out = *to.ask(&home, When::ArriveBefore(Seconds(by))).unwrap().itinerary()?;
            let done = out.arrival.0.max(opens) + stay;
            let back = *from.ask(&home, When::LeaveAfter(Seconds(done))).unwrap().itinerary()?;
            Some(back.arrival.0 - out.departure.0)
        });
        let shortest = one_by_one.min();
        assert_eq!(best.is_some(), shortest.is_some(), "seed {seed}");
        let (Some(best), Some(shortest)) = (best, shortest) else { continue };
        found += 1;
        assert!(best.away.0 <= shortest, "seed {seed}: {best:?} and {shortest}");
        assert!(best.out.arrival.0 <= latest && best.out.arrival.0.max(opens) + stay <= best.back.departure.0);
    }
    assert!(found > 40, "{found}");
}

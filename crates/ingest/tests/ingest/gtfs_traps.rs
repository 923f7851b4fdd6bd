//! Feeds of our own, fictional, one trap each.

use ingest::{
    Limits,
    gtfs::{
        Action, CheckedFeed, FeedFiles, FeedRefused, FindingKind, diagnose_feed, merge_feeds, read_feed,
        read_lifts_csv, read_on_demand_csv, read_on_demand_geojson,
    },
};
use territory::{
    Seconds,
    transit::{Boarding, FlexPlace, RouteKind, StopKind, TransferKind},
};

/// A feed of two stops and one trip in which nothing is wrong.
const SOUND: [(&str, &str); 6] = [
    (
        "agency.txt",
        "agency_id,agency_name,agency_url,agency_timezone\na,Cars du Bocage,https://example.org,Europe/Paris\n",
    ),
    (
        "stops.txt",
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nmairie,Mairie,46.70,-1.20,0,\nhalle,Halle,46.72,-1.22,0,\ngare,Gare,46.74,-1.24,0,\n",
    ),
    ("routes.txt", "route_id,agency_id,route_short_name,route_long_name,route_type\n1,a,1,Mairie - Halle,3\n"),
    ("trips.txt", "route_id,service_id,trip_id\n1,week,t1\n"),
    (
        "stop_times.txt",
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,08:00:00,mairie,1\nt1,08:10:00,08:11:00,halle,2\nt1,08:20:00,08:20:00,gare,3\n",
    ),
    (
        "calendar.txt",
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweek,1,1,1,1,1,0,0,20250106,20250119\n",
    ),
];

/// The sound feed with some files replaced, added, or (empty) taken away.
fn with(changes: &[(&str, &str)]) -> Result<CheckedFeed, FeedRefused> {
    let kept = SOUND.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    let files = kept.chain(changes.iter().filter(|(_, text)| !text.is_empty()));
    read_feed(&FeedFiles::from_files("f", files.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))))
}

/// "kind action file:line field=value" of each finding.
fn said(checked: &CheckedFeed) -> Vec<String> {
    let line = |finding: &ingest::gtfs::FeedFinding| {
        let at = &finding;
        let file = at.file.strip_prefix("f/").unwrap_or(&at.file);
        let line = at.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{} {} {file}{line} {}={}", finding.kind.name(), finding.action.name(), at.field, at.value)
    };
    checked.findings.iter().map(line).collect()
}

fn times(checked: &CheckedFeed) -> Vec<(u32, u32)> {
    checked.feed.calls.iter().map(|call| (call.arrival.0, call.departure.0)).collect()
}

fn calls(rows: &str) -> String {
    format!("trip_id,arrival_time,departure_time,stop_id,stop_sequence\n{rows}")
}

const fn hm(hours: u32, minutes: u32) -> u32 {
    hours * 3600 + minutes * 60
}

#[test]
fn a_sound_feed_is_read_without_a_word() {
    let checked = with(&[]).unwrap();
    assert_eq!(said(&checked), Vec::<String>::new());
    let feed = &checked.feed;
    assert_eq!((feed.stops.len(), feed.trips.len(), feed.calls.len()), (3, 1, 3));
    assert_eq!(times(&checked)[1], (hm(8, 10), hm(8, 11)));
    assert_eq!(feed.services[0].dates.len(), 10, "two weeks from Monday to Friday");
    assert_eq!(feed.routes[0].kind, RouteKind::Bus);
}

#[test]
fn every_finding_has_its_file_line_field_value_and_reason() {
    let rows = calls("t1,08:00:00,08:00:00,mairie,1\nt1,08:05:00,08:05:00,nowhere,2\nt1,08:20:00,08:20:00,gare,3\n");
    let checked = with(&[("stop_times.txt", &rows)]).unwrap();
    let finding = &checked.findings[0];
    assert_eq!((finding.kind, finding.action), (FindingKind::UnknownStop, Action::Dropped));
    assert_eq!((finding.file.as_str(), finding.line), ("f/stop_times.txt", Some(3)));
    assert_eq!((finding.field.as_str(), finding.value.as_str()), ("stop_id", "nowhere"));
    assert!(finding.reason.contains("passes without calling"), "{}", finding.reason);
    assert_eq!(checked.feed.calls.len(), 2);
    let json = serde_json::to_value(finding).unwrap();
    assert_eq!(json["kind"], "unknown_stop");
    assert_eq!(json["line"], 3, "one flat object: {json}");
}

#[test]
fn a_byte_order_mark_quotes_semicolons_and_short_rows_are_no_obstacle() {
    let stops = "\u{feff}\"stop_id\";\"stop_name\";stop_lat;stop_lon;location_type\r\nmairie;\"Mairie; \"\"place\"\"\";46.70;-1.20\r\nhalle;Halle;46.72;-1.22;0\r\ngare;Gare;46.74;-1.24;0;\r\n";
    let checked = with(&[("stops.txt", stops)]).unwrap();
    assert_eq!(checked.feed.stops[0].name, "Mairie; \"place\"");
    assert_eq!(said(&checked), ["other_text repaired stops.txt ="]);
    let shifted = "stop_id,stop_name,stop_lat,stop_lon\nmairie,Mairie, place,46.70,-1.20\nhalle,Halle,46.72,-1.22\ngare,Gare,46.74,-1.24\n";
    let checked = with(&[("stops.txt", shifted)]).unwrap();
    assert!(said(&checked).contains(&"misshapen dropped stops.txt:2 =5 fields".to_owned()), "{:?}", said(&checked));
}

#[test]
fn a_feed_without_its_needed_files_is_refused_with_their_names() {
    for (name, kind) in
        [("stop_times.txt", "missing_file"), ("trips.txt", "missing_file"), ("stops.txt", "missing_file")]
    {
        let refused = with(&[(name, "")]).unwrap_err();
        let reason = refused.findings.iter().find(|finding| finding.action == Action::Refused).unwrap();
        assert_eq!((reason.kind.name().as_str(), reason.file.as_str()), (kind, format!("f/{name}").as_str()));
        assert!(refused.to_string().contains(name), "{refused}");
    }
    let refused = with(&[("stop_times.txt", "trip_id,stop_id\nt1,mairie\n")]).unwrap_err();
    assert!(refused.to_string().contains("no column `stop_sequence`"), "{refused}");
    let refused = with(&[("stop_times.txt", "trip_id,stop_id,stop_sequence\n")]).unwrap_err();
    assert!(refused.to_string().contains("no row"), "{refused}");
}

#[test]
fn either_calendar_may_be_missing() {
    let dated = "service_id,date,exception_type\nweek,20250107,1\nweek,20250109,1\nweek,20250108,2\n";
    let only_dates = with(&[("calendar.txt", ""), ("calendar_dates.txt", dated)]).unwrap();
    assert_eq!(only_dates.feed.services[0].dates.len(), 2);
    let both = with(&[("calendar_dates.txt", dated)]).unwrap();
    assert_eq!(both.feed.services[0].dates.len(), 9, "Wednesday the 8th is taken away");
    let refused = with(&[("calendar.txt", "")]).unwrap_err();
    assert!(refused.findings.iter().any(|finding| finding.kind == FindingKind::NothingRuns));
    let backwards = SOUND[5].1.replace("20250119", "20241231");
    let refused = with(&[("calendar.txt", &backwards)]).unwrap_err();
    let kinds: Vec<_> = refused.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [FindingKind::Backwards, FindingKind::EmptyService, FindingKind::NothingRuns]);
}

#[test]
fn times_run_past_midnight_and_impossible_ones_lose_their_call() {
    let night = calls("t1,23:50:00,23:50:00,mairie,1\nt1,24:10:00,24:12:00,halle,2\nt1,25:00:00,25:00:00,gare,3\n");
    let checked = with(&[("stop_times.txt", &night)]).unwrap();
    assert_eq!(times(&checked)[2], (hm(25, 0), hm(25, 0)));
    assert_eq!(diagnose_feed("f", &checked).calls_past_midnight, 2);
    let bad = calls("t1,08:00:00,08:00:00,mairie,1\nt1,10:99:99,10:99:99,halle,2\nt1,08:20:00,08:20:00,gare,3\n");
    let checked = with(&[("stop_times.txt", &bad)]).unwrap();
    assert_eq!(times(&checked).len(), 2);
    assert!(
        said(&checked)[0].starts_with("bad_time dropped stop_times.txt:3 arrival_time=10:99:99"),
        "{:?}",
        said(&checked)
    );
}

#[test]
fn a_clock_that_starts_again_at_midnight_is_read_as_the_next_day() {
    let wrap = calls("t1,23:50:00,23:55:00,mairie,1\nt1,00:10:00,00:12:00,halle,2\nt1,00:30:00,00:30:00,gare,3\n");
    let checked = with(&[("stop_times.txt", &wrap)]).unwrap();
    assert_eq!(times(&checked)[1..], [(hm(24, 10), hm(24, 12)), (hm(24, 30), hm(24, 30))]);
    assert_eq!(said(&checked), ["midnight_wrap repaired stop_times.txt:3 arrival_time=t1"]);
    let within_a_call =
        calls("t1,22:00:00,22:00:00,mairie,1\nt1,23:58:00,00:02:00,halle,2\nt1,00:30:00,00:30:00,gare,3\n");
    let checked = with(&[("stop_times.txt", &within_a_call)]).unwrap();
    assert_eq!(times(&checked)[1..], [(hm(23, 58), hm(24, 2)), (hm(24, 30), hm(24, 30))]);
}

#[test]
fn blank_times_between_timepoints_are_shared_out_and_those_outside_left_out() {
    let rows = calls(
        "t1,,,mairie,0\nt1,08:00:00,08:02:00,mairie,1\nt1,,,halle,2\nt1,,,gare,3\nt1,08:32:00,08:32:00,mairie,4\nt1,,,halle,5\n",
    );
    let checked = with(&[("stop_times.txt", &rows)]).unwrap();
    let minutes = [(hm(8, 0), hm(8, 2)), (hm(8, 12), hm(8, 12)), (hm(8, 22), hm(8, 22)), (hm(8, 32), hm(8, 32))];
    assert_eq!(times(&checked), minutes);
    let said = said(&checked);
    assert!(said.contains(&"interpolated repaired stop_times.txt:4 arrival_time=t1".to_owned()), "{said:?}");
    assert!(said.contains(&"untimed dropped stop_times.txt:2 arrival_time=t1".to_owned()), "{said:?}");
    let one = calls("t1,08:00:00,,mairie,1\nt1,,08:10:00,halle,2\n");
    let checked = with(&[("stop_times.txt", &one)]).unwrap();
    assert_eq!(times(&checked), [(hm(8, 0), hm(8, 0)), (hm(8, 10), hm(8, 10))]);
}

#[test]
fn a_trip_that_runs_backwards_is_left_out_and_the_others_stay() {
    let trips = "route_id,service_id,trip_id\n1,week,t1\n1,week,back\n1,week,lonely\n1,week,empty\n";
    let rows = calls(
        "t1,08:00:00,08:00:00,mairie,1\nt1,08:10:00,08:10:00,halle,2\nback,09:00:00,09:00:00,mairie,1\nback,08:59:59,08:59:59,halle,2\nlonely,10:00:00,10:00:00,mairie,1\n",
    );
    let checked = with(&[("trips.txt", trips), ("stop_times.txt", &rows)]).unwrap();
    assert_eq!(checked.feed.trips.len(), 1);
    let said = said(&checked);
    for wanted in [
        "decreasing_time dropped stop_times.txt:5 arrival_time=back",
        "one_stop dropped trips.txt:4 trip_id=lonely",
        "no_stop dropped trips.txt:5 trip_id=empty",
    ] {
        assert!(said.contains(&wanted.to_owned()), "{wanted} in {said:?}");
    }
}

#[test]
fn calls_are_put_in_the_order_of_their_numbers() {
    let rows = calls("t1,08:20:00,08:20:00,gare,30\nt1,08:00:00,08:00:00,mairie,5\nt1,08:10:00,08:10:00,halle,20\n");
    assert_eq!(
        times(&with(&[("stop_times.txt", &rows)]).unwrap()),
        [(hm(8, 0), hm(8, 0)), (hm(8, 10), hm(8, 10)), (hm(8, 20), hm(8, 20))]
    );
}

#[test]
fn coordinates_that_changed_places_change_back() {
    let one = "stop_id,stop_name,stop_lat,stop_lon\nmairie,Mairie,46.70,-1.20\nhalle,Halle,-1.22,46.72\ngare,Gare,46.74,-1.24\n";
    let checked = with(&[("stops.txt", one)]).unwrap();
    let at = checked.feed.stops[1].at.unwrap();
    assert_eq!((at.lat_deg(), at.lon_deg()), (46.72, -1.22));
    assert_eq!(said(&checked), ["swapped_coordinates repaired stops.txt:3 stop_lat=-1.22, 46.72"]);
    let all = "stop_id,stop_name,stop_lat,stop_lon\nmairie,Mairie,-1.20,46.70\nhalle,Halle,-1.22,46.72\ngare,Gare,-1.24,46.74\n";
    let checked = with(&[("stops.txt", all)]).unwrap();
    assert!(checked.feed.stops.iter().all(|stop| stop.at.unwrap().lat_deg() > 46.0));
    let pole =
        "stop_id,stop_name,stop_lat,stop_lon\nmairie,Mairie,46.70,-1.20\nhalle,Halle,-110.0,46.72\ngare,Gare,0,0\n";
    let checked = with(&[("stops.txt", pole)]).unwrap();
    assert_eq!(checked.feed.stops[2].at, None, "nobody gets on in the Gulf of Guinea");
    assert!(
        said(&checked).iter().any(|s| s.starts_with("swapped_coordinates repaired stops.txt:3")),
        "{:?}",
        said(&checked)
    );
}

#[test]
fn stations_give_their_platforms_what_they_lack() {
    let stops = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\npole,Pôle,46.70,-1.20,1,\nmairie,Quai A,,,0,pole\nhalle,Halle,46.72,-1.22,0,nowhere\ngare,Gare,46.74,-1.24,0,halle\nporte,Porte,46.70,-1.20,2,\n";
    let checked = with(&[("stops.txt", stops)]).unwrap();
    let stops = &checked.feed.stops;
    assert_eq!((stops[0].kind, stops[1].parent, stops[1].at), (StopKind::Station, Some(0), stops[0].at));
    assert_eq!((stops[2].parent, stops[3].parent), (None, None));
    let said = said(&checked);
    for wanted in [
        "unknown_parent repaired stops.txt:4 parent_station=nowhere",
        "wrong_parent repaired stops.txt:5 parent_station=halle",
        "wrong_parent kept stops.txt:6 parent_station=porte",
        "bad_coordinates repaired stops.txt:3 stop_lat=",
    ] {
        assert!(said.contains(&wanted.to_owned()), "{wanted} in {said:?}");
    }
}

#[test]
fn a_change_from_an_unknown_stop_is_left_out_aloud() {
    let rows = "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_route_id\nmairie,halle,2,120,\nnowhere,halle,2,120,\nhalle,gare,1,,\ngare,mairie,3,,\ngare,halle,2,,\nmairie,gare,2,60,1\nmairie,halle,0,,\n";
    let checked = with(&[("transfers.txt", rows)]).unwrap();
    let kinds: Vec<_> = checked.feed.transfers.iter().map(|rule| rule.kind).collect();
    let expected = [TransferKind::AtLeast, TransferKind::Timed, TransferKind::Forbidden, TransferKind::Recommended];
    assert_eq!(kinds, expected);
    assert_eq!(checked.feed.transfers[0].seconds, Some(Seconds(120)));
    let expected = [
        "unknown_stop dropped transfers.txt:3 from_stop_id=nowhere",
        "bad_number repaired transfers.txt:6 min_transfer_time=",
        "not_supported dropped transfers.txt:7 from_route_id=1",
        "duplicate dropped transfers.txt:8 from_stop_id=mairie",
    ];
    assert_eq!(said(&checked), expected);
}

#[test]
fn pathways_take_their_time_or_that_of_their_length() {
    let rows = "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,length,traversal_time\na,mairie,halle,1,1,,90\nb,halle,gare,1,0,120,\nc,mairie,nowhere,1,1,,5\nd,mairie,gare,1,1,,999999\n";
    let checked = with(&[("pathways.txt", rows)]).unwrap();
    let ways: Vec<_> = checked.feed.pathways.iter().map(|way| (way.seconds.0, way.both_ways)).collect();
    assert_eq!(ways, [(90, true), (100, false)], "1.2 m/s");
    assert_eq!(said(&checked).len(), 2);
}

#[test]
fn a_repetition_needs_an_interval() {
    let rows = "trip_id,start_time,end_time,headway_secs,exact_times\nt1,06:00:00,07:00:00,600,1\nt1,07:00:00,07:00:00,600,0\nt1,08:00:00,09:00:00,0,0\nt9,08:00:00,09:00:00,600,0\nt1,06:00:00,07:30:00,600,1\n";
    let checked = with(&[("frequencies.txt", rows)]).unwrap();
    assert_eq!(checked.feed.frequencies.len(), 1);
    assert!(checked.feed.frequencies[0].exact);
    let kinds: Vec<String> = checked.findings.iter().map(|finding| finding.kind.name()).collect();
    assert_eq!(kinds, ["backwards", "bad_headway", "unknown_trip", "duplicate"]);
    let monday = &diagnose_feed("f", &checked).days[0];
    assert_eq!((monday.least, monday.median, monday.most), (6, 6, 6), "six repetitions a day");
}

#[test]
fn extended_types_and_telephones_are_known() {
    let routes = "route_id,agency_id,route_short_name,route_type\n1,a,1,715\n2,a,2,106\n3,a,3,99\n";
    let rows = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\nt1,08:00:00,08:00:00,mairie,1,2,1\nt1,08:10:00,08:10:00,halle,2,3,7\n";
    let checked = with(&[("routes.txt", routes), ("stop_times.txt", rows)]).unwrap();
    let kinds: Vec<_> = checked.feed.routes.iter().map(|route| route.kind).collect();
    assert_eq!(kinds, [RouteKind::OnDemandBus, RouteKind::Rail, RouteKind::Other]);
    let call = checked.feed.calls[0];
    assert_eq!((call.board, call.alight), (Boarding::Phone, Boarding::No));
    assert_eq!((checked.feed.calls[1].board, checked.feed.calls[1].alight), (Boarding::Driver, Boarding::Regular));
}

#[test]
fn a_bus_that_flies_is_doubted() {
    let rows = calls("t1,08:00:00,08:00:00,mairie,1\nt1,08:00:00,08:00:00,far,2\n");
    let stops = format!("{}far,Loin,48.0,-1.20,0,\n", SOUND[1].1);
    let checked = with(&[("stops.txt", &stops), ("stop_times.txt", &rows)]).unwrap();
    assert!(
        said(&checked).iter().any(|s| s.starts_with("too_fast kept trips.txt:2 trip_id=t1 (mairie to far)")),
        "{:?}",
        said(&checked)
    );
    assert_eq!(checked.feed.trips.len(), 1);
}

#[test]
fn zones_groups_and_their_booking_are_read() {
    let zones = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"bocage","properties":{"stop_name":"Bocage"},"geometry":{"type":"Polygon","coordinates":[[[-1.3,46.6],[-1.1,46.6],[-1.1,46.8],[-1.3,46.6]]]}},
        {"type":"Feature","id":"line","properties":{},"geometry":{"type":"LineString","coordinates":[[-1.3,46.6],[-1.1,46.6]]}}]}"#;
    let rows = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,location_id,location_group_id,start_pickup_drop_off_window,end_pickup_drop_off_window,pickup_type,drop_off_type,pickup_booking_rule_id,drop_off_booking_rule_id\nt1,,,,1,bocage,,08:00:00,12:00:00,2,1,eve,\nt1,,,,2,,bourg,08:00:00,12:00:00,1,2,,gone\n";
    let checked = with(&[
        ("locations.geojson", zones),
        ("location_groups.txt", "location_group_id,location_group_name\nbourg,Le bourg\n"),
        ("location_group_stops.txt", "location_group_id,stop_id\nbourg,mairie\nbourg,nowhere\nother,halle\n"),
        ("booking_rules.txt", "booking_rule_id,booking_type,prior_notice_duration_min,prior_notice_last_day,prior_notice_last_time,phone_number\neve,2,,1,17:00:00,02 00 00 00 00\nhour,1,60,,,\n"),
        ("stop_times.txt", rows),
    ])
    .unwrap();
    let feed = &checked.feed;
    assert_eq!((feed.trips.len(), feed.flex_trips.len(), feed.flex_zones.len()), (0, 1, 1));
    let stops = &feed.flex_trips[0].stops;
    assert_eq!((stops[0].place, stops[1].place), (FlexPlace::Zone(0), FlexPlace::Group(0)));
    assert_eq!((stops[0].board, stops[0].alight, stops[0].board_booking), (true, false, Some(0)));
    assert_eq!((feed.bookings[0].days_before, feed.bookings[0].until), (1, Some(Seconds(hm(17, 0)))));
    assert_eq!(feed.bookings[1].notice, Seconds(3600));
    assert_eq!(feed.flex_groups[0].stops, [0]);
    let said = said(&checked);
    for wanted in [
        "bad_zone dropped locations.geojson:2 geometry=line",
        "unknown_stop dropped location_group_stops.txt:3 stop_id=nowhere",
        "unknown_flex dropped location_group_stops.txt:4 location_group_id=other",
        "unknown_flex repaired stop_times.txt:3 drop_off_booking_rule_id=gone",
    ] {
        assert!(said.contains(&wanted.to_owned()), "{wanted} in {said:?}");
    }
}

#[test]
fn merged_feeds_keep_their_own_stops_and_trips() {
    let one = with(&[]).unwrap().feed;
    let merged = merge_feeds(vec![one.clone(), one.clone()]);
    let ids: Vec<&str> = merged.stops.iter().map(|stop| stop.id.as_str()).collect();
    assert_eq!(ids, ["f:mairie", "f:halle", "f:gare", "f-2:mairie", "f-2:halle", "f-2:gare"]);
    let stops: Vec<u32> = merged.trips[1].calls(&merged).iter().map(|call| call.stop).collect();
    assert_eq!((stops, merged.trips[1].service, merged.trips[1].route), (vec![3, 4, 5], 1, Some(1)));
    assert_eq!(merged.origins.len(), 2);
}

#[test]
fn damaged_archives_are_errors_and_never_panics() {
    assert!(FeedFiles::from_zip("f.zip", b"PK\x03\x04 not a zip", &Limits::default()).is_err());
    assert!(FeedFiles::from_zip("f.zip", b"", &Limits::default()).is_err());
    // Every file cut short at every place is read, or refused with its findings.
    for (name, text) in SOUND {
        for end in 0..text.len() {
            if let Some(cut) = text.get(..end).filter(|cut| !cut.is_empty())
                && let Err(refused) = with(&[(name, cut)])
            {
                assert!(
                    refused.findings.iter().any(|finding| finding.action == Action::Refused),
                    "{name} cut at {end}"
                );
            }
        }
    }
}

#[test]
fn transport_on_demand_and_lifts_have_a_simple_form() {
    let csv = "id;name;communes;hours;booking_days_before;booking_until;booking_notice_min;detour_percent;school_holidays\ntad;TAD du Bocage;85051 85224;Mo-Fr 08:00-12:00,14:00-18:00;1;17:00;;130;no\nblank;Sans communes;;Mo-Fr 08:00-12:00;;;60;;\nbad;Heures;85051;quand on veut;;;;;\ntad;Encore;85051;Mo 08:00-12:00;;;;;\n";
    let batch = read_on_demand_csv("tad.csv", csv.as_bytes()).unwrap();
    let area = &batch.accepted[0];
    assert_eq!((area.communes.len(), area.detour_percent, area.in_school_holidays), (2, 130, false));
    assert_eq!((area.booking.days_before, area.booking.until), (1, Some(Seconds(hm(17, 0)))));
    assert_eq!(area.hours.0.len(), 10);
    let rejected: Vec<_> = batch.rejected.iter().map(|f| (f.line, f.field.as_str())).collect();
    assert_eq!(rejected, [(Some(3), "communes"), (Some(4), "hours"), (Some(5), "id")]);
    let lifts = read_lifts_csv(
        "lifts.csv",
        "id,communes,hours,booking_days_before\nsoli,85051|85224,Mo-Su 08:00-20:00,2\n".as_bytes(),
    )
    .unwrap();
    assert_eq!((lifts.accepted[0].communes.len(), lifts.accepted[0].booking.days_before), (2, 2));
    let zone = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"z","hours":"Mo 08:00-12:00","booking_notice_min":"90","detour_percent":"100"},"geometry":{"type":"Polygon","coordinates":[[[-1.3,46.6],[-1.1,46.6],[-1.1,46.8],[-1.3,46.6]]]}}]}"#;
    let zones = read_on_demand_geojson("z.geojson", zone.as_bytes()).unwrap();
    assert!(zones.accepted[0].outline.is_some() && zones.accepted[0].booking.notice == Seconds(5400), "{zones:?}");
}

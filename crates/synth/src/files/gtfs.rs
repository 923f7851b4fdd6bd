//! `gtfs.zip`: the timetable as a GTFS feed, with GTFS-Flex for transport on demand.

use std::io::{Cursor, Write};

use csv::WriterBuilder;
use zip::write::SimpleFileOptions;

use super::table;
use crate::SynthFile;
use crate::options::SynthError;
use crate::transit::calendar::{self, Date};
use crate::transit::{Timetable, Trip, Zone};
use crate::world::World;

const AGENCY: &str = "maille";
const BOOKING: &str = "la-veille";

/// The feed.
pub(super) fn feed(world: &World, timetable: &Timetable) -> Result<Vec<u8>, SynthError> {
    let mut files = vec![
        plain(
            "agency.txt",
            "agency_id,agency_name,agency_url,agency_timezone,agency_lang,agency_phone",
            &[[AGENCY, "Réseau Maille (fictif)", "https://maille.example/", "Europe/Paris", "fr", "02 61 91 00 00"]],
        )?,
        plain(
            "feed_info.txt",
            "feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date,feed_version",
            &[[
                "Maillage (fictif)",
                "https://maille.example/",
                "fr",
                &Date::FIRST.text(),
                &Date::LAST.text(),
                &format!("graine {}", world.options.seed),
            ]],
        )?,
        stops(world, timetable)?,
        routes(timetable)?,
    ];
    files.extend(days()?);
    files.extend(trips(timetable)?);
    let transfers: Vec<[String; 4]> = timetable
        .transfers
        .iter()
        .map(|(from, to, seconds)| [from.clone(), to.clone(), "2".to_owned(), seconds.to_string()])
        .collect();
    files.push(plain("transfers.txt", "from_stop_id,to_stop_id,transfer_type,min_transfer_time", &transfers)?);
    if let Some(zone) = &timetable.zone {
        files.push(plain(
            "booking_rules.txt",
            "booking_rule_id,booking_type,prior_notice_last_day,prior_notice_last_time,message,phone_number",
            &[[BOOKING, "2", "1", "17:00:00", "Réservation la veille avant 17 h.", "02 61 91 00 01"]],
        )?);
        files.push(SynthFile::new("locations.geojson", geojson(world, zone)?));
    }
    pack(&files)
}

/// The files in one archive, without the time of its making.
fn pack(files: &[SynthFile]) -> Result<Vec<u8>, SynthError> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for file in files {
        archive.start_file(file.path.as_str(), options)?;
        archive.write_all(&file.bytes).map_err(zip::result::ZipError::from)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn plain<const N: usize, T: AsRef<str>>(name: &str, header: &str, rows: &[[T; N]]) -> Result<SynthFile, SynthError> {
    table(name, &WriterBuilder::new(), |w| {
        w.write_record(header.split(','))?;
        rows.iter().try_for_each(|row| w.write_record(row.iter().map(AsRef::as_ref)))
    })
}

fn stops(world: &World, timetable: &Timetable) -> Result<SynthFile, SynthError> {
    let mut rows = Vec::with_capacity(timetable.stops.len());
    for stop in &timetable.stops {
        let at = world.degrees(stop.at)?;
        rows.push([
            stop.id.clone(),
            stop.name.clone(),
            at.y.to_string(),
            at.x.to_string(),
            u8::from(stop.is_station).to_string(),
            stop.parent.clone().unwrap_or_default(),
        ]);
    }
    plain("stops.txt", "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station", &rows)
}

fn routes(timetable: &Timetable) -> Result<SynthFile, SynthError> {
    let mut rows: Vec<[String; 5]> = timetable
        .lines
        .iter()
        .map(|l| [l.id.clone(), AGENCY.to_owned(), l.short.clone(), l.long.clone(), l.kind.to_string()])
        .collect();
    if let Some(zone) = &timetable.zone {
        // Demand and response bus.
        rows.push(["tad", AGENCY, "TAD", &zone.name, "715"].map(str::to_owned));
    }
    plain("routes.txt", "route_id,agency_id,route_short_name,route_long_name,route_type", &rows)
}

fn days() -> Result<Vec<SynthFile>, SynthError> {
    let (first, last) = (Date::FIRST.text(), Date::LAST.text());
    let (mut weeks, mut dates) = (Vec::new(), Vec::new());
    for service in calendar::services() {
        if let Some(week) = service.week {
            let mut row = vec![service.id.to_owned()];
            row.extend(week.map(|runs| u8::from(runs).to_string()));
            row.extend([first.clone(), last.clone()]);
            weeks.push(row);
        }
        for (date, added) in service.exceptions {
            dates.push([service.id.to_owned(), date.text(), if added { "1" } else { "2" }.to_owned()]);
        }
    }
    let header = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date";
    let calendar = table("calendar.txt", &WriterBuilder::new(), |w| {
        w.write_record(header.split(','))?;
        weeks.iter().try_for_each(|row| w.write_record(row))
    })?;
    Ok(vec![calendar, plain("calendar_dates.txt", "service_id,date,exception_type", &dates)?])
}

/// `trips.txt`, `stop_times.txt` and `frequencies.txt`.
fn trips(timetable: &Timetable) -> Result<Vec<SynthFile>, SynthError> {
    let (mut trips, mut times, mut frequencies) = (Vec::new(), Vec::new(), Vec::new());
    for line in &timetable.lines {
        for (nth, trip) in line.trips.iter().enumerate() {
            let id = format!("{}:{}", line.id, nth + 1);
            let direction = trip.direction.to_string();
            trips.push([line.id.clone(), trip.service.to_owned(), id.clone(), trip.headsign.clone(), direction]);
            times.extend(calls(&id, trip));
            frequencies
                .extend(trip.frequency.map(|(from, until, headway)| {
                    [id, clock(from), clock(until), headway.to_string(), "0".to_owned()]
                }));
        }
    }
    if let Some(zone) = &timetable.zone {
        for (nth, (from, until)) in zone.windows.into_iter().enumerate() {
            let id = format!("tad:{}", nth + 1);
            trips.push(["tad", "demande", &id, &zone.name, "0"].map(str::to_owned));
            // Anywhere in the zone to anywhere in it: taken on by the first row, set down by the second.
            for (sequence, pickup, drop_off) in [("1", "2", "1"), ("2", "1", "2")] {
                let window = [clock(from), clock(until)];
                let row = [
                    &id, "", "", "", &zone.id, sequence, pickup, drop_off, &window[0], &window[1], BOOKING, BOOKING, "",
                ];
                times.push(row.map(str::to_owned));
            }
        }
    }
    Ok(vec![
        plain("trips.txt", "route_id,service_id,trip_id,trip_headsign,direction_id", &trips)?,
        plain(
            "stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,location_id,stop_sequence,pickup_type,drop_off_type,\
             start_pickup_drop_off_window,end_pickup_drop_off_window,pickup_booking_rule_id,drop_off_booking_rule_id,\
             timepoint",
            &times,
        )?,
        plain("frequencies.txt", "trip_id,start_time,end_time,headway_secs,exact_times", &frequencies)?,
    ])
}

fn calls(id: &str, trip: &Trip) -> Vec<[String; 13]> {
    let row = |(sequence, (stop, time)): (usize, &(String, Option<u32>))| {
        let clock = time.map(clock).unwrap_or_default();
        let (number, timepoint) = ((sequence + 1).to_string(), if time.is_some() { "1" } else { "0" });
        [id, &clock, &clock, stop, "", &number, "0", "0", "", "", "", "", timepoint].map(str::to_owned)
    };
    trip.calls.iter().enumerate().map(row).collect()
}

/// Minutes as "07:30:00"; more than 24 hours belong to the service day before.
fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}:00", minutes / 60, minutes % 60)
}

fn geojson(world: &World, zone: &Zone) -> Result<String, SynthError> {
    let ring: Vec<[f64; 2]> =
        zone.outline.iter().map(|at| world.degrees(*at).map(|at| [at.x, at.y])).collect::<Result<_, _>>()?;
    let feature = serde_json::json!({
        "type": "Feature",
        "id": zone.id,
        "properties": { "stop_name": zone.name, "stop_desc": "Sur réservation la veille (fictif)" },
        "geometry": { "type": "Polygon", "coordinates": [ring] },
    });
    Ok(format!("{}\n", serde_json::json!({ "type": "FeatureCollection", "features": [feature] })))
}

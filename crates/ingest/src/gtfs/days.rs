//! calendar.txt and calendar_dates.txt: on which days things run. Either may be missing.

use std::collections::{BTreeSet, HashMap, HashSet};

use territory::{Date, transit::ServiceDays};

use super::{
    files::FeedFiles,
    finding::{
        Action::{Dropped, Kept, Repaired},
        FindingKind as Kind, Log,
    },
    lines::Listed,
    sheet::Sheet,
};
use crate::Finding;

const WEEK: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Longest span of a row of calendar.txt, days: a century; "until 99991231" is cut there.
const LONGEST_DAYS: i32 = 36_525;

pub(super) fn read_days(files: &FeedFiles, log: &mut Log) -> Listed<ServiceDays> {
    let mut days = Days::default();
    let weekly = read_calendar(files, &mut days, log);
    let dated = read_exceptions(files, &mut days, log);
    if !weekly && !dated {
        let reason = "neither calendar.txt nor calendar_dates.txt has a row: nothing runs on any day";
        log.add(Kind::MissingFile, Kept, Finding::whole(&files.label_of("calendar.txt"), reason));
    }
    let mut list = Vec::new();
    for (id, (dates, file, line)) in days.order.into_iter().zip(days.dates) {
        if dates.is_empty() {
            let reason = "runs on no day: its trips never run";
            log.add(Kind::EmptyService, Kept, Finding::at(&file, line, "service_id", &id, reason));
        }
        list.push(ServiceDays { id, dates: dates.into_iter().collect() });
    }
    (list, days.by_id)
}

/// Services as they are met: ids, and the days of each with where it was met first.
#[derive(Default)]
struct Days {
    order: Vec<String>,
    dates: Vec<(BTreeSet<Date>, String, u64)>,
    by_id: HashMap<String, u32>,
}

impl Days {
    fn of(&mut self, id: &str, file: &str, line: u64) -> &mut BTreeSet<Date> {
        let place = *self.by_id.entry(id.to_owned()).or_insert_with(|| {
            self.order.push(id.to_owned());
            self.dates.push((BTreeSet::new(), file.to_owned(), line));
            self.order.len() as u32 - 1
        });
        &mut self.dates[place as usize].0
    }
}

fn read_calendar(files: &FeedFiles, days: &mut Days, log: &mut Log) -> bool {
    let Some(sheet) = Sheet::open(files, "calendar.txt", log) else { return false };
    let Some(id) = sheet.needed("service_id", Dropped, log) else { return false };
    let week = WEEK.map(|day| sheet.field(day));
    let (start, end) = (sheet.field("start_date"), sheet.field("end_date"));
    let label = files.label_of("calendar.txt");
    let rows = sheet.each(log, |line, log| {
        let Some(service) = line.id(id, log) else { return };
        if days.by_id.contains_key(service) {
            line.say(log, Kind::Duplicate, Dropped, id, "this service was there before: the first row is kept");
            return;
        }
        let Some(first) = line.date(start, log) else { return };
        let Some(mut last) = line.date(end, log) else { return };
        let dates = days.of(service, &label, line.number);
        if last < first {
            line.say(
                log,
                Kind::Backwards,
                Kept,
                end,
                format!("before the start ({first}): the service runs on no day"),
            );
        }
        if last.days_since(first) > LONGEST_DAYS {
            line.say(log, Kind::BadDate, Repaired, end, "more than a century after the start: cut there");
            last = first.plus_days(LONGEST_DAYS).unwrap_or(last);
        }
        let runs = week.map(|day| line.code(day, 0..=1, log) == 1);
        dates.extend(first.through(last).filter(|date| runs[usize::from(date.weekday())]));
    });
    rows > 0
}

fn read_exceptions(files: &FeedFiles, days: &mut Days, log: &mut Log) -> bool {
    let Some(sheet) = Sheet::open(files, "calendar_dates.txt", log) else { return false };
    let Some(id) = sheet.needed("service_id", Dropped, log) else { return false };
    let Some(day) = sheet.needed("date", Dropped, log) else { return false };
    let kind = sheet.field("exception_type");
    let label = files.label_of("calendar_dates.txt");
    let mut seen: HashSet<(u32, Date)> = HashSet::new();
    let rows = sheet.each(log, |line, log| {
        let Some(service) = line.id(id, log) else { return };
        let Some(date) = line.date(day, log) else { return };
        let added = match line.get(kind) {
            "1" => true,
            "2" => false,
            _ => {
                line.say(log, Kind::BadCode, Dropped, kind, "1 adds the day, 2 removes it");
                return;
            }
        };
        let known = days.by_id.contains_key(service);
        let dates = days.of(service, &label, line.number);
        match added {
            true => dates.insert(date),
            false => dates.remove(&date),
        };
        if !known && !added {
            line.say(log, Kind::UnknownService, Kept, id, "removes a day from a service that has none");
        }
        if !seen.insert((days.by_id[service], date)) {
            line.say(
                log,
                Kind::Duplicate,
                Kept,
                day,
                "this day of this service was there before: the later row decides",
            );
        }
    });
    rows > 0
}

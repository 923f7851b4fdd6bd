//! A table of no data set of this program: what can be said of its rows and coordinates.

use territory::{Check, LonLat};

use crate::{
    Batch, Finding,
    diagnose::{Outcome, widen},
    france,
    table::{Column, Table},
    tabular::Tabular,
    text,
};

/// Rows that are not blank, of any number of fields.
pub(crate) fn rows(table: &Table) -> usize {
    let mut batch = Batch::<()>::default();
    let mut whole = 0;
    table.for_each(&mut batch, |_, _| whole += 1);
    whole + batch.rejected.len()
}

/// Names of columns of longitudes and latitudes, whole or as endings.
const LON: [&str; 7] = ["longitude", "lon", "lng", "long", "_lon", "_long", "x_wgs84"];
const LAT: [&str; 5] = ["latitude", "lat", "_lat", "y_wgs84", "_latitude"];

fn coordinate(table: &Table, names: &[&str]) -> Option<Column> {
    let is = |header: &&String| {
        let lower = header.to_lowercase();
        names.iter().any(|name| lower == *name || (name.len() > 3 && name.contains('_') && lower.ends_with(name)))
    };
    // What says WGS84 is what a reader of the file would take.
    let wgs84 = |header: &&String| is(header) && header.to_lowercase().contains("wgs84");
    let found = table.header().iter().find(wgs84).or_else(|| table.header().iter().find(is))?;
    Some(table.optional(&[found]))
}

/// Counts of one kind of doubt and the first remark, so that a file of it gives one line.
#[derive(Default)]
struct Tally {
    count: usize,
    first: Option<Finding>,
}

impl Tally {
    fn add(&mut self, finding: impl FnOnce() -> Finding) {
        self.count += 1;
        if self.first.is_none() {
            self.first = Some(finding());
        }
    }

    fn finish(self) -> Option<Finding> {
        let mut first = self.first?;
        if self.count > 1 {
            first.reason = format!("{}; {} rows in all", first.reason, self.count);
        }
        Some(first)
    }
}

/// Checks the shape of the rows, the header and the coordinates.
pub(crate) fn outcome(tabular: &Tabular) -> Outcome {
    let table = &tabular.table;
    let mut outcome = Outcome::default();
    let header_types = table.header().iter().filter(|name| is_dbase_description(name)).count();
    if header_types * 2 > table.header().len() {
        let reason = "the header describes dBase fields (name, type, length): keep the names alone, without `,C,254`";
        outcome.warnings.push(Finding::at(table.file(), 1, "", &table.header().join(" "), reason));
    }
    let columns = coordinate(table, &LON).zip(coordinate(table, &LAT));
    let [mut null, mut unreadable, mut metres, mut away] = [(); 4].map(|()| Tally::default());
    let mut batch = Batch::<()>::default();
    let mut accepted = 0;
    table.for_each(&mut batch, |row, _| {
        accepted += 1;
        let Some((lon, lat)) = &columns else { return };
        match (text::number(row.get(lon)), text::number(row.get(lat))) {
            (Ok(None), _) | (_, Ok(None)) => {
                null.add(|| row.finding(lon, "no coordinates").of(Check::NanOrNullCoordinates))
            }
            (Ok(Some(x)), Ok(Some(y))) => match LonLat::new(x, y) {
                Ok(at) if france::contains(at) => widen(&mut outcome.bounds, x, y),
                Ok(_) => away.add(|| row.misplaced(lon, x, y, Check::OutsideFrance, || "not in France".into())),
                Err(e) => metres.add(|| row.misplaced(lon, x, y, Check::MetresAsDegrees, || e.to_string())),
            },
            (Err(reason), _) => unreadable.add(|| row.finding(lon, reason).of(Check::NanOrNullCoordinates)),
            (_, Err(reason)) => unreadable.add(|| row.finding(lat, reason).of(Check::NanOrNullCoordinates)),
        }
    });
    outcome.accepted = accepted;
    outcome.rejected = batch.rejected;
    outcome.warnings.extend(batch.warnings);
    outcome.warnings.extend([null, unreadable, metres, away].into_iter().filter_map(Tally::finish));
    outcome
}

/// "LIBEL,C,254": a field of dBase, its type and its length.
fn is_dbase_description(name: &str) -> bool {
    let mut parts = name.split(',');
    let (Some(_), Some(kind)) = (parts.next(), parts.next()) else { return false };
    matches!(kind, "C" | "N" | "D" | "F" | "L") && parts.clone().count() >= 1 && parts.all(|p| p.parse::<u16>().is_ok())
}

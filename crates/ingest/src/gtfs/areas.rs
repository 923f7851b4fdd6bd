//! Transport on demand in a simple form of our own, and lifts given by neighbours.
//!
//! Columns (or properties) of both: `id`, `name`, `hours` ("Mo-Fr 08:00-12:00,14:00-18:00"),
//! `booking_days_before` and `booking_until` ("17:00"), or `booking_notice_min`, `booking_phone`,
//! `booking_url`, `booking_message`. An area has its `communes` (codes separated by spaces), or in
//! GeoJSON its polygon; `detour_percent` (100 for the direct drive) and `school_holidays` ("yes").

use std::{collections::HashSet, io::Read};

use territory::{
    CommuneCode, Seconds, WeeklyHours,
    transit::{Booking, LiftArea, OnDemandArea, Outline},
};

use super::{flex, sheet::parse_time};
use crate::{
    Batch, Finding, IngestError,
    geojson::{self, Properties},
    hours::parse_osm_hours,
    table::{Row, Table},
    text,
};

const COLUMNS: [&str; 12] = [
    "id",
    "name",
    "communes",
    "hours",
    "booking_days_before",
    "booking_until",
    "booking_notice_min",
    "booking_phone",
    "booking_url",
    "booking_message",
    "detour_percent",
    "school_holidays",
];

/// Reads transport on demand of whole communes from a CSV file.
///
/// # Errors
/// When the file is empty, or has no column `id`, `communes` or `hours`.
pub fn read_on_demand_csv(file: &str, input: impl Read) -> Result<Batch<OnDemandArea>, IngestError> {
    read_csv(file, input, |values, batch| {
        let communes = values.communes(batch)?;
        values.on_demand(communes, None, batch)
    })
}

/// Reads transport on demand of drawn zones from GeoJSON; the properties have the names of the
/// columns.
///
/// # Errors
/// When the file is not a FeatureCollection in WGS84.
pub fn read_on_demand_geojson(file: &str, input: impl Read) -> Result<Batch<OnDemandArea>, IngestError> {
    let mut batch = Batch::default();
    let mut seen = HashSet::new();
    geojson::for_each_feature(file, input, &mut batch, |feature, batch| {
        let values = Values { file, line: feature.record, get: &|name| property(&feature.properties, name) };
        match feature.polygons().and_then(flex::outline) {
            Err(reason) => batch.rejected.push(values.finding("geometry", reason)),
            Ok(outline) => {
                if let Some(area) = values.on_demand(Vec::new(), Some(outline), batch) {
                    values.accept(area.id.clone(), area, &mut seen, batch);
                }
            }
        }
    })?;
    Ok(batch)
}

/// Reads communes where neighbours give lifts from a CSV file.
///
/// # Errors
/// When the file is empty, or has no column `id`, `communes` or `hours`.
pub fn read_lifts_csv(file: &str, input: impl Read) -> Result<Batch<LiftArea>, IngestError> {
    read_csv(file, input, |values, batch| {
        let communes = values.communes(batch)?;
        let (id, hours, booking) = (values.id(batch)?, values.hours(batch)?, values.booking(batch)?);
        Some(LiftArea { id, name: (values.get)("name"), communes, hours, booking })
    })
}

fn read_csv<T: HasId>(
    file: &str,
    input: impl Read,
    mut read: impl FnMut(&Values<'_>, &mut Batch<T>) -> Option<T>,
) -> Result<Batch<T>, IngestError> {
    let table = Table::read(file, input)?;
    for name in ["id", "communes", "hours"] {
        table.required(&[name])?;
    }
    let columns = COLUMNS.map(|name| (name, table.optional(&[name])));
    let mut batch = Batch::default();
    let mut seen = HashSet::new();
    table.for_each(&mut batch, |row: &Row<'_>, batch| {
        let get = |name: &str| {
            let column = columns.iter().find(|(known, _)| *known == name);
            column.map(|(_, column)| row.get(column).to_owned()).unwrap_or_default()
        };
        let values = Values { file, line: row.line, get: &get };
        if let Some(area) = read(&values, batch) {
            values.accept(area.id().to_owned(), area, &mut seen, batch);
        }
    });
    Ok(batch)
}

/// What has an id that must not come twice.
trait HasId {
    fn id(&self) -> &str;
}

impl HasId for OnDemandArea {
    fn id(&self) -> &str {
        &self.id
    }
}

impl HasId for LiftArea {
    fn id(&self) -> &str {
        &self.id
    }
}

fn property(properties: &Properties<'_>, name: &str) -> String {
    properties.attribute(&[name]).value
}

/// The values of one row or feature, by name.
struct Values<'a> {
    file: &'a str,
    line: u64,
    get: &'a dyn Fn(&str) -> String,
}

impl Values<'_> {
    fn finding(&self, field: &str, reason: impl Into<String>) -> Finding {
        Finding::at(self.file, self.line, field, &(self.get)(field), reason)
    }

    fn accept<T>(&self, id: String, area: T, seen: &mut HashSet<String>, batch: &mut Batch<T>) {
        if seen.insert(id) {
            batch.accepted.push(area);
        } else {
            batch.rejected.push(self.finding("id", "this id was there before: the first one is kept"));
        }
    }

    fn on_demand(
        &self,
        communes: Vec<CommuneCode>,
        outline: Option<Outline>,
        batch: &mut Batch<OnDemandArea>,
    ) -> Option<OnDemandArea> {
        let (id, hours, booking) = (self.id(batch)?, self.hours(batch)?, self.booking(batch)?);
        let detour_percent = match self.number("detour_percent") {
            Ok(Some(percent)) if (100..=1000).contains(&percent) => percent,
            Ok(None) => {
                batch
                    .warnings
                    .push(self.finding("detour_percent", "blank: rides are taken to be as direct as a drive (100)"));
                100
            }
            _ => {
                batch.rejected.push(self.finding("detour_percent", "100 for the direct drive, at most 1000"));
                return None;
            }
        };
        let in_school_holidays = match (self.get)("school_holidays").to_lowercase().as_str() {
            "" | "yes" | "oui" | "1" | "true" => true,
            "no" | "non" | "0" | "false" => false,
            _ => {
                batch.rejected.push(self.finding("school_holidays", "`yes` or `no` would work"));
                return None;
            }
        };
        let name = (self.get)("name");
        Some(OnDemandArea { id, name, communes, outline, hours, in_school_holidays, booking, detour_percent })
    }

    fn id<T>(&self, batch: &mut Batch<T>) -> Option<String> {
        let id = (self.get)("id");
        if id.is_empty() {
            batch.rejected.push(self.finding("id", "blank: give the area an id"));
            return None;
        }
        Some(id)
    }

    /// At least one code; a code that is none rejects the row, as people would miss their lift.
    fn communes<T>(&self, batch: &mut Batch<T>) -> Option<Vec<CommuneCode>> {
        let text = (self.get)("communes");
        let mut codes = Vec::new();
        for word in text.split([' ', '|', ',']).filter(|word| !word.is_empty()) {
            match text::commune_code(word) {
                Ok(code) => codes.push(code.value),
                Err(reason) => {
                    batch.rejected.push(self.finding("communes", format!("`{word}`: {reason}")));
                    return None;
                }
            }
        }
        if codes.is_empty() {
            batch
                .rejected
                .push(self.finding("communes", "blank: codes separated by spaces, such as `85051 85224`, would work"));
            return None;
        }
        codes.sort();
        codes.dedup();
        Some(codes)
    }

    fn hours<T>(&self, batch: &mut Batch<T>) -> Option<WeeklyHours> {
        parse_osm_hours(&(self.get)("hours")).map_err(|reason| batch.rejected.push(self.finding("hours", reason))).ok()
    }

    fn booking<T>(&self, batch: &mut Batch<T>) -> Option<Booking> {
        let mut number =
            |field: &str| self.number(field).map_err(|reason| batch.rejected.push(self.finding(field, reason))).ok();
        let (days, notice) = (number("booking_days_before")?, number("booking_notice_min")?);
        let until = match (self.get)("booking_until").as_str() {
            "" => None,
            text => {
                // "17:00" as people write it.
                let whole = if text.matches(':').count() == 1 { format!("{text}:00") } else { text.to_owned() };
                let parsed =
                    parse_time(&whole).map_err(|reason| batch.rejected.push(self.finding("booking_until", reason)));
                Some(parsed.ok()?)
            }
        };
        Some(Booking {
            id: String::new(),
            days_before: days.unwrap_or(0),
            until,
            notice: Seconds(notice.unwrap_or(0).saturating_mul(60)),
            message: (self.get)("booking_message"),
            phone: (self.get)("booking_phone"),
            url: (self.get)("booking_url"),
        })
    }

    fn number(&self, field: &str) -> Result<Option<u32>, String> {
        match (self.get)(field).as_str() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| "not a whole number from 0 up".to_owned()),
        }
    }
}

//! The national list of France services (ANCT), whose columns drift with the years.

use std::{collections::HashSet, io::Read};

use territory::{KindId, Slot, WeeklyHours};

use super::FoundService;
use crate::{
    Batch, IngestError, hours,
    table::{Column, Row, Table},
    tabular, text,
};

const DAYS: [&str; 7] = ["h_lundi", "h_mardi", "h_mercredi", "h_jeudi", "h_vendredi", "h_samedi", "h_dimanche"];

/// Formats whose coordinates are only those of a base or of one site among several.
const ITINERANT_FORMATS: [&str; 4] = ["Bus_équivalent", "Multisites", "Itinérante", "Itinérant"];

struct Columns {
    id: Column,
    name: Column,
    commune: Column,
    postcode: Column,
    lon: Column,
    lat: Column,
    address: Column,
    address_more: Column,
    phone: Column,
    format: Column,
    itinerant: Column,
    days: [Column; 7],
}

/// Reads `liste-fs-….csv` (`id_fs`, `lib_fs`, `insee_com`, `latitude`, `longitude`, `h_lundi`…;
/// the names of 2020 and 2021 too). Hours that cannot be read are reported and left out for the
/// whole week: half a week would be wrong.
///
/// # Errors
/// When the file cannot be read or a column is missing.
pub fn read_france_services(file: &str, input: impl Read) -> Result<Batch<FoundService>, IngestError> {
    france_services_of(&Table::read(file, input)?)
}

/// Reads the list as GeoJSON, as it was published in 2021: the same columns as properties.
///
/// # Errors
/// When the file is no FeatureCollection in WGS84, or a property is missing.
pub fn read_france_services_geojson(file: &str, bytes: &[u8]) -> Result<Batch<FoundService>, IngestError> {
    france_services_of(&tabular::read(file, bytes)?.table)
}

/// See [`read_france_services`].
pub(crate) fn france_services_of(table: &Table) -> Result<Batch<FoundService>, IngestError> {
    let columns = Columns {
        id: table.required(&["id_fs", "matricule"])?,
        name: table.required(&["lib_fs", "lib_france_services"])?,
        commune: table.required(&["insee_com", "code_insee"])?,
        lon: table.required(&["longitude"])?,
        lat: table.required(&["latitude"])?,
        postcode: table.optional(&["code_postal"]),
        address: table.optional(&["adresse"]),
        address_more: table.optional(&["complement_adresse", "complement.d.adresse"]),
        phone: table.optional(&["telephone"]),
        format: table.optional(&["format_fs"]),
        itinerant: table.optional(&["itinerance"]),
        days: DAYS.map(|day| table.optional(&[day])),
    };
    let mut seen = HashSet::new();
    let mut batch = Batch::default();
    table.for_each(&mut batch, |row, batch| {
        let Some(service) = read_row(row, &columns, batch) else { return };
        if !seen.insert(service.local_id.clone()) {
            return batch.rejected.push(row.finding(&columns.id, "the id stands twice: the first row is kept"));
        }
        batch.accepted.push(service);
    });
    Ok(batch)
}

fn read_row(row: &Row<'_>, columns: &Columns, batch: &mut Batch<FoundService>) -> Option<FoundService> {
    // The lists of 2020 and 2021 were written by R, which spells an absent text NA.
    let get = |column| text::non_blank(row.get(column)).filter(|text| text != "NA");
    let Some(id) = get(&columns.id) else {
        batch.rejected.push(row.finding(&columns.id, "a service needs an id of its own"));
        return None;
    };
    let name = row.name(&columns.name, "a service needs its name", batch)?;
    let position = row.position(&columns.lon, &columns.lat);
    let code = text::commune_code(row.get(&columns.commune));
    let usable = matches!(position, Ok(Some(_)));
    let mut service = FoundService::bare(id, KindId::from("france_services"), name, row.line);
    service.commune = match code {
        Ok(code) => {
            batch.repaired.extend(code.repair.map(|reason| row.finding(&columns.commune, reason)));
            Some(code.value)
        }
        Err(reason) if usable => {
            batch
                .warnings
                .push(row.finding(&columns.commune, format!("{reason}; the coordinates will tell the commune")));
            None
        }
        Err(reason) => {
            batch
                .rejected
                .push(row.finding(&columns.commune, format!("{reason}, and there are no usable coordinates")));
            return None;
        }
    };
    service.at = position.unwrap_or_else(|finding| {
        batch.warnings.push(*finding);
        None
    });
    service.itinerant = ITINERANT_FORMATS.contains(&row.get(&columns.format))
        || matches!(row.get(&columns.itinerant).to_lowercase().as_str(), "oui" | "true" | "1");
    service.hours = week(row, &columns.days, batch);
    service.address = address(get(&columns.address), get(&columns.address_more));
    service.postcode = row.postcode(&columns.postcode, batch);
    service.phone = get(&columns.phone);
    Some(service)
}

/// The street and its complement on one line.
pub(super) fn address(street: Option<String>, more: Option<String>) -> Option<String> {
    let on_one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = street.into_iter().chain(more).map(on_one_line).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

fn week(row: &Row<'_>, days: &[Column; 7], batch: &mut Batch<FoundService>) -> Option<WeeklyHours> {
    let mut slots = Vec::new();
    for (day, column) in (0..).zip(days) {
        match hours::parse_french_spans(row.get(column)) {
            Ok(spans) => slots.extend(spans.into_iter().map(|(from, to)| Slot { day, from, to })),
            Err(reason) => {
                batch.warnings.push(row.finding(column, format!("{reason}; the hours of the week are left out")));
                return None;
            }
        }
    }
    // No span at all is a week that the source does not know, and no mistake.
    WeeklyHours::new(slots).ok()
}

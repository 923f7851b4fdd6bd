//! Our own list of services: CSV described by `data/schemas/services.schema.json`.
//!
//! Rows of a nominative kind (assistants maternels) lose everything that leads to a home here:
//! name, id, address, telephone, website, hours and position. What is said of such a row never
//! repeats those values.

use std::{collections::HashMap, io::Read};

use territory::{Capacity, Kind, KindId, Kinds, Quantity};

use super::{FoundService, france_services};
use crate::{
    Batch, Finding, IngestError, hours,
    table::{Column, Row, Table},
    text,
};

/// Children that one assistant maternel may receive at once (CASF L. 421-4).
const PLACES_PER_ASSISTANT: f64 = 4.0;

struct Columns {
    id: Column,
    name: Column,
    kind: Column,
    commune: Column,
    date: Column,
    postcode: Column,
    address: Column,
    address_more: Column,
    lat: Column,
    lon: Column,
    phone: Column,
    website: Column,
    hours: Column,
    itinerant: Column,
    agreees: Column,
    actives: Column,
    disponibles: Column,
    disponibles_at: Column,
    assistants: Column,
}

/// Reads a list of services. Required columns: `id`, `nom`, `type` (a kind of the catalogue),
/// `commune`, `code_insee`, `date_maj`; the others are in the schema.
///
/// Free places without their date are left out; places beyond the law's bounds are kept and
/// reported.
///
/// # Errors
/// When the file cannot be read or a required column is missing.
pub fn read_service_list(file: &str, input: impl Read, kinds: &Kinds) -> Result<Batch<FoundService>, IngestError> {
    service_list_of(&Table::read(file, input)?, kinds)
}

/// See [`read_service_list`].
pub(crate) fn service_list_of(table: &Table, kinds: &Kinds) -> Result<Batch<FoundService>, IngestError> {
    table.required(&["commune"])?;
    let columns = Columns {
        id: table.required(&["id"])?,
        name: table.required(&["nom"])?,
        kind: table.required(&["type"])?,
        commune: table.required(&["code_insee"])?,
        date: table.required(&["date_maj"])?,
        postcode: table.optional(&["code_postal"]),
        address: table.optional(&["adresse"]),
        address_more: table.optional(&["complement_adresse"]),
        lat: table.optional(&["latitude"]),
        lon: table.optional(&["longitude"]),
        phone: table.optional(&["telephone"]),
        website: table.optional(&["site_web"]),
        hours: table.optional(&["horaires"]),
        itinerant: table.optional(&["itinerance"]),
        agreees: table.optional(&["places_agreees"]),
        actives: table.optional(&["places_actives"]),
        disponibles: table.optional(&["places_disponibles"]),
        disponibles_at: table.optional(&["places_disponibles_le"]),
        assistants: table.optional(&["assistants"]),
    };
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut batch = Batch::default();
    table.for_each(&mut batch, |row, batch| {
        let word = row.get(&columns.kind).to_lowercase();
        let Some(kind) = kinds.get(&word) else {
            let reason = format!("not a kind of service: {} would work", kinds.words());
            return batch.rejected.push(row.finding(&columns.kind, reason));
        };
        let id = row.get(&columns.id);
        if id.is_empty() {
            return batch.rejected.push(row.finding(&columns.id, "a service needs an id that no other row has"));
        }
        if let Some(first) = seen.get(id) {
            let reason =
                format!("the id stands on line {first} already: the first row is kept; give each row its own id");
            let finding = if kind.nominative {
                row.finding_withheld(&columns.id, reason)
            } else {
                row.finding(&columns.id, reason)
            };
            return batch.rejected.push(finding);
        }
        let service = if kind.nominative {
            let said = [batch.rejected.len(), batch.repaired.len(), batch.warnings.len()];
            let service = home_care(row, &columns, kind, batch);
            withhold(&mut batch.rejected[said[0]..]);
            withhold(&mut batch.repaired[said[1]..]);
            withhold(&mut batch.warnings[said[2]..]);
            service
        } else {
            place(row, &columns, kind, batch)
        };
        if let Some(service) = service {
            seen.insert(id.to_owned(), row.line);
            batch.accepted.push(service);
        }
    });
    Ok(batch)
}

/// What may be kept of a row about persons who work at home.
fn home_care(row: &Row<'_>, columns: &Columns, kind: &Kind, batch: &mut Batch<FoundService>) -> Option<FoundService> {
    let local_id = format!("{}-{}", kind.id.as_str(), row.line);
    let mut service = common(row, columns, kind, local_id, kind.label_fr.clone(), batch)?;
    // A row without a number stands for one person.
    let assistants = service.assistants.known().unwrap_or(1.0);
    service.assistants = Quantity::Known(assistants);
    service.count = assistants as u32;
    let most = PLACES_PER_ASSISTANT * assistants;
    if service.capacity.agreees.known().is_some_and(|places| places > most) {
        let reason =
            format!("{assistants} assistant(s) maternel(s) may receive {most} children at most: check the number");
        batch.warnings.push(row.finding(&columns.agreees, reason));
    }
    Some(service)
}

/// Takes words out of remarks: columns that were shifted could bring a name or a street there.
fn withhold(findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|f| f.value.contains(char::is_alphabetic)) {
        finding.reason = "not valid here; the value is withheld because the row is about a home: see the schema".into();
        finding.value = "(withheld)".into();
    }
}

/// A place open to families.
fn place(row: &Row<'_>, columns: &Columns, kind: &Kind, batch: &mut Batch<FoundService>) -> Option<FoundService> {
    let get = |column| text::non_blank(row.get(column));
    let name = row.name(&columns.name, "a service needs its name", batch)?;
    let mut service = common(row, columns, kind, row.get(&columns.id).to_owned(), name, batch)?;
    if let Some(most) = kind.max_places
        && service.capacity.agreees.known().is_some_and(|places| places > f64::from(most))
    {
        let reason = format!(
            "the law allows {most} places at most to this kind ({}): check the number or the type",
            kind.label_fr
        );
        batch.warnings.push(row.finding(&columns.agreees, reason));
    }
    service.at = row.position(&columns.lon, &columns.lat).unwrap_or_else(|mut finding| {
        finding.reason.push_str("; the commune is kept");
        batch.warnings.push(*finding);
        None
    });
    service.hours = match row.get(&columns.hours) {
        "" => None,
        text => hours::parse_osm_hours(text)
            .map_err(|reason| {
                batch.warnings.push(row.finding(&columns.hours, format!("{reason}; the hours are left out")))
            })
            .ok(),
    };
    service.itinerant = match row.get(&columns.itinerant).to_lowercase().as_str() {
        "oui" | "true" | "vrai" | "1" => true,
        "" | "non" | "false" | "faux" | "0" => false,
        _ => {
            batch.warnings.push(row.finding(&columns.itinerant, "neither oui nor non: taken as non"));
            false
        }
    };
    service.postcode = row.postcode(&columns.postcode, batch);
    service.address = france_services::address(get(&columns.address), get(&columns.address_more));
    service.phone = get(&columns.phone);
    service.website = get(&columns.website);
    Some(service)
}

/// What every row has: commune, date, counts. Nothing here is personal.
fn common(
    row: &Row<'_>,
    columns: &Columns,
    kind: &Kind,
    local_id: String,
    name: String,
    batch: &mut Batch<FoundService>,
) -> Option<FoundService> {
    let Some(date) = text::iso_date(row.get(&columns.date)) else {
        batch
            .rejected
            .push(row.finding(&columns.date, "the date of the last change is required: write it like 2024-09-30"));
        return None;
    };
    let commune = row.commune(&columns.commune, batch)?;
    let mut service = FoundService::bare(local_id, KindId(kind.id.0.clone()), name, row.line);
    service.commune = Some(commune);
    service.date = Some(date.to_owned());
    service.assistants = row.count(&columns.assistants, batch);
    service.capacity = capacity(row, columns, batch);
    Some(service)
}

fn capacity(row: &Row<'_>, columns: &Columns, batch: &mut Batch<FoundService>) -> Capacity {
    let agreees = row.count(&columns.agreees, batch);
    let actives = row.count(&columns.actives, batch);
    let mut disponibles = row.count(&columns.disponibles, batch);
    if disponibles != Quantity::Missing && text::iso_date(row.get(&columns.disponibles_at)).is_none() {
        let reason = "free places are never shown without their date: give it like 2024-09-30; taken as missing";
        batch.warnings.push(row.finding(&columns.disponibles_at, reason));
        disponibles = Quantity::Missing;
    }
    let exceeds = |a: Quantity, b: Quantity| matches!((a, b), (Quantity::Known(a), Quantity::Known(b)) if a > b);
    if exceeds(disponibles, agreees) {
        batch
            .warnings
            .push(row.finding(&columns.disponibles, "more free places than places of the agrément: check both"));
    }
    if exceeds(actives, agreees) {
        batch
            .warnings
            .push(row.finding(&columns.actives, "more places offered than places of the agrément: check both"));
    }
    Capacity { agreees, actives, disponibles }
}

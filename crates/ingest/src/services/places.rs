//! Services whose coordinates are in their file: MSAP of 2018, places of digital mediation,
//! geolocated equipments of the BPE.

use std::{
    collections::{BTreeMap, HashSet},
    io::Read,
};

use territory::{
    Check, Kind, KindId, Kinds,
    projection::{Crs, Projector},
};

use super::{FoundService, bpe::meaning_of, france_services::address};
use crate::{Batch, Finding, IngestError, ShapefileParts, france, hours, table::Table, tabular, text};

/// Maisons de services au public, the forerunners of France services, as geocoded in 2018
/// (`locatin`, `osm_id`, `postcod`, `city`, and the point of the shape). The file has no commune
/// codes: a point outside France is rejected.
///
/// # Errors
/// When a part is missing or damaged, or an attribute is missing.
pub fn read_msap(file: &str, parts: &ShapefileParts) -> Result<Batch<FoundService>, IngestError> {
    msap(&tabular::read_shapefile(file, parts)?.table)
}

/// See [`read_msap`].
pub(crate) fn msap(table: &Table) -> Result<Batch<FoundService>, IngestError> {
    let (place, id) = (table.required(&["locatin"])?, table.required(&["osm_id"])?);
    let (postcode, city) = (table.required(&["postcod"])?, table.required(&["city"])?);
    let (lon, lat) = (table.required(&["longitude"])?, table.required(&["latitude"])?);
    let mut batch = Batch::default();
    table.for_each(&mut batch, |row, batch| {
        let at = match row.position(&lon, &lat) {
            Ok(Some(at)) if france::contains(at) => at,
            Ok(Some(at)) => {
                let reason = format!(
                    "its point ({:.3}, {:.3}) is in no territory of France: geocode the address again",
                    at.lon_deg(),
                    at.lat_deg()
                );
                let finding = row.finding(&place, reason).of(Check::OutsideFrance);
                return batch.rejected.push(Finding { at: Some(at), ..finding });
            }
            Ok(None) => return batch.rejected.push(row.finding(&place, "neither a point nor a commune code")),
            Err(finding) => return batch.rejected.push(*finding),
        };
        let name = format!("MSAP {}", row.get(&city));
        // Two places may share a street of OpenStreetMap: the record makes the id unique.
        let local_id = format!("{}-{}", row.get(&id), row.line);
        let mut service = FoundService::bare(local_id, KindId::from("france_services"), name, row.line);
        service.at = Some(at);
        service.address = address(text::non_blank(row.get(&place)), None);
        service.postcode = row.postcode(&postcode, batch);
        batch.accepted.push(service);
    });
    Ok(batch)
}

/// Places of digital mediation, in the national standard (`id`, `nom`, `commune`, `code_postal`,
/// `adresse`, `date_maj`…).
///
/// # Errors
/// When the file cannot be read or a column is missing.
pub fn read_mediation(file: &str, input: impl Read) -> Result<Batch<FoundService>, IngestError> {
    mediation(&Table::read(file, input)?)
}

/// See [`read_mediation`].
pub(crate) fn mediation(table: &Table) -> Result<Batch<FoundService>, IngestError> {
    let (id, name) = (table.required(&["id"])?, table.required(&["nom"])?);
    let date = table.required(&["date_maj"])?;
    let (postcode, street) = (table.required(&["code_postal"])?, table.required(&["adresse"])?);
    let (code, more) = (table.optional(&["code_insee"]), table.optional(&["complement_adresse"]));
    let (lon, lat) = (table.optional(&["longitude"]), table.optional(&["latitude"]));
    let (phone, website) = (table.optional(&["telephone"]), table.optional(&["site_web"]));
    let (week, itinerant) = (table.optional(&["horaires"]), table.optional(&["itinerance"]));
    let mut batch = Batch::default();
    let mut seen = HashSet::new();
    table.for_each(&mut batch, |row, batch| {
        let Some(local_id) = text::non_blank(row.get(&id)) else {
            return batch.rejected.push(row.finding(&id, "a service needs an id of its own"));
        };
        let Some(called) = row.name(&name, "a service needs its name", batch) else { return };
        let at = row.position(&lon, &lat).unwrap_or_else(|finding| {
            batch.warnings.push(*finding);
            None
        });
        let commune = match row.get(&code) {
            // The standard makes the code optional: coordinates can tell the commune.
            "" if at.is_some() => None,
            _ => match row.commune(&code, batch) {
                Some(commune) => Some(commune),
                None => return,
            },
        };
        if !seen.insert(local_id.clone()) {
            return batch.rejected.push(row.finding(&id, "the id stands twice: the first row is kept"));
        }
        let mut service = FoundService::bare(local_id, KindId::from("mediation_numerique"), called, row.line);
        (service.at, service.commune) = (at, commune);
        service.date = text::iso_date(row.get(&date)).map(str::to_owned);
        if service.date.is_none() {
            batch.warnings.push(row.finding(&date, "not a date: write it like 2024-09-30"));
        }
        let hours_text = row.get(&week);
        if !hours_text.is_empty() {
            let read = hours::parse_osm_hours(hours_text);
            service.hours = read
                .map_err(|reason| batch.warnings.push(row.finding(&week, format!("{reason}; the hours are left out"))))
                .ok();
        }
        service.itinerant = row.get(&itinerant).split('|').any(|word| word.trim().to_lowercase().starts_with("itin"));
        service.address = address(text::non_blank(row.get(&street)), text::non_blank(row.get(&more)));
        service.postcode = row.postcode(&postcode, batch);
        service.phone = text::non_blank(row.get(&phone));
        // The standard joins several addresses by a bar: the first is the place's own.
        service.website = row.get(&website).split('|').next().and_then(text::non_blank);
        batch.accepted.push(service);
    });
    Ok(batch)
}

/// A geolocated extract of the BPE (`DEPCOM`, `AN`, `TYPEQU`, `LAMBERT_X`, `LAMBERT_Y`,
/// `QUALITE_XY`): equipments of the catalogue with their position. `LAMBERT_X` is Lambert-93 in
/// European France and UTM overseas. Codes that are no kind of the catalogue are counted in one
/// warning each.
///
/// # Errors
/// When the file cannot be read or a column is missing.
pub fn read_bpe_places(file: &str, input: impl Read, kinds: &Kinds) -> Result<Batch<FoundService>, IngestError> {
    bpe_places(&Table::read(file, input)?, kinds)
}

/// See [`read_bpe_places`].
pub(crate) fn bpe_places(table: &Table, kinds: &Kinds) -> Result<Batch<FoundService>, IngestError> {
    let commune = table.required(&["depcom"])?;
    let (code, year) = (table.required(&["typequ"])?, table.required(&["an"])?);
    let (x, y) = (table.required(&["lambert_x"])?, table.required(&["lambert_y"])?);
    let quality = table.optional(&["qualite_xy"]);
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    let mut projectors: BTreeMap<u32, Projector> = BTreeMap::new();
    let mut batch = Batch::default();
    table.for_each(&mut batch, |row, batch| {
        let Ok(edition) = row.get(&year).parse::<u16>() else {
            return batch.rejected.push(row.finding(&year, "not a year: four digits, such as 2018"));
        };
        let kind: Option<&Kind> = kinds.all.iter().find(|kind| kind.bpe.iter().any(|c| c == row.get(&code)));
        let Some(kind) = kind.filter(|_| meaning_of(row.get(&code), edition).is_ok()) else {
            *others.entry(row.get(&code).to_owned()).or_default() += 1;
            return;
        };
        let Some(commune) = row.commune(&commune, batch) else { return };
        let mut service = FoundService::bare(
            format!("{commune}-{}-{}", kind.id.as_str(), row.line),
            kind.id.clone(),
            kind.label_fr.clone(),
            row.line,
        );
        service.commune = Some(commune);
        service.at = match (text::number(row.get(&x)), text::number(row.get(&y)), epsg_of(commune.as_str())) {
            (Ok(Some(east)), Ok(Some(north)), Some(epsg)) => {
                let crs = Crs::from_epsg(epsg).unwrap_or(Crs::Lambert93);
                let projector = projectors.entry(epsg).or_insert_with(|| Projector::new(crs));
                match projector.to_wgs84(east, north) {
                    Ok(at) if france::contains(at) => Some(at),
                    Ok(_) => {
                        batch.warnings.push(row.finding(&x, "not a position in the system of its commune: left out"));
                        None
                    }
                    Err(e) => {
                        batch.warnings.push(row.finding(&x, format!("{e}; the position is left out")));
                        None
                    }
                }
            }
            (Ok(None), Ok(None), _) => None,
            _ => {
                batch.warnings.push(row.finding(&x, "no position in metres: the commune is kept"));
                None
            }
        };
        if matches!(row.get(&quality), "Mauvaise") {
            batch.warnings.push(row.finding(&quality, "INSEE says that this position is bad: it is kept"));
        }
        batch.accepted.push(service);
    });
    for (code, count) in others {
        let mut finding =
            Finding::whole(table.file(), format!("{count} row(s) of this type are no service of the catalogue"));
        finding.field = "TYPEQU".into();
        finding.value = code;
        batch.warnings.push(finding);
    }
    Ok(batch)
}

/// The metric system of INSEE's coordinates in a commune.
fn epsg_of(commune: &str) -> Option<u32> {
    match commune.get(..3)? {
        "971" | "972" | "977" | "978" => Some(5490),
        "973" => Some(2972),
        "974" => Some(2975),
        "976" => Some(4471),
        "975" => None,
        _ => Some(2154),
    }
}

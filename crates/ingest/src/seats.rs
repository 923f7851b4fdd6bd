//! Town centres (chefs-lieux) of communes.

use std::{collections::HashSet, io::Read};

use serde::Serialize;
use territory::{
    CommuneCode, LonLat,
    projection::{Crs, Projector},
};

use crate::{
    Batch, Finding, IngestError,
    geojson::{self, RequiredProperties},
    table::Table,
    text,
};

/// The town centre of a commune.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Seat {
    /// INSEE code.
    pub commune: CommuneCode,
    /// Name as published.
    pub name: String,
    /// Where the town hall or the centre is.
    pub at: LonLat,
}

/// `cinseea` is the code in force and `cinsee0` the one of 1943: a commune of Corsica or of the
/// former Seine-et-Oise has two.
const CODE: &[&str] = &["cinseea", "insee_com", "code_insee", "insee", "code", "geo_code"];
const NAME: &[&str] = &["dlnom", "nom", "nom_com", "name"];

/// Reads points of town centres from GeoJSON in WGS84.
///
/// # Errors
/// When the file is no FeatureCollection in WGS84 or no feature has a code.
pub fn read_seats_geojson(file: &str, input: impl Read) -> Result<Batch<Seat>, IngestError> {
    let mut batch = Batch::default();
    let mut properties = RequiredProperties::default();
    let mut seen = HashSet::new();
    geojson::for_each_feature(file, input, &mut batch, |feature, batch| {
        properties.see(&feature.properties);
        let raw_code = feature.properties.attribute(CODE);
        let at = |field: &str, reason: String| Finding::at(file, feature.record, field, &raw_code.value, reason);
        let code = match text::commune_code(&raw_code.value) {
            Ok(code) => code,
            Err(reason) => return batch.rejected.push(at(&raw_code.name, reason)),
        };
        let point = feature.point().and_then(|p| LonLat::new(p.x, p.y).map_err(|e| e.to_string()));
        let position = match point {
            Ok(position) => position,
            Err(reason) => return batch.rejected.push(at("geometry", reason)),
        };
        if !seen.insert(code.value) {
            return batch.rejected.push(at(&raw_code.name, TWICE.into()));
        }
        batch.repaired.extend(code.repair.map(|reason| at(&raw_code.name, reason)));
        let name = feature.properties.attribute(NAME).value.trim().to_owned();
        batch.accepted.push(Seat { commune: code.value, name, at: position });
    })?;
    properties.check(file, &[CODE])?;
    Ok(batch)
}

/// Reads town centres from CSV: `insee`, `nom`, `lon_cl`, `lat_cl` in degrees, or `geo_code`,
/// `name`, `cheflieu_x`, `cheflieu_y` in Web Mercator metres (EPSG:3857); the columns tell which.
///
/// # Errors
/// When the file cannot be read or has neither set of columns.
pub fn read_seats_csv(file: &str, input: impl Read) -> Result<Batch<Seat>, IngestError> {
    seats(&Table::read(file, input)?)
}

/// See [`read_seats_csv`].
pub(crate) fn seats(table: &Table) -> Result<Batch<Seat>, IngestError> {
    let code = table.required(CODE)?;
    let name = table.optional(NAME);
    let (mercator_x, mercator_y) = (table.optional(&["cheflieu_x"]), table.optional(&["cheflieu_y"]));
    let is_mercator = mercator_x.is_there() && mercator_y.is_there();
    let (x, y) = if is_mercator {
        (mercator_x, mercator_y)
    } else {
        let lon = table.required(&["lon_cl", "longitude", "lon", "lng", "cheflieu_x"])?;
        (lon, table.required(&["lat_cl", "latitude", "lat", "cheflieu_y"])?)
    };
    let projector = Projector::new(if is_mercator { Crs::WebMercator } else { Crs::Wgs84 });
    let mut batch = Batch::default();
    let mut seen = HashSet::new();
    table.for_each(&mut batch, |row, batch| {
        let Some(commune) = row.commune(&code, batch) else { return };
        let coordinate = |column| match text::number(row.get(column)) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => {
                Err(Box::new(row.finding(column, "no coordinate: the commune's town centre is not known here")))
            }
            Err(reason) => Err(Box::new(row.finding(column, reason))),
        };
        let position = coordinate(&x).and_then(|east| {
            let north = coordinate(&y)?;
            projector.to_wgs84(east, north).map_err(|e| Box::new(row.finding(&x, e.to_string())))
        });
        match position {
            Ok(_) if !seen.insert(commune) => batch.rejected.push(row.finding(&code, TWICE)),
            Ok(at) => batch.accepted.push(Seat { commune, name: row.get(&name).to_owned(), at }),
            Err(finding) => batch.rejected.push(*finding),
        }
    });
    Ok(batch)
}

const TWICE: &str = "the commune has a town centre already: the first one is kept; give one per commune";

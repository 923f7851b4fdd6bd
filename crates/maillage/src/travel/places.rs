//! Lists of places: CSV with id, lon, lat.

use std::path::Path;

use anyhow::{Context, Result, bail};
use territory::LonLat;

/// A place of a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    pub(super) id: String,
    pub(super) at: LonLat,
}

/// Reads a list; a line that is no place is named.
pub(super) fn read(path: &Path) -> Result<Vec<Place>> {
    let file = path.display();
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(path)
        .with_context(|| format!("cannot open {file}"))?;
    let headers = reader.headers().with_context(|| format!("cannot read {file}"))?.clone();
    let column = |names: &[&str]| {
        let found =
            headers.iter().position(|h| names.contains(&h.trim_start_matches('\u{feff}').to_lowercase().as_str()));
        found.with_context(|| {
            let has = headers.iter().collect::<Vec<_>>().join(", ");
            format!("{file}: has no column `{}`; found: {has}; id, lon, lat are expected", names[0])
        })
    };
    let columns = (column(&["id"])?, column(&["lon", "longitude", "x"])?, column(&["lat", "latitude", "y"])?);
    let mut places = Vec::new();
    for record in reader.records() {
        let record = record.with_context(|| format!("cannot read {file}"))?;
        let line = record.position().map_or(0, csv::Position::line);
        let number = |i: usize| {
            let text = record.get(i).unwrap_or_default();
            text.parse::<f64>().with_context(|| {
                format!("{file}: line {line}: `{}` is `{text}`; degrees with a decimal point are expected", &headers[i])
            })
        };
        let at = LonLat::new(number(columns.1)?, number(columns.2)?).with_context(|| format!("{file}: line {line}"))?;
        places.push(Place { id: record.get(columns.0).unwrap_or_default().to_owned(), at });
    }
    if places.is_empty() {
        bail!("{file}: has no line after its header; one place a line is expected");
    }
    Ok(places)
}

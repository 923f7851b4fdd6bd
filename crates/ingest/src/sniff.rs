//! What bytes are, by their content and never by their name.

use crate::{geopackage, osm};

/// A kind of file, as far as its first bytes (and for tables their structure) tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text with separators.
    Csv,
    /// A FeatureCollection, or one feature.
    GeoJson,
    /// Other JSON; an array of objects is read as a table.
    Json,
    /// XLSX, ODS or XLS.
    Workbook,
    /// The attribute table of a shapefile, alone.
    Dbf,
    /// A shapefile.
    Shapefile,
    /// An SQLite database of layers.
    GeoPackage,
    /// An extract of OpenStreetMap, as XML.
    OsmXml,
    /// An extract of OpenStreetMap, as PBF.
    OsmPbf,
}

/// The format of the bytes.
///
/// # Errors
/// What they are instead: "a GIF image".
pub(crate) fn format_of(bytes: &[u8]) -> Result<Format, String> {
    if bytes.trim_ascii().is_empty() {
        return Err("an empty file".into());
    }
    if bytes.starts_with(b"PK\x03\x04") || is_old_workbook(bytes) {
        return Ok(Format::Workbook);
    }
    if bytes.starts_with(geopackage::MAGIC) {
        return Ok(Format::GeoPackage);
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err((*name).into());
    }
    if bytes.starts_with(&[0, 0, 0x27, 0x0a]) {
        // The same number begins the .shp and the .shx, whose records are 8 bytes.
        return Ok(Format::Shapefile);
    }
    if bytes[..bytes.len().min(64)].windows(9).any(|w| w == b"OSMHeader") {
        return Ok(Format::OsmPbf);
    }
    if is_dbf(bytes) {
        return Ok(Format::Dbf);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let starts = |word: &str| text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word.as_bytes()));
    match text.first() {
        Some(b'{' | b'[') => return Ok(if is_geojson(text) { Format::GeoJson } else { Format::Json }),
        Some(b'<') if osm::is_xml(text) => return Ok(Format::OsmXml),
        Some(b'<') => {
            let head = String::from_utf8_lossy(&text[..text.len().min(400)]).to_lowercase();
            let name = match head.as_str() {
                h if h.contains("<kml") => "a KML file",
                h if h.contains("<html") || h.contains("<!doctype html") => "a web page (HTML)",
                _ => "an XML file",
            };
            return Err(name.into());
        }
        _ => {}
    }
    for word in ["GEOGCS[", "PROJCS[", "GEOGCRS[", "PROJCRS["] {
        if starts(word) {
            return Err("the coordinate system of a shapefile (.prj)".into());
        }
    }
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let head = &bytes[..bytes.len().min(4096)];
    if !utf16 && head.iter().any(|b| *b < 9 || (14..27).contains(b)) {
        return Err("a binary file of a kind that is not known here".into());
    }
    Ok(Format::Csv)
}

/// First bytes of kinds that cannot be read, and their names.
const MAGIC: [(&[u8], &str); 13] = [
    (b"GIF8", "a GIF image"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"%PDF", "a PDF document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: extract it first"),
    (b"Rar!", "a RAR archive: extract it first"),
    (b"BZh", "a bzip2 archive: extract it first"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
];

fn is_old_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// A dBASE header: its version, a day of the calendar, lengths that hold together.
fn is_dbf(bytes: &[u8]) -> bool {
    let Some(header) = bytes.get(..32) else { return false };
    let of = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
    let (header_len, record_len) = (of(8), of(10));
    matches!(header[0], 0x02 | 0x03 | 0x30 | 0x31 | 0x83 | 0x8b | 0xf5)
        && header[2] <= 12
        && header[3] <= 31
        && header_len >= 65
        && record_len >= 2
        && header_len <= bytes.len()
}

/// Whether an object says that it is a collection or a feature, near its beginning or, where
/// producers put the type last, at its end.
fn is_geojson(text: &[u8]) -> bool {
    let ends = [&text[..text.len().min(2000)], &text[text.len().saturating_sub(2000)..]];
    let says = |part: &[u8]| {
        let compact: Vec<u8> = part.iter().filter(|b| !b.is_ascii_whitespace()).copied().collect();
        [b"\"FeatureCollection\"".as_slice(), b"\"type\":\"Feature\""]
            .iter()
            .any(|w| compact.windows(w.len()).any(|c| c == *w))
    };
    text.first() == Some(&b'{') && ends.iter().any(|part| says(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_kind_under_the_right_name_is_told() {
        for (bytes, name) in [
            (b"GIF89a....".as_slice(), "a GIF image"),
            (b"\x89PNG\r\n\x1a\n", "a PNG image"),
            (b"%PDF-1.7", "a PDF document"),
            (b"<!DOCTYPE html><html>", "a web page (HTML)"),
            (b"PROJCS[\"Lambert\"", "the coordinate system of a shapefile (.prj)"),
            (b" \n", "an empty file"),
            (b"\x01\x02\x03\x04", "a binary file of a kind that is not known here"),
        ] {
            assert_eq!(format_of(bytes), Err(name.into()));
        }
    }

    #[test]
    fn tables_are_told_by_their_structure() {
        assert_eq!(format_of(b"id;nom\n1;a\n"), Ok(Format::Csv));
        assert_eq!(
            format_of("\u{feff}{\"type\": \"FeatureCollection\", \"features\": []}".as_bytes()),
            Ok(Format::GeoJson)
        );
        assert_eq!(format_of(b"{\"features\":[],\"type\" : \"FeatureCollection\"}"), Ok(Format::GeoJson));
        assert_eq!(format_of(b"[{\"a\": 1}]"), Ok(Format::Json));
        assert_eq!(format_of(b"PK\x03\x04"), Ok(Format::Workbook));
        assert_eq!(format_of(b"SQLite format 3\0"), Ok(Format::GeoPackage));
        assert_eq!(format_of(b"\0\0\0\x0e\n\x09OSMHeader\x18"), Ok(Format::OsmPbf));
        assert_eq!(format_of(b"<?xml version='1.0'?><osm version='0.6'>"), Ok(Format::OsmXml));
        let mut dbf = vec![3, 124, 1, 1, 0, 0, 0, 0, 65, 0, 5, 0];
        dbf.resize(70, 0);
        assert_eq!(format_of(&dbf), Ok(Format::Dbf));
    }
}

//! Failures of a whole file. A failure of one row is a [`crate::Finding`].

use std::io;

use territory::projection::ProjectionError;

/// Why a file could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The reader failed.
    #[error("{file}: cannot be read: {source}; check that the file is complete and readable")]
    Read {
        /// Label of the file.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// No byte, or nothing but blanks.
    #[error("{file}: is empty; a header line and one row per line are expected")]
    Empty {
        /// Label of the file.
        file: String,
    },
    /// A required column (or attribute, or property) has none of its known names.
    #[error("{file}: has no column `{column}`; found: {}; rename the column, or choose the file's right format", found.join(", "))]
    MissingColumn {
        /// Label of the file.
        file: String,
        /// The names that would be recognised, joined by " | ".
        column: String,
        /// The columns that the file has.
        found: Vec<String>,
    },
    /// One of the files that make a shapefile is not there.
    #[error("{file}: the {part} part is missing; {remedy}")]
    MissingPart {
        /// Label of the shapefile.
        file: String,
        /// ".shp", ".shx", ".dbf" or ".prj".
        part: &'static str,
        /// What would work.
        remedy: &'static str,
    },
    /// A binary file stops before its own announced end.
    #[error("{file}: the {part} part stops early: {detail}; copy or download it again")]
    Truncated {
        /// Label of the file.
        file: String,
        /// ".shp" or ".dbf".
        part: &'static str,
        /// What was announced and what was found.
        detail: String,
    },
    /// An archive that is not unpacked.
    #[error("{file}: {detail}")]
    Container {
        /// Label of the archive.
        file: String,
        /// What was found and what would work.
        detail: String,
    },
    /// The bytes are of another kind than any format that is read here.
    #[error("{file}: {found}; {remedy}")]
    OtherKind {
        /// Label of the file.
        file: String,
        /// What it is: "this is a GIF image, not a CSV".
        found: String,
        /// What would work.
        remedy: &'static str,
    },
    /// The text is not the JSON that the reader needs.
    #[error("{file}: not the GeoJSON expected: {detail}; a whole FeatureCollection of RFC 7946 would work")]
    Json {
        /// Label of the file.
        file: String,
        /// What was met, with its line and column where the parser stopped.
        detail: String,
    },
    /// The parts of a shapefile do not fit together or hold something else.
    #[error("{file}: not the shapefile expected: {detail}")]
    Shapefile {
        /// Label of the shapefile.
        file: String,
        /// What was found and what would work.
        detail: String,
    },
    /// The bytes are not the workbook that the reader needs.
    #[error("{file}: not the workbook expected: {detail}")]
    Workbook {
        /// Label of the file.
        file: String,
        /// What was found and what would work.
        detail: String,
    },
    /// The bytes are not the road map that the reader needs.
    #[error("{file}: not the OpenStreetMap file expected: {detail}")]
    Osm {
        /// Label of the file.
        file: String,
        /// What was found and what would work.
        detail: String,
    },
    /// The bytes are not the GeoPackage that the reader needs.
    #[error("{file}: not the GeoPackage expected: {detail}")]
    GeoPackage {
        /// Label of the file.
        file: String,
        /// What was found and what would work.
        detail: String,
    },
    /// The coordinate system of a .prj is none of the supported ones.
    #[error("{file}: {source}")]
    UnknownCrs {
        /// Label of the file.
        file: String,
        /// Which system was found, which ones would work.
        source: ProjectionError,
    },
    /// A GeoJSON file declares another system than WGS84.
    #[error(
        "{file}: the `crs` member names `{found}`; GeoJSON is read in WGS84 longitude and latitude only (CRS84 or EPSG:4326): convert it with `ogr2ogr -t_srs EPSG:4326`"
    )]
    GeoJsonCrs {
        /// Label of the file.
        file: String,
        /// The declared system.
        found: String,
    },
    /// Grid cells numbered inside a tile whose numbers are not known.
    #[error(
        "{file}: cells are numbered by `x` and `y` inside a tile; give the tile's numbers in `GridSpec::tile` (10, 26 for `tuile_10_26`), or a file with a column `idcar_200m` (CRS3035RES200mN2681000E3477400)"
    )]
    UnknownTile {
        /// Label of the file.
        file: String,
    },
}

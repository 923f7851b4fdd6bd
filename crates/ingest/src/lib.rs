//! Public files in, checked rows out: one module per file format or dataset.
//!
//! In: bytes of a file that a producer published (CSV, GeoJSON, shapefile, XLSX) and a label
//! for messages. Out: a [`Batch`] of accepted values of the territory model, beside a
//! [`Finding`] for every row that was rejected, repaired or looks doubtful: nothing is lost in
//! silence. A file that cannot be read as a whole is an [`IngestError`].
//! Each module mirrors its columns in a `Raw…` struct, then converts it with checks.
//! Coordinates leave as WGS84 degrees, codes as typed codes, names as published.
//! No home leaves this crate: see [`services::read_service_list`].
//! No I/O here beyond the reader that is given; no clock.

pub mod batch;
pub mod births;
pub mod cog;
pub mod container;
pub mod epci;
pub mod error;
pub mod geojson;
pub mod grid;
pub mod hours;
pub mod seats;
pub mod services;
pub mod shapefile;

mod area;
mod charset;
mod dbf;
mod outline;
mod table;
mod text;
mod workbook;

pub use self::{
    area::CommuneArea,
    batch::{Batch, Finding},
    births::{CommuneCounts, YearBirths, read_births_series, read_commune_counts},
    cog::{Carried, DepartementName, Movement, carry_forward, read_departements_csv, read_movements_csv},
    container::{Content, Limits, open},
    epci::{EpciMember, read_epci_xlsx},
    error::IngestError,
    geojson::read_communes_geojson,
    grid::{GridCell, GridSpec, read_grid_csv},
    hours::{parse_french_spans, parse_osm_hours},
    seats::{Seat, read_seats_csv, read_seats_geojson},
    services::{FoundService, read_bpe_counts_xlsx, read_bpe_schools, read_france_services, read_service_list},
    shapefile::{ShapefileParts, read_communes_shapefile},
};

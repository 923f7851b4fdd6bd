//! Public files in, checked rows out: one module per file format or dataset.
//!
//! In: bytes of a file that a producer published (CSV, GeoJSON, GeoPackage, shapefile, XLSX, ODS) and a label
//! for messages. Out: a [`Batch`] of accepted values of the territory model, beside a
//! [`Finding`] for every row that was rejected, repaired or looks doubtful: nothing is lost in
//! silence. A file that cannot be read as a whole is an [`IngestError`].
//! [`open`] takes a file out of gzip or zip, [`recognise`] says which data set it is by its
//! content, [`diagnose`] what its rows are worth, and [`doubts`] what no row shows alone.
//! [`gtfs`] reads whole timetables.
//! Each module mirrors its columns in a `Raw…` struct, then converts it with checks.
//! Coordinates leave as WGS84 degrees, codes as typed codes, names as published.
//! No home leaves this crate: see [`services::read_service_list`].
//! No I/O here beyond the reader that is given; no clock.

pub mod batch;
pub mod births;
pub mod carry;
pub mod cnaf;
pub mod cog;
pub mod container;
pub mod data;
pub mod diagnose;
pub mod epci;
pub mod error;

pub mod geojson;
pub mod geopackage;
pub mod grid;
pub mod gtfs;
pub mod hours;
pub mod osm;
pub mod quality;
pub mod recognise;
pub mod seats;
pub mod secrets;
pub mod services;
pub mod shapefile;

mod area;
mod charset;
mod dbf;
mod france;
mod generic;
mod larger;
mod outline;
mod sniff;
mod table;
mod tabular;
mod text;
mod utf8;
mod workbook;

pub use self::{
    area::CommuneArea,
    batch::{Batch, Finding},
    births::{CommuneCounts, YearBirths, read_births_series, read_commune_counts},
    carry::{CarriedBy, CarriedCount, CarriedCounts, carry_counts},
    cnaf::{CnafFigures, CnafLevel, LegacyRate, read_cnaf_legacy, read_cnaf_places, read_cnaf_rates},
    cog::{
        Carried, CogCommune, DepartementName, Movement, carry_forward, read_communes_csv, read_departements_csv,
        read_movements_csv,
    },
    container::{Content, Limits, open},
    data::{DataTable, children_by_commune, read_communes},
    diagnose::{Diagnosis, Remark, Severity, diagnose},
    epci::{EpciMember, read_epci_xlsx},
    error::IngestError,
    geojson::read_communes_geojson,
    geopackage::read_communes_geopackage,
    grid::{GridCell, GridSpec, read_grid_csv},
    hours::{parse_french_spans, parse_osm_hours},
    larger::larger_units,
    osm::{OsmRoads, read_osm},
    quality::{KnownAreas, doubts},
    recognise::{Dataset, Recognised, recognise},
    seats::{Seat, read_seats_csv, read_seats_geojson},
    secrets::{Income, IrisChildren, read_cnaf_iris, read_incomes},
    services::{
        FoundService, read_bpe_counts_xlsx, read_bpe_places, read_bpe_schools, read_france_services,
        read_france_services_geojson, read_mediation, read_msap, read_service_list,
    },
    shapefile::{ShapefileParts, read_communes_shapefile},
    sniff::Format,
    tabular::Shapes,
};

//! Vector tiles of a territory, in one PMTiles archive.
//!
//! In: a [`territory::Territory`] (WGS84 degrees) and the catalogue of kinds. Out: a PMTiles v3
//! archive of gzipped MVT 2.1 tiles, extent 4096, with the layers of [`LAYERS`]; the integer id of
//! a feature is its position in the territory's list plus one.
//! Borders are cut into arcs that neighbours share (`topology`), the arcs are generalised once
//! for every zoom (`simplify`), and every polygon and line is put together from them: borders
//! stay shared at every zoom, EPCI and départements are the exact union of their communes, and
//! no commune is ever dropped, even where it is smaller than a pixel.
//! The same territory gives the same bytes, whatever the number of threads.

mod archive;
mod clip;
mod encode;
mod error;
mod layers;
mod mercator;
mod options;
mod pieces;
mod pyramid;
mod simplify;
mod topology;

pub use archive::build_archive;
pub use error::TileError;
pub use layers::{LAYERS, LayerSpec, vector_layers};
pub use options::{LayerReport, MAX_ZOOM_LIMIT, Stage, TileOptions, TileReport};

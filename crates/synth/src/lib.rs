//! Fictional territories of any size from a seed, written in the formats of the real files.
//!
//! In: how many communes, a seed, and the catalogue of kinds. Out: the files of a whole
//! observatory as bytes (boundaries, codes, population, grid, services, schools and the
//! `observatory.toml` that builds them), for demonstrations and for tests at any scale.
//! Nothing in them is real: names are invented, codes are of a département that does not exist,
//! SIREN numbers fail their check digit, telephone numbers are of the ranges kept for fiction.
//!
//! No I/O, no clock, no thread: the same options give the same bytes on every machine.

mod faults;
mod field;
mod files;
mod grid;
mod groups;
mod history;
mod lives;
mod names;
mod options;
mod outline;
mod people;
mod place;
mod rng;
mod roads;
mod services;
mod transit;
mod words;
mod world;

use territory::Kinds;

pub use options::{
    MAX_COMMUNES, MAX_COMMUNES_WITH_ROADS, MAX_YEARS, PRESENT, SynthError, SynthOptions, YEARS, demo_options,
};

/// A file of a fictional territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynthFile {
    /// Path relative to the folder of the territory, `/` between its parts.
    pub path: String,
    /// The whole content.
    pub bytes: Vec<u8>,
}

impl SynthFile {
    fn new(path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.to_owned(), bytes: bytes.into() }
    }
}

/// Fewest and most nodes of a road map that is made alone.
pub const ROAD_NODES: std::ops::RangeInclusive<u32> = 1_000..=8_000_000;

/// A road map alone, `roads.osm.pbf`, of about so many nodes: of a land of as many communes as this
/// takes. Deterministic.
///
/// # Errors
/// When `nodes` is not in [`ROAD_NODES`].
pub fn roads(seed: u64, nodes: u32) -> Result<SynthFile, SynthError> {
    if !ROAD_NODES.contains(&nodes) {
        return Err(SynthError::RoadNodes(nodes));
    }
    let (world, roads) = roads::of_size(seed, nodes)?;
    files::roads(&world, &roads)
}

/// The files of a fictional territory, `observatory.toml` first. Deterministic: the same options
/// and kinds give the same bytes.
///
/// Kinds that this crate does not know are given to towns, without places.
///
/// # Errors
/// When an option is out of its range, or the workbook cannot be written.
pub fn territory(options: &SynthOptions, kinds: &Kinds) -> Result<Vec<SynthFile>, SynthError> {
    // The fields are public: a literal has not been through the constructor.
    let world = world::World::new(&options.checked()?)?;
    files::all(world, kinds)
}

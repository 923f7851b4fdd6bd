//! Why an archive could not be made.

use crate::options::MAX_ZOOM_LIMIT;

/// Why an archive could not be made.
#[derive(Debug, thiserror::Error)]
pub enum TileError {
    /// Nothing to draw.
    #[error("the territory has no commune: tiles need at least one")]
    EmptyTerritory,
    /// A zoom that the world grid is too coarse for.
    #[error("the deepest zoom is {0}; use 0 to {MAX_ZOOM_LIMIT}")]
    MaxZoom(u8),
    /// A buffer wider than a tile.
    #[error("the buffer is {0} tile units; use 0 to 4096 (64 is usual)")]
    Buffer(u32),
    /// A border point that is not on Earth.
    #[error(
        "commune {commune}: longitude {lon}, latitude {lat} of its border is not a position; borders are WGS84 degrees"
    )]
    NotAPosition {
        /// INSEE code of the commune.
        commune: String,
        /// Longitude as given.
        lon: f64,
        /// Latitude as given.
        lat: f64,
    },
    /// More than the indexes can count.
    #[error("{0} border vertices are too many: at most {max} can be indexed", max = u32::MAX / 4)]
    TooManyVertices(usize),
    /// A member of a group that is not in the list of communes.
    #[error("{group} names the commune at position {position}, but there are only {communes}")]
    UnknownMember {
        /// The EPCI or département.
        group: String,
        /// The position it names.
        position: usize,
        /// How many communes there are.
        communes: usize,
    },
    /// The archive could not be written.
    #[error("the tile archive could not be written: {0}")]
    Archive(#[from] pmtiles::PmtError),
    /// A tile could not be compressed, or the size of the archive not read.
    #[error("the tile archive could not be written: {0}")]
    Io(#[from] std::io::Error),
}

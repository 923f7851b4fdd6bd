//! What the caller decides, and what the caller learns.

/// The deepest zoom an archive may have: beyond it a tile unit is finer than the world grid needs.
pub const MAX_ZOOM_LIMIT: u8 = 14;

/// How the archive is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileOptions {
    /// Name of the tileset, for its metadata.
    pub name: String,
    /// Attribution shown on the map: the producers of the sources, text or HTML.
    pub attribution: String,
    /// Deepest zoom, at most [`MAX_ZOOM_LIMIT`]; the archive starts at zoom 0.
    pub max_zoom: u8,
    /// How far tiles reach beyond their edge, in tile units (4096 across a tile), at most 4096.
    pub buffer: u32,
}

impl TileOptions {
    /// Zoom 0 to 12, and 64 units (8 px of a 512 px tile) of buffer.
    pub fn standard(name: impl Into<String>, attribution: impl Into<String>) -> Self {
        Self { name: name.into(), attribution: attribution.into(), max_zoom: 12, buffer: 64 }
    }
}

/// What is being done, for a progress bar. The numbers beside it count the unit named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Borders are cut into arcs (communes).
    Topology,
    /// Vertices are ranked by what removing them costs (vertices).
    Simplify,
    /// Tiles of one zoom are written (tiles).
    Tiles {
        /// The zoom.
        zoom: u8,
    },
}

/// What went into one layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerReport {
    /// Identifier of the layer, one of [`crate::LAYERS`].
    pub layer: &'static str,
    /// Things of the territory that the layer shows (for `borders`: shared arcs).
    pub features: u64,
    /// How often one of them stands in a tile, over all zooms.
    pub placements: u64,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileReport {
    /// Tiles that can be asked for.
    pub tiles: u64,
    /// Size of the archive, bytes.
    pub bytes: u64,
    /// Distinct border vertices, in the finest detail.
    pub vertices: u64,
    /// Arcs: pieces of border between two points where the neighbours change.
    pub arcs: u64,
    /// The layers, in the order of [`crate::LAYERS`].
    pub layers: Vec<LayerReport>,
}

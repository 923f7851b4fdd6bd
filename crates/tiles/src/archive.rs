//! The archive: PMTiles v3, zoom after zoom along the Hilbert curve.

use std::io::{Seek, SeekFrom, Write};

use pmtiles::{Compression, PmTilesStreamWriter, PmTilesWriter, TileId, TileType};
use rayon::prelude::*;
use serde_json::json;
use territory::{Kinds, LonLat, Territory};

use crate::TileError;
use crate::encode::gzipped;
use crate::layers::{Scene, vector_layers};
use crate::mercator::{EXTENT, MAX_LATITUDE_DEG, WORLD_BITS, project};
use crate::options::{LayerReport, MAX_ZOOM_LIMIT, Stage, TileOptions, TileReport};

/// Tiles encoded together before they are written.
const BATCH: usize = 1024;

/// Writes the archive of a territory to `out`, from its start. `progress` is called with a stage,
/// how much of it is done and how much there is; it may be called from any thread.
///
/// The bytes depend on the territory, the kinds and the options, and on nothing else.
///
/// # Errors
/// When the territory has no commune, the options are out of range, a border point is not on
/// Earth, or `out` cannot be written.
pub fn build_archive(
    territory: &Territory,
    kinds: &Kinds,
    options: &TileOptions,
    progress: &(dyn Fn(Stage, u64, u64) + Sync),
    mut out: impl Write + Seek,
) -> Result<TileReport, TileError> {
    let buffer = check(territory, options)?;
    let communes = territory.communes.len() as u64;
    progress(Stage::Topology, 0, communes);
    let mut scene = Scene::new(territory, kinds)?;
    progress(Stage::Topology, communes, communes);
    let vertices = scene.vertices();
    progress(Stage::Simplify, 0, vertices);
    scene.simplify(options.max_zoom, &|done| progress(Stage::Simplify, done, vertices));
    progress(Stage::Simplify, vertices, vertices);

    let mut writer = writer(territory, options).create(&mut out)?;
    let mut layers = scene.report();
    let mut tiles = 0;
    for zoom in 0..=options.max_zoom {
        let progress = |done, total| progress(Stage::Tiles { zoom }, done, total);
        tiles += write_zoom(&scene, zoom, buffer, &mut writer, &mut layers, &progress)?;
    }
    writer.finalize()?;
    let bytes = out.seek(SeekFrom::End(0))?;
    Ok(TileReport { tiles, bytes, vertices, arcs: scene.arcs(), layers })
}

/// The buffer, once all options are known to be usable.
fn check(territory: &Territory, options: &TileOptions) -> Result<i32, TileError> {
    if territory.communes.is_empty() {
        return Err(TileError::EmptyTerritory);
    }
    if options.max_zoom > MAX_ZOOM_LIMIT {
        return Err(TileError::MaxZoom(options.max_zoom));
    }
    let buffer = i32::try_from(options.buffer).ok().filter(|b| *b <= EXTENT);
    buffer.ok_or(TileError::Buffer(options.buffer))
}

fn write_zoom<W: Write + Seek>(
    scene: &Scene<'_>,
    zoom: u8,
    buffer: i32,
    writer: &mut PmTilesStreamWriter<W>,
    layers: &mut [LayerReport],
    progress: &dyn Fn(u64, u64),
) -> Result<u64, TileError> {
    let pieces = scene.pieces(zoom, buffer);
    for piece in pieces.as_slice() {
        layers[usize::from(piece.layer)].placements += 1;
    }
    let tiles: Vec<_> = pieces.as_slice().chunk_by(|a, b| a.tile == b.tile).collect();
    let total = tiles.len() as u64;
    let mut done = 0;
    progress(done, total);
    for batch in tiles.chunks(BATCH) {
        let encoded: Result<Vec<Vec<u8>>, std::io::Error> =
            batch.par_iter().map(|tile| gzipped(scene.layers(&pieces, tile))).collect();
        for (tile, bytes) in batch.iter().zip(encoded?) {
            writer.add_tile(TileId::new(u64::from(tile[0].tile))?.into(), &bytes)?;
        }
        done += batch.len() as u64;
        progress(done, total);
    }
    Ok(total)
}

/// A writer with everything that is known before the tiles: header and metadata.
fn writer(territory: &Territory, options: &TileOptions) -> PmTilesWriter {
    let [west, south, east, north] = bounds(territory);
    let south = south.clamp(-MAX_LATITUDE_DEG, MAX_LATITUDE_DEG);
    let north = north.clamp(-MAX_LATITUDE_DEG, MAX_LATITUDE_DEG);
    let (lon, lat) = middle(territory);
    let metadata = json!({
        "name": options.name,
        "attribution": options.attribution,
        "type": "overlay",
        "format": "pbf",
        "vector_layers": vector_layers(options.max_zoom),
    });
    PmTilesWriter::new(TileType::Mvt)
        .precompressed(Compression::Gzip)
        .min_zoom(0)
        .max_zoom(options.max_zoom)
        .bounds(west, south, east, north)
        .center(lon, lat)
        .center_zoom(zoom_of([west, south, east, north]).min(options.max_zoom))
        .metadata(metadata.to_string())
}

/// West, south, east, north in degrees.
fn bounds(territory: &Territory) -> [f64; 4] {
    if let Some(rect) = territory.extent() {
        return [rect.min().x, rect.min().y, rect.max().x, rect.max().y];
    }
    let seats = territory.communes.iter().map(|c| c.seat);
    seats.fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |[w, s, e, n], at| {
        [w.min(at.lon_deg()), s.min(at.lat_deg()), e.max(at.lon_deg()), n.max(at.lat_deg())]
    })
}

/// The middle of the town centres, coordinate by coordinate: on the mainland also when islands of
/// other oceans belong to the territory.
fn middle(territory: &Territory) -> (f64, f64) {
    let median = |of: fn(LonLat) -> f64| {
        let mut all: Vec<f64> = territory.communes.iter().map(|c| of(c.seat)).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    (median(LonLat::lon_deg), median(LonLat::lat_deg))
}

/// The deepest zoom at which a tile is at least as large as the bounds.
fn zoom_of([west, south, east, north]: [f64; 4]) -> u8 {
    let (a, b) = (project(west, north), project(east, south));
    let span = (b.x - a.x).max(b.y - a.y).max(1);
    (WORLD_BITS - span.ilog2()).saturating_sub(1).min(u32::from(MAX_ZOOM_LIMIT)) as u8
}

//! Reads PMTiles v3 and MVT 2.1 strictly: what the specifications forbid is a panic.

use std::collections::BTreeMap;
use std::io::Read;

use geozero::mvt::{Message, Tile, tile};

/// An archive, every tile decoded.
pub(crate) struct Archive {
    pub(crate) bytes: Vec<u8>,
    pub(crate) metadata: serde_json::Value,
    /// Tiles by zoom, column, row.
    pub(crate) tiles: BTreeMap<(u8, u32, u32), Vec<Layer>>,
}

/// A layer of a tile.
pub(crate) struct Layer {
    pub(crate) name: String,
    pub(crate) features: Vec<Feature>,
}

/// A feature of a tile.
#[derive(Debug, Clone)]
pub(crate) struct Feature {
    pub(crate) id: Option<u64>,
    pub(crate) kind: tile::GeomType,
    /// Rings without closing point, lines, or single points, in tile units.
    pub(crate) runs: Vec<Vec<[i32; 2]>>,
    pub(crate) properties: BTreeMap<String, tile::Value>,
}

impl Feature {
    pub(crate) fn text(&self, key: &str) -> &str {
        self.properties[key].string_value.as_deref().unwrap()
    }

    pub(crate) fn count(&self, key: &str) -> u64 {
        self.properties[key].uint_value.unwrap()
    }

    /// Twice the signed area of all rings.
    pub(crate) fn area2(&self) -> i64 {
        self.runs.iter().map(|r| area2(r)).sum()
    }
}

/// Twice the signed area of a ring, positive for an exterior.
pub(crate) fn area2(ring: &[[i32; 2]]) -> i64 {
    let edge = |(a, b): (&[i32; 2], &[i32; 2])| i64::from(a[0]) * i64::from(b[1]) - i64::from(a[1]) * i64::from(b[0]);
    ring.iter().zip(ring.iter().cycle().skip(1)).map(edge).sum()
}

impl Archive {
    pub(crate) fn read(bytes: Vec<u8>) -> Self {
        assert_eq!(&bytes[..8], b"PMTiles\x03");
        let at = |field: usize| u64::from_le_bytes(bytes[field..field + 8].try_into().unwrap()) as usize;
        let part = |field: usize| &bytes[at(field)..at(field) + at(field + 8)];
        let (leaves, data) = (part(40), part(56));
        let mut entries = Vec::new();
        for [id, run, length, offset] in directory(part(8)) {
            if run == 0 {
                entries.extend(directory(&leaves[offset..offset + length]));
            } else {
                entries.push([id, run, length, offset]);
            }
        }
        let mut tiles = BTreeMap::new();
        for [id, run, length, offset] in entries {
            for id in id..id + run {
                let coord = pmtiles::TileCoord::from(pmtiles::TileId::new(id as u64).unwrap());
                let key = (coord.z(), coord.x(), coord.y());
                let known = tiles.insert(key, layers(&gunzip(&data[offset..offset + length])));
                assert!(known.is_none(), "{key:?} stands twice");
            }
        }
        let metadata = serde_json::from_slice(&gunzip(part(24))).unwrap();
        Self { metadata, tiles, bytes }
    }

    /// Features of a layer in the tiles of a zoom, with the tile.
    pub(crate) fn features(&self, zoom: u8, layer: &str) -> Vec<((u32, u32), &Feature)> {
        let tiles = self.tiles.range((zoom, 0, 0)..(zoom + 1, 0, 0));
        let layers = tiles.flat_map(|(&(_, x, y), layers)| layers.iter().map(move |l| ((x, y), l)));
        let named = layers.filter(|(_, l)| l.name == layer);
        named.flat_map(|(tile, l)| l.features.iter().map(move |f| (tile, f))).collect()
    }
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).unwrap();
    out
}

/// Entries: tile id, run length, length, offset.
fn directory(bytes: &[u8]) -> Vec<[usize; 4]> {
    let bytes = gunzip(bytes);
    let mut rest = bytes.iter();
    let mut varint = || {
        let (mut value, mut shift) = (0usize, 0);
        loop {
            let byte = *rest.next().unwrap();
            value |= usize::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                return value;
            }
        }
    };
    let mut entries = vec![[0; 4]; varint()];
    for column in 0..4 {
        for i in 0..entries.len() {
            let v = varint();
            let previous = i.checked_sub(1).map_or([0; 4], |i| entries[i]);
            entries[i][column] = match column {
                0 => previous[0] + v,
                3 if v == 0 => previous[3] + previous[2],
                3 => v - 1,
                _ => v,
            };
        }
    }
    entries
}

fn layers(bytes: &[u8]) -> Vec<Layer> {
    let tile = Tile::decode(bytes).unwrap();
    let layer = |layer: tile::Layer| {
        assert_eq!((layer.version, layer.extent), (2, Some(4096)));
        assert!(!layer.features.is_empty(), "{} is empty", layer.name);
        let features = layer.features.iter().map(|f| feature(&layer, f)).collect();
        Layer { name: layer.name, features }
    };
    tile.layers.into_iter().map(layer).collect()
}

fn feature(layer: &tile::Layer, feature: &tile::Feature) -> Feature {
    let kind = tile::GeomType::try_from(feature.r#type.unwrap()).unwrap();
    let pairs = feature.tags.as_chunks::<2>();
    assert!(pairs.1.is_empty());
    let property = |[key, value]: &[u32; 2]| (layer.keys[*key as usize].clone(), layer.values[*value as usize].clone());
    let properties = pairs.0.iter().map(property).collect();
    let runs = runs(kind, &feature.geometry);
    Feature { id: feature.id, kind, runs, properties }
}

/// Decodes commands by section 4.3 of the specification.
fn runs(kind: tile::GeomType, geometry: &[u32]) -> Vec<Vec<[i32; 2]>> {
    let mut runs: Vec<Vec<[i32; 2]>> = Vec::new();
    let mut at = [0, 0];
    let mut is_open = false;
    let mut rest = geometry;
    while let Some((&command, tail)) = rest.split_first() {
        let (id, count) = (command & 7, (command >> 3) as usize);
        assert!(count > 0);
        let points = if id == 7 { 0 } else { count };
        let mut moved = Vec::new();
        for pair in tail[..2 * points].as_chunks::<2>().0 {
            let step = pair.map(|v| ((v >> 1) as i32) ^ -((v & 1) as i32));
            if id == 2 {
                assert_ne!(step, [0, 0], "a LineTo goes somewhere");
            }
            at = [at[0] + step[0], at[1] + step[1]];
            moved.push(at);
        }
        match (id, kind) {
            (1, tile::GeomType::Point) => runs.extend(moved.into_iter().map(|p| vec![p])),
            (1, _) => {
                assert!(count == 1 && !(is_open && kind == tile::GeomType::Polygon));
                runs.push(moved);
                is_open = true;
            }
            (2, tile::GeomType::Polygon) => {
                assert!(count >= 2 && is_open);
                runs.last_mut().unwrap().extend(moved);
            }
            (2, tile::GeomType::Linestring) => runs.last_mut().unwrap().extend(moved),
            (7, tile::GeomType::Polygon) => {
                assert!(count == 1 && is_open);
                let ring = runs.last().unwrap();
                assert_ne!(ring.first(), ring.last(), "ClosePath closes, not a repeated point");
                is_open = false;
            }
            other => panic!("command {other:?}"),
        }
        rest = &tail[2 * points..];
    }
    if kind == tile::GeomType::Polygon {
        assert!(!is_open && area2(&runs[0]) > 0, "a polygon begins with an exterior and is closed");
        assert!(runs.iter().all(|r| area2(r) != 0), "no ring without area");
    }
    runs
}

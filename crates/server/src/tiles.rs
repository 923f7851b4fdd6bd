//! The tile archive of a snapshot: PMTiles, mapped into memory. A tile is handed out as the gzip
//! bytes of the archive, without a copy; leaf directories are decoded once.

use std::{collections::HashMap, fmt, io::Read, path::Path, sync::RwLock};

use bytes::Bytes;
use flate2::read::GzDecoder;
use pmtiles::{AsyncBackend, AsyncPmTilesReader, Compression, HashMapCache, MmapBackend, TileCoord, TileType};

use crate::dto::VectorLayer;

/// Decompressed tiles are kept up to this many bytes, for clients that cannot read gzip.
const PLAIN_CACHE_BYTES: usize = 32 << 20;
/// A tile that decompresses to more is damaged or hostile.
const PLAIN_TILE_LIMIT: u64 = 64 << 20;

/// An open archive of vector tiles.
pub(crate) struct Archive {
    reader: AsyncPmTilesReader<MmapBackend, HashMapCache>,
    /// The same file once more, for byte ranges: a second mapping costs no memory.
    file: MmapBackend,
    length_bytes: u64,
    zooms: [u8; 2],
    gzip: bool,
    layers: Vec<VectorLayer>,
    attribution: Option<String>,
    plain: RwLock<PlainCache>,
}

#[derive(Default)]
struct PlainCache {
    tiles: HashMap<(u8, u32, u32), Bytes>,
    bytes: usize,
}

/// What an address of a tile leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tile {
    /// Bytes of the archive, gzipped when [`Archive::is_gzip`].
    Found(Bytes),
    /// Inside the zoom range, and nothing there.
    Empty,
    /// The archive has other zooms.
    OutsideZooms,
    /// x or y is beyond the edge of the world.
    OutsideWorld,
}

impl Archive {
    /// Maps an archive and reads its head; answers the reason when it cannot.
    pub(crate) async fn open(path: &Path) -> Result<Self, String> {
        let refused = |e: pmtiles::PmtError| e.to_string();
        let length_bytes = tokio::fs::metadata(path).await.map_err(|e| e.to_string())?.len();
        let reader = AsyncPmTilesReader::new_with_cached_path(HashMapCache::default(), path).await.map_err(refused)?;
        let file = MmapBackend::try_from(path).await.map_err(refused)?;
        let header = reader.get_header();
        if header.tile_type != TileType::Mvt {
            return Err("its tiles are not Mapbox vector tiles".into());
        }
        let gzip = match header.tile_compression {
            Compression::Gzip => true,
            Compression::None => false,
            other => return Err(format!("its tiles are compressed with {other:?}, not gzip")),
        };
        let zooms = [header.min_zoom, header.max_zoom];
        let text = reader.get_metadata().await.map_err(refused)?;
        let metadata: serde_json::Value = serde_json::from_str(&text).map_err(|e| e.to_string())?;
        let layers = metadata.get("vector_layers").cloned().unwrap_or_else(|| serde_json::json!([]));
        let layers = serde_json::from_value(layers).map_err(|e| format!("its vector_layers: {e}"))?;
        let attribution = metadata.get("attribution").and_then(|a| a.as_str()).map(str::to_owned);
        Ok(Self { reader, file, length_bytes, zooms, gzip, layers, attribution, plain: RwLock::default() })
    }

    /// First and last zoom.
    pub(crate) fn zooms(&self) -> [u8; 2] {
        self.zooms
    }

    /// Whether tiles come gzipped.
    pub(crate) fn is_gzip(&self) -> bool {
        self.gzip
    }

    /// Layers of the tiles.
    pub(crate) fn layers(&self) -> &[VectorLayer] {
        &self.layers
    }

    /// Attribution of the archive, as HTML.
    pub(crate) fn attribution(&self) -> Option<&str> {
        self.attribution.as_deref()
    }

    /// Length of the whole file.
    pub(crate) fn length_bytes(&self) -> u64 {
        self.length_bytes
    }

    /// A tile as it is in the archive.
    pub(crate) async fn tile(&self, z: u8, x: u32, y: u32) -> Result<Tile, pmtiles::PmtError> {
        if z < self.zooms[0] || self.zooms[1] < z {
            return Ok(Tile::OutsideZooms);
        }
        let Ok(coordinates) = TileCoord::new(z, x, y) else { return Ok(Tile::OutsideWorld) };
        Ok(self.reader.get_tile(coordinates).await?.map_or(Tile::Empty, Tile::Found))
    }

    /// A tile's bytes decompressed, from the cache where it was asked before.
    pub(crate) fn plain(&self, key: (u8, u32, u32), tile: &Bytes) -> std::io::Result<Bytes> {
        if !self.gzip {
            return Ok(tile.clone());
        }
        // A poisoned lock only means that a thread died between two whole entries.
        let cached = self.plain.read().unwrap_or_else(|poisoned| poisoned.into_inner()).tiles.get(&key).cloned();
        if let Some(bytes) = cached {
            return Ok(bytes);
        }
        let mut plain = Vec::with_capacity(tile.len() * 3);
        GzDecoder::new(&tile[..]).take(PLAIN_TILE_LIMIT).read_to_end(&mut plain)?;
        let plain = Bytes::from(plain);
        let mut cache = self.plain.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        if cache.bytes + plain.len() > PLAIN_CACHE_BYTES {
            *cache = PlainCache::default();
        }
        if plain.len() <= PLAIN_CACHE_BYTES && cache.tiles.insert(key, plain.clone()).is_none() {
            cache.bytes += plain.len();
        }
        Ok(plain)
    }

    /// Bytes of the file from `first` to `last`, both included.
    pub(crate) async fn slice(&self, first: u64, last: u64) -> Result<Bytes, pmtiles::PmtError> {
        let length = usize::try_from(last - first + 1).unwrap_or(usize::MAX);
        Ok(self.file.read_exact(first, length).await?.bytes)
    }
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("zooms", &self.zooms).field("length_bytes", &self.length_bytes).finish()
    }
}

/// A `Range` header against a file: the bytes to send, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ByteRange {
    /// No range, several, or one that cannot be read: the whole file.
    Whole,
    /// These bytes.
    Part(u64, u64),
    /// None of the file's bytes.
    Unsatisfiable,
}

/// Reads a `Range` header (RFC 9110, one range of bytes).
pub(crate) fn byte_range(header: Option<&str>, length: u64) -> ByteRange {
    let Some((first, last)) = header.and_then(|h| h.strip_prefix("bytes=")).and_then(|r| r.split_once('-')) else {
        return ByteRange::Whole;
    };
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    match (first.trim(), last.trim()) {
        ("", suffix) => match number(suffix) {
            Some(0) => ByteRange::Unsatisfiable,
            Some(n) if length > 0 => ByteRange::Part(length.saturating_sub(n), length - 1),
            Some(_) => ByteRange::Unsatisfiable,
            None => ByteRange::Whole,
        },
        (first, "") => match number(first) {
            Some(first) if first < length => ByteRange::Part(first, length - 1),
            Some(_) => ByteRange::Unsatisfiable,
            None => ByteRange::Whole,
        },
        (first, last) => match (number(first), number(last)) {
            (Some(first), Some(last)) if last < first => ByteRange::Whole,
            (Some(first), Some(last)) if first < length => ByteRange::Part(first, last.min(length - 1)),
            (Some(_), Some(_)) => ByteRange::Unsatisfiable,
            _ => ByteRange::Whole,
        },
    }
}

/// Whether an `Accept-Encoding` header allows gzip. Without the header nothing is promised.
pub(crate) fn accepts_gzip(header: Option<&str>) -> bool {
    let Some(header) = header else { return false };
    let quality = |coding: &str| {
        header.split(',').find_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            (parts.next()?.eq_ignore_ascii_case(coding)).then(|| {
                let q = parts.find_map(|p| p.strip_prefix("q=").or_else(|| p.strip_prefix("Q=")));
                q.map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0))
            })
        })
    };
    quality("gzip").or_else(|| quality("x-gzip")).or_else(|| quality("*")).is_some_and(|q| q > 0.0)
}

#[cfg(test)]
mod tests {
    use super::{ByteRange::*, *};

    #[test]
    fn ranges_are_read_as_rfc_9110_says() {
        for (header, expected) in [
            (None, Whole),
            (Some("bytes=0-0"), Part(0, 0)),
            (Some("bytes=0-99"), Part(0, 99)),
            (Some("bytes=90-200"), Part(90, 99)),
            (Some("bytes=90-"), Part(90, 99)),
            (Some("bytes=-10"), Part(90, 99)),
            (Some("bytes=-1000"), Part(0, 99)),
            (Some("bytes=100-"), Unsatisfiable),
            (Some("bytes=100-200"), Unsatisfiable),
            (Some("bytes=-0"), Unsatisfiable),
            (Some("bytes=5-3"), Whole),
            (Some("bytes=0-1,5-6"), Whole),
            (Some("bytes=a-b"), Whole),
            (Some("items=0-1"), Whole),
        ] {
            assert_eq!(byte_range(header, 100), expected, "{header:?}");
        }
    }

    #[test]
    fn gzip_is_sent_to_those_who_ask_for_it() {
        for yes in ["gzip", "br, gzip;q=0.5", "*", "GZIP", "deflate, *;q=0.1"] {
            assert!(accepts_gzip(Some(yes)), "{yes}");
        }
        for no in ["", "br", "gzip;q=0", "*;q=0", "gzip;q=0, *"] {
            assert!(!accepts_gzip(Some(no)), "{no}");
        }
        assert!(!accepts_gzip(None));
    }
}

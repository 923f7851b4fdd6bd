//! What a file comes wrapped in: gzip, zip, or nothing. Sizes are bounded before anything is
//! unpacked, and no path of an archive is ever used to write.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
    path::Path,
};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use crate::{IngestError, ShapefileParts};

/// A file out of its wrapping.
#[derive(Debug, Clone)]
pub enum Content {
    /// One file.
    File {
        /// Its name: the label of the file, then the member's for a zip ("bpe.zip/BPE23.csv").
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// The files of one shapefile.
    Shapefile {
        /// Name of its .shp.
        name: String,
        /// Their bytes.
        parts: ShapefileParts,
    },
}

/// What an archive may unpack to.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes in all, unpacked.
    pub total_bytes: u64,
    /// How many times larger than packed; looked at from 32 MiB unpacked, as a small file may be
    /// all blanks.
    pub ratio: u64,
    /// Members of an archive.
    pub members: usize,
}

impl Default for Limits {
    /// 2 GiB, 200 times, 10,000 members: the largest national files are 600 MB and shrink 30 times.
    fn default() -> Self {
        Self { total_bytes: 2 << 30, ratio: 200, members: 10_000 }
    }
}

/// Unpacked size from which the ratio is looked at, bytes.
const RATIO_FROM: u64 = 32 << 20;

/// Takes a file out of a gzip or zip wrapping; a workbook (a zip too) and everything else stay as
/// they are. Of a zip, the only data file or the only shapefile is taken; notes beside it are
/// passed over.
///
/// # Errors
/// When the archive is damaged or encrypted, unpacks to more than `limits`, names a path outside
/// its own folder, or holds no data file or several.
pub fn open(file: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Content, IngestError> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let unpacked = unpack(file, &mut MultiGzDecoder::new(bytes.as_slice()), bytes.len() as u64, limits)?;
        return Ok(Content::File { name: file.to_owned(), bytes: unpacked });
    }
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return Ok(Content::File { name: file.to_owned(), bytes });
    }
    let members = Archive::list(file, &bytes, limits)?;
    if members.is_workbook() {
        return Ok(Content::File { name: file.to_owned(), bytes });
    }
    members.take(file, limits)
}

struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Names of members that are files and not hidden, with their place.
    names: Vec<(String, usize)>,
}

impl<'a> Archive<'a> {
    /// Reads the directory and checks every name and the announced sizes.
    fn list(file: &str, bytes: &'a [u8], limits: &Limits) -> Result<Self, IngestError> {
        let damaged =
            |e: zip::result::ZipError| refused(file, format!("not a whole zip archive ({e}): download it again"));
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > limits.members {
            return Err(refused(
                file,
                format!("{} members, more than {}: extract the one you want", zip.len(), limits.members),
            ));
        }
        let mut names = Vec::new();
        let mut announced = 0_u64;
        for place in 0..zip.len() {
            // The raw entry: names and sizes can be read of an encrypted one too.
            let member = zip.by_index_raw(place).map_err(damaged)?;
            let name = member.name().map_err(damaged)?.into_owned();
            if member.enclosed_name().is_none() || name.starts_with('/') || name.contains('\\') && name.contains("..") {
                return Err(refused(
                    file,
                    format!(
                        "the member `{}` leads out of the archive's folder: archives that do so are refused",
                        shown(&name)
                    ),
                ));
            }
            announced = announced.saturating_add(member.size());
            let hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
            if !member.is_dir() && !hidden {
                names.push((name, place));
            }
        }
        check_size(file, announced, bytes.len() as u64, limits)?;
        Ok(Self { zip, names })
    }

    fn is_workbook(&self) -> bool {
        self.names.iter().any(|(name, _)| name == "[Content_Types].xml" || name == "mimetype")
    }

    /// The only data set of the archive.
    fn take(mut self, file: &str, limits: &Limits) -> Result<Content, IngestError> {
        let mut sets: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let shapes: Vec<String> = self.names.iter().filter_map(|(n, _)| stem_of(n, "shp")).collect();
        for (name, place) in &self.names {
            let extension = extension(name);
            match shapes.iter().find(|stem| stem_of(name, &extension).as_ref() == Some(stem)) {
                Some(stem) if PARTS.contains(&extension.as_str()) => {
                    sets.entry(format!("{stem}.shp")).or_default().push(*place);
                }
                _ if DATA.contains(&extension.as_str()) && !is_note(name) => {
                    sets.entry(name.clone()).or_default().push(*place);
                }
                _ => {}
            }
        }
        let listed = || {
            let all = if sets.is_empty() {
                self.names.iter().map(|(n, _)| shown(n)).collect()
            } else {
                sets.keys().map(|n| shown(n)).collect::<Vec<_>>()
            };
            let more = if all.len() > 12 { format!(" and {} more", all.len() - 12) } else { String::new() };
            format!("{}{more}", all.iter().take(12).cloned().collect::<Vec<_>>().join(", "))
        };
        let has = |wanted: &str| self.names.iter().any(|(n, _)| n.rsplit('/').next() == Some(wanted));
        if has("stops.txt") && has("trips.txt") {
            return Err(refused(
                file,
                format!("a GTFS timetable ({}): it is not one of the tables that are read here", listed()),
            ));
        }
        let (name, places) = match sets.len() {
            1 => sets.pop_first().expect("one is there"),
            0 => {
                return Err(refused(
                    file,
                    format!(
                        "no data file among {}: a .csv, .geojson, .json, .xlsx, .ods, .gpkg or a shapefile would work",
                        listed()
                    ),
                ));
            }
            n => {
                return Err(refused(
                    file,
                    format!(
                        "{n} data files, and which one is meant is not known: {}; extract it and give it alone",
                        listed()
                    ),
                ));
            }
        };
        let label = format!("{file}/{name}");
        if extension(&name) != "shp" {
            let bytes = self.unpack(file, places[0], limits)?;
            return Ok(Content::File { name: label, bytes });
        }
        let mut parts = ShapefileParts::default();
        for place in places {
            let bytes = self.unpack(file, place, limits)?;
            let extension = self.names.iter().find(|(_, p)| *p == place).map(|(n, _)| extension(n));
            parts.set(&extension.unwrap_or_default(), bytes);
        }
        Ok(Content::Shapefile { name: label, parts })
    }

    fn unpack(&mut self, file: &str, place: usize, limits: &Limits) -> Result<Vec<u8>, IngestError> {
        let mut member = self.zip.by_index(place).map_err(|e| {
            refused(file, format!("a member cannot be unpacked ({e}): pack it again without a password, with the common method (deflate)"))
        })?;
        let packed = member.compressed_size();
        unpack(file, &mut member, packed, limits)
    }
}

/// Reads to the end, but never more than the limit.
pub(crate) fn unpack(file: &str, input: &mut impl Read, packed: u64, limits: &Limits) -> Result<Vec<u8>, IngestError> {
    let ratio_bound = packed.saturating_mul(limits.ratio).max(RATIO_FROM);
    let bound = ratio_bound.min(limits.total_bytes);
    let mut bytes = Vec::new();
    input
        .take(bound + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| refused(file, format!("cannot be unpacked ({e}): download or pack it again")))?;
    check_size(file, bytes.len() as u64, packed, limits)?;
    Ok(bytes)
}

pub(crate) fn check_size(file: &str, unpacked: u64, packed: u64, limits: &Limits) -> Result<(), IngestError> {
    let too_large = unpacked > limits.total_bytes;
    let too_dense = unpacked > RATIO_FROM && unpacked > packed.saturating_mul(limits.ratio);
    if !too_large && !too_dense {
        return Ok(());
    }
    Err(refused(
        file,
        format!(
            "unpacks to at least {unpacked} bytes from {packed}: at most {} bytes and {} times the packed size are unpacked here; unpack it yourself if you trust it",
            limits.total_bytes, limits.ratio
        ),
    ))
}

pub(crate) fn refused(file: &str, detail: String) -> IngestError {
    IngestError::Container { file: file.to_owned(), detail }
}

/// Extensions of the files of a shapefile.
const PARTS: [&str; 5] = ["shp", "shx", "dbf", "prj", "cpg"];
/// Extensions of files that hold data.
const DATA: [&str; 11] = ["csv", "tsv", "txt", "geojson", "json", "xlsx", "xls", "ods", "dbf", "gpkg", "osm"];

/// Beginnings of the names of notes and dictionaries that producers pack beside the data.
fn is_note(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or_default().to_lowercase();
    ["readme", "lisez", "lisezmoi", "licen", "varmod", "meta", "dictionnaire", "notice"]
        .iter()
        .any(|n| base.starts_with(n))
}

fn extension(name: &str) -> String {
    Path::new(name).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The name without this extension, if it has it.
fn stem_of(name: &str, wanted: &str) -> Option<String> {
    (!wanted.is_empty() && extension(name) == wanted).then(|| name[..name.len() - wanted.len() - 1].to_owned())
}

/// At most 80 characters of a name from an archive, controls shown as escapes.
pub(crate) fn shown(name: &str) -> String {
    name.chars().take(80).flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

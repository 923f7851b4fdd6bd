//! The files of a feed: a zip archive, with or without a folder, or files by name.

use std::{collections::BTreeMap, io::Cursor};

use zip::ZipArchive;

use super::finding::{Action, FindingKind, Log};
use crate::{
    Finding, IngestError, Limits,
    container::{check_size, refused, shown, unpack},
};

/// The files of one feed, in memory. No path is ever used to write: only the last part of a name
/// counts, so that `gtfs/stops.txt` and `../stops.txt` are `stops.txt`.
#[derive(Debug, Clone, Default)]
pub struct FeedFiles {
    /// The label of the feed in messages: "ter.zip".
    pub label: String,
    /// Name, then path in the archive and bytes.
    files: BTreeMap<String, (String, Vec<u8>)>,
    /// Paths of files that were there before under the same name.
    twice: Vec<String>,
}

/// Files of a feed that are read here; the others are passed over.
const READ: [&str; 16] = [
    "agency.txt",
    "stops.txt",
    "routes.txt",
    "trips.txt",
    "stop_times.txt",
    "calendar.txt",
    "calendar_dates.txt",
    "frequencies.txt",
    "transfers.txt",
    "pathways.txt",
    "shapes.txt",
    "feed_info.txt",
    "locations.geojson",
    "location_groups.txt",
    "location_group_stops.txt",
    "booking_rules.txt",
];

impl FeedFiles {
    /// Takes a zip archive apart.
    ///
    /// # Errors
    /// When the archive is damaged or encrypted, or unpacks to more than `limits`.
    pub fn from_zip(label: &str, bytes: &[u8], limits: &Limits) -> Result<Self, IngestError> {
        let damaged = |e: String| refused(label, format!("not a whole zip archive ({e}): download it again"));
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(e.to_string()))?;
        if zip.len() > limits.members {
            return Err(refused(
                label,
                format!("{} members, more than {}: a feed has about twenty", zip.len(), limits.members),
            ));
        }
        let mut wanted = Vec::new();
        let mut announced = 0_u64;
        for place in 0..zip.len() {
            let member = zip.by_index_raw(place).map_err(|e| damaged(e.to_string()))?;
            let path = member.name().map_err(|e| damaged(e.to_string()))?.into_owned();
            if member.is_file() && name_of(&path).is_some() {
                announced = announced.saturating_add(member.size());
                wanted.push((place, path));
            }
        }
        check_size(label, announced, bytes.len() as u64, limits)?;
        let mut files = Self { label: label.to_owned(), ..Self::default() };
        for (place, path) in wanted {
            let mut member = zip.by_index(place).map_err(|e| {
                refused(label, format!("{} cannot be unpacked ({e}): pack it again without a password", shown(&path)))
            })?;
            let packed = member.compressed_size();
            files.add(&path, unpack(label, &mut member, packed, limits)?);
        }
        Ok(files)
    }

    /// Files by path, as a folder lists them; what is no part of a feed is passed over.
    pub fn from_files(label: &str, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut all = Self { label: label.to_owned(), ..Self::default() };
        for (path, bytes) in files {
            if name_of(&path).is_some() {
                all.add(&path, bytes);
            }
        }
        all
    }

    /// Whether a path names a file that is read here.
    pub fn reads(path: &str) -> bool {
        name_of(path).is_some()
    }

    /// The name under which messages speak of a file: "ter.zip/stops.txt".
    pub(super) fn label_of(&self, name: &str) -> String {
        let path = self.files.get(name).map_or(name, |(path, _)| path);
        format!("{}/{}", self.label, shown(path))
    }

    pub(super) fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(|(_, bytes)| bytes.as_slice())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Says what is odd about where the files are.
    pub(super) fn remark(&self, log: &mut Log) {
        if let Some((path, _)) = self.files.values().find(|(path, _)| path.contains(['/', '\\'])) {
            let reason =
                format!("`{}` is in a folder: files belong to the top of the archive; read all the same", shown(path));
            log.add(FindingKind::SubFolder, Action::Kept, Finding::whole(&self.label, reason));
        }
        for path in &self.twice {
            let reason =
                format!("`{}` is a second file of this name: only the one nearest to the top is read", shown(path));
            log.add(FindingKind::Twice, Action::Dropped, Finding::whole(&self.label, reason));
        }
    }

    /// The file nearest to the top wins.
    fn add(&mut self, path: &str, bytes: Vec<u8>) {
        let name = name_of(path).expect("only files of a feed are added").to_owned();
        let depth = |path: &str| path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).count();
        match self.files.get(&name) {
            Some((other, _)) if depth(other) <= depth(path) => self.twice.push(path.to_owned()),
            _ => {
                let before = self.files.insert(name, (path.to_owned(), bytes));
                self.twice.extend(before.map(|(path, _)| path));
            }
        }
    }
}

/// The file of a feed that a path leads to; none for hidden files and what is not read.
fn name_of(path: &str) -> Option<&'static str> {
    let mut parts = path.split(['/', '\\']);
    let base = parts.next_back()?;
    let hidden = parts.any(|part| part.starts_with("__MACOSX") || part.starts_with('.') && !matches!(part, "." | ".."));
    READ.into_iter().find(|name| !hidden && base.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_nearest_to_the_top_is_read_whatever_the_order() {
        let one = ("a/b/stops.txt".to_owned(), vec![1]);
        let two = ("../Stops.txt".to_owned(), vec![2]);
        for order in [[one.clone(), two.clone()], [two, one]] {
            let files = FeedFiles::from_files("f", order);
            assert_eq!(files.bytes("stops.txt"), Some([2].as_slice()));
            assert_eq!(files.twice, ["a/b/stops.txt"]);
        }
    }

    #[test]
    fn hidden_files_and_notes_are_passed_over() {
        for path in ["__MACOSX/stops.txt", "._stops.txt", ".git/stops.txt", "fares.txt", "stops.txt.bak"] {
            assert_eq!(name_of(path), None, "{path}");
        }
    }
}

//! The manifest: what a snapshot holds and what it was made from.

use serde::{Deserialize, Serialize};
use territory::{Check, CommuneCode, LonLat, TravelMode};

use crate::Digest;

/// Version of the folder's layout and of every artifact's encoding. Raised with any change of a
/// type that is stored: old snapshots are then refused and built again.
pub const FORMAT_VERSION: u32 = 3;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// As the configuration names it.
    pub file: String,
    /// Digest of its bytes.
    pub sha256: Digest,
    /// Its length.
    pub bytes: u64,
}

/// A source that was read: whose data, under which licence, and what became of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRecord {
    /// As figures name it in their provenance.
    pub id: String,
    /// Format word of the configuration.
    pub format: String,
    /// Title for people.
    pub title: String,
    /// Who publishes it.
    pub producer: String,
    /// Licence, by its SPDX name where it has one.
    pub licence: String,
    /// The date the data speak of.
    pub vintage: String,
    /// Public address of the data set.
    pub url: Option<String>,
    /// The files of the source (a shapefile has several).
    pub files: Vec<FileRecord>,
    /// Rows taken.
    pub accepted: u64,
    /// Rows refused; each is in the artifact "rejections".
    pub rejected: u64,
    /// Rows taken after a repair; each is in the artifact "rejections".
    pub repaired: u64,
    /// Valid rows that speak of other communes than the snapshot's (a national list, mostly), or of
    /// kinds that the configuration takes from another source.
    pub outside: u64,
}

/// How serious a finding about a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row was refused.
    Rejected,
    /// The row was taken after a repair.
    Repaired,
    /// The row was taken as it is, and looks wrong.
    Warning,
}

/// A row that was refused, repaired or doubted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RejectionRecord {
    /// The file.
    pub file: String,
    /// Line of a text file, row of a sheet, record of a shapefile, from 1.
    pub line: Option<u64>,
    /// The field.
    pub field: String,
    /// Its value, shortened.
    pub value: String,
    /// What is wrong and what would work.
    pub reason: String,
    /// What became of the row.
    pub severity: Severity,
    /// The quality check that the row did not pass, where it was one.
    pub check: Option<Check>,
    /// Where the row puts itself or, where that is nowhere in France, where it more likely is.
    /// Never the home of a person.
    pub at: Option<LonLat>,
    /// The commune that the row names.
    pub commune: Option<CommuneCode>,
}

/// Parameters of the estimated travel times.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimation {
    /// Road distance over great-circle distance.
    pub circuity: f64,
    /// Constant speed, kilometres per hour.
    pub speed_kmh: f64,
}

/// How travel times were computed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TravelRecord {
    /// Sorted by mode; never empty once figures are there.
    pub modes: Vec<ModeRecord>,
    /// The day whose timetable was searched, "2025-01-14"; `None` without a timetable.
    pub day: Option<String>,
    /// Its name in the configuration: "school_tuesday".
    pub day_name: Option<String>,
    /// Arrival at the service, seconds since midnight.
    pub arrive_by_s: u32,
    /// Length of the window of arrivals before that, seconds.
    pub window_s: u32,
    /// Which of the times within the window: 50 for the median.
    pub percentile: u8,
    /// First and last day of the timetable.
    pub range: Option<[String; 2]>,
    /// Zone of the school holidays: "B".
    pub school_zone: String,
}

/// One mode of travel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModeRecord {
    /// The mode.
    pub mode: TravelMode,
    /// Times come from great-circle distances: there is no network for it.
    pub estimated: bool,
    /// "car", "bike" or "foot" of the catalogue of profiles; the one that leads to stops for travel
    /// by timetable; blank for an estimate.
    pub profile_id: String,
    /// Sources of its roads and timetables.
    pub source_ids: Vec<String>,
    /// Longest travel searched, seconds; 0 where nothing bounds it.
    pub limit_s: u32,
    /// Nodes of its network, or stops of its timetable.
    pub nodes: u32,
    /// Demand points that no way of the mode is near to.
    pub not_snapped_homes: u32,
    /// Services that no way of the mode is near to.
    pub not_snapped_services: u32,
}

/// An artifact of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtifactRecord {
    /// "territory", "figures", "tiles" …
    pub name: String,
    /// Its file in the snapshot's folder.
    pub file: String,
    /// Digest of everything it was made from.
    pub key: Digest,
    /// Digest of its bytes.
    pub sha256: Digest,
    /// Its length.
    pub bytes: u64,
}

/// What the maker of a snapshot states; the writer adds the rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ManifestDraft {
    /// When it was built, RFC 3339, UTC. The clock belongs to the caller.
    pub built_at: String,
    /// Version of the program.
    pub program_version: String,
    /// Name of the observatory.
    pub name: String,
    /// A notice that stands above every page, in French.
    pub notice_fr: Option<String>,
    /// The same in English.
    pub notice_en: Option<String>,
    /// The year whose communes are the geography.
    pub geography_year: u16,
    /// The territory shown first: "epci:248500340".
    pub default_parent: Option<String>,
    /// Parameters of estimated travel times.
    pub estimation: Estimation,
    /// How travel times were computed.
    pub travel: TravelRecord,
    /// The sources, in the order of the configuration.
    pub sources: Vec<SourceRecord>,
}

/// What a snapshot holds and what it was made from: `manifest.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always "maillage-snapshot": a foreign manifest is refused.
    pub program: String,
    /// [`FORMAT_VERSION`] of its maker.
    pub format_version: u32,
    /// Sixteen hexadecimal digits, from everything but `built_at`: equal inputs, equal id.
    pub id: String,
    /// What its maker stated.
    #[serde(flatten)]
    pub draft: ManifestDraft,
    /// The artifacts, sorted by name.
    pub artifacts: Vec<ArtifactRecord>,
}

impl std::ops::Deref for Manifest {
    type Target = ManifestDraft;
    fn deref(&self) -> &ManifestDraft {
        &self.draft
    }
}

impl Manifest {
    pub(crate) const PROGRAM: &'static str = "maillage-snapshot";

    /// The record of an artifact.
    pub fn artifact(&self, name: &str) -> Option<&ArtifactRecord> {
        self.artifacts.iter().find(|a| a.name == name)
    }
}

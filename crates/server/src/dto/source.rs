//! Sources and what became of their rows.

use serde::Serialize;
use utoipa::ToSchema;

/// A file that was read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FileCard {
    /// Its name.
    pub file: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// A source: whose data, under which licence, and what became of its rows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceCard {
    /// Its identifier.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Who publishes it.
    pub producer: String,
    /// Licence.
    pub licence: String,
    /// The date the data speak of.
    pub vintage: String,
    /// Public address of the data set.
    #[schema(required = true)]
    pub url: Option<String>,
    /// Its files.
    pub files: Vec<FileCard>,
    /// Rows taken.
    pub accepted: u64,
    /// Rows refused.
    pub rejected: u64,
    /// Valid rows of communes outside the observatory, or of kinds that are taken from another source.
    pub outside: u64,
    /// Rows taken after a repair.
    pub repaired: u64,
}

/// The sources of the snapshot.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceList {
    /// In the order of the configuration.
    pub items: Vec<SourceCard>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RejectionSeverity {
    /// Refused.
    Rejected,
    /// Taken after a repair.
    Repaired,
    /// Taken as it is, and looks wrong.
    Warning,
}

/// A row that was refused, repaired or doubted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Rejection {
    /// The file.
    pub file: String,
    /// Line of a text file, row of a sheet, record of a shapefile, from 1.
    #[schema(required = true)]
    pub line: Option<u64>,
    /// The field.
    pub field: String,
    /// Its value, shortened.
    pub value: String,
    /// What is wrong and what would work, in English.
    pub reason: String,
    /// The same in French; `null` for a rare reason that is told in English only.
    #[schema(required = true)]
    pub reason_fr: Option<String>,
    /// What became of the row.
    pub severity: RejectionSeverity,
    /// The quality check that the row did not pass: "outside_its_commune".
    #[schema(required = true)]
    pub check: Option<String>,
}

/// A page of refused, repaired or doubted rows, in the order of the files.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RejectionPage {
    /// At most `limit` rows.
    pub items: Vec<Rejection>,
    /// How many the whole list has.
    pub total: usize,
    /// The `after` of the next page; `null` on the last one.
    #[schema(required = true)]
    pub next: Option<String>,
}

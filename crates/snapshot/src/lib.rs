//! The immutable folder on disk: manifest, write, open, verify, swap.
//!
//! In: any serialisable artifact, under the digest of everything it was made from. Out: a folder
//! that is replaced whole or not at all. Layout of a root folder:
//!
//! ```text
//! CURRENT              one line: the name of the snapshot in force; replaced by an atomic rename
//! snap-<id>/           a finished snapshot, never written to again
//!   manifest.json      inputs, parameters, artifacts with their keys and sha256
//!   territory-<key>.bin, tiles-<key>.pmtiles …
//! .building-<pid>/     a build at work; swept by the next one when it was killed
//! ```
//!
//! The crate knows no algorithm: what an artifact holds is its maker's business.

mod digest;
mod error;
mod manifest;
mod read;
mod write;

pub use digest::{Digest, KeyBuilder};
pub use error::SnapshotError;
pub use manifest::{
    ArtifactRecord, Estimation, FORMAT_VERSION, FileRecord, Manifest, ManifestDraft, ModeRecord, RejectionRecord,
    Severity, SourceRecord, TravelRecord,
};
pub use read::{Snapshot, current_id, open};
pub use write::Writer;

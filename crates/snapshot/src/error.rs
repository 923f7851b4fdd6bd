//! What can go wrong with a snapshot, in words that say what to do.

use std::path::PathBuf;

/// Why a snapshot cannot be written or opened.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The disk said no: full, read-only, missing rights.
    #[error("{action} {path}: {cause}")]
    Io {
        /// What was tried: "cannot write".
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// The system's reason.
        cause: std::io::Error,
    },
    /// No snapshot here.
    #[error("{0} holds no snapshot; make one with `maillage build --config observatory.toml --out {0}`")]
    NoSnapshot(PathBuf),
    /// CURRENT names something that is no snapshot name.
    #[error("{0} is damaged (it should hold one line such as `snap-0123456789abcdef`); build again to repair it")]
    BadPointer(PathBuf),
    /// The manifest cannot be read.
    #[error("{path} is not a manifest of this program: {reason}; build again")]
    BadManifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Made by another version of the format.
    #[error("{path} has format version {found}, this program reads {expected}; build again with this program")]
    OtherFormat {
        /// The manifest.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The version this program reads.
        expected: u32,
    },
    /// An artifact is not the one that the manifest describes.
    #[error("artifact `{name}` in {path} is refused: {reason}; build again")]
    BadArtifact {
        /// Its name.
        name: String,
        /// Its file.
        path: PathBuf,
        /// What differs.
        reason: String,
    },
    /// The manifest has no such artifact.
    #[error("the snapshot has no artifact `{name}`; it has {found}")]
    UnknownArtifact {
        /// What was asked.
        name: String,
        /// What there is, comma separated.
        found: String,
    },
    /// Another build is at work in the same folder.
    #[error("another build is writing to {0}; wait for it to end")]
    Busy(PathBuf),
    /// An artifact could not be turned into bytes.
    #[error("artifact `{name}` cannot be written: {reason}")]
    Encode {
        /// Its name.
        name: String,
        /// The encoder's reason.
        reason: String,
    },
}

impl SnapshotError {
    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |cause| Self::Io { action, path, cause }
    }
}

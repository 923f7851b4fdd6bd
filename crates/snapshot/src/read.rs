//! Opening and verifying a snapshot.

use std::{
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use serde::de::DeserializeOwned;

use crate::{ArtifactRecord, Digest, FORMAT_VERSION, Manifest, SnapshotError};

/// A verified snapshot. Its folder is never written to again, so what was verified stays true.
#[derive(Debug, Clone)]
pub struct Snapshot {
    folder: PathBuf,
    manifest: Manifest,
}

/// Name of the snapshot in force under a root folder ("snap-…"), without opening it.
///
/// # Errors
/// [`SnapshotError::NoSnapshot`] when there is none, [`SnapshotError::BadPointer`] when the pointer is damaged.
pub fn current_id(root: &Path) -> Result<String, SnapshotError> {
    let pointer = root.join("CURRENT");
    let text = match fs::read_to_string(&pointer) {
        Ok(text) => text,
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Err(SnapshotError::NoSnapshot(root.to_owned()));
        }
        Err(e) => return Err(SnapshotError::io("cannot read", &pointer)(e)),
    };
    let name = text.trim_end();
    let hex = name.strip_prefix("snap-").unwrap_or_default();
    if hex.len() != 16 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(SnapshotError::BadPointer(pointer));
    }
    Ok(name.to_owned())
}

/// Opens the snapshot in force under a root folder and verifies every artifact's digest.
///
/// # Errors
/// When there is none, when it was made by another format version, or when any artifact is missing,
/// corrupted or foreign: a snapshot is usable whole or not at all.
pub fn open(root: &Path) -> Result<Snapshot, SnapshotError> {
    let snapshot = Snapshot::open_folder(root.join(current_id(root)?))?;
    snapshot.verify()?;
    Ok(snapshot)
}

impl Snapshot {
    /// What it holds and what it was made from.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The folder of this snapshot.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of an artifact that is read in place (a tile archive).
    ///
    /// # Errors
    /// When the manifest has no such artifact.
    pub fn path(&self, name: &str) -> Result<PathBuf, SnapshotError> {
        Ok(self.folder.join(&self.record(name)?.file))
    }

    /// Decodes an artifact.
    ///
    /// # Errors
    /// When the manifest has no such artifact, or it is not of type `T` in this format version.
    pub fn read<T: DeserializeOwned>(&self, name: &str) -> Result<T, SnapshotError> {
        read_artifact(&self.folder, self.record(name)?)
    }

    pub(crate) fn open_folder(folder: PathBuf) -> Result<Self, SnapshotError> {
        let path = folder.join("manifest.json");
        let text = fs::read_to_string(&path).map_err(SnapshotError::io("cannot read", &path))?;
        let bad = |reason: String| SnapshotError::BadManifest { path: path.clone(), reason };
        // The version first: the rest of a manifest of another version need not have this shape.
        let value: serde_json::Value = serde_json::from_str(&text).map_err(|e| bad(e.to_string()))?;
        if value.get("program").and_then(|p| p.as_str()) != Some(Manifest::PROGRAM) {
            return Err(bad(format!("`program` is not `{}`", Manifest::PROGRAM)));
        }
        let found = value.get("format_version").and_then(serde_json::Value::as_u64).unwrap_or(0) as u32;
        if found != FORMAT_VERSION {
            return Err(SnapshotError::OtherFormat { path, found, expected: FORMAT_VERSION });
        }
        let manifest: Manifest = serde_json::from_value(value).map_err(|e| bad(e.to_string()))?;
        for artifact in &manifest.artifacts {
            if artifact.file.contains(['/', '\\']) || artifact.file.starts_with('.') {
                return Err(bad(format!("artifact `{}` leaves the folder: `{}`", artifact.name, artifact.file)));
            }
        }
        Ok(Self { folder, manifest })
    }

    pub(crate) fn verify(&self) -> Result<(), SnapshotError> {
        self.manifest.artifacts.iter().try_for_each(|record| verify_artifact(&self.folder, record))
    }

    fn record(&self, name: &str) -> Result<&ArtifactRecord, SnapshotError> {
        self.manifest.artifact(name).ok_or_else(|| SnapshotError::UnknownArtifact {
            name: name.to_owned(),
            found: self.manifest.artifacts.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(", "),
        })
    }
}

pub(crate) fn read_artifact<T: DeserializeOwned>(folder: &Path, record: &ArtifactRecord) -> Result<T, SnapshotError> {
    let path = folder.join(&record.file);
    let bytes = fs::read(&path).map_err(SnapshotError::io("cannot read", &path))?;
    let bad = |reason: String| SnapshotError::BadArtifact { name: record.name.clone(), path: path.clone(), reason };
    if Digest::of(&bytes) != record.sha256 {
        return Err(bad("its digest is not the manifest's".into()));
    }
    let header = artifact_header(&record.name, &record.key);
    let body = bytes.strip_prefix(header.as_bytes()).ok_or_else(|| bad("its header names another artifact".into()))?;
    postcard::from_bytes(body).map_err(|e| bad(format!("it cannot be decoded ({e})")))
}

pub(crate) fn verify_artifact(folder: &Path, record: &ArtifactRecord) -> Result<(), SnapshotError> {
    let path = folder.join(&record.file);
    let file = File::open(&path).map_err(SnapshotError::io("cannot read", &path))?;
    let (sha256, bytes) = Digest::of_reader(file).map_err(SnapshotError::io("cannot read", &path))?;
    let reason = if bytes != record.bytes {
        format!("it has {bytes} bytes, the manifest says {}", record.bytes)
    } else if sha256 != record.sha256 {
        "its digest is not the manifest's".to_owned()
    } else {
        return Ok(());
    };
    Err(SnapshotError::BadArtifact { name: record.name.clone(), path, reason })
}

/// First line of an encoded artifact: a file that was swapped for another is known at once.
pub(crate) fn artifact_header(name: &str, key: &Digest) -> String {
    format!("maillage-artifact {FORMAT_VERSION} {name} {key}\n")
}

//! Writing a snapshot beside the one in force, then switching in one step.

use std::{
    fs::{self, File, TryLockError},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;

use crate::{
    ArtifactRecord, Digest, FORMAT_VERSION, Manifest, ManifestDraft, Snapshot, SnapshotError,
    read::{artifact_header, current_id, read_artifact, verify_artifact},
};

/// A snapshot being written. Dropped before [`Writer::finish`], it leaves nothing behind; killed,
/// it leaves a folder that the next writer sweeps. The snapshot in force is not touched.
#[derive(Debug)]
pub struct Writer {
    root: PathBuf,
    building: PathBuf,
    previous: Option<Snapshot>,
    artifacts: Vec<ArtifactRecord>,
    finished: bool,
    _lock: File,
}

impl Writer {
    /// Starts a snapshot under a root folder, which is made when it is missing.
    ///
    /// # Errors
    /// When another build is at work there, or the disk refuses.
    pub fn create(root: &Path) -> Result<Self, SnapshotError> {
        fs::create_dir_all(root).map_err(SnapshotError::io("cannot make the folder", root))?;
        let lock_path = root.join(".lock");
        let lock = File::create(&lock_path).map_err(SnapshotError::io("cannot write", &lock_path))?;
        // The system releases the lock with the process, however it ends.
        lock.try_lock().map_err(|e| match e {
            TryLockError::WouldBlock => SnapshotError::Busy(root.to_owned()),
            TryLockError::Error(cause) => SnapshotError::io("cannot lock", &lock_path)(cause),
        })?;
        sweep(root, |name| name.starts_with(".building-"))?;
        let building = root.join(format!(".building-{}", std::process::id()));
        fs::create_dir(&building).map_err(SnapshotError::io("cannot make the folder", &building))?;
        // A damaged snapshot in force is no obstacle to a new one; nothing is taken from it then.
        let previous = current_id(root).and_then(|name| Snapshot::open_folder(root.join(name))).ok();
        Ok(Self { root: root.to_owned(), building, previous, artifacts: Vec::new(), finished: false, _lock: lock })
    }

    /// Takes an artifact over from the snapshot in force when it has one of that name and key with
    /// intact bytes; `false` when it has to be made.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn reuse(&mut self, name: &str, key: Digest) -> Result<bool, SnapshotError> {
        let Some(previous) = &self.previous else { return Ok(false) };
        let Some(record) = previous.manifest().artifact(name).filter(|a| a.key == key).cloned() else {
            return Ok(false);
        };
        if verify_artifact(previous.folder(), &record).is_err() {
            return Ok(false);
        }
        let (from, to) = (previous.folder().join(&record.file), self.building.join(&record.file));
        // Files of a snapshot are never written to, so two snapshots may share one.
        if fs::hard_link(&from, &to).is_err() {
            fs::copy(&from, &to).map_err(SnapshotError::io("cannot write", &to))?;
        }
        self.artifacts.push(record);
        Ok(true)
    }

    /// Decodes an artifact that was taken over or put already.
    ///
    /// # Errors
    /// As [`Snapshot::read`].
    pub fn read<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, SnapshotError> {
        let unknown = || SnapshotError::UnknownArtifact {
            name: name.to_owned(),
            found: self.artifacts.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join(", "),
        };
        read_artifact(&self.building, self.artifacts.iter().find(|a| a.name == name).ok_or_else(unknown)?)
    }

    /// Whether an artifact was taken over or put already.
    pub fn has(&self, name: &str) -> bool {
        self.artifacts.iter().any(|a| a.name == name)
    }

    /// The file of an artifact that was taken over or put already.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        let record = self.artifacts.iter().find(|a| a.name == name)?;
        Some(self.building.join(&record.file))
    }

    /// Digest of the bytes of an artifact that was taken over or put already: what another
    /// artifact that is made from it takes into its key.
    pub fn digest(&self, name: &str) -> Option<Digest> {
        self.artifacts.iter().find(|a| a.name == name).map(|a| a.sha256)
    }

    /// Encodes and writes an artifact.
    ///
    /// # Errors
    /// When it cannot be encoded or the disk refuses.
    pub fn put<T: Serialize>(&mut self, name: &str, key: Digest, value: &T) -> Result<(), SnapshotError> {
        let encode = |reason: String| SnapshotError::Encode { name: name.to_owned(), reason };
        let mut bytes = artifact_header(name, &key).into_bytes();
        postcard::to_io(value, &mut bytes).map_err(|e| encode(e.to_string()))?;
        self.put_file(name, key, "bin", |file| file.write_all(&bytes))
    }

    /// Writes an artifact of another format through `fill`, which gets an empty file.
    ///
    /// # Errors
    /// When the disk refuses or `fill` fails.
    pub fn put_file(
        &mut self,
        name: &str,
        key: Digest,
        extension: &str,
        fill: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
    ) -> Result<(), SnapshotError> {
        let file_name = format!("{name}-{}.{extension}", key.short());
        let path = self.building.join(&file_name);
        let failed = |cause| SnapshotError::io("cannot write", &path)(cause);
        let mut file = BufWriter::with_capacity(1 << 18, File::create(&path).map_err(failed)?);
        fill(&mut file).map_err(failed)?;
        let file = file.into_inner().map_err(|e| failed(e.into_error()))?;
        file.sync_all().map_err(failed)?;
        let (sha256, bytes) = File::open(&path).and_then(Digest::of_reader).map_err(failed)?;
        self.artifacts.push(ArtifactRecord { name: name.to_owned(), file: file_name, key, sha256, bytes });
        Ok(())
    }

    /// Writes the manifest and puts the snapshot in force by one rename. The snapshot before it is
    /// kept for those who still read it; older ones are removed. Answers the manifest.
    ///
    /// # Errors
    /// When the disk refuses; the snapshot in force then stays what it was.
    pub fn finish(mut self, draft: ManifestDraft) -> Result<Manifest, SnapshotError> {
        self.artifacts.sort_by(|a, b| a.name.cmp(&b.name));
        let artifacts = std::mem::take(&mut self.artifacts);
        let program = Manifest::PROGRAM.to_owned();
        let mut manifest = Manifest { program, format_version: FORMAT_VERSION, id: String::new(), draft, artifacts };
        manifest.id = content_id(&manifest)?;
        let name = format!("snap-{}", manifest.id);
        let folder = self.root.join(&name);

        let json = encode_manifest(&manifest)?;
        write_durably(&self.building.join("manifest.json"), &json)?;
        sync_folder(&self.building)?;
        // Equal inputs give the same id: an intact folder of that name already is this snapshot.
        let exists = Snapshot::open_folder(folder.clone()).is_ok_and(|s| s.verify().is_ok());
        if exists {
            fs::remove_dir_all(&self.building).map_err(SnapshotError::io("cannot remove", &self.building))?;
        } else {
            if folder.exists() {
                fs::remove_dir_all(&folder).map_err(SnapshotError::io("cannot remove", &folder))?;
            }
            fs::rename(&self.building, &folder).map_err(SnapshotError::io("cannot rename", &folder))?;
        }
        sync_folder(&self.root)?;
        let before = current_id(&self.root).ok();
        let (new_pointer, pointer) = (self.root.join(".CURRENT.new"), self.root.join("CURRENT"));
        write_durably(&new_pointer, format!("{name}\n").as_bytes())?;
        fs::rename(&new_pointer, &pointer).map_err(SnapshotError::io("cannot replace", &pointer))?;
        sync_folder(&self.root)?;
        self.finished = true;
        sweep(&self.root, |found| found.starts_with("snap-") && found != name && Some(found) != before.as_deref())?;
        Snapshot::open_folder(folder).map(|s| s.manifest().clone())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.finished {
            // Best effort: what remains is swept by the next build.
            let _ = fs::remove_dir_all(&self.building);
        }
    }
}

/// Sixteen digits from everything that the snapshot says but the hour it was built.
fn content_id(manifest: &Manifest) -> Result<String, SnapshotError> {
    let mut timeless = manifest.clone();
    timeless.draft.built_at = String::new();
    Ok(Digest::of(&encode_manifest(&timeless)?).short())
}

fn encode_manifest(manifest: &Manifest) -> Result<Vec<u8>, SnapshotError> {
    serde_json::to_vec_pretty(manifest)
        .map_err(|e| SnapshotError::Encode { name: "manifest".into(), reason: e.to_string() })
}

fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), SnapshotError> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(SnapshotError::io("cannot write", path))
}

fn sync_folder(path: &Path) -> Result<(), SnapshotError> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(SnapshotError::io("cannot write", path))
}

fn sweep(root: &Path, doomed: impl Fn(&str) -> bool) -> Result<(), SnapshotError> {
    for entry in fs::read_dir(root).map_err(SnapshotError::io("cannot read", root))? {
        let entry = entry.map_err(SnapshotError::io("cannot read", root))?;
        if entry.file_name().to_str().is_some_and(&doomed) {
            fs::remove_dir_all(entry.path()).map_err(SnapshotError::io("cannot remove", entry.path()))?;
        }
    }
    Ok(())
}

//! The files of a build: opened once, digested, and handed to the reader of their format.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use ingest::{Batch, Content, Finding, Limits, ShapefileParts};
use serde::{Deserialize, Serialize};
use snapshot::{Digest, FileRecord, RejectionRecord, Severity};

use crate::{
    config::{Config, Source},
    progress::Progress,
};

/// One file of a source (with its companions, for a shapefile).
pub(crate) struct Input {
    /// As messages and the manifest name it: the path of the configuration.
    pub(crate) name: String,
    /// The files, in the order of `records`.
    paths: Vec<PathBuf>,
    pub(crate) records: Vec<FileRecord>,
}

/// What became of the rows of each source, by its id.
pub(crate) type Tallies<'a> = BTreeMap<&'a str, Tally>;

/// Every file of a configuration.
pub(crate) struct Inputs {
    by_source: Vec<Vec<Input>>,
}

const SHAPEFILE_PARTS: [&str; 5] = ["shp", "shx", "dbf", "prj", "cpg"];

impl Inputs {
    pub(crate) fn open(config: &Config, base: &Path, progress: &Progress) -> Result<Self> {
        let mut by_source = Vec::new();
        for (i, source) in config.sources.iter().enumerate() {
            let files = source.files(base)?;
            by_source.push(files.iter().map(|path| open(source, path, base)).collect::<Result<_>>()?);
            progress.at(i as u64 + 1, 0);
        }
        Ok(Self { by_source })
    }

    /// Name and digest of every file, in the order of the configuration.
    pub(crate) fn digests(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.by_source.iter().flatten().flat_map(|i| &i.records).map(|r| (r.file.as_str(), r.sha256))
    }

    /// The sources of the configuration with their files.
    pub(crate) fn of<'a>(&'a self, config: &'a Config) -> impl Iterator<Item = (&'a Source, &'a [Input])> {
        config.sources.iter().zip(self.by_source.iter().map(Vec::as_slice))
    }
}

impl Input {
    /// How many bytes its files have.
    pub(crate) fn length(&self) -> u64 {
        self.records.iter().map(|r| r.bytes).sum()
    }

    /// The one file that it is, for readers that go through it once without holding it.
    pub(crate) fn path(&self) -> Result<&Path> {
        self.paths.first().map(PathBuf::as_path).with_context(|| format!("{} has no file", self.name))
    }

    /// Its bytes as they are. One that changed since its digest was taken is an error.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>> {
        let path = self.path()?;
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let same = self.records.first().is_some_and(|record| Digest::of(&bytes) == record.sha256);
        ensure!(same, "{} changed while it was read: build again when it is whole", path.display());
        Ok(bytes)
    }

    /// Its bytes, out of a gzip or zip wrapping. They are read again: only one file at a time is
    /// in memory, and one that changed since its digest was taken is an error.
    pub(crate) fn content(&self) -> Result<Content> {
        let mut parts = ShapefileParts::default();
        for (path, record) in self.paths.iter().zip(&self.records) {
            let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            ensure!(
                Digest::of(&bytes) == record.sha256,
                "{} changed while it was read: build again when it is whole",
                path.display()
            );
            if !is_shapefile(path) && self.paths.len() == 1 {
                return Ok(ingest::open(&self.name, bytes, &Limits::default())?);
            }
            parts.set(&extension(path), bytes);
        }
        Ok(Content::Shapefile { name: self.name.clone(), parts })
    }
}

fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn is_shapefile(path: &Path) -> bool {
    extension(path) == "shp"
}

fn open(source: &Source, path: &Path, base: &Path) -> Result<Input> {
    let relative = |path: &Path| path.strip_prefix(base).unwrap_or(path).to_string_lossy().into_owned();
    let mut input = Input { name: relative(path), paths: Vec::new(), records: Vec::new() };
    let files: Vec<PathBuf> = if is_shapefile(path) {
        SHAPEFILE_PARTS.iter().filter_map(|e| companion(path, e)).collect()
    } else {
        vec![path.to_owned()]
    };
    for path in files {
        let failed = || format!("source `{}`: cannot read {}", source.id, path.display());
        let file = fs::File::open(&path).with_context(failed)?;
        let (sha256, bytes) = Digest::of_reader(file).with_context(failed)?;
        input.records.push(FileRecord { file: relative(&path), sha256, bytes });
        input.paths.push(path);
    }
    Ok(input)
}

/// The file of a shapefile with that extension, in lower or upper case.
fn companion(shp: &Path, extension: &str) -> Option<PathBuf> {
    [extension.to_owned(), extension.to_uppercase()].iter().map(|e| shp.with_extension(e)).find(|p| p.is_file())
}

/// What became of the rows of one source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) accepted: u64,
    pub(crate) rejected: u64,
    pub(crate) repaired: u64,
    pub(crate) outside: u64,
    pub(crate) records: Vec<RejectionRecord>,
}

impl Tally {
    /// Takes the accepted rows out of a batch and keeps count of the others.
    pub(crate) fn take<T>(&mut self, batch: Batch<T>) -> Vec<T> {
        self.accepted += batch.accepted.len() as u64;
        self.rejected += batch.rejected.len() as u64;
        self.repaired += batch.repaired.len() as u64;
        let all = [
            (batch.rejected, Severity::Rejected),
            (batch.repaired, Severity::Repaired),
            (batch.warnings, Severity::Warning),
        ];
        for (findings, severity) in all {
            self.records.extend(findings.into_iter().map(|f| record(f, severity)));
        }
        batch.accepted
    }

    /// Rows seen so far.
    pub(crate) fn rows(&self) -> u64 {
        self.accepted + self.rejected + self.outside
    }

    /// An accepted row turns out to speak of another territory, or of a kind that the
    /// configuration takes from another source.
    pub(crate) fn outside(&mut self) {
        self.accepted = self.accepted.saturating_sub(1);
        self.outside += 1;
    }

    /// An accepted row turns out to be unusable, as one finding about many rows says.
    pub(crate) fn refuse(&mut self) {
        self.accepted = self.accepted.saturating_sub(1);
        self.rejected += 1;
    }

    /// An accepted row turns out to be unusable here.
    pub(crate) fn reject(&mut self, finding: Finding) {
        self.accepted = self.accepted.saturating_sub(1);
        self.rejected += 1;
        self.records.push(record(finding, Severity::Rejected));
    }

    /// What was said of the rows of a file so far.
    pub(crate) fn said(&self, file: &str) -> Vec<Finding> {
        let of_file = self.records.iter().filter(|r| r.file == file);
        let finding = |r: &RejectionRecord| Finding { line: r.line, check: r.check, ..Finding::whole(file, "") };
        of_file.map(finding).collect()
    }

    /// A row is taken, and looks wrong.
    pub(crate) fn warn(&mut self, finding: Finding) {
        self.records.push(record(finding, Severity::Warning));
    }
}

fn record(f: Finding, severity: Severity) -> RejectionRecord {
    let Finding { file, line, field, value, reason, check, at, commune } = f;
    RejectionRecord { file, line, field, value, reason, severity, check, at, commune }
}

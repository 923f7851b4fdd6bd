//! The files of a build: opened once, digested, and handed to the reader of their format.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use ingest::{Batch, Finding, ShapefileParts};
use snapshot::{Digest, FileRecord, RejectionRecord, Severity};

use crate::{
    config::{Config, Format, Source},
    progress::Progress,
};

/// One file of a source, with its bytes (and those of its companions, for a shapefile).
pub(crate) struct Input {
    /// As messages and the manifest name it: the path of the configuration.
    pub(crate) name: String,
    /// Extension, lower case → bytes. A shapefile has several, any other file one.
    parts: BTreeMap<String, Vec<u8>>,
    pub(crate) records: Vec<FileRecord>,
}

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

    /// The bytes of a file that stands alone.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.parts.values().next().map_or(&[], Vec::as_slice)
    }

    /// The parts of a shapefile, those that exist.
    pub(crate) fn shapefile(&self) -> ShapefileParts {
        let part = |extension: &str| self.parts.get(extension).cloned();
        let text = |extension: &str| part(extension).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        ShapefileParts { shp: part("shp"), shx: part("shx"), dbf: part("dbf"), prj: text("prj"), cpg: text("cpg") }
    }
}

fn open(source: &Source, path: &Path, base: &Path) -> Result<Input> {
    let name = path.strip_prefix(base).unwrap_or(path).to_string_lossy().into_owned();
    let mut input = Input { name, parts: BTreeMap::new(), records: Vec::new() };
    let files: Vec<(String, PathBuf)> = if source.format == Format::CommunesShapefile {
        SHAPEFILE_PARTS.iter().filter_map(|e| Some(((*e).to_owned(), companion(path, e)?))).collect()
    } else {
        vec![("file".to_owned(), path.to_owned())]
    };
    for (extension, file) in files {
        let bytes =
            fs::read(&file).with_context(|| format!("source `{}`: cannot read {}", source.id, file.display()))?;
        let name = file.strip_prefix(base).unwrap_or(&file).to_string_lossy().into_owned();
        input.records.push(FileRecord { file: name, sha256: Digest::of(&bytes), bytes: bytes.len() as u64 });
        input.parts.insert(extension, bytes);
    }
    Ok(input)
}

/// The file of a shapefile with that extension, in lower or upper case.
fn companion(shp: &Path, extension: &str) -> Option<PathBuf> {
    [extension.to_owned(), extension.to_uppercase()].iter().map(|e| shp.with_extension(e)).find(|p| p.is_file())
}

/// What became of the rows of one source.
#[derive(Default)]
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

    /// An accepted row turns out to be unusable here.
    pub(crate) fn reject(&mut self, finding: Finding) {
        self.accepted = self.accepted.saturating_sub(1);
        self.rejected += 1;
        self.records.push(record(finding, Severity::Rejected));
    }

    /// A row is taken, and looks wrong.
    pub(crate) fn warn(&mut self, finding: Finding) {
        self.records.push(record(finding, Severity::Warning));
    }
}

fn record(f: Finding, severity: Severity) -> RejectionRecord {
    RejectionRecord { file: f.file, line: f.line, field: f.field, value: f.value, reason: f.reason, severity }
}

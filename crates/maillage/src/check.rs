//! `maillage check`: what files are, and what their rows are worth, before a build.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use ingest::{CommuneArea, Content, Diagnosis, KnownAreas, Limits, Remark, Severity, ShapefileParts};
use serde_json::json;
use territory::{AreaIndex, CommuneCode, Kinds};

use crate::cli::CheckArgs;

/// Findings that are shown to people for each file; `--json` has them all.
const SHOWN: usize = 8;

/// Files that only mean something beside their .shp.
const SHAPEFILE_PARTS: [&str; 5] = ["shp", "shx", "dbf", "prj", "cpg"];
const COMPANIONS: [&str; 7] = ["shx", "prj", "cpg", "qpj", "sbn", "sbx", "qmd"];

pub(crate) fn run(args: &CheckArgs) -> Result<()> {
    let kinds = Kinds::builtin();
    let mut out = std::io::stdout().lock();
    let known = Outlines::read(&args.communes)?;
    let outlines: Vec<_> = known.communes.iter().map(|commune| &commune.area).collect();
    let areas = KnownAreas { index: &known.index, codes: &known.codes, outlines: &outlines };
    let areas = (!args.communes.is_empty()).then_some(areas);
    let (mut reports, mut failures) = (Vec::new(), 0);
    for path in &args.files {
        let file = path.display().to_string();
        // One file at a time: its bytes are gone before the next one is read.
        let outcome = read(path, &file).and_then(|content| Ok(ingest::diagnose(&content, &kinds, areas)?));
        match outcome {
            Ok(diagnosis) if args.json => reports.push(serde_json::to_value(&diagnosis)?),
            Ok(diagnosis) => write!(out, "{}", text(&diagnosis))?,
            Err(error) => {
                failures += 1;
                eprintln!("error: {}", visible(&format!("{error:#}")));
                reports.push(json!({ "file": file, "error": format!("{error:#}") }));
            }
        }
    }
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&reports)?)?;
    }
    out.flush()?;
    if failures > 0 {
        bail!("{failures} of {} file(s) could not be read: see above", args.files.len());
    }
    Ok(())
}

/// Communes against which services are held.
struct Outlines {
    communes: Vec<CommuneArea>,
    index: AreaIndex,
    codes: Vec<CommuneCode>,
}

impl Outlines {
    fn read(paths: &[PathBuf]) -> Result<Self> {
        let mut communes = Vec::new();
        for path in paths {
            let content = read(path, &path.display().to_string())?;
            communes.extend(ingest::read_communes(&content, None)?.accepted);
        }
        communes.sort_by_key(|commune| commune.code);
        communes.dedup_by_key(|commune| commune.code);
        let index = AreaIndex::new(communes.iter().map(|commune| &commune.area));
        let codes = communes.iter().map(|commune| commune.code).collect();
        Ok(Self { communes, index, codes })
    }
}

/// The content of a file, out of its wrapping; the companions of a .shp with it.
fn read(path: &Path, file: &str) -> Result<Content> {
    let bytes = |path: &Path| fs::read(path).with_context(|| format!("{} cannot be read", path.display()));
    let extension = extension(path);
    if COMPANIONS.contains(&extension.as_str()) {
        bail!("{file}: this is a part of a shapefile: check {}", path.with_extension("shp").display());
    }
    if extension != "shp" {
        return Ok(ingest::open(file, bytes(path)?, &Limits::default())?);
    }
    let mut parts = ShapefileParts::default();
    for part in siblings(path)? {
        parts.set(&self::extension(&part), bytes(&part)?);
    }
    Ok(Content::Shapefile { name: file.to_owned(), parts })
}

/// The files of the shapefile, whatever the case of their extensions.
fn siblings(shp: &Path) -> Result<Vec<PathBuf>> {
    let folder = shp.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let is_part =
        |path: &PathBuf| path.file_stem() == shp.file_stem() && SHAPEFILE_PARTS.contains(&extension(path).as_str());
    let mut parts: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_part).collect();
    parts.sort();
    if parts.is_empty() {
        bail!("{} is not there", shp.display());
    }
    Ok(parts)
}

fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// A diagnosis for people: one fact a line, then the first findings.
fn text(diagnosis: &Diagnosis) -> String {
    let recognised = &diagnosis.recognised;
    let mut lines = vec![visible(&diagnosis.file)];
    let mut fact = |name: &str, value: String| lines.push(format!("  {name:<9} {}", visible(&value)));
    fact("data set", format!("{} ({})", recognised.dataset.label(), recognised.why));
    let mut format = format!("{:?}", recognised.format);
    if let Some(encoding) = diagnosis.encoding {
        format += &format!(", {encoding}");
    }
    if let Some(delimiter) = diagnosis.delimiter {
        format += &format!(", separated by `{}`", delimiter.escape_default());
    }
    if let Some(crs) = &diagnosis.crs {
        format += &format!(", {crs}");
    }
    fact("format", format);
    fact("rows", diagnosis.rows.to_string());
    let Diagnosis { accepted, rejected, repaired, warnings, .. } = diagnosis;
    fact("outcome", format!("{accepted} accepted; {rejected} rejected, {repaired} repaired, {warnings} warned of"));
    if let Some([west, south, east, north]) = diagnosis.bounds {
        fact("bounds", format!("{west:.4}, {south:.4} to {east:.4}, {north:.4}"));
    }
    lines.extend(diagnosis.findings.iter().take(SHOWN).map(finding));
    if let Some(more) = diagnosis.findings.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        lines.push(format!("    and {more} more: --json lists them all"));
    }
    lines.join("\n") + "\n\n"
}

fn finding(remark: &Remark) -> String {
    let finding = &remark.finding;
    let severity = match remark.severity {
        Severity::Rejected => "rejected",
        Severity::Repaired => "repaired",
        Severity::Warning => "warning",
    };
    let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    let value = if finding.value.is_empty() { String::new() } else { format!(" `{}`", finding.value) };
    let field = if finding.field.is_empty() { String::new() } else { format!(" {}", finding.field) };
    visible(&format!("    {}{line}: {severity}:{field}{value}: {}", finding.file, finding.reason))
}

/// What comes from a file cannot steer the terminal.
fn visible(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

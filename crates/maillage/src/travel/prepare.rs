//! `maillage travel prepare`: an extract becomes a network file.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
};

use ::travel::{Network, Preparation, Profiles};
use anyhow::{Context, Result};

use super::args::PrepareArgs;
use crate::{progress::Progress, roads};

pub(super) fn run(args: &PrepareArgs) -> Result<()> {
    let profiles = match &args.profiles {
        None => Profiles::builtin(),
        Some(path) => {
            let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            Profiles::parse(&text).with_context(|| path.display().to_string())?
        }
    };
    let profile = profiles.get(&args.profile)?;
    let progress = Progress::new(args.quiet);
    let label = args.map.file_name().unwrap_or(args.map.as_os_str()).to_string_lossy().into_owned();
    let file = File::open(&args.map).with_context(|| format!("cannot open {}", args.map.display()))?;
    progress.reading(file.metadata().map_or(0, |m| m.len()));
    let map = ingest::read_osm(&label, progress.follow(file))?;
    let counts = map.counts;
    progress.stage("Preparing", "", 0);
    let network =
        roads::builder(map).freeze(profile, Preparation::Hierarchy).with_context(|| args.map.display().to_string())?;
    progress.end();
    let bytes = write(&network, &args.out)?;
    if !args.quiet {
        println!("{}", said(&network, &counts, bytes, &args.out));
    }
    Ok(())
}

/// Writes beside the file, then takes its place: a reader never sees half of one.
fn write(network: &Network, out: &Path) -> Result<u64> {
    let cannot = || format!("cannot write {}", out.display());
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    let mut name = out.file_name().with_context(cannot)?.to_owned();
    name.push(".part");
    let part = out.with_file_name(name);
    let written = write_part(network, &part).and_then(|bytes| {
        fs::rename(&part, out)?;
        Ok(bytes)
    });
    if written.is_err() {
        // What is half written is of no use; that it cannot be removed either is said by the error.
        let _ = fs::remove_file(&part);
    }
    written.with_context(cannot)
}

fn write_part(network: &Network, part: &Path) -> Result<u64> {
    let mut writer = BufWriter::with_capacity(1 << 20, File::create(part)?);
    network.write(&mut writer)?;
    writer.flush()?;
    writer.get_ref().sync_all()?;
    Ok(writer.get_ref().metadata()?.len())
}

fn said(network: &Network, counts: &ingest::osm::OsmCounts, bytes: u64, out: &Path) -> String {
    let c = network.census();
    let mut lines = vec![
        format!(
            "{}: {} streets, {} nodes, {} shortcuts, {:.1} MB",
            out.display(),
            c.streets,
            c.nodes,
            c.shortcuts,
            bytes as f64 / 1e6
        ),
        format!(
            "  {} turn restrictions ({} out of place, {} not understood), {} junctions split for them",
            c.restrictions, c.restrictions_out_of_place, counts.odd_restrictions, c.split_nodes
        ),
        format!(
            "  {} parts joined by streets; {} scraps of {} m in all are left aside; {} barriers close a way",
            c.components, c.tiny_components, c.tiny_metres, c.barriers
        ),
    ];
    if counts.missing_nodes > 0 {
        lines.push(format!(
            "  {} nodes of roads are not in the file; {} roads are left out for that",
            counts.missing_nodes, counts.ways_without_nodes
        ));
    }
    lines.join("\n")
}

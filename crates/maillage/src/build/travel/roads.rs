//! Road maps become networks, one a profile.

use std::{collections::HashSet, fs::File};

use anyhow::{Context, Result};
use ingest::{Finding, osm::OsmCounts};
use snapshot::Writer;
use territory::TravelMode;
use travel::{NetworkBuilder, Preparation, Profiles};

use super::{super::read::Tally, *};
use crate::config::Format;

/// What became of the rows of the road maps.
const NOTES: &str = "roads-notes";

/// Makes the networks of the configuration, or takes them over. Answers the modes that have one.
pub(super) fn make(
    config: &Config,
    inputs: &Inputs,
    program: &str,
    writer: &mut Writer,
    progress: &Progress,
) -> Result<(Vec<TravelMode>, Notes)> {
    let maps = sources(config, inputs, |source| source.format == Format::OsmRoads);
    if maps.is_empty() {
        return Ok((Vec::new(), Notes::new()));
    }
    let mut modes = config.travel.profiles.clone();
    modes.sort();
    let key_of = |name: &str| key(name, program, &maps).finish();
    let mut missing = Vec::new();
    for mode in &modes {
        let name = network_name(*mode);
        if !writer.reuse(&name, key_of(&name))? {
            missing.push(*mode);
        }
    }
    if missing.is_empty() && writer.reuse(NOTES, key_of(NOTES))? {
        return Ok((modes, writer.read(NOTES)?));
    }
    let (map, notes) = read(&maps, progress)?;
    writer.put(NOTES, key_of(NOTES), &notes)?;
    let profiles = Profiles::builtin();
    for mode in missing {
        progress.stage("Roads", mode.as_str(), 0);
        let network = map.freeze(profiles.get(mode.as_str())?, Preparation::Hierarchy).with_context(|| {
            let files: Vec<&str> = maps.iter().flat_map(|(_, files)| *files).map(|file| file.name.as_str()).collect();
            format!(
                "{}: no network for `{mode}` (leave it out of [travel] profiles to build without)",
                files.join(", ")
            )
        })?;
        let name = network_name(mode);
        writer.put_file(&name, key_of(&name), "network", |file| network.write(file).map_err(std::io::Error::other))?;
    }
    Ok((modes, notes))
}

/// Reads every map as a stream: no file is ever in memory as a whole.
fn read(maps: &[(&Source, &[Input])], progress: &Progress) -> Result<(NetworkBuilder, Notes)> {
    let (mut map, mut seen, mut notes) = (NetworkBuilder::new(), HashSet::new(), Notes::new());
    progress.reading(maps.iter().flat_map(|(_, files)| *files).map(Input::length).sum());
    for (source, files) in maps {
        let tally = notes.entry(source.id.clone()).or_default();
        for input in *files {
            let of_source = || format!("source `{}`", source.id);
            let path = input.path().with_context(of_source)?;
            let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
            let roads = ingest::read_osm(&input.name, progress.follow(file)).with_context(of_source)?;
            tally_map(tally, &input.name, roads.ways.len() as u64, &roads.counts);
            crate::roads::add(&mut map, roads, &mut seen);
        }
    }
    Ok((map, notes))
}

/// A row of a road map is a road, a path or a ferry.
fn tally_map(tally: &mut Tally, file: &str, ways: u64, counts: &OsmCounts) {
    tally.accepted += ways;
    let about = |field: &str, count: u64, reason: &str| Finding {
        field: field.into(),
        value: count.to_string(),
        ..Finding::whole(file, reason)
    };
    if counts.ways_without_nodes > 0 {
        tally.accepted += counts.ways_without_nodes;
        let reason = "roads of which fewer than two nodes are in the file are left out; an extract with complete ways \
                      (osmium extract --strategy complete_ways) has them";
        let finding = about("way", counts.ways_without_nodes, reason);
        (0..counts.ways_without_nodes.saturating_sub(1)).for_each(|_| tally.refuse());
        tally.reject(finding);
    }
    for (field, count, reason) in [
        ("nd", counts.missing_nodes, "node references of roads without a node in the file leave the shape of the road"),
        (
            "restriction",
            counts.odd_restrictions,
            "turn restrictions without usable members, or conditional ones, bind nobody",
        ),
        ("node", counts.outside_world, "nodes outside the world are passed over"),
    ] {
        if count > 0 {
            tally.warn(about(field, count, reason));
        }
    }
}

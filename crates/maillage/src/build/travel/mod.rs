//! How one travels: networks, timetable, rides on demand, and the times that figures rest on.
//!
//! Each artifact has a key of its own, made of what it is made from: another day of the timetable
//! freezes no network again, and a new road map leaves the feeds as they are.

mod day;
mod feeds;
mod map;
mod means;
mod roads;

use std::collections::BTreeMap;

use anyhow::Result;
use snapshot::{Digest, KeyBuilder, Writer};
use territory::TravelMode;

use super::read::{Input, Inputs, Tally};
use crate::{
    config::{Config, Source},
    progress::Progress,
};

pub(super) use means::Engines;

/// What became of the rows of each source, by its id.
pub(super) type Notes = BTreeMap<String, Tally>;

/// Networks and timetables that are in the snapshot being written.
pub(super) struct Made {
    /// Modes that have a network, sorted.
    pub(super) roads: Vec<TravelMode>,
    /// There is a timetable.
    pub(super) timetable: bool,
    /// There are rides on demand.
    pub(super) on_demand: bool,
    /// What became of the rows of the sources of travel.
    pub(super) notes: Notes,
}

/// Reads the sources of travel where what they give is not there already, and writes it.
pub(super) fn make(
    config: &Config,
    inputs: &Inputs,
    program: &str,
    writer: &mut Writer,
    progress: &Progress,
) -> Result<Made> {
    let (roads, mut notes) = roads::make(config, inputs, program, writer, progress)?;
    let feeds = feeds::make(config, inputs, program, writer, progress)?;
    notes.extend(feeds.notes);
    Ok(Made { roads, timetable: feeds.timetable, on_demand: feeds.on_demand, notes })
}

/// The name of the artifact of a network.
fn network_name(mode: TravelMode) -> String {
    format!("roads-{mode}")
}

/// The artifacts that times are made from.
pub(super) fn artifacts(made: &Made) -> Vec<String> {
    let timed = [("timetable", made.timetable), ("on-demand", made.on_demand)];
    let timed = timed.into_iter().filter(|(_, there)| *there).map(|(name, _)| name.to_owned());
    made.roads.iter().map(|mode| network_name(*mode)).chain(timed).collect()
}

/// The sources of some formats, each with its files.
fn sources<'a>(
    config: &'a Config,
    inputs: &'a Inputs,
    fits: impl Fn(&Source) -> bool,
) -> Vec<(&'a Source, &'a [Input])> {
    inputs.of(config).filter(|(source, _)| fits(source)).collect()
}

/// The key of what is made from some files by this program.
fn key(name: &str, program: &str, sources: &[(&Source, &[Input])]) -> KeyBuilder {
    let mut key = KeyBuilder::new(name).with("program", program);
    for (source, files) in sources {
        key = key.with("source", &source.id).with("format", &source.format.word());
        for record in files.iter().flat_map(|input| &input.records) {
            key = key.with(&record.file, &record.sha256.to_string());
        }
    }
    key
}

/// The digest of an artifact that was written, blank where there is none.
fn digest(writer: &Writer, name: &str) -> String {
    writer.digest(name).as_ref().map(Digest::to_string).unwrap_or_default()
}

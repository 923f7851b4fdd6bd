//! `maillage travel matrix` and `nearest`: lists in, a table out.

use std::{
    fs::File,
    io::{BufWriter, Write},
};

use ::travel::{Network, Snap, Travel};
use anyhow::{Context, Result, bail};
use territory::Seconds;

use super::{
    args::{ListArgs, MatrixArgs, NearestArgs},
    open,
    places::{self, Place},
    snap,
};
use crate::progress::Progress;

/// Most pairs of one matrix: an hour of work, and a table that still fits a disk.
const MOST_PAIRS: u64 = 2_000_000_000;

/// A network with both lists snapped onto it.
struct Lists {
    network: Network,
    homes: Vec<Place>,
    services: Vec<Place>,
    home_snaps: Vec<Option<Snap>>,
    service_snaps: Vec<Option<Snap>>,
}

impl Lists {
    fn read(args: &ListArgs, progress: &Progress) -> Result<Self> {
        let (homes, services) = (places::read(&args.homes)?, places::read(&args.services)?);
        let pairs = homes.len() as u64 * services.len() as u64;
        if pairs > MOST_PAIRS {
            bail!(
                "{} homes × {} services are {pairs} pairs, more than {MOST_PAIRS} in one run: cut one of the lists, \
                 or ask for the nearest services with `maillage travel nearest`, which has no such limit",
                homes.len(),
                services.len()
            );
        }
        Self::snapped(args, progress, homes, services)
    }

    fn snapped(args: &ListArgs, progress: &Progress, homes: Vec<Place>, services: Vec<Place>) -> Result<Self> {
        progress.stage("Opening the network", "", 0);
        let network = open(&args.network)?;
        progress.stage("Snapping", "places", (homes.len() + services.len()) as u64);
        let on = |places: &[Place]| places.iter().map(|p| snap(&network, p.at)).collect::<Vec<_>>();
        let (home_snaps, service_snaps) = (on(&homes), on(&services));
        Ok(Self { network, homes, services, home_snaps, service_snaps })
    }

    /// Names what is not snapped on standard error: a table cannot say it.
    fn say_lost(&self, quiet: bool) {
        let lost = |what: &str, places: &[Place], snaps: &[Option<Snap>]| {
            let ids: Vec<&str> =
                places.iter().zip(snaps).filter(|(_, s)| s.is_none()).map(|(p, _)| p.id.as_str()).collect();
            if !ids.is_empty() && !quiet {
                let first = ids.iter().take(5).copied().collect::<Vec<_>>().join(", ");
                let more = if ids.len() > 5 { ", …" } else { "" };
                eprintln!(
                    "{} {what} not snapped, no street for `{}` within {} m: {first}{more}",
                    ids.len(),
                    self.network.profile().id,
                    self.network.profile().snap_m
                );
            }
        };
        lost("homes", &self.homes, &self.home_snaps);
        lost("services", &self.services, &self.service_snaps);
    }
}

fn writer(args: &ListArgs) -> Result<csv::Writer<Box<dyn Write>>> {
    let to: Box<dyn Write> = match &args.out {
        None => Box::new(std::io::stdout().lock()),
        Some(path) => {
            let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
            Box::new(BufWriter::with_capacity(1 << 20, file))
        }
    };
    Ok(csv::Writer::from_writer(to))
}

pub(super) fn matrix(args: &MatrixArgs) -> Result<()> {
    let progress = Progress::new(args.lists.quiet);
    let lists = Lists::read(&args.lists, &progress)?;
    let mut out = writer(&args.lists)?;
    let header: &[&str] =
        if args.all { &["home", "service", "seconds", "state"] } else { &["home", "service", "seconds"] };
    out.write_record(header)?;
    progress.stage("Searching", "services", lists.services.len() as u64);
    let limit = Seconds::from_minutes(args.lists.limit);
    lists.network.matrix(&lists.home_snaps, &lists.service_snaps, limit, |service, row| -> Result<()> {
        for (home, travel) in lists.homes.iter().zip(row) {
            let seconds = travel.seconds().map_or(String::new(), |s| s.0.to_string());
            if args.all {
                out.write_record([&home.id, &lists.services[service].id, &seconds, travel.as_str()])?;
            } else if matches!(travel, Travel::Reached(_)) {
                out.write_record([&home.id, &lists.services[service].id, &seconds])?;
            }
        }
        progress.at(service as u64 + 1, lists.services.len() as u64);
        Ok(())
    })?;
    out.flush()?;
    progress.end();
    lists.say_lost(args.lists.quiet);
    Ok(())
}

pub(super) fn nearest(args: &NearestArgs) -> Result<()> {
    let progress = Progress::new(args.lists.quiet);
    let (homes, services) = (places::read(&args.lists.homes)?, places::read(&args.lists.services)?);
    let lists = Lists::snapped(&args.lists, &progress, homes, services)?;
    progress.stage("Searching", "", 0);
    let limit = Seconds::from_minutes(args.lists.limit);
    let found = lists.network.nearest(&lists.service_snaps, usize::from(args.count), limit);
    let mut out = writer(&args.lists)?;
    out.write_record(["home", "rank", "service", "seconds"])?;
    for (home, snap) in lists.homes.iter().zip(&lists.home_snaps) {
        let Some(snap) = snap else { continue };
        for (rank, (service, seconds)) in found.from(&lists.network, snap).into_iter().enumerate() {
            let (rank, seconds) = ((rank + 1).to_string(), seconds.0.to_string());
            out.write_record([&home.id, &rank, &lists.services[service].id, &seconds])?;
        }
    }
    out.flush()?;
    progress.end();
    lists.say_lost(args.lists.quiet);
    Ok(())
}

//! `maillage travel`: networks, and what is asked of them from the command line.

mod args;
mod places;
mod prepare;
mod tables;

pub(crate) use args::TravelArgs;

use std::{
    fs::File,
    io::{BufReader, Write},
    path::Path,
};

use ::travel::{Drawing, Network, Snap, Travel};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use territory::{LonLat, Meters, Seconds};

use args::{IsochroneArgs, RouteArgs, TravelCommand};

pub(crate) fn run(args: &TravelArgs) -> Result<()> {
    match &args.command {
        TravelCommand::Prepare(args) => prepare::run(args),
        TravelCommand::Matrix(args) => tables::matrix(args),
        TravelCommand::Nearest(args) => tables::nearest(args),
        TravelCommand::Isochrone(args) => isochrone(args),
        TravelCommand::Route(args) => route(args),
    }
}

/// Opens a network file.
fn open(path: &Path) -> Result<Network> {
    let file = File::open(path).with_context(|| format!("cannot open the network {}", path.display()))?;
    let length = file.metadata().with_context(|| format!("cannot open the network {}", path.display()))?.len();
    Network::read(BufReader::with_capacity(1 << 20, file), length).with_context(|| path.display().to_string())
}

/// Snaps as far as the profile of the network lets.
fn snap(network: &Network, at: LonLat) -> Option<Snap> {
    network.snap(at, Meters(f64::INFINITY))
}

fn snap_or_say(network: &Network, at: LonLat, what: &str) -> Result<Snap> {
    snap(network, at).with_context(|| {
        format!(
            "{what} {}, {} is not snapped: no street that `{}` may use lies within {} m",
            at.lon_deg(),
            at.lat_deg(),
            network.profile().id,
            network.profile().snap_m
        )
    })
}

fn isochrone(args: &IsochroneArgs) -> Result<()> {
    let network = open(&args.network)?;
    let service = snap_or_say(&network, args.at, "the place")?;
    let drawing = Drawing { square_m: f64::from(args.square), smallest_hole: 4 };
    let mut limits = args.limit.clone();
    limits.sort_unstable_by(|a, b| b.cmp(a));
    let features = limits.iter().map(|minutes| {
        let area = network.isochrone(&[service], Seconds::from_minutes(*minutes), drawing);
        let ring = |r: &geo::LineString<f64>| json!(r.coords().map(|c| [c.x, c.y]).collect::<Vec<_>>());
        let polygon = |p: &geo::Polygon<f64>| {
            Value::Array(std::iter::once(p.exterior()).chain(p.interiors()).map(ring).collect())
        };
        json!({
            "type": "Feature",
            "properties": { "minutes": minutes, "profile": network.profile().id },
            "geometry": { "type": "MultiPolygon", "coordinates": area.0.iter().map(polygon).collect::<Vec<_>>() },
        })
    });
    print_json(&json!({ "type": "FeatureCollection", "features": features.collect::<Vec<_>>() }))
}

fn route(args: &RouteArgs) -> Result<()> {
    let network = open(&args.network)?;
    let home = snap_or_say(&network, args.from, "--from")?;
    let service = snap_or_say(&network, args.to, "--to")?;
    let route = match network.route(&home, &service, Seconds(10 * 86_400)) {
        Ok(route) => route,
        Err(Travel::Unreachable) => {
            bail!("there is no way from --from to --to: they lie in parts that no street joins")
        }
        Err(_) => bail!("there is no way from --from to --to that the turn restrictions allow"),
    };
    let steps = route
        .steps
        .iter()
        .map(|s| json!({ "name": s.name, "metres": s.length.0.round(), "seconds": s.seconds.0, "start": s.start }));
    print_json(&json!({
        "type": "Feature",
        "properties": {
            "seconds": route.seconds.0,
            "metres": route.length.0.round(),
            "profile": network.profile().id,
            "steps": steps.collect::<Vec<_>>(),
        },
        "geometry": {
            "type": "LineString",
            "coordinates": route.line.iter().map(|p| [p.lon_deg(), p.lat_deg()]).collect::<Vec<_>>(),
        },
    }))
}

fn print_json(value: &Value) -> Result<()> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, value)?;
    writeln!(out)?;
    Ok(())
}

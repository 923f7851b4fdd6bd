//! Options of `maillage travel`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use territory::LonLat;

#[derive(Debug, Args)]
pub(crate) struct TravelArgs {
    #[command(subcommand)]
    pub(crate) command: TravelCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TravelCommand {
    /// Make the network of one profile from an OpenStreetMap extract.
    #[command(after_help = "Example:\n  maillage travel prepare vendee.osm.pbf --profile car --out vendee-car.network")]
    Prepare(PrepareArgs),
    /// Seconds from each home to each service, as CSV: home,service,seconds.
    #[command(after_help = "Example:\n  maillage travel matrix --network vendee-car.network --homes homes.csv \
        --services creches.csv --limit 30 --out times.csv\n\nBoth files have the columns id, lon, lat.")]
    Matrix(MatrixArgs),
    /// The nearest services of each home, as CSV: home,rank,service,seconds.
    #[command(after_help = "Example:\n  maillage travel nearest --network vendee-car.network --homes homes.csv \
        --services creches.csv --count 3")]
    Nearest(NearestArgs),
    /// The area from where a place is reached within a limit, as GeoJSON.
    #[command(
        after_help = "Example:\n  maillage travel isochrone --network vendee-car.network --at=-1.05,46.68 --limit 15"
    )]
    Isochrone(IsochroneArgs),
    /// The fastest way between two places, as GeoJSON with its steps.
    #[command(
        after_help = "Example:\n  maillage travel route --network vendee-car.network --from=-1.05,46.68 --to=-1.1,46.7"
    )]
    Route(RouteArgs),
}

#[derive(Debug, Args)]
pub(crate) struct PrepareArgs {
    /// An extract: .osm.pbf, .osm, .osm.gz or .osm.bz2.
    #[arg(value_name = "FILE")]
    pub(crate) map: PathBuf,
    /// Who travels: car, bike or foot, or a profile of --profiles.
    #[arg(long, default_value = "car")]
    pub(crate) profile: String,
    /// Other profiles than the built-in ones, in the same format.
    #[arg(long, value_name = "FILE")]
    pub(crate) profiles: Option<PathBuf>,
    /// Network file to write.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Say nothing but errors.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// A network and two lists of places.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Network file made by `maillage travel prepare`.
    #[arg(long, value_name = "FILE")]
    pub(crate) network: PathBuf,
    /// CSV of homes: id, lon, lat.
    #[arg(long, value_name = "FILE")]
    pub(crate) homes: PathBuf,
    /// CSV of services: id, lon, lat.
    #[arg(long, value_name = "FILE")]
    pub(crate) services: PathBuf,
    /// Longest travel, minutes; a travel of exactly the limit counts.
    #[arg(long, value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub(crate) limit: u32,
    /// File to write; standard output by default.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Say nothing but errors.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MatrixArgs {
    #[command(flatten)]
    pub(crate) lists: ListArgs,
    /// Write every pair, with what is known of it: reached, beyond, unreachable, not_snapped.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct NearestArgs {
    #[command(flatten)]
    pub(crate) lists: ListArgs,
    /// How many services for each home.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=20))]
    pub(crate) count: u8,
}

#[derive(Debug, Args)]
pub(crate) struct IsochroneArgs {
    /// Network file made by `maillage travel prepare`.
    #[arg(long, value_name = "FILE")]
    pub(crate) network: PathBuf,
    /// The place: longitude,latitude.
    #[arg(long, value_name = "LON,LAT", value_parser = place)]
    pub(crate) at: LonLat,
    /// Longest travel, minutes; several, separated by commas, give several areas.
    #[arg(long, value_name = "MINUTES", default_value = "15", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub(crate) limit: Vec<u32>,
    /// Side of the squares that the area is drawn from, metres.
    #[arg(long, value_name = "METRES", default_value_t = 100, value_parser = clap::value_parser!(u32).range(10..=5000))]
    pub(crate) square: u32,
}

#[derive(Debug, Args)]
pub(crate) struct RouteArgs {
    /// Network file made by `maillage travel prepare`.
    #[arg(long, value_name = "FILE")]
    pub(crate) network: PathBuf,
    /// Home: longitude,latitude.
    #[arg(long, value_name = "LON,LAT", value_parser = place)]
    pub(crate) from: LonLat,
    /// Service: longitude,latitude.
    #[arg(long, value_name = "LON,LAT", value_parser = place)]
    pub(crate) to: LonLat,
}

fn place(text: &str) -> Result<LonLat, String> {
    let (lon, lat) = text.split_once(',').ok_or("two numbers are expected: longitude,latitude, as -1.05,46.68")?;
    let number = |t: &str| t.trim().parse::<f64>().map_err(|_| format!("`{}` is not a number of degrees", t.trim()));
    LonLat::new(number(lon)?, number(lat)?).map_err(|e| e.to_string())
}

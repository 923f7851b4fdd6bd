//! Commands and their options.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{site::SiteArgs, travel::TravelArgs};

/// Territorial observatory of family services for French communes and EPCI.
#[derive(Debug, Parser)]
#[command(
    name = "maillage",
    version,
    about,
    after_help = "Examples:\n  \
        maillage                                            open the fictional demo on http://127.0.0.1:8080\n  \
        maillage build --config observatory.toml --out obs  read the sources, write a snapshot\n  \
        maillage serve obs                                  serve it\n  \
        maillage check services.csv COMMUNE.shp             what files are, and what is wrong in them\n  \
        maillage timetable check ter.zip                    what a GTFS feed holds, and what is wrong in it\n  \
        maillage figures obs --indicator accessible_places  its figures as CSV\n  \
        maillage inspect obs                                what it holds and where it comes from\n  \
        maillage travel prepare vendee.osm.pbf --out car.network  make a road network\n  \
        maillage site --problem max-cover --k 3 --limit 900 --matrix matrix.csv   where to open three places\n  \
        maillage synth --communes 15 --seed 7 --out demo    write a fictional territory in public formats"
)]
pub(crate) struct Cli {
    /// What to do; without a command, the demo is opened.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build the fictional demo through the same ingest as real files, and serve it.
    #[command(after_help = "Example:\n  maillage demo --listen 127.0.0.1:9000")]
    Demo(DemoArgs),
    /// Read the sources of a configuration and write an immutable snapshot.
    #[command(after_help = "Example:\n  maillage build --config observatory.toml --out obs\n\n\
        The snapshot in force under --out stays usable until the new one is complete: a build that\n\
        fails or is killed changes nothing. A server of that folder takes the new one over by itself.")]
    Build(BuildArgs),
    /// Serve the page, the API and the tiles of a snapshot.
    #[command(after_help = "Example:\n  maillage serve obs --listen 0.0.0.0:8080 --log json")]
    Serve(ServeArgs),
    /// Write a fictional territory of any size in the formats of the real files.
    #[command(after_help = "Example:\n  maillage synth --communes 15 --seed 7 --out demo\n  \
        maillage build --config demo/observatory.toml --out obs")]
    Synth(SynthArgs),
    /// Say what files are and what their rows are worth, before a build.
    #[command(after_help = "Example:\n  maillage check communes.geojson services.csv COMMUNE.shp bpe.zip\n\n\
        Exit code 0 when every file is one that can be read, whatever is found in its rows; 1 otherwise.")]
    Check(CheckArgs),
    /// Look at timetables before a build.
    Timetable {
        /// What to do with them.
        #[command(subcommand)]
        command: TimetableCommand,
    },
    /// Say what a snapshot holds: counts, inputs, figures.
    #[command(after_help = "Example:\n  maillage inspect obs --json | jq .counts")]
    Inspect(InspectArgs),
    /// Print figures of a snapshot as CSV: values, what is secret, missing or partial, and kinds of zones.
    #[command(
        after_help = "Examples:\n  maillage figures obs --indicator accessible_places --facet total > places.csv\n  \
        maillage figures obs --level epci --year 2021\n  \
        maillage figures obs --typology"
    )]
    Figures(FiguresArgs),
    /// Travel times over a road network: prepare one, ask for matrices, nearest services, areas, routes.
    Travel(TravelArgs),
    /// Where to open: places that serve most families, or everybody, with a proof or a bound.
    Site(Box<SiteArgs>),
    /// Print the completion script of a shell.
    #[command(after_help = "Example:\n  maillage completions bash > /etc/bash_completion.d/maillage")]
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
}

impl Command {
    pub(crate) fn demo() -> Self {
        Self::Demo(DemoArgs { service: ServiceArgs::standard(), out: None })
    }
}

/// Where and how to answer.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServiceArgs {
    /// Address and port; port 0 takes a free one and prints it.
    #[arg(long, value_name = "ADDRESS", default_value = ServiceArgs::LISTEN)]
    pub(crate) listen: SocketAddr,
    /// Format of the log on standard error.
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log: LogFormat,
    /// Offer a background map of another service: readers' browsers then ask that service for
    /// images as well. None by default: nothing leaves this server.
    #[arg(long, value_enum, value_name = "MAP", env = "MAILLAGE_BACKGROUND", default_value_t = BackgroundChoice::None)]
    pub(crate) background: BackgroundChoice,
}

impl ServiceArgs {
    const LISTEN: &str = "127.0.0.1:8080";

    fn standard() -> Self {
        Self {
            listen: Self::LISTEN.parse().expect("a constant address"),
            log: LogFormat::Text,
            background: BackgroundChoice::None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BackgroundChoice {
    /// No background map.
    None,
    /// Plan IGN, from data.geopf.fr.
    Ign,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    #[command(flatten)]
    pub(crate) service: ServiceArgs,
    /// Folder of the demo's files and snapshot; by default a folder of the user's cache.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    /// The configuration: which files, of which format, from whom.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: PathBuf,
    /// Folder of the snapshot, made when missing.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Folder that the paths of the configuration start from; by default the configuration's own.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Say nothing but errors.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Folder of the snapshot.
    #[arg(value_name = "DIR")]
    pub(crate) snapshot: PathBuf,
    #[command(flatten)]
    pub(crate) service: ServiceArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SynthArgs {
    /// How many communes, 1 to 36000.
    #[arg(long, default_value_t = 15)]
    pub(crate) communes: u32,
    /// Same seed, same bytes.
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
    /// Yearly vintages, 1 to 10, the last one 2024; communes merge and part on the way.
    #[arg(long, default_value_t = synth::YEARS)]
    pub(crate) years: u16,
    /// Share of the rows, 0 to 1, that are given a fault of real files; FAULTS.csv lists them.
    #[arg(long, value_name = "RATE", default_value_t = 0.0)]
    pub(crate) faults: f64,
    /// Write a road map alone, of about so many nodes, with as many communes as that takes.
    #[arg(long, value_name = "N", conflicts_with_all = ["communes", "years", "faults"])]
    pub(crate) road_nodes: Option<u32>,
    /// Folder to write to; it must be missing or empty.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// Folder of the snapshot.
    #[arg(value_name = "DIR")]
    pub(crate) snapshot: PathBuf,
    /// As JSON, for programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct FiguresArgs {
    /// Folder of the snapshot.
    #[arg(value_name = "DIR")]
    pub(crate) snapshot: PathBuf,
    /// Level: commune, epci or departement.
    #[arg(long, value_name = "LEVEL", default_value = "commune")]
    pub(crate) level: String,
    /// One measure of the catalogue: coverage_rate, accessible_places… (all without it).
    #[arg(long, value_name = "ID")]
    pub(crate) indicator: Option<String>,
    /// One facet: total, a mode of care or a kind of service (all without it).
    #[arg(long, value_name = "FACET")]
    pub(crate) facet: Option<String>,
    /// One mode of travel: car, bike, foot, transit, on_demand (all without it).
    #[arg(long, value_name = "MODE")]
    pub(crate) travel: Option<String>,
    /// One year (the present without it).
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<u16>,
    /// The kind of zone of each territory and its reason instead of figures.
    #[arg(long, conflicts_with_all = ["indicator", "facet", "travel", "year"])]
    pub(crate) typology: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TimetableCommand {
    /// Read GTFS feeds line by line: days, trips, stops, and what is wrong on which line.
    #[command(after_help = "Example:\n  maillage timetable check ter.zip cars-folder --json\n\n\
        Exit code 0 when every feed can be used, whatever was left out of it; 1 otherwise.")]
    Check(TimetableCheckArgs),
}

#[derive(Debug, Args)]
pub(crate) struct TimetableCheckArgs {
    /// Feeds: zip archives or folders of GTFS.
    #[arg(value_name = "FEED", required = true)]
    pub(crate) feeds: Vec<PathBuf>,
    /// As JSON, for programs, with every finding.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Files: tables, GeoJSON, GeoPackages, OpenStreetMap extracts (.osm), the .shp of shapefiles, each alone or in
    /// a .zip or .gz.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Outlines of communes (any format of a build): says which services lie outside the commune
    /// that their row names. May be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) communes: Vec<PathBuf>,
    /// As JSON, for programs, with every finding.
    #[arg(long)]
    pub(crate) json: bool,
}

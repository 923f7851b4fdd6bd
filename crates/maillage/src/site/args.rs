//! Options of `maillage site`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("distances").required(true)))]
#[command(after_help = "Examples:\n  \
    maillage travel matrix --network car.network --homes homes.csv --services places.csv > matrix.csv\n  \
    maillage site --problem max-cover --k 3 --limit 900 --matrix matrix.csv --homes homes.csv --sites places.csv\n  \
    maillage site --problem p-median --graph pmed1.txt --json\n  \
    maillage site --rank --limit 900 --matrix matrix.csv --homes homes.csv\n\n\
    Tables are CSV with a header: the matrix has home, site, distance (or seconds; a missing pair cannot be\n\
    reached), the homes id, weight, the sites id and, when wanted, status (required, candidate, closed), capacity,\n\
    cost. Ctrl-C ends the search with the best answer so far and its bound; again, it ends at once.")]
pub(crate) struct SiteArgs {
    /// What is wanted; not needed with --rank.
    #[arg(long, value_enum, required_unless_present = "rank")]
    pub(super) problem: Option<ProblemChoice>,
    /// How many candidates open at most, beside the required sites.
    #[arg(long, value_name = "N")]
    pub(super) k: Option<usize>,
    /// Greatest distance of a served home, in the unit of the distances, reached at equality.
    #[arg(long, value_name = "DISTANCE")]
    pub(super) limit: Option<f64>,
    /// No home is served from farther than this: a bound on the worst-off.
    #[arg(long, value_name = "DISTANCE")]
    pub(super) farthest: Option<f64>,
    /// Greatest sum of the costs of the candidates that open.
    #[arg(long, value_name = "COST")]
    pub(super) budget: Option<u64>,
    /// Open sites are at least this far from each other.
    #[arg(long, value_name = "DISTANCE")]
    pub(super) apart: Option<f64>,
    /// A home goes to one site whole; by default its children may go to several when capacities bind.
    #[arg(long)]
    pub(super) whole: bool,
    /// Every home counts once in the objective, whatever its demand, which still fills capacities.
    #[arg(long)]
    pub(super) count_homes: bool,
    /// A site that is open in every answer; may be given several times.
    #[arg(long, value_name = "ID")]
    pub(super) require: Vec<String>,
    /// A site that is never open; may be given several times.
    #[arg(long, value_name = "ID")]
    pub(super) close: Vec<String>,
    /// For `combined`: price of a unit of weight × distance.
    #[arg(long, value_name = "PRICE", default_value_t = 1)]
    pub(super) per_distance: u64,
    /// For `combined`: price of a unit of demand farther than --limit.
    #[arg(long, value_name = "PRICE", default_value_t = 0)]
    pub(super) per_far: u64,
    /// For `combined`: price of a unit of the sites' costs.
    #[arg(long, value_name = "PRICE", default_value_t = 0)]
    pub(super) per_cost: u64,
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Seconds after which the best answer so far is given with its bound; 0 searches to the end.
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    pub(super) time_limit: f64,
    /// Same seed, same answer, unless the time limit cuts in.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Rank all candidates by the demand within --limit that no required site has within it.
    #[arg(long, conflicts_with_all = ["problem", "curve", "trade_off"])]
    pub(super) rank: bool,
    /// The answers with 1, 2, … N sites instead of one.
    #[arg(long, value_name = "N", conflicts_with = "trade_off")]
    pub(super) curve: Option<usize>,
    /// For `p-median`: up to N answers from the least mean to the least worst distance.
    #[arg(long, value_name = "N")]
    pub(super) trade_off: Option<usize>,
    /// Write who goes where to this CSV file: home, site, amount, distance.
    #[arg(long, value_name = "FILE")]
    pub(super) assignments: Option<PathBuf>,
    /// As JSON with everything, instead of a CSV of the open sites.
    #[arg(long)]
    pub(super) json: bool,
    /// Say nothing about the progress.
    #[arg(long, short)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
#[group(skip)]
pub(super) struct InputArgs {
    /// Distances as CSV: home, site, distance.
    #[arg(long, value_name = "FILE", group = "distances")]
    pub(super) matrix: Option<PathBuf>,
    /// A graph of the OR-Library: `n m p`, then lines `i j cost`; every node is home and candidate.
    #[arg(long, value_name = "FILE", group = "distances")]
    pub(super) graph: Option<PathBuf>,
    /// Points: `n`, then lines `x y`; straight distances; every point is home and candidate.
    #[arg(long, value_name = "FILE", group = "distances")]
    pub(super) coordinates: Option<PathBuf>,
    /// `n p`, then n × n distances, n demands, n capacities; every node is home and candidate.
    #[arg(long, value_name = "FILE", group = "distances")]
    pub(super) square: Option<PathBuf>,
    /// Demand as CSV: id, weight. By default each home weighs 1.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["graph", "square"])]
    pub(super) homes: Option<PathBuf>,
    /// Demand of --coordinates as plain numbers, one a line.
    #[arg(long, value_name = "FILE", requires = "coordinates", conflicts_with = "homes")]
    pub(super) demand: Option<PathBuf>,
    /// Sites as CSV: id, and when wanted status, capacity, cost. By default every site is a candidate.
    #[arg(long, value_name = "FILE")]
    pub(super) sites: Option<PathBuf>,
    /// Distances between sites as CSV (site, other, distance), for --apart with --matrix.
    #[arg(long, value_name = "FILE", requires = "apart")]
    pub(super) between: Option<PathBuf>,
    /// Other names of columns: home=DestinationName,site=name,id=NAME,weight=POP2000.
    #[arg(long, value_name = "OURS=THEIRS", value_delimiter = ',')]
    pub(super) columns: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ProblemChoice {
    /// Serve as much demand as possible within --limit.
    MaxCover,
    /// Serve everybody at the least sum of weight × distance.
    PMedian,
    /// Serve everybody with the least greatest distance.
    PCenter,
    /// Serve everybody within --limit at the least cost.
    SetCover,
    /// Serve everybody at the least sum of the prices --per-distance, --per-far, --per-cost.
    Combined,
}

impl ProblemChoice {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::MaxCover => "max-cover",
            Self::PMedian => "p-median",
            Self::PCenter => "p-center",
            Self::SetCover => "set-cover",
            Self::Combined => "combined",
        }
    }
}

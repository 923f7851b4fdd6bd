//! What makes a problem impossible to solve.

/// Why there is no answer.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SitingError {
    /// Tables that do not fit together.
    #[error(
        "{homes} homes and {sites} sites, but distances of {reach_homes} homes to {reach_sites} sites: give one weight \
         for each home and one row for each site"
    )]
    Shape {
        /// Homes with a weight.
        homes: usize,
        /// Sites.
        sites: usize,
        /// Homes with distances.
        reach_homes: usize,
        /// Sites that the distances know.
        reach_sites: usize,
    },
    /// Another number of homes than of what they count.
    #[error("{homes} homes, but {given} numbers that say what each counts: give one for each")]
    Importance {
        /// Homes.
        homes: usize,
        /// Numbers.
        given: usize,
    },
    /// Homes that are shared between sites count by their demand.
    #[error("homes that may be shared between sites count by their demand: let them go whole, or leave importance out")]
    SharedImportance,
    /// A number of a site that is not there.
    #[error("site number {site} is named, but there are {sites} sites, numbered from 0")]
    NoSuchSite {
        /// The number.
        site: u32,
        /// How many there are.
        sites: usize,
    },
    /// A number of a home that is not there.
    #[error("home number {home} is named, but there are {homes} homes, numbered from 0")]
    NoSuchHome {
        /// The number.
        home: u32,
        /// How many there are.
        homes: usize,
    },
    /// A home and a site with two distances.
    #[error("home {home} and site {site} have two distances, {first} and {second}: give one")]
    TwoDistances {
        /// The home.
        home: u32,
        /// The site.
        site: u32,
        /// One distance.
        first: u64,
        /// The other.
        second: u64,
    },
    /// Numbers whose products do not fit into exact arithmetic.
    #[error(
        "weights × distances may sum to {worst}, more than the {largest} that is computed exactly: use larger units \
         (fewer decimals) for distances, weights or costs"
    )]
    TooLarge {
        /// What they may sum to.
        worst: u128,
        /// What fits.
        largest: u128,
    },
    /// Proven: no choice of sites keeps all the rules.
    #[error("no choice of sites keeps the rules: {reason}")]
    Infeasible {
        /// Which rule, and what would work.
        reason: String,
    },
    /// The search was stopped before any answer that keeps the rules was found.
    #[error(
        "stopped before an answer was found: {reason}; none is proven impossible either: give more time, more sites or \
         a larger budget"
    )]
    NotFound {
        /// How near the best choice came.
        reason: String,
    },
}

//! Where to open: location problems solved with a proof, or with a bound on what is lost.
//!
//! In: a [`Problem`] (demand of homes, sites that are required, candidates or closed, sparse
//! distances, an [`Objective`], [`Rules`]) and [`Options`] (a seed, a hook that may stop the search).
//! Out: an [`Answer`] that says who goes where, what each site gains, who is left and why, and a
//! bound: `proven` when they meet. Everything is brought to one shape (`core`), answered at once by
//! greedy choice and interchange (`local`), bounded by priced homes (`dual`, `ascent`) and closed by
//! branching (`tree`, `search`); `center` bisects. All sums are whole numbers: a proof is a proof.
//! No I/O, no clock, no thread: the same problem and seed give the same answer.

mod answer;
mod ascent;
mod capacity;
mod center;
mod core;
mod dual;
mod error;
mod flow;
mod knapsack;
mod local;
mod plan;
mod potential;
mod problem;
mod random;
mod reach;
mod reduce;
mod search;
mod series;
mod solve;
mod tree;
mod whole;

pub use answer::{Answer, Gain, Left, OpenSite, Served};
pub use error::SitingError;
pub use potential::{Potential, potential};
pub use problem::{Objective, Problem, Rules, Sharing, Site, Status};
pub use reach::Reach;
pub use series::{curve, trade_off};
pub use solve::{Options, Progress, solve};

//! Indicators: who is short of what, one file and one public function each.
//!
//! In: a [`territory::Territory`], the catalogue of kinds, networks and timetables ([`Means`]), and
//! options that the caller decides.
//! Out: a [`territory::FigureSet`] with one column a measure, facet and level, each with its
//! provenance. Secrecy is applied here, once, before any figure leaves: what is secret is never
//! in the result. No I/O, no clock.

mod access;
mod accessible;
pub mod catchment;
mod column;
mod edge;
mod estimate;
mod explanation;
mod figures;
pub mod gaps;
mod homes;
mod members;
mod method;
mod places;
pub mod projection;
mod published;
mod rate;
mod secrecy;
pub mod series;
mod shared_out;
mod similar;
mod times;
mod travelled;
pub mod typology;
mod years;
mod zones;

pub use accessible::{Accessible, accessible, accessible_rate, reaching_nothing};
pub use edge::{Beyond, edge};
pub use estimate::Estimate;
pub use explanation::{Explanation, NEIGHBOURS, Places, explanations};
pub use figures::{How, Options, Roles, figures};
pub use homes::{Homes, homes_of};
pub use places::{Basis, places};
pub use published::{add_published, sums_of_published};
pub use rate::coverage_rate;
pub use secrecy::{Group, Hidden, TableColumn, pooled, protect, protect_table};
pub use shared_out::longest_catchment;
pub use similar::{Densities, DensityClass, density_classes};
pub use times::{Means, Reach, Timed, reach, travel_times};
pub use years::past_figures;
pub use zones::zones;

//! How long it takes to get from homes to services, by road, on foot, by bike, by timetable.
//!
//! In: the nodes, ways and restrictions of a road map, and trips of a timetable, as plain values
//! (`ingest` reads files, this crate does not). Out: whole seconds, home → service, always told
//! apart as [`Travel::Reached`], [`Travel::Beyond`] the limit, [`Travel::Unreachable`] and
//! [`Travel::NotSnapped`]. Services are few and homes many: every search runs backwards from the
//! service. Positions are WGS84 degrees ([`territory::LonLat`]).
//! No I/O but (de)serialising a network; no clock; no threads that outlive a call.

pub mod isochrone;
pub mod network;
pub mod outcome;
pub mod profile;
pub mod search;
pub mod timetable;

mod hierarchy;
#[cfg(test)]
mod testing;

pub use isochrone::Drawing;
pub use network::{Census, Network, NetworkBuilder, NetworkError, NodeId, Preparation, Restriction, Snap, Via};
pub use outcome::Travel;
pub use profile::{Profile, Profiles, Tags};
pub use search::{Nearest, NodeTimes, Reach, Route, Step};

//! The HTTP service: routes, handlers, DTOs, errors, OpenAPI, tiles, the web application.
//!
//! In: the folder of a snapshot. Out: `/api/v1`, `/tiles` and the page, from one immutable
//! [`state::Loaded`] that is swapped whole when a new snapshot is in force. A request keeps the one
//! it started with. Every handler's name is its operation id in [`openapi`]; every error is a
//! [`problem::Problem`]; an unknown parameter is a 400 that lists the valid ones.
//! This crate logs through `tracing` and installs no subscriber: that is the binary's choice.

mod assets;
mod background;
mod breaks;
pub mod dto;
mod etag;
mod finding;
mod load;
pub mod messages;
mod metrics;
mod observe;
pub mod problem;
pub mod query;
mod reload;
mod router;
mod routes;
mod search;
mod sentence;
mod serve;
pub mod state;
mod stream;
mod tiles;
mod travel;
mod verify;
mod words;

pub use background::Background;
pub use router::{openapi, openapi_json, router};
pub use serve::{Server, ServerConfig, ServerError};
pub use state::{AppState, LoadError, Loaded};

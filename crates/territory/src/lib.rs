//! The territory model: what exists, where it is, in which units, and how we know it.
//!
//! In: validated values from `ingest` or `synth`. Out: a [`Territory`] with its services and
//! demand, spatial indexes over them, and the [`figure`] tables that every other crate fills
//! or shows. Coordinates are WGS84 longitude and latitude in degrees ([`LonLat`]) unless a name
//! says otherwise; [`projection`] is the only place that knows another system.
//! This crate does no I/O: text comes in as `&str`, the clock is an argument.

pub mod check;
pub mod code;
pub mod commune;
pub mod date;
pub mod demand;
pub mod figure;
pub mod index;
pub mod kind;
pub mod lonlat;
pub mod mode;
pub mod name;
pub mod projection;
pub mod provenance;
pub mod published;
pub mod quantity;
pub mod reference;
pub mod service;
pub mod times;
pub mod transit;
pub mod unit;

pub use check::Check;
pub use code::{CommuneCode, DepartementCode, Siren};
pub use commune::{Commune, Departement, Epci, Level, Territory};
pub use date::{Date, DateError};
pub use demand::{ChildrenMethod, DemandPoint};
pub use figure::{Column, Facet, FigureSet, Indicator, YearFigures};
pub use index::{AreaIndex, PointIndex};
pub use kind::{CareMode, Kind, KindId, Kinds, Population, Theme};
pub use lonlat::LonLat;
pub use mode::TravelMode;
pub use provenance::{Provenance, SourceId, Vintage};
pub use published::Published;
pub use quantity::Quantity;
pub use reference::Reference;
pub use service::{Capacity, Located, Service, ServiceId, Slot, WeeklyHours};
pub use times::TravelTimes;
pub use unit::{Meters, Seconds};

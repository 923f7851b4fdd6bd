//! Services for families, from the lists that publish them.
//!
//! All readers give [`FoundService`]: what a source knows of a service, before the caller gives it
//! a unique id, a place and a commune. A row needs a commune code or coordinates.

mod bpe;
mod france_services;
mod list;
mod osm;
mod places;

use serde::Serialize;
use territory::{Capacity, CommuneCode, KindId, LonLat, Quantity, WeeklyHours};

pub(crate) use self::osm::{KIND as OSM_KIND, NAME as OSM_NAME};
pub(crate) use self::{
    bpe::bpe_schools_of,
    france_services::france_services_of,
    list::service_list_of,
    osm::osm_services,
    places::{bpe_places, mediation, msap},
};
pub use self::{
    bpe::{read_bpe_counts_xlsx, read_bpe_schools},
    france_services::{read_france_services, read_france_services_geojson},
    list::read_service_list,
    places::{read_bpe_places, read_mediation, read_msap},
};

/// A service as one source knows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundService {
    /// Identifier within the file.
    pub local_id: String,
    /// Its kind.
    pub kind: KindId,
    /// Name as published; the label of the kind where the source has no names.
    pub name: String,
    /// Position, where the source gives a usable one.
    pub at: Option<LonLat>,
    /// Commune that the source names. Never absent together with `at`.
    pub commune: Option<CommuneCode>,
    /// Places.
    pub capacity: Capacity,
    /// Ordinary week, where it could be read.
    pub hours: Option<WeeklyHours>,
    /// Held at several places in turn.
    pub itinerant: bool,
    /// Street line of the address.
    pub address: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// Telephone as published.
    pub phone: Option<String>,
    /// Public address on the web.
    pub website: Option<String>,
    /// Day of the last change of the row in its source, ISO.
    pub date: Option<String>,
    /// Line of the row; of the first one for an aggregate.
    pub line: u64,
    /// How many services the value stands for: 1, or more where the source only counts them.
    pub count: u32,
    /// Assistants maternels who work there (a MAM) or whom the row stands for.
    pub assistants: Quantity,
}

impl FoundService {
    /// A service of which only the kind, the name and the line are known.
    pub(crate) fn bare(local_id: String, kind: KindId, name: String, line: u64) -> Self {
        Self {
            local_id,
            kind,
            name,
            at: None,
            commune: None,
            capacity: Capacity::UNKNOWN,
            hours: None,
            itinerant: false,
            address: None,
            postcode: None,
            phone: None,
            website: None,
            date: None,
            line,
            count: 1,
            assistants: Quantity::Missing,
        }
    }
}

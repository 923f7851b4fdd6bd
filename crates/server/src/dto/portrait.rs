//! A territory in figures and one sentence.

use serde::Serialize;
use utoipa::ToSchema;

use super::{ChildrenMethod, Quantity, ShortPoint, TerritoryDetail, TravelMode};

/// A territory, one sentence, its figures beside those of the territories that hold it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Portrait {
    /// The territory.
    pub territory: TerritoryDetail,
    /// The year that `figures` and `minutes` speak of.
    pub year: u16,
    /// The most telling figure in one French sentence.
    pub sentence_fr: String,
    /// The same in English.
    pub sentence_en: String,
    /// Every figure of the year for this territory, in the order of the menus; those of travel by
    /// the default mode.
    pub figures: Vec<PortraitFigure>,
    /// Mean minutes to the closest service of each kind, by each mode of travel, in the order of the menus.
    pub minutes: Vec<KindMinutes>,
    /// For a commune, the closest services of each kind by each mode, in the order of the menus, the
    /// nearest first; empty for other levels and for earlier years.
    pub nearest: Vec<NearestService>,
    /// How the number of children was obtained; the weakest method for a sum over communes.
    pub children_method: ChildrenMethod,
    /// What a reader must know of these figures, in French.
    pub notes_fr: Vec<String>,
    /// The same in English.
    pub notes_en: Vec<String>,
}

/// How far a kind of service is, by each mode of travel that has figures.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KindMinutes {
    /// The kind.
    pub kind: String,
    /// In the order of the menus.
    pub modes: Vec<ModeMinutes>,
}

/// How far a kind of service is by one mode.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ModeMinutes {
    /// How one travels.
    pub travel: TravelMode,
    /// Mean minutes of the children under three.
    pub value: Quantity,
    /// True where it rests on the great-circle estimate.
    pub estimated: bool,
    /// True when it leaves somebody out: an unknown commune, a home outside the network or beyond the limit.
    pub partial: bool,
    /// Identifier for `/api/v1/figures/{id}/provenance`.
    pub provenance: String,
}

/// A figure of a portrait.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PortraitFigure {
    /// The measure.
    pub indicator: String,
    /// Its facet.
    pub facet: String,
    /// How one travels; `null` for a measure that is not of travel.
    #[schema(required = true)]
    pub travel: Option<TravelMode>,
    /// The value here.
    pub value: Quantity,
    /// Where it stands among its neighbours; `null` when its value is not known or it has no neighbour.
    #[schema(required = true)]
    pub rank: Option<Rank>,
    /// The same measure in the territories that hold this one, then what was published for the
    /// département and the country.
    pub compare: Vec<Comparison>,
    /// Upper part of a ratio; `null` for what is no ratio and where the value is secret.
    #[schema(required = true)]
    pub numerator: Option<Quantity>,
    /// Lower part of a ratio; `null` for what is no ratio and where the value is secret.
    #[schema(required = true)]
    pub denominator: Option<Quantity>,
    /// True when some communes of the territory have no known value.
    pub partial: bool,
    /// The value year by year, ascending, the present one included; empty with fewer than two years.
    pub series: Vec<ShortPoint>,
    /// Identifier for `/api/v1/figures/{id}/provenance`.
    pub provenance: String,
}

/// A rank among the communes of the same EPCI (of the same département when the EPCI has no other
/// commune), or among the EPCI of the same département. Only known values count; equals share a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Rank {
    /// 1 is the best; the highest for a measure that is neither good nor bad.
    pub position: usize,
    /// How many have a known value.
    pub of: usize,
}

/// The level of what a figure is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComparedLevel {
    /// Commune.
    Commune,
    /// EPCI.
    Epci,
    /// Département.
    Departement,
    /// The country.
    Pays,
}

impl From<territory::Level> for ComparedLevel {
    fn from(level: territory::Level) -> Self {
        match level {
            territory::Level::Commune => Self::Commune,
            territory::Level::Epci => Self::Epci,
            territory::Level::Departement => Self::Departement,
        }
    }
}

/// The same measure in another territory: computed here, or published by others and then never
/// mixed with what is computed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Comparison {
    /// Its level.
    pub level: ComparedLevel,
    /// Its code; "FR" for the country.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Quantity,
    /// The year of a published value; `null` for a computed one.
    #[schema(required = true)]
    pub year: Option<u16>,
    /// Who published it; `null` for a computed one.
    #[schema(required = true)]
    pub source: Option<String>,
}

/// A service among the closest of its kind, from the town centre.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NearestService {
    /// The kind.
    pub kind: String,
    /// How one travels there.
    pub travel: TravelMode,
    /// 1 for the closest, up to 3.
    #[schema(minimum = 1, maximum = 3)]
    pub rank: u8,
    /// The service; `null` for a kind whose places are homes.
    #[schema(required = true)]
    pub service: Option<NearestTarget>,
    /// Travel time in minutes, one decimal.
    pub minutes: f64,
    /// True where the time rests on the great-circle distance, not on roads or timetables.
    pub estimated: bool,
    /// Great-circle distance in metres, rounded to 100 m.
    pub distance_m: u32,
    /// Opening hours in the syntax of OpenStreetMap's `opening_hours`.
    #[schema(required = true)]
    pub hours: Option<String>,
}

/// Which service is the closest.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NearestTarget {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// INSEE code of its commune.
    pub commune_code: String,
    /// Name of its commune; the code when the commune is outside the snapshot.
    pub commune_name: String,
}

//! The observatory as a whole: what it holds and what can be asked.

use serde::Serialize;
use utoipa::ToSchema;

use super::{CareMode, Level, TravelCard, TravelMode};

/// What this observatory holds and how to show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Observatory {
    /// Its name.
    pub name: String,
    /// A notice that stands above every page, in French.
    #[schema(required = true)]
    pub notice_fr: Option<String>,
    /// The same in English.
    #[schema(required = true)]
    pub notice_en: Option<String>,
    /// The year whose communes are the geography.
    pub geography_year: u16,
    /// The present year: what is shown unless another one is asked for.
    pub year: u16,
    /// Every year that has figures, ascending, the present one included.
    pub years: Vec<u16>,
    /// The snapshot that is served.
    pub snapshot: SnapshotCard,
    /// West, south, east, north; WGS84 degrees.
    #[schema(value_type = (f64, f64, f64, f64))]
    pub bounds: [f64; 4],
    /// How much there is.
    pub counts: Counts,
    /// The levels that have territories, finest first.
    pub levels: Vec<Level>,
    /// Themes, in the order of the menus.
    pub themes: Vec<ThemeCard>,
    /// Kinds of services, in the order of the menus.
    pub kinds: Vec<KindCard>,
    /// Modes of care, in the order of the menus.
    pub modes: Vec<CareMode>,
    /// Measures that have at least one figure, in the order of the menus.
    pub indicators: Vec<IndicatorCard>,
    /// What to show first.
    pub default_view: DefaultView,
    /// Parameters of estimated travel times.
    pub estimation: EstimationParameters,
    /// Ways to travel.
    pub travel: TravelCard,
    /// A background map of another service, where the administrator allows it; `null` otherwise.
    #[schema(required = true)]
    pub background: Option<Background>,
}

/// A background map whose images come from another service: readers' addresses are seen there.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Background {
    /// Its word: "ign".
    pub id: &'static str,
    /// French label.
    pub label_fr: &'static str,
    /// English label.
    pub label_en: &'static str,
    /// What must stand on the map while it is shown.
    pub attribution: &'static str,
    /// Templates of addresses with `{z}`, `{x}` and `{y}`; tiles of 256 pixels, Web Mercator.
    pub tiles: Vec<&'static str>,
    /// Deepest zoom that has tiles.
    pub max_zoom: u8,
}

/// Identity of a snapshot.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SnapshotCard {
    /// Sixteen hexadecimal digits; equal inputs give an equal id.
    pub id: String,
    /// When it was built, RFC 3339.
    pub built_at: String,
    /// Version of the encoding.
    pub format_version: u32,
    /// Version of the program that built it.
    pub program_version: String,
}

/// How much a snapshot holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Counts {
    /// Communes.
    pub commune: usize,
    /// EPCI.
    pub epci: usize,
    /// Départements.
    pub departement: usize,
    /// Services with a public address.
    pub services: usize,
    /// Places where children live (200 m cells, or town centres).
    pub demand_points: usize,
}

/// What a kind of service is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeId {
    /// Children under three.
    PetiteEnfance,
    /// Support of parents.
    Parentalite,
    /// Children and young people from three to seventeen.
    EnfanceJeunesse,
    /// Access to rights and public services.
    AccesAuxDroits,
    /// Getting there.
    Mobilite,
}

impl From<territory::Theme> for ThemeId {
    fn from(theme: territory::Theme) -> Self {
        match theme {
            territory::Theme::PetiteEnfance => Self::PetiteEnfance,
            territory::Theme::Parentalite => Self::Parentalite,
            territory::Theme::EnfanceJeunesse => Self::EnfanceJeunesse,
            territory::Theme::AccesAuxDroits => Self::AccesAuxDroits,
            territory::Theme::Mobilite => Self::Mobilite,
        }
    }
}

/// A theme of the menus.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ThemeCard {
    /// Its word.
    pub id: ThemeId,
}

/// A kind of service.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KindCard {
    /// Its word: "creche".
    pub id: String,
    /// What it is for.
    pub theme: ThemeId,
    /// French label, singular, without article.
    pub label_fr: String,
    /// French label, plural.
    pub plural_fr: String,
    /// With its French indefinite article: "une crèche".
    pub one_fr: String,
    /// English label, singular.
    pub label_en: String,
    /// English label, plural.
    pub plural_en: String,
    /// Minutes beyond which a family counts as far.
    pub threshold_min: u32,
    /// Its places are homes: published as counts only, never one by one.
    pub nominative: bool,
    /// Colour of its symbol, "#rrggbb".
    pub color: String,
    /// How many services of this kind have a public address in the snapshot.
    pub count: usize,
}

/// What a measure is split by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FacetKind {
    /// By nothing: its only facet is "total".
    None,
    /// By mode of care, and "total".
    Mode,
    /// By kind of service.
    Kind,
}

impl From<territory::Facet> for FacetKind {
    fn from(facet: territory::Facet) -> Self {
        match facet {
            territory::Facet::None => Self::None,
            territory::Facet::Mode => Self::Mode,
            territory::Facet::Kind => Self::Kind,
        }
    }
}

/// Which end of a scale is good news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither.
    Neutral,
}

impl From<territory::figure::Better> for Better {
    fn from(better: territory::figure::Better) -> Self {
        match better {
            territory::figure::Better::Higher => Self::Higher,
            territory::figure::Better::Lower => Self::Lower,
            territory::figure::Better::Neutral => Self::Neutral,
        }
    }
}

/// A measure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IndicatorCard {
    /// Its word: "coverage_rate".
    pub id: String,
    /// French label.
    pub label_fr: String,
    /// English label.
    pub label_en: String,
    /// What it counts and its limits, in French.
    pub help_fr: String,
    /// The same in English.
    pub help_en: String,
    /// Unit word: "places_per_100", "minutes", "percent", "children", "count", "places", "births", "inhabitants", "euros", "children_3_5".
    pub unit: String,
    /// Decimals to show.
    pub decimals: u8,
    /// Which end of the scale is good news.
    pub better: Better,
    /// What it is split by.
    pub facet: FacetKind,
    /// The facets that have figures in this snapshot.
    pub facets: Vec<String>,
    /// The modes of travel that have figures in this snapshot; empty for a measure that is not of travel.
    pub travels: Vec<TravelMode>,
    /// The levels that have figures in this snapshot.
    pub levels: Vec<Level>,
    /// The years that have figures, ascending.
    pub years: Vec<u16>,
    /// Fixed class limits, ascending, each the lower bound of the class above; empty for quantiles.
    pub breaks: Vec<f64>,
}

/// A territory by its level and code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LevelCode {
    /// Its level.
    pub level: Level,
    /// Its official code.
    pub code: String,
}

/// What to show first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DefaultView {
    /// A measure.
    pub indicator: String,
    /// One of its facets.
    pub facet: String,
    /// The level that is coloured.
    pub level: Level,
    /// The territory that is framed; `null` for the whole.
    #[schema(required = true)]
    pub parent: Option<LevelCode>,
}

/// Parameters of estimated travel times: great-circle distance × `circuity` at `speed_kmh`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EstimationParameters {
    /// Road distance over great-circle distance.
    pub circuity: f64,
    /// Constant speed, kilometres per hour.
    pub speed_kmh: f64,
}

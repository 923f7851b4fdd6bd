//! Columns of figures, and where they come from.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Better, Level, SourceCard, TravelMode};

/// How class limits were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BreaksMethod {
    /// The measure's own limits, equal in every observatory.
    Fixed,
    /// Limits that put a fifth of the known values in each class, rounded to two significant
    /// digits; limits that coincide or leave a class empty are dropped.
    Quantiles,
}

/// One measure for many territories. `fids`, `codes`, `names`, `values`, `status` and, for a
/// ratio, `numerators` and `denominators` have one entry a territory, in the same order.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureTable {
    /// The measure.
    pub indicator: String,
    /// Its facet.
    pub facet: String,
    /// How one travels; `null` for a measure that is not of travel.
    #[schema(required = true)]
    pub travel: Option<TravelMode>,
    /// The level of the rows.
    pub level: Level,
    /// The year that the values speak of.
    pub year: u16,
    /// Unit word.
    pub unit: String,
    /// Decimals to show.
    pub decimals: u8,
    /// Which end of the scale is good news.
    pub better: Better,
    /// Class limits, ascending; each is the lower bound of the class above it.
    pub breaks: Vec<f64>,
    /// How they were chosen.
    pub breaks_method: BreaksMethod,
    /// Feature ids in tiles, ascending.
    pub fids: Vec<u32>,
    /// Official codes.
    pub codes: Vec<String>,
    /// Names.
    pub names: Vec<String>,
    /// Values; `null` unless known.
    pub values: Vec<Option<f64>>,
    /// One letter a row: `k` known, `s` suppressed, `m` missing.
    #[schema(pattern = "^[ksm]*$")]
    pub status: String,
    /// Upper part of a ratio; `null` for what is no ratio. Secret rows carry none.
    #[schema(required = true)]
    pub numerators: Option<Vec<Option<f64>>>,
    /// Lower part of a ratio; `null` for what is no ratio. Secret rows carry none.
    #[schema(required = true)]
    pub denominators: Option<Vec<Option<f64>>>,
    /// Feature ids whose value leaves out communes that are not known.
    pub partial: Vec<u32>,
    /// Feature ids whose data of that year were carried to today's communes over a merger (added
    /// up) or a split (shared out), and of the territories that hold such a commune.
    pub carried: Vec<u32>,
    /// Identifier for `/api/v1/figures/{id}/provenance`.
    pub provenance: String,
    /// The rows in brief.
    pub summary: Summary,
}

/// Rows in brief.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Summary {
    /// Rows with a known value.
    pub known: usize,
    /// Rows that are secret.
    pub suppressed: usize,
    /// Rows that no source gives.
    pub missing: usize,
    /// Least known value.
    #[schema(required = true)]
    pub min: Option<f64>,
    /// Greatest known value.
    #[schema(required = true)]
    pub max: Option<f64>,
}

/// How a column of figures came to be.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProvenanceCard {
    /// Its identifier.
    pub id: String,
    /// What is counted and how, in French.
    pub method_fr: String,
    /// The same in English.
    pub method_en: String,
    /// Raised whenever the result can change for equal input.
    pub method_version: u32,
    /// True when it rests on an approximation that must be labelled *estimation*.
    pub estimate: bool,
    /// Parameters with their unit.
    pub parameters: Vec<Parameter>,
    /// The sources that entered the figure.
    pub sources: Vec<SourceCard>,
    /// Version of the program that computed it.
    pub program_version: String,
    /// The snapshot it belongs to.
    pub snapshot_id: String,
}

/// A parameter of a method.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its value with its unit.
    pub value: String,
}

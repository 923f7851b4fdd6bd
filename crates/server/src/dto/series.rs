//! One figure of one territory, year by year.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Level, Quantity, TravelMode};

/// A measure of a territory year by year. Years without any source are not there: no value is made
/// up between two points.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Series {
    /// The measure.
    pub indicator: String,
    /// Its facet.
    pub facet: String,
    /// How one travels; `null` for a measure that is not of travel.
    #[schema(required = true)]
    pub travel: Option<TravelMode>,
    /// Unit word.
    pub unit: String,
    /// Decimals to show.
    pub decimals: u8,
    /// Level of the territory.
    pub level: Level,
    /// Its code.
    pub code: String,
    /// Ascending by year; the last one is the present.
    pub points: Vec<SeriesPoint>,
}

/// A year of a series.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SeriesPoint {
    /// The year.
    pub year: u16,
    /// The value.
    pub value: Quantity,
    /// Upper part of a ratio; `null` for what is no ratio and where the value is secret.
    #[schema(required = true)]
    pub numerator: Option<Quantity>,
    /// Lower part of a ratio; `null` for what is no ratio and where the value is secret.
    #[schema(required = true)]
    pub denominator: Option<Quantity>,
    /// True when data of former communes were added up or shared out to make it.
    pub carried: bool,
    /// True when some communes of the territory have no known value.
    pub partial: bool,
    /// Identifier for `/api/v1/figures/{id}/provenance`.
    pub provenance: String,
}

/// A year of a short series.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct ShortPoint {
    /// The year.
    pub year: u16,
    /// The value.
    pub value: Quantity,
    /// True when data of former communes were added up or shared out to make it.
    pub carried: bool,
}

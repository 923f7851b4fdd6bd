//! One figure of one territory, year by year.

use axum::Json;
use serde::Deserialize;
use territory::{Column, Level, Quantity, TravelMode};
use utoipa::IntoParams;

use super::{
    figures::{find_column, find_indicator},
    find_territory, named,
};
use crate::{
    dto,
    problem::Problem,
    query::{Query, TerritoryPath},
    state::{Loaded, Snap},
};

/// Which measure.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct GetSeries {
    /// A measure: "coverage_rate".
    #[param(example = "coverage_rate")]
    indicator: String,
    /// One of its facets: "total", a mode or a kind.
    #[param(example = "total")]
    facet: String,
    /// How one travels, for a measure of travel; one of its `travels`, the car by default.
    #[param(inline)]
    travel: Option<dto::TravelMode>,
}

/// A measure of a territory year by year, the present one included.
#[utoipa::path(
    get, path = "/api/v1/territories/{level}/{code}/series", operation_id = "get_series", tag = "territories",
    params(
        ("level" = dto::Level, Path, description = "The level"),
        ("code" = String, Path, description = "INSEE code, or SIREN number for an EPCI"),
        GetSeries,
    ),
    responses(
        (status = 200, description = "The series", body = dto::Series),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such territory", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_series(
    Snap(loaded): Snap,
    path: TerritoryPath,
    Query(asked): Query<GetSeries>,
) -> Result<Json<dto::Series>, Problem> {
    let position = find_territory(&loaded, path.level, &path.code)?;
    let indicator = find_indicator(&loaded, &asked.indicator)?;
    // Of the latest year that has the measure: an earlier one may have fewer modes.
    let latest = years(&loaded, &indicator.id, &asked.facet, path.level).next_back().unwrap_or(loaded.figures.year);
    let travel = find_column(&loaded, indicator, &asked.facet, asked.travel, path.level, latest)?.travel;
    let point = |(year, column): (u16, &Column)| {
        let value = column.values[position];
        dto::SeriesPoint {
            year,
            value: value.into(),
            numerator: part(value, &column.numerators, position),
            denominator: part(value, &column.denominators, position),
            carried: is_carried(&loaded, year, path.level, position),
            partial: column.partial.iter().any(|&p| p as usize == position),
            provenance: column.provenance.clone(),
        }
    };
    let points = columns(&loaded, &indicator.id, &asked.facet, travel, path.level).map(point).collect();
    Ok(Json(dto::Series {
        indicator: indicator.id.clone(),
        facet: asked.facet,
        travel: travel.map(dto::TravelMode::from),
        unit: indicator.unit.clone(),
        decimals: indicator.decimals,
        level: path.level.into(),
        code: named(&loaded, path.level, position).code,
        points,
    }))
}

/// The short form, for a line beside the figure; empty with fewer than two years.
pub(super) fn short_series(loaded: &Loaded, column: &Column, position: usize) -> Vec<dto::ShortPoint> {
    let Column { indicator, facet, travel, level, .. } = column;
    let point = |(year, column): (u16, &Column)| dto::ShortPoint {
        year,
        value: column.values[position].into(),
        carried: is_carried(loaded, year, *level, position),
    };
    let points: Vec<dto::ShortPoint> = columns(loaded, indicator, facet, *travel, *level).map(point).collect();
    if points.len() < 2 { Vec::new() } else { points }
}

/// A part of a ratio; none where the ratio is secret.
pub(super) fn part(value: Quantity, parts: &[Quantity], position: usize) -> Option<dto::Quantity> {
    parts.get(position).filter(|_| value != Quantity::Suppressed).map(|part| dto::Quantity::from(*part))
}

/// The columns of a measure, facet and mode of travel with their years, ascending.
fn columns<'a>(
    loaded: &'a Loaded,
    indicator: &str,
    facet: &str,
    travel: Option<TravelMode>,
    level: Level,
) -> impl Iterator<Item = (u16, &'a Column)> {
    let column = move |year| loaded.figures.column_by_in(year, indicator, facet, travel, level);
    loaded.figures.years().filter_map(move |year| Some((year, column(year)?)))
}

/// The years of a measure and facet, by whatever mode, ascending.
fn years(loaded: &Loaded, indicator: &str, facet: &str, level: Level) -> impl DoubleEndedIterator<Item = u16> {
    loaded.figures.years().filter(move |year| loaded.figures.column_in(*year, indicator, facet, level).is_some())
}

fn is_carried(loaded: &Loaded, year: u16, level: Level, position: usize) -> bool {
    loaded.carried(year, level).binary_search_by_key(&position, |&p| p as usize).is_ok()
}

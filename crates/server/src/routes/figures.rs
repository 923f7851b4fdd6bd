//! Columns of figures, and where they come from.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use serde::Deserialize;
use territory::{Column, Indicator, Level, Quantity, TravelMode};
use utoipa::IntoParams;

use super::{fid, find_parent, positions_in, short, sources::source_card};
use crate::{
    breaks, dto, messages,
    problem::Problem,
    query::{NoQuery, Parent, Query, Segment, Year},
    state::{AppState, Loaded, Snap},
};

/// Which column: of the table, and of the same table as a workbook.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AskFigures {
    /// A measure: "coverage_rate".
    #[param(example = "coverage_rate")]
    pub(super) indicator: String,
    /// One of its facets: "total", a mode or a kind.
    #[param(example = "total")]
    pub(super) facet: String,
    /// The level of the rows.
    pub(super) level: dto::Level,
    /// How one travels, for a measure of travel; one of its `travels`, the car by default.
    #[param(inline)]
    pub(super) travel: Option<dto::TravelMode>,
    /// Only rows inside `epci:<siren>` or `departement:<code>`.
    #[param(value_type = Option<String>, pattern = "^(epci|departement):.+$", example = "epci:248500340")]
    pub(super) parent: Option<Parent>,
    /// One of the observatory's `years`; the present one by default.
    #[param(value_type = Option<u16>, example = 2021)]
    pub(super) year: Option<Year>,
    /// Language of the words of a workbook (French by default) and of a refusal.
    #[param(inline)]
    pub(super) lang: Option<dto::Language>,
}

impl AskFigures {
    /// What is asked for, once all of it is there: positions rather than references, so that it
    /// crosses to another thread with the snapshot.
    pub(super) fn find(self, loaded: &Loaded) -> Result<Found, Problem> {
        let level = Level::from(self.level);
        let indicator = find_indicator(loaded, &self.indicator)?;
        let year = find_year(loaded, self.year)?;
        let column = find_column(loaded, indicator, &self.facet, self.travel, level, year)?;
        let parent = self.parent.map(|parent| find_parent(loaded, &parent)).transpose()?;
        let travel = column.travel;
        Ok(Found { indicator: self.indicator, facet: self.facet, travel, level, year, parent })
    }
}

/// A column that is there, and the rows that are wanted of it.
pub(super) struct Found {
    indicator: String,
    facet: String,
    travel: Option<territory::TravelMode>,
    pub(super) level: Level,
    pub(super) year: u16,
    pub(super) parent: Option<(Level, usize)>,
}

impl Found {
    /// The measure and its column.
    pub(super) fn of<'a>(&self, loaded: &'a Loaded) -> Option<(&'a Indicator, &'a Column)> {
        let indicator = loaded.indicators.iter().find(|i| i.id == self.indicator)?;
        let column = loaded.figures.column_by_in(self.year, &self.indicator, &self.facet, self.travel, self.level)?;
        Some((indicator, column))
    }
}

/// One measure for every territory of a level, as columns.
#[utoipa::path(
    get, path = "/api/v1/figures", operation_id = "list_figures", tag = "figures",
    params(AskFigures),
    responses(
        (status = 200, description = "The columns", body = dto::FigureTable),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_figures(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    Query(asked): Query<AskFigures>,
) -> Result<([(HeaderName, &'static str); 1], Vec<u8>), Problem> {
    let found = asked.find(&loaded)?;
    let body = state.heavy(move || {
        let positions = positions_in(&loaded, found.level, found.parent);
        let table = found.of(&loaded).map(|(i, c)| table(&loaded, i, c, found.year, &positions));
        serde_json::to_vec(&table)
    });
    let body = body.await?.map_err(Problem::internal)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body))
}

/// How a column of figures came to be: method, parameters, sources.
#[utoipa::path(
    get, path = "/api/v1/figures/{id}/provenance", operation_id = "get_provenance", tag = "figures",
    params(("id" = String, Path, description = "The `provenance` of a figure", example = "coverage_rate.total")),
    responses(
        (status = 200, description = "The provenance", body = dto::ProvenanceCard),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such provenance", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_provenance(
    Snap(loaded): Snap,
    Segment(id): Segment,
    _: Query<NoQuery>,
) -> Result<Json<dto::ProvenanceCard>, Problem> {
    let provenance = loaded.figures.provenance(&id).ok_or_else(|| {
        let ids = loaded.figures.provenance_ids().map(str::to_owned);
        Problem::not_found(messages::no_provenance(&short(&id))).with_valid(ids)
    })?;
    let sources = provenance.sources.iter().filter_map(|id| loaded.manifest.sources.iter().find(|s| s.id == id.0));
    let parameter = |(name, value): &(String, String)| dto::Parameter { name: name.clone(), value: value.clone() };
    Ok(Json(dto::ProvenanceCard {
        id: provenance.id.clone(),
        method_fr: provenance.method_fr.clone(),
        method_en: provenance.method_en.clone(),
        method_version: provenance.method_version,
        estimate: provenance.estimate,
        parameters: provenance.parameters.iter().map(parameter).collect(),
        sources: sources.map(source_card).collect(),
        program_version: loaded.manifest.program_version.clone(),
        snapshot_id: loaded.manifest.id.clone(),
    }))
}

pub(super) fn find_indicator<'a>(loaded: &'a Loaded, id: &str) -> Result<&'a Indicator, Problem> {
    loaded.indicators.iter().find(|indicator| indicator.id == id).ok_or_else(|| {
        let ids = loaded.indicators.iter().map(|i| i.id.clone());
        Problem::parameter("indicator", messages::no_indicator(&short(id))).with_valid(ids)
    })
}

/// The year that is asked for, when it has figures; the present one by default.
pub(super) fn find_year(loaded: &Loaded, year: Option<Year>) -> Result<u16, Problem> {
    let Some(Year(year)) = year else { return Ok(loaded.figures.year) };
    if loaded.figures.columns_in(year).is_some() {
        return Ok(year);
    }
    Err(Problem::parameter("year", messages::no_year(year))
        .with_valid(loaded.figures.years().map(|year| year.to_string())))
}

/// The column of a measure, by the mode of travel that is asked for or the default one.
pub(super) fn find_column<'a>(
    loaded: &'a Loaded,
    indicator: &Indicator,
    facet: &str,
    travel: Option<dto::TravelMode>,
    level: Level,
    year: u16,
) -> Result<&'a Column, Problem> {
    let id = &indicator.id;
    let Some(column) = loaded.figures.column_in(year, id, facet, level) else {
        return Err(no_column(loaded, id, facet, level, year));
    };
    let Some(asked) = travel.map(TravelMode::from).filter(|asked| column.travel != Some(*asked)) else {
        return Ok(column);
    };
    let by = |mode| loaded.figures.column_by_in(year, id, facet, Some(mode), level);
    match (column.travel, by(asked)) {
        (_, Some(column)) => Ok(column),
        // The default mode says nothing of a measure that is not of travel.
        (None, None) if asked == TravelMode::Car => Ok(column),
        (None, None) => {
            Err(Problem::parameter("travel", messages::not_of_travel(id)).with_valid([TravelMode::Car.as_str()]))
        }
        (Some(_), None) => {
            let modes = TravelMode::ALL.into_iter().filter(|mode| by(*mode).is_some());
            let detail = messages::no_figures_by(id, facet, asked.as_str());
            Err(Problem::parameter("travel", detail).with_valid(modes.map(TravelMode::as_str)))
        }
    }
}

/// What would have worked in place of a column that is not there.
fn no_column(loaded: &Loaded, id: &str, facet: &str, level: Level, year: u16) -> Problem {
    let has = |year: &u16| loaded.figures.column_in(*year, id, facet, level).is_some();
    let mut years = loaded.figures.years().filter(has).map(|year| year.to_string()).peekable();
    if years.peek().is_some() {
        let detail = messages::no_figures_in_year(id, facet, level.as_str(), year);
        return Problem::parameter("year", detail).with_valid(years);
    }
    let facets = loaded.figures.facets(id);
    if facets.contains(&facet) {
        let levels = Level::ALL.into_iter().filter(|&l| loaded.figures.column(id, facet, l).is_some());
        let detail = messages::no_figures_at_level(id, facet, level.as_str());
        return Problem::parameter("level", detail).with_valid(levels.map(Level::as_str));
    }
    Problem::parameter("facet", messages::no_facet(id, &short(facet))).with_valid(facets)
}

fn table(loaded: &Loaded, indicator: &Indicator, column: &Column, year: u16, positions: &[usize]) -> dto::FigureTable {
    let values: Vec<Quantity> = positions.iter().map(|&p| column.values[p]).collect();
    let known: Vec<f64> = values.iter().filter_map(|v| v.known()).collect();
    let (breaks, breaks_method) = if indicator.breaks.is_empty() {
        (breaks::quantiles(&known), dto::BreaksMethod::Quantiles)
    } else {
        (indicator.breaks.clone(), dto::BreaksMethod::Fixed)
    };
    let text = |t: Option<&str>| t.unwrap_or_default().to_owned();
    let among = |all: &[u32]| -> Vec<u32> {
        let shown = all.iter().map(|&p| p as usize).filter(|p| positions.binary_search(p).is_ok());
        shown.map(fid).collect()
    };
    dto::FigureTable {
        indicator: indicator.id.clone(),
        facet: column.facet.clone(),
        travel: column.travel.map(dto::TravelMode::from),
        level: column.level.into(),
        year,
        unit: indicator.unit.clone(),
        decimals: indicator.decimals,
        better: indicator.better.into(),
        breaks,
        breaks_method,
        fids: positions.iter().map(|&p| fid(p)).collect(),
        codes: positions.iter().map(|&p| text(loaded.territory.code(column.level, p))).collect(),
        names: positions.iter().map(|&p| text(loaded.territory.name(column.level, p))).collect(),
        status: values.iter().map(|v| status_letter(*v)).collect(),
        numerators: parts(column, &column.numerators, positions),
        denominators: parts(column, &column.denominators, positions),
        partial: among(&column.partial),
        carried: among(loaded.carried(year, column.level)),
        provenance: column.provenance.clone(),
        summary: summary(&values, &known),
        values: values.into_iter().map(Quantity::known).collect(),
    }
}

/// Parts of ratios; a secret row carries none, since a part with the other part or with the rate
/// of a neighbour could reveal it.
fn parts(column: &Column, parts: &[Quantity], positions: &[usize]) -> Option<Vec<Option<f64>>> {
    let part = |&p: &usize| parts[p].known().filter(|_| column.values[p] != Quantity::Suppressed);
    (!parts.is_empty()).then(|| positions.iter().map(part).collect())
}

fn status_letter(value: Quantity) -> char {
    match value {
        Quantity::Known(_) => 'k',
        Quantity::Suppressed => 's',
        Quantity::Missing => 'm',
    }
}

fn summary(values: &[Quantity], known: &[f64]) -> dto::Summary {
    let suppressed = values.iter().filter(|v| **v == Quantity::Suppressed).count();
    dto::Summary {
        known: known.len(),
        suppressed,
        missing: values.len() - known.len() - suppressed,
        min: known.iter().copied().reduce(f64::min),
        max: known.iter().copied().reduce(f64::max),
    }
}

//! Tables to take away.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use report::{FigureRow, FigureSheet, Language, SourceLine};
use territory::{Column, Indicator, Level};

use super::{figures::AskFigures, named, positions_in};
use crate::{
    dto,
    problem::Problem,
    query::Query,
    state::{AppState, Loaded, Snap},
    words,
};

/// The same table as a workbook (XLSX): its rows, then its sources and its method. A cell without a
/// number says why; a secret row carries no number at all.
#[utoipa::path(
    get, path = "/api/v1/figures.xlsx", operation_id = "export_figures_xlsx", tag = "figures",
    params(AskFigures),
    responses(
        (status = 200, description = "The workbook", body = dto::Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn export_figures_xlsx(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    Query(asked): Query<AskFigures>,
) -> Result<Response, Problem> {
    let language = asked.lang.map_or(Language::Fr, Language::from);
    let found = asked.find(&loaded)?;
    let made = state.heavy(move || {
        let (indicator, column) = found.of(&loaded)?;
        let sheet = sheet(&loaded, indicator, column, found.year, found.parent, language);
        let year = found.year.to_string();
        let name = report::file_name([sheet.measure.as_str(), &sheet.territory, &year], "xlsx");
        Some(report::figures_workbook(&sheet, language).map(|bytes| (name, bytes)))
    });
    let (name, bytes) =
        made.await?.ok_or_else(|| Problem::internal("the column is gone"))?.map_err(Problem::internal)?;
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(Problem::internal)?;
    let kind = HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

fn sheet(
    loaded: &Loaded,
    indicator: &Indicator,
    column: &Column,
    year: u16,
    parent: Option<(Level, usize)>,
    language: Language,
) -> FigureSheet {
    let manifest = &loaded.manifest;
    let label = language.pick(&indicator.label_fr, &indicator.label_en);
    let facet = words::facet(&loaded.kinds, indicator, &column.facet, language);
    let travel = column.travel.map(|mode| words::travel(mode, language).to_lowercase());
    let measure = [Some(label.to_owned()), facet, travel].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let levels = words::levels(column.level, language);
    let territory = match parent.map(|(level, position)| named(loaded, level, position).name) {
        Some(parent) => format!("{levels}, {parent}"),
        None => levels.to_owned(),
    };
    let provenance = loaded.figures.provenance(&column.provenance);
    let of_figure = |source: &&snapshot::SourceRecord| {
        provenance.is_some_and(|provenance| provenance.sources.iter().any(|id| id.0 == source.id))
    };
    let source = |source: &snapshot::SourceRecord| SourceLine {
        title: source.title.clone(),
        producer: source.producer.clone(),
        licence: source.licence.clone(),
        vintage: source.vintage.clone(),
        url: source.url.clone(),
    };
    let carried = loaded.carried(year, column.level);
    let is_in = |positions: &[u32], position: usize| positions.binary_search_by_key(&position, |&p| p as usize).is_ok();
    let row = |position: usize| {
        let dto::Named { code, name } = named(loaded, column.level, position);
        let parts = column.numerators.get(position).zip(column.denominators.get(position));
        FigureRow {
            code,
            name,
            value: column.values[position],
            parts: parts.map(|(upper, lower)| [*upper, *lower]),
            partial: is_in(&column.partial, position),
            carried: is_in(carried, position),
        }
    };
    FigureSheet {
        observatory: manifest.name.clone(),
        notice: match language {
            Language::Fr => manifest.notice_fr.clone(),
            Language::En => manifest.notice_en.clone().or_else(|| manifest.notice_fr.clone()),
        },
        measure,
        territory,
        year,
        unit: words::unit(&indicator.unit, language).to_owned(),
        decimals: indicator.decimals,
        parts: (!column.numerators.is_empty()).then(|| words::parts(&indicator.unit, language)),
        rows: positions_in(loaded, column.level, parent).into_iter().map(row).collect(),
        method: provenance.map(|p| language.pick(&p.method_fr, &p.method_en).to_owned()).unwrap_or_default(),
        method_version: provenance.map_or(0, |p| p.method_version),
        estimate: provenance.is_some_and(|p| p.estimate),
        parameters: provenance.map(|p| p.parameters.clone()).unwrap_or_default(),
        sources: manifest.sources.iter().filter(of_figure).map(source).collect(),
        snapshot: manifest.id.clone(),
        built_at: manifest.built_at.clone(),
    }
}

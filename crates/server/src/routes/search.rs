//! Finding a territory from what people type.

use axum::{Json, extract::State};
use serde::Deserialize;
use territory::Level;
use utoipa::IntoParams;

use super::{fid, named, territories::home_departement};
use crate::{
    dto, messages,
    problem::Problem,
    query::{Limit, Query},
    search::Hit,
    state::{AppState, Loaded, Snap},
};

/// Nobody types more; a longer text would only cost time.
const MAX_CHARS: usize = 100;

/// What was typed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchTerritories {
    /// The beginning of each word of a name, a postal code or an official code.
    #[param(example = "chant", min_length = 1, max_length = 100)]
    q: String,
    /// Answers at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 50, default = 10)]
    limit: Option<Limit<50>>,
}

/// Territories by name, postal code or official code, best first: the whole name, then its
/// beginning, then the beginning of its words; the most populated first among equals.
#[utoipa::path(
    get, path = "/api/v1/search", operation_id = "search_territories", tag = "territories",
    params(SearchTerritories),
    responses(
        (status = 200, description = "The answers", body = dto::SearchResults),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn search_territories(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    Query(asked): Query<SearchTerritories>,
) -> Result<Json<dto::SearchResults>, Problem> {
    let refused = |detail| Err(Problem::parameter("q", detail));
    if !asked.q.chars().any(char::is_alphanumeric) {
        return refused(messages::nothing_to_search());
    }
    if asked.q.chars().count() > MAX_CHARS {
        return refused(messages::search_too_long(MAX_CHARS));
    }
    let limit = Limit::or(asked.limit, 10);
    let items = state.heavy(move || {
        let hits = loaded.search.find(&asked.q, limit);
        hits.into_iter().map(|hit| card(&loaded, hit)).collect()
    });
    Ok(Json(dto::SearchResults { items: items.await? }))
}

fn card(loaded: &Loaded, Hit { level, position, matched }: Hit) -> dto::SearchHit {
    let dto::Named { code, name } = named(loaded, level, position);
    let commune = (level == Level::Commune).then(|| &loaded.territory.communes[position]);
    let epci = commune.and_then(|c| c.epci).and_then(|siren| loaded.territory.epci(siren));
    let context = match (level, epci, home_departement(loaded, level, position)) {
        (_, Some(epci), _) => named(loaded, Level::Epci, epci).name,
        (Level::Departement, _, _) => code.clone(),
        (_, None, Some(departement)) => named(loaded, Level::Departement, departement).name,
        (_, None, None) => String::new(),
    };
    dto::SearchHit {
        fid: fid(position),
        level: level.into(),
        code,
        name,
        context,
        postcodes: commune.map(|c| c.postcodes.clone()).unwrap_or_default(),
        bbox: loaded.bbox(level, position),
        matched,
    }
}

//! Territories: lists, one by one, their areas.

use axum::Json;
use serde::Deserialize;
use territory::{Level, Quantity};
use utoipa::IntoParams;

use super::{fid, find_parent, find_territory, named, positions_in};
use crate::{
    dto,
    problem::Problem,
    query::{Limit, NoQuery, Parent, Query, TerritoryPath},
    state::{AppState, Loaded, Snap},
};

/// Which territories.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListTerritories {
    /// The level.
    level: dto::Level,
    /// Only those inside `epci:<siren>` or `departement:<code>`.
    #[param(value_type = Option<String>, pattern = "^(epci|departement):.+$", example = "epci:248500340")]
    parent: Option<Parent>,
    /// Items of a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<Limit<1000>>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// Territories of a level, in the order of their codes, a page at a time.
#[utoipa::path(
    get, path = "/api/v1/territories", operation_id = "list_territories", tag = "territories",
    params(ListTerritories),
    responses(
        (status = 200, description = "A page of territories", body = dto::TerritoryPage),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_territories(
    Snap(loaded): Snap,
    Query(asked): Query<ListTerritories>,
) -> Result<Json<dto::TerritoryPage>, Problem> {
    let level = Level::from(asked.level);
    let parent = asked.parent.map(|parent| find_parent(&loaded, &parent)).transpose()?;
    let positions = positions_in(&loaded, level, parent);
    let code = |position: usize| loaded.territory.code(level, position).unwrap_or_default();
    // Lists are sorted by code, and so are the members of a parent.
    let start = asked.after.as_deref().map_or(0, |after| positions.partition_point(|&p| code(p) <= after));
    let limit = Limit::or(asked.limit, 100);
    let page = &positions[start..positions.len().min(start + limit)];
    let more = start + page.len() < positions.len();
    Ok(Json(dto::TerritoryPage {
        items: page.iter().map(|&position| item(&loaded, level, position)).collect(),
        total: positions.len(),
        next: page.last().filter(|_| more).map(|&last| code(last).to_owned()),
    }))
}

/// A territory.
#[utoipa::path(
    get, path = "/api/v1/territories/{level}/{code}", operation_id = "get_territory", tag = "territories",
    params(
        ("level" = dto::Level, Path, description = "The level"),
        ("code" = String, Path, description = "INSEE code, or SIREN number for an EPCI"),
    ),
    responses(
        (status = 200, description = "The territory", body = dto::TerritoryDetail),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such territory", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_territory(
    Snap(loaded): Snap,
    path: TerritoryPath,
    _: Query<NoQuery>,
) -> Result<Json<dto::TerritoryDetail>, Problem> {
    let position = find_territory(&loaded, path.level, &path.code)?;
    Ok(Json(detail(&loaded, path.level, position)))
}

/// The area of a commune, or of every commune of a larger territory, as GeoJSON in WGS84.
#[utoipa::path(
    get, path = "/api/v1/territories/{level}/{code}/geometry", operation_id = "get_territory_geometry",
    tag = "territories",
    params(
        ("level" = dto::Level, Path, description = "The level"),
        ("code" = String, Path, description = "INSEE code, or SIREN number for an EPCI"),
    ),
    responses(
        (status = 200, description = "The area", body = dto::Geometry, content_type = "application/geo+json"),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such territory", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_territory_geometry(
    axum::extract::State(state): axum::extract::State<AppState>,
    Snap(loaded): Snap,
    path: TerritoryPath,
    _: Query<NoQuery>,
) -> Result<([(axum::http::HeaderName, &'static str); 1], Vec<u8>), Problem> {
    let position = find_territory(&loaded, path.level, &path.code)?;
    let body = state.heavy(move || serde_json::to_vec(&geometry(&loaded, path.level, position))).await?;
    let body = body.map_err(Problem::internal)?;
    Ok(([(axum::http::header::CONTENT_TYPE, "application/geo+json")], body))
}

fn geometry(loaded: &Loaded, level: Level, position: usize) -> dto::Geometry {
    let feature = |position: usize| {
        let commune = &loaded.territory.communes[position];
        let properties = dto::FeatureProperties {
            level: dto::Level::Commune,
            code: commune.code.to_string(),
            name: commune.name.clone(),
        };
        dto::Feature::new(fid(position), properties, &commune.area)
    };
    match level {
        Level::Commune => dto::Geometry::Feature(feature(position)),
        _ => {
            let members = loaded.territory.members(level, position).iter().map(|&member| feature(member));
            dto::Geometry::FeatureCollection(dto::FeatureCollection::new(members.collect()))
        }
    }
}

/// What lists say of a territory.
pub(super) fn item(loaded: &Loaded, level: Level, position: usize) -> dto::TerritoryItem {
    let territory = &loaded.territory;
    let dto::Named { code, name } = named(loaded, level, position);
    let commune = (level == Level::Commune).then(|| &territory.communes[position]);
    dto::TerritoryItem {
        fid: fid(position),
        level: level.into(),
        code,
        name,
        parent_epci: commune.and_then(|c| c.epci).map(|siren| siren.to_string()),
        parent_departement: (level != Level::Departement)
            .then(|| home_departement(loaded, level, position))
            .flatten()
            .and_then(|d| territory.code(Level::Departement, d))
            .map(str::to_owned),
        population: count(loaded, level, position, "population", |c| c.population).into(),
        children_under_3: count(loaded, level, position, "children_under_3", |c| c.children_under_3).into(),
        bbox: loaded.bbox(level, position),
        seat: commune.map(|c| [c.seat.lon_deg(), c.seat.lat_deg()]),
    }
}

/// Everything about a territory but its figures.
pub(super) fn detail(loaded: &Loaded, level: Level, position: usize) -> dto::TerritoryDetail {
    let territory = &loaded.territory;
    let commune = (level == Level::Commune).then(|| &territory.communes[position]);
    let members = territory.members(level, position);
    let postcodes = match commune {
        Some(commune) => commune.postcodes.clone(),
        None => {
            let mut all: Vec<String> =
                members.iter().flat_map(|&m| territory.communes[m].postcodes.iter().cloned()).collect();
            all.sort_unstable();
            all.dedup();
            all
        }
    };
    let epci = match level {
        Level::Commune => commune.and_then(|c| c.epci).and_then(|siren| territory.epci(siren)),
        Level::Epci => Some(position),
        Level::Departement => None,
    };
    let departement = home_departement(loaded, level, position).unwrap_or(0);
    dto::TerritoryDetail {
        item: item(loaded, level, position),
        members: if level == Level::Commune { 1 } else { members.len() },
        declared_members: (level == Level::Epci).then(|| territory.epcis[position].declared_members),
        postcodes,
        epci: epci.map(|epci| named(loaded, Level::Epci, epci)),
        departement: named(loaded, Level::Departement, departement),
    }
}

/// Position of the département of a territory: for an EPCI, the one with most of its communes.
pub(super) fn home_departement(loaded: &Loaded, level: Level, position: usize) -> Option<usize> {
    match level {
        Level::Commune => loaded.territory.departement(loaded.territory.communes[position].departement),
        Level::Epci => loaded.epci_departements[position].first().copied(),
        Level::Departement => Some(position),
    }
}

/// The figure where it was computed (secrecy is decided there); else the commune's own number, and
/// for a larger territory the sum over its communes, when all are known.
pub(super) fn count(
    loaded: &Loaded,
    level: Level,
    position: usize,
    indicator: &str,
    of: impl Fn(&territory::Commune) -> Quantity,
) -> Quantity {
    if let Some(column) = loaded.figures.column(indicator, "total", level) {
        return column.values[position];
    }
    let communes = &loaded.territory.communes;
    if level == Level::Commune {
        return of(&communes[position]);
    }
    let members = loaded.territory.members(level, position).iter();
    members.map(|&m| of(&communes[m])).fold(Quantity::Known(0.0), |sum, n| sum.zip_with(n, |a, b| a + b))
}

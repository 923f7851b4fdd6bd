//! The nearest services of a place.

use axum::{Json, extract::State};
use serde::Deserialize;
use territory::{Seconds, TravelMode};
use travel::Travel;
use utoipa::IntoParams;

use super::{check_minutes, fid, public_kind};
use crate::{
    dto,
    problem::Problem,
    query::{At, Limit, Minute, Query},
    state::{AppState, Loaded, Snap},
    travel::{Means, Near},
};

/// Where an estimate stops when nothing is asked for, minutes.
const USUAL: u32 = 60;

/// Near what.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListNearest {
    /// Where one leaves: longitude,latitude.
    #[param(value_type = String, example = "-1.25,46.67")]
    at: At,
    /// The kind of service.
    #[param(example = "creche")]
    kind: String,
    /// How one travels; the car by default.
    #[param(inline)]
    travel: Option<dto::TravelMode>,
    /// How many services.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 20, default = 3)]
    count: Option<Limit<20>>,
    /// Longest travel, minutes; the longest that the snapshot searches by default.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 600)]
    minutes: Option<Minute>,
}

/// The services of a kind that are nearest to a place, by travel time. Without a road network, times
/// by car are estimated from the distance, and say so.
#[utoipa::path(
    get, path = "/api/v1/services/nearest", operation_id = "list_nearest_services", tag = "travel",
    params(ListNearest),
    responses(
        (status = 200, description = "The nearest services, or why there is none", body = dto::NearestList),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "No network for this mode", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_nearest_services(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    Query(asked): Query<ListNearest>,
) -> Result<Json<dto::NearestList>, Problem> {
    let mode = asked.travel.map_or(TravelMode::Car, TravelMode::from);
    public_kind(&loaded, &asked.kind)?;
    let limit = loaded.travels.limit(mode)?;
    let minutes = asked.minutes.map_or_else(|| limit.map_or(USUAL, |limit| limit.0 / 60), |m| m.0);
    if let Some(limit) = limit {
        check_minutes(minutes, mode, limit)?;
    }
    let count = Limit::or(asked.count, 3);
    let nearest = state.heavy(move || {
        let means = loaded.travels.means(&loaded.territory, mode)?;
        let (items, outcome) = search(&loaded, &means, &asked, count, Seconds::from_minutes(minutes));
        Ok(dto::NearestList {
            origin: asked.at.0.into(),
            travel: mode.into(),
            minutes,
            snap_limit_m: means.snap_limit_m(),
            outcome: outcome.filter(|_| items.is_empty()),
            items,
            kind: asked.kind,
        })
    });
    nearest.await?.map(Json)
}

fn search(
    loaded: &Loaded,
    means: &Means<'_>,
    asked: &ListNearest,
    count: usize,
    limit: Seconds,
) -> (Vec<dto::NearestItem>, Option<dto::Unreached>) {
    let services = &loaded.territory.services;
    let of_kind: Vec<usize> = (0..services.len()).filter(|&i| services[i].kind.as_str() == asked.kind).collect();
    let (near, without) = means.nearest(&loaded.territory, asked.at.0, &of_kind, count, limit);
    let outcome = match without {
        Travel::Reached(_) => None,
        Travel::Beyond => Some(dto::Unreached::Beyond),
        Travel::Unreachable => Some(dto::Unreached::Unreachable),
        Travel::NotSnapped => Some(dto::Unreached::NotSnapped),
    };
    (near.iter().map(|near| item(loaded, near, means.is_estimated())).collect(), outcome)
}

fn item(loaded: &Loaded, near: &Near, estimated: bool) -> dto::NearestItem {
    let service = &loaded.territory.services[near.service];
    dto::NearestItem {
        service: service.id.0.clone(),
        fid: fid(near.service),
        name: service.name.clone(),
        kind: service.kind.as_str().to_owned(),
        at: service.at.into(),
        seconds: near.seconds.0,
        minutes: (f64::from(near.seconds.0) / 6.0).round() / 10.0,
        estimated,
    }
}

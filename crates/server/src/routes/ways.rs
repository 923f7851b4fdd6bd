//! The way from one place to another.

use axum::{Json, extract::State};
use serde::Deserialize;
use territory::TravelMode;
use travel::{Route, Travel};
use utoipa::IntoParams;

use super::{Place, not_snapped};
use crate::{
    dto, messages,
    problem::Problem,
    query::{At, Clock, Query},
    state::{AppState, Snap},
    travel::Road,
};

/// From where to where.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct GetRoute {
    /// Where one leaves: longitude,latitude.
    #[param(value_type = String, example = "-1.25,46.67")]
    from: At,
    /// Where one gets to: longitude,latitude. Or `service`.
    #[param(value_type = Option<String>, example = "-1.2,46.7")]
    to: Option<At>,
    /// The service that one gets to, by its identifier. Or `to`.
    service: Option<String>,
    /// How one travels; the car by default.
    #[param(inline)]
    travel: Option<dto::TravelMode>,
    /// By timetable: a day of the observatory's `travel.timetable.days`, or a date; the day of the
    /// figures by default.
    #[param(example = "2025-01-14")]
    day: Option<String>,
    /// By timetable: when one wants to be there; the hour of the figures by default.
    #[param(value_type = Option<String>, example = "09:00")]
    arrive_by: Option<Clock>,
}

/// The fastest way from a place to another or to a service, with its steps or its legs.
#[utoipa::path(
    get, path = "/api/v1/routes", operation_id = "get_route", tag = "travel",
    params(GetRoute),
    responses(
        (status = 200, description = "The way", body = dto::Route),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No usable road is near, or no way leads there", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "No network for this mode", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_route(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    Query(asked): Query<GetRoute>,
) -> Result<Json<dto::Route>, Problem> {
    let mode = asked.travel.map_or(TravelMode::Car, TravelMode::from);
    let to = Place::find(&loaded, asked.to, asked.service.as_deref(), ["to", "service"])?;
    for (name, given) in [("day", asked.day.is_some()), ("arrive_by", asked.arrive_by.is_some())] {
        if given && !mode.is_timed() {
            return Err(Problem::parameter(name, messages::only_by_timetable(name, mode.as_str())));
        }
    }
    let route = state.heavy(move || {
        let road = loaded.travels.road(mode)?;
        by_road(road, &Place::at(asked.from.0, "from"), &to).map(dto::Route::Road)
    });
    route.await?.map(Json)
}

fn by_road(road: &Road, from: &Place, to: &Place) -> Result<dto::RoadRoute, Problem> {
    let snap = |place: &Place| road.snap(place.at).ok_or_else(|| not_snapped(&place.name, road));
    let route = road
        .route(&snap(from)?, &snap(to)?)
        .map_err(|why| Problem::no_route(messages::no_way(why == Travel::Beyond, Road::LONGEST_ROUTE.0 / 60)))?;
    let Route { seconds, length, steps, line } = route;
    let step = |step: travel::Step| dto::Step {
        name: step.name,
        metres: step.length.0.round() as u32,
        seconds: step.seconds.0,
        start: step.start,
    };
    let properties = dto::RoadProperties {
        travel: road.mode().into(),
        seconds: seconds.0,
        metres: length.0.round() as u32,
        steps: steps.into_iter().map(step).collect(),
    };
    Ok(dto::RoadRoute::new(properties, dto::LineStringGeometry::new(line)))
}

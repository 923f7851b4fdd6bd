//! Areas from where a place is reached in time.

use axum::{
    extract::State,
    http::{HeaderName, header},
};
use serde::Deserialize;
use territory::TravelMode;
use utoipa::IntoParams;

use super::{Place, check_minutes, not_snapped};
use crate::{
    dto, messages,
    problem::Problem,
    query::{At, Minutes, Query},
    state::{AppState, Snap},
    travel::{Area, Left},
};

/// Limits where none are asked for, minutes.
const USUAL: [u32; 3] = [5, 10, 15];

/// Around which place, how far.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListIsochrones {
    /// The place that one gets to: longitude,latitude. Or `service`.
    #[param(value_type = Option<String>, example = "-1.25,46.67")]
    at: Option<At>,
    /// The service that one gets to, by its identifier. Or `at`.
    service: Option<String>,
    /// How one travels; the car by default. Areas are drawn for roads only.
    #[param(inline)]
    travel: Option<dto::TravelMode>,
    /// One to six limits in minutes.
    #[param(value_type = Option<String>, default = "5,10,15", example = "5,10,15")]
    minutes: Option<Minutes>,
}

/// The areas from where one gets to a place within some limits, the largest first; and how many
/// children under three live there, by their own travel time.
#[utoipa::path(
    get, path = "/api/v1/isochrones", operation_id = "list_isochrones", tag = "travel",
    params(ListIsochrones),
    responses(
        (status = 200, description = "The areas", body = dto::IsochroneCollection),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Invalid parameter", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No usable road is near to the place", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "No road network for this mode", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list_isochrones(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    Query(asked): Query<ListIsochrones>,
) -> Result<([(HeaderName, &'static str); 1], Vec<u8>), Problem> {
    let mode = asked.travel.map_or(TravelMode::Car, TravelMode::from);
    let place = Place::find(&loaded, asked.at, asked.service.as_deref(), ["at", "service"])?;
    if mode.is_timed() {
        let by_road = loaded.travels.roads().map(TravelMode::as_str);
        return Err(Problem::parameter("travel", messages::no_area_by(mode.as_str())).with_valid(by_road));
    }
    let road = loaded.travels.road(mode)?;
    let longest = road.limit().0 / 60;
    let minutes = asked.minutes.map_or_else(|| USUAL.into_iter().filter(|m| *m <= longest).collect(), |m| m.0);
    check_minutes(minutes.last().copied().unwrap_or(0), mode, road.limit())?;
    let to = road.snap(place.at).ok_or_else(|| not_snapped(&place.name, road))?;
    let (left, away_m) = (Left::default(), to.away().0.round() as u32);
    let present = left.present();
    let body = state.heavy(move || {
        let territory = &loaded.territory;
        let threshold = loaded.kinds.home_care_threshold;
        let road = loaded.travels.road(mode)?;
        let areas = road.areas(territory, to, &minutes, threshold, &left);
        let service = place.service.map(|position| territory.services[position].id.0.clone());
        let features = areas.iter().rev().map(|area| feature(mode, area)).collect();
        let collection = dto::IsochroneCollection::new(mode.into(), place.at.into(), service, away_m, features);
        serde_json::to_vec(&collection).map_err(Problem::internal)
    });
    let body = body.await??;
    drop(present);
    Ok(([(header::CONTENT_TYPE, "application/json")], body))
}

fn feature(mode: TravelMode, area: &Area) -> dto::IsochroneFeature {
    let properties = dto::IsochroneProperties {
        minutes: area.minutes,
        travel: mode.into(),
        children_under_3: area.children.into(),
        communes_reached: area.communes,
    };
    dto::IsochroneFeature::new(properties, (&area.outline).into())
}

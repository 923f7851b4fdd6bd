//! The way from one place to another.

use axum::{Json, extract::State};
use serde::Deserialize;
use territory::{Date, LonLat, Seconds, TravelMode};
use travel::{
    Route, Travel,
    timetable::{Leg, Means},
};
use utoipa::IntoParams;

use super::{Place, not_snapped, short};
use crate::{
    dto, messages,
    problem::Problem,
    query::{At, Clock, Query},
    state::{AppState, Loaded, Snap},
    travel::{OnDay, Road, Trip},
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
    let from = Place::at(asked.from.0, "from");
    if mode.is_timed() {
        let date = day_of(&loaded, mode, asked.day.as_deref())?;
        let journey = state.heavy(move || by_timetable(&loaded, mode, date, asked.arrive_by, &from, &to));
        return journey.await?.map(dto::Route::Journey).map(Json);
    }
    let route = state.heavy(move || {
        let road = loaded.travels.road(mode)?;
        by_road(road, &from, &to).map(dto::Route::Road)
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

/// The day that is asked for, when the timetable speaks of it.
fn day_of(loaded: &Loaded, mode: TravelMode, asked: Option<&str>) -> Result<Date, Problem> {
    let timed = loaded.travels.timed(mode)?;
    timed.date(asked).ok_or_else(|| {
        let (first, last) = timed.range();
        let detail = messages::no_such_day(&short(asked.unwrap_or_default()), &first.to_string(), &last.to_string());
        Problem::parameter("day", detail).with_valid(timed.days().iter().map(|day| day.0))
    })
}

fn by_timetable(
    loaded: &Loaded,
    mode: TravelMode,
    date: Date,
    arrive_by: Option<Clock>,
    from: &Place,
    to: &Place,
) -> Result<dto::Journey, Problem> {
    let timed = loaded.travels.timed(mode)?;
    let gone = || Problem::internal("a day of the timetable is gone");
    let day = timed.on(&loaded.travels, &loaded.territory, mode, Some(date)).ok_or_else(gone)?;
    for place in [from, to] {
        if !day.lost(&[place.at]).is_empty() {
            return Err(Problem::not_snapped(messages::no_stop(&place.name, mode.as_str())));
        }
    }
    let arrive_by = arrive_by.map_or(timed.arrive_by(), |clock| clock.0);
    let trip = day
        .trip(from.at, to.at, arrive_by)
        .map_err(|why| Problem::no_route(messages::no_way(why == Travel::Beyond, OnDay::LONGEST_ROUTE.0 / 60)))?;
    let Trip { itinerary, legs, rides } = trip;
    let properties = dto::JourneyProperties {
        travel: mode.into(),
        day: date.to_string(),
        seconds: itinerary.seconds.0,
        departs: itinerary.departure.to_string(),
        arrives: itinerary.arrival.to_string(),
        transfers: itinerary.transfers(),
        walking_s: itinerary.street.0,
        riding_s: itinerary.riding.0,
        waiting_s: itinerary.waiting.0,
    };
    let legs = legs.iter().map(|leg| tell(loaded, leg, &rides, [from.at, to.at])).collect();
    Ok(dto::Journey::new(properties, legs))
}

/// A leg with its line: the streets of a walk or of a booked ride where there is a network, else
/// straight from end to end.
fn tell(
    loaded: &Loaded,
    leg: &Leg,
    rides: &[String],
    ends: [LonLat; 2],
) -> (dto::LegProperties, dto::LineStringGeometry) {
    let stop = |stop: Option<u32>| loaded.travels.timetable().and_then(|timed| timed.stop(stop?));
    let (start, end) = (stop(leg.from), stop(leg.to));
    let place = |stop: Option<(&str, Option<LonLat>)>, door: LonLat| stop.map_or(Some(door), |(_, at)| at);
    let line: Vec<LonLat> = [place(start, ends[0]), place(end, ends[1])].into_iter().flatten().collect();
    let by_street = |mode| {
        let road = loaded.travels.road(mode).ok()?;
        let route = road.route(&road.snap(*line.first()?)?, &road.snap(*line.last()?)?).ok()?;
        (route.line.len() > 1).then_some(route.line)
    };
    let (means, name, drawn) = match &leg.means {
        Means::Street => (dto::LegMeans::Walk, None, by_street(TravelMode::Foot)),
        Means::Ride { line, .. } => (dto::LegMeans::Ride, Some(line.clone()), None),
        Means::OnDemand(ride) => {
            (dto::LegMeans::OnDemand, rides.get(usize::from(*ride)).cloned(), by_street(TravelMode::Car))
        }
    };
    let name_of = |stop: Option<(&str, Option<LonLat>)>| stop.map(|(name, _)| name.to_owned());
    let properties = dto::LegProperties {
        means,
        line: name,
        from: name_of(start),
        to: name_of(end),
        departs: leg.departure.to_string(),
        arrives: leg.arrival.to_string(),
        seconds: Seconds(leg.arrival.0.saturating_sub(leg.departure.0)).0,
    };
    (properties, dto::LineStringGeometry::new(drawn.unwrap_or(line)))
}

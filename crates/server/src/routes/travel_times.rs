//! Tables of travel times, computed while they are sent.

use std::error::Error;

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use http_body_util::LengthLimitError;
use territory::{LonLat, Seconds, TravelMode};

use super::{check_minutes, short};
use crate::{
    dto, messages,
    problem::Problem,
    query::{MOST_MINUTES, NoQuery, Query},
    state::{AppState, Snap},
    stream::{Left, Pen, stream},
    travel::Means,
};

/// Most pairs of one question.
const MOST_PAIRS: u64 = 4_000_000;
/// Largest body of a question, bytes: two lists of 100,000 places, say.
const MOST_BODY_BYTES: usize = 16 << 20;
/// Longest travel where nothing bounds it, minutes.
const USUAL: u32 = 60;

/// How long it takes from each origin to each destination, one line a pair that is within the limit.
/// The first line says what was asked for and which places no usable road is near to. The table is
/// sent while it is computed: a connection that ends early leaves a body without its end.
#[utoipa::path(
    post, path = "/api/v1/travel-times", operation_id = "compute_travel_times", tag = "travel",
    request_body(content = dto::AskTravelTimes, description = "At most 4,000,000 pairs and 16 MiB"),
    responses(
        (status = 200, description = "The header, then the times; one JSON value a line", body = dto::TravelTimesLine, content_type = "application/x-ndjson"),
        (status = 400, description = "Invalid question", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "No network for this mode", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "More pairs or bytes than are answered at once", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn compute_travel_times(
    State(state): State<AppState>,
    Snap(loaded): Snap,
    _: Query<NoQuery>,
    request: Request,
) -> Result<Response, Problem> {
    let asked = read(request).await?;
    let mode = asked.travel.map_or(TravelMode::Car, TravelMode::from);
    let minutes = minutes(&asked, mode, loaded.travels.limit(mode)?)?;
    let place = state.stream_place().await?;
    let (pen, body) = stream();
    tokio::task::spawn_blocking(move || {
        let _place = place;
        if let Ok(means) = loaded.travels.means(&loaded.territory, mode) {
            // Whoever stops reading ends the work with it: there is nobody to tell.
            let _gone = write(&asked, mode, &means, minutes, pen);
        }
    });
    let mut response = Body::new(body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-ndjson"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The question, of a size that is answered.
async fn read(request: Request) -> Result<dto::AskTravelTimes, Problem> {
    let body = to_bytes(request.into_body(), MOST_BODY_BYTES).await.map_err(|error| {
        let too_long = error.source().is_some_and(|source| source.is::<LengthLimitError>());
        if too_long {
            Problem::too_large(messages::body_too_large(MOST_BODY_BYTES))
        } else {
            Problem::bad_request(messages::body_refused("", "it stopped early"))
        }
    })?;
    let mut json = serde_json::Deserializer::from_slice(&body);
    let refused = |field: &str, cause: String| Problem::bad_request(messages::body_refused(&short(field), &cause));
    let asked: dto::AskTravelTimes = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| refused(&error.path().to_string(), error.inner().to_string()))?;
    json.end().map_err(|error| refused(".", error.to_string()))?;
    let (origins, destinations) = (asked.origins.len(), asked.destinations.len());
    // Lists of a body that was read have at most as many entries as it has bytes: no overflow.
    if origins as u64 * destinations as u64 > MOST_PAIRS {
        return Err(Problem::too_large(messages::too_many_pairs(origins, destinations, MOST_PAIRS)));
    }
    Ok(asked)
}

fn minutes(asked: &dto::AskTravelTimes, mode: TravelMode, limit: Option<Seconds>) -> Result<u32, Problem> {
    let most = limit.unwrap_or(Seconds::from_minutes(MOST_MINUTES));
    let minutes = asked.minutes.unwrap_or_else(|| limit.map_or(USUAL, |limit| limit.0 / 60));
    if minutes == 0 {
        return Err(Problem::parameter(
            "minutes",
            messages::refused("minutes", &messages::not_minutes("0", 1).packed()),
        ));
    }
    check_minutes(minutes, mode, most)?;
    Ok(minutes)
}

fn write(
    asked: &dto::AskTravelTimes,
    mode: TravelMode,
    means: &Means<'_>,
    minutes: u32,
    mut pen: Pen,
) -> Result<(), Left> {
    let places = |ends: &[dto::End]| ends.iter().map(|end| end.at).collect::<Vec<LonLat>>();
    let table = means.table(&places(&asked.origins), &places(&asked.destinations));
    let names = |ends: &[dto::End], out: Vec<usize>| out.into_iter().map(|i| ends[i].id.clone()).collect();
    let [origins_out, destinations_out] = table.not_snapped();
    pen.line(&dto::TravelTimesLine::Header(dto::TravelTimesHeader {
        travel: mode.into(),
        minutes,
        estimated: means.is_estimated(),
        origins: asked.origins.len(),
        destinations: asked.destinations.len(),
        snap_limit_m: means.snap_limit_m(),
        origins_not_snapped: names(&asked.origins, origins_out),
        destinations_not_snapped: names(&asked.destinations, destinations_out),
    }))?;
    table.rows(Seconds::from_minutes(minutes), |destination, row| {
        if pen.is_left() {
            return Err(Left);
        }
        let destination = &asked.destinations[destination].id;
        let reached = asked.origins.iter().zip(row).filter_map(|(end, travel)| Some((&end.id, travel.seconds()?)));
        for (origin, seconds) in reached {
            pen.line(&dto::TravelTime { origin, destination, seconds: seconds.0 })?;
        }
        Ok(())
    })?;
    pen.end()
}

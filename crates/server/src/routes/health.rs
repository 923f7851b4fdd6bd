//! For those who keep it running.

use axum::{
    extract::State,
    http::{HeaderName, header},
};

use crate::{problem::Problem, state::AppState};

/// Whether the process lives.
#[utoipa::path(
    get, path = "/healthz", operation_id = "get_health", tag = "operation",
    responses((status = 200, description = "ok", body = String, content_type = "text/plain"))
)]
pub(crate) async fn get_health() -> &'static str {
    "ok"
}

/// Whether requests may be sent here: a snapshot is loaded and the server does not end.
#[utoipa::path(
    get, path = "/readyz", operation_id = "get_readiness", tag = "operation",
    responses(
        (status = 200, description = "ready", body = String, content_type = "text/plain"),
        (status = 503, description = "Ending", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_readiness(State(state): State<AppState>) -> Result<&'static str, Problem> {
    if state.is_stopping() { Err(Problem::stopping()) } else { Ok("ready") }
}

/// Counters and durations in Prometheus' text format.
#[utoipa::path(
    get, path = "/metrics", operation_id = "get_metrics", tag = "operation",
    responses((status = 200, description = "The metrics", body = String, content_type = "text/plain"))
)]
pub(crate) async fn get_metrics(State(state): State<AppState>) -> ([(HeaderName, &'static str); 1], String) {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], state.metrics().render())
}

//! Around every request: an identifier, one line in the log, counters, limits, the problem
//! envelope with its path.

use std::{
    any::Any,
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{messages, problem::Problem, state::AppState};

/// By which header a request is found again in the log.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest address that is looked at.
const MAX_URI_BYTES: usize = 8 * 1024;

/// One line a request, target `maillage::access`: level INFO, and DEBUG for tiles and probes,
/// which come by the hundred.
pub(crate) async fn observe(State(state): State<AppState>, request: Request, next: Next) -> Response {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    let started = Instant::now();
    let id = NUMBER.fetch_add(1, Ordering::Relaxed);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("page", MatchedPath::as_str);
    let uri = request.uri().clone();
    let language = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let french = messages::prefers_french(language, uri.query());
    let path_bytes = uri.path_and_query().map_or(0, |p| p.as_str().len());
    let mut response = if path_bytes > MAX_URI_BYTES {
        Problem::uri_too_long(MAX_URI_BYTES).into_response()
    } else {
        next.run(request).await
    };
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        if let Some(cause) = problem.cause() {
            tracing::error!(target: "maillage::server", %cause, route, id = format_args!("{id:x}"), "a request failed");
        }
        let problem = if french { problem.in_french() } else { problem };
        response = with_instance(problem, &response, uri.path(), &method);
    }
    let status = response.status().as_u16();
    let took = started.elapsed();
    state.metrics().request(route, status, took);
    if let Ok(value) = HeaderValue::from_str(&format!("{id:x}")) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let ms = took.as_secs_f64() * 1000.0;
    if route.starts_with("/tiles/observatory/") || route == "/healthz" || route == "/readyz" || route == "/metrics" {
        tracing::debug!(target: "maillage::access", %method, route, status, ms, id = format_args!("{id:x}"));
    } else {
        tracing::info!(target: "maillage::access", %method, route, status, ms, id = format_args!("{id:x}"));
    }
    response
}

/// A handler panicked: the cause goes to the log, the client reads the constant text.
pub(crate) fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    Problem::internal(format!("a handler panicked: {text}")).into_response()
}

/// The same problem with the path that was asked, and the headers that layers added to it.
fn with_instance(problem: Problem, response: &Response, path: &str, method: &Method) -> Response {
    let mut renewed = problem.respond(Some(path));
    for (name, value) in response.headers() {
        let is_of_the_body = name.as_str().starts_with("content-") && name != "content-range";
        if !is_of_the_body && !renewed.headers().contains_key(name) {
            renewed.headers_mut().append(name.clone(), value.clone());
        }
    }
    renewed.headers_mut().append(header::VARY, HeaderValue::from_static("accept-language"));
    if *method == Method::HEAD {
        *renewed.body_mut() = axum::body::Body::empty();
    }
    renewed
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    #[tokio::test]
    async fn the_500_of_a_panic_says_nothing_of_its_cause() {
        let response = panicked(Box::new("index 7 of a list of 3"));
        let problem = response.extensions().get::<Problem>().unwrap();
        assert!(problem.cause().unwrap().contains("index 7"));
        let body = to_bytes(response.into_body(), 10_000).await.unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        assert!(text.contains("\"status\":500") && !text.contains("index 7"), "{text}");
    }
}

//! The one envelope of every error: RFC 9457, `application/problem+json`.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::messages::{self, Text};

/// Why a request was not answered (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Kind of problem: an anchor of the page `/api`.
    #[schema(example = "/api#invalid-parameter")]
    pub r#type: &'static str,
    /// The kind in a few words.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// What is wrong and what would work.
    #[schema(value_type = String)]
    pub detail: Box<str>,
    /// The path that was asked.
    #[schema(required = true, value_type = Option<String>)]
    pub instance: Option<Box<str>>,
    /// The parameter that was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, value_type = Option<String>)]
    pub parameter: Option<Box<str>>,
    /// What would have been valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, value_type = Option<Vec<String>>)]
    pub valid: Option<Box<[String]>>,
    /// What is not sent as it stands.
    #[serde(skip)]
    aside: Box<Aside>,
}

#[derive(Debug, Clone, Default)]
struct Aside {
    /// Why the server failed, for its log; never sent.
    cause: Option<Box<str>>,
    /// `detail` in French.
    french: Option<Box<str>>,
}

impl Problem {
    fn new(status: StatusCode, r#type: &'static str, title: &'static str, detail: Text) -> Self {
        Self {
            r#type,
            title,
            status: status.as_u16(),
            detail: detail.en.into(),
            instance: None,
            parameter: None,
            valid: None,
            aside: Box::new(Aside { cause: None, french: detail.fr.map(Box::from) }),
        }
    }

    /// 400 for a parameter that is unknown, missing, given twice or has a value that does not exist.
    pub fn parameter(name: &str, detail: impl Into<Text>) -> Self {
        let mut problem =
            Self::new(StatusCode::BAD_REQUEST, "/api#invalid-parameter", "Invalid parameter", detail.into());
        problem.parameter = Some(name.into());
        problem
    }

    /// 400 for a request that cannot be understood.
    pub fn bad_request(detail: impl Into<Text>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "/api#bad-request", "Bad request", detail.into())
    }

    /// 404 for something that this snapshot does not hold.
    pub fn not_found(detail: impl Into<Text>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "/api#not-found", "Not found", detail.into())
    }

    /// 409 for a way of travelling that this snapshot has nothing for.
    pub fn no_network(detail: impl Into<Text>) -> Self {
        Self::new(StatusCode::CONFLICT, "/api#no-network", "No network for this mode", detail.into())
    }

    /// 404 for a place that no road is near to.
    pub fn not_snapped(detail: impl Into<Text>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "/api#not-snapped", "Outside the network", detail.into())
    }

    /// 404 for two places that no way joins within the limit.
    pub fn no_route(detail: impl Into<Text>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "/api#no-route", "No route", detail.into())
    }

    /// 413 for a question of more than is answered at once.
    pub fn too_large(detail: impl Into<Text>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "/api#too-large", "Question too large", detail.into())
    }

    /// 405.
    pub fn method_not_allowed() -> Self {
        let detail = messages::reading_only();
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "/api#method-not-allowed", "Method not allowed", detail)
    }

    /// 414.
    pub fn uri_too_long(limit_bytes: usize) -> Self {
        let detail = messages::address_too_long(limit_bytes);
        Self::new(StatusCode::URI_TOO_LONG, "/api#uri-too-long", "Address too long", detail)
    }

    /// 416 for a range beyond the end.
    pub fn range_not_satisfiable(length_bytes: u64) -> Self {
        let detail = messages::outside_the_file(length_bytes);
        Self::new(StatusCode::RANGE_NOT_SATISFIABLE, "/api#range-not-satisfiable", "Range not satisfiable", detail)
    }

    /// 503 while the server ends.
    pub fn stopping() -> Self {
        let detail = messages::stopping();
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "/api#unavailable", "Unavailable", detail)
    }

    /// 500 with a constant text; `cause` goes to the log with the request's identifier.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let mut problem =
            Self::new(StatusCode::INTERNAL_SERVER_ERROR, "/api#internal", "Internal error", messages::internal());
        problem.aside.cause = Some(cause.to_string().into());
        problem
    }

    /// The same problem with the list of what would have worked, in the text and as a field.
    #[must_use]
    pub fn with_valid<T: Into<String>>(mut self, valid: impl IntoIterator<Item = T>) -> Self {
        let valid: Vec<String> = valid.into_iter().map(Into::into).collect();
        let list = messages::valid(&valid);
        self.detail = format!("{}{}", self.detail, list.en).into();
        if let (Some(french), Some(list)) = (&mut self.aside.french, list.fr) {
            *french = format!("{french}{list}").into();
        }
        self.valid = Some(valid.into());
        self
    }

    /// The same in French, as far as it is translated.
    #[must_use]
    pub(crate) fn in_french(mut self) -> Self {
        if let Some(french) = self.aside.french.take() {
            self.detail = french;
            self.title = messages::title_fr(self.r#type).unwrap_or(self.title);
        }
        self
    }

    /// Why the server failed.
    pub(crate) fn cause(&self) -> Option<&str> {
        self.aside.cause.as_deref()
    }

    /// The response, with the path that was asked.
    pub(crate) fn respond(mut self, instance: Option<&str>) -> Response {
        self.instance = instance.map(Box::from).or(self.instance);
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.respond(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_500_is_constant() {
        let problem = Problem::internal("the password is 1234");
        assert_eq!((problem.status, problem.cause()), (500, Some("the password is 1234")));
        assert!(!serde_json::to_string(&problem).unwrap().contains("1234"));
    }

    #[test]
    fn every_kind_of_problem_is_said_in_french() {
        let all = [
            Problem::parameter("x", messages::required("x")),
            Problem::bad_request(messages::path_is_not_utf8()),
            Problem::not_found(messages::no_service("x")),
            Problem::no_network(messages::no_network("car", false)),
            Problem::not_snapped(messages::not_snapped("at", "car", 500.0)),
            Problem::no_route(messages::no_way(true, 60)),
            Problem::too_large(messages::body_too_large(9)),
            Problem::method_not_allowed(),
            Problem::uri_too_long(9),
            Problem::range_not_satisfiable(9),
            Problem::stopping(),
            Problem::internal("x"),
        ];
        for english in all {
            let french = english.clone().in_french();
            assert_ne!(french.title, english.title);
            assert_ne!(french.detail, english.detail, "{}", english.title);
            assert_eq!((french.status, french.r#type), (english.status, english.r#type));
        }
        let listed = Problem::parameter("x", messages::required("x")).with_valid(["a", "b"]).in_french();
        assert_eq!(&*listed.detail, "Le paramètre `x` est requis. Valeurs admises : a, b.");
    }

    #[test]
    fn what_would_work_is_in_the_text_and_in_a_field() {
        let problem = Problem::parameter("level", "`level` is unknown.").with_valid(["commune", "epci"]);
        assert!(problem.detail.ends_with("Valid: commune, epci."));
        assert_eq!(problem.valid.unwrap()[..], ["commune", "epci"]);
    }
}

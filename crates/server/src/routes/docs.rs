//! The contract, for programs and for people.

use std::sync::LazyLock;

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::query::{NoQuery, Query};

const PAGE: &str = include_str!("../api.html");

static CONTRACT: LazyLock<String> = LazyLock::new(crate::openapi_json);

/// This contract: OpenAPI 3.1, self-contained.
#[utoipa::path(
    get, path = "/api/openapi.json", operation_id = "get_openapi", tag = "contract",
    responses(
        (status = 200, description = "The contract", body = serde_json::Value),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_openapi(_: Query<NoQuery>) -> ([(HeaderName, &'static str); 1], &'static str) {
    ([(header::CONTENT_TYPE, "application/json")], CONTRACT.as_str())
}

/// A page to read this contract and to try it.
#[utoipa::path(
    get, path = "/api", operation_id = "get_docs", tag = "contract",
    responses(
        (status = 200, description = "The page", body = String, content_type = "text/html"),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_docs(_: Query<NoQuery>) -> Response {
    // The page is one file: its script is allowed by its digest, and no other.
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        let script = PAGE.split_once("<script>").and_then(|(_, rest)| rest.split_once("</script>"));
        let digest = base64(&Sha256::digest(script.map_or("", |(script, _)| script)));
        format!(
            "default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
    });
    let mut response = Html(PAGE).into_response();
    let policy = HeaderValue::from_str(&POLICY).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// Base64 with padding (RFC 4648), as content security policies write digests.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |chunk: &[u8], i: usize| {
        let bits = chunk.iter().fold(0u32, |bits, &b| bits << 8 | u32::from(b)) << (8 * (3 - chunk.len()));
        if i <= chunk.len() { char::from(ALPHABET[(bits >> (18 - 6 * i) & 63) as usize]) } else { '=' }
    };
    bytes.chunks(3).flat_map(|chunk| (0..4).map(move |i| digit(chunk, i))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn the_page_has_one_script_and_calls_nobody() {
        assert_eq!(PAGE.matches("<script").count(), 1);
        assert!(!PAGE.contains("http://") && !PAGE.contains("https://") && !PAGE.contains("innerHTML"));
    }
}

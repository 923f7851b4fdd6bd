//! Strong entity tags. A tag contains every input of a response: the snapshot and the hour of its
//! build, this program's version and its options, the address with its query, the host where it is
//! part of the body, and the content coding.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use sha2::{Digest, Sha256};

use crate::{
    Background,
    state::{AppState, Loaded, Snap},
};

/// Answers 304 for what the client has already, and tags what it has not. Hands the snapshot to
/// the handler, so that the tag and the body speak of the same one.
pub(crate) async fn tag(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let loaded = state.loaded();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let base = tag_of(&loaded, state.background(), &request);
    if reads && let Some(matching) = find_match(request.headers(), &base) {
        return not_modified(matching);
    }
    request.extensions_mut().insert(Snap(loaded));
    let mut response = next.run(request).await;
    if reads && response.status() == StatusCode::OK {
        let coding = response.headers().get(header::CONTENT_ENCODING).and_then(|c| c.to_str().ok());
        let value = header_value(&format!("{base}{}", coding.map(|c| format!("-{c}")).unwrap_or_default()));
        response.headers_mut().insert(header::ETAG, value);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    response
}

/// A 304 with the tag that the client has, quotes included.
pub(crate) fn not_modified(tag: HeaderValue) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response.headers_mut().insert(header::ETAG, tag);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// The tag of `If-None-Match` that is `base`, in whatever content coding; `*` never matches here,
/// it speaks of writes.
pub(crate) fn find_match(headers: &HeaderMap, base: &str) -> Option<HeaderValue> {
    let lists = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = lists.flat_map(|list| list.split(',')).map(str::trim);
    let found = tags.find_map(|tag| {
        let bare = tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"')?.strip_suffix('"')?;
        let coding = bare.strip_prefix(base)?;
        ["", "-gzip", "-br"].contains(&coding).then_some(bare)
    })?;
    Some(header_value(found))
}

/// A tag as a header: between quotes.
pub(crate) fn header_value(bare: &str) -> HeaderValue {
    // Snapshot ids, hexadecimal digits and coding names are visible ASCII.
    HeaderValue::from_str(&format!("\"{bare}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}

fn tag_of(loaded: &Loaded, background: Option<Background>, request: &Request) -> String {
    let mut hasher = Sha256::new();
    let host = request.headers().get(header::HOST).map(HeaderValue::as_bytes).unwrap_or_default();
    let forwarded = ["x-forwarded-host", "x-forwarded-proto"].map(|name| request.headers().get(name));
    let uri = request.uri();
    let built_at = loaded.manifest.built_at.as_bytes();
    for part in [env!("CARGO_PKG_VERSION").as_bytes(), built_at, uri.path().as_bytes()]
        .into_iter()
        .chain([uri.query().unwrap_or_default().as_bytes(), host])
        .chain([background.map_or("", Background::word).as_bytes()])
        .chain(forwarded.map(|value| value.map(HeaderValue::as_bytes).unwrap_or_default()))
    {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let digest = hasher.finalize();
    let hex: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{hex}", loaded.manifest.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(value).unwrap());
        headers
    }

    #[test]
    fn a_tag_is_found_in_a_list_weak_or_in_another_coding() {
        assert_eq!(find_match(&asks("\"a\", W/\"id-1-gzip\""), "id-1").unwrap(), "\"id-1-gzip\"");
        assert!(find_match(&asks("\"id-1\""), "id-1").is_some());
    }

    #[test]
    fn another_tag_does_not_match() {
        for other in ["\"id-12\"", "\"id-1-zstd\"", "id-1", "*", ""] {
            assert!(find_match(&asks(other), "id-1").is_none(), "{other}");
        }
    }
}

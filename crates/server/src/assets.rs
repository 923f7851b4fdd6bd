//! The web application, embedded in the binary.

use std::{collections::BTreeMap, sync::LazyLock};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use crate::{Background, etag, messages, problem::Problem, state::AppState, tiles::accepts_gzip};

include!(concat!(env!("OUT_DIR"), "/web.rs"));

/// The files by their path, each with its digest.
static WEB: LazyLock<BTreeMap<&'static str, Asset>> = LazyLock::new(|| {
    let digest = |bytes: &[u8]| Sha256::digest(bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    FILES.iter().map(|file| (file.path, Asset { file, tag: digest(file.bytes) })).collect()
});

/// A file of the web application, as `build.rs` lists them.
struct WebFile {
    /// "assets/index-1a2b3c.js".
    path: &'static str,
    bytes: &'static [u8],
    /// The same, gzipped, for a text.
    gzipped: Option<&'static [u8]>,
}

struct Asset {
    file: &'static WebFile,
    tag: String,
}

/// The page may load its own files and nothing else but the images of a background map that the
/// administrator allows. Maps decode tiles in a worker made of a blob and draw symbols from data
/// and blob images; styles are set on elements.
fn policy(background: Option<Background>) -> HeaderValue {
    let others = background.map(|background| format!(" {}", background.origin())).unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:{others}; style-src 'self' 'unsafe-inline'; connect-src 'self'{others}; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    );
    // Origins are visible ASCII; a policy that could not be written would forbid everything.
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// A file of the web application; its page for a path that a browser opens.
pub(crate) async fn get_asset(State(state): State<AppState>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::method_not_allowed().into_response();
    }
    let accept = request.headers().get(header::ACCEPT).and_then(|a| a.to_str().ok()).unwrap_or_default();
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let is_api = ["api", "tiles", "assets"].contains(&path.split('/').next().unwrap_or_default());
    let name = match path {
        "" => "index.html",
        path if WEB.contains_key(path) => path,
        // Addresses of the page keep its state: all of them are the one page.
        _ if !is_file && !is_api && accept.contains("text/html") => "index.html",
        _ => {
            let path: String = path.chars().take(200).collect();
            return Problem::not_found(messages::nothing_at(&path)).into_response();
        }
    };
    match WEB.get(name) {
        Some(asset) => send(asset, request.headers(), state.background()),
        None => Problem::internal("the page is not embedded").into_response(),
    }
}

fn send(Asset { file, tag }: &Asset, headers: &HeaderMap, background: Option<Background>) -> Response {
    // A page that is kept must not keep the policy of another option.
    let tag = &format!("{tag}{}", background.map_or("", Background::word));
    if let Some(tag) = etag::find_match(headers, tag) {
        return etag::not_modified(tag);
    }
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let gzipped = file.gzipped.filter(|_| accepts_gzip(accepted));
    let name = file.path;
    let mut response = Response::new(Body::from(gzipped.unwrap_or(file.bytes)));
    let to = response.headers_mut();
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let kind = if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    // Names of types are visible ASCII.
    to.insert(header::CONTENT_TYPE, HeaderValue::from_str(&kind).unwrap_or(HeaderValue::from_static("text/plain")));
    to.insert(header::CONTENT_SECURITY_POLICY, policy(background));
    to.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if gzipped.is_some() {
        to.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    to.insert(header::ETAG, etag::header_value(&format!("{tag}{}", if gzipped.is_some() { "-gzip" } else { "" })));
    // Files under assets/ carry a digest in their name: another content has another address.
    let lifetime = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static(lifetime));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_typed_tagged_and_immutable_when_its_name_has_its_digest() {
        assert!(WEB.contains_key("index.html"));
        let mut headers = HeaderMap::new();
        for (path, asset) in WEB.iter() {
            headers.clear();
            let plain = send(asset, &headers, None);
            let lifetime = plain.headers()[header::CACHE_CONTROL].to_str().unwrap();
            assert_eq!(lifetime.contains("immutable"), path.starts_with("assets/"), "{path}");
            assert!(plain.headers().contains_key(header::CONTENT_TYPE), "{path}");
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
            let packed = send(asset, &headers, None).headers().contains_key(header::CONTENT_ENCODING);
            assert_eq!(packed, asset.file.gzipped.is_some(), "{path}");
        }
    }

    #[test]
    fn another_host_is_named_only_where_its_map_is_allowed() {
        let asset = &WEB["index.html"];
        let of = |background| send(asset, &HeaderMap::new(), background);
        let policy =
            |background| of(background).headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        let (closed, open) = (policy(None), policy(Some(Background::Ign)));
        assert!(!closed.contains("http"), "{closed}");
        assert!(open.contains("img-src 'self' data: blob: https://data.geopf.fr;"), "{open}");
        assert_eq!(open.replace(" https://data.geopf.fr", ""), closed, "nothing else is opened");
        assert_ne!(of(None).headers()[header::ETAG], of(Some(Background::Ign)).headers()[header::ETAG]);
    }

    #[test]
    fn the_page_that_stands_in_says_what_to_do_in_both_languages() {
        let page = include_str!("no-page.html");
        assert!(page.contains("Pour la construire : <code>scripts/run</code>"));
        assert!(page.contains("To build it: <code>scripts/run</code>"));
    }
}

//! Vector tiles. These handlers are the ones that maps call by the hundred: they copy no tile and
//! look at no more than they need.

use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::short;
use crate::{
    dto, etag,
    problem::Problem,
    query::{NoQuery, Query},
    state::{AppState, Loaded, Snap},
    tiles::{ByteRange, Tile, accepts_gzip, byte_range},
};

const MVT: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
const GZIP: HeaderValue = HeaderValue::from_static("gzip");
const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");

/// Where the tiles are and what they hold (TileJSON 3.0.0).
#[utoipa::path(
    get, path = "/tiles/observatory.json", operation_id = "get_tilejson", tag = "tiles",
    responses(
        (status = 200, description = "The TileJSON", body = dto::TileJson),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_tilejson(
    Snap(loaded): Snap,
    headers: HeaderMap,
    _: Query<NoQuery>,
) -> Result<Json<dto::TileJson>, Problem> {
    let [minzoom, maxzoom] = loaded.tiles.zooms();
    Ok(Json(dto::TileJson {
        tilejson: "3.0.0".into(),
        name: loaded.manifest.name.clone(),
        scheme: "xyz".into(),
        tiles: vec![format!("{}/tiles/observatory/{{z}}/{{x}}/{{y}}", origin(&headers)?)],
        vector_layers: loaded.tiles.layers().to_vec(),
        bounds: loaded.territory.extent().map(crate::load::corners).unwrap_or_default(),
        minzoom,
        maxzoom,
        attribution: loaded.tiles.attribution().map_or_else(|| attribution(&loaded), str::to_owned),
    }))
}

/// A vector tile. `y` may end with `.mvt` or `.pbf`.
#[utoipa::path(
    get, path = "/tiles/observatory/{z}/{x}/{y}", operation_id = "get_tile", tag = "tiles",
    params(
        ("z" = u8, Path, description = "Zoom"),
        ("x" = u32, Path, description = "Column, from the west"),
        ("y" = String, Path, description = "Row, from the north", pattern = r"^[0-9]+(\.mvt|\.pbf)?$", example = "5"),
    ),
    responses(
        (status = 200, description = "The tile", body = dto::Binary, content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "Nothing there"),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Not a tile of the world", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such zoom", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_tile(
    State(state): State<AppState>,
    Path((z, x, y)): Path<(String, String, String)>,
    headers: HeaderMap,
    _: Query<NoQuery>,
) -> Result<Response, Problem> {
    let (z, x, y) = address(&z, &x, &y)?;
    let loaded = state.loaded();
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let gzip = loaded.tiles.is_gzip() && accepts_gzip(text(header::ACCEPT_ENCODING));
    let base = format!("{}-{z}-{x}-{y}", loaded.manifest.id);
    if headers.contains_key(header::IF_NONE_MATCH)
        && let Some(tag) = etag::find_match(&headers, &base)
    {
        return Ok(etag::not_modified(tag));
    }
    let tile = match loaded.tiles.tile(z, x, y).await.map_err(Problem::internal)? {
        Tile::Found(tile) => tile,
        Tile::Empty => return Ok(StatusCode::NO_CONTENT.into_response()),
        Tile::OutsideZooms => {
            let [first, last] = loaded.tiles.zooms();
            return Err(Problem::not_found(format!("`observatory` has zoom {first} to {last}, not {z}.")));
        }
        Tile::OutsideWorld => {
            let last = 2u64.pow(u32::from(z)) - 1;
            let detail = format!("Zoom {z} has columns and rows 0 to {last}; there is no {x}/{y}.");
            return Err(Problem::bad_request(detail));
        }
    };
    let body = if gzip { tile } else { loaded.tiles.plain((z, x, y), &tile).map_err(Problem::internal)? };
    let mut response = Response::new(Body::from(body));
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, MVT);
    if gzip {
        to.insert(header::CONTENT_ENCODING, GZIP);
    }
    to.insert(header::ETAG, etag::header_value(&format!("{base}{}", if gzip { "-gzip" } else { "" })));
    to.insert(header::CACHE_CONTROL, NO_CACHE);
    to.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    Ok(response)
}

/// The whole archive, PMTiles 3, or a range of its bytes.
#[utoipa::path(
    get, path = "/tiles/observatory.pmtiles", operation_id = "get_archive", tag = "tiles",
    params(("range" = Option<String>, Header, description = "One range of bytes", example = "bytes=0-16383")),
    responses(
        (status = 200, description = "The archive", body = dto::Binary, content_type = "application/vnd.pmtiles"),
        (status = 206, description = "The range", body = dto::Binary, content_type = "application/vnd.pmtiles"),
        (status = 304, description = "Not modified"),
        (status = 400, description = "Unknown parameter", body = Problem, content_type = "application/problem+json"),
        (status = 416, description = "Beyond the end", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get_archive(
    State(state): State<AppState>,
    headers: HeaderMap,
    _: Query<NoQuery>,
) -> Result<Response, Problem> {
    let loaded = state.loaded();
    let length = loaded.tiles.length_bytes();
    let base = format!("{}-pmtiles", loaded.manifest.id);
    let tag = etag::header_value(&base);
    if let Some(tag) = etag::find_match(&headers, &base) {
        return Ok(etag::not_modified(tag));
    }
    // A range of another version of the file would be garbage: `If-Range` gets the whole instead.
    let same_version = headers.get(header::IF_RANGE).is_none_or(|asked| asked == tag);
    let range = headers.get(header::RANGE).filter(|_| same_version).and_then(|value| value.to_str().ok());
    let (status, first, last) = match byte_range(range, length) {
        ByteRange::Whole => (StatusCode::OK, 0, length.saturating_sub(1)),
        ByteRange::Part(first, last) => (StatusCode::PARTIAL_CONTENT, first, last),
        ByteRange::Unsatisfiable => {
            let mut response = Problem::range_not_satisfiable(length).into_response();
            response.headers_mut().insert(header::CONTENT_RANGE, content_range(&format!("*/{length}")));
            return Ok(response);
        }
    };
    let bytes = loaded.tiles.slice(first, last).await.map_err(Problem::internal)?;
    let mut response = (status, Body::from(bytes)).into_response();
    let to = response.headers_mut();
    to.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/vnd.pmtiles"));
    to.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    to.insert(header::ETAG, tag);
    to.insert(header::CACHE_CONTROL, NO_CACHE);
    if status == StatusCode::PARTIAL_CONTENT {
        to.insert(header::CONTENT_RANGE, content_range(&format!("{first}-{last}/{length}")));
    }
    Ok(response)
}

fn content_range(range: &str) -> HeaderValue {
    // Digits and separators only.
    HeaderValue::from_str(&format!("bytes {range}")).unwrap_or_else(|_| HeaderValue::from_static("bytes */0"))
}

fn address(z: &str, x: &str, y: &str) -> Result<(u8, u32, u32), Problem> {
    let row = y.strip_suffix(".mvt").or_else(|| y.strip_suffix(".pbf")).unwrap_or(y);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let numbers = if [z, x, row].into_iter().all(digits) {
        z.parse().ok().zip(x.parse().ok()).zip(row.parse().ok())
    } else {
        None
    };
    let ((z, x), y) = numbers.ok_or_else(|| {
        let asked = format!("{}/{}/{}", short(z), short(x), short(y));
        Problem::bad_request(format!("`{asked}` is not zoom/column/row, such as /tiles/observatory/8/126/90."))
    })?;
    Ok((z, x, y))
}

/// Scheme and host of the request; behind a proxy, those that it forwards.
fn origin(headers: &HeaderMap) -> Result<String, Problem> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text("x-forwarded-host").or_else(|| text("host")).unwrap_or("localhost");
    let plausible = |c: char| c.is_ascii_alphanumeric() || ".-_:[]".contains(c);
    if host.is_empty() || !host.chars().all(plausible) {
        return Err(Problem::bad_request("The header `host` is not a host name."));
    }
    let scheme = if text("x-forwarded-proto") == Some("https") { "https" } else { "http" };
    Ok(format!("{scheme}://{host}"))
}

/// Producers and licences of the sources. TileJSON says that this text is HTML: what comes from
/// the configuration is escaped.
fn attribution(loaded: &Loaded) -> String {
    let mut parts: Vec<String> = Vec::new();
    for source in &loaded.manifest.sources {
        let part = escape(&format!("{} ({})", source.producer, source.licence));
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(", ")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_tiles_are_digits_with_or_without_suffix() {
        assert_eq!(address("3", "4", "5").unwrap(), (3, 4, 5));
        assert_eq!(address("3", "4", "5.mvt").unwrap(), (3, 4, 5));
        assert_eq!(address("3", "4", "5.pbf").unwrap(), (3, 4, 5));
        for (z, x, y) in [
            ("a", "1", "1"),
            ("1", "-1", "1"),
            ("1", "1", "1.png"),
            ("1", "+1", "1"),
            ("300", "1", "1"),
            ("1", "1", ""),
        ] {
            assert!(address(z, x, y).is_err(), "{z}/{x}/{y}");
        }
    }

    #[test]
    fn the_origin_is_the_one_that_the_reader_sees() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("127.0.0.1:8080"));
        assert_eq!(origin(&headers).unwrap(), "http://127.0.0.1:8080");
        headers.insert("x-forwarded-host", HeaderValue::from_static("carte.example.fr"));
        headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        assert_eq!(origin(&headers).unwrap(), "https://carte.example.fr");
        headers.insert("x-forwarded-host", HeaderValue::from_static("a\"><script>"));
        assert!(origin(&headers).is_err());
    }

    #[test]
    fn attribution_is_html_and_so_escaped() {
        assert_eq!(escape("<b> & \"c\""), "&lt;b&gt; &amp; &quot;c&quot;");
    }
}

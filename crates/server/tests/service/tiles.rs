//! Tiles one by one, their description, and the archive in ranges.

use std::io::Read;

use flate2::read::GzDecoder;
use serde_json::json;

use crate::fixture::{App, MAX_ZOOM};

/// The tile of the deepest zoom that holds a position, WGS84 degrees.
fn tile_at(lon_deg: f64, lat_deg: f64) -> String {
    let across = f64::from(1 << MAX_ZOOM);
    let lat = lat_deg.to_radians();
    let x = ((lon_deg + 180.0) / 360.0 * across).floor();
    let y = ((1.0 - lat.tan().asinh() / std::f64::consts::PI) / 2.0 * across).floor();
    format!("{MAX_ZOOM}/{x}/{y}")
}

#[tokio::test]
async fn a_tile_is_sent_as_the_archive_has_it_or_unpacked_for_those_who_cannot() {
    let app = App::start().await;
    let path = format!("/tiles/observatory/{}", tile_at(-0.95, 46.05));
    let packed = app.ask("GET", &path, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((packed.status.as_u16(), packed.header("content-encoding")), (200, "gzip"));
    assert_eq!(packed.header("content-type"), "application/vnd.mapbox-vector-tile");
    assert_eq!(packed.header("vary"), "accept-encoding");
    let mut unpacked = Vec::new();
    GzDecoder::new(&packed.body[..]).read_to_end(&mut unpacked).unwrap();
    // Layer names stand in a tile as they are.
    assert!(unpacked.windows(8).any(|w| w == b"communes"));
    for coding in ["identity", "br", "gzip;q=0"] {
        // Twice: the second comes from the cache.
        for _ in 0..2 {
            let plain = app.ask("GET", &path, &[("accept-encoding", coding)]).await;
            assert_eq!((plain.header("content-encoding"), &plain.body), ("", &unpacked), "{coding}");
        }
    }
    let none = app.get(&path).await;
    assert_eq!((none.header("content-encoding"), &none.body), ("", &unpacked));
    assert_ne!(none.header("etag"), packed.header("etag"));
}

#[tokio::test]
async fn a_tile_may_carry_a_suffix() {
    let app = App::start().await;
    let path = format!("/tiles/observatory/{}", tile_at(-0.95, 46.05));
    let plain = app.get(&path).await.body;
    assert_eq!(app.get(&format!("{path}.mvt")).await.body, plain);
    assert_eq!(app.get(&format!("{path}.pbf")).await.body, plain);
}

#[tokio::test]
async fn a_tile_without_features_is_no_content() {
    let app = App::start().await;
    let reply = app.get(&format!("/tiles/observatory/{}", tile_at(100.0, -30.0))).await;
    assert_eq!((reply.status.as_u16(), reply.body.len()), (204, 0));
}

#[tokio::test]
async fn other_zooms_and_other_worlds_are_refused_with_those_that_work() {
    let app = App::start().await;
    let deep = app.problem("/tiles/observatory/9/0/0", 404).await;
    assert!(deep["detail"].as_str().unwrap().contains("`observatory` has zoom 0 to 8"));
    app.problem("/tiles/observatory/40/0/0", 404).await;
    for path in ["1/2/0", "1/0/2", "0/1/0", "8/256/0"] {
        let outside = app.problem(&format!("/tiles/observatory/{path}"), 400).await;
        assert!(outside["detail"].as_str().unwrap().contains("0 to"), "{outside}");
    }
    for path in ["a/0/0", "0/0/x", "0/0/0.png", "0/-1/0", "999/0/0", "0/0/99999999999"] {
        app.problem(&format!("/tiles/observatory/{path}"), 400).await;
    }
}

#[tokio::test]
async fn the_description_names_the_address_that_the_reader_used() {
    let app = App::start().await;
    let t = app.json("/tiles/observatory.json").await;
    assert_eq!(t["tilejson"], "3.0.0");
    assert_eq!(t["tiles"], json!(["http://carte.example:8080/tiles/observatory/{z}/{x}/{y}"]));
    assert_eq!([&t["minzoom"], &t["maxzoom"]], [&json!(0), &json!(MAX_ZOOM)]);
    let layers: Vec<&str> = t["vector_layers"].as_array().unwrap().iter().map(|l| l["id"].as_str().unwrap()).collect();
    assert!(["communes", "epcis", "departements", "services"].iter().all(|l| layers.contains(l)), "{layers:?}");
    let forwarded = [("x-forwarded-proto", "https"), ("x-forwarded-host", "carte.example.fr")];
    let proxied = app.ask("GET", "/tiles/observatory.json", &forwarded).await;
    assert_eq!(proxied.json()["tiles"], json!(["https://carte.example.fr/tiles/observatory/{z}/{x}/{y}"]));
    assert_ne!(proxied.header("etag"), app.get("/tiles/observatory.json").await.header("etag"));
}

#[tokio::test]
async fn the_archive_is_read_in_ranges() {
    let app = App::start().await;
    let path = "/tiles/observatory.pmtiles";
    let whole = app.get(path).await;
    assert_eq!((whole.status.as_u16(), &whole.body[..7]), (200, &b"PMTiles"[..]));
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let length = whole.body.len();
    for (range, expected, header) in [
        ("bytes=0-126".to_owned(), 0..127, format!("bytes 0-126/{length}")),
        (format!("bytes={}-", length - 5), length - 5..length, format!("bytes {}-{}/{length}", length - 5, length - 1)),
        ("bytes=-10".to_owned(), length - 10..length, format!("bytes {}-{}/{length}", length - 10, length - 1)),
        (format!("bytes=7-{}", length * 2), 7..length, format!("bytes 7-{}/{length}", length - 1)),
    ] {
        let part = app.ask("GET", path, &[("range", &range), ("accept-encoding", "gzip, br")]).await;
        assert_eq!((part.status.as_u16(), part.header("content-range")), (206, header.as_str()), "{range}");
        assert_eq!(part.body, whole.body[expected], "{range}");
        assert_eq!(part.header("content-encoding"), "", "bytes of a range are those of the file");
    }
    let beyond = app.ask("GET", path, &[("range", &format!("bytes={length}-"))]).await;
    assert_eq!((beyond.status.as_u16(), beyond.header("content-range")), (416, format!("bytes */{length}").as_str()));
    assert_eq!(beyond.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn a_range_of_another_version_gets_the_whole() {
    let app = App::start().await;
    let path = "/tiles/observatory.pmtiles";
    let tag = app.get(path).await.header("etag").to_owned();
    let same = app.ask("GET", path, &[("range", "bytes=0-9"), ("if-range", &tag)]).await;
    let other = app.ask("GET", path, &[("range", "bytes=0-9"), ("if-range", "\"other\"")]).await;
    assert_eq!([same.status.as_u16(), other.status.as_u16()], [206, 200]);
}

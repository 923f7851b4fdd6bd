//! What stands around the handlers: compression, other origins, security headers, limits, the page.

use std::io::Read;

use flate2::read::GzDecoder;

use crate::fixture::App;

#[tokio::test]
async fn json_is_compressed_for_those_who_accept_it() {
    let app = App::start().await;
    let path = "/api/v1/territories?level=commune";
    let plain = app.get(path).await;
    assert_eq!(plain.header("content-encoding"), "");
    let packed = app.ask("GET", path, &[("accept-encoding", "gzip")]).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let mut unpacked = Vec::new();
    GzDecoder::new(&packed.body[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
    assert!(packed.body.len() < plain.body.len());
    assert_eq!(app.ask("GET", path, &[("accept-encoding", "br")]).await.header("content-encoding"), "br");
    assert!(packed.header("vary").contains("accept-encoding"));
}

#[tokio::test]
async fn other_sites_may_read() {
    let app = App::start().await;
    let origin = ("origin", "https://ailleurs.example");
    for path in ["/api/v1/observatory", "/tiles/observatory/0/0/0", "/api/v1/services?x=1"] {
        let reply = app.ask("GET", path, &[origin]).await;
        assert_eq!(reply.header("access-control-allow-origin"), "*", "{path}");
        assert!(reply.header("access-control-expose-headers").contains("etag"), "{path}");
    }
    let asks = [origin, ("access-control-request-method", "GET"), ("access-control-request-headers", "range")];
    let preflight = app.ask("OPTIONS", "/tiles/observatory.pmtiles", &asks).await;
    assert_eq!(preflight.status, 200);
    assert_eq!(preflight.header("access-control-allow-methods"), "GET,HEAD,POST");
    assert!(preflight.header("access-control-allow-headers").contains("range"));
}

#[tokio::test]
async fn every_answer_forbids_guessing_its_type_and_tells_no_referrer() {
    let app = App::start().await;
    for path in ["/", "/api", "/api/v1/observatory", "/tiles/observatory/0/0/0", "/nothing.here"] {
        let reply = app.ask("GET", path, &[("accept", "text/html")]).await;
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "no-referrer", "{path}");
        assert!(!reply.header("x-request-id").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn pages_may_load_nothing_from_elsewhere() {
    let app = App::start().await;
    let page = app.ask("GET", "/", &[("accept", "text/html")]).await;
    let policy = page.header("content-security-policy").to_owned();
    assert!(policy.contains("default-src 'self'") && policy.contains("worker-src 'self' blob:"), "{policy}");
    assert!(!policy.contains('*') && !policy.contains("http") && !policy.contains("unsafe-eval"), "{policy}");
    let scripts = policy.split(';').find(|rule| rule.trim().starts_with("script-src")).unwrap();
    assert!(!scripts.contains("unsafe"), "{scripts}");
    let docs = app.get("/api").await;
    assert!(docs.header("content-security-policy").contains("script-src 'sha256-"));
}

#[tokio::test]
async fn addresses_of_the_page_are_the_page_and_missing_files_are_missing() {
    let app = App::start().await;
    let html = [("accept", "text/html,application/xhtml+xml")];
    let root = app.ask("GET", "/", &html).await;
    assert_eq!((root.status.as_u16(), root.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(root.text().to_lowercase().starts_with("<!doctype html"));
    let deep = app.ask("GET", "/commune/01001", &html).await;
    assert_eq!((deep.status.as_u16(), &deep.body), (200, &root.body));
    for path in ["/assets/app-0123.js", "/favicon-that-is-not.ico", "/api/v2/observatory", "/assets/x"] {
        assert_eq!(app.ask("GET", path, &html).await.status, 404, "{path}");
    }
    // Programs that ask for no page are told that nothing is there.
    app.problem("/commune/01001", 404).await;
    let tag = root.header("etag").to_owned();
    let again = app.ask("GET", "/", &[html[0], ("if-none-match", &tag)]).await;
    assert_eq!(again.status, 304);
}

#[tokio::test]
async fn text_of_the_data_and_of_the_request_never_becomes_html() {
    let app = App::start().await;
    let territory = app.get("/api/v1/territories/commune/01003").await;
    assert_eq!(territory.header("content-type"), "application/json");
    assert_eq!(territory.json()["name"], "L’Étang <b>");
    let refused = app.get("/api/v1/territories/commune/%3Cscript%3E").await;
    assert_eq!(refused.header("content-type"), "application/problem+json");
    let missing = app.get("/%3Cscript%3E.js").await;
    assert_eq!(missing.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn an_endless_address_is_refused() {
    let app = App::start().await;
    let long = format!("/api/v1/search?q={}", "a".repeat(9000));
    assert_eq!(app.problem(&long, 414).await["title"], "Address too long");
}

#[tokio::test]
async fn hostile_paths_are_answered_without_a_panic() {
    let app = App::start().await;
    for path in [
        "/api/v1/territories/commune/%FF%FE",
        "/api/v1/services/%FF",
        "/api/v1/territories/%2e%2e/x",
        "/..%2f..%2fetc%2fpasswd",
        "/api/v1/search?q=%FF%00%F0%9F%98%80",
        "/api/v1/figures?indicator=%00&facet=&level=commune",
        "/api/v1/services?bbox=inf,-inf,NaN,0",
        "/api/v1/territories?level=commune&after=%F0%9F%98%80",
        "/tiles/observatory/0/0/%FF",
    ] {
        let reply = app.get(path).await;
        assert!(reply.status.as_u16() < 500, "{path}: {}", reply.status);
    }
}

#[tokio::test]
async fn metrics_count_requests_by_route() {
    let app = App::start().await;
    app.get("/api/v1/territories/commune/01001").await;
    app.get("/api/v1/territories/commune/01002").await;
    app.get("/api/v1/territories/commune/99999").await;
    let text = app.get("/metrics").await.text();
    let route = "route=\"/api/v1/territories/{level}/{code}\"";
    assert!(text.contains(&format!("maillage_http_requests_total{{{route},status=\"200\"}} 2")), "{text}");
    assert!(text.contains(&format!("maillage_http_requests_total{{{route},status=\"404\"}} 1")), "{text}");
    assert!(text.contains("maillage_snapshot_info"), "{text}");
    assert!(!text.contains("01001"), "an address in a label would never stop growing");
}

//! Problems in the reader's language.

use crate::fixture::App;

/// Addresses that a reader of the page may come to, and what they are refused with.
const REFUSED: [(&str, u16); 16] = [
    ("/api/v1/services?x=1", 400),
    ("/api/v1/observatory?x=1", 400),
    ("/api/v1/territories", 400),
    ("/api/v1/territories?level=region", 400),
    ("/api/v1/territories?level=epci&level=epci", 400),
    ("/api/v1/territories?level=commune&limit=0", 400),
    ("/api/v1/territories?level=commune&parent=85", 400),
    ("/api/v1/territories?level=commune&parent=epci:999999999", 400),
    ("/api/v1/territories/commune/99999", 404),
    ("/api/v1/territories/region/52", 404),
    ("/api/v1/figures?indicator=x&facet=total&level=commune", 400),
    ("/api/v1/figures?indicator=coverage_rate&facet=x&level=commune", 400),
    ("/api/v1/figures?indicator=coverage_rate&facet=total&level=commune&year=2019", 400),
    ("/api/v1/figures/x/provenance", 404),
    ("/api/v1/search?q=-", 400),
    ("/nothing.here", 404),
];

#[tokio::test]
async fn whoever_prefers_french_is_answered_in_french() {
    let app = App::start().await;
    for (path, status) in REFUSED {
        let french = app.ask("GET", path, &[("accept-language", "fr-FR,fr;q=0.9,en;q=0.8")]).await;
        let english = app.get(path).await;
        assert_eq!((french.status.as_u16(), english.status.as_u16()), (status, status), "{path}");
        let (fr, en) = (french.json(), english.json());
        for field in ["detail", "title"] {
            assert_ne!(fr[field], en[field], "{path}");
        }
        for word in [" is ", " has ", " no ", "The ", "expected", "Valid:"] {
            assert!(!fr["detail"].as_str().unwrap().contains(word), "{path}: {}", fr["detail"]);
        }
        for field in ["type", "status", "instance", "parameter", "valid"] {
            assert_eq!(fr[field], en[field], "{path}: only the words differ");
        }
        let vary: Vec<_> = french.headers.get_all("vary").iter().map(|v| v.to_str().unwrap()).collect();
        assert!(vary.join(",").contains("accept-language"), "{path}: {vary:?}");
    }
}

#[tokio::test]
async fn the_language_of_the_query_goes_before_that_of_the_browser() {
    let app = App::start().await;
    let path = "/api/v1/figures.xlsx?indicator=x&facet=total&level=commune&lang=fr";
    let problem = app.ask("GET", path, &[("accept-language", "en")]).await.json();
    assert_eq!(problem["title"], "Paramètre invalide");
}

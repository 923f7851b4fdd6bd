//! The background map of another service: nowhere unless it is allowed.

use serde_json::Value;
use server::Background;

use crate::fixture::App;

#[tokio::test]
async fn without_the_option_no_other_host_is_named() {
    let app = App::start().await;
    assert_eq!(app.json("/api/v1/observatory").await["background"], Value::Null);
    let page = app.ask("GET", "/", &[("accept", "text/html")]).await;
    assert!(!page.header("content-security-policy").contains("http"), "{}", page.header("content-security-policy"));
}

#[tokio::test]
async fn with_the_option_the_page_is_told_and_the_policy_lets_its_images_in() {
    let (closed, open) = (App::start().await, App::start_with(Some(Background::Ign)).await);
    let background = &open.json("/api/v1/observatory").await["background"];
    assert_eq!([&background["id"], &background["attribution"]], ["ign", "© IGN"]);
    let tiles = background["tiles"][0].as_str().unwrap();
    let origin = tiles.split('/').take(3).collect::<Vec<_>>().join("/");
    let page = open.ask("GET", "/", &[("accept", "text/html")]).await;
    let policy = page.header("content-security-policy").to_owned();
    for directive in ["img-src", "connect-src"] {
        let allowed = policy.split(';').find(|part| part.trim().starts_with(directive)).unwrap();
        assert!(allowed.split(' ').any(|source| source == origin), "{directive}: {policy}");
    }
    let script = policy.split(';').find(|part| part.trim().starts_with("script-src")).unwrap();
    assert!(!script.contains("http"), "scripts stay ours: {policy}");
    // The same snapshot with another option is another answer.
    let tag = async |app: &App| app.get("/api/v1/observatory").await.header("etag").to_owned();
    assert_ne!(tag(&closed).await, tag(&open).await);
}

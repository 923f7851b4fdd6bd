//! A new snapshot is taken whole, without a failed request; a damaged one is not taken.

use std::{
    fs,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
};

use server::state::Refreshed;

use crate::fixture::{App, figures, territory, write};

#[tokio::test]
async fn a_new_snapshot_is_served_and_changes_every_tag() {
    let app = App::start().await;
    assert_eq!(app.state.refresh().await.unwrap(), Refreshed::Unchanged);
    let paths = ["/api/v1/observatory", "/tiles/observatory/0/0/0", "/tiles/observatory.pmtiles"];
    let mut before = Vec::new();
    for path in paths {
        before.push(app.get(path).await.header("etag").to_owned());
    }
    let manifest = write(app.root.path(), "Suite", &territory(), &figures());
    assert_eq!(app.state.refresh().await.unwrap(), Refreshed::Swapped(manifest.id.clone()));
    let observatory = app.json("/api/v1/observatory").await;
    assert_eq!([&observatory["name"], &observatory["snapshot"]["id"]], ["Suite", manifest.id.as_str()]);
    for (path, tag) in paths.iter().zip(before) {
        let reply = app.ask("GET", path, &[("if-none-match", &tag)]).await;
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.header("etag").contains(&manifest.id), "{path}");
    }
}

#[tokio::test]
async fn a_swap_under_load_fails_no_request_and_mixes_nothing() {
    let app = App::start().await;
    let stop = AtomicBool::new(false);
    let answered = AtomicU32::new(0);
    let asking = async |path: &'static str| {
        let mut asked = 0u32;
        while !stop.load(Ordering::Relaxed) {
            let reply = app.get(path).await;
            assert!(reply.status == 200, "{path}: {} {}", reply.status, reply.text());
            if path == "/api/v1/observatory" {
                let o = reply.json();
                // The name and the id are of one snapshot, and so is the tag.
                assert!(reply.header("etag").contains(o["snapshot"]["id"].as_str().unwrap()));
            }
            asked += 1;
            answered.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
        }
        asked
    };
    let swapping = async {
        for round in 0..6 {
            write(app.root.path(), &format!("Tour {round}"), &territory(), &figures());
            assert!(matches!(app.state.refresh().await.unwrap(), Refreshed::Swapped(_)));
            // However slow the machine: some requests between two swaps.
            let before = answered.load(Ordering::Relaxed);
            while answered.load(Ordering::Relaxed) < before + 8 {
                tokio::task::yield_now().await;
            }
        }
        stop.store(true, Ordering::Relaxed);
    };
    let (_, observatory, tiles, figures, archive) = tokio::join!(
        swapping,
        asking("/api/v1/observatory"),
        asking("/tiles/observatory/0/0/0"),
        asking("/api/v1/figures?indicator=coverage_rate&facet=total&level=commune"),
        asking("/tiles/observatory.pmtiles"),
    );
    assert!([observatory, tiles, figures, archive].iter().all(|&asked| asked > 0));
    assert_eq!(app.json("/api/v1/observatory").await["name"], "Tour 5");
}

#[tokio::test]
async fn a_damaged_snapshot_leaves_the_one_before() {
    let app = App::start().await;
    let manifest = write(app.root.path(), "Suite", &territory(), &figures());
    let folder = app.root.path().join(format!("snap-{}", manifest.id));
    let file = folder.join(&manifest.artifact("figures").unwrap().file);
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let error = app.state.refresh().await.unwrap_err().to_string();
    assert!(error.contains("figures"), "{error}");
    assert_eq!(app.json("/api/v1/observatory").await["name"], "Essai");
    fs::remove_file(app.root.path().join("CURRENT")).unwrap();
    assert!(app.state.refresh().await.is_err());
    assert_eq!(app.json("/api/v1/observatory").await["name"], "Essai");
}

#[tokio::test]
async fn a_snapshot_whose_artifacts_do_not_fit_is_refused_whole() {
    let app = App::start().await;
    let mut short = figures();
    short.columns[0].values.pop();
    write(app.root.path(), "Court", &territory(), &short);
    let error = app.state.refresh().await.unwrap_err().to_string();
    assert!(error.contains("5 values for 6 territories"), "{error}");
    let mut beyond = figures();
    beyond.nearest[0][0].service = Some(7);
    write(app.root.path(), "Au-delà", &territory(), &beyond);
    assert!(app.state.refresh().await.unwrap_err().to_string().contains("beyond the end"));
    assert_eq!(app.json("/api/v1/observatory").await["name"], "Essai");
}

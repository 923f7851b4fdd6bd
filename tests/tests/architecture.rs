//! The walls: which crate may use which, and where some libraries may appear.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use maillage_tests::repository;

/// Crate → the crates of ours that it may use. A new edge is a line here, to be reviewed.
const EDGES: &[(&str, &[&str])] = &[
    ("territory", &[]),
    ("ingest", &["territory"]),
    ("travel", &["territory"]),
    ("coverage", &["territory", "travel"]),
    ("tiles", &["territory"]),
    ("snapshot", &["territory"]),
    ("synth", &["territory"]),
    ("siting", &[]),
    ("report", &["territory"]),
    ("server", &["coverage", "report", "snapshot", "territory", "tiles", "travel"]),
    ("maillage", &["coverage", "ingest", "server", "siting", "snapshot", "synth", "territory", "tiles", "travel"]),
    ("tests", &[]),
];

/// Library → the crates of ours where it may appear.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("axum", &["server"]),
    ("utoipa", &["server"]),
    ("reqwest", &["sources"]),
    ("tokio", &["server", "sources", "state", "maillage"]),
    ("anyhow", &["maillage", "server"]),
    ("proj4rs", &["territory"]),
    ("shapefile", &["ingest", "synth"]),
    ("calamine", &["ingest"]),
    ("rust_xlsxwriter", &["report", "synth"]),
    ("maplibre", &["viewer"]),
    ("datafusion", &["cluster"]),
];

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(repository().join("Cargo.toml")).no_deps().exec().expect("cargo metadata runs")
}

fn short(name: &str) -> &str {
    name.strip_prefix("maillage-").unwrap_or(name)
}

/// Crate → what it uses in its own code (not in its tests), by short name.
fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let packages = metadata().packages;
    let normal = |p: &cargo_metadata::Package| {
        let kept = p.dependencies.iter().filter(|d| d.kind != DependencyKind::Development);
        kept.map(|d| short(&d.name).to_owned()).collect()
    };
    packages.iter().map(|p| (short(p.name.as_str()).to_owned(), normal(p))).collect()
}

#[test]
fn crates_use_each_other_only_along_the_written_directions() {
    let table: BTreeMap<&str, &[&str]> = EDGES.iter().copied().collect();
    let uses = uses();
    let names: BTreeSet<&str> = uses.keys().map(String::as_str).collect();
    assert_eq!(names, table.keys().copied().collect(), "every crate has its line in the table, and no other");
    for (name, used) in &uses {
        let ours: BTreeSet<&str> = used.iter().map(String::as_str).filter(|u| names.contains(u)).collect();
        let allowed: BTreeSet<&str> = table[name.as_str()].iter().copied().collect();
        let extra: Vec<_> = ours.difference(&allowed).collect();
        assert!(extra.is_empty(), "{name} uses {extra:?}: against the directions of the table");
    }
}

#[test]
fn libraries_stay_in_their_rooms() {
    for (name, used) in uses() {
        for (library, rooms) in ONLY_IN {
            assert!(
                !used.contains(*library) || rooms.contains(&name.as_str()),
                "{name} uses {library}, which belongs to {rooms:?}"
            );
        }
    }
}

#[test]
fn every_crate_keeps_the_lints_of_the_workspace() {
    for package in metadata().packages {
        let manifest = std::fs::read_to_string(&package.manifest_path).expect("a manifest is readable");
        assert!(manifest.contains("[lints]\nworkspace = true"), "{} has its own lints", package.name);
    }
}

#[test]
fn files_are_rooms_not_halls() {
    let mut halls = Vec::new();
    let mut folders = vec![repository().join("crates"), repository().join("tests"), repository().join("web/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder is readable").flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs" || e == "ts" || e == "tsx" || e == "mjs") {
                let lines = std::fs::read_to_string(&path).expect("a source is readable").lines().count();
                // About 400; what is generated is not read.
                if lines > 480 && !path.ends_with("schema.d.ts") {
                    halls.push(format!("{} has {lines} lines", path.display()));
                }
            }
        }
    }
    assert!(halls.is_empty(), "a file is read in one sitting: {halls:#?}");
}

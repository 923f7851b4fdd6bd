//! The fictional territory on disk, made once a test binary through the built binary.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use crate::succeed;

/// Sources and snapshot of the demo, to be read only.
#[derive(Debug)]
pub struct Demo {
    folder: tempfile::TempDir,
}

impl Demo {
    /// The folder that `maillage synth` wrote.
    pub fn sources(&self) -> PathBuf {
        self.folder.path().join("sources")
    }

    /// The snapshot's root folder.
    pub fn snapshot(&self) -> PathBuf {
        self.folder.path().join("snapshot")
    }
}

/// The demo, shared by the tests of one binary.
///
/// # Panics
/// When it cannot be made.
pub fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let demo = Demo { folder: tempfile::tempdir().expect("a temporary folder") };
        succeed(&["synth", "--communes", "15", "--seed", "7", "--out", text(&demo.sources())]);
        build(&demo.sources(), &demo.snapshot());
        demo
    })
}

/// Builds the sources of a folder.
///
/// # Panics
/// When the build fails.
pub fn build(sources: &Path, snapshot: &Path) {
    succeed(&["build", "--config", text(&sources.join("observatory.toml")), "--out", text(snapshot)]);
}

/// A copy of the demo's sources that a test may damage.
///
/// # Panics
/// When it cannot be copied.
pub fn copy_of_sources() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    copy_folder(&demo().sources(), copy.path());
    copy
}

/// Leaves the sources of a format out of the configuration of a folder.
///
/// # Panics
/// When the configuration is not there, or has no source of the format.
pub fn leave_out(folder: &Path, format: &str) {
    let config = folder.join("observatory.toml");
    let text = fs::read_to_string(&config).expect("the configuration is readable");
    let all: Vec<&str> = text.split("\n[[source]]").collect();
    let named = format!("format = \"{format}\"");
    let kept: Vec<&str> = all.iter().copied().filter(|source| !source.contains(&named)).collect();
    assert!(kept.len() < all.len(), "no source of {format}");
    fs::write(config, kept.join("\n[[source]]")).expect("the configuration is writable");
}

/// What `maillage inspect --json` says of a snapshot.
///
/// # Panics
/// When it is refused.
pub fn inspect(snapshot: &Path) -> serde_json::Value {
    serde_json::from_str(&succeed(&["inspect", text(snapshot), "--json"])).expect("inspect writes JSON")
}

/// A path as an argument.
///
/// # Panics
/// When it is no UTF-8.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("temporary paths are UTF-8")
}

/// Copies a folder and all below it.
///
/// # Panics
/// When the disk refuses.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder is readable").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

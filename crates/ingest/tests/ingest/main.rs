//! The readers against fixtures of ours, files damaged on purpose, and real files where present.

mod carry;
mod cases;
mod containers;
mod damage;
mod datasets;
mod geopackages;
mod gtfs_real;
mod gtfs_traps;
mod osm;
mod privacy;
mod real;
mod schema;
mod shapefiles;
mod traps;
mod workbooks;

use std::path::PathBuf;

/// A real file of the test data, or `None` (said on stderr) where the data is not there.
fn real_file(test: &str, relative: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let path = std::env::var_os("MAILLAGE_TEST_DATA").map_or_else(beside, PathBuf::from).join(relative);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {test} (no real files; set MAILLAGE_TEST_DATA)");
    None
}

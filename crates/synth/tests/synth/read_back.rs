//! Reading a fictional territory back, as a stranger to its generator would.

use std::collections::BTreeMap;
use std::path::PathBuf;

use geo::{MultiPolygon, Polygon};
use synth::{SynthFile, SynthOptions};
use territory::Kinds;

/// The files of a territory by path.
pub(crate) struct Files(pub(crate) BTreeMap<String, Vec<u8>>);

impl Files {
    pub(crate) fn new(communes: u32, seed: u64) -> Self {
        let options = SynthOptions::new(communes, seed).unwrap();
        let files = synth::territory(&options, &Kinds::builtin()).unwrap();
        Self(files.into_iter().map(|SynthFile { path, bytes }| (path, bytes)).collect())
    }

    pub(crate) fn bytes(&self, path: &str) -> &[u8] {
        self.0.get(path).unwrap_or_else(|| panic!("{path} is one of {:?}", self.0.keys()))
    }

    pub(crate) fn text(&self, path: &str) -> &str {
        std::str::from_utf8(self.bytes(path)).unwrap()
    }

    /// Rows of a CSV file by column name.
    pub(crate) fn rows(&self, path: &str, delimiter: u8) -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(self.bytes(path));
        reader.deserialize().map(|row| row.unwrap_or_else(|e| panic!("{path}: {e}"))).collect()
    }

    /// Communes of the GeoJSON file: code and area, in the order of the file.
    pub(crate) fn communes(&self) -> Vec<(String, MultiPolygon<f64>)> {
        let collection: geojson::FeatureCollection = self.text("boundaries/communes.geojson").parse().unwrap();
        let features = collection.features.into_iter();
        features
            .map(|feature| {
                let code = feature.property("code").unwrap().as_str().unwrap().to_owned();
                let polygon = Polygon::<f64>::try_from(feature.geometry.unwrap()).unwrap();
                (code, MultiPolygon(vec![polygon]))
            })
            .collect()
    }

    /// Writes every file below a folder.
    pub(crate) fn write_to(&self, folder: &std::path::Path) {
        for (path, bytes) in &self.0 {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}

/// A file as its producer published it, when there is one to compare with.
pub(crate) fn real_file(test: &str, relative: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("MAILLAGE_TEST_DATA").map_or_else(beside, PathBuf::from);
    let path = folder.join(relative);
    if !path.exists() {
        eprintln!("skipped: {test} (no real files; set MAILLAGE_TEST_DATA)");
        return None;
    }
    Some(path)
}

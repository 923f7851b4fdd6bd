//! Where a figure comes from: no number without it.

use serde::{Deserialize, Serialize};

/// Identifier of a source in a configuration and in the manifest: "naissances", "france-services".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceId(pub String);

/// The date that data speak of, as its producer states it: "2022", "2024-01-01", "2013-2018".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Vintage(pub String);

/// How a column of figures came to be. Texts are in the catalogue of the page, keyed by `method`;
/// the sentences here are French and complete enough to be printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// Unique within a snapshot: "coverage_rate.total".
    pub id: String,
    /// What is counted, how, in one or two French sentences.
    pub method_fr: String,
    /// The same in English.
    pub method_en: String,
    /// Version of the method; raised whenever its result can change for equal input.
    pub method_version: u32,
    /// True when the figure rests on an approximation that must be labelled *estimation*.
    pub estimate: bool,
    /// The sources that entered the figure; licence, date and file are in the manifest.
    pub sources: Vec<SourceId>,
    /// Parameters by name, as text with their unit: ("vitesse", "45 km/h").
    pub parameters: Vec<(String, String)>,
}

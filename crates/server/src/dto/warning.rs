//! Quality findings: rows that were taken as they are, and look wrong.

use serde::Serialize;
use utoipa::ToSchema;

use super::Named;

/// A row that was taken as it is, and looks wrong.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WarningCard {
    /// Unique in the snapshot: "france-services/12".
    pub id: String,
    /// The check that found it: "outside_its_commune".
    pub check: String,
    /// Identifier of the source.
    pub source: String,
    /// The file.
    pub file: String,
    /// Line of a text file, row of a sheet, record of a shapefile, from 1.
    #[schema(required = true)]
    pub line: Option<u64>,
    /// The field.
    pub field: String,
    /// Its value, shortened.
    pub value: String,
    /// What the check says, in French.
    pub reason_fr: String,
    /// What is wrong with this row and what would work, in English.
    pub reason: String,
    /// Longitude in WGS84 degrees: where the row puts itself or, where that is nowhere in France,
    /// where it more likely is.
    #[schema(required = true)]
    pub lon: Option<f64>,
    /// Latitude of the same.
    #[schema(required = true)]
    pub lat: Option<f64>,
    /// The commune that the row names.
    #[schema(required = true)]
    pub commune: Option<Named>,
}

/// How many findings a check has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CheckCount {
    /// Its word.
    pub check: String,
    /// Findings, in the source that was asked for or in all.
    pub count: usize,
    /// French label.
    pub label_fr: String,
    /// English label.
    pub label_en: String,
}

/// A page of quality findings, in the order of the sources and of their lines.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WarningPage {
    /// At most `limit` findings.
    pub items: Vec<WarningCard>,
    /// How many the whole list has.
    pub total: usize,
    /// The `after` of the next page; `null` on the last one.
    #[schema(required = true)]
    pub next: Option<String>,
    /// The checks that have findings, whichever `check` was asked for.
    pub checks: Vec<CheckCount>,
}

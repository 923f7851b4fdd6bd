//! What a reader gives back: the rows it accepted, and what it has to say about the others.

use serde::Serialize;
use territory::{Check, CommuneCode, LonLat};

/// The rows of one file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Batch<T> {
    /// Checked values, in the order of the file unless the reader says otherwise.
    pub accepted: Vec<T>,
    /// Rows that are left out.
    pub rejected: Vec<Finding>,
    /// Rows that are kept after a change of one value.
    pub repaired: Vec<Finding>,
    /// Rows that are kept as they are although something looks wrong.
    pub warnings: Vec<Finding>,
}

/// One remark about one value of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The label of the file.
    pub file: String,
    /// Where: the physical line (from 1) on which a CSV record starts, the record (from 1) of a
    /// shapefile or GeoJSON feature, or the row of a workbook. `None` speaks of the whole file.
    pub line: Option<u64>,
    /// The column or property, as the file spells it; empty for the whole row.
    pub field: String,
    /// The value as found, at most 120 characters.
    pub value: String,
    /// What is wrong and what would work.
    pub reason: String,
    /// The quality check that found it, where it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Check>,
    /// Where the row puts itself or, where that is nowhere in France, where it more likely is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<LonLat>,
    /// The commune that the row names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune: Option<CommuneCode>,
}

/// Longest value that a finding repeats, characters.
const VALUE_CHARS: usize = 120;

impl<T> Default for Batch<T> {
    fn default() -> Self {
        Self { accepted: Vec::new(), rejected: Vec::new(), repaired: Vec::new(), warnings: Vec::new() }
    }
}

impl Finding {
    /// A remark about the value of a field on a line.
    pub fn at(file: &str, line: u64, field: &str, value: &str, reason: impl Into<String>) -> Self {
        Self {
            line: Some(line),
            field: field.to_owned(),
            value: value.chars().take(VALUE_CHARS).collect(),
            ..Self::whole(file, reason)
        }
    }

    /// A remark about the file as a whole.
    pub fn whole(file: &str, reason: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            field: String::new(),
            value: String::new(),
            reason: reason.into(),
            check: None,
            at: None,
            commune: None,
        }
    }

    /// The same remark, as the outcome of a quality check.
    #[must_use]
    pub fn of(self, check: Check) -> Self {
        Self { check: Some(check), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_cut_between_characters() {
        let finding = Finding::at("f.csv", 3, "nom", &"é".repeat(500), "too long");
        assert_eq!(finding.value, "é".repeat(120));
    }
}

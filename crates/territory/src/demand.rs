//! Where families live, and how their number is known.

use serde::{Deserialize, Serialize};

use crate::LonLat;

/// A place where children live: a 200 m cell, or a town centre that stands for its commune.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DemandPoint {
    /// Centre of the cell, or the town centre.
    pub at: LonLat,
    /// Position of the commune in [`crate::Territory::communes`].
    pub commune: u32,
    /// Children under three; fractions occur, the sum over a commune is its figure.
    pub children: f64,
    /// True for a 200 m cell, false for a town centre standing for its whole commune.
    pub is_cell: bool,
}

/// How the number of children under three of a commune was obtained. Always shown beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChildrenMethod {
    /// Births of the last three years, added up; ignores deaths and moves.
    LastThreeBirths,
    /// Three times the births of the one year that is available.
    ThreeTimesBirths,
    /// No source: the figure is missing.
    None,
}

impl ChildrenMethod {
    /// The word used in the API and in the catalogue of the page.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LastThreeBirths => "last_three_births",
            Self::ThreeTimesBirths => "three_times_births",
            Self::None => "none",
        }
    }
}

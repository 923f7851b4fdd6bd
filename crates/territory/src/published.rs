//! Figures that a producer publishes ready-made: shown as its own, never mixed with ours.

use serde::{Deserialize, Serialize};

use crate::{Level, Quantity, SourceId};

/// A column as its producer published it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// Identifier in [`crate::figure::indicators`].
    pub indicator: String,
    /// "total" or a mode of care.
    pub facet: String,
    /// The level whose territories are the rows.
    pub level: Level,
    /// In the order of the territory's list for that level; missing where the producer is silent.
    pub values: Vec<Quantity>,
    /// The year that the figures speak of, which is not that of their publication.
    pub year: Option<u16>,
    /// Who published them.
    pub source: SourceId,
    /// Whether the rows of EPCI and départements are our sums of the producer's communes.
    pub summed: bool,
}

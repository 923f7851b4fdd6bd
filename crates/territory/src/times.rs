//! Times from homes to the nearest services, which figures are made from.
//!
//! A row a home: the demand points in the order of [`crate::Territory::demand`], or the seats of
//! the communes in theirs. A home has at most [`RANKS`] services of a kind, the nearest first.

use serde::{Deserialize, Serialize};

use crate::{KindId, Seconds, TravelMode};

/// How many services of a kind are kept for a home.
pub const RANKS: usize = 3;

/// Every mode's times: the artifact "times".
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TravelTimes {
    /// Sorted by mode, each once.
    pub modes: Vec<ModeTimes>,
}

/// The times of one mode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModeTimes {
    /// The mode.
    pub mode: TravelMode,
    /// No network was there: great-circle distances times a detour at constant speed.
    pub estimated: bool,
    /// Longest travel searched; `None` where nothing bounds it (an estimate).
    pub limit: Option<Seconds>,
    /// Demand points that no way of the mode is near to, ascending.
    pub demand_not_snapped: Vec<u32>,
    /// Communes whose seat no way of the mode is near to, ascending.
    pub seats_not_snapped: Vec<u32>,
    /// In the order of the catalogue of kinds; kinds without any service are left out.
    pub kinds: Vec<KindTimes>,
}

/// The times of one mode to the services of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KindTimes {
    /// The kind.
    pub kind: KindId,
    /// Where one travels to.
    pub places: Vec<Place>,
    /// Positions in `places` that no way of the mode is near to, ascending.
    pub places_not_snapped: Vec<u32>,
    /// From the demand points.
    pub demand: Nearby,
    /// From the communes' seats.
    pub seats: Nearby,
}

/// What is travelled to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Position in [`crate::Territory::services`].
    Service(u32),
    /// Position in [`crate::Territory::communes`], whose seat stands for its assistants maternels.
    Seat(u32),
}

/// The nearest places of every home, one row a home.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Nearby {
    /// Where the row of a home begins in `found`; one more at the end.
    starts: Vec<u32>,
    found: Vec<Near>,
}

/// A place that a home reaches within the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Near {
    /// Position in [`KindTimes::places`].
    pub place: u32,
    /// From the door to the door, whole seconds.
    pub seconds: u32,
    /// It rests on the great-circle estimate.
    pub estimated: bool,
}

impl Nearby {
    /// From the rows of the homes in their order; what is beyond the [`RANKS`] nearest is left out.
    pub fn from_rows<'a>(rows: impl IntoIterator<Item = &'a [Near]>) -> Self {
        let mut table = Self { starts: vec![0], found: Vec::new() };
        for row in rows {
            table.found.extend(&row[..row.len().min(RANKS)]);
            table.starts.push(table.found.len() as u32);
        }
        table
    }

    /// The nearest places of a home, nearest first; empty where none is within the limit, or where
    /// the home is not in the table.
    pub fn of(&self, home: usize) -> &[Near] {
        match (self.starts.get(home), self.starts.get(home + 1)) {
            (Some(from), Some(to)) => self.found.get(*from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Number of homes.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there is no home.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl TravelTimes {
    /// The times of a mode.
    pub fn of(&self, mode: TravelMode) -> Option<&ModeTimes> {
        self.modes.iter().find(|times| times.mode == mode)
    }
}

impl ModeTimes {
    /// The times to a kind.
    pub fn of(&self, kind: &KindId) -> Option<&KindTimes> {
        self.kinds.iter().find(|times| times.kind == *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_finds_its_own_row_and_never_more_than_three_places() {
        let near = |place, seconds| Near { place, seconds, estimated: false };
        let rows = [vec![near(4, 10)], vec![], vec![near(0, 1), near(1, 2), near(2, 3), near(3, 4)]];
        let table = Nearby::from_rows(rows.iter().map(Vec::as_slice));
        assert_eq!(table.len(), 3);
        for (home, row) in rows.iter().enumerate() {
            assert_eq!(table.of(home), &row[..row.len().min(RANKS)]);
        }
        assert!(table.of(3).is_empty() && table.of(usize::MAX - 1).is_empty());
    }
}

//! What is asked for, and why it cannot be given.

use serde::Deserialize;

/// Most communes of a territory: a little more than France has.
pub const MAX_COMMUNES: u32 = 36_000;

/// The year that the territory speaks of, and the year of its communes.
pub const PRESENT: u16 = 2024;
/// Most yearly vintages of a territory, the present one included.
pub const MAX_YEARS: u16 = 10;
/// Most communes of a territory with a road map and a timetable: more would be a file of hundreds of
/// megabytes that nobody asked for.
pub const MAX_COMMUNES_WITH_ROADS: u32 = 5_000;
/// Yearly vintages when nothing else is asked for.
pub const YEARS: u16 = 6;

/// What to make: these options decide every byte.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SynthOptions {
    /// How many communes, 1 to [`MAX_COMMUNES`].
    pub communes: u32,
    /// Any number; another seed gives another territory.
    pub seed: u64,
    /// Yearly vintages, 1 to [`MAX_YEARS`], the last one [`PRESENT`].
    #[serde(default = "years")]
    pub years: u16,
    /// Share of the rows that are given a fault, 0 to 1.
    #[serde(default)]
    pub faults: f64,
}

/// Why there is no territory.
#[derive(Debug, thiserror::Error)]
pub enum SynthError {
    /// A size out of range.
    #[error("{0} communes cannot be made; ask for 1 to {MAX_COMMUNES}")]
    Communes(u32),
    /// A number of years out of range.
    #[error("{0} yearly vintages cannot be made; ask for 1 to {MAX_YEARS}")]
    Years(u16),
    /// A share of faults out of range.
    #[error("{0} is no share of faulty rows; ask for 0 (none) to 1 (every row)")]
    Faults(f64),
    /// A size of a road map out of range.
    #[error("a road map of {0} nodes cannot be made; ask for {least} to {most}", least = crate::ROAD_NODES.start(), most = crate::ROAD_NODES.end())]
    RoadNodes(u32),
    /// The archive of the timetable could not be written.
    #[error("the archive gtfs.zip cannot be written: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// The workbook of EPCI could not be written.
    #[error("the workbook cog/epcicom.xlsx cannot be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A generated coordinate has no place on Earth.
    #[error("a generated position cannot be converted: {0}")]
    Position(#[from] territory::projection::ProjectionError),
    /// A generated table could not be written.
    #[error("the table {file} cannot be written: {source}")]
    Table {
        /// Path of the table.
        file: String,
        /// What the writer says.
        source: csv::Error,
    },
}

impl SynthOptions {
    /// Options of a territory of [`YEARS`] years without a fault.
    ///
    /// # Errors
    /// When `communes` is 0 or more than [`MAX_COMMUNES`].
    pub fn new(communes: u32, seed: u64) -> Result<Self, SynthError> {
        Self { communes, seed, years: YEARS, faults: 0.0 }.checked()
    }

    /// The same options when each is in its range.
    ///
    /// # Errors
    /// When one is not, with its range.
    pub fn checked(self) -> Result<Self, SynthError> {
        if !(1..=MAX_COMMUNES).contains(&self.communes) {
            return Err(SynthError::Communes(self.communes));
        }
        if !(1..=MAX_YEARS).contains(&self.years) {
            return Err(SynthError::Years(self.years));
        }
        // NaN is in no range.
        if !(0.0..=1.0).contains(&self.faults) {
            return Err(SynthError::Faults(self.faults));
        }
        Ok(self)
    }

    /// The years before the present one, ascending.
    pub(crate) fn past(&self) -> std::ops::Range<u16> {
        PRESENT + 1 - self.years..PRESENT
    }
}

fn years() -> u16 {
    YEARS
}

/// The territory of the demonstration: `data/demo.toml`.
///
/// # Panics
/// Never in a released binary: a test reads it.
pub fn demo_options() -> SynthOptions {
    toml::from_str(include_str!("../../../data/demo.toml")).expect("data/demo.toml is valid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_out_of_range_is_refused_with_the_range() {
        for communes in [0, 36_001] {
            let error = SynthOptions::new(communes, 1).unwrap_err().to_string();
            assert!(error.contains(&communes.to_string()) && error.contains("1 to 36000"), "{error}");
        }
        let fine = SynthOptions::new(36_000, 1).unwrap();
        for (wrong, range) in [
            (SynthOptions { communes: 0, ..fine }, "1 to 36000"),
            (SynthOptions { years: 0, ..fine }, "1 to 10"),
            (SynthOptions { years: 11, ..fine }, "1 to 10"),
            (SynthOptions { faults: -0.1, ..fine }, "0 (none) to 1"),
            (SynthOptions { faults: f64::NAN, ..fine }, "0 (none) to 1"),
        ] {
            let error = crate::territory(&wrong, &territory::Kinds::builtin()).unwrap_err().to_string();
            assert!(error.contains(range), "{error}");
        }
    }

    #[test]
    fn the_demonstration_is_fifteen_communes_over_six_years() {
        assert_eq!(demo_options(), SynthOptions { communes: 15, seed: 7, years: 6, faults: 0.0 });
        assert_eq!(demo_options().past(), 2019..2024);
    }
}

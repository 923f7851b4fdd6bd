//! What is asked for, and why it cannot be given.

use serde::Deserialize;

/// Most communes of a territory: a little more than France has.
pub const MAX_COMMUNES: u32 = 36_000;

/// What to make: the size and the seed decide everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SynthOptions {
    /// How many communes, 1 to [`MAX_COMMUNES`].
    pub communes: u32,
    /// Any number; another seed gives another territory.
    pub seed: u64,
}

/// Why there is no territory.
#[derive(Debug, thiserror::Error)]
pub enum SynthError {
    /// A size out of range.
    #[error("{0} communes cannot be made; ask for 1 to {MAX_COMMUNES}")]
    Communes(u32),
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
        file: &'static str,
        /// What the writer says.
        source: csv::Error,
    },
}

impl SynthOptions {
    /// Checked options.
    ///
    /// # Errors
    /// When `communes` is 0 or more than [`MAX_COMMUNES`].
    pub fn new(communes: u32, seed: u64) -> Result<Self, SynthError> {
        if !(1..=MAX_COMMUNES).contains(&communes) {
            return Err(SynthError::Communes(communes));
        }
        Ok(Self { communes, seed })
    }
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
            let literal = SynthOptions { communes, seed: 1 };
            assert!(crate::territory(&literal, &territory::Kinds::builtin()).is_err(), "a literal is checked too");
        }
        assert!(SynthOptions::new(36_000, 1).is_ok());
    }

    #[test]
    fn the_demonstration_is_fifteen_communes() {
        assert_eq!(demo_options(), SynthOptions { communes: 15, seed: 7 });
    }
}

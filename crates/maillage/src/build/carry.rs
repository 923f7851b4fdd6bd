//! Codes of other years: carried over mergers to the geography of the snapshot.

use ingest::{Carried, Movement, carry_forward};
use territory::CommuneCode;

use crate::config::{Config, Source};

/// Brings the commune codes of one source to the geography year.
pub(crate) struct Carrier<'a> {
    movements: &'a [Movement],
    dates: Option<(String, String)>,
}

impl<'a> Carrier<'a> {
    pub(crate) fn new(config: &Config, source: &Source, movements: &'a [Movement]) -> Self {
        let first_of = |year: u16| format!("{year:04}-01-01");
        let dates = source.geography_year.map(|from| (first_of(from), first_of(config.geography_year)));
        Self { movements, dates }
    }

    /// The code in the geography year. A commune that was split keeps its own code where one of
    /// its parts has it (the larger part keeps it), else the first of its parts.
    pub(crate) fn carry(&self, code: CommuneCode) -> CommuneCode {
        let Some((from, to)) = &self.dates else { return code };
        match carry_forward(self.movements, code, from, to) {
            Carried::Same(code) | Carried::Into(code) => code,
            Carried::Split(parts) if parts.contains(&code) => code,
            Carried::Split(parts) => parts.first().copied().unwrap_or(code),
            Carried::Unknown => code,
        }
    }
}

//! Codes of other years: carried over mergers to the geography of the snapshot.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use ingest::{Carried, Movement, carry_forward};
use territory::CommuneCode;

use crate::config::{Config, Source};

/// Brings the commune codes of one source to the geography year.
pub(crate) struct Carrier<'a> {
    movements: &'a [Movement],
    moved: BTreeSet<CommuneCode>,
    /// A file names a commune many times; it is followed once.
    followed: RefCell<BTreeMap<CommuneCode, CommuneCode>>,
    dates: Option<(String, String)>,
}

impl<'a> Carrier<'a> {
    pub(crate) fn new(config: &Config, source: &Source, movements: &'a [Movement]) -> Self {
        let first_of = |year: u16| format!("{year:04}-01-01");
        let dates = source.geography_year.map(|from| (first_of(from), first_of(config.geography_year)));
        // Most communes never moved: only the others are followed from date to date.
        let moved = movements.iter().flat_map(|m| [m.before, m.after]).collect();
        Self { movements, moved, followed: RefCell::default(), dates }
    }

    /// The code in the geography year. A commune that was split keeps its own code where one of
    /// its parts has it (the larger part keeps it), else the first of its parts.
    pub(crate) fn carry(&self, code: CommuneCode) -> CommuneCode {
        let Some((from, to)) = &self.dates else { return code };
        if !self.moved.contains(&code) {
            return code;
        }
        if let Some(now) = self.followed.borrow().get(&code) {
            return *now;
        }
        let now = match carry_forward(self.movements, code, from, to) {
            Carried::Same(code) | Carried::Into(code) => code,
            Carried::Split(parts) if parts.contains(&code) => code,
            Carried::Split(parts) => parts.first().copied().unwrap_or(code),
            Carried::Unknown => code,
        };
        self.followed.borrow_mut().insert(code, now);
        now
    }
}

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
    followed: RefCell<BTreeMap<CommuneCode, Vec<CommuneCode>>>,
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
        self.carry_at(code, None)
    }

    /// The same for a place that lies in a commune of the geography year: among the parts of a
    /// commune that was split, the one that holds the place.
    pub(crate) fn carry_at(&self, code: CommuneCode, inside: Option<CommuneCode>) -> CommuneCode {
        let Some((from, to)) = &self.dates else { return code };
        if !self.moved.contains(&code) {
            return code;
        }
        let mut followed = self.followed.borrow_mut();
        let parts = followed.entry(code).or_insert_with(|| match carry_forward(self.movements, code, from, to) {
            Carried::Same(now) | Carried::Into(now) => vec![now],
            Carried::Split(parts) => parts,
            Carried::Unknown => vec![code],
        });
        let held = inside.filter(|inside| parts.contains(inside));
        let own = parts.iter().find(|part| **part == code).or(parts.first()).copied();
        held.or(own).unwrap_or(code)
    }
}

//! The communes of a territory of any level.

use territory::{Level, Territory};

/// As positions; a commune is its own only member.
pub(crate) fn members(territory: &Territory, level: Level, position: usize) -> Vec<usize> {
    match level {
        Level::Commune => vec![position],
        Level::Epci | Level::Departement => territory.members(level, position).to_vec(),
    }
}

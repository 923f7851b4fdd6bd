//! One file a resource. A handler's name is its operation id.

pub(crate) mod docs;
pub(crate) mod export;
pub(crate) mod figures;
pub(crate) mod health;
pub(crate) mod observatory;
pub(crate) mod portrait;
pub(crate) mod search;
pub(crate) mod series;
pub(crate) mod services;
pub(crate) mod sources;
pub(crate) mod territories;
pub(crate) mod tiles;
pub(crate) mod warnings;

use territory::Level;

use crate::{dto, messages, problem::Problem, query::Parent, state::Loaded};

/// The territory that a `parent` parameter names: its level and position.
fn find_parent(loaded: &Loaded, parent: &Parent) -> Result<(Level, usize), Problem> {
    let level = Level::from(parent.level);
    let position = loaded.territory.find(level, &parent.code).ok_or_else(|| {
        Problem::parameter("parent", messages::no_such_territory("parent", level.as_str(), &short(&parent.code)))
    })?;
    Ok((level, position))
}

/// The territory of a path.
fn find_territory(loaded: &Loaded, level: Level, code: &str) -> Result<usize, Problem> {
    loaded.territory.find(level, code).ok_or_else(|| {
        let example = loaded.territory.code(level, 0).unwrap_or_default();
        Problem::not_found(messages::no_territory(level.as_str(), &short(code), example))
    })
}

/// Positions of the territories of a level that have a commune in the parent; all without parent.
fn positions_in(loaded: &Loaded, level: Level, parent: Option<(Level, usize)>) -> Vec<usize> {
    let territory = &loaded.territory;
    let Some((parent_level, parent)) = parent else { return (0..territory.count(level)).collect() };
    match (parent_level, level) {
        (parent_level, level) if parent_level == level => vec![parent],
        (_, Level::Commune) => territory.members(parent_level, parent).to_vec(),
        (Level::Departement, Level::Epci) => loaded.departement_epcis[parent].clone(),
        (Level::Epci, Level::Departement) => {
            let mut positions = loaded.epci_departements[parent].clone();
            positions.sort_unstable();
            positions
        }
        (Level::Commune, _) | (Level::Epci | Level::Departement, _) => Vec::new(),
    }
}

/// Feature id of a position.
fn fid(position: usize) -> u32 {
    // A snapshot holds a hundred thousand territories and services at the most.
    u32::try_from(position + 1).unwrap_or(u32::MAX)
}

/// A territory by code and name.
fn named(loaded: &Loaded, level: Level, position: usize) -> dto::Named {
    let text = |t: Option<&str>| t.unwrap_or_default().to_owned();
    dto::Named {
        code: text(loaded.territory.code(level, position)),
        name: text(loaded.territory.name(level, position)),
    }
}

/// A commune by its code, which stands for the name outside the snapshot.
fn named_commune(loaded: &Loaded, code: territory::CommuneCode) -> dto::Named {
    match loaded.territory.commune(code) {
        Some(position) => named(loaded, Level::Commune, position),
        None => dto::Named { code: code.to_string(), name: code.to_string() },
    }
}

/// What a client sent, fit for a message.
fn short(text: &str) -> String {
    messages::short(text)
}

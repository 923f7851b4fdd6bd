//! One file a resource. A handler's name is its operation id.

pub(crate) mod docs;
pub(crate) mod export;
pub(crate) mod figures;
pub(crate) mod health;
pub(crate) mod isochrones;
pub(crate) mod nearest;
pub(crate) mod observatory;
pub(crate) mod portrait;
pub(crate) mod search;
pub(crate) mod series;
pub(crate) mod services;
pub(crate) mod sources;
pub(crate) mod territories;
pub(crate) mod tiles;
pub(crate) mod timetables;
pub(crate) mod travel_times;
pub(crate) mod warnings;
pub(crate) mod ways;

use territory::{Level, LonLat, Seconds, ServiceId, TravelMode};

use crate::{
    dto, messages,
    problem::Problem,
    query::{At, Parent},
    state::Loaded,
    travel::Road,
};

/// A place that a question names by its position or as a service.
#[derive(Debug, Clone)]
struct Place {
    at: LonLat,
    /// As a message names it: the parameter, or the identifier of the service.
    name: String,
    /// Position in the territory's services.
    service: Option<usize>,
}

impl Place {
    /// A position, with the parameter that gave it.
    fn at(at: LonLat, parameter: &str) -> Self {
        Self { at, name: parameter.to_owned(), service: None }
    }

    /// The place that one of two parameters gives: a position, or a service.
    fn find(loaded: &Loaded, at: Option<At>, service: Option<&str>, names: [&str; 2]) -> Result<Self, Problem> {
        match (at, service) {
            (Some(at), None) => Ok(Self::at(at.0, names[0])),
            (None, Some(id)) => {
                let wanted = ServiceId(id.to_owned());
                let services = &loaded.territory.services;
                let found = services.binary_search_by(|s| s.id.cmp(&wanted));
                let position = found.map_err(|_| Problem::parameter(names[1], messages::no_service(&short(id))))?;
                Ok(Self { at: services[position].at, name: short(id), service: Some(position) })
            }
            _ => Err(Problem::parameter(names[0], messages::one_of(names[0], names[1])).with_valid(names)),
        }
    }
}

/// A place that no usable road is near to.
fn not_snapped(name: &str, road: &Road) -> Problem {
    Problem::not_snapped(messages::not_snapped(name, road.mode().as_str(), road.snap_limit_m()))
}

/// Refuses a limit beyond what is searched.
fn check_minutes(asked: u32, mode: TravelMode, limit: Seconds) -> Result<(), Problem> {
    let most = limit.0 / 60;
    if asked <= most {
        return Ok(());
    }
    Err(Problem::parameter("minutes", messages::too_many_minutes(asked, most, mode.as_str())))
}

/// Refuses a kind that has no public places.
fn public_kind(loaded: &Loaded, kind: &str) -> Result<(), Problem> {
    if loaded.kinds.get(kind).is_some_and(|k| !k.nominative) {
        return Ok(());
    }
    let public = loaded.kinds.all.iter().filter(|k| !k.nominative).map(|k| k.id.as_str());
    Err(Problem::parameter("kind", messages::no_public_kind(&short(kind))).with_valid(public))
}

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
